/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Spanish of a report's page: every text of the catalogue still stands in the source that makes it, its places
 * are all filled, and what printf made of it is found again, alone and among others. */
#define _XOPEN_SOURCE 700
#include "page_words.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "tiptrend/status.h"

static void check_said(const char *english, const char *spanish)
{
    tt_strbuf out = TT_STRBUF_INIT;
    cli_page_say(TT_LANGUAGE_SPANISH, english, &out);
    if (strcmp(tt_strbuf_text(&out), spanish) != 0)
        fail_msg("'%s' gives '%s', not '%s'", english, tt_strbuf_text(&out), spanish);
    tt_strbuf_reset(&out);
    cli_page_say(TT_LANGUAGE_ENGLISH, english, &out);
    assert_string_equal(tt_strbuf_text(&out), english);
    tt_strbuf_clear(&out);
}

static void texts_are_found(void **state)
{
    (void)state;
    check_said("Findings", "Hallazgos");
    check_said("2 points; this needs at least 3: take a longer period or a simpler description",
               "2 puntos; esto necesita al menos 3: tómese un periodo más largo o una descripción "
               "más simple");
    /* several texts, one of which holds "; " itself */
    check_said("tied values; 2 points; this needs at least 3: take a longer period or a simpler "
               "description",
               "valores empatados; 2 puntos; esto necesita al menos 3: tómese un periodo más largo "
               "o una descripción más simple");
    /* spans and sums are numbers, and the longest one is taken */
    check_said("the parts by sex add to 885 (194 + 691), the printed total is 5 to 32; both are "
               "kept",
               "las partes por sexo suman 885 (194 + 691), el total publicado es 5 a 32; se "
               "conservan ambos");
    check_said("'convictions' is counted in cases (2015 to 2018) and in persons (2017): two "
               "series, not one; they move in opposite directions, 2017 to 2018",
               "'condenas' se cuenta en casos (2015 a 2018) y en personas (2017): dos series, no "
               "una; se mueven en direcciones opuestas, 2017 a 2018");
    /* what fills a place is said too; words of data that nobody knows stay */
    check_said("victims, persons: no figure in 2017, 3 in 2018; zebras, persons: 1 in 2017, 2 in "
               "2018: +1 (+100.0 %)",
               "víctimas, personas: sin cifra en 2017, 3 en 2018; zebras, personas: 1 en 2017, 2 "
               "en 2018: +1 (+100.0 %)");
    check_said("victims/female/zebra_1", "víctimas/mujeres/zebra 1");
    check_said("", "");
    check_said("{0}; {#1} %s", "{0}; {#1} %s");
}

static void notes_are_all_there(void **state)
{
    (void)state;
    size_t count;
    const cli_page_phrase *phrases = cli_page_phrases(&count);
    for (unsigned n = 0; n < TT_NOTE_COUNT; n++) {
        size_t i = 0;
        while (i < count && strcmp(phrases[i].english, tt_note_text(n)) != 0)
            i++;
        if (i == count)
            fail_msg("no Spanish for the note '%s'", tt_note_text(n));
    }
}

/* Whatever a table holds, looking it up ends soon. */
static void hostile_texts_end_soon(void **state)
{
    (void)state;
    enum { TIMES = 4000 };
    static const char *const parts[] = {"1 in 2, ", "a; ", "' is counted in (1) ", "{0}", "5 to "};
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        tt_strbuf text = TT_STRBUF_INIT;
        tt_strbuf out = TT_STRBUF_INIT;
        for (size_t i = 0; i < TIMES / strlen(parts[p]); i++)
            tt_strbuf_add(&text, parts[p]);
        cli_page_say(TT_LANGUAGE_SPANISH, tt_strbuf_text(&text), &out);
        assert_false(out.failed);
        assert_true(out.length > 0);
        tt_strbuf_clear(&text);
        tt_strbuf_clear(&out);
    }
}

/* ---- the catalogue against itself and the source ---- */

/* Which places a text has: bit n for {n}, bit 10 + n for {#n}. */
static unsigned places_of(const char *text)
{
    unsigned places = 0;
    for (const char *at = text; (at = strchr(at, '{')) != NULL; at++) {
        int number = at[1] == '#';
        places |= 1u << (at[1 + number] - '0' + 10 * number);
    }
    return places;
}

static void places_are_filled(void **state)
{
    (void)state;
    size_t count;
    const cli_page_phrase *phrases = cli_page_phrases(&count);
    assert_true(count > 200);
    for (size_t i = 0; i < count; i++) {
        if (places_of(phrases[i].english) != places_of(phrases[i].spanish))
            fail_msg("other places in Spanish: '%s'", phrases[i].english);
        for (size_t k = 0; k < i; k++)
            if (strcmp(phrases[i].english, phrases[k].english) == 0)
                fail_msg("twice in the catalogue: '%s'", phrases[i].english);
    }
}

