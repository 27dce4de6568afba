/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

#include "csv_internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

/* Writes each row as "line:[cell|cell]". */
static tt_status collect(const tt__cell *cells, size_t count, size_t line, void *context,
                         tt_error *err)
{
    (void)err;
    tt_strbuf *out = context;
    tt_strbuf_addf(out, "%s%zu:[", out->length ? " " : "", line);
    for (size_t i = 0; i < count; i++) {
        if (i)
            tt_strbuf_add_char(out, '|');
        tt_strbuf_add_bytes(out, cells[i].text, cells[i].length);
        check_true(cells[i].text[cells[i].length] == '\0');
    }
    tt_strbuf_add_char(out, ']');
    return TT_OK;
}

static tt_status read_bytes(const void *bytes, size_t length, tt_strbuf *out, tt_error *err)
{
    scratch file = scratch_write(bytes, length);
    tt_status status = tt__csv_read(file.path, collect, out, err);
    scratch_remove(&file);
    return status;
}

static void check_rows(const char *text, const char *expected)
{
    tt_strbuf out = TT_STRBUF_INIT;
    tt_error err = {0};
    check_status(read_bytes(text, strlen(text), &out, &err), TT_OK, &err);
    check_text(tt_strbuf_text(&out), expected, text);
    tt_strbuf_clear(&out);
}

static void line_ends(void **state)
{
    (void)state;
    check_rows("a,b\n1,2\n3,4\n", "1:[a|b] 2:[1|2] 3:[3|4]");
    check_rows("a,b\n1,2\n3,4", "1:[a|b] 2:[1|2] 3:[3|4]");
    check_rows("a,b\r\n1,2\r\n3,4\r\n", "1:[a|b] 2:[1|2] 3:[3|4]");
    check_rows("a,b\r1,2\r3,4\r", "1:[a|b] 2:[1|2] 3:[3|4]");
    check_rows("\xEF\xBB\xBF"
               "a,b\n1,2",
               "1:[a|b] 2:[1|2]");
    check_rows("\xEF\xBB\xBF"
               "\"a\",b\r\n1,2\r\n",
               "1:[a|b] 2:[1|2]");
    /* Blank lines and rows without any text count as lines, not as rows. */
    check_rows("a\n\n\n1\n", "1:[a] 4:[1]");
    check_rows("a\r\n\r\n\r\n1\r\n", "1:[a] 4:[1]");
    check_rows("a\r\r\r1\r", "1:[a] 4:[1]");
    check_rows("\n\na\n1\n", "3:[a] 4:[1]");
    check_rows("\r\n\r\na\r\n1\r\n", "3:[a] 4:[1]");
    check_rows("a,b\n,\n1,\n  ,  \n,2\n", "1:[a|b] 3:[1|] 5:[|2]");
    check_rows("a\n  \n1\n\t\n", "1:[a] 3:[1]");
    /* Mixed line ends: LF CR is two lines, CR LF is one. */
    check_rows("a\n\r1\r\n2\r3\n", "1:[a] 3:[1] 4:[2] 5:[3]");
    check_done();
}

static void embedded_line_ends(void **state)
{
    (void)state;
    check_rows("a\n\"1\n1\"\n2\n", "1:[a] 2:[1\n1] 4:[2]");
    check_rows("a\r\n\"1\r\n1\"\r\n2\r\n", "1:[a] 2:[1\r\n1] 4:[2]");
    check_rows("a\r\"1\r1\"\r2\r", "1:[a] 2:[1\r1] 4:[2]");
    check_rows("\"a\n\n\",\"b\n\"\n1,2\n", "1:[a\n\n|b\n] 5:[1|2]");
    check_rows("\"a\r\",\"\nb\"\n1,2\n", "1:[a\r|\nb] 4:[1|2]");
    check_rows("\"a\r\",\"\r\"\r1,2\r", "1:[a\r|\r] 4:[1|2]");
    check_done();
}

static void cells(void **state)
{
    (void)state;
    check_rows("\"a,b\",\"c\"\"d\",\"\"\n", "1:[a,b|c\"d|]");
    check_rows(" a , \"b\" ,\tc d\t\n", "1:[a|b|c d]");
    check_rows("\" a \",b\n", "1:[ a |b]");
    check_rows("a,,b,\n", "1:[a||b|]");
    check_rows("M\xC3\xA9xico,\xE5\xA2\xA8,\xF0\x9F\x98\x80\n",
               "1:[M\xC3\xA9xico|\xE5\xA2\xA8|\xF0\x9F\x98\x80]");
    check_rows("a,1,2\nb,1\nc\n", "1:[a|1|2] 2:[b|1] 3:[c]"); /* ragged: not this file's matter */
    check_rows("\"\"\"\"\n", "1:[\"]");
    check_rows("\"a\"", "1:[a]");
    check_done();
}

