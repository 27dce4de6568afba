/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of trends over interval data: for each series with figures known only as intervals, what every
 * completion agrees on. */
#include <math.h>

#include "tables.h"
#include "tiptrend/interval_trend.h"
#include "tiptrend/run.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"points", "n", TT_COLUMN_INTEGER, 0},
    {"intervals", "of them intervals", TT_COLUMN_INTEGER, 0},
    {"first", "First", TT_COLUMN_YEAR, 0},
    {"last", "Last", TT_COLUMN_YEAR, 0},
    {"slope_low", "Slope from", TT_COLUMN_SIGNED, 2},
    {"slope_high", "to", TT_COLUMN_SIGNED, 2},
    {"apc_low", "APC % from", TT_COLUMN_SIGNED, 1},
    {"apc_high", "to", TT_COLUMN_SIGNED, 1},
    {"s_low", "S from", TT_COLUMN_SIGNED, 0},
    {"s_high", "to", TT_COLUMN_SIGNED, 0},
    {"p_low", "p from", TT_COLUMN_P, 0},
    {"p_high", "to", TT_COLUMN_P, 0},
    {"direction", "Direction", TT_COLUMN_TEXT, 0},
    {"robust", "Mann-Kendall says", TT_COLUMN_TEXT, 0},
};

const char *cli_robust_word(tt_robust robust)
{
    switch (robust) {
    case TT_ROBUST_UP:
        return "rise";
    case TT_ROBUST_DOWN:
        return "fall";
    case TT_ROBUST_NO_TREND:
        return "no trend";
    case TT_ROBUST_UNKNOWN:
        break;
    }
    return "not decidable";
}

static void add_range(tt_table *table, double low, double high)
{
    tt_table_number(table, low);
    tt_table_number(table, high);
}

const tt_column *cli_bounds_columns(size_t *count)
{
    *count = sizeof columns / sizeof *columns;
    return columns;
}

void cli_bounds_row(const tt_series *series, const cli_bounds *b, tt_table *table)
{
    const tt_run *run = &b->run;
    const tt_interval_trend_result *r = &b->result;
    char text[TT_PERIOD_TEXT_SIZE];
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    tt_table_number(table, (double)run->n);
    tt_table_number(table, (double)run->intervals);
    (void)tt_period_text(run->first, text);
    tt_table_text(table, text);
    (void)tt_period_text(run->last, text);
    tt_table_text(table, text);
    if (b->fault.status != TT_OK) {
        tt_table_end_row(table, run->notes, b->fault.message);
        return;
    }
    add_range(table, r->slope.low, r->slope.high);
    add_range(table, r->apc.low, r->apc.high);
    add_range(table, (double)r->s_min, (double)r->s_max);
    add_range(table, r->p_low, r->p_high);
    tt_table_text(table, r->slope_sign > 0 ? "rise" : r->slope_sign < 0 ? "fall" : "unknown");
    tt_table_text(table, cli_robust_word(r->robust));
    tt_table_end_row(table, run->notes | r->notes, NULL);
}

tt_status cli_bounds_of(const cli_analysis_request *request, size_t index, tt_mk_cache *cache,
                        cli_bounds *out, tt_error *err)
{
    const cli_settings *settings = request->settings;
    tt_run_options options = {.from = (int)settings->from,
                              .to = (int)settings->to,
                              .across_breaks = settings->across_breaks,
                              .intervals = 1};
    *out = (cli_bounds){0};
    tt_status status = tt_dataset_run(request->ds, index, &options, &out->run, err);
    out->there = status == TT_OK && out->run.intervals && out->run.n >= 2;
    if (!out->there)
        return status;
    tt_interval_points points = {
        .n = out->run.n, .time = out->run.time, .low = out->run.low, .high = out->run.high};
    tt_interval_trend_options choice = {.conf = settings->conf, .cache = cache};
    if (tt_interval_trend_bounds(&points, &choice, &out->result, &out->fault) == TT_ENOMEM)
        status = tt_fail(err, TT_ENOMEM, "no memory for a trend");
    return status;
}

static tt_status add_series(const cli_analysis_request *request, size_t index, tt_mk_cache *cache,
                            tt_table *table, tt_error *err)
{
    cli_bounds bounds;
    tt_status status = cli_bounds_of(request, index, cache, &bounds, err);
    if (status == TT_OK && bounds.there)
        cli_bounds_row(tt_dataset_series(request->ds, index), &bounds, table);
    tt_run_clear(&bounds.run);
    return status;
}

tt_status cli_table_bounds(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    tt_table *table = tt_table_new("Trends whatever the hidden figures are", columns,
                                   sizeof columns / sizeof *columns);
    tt_mk_cache *cache = tt_mk_cache_new();
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK && !cache)
        status = tt_fail(err, TT_ENOMEM, "no memory for a trend");
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++)
        status = add_series(request, request->series->index[i], cache, table, err);
    tt_mk_cache_free(cache);
    if (status == TT_OK)
        tt_table_remark(
            table,
            "Figures such as <5 are taken as all that they can be, nothing is imputed: slope "
            "and APC (least squares, per year) and Mann-Kendall's S and p (two-sided, exact) lie "
            "between these bounds for every completion.");
    return cli_table_done(table, status, out, err);
}
