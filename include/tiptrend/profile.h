/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_PROFILE_H
#define TT_PROFILE_H

#include "tiptrend/countreg.h"

/* Profile-likelihood limits of a log-linear trend: all slopes whose best fit is not much less
 * likely than the best of all. They follow the shape of the likelihood where Wald's limits take a
 * parabola for it, and they exist where the estimate itself does not. */
typedef struct tt_profile {
    size_t n;
    tt_estimate slope; /* per year, of the log of the rate; infinite where a side has no end */
    tt_estimate apc;   /* annual percent change: 100 (e^slope - 1) */
    double statistic;  /* twice the log-likelihood lost at slope 0; over phi for quasi-Poisson */
    double df;         /* infinite: chi-square with 1; else F with 1 and df */
    double p;          /* of slope 0; it agrees with the limits */
    double conf;       /* confidence level of the limits */
    tt_notes notes;
} tt_profile;

/** Profile-likelihood limits and likelihood-ratio test of the slope of a count trend.
 *  Shape:   n points -> slope and annual percent change with limits
 *  Units:   counts in events, exposures in what the rate is per, time in years
 *  Domain:  as tt_countreg_fit. Level and, for NB2, dispersion are refitted at each slope.
 *           Quasi-Poisson: the Poisson profile over phi, against F(1, n - 2). All counts in the
 *           first or last year: the slope is infinite and so is the limit on that side
 *  Missing: not accepted: leave the points out; years may have gaps
 *  Errors:  TT_EUSAGE, TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_ENOFIT (all counts zero),
 *           TT_ENOCONV
 *  Notes:   TT_NOTE_ONE_SIDED, TT_NOTE_BOUNDARY (NB2: the Poisson profile is given; or an infinite
 *           slope), TT_NOTE_POISSON, TT_NOTE_UNDERDISPERSED, TT_NOTE_PERFECT_FIT,
 *           TT_NOTE_SMALL_N, TT_NOTE_GAPS, TT_NOTE_NOT_A_COUNT
 *  Checks:  roots in 40 digits for 23 series; Belgian AIDS cases 1981-1993
 *  Source:  Venzon & Moolgavkar 1988, Appl Stat 37:87; docs/methods/profile.md */
tt_status tt_profile_limits(const tt_points *points, const tt_countreg_options *options,
                            tt_profile *out, tt_error *err);

#endif
