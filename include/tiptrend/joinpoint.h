/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_JOINPOINT_H
#define TT_JOINPOINT_H

#include <stddef.h>
#include <stdint.h>

#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* Joinpoint regression: a continuous piecewise-linear trend of log(value) or value,
 *
 *     y_i = b_0 + b_1 x_i + sum_j delta_j (x_i - tau_j)^+ + e_i,     tau_1 < ... < tau_k,
 *
 * with the number k and the places tau of the joinpoints chosen by the data. The numbers are those
 * of the Joinpoint program of the US National Cancer Institute ("NCI" below); what is known to
 * agree, and on how many numbers, stands in docs/methods/joinpoint.md. */

#define TT_JOINPOINT_MAX  9  /* most joinpoints of a model */
#define TT_JOINPOINT_NONE -1 /* as max_joinpoints: fit the straight line only */

typedef enum tt_joinpoint_scale {
    TT_JOINPOINT_LOG = 0, /* y = ln(value): constant percent change within a segment */
    TT_JOINPOINT_LINEAR   /* y = value: constant absolute change within a segment */
} tt_joinpoint_scale;

typedef enum tt_joinpoint_weights {
    TT_JOINPOINT_EQUAL = 0, /* constant variance on the scale of y */
    TT_JOINPOINT_SE,        /* standard errors given: log (value/se)^2, linear 1/se^2 */
    TT_JOINPOINT_COUNT      /* Poisson: log count, linear exposure^2/count */
} tt_joinpoint_weights;

typedef enum tt_joinpoint_method {
    TT_JOINPOINT_GRID = 0, /* joinpoints on the observed years, or on a finer grid */
    TT_JOINPOINT_HUDSON    /* joinpoints anywhere between the observed years */
} tt_joinpoint_method;

typedef enum tt_joinpoint_select {
    TT_JOINPOINT_WBIC = 0,
    TT_JOINPOINT_BIC,
    TT_JOINPOINT_BIC3,
    TT_JOINPOINT_PERMUTATION
} tt_joinpoint_select;

typedef enum tt_joinpoint_limits {
    TT_JOINPOINT_PARAMETRIC = 0,
    TT_JOINPOINT_EMPIRICAL /* quantiles of refits to resampled residuals */
} tt_joinpoint_limits;

typedef enum tt_joinpoint_serial {
    TT_JOINPOINT_UNCORRELATED = 0,
    TT_JOINPOINT_AR1_GIVEN,    /* errors one step apart correlate by `rho` */
    TT_JOINPOINT_AR1_ESTIMATED /* the same, rho by restricted maximum likelihood */
} tt_joinpoint_serial;

typedef enum tt_joinpoint_break {
    TT_JOINPOINT_NO_BREAK = 0,
    TT_JOINPOINT_JUMP, /* the level jumps after `break_after` by an amount that is estimated */
    TT_JOINPOINT_RATIO /* values up to `break_after` are multiplied by the known `ratio` */
} tt_joinpoint_break;

/* A span of time for an average annual percent change. */
typedef struct tt_joinpoint_range {
    double start; /* years */
    double end;   /* years, > start */
} tt_joinpoint_range;

/* Valid when zeroed; 0 stands for the default throughout. */
typedef struct tt_joinpoint_options {
    tt_joinpoint_scale scale;
    tt_joinpoint_weights weights;
    const double *se; /* se[n] of `value`, > 0, same unit; needed by TT_JOINPOINT_SE only */
    double per;       /* rates are value / exposure * per; default 1 */

    int min_joinpoints; /* 0 (default) to max_joinpoints */
    int max_joinpoints; /* default: NCI's for n (tt_joinpoint_default_max), lowered until it fits;
                         * 1 to TT_JOINPOINT_MAX, or TT_JOINPOINT_NONE */
    int min_end;        /* observations strictly before the first and after the last joinpoint; 2 */
    int min_between;    /* observations strictly between two joinpoints; 2 */
    int grid_between;   /* grid points between two observed years; 0 (default) to 9 */
    tt_joinpoint_method method;

    tt_joinpoint_select select;
    double alpha;        /* level of the sequence of permutation tests; default 0.05 */
    size_t permutations; /* default 4499 */
    int enumerate_n;     /* all n! permutations are taken up to this n; default 8, at most 10;
                          * negative: never */
    int curtail;         /* 1: stop a test as soon as its decision is certain */
    uint64_t seed;       /* default 7160 */
    unsigned threads;    /* default 1; the answer does not depend on it */

    tt_joinpoint_limits limits;
    double conf;      /* confidence level; default 0.95 */
    size_t resamples; /* of empirical limits; default 5000 */
    int all_models;   /* 1: empirical limits for every k, not only for the selected one */

    tt_joinpoint_serial serial;
    double rho; /* -1 < rho < 1, of TT_JOINPOINT_AR1_GIVEN; the step is the shortest spacing */

    tt_joinpoint_break break_kind;
    double break_after;    /* last year of the old definition */
    double ratio;          /* new definition / old definition, 0.01 to 100 */
    double ratio_variance; /* 0 to 100; needs standard errors or counts as weights */

    const tt_joinpoint_range *ranges; /* ranges[range_count], beside the full range */
    size_t range_count;
} tt_joinpoint_options;

