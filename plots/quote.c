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

static void add_escaped(tt_strbuf *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        if (*c == '\\' || *c == '"' || *c == '`')
            tt_strbuf_add_char(out, '\\');
        tt_strbuf_add_char(out, *c);
        if ((c[0] == '&' && c[1] == '#') || (c[0] == ']' && c[1] == ']' && c[2] == '>'))
            tt_strbuf_add(out, word_joiner);
    }
}

void tt__quote_gnuplot(tt_strbuf *out, const char *text)
{
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_text_clean(&clean, text, TT_TEXT_CHART_LIMIT);
    out->failed |= clean.failed;
    tt_strbuf_add_char(out, '"');
    add_escaped(out, tt_strbuf_text(&clean));
    tt_strbuf_add_char(out, '"');
    tt_strbuf_clear(&clean);
}

/* Whether the markup of gnuplot's enhanced mode would still be seen after escaping: it turns \U+ and its
 * digits into a character before it looks at anything else. */
static int is_expanded(const char *text)
{
    return strstr(text, "\\U+") != NULL;
}

int tt__quote_gnuplot_bold(tt_strbuf *out, const char *text)
{
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_strbuf marked = TT_STRBUF_INIT;
    tt_text_clean(&clean, text, TT_TEXT_CHART_LIMIT);
    const char *at = tt_strbuf_text(&clean);
    if (is_expanded(at)) {
        tt_strbuf_clear(&clean);
        return 0;
    }
    tt_strbuf_add(&marked, "{/:Bold ");
    for (; *at; at++) {
        if (strchr("\\_^{}@&~", *at))
            tt_strbuf_add_char(&marked, '\\');
        tt_strbuf_add_char(&marked, *at);
    }
    tt_strbuf_add(&marked, "}");
    tt_strbuf_add_char(out, '"');
    add_escaped(out, tt_strbuf_text(&marked));
    tt_strbuf_add_char(out, '"');
    out->failed |= clean.failed | marked.failed;
    tt_strbuf_clear(&clean);
    tt_strbuf_clear(&marked);
    return 1;
}
