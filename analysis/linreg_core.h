/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LINREG_CORE_H
#define TT_LINREG_CORE_H

#include <float.h>

#include "tiptrend/linreg.h"
#include "tiptrend/lsq.h"

/* What all models that are fitted to values or logarithms of values share: the checks, the response,
 * and the way from a slope with its standard error to limits, p and annual percent change. */

/* What is fitted. `weights` may be NULL. */
typedef struct tt__response {
    const tt_points *points;
    const double *weights;
    tt_linreg_scale scale;
} tt__response;

/* Residuals below this part of the values are rounding, not scatter. */
#define TT__PERFECT (64 * DBL_EPSILON)

/* A point that alone decides one coefficient has leverage 1 and residual 0: nothing is known of its scatter. */
#define TT__FULL_LEVERAGE (1 - 64 * DBL_EPSILON)

/* The response of a point: the value or the rate, or its logarithm. */
long double tt__response_at(const tt__response *r, size_t i);

/* The same in double precision, half a unit of its last digit off at most where it is a logarithm. */
double tt__response_rounded(const tt__response *r, size_t i);

/* Sums of a straight line through y[n], weights as in the response, in the 64-bit mantissa of long double. Time
 * and values are centred at their weighted means before any product is formed, so that years as large as 2018
 * cost no digits. */
typedef struct tt__line_sums {
    long double weight;
    long double x; /* means; that of time is taken from `centre` */
    long double y;
    long double sxx;
    long double sxy;
    long double syy;
    long double rss;
    long double largest; /* |y| */
} tt__line_sums;

tt__line_sums tt__line_add_up(const tt__response *r, const long double *y, double centre);

/* Finite, increasing years, positive where a logarithm is taken, at least `minimum` points. `what` names the model
 * in the message. */
tt_status tt__response_check(const tt__response *r, size_t minimum, const char *what,
                             tt_error *err);

/* TT_NOTE_SMALL_N, TT_NOTE_GAPS. */
tt_notes tt__response_notes(const tt_points *points);

/* The year of a time, for messages; 0 (not known) for what cannot be one. */
int tt__year_of(double time);

/* The shortest distance of two years, which is what "one year" means for neighbours and lags. */
double tt__shortest_step(const tt_points *points);

/* Number of steps between two times: whole for years. */
double tt__steps_between(double earlier, double later, double step);

/* The line through a response with residuals and leverages. In a perfect fit all residuals are 0. */
typedef struct tt__line_fit {
    tt_lsq_design design; /* powers 0 and 1 of time about its mean */
    tt_lsq fit;
    double *y; /* y[n] */
} tt__line_fit;

/* The response must have been checked. TT_ENOMEM, TT_ESINGULAR. Clear it after a failure too. */
tt_status tt__line_fit_make(const tt__response *r, tt__line_fit *out, tt_error *err);
void tt__line_fit_clear(tt__line_fit *line);

double tt__mean_time(const tt_points *points);

/* Completes a trend in which slope.value, slope_se, df and conf are set: the statistic, p, limits and
 * annual percent change. `mean` is that of the response. A standard error of 0 (perfect fit) gives
 * limits equal to the slope and no statistic; one that is not a number no limits at all. `shared` may be
 * NULL. */
void tt__trend_finish(tt_trend *t, double mean, tt_linreg_scale scale, tt_critical *shared);

#endif