/* One segment. `slope` and `intercept` are on the scale of y; the intercept is at year 0 and does
 * not hold the jump. Standard errors are those of separate lines (docs/methods/joinpoint.md 3). */
typedef struct tt_joinpoint_segment {
    double start; /* years */
    double end;
    double intercept;
    double intercept_se;
    double intercept_p;
    tt_estimate slope;
    double slope_se;
    double t;        /* slope / slope_se; not-a-number with empirical limits */
    double p;        /* two-sided */
    tt_estimate apc; /* annual percent change; on the linear scale the slope itself */
} tt_joinpoint_segment;

typedef struct tt_joinpoint_point {
    tt_estimate at; /* years */
    double slope_change;
    double slope_change_se;
    double slope_change_t;
    double slope_change_p;
} tt_joinpoint_point;

/* Average annual percent change over a range; on the linear scale the mean slope. */
typedef struct tt_joinpoint_aapc_result {
    double start;
    double end;
    tt_estimate aapc;
    double statistic; /* t inside one segment, otherwise z; not-a-number with empirical limits */
    double p;
} tt_joinpoint_aapc_result;

/* The best model with k joinpoints. */
typedef struct tt_joinpoint_model {
    size_t k;
    size_t n;
    size_t parameters; /* 2k + 2, and one more with a jump */
    double df;         /* n - parameters */
    double sse;        /* weighted; 0 when nothing but rounding is left */
    double bic;
    double bic3;
    double weight; /* W of WBIC */
    double wbic;
    int selected;
    double se_df;                   /* degrees of freedom of t */
    double s2;                      /* residual variance of the separate lines */
    tt_joinpoint_segment *segment;  /* segment[k + 1] */
    tt_joinpoint_point *joinpoint;  /* joinpoint[k]; NULL for k = 0 */
    tt_joinpoint_aapc_result *aapc; /* aapc[aapc_count]: full range first, then `ranges` */
    size_t aapc_count;
    double *fitted;   /* fitted[n], on the scale of y, the jump included */
    double *residual; /* residual[n], y - fitted */
    tt_estimate jump; /* on the scale of y; not-a-number without a jump */
    double jump_se;
    double jump_p;
    double break_at;  /* the place of the jump, halfway to the next year; infinite without one */
    double beside[2]; /* the years before and after it; infinite without one */
    int empirical;    /* 1: limits and p of slopes, AAPC and joinpoints are empirical */
    tt_notes notes;
} tt_joinpoint_model;

/* One test of the sequence. */
typedef struct tt_joinpoint_test {
    size_t k0;
    size_t k1;
    double statistic; /* SSE(k0) / SSE(k1) */
    double p;
    double mc_error; /* standard error of p by the sampling of permutations; 0: all were taken */
    double level;    /* p below it rejects k0 */
    size_t permutations; /* evaluated, the observed order included */
    size_t exceeding;    /* of these, with a ratio at least as large as the observed one */
    int rejected;
    int enumerated; /* 1: all n! orders */
} tt_joinpoint_test;

typedef struct tt_joinpoint_result {
    size_t n;
    size_t min_joinpoints;
    size_t max_joinpoints;
    tt_joinpoint_model *models; /* models[model_count]: k = min_joinpoints and up */
    size_t model_count;
    size_t selected; /* index into models */
    tt_joinpoint_test *tests;
    size_t test_count; /* 0 unless selected by permutation */
    double rho;        /* 0 when uncorrelated */
    double conf;
    tt_notes notes;
} tt_joinpoint_result;

/* Are two trends the same, or the same up to a constant? */
typedef struct tt_joinpoint_comparison {
    size_t k;         /* joinpoints of both hypotheses */
    size_t k_a;       /* selected for the first series */
    size_t k_b;       /* selected for the second series */
    size_t k_both;    /* selected under the null hypothesis */
    double statistic; /* SSE(null) / SSE(separate) */
    double p;
    double mc_error;
    size_t permutations;
    size_t exceeding;
    double sse_null;
    double sse_separate;
    double offset;               /* second minus first on the scale of y, if parallel; else 0 */
    double at[TT_JOINPOINT_MAX]; /* joinpoints of the null model, years */
    tt_notes notes;
} tt_joinpoint_comparison;

typedef enum tt_joinpoint_hypothesis {
    TT_JOINPOINT_COINCIDENT = 0, /* one trend for both series */
    TT_JOINPOINT_PARALLEL        /* one trend up to a constant */
} tt_joinpoint_hypothesis;

