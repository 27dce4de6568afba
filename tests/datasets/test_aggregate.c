/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/aggregate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/findings.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"
#include "tiptrend/strbuf.h"

/* ---- periods ---- */

/* A data set of text, aggregated. */
static tt_dataset *aggregated(const char *table, int months, int partial)
{
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    tt_aggregate_options options = {.months = months, .allow_partial = partial};
    assert_int_equal(tt_dataset_aggregate(&ds, &options, NULL), TT_OK);
    return ds;
}

static void check_sums(const char *table, int months, int partial, const char *series,
                       const char *expected)
{
    tt_dataset *ds = aggregated(table, months, partial);
    check_text(scratch_points(ds, series), expected, series);
    tt_dataset_free(ds);
}

/* Twelve months of one year, all of one value; `except` stands in place of the sixth. */
static const char *year_of(const char *value, const char *except)
{
    static char text[600];
    size_t length = (size_t)snprintf(text, sizeof text, "period,value\n");
    for (int m = 1; m <= 12; m++)
        length += (size_t)snprintf(text + length, sizeof text - length, "2018-%02d,%s\n", m,
                                   m == 6 ? except : value);
    return text;
}

static void months_to_years(void **state)
{
    (void)state;
    check_sums(year_of("3", "4"), 12, 0, "total", "2018=37+derived");
    check_sums(year_of("3", "4"), 3, 0, "total",
               "2018-Q1=9+derived 2018-Q2=10+derived 2018-Q3=9+derived 2018-Q4=9+derived");
    check_sums(year_of("0", "0"), 12, 0, "total", "2018=0+derived");
    /* A suppressed month makes the year an interval, a missing one leaves it open. */
    check_sums(year_of("3", "<5"), 12, 0, "total", "2018=[33,37]+derived");
    check_sums(year_of("3", ">=5"), 12, 0, "total", "2018=[38,inf]+derived");
    tt_dataset *ds = scratch_dataset(year_of("3", ""), NULL, NULL);
    assert_int_equal(tt_dataset_aggregate(&ds, NULL, NULL), TT_ETOOFEW);
    tt_dataset_free(ds);
    check_sums(year_of("3", ""), 3, 0, "total",
               "2018-Q1=9+derived 2018-Q3=9+derived 2018-Q4=9+derived");
    check_sums(year_of("3", ""), 12, 1, "total", "2018=33+partial+derived");
    check_done();
}

static void what_is_printed_stays(void **state)
{
    (void)state;
    static const char table[] =
        "period,value\n2017,50\n2018,99\n2013/2017,200\n2018-01,1\n2018-02,1\n2018-Q1,5\n"
        "2018-Q2,7\n2018-Q3,7\n2018-Q4,7\n2019-Q1,2\n2019-Q2,2\n2019-07,1\n2019-08,1\n2019-09,1\n"
        "2019-Q4,2\n2019-10,30\n";
    /* 2018 is printed; 2019 = 2 + 2 + (1 + 1 + 1) + 2, the printed quarter before its month. */
    check_sums(table, 12, 0, "total", "2013/2017=200 2017=50 2018=99 2019=9+derived");
    check_sums("period,value,status\n2018-Q1,1,\n2018-Q2,1,\n2018-Q3,1,p\n2018-Q4,1,partial\n"
               "2019-Q1,1,\n2019-Q2,1,\n2019-Q3,1,p\n2019-Q4,1,\n",
               12, 0, "total", "2019=4+provisional+derived");
    check_sums("period,value,definition\n2018-Q1,1,a\n2018-Q2,1,a\n2018-Q3,1,a\n2018-Q4,1,a\n"
               "2019-Q1,1,a\n2019-Q2,1,b\n2019-Q3,1,b\n2019-Q4,1,b\n"
               "2020-Q1,1,b\n2020-Q2,1,b\n2020-Q3,1,b\n2020-Q4,1,b\n",
               12, 0, "total", "2018=4+derived | 2019=4+derived | 2020=4+derived");
    tt_dataset *ds = aggregated("period,value,unit\n2018-Q1,50,percent\n2018,40,percent\n", 12, 0);
    check_text(scratch_points(ds, "total"), "2018=40[39.5,40.5]+rounded", "percent");
    check_text(
        tt_dataset_remark(ds, 0),
        "0 figures of a year are sums of shorter periods; left out: 1 series whose figures do "
        "not add up over time.",
        "remark");
    tt_dataset_free(ds);
    check_done();
}

