/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of areas. Names are compared as bags of words: letters without case and accents, without
 * punctuation and articles, usual abbreviations written out, in alphabetic order. So the inverted
 * forms of tables ("Korea, Rep.") need no entry of their own. */
#include "tiptrend/areas.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "textpool_internal.h"
#include "tiptrend/memory.h"

/* Lines of datasets/areas.csv, made into C when the library is built. */
extern const char *const tt__area_lines[];
extern const size_t tt__area_lines_count;

enum { FIELDS = 7, ALIASES = 6, MOST_WORDS = 24, MOST_CHARACTERS = 400 };

/* One name of an area; areas that share a name are chained. */
typedef struct area_name {
    uint32_t area;
    uint32_t next; /* another area of this name, as its place in `names` + 1; 0: none */
} area_name;

struct tt_areas {
    tt_area *list; /* list[count] */
    size_t count;
    tt__pool texts; /* fields, as written */
    tt__pool codes; /* entry i belongs to code_area[i] */
    uint32_t *code_area;
    size_t code_capacity;
    tt__pool folded;
    uint32_t *first_name; /* first_name[folded.count]: place in `names` + 1 */
    size_t first_capacity;
    area_name *names;
    size_t name_count;
    size_t name_capacity;
};

/* ---- folding ---- */

static int is_combining(utf8proc_int32_t c)
{
    return utf8proc_category(c) == UTF8PROC_CATEGORY_MN;
}

/* Letters and digits of a text as lower-case words with single blanks; apostrophes and points within
 * words leave no gap ("U.S.A.", "Côte d'Ivoire"). */
static void plain_words(const char *text, char *out, size_t size)
{
    utf8proc_int32_t characters[MOST_CHARACTERS];
    utf8proc_ssize_t count =
        utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)strlen(text),
                           characters, MOST_CHARACTERS, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
    size_t length = 0;
    int gap = 0;
    for (utf8proc_ssize_t i = 0; i < count && i < MOST_CHARACTERS; i++) {
        utf8proc_int32_t c = characters[i];
        if (is_combining(c) || c == '.' || c == '\'' || c == 0x2019 || c == 0x02BC || c == '`')
            continue;
        utf8proc_category_t kind = utf8proc_category(c);
        int word = (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) ||
                   kind == UTF8PROC_CATEGORY_ND;
        if (word && length + 6 < size) {
            if (gap && length)
                out[length++] = ' ';
            length += (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)out + length);
        }
        gap = !word;
    }
    out[length] = '\0';
}

/* What a word stands for; NULL for one that says nothing. */
static const char *meaning_of_word(const char *word)
{
    static const char *const silent[] = {"the", "of", "and", "de",  "del",
                                         "y",   "la", "las", "los", "el"};
    static const char *const short_forms[][2] = {{"st", "saint"},
                                                 {"is", "islands"},
                                                 {"rep", "republic"},
                                                 {"dem", "democratic"},
                                                 {"fed", "federal"}};
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (strcmp(word, silent[i]) == 0)
            return NULL;
    for (size_t i = 0; i < sizeof short_forms / sizeof *short_forms; i++)
        if (strcmp(word, short_forms[i][0]) == 0)
            return short_forms[i][1];
    return word;
}

static int compare_words(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;
    return strcmp(*x, *y);
}

void tt_area_fold(const char *text, tt_strbuf *out)
{
    char plain[4 * MOST_CHARACTERS];
    const char *words[MOST_WORDS];
    size_t count = 0;
    plain_words(text, plain, sizeof plain);
    for (char *at = plain; *at && count < MOST_WORDS;) {
        char *end = at + strcspn(at, " ");
        int last = !*end;
        *end = '\0';
        const char *word = meaning_of_word(at);
        if (word)
            words[count++] = word;
        at = last ? end : end + 1;
    }
    qsort(words, count, sizeof *words, compare_words);
    for (size_t i = 0; i < count; i++) {
        tt_strbuf_add(out, i ? " " : "");
        tt_strbuf_add(out, words[i]);
    }
}

/* ---- making the table ---- */

/* One more name of an area. Returns 0 on success. */
static int add_name(tt_areas *areas, uint32_t area, const char *text, tt_strbuf *folded)
{
    tt_strbuf_reset(folded);
    tt_area_fold(text, folded);
    if (folded->failed)
        return -1;
    if (!folded->length)
        return 0;
    size_t known = areas->folded.count;
    uint32_t id = tt__pool_add(&areas->folded, folded->text, folded->length);
    if (id == TT__POOL_NONE ||
        tt_grow(&areas->first_name, &areas->first_capacity, id, sizeof *areas->first_name) != 0 ||
        tt_grow(&areas->names, &areas->name_capacity, areas->name_count, sizeof *areas->names) != 0)
        return -1;
    if (id == known)
        areas->first_name[id] = 0;
    for (uint32_t n = areas->first_name[id]; n; n = areas->names[n - 1].next)
        if (areas->names[n - 1].area == area)
            return 0;
    areas->names[areas->name_count++] = (area_name){area, areas->first_name[id]};
    areas->first_name[id] = (uint32_t)areas->name_count;
    return 0;
}

static int add_code(tt_areas *areas, uint32_t area, const char *code)
{
    if (!*code)
        return 0;
    uint32_t id = tt__pool_add(&areas->codes, code, strlen(code));
    if (id == TT__POOL_NONE ||
        tt_grow(&areas->code_area, &areas->code_capacity, id, sizeof *areas->code_area) != 0)
        return -1;
    areas->code_area[id] = area;
    return 0;
}

