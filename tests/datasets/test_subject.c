/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/subject.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"

static const char data[] =
    "indicator,year,value,unit\nvictims,2015,1,persons\nvictims,2016,2,persons\n"
    "victims,2018,3,persons\nvictims,2015,4,cases\ncalls,2016,5,calls\n";

/* What the rows of a table are about: "victims(persons) 2015 2018; ...". */
static const char *subjects_of(const tt_table *table)
{
    static char text[600];
    tt_dataset *ds = scratch_dataset(data, NULL, NULL);
    tt_subjects *subjects = NULL;
    size_t length = 0;
    text[0] = '\0';
    assert_int_equal(tt_subjects_new(ds, table, NULL, 0, &subjects, NULL), TT_OK);
    for (size_t row = 0; row < tt_table_row_count(table); row++) {
        tt_subject s;
        assert_int_equal(tt_subjects_row(subjects, row, &s, NULL), TT_OK);
        length += (size_t)snprintf(text + length, sizeof text - length, "%s", row ? "; " : "");
        for (size_t i = 0; i < s.series.count; i++) {
            const tt_series *series = tt_dataset_series(ds, s.series.index[i]);
            length += (size_t)snprintf(text + length, sizeof text - length, "%s(%s)", series->name,
                                       series->unit);
        }
        for (int year = 2014; year <= 2019; year++)
            if (tt_subject_has(&s, tt_period_of_year(year)))
                length += (size_t)snprintf(text + length, sizeof text - length, " %d", year);
        tt_subject_clear(&s);
    }
    tt_subjects_free(subjects);
    tt_dataset_free(ds);
    return text;
}

/* Among a few series a row is about those of them that it names, in the order of the list, and no others. */
static void among_some(void **state)
{
    (void)state;
    static const tt_column columns[] = {{"series", "S", TT_COLUMN_TEXT, 0}};
    tt_dataset *ds = scratch_dataset(data, NULL, NULL);
    const size_t persons = scratch_find(ds, "victims", "persons");
    const size_t cases = scratch_find(ds, "victims", "cases");
    const size_t lists[][2] = {{persons, cases}, {cases, persons}};
    tt_table *t = tt_table_new("t", columns, 1);
    tt_table_text(t, "victims");
    tt_table_end_row(t, 0, NULL);
    tt_table_text(t, "calls"); /* in the data set, not in the list */
    tt_table_end_row(t, 0, NULL);
    for (size_t i = 0; i < 2; i++)
        for (size_t count = 0; count <= 2; count++) {
            tt_subjects *subjects = NULL;
            tt_subject s;
            assert_int_equal(tt_subjects_new(ds, t, lists[i], count, &subjects, NULL), TT_OK);
            assert_int_equal(tt_subjects_row(subjects, 0, &s, NULL), TT_OK);
            check_true(s.series.count == count);
            for (size_t k = 0; k < s.series.count; k++)
                check_true(s.series.index[k] == lists[i][k]);
            tt_subject_clear(&s);
            assert_int_equal(tt_subjects_row(subjects, 1, &s, NULL), TT_OK);
            check_true(s.series.count == 0);
            tt_subject_clear(&s);
            tt_subjects_free(subjects);
        }
    tt_table_free(t);
    tt_dataset_free(ds);
    check_done();
}

static void by_columns(void **state)
{
    (void)state;
    static const tt_column period[] = {{"series", "S", TT_COLUMN_TEXT, 0},
                                       {"unit", "U", TT_COLUMN_TEXT, 0},
                                       {"period", "P", TT_COLUMN_YEAR, 0}};
    tt_table *t = tt_table_new("t", period, 3);
    tt_table_text(t, "victims");
    tt_table_text(t, "persons");
    tt_table_text(t, "2016");
    tt_table_end_row(t, 0, NULL);
    tt_table_text(t, "victims");
    tt_table_end_row(t, 0, NULL);
    tt_table_text(t, "unheard of");
    tt_table_end_row(t, 0, NULL);
    check_text(
        subjects_of(t),
        "victims(persons) 2016; victims(cases)victims(persons) 2014 2015 2016 2017 2018 2019; "
        " 2014 2015 2016 2017 2018 2019",
        "period");
    tt_table_free(t);
    static const tt_column pair[] = {{"from", "F", TT_COLUMN_YEAR, 0},
                                     {"to", "T", TT_COLUMN_YEAR, 0},
                                     {"series", "S", TT_COLUMN_TEXT, 0}};
    static const tt_column span[] = {{"first", "F", TT_COLUMN_YEAR, 0},
                                     {"last", "T", TT_COLUMN_YEAR, 0},
                                     {"series", "S", TT_COLUMN_TEXT, 0}};
    for (int i = 0; i < 2; i++) {
        t = tt_table_new("t", i ? span : pair, 3);
        tt_table_number(t, 2015);
        tt_table_number(t, 2018);
        tt_table_text(t, "calls");
        tt_table_end_row(t, 0, NULL);
        check_text(subjects_of(t),
                   i ? "calls(calls) 2015 2016 2017 2018" : "calls(calls) 2015 2018",
                   i ? "span" : "pair");
        tt_table_free(t);
    }
    static const tt_column none[] = {{"name", "N", TT_COLUMN_TEXT, 0}};
    t = tt_table_new("t", none, 1);
    tt_table_text(t, "victims");
    tt_table_end_row(t, 0, NULL);
    check_text(subjects_of(t), " 2014 2015 2016 2017 2018 2019", "a table without series");
    tt_table_free(t);
    check_done();
}

