/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "check.h"
#include "tiptrend/memory.h"
#include "tiptrend/table.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"value", "Value", TT_COLUMN_NUMBER, 1},
    {"never", "Never", TT_COLUMN_NUMBER, 1},
    {"log", "log", TT_COLUMN_NUMBER, 3},
};

static tt_table *make(void)
{
    static const char *const details[] = {"log", NULL};
    tt_table *table = tt_table_new("T", columns, 4);
    tt_table_text(table, "victims");
    tt_table_number(table, 7);
    tt_table_number(table, NAN);
    tt_table_number(table, 0.5);
    tt_table_end_row(table, TT_NOTE_TIES, "more");
    tt_table_text(table, "cases");
    tt_table_end_row(table, 0, NULL);
    tt_table_details(table, details);
    tt_table_remark(table, "remark");
    return table;
}

static void views(void **state)
{
    (void)state;
    tt_table *table = make();
    tt_table *view = tt_table_for_people(table, TT_VIEW_FULL);
    check_true(tt_table_column_count(view) == 3);
    check_text(tt_table_column(view, 2)->name, "log", "an empty column is left out");
    check_true(tt_table_cell(view, 0, 2).number == 0.5);
    check_true(tt_table_cell(view, 1, 1).kind == TT_CELL_EMPTY);
    check_true(tt_table_row_notes(view, 0) == TT_NOTE_TIES);
    check_text(tt_table_row_more(view, 0), "more", "notes are kept");
    check_text(tt_table_get_remark(view, 0), "remark", "remarks are kept");
    tt_table_free(view);
    view = tt_table_for_people(table, TT_VIEW_USUAL);
    check_true(tt_table_column_count(view) == 2);
    tt_table_free(view);
    tt_strbuf csv = TT_STRBUF_INIT;
    tt_table_csv(table, &csv);
    check_true(strncmp(tt_strbuf_text(&csv), "series,value,never,log,notes\n", 29) == 0);
    tt_strbuf_clear(&csv);
    tt_table_free(table);
    check_done();
}

static void narrow(void **state)
{
    (void)state;
    static const tt_column three[] = {{"series", "Series", TT_COLUMN_TEXT, 0},
                                      {"unit", "Unit", TT_COLUMN_TEXT, 0},
                                      {"status", "Status", TT_COLUMN_TEXT, 0}};
    tt_table *table = tt_table_new("T", three, 3);
    for (int i = 0; i < 2; i++) {
        tt_table_text(table, "victims");
        tt_table_text(table, "persons");
        tt_table_text(table, i ? "gap" : "change");
        tt_table_end_row(table, 0, NULL);
    }
    tt_table *view = tt_table_for_people(table, TT_VIEW_NARROW);
    check_true(tt_table_column_count(view) == 2); /* the first column stays */
    check_text(tt_table_get_remark(view, 0), "All rows: Unit persons.", "constant texts");
    tt_table_free(view);
    tt_table_free(table);
    check_done();
}

/* An empty column stays where the limits behind it would have no name. */
static void limits_keep_their_name(void **state)
{
    (void)state;
    static const tt_column three[] = {{"apc", "APC", TT_COLUMN_NUMBER, 0},
                                      {"apc_low", "lower", TT_COLUMN_NUMBER, 0},
                                      {"apc_high", "upper", TT_COLUMN_NUMBER, 0}};
    tt_table *table = tt_table_new("T", three, 3);
    tt_table_limits(table, NAN, 1, NAN);
    tt_table_end_row(table, 0, NULL);
    tt_table *view = tt_table_for_people(table, TT_VIEW_FULL);
    check_true(tt_table_column_count(view) == 2);
    check_text(tt_table_column(view, 0)->label, "APC", "the name of the limits");
    tt_table_free(view);
    tt_table_free(table);
    check_done();
}

static void unknown_detail(void **state)
{
    (void)state;
    static const char *const names[] = {"nosuch", NULL};
    tt_error err = {0};
    tt_table *table = make();
    tt_table_details(table, names);
    check_status(tt_table_status(table, &err), TT_EINTERNAL, &err);
    tt_table_free(table);
    check_done();
}

static void no_memory(void **state)
{
    (void)state;
    tt_table *table = make();
    tt_table *view = NULL;
    size_t n = 0;
    while (!view && n < 100) {
        tt_memory_fail_at(++n);
        view = tt_table_for_people(table, TT_VIEW_FULL);
    }
    tt_memory_fail_at(0);
    check_true(view && n > 5);
    tt_table_free(view);
    tt_table_free(table);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views),
        cmocka_unit_test(narrow),
        cmocka_unit_test(limits_keep_their_name),
        cmocka_unit_test(unknown_detail),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
