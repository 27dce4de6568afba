/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_BENDS_H
#define TT_BENDS_H

#include "tiptrend/joinpoint.h"
#include "view.h"

/* Series with the segments of joinpoint regression, for kind_joinpoint.c. */

/* One series with its fit. */
typedef struct tt__bend {
    const tt__view *view;
    tt_run run;
    tt_joinpoint_result result;
    const tt_joinpoint_model *model; /* the selected one; NULL when there is no fit */
    double per;                      /* figures are rates per this many; 0: as they are */
} tt__bend;

/* All series of a chart. */
typedef struct tt__bends {
    const tt_chart_request *request;
    tt_joinpoint_options options;
    tt__bend *list; /* list[count] */
    size_t count;
} tt__bends;

/* Fits every view. A series that cannot be fitted has no model.
 * Errors: TT_ETOOFEW (none can), TT_EUSAGE, TT_ENOMEM; clear it all the same */
tt_status tt__bends_make(const tt_chart_request *request, const tt__views *views, tt__bends *out,
                         tt_error *err);
void tt__bends_clear(tt__bends *bends);

int tt__bends_are_log(const tt__bends *bends);

/* Whether the change a year of a segment is clear of 0. */
int tt__bend_is_clear(const tt__bends *bends, const tt_joinpoint_segment *segment);

/* A point of the series on the scale of the chart; not-a-number where it has no figure. */
double tt__bend_figure(const tt__bend *bend, const tt_point *point);

/* Whether a point of the view, by index, is in the fit. */
int tt__bend_uses(const tt__bend *bend, size_t point);

/* The fit at a time, on the scale of the figures. */
double tt__bend_at(const tt__bends *bends, const tt__bend *bend, double time);

/* Widens low ... high to hold the figures and the fit. */
void tt__bend_extent(const tt__bends *bends, const tt__bend *bend, double *low, double *high);

#endif
