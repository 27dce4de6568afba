/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SEASONAL_H
#define TT_SEASONAL_H

#include "tiptrend/points.h"
#include "tiptrend/ranktest.h"

/* Trend over years in monthly or quarterly data: each season is compared with itself only. */

#define TT_SEASONAL_MAX_SEASONS 24
#define TT_SEASONAL_MAX_YEARS   500

/* Hirsch and Slack advise against the covariance version below this many years. */
#define TT_SEASONAL_ADVISED_YEARS 10

/* Values in order of year and season, each pair once; missing ones left out. The arrays belong to
 * the caller. */
typedef struct tt_seasonal_points {
    size_t n;
    size_t seasons;         /* in a year: 4, 12; 2 to TT_SEASONAL_MAX_SEASONS */
    const int *year;        /* year[n] */
    const int *season;      /* season[n]: 1 ... seasons */
    const double *value;    /* value[n]: finite */
    const double *exposure; /* exposure[n]: > 0; NULL stands for 1 everywhere */
} tt_seasonal_points;

typedef enum tt_seasonal_method {
    TT_SEASONAL_INDEPENDENT = 0, /* seasons of one year are independent; exact p; the default */
    TT_SEASONAL_COVARIANCE       /* they may be correlated: Hirsch-Slack variance, normal p */
} tt_seasonal_method;

typedef struct tt_seasonal_options {
    tt_seasonal_method method;
    tt_alternative alternative; /* of `p` and `p_min`; default two-sided */
    double conf;                /* confidence level of the slope, in (0, 1); 0: 0.95 */
} tt_seasonal_options;

/* One season by itself. */
typedef struct tt_seasonal_season {
    size_t n;
    int64_t s;
    double var_s;
    double z;     /* with continuity correction */
    double p;     /* two-sided; exact to 200 years, then normal; not-a-number for n = 0 */
    double slope; /* Sen's, per year; not-a-number for n < 2 */
} tt_seasonal_season;

typedef struct tt_seasonal_result {
    size_t n;
    size_t seasons;
    size_t years;           /* that have any value */
    int64_t s;              /* sum over seasons */
    int64_t max_s;          /* the largest that the numbers of years and the ties allow */
    double tau;             /* S / max S; not-a-number when max S is 0 */
    double var_independent; /* of S: sum of the variances */
    double var_covariance;  /* with the covariances between seasons */
    double z_independent;   /* both with continuity correction */
    double z_covariance;
    tt_tails independent; /* normal p-values, seasons independent */
    tt_tails covariance;  /* normal p-values with covariances */
    tt_tails exact;       /* seasons independent; not-a-number where not computed */
    double p;             /* of the method and alternative asked for; exact where it exists */
    double p_min;         /* smallest exact p, seasons independent; not-a-number with `exact` */
    double homogeneity;   /* chi-square of Van Belle and Hughes: do all seasons share one trend? */
    double homogeneity_df;
    double homogeneity_p;
    tt_estimate slope; /* seasonal Sen slope, per year, with limits */
    int64_t slopes;    /* number of slopes that it is the median of */
    double conf;
    tt_seasonal_season season[TT_SEASONAL_MAX_SEASONS];
    tt_notes notes;
} tt_seasonal_result;

/** Seasonal Mann-Kendall test and seasonal Sen slope.
 *  Shape:   n values by year and season -> one result, and one line for each season
 *  Units:   slope per year, in units of the values or of value / exposure
 *  Domain:  one season at least has two years; at most 24 seasons and 500 years; exact while the
 *           number of arrangements is below 10^600 (12 months of 40 years); limits infinite where
 *           none exist
 *  Missing: leave the month out: it takes no part in any pair
 *  Errors:  TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE, TT_ELIMIT, TT_ENOMEM
 *  Notes:   TT_NOTE_TIES, TT_NOTE_GAPS (a season without a value in some year), TT_NOTE_P_FLOOR,
 *           TT_NOTE_NORMAL_APPROX, TT_NOTE_ASYMPTOTIC (covariances from few years),
 *           TT_NOTE_NO_LIMITS
 *  Checks:  R trend smk.test, csmk.test, sea.sens.slope (Nottingham); full enumeration of small
 *           cases
 *  Source:  Hirsch, Slack and Smith 1982, Water Resour Res 18:107; Hirsch and Slack 1984, 20:727;
 *           Van Belle and Hughes 1984, 20:127; docs/methods/seasonal.md */
tt_status tt_seasonal_test(const tt_seasonal_points *in, const tt_seasonal_options *opt,
                           tt_seasonal_result *out, tt_error *err);

#endif
