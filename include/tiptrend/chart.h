/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CHART_H
#define TT_CHART_H

#include <stddef.h>

#include "tiptrend/language.h"
#include "tiptrend/preset.h"
#include "tiptrend/status.h"
#include "tiptrend/table.h"
#include "tiptrend/theme.h"

/* A chart as data: texts, panels, axes, marks. Nothing here is a gnuplot word; plots/scene.c measures the
 * texts and places everything, plots/script.c writes it down for gnuplot.
 *
 * A chart owns all its memory. Its builders copy what they are given, texts and arrays too, and
 * remember a failed allocation, so that only the end needs to be asked (tt_chart_status). */

typedef enum tt_anchor { TT_ANCHOR_LEFT, TT_ANCHOR_CENTRE, TT_ANCHOR_RIGHT } tt_anchor;

typedef enum tt_type_size { TT_TYPE_BODY, TT_TYPE_SMALL, TT_TYPE_TITLE } tt_type_size;

/* One stretch of text in one style. */
typedef struct tt_span {
    const char *text;
    tt_ink ink;
    int bold;
} tt_span;

typedef enum tt_mark_kind {
    TT_MARK_LINE,    /* x[n], y[n]; not-a-number ends a stretch: a gap stays a gap */
    TT_MARK_POINTS,  /* x[n], y[n] */
    TT_MARK_BAND,    /* x[n], low[n], high[n]; not-a-number ends a stretch */
    TT_MARK_BOXES,   /* left[n], right[n], bottom[n], top[n] */
    TT_MARK_SEGMENTS /* x0[n], y0[n], x1[n], y1[n] */
} tt_mark_kind;

typedef enum tt_shape { TT_SHAPE_DOT, TT_SHAPE_SQUARE, TT_SHAPE_RING, TT_SHAPE_TRIANGLE } tt_shape;

typedef enum tt_fill {
    TT_FILL_SOLID,
    TT_FILL_TINT,
    TT_FILL_MIDDLE,
    TT_FILL_HATCH,
    TT_FILL_SHADE /* as far from the ground to the ink as `shade` says */
} tt_fill;

/* Something drawn in a panel, in the units of its axes. */
typedef struct tt_mark {
    tt_mark_kind kind;
    tt_ink ink;
    tt_fill fill;   /* boxes */
    double shade;   /* of TT_FILL_SHADE: 0 is the ground, 1 the ink */
    tt_shape shape; /* points */
    double weight;  /* lines: points, 0: the profile's data line; points: size, 0 is 1 */
    int dashed;
    int arrow; /* segments: 1 puts a head at the end */
    size_t n;
    const double *column[4]; /* as said at the kind */
} tt_mark;

/* Where a label may go. None ever touches another text: a label that finds no room is left out. */
typedef enum tt_seek {
    TT_SEEK_NONE, /* exactly to its place */
    TT_SEEK_AROUND, /* beside the mark at its place: the nearest side that is free of lines, bands and other
                     * marks; farther off with a leader line. The signs of dx and dy say which side is
                     * best: above without them */
    TT_SEEK_ALONG, /* beside the upright rule at its place, from y downwards */
    TT_SEEK_HEAD /* above its place at the top of the plot, moved sideways or down as little as can be;
                    * where there is no room, as TT_SEEK_AROUND */
} tt_seek;

/* A text at a place in the units of the axes. */
typedef struct tt_label {
    const char *text;
    const char *second; /* a line below it in small type; NULL: none */
    double x;
    double y;
    double
        dx; /* shift to the right and up, in points where the type is 7 pt; it grows with the type */
    double dy;
    tt_seek seek;
    tt_anchor anchor;
    tt_type_size size;
    int bold;
    tt_ink ink;
    int on_fill;  /* 1: black or white, as reads best on the fill of `ink` */
    double shade; /* of that fill, where it is TT_FILL_SHADE; 0: it is solid */
    int backed;   /* 1: on a patch of ground, over a hatch */
    int optional; /* 1: takes what room the others leave, and stays near its mark */
} tt_label;

/* A name at the right of the plot for a line that ends at x, y; neighbours are pushed apart, and a leader
 * line joins a name to a line that it stands away from. */
typedef struct tt_end_label {
    const char *name;
    const char *value;
    double x;
    double y;
    tt_ink ink;
} tt_end_label;

/* A named row of a chart of rows, with texts in the columns right of the plot. */
typedef struct tt_row {
    const char *name;
    const char *detail; /* smaller, below the name; may be NULL */
    int heading;        /* 1: the name is bold and stands over the rows that follow */
    double y;
    const char *const *cells; /* cells[column_count] */
} tt_row;

typedef struct tt_axis {
    double low;
    double high;
    const double *ticks; /* ticks[tick_count] */
    const char *const *tick_labels;
    size_t tick_count;
    int grid;          /* 1: a grid line at each tick */
    int line;          /* 1: an axis line with tick marks */
    double reference;  /* a strong line at this value; not-a-number: none */
    const char *title; /* what is measured; stands at the end of the axis; may be NULL */
} tt_axis;

