/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buishand's tests. S_k are the adjusted partial sums, D the standard deviation with divisor n:
 *
 *     Q = max |S_k| / (D sqrt n)
 *     R = (max S_k - min S_k) / (D sqrt n),  k = 0 ... n
 *     U = sum over k < n of (S_k / D)^2 / (n (n + 1))
 *
 * R's package trend divides by the deviation with divisor n - 1 in the statistic and by that with n
 * in its simulation; here both use n, as Buishand does. Method page: docs/methods/buishand.md. */
#include "tiptrend/buishand.h"

#include <math.h>

#include "step_core.h"

enum { Q, R, U };

static void statistics(const double *sum, size_t n, double out[TT__STEP_STATISTICS])
{
    double high = 0;
    double low = 0;
    double square = 0;
    for (size_t k = 1; k < n; k++) {
        high = fmax(high, sum[k]);
        low = fmin(low, sum[k]);
        square += sum[k] * sum[k];
    }
    double m = (double)n;
    out[Q] = fmax(high, -low) / sqrt(m);
    out[R] = (high - low) / sqrt(m);
    out[U] = square / (m * (m + 1));
}

tt_status tt_buishand_test(const tt_points *in, const tt_step_options *opt, tt_buishand_result *out,
                           tt_error *err)
{
    *out = (tt_buishand_result){0};
    tt__step_result step;
    tt_status status = tt__step_run(in, opt, statistics, &step, err);
    if (!status) {
        size_t before = 1;
        for (size_t k = 2; k < step.n; k++)
            if (fabs(step.sum[k]) > fabs(step.sum[before]))
                before = k;
        *out = (tt_buishand_result){step.n,    step.replicates, step.p[Q],
                                    step.p[R], step.p[U],       tt__step_place(&step, before),
                                    step.notes};
    }
    tt__step_clear(&step);
    return status;
}
