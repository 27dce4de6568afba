/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyst.h"

#include <math.h>
#include <string.h>

#include "quick_changes.h"
#include "tiptrend/memory.h"

static const char no_counts[] = "no counts: this model fits nothing else";

/* ---- making ---- */

static tt_table *new_table(const cli_analysis *analysis)
{
    static const char *const no_adjusted[] = {"p_adjusted", NULL};
    static const char *const no_slope[] = {"sen_slope", "sen_low", "sen_high", NULL};
    size_t count = CLI_RANK_COLUMNS;
    const tt_column *columns = analysis->kind == CLI_ANALYSIS_MODEL  ? cli_trend_columns(&count)
                               : analysis->kind == CLI_ANALYSIS_TEST ? cli_rank_columns()
                                                                     : cli_change_columns(&count);
    tt_table *table = tt_table_new_stream(columns, count);
    if (analysis->kind == CLI_ANALYSIS_TEST)
        tt_table_leave_out(table, no_adjusted);
    if (analysis->kind == CLI_ANALYSIS_TEST && analysis->index == 0)
        tt_table_leave_out(table, no_slope);
    return table;
}

static int is_of_proportions(const cli_analysis *analysis)
{
    return strcmp(analysis->name, "cochran-armitage") == 0;
}

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the analyses");
}

tt_status cli_analyst_make(const cli_analysis_request *request, const cli_analyses *analyses,
                           cli_analyst *out, tt_error *err)
{
    const cli_settings *settings = request->settings;
    *out = (cli_analyst){.request = request, .analyses = analyses};
    out->trend = (cli_trend_input){.settings = settings, .cache = tt_mk_cache_new()};
    out->rank = (cli_rank_setting){
        .request = request, .cache = out->trend.cache, .no_totals = 1, .no_slope = 1};
    out->tables = tt_calloc(analyses->count, sizeof(tt_table *));
    tt_status status = out->trend.cache && out->tables ? TT_OK : no_memory(err);
    for (size_t i = 0; i < analyses->count && status == TT_OK; i++) {
        const cli_analysis *analysis = &analyses->list[i];
        out->tables[i] = new_table(analysis);
        status = tt_table_status(out->tables[i], err);
        out->wants_tests |= analysis->kind == CLI_ANALYSIS_TEST;
        out->rank.no_totals &= !is_of_proportions(analysis);
        out->wants_bounds |= analysis->kind == CLI_ANALYSIS_TEST && analysis->index == 0;
    }
    if (status == TT_OK)
        status = cli_trend_ci(settings->ci, &out->trend.profile, err);
    if (status == TT_OK && out->wants_tests)
        status = cli_denominator_find(request->ds, settings, &out->rank.denominator, err);
    if (status != TT_OK)
        cli_analyst_clear(out);
    return status;
}

void cli_analyst_header(const cli_analyst *analyst, size_t analysis, tt_strbuf *out)
{
    if (analyst->analyses->list[analysis].kind == CLI_ANALYSIS_CHANGE)
        cli_quick_header(out);
    else
        tt_table_csv_header(analyst->tables[analysis], out);
}

void cli_analyst_clear(cli_analyst *analyst)
{
    for (size_t i = 0; analyst->tables && i < analyst->analyses->count; i++)
        tt_table_free(analyst->tables[i]);
    tt_free(analyst->tables);
    tt_mk_cache_free(analyst->trend.cache);
    cli_rank_subject_clear(&analyst->subject);
    tt_strbuf_clear(&analyst->key);
    tt_free(analyst->links);
    *analyst = (cli_analyst){0};
}

/* ---- rows ---- */

static tt_status make_room(cli_analyst *a, size_t links, tt_error *err)
{
    if (links <= a->link_capacity)
        return TT_OK;
    cli_link *more = tt_realloc(a->links, links, sizeof *more);
    if (!more)
        return no_memory(err);
    a->links = more;
    a->link_capacity = links;
    return TT_OK;
}

static tt_status add_model(cli_analyst *a, const cli_series_case *data, size_t model,
                           tt_table *table, tt_error *err)
{
    size_t count;
    cli_trend_case c = {data->series, &data->run, &a->trend, NULL};
    const cli_trend_model *chosen = &cli_trend_models(&count)[model];
    if (data->run.n < 2)
        return cli_trend_row(&c, table, err);
    c.model = chosen;
    if (!chosen->counts_only || data->run.is_count)
        return cli_trend_row(&c, table, err);
    cli_trend_key(table, &c);
    tt_table_number(table, (double)data->run.n);
    tt_table_end_row(table, data->run.notes, no_counts);
    return TT_OK;
}

static tt_status add_test(const cli_analyst *a, const cli_rank_subject *s, size_t test,
                          tt_table *table, tt_error *err)
{
    cli_rank_entry entry;
    tt_status status = cli_rank_run(&a->rank, s, test, &entry, err);
    if (status == TT_OK)
        cli_rank_row(&a->rank, s, &entry, NAN, table);
    return status;
}

static tt_status add_exact(cli_analyst *a, const cli_series_case *data, tt_table *table,
                           tt_error *err)
{
    if (cli_links_make(&data->list, a->request->settings, a->links) > 0)
        return cli_change_rows(a->request, data->index, table, err);
    cli_no_changes(data->series, table);
    return TT_OK;
}

static tt_status add_rows(cli_analyst *a, const cli_rank_subject *s, const cli_analysis *analysis,
                          tt_table *table, tt_strbuf *text, tt_error *err)
{
    tt_status status = TT_OK;
    tt_table_stream_to(table, text);
    switch (analysis->kind) {
    case CLI_ANALYSIS_CHANGE:
        cli_quick_changes(&s->data, a->request->settings, a->links, &a->key, text);
        return tt_strbuf_status(text, err);
    case CLI_ANALYSIS_CHANGE_EXACT:
        status = add_exact(a, &s->data, table, err);
        break;
    case CLI_ANALYSIS_MODEL:
        status = add_model(a, &s->data, analysis->index, table, err);
        break;
    case CLI_ANALYSIS_TEST:
        status = add_test(a, s, analysis->index, table, err);
        break;
    }
    return status == TT_OK ? tt_table_status(table, err) : status;
}

tt_status cli_analyst_series(cli_analyst *a, size_t series, tt_strbuf *texts, tt_error *err)
{
    cli_rank_subject *s = &a->subject;
    tt_status status = cli_series_case_refill(a->request, series, &s->data, err);
    if (status == TT_OK && a->wants_tests)
        status = cli_rank_subject_prepare(&a->rank, a->wants_bounds, s, err);
    if (status == TT_OK)
        status = make_room(a, s->data.list.count, err);
    a->trend.critical = &a->critical;
    a->trend.points = tt_run_points(&s->data.run);
    a->trend.se = s->data.run.standard_error;
    for (size_t i = 0; i < a->analyses->count && status == TT_OK; i++)
        status = add_rows(a, s, &a->analyses->list[i], a->tables[i], &texts[i], err);
    cli_rank_subject_reset(s);
    return status;
}
