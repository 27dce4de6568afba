/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text from data as a gnuplot string.
 *
 * Inside double quotes gnuplot's scanner sees only backslash, double quote, backtick, NUL and the end
 * of the line. The first three are escaped, the last two cannot be there after tt_text_clean; so
 * the token ends at our closing quote and nowhere else. (Single quotes are no choice: 5.4 does not
 * see a doubled quote at the beginning of a token.) */
#include "quote.h"

#include <string.h>

#include "tiptrend/text.h"

/* gnuplot's svg terminal passes "&#" on as the start of an entity and does not break "]]>"; an
 * invisible word joiner (U+2060) between keeps both apart. It is taken out of the SVG again. */
static const char word_joiner[] = "\xE2\x81\xA0";

static void add_escaped(tt_strbuf *out, const char *text, int is_format)
{
    for (const char *c = text; *c; c++) {
        if (*c == '\\' || *c == '"' || *c == '`')
            tt_strbuf_add_char(out, '\\');
        if (*c == '%' && is_format)
            tt_strbuf_add_char(out, '%');
        tt_strbuf_add_char(out, *c);
        if ((c[0] == '&' && c[1] == '#') || (c[0] == ']' && c[1] == ']' && c[2] == '>'))
            tt_strbuf_add(out, word_joiner);
    }
}

static void quote(tt_strbuf *out, const char *text, int is_format)
{
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_text_clean(&clean, text, TT_TEXT_CHART_LIMIT);
    if (clean.failed)
        out->failed = 1;
    tt_strbuf_add_char(out, '"');
    add_escaped(out, tt_strbuf_text(&clean), is_format);
    tt_strbuf_add_char(out, '"');
    tt_strbuf_clear(&clean);
}

void tt__quote_gnuplot(tt_strbuf *out, const char *text)
{
    quote(out, text, 0);
}

void tt__quote_gnuplot_tic(tt_strbuf *out, const char *text)
{
    quote(out, text, 1);
}