/* Cuts a line of CSV into its fields, in place. Missing ones are empty. */
static void cut_fields(char *line, char *fields[FIELDS])
{
    char *at = line;
    for (size_t f = 0; f < FIELDS; f++) {
        int quoted = *at == '"';
        fields[f] = at += quoted;
        char *end = quoted ? strchr(at, '"') : at + strcspn(at, ",");
        if (!end)
            end = at + strlen(at);
        char *next = end + (quoted && *end == '"');
        next += *next == ',';
        *end = '\0';
        at = next;
    }
}

static const char *keep(tt_areas *areas, const char *text)
{
    uint32_t id = tt__pool_add(&areas->texts, text, strlen(text));
    return id == TT__POOL_NONE ? NULL : tt__pool_text(&areas->texts, id);
}

static int add_area(tt_areas *areas, char *line, tt_strbuf *folded)
{
    char *field[FIELDS];
    cut_fields(line, field);
    uint32_t index = (uint32_t)areas->count;
    tt_area area = {keep(areas, field[0]), keep(areas, field[1]), keep(areas, field[2]),
                    keep(areas, field[3]), keep(areas, field[4]), keep(areas, field[5])};
    if (!area.code || !area.alpha2 || !area.numeric || !area.within || !area.name || !area.spanish)
        return -1;
    areas->list[areas->count++] = area;
    for (size_t f = 0; f < 3; f++)
        if (add_code(areas, index, field[f]) != 0)
            return -1;
    if (add_name(areas, index, area.name, folded) != 0 ||
        add_name(areas, index, area.spanish, folded) != 0)
        return -1;
    for (char *alias = field[ALIASES]; *alias;) {
        char *end = alias + strcspn(alias, "|");
        int last = !*end;
        *end = '\0';
        if (add_name(areas, index, alias, folded) != 0)
            return -1;
        alias = last ? end : end + 1;
    }
    return 0;
}

tt_status tt_areas_new(tt_areas **out, tt_error *err)
{
    tt_areas *areas = tt_calloc(1, sizeof *areas);
    *out = NULL;
    if (areas)
        areas->list = tt_calloc(tt__area_lines_count, sizeof *areas->list);
    int failed = !areas || !areas->list;
    tt_strbuf folded = TT_STRBUF_INIT;
    for (size_t i = 1; i < tt__area_lines_count && !failed; i++) { /* the first is the header */
        char *line = tt_strdup(tt__area_lines[i]);
        failed = !line || add_area(areas, line, &folded) != 0;
        tt_free(line);
    }
    tt_strbuf_clear(&folded);
    if (failed) {
        tt_areas_free(areas);
        return tt_fail(err, TT_ENOMEM, "no memory for the table of areas");
    }
    *out = areas;
    return TT_OK;
}

void tt_areas_free(tt_areas *areas)
{
    if (!areas)
        return;
    tt_free(areas->list);
    tt__pool_clear(&areas->texts);
    tt__pool_clear(&areas->codes);
    tt_free(areas->code_area);
    tt__pool_clear(&areas->folded);
    tt_free(areas->first_name);
    tt_free(areas->names);
    tt_free(areas);
}

size_t tt_areas_count(const tt_areas *areas)
{
    return areas->count;
}

const tt_area *tt_areas_at(const tt_areas *areas, size_t index)
{
    return &areas->list[index];
}

/* ---- searching ---- */

/* The areas that share a text's name, as the place of the first in `names` + 1; 0 when there is none. */
static uint32_t names_of(const tt_areas *areas, const char *text)
{
    tt_strbuf folded = TT_STRBUF_INIT;
    tt_area_fold(text, &folded);
    uint32_t id = folded.failed || !folded.length
                      ? TT__POOL_NONE
                      : tt__pool_find(&areas->folded, folded.text, folded.length);
    tt_strbuf_clear(&folded);
    return id == TT__POOL_NONE ? 0 : areas->first_name[id];
}

/* Of the areas of one name the one within `within`; NULL stands for the country, or the only one. */
static const tt_area *choose(const tt_areas *areas, uint32_t first, const char *within)
{
    const tt_area *chosen = NULL;
    for (uint32_t n = first; n; n = areas->names[n - 1].next) {
        const tt_area *area = &areas->list[areas->names[n - 1].area];
        if (within ? strcmp(area->within, within) == 0 : !chosen || !*area->within)
            chosen = area;
    }
    return chosen;
}

const tt_area *tt_areas_find(const tt_areas *areas, const char *text)
{
    uint32_t code = tt__pool_find(&areas->codes, text, strlen(text));
    if (code != TT__POOL_NONE)
        return &areas->list[areas->code_area[code]];
    return choose(areas, names_of(areas, text), NULL);
}

/* The country of which most of the areas are parts; NULL when there is none. */
static const char *country_of(const tt_area *const *list, size_t count)
{
    const char *country = NULL;
    size_t parts = 0;
    for (size_t i = 0; i < count; i++) {
        if (!list[i] || !*list[i]->within)
            continue;
        if (country && strcmp(country, list[i]->within) != 0)
            return NULL;
        country = list[i]->within;
        parts++;
    }
    return 2 * parts > count ? country : NULL;
}

static int is_taken(const tt_area *area, const tt_area *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == area)
            return 1;
    return 0;
}

void tt_areas_resolve(const tt_areas *areas, const char *const *texts, size_t count,
                      const tt_area **out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = tt_areas_find(areas, texts[i]);
    const char *country = country_of(out, count);
    for (size_t i = 0; i < count && country; i++) {
        if (!out[i] || *out[i]->within)
            continue;
        const tt_area *part = choose(areas, names_of(areas, texts[i]), country);
        if (part && !is_taken(part, out, count))
            out[i] = part;
    }
}
