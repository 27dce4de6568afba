/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyst.h"

#include <math.h>
#include <string.h>

#include "annotate.h"
#include "quick_changes.h"
#include "tiptrend/decisions.h"
#include "tiptrend/memory.h"

static const char no_intervals[] = "no figures known only as intervals";
static const char no_counts[] = "no counts: this model fits nothing else";

/* ---- making ---- */

static const tt_column *columns_of(const cli_analysis *analysis, size_t *count)
{
    switch (analysis->kind) {
    case CLI_ANALYSIS_MODEL:
        return cli_trend_columns(count);
    case CLI_ANALYSIS_TEST:
        *count = CLI_RANK_COLUMNS;
        return cli_rank_columns();
    case CLI_ANALYSIS_BOUNDS:
        return cli_bounds_columns(count);
    case CLI_ANALYSIS_CHANGE:
    case CLI_ANALYSIS_CHANGE_EXACT:
        break;
    }
    return cli_change_columns(count);
}

static tt_table *new_table(const cli_analysis *analysis)
{
    static const char *const no_adjusted[] = {"p_adjusted", NULL};
    static const char *const no_slope[] = {"sen_slope", "sen_low", "sen_high", NULL};
    size_t count;
    const tt_column *columns = columns_of(analysis, &count);
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

static tt_status add_bounds(const cli_analyst *a, const cli_series_case *data, tt_table *table,
                            tt_error *err)
{
    cli_bounds bounds;
    tt_status status = cli_bounds_of(a->request, data->index, a->rank.cache, &bounds, err);
    if (bounds.there) {
        cli_bounds_row(data->series, &bounds, table);
    } else {
        tt_table_text(table, data->series->name);
        tt_table_text(table, data->series->unit);
        tt_table_number(table, (double)data->run.n);
        tt_table_end_row(table, data->run.notes, no_intervals);
    }
    tt_run_clear(&bounds.run);
    return status;
}

static tt_status add_rows(cli_analyst *a, const cli_rank_subject *s, const cli_analysis *analysis,
                          tt_table *table, tt_error *err)
{
    tt_status status = TT_OK;
    switch (analysis->kind) {
    case CLI_ANALYSIS_CHANGE: /* has no table */
        break;
    case CLI_ANALYSIS_CHANGE_EXACT:
        status = add_exact(a, &s->data, table, err);
        break;
    case CLI_ANALYSIS_MODEL:
        status = add_model(a, &s->data, analysis->index, table, err);
        break;
    case CLI_ANALYSIS_TEST:
        status = add_test(a, s, analysis->index, table, err);
        break;
    case CLI_ANALYSIS_BOUNDS:
        status = add_bounds(a, &s->data, table, err);
        break;
    }
    return status == TT_OK ? tt_table_status(table, err) : status;
}

/* ---- decisions ---- */

/* Says at a row which decisions touch its years: those of its link, or of the run. */
static tt_status say_decisions(const cli_analyst *a, const cli_series_case *data,
                               const cli_link *link, tt_table *table, size_t row, tt_error *err)
{
    tt_strbuf words = TT_STRBUF_INIT;
    tt_index_list series = {.index = (size_t[]){data->index}, .count = 1};
    int from = 0;
    int to = 0;
    if (link) {
        from = tt_period_year(link->before->period);
        to = tt_period_year(link->after->period);
    } else if (data->run.n > 0) {
        from = tt_period_year(data->run.first);
        to = tt_period_year(data->run.last);
    }
    tt_status status = cli_say_decisions(a->request->ds, &series, from, to, &words, err);
    if (status == TT_OK && words.length)
        tt_table_annotate(table, row, TT_NOTE_DECIDED, tt_strbuf_text(&words));
    tt_strbuf_clear(&words);
    return status;
}

/* Rows that decisions may touch are kept until that is said. */
static tt_status add_decided(cli_analyst *a, const cli_rank_subject *s,
                             const cli_analysis *analysis, tt_table *out, tt_error *err)
{
    size_t count;
    const tt_column *columns = columns_of(analysis, &count);
    tt_table *kept = tt_table_new("", columns, count);
    tt_status status = tt_table_status(kept, err);
    if (status == TT_OK)
        status = add_rows(a, s, analysis, kept, err);
    size_t links = 0;
    if (status == TT_OK && analysis->kind == CLI_ANALYSIS_CHANGE_EXACT)
        links = cli_links_make(&s->data.list, a->request->settings, a->links);
    for (size_t i = 0; status == TT_OK && i < tt_table_row_count(kept); i++)
        status = say_decisions(a, &s->data, i < links ? &a->links[i] : NULL, kept, i, err);
    if (status == TT_OK)
        tt_table_append(out, kept);
    tt_table_free(kept);
    return status == TT_OK ? tt_table_status(out, err) : status;
}

static tt_status analyse_one(cli_analyst *a, const cli_rank_subject *s, size_t analysis,
                             tt_strbuf *text, tt_error *err)
{
    const cli_analysis *chosen = &a->analyses->list[analysis];
    tt_table *table = a->tables[analysis];
    if (chosen->kind == CLI_ANALYSIS_CHANGE)
        return cli_quick_changes(&s->data, a->request, a->links, &a->key, text, err);
    tt_table_stream_to(table, text);
    return tt_dataset_decision_count(a->request->ds) ? add_decided(a, s, chosen, table, err)
                                                     : add_rows(a, s, chosen, table, err);
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
        status = analyse_one(a, s, i, &texts[i], err);
    cli_rank_subject_reset(s);
    return status;
}
