/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result model: tables of cells with notes. */
#include "tiptrend/table.h"

#include "table_stream.h"

#include <math.h>
#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/number.h"

tt_table *tt_table_new(const char *title, const tt_column *columns, size_t count)
{
    tt_table *table = tt_calloc(1, sizeof *table);
    if (!table)
        return NULL;
    table->title = tt_strdup(title);
    table->columns = tt_calloc(count, sizeof *table->columns);
    table->detail = tt_calloc(count, sizeof *table->detail);
    if (!table->title || !table->columns || !table->detail) {
        tt_table_free(table);
        return NULL;
    }
    memcpy(table->columns, columns, count * sizeof *columns);
    table->column_count = count;
    return table;
}

void tt_table_free(tt_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->cell_count; i++)
        tt_free((void *)(uintptr_t)table->cells[i].text);
    for (size_t i = 0; i < table->row_count; i++)
        tt_free(table->rows[i].more);
    for (size_t i = 0; i < table->remark_count; i++)
        tt_free(table->remarks[i]);
    tt__table_stream_free(table->stream);
    tt_free(table->remarks);
    tt_free(table->rows);
    tt_free(table->cells);
    tt_free(table->detail);
    tt_free(table->columns);
    tt_free(table->title);
    tt_free(table);
}

static void add_cell(tt_table *table, tt_cell cell)
{
    if (!table || table->failed)
        return;
    if (table->cell_count >= (table->row_count + 1) * table->column_count)
        table->failed = TT_EINTERNAL;
    else if (tt_grow(&table->cells, &table->cell_capacity, table->cell_count,
                     sizeof *table->cells) != 0)
        table->failed = TT_ENOMEM;
    else
        table->cells[table->cell_count++] = cell;
}

void tt_table_text(tt_table *table, const char *text)
{
    if (!table || table->failed)
        return;
    if (!text) {
        tt_table_empty(table);
        return;
    }
    if (table->stream) {
        tt__table_stream_text(table, text);
        return;
    }
    char *copy = tt_strdup(text);
    if (!copy) {
        table->failed = TT_ENOMEM;
        return;
    }
    add_cell(table, (tt_cell){TT_CELL_TEXT, NAN, copy});
    if (table->failed)
        tt_free(copy);
}

void tt_table_number(tt_table *table, double number)
{
    if (table && table->stream && !table->failed)
        tt__table_stream_number(table, number);
    else
        add_cell(table, (tt_cell){isnan(number) ? TT_CELL_EMPTY : TT_CELL_NUMBER, number, NULL});
}

void tt_table_empty(tt_table *table)
{
    tt_table_number(table, NAN);
}

void tt_table_limits(tt_table *table, double value, double low, double high)
{
    tt_table_number(table, value);
    tt_table_number(table, low);
    tt_table_number(table, high);
}

void tt_table_end_row(tt_table *table, tt_notes notes, const char *more)
{
    if (!table)
        return;
    if (table->stream && !table->failed)
        tt__table_stream_end(table, notes, more);
    if (table->stream)
        return;
    while (!table->failed && table->cell_count < (table->row_count + 1) * table->column_count)
        tt_table_empty(table);
    if (table->failed)
        return;
    char *copy = more && *more ? tt_strdup(more) : NULL;
    if ((more && *more && !copy) ||
        tt_grow(&table->rows, &table->row_capacity, table->row_count, sizeof *table->rows) != 0) {
        tt_free(copy);
        table->failed = TT_ENOMEM;
        return;
    }
    table->rows[table->row_count++] = (tt__row_notes){notes, copy};
}

