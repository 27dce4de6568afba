/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of contributions: how much each part along one dimension adds to the change of its total, in
 * percentage points of the earlier total. They add up exactly; what the printed total has beyond its parts, or
 * the parts beyond it, is a row of its own. */
#include <math.h>
#include <stdlib.h>

#include "tables.h"
#include "tiptrend/change.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},   {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"from", "From", TT_COLUMN_YEAR, 0},       {"to", "To", TT_COLUMN_YEAR, 0},
    {"part", "Part", TT_COLUMN_TEXT, 0},       {"earlier", "Earlier", TT_COLUMN_NUMBER, 0},
    {"later", "Later", TT_COLUMN_NUMBER, 0},   {"change", "Change", TT_COLUMN_SIGNED, 0},
    {"points", "Points", TT_COLUMN_SIGNED, 2}, {"status", "Status", TT_COLUMN_TEXT, 0},
};

/* A total and its parts in two neighbouring periods. */
typedef struct step {
    const cli_analysis_request *request;
    const tt_series *total;
    size_t dimension;
    const tt_index_list *parts;
    int across_breaks;
    const tt_point *before;
    const tt_point *after;
    double *earlier; /* of each part and, last, of the rest */
    double *later;
    double *points;
} step;

static void begin_row(const step *s, const char *part, double earlier, double later,
                      tt_table *table)
{
    char text[TT_PERIOD_TEXT_SIZE];
    tt_table_text(table, s->total->name);
    tt_table_text(table, s->total->unit);
    (void)tt_period_text(s->before->period, text);
    tt_table_text(table, text);
    (void)tt_period_text(s->after->period, text);
    tt_table_text(table, text);
    tt_table_text(table, part);
    tt_table_number(table, earlier);
    tt_table_number(table, later);
    tt_table_number(table, later - earlier);
}

static void refuse(const step *s, const char *part, const char *status, tt_table *table)
{
    begin_row(s, part, s->before->value, s->after->value, table);
    tt_table_empty(table);
    tt_table_text(table, status);
    tt_table_end_row(table, 0, NULL);
}

static const char *part_name(const step *s, size_t part)
{
    const tt_series *series = tt_dataset_series(s->request->ds, s->parts->index[part]);
    return tt_dataset_value(s->request->ds, s->dimension, series->key[s->dimension]);
}

/* Why the total itself has no change to explain; NULL when it has one. */
static const char *why_not(const step *s)
{
    const tt_point *a = s->before;
    const tt_point *b = s->after;
    if ((a->flags | b->flags) & TT_VALUE_PARTIAL)
        return "partial";
    if (b->break_before && !s->across_breaks)
        return "break";
    if (!tt_period_follows(a->period, b->period) && !s->request->settings->across_gaps)
        return "gap";
    return isnan(a->value) || isnan(b->value) ? "interval" : NULL;
}

/* Reads the figures of all parts. Returns the place of one that cannot be used, with the reason, or
 * their number. */
static size_t read_parts(const step *s, const char **reason)
{
    size_t n = s->parts->count;
    double sum_before = 0;
    double sum_after = 0;
    for (size_t i = 0; i < n; i++) {
        tt_point a;
        tt_point b;
        const tt_dataset *ds = s->request->ds;
        int found = tt_dataset_point_at(ds, s->parts->index[i], s->before->period, &a) &&
                    tt_dataset_point_at(ds, s->parts->index[i], s->after->period, &b);
        *reason = !found || isnan(a.low) || isnan(b.low) ? "missing part"
                  : isnan(a.value) || isnan(b.value)     ? "interval"
                  : b.break_before && !s->across_breaks  ? "break"
                                                         : NULL;
        if (*reason)
            return i;
        s->earlier[i] = a.value;
        s->later[i] = b.value;
        sum_before += a.value;
        sum_after += b.value;
    }
    s->earlier[n] = s->before->value - sum_before;
    s->later[n] = s->after->value - sum_after;
    return n;
}

