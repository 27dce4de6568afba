/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "tiptrend/number.h"

static void texts(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } rows[] = {
        {0.1, "0.1"},
        {-0.0, "0"},
        {1814, "1814"},
        {-17.1, "-17.1"},
        {1e15, "1e+15"},
        {123456789012345, "123456789012345"},
        {1.0 / 3, "0.3333333333333333"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {5e-324, "5e-324"},
        {NAN, "nan"},
        {INFINITY, "inf"},
        {-INFINITY, "-inf"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[TT_NUMBER_TEXT_SIZE];
        size_t length = tt_number_text(rows[i].value, text);
        assert_string_equal(text, rows[i].text);
        assert_int_equal(length, strlen(text));
    }
}

static void fixed(void **state)
{
    (void)state;
    char text[TT_NUMBER_FIXED_SIZE];
    (void)tt_number_fixed(-0.04, 1, text);
    assert_string_equal(text, "0.0");
    (void)tt_number_fixed(-17.128, 1, text);
    assert_string_equal(text, "-17.1");
    (void)tt_number_fixed(0.5, 0, text); /* half to even, as IEEE 754 rounds */
    assert_string_equal(text, "0");
    assert_true(tt_number_fixed(-DBL_MAX, 17, text) < TT_NUMBER_FIXED_SIZE);
}

/* Every double reads back to itself, also those that the short cut cannot take. */
static void round_trip(void **state)
{
    (void)state;
    uint64_t random = 88172645463325252u;
    for (int i = 0; i < 200000; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        double value;
        memcpy(&value, &random, sizeof value);
        if (!isfinite(value))
            continue;
        char text[TT_NUMBER_TEXT_SIZE];
        double back;
        size_t length = tt_number_text(value, text);
        assert_int_equal(tt_number_parse(text, length, &back), 0);
        check_true(back == value);
    }
    check_done();
}

/* The short cut gives what strtod gives. */
static void parse_agrees_with_strtod(void **state)
{
    (void)state;
    uint64_t random = 1234567;
    for (int i = 0; i < 200000; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        char text[64];
        int decimals = (int)(random >> 60);
        (void)snprintf(text, sizeof text, "%llu.%0*llu",
                       (unsigned long long)(random >> 40) % 100000, decimals + 1,
                       (unsigned long long)(random >> 20) % 1000000);
        double value;
        assert_int_equal(tt_number_parse(text, strlen(text), &value), 0);
        check_true(value == strtod(text, NULL));
    }
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",     " 1",  "1 ",  "1,5", "0x10",  "1e",  "e5",   ".",
                                      "1..2", "--1", "inf", "nan", "1e999", "1_0", "1.5.2"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double value;
        assert_int_equal(tt_number_parse(bad[i], strlen(bad[i]), &value), -1);
    }
    double value;
    assert_int_equal(tt_number_parse("12abc", 2, &value), 0); /* the length counts, not a NUL */
    assert_true(value == 12);
}

/* The locale of the caller changes nothing. Skipped where no comma locale is installed. */
static void comma_locale(void **state)
{
    (void)state;
    if (!setlocale(LC_NUMERIC, "de_DE.UTF-8") && !setlocale(LC_NUMERIC, "es_ES.UTF-8")) {
        print_message("skipped: no locale with a decimal comma is installed\n");
        skip();
    }
    char text[TT_NUMBER_FIXED_SIZE];
    double value = 0;
    (void)tt_number_text(0.1, text);
    int same = strcmp(text, "0.1") == 0;
    (void)tt_number_fixed(2.25, 2, text);
    same = same && strcmp(text, "2.25") == 0;
    int read = tt_number_parse("1.23456789012345678901234", 25, &value);
    (void)setlocale(LC_NUMERIC, "C");
    assert_true(same);
    assert_int_equal(read, 0);
    assert_true(value == 1.23456789012345678901234);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),      cmocka_unit_test(fixed),
        cmocka_unit_test(round_trip), cmocka_unit_test(parse_agrees_with_strtod),
        cmocka_unit_test(refused),    cmocka_unit_test(comma_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
