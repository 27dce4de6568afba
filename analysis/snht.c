/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Standard normal homogeneity test: with z_i = (x_i - mean) / s,
 *
 *     T(k) = k mean(z_1..z_k)^2 + (n - k) mean(z_{k+1}..z_n)^2 = (S_k / s)^2 n / (k (n - k))
 *     T0   = max T(k)
 *
 * s has divisor n - 1. Alexandersson 1986; method page: docs/methods/snht.md. */
#include "tiptrend/snht.h"

#include "step_core.h"

/* T(k) from the partial sum that is scaled with divisor n. */
static double t_of(const double *sum, size_t n, size_t k)
{
    double from_n = (double)(n - 1) / (double)n;
    return sum[k] * sum[k] * from_n * (double)n / ((double)k * (double)(n - k));
}

static void statistics(const double *sum, size_t n, double out[TT__STEP_STATISTICS])
{
    for (size_t k = 1; k < n; k++) {
        double t = t_of(sum, n, k);
        out[0] = t > out[0] ? t : out[0];
    }
}

tt_status tt_snht_test(const tt_points *in, const tt_step_options *opt, tt_snht_result *out,
                       tt_error *err)
{
    *out = (tt_snht_result){0};
    tt__step_result step;
    tt_status status = tt__step_run(in, opt, statistics, &step, err);
    if (!status) {
        size_t before = 1;
        for (size_t k = 2; k < step.n; k++)
            if (t_of(step.sum, step.n, k) > t_of(step.sum, step.n, before))
                before = k;
        *out = (tt_snht_result){step.n, step.replicates, step.p[0], tt__step_place(&step, before),
                                step.notes};
    }
    tt__step_clear(&step);
    return status;
}
