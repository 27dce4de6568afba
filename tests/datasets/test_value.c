/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/value.h"

#include <math.h>
#include <string.h>

#include "check.h"

#define NONE NAN
#define INF  INFINITY

/* One cell and what it says. The expected values are by the definitions in tiptrend/value.h. */
typedef struct cell {
    const char *text;
    double point;
    double low;
    double high;
    tt_state state;
    unsigned flags;
    int decimals;
} cell;

static void check_cells(const cell *cells, size_t count, const tt_value_options *options)
{
    for (size_t i = 0; i < count; i++) {
        const cell *c = &cells[i];
        tt_error err = {0};
        tt_value v;
        tt_status status = tt_value_parse(c->text, strlen(c->text), options, &v, &err);
        int same = status == TT_OK && v.state == c->state && v.flags == c->flags &&
                   v.decimals == c->decimals;
        if (!same)
            print_error("'%s': %s, state '%s', flags %u, decimals %d; %s\n", c->text,
                        tt_status_name(status), tt_state_name(v.state), v.flags, v.decimals,
                        err.message);
        check_true(same);
        check_rel(v.point, c->point, 0, c->text);
        check_rel(v.low, c->low, 0, c->text);
        check_rel(v.high, c->high, 0, c->text);
    }
    check_done();
}

#define CHECK_CELLS(cells, options) check_cells((cells), sizeof(cells) / sizeof *(cells), (options))

static void points(void **state)
{
    (void)state;
    static const cell cells[] = {
        {"5", 5, 5, 5, TT_STATE_OBSERVED, 0, 0},
        {"1,814", 1814, 1814, 1814, TT_STATE_OBSERVED, 0, 0},
        {"1 814", 1814, 1814, 1814, TT_STATE_OBSERVED, 0, 0},
        {"1\xC2\xA0"
         "814",
         1814, 1814, 1814, TT_STATE_OBSERVED, 0, 0},
        {"1\xE2\x80\xAF"
         "814\xE2\x80\xAF"
         "000",
         1814000, 1814000, 1814000, TT_STATE_OBSERVED, 0, 0},
        {"12,345,678", 12345678, 12345678, 12345678, TT_STATE_OBSERVED, 0, 0},
        {"1,814.50", 1814.5, 1814.5, 1814.5, TT_STATE_OBSERVED, 0, 2},
        {"  7\t", 7, 7, 7, TT_STATE_OBSERVED, 0, 0},
        {"\xC2\xA0"
         "7\xE2\x80\x89",
         7, 7, 7, TT_STATE_OBSERVED, 0, 0},
        {"+7", 7, 7, 7, TT_STATE_OBSERVED, 0, 0},
        {"0.5", 0.5, 0.5, 0.5, TT_STATE_OBSERVED, 0, 1},
        {"1e3", 1000, 1000, 1000, TT_STATE_OBSERVED, 0, 0},
        {"9,007,199,254,740,992", 0x1p53, 0x1p53, 0x1p53, TT_STATE_OBSERVED, 0, 0},
        {"9000000000000000000", 9e18, 9e18, 9e18, TT_STATE_OBSERVED, 0,
         0}, /* kept to the last digit */
        {"0", 0, 0, 0, TT_STATE_ZERO, 0, 0},
        {"0.00", 0, 0, 0, TT_STATE_ZERO, 0, 2},
        {"0e-400", 0, 0, 0, TT_STATE_ZERO, 0, 0},
        {"-0", 0, 0, 0, TT_STATE_ZERO, 0, 0},
        {"~95", 95, 95, 95, TT_STATE_OBSERVED, TT_VALUE_APPROXIMATE, 0},
        {"~ 1,500", 1500, 1500, 1500, TT_STATE_OBSERVED, TT_VALUE_APPROXIMATE, 0},
        {"21%", 21, 21, 21, TT_STATE_OBSERVED, TT_VALUE_PERCENT, 0},
        {"21.5 %", 21.5, 21.5, 21.5, TT_STATE_OBSERVED, TT_VALUE_PERCENT, 1},
        {"~21%", 21, 21, 21, TT_STATE_OBSERVED, TT_VALUE_PERCENT | TT_VALUE_APPROXIMATE, 0},
        {"0%", 0, 0, 0, TT_STATE_ZERO, TT_VALUE_PERCENT, 0},
    };
    CHECK_CELLS(cells, NULL);
    assert_false(signbit(((tt_value){0}).point));
    tt_value v;
    assert_int_equal(tt_value_parse("-0.0", 4, NULL, &v, NULL), TT_OK);
    assert_false(signbit(v.point) || signbit(v.low) || signbit(v.high));
}

