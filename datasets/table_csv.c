/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as CSV, all at once or row by row while they are filled. */
#include <math.h>
#include <string.h>

#include "strbuf_internal.h"
#include "table_stream.h"
#include "tiptrend/memory.h"
#include "tiptrend/number.h"

/* ---- fields ---- */

/* What a character asks of the field that it stands in. */
enum {
    QUOTED = 1, /* quotes, wherever it is */
    END_QUOTED =
        2, /* quotes, if it is the first or the last: readers in the manner of libcsv drop blanks there */
    DISARMED =
        4 /* an apostrophe before it, if it is the first: a spreadsheet would take it for a formula */
};

static const unsigned char asks[256] = {
    [','] = QUOTED,     ['"'] = QUOTED,
    ['\n'] = QUOTED,    ['\r'] = QUOTED | DISARMED,
    [' '] = END_QUOTED, ['\t'] = END_QUOTED | DISARMED,
    ['='] = DISARMED,   ['+'] = DISARMED,
    ['-'] = DISARMED,   ['@'] = DISARMED,
};

static unsigned asked(char c)
{
    return asks[(unsigned char)c];
}

static int needs_quotes(const char *text, size_t *length)
{
    unsigned all = 0;
    size_t i = 0;
    for (; text[i]; i++)
        all |= asked(text[i]);
    *length = i;
    return (all & QUOTED) || (i > 0 && ((asked(text[0]) | asked(text[i - 1])) & END_QUOTED));
}

void tt_csv_field(const char *text, tt_strbuf *out)
{
    size_t length;
    if (!needs_quotes(text, &length)) {
        tt_strbuf_add_bytes(out, text, length);
        return;
    }
    tt_strbuf_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            tt_strbuf_add_char(out, '"');
        tt_strbuf_add_char(out, *text);
    }
    tt_strbuf_add_char(out, '"');
}

void tt_csv_text(const char *text, tt_strbuf *out)
{
    if (!(asked(*text) & DISARMED)) {
        tt_csv_field(text, out);
        return;
    }
    tt_strbuf disarmed = TT_STRBUF_INIT;
    tt_strbuf_add_char(&disarmed, '\'');
    tt_strbuf_add(&disarmed, text);
    out->failed |= disarmed.failed;
    tt_csv_field(tt_strbuf_text(&disarmed), out);
    tt_strbuf_clear(&disarmed);
}

/* A number, or nothing for not-a-number, and the comma behind it. */
static void add_number(double number, tt_strbuf *out)
{
    char *at = tt__strbuf_room(out, TT_NUMBER_TEXT_SIZE + 1);
    if (!at)
        return;
    size_t length = isnan(number) ? 0 : tt_number_text(number, at);
    at[length] = ',';
    at[length + 1] = '\0';
    out->length += length + 1;
}

/* A text and the comma behind it. Most are short and go as they are: they are looked at while they are copied. */
static void add_text_cell(const char *text, tt_strbuf *out)
{
    enum { SHORT = 64 };
    char *at = tt__strbuf_room(out, SHORT + 1);
    if (!at)
        return;
    unsigned all = 0;
    size_t i = 0;
    for (; i < SHORT && text[i]; i++) {
        at[i] = text[i];
        all |= asked(text[i]);
    }
    unsigned last = i > 0 ? asked(text[i - 1]) & END_QUOTED : 0;
    if (i == SHORT || (all & QUOTED) || (asked(text[0]) & (END_QUOTED | DISARMED)) || last) {
        *at = '\0';
        tt_csv_text(text, out);
        add_number(NAN, out);
        return;
    }
    at[i] = ',';
    at[i + 1] = '\0';
    out->length += i + 1;
}

void tt__add_notes(tt_notes notes, const char *more, tt_strbuf *out)
{
    const char *between = "";
    for (unsigned i = 0; notes; i++, notes >>= 1) {
        if (!(notes & 1))
            continue;
        tt_strbuf_add(out, between);
        tt_strbuf_add(out, tt_note_text(i));
        between = "; ";
    }
    if (more && *more) {
        tt_strbuf_add(out, between);
        tt_strbuf_add(out, more);
    }
}

