/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of rank tests: exact Mann-Kendall with the Theil-Sen slope, p adjusted over the call. */
#include <math.h>

#include "tables.h"
#include "tiptrend/mannkendall.h"
#include "tiptrend/memory.h"
#include "tiptrend/multitest.h"
#include "tiptrend/run.h"
#include "tiptrend/theilsen.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},      {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"points", "n", TT_COLUMN_INTEGER, 0},        {"first", "First", TT_COLUMN_YEAR, 0},
    {"last", "Last", TT_COLUMN_YEAR, 0},          {"s", "S", TT_COLUMN_SIGNED, 0},
    {"tau_b", "tau-b", TT_COLUMN_SIGNED, 2},      {"p", "p", TT_COLUMN_P, 0},
    {"p_adjusted", "p adjusted", TT_COLUMN_P, 0}, {"p_smallest", "smallest p", TT_COLUMN_P, 0},
    {"p_normal", "p normal", TT_COLUMN_P, 0},     {"sen_slope", "Sen slope", TT_COLUMN_SIGNED, 2},
    {"sen_low", "lower", TT_COLUMN_SIGNED, 2},    {"sen_high", "upper", TT_COLUMN_SIGNED, 2},
};

/* One series: its run and both results. */
typedef struct row {
    size_t series;
    tt_run run;
    int tested;
    tt_mk_result mk;
    tt_theilsen_result sen;
    tt_error fault;
} row;

static tt_status analyse(const cli_analysis_request *request, tt_mk_cache *cache, row *r,
                         tt_error *err)
{
    const cli_settings *settings = request->settings;
    tt_run_options options = {.from = (int)settings->from,
                              .to = (int)settings->to,
                              .across_breaks = settings->across_breaks};
    tt_status status = tt_dataset_run(request->ds, r->series, &options, &r->run, err);
    if (status != TT_OK)
        return status;
    tt_points points = tt_run_points(&r->run);
    points.exposure = NULL; /* the figures themselves are ranked */
    tt_mk_options mk = {.cache = cache};
    tt_theilsen_options sen = {.conf = settings->conf, .cache = cache};
    status = tt_mk_test(&points, &mk, &r->mk, &r->fault);
    if (status == TT_OK)
        status = tt_theilsen_fit(&points, &sen, &r->sen, &r->fault);
    r->tested = status == TT_OK;
    return status == TT_ENOMEM ? tt_fail(err, status, "no memory for a test") : TT_OK;
}

static void add_row(tt_table *table, const tt_dataset *ds, const row *r, double adjusted)
{
    const tt_series *series = tt_dataset_series(ds, r->series);
    char first[TT_PERIOD_TEXT_SIZE] = "";
    char last[TT_PERIOD_TEXT_SIZE] = "";
    if (r->run.n) {
        (void)tt_period_text(r->run.first, first);
        (void)tt_period_text(r->run.last, last);
    }
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    tt_table_number(table, (double)r->run.n);
    tt_table_text(table, first);
    tt_table_text(table, last);
    if (!r->tested) {
        tt_table_end_row(table, r->run.notes, r->fault.message);
        return;
    }
    tt_table_number(table, (double)r->mk.s);
    tt_table_number(table, r->mk.tau_b);
    tt_table_number(table, r->mk.p);
    tt_table_number(table, adjusted);
    tt_table_number(table, r->mk.p_min);
    tt_table_number(table, r->mk.normal.two_sided);
    tt_table_limits(table, r->sen.trend.slope.value, r->sen.trend.slope.low,
                    r->sen.trend.slope.high);
    tt_table_end_row(table, r->run.notes | r->mk.notes | r->sen.trend.notes, NULL);
}

static tt_status adjust(const cli_settings *settings, const row *rows, size_t count, double *out,
                        tt_error *err)
{
    double *p = tt_calloc(count, sizeof *p);
    if (!p)
        return tt_fail(err, TT_ENOMEM, "no memory for a test");
    for (size_t i = 0; i < count; i++)
        p[i] = out[i] = rows[i].tested ? rows[i].mk.p : NAN;
    tt_status status = TT_OK;
    if (settings->adjust == CLI_ADJUST_HOLM)
        status = tt_multitest_holm(p, count, out, err);
    else if (settings->adjust == CLI_ADJUST_BH)
        status = tt_multitest_bh(p, count, out, err);
    tt_free(p);
    return status;
}

tt_status cli_table_done(tt_table *table, tt_status status, tt_table **out, tt_error *err)
{
    if (status == TT_OK)
        status = tt_table_status(table, err);
    if (status == TT_OK)
        *out = table;
    else
        tt_table_free(table);
    return status;
}

tt_status cli_table_test(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    static const char *const methods[] = {"Holm", "Benjamini-Hochberg", "no adjustment"};
    size_t count = request->series->count;
    tt_table *table = tt_table_new("Rank tests for trend (Mann-Kendall, Theil-Sen)", columns,
                                   sizeof columns / sizeof *columns);
    row *rows = tt_calloc(count, sizeof *rows);
    double *adjusted = tt_calloc(count, sizeof *adjusted);
    tt_mk_cache *cache = tt_mk_cache_new();
    tt_status status =
        rows && adjusted && cache ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for a test");
    size_t used = 0;
    for (size_t i = 0; i < count && status == TT_OK; i++) {
        rows[used].series = request->series->index[i];
        status = analyse(request, cache, &rows[used], err);
        /* A single figure is no series to test; two get their row and the reason. */
        if (rows[used].run.n >= 2)
            used++;
        else
            tt_run_clear(&rows[used].run);
    }
    if (status == TT_OK)
        status = adjust(request->settings, rows, used, adjusted, err);
    for (size_t i = 0; i < used && status == TT_OK; i++)
        add_row(table, request->ds, &rows[i], adjusted[i]);
    tt_strbuf remark = TT_STRBUF_INIT;
    tt_strbuf_addf(
        &remark,
        "p is exact and two-sided, ties included; 'smallest p' is what a perfect trend of this "
        "length would reach. Adjusted over the %zu series above: %s.",
        used, methods[request->settings->adjust]);
    tt_table_remark(table, tt_strbuf_text(&remark));
    tt_strbuf_clear(&remark);
    for (size_t i = 0; rows && i < used; i++)
        tt_run_clear(&rows[i].run);
    tt_mk_cache_free(cache);
    tt_free(rows);
    tt_free(adjusted);
    return cli_table_done(table, status, out, err);
}
