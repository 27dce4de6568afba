/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of what changes from one edition of a table to the next. */
#include <math.h>

#include "tables.h"
#include "tiptrend/trace.h"

static const tt_column columns[] = {
    {"change", "Change", TT_COLUMN_TEXT, 0},
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"period", "Period", TT_COLUMN_YEAR, 0},
    {"before", "Before", TT_COLUMN_NUMBER, 0},
    {"before_low", "from", TT_COLUMN_NUMBER, 0},
    {"before_high", "to", TT_COLUMN_NUMBER, 0},
    {"after", "After", TT_COLUMN_NUMBER, 0},
    {"after_low", "from", TT_COLUMN_NUMBER, 0},
    {"after_high", "to", TT_COLUMN_NUMBER, 0},
    {"difference", "Difference", TT_COLUMN_SIGNED, 0},
    {"percent", "%", TT_COLUMN_SIGNED, 1},
    {"before_line", "Line before", TT_COLUMN_TEXT, 0},
    {"after_line", "Line after", TT_COLUMN_TEXT, 0},
};

/* A figure: a point, or the interval in which it lies. */
static void add_figure(tt_table *table, const tt_point *point)
{
    int known = point->rows > 0;
    int interval = known && isnan(point->value);
    tt_table_number(table, known ? point->value : NAN);
    tt_table_number(table, interval ? point->low : NAN);
    tt_table_number(table, interval ? point->high : NAN);
}

static tt_status add_lines(tt_table *table, const tt_dataset *ds, size_t series, tt_period period,
                           tt_error *err)
{
    tt_strbuf lines = TT_STRBUF_INIT;
    tt_status status = TT_OK;
    if (series != TT_NONE)
        status = tt_dataset_lines(ds, series, period, &lines, err);
    tt_table_text(table, lines.length ? lines.text : NULL);
    tt_strbuf_clear(&lines);
    return status;
}

/* "partial before; suppressed after": what the figures alone do not show. */
static void tell_states(const tt_restatement *r, tt_strbuf *out)
{
    const tt_point *points[] = {&r->before, &r->after};
    static const char *const when[] = {"before", "after"};
    for (int i = 0; i < 2; i++) {
        if (!points[i]->rows)
            continue;
        if (points[i]->state != TT_STATE_OBSERVED && points[i]->state != TT_STATE_ZERO)
            tt_strbuf_addf(out, "%s%s %s", out->length ? "; " : "", tt_state_name(points[i]->state),
                           when[i]);
        if (points[i]->flags & TT_VALUE_PARTIAL)
            tt_strbuf_addf(out, "%spartial %s", out->length ? "; " : "", when[i]);
    }
}

static tt_status add_row(tt_table *table, const tt_dataset *older, const tt_dataset *newer,
                         const tt_restatement *r, tt_error *err)
{
    const tt_series *series = r->new_series != TT_NONE ? tt_dataset_series(newer, r->new_series)
                                                       : tt_dataset_series(older, r->old_series);
    char period[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(r->period, period);
    tt_table_text(table, tt_edition_change_name(r->change));
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    tt_table_text(table, period);
    add_figure(table, &r->before);
    add_figure(table, &r->after);
    int both = r->before.rows && r->after.rows;
    double difference = both ? r->after.value - r->before.value : NAN;
    tt_table_number(table, difference);
    tt_table_number(table, r->before.value > 0 ? 100 * difference / r->before.value : NAN);
    tt_status status = add_lines(table, older, r->old_series, r->period, err);
    if (status == TT_OK)
        status = add_lines(table, newer, r->new_series, r->period, err);
    tt_strbuf states = TT_STRBUF_INIT;
    tell_states(r, &states);
    unsigned flags =
        (r->before.rows ? r->before.flags : 0u) | (r->after.rows ? r->after.flags : 0u);
    tt_table_end_row(table, tt_value_notes(flags), tt_strbuf_text(&states));
    tt_strbuf_clear(&states);
    return status;
}

tt_table *cli_table_restated_new(void)
{
    return tt_table_new("Editions", columns, sizeof columns / sizeof *columns);
}

static void tell_columns(const tt_dataset *ds, tt_strbuf *out)
{
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++)
        tt_strbuf_addf(out, "%s%s", d ? ", " : "", tt_dataset_dimension(ds, d));
}

/* Nothing in common: the columns or units must differ, not the figures. */
static void tell_strangers(const cli_editions *editions, tt_strbuf *out)
{
    tt_strbuf_addf(out, " They have no figure in common; dimensions of the earlier: ");
    tell_columns(editions->older, out);
    tt_strbuf_addf(out, "; of the later: ");
    tell_columns(editions->newer, out);
    tt_strbuf_addf(out, ". Units may differ too. --ignore COLUMN leaves a column out of both.");
}

tt_status cli_table_restated_add(tt_table *table, const cli_editions *editions, tt_error *err)
{
    const tt_restatements *found = &editions->found;
    tt_status status = tt_table_status(table, err);
    for (size_t i = 0; i < found->count && status == TT_OK; i++)
        status = add_row(table, editions->older, editions->newer, &found->list[i], err);
    tt_strbuf remark = TT_STRBUF_INIT;
    tt_strbuf_addf(&remark, "%s against %s: %zu restated, %zu vanished, %zu new, %zu the same.",
                   editions->newer_name, editions->older_name, found->changes[TT_EDITION_RESTATED],
                   found->changes[TT_EDITION_VANISHED], found->changes[TT_EDITION_NEW],
                   found->same);
    if (found->changes[TT_EDITION_RESTATED] + found->same == 0)
        tell_strangers(editions, &remark);
    if (table)
        tt_table_remark(table, tt_strbuf_text(&remark));
    tt_strbuf_clear(&remark);
    return status;
}
