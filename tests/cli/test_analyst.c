/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of `analyse` are those of the commands' tables, on random series with everything that tables have:
 * gaps, breaks, zeros, single points, conflicts, suppressed and missing figures, populations. */
#include "analyst.h"

#include <stdlib.h>

#include "table_support.h"

static unsigned below(uint64_t *random, unsigned limit)
{
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*random >> 33) % limit;
}

static void add_figure(uint64_t *random, unsigned level, tt_strbuf *out)
{
    static const char *const others[] = {"<5", "", "NA", "0", ">1000", "10..20", "*"};
    if (below(random, 6) == 0)
        tt_strbuf_add(out, others[below(random, sizeof others / sizeof *others)]);
    else
        tt_strbuf_addf(out, "%u", below(random, level));
}

static tt_dataset *random_data(uint64_t seed, unsigned series)
{
    static const unsigned levels[] = {2, 8, 40, 900};
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, "indicator,area,year,value,unit,definition,population\n");
    for (unsigned s = 0; s < series; s++) {
        unsigned level = levels[below(&seed, 4)];
        unsigned breaks_in = 2000 + below(&seed, 40);
        unsigned years = below(&seed, 14);
        const char *unit = below(&seed, 5) == 0 ? "index" : "persons";
        for (unsigned year = 2000; year < 2000 + years + 1; year++) {
            if (below(&seed, 9) == 0)
                continue;
            for (unsigned copies = below(&seed, 12) == 0 ? 2 : 1; copies > 0; copies--) {
                tt_strbuf_addf(&text, "victims,a%u,%u,", s, year);
                add_figure(&seed, level, &text);
                tt_strbuf_addf(&text, ",%s,%s,", unit, year < breaks_in ? "old" : "new");
                if (s % 3)
                    tt_strbuf_addf(&text, "%u", 1000 + below(&seed, 500));
                tt_strbuf_add_char(&text, '\n');
            }
        }
    }
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&text), NULL, NULL);
    tt_strbuf_clear(&text);
    return ds;
}

/* ---- what the commands have ---- */

