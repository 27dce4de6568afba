/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SPEARMAN_H
#define TT_SPEARMAN_H

#include "tiptrend/points.h"
#include "tiptrend/ranktest.h"

/* Exact p-values reach to this many points. */
#define TT_SPEARMAN_EXACT_MAX_N 10

typedef struct tt_spearman_result {
    size_t n;
    double rho;     /* correlation of midranks with time; not-a-number when all values are equal */
    double sum_d2;  /* sum of squared differences of ranks */
    double t;       /* rho sqrt((n - 2) / (1 - rho^2)) */
    double p_t;     /* two-sided, t with n - 2 degrees of freedom; not-a-number for n = 2 */
    double p_exact; /* two-sided, over all orders of the values; not-a-number beyond n = 10 */
    tt_tails exact; /* all three alternatives; not-a-number beyond n = 10 */
    tt_tails student; /* from t; not-a-number for n = 2 and equal values */
    double p;         /* two-sided; exact where computed */
    double p_min;     /* the smallest exact p that this n and these ties can give */
    tt_notes notes;
} tt_spearman_result;

/** Spearman's rank correlation with time.
 *  Shape:   a series of n points -> one result; with exposures, of value / exposure
 *  Units:   any; only the order of the values counts
 *  Domain:  n >= 2; exact to n = 10
 *  Missing: not accepted (TT_ENONFINITE)
 *  Errors:  TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_ENOMEM
 *  Notes:   TT_NOTE_ASYMPTOTIC (p from t), TT_NOTE_P_FLOOR, TT_NOTE_TIES, TT_NOTE_GAPS
 *  Checks:  exact rational values of 24 series; full enumeration of 12 of them
 *  Source:  Spearman 1904, Am J Psychol 15:72; Kendall 1975; docs/methods/spearman.md */
tt_status tt_spearman_test(const tt_points *in, tt_spearman_result *out, tt_error *err);

#endif
