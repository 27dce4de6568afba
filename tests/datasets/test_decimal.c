/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decimal sign: of one figure, and as the figures of a file prove it. */
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "sniff_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

static void of_one_figure(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        tt__decimal_sign sign;
    } list[] = {
        {"1814", TT__SIGN_NONE},
        {"", TT__SIGN_NONE},
        {"..", TT__SIGN_NONE},
        {"...", TT__SIGN_NONE},
        {"Peru, 5", TT__SIGN_NONE},
        {"1 814", TT__SIGN_NONE},
        {"10..20", TT__SIGN_NONE},
        {"5,", TT__SIGN_NONE},
        {"12.5", TT__SIGN_POINT},
        {"1,814.5", TT__SIGN_POINT},
        {"1,814,000", TT__SIGN_POINT},
        {"0.123", TT__SIGN_POINT},
        {"0.5%", TT__SIGN_POINT},
        {"<0.5", TT__SIGN_POINT},
        {"1814.123", TT__SIGN_POINT}, /* four digits are no group */
        {"1 234.567", TT__SIGN_POINT},
        {"1'234.567", TT__SIGN_POINT},
        {".123", TT__SIGN_POINT},
        {"12,5", TT__SIGN_COMMA},
        {"1.814,5", TT__SIGN_COMMA},
        {"1.814.000", TT__SIGN_COMMA},
        {"0,123", TT__SIGN_COMMA},
        {"12,5a", TT__SIGN_COMMA},
        {"~12,5 (b)", TT__SIGN_COMMA},
        {"1\xC2\xA0"
         "234,567",
         TT__SIGN_COMMA},
        {"1.814", TT__SIGN_AMBIGUOUS_POINT},
        {"<1.500", TT__SIGN_AMBIGUOUS_POINT},
        {"-1.814", TT__SIGN_AMBIGUOUS_POINT},
        {"999.999*", TT__SIGN_AMBIGUOUS_POINT},
        {"1,814", TT__SIGN_AMBIGUOUS_COMMA},
        {"12,345%", TT__SIGN_AMBIGUOUS_COMMA},
        {"1.81.4", TT__SIGN_NONE}, /* no figure at all */
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        tt__decimal_sign sign = tt__decimal_sign_of(list[i].text, strlen(list[i].text));
        if (sign != list[i].sign)
            print_error("'%s': %d\n", list[i].text, (int)sign);
        check_true(sign == list[i].sign);
    }
    check_done();
}

/* A file, and what is found: "point proven 12.5 (2:2)". */
static void check_file(const char *text, const char *points, tt_decimal decimal,
                       tt_decimal_basis basis, const char *proof, size_t line, size_t column)
{
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    const tt_file_report *r = tt_dataset_file(ds, 0);
    char *rows = scratch_dump(ds);
    int right = r->decimal == decimal && r->decimal_basis == basis &&
                strcmp(r->decimal_text, proof) == 0 && r->decimal_line == line &&
                r->decimal_column == column && strstr(rows, points);
    if (!right)
        print_error("%s: decimal %d by %d, '%s' in %zu:%zu\n%s", text, (int)r->decimal,
                    (int)r->decimal_basis, r->decimal_text, r->decimal_line, r->decimal_column,
                    rows);
    check_true(right);
    tt_free(rows);
    tt_dataset_free(ds);
}

