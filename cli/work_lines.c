/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regression trends worked through: least squares by its sums, the Poisson fit step by step, the dispersion. */
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "tiptrend/countreg.h"
#include "tiptrend/linreg.h"
#include "tiptrend/memory.h"
#include "work.h"

enum { MOST_STEPS = 30, MOST_ROWS = 40 };

static int has_line(const tt_series *series, const tt_run *run)
{
    (void)series;
    return run->n >= 3;
}

static int has_positive_line(const tt_series *series, const tt_run *run)
{
    for (size_t i = 0; i < run->n; i++)
        if (!(run->value[i] > 0))
            return 0;
    return has_line(series, run);
}

static int has_count_trend(const tt_series *series, const tt_run *run)
{
    double sum = 0;
    for (size_t i = 0; i < run->n; i++)
        sum += run->value[i];
    return series->unit_kind == TT_UNIT_COUNT && run->is_count && run->n >= 3 &&
           sum > run->value[0] && sum > run->value[run->n - 1];
}

/* ---- least squares ---- */

typedef struct sums {
    double mean_t;
    double mean_y;
    double sxx;
    double sxy;
    double slope;
    double rss;
} sums;

static sums say_sums(const cli_work *w, const tt_run *run, const double *y, int logs)
{
    sums s = {0};
    size_t n = run->n;
    for (size_t i = 0; i < n; i++) {
        s.mean_t += (run->time[i] - run->time[0]) / (double)n;
        s.mean_y += y[i] / (double)n;
    }
    s.mean_t += run->time[0];
    cli_say(w, "Mean year T = {}, mean of {s} = {}.\n\n", s.mean_t,
            logs ? "the logarithms" : "the figures", s.mean_y);
    cli_say(
        w,
        logs
            ? "| year | figure | y = ln | t - T | y - Y | product | square |\n|---|---|---|---|---|---|---|\n"
            : "| year | y | t - T | y - Y | product | square |\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < n; i++) {
        double d = run->time[i] - s.mean_t;
        double e = y[i] - s.mean_y;
        s.sxx += d * d;
        s.sxy += d * e;
        if (n > MOST_ROWS)
            continue;
        cli_say(w, "| {} | {} |", run->time[i], run->value[i]);
        if (logs)
            cli_say(w, " {} |", y[i]);
        cli_say(w, " {} | {} | {} | {} |\n", d, e, d * e, d * d);
    }
    s.slope = s.sxy / s.sxx;
    for (size_t i = 0; i < n; i++) {
        double e = y[i] - s.mean_y - s.slope * (run->time[i] - s.mean_t);
        s.rss += e * e;
    }
    cli_say(w,
            "\n    sum of products Sxy = {}, of squares Sxx = {}\n    slope b = Sxy / Sxx = {}\n\n",
            s.sxy, s.sxx, s.slope);
    return s;
}

static tt_status line_steps(const cli_work *w, const tt_run *run, const double *y, int logs,
                            tt_error *err)
{
    tt_points points = {run->n, run->time, run->value, NULL};
    tt_linreg_options options = {.scale = logs ? TT_LINREG_LOG : TT_LINREG_LINEAR,
                                 .conf = w->settings->conf};
    tt_linreg fit;
    tt_status status = tt_linreg_fit(&points, &options, &fit, err);
    if (status != TT_OK)
        return status;
    sums s = say_sums(w, run, y, logs);
    double df = (double)run->n - 2;
    double sigma = sqrt(s.rss / df);
    double se = sigma / sqrt(s.sxx);
    cli_say(w,
            "**Scatter** about the line: sum of squared residuals {}, {} degrees of freedom.\n\n",
            s.rss, df);
    cli_say(w, "    sigma = sqrt({} / {}) = {}\n    se(b) = sigma / sqrt(Sxx) = {}\n", s.rss, df,
            sigma, se);
    status = cli_work_agree(s.slope, fit.trend.slope.value, "the slope", err);
    if (status != TT_OK || fit.trend.notes & TT_NOTE_PERFECT_FIT) {
        cli_say(w, "\nThe line fits perfectly: a standard error means nothing here.\n");
        return status;
    }
    double t = s.slope / se;
    double q = gsl_cdf_tdist_Qinv((1 - w->settings->conf) / 2, df);
    double p = 2 * gsl_cdf_tdist_Q(fabs(t), df);
    cli_say(w, "    t = b / se = {},  p = {p}\n    limits b -+ {} se = {} and {}\n\n", t, p, q,
            s.slope - q * se, s.slope + q * se);
    if (logs)
        cli_say(w, "**Percent a year: 100 (e^b - 1) = {} ({} to {}).**\n", fit.trend.apc.value,
                fit.trend.apc.low, fit.trend.apc.high);
    else
        cli_say(w, "**{} a year ({} to {}).**\n", fit.trend.slope.value, fit.trend.slope.low,
                fit.trend.slope.high);
    status = cli_work_agree(se, fit.trend.slope_se, "the standard error", err);
    if (status == TT_OK && logs)
        status = cli_work_agree(100 * expm1(s.slope + q * se), fit.trend.apc.high,
                                "the upper limit", err);
    return status == TT_OK ? cli_work_agree(p, fit.trend.p, "p", err) : status;
}

