/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panels: sums over those areas that have a figure in every period of a window, so that neither a
 * country that begins to report nor one that stops shows as a rise or a fall. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dataset_internal.h"
#include "tiptrend/aggregate.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

/* A series that may be a member. */
typedef struct member {
    const tt_series *series;
    size_t width;
    size_t dimension;
    size_t index;
    uint32_t breakdown;
    tt_point_list list;
    int left_out;
} member;

/* The candidates of one panel: the same key but for the dimension, the same unit. */
typedef struct group {
    member *members; /* members[count] */
    size_t count;
    int32_t months;    /* length of its periods */
    int32_t first;     /* start of the first period in which any has a figure */
    int32_t last;      /* start of the last one; below `first` when there is none */
    size_t candidates; /* with a figure in the window */
} group;

typedef struct paneling {
    const tt_dataset *from;
    tt_dataset *to;
    const tt_panel_options *options;
    size_t dimension;
    uint32_t *key;
    tt__sum sum;
    size_t panels;
    size_t without;  /* groups that have no panel */
    size_t totals;   /* printed totals that are left out */
    size_t unsummed; /* series whose figures do not add up */
} paneling;

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for a panel");
}

/* ---- groups ---- */

/* 0 when two members are candidates of one panel. */
static int compare_groups(const member *x, const member *y)
{
    for (size_t d = 0; d < x->width; d++)
        if (d != x->dimension && x->series->key[d] != y->series->key[d])
            return x->series->key[d] < y->series->key[d] ? -1 : 1;
    if (x->breakdown != y->breakdown)
        return x->breakdown < y->breakdown ? -1 : 1;
    return strcmp(x->series->unit, y->series->unit);
}

static int compare_members(const void *a, const void *b)
{
    const member *x = a;
    const member *y = b;
    int order = compare_groups(x, y);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* The series that may be members, those of one panel side by side. Returns how many. */
static size_t collect(paneling *p, member *list)
{
    const tt_index_list *chosen = p->options->series;
    size_t count = chosen ? chosen->count : p->from->series_count;
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        size_t index = chosen ? chosen->index[i] : i;
        const tt_series *series = &p->from->series[index];
        uint32_t value = series->key[p->dimension];
        p->totals += value == 0 && !series->derived ? 1 : 0;
        p->unsummed += value != 0 && !tt_unit_is_additive(series->unit_kind) ? 1 : 0;
        if (value == 0 || !tt_unit_is_additive(series->unit_kind))
            continue;
        list[used++] = (member){.series = series,
                                .width = p->from->dimension_count,
                                .dimension = p->dimension,
                                .index = index,
                                .breakdown = tt_dataset_breakdown(p->from, p->dimension, value)};
    }
    qsort(list, used, sizeof *list, compare_members);
    return used;
}

static int is_figure(const paneling *p, const tt_point *point)
{
    if (point->flags & TT_VALUE_PARTIAL)
        return 0;
    return !isnan(point->value) || (p->options->allow_intervals && !isnan(point->low));
}

/* ---- members ---- */

/* Loads the points, and finds the usual length of periods and the window. */
static tt_status load_group(paneling *p, group *g, tt_error *err)
{
    tt__lengths lengths = {0};
    for (size_t m = 0; m < g->count; m++) {
        tt_point_list *list = &g->members[m].list;
        tt_status status = tt_dataset_points(p->from, g->members[m].index, p->options->from,
                                             p->options->to, list, err);
        if (status != TT_OK)
            return status;
        for (size_t i = 0; i < list->count; i++)
            if (is_figure(p, &list->points[i]))
                tt__lengths_add(&lengths, list->points[i].period.months);
    }
    g->months = tt__lengths_usual(&lengths);
    g->first = INT32_MAX;
    g->last = INT32_MIN;
    for (size_t m = 0; m < g->count; m++) {
        const tt_point_list *list = &g->members[m].list;
        for (size_t i = 0; i < list->count; i++) {
            const tt_point *point = &list->points[i];
            if (point->period.months != g->months || !is_figure(p, point))
                continue;
            g->first = point->period.start < g->first ? point->period.start : g->first;
            g->last = point->period.start > g->last ? point->period.start : g->last;
        }
    }
    return TT_OK;
}

