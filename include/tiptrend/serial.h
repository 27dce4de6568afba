/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SERIAL_H
#define TT_SERIAL_H

#include "tiptrend/points.h"
#include "tiptrend/ranktest.h"

/* Mann-Kendall when neighbouring years are correlated. All versions need equally spaced times,
 * because they pair years k apart, and refuse a series with gaps. */

/* Fewer points are refused: at n = 10 a correlation must pass 0.62 to be told from chance. */
#define TT_SERIAL_MIN_N 10

/* Below this the result carries TT_NOTE_SMALL_N: what the authors of the methods advise. */
#define TT_SERIAL_ADVISED_N 20

typedef enum tt_serial_method {
    TT_SERIAL_HAMED_RAO =
        0,              /* variance inflated by significant correlations of ranks; the default */
    TT_SERIAL_YUE_WANG, /* by the correlations of all lags: to compare with others */
    TT_SERIAL_YUE_WANG_LAG1,  /* by that of lag 1 only */
    TT_SERIAL_PREWHITEN,      /* test y_t - r1 y_{t-1} */
    TT_SERIAL_TREND_PREWHITEN /* take the trend out, whiten, put it back (TFPW) */
} tt_serial_method;

typedef struct tt_serial_options {
    tt_serial_method method;
    tt_alternative alternative; /* of `p`; default two-sided */
    double conf;                /* level at which a correlation is significant; 0: 0.95 */
    tt_mk_cache *cache;         /* for the exact p of whitened series; may be NULL */
} tt_serial_options;

#define TT_SERIAL_OPTIONS_INIT                                                                     \
    {                                                                                              \
        TT_SERIAL_HAMED_RAO, TT_TWO_SIDED, 0.95, NULL                                              \
    }

typedef struct tt_serial_result {
    size_t n;        /* points of the series */
    size_t n_tested; /* points that S was taken from: n, or n - 1 after whitening */
    int64_t s;       /* S of the series, or of the whitened one */
    double var_s;    /* without correction, with ties */
    double factor;   /* n / n*: what var_s is multiplied by; 1 for whitened series */
    double z;        /* with continuity correction, from the corrected variance */
    tt_tails normal; /* p-values of z */
    tt_tails exact;  /* exact p-values of a whitened series of at most 200; else not-a-number */
    double p;        /* of the alternative asked for: exact where computed, else normal */
    double slope;    /* Sen's slope of the series, which detrending uses */
    double r1;       /* lag-1 correlation that the method uses: of ranks of the detrended series, of
                       * the detrended series (Yue-Wang, TFPW), or of the series (whitening) */
    double bound;    /* |r| beyond this is significant: z / sqrt(n) */
    size_t lags_used; /* number of lags that entered the factor */
    tt_notes notes;
} tt_serial_result;

/** Mann-Kendall test corrected for serial correlation.
 *  Shape:   a series of n equally spaced points -> one result
 *  Units:   slope per unit of time; the rest has none
 *  Domain:  10 <= n <= 5000; refused when the corrected variance is not positive
 *  Missing: not accepted, nor are gaps in time (TT_EDOMAIN): lags need neighbours
 *  Errors:  TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE, TT_ELIMIT, TT_ENOMEM; TT_ENOFIT when
 *           the variance factor is not positive: use the exact test without correction, or the
 *           bootstrap
 *  Notes:   TT_NOTE_TIES, TT_NOTE_SMALL_N, TT_NOTE_NORMAL_APPROX, TT_NOTE_SERIAL (|r1| > bound),
 *           TT_NOTE_LIBERAL (Yue-Wang with all lags, TFPW)
 *  Checks:  Nile 1871-1970, every method; the failing case of pyMannKendall issue 29
 *  Source:  Hamed and Rao 1998; Yue and Wang 2004; Yue et al 2002; docs/methods/serial.md */
tt_status tt_serial_test(const tt_points *in, const tt_serial_options *opt, tt_serial_result *out,
                         tt_error *err);

/** Autocorrelation of lags 0 ... lags, with the mean of the whole sample and divisor n.
 *  Shape:   n equally spaced values -> r[lags + 1]
 *  Domain:  lags < n; all but r[0] are 0 for equal values
 *  Errors:  TT_ETOOFEW, TT_ENONFINITE */
tt_status tt_serial_acf(const double *value, size_t n, size_t lags, double *r, tt_error *err);

typedef struct tt_bootstrap_options {
    tt_alternative alternative; /* of `p`; default two-sided */
    size_t block;      /* years in a block; 0: one more than the leading significant lags */
    size_t replicates; /* 0: 4999; at most 10 million */
    uint64_t seed;     /* any; the same seed gives the same answer */
} tt_bootstrap_options;

/* How often a resampled S was at least as extreme. Counts of parts add. */
typedef struct tt_bootstrap_counts {
    uint64_t replicates;
    uint64_t two_sided;
    uint64_t greater;
    uint64_t less;
} tt_bootstrap_counts;

typedef struct tt_bootstrap_result {
    size_t n;
    int64_t s;
    size_t block;
    tt_bootstrap_counts counts;
    tt_tails tails;  /* (1 + count) / (1 + replicates) */
    double p;        /* of the alternative asked for */
    double mc_error; /* standard error of p from the finite number of replicates */
    tt_notes notes;
} tt_bootstrap_result;

/** Mann-Kendall test by block bootstrap: blocks of neighbouring years keep their correlation.
 *  Shape:   a series of n equally spaced points -> one result
 *  Domain:  10 <= n <= 5000, block <= n / 2
 *  Missing: as tt_serial_test
 *  Errors:  as tt_serial_test, without TT_ENOFIT
 *  Notes:   TT_NOTE_MONTE_CARLO, TT_NOTE_TIES, TT_NOTE_SMALL_N
 *  Checks:  not checked against a published value; all resamples enumerated in its test,
 *           calibration
 *  Source:  Kundzewicz and Robson 2004; Onoz and Bayazit 2012; docs/methods/serial.md */
tt_status tt_serial_bootstrap(const tt_points *in, const tt_bootstrap_options *opt,
                              tt_bootstrap_result *out, tt_error *err);

/** A part of the replicates, for callers with threads.
 *  Shape:   replicates first ... first + count - 1 -> counts; replicate k has its own random
 *           stream, so the sum over all parts does not depend on how they are cut or ordered
 *  Errors:  as tt_serial_bootstrap */
tt_status tt_serial_bootstrap_part(const tt_points *in, const tt_bootstrap_options *opt,
                                   uint64_t first, uint64_t count, tt_bootstrap_counts *out,
                                   tt_error *err);

/** The result from the counts of all parts.
 *  Errors:  as tt_serial_bootstrap; TT_EUSAGE for no replicates */
tt_status tt_serial_bootstrap_finish(const tt_points *in, const tt_bootstrap_options *opt,
                                     const tt_bootstrap_counts *counts, tt_bootstrap_result *out,
                                     tt_error *err);

#endif
