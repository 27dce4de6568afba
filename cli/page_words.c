/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks up and fills the texts of page_words.def.
 *
 * A text of the catalogue with places is a pattern for what printf has made of it: the places take the shortest
 * texts with which all of it fits. Looking ahead is bounded, whatever a table may hold. */
#include "page_words.h"

#include <string.h>

enum { MOST_PLACES = 10, MOST_STEPS = 20000, MOST_DEPTH = 3 };

static const cli_page_phrase texts[] = {
#define TEXT(english, spanish) {english, spanish},
#include "page_words.def"
#undef TEXT
};
enum { TEXT_COUNT = sizeof texts / sizeof *texts };

const cli_page_phrase *cli_page_phrases(size_t *count)
{
    *count = TEXT_COUNT;
    return texts;
}

/* ---- places ---- */

typedef struct piece {
    const char *text;
    size_t length;
    int number;
} piece;

typedef struct place {
    size_t index;
    size_t length; /* of the place in the pattern: "{0}", "{#0}" */
    int number;
} place;

/* Whether a place stands at the beginning of a pattern. */
static int read_place(const char *pattern, place *out)
{
    if (pattern[0] != '{')
        return 0;
    int number = pattern[1] == '#';
    char digit = pattern[1 + number];
    if (digit < '0' || digit > '9' || pattern[2 + number] != '}')
        return 0;
    *out = (place){(size_t)(digit - '0'), (size_t)(3 + number), number};
    return 1;
}

/* How many bytes at `text` can stand in a number, a period, a span or a sum of them; 0: none. */
static size_t number_step(const char *text)
{
    static const char between[] = " to ";
    if (strncmp(text, between, sizeof between - 1) == 0)
        return sizeof between - 1;
    return (unsigned char)*text >= 0x80 || strchr("0123456789.,+-<>%Q ", *text) ? 1 : 0;
}

/* ---- matching ---- */

typedef struct matcher {
    piece pieces[MOST_PLACES];
    size_t steps;
    int one; /* 1: no place holds several texts, which "; " sets apart */
} matcher;

static int matches(matcher *m, const char *pattern, const char *text);

/* Whether all fits when a place takes so many bytes. */
static int fits(matcher *m, const char *pattern, const char *text, const place *here, size_t length)
{
    if (++m->steps > MOST_STEPS || !matches(m, pattern + here->length, text + length))
        return 0;
    m->pieces[here->index] = (piece){text, length, here->number};
    return 1;
}

/* The longest number. */
static int fits_number(matcher *m, const char *pattern, const char *text, const place *here)
{
    size_t most = 0;
    for (size_t step = 1; text[most] && step; most += step)
        step = number_step(text + most);
    for (size_t length = most; length > 0; length--)
        if (fits(m, pattern, text, here, length))
            return 1;
    return 0;
}

/* The shortest text. */
static int fits_text(matcher *m, const char *pattern, const char *text, const place *here)
{
    for (size_t length = 1; text[length - 1]; length++) {
        if (m->one && text[length - 1] == ' ' && length > 1 && text[length - 2] == ';')
            return 0;
        if (fits(m, pattern, text, here, length))
            return 1;
    }
    return 0;
}

static int matches(matcher *m, const char *pattern, const char *text)
{
    place here;
    while (*pattern && !read_place(pattern, &here)) {
        if (*pattern++ != *text++)
            return 0;
    }
    if (!*pattern)
        return !*text;
    return here.number ? fits_number(m, pattern, text, &here) : fits_text(m, pattern, text, &here);
}

static const cli_page_phrase *find_exact(const char *text)
{
    for (size_t i = 0; i < TEXT_COUNT; i++)
        if (strcmp(texts[i].english, text) == 0)
            return &texts[i];
    return NULL;
}

static const cli_page_phrase *find_pattern(const char *text, int one, matcher *m)
{
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        *m = (matcher){.one = one};
        if (strchr(texts[i].english, '{') && matches(m, texts[i].english, text))
            return &texts[i];
    }
    return NULL;
}

/* ---- saying ---- */

static void say(const char *text, size_t length, int depth, tt_strbuf *out);

/* "5 to 32" is "5 a 32". */
static void say_number(const char *text, size_t length, tt_strbuf *out)
{
    for (size_t i = 0; i < length;) {
        size_t step = number_step(text + i);
        if (step > 1)
            tt_strbuf_add(out, " a ");
        else
            tt_strbuf_add_char(out, text[i]);
        i += step ? step : 1;
    }
}

static void fill(const char *pattern, const matcher *m, int depth, tt_strbuf *out)
{
    place here;
    while (*pattern) {
        if (!read_place(pattern, &here)) {
            tt_strbuf_add_char(out, *pattern++);
            continue;
        }
        const piece *with = &m->pieces[here.index];
        if (with->number)
            say_number(with->text, with->length, out);
        else
            say(with->text, with->length, depth + 1, out);
        pattern += here.length;
    }
}