static int is_in(const char *name, const char *const *names)
{
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

/* Tables of trends have rows of bounds among those of models. */
static int is_of_bounds(const tt_table *table, size_t row)
{
    const char *model = tt_table_cell(table, row, 2).text;
    return strcmp(tt_table_column(table, 2)->name, "model") == 0 && model &&
           strcmp(model, "bounds") == 0;
}

/* A table as CSV without some columns and notes; without all notes, no words either. Rows of bounds are
 * passed over, and those with fewer points than `least`. */
static void expect(const tt_table *table, const char *const *left_out, tt_notes no_notes,
                   double least, tt_strbuf *out)
{
    for (size_t r = 0; r < tt_table_row_count(table); r++) {
        if (is_of_bounds(table, r) || (least > 0 && support_number(table, r, "points") < least))
            continue;
        for (size_t c = 0; c < tt_table_column_count(table); c++) {
            tt_cell cell = tt_table_cell(table, r, c);
            if (is_in(tt_table_column(table, c)->name, left_out))
                continue;
            if (cell.kind == TT_CELL_TEXT)
                tt_csv_text(cell.text, out);
            else if (cell.kind == TT_CELL_NUMBER)
                tt_strbuf_number(out, cell.number);
            tt_strbuf_add_char(out, ',');
        }
        tt_notes notes = tt_table_row_notes(table, r) & ~no_notes;
        tt_csv_notes(notes, ~no_notes ? tt_table_row_more(table, r) : NULL, out);
        tt_strbuf_add_char(out, '\n');
    }
}

static void expected_rows(const tt_dataset *ds, const cli_settings *settings,
                          const cli_analysis *analysis, tt_strbuf *out)
{
    static const char *const none[] = {NULL};
    static const char *const adjusted[] = {"p_adjusted", NULL};
    static const char *const slope[] = {"p_adjusted", "sen_slope", "sen_low", "sen_high", NULL};
    const char *name[] = {analysis->name};
    cli_settings own = *settings;
    tt_table *table;
    int is_mk = strcmp(analysis->name, "mannkendall") == 0;
    own.test = own.model = (cli_list){name, 1, 1};
    own.adjust = analysis->kind == CLI_ANALYSIS_TEST ? CLI_ADJUST_NONE : settings->adjust;
    if (analysis->kind == CLI_ANALYSIS_TEST) {
        table = support_table(ds, cli_table_test, &own);
        expect(table, is_mk ? slope : adjusted, is_mk ? TT_NOTE_NO_LIMITS | TT_NOTE_ONE_SIDED : 0,
               2, out);
    } else if (analysis->kind == CLI_ANALYSIS_MODEL) {
        table = support_table(ds, cli_table_trend, &own);
        expect(table, none, 0, 0, out);
    } else if (analysis->kind == CLI_ANALYSIS_BOUNDS) {
        table = support_table(ds, cli_table_bounds, &own);
        expect(table, none, 0, 0, out);
    } else if (analysis->kind == CLI_ANALYSIS_CHANGE_EXACT) {
        table = support_table(ds, cli_table_change, &own);
        expect(table, none, 0, 0, out);
    } else {
        static const char *const more[] = {
            "percent_low",     "percent_high",     "log_change", "p",          "p_adjusted",
            "percent_low_all", "percent_high_all", "index",      "index_low",  "index_high",
            "earlier_low",     "earlier_high",     "later_low",  "later_high", "direction",
            "reliability",     "status",           NULL};
        table = support_table(ds, cli_table_change, &own);
        expect(table, more, ~(tt_notes)0, 0, out);
    }
    tt_table_free(table);
}

/* ---- what the analyst has ---- */

/* Analyses of all series, one text for each. */
static void analyse(const tt_dataset *ds, const cli_settings *settings,
                    const cli_analyses *analyses, tt_strbuf *texts)
{
    tt_error err = {0};
    cli_analyst analyst;
    cli_analysis_request request = {.ds = ds, .settings = settings};
    check_status(cli_analyst_make(&request, analyses, &analyst, &err), TT_OK, &err);
    for (size_t s = 0; s < tt_dataset_series_count(ds); s++)
        check_status(cli_analyst_series(&analyst, s, texts, &err), TT_OK, &err);
    cli_analyst_clear(&analyst);
}

/* Whether a line has a counterpart: commands leave series out that cannot be analysed. */
static int has_counterpart(const cli_analysis *analysis, const char *line, size_t length)
{
    static const char *const reasons[] = {
        "fewer than 2 figures: no change", "no counts: this model fits nothing else",
        "no figures known only as intervals", "fewer than 2 figures that a trend can use"};
    char text[1024];
    assert_true(length < sizeof text);
    memcpy(text, line, length);
    text[length] = '\0';
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (strstr(text, reasons[i]))
            return 0;
    const char *at = text;
    for (int comma = 0; comma < 3; comma++)
        at = strchr(at, ',') + 1;
    return analysis->kind != CLI_ANALYSIS_TEST || atof(at) >= 2;
}

/* The line of changes without its status and notes, which the longer table words in more detail. */
static void add_line(const cli_analysis *analysis, const char *line, size_t length, tt_strbuf *out)
{
    int column = 0;
    for (size_t i = 0; i < length && analysis->kind == CLI_ANALYSIS_CHANGE; i++) {
        int is_comma = line[i] == ',';
        if (column < 8 || (column > 8 && column < 13))
            tt_strbuf_add_char(out, line[i]);
        column += is_comma;
    }
    if (analysis->kind != CLI_ANALYSIS_CHANGE)
        tt_strbuf_add_bytes(out, line, length);
    tt_strbuf_add_char(out, '\n');
}

static void compare(const tt_dataset *ds, const cli_settings *settings,
                    const cli_analysis *analysis, const tt_strbuf *text)
{
    tt_strbuf expected = TT_STRBUF_INIT;
    tt_strbuf found = TT_STRBUF_INIT;
    size_t lines = 0;
    expected_rows(ds, settings, analysis, &expected);
    for (const char *line = tt_strbuf_text(text); *line;) {
        size_t length = strcspn(line, "\n");
        if (has_counterpart(analysis, line, length))
            add_line(analysis, line, length, &found);
        line += length + 1;
        lines++;
    }
    check_text(tt_strbuf_text(&found), tt_strbuf_text(&expected), analysis->name);
    check_true(lines >= tt_dataset_series_count(ds)); /* no series is passed over */
    tt_strbuf_clear(&expected);
    tt_strbuf_clear(&found);
}

/* ---- tests ---- */

static cli_analyses all_analyses(void)
{
    static const char *all[] = {"change,change-exact,bounds"};
    cli_analyses analyses;
    size_t models;
    size_t tests;
    const cli_trend_model *model = cli_trend_models(&models);
    const cli_test *test = cli_tests(&tests);
    tt_error err = {0};
    check_status(cli_analyses_choose(&(cli_list){all, 1, 1}, &analyses, &err), TT_OK, &err);
    for (size_t i = 0; i < models; i++)
        if (strcmp(model[i].name, "mannkendall") != 0)
            analyses.list[analyses.count++] = (cli_analysis){model[i].name, CLI_ANALYSIS_MODEL, i};
    for (size_t i = 0; i < tests; i++)
        analyses.list[analyses.count++] = (cli_analysis){test[i].name, CLI_ANALYSIS_TEST, i};
    return analyses;
}

static void check_random(uint64_t seed, cli_settings settings)
{
    enum { SERIES = 40 };
    settings.replicates = 50;
    tt_dataset *ds = random_data(seed, SERIES);
    cli_analyses analyses = all_analyses();
    tt_strbuf *texts = tt_calloc(analyses.count, sizeof *texts);
    analyse(ds, &settings, &analyses, texts);
    for (size_t i = 0; i < analyses.count; i++) {
        compare(ds, &settings, &analyses.list[i], &texts[i]);
        tt_strbuf_clear(&texts[i]);
    }
    tt_free(texts);
    tt_free(analyses.list);
    tt_dataset_free(ds);
}

static void random_series(void **state)
{
    (void)state;
    cli_settings settings = support_settings();
    for (uint64_t seed = 1; seed <= 3; seed++)
        check_random(seed, settings);
    settings.across_gaps = 1;
    settings.across_breaks = 1;
    settings.p_form = CLI_P_NORMAL;
    settings.conf = 0.9;
    check_random(4, settings);
    settings.from = 2003;
    settings.to = 2010;
    check_random(5, settings);
    check_done();
}

static void names(void **state)
{
    (void)state;
    static const char *twice[] = {"theilsen,change", "change,mannkendall"};
    static const char *empty[] = {"change,,theilsen"};
    static const char *long_one[] = {
        "a-name-that-is-longer-than-any-name-of-an-analysis-could-be-and-"
        "then-some-more-of-it"};
    cli_analyses found;
    tt_error err = {0};
    check_status(cli_analyses_choose(&(cli_list){NULL, 0, 0}, &found, &err), TT_OK, &err);
    check_true(found.count == 4);
    check_text(found.list[3].name, "mannkendall", "the last of the usual ones");
    check_true(found.list[3].kind == CLI_ANALYSIS_TEST);
    tt_free(found.list);
    check_status(cli_analyses_choose(&(cli_list){twice, 2, 2}, &found, &err), TT_OK, &err);
    check_true(found.count == 3);
    check_text(found.list[0].name, "theilsen", "the order in which they are named");
    tt_free(found.list);
    check_status(cli_analyses_choose(&(cli_list){empty, 1, 1}, &found, &err), TT_EUSAGE, &err);
    err = (tt_error){0};
    check_status(cli_analyses_choose(&(cli_list){long_one, 1, 1}, &found, &err), TT_EUSAGE, &err);
    check_true(found.list == NULL);
    check_done();
}

static void no_memory(void **state)
{
    (void)state;
    static const char *some[] = {
        "change,change-exact,loglinear,negbin,theilsen,mannkendall,pettitt"};
    cli_settings settings = support_settings();
    settings.rule = "eurostat";
    tt_dataset *ds = random_data(9, 3);
    cli_analysis_request request = {.ds = ds, .settings = &settings};
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    while (status == TT_ENOMEM && n < 3000) {
        cli_analyses analyses = {0};
        cli_analyst analyst = {0};
        tt_strbuf texts[7] = {{0}};
        tt_memory_fail_at(++n);
        status = cli_analyses_choose(&(cli_list){some, 1, 1}, &analyses, NULL);
        if (status == TT_OK)
            status = cli_analyst_make(&request, &analyses, &analyst, NULL);
        for (size_t s = 0; s < tt_dataset_series_count(ds) && status == TT_OK; s++)
            status = cli_analyst_series(&analyst, s, texts, NULL);
        tt_memory_fail_at(0);
        for (size_t i = 0; i < 7; i++)
            tt_strbuf_clear(&texts[i]);
        if (analyst.analyses)
            cli_analyst_clear(&analyst);
        tt_free(analyses.list);
    }
    check_status(status, TT_OK, NULL);
    check_true(n > 50);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_series),
        cmocka_unit_test(names),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
