/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/run.h"

static const char text[] = "indicator,year,value,unit,status,definition\n"
                           "victims,2010,5,persons,,a\nvictims,2011,<5,persons,,a\n"
                           "victims,2012,7,persons,,a\nvictims,2012,9,persons,,a\n"
                           "victims,2013,,persons,,a\nvictims,2014,>1000,persons,,a\n"
                           "victims,2015,8,persons,partial,a\nvictims,2016,6,persons,,a\n"
                           "victims,2017,3,persons,,b\n";

static tt_run run(const tt_dataset *ds, const tt_run_options *options)
{
    tt_run out;
    tt_error err = {0};
    check_status(tt_dataset_run(ds, 0, options, &out, &err), TT_OK, &err);
    return out;
}

static void points_only(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    tt_run r = run(ds, NULL);
    check_true(r.n == 2 && r.value[0] == 5 && r.value[1] == 6 && r.intervals == 0);
    check_true(r.low[1] == 6 && r.high[1] == 6);
    check_true(r.notes & TT_NOTE_INTERVAL && r.notes & TT_NOTE_CONFLICT);
    check_true(r.notes & TT_NOTE_PARTIAL && r.notes & TT_NOTE_UNBROKEN_RUN);
    check_true(r.left_out == 6);
    tt_run_clear(&r);
    tt_dataset_free(ds);
    check_done();
}

static void with_intervals(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    tt_run_options options = {.intervals = 1};
    tt_run r = run(ds, &options);
    check_true(r.n == 5 && r.intervals == 3);
    check_true(isnan(r.value[1]) && r.low[1] == 0 && r.high[1] == 4); /* <5 */
    check_true(isnan(r.value[2]) && r.low[2] == 7 && r.high[2] == 9); /* a conflict */
    check_true(r.low[3] == 1001 && isinf(r.high[3]));
    check_true(r.time[3] == 2014 && r.value[4] == 6);
    check_true(!(r.notes & TT_NOTE_INTERVAL) && r.notes & TT_NOTE_MISSING && r.is_count);
    tt_run_clear(&r);
    options.across_breaks = 1;
    r = run(ds, &options);
    check_true(r.n == 6 && r.notes & TT_NOTE_ACROSS_BREAKS);
    tt_run_clear(&r);
    tt_dataset_free(ds);
    check_done();
}

/* A quarterly series of which no figure is known has quarters all the same. */
static void only_intervals(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("indicator,period,value,unit\nvictims,2010-Q1,<5,persons\n"
                                     "victims,2010-Q2,<5,persons\n",
                                     NULL, NULL);
    tt_run_options options = {.intervals = 1};
    tt_run r = run(ds, &options);
    check_true(r.n == 2 && r.first.months == 3);
    tt_run_clear(&r);
    tt_dataset_free(ds);
    check_done();
}

static void no_memory(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    while (status == TT_ENOMEM && n < 100) {
        tt_run r;
        tt_memory_fail_at(++n);
        status = tt_dataset_run(ds, 0, NULL, &r, NULL);
        check_true(status == TT_OK || r.n == 0);
        tt_run_clear(&r);
    }
    tt_memory_fail_at(0);
    check_true(status == TT_OK && n > 2);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_only),
        cmocka_unit_test(with_intervals),
        cmocka_unit_test(only_intervals),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
