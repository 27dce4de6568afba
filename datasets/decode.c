/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Latin-1, Windows-1252 and UTF-16 to UTF-8. UTF-8 itself is checked where rows are split. */
#include <string.h>

#include "input_internal.h"
#include "tiptrend/text.h"

/* Bytes 0x80 to 0x9F of Windows-1252; 0 where it has no character (WHATWG and Microsoft's best fit
 * give them the control characters of Latin-1, which no table holds). */
static const int32_t windows_high[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static const char *const names[TT_ENCODING_COUNT] = {
    "auto", "utf-8", "latin-1", "windows-1252", "utf-16le", "utf-16be",
};

const char *tt_encoding_name(tt_encoding encoding)
{
    return (unsigned)encoding < TT_ENCODING_COUNT ? names[encoding] : "unknown";
}

static tt_status bad_character(tt__decoder *d, const char *what, unsigned value, tt_error *err)
{
    tt_status status =
        tt_fail(err, TT_EENCODING, "%s %04X is no character of %s; is the encoding another one?",
                what, value, tt_encoding_name(d->encoding));
    tt_error_place(err, NULL, d->line, 0);
    return status;
}

static void add(tt__decoder *d, int32_t character, char *out, size_t *written)
{
    d->line += character == '\r' || (character == '\n' && !d->after_cr) ? 1 : 0;
    d->after_cr = character == '\r';
    if (character < 0x80)
        out[(*written)++] = (char)character;
    else
        *written += tt_text_encode(character, out + *written);
}

static tt_status decode_bytes(tt__decoder *d, const unsigned char *bytes, size_t length, char *out,
                              size_t *written, tt_error *err)
{
    int is_windows = d->encoding == TT_ENCODING_WINDOWS_1252;
    for (size_t i = 0; i < length; i++) {
        int32_t character = bytes[i];
        if (is_windows && character >= 0x80 && character < 0xA0)
            character = windows_high[character - 0x80];
        if (character == 0 && bytes[i] != 0)
            return bad_character(d, "the byte", bytes[i], err);
        add(d, character, out, written);
    }
    return TT_OK;
}

static unsigned unit_at(const tt__decoder *d, const unsigned char *at)
{
    return d->encoding == TT_ENCODING_UTF16LE ? at[0] | (unsigned)at[1] << 8
                                              : at[1] | (unsigned)at[0] << 8;
}

/* The first character of `length` bytes; returns its length, 0 when more bytes are needed, -1 when it
 * is half of a pair without the other. */
static int utf16_character(const tt__decoder *d, const unsigned char *at, size_t length,
                           int32_t *character)
{
    if (length < 2)
        return 0;
    unsigned unit = unit_at(d, at);
    *character = (int32_t)unit;
    if (unit < 0xD800 || unit > 0xDFFF)
        return 2;
    if (unit > 0xDBFF)
        return -1;
    if (length < 4)
        return 0;
    unsigned low = unit_at(d, at + 2);
    if (low < 0xDC00 || low > 0xDFFF)
        return -1;
    *character = (int32_t)(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
    return 4;
}

static tt_status decode_utf16(tt__decoder *d, const unsigned char *bytes, size_t length, char *out,
                              size_t *written, tt_error *err)
{
    size_t at = 0;
    while (at < length || d->rest_length > 0) {
        /* What is left of the piece before is completed from this one. */
        unsigned char joined[4];
        size_t rest = d->rest_length;
        size_t have = length - at < 4 - rest ? length - at : 4 - rest;
        memcpy(joined, d->rest, rest);
        memcpy(joined + rest, bytes + at, have);
        int32_t character;
        int used = utf16_character(d, joined, rest + have, &character);
        if (used < 0)
            return bad_character(d, "half of a pair,", (unsigned)character, err);
        if (used == 0) {
            memcpy(d->rest, joined, rest + have);
            d->rest_length = rest + have;
            return TT_OK;
        }
        d->rest_length = 0;
        if ((size_t)used < rest) { /* the rest held this character and the begin of another */
            d->rest_length = rest - (size_t)used;
            memmove(d->rest, joined + used, d->rest_length);
        } else {
            at += (size_t)used - rest;
        }
        add(d, character, out, written);
    }
    return TT_OK;
}

tt_status tt__decode(tt__decoder *d, const unsigned char *bytes, size_t length, int at_end,
                     char *out, size_t *written, tt_error *err)
{
    *written = 0;
    if (d->encoding == TT_ENCODING_LATIN1 || d->encoding == TT_ENCODING_WINDOWS_1252)
        return decode_bytes(d, bytes, length, out, written, err);
    tt_status status = decode_utf16(d, bytes, length, out, written, err);
    if (status == TT_OK && at_end && d->rest_length > 0) {
        status = tt_fail(err, TT_EENCODING, "the file ends in the middle of a character");
        tt_error_place(err, NULL, d->line, 0);
    }
    return status;
}
