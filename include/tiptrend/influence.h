/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_INFLUENCE_H
#define TT_INFLUENCE_H

#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* Which years carry a trend? One entry for each year. */

typedef enum tt_influence_model {
    TT_INFLUENCE_LOGLINEAR = 0,
    TT_INFLUENCE_OLS,
    TT_INFLUENCE_POISSON,
    TT_INFLUENCE_QUASI
} tt_influence_model;

/* Quantities that do not exist (leverage 1, perfect fit, too few points) are not-a-number. */
typedef struct tt_influence {
    double time;
    double fitted; /* on the scale of the values; of the median for the log-linear model */
    double
        residual; /* value - fitted, of logarithms for the log-linear model; Pearson's for counts */
    double leverage;     /* 0 to 1; they add to 2 */
    double standardised; /* residual over its own standard error */
    double studentised;  /* the same with the scatter that the other years have; Poisson: from the
                          * likelihood lost without the year */
    double outlier_p; /* of the studentised residual, two-sided, times n (Bonferroni), at most 1 */
    double cook;      /* Cook's distance: how far both coefficients move without the year */
    double dffits;    /* how far the fitted value moves, in standard errors */
    double apc_without; /* annual percent change of the fit without the year */
} tt_influence;

/** Leverage, residuals, Cook's distance and dffits of each year in a line or a count trend.
 *  Shape:   n points -> out[n]
 *  Units:   of the model; apc_without in percent a year (of the mean value for OLS)
 *  Domain:  n >= 4
 *  Missing: not accepted: leave the points out; real years count
 *  Errors:  TT_EUSAGE, TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_ENOFIT, TT_ENOCONV, TT_ENOMEM
 *  Notes:   in `*notes` (may be NULL): TT_NOTE_SMALL_N (n < 6), TT_NOTE_PERFECT_FIT, TT_NOTE_GAPS
 *  Checks:  R influence.measures, rstandard, rstudent of lm and glm; refits
 *  Source:  Belsley, Kuh & Welsch 1980; Williams 1987, Appl Stat 36:181; docs/methods/influence.md */
tt_status tt_influence_years(const tt_points *points, tt_influence_model model, tt_influence *out,
                             tt_notes *notes, tt_error *err);

#endif
