/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text to rows of cells: libcsv splits, this file watches.
 *
 * libcsv gives fields and row ends through callbacks that cannot fail, reuses its buffer and knows
 * no lines. So each column keeps its last text: a cell that repeats the one above is compared and not
 * copied, and whoever reads the rows is told which columns changed. Lines are counted from the row
 * ends that libcsv reports (CSV_REPALL_NL: blank lines too) and from the line ends inside quoted
 * fields; a fault is remembered and stops the reading at the next return. Quotes are read strictly: a
 * quote in the middle of a field would make the rest of the file one field. */
#include <csv.h>
#include <string.h>
#include <utf8proc.h>

#include "csv_internal.h"
#include "textpool_internal.h"
#include "tiptrend/memory.h"

enum {
    FIELD_STEP = 1 << 10, /* least bytes by which libcsv's buffer grows */
    PIECE_STEPS = 16
};

/* The last text of one column. */
typedef struct kept_cell {
    char *text; /* text[capacity], ends with a NUL; NULL before the first row */
    size_t capacity;
    size_t line_ends; /* in the text */
} kept_cell;

struct tt__csv {
    struct csv_parser parser;
    tt__row_function *row;
    void *context;
    void (*take)(tt__csv *csv, const char *field, size_t length); /* take_field */
    tt_error *err;                                                /* of the call that is running */
    tt_status status; /* the first fault; later fields and rows are ignored */

    tt__cell *cells; /* cells[width]: the row; text and length of `kept` */
    kept_cell *kept; /* kept[width] */
    size_t width;    /* columns seen so far */
    size_t cell_capacity;
    size_t kept_capacity;
    size_t kept_bytes; /* in all kept texts together */
    size_t line_ends;  /* in all kept texts together: mostly 0 */
    size_t plain;      /* columns in which a repeated text needs no second look: width or 0 */
    tt__changes changes;

    size_t count;  /* cells of the current row so far */
    size_t filled; /* bytes in them */
    size_t line;   /* the line that is being read */
    size_t first;  /* the line on which the current row began */
    int after_cr;  /* the last row end was CR: a LF now belongs to it */
};

/* Where a cell that repeats the one above adds no line, cannot make the row too long and is not ignored. */
static void set_plain(tt__csv *r)
{
    int is_plain = r->status == TT_OK && r->line_ends == 0 && r->kept_bytes <= TT__ROW_BYTES_MAX;
    r->plain = is_plain ? r->width : 0;
}

/* Keeps the first fault. */
static void stop(tt__csv *r, tt_status status)
{
    if (r->status == TT_OK)
        r->status = status;
    set_plain(r);
}

static void stop_at_cell(tt__csv *r, tt_status status, size_t line)
{
    tt_error_place(r->err, NULL, line, r->count + 1);
    stop(r, status);
}

/* What a text can hold beside plain ASCII; never says no where there is such a byte. */
typedef struct glance {
    int controls; /* bytes below 32 */
    int high;     /* bytes above 127 */
} glance;

/* Eight bytes a step; the last step overlaps the one before, and bytes of short texts stand before blanks. */
static inline glance look_at(const char *at, size_t length)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t low = 0;
    uint64_t all = 0;
    uint64_t chunk = ones * 32;
    if (length >= 8) {
        const char *last = at + length - 8;
        for (; at < last; at += 8) {
            memcpy(&chunk, at, 8);
            low |= (chunk - ones * 32) & ~chunk;
            all |= chunk;
        }
        memcpy(&chunk, last, 8);
    } else if (length >= 4) {
        uint32_t halves[2];
        memcpy(&halves[0], at, 4);
        memcpy(&halves[1], at + length - 4, 4);
        memcpy(&chunk, halves, 8);
    } else if (length > 0) {
        const unsigned char bytes[3] = {(unsigned char)at[0], (unsigned char)at[length / 2],
                                        (unsigned char)at[length - 1]};
        memcpy(&chunk, bytes, sizeof bytes);
    }
    low |= (chunk - ones * 32) & ~chunk;
    all |= chunk;
    return (glance){(low & (ones << 7)) != 0, (all & (ones << 7)) != 0};
}

static int is_utf8(const unsigned char *at, size_t length)
{
    while (length > 0) {
        utf8proc_int32_t character;
        utf8proc_ssize_t step = utf8proc_iterate(at, (utf8proc_ssize_t)length, &character);
        if (step <= 0)
            return 0;
        at += step;
        length -= (size_t)step;
    }
    return 1;
}

