/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/dataset.h"

#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/findings.h"

/* The points of one series of a table under a file of breaks. */
static tt_dataset *with_breaks(const char *table, const char *breaks)
{
    tt_dataset *ds = NULL;
    tt_error err = {0};
    assert_int_equal(tt_dataset_new(&ds, &err), TT_OK);
    check_status(scratch_read(ds, table, NULL, &err), TT_OK, &err);
    if (breaks)
        check_status(scratch_read_breaks(ds, breaks, &err), TT_OK, &err);
    check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
    return ds;
}

static void check_points(const char *table, const char *breaks, const char *series,
                         const char *expected)
{
    tt_dataset *ds = with_breaks(table, breaks);
    check_text(scratch_points(ds, series), expected, series);
    tt_dataset_free(ds);
}

static void by_definition(void **state)
{
    (void)state;
    check_points("year,value,definition\n2015,1,a\n2016,2,a\n2017,3,b\n2018,4,b\n2019,5,a\n", NULL,
                 "total", "2015=1 2016=2 | 2017=3 2018=4 | 2019=5");
    /* A gap hides no break, and a missing figure has no definition of its own. */
    check_points("year,value,definition\n2015,1,a\n2017,,\n2018,4,a\n2019,,c\n2020,5,b\n", NULL,
                 "total", "2015=1 2017=missing 2018=4 2019=missing | 2020=5");
    /* No definition is another than a given one; without any, nothing breaks. */
    check_points("year,value,definition\n2015,1,\n2016,2,a\n", NULL, "total", "2015=1 | 2016=2");
    check_points("year,value\n2015,1\n2016,2\n", NULL, "total", "2015=1 2016=2");
    check_done();
}

/* A sum of parts breaks where the definition of a part does. */
static void of_derived_sums(void **state)
{
    (void)state;
    static const char table[] = "form,year,value,definition\n"
                                "x,2015,1,a\ny,2015,2,a\nx,2016,1,a\ny,2016,2,a\n"
                                "x,2017,1,a\ny,2017,2,b\nx,2018,1,a\ny,2018,2,b\n"
                                "x,2019,1,c\ny,2019,2,b\nx,2020,1,b\ny,2020,2,c\n";
    check_points(table, NULL, "total",
                 "2015=3+derived 2016=3+derived | 2017=3+derived 2018=3+derived | 2019=3+derived "
                 "| 2020=3+derived");
    /* And where a file says that a part breaks. */
    check_points("form,year,value\nx,2015,1\ny,2015,2\nx,2016,1\ny,2016,2\n",
                 "form,year,reason\ny,2016,new law\n", "total", "2015=3+derived | 2016=3+derived");
    check_points("form,year,value\nx,2015,1\ny,2015,2\nx,2016,1\ny,2016,2\n",
                 "form,year,reason\nz,2016,not a part\n", "total", "2015=3+derived 2016=3+derived");
    /* A total in print is not the sum of its parts: its own definition counts. */
    check_points("form,year,value\nx,2015,1\n,2015,2\nx,2016,1\n,2016,2\n",
                 "form,year,reason\nx,2016,new law\n", "total", "2015=2 2016=2");
    check_done();
}

/* A new definition from a month on: before that month, and on both sides of a longer period that it parts. */
static void by_month(void **state)
{
    (void)state;
    static const char july[] = "year,reason\n2018-07,new law\n";
    check_points("period,value\n2018-05,1\n2018-06,2\n2018-07,3\n2018-08,4\n", july, "total",
                 "2018-05=1 2018-06=2 | 2018-07=3 2018-08=4");
    check_points("period,value\n2018-Q2,1\n2018-Q3,2\n2018-Q4,3\n", july, "total",
                 "2018-Q2=1 | 2018-Q3=2 2018-Q4=3");
    check_points("year,value\n2016,1\n2017,2\n2018,3\n2019,4\n2020,5\n", july, "total",
                 "2016=1 2017=2 | 2018=3 | 2019=4 2020=5");
    check_points("year,value\n2017,2\n2018,3\n2019,4\n", "year,reason\n2018-01,new law\n", "total",
                 "2017=2 | 2018=3 2019=4");
    check_done();
}

static const char two_areas[] =
    "area,indicator,year,value\n"
    "Mexico,victims,2013,1\nMexico,victims,2014,2\nMexico,victims,2015,3\n"
    "Peru,victims,2013,4\nPeru,victims,2014,5\nPeru,victims,2015,6\n"
    "Mexico,convictions,2014,7\nMexico,convictions,2015,8\n";

