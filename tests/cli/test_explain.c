/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>

#include "options.h"
#include "page_render.h"
#include "pages.h"
#include "rank_tests.h"
#include "table_support.h"
#include "tiptrend/interval.h"
#include "tiptrend/rng.h"
#include "tiptrend/text.h"
#include "trend_models.h"
#include "work.h"

/* ---- pages ---- */

static int same_word(const char *at, const char *word)
{
    for (; *word; at++, word++)
        if (tolower((unsigned char)*at) != *word)
            return 0;
    return 1;
}

/* Whether a heading, or a bold beginning, holds a word. */
static int has_section(const char *text, const char *word)
{
    for (const char *at = text; *at; at++) {
        int heading = strncmp(at, "\n## ", 4) == 0;
        if (!heading && strncmp(at, "**", 2) != 0)
            continue;
        const char *end = heading ? at + 4 + strcspn(at + 4, "\n") : strstr(at + 2, "**");
        for (const char *c = at + 2; end && c < end; c++)
            if (same_word(c, word))
                return 1;
        if (!heading && end)
            at = end + 1;
    }
    return 0;
}

/* What every page says: a question or formula at its head, and these. */
static void sections(void **state)
{
    (void)state;
    static const char *const words[] = {"assum", "smallest n", "cannot say", "checked against",
                                        "source"};
    check_true(cli_page_count >= 30);
    for (size_t i = 0; i < cli_page_count; i++) {
        const char *text = cli_page_text(&cli_pages[i]);
        check_true(text[0] == '#' && text[1] == ' ');
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (!has_section(text, words[w])) {
                (void)printf("docs/methods/%s.md says nothing under '%s'\n", cli_pages[i].name,
                             words[w]);
                check_true(!"every section of a method page");
            }
        /* a formula or a table */
        check_true(strstr(text, "\n    ") != NULL || strchr(text, '|') != NULL);
    }
    check_done();
}

static void check_name(const char *name)
{
    if (!cli_page_find(name)) {
        (void)printf("no method page for '%s'\n", name);
        check_true(!"a page for every method that an option names");
    }
}

static void names(void **state)
{
    (void)state;
    size_t count;
    const cli_test *tests = cli_tests(&count);
    for (size_t i = 0; i < count; i++) {
        check_name(tests[i].name);
        const cli_page *page = cli_page_find(tests[i].name);
        check_text(page ? page->name : "", tests[i].page, "the page that the table of tests names");
    }
    for (int m = TT_CI_DEFAULT + 1; m < TT_CI_METHOD_COUNT; m++)
        check_name(tt_ci_method_name((tt_ci_method)m));
    size_t models;
    const cli_trend_model *model = cli_trend_models(&models);
    for (size_t i = 0; i < models; i++) {
        check_name(model[i].name);
        const cli_page *page = cli_page_find(model[i].name);
        check_text(page ? page->name : "", model[i].page,
                   "the page that the table of models names");
    }
    for (const char *at = cli_option_at(OPT_SE)->choices; *at;) {
        char name[32];
        size_t length = strcspn(at, "|");
        (void)snprintf(name, sizeof name, "%.*s", (int)length, at);
        check_name(name);
        at += length + (at[length] == '|');
    }
    check_name("holm");
    check_name("bh");
    check_name("nchs");
    size_t pairs;
    const cli_page_synonym *pair = cli_page_synonyms(&pairs);
    for (size_t i = 0; i < pairs; i++) {
        check_name(pair[i].name);
        check_text(cli_page_find(pair[i].page) ? "" : pair[i].page, "", "synonyms lead to pages");
    }
    check_true(cli_page_find("nosuch") == NULL);
    check_done();
}

/* ---- rendering ---- */

static void rendering(void **state)
{
    (void)state;
    static const char markdown[] =
        "# Title\n\nA **bold** word, `code`, a [link](x.md) and a\nsecond \\*line\\*.\n\n"
        "    y = a + b t\n\n- one item\n  goes on\n- two\n\n"
        "| a | b |\n|---|---|\n| x | 1 \\| 2 |\n";
    tt_strbuf out = TT_STRBUF_INIT;
    cli_terminal terminal = {30, 0};
    cli_render(markdown, &terminal, &out);
    check_text(tt_strbuf_text(&out),
               "Title\n=====\n\nA bold word, code, a link and\na second *line*.\n\n"
               "    y = a + b t\n\n- one item goes on\n- two\n\na  b\nx  1 | 2\n",
               "Markdown as text");
    tt_strbuf_clear(&out);
    check_done();
}

