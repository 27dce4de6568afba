/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and numbers of charts in English and Spanish: the catalogue is whole, and says what it should. */
#include "tiptrend/language.h"

#include <string.h>

#include "check.h"
#include "tiptrend/chart.h"
#include "words.h"

static tt_chart *chart_in(tt_language language)
{
    tt_chart *chart = tt_chart_new("test", 1);
    if (!chart)
        fail_msg("no memory");
    chart->language = language;
    return chart;
}

/* The places of a phrase as bits; -1 when one is not "{digit}". */
static int places_of(const char *text)
{
    int places = 0;
    for (const char *at = text; (at = strchr(at, '{')) != NULL; at++) {
        if (at[1] < '0' || at[1] > '9' || at[2] != '}')
            return -1;
        places |= 1 << (at[1] - '0');
    }
    return strchr(text, '}') && !places ? -1 : places;
}

static void phrases_agree(void **state)
{
    (void)state;
    for (int i = 0; i < TT__PHRASE_COUNT; i++) {
        const char *english = tt__phrase_of(TT_LANGUAGE_ENGLISH, (tt__phrase)i);
        int places = places_of(english);
        check_true(*english && places >= 0 && (places & (places + 1)) == 0); /* {0}, {1}, ... */
        for (int k = 0; k < TT_LANGUAGE_COUNT; k++) {
            const char *text = tt__phrase_of((tt_language)k, (tt__phrase)i);
            if (places_of(text) != places)
                (void)fprintf(stderr, "'%s' has other places than '%s'\n", text, english);
            check_true(*text && places_of(text) == places);
            /* A note is a sentence in every language; a headline is none in any. */
            check_true((text[strlen(text) - 1] == '.') == (english[strlen(english) - 1] == '.'));
        }
    }
    check_done();
}

static void codes(void **state)
{
    (void)state;
    tt_language language;
    tt_error err = {0};
    for (int i = 0; i < TT_LANGUAGE_COUNT; i++) {
        check_status(tt_language_parse(tt_language_code((tt_language)i), &language, &err), TT_OK,
                     &err);
        check_true(language == (tt_language)i);
    }
    check_status(tt_language_parse("fr", &language, &err), TT_ENOTFOUND, &err);
    check_true(strstr(err.message, "fr") && strstr(err.message, "es"));
    check_done();
}

/* Spanish: Ortografia de la lengua espanola (2010), VIII 2.2.1: blanks from five digits on, the point
 * recommended, a blank before the percent sign. */
static void numbers(void **state)
{
    static const struct {
        double value;
        int decimals;
        const char *english;
        const char *spanish;
    } cases[] = {
        {0, 0, "0", "0"},
        {999, 0, "999", "999"},
        {1814, 0, "1,814", "1814"},
        {18140, 0, "18,140", "18 140"},
        {1234567.25, 2, "1,234,567.25", "1 234 567.25"},
        {-0.5, 1, "−0.5", "−0.5"},
        {-12345, 0, "−12,345", "−12 345"},
    };
    (void)state;
    tt_chart *en = chart_in(TT_LANGUAGE_ENGLISH);
    tt_chart *es = chart_in(TT_LANGUAGE_SPANISH);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_text(tt__number(en, cases[i].value, cases[i].decimals), cases[i].english, "English");
        check_text(tt__number(es, cases[i].value, cases[i].decimals), cases[i].spanish, "Spanish");
    }
    check_text(tt__percent(en, 54, 0), "54%", "English");
    check_text(tt__percent(es, 54, 0), "54 %", "Spanish");
    check_text(tt__signed_percent(en, 27.06, 1), "+27.1%", "English");
    check_text(tt__signed(es, 0, 0), "0", "no sign before zero");
    tt_chart_free(en);
    tt_chart_free(es);
    check_done();
}

static const char *span(tt_chart *chart, const char *first, const char *last)
{
    tt_period a = {0};
    tt_period b = {0};
    check_status(tt_period_parse(first, strlen(first), &a, NULL), TT_OK, NULL);
    check_status(tt_period_parse(last, strlen(last), &b, NULL), TT_OK, NULL);
    return tt__span_text(chart, a, b);
}

static void periods(void **state)
{
    (void)state;
    tt_chart *en = chart_in(TT_LANGUAGE_ENGLISH);
    tt_chart *es = chart_in(TT_LANGUAGE_SPANISH);
    check_text(span(en, "2018", "2018"), "2018", "a year");
    check_text(span(es, "2015", "2018"), "2015–2018", "years");
    check_text(span(en, "2018-07", "2018-07"), "Jul 2018", "a month");
    check_text(span(es, "2018-01", "2018-08"), "ene 2018–ago 2018", "months");
    check_text(span(en, "2018-Q3", "2018-Q3"), "Q3 2018", "a quarter");
    check_text(span(es, "2018-Q3", "2018-Q3"), "T3 2018", "a quarter");
    check_text(span(en, "2013/2017", "2013/2017"), "2013–2017", "an interval of years");
    tt_chart_free(en);
    tt_chart_free(es);
    check_done();
}

