/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table that compares the changes of two areas (or of two other values of a dimension), year by year: the
 * ratio of their two ratios, with exact limits given all four counts' margins. */
#include <math.h>
#include <string.h>

#include "condition.h"
#include "tables.h"
#include "tiptrend/memory.h"
#include "tiptrend/multitest.h"
#include "tiptrend/rate_ratio.h"
#include "tiptrend/select.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"from", "From", TT_COLUMN_YEAR, 0},
    {"to", "To", TT_COLUMN_YEAR, 0},
    {"first", "First", TT_COLUMN_TEXT, 0},
    {"first_earlier", "Earlier", TT_COLUMN_NUMBER, 0},
    {"first_later", "Later", TT_COLUMN_NUMBER, 0},
    {"first_percent", "%", TT_COLUMN_SIGNED, 1},
    {"second", "Second", TT_COLUMN_TEXT, 0},
    {"second_earlier", "Earlier", TT_COLUMN_NUMBER, 0},
    {"second_later", "Later", TT_COLUMN_NUMBER, 0},
    {"second_percent", "%", TT_COLUMN_SIGNED, 1},
    {"ratio", "Ratio", TT_COLUMN_NUMBER, 3},
    {"ratio_low", "lower", TT_COLUMN_NUMBER, 3},
    {"ratio_high", "upper", TT_COLUMN_NUMBER, 3},
    {"p", "p", TT_COLUMN_P, 0},
    {"p_adjusted", "p adj.", TT_COLUMN_P, 0},
    {"status", "Status", TT_COLUMN_TEXT, 0},
};

typedef struct comparison {
    size_t series;      /* of the first area */
    tt_point figure[4]; /* first earlier and later, second earlier and later */
    const char *status;
    tt_rate_ratio ratio;
    double adjusted;
} comparison;

typedef struct comparisons {
    const cli_analysis_request *request;
    size_t dimension;
    uint32_t first; /* values of the dimension */
    uint32_t second;
    tt_ci_options options;
    comparison *list;
    size_t count;
    size_t capacity;
} comparisons;

static tt_status find_values(const char *text, comparisons *c, tt_error *err)
{
    const tt_dataset *ds = c->request->ds;
    cli_condition pair;
    size_t area = tt_dataset_find_role(ds, TT_ROLE_AREA);
    const char *usual = area == TT_NONE ? NULL : tt_dataset_dimension(ds, area);
    tt_status status = cli_condition_parse(text, "compare-areas", usual, &pair, err);
    if (status != TT_OK)
        return status;
    c->dimension = tt_dataset_find_dimension(ds, pair.condition.dimension);
    if (pair.condition.count != 2)
        status = tt_fail(err, TT_EUSAGE, "--compare-areas takes two of them: A,B or DIM=A,B");
    else if (c->dimension == TT_NONE)
        status = tt_fail(err, TT_ENOTFOUND, "no dimension '%s'", pair.condition.dimension);
    for (size_t i = 0; i < 2 && status == TT_OK; i++) {
        size_t found = tt_dataset_find_value(ds, c->dimension, pair.values[i]);
        if (found == TT_NONE)
            status =
                tt_fail(err, TT_ENOTFOUND, "'%s' has no value '%s'; 'tiptrend list' shows them",
                        pair.condition.dimension, pair.values[i]);
        else
            *(i ? &c->second : &c->first) = (uint32_t)found;
    }
    cli_condition_clear(&pair);
    return status;
}

static const char *why_not(const comparisons *c, const tt_point *f)
{
    const cli_settings *settings = c->request->settings;
    for (int i = 0; i < 4; i++) {
        if (f[i].flags & TT_VALUE_PARTIAL)
            return "partial";
        if (isnan(f[i].value))
            return isnan(f[i].low) ? "missing" : "interval";
    }
    if ((f[1].break_before || f[3].break_before) && !settings->across_breaks)
        return "break";
    if (!tt_period_follows(f[0].period, f[1].period))
        return "gap";
    return NULL;
}

