/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/select.h"

#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"

static const char table[] = "area,indicator,sex,year,value,unit,base\n"
                            "Mexico,victims,total,2018,706,persons,\n"
                            "Mexico,victims,female,2018,381,persons,\n"
                            "Mexico,victims,male,2018,148,persons,\n"
                            "Mexico,victims,female,2018,54%,percent,victims\n"
                            "Chile,victims,total,2018,50,persons,\n"
                            "Chile,prosecutions,total,2018,7,persons,\n";

/* The names of the chosen series with a bar between them, or the message. */
static const char *chosen(const tt_dataset *ds, const tt_condition *where, size_t count)
{
    static char text[600];
    tt_index_list list;
    tt_error err = {0};
    text[0] = '\0';
    if (tt_dataset_select(ds, where, count, &list, &err) != TT_OK) {
        (void)snprintf(text, sizeof text, "%s: %s", tt_status_name(err.status), err.message);
        check_true(list.count == 0);
    }
    for (size_t i = 0; i < list.count; i++) {
        const tt_series *series = tt_dataset_series(ds, list.index[i]);
        check_true(i == 0 || list.index[i] > list.index[i - 1]);
        size_t length = strlen(text);
        (void)snprintf(text + length, sizeof text - length, "%s%s %s", i ? " | " : "", series->name,
                       series->unit);
    }
    tt_index_list_clear(&list);
    return text;
}

/* Another name of an area, another word for a sex; the exact value first, nothing where two would do. */
static void meanings(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("area,indicator,sex,year,value\n"
                                     "Netherlands (Kingdom of the),victims,Mujer,2018,9\n"
                                     "Chile,victims,Mujer,2018,5\nCHL,victims,Mujer,2018,6\n"
                                     "Chile,victims,Hombre,2018,4\n",
                                     NULL, NULL);
    static const char *const netherlands[] = {"Netherlands", "NLD", "Países Bajos"};
    for (size_t i = 0; i < 3; i++) {
        const tt_condition c = {"area", &netherlands[i], 1};
        check_text(chosen(ds, &c, 1), "Netherlands (Kingdom of the)/Mujer ", netherlands[i]);
    }
    const char *male[] = {"male"};
    const char *code[] = {"CHL"};
    const char *short_code[] = {"CL"};
    const char *word[] = {"female!"};
    check_text(chosen(ds, &(tt_condition){"sex", male, 1}, 1), "Chile/Hombre ", "a word for a sex");
    check_text(chosen(ds, &(tt_condition){"area", code, 1}, 1), "CHL/Mujer ", "the exact value");
    check_true(strstr(chosen(ds, &(tt_condition){"area", short_code, 1}, 1), "no value 'CL'") !=
               NULL);
    check_true(strstr(chosen(ds, &(tt_condition){"sex", word, 1}, 1), "no value") != NULL);
    tt_dataset_free(ds);
    check_done();
}

static void conditions(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    const char *total[] = {"total"};
    const char *empty[] = {""};
    const char *females[] = {"female"};
    const char *both[] = {"female", "male"};
    const char *chile[] = {"Chile"};
    const tt_condition women = {"sex", females, 1};
    check_text(chosen(ds, &women, 1),
               "Mexico/victims/female percent | Mexico/victims/female persons", "one value");
    const tt_condition margin = {"sex", total, 1};
    const tt_condition margin_too = {"sex", empty, 1};
    char first[600];
    (void)snprintf(first, sizeof first, "%s", chosen(ds, &margin, 1));
    check_text(first, "Chile/prosecutions persons | Chile/victims persons | Mexico/victims persons",
               "the margin");
    check_text(chosen(ds, &margin_too, 1), first, "an empty value is the margin");
    const tt_condition parts = {"sex", both, 2};
    check_true(strstr(chosen(ds, &parts, 1), "male persons") != NULL);
    const tt_condition two[] = {{"sex", total, 1}, {"area", chile, 1}};
    check_true(strstr(chosen(ds, two, 2), "Mexico") == NULL);
    const tt_condition nobody[] = {{"sex", females, 1}, {"area", chile, 1}};
    check_text(chosen(ds, nobody, 2), "", "conditions that no series meets together");
    check_true(strlen(chosen(ds, NULL, 0)) > strlen(first)); /* no condition: all */
    tt_dataset_free(ds);
    check_done();
}

static void what_there_is(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    const char *values[] = {"femenine"};
    const tt_condition no_dimension = {"gender", values, 1};
    const tt_condition no_value = {"sex", values, 1};
    const char *message = chosen(ds, &no_dimension, 1);
    check_true(strstr(message, "TT_ENOTFOUND") && strstr(message, "'gender'") &&
               strstr(message, "sex"));
    message = chosen(ds, &no_value, 1);
    check_true(strstr(message, "'femenine'") && strstr(message, "male"));
    tt_dataset_free(ds);
    check_done();
}

/* The whole behind a percentage, and single points. */
static void bases(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    size_t share = scratch_find(ds, "Mexico/victims/female", "percent");
    size_t whole = scratch_find(ds, "Mexico/victims", "persons");
    assert_true(share != TT_NONE && whole != TT_NONE);
    tt_period year = tt_dataset_observation(ds, tt_dataset_series(ds, share)->first)->period;
    check_true(tt_dataset_base(ds, share, "victims", year) == whole);
    check_true(tt_dataset_base(ds, share, "victims;sex=female", year) ==
               scratch_find(ds, "Mexico/victims/female", "persons"));
    check_true(tt_dataset_base(ds, share, "prosecutions", year) == TT_NONE); /* Chile's */
    check_true(tt_dataset_base(ds, share, "no such", year) == TT_NONE);
    check_true(tt_dataset_base(ds, share, "victims;no=such", year) == TT_NONE);
    tt_point point;
    check_true(tt_dataset_point_at(ds, whole, year, &point));
    check_abs(point.value, 706, 0, "the table");
    tt_period other = year;
    other.start += 12;
    check_true(!tt_dataset_point_at(ds, whole, other, &point));
    tt_dataset_free(ds);
    check_done();
}

static void no_memory(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    const char *total[] = {"total"};
    const tt_condition where = {"sex", total, 1};
    tt_index_list list;
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    while (status == TT_ENOMEM && n < 100) {
        tt_memory_fail_at(++n);
        status = tt_dataset_select(ds, &where, 1, &list, NULL);
        tt_memory_fail_at(0);
        check_true(status == TT_OK || list.count == 0);
    }
    check_status(status, TT_OK, NULL);
    check_true(n > 2);
    tt_index_list_clear(&list);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meanings), cmocka_unit_test(conditions), cmocka_unit_test(what_there_is),
        cmocka_unit_test(bases),    cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
