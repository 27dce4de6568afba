/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profile-likelihood limits of the slope of a log-linear count trend.
 *
 * D(b) = 2 (l_max - max over the other parameters of l(b)); the limits are the two roots of
 * D(b) = q, q the quantile of chi-square with 1 degree of freedom (quasi-Poisson: phi times that of
 * F(1, n - 2)).
 *
 * Poisson: the level has a closed form, and with w_i = fitted_i/total and T the weighted mean year
 *     D(b) = 2 total log(1 + sum w_i (e^x_i - 1 - x_i)),  x_i = (b - b_max)(t_i - T),
 * which loses no digits near the maximum. When all counts are in year k, the first or the last,
 * D(b) = 2 total log(sum E_i e^(b (t_i - t_k))/E_k), which falls for ever towards that side.
 * NB2: at each b, level and alpha are maximised by negbin_core; D' is the score of the slope there.
 *
 * The roots are found by Newton steps inside a bracket, not by a spline through a few points. */
#include "tiptrend/profile.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_sf_exp.h>

#include "glm_core.h"
#include "level_core.h"
#include "negbin_core.h"

enum { MOST_STEPS = 200 };

/* Beyond e^this from one end of the period to the other a slope is as good as infinite. */
#define LARGEST_LOG_RATIO 500.0

/* One D(b) with all it needs. */
typedef struct loss_curve {
    const tt_points *points;
    const tt__counts *counts;
    tt_status (*at)(const struct loss_curve *curve, double b, double *loss, double *slope,
                    tt_error *err);
    tt__poisson_line line; /* Poisson */
    size_t only;           /* the year that has all counts, where there is no line */
    double best;           /* b at the maximum; its log-likelihood: */
    double loglik;         /* NB2 */
    double width;          /* a step of the order of a standard error of b */
} loss_curve;

static tt_status poisson_curve(const loss_curve *curve, double b, double *loss, double *slope,
                               tt_error *err)
{
    (void)err;
    const tt__poisson_line *line = &curve->line;
    double sum = 0;
    double weight = 0;
    double moment = 0;
    for (size_t i = 0; i < curve->points->n; i++) {
        double distance = curve->points->time[i] - line->centre - line->offset;
        double share = tt__poisson_line_mean(line, curve->points, i) / line->total;
        double x = (b - curve->best) * distance;
        double grown = share * exp(x);
        /* exp(x) - 1 - x; the series of GSL near 0, where the difference would cancel */
        sum += fabs(x) < 1 ? 0.5 * share * x * x * gsl_sf_exprel_2(x) : grown - share * (1 + x);
        weight += grown;
        moment += grown * distance;
    }
    *loss = 2 * line->total * log1p(sum);
    *slope = 2 * line->total * moment / weight;
    return TT_OK;
}

static tt_status one_year_curve(const loss_curve *curve, double b, double *loss, double *slope,
                                tt_error *err)
{
    (void)err;
    const tt_points *points = curve->points;
    double here = tt__exposure(points, curve->only);
    double sum = 0;
    double moment = 0;
    for (size_t i = 0; i < points->n; i++) {
        if (i == curve->only)
            continue;
        double distance = points->time[i] - points->time[curve->only];
        double ratio = tt__exposure(points, i) / here * exp(b * distance);
        sum += ratio;
        moment += ratio * distance;
    }
    *loss = 2 * curve->counts->total * log1p(sum);
    *slope = 2 * curve->counts->total * moment / (1 + sum);
    return TT_OK;
}

static tt_status negbin_curve(const loss_curve *curve, double b, double *loss, double *slope,
                              tt_error *err)
{
    tt__glm_model model = tt__glm_model_make(curve->points, curve->counts, 1);
    model.tilt = b;
    tt__negbin_fit fit = {0};
    tt_status status = tt__negbin_maximise(&model, curve->counts, false, &fit, err);
    if (status)
        return status;
    *loss = 2 * (curve->loglik - fit.loglik);
    double score = 0;
    for (size_t i = 0; i < curve->points->n; i++) {
        double mu = tt__glm_mean(&model, fit.glm.beta, i);
        score += (curve->points->value[i] - mu) / (1 + fit.alpha * mu) *
                 (curve->points->time[i] - model.centre);
    }
    *slope = -2 * score;
    return TT_OK;
}

