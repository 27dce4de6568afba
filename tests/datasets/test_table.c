/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result model: cells, notes, numbers for people and for machines. */
#include "tiptrend/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "tiptrend/memory.h"

static const tt_column columns[] = {{"series", "Series", TT_COLUMN_TEXT, 0},
                                    {"count", "Count", TT_COLUMN_INTEGER, 0},
                                    {"change", "Change", TT_COLUMN_SIGNED, 1},
                                    {"p", "p", TT_COLUMN_P, 0}};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void add_row(tt_table *t, const char *name, double count, double change, double p)
{
    tt_table_text(t, name);
    tt_table_number(t, count);
    tt_table_number(t, change);
    tt_table_number(t, p);
}

static const char *cell(const tt_table *t, size_t row, size_t column)
{
    static char text[200];
    tt_strbuf out = TT_STRBUF_INIT;
    tt_table_cell_text(t, row, column, &out);
    (void)snprintf(text, sizeof text, "%s", tt_strbuf_text(&out));
    tt_strbuf_clear(&out);
    return text;
}

static void filling(void **state)
{
    (void)state;
    char title[] = "Change";
    tt_table *t = tt_table_new(title, columns, COLUMNS);
    title[0] = 'X'; /* it was copied */
    add_row(t, "victims", 1814, -17.12, 0.0026);
    tt_table_end_row(t, TT_NOTE_SMALL_N | TT_NOTE_TIES, "see the source");
    tt_table_text(t, "half a row");
    tt_table_end_row(t, 0, NULL);
    add_row(t, NULL, NAN, INFINITY, 1e-7);
    tt_table_end_row(t, 0, "");
    tt_table_remark(t, "One remark.");
    check_status(tt_table_status(t, NULL), TT_OK, NULL);
    check_text(tt_table_title(t), "Change", "title");
    check_true(tt_table_row_count(t) == 3 && tt_table_column_count(t) == COLUMNS);
    check_text(tt_table_column(t, 3)->name, "p", "a column");
    check_text(cell(t, 0, 1), "1,814", "thousands");
    check_text(cell(t, 0, 2),
               "\xE2\x88\x92"
               "17.1",
               "a true minus sign");
    check_text(cell(t, 0, 3), "0.0026", "a probability");
    check_text(cell(t, 2, 3), "<0.0001", "a small probability");
    check_text(cell(t, 2, 2), "+\xE2\x88\x9E", "infinity");
    check_text(cell(t, 2, 1), "", "not-a-number is empty");
    check_true(tt_table_cell(t, 1, 1).kind == TT_CELL_EMPTY &&
               tt_table_cell(t, 2, 0).kind == TT_CELL_EMPTY);
    check_true(tt_table_cell(t, 0, 1).number == 1814);
    tt_strbuf notes = TT_STRBUF_INIT;
    tt_table_notes_text(t, 0, &notes);
    check_true(strstr(tt_strbuf_text(&notes), "few points") &&
               strstr(tt_strbuf_text(&notes), "; see the source"));
    tt_strbuf_clear(&notes);
    check_text(tt_table_row_more(t, 1), "", "no note in words");
    check_text(tt_table_get_remark(t, 0), "One remark.", "a remark");
    check_true(tt_table_remark_count(t) == 1);
    tt_table_free(t);
    tt_table_free(NULL);
    check_done();
}

static void too_many_cells(void **state)
{
    (void)state;
    tt_table *t = tt_table_new("x", columns, 1);
    tt_table_text(t, "a");
    tt_table_text(t, "one more");
    tt_table_end_row(t, 0, NULL);
    check_status(tt_table_status(t, NULL), TT_EINTERNAL, NULL);
    tt_table_free(t);
    check_status(tt_table_status(NULL, NULL), TT_ENOMEM, NULL);
    check_done();
}