/* The first of several texts, up to a "; " behind which another begins, if the catalogue has it. */
static size_t known_head(const char *text)
{
    for (const char *end = strstr(text, "; "); end; end = strstr(end + 1, "; ")) {
        tt_strbuf head = TT_STRBUF_INIT;
        matcher m;
        tt_strbuf_add_bytes(&head, text, (size_t)(end - text));
        const char *known = tt_strbuf_text(&head);
        int found = find_exact(known) || find_pattern(known, 1, &m);
        tt_strbuf_clear(&head);
        if (found)
            return (size_t)(end - text);
    }
    return 0;
}

/* A single text, then several, then a single one in which something holds several. */
static void say_text(const char *text, int depth, tt_strbuf *out)
{
    matcher m;
    const cli_page_phrase *found = find_exact(text);
    if (found) {
        tt_strbuf_add(out, found->spanish);
        return;
    }
    int looks = depth < MOST_DEPTH && strpbrk(text, " 0123456789");
    found = looks ? find_pattern(text, 1, &m) : NULL;
    size_t head = looks && !found ? known_head(text) : 0;
    if (looks && !found && !head)
        found = find_pattern(text, 0, &m);
    if (found) {
        fill(found->spanish, &m, depth, out);
    } else if (head) {
        say(text, head, depth + 1, out);
        tt_strbuf_add(out, "; ");
        say_text(text + head + 2, depth, out);
    } else {
        cli_page_say_series(TT_LANGUAGE_SPANISH, text, out);
    }
}

static void say(const char *text, size_t length, int depth, tt_strbuf *out)
{
    tt_strbuf own = TT_STRBUF_INIT;
    tt_strbuf_add_bytes(&own, text, length);
    say_text(tt_strbuf_text(&own), depth, out);
    out->failed |= own.failed;
    tt_strbuf_clear(&own);
}

void cli_page_say(tt_language language, const char *text, tt_strbuf *out)
{
    if (language == TT_LANGUAGE_ENGLISH)
        tt_strbuf_add(out, text);
    else
        say_text(text, 0, out);
}

void cli_page_say_filled(tt_language language, tt_strbuf *out, const char *text,
                         const char *const *places, size_t count)
{
    const cli_page_phrase *found = find_exact(text);
    const char *at = language == TT_LANGUAGE_ENGLISH || !found ? text : found->spanish;
    place here;
    while (*at) {
        if (!read_place(at, &here)) {
            tt_strbuf_add_char(out, *at++);
            continue;
        }
        tt_strbuf_add(out, here.index < count ? places[here.index] : "");
        at += here.length;
    }
}

/* ---- names and cells ---- */

void cli_page_say_series(tt_language language, const char *name, tt_strbuf *out)
{
    while (*name && language != TT_LANGUAGE_ENGLISH) {
        size_t length = strcspn(name, "/&");
        size_t from = strspn(name, " ");
        size_t to = length;
        while (to > from && name[to - 1] == ' ')
            to--;
        from = from < to ? from : to;
        tt_strbuf word = TT_STRBUF_INIT;
        tt_strbuf_add_bytes(out, name, from);
        tt_strbuf_add_bytes(&word, name + from, to - from);
        tt_language_word(language, tt_strbuf_text(&word), out);
        tt_strbuf_add_bytes(out, name + to, length - to + (name[length] ? 1 : 0));
        out->failed |= word.failed;
        tt_strbuf_clear(&word);
        name += length + (name[length] ? 1 : 0);
    }
    tt_strbuf_add(out, name);
}

/* Columns with the words of people, or with names of files. */
static int is_verbatim(const char *column)
{
    static const char *const names[] = {"text", "paragraph", "lines",       "source",
                                        "file", "line",      "before_line", "after_line"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(column, names[i]) == 0)
            return 1;
    return 0;
}

void cli_page_say_cell(tt_language language, const tt_table *table, size_t row, size_t column,
                       tt_strbuf *out)
{
    const tt_column *head = tt_table_column(table, column);
    tt_strbuf text = TT_STRBUF_INIT;
    tt_table_cell_text(table, row, column, &text);
    const char *cell = tt_strbuf_text(&text);
    if (language == TT_LANGUAGE_ENGLISH || is_verbatim(head->name))
        tt_strbuf_add(out, cell);
    else if (strcmp(head->name, "series") == 0)
        cli_page_say_series(language, cell, out);
    else if (head->type == TT_COLUMN_TEXT)
        say_text(cell, 0, out);
    else if (tt_table_cell(table, row, column).kind == TT_CELL_NUMBER)
        tt_language_number(language, cell, out);
    else
        tt_strbuf_add(out, cell);
    out->failed |= text.failed;
    tt_strbuf_clear(&text);
}
