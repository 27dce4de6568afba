/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LJUNGBOX_H
#define TT_LJUNGBOX_H

#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* Do residuals, or values, hang together over the first few lags at once? */

typedef struct tt_ljungbox_options {
    size_t lags; /* 0 stands for n/5, at least 1 and at most 10; less than n */
    size_t
        fitted; /* parameters of the correlation that were estimated: taken from df; below lags */
} tt_ljungbox_options;

typedef struct tt_ljungbox {
    size_t n;
    size_t lags;
    double statistic; /* Q */
    double df;        /* lags - fitted */
    double p;         /* chi-square, upper tail */
    double r1;        /* correlation of neighbours */
    tt_notes notes;
} tt_ljungbox;

/** Ljung-Box test.
 *  Shape:   n points -> one test of their values (give residuals to test a fit)
 *  Units:   time in years; a lag joins points that many steps apart
 *  Domain:  n >= 4; not-a-number for equal values. Exposures are not read
 *  Missing: not accepted: leave the points out; a lag has only the pairs that are there, and n - lag of a
 *           full series is replaced by their number
 *  Errors:  TT_EUSAGE, TT_ETOOFEW (also: a lag without pairs), TT_ENONFINITE, TT_EDOMAIN
 *  Notes:   TT_NOTE_ASYMPTOTIC (n < 30), TT_NOTE_GAPS, TT_NOTE_PERFECT_FIT (equal values)
 *  Checks:  Nile, lag 10: 88.127; Belgian AIDS cases, lag 2: 4.3521, p 0.1135; R Box.test
 *  Source:  Ljung & Box 1978, Biometrika 65:297; docs/methods/ljungbox.md */
tt_status tt_ljungbox_test(const tt_points *points, const tt_ljungbox_options *options,
                           tt_ljungbox *out, tt_error *err);

#endif
