/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joinpoint regression of one series, from the options to the result: rows, search for every k,
 * inference, choice of k, empirical limits. The parts are described in joinpoint_internal.h. */
#include "tiptrend/joinpoint.h"

#include <math.h>

#include "joinpoint_internal.h"
#include "tiptrend/memory.h"

/* NCI 4.x: 0-6: 0, 7-11: 1, 12-16: 2, 17-21: 3, 22-26: 4, 27 and more: 5. */
#define DEFAULT_FIRST_N 7
#define DEFAULT_STEP    5
#define DEFAULT_MOST    5
#define MAX_PLACEMENTS  1e9  /* of one search: about 20 seconds */
#define FEW_DF          10   /* below, variances by large-sample theory carry a note */
#define RHO_AT_BOUND    0.98 /* an estimate beyond it has run to the end of its range */

size_t tt_joinpoint_default_max(size_t n)
{
    if (n < DEFAULT_FIRST_N)
        return 0;
    const size_t k = (n - 2) / DEFAULT_STEP;
    return k < DEFAULT_MOST ? k : DEFAULT_MOST;
}

size_t tt_joinpoint_needed(size_t k, size_t min_end, size_t min_between)
{
    if (k == 0)
        return 3;
    const size_t placed = 2 * min_end + (k - 1) * min_between + k;
    const size_t fitted = 2 * k + 3; /* parameters and one for the scatter */
    return placed > fitted ? placed : fitted;
}

static void clear_model(tt_joinpoint_model *model)
{
    tt_free(model->segment);
    tt_free(model->joinpoint);
    tt_free(model->aapc);
    tt_free(model->fitted);
    tt_free(model->residual);
}

void tt_joinpoint_clear(tt_joinpoint_result *result)
{
    if (!result)
        return;
    for (size_t i = 0; i < result->model_count; i++)
        clear_model(&result->models[i]);
    tt_free(result->models);
    tt_free(result->tests);
    *result = (tt_joinpoint_result){0};
}

static size_t needed_here(const tt_joinpoint_options *options, size_t k)
{
    const size_t jump = options->break_kind == TT_JOINPOINT_JUMP ? 1 : 0;
    return tt_joinpoint_needed(k, (size_t)options->min_end, (size_t)options->min_between) + jump;
}

/* Smallest and largest k. */
static tt_status resolve_range(const tt_joinpoint_options *options, size_t n,
                               tt_joinpoint_result *result, tt_error *err)
{
    result->n = n;
    result->min_joinpoints = (size_t)options->min_joinpoints;
    size_t most = options->max_joinpoints > 0 ? (size_t)options->max_joinpoints : 0;
    if (options->max_joinpoints == 0) {
        most = tt_joinpoint_default_max(n);
        while (most > 0 && needed_here(options, most) > n)
            most--;
        if (most < result->min_joinpoints)
            most = result->min_joinpoints;
    }
    if (most < result->min_joinpoints)
        return tt_fail(err, TT_EUSAGE, "at least %zu but at most %zu joinpoints asked for",
                       result->min_joinpoints, most);
    if (needed_here(options, most) > n)
        return tt_fail(err, TT_ETOOFEW,
                       "%zu observations; %zu joinpoints with %d at the ends and %d between need "
                       "%zu: ask for fewer joinpoints",
                       n, most, options->min_end, options->min_between, needed_here(options, most));
    result->max_joinpoints = most;
    return TT_OK;
}

/* Everything of one call. */
typedef struct job {
    tt_joinpoint_options options;
    tt__jp_rows rows;
    tt__jp_design design;
    tt__jp_best best[TT_JOINPOINT_MAX + 1];
} job;

static tt_status check_placements(const job *j, size_t k, tt_error *err)
{
    double count = 0;
    const tt_status status = tt__jp_design_count(&j->design, k, &count, err);
    if (status || count <= MAX_PLACEMENTS)
        return status;
    return tt_fail(err, TT_ELIMIT, "%.0f placements of %zu joinpoints; allow fewer joinpoints",
                   count, k);
}

