/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the joinpoint command: their contract, a part of the exports of NCI's program, and every
 * option. */
#include "joinpoint_rows.h"

#include "tiptrend/number.h"

#define ORACLES TT_SOURCE_DIR "/tests/oracles"

/* ---- contract -------------------------------------------------------------------------------- */

static void columns_are_a_contract(void **state)
{
    (void)state;
    static const struct {
        const char *table;
        const char *header;
    } rows[] = {
        {"models", "series,k,n,df,sse,bic,bic3,weight,wbic,selected,"},
        {"segments", "series,k,segment,start,end,intercept,intercept_se,slope,slope_se,t,p,apc,"
                     "apc_low,apc_high,"},
        {"joinpoints", "series,k,index,joinpoint,low,high,slope_change,slope_change_se,"
                       "slope_change_p,"},
        {"aapc", "series,k,start,end,aapc,aapc_low,aapc_high,statistic,p,"},
        {"tests", "series,k0,k1,statistic,p,mc_error,level,permutations,"},
    };
    tt_dataset *ds = scratch_dataset("indicator,year,value\na,2001,3\na,2002,5\na,2003,4\n"
                                     "a,2004,9\n",
                                     NULL, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tt_table *t = rows_table(ds, support_settings(), rows[i].table);
        tt_strbuf csv = TT_STRBUF_INIT;
        tt_table_csv(t, &csv);
        check_true(strncmp(tt_strbuf_text(&csv), rows[i].header, strlen(rows[i].header)) == 0);
        tt_strbuf_clear(&csv);
        tt_table_free(t);
    }
    tt_dataset_free(ds);
    check_done();
}

/* ---- exports of NCI's program ---------------------------------------------------------------- */

static void load_oracle(const char *name, csv_rows *out)
{
    assert_int_equal(csv_read(ORACLES, name, out), 0);
}

static void nci_numbers(void **state)
{
    (void)state;
    csv_rows series;
    csv_rows t;
    load_oracle("joinpoint_series.csv", &series);
    tt_dataset *ds = rows_dataset(&series, "uk_", (rows_columns){1, 2, 3});
    cli_settings settings = support_settings();
    settings.joinpoint.most = 3;
    settings.joinpoint.k = "all";
    tt_table *models = rows_table(ds, settings, "models");
    tt_table *segments = rows_table(ds, settings, "segments");
    tt_table *joinpoints = rows_table(ds, settings, "joinpoints");
    load_oracle("joinpoint_models.csv", &t);
    assert_true(rows_models(&t, "uk_", models) > 50);
    csv_clear(&t);
    load_oracle("joinpoint_estimates.csv", &t);
    assert_true(rows_estimates(&t, "uk_", segments, joinpoints) > 50);
    csv_clear(&t);
    tt_table_free(models);
    tt_table_free(segments);
    tt_table_free(joinpoints);
    tt_dataset_free(ds);
    csv_clear(&series);
    check_done();
}

static void standard_errors(void **state)
{
    (void)state;
    csv_rows series;
    csv_rows t;
    load_oracle("joinpoint_series.csv", &series);
    load_oracle("joinpoint_apc.csv", &t);
    tt_dataset *ds = rows_dataset(&series, "nci_", (rows_columns){1, 2, 3});
    cli_settings settings = support_settings();
    settings.joinpoint.most = 3;
    settings.joinpoint.weights = TT_JOINPOINT_SE;
    settings.joinpoint.select = TT_JOINPOINT_PERMUTATION;
    settings.joinpoint.permutations = 999;
    tt_table *segments = rows_table(ds, settings, "segments");
    size_t compared = 0;
    for (size_t i = 0; i < t.count; i++) {
        if (!rows_wanted(&t, i, "nci_") || csv_is(&t, i, 2, "all"))
            continue;
        const size_t r = rows_find(segments, t.field[i][0], csv_number(&t, i, 1), "segment",
                                   csv_number(&t, i, 2));
        rows_agree(&t, i, 5, segments, r, "apc", HALF(1e-2));
        compared++;
    }
    assert_true(compared >= 8);
    tt_table_free(segments);
    tt_dataset_free(ds);
    csv_clear(&series);
    csv_clear(&t);
    check_done();
}

