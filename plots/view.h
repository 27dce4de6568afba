/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_VIEW_H
#define TT_VIEW_H

#include "tiptrend/charts.h"
#include "tiptrend/run.h"
#include "tiptrend/trend.h"
#include "words.h"

/* A series as chart kinds see it: points, names, colour. */

typedef struct tt__view {
    size_t series;
    const tt_series *data;
    tt_point_list list;
    const char *label;      /* what tells it from the others of the chart: "Federal" */
    const char *inner;      /* the same within a sentence: "federal" */
    const char *long_label; /* with its indicator: "Investigations, federal" */
    const char *subject;    /* for a headline, within a sentence: "federal investigations" */
    tt_ink ink;
    int quiet; /* one of many: grey and without a name */
} tt__view;

/* All series of a request with what is common to them. The texts belong to the chart. */
typedef struct tt__views {
    tt__view *list; /* list[count] */
    size_t count;
    const char *indicator;      /* within a sentence, when all have the same; NULL otherwise */
    const char *indicator_name; /* the same as the data write it, for names of files */
    const char *area;           /* what is constant of places: "Mexico"; NULL if nothing is */
    const char *unit;           /* within a sentence, when all have the same; NULL otherwise */
    tt_period first;
    tt_period last;
} tt__views;

/* Loads the series of a request. Series without a point in the period are left out.
 * Errors: TT_ETOOFEW (nothing is left), TT_ENOMEM */
tt_status tt__views_make(const tt_chart_request *request, tt_chart *chart, tt__views *out,
                         tt_error *err);
void tt__views_clear(tt__views *views);

/* The point of a view in a period; NULL when it has none. */
const tt_point *tt__point_at(const tt__view *view, tt_period period);

/* The first (or last) point of a view with a figure, of a whole period if there is one; NULL when there is
 * none. */
const tt_point *tt__end_point(const tt__view *view, int last);

/* The figure of the last such point; minus infinity when there is none. */
double tt__last_figure(const tt__view *view);

/* Adds the periods of a view to an ordered list of periods; at most `most` are kept. Returns how many there
 * are then. */
size_t tt__add_periods(const tt__view *view, tt_period *list, size_t count, size_t most);

/* Whether the definition changes within a view; after one period and up to another. */
int tt__has_break(const tt__view *view);
int tt__breaks_between(const tt__view *view, tt_period from, tt_period to);

/* A value of a nested dimension without the name of its breakdown: "by form: sexual" is "sexual" beside others. */
const char *tt__part_text(const tt_dataset *ds, size_t dimension, uint32_t value);

/* File name from a text, as tt_text_slug makes it; "chart" where nothing is left of it. */
const char *tt__slug(tt_chart *chart, const char *text);

/* The colour of a series among those of its chart: by what it is, so that it is the same in every chart
 * of a set. */
tt_ink tt__ink_of(const tt_dataset *ds, size_t series);

/* The colour of one view, changed to a free one where another view before it has the same; totals and what is
 * unspecified keep theirs. */
tt_ink tt__distinct_ink(const tt__views *views, size_t index);

/* Where there are more views than inks, only those with the highest latest figures keep theirs; all others
 * become quiet, and a note says so. */
enum { TT__LOUD_MAX = 7 };
void tt__quieten(tt_chart *chart, tt__views *views);

/* Gives every view an ink of its own. */
void tt__make_distinct(tt__views *views);

/* What the figures of a view count, within a sentence: "persons convicted", "cases". */
const char *tt__unit_words(tt_chart *chart, const tt_dataset *ds, const tt__view *view);

/* The unit of all views (or "figures") for each of their periods: "Cases a year". */
const char *tt__per_period(tt_chart *chart, const tt__views *views);

/* Puts name, subtitle, source and the notes that follow from the data on a chart: "n = 4", detected
 * victims, derived totals, breaks, partial periods. `what` begins the subtitle. */
void tt__finish_chart(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                      const char *what);

/* The first view in another unit than the first of all; NULL when all have one. */
const tt__view *tt__other_unit(const tt__views *views);

/* Whether any point of the views has this flag. */
int tt__any_flag(const tt__views *views, unsigned flag);

#endif