static void bounds_of_counts(void **state)
{
    (void)state;
    static const cell cells[] = {
        {"<5", NONE, 0, 4, TT_STATE_SUPPRESSED, 0, 0},
        {"< 5", NONE, 0, 4, TT_STATE_SUPPRESSED, 0, 0},
        {"<1", NONE, 0, 0, TT_STATE_SUPPRESSED, 0, 0},
        {"<20", NONE, 0, 19, TT_STATE_SUPPRESSED, 0, 0},
        {"<21", NONE, 0, 20, TT_STATE_OBSERVED, 0, 0},
        {"<1500", NONE, 0, 1499, TT_STATE_OBSERVED, 0, 0},
        {"<1,500", NONE, 0, 1499, TT_STATE_OBSERVED, 0, 0},
        {"<=10", NONE, 0, 10, TT_STATE_OBSERVED, 0, 0},
        {"\xE2\x89\xA4"
         "10",
         NONE, 0, 10, TT_STATE_OBSERVED, 0, 0},
        {">1000", NONE, 1001, INF, TT_STATE_OBSERVED, 0, 0},
        {">=10", NONE, 10, INF, TT_STATE_OBSERVED, 0, 0},
        {"\xE2\x89\xA5 10", NONE, 10, INF, TT_STATE_OBSERVED, 0, 0},
        {"10..20", NONE, 10, 20, TT_STATE_OBSERVED, 0, 0},
        {"10 .. 20", NONE, 10, 20, TT_STATE_OBSERVED, 0, 0},
        {"10-20", NONE, 10, 20, TT_STATE_OBSERVED, 0, 0},
        {"10\xE2\x80\x93"
         "20",
         NONE, 10, 20, TT_STATE_OBSERVED, 0, 0},
        {"1,000..2,000", NONE, 1000, 2000, TT_STATE_OBSERVED, 0, 0},
        {"0..3", NONE, 0, 3, TT_STATE_OBSERVED, 0, 0},
        /* A count is whole: what is below 5.5 is at most 5, what is above it at least 6. */
        {"<5.5", NONE, 0, 5, TT_STATE_SUPPRESSED, 0, 1},
        {">5.5", NONE, 6, INF, TT_STATE_OBSERVED, 0, 1},
        {"<=5.5", NONE, 0, 5, TT_STATE_OBSERVED, 0, 1},
        {">=5.5", NONE, 6, INF, TT_STATE_OBSERVED, 0, 1},
    };
    CHECK_CELLS(cells, NULL);
    static const tt_value_options from_one = {.suppressed_low = 1};
    static const cell low_one[] = {
        {"<5", NONE, 1, 4, TT_STATE_SUPPRESSED, 0, 0},
        {"<1500", NONE, 0, 1499, TT_STATE_OBSERVED, 0, 0},
        {"5", 5, 5, 5, TT_STATE_OBSERVED, 0, 0},
    };
    CHECK_CELLS(low_one, &from_one);
}

