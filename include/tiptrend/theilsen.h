/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_THEILSEN_H
#define TT_THEILSEN_H

#include "tiptrend/ranktest.h"
#include "tiptrend/trend.h"

/* Theil-Sen line: the median of all pairwise slopes, over real years. */

/* How the ranks of the limits among the N ordered slopes are found. C = z sqrt(Var S). */
typedef enum tt_theilsen_limits {
    TT_THEILSEN_AUTO = 0, /* exact up to 200 points, Gilbert beyond; the default */
    TT_THEILSEN_EXACT,    /* Hollander-Wolfe: from the exact distribution of S */
    TT_THEILSEN_GILBERT,  /* ranks (N - C) / 2 and (N + C) / 2 + 1, interpolated between slopes */
    TT_THEILSEN_ROUND,    /* the same ranks rounded, as sens.slope of R's package trend does */
    TT_THEILSEN_FLOOR     /* floor((N - C) / 2) and its mirror: never narrower than the others */
} tt_theilsen_limits;

/* Where the line passes. b is the slope. */
typedef enum tt_theilsen_intercept {
    TT_INTERCEPT_CONOVER = 0, /* median(y) - b median(t); the default */
    TT_INTERCEPT_HIRSCH       /* median(y - b t), also named after Sen */
} tt_theilsen_intercept;

typedef struct tt_theilsen_options {
    double conf;                     /* confidence level, in (0, 1); 0: 0.95 */
    tt_theilsen_limits limits;       /* default TT_THEILSEN_AUTO */
    tt_theilsen_intercept intercept; /* of `trend.intercept`; default Conover */
    int log;            /* 1: slopes of the logarithm, so that apc is percent per year */
    tt_mk_cache *cache; /* NULL: each call makes its distribution anew */
    int brief; /* 1: only slope and limits; extremes, centre and intercepts are not-a-number */
} tt_theilsen_options;

#define TT_THEILSEN_OPTIONS_INIT                                                                   \
    {                                                                                              \
        0.95, TT_THEILSEN_AUTO, TT_INTERCEPT_CONOVER, 0, NULL, 0                                   \
    }

typedef struct tt_theilsen_result {
    /* centre: the median of time. statistic: Z of Mann-Kendall. p: with exact limits the p that
     * agrees with them (df not-a-number), else the normal p (df infinite). No standard errors. */
    tt_trend trend;
    int64_t slopes;      /* N = n (n - 1) / 2 */
    int64_t zero_slopes; /* pairs of equal values */
    double slope_min;    /* smallest and largest slope of two points */
    double slope_max;
    double intercept_conover; /* both conventions, at time 0 */
    double intercept_hirsch;
    tt_theilsen_limits rule; /* that was used */
    double rank_low;         /* of the limits among the ordered slopes, from 1; fractions where */
    double rank_high;        /* interpolated; not-a-number where there is no limit */
    double coverage;         /* exact coverage without ties; not-a-number for other rules */
} tt_theilsen_result;

/** Theil-Sen slope, its confidence limits, and the line.
 *  Shape:   a series of n points -> one line; with exposures, a line through value / exposure
 *  Units:   slope per unit of time (years), on the scale of the values or of their logarithm
 *  Domain:  2 <= n <= 5000; values > 0 for the logarithm; limits are infinite where none exist
 *  Missing: not accepted (TT_ENONFINITE); leave missing years out: slopes use real time
 *  Errors:  TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE, TT_ELIMIT, TT_ENOMEM
 *  Notes:   TT_NOTE_NO_LIMITS, TT_NOTE_TIES, TT_NOTE_GAPS, TT_NOTE_NORMAL_APPROX
 *  Checks:  exact rational values of 24 series with every rule; R trend's sens.slope
 *  Source:  Theil 1950; Sen 1968, JASA 63:1379; Gilbert 1987 p 217; Hollander and Wolfe, section
 *           9.3; docs/methods/theilsen.md */
tt_status tt_theilsen_fit(const tt_points *in, const tt_theilsen_options *opt,
                          tt_theilsen_result *out, tt_error *err);

#endif