static void beside_the_figures(void **state)
{
    (void)state;
    tt_dataset *ds = aggregated("period,value,population,se,source\n"
                                "2018-Q1,1,100,3,x\n2018-Q2,1,110,4,y\n2018-Q3,1,120,0,x\n"
                                "2018-Q4,1,130,0,x\n",
                                12, 0);
    tt_point_list list;
    assert_int_equal(tt_dataset_points(ds, 0, 0, 0, &list, NULL), TT_OK);
    check_rel(list.points[0].exposure, 115, 0, "mean of 100 ... 130");
    check_rel(list.points[0].standard_error, 5, 1e-15, "root of 9 + 16");
    const tt_observation *row = tt_dataset_observation(ds, list.points[0].observation);
    check_text(tt_dataset_text(ds, tt_dataset_origin(ds, row)->source), "x; y", "sources");
    check_text(tt_dataset_text(ds, tt_dataset_origin(ds, row)->note),
               "sum of 4 figures of the period", "note");
    tt_point_list_clear(&list);
    tt_dataset_free(ds);
    check_done();
}

/* Months to quarters to years is months to years, and the same for shuffled rows. */
static void law_of_steps(void **state)
{
    (void)state;
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf shuffled = TT_STRBUF_INIT;
    unsigned seed = 20180101;
    enum { YEARS = 5, ROWS = 12 * YEARS * 2 };
    char rows[ROWS][40];
    for (int i = 0; i < ROWS; i++) {
        seed = seed * 1103515245u + 12345u;
        unsigned what = seed >> 16 & 31;
        (void)snprintf(rows[i], sizeof rows[i], "%s,%d-%02d,%s%u\n", i % 2 ? "a" : "b",
                       2010 + i / 24, 1 + i / 2 % 12,
                       what == 0   ? "<"
                       : what == 1 ? ">="
                                   : "",
                       seed >> 21 & 15 ? (seed >> 21 & 15) : 1);
    }
    tt_strbuf_add(&text, "area,period,value\n");
    tt_strbuf_add(&shuffled, "area,period,value\n");
    for (int i = 0; i < ROWS; i++) {
        tt_strbuf_add(&text, rows[i]);
        tt_strbuf_add(&shuffled, rows[(i * 7 + 3) % ROWS]);
    }
    tt_dataset *once = aggregated(text.text, 12, 0);
    tt_dataset *twice = aggregated(text.text, 3, 0);
    tt_dataset *other = aggregated(shuffled.text, 12, 0);
    assert_int_equal(tt_dataset_aggregate(&twice, NULL, NULL), TT_OK);
    for (size_t i = 0; i < 2; i++) {
        const char *name = tt_dataset_series(once, i)->name;
        char *expected = tt_strdup(scratch_points(once, name));
        check_text(scratch_points(twice, name), expected, "by quarters");
        check_text(scratch_points(other, name), expected, "another order of rows");
        check_true(strstr(expected, "2014=") != NULL);
        tt_free(expected);
    }
    tt_dataset_free(once);
    tt_dataset_free(twice);
    tt_dataset_free(other);
    tt_strbuf_clear(&text);
    tt_strbuf_clear(&shuffled);
    check_done();
}

/* The findings of rule "period", as text: "2018 12 11;". */
static const char *period_findings(const char *table)
{
    static char text[400];
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    tt_findings findings;
    size_t length = 0;
    text[0] = '\0';
    assert_int_equal(tt_dataset_check(ds, &findings, NULL), TT_OK);
    for (size_t i = 0; i < findings.count; i++)
        if (strcmp(findings.list[i].rule, "period") == 0)
            length += (size_t)snprintf(text + length, sizeof text - length, "%s %s %s;",
                                       findings.list[i].period, findings.list[i].expected,
                                       findings.list[i].found);
    tt_findings_clear(&findings);
    tt_dataset_free(ds);
    return text;
}

