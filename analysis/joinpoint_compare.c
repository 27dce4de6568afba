/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Do two series have one trend, or parallel ones? (Kim, Fay, Yu, Barrett, Feuer 2004, Biometrics
 * 60:1005.)
 *
 * Null hypothesis: both series have the same k joinpoints and slopes, and the same intercept
 * (coincident) or not (parallel). Alternative: each has k joinpoints of its own. Statistic:
 * SSE(null) / SSE(separate). The whitened residuals of the null model are put in random order over
 * both series together, and all models are fitted again by full search. k is the largest of the
 * numbers that WBIC, or what the options say, selects for each series and under the null.
 */
#include <math.h>
#include <string.h>

#include "joinpoint_compare.h"
#include "joinpoint_rng.h"
#include "threads.h"
#include "tiptrend/memory.h"

#define LANES     TT__JP_LANES
#define FIRST_USE 2000 /* random streams of comparisons */

typedef struct tt__jp_compare_worker {
    tt__jp_lanes lanes[TT__JP_MODELS];
    tt__jp_searcher searcher[TT__JP_MODELS];
    double *z[TT__JP_MODELS]; /* z[rows * LANES] */
    double *column;
    double extra[2 * LANES];
    uint32_t *order;
    size_t exceeding;
} worker;

/* --- choice of k ------------------------------------------------------------------------------ */

static tt__jp_response own_response(const tt__jp_rows *rows)
{
    return (tt__jp_response){rows->z, rows->extra_yy, rows->extra_yg};
}

static tt_status search_model(tt__jp_comparison *c, int model, size_t k, tt__jp_best *best,
                              tt_error *err)
{
    tt__jp_searcher searcher = {0};
    const tt_status status = tt__jp_searcher_make(&c->design[model], k, &searcher, err);
    if (!status) {
        const tt__jp_response response = own_response(&c->rows[model]);
        tt__jp_search(&searcher, &response, best);
    }
    tt__jp_searcher_clear(&searcher);
    return status;
}

/* Number of joinpoints of the common model by the criterion of the options (WBIC when that is the
 * permutation test: the two are equals in NCI's account, and this one is quick). */
static tt_status select_common(tt__jp_comparison *c, size_t most, size_t *selected, tt_error *err)
{
    tt_joinpoint_model models[TT_JOINPOINT_MAX + 1] = {{0}};
    tt__jp_rows all = {0};
    tt_status status = tt__jp_common_stack(c, &all, err);
    double *work = tt_calloc(tt__jp_hudson_work(all.n), sizeof *work);
    if (!status && !work)
        status = tt_fail(err, TT_ENOMEM, "no memory for %zu observations", all.n);
    for (size_t k = 0; k <= most && !status; k++) {
        tt__jp_best best;
        status = search_model(c, TT__JP_COMMON, k, &best, err);
        if (!status)
            tt__jp_criteria(&all, &best.fit, tt__jp_weight(&all, &best.fit, work), &models[k]);
    }
    if (!status)
        *selected = tt__jp_choose(models, most + 1, c->options.select);
    tt_free(work);
    tt__jp_rows_clear(&all);
    return status;
}

/* --- permutations ----------------------------------------------------------------------------- */

static size_t observations(const tt__jp_comparison *c)
{
    return c->rows[0].n + c->rows[1].n;
}

static void draw(const tt__jp_comparison *c, worker *w, size_t replicate, size_t lane)
{
    const size_t n = observations(c);
    const size_t first = c->rows[0].n;
    tt__jp_rng rng =
        tt__jp_rng_stream(c->options.seed, FIRST_USE + (uint64_t)c->hypothesis, replicate);
    tt__jp_rng_order(&rng, w->order, n);
    double *all = w->column; /* both series, one after the other */
    for (size_t i = 0; i < n; i++)
        all[i] = c->fitted[i] + c->residual[w->order[i]];
    for (size_t i = 0; i < n; i++) {
        const int s = i < first ? 0 : 1;
        w->z[s][(s == 0 ? i : i - first) * LANES + lane] = all[i];
    }
    double *common = all + n;
    double *difference = common + n;
    const double *const z[TT__JP_PAIR] = {all, all + first};
    tt__jp_common_combine(c, z, common, difference);
    tt__jp_common_outside(c, difference, &w->extra[lane], &w->extra[LANES + lane]);
    for (size_t i = 0; i < c->rows[TT__JP_COMMON].n; i++)
        w->z[TT__JP_COMMON][i * LANES + lane] = common[i];
}