static void add_step(const step *s, tt_table *table)
{
    size_t n = s->parts->count;
    const char *reason = why_not(s);
    size_t bad = reason ? n : read_parts(s, &reason);
    if (reason) {
        refuse(s, bad < n ? part_name(s, bad) : NULL, reason, table);
        return;
    }
    double total;
    int has_rest = s->earlier[n] != 0 || s->later[n] != 0;
    if (tt_change_contributions(s->earlier, s->later, n + 1, s->points, &total, NULL) != TT_OK) {
        refuse(s, NULL, "undefined", table);
        return;
    }
    for (size_t i = 0; i < n + (has_rest ? 1 : 0); i++) {
        begin_row(s, i < n ? part_name(s, i) : "(total less parts)", s->earlier[i], s->later[i],
                  table);
        tt_table_number(table, s->points[i]);
        tt_table_text(table, i < n ? "part" : "rest");
        int over = i == n && (s->earlier[i] < 0 || s->later[i] < 0);
        tt_table_end_row(table, over ? TT_NOTE_CONTRADICTS : 0, NULL);
    }
    begin_row(s, "(total)", s->before->value, s->after->value, table);
    tt_table_number(table, total);
    tt_table_text(table, "total");
    tt_table_end_row(table, tt_value_notes(s->before->flags), NULL);
}

/* All steps of one total over one set of its parts. */
static tt_status add_parts(const cli_analysis_request *request, size_t series, size_t dimension,
                           const tt_index_list *parts, tt_table *table, tt_error *err)
{
    tt_point_list list;
    tt_status status = tt_dataset_points(request->ds, series, (int)request->settings->from,
                                         (int)request->settings->to, &list, err);
    if (status != TT_OK)
        return status;
    step s = {.request = request,
              .total = tt_dataset_series(request->ds, series),
              .dimension = dimension,
              .parts = parts,
              .across_breaks = request->settings->across_breaks};
    double *numbers = tt_calloc(3 * (parts->count + 1), sizeof *numbers);
    if (!numbers)
        status = tt_fail(err, TT_ENOMEM, "no memory for contributions");
    s.earlier = numbers;
    s.later = numbers + (parts->count + 1);
    s.points = numbers + 2 * (parts->count + 1);
    for (size_t i = 0; i < list.count && status == TT_OK; i++) {
        s.after = &list.points[i];
        if (s.after->state == TT_STATE_MISSING)
            continue;
        if (s.before)
            add_step(&s, table);
        s.before = s.after;
    }
    tt_free(numbers);
    tt_point_list_clear(&list);
    return status;
}

/* A nested dimension has several sets of parts, one for each breakdown. */
static tt_status add_series(const cli_analysis_request *request, size_t series, size_t dimension,
                            tt_table *table, tt_error *err)
{
    tt_status status = TT_OK;
    size_t values = tt_dataset_value_count(request->ds, dimension);
    if (tt_dataset_series(request->ds, series)->key[dimension] != 0)
        return TT_OK;
    for (uint32_t v = 1; v < values && status == TT_OK; v++) {
        uint32_t breakdown = tt_dataset_breakdown(request->ds, dimension, v);
        uint32_t earlier = 1; /* each breakdown once: at its first value */
        while (earlier < v && tt_dataset_breakdown(request->ds, dimension, earlier) != breakdown)
            earlier++;
        if (earlier < v)
            continue;
        tt_index_list parts = {0};
        status = tt_dataset_parts(request->ds, series, dimension, breakdown, &parts, err);
        if (status == TT_OK && parts.count)
            status = add_parts(request, series, dimension, &parts, table, err);
        tt_index_list_clear(&parts);
    }
    return status;
}

tt_status cli_table_contributions(const cli_analysis_request *request, tt_table **out,
                                  tt_error *err)
{
    const char *name = request->settings->contributions;
    size_t dimension = tt_dataset_find_dimension(request->ds, name);
    tt_table *table = tt_table_new("Contributions to the change of the total", columns,
                                   sizeof columns / sizeof *columns);
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK && dimension == TT_NONE)
        status = tt_fail(err, TT_ENOTFOUND,
                         "no dimension '%s' to take parts along; 'tiptrend convert' shows those "
                         "that there are",
                         name);
    if (status == TT_OK && !tt_role_is_summable(tt_dataset_role(request->ds, dimension)))
        status =
            tt_fail(err, TT_EUSAGE,
                    "the values of '%s' are no parts of a whole; name a dimension whose values "
                    "add up, such as sex or form",
                    name);
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++) {
        size_t series = request->series->index[i];
        if (tt_unit_is_additive(tt_dataset_series(request->ds, series)->unit_kind))
            status = add_series(request, series, dimension, table, err);
    }
    if (status == TT_OK)
        tt_table_remark(table,
                        "Points: percentage points of the earlier total; those of the parts add "
                        "to those of the total exactly.");
    return cli_table_done(table, status, out, err);
}