/** NCI's default for the largest number of joinpoints of n observations.
 *  Domain:  any n; 0 below 7, then one more for every 5, at most 5
 *  Checks:  n = 15, 19, 20 in exports of the program
 *  Source:  NCI Joinpoint 4.x; docs/methods/joinpoint.md 1 */
size_t tt_joinpoint_default_max(size_t n);

/** Observations that k joinpoints need: 2 min_end + (k - 1) min_between + k, and at least 2k + 3, one more than
 *  the model has parameters.
 *  Source:  NCI Joinpoint, minimum number of observations; docs/methods/joinpoint.md 1 */
size_t tt_joinpoint_needed(size_t k, size_t min_end, size_t min_between);

/** Joinpoint regression of one series: all models from the smallest to the largest k, the choice
 *  among them, and the inference for each.
 *  Shape:   one series -> models, tests of the sequence
 *  Units:   value in any unit, time in years; slopes per year; SSE on the weighted scale
 *  Domain:  n >= 3; on the log scale value > 0, a count of 0 being taken as 0.5 where counts are
 *           the weights, or where weights are equal and all values whole; k and the minimum observations must fit into n
 *  Missing: not accepted (TT_ENONFINITE); years may be missing
 *  Errors:  TT_EUSAGE, TT_EDOMAIN, TT_ENONFINITE, TT_ETOOFEW, TT_ELIMIT, TT_ENOFIT, TT_ENOMEM,
 *           TT_EINTERNAL
 *  Notes:   TT_NOTE_SMALL_N, TT_NOTE_GAPS, TT_NOTE_PERFECT_FIT, TT_NOTE_NO_LIMITS,
 *           TT_NOTE_ASYMPTOTIC, TT_NOTE_MONTE_CARLO, TT_NOTE_P_FLOOR, TT_NOTE_SERIAL,
 *           TT_NOTE_BREAK, TT_NOTE_BOUNDARY, TT_NOTE_ZERO_HALF
 *  Checks:  exports of NCI Joinpoint (36 + 6 + 3 series), brute force in 40 digits (24 series)
 *  Source:  Kim, Fay, Feuer, Midthune 2000, Stat Med 19:335; docs/methods/joinpoint.md */
tt_status tt_joinpoint_fit(const tt_points *points, const tt_joinpoint_options *options,
                           tt_joinpoint_result *result, tt_error *err);

/** Release what a result holds. A zeroed result is fine. */
void tt_joinpoint_clear(tt_joinpoint_result *result);

/** Parametric average annual percent change of a model over any range.
 *  Shape:   one model, one range -> one estimate with limits and test
 *  Domain:  the range lies within the data, start < end; conf as in the options, 0 for 0.95
 *  Errors:  TT_EUSAGE, TT_EDOMAIN, TT_ENONFINITE
 *  Checks:  exports of NCI Joinpoint, 36 series, 4 decimals
 *  Source:  Clegg et al. 2009, Stat Med 28:3670; docs/methods/joinpoint.md 5 */
tt_status tt_joinpoint_aapc(const tt_joinpoint_model *model, tt_joinpoint_scale scale,
                            tt_joinpoint_range range, double conf, tt_joinpoint_aapc_result *out,
                            tt_error *err);

/** The fitted trend at any time, on the scale of y; beyond the data the end segments go on.
 *  Domain:  a model of tt_joinpoint_fit; the jump is included after its place */
double tt_joinpoint_predict(const tt_joinpoint_model *model, double time);

/** Whether a joinpoint stands on the last year before the jump or the first year after it. On the other of
 *  the two the fit is the same, and the jump differs by the change of slope: it is not determined.
 *  Domain:  a model of tt_joinpoint_fit
 *  Source:  docs/methods/joinpoint.md 8 */
int tt_joinpoint_beside_jump(const tt_joinpoint_model *model);

/** Permutation test that two series have one trend, or parallel trends.
 *  Shape:   two series -> one test
 *  Domain:  as tt_joinpoint_fit; the same options for both series, standard errors apart
 *  Missing: as tt_joinpoint_fit; the series may cover different years
 *  Errors:  as tt_joinpoint_fit; TT_EUSAGE with autocorrelated errors, breaks, Hudson's method or
 *           a finer grid
 *  Notes:   TT_NOTE_MONTE_CARLO, TT_NOTE_PERFECT_FIT, those of the series
 *  Checks:  brute-force refits of every permutation in the test
 *  Source:  Kim et al. 2004, Biometrics 60:1005; docs/methods/joinpoint.md 9 */
tt_status tt_joinpoint_compare(const tt_points pair[2], const double *const se[2],
                               tt_joinpoint_hypothesis hypothesis,
                               const tt_joinpoint_options *options, tt_joinpoint_comparison *result,
                               tt_error *err);

#endif
