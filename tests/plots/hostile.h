/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_HOSTILE_H
#define TT_HOSTILE_H

#include "support.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"
#include "xmlscan.h"

/* The texts of hostile.txt: one a line, C-escaped: shell and gnuplot commands, quotes, markup, formats,
 * entities, TeX, controls, bad UTF-8. Those that try to run make a file PWN where they run. */

#define HOSTILE_COUNT 143
#define HOSTILE_MOST  200

typedef struct hostile_list {
    char *texts[HOSTILE_MOST];   /* as in the file */
    char *cleaned[HOSTILE_MOST]; /* what must be seen */
    size_t count;
} hostile_list;

static inline int hostile_hex(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : 0;
}

/* Undo the C escapes of one line, in place. */
static inline void hostile_unescape(char *line)
{
    char *to = line;
    for (const char *c = line; *c; c++) {
        if (*c != '\\') {
            *to++ = *c;
            continue;
        }
        c++;
        if (*c == 'x') {
            *to++ = (char)(hostile_hex(c[1]) * 16 + hostile_hex(c[2]));
            c += 2;
        } else
            *to++ = *c == 'n' ? '\n' : *c == 'r' ? '\r' : *c == 't' ? '\t' : *c;
    }
    *to = '\0';
}

static inline int hostile_load(hostile_list *list)
{
    char *file = check_read_file(TT_SOURCE_DIR "/tests/plots/hostile.txt");
    if (!file)
        return -1;
    for (char *line = file; line && *line && list->count < HOSTILE_MOST;) {
        char *end = strchr(line, '\n');
        if (end)
            *end = '\0';
        hostile_unescape(line);
        tt_strbuf clean = TT_STRBUF_INIT;
        tt_text_clean(&clean, line, TT_TEXT_CHART_LIMIT);
        list->texts[list->count] = tt_strdup(line);
        list->cleaned[list->count++] = tt_strbuf_take(&clean);
        line = end ? end + 1 : NULL;
    }
    free(file);
    return 0;
}

static inline void hostile_free(hostile_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        tt_free(list->texts[i]);
        tt_free(list->cleaned[i]);
    }
    list->count = 0;
}

/* Non-zero when nothing of a text is seen. */
static inline int hostile_is_blank(const char *text)
{
    return text[strspn(text, " ")] == '\0';
}

/* Undo the references that gnuplot and our rewriting use. */
static inline void hostile_add_unescaped(tt_strbuf *out, tt__xml_span span)
{
    static const struct {
        const char *entity;
        char c;
    } known[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
    const char *end = span.text + span.length;
    for (const char *at = span.text; at < end;) {
        size_t i = 0;
        while (i < 4 && strncmp(at, known[i].entity, strlen(known[i].entity)) != 0)
            i++;
        tt_strbuf_add_char(out, i < 4 ? known[i].c : *at);
        at += i < 4 ? strlen(known[i].entity) : 1;
    }
}

/* The content of the next text element of an SVG. Returns 0 at the end. */
static inline int hostile_next_text(tt__xml_scan *scan, tt_strbuf *out)
{
    tt_strbuf_reset(out);
    int within = 0;
    for (;;) {
        tt__xml_token token = tt__xml_next(scan);
        if (token.kind == TT__XML_END || token.kind == TT__XML_FAULT)
            return 0;
        if (token.kind == TT__XML_OPEN && tt__xml_is(token.name, "text"))
            within = 1;
        if (token.kind == TT__XML_TEXT && within)
            hostile_add_unescaped(out, token.whole);
        if (token.kind == TT__XML_CLOSE && tt__xml_is(token.name, "text"))
            return 1;
    }
}

/* Non-zero when a file that hostile text made stands anywhere in a folder. */
static inline int hostile_has_run(const char *folder)
{
    char command[SUPPORT_PATH_SIZE + 64];
    (void)snprintf(command, sizeof command, "test -n \"$(find '%s' -name 'PWN*')\"", folder);
    return system(command) == 0;
}

#endif
