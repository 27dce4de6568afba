/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Do two series have one trend, or parallel ones? (Kim, Fay, Yu, Barrett, Feuer 2004, Biometrics
 * 60:1005.)
 *
 * Null hypothesis: both series have the same k joinpoints and slopes, and the same intercept
 * (coincident) or not (parallel). Alternative: each has k joinpoints of its own. Statistic:
 * SSE(null) / SSE(separate). The whitened residuals of the null model are put in random order over
 * both series together, and all models are fitted again by full search. k is the largest of the
 * numbers that WBIC, or what the options say, selects for each series and under the null.
 *
 * The null model is one regression: where both series have a year, their two weighted rows are
 * turned into one row of the common trend and one that only an offset can explain,
 *
 *     z_c = (s1 z1 + s2 z2) / h,    z_d = (s1 z2 - s2 z1) / h,    s = sqrt(w), h = sqrt(w1 + w2),
 *
 * so the search is that of one series over the years of both, with an extra column for the offset. */
#include <math.h>
#include <string.h>

#include "joinpoint_lanes.h"
#include "joinpoint_rng.h"
#include "threads.h"
#include "tiptrend/memory.h"

#define LANES     TT__JP_LANES
#define PAIR      2
#define MODELS    3     /* the two series and the common one */
#define COMMON    2     /* index of the common one */
#define TIE       1e-10 /* as in joinpoint_perm.c */
#define FIRST_USE 2000  /* random streams of comparisons */

/* One year of the common model. */
typedef struct shared_year {
    size_t row[PAIR];  /* of each series; n of the series when it has no such year */
    double root[PAIR]; /* sqrt(w) / h; 0 when it has no such year */
} shared_year;

typedef struct worker {
    tt__jp_lanes lanes[MODELS];
    tt__jp_searcher searcher[MODELS];
    double *z[MODELS]; /* z[rows * LANES] */
    double *column;
    double extra[2 * LANES];
    uint32_t *order;
    size_t exceeding;
} worker;

typedef struct comparison {
    tt_joinpoint_options options;
    tt_joinpoint_hypothesis hypothesis;
    tt__jp_rows rows[MODELS];
    tt__jp_design design[MODELS];
    tt__jp_plan plan[MODELS];
    tt__jp_best best[MODELS];
    shared_year *years; /* years[rows of the common model] */
    double *fitted;     /* fitted[n1 + n2]: whitened, of the null model */
    double *residual;   /* residual[n1 + n2] */
    double sse[PAIR];   /* null, separate */
    size_t k;
    size_t replicates;
    worker *workers;
    unsigned worker_count;
} comparison;

/* --- the common model ------------------------------------------------------------------------- */

/* Pairs the years of both series; gives their number. */
static size_t pair_years(const tt__jp_rows rows[PAIR], shared_year *years)
{
    size_t count = 0;
    size_t i[PAIR] = {0, 0};
    while (i[0] < rows[0].n || i[1] < rows[1].n) {
        double next = INFINITY;
        for (int s = 0; s < PAIR; s++)
            if (i[s] < rows[s].n)
                next = fmin(next, rows[s].time[i[s]]);
        shared_year *year = &years[count++];
        double sum = 0;
        for (int s = 0; s < PAIR; s++) {
            const int has = i[s] < rows[s].n && rows[s].time[i[s]] == next;
            year->row[s] = has ? i[s]++ : rows[s].n;
            year->root[s] = has ? rows[s].v[year->row[s]] : 0;
            sum += year->root[s] * year->root[s];
        }
        for (int s = 0; s < PAIR; s++)
            year->root[s] /= sqrt(sum);
    }
    return count;
}

/* Whitened value of a series in a year, 0 where it has none. */
static double whitened(const double *z, size_t n, size_t row)
{
    return row < n ? z[row] : 0;
}

/* Turns the rows of both series into those of the common model; what only the offset can explain
 * goes to difference[]. */
static void combine(const comparison *c, const double *const z[PAIR], double *common,
                    double *difference)
{
    const size_t count = c->rows[COMMON].n;
    for (size_t i = 0; i < count; i++) {
        const shared_year *year = &c->years[i];
        const double first = whitened(z[0], c->rows[0].n, year->row[0]);
        const double second = whitened(z[1], c->rows[1].n, year->row[1]);
        common[i] = year->root[0] * first + year->root[1] * second;
        difference[i] = year->root[0] * second - year->root[1] * first;
    }
}