static double cleaned(const tt__jp_comparison *c, double sse)
{
    return sse <= c->rows[TT__JP_COMMON].noise ? 0 : sse;
}

/* The same in full precision, where rounding could decide. */
static int reaches_exactly(const tt__jp_comparison *c, worker *w, size_t lane)
{
    double part[TT__JP_MODELS];
    for (int m = 0; m < TT__JP_MODELS; m++) {
        tt__jp_best best;
        const tt__jp_response response = {.z = w->column,
                                          .extra_yy = m == TT__JP_COMMON ? w->extra[lane] : 0,
                                          .extra_yg =
                                              m == TT__JP_COMMON ? w->extra[LANES + lane] : 0};
        for (size_t i = 0; i < c->rows[m].n; i++)
            w->column[i] = w->z[m][i * LANES + lane];
        tt__jp_search(&w->searcher[m], &response, &best);
        part[m] = best.fit.sse;
    }
    const double sse[TT__JP_PAIR] = {cleaned(c, part[TT__JP_COMMON]),
                                     cleaned(c, part[0] + part[1])};
    return tt__jp_reaches(sse, c->sse);
}

static void do_block(void *context, size_t index, unsigned number)
{
    const tt__jp_comparison *c = context;
    worker *w = &c->workers[number];
    const size_t start = index * LANES;
    double sse[TT__JP_MODELS][LANES];
    for (size_t l = 0; l < LANES; l++)
        draw(c, w, start + l < c->replicates ? start + l : start, l);
    for (int m = 0; m < TT__JP_MODELS; m++)
        tt__jp_lanes_run(&c->plan[m], &w->lanes[m], w->z[m], m == TT__JP_COMMON ? w->extra : NULL,
                         sse[m]);
    for (size_t l = 0; l < LANES && start + l < c->replicates; l++) {
        const double pair[TT__JP_PAIR] = {sse[TT__JP_COMMON][l], sse[0][l] + sse[1][l]};
        const double total = w->lanes[TT__JP_COMMON].total[l];
        const int clear = tt__jp_is_clear(pair, c->sse, total);
        w->exceeding += (size_t)(clear ? tt__jp_reaches(pair, c->sse) : reaches_exactly(c, w, l));
    }
}

static tt_status make_worker(const tt__jp_comparison *c, worker *w, tt_error *err)
{
    const size_t n = observations(c);
    tt_status status = TT_OK;
    for (int m = 0; m < TT__JP_MODELS && !status; m++) {
        status = tt__jp_searcher_make(&c->design[m], c->k, &w->searcher[m], err);
        if (!status)
            status = tt__jp_lanes_make(&c->plan[m], &w->lanes[m], err);
    }
    if (status)
        return status;
    w->z[0] = tt_calloc(2 * n * LANES + 3 * n, sizeof *w->z[0]);
    w->order = tt_calloc(n, sizeof *w->order);
    if (!w->z[0] || !w->order)
        return tt_fail(err, TT_ENOMEM, "no memory for permutations of %zu observations", n);
    w->z[1] = w->z[0] + c->rows[0].n * LANES;
    w->z[TT__JP_COMMON] = w->z[0] + n * LANES;
    w->column = w->z[0] + 2 * n * LANES;
    return TT_OK;
}

