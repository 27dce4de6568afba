/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of regression trends: one row for each series and model. */
#include <math.h>
#include <string.h>

#include "tables.h"
#include "trend_models.h"

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
    {"alpha", "alpha", TT_COLUMN_NUMBER, 3},
    {"rho", "rho", TT_COLUMN_SIGNED, 2},
    {"errors", "SE, limits by", TT_COLUMN_TEXT, 0},
    {"weights", "Weights", TT_COLUMN_TEXT, 0},
    {"sigma", "Scatter", TT_COLUMN_NUMBER, 3},
    {"r_squared", "R2", TT_COLUMN_NUMBER, 3},
    {"aicc", "AICc", TT_COLUMN_NUMBER, 1},
    {"aicc_delta", "above best", TT_COLUMN_NUMBER, 1},
    {"turning", "Turns", TT_COLUMN_NUMBER, 1},
    {"turning_low", "lower", TT_COLUMN_NUMBER, 1},
    {"turning_high", "upper", TT_COLUMN_NUMBER, 1},
    {"discounted", "Discounted", TT_COLUMN_INTEGER, 0},
    {"deviance", "Deviance", TT_COLUMN_NUMBER, 1},
};

static const char *const details[] = {"sigma",     "r_squared", "aicc",     "aicc_delta",
                                      "statistic", "df",        "deviance", NULL};

const tt_column *cli_trend_columns(size_t *count)
{
    *count = sizeof columns / sizeof *columns;
    return columns;
}

static void add_numbers(tt_table *table, const cli_trend_result *fit)
{
    const tt_trend *t = &fit->trend;
    tt_table_limits(table, t->apc.value, t->apc.low, t->apc.high);
    tt_table_number(table, t->p);
    tt_table_limits(table, t->slope.value, t->slope.low, t->slope.high);
    tt_table_number(table, t->slope_se);
    tt_table_number(table, t->statistic);
    tt_table_number(table, isfinite(t->df) ? t->df : NAN);
    tt_table_number(table, fit->dispersion);
    tt_table_number(table, fit->alpha);
    tt_table_number(table, fit->rho);
    tt_table_text(table, fit->errors);
    tt_table_text(table, fit->weights);
    tt_table_number(table, fit->sigma);
    tt_table_number(table, fit->r_squared);
    tt_table_number(table, fit->aicc);
    tt_table_number(table, fit->aicc_delta);
    tt_table_limits(table, fit->turning.value, fit->turning.low, fit->turning.high);
    tt_table_number(table, fit->discounted);
    tt_table_number(table, fit->deviance);
}

/* Why p of a Theil-Sen line can be far from Mann-Kendall's beside it. */
static const char *remark_of(const cli_trend_model *model, tt_notes notes)
{
    const int is_line_of_ranks = strncmp(model->name, "theilsen", strlen("theilsen")) == 0;
    return is_line_of_ranks && notes & TT_NOTE_TIES
               ? "p belongs to the limits and counts ties against the trend: above Mann-Kendall's"
               : NULL;
}

