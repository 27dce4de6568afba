/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of a report: from the plan to gnuplot, and back. */
#include "report_internal.h"
#include "tiptrend/memory.h"

/* The names of the files of a chart, for the links of the page. */
static tt_status name_files(const cli_report *r, const char *name, report_work *w, tt_error *err)
{
    w->names = tt_calloc(r->shared->format_count + 2, sizeof *w->names);
    if (!w->names)
        return tt_fail(err, TT_ENOMEM, "no memory for the report");
    for (size_t i = 0; i < r->shared->format_count + 2; i++) {
        tt_strbuf text = TT_STRBUF_INIT;
        const char *ending = i < r->shared->format_count ? tt_format_ending(r->shared->formats[i])
                             : i == r->shared->format_count ? "csv"
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

static void fail_work(cli_report *r, report_work *w, const tt_error *fault)
{
    w->declined = !w->chart && (fault->status == TT_ETOOFEW || fault->status == TT_ENOFIT);
    r->failures += w->declined ? 0 : 1;
    r->declined += w->declined ? 1 : 0;
    w->failure = tt_strdup(fault->message);
}

static tt_status start_chart(cli_report *r, const tt_plan_item *item, report_work *w, tt_error *err)
{
    const cli_settings *settings = &r->shared->context->settings;
    tt_chart_request request = {.data = r->shared->ds,
                                .series = item->series.index,
                                .count = item->series.count,
                                .from = (int)settings->from,
                                .to = (int)settings->to,
                                .conf = settings->conf,
                                .across_breaks = settings->across_breaks,
                                .name = item->name,
                                .population = r->shared->population,
                                .earlier = r->shared->editions ? r->shared->editions->older : NULL,
                                .per = settings->per,
                                .language = (tt_language)settings->language};
    tt_status status = tt_chart_make(item->kind, &request, &w->chart, err);
    char *base = status == TT_OK ? cli_report_path(r->folder, item->name) : NULL;
    if (status == TT_OK && !base)
        status = tt_fail(err, TT_ENOMEM, "no memory for the report");
    if (status == TT_OK)
        status = name_files(r, item->name, w, err);
    if (status == TT_OK)
        status = cli_draw(r->shared->drawing,
                          &(cli_draw_request){.chart = w->chart,
                                              .base = base,
                                              .formats = r->shared->formats,
                                              .format_count = r->shared->format_count,
                                              .companions = CLI_BESIDE},
                          &w->files_job, err);
    if (status == TT_OK)
        status = cli_draw(r->shared->drawing, &(cli_draw_request){.chart = w->chart, .for_page = 1},
                          &w->page_job, err);
    tt_free(base);
    return status;
}

tt_status cli_report_start_charts(cli_report *r, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < r->plan.count && status == TT_OK; i++) {
        report_work *w = &r->works[i];
        tt_error fault = {0};
        w->files_job = w->page_job = TT_NONE;
        status = start_chart(r, &r->plan.items[i], w, &fault);
        if (cli_report_is_local(status)) {
            fail_work(r, w, &fault);
            status = TT_OK;
        } else if (status != TT_OK && err) {
            *err = fault;
        }
    }
    return status;
}

/* Waits for the files of every chart. */
tt_status cli_report_finish_charts(cli_report *r, cli_report_progress *progress, void *context,
                                   tt_error *err)
{
    for (size_t i = 0; i < r->plan.count; i++) {
        report_work *w = &r->works[i];
        const tt_render_result *result;
        tt_error fault = {0};
        tt_status status = TT_OK;
        if (w->files_job != TT_NONE)
            status = cli_drawing_result(r->shared->drawing, w->files_job, &result, &fault);
        if (status == TT_OK && w->page_job != TT_NONE)
            status = cli_drawing_result(r->shared->drawing, w->page_job, &result, &fault);
        if (cli_report_is_local(status)) {
            fail_work(r, w, &fault);
        } else if (status != TT_OK) {
            if (err && err->status == TT_OK)
                *err = fault;
            return status;
        }
        if (progress)
            progress(context, i + 1, r->plan.count);
    }
    return TT_OK;
}