/* The root of D(b) = quantile on one side (-1 below, +1 above), looked for from `start`; infinite
 * when it is not within LARGEST_LOG_RATIO. x = side * b rises outwards. */
static tt_status find_limit(const loss_curve *curve, double quantile, int side, double start,
                            double *limit, tt_error *err)
{
    double low =
        side * curve->best; /* nothing is lost there; infinite where there is no estimate */
    double high = INFINITY;
    double x = side * start;
    double stride = curve->width;
    for (size_t step = 0; step < MOST_STEPS; step++) {
        if (fabs(x) * curve->counts->span > LARGEST_LOG_RATIO) {
            *limit = side > 0 ? INFINITY : -INFINITY;
            return TT_OK;
        }
        double loss;
        double slope;
        tt_status status = curve->at(curve, side * x, &loss, &slope, err);
        if (status)
            return status;
        if (loss < quantile)
            low = x;
        else
            high = x;
        double next = x + (quantile - loss) / (side * slope);
        if (fabs(next - x) <= 1e-8 * curve->width || high - low <= 4 * DBL_EPSILON * fabs(x)) {
            *limit = side * next;
            return TT_OK;
        }
        if (!(next > low && next < high) || fabs(next - x) > 8 * stride) {
            next = isinf(high) ? x + stride : isinf(low) ? x - stride : 0.5 * (low + high);
            stride *= 2;
        }
        x = next;
    }
    return tt_fail(err, TT_ENOCONV,
                   "the profile limit of the slope did not settle near %g: use Wald limits",
                   side * x);
}

/* X2/(n - 2) of the Poisson line; 0 when all counts are in one year at the end. */
static double dispersion(const loss_curve *curve)
{
    if (curve->at == one_year_curve)
        return 0;
    double pearson = 0;
    for (size_t i = 0; i < curve->points->n; i++) {
        double mu = tt__poisson_line_mean(&curve->line, curve->points, i);
        pearson += (curve->points->value[i] - mu) * (curve->points->value[i] - mu) / mu;
    }
    double rounding = 64 * DBL_EPSILON; /* of the fitted means; see countreg.c */
    if (pearson <= rounding * rounding * curve->counts->total)
        return 0;
    return pearson / ((double)curve->points->n - 2);
}

static tt_status prepare_poisson(loss_curve *curve, tt_profile *out, tt_error *err)
{
    const tt_points *points = curve->points;
    curve->width = 1 / curve->counts->span;
    if (!tt__counts_have_fit(points, 1) && curve->counts->total > 0) {
        bool last = points->value[0] == 0;
        curve->at = one_year_curve;
        curve->only = last ? points->n - 1 : 0;
        curve->best = last ? INFINITY : -INFINITY;
        out->notes |= TT_NOTE_ONE_SIDED | TT_NOTE_BOUNDARY;
        return TT_OK;
    }
    tt_status status = tt__counts_need_fit(points, 1, err);
    if (!status)
        status = tt__poisson_line_fit(points, curve->counts, &curve->line, NULL, err);
    if (status)
        return status;
    curve->at = poisson_curve;
    curve->best = curve->line.slope;
    curve->width = 1 / sqrt(curve->line.total * curve->line.variance);
    return TT_OK;
}

/* After prepare_poisson; without overdispersion the Poisson curve stays. */
static tt_status prepare_negbin(loss_curve *curve, tt_profile *out, tt_error *err)
{
    if (!curve->counts->whole)
        return tt_fail(err, TT_EDOMAIN,
                       "counts that are not whole numbers; the negative binomial needs them whole: "
                       "use quasi-Poisson");
    out->notes |= TT_NOTE_BOUNDARY | TT_NOTE_POISSON;
    if (curve->at == one_year_curve)
        return TT_OK;
    tt__glm_model model = tt__glm_model_make(curve->points, curve->counts, 2);
    tt__negbin_fit fit = {0};
    tt_status status = tt__negbin_maximise(&model, curve->counts, false, &fit, err);
    if (status || fit.boundary)
        return status;
    out->notes &= ~(TT_NOTE_BOUNDARY | TT_NOTE_POISSON);
    curve->at = negbin_curve;
    curve->best = fit.glm.beta[1] / model.scale;
    curve->loglik = fit.loglik;
    curve->width = sqrt(fit.glm.covariance[3]) / model.scale;
    return TT_OK;
}