static tt_status work_line(const cli_work *w, int logs, tt_error *err)
{
    const tt_series *series;
    tt_run run;
    tt_status status =
        logs ? cli_work_run(w, has_positive_line, "three figures above 0", &series, &run, err)
             : cli_work_run(w, has_line, "three figures", &series, &run, err);
    if (status != TT_OK)
        return status;
    double *y = tt_calloc(run.n, sizeof *y);
    cli_work_heading(w, series, "");
    for (size_t i = 0; y && i < run.n; i++)
        y[i] = logs ? log(run.value[i]) : run.value[i];
    status =
        y ? line_steps(w, &run, y, logs, err) : tt_fail(err, TT_ENOMEM, "no memory for a line");
    tt_free(y);
    tt_run_clear(&run);
    return status;
}

tt_status cli_work_line(const cli_work *w, tt_error *err)
{
    return work_line(w, 0, err);
}

tt_status cli_work_loglinear(const cli_work *w, tt_error *err)
{
    return work_line(w, 1, err);
}

/* ---- counts ---- */

/* Sums of one step of iteratively reweighted least squares. */
typedef struct step {
    double weight;
    double mean;    /* of d, weighted */
    double working; /* mean of the working response */
    double sxx;
    double sxz;
    double deviance;
} step;

static double mean_year(const tt_run *run)
{
    double mean = 0;
    for (size_t i = 0; i < run->n; i++)
        mean += (run->time[i] - run->time[0]) / (double)run->n;
    return run->time[0] + mean;
}

/* The fit of weights mu to z = ln mu + (y - mu)/mu; `mu` holds the means before. */
static step take_step(const tt_run *run, double centre, const double *mu)
{
    step s = {0};
    for (size_t i = 0; i < run->n; i++) {
        double d = run->time[i] - centre;
        s.weight += mu[i];
        s.mean += mu[i] * d;
        s.working += mu[i] * log(mu[i]) + run->value[i] - mu[i];
    }
    s.mean /= s.weight;
    s.working /= s.weight;
    for (size_t i = 0; i < run->n; i++) {
        double d = run->time[i] - centre - s.mean;
        double z = log(mu[i]) + (run->value[i] - mu[i]) / mu[i];
        s.sxx += mu[i] * d * d;
        s.sxz += mu[i] * d * (z - s.working);
    }
    return s;
}

static double deviance_of(const tt_run *run, const double *mu)
{
    double sum = 0;
    for (size_t i = 0; i < run->n; i++) {
        double y = run->value[i];
        sum += 2 * ((y > 0 ? y * log(y / mu[i]) : 0) - (y - mu[i]));
    }
    return sum;
}

static tt_status poisson_steps(const cli_work *w, const tt_run *run, double *mu, tt_error *err)
{
    tt_points points = {run->n, run->time, run->value, NULL};
    tt_countreg_options options = {.conf = w->settings->conf};
    tt_countreg fit;
    tt_status status = tt_countreg_fit(&points, &options, &fit, err);
    if (status != TT_OK)
        return status;
    double centre = mean_year(run);
    double a = 0;
    double b = 0;
    double before = INFINITY;
    double information = 0;
    cli_say(
        w,
        "ln mu = a + b (t - {}). Start with the counts themselves (0.5 for a zero); then, again and again, a "
        "weighted line with weights mu through z = ln mu + (y - mu)/mu:\n\n",
        centre);
    cli_say(w, "| step | a | b | deviance |\n|---|---|---|---|\n");
    for (size_t i = 0; i < run->n; i++)
        mu[i] = fmax(run->value[i], 0.5);
    for (int k = 1; k <= MOST_STEPS && fabs(b - before) > 1e-12 * (1 + fabs(b)); k++) {
        before = k > 1 ? b : INFINITY;
        step s = take_step(run, centre, mu);
        b = s.sxz / s.sxx;
        a = s.working - b * s.mean;
        information = s.sxx;
        for (size_t i = 0; i < run->n; i++)
            mu[i] = exp(a + b * (run->time[i] - centre));
        cli_say(w, "| {i} | {} | {} | {} |\n", k, a, b, deviance_of(run, mu));
    }
    double se = 1 / sqrt(information);
    double z = gsl_cdf_ugaussian_Qinv((1 - w->settings->conf) / 2);
    cli_say(
        w,
        "\n    se(b) = 1 / sqrt(sum mu (t - weighted mean)^2) = {}\n    limits b -+ {} se = {} and {}\n\n",
        se, z, b - z * se, b + z * se);
    cli_say(
        w,
        "**Percent a year: 100 (e^b - 1) = {} ({} to {})**, if the counts are Poisson: see 'tiptrend explain "
        "quasipoisson'.\n",
        fit.trend.apc.value, fit.trend.apc.low, fit.trend.apc.high);
    status = cli_work_agree(b, fit.trend.slope.value, "the slope", err);
    return status == TT_OK ? cli_work_agree(se, fit.trend.slope_se, "the standard error", err)
                           : status;
}

