/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts by sex from a data set: what a printed total, a bound and a percentage say of each. */
#include "tiptrend/sexes.h"

#include <math.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"

static tt_sexes_groups groups_of(const tt_dataset *ds)
{
    tt_sexes_groups groups;
    tt_index_list all = {0};
    tt_error err = {0};
    check_status(tt_dataset_select(ds, NULL, 0, &all, &err), TT_OK, &err);
    check_status(tt_dataset_sexes(ds, &all, &groups, &err), TT_OK, &err);
    tt_index_list_clear(&all);
    return groups;
}

static int is(tt_interval interval, double low, double high)
{
    return interval.low == low && interval.high == high;
}

static void counts(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("year,sex,value\n"
                                     "2014,female,60\n2014,male,30\n"
                                     "2015,total,100\n2015,female,60\n2015,male,30\n"
                                     "2016,total,100\n2016,female,>60\n2016,male,20\n"
                                     "2017,female,>60\n2017,male,20\n"
                                     "2018,total,80\n2018,female,60\n2018,male,30\n"
                                     "2019,total,80\n2019,female,>60\n2019,male,30\n"
                                     "2020,total,100\n2020,female,60\n2020,male,<5\n"
                                     "2020,unknown,36\n",
                                     NULL, NULL);
    tt_sexes_groups groups = groups_of(ds);
    assert_int_equal(groups.count, 1);
    const tt_sexes_group *g = &groups.list[0];
    assert_int_equal(g->count, 5);
    check_true(isnan(g->years[0].parts.whole) && is(g->years[0].parts.unspecified, 0, 0));
    check_true(g->years[1].parts.whole == 100 && is(g->years[1].parts.unspecified, 10, 10));
    /* more than 60 of 100, 20 of them male: 61 to 80 */
    check_true(is(g->years[2].parts.first, 61, 80) && is(g->years[2].parts.unspecified, 0, 19));
    /* 2017 has no total that would end "more than 60"; in 2019 the total contradicts it */
    check_true(g->years[3].period.start == tt_period_of_year(2018).start);
    check_true((g->years[3].notes & TT_NOTE_CONTRADICTS) && isnan(g->years[3].parts.whole));
    check_true(is(g->years[4].parts.second, 0, 4) && is(g->years[4].parts.unspecified, 36, 36));
    tt_sexes_clear(&groups);
    check_true(groups.list == NULL && groups.count == 0);
    tt_sexes_clear(&groups);
    tt_dataset_free(ds);
    check_done();
}

/* 21 % of 706 are 145 to 151 persons; what the two shares leave is of no specified sex. */
static void percentages(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("indicator,year,sex,value,unit,base\n"
                                     "victims,2018,,706,persons,\n"
                                     "share,2018,female,77,percent,victims\n"
                                     "share,2018,male,21,percent,victims\n"
                                     "share,2017,female,77,percent,\n"
                                     "share,2017,male,21,percent,\n"
                                     "share,2018,,100,percent,victims\n",
                                     NULL, NULL);
    tt_sexes_groups groups = groups_of(ds);
    assert_int_equal(groups.count, 1);
    const tt_sexes_group *g = &groups.list[0];
    assert_int_equal(g->count, 2);
    const tt_sexes *known = &g->years[1];
    check_true(known->from_percent && (known->notes & TT_NOTE_ROUNDED));
    check_true(known->parts.whole == 706 && is(known->parts.second, 145, 151));
    check_true(is(known->parts.first, 541, 547)); /* 540.09 to 547.15 */
    check_true(is(known->parts.unspecified, 706 - 547 - 151, 706 - 541 - 145));
    check_true(known->percent[0] == 77 && isnan(known->percent[2]));
    check_true(isnan(g->years[0].parts.whole)); /* no base: counts of 100 keep the shares right */
    check_true(is(g->years[0].parts.second, 20.5, 21.5));
    tt_sexes_clear(&groups);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts),
        cmocka_unit_test(percentages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