void tt_table_annotate(tt_table *table, size_t row, tt_notes notes, const char *more)
{
    if (!table || table->failed)
        return;
    tt__row_notes *r = &table->rows[row];
    tt_strbuf text = TT_STRBUF_INIT;
    if (r->more)
        tt_strbuf_addf(&text, "%s%s", r->more, more && *more ? "; " : "");
    if (more)
        tt_strbuf_add(&text, more);
    char *joined = text.length ? tt_strdup(tt_strbuf_text(&text)) : NULL;
    if (text.failed || (text.length && !joined)) {
        table->failed = TT_ENOMEM;
    } else {
        tt_free(r->more);
        r->more = joined;
        r->notes |= notes;
    }
    tt_strbuf_clear(&text);
}

void tt_table_insert_column(tt_table *table, size_t at, const tt_column *column)
{
    if (!table || table->failed)
        return;
    size_t old = table->column_count;
    size_t count = table->row_count * (old + 1);
    tt_column *columns = tt_realloc(table->columns, old + 1, sizeof *columns);
    table->columns = columns ? columns : table->columns;
    char *detail = tt_realloc(table->detail, old + 1, sizeof *detail);
    table->detail = detail ? detail : table->detail;
    tt_cell *cells = tt_calloc(count, sizeof *cells);
    if (!columns || !detail || !cells) {
        tt_free(cells);
        table->failed = TT_ENOMEM;
        return;
    }
    for (size_t r = 0; r < table->row_count; r++) {
        tt_cell *to = cells + r * (old + 1);
        const tt_cell *from = table->cells + r * old;
        memcpy(to, from, at * sizeof *to);
        to[at] = (tt_cell){TT_CELL_EMPTY, NAN, NULL};
        memcpy(to + at + 1, from + at, (old - at) * sizeof *to);
    }
    memmove(columns + at + 1, columns + at, (old - at) * sizeof *columns);
    memmove(detail + at + 1, detail + at, old - at);
    columns[at] = *column;
    detail[at] = 0;
    tt_free(table->cells);
    table->cells = cells;
    table->cell_count = table->cell_capacity = count;
    table->column_count = old + 1;
}

void tt_table_set_text(tt_table *table, size_t row, size_t column, const char *text)
{
    if (!table || table->failed)
        return;
    tt_cell *cell = &table->cells[row * table->column_count + column];
    char *copy = text && *text ? tt_strdup(text) : NULL;
    if (text && *text && !copy) {
        table->failed = TT_ENOMEM;
        return;
    }
    tt_free((void *)(uintptr_t)cell->text);
    *cell = (tt_cell){copy ? TT_CELL_TEXT : TT_CELL_EMPTY, NAN, copy};
}

void tt_table_remark(tt_table *table, const char *text)
{
    if (!table || table->failed)
        return;
    char *copy = tt_strdup(text);
    if (!copy || tt_grow(&table->remarks, &table->remark_capacity, table->remark_count,
                         sizeof *table->remarks) != 0) {
        tt_free(copy);
        table->failed = TT_ENOMEM;
        return;
    }
    table->remarks[table->remark_count++] = copy;
}

void tt_table_details(tt_table *table, const char *const *names)
{
    for (; table && !table->failed && *names; names++) {
        size_t c = 0;
        while (c < table->column_count && strcmp(table->columns[c].name, *names) != 0)
            c++;
        if (c < table->column_count)
            table->detail[c] = 1;
        else
            table->failed = TT_EINTERNAL;
    }
}

static int is_empty(const tt_table *table, size_t column)
{
    for (size_t r = 0; r < table->row_count; r++) {
        tt_cell cell = tt_table_cell(table, r, column);
        if (cell.kind == TT_CELL_NUMBER || (cell.kind == TT_CELL_TEXT && *cell.text))
            return 0;
    }
    return table->row_count > 0;
}

/* Whether people see a column: not when it is empty, unless it names the limits or the range behind it. */
static int is_shown(const tt_table *table, size_t column)
{
    if (!is_empty(table, column))
        return 1;
    size_t next = column + 1;
    return next < table->column_count && !is_empty(table, next) &&
           (strcmp(table->columns[next].label, "lower") == 0 ||
            strcmp(table->columns[next].label, "to") == 0);
}

