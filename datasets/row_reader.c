/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a table to observations, with numbers of the reader's own.
 *
 * Official tables repeat themselves: most cells equal the cell above. The splitter tells which columns
 * changed; only those are looked at, and what the others mean is still known from the row before. */
#include <math.h>
#include <string.h>

#include "row_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/number.h"

/* ---- pieces ---- */

void tt__piece_clear(tt__piece *piece)
{
    for (size_t i = 0; i < piece->event_count; i++) {
        tt_free(piece->events[i].message);
        tt_free(piece->events[i].text);
    }
    tt_free(piece->events);
    tt_free(piece->marks);
    tt_free(piece->rows);
    tt_free(piece->exposure);
    tt_free(piece->standard_error);
    tt__tuples_clear(&piece->series);
    tt__tuples_clear(&piece->origins);
    tt_free(piece->text);
    *piece = (tt__piece){0};
}

/* Empties what a piece gave before, but keeps the memory. */
static void reset_results(tt__piece *p)
{
    for (size_t i = 0; i < p->event_count; i++) {
        tt_free(p->events[i].message);
        tt_free(p->events[i].text);
    }
    p->event_count = p->mark_count = p->count = p->lines = p->table_rows = p->multiplied = 0;
    p->has_exposure = p->has_error = 0;
    tt__tuples_empty(&p->series);
    tt__tuples_empty(&p->origins);
    tt_error_clear(&p->fatal);
}

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the data set");
}

tt_status tt__row_add_event(tt__row_reader *r, tt__event event, tt_error *err)
{
    tt__piece *p = r->piece;
    if (tt_grow(&p->events, &p->event_capacity, p->event_count, sizeof *p->events) != 0)
        return no_memory(err);
    event.at = p->count;
    p->events[p->event_count++] = event;
    return TT_OK;
}

/* A fault of a row or a figure becomes an event; `row` is its text where it could be a remark. */
static tt_status add_fault(tt__row_reader *r, const tt_error *fault, size_t line, const char *row,
                           tt_error *err)
{
    tt__event event = {.kind = row ? TT__EVENT_REMARK : TT__EVENT_FAULT,
                       .status = fault->status,
                       .line = line,
                       .column = fault->column,
                       .where = fault->where,
                       .message = tt_strdup(fault->message),
                       .text = row ? tt_strdup(row) : NULL};
    tt_status status =
        event.message && (!row || event.text) ? tt__row_add_event(r, event, err) : no_memory(err);
    if (status != TT_OK) {
        tt_free(event.message);
        tt_free(event.text);
    }
    return status;
}

/* ---- rows ---- */

/* The column is the first that has no cell, or the first cell that has no column. */
static void ragged_row(const tt__row_reader *r, size_t count, tt_error *err)
{
    size_t header = r->plan->columns.count;
    (void)tt_fail(err, TT_ESCHEMA, "%zu cells where the header has %zu columns; does a cell %s?",
                  count, header, count < header ? "miss" : "hold a comma without quotes around it");
    tt_error_place(err, NULL, 0, (count < header ? count : header) + 1);
}

/* Whether a text is what stands below tables: a source, a note, a sentence. */
static int is_prose(const char *text)
{
    static const char *const beginnings[] = {
        "source",  "fuente", "note",  "nota", "footnote", "data from", "data as of",   "elaboraci",
        "updated", "last u", "https", "(c)",  "\xC2\xA9", "*",         "\xE2\x80\xA0", "(1)",
        "[1]",     "1)",     "1 ",    "a)",   "(a)",      "[a]",       "\xC2\xB9",
    };
    enum { WORDS_OF_A_SENTENCE = 6 };
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        size_t k = 0;
        while (beginnings[i][k] &&
               (beginnings[i][k] == text[k] || beginnings[i][k] == (text[k] | 32)))
            k++;
        if (!beginnings[i][k])
            return 1;
    }
    size_t blanks = 0;
    for (const char *at = text; *at; at++)
        blanks += *at == ' ' ? 1 : 0;
    size_t length = strlen(text);
    return strstr(text, ": ") || blanks + 1 >= WORDS_OF_A_SENTENCE ||
           (length > 2 && blanks >= 2 && text[length - 1] == '.');
}

/* The row's text when it may be a remark: only its first cell holds one, and that is no figure. */
static const char *as_remark(const tt__row_reader *r, const tt__cell *cells, size_t count)
{
    double number;
    for (size_t i = 1; i < count; i++)
        if (cells[i].length)
            return NULL;
    if (r->plan->columns.count < 2 ||
        tt_number_parse(cells[0].text, cells[0].length, &number) == 0 || !is_prose(cells[0].text))
        return NULL;
    return cells[0].text;
}

/* The figures of a row, or the fault that keeps it out. */
static tt_status make_figures(tt__row_reader *r, const tt__cell *cells, tt_error *err)
{
    for (size_t v = 0; v < r->value_count; v++) {
        tt__known_value *value = &r->values[v];
        tt_status status = tt__row_figure(r, value, cells[value->column], &r->spare);
        if (status == TT_OK)
            continue;
        if (status != TT_ENOMEM)
            status = add_fault(r, &r->spare, r->line, NULL, err);
        else
            status = no_memory(err);
        tt_error_clear(&r->spare);
        if (status != TT_OK)
            return status;
    }
    return TT_OK;
}

