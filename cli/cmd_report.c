/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend report: the chart set of a data set, with its tables, findings and one page. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "draw.h"
#include "html.h"
#include "interrupt.h"
#include "tables.h"
#include "tiptrend/memory.h"
#include "tiptrend/version.h"

static const char *const examples[] = {
    "tiptrend report datasets/mexico-tip-2019.csv -o charts",
    "every chart that the figures support, in PDF, SVG and PNG, and charts/index.html",
    "tiptrend report datasets/mexico-tip-2019.csv --population datasets/population-worldbank.csv -o charts",
    "with rates per 100,000",
    "tiptrend report --layout unodc glotip.csv.gz --where area=Netherlands -o nl -F svg",
    "one country of a large table, SVG only",
    NULL,
};

/* One chart on its way. */
typedef struct work {
    tt_chart *chart;  /* NULL when it could not be made */
    size_t files_job; /* TT_NONE when nothing was handed in */
    size_t page_job;
    char *failure; /* why there is no picture */
    int declined;  /* 1: the figures do not support this chart, which is no failure */
    char **names;  /* of the files beside the page */
    size_t name_count;
} work;

typedef struct report {
    const cli_context *context;
    tt_dataset *ds;
    tt_dataset *population;
    tt_index_list chosen;
    tt_plan plan;
    work *works; /* works[plan.count] */
    tt_findings findings;
    tt_table *tables[12];
    const char *table_files[12]; /* their names as CSV: constants */
    size_t table_count;
    tt_output *output;
    cli_drawing *drawing;
    const char *folder;
    int new_folder; /* 1: made by this run */
    tt_format formats[TT_FORMAT_COUNT];
    size_t format_count;
    size_t failures;
    size_t declined;
} report;

/* ---- charts ---- */

static char *join_path(const char *folder, const char *name)
{
    tt_strbuf path = TT_STRBUF_INIT;
    tt_strbuf_add(&path, folder);
    if (path.length && path.text[path.length - 1] != '/')
        tt_strbuf_add_char(&path, '/');
    tt_strbuf_add(&path, name);
    return tt_strbuf_take(&path);
}

/* The names of the files of a chart, for the links of the page. */
static tt_status name_files(const report *r, const char *name, work *w, tt_error *err)
{
    w->names = tt_calloc(r->format_count + 2, sizeof *w->names);
    if (!w->names)
        return tt_fail(err, TT_ENOMEM, "no memory for the report");
    for (size_t i = 0; i < r->format_count + 2; i++) {
        tt_strbuf text = TT_STRBUF_INIT;
        const char *ending = i < r->format_count    ? tt_format_ending(r->formats[i])
                             : i == r->format_count ? "csv"
                                                    : "gp";
        tt_strbuf_add(&text, name);
        tt_strbuf_add_char(&text, '.');
        tt_strbuf_add(&text, ending);
        w->names[i] = tt_strbuf_take(&text);
        if (!w->names[i])
            return tt_fail(err, TT_ENOMEM, "no memory for the report");
        w->name_count++;
    }
    return TT_OK;
}

/* Whether a failure is that of one chart, so that the others go on. */
static int is_local(tt_status status)
{
    return status != TT_OK && status != TT_ENOMEM && status != TT_EIO && status != TT_ECANTCREATE &&
           status != TT_EINTERRUPTED;
}

static void fail_work(report *r, work *w, const tt_error *fault)
{
    w->declined = !w->chart && (fault->status == TT_ETOOFEW || fault->status == TT_ENOFIT);
    r->failures += w->declined ? 0 : 1;
    r->declined += w->declined ? 1 : 0;
    w->failure = tt_strdup(fault->message);
}

