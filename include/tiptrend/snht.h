/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SNHT_H
#define TT_SNHT_H

#include "tiptrend/points.h"
#include "tiptrend/status.h"
#include "tiptrend/steptest.h"

typedef struct tt_snht_result {
    size_t n;
    size_t replicates;
    tt_step_p t; /* T0, the largest T(k) */
    tt_step_place place;
    tt_notes notes;
} tt_snht_result;

/** Standard normal homogeneity test for a step in the mean.
 *  Shape:   a series of n points -> T0, its p, and where the step lies
 *  Units:   T0 has none; means in those of the values, or of value / exposure
 *  Domain:  n >= 5, not all values equal; standardised with divisor n - 1; sensitive near the ends
 *  Missing: not accepted (TT_ENONFINITE)
 *  Errors:  TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE, TT_ELIMIT, TT_ENOFIT, TT_ENOMEM
 *  Notes:   TT_NOTE_MONTE_CARLO, TT_NOTE_GAPS
 *  Checks:  R trend snh.test (Nile, Page's data); enumeration
 *  Source:  Alexandersson 1986, J Climatol 6:661; docs/methods/snht.md */
tt_status tt_snht_test(const tt_points *in, const tt_step_options *opt, tt_snht_result *out,
                       tt_error *err);

#endif
