/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public GLOTIP table of UNODC (14 April 2025), read as it is. It is not part of the project: the
 * tests skip where the developers' folder is absent. The expected numbers were counted in the table
 * with another program. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/dataset.h"
#include "tiptrend/memory.h"

#define ORIGIN "UNODC GLOTIP table of 2025-04-14"

static int have_table(char *path, size_t size)
{
    const char *folder = check_shared_dir();
    if (folder) {
        (void)snprintf(path, size, "%s/data/unodc_glotip_2025-04-14_full.csv.gz", folder);
        FILE *probe = fopen(path, "rb");
        if (probe) {
            (void)fclose(probe);
            return 1;
        }
    }
    print_message("skipped: the UNODC table is not here\n");
    return 0;
}

static tt_dataset *read_table(const tt_finish_options *finish)
{
    char path[1024];
    if (!have_table(path, sizeof path))
        skip();
    tt_read_options options = {.layout = TT_LAYOUT_UNODC};
    tt_dataset *ds = NULL;
    tt_error err = {0};
    assert_int_equal(tt_dataset_new(&ds, &err), TT_OK);
    check_status(tt_dataset_read(ds, path, &options, &err), TT_OK, &err);
    check_status(tt_dataset_finish(ds, finish, &err), TT_OK, &err);
    check_done();
    return ds;
}

static void counts(void **state)
{
    (void)state;
    tt_dataset *ds = read_table(NULL);
    tt_dataset_summary sum = tt_dataset_summarise(ds);
    assert_int_equal(sum.files, 1);
    assert_int_equal(sum.rows, 58769);
    assert_int_equal(sum.keys, 58045);
    assert_int_equal(sum.conflicts, 284);
    assert_int_equal(sum.repeats, 208);
    assert_int_equal(sum.intervals, 29558);
    assert_int_equal(sum.states[TT_STATE_SUPPRESSED], 29558);
    assert_int_equal(sum.states[TT_STATE_ZERO], 0);
    assert_int_equal(sum.states[TT_STATE_MISSING], 0);
    assert_int_equal(sum.states[TT_STATE_OBSERVED], 58769 - 29558);
    size_t rows = 0;
    size_t printed = 0;
    double total = 0;
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++) {
        const tt_series *series = tt_dataset_series(ds, i);
        printed += series->derived ? 0 : 1;
        for (size_t j = 0; j < series->count; j++) {
            const tt_observation *row = tt_dataset_observation(ds, series->first + j);
            check_true(row->series == i);
            if (row->flags & TT_VALUE_DERIVED)
                continue;
            rows++;
            /* Every <5 is 0 to 4, and none is a number. */
            if (row->state == TT_STATE_SUPPRESSED)
                check_true(isnan(row->value) && row->low == 0 && row->high == 4);
            else
                check_true(row->value >= 5 && row->low == row->value && row->high == row->value);
            total += isnan(row->value) ? 0 : row->value;
        }
    }
    assert_int_equal(rows, 58769);
    /* python3: sum(float(r["txtVALUE"].replace(",", "")) for r in R if r["txtVALUE"] != "<5") */
    check_rel(total, 4752334590, 0, "sum of the numbers");
    assert_int_equal(printed, sum.series);
    tt_dataset_free(ds);
    check_done();
}

/* 140 of the 284 conflicts are between <5 and one number; the policy "numeric" settles these. */
static void policies(void **state)
{
    (void)state;
    tt_finish_options numeric = {.conflict = TT_CONFLICT_NUMERIC, .no_margins = 1};
    tt_dataset *ds = read_table(&numeric);
    size_t open = 0;
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++) {
        tt_point_list list;
        assert_int_equal(tt_dataset_points(ds, i, 0, 0, &list, NULL), TT_OK);
        for (size_t j = 0; j < list.count; j++)
            open += list.points[j].state == TT_STATE_CONFLICTING ? 1 : 0;
        tt_point_list_clear(&list);
    }
    assert_int_equal(open, 284 - 140);
    assert_int_equal(tt_dataset_summarise(ds).derived, 0);
    tt_dataset_free(ds);
}

enum { FIRST_YEAR = 2007, LAST_YEAR = 2022, YEARS = LAST_YEAR - FIRST_YEAR + 1 };

/* The total of detected victims of a country, all breakdowns, sexes and ages. */
static size_t victims_of(const tt_dataset *ds, const char *iso3)
{
    size_t attribute = tt_dataset_find_attribute(ds, "iso3");
    assert_true(attribute != TT_NONE);
    size_t area = tt_dataset_attribute_dimension(ds, attribute);
    uint32_t key[8] = {0};
    assert_int_equal(tt_dataset_dimension_count(ds), 5);
    for (uint32_t v = 1; v < tt_dataset_value_count(ds, area); v++)
        if (strcmp(tt_dataset_attribute_text(ds, attribute, v), iso3) == 0)
            key[area] = v;
    assert_true(key[area] != 0);
    size_t indicator = tt_dataset_find_dimension(ds, "indicator");
    key[indicator] = (uint32_t)tt_dataset_find_value(ds, indicator, "Detected trafficking victims");
    return tt_dataset_find_series(ds, key, tt_dataset_series(ds, 0)->unit_id);
}