/* sqrt(w1 w2 / (w1 + w2)): how the offset shows in the difference of a year. */
static double offset_root(const comparison *c, size_t i)
{
    const shared_year *year = &c->years[i];
    return year->root[0] * year->root[1] * c->rows[COMMON].v[i];
}

/* What lies outside the common rows: squares of the differences, and their product with the offset. */
static void outside(const comparison *c, const double *difference, double *yy, double *yg)
{
    *yy = 0;
    *yg = 0;
    for (size_t i = 0; i < c->rows[COMMON].n; i++) {
        *yy += difference[i] * difference[i];
        if (c->hypothesis == TT_JOINPOINT_PARALLEL)
            *yg += difference[i] * offset_root(c, i);
    }
}

/* Rows of the common model. Both series have their mean offset taken out before, if parallel, and
 * the line of the common model. */
static tt_status make_common(comparison *c, tt_error *err)
{
    const size_t most = c->rows[0].n + c->rows[1].n;
    c->years = tt_calloc(most, sizeof *c->years);
    double *work = tt_calloc(most, sizeof *work);
    tt__jp_rows *rows = &c->rows[COMMON];
    tt_status status = TT_OK;
    if (!c->years || !work)
        status = tt_fail(err, TT_ENOMEM, "no memory for %zu years", most);
    if (!status)
        status = tt__jp_rows_alloc(rows, pair_years(c->rows, c->years),
                                   c->hypothesis == TT_JOINPOINT_PARALLEL, err);
    if (status) {
        tt_free(work);
        return status;
    }
    const size_t n = rows->n;
    for (size_t i = 0; i < n; i++) {
        const shared_year *year = &c->years[i];
        const int from = year->row[0] < c->rows[0].n ? 0 : 1;
        rows->time[i] = c->rows[from].time[year->row[from]];
    }
    rows->centre = 0.5 * (rows->time[0] + rows->time[n - 1]);
    for (size_t i = 0; i < n; i++) {
        const shared_year *year = &c->years[i];
        double w = 0;
        for (int s = 0; s < PAIR; s++) {
            const double root = whitened(c->rows[s].v, c->rows[s].n, year->row[s]);
            w += root * root;
        }
        rows->x[i] = rows->time[i] - rows->centre;
        rows->v[i] = sqrt(w);
        rows->u[i] = rows->v[i] * rows->x[i];
        if (rows->g) {
            rows->raw[i] = year->root[1] * year->root[1];
            rows->g[i] = rows->v[i] * rows->raw[i];
            rows->extra_gg += offset_root(c, i) * offset_root(c, i);
        }
    }
    const double *const z[PAIR] = {c->rows[0].z, c->rows[1].z};
    combine(c, z, rows->z, work);
    outside(c, work, &rows->extra_yy, &rows->extra_yg);
    rows->noise = c->rows[0].noise + c->rows[1].noise;
    rows->notes = c->rows[0].notes | c->rows[1].notes;
    tt__jp_rows_detrend(rows);
    tt_free(work);
    return TT_OK;
}

/* Puts the observed response back into the rows of a series: no line of its own may be taken out, as
 * the common model does not have it. What is taken out is one line, and one offset, for both. */
static void take_out_shared(comparison *c)
{
    double mean[PAIR];
    for (int s = 0; s < PAIR; s++) {
        tt__jp_rows *rows = &c->rows[s];
        double sum = 0;
        double weight = 0;
        for (size_t i = 0; i < rows->n; i++) {
            rows->z[i] = rows->v[i] * rows->y[i];
            sum += rows->v[i] * rows->z[i];
            weight += rows->v[i] * rows->v[i];
        }
        mean[s] = sum / weight;
    }
    for (int s = 0; s < PAIR; s++) {
        const double level =
            c->hypothesis == TT_JOINPOINT_PARALLEL ? mean[s] : 0.5 * (mean[0] + mean[1]);
        tt__jp_rows *rows = &c->rows[s];
        for (size_t i = 0; i < rows->n; i++)
            rows->z[i] = rows->v[i] * (rows->y[i] - level);
        rows->line[0] = level;
        rows->line[1] = 0;
    }
}

/* --- choice of k ------------------------------------------------------------------------------ */

static tt__jp_response own_response(const tt__jp_rows *rows)
{
    return (tt__jp_response){rows->z, rows->extra_yy, rows->extra_yg};
}

static tt_status search_model(comparison *c, int model, size_t k, tt__jp_best *best, tt_error *err)
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

