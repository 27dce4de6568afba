/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_ROBUSTREG_H
#define TT_ROBUSTREG_H

#include "tiptrend/linreg.h"

/* A line that a few wild years cannot pull far: M-estimation. */

typedef enum tt_robust_psi {
    TT_ROBUST_BISQUARE =
        0,          /* Tukey, tuned at 4.685: beyond that many scales a year has no weight */
    TT_ROBUST_HUBER /* tuned at 1.345: beyond that it pulls no harder */
} tt_robust_psi;

/* How scale and standard errors are formed. */
typedef enum tt_robust_convention {
    TT_ROBUST_MASS = 0, /* R's MASS::rlm: Huber's variance formula; the default */
    TT_ROBUST_GSL /* gsl_multifit_robust: residuals by leverage, sigma drawn towards that of OLS */
} tt_robust_convention;

typedef struct tt_robustreg_options {
    tt_robust_psi psi;
    tt_robust_convention convention;
    tt_linreg_scale scale;
    double conf; /* 0 stands for 0.95 */
} tt_robustreg_options;

typedef struct tt_robustreg {
    tt_trend trend;
    double sigma; /* scale: the median of the absolute residuals over 0.6745 (GSL's own for it) */
    double least_weight; /* of the year that counts least: 0 to 1 */
    double least_time;   /* that year */
    size_t discounted;   /* years with a weight below one half */
    size_t iterations;
} tt_robustreg;

/** Robust line by iterated weighted least squares.
 *  Shape:   n points -> one trend; weights[n], where given (NULL: not wanted), says how much each counts
 *  Units:   value (or its logarithm) per year; with exposures, of the rate
 *  Domain:  n >= 3; a majority of points exactly on a line is a perfect fit. Guards against wild
 *           values, not against a wild year far from all others in time
 *  Missing: not accepted: leave the points out; real years count
 *  Errors:  TT_EUSAGE, TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_ENOCONV, TT_ENOMEM; TT_ENOFIT
 *           (GSL: most years lie on one line)
 *  Notes:   TT_NOTE_ASYMPTOTIC (n < 20), TT_NOTE_SMALL_N (n < 6), TT_NOTE_PERFECT_FIT, TT_NOTE_GAPS
 *  Checks:  MASS::rlm of R 4.2.2 for 21 series; gsl_multifit_robust
 *  Source:  Huber & Ronchetti 2009; Venables & Ripley 2002, section 6.5; docs/methods/robustreg.md */
tt_status tt_robustreg_fit(const tt_points *points, const tt_robustreg_options *options,
                           tt_robustreg *out, double *weights, tt_error *err);

#endif
