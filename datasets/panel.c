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
    const char *summed; /* summed[width]: the dimension, and those that only repeat it */
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
    size_t kept;       /* members */
    int printed;       /* 1: some of its series are printed, not sums of other series */
    size_t periods;    /* of the window; 0 without any figure */
    char *any;         /* any[periods]: whether any candidate has a figure */
} group;

typedef struct paneling {
    const tt_dataset *from;
    tt_dataset *to;
    const tt_panel_options *options;
    size_t dimension;
    char *summed; /* summed[dimensions]: 1 for the dimension and for those that only repeat it */
    uint32_t *key;
    tt__sum sum;
    group *groups; /* groups[group_count] */
    size_t group_count;
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

/* The dimension, and those that only repeat it: each value of either goes with one of the other. */
static tt_status find_summed(paneling *p, tt_error *err)
{
    const tt_dataset *ds = p->from;
    p->summed = tt_calloc(ds->dimension_count, 1);
    uint32_t *mine = tt_calloc(tt_dataset_value_count(ds, p->dimension), sizeof *mine);
    tt_status status = p->summed && mine ? TT_OK : no_memory(err);
    for (size_t d = 0; d < ds->dimension_count && status == TT_OK; d++) {
        uint32_t *its = tt_calloc(tt_dataset_value_count(ds, d), sizeof *its);
        if (!its)
            status = no_memory(err);
        else
            p->summed[d] = d == p->dimension || (tt_dataset_value_count(ds, d) > 2 &&
                                                 tt__dimension_follows(ds, d, p->dimension, mine) &&
                                                 tt__dimension_follows(ds, p->dimension, d, its));
        tt_free(its);
    }
    tt_free(mine);
    return status;
}

/* 0 when two members are candidates of one panel. */
static int compare_groups(const member *x, const member *y)
{
    for (size_t d = 0; d < x->width; d++)
        if (!x->summed[d] && x->series->key[d] != y->series->key[d])
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
                                .summed = p->summed,
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

/* Leaves out those that lack a period. */
static tt_status choose_members(const paneling *p, group *g, tt_error *err)
{
    g->periods = g->last < g->first ? 0 : (size_t)((g->last - g->first) / g->months + 1);
    g->any = tt_calloc(g->periods + 1, 1);
    char *own = tt_calloc(g->periods + 1, 1);
    if (!g->any || !own) {
        tt_free(own);
        return no_memory(err);
    }
    for (size_t m = 0; m < g->count; m++)
        mark_periods(p, g, &g->members[m], g->any);
    for (size_t m = 0; m < g->count; m++) {
        memset(own, 0, g->periods + 1);
        mark_periods(p, g, &g->members[m], own);
        g->members[m].left_out = memcmp(own, g->any, g->periods + 1) != 0;
        g->candidates += memchr(own, 1, g->periods + 1) ? 1 : 0;
        g->kept += g->members[m].left_out ? 0 : 1;
    }
    tt_free(own);
    return TT_OK;
}

static int is_panel(const group *g)
{
    return g->periods && g->kept >= 2;
}

/* Whether a series was printed as such, before sums over time were made of its figures. */
static int is_printed(const tt_dataset *ds, const tt_series *series)
{
    while (ds->parent)
        ds = ds->parent;
    size_t first = tt_dataset_find_series(ds, series->key, series->unit_id);
    return first != TT_NONE && !ds->series[first].derived;
}

/* Sums over different areas must not be divided by each other, so that the members of one group are those of
 * all. A group that has no panel of its own has no say and is left out, and so has one of totals that nobody printed.
 * by[value]: in how many of the other groups the value is a member. */
static tt_status keep_common(paneling *p, tt_error *err)
{
    size_t *by = tt_calloc(tt_dataset_value_count(p->from, p->dimension), sizeof *by);
    size_t with_say = 0;
    int printed = 0;
    size_t common = 0;
    if (!by)
        return no_memory(err);
    for (size_t i = 0; i < p->group_count; i++)
        printed |= is_panel(&p->groups[i]) && p->groups[i].printed;
    for (size_t i = 0; i < p->group_count; i++) {
        const group *g = &p->groups[i];
        if (!is_panel(g) || g->printed < printed)
            continue;
        with_say++;
        for (size_t m = 0; m < g->count; m++)
            by[g->members[m].series->key[p->dimension]] += g->members[m].left_out ? 0 : 1;
    }
    for (size_t v = 0; v < tt_dataset_value_count(p->from, p->dimension); v++)
        common += with_say && by[v] == with_say ? 1 : 0;
    for (size_t i = 0; i < p->group_count; i++) {
        group *g = &p->groups[i];
        g->kept = 0;
        for (size_t m = 0; m < g->count; m++) {
            member *one = &g->members[m];
            one->left_out |= by[one->series->key[p->dimension]] < with_say;
            g->kept += one->left_out ? 0 : 1;
        }
        g->kept = g->kept < common ? 0 : g->kept;
    }
    tt_free(by);
    return TT_OK;
}

static const tt_point *point_at(const member *m, tt_period period)
{
    for (size_t i = 0; i < m->list.count; i++)
        if (tt_period_compare(m->list.points[i].period, period) == 0)
            return &m->list.points[i];
    return NULL;
}

/* ---- sums ---- */

static tt_status sum_panel(paneling *p, const group *g, tt_error *err)
{
    char note[64];
    (void)snprintf(note, sizeof note, "sum of a panel of %zu", g->kept);
    const tt_series *like = g->members[0].series;
    uint32_t series;
    for (size_t d = 0; d < p->from->dimension_count; d++)
        p->key[d] = p->summed[d] ? 0 : like->key[d];
    tt_status status = tt__dataset_add_series(p->to, p->key, like->unit_id, &series, err);
    for (size_t i = 0; i < g->periods && status == TT_OK; i++) {
        tt_period period = {g->first + (int32_t)i * g->months, g->months};
        if (!g->any[i])
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

/* ---- words ---- */

/* "victims/female": the values of a group. Returns how many there are. */
static size_t tell_group(const paneling *p, const group *g, tt_strbuf *out)
{
    const uint32_t *key = g->members[0].series->key;
    size_t named = 0;
    for (size_t d = 0; d < p->from->dimension_count; d++)
        if (!p->summed[d] && key[d])
            tt_strbuf_addf(out, "%s%s", named++ ? "/" : "", tt_dataset_value(p->from, d, key[d]));
    return named;
}

/* ": Australia, Azerbaijan, ..." */
static void tell_names(const paneling *p, const group *g, tt_strbuf *out)
{
    enum { MOST_NAMES = 60 };
    size_t named = 0;
    for (size_t m = 0; m < g->count; m++) {
        if (g->members[m].left_out || named++ >= MOST_NAMES)
            continue;
        tt_strbuf_addf(
            out, "%s%s", named > 1 ? ", " : ": ",
            tt_dataset_value(p->from, p->dimension, g->members[m].series->key[p->dimension]));
    }
    tt_strbuf_add(out, named > MOST_NAMES ? ", ..." : "");
    tt_strbuf_add(out, tt_dataset_role(p->from, p->dimension) == TT_ROLE_AREA
                           ? ". Summing countries is not a world total."
                           : ".");
}

static int is_of_areas(const paneling *p)
{
    return tt_dataset_role(p->from, p->dimension) == TT_ROLE_AREA;
}

/* "victims: 23 of 141 areas have a figure in every period from 2007 to 2022: ...". */
static void describe(const paneling *p, const group *g, tt_strbuf *out)
{
    char first[TT_PERIOD_TEXT_SIZE];
    char last[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text((tt_period){g->first, g->months}, first);
    (void)tt_period_text((tt_period){g->last, g->months}, last);
    if (tell_group(p, g, out))
        tt_strbuf_add(out, ": ");
    if (is_of_areas(p))
        tt_strbuf_addf(out, "%zu of %zu areas have a figure in every period from %s to %s", g->kept,
                       g->candidates, first, last);
    else
        tt_strbuf_addf(out, "%zu of %zu values of '%s' have a figure in every period from %s to %s",
                       g->kept, g->candidates, tt_dataset_dimension(p->from, p->dimension), first,
                       last);
    tell_names(p, g, out);
}

/* The members of all groups at once. */
static void describe_all(const paneling *p, tt_strbuf *out)
{
    const group *widest = NULL;
    for (size_t i = 0; i < p->group_count; i++)
        if (p->groups[i].kept && (!widest || p->groups[i].candidates > widest->candidates))
            widest = &p->groups[i];
    if (is_of_areas(p))
        tt_strbuf_addf(
            out,
            "%zu series over the same panel: %zu of %zu areas have a figure in every period "
            "of each of them",
            p->panels, widest->kept, widest->candidates);
    else
        tt_strbuf_addf(out,
                       "%zu series over the same panel: %zu of %zu values of '%s' have a figure in "
                       "every period of each of them",
                       p->panels, widest->kept, widest->candidates,
                       tt_dataset_dimension(p->from, p->dimension));
    tell_names(p, widest, out);
}

static tt_status say(paneling *p, tt_strbuf *text, tt_error *err)
{
    tt_status status = tt_strbuf_status(text, err);
    if (status == TT_OK)
        status = tt__dataset_add_remark(p->to, text->text, err);
    tt_strbuf_clear(text);
    return status;
}

/* ---- panels ---- */

static tt_status find_groups(paneling *p, member *list, size_t count, tt_error *err)
{
    p->groups = tt_calloc(count, sizeof *p->groups);
    if (!p->groups)
        return no_memory(err);
    tt_status status = TT_OK;
    size_t end;
    for (size_t i = 0; i < count && status == TT_OK; i = end) {
        end = i + 1;
        while (end < count && compare_groups(&list[i], &list[end]) == 0)
            end++;
        group *g = &p->groups[p->group_count++];
        *g = (group){.members = list + i, .count = end - i};
        for (size_t m = i; m < end && !g->printed; m++)
            g->printed = is_printed(p->from, list[m].series);
        status = load_group(p, g, err);
        if (status == TT_OK)
            status = choose_members(p, g, err);
    }
    return status;
}

static tt_status add_panels(paneling *p, tt_error *err)
{
    enum { MOST_REMARKS = 12 };
    int one_for_all = !p->options->each && p->group_count > 1;
    tt_status status = one_for_all ? keep_common(p, err) : TT_OK;
    for (size_t i = 0; i < p->group_count && status == TT_OK; i++) {
        const group *g = &p->groups[i];
        if (!is_panel(g)) {
            p->without++;
            continue;
        }
        tt_strbuf text = TT_STRBUF_INIT;
        status = sum_panel(p, g, err);
        if (status == TT_OK && !one_for_all && p->panels <= MOST_REMARKS) {
            describe(p, g, &text);
            status = say(p, &text, err);
        }
    }
    if (status == TT_OK && one_for_all && p->panels) {
        tt_strbuf text = TT_STRBUF_INIT;
        describe_all(p, &text);
        status = say(p, &text, err);
    } else if (status == TT_OK && p->panels > 1) {
        tt_strbuf text = TT_STRBUF_INIT;
        tt_strbuf_add(&text,
                      "Each series is the sum of a panel of its own: sums over different members "
                      "are not to be divided by each other.");
        status = say(p, &text, err);
    }
    return status;
}

static void clear_groups(paneling *p)
{
    for (size_t i = 0; i < p->group_count; i++) {
        for (size_t m = 0; m < p->groups[i].count; m++)
            tt_point_list_clear(&p->groups[i].members[m].list);
        tt_free(p->groups[i].any);
    }
    tt_free(p->groups);
}

/* What was left out. */
static tt_status remark(paneling *p, tt_error *err)
{
    const struct {
        size_t count;
        const char *text;
    } list[] = {
        {p->without, "Groups of series without two members: %zu."},
        {p->totals, "Printed totals that are not used: %zu."},
        {p->unsummed, "Series whose figures do not add up, left out: %zu."},
    };
    tt_status status = TT_OK;
    for (size_t i = 0; i < sizeof list / sizeof *list && status == TT_OK; i++) {
        tt_strbuf text = TT_STRBUF_INIT;
        if (list[i].count == 0)
            continue;
        tt_strbuf_addf(&text, list[i].text, list[i].count);
        status = say(p, &text, err);
    }
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
    if (p->group_count == 1 || p->options->each)
        return tt_fail(
            err, TT_ETOOFEW,
            "no two values of '%s' have a figure in every period of the window; narrow it with "
            "--from and --to, or choose series with --where",
            p->options->dimension);
    const group *fewest = &p->groups[0];
    for (size_t i = 0; i < p->group_count; i++)
        if (p->groups[i].candidates && p->groups[i].candidates < fewest->candidates)
            fewest = &p->groups[i];
    tt_strbuf name = TT_STRBUF_INIT;
    if (!tell_group(p, fewest, &name))
        tt_strbuf_add(&name, "the total");
    tt_status status = tt_fail(
        err, TT_ETOOFEW,
        "no two values of '%s' have a figure in every period of all %zu series (%s has figures of "
        "%zu); choose fewer series with --where, narrow the window with --from and --to, or give "
        "each series a panel of its own with --panel-each",
        p->options->dimension, p->group_count, tt_strbuf_text(&name), fewest->candidates);
    tt_strbuf_clear(&name);
    return status;
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
        status = find_summed(&p, err);
    if (status == TT_OK)
        status = find_groups(&p, list, collect(&p, list), err);
    if (status == TT_OK)
        status = add_panels(&p, err);
    if (status == TT_OK && p.panels == 0)
        status = no_panel(&p, err);
    if (status == TT_OK)
        status = remark(&p, err);
    clear_groups(&p);
    tt_free(list);
    tt_free(p.key);
    tt_free(p.summed);
    tt__sum_clear(&p.sum);
    if (status == TT_OK)
        return tt__dataset_adopt(ds, p.to, err);
    tt_dataset_free(p.to);
    return status;
}
