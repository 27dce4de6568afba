/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_INTERVAL_TREND_H
#define TT_INTERVAL_TREND_H

#include "tiptrend/points.h"
#include "tiptrend/ranktest.h"

/* Trend where some values are known only as intervals: what every possible completion agrees on. */

/* A series of closed intervals; low = high where the value is known. The arrays belong to the
 * caller. */
typedef struct tt_interval_points {
    size_t n;
    const double *time;     /* time[n]: strictly increasing */
    const double *low;      /* low[n]: may be -infinity */
    const double *high;     /* high[n]: >= low; may be +infinity */
    const double *exposure; /* exposure[n]: > 0; NULL stands for 1 everywhere */
} tt_interval_points;

typedef struct tt_interval_trend_options {
    double conf; /* the level is 1 - conf; 0: 0.95 */
    tt_mk_cache *cache;
} tt_interval_trend_options;

/* What holds for every completion, at the level 1 - conf. */
typedef enum tt_robust {
    TT_ROBUST_UNKNOWN = 0, /* it depends on the missing part */
    TT_ROBUST_UP,          /* significant upward trend, whatever the values are */
    TT_ROBUST_DOWN,        /* significant downward trend */
    TT_ROBUST_NO_TREND     /* no significant trend */
} tt_robust;

typedef struct tt_interval_trend_result {
    size_t n;
    size_t intervals; /* points with low < high */
    int64_t s_min;    /* sum of sgn(low_j - high_i) */
    int64_t s_max;    /* sum of sgn(high_j - low_i) */
    double p_low;     /* no completion has a smaller, and none a larger, two-sided p */
    double p_high;
    tt_robust robust;
    tt_interval slope;     /* least squares, per unit of time; sharp */
    tt_interval log_slope; /* of logarithms; not-a-number unless all low > 0 */
    tt_interval apc;       /* 100 (e^log_slope - 1) */
    int slope_sign;        /* 1 or -1 when all completions agree, else 0 */
    tt_notes notes;
} tt_interval_trend_result;

/** Bounds on Mann-Kendall's S and p and on the least-squares slope over all completions.
 *  Shape:   n intervals -> bounds; with exposures, of interval / exposure
 *  Units:   slope per unit of time
 *  Domain:  n >= 2; open ends are infinite and give infinite slopes
 *  Missing: a year with nothing known may be left out, or given as (0, infinity) or the like
 *  Errors:  TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE, TT_ENOMEM
 *  Notes:   TT_NOTE_NORMAL_APPROX (beyond 200 points), TT_NOTE_GAPS, TT_NOTE_P_FLOOR
 *  Checks:  five intervals worked in R; all whole-number completions of small series
 *  Source:  Manski 2003; docs/methods/interval_trend.md */
tt_status tt_interval_trend_bounds(const tt_interval_points *in,
                                   const tt_interval_trend_options *opt,
                                   tt_interval_trend_result *out, tt_error *err);

#endif