static tt_status start_chart(report *r, const tt_plan_item *item, work *w, tt_error *err)
{
    const cli_settings *settings = &r->context->settings;
    tt_chart_request request = {.data = r->ds,
                                .series = item->series.index,
                                .count = item->series.count,
                                .from = (int)settings->from,
                                .to = (int)settings->to,
                                .conf = settings->conf,
                                .across_breaks = settings->across_breaks,
                                .name = item->name,
                                .population = r->population,
                                .per = settings->per,
                                .language = (tt_language)settings->language};
    tt_status status = tt_chart_make(item->kind, &request, &w->chart, err);
    char *base = status == TT_OK ? join_path(r->folder, item->name) : NULL;
    if (status == TT_OK && !base)
        status = tt_fail(err, TT_ENOMEM, "no memory for the report");
    if (status == TT_OK)
        status = name_files(r, item->name, w, err);
    if (status == TT_OK)
        status = cli_draw(r->drawing,
                          &(cli_draw_request){.chart = w->chart,
                                              .base = base,
                                              .formats = r->formats,
                                              .format_count = r->format_count,
                                              .companions = CLI_BESIDE},
                          &w->files_job, err);
    if (status == TT_OK)
        status = cli_draw(r->drawing, &(cli_draw_request){.chart = w->chart, .for_page = 1},
                          &w->page_job, err);
    tt_free(base);
    return status;
}

static tt_status start_charts(report *r, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < r->plan.count && status == TT_OK; i++) {
        work *w = &r->works[i];
        tt_error fault = {0};
        w->files_job = w->page_job = TT_NONE;
        status = start_chart(r, &r->plan.items[i], w, &fault);
        if (is_local(status)) {
            fail_work(r, w, &fault);
            status = TT_OK;
        } else if (status != TT_OK && err) {
            *err = fault;
        }
    }
    return status;
}

static void progress(const report *r, size_t done)
{
    if (r->context->err.width == 0 || r->context->settings.quiet)
        return;
    (void)fprintf(stderr, "\rdrawing %zu of %zu charts%s", done, r->plan.count,
                  done == r->plan.count ? "\n" : "");
    (void)fflush(stderr);
}

/* Waits for the files of every chart. */
static tt_status finish_charts(report *r, tt_error *err)
{
    for (size_t i = 0; i < r->plan.count; i++) {
        work *w = &r->works[i];
        const tt_render_result *result;
        tt_error fault = {0};
        tt_status status = TT_OK;
        if (w->files_job != TT_NONE)
            status = cli_drawing_result(r->drawing, w->files_job, &result, &fault);
        if (status == TT_OK && w->page_job != TT_NONE)
            status = cli_drawing_result(r->drawing, w->page_job, &result, &fault);
        if (is_local(status)) {
            fail_work(r, w, &fault);
        } else if (status != TT_OK) {
            if (err && err->status == TT_OK)
                *err = fault;
            return status;
        }
        progress(r, i + 1);
    }
    return TT_OK;
}

/* ---- page ---- */

/* Each source once, in the order of the data. The texts belong to the data set. */
static size_t collect_sources(const report *r, const char **out, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < r->chosen.count; i++) {
        const tt_series *series = tt_dataset_series(r->ds, r->chosen.index[i]);
        for (size_t k = series->first; k < series->first + series->count && count < most; k++) {
            const tt_origin *origin = tt_dataset_origin(r->ds, tt_dataset_observation(r->ds, k));
            const char *text = tt_dataset_text(r->ds, origin->source);
            size_t s = 0;
            while (s < count && out[s] != text)
                s++;
            if (s == count && *text)
                out[count++] = text;
        }
    }
    return count;
}

static void fill_chart(const report *r, size_t index, cli_html_chart *out)
{
    const work *w = &r->works[index];
    const tt_plan_item *item = &r->plan.items[index];
    *out = (cli_html_chart){.name = item->name,
                            .kind = item->kind,
                            .section = item->section,
                            .title = w->chart ? w->chart->title : item->name,
                            .alt = w->chart && w->chart->alt ? w->chart->alt : "",
                            .failure = w->failure,
                            .declined = w->declined};
    const tt_render_result *result;
    if (w->page_job != TT_NONE && !w->failure &&
        cli_drawing_result(r->drawing, w->page_job, &result, NULL) == TT_OK) {
        out->svg = result->files[0].bytes;
        out->svg_size = result->files[0].size;
        out->files = (const char *const *)w->names;
        out->file_count = w->name_count;
    }
}