static tt_status add_pair(comparisons *c, size_t series, const tt_point figure[4], tt_error *err)
{
    if (tt_grow(&c->list, &c->capacity, c->count, sizeof *c->list) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for comparisons");
    comparison *new = &c->list[c->count++];
    *new = (comparison){.series = series, .status = why_not(c, figure)};
    memcpy(new->figure, figure, sizeof new->figure);
    new->ratio.p = NAN;
    if (new->status)
        return TT_OK;
    tt_error fault = {0};
    tt_counted_pair first = {{figure[0].value, 1}, {figure[1].value, 1}};
    tt_counted_pair second = {{figure[2].value, 1}, {figure[3].value, 1}};
    tt_status status = tt_rate_ratio_compare(&first, &second, &c->options, &new->ratio, &fault);
    if (status == TT_EDOMAIN || status == TT_ENONFINITE) {
        new->status = "not counts";
        new->ratio.p = NAN;
        return TT_OK;
    }
    return status == TT_OK ? TT_OK : tt_fail(err, status, "%s", fault.message);
}

/* All steps of one series of the first value against its partner. */
static tt_status add_series(comparisons *c, size_t series, tt_error *err)
{
    const tt_dataset *ds = c->request->ds;
    size_t partner;
    tt_status status = tt_dataset_find_sibling(ds, series, c->dimension, c->second, &partner, err);
    if (status != TT_OK || partner == TT_NONE)
        return status;
    tt_point_list list;
    status = tt_dataset_points(ds, series, (int)c->request->settings->from,
                               (int)c->request->settings->to, &list, err);
    tt_point figure[4];
    int has_before = 0;
    for (size_t i = 0; status == TT_OK && i < list.count; i++) {
        tt_point other;
        if (list.points[i].state == TT_STATE_MISSING ||
            !tt_dataset_point_at(ds, partner, list.points[i].period, &other) ||
            other.state == TT_STATE_MISSING)
            continue;
        figure[1] = list.points[i];
        figure[3] = other;
        if (has_before)
            status = add_pair(c, series, figure, err);
        figure[0] = figure[1];
        figure[2] = figure[3];
        has_before = 1;
    }
    tt_point_list_clear(&list);
    return status;
}

static tt_status adjust(comparisons *c, tt_error *err)
{
    double *p = tt_calloc(c->count, sizeof *p);
    if (!p)
        return tt_fail(err, TT_ENOMEM, "no memory for comparisons");
    for (size_t i = 0; i < c->count; i++)
        p[i] = c->list[i].ratio.p;
    tt_status status = TT_OK;
    int method = c->request->settings->adjust;
    if (method == CLI_ADJUST_HOLM)
        status = tt_multitest_holm(p, c->count, p, err);
    else if (method == CLI_ADJUST_BH)
        status = tt_multitest_bh(p, c->count, p, err);
    for (size_t i = 0; i < c->count; i++)
        c->list[i].adjusted = method == CLI_ADJUST_NONE ? NAN : p[i];
    tt_free(p);
    return status;
}

static void add_side(const comparisons *c, uint32_t value, const tt_point *figure, tt_table *table)
{
    double earlier = figure[0].value;
    double later = figure[1].value;
    tt_table_text(table, tt_dataset_value(c->request->ds, c->dimension, value));
    tt_table_number(table, earlier);
    tt_table_number(table, later);
    tt_table_number(table, earlier > 0 ? 100 * (later - earlier) / earlier : NAN);
}

static void add_row(const comparisons *c, const comparison *row, tt_table *table)
{
    char text[TT_PERIOD_TEXT_SIZE];
    const tt_series *series = tt_dataset_series(c->request->ds, row->series);
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    (void)tt_period_text(row->figure[0].period, text);
    tt_table_text(table, text);
    (void)tt_period_text(row->figure[1].period, text);
    tt_table_text(table, text);
    add_side(c, c->first, &row->figure[0], table);
    add_side(c, c->second, &row->figure[2], table);
    const tt_rate_ratio *r = &row->ratio;
    if (row->status) {
        for (int i = 0; i < 5; i++)
            tt_table_empty(table);
        tt_table_text(table, row->status);
        tt_table_end_row(table, strcmp(row->status, "break") == 0 ? TT_NOTE_BREAK : 0, NULL);
        return;
    }
    tt_table_limits(table, r->ratio.value, r->ratio.low, r->ratio.high);
    tt_table_number(table, r->p);
    tt_table_number(table, row->adjusted);
    tt_table_text(table, "comparison");
    int broken = row->figure[1].break_before || row->figure[3].break_before;
    tt_table_end_row(table, r->notes | (broken ? TT_NOTE_ACROSS_BREAKS : 0), NULL);
}

tt_status cli_table_compare(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    const cli_settings *settings = request->settings;
    tt_table *table = tt_table_new("Changes compared", columns, sizeof columns / sizeof *columns);
    comparisons c = {.request = request, .options = {.conf = settings->conf}};
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK)
        status = find_values(settings->compare_areas, &c, err);
    if (status == TT_OK && settings->ci)
        status = cli_ci_method(settings->ci, TT_CI_FOR_RATIO, &c.options.method, err);
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++) {
        const tt_series *series = tt_dataset_series(request->ds, request->series->index[i]);
        if (series->key[c.dimension] == c.first && series->unit_kind == TT_UNIT_COUNT)
            status = add_series(&c, request->series->index[i], err);
    }
    if (status == TT_OK)
        status = adjust(&c, err);
    for (size_t i = 0; i < c.count && status == TT_OK; i++)
        add_row(&c, &c.list[i], table);
    tt_free(c.list);
    if (status == TT_OK)
        tt_table_remark(table,
                        "Ratio: (later / earlier) of the first over that of the second; 1 where "
                        "both changed alike. Limits and p are exact given the margins.");
    return cli_table_done(table, status, out, err);
}
