/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of regression trends: one row for each series and model. */
#include <math.h>
#include <string.h>

#include "tables.h"
#include "tiptrend/countreg.h"
#include "tiptrend/linreg.h"
#include "tiptrend/mannkendall.h"
#include "tiptrend/run.h"
#include "tiptrend/theilsen.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"model", "Model", TT_COLUMN_TEXT, 0},
    {"points", "n", TT_COLUMN_INTEGER, 0},
    {"first", "First", TT_COLUMN_YEAR, 0},
    {"last", "Last", TT_COLUMN_YEAR, 0},
    {"apc", "APC %", TT_COLUMN_SIGNED, 1},
    {"apc_low", "lower", TT_COLUMN_SIGNED, 1},
    {"apc_high", "upper", TT_COLUMN_SIGNED, 1},
    {"p", "p", TT_COLUMN_P, 0},
    {"slope", "Slope", TT_COLUMN_SIGNED, 3},
    {"slope_low", "lower", TT_COLUMN_SIGNED, 3},
    {"slope_high", "upper", TT_COLUMN_SIGNED, 3},
    {"slope_se", "SE", TT_COLUMN_NUMBER, 3},
    {"statistic", "Statistic", TT_COLUMN_SIGNED, 2},
    {"df", "df", TT_COLUMN_NUMBER, 0},
    {"dispersion", "Dispersion", TT_COLUMN_NUMBER, 1},
};

/* What a model needs and gives. */
typedef struct fit_input {
    tt_points points;
    double conf;
} fit_input;

typedef struct fit_output {
    tt_trend trend;
    double dispersion;
} fit_output;

typedef tt_status fit_function(const fit_input *in, fit_output *out, tt_error *err);

static tt_status fit_line(const fit_input *in, tt_linreg_scale scale, fit_output *out,
                          tt_error *err)
{
    tt_linreg fit;
    tt_linreg_options options = {.scale = scale, .conf = in->conf};
    tt_status status = tt_linreg_fit(&in->points, &options, &fit, err);
    out->trend = fit.trend;
    return status;
}

static tt_status fit_ols(const fit_input *in, fit_output *out, tt_error *err)
{
    return fit_line(in, TT_LINREG_LINEAR, out, err);
}

static tt_status fit_loglinear(const fit_input *in, fit_output *out, tt_error *err)
{
    return fit_line(in, TT_LINREG_LOG, out, err);
}

static tt_status fit_counts(const fit_input *in, tt_countreg_model model, fit_output *out,
                            tt_error *err)
{
    tt_countreg fit;
    tt_countreg_options options = {.model = model, .conf = in->conf};
    tt_status status = tt_countreg_fit(&in->points, &options, &fit, err);
    out->trend = fit.trend;
    out->dispersion = fit.dispersion;
    return status;
}

static tt_status fit_poisson(const fit_input *in, fit_output *out, tt_error *err)
{
    return fit_counts(in, TT_COUNTREG_POISSON, out, err);
}

static tt_status fit_quasi(const fit_input *in, fit_output *out, tt_error *err)
{
    return fit_counts(in, TT_COUNTREG_QUASI, out, err);
}

static tt_status fit_negbin(const fit_input *in, fit_output *out, tt_error *err)
{
    return fit_counts(in, TT_COUNTREG_NB2, out, err);
}

static tt_status fit_theilsen(const fit_input *in, fit_output *out, tt_error *err)
{
    tt_theilsen_result fit;
    tt_theilsen_options options = {.conf = in->conf};
    tt_status status = tt_theilsen_fit(&in->points, &options, &fit, err);
    out->trend = fit.trend;
    return status;
}

static tt_status fit_mannkendall(const fit_input *in, fit_output *out, tt_error *err)
{
    tt_mk_result test;
    tt_status status = tt_mk_test(&in->points, NULL, &test, err);
    out->trend = (tt_trend){.apc = {NAN, NAN, NAN},
                            .slope = {NAN, NAN, NAN},
                            .slope_se = NAN,
                            .statistic = (double)test.s,
                            .df = NAN,
                            .p = test.p,
                            .notes = test.notes};
    return status;
}