/* ---- series that cannot be analysed, rates, ranges ------------------------------------------- */

/* A bent series, one that is too short, rates with one that is 0. */
static const char mixed[] = "indicator,year,value\n"
                            "bent,2000,10\nbent,2001,12\nbent,2002,13\nbent,2003,17\n"
                            "bent,2004,19\nbent,2005,16\nbent,2006,14\nbent,2007,11\n"
                            "bent,2008,10\nbent,2009,8\n"
                            "short,2000,1\nshort,2001,2\n"
                            "rate,2000,1.5\nrate,2001,0\nrate,2002,3.1\nrate,2003,3.4\n";

static void faults_are_rows(void **state)
{
    (void)state;
    static const char *const tables[] = {"summary", "models", "segments", "joinpoints",
                                         "aapc",    "tests",  "fitted"};
    static const struct {
        const char *series;
        const char *why;
    } rows[] = {{"short", "at least 3 observations"}, {"rate", "has no logarithm"}};
    tt_dataset *ds = scratch_dataset(mixed, NULL, NULL);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        cli_settings settings = support_settings();
        settings.joinpoint.most = -1;
        settings.joinpoint.select = TT_JOINPOINT_PERMUTATION;
        settings.joinpoint.permutations = 99;
        tt_table *t = rows_table(ds, settings, tables[i]);
        for (size_t f = 0; f < sizeof rows / sizeof *rows; f++) {
            const size_t r = support_row(t, "series", rows[f].series, NULL, NULL);
            check_true(strstr(tt_table_row_more(t, r), rows[f].why) != NULL);
            check_true(tt_table_cell(t, r, 1).kind == TT_CELL_EMPTY);
        }
        const size_t bent = support_row(t, "series", "bent", NULL, NULL);
        check_true(tt_table_cell(t, bent, 1).kind == TT_CELL_NUMBER);
        tt_table_free(t);
    }
    tt_dataset_free(ds);
    check_done();
}

