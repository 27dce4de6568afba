/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/dataset.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

static const char *const policy_names[] = {"interval", "first", "last", "numeric", "max"};

/* The point that rows with one key make under each policy. */
typedef struct candidates {
    const char *rows; /* cells of the value column, by ';' */
    const char *interval;
    const char *first;
    const char *last;
    const char *numeric;
    const char *max;
} candidates;

static char *table_of(const char *rows, int reverse)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, "year,value,status\n");
    const char *cells[16];
    size_t lengths[16];
    size_t count = 0;
    for (const char *at = rows; count < 16; at++) {
        lengths[count] = strcspn(at, ";");
        cells[count] = at;
        at += lengths[count++];
        if (!*at)
            break;
    }
    for (size_t i = 0; i < count; i++) {
        size_t j = reverse ? count - 1 - i : i;
        tt_strbuf_add(&text, "2018,");
        tt_strbuf_add_bytes(&text, cells[j], lengths[j]);
        if (!memchr(cells[j], ',', lengths[j]))
            tt_strbuf_add_char(&text, ',');
        tt_strbuf_add_char(&text, '\n');
    }
    return tt_strbuf_take(&text);
}

static void check_policy(const char *rows, tt_conflict conflict, int reverse, const char *expected)
{
    tt_finish_options options = {.conflict = conflict};
    char *text = table_of(rows, reverse);
    tt_dataset *ds = scratch_dataset(text, NULL, &options);
    const char *point = scratch_points(ds, "total");
    char about[160];
    (void)snprintf(about, sizeof about, "%s%s by %s", rows, reverse ? " (reversed)" : "",
                   policy_names[conflict]);
    check_true(strncmp(point, "2018=", 5) == 0);
    check_text(point + 5, expected, about);
    tt_dataset_free(ds);
    tt_free(text);
}

