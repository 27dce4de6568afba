/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a report. */
#include "html.h"

#include <stdio.h>

#include "page_words.h"
#include "report_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/version.h"

/* Each source once, in the order of the data. The texts belong to the data set. */
typedef struct source_list {
    const char **text; /* text[count] */
    size_t count;
    size_t capacity;
} source_list;

static tt_status add_source(source_list *list, const char *text, tt_error *err)
{
    for (size_t i = list->count; i-- > 0;) /* the last one is the most likely */
        if (list->text[i] == text)
            return TT_OK;
    if (tt_grow(&list->text, &list->capacity, list->count, sizeof *list->text) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for the page");
    list->text[list->count++] = text;
    return TT_OK;
}

static tt_status collect_sources(const cli_report *r, source_list *out, tt_error *err)
{
    const tt_dataset *ds = r->shared->ds;
    tt_status status = TT_OK;
    for (size_t i = 0; i < r->series.count; i++) {
        const tt_series *series = tt_dataset_series(ds, r->series.index[i]);
        for (size_t k = 0; k < series->count && status == TT_OK; k++) {
            const tt_observation *row = tt_dataset_observation(ds, series->first + k);
            const char *text = tt_dataset_text(ds, tt_dataset_origin(ds, row)->source);
            if (*text)
                status = add_source(out, text, err);
        }
    }
    return status;
}

static void fill_chart(const cli_report *r, size_t index, cli_html_chart *out)
{
    const report_work *w = &r->works[index];
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
        cli_drawing_result(r->shared->drawing, w->page_job, &result, NULL) == TT_OK) {
        out->svg = result->files[0].bytes;
        out->svg_size = result->files[0].size;
        out->files = (const char *const *)w->names;
        out->file_count = w->name_count;
    }
}

static tt_language language_of(const cli_report *r)
{
    return (tt_language)r->shared->context->settings.language;
}

/* "Mexico, 2013 to 2018" */
tt_status cli_report_make_title(cli_report *r, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf *out = &text;
    size_t area = tt_dataset_find_role(r->shared->ds, TT_ROLE_AREA);
    const char *only = NULL;
    int several = 0;
    int first = 0;
    int last = 0;
    for (size_t i = 0; i < r->series.count; i++) {
        const tt_series *series = tt_dataset_series(r->shared->ds, r->series.index[i]);
        int from = tt_period_year(tt_dataset_observation(r->shared->ds, series->first)->period);
        int to = tt_period_year(
            tt_dataset_observation(r->shared->ds, series->first + series->count - 1)->period);
        first = !first || from < first ? from : first;
        last = to > last ? to : last;
        if (area == TT_NONE || !series->key[area])
            continue;
        const char *name = tt_dataset_value(r->shared->ds, area, series->key[area]);
        several |= only && only != name;
        only = name;
    }
    tt_language language = language_of(r);
    tt_strbuf subject = TT_STRBUF_INIT;
    char years[2][16];
    (void)snprintf(years[0], sizeof years[0], "%d", first);
    (void)snprintf(years[1], sizeof years[1], "%d", last);
    if (only && !several && language != TT_LANGUAGE_ENGLISH)
        tt_language_word(language, only, &subject);
    else if (only && !several)
        tt_strbuf_add(&subject, only);
    else
        cli_page_say(language, several ? "Several areas" : "Annual figures", &subject);
    cli_page_say_with(language, out, first == last ? "{0}, {#1}" : "{0}, {#1} to {#2}",
                      tt_strbuf_text(&subject), years[0], years[1]);
    out->failed |= subject.failed;
    tt_strbuf_clear(&subject);
    r->title = tt_strbuf_take(out);
    return r->title ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for the report");
}

static void say_lead(const cli_report *r, tt_language language, tt_strbuf *out)
{
    char charts[24];
    char series[24];
    (void)snprintf(charts, sizeof charts, "%zu", cli_report_drawn(r));
    (void)snprintf(series, sizeof series, "%zu", r->series.count);
    cli_page_say_with(
        language, out,
        "{#0} charts from {#1} series. A series is said to rise or fall only where the "
        "interval of its annual change, widened for the scatter of the counts, leaves out "
        "zero; short series describe, they do not prove. Counts are of detected cases and "
        "persons.",
        charts, series);
}

tt_status cli_report_write_page(cli_report *r, tt_error *err)
{
    source_list sources = {0};
    tt_strbuf lead = TT_STRBUF_INIT;
    tt_strbuf made = TT_STRBUF_INIT;
    tt_strbuf html = TT_STRBUF_INIT;
    cli_html_chart *charts = tt_calloc(r->plan.count, sizeof *charts);
    char *path = cli_report_path(r->folder, "index.html");
    tt_status status = charts && path ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for the page");
    tt_language language = language_of(r);
    say_lead(r, language, &lead);
    cli_page_say_with(language, &made, "Made with tiptrend {0} and gnuplot {1}.", TT_VERSION,
                      cli_drawing_gnuplot(r->shared->drawing));
    for (size_t i = 0; i < r->plan.count && status == TT_OK; i++)
        fill_chart(r, i, &charts[i]);
    if (status == TT_OK)
        status = collect_sources(r, &sources, err);
    if (status == TT_OK) {
        cli_html_page page = {.language = language,
                              .title = r->title,
                              .lead = tt_strbuf_text(&lead),
                              .charts = charts,
                              .chart_count = r->plan.count,
                              .tables = (const tt_table *const *)r->tables,
                              .table_files = r->table_files,
                              .table_count = r->table_count,
                              .findings = &r->findings,
                              .sources = sources.text,
                              .source_count = sources.count,
                              .made_with = tt_strbuf_text(&made),
                              .home = r->home};
        status = cli_html_write(&page, &html, err);
    }
    if (status == TT_OK)
        status = cli_drawing_put(r->shared->drawing, path, &html, err);
    tt_free(path);
    tt_free(charts);
    tt_free(sources.text);
    tt_strbuf_clear(&lead);
    tt_strbuf_clear(&made);
    tt_strbuf_clear(&html);
    return status;
}
