/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_STEP_CORE_H
#define TT_STEP_CORE_H

/* Standardised partial sums and the simulation of their null distribution, for Buishand and
 * SNHT. */

#include "rank_core.h"
#include "tiptrend/steptest.h"

#define TT__STEP_MIN_N      5
#define TT__STEP_STATISTICS 3

/* Statistics from the sums sum[k] = (x_1 - mean + ... + x_k - mean) / sd for k = 0 ... n, with sd
 * of divisor n; sum[0] = sum[n] = 0. Unused places of `out` stay as they are. */
typedef void (*tt__step_statistic)(const double *sum, size_t n, double out[TT__STEP_STATISTICS]);

typedef struct tt__step_result {
    size_t n;
    size_t replicates;
    double *sum; /* sum[n + 1]: of the series itself */
    tt_step_p p[TT__STEP_STATISTICS];
    tt_notes notes;
    tt__sample sample;
} tt__step_result;

/* Load, take the statistics, simulate. Clear the result also after an error. */
tt_status tt__step_run(const tt_points *in, const tt_step_options *opt,
                       tt__step_statistic statistic, tt__step_result *out, tt_error *err);
void tt__step_clear(tt__step_result *result);

/* Where a step after `before` points lies. */
tt_step_place tt__step_place(const tt__step_result *result, size_t before);

#endif
