/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_MANNKENDALL_H
#define TT_MANNKENDALL_H

#include "tiptrend/points.h"
#include "tiptrend/ranktest.h"

/* Mann-Kendall test for a monotone trend, with exact p-values, also where values are tied. */

/* Exact p-values reach to this many points; longer series get the normal form and a note. */
#define TT_MK_EXACT_MAX_N 200

typedef enum tt_mk_method {
    TT_MK_AUTO = 0, /* exact up to TT_MK_EXACT_MAX_N points, else normal with a note; the default */
    TT_MK_EXACT,    /* exact, or an error */
    TT_MK_NORMAL    /* normal with continuity correction; nothing exact is computed */
} tt_mk_method;

typedef struct tt_mk_options {
    tt_mk_method method;
    tt_alternative alternative; /* of `p` and `p_min`; default two-sided */
    tt_mk_cache *cache;         /* NULL: each call makes its distribution anew */
} tt_mk_options;

#define TT_MK_OPTIONS_INIT                                                                         \
    {                                                                                              \
        TT_MK_AUTO, TT_TWO_SIDED, NULL                                                             \
    }

typedef struct tt_mk_result {
    size_t n;
    int64_t s;          /* later minus earlier: number of rises less number of falls */
    int64_t max_s;      /* the largest S that this n and these ties allow */
    int64_t pairs;      /* n (n - 1) / 2 */
    int64_t tied_pairs; /* pairs of equal values */
    size_t tie_groups;  /* values that occur more than once */
    double tau_a;       /* S / pairs */
    double tau_b;       /* corrected for ties; not-a-number when all values are equal */
    double var_s;       /* with ties */
    double z;           /* with continuity correction; 0 for S = 0 */
    tt_tails normal;    /* p-values from the normal distribution */
    tt_tails exact;     /* exact p-values; not-a-number where not computed */
    double p;           /* of the alternative asked for: exact where computed, else normal */
    double p_min;       /* the smallest exact p that this n and these ties can give */
    tt_notes notes;
} tt_mk_result;

/** Mann-Kendall test: is there a monotone trend?
 *  Shape:   a series of n points -> one result; with exposures, the rates value / exposure are
 *           ranked
 *  Units:   any; only the order of the values counts
 *  Domain:  n >= 2; exact to n = 200; p below 4.9e-324 is 0
 *  Missing: not accepted (TT_ENONFINITE); leave missing years out, gaps do not matter
 *  Errors:  TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE, TT_ELIMIT (exact asked for beyond 200
 *           points), TT_ENOMEM
 *  Notes:   TT_NOTE_TIES, TT_NOTE_GAPS, TT_NOTE_P_FLOOR, TT_NOTE_NORMAL_APPROX
 *  Checks:  full enumeration of all patterns of ties to n = 8; exact rational values of 24
 *           series; R cor.test; the table of smallest p for n = 3 to 12
 *  Source:  Mann 1945, Econometrica 13:245; Kendall 1975; docs/methods/mannkendall.md */
tt_status tt_mk_test(const tt_points *in, const tt_mk_options *opt, tt_mk_result *out,
                     tt_error *err);

/* The smallest |S| that is significant. */
typedef struct tt_mk_critical_value {
    int64_t s;    /* 0 when no outcome is */
    double p;     /* its two-sided p; not-a-number when there is none */
    double p_min; /* two-sided p of the most extreme outcome */
} tt_mk_critical_value;

/** The smallest |S| with two-sided exact p <= alpha, for n points without ties.
 *  Shape:   n and a level -> one value of |S| and its p
 *  Domain:  2 <= n <= 200, 0 < alpha < 1; `cache` may be NULL
 *  Errors:  TT_ETOOFEW, TT_ELIMIT, TT_EUSAGE, TT_ENOMEM
 *  Checks:  the table for n = 3 to 12 in docs/methods/mannkendall.md, by enumeration
 *  Source:  Kendall 1975; docs/methods/mannkendall.md */
tt_status tt_mk_critical(size_t n, double alpha, tt_mk_cache *cache, tt_mk_critical_value *out,
                         tt_error *err);

#endif
