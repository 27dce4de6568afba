/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comma-separated values: zlib unpacks, libcsv splits, this file watches.
 *
 * libcsv gives fields and row ends through callbacks that cannot fail, reuses its buffer and knows
 * no lines. So a row is collected in a buffer of ours; lines are counted from the row ends that
 * libcsv reports (CSV_REPALL_NL: blank lines too) and from the line ends inside quoted fields; a
 * fault is remembered and stops the reading at the next return. Quotes are read strictly: a quote
 * in the middle of a field would make the rest of the file one field. */
#define _POSIX_C_SOURCE 200809L

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utf8proc.h>
#include <zlib.h>

#include "csv_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

enum {
    CHUNK_SIZE = 1 << 16, /* bytes read at a time */
    FIELD_STEP = 1 << 10  /* least bytes by which libcsv's buffer grows */
};

typedef struct reader {
    tt__row_function *row;
    void *context;
    tt_error *err;
    const char *path;
    tt_status status; /* the first fault; later fields and rows are ignored */

    char *bytes; /* the row being collected: texts, each closed by a NUL */
    size_t used;
    size_t capacity;
    size_t *starts; /* starts[count]: where each cell begins in `bytes` */
    size_t start_capacity;
    size_t count;
    tt__cell *cells;
    size_t cell_capacity;

    size_t line;      /* the line that is being read */
    size_t first;     /* the line on which the current row began */
    int after_cr;     /* the last row end was CR: a LF now belongs to it */
    size_t row_bytes; /* bytes fed since the last row end, in whole chunks */
} reader;

static void stop(reader *r, tt_status status)
{
    if (r->status == TT_OK)
        r->status = status;
}

/* 8 bytes at a time: whether the field holds a byte above 127 (bit 0) or a NUL (bit 1). */
static unsigned classify(const unsigned char *at, size_t length)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t high = 0;
    uint64_t zero = 0;
    while (length >= 8) {
        uint64_t chunk;
        memcpy(&chunk, at, 8);
        high |= chunk;
        zero |= (chunk - ones) & ~chunk;
        at += 8;
        length -= 8;
    }
    unsigned found = (high & (ones << 7)) ? 1 : 0;
    found |= (zero & (ones << 7)) ? 2 : 0;
    for (size_t i = 0; i < length; i++)
        found |= (at[i] & 0x80 ? 1u : 0u) | (at[i] ? 0u : 2u);
    return found;
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

