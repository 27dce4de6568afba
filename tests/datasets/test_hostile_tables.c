/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables made to harm: each is read, or refused with line, column and reason; none takes long, and none gives a
 * number that it does not hold. */
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/strbuf.h"

/* What became of a file: its status, the faults told on the way, and its figures. */
typedef struct outcome {
    tt_status status;
    tt_error err;
    size_t faults;
    size_t first_fault; /* line */
    size_t figures;
    size_t series;
} outcome;

static int on_fault(const tt_error *err, void *context)
{
    outcome *o = context;
    if (o->faults++ == 0)
        o->first_fault = err->line;
    return 0;
}

static outcome read_path(const char *path, tt_read_options options, int tell_faults)
{
    outcome o = {0};
    tt_dataset *ds = NULL;
    if (tell_faults) {
        options.problem = on_fault;
        options.problem_context = &o;
    }
    assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
    o.status = tt_dataset_read(ds, path, &options, &o.err);
    assert_int_equal(o.status, o.err.status);
    o.figures = o.status == TT_OK ? tt_dataset_file(ds, 0)->figures : 0;
    o.series = tt_dataset_series_count(ds);
    tt_dataset_free(ds);
    return o;
}

static outcome read_bytes(const char *bytes, size_t length, tt_read_options options,
                          int tell_faults)
{
    scratch file = scratch_write(bytes, length);
    outcome o = read_path(file.path, options, tell_faults);
    scratch_remove(&file);
    return o;
}

static outcome read_text(const tt_strbuf *text)
{
    return read_bytes(text->text, text->length, (tt_read_options){0}, 0);
}

static void check_refused(outcome o, size_t line, size_t column, const char *message,
                          const char *what)
{
    int right = o.status != TT_OK && o.err.line == line && o.err.column == column &&
                strstr(o.err.message, message);
    if (!right)
        print_error("%s: %s %zu:%zu %s\n", what, tt_status_name(o.status), o.err.line, o.err.column,
                    o.err.message);
    check_true(right);
}

/* Years that are none, numbers that a double does not hold, signs that are no figures. */
static void cells(void **state)
{
    (void)state;
    static const struct {
        const char *year;
        const char *value;
        size_t column; /* of the fault */
        const char *message;
    } list[] = {
        {"0", "5", 2, "not a year"},
        {"0000", "5", 2, "not a year"},
        {"-5", "5", 2, "not a period"},
        {"20188", "5", 2, "not a period"},
        {"9999", "5", 2, "not a period"},
        {"2018-13", "5", 2, "not a period"},
        {"2017-2016", "5", 2, "not a period"},
        {"2.018e3", "5", 2, "not a period"},
        {"2018.5", "5", 2, "not a period"},
        {"99999999999999999999999", "5", 2, "not a period"},
        {"2018", "1e400", 3, "not a figure"},
        {"2018", "<1e400", 3, "not a figure"},
        {"2018", "1e-400", 3, "not a figure"},
        {"2018", "9007199254740993", 3, "last digit"},
        {"2018", "123456789012345678901234567890", 3, "last digit"},
        {"2018", "12,34,567", 3, "lakh"},
        {"2018", "1.814.2", 3, "not a figure"},
        {"2018", "5 00", 3, "not a figure"},
        {"2018", "1_000", 3, "not a figure"},
        {"2018", "-5%", 3, "below 0"},
        {"2018", "%", 3, "not a figure"},
        {"2018", "1/2", 3, "not a figure"},
        {"2018", "\xC2\xBD", 3, "not a figure"},      /* one half */
        {"2018", "\xEF\xBC\x95", 3, "not a figure"},  /* a full-width five */
        {"2018", "5\xE2\x80\x8B", 3, "not a figure"}, /* a blank of no width */
        {"2018",
         "\xE2\x80\x8E"
         "5",
         3, "not a figure"}, /* a mark of direction */
        {"2018", "1,814 (2,000)", 3, "not a figure"},
        {"2018", "TRUE", 3, "not a figure"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        tt_strbuf text = TT_STRBUF_INIT;
        tt_strbuf_addf(&text, "area,year,value\nPeru,%s,\"%s\"\n", list[i].year, list[i].value);
        check_refused(read_text(&text), 2, list[i].column, list[i].message, text.text);
        tt_strbuf_clear(&text);
    }
    check_done();
}

static void repeat(tt_strbuf *out, const char *what, size_t times)
{
    for (size_t i = 0; i < times; i++)
        tt_strbuf_add(out, what);
}

/* Columns, names, headers, blank lines and NULs without end. */
static void masses(void **state)
{
    (void)state;
    enum { MANY = 1000000, COLUMNS = 100000, MIB = 1 << 20 };
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, "year,value");
    for (int i = 0; i < COLUMNS; i++)
        tt_strbuf_addf(&text, ",c%d", i);
    check_refused(read_text(&text), 1, 16385, "16384 columns", "columns");
    tt_strbuf_reset(&text);
    repeat(&text, ",", COLUMNS);
    check_refused(read_text(&text), 1, 16385, "16384 columns", "commas");
    tt_strbuf_reset(&text);
    repeat(&text, "\r", MANY);
    check_refused(read_text(&text), 0, 0, "no header row", "CR");
    tt_strbuf_reset(&text);
    repeat(&text, "\n", 5 * MANY);
    tt_strbuf_add(&text, "year,value\n2018,5\n");
    check_refused(read_text(&text), 0, 0, "begins with a megabyte", "LF");
    tt_strbuf_reset(&text);
    for (int i = 0; i < MANY; i++)
        tt_strbuf_add_char(&text, '\0');
    check_refused(read_text(&text), 1, 1, "NUL", "NUL");
    /* What is large, but a table, is read. */
    tt_strbuf_reset(&text);
    tt_strbuf_add(&text, "year,value,");
    repeat(&text, "h", MIB);
    tt_strbuf_add(&text, "\n2018,5,x\n");
    outcome o = read_text(&text);
    check_true(o.status == TT_OK && o.figures == 1);
    tt_strbuf_reset(&text);
    tt_strbuf_add(&text, "area,year,value\n");
    for (int i = 0; i < MANY; i++)
        tt_strbuf_addf(&text, "n%d,2018,5\n", i);
    o = read_text(&text);
    check_true(o.status == TT_OK && o.figures == MANY && o.series == MANY);
    tt_strbuf_clear(&text);
    check_done();
}