/* Adds a source file; string literals that stand one behind the other become one. */
static void add_source(const char *path, tt_strbuf *out)
{
    FILE *file = fopen(path, "r");
    tt_strbuf text = TT_STRBUF_INIT;
    int c;
    if (!file)
        fail_msg("cannot read %s", path);
    while ((c = getc(file)) != EOF)
        tt_strbuf_add_char(&text, (char)c);
    (void)fclose(file);
    for (const char *at = tt_strbuf_text(&text); *at; at++) {
        size_t blank = *at == '"' ? strspn(at + 1, " \n") : 0;
        if (blank && at[1 + blank] == '"' && at[-1] != '\\')
            at += 1 + blank;
        else
            tt_strbuf_add_char(out, *at);
    }
    tt_strbuf_clear(&text);
}

static void add_folder(const char *name, tt_strbuf *out)
{
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", TT_SOURCE_DIR, name);
    DIR *folder = opendir(path);
    if (!folder)
        fail_msg("no folder %s", path);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        const char *dot = strrchr(entry->d_name, '.');
        if (!dot || (strcmp(dot, ".c") != 0 && strcmp(dot, ".h") != 0))
            continue;
        (void)snprintf(path, sizeof path, "%s/%s/%s", TT_SOURCE_DIR, name, entry->d_name);
        add_source(path, out);
    }
    (void)closedir(folder);
}

/* The longest stretch of a text between its places and signs, without the blanks around it: what one format of
 * printf holds, even where a message is put together. */
static void longest_stretch(const char *text, char *out, size_t size)
{
    static const char signs[] = "{,;:()'";
    const char *best = text;
    size_t length = 0;
    for (const char *at = text; *at;) {
        const char *from = *at == '{' ? strchr(at, '}') + 1 : strchr(signs, *at) ? at + 1 : at;
        size_t here = strcspn(from, signs);
        if (here > length) {
            best = from;
            length = here;
        }
        at = from + here;
    }
    while (length && best[0] == ' ') {
        best++;
        length--;
    }
    while (length && best[length - 1] == ' ')
        length--;
    (void)snprintf(out, size, "%.*s", (int)length, best);
}

static void texts_stand_in_the_source(void **state)
{
    (void)state;
    static const char *const folders[] = {"include/tiptrend", "datasets", "analysis", "plots",
                                          "cli"};
    tt_strbuf source = TT_STRBUF_INIT;
    size_t count;
    unsigned missing = 0;
    const cli_page_phrase *phrases = cli_page_phrases(&count);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        add_folder(folders[i], &source);
    for (size_t i = 0; i < count; i++) {
        char stretch[512];
        longest_stretch(phrases[i].english, stretch, sizeof stretch);
        if (!strstr(tt_strbuf_text(&source), stretch)) {
            (void)fprintf(stderr, "nothing says '%s' any more\n", stretch);
            missing++;
        }
    }
    tt_strbuf_clear(&source);
    assert_int_equal(missing, 0);
}

/* ---- cells ---- */

static void cells_have_the_form_of_the_language(void **state)
{
    (void)state;
    static const tt_column columns[] = {{"series", "Series", TT_COLUMN_TEXT, 0},
                                        {"text", "Claim", TT_COLUMN_TEXT, 0},
                                        {"status", "Status", TT_COLUMN_TEXT, 0},
                                        {"change", "Change", TT_COLUMN_SIGNED, 1},
                                        {"to", "To", TT_COLUMN_YEAR, 0}};
    static const char *const expected[][2] = {{"victims/female", "víctimas/mujeres"},
                                              {"change", "change"},
                                              {"change", "cambio"},
                                              {"+18,140.5", "+18\xC2\xA0"
                                                            "140.5"},
                                              {"2018", "2018"}};
    tt_table *table = tt_table_new("Claims", columns, sizeof columns / sizeof *columns);
    tt_table_text(table, "victims/female");
    tt_table_text(table, "change");
    tt_table_text(table, "change");
    tt_table_number(table, 18140.5);
    tt_table_text(table, "2018");
    tt_table_end_row(table, 0, NULL);
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        for (int language = 0; language < TT_LANGUAGE_COUNT; language++) {
            tt_strbuf out = TT_STRBUF_INIT;
            cli_page_say_cell((tt_language)language, table, 0, c, &out);
            assert_string_equal(tt_strbuf_text(&out), expected[c][language]);
            tt_strbuf_clear(&out);
        }
    tt_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_found),
        cmocka_unit_test(notes_are_all_there),
        cmocka_unit_test(hostile_texts_end_soon),
        cmocka_unit_test(places_are_filled),
        cmocka_unit_test(texts_stand_in_the_source),
        cmocka_unit_test(cells_have_the_form_of_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
