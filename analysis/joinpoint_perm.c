/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One permutation test of k0 against k1 joinpoints.
 *
 * The residuals of the best k0-joinpoint model are put in random order on the whitened scale and
 * added to its fitted values; both models are fitted again by full search; the ratio
 * SSE(k0) / SSE(k1) is compared with the observed one: p = (1 + #{ratio >= observed}) / (1 + N), or
 * #/n! when all orders are taken. Replicate i has a random stream of its own, so neither threads nor
 * blocks change the answer. The ratios come from the fast search; where its rounding could decide,
 * the replicate is done again in full precision.
 *
 * Early stopping is of the certain kind only: when what is left to draw cannot change the decision
 * that all N would give ("curtailed"). */
#include <math.h>
#include <string.h>

#include "joinpoint_lanes.h"
#include "joinpoint_rng.h"
#include "threads.h"
#include "tiptrend/memory.h"

#define LANES        TT__JP_LANES
#define ROUND_BLOCKS 32 /* blocks between two looks at the count, when curtailed */

typedef struct worker {
    tt__jp_lanes lanes[2];
    tt__jp_searcher searcher[2];
    double *z;      /* z[n * LANES] */
    double *column; /* column[n] */
    double *work;   /* of Hudson's method */
    uint32_t *order;
    size_t exceeding;
} worker;

typedef struct test_run {
    const tt__jp_null *null;
    size_t k[2];
    double sse[2]; /* observed */
    tt__jp_plan plan[2];
    double *fitted;   /* fitted[n], whitened, of the null model */
    double *residual; /* residual[2 * n] */
    size_t replicates;
    size_t first_block;
    int enumerate;
    int exact_only; /* Hudson's method has no fast search */
    worker *workers;
    unsigned worker_count;
} test_run;

/* Order number `index` of all orders of 0 .. n-1 (factorial number system). */
static void unrank(size_t index, uint32_t *order, size_t n)
{
    uint32_t left[TT_JOINPOINT_MAX + 2];
    size_t factorial = 1;
    for (size_t i = 0; i < n; i++) {
        left[i] = (uint32_t)i;
        factorial *= i + 1;
    }
    for (size_t i = 0; i < n; i++) {
        factorial /= n - i;
        const size_t pick = index / factorial;
        index %= factorial;
        order[i] = left[pick];
        memmove(left + pick, left + pick + 1, (n - i - pick - 1) * sizeof *left);
    }
}

static void draw(const test_run *run, worker *w, size_t replicate, size_t lane)
{
    const size_t n = run->null->design->n;
    if (run->enumerate) {
        unrank(replicate, w->order, n);
    } else {
        tt__jp_rng rng = tt__jp_rng_stream(run->null->options->seed, run->null->use, replicate);
        tt__jp_rng_order(&rng, w->order, n);
    }
    for (size_t i = 0; i < n; i++)
        w->z[i * LANES + lane] = run->fitted[i] + run->residual[w->order[i]];
}

/* Does the ratio of one replicate reach the observed one? In full precision. */
static int reaches_exactly(const test_run *run, worker *w, size_t lane)
{
    const tt__jp_design *design = run->null->design;
    const tt__jp_response response = {.z = w->column};
    double sse[2];
    for (size_t i = 0; i < design->n; i++)
        w->column[i] = w->z[i * LANES + lane];
    for (int h = 0; h < 2; h++) {
        tt__jp_best best;
        tt__jp_search(&w->searcher[h], &response, &best);
        if (run->exact_only)
            tt__jp_hudson(design, &response, w->work, &best);
        sse[h] = best.fit.sse <= design->rows->noise ? 0 : best.fit.sse;
    }
    return tt__jp_reaches(sse, run->sse);
}

static void do_block(void *context, size_t index, unsigned number)
{
    const test_run *run = context;
    worker *w = &run->workers[number];
    const size_t start = (run->first_block + index) * LANES;
    double sse[2][LANES] = {{0}};
    for (size_t l = 0; l < LANES; l++)
        draw(run, w, start + l < run->replicates ? start + l : start, l);
    for (int h = 0; h < 2 && !run->exact_only; h++)
        tt__jp_lanes_run(&run->plan[h], &w->lanes[h], w->z, NULL, sse[h]);
    for (size_t l = 0; l < LANES && start + l < run->replicates; l++) {
        int reached = 0;
        const double pair[2] = {sse[0][l], sse[1][l]};
        if (!run->exact_only && tt__jp_is_clear(pair, run->sse, w->lanes[0].total[l]))
            reached = tt__jp_reaches(pair, run->sse);
        else
            reached = reaches_exactly(run, w, l);
        w->exceeding += (size_t)reached;
    }
}

static void clear_run(test_run *run)
{
    for (unsigned i = 0; run->workers && i < run->worker_count; i++) {
        worker *w = &run->workers[i];
        for (int h = 0; h < 2; h++) {
            tt__jp_lanes_clear(&w->lanes[h]);
            tt__jp_searcher_clear(&w->searcher[h]);
        }
        tt_free(w->z);
        tt_free(w->order);
    }
    tt_free(run->workers);
    tt_free(run->fitted);
    for (int h = 0; h < 2; h++)
        tt__jp_plan_clear(&run->plan[h]);
}

static tt_status make_worker(const test_run *run, worker *w, tt_error *err)
{
    const tt__jp_design *design = run->null->design;
    const size_t n = design->n;
    tt_status status = TT_OK;
    for (int h = 0; h < 2 && !status; h++) {
        status = tt__jp_searcher_make(design, run->k[h], &w->searcher[h], err);
        if (!status && !run->exact_only)
            status = tt__jp_lanes_make(&run->plan[h], &w->lanes[h], err);
    }
    if (status)
        return status;
    w->z = tt_calloc(n * (LANES + 1) + tt__jp_hudson_work(n), sizeof *w->z);
    w->order = tt_calloc(n, sizeof *w->order);
    if (!w->z || !w->order)
        return tt_fail(err, TT_ENOMEM, "no memory for permutations of %zu observations", n);
    w->column = w->z + n * LANES;
    w->work = w->column + n;
    return TT_OK;
}

static size_t factorial_of(size_t n)
{
    size_t product = 1;
    for (size_t i = 2; i <= n; i++)
        product *= i;
    return product;
}

static tt_status make_run(test_run *run, tt_error *err)
{
    const tt_joinpoint_options *options = run->null->options;
    const tt__jp_design *design = run->null->design;
    const size_t n = design->n;
    run->enumerate = options->enumerate_n > 0 && n <= (size_t)options->enumerate_n;
    run->replicates = run->enumerate ? factorial_of(n) : options->permutations;
    run->exact_only = options->method == TT_JOINPOINT_HUDSON;
    run->fitted = tt_calloc(3 * n, sizeof *run->fitted);
    if (!run->fitted)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu fitted values", n);
    run->residual = run->fitted + n;
    tt__jp_fit fit = run->null->best[run->k[0]].fit;
    const tt__jp_response response = {.z = design->rows->z};
    tt__jp_solve(design->rows, &response, &fit, run->residual);
    for (size_t i = 0; i < n; i++)
        run->fitted[i] = design->rows->z[i] - run->residual[i];
    tt_status status = TT_OK;
    for (int h = 0; h < 2 && !status && !run->exact_only; h++)
        status = tt__jp_plan_make(design, run->k[h], &run->plan[h], err);
    const size_t blocks = (run->replicates + LANES - 1) / LANES;
    run->worker_count = options->threads < TT__THREADS_MAX ? options->threads : TT__THREADS_MAX;
    if (run->worker_count > blocks)
        run->worker_count = (unsigned)blocks;
    if (!status) {
        run->workers = tt_calloc(run->worker_count, sizeof *run->workers);
        if (!run->workers)
            status = tt_fail(err, TT_ENOMEM, "no memory for %u threads", run->worker_count);
    }
    for (unsigned i = 0; i < run->worker_count && !status; i++)
        status = make_worker(run, &run->workers[i], err);
    return status;
}

static size_t count_exceeding(const test_run *run)
{
    size_t sum = 0;
    for (unsigned i = 0; i < run->worker_count; i++)
        sum += run->workers[i].exceeding;
    return sum;
}

/* Is the decision of all replicates certain after `done` of them? */
static int is_certain(const test_run *run, size_t exceeding, size_t done, double level)
{
    const double all = (double)run->replicates + 1;
    const double least = ((double)exceeding + 1) / all;
    const double most = ((double)exceeding + 1 + (double)(run->replicates - done)) / all;
    return least >= level || most < level;
}

/* Evaluates the replicates; gives how many were done. */
static size_t evaluate(test_run *run, double level)
{
    const tt_joinpoint_options *options = run->null->options;
    const size_t blocks = (run->replicates + LANES - 1) / LANES;
    const int curtail = options->curtail && !run->enumerate;
    size_t done = 0;
    while (run->first_block < blocks) {
        size_t count = blocks - run->first_block;
        if (curtail && count > ROUND_BLOCKS)
            count = ROUND_BLOCKS;
        tt__parallel_for(count, run->worker_count, do_block, run);
        run->first_block += count;
        done =
            run->first_block * LANES < run->replicates ? run->first_block * LANES : run->replicates;
        if (curtail && is_certain(run, count_exceeding(run), done, level))
            break;
    }
    return done;
}

static double observed(const tt__jp_null *null, size_t k)
{
    const double sse = null->best[k].fit.sse;
    return sse <= null->design->rows->noise ? 0 : sse;
}

tt_status tt__jp_permutation_test(const tt__jp_null *null, tt_joinpoint_test *test, tt_error *err)
{
    test_run run = {.null = null,
                    .k = {test->k0, test->k1},
                    .sse = {observed(null, test->k0), observed(null, test->k1)}};
    test->statistic = run.sse[0] / run.sse[1];
    test->p = 1;
    if (run.sse[0] == 0) /* nothing is left to explain */
        return TT_OK;
    const tt_status status = make_run(&run, err);
    if (!status) {
        const size_t done = evaluate(&run, test->level);
        const size_t own = run.enumerate ? 0 : 1; /* the observed order is not among the draws */
        test->enumerated = run.enumerate;
        test->exceeding = count_exceeding(&run) + own;
        test->permutations = done + own;
        test->p = (double)test->exceeding / (double)test->permutations;
        test->mc_error = run.enumerate ? 0 : sqrt(test->p * (1 - test->p) / (double)done);
        test->rejected = test->p < test->level;
    }
    clear_run(&run);
    return status;
}
