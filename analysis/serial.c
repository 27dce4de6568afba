/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mann-Kendall under serial correlation: corrected variance and whitening.
 *
 *   Hamed-Rao   n/n* = 1 + 2 / (n (n-1) (n-2)) sum (n-k)(n-k-1)(n-k-2) r_k,
 *               over the significant r_k of the ranks
 *   Yue-Wang    n/n* = 1 + 2 sum (1 - k/n) r_k
 *               both from the series without its Sen slope; Var* = Var n/n*
 *   PW          S of y_t - r1 y_{t-1}
 *   TFPW        x = y - b t; S of x_t - r1 x_{t-1} + b t, r1 of x
 *
 * What is unusual: a factor that is not positive is refused. Others take its absolute value or
 * print a p that is not a number (pyMannKendall issue 29). Method page: docs/methods/serial.md. */
#include "tiptrend/serial.h"

#include <math.h>
#include <string.h>

#include "counts_core.h"
#include "inversions.h"
#include "level_core.h"
#include "serial_core.h"
#include "tiptrend/memory.h"

/* Sen's slope is that of some pair of points, whose residuals are therefore equal; rounding must
 * not tell them apart. Relative to the size of the values. */
#define RESIDUAL_TOLERANCE 1e-12

tt_status tt__serial_prepare(const tt_points *in, tt__serial *out, tt_error *err)
{
    *out = (tt__serial){0};
    if (in->n > TT__SLOPES_MAX_N)
        return tt_fail(err, TT_ELIMIT, "%zu points; all pairs are formed up to %d", in->n,
                       TT__SLOPES_MAX_N);
    tt_status status = tt__sample_load(in, TT_SERIAL_MIN_N, &out->sample, err);
    if (status)
        return status;
    size_t n = out->sample.n;
    if (out->sample.gaps)
        return tt_fail(err, TT_EDOMAIN,
                       "times are not equally spaced; serial correlation needs every year: use the "
                       "longest run without gaps");
    size_t slopes = (size_t)tt__pairs(n);
    out->memory = tt_calloc(4 * n + slopes, sizeof *out->memory);
    if (!out->memory)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu slopes", slopes);
    out->residual = out->memory;
    out->r = out->memory + n;
    const double *time = out->sample.time;
    const double *value = out->sample.value;
    double *work = out->memory + 2 * n;
    out->slope = tt__sen_slope(time, value, n, work);
    double scale = fabs(out->slope) * (time[n - 1] - time[0]);
    for (size_t i = 0; i < n; i++) {
        out->residual[i] = value[i] - out->slope * (time[i] - time[0]);
        scale = fmax(scale, fabs(value[i]));
    }
    tt__snap(out->residual, n, RESIDUAL_TOLERANCE * scale, work);
    return TT_OK;
}

void tt__serial_clear(tt__serial *serial)
{
    tt_free(serial->memory);
    tt__sample_clear(&serial->sample);
    *serial = (tt__serial){0};
}

/* n/n* of Hamed and Rao from the ranks of the residuals. */
static double hamed_rao(tt__serial *s, tt_serial_result *out)
{
    size_t n = s->sample.n;
    double *sorted = s->sample.sorted; /* S and ties of the series are known: its room is free */
    memcpy(sorted, s->residual, n * sizeof *sorted);
    (void)tt__sort_inversions(sorted, sorted + n, n);
    double *rank = sorted + n;
    tt__midranks(s->residual, sorted, n, rank);
    tt__acf(rank, n, n - 1, s->r);
    double sum = 0;
    for (size_t k = 1; k < n; k++) {
        if (!(fabs(s->r[k]) > out->bound))
            continue;
        double m = (double)(n - k);
        sum += m * (m - 1) * (m - 2) * s->r[k];
        out->lags_used++;
    }
    double m = (double)n;
    return 1 + 2 / (m * (m - 1) * (m - 2)) * sum;
}

static double yue_wang(tt__serial *s, size_t lags, tt_serial_result *out)
{
    size_t n = s->sample.n;
    tt__acf(s->residual, n, lags, s->r);
    double sum = 0;
    for (size_t k = 1; k <= lags; k++)
        sum += (1 - (double)k / (double)n) * s->r[k];
    out->lags_used = lags;
    return 1 + 2 * sum;
}

static tt_status corrected(tt__serial *s, tt_serial_method method, tt_serial_result *out,
                           tt_error *err)
{
    size_t n = s->sample.n;
    out->n_tested = n;
    out->s = s->sample.s;
    out->var_s = tt__mk_variance(n, &s->sample.ties);
    if (method == TT_SERIAL_HAMED_RAO)
        out->factor = hamed_rao(s, out);
    else
        out->factor = yue_wang(s, method == TT_SERIAL_YUE_WANG ? n - 1 : 1, out);
    out->r1 = s->r[1];
    if (!(out->factor > 0))
        return tt_fail(err, TT_ENOFIT,
                       "the correction multiplies the variance of S by %.4g at n = %zu; it must be "
                       "positive: use the exact test without correction, or the block bootstrap",
                       out->factor, n);
    out->z = tt__mk_z(out->s, out->var_s * out->factor);
    out->normal = tt__mk_normal(out->s, out->var_s * out->factor);
    out->notes |= TT_NOTE_NORMAL_APPROX;
    return TT_OK;
}

