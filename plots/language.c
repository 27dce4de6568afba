/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and numbers of charts in the language of the chart. What can be said stands in catalogue.def;
 * here is how it is put together. */
#include "tiptrend/language.h"

#include <string.h>

#include "tiptrend/table.h"
#include "tiptrend/text.h"
#include "words.h"

#define BLANK "\xC2\xA0" /* U+00A0: no line ends here */

static const char *const codes[TT_LANGUAGE_COUNT] = {"en", "es"};

const char *tt_language_code(tt_language language)
{
    return (unsigned)language < TT_LANGUAGE_COUNT ? codes[language] : NULL;
}

tt_status tt_language_parse(const char *code, tt_language *out, tt_error *err)
{
    for (int i = 0; i < TT_LANGUAGE_COUNT; i++)
        if (strcmp(code, codes[i]) == 0) {
            *out = (tt_language)i;
            return TT_OK;
        }
    return tt_fail(err, TT_ENOTFOUND, "no language '%.40s'; there are en and es", code);
}

/* ---- phrases ---- */

static const char *const phrases[TT__PHRASE_COUNT][TT_LANGUAGE_COUNT] = {
#define PHRASE(name, english, spanish) [TT__SAY_##name] = {english, spanish},
#include "catalogue.def"
};

const char *tt__phrase_of(tt_language language, tt__phrase phrase)
{
    return phrases[phrase][language];
}

const char *tt__words(const tt_chart *chart, tt__phrase phrase)
{
    return phrases[phrase][chart->language];
}

const char *tt__say_list(tt_chart *chart, tt__phrase phrase, const char *const *texts, size_t count)
{
    tt_strbuf out = TT_STRBUF_INIT;
    const char *at = phrases[phrase][chart->language];
    while (*at) {
        size_t plain = strcspn(at, "{");
        tt_strbuf_add_bytes(&out, at, plain);
        at += plain;
        if (!*at)
            break;
        size_t place = (size_t)(at[1] - '0'); /* the tests see to it that all are "{digit}" */
        tt_strbuf_add(&out, place < count && texts[place] ? texts[place] : "");
        at += 3;
    }
    const char *text = tt_chart_text(chart, tt_strbuf_text(&out));
    chart->failed |= out.failed;
    tt_strbuf_clear(&out);
    return text;
}

/* Spanish "y" becomes "e" before the sound i: "trata e investigaciones". */
static int begins_with_i(const char *text)
{
    int h = text[0] == 'h' || text[0] == 'H';
    const char *at = text + h;
    return (*at == 'i' || *at == 'I') && !(h && (at[1] == 'e' || at[1] == 'a'));
}

const char *tt__and_list(tt_chart *chart, const char *const *texts, size_t count)
{
    const char *text = count ? texts[0] : "";
    for (size_t i = 1; i < count; i++) {
        tt__phrase how = i + 1 < count                         ? TT__SAY_COMMA
                         : texts[i] && begins_with_i(texts[i]) ? TT__SAY_AND_I
                                                               : TT__SAY_AND;
        text = tt__say(chart, how, text, texts[i]);
    }
    return text;
}

/* ---- words of data ---- */

typedef struct word {
    const char *form[TT_LANGUAGE_COUNT];
    int adjective;
} word;

static const word words[] = {
#define WORD(english, spanish)      {{english, spanish}, 0},
#define ADJECTIVE(english, spanish) {{english, spanish}, 1},
#include "catalogue.def"
};

static char plain_char(char c)
{
    return c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Equal but for upper and lower case of ASCII letters, underscores and blanks. */
static int same_word(const char *a, const char *b)
{
    while (*a && plain_char(*a) == plain_char(*b)) {
        a++;
        b++;
    }
    return !*a && !*b;
}

static const word *find_word(const char *text)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (int k = 0; k < TT_LANGUAGE_COUNT; k++)
            if (same_word(text, words[i].form[k]))
                return &words[i];
    return NULL;
}

int tt__is_adjective(const char *text)
{
    const word *known = find_word(text);
    return known && known->adjective;
}

void tt_language_word(tt_language language, const char *text, tt_strbuf *out)
{
    const word *known = find_word(text);
    for (const char *at = known ? known->form[language] : text; *at; at++)
        tt_strbuf_add_char(out, *at == '_' ? ' ' : *at);
}

const char *tt__data_word(tt_chart *chart, const char *text)
{
    const word *known = text ? find_word(text) : NULL;
    if (known)
        return known->form[chart->language];
    if (!text || !strchr(text, '_'))
        return text;
    tt_strbuf out = TT_STRBUF_INIT;
    tt_language_word(chart->language, text, &out);
    const char *copy = tt_chart_text(chart, tt_strbuf_text(&out));
    chart->failed |= out.failed;
    tt_strbuf_clear(&out);
    return copy;
}

