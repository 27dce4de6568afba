/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seasonal Mann-Kendall test. With D_ij = sum over seasons g of sgn(x_jg - x_ig) for the years i <
 * j (0 where one is missing) and V_j = sum over i of D_ij:
 *
 *     S               = sum over i < j of D_ij
 *     Var independent = sum over seasons of Var S_g, with ties
 *     Var covariance  = (sum over i < j of D_ij^2 + sum over j of V_j^2) / 3
 *
 * The last line is the Hirsch-Slack estimate, sum over all pairs of seasons of [K_gh + 4 sum R_jg
 * R_jh - n (n_g + 1)(n_h + 1)] / 3, summed up: in this form it needs no ranks, and one sees that it
 * cannot be negative.
 *
 * Exact p for independent seasons: the null distribution is the product of those of the seasons
 * (inversions.c). Method page: docs/methods/seasonal.md. */
#include "tiptrend/seasonal.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "counts_core.h"
#include "inversions.h"
#include "level_core.h"
#include "tiptrend/memory.h"

typedef struct table {
    const tt_seasonal_points *in;
    size_t years;
    double conf;
    double *cell;   /* cell[years * seasons], row-major; not-a-number where missing */
    double *year;   /* year[years] */
    double *column; /* years of one season, values, and work: 4 * years */
    double *visit;  /* V_j, visit[years] */
    double *slope;  /* all within-season slopes */
    size_t *tie;    /* tie sizes of all seasons, one after the other */
    size_t slopes;
    tt__block tied[TT_SEASONAL_MAX_SEASONS]; /* the seasons with at least two years, with ties */
    size_t blocks;
} table;

static tt_status check_options(const tt_seasonal_options *opt, double *conf, tt_error *err)
{
    if ((unsigned)opt->method > TT_SEASONAL_COVARIANCE)
        return tt_fail(err, TT_EUSAGE, "no method %d; use independent or covariance",
                       (int)opt->method);
    if ((unsigned)opt->alternative > TT_LESS)
        return tt_fail(err, TT_EUSAGE, "no alternative %d; use two-sided, greater or less",
                       (int)opt->alternative);
    return tt__conf_check(opt->conf, conf, err);
}

static tt_status check_point(const tt_seasonal_points *in, size_t i, tt_error *err)
{
    double exposure = in->exposure ? in->exposure[i] : 1;
    if (!isfinite(in->value[i]) || !isfinite(exposure))
        return tt_fail(err, TT_ENONFINITE,
                       "value %g, exposure %g in season %d of %d; leave out missing values",
                       in->value[i], exposure, in->season[i], in->year[i]);
    if (!(exposure > 0))
        return tt_fail(err, TT_EDOMAIN, "exposure %g in season %d of %d; give a positive number",
                       exposure, in->season[i], in->year[i]);
    if (in->season[i] < 1 || (size_t)in->season[i] > in->seasons)
        return tt_fail(err, TT_EDOMAIN, "season %d in %d; seasons go from 1 to %zu", in->season[i],
                       in->year[i], in->seasons);
    if (i == 0)
        return TT_OK;
    int later = in->year[i] > in->year[i - 1] ||
                (in->year[i] == in->year[i - 1] && in->season[i] > in->season[i - 1]);
    if (!later)
        return tt_fail(err, TT_EDOMAIN,
                       "season %d of %d at point %zu does not follow the one before; sort by year "
                       "and season, each once",
                       in->season[i], in->year[i], i + 1);
    return TT_OK;
}

static tt_status check_points(const tt_seasonal_points *in, size_t *years, tt_error *err)
{
    if (in->seasons < 2 || in->seasons > TT_SEASONAL_MAX_SEASONS)
        return tt_fail(err, TT_EDOMAIN, "%zu seasons; from 2 to %d are possible", in->seasons,
                       TT_SEASONAL_MAX_SEASONS);
    if (in->n < 2)
        return tt_fail(err, TT_ETOOFEW, "%zu values; two years of one season are needed", in->n);
    *years = 0;
    for (size_t i = 0; i < in->n; i++) {
        tt_status status = check_point(in, i, err);
        if (status)
            return status;
        *years += i == 0 || in->year[i] != in->year[i - 1];
    }
    if (*years > TT_SEASONAL_MAX_YEARS)
        return tt_fail(err, TT_ELIMIT, "%zu years; at most %d are possible", *years,
                       TT_SEASONAL_MAX_YEARS);
    return TT_OK;
}

