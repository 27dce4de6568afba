/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growable text. */
#include "tiptrend/strbuf.h"

#include "strbuf_internal.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/number.h"

int tt__strbuf_reserve(tt_strbuf *buf, size_t more)
{
    if (buf->failed)
        return -1;
    if (more > SIZE_MAX / 4 || buf->length > SIZE_MAX / 4) {
        buf->failed = 1;
        return -1;
    }
    size_t needed = buf->length + more + 1;
    if (needed <= buf->capacity)
        return 0;
    size_t wanted = buf->capacity < 64 ? 64 : buf->capacity * 2;
    if (wanted < needed)
        wanted = needed;
    char *text = tt_realloc(buf->text, wanted, 1);
    if (!text) {
        buf->failed = 1;
        return -1;
    }
    buf->text = text;
    buf->capacity = wanted;
    return 0;
}

void tt_strbuf_add_bytes(tt_strbuf *buf, const void *bytes, size_t length)
{
    if (tt__strbuf_reserve(buf, length) != 0)
        return;
    if (length)
        memcpy(buf->text + buf->length, bytes, length);
    buf->length += length;
    buf->text[buf->length] = '\0';
}

void tt_strbuf_add(tt_strbuf *buf, const char *text)
{
    tt_strbuf_add_bytes(buf, text, strlen(text));
}

void tt_strbuf_add_char(tt_strbuf *buf, char c)
{
    tt_strbuf_add_bytes(buf, &c, 1);
}

void tt_strbuf_addf(tt_strbuf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        buf->failed = 1;
    else if (tt__strbuf_reserve(buf, (size_t)length) == 0) {
        (void)vsnprintf(buf->text + buf->length, (size_t)length + 1, format, again);
        buf->length += (size_t)length;
    }
    va_end(again);
}

void tt_strbuf_number(tt_strbuf *buf, double value)
{
    if (tt__strbuf_reserve(buf, TT_NUMBER_TEXT_SIZE) == 0)
        buf->length += tt_number_text(value, buf->text + buf->length);
}

void tt_strbuf_fixed(tt_strbuf *buf, double value, int decimals)
{
    char text[TT_NUMBER_FIXED_SIZE];
    tt_strbuf_add_bytes(buf, text, tt_number_fixed(value, decimals, text));
}

const char *tt_strbuf_text(const tt_strbuf *buf)
{
    return buf->text ? buf->text : "";
}

char *tt_strbuf_take(tt_strbuf *buf)
{
    if (tt__strbuf_reserve(buf, 0) != 0) {
        tt_strbuf_clear(buf);
        return NULL;
    }
    char *text = buf->text;
    text[buf->length] = '\0';
    *buf = (tt_strbuf)TT_STRBUF_INIT;
    return text;
}

void tt_strbuf_reset(tt_strbuf *buf)
{
    buf->length = 0;
    buf->failed = 0;
    if (buf->text)
        buf->text[0] = '\0';
}

void tt_strbuf_clear(tt_strbuf *buf)
{
    tt_free(buf->text);
    *buf = (tt_strbuf)TT_STRBUF_INIT;
}

tt_status tt_strbuf_status(const tt_strbuf *buf, tt_error *err)
{
    return buf->failed ? tt_fail(err, TT_ENOMEM, "no memory for a text of %zu bytes", buf->length)
                       : TT_OK;
}
