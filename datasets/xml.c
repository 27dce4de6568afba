/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text to XML and HTML. All five special characters are escaped everywhere, so that one function
 * serves element content and attributes in either kind of quotes, and "]]>" cannot arise. */
#include "tiptrend/xml.h"

#include <string.h>

#include "tiptrend/text.h"

int tt_xml_allows(int32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) ||
           (c >= 0xE000 && c < 0xFFFE) || (c >= 0x10000 && c <= 0x10FFFF);
}

static const char *entity_of(int32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;"; /* HTML 4 has no &apos; */
    default:
        return NULL;
    }
}

void tt_xml_add_bytes(tt_strbuf *out, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        int32_t character;
        size_t start = at;
        at += tt_text_decode(text + at, length - at, &character);
        char bytes[4];
        const char *entity = entity_of(character);
        if (entity)
            tt_strbuf_add(out, entity);
        else if (character < 0)
            tt_strbuf_add_bytes(out, bytes, tt_text_encode(TT_TEXT_REPLACEMENT, bytes));
        else if (character == '\t' || character == '\n' || character == '\r' ||
                 (tt_xml_allows(character) && !tt_text_is_dropped(character)))
            tt_strbuf_add_bytes(out, text + start, at - start);
    }
    tt_strbuf_add_bytes(out, "", 0);
}

void tt_xml_add(tt_strbuf *out, const char *text)
{
    tt_xml_add_bytes(out, text, strlen(text));
}
