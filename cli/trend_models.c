/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trend_models.h"

#include <math.h>
#include <string.h>

#include "series_case.h"
#include "tiptrend/ar1.h"
#include "tiptrend/countreg.h"
#include "tiptrend/mannkendall.h"
#include "tiptrend/memory.h"
#include "tiptrend/profile.h"
#include "tiptrend/robustreg.h"
#include "tiptrend/theilsen.h"

/* ---- lines and polynomials ---- */

/* A zero count is taken as this in a weight: NCI's rule. */
#define ZERO_COUNT 0.5

static const char *const se_names[] = {NULL, "HC0", "HC1", "HC2", "HC3", "Newey-West"};

/* Weights on the scale of the response: 1/variance, but for a factor. NULL with a failure. */
static double *make_weights(const cli_trend_input *in, int by, tt_linreg_scale scale, tt_error *err)
{
    const tt_points *p = &in->points;
    if (by == CLI_WEIGHTS_SE && !in->se) {
        (void)tt_fail(err, TT_ENOTFOUND,
                      "weights by standard errors need one for each year, in a column 'se'");
        return NULL;
    }
    double *weights = tt_calloc(p->n, sizeof *weights);
    if (!weights) {
        (void)tt_fail(err, TT_ENOMEM, "no memory for weights");
        return NULL;
    }
    for (size_t i = 0; i < p->n; i++) {
        double y = p->value[i];
        double exposure = p->exposure ? p->exposure[i] : 1;
        double variance = by == CLI_WEIGHTS_SE ? in->se[i] * in->se[i] : y > 0 ? y : ZERO_COUNT;
        weights[i] = scale == TT_LINREG_LOG ? y * y / variance : exposure * exposure / variance;
    }
    return weights;
}

/* AICc only on the scale of the values: on logarithms there is no other model to compare it with. */
static void add_poly(const tt_polyreg *fit, tt_linreg_scale scale, cli_trend_result *out)
{
    out->trend = fit->trend;
    out->sigma = fit->sigma;
    out->r_squared = fit->r_squared;
    out->aicc = scale == TT_LINREG_LINEAR ? fit->aicc : NAN;
    if (fit->turns > 0)
        out->turning = fit->turn[fit->turns - 1].time;
}

static tt_status fit_polynomial(const cli_trend_input *in, size_t degree, tt_linreg_scale scale,
                                int by, cli_trend_result *out, tt_error *err)
{
    static const char *const weight_names[] = {NULL, "se", "count"};
    double *weights = NULL;
    tt_error fault = {0};
    if (by != CLI_WEIGHTS_NONE && !(weights = make_weights(in, by, scale, &fault))) {
        if (err)
            *err = fault;
        return fault.status;
    }
    tt_polyreg_options options = {.degree = degree,
                                  .scale = scale,
                                  .conf = in->settings->conf,
                                  .weights = weights,
                                  .se = (tt_se_kind)in->settings->trend.se,
                                  .critical = in->critical};
    tt_polyreg fit;
    tt_status status = tt_polyreg_fit(&in->points, &options, &fit, err);
    if (!status) {
        add_poly(&fit, scale, out);
        out->errors = se_names[options.se];
        out->weights = weight_names[by];
    }
    tt_polyreg_choice choice;
    if (!status && scale == TT_LINREG_LINEAR &&
        tt_polyreg_compare(&in->points, &options, &choice, NULL) == TT_OK)
        out->aicc_delta = choice.delta[degree - 1];
    tt_free(weights);
    return status;
}

static tt_status fit_ols(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    return fit_polynomial(in, 1, TT_LINREG_LINEAR, CLI_WEIGHTS_NONE, out, err);
}

/* By --weights; without it by standard errors where the data have them, else by counts. */
static tt_status fit_wls(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    int by = in->settings->joinpoint.weights;
    if (by == CLI_WEIGHTS_NONE)
        by = in->se ? CLI_WEIGHTS_SE : CLI_WEIGHTS_COUNT;
    return fit_polynomial(in, 1, TT_LINREG_LINEAR, by, out, err);
}

static tt_status fit_loglinear(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    return fit_polynomial(in, 1, TT_LINREG_LOG, in->settings->joinpoint.weights, out, err);
}

static tt_status fit_poly2(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    return fit_polynomial(in, 2, TT_LINREG_LINEAR, in->settings->joinpoint.weights, out, err);
}

static tt_status fit_poly3(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    return fit_polynomial(in, 3, TT_LINREG_LINEAR, in->settings->joinpoint.weights, out, err);
}

/* ---- robust lines, correlated errors, ranks ---- */

static tt_status robust(const cli_trend_input *in, tt_linreg_scale scale, cli_trend_result *out,
                        tt_error *err)
{
    tt_robustreg fit;
    tt_robustreg_options options = {.scale = scale, .conf = in->settings->conf};
    tt_status status = tt_robustreg_fit(&in->points, &options, &fit, NULL, err);
    if (status)
        return status;
    out->trend = fit.trend;
    out->sigma = fit.sigma;
    out->discounted = (double)fit.discounted;
    return TT_OK;
}

