/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_OVERDISPERSION_H
#define TT_OVERDISPERSION_H

#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* One test of "the counts scatter around the Poisson trend as Poisson counts do". */
typedef struct tt_overdispersion_test {
    double statistic;
    double df; /* of chi-square or t; infinite for the normal */
    double p;  /* one-sided: small when they scatter more */
} tt_overdispersion_test;

typedef struct tt_overdispersion {
    size_t n;
    double dispersion;                       /* phi = X2/(n - 2) */
    tt_overdispersion_test pearson;          /* X2, chi-square with n - 2; poor at small means */
    tt_overdispersion_test deviance;         /* likewise */
    tt_overdispersion_test dean_b;           /* P_B, normal; against variance mu + alpha mu^2 */
    tt_overdispersion_test dean_c;           /* P_C, normal; against variance phi mu */
    tt_overdispersion_test cameron_trivedi;  /* t with n - 1; against mu + alpha mu^2 */
    tt_overdispersion_test likelihood_ratio; /* NB2 against Poisson: half chi-square with 1 */
    double alpha_cameron_trivedi;            /* the slope that its t is of: an estimate of alpha */
    double alpha; /* of NB2 by maximum likelihood; not-a-number at the boundary */
    tt_notes notes;
} tt_overdispersion;

/** Tests of overdispersion around a log-linear Poisson trend.
 *  Shape:   n points -> six tests
 *  Units:   counts in events, exposures in what the rate is per, time in years
 *  Domain:  counts >= 0, exposures > 0, years increasing, n >= 3; the likelihood ratio needs whole
 *           counts and is not-a-number otherwise
 *  Missing: not accepted: leave the points out; years may have gaps
 *  Errors:  TT_EUSAGE, TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_ENOFIT, TT_ENOCONV
 *  Notes:   TT_NOTE_ASYMPTOTIC (n < 20 or a fitted mean below 5), TT_NOTE_BOUNDARY (the likelihood
 *           ratio is 0), TT_NOTE_PERFECT_FIT (Cameron-Trivedi has no scatter to work with),
 *           TT_NOTE_SMALL_N, TT_NOTE_GAPS, TT_NOTE_NOT_A_COUNT
 *  Checks:  Belgian AIDS cases 1981-1993; 40-digit values for 23 series
 *  Source:  Dean 1992, JASA 87:451; Cameron & Trivedi 1990, J Econometrics 46:347;
 *           docs/methods/overdispersion.md */
tt_status tt_overdispersion_tests(const tt_points *points, tt_overdispersion *out, tt_error *err);

#endif
