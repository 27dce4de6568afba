/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of chart: its script byte for byte, and the rules that hold for all of them on tables at the
 * edge, long series, many series and random figures, in every preset, theme and language.
 *
 * Golden scripts change through `.ci/update_golden charts` only. */
#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <unistd.h>

#include "chart_support.h"
#include "chart_tables.h"
#include "support.h"
#include "tiptrend/rng.h"
#include "tiptrend/text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const languages[] = {"English", "Spanish"};

/* ---- golden scripts ---- */

static char *script_of(const tt_chart *chart, const tt_preset *preset, const tt_theme *theme)
{
    tt_draw_options options = support_options(preset);
    tt_script script;
    tt_error err = {0};
    options.theme = theme;
    if (tt_chart_script(chart, &options, &script, &err) != TT_OK)
        fail_msg("%s: %s", chart->kind, err.message);
    return script.text;
}

/* Says the first line that differs, and counts as one failure. */
static void compare_lines(const char *script, const char *expected, const char *path)
{
    size_t line = 1;
    const char *a = script;
    const char *b = expected;
    while (*a && *a == *b) {
        line += *a == '\n';
        a++;
        b++;
    }
    if (!*a && !*b)
        return;
    while (a > script && a[-1] != '\n') {
        a--;
        b--;
    }
    (void)fprintf(stderr, "%s:%zu: now '%.*s', was '%.*s'\n", path, line, (int)strcspn(a, "\n"), a,
                  (int)strcspn(b, "\n"), b);
    check_true(!"the script is the golden one");
}

/* What a script says of its chart: all behind the settings that every script begins with. */
static const char *own_part(const char *script)
{
    const char *begin = strstr(script, "set label 1 ");
    return begin ? begin : script;
}

static void check_golden(const char *kind, const char *script)
{
    char path[600];
    (void)snprintf(path, sizeof path, "%s/tests/plots/golden/%s.gp", TT_SOURCE_DIR, kind);
    if (getenv("TT_UPDATE")) {
        FILE *file = fopen(path, "w");
        if (!file || fputs(own_part(script), file) < 0 || fclose(file) != 0)
            fail_msg("cannot write %s", path);
        return;
    }
    char *expected = check_read_file(path);
    compare_lines(own_part(script), expected ? expected : "(no golden script)", path);
    free(expected);
}

static void golden_scripts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kind_tables); i++) {
        tt_error err = {0};
        tt_dataset *ds = scratch_dataset(kind_tables[i].text, NULL, NULL);
        tt_chart *chart = support_chart(ds, kind_tables[i].name, TT_LANGUAGE_ENGLISH, &err);
        if (!chart)
            fail_msg("%s: %s", kind_tables[i].name, err.message);
        char *script = script_of(chart, NULL, NULL);
        char *again = script_of(chart, NULL, NULL);
        check_text(again, script, "drawn twice");
        check_golden(kind_tables[i].name, script);
        tt_free(script);
        tt_free(again);
        tt_chart_free(chart);
        tt_dataset_free(ds);
    }
    check_done();
}

/* Every kind of the table has a golden script, so that a new kind cannot be forgotten here. The kinds of
 * other tests name them. */
static void every_kind_is_here(void **state)
{
    static const char *const elsewhere[] = {"joinpoint", "restated"};
    (void)state;
    for (size_t k = 0; k < tt_chart_kind_count(); k++) {
        const char *name = tt_chart_kind_at(k)->name;
        int found = 0;
        for (size_t i = 0; i < COUNT(kind_tables); i++)
            found |= strcmp(kind_tables[i].name, name) == 0;
        for (size_t i = 0; i < COUNT(elsewhere); i++)
            found |= strcmp(elsewhere[i], name) == 0;
        if (!found)
            (void)fprintf(stderr, "kind %s has no table in chart_tables.h\n", name);
        check_true(found);
    }
    check_done();
}

/* ---- rules of every chart ---- */

static int is_plain_refusal(tt_status status)
{
    return status == TT_ETOOFEW || status == TT_EUNITS || status == TT_EDOMAIN ||
           status == TT_ENOFIT;
}

/* Words of another kind of machine than a chart. */
static void check_words(const char *text, const char *about)
{
    static const char *const wrong[] = {"nan", "(null)", "{0}", "{1}", "inf "};
    for (size_t i = 0; text && i < COUNT(wrong); i++)
        if (strstr(text, wrong[i]) && !strstr(about, "hostile"))
            (void)fprintf(stderr, "%s: '%s' in '%s'\n", about, wrong[i], text),
                check_true(!"a text of a machine");
}

static void check_chart(const tt_chart *chart, const char *about)
{
    check_true(chart->title && *chart->title);
    check_true(chart->name && *chart->name);
    check_true(chart->alt && *chart->alt && tt_text_length(chart->alt) <= 250);
    check_true(chart->data != NULL);
    check_true(chart->subtitle_count > 0);
    check_words(chart->title, about);
    check_words(chart->alt, about);
    for (size_t i = 0; i < chart->note_count; i++)
        check_words(chart->notes[i], about);
}

static void check_scene(const tt_chart *chart, const tt_preset *preset, const char *about)
{
    tt_draw_options options = support_options(preset);
    tt__scene scene;
    tt_error err = {0};
    char what[300];
    (void)snprintf(what, sizeof what, "%s %s, %s", chart->kind, about, preset->name);
    if (tt__scene_make(chart, &options, &scene, &err) != TT_OK) {
        (void)fprintf(stderr, "%s: %s\n", what, err.message);
        check_true(!"a scene");
        return;
    }
    check_true(support_faults(&scene, what) == 0);
    for (size_t i = 0; i < scene.text_count; i++)
        check_words(scene.texts[i].text, what);
    tt__scene_clear(&scene);
}

