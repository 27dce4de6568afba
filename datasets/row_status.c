/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beside a figure about its status: words of tidy tables, codes of SDMX (code list
 * CL_OBS_STATUS 2.2, capitals) and flags of Eurostat (small letters). */
#include <math.h>
#include <string.h>

#include "table_internal.h"

static const struct {
    const char *word;
    uint16_t flag;
    int8_t state;     /* -1: the figure keeps its own */
    const char *note; /* NULL: the flag or the state says all */
} words[] = {
    {"observed", 0, -1, NULL},
    {"final", 0, -1, NULL},
    {"partial", TT_VALUE_PARTIAL, -1, NULL},
    {"provisional", TT_VALUE_PROVISIONAL, -1, NULL},
    {"estimated", TT_VALUE_APPROXIMATE, -1, NULL},
    {"break", TT_VALUE_BREAK, -1, NULL},
    {"missing", 0, TT_STATE_MISSING, NULL},
    {"suppressed", 0, TT_STATE_SUPPRESSED, NULL},
    {"not_applicable", 0, TT_STATE_NOT_APPLICABLE, NULL},
};

static const struct {
    char letter;
    uint16_t flag;
    int8_t state;
    const char *note;
} codes[] = {
    {'A', 0, -1, NULL},
    {'b', TT_VALUE_BREAK, -1, NULL},
    {'B', TT_VALUE_BREAK, -1, NULL},
    {'c', 0, TT_STATE_SUPPRESSED, "confidential (c)"},
    {'d', 0, -1, "definition differs (d)"},
    {'D', 0, -1, "definition differs (D)"},
    {'e', TT_VALUE_APPROXIMATE, -1, NULL},
    {'E', TT_VALUE_APPROXIMATE, -1, NULL},
    {'f', TT_VALUE_APPROXIMATE, -1, "forecast (f)"},
    {'F', TT_VALUE_APPROXIMATE, -1, "forecast (F)"},
    {'G', 0, -1, "experimental (G)"},
    {'H', 0, TT_STATE_MISSING, "missing, holiday (H)"},
    {'i', 0, -1, "see the metadata (i)"},
    {'I', TT_VALUE_APPROXIMATE, -1, "imputed (I)"},
    {'L', 0, TT_STATE_MISSING, "exists but was not collected (L)"},
    {'M', 0, TT_STATE_MISSING, "cannot exist (M)"},
    {'n', 0, -1, "not significant (n)"},
    {'N', 0, -1, "not significant (N)"},
    {'O', 0, TT_STATE_MISSING, "missing (O)"},
    {'p', TT_VALUE_PROVISIONAL, -1, NULL},
    {'P', TT_VALUE_PROVISIONAL, -1, NULL},
    {'Q', 0, TT_STATE_SUPPRESSED, "suppressed (Q)"},
    {'r', 0, -1, "revised (r)"},
    {'s', TT_VALUE_APPROXIMATE, -1, "estimated by Eurostat (s)"},
    {'S', 0, -1, "strike and special events (S)"},
    {'u', 0, -1, "low reliability (u)"},
    {'U', 0, -1, "low reliability (U)"},
    {'V', 0, -1, "not validated (V)"},
    {'z', 0, TT_STATE_NOT_APPLICABLE, "not applicable (z)"},
};

enum { WORDS = sizeof words / sizeof *words, CODES = sizeof codes / sizeof *codes, MOST_CODES = 5 };

void tt__row_status_reset(tt__row_status *s)
{
    tt_strbuf note = s->note;
    tt_strbuf_reset(&note);
    *s = (tt__row_status){.state = -1, .note = note};
}

static void add_note(tt__row_status *s, const char *note)
{
    if (s->note.length)
        tt_strbuf_add(&s->note, "; ");
    tt_strbuf_add(&s->note, note);
}

static void set_state(tt__row_status *s, int state, const char *word, size_t length, int is_strict)
{
    if (state < 0)
        return;
    s->state = state;
    s->is_strict = is_strict;
    length = length < sizeof s->word ? length : sizeof s->word - 1;
    memcpy(s->word, word, length);
    s->word[length] = '\0';
}

static int add_word(tt__row_status *s, const char *text, size_t length)
{
    for (size_t i = 0; i < WORDS; i++) {
        if (strlen(words[i].word) != length || memcmp(words[i].word, text, length) != 0)
            continue;
        s->flags |= words[i].flag;
        set_state(s, words[i].state, text, length, 1);
        return 1;
    }
    return 0;
}

static size_t find_code(char letter)
{
    size_t i = 0;
    while (i < CODES && codes[i].letter != letter)
        i++;
    return i;
}

/* One or several codes without anything between them. A code beside a figure does not take it away. */
static int add_codes(tt__row_status *s, const char *text, size_t length)
{
    if (length > MOST_CODES)
        return 0;
    for (size_t k = 0; k < length; k++)
        if (find_code(text[k]) == CODES)
            return 0;
    for (size_t k = 0; k < length; k++) {
        size_t i = find_code(text[k]);
        s->flags |= codes[i].flag;
        set_state(s, codes[i].state, text + k, 1, 0);
        if (codes[i].note)
            add_note(s, codes[i].note);
    }
    return 1;
}

tt_status tt__row_status_add(tt__row_status *s, const char *text, size_t length, int lenient,
                             tt_error *err)
{
    const char *colon = lenient ? memchr(text, ':', length) : NULL;
    if (colon) /* "p: Provisional value" */
        length = (size_t)(colon - text);
    for (size_t at = 0; at < length;) {
        size_t begin = at;
        while (at < length && !strchr("; ,+", text[at]))
            at++;
        size_t width = at - begin;
        while (at < length && strchr("; ,+", text[at]))
            at++;
        if (width == 0 || add_word(s, text + begin, width) || add_codes(s, text + begin, width))
            continue;
        if (!lenient)
            return tt_fail(err, TT_EPARSE,
                           "the status '%.40s' is not known; it can be empty, partial, "
                           "provisional, estimated, break, missing, suppressed or not_applicable",
                           text);
        tt_strbuf_add(&s->note, s->note.length ? "; status " : "status ");
        tt_strbuf_add_bytes(&s->note, text + begin, width);
    }
    return tt_strbuf_status(&s->note, err);
}

tt_status tt__row_status_add_confidentiality(tt__row_status *s, const char *code, tt_error *err)
{
    if (!*code || ((code[0] == 'F' || code[0] == 'f') && (!code[1] || code[1] == ':')))
        return TT_OK; /* free */
    if (s->state < 0)
        set_state(s, TT_STATE_SUPPRESSED, code, strcspn(code, ":"), 0);
    add_note(s, "confidentiality ");
    tt_strbuf_add_bytes(&s->note, code, strcspn(code, ":"));
    return tt_strbuf_status(&s->note, err);
}

tt_status tt__row_status_apply(const tt__row_status *s, tt_value *value, tt_error *err)
{
    value->flags |= s->flags;
    if (s->state < 0)
        return TT_OK;
    int withheld = s->state == TT_STATE_SUPPRESSED;
    int has_figure = !isnan(value->point) || (!withheld && !isnan(value->low));
    if (has_figure && s->is_strict)
        return tt_fail(err, TT_EDOMAIN,
                       "the status '%s' beside a figure; empty one of the two cells", s->word);
    if (has_figure)
        return TT_OK;
    value->state = (tt_state)s->state;
    if (withheld && isnan(value->low)) {
        value->low = 0;
        value->high = INFINITY;
    }
    return TT_OK;
}
