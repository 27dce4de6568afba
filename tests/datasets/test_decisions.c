/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/decisions.h"

#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/aggregate.h"
#include "tiptrend/findings.h"
#include "tiptrend/memory.h"
#include "tiptrend/trace.h"

static const char data[] = "area,sex,year,value,unit,note\n"
                           "Mexico,female,2015,10,persons,\n"
                           "Mexico,male,2015,4,persons,\n"
                           "Mexico,female,2016,20,persons,\n"
                           "Mexico,male,2016,5,persons,from the press\n"
                           "Mexico,female,2017,30,persons,\n"
                           "Mexico,female,2017,33,persons,\n"
                           "Mexico,male,2017,6,persons,\n"
                           "Peru,female,2015,7,persons,\n"
                           "Peru,female,2016,<5,persons,\n";

/* The data with decisions, finished; NULL with the status and the error when that fails. */
static tt_dataset *decided(const char *decisions, tt_status *status, tt_error *err)
{
    tt_dataset *ds = NULL;
    scratch file = scratch_write(decisions, strlen(decisions));
    assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
    assert_int_equal(scratch_read(ds, data, NULL, NULL), TT_OK);
    *status = tt_dataset_read_decisions(ds, file.path, err);
    if (*status == TT_OK)
        *status = tt_dataset_finish(ds, NULL, err);
    scratch_remove(&file);
    if (*status == TT_OK)
        return ds;
    tt_dataset_free(ds);
    return NULL;
}

static tt_dataset *decide(const char *decisions)
{
    tt_status status;
    tt_error err = {0};
    tt_dataset *ds = decided(decisions, &status, &err);
    check_status(status, TT_OK, &err);
    assert_non_null(ds);
    return ds;
}

#define HEAD "kind,area,sex,year,value,reason\n"

static void kinds(void **state)
{
    (void)state;
    tt_dataset *ds = decide(HEAD "use,Mexico,female,2017,33,the later edition\n"
                                 "correct,Mexico,male,2016,15,a digit is missing\n"
                                 "exclude,Peru,,2015,,another definition\n");
    check_text(scratch_points(ds, "Mexico/female"), "2015=10 2016=20 2017=33+decided", "use");
    check_text(scratch_points(ds, "Mexico/male"), "2015=4 2016=15+decided 2017=6", "correct");
    check_text(scratch_points(ds, "Peru/female"), "2015=missing+decided 2016=[0,4]suppressed",
               "exclude");
    check_text(scratch_points(ds, "Mexico"),
               "2015=14+derived 2016=35+derived+decided 2017=39+derived+decided", "sums");
    assert_int_equal(tt_dataset_decision_count(ds), 3);
    check_text(tt_dataset_decision(ds, 0).effect, "Mexico/female 2017: 33 counts, not 30", "use");
    check_text(tt_dataset_decision(ds, 1).effect, "Mexico/male 2016: 5 taken as 15", "correct");
    check_text(tt_dataset_decision(ds, 2).effect, "Peru/female 2015: 7 left out", "exclude");
    assert_int_equal(tt_dataset_decision(ds, 0).rows, 2);
    tt_findings findings;
    assert_int_equal(tt_dataset_check(ds, &findings, NULL), TT_OK);
    for (size_t i = 0; i < findings.count; i++)
        check_true(strcmp(findings.list[i].rule, "conflict") != 0);
    tt_findings_clear(&findings);
    tt_dataset_free(ds);
    ds = decide(HEAD "break,Mexico,,2016,,a new law\nnote,,,,,all by hand\n");
    check_text(scratch_points(ds, "Mexico/male"), "2015=4+decided | 2016=5+decided 2017=6+decided",
               "break and note");
    check_text(scratch_points(ds, "Peru/female"), "2015=7+decided 2016=[0,4]suppressed+decided",
               "no break");
    check_text(tt_dataset_decision(ds, 1).effect,
               "Mexico/female 2015; Mexico/female 2016; Mexico/female 2017", "the first three");
    tt_dataset_free(ds);
    check_done();
}

static void in_the_notes_of_rows(void **state)
{
    (void)state;
    tt_dataset *ds = decide(HEAD "correct,Mexico,male,2016,15,a digit is missing\n");
    size_t series = tt_dataset_find_name(ds, "Mexico/male", NULL);
    const tt_observation *row =
        tt_dataset_observation(ds, tt_dataset_series(ds, series)->first + 1);
    check_text(tt_dataset_text(ds, tt_dataset_origin(ds, row)->note),
               "from the press; corrected from 5: a digit is missing", "note");
    tt_dataset_free(ds);
    check_done();
}