static void conflicts(void **state)
{
    (void)state;
    static const candidates list[] = {
        {"5;5", "5", "5", "5", "5", "5"},
        {"5;7", "[5,7]conflicting", "5", "7", "[5,7]conflicting", "7"},
        {"5;7;6", "[5,7]conflicting", "5", "6", "[5,7]conflicting", "7"},
        {"5;7;5", "[5,7]conflicting", "5", "5", "[5,7]conflicting", "7"},
        /* A number and a suppressed count: UNODC has 203 of them. */
        {"17;<5", "[0,17]conflicting", "17", "[0,4]suppressed", "17", "17"},
        {"<5;3", "[0,4]conflicting", "[0,4]suppressed", "3", "3", "[0,4]suppressed"},
        {"<5;17;17", "[0,17]conflicting", "[0,4]suppressed", "17", "17", "17"},
        {"<5;4", "[0,4]conflicting", "[0,4]suppressed", "4", "4", "4"},
        {"5;5..5", "[5,5]conflicting", "5", "[5,5]", "5", "5"},
        {"0;<5", "[0,4]conflicting", "0", "[0,4]suppressed", "0", "[0,4]suppressed"},
        {">=10;12", "[10,inf]conflicting", "[10,inf]", "12", "12", "[10,inf]"},
        {"<5;<5", "[0,4]suppressed", "[0,4]suppressed", "[0,4]suppressed", "[0,4]suppressed",
         "[0,4]suppressed"},
        {"<5;<3", "[0,4]conflicting", "[0,4]suppressed", "[0,2]suppressed", "[0,4]conflicting",
         "[0,4]suppressed"},
        /* What says nothing yields to what says something. */
        {";5", "5", "5", "5", "5", "5"},
        {"NA;5;", "5", "5", "5", "5", "5"},
        {";<5", "[0,4]suppressed", "[0,4]suppressed", "[0,4]suppressed", "[0,4]suppressed",
         "[0,4]suppressed"},
        {";", "missing", "missing", "missing", "missing", "missing"},
        {"5;;7", "[5,7]conflicting", "5", "7", "[5,7]conflicting", "7"},
        /* "There can be no figure" contradicts a figure. */
        {":z;5", "[5,5]conflicting", "not applicable", "5", "5", "5"},
        {":z;:z", "not applicable", "not applicable", "not applicable", "not applicable",
         "not applicable"},
        {":z;:c", "[0,inf]conflicting", "not applicable", "[0,inf]suppressed", "[0,inf]conflicting",
         "[0,inf]suppressed"},
        /* What one row knows about a figure, the point knows. */
        {"5;5,provisional", "5+provisional", "5+provisional", "5+provisional", "5+provisional",
         "5+provisional"},
        {"5,partial;7", "[5,7]conflicting+partial", "5+partial", "7", "[5,7]conflicting+partial",
         "7"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        const candidates *c = &list[i];
        check_policy(c->rows, TT_CONFLICT_INTERVAL, 0, c->interval);
        check_policy(c->rows, TT_CONFLICT_INTERVAL, 1, c->interval);
        check_policy(c->rows, TT_CONFLICT_FIRST, 0, c->first);
        check_policy(c->rows, TT_CONFLICT_LAST, 1, c->first);
        check_policy(c->rows, TT_CONFLICT_LAST, 0, c->last);
        check_policy(c->rows, TT_CONFLICT_FIRST, 1, c->last);
        check_policy(c->rows, TT_CONFLICT_NUMERIC, 0, c->numeric);
        check_policy(c->rows, TT_CONFLICT_NUMERIC, 1, c->numeric);
        check_policy(c->rows, TT_CONFLICT_MAX, 0, c->max);
        check_policy(c->rows, TT_CONFLICT_MAX, 1, c->max);
    }
    check_done();
}

/* The summary counts every row, once as what it is; no row is dropped. */
static void summary(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("form,year,value\n"
                                     "a,2015,5\na,2015,5\n"          /* a repeat */
                                     "a,2016,5\na,2016,7\na,2016,\n" /* a conflict */
                                     "a,2017,<5\na,2018,0\n"
                                     "b,2015,:z\nb,2015,:z\nb,2015,:z\n" /* a repeat */
                                     "b,2016,:c\nb,2017,\nb,2017,9\n",   /* silence yields */
                                     NULL, NULL);
    tt_dataset_summary sum = tt_dataset_summarise(ds);
    assert_int_equal(sum.files, 1);
    assert_int_equal(sum.rows, 13);
    assert_int_equal(sum.keys, 7);
    assert_int_equal(sum.repeats, 3);
    assert_int_equal(sum.conflicts, 1);
    assert_int_equal(sum.series, 2);
    assert_int_equal(sum.intervals, 2);
    assert_int_equal(sum.states[TT_STATE_OBSERVED], 5);
    assert_int_equal(sum.states[TT_STATE_ZERO], 1);
    assert_int_equal(sum.states[TT_STATE_MISSING], 2);
    assert_int_equal(sum.states[TT_STATE_SUPPRESSED], 2);
    assert_int_equal(sum.states[TT_STATE_NOT_APPLICABLE], 3);
    size_t states = 0;
    for (int i = 0; i < TT_STATE_COUNT; i++)
        states += sum.states[i];
    assert_int_equal(states, sum.rows);
    /* Derived are: 2015? no, b is not applicable; 2016: both known as intervals; 2017: <5 and 9. */
    assert_string_equal(scratch_points(ds, "total"), "2016=[5,inf]+derived 2017=[9,13]+derived");
    assert_int_equal(sum.derived, 2);
    tt_dataset_free(ds);
}

static void exposure_of(const char *rows, double exposure, double standard_error)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_addf(&text, "year,value,exposure,se\n%s", rows);
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&text), NULL, NULL);
    tt_point_list list;
    assert_int_equal(tt_dataset_points(ds, 0, 0, 0, &list, NULL), TT_OK);
    assert_int_equal(list.count, 1);
    check_rel(list.points[0].exposure, exposure, 0, rows);
    check_rel(list.points[0].standard_error, standard_error, 0, rows);
    tt_point_list_clear(&list);
    tt_dataset_free(ds);
    tt_strbuf_clear(&text);
}

