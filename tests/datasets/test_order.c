/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of rows, columns and files shows in nothing that a data set says. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"

static const char *const rows[] = {
    "Mexico,victims,total,2016,740,persons,,a",     "Mexico,victims,female,2016,<5,persons,,a",
    "Mexico,victims,female,2017,437,persons,,a",    "Mexico,victims,male,2017,97,persons,,b",
    "Mexico,victims,unspecified,2017,x,persons,,b", "Mexico,victims,total,2017,667,persons,,b",
    "Mexico,victims,total,2017,667,persons,,b",     "Chile,investigations,total,2017,12,cases,,",
    "Chile,victims,total,2017-07,3,persons,,",      "Chile,victims,total,2013/2017,40,persons,,",
    "Chile,convictions,total,2017,4,persons,,",     "Chile,convictions,total,2017,5,persons,,",
    "Chile,convictions,total,2016,4,cases,,",       "Chile,prosecutions,total,2016,~9,persons,,",
};
enum { ROWS = sizeof rows / sizeof *rows };

static char *dump_of(const size_t *order)
{
    char text[4000] = "area,indicator,sex,year,value,unit,base,definition\n";
    for (size_t i = 0; i < ROWS; i++) {
        strcat(text, rows[order[i]]);
        strcat(text, "\n");
    }
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    char *dump = scratch_dump(ds);
    tt_dataset_free(ds);
    return dump;
}

static void rows_in_any_order(void **state)
{
    (void)state;
    size_t order[ROWS];
    for (size_t i = 0; i < ROWS; i++)
        order[i] = i;
    char *first = dump_of(order);
    check_true(strlen(first) > 300);
    uint32_t random = 42;
    for (int round = 0; round < 60; round++) {
        for (size_t i = ROWS; i-- > 1;) {
            random = random * 1664525 + 1013904223; /* Numerical Recipes, ranqd1 */
            size_t j = (random >> 16) % (i + 1);
            size_t kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        char *again = dump_of(order);
        check_text(again, first, "the data set of shuffled rows");
        tt_free(again);
    }
    tt_free(first);
    check_done();
}

/* Two files are one data set, whichever comes first. */
static void files_in_any_order(void **state)
{
    (void)state;
    static const char head[] = "area,indicator,year,value\n";
    char *dumps[2];
    for (int swap = 0; swap < 2; swap++) {
        tt_dataset *ds = NULL;
        char text[2][200];
        (void)snprintf(text[0], sizeof text[0],
                       "%sMexico,victims,2017,667\nMexico,victims,2018,706\n", head);
        (void)snprintf(text[1], sizeof text[1],
                       "%sChile,victims,2017,50\nMexico,victims,2018,710\n", head);
        check_status(tt_dataset_new(&ds, NULL), TT_OK, NULL);
        check_status(scratch_read(ds, text[swap], NULL, NULL), TT_OK, NULL);
        check_status(scratch_read(ds, text[!swap], NULL, NULL), TT_OK, NULL);
        check_status(tt_dataset_finish(ds, NULL, NULL), TT_OK, NULL);
        check_true(tt_dataset_summarise(ds).conflicts == 1);
        dumps[swap] = scratch_dump(ds);
        tt_dataset_free(ds);
    }
    check_text(dumps[0], dumps[1], "two files in either order");
    tt_free(dumps[0]);
    tt_free(dumps[1]);
    check_done();
}

/* Margins first, stages in their order, unspecified last, else by name. */
static void order_of_series(void **state)
{
    (void)state;
    tt_dataset *ds =
        scratch_dataset("indicator,sex,year,value\nvictims,unspecified,2018,1\n"
                        "victims,male,2018,1\nvictims,female,2018,1\nvictims,total,2018,3\n"
                        "convictions,total,2018,1\nprosecutions,total,2018,1\n"
                        "investigations,total,2018,1\nabuses,total,2018,1\n",
                        NULL, NULL);
    static const char *const names[] = {"investigations", "prosecutions", "convictions"};
    size_t at[3];
    for (int i = 0; i < 3; i++)
        at[i] = scratch_find(ds, names[i], NULL);
    check_true(at[0] < at[1] && at[1] < at[2]);
    check_true(scratch_find(ds, "victims", NULL) < scratch_find(ds, "victims/female", NULL));
    check_true(scratch_find(ds, "victims/female", NULL) < scratch_find(ds, "victims/male", NULL));
    check_true(scratch_find(ds, "victims/male", NULL) <
               scratch_find(ds, "victims/unspecified", NULL));
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_in_any_order),
        cmocka_unit_test(files_in_any_order),
        cmocka_unit_test(order_of_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