/* The observations of both series as rows of one regression, in time order: what criteria count. */
static tt_status stack(const comparison *c, tt__jp_rows *all, tt_error *err)
{
    const tt__jp_rows *common = &c->rows[COMMON];
    const tt_status status =
        tt__jp_rows_alloc(all, c->rows[0].n + c->rows[1].n, common->g != NULL, err);
    if (status)
        return status;
    size_t at = 0;
    for (size_t i = 0; i < common->n; i++)
        for (int s = 0; s < PAIR; s++) {
            const tt__jp_rows *rows = &c->rows[s];
            const size_t row = c->years[i].row[s];
            if (row >= rows->n)
                continue;
            all->time[at] = common->time[i];
            all->x[at] = common->x[i];
            all->v[at] = rows->v[row];
            all->u[at] = rows->v[row] * common->x[i];
            all->z[at] = rows->z[row];
            if (all->g)
                all->g[at] = all->raw[at] = s == 1 ? rows->v[row] : 0;
            at++;
        }
    all->noise = common->noise;
    return TT_OK;
}

/* Number of joinpoints of the common model by the criterion of the options (WBIC when that is the
 * permutation test: the two are equals in NCI's account, and this one is quick). */
static tt_status select_common(comparison *c, size_t most, size_t *selected, tt_error *err)
{
    tt_joinpoint_model models[TT_JOINPOINT_MAX + 1] = {{0}};
    tt__jp_rows all = {0};
    tt_status status = stack(c, &all, err);
    double *work = tt_calloc(tt__jp_hudson_work(all.n), sizeof *work);
    if (!status && !work)
        status = tt_fail(err, TT_ENOMEM, "no memory for %zu observations", all.n);
    for (size_t k = 0; k <= most && !status; k++) {
        tt__jp_best best;
        status = search_model(c, COMMON, k, &best, err);
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

static size_t observations(const comparison *c)
{
    return c->rows[0].n + c->rows[1].n;
}

static void draw(const comparison *c, worker *w, size_t replicate, size_t lane)
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
    const double *const z[PAIR] = {all, all + first};
    combine(c, z, common, difference);
    outside(c, difference, &w->extra[lane], &w->extra[LANES + lane]);
    for (size_t i = 0; i < c->rows[COMMON].n; i++)
        w->z[COMMON][i * LANES + lane] = common[i];
}

static double cleaned(const comparison *c, double sse)
{
    return sse <= c->rows[COMMON].noise ? 0 : sse;
}

static int reaches(const comparison *c, const double sse[PAIR])
{
    return sse[0] * c->sse[1] >= sse[1] * c->sse[0] * (1 - TIE);
}

/* The same in full precision, where rounding could decide. */
static int reaches_exactly(const comparison *c, worker *w, size_t lane)
{
    double part[MODELS];
    for (int m = 0; m < MODELS; m++) {
        tt__jp_best best;
        const tt__jp_response response = {.z = w->column,
                                          .extra_yy = m == COMMON ? w->extra[lane] : 0,
                                          .extra_yg = m == COMMON ? w->extra[LANES + lane] : 0};
        for (size_t i = 0; i < c->rows[m].n; i++)
            w->column[i] = w->z[m][i * LANES + lane];
        tt__jp_search(&w->searcher[m], &response, &best);
        part[m] = best.fit.sse;
    }
    const double sse[PAIR] = {cleaned(c, part[COMMON]), cleaned(c, part[0] + part[1])};
    return reaches(c, sse);
}

static void do_block(void *context, size_t index, unsigned number)
{
    const double fast_error = 1e-11; /* as in joinpoint_perm.c */
    const double fast_margin = 1e-9;
    const comparison *c = context;
    worker *w = &c->workers[number];
    const size_t start = index * LANES;
    double sse[MODELS][LANES];
    for (size_t l = 0; l < LANES; l++)
        draw(c, w, start + l < c->replicates ? start + l : start, l);
    for (int m = 0; m < MODELS; m++)
        tt__jp_lanes_run(&c->plan[m], &w->lanes[m], w->z[m], m == COMMON ? w->extra : NULL, sse[m]);
    for (size_t l = 0; l < LANES && start + l < c->replicates; l++) {
        const double pair[PAIR] = {sse[COMMON][l], sse[0][l] + sse[1][l]};
        const double total = w->lanes[COMMON].total[l];
        const double off = fabs(pair[0] * c->sse[1] - pair[1] * c->sse[0]);
        const int clear =
            off > fast_margin * pair[1] * c->sse[0] + fast_error * total * (c->sse[0] + c->sse[1]);
        w->exceeding += (size_t)(clear ? reaches(c, pair) : reaches_exactly(c, w, l));
    }
}

static tt_status make_worker(const comparison *c, worker *w, tt_error *err)
{
    const size_t n = observations(c);
    tt_status status = TT_OK;
    for (int m = 0; m < MODELS && !status; m++) {
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
    w->z[COMMON] = w->z[0] + n * LANES;
    w->column = w->z[0] + 2 * n * LANES;
    return TT_OK;
}

/* Whitened fitted values and residuals of the null model, for each observation of both series. */
static tt_status fit_null(comparison *c, tt_error *err)
{
    const tt__jp_rows *common = &c->rows[COMMON];
    const size_t n = observations(c);
    c->fitted = tt_calloc(2 * n, sizeof *c->fitted);
    double *work = tt_calloc(2 * n, sizeof *work);
    if (!c->fitted || !work) {
        tt_free(work);
        return tt_fail(err, TT_ENOMEM, "no memory for %zu fitted values", n);
    }
    c->residual = c->fitted + n;
    tt__jp_fit fit = c->best[COMMON].fit;
    const tt__jp_response response = own_response(common);
    tt__jp_solve(common, &response, &fit, work);
    for (size_t i = 0; i < common->n; i++) {
        /* trend of the year, as observed but for the shared part, then each series' own row */
        const double line = common->line[0] + common->line[1] * common->x[i];
        const double detrended = (common->z[i] - work[i]) / common->v[i];
        double trend = detrended + line;
        if (common->g) /* the column had its own line taken out */
            trend -= fit.jump * common->raw[i];
        for (int s = 0; s < PAIR; s++) {
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

static tt_status permute(comparison *c, tt_joinpoint_comparison *result, tt_error *err)
{
    tt_status status = fit_null(c, err);
    for (int m = 0; m < MODELS && !status; m++)
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

static void clear_comparison(comparison *c)
{
    for (unsigned i = 0; c->workers && i < c->worker_count; i++) {
        worker *w = &c->workers[i];
        for (int m = 0; m < MODELS; m++) {
            tt__jp_lanes_clear(&w->lanes[m]);
            tt__jp_searcher_clear(&w->searcher[m]);
        }
        tt_free(w->z[0]);
        tt_free(w->order);
    }
    tt_free(c->workers);
    tt_free(c->fitted);
    tt_free(c->years);
    for (int m = 0; m < MODELS; m++) {
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
static tt_status make_series(comparison *c, int s, const tt_points *points, size_t *k, size_t *most,
                             tt_error *err)
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

static void fill(const comparison *c, tt_joinpoint_comparison *result)
{
    const tt__jp_fit *fit = &c->best[COMMON].fit;
    result->k = c->k;
    result->sse_null = c->sse[0];
    result->sse_separate = c->sse[1];
    result->statistic = c->sse[0] / c->sse[1];
    result->p = 1;
    result->notes |= c->rows[COMMON].notes;
    for (size_t j = 0; j < c->k; j++)
        result->at[j] = tt__jp_year(&c->rows[COMMON], fit->knot[j + 1]);
    if (c->hypothesis == TT_JOINPOINT_PARALLEL)
        result->offset = fit->jump + c->rows[1].line[0] - c->rows[0].line[0];
}

static tt_status compare(comparison *c, const tt_points pair[PAIR], const double *const se[PAIR],
                         tt_joinpoint_comparison *result, tt_error *err)
{
    size_t *k[PAIR] = {&result->k_a, &result->k_b};
    size_t most = TT_JOINPOINT_MAX;
    tt_status status = TT_OK;
    for (int s = 0; s < PAIR && !status; s++) {
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
    take_out_shared(c);
    status = make_common(c, err);
    for (int m = 0; m < MODELS && !status; m++)
        status = tt__jp_design_make(&c->rows[m], &c->options, &c->design[m], err);
    if (!status)
        status = select_common(c, most, &result->k_both, err);
    c->k = largest(result->k_a, result->k_b, result->k_both);
    for (int m = 0; m < MODELS && !status; m++)
        status = search_model(c, m, c->k, &c->best[m], err);
    if (status)
        return status;
    c->sse[0] = cleaned(c, c->best[COMMON].fit.sse);
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
    comparison c = {.hypothesis = hypothesis,
                    .options = options ? *options : (tt_joinpoint_options){0}};
    c.options.limits = TT_JOINPOINT_PARAMETRIC; /* of no use here */
    c.options.range_count = 0;
    const tt_status status = compare(&c, pair, se, result, err);
    if (status)
        memset(result, 0, sizeof *result);
    clear_comparison(&c);
    return status;
}
