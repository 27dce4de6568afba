/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table_support.h"
#include "tiptrend/interval.h"

static tt_table *make(const char *text, const cli_settings *settings)
{
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    tt_table *table = support_table(ds, cli_table_gender_ratio, settings);
    tt_dataset_free(ds);
    return table;
}

/* f = 30, m = 50, u = 20: bounds .30 to .50, limits .22462 to .58224 (R). */
static void bounded(void **state)
{
    (void)state;
    cli_settings settings = support_settings();
    tt_table *t = make("indicator,sex,year,value,unit\nvictims,,2017,100,persons\n"
                       "victims,Mujer,2017,30,persons\nvictims,Hombre,2017,50,persons\n"
                       "victims,,2018,100,persons\nvictims,Mujer,2018,60,persons\n"
                       "victims,Hombre,2018,35,persons\n",
                       &settings);
    check_rel(support_number(t, 0, "share_low"), 30, 1e-14, "hand");
    check_rel(support_number(t, 0, "share_high"), 50, 1e-14, "hand");
    check_abs(support_number(t, 0, "share_limit_low"), 22.462, 5e-4, "R, B16");
    check_abs(support_number(t, 0, "share_limit_high"), 58.224, 5e-4, "R, B16");
    check_rel(support_number(t, 0, "ratio_low"), 30.0 / 70, 1e-14, "hand");
    check_rel(support_number(t, 0, "ratio_high"), 50.0 / 50, 1e-14, "hand");
    check_rel(support_number(t, 0, "specified_share_low"), 37.5, 1e-14, "30 of 80");
    check_rel(support_number(t, 0, "specified_ratio_low"), 0.6, 1e-14, "30 to 50");
    check_true(isnan(support_number(t, 0, "change_low"))); /* no year before */
    check_abs(support_number(t, 1, "change_low"), 10, 1e-12, "60 % after at most 50 %");
    check_abs(support_number(t, 1, "change_high"), 35, 1e-12, "65 % after at least 30 %");
    check_text(support_text(t, 1, "direction"), "rise", "whatever the unspecified are");
    tt_table_free(t);
    check_done();
}

/* Nobody unspecified: Wilson's limits, or those of --ci; the ratio has the odds of them. Newcombe's 56/70 after
 * 48/80. */
static void identified(void **state)
{
    (void)state;
    static const char text[] = "indicator,sex,year,value,unit\nvictims,F,2017,48,persons\n"
                               "victims,M,2017,32,persons\nvictims,F,2018,56,persons\n"
                               "victims,M,2018,14,persons\n";
    cli_settings settings = support_settings();
    tt_table *t = make(text, &settings);
    tt_ci ci;
    check_status(tt_interval_proportion(56, 70, NULL, &ci, NULL), TT_OK, NULL);
    check_rel(support_number(t, 1, "share_limit_low"), 100 * ci.estimate.low, 1e-13, "Wilson");
    check_rel(support_number(t, 1, "ratio_limit_high"), ci.estimate.high / (1 - ci.estimate.high),
              1e-13, "B5: u / (1 - u)");
    check_rel(support_number(t, 1, "ratio_low"), 4, 1e-14, "56 to 14");
    check_abs(support_number(t, 1, "change_low"), 20, 1e-12, "Newcombe 1998");
    check_abs(support_number(t, 1, "change_limit_low"), 5.24, 5e-3, "Newcombe 1998: .0524");
    check_abs(support_number(t, 1, "change_limit_high"), 33.39, 5e-3, "Newcombe 1998: .3339");
    tt_table_free(t);
    settings.ci = "exact";
    t = make(text, &settings);
    tt_ci_options exact = {.method = TT_CI_EXACT};
    check_status(tt_interval_proportion(56, 70, &exact, &ci, NULL), TT_OK, NULL);
    check_rel(support_number(t, 1, "share_limit_low"), 100 * ci.estimate.low, 1e-13, "exact");
    tt_table_free(t);
    check_done();
}

/* Women and girls are one sex and one row; other and unknown are unspecified, and named. */
static void words(void **state)
{
    (void)state;
    cli_settings settings = support_settings();
    tt_table *t = make("indicator,sex,year,value,unit\nvictims,women,2018,20,persons\n"
                       "victims,girls,2018,10,persons\nvictims,men,2018,40,persons\n"
                       "victims,boys,2018,10,persons\nvictims,Other,2018,5,persons\n"
                       "victims,Unknown,2018,15,persons\n",
                       &settings);
    check_true(tt_table_row_count(t) == 1);
    check_true(support_number(t, 0, "female_low") == 30 && support_number(t, 0, "male_low") == 50);
    check_true(support_number(t, 0, "unspecified_low") == 20);
    check_rel(support_number(t, 0, "share_high"), 50, 1e-14, "hand");
    int named = 0;
    for (size_t i = 0; i < tt_table_remark_count(t); i++)
        named |= strstr(tt_table_get_remark(t, i), "Other") &&
                 strstr(tt_table_get_remark(t, i), "Unknown");
    check_true(named);
    tt_table_free(t);
    check_done();
}

/* No change across a change of definition, or across a missing year. */
static void breaks(void **state)
{
    (void)state;
    static const char text[] = "indicator,sex,year,value,unit,definition\n"
                               "victims,f,2015,10,persons,a\nvictims,m,2015,10,persons,a\n"
                               "victims,f,2017,12,persons,a\nvictims,m,2017,10,persons,a\n"
                               "victims,f,2018,20,persons,b\nvictims,m,2018,10,persons,b\n";
    cli_settings settings = support_settings();
    tt_table *t = make(text, &settings);
    check_true(isnan(support_number(t, 1, "change_low")));
    check_true(isnan(support_number(t, 2, "change_low")));
    check_true(tt_table_row_notes(t, 2) & TT_NOTE_BREAK);
    tt_table_free(t);
    settings.across_breaks = 1;
    t = make(text, &settings);
    check_true(support_number(t, 2, "change_low") > 0);
    check_true(tt_table_row_notes(t, 2) & TT_NOTE_ACROSS_BREAKS);
    tt_table_free(t);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounded),
        cmocka_unit_test(identified),
        cmocka_unit_test(words),
        cmocka_unit_test(breaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