/* Lay the values out by year and season. */
static tt_status table_make(table *t, tt_error *err)
{
    const tt_seasonal_points *in = t->in;
    size_t cells = t->years * in->seasons;
    size_t slopes = (size_t)tt__pairs(t->years) * in->seasons;
    t->cell = tt_calloc(cells + 6 * t->years + slopes, sizeof *t->cell);
    t->tie = tt_calloc(in->seasons * (t->years / 2 + 1), sizeof *t->tie);
    if (!t->cell || !t->tie)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu years", t->years);
    t->year = t->cell + cells;
    t->column = t->year + t->years;
    t->visit = t->column + 4 * t->years;
    t->slope = t->visit + t->years;
    for (size_t i = 0; i < cells; i++)
        t->cell[i] = NAN;
    size_t row = 0;
    for (size_t i = 0; i < in->n; i++) {
        row += i > 0 && in->year[i] != in->year[i - 1];
        t->year[row] = in->year[i];
        double exposure = in->exposure ? in->exposure[i] : 1;
        t->cell[row * in->seasons + (size_t)in->season[i] - 1] = in->value[i] / exposure;
    }
    return TT_OK;
}

/* S, ties, p and slope of one season; its slopes are added to those of all. */
static tt_status one_season(table *t, size_t g, tt_seasonal_season *out, tt_notes *notes,
                            tt_error *err)
{
    double *time = t->column;
    double *value = time + t->years;
    double *sorted = value + t->years;
    size_t n = 0;
    for (size_t i = 0; i < t->years; i++) {
        double x = t->cell[i * t->in->seasons + g];
        if (isnan(x))
            continue;
        time[n] = t->year[i];
        value[n] = sorted[n] = x;
        n++;
    }
    *notes |= n < t->years ? TT_NOTE_GAPS : 0;
    out->n = n;
    out->p = out->slope = NAN;
    if (n < 2)
        return TT_OK;
    tt__ties ties = {.size = t->tie + g * (t->years / 2 + 1)};
    int64_t inversions = tt__sort_inversions(sorted, sorted + t->years, n);
    tt__ties_count(sorted, n, &ties);
    *notes |= ties.groups ? TT_NOTE_TIES : 0;
    out->s = tt__pairs(n) - ties.pairs - 2 * inversions;
    out->var_s = tt__mk_variance(n, &ties);
    out->z = tt__mk_z(out->s, out->var_s);
    out->p = tt__mk_normal(out->s, out->var_s).two_sided;
    tt__slopes(time, value, n, t->slope + t->slopes);
    out->slope = tt__median(t->slope + t->slopes, (size_t)tt__pairs(n));
    t->slopes += (size_t)tt__pairs(n);
    tt__block *block = &t->tied[t->blocks++];
    *block = (tt__block){n, ties.groups, ties.size};
    if (n > TT__EXACT_MAX_N)
        return TT_OK;
    tt__inversions dist;
    tt_status status = tt__inversions_build(block, 1, &dist, err);
    if (!status)
        out->p = tt__inversions_tails(&dist, out->s).two_sided;
    tt__inversions_clear(&dist);
    return status;
}

/* The Hirsch-Slack variance of S. */
static double covariance_variance(const table *t)
{
    size_t seasons = t->in->seasons;
    double *v = t->visit;
    double squares = 0;
    for (size_t i = 0; i < t->years; i++)
        for (size_t j = i + 1; j < t->years; j++) {
            const double *a = t->cell + i * seasons;
            const double *b = t->cell + j * seasons;
            int d = 0;
            for (size_t g = 0; g < seasons; g++)
                d += (b[g] > a[g]) - (b[g] < a[g]); /* both false where one is missing */
            squares += (double)d * d;
            v[j] += d;
            v[i] -= d;
        }
    for (size_t j = 0; j < t->years; j++)
        squares += v[j] * v[j];
    return squares / 3;
}

/* Van Belle and Hughes: spread of the seasons' Z, without continuity correction. */
static void homogeneity(tt_seasonal_result *out)
{
    double sum = 0;
    double square = 0;
    double k = 0;
    for (size_t g = 0; g < out->seasons; g++) {
        const tt_seasonal_season *s = &out->season[g];
        if (!(s->var_s > 0))
            continue;
        double z = (double)s->s / sqrt(s->var_s);
        sum += z;
        square += z * z;
        k++;
    }
    out->homogeneity = out->homogeneity_p = out->homogeneity_df = NAN;
    if (k < 2)
        return;
    out->homogeneity = fmax(0, square - sum * sum / k);
    out->homogeneity_df = k - 1;
    out->homogeneity_p = gsl_cdf_chisq_Q(out->homogeneity, k - 1);
}

/* Exact p with the ties, and the exact ranks of the slope's limits without. A sum too large for
 * exact work is no failure: `*found` stays 0. */
static tt_status exact(const table *t, const tt_seasonal_options *opt, size_t *rank, int *found,
                       tt_seasonal_result *out)
{
    tt__inversions dist;
    *found = 0;
    tt_status status = tt__inversions_build(t->tied, t->blocks, &dist, NULL);
    if (status)
        return status == TT_ELIMIT ? TT_OK : status;
    out->exact = tt__inversions_tails(&dist, out->s);
    tt_tails least = tt__inversions_smallest(&dist);
    out->p_min = opt->alternative == TT_TWO_SIDED ? least.two_sided : least.greater;
    tt__inversions_clear(&dist);
    tt__block plain[TT_SEASONAL_MAX_SEASONS];
    for (size_t i = 0; i < t->blocks; i++)
        plain[i] = (tt__block){t->tied[i].n, 0, NULL};
    status = tt__inversions_build(plain, t->blocks, &dist, NULL);
    if (status)
        return status == TT_ELIMIT ? TT_OK : status;
    *rank = (size_t)tt__inversions_within(&dist, (1 - t->conf) / 2);
    tt__inversions_clear(&dist);
    *found = 1;
    return TT_OK;
}

