/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first rows of a text, kept as cells. */
#include <string.h>

#include "sniff_internal.h"
#include "tiptrend/memory.h"

enum { PIECE = 1 << 12 /* a fault behind the sample is not met */ };

/* Rows while they come: texts and cells move as they grow, so offsets are kept. */
typedef struct collector {
    tt_strbuf bytes;
    size_t *offsets;
    size_t offset_capacity;
    size_t cell_count;
    tt__excerpt_row *rows;
    size_t row_capacity;
    size_t row_count;
    size_t most;
} collector;

static tt_status collect(const tt__cell *cells, size_t count, size_t line, void *context,
                         tt_error *err)
{
    collector *c = context;
    if (c->row_count == c->most)
        return TT_OK;
    if (tt_grow(&c->rows, &c->row_capacity, c->row_count, sizeof *c->rows) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for a sample");
    tt__excerpt_row row = {.count = count, .line = line};
    for (size_t i = 0; i < count; i++) {
        if (tt_grow(&c->offsets, &c->offset_capacity, c->cell_count, sizeof *c->offsets) != 0)
            return tt_fail(err, TT_ENOMEM, "no memory for a sample");
        c->offsets[c->cell_count++] = c->bytes.length;
        tt_strbuf_add_bytes(&c->bytes, cells[i].text, cells[i].length);
        tt_strbuf_add_char(&c->bytes, '\0');
        row.filled += cells[i].length ? 1 : 0;
    }
    c->rows[c->row_count++] = row;
    return tt_strbuf_status(&c->bytes, err);
}

/* Offsets become cells. */
static tt_status settle(collector *c, tt__excerpt_store *out, tt_error *err)
{
    out->cells = tt_calloc(c->cell_count, sizeof *out->cells);
    if (!out->cells)
        return tt_fail(err, TT_ENOMEM, "no memory for a sample");
    for (size_t i = 0; i < c->cell_count; i++) {
        size_t end = i + 1 < c->cell_count ? c->offsets[i + 1] : c->bytes.length;
        out->cells[i] = (tt__cell){c->bytes.text + c->offsets[i], end - c->offsets[i] - 1};
    }
    const tt__cell *next = out->cells;
    for (size_t r = 0; r < c->row_count; r++) {
        c->rows[r].cells = next;
        next += c->rows[r].count;
    }
    out->rows = c->rows;
    out->sample = (tt__excerpt){c->rows, c->row_count};
    out->bytes = c->bytes.text;
    c->rows = NULL;
    c->bytes = (tt_strbuf)TT_STRBUF_INIT;
    return TT_OK;
}

tt_status tt__excerpt_take(const char *text, size_t length, char delimiter, size_t most,
                           tt__excerpt_store *out, tt_error *err)
{
    *out = (tt__excerpt_store){0};
    collector c = {.most = most};
    tt__csv *csv = tt__csv_new(delimiter, collect, &c);
    tt_error fault = {0};
    tt_status status = csv ? TT_OK : TT_ENOMEM;
    size_t at = 0;
    for (; at < length && status == TT_OK && c.row_count < most; at += PIECE)
        status = tt__csv_feed(csv, text + at, length - at < PIECE ? length - at : PIECE, &fault);
    if (status == TT_OK && at >= length)
        status = tt__csv_end(csv, &fault);
    status = status == TT_ENOMEM ? tt_fail(err, TT_ENOMEM, "no memory for a sample")
                                 : settle(&c, out, err);
    out->fault = fault;
    tt__csv_free(csv);
    tt_free(c.rows);
    tt_free(c.offsets);
    tt_strbuf_clear(&c.bytes);
    return status;
}

void tt__excerpt_clear(tt__excerpt_store *store)
{
    tt_free(store->rows);
    tt_free(store->cells);
    tt_free(store->bytes);
    *store = (tt__excerpt_store){0};
}

static size_t collapse_blanks(char *text, size_t length)
{
    size_t used = 0;
    int pending = 0;  /* blanks since the last character */
    int at_start = 1; /* of a line */
    int quoted = 0;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (!quoted && (c == ' ' || c == '\t')) {
            pending = 1;
            continue;
        }
        int ends_line = !quoted && (c == '\n' || c == '\r');
        if (pending && !at_start && !ends_line)
            text[used++] = '\t';
        pending = 0;
        at_start = ends_line;
        quoted ^= c == '"';
        text[used++] = c;
    }
    return used;
}

static void split_first_cells(char *text, size_t length)
{
    int in_first = 1;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == '\n' || c == '\r')
            in_first = 1;
        else if (c == '\t')
            in_first = 0;
        else if (in_first && c == ',')
            text[i] = '\t';
    }
}

size_t tt__prepare_text(tt__text_form form, char *text, size_t length)
{
    if (form == TT__TEXT_BLANKS)
        return collapse_blanks(text, length);
    if (form == TT__TEXT_EUROSTAT)
        split_first_cells(text, length);
    return length;
}