/* Rows of one key share what they say beside the value; what they contradict each other in is not
 * known. */
static void exposures_of_repeated_rows(void **state)
{
    (void)state;
    exposure_of("2018,5,100,2\n", 100, 2);
    exposure_of("2018,5,100,\n2018,5,,2\n", 100, 2);
    exposure_of("2018,5,,2\n2018,5,100,\n2018,5,100,2\n", 100, 2);
    exposure_of("2018,5,100,2\n2018,5,120,2\n", NAN, 2);
    exposure_of("2018,5,120,2\n2018,5,100,3\n2018,5,120,2\n", NAN, NAN);
    exposure_of("2018,,100,\n2018,5,,\n", NAN, NAN); /* beside no value, no exposure */
    exposure_of("2018,5,100,\n2018,7,100,\n", 100, NAN);
    check_done();
}

static void years_and_gaps(void **state)
{
    (void)state;
    tt_dataset *ds =
        scratch_dataset("year,value\n2021,5\n2016,1\n2018,3\n2019,4\n2017-Q3,2\n2017,7\n"
                        "2017-07,9\n2013/2017,100\n",
                        NULL, NULL);
    /* By start, then by length; what is missing stays missing. */
    assert_string_equal(scratch_points(ds, "total"),
                        "2013/2017=100 2016=1 2017=7 2017-07=9 2017-Q3=2 2018=3 2019=4 2021=5");
    static const struct {
        int from;
        int to;
        size_t count;
    } cuts[] = {
        {0, 0, 8},       {2017, 0, 6},    {0, 2017, 5},    {2018, 2019, 2},
        {2020, 2020, 0}, {2019, 2018, 0}, {2013, 2013, 1}, {2022, 0, 0},
    };
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        tt_point_list list;
        assert_int_equal(tt_dataset_points(ds, 0, cuts[i].from, cuts[i].to, &list, NULL), TT_OK);
        check_true(list.count == cuts[i].count);
        for (size_t j = 1; j < list.count; j++)
            check_true(tt_period_compare(list.points[j - 1].period, list.points[j].period) < 0);
        tt_point_list_clear(&list);
        tt_point_list_clear(&list);
    }
    tt_dataset_free(ds);
    check_done();
}

/* The lists of indices that hold parts, and their errors. */
static void index_lists(void **state)
{
    (void)state;
    tt_index_list list = {0};
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(tt_index_list_add(&list, i * i, NULL), TT_OK);
    assert_int_equal(list.count, 1000);
    assert_int_equal(list.index[999], 999 * 999);
    tt_index_list_clear(&list);
    tt_index_list_clear(&list);
    assert_int_equal(list.count, 0);
    tt_error err = {0};
    tt_memory_fail_at(1);
    check_status(tt_index_list_add(&list, 1, &err), TT_ENOMEM, &err);
    tt_memory_fail_at(0);
    assert_int_equal(list.count, 0);
    check_done();
}

static void no_memory(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("year,value\n2018,5\n", NULL, NULL);
    tt_point_list list = {(tt_point *)&list, 77, 77};
    tt_error err = {0};
    tt_memory_fail_at(1);
    check_status(tt_dataset_points(ds, 0, 0, 0, &list, &err), TT_ENOMEM, &err);
    tt_memory_fail_at(0);
    assert_null(list.points);
    assert_int_equal(list.count, 0);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conflicts),
        cmocka_unit_test(summary),
        cmocka_unit_test(exposures_of_repeated_rows),
        cmocka_unit_test(years_and_gaps),
        cmocka_unit_test(index_lists),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