static void printed_years_against_their_parts(void **state)
{
    (void)state;
#define QUARTERS(a, b, c, d) "2018-Q1," a "\n2018-Q2," b "\n2018-Q3," c "\n2018-Q4," d "\n"
#define HEAD                 "period,value\n"
    check_text(period_findings(HEAD QUARTERS("1", "2", "3", "4") "2018,10\n"), "", "equal");
    check_text(period_findings(HEAD QUARTERS("1", "2", "3", "4") "2018,11\n"), "2018 11 10;",
               "less");
    check_text(period_findings(HEAD QUARTERS("1", "2", "3", "<5") "2018,9\n"), "", "suppressed");
    check_text(period_findings(HEAD QUARTERS("1", "2", "3", "") "2018,11\n"), "", "one missing");
    check_text(period_findings(HEAD QUARTERS("1", "2", "9", "") "2018,11\n"), "2018 11 12;",
               "more, with one missing");
    check_text(period_findings(HEAD QUARTERS("1", "2", "3", "4") "2018,10\n2013/2018,9\n"),
               "2013/2018 9 10;", "an interval of years");
    check_text(
        period_findings("period,value,status\n2018,9,partial\n" QUARTERS("1,", "2,", "3,", "4,")),
        "", "a partial year");
    check_done();
}

/* ---- panels ---- */

static const char countries[] = "area,indicator,year,value\n"
                                "A,victims,2015,1\nA,victims,2016,2\nA,victims,2017,3\n"
                                "B,victims,2015,10\nB,victims,2016,20\nB,victims,2017,30\n"
                                "C,victims,2015,100\nC,victims,2017,300\n"
                                "D,victims,2015,1000\nD,victims,2016,<5\nD,victims,2017,3000\n"
                                "total,victims,2015,5000\n";

static tt_status panel(const char *table, const tt_panel_options *options, tt_dataset **out,
                       tt_error *err)
{
    *out = scratch_dataset(table, NULL, NULL);
    return tt_dataset_panel(out, options, err);
}

static void constant_membership(void **state)
{
    (void)state;
    tt_dataset *ds;
    tt_panel_options options = {.dimension = "area"};
    assert_int_equal(panel(countries, &options, &ds, NULL), TT_OK);
    check_text(scratch_points(ds, "victims"),
               "2015=11+derived+panel 2016=22+derived+panel 2017=33+derived+panel",
               "A and B have figures in all years");
    check_text(tt_dataset_remark(ds, 0),
               "victims: 2 of 4 areas have a figure in every period from 2015 to 2017: A, B. "
               "Summing countries is not a world total.",
               "remark");
    check_text(tt_dataset_remark(ds, 1), "Printed totals that are not used: 1.", "remark");
    assert_int_equal(tt_dataset_series_count(ds), 1);
    tt_dataset_free(ds);
    options.allow_intervals = 1;
    assert_int_equal(panel(countries, &options, &ds, NULL), TT_OK);
    check_text(scratch_points(ds, "victims"),
               "2015=1011+derived+panel 2016=[22,26]+derived+panel 2017=3033+derived+panel",
               "with D, whose figure of 2016 is withheld");
    tt_dataset_free(ds);
    options = (tt_panel_options){.dimension = "area", .from = 2017};
    assert_int_equal(panel(countries, &options, &ds, NULL), TT_OK);
    check_text(scratch_points(ds, "victims"), "2017=3333+derived+panel", "another window");
    tt_dataset_free(ds);
    check_done();
}

static int has_remark(const tt_dataset *ds, const char *text)
{
    for (size_t i = 0; i < tt_dataset_remark_count(ds); i++)
        if (strstr(tt_dataset_remark(ds, i), text))
            return 1;
    return 0;
}

/* Sums that are divided by each other are sums over the same areas: B has no male figure of 2016, so that its 20
 * females would make the ratio that of nobody. */
