/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "powers_of_ten.h"
#include "shortest.h"
#include "tiptrend/number.h"

static uint64_t next(uint64_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    return *random;
}

static double of_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* ---- whole numbers of any length ---- */

enum { LIMBS = 44 }; /* of 32 bits: 10^324 and 128 bits more */

typedef struct big {
    uint32_t limb[LIMBS];
} big;

static big big_of(uint64_t high, uint64_t low)
{
    return (big){{(uint32_t)low, (uint32_t)(low >> 32), (uint32_t)high, (uint32_t)(high >> 32)}};
}

static void big_times(big *a, uint32_t factor)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < LIMBS; i++) {
        carry += (uint64_t)a->limb[i] * factor;
        a->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    assert_int_equal(carry, 0);
}

static int big_compare(const big *a, const big *b)
{
    for (size_t i = LIMBS; i-- > 0;)
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

/* a 10^tens 2^twos */
static big big_scaled(big a, int tens, int twos)
{
    for (; tens > 0; tens--)
        big_times(&a, 10);
    for (; twos > 0; twos--)
        big_times(&a, 2);
    return a;
}

/* Each entry g is the smallest whole number with g 2^(e - 127) >= 10^k, e = floor(log2 10^k). */
static void powers_of_ten(void **state)
{
    (void)state;
    for (int k = TT__POWER_MIN; k <= TT__POWER_MAX; k++) {
        const tt__power *power = &tt__powers_of_ten[k - TT__POWER_MIN];
        int e = (int)floor(k * log2(10));
        big one = big_of(0, 1);
        /* 10^k against g 2^(e - 127), both times what makes them whole */
        int tens = k > 0 ? k : 0;
        big ten = big_scaled(one, tens, e < 127 ? 127 - e : 0);
        big g = big_scaled(big_of(power->high, power->low), tens - k, e > 127 ? e - 127 : 0);
        big less = big_of(power->high - (power->low == 0), power->low - 1);
        less = big_scaled(less, tens - k, e > 127 ? e - 127 : 0);
        assert_true(power->high >> 63);
        if (big_compare(&less, &ten) >= 0 || big_compare(&ten, &g) > 0)
            fail_msg("10^%d is wrong", k);
    }
}

/* ---- products ---- */

static void products(void **state)
{
    (void)state;
    uint64_t random = 88172645463325252u;
    for (int i = 0; i < 100000; i++) {
        uint64_t a = next(&random) >> (next(&random) % 64);
        uint64_t b = next(&random) >> (next(&random) % 64);
        uint64_t low;
        uint64_t other;
        assert_true(tt__multiply_wide(a, b, &low) == tt__multiply_halves(a, b, &other));
        assert_true(low == other);
    }
}

/* ---- texts ---- */

/* What the C library gives with the fewest of 15 to 17 digits that read back. */
static void by_trial(double value, char text[40])
{
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(text, 40, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            return;
    }
}

static size_t digits_of(uint64_t digits)
{
    char text[32];
    return (size_t)snprintf(text, sizeof text, "%llu", (unsigned long long)digits);
}

/* It reads back, no number of fewer digits does, and of as many digits the C library finds none closer. */
static void check_value(double value)
{
    tt__shortest_digits found = tt__shortest(value);
    char text[64];
    (void)snprintf(text, sizeof text, "%llue%d", (unsigned long long)found.digits, found.exponent);
    if (strtod(text, NULL) != value)
        fail_msg("%.17g gives %s", value, text);
    size_t count = digits_of(found.digits);
    assert_true(found.digits % 10 != 0);
    if (count > 1) {
        (void)snprintf(text, sizeof text, "%.*e", (int)count - 2, value);
        check_true(strtod(text, NULL) != value);
    }
    (void)snprintf(text, sizeof text, "%.*e", (int)count - 1, value);
    if (strtod(text, NULL) != value)
        return; /* a power of two, whose interval is shorter below: the closest is outside */
    char ours[64];
    (void)snprintf(ours, sizeof ours, "%llu", (unsigned long long)found.digits);
    memmove(text + 1, text + 2, count > 1 ? count - 1 : 0);
    text[count] = '\0';
    if (strcmp(ours, text) != 0)
        fail_msg("%.17g: %s, the C library %s", value, ours, text);
}

static void check_around(double value)
{
    for (int step = -2; step <= 2; step++) {
        double near = value;
        for (int i = abs(step); i > 0; i--)
            near = nextafter(near, step < 0 ? 0 : INFINITY);
        if (near > 0 && isfinite(near))
            check_value(near);
    }
}

static void edges(void **state)
{
    (void)state;
    for (int e = -1074; e <= 1023; e++)
        check_around(ldexp(1, e));
    for (int k = -323; k <= 308; k++) {
        char text[16];
        (void)snprintf(text, sizeof text, "1e%d", k);
        check_around(strtod(text, NULL));
    }
    check_around(DBL_MAX);
    check_around(DBL_MIN);
    for (uint64_t bits = 1; bits < 2000; bits++) /* the smallest of all */
        check_value(of_bits(bits));
    check_done();
}

static void random_bits(void **state)
{
    (void)state;
    uint64_t random = 88172645463325252u;
    for (int i = 0; i < 300000; i++) {
        double value = fabs(of_bits(next(&random)));
        if (isfinite(value) && value > 0)
            check_value(value);
    }
    check_done();
}

/* A number that was typed comes back as it was typed. */
static void typed(void **state)
{
    (void)state;
    uint64_t random = 1234567;
    for (int i = 0; i < 300000; i++) {
        uint64_t digits = next(&random) % 1000000000000000u;
        for (uint64_t cut = next(&random) % 15; cut > 0; cut--)
            digits /= 10;
        int exponent = (int)(next(&random) % 580) - 300;
        if (digits == 0)
            continue;
        char text[64];
        (void)snprintf(text, sizeof text, "%llue%d", (unsigned long long)digits, exponent);
        tt__shortest_digits found = tt__shortest(strtod(text, NULL));
        for (; digits % 10 == 0; exponent++)
            digits /= 10;
        assert_true(found.digits == digits && found.exponent == exponent);
    }
}

/* Figures and results of every size are written as %g writes them. */
static void layout(void **state)
{
    (void)state;
    uint64_t random = 42;
    for (int i = 0; i < 300000; i++) {
        int64_t mantissa = (int64_t)next(&random) >> 8;
        double value = ldexp((double)mantissa, -(int)(next(&random) % 100));
        if (i % 3 == 0)
            value = (double)(mantissa >> (next(&random) % 55)) / 100;
        char expected[40];
        char text[TT_NUMBER_TEXT_SIZE];
        by_trial(value, expected);
        size_t length = tt_number_text(value, text);
        assert_int_equal(length, strlen(text));
        assert_string_equal(text, value == 0 ? "0" : expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(powers_of_ten), cmocka_unit_test(products), cmocka_unit_test(edges),
        cmocka_unit_test(random_bits),   cmocka_unit_test(typed),    cmocka_unit_test(layout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