static void bounds_of_any_number(void **state)
{
    (void)state;
    static const tt_value_options any = {.continuous = 1, .allow_negative = 1};
    static const cell cells[] = {
        {"<5", NONE, -INF, 5, TT_STATE_OBSERVED, 0, 0},
        {">5", NONE, 5, INF, TT_STATE_OBSERVED, 0, 0},
        {"-5", -5, -5, -5, TT_STATE_OBSERVED, 0, 0},
        {"\xE2\x88\x92"
         "5.5",
         -5.5, -5.5, -5.5, TT_STATE_OBSERVED, 0, 1},
        {"-5..-3", NONE, -5, -3, TT_STATE_OBSERVED, 0, 0},
        {"-5--3", NONE, -5, -3, TT_STATE_OBSERVED, 0, 0},
        {"1e-3", 0.001, 0.001, 0.001, TT_STATE_OBSERVED, 0, 0},
        {"1e-3-2", NONE, 0.001, 2, TT_STATE_OBSERVED, 0, 0},
        {">=-2.5", NONE, -2.5, INF, TT_STATE_OBSERVED, 0, 1},
    };
    CHECK_CELLS(cells, &any);
    static const tt_value_options positive = {.continuous = 1};
    static const cell above[] = {
        {"<5", NONE, 0, 5, TT_STATE_OBSERVED, 0, 0},
        {"1.25..2.5", NONE, 1.25, 2.5, TT_STATE_OBSERVED, 0, 2},
        {"1.5..2.25", NONE, 1.5, 2.25, TT_STATE_OBSERVED, 0, 2},
    };
    CHECK_CELLS(above, &positive);
    /* A percentage is no count, whatever the column: less than 5 % can be 4.9 %. */
    static const cell percent[] = {
        {"<5%", NONE, 0, 5, TT_STATE_OBSERVED, TT_VALUE_PERCENT, 0},
        {">5%", NONE, 5, INF, TT_STATE_OBSERVED, TT_VALUE_PERCENT, 0},
    };
    CHECK_CELLS(percent, NULL);
}