static void one_panel_for_all_series(void **state)
{
    (void)state;
    static const char table[] =
        "area,sex,year,value\n"
        "A,female,2015,1\nA,female,2016,2\nA,male,2015,1\nA,male,2016,2\n"
        "B,female,2015,10\nB,female,2016,20\nB,male,2015,10\n"
        "C,female,2015,100\nC,female,2016,200\nC,male,2015,3\nC,male,2016,4\n"
        "D,male,2015,7\nD,male,2016,8\n";
    static const char third[] = "B,other,2015,1\nB,other,2016,1\nD,other,2015,1\nD,other,2016,1\n";
    tt_dataset *ds;
    tt_error err = {0};
    tt_panel_options options = {.dimension = "area"};
    check_status(panel(table, &options, &ds, &err), TT_OK, &err);
    check_text(scratch_points(ds, "female"), "2015=101+derived+panel 2016=202+derived+panel",
               "A and C");
    check_text(scratch_points(ds, "male"), "2015=4+derived+panel 2016=6+derived+panel", "A and C");
    check_true(has_remark(
        ds, "3 series over the same panel: 2 of 4 areas have a figure in every period of "
            "each of them: A, C. Summing countries is not a world total."));
    tt_dataset_free(ds);
    options.each = 1;
    check_status(panel(table, &options, &ds, &err), TT_OK, &err);
    check_text(scratch_points(ds, "female"), "2015=111+derived+panel 2016=222+derived+panel",
               "A, B, C");
    check_text(scratch_points(ds, "male"), "2015=11+derived+panel 2016=14+derived+panel",
               "A, C, D");
    check_true(has_remark(
        ds, "female: 3 of 3 areas have a figure in every period from 2015 to 2016: A, B, C."));
    check_true(has_remark(ds, "are not to be divided by each other"));
    tt_dataset_free(ds);
    /* A column of codes beside that of names is summed with it. */
    options.each = 0;
    check_status(
        panel("code,area,year,value\n01,A,2015,1\n02,B,2015,2\n03,C,2015,4\n", &options, &ds, &err),
        TT_OK, &err);
    check_text(scratch_points(ds, "total"), "2015=7+derived+panel", "codes and names");
    tt_dataset_free(ds);
    char more[1024];
    (void)snprintf(more, sizeof more, "%s%s", table, third);
    options.each = 0;
    check_status(panel(more, &options, &ds, &err), TT_ETOOFEW, &err);
    check_true(strstr(err.message, "of all 4 series (other has figures of 2)") != NULL);
    tt_dataset_free(ds);
    check_done();
}

/* A year in which nobody has a figure stays a gap, and is asked of nobody. */
static void gaps_and_partial_years(void **state)
{
    (void)state;
    tt_dataset *ds;
    tt_panel_options options = {.dimension = "state"};
    assert_int_equal(panel("state,year,value,status\nA,2015,1,\nB,2015,2,\nA,2017,3,\nB,2017,4,\n"
                           "A,2018,5,\nB,2018,6,partial\nC,2017,9,\n",
                           &options, &ds, NULL),
                     TT_ETOOFEW);
    tt_dataset_free(ds);
    options.to = 2017;
    assert_int_equal(panel("state,year,value,status\nA,2015,1,\nB,2015,2,\nA,2017,3,\nB,2017,4,\n"
                           "A,2018,5,\nB,2018,6,partial\nC,2017,9,\n",
                           &options, &ds, NULL),
                     TT_OK);
    check_text(scratch_points(ds, "total"), "2015=3+derived+panel 2017=7+derived+panel", "2016");
    tt_dataset_free(ds);
    check_done();
}

static void breaks_of_members(void **state)
{
    (void)state;
    tt_panel_options options = {.dimension = "area"};
    for (int member = 0; member < 2; member++) {
        tt_dataset *ds = NULL;
        assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
        assert_int_equal(scratch_read(ds, countries, NULL, NULL), TT_OK);
        assert_int_equal(scratch_read_breaks(ds,
                                             member ? "area,year,reason\nA,2016,new law\n"
                                                    : "area,year,reason\nC,2016,new law\n",
                                             NULL),
                         TT_OK);
        assert_int_equal(tt_dataset_finish(ds, NULL, NULL), TT_OK);
        assert_int_equal(tt_dataset_panel(&ds, &options, NULL), TT_OK);
        check_text(scratch_points(ds, "victims"),
                   member ? "2015=11+derived+panel | 2016=22+derived+panel 2017=33+derived+panel"
                          : "2015=11+derived+panel 2016=22+derived+panel 2017=33+derived+panel",
                   member ? "a break of a member" : "a break of another");
        tt_dataset_free(ds);
    }
    check_done();
}

