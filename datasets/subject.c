/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of results and the figures behind them. */
#include "tiptrend/subject.h"

#include <stdio.h>
#include <string.h>

#include "dataset_internal.h"
#include "tiptrend/memory.h"

struct tt_subjects {
    const tt_dataset *ds;
    const tt_table *table;
    size_t series; /* columns; TT_NONE where there is none */
    size_t unit;
    size_t first;
    size_t last;
    tt_subject_span span;
    const size_t *among; /* the series that rows can be about; NULL: all of the data set */
    tt__pool names;
    uint32_t *of_name; /* of_name[name]: the place of a series of that name + 1 */
    uint32_t *next;    /* next[place]: that of another one of its name + 1; 0: none */
};

static size_t find_column(const tt_table *table, const char *name)
{
    for (size_t c = 0; c < tt_table_column_count(table); c++)
        if (strcmp(tt_table_column(table, c)->name, name) == 0)
            return c;
    return TT_NONE;
}

/* The columns that say which periods a row is about. */
static void find_periods(tt_subjects *s)
{
    static const struct {
        const char *first;
        const char *last;
        tt_subject_span span;
    } ways[] = {
        {"period", "period", TT_SUBJECT_PERIOD}, {"year", "year", TT_SUBJECT_PERIOD},
        {"from", "to", TT_SUBJECT_PAIR},         {"first", "last", TT_SUBJECT_SPAN},
        {"start", "end", TT_SUBJECT_SPAN},
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        s->first = find_column(s->table, ways[i].first);
        s->last = find_column(s->table, ways[i].last);
        s->span = ways[i].span;
        if (s->first != TT_NONE && s->last != TT_NONE)
            return;
    }
    s->span = TT_SUBJECT_ALL;
}

static size_t series_at(const tt_subjects *s, size_t place)
{
    return s->among ? s->among[place] : place;
}

tt_status tt_subjects_new(const tt_dataset *ds, const tt_table *table, const size_t *among,
                          size_t count, tt_subjects **out, tt_error *err)
{
    size_t places = among ? count : ds->series_count;
    *out = NULL;
    tt_subjects *s = tt_calloc(1, sizeof *s);
    if (!s)
        return tt_fail(err, TT_ENOMEM, "no memory to look at a table");
    *s = (tt_subjects){.ds = ds,
                       .table = table,
                       .series = find_column(table, "series"),
                       .unit = find_column(table, "unit"),
                       .among = among,
                       .of_name = tt_calloc(places + 1, sizeof *s->of_name),
                       .next = tt_calloc(places + 1, sizeof *s->next)};
    if (!s->of_name || !s->next) {
        tt_subjects_free(s);
        return tt_fail(err, TT_ENOMEM, "no memory to look at a table");
    }
    find_periods(s);
    for (size_t i = places; i-- > 0;) { /* so that a chain is in the order of the series */
        const char *name = ds->series[series_at(s, i)].name;
        uint32_t id = tt__pool_add(&s->names, name, strlen(name));
        if (id == TT__POOL_NONE) {
            tt_subjects_free(s);
            return tt_fail(err, TT_ENOMEM, "no memory to look at a table");
        }
        s->next[i] = s->of_name[id];
        s->of_name[id] = (uint32_t)i + 1;
    }
    *out = s;
    return TT_OK;
}

void tt_subjects_free(tt_subjects *s)
{
    if (!s)
        return;
    tt__pool_clear(&s->names);
    tt_free(s->of_name);
    tt_free(s->next);
    tt_free(s);
}

/* The period in a cell: a text, or a year as a number. Returns 0 when there is none. */
static int read_period(const tt_subjects *s, size_t row, size_t column, tt_period *out)
{
    tt_cell cell = tt_table_cell(s->table, row, column);
    char number[32];
    const char *text = cell.text;
    if (cell.kind == TT_CELL_NUMBER) {
        (void)snprintf(number, sizeof number, "%.0f", cell.number);
        text = number;
    }
    return cell.kind != TT_CELL_EMPTY && *text &&
           tt_period_parse(text, strlen(text), out, NULL) == TT_OK;
}

static tt_status add_series(const tt_subjects *s, size_t row, tt_subject *out, tt_error *err)
{
    tt_cell name = tt_table_cell(s->table, row, s->series);
    tt_cell unit = {.kind = TT_CELL_EMPTY};
    if (s->unit != TT_NONE)
        unit = tt_table_cell(s->table, row, s->unit);
    uint32_t id = name.kind == TT_CELL_TEXT ? tt__pool_find(&s->names, name.text, strlen(name.text))
                                            : TT__POOL_NONE;
    tt_status status = TT_OK;
    for (uint32_t i = id == TT__POOL_NONE ? 0 : s->of_name[id]; i && status == TT_OK;
         i = s->next[i - 1]) {
        size_t series = series_at(s, i - 1);
        if (unit.kind != TT_CELL_TEXT || strcmp(unit.text, s->ds->series[series].unit) == 0)
            status = tt_index_list_add(&out->series, series, err);
    }
    return status;
}

tt_status tt_subjects_row(const tt_subjects *s, size_t row, tt_subject *out, tt_error *err)
{
    *out = (tt_subject){.span = s->span};
    if (s->series == TT_NONE)
        return TT_OK;
    tt_status status = add_series(s, row, out, err);
    if (s->span != TT_SUBJECT_ALL &&
        (!read_period(s, row, s->first, &out->first) || !read_period(s, row, s->last, &out->last)))
        out->span = TT_SUBJECT_ALL;
    if (status != TT_OK)
        tt_subject_clear(out);
    return status;
}

void tt_subject_clear(tt_subject *subject)
{
    tt_index_list_clear(&subject->series);
    *subject = (tt_subject){0};
}

int tt_subject_has(const tt_subject *subject, tt_period period)
{
    switch (subject->span) {
    case TT_SUBJECT_PERIOD:
        return tt_period_compare(period, subject->first) == 0;
    case TT_SUBJECT_PAIR:
        return tt_period_compare(period, subject->first) == 0 ||
               tt_period_compare(period, subject->last) == 0;
    case TT_SUBJECT_SPAN:
        return period.start >= subject->first.start &&
               period.start + period.months <= subject->last.start + subject->last.months;
    case TT_SUBJECT_ALL:
        break;
    }
    return 1;
}
