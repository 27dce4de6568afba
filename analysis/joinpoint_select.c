/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many joinpoints: information criteria, and NCI's sequence of permutation tests.
 *
 *     BIC(k)  = ln(SSE/n) + p ln(n)/n,       p = 2k + 2 (and 1 with a jump)
 *     BIC3(k) = ln(SSE/n) + (p + k) ln(n)/n
 *     WBIC(k) = (1 - W) BIC + W BIC3
 *
 * The sequence starts with ka = MIN against kb = MAX; a rejection at alpha / (MAX - ka) raises ka, an
 * acceptance lowers kb, until they meet. */
#include "joinpoint_internal.h"

#include <math.h>

#include "tiptrend/memory.h"

void tt__jp_criteria(const tt__jp_rows *rows, const tt__jp_fit *fit, double weight,
                     tt_joinpoint_model *model)
{
    const double n = (double)rows->n;
    const double k = (double)fit->k;
    model->k = fit->k;
    model->n = rows->n;
    model->parameters = 2 * fit->k + 2 + (rows->raw ? 1 : 0);
    model->df = n - (double)model->parameters;
    model->sse = fit->sse;
    if (fit->sse <= rows->noise) {
        model->sse = 0;
        model->notes |= TT_NOTE_PERFECT_FIT;
    }
    const double misfit = log(model->sse / n); /* minus infinity for a perfect fit */
    const double price = log(n) / n;
    model->bic = misfit + (double)model->parameters * price;
    model->bic3 = misfit + ((double)model->parameters + k) * price;
    model->weight = weight;
    model->wbic = misfit + ((double)model->parameters + weight * k) * price;
}

static double criterion(const tt_joinpoint_model *model, tt_joinpoint_select select)
{
    if (select == TT_JOINPOINT_BIC)
        return model->bic;
    return select == TT_JOINPOINT_BIC3 ? model->bic3 : model->wbic;
}

size_t tt__jp_choose(const tt_joinpoint_model *models, size_t count, tt_joinpoint_select select)
{
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (criterion(&models[i], select) < criterion(&models[best], select))
            best = i;
    return best;
}

tt_status tt__jp_sequence(const tt__jp_null *null, tt_joinpoint_result *result, tt_error *err)
{
    size_t ka = result->min_joinpoints;
    size_t kb = result->max_joinpoints;
    result->tests = tt_calloc(kb - ka + 1, sizeof *result->tests);
    if (!result->tests)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu tests", kb - ka);
    while (ka < kb) {
        tt_joinpoint_test *test = &result->tests[result->test_count];
        test->k0 = ka;
        test->k1 = kb;
        test->level = null->options->alpha / (double)(result->max_joinpoints - ka);
        tt__jp_null next = *null;
        next.use = result->test_count;
        const tt_status status = tt__jp_permutation_test(&next, test, err);
        if (status)
            return status;
        result->test_count++;
        if (!test->enumerated)
            result->notes |= TT_NOTE_MONTE_CARLO;
        if (test->permutations > 0 && 1 / (double)test->permutations >= test->level)
            result->notes |= TT_NOTE_P_FLOOR;
        if (test->rejected)
            ka++;
        else
            kb--;
    }
    result->selected = ka - result->min_joinpoints;
    return TT_OK;
}