static void changes_of_tables(void **state)
{
    (void)state;
    static const tt_column columns[] = {{"a", "A", TT_COLUMN_TEXT, 0},
                                        {"b", "B", TT_COLUMN_NUMBER, 0}};
    static const tt_column more = {"m", "M", TT_COLUMN_TEXT, 0};
    tt_table *t = tt_table_new("t", columns, 2);
    for (int i = 0; i < 2; i++) {
        tt_table_text(t, i ? "y" : "x");
        tt_table_number(t, i);
        tt_table_end_row(t, TT_NOTE_TIES, i ? NULL : "first");
    }
    tt_table_insert_column(t, 1, &more);
    tt_table_set_text(t, 0, 1, "new");
    tt_table_insert_column(t, 0, &more);
    tt_table_insert_column(t, 4, &more);
    tt_table_set_text(t, 1, 4, "last");
    tt_table_set_text(t, 1, 1, "z");
    tt_table_annotate(t, 0, TT_NOTE_GAPS, "second");
    tt_table_annotate(t, 1, 0, "only");
    tt_table_annotate(t, 1, 0, NULL);
    tt_table_remark(t, "remark");
    tt_table *u = tt_table_new("u", columns, 2);
    tt_table_insert_column(u, 0, &more);
    tt_table_insert_column(u, 0, &more);
    tt_table_insert_column(u, 0, &more);
    tt_table_text(u, "m");
    tt_table_end_row(u, 0, "note");
    tt_table_remark(u, "remark");
    tt_table_remark(u, "other");
    tt_table_append(t, u);
    assert_int_equal(tt_table_status(t, NULL), TT_OK);
    tt_strbuf csv = TT_STRBUF_INIT;
    tt_table_csv(t, &csv);
    check_text(
        tt_strbuf_text(&csv),
        "m,a,m,b,m,notes\n,x,new,0,,tied values; years missing within the period; first; second\n"
        ",z,,1,last,tied values; only\nm,,,,,note\n",
        "csv");
    assert_int_equal(tt_table_remark_count(t), 2);
    tt_strbuf_clear(&csv);
    tt_table_free(u);
    tt_table_free(t);
    check_done();
}

static void without_memory(void **state)
{
    (void)state;
    static const tt_column columns[] = {{"series", "S", TT_COLUMN_TEXT, 0}};
    int done = 0;
    for (size_t n = 1; !done; n++) {
        tt_dataset *ds = scratch_dataset(data, NULL, NULL);
        tt_table *t = tt_table_new("t", columns, 1);
        tt_subjects *subjects = NULL;
        tt_subject subject = {0};
        tt_table_text(t, "victims");
        tt_table_end_row(t, 0, NULL);
        tt_memory_fail_at(n);
        tt_status status = tt_subjects_new(ds, t, NULL, 0, &subjects, NULL);
        if (status == TT_OK)
            status = tt_subjects_row(subjects, 0, &subject, NULL);
        tt_table_insert_column(t, 1, &columns[0]);
        tt_table_set_text(t, 0, 0, "calls");
        tt_table_annotate(t, 0, 0, "note");
        if (status == TT_OK)
            status = tt_table_status(t, NULL);
        tt_memory_fail_at(0);
        assert_true(status == TT_OK || status == TT_ENOMEM);
        done = status == TT_OK;
        tt_subject_clear(&subject);
        tt_subjects_free(subjects);
        tt_table_free(t);
        tt_dataset_free(ds);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(among_some),
        cmocka_unit_test(by_columns),
        cmocka_unit_test(changes_of_tables),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests_name("subject", tests, NULL, NULL);
}