/* Whitened fitted values and residuals of the null model, for each observation of both series. */
static tt_status fit_null(tt__jp_comparison *c, tt_error *err)
{
    const tt__jp_rows *common = &c->rows[TT__JP_COMMON];
    const size_t n = observations(c);
    c->fitted = tt_calloc(2 * n, sizeof *c->fitted);
    double *work = tt_calloc(2 * n, sizeof *work);
    if (!c->fitted || !work) {
        tt_free(work);
        return tt_fail(err, TT_ENOMEM, "no memory for %zu fitted values", n);
    }
    c->residual = c->fitted + n;
    tt__jp_fit fit = c->best[TT__JP_COMMON].fit;
    const tt__jp_response response = own_response(common);
    tt__jp_solve(common, &response, &fit, work);
    for (size_t i = 0; i < common->n; i++) {
        /* trend of the year, as observed but for the shared part, then each series' own row */
        const double line = common->line[0] + common->line[1] * common->x[i];
        const double detrended = (common->z[i] - work[i]) / common->v[i];
        double trend = detrended + line;
        if (common->g) /* the column had its own line taken out */
            trend -= fit.jump * common->raw[i];
        for (int s = 0; s < TT__JP_PAIR; s++) {
            const tt__jp_rows *rows = &c->rows[s];
            const size_t row = c->years[i].row[s];
            if (row >= rows->n)
                continue;
            const double mean = trend + (s == 1 ? fit.jump : 0);
            const size_t at = (s == 0 ? 0 : c->rows[0].n) + row;
            c->fitted[at] = rows->v[row] * mean;
            c->residual[at] = rows->z[row] - c->fitted[at];
        }
    }
    tt_free(work);
    return TT_OK;
}

static tt_status permute(tt__jp_comparison *c, tt_joinpoint_comparison *result, tt_error *err)
{
    tt_status status = fit_null(c, err);
    for (int m = 0; m < TT__JP_MODELS && !status; m++)
        status = tt__jp_plan_make(&c->design[m], c->k, &c->plan[m], err);
    c->replicates = c->options.permutations;
    c->worker_count = c->options.threads < TT__THREADS_MAX ? c->options.threads : TT__THREADS_MAX;
    if (!status) {
        c->workers = tt_calloc(c->worker_count, sizeof *c->workers);
        if (!c->workers)
            status = tt_fail(err, TT_ENOMEM, "no memory for %u threads", c->worker_count);
    }
    for (unsigned i = 0; i < c->worker_count && !status; i++)
        status = make_worker(c, &c->workers[i], err);
    if (status)
        return status;
    tt__parallel_for((c->replicates + LANES - 1) / LANES, c->worker_count, do_block, c);
    result->exceeding = 1; /* the observed order */
    for (unsigned i = 0; i < c->worker_count; i++)
        result->exceeding += c->workers[i].exceeding;
    result->permutations = c->replicates + 1;
    result->p = (double)result->exceeding / (double)result->permutations;
    result->mc_error = sqrt(result->p * (1 - result->p) / (double)c->replicates);
    result->notes |= TT_NOTE_MONTE_CARLO;
    return TT_OK;
}

static void clear_comparison(tt__jp_comparison *c)
{
    for (unsigned i = 0; c->workers && i < c->worker_count; i++) {
        worker *w = &c->workers[i];
        for (int m = 0; m < TT__JP_MODELS; m++) {
            tt__jp_lanes_clear(&w->lanes[m]);
            tt__jp_searcher_clear(&w->searcher[m]);
        }
        tt_free(w->z[0]);
        tt_free(w->order);
    }
    tt_free(c->workers);
    tt_free(c->fitted);
    tt_free(c->years);
    for (int m = 0; m < TT__JP_MODELS; m++) {
        tt__jp_plan_clear(&c->plan[m]);
        tt__jp_design_clear(&c->design[m]);
        tt__jp_rows_clear(&c->rows[m]);
    }
}

/* --- the whole -------------------------------------------------------------------------------- */

static tt_status check_options(const tt_joinpoint_options *options, tt_error *err)
{
    if (!options)
        return TT_OK;
    if (options->serial != TT_JOINPOINT_UNCORRELATED || options->method != TT_JOINPOINT_GRID ||
        options->break_kind != TT_JOINPOINT_NO_BREAK || options->grid_between != 0)
        return tt_fail(err, TT_EUSAGE,
                       "two trends are compared with uncorrelated errors, joinpoints on observed "
                       "years and no change of definition only");
    return TT_OK;
}