/* Every page fits a terminal of 72 columns, save formulas; none holds control characters. */
static void widths(void **state)
{
    (void)state;
    for (size_t i = 0; i < cli_page_count; i++) {
        tt_strbuf out = TT_STRBUF_INIT;
        cli_terminal terminal = {72, 0};
        cli_render(cli_page_text(&cli_pages[i]), &terminal, &out);
        check_true(!out.failed);
        for (const char *at = tt_strbuf_text(&out); *at;) {
            char line[512];
            size_t length = strcspn(at, "\n");
            (void)snprintf(line, sizeof line, "%.*s", (int)length, at);
            if (tt_text_width(line) > 72 && strncmp(line, "    ", 4) != 0) {
                (void)printf("%s: %s\n", cli_pages[i].name, line);
                check_true(!"a line that fits");
            }
            at += length + (at[length] == '\n');
        }
        for (const char *c = tt_strbuf_text(&out); *c; c++)
            check_true(*c == '\n' || (unsigned char)*c >= 32);
        tt_strbuf_clear(&out);
    }
    check_done();
}

/* ---- worked examples ---- */

static tt_status work(const char *method, const tt_dataset *ds, const cli_settings *settings,
                      tt_strbuf *out, tt_error *err)
{
    tt_index_list all = {0};
    const cli_page *page = cli_page_find(method);
    cli_work_function *function = cli_work_find(method, page ? page->name : "");
    check_true(function != NULL);
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++)
        check_status(tt_index_list_add(&all, i, NULL), TT_OK, NULL);
    cli_work w = {.ds = ds, .series = &all, .settings = settings, .out = out};
    tt_status status = function ? function(&w, err) : TT_EINTERNAL;
    tt_index_list_clear(&all);
    return status;
}

static void check_work(const char *method, const tt_dataset *ds, const cli_settings *settings,
                       const char *part)
{
    tt_strbuf out = TT_STRBUF_INIT;
    tt_error err = {0};
    check_status(work(method, ds, settings, &out, &err), TT_OK, &err);
    if (!strstr(tt_strbuf_text(&out), part)) {
        (void)printf("%s: no '%s' in\n%s\n", method, part, tt_strbuf_text(&out));
        check_true(!"the worked number");
    }
    tt_strbuf_clear(&out);
}

/* Numbers by hand, by R, or of the method pages. */
static void examples(void **state)
{
    (void)state;
    cli_settings settings = support_settings();
    tt_dataset *ds = scratch_dataset("indicator,year,value,unit\nfederal,2015,250,cases\n"
                                     "federal,2016,188,cases\nfederal,2017,127,cases\n"
                                     "federal,2018,112,cases\n",
                                     NULL, NULL);
    check_work("mann-kendall", ds, &settings, "= 2 / 24 = 0.0833333");
    check_work("theilsen", ds, &settings, "**Median: -53.5 a year.**");
    check_work("loglinear", ds, &settings, "slope b = Sxy / Sxx = ");
    check_work("holm", ds, &settings, "| 1 | federal | 0.0833333 | 1 | 0.0833333 | 0.0833333 |");
    tt_dataset_free(ds);
    ds = scratch_dataset("indicator,year,value,unit\ncases,2017,3,cases\ncases,2018,11,cases\n",
                         NULL, NULL);
    check_work("change", ds, &settings, "p = 2 * the smaller = 0.057373"); /* R: B4 */
    check_work("garwood", ds, &settings, "**11 (5.49116 to 19.682)**");    /* R poisson.test(11) */
    tt_dataset_free(ds);
    ds = scratch_dataset("indicator,sex,year,value,unit\nvictims,,2017,148,persons\n"
                         "victims,female,2017,15,persons\nvictims,male,2017,100,persons\n"
                         "victims,,2018,100,persons\nvictims,female,2018,30,persons\n"
                         "victims,male,2018,50,persons\n",
                         NULL, NULL);
    check_work("sexes", ds, &settings, "lower = 0.3 - 1.64485 * 0.0458258 = 0.224623"); /* R: B16 */
    settings.by = "sex";
    check_work("wilson", ds, &settings, "**30 % (21.8949 to 39.5849)** by Wilson");
    tt_dataset_free(ds);
    settings.by = NULL;
    ds = scratch_dataset("indicator,sex,year,value,unit\nvictims,,2017,100,persons\n"
                         "victims,female,2017,60,persons\nvictims,male,2017,40,persons\n"
                         "victims,,2018,120,persons\nvictims,female,2018,90,persons\n"
                         "victims,male,2018,30,persons\n",
                         NULL, NULL);
    check_work("contributions", ds, &settings, "| female | 60 | 90 | 30 | 30 |");
    tt_dataset_free(ds);
    ds = scratch_dataset("indicator,sex,year,value,unit,base\nvictims,,2018,7,persons,\n"
                         "victims,female,2018,43,percent,victims\n",
                         NULL, NULL);
    check_work("rounded", ds, &settings, "**3 to 3**: 1 whole numbers."); /* B17 */
    tt_dataset_free(ds);
    check_done();
}

