/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Empirical limits of slopes, average changes and joinpoints (after Kim, Luo, Chen 2017, Stat Papers,
 * PMC5652079): residuals are drawn from their interpolated distribution, added to the fitted values,
 * and the model with the same k is fitted again by full search.
 *
 * The rule here is our own, as NCI's generator is not known: the whitened residuals e_(1) <= ... <=
 * e_(n) have the distribution function i / (n + 1) at e_(i), linear between and nothing beyond; draws
 * are shifted and stretched so that their mean is 0 and their variance SSE / df, as without that the
 * limits are too narrow at small n. A limit is the m-th draw from its end, m = floor((B + 1)
 * (1 - conf) / 2), and p = 2 min(#{b <= 0}, #{b > 0}) / (B + 1), which is NCI's form of p. */
#include <math.h>
#include <stdlib.h>

#include "joinpoint_lanes.h"
#include "joinpoint_rng.h"
#include "threads.h"
#include "tiptrend/memory.h"

#define LANES      TT__JP_LANES
#define FIRST_USE  1000 /* random streams 1000 + k; those below belong to the permutation tests */
#define MIN_BEYOND 1    /* draws beyond a limit, at least */
#define WHOLE      (1 + 1e-12) /* 1000 draws times a tail of 5 % are 50, not 49.999... */

typedef struct worker {
    tt__jp_lanes lanes;
    tt__jp_searcher searcher;
    double *z;
    double *column;
    double *work;
} worker;

typedef struct boot {
    const tt__jp_context *context;
    const tt_joinpoint_model *model;
    tt__jp_plan plan;
    double *fitted;   /* fitted[n], whitened */
    double *residual; /* residual[2 * n], the first half sorted */
    double mean;      /* of the interpolated distribution */
    double stretch;
    size_t draws;
    double *kept; /* kept[(k + 1 + k + aapc_count) * draws]: slopes, joinpoints, mean slopes */
    worker *workers;
    unsigned worker_count;
} boot;

static int compare(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;
    return (*x > *y) - (*x < *y);
}

/* Mean and variance of the interpolated distribution: n - 1 even cells and two atoms. */
static void standardise(boot *b)
{
    const size_t n = b->context->rows->n;
    const double *e = b->residual;
    double first = e[0] + e[n - 1];
    double second = e[0] * e[0] + e[n - 1] * e[n - 1];
    for (size_t i = 0; i + 1 < n; i++) {
        first += 0.5 * (e[i] + e[i + 1]);
        second += (e[i] * e[i] + e[i] * e[i + 1] + e[i + 1] * e[i + 1]) / 3;
    }
    b->mean = first / (double)(n + 1);
    const double variance = second / (double)(n + 1) - b->mean * b->mean;
    b->stretch = sqrt(b->model->sse / b->model->df / variance);
}

static double draw_error(const boot *b, tt__jp_rng *rng)
{
    const size_t n = b->context->rows->n;
    const double place = tt__jp_rng_uniform(rng) * (double)(n + 1) - 1; /* e[0] is at 0 */
    double e = b->residual[0];
    if (place >= (double)(n - 1)) {
        e = b->residual[n - 1];
    } else if (place > 0) {
        const size_t i = (size_t)place;
        const double part = place - (double)i;
        e = b->residual[i] + part * (b->residual[i + 1] - b->residual[i]);
    }
    return (e - b->mean) * b->stretch;
}

/* Mean slope of a fit over a range of years. */
static double mean_slope(const boot *b, const tt__jp_fit *fit,
                         const tt_joinpoint_aapc_result *range)
{
    const tt__jp_rows *rows = b->context->rows;
    double length = 0;
    double sum = 0;
    for (size_t j = 0; j <= fit->k; j++) {
        const double from = fmax(range->start - rows->centre, fit->knot[j]);
        const double to = fmin(range->end - rows->centre, fit->knot[j + 1]);
        if (to <= from)
            continue;
        length += to - from;
        sum += (to - from) * tt__jp_observed_slope(rows, fit, j);
    }
    return sum / length;
}

static void keep(const boot *b, const tt__jp_fit *fit, size_t draw)
{
    double *at = b->kept + draw;
    for (size_t j = 0; j <= fit->k; j++, at += b->draws)
        *at = tt__jp_observed_slope(b->context->rows, fit, j);
    for (size_t j = 1; j <= fit->k; j++, at += b->draws)
        *at = fit->knot[j];
    for (size_t i = 0; i < b->model->aapc_count; i++, at += b->draws)
        *at = mean_slope(b, fit, &b->model->aapc[i]);
}

static void do_block(void *context, size_t index, unsigned number)
{
    const boot *b = context;
    const tt__jp_design *design = b->context->design;
    const int hudson = b->context->options->method == TT_JOINPOINT_HUDSON;
    const size_t k = b->model->k;
    worker *w = &b->workers[number];
    for (size_t l = 0; l < LANES; l++) {
        tt__jp_rng rng =
            tt__jp_rng_stream(b->context->options->seed, FIRST_USE + k, index * LANES + l);
        for (size_t i = 0; i < design->n; i++)
            w->z[i * LANES + l] = b->fitted[i] + draw_error(b, &rng);
    }
    double sse[LANES];
    if (!hudson)
        tt__jp_lanes_run(&b->plan, &w->lanes, w->z, NULL, sse);
    for (size_t l = 0; l < LANES && index * LANES + l < b->draws; l++) {
        const tt__jp_response response = {.z = w->column};
        tt__jp_best best;
        for (size_t i = 0; i < design->n; i++)
            w->column[i] = w->z[i * LANES + l];
        if (hudson || k == 0 || w->lanes.middle[l] == 0)
            tt__jp_search(&w->searcher, &response, &best);
        else
            tt__jp_search_fixed(&w->searcher, &response, tt__jp_plan_middle(k), w->lanes.middle[l],
                                &best);
        if (hudson)
            tt__jp_hudson(design, &response, w->work, &best);
        keep(b, &best.fit, index * LANES + l);
    }
}

static void clear_boot(boot *b)
{
    for (unsigned i = 0; b->workers && i < b->worker_count; i++) {
        tt__jp_lanes_clear(&b->workers[i].lanes);
        tt__jp_searcher_clear(&b->workers[i].searcher);
        tt_free(b->workers[i].z);
    }
    tt_free(b->workers);
    tt_free(b->fitted);
    tt_free(b->kept);
    tt__jp_plan_clear(&b->plan);
}

static tt_status make_worker(const boot *b, worker *w, tt_error *err)
{
    const tt__jp_design *design = b->context->design;
    const size_t n = design->n;
    tt_status status = tt__jp_searcher_make(design, b->model->k, &w->searcher, err);
    if (!status)
        status = tt__jp_lanes_make(&b->plan, &w->lanes, err);
    if (status)
        return status;
    w->z = tt_calloc(n * (LANES + 1) + tt__jp_hudson_work(n), sizeof *w->z);
    if (!w->z)
        return tt_fail(err, TT_ENOMEM, "no memory for resamples of %zu observations", n);
    w->column = w->z + n * LANES;
    w->work = w->column + n;
    return TT_OK;
}

static tt_status make_boot(boot *b, const tt__jp_best *best, tt_error *err)
{
    const tt__jp_context *context = b->context;
    const tt__jp_rows *rows = context->rows;
    const size_t n = rows->n;
    const size_t quantities = 2 * b->model->k + 1 + b->model->aapc_count;
    b->draws = context->options->resamples;
    b->fitted = tt_calloc(3 * n, sizeof *b->fitted);
    b->kept = tt_calloc(quantities * b->draws, sizeof *b->kept);
    if (!b->fitted || !b->kept)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu resamples", b->draws);
    b->residual = b->fitted + n;
    tt__jp_fit fit = best->fit;
    const tt__jp_response response = {.z = rows->z};
    tt__jp_solve(rows, &response, &fit, b->residual);
    for (size_t i = 0; i < n; i++)
        b->fitted[i] = rows->z[i] - b->residual[i];
    qsort(b->residual, n, sizeof *b->residual, compare);
    standardise(b);
    tt_status status = tt__jp_plan_make(context->design, b->model->k, &b->plan, err);
    if (status)
        return status;
    b->worker_count =
        context->options->threads < TT__THREADS_MAX ? context->options->threads : TT__THREADS_MAX;
    b->workers = tt_calloc(b->worker_count, sizeof *b->workers);
    if (!b->workers)
        return tt_fail(err, TT_ENOMEM, "no memory for %u threads", b->worker_count);
    for (unsigned i = 0; i < b->worker_count && !status; i++)
        status = make_worker(b, &b->workers[i], err);
    return status;
}

/* Limits of one quantity; its draws are sorted. */
static tt_interval limits_of(const boot *b, size_t quantity)
{
    double *draws = b->kept + quantity * b->draws;
    qsort(draws, b->draws, sizeof *draws, compare);
    const double tail = 0.5 - 0.5 * b->context->options->conf;
    size_t m = (size_t)floor((double)(b->draws + 1) * tail * WHOLE);
    if (m < MIN_BEYOND)
        m = MIN_BEYOND;
    return (tt_interval){draws[m - 1], draws[b->draws - m]};
}

/* p of one quantity whose draws are sorted. */
static double p_of(const boot *b, size_t quantity)
{
    const double *draws = b->kept + quantity * b->draws;
    size_t low = 0;
    while (low < b->draws && draws[low] <= 0)
        low++;
    const size_t fewer = low < b->draws - low ? low : b->draws - low;
    return 2 * (double)fewer / (double)(b->draws + 1);
}

static void store(const boot *b, tt_joinpoint_model *model)
{
    const tt_joinpoint_scale scale = b->context->options->scale;
    size_t quantity = 0;
    for (size_t j = 0; j <= model->k; j++, quantity++) {
        tt_joinpoint_segment *segment = &model->segment[j];
        const tt_interval limits = limits_of(b, quantity);
        segment->slope.low = limits.low;
        segment->slope.high = limits.high;
        segment->apc.low = tt__jp_percent(scale, limits.low);
        segment->apc.high = tt__jp_percent(scale, limits.high);
        segment->p = p_of(b, quantity);
        segment->t = NAN;
    }
    for (size_t j = 0; j < model->k; j++, quantity++) {
        const tt_interval limits = limits_of(b, quantity);
        model->joinpoint[j].at.low = tt__jp_year(b->context->rows, limits.low);
        model->joinpoint[j].at.high = tt__jp_year(b->context->rows, limits.high);
    }
    for (size_t i = 0; i < model->aapc_count; i++, quantity++) {
        tt_joinpoint_aapc_result *average = &model->aapc[i];
        const tt_interval limits = limits_of(b, quantity);
        average->aapc.low = tt__jp_percent(scale, limits.low);
        average->aapc.high = tt__jp_percent(scale, limits.high);
        average->p = p_of(b, quantity);
        average->statistic = NAN;
    }
    model->empirical = 1;
    model->notes |= TT_NOTE_MONTE_CARLO;
}

tt_status tt__jp_bootstrap(const tt__jp_context *context, const tt__jp_best *best,
                           tt_joinpoint_model *model, tt_error *err)
{
    if (model->df <= 0 || model->sse == 0) { /* no scatter to draw from */
        model->notes |= TT_NOTE_NO_LIMITS;
        return TT_OK;
    }
    boot b = {.context = context, .model = model};
    const tt_status status = make_boot(&b, best, err);
    if (!status) {
        const size_t blocks = (b.draws + LANES - 1) / LANES;
        tt__parallel_for(blocks, b.worker_count, do_block, &b);
        store(&b, model);
    }
    clear_boot(&b);
    return status;
}