/* "Mexico: annual figures 2013 to 2018" */
static void make_title(const report *r, tt_strbuf *out)
{
    size_t area = tt_dataset_find_role(r->ds, TT_ROLE_AREA);
    const char *only = NULL;
    int several = 0;
    int first = 0;
    int last = 0;
    for (size_t i = 0; i < r->chosen.count; i++) {
        const tt_series *series = tt_dataset_series(r->ds, r->chosen.index[i]);
        int from = tt_period_year(tt_dataset_observation(r->ds, series->first)->period);
        int to = tt_period_year(
            tt_dataset_observation(r->ds, series->first + series->count - 1)->period);
        first = !first || from < first ? from : first;
        last = to > last ? to : last;
        if (area == TT_NONE || !series->key[area])
            continue;
        const char *name = tt_dataset_value(r->ds, area, series->key[area]);
        several |= only && only != name;
        only = name;
    }
    tt_strbuf_add(out, only && !several ? only : several ? "Several areas" : "Annual figures");
    tt_strbuf_addf(out, first == last ? ", %d" : ", %d to %d", first, last);
}

static tt_status write_page(report *r, tt_error *err)
{
    enum { MOST_SOURCES = 200 };
    const char *sources[MOST_SOURCES];
    tt_strbuf title = TT_STRBUF_INIT;
    tt_strbuf lead = TT_STRBUF_INIT;
    tt_strbuf made = TT_STRBUF_INIT;
    tt_strbuf html = TT_STRBUF_INIT;
    cli_html_chart *charts = tt_calloc(r->plan.count, sizeof *charts);
    char *path = join_path(r->folder, "index.html");
    tt_status status = charts && path ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for the page");
    make_title(r, &title);
    tt_strbuf_addf(
        &lead,
        "%zu charts from %zu series. A series is said to rise or fall only where the interval of "
        "its annual change, widened for the scatter of the counts, leaves out zero; short series "
        "describe, they do not prove. Counts are of detected cases and persons.",
        r->plan.count - r->failures - r->declined, r->chosen.count);
    tt_strbuf_addf(&made, "Made with tiptrend %s and gnuplot %s.", TT_VERSION,
                   cli_drawing_gnuplot(r->drawing));
    for (size_t i = 0; i < r->plan.count && status == TT_OK; i++)
        fill_chart(r, i, &charts[i]);
    if (status == TT_OK) {
        cli_html_page page = {.title = tt_strbuf_text(&title),
                              .lead = tt_strbuf_text(&lead),
                              .charts = charts,
                              .chart_count = r->plan.count,
                              .tables = (const tt_table *const *)r->tables,
                              .table_files = r->table_files,
                              .table_count = r->table_count,
                              .findings = &r->findings,
                              .sources = sources,
                              .source_count = collect_sources(r, sources, MOST_SOURCES),
                              .made_with = tt_strbuf_text(&made)};
        status = cli_html_write(&page, &html, err);
    }
    if (status == TT_OK)
        status = tt_output_add(r->output, path, tt_strbuf_text(&html), html.length, NULL, err);
    tt_free(path);
    tt_free(charts);
    tt_strbuf_clear(&title);
    tt_strbuf_clear(&lead);
    tt_strbuf_clear(&made);
    tt_strbuf_clear(&html);
    return status;
}

/* ---- tables ---- */

/* Takes a table over, unless it is empty. */
static void keep_table(report *r, tt_table *table, const char *file)
{
    if (tt_table_row_count(table) > 0) {
        r->table_files[r->table_count] = file;
        r->tables[r->table_count++] = table;
    } else {
        tt_table_free(table);
    }
}

/* The claims come first: their verdicts are what a reader of the document wants. */
static tt_status make_claims(report *r, tt_error *err)
{
    tt_table *table = NULL;
    tt_status status = cli_table_claims(r->ds, &r->context->settings, 1, NULL, &table, err);
    if (status == TT_OK)
        keep_table(r, table, "table-claims.csv");
    return status;
}

