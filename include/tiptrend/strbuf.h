/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_STRBUF_H
#define TT_STRBUF_H

#include <stddef.h>

#include "tiptrend/status.h"

/* Growable text. A failed append is remembered: write a whole document, then ask once. */
typedef struct tt_strbuf {
    char *text; /* always ends with NUL once something was appended; NULL before */
    size_t length;
    size_t capacity;
    int failed; /* 1 after an allocation failed: later appends do nothing */
} tt_strbuf;

#define TT_STRBUF_INIT                                                                             \
    {                                                                                              \
        NULL, 0, 0, 0                                                                              \
    }

/** Append text, bytes, one byte, or formatted text (in the C locale's forms: no %f or %g here, use
 *  tt_strbuf_number for numbers). */
void tt_strbuf_add(tt_strbuf *buf, const char *text);
void tt_strbuf_add_bytes(tt_strbuf *buf, const void *bytes, size_t length);
void tt_strbuf_add_char(tt_strbuf *buf, char c);
void tt_strbuf_addf(tt_strbuf *buf, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

/** Append the shortest text that reads back to the same double (see tt_number_text). */
void tt_strbuf_number(tt_strbuf *buf, double value);

/** Append a number with a fixed count of decimals, always with a point (see tt_number_fixed). */
void tt_strbuf_fixed(tt_strbuf *buf, double value, int decimals);

/** The text so far, "" when empty. Valid until the next append. */
const char *tt_strbuf_text(const tt_strbuf *buf);

/** Hand the text over to the caller (free with tt_free) and empty the buffer; NULL after a failed
 *  append. */
char *tt_strbuf_take(tt_strbuf *buf);

/** Empty, but keep the memory. */
void tt_strbuf_reset(tt_strbuf *buf);

/** Release the memory. A zeroed buffer is fine. */
void tt_strbuf_clear(tt_strbuf *buf);

/** Whether all appends have succeeded.
 *  Errors:  TT_ENOMEM */
tt_status tt_strbuf_status(const tt_strbuf *buf, tt_error *err);

#endif
