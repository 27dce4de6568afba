/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rank_tests.h"
#include "table_support.h"
#include "tiptrend/multitest.h"

static const char text[] =
    "indicator,sex,year,value,unit\n"
    "federal,,2015,250,cases\nfederal,,2016,188,cases\nfederal,,2017,127,cases\nfederal,,2018,112,cases\n"
    "up,,2010,1,cases\nup,,2011,2,cases\nup,,2012,3,cases\nup,,2013,4,cases\nup,,2014,5,cases\n"
    "up,,2015,6,cases\n"
    "hidden,,2010,10..12,cases\nhidden,,2011,12..16,cases\nhidden,,2012,15,cases\n"
    "hidden,,2013,14..19,cases\nhidden,,2014,20..22,cases\n"
    "smokers,,2001,86,persons\nsmokers,female,2001,83,persons\n"
    "smokers,,2002,93,persons\nsmokers,female,2002,90,persons\n"
    "smokers,,2003,136,persons\nsmokers,female,2003,129,persons\n"
    "smokers,,2004,82,persons\nsmokers,female,2004,70,persons\n";

static tt_table *make(const cli_settings *settings)
{
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    tt_table *table = support_table(ds, cli_table_test, settings);
    tt_dataset_free(ds);
    return table;
}

static cli_list names(const char **item, size_t count)
{
    return (cli_list){.item = item, .count = count};
}

static void four_points(void **state)
{
    (void)state;
    cli_settings settings = support_settings();
    tt_table *t = make(&settings);
    size_t r = support_row(t, "series", "federal", NULL, NULL);
    check_text(support_text(t, r, "test"), "mannkendall", "the default");
    check_true(support_number(t, r, "statistic") == -6);
    check_rel(support_number(t, r, "p"), 1.0 / 12, 1e-14, "2 / 4!");
    check_rel(support_number(t, r, "p_smallest"), 1.0 / 12, 1e-14, "2 / 4!");
    check_true(tt_table_row_notes(t, r) & TT_NOTE_P_FLOOR);
    check_true(isinf(support_number(t, r, "sen_low")) && isinf(support_number(t, r, "sen_high")));
    r = support_row(t, "series", "up", NULL, NULL);
    check_rel(support_number(t, r, "p"), 2.0 / 720, 1e-14, "2 / 6!");
    check_true(support_number(t, r, "sen_slope") == 1);
    tt_table_free(t);
    check_done();
}

/* Every test is a row, with a p or with a reason; p is adjusted over all of them. */
static void all_tests(void **state)
{
    (void)state;
    const char *all[] = {"all"};
    cli_settings settings = support_settings();
    size_t count;
    const cli_test *tests = cli_tests(&count);
    settings.test = names(all, 1);
    settings.replicates = 199;
    tt_table *t = make(&settings);
    double p[400];
    double adjusted[400];
    size_t rows = tt_table_row_count(t);
    check_true(rows % count == 0 && rows < 400);
    for (size_t r = 0; r < rows; r++) {
        check_text(support_text(t, r, "test"), tests[r % count].name, "order of the tests");
        p[r] = support_number(t, r, "p");
        check_true(!isnan(p[r]) || *tt_table_row_more(t, r));
        check_true(isnan(p[r]) || (p[r] > 0 && p[r] <= 1 && *support_text(t, r, "how")));
    }
    check_status(tt_multitest_holm(p, rows, adjusted, NULL), TT_OK, NULL);
    for (size_t r = 0; r < rows; r++)
        check_rel(support_number(t, r, "p_adjusted"), adjusted[r], 0, "Holm over the call");
    size_t r = support_row(t, "series", "up", "test", "hamed-rao");
    check_true(strstr(tt_table_row_more(t, r), "10 are needed") != NULL);
    r = support_row(t, "series", "up", "test", "seasonal");
    check_true(strstr(tt_table_row_more(t, r), "by year") != NULL);
    r = support_row(t, "series", "up", "test", "pettitt");
    check_text(support_text(t, r, "step_after"), "2012", "the middle of a steady rise");
    tt_table_free(t);
    check_done();
}

static void alternatives(void **state)
{
    (void)state;
    const char *some[] = {"mannkendall", "spearman", "cox-stuart", "pettitt"};
    cli_settings settings = support_settings();
    settings.test = names(some, 4);
    settings.alternative = TT_GREATER;
    tt_table *t = make(&settings);
    size_t r = support_row(t, "series", "up", "test", "mannkendall");
    check_rel(support_number(t, r, "p"), 1.0 / 720, 1e-14, "1 / 6!");
    check_rel(support_number(t, r, "p_smallest"), 1.0 / 720, 1e-14, "1 / 6!");
    r = support_row(t, "series", "up", "test", "spearman");
    check_rel(support_number(t, r, "p"), 1.0 / 720, 1e-14, "1 / 6!");
    r = support_row(t, "series", "up", "test", "cox-stuart");
    check_rel(support_number(t, r, "p"), 1.0 / 8, 1e-14, "three rises of three");
    r = support_row(t, "series", "federal", "test", "mannkendall");
    check_rel(support_number(t, r, "p"), 1, 1e-14, "a fall is no evidence of a rise");
    r = support_row(t, "series", "up", "test", "pettitt");
    check_true(strstr(tt_table_row_more(t, r), "no one-sided form") != NULL);
    tt_table_free(t);
    settings.alternative = TT_TWO_SIDED;
    settings.p_form = CLI_P_NORMAL;
    t = make(&settings);
    r = support_row(t, "series", "up", "test", "mannkendall");
    check_rel(support_number(t, r, "p"), 0.0085349, 5e-5,
              "normal p at n = 6, largest S: table B10");
    check_text(support_text(t, r, "how"), "normal", "--p normal");
    tt_table_free(t);
    check_done();
}

