/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mann-Kendall test.
 *
 *     S     = sum over i < j of sgn(y_j - y_i)
 *     Var S = [n (n-1) (2n+5) - sum t (t-1) (2t+5)] / 18
 *     Z     = (S - sgn S) / sqrt(Var S)
 *
 * The exact p counts the arrangements of the values at hand, tied ones as they are (inversions.c).
 * With few years even a perfect trend may not reach p = 0.05 (n = 4: 1/12): the smallest p that any
 * arrangement has stands in each result. Method page: docs/methods/mannkendall.md. */
#include "tiptrend/mannkendall.h"

#include <assert.h>
#include <math.h>

#include "inversions.h"

static_assert(TT_MK_EXACT_MAX_N == TT__EXACT_MAX_N, "one limit, said in two headers");

static tt_status check_options(const tt_mk_options *opt, tt_error *err)
{
    if ((unsigned)opt->method > TT_MK_NORMAL)
        return tt_fail(err, TT_EUSAGE, "no Mann-Kendall method %d; use auto, exact or normal",
                       (int)opt->method);
    if ((unsigned)opt->alternative > TT_LESS)
        return tt_fail(err, TT_EUSAGE, "no alternative %d; use two-sided, greater or less",
                       (int)opt->alternative);
    return TT_OK;
}

static void describe(const tt__sample *sample, tt_alternative alternative, tt_mk_result *out)
{
    const tt__ties *ties = &sample->ties;
    out->n = sample->n;
    out->s = sample->s;
    out->pairs = tt__pairs(sample->n);
    out->tied_pairs = ties->pairs;
    out->tie_groups = ties->groups;
    out->max_s = out->pairs - ties->pairs;
    double s = (double)sample->s;
    double pairs = (double)out->pairs;
    out->tau_a = s / pairs;
    out->tau_b = out->max_s ? s / sqrt((double)out->max_s * pairs) : NAN;
    out->var_s = tt__mk_variance(sample->n, ties);
    out->z = tt__mk_z(sample->s, out->var_s);
    out->normal = tt__mk_normal(sample->s, out->var_s);
    out->exact = (tt_tails){NAN, NAN, NAN};
    double one_sided = tt__mk_smallest(sample->n, ties);
    out->p_min = alternative == TT_TWO_SIDED ? fmin(1, 2 * one_sided) : one_sided;
    out->notes = tt__sample_notes(sample);
}

static tt_status exact(const tt__sample *sample, const tt_mk_options *opt, tt_mk_result *out,
                       tt_error *err)
{
    tt__block block = {sample->n, sample->ties.groups, sample->ties.size};
    tt__inversions own;
    const tt__inversions *dist = tt__inversions_of(opt->cache, &block, &own, err);
    if (!dist)
        return TT_ENOMEM; /* the only way to fail within the limit on n */
    out->exact = tt__inversions_tails(dist, sample->s);
    tt__inversions_clear(&own);
    return TT_OK;
}

tt_status tt_mk_test(const tt_points *in, const tt_mk_options *opt, tt_mk_result *out,
                     tt_error *err)
{
    static const tt_mk_options defaults = TT_MK_OPTIONS_INIT;
    *out = (tt_mk_result){0};
    opt = opt ? opt : &defaults;
    tt_status status = check_options(opt, err);
    if (status)
        return status;
    tt__sample sample;
    double *room = tt__mk_cache_room(opt->cache, tt__sample_room(in->n));
    status = tt__sample_load_in(in, 2, room, &sample, err);
    if (status)
        return status;
    tt_mk_result result = {0};
    describe(&sample, opt->alternative, &result);
    int is_exact = opt->method != TT_MK_NORMAL && sample.n <= TT_MK_EXACT_MAX_N;
    if (is_exact)
        status = exact(&sample, opt, &result, err);
    else if (opt->method == TT_MK_EXACT)
        status =
            tt_fail(err, TT_ELIMIT, "%zu points; exact p is made up to %d: use the normal form",
                    sample.n, TT_MK_EXACT_MAX_N);
    tt__sample_clear(&sample);
    if (status)
        return status;
    result.p = tt_tails_get(is_exact ? &result.exact : &result.normal, opt->alternative);
    result.notes |= is_exact ? 0 : TT_NOTE_NORMAL_APPROX;
    result.notes |= result.p_min > TT__P_FLOOR ? TT_NOTE_P_FLOOR : 0;
    *out = result;
    return TT_OK;
}

tt_status tt_mk_critical(size_t n, double alpha, tt_mk_cache *cache, tt_mk_critical_value *out,
                         tt_error *err)
{
    *out = (tt_mk_critical_value){0, NAN, NAN};
    if (n < 2)
        return tt_fail(err, TT_ETOOFEW, "%zu points; 2 are needed", n);
    if (n > TT_MK_EXACT_MAX_N)
        return tt_fail(err, TT_ELIMIT, "%zu points; exact values are made up to %d", n,
                       TT_MK_EXACT_MAX_N);
    if (!(alpha > 0 && alpha < 1))
        return tt_fail(err, TT_EUSAGE, "level %g; give a number between 0 and 1, such as 0.05",
                       alpha);
    tt__block block = {n, 0, NULL};
    tt__inversions own;
    const tt__inversions *dist = tt__inversions_of(cache, &block, &own, err);
    if (!dist)
        return TT_ENOMEM;
    out->p_min = tt__inversions_smallest(dist).two_sided;
    /* From the most extreme outcome inwards; S has the parity of its maximum. */
    for (int64_t s = dist->max; s > 0; s -= 2) {
        double p = tt__inversions_tails(dist, s).two_sided;
        if (p > alpha)
            break;
        out->s = s;
        out->p = p;
    }
    tt__inversions_clear(&own);
    return TT_OK;
}
