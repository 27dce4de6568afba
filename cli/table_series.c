/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of series. */
#include <math.h>
#include <string.h>

#include "small_rule.h"
#include "tables.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},     {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"points", "Points", TT_COLUMN_INTEGER, 0},  {"first", "First", TT_COLUMN_YEAR, 0},
    {"last", "Last", TT_COLUMN_YEAR, 0},         {"lowest", "Lowest", TT_COLUMN_NUMBER, 0},
    {"highest", "Highest", TT_COLUMN_NUMBER, 0}, {"states", "States", TT_COLUMN_TEXT, 0},
    {"picture", "Picture", TT_COLUMN_TEXT, 0},   {"small", "Small counts", TT_COLUMN_TEXT, 0},
};

/* "3 suppressed, 1 missing": what is not a plain figure. */
static void tell_states(const tt_point_list *list, tt_strbuf *out)
{
    size_t counts[TT_STATE_COUNT] = {0};
    size_t partial = 0;
    size_t bounds = 0;
    for (size_t i = 0; i < list->count; i++) {
        const tt_point *point = &list->points[i];
        counts[point->state]++;
        partial += point->flags & TT_VALUE_PARTIAL ? 1 : 0;
        bounds += point->state == TT_STATE_OBSERVED && isnan(point->value) ? 1 : 0;
    }
    counts[TT_STATE_OBSERVED] = 0;
    const char *between = "";
    for (int s = 0; s < TT_STATE_COUNT; s++) {
        if (!counts[s])
            continue;
        tt_strbuf_addf(out, "%s%zu %s", between, counts[s], tt_state_name((tt_state)s));
        between = ", ";
    }
    if (bounds) {
        tt_strbuf_addf(out, "%s%zu as interval", between, bounds);
        between = ", ";
    }
    if (partial)
        tt_strbuf_addf(out, "%s%zu partial", between, partial);
}

/* "2 withhold, 5 unstable": what a rule says of the figures. */
static void tell_small(const tt_point_list *list, const tt_small_rule *rule, tt_strbuf *out)
{
    static const char *const words[] = {"withheld", "withhold", "unstable"};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        size_t count = 0;
        for (size_t i = 0; i < list->count; i++)
            count += strcmp(cli_small_word(rule, &list->points[i], NAN), words[w]) == 0;
        if (count)
            tt_strbuf_addf(out, "%s%zu %s", out->length ? ", " : "", count, words[w]);
    }
}

/* One block of eight heights for each period, a blank for each missing period. */
static void draw(const tt_point_list *list, double lowest, double highest, tt_strbuf *out)
{
    enum { WIDEST = 40 };
    int32_t months = list->count ? list->points[0].period.months : 12;
    size_t drawn = 0;
    for (size_t i = 0; i < list->count && drawn < WIDEST; i++, drawn++) {
        const tt_point *point = &list->points[i];
        if (i > 0 && months > 0) {
            int32_t missing = (point->period.start - list->points[i - 1].period.start) / months - 1;
            for (; missing > 0 && drawn < WIDEST; missing--, drawn++)
                tt_strbuf_add_char(out, ' ');
        }
        if (isnan(point->value)) {
            tt_strbuf_add(out, isnan(point->low) ? " " : "\xC2\xB7");
            continue;
        }
        double part = highest > lowest ? (point->value - lowest) / (highest - lowest) : 0.5;
        char block[] = "\xE2\x96\x81"; /* U+2581 ... U+2588 */
        block[2] = (char)(0x81 + (int)(part * 7 + 0.5));
        tt_strbuf_add(out, block);
    }
}

static tt_notes point_notes(const tt_point_list *list)
{
    tt_notes notes = 0;
    for (size_t i = 0; i < list->count; i++) {
        notes |= tt_value_notes(list->points[i].flags);
        notes |= list->points[i].rows > 1 && list->points[i].state != TT_STATE_CONFLICTING
                     ? TT_NOTE_REPEATED
                     : 0;
    }
    return notes;
}

static void tell_breaks(const tt_point_list *list, tt_strbuf *out)
{
    for (size_t i = 0; i < list->count; i++) {
        char text[TT_PERIOD_TEXT_SIZE];
        if (!list->points[i].break_before)
            continue;
        (void)tt_period_text(list->points[i].period, text);
        tt_strbuf_addf(out, "%snew definition from %s", out->length ? "; " : "", text);
    }
}

static void add_row(tt_table *table, const tt_series *series, const tt_point_list *list,
                    const tt_small_rule *rule)
{
    double lowest = INFINITY;
    double highest = -INFINITY;
    for (size_t i = 0; i < list->count; i++) {
        if (isnan(list->points[i].value))
            continue;
        lowest = fmin(lowest, list->points[i].value);
        highest = fmax(highest, list->points[i].value);
    }
    char first[TT_PERIOD_TEXT_SIZE];
    char last[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(list->points[0].period, first);
    (void)tt_period_text(list->points[list->count - 1].period, last);
    tt_strbuf states = TT_STRBUF_INIT;
    tt_strbuf picture = TT_STRBUF_INIT;
    tt_strbuf small = TT_STRBUF_INIT;
    tt_strbuf breaks = TT_STRBUF_INIT;
    tell_states(list, &states);
    draw(list, fmin(lowest, 0), highest, &picture);
    tell_breaks(list, &breaks);
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    tt_table_number(table, (double)list->count);
    tt_table_text(table, first);
    tt_table_text(table, last);
    tt_table_number(table, isinf(lowest) ? NAN : lowest);
    tt_table_number(table, isinf(highest) ? NAN : highest);
    tt_table_text(table, tt_strbuf_text(&states));
    tt_table_text(table, tt_strbuf_text(&picture));
    if (series->unit_kind == TT_UNIT_COUNT)
        tell_small(list, rule, &small);
    tt_table_text(table, tt_strbuf_text(&small));
    tt_strbuf_clear(&small);
    tt_table_end_row(table, point_notes(list), tt_strbuf_text(&breaks));
    tt_strbuf_clear(&states);
    tt_strbuf_clear(&picture);
    tt_strbuf_clear(&breaks);
}

tt_status cli_table_series(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    const tt_dataset *ds = request->ds;
    const tt_index_list *chosen = request->series;
    tt_small_rule rule;
    tt_table *table = tt_table_new("Series", columns, sizeof columns / sizeof *columns);
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK)
        status = cli_small_rule(request->settings, &rule, err);
    for (size_t i = 0; i < chosen->count && status == TT_OK; i++) {
        tt_point_list list;
        status = tt_dataset_points(ds, chosen->index[i], (int)request->settings->from,
                                   (int)request->settings->to, &list, err);
        if (status == TT_OK && list.count)
            add_row(table, tt_dataset_series(ds, chosen->index[i]), &list, &rule);
        tt_point_list_clear(&list);
    }
    return cli_table_done(table, status, out, err);
}