/* low 10, 12, 15, 14, 20; high 12, 16, 15, 19, 22: S from 3 to 10, the extremes of p by enumeration of all
 * whole numbers. */
static void intervals(void **state)
{
    (void)state;
    cli_settings settings = support_settings();
    tt_table *t = make(&settings);
    size_t r = support_row(t, "series", "hidden", NULL, NULL);
    check_rel(support_number(t, r, "p_low"), 2.0 / 120, 1e-13, "S = 10 of 5 points");
    check_true(support_number(t, r, "p_high") > 0.05);
    check_text(support_text(t, r, "robust"), "not decidable", "p from 0.017 to above 0.05");
    check_true(isnan(support_number(t, r, "p"))); /* one figure is known: nothing to test */
    check_true(isnan(support_number(t, support_row(t, "series", "up", NULL, NULL), "p_low")));
    tt_table_free(t);
    check_done();
}

/* The same with slopes: 1.4 to 3.1 a year (R, B16). */
static void bounds(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    cli_settings settings = support_settings();
    tt_table *t = support_table(ds, cli_table_bounds, &settings);
    check_true(tt_table_row_count(t) == 1); /* only series with intervals */
    check_abs(support_number(t, 0, "slope_low"), 1.4, 1e-13, "R");
    check_abs(support_number(t, 0, "slope_high"), 3.1, 1e-13, "R");
    check_true(support_number(t, 0, "s_low") == 3 && support_number(t, 0, "s_high") == 10);
    check_true(support_number(t, 0, "intervals") == 4);
    check_text(support_text(t, 0, "direction"), "rise", "both slopes are above 0");
    check_text(support_text(t, 0, "robust"), "not decidable", "p from 0.017 to above 0.05");
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

/* Fleiss's smokers: R prop.trend.test, scores 1 to 4. */
static void proportions(void **state)
{
    (void)state;
    const char *one[] = {"cochran-armitage"};
    cli_settings settings = support_settings();
    settings.test = names(one, 1);
    settings.by = "sex";
    settings.p_form = CLI_P_NORMAL;
    tt_table *t = make(&settings);
    size_t r = support_row(t, "series", "smokers/female", NULL, NULL);
    check_rel(support_number(t, r, "statistic"), 8.2249, 1e-5, "R help of prop.trend.test");
    check_rel(support_number(t, r, "p"), 0.004132, 1e-4, "R help of prop.trend.test");
    r = support_row(t, "series", "smokers", NULL, NULL);
    check_true(isnan(support_number(t, r, "p")));
    tt_table_free(t);
    check_done();
}

static void seasonal(void **state)
{
    (void)state;
    tt_strbuf csv = TT_STRBUF_INIT;
    tt_strbuf_add(&csv, "indicator,period,value,unit\n");
    for (int year = 2015; year < 2019; year++)
        for (int quarter = 1; quarter <= 4; quarter++)
            tt_strbuf_addf(&csv, "cases,%d-Q%d,%d,cases\n", year, quarter,
                           100 * quarter + (year - 2015));
    const char *two[] = {"seasonal", "mannkendall"};
    cli_settings settings = support_settings();
    settings.test = names(two, 2);
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&csv), NULL, NULL);
    tt_table *t = support_table(ds, cli_table_test, &settings);
    size_t r = support_row(t, "test", "seasonal", NULL, NULL);
    check_true(support_number(t, r, "statistic") == 24); /* 4 seasons of 4 rising years */
    check_rel(support_number(t, r, "p"), 2 / pow(24, 4), 1e-12, "each season rises: 2 / 4!^4");
    check_rel(support_number(t, r, "sen_slope"), 1, 1e-14, "one more each year");
    tt_table_free(t);
    tt_dataset_free(ds);
    tt_strbuf_clear(&csv);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    const char *bad[] = {"mankendall"};
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    cli_settings settings = support_settings();
    tt_table *t = NULL;
    tt_error err = {0};
    settings.test = names(bad, 1);
    check_status(support_try(ds, cli_table_test, &settings, &t, &err), TT_EUSAGE, &err);
    check_true(strstr(err.message, "hamed-rao") != NULL);
    tt_error_clear(&err);
    settings.test.count = 0;
    settings.by = "nosuch";
    check_status(support_try(ds, cli_table_test, &settings, &t, &err), TT_ENOTFOUND, &err);
    settings.by = NULL;
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    while (status == TT_ENOMEM && n < 2000) {
        tt_index_list all = {0};
        for (size_t i = 0; i < tt_dataset_series_count(ds); i++)
            (void)tt_index_list_add(&all, i, NULL);
        cli_analysis_request request = {.ds = ds, .series = &all, .settings = &settings};
        tt_memory_fail_at(++n);
        status = cli_table_test(&request, &t, NULL);
        tt_memory_fail_at(0);
        tt_index_list_clear(&all);
    }
    check_true(status == TT_OK && n > 20);
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_points),  cmocka_unit_test(all_tests),
        cmocka_unit_test(alternatives), cmocka_unit_test(intervals),
        cmocka_unit_test(proportions),  cmocka_unit_test(seasonal),
        cmocka_unit_test(bounds),       cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