/* Bytes of the wrong kind are told behind the faults of the rows before them, with the line on which they
 * stand, whatever ends the lines. */
static void bad_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        tt_encoding encoding;
        size_t faults; /* of rows before */
        size_t line;
        const char *message;
    } list[] = {
#define BYTES(text) text, sizeof text - 1
        {BYTES("year,value\n2018,q?\n2019,6\n\x9D,7\n"), TT_ENCODING_WINDOWS_1252, 1, 4, "009D"},
        {BYTES("year,value\r2018,q?\r2019,6\r\x9D,7\r"), TT_ENCODING_WINDOWS_1252, 1, 4, "009D"},
        {BYTES("year,value\r\n2018,q?\r\n2019,6\r\n\x9D"), TT_ENCODING_WINDOWS_1252, 1, 4, "009D"},
        {BYTES("year,val\x9D\n2018,5\n"), TT_ENCODING_WINDOWS_1252, 0, 1, "009D"},
        {BYTES("a title\nyear,val\x9D\n2018,5\n"), TT_ENCODING_WINDOWS_1252, 0, 2, "009D"},
        {BYTES("year,value\n2018,q?\n\xFF,6\n"), TT_ENCODING_UTF8, 1, 3, "not UTF-8"},
        {BYTES("year,value\n2018,q?\n2019,6\n\0\n"), TT_ENCODING_AUTO, 1, 4, "NUL"},
        {BYTES("\xFF\xFEy\0e\0a\0r\0,\0v\0a\0l\0u\0e\0\n\0002\0000\0001\0008\0,\0q\0?\0\n\0002"),
         TT_ENCODING_AUTO, 1, 3, "middle of a character"},
        {BYTES(
             "\xFF\xFEy\0e\0a\0r\0,\0v\0a\0l\0u\0e\0\n\0002\0000\0001\0008\0,\0q\0?\0\n\0\x3D\xD8"),
         TT_ENCODING_AUTO, 1, 3, "middle of a character"},
#undef BYTES
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        tt_read_options options = {.encoding = list[i].encoding};
        outcome o = read_bytes(list[i].bytes, list[i].length, options, 1);
        int right = o.status == TT_EENCODING || (o.status == TT_EPARSE && i == 6);
        right &= o.faults == list[i].faults && (o.faults == 0 || o.first_fault == 2) &&
                 o.err.line == list[i].line && strstr(o.err.message, list[i].message);
        if (!right)
            print_error("%zu: %zu faults, %s %zu:%zu %s\n", i, o.faults, tt_status_name(o.status),
                        o.err.line, o.err.column, o.err.message);
        check_true(right);
    }
    check_done();
}

/* A packed file of one row without end; files that are cut are in the corpora of test_dataset_read and
 * test_csv_read. */
static void packed(void **state)
{
    (void)state;
    enum { MIB = 1 << 20 };
    tt_strbuf text = TT_STRBUF_INIT;
    repeat(&text, "a", 40u * MIB);
    scratch file = scratch_write_gz(text.text, text.length);
    outcome o = read_path(file.path, (tt_read_options){0}, 0);
    check_refused(o, 1, 1, "16 MiB", "one row");
    scratch_remove(&file);
    tt_strbuf_clear(&text);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells),
        cmocka_unit_test(masses),
        cmocka_unit_test(bad_bytes),
        cmocka_unit_test(packed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