/* Marks the periods of the window in which a member has a figure; by[(start - first) / months]. */
static void mark_periods(const paneling *p, const group *g, const member *m, char *by)
{
    for (size_t i = 0; i < m->list.count; i++) {
        const tt_point *point = &m->list.points[i];
        int32_t shift = point->period.start - g->first;
        if (point->period.months == g->months && shift >= 0 && shift % g->months == 0 &&
            is_figure(p, point))
            by[shift / g->months] = 1;
    }
}

/* Leaves out those that lack a period. Returns how many remain; `any` is filled with the periods in which
 * any candidate has a figure. */
static size_t choose_members(const paneling *p, group *g, char *any, char *own, size_t periods)
{
    size_t members = 0;
    for (size_t m = 0; m < g->count; m++)
        mark_periods(p, g, &g->members[m], any);
    for (size_t m = 0; m < g->count; m++) {
        memset(own, 0, periods);
        mark_periods(p, g, &g->members[m], own);
        g->members[m].left_out = memcmp(own, any, periods) != 0;
        g->candidates += memchr(own, 1, periods) ? 1 : 0;
        members += g->members[m].left_out ? 0 : 1;
    }
    return members;
}

static const tt_point *point_at(const member *m, tt_period period)
{
    for (size_t i = 0; i < m->list.count; i++)
        if (tt_period_compare(m->list.points[i].period, period) == 0)
            return &m->list.points[i];
    return NULL;
}

/* ---- sums ---- */

static tt_status sum_panel(paneling *p, const group *g, const char *any, size_t periods,
                           const char *note, tt_error *err)
{
    const tt_series *like = g->members[0].series;
    uint32_t series;
    memcpy(p->key, like->key, p->from->dimension_count * sizeof *p->key);
    p->key[p->dimension] = 0;
    tt_status status = tt__dataset_add_series(p->to, p->key, like->unit_id, &series, err);
    for (size_t i = 0; i < periods && status == TT_OK; i++) {
        tt_period period = {g->first + (int32_t)i * g->months, g->months};
        if (!any[i])
            continue;
        tt__sum_start(&p->sum, period);
        p->sum.row.flags |= TT_VALUE_PANEL;
        for (size_t m = 0; m < g->count && status == TT_OK; m++)
            if (!g->members[m].left_out)
                status = tt__sum_add(&p->sum, p->from, point_at(&g->members[m], period), err);
        if (status == TT_OK)
            status = tt__sum_finish(&p->sum, p->to, series, 0, note, err);
    }
    p->panels += status == TT_OK ? 1 : 0;
    return status;
}

