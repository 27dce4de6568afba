/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CSV_INTERNAL_H
#define TT_CSV_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

#include "tiptrend/status.h"

/* One cell of a row: bytes that live until the next row, followed by a NUL. */
typedef struct tt__cell {
    const char *text;
    size_t length;
} tt__cell;

/* What the reader is given for each row that is not blank. `line` is the line of the file on which
 * the row begins. A status other than TT_OK stops the reading and is passed up; the file and the
 * line are added to the error. */
typedef tt_status tt__row_function(const tt__cell *cells, size_t count, size_t line, void *context,
                                   tt_error *err);

/* Limits that protect the program from files that are not tables. */
enum {
    TT__ROW_BYTES_MAX = 16 << 20, /* one row: no table of figures comes near */
    TT__COLUMNS_MAX = 16384       /* columns: what the widest spreadsheet has */
};

/* Which columns have another text than when `list` was last emptied. Official tables repeat
 * themselves from row to row, so whoever remembers what a cell means only looks at these. */
typedef struct tt__changes {
    unsigned char *fresh; /* fresh[column]: 1 for the columns in `list` */
    uint32_t *list;       /* list[count], in the order in which they changed */
    size_t count;
    size_t capacity; /* of both */
} tt__changes;

/* ---- splitting text into rows ---- */

/* Splits text that comes in pieces, by libcsv. Blank rows are left out, but counted as lines. */
typedef struct tt__csv tt__csv;

/** A splitter for cells between `delimiter` bytes. NULL when there is no memory. */
tt__csv *tt__csv_new(char delimiter, tt__row_function *row, void *context);
void tt__csv_free(tt__csv *csv);

/** The next piece of text; a piece may end anywhere.
 *  Errors:  TT_EPARSE (quotes, NUL), TT_EENCODING, TT_ELIMIT, TT_ENOMEM with line and column, or what
 *           the row function returns */
tt_status tt__csv_feed(tt__csv *csv, const char *text, size_t length, tt_error *err);

/** The end of the text, which ends the last row. */
tt_status tt__csv_end(tt__csv *csv, tt_error *err);

/** Begins a new text on line 1; the rows before it stay those with which cells are compared. */
void tt__csv_restart(tt__csv *csv);

/** What has changed since the row function emptied the list (see tt__changes). */
tt__changes *tt__csv_changes(tt__csv *csv);

/** The line that the text has reached. */
size_t tt__csv_line(const tt__csv *csv);

/* ---- whole files ---- */

/** Read a table of cells between commas (or semicolons, tabs, bars, as the header has them), plain or gzipped,
 *  from a path or from "-" (standard input), row by row in constant memory. UTF-8 with or without a byte-order mark, or UTF-16 with one.
 *  Errors:  TT_ENOINPUT, TT_EIO, TT_EPARSE (quotes), TT_EENCODING, TT_ELIMIT, TT_ENOMEM, TT_ESCHEMA
 *           (an empty file, a workbook), or what `row` returns */
tt_status tt__csv_read(const char *path, tt__row_function *row, void *context, tt_error *err);

#endif