static void copy_cell(tt_table *to, tt_cell cell)
{
    if (cell.kind == TT_CELL_TEXT)
        tt_table_text(to, cell.text);
    else
        tt_table_number(to, cell.number);
}

void tt_table_append(tt_table *table, const tt_table *from)
{
    for (size_t r = 0; table && r < from->row_count; r++) {
        for (size_t c = 0; c < from->column_count; c++)
            copy_cell(table, tt_table_cell(from, r, c));
        tt_table_end_row(table, from->rows[r].notes, from->rows[r].more);
    }
    for (size_t i = 0; table && i < from->remark_count; i++) {
        size_t k = 0;
        while (k < table->remark_count && strcmp(table->remarks[k], from->remarks[i]) != 0)
            k++;
        if (k == table->remark_count)
            tt_table_remark(table, from->remarks[i]);
    }
}

/* A copy with some of the columns. */
static tt_table *project(const tt_table *table, const size_t *shown, size_t count)
{
    tt_table *out = tt_table_new(table->title, table->columns, count);
    for (size_t c = 0; out && c < count; c++)
        out->columns[c] = table->columns[shown[c]];
    for (size_t r = 0; out && r < table->row_count; r++) {
        for (size_t c = 0; c < count; c++)
            copy_cell(out, tt_table_cell(table, r, shown[c]));
        tt_table_end_row(out, table->rows[r].notes, table->rows[r].more);
    }
    for (size_t i = 0; out && i < table->remark_count; i++)
        tt_table_remark(out, table->remarks[i]);
    return out;
}

/* Whether a column of text says the same in each of several rows; never the first column. */
static int is_constant(const tt_table *table, size_t column)
{
    if (column == 0 || table->row_count < 2)
        return 0;
    for (size_t r = 0; r < table->row_count; r++) {
        tt_cell cell = tt_table_cell(table, r, column);
        if (cell.kind != TT_CELL_TEXT ||
            strcmp(cell.text, tt_table_cell(table, 0, column).text) != 0)
            return 0;
    }
    return 1;
}

/* "All rows: unit persons; status change." */
static void remark_constants(const tt_table *table, tt_table *view)
{
    tt_strbuf remark = TT_STRBUF_INIT;
    for (size_t c = 0; c < table->column_count; c++)
        if (!table->detail[c] && !is_empty(table, c) && is_constant(table, c))
            tt_strbuf_addf(&remark, "%s%s %s",
                           remark.length ? "; " : "All rows: ", table->columns[c].label,
                           tt_table_cell(table, 0, c).text);
    if (remark.length) {
        tt_strbuf_add_char(&remark, '.');
        tt_table_remark(view, tt_strbuf_text(&remark));
    }
    if (remark.failed)
        view->failed = TT_ENOMEM;
    tt_strbuf_clear(&remark);
}

tt_table *tt_table_for_people(const tt_table *table, tt_view view)
{
    size_t *shown = tt_calloc(table->column_count, sizeof *shown);
    size_t count = 0;
    if (!shown)
        return NULL;
    for (size_t c = 0; c < table->column_count; c++)
        if ((view == TT_VIEW_FULL || !table->detail[c]) && is_shown(table, c) &&
            !(view == TT_VIEW_NARROW && is_constant(table, c)))
            shown[count++] = c;
    tt_table *out = project(table, shown, count);
    tt_free(shown);
    if (out && view == TT_VIEW_NARROW)
        remark_constants(table, out);
    if (out && out->failed) {
        tt_table_free(out);
        out = NULL;
    }
    return out;
}

tt_status tt_table_status(const tt_table *table, tt_error *err)
{
    if (!table || table->failed == TT_ENOMEM)
        return tt_fail(err, TT_ENOMEM, "no memory for a table");
    if (table->failed)
        return tt_fail(err, table->failed, "a row of '%s' has more than %zu cells", table->title,
                       table->column_count);
    return TT_OK;
}

