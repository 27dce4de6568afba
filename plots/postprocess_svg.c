/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gnuplot's SVG made fit for a page and for a reader that speaks:
 *
 * - its fixed <title> and <desc>, and those of its groups ("gnuplot_plot_1"), which browsers show under the
 *   pointer, give way to the chart's, and role="img" names them;
 * - font-family="Liberation Sans:Bold", a name that no browser knows, becomes a family with
 *   fallbacks and a weight;
 * - blanks that SVG would collapse are kept;
 * - groups without content go: gnuplot opens them for pens that draw nothing, and which ones depends on
 *   the chart before, so that the same chart would not give the same bytes;
 * - the word joiners that quote.c puts into "&#" and "]]>" are taken out again.
 *
 * tt_svg_inline prefixes ids: gnuplot gives the same ones to every chart. */
#include <string.h>

#include "bytes.h"
#include "drawing.h"
#include "tiptrend/svg.h"
#include "tiptrend/version.h"
#include "tiptrend/xml.h"
#include "xmlscan.h"

#define WORD_JOINER "\xE2\x81\xA0"

static void add_span(tt_strbuf *out, tt__xml_span span)
{
    tt_strbuf_add_bytes(out, span.text, span.length);
}

static int contains(tt__xml_span span, const char *what)
{
    return tt__bytes_find(span.text, span.length, what) != NULL;
}

/* Equal but for upper and lower case; `lower` is in lower case. */
static int is_word(tt__xml_span span, const char *lower)
{
    if (span.length != strlen(lower))
        return 0;
    for (size_t i = 0; i < span.length; i++) {
        char c = span.text[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != lower[i])
            return 0;
    }
    return 1;
}

/* ---- fonts ---------------------------------------------------------------------------------- */

/* Families that look alike, most particular first. */
static const char *fallbacks_of(tt__xml_span family)
{
    static const char *const sans[] = {"liberation sans", "arial", "helvetica"};
    static const char *const serif[] = {"liberation serif", "times new roman", "times"};
    for (size_t i = 0; i < sizeof sans / sizeof sans[0]; i++)
        if (is_word(family, sans[i]))
            return ",Arial,Helvetica,sans-serif";
    for (size_t i = 0; i < sizeof serif / sizeof serif[0]; i++)
        if (is_word(family, serif[i]))
            return ",Times New Roman,Times,serif";
    return contains(family, "Mono") ? ",monospace" : ",sans-serif";
}

/* Take the part before the next colon off `rest`. Returns 0 when nothing is left. */
static int take_part(tt__xml_span *rest, tt__xml_span *part)
{
    if (!rest->text)
        return 0;
    const char *colon = memchr(rest->text, ':', rest->length);
    part->text = rest->text;
    part->length = colon ? (size_t)(colon - rest->text) : rest->length;
    rest->text = colon ? colon + 1 : NULL;
    rest->length = colon ? rest->length - part->length - 1 : 0;
    return 1;
}

/* "Family:Bold" in the attribute's own quotes. */
static void add_font(tt_strbuf *out, const tt__xml_token *token, tt__xml_span value)
{
    char quote = value.text[-1];
    tt__xml_span rest = value;
    tt__xml_span part;
    (void)take_part(&rest, &part);
    tt_strbuf_add(out, " font-family=");
    tt_strbuf_add_char(out, quote);
    add_span(out, part);
    if (part.length > 0 && !contains(part, ","))
        tt_strbuf_add(out, fallbacks_of(part));
    tt_strbuf_add_char(out, quote);
    while (take_part(&rest, &part)) {
        if (is_word(part, "bold") && !tt__xml_value(token, "font-weight").text)
            tt_strbuf_add(out, " font-weight=\"bold\"");
        if ((is_word(part, "italic") || is_word(part, "oblique")) &&
            !tt__xml_value(token, "font-style").text)
            tt_strbuf_add(out, " font-style=\"italic\"");
    }
}

/* ---- the file ------------------------------------------------------------------------------- */

/* Non-zero when white space at the ends or twice in a row would be lost. */
static int has_loose_blanks(const char *text, const char *end)
{
    if (text == end)
        return 0;
    if (*text == ' ' || end[-1] == ' ')
        return 1;
    for (; text + 1 < end; text++)
        if (text[0] == ' ' && text[1] == ' ')
            return 1;
    return 0;
}

static void add_tag(tt_strbuf *out, const tt__xml_token *token, const char *extra)
{
    tt_strbuf_add_char(out, '<');
    add_span(out, token->name);
    for (size_t i = 0; i < token->count; i++) {
        if (tt__xml_is(token->attributes[i].name, "font-family"))
            add_font(out, token, token->attributes[i].value);
        else
            add_span(out, token->attributes[i].whole);
    }
    tt_strbuf_add(out, extra);
    tt_strbuf_add(out, token->kind == TT__XML_EMPTY ? "/>" : ">");
}