/* The best model with k joinpoints, and its inference. */
static tt_status fit_one(job *j, size_t k, tt_joinpoint_model *model, tt_error *err)
{
    tt__jp_searcher searcher = {0};
    tt_status status = check_placements(j, k, err);
    if (!status)
        status = tt__jp_searcher_make(&j->design, k, &searcher, err);
    double *work = NULL;
    if (!status) {
        work = tt_calloc(tt__jp_hudson_work(j->rows.n), sizeof *work);
        if (!work)
            status = tt_fail(err, TT_ENOMEM, "no memory for %zu observations", j->rows.n);
    }
    if (!status) {
        const tt__jp_response response = {.z = j->rows.z};
        tt__jp_best *best = &j->best[k];
        tt__jp_search(&searcher, &response, best);
        if (!isfinite(best->fit.sse))
            status = tt_fail(err, TT_ENOFIT,
                             "no placement of %zu joinpoints can be told from the jump", k);
        if (!status && j->options.method == TT_JOINPOINT_HUDSON)
            tt__jp_hudson(&j->design, &response, work, best);
    }
    if (!status) {
        const tt__jp_fit *fit = &j->best[k].fit;
        const tt__jp_context context = {&j->options, &j->rows, &j->design, fit};
        tt__jp_criteria(&j->rows, fit, tt__jp_weight(&j->rows, fit, work), model);
        status = tt__jp_infer(&context, &searcher, model, err);
        if (k > 0 && j->options.limits == TT_JOINPOINT_PARAMETRIC && model->se_df < FEW_DF)
            model->notes |= TT_NOTE_ASYMPTOTIC;
    }
    tt_free(work);
    tt__jp_searcher_clear(&searcher);
    return status;
}

static tt_status fit_all(job *j, tt_joinpoint_result *result, tt_error *err)
{
    const size_t count = result->max_joinpoints - result->min_joinpoints + 1;
    result->models = tt_calloc(count, sizeof *result->models);
    if (!result->models)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu models", count);
    result->model_count = count;
    tt_status status = TT_OK;
    for (size_t i = 0; i < count && !status; i++)
        status = fit_one(j, result->min_joinpoints + i, &result->models[i], err);
    return status;
}

static tt_status choose(job *j, tt_joinpoint_result *result, tt_error *err)
{
    tt_status status = TT_OK;
    if (j->options.select == TT_JOINPOINT_PERMUTATION) {
        const tt__jp_null null = {.options = &j->options, .design = &j->design, .best = j->best};
        status = tt__jp_sequence(&null, result, err);
    } else {
        result->selected = tt__jp_choose(result->models, result->model_count, j->options.select);
    }
    result->models[result->selected].selected = 1;
    return status;
}

static tt_status resample(job *j, tt_joinpoint_result *result, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < result->model_count && !status; i++) {
        tt_joinpoint_model *model = &result->models[i];
        if (!model->selected && !j->options.all_models)
            continue;
        const tt__jp_best *best = &j->best[model->k];
        const tt__jp_context context = {&j->options, &j->rows, &j->design, &best->fit};
        status = tt__jp_bootstrap(&context, best, model, err);
    }
    return status;
}

static tt_status resolve_rho(const tt_points *points, const job *j, tt_joinpoint_result *result,
                             tt_error *err)
{
    if (j->options.serial == TT_JOINPOINT_UNCORRELATED)
        return TT_OK;
    result->notes |= TT_NOTE_SERIAL;
    result->rho = j->options.rho;
    if (j->options.serial == TT_JOINPOINT_AR1_GIVEN)
        return TT_OK;
    const tt_status status =
        tt__jp_rho_estimate(points, &j->options, result->max_joinpoints, &result->rho, err);
    if (fabs(result->rho) > RHO_AT_BOUND)
        result->notes |= TT_NOTE_BOUNDARY;
    return status;
}

static void collect_notes(const job *j, tt_joinpoint_result *result)
{
    result->notes |= j->rows.notes;
    if (result->n < DEFAULT_FIRST_N)
        result->notes |= TT_NOTE_SMALL_N;
    if (j->options.break_kind != TT_JOINPOINT_NO_BREAK)
        result->notes |= TT_NOTE_BREAK;
    result->notes |= result->models[result->selected].notes;
}

tt_status tt_joinpoint_fit(const tt_points *points, const tt_joinpoint_options *options,
                           tt_joinpoint_result *result, tt_error *err)
{
    if (!result)
        return tt_fail(err, TT_EUSAGE, "no place for the result");
    *result = (tt_joinpoint_result){0};
    job j = {.options = {0}};
    tt_status status = tt__jp_options_resolve(points, options, &j.options, err);
    if (!status)
        status = resolve_range(&j.options, points->n, result, err);
    if (!status)
        status = resolve_rho(points, &j, result, err);
    if (!status)
        status = tt__jp_rows_make(points, &j.options, result->rho, &j.rows, err);
    if (!status)
        status = tt__jp_design_make(&j.rows, &j.options, &j.design, err);
    if (!status)
        status = fit_all(&j, result, err);
    if (!status)
        status = choose(&j, result, err);
    if (!status && j.options.limits == TT_JOINPOINT_EMPIRICAL)
        status = resample(&j, result, err);
    if (!status) {
        result->conf = j.options.conf;
        collect_notes(&j, result);
    } else {
        tt_joinpoint_clear(result);
    }
    tt__jp_design_clear(&j.design);
    tt__jp_rows_clear(&j.rows);
    return status;
}
