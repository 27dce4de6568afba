/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small XML 1.0 reader: productions 2 (Char), 10 (AttValue), 14 (CharData), 15, 16, 18, 39, 41, 66
 * (references), with the well-formedness constraints on nesting and unique attributes. Names are
 * ASCII, as all of gnuplot's are. */
#include "xmlscan.h"

#include <stdint.h>
#include <string.h>

#include "bytes.h"
#include "tiptrend/text.h"
#include "tiptrend/xml.h"

static int is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static int is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
}

static int is_name(char c)
{
    return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static int starts_with(const char *at, const char *end, const char *what)
{
    size_t length = strlen(what);
    return (size_t)(end - at) >= length && memcmp(at, what, length) == 0;
}

static int same_span(tt__xml_span a, tt__xml_span b)
{
    return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

int tt__xml_is(tt__xml_span span, const char *text)
{
    return span.text && span.length == strlen(text) && memcmp(span.text, text, span.length) == 0;
}

/* A character reference &#...; from after the # on. Returns its end (the semicolon) or NULL. */
static const char *check_number(const char *at, const char *end)
{
    int base = at < end && *at == 'x' ? 16 : 10;
    if (base == 16)
        at++;
    const char *first = at;
    int32_t value = 0;
    for (; at < end && *at != ';'; at++) {
        const char *digits = "0123456789abcdef0123456789ABCDEF";
        const char *digit = *at ? strchr(digits, *at) : NULL;
        int number = digit ? (int)(digit - digits) % 16 : base;
        if (number >= base || value > 0x10FFFF)
            return NULL;
        value = value * base + number;
    }
    return at > first && at < end && tt_xml_allows(value) ? at : NULL;
}

/* A reference, from the & on. Returns what follows it, or NULL. */
static const char *check_reference(const char *at, const char *end)
{
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    if (starts_with(at, end, "&#")) {
        const char *semicolon = check_number(at + 2, end);
        return semicolon ? semicolon + 1 : NULL;
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (starts_with(at, end, known[i]))
            return at + strlen(known[i]);
    return NULL;
}

/* Characters and references of a text or an attribute value. Returns NULL, or what is wrong. */
static const char *check_characters(tt__xml_span span)
{
    const char *end = span.text + span.length;
    for (const char *at = span.text; at < end;) {
        if (*at >= ' ' && *at < 0x7F && *at != '<' && *at != '&') {
            at++; /* nearly all there is */
            continue;
        }
        if (*at == '<')
            return "'<' where none may be";
        if (*at == '&') {
            at = check_reference(at, end);
            if (!at)
                return "an '&' that begins no reference";
            continue;
        }
        int32_t character;
        at += tt_text_decode(at, (size_t)(end - at), &character);
        if (character < 0)
            return "bytes that are not UTF-8";
        if (!tt_xml_allows(character))
            return "a control character";
    }
    return NULL;
}

/* Take the first attribute off `rest`. Returns 1; 0 when there is none; -1 when it is malformed. */
static int take_attribute(tt__xml_span *rest, tt__xml_attribute *attribute)
{
    const char *at = rest->text;
    const char *end = at + rest->length;
    while (at < end && is_white(*at))
        at++;
    if (at == end)
        return 0;
    const char *name = at;
    if (name == rest->text || !is_name_start(*at))
        return -1;
    while (at < end && is_name(*at))
        at++;
    attribute->name = (tt__xml_span){name, (size_t)(at - name)};
    while (at < end && is_white(*at))
        at++;
    if (at == end || *at++ != '=')
        return -1;
    while (at < end && is_white(*at))
        at++;
    if (at == end || (*at != '"' && *at != '\''))
        return -1;
    const char *value = at + 1;
    const char *close = memchr(value, *at, (size_t)(end - value));
    if (!close)
        return -1;
    attribute->value = (tt__xml_span){value, (size_t)(close - value)};
    attribute->whole = (tt__xml_span){rest->text, (size_t)(close + 1 - rest->text)};
    *rest = (tt__xml_span){close + 1, (size_t)(end - close - 1)};
    return 1;
}

/* The checks of one attribute against those before it. Returns NULL, or what is wrong. */
static const char *check_attribute(const tt__xml_token *token, size_t index)
{
    const tt__xml_attribute *attribute = &token->attributes[index];
    for (size_t i = 0; i < index; i++)
        if (same_span(token->attributes[i].name, attribute->name))
            return "an attribute given twice";
    return check_characters(attribute->value);
}

/* All attributes of a tag, into the scan's own array. Returns NULL, or what is wrong. */
static const char *take_attributes(tt__xml_scan *scan, tt__xml_token *token, tt__xml_span rest)
{
    token->attributes = scan->attributes;
    for (token->count = 0; token->count < TT__XML_ATTRIBUTES; token->count++) {
        int took = take_attribute(&rest, &scan->attributes[token->count]);
        if (took <= 0)
            return took < 0 ? "a malformed attribute" : NULL;
        const char *fault = scan->is_checked ? NULL : check_attribute(token, token->count);
        if (fault)
            return fault;
    }
    return "an element with too many attributes";
}

tt__xml_span tt__xml_value(const tt__xml_token *token, const char *name)
{
    for (size_t i = 0; i < token->count; i++)
        if (tt__xml_is(token->attributes[i].name, name))
            return token->attributes[i].value;
    return (tt__xml_span){NULL, 0};
}

void tt__xml_begin(tt__xml_scan *scan, const char *text, size_t length, int is_checked)
{
    scan->start = text;
    scan->at = text;
    scan->end = text + length;
    scan->fault = NULL;
    scan->is_checked = is_checked;
    scan->seen_root = 0;
    scan->depth = 0;
}

/* A token from where the scan stands up to `stop`. */
static tt__xml_token make_token(const tt__xml_scan *scan, tt__xml_kind kind, const char *stop)
{
    return (tt__xml_token){
        kind, {scan->at, (size_t)(stop - scan->at)}, {NULL, 0}, scan->attributes, 0};
}

static tt__xml_token fault(tt__xml_scan *scan, const char *what)
{
    scan->fault = what;
    return make_token(scan, TT__XML_FAULT, scan->at);
}

/* Step over everything up to and with `closing`. */
static tt__xml_token skip(tt__xml_scan *scan, const char *closing)
{
    const char *stop = tt__bytes_find(scan->at, (size_t)(scan->end - scan->at), closing);
    if (!stop)
        return fault(scan, "a declaration or comment without end");
    stop += strlen(closing);
    tt__xml_token token = make_token(scan, TT__XML_OTHER, stop);
    if (tt_text_invalid_at(token.whole.text, token.whole.length) != token.whole.length)
        return fault(scan, "bytes that are not UTF-8");
    scan->at = stop;
    return token;
}

static tt__xml_token take_text(tt__xml_scan *scan)
{
    const char *stop = memchr(scan->at, '<', (size_t)(scan->end - scan->at));
    if (!stop)
        stop = scan->end;
    tt__xml_token token = make_token(scan, TT__XML_TEXT, stop);
    if (scan->depth == 0)
        for (const char *c = scan->at; c < stop; c++)
            if (!is_white(*c))
                return fault(scan, "text outside the root element");
    const char *wrong = scan->is_checked ? NULL : check_characters(token.whole);
    if (!wrong && !scan->is_checked && tt__bytes_find(scan->at, (size_t)(stop - scan->at), "]]>"))
        wrong = "']]>' in a text";
    if (wrong)
        return fault(scan, wrong);
    scan->at = stop;
    return token;
}

/* The > that ends a tag; one inside quotes does not. */
static const char *tag_end(const char *at, const char *end)
{
    char quote = '\0';
    for (; at < end; at++) {
        if (quote ? *at == quote : *at == '"' || *at == '\'')
            quote = quote ? '\0' : *at;
        else if (*at == '>' && !quote)
            return at;
    }
    return NULL;
}

static tt__xml_token take_close(tt__xml_scan *scan, tt__xml_token token, tt__xml_span rest)
{
    if (scan->depth == 0)
        return fault(scan, "an end tag without its start tag");
    if (!same_span(scan->open[scan->depth - 1], token.name))
        return fault(scan, "an end tag that closes another element than the last one opened");
    for (size_t i = 0; i < rest.length; i++)
        if (!is_white(rest.text[i]))
            return fault(scan, "an end tag with attributes");
    token.kind = TT__XML_CLOSE;
    scan->depth--;
    return token;
}

static tt__xml_token take_open(tt__xml_scan *scan, tt__xml_token token, tt__xml_span rest)
{
    if (scan->depth == 0 && scan->seen_root)
        return fault(scan, "a second root element");
    scan->seen_root = 1;
    int is_empty = rest.length > 0 && rest.text[rest.length - 1] == '/';
    rest.length -= (size_t)is_empty;
    token.kind = is_empty ? TT__XML_EMPTY : TT__XML_OPEN;
    const char *wrong = take_attributes(scan, &token, rest);
    if (wrong)
        return fault(scan, wrong);
    if (is_empty)
        return token;
    if (scan->depth == TT__XML_DEPTH)
        return fault(scan, "elements nested too deeply");
    scan->open[scan->depth++] = token.name;
    return token;
}

static tt__xml_token take_tag(tt__xml_scan *scan)
{
    const char *stop = tag_end(scan->at, scan->end);
    if (!stop)
        return fault(scan, "a tag without end");
    int is_close = scan->at[1] == '/';
    const char *name = scan->at + 1 + is_close;
    const char *after = name;
    while (after < stop && is_name(*after))
        after++;
    if (after == name || !is_name_start(*name))
        return fault(scan, "a tag without a name");
    tt__xml_token token = make_token(scan, TT__XML_OPEN, stop + 1);
    token.name = (tt__xml_span){name, (size_t)(after - name)};
    tt__xml_span rest = {after, (size_t)(stop - after)};
    token = is_close ? take_close(scan, token, rest) : take_open(scan, token, rest);
    if (token.kind != TT__XML_FAULT)
        scan->at = stop + 1;
    return token;
}

tt__xml_token tt__xml_next(tt__xml_scan *scan)
{
    if (scan->fault)
        return fault(scan, scan->fault);
    if (scan->at == scan->end) {
        if (scan->depth || !scan->seen_root)
            return fault(scan, scan->depth ? "an element that is not closed" : "no root element");
        return make_token(scan, TT__XML_END, scan->at);
    }
    if (*scan->at != '<')
        return take_text(scan);
    if (starts_with(scan->at, scan->end, "<?xml ") && scan->at != scan->start)
        return fault(scan, "an XML declaration within the document");
    if (starts_with(scan->at, scan->end, "<?"))
        return skip(scan, "?>");
    if (starts_with(scan->at, scan->end, "<!--"))
        return skip(scan, "-->");
    if (starts_with(scan->at, scan->end, "<![CDATA["))
        return scan->depth ? skip(scan, "]]>") : fault(scan, "text outside the root element");
    if (starts_with(scan->at, scan->end, "<!"))
        return fault(scan, "a document type or another declaration");
    return take_tag(scan);
}