typedef struct tt_panel {
    const char *title;
    const tt_span *subtitle; /* subtitle[subtitle_count]: measure, or the names of the colours */
    size_t subtitle_count;
    tt_axis x;
    tt_axis y;
    double aspect;     /* height of the plot over its width; 0: by rows */
    double row_height; /* points for one unit of y in a chart of rows */
    tt_mark *marks;
    size_t mark_count;
    size_t mark_capacity;
    tt_label *labels;
    size_t label_count;
    size_t label_capacity;
    tt_end_label *ends;
    size_t end_count;
    size_t end_capacity;
    tt_end_label *heads; /* names over a bar: at x, above y; those of one y share a line */
    size_t head_count;
    size_t head_capacity;
    tt_row *rows;
    size_t row_count;
    size_t row_capacity;
    const char *const
        *column_titles; /* column_titles[column_count]: text columns right of the plot */
    size_t column_count;
    const char *below_left; /* words under the x axis left and right of the reference: "decline" */
    const char *below_right;
} tt_panel;

/* Which measure of the profile a chart takes. */
typedef enum tt_measure { TT_MEASURE_COLUMN, TT_MEASURE_MIDDLE, TT_MEASURE_PAGE } tt_measure;

typedef struct tt_chart {
    const char *name;     /* of its files: lower case, digits, hyphens */
    const char *kind;     /* a constant: "line" */
    tt_language language; /* of its words */
    const char *title;
    const char
        *short_title; /* for pages on which the title takes more than two lines; may be NULL */
    const tt_span *subtitle;
    size_t subtitle_count;
    const char **notes;
    size_t note_count;
    size_t note_capacity;
    const char *source;
    const char *alt;
    tt_panel *panels; /* panels[panel_count] */
    size_t panel_count;
    size_t panel_columns; /* panels side by side where the page is wide enough */
    double least_panel;   /* mm that each needs for it, at type of 7 points; 0: 34 */
    tt_measure measure;
    tt_table *data; /* what is drawn, for the CSV beside the chart */
    struct tt_chart_block *blocks;
    int failed;
} tt_chart;

/** A chart of some empty panels; NULL when there is no memory. `kind` must be a constant. */
tt_chart *tt_chart_new(const char *kind, size_t panels);
void tt_chart_free(tt_chart *chart);

/** Texts that live as long as the chart; NULL after a failure, or for NULL. */
const char *tt_chart_text(tt_chart *chart, const char *text);
const char *tt_chart_format(tt_chart *chart, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

/** Add to a chart or to one of its panels. Everything that the argument points to is copied. */
void tt_chart_add_note(tt_chart *chart, const char *text);
void tt_chart_set_subtitle(tt_chart *chart, const tt_span *spans, size_t count);
void tt_panel_set_subtitle(tt_chart *chart, tt_panel *panel, const tt_span *spans, size_t count);
void tt_panel_add_mark(tt_chart *chart, tt_panel *panel, const tt_mark *mark);
void tt_panel_add_label(tt_chart *chart, tt_panel *panel, const tt_label *label);
void tt_panel_add_end(tt_chart *chart, tt_panel *panel, const tt_end_label *end);
void tt_panel_add_head(tt_chart *chart, tt_panel *panel, const tt_end_label *head);
void tt_panel_add_row(tt_chart *chart, tt_panel *panel, const tt_row *row);
void tt_panel_set_columns(tt_chart *chart, tt_panel *panel, const char *const *titles,
                          size_t count); /* before the rows */
void tt_axis_set_ticks(tt_chart *chart, tt_axis *axis, const double *at, const char *const *labels,
                       size_t count);

/** Whether a chart is complete and fit to be drawn.
 *  Errors:  TT_ENOMEM (building it has failed), TT_EDOMAIN (an axis without extent, no panel) */
tt_status tt_chart_status(const tt_chart *chart, tt_error *err);

/** How wide a text is, in points: the only thing that placing a chart needs from a font. */
typedef double tt_measure_function(const char *text, double size, int bold, void *context);

/* How a chart is to be drawn. */
typedef struct tt_draw_options {
    const tt_preset *profile; /* NULL: "report" */
    const tt_theme *theme;    /* NULL: light */
    double width;             /* mm; 0: as the preset says */
    double height;            /* mm; 0: as the chart needs */
    tt_measure_function *measure;
    void *measure_context;
    const char
        *name; /* of the files that the script writes when it runs alone; NULL: the chart's */
    int without_texts; /* 1: the script draws everything but the texts */
} tt_draw_options;

/* A chart as a gnuplot script. */
typedef struct tt_script {
    char *text;   /* free with tt_free */
    double width; /* page, mm */
    double height;
} tt_script;

/** Place a chart and write it as a script that expects the variables FMT and OUT.
 *  Errors:  TT_ENOMEM, TT_EDOMAIN (tt_chart_status, or a height with no room for the chart) */
tt_status tt_chart_script(const tt_chart *chart, const tt_draw_options *options, tt_script *out,
                          tt_error *err);

#endif