const char *tt_table_title(const tt_table *table)
{
    return table->title;
}

size_t tt_table_column_count(const tt_table *table)
{
    return table->column_count;
}

const tt_column *tt_table_column(const tt_table *table, size_t column)
{
    return &table->columns[column];
}

size_t tt_table_row_count(const tt_table *table)
{
    return table->row_count;
}

tt_cell tt_table_cell(const tt_table *table, size_t row, size_t column)
{
    return table->cells[row * table->column_count + column];
}

tt_notes tt_table_row_notes(const tt_table *table, size_t row)
{
    return table->rows[row].notes;
}

const char *tt_table_row_more(const tt_table *table, size_t row)
{
    return table->rows[row].more ? table->rows[row].more : "";
}

size_t tt_table_remark_count(const tt_table *table)
{
    return table->remark_count;
}

const char *tt_table_get_remark(const tt_table *table, size_t remark)
{
    return table->remarks[remark];
}

void tt_table_notes_text(const tt_table *table, size_t row, tt_strbuf *out)
{
    tt__add_notes(table->rows[row].notes, table->rows[row].more, out);
}

void tt_number_for_people(double number, int decimals, int with_sign, tt_strbuf *out)
{
    static const char minus[] = "\xE2\x88\x92"; /* U+2212, as wide as a plus */
    if (isnan(number))
        return;
    char text[TT_NUMBER_FIXED_SIZE];
    (void)tt_number_fixed(fabs(number), decimals, text);
    int is_zero = strspn(text, "0.") == strlen(text);
    if (number < 0 && !is_zero)
        tt_strbuf_add(out, minus);
    else if (with_sign && !is_zero)
        tt_strbuf_add_char(out, '+');
    if (isinf(number)) {
        tt_strbuf_add(out, "\xE2\x88\x9E");
        return;
    }
    size_t whole = strcspn(text, ".");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            tt_strbuf_add_char(out, ',');
        tt_strbuf_add_char(out, text[i]);
    }
    tt_strbuf_add(out, text + whole);
}

/* Probabilities: four decimals carry every decision; below that only that it is below. */
static void add_probability(double p, tt_strbuf *out)
{
    if (p < 0.0001)
        tt_strbuf_add(out, "<0.0001");
    else
        tt_number_for_people(p, p < 0.1 ? 4 : 3, 0, out);
}

/* Decimals of a number for people. A column of figures has none, for counts are whole; where one of its figures is not
 * whole (a rate, a percentage), it has its own, as few as tell it: 0.55 is not 1. */
static int decimals_of(const tt_column *column, double number)
{
    const double size = fabs(number);
    if (column->type == TT_COLUMN_INTEGER)
        return 0;
    if (column->decimals > 0 || size >= 1000 || size == floor(size))
        return column->decimals;
    const int most = size < 1 ? 3 : size < 100 ? 2 : 1;
    int decimals = 1;
    for (double scale = 10; decimals < most; decimals++, scale *= 10)
        if (fabs(size * scale - round(size * scale)) < 1e-9 * scale)
            break;
    return decimals;
}

void tt_table_cell_text(const tt_table *table, size_t row, size_t column, tt_strbuf *out)
{
    tt_cell cell = tt_table_cell(table, row, column);
    const tt_column *c = &table->columns[column];
    if (cell.kind == TT_CELL_TEXT)
        tt_strbuf_add(out, cell.text);
    if (cell.kind != TT_CELL_NUMBER)
        return;
    if (c->type == TT_COLUMN_P)
        add_probability(cell.number, out);
    else if (c->type == TT_COLUMN_YEAR)
        tt_strbuf_number(out, cell.number);
    else
        tt_number_for_people(cell.number, decimals_of(c, cell.number), c->type == TT_COLUMN_SIGNED,
                             out);
}
