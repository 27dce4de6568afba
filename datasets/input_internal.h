/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_INPUT_INTERNAL_H
#define TT_INPUT_INTERNAL_H

#include "tiptrend/reading.h"

/* A file as UTF-8 text without its byte-order mark, plain or gzipped, in any of the encodings. */
typedef struct tt__input tt__input;

/** Open a path, or "-" for standard input.
 *  Errors:  TT_ENOINPUT, TT_ENOMEM, and those of the first read: TT_EIO, TT_ESCHEMA (empty, or no
 *           table of text: a workbook, HTML, PDF, ...) */
tt_status tt__input_open(const char *path, tt_encoding encoding, tt__input **out, tt_error *err);
void tt__input_close(tt__input *input);

/** The next piece, up to `size` (at least 64) bytes; *got is 0 at the end. What comes before a failure is
 *  handed out first.
 *  Errors:  TT_EIO, TT_EENCODING */
tt_status tt__input_read(tt__input *input, char *bytes, size_t size, size_t *got, tt_error *err);

/** Bytes of text in the whole file; 0 where that is not known beforehand: pipes, gzip, other encodings. */
size_t tt__input_size(const tt__input *input);

/** The encoding in use, and whether a byte-order mark told it. */
tt_encoding tt__input_encoding(const tt__input *input, int *has_mark);

/* ---- files that are no tables of text (foreign.c) ---- */

/** Tells a file that is no table of text by its beginning.
 *  Errors:  TT_ESCHEMA, saying what it is and how to get a table from it */
tt_status tt__check_beginning(const unsigned char *bytes, size_t length, tt_error *err);

/* ---- other encodings (decode.c) ---- */

/* What is carried from one piece to the next. */
typedef struct tt__decoder {
    tt_encoding encoding;
    unsigned char rest[4]; /* bytes of a character that has begun */
    size_t rest_length;
    size_t line;  /* line ends so far + 1 */
    int after_cr; /* a line feed now belongs to it */
} tt__decoder;

/** Decodes `length` bytes into `out`, which has room for 3 * (length + 4) bytes, and gives the number of
 *  bytes written. `at_end`: nothing follows.
 *  Errors:  TT_EENCODING with the line */
tt_status tt__decode(tt__decoder *decoder, const unsigned char *bytes, size_t length, int at_end,
                     char *out, size_t *written, tt_error *err);

#endif
