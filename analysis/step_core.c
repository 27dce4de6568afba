/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adjusted partial sums S_k = sum to k of (x_i - mean), over the standard deviation, and p-values
 * by simulation. Replicate r draws from random stream r of the seed: n normal values, or the values
 * at hand in random order. */
#include "step_core.h"

#include <math.h>
#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/rng.h"

#define REPLICATES_DEFAULT 19999
#define REPLICATES_MAX     10000000

/* Two orders of the same values can give the same statistic but for rounding: they count as
 * equal. */
#define SLACK 1e-9

/* 0 when the values are all equal. */
static int partial_sums(const double *value, size_t n, double *sum)
{
    double mean = 0;
    for (size_t i = 0; i < n; i++)
        mean += value[i];
    mean /= (double)n;
    double square = 0;
    sum[0] = 0;
    for (size_t i = 0; i < n; i++) {
        double deviation = value[i] - mean;
        sum[i + 1] = sum[i] + deviation;
        square += deviation * deviation;
    }
    sum[n] = 0;
    double sd = sqrt(square / (double)n);
    for (size_t i = 1; i < n; i++)
        sum[i] /= sd;
    return sd > 0;
}

static tt_status check_options(const tt_step_options *opt, tt_error *err)
{
    if ((unsigned)opt->null > TT_STEP_PERMUTATION)
        return tt_fail(err, TT_EUSAGE, "no null hypothesis %d; use normal or permutation",
                       (int)opt->null);
    if (opt->replicates > REPLICATES_MAX)
        return tt_fail(err, TT_ELIMIT, "%zu replicates; at most %d are made", opt->replicates,
                       REPLICATES_MAX);
    return TT_OK;
}

static void simulate(const tt_step_options *opt, tt__step_statistic statistic,
                     tt__step_result *result)
{
    size_t n = result->n;
    double *value = result->sum + n + 1;
    double *sum = value + n;
    size_t reached[TT__STEP_STATISTICS] = {0};
    for (size_t r = 0; r < result->replicates; r++) {
        tt_rng rng;
        tt_rng_start(&rng, opt->seed, r);
        if (opt->null == TT_STEP_PERMUTATION) {
            memcpy(value, result->sample.value, n * sizeof *value);
            tt_rng_shuffle(&rng, value, n);
        } else {
            for (size_t i = 0; i < n; i++)
                value[i] = tt_rng_normal(&rng);
        }
        (void)partial_sums(value, n, sum);
        double got[TT__STEP_STATISTICS] = {0};
        statistic(sum, n, got);
        for (size_t k = 0; k < TT__STEP_STATISTICS; k++)
            reached[k] += got[k] >= result->p[k].value * (1 - SLACK);
    }
    double all = 1 + (double)result->replicates;
    for (size_t k = 0; k < TT__STEP_STATISTICS; k++) {
        double p = (1 + (double)reached[k]) / all;
        result->p[k].p = p;
        result->p[k].mc_error = sqrt(p * (1 - p) / all);
    }
}

tt_status tt__step_run(const tt_points *in, const tt_step_options *opt,
                       tt__step_statistic statistic, tt__step_result *out, tt_error *err)
{
    static const tt_step_options defaults = {0};
    *out = (tt__step_result){0};
    opt = opt ? opt : &defaults;
    tt_status status = check_options(opt, err);
    if (!status)
        status = tt__sample_load(in, TT__STEP_MIN_N, &out->sample, err);
    if (status)
        return status;
    out->n = out->sample.n;
    out->replicates = opt->replicates ? opt->replicates : REPLICATES_DEFAULT;
    out->notes = TT_NOTE_MONTE_CARLO | (out->sample.gaps ? TT_NOTE_GAPS : 0);
    if (out->sample.ties.pairs == tt__pairs(out->n))
        return tt_fail(err, TT_ENOFIT, "all %zu values are %g; a step needs values that differ",
                       out->n, out->sample.value[0]);
    out->sum = tt_calloc(3 * out->n + 2, sizeof *out->sum);
    if (!out->sum)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu partial sums", out->n);
    if (!partial_sums(out->sample.value, out->n, out->sum))
        return tt_fail(err, TT_ENOFIT,
                       "values that differ too little for their size; subtract a "
                       "constant first");
    double value[TT__STEP_STATISTICS] = {0};
    statistic(out->sum, out->n, value);
    for (size_t k = 0; k < TT__STEP_STATISTICS; k++)
        out->p[k].value = value[k];
    simulate(opt, statistic, out);
    return TT_OK;
}

void tt__step_clear(tt__step_result *result)
{
    tt_free(result->sum);
    tt__sample_clear(&result->sample);
    *result = (tt__step_result){0};
}

tt_step_place tt__step_place(const tt__step_result *result, size_t before)
{
    const tt__sample *s = &result->sample;
    tt_step_place place = {
        .before = before, .time_before = s->time[before - 1], .time_after = s->time[before]};
    for (size_t i = 0; i < s->n; i++)
        *(i < before ? &place.mean_before : &place.mean_after) += s->value[i];
    place.mean_before /= (double)before;
    place.mean_after /= (double)(s->n - before);
    return place;
}
