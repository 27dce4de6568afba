/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fitted values of trends with their bands, one row for each year; and the same for the years to come. */
#include <math.h>

#include "tables.h"
#include "tiptrend/memory.h"
#include "trend_models.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"model", "Model", TT_COLUMN_TEXT, 0},
    {"year", "Year", TT_COLUMN_YEAR, 0},
    {"value", "Observed", TT_COLUMN_NUMBER, 1},
    {"fitted", "Line", TT_COLUMN_NUMBER, 1},
    {"line_low", "lower", TT_COLUMN_NUMBER, 1},
    {"line_high", "upper", TT_COLUMN_NUMBER, 1},
    {"new_low", "One year from", TT_COLUMN_NUMBER, 1},
    {"new_high", "to", TT_COLUMN_NUMBER, 1},
    {"exposure", "Exposure", TT_COLUMN_NUMBER, 0},
};

static void add_band(const cli_trend_case *c, const tt_band *band, double value, tt_notes notes,
                     tt_table *table)
{
    char year[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(cli_trend_period(c->run, band->time), year);
    cli_trend_key(table, c);
    tt_table_text(table, year);
    tt_table_number(table, value);
    tt_table_limits(table, band->mean.value, band->mean.low, band->mean.high);
    tt_table_number(table, band->observation.low);
    tt_table_number(table, band->observation.high);
    tt_table_number(table, c->in->points.exposure ? band->exposure : NAN);
    tt_table_end_row(table, c->run->notes | notes, NULL);
}

/* A case without bands or forecast: a row with the reason. */
static tt_status add_reason(const cli_trend_case *c, const tt_error *fault, tt_table *table,
                            tt_error *err)
{
    if (fault->status == TT_ENOMEM)
        return tt_fail(err, TT_ENOMEM, "no memory for bands");
    cli_trend_key(table, c);
    tt_table_end_row(table, c->run->notes, fault->message);
    return TT_OK;
}

static tt_bands_options options_of(const cli_trend_case *c)
{
    return (tt_bands_options){.model = (tt_bands_model)(c->model->bands - 1),
                              .conf = c->in->settings->conf,
                              .raw_dispersion = c->in->settings->trend.raw_dispersion};
}

/* Whether a case has no bands at all, after a row that says so where that is of use. */
static int has_none(const cli_trend_case *c, tt_table *table)
{
    if (c->model && c->model->bands)
        return 0;
    if (!c->model) {
        cli_trend_key(table, c);
        tt_table_end_row(table, c->run->notes, "fewer than 2 figures that a trend can use");
    }
    return 1;
}

static tt_status add_bands(const cli_trend_case *c, tt_table *table, tt_error *err)
{
    if (has_none(c, table))
        return TT_OK;
    size_t n = c->in->points.n;
    tt_bands_options options = options_of(c);
    tt_error fault = {0};
    tt_notes notes;
    tt_band *band = tt_calloc(n, sizeof *band);
    if (!band)
        return tt_fail(err, TT_ENOMEM, "no memory for bands");
    tt_status status = TT_OK;
    if (tt_bands_fit(&c->in->points, &options, NULL, band, &notes, &fault) != TT_OK)
        status = add_reason(c, &fault, table, err);
    for (size_t i = 0; i < n && fault.status == TT_OK; i++)
        add_band(c, &band[i], c->in->points.value[i], notes, table);
    tt_free(band);
    return status;
}

static tt_status add_forecast(const cli_trend_case *c, tt_table *table, tt_error *err)
{
    if (has_none(c, table))
        return TT_OK;
    size_t years = (size_t)c->in->settings->trend.forecast;
    tt_bands_options options = options_of(c);
    tt_error fault = {0};
    tt_notes notes;
    tt_band *band = tt_calloc(years, sizeof *band);
    if (!band)
        return tt_fail(err, TT_ENOMEM, "no memory for a forecast");
    tt_status status = TT_OK;
    if (tt_bands_forecast(&c->in->points, &options, years, band, &notes, &fault) != TT_OK)
        status = add_reason(c, &fault, table, err);
    for (size_t i = 0; i < years && fault.status == TT_OK; i++)
        add_band(c, &band[i], NAN, notes, table);
    tt_free(band);
    return status;
}

static tt_status make(const cli_analysis_request *request, const char *title,
                      cli_trend_visit *visit, const char *remark, tt_table **out, tt_error *err)
{
    tt_table *table = tt_table_new(title, columns, sizeof columns / sizeof *columns);
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK)
        status = cli_trend_each(request, visit, table, err);
    if (status == TT_OK && tt_table_status(table, NULL) == TT_OK && tt_table_row_count(table) == 0)
        tt_table_remark(table, "None of these models has bands; ols, loglinear, poisson, "
                               "quasipoisson and negbin have.");
    if (status == TT_OK)
        tt_table_remark(table, remark);
    return cli_table_done(table, status, out, err);
}

tt_status cli_table_bands(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    return make(
        request, "Fitted values", add_bands,
        "Line: the fitted value with the limits of the line in that year (of its median for "
        "the log-linear model). One year: where a single year's figure may fall.",
        out, err);
}

tt_status cli_table_forecast(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    return make(
        request, "Forecast", add_forecast,
        "The line goes on as it is. One year: where a single year's figure may fall, if the "
        "scatter stays too; a new law or another way of counting is in no interval.",
        out, err);
}