static void add_period(tt_table *table, tt_period period)
{
    char text[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(period, text);
    tt_table_text(table, text);
}

tt_status cli_trend_row(const cli_trend_case *c, tt_table *table, tt_error *err)
{
    cli_trend_result fit = {.dispersion = NAN,
                            .deviance = NAN,
                            .alpha = NAN,
                            .rho = NAN,
                            .sigma = NAN,
                            .r_squared = NAN,
                            .aicc = NAN,
                            .aicc_delta = NAN,
                            .turning = {NAN, NAN, NAN},
                            .discounted = NAN};
    tt_error fault = {0};
    if (c->model && c->model->fit(c->in, &fit, &fault) == TT_ENOMEM)
        return tt_fail(err, TT_ENOMEM, "no memory for a trend");
    cli_trend_key(table, c);
    tt_table_number(table, (double)c->run->n);
    if (!c->model) {
        tt_table_end_row(table, c->run->notes, "fewer than 2 figures that a trend can use");
        return TT_OK;
    }
    add_period(table, c->run->first);
    add_period(table, c->run->last);
    if (fault.status == TT_OK)
        add_numbers(table, &fit);
    tt_notes notes = fault.status == TT_OK ? fit.trend.notes : 0;
    tt_table_end_row(table, c->run->notes | notes,
                     fault.status != TT_OK ? fault.message : remark_of(c->model, notes));
    return TT_OK;
}

/* For the report, which has many series of one year. */
static tt_status add_case_with_model(const cli_trend_case *c, tt_table *table, tt_error *err)
{
    return c->model ? cli_trend_row(c, table, err) : TT_OK;
}

/* For a series with figures known only as intervals: a row "bounds" with what every completion agrees on. */
static void add_bounds(const tt_series *series, const cli_bounds *b, tt_table *table)
{
    tt_strbuf more = TT_STRBUF_INIT;
    const tt_interval_trend_result *r = &b->result;
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    tt_table_text(table, "bounds");
    tt_table_number(table, (double)b->run.n);
    add_period(table, b->run.first);
    add_period(table, b->run.last);
    if (b->fault.status == TT_OK) {
        tt_table_limits(table, NAN, r->apc.low, r->apc.high);
        tt_table_empty(table);
        tt_table_limits(table, NAN, r->slope.low, r->slope.high);
        tt_strbuf_addf(&more,
                       "what %zu figures known as intervals leave open; Mann-Kendall p from ",
                       b->run.intervals);
        tt_number_for_people(r->p_low, 3, 0, &more);
        tt_strbuf_add(&more, " to ");
        tt_number_for_people(r->p_high, 3, 0, &more);
        tt_strbuf_addf(&more, ": %s", cli_robust_word(r->robust));
    }
    tt_table_end_row(table, b->run.notes | r->notes,
                     b->fault.status == TT_OK ? tt_strbuf_text(&more) : b->fault.message);
    tt_strbuf_clear(&more);
}

/* A table of trends in the making. */
typedef struct making {
    const cli_analysis_request *request;
    cli_trend_visit *visit;
    tt_mk_cache *cache;
    tt_table *table;
    int bounds; /* 1: some series has a row "bounds" */
} making;

/* All rows of one series: its models, and its bounds where some figures are known only as intervals. */
static tt_status add_series(making *m, size_t index, tt_error *err)
{
    tt_index_list one = {.index = &index, .count = 1};
    cli_analysis_request single = *m->request;
    cli_bounds bounds;
    single.series = &one;
    tt_status status = cli_trend_each(&single, m->visit, m->table, err);
    if (status != TT_OK)
        return status;
    status = cli_bounds_of(m->request, index, m->cache, &bounds, err);
    if (status == TT_OK && bounds.there)
        add_bounds(tt_dataset_series(m->request->ds, index), &bounds, m->table);
    m->bounds |= bounds.there;
    tt_run_clear(&bounds.run);
    return status;
}

static tt_status make(const cli_analysis_request *request, cli_trend_visit *visit, tt_table **out,
                      tt_error *err)
{
    tt_table *table = tt_table_new("Trends", columns, sizeof columns / sizeof *columns);
    making m = {.request = request, .visit = visit, .cache = tt_mk_cache_new(), .table = table};
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK && !m.cache)
        status = tt_fail(err, TT_ENOMEM, "no memory for a trend");
    if (status == TT_OK && request->series->count == 0)
        status = cli_trend_each(request, visit, table, err); /* checks what is asked for */
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++)
        status = add_series(&m, request->series->index[i], err);
    tt_mk_cache_free(m.cache);
    if (status == TT_OK) {
        tt_table_details(table, details);
        tt_table_remark(
            table, "APC: annual percent change. Slope: per year, of the logarithm for log-linear "
                   "and count models; of a curve in its last year. Judge counts by the "
                   "quasi-Poisson limits, which are widened for their scatter.");
        if (m.bounds)
            tt_table_remark(
                table, "Rows 'bounds': least and greatest slope (least squares) and APC over all "
                       "that figures such as <5 can be.");
    }
    return cli_table_done(table, status, out, err);
}

tt_status cli_table_trend(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    return make(request, add_case_with_model, out, err);
}

/* ---- several tables ---- */

/* Tables that --table names, beside what the flags ask for. */
typedef struct sheet {
    const char *name;
    int (*asked)(const cli_settings *settings);
    cli_table_function *make;
} sheet;

static tt_status make_trends(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    return make(request, cli_trend_row, out, err);
}

static int always(const cli_settings *settings)
{
    (void)settings;
    return 1;
}

/* Only where --table names it: the rows "bounds" say the same in short. */
static int never(const cli_settings *settings)
{
    (void)settings;
    return 0;
}

static int wants_forecast(const cli_settings *settings)
{
    return settings->trend.forecast > 0;
}

static int wants_bands(const cli_settings *settings)
{
    return settings->trend.bands;
}

static int wants_diagnostics(const cli_settings *settings)
{
    return settings->trend.diagnostics;
}

static const sheet sheets[] = {
    {"trends", always, make_trends},
    {"forecast", wants_forecast, cli_table_forecast},
    {"bands", wants_bands, cli_table_bands},
    {"tests", wants_diagnostics, cli_table_trend_tests},
    {"influence", wants_diagnostics, cli_table_influence},
    {"bounds", never, cli_table_bounds},
};

enum { SHEETS = sizeof sheets / sizeof *sheets };
_Static_assert((int)SHEETS <= (int)CLI_TABLES_MOST, "room for all tables");

static tt_status check_name(const cli_settings *settings, tt_error *err)
{
    const char *name = settings->joinpoint.table;
    if (!name)
        return TT_OK;
    for (size_t s = 0; s < SHEETS; s++)
        if (strcmp(name, sheets[s].name) == 0)
            return s == 1 && !wants_forecast(settings)
                       ? tt_fail(err, TT_EUSAGE, "--table forecast needs --forecast YEARS")
                       : TT_OK;
    return tt_fail(err, TT_EUSAGE,
                   "no table '%s'; there are trends, forecast, bands, tests, influence and bounds",
                   name);
}

tt_status cli_tables_trend(const cli_analysis_request *request, tt_table *out[CLI_TABLES_MOST],
                           size_t *count, tt_error *err)
{
    const char *name = request->settings->joinpoint.table;
    *count = 0;
    tt_status status = check_name(request->settings, err);
    for (size_t s = 0; s < SHEETS && status == TT_OK; s++) {
        int wanted = name ? strcmp(name, sheets[s].name) == 0 : sheets[s].asked(request->settings);
        if (wanted)
            status = sheets[s].make(request, &out[(*count)++], err);
    }
    return status;
}
