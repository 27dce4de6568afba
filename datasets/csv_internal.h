/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CSV_INTERNAL_H
#define TT_CSV_INTERNAL_H

#include <stddef.h>

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

/** Read a table of comma-separated values, plain or gzipped, from a path or from "-" (standard
 *  input), row by row in constant memory. UTF-8 with or without a byte-order mark.
 *  Errors:  TT_ENOINPUT, TT_EIO, TT_EPARSE (quotes), TT_EENCODING, TT_ELIMIT, TT_ENOMEM, TT_ESCHEMA
 *           (an empty file, a workbook), or what `row` returns */
tt_status tt__csv_read(const char *path, tt__row_function *row, void *context, tt_error *err);

#endif
