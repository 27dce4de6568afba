/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole file of comma-separated values, row by row: for the small tables beside the data (breaks,
 * decisions). Tables of figures go through dataset_read.c, which finds out more about a file. */
#include <string.h>

#include "csv_internal.h"
#include "input_internal.h"
#include "tiptrend/memory.h"

enum { PIECE_SIZE = 1 << 16 };

/* What stands between the names of the header. Their names hold no comma, so that one comma decides; without
 * any, the sign that stands there most often. */
static char find_delimiter(const char *text, size_t length)
{
    static const char signs[] = ",;\t|";
    enum { SIGNS = sizeof signs - 1 };
    size_t counts[SIGNS] = {0};
    int quoted = 0;
    int begun = 0; /* blank lines may stand before the header */
    for (size_t i = 0; i < length && (quoted || !begun || !strchr("\r\n", text[i])); i++) {
        quoted ^= text[i] == '"';
        begun |= !strchr(" \t\r\n", text[i]);
        const char *sign = quoted || !text[i] ? NULL : strchr(signs, text[i]);
        if (sign)
            counts[sign - signs]++;
    }
    size_t best = 0;
    for (size_t k = 1; k < SIGNS && counts[0] == 0; k++)
        if (counts[k] > counts[best])
            best = k;
    return signs[best];
}

static tt_status read_pieces(tt__input *input, tt__csv *csv, char *piece, size_t length,
                             tt_error *err)
{
    tt_status status = TT_OK;
    while (status == TT_OK && length > 0) {
        status = tt__csv_feed(csv, piece, length, err);
        if (status == TT_OK)
            status = tt__input_read(input, piece, PIECE_SIZE, &length, err);
    }
    return status == TT_OK ? tt__csv_end(csv, err) : status;
}

tt_status tt__csv_read(const char *path, tt__row_function *row, void *context, tt_error *err)
{
    tt__input *input = NULL;
    tt__csv *csv = NULL;
    size_t length = 0;
    char *piece = tt_calloc(PIECE_SIZE, 1);
    tt_status status = piece ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for reading");
    if (status == TT_OK)
        status = tt__input_open(path, TT_ENCODING_AUTO, &input, err);
    if (status == TT_OK)
        status = tt__input_read(input, piece, PIECE_SIZE, &length, err);
    if (status == TT_OK) {
        csv = tt__csv_new(find_delimiter(piece, length), row, context);
        status = csv ? read_pieces(input, csv, piece, length, err)
                     : tt_fail(err, TT_ENOMEM, "no memory for reading");
    }
    tt_error_place(err, path, csv ? tt__csv_line(csv) : 0, 0);
    tt_free(piece);
    tt__csv_free(csv);
    tt__input_close(input);
    return status;
}
