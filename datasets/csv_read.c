/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole file of comma-separated values, row by row: for the small tables beside the data (breaks,
 * decisions). Tables of figures go through dataset_read.c, which finds out more about a file. */
#include "csv_internal.h"
#include "input_internal.h"
#include "tiptrend/memory.h"

enum { PIECE_SIZE = 1 << 16 };

static tt_status read_pieces(tt__input *input, tt__csv *csv, char *piece, tt_error *err)
{
    size_t length = 1;
    tt_status status = TT_OK;
    while (status == TT_OK && length > 0) {
        status = tt__input_read(input, piece, PIECE_SIZE, &length, err);
        if (status == TT_OK && length > 0)
            status = tt__csv_feed(csv, piece, length, err);
    }
    return status == TT_OK ? tt__csv_end(csv, err) : status;
}

tt_status tt__csv_read(const char *path, tt__row_function *row, void *context, tt_error *err)
{
    tt__input *input = NULL;
    tt__csv *csv = NULL;
    char *piece = NULL;
    tt_status status = tt__input_open(path, TT_ENCODING_AUTO, &input, err);
    if (status == TT_OK) {
        csv = tt__csv_new(',', row, context);
        piece = tt_calloc(PIECE_SIZE, 1);
        status = csv && piece ? read_pieces(input, csv, piece, err)
                              : tt_fail(err, TT_ENOMEM, "no memory for reading");
    }
    tt_error_place(err, path, csv ? tt__csv_line(csv) : 0, 0);
    tt_free(piece);
    tt__csv_free(csv);
    tt__input_close(input);
    return status;
}