static void add_open(tt_strbuf *out, const tt__xml_token *token, const tt__xml_scan *scan)
{
    const char *next = memchr(scan->at, '<', (size_t)(scan->end - scan->at));
    int keep_blanks = tt__xml_is(token->name, "text") && next && has_loose_blanks(scan->at, next) &&
                      !tt__xml_value(token, "xml:space").text;
    if (keep_blanks)
        add_tag(out, token, " xml:space=\"preserve\"");
    else if (tt__xml_value(token, "font-family").text)
        add_tag(out, token, "");
    else
        add_span(out, token->whole);
}

/* A text without the joiners of quote.c; a ">" is escaped, so that "]]>" cannot come back. */
static void add_content(tt_strbuf *out, tt__xml_span span)
{
    const size_t joiner = strlen(WORD_JOINER);
    const char *end = span.text + span.length;
    if (span.length > 1 && span.text[0] == '\n' && strspn(span.text, "\n") >= span.length) {
        tt_strbuf_add_char(out, '\n'); /* gnuplot leaves many empty lines */
        return;
    }
    if (!contains(span, WORD_JOINER)) {
        add_span(out, span);
        return;
    }
    for (const char *at = span.text; at < end; at++) {
        if ((size_t)(end - at) > joiner && memcmp(at, WORD_JOINER, joiner) == 0 && at > span.text &&
            ((at[-1] == ';' && at[joiner] == '#') || (at[-1] == ']' && at[joiner] == ']')))
            at += joiner;
        if (*at == '>')
            tt_strbuf_add(out, "&gt;");
        else
            tt_strbuf_add_char(out, *at);
    }
}

static void add_element(tt_strbuf *out, const char *name, const char *text)
{
    if (!text[0])
        return;
    tt_strbuf_addf(out, "<dc:%s>", name);
    tt_xml_add(out, text);
    tt_strbuf_addf(out, "</dc:%s>\n", name);
}

/* Dublin Core, as editors of SVG read it, where there is more to say than the title. */
static void add_metadata(tt_strbuf *out, const tt__caption *caption)
{
    if (!caption->source[0] && !caption->data[0])
        return;
    tt_strbuf_add(out,
                  "<metadata>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
                  "<rdf:Description rdf:about=\"\">\n");
    add_element(out, "title", caption->title);
    add_element(out, "source", caption->source);
    add_element(out, "creator", "tiptrend " TT_VERSION);
    if (caption->data[0])
        tt_strbuf_addf(out, "<dc:identifier>sha256:%s</dc:identifier>\n", caption->data);
    tt_strbuf_add(out, "</rdf:Description>\n</rdf:RDF>\n</metadata>\n");
}

/* The root's start tag, then the chart's own title and description. */
static void add_root(tt_strbuf *out, const tt__xml_token *root, const tt__caption *caption)
{
    add_tag(out, root,
            caption->alt[0] ? " role=\"img\" aria-labelledby=\"tt-title tt-desc\""
                            : " role=\"img\" aria-labelledby=\"tt-title\"");
    tt_strbuf_add(out, "\n<title id=\"tt-title\">");
    tt_xml_add(out, caption->title);
    tt_strbuf_add(out, "</title>\n");
    if (caption->alt[0]) {
        tt_strbuf_add(out, "<desc id=\"tt-desc\">");
        tt_xml_add(out, caption->alt);
        tt_strbuf_add(out, "</desc>\n");
    }
    add_metadata(out, caption);
}

/* Step over an element, which has just been opened. */
static void skip_element(tt__xml_scan *scan)
{
    const size_t outside = scan->depth - 1;
    while (scan->depth > outside && !scan->fault)
        (void)tt__xml_next(scan);
}

/* A group with nothing in it, which nothing can refer to. */
static int is_empty_group(const tt__xml_token *token, const tt__xml_scan *scan)
{
    static const char close[] = "</g>";
    const char *at = scan->at;
    if (!tt__xml_is(token->name, "g") || tt__xml_value(token, "id").text)
        return 0;
    while (at < scan->end && strchr(" \t\r\n", *at))
        at++;
    return (size_t)(scan->end - at) >= strlen(close) && memcmp(at, close, strlen(close)) == 0;
}

static void rewrite(tt_strbuf *out, const tt_strbuf *file, const tt__caption *caption)
{
    tt__xml_scan scan;
    tt__xml_begin(&scan, file->text, file->length, 1);
    for (int have_root = 0;;) {
        tt__xml_token token = tt__xml_next(&scan);
        if (token.kind == TT__XML_END || token.kind == TT__XML_FAULT)
            return; /* no fault: the file has been verified */
        int is_text = tt__xml_is(token.name, "title") || tt__xml_is(token.name, "desc");
        if (token.kind == TT__XML_OPEN && !have_root) {
            have_root = 1;
            add_root(out, &token, caption);
        } else if (token.kind == TT__XML_OPEN && is_text)
            skip_element(&scan);
        else if (token.kind == TT__XML_OPEN && is_empty_group(&token, &scan)) {
            skip_element(&scan);
            scan.at += strspn(scan.at, "\n"); /* its line end too: the text is NUL-terminated */
        } else if (token.kind == TT__XML_OPEN || token.kind == TT__XML_EMPTY)
            add_open(out, &token, &scan);
        else if (token.kind == TT__XML_TEXT)
            add_content(out, token.whole);
        else
            add_span(out, token.whole);
    }
}