/* The lines of the decisions that touch a series. */
static const char *touching(const tt_dataset *ds, const char *name, int from, int to)
{
    static char text[100];
    tt_index_list list;
    size_t series = tt_dataset_find_name(ds, name, NULL);
    size_t length = 0;
    assert_true(series != TT_NONE);
    assert_int_equal(tt_dataset_decisions_of(ds, &series, 1, from, to, &list, NULL), TT_OK);
    text[0] = '\0';
    for (size_t i = 0; i < list.count; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%zu ",
                                   tt_dataset_decision(ds, list.index[i]).line);
    tt_index_list_clear(&list);
    return text;
}

static void what_they_touch(void **state)
{
    (void)state;
    tt_dataset *ds = decide(HEAD "use,Mexico,female,2017,33,r\ncorrect,Mexico,male,2016,15,r\n"
                                 "exclude,Peru,,2015,,r\nbreak,Mexico,male,2016,,r\n");
    check_text(touching(ds, "Mexico/female", 0, 0), "2 ", "its own");
    check_text(touching(ds, "Mexico/male", 0, 0), "3 5 ", "its own");
    check_text(touching(ds, "Mexico", 0, 0), "2 3 5 ", "those of its parts");
    check_text(touching(ds, "Mexico", 2017, 2017), "2 ", "in the years asked for");
    check_text(touching(ds, "Peru/female", 0, 0), "4 ", "a figure that is left out");
    tt_panel_options options = {.dimension = "area", .from = 2016, .to = 2016};
    assert_int_equal(tt_dataset_panel(&ds, &options, NULL), TT_ETOOFEW);
    tt_dataset_free(ds);
    ds = decide(HEAD "correct,Mexico,female,2015,15,r\nexclude,Mexico,male,2016,,r\n");
    options = (tt_panel_options){.dimension = "area", .from = 2015, .to = 2015};
    assert_int_equal(tt_dataset_panel(&ds, &options, NULL), TT_OK);
    check_text(scratch_points(ds, "female"), "2015=22+derived+decided+panel", "panel");
    check_text(touching(ds, "female", 0, 0), "2 ", "of a member");
    tt_dataset_free(ds);
    check_done();
}

static void faults(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        tt_status status;
        size_t line;
        const char *message;
    } bad[] = {
        {HEAD "correct,Mexico,male,2014,1,r\n", TT_EPARSE, 2,
         "a decision that touches nothing: no figure meets all of its conditions; there are figures "
         "from 2015 to 2017"},
        {HEAD "note,Mexico,,,,r\nexclude,Mexcio,male,2015,,r\n", TT_EPARSE, 3,
         "a decision that touches nothing: 'area' has no value 'Mexcio'; is 'Mexico' meant?"},
        {"kind,form,year,value,reason\nexclude,x,2015,,r\n", TT_EPARSE, 2,
         "a decision that touches nothing: the data have no dimension 'form'; they have area, sex"},
        {"kind,sxe,year,value,reason\nexclude,male,2015,,r\n", TT_EPARSE, 2,
         "a decision that touches nothing: the data have no dimension 'sxe'; is 'sex' meant?"},
        {HEAD "correct,Mexico,,2016,9,r\n", TT_EPARSE, 2,
         "a correction is of one series, this one would touch several (Mexico/female 2016; "
         "Mexico/male 2016); name more of its dimensions ('total' is the margin) or its unit"},
        {HEAD "use,Mexico,female,2017,31,r\n", TT_EPARSE, 2,
         "a decision that touches nothing: no figure of this series and period is 31; there is 30, "
         "33"},
        {HEAD "break,Mexico,,2015,,r\n", TT_EPARSE, 2,
         "a decision that touches nothing: no such series has figures before and after it; "
         "there are figures from 2015 to 2017"},
        {HEAD "exclude,Mexico,male,2015,,\n", TT_EPARSE, 2, "a decision without a reason"},
        {HEAD "drop,Mexico,male,2015,,r\n", TT_EPARSE, 2,
         "no kind of decision 'drop'; there are use, exclude, correct, break and note"},
        {HEAD "correct,Mexico,male,2015,,r\n", TT_EPARSE, 2, "'correct' needs a value"},
        {HEAD "exclude,Mexico,male,2015,3,r\n", TT_EPARSE, 2, "'exclude' takes no value"},
        {HEAD "correct,Mexico,male,,3,r\n", TT_EPARSE, 2, "'correct' needs a year"},
        {HEAD "correct,Mexico,male,2015,x1,r\n", TT_EPARSE, 2, NULL},
        {HEAD "correct,Mexico,male,20155,1,r\n", TT_EPARSE, 2, NULL},
        {HEAD "correct,Mexico\n", TT_ESCHEMA, 2, NULL},
        {"kind,area,month,value,reason\ncorrect,Mexico,7,1,r\n", TT_EPARSE, 2,
         "'correct' needs a year"},
        {"kind,area,year,month,reason\nexclude,Mexico,,7,r\n", TT_EPARSE, 2,
         "a month needs a year beside it"},
        {"kind,area,year,month,reason\nexclude,Mexico,2015,13,r\n", TT_EPARSE, 2,
         "'13' is no month; write 1 to 12"},
        {"kind,area,year,quarter,reason\nexclude,Mexico,2015,Q2,r\n", TT_EPARSE, 2,
         "a decision that touches nothing: no figure meets all of its conditions; there are figures "
         "from 2015 to 2017"},
        {"kind,year,year,reason\n", TT_ESCHEMA, 1, "the column 'year' stands there twice"},
        {"kind,year\n", TT_ESCHEMA, 1, NULL},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tt_status status;
        tt_error err = {0};
        assert_null(decided(bad[i].text, &status, &err));
        check_status(status, bad[i].status, &err);
        check_true(err.line == bad[i].line);
        if (bad[i].message)
            check_text(err.message, bad[i].message, bad[i].text);
    }
    check_done();
}

