/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 text from data: decoding, cleaning, measuring.
 *
 * Decoding follows table 3-7 of the Unicode Standard: overlong forms, surrogates and code points
 * above U+10FFFF are ill-formed. Widths and cluster boundaries come from utf8proc. */
#include "tiptrend/text.h"

#include <string.h>
#include <utf8proc.h>

#include "tiptrend/digest.h"

#define LAST_CODE_POINT 0x10FFFF
#define ELLIPSIS        0x2026

/* What a first byte promises: bytes in all, and the range of the second one (table 3-7). */
typedef struct lead_byte {
    unsigned char length; /* 0: no character begins with this byte */
    unsigned char low;
    unsigned char high;
} lead_byte;

static lead_byte lead_of(unsigned char byte)
{
    if (byte < 0xC2 || byte > 0xF4)
        return (lead_byte){0, 0, 0};
    if (byte < 0xE0)
        return (lead_byte){2, 0x80, 0xBF};
    if (byte < 0xF0)
        return (lead_byte){3, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF};
    return (lead_byte){4, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF};
}

size_t tt_text_decode(const char *bytes, size_t length, int32_t *character)
{
    *character = -1;
    if (length == 0)
        return 0;
    unsigned char first = (unsigned char)bytes[0];
    if (first < 0x80) {
        *character = first;
        return 1;
    }
    lead_byte lead = lead_of(first);
    if (lead.length == 0)
        return 1;
    int32_t value = first & (0xFF >> (lead.length + 1));
    for (size_t i = 1; i < lead.length; i++) {
        unsigned char byte = i < length ? (unsigned char)bytes[i] : 0;
        if (byte < lead.low || byte > lead.high)
            return i;
        lead.low = 0x80;
        lead.high = 0xBF;
        value = value << 6 | (byte & 0x3F);
    }
    *character = value;
    return lead.length;
}

size_t tt_text_encode(int32_t character, char bytes[4])
{
    if (character < 0 || character > LAST_CODE_POINT || (character >= 0xD800 && character < 0xE000))
        character = TT_TEXT_REPLACEMENT;
    if (character < 0x80) {
        bytes[0] = (char)character;
        return 1;
    }
    size_t length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (character & 0x3F));
        character >>= 6;
    }
    bytes[0] = (char)((0xF00 >> length & 0xFF) | character);
    return length;
}

size_t tt_text_invalid_at(const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length) {
        int32_t character;
        size_t used = tt_text_decode(bytes + at, length - at, &character);
        if (character < 0)
            break;
        at += used;
    }
    return at;
}

int tt_text_is_dropped(int32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
           (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* What a decoded character becomes: itself, a blank, U+FFFD, or 0 for nothing. */
static int32_t cleaned(int32_t c)
{
    if (c < 0)
        return TT_TEXT_REPLACEMENT;
    if (c == '\t' || c == '\r' || c == '\n')
        return ' ';
    return tt_text_is_dropped(c) ? 0 : c;
}

void tt_text_clean(tt_strbuf *out, const char *text, size_t limit)
{
    size_t length = strlen(text);
    size_t count = 0;
    size_t before_last = out->length; /* where the limit-th character begins: the ellipsis' place */
    for (size_t at = 0; at < length;) {
        int32_t character;
        at += tt_text_decode(text + at, length - at, &character);
        character = cleaned(character);
        if (character == 0)
            continue;
        char bytes[4];
        if (limit && count == limit) {
            if (out->failed)
                return;
            out->length = before_last;
            tt_strbuf_add_bytes(out, bytes, tt_text_encode(ELLIPSIS, bytes));
            return;
        }
        before_last = out->length;
        tt_strbuf_add_bytes(out, bytes, tt_text_encode(character, bytes));
        count++;
    }
    tt_strbuf_add_bytes(out, "", 0); /* an empty text is "", not NULL */
}

size_t tt_text_length(const char *text)
{
    size_t length = strlen(text);
    size_t count = 0;
    for (size_t at = 0; at < length; count++) {
        int32_t character;
        at += tt_text_decode(text + at, length - at, &character);
    }
    return count;
}

/* Columns of one character by itself. */
static size_t character_width(int32_t character)
{
    int width = utf8proc_charwidth(character < 0 ? TT_TEXT_REPLACEMENT : character);
    return width > 0 ? (size_t)width : 0;
}

size_t tt_text_fit(const char *text, size_t columns, size_t *used)
{
    size_t length = strlen(text);
    size_t cluster_start = 0; /* byte where the current cluster begins */
    size_t before = 0;        /* columns of all clusters before it */
    size_t cluster = 0;       /* columns of the cluster so far: its widest character's */
    int32_t last = -1;
    utf8proc_int32_t state = 0;
    for (size_t at = 0; at < length;) {
        int32_t character;
        size_t start = at;
        at += tt_text_decode(text + at, length - at, &character);
        int32_t shown = character < 0 ? TT_TEXT_REPLACEMENT : character;
        if (last >= 0 && utf8proc_grapheme_break_stateful(last, shown, &state)) {
            before += cluster;
            cluster = 0;
            cluster_start = start;
        }
        last = shown;
        size_t width = character_width(shown);
        if (width > cluster)
            cluster = width;
        if (before + cluster > columns) {
            if (used)
                *used = before;
            return cluster_start;
        }
    }
    if (used)
        *used = before + cluster;
    return length;
}

size_t tt_text_width(const char *text)
{
    size_t columns = 0;
    (void)tt_text_fit(text, SIZE_MAX, &columns);
    return columns;
}

/* ---- names of files ---- */

enum { SLUG_LIMIT = 80 };

/* Adds the plain form of one character. Returns 1 when a letter was lost. */
static int slug_character(tt_strbuf *out, size_t start, int32_t character)
{
    utf8proc_int32_t parts[8];
    int last_class = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        character, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &last_class);
    int lost = 0;
    for (utf8proc_ssize_t i = 0; i < count && i < 8; i++) {
        utf8proc_int32_t c = parts[i];
        utf8proc_category_t kind = utf8proc_category(c);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            tt_strbuf_add_char(out, (char)c);
        else if (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO)
            lost = 1;
        else if (kind != UTF8PROC_CATEGORY_MN && out->length > start &&
                 out->text[out->length - 1] != '-')
            tt_strbuf_add_char(out, '-');
    }
    return lost;
}

void tt_text_slug(tt_strbuf *out, const char *text)
{
    size_t start = out->length;
    size_t length = strlen(text);
    int lost = 0;
    for (size_t i = 0; i < length;) {
        int32_t character;
        i += tt_text_decode(text + i, length - i, &character);
        lost |= slug_character(out, start, character < 0 ? ' ' : character);
        if (out->length - start > SLUG_LIMIT || out->failed) {
            lost = 1;
            break;
        }
    }
    while (out->length > start && out->text[out->length - 1] == '-')
        out->text[--out->length] = '\0';
    if (!lost)
        return;
    char digest[TT_SHA256_TEXT_SIZE];
    tt_sha256_text(text, length, digest);
    tt_strbuf_addf(out, "%s%.6s", out->length > start ? "-" : "", digest);
}