static void by_file(void **state)
{
    (void)state;
    static const char one[] = "area,indicator,year,reason,source\n"
                              "Mexico,victims,2015,wider definition,UNODC\n";
    check_points(two_areas, one, "Mexico/victims", "2013=1 2014=2 | 2015=3");
    check_points(two_areas, one, "Mexico/convictions", "2014=7 2015=8");
    check_points(two_areas, one, "Peru/victims", "2013=4 2014=5 2015=6");
    tt_dataset *ds = with_breaks(two_areas, one);
    tt_point_list list;
    size_t series = scratch_find(ds, "Mexico/victims", NULL);
    assert_int_equal(tt_dataset_points(ds, series, 0, 0, &list, NULL), TT_OK);
    assert_string_equal(list.points[1].break_reason, "");
    assert_string_equal(list.points[2].break_reason, "wider definition");
    tt_point_list_clear(&list);
    /* Before the first point of a list there is no break. */
    assert_int_equal(tt_dataset_points(ds, series, 2015, 0, &list, NULL), TT_OK);
    assert_int_equal(list.points[0].break_before, 0);
    tt_point_list_clear(&list);
    tt_dataset_free(ds);
    /* An empty cell leaves the dimension open; no dimension column: all series. */
    static const char open[] = "area,indicator,year,reason\nMexico,,2015,r\n";
    check_points(two_areas, open, "Mexico/convictions", "2014=7 | 2015=8");
    check_points(two_areas, open, "Peru/victims", "2013=4 2014=5 2015=6");
    check_points(two_areas, "year,reason\n2014,r\n", "Peru/victims", "2013=4 | 2014=5 2015=6");
    /* Columns of sources and notes are no conditions, a dimension that is not there is never met. */
    check_points(two_areas, "area,year,reason,source_url,note\nPeru,2014,r,u,n\n", "Peru/victims",
                 "2013=4 | 2014=5 2015=6");
    check_points(two_areas, "sex,year,reason\nfemale,2014,r\n", "Peru/victims",
                 "2013=4 2014=5 2015=6");
    check_done();
}

/* The new definition begins within a gap, in the first year, behind the last, at a year within an
 * interval of years. */
static void years(void **state)
{
    (void)state;
    static const char table[] = "year,value\n2010,1\n2014,2\n2015,3\n";
    check_points(table, "year,reason\n2012,r\n", "total", "2010=1 | 2014=2 2015=3");
    check_points(table, "year,reason\n2011,r\n", "total", "2010=1 | 2014=2 2015=3");
    check_points(table, "year,reason\n2014,r\n", "total", "2010=1 | 2014=2 2015=3");
    check_points(table, "year,reason\n2010,r\n", "total", "2010=1 2014=2 2015=3");
    check_points(table, "year,reason\n2016,r\n", "total", "2010=1 2014=2 2015=3");
    check_points("year,value\n2014-01,1\n2014-12,2\n2015-01,3\n", "year,reason\n2015,r\n", "total",
                 "2014-01=1 2014-12=2 | 2015-01=3");
    check_done();
}

/* The margin is named like any value, and facts about areas can be conditions too. */
static void conditions(void **state)
{
    (void)state;
    static const char table[] = "form,year,value\nx,2015,1\nx,2016,2\n,2015,3\n,2016,4\n";
    check_points(table, "form,year,reason\ntotal,2016,r\n", "total", "2015=3 | 2016=4");
    check_points(table, "form,year,reason\ntotal,2016,r\n", "x", "2015=1 2016=2");
    tt_dataset *ds = NULL;
    tt_error err = {0};
    tt_read_options options = {.layout = TT_LAYOUT_UNODC};
    assert_int_equal(tt_dataset_new(&ds, &err), TT_OK);
    check_status(tt_dataset_read(ds, TT_SOURCE_DIR "/tests/fixtures/csv/unodc.csv", &options, &err),
                 TT_OK, &err);
    check_status(scratch_read(ds,
                              "area,indicator,sex,age,year,value\n"
                              "Albania,Detected trafficking victims,,,2018,990\n"
                              "Belize,Detected trafficking victims,,,2017,1\n"
                              "Belize,Detected trafficking victims,,,2018,2\n",
                              NULL, &err),
                 TT_OK, &err);
    check_status(scratch_read_breaks(ds, "iso3,year,reason\nALB,2018,r\n", &err), TT_OK, &err);
    check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
    /* The tables differ in their unit ("Counts", none), so that the series do not join. */
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++) {
        tt_point_list list;
        assert_int_equal(tt_dataset_points(ds, i, 0, 0, &list, NULL), TT_OK);
        int albania = strncmp(tt_dataset_series(ds, i)->name, "Albania", 7) == 0;
        for (size_t j = 1; j < list.count; j++)
            check_true(list.points[j].break_before == albania);
        tt_point_list_clear(&list);
    }
    tt_dataset_free(ds);
    check_done();
}