static void of_files(void **state)
{
    (void)state;
    /* One figure decides for all. */
    check_file("year;value\n2017;1.814\n2018;12,5\n", "2017=1814 2018=12.5", TT_DECIMAL_COMMA,
               TT_DECIMAL_PROVEN, "12,5", 3, 2);
    check_file("year;value\n2017;1.814\n2018;1.234.567\n", "2017=1814 2018=1234567",
               TT_DECIMAL_COMMA, TT_DECIMAL_PROVEN, "1.234.567", 3, 2);
    check_file("year;value\n2017;1,814\n2018;12.5\n", "2017=1814 2018=12.5", TT_DECIMAL_POINT,
               TT_DECIMAL_PROVEN, "12.5", 3, 2);
    check_file("year,value\n2017,1.814\n2018,\"0,5\"\n", "2017=1814 2018=0.5", TT_DECIMAL_COMMA,
               TT_DECIMAL_PROVEN, "0,5", 3, 2);
    /* Also one in another column of figures. */
    check_file("year;value;population\n2017;1.814;37.213.984\n", "2017=1814", TT_DECIMAL_COMMA,
               TT_DECIMAL_PROVEN, "37.213.984", 2, 3);
    /* Counts are whole: 1,814 persons are no doubt; 1.814 are one. */
    check_file("year,value\n2017,\"1,814\"\n", "2017=1814", TT_DECIMAL_POINT, TT_DECIMAL_PLAIN, "",
               0, 0);
    check_file("year,value,unit\n2017,\"1,814\",persons\n", "2017=1814", TT_DECIMAL_POINT,
               TT_DECIMAL_PLAIN, "", 0, 0);
    check_file("year,value\n2017,1.814\n", "2017=1.814", TT_DECIMAL_POINT, TT_DECIMAL_AMBIGUOUS,
               "1.814", 2, 2);
    check_file("year,value,unit\n2017,\"1,814\",MXN\n", "2017=1814", TT_DECIMAL_POINT,
               TT_DECIMAL_AMBIGUOUS, "1,814", 2, 2);
    check_file("year,value\n2017,5\n", "2017=5", TT_DECIMAL_POINT, TT_DECIMAL_PLAIN, "", 0, 0);
    /* Commas in other columns, and in a title, prove nothing. */
    check_file("\"a title, 12,5\"\nyear,value,note\n2017,1814,\"12,5\"\n", "2017=1814",
               TT_DECIMAL_POINT, TT_DECIMAL_PLAIN, "", 0, 0);
    check_done();
}

static tt_status read_with(const char *text, tt_decimal decimal, tt_strbuf *points, tt_error *err)
{
    tt_read_options options = {.decimal = decimal};
    tt_dataset *ds = NULL;
    assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
    tt_status status = scratch_read(ds, text, &options, err);
    assert_int_equal(tt_dataset_finish(ds, NULL, NULL), TT_OK);
    tt_strbuf_reset(points);
    tt_strbuf_add(points, scratch_points(ds, "total"));
    tt_dataset_free(ds);
    return status;
}

/* An option decides without a look; what contradicts it is an error, never another number. */
static void by_option(void **state)
{
    (void)state;
    tt_strbuf points = TT_STRBUF_INIT;
    tt_error err = {0};
    check_status(read_with("year;value\n2017;1.814\n2018;7\n", TT_DECIMAL_COMMA, &points, &err),
                 TT_OK, &err);
    check_text(points.text, "2017=1814 2018=7", "a comma was named");
    check_status(read_with("year;value\n2017;12.5\n", TT_DECIMAL_COMMA, &points, &err), TT_EPARSE,
                 &err);
    check_true(err.line == 2 && err.column == 2 && strstr(err.message, "--decimal ."));
    tt_error_clear(&err);
    check_status(read_with("year;value\n2017;12,5\n", TT_DECIMAL_POINT, &points, &err), TT_EPARSE,
                 &err);
    check_true(err.line == 2 && err.column == 2 && strstr(err.message, "--decimal ,"));
    tt_error_clear(&err);
    check_status(read_with("year,value\n2018,\"0,123\"\n", TT_DECIMAL_POINT, &points, &err),
                 TT_EPARSE, &err);
    tt_error_clear(&err);
    /* A file that proves both is mixed: the first proof holds, the other figure is refused. */
    check_status(read_with("year;value\n2017;12,5\n2018;12.5\n", TT_DECIMAL_AUTO, &points, &err),
                 TT_EPARSE, &err);
    check_true(err.line == 3);
    tt_strbuf_clear(&points);
    check_done();
}

/* A proof behind the first megabyte comes too late to be guessed with: it is told, not passed over. */
static void late_proof(void **state)
{
    (void)state;
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf points = TT_STRBUF_INIT;
    tt_error err = {0};
    tt_strbuf_add(&text, "year;area;value\n");
    size_t lines = 1;
    for (; text.length < (1 << 20) + 100; lines++)
        tt_strbuf_addf(&text, "2018;area %zu;1.814\n", lines);
    tt_strbuf_add(&text, "2018;last;12,5\n");
    check_status(read_with(text.text, TT_DECIMAL_AUTO, &points, &err), TT_EPARSE, &err);
    check_true(err.line == lines + 1 && err.column == 3);
    tt_error_clear(&err);
    check_status(read_with(text.text, TT_DECIMAL_COMMA, &points, &err), TT_OK, &err);
    tt_strbuf_clear(&text);
    tt_strbuf_clear(&points);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_one_figure),
        cmocka_unit_test(of_files),
        cmocka_unit_test(by_option),
        cmocka_unit_test(late_proof),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