static tt_status on_row(const tt__cell *cells, size_t count, size_t line, void *context,
                        tt_error *err)
{
    tt__row_reader *r = context;
    r->line = line;
    if (r->to_skip > 0) {
        r->to_skip--;
        return TT_OK;
    }
    r->piece->table_rows++;
    const char *remark = as_remark(r, cells, count);
    if (count != r->plan->columns.count) {
        tt_error fault = {0};
        ragged_row(r, count, &fault);
        return add_fault(r, &fault, line, remark, err);
    }
    tt_status status = tt__row_take(r, cells, err);
    if (status != TT_OK)
        return status;
    if (r->fault_status != TT_OK)
        return add_fault(r, &r->fault, line, remark, err);
    if (remark) {
        tt_error fault = {0};
        (void)tt_fail(&fault, TT_ESCHEMA,
                      "a row with text in its first cell only, between rows of figures");
        fault.column = 1;
        return add_fault(r, &fault, line, remark, err);
    }
    return make_figures(r, cells, err);
}

/* ---- the reader ---- */

static int make_values(tt__row_reader *r)
{
    const tt__plan *plan = r->plan;
    for (size_t i = 0; i < plan->columns.count; i++)
        r->value_count += plan->columns.list[i].role == TT__COLUMN_VALUE ? 1 : 0;
    r->values = tt_calloc(r->value_count, sizeof *r->values);
    if (!r->values)
        return -1;
    tt__known_value *next = r->values;
    for (size_t i = 0; i < plan->columns.count; i++) {
        const tt__column *c = &plan->columns.list[i];
        if (c->role != TT__COLUMN_VALUE)
            continue;
        *next = (tt__known_value){.column = i};
        if (c->measure)
            next->measure = tt__pool_add(&r->numbers.values[plan->measure_slot], c->measure,
                                         strlen(c->measure));
        if (c->unit)
            next->unit = tt__pool_add(&r->numbers.texts, c->unit, strlen(c->unit));
        if (next->measure == TT__POOL_NONE || next->unit == TT__POOL_NONE)
            return -1;
        next++;
    }
    return 0;
}

static void list_inner(tt__row_reader *r, tt__column_role role)
{
    const tt__columns *columns = &r->plan->columns;
    for (size_t i = 0; i < columns->count; i++)
        if (columns->list[i].role == role)
            r->inner[r->inner_count++] = (uint32_t)i;
}

tt__row_reader *tt__row_reader_new(const tt__plan *plan)
{
    tt__row_reader *r = tt_calloc(1, sizeof *r);
    if (!r)
        return NULL;
    tt__numbers *n = &r->numbers;
    r->plan = plan;
    r->status.state = -1;
    r->origin_changed = 1;
    r->key_changed = 1;
    r->csv = tt__csv_new(plan->delimiter, on_row, r);
    r->key = tt_calloc(plan->slot_count + 1, sizeof *r->key);
    r->recent = tt_calloc(plan->slot_count * TT__RECENT, sizeof *r->recent);
    r->raw = tt_calloc(plan->columns.count, sizeof *r->raw);
    r->touched = tt_calloc(plan->columns.count, 1);
    r->inner = tt_calloc(plan->columns.count, sizeof *r->inner);
    n->values = tt_calloc(plan->slot_count, sizeof *n->values);
    n->outer = tt_calloc(plan->slot_count, sizeof *n->outer);
    n->outer_count = tt_calloc(plan->slot_count, sizeof *n->outer_count);
    for (size_t i = 0; i < TT__COLUMN_ROLE_COUNT; i++)
        r->extra[i] = NAN;
    if (!r->csv || !r->key || !r->recent || !r->raw || !r->touched || !r->inner || !n->values ||
        !n->outer || !n->outer_count || tt__pool_add(&n->texts, "", 0) != 0 ||
        make_values(r) != 0) {
        tt__row_reader_free(r);
        return NULL;
    }
    list_inner(r, TT__COLUMN_NESTED);
    r->nested_count = r->inner_count;
    list_inner(r, TT__COLUMN_ATTRIBUTE);
    return r;
}

void tt__row_reader_free(tt__row_reader *r)
{
    if (!r)
        return;
    tt__numbers *n = &r->numbers;
    for (size_t i = 0; i < r->plan->slot_count; i++) {
        if (n->values)
            tt__pool_clear(&n->values[i]);
        if (n->outer)
            tt_free(n->outer[i]);
    }
    tt_free(n->values);
    tt_free(n->outer);
    tt_free(n->outer_count);
    tt__pool_clear(&n->texts);
    tt__csv_free(r->csv);
    tt_strbuf_clear(&r->status.note);
    tt_strbuf_clear(&r->scratch);
    tt_free(r->key);
    tt_free(r->recent);
    tt_free(r->raw);
    tt_free(r->touched);
    tt_free(r->inner);
    tt_free(r->values);
    tt_free(r);
}

const tt__numbers *tt__row_reader_numbers(const tt__row_reader *r)
{
    return &r->numbers;
}

void tt__row_reader_read(tt__row_reader *r, tt__piece *piece)
{
    reset_results(piece);
    piece->series.width = r->plan->slot_count + 1;
    piece->origins.width = TT__ORIGIN_TEXTS;
    r->piece = piece;
    r->is_new_piece = 1;
    r->key_changed = 1;
    r->origin_changed = 1;
    r->to_skip = piece->number == 0 ? r->plan->skip : 0;
    tt__csv_restart(r->csv);
    size_t length = tt__prepare_text(r->plan->form, piece->text, piece->length);
    tt_status status = tt__csv_feed(r->csv, piece->text, length, &piece->fatal);
    if (status == TT_OK && piece->is_last)
        status = tt__csv_end(r->csv, &piece->fatal);
    tt_error_place(&piece->fatal, NULL, tt__csv_line(r->csv), 0);
    piece->lines = tt__csv_line(r->csv) - 1;
}
