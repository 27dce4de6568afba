/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/trace.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/aggregate.h"
#include "tiptrend/memory.h"

static tt_status tell(const tt_trace_step *step, void *context, tt_error *err)
{
    tt_strbuf *out = context;
    char period[TT_PERIOD_TEXT_SIZE];
    (void)err;
    (void)tt_period_text(step->period, period);
    tt_strbuf_addf(out, "%u %s: %s %s ", step->depth, step->step, step->series, period);
    tt_strbuf_number(out, isnan(step->value) ? step->low : step->value);
    if (step->line)
        tt_strbuf_addf(out, " :%zu", step->line);
    tt_strbuf_add(out, "\n");
    return TT_OK;
}

static void check_trace(const tt_dataset *ds, const char *series, int year, const char *expected)
{
    tt_strbuf out = TT_STRBUF_INIT;
    size_t index = tt_dataset_find_name(ds, series, NULL);
    assert_true(index != TT_NONE);
    assert_int_equal(tt_dataset_trace(ds, index, tt_period_of_year(year), tell, &out, NULL), TT_OK);
    check_text(tt_strbuf_text(&out), expected, series);
    tt_strbuf_clear(&out);
}

static void rows_and_margins(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("jurisdiction,sex,year,value\nfederal,,2018,112\n"
                                     "state,female,2018,300\nstate,male,2018,4\nfederal,,2018,112\n"
                                     "federal,,2017,1\nfederal,,2017,2\n",
                                     NULL, NULL);
    check_trace(ds, "federal", 2018,
                "0 read: federal 2018 112 :2\n"
                "0 read again, the same: federal 2018 112 :5\n");
    check_trace(ds, "federal", 2017,
                "0 read; other rows of this key differ: federal 2017 1 :6\n"
                "0 read; other rows of this key differ: federal 2017 2 :7\n");
    check_trace(ds, "total", 2018,
                "0 sum over jurisdiction: total 2018 416\n"
                "1 read: federal 2018 112 :2\n"
                "1 read again, the same: federal 2018 112 :5\n"
                "1 sum over sex: state 2018 304\n"
                "2 read: state/female 2018 300 :3\n"
                "2 read: state/male 2018 4 :4\n");
    check_trace(ds, "total", 2016, "");
    tt_dataset_free(ds);
    check_done();
}

static void sums_over_time_and_areas(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("area,period,value\nA,2018-Q1,1\nA,2018-Q2,2\nA,2018-Q3,3\n"
                                     "A,2018-Q4,4\nB,2018,20\n",
                                     NULL, NULL);
    tt_panel_options options = {.dimension = "area"};
    assert_int_equal(tt_dataset_aggregate(&ds, NULL, NULL), TT_OK);
    assert_int_equal(tt_dataset_panel(&ds, &options, NULL), TT_OK);
    check_trace(ds, "total", 2018,
                "0 sum of a panel of 2: total 2018 30\n"
                "1 sum of 4 figures of the period: A 2018 10\n"
                "2 read: A 2018-Q1 1 :2\n2 read: A 2018-Q2 2 :3\n"
                "2 read: A 2018-Q3 3 :4\n2 read: A 2018-Q4 4 :5\n"
                "1 read: B 2018 20 :6\n");
    tt_dataset_free(ds);
    /* A derived margin that is taken over tells its own parts. */
    ds = scratch_dataset("sex,period,value\nf,2018-Q1,1\nm,2018-Q1,2\nf,2018,3\nm,2018,4\n", NULL,
                         NULL);
    assert_int_equal(tt_dataset_aggregate(&ds, NULL, NULL), TT_OK);
    check_trace(ds, "total", 2018,
                "0 sum over sex: total 2018 7\n1 read: f 2018 3 :4\n"
                "1 read: m 2018 4 :5\n");
    tt_dataset_free(ds);
    check_done();
}

static void lines_as_text(void **state)
{
    (void)state;
    tt_dataset *ds = NULL;
    tt_strbuf out = TT_STRBUF_INIT;
    const char *path = TT_SOURCE_DIR "/datasets/mexico-tip-2019.csv";
    assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
    assert_int_equal(tt_dataset_read(ds, path, NULL, NULL), TT_OK);
    assert_int_equal(tt_dataset_finish(ds, NULL, NULL), TT_OK);
    size_t series = tt_dataset_find_name(ds, "investigations", "cases");
    assert_true(tt_dataset_find_name(ds, "investigations", "persons") == TT_NONE);
    assert_true(tt_dataset_find_name(ds, "investigation", NULL) == TT_NONE);
    /* 127 + 298 and 112 + 304: lines 4, 8 and 5, 9 of the file, by grep -n. */
    for (int year = 2017; year <= 2018; year++)
        assert_int_equal(tt_dataset_lines(ds, series, tt_period_of_year(year), &out, NULL), TT_OK);
    check_text(tt_strbuf_text(&out), TT_SOURCE_DIR "/datasets/mexico-tip-2019.csv:4, 8, 5, 9",
               "lines");
    assert_int_equal(tt_dataset_lines(ds, series, tt_period_of_year(2017), &out, NULL), TT_OK);
    check_text(tt_strbuf_text(&out), TT_SOURCE_DIR "/datasets/mexico-tip-2019.csv:4, 8, 5, 9",
               "each once");
    tt_strbuf_clear(&out);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_margins),
        cmocka_unit_test(sums_over_time_and_areas),
        cmocka_unit_test(lines_as_text),
    };
    return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