static void for_people(void **state)
{
    (void)state;
    static const struct {
        double number;
        int decimals;
        int sign;
        const char *text;
    } cases[] = {
        {0, 0, 0, "0"},
        {999, 0, 0, "999"},
        {1000, 0, 0, "1,000"},
        {1234567.891, 2, 0, "1,234,567.89"},
        {-1500, 0, 0,
         "\xE2\x88\x92"
         "1,500"},
        {0.05, 1, 0, "0.1"},
        {-0.04, 1, 0, "0.0"},
        {12.3, 1, 1, "+12.3"},
        {0, 1, 1, "0.0"},
        {-0.0, 0, 1, "0"},
        {1e15, 0, 0, "1,000,000,000,000,000"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tt_strbuf out = TT_STRBUF_INIT;
        tt_number_for_people(cases[i].number, cases[i].decimals, cases[i].sign, &out);
        check_text(tt_strbuf_text(&out), cases[i].text, "a number for people");
        tt_strbuf_clear(&out);
    }
    check_done();
}

/* In a column for counts a rate or a share is not rounded to 0 or 1, and whole numbers stay as they are. */
static void figures_that_are_not_whole(void **state)
{
    (void)state;
    static const tt_column figures[] = {{"value", "Value", TT_COLUMN_NUMBER, 0},
                                        {"change", "Change", TT_COLUMN_SIGNED, 0}};
    static const struct {
        double number;
        const char *value;
        const char *change;
    } list[] = {
        {0.55, "0.55", "+0.55"},         {0.39 - 0.55, "\u22120.16", "\u22120.16"},
        {12.5, "12.5", "+12.5"},         {2.0 / 3, "0.667", "+0.667"},
        {200.0 / 3, "66.67", "+66.67"},  {1814, "1,814", "+1,814"},
        {1814.5, "1,814", "+1,814"},     {0, "0", "0"},
        {INFINITY, "\u221E", "+\u221E"},
    };
    tt_table *t = tt_table_new("T", figures, 2);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        tt_table_number(t, list[i].number);
        tt_table_number(t, list[i].number);
        tt_table_end_row(t, 0, NULL);
        check_text(cell(t, i, 0), list[i].value, "value");
        check_text(cell(t, i, 1), list[i].change, "change");
    }
    tt_table_free(t);
    check_done();
}

/* CSV: numbers read back to the same double, texts are quoted where they must be, and none is a formula. */
static void csv(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *field;
    } fields[] = {
        {"plain", "plain"},
        {"a,b", "\"a,b\""},
        {"say \"x\"", "\"say \"\"x\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {"", ""},
        {" blank before", "\" blank before\""},
        {"blank after ", "\"blank after \""},
        {"cr\r", "\"cr\r\""},
        {"caf\xC3\xA9", "caf\xC3\xA9"},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        tt_strbuf out = TT_STRBUF_INIT;
        tt_csv_field(fields[i].text, &out);
        check_text(tt_strbuf_text(&out), fields[i].field, "a field");
        tt_strbuf_clear(&out);
    }
    static const char *const formulas[] = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"};
    static const double numbers[] = {
        0.1, 1.0 / 3, -27.139874739039666, 5e-324, 1.7976931348623157e308, 1814};
    for (size_t i = 0; i < 6; i++) {
        tt_table *t = tt_table_new("t", columns, 2);
        tt_strbuf out = TT_STRBUF_INIT;
        tt_table_text(t, formulas[i]);
        tt_table_number(t, numbers[i]);
        tt_table_end_row(t, 0, NULL);
        tt_table_csv(t, &out);
        const char *row = strchr(tt_strbuf_text(&out), '\n') + 1;
        check_true(strncmp(tt_strbuf_text(&out), "series,count,notes\n", 19) == 0);
        check_true(row[0] == '\'' || (row[0] == '"' && row[1] == '\''));
        char *comma = strchr(row, ',');
        assert_non_null(comma);
        check_true(strtod(comma + 1, NULL) == numbers[i]);
        tt_strbuf_clear(&out);
        tt_table_free(t);
    }
    tt_table *t = tt_table_new("t", columns, 2);
    tt_strbuf out = TT_STRBUF_INIT;
    tt_table_text(t, "a");
    tt_table_number(t, -INFINITY);
    tt_table_end_row(t, TT_NOTE_TIES, NULL);
    tt_table_csv(t, &out);
    check_text(tt_strbuf_text(&out), "series,count,notes\na,-inf,tied values\n",
               "a row with a note");
    tt_strbuf_clear(&out);
    tt_table_free(t);
    check_done();
}

static void no_memory(void **state)
{
    (void)state;
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    while (status == TT_ENOMEM && n < 200) {
        tt_memory_fail_at(++n);
        tt_table *t = tt_table_new("t", columns, COLUMNS);
        for (int i = 0; i < 3 && t; i++) {
            add_row(t, "victims", 1, 2, 0.5);
            tt_table_end_row(t, TT_NOTE_TIES, "more");
        }
        if (t)
            tt_table_remark(t, "remark");
        status = tt_table_status(t, NULL);
        tt_memory_fail_at(0);
        if (status == TT_OK)
            check_true(tt_table_row_count(t) == 3 && tt_table_remark_count(t) == 1);
        tt_table_free(t);
    }
    check_status(status, TT_OK, NULL);
    check_true(n > 10);
    check_done();
}