static void refusals(void **state)
{
    (void)state;
    static const struct {
        const char *dimension;
        tt_status status;
        const char *message;
    } cases[] = {
        {"country", TT_ENOTFOUND, "the data have no dimension 'country' to sum over"},
        {"indicator", TT_EUSAGE,
         "the values of 'indicator' are not parts of one whole and cannot be summed"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tt_dataset *ds;
        tt_error err = {0};
        tt_panel_options options = {.dimension = cases[i].dimension};
        check_status(panel(countries, &options, &ds, &err), cases[i].status, &err);
        check_text(err.message, cases[i].message, cases[i].dimension);
        assert_int_equal(tt_dataset_series_count(ds), 5); /* as it was */
        tt_dataset_free(ds);
    }
    tt_dataset *ds = scratch_dataset(countries, NULL, NULL);
    tt_aggregate_options options = {.months = 6};
    assert_int_equal(tt_dataset_aggregate(&ds, &options, NULL), TT_EUSAGE);
    tt_dataset_free(ds);
    tt_error err = {0};
    ds = scratch_dataset("period,value\n2015-Q1,1\n2015-Q2,1\n2015-Q3,1\n", NULL, NULL);
    check_status(tt_dataset_aggregate(&ds, NULL, &err), TT_ETOOFEW, &err);
    check_text(
        err.message,
        "no year is complete: each of 1 lacks a figure, or has a partial one; --allow-partial "
        "adds what there is",
        "message");
    tt_dataset_free(ds);
    ds = scratch_dataset("period,value,unit\n2015-Q1,1,percent\n", NULL, NULL);
    check_status(tt_dataset_aggregate(&ds, NULL, &err), TT_ETOOFEW, &err);
    tt_dataset_free(ds);
    check_done();
}

static void without_memory(void **state)
{
    (void)state;
    int done = 0;
    for (size_t n = 1; !done; n++) {
        tt_dataset *ds = scratch_dataset(countries, NULL, NULL);
        tt_panel_options options = {.dimension = "area"};
        tt_memory_fail_at(n);
        tt_status status = tt_dataset_panel(&ds, &options, NULL);
        if (status == TT_OK)
            status = tt_dataset_aggregate(&ds, NULL, NULL);
        tt_memory_fail_at(0);
        assert_true(status == TT_OK || status == TT_ENOMEM);
        done = status == TT_OK;
        tt_dataset_free(ds);
    }
}

/* ---- real data ---- */

static char *shared_file(const char *name)
{
    char path[512];
    if (!check_shared_dir())
        return NULL;
    (void)snprintf(path, sizeof path, "%s/data/%s", check_shared_dir(), name);
    return scratch_read_gz(path);
}

/* "2015,1,01,Aguascalientes,female,adult,7" -> "Aguascalientes,female,adult,2015-01,7". Victims of
 * unspecified sex have the one age "No identificado", which is no breakdown: it is left empty. */
static void tidy_month(char *line, tt_strbuf *out)
{
    char *field[7];
    size_t count = 0;
    for (char *at = line; at && count < 7; count++) {
        field[count] = at;
        at = strchr(at, ',');
        if (at)
            *at++ = '\0';
    }
    assert_int_equal(count, 7);
    tt_strbuf_addf(out, "%s,%s,%s,%s-%s%s,%s\n", field[3], field[4],
                   strcmp(field[5], "No identificado") == 0 ? "" : field[5], field[0],
                   strlen(field[1]) < 2 ? "0" : "", field[1], field[6]);
}

/* The months of the 32 states by sex and age add to the annual table of the nation, which was published
 * apart: 10 years and 4 series. 2025 has six months and is left out. */
static void sesnsp_months_add_to_years(void **state)
{
    (void)state;
    char *months = shared_file("mexico_sesnsp_victims_trafficking_month_state_sex_age.csv");
    if (!months) {
        print_message("no shared folder: skipped\n");
        skip();
    }
    tt_strbuf tidy = TT_STRBUF_INIT;
    tt_strbuf_add(&tidy, "area,sex,age,period,value\n");
    char *line = strchr(months, '\n') + 1;
    while (*line) {
        char *end = line + strcspn(line, "\r\n");
        char *next = end + strspn(end, "\r\n");
        *end = '\0';
        tidy_month(line, &tidy);
        line = next;
    }
    tt_dataset *ds = aggregated(tidy.text, 12, 0);
    tt_panel_options options = {.dimension = "area"};
    assert_int_equal(tt_dataset_panel(&ds, &options, NULL), TT_OK);
    check_true(strstr(tt_dataset_remark(ds, 1), "32 of 32 areas") != NULL);
    tt_dataset *annual = NULL;
    assert_int_equal(tt_dataset_new(&annual, NULL), TT_OK);
    assert_int_equal(
        tt_dataset_read(annual, TT_SOURCE_DIR "/datasets/mexico-sesnsp-annual.csv", NULL, NULL),
        TT_OK);
    assert_int_equal(tt_dataset_finish(annual, NULL, NULL), TT_OK);
    static const char *const names[][2] = {{"total", "victims"},
                                           {"female", "victims/female"},
                                           {"male", "victims/male"},
                                           {"unspecified", "victims/unspecified"}};
    size_t compared = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t sums = scratch_find(ds, names[i][0], NULL);
        size_t printed = scratch_find(annual, names[i][1], NULL);
        assert_true(sums != TT_NONE && printed != TT_NONE);
        for (int year = 2015; year <= 2025; year++) {
            tt_point sum = {0};
            tt_point point;
            int found = tt_dataset_point_at(ds, sums, tt_period_of_year(year), &sum);
            check_true(found == (year < 2025));
            assert_int_equal(tt_dataset_point_at(annual, printed, tt_period_of_year(year), &point),
                             1);
            if (found)
                check_rel(sum.value, point.value, 0, names[i][1]);
            compared += found ? 1 : 0;
        }
    }
    assert_int_equal(compared, 40);
    tt_dataset_free(ds);
    tt_dataset_free(annual);
    tt_strbuf_clear(&tidy);
    free(months);
    check_done();
}

