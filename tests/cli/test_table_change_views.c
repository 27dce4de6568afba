/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The other tables of the command change: compound, contributions, two areas. */
#include "table_support.h"

static const char parts_text[] = "area,indicator,sex,year,value,unit\n"
                                 "A,victims,,2015,100,persons\n"
                                 "A,victims,female,2015,60,persons\n"
                                 "A,victims,male,2015,40,persons\n"
                                 "A,victims,,2016,150,persons\n"
                                 "A,victims,female,2016,100,persons\n"
                                 "A,victims,male,2016,45,persons\n"
                                 "A,victims,,2017,90,persons\n"
                                 "A,victims,female,2017,<5,persons\n"
                                 "A,victims,male,2017,50,persons\n"
                                 "B,victims,female,2015,3,persons\n"
                                 "B,victims,male,2015,7,persons\n"
                                 "B,victims,female,2016,9,persons\n"
                                 "B,victims,male,2016,7,persons\n";

static void contributions(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(parts_text, NULL, NULL);
    cli_settings settings = support_settings();
    settings.contributions = "sex";
    tt_table *t = support_table(ds, cli_table_contributions, &settings);
    check_text(support_text(t, 0, "part"), "female", "order of the parts");
    check_rel(support_number(t, 0, "points"), 40, 1e-13, "hand: (100 - 60) / 100");
    check_rel(support_number(t, 1, "points"), 5, 1e-13, "hand");
    check_text(support_text(t, 2, "status"), "rest", "150 less 145");
    check_rel(support_number(t, 2, "points"), 5, 1e-13, "hand");
    check_true(support_number(t, 0, "points") + support_number(t, 1, "points") +
                   support_number(t, 2, "points") ==
               support_number(t, 3, "points"));
    check_rel(support_number(t, 3, "points"), 50, 1e-13, "hand");
    /* a part known only as an interval leaves no contributions, and is named */
    check_text(support_text(t, 4, "status"), "interval", "<5");
    check_text(support_text(t, 4, "part"), "female", "<5");
    check_true(isnan(support_number(t, 4, "points")));
    /* no total printed: the sum of the parts */
    size_t r = support_row(t, "series", "B", "part", "(total)");
    check_rel(support_number(t, r, "points"), 60, 1e-13, "hand: 10 to 16");
    check_true(tt_table_row_notes(t, r) & TT_NOTE_DERIVED);
    check_true(r + 1 == tt_table_row_count(t));
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

static void compound(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("indicator,year,value,unit\n"
                                     "victims,2010,100,persons\nvictims,2011,7,persons\n"
                                     "victims,2014,161051,persons\nzero,2010,0,persons\n"
                                     "zero,2012,4,persons\n",
                                     NULL, NULL);
    cli_settings settings = support_settings();
    tt_table *t = support_table(ds, cli_table_compound, &settings);
    size_t r = support_row(t, "series", "victims", NULL, NULL);
    check_true(support_number(t, r, "years") == 4);
    check_rel(support_number(t, r, "compound"), 100 * (pow(1610.51, 0.25) - 1), 1e-13, "hand");
    double low = support_number(t, r, "percent_low");
    check_rel(support_number(t, r, "compound_low"), 100 * (pow(1 + low / 100, 0.25) - 1), 1e-12,
              "law: limits of the whole change to the power 1/years");
    r = support_row(t, "series", "zero", NULL, NULL);
    check_true(isnan(support_number(t, r, "compound")));
    check_true(strstr(tt_table_row_more(t, r), "is 0") != NULL);
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

static void areas(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(parts_text, NULL, NULL);
    cli_settings settings = support_settings();
    settings.compare_areas = "B,A";
    settings.adjust = CLI_ADJUST_NONE;
    tt_table *t = support_table(ds, cli_table_compare, &settings);
    size_t r = support_row(t, "series", "B/female", "to", "2016");
    check_rel(support_number(t, r, "ratio"), (9.0 / 3) / (100.0 / 60), 1e-13, "hand");
    check_rel(support_number(t, r, "p"), 0.592220162104218, 1e-12,
              "R: 2 fisher.test(matrix(c(9, 3, 100, 60), 2), alternative = \"g\")$p.value");
    check_true(support_number(t, r, "ratio_low") < 1);
    check_true(isnan(support_number(t, r, "p_adjusted")));
    tt_table_free(t);
    settings.compare_areas = "sex=female,male";
    settings.adjust = CLI_ADJUST_HOLM;
    t = support_table(ds, cli_table_compare, &settings);
    r = support_row(t, "series", "A/female", "to", "2016");
    check_rel(support_number(t, r, "ratio"), (100.0 / 60) / (45.0 / 40), 1e-13, "hand");
    check_rel(support_number(t, r, "p_adjusted"), fmin(1, 2 * support_number(t, r, "p")), 1e-13,
              "Holm over two comparisons");
    check_text(support_text(t, r + 1, "status"), "interval", "<5 in 2017");
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(parts_text, NULL, NULL);
    tt_table *t = NULL;
    cli_settings settings = support_settings();
    tt_error err = {0};
    settings.contributions = "colour";
    check_status(support_try(ds, cli_table_contributions, &settings, &t, &err), TT_ENOTFOUND, &err);
    tt_error_clear(&err);
    settings.contributions = "area";
    check_status(support_try(ds, cli_table_contributions, &settings, &t, &err), TT_EUSAGE, &err);
    tt_error_clear(&err);
    settings.compare_areas = "A";
    check_status(support_try(ds, cli_table_compare, &settings, &t, &err), TT_EUSAGE, &err);
    tt_error_clear(&err);
    settings.compare_areas = "A,Z";
    check_status(support_try(ds, cli_table_compare, &settings, &t, &err), TT_ENOTFOUND, &err);
    tt_error_clear(&err);
    settings.compare_areas = "A,B";
    settings.ci = "byar";
    check_status(support_try(ds, cli_table_compare, &settings, &t, &err), TT_EUSAGE, &err);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contributions),
        cmocka_unit_test(compound),
        cmocka_unit_test(areas),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