static double quasi_dispersion(const loss_curve *curve, bool raw, tt_profile *out)
{
    double phi = dispersion(curve);
    if (!raw && phi < 1) {
        out->notes |= TT_NOTE_UNDERDISPERSED;
        return 1;
    }
    if (phi > 0)
        return phi;
    out->notes |= TT_NOTE_PERFECT_FIT;
    return NAN;
}

static tt_status find_both(const loss_curve *curve, double quantile, tt_profile *out, tt_error *err)
{
    double reach = sqrt(quantile) * curve->width;
    double low_start = isinf(curve->best) ? 0 : curve->best - reach;
    double high_start = isinf(curve->best) ? 0 : curve->best + reach;
    out->slope = (tt_estimate){curve->best, -INFINITY, INFINITY};
    tt_status status = TT_OK;
    if (curve->best != -INFINITY)
        status = find_limit(curve, quantile, -1, low_start, &out->slope.low, err);
    if (!status && curve->best != INFINITY)
        status = find_limit(curve, quantile, 1, high_start, &out->slope.high, err);
    if (isinf(out->slope.low) || isinf(out->slope.high))
        out->notes |= TT_NOTE_ONE_SIDED;
    return status;
}

static tt_status profile(loss_curve *curve, const tt_countreg_options *options, tt_profile *out,
                         tt_error *err)
{
    tt_status status = prepare_poisson(curve, out, err);
    if (!status && options->model == TT_COUNTREG_NB2)
        status = prepare_negbin(curve, out, err);
    if (status)
        return status;
    double phi = 1;
    out->df = INFINITY;
    if (options->model == TT_COUNTREG_POISSON)
        out->notes |= TT_NOTE_POISSON;
    if (options->model == TT_COUNTREG_QUASI) {
        phi = quasi_dispersion(curve, options->raw_dispersion, out);
        out->df = (double)curve->points->n - 2;
    }
    double critical = tt__glm_critical(out->conf, out->df);
    out->slope = (tt_estimate){curve->best, NAN, NAN};
    out->statistic = NAN;
    if (phi > 0) {
        double slope_at_0;
        status = find_both(curve, phi * critical * critical, out, err);
        if (!status)
            status = curve->at(curve, 0, &out->statistic, &slope_at_0, err);
        out->statistic = fmax(0, out->statistic / phi);
    }
    out->p = tt__glm_p(sqrt(out->statistic), out->df);
    out->apc.value = 100 * expm1(out->slope.value);
    out->apc.low = 100 * expm1(out->slope.low);
    out->apc.high = 100 * expm1(out->slope.high);
    return status;
}

tt_status tt_profile_limits(const tt_points *points, const tt_countreg_options *options,
                            tt_profile *out, tt_error *err)
{
    const tt_countreg_options defaults = {0};
    if (!out)
        return tt_fail(err, TT_EUSAGE, "no place for the result is given: pass a tt_profile");
    *out = (tt_profile){.n = 0};
    options = options ? options : &defaults;
    if (options->model > TT_COUNTREG_NB2)
        return tt_fail(err, TT_EUSAGE, "model %d does not exist: Poisson, quasi-Poisson or NB2",
                       (int)options->model);
    tt__counts counts;
    size_t minimum = options->model == TT_COUNTREG_POISSON ? 2 : 3;
    tt_status status = tt__conf_check(options->conf, &out->conf, err);
    if (!status)
        status = tt__counts_check(points, minimum, &counts, err);
    if (!status) {
        loss_curve curve = {.points = points, .counts = &counts};
        out->n = points->n;
        out->notes = counts.notes;
        status = profile(&curve, options, out, err);
    }
    if (status)
        *out = (tt_profile){.n = 0};
    return status;
}