/* A fault, and where it is. */
typedef struct fault {
    const char *bytes;
    size_t length; /* 0: strlen */
    tt_status status;
    size_t line;
    size_t column;
    const char *says;
} fault;

static void faults(void **state)
{
    (void)state;
    static const fault list[] = {
        {"", 0, TT_ESCHEMA, 1, 0, "empty"},
        {"a,b\n1,x\0y\n", 10, TT_EPARSE, 2, 2, "NUL"},
        {"a\0,\0b\0\n\0", 8, TT_EPARSE, 1, 1, "UTF-16"},
        {"a,b\n1,2\n3,\xE9\n", 0, TT_EENCODING, 3, 2, "UTF-8"},
        {"a,b\n1,\xC3\n", 0, TT_EENCODING, 2, 2, "UTF-8"},
        {"a,b\n\xC0\x80,2\n", 0, TT_EENCODING, 2, 1, "UTF-8"},         /* overlong */
        {"a,b\n\xED\xA0\x80,2\n", 0, TT_EENCODING, 2, 1, "UTF-8"},     /* surrogate */
        {"a,b\n\xF5\x80\x80\x80,2\n", 0, TT_EENCODING, 2, 1, "UTF-8"}, /* beyond Unicode */
        {"a,b\n\"x\n\n\",\xFF\n", 0, TT_EENCODING, 4, 2, "UTF-8"},
        {"a,b\n1,x\"y\n", 0, TT_EPARSE, 2, 2, "quote"},
        {"a,b\n1,\"x\"y\n", 0, TT_EPARSE, 2, 2, "quote"},
        {"a,b\n\"1\n1\",\"x\"y\n", 0, TT_EPARSE, 3, 2, "quote"},
        {"a,b\n1,2\n3,\"4\n5,6\n7,8\n", 0, TT_EPARSE, 3, 2, "not closed"},
        {"a,\"", 0, TT_EPARSE, 1, 2, "not closed"},
        {"PK\3\4rest of a zip file", 0, TT_ESCHEMA, 1, 0, "libreoffice"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest", 0, TT_ESCHEMA, 1, 0, "libreoffice"},
        /* Half of a pair of UTF-16, and half of a character. */
        {"\xFF\xFE"
         "a\0\n\0\x3D\xD8,\0",
         10, TT_EENCODING, 2, 0, "pair"},
        {"\xFE\xFF"
         "\0a\0,\0",
         7, TT_EENCODING, 1, 0, "middle"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        const fault *f = &list[i];
        tt_strbuf out = TT_STRBUF_INIT;
        tt_error err = {0};
        size_t length = f->length ? f->length : strlen(f->bytes);
        check_status(read_bytes(f->bytes, length, &out, &err), f->status, &err);
        int right = err.status == f->status && err.line == f->line && err.column == f->column &&
                    strstr(err.message, f->says) && err.file[0];
        if (!right)
            print_error("fault %zu: line %zu, column %zu: %s\n", i, err.line, err.column,
                        err.message);
        check_true(right);
        check_status(read_bytes(f->bytes, length, &out, NULL), f->status, NULL);
        tt_strbuf_clear(&out);
    }
    check_done();
}

static void paths(void **state)
{
    (void)state;
    tt_strbuf out = TT_STRBUF_INIT;
    tt_error err = {0};
    check_status(tt__csv_read("no/such/file.csv", collect, &out, &err), TT_ENOINPUT, &err);
    assert_string_equal(err.file, "no/such/file.csv");
    assert_int_equal(err.line, 0);
    assert_non_null(strstr(err.message, "No such file"));
    tt_error_clear(&err);
    check_status(tt__csv_read(".", collect, &out, &err), TT_ENOINPUT, &err);
    assert_string_equal(err.file, ".");
    assert_non_null(strstr(err.message, "folder"));
    tt_error_clear(&err);
    check_status(tt__csv_read("", collect, &out, &err), TT_ENOINPUT, &err);
    assert_int_equal(out.length, 0);
    tt_strbuf_clear(&out);
    check_done();
}

static void standard_input(void **state)
{
    (void)state;
    tt_strbuf out = TT_STRBUF_INIT;
    tt_error err = {0};
    scratch file = scratch_write_gz("a,b\n1,2\n", 8);
    assert_non_null(freopen(file.path, "rb", stdin));
    check_status(tt__csv_read("-", collect, &out, &err), TT_OK, &err);
    assert_string_equal(tt_strbuf_text(&out), "1:[a|b] 2:[1|2]");
    /* Read to its end it is empty, and says so. */
    check_status(tt__csv_read("-", collect, &out, &err), TT_ESCHEMA, &err);
    assert_string_equal(err.file, "-");
    scratch_remove(&file);
    tt_strbuf_clear(&out);
    check_done();
}

/* A pipe whose writer gives a few bytes at a time. */
static void slow_pipe(void **state)
{
    (void)state;
    static const char table[] = "\xEF\xBB\xBFyear,value\r\n2017,\"1\r\n2\"\r\n2018,\xC3\xB3\r\n";
    for (size_t step = 1; step < 8; step++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            for (size_t at = 0; at < sizeof table - 1; at += step) {
                size_t rest = sizeof table - 1 - at;
                if (write(ends[1], table + at, rest < step ? rest : step) < 0)
                    _exit(1);
            }
            _exit(0);
        }
        (void)close(ends[1]);
        char path[32];
        (void)snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
        tt_strbuf out = TT_STRBUF_INIT;
        tt_error err = {0};
        check_status(tt__csv_read(path, collect, &out, &err), TT_OK, &err);
        assert_string_equal(tt_strbuf_text(&out),
                            "1:[year|value] 2:[2017|1\r\n2] 4:[2018|\xC3\xB3]");
        tt_strbuf_clear(&out);
        (void)close(ends[0]);
        assert_int_equal(waitpid(child, NULL, 0), child);
    }
    check_done();
}

/* The file is read in pieces of 64 KiB. A first row of growing length moves every byte of the rows
 * behind it over the seam; what is read behind it must not change. */
static void seams(void **state)
{
    (void)state;
    static const char tail[] = "\r\n\"q\"\"\r\nq\",\xC3\xB3\xE2\x82\xAC, x \r\n\r\n1,2\r3\n4,\"5\"";
    static const char expected[] = " 2:[q\"\r\nq|\xC3\xB3\xE2\x82\xAC|x] 5:[1|2] 6:[3] 7:[4|5]";
    enum { SEAM = 1 << 16 };
    static char bytes[SEAM + sizeof tail];
    for (size_t into = 0; into < sizeof tail; into++) {
        size_t head = SEAM - into;
        memset(bytes, 'h', head);
        memcpy(bytes + head, tail, sizeof tail - 1);
        size_t length = head + sizeof tail - 1;
        for (int gz = 0; gz < 2; gz++) {
            scratch file = gz ? scratch_write_gz(bytes, length) : scratch_write(bytes, length);
            tt_strbuf out = TT_STRBUF_INIT;
            tt_error err = {0};
            check_status(tt__csv_read(file.path, collect, &out, &err), TT_OK, &err);
            size_t at = strlen("1:[]") + head;
            check_true(out.length > at && strcmp(out.text + at, expected) == 0);
            tt_strbuf_clear(&out);
            scratch_remove(&file);
        }
    }
    check_done();
}

/* A gzip file that ends early is told as such, wherever the cut is, and not as a fault of the row that
 * was cut; so is one whose bytes have changed. */
static void cut_short(void **state)
{
    (void)state;
    static char table[20000];
    size_t length = 0;
    for (int i = 0; length + 32 < sizeof table; i++)
        length += (size_t)snprintf(table + length, sizeof table - length, "%d,\"%d\"\n", i * 7919,
                                   i * i % 1013);
    scratch whole = scratch_write_gz(table, length);
    size_t size = 0;
    char *bytes = check_read_file(whole.path);
    FILE *stream = fopen(whole.path, "rb");
    assert_non_null(stream);
    assert_int_equal(fseek(stream, 0, SEEK_END), 0);
    size = (size_t)ftell(stream);
    (void)fclose(stream);
    scratch_remove(&whole);
    assert_non_null(bytes);
    for (size_t cut = 20; cut < size; cut += cut < size - 20 ? 997 : 1) {
        tt_strbuf out = TT_STRBUF_INIT;
        tt_error err = {0};
        check_status(read_bytes(bytes, cut, &out, &err), TT_EIO, &err);
        check_true(strstr(err.message, "cut short") != NULL);
        tt_strbuf_clear(&out);
    }
    bytes[size / 2] ^= 0x55;
    tt_strbuf out = TT_STRBUF_INIT;
    tt_error err = {0};
    check_status(read_bytes(bytes, size, &out, &err), TT_EIO, &err);
    tt_strbuf_clear(&out);
    free(bytes);
    check_done();
}

static void limits(void **state)
{
    (void)state;
    /* As many columns as a row may have, and one more. */
    char *bytes = tt_calloc(TT__ROW_BYTES_MAX + (1 << 18), 1);
    assert_non_null(bytes);
    memset(bytes, ',', TT__COLUMNS_MAX);
    bytes[0] = 'x';
    memcpy(bytes + 1, "\nx", 2);
    memset(bytes + 3, ',', TT__COLUMNS_MAX);
    tt_strbuf out = TT_STRBUF_INIT;
    tt_error err = {0};
    check_status(read_bytes(bytes, 3 + TT__COLUMNS_MAX - 1, &out, &err), TT_OK, &err);
    check_status(read_bytes(bytes, 3 + TT__COLUMNS_MAX, &out, &err), TT_ELIMIT, &err);
    check_true(err.line == 2 && err.column == TT__COLUMNS_MAX + 1);
    /* A field of 1 MiB is a cell like others; a row that never ends is a fault. */
    memset(bytes, 'x', TT__ROW_BYTES_MAX + (1 << 18));
    memcpy(bytes, "a\n\"", 3);
    tt_strbuf_reset(&out);
    tt_error_clear(&err);
    memcpy(bytes + (1 << 20), "\"\n", 2);
    check_status(read_bytes(bytes, (1 << 20) + 2, &out, &err), TT_OK, &err);
    check_true(out.length == (1 << 20) - 3 + strlen("1:[a] 2:[]"));
    memset(bytes + (1 << 20), 'x', 2);
    check_status(read_bytes(bytes, TT__ROW_BYTES_MAX + (1 << 18), &out, &err), TT_ELIMIT, &err);
    check_true(err.line == 2 && err.column == 1);
    check_true(strstr(err.message, "closing quote") != NULL);
    tt_strbuf_clear(&out);
    tt_free(bytes);
    check_done();
}

static tt_status refuse_third(const tt__cell *cells, size_t count, size_t line, void *context,
                              tt_error *err)
{
    (void)cells;
    (void)count;
    int *rows = context;
    if (++*rows < 3)
        return TT_OK;
    tt_status status = tt_fail(err, TT_EDOMAIN, "line %zu", line);
    tt_error_place(err, NULL, 0, 2);
    return status;
}

/* The status of the row function stops the reading and goes up with its place. */
static void rows_that_refuse(void **state)
{
    (void)state;
    int rows = 0;
    tt_error err = {0};
    static const char text[] = "a\n\n\"b\n\"\nc\nd\n";
    scratch file = scratch_write(text, sizeof text - 1);
    check_status(tt__csv_read(file.path, refuse_third, &rows, &err), TT_EDOMAIN, &err);
    assert_int_equal(rows, 3);
    assert_string_equal(err.message, "line 5");
    assert_int_equal(err.line, 5);
    assert_int_equal(err.column, 2);
    assert_string_equal(err.file, file.path);
    scratch_remove(&file);
    check_done();
}

static void no_memory(void **state)
{
    (void)state;
    static const char text[] = "a,b\n\"1\n1\",2\n";
    scratch file = scratch_write(text, sizeof text - 1);
    size_t n = 1;
    tt_status status = TT_ENOMEM;
    for (; status != TT_OK && n < 100; n++) {
        int rows = -100;
        tt_error err = {0};
        tt_memory_fail_at(n);
        status = tt__csv_read(file.path, refuse_third, &rows, &err);
        tt_memory_fail_at(0);
        check_status(status, status == TT_OK ? TT_OK : TT_ENOMEM, &err);
        check_true(err.status == status);
    }
    assert_int_equal(status, TT_OK);
    assert_true(n > 4);
    scratch_remove(&file);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_ends), cmocka_unit_test(embedded_line_ends),
        cmocka_unit_test(cells),     cmocka_unit_test(faults),
        cmocka_unit_test(paths),     cmocka_unit_test(standard_input),
        cmocka_unit_test(slow_pipe), cmocka_unit_test(seams),
        cmocka_unit_test(cut_short), cmocka_unit_test(limits),
        cmocka_unit_test(no_memory), cmocka_unit_test(rows_that_refuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
