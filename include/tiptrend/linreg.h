/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LINREG_H
#define TT_LINREG_H

#include "tiptrend/points.h"
#include "tiptrend/trend.h"

/* Straight lines by least squares, through the values or through their logarithms. */

typedef enum tt_linreg_scale {
    TT_LINREG_LINEAR, /* value = intercept + slope * (time - centre) */
    TT_LINREG_LOG     /* ln value = ...: constant percent a year */
} tt_linreg_scale;

/* Valid when zeroed: linear, equal weights, 95 %. */
typedef struct tt_linreg_options {
    tt_linreg_scale scale;
    double conf;           /* 0 stands for 0.95 */
    const double *weights; /* weights[n], > 0; NULL: all equal */
} tt_linreg_options;

typedef struct tt_linreg {
    tt_trend trend;
    double sigma;     /* residual standard deviation; not-a-number for n = 2 */
    double r_squared; /* not-a-number where the values do not vary */
    double sxx;       /* weighted sum of squares of time about its mean */
    double weight;    /* sum of the weights */
} tt_linreg;

/** Least-squares line through values or their logarithms; with exposures, through the rates.
 *  Shape:   n points -> one trend
 *  Units:   value (or its logarithm) per year
 *  Domain:  n >= 2 (n = 2 has no limits), values > 0 for the logarithm, weights > 0
 *  Missing: not accepted: leave the points out; real years count, so gaps do no harm
 *  Errors:  TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN (names the year), TT_EUSAGE
 *  Notes:   TT_NOTE_SMALL_N (n < 6), TT_NOTE_PERFECT_FIT, TT_NOTE_NO_LIMITS (n = 2), TT_NOTE_GAPS
 *  Checks:  24 series with 40 digits to 1e-11; NIST Norris; Belgian AIDS cases
 *  Source:  Draper & Smith 1998, chapter 1; docs/methods/linreg.md */
tt_status tt_linreg_fit(const tt_points *points, const tt_linreg_options *options, tt_linreg *out,
                        tt_error *err);

/** The fitted value at a time with the confidence limits of the mean and of a new observation there, on
 *  the scale of the values.
 *  Domain:  any finite time; without limits where the fit has none
 *  Errors:  TT_ENONFINITE */
tt_status tt_linreg_predict(const tt_linreg *fit, const tt_linreg_options *options, double time,
                            tt_estimate *mean, tt_estimate *observation, tt_error *err);

#endif