/* All kinds from one table: each draws it or refuses it with a reason. */
static void check_table(const char *text, const char *about, tt_language language, size_t presets)
{
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    for (size_t k = 0; k < tt_chart_kind_count(); k++) {
        tt_error err = {0};
        const char *kind = tt_chart_kind_at(k)->name;
        tt_chart *chart = support_chart(ds, kind, language, &err);
        if (!chart) {
            if (!is_plain_refusal(err.status))
                (void)fprintf(stderr, "%s %s: %s\n", kind, about, err.message);
            check_true(is_plain_refusal(err.status));
            check_true(err.message[0] != '\0');
            continue;
        }
        check_chart(chart, about);
        for (size_t p = 0; p < tt_preset_count() && p < presets; p++)
            check_scene(chart, tt_preset_at(p), about);
        tt_chart_free(chart);
    }
    tt_dataset_free(ds);
}

static void edges(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(edge_tables); i++)
        check_table(edge_tables[i].text, edge_tables[i].name, TT_LANGUAGE_ENGLISH, SIZE_MAX);
    check_done();
}

static void ordinary_tables(void **state)
{
    (void)state;
    char about[80];
    for (int language = 0; language < TT_LANGUAGE_COUNT; language++)
        for (size_t i = 0; i < COUNT(kind_tables); i++) {
            (void)snprintf(about, sizeof about, "table of %s, %s", kind_tables[i].name,
                           languages[language]);
            check_table(kind_tables[i].text, about, (tt_language)language, SIZE_MAX);
        }
    check_done();
}

/* ---- random tables ---- */

enum { FEW_PRESETS = 4 }; /* report, web, slide and one more */

/* `series` areas over `years` years; about one figure in `gaps` is missing (0: none). */
static void random_table(tt_strbuf *out, size_t series, int years, double level, size_t gaps,
                         uint64_t seed)
{
    tt_rng rng;
    tt_rng_start(&rng, seed, 0);
    tt_strbuf_add(out, "area,indicator,year,value,unit,source\n");
    for (size_t s = 0; s < series; s++) {
        double own = level * exp(2 * tt_rng_normal(&rng));
        for (int y = 0; y < years; y++) {
            double value = floor(own * exp(0.5 * tt_rng_normal(&rng)));
            if (gaps && tt_rng_below(&rng, gaps) == 0)
                continue;
            tt_strbuf_addf(out, "Area number %zu,victims,%d,%.0f,persons,A source\n", s + 1,
                           2024 - years + y, value);
        }
    }
}

static void random_tables(void **state)
{
    static const struct {
        size_t series;
        int years;
        double level;
        size_t gaps;
    } sizes[] = {{1, 4, 100, 0},  {1, 60, 500, 9}, {2, 10, 20, 5}, {3, 12, 1000, 0},
                 {5, 8, 1e6, 6},  {6, 25, 300, 0}, {12, 5, 50, 7}, {12, 60, 40, 4},
                 {40, 12, 80, 0}, {4, 3, 1e9, 0}};
    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++)
        for (uint64_t seed = 1; seed <= 2; seed++) {
            char about[80];
            tt_strbuf text = TT_STRBUF_INIT;
            random_table(&text, sizes[i].series, sizes[i].years, sizes[i].level, sizes[i].gaps,
                         seed);
            (void)snprintf(about, sizeof about, "%zu series of %d years, seed %d", sizes[i].series,
                           sizes[i].years, (int)seed);
            check_table(tt_strbuf_text(&text), about, TT_LANGUAGE_ENGLISH, FEW_PRESETS);
            tt_strbuf_clear(&text);
        }
    check_done();
}

/* ---- gnuplot ---- */

/* gnuplot draws every script without a word on its error stream. */
static void gnuplot_is_silent(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt__spool folder = support_enter();
    tt_error err = {0};
    for (size_t i = 0; i < COUNT(kind_tables); i++) {
        tt_dataset *ds = scratch_dataset(kind_tables[i].text, NULL, NULL);
        tt_chart *chart = support_chart(ds, kind_tables[i].name, TT_LANGUAGE_SPANISH, &err);
        char *script = script_of(chart, NULL, tt_theme_dark());
        char name[40];
        (void)snprintf(name, sizeof name, "%s.gp", kind_tables[i].name);
        if (tt__spool_write(&folder, name, script, &err) != TT_OK)
            fail_msg("%s", err.message);
        tt_free(script);
        tt_chart_free(chart);
        tt_dataset_free(ds);
    }
    char command[SUPPORT_PATH_SIZE + 100];
    (void)snprintf(command, sizeof command,
                   "cd '%s' && for f in *.gp; do gnuplot -d -e \"FMT='svg'\" $f; done 2>errors",
                   folder.folder);
    check_true(system(command) == 0);
    char path[SUPPORT_PATH_SIZE];
    char *errors = check_read_file(support_path(&folder, "errors", path));
    check_text(errors ? errors : "", "", "what gnuplot says");
    free(errors);
    check_true(support_count(folder.folder, ".svg") == (int)COUNT(kind_tables));
    support_leave(&folder);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_scripts),  cmocka_unit_test(every_kind_is_here),
        cmocka_unit_test(ordinary_tables), cmocka_unit_test(edges),
        cmocka_unit_test(random_tables),   cmocka_unit_test(gnuplot_is_silent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