/* Belgian AIDS cases 1981-1993: b 0.2021212, phi 6.747398. */
static void count_models(void **state)
{
    (void)state;
    static const int cases[] = {12, 14, 33, 50, 67, 74, 123, 141, 165, 204, 253, 246, 240};
    tt_strbuf csv = TT_STRBUF_INIT;
    cli_settings settings = support_settings();
    tt_strbuf_add(&csv, "indicator,year,value,unit\n");
    for (int i = 0; i < 13; i++)
        tt_strbuf_addf(&csv, "aids,%d,%d,cases\n", 1981 + i, cases[i]);
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&csv), NULL, NULL);
    check_work("poisson", ds, &settings, " | 0.202121 | 80.6865 |");
    check_work("quasipoisson", ds, &settings, "/ 11 = 6.747");
    check_work("ols", ds, &settings, "slope b = Sxy / Sxx = ");
    tt_dataset_free(ds);
    tt_strbuf_clear(&csv);
    check_done();
}

/* On random series of all lengths each worked number agrees with the library (or the method refuses). */
static void agreement(void **state)
{
    (void)state;
    static const char *const methods[] = {"garwood",   "change",  "mannkendall",  "theilsen", "ols",
                                          "loglinear", "poisson", "quasipoisson", "holm",     "bh"};
    for (uint64_t trial = 0; trial < 40; trial++) {
        tt_rng rng;
        tt_strbuf csv = TT_STRBUF_INIT;
        cli_settings settings = support_settings();
        tt_rng_start(&rng, 99, trial);
        int n = 2 + (int)tt_rng_below(&rng, 20);
        int size = trial % 3 == 0 ? 6 : 400; /* ties and zeros, or neither */
        tt_strbuf_add(&csv, "indicator,year,value,unit\n");
        for (int i = 0; i < n; i++)
            tt_strbuf_addf(&csv, "cases,%d,%d,cases\n", 2000 + i + (i > 5),
                           (int)tt_rng_below(&rng, (uint64_t)size));
        tt_dataset *ds = scratch_dataset(tt_strbuf_text(&csv), NULL, NULL);
        settings.adjust = (int)(trial % 2);
        for (size_t m = 0; m < sizeof methods / sizeof *methods; m++) {
            tt_strbuf out = TT_STRBUF_INIT;
            tt_error err = {0};
            tt_status status = work(methods[m], ds, &settings, &out, &err);
            if (status != TT_OK && status != TT_ENOTFOUND)
                (void)printf("%s, trial %d: %s\n", methods[m], (int)trial, err.message);
            check_true(status == TT_OK || status == TT_ENOTFOUND);
            tt_strbuf_clear(&out);
        }
        tt_dataset_free(ds);
        tt_strbuf_clear(&csv);
    }
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const char *const methods[] = {"sexes", "rounded", "contributions", "wilson", "rate"};
    cli_settings settings = support_settings();
    tt_dataset *ds = scratch_dataset("indicator,year,value,unit\ncases,2017,3,cases\n", NULL, NULL);
    for (size_t m = 0; m < sizeof methods / sizeof *methods; m++) {
        tt_strbuf out = TT_STRBUF_INIT;
        tt_error err = {0};
        check_status(work(methods[m], ds, &settings, &out, &err), TT_ENOTFOUND, &err);
        tt_strbuf_clear(&out);
    }
    tt_dataset_free(ds);
    check_done();
}

/* Texts of the data are escaped on their way through Markdown. */
static void hostile(void **state)
{
    (void)state;
    cli_settings settings = support_settings();
    tt_dataset *ds =
        scratch_dataset("indicator,area,year,value,unit\nx,\"a|b **c** [d](e) `f`\",2017,3,cases\n"
                        "x,\"a|b **c** [d](e) `f`\",2018,5,cases\nx,other,2018,5,cases\n",
                        NULL, NULL);
    tt_strbuf out = TT_STRBUF_INIT;
    tt_strbuf text = TT_STRBUF_INIT;
    cli_terminal terminal = {0, 0};
    check_status(work("change", ds, &settings, &out, NULL), TT_OK, NULL);
    cli_render(tt_strbuf_text(&out), &terminal, &text);
    check_true(strstr(tt_strbuf_text(&text), "a|b **c** [d](e) `f`") != NULL);
    tt_strbuf_clear(&out);
    tt_strbuf_clear(&text);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections),  cmocka_unit_test(names),    cmocka_unit_test(rendering),
        cmocka_unit_test(widths),    cmocka_unit_test(examples), cmocka_unit_test(count_models),
        cmocka_unit_test(agreement), cmocka_unit_test(refused),  cmocka_unit_test(hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