/* "victims: 23 of 141 values of 'area' have a figure in every period from 2007 to 2022: ...". */
static void describe(const paneling *p, const group *g, size_t members, tt_strbuf *out)
{
    enum { MOST_NAMES = 60 };
    char first[TT_PERIOD_TEXT_SIZE];
    char last[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text((tt_period){g->first, g->months}, first);
    (void)tt_period_text((tt_period){g->last, g->months}, last);
    size_t indicator = tt_dataset_find_role(p->from, TT_ROLE_INDICATOR);
    const uint32_t *key = g->members[0].series->key;
    if (indicator != TT_NONE && key[indicator])
        tt_strbuf_addf(out, "%s: ", tt_dataset_value(p->from, indicator, key[indicator]));
    int areas = tt_dataset_role(p->from, p->dimension) == TT_ROLE_AREA;
    tt_strbuf_addf(out, "%zu of %zu %s%s%s have a figure in every period from %s to %s: ", members,
                   g->candidates, areas ? "areas" : "values of '",
                   areas ? "" : tt_dataset_dimension(p->from, p->dimension), areas ? "" : "'",
                   first, last);
    size_t named = 0;
    for (size_t m = 0; m < g->count; m++) {
        if (g->members[m].left_out || named++ >= MOST_NAMES)
            continue;
        tt_strbuf_addf(
            out, "%s%s", named > 1 ? ", " : "",
            tt_dataset_value(p->from, p->dimension, g->members[m].series->key[p->dimension]));
    }
    tt_strbuf_add(out, named > MOST_NAMES ? ", ..." : "");
    tt_strbuf_add(out, areas ? ". Summing countries is not a world total." : ".");
}

static tt_status add_panel(paneling *p, group *g, tt_error *err)
{
    enum { MOST_REMARKS = 12 };
    tt_status status = load_group(p, g, err);
    if (status != TT_OK)
        return status;
    size_t periods = g->last < g->first ? 0 : (size_t)((g->last - g->first) / g->months + 1);
    char *any = tt_calloc(periods + 1, 1);
    char *own = tt_calloc(periods + 1, 1);
    tt_strbuf text = TT_STRBUF_INIT;
    if (!any || !own)
        status = no_memory(err);
    size_t members = status == TT_OK ? choose_members(p, g, any, own, periods) : 0;
    if (status == TT_OK && members >= 2 && periods) {
        char note[64];
        (void)snprintf(note, sizeof note, "sum of a panel of %zu", members);
        describe(p, g, members, &text);
        status = tt_strbuf_status(&text, err);
        if (status == TT_OK)
            status = sum_panel(p, g, any, periods, note, err);
        if (status == TT_OK && p->panels <= MOST_REMARKS)
            status = tt__dataset_add_remark(p->to, text.text, err);
    } else {
        p->without++;
    }
    tt_strbuf_clear(&text);
    tt_free(any);
    tt_free(own);
    return status;
}

static tt_status add_panels(paneling *p, member *list, size_t count, tt_error *err)
{
    tt_status status = TT_OK;
    size_t end;
    for (size_t i = 0; i < count && status == TT_OK; i = end) {
        end = i + 1;
        while (end < count && compare_groups(&list[i], &list[end]) == 0)
            end++;
        group g = {.members = list + i, .count = end - i};
        status = add_panel(p, &g, err);
        for (size_t m = i; m < end; m++)
            tt_point_list_clear(&list[m].list);
    }
    return status;
}

/* What was left out. */
static tt_status remark(const paneling *p, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    if (p->without)
        tt_strbuf_addf(&text, "Groups of series without two members: %zu. ", p->without);
    if (p->totals)
        tt_strbuf_addf(&text, "Printed totals that are not used: %zu. ", p->totals);
    if (p->unsummed)
        tt_strbuf_addf(&text, "Series whose figures do not add up, left out: %zu. ", p->unsummed);
    tt_status status = tt_strbuf_status(&text, err);
    if (status == TT_OK && text.length) {
        text.text[text.length - 1] = '\0';
        status = tt__dataset_add_remark(p->to, text.text, err);
    }
    tt_strbuf_clear(&text);
    return status;
}

static tt_status find_dimension(paneling *p, tt_error *err)
{
    const char *name = p->options->dimension;
    p->dimension = tt_dataset_find_dimension(p->from, name);
    if (p->dimension == TT_NONE)
        return tt_fail(err, TT_ENOTFOUND, "the data have no dimension '%s' to sum over", name);
    tt_dimension_role role = p->from->dimensions[p->dimension].role;
    if (role != TT_ROLE_AREA && !tt_role_is_summable(role))
        return tt_fail(err, TT_EUSAGE,
                       "the values of '%s' are not parts of one whole and cannot be summed", name);
    return TT_OK;
}

static tt_status no_panel(const paneling *p, tt_error *err)
{
    if (p->without == 0)
        return tt_fail(err, TT_ETOOFEW, "no series has a value of '%s' and figures that add up",
                       p->options->dimension);
    return tt_fail(
        err, TT_ETOOFEW,
        "no two values of '%s' have a figure in every period of the window; narrow it with "
        "--from and --to, or choose series with --where",
        p->options->dimension);
}

tt_status tt_dataset_panel(tt_dataset **ds, const tt_panel_options *options, tt_error *err)
{
    paneling p = {.from = *ds, .options = options};
    if (!p.from->finished)
        return tt_fail(err, TT_EUSAGE, "the data set is not finished");
    tt_status status = find_dimension(&p, err);
    if (status != TT_OK)
        return status;
    member *list = tt_calloc(p.from->series_count, sizeof *list);
    p.key = tt_calloc(p.from->dimension_count, sizeof *p.key);
    status = list && p.key ? tt__dataset_like(*ds, &p.to, err) : no_memory(err);
    if (status == TT_OK)
        status = add_panels(&p, list, collect(&p, list), err);
    if (status == TT_OK && p.panels == 0)
        status = no_panel(&p, err);
    if (status == TT_OK)
        status = remark(&p, err);
    tt_free(list);
    tt_free(p.key);
    tt__sum_clear(&p.sum);
    if (status == TT_OK)
        return tt__dataset_adopt(ds, p.to, err);
    tt_dataset_free(p.to);
    return status;
}
