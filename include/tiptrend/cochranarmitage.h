/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_COCHRANARMITAGE_H
#define TT_COCHRANARMITAGE_H

#include "tiptrend/ranktest.h"

/* Trend in proportions x_i / n_i over scores d_i, such as years. The arrays belong to the
 * caller. */
typedef struct tt_proportions {
    size_t k;             /* groups */
    const double *score;  /* score[k]: any order, not all equal */
    const double *events; /* events[k]: whole, 0 ... total */
    const double *total;  /* total[k]: whole, >= 1 */
} tt_proportions;

typedef enum tt_ca_method {
    TT_CA_AUTO = 0, /* exact where it takes some milliseconds, else asymptotic; the default */
    TT_CA_EXACT,    /* exact where it takes some seconds, or an error */
    TT_CA_ASYMPTOTIC
} tt_ca_method;

typedef struct tt_ca_options {
    tt_ca_method method;
    tt_alternative alternative; /* of `p`; greater: the proportion rises with the score */
} tt_ca_options;

typedef struct tt_ca_result {
    size_t k;
    double events; /* in all */
    double total;
    double slope;        /* least squares: change of the proportion per unit of score */
    double z;            /* signed root of chi2 */
    double chi2;         /* of trend, 1 degree of freedom */
    tt_tails asymptotic; /* p-values of z */
    tt_tails exact; /* permutation p-values, all margins fixed; not-a-number where not computed */
    double p;       /* of the alternative asked for: exact where computed */
    double chi2_total; /* of any difference between the groups, k - 1 degrees of freedom */
    double chi2_rest;  /* of departures from a line, k - 2 degrees of freedom */
    double p_total;
    double p_rest; /* not-a-number for k = 2 */
    tt_notes notes;
} tt_ca_result;

/** Cochran-Armitage test for a trend in proportions.
 *  Shape:   k groups of events among totals -> one result
 *  Units:   slope in proportion per unit of score
 *  Domain:  k >= 2; some but not all are events
 *  Missing: not accepted (TT_ENONFINITE)
 *  Errors:  TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE, TT_ENOFIT (no events, or nothing
 *           else), TT_ELIMIT (exact asked for, table too large or scores not on a grid), TT_ENOMEM
 *  Notes:   TT_NOTE_ASYMPTOTIC (p not exact)
 *  Checks:  R prop.trend.test and its help page (Fleiss's smokers, Agresti's alcohol data); exact p
 *           against full enumeration of tables
 *  Source:  Cochran 1954, Biometrics 10:417; Armitage 1955, Biometrics 11:375;
 *           docs/methods/cochranarmitage.md */
tt_status tt_cochran_armitage(const tt_proportions *in, const tt_ca_options *opt, tt_ca_result *out,
                              tt_error *err);

#endif
