/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One report, from its plan to its files. */
#include <string.h>

#include "report_internal.h"
#include "tiptrend/memory.h"

char *cli_report_path(const char *folder, const char *name)
{
    tt_strbuf path = TT_STRBUF_INIT;
    tt_strbuf_add(&path, folder);
    if (path.length && path.text[path.length - 1] != '/')
        tt_strbuf_add_char(&path, '/');
    tt_strbuf_add(&path, name);
    return tt_strbuf_take(&path);
}

int cli_report_is_local(tt_status status)
{
    return status != TT_OK && status != TT_ENOMEM && status != TT_EIO && status != TT_ECANTCREATE &&
           status != TT_EINTERRUPTED;
}

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

tt_status cli_report_take_findings(tt_findings *all, const tt_index_list *series, tt_findings *out,
                                   tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < all->count && status == TT_OK; i++)
        if (all->list[i].message && is_chosen(series, all->list[i].series_index))
            status = tt_findings_move(out, all, i, err);
    return status;
}

/* Leaves the kinds of charts in the plan that are wanted. */
static void keep_kinds(tt_plan *plan, const cli_list *kinds)
{
    size_t kept = 0;
    for (size_t i = 0; i < plan->count && kinds && kinds->count; i++) {
        size_t k = 0;
        while (k < kinds->count && strcmp(kinds->item[k], plan->items[i].kind) != 0)
            k++;
        tt_plan_item item = plan->items[i];
        if (k == kinds->count) {
            tt_free(item.name);
            tt_index_list_clear(&item.series);
        } else {
            plan->items[kept++] = item;
        }
    }
    if (kinds && kinds->count)
        plan->count = kept;
}

/* The chart of what was restated since the earlier edition, if anything was. */
static tt_status plan_restated(cli_report *r, tt_error *err)
{
    const cli_editions *editions = r->shared->editions;
    tt_plan *plan = &r->plan;
    if (!editions || editions->found.changes[TT_EDITION_RESTATED] == 0)
        return TT_OK;
    if (tt_grow(&plan->items, &plan->capacity, plan->count, sizeof *plan->items) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for the report");
    tt_plan_item *item = &plan->items[plan->count++];
    *item =
        (tt_plan_item){.kind = "restated", .section = "Editions", .name = tt_strdup("restated")};
    tt_status status = item->name ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for the report");
    for (size_t i = 0; i < r->series.count && status == TT_OK; i++)
        status = tt_index_list_add(&item->series, r->series.index[i], err);
    return status;
}

static tt_status fill(cli_report *r, const cli_report_request *request, tt_error *err)
{
    r->folder = tt_strdup(request->folder);
    r->home = request->home ? tt_strdup(request->home) : NULL;
    if (!r->folder || (request->home && !r->home))
        return tt_fail(err, TT_ENOMEM, "no memory for the report");
    tt_status status = TT_OK;
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++)
        status = tt_index_list_add(&r->series, request->series->index[i], err);
    if (status == TT_OK)
        status = tt_plan_make(r->shared->ds, &r->series, r->shared->population, &r->plan, err);
    if (status == TT_OK)
        status = plan_restated(r, err);
    if (status != TT_OK)
        return status;
    keep_kinds(&r->plan, request->kinds);
    r->works = tt_calloc(r->plan.count, sizeof *r->works);
    if (!r->works)
        return tt_fail(err, TT_ENOMEM, "no memory for the report");
    for (size_t i = 0; i < r->plan.count; i++)
        r->works[i].files_job = r->works[i].page_job = TT_NONE;
    return cli_report_make_title(r, err);
}

tt_status cli_report_new(const cli_report_shared *shared, const cli_report_request *request,
                         cli_report **out, tt_error *err)
{
    *out = NULL;
    cli_report *r = tt_calloc(1, sizeof *r);
    if (!r)
        return tt_fail(err, TT_ENOMEM, "no memory for the report");
    r->shared = shared;
    r->wanted_tables = request->tables;
    r->part = request->part;
    if (request->findings) {
        r->findings = *request->findings;
        *request->findings = (tt_findings){0};
    }
    tt_status status = fill(r, request, err);
    if (status == TT_OK)
        *out = r;
    else
        cli_report_free(r);
    return status;
}

tt_status cli_report_start(cli_report *report, tt_error *err)
{
    return cli_report_start_charts(report, err);
}

tt_status cli_report_finish(cli_report *report, cli_report_progress *progress, void *context,
                            tt_error *err)
{
    tt_status status = cli_report_make_tables(report, err); /* while gnuplot draws */
    if (status == TT_OK)
        status = cli_report_write_tables(report, err);
    if (status == TT_OK)
        status = cli_report_finish_charts(report, progress, context, err);
    if (status == TT_OK)
        status = cli_report_write_page(report, err);
    return status;
}

static void clear_work(const cli_report *r, report_work *w)
{
    if (w->files_job != TT_NONE)
        cli_drawing_release(r->shared->drawing, w->files_job);
    if (w->page_job != TT_NONE)
        cli_drawing_release(r->shared->drawing, w->page_job);
    tt_chart_free(w->chart);
    tt_free(w->failure);
    for (size_t k = 0; k < w->name_count; k++)
        tt_free(w->names[k]);
    tt_free(w->names);
}

void cli_report_free(cli_report *r)
{
    if (!r)
        return;
    for (size_t i = 0; r->works && i < r->plan.count; i++)
        clear_work(r, &r->works[i]);
    tt_free(r->works);
    for (size_t i = 0; i < r->table_count; i++)
        tt_table_free(r->tables[i]);
    tt_findings_clear(&r->findings);
    tt_plan_clear(&r->plan);
    tt_index_list_clear(&r->series);
    tt_free(r->folder);
    tt_free(r->home);
    tt_free(r->title);
    tt_free(r);
}

const tt_plan *cli_report_plan(const cli_report *report)
{
    return &report->plan;
}

size_t cli_report_drawn(const cli_report *report)
{
    return report->plan.count - report->failures - report->declined;
}

size_t cli_report_failures(const cli_report *report)
{
    return report->failures;
}

const tt_findings *cli_report_findings(const cli_report *report)
{
    return &report->findings;
}

const char *cli_report_title(const cli_report *report)
{
    return report->title;
}

const char *cli_report_failure(const cli_report *report, size_t chart)
{
    const report_work *w = &report->works[chart];
    return w->declined ? NULL : w->failure;
}
