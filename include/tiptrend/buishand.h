/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_BUISHAND_H
#define TT_BUISHAND_H

#include "tiptrend/points.h"
#include "tiptrend/status.h"
#include "tiptrend/steptest.h"

typedef struct tt_buishand_result {
    size_t n;
    size_t replicates;
    tt_step_p q; /* largest |adjusted partial sum| / sqrt(n) */
    tt_step_p r; /* their range / sqrt(n) */
    tt_step_p u; /* sum of their squares / (n (n + 1)) */
    tt_step_place place;
    tt_notes notes;
} tt_buishand_result;

/** Buishand's tests for a step in the mean: Q, range and U.
 *  Shape:   a series of n points -> three statistics, their p, and where the step lies
 *  Units:   statistics have none; means in those of the values, or of value / exposure
 *  Domain:  n >= 5, not all values equal; partial sums are scaled by the deviation with divisor n
 *  Missing: not accepted (TT_ENONFINITE)
 *  Errors:  TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE, TT_ELIMIT, TT_ENOFIT, TT_ENOMEM
 *  Notes:   TT_NOTE_MONTE_CARLO, TT_NOTE_GAPS
 *  Checks:  R trend br.test and bu.test (Nile, Page's data); Buishand's critical values;
 *           enumeration
 *  Source:  Buishand 1982, J Hydrol 58:11; 1984, J Hydrol 73:51; docs/methods/buishand.md */
tt_status tt_buishand_test(const tt_points *in, const tt_step_options *opt, tt_buishand_result *out,
                           tt_error *err);

#endif