/* Most texts need no second look. */
static tt_status check_bytes(tt__csv *r, const char *field, size_t length, glance found)
{
    if (found.controls && memchr(field, '\0', length))
        return tt_fail(r->err, TT_EPARSE,
                       "a NUL byte in the text; this is not a table of text, or it is UTF-16 "
                       "without its mark: name it with --encoding utf-16le");
    if (!found.high)
        return TT_OK;
    if (length >= 3 && memcmp(field, "\xEF\xBB\xBF", 3) == 0)
        return tt_fail(r->err, TT_EPARSE,
                       "a byte-order mark in the middle of the text; have two files become one?");
    if (!is_utf8((const unsigned char *)field, length))
        return tt_fail(r->err, TT_EENCODING,
                       "bytes that are not UTF-8; name the encoding of the file, for example with "
                       "--encoding windows-1252");
    return TT_OK;
}

/* Line ends inside a field, which ends with a NUL: LF, CR LF, or CR alone. */
static size_t count_line_ends(const char *field, size_t length)
{
    size_t lines = 0;
    const char *end = field + length;
    for (const char *at = field; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        lines++;
    for (const char *at = field; (at = memchr(at, '\r', (size_t)(end - at))) != NULL; at++)
        lines += at[1] != '\n';
    return lines;
}

/* One more column than any row before had. Returns 0 on success. */
static int add_column(tt__csv *r)
{
    tt__changes *changes = &r->changes;
    if (tt_grow(&r->kept, &r->kept_capacity, r->width, sizeof *r->kept) != 0 ||
        tt_grow(&r->cells, &r->cell_capacity, r->width, sizeof *r->cells) != 0)
        return -1;
    if (r->width == changes->capacity) {
        size_t wanted = changes->capacity ? changes->capacity * 2 : 32;
        unsigned char *fresh = tt_realloc(changes->fresh, wanted, sizeof *fresh);
        if (!fresh)
            return -1;
        changes->fresh = fresh;
        uint32_t *list = tt_realloc(changes->list, wanted, sizeof *list);
        if (!list)
            return -1;
        changes->list = list;
        changes->capacity = wanted;
    }
    changes->fresh[r->width] = 0;
    r->cells[r->width] = (tt__cell){NULL, SIZE_MAX};
    r->kept[r->width++] = (kept_cell){0};
    return 0;
}

/* A cell with a new text. */
static void keep_cell(tt__csv *r, size_t column, const char *field, size_t length)
{
    glance found = look_at(field, length);
    tt_status status = check_bytes(r, field, length, found);
    if (status != TT_OK) {
        stop_at_cell(r, status, r->line);
        return;
    }
    kept_cell *kept = &r->kept[column];
    if (kept->capacity <= length) {
        size_t wanted = length + length / 2 + 16;
        char *text = tt_realloc(kept->text, wanted, 1);
        if (!text) {
            stop(r, tt_fail(r->err, TT_ENOMEM, "no memory for a row"));
            return;
        }
        kept->text = text;
        kept->capacity = wanted;
    }
    if (length)
        memcpy(kept->text, field, length);
    kept->text[length] = '\0';
    r->line_ends -= kept->line_ends;
    kept->line_ends = found.controls ? count_line_ends(kept->text, length) : 0;
    r->line_ends += kept->line_ends;
    size_t before = r->cells[column].length;
    r->kept_bytes += length - (before == SIZE_MAX ? 0 : before);
    r->cells[column] = (tt__cell){kept->text, length};
    set_plain(r);
    if (!r->changes.fresh[column]) {
        r->changes.fresh[column] = 1;
        r->changes.list[r->changes.count++] = (uint32_t)column;
    }
}

/* The row is longer than any row of figures; told at the cell that goes beyond the limit. */
static void row_too_long(tt__csv *r)
{
    stop_at_cell(r,
                 tt_fail(r->err, TT_ELIMIT,
                         "a row of more than %d MiB; is a closing quote missing, or is this not a "
                         "table?",
                         TT__ROW_BYTES_MAX >> 20),
                 r->first);
}

/* A field that is not just the text of the row before again. */
static void take_field(tt__csv *r, const char *field, size_t length)
{
    if (r->status != TT_OK)
        return;
    size_t column = r->count;
    r->filled += length;
    if (r->filled > TT__ROW_BYTES_MAX) {
        row_too_long(r);
        return;
    }
    if (column >= r->width) {
        if (column >= TT__COLUMNS_MAX) {
            stop_at_cell(
                r, tt_fail(r->err, TT_ELIMIT, "a row of more than %d columns", TT__COLUMNS_MAX),
                r->line);
            return;
        }
        if (add_column(r) != 0) {
            stop(r, tt_fail(r->err, TT_ENOMEM, "no memory for a row"));
            return;
        }
    }
    if (r->cells[column].length != length || !tt__same_bytes(r->cells[column].text, field, length))
        keep_cell(r, column, field, length);
    if (r->line_ends)
        r->line += r->kept[column].line_ends;
    r->count++;
}

/* libcsv's end of a field. Most cells repeat the one above: for them this is all, and it is called through
 * a pointer for the others so that it stays small. */
static void on_field(void *field, size_t length, void *context)
{
    tt__csv *r = context;
    size_t column = r->count;
    if (column < r->plain && r->cells[column].length == length &&
        tt__same_bytes(r->cells[column].text, field, length)) {
        r->filled += length;
        r->count = column + 1;
        return;
    }
    r->take(r, field ? field : "", length);
}

/* libcsv's end of a row, or of a blank line; `end` is the byte that ended it, -1 at the end. A row of
 * empty cells is what spreadsheets leave below a table. */
static void on_row(int end, void *context)
{
    tt__csv *r = context;
    if (r->status != TT_OK)
        return;
    if (r->count > 0 && r->filled > 0) {
        tt_status status = r->row(r->cells, r->count, r->first, r->context, r->err);
        if (status != TT_OK) {
            stop(r, status);
            tt_error_place(r->err, NULL, r->first, 0);
        }
    }
    int lf_of_crlf = end == '\n' && r->after_cr && r->count == 0;
    if ((end == '\n' && !lf_of_crlf) || end == '\r')
        r->line++;
    r->after_cr = end == '\r';
    r->first = r->line;
    r->count = 0;
    r->filled = 0;
}

/* libcsv's memory, taken through the one door. */
static void *resize(void *block, size_t size)
{
    return tt_realloc(block, size, 1);
}

tt__csv *tt__csv_new(char delimiter, tt__row_function *row, void *context)
{
    tt__csv *r = tt_calloc(1, sizeof *r);
    if (!r || csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) {
        tt_free(r);
        return NULL;
    }
    csv_set_realloc_func(&r->parser, resize);
    csv_set_free_func(&r->parser, tt_free);
    csv_set_delim(&r->parser, (unsigned char)delimiter);
    r->take = take_field;
    r->row = row;
    r->context = context;
    r->line = 1;
    r->first = 1;
    return r;
}

void tt__csv_free(tt__csv *r)
{
    if (!r)
        return;
    csv_free(&r->parser);
    for (size_t i = 0; i < r->width; i++)
        tt_free(r->kept[i].text);
    tt_free(r->kept);
    tt_free(r->cells);
    tt_free(r->changes.fresh);
    tt_free(r->changes.list);
    tt_free(r);
}

void tt__csv_restart(tt__csv *r)
{
    r->line = 1;
    r->first = 1;
    r->count = 0;
    r->filled = 0;
    r->after_cr = 0;
}

tt__changes *tt__csv_changes(tt__csv *r)
{
    return &r->changes;
}

size_t tt__csv_line(const tt__csv *r)
{
    return r->line;
}

static void parse_fault(tt__csv *r)
{
    int code = csv_error(&r->parser);
    if (code == CSV_ENOMEM || code == CSV_ETOOBIG) {
        stop(r, tt_fail(r->err, TT_ENOMEM, "no memory for a field"));
        return;
    }
    stop_at_cell(r,
                 tt_fail(r->err, TT_EPARSE,
                         "a quote that does not belong: a field with quotes must begin and end "
                         "with one, and a quote inside it is written twice"),
                 r->line);
}

tt_status tt__csv_feed(tt__csv *r, const char *text, size_t length, tt_error *err)
{
    r->err = err;
    /* libcsv lengthens its buffer by a fixed step, which takes quadratic time for a long field; a
     * step of half the buffer makes it linear, and a part of the piece few steps of the first one. */
    size_t step = csv_get_buffer_size(&r->parser) / 2;
    step = step > length / PIECE_STEPS ? step : length / PIECE_STEPS;
    csv_set_blk_size(&r->parser, step > FIELD_STEP ? step : FIELD_STEP);
    if (csv_parse(&r->parser, text, length, on_field, on_row, r) != length && r->status == TT_OK)
        parse_fault(r);
    if (r->status == TT_OK && r->filled + r->parser.entry_pos > TT__ROW_BYTES_MAX)
        row_too_long(r);
    return r->status;
}

tt_status tt__csv_end(tt__csv *r, tt_error *err)
{
    r->err = err;
    if (r->status == TT_OK && csv_fini(&r->parser, on_field, on_row, r) != 0 && r->status == TT_OK)
        stop_at_cell(r, tt_fail(err, TT_EPARSE, "the quote of the last field is not closed"),
                     r->line);
    return r->status;
}