static void complete_countries(void **state)
{
    (void)state;
    static const char *const complete[] = {"AUS", "AZE", "BGR", "BLR", "CAN", "COL", "CYP", "DNK",
                                           "FIN", "GRC", "HRV", "ITA", "JPN", "MDA", "MMR", "NLD",
                                           "PER", "ROU", "SLV", "SRB", "SVN", "TUR", "USA"};
    static const struct {
        const char *iso3;
        double victims[YEARS];
    } known[] = {
        {"NLD",
         {716, 826, 909, 993, 1222, 1711, 1434, 1256, 1150, 952, 952, 668, 1372, 1013, 791, 814}},
        {"ROU",
         {1780, 1240, 780, 1154, 1048, 1041, 896, 757, 880, 756, 662, 497, 698, 596, 505, 500}},
    };
    tt_dataset *ds = read_table(NULL);
    for (size_t c = 0; c < sizeof complete / sizeof *complete; c++) {
        tt_point_list list;
        size_t series = victims_of(ds, complete[c]);
        assert_true(series != TT_NONE);
        assert_int_equal(tt_dataset_points(ds, series, FIRST_YEAR, LAST_YEAR, &list, NULL), TT_OK);
        check_true(list.count == YEARS);
        for (size_t i = 0; i < list.count; i++) {
            check_true(tt_period_year(list.points[i].period) == FIRST_YEAR + (int)i);
            check_true(list.points[i].value > 0 && list.points[i].state == TT_STATE_OBSERVED);
            check_true(!(list.points[i].flags & TT_VALUE_DERIVED));
        }
        tt_point_list_clear(&list);
    }
    for (size_t c = 0; c < sizeof known / sizeof *known; c++) {
        tt_point_list list;
        size_t series = victims_of(ds, known[c].iso3);
        assert_int_equal(tt_dataset_points(ds, series, FIRST_YEAR, LAST_YEAR, &list, NULL), TT_OK);
        assert_int_equal(list.count, YEARS);
        for (size_t i = 0; i < YEARS; i++)
            check_rel(list.points[i].value, known[c].victims[i], 0, ORIGIN);
        tt_point_list_clear(&list);
    }
    tt_dataset_free(ds);
    check_done();
}

/* Totals on both sides of the known changes of definition, also where a comma groups thousands. */
static void around_breaks(void **state)
{
    (void)state;
    static const struct {
        const char *iso3;
        int year; /* the first of the new definition */
        double before;
        double after;
    } list[] = {
        {"GBR", 2017, 601, 5138},
        {"USA", 2013, 469, 2315},
        {"MEX", 2015, 270, 2015},
        {"MEX", 2021, 824, 115},
    };
    tt_dataset *ds = read_table(NULL);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        tt_point_list points;
        size_t series = victims_of(ds, list[i].iso3);
        assert_int_equal(
            tt_dataset_points(ds, series, list[i].year - 1, list[i].year, &points, NULL), TT_OK);
        check_true(points.count == 2);
        check_rel(points.points[0].value, list[i].before, 0, ORIGIN);
        check_rel(points.points[1].value, list[i].after, 0, ORIGIN);
        tt_point_list_clear(&points);
    }
    tt_dataset_free(ds);
    check_done();
}

/* Rows in reverse give the same data set. */
static void reversed(void **state)
{
    (void)state;
    char path[1024];
    if (!have_table(path, sizeof path))
        skip();
    tt_dataset *ds = read_table(NULL);
    char *expected = scratch_dump(ds);
    tt_dataset_free(ds);
    /* The rows of the table stand on one line each. */
    char *text = scratch_read_gz(path);
    assert_non_null(text);
    size_t length = strlen(text);
    char *turned = malloc(length + 1);
    assert_non_null(turned);
    size_t header = strcspn(text, "\n") + 1;
    memcpy(turned, text, header);
    size_t used = header;
    for (size_t end = length; end > header;) {
        size_t begin = end - 1;
        while (begin > header && text[begin - 1] != '\n')
            begin--;
        memcpy(turned + used, text + begin, end - begin);
        used += end - begin;
        end = begin;
    }
    turned[used] = '\0';
    free(text);
    tt_read_options options = {.layout = TT_LAYOUT_UNODC};
    ds = scratch_dataset(turned, &options, NULL);
    free(turned);
    char *dump = scratch_dump(ds);
    assert_int_equal(strcmp(dump, expected), 0);
    tt_free(dump);
    tt_free(expected);
    tt_dataset_free(ds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts),
        cmocka_unit_test(policies),
        cmocka_unit_test(complete_countries),
        cmocka_unit_test(around_breaks),
        cmocka_unit_test(reversed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
