/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_NORMALITY_H
#define TT_NORMALITY_H

#include <stddef.h>

#include "tiptrend/status.h"

enum { TT_NORMALITY_MAX_N = 5000 };

typedef struct tt_normality {
    size_t n;
    double statistic; /* W: 1 for a straight line in the normal plot, smaller the farther from it */
    double p;         /* small: not normal */
    tt_notes notes;
} tt_normality;

/** Shapiro-Wilk test: do values, or residuals, look as if drawn from a normal distribution?
 *  Shape:   value[n] in any order -> one test
 *  Domain:  3 <= n <= 5000; not-a-number for equal values. Residuals of a trend are not independent, so
 *           their p is an indication
 *  Missing: not accepted
 *  Errors:  TT_EUSAGE, TT_ETOOFEW, TT_ELIMIT, TT_ENONFINITE, TT_ENOMEM
 *  Notes:   TT_NOTE_SMALL_N (n < 8: departures can hardly be seen), TT_NOTE_PERFECT_FIT (equal values),
 *           TT_NOTE_TIES
 *  Checks:  R shapiro.test for 43 sets of residuals; the exact distribution for n = 3
 *  Source:  Royston 1995, Appl Stat 44:547 (AS R94); docs/methods/normality.md */
tt_status tt_normality_test(const double *value, size_t n, tt_normality *out, tt_error *err);

#endif