static tt_status fit_robust(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    return robust(in, TT_LINREG_LINEAR, out, err);
}

static tt_status fit_robust_log(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    return robust(in, TT_LINREG_LOG, out, err);
}

static tt_status ar1(const cli_trend_input *in, tt_linreg_scale scale, cli_trend_result *out,
                     tt_error *err)
{
    static const char *const names[] = {"Prais-Winsten", "ML", "REML"};
    static const tt_ar1_method methods[] = {TT_AR1_PRAIS_WINSTEN, TT_AR1_ML, TT_AR1_REML};
    int rho = in->settings->trend.rho;
    tt_ar1 fit;
    tt_ar1_options options = {.method = methods[rho], .scale = scale, .conf = in->settings->conf};
    tt_status status = tt_ar1_fit(&in->points, &options, &fit, err);
    if (status)
        return status;
    out->trend = fit.trend;
    out->rho = fit.rho;
    out->sigma = fit.sigma;
    out->errors = names[rho];
    return TT_OK;
}

static tt_status fit_ar1(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    return ar1(in, TT_LINREG_LINEAR, out, err);
}

static tt_status fit_ar1_log(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    return ar1(in, TT_LINREG_LOG, out, err);
}

static tt_status theilsen(const cli_trend_input *in, int log, cli_trend_result *out, tt_error *err)
{
    tt_theilsen_result fit;
    tt_theilsen_options options = {
        .conf = in->settings->conf, .log = log, .cache = in->cache, .brief = 1};
    tt_status status = tt_theilsen_fit(&in->points, &options, &fit, err);
    out->trend = fit.trend;
    return status;
}

static tt_status fit_theilsen(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    return theilsen(in, 0, out, err);
}

static tt_status fit_theilsen_log(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    return theilsen(in, 1, out, err);
}

static tt_status fit_mannkendall(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    tt_mk_options options = {.cache = in->cache};
    tt_mk_result test;
    tt_status status = tt_mk_test(&in->points, &options, &test, err);
    out->trend = (tt_trend){.apc = {NAN, NAN, NAN},
                            .slope = {NAN, NAN, NAN},
                            .slope_se = NAN,
                            .statistic = (double)test.s,
                            .df = NAN,
                            .p = test.p,
                            .notes = test.notes};
    return status;
}

/* ---- counts ---- */

/* Profile-likelihood limits, which exist also where all counts lie in one end year and the fit does not. */
static tt_status profile_counts(const cli_trend_input *in, const tt_countreg_options *options,
                                const tt_countreg *fit, cli_trend_result *out, tt_error *err)
{
    tt_profile profile;
    tt_status status = tt_profile_limits(&in->points, options, &profile, err);
    if (status)
        return status;
    tt_trend *t = &out->trend;
    if (fit) {
        *t = fit->trend;
        out->dispersion = fit->dispersion;
        out->deviance = fit->deviance;
        out->alpha = fit->alpha;
    } else {
        *t = (tt_trend){.slope_se = NAN};
    }
    t->slope = profile.slope;
    t->apc = profile.apc;
    t->statistic = profile.statistic;
    t->df = profile.df;
    t->p = profile.p;
    t->notes |= profile.notes;
    out->errors = "profile";
    return TT_OK;
}

static tt_status fit_counts(const cli_trend_input *in, tt_countreg_model model,
                            cli_trend_result *out, tt_error *err)
{
    tt_countreg fit;
    tt_countreg_options options = {.model = model,
                                   .conf = in->settings->conf,
                                   .raw_dispersion = in->settings->trend.raw_dispersion,
                                   .brief = true,
                                   .critical = in->critical};
    tt_error fault = {0};
    tt_status status = tt_countreg_fit(&in->points, &options, &fit, &fault);
    if (in->profile && (status == TT_OK || status == TT_ENOFIT))
        return profile_counts(in, &options, status ? NULL : &fit, out, err);
    if (status) {
        if (err)
            *err = fault;
        return status;
    }
    out->trend = fit.trend;
    out->dispersion = fit.dispersion;
    out->deviance = fit.deviance;
    out->alpha = fit.alpha;
    return TT_OK;
}

static tt_status fit_poisson(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    return fit_counts(in, TT_COUNTREG_POISSON, out, err);
}

static tt_status fit_quasi(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    return fit_counts(in, TT_COUNTREG_QUASI, out, err);
}

static tt_status fit_negbin(const cli_trend_input *in, cli_trend_result *out, tt_error *err)
{
    return fit_counts(in, TT_COUNTREG_NB2, out, err);
}

/* ---- the table ---- */

