/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_XML_H
#define TT_XML_H

#include "tiptrend/strbuf.h"

/* The one place where text becomes XML or HTML, for element content and quoted attributes alike. */

/** Append a text with & < > " and ' escaped.
 *  Domain:  any bytes; what XML 1.0 has no place for and what turns the direction of text
 *           is dropped, as in tt_text_clean; bad UTF-8 becomes U+FFFD
 *  Source:  XML 1.0 (5th edition), productions 2, 10 and 14 */
void tt_xml_add(tt_strbuf *out, const char *text);

/** The same for `length` bytes. */
void tt_xml_add_bytes(tt_strbuf *out, const char *text, size_t length);

/** Non-zero for a character that may stand in an XML 1.0 document. */
int tt_xml_allows(int32_t character);

#endif