/* Models by their option names; those for counts fit nothing else. */
static const struct {
    const char *name;
    fit_function *fit;
    int counts_only;
} models[] = {
    {"ols", fit_ols, 0},
    {"loglinear", fit_loglinear, 0},
    {"poisson", fit_poisson, 1},
    {"quasipoisson", fit_quasi, 1},
    {"negbin", fit_negbin, 1},
    {"theilsen", fit_theilsen, 0},
    {"mannkendall", fit_mannkendall, 0},
};

enum { MODELS = sizeof models / sizeof *models };

/* Which models are wanted; without --model those that belong side by side for counts. */
static tt_status choose_models(const cli_settings *settings, char wanted[MODELS], tt_error *err)
{
    static const char *const preset[] = {"loglinear", "quasipoisson", "mannkendall"};
    const char *const *names = settings->model.count ? settings->model.item : preset;
    size_t count = settings->model.count ? settings->model.count : 3;
    memset(wanted, 0, MODELS);
    for (size_t i = 0; i < count; i++) {
        size_t m = 0;
        while (m < MODELS && strcmp(models[m].name, names[i]) != 0)
            m++;
        if (m == MODELS)
            return tt_fail(
                err, TT_EUSAGE,
                "no model '%s'; there are ols, loglinear, poisson, quasipoisson, negbin, "
                "theilsen and mannkendall",
                names[i]);
        wanted[m] = 1;
    }
    return TT_OK;
}

static void add_row(tt_table *table, const tt_series *series, const tt_run *run, const char *model,
                    const fit_output *fit, const tt_error *fault)
{
    char first[TT_PERIOD_TEXT_SIZE];
    char last[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(run->first, first);
    (void)tt_period_text(run->last, last);
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    tt_table_text(table, model);
    tt_table_number(table, (double)run->n);
    tt_table_text(table, first);
    tt_table_text(table, last);
    if (fault->status != TT_OK) {
        tt_table_end_row(table, run->notes, fault->message);
        return;
    }
    const tt_trend *t = &fit->trend;
    tt_table_limits(table, t->apc.value, t->apc.low, t->apc.high);
    tt_table_number(table, t->p);
    tt_table_limits(table, t->slope.value, t->slope.low, t->slope.high);
    tt_table_number(table, t->slope_se);
    tt_table_number(table, t->statistic);
    tt_table_number(table, isfinite(t->df) ? t->df : NAN);
    tt_table_number(table, fit->dispersion);
    tt_table_end_row(table, run->notes | t->notes, NULL);
}

static tt_status add_series(const cli_analysis_request *request, size_t index,
                            const char wanted[MODELS], tt_table *table, tt_error *err)
{
    const cli_settings *settings = request->settings;
    const tt_series *series = tt_dataset_series(request->ds, index);
    tt_run_options options = {.from = (int)settings->from,
                              .to = (int)settings->to,
                              .across_breaks = settings->across_breaks};
    tt_run run;
    tt_status status = tt_dataset_run(request->ds, index, &options, &run, err);
    if (status != TT_OK)
        return status;
    for (size_t m = 0; m < MODELS && run.n >= 2 && status == TT_OK; m++) {
        if (!wanted[m] || (models[m].counts_only && !run.is_count))
            continue;
        fit_input in = {.points = tt_run_points(&run), .conf = settings->conf};
        fit_output fit = {.dispersion = NAN};
        tt_error fault = {0};
        if (models[m].fit(&in, &fit, &fault) == TT_ENOMEM)
            status = tt_fail(err, TT_ENOMEM, "no memory for a trend");
        add_row(table, series, &run, models[m].name, &fit, &fault);
    }
    tt_run_clear(&run);
    return status;
}

tt_status cli_table_trend(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    char wanted[MODELS];
    tt_table *table = tt_table_new("Trends", columns, sizeof columns / sizeof *columns);
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK)
        status = choose_models(request->settings, wanted, err);
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++)
        status = add_series(request, request->series->index[i], wanted, table, err);
    if (status == TT_OK)
        tt_table_remark(
            table, "APC: annual percent change. Slope: per year, of the logarithm for log-linear "
                   "and count models. Judge counts by the quasi-Poisson limits, which are "
                   "widened for their scatter.");
    return cli_table_done(table, status, out, err);
}