/* Capitals of ASCII and of the Latin letters of Spanish and its neighbours (U+00E0 to U+00FE). */
static int32_t capital_of(int32_t c)
{
    int small = (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7);
    return small ? c - 0x20 : c;
}

const char *tt__capital(tt_chart *chart, const char *text)
{
    int32_t first;
    if (!text || !*text)
        return text;
    size_t used = tt_text_decode(text, strlen(text), &first);
    if (first < 0 || capital_of(first) == first)
        return text;
    char bytes[4];
    tt_strbuf out = TT_STRBUF_INIT;
    tt_strbuf_add_bytes(&out, bytes, tt_text_encode(capital_of(first), bytes));
    tt_strbuf_add(&out, text + used);
    const char *copy = tt_chart_text(chart, tt_strbuf_text(&out));
    chart->failed |= out.failed;
    tt_strbuf_clear(&out);
    return copy;
}

/* ---- numbers and dates ---- */

/* Spanish groups: set apart by a blank from five digits on, so "1814" but "18 140". The English text has
 * its commas at the same places. */
static void add_spanish(tt_strbuf *out, const char *english)
{
    size_t digits = 0;
    for (const char *at = english; *at && *at != '.'; at++)
        digits += *at >= '0' && *at <= '9';
    for (const char *at = english; *at; at++) {
        if (*at != ',')
            tt_strbuf_add_char(out, *at);
        else if (digits > 4)
            tt_strbuf_add(out, BLANK);
    }
}

void tt_language_number(tt_language language, const char *english, tt_strbuf *out)
{
    if (language == TT_LANGUAGE_SPANISH)
        add_spanish(out, english);
    else
        tt_strbuf_add(out, english);
}

static const char *number(tt_chart *chart, double value, int decimals, int sign, int percent)
{
    tt_strbuf english = TT_STRBUF_INIT;
    tt_strbuf out = TT_STRBUF_INIT;
    int spanish = chart->language == TT_LANGUAGE_SPANISH;
    tt_number_for_people(value, decimals, sign, &english);
    tt_language_number(chart->language, tt_strbuf_text(&english), &out);
    if (percent)
        tt_strbuf_add(&out, spanish ? BLANK "%" : "%");
    const char *copy = tt_chart_text(chart, tt_strbuf_text(&out));
    chart->failed |= english.failed | out.failed;
    tt_strbuf_clear(&english);
    tt_strbuf_clear(&out);
    return copy;
}

const char *tt__number(tt_chart *chart, double value, int decimals)
{
    return number(chart, value, decimals, 0, 0);
}

const char *tt__signed(tt_chart *chart, double value, int decimals)
{
    return number(chart, value, decimals, 1, 0);
}

const char *tt__percent(tt_chart *chart, double value, int decimals)
{
    return number(chart, value, decimals, 0, 1);
}

const char *tt__signed_percent(tt_chart *chart, double value, int decimals)
{
    return number(chart, value, decimals, 1, 1);
}

const char *tt__month(const tt_chart *chart, int month)
{
    static const char *const names[TT_LANGUAGE_COUNT][12] = {
        {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
        {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"},
    };
    return names[chart->language][month % 12];
}

/* One period: "2018", "Jul 2018", "Q3 2018", "2013–2017". */
static const char *period_text(tt_chart *chart, tt_period period)
{
    char text[TT_PERIOD_TEXT_SIZE];
    int year = tt_period_year(period);
    int month = period.start - 12 * year;
    if (period.months == 1)
        return tt_chart_format(chart, "%s %d", tt__month(chart, month), year);
    if (period.months == 3 && month % 3 == 0)
        return tt_chart_format(chart, "%s%d %d", chart->language == TT_LANGUAGE_SPANISH ? "T" : "Q",
                               month / 3 + 1, year);
    if (month == 0 && period.months > 12 && period.months % 12 == 0)
        return tt_chart_format(chart, "%d\xE2\x80\x93%d", year, year + period.months / 12 - 1);
    (void)tt_period_text(period, text);
    return tt_chart_text(chart, text);
}

const char *tt__span_text(tt_chart *chart, tt_period first, tt_period last)
{
    if (tt_period_compare(first, last) == 0)
        return period_text(chart, first);
    if (first.months > 12 || last.months > 12) /* "2013-2017" is a span already */
        return tt__say(chart, TT__SAY_LIMITS, period_text(chart, first), period_text(chart, last));
    const char *a = period_text(chart, first);
    const char *b = period_text(chart, last);
    return tt_chart_format(chart, "%s\xE2\x80\x93%s", a ? a : "", b ? b : "");
}