/* One figure is corrected once: which of two corrections holds must not depend on their order. Between the cells
 * of a file stand commas, or what its header has instead. */
static void twice_and_delimiters(void **state)
{
    (void)state;
    tt_status status;
    tt_error err = {0};
    assert_null(decided(HEAD "correct,Mexico,male,2016,9,r\ncorrect,Mexico,male,2016,8,s\n",
                        &status, &err));
    check_status(status, TT_EPARSE, &err);
    check_true(err.line == 3 && strstr(err.message, "is corrected already, by ") != NULL);
    static const char *const files[] = {
        "\nkind;area;sex;year;value;reason\ncorrect;Mexico;male;2016;9;\"one; two, three\"\n",
        "kind\tarea\tsex\tyear\tvalue\treason\ncorrect\tMexico\tmale\t2016\t9\tone; two, three\n",
        "kind,area,sex,year,value,reason,\"note;a;b;c;d;e;f\"\n"
        "correct,Mexico,male,2016,9,\"one; two, three\",\n",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        tt_dataset *ds = decide(files[i]);
        check_text(tt_dataset_decision(ds, 0).reason, "one; two, three", files[i]);
        check_text(scratch_points(ds, "Mexico/male"), "2015=4 2016=9+decided 2017=6", files[i]);
        tt_dataset_free(ds);
    }
    check_done();
}

/* Months in a column of their own, as the data have them. */
static void months(void **state)
{
    (void)state;
    tt_dataset *ds = NULL;
    tt_error err = {0};
    static const char text[] = "kind,year,month,quarter,value,reason\nuse,2020,1,,7,later\n"
                               "exclude,2020,mar,,,x\n";
    scratch file = scratch_write(text, strlen(text));
    assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
    assert_int_equal(
        scratch_read(ds, "year,month,value\n2020,1,5\n2020,1,7\n2020,2,5\n2020,3,6\n", NULL, NULL),
        TT_OK);
    check_status(tt_dataset_read_decisions(ds, file.path, &err), TT_OK, &err);
    check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
    check_text(scratch_points(ds, "total"), "2020-01=7+decided 2020-02=5 2020-03=missing+decided",
               "months");
    scratch_remove(&file);
    tt_dataset_free(ds);
    check_done();
}

static void without_memory(void **state)
{
    (void)state;
    static const char text[] = HEAD "use,Mexico,female,2017,33,r\nexclude,Peru,,2015,,r\n"
                                    "break,Mexico,,2016,,r\nnote,,,,,r\n";
    scratch file = scratch_write(text, strlen(text));
    int done = 0;
    for (size_t n = 1; !done; n++) {
        tt_dataset *ds = NULL;
        assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
        assert_int_equal(scratch_read(ds, data, NULL, NULL), TT_OK);
        tt_memory_fail_at(n);
        tt_status status = tt_dataset_read_decisions(ds, file.path, NULL);
        if (status == TT_OK)
            status = tt_dataset_finish(ds, NULL, NULL);
        tt_index_list list = {0};
        size_t series = 0;
        if (status == TT_OK)
            status = tt_dataset_decisions_of(ds, &series, 1, 0, 0, &list, NULL);
        tt_memory_fail_at(0);
        assert_true(status == TT_OK || status == TT_ENOMEM);
        done = status == TT_OK;
        tt_index_list_clear(&list);
        tt_dataset_free(ds);
    }
    scratch_remove(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds),
        cmocka_unit_test(in_the_notes_of_rows),
        cmocka_unit_test(what_they_touch),
        cmocka_unit_test(faults),
        cmocka_unit_test(twice_and_delimiters),
        cmocka_unit_test(months),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests_name("decisions", tests, NULL, NULL);
}
