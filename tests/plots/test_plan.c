/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule from series to charts, case by case: which charts a table gets, and that nothing but its figures
 * decides. */
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/charts.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

/* The names of all charts of a plan, in order, with blanks between. */
static char *plan_of(const char *table)
{
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    tt_index_list series = {0};
    tt_plan plan = {0};
    tt_error err = {0};
    tt_strbuf names = TT_STRBUF_INIT;
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++)
        check_status(tt_index_list_add(&series, i, &err), TT_OK, &err);
    check_status(tt_plan_make(ds, &series, NULL, &plan, &err), TT_OK, &err);
    for (size_t i = 0; i < plan.count; i++) {
        tt_strbuf_add(&names, i ? " " : "");
        tt_strbuf_add(&names, plan.items[i].name);
    }
    tt_plan_clear(&plan);
    tt_index_list_clear(&series);
    tt_dataset_free(ds);
    return tt_strbuf_take(&names);
}

static void expect(const char *table, const char *names)
{
    char *plan = plan_of(table);
    check_text(plan, names, table);
    tt_free(plan);
}

static int has(const char *plan, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = plan; (at = strstr(at, name)) != NULL; at += length)
        if ((at == plan || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return 1;
    return 0;
}

static void one_series(void **state)
{
    (void)state;
#define H "indicator,year,value,unit\n"
    expect(H "v,2018,5,persons\n", "");
    expect(H "v,2017,5,persons\nv,2018,6,persons\n", "");
    expect(H "v,2016,4,persons\nv,2017,5,persons\nv,2018,6,persons\n", "main-change v-line");
    expect(H "v,2014,3,persons\nv,2015,3,persons\nv,2016,4,persons\nv,2017,5,persons\n"
             "v,2018,6,persons\n",
           "main-change v-line v-trend v-residual");
    expect(H "v,2012,3,persons\nv,2013,3,persons\nv,2014,3,persons\nv,2015,3,persons\n"
             "v,2016,4,persons\nv,2017,5,persons\nv,2018,6,persons\n",
           "main-change v-line v-joinpoint");
    check_done();
}

/* Two figures and one that is known as an interval make a line with a range; an interval alone makes none. */
static void intervals(void **state)
{
    (void)state;
    expect(H "v,2016,4,persons\nv,2017,<5,persons\nv,2018,6,persons\n", "v-line");
    expect(H "v,2016,<5,persons\nv,2017,<5,persons\nv,2018,6,persons\n", "");
    check_done();
}

/* Each breakdown of a nested dimension is one by itself; one of twelve parts and more is left to the tables.
 * Totals in one unit are looked at together. */
static void nested(void **state)
{
    (void)state;
    tt_strbuf table = TT_STRBUF_INIT;
    tt_strbuf_add(&table, "indicator,category,category:breakdown,year,value,unit\n");
    for (int y = 2015; y <= 2018; y++) {
        tt_strbuf_addf(&table, "v,,,%d,%d,persons\n", y, 30 + y % 7);
        tt_strbuf_addf(&table, "v,labour,by form,%d,10,persons\nv,sex,by form,%d,20,persons\n", y,
                       y);
        for (int c = 0; c < 13; c++)
            tt_strbuf_addf(&table, "v,land %c,by citizenship,%d,2,persons\n", 'a' + c, y);
        tt_strbuf_addf(&table, "w,,,%d,7,persons\nx,,,%d,7,cases\n", y, y);
    }
    char *plan = plan_of(tt_strbuf_text(&table));
    check_true(has(plan, "v-by-form-line") && has(plan, "v-by-form-bar"));
    check_true(strstr(plan, "citizenship") == NULL);
    check_true(has(plan, "main-heat") && has(plan, "main-dumbbell"));
    check_true(has(plan, "v-by-form-share"));
    tt_free(plan);
    tt_strbuf_clear(&table);
    plan = plan_of(H "v,2017,5,persons\nv,2018,6,persons\nw,2017,5,cases\nw,2018,6,cases\n");
    check_true(!has(plan, "main-heat") && !has(plan, "main-dumbbell"));
    tt_free(plan);
    check_done();
}

/* One bar says little: alone with two parts, or nearly all one part, it is no chart. */
static void shares(void **state)
{
    (void)state;
#undef H
#define H "indicator,sex,form,year,value,unit\n"
    expect(H "v,female,,2018,60,persons\nv,male,,2018,40,persons\n", "v-by-sex-ratio");
    expect(H "v,,a,2018,98,persons\nv,,b,2018,1,persons\nv,,c,2018,1,persons\n", "");
    expect(H "v,,a,2018,60,persons\nv,,b,2018,20,persons\nv,,c,2018,20,persons\n",
           "v-by-form-share");
    expect(H "v,female,,2018,60,persons\nv,male,,2018,40,persons\nv,,a,2018,60,persons\n"
             "v,,b,2018,40,persons\n",
           "v-by-sex-ratio v-share");
    expect(H "v,,a,2018,60,persons\nv,,b,2018,40,persons\nw,,a,2018,60,persons\n"
             "w,,b,2018,40,persons\n",
           "single-years-share");
    /* Parts that are less than half of what is known of the whole; more parts than there are colours. */
    expect(H "v,,,2018,100,persons\nv,,a,2018,10,persons\nv,,b,2018,8,persons\n"
             "v,,c,2018,4,persons\n",
           "");
    expect(H "v,,a,2018,1,persons\nv,,b,2018,1,persons\nv,,c,2018,1,persons\nv,,d,2018,1,persons\n"
             "v,,e,2018,1,persons\nv,,f,2018,1,persons\nv,,g,2018,1,persons\nv,,h,2018,1,persons\n",
           "");
    check_done();
}

static void areas_and_months(void **state)
{
    (void)state;
    tt_strbuf table = TT_STRBUF_INIT;
    tt_strbuf_add(&table, "area,indicator,year,value,unit\n");
    for (int a = 0; a < 7; a++)
        for (int y = 2016; y <= 2018; y++)
            tt_strbuf_addf(&table, "Place %c,victims,%d,%d,persons\n", 'A' + a, y, 10 + a);
    char *plan = plan_of(tt_strbuf_text(&table));
    check_true(has(plan, "areas-panels") && has(plan, "areas-heat"));
    tt_free(plan);
    tt_strbuf_reset(&table);
    tt_strbuf_add(&table, "indicator,period,value,unit\n");
    for (int m = 0; m < 24; m++)
        tt_strbuf_addf(&table, "victims,%d-%02d,%d,persons\n", 2017 + m / 12, m % 12 + 1, 30 + m);
    plan = plan_of(tt_strbuf_text(&table));
    check_true(has(plan, "victims-season"));
    tt_free(plan);
    tt_strbuf_clear(&table);
    check_done();
}

/* The order of the rows changes neither charts nor names. */
static void order_of_rows(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "victims,federal,2016,10,persons\n", "victims,federal,2017,12,persons\n",
        "victims,federal,2018,9,persons\n",  "victims,state,2016,20,persons\n",
        "victims,state,2017,22,persons\n",   "victims,state,2018,29,persons\n",
        "investigations,,2016,5,cases\n",    "investigations,,2017,6,cases\n",
        "investigations,,2018,7,cases\n",    "prosecutions,,2017,3,persons\n",
    };
    enum { ROWS = sizeof rows / sizeof *rows };
    char *first = NULL;
    for (size_t shift = 0; shift < ROWS; shift++) {
        tt_strbuf table = TT_STRBUF_INIT;
        tt_strbuf_add(&table, "indicator,jurisdiction,year,value,unit\n");
        for (size_t i = 0; i < ROWS; i++)
            tt_strbuf_add(&table, rows[(i * 3 + shift) % ROWS]);
        char *plan = plan_of(tt_strbuf_text(&table));
        if (!first)
            first = plan;
        check_text(plan, first, "another order");
        if (plan != first)
            tt_free(plan);
        tt_strbuf_clear(&table);
    }
    check_true(has(first, "victims-by-jurisdiction-bar") && has(first, "main-stages"));
    tt_free(first);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_series),       cmocka_unit_test(intervals),
        cmocka_unit_test(nested),           cmocka_unit_test(shares),
        cmocka_unit_test(areas_and_months), cmocka_unit_test(order_of_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
