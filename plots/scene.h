/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SCENE_H
#define TT_SCENE_H

#include "box.h"
#include "tiptrend/chart.h"

#define TT__MM_PER_POINT (25.4 / 72)
#define TT__PAGE         SIZE_MAX /* panel number of the texts of the page itself */

/* A chart with every text and frame in its place, in millimetres from the top left corner of the page. */

typedef struct tt__placed_text {
    const char *text; /* of the chart, or of the scene */
    double x;         /* of the anchor */
    double y;         /* of the middle of the line */
    double width;
    double height; /* of the line: ascent and descent of the letters */
    double size;   /* points */
    int bold;
    tt_anchor anchor;
    uint32_t colour;
    int backed;
    int deep;     /* some of its letters reach below the baseline */
    size_t panel; /* whose text it is, or TT__PAGE */
} tt__placed_text;

typedef struct tt__frame { /* the plot of a panel, without its texts */
    double left;
    double right;
    double top;
    double bottom;
    double reach;    /* how far right of the plot its texts may go */
    int names_above; /* rows: their names stand above the marks, not left of the plot */
    int with_y;      /* the y axis has its labels here, not at another panel of its row */
} tt__frame;

/* A thin line from a mark to a label that stands away from it. */
typedef struct tt__leader {
    tt__spot from;
    tt__spot to;
    uint32_t colour;
    size_t panel;
} tt__leader;

/* The name of a line on its way: where the line ends, and where the name stands. */
typedef struct tt__end_place {
    const tt_end_label *end;
    double line;   /* where the line ends */
    double y;      /* middle of the block */
    double height; /* of the block */
} tt__end_place;

/* Some names of lines that touch and stand together. */
typedef struct tt__end_block {
    double sum; /* of the places that they would like, each less the heights before it */
    size_t count;
} tt__end_block;

typedef struct tt__scene {
    const tt_chart *chart;
    const tt_preset *profile;
    const tt_theme *theme;
    double width;
    double height;
    size_t columns;      /* panels side by side */
    double column_width; /* of one column of panels */
    double stretch;      /* of the heights of plots, so that the page gets the height asked for */
    double plot_width;   /* of one plot */
    double unit; /* by how much distances in millimetres grow with the type of the profile; >= 1 */
    double gap;  /* between a plot and its texts */
    double gutter;     /* between panels */
    double margin;     /* from the edge of the page */
    tt__frame *frames; /* frames[panel_count] */
    tt__placed_text *texts;
    size_t text_count;
    size_t text_capacity;
    tt__leader *leaders; /* leaders[leader_count] */
    size_t leader_count;
    size_t leader_capacity;
    tt__end_place *ends;   /* room for the names of the lines of one panel */
    tt__end_block *blocks; /* the same */
    char **own;            /* texts made while placing: lines of wrapped paragraphs */
    size_t own_count;
    size_t own_capacity;
    tt_measure_function *measure;
    void *measure_context;
    int failed;
} tt__scene;

/* Places everything. Errors: TT_ENOMEM, TT_EDOMAIN */
tt_status tt__scene_make(const tt_chart *chart, const tt_draw_options *options, tt__scene *out,
                         tt_error *err);

void tt__scene_clear(tt__scene *scene);

/* ---- for the files that make a scene ---- */

/* Width of a text in millimetres. */
double tt__scene_width(const tt__scene *scene, const char *text, double size, int bold);

/* A style of text. */
typedef struct tt__style {
    double size; /* points */
    int bold;
    uint32_t colour;
    tt_anchor anchor;
    size_t panel;
    size_t most_lines; /* of a paragraph: the last one ends in an ellipsis; 0: no limit */
} tt__style;

/* The styles of a profile. */
tt__style tt__style_body(const tt__scene *scene, size_t panel);
tt__style tt__style_small(const tt__scene *scene, size_t panel);

/* Type size of tick labels: a little smaller than the body. */
double tt__tick_size(const tt__scene *scene);

/* What the texts around a plot need: filled in by the file that places them. */
typedef struct tt__margins {
    double left;
    double right;
    double above;
    double below;
} tt__margins;

tt__margins tt__panel_margins(const tt__scene *scene, size_t panel, int with_y, int names_above);

/* The least height of a row of a panel, in millimetres, so that the names of rows fit. */
double tt__row_least(const tt__scene *scene, size_t panel, int names_above);

/* Height that the names right of a plot need, in millimetres. */
double tt__ends_height(const tt__scene *scene, size_t panel);

/* The texts around the plot of a panel: ticks, title, rows, names of lines. */
void tt__place_around(tt__scene *scene, size_t panel);

/* The labels within it; the texts around all plots must be in place. */
void tt__place_labels(tt__scene *scene, size_t panel);

void tt__scene_lead(tt__scene *scene, tt__spot from, tt__spot to, uint32_t colour, size_t panel);

/* Height of a line of text of this size, in millimetres. */
double tt__line_height(double size);

/* Places one line with its middle at y; returns the placed text, NULL after a failure. */
tt__placed_text *tt__scene_put(tt__scene *scene, const char *text, double x, double y,
                               const tt__style *style);

/* Places a paragraph from y downwards, broken at blanks to fit `width`; returns the y below it. */
double tt__scene_flow(tt__scene *scene, const char *text, double x, double y, double width,
                      const tt__style *style);

/* The same for spans of several styles; bold and colour come from the spans. */
double tt__scene_flow_spans(tt__scene *scene, const tt_span *spans, size_t count, double x,
                            double y, double width, const tt__style *style);

/* How many lines a paragraph takes; of spans likewise. */
size_t tt__scene_lines(const tt__scene *scene, const char *text, double width, double size,
                       int bold);
size_t tt__span_lines(const tt__scene *scene, const tt_span *spans, size_t count, double width,
                      double size);

/* Where values of a panel's axes stand on the page. */
double tt__scene_x(const tt__scene *scene, size_t panel, double x);
double tt__scene_y(const tt__scene *scene, size_t panel, double y);

/* Left and right edge of a placed text. */
double tt__text_left(const tt__placed_text *text);
double tt__text_right(const tt__placed_text *text);

/* The baseline of its letters, for those who place texts by it. */
double tt__text_baseline(const tt__placed_text *text);

/* ---- for those who check a scene ---- */

/* The box that the letters of a placed text fill, in every format: from the top of the capitals to the
 * baseline, and below it where there are letters that reach there. */
tt__box tt__text_box(const tt__placed_text *text);

/* Whether the letters of two placed texts touch. */
int tt__texts_touch(const tt__placed_text *a, const tt__placed_text *b);

/* What is wrong with a scene. */
typedef struct tt__scene_fault {
    size_t text;  /* index of the placed text */
    size_t other; /* the one that it touches; SIZE_MAX: it leaves the page */
} tt__scene_fault;

/* Texts that touch each other or leave the page. Returns how many there are; the first `most` are
 * written. */
size_t tt__scene_faults(const tt__scene *scene, tt__scene_fault *out, size_t most);

#endif
