/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_FIGURE_CHECK_H
#define TT_FIGURE_CHECK_H

#include "scene.h"
#include "tiptrend/charts.h"
#include "tiptrend/font.h"

/* The rules of docs/charts.md, "Design rules", that a program can judge, for a placed figure and for its
 * files. Each failure is printed with the number of its rule; each function returns how many there were. */

/* A data set and its chart set, as `tiptrend report` makes them. */
typedef struct figure_set {
    tt_dataset *ds;
    tt_dataset *population;
    tt_index_list series;
    tt_plan plan;
    tt_chart **charts; /* charts[plan.count]; NULL: the figures do not support it */
    tt_font *font;
} figure_set;

/* A bundled data set, and the same with its chart set. Stop the test when it cannot be had. */
tt_dataset *figure_data(const char *name);
void figure_set_make(figure_set *set, const char *bundled);
void figure_set_clear(figure_set *set);

/* The draw options of a preset with the widths of the real font. */
tt_draw_options figure_options(const figure_set *set, const tt_preset *preset);

/* One figure: where it is to be printed, and how it is placed there. */
typedef struct figure {
    const char *name;
    const tt_preset *preset;
    const tt_theme *theme;
    const tt_chart *chart;
    const tt__scene *scene;
} figure;

/* All rules that can be judged before drawing. */
unsigned figure_check_placed(const figure *f);

unsigned figure_check_words(const figure *f);    /* 1, 23: title, source, alternative text */
unsigned figure_check_type(const figure *f);     /* 2: sizes of type, weights of lines */
unsigned figure_check_places(const figure *f);   /* 3: overlap, page */
unsigned figure_check_axes(const figure *f);     /* 6: bars from zero, ticks */
unsigned figure_check_contrast(const figure *f); /* 20, 21: colours, text on ground and fills */

/* Of files; a check whose tool is missing says so once and counts as no failure. */
unsigned figure_check_pdf(const figure *f, const char *path);
unsigned figure_check_eps(const figure *f, const char *path);
unsigned figure_check_svg(const figure *f, const char *path);
unsigned figure_check_png(const figure *f, const char *path);
unsigned figure_check_tiff(const figure *f, const char *path);

#endif