/* Replace the series by the whitened one, a point shorter, and test that. */
static tt_status whitened(tt__serial *s, const tt_serial_options *opt, tt_serial_result *out,
                          tt_error *err)
{
    tt__sample *sample = &s->sample;
    int keeps_trend = opt->method == TT_SERIAL_TREND_PREWHITEN;
    const double *x = keeps_trend ? s->residual : sample->value;
    tt__acf(x, sample->n, 1, s->r);
    out->r1 = s->r[1];
    double *white = sample->sorted + sample->n;
    for (size_t i = 1; i < sample->n; i++) {
        double trend = keeps_trend ? s->slope * (sample->time[i] - sample->time[0]) : 0;
        white[i - 1] = x[i] - out->r1 * x[i - 1] + trend;
    }
    sample->n--;
    memcpy(sample->value, white, sample->n * sizeof *white);
    tt__sample_score(sample);
    out->n_tested = sample->n;
    out->s = sample->s;
    out->var_s = tt__mk_variance(sample->n, &sample->ties);
    out->factor = 1;
    out->z = tt__mk_z(out->s, out->var_s);
    out->normal = tt__mk_normal(out->s, out->var_s);
    if (sample->n > TT__EXACT_MAX_N) {
        out->notes |= TT_NOTE_NORMAL_APPROX;
        return TT_OK;
    }
    tt__block block = {sample->n, sample->ties.groups, sample->ties.size};
    tt__inversions own;
    const tt__inversions *dist = tt__inversions_of(opt->cache, &block, &own, err);
    if (!dist)
        return TT_ENOMEM;
    out->exact = tt__inversions_tails(dist, out->s);
    tt__inversions_clear(&own);
    return TT_OK;
}

static tt_status run(tt__serial *s, const tt_serial_options *opt, tt_serial_result *out,
                     tt_error *err)
{
    out->n = s->sample.n;
    out->slope = s->slope;
    out->exact = (tt_tails){NAN, NAN, NAN};
    out->notes = tt__sample_notes(&s->sample);
    out->notes |= out->n < TT_SERIAL_ADVISED_N ? TT_NOTE_SMALL_N : 0;
    /* Measured: docs/methods/serial.md. */
    int is_liberal = opt->method == TT_SERIAL_YUE_WANG || opt->method == TT_SERIAL_TREND_PREWHITEN;
    out->notes |= is_liberal ? TT_NOTE_LIBERAL : 0;
    int whitens = opt->method >= TT_SERIAL_PREWHITEN;
    tt_status status = whitens ? whitened(s, opt, out, err) : corrected(s, opt->method, out, err);
    if (status)
        return status;
    out->notes |= fabs(out->r1) > out->bound ? TT_NOTE_SERIAL : 0;
    int is_exact = !isnan(out->exact.two_sided);
    out->p = tt_tails_get(is_exact ? &out->exact : &out->normal, opt->alternative);
    return TT_OK;
}

tt_status tt_serial_test(const tt_points *in, const tt_serial_options *opt, tt_serial_result *out,
                         tt_error *err)
{
    static const tt_serial_options defaults = TT_SERIAL_OPTIONS_INIT;
    *out = (tt_serial_result){0};
    opt = opt ? opt : &defaults;
    if ((unsigned)opt->method > TT_SERIAL_TREND_PREWHITEN)
        return tt_fail(err, TT_EUSAGE, "no method %d; see tt_serial_method", (int)opt->method);
    if ((unsigned)opt->alternative > TT_LESS)
        return tt_fail(err, TT_EUSAGE, "no alternative %d; use two-sided, greater or less",
                       (int)opt->alternative);
    double conf;
    tt_status status = tt__conf_check(opt->conf, &conf, err);
    if (status)
        return status;
    tt__serial serial;
    tt_serial_result result = {0};
    status = tt__serial_prepare(in, &serial, err);
    if (!status) {
        result.bound = tt__normal_deviate((1 - conf) / 2) / sqrt((double)in->n);
        status = run(&serial, opt, &result, err);
    }
    if (!status)
        *out = result;
    tt__serial_clear(&serial);
    return status;
}

tt_status tt_serial_acf(const double *value, size_t n, size_t lags, double *r, tt_error *err)
{
    for (size_t i = 0; i <= lags; i++)
        r[i] = NAN;
    if (lags >= n)
        return tt_fail(err, TT_ETOOFEW, "lag %zu of %zu points; give at most n - 1", lags, n);
    for (size_t i = 0; i < n; i++)
        if (!isfinite(value[i]))
            return tt_fail(err, TT_ENONFINITE, "value %g at point %zu; lags need every value",
                           value[i], i + 1);
    tt__acf(value, n, lags, r);
    return TT_OK;
}
