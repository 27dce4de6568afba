/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mann-Kendall by moving-block bootstrap.
 *
 * Null series are strung together from blocks of neighbouring years of the series without its Sen
 * slope. Replicate k draws from random stream k of the seed. Drawing with replacement repeats
 * values, and repeated values tie, which pulls S towards 0; so it is not S that is compared but S
 * over its own standard deviation with ties, for the series and for each replicate.
 *
 *     p = (1 + #{|Z*| >= |Z|}) / (1 + replicates)
 *
 * Kundzewicz and Robson 2004, Hydrol Sci J 49:7; Onoz and Bayazit 2012, Hydrol Process 26:3552
 * (block = number of leading significant correlations + 1). Method page: docs/methods/serial.md. */
#include <math.h>
#include <string.h>

#include "serial_core.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"
#include "tiptrend/serial.h"

#define REPLICATES_DEFAULT 4999
#define REPLICATES_MAX     10000000
#define Z_95               1.959963984540054 /* two-sided 5 % */

/* Two Z that differ only by rounding count as equal. */
#define Z_SLACK 1e-9

static tt_status check_options(const tt_bootstrap_options *opt, size_t n, tt_error *err)
{
    if ((unsigned)opt->alternative > TT_LESS)
        return tt_fail(err, TT_EUSAGE, "no alternative %d; use two-sided, greater or less",
                       (int)opt->alternative);
    if (opt->replicates > REPLICATES_MAX)
        return tt_fail(err, TT_ELIMIT, "%zu replicates; at most %d are made", opt->replicates,
                       REPLICATES_MAX);
    if (opt->block > n / 2)
        return tt_fail(err, TT_EDOMAIN,
                       "blocks of %zu years in a series of %zu; at most half of it", opt->block, n);
    return TT_OK;
}

/* One more than the number of leading lags whose correlation is significant, within n / 2. */
static size_t default_block(tt__serial *s)
{
    size_t n = s->sample.n;
    tt__acf(s->residual, n, n / 2, s->r);
    double bound = Z_95 / sqrt((double)n);
    size_t lags = 0;
    while (lags + 1 < n / 2 && fabs(s->r[lags + 1]) > bound)
        lags++;
    return lags + 1;
}

static double studentised(int64_t s, double variance)
{
    return variance > 0 ? (double)s / sqrt(variance) : 0;
}

static void draw(const double *residual, size_t n, size_t block, tt_rng *rng, double *out)
{
    for (size_t filled = 0; filled < n;) {
        size_t start = tt_rng_below(rng, n - block + 1);
        size_t length = n - filled < block ? n - filled : block;
        memcpy(out + filled, residual + start, length * sizeof *out);
        filled += length;
    }
}

static void count(double z, double observed, tt_bootstrap_counts *out)
{
    out->replicates++;
    out->two_sided += fabs(z) >= fabs(observed) - Z_SLACK;
    out->greater += z >= observed - Z_SLACK;
    out->less += z <= observed + Z_SLACK;
}

tt_status tt_serial_bootstrap_part(const tt_points *in, const tt_bootstrap_options *opt,
                                   uint64_t first, uint64_t number, tt_bootstrap_counts *out,
                                   tt_error *err)
{
    static const tt_bootstrap_options defaults = {0};
    *out = (tt_bootstrap_counts){0};
    opt = opt ? opt : &defaults;
    tt_status status = check_options(opt, in->n, err);
    if (status)
        return status;
    tt__serial serial;
    status = tt__serial_prepare(in, &serial, err);
    if (status) {
        tt__serial_clear(&serial);
        return status;
    }
    tt__sample *sample = &serial.sample;
    size_t block = opt->block ? opt->block : default_block(&serial);
    double observed = studentised(sample->s, tt__mk_variance(sample->n, &sample->ties));
    tt_bootstrap_counts counts = {0};
    for (uint64_t k = first; k < first + number; k++) {
        tt_rng rng;
        tt_rng_start(&rng, opt->seed, k);
        draw(serial.residual, sample->n, block, &rng, sample->value);
        tt__sample_score(sample);
        count(studentised(sample->s, tt__mk_variance(sample->n, &sample->ties)), observed, &counts);
    }
    tt__serial_clear(&serial);
    *out = counts;
    return TT_OK;
}

tt_status tt_serial_bootstrap_finish(const tt_points *in, const tt_bootstrap_options *opt,
                                     const tt_bootstrap_counts *counts, tt_bootstrap_result *out,
                                     tt_error *err)
{
    static const tt_bootstrap_options defaults = {0};
    *out = (tt_bootstrap_result){0};
    opt = opt ? opt : &defaults;
    if (counts->replicates == 0)
        return tt_fail(err, TT_EUSAGE, "counts of no replicates; add up the parts first");
    tt_status status = check_options(opt, in->n, err);
    if (status)
        return status;
    tt__serial serial;
    status = tt__serial_prepare(in, &serial, err);
    if (!status) {
        double all = 1 + (double)counts->replicates;
        out->n = serial.sample.n;
        out->s = serial.sample.s;
        out->block = opt->block ? opt->block : default_block(&serial);
        out->counts = *counts;
        out->tails =
            (tt_tails){(1 + (double)counts->two_sided) / all, (1 + (double)counts->greater) / all,
                       (1 + (double)counts->less) / all};
        out->p = tt_tails_get(&out->tails, opt->alternative);
        out->mc_error = sqrt(out->p * (1 - out->p) / all);
        out->notes = TT_NOTE_MONTE_CARLO | tt__sample_notes(&serial.sample);
        out->notes |= out->n < TT_SERIAL_ADVISED_N ? TT_NOTE_SMALL_N : 0;
    }
    tt__serial_clear(&serial);
    return status;
}

tt_status tt_serial_bootstrap(const tt_points *in, const tt_bootstrap_options *opt,
                              tt_bootstrap_result *out, tt_error *err)
{
    *out = (tt_bootstrap_result){0};
    size_t replicates = opt && opt->replicates ? opt->replicates : REPLICATES_DEFAULT;
    tt_bootstrap_counts counts;
    tt_status status = tt_serial_bootstrap_part(in, opt, 0, replicates, &counts, err);
    return status ? status : tt_serial_bootstrap_finish(in, opt, &counts, out, err);
}