/* Members and sums as pandas finds them in the raw file (rows of the total of every dimension whose figure
 * has no "<", 2007 to 2022, countries with 16 different years, the sum of their figures by year); the 23
 * countries also stand in the README of the data folder. */
static void unodc_panel(void **state)
{
    (void)state;
    const char *shared = check_shared_dir();
    if (!shared) {
        print_message("no shared folder: skipped\n");
        skip();
    }
    char path[512];
    tt_dataset *ds = NULL;
    tt_index_list chosen;
    tt_read_options reading = {.layout = TT_LAYOUT_UNODC};
    (void)snprintf(path, sizeof path, "%s/data/unodc_glotip_2025-04-14_full.csv.gz", shared);
    assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
    assert_int_equal(tt_dataset_read(ds, path, &reading, NULL), TT_OK);
    assert_int_equal(tt_dataset_finish(ds, NULL, NULL), TT_OK);
    const char *victims = "Detected trafficking victims";
    const char *total = "total";
    tt_condition where[] = {{"indicator", &victims, 1},
                            {"category", &total, 1},
                            {"sex", &total, 1},
                            {"age", &total, 1}};
    assert_int_equal(tt_dataset_select(ds, where, 4, &chosen, NULL), TT_OK);
    tt_panel_options options = {.dimension = "area", .series = &chosen, .from = 2007, .to = 2022};
    assert_int_equal(tt_dataset_panel(&ds, &options, NULL), TT_OK);
    check_text(tt_dataset_remark(ds, 0),
               "Detected trafficking victims: 23 of 160 areas have a figure in every period from "
               "2007 to 2022: Australia, Azerbaijan, Belarus, Bulgaria, Canada, Colombia, Croatia, "
               "Cyprus, Denmark, El Salvador, Finland, Greece, Italy, Japan, Myanmar, Netherlands "
               "(Kingdom of the), Peru, Republic of Moldova, Romania, Serbia, Slovenia, "
               "T\xC3\xBCrkiye, United States of America. Summing countries is not a world total.",
               "members");
    static const int sums[] = {5692, 5336,  4631,  5084,  5166,  6386,  7809,  8083,
                               9241, 10803, 13700, 14164, 14499, 15026, 15152, 22952};
    for (int year = 2007; year <= 2022; year++) {
        tt_point point = {0};
        (void)tt_dataset_point_at(ds, 0, tt_period_of_year(year), &point);
        check_rel(point.value, sums[year - 2007], 0, "pandas");
    }
    assert_int_equal(tt_dataset_series_count(ds), 1);
    tt_index_list_clear(&chosen);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_to_years),
        cmocka_unit_test(what_is_printed_stays),
        cmocka_unit_test(beside_the_figures),
        cmocka_unit_test(law_of_steps),
        cmocka_unit_test(printed_years_against_their_parts),
        cmocka_unit_test(constant_membership),
        cmocka_unit_test(one_panel_for_all_series),
        cmocka_unit_test(gaps_and_partial_years),
        cmocka_unit_test(breaks_of_members),
        cmocka_unit_test(refusals),
        cmocka_unit_test(without_memory),
        cmocka_unit_test(sesnsp_months_add_to_years),
        cmocka_unit_test(unodc_panel),
    };
    return cmocka_run_group_tests_name("aggregate", tests, NULL, NULL);
}