/* Order statistic of a rank from 1 that may have a fraction; infinite outside. */
static double slope_of_rank(const table *t, double rank, double outside)
{
    if (!(rank >= 1 && rank <= (double)t->slopes))
        return outside;
    size_t k = (size_t)floor(rank) - 1;
    tt__select(t->slope, 0, t->slopes, k);
    double fraction = rank - floor(rank);
    if (fraction == 0)
        return t->slope[k];
    tt__select(t->slope, k + 1, t->slopes, k + 1);
    return t->slope[k] + fraction * (t->slope[k + 1] - t->slope[k]);
}

static tt_status finish(table *t, const tt_seasonal_options *opt, tt_seasonal_result *out,
                        tt_error *err)
{
    int is_exact = 0;
    size_t rank = 0;
    out->exact = (tt_tails){NAN, NAN, NAN};
    out->p_min = NAN;
    if (exact(t, opt, &rank, &is_exact, out))
        return tt_fail(err, TT_ENOMEM, "no memory for the exact distribution");
    int with_covariance = opt->method == TT_SEASONAL_COVARIANCE;
    double variance = with_covariance ? out->var_covariance : out->var_independent;
    const tt_tails *tails = with_covariance              ? &out->covariance
                            : !isnan(out->exact.greater) ? &out->exact
                                                         : &out->independent;
    out->p = tt_tails_get(tails, opt->alternative);
    double low = (double)rank;
    double high = (double)(t->slopes + 1 - rank);
    if (with_covariance || !is_exact) {
        double c = tt__normal_deviate((1 - t->conf) / 2) * sqrt(variance);
        low = ((double)t->slopes - c) / 2;
        high = ((double)t->slopes + c) / 2 + 1;
        out->notes |= TT_NOTE_NORMAL_APPROX;
    }
    out->slopes = (int64_t)t->slopes;
    out->slope.value = tt__median(t->slope, t->slopes);
    out->slope.low = slope_of_rank(t, low, -INFINITY);
    out->slope.high = slope_of_rank(t, high, INFINITY);
    out->notes |= isinf(out->slope.low) && isinf(out->slope.high) ? TT_NOTE_NO_LIMITS : 0;
    out->notes |= out->p_min > TT__P_FLOOR ? TT_NOTE_P_FLOOR : 0;
    int few = with_covariance && out->years < TT_SEASONAL_ADVISED_YEARS;
    out->notes |= few ? TT_NOTE_ASYMPTOTIC : 0;
    return TT_OK;
}

static tt_status run(table *t, const tt_seasonal_options *opt, tt_seasonal_result *out,
                     tt_error *err)
{
    tt_status status = table_make(t, err);
    out->n = t->in->n;
    out->seasons = t->in->seasons;
    out->years = t->years;
    out->conf = t->conf;
    for (size_t g = 0; g < out->seasons && !status; g++) {
        tt_seasonal_season *season = &out->season[g];
        status = one_season(t, g, season, &out->notes, err);
        out->s += season->s;
        out->var_independent += season->var_s;
    }
    if (status)
        return status;
    if (t->slopes == 0)
        return tt_fail(err, TT_ETOOFEW, "no season has two years; a trend needs them");
    for (size_t b = 0; b < t->blocks; b++) {
        out->max_s += tt__pairs(t->tied[b].n);
        for (size_t i = 0; i < t->tied[b].groups; i++)
            out->max_s -= tt__pairs(t->tied[b].size[i]);
    }
    out->tau = out->max_s ? (double)out->s / (double)out->max_s : NAN;
    out->var_covariance = covariance_variance(t);
    out->z_independent = tt__mk_z(out->s, out->var_independent);
    out->z_covariance = tt__mk_z(out->s, out->var_covariance);
    out->independent = tt__mk_normal(out->s, out->var_independent);
    out->covariance = tt__mk_normal(out->s, out->var_covariance);
    homogeneity(out);
    return finish(t, opt, out, err);
}

tt_status tt_seasonal_test(const tt_seasonal_points *in, const tt_seasonal_options *opt,
                           tt_seasonal_result *out, tt_error *err)
{
    static const tt_seasonal_options defaults = {0};
    *out = (tt_seasonal_result){0};
    opt = opt ? opt : &defaults;
    table t = {.in = in};
    tt_status status = check_options(opt, &t.conf, err);
    if (!status)
        status = check_points(in, &t.years, err);
    if (status)
        return status;
    tt_seasonal_result result = {0};
    status = run(&t, opt, &result, err);
    if (!status)
        *out = result;
    tt_free(t.cell);
    tt_free(t.tie);
    return status;
}