static const cli_trend_model models[] = {
    {"ols", "linreg", fit_ols, 0, TT_BANDS_OLS + 1, TT_INFLUENCE_OLS + 1},
    {"wls", "linreg", fit_wls, 0, 0, 0},
    {"loglinear", "linreg", fit_loglinear, 0, TT_BANDS_LOGLINEAR + 1, TT_INFLUENCE_LOGLINEAR + 1},
    {"poly2", "polyreg", fit_poly2, 0, 0, 0},
    {"poly3", "polyreg", fit_poly3, 0, 0, 0},
    {"robust", "robustreg", fit_robust, 0, 0, 0},
    {"robust-log", "robustreg", fit_robust_log, 0, 0, 0},
    {"ar1", "ar1", fit_ar1, 0, 0, 0},
    {"ar1-log", "ar1", fit_ar1_log, 0, 0, 0},
    {"poisson", "countreg", fit_poisson, 1, TT_BANDS_POISSON + 1, TT_INFLUENCE_POISSON + 1},
    {"quasipoisson", "countreg", fit_quasi, 1, TT_BANDS_QUASI + 1, TT_INFLUENCE_QUASI + 1},
    {"negbin", "countreg", fit_negbin, 1, TT_BANDS_NB2 + 1, 0},
    {"theilsen", "theilsen", fit_theilsen, 0, 0, 0},
    {"theilsen-log", "theilsen", fit_theilsen_log, 0, 0, 0},
    {"mannkendall", "mannkendall", fit_mannkendall, 0, 0, 0},
};

enum { MODELS = sizeof models / sizeof *models };

const cli_trend_model *cli_trend_models(size_t *count)
{
    *count = MODELS;
    return models;
}

static tt_status no_such_model(const char *name, tt_error *err)
{
    tt_strbuf names = TT_STRBUF_INIT;
    for (size_t m = 0; m < MODELS; m++)
        tt_strbuf_addf(&names, "%s%s", m ? ", " : "", models[m].name);
    tt_status status =
        tt_fail(err, TT_EUSAGE, "no model '%s'; there are %s", name, tt_strbuf_text(&names));
    tt_strbuf_clear(&names);
    return status;
}

tt_status cli_trend_choose(const cli_list *names, char *wanted, tt_error *err)
{
    static const char *preset[] = {"loglinear", "quasipoisson", "mannkendall"};
    static const cli_list usual = {preset, sizeof preset / sizeof *preset, 0};
    const cli_list *list = names->count ? names : &usual;
    memset(wanted, 0, MODELS);
    for (size_t i = 0; i < list->count; i++) {
        size_t m = 0;
        while (m < MODELS && strcmp(models[m].name, list->item[i]) != 0)
            m++;
        if (m == MODELS)
            return no_such_model(list->item[i], err);
        wanted[m] = 1;
    }
    return TT_OK;
}

tt_status cli_trend_ci(const char *name, int *profile, tt_error *err)
{
    *profile = name && strcmp(name, "profile") == 0;
    if (!name || *profile || strcmp(name, "wald") == 0)
        return TT_OK;
    return tt_fail(err, TT_EUSAGE, "no limits by '%s' here; there are wald and profile", name);
}

/* ---- all cases of a request ---- */

/* The series that is visited, and what all of them share. */
typedef struct visitor {
    cli_trend_visit *visit;
    tt_table *table;
    const char *wanted; /* wanted[MODELS] */
    cli_trend_input in;
} visitor;

static tt_status visit_series(visitor *v, const cli_series_case *data, tt_error *err)
{
    cli_trend_case c = {data->series, &data->run, &v->in, NULL};
    tt_status status = TT_OK;
    v->in.points = tt_run_points(&data->run);
    v->in.se = data->run.standard_error;
    if (data->run.n < 2)
        return v->visit(&c, v->table, err);
    for (size_t m = 0; m < MODELS && status == TT_OK; m++) {
        if (!v->wanted[m] || (models[m].counts_only && !data->run.is_count))
            continue;
        c.model = &models[m];
        status = v->visit(&c, v->table, err);
    }
    return status;
}

tt_status cli_trend_each(const cli_analysis_request *request, cli_trend_visit *visit,
                         tt_table *table, tt_error *err)
{
    char wanted[MODELS];
    tt_critical critical = {{0}, {0}, {0}};
    visitor v = {visit, table, wanted, {.settings = request->settings, .critical = &critical}};
    tt_status status = cli_trend_choose(&request->settings->model, wanted, err);
    if (status == TT_OK)
        status = cli_trend_ci(request->settings->ci, &v.in.profile, err);
    if (status == TT_OK && !(v.in.cache = tt_mk_cache_new()))
        status = tt_fail(err, TT_ENOMEM, "no memory for a trend");
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++) {
        cli_series_case data;
        status = cli_series_case_make(request, request->series->index[i], &data, err);
        if (status == TT_OK)
            status = visit_series(&v, &data, err);
        cli_series_case_clear(&data);
    }
    tt_mk_cache_free(v.in.cache);
    return status;
}

void cli_trend_key(tt_table *table, const cli_trend_case *c)
{
    tt_table_text(table, c->series->name);
    tt_table_text(table, c->series->unit);
    tt_table_text(table, c->model ? c->model->name : NULL);
}

tt_period cli_trend_period(const tt_run *run, double time)
{
    double months = 12 * (time - run->time[run->n - 1]);
    return (tt_period){run->last.start + (int32_t)lround(months), run->last.months};
}