/* Known words are translated, in both directions, and lose accidental capitals; names keep theirs. */
static void words_of_data(void **state)
{
    (void)state;
    tt_chart *en = chart_in(TT_LANGUAGE_ENGLISH);
    tt_chart *es = chart_in(TT_LANGUAGE_SPANISH);
    check_text(tt__data_word(en, "victims_abroad"), "victims abroad", "an underscore");
    check_text(tt__data_word(en, "Federal"), "federal", "a capital by accident");
    check_text(tt__data_word(en, "United States"), "United States", "a name");
    check_text(tt__data_word(en, "NGOs_funded"), "NGOs funded", "an unknown word");
    check_text(tt__data_word(es, "victims"), "víctimas", "translated");
    check_text(tt__data_word(es, "united_states"), "Estados Unidos", "a name translated");
    check_text(tt__data_word(en, "mujeres"), "female", "from Spanish");
    check_text(tt__data_word(es, "Totally Unknown"), "Totally Unknown", "as it is");
    check_text(tt__capital(es, "área"), "Área", "a capital with accent");
    check_text(tt__capital(en, "victims abroad"), "Victims abroad", "a capital");
    check_text(tt__capital(en, "2018"), "2018", "no letter");
    check_text(tt__capital(en, ""), "", "nothing");
    check_true(tt__is_adjective("federal") && !tt__is_adjective("victims"));
    tt_chart_free(en);
    tt_chart_free(es);
    check_done();
}

static void lists(void **state)
{
    (void)state;
    static const char *const three[] = {"trata", "condenas", "investigaciones"};
    static const char *const ice[] = {"agua", "hielo"};
    tt_chart *en = chart_in(TT_LANGUAGE_ENGLISH);
    tt_chart *es = chart_in(TT_LANGUAGE_SPANISH);
    check_text(tt__and_list(en, three, 3), "trata, condenas and investigaciones", "English");
    check_text(tt__and_list(es, three, 3), "trata, condenas e investigaciones", "before i");
    check_text(tt__and_list(es, three, 2), "trata y condenas", "Spanish");
    check_text(tt__and_list(es, ice, 2), "agua y hielo", "hie- is no i");
    check_text(tt__and_list(en, three, 1), "trata", "one");
    check_text(tt__and_list(en, three, 0), "", "none");
    check_text(tt__say(en, TT__SAY_IN, "5", NULL), "5 in ", "a missing text is empty");
    tt_chart_free(en);
    tt_chart_free(es);
    check_done();
}

/* The same words and numbers for those who have no chart: tables and pages. */
static void without_a_chart(void **state)
{
    static const struct {
        tt_language language;
        const char *number;
        const char *as;
    } numbers_of[] = {
        {TT_LANGUAGE_ENGLISH, "18,140.5", "18,140.5"},
        {TT_LANGUAGE_SPANISH, "18,140.5",
         "18\xC2\xA0"
         "140.5"},
        {TT_LANGUAGE_SPANISH, "1,814", "1814"},
        {TT_LANGUAGE_SPANISH, "-0.25", "-0.25"},
    };
    (void)state;
    tt_strbuf out = TT_STRBUF_INIT;
    for (size_t i = 0; i < sizeof numbers_of / sizeof *numbers_of; i++) {
        tt_strbuf_reset(&out);
        tt_language_number(numbers_of[i].language, numbers_of[i].number, &out);
        check_text(tt_strbuf_text(&out), numbers_of[i].as, numbers_of[i].number);
    }
    tt_strbuf_reset(&out);
    tt_language_word(TT_LANGUAGE_SPANISH, "victims_abroad", &out);
    check_text(tt_strbuf_text(&out), "víctimas en el extranjero", "a known word");
    tt_strbuf_reset(&out);
    tt_language_word(TT_LANGUAGE_SPANISH, "no_such_word", &out);
    check_text(tt_strbuf_text(&out), "no such word", "another one");
    tt_strbuf_clear(&out);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_agree),   cmocka_unit_test(codes),
        cmocka_unit_test(numbers),         cmocka_unit_test(periods),
        cmocka_unit_test(words_of_data),   cmocka_unit_test(lists),
        cmocka_unit_test(without_a_chart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
