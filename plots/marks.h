/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_MARKS_H
#define TT_MARKS_H

#include "view.h"

/* What several kinds of chart draw alike. */

/* A series as a line with its points, its exact Poisson limits as a band (where `band` is set and the
 * figures are counts), bars for figures that are only known as intervals, rings for partial
 * periods; gaps and breaks interrupt it. */
void tt__draw_series(tt_chart *chart, tt_panel *panel, const tt__view *view, double conf, int band);

/* Its figures that are only known as intervals: bars, with an arrow where they have no upper end. */
void tt__draw_intervals(tt_chart *chart, tt_panel *panel, const tt__view *view);

/* All series of a chart, the quiet ones behind the others. */
void tt__draw_all(tt_chart *chart, tt_panel *panel, const tt__views *views, double conf, int band);

/* A level stretch of a row, cut off at the ends of the x axis, which must be set, with an arrow where it runs on. */
void tt__draw_span(tt_chart *chart, tt_panel *panel, tt_interval span, double y,
                   const tt_mark *style);

/* The names of some series in their colours, above the plot: the first sixteen. */
void tt__add_key(tt_chart *chart, tt_panel *panel, const tt__view *const *list, size_t count);

/* The bar of a point from side[0] to side[1], with its figure above it in a style of which only size, weight,
 * distance and whether it is optional are looked at. Hatched: not specified; pale: a part of the period. What is
 * only known as an interval is a thin bar over what it can be, with an arrow where it has no upper end. */
void tt__draw_bar(tt_chart *chart, tt_panel *panel, const tt__view *view, const tt_point *point,
                  const double side[2], const tt_label *style);

/* The bars of all points of a series, each in the middle of its period. */
void tt__draw_bars(tt_chart *chart, tt_panel *panel, const tt__view *view, const tt_label *style);

/* Whether a line may run from the point before to this one. */
int tt__joins(const tt_point *before, const tt_point *point);

/* A dashed rule at every change of definition of the views. */
void tt__draw_breaks(tt_chart *chart, tt_panel *panel, const tt__views *views);

typedef enum tt__labelling { TT__LABEL_EACH, TT__LABEL_FIRST } tt__labelling;

/* The figures of a series beside its points: all of them, or the first only, left of it. */
void tt__label_series(tt_chart *chart, tt_panel *panel, const tt__view *view, tt__labelling which);

/* Half the width of the bar of a period on an axis of years. */
double tt__half_bar(tt_period period);

/* Name and last figure of a series at the right end of its line. Without `name` only the figure. */
void tt__end_series(tt_chart *chart, tt_panel *panel, const tt__view *view, const char *name);

/* A panel for each view, at most so many; the rest is left out, and a note says so. */
enum { TT__PANELS_MAX = 40 };
void tt__limit_panels(tt_chart *chart, tt__views *views);

/* Whether one scale serves panels of which these are the highest figures: on it none would vanish. */
int tt__one_scale(const double *highest, size_t count);

/* Says what the bands of counts are. */
void tt__note_band(tt_chart *chart, double conf);

/* The confidence level of a request; a level as a text: "95%". */
double tt__level(const tt_chart_request *request);
const char *tt__level_text(tt_chart *chart, double level);

/* The largest figure or limit that tt__draw_series will draw. */
double tt__highest(const tt__view *view, double conf, int band);

/* Exact (Garwood) limits of a count at a level. */
tt_interval tt__limits_of(double count, double conf);

/* Whether the figures of a series are counts, so that Poisson limits mean something. */
int tt__shows_counts(const tt__view *view);

/* The years of the views as x axis with room for labels at both ends. */
void tt__set_years(tt_chart *chart, tt_panel *panel, const tt__views *views);

/* The table of what is drawn: series, period, value, low, high, state. */
void tt__fill_data(const tt_chart_request *request, tt_chart *chart, const tt__views *views);

#endif