void tt_csv_notes(tt_notes notes, const char *more, tt_strbuf *out)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt__add_notes(notes, more, &text);
    out->failed |= text.failed;
    tt_csv_text(tt_strbuf_text(&text), out);
    tt_strbuf_clear(&text);
}

/* ---- whole tables ---- */

void tt_table_csv_header(const tt_table *table, tt_strbuf *out)
{
    for (size_t c = 0; c < table->column_count; c++) {
        if (table->stream && table->stream->left_out[c])
            continue;
        tt_csv_field(table->columns[c].name, out);
        tt_strbuf_add_char(out, ',');
    }
    tt_strbuf_add(out, "notes\n");
}

void tt_table_csv(const tt_table *table, tt_strbuf *out)
{
    tt_table_csv_header(table, out);
    for (size_t r = 0; r < table->row_count; r++) {
        for (size_t c = 0; c < table->column_count; c++) {
            const tt_cell *cell = &table->cells[r * table->column_count + c];
            if (cell->kind == TT_CELL_TEXT)
                add_text_cell(cell->text, out);
            else
                add_number(cell->number, out);
        }
        if (table->rows[r].notes || table->rows[r].more)
            tt_csv_notes(table->rows[r].notes, table->rows[r].more, out);
        tt_strbuf_add_char(out, '\n');
    }
}

/* ---- row by row ---- */

tt_table *tt_table_new_stream(const tt_column *columns, size_t count)
{
    tt_table *table = tt_table_new("", columns, count);
    if (!table)
        return NULL;
    table->stream = tt_calloc(1, sizeof *table->stream);
    if (table->stream)
        table->stream->left_out = tt_calloc(count, sizeof *table->stream->left_out);
    if (table->stream && table->stream->left_out)
        return table;
    tt_table_free(table);
    return NULL;
}

void tt__table_stream_free(tt__table_stream *stream)
{
    if (!stream)
        return;
    tt_strbuf_clear(&stream->notes_field);
    tt_free(stream->left_out);
    tt_free(stream);
}

void tt_table_stream_to(tt_table *table, tt_strbuf *out)
{
    table->stream->out = out;
}

void tt_table_leave_out(tt_table *table, const char *const *names)
{
    for (; table && !table->failed && *names; names++) {
        size_t c = 0;
        while (c < table->column_count && strcmp(table->columns[c].name, *names) != 0)
            c++;
        if (c < table->column_count)
            table->stream->left_out[c] = 1;
        else
            table->failed = TT_EINTERNAL;
    }
}

/* Whether the next cell is to be written. */
static int next_column(tt_table *table)
{
    size_t column = table->stream->column++;
    if (column < table->column_count)
        return !table->stream->left_out[column];
    table->failed = TT_EINTERNAL;
    return 0;
}

void tt__table_stream_text(tt_table *table, const char *text)
{
    if (next_column(table))
        add_text_cell(text, table->stream->out);
}

void tt__table_stream_number(tt_table *table, double number)
{
    if (next_column(table))
        add_number(number, table->stream->out);
}

/* Most rows have the notes of the row before. */
static void stream_notes(tt__table_stream *stream, tt_notes notes)
{
    if (notes != stream->notes || !stream->notes_field.length) {
        tt_strbuf_reset(&stream->notes_field);
        tt_csv_notes(notes, NULL, &stream->notes_field);
        stream->notes = notes;
    }
    stream->out->failed |= stream->notes_field.failed;
    tt_strbuf_add_bytes(stream->out, stream->notes_field.text, stream->notes_field.length);
}

void tt__table_stream_end(tt_table *table, tt_notes notes, const char *more)
{
    tt__table_stream *stream = table->stream;
    while (stream->column < table->column_count)
        tt__table_stream_number(table, NAN);
    stream->column = 0;
    if (more && *more)
        tt_csv_notes(notes, more, stream->out);
    else if (notes)
        stream_notes(stream, notes);
    tt_strbuf_add_char(stream->out, '\n');
    if (stream->out->failed)
        table->failed = TT_ENOMEM;
}