static tt_status make_tables(report *r, tt_error *err)
{
    cli_analysis_request request = {
        .ds = r->ds, .series = &r->chosen, .settings = &r->context->settings};
    tt_table *series = NULL;
    tt_status status = make_claims(r, err);
    if (status == TT_OK)
        status = cli_table_series(&request, &series, err);
    for (size_t i = 0; status == TT_OK && i < tt_dataset_remark_count(r->ds); i++)
        tt_table_remark(series, tt_dataset_remark(r->ds, i));
    if (status == TT_OK)
        keep_table(r, series, "table-series.csv");
    static const struct {
        cli_table_function *make;
        const char *file;
    } analyses[] = {{cli_table_change, "table-change.csv"},
                    {cli_table_trend, "table-trend.csv"},
                    {cli_table_test, "table-test.csv"},
                    {cli_table_gender_ratio, "table-gender-ratio.csv"}};
    for (size_t i = 0; i < sizeof analyses / sizeof *analyses && status == TT_OK; i++) {
        tt_table *table = NULL;
        status = analyses[i].make(&request, &table, err);
        if (status == TT_OK)
            keep_table(r, table, analyses[i].file);
    }
    return status;
}

/* One table as a CSV file of the report. */
static tt_status write_csv(report *r, const tt_table *table, const char *file, tt_error *err)
{
    tt_strbuf csv = TT_STRBUF_INIT;
    char *path = join_path(r->folder, file);
    tt_status status =
        path ? tt_table_status(table, err) : tt_fail(err, TT_ENOMEM, "no memory for the report");
    if (status == TT_OK) {
        tt_table_csv(table, &csv);
        status = tt_strbuf_status(&csv, err);
    }
    if (status == TT_OK)
        status = tt_output_add(r->output, path, tt_strbuf_text(&csv), csv.length, NULL, err);
    tt_strbuf_clear(&csv);
    tt_free(path);
    return status;
}

static tt_status write_tables(report *r, tt_error *err)
{
    tt_table *findings = NULL;
    tt_status status = cli_table_findings(&r->findings, &findings, err);
    if (status == TT_OK)
        status = write_csv(r, findings, "findings.csv", err);
    for (size_t i = 0; i < r->table_count && status == TT_OK; i++)
        status = write_csv(r, r->tables[i], r->table_files[i], err);
    tt_table_free(findings);
    return status;
}

/* ---- the whole ---- */

static int is_chosen(const tt_index_list *chosen, size_t series)
{
    size_t low = 0;
    size_t high = chosen->count;
    while (low < high) { /* the list is in increasing order */
        size_t middle = low + (high - low) / 2;
        if (chosen->index[middle] < series)
            low = middle + 1;
        else
            high = middle;
    }
    return low < chosen->count && chosen->index[low] == series;
}

/* The findings about the series of the report. */
static tt_status check_chosen(report *r, tt_error *err)
{
    tt_findings all;
    tt_status status = tt_dataset_check(r->ds, &all, err);
    for (size_t i = 0; i < all.count && status == TT_OK; i++)
        if (is_chosen(&r->chosen, all.list[i].series_index))
            status = tt_findings_move(&r->findings, &all, i, err);
    tt_findings_clear(&all);
    return status;
}

/* The folder of the report, which goes again when nothing comes into it. */
static tt_status make_folder(report *r, tt_error *err)
{
    cli_hold_signals();
    r->new_folder = access(r->folder, F_OK) != 0;
    tt_status status = tt_output_make_folder(r->folder, err);
    r->new_folder &= status == TT_OK;
    return status;
}

static tt_status prepare(report *r, tt_error *err)
{
    const cli_context *context = r->context;
    tt_status status = cli_load(context, &context->settings.operands, &r->ds, err);
    if (status == TT_OK)
        status = cli_load_population(context, &r->population, err);
    if (status == TT_OK)
        status = cli_select(context, r->ds, &r->chosen, err);
    if (status == TT_OK)
        status = check_chosen(r, err);
    if (status == TT_OK)
        status = tt_plan_make(r->ds, &r->chosen, r->population, &r->plan, err);
    if (status == TT_OK && r->plan.count == 0)
        status = tt_fail(err, TT_ETOOFEW, "no series has enough figures for a chart");
    if (status == TT_OK)
        status = cli_chart_formats(context, NULL, r->formats, &r->format_count, err);
    if (status == TT_OK)
        status = make_folder(r, err);
    if (status == TT_OK)
        status = tt_output_begin(NULL, &r->output, err);
    if (status == TT_OK)
        status = cli_drawing_new(context, r->output, 1, &r->drawing, err);
    r->works = status == TT_OK ? tt_calloc(r->plan.count, sizeof *r->works) : NULL;
    if (status == TT_OK && !r->works)
        status = tt_fail(err, TT_ENOMEM, "no memory for the report");
    return status;
}