static tt_status quasi_steps(const cli_work *w, const tt_run *run, double *mu, tt_error *err)
{
    tt_points points = {run->n, run->time, run->value, NULL};
    tt_countreg_options options = {.model = TT_COUNTREG_QUASI, .conf = w->settings->conf};
    tt_countreg fit;
    tt_status status = tt_countreg_fit(&points, &options, &fit, err);
    if (status == TT_OK)
        status = tt_countreg_fitted(&fit, &points, mu, err);
    if (status != TT_OK)
        return status;
    double x2 = 0;
    double df = (double)run->n - 2;
    cli_say(
        w,
        "The fitted means mu are those of the Poisson fit. How far are the counts from them, for what Poisson "
        "counts would scatter?\n\n| year | y | mu | (y - mu)^2 / mu |\n|---|---|---|---|\n");
    for (size_t i = 0; i < run->n; i++) {
        double term = (run->value[i] - mu[i]) * (run->value[i] - mu[i]) / mu[i];
        x2 += term;
        cli_say(w, "| {} | {} | {} | {} |\n", run->time[i], run->value[i], mu[i], term);
    }
    double phi = x2 / df;
    double used = fmax(phi, 1);
    double poisson_se = fit.trend.slope_se / sqrt(fit.dispersion_used);
    double se = poisson_se * sqrt(used);
    double q = gsl_cdf_tdist_Qinv((1 - w->settings->conf) / 2, df);
    double b = fit.trend.slope.value;
    cli_say(w, "\n    X2 = {},  phi = X2 / (n - 2) = {} / {} = {}\n", x2, x2, df, phi);
    if (phi < 1)
        cli_say(w, "    below 1, which chance can do: limits use 1\n");
    cli_say(w, "    se(b) = Poisson's {} * sqrt({}) = {}\n", poisson_se, used, se);
    cli_say(w, "    limits b -+ {} se (t with {} degrees of freedom) = {} and {}\n\n", q, df,
            b - q * se, b + q * se);
    cli_say(w, "**Percent a year: {} ({} to {}), p = {p}.**\n", fit.trend.apc.value,
            fit.trend.apc.low, fit.trend.apc.high, fit.trend.p);
    status = cli_work_agree(phi, fit.dispersion, "the dispersion", err);
    return status == TT_OK
               ? cli_work_agree(b + q * se, fit.trend.slope.high, "the upper limit", err)
               : status;
}

typedef tt_status steps_function(const cli_work *w, const tt_run *run, double *mu, tt_error *err);

static tt_status work_counts(const cli_work *w, steps_function *steps, tt_error *err)
{
    const tt_series *series;
    tt_run run;
    tt_status status = cli_work_run(
        w, has_count_trend, "three counts of which a middle one is above 0", &series, &run, err);
    if (status != TT_OK)
        return status;
    double *mu = tt_calloc(run.n, sizeof *mu);
    cli_work_heading(w, series, "");
    status = mu ? steps(w, &run, mu, err) : tt_fail(err, TT_ENOMEM, "no memory for a trend");
    tt_free(mu);
    tt_run_clear(&run);
    return status;
}

tt_status cli_work_poisson(const cli_work *w, tt_error *err)
{
    return work_counts(w, poisson_steps, err);
}

tt_status cli_work_quasi(const cli_work *w, tt_error *err)
{
    return work_counts(w, quasi_steps, err);
}