static void signs_for_no_figure(void **state)
{
    (void)state;
    static const cell cells[] = {
        {"", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
        {"  ", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
        {"NA", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
        {"NaN", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
        {"null", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
        {"..", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
        {"...", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
        {"\xE2\x80\xA6", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
        {":", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
        {":c", NONE, 0, INF, TT_STATE_SUPPRESSED, 0, 0},
        {"*", NONE, 0, INF, TT_STATE_SUPPRESSED, 0, 0},
        {"x", NONE, 0, INF, TT_STATE_SUPPRESSED, 0, 0},
        {"X", NONE, 0, INF, TT_STATE_SUPPRESSED, 0, 0},
        {":z", NONE, NONE, NONE, TT_STATE_NOT_APPLICABLE, 0, 0},
        {"n/a", NONE, NONE, NONE, TT_STATE_NOT_APPLICABLE, 0, 0},
        {"N/A", NONE, NONE, NONE, TT_STATE_NOT_APPLICABLE, 0, 0},
    };
    CHECK_CELLS(cells, NULL);
}

static void a_lone_dash(void **state)
{
    (void)state;
    static const char *const dashes[] = {"-", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x88\x92",
                                         " - "};
    static const tt_value_options zero = {.dash = TT_DASH_ZERO};
    static const tt_value_options missing = {.dash = TT_DASH_MISSING};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        tt_value v;
        tt_error err = {0};
        size_t length = strlen(dashes[i]);
        check_status(tt_value_parse(dashes[i], length, NULL, &v, &err), TT_EPARSE, &err);
        check_true(strstr(err.message, "--dash") != NULL);
        check_status(tt_value_parse(dashes[i], length, &zero, &v, NULL), TT_OK, NULL);
        check_true(v.state == TT_STATE_ZERO && v.point == 0 && v.low == 0 && v.high == 0);
        check_status(tt_value_parse(dashes[i], length, &missing, &v, NULL), TT_OK, NULL);
        check_true(v.state == TT_STATE_MISSING && isnan(v.point) && isnan(v.low) && isnan(v.high));
    }
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        tt_status status;
    } bad[] = {
        {"abc", TT_EPARSE},
        {"9007199254740993", TT_EPARSE}, /* 2^53 + 1: a double makes it 2^53 */
        {"-9,007,199,254,740,993", TT_EPARSE},
        {"<9007199254740993", TT_EPARSE},
        {"18446744073709551615", TT_EPARSE},
        {"5 persons", TT_EPARSE},
        {"1,81", TT_EPARSE},
        {"1,8145", TT_EPARSE},
        {"1814,000", TT_EPARSE},
        {"1,,814", TT_EPARSE},
        {",814", TT_EPARSE},
        {"1,814,", TT_EPARSE},
        {"1 2", TT_EPARSE},
        {"1,814.5,000", TT_EPARSE},
        {"0,123", TT_EPARSE}, /* a decimal comma; as thousands it would be 123 */
        {"000,123", TT_EPARSE},
        {"0,000", TT_EPARSE},
        {"1,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,"
         "000,000",
         TT_EPARSE}, /* longer than any figure */
        {"1.5.2", TT_EPARSE},
        {"0x10", TT_EPARSE},
        {"1e999", TT_EPARSE},
        {"1e-400", TT_EPARSE}, /* not zero */
        {"0.5e-330", TT_EPARSE},
        {"12345678901234567890123456789012345", TT_EPARSE},
        {"5..9007199254740993", TT_EPARSE},
        {"inf", TT_EPARSE},
        {"#REF!", TT_EPARSE},
        {"=1+1", TT_EPARSE},
        {"%", TT_EPARSE},
        {"5%%", TT_EPARSE},
        {"5%6", TT_EPARSE},
        {"<", TT_EPARSE},
        {"<x", TT_EPARSE},
        {"<<5", TT_EPARSE},
        {"~", TT_EPARSE},
        {"~~5", TT_EPARSE},
        {"~<5", TT_EPARSE},
        {"5..", TT_EPARSE},
        {"..5", TT_EPARSE},
        {"5-", TT_EPARSE},
        {"1-2-3", TT_EPARSE},
        {"\xE2\x88\x92-5", TT_EPARSE}, /* two minus signs are not a plus */
        {"\xE2\x88\x92+5", TT_EPARSE},
        {"5\n", TT_EPARSE},
        {"\n", TT_EPARSE},
        {"\xD9\xA5", TT_EPARSE}, /* an Arabic five */
        {"-5", TT_EDOMAIN},
        {"\xE2\x88\x92"
         "5",
         TT_EDOMAIN},
        {"-1,814", TT_EDOMAIN},
        {"~-5", TT_EDOMAIN},
        {"-5%", TT_EDOMAIN},
        {"<0", TT_EDOMAIN},
        {"<=-1", TT_EDOMAIN},
        {">=-1", TT_EDOMAIN},
        {"20..10", TT_EDOMAIN},
        {"-5..5", TT_EDOMAIN},
        {"2018-07", TT_EDOMAIN}, /* a period in the column of values */
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tt_error err = {0};
        tt_value v = {.point = 5, .low = 5, .high = 5};
        tt_status status = tt_value_parse(bad[i].text, strlen(bad[i].text), NULL, &v, &err);
        if (status != bad[i].status)
            print_error("'%s':\n", bad[i].text);
        check_status(status, bad[i].status, &err);
        check_true(err.status == status && err.message[0] != '\0');
        /* On error nothing that looks like a figure is left. */
        check_true(isnan(v.point) && isnan(v.low) && isnan(v.high) && v.state == TT_STATE_MISSING);
    }
    check_done();
}

/* A message never carries half a character or a sign that a terminal would obey. */
static void messages_are_plain_text(void **state)
{
    (void)state;
    char text[200];
    for (size_t i = 0; i + 1 < sizeof text; i += 2)
        memcpy(text + i, "\xC3\xB3", 2);
    for (size_t first = 0; first < 2; first++) {
        tt_error err = {0};
        tt_value v;
        text[0] = first ? 'a' : '\xC3';
        text[1] = first ? 'b' : '\xB3';
        (void)tt_value_parse(text + (first ? 1 : 0), 151 - first, NULL, &v, &err);
        for (const char *c = strchr(err.message, '\''); c && *c && *c != ' '; c++)
            if ((unsigned char)*c == 0xC3)
                check_true((unsigned char)c[1] == 0xB3);
    }
    tt_error err = {0};
    tt_value v;
    (void)tt_value_parse("\x1B[31m5\x7F", 7, NULL, &v, &err);
    for (const char *c = err.message; *c; c++)
        check_true((unsigned char)*c >= ' ' && *c != 0x7F);
    check_done();
}

/* The length counts, not a closing NUL. */
static void length_counts(void **state)
{
    (void)state;
    tt_value v;
    assert_int_equal(tt_value_parse("12345", 2, NULL, &v, NULL), TT_OK);
    check_rel(v.point, 12, 0, "first two digits");
    assert_int_equal(tt_value_parse("<5%", 2, NULL, &v, NULL), TT_OK);
    check_rel(v.high, 4, 0, "first two bytes: <5");
    assert_int_equal(tt_value_parse("5", 0, NULL, &v, NULL), TT_OK);
    assert_int_equal(v.state, TT_STATE_MISSING);
    check_done();
}

static void group(char *out, unsigned long long number, const char *mark)
{
    char digits[32];
    int length = snprintf(digits, sizeof digits, "%llu", number);
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            out += sprintf(out, "%s", mark);
        *out++ = digits[i];
    }
    *out = '\0';
}

/* Grouping, a plus sign, blanks and an approximate sign change nothing in the number. */
static void laws(void **state)
{
    (void)state;
    static const char *const marks[] = {"", ",", " ", "\xC2\xA0", "\xE2\x80\xAF"};
    unsigned long long random = 42;
    for (int i = 0; i < 20000; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        unsigned long long number = (random >> 20) >> (random % 44);
        char text[96] = "~ ";
        group(text + 2, number, marks[random % 5]);
        tt_value v;
        assert_int_equal(tt_value_parse(text + 2, strlen(text + 2), NULL, &v, NULL), TT_OK);
        check_true(v.point == (double)number && v.low == v.point && v.high == v.point);
        check_true((v.state == TT_STATE_ZERO) == (number == 0));
        assert_int_equal(tt_value_parse(text, strlen(text), NULL, &v, NULL), TT_OK);
        check_true(v.point == (double)number && v.flags == TT_VALUE_APPROXIMATE);
        /* <N, >=N split the counts: every count is in exactly one of them. */
        if (number == 0)
            continue;
        tt_value above;
        text[1] = '<';
        assert_int_equal(tt_value_parse(text + 1, strlen(text + 1), NULL, &v, NULL), TT_OK);
        char at_least[100] = ">=";
        memcpy(at_least + 2, text + 2, strlen(text + 2) + 1);
        assert_int_equal(tt_value_parse(at_least, strlen(at_least), NULL, &above, NULL), TT_OK);
        check_true(v.high + 1 == above.low);
    }
    check_done();
}

/* A decimal comma, and what can group thousands beside it. */
static void decimal_comma(void **state)
{
    (void)state;
    static const tt_value_options comma = {.decimal = TT_DECIMAL_COMMA, .continuous = 1};
    static const cell cells[] = {
        {"12,5", 12.5, 12.5, 12.5, TT_STATE_OBSERVED, 0, 1},
        {"1.814", 1814, 1814, 1814, TT_STATE_OBSERVED, 0, 0},
        {"1.814,50", 1814.5, 1814.5, 1814.5, TT_STATE_OBSERVED, 0, 2},
        {"1.234.567", 1234567, 1234567, 1234567, TT_STATE_OBSERVED, 0, 0},
        {"1 814,5", 1814.5, 1814.5, 1814.5, TT_STATE_OBSERVED, 0, 1},
        {"1\xC2\xA0"
         "814,5",
         1814.5, 1814.5, 1814.5, TT_STATE_OBSERVED, 0, 1},
        {"1\xE2\x80\xAF"
         "814",
         1814, 1814, 1814, TT_STATE_OBSERVED, 0, 0},
        {"1'814,5", 1814.5, 1814.5, 1814.5, TT_STATE_OBSERVED, 0, 1},
        {"1814", 1814, 1814, 1814, TT_STATE_OBSERVED, 0, 0},
        {"0,123", 0.123, 0.123, 0.123, TT_STATE_OBSERVED, 0, 3},
        {"21,5 %", 21.5, 21.5, 21.5, TT_STATE_OBSERVED, TT_VALUE_PERCENT, 1},
        {"<1.500", NONE, 0, 1500, TT_STATE_OBSERVED, 0, 0},
        {"1,5..2,25", NONE, 1.5, 2.25, TT_STATE_OBSERVED, 0, 2},
        {"1.000..2.000", NONE, 1000, 2000, TT_STATE_OBSERVED, 0, 0},
    };
    CHECK_CELLS(cells, &comma);
    static const char *const bad[] = {"12.5",        "0.123",     "1.8145",
                                      "1.234,567,8", "1,234,567", "1.5e3"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tt_value v;
        check_status(tt_value_parse(bad[i], strlen(bad[i]), &comma, &v, NULL), TT_EPARSE, NULL);
        check_true(isnan(v.point));
    }
    check_done();
}

/* Marks between thousands: one and the same throughout, groups of three. */
static void thousands(void **state)
{
    (void)state;
    static const cell cells[] = {
        {"1'814", 1814, 1814, 1814, TT_STATE_OBSERVED, 0, 0},
        {"1\xE2\x80\x99"
         "814\xE2\x80\x99"
         "000",
         1814000, 1814000, 1814000, TT_STATE_OBSERVED, 0, 0},
        {"12 345", 12345, 12345, 12345, TT_STATE_OBSERVED, 0, 0},
    };
    CHECK_CELLS(cells, NULL);
    static const struct {
        const char *text;
        const char *says;
    } bad[] = {
        {"1,234 567", "not a figure"}, {"1 234,567", "not a figure"}, {"12,34,567", "lakh"},
        {"1,23,45,678", "lakh"},       {"1'23", "not a figure"},      {"1,8145", "--decimal ,"},
        {"1,2,3", "not a figure"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tt_value v;
        tt_error err = {0};
        check_status(tt_value_parse(bad[i].text, strlen(bad[i].text), NULL, &v, &err), TT_EPARSE,
                     &err);
        if (!strstr(err.message, bad[i].says))
            print_error("'%s': %s\n", bad[i].text, err.message);
        check_true(strstr(err.message, bad[i].says));
    }
    check_done();
}

/* Footnote marks behind a figure, where they are allowed; what could multiply it is none. */
static void marks(void **state)
{
    (void)state;
    static const tt_value_options allowed = {.allow_marks = 1};
    static const struct {
        const char *text;
        double point;
        double high;
        const char *mark;
    } good[] = {
        {"1,814a", 1814, 1814, "a"},
        {"1,814 a", 1814, 1814, "a"},
        {"1 814 (b)", 1814, 1814, "(b)"},
        {"1814(b)", 1814, 1814, "(b)"},
        {"12[1]", 12, 12, "[1]"},
        {"12 [1] *", 12, 12, "[1] *"},
        {"12*", 12, 12, "*"},
        {"12**", 12, 12, "**"},
        {"12\xE2\x80\xA0", 12, 12, "\xE2\x80\xA0"},
        {"12\xC2\xB9", 12, 12, "\xC2\xB9"},
        {"12 \xC2\xB9\xC2\xB2", 12, 12, "\xC2\xB9\xC2\xB2"},
        {"12p", 12, 12, "p"},
        {"12 R", 12, 12, "R"},
        {"12 (34)", 12, 12, "(34)"},
        {"<5 (c)", NONE, 4, "(c)"},
        {"21%*", 21, 21, "*"},
        {"~95a", 95, 95, "a"},
        {"10..20 b", NONE, 20, "b"},
        {"0*", 0, 0, "*"},
        {"5 a b", 5, 5, "a b"},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        tt_value v;
        tt_error err = {0};
        size_t length = strlen(good[i].text);
        check_status(tt_value_parse(good[i].text, length, &allowed, &v, &err), TT_OK, &err);
        check_rel(v.point, good[i].point, 0, good[i].text);
        check_rel(v.high, good[i].high, 0, good[i].text);
        check_true(v.mark_length == strlen(good[i].mark) &&
                   memcmp(v.mark, good[i].mark, v.mark_length) == 0);
        check_true(err.status == TT_OK);
        /* Nowhere else is a mark passed over. */
        check_status(tt_value_parse(good[i].text, length, NULL, &v, NULL), TT_EPARSE, NULL);
    }
    static const char *const bad[] = {
        "5k",  "5K",    "5 m",  "5M",       "5 B", "5 mn", "5 bn", "5 persons", "5T",  "12 (34.5)",
        "12(", "12 ()", "(12)", "12 (345)", "a",   "*a",   "- a",  "5 kg",      "5x2", "12 (four)",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tt_value v;
        tt_error err = {0};
        tt_status status = tt_value_parse(bad[i], strlen(bad[i]), &allowed, &v, &err);
        if (status == TT_OK)
            print_error("'%s' is read as %g\n", bad[i], v.point);
        check_true(status == TT_EPARSE && isnan(v.point) && err.status == TT_EPARSE);
    }
    check_done();
}

/* Signs of Eurostat and of UK statistics. */
static void flagged_signs(void **state)
{
    (void)state;
    static const cell cells[] = {
        {": c", NONE, 0, INF, TT_STATE_SUPPRESSED, 0, 0},
        {": z", NONE, NONE, NONE, TT_STATE_NOT_APPLICABLE, 0, 0},
        {":u", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
        {": bu", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
        {"[c]", NONE, 0, INF, TT_STATE_SUPPRESSED, 0, 0},
        {"[x]", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
        {"[z]", NONE, NONE, NONE, TT_STATE_NOT_APPLICABLE, 0, 0},
        {"N.D.", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
        {"s/d", NONE, NONE, NONE, TT_STATE_MISSING, 0, 0},
    };
    CHECK_CELLS(cells, NULL);
    tt_value v;
    assert_int_equal(tt_value_parse(": bu", 4, NULL, &v, NULL), TT_OK);
    assert_true(v.mark_length == 2 && memcmp(v.mark, "bu", 2) == 0);
    assert_int_equal(tt_value_parse(": 5", 3, NULL, &v, NULL), TT_EPARSE);
    assert_int_equal(tt_value_parse(": abcde", 7, NULL, &v, NULL), TT_EPARSE);
}

/* Units of a power of ten: the nearest double to the decimal number, not a rounded product. */
static void exponents(void **state)
{
    (void)state;
    static const tt_value_options thousands_of = {.exponent = 3, .continuous = 1};
    static const cell cells[] = {
        {"12.3", 12300, 12300, 12300, TT_STATE_OBSERVED, 0, 0},
        {"1.001", 1001, 1001, 1001, TT_STATE_OBSERVED, 0, 0},
        {"4.35", 4350, 4350, 4350, TT_STATE_OBSERVED, 0, 0},
        {"1.23456", 1234.56, 1234.56, 1234.56, TT_STATE_OBSERVED, 0, 2},
        {"1,814", 1814000, 1814000, 1814000, TT_STATE_OBSERVED, 0, 0},
        {"<5", NONE, 0, 5000, TT_STATE_OBSERVED, 0, 0},
        {"1..2.5", NONE, 1000, 2500, TT_STATE_OBSERVED, 0, 0},
        {"0", 0, 0, 0, TT_STATE_ZERO, 0, 0},
    };
    CHECK_CELLS(cells, &thousands_of);
    static const tt_value_options percent_of = {.exponent = -2, .continuous = 1};
    static const cell down[] = {
        {"7", 0.07, 0.07, 0.07, TT_STATE_OBSERVED, 0, 2},
        {"29", 0.29, 0.29, 0.29, TT_STATE_OBSERVED, 0, 2},
    };
    CHECK_CELLS(down, &percent_of);
}

static void names(void **state)
{
    (void)state;
    for (int i = 0; i < TT_STATE_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(tt_state_name((tt_state)i), tt_state_name((tt_state)j));
    assert_string_equal(tt_state_name(TT_STATE_NOT_APPLICABLE), "not applicable");
    assert_string_equal(tt_state_name(TT_STATE_COUNT), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points),
        cmocka_unit_test(bounds_of_counts),
        cmocka_unit_test(bounds_of_any_number),
        cmocka_unit_test(signs_for_no_figure),
        cmocka_unit_test(a_lone_dash),
        cmocka_unit_test(refused),
        cmocka_unit_test(messages_are_plain_text),
        cmocka_unit_test(length_counts),
        cmocka_unit_test(laws),
        cmocka_unit_test(decimal_comma),
        cmocka_unit_test(thousands),
        cmocka_unit_test(marks),
        cmocka_unit_test(flagged_signs),
        cmocka_unit_test(exponents),
        cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