/* On the linear scale all of them can be fitted, and apc is the slope. */
static void linear_scale(void **state)
{
    (void)state;
    static const char *linear[] = {"linear"};
    tt_dataset *ds = scratch_dataset(mixed, NULL, NULL);
    cli_settings settings = support_settings();
    settings.model = (cli_list){.item = linear, .count = 1};
    tt_table *t = rows_table(ds, settings, "segments");
    const size_t r = rows_find(t, "rate", 0, NULL, 0);
    check_rel(support_number(t, r, "slope"), 0.88, 1e-12, "(-2.25 + 1.55 + 5.1) / 5 by hand");
    check_rel(support_number(t, r, "apc"), support_number(t, r, "slope"), 0, "the slope itself");
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

/* Counts with populations are rates; a count of 0 is half a case. */
static void rates_and_zeros(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("indicator,year,value,population\n"
                                     "a,2000,4,2000\na,2001,0,1000\na,2002,8,1600\na,2003,9,3000\n",
                                     NULL, NULL);
    cli_settings settings = support_settings();
    settings.per = 1000;
    settings.joinpoint.weights = TT_JOINPOINT_COUNT;
    tt_table *t = rows_table(ds, settings, "fitted");
    static const double rates[] = {2, 0, 5, 3};
    for (size_t i = 0; i < 4; i++) {
        check_rel(support_number(t, i, "value"), rates[i], 1e-14, "counts over populations");
        check_rel(support_number(t, i, "y"), log(i == 1 ? 0.5 : rates[i]), 1e-14,
                  "0.5 of 1000 for 0");
        check_rel(support_number(t, i, "y"),
                  support_number(t, i, "y_fitted") + support_number(t, i, "residual"), 1e-13,
                  "parts");
        check_rel(support_number(t, i, "fitted"), exp(support_number(t, i, "y_fitted")), 1e-14,
                  "the scale of the data");
        check_true(tt_table_row_notes(t, i) & TT_NOTE_ZERO_HALF);
    }
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

static void ranges(void **state)
{
    (void)state;
    static const char *asked[] = {"2001:2003", "1990:2005", "2003.5:2007"};
    tt_dataset *ds = scratch_dataset(mixed, NULL, NULL);
    cli_settings settings = support_settings();
    settings.joinpoint.least = settings.joinpoint.most = 1;
    settings.joinpoint.ranges = (cli_list){.item = asked, .count = 3};
    tt_table *t = rows_table(ds, settings, "aapc");
    tt_table *segments = rows_table(ds, settings, "segments");
    const size_t within = rows_find(t, "bent", 1, "start", 2001);
    const size_t outside = rows_find(t, "bent", 1, "start", 1990);
    const size_t across = rows_find(t, "bent", 1, "start", 2003.5);
    const size_t left = rows_find(segments, "bent", 1, "segment", 0);
    check_rel(support_number(t, rows_find(t, "bent", 1, "start", 2000), "end"), 2009, 0,
              "all years");
    check_rel(support_number(t, within, "aapc"), support_number(segments, left, "apc"), 1e-13,
              "a range inside one segment is its APC");
    check_rel(support_number(t, within, "statistic"), support_number(segments, left, "t"), 1e-13,
              "a range inside one segment is its APC");
    check_true(isnan(support_number(t, outside, "aapc")) && tt_table_row_more(t, outside)[0]);
    const double a = support_number(segments, left, "slope");
    const double b = support_number(segments, left + 1, "slope");
    const double bend = support_number(segments, left, "end");
    check_rel(support_number(t, across, "aapc"),
              100 * expm1(((bend - 2003.5) * a + (2007 - bend) * b) / 3.5), 1e-12,
              "lengths of the parts");
    tt_table_free(t);
    tt_table_free(segments);
    tt_dataset_free(ds);
    check_done();
}

static void which_models(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(mixed, NULL, NULL);
    size_t bent = 0;
    while (strcmp(tt_dataset_series(ds, bent)->name, "bent") != 0)
        bent++;
    cli_settings settings = support_settings();
    settings.joinpoint.most = -1;
    static const struct {
        const char *k;
        size_t rows;
    } rows[] = {{"all", 3}, {"0", 1}, {"1", 2}, {"3", 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        settings.joinpoint.k = rows[i].k;
        tt_table *t = rows_table(ds, settings, "segments");
        size_t count = 0;
        for (size_t r = 0; r < tt_table_row_count(t); r++)
            count += strcmp(support_text(t, r, "series"), "bent") == 0;
        check_abs((double)count, (double)rows[i].rows, 0, rows[i].k);
        if (strcmp(rows[i].k, "3") == 0)
            check_true(strstr(tt_table_row_more(t, support_row(t, "series", "bent", NULL, NULL)),
                              "no model") != NULL);
        tt_table_free(t);
    }
    tt_dataset_free(ds);
    check_done();
}

/* ---- breaks ---------------------------------------------------------------------------------- */

static const char broken[] = "indicator,year,value,definition\n"
                             "a,2000,10,old\na,2001,12,old\na,2002,13,old\na,2003,16,old\n"
                             "a,2004,19,old\na,2005,60,new\na,2006,66,new\na,2007,80,new\n"
                             "a,2008,90,new\na,2009,99,new\na,2010,120,new\n";

static void breaks_and_jumps(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(broken, NULL, NULL);
    cli_settings settings = support_settings();
    tt_table *cut = rows_table(ds, settings, "models");
    check_abs(support_number(cut, 0, "n"), 6, 0, "the longest unbroken run");
    check_true(tt_table_row_notes(cut, 0) & TT_NOTE_UNBROKEN_RUN);
    check_true(isnan(support_number(cut, 0, "jump")));
    settings.joinpoint.jump = 2005;
    tt_table *jump = rows_table(ds, settings, "models");
    check_abs(support_number(jump, 0, "n"), 11, 0, "the jump stands for the break");
    check_abs(support_number(jump, 0, "parameters"), 3, 0, "line and jump");
    check_true(!(tt_table_row_notes(jump, 0) & TT_NOTE_UNBROKEN_RUN));
    check_true(tt_table_row_notes(jump, 0) & TT_NOTE_BREAK);
    check_true(exp(support_number(jump, 0, "jump")) > 2 &&
               support_number(jump, 0, "jump_p") < 0.01);
    settings.joinpoint.comparability = "2.5";
    tt_table *ratio = rows_table(ds, settings, "fitted");
    check_rel(support_number(ratio, 0, "y"), log(25), 1e-14, "10 times 2.5");
    check_rel(support_number(ratio, 5, "y"), log(60), 1e-14, "the new definition stays");
    settings.joinpoint.comparability = NULL;
    settings.joinpoint.jump = 2007; /* another year: the break still cuts */
    tt_table *other = rows_table(ds, settings, "models");
    check_abs(support_number(other, 0, "n"), 6, 0, "the jump is not at the break");
    tt_table_free(cut);
    tt_table_free(jump);
    tt_table_free(ratio);
    tt_table_free(other);
    tt_dataset_free(ds);
    check_done();
}

/* ---- comparison ------------------------------------------------------------------------------ */

static const char sexes[] = "indicator,sex,year,value\n"
                            "v,female,2010,50\nv,female,2011,55\nv,female,2012,66\n"
                            "v,female,2013,71\nv,female,2014,83\nv,female,2015,90\n"
                            "v,female,2016,104\n"
                            "v,male,2010,26\nv,male,2011,27\nv,male,2012,33\nv,male,2013,34\n"
                            "v,male,2014,43\nv,male,2015,44\nv,male,2016,53\n";

static tt_table *compare(const tt_dataset *ds, int hypothesis, const char *by, tt_status expected)
{
    cli_settings settings = support_settings();
    settings.joinpoint.compare = hypothesis + 1;
    settings.joinpoint.permutations = 499;
    settings.by = by;
    tt_table *t = NULL;
    tt_error err = {0};
    check_status(support_try(ds, cli_table_joinpoint_pairs, &settings, &t, &err), expected, &err);
    return t;
}

static void comparisons(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(sexes, NULL, NULL);
    tt_table *parallel = compare(ds, TT_JOINPOINT_PARALLEL, "sex", TT_OK);
    check_abs((double)tt_table_row_count(parallel), 1, 0, "the derived total is no part of a pair");
    check_text(support_text(parallel, 0, "series_a"), "female", "in the order of the data");
    check_true(support_number(parallel, 0, "p") > 0.2);
    check_abs(support_number(parallel, 0, "ratio"), 0.5, 0.02, "about half as many males");
    check_abs(support_number(parallel, 0, "permutations"), 500, 0, "with the observed order");
    tt_table *same = compare(ds, TT_JOINPOINT_COINCIDENT, "sex", TT_OK);
    check_true(support_number(same, 0, "p") < 0.01);
    check_true(isnan(support_number(same, 0, "ratio")));
    (void)compare(ds, TT_JOINPOINT_PARALLEL, NULL, TT_EUSAGE);
    (void)compare(ds, TT_JOINPOINT_PARALLEL, "form", TT_ENOTFOUND);
    tt_table_free(parallel);
    tt_table_free(same);
    tt_dataset_free(ds);
    check_done();
}

/* ---- options --------------------------------------------------------------------------------- */

static void refuses(const tt_dataset *ds, cli_settings settings, const char *about)
{
    tt_table *t = NULL;
    tt_error err = {0};
    const tt_status status = support_try(ds, one_named, &settings, &t, &err);
    if (status != TT_EUSAGE || !strstr(err.message, about))
        fail_msg("%s: %s", about, err.message);
    check_true(t == NULL);
}

static void words_that_options_do_not_take(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(mixed, NULL, NULL);
    static const char *poisson[] = {"poisson"};
    static const char *two[] = {"log", "linear"};
    static const char *backwards[] = {"2005:2001"};
    static const char *half[] = {"2005"};
    cli_settings s = support_settings();
    s.model = (cli_list){.item = poisson, .count = 1};
    refuses(ds, s, "log and linear");
    s.model = (cli_list){.item = two, .count = 2};
    refuses(ds, s, "2 times");
    s = support_settings();
    s.ci = "exact";
    refuses(ds, s, "empirical");
    s = support_settings();
    s.joinpoint.serial = "1.2";
    refuses(ds, s, "between -1 and 1");
    s.joinpoint.serial = "ar2";
    refuses(ds, s, "ar1");
    s = support_settings();
    s.joinpoint.k = "1.5";
    refuses(ds, s, "--k");
    s = support_settings();
    s.joinpoint.table = "modles";
    refuses(ds, s, "modles");
    s = support_settings();
    s.joinpoint.ranges = (cli_list){.item = backwards, .count = 1};
    refuses(ds, s, "START:END");
    s.joinpoint.ranges = (cli_list){.item = half, .count = 1};
    refuses(ds, s, "START:END");
    s = support_settings();
    s.joinpoint.comparability = "1.1";
    refuses(ds, s, "--jump");
    s.joinpoint.jump = 2005;
    s.joinpoint.comparability = "1.1;2";
    refuses(ds, s, "RATIO,VARIANCE");
    s = support_settings();
    s.joinpoint.method = TT_JOINPOINT_HUDSON;
    s.joinpoint.serial = "ar1";
    refuses(ds, s, "grid");
    s = support_settings();
    s.joinpoint.least = 2;
    s.joinpoint.most = 1;
    refuses(ds, s, "at most 1");
    tt_dataset_free(ds);
    check_done();
}

static void missing_standard_errors(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(mixed, NULL, NULL);
    cli_settings settings = support_settings();
    settings.joinpoint.weights = TT_JOINPOINT_SE;
    tt_table *t = rows_table(ds, settings, "models");
    check_true(tt_table_row_count(t) == tt_dataset_series_count(ds));
    check_true(strstr(tt_table_row_more(t, 0), "column se") != NULL);
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

/* The whole output as text. */
static void print_all(const tt_dataset *ds, cli_settings settings, tt_strbuf *out)
{
    static const char *const tables[] = {"models", "segments", "joinpoints", "aapc", "tests"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        tt_table *t = rows_table(ds, settings, tables[i]);
        tt_table_csv(t, out);
        tt_table_free(t);
    }
}

static void jobs_change_nothing(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(mixed, NULL, NULL);
    tt_strbuf first = TT_STRBUF_INIT;
    for (int jobs = 1; jobs <= 3; jobs++) {
        cli_settings settings = support_settings();
        settings.joinpoint.most = 1;
        settings.joinpoint.select = TT_JOINPOINT_PERMUTATION;
        settings.joinpoint.permutations = 299;
        settings.joinpoint.resamples = 299;
        settings.ci = "empirical";
        settings.seed = 5;
        settings.jobs = jobs;
        tt_strbuf text = TT_STRBUF_INIT;
        print_all(ds, settings, jobs == 1 ? &first : &text);
        if (jobs > 1)
            check_text(tt_strbuf_text(&text), tt_strbuf_text(&first), "any number of jobs");
        tt_strbuf_clear(&text);
    }
    tt_strbuf_clear(&first);
    tt_dataset_free(ds);
    check_done();
}

/* Every option reaches the regression: each changes the table of models or of segments. */
static void options_arrive(void **state)
{
    (void)state;
    csv_rows series;
    load_oracle("joinpoint_series.csv", &series);
    tt_dataset *ds = rows_dataset(&series, "nci_", (rows_columns){1, 2, 3});
    cli_settings plain = support_settings();
    plain.joinpoint.most = 2;
    enum { CHANGES = 9 };
    cli_settings changed[CHANGES];
    for (size_t i = 0; i < CHANGES; i++)
        changed[i] = plain;
    changed[0].joinpoint.weights = TT_JOINPOINT_SE;
    changed[1].joinpoint.min_end = 12;
    changed[2].joinpoint.min_between = 20;
    changed[3].joinpoint.grid = 3;
    changed[4].joinpoint.method = TT_JOINPOINT_HUDSON;
    changed[5].joinpoint.serial = "0.3";
    changed[6].joinpoint.serial = "ar1";
    changed[7].conf = 0.9;
    changed[8].ci = "empirical";
    tt_strbuf first = TT_STRBUF_INIT;
    print_all(ds, plain, &first);
    for (size_t i = 0; i < CHANGES; i++) {
        tt_strbuf text = TT_STRBUF_INIT;
        print_all(ds, changed[i], &text);
        if (strcmp(tt_strbuf_text(&text), tt_strbuf_text(&first)) == 0)
            fail_msg("option %zu changes nothing", i);
        tt_strbuf_clear(&text);
    }
    tt_strbuf_clear(&first);
    tt_dataset_free(ds);
    csv_clear(&series);
    check_done();
}

/* Every allocation in turn fails: a clean error each time, then the table. */
static void out_of_memory(void **state)
{
    (void)state;
    static const char *asked[] = {"2001:2003"};
    cli_table_function *const makers[] = {one_named, cli_table_joinpoint_pairs};
    tt_dataset *mixed_ds = scratch_dataset(mixed, NULL, NULL);
    tt_dataset *sexes_ds = scratch_dataset(sexes, NULL, NULL);
    for (size_t m = 0; m < 2; m++) {
        cli_settings settings = support_settings();
        settings.joinpoint.most = 1;
        settings.joinpoint.table = "aapc";
        settings.joinpoint.ranges = (cli_list){.item = asked, .count = 1};
        settings.joinpoint.compare = TT_JOINPOINT_PARALLEL + 1;
        settings.joinpoint.permutations = 9;
        settings.by = "sex";
        settings.jobs = 1;
        tt_status status = TT_ENOMEM;
        size_t fail_at = 0;
        while (status == TT_ENOMEM && fail_at < 3000) {
            tt_table *t = NULL;
            tt_error err = {0};
            tt_index_list all = {0};
            const tt_dataset *ds = m == 0 ? mixed_ds : sexes_ds;
            for (size_t i = 0; i < tt_dataset_series_count(ds); i++)
                check_status(tt_index_list_add(&all, i, NULL), TT_OK, NULL);
            cli_analysis_request request = {.ds = ds, .series = &all, .settings = &settings};
            tt_memory_fail_at(++fail_at);
            status = makers[m](&request, &t, &err);
            tt_memory_fail_at(0);
            check_true(status == TT_OK ? t != NULL : status == TT_ENOMEM && !t);
            tt_table_free(t);
            tt_index_list_clear(&all);
        }
        check_true(status == TT_OK && fail_at > 20);
    }
    tt_dataset_free(mixed_ds);
    tt_dataset_free(sexes_ds);
    check_done();
}

static int ready(void **state)
{
    (void)state;
    tt_runtime_init();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_a_contract),
        cmocka_unit_test(nci_numbers),
        cmocka_unit_test(standard_errors),
        cmocka_unit_test(faults_are_rows),
        cmocka_unit_test(linear_scale),
        cmocka_unit_test(rates_and_zeros),
        cmocka_unit_test(ranges),
        cmocka_unit_test(which_models),
        cmocka_unit_test(breaks_and_jumps),
        cmocka_unit_test(comparisons),
        cmocka_unit_test(words_that_options_do_not_take),
        cmocka_unit_test(missing_standard_errors),
        cmocka_unit_test(jobs_change_nothing),
        cmocka_unit_test(options_arrive),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, ready, NULL);
}
