/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rates per population, ratios between series, proportions. */
#include "table_support.h"
#include "tiptrend/interval.h"
#include "tiptrend/rate_ratio.h"

static const char text[] =
    "indicator,sex,year,value,unit,exposure\n"
    "victims,,2015,65,persons,100\nvictims,,2016,<5,persons,200\nvictims,,2017,20,persons,\n"
    "victims,female,2015,56,persons,\nvictims,female,2016,<5,persons,\n"
    "victims,female,2017,9,persons,\n"
    "convictions,,2016,12,persons,\nconvictions,,2017,30,persons,\nconvictions,,2018,8,persons,\n"
    "cases,,2016,6,cases,\n";

static tt_table *make(cli_table_function *function, const cli_settings *settings)
{
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    tt_table *table = support_table(ds, function, settings);
    tt_dataset_free(ds);
    return table;
}

static void rates(void **state)
{
    (void)state;
    cli_settings settings = support_settings();
    settings.per = 100;
    settings.ci = "ohid";
    tt_table *t = make(cli_table_rates, &settings);
    size_t r = support_row(t, "series", "victims", "period", "2015");
    check_rel(support_number(t, r, "rate"), 65, 1e-14, "hand");
    check_rel(support_number(t, r, "rate_low"), 50.163187710459454, 1e-12, "PHE test data");
    check_rel(support_number(t, r, "rate_high"), 82.849138545939837, 1e-12, "PHE test data");
    r = support_row(t, "series", "victims", "period", "2016");
    check_true(isnan(support_number(t, r, "rate")) && isnan(support_number(t, r, "count")));
    check_true(support_number(t, r, "count_low") == 0 && support_number(t, r, "count_high") == 4);
    check_rel(support_number(t, r, "rate_most"), 2, 1e-14, "4 of 200 per 100");
    tt_ci four;
    check_status(tt_interval_count(4, NULL, &four, NULL), TT_OK, NULL);
    check_true(support_number(t, r, "rate_low") == 0);
    check_rel(support_number(t, r, "rate_high"), four.estimate.high / 2, 1e-13,
              "the limit of the greatest count");
    r = support_row(t, "series", "victims", "period", "2017");
    check_true(tt_table_row_notes(t, r) & TT_NOTE_NO_EXPOSURE);
    tt_table_free(t);
    check_done();
}

/* A lag is years, whatever the length of the periods: figures of five years go with those that began two years
 * before, and with none where there are none. */