/* Rows that are written while they are filled are those of the whole table. */
static void streamed(void **state)
{
    (void)state;
    static const char *const some[] = {"count", "p", NULL};
    static const char *const wrong[] = {"nothing", NULL};
    tt_strbuf whole = TT_STRBUF_INIT;
    tt_strbuf rows = TT_STRBUF_INIT;
    tt_table *tables[] = {tt_table_new("", columns, COLUMNS),
                          tt_table_new_stream(columns, COLUMNS)};
    tt_table_csv_header(tables[1], &rows);
    tt_table_stream_to(tables[1], &rows);
    for (int t = 0; t < 2; t++) {
        add_row(tables[t], "a, \"b\"", 1814, -17.12, 0.0026);
        tt_table_end_row(tables[t], TT_NOTE_SMALL_N, NULL);
        add_row(tables[t], "=1+1", 3, INFINITY, 1);
        tt_table_end_row(tables[t], TT_NOTE_SMALL_N, NULL);
        tt_table_text(tables[t], "half a row");
        tt_table_end_row(tables[t], 0, "in words, with a comma");
        add_row(tables[t], NULL, NAN, 0.1, 1e-7);
        tt_table_end_row(tables[t], TT_NOTE_TIES | TT_NOTE_GAPS, "and words");
        tt_table_end_row(tables[t], 0, "");
        check_status(tt_table_status(tables[t], NULL), TT_OK, NULL);
        check_true(tt_table_row_count(tables[t]) == (t ? 0 : 5));
    }
    tt_table_csv(tables[0], &whole);
    check_text(tt_strbuf_text(&rows), tt_strbuf_text(&whole), "rows in turn");
    tt_table_free(tables[1]);
    tables[1] = tt_table_new_stream(columns, COLUMNS);
    tt_table_leave_out(tables[1], some);
    tt_strbuf_reset(&rows);
    tt_table_csv_header(tables[1], &rows);
    tt_table_stream_to(tables[1], &rows);
    add_row(tables[1], "a", 1, 2, 3);
    tt_table_end_row(tables[1], 0, NULL);
    check_text(tt_strbuf_text(&rows), "series,change,notes\na,2,\n", "some columns");
    add_row(tables[1], "a", 1, 2, 3);
    tt_table_empty(tables[1]);
    check_status(tt_table_status(tables[1], NULL), TT_EINTERNAL, NULL);
    tt_table_free(tables[1]);
    tables[1] = tt_table_new_stream(columns, COLUMNS);
    tt_table_leave_out(tables[1], wrong);
    check_status(tt_table_status(tables[1], NULL), TT_EINTERNAL, NULL);
    tt_table_free(tables[1]);
    tt_table_free(tables[0]);
    tt_strbuf_clear(&whole);
    tt_strbuf_clear(&rows);
    check_done();
}

static void streamed_without_memory(void **state)
{
    (void)state;
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    while (status == TT_ENOMEM && n < 100) {
        tt_strbuf rows = TT_STRBUF_INIT;
        tt_memory_fail_at(++n);
        tt_table *table = tt_table_new_stream(columns, COLUMNS);
        if (table) {
            tt_table_stream_to(table, &rows);
            add_row(table, "=a", 1, 2, 3);
            tt_table_end_row(table, TT_NOTE_TIES, NULL);
            tt_table_end_row(table, TT_NOTE_TIES, "and words");
        }
        status = tt_table_status(table, NULL);
        tt_memory_fail_at(0);
        check_true(status != TT_OK || strchr(tt_strbuf_text(&rows), '\n') != NULL);
        tt_table_free(table);
        tt_strbuf_clear(&rows);
    }
    check_true(status == TT_OK && n > 8);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filling),    cmocka_unit_test(too_many_cells),
        cmocka_unit_test(for_people), cmocka_unit_test(figures_that_are_not_whole),
        cmocka_unit_test(csv),        cmocka_unit_test(no_memory),
        cmocka_unit_test(streamed),   cmocka_unit_test(streamed_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
