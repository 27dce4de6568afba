/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table_support.h"
#include "tiptrend/change.h"

/* Everything that can stand between two points of a chain. */
static const char chain_text[] = "indicator,year,value,unit,status,definition\n"
                                 "victims,2010,100,persons,,a\n"
                                 "victims,2011,130,persons,,a\n"
                                 "victims,2012,90,persons,,a\n"
                                 "victims,2014,120,persons,,a\n"
                                 "victims,2015,<5,persons,,a\n"
                                 "victims,2016,12,persons,,a\n"
                                 "victims,2017,0,persons,,a\n"
                                 "victims,2018,7,persons,,a\n"
                                 "victims,2019,60,persons,,b\n"
                                 "victims,2020,80,persons,,b\n"
                                 "victims,2021,30,persons,partial,b\n";

static void statuses(void **state)
{
    (void)state;
    static const char *const expected[] = {"change", "change", "gap",   "interval", "interval",
                                           "change", "change", "break", "change",   "partial"};
    tt_dataset *ds = scratch_dataset(chain_text, NULL, NULL);
    cli_settings settings = support_settings();
    tt_table *t = support_table(ds, cli_table_change, &settings);
    check_true(tt_table_row_count(t) == 10);
    for (size_t r = 0; r < 10; r++)
        check_text(support_text(t, r, "status"), expected[r], "status of each link");
    check_rel(support_number(t, 0, "percent"), 30, 1e-14, "hand");
    check_true(isnan(support_number(t, 2, "percent")));
    check_true(isnan(support_number(t, 7, "percent")));
    check_true(tt_table_row_notes(t, 7) & TT_NOTE_BREAK);
    check_true(isinf(support_number(t, 6, "percent"))); /* from 0 */
    check_text(support_text(t, 6, "direction"), "rise", "from 0 to 7");
    /* 120 to <5, and <5 to 12: bounds, and the sign is known */
    check_true(support_number(t, 3, "change_least") == -120);
    check_true(support_number(t, 3, "change_most") == -116);
    check_rel(support_number(t, 3, "percent_most"), 100 * (4.0 / 120 - 1), 1e-14, "hand");
    check_text(support_text(t, 3, "direction"), "fall", "120 to at most 4");
    check_text(support_text(t, 4, "direction"), "rise", "at most 4 to 12");
    /* the index stops at the break */
    check_rel(support_number(t, 2, "index"), 120, 1e-14, "hand");
    check_true(isnan(support_number(t, 8, "index")));
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

static void across(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(chain_text, NULL, NULL);
    cli_settings settings = support_settings();
    settings.across_breaks = settings.across_gaps = 1;
    tt_table *t = support_table(ds, cli_table_change, &settings);
    check_text(support_text(t, 2, "status"), "change", "across the gap");
    check_rel(support_number(t, 2, "percent"), 100 * (sqrt(120.0 / 90) - 1), 1e-13, "per year");
    check_true(tt_table_row_notes(t, 2) & TT_NOTE_ANNUALISED);
    check_text(support_text(t, 7, "status"), "change", "across the break");
    check_true(tt_table_row_notes(t, 7) & TT_NOTE_ACROSS_BREAKS);
    check_rel(support_number(t, 8, "index"), 80, 1e-14, "hand");
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

/* The family of a chain crosses its gaps and breaks: p_adjusted and limits count all of its changes. */
static void family(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(chain_text, NULL, NULL);
    cli_settings settings = support_settings();
    tt_table *t = support_table(ds, cli_table_change, &settings);
    size_t m = 0;
    double smallest = 1;
    for (size_t r = 0; r < tt_table_row_count(t); r++) {
        double p = support_number(t, r, "p");
        m += isnan(p) ? 0 : 1;
        smallest = fmin(smallest, isnan(p) ? 1 : p);
    }
    check_true(m == 5);
    tt_figure a = {2010, 100, 1};
    tt_figure b = {2011, 130, 1};
    tt_change_options options = {.comparisons = m};
    tt_change change;
    check_status(tt_change_between(&a, &b, &options, &change, NULL), TT_OK, NULL);
    check_rel(support_number(t, 0, "percent_low_all"), change.percent.low, 1e-14, "Bonferroni");
    check_rel(support_number(t, 0, "percent_high_all"), change.percent.high, 1e-14, "Bonferroni");
    int found = 0;
    for (size_t r = 0; r < tt_table_row_count(t); r++) {
        double p = support_number(t, r, "p");
        if (p == smallest)
            found = support_number(t, r, "p_adjusted") == fmin(1, (double)m * p);
        if (!isnan(p))
            check_true(support_number(t, r, "p_adjusted") >= p);
    }
    check_true(found); /* Holm: the smallest is multiplied by m */
    tt_table_free(t);
    settings.adjust = CLI_ADJUST_NONE;
    t = support_table(ds, cli_table_change, &settings);
    check_true(isnan(support_number(t, 0, "p_adjusted")));
    check_true(isnan(support_number(t, 0, "percent_low_all")));
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

/* p below 1 - conf exactly when 0 % is outside the limits, by every method. */
static void never_contradict(void **state)
{
    (void)state;
    static const char *const methods[] = {"exact", "midp", "wald"};
    tt_dataset *ds = scratch_dataset(chain_text, NULL, NULL);
    for (size_t m = 0; m < 3; m++) {
        cli_settings settings = support_settings();
        settings.ci = methods[m];
        settings.conf = 0.9;
        tt_table *t = support_table(ds, cli_table_change, &settings);
        for (size_t r = 0; r < tt_table_row_count(t); r++) {
            double p = support_number(t, r, "p");
            int outside =
                support_number(t, r, "percent_low") > 0 || support_number(t, r, "percent_high") < 0;
            if (!isnan(p))
                check_true((p < 0.1) == outside);
        }
        tt_table_free(t);
    }
    tt_dataset_free(ds);
    check_done();
}

static void mexico(void **state)
{
    (void)state;
    tt_dataset *ds =
        scratch_dataset("indicator,year,value,unit\n"
                        "prosecutions,2015,578,persons\nprosecutions,2016,479,persons\n"
                        "prosecutions,2017,609,persons\nprosecutions,2018,510,persons\n"
                        "balance,2015,-3,index\nbalance,2016,4,index\n",
                        NULL, NULL);
    cli_settings settings = support_settings();
    tt_table *t = support_table(ds, cli_table_change, &settings);
    size_t r = support_row(t, "to", "2016", "series", "prosecutions");
    check_rel(support_number(t, r, "percent"), -17.128027681660899654, 1e-13, "20 digits");
    check_rel(support_number(t, r + 1, "percent"), 27.139874739039665971, 1e-13, "20 digits");
    check_rel(support_number(t, r + 2, "log_change"), -0.17740754199152556802, 1e-13, "20 digits");
    r = support_row(t, "series", "balance", NULL, NULL);
    check_text(support_text(t, r, "status"), "undefined", "a figure below 0");
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statuses),         cmocka_unit_test(across), cmocka_unit_test(family),
        cmocka_unit_test(never_contradict), cmocka_unit_test(mexico),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