/* A list of breaks may hold others too, but where none can be of these data something is wrong with it. */
static void of_other_data(void **state)
{
    (void)state;
    static const struct {
        const char *breaks;
        const char *remark; /* NULL: none */
    } list[] = {
        {"form,year,reason\nx,2016,r\nz,2016,r\n", NULL},
        {"year,reason\n2016,r\n", NULL},
        {"form,year,reason\n", NULL},
        {"form,year,reason\nxy,2016,r\nqqqq,2016,r\n",
         "No break of the breaks file is of these data: 'form' has no value 'qqqq'."},
        {"forn,year,reason\nx,2016,r\n", "No break of the breaks file is of these data: the data "
                                         "have no dimension 'forn'; is 'form' meant?"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        tt_dataset *ds = NULL;
        tt_findings findings;
        tt_error err = {0};
        assert_int_equal(tt_dataset_new(&ds, &err), TT_OK);
        check_status(
            scratch_read(ds, "form,year,value\nx,2015,1\nx,2016,2\ny,2016,2\n", NULL, &err), TT_OK,
            &err);
        check_status(scratch_read_breaks(ds, list[i].breaks, &err), TT_OK, &err);
        check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
        size_t count = tt_dataset_remark_count(ds);
        check_true(count == (list[i].remark ? 1 : 0));
        check_text(count ? tt_dataset_remark(ds, 0) : "", list[i].remark ? list[i].remark : "",
                   list[i].breaks);
        check_status(tt_dataset_check(ds, &findings, &err), TT_OK, &err);
        size_t said = 0;
        for (size_t f = 0; f < findings.count; f++)
            said += strcmp(findings.list[f].rule, "breaks") == 0;
        check_true(said == count);
        tt_findings_clear(&findings);
        tt_dataset_free(ds);
    }
    check_done();
}

static void faults(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        tt_status status;
        size_t line;
        size_t column;
    } list[] = {
        {"", TT_ESCHEMA, 1, 0},
        {"\n\n", TT_ESCHEMA, 0, 0},
        {"area,year\nMexico,2015\n", TT_ESCHEMA, 1, 0},
        {"area,reason\nMexico,r\n", TT_ESCHEMA, 1, 0},
        {"year,reason,year\n2015,r,2016\n", TT_ESCHEMA, 1, 3},
        {"area,year,reason\nMexico,20155,r\n", TT_EPARSE, 2, 2},
        {"area,year,reason\nMexico,2015,r\nPeru,,r\n", TT_EPARSE, 3, 2},
        {"area,year,reason\nMexico,2015\n", TT_ESCHEMA, 2, 3},
        {"area,year,reason\nMexico,2015,r,s\n", TT_ESCHEMA, 2, 4},
        {"area,year,reason\nM\xE9xico,2015,r\n", TT_EENCODING, 2, 1},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        tt_dataset *ds = NULL;
        tt_error err = {0};
        assert_int_equal(tt_dataset_new(&ds, &err), TT_OK);
        check_status(scratch_read_breaks(ds, list[i].text, &err), list[i].status, &err);
        if (err.line != list[i].line || err.column != list[i].column || !err.file[0])
            print_error("%zu: line %zu, column %zu: %s\n", i, err.line, err.column, err.message);
        check_true(err.line == list[i].line && err.column == list[i].column && err.file[0]);
        tt_dataset_free(ds);
    }
    tt_dataset *ds = scratch_dataset("year,value\n2018,5\n", NULL, NULL);
    check_status(scratch_read_breaks(ds, "year,reason\n2018,r\n", NULL), TT_EUSAGE, NULL);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_definition),   cmocka_unit_test(by_month),
        cmocka_unit_test(of_derived_sums), cmocka_unit_test(by_file),
        cmocka_unit_test(years),           cmocka_unit_test(conditions),
        cmocka_unit_test(of_other_data),   cmocka_unit_test(faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