static tt_status check_bytes(reader *r, const unsigned char *field, size_t length)
{
    unsigned found = classify(field, length);
    if ((found & 2) && memchr(field, '\0', length))
        return tt_fail(
            r->err, TT_EPARSE,
            "a NUL byte in the text; this is not a table of text, or it is UTF-16 without "
            "its mark: convert it with 'iconv -f UTF-16LE -t UTF-8'");
    if ((found & 1) && !is_utf8(field, length))
        return tt_fail(r->err, TT_EENCODING,
                       "bytes that are not UTF-8; convert the file, for example with 'iconv -f "
                       "WINDOWS-1252 -t UTF-8'");
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

/* libcsv's end of a field. */
static void on_field(void *field, size_t length, void *context)
{
    reader *r = context;
    if (r->status != TT_OK)
        return;
    if (r->count == 0)
        r->first = r->line;
    r->after_cr = 0;
    tt_status status = check_bytes(r, field, length);
    if (status != TT_OK) {
        tt_error_place(r->err, r->path, r->line, r->count + 1);
        stop(r, status);
        return;
    }
    if (r->count >= TT__COLUMNS_MAX) {
        stop(r, tt_fail(r->err, TT_ELIMIT, "a row of more than %d columns", TT__COLUMNS_MAX));
        tt_error_place(r->err, r->path, r->line, r->count + 1);
        return;
    }
    if (tt_grow(&r->starts, &r->start_capacity, r->count, sizeof *r->starts) != 0) {
        stop(r, tt_fail(r->err, TT_ENOMEM, "no memory for a row"));
        return;
    }
    while (r->capacity - r->used <= length)
        if (tt_grow(&r->bytes, &r->capacity, r->capacity, 1) != 0) {
            stop(r, tt_fail(r->err, TT_ENOMEM, "no memory for a row"));
            return;
        }
    r->starts[r->count++] = r->used;
    if (length)
        memcpy(r->bytes + r->used, field, length);
    r->bytes[r->used + length] = '\0';
    r->line += count_line_ends(r->bytes + r->used, length);
    r->used += length + 1;
}

static void hand_over_row(reader *r)
{
    while (r->cell_capacity < r->count)
        if (tt_grow(&r->cells, &r->cell_capacity, r->cell_capacity, sizeof *r->cells) != 0) {
            stop(r, tt_fail(r->err, TT_ENOMEM, "no memory for a row"));
            return;
        }
    size_t filled = 0;
    for (size_t i = 0; i < r->count; i++) {
        size_t end = i + 1 < r->count ? r->starts[i + 1] : r->used;
        r->cells[i] = (tt__cell){r->bytes + r->starts[i], end - r->starts[i] - 1};
        filled += r->cells[i].length;
    }
    /* A row of empty cells is what spreadsheets leave below a table. */
    if (!filled)
        return;
    stop(r, r->row(r->cells, r->count, r->first, r->context, r->err));
    tt_error_place(r->err, r->path, r->first, 0);
}

/* libcsv's end of a row, or of a blank line; `end` is the byte that ended it, -1 at the end. */
static void on_row(int end, void *context)
{
    reader *r = context;
    if (r->status != TT_OK)
        return;
    if (r->count > 0)
        hand_over_row(r);
    int lf_of_crlf = end == '\n' && r->after_cr && r->count == 0;
    if ((end == '\n' && !lf_of_crlf) || end == '\r')
        r->line++;
    r->after_cr = end == '\r';
    r->count = 0;
    r->used = 0;
    r->row_bytes = 0;
}

/* The beginnings of files that are no table of text. */
static tt_status check_beginning(const unsigned char *bytes, size_t length, tt_error *err)
{
    static const char workbook[] =
        "this is a workbook, not a text table; save the sheet as CSV, for example with "
        "'libreoffice --headless --convert-to csv FILE'";
    if (length == 0)
        return tt_fail(err, TT_ESCHEMA, "the file is empty; a header row and rows are needed");
    if (length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        return tt_fail(err, TT_ESCHEMA, "%s", workbook);
    if (length >= 8 && memcmp(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
        return tt_fail(err, TT_ESCHEMA, "%s", workbook);
    if (length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return tt_fail(err, TT_EENCODING,
                       "the file is UTF-16; convert it with 'iconv -f UTF-16 -t UTF-8'");
    return TT_OK;
}

static tt_status parse_fault(reader *r, struct csv_parser *parser)
{
    int code = csv_error(parser);
    if (code == CSV_ENOMEM || code == CSV_ETOOBIG)
        return tt_fail(r->err, TT_ENOMEM, "no memory for a field");
    tt_status status = tt_fail(
        r->err, TT_EPARSE,
        "a quote that does not belong: a field with quotes must begin and end with one, and a quote "
        "inside it is written twice");
    tt_error_place(r->err, r->path, r->line, r->count + 1);
    return status;
}

/* libcsv's memory, taken through the one door. */
static void *resize(void *block, size_t size)
{
    return tt_realloc(block, size, 1);
}

static tt_status feed(reader *r, struct csv_parser *parser, const unsigned char *at, size_t length)
{
    /* libcsv lengthens its buffer by a fixed step, which takes quadratic time for a long field; a
     * step of half the buffer makes it linear. */
    size_t step = csv_get_buffer_size(parser) / 2;
    csv_set_blk_size(parser, step > FIELD_STEP ? step : FIELD_STEP);
    r->row_bytes += length;
    if (csv_parse(parser, at, length, on_field, on_row, r) != length && r->status == TT_OK)
        stop(r, parse_fault(r, parser));
    if (r->status == TT_OK && r->row_bytes > TT__ROW_BYTES_MAX) {
        stop(r, tt_fail(r->err, TT_ELIMIT,
                        "a row of more than %d MiB; is a closing quote missing, or is this not a "
                        "table?",
                        TT__ROW_BYTES_MAX >> 20));
        tt_error_place(r->err, r->path, r->line, r->count + 1);
    }
    return r->status;
}

static tt_status read_failed(gzFile file, const char *path, tt_error *err)
{
    int code = 0;
    const char *text = gzerror(file, &code);
    if (code == Z_ERRNO)
        text = strerror(errno);
    return tt_fail(err, TT_EIO, "reading %s failed: %s", path, text && *text ? text : "no reason");
}

/* One piece of the file. zlib gives what there is of a gzip file that was cut short, and says so only
 * when it is asked: before the last row, which may be cut too, is taken for one. */
static tt_status read_chunk(const reader *r, gzFile file, unsigned char *chunk, size_t *length)
{
    int got = gzread(file, chunk, CHUNK_SIZE);
    *length = got > 0 ? (size_t)got : 0;
    if (got < 0)
        return read_failed(file, r->path, r->err);
    int code = Z_OK;
    if (got == 0)
        (void)gzerror(file, &code);
    return code == Z_BUF_ERROR ? tt_fail(r->err, TT_EIO, "%s is cut short", r->path) : TT_OK;
}

/* The end of the file, which ends the last field and row. */
static tt_status finish(reader *r, struct csv_parser *parser)
{
    if (csv_fini(parser, on_field, on_row, r) != 0 && r->status == TT_OK) {
        stop(r, tt_fail(r->err, TT_EPARSE, "the quote of the last field is not closed"));
        tt_error_place(r->err, r->path, r->line, r->count + 1);
    }
    return r->status;
}

static tt_status read_all(reader *r, struct csv_parser *parser, gzFile file)
{
    unsigned char *chunk = tt_calloc(CHUNK_SIZE, 1);
    if (!chunk)
        return tt_fail(r->err, TT_ENOMEM, "no memory for reading");
    size_t length = 0;
    tt_status status = read_chunk(r, file, chunk, &length);
    if (status == TT_OK)
        status = check_beginning(chunk, length, r->err);
    size_t mark = length >= 3 && memcmp(chunk, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (status == TT_OK && length > 0) {
        status = feed(r, parser, chunk + mark, length - mark);
        mark = 0;
        if (status == TT_OK)
            status = read_chunk(r, file, chunk, &length);
    }
    if (status == TT_OK)
        status = finish(r, parser);
    tt_free(chunk);
    return status;
}

static int is_folder(int fd)
{
    struct stat about;
    return fstat(fd, &about) == 0 && S_ISDIR(about.st_mode);
}

static gzFile open_input(const char *path, tt_error *err)
{
    int is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    int folder = fd >= 0 && is_folder(fd);
    gzFile file = fd >= 0 && !folder ? gzdopen(fd, "rb") : NULL;
    if (file)
        return file;
    int why = fd >= 0 ? ENOMEM : errno;
    if (fd >= 0)
        (void)close(fd);
    if (folder)
        (void)tt_fail(err, TT_ENOINPUT, "%s is a folder; name the file in it", path);
    else
        (void)tt_fail(err, TT_ENOINPUT, "cannot open %s: %s", is_stdin ? "standard input" : path,
                      strerror(why));
    return NULL;
}

tt_status tt__csv_read(const char *path, tt__row_function *row, void *context, tt_error *err)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return tt_fail(err, TT_EINTERNAL, "libcsv cannot be set up");
    csv_set_realloc_func(&parser, resize);
    csv_set_free_func(&parser, tt_free);
    gzFile file = open_input(path, err);
    if (!file) {
        csv_free(&parser);
        tt_error_place(err, path, 0, 0);
        return TT_ENOINPUT;
    }
    reader r = {.row = row, .context = context, .err = err, .path = path, .line = 1, .first = 1};
    tt_status status = read_all(&r, &parser, file);
    (void)gzclose(file);
    csv_free(&parser);
    tt_free(r.bytes);
    tt_free(r.starts);
    tt_free(r.cells);
    tt_error_place(err, path, r.line, 0);
    return status;
}