tt_status tt__finish_svg(tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    tt_strbuf out = TT_STRBUF_INIT;
    rewrite(&out, file, caption);
    return tt__drawing_replace(file, &out, err);
}

/* ---- within a page -------------------------------------------------------------------------- */

/* Ids in a list with blanks between, each with the prefix. */
static void add_id_list(tt_strbuf *out, tt__xml_span value, const char *prefix)
{
    for (size_t i = 0; i < value.length; i++) {
        int starts = value.text[i] != ' ' && (i == 0 || value.text[i - 1] == ' ');
        if (starts)
            tt_strbuf_addf(out, "%s-", prefix);
        tt_strbuf_add_char(out, value.text[i]);
    }
}

/* A value in which url(#id) may stand. */
static void add_urls(tt_strbuf *out, tt__xml_span value, const char *prefix)
{
    static const char mark[] = "url(#";
    const size_t length = strlen(mark);
    for (size_t i = 0; i < value.length; i++) {
        tt_strbuf_add_char(out, value.text[i]);
        if (i + 1 >= length && memcmp(value.text + i + 1 - length, mark, length) == 0)
            tt_strbuf_addf(out, "%s-", prefix);
    }
}

static void add_own_attribute(tt_strbuf *out, const tt__xml_attribute *attribute,
                              const char *prefix)
{
    tt__xml_span value = attribute->value;
    add_span(out,
             (tt__xml_span){attribute->whole.text, (size_t)(value.text - attribute->whole.text)});
    int is_link = tt__xml_is(attribute->name, "href") || tt__xml_is(attribute->name, "xlink:href");
    if (tt__xml_is(attribute->name, "id") || tt__xml_is(attribute->name, "aria-labelledby") ||
        tt__xml_is(attribute->name, "aria-describedby"))
        add_id_list(out, value, prefix);
    else if (is_link && value.length > 0 && value.text[0] == '#') {
        tt_strbuf_addf(out, "#%s-", prefix);
        tt_strbuf_add_bytes(out, value.text + 1, value.length - 1);
    } else
        add_urls(out, value, prefix);
    tt_strbuf_add_char(out, value.text[-1]);
}

static void add_own_tag(tt_strbuf *out, const tt__xml_token *token, const char *prefix)
{
    tt_strbuf_add_char(out, '<');
    add_span(out, token->name);
    for (size_t i = 0; i < token->count; i++)
        add_own_attribute(out, &token->attributes[i], prefix);
    tt_strbuf_add(out, token->kind == TT__XML_EMPTY ? "/>" : ">");
}

static int is_prefix(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char rest[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    return text && strspn(text, letters) > 0 && text[strspn(text, rest)] == '\0';
}

tt_status tt_svg_inline(tt_strbuf *out, const char *svg, size_t length, const char *prefix,
                        tt_error *err)
{
    if (!is_prefix(prefix))
        return tt_fail(err, TT_EUSAGE,
                       "'%.40s' is no prefix for ids: a letter, then letters, digits, - and _",
                       prefix ? prefix : "");
    tt__xml_scan scan;
    tt__xml_begin(&scan, svg, length, 0);
    tt_strbuf own = TT_STRBUF_INIT;
    tt__xml_token token = tt__xml_next(&scan);
    for (; token.kind != TT__XML_END && token.kind != TT__XML_FAULT; token = tt__xml_next(&scan)) {
        if (scan.depth == 0 && token.kind != TT__XML_CLOSE && token.kind != TT__XML_EMPTY)
            continue; /* the XML declaration and blanks around the root */
        if (token.kind == TT__XML_OPEN || token.kind == TT__XML_EMPTY)
            add_own_tag(&own, &token, prefix);
        else
            add_span(&own, token.whole);
    }
    tt_status status = tt_strbuf_status(&own, err);
    if (status == TT_OK && token.kind == TT__XML_FAULT)
        status = tt_fail(err, TT_EPARSE, "the SVG is not well-formed: %s at byte %zu", scan.fault,
                         (size_t)(scan.at - svg));
    if (status == TT_OK) {
        tt_strbuf_add_char(&own, '\n');
        tt_strbuf_add_bytes(out, own.text, own.length);
        status = tt_strbuf_status(out, err);
    }
    tt_strbuf_clear(&own);
    return status;
}
