/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Direct standardisation. With weights w_i of sum 1, counts x_i and exposures n_i,
 *
 *     S = sum w_i x_i / n_i,   O = sum x_i,   Var S = sum w_i^2 x_i / n_i^2,
 *     L = S + sqrt(Var S / O) (O_low - O),    U = S + sqrt(Var S / O) (O_high - O),
 *
 * where O_low and O_high are the limits of the Poisson count O (Dobson et al 1991). With one stratum they
 * are exactly those of its rate. With S = 0 they do not exist; the count of 0 can then stand in the
 * stratum whose cases would weigh most, which bounds the rate from above. */
#include "tiptrend/standardise.h"

#include <math.h>

static tt_status check_stratum(const tt_stratum *s, size_t i, tt_error *err)
{
    if (!isfinite(s->count) || !isfinite(s->exposure) || !isfinite(s->weight))
        return tt_fail(err, TT_ENONFINITE, "a figure of stratum %zu is not finite", i + 1);
    if (!(s->exposure > 0))
        return tt_fail(err, TT_EDOMAIN, "the exposure of stratum %zu is %g; it must be above 0",
                       i + 1, s->exposure);
    if (s->weight < 0)
        return tt_fail(err, TT_EDOMAIN, "the weight of stratum %zu is %g; it must not be negative",
                       i + 1, s->weight);
    if (s->count < 0 || s->count != floor(s->count))
        return tt_fail(err, TT_EDOMAIN, "the count of stratum %zu is %g; counts are whole numbers",
                       i + 1, s->count);
    return TT_OK;
}

/* The sums of the strata, and the most that one case can weigh. */
static void add_up(const tt_stratum *strata, size_t n, double weights, tt_standardised *out,
                   double *heaviest)
{
    *heaviest = 0;
    for (size_t i = 0; i < n; i++) {
        double case_weight = strata[i].weight / weights / strata[i].exposure;
        out->rate.value += case_weight * strata[i].count;
        out->variance += case_weight * case_weight * strata[i].count;
        out->count += strata[i].count;
        out->exposure += strata[i].exposure;
        *heaviest = fmax(*heaviest, case_weight);
    }
    out->crude = out->count / out->exposure;
}

tt_status tt_standardise_direct(const tt_stratum *strata, size_t n,
                                const tt_standardise_options *options, tt_standardised *out,
                                tt_error *err)
{
    tt_ci_options limits = {.method = TT_CI_EXACT};
    double weights = 0;
    *out = (tt_standardised){0};
    if (options)
        limits.conf = options->conf;
    if (options && options->method != TT_CI_DEFAULT)
        limits.method = options->method;
    if (n == 0)
        return tt_fail(err, TT_ETOOFEW, "no stratum to standardise");
    for (size_t i = 0; i < n; i++) {
        tt_status status = check_stratum(&strata[i], i, err);
        if (status != TT_OK)
            return status;
        weights += strata[i].weight;
    }
    if (!(weights > 0) || !isfinite(weights))
        return tt_fail(err, TT_EDOMAIN, "the weights of the standard add to %g", weights);
    double heaviest;
    tt_standardised result = {0};
    tt_ci total;
    add_up(strata, n, weights, &result, &heaviest);
    tt_status status = tt_interval_count(result.count, &limits, &total, err);
    if (status != TT_OK)
        return status;
    result.notes = total.notes;
    if (result.variance > 0) {
        double scale = sqrt(result.variance / result.count);
        result.rate.low = result.rate.value + scale * (total.estimate.low - result.count);
        result.rate.high = result.rate.value + scale * (total.estimate.high - result.count);
        result.rate.low = fmax(result.rate.low, 0);
    } else {
        result.rate.high = heaviest * total.estimate.high;
        result.notes |= TT_NOTE_ZERO_COUNT;
    }
    *out = result;
    return TT_OK;
}