static void clear(report *r)
{
    for (size_t i = 0; r->works && i < r->plan.count; i++) {
        tt_chart_free(r->works[i].chart);
        tt_free(r->works[i].failure);
        for (size_t k = 0; k < r->works[i].name_count; k++)
            tt_free(r->works[i].names[k]);
        tt_free(r->works[i].names);
    }
    tt_free(r->works);
    for (size_t i = 0; i < r->table_count; i++)
        tt_table_free(r->tables[i]);
    cli_drawing_free(r->drawing);
    tt_output_free(r->output);
    if (r->new_folder)
        (void)rmdir(r->folder); /* refused when something is in it */
    tt_findings_clear(&r->findings);
    tt_plan_clear(&r->plan);
    tt_index_list_clear(&r->chosen);
    tt_dataset_free(r->population);
    tt_dataset_free(r->ds);
}

static void tell(const report *r)
{
    for (size_t i = 0; i < r->plan.count; i++)
        if (r->works[i].failure && !r->works[i].declined) {
            tt_strbuf text = TT_STRBUF_INIT;
            tt_strbuf_addf(&text, "the chart '%s' failed: %s", r->plan.items[i].name,
                           r->works[i].failure);
            cli_message(r->context, NULL, 0, "error", tt_strbuf_text(&text));
            tt_strbuf_clear(&text);
        }
    if (!r->context->settings.quiet)
        (void)printf("%zu charts, %zu findings: %s%sindex.html\n",
                     r->plan.count - r->failures - r->declined, r->findings.count, r->folder,
                     r->folder[0] && r->folder[strlen(r->folder) - 1] == '/' ? "" : "/");
}

static tt_status run(cli_context *context, tt_error *err)
{
    report r = {.context = context,
                .folder = context->settings.output ? context->settings.output : "charts"};
    tt_status status = prepare(&r, err);
    if (status == TT_OK)
        status = start_charts(&r, err);
    if (status == TT_OK)
        status = make_tables(&r, err); /* while gnuplot draws */
    if (status == TT_OK)
        status = write_tables(&r, err);
    if (status == TT_OK)
        status = finish_charts(&r, err);
    if (status == TT_OK)
        status = write_page(&r, err);
    if (status == TT_OK)
        status = cli_check_signals(err);
    if (status == TT_OK)
        status = tt_output_commit(r.output, err);
    if (status == TT_OK) {
        tell(&r);
        context->exit_status = r.failures ? CLI_FINDINGS : CLI_OK;
    }
    clear(&r);
    return status;
}

const cli_command cli_command_report = {
    .name = "report",
    .summary = "the annual chart set of a data set: charts, tables, findings, one page",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "Draws every chart that the figures support by one general rule (docs/charts.md) into a folder (-o, "
        "default 'charts'): PDF, SVG and PNG, each beside its data (.csv) and its script (.gp), and index.html, "
        "one page that needs no network, with the charts, the tables, the findings of 'check', the notes and the "
        "sources.\n\n"
        "Statements about the figures (--claims, or a file DATA-claims.csv beside DATA.csv) are tested and listed "
        "with their verdicts.\n\n"
        "A chart that fails never stops the others; it is named at the end and the exit status is 1.",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_DRAWING, OPT_OUTPUT, OPT_CONF,
                                       OPT_ACROSS_BREAKS, OPT_POPULATION, OPT_PER, OPT_CLAIMS,
                                       OPT_QUIET, OPT_END},
    .run = run,
};