/* Selects for each series, then makes its rows. */
static tt_status make_series(tt__jp_comparison *c, int s, const tt_points *points, size_t *k,
                             size_t *most, tt_error *err)
{
    tt_joinpoint_result result;
    tt_status status = tt_joinpoint_fit(points, &c->options, &result, err);
    if (status)
        return status;
    *k = result.models[result.selected].k;
    if (result.max_joinpoints < *most)
        *most = result.max_joinpoints;
    tt_joinpoint_clear(&result);
    tt_joinpoint_options resolved;
    status = tt__jp_options_resolve(points, &c->options, &resolved, err);
    return status ? status : tt__jp_rows_make(points, &resolved, 0, &c->rows[s], err);
}

static size_t largest(size_t a, size_t b, size_t d)
{
    const size_t ab = a > b ? a : b;
    return ab > d ? ab : d;
}

static void fill(const tt__jp_comparison *c, tt_joinpoint_comparison *result)
{
    const tt__jp_fit *fit = &c->best[TT__JP_COMMON].fit;
    result->k = c->k;
    result->sse_null = c->sse[0];
    result->sse_separate = c->sse[1];
    result->statistic = c->sse[0] / c->sse[1];
    result->p = 1;
    result->notes |= c->rows[TT__JP_COMMON].notes;
    for (size_t j = 0; j < c->k; j++)
        result->at[j] = tt__jp_year(&c->rows[TT__JP_COMMON], fit->knot[j + 1]);
    if (c->hypothesis == TT_JOINPOINT_PARALLEL)
        result->offset = fit->jump + c->rows[1].line[0] - c->rows[0].line[0];
}

static tt_status compare(tt__jp_comparison *c, const tt_points pair[TT__JP_PAIR],
                         const double *const se[TT__JP_PAIR], tt_joinpoint_comparison *result,
                         tt_error *err)
{
    size_t *k[TT__JP_PAIR] = {&result->k_a, &result->k_b};
    size_t most = TT_JOINPOINT_MAX;
    tt_status status = TT_OK;
    for (int s = 0; s < TT__JP_PAIR && !status; s++) {
        c->options.se = se ? se[s] : NULL;
        status = make_series(c, s, &pair[s], k[s], &most, err);
    }
    tt_joinpoint_options resolved;
    c->options.se = se ? se[0] : NULL;
    if (!status)
        status = tt__jp_options_resolve(&pair[0], &c->options, &resolved, err);
    if (status)
        return status;
    c->options = resolved;
    tt__jp_common_level(c);
    status = tt__jp_common_make(c, err);
    for (int m = 0; m < TT__JP_MODELS && !status; m++)
        status = tt__jp_design_make(&c->rows[m], &c->options, &c->design[m], err);
    if (!status)
        status = select_common(c, most, &result->k_both, err);
    c->k = largest(result->k_a, result->k_b, result->k_both);
    for (int m = 0; m < TT__JP_MODELS && !status; m++)
        status = search_model(c, m, c->k, &c->best[m], err);
    if (status)
        return status;
    c->sse[0] = cleaned(c, c->best[TT__JP_COMMON].fit.sse);
    c->sse[1] = cleaned(c, c->best[0].fit.sse + c->best[1].fit.sse);
    fill(c, result);
    if (c->sse[0] == 0) {
        result->notes |= TT_NOTE_PERFECT_FIT;
        return TT_OK;
    }
    return permute(c, result, err);
}

tt_status tt_joinpoint_compare(const tt_points pair[2], const double *const se[2],
                               tt_joinpoint_hypothesis hypothesis,
                               const tt_joinpoint_options *options, tt_joinpoint_comparison *result,
                               tt_error *err)
{
    if (!pair || !result || hypothesis > TT_JOINPOINT_PARALLEL)
        return tt_fail(err, TT_EUSAGE,
                       "two series, a hypothesis and a place for the result needed");
    memset(result, 0, sizeof *result);
    const tt_status usage = check_options(options, err);
    if (usage)
        return usage;
    tt__jp_comparison c = {.hypothesis = hypothesis,
                           .options = options ? *options : (tt_joinpoint_options){0}};
    c.options.limits = TT_JOINPOINT_PARAMETRIC; /* of no use here */
    c.options.range_count = 0;
    const tt_status status = compare(&c, pair, se, result, err);
    if (status)
        memset(result, 0, sizeof *result);
    clear_comparison(&c);
    return status;
}