static void ratios_of_intervals(void **state)
{
    (void)state;
    static const char table[] =
        "indicator,period,value,unit\n"
        "convictions,2013/2017,30,persons\nconvictions,2018/2022,20,persons\n"
        "victims,2011/2015,60,persons\nvictims,2018/2022,80,persons\n";
    cli_settings settings = support_settings();
    settings.denominator = "victims";
    settings.numerator_indicator = "convictions";
    settings.lag = 2;
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    tt_table *t = support_table(ds, cli_table_ratios, &settings);
    check_true(tt_table_row_count(t) == 1);
    check_text(support_text(t, 0, "denominator_period"), "2011/2015", "two years before");
    check_rel(support_number(t, 0, "ratio"), 0.5, 1e-14, "hand");
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

static void ratios(void **state)
{
    (void)state;
    cli_settings settings = support_settings();
    settings.denominator = "victims";
    settings.numerator_indicator = "convictions";
    settings.lag = 2;
    tt_table *t = make(cli_table_ratios, &settings);
    size_t r = support_row(t, "period", "2017", NULL, NULL);
    check_text(support_text(t, r, "denominator_period"), "2015", "lag 2");
    check_rel(support_number(t, r, "ratio"), 30.0 / 65, 1e-14, "hand");
    tt_counted a = {30, 1};
    tt_counted b = {65, 1};
    tt_rate_ratio expected;
    check_status(tt_rate_ratio_test(&a, &b, NULL, &expected, NULL), TT_OK, NULL);
    check_rel(support_number(t, r, "ratio_low"), expected.ratio.low, 0, "the library");
    r = support_row(t, "period", "2018", NULL, NULL); /* 8 to <5 */
    check_true(isnan(support_number(t, r, "ratio")));
    check_rel(support_number(t, r, "ratio_least"), 2, 1e-13, "8 to 4");
    check_true(isinf(support_number(t, r, "ratio_most")));
    tt_table_free(t);
    settings.lag = 0;
    settings.window = 2;
    t = make(cli_table_ratios, &settings);
    check_true(tt_table_row_count(t) == 1); /* 2018 has no victims, 2016 no year before */
    check_text(support_text(t, 0, "from"), "2016", "window of two");
    check_true(support_number(t, 0, "numerator") == 42);
    check_true(support_number(t, 0, "denominator_low") == 20);
    check_true(support_number(t, 0, "denominator_high") == 24);
    check_rel(support_number(t, 0, "ratio_least"), 42.0 / 24, 1e-13, "hand");
    tt_table_free(t);
    check_done();
}

/* Unlike units are refused as rows, as a failure where nothing else is asked for, or labelled. */
static void units(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    cli_settings settings = support_settings();
    tt_table *t = NULL;
    tt_error err = {0};
    settings.denominator = "cases";
    check_status(support_try(ds, cli_table_ratios, &settings, &t, &err), TT_EUNITS, &err);
    settings.allow_units = 1;
    t = support_table(ds, cli_table_ratios, &settings);
    size_t r = support_row(t, "series", "convictions", NULL, NULL);
    check_true(tt_table_row_notes(t, r) & TT_NOTE_UNITS);
    check_rel(support_number(t, r, "ratio"), 2, 1e-14, "12 to 6");
    tt_table_free(t);
    settings.allow_units = 0;
    settings.denominator = "victims";
    t = support_table(ds, cli_table_ratios, &settings);
    r = support_row(t, "series", "cases", NULL, NULL);
    check_true(strstr(tt_table_row_more(t, r), "--allow-units") != NULL);
    check_true(isnan(support_number(t, r, "ratio")));
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

/* Newcombe's 56/70 v 48/80, and a share known only as an interval. */
static void proportions(void **state)
{
    (void)state;
    static const char shares[] =
        "indicator,sex,year,value,unit\nvictims,,2015,80,persons\nvictims,female,2015,48,persons\n"
        "victims,,2016,70,persons\nvictims,female,2016,56,persons\nvictims,,2017,10,persons\n"
        "victims,female,2017,<5,persons\nvictims,,2018,4,persons\nvictims,female,2018,9,persons\n";
    tt_dataset *ds = scratch_dataset(shares, NULL, NULL);
    cli_settings settings = support_settings();
    settings.by = "sex";
    tt_table *t = support_table(ds, cli_table_proportions, &settings);
    check_true(tt_table_row_count(t) == 4);
    check_rel(support_number(t, 1, "percent"), 80, 1e-14, "hand");
    check_abs(support_number(t, 1, "difference"), 20, 1e-12, "Newcombe 1998");
    check_abs(support_number(t, 1, "difference_low"), 5.24, 5e-3, "Newcombe 1998: .0524");
    check_abs(support_number(t, 1, "difference_high"), 33.39, 5e-3, "Newcombe 1998: .3339");
    check_true(support_number(t, 2, "percent_most") == 40 &&
               isnan(support_number(t, 2, "percent")));
    check_abs(support_number(t, 2, "difference_most"), -40, 1e-12, "at most 40 % after 80 %");
    check_text(support_text(t, 2, "direction"), "fall", "whatever the hidden figure is");
    check_true(strstr(tt_table_row_more(t, 3), "no part of the denominator") != NULL);
    check_true(tt_table_row_notes(t, 3) & TT_NOTE_CONTRADICTS);
    tt_table_free(t);
    settings.ci = "exact";
    t = support_table(ds, cli_table_proportions, &settings);
    tt_ci_options exact = {.method = TT_CI_EXACT};
    tt_ci ci;
    check_status(tt_interval_proportion(48, 80, &exact, &ci, NULL), TT_OK, NULL);
    check_rel(support_number(t, 0, "percent_low"), 100 * ci.estimate.low, 1e-14, "the library");
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    cli_settings settings = support_settings();
    tt_table *t = NULL;
    tt_error err = {0};
    check_status(support_try(ds, cli_table_proportions, &settings, &t, &err), TT_EUSAGE, &err);
    tt_error_clear(&err);
    settings.denominator = "nosuch";
    check_status(support_try(ds, cli_table_ratios, &settings, &t, &err), TT_ENOTFOUND, &err);
    tt_error_clear(&err);
    settings.denominator = "victims";
    settings.ci = "byar";
    check_status(support_try(ds, cli_table_ratios, &settings, &t, &err), TT_EUSAGE, &err);
    check_true(strstr(err.message, "exact, midp, wald") != NULL);
    tt_error_clear(&err);
    settings.ci = "wilson-cc";
    check_status(support_try(ds, cli_table_rates, &settings, &t, &err), TT_EUSAGE, &err);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates),
        cmocka_unit_test(ratios),
        cmocka_unit_test(ratios_of_intervals),
        cmocka_unit_test(units),
        cmocka_unit_test(proportions),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
