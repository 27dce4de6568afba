/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TEXT_H
#define TT_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "tiptrend/strbuf.h"

/* UTF-8 text that comes from data: decoding, cleaning, measuring. The same in every locale.
 *
 * A character here is a Unicode code point. Whatever goes to gnuplot, XML, a terminal or a message
 * goes through tt_text_clean first, so that no control character and no bad byte gets out. */

#define TT_TEXT_REPLACEMENT 0xFFFD /* U+FFFD, stands for bytes that are not UTF-8 */
#define TT_TEXT_CHART_LIMIT                                                                        \
    400 /* characters of one text in a chart; gnuplot's markup parser
                                    * recurses and dies at tens of thousands */

/** Read one character: how many bytes it takes, and which it is.
 *  Shape:   `length` bytes -> 1 to 4 bytes used; 0 only when length is 0
 *  Domain:  any bytes; `*character` is -1 where they are ill-formed, and the bytes used are then
 *           the longest beginning of a character (the Unicode Standard's "maximal subpart") */
size_t tt_text_decode(const char *bytes, size_t length, int32_t *character);

/** Write one character as UTF-8.
 *  Shape:   -> 1 to 4 bytes, no NUL
 *  Domain:  a code point that is no surrogate; anything else is written as U+FFFD */
size_t tt_text_encode(int32_t character, char bytes[4]);

/** Offset of the first byte that is not UTF-8; `length` when all is well. */
size_t tt_text_invalid_at(const char *bytes, size_t length);

/** Whether a code point is one that no output gets: a control, a line or paragraph separator, a bidirectional
 *  override or isolate, a byte order mark, a non-character. Tab, CR and LF are among them. */
int tt_text_is_dropped(int32_t character);

/** Append a text made safe for any output: bad bytes become U+FFFD; tab, CR and LF become blanks;
 *  controls, line and paragraph separators, bidirectional overrides and isolates, byte order marks
 *  and non-characters are dropped.
 *  Domain:  `limit` characters at most, the last one then being an ellipsis; 0: no limit
 *  Source:  docs/formats.md */
void tt_text_clean(tt_strbuf *out, const char *text, size_t limit);

/** Append a text as part of a file name: lower-case Latin letters without accents and digits, single hyphens for
 *  the rest, none at the ends, at most 80 bytes. Where letters of other scripts or the end were lost, six digits
 *  of the text's SHA-256 follow, so that different names stay different.
 *  Domain:  any text; nothing is appended for a text without letters and digits of any script */
void tt_text_slug(tt_strbuf *out, const char *text);

/** Number of characters; each run of bad bytes counts as the one U+FFFD it would become. */
size_t tt_text_length(const char *text);

/** Columns that a text takes on a terminal: 2 for East Asian wide and emoji, 0 for combining marks
 *  and controls, and never more than one character's for a cluster that is drawn as one. */
size_t tt_text_width(const char *text);

/** Bytes of the longest beginning that fits into `columns`, cut between clusters.
 *  Notes:   `*used` (may be NULL) is set to the columns that it takes */
size_t tt_text_fit(const char *text, size_t columns, size_t *used);

#endif
