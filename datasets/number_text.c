/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as text, the same in every locale: the shortest one, in the forms of printf's %g with 15 to 17
 * digits, or with fixed decimals, where the C library does the rounding and its sign is exchanged. */
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "shortest.h"
#include "tiptrend/number.h"

enum {
    LEAST_PRECISION = 15, /* below 10^15 no number of that many digits needs an exponent */
    SMALLEST_FIXED = -4   /* 0.0001234 is written so, 0.00001234 as 1.234e-05 */
};

/* The eight digits of a number below 10^8 as characters, the first one in the lowest byte: in halves of four,
 * pairs of two and single digits side by side, without a table and without a trip through memory. */
static inline uint64_t eight_digits(uint32_t number)
{
    uint64_t fours = number / 10000 | (uint64_t)(number % 10000) << 32;
    uint64_t hundreds = ((fours * 10486) >> 20) & UINT64_C(0x0000007F0000007F);
    uint64_t pairs = hundreds | (fours - 100 * hundreds) << 16;
    uint64_t tens = ((pairs * 103) >> 10) & UINT64_C(0x000F000F000F000F);
    return (tens | (pairs - 10 * tens) << 8) + UINT64_C(0x3030303030303030);
}

/* Written out, it is one store where the lowest byte comes first. */
static inline void put_eight(uint64_t characters, char *at)
{
    at[0] = (char)(characters);
    at[1] = (char)(characters >> 8);
    at[2] = (char)(characters >> 16);
    at[3] = (char)(characters >> 24);
    at[4] = (char)(characters >> 32);
    at[5] = (char)(characters >> 40);
    at[6] = (char)(characters >> 48);
    at[7] = (char)(characters >> 56);
}

/* The last `count` of eight digits; what they leave of eight bytes is not defined. */
static inline void put_lead(uint32_t number, size_t count, char *at)
{
    put_eight(eight_digits(number) >> 8 * (8 - count), at);
}

static const uint64_t eight = 100000000;

static size_t count_digits(uint64_t number)
{
    static const uint64_t power[] = {1,
                                     10,
                                     100,
                                     1000,
                                     10000,
                                     100000,
                                     1000000,
                                     10000000,
                                     100000000,
                                     1000000000,
                                     10000000000,
                                     100000000000,
                                     1000000000000,
                                     10000000000000,
                                     100000000000000,
                                     1000000000000000,
                                     10000000000000000};
    size_t count = LEAST_PRECISION;
    if (number >= power[count - 1]) /* the usual case: 15, 16 and 17 cannot be foreseen */
        return count + (size_t)(number >= power[count]) + (size_t)(number >= power[count + 1]);
    while (count > 1 && number < power[count - 1])
        count--;
    return count;
}

/* Writes the digits of a number, `count` of them, at most 17; may touch seven bytes more. */
static void put_digits(uint64_t number, size_t count, char *at)
{
    if (count <= 8) {
        put_lead((uint32_t)number, count, at);
        return;
    }
    uint64_t rest = number / eight;
    uint32_t last = (uint32_t)(number % eight);
    if (count > 16) {
        *at = (char)('0' + rest / eight);
        put_eight(eight_digits((uint32_t)(rest % eight)), at + 1);
    } else {
        put_lead((uint32_t)rest, count - 8, at);
    }
    put_eight(eight_digits(last), at + count - 8);
}

/* d.ddde+XX; the digits stand behind room for the point. */
static char *add_exponent(size_t count, int exponent, char *at)
{
    at[0] = at[1];
    at[1] = '.';
    at += count > 1 ? count + 1 : 1;
    *at++ = 'e';
    *at++ = exponent < 0 ? '-' : '+';
    uint32_t size = (uint32_t)(exponent < 0 ? -exponent : exponent);
    if (size >= 100)
        *at++ = (char)('0' + size / 100);
    *at++ = (char)('0' + size / 10 % 10);
    *at++ = (char)('0' + size % 10);
    return at;
}

/* The digits stand behind room for the point; `whole` of them go before it. */
static char *add_point(size_t count, size_t whole, char *at)
{
    if (whole >= count) {
        memmove(at, at + 1, count);
        memset(at + count, '0', whole - count);
        return at + whole;
    }
    for (size_t i = 0; i < whole; i++)
        at[i] = at[i + 1];
    at[whole] = '.';
    return at + count + 1;
}

/* The digits of a number that is not whole, with a point or an exponent. */
static char *write_number(const tt__shortest_digits *number, char *at)
{
    size_t count = count_digits(number->digits);
    int exponent = (int)count - 1 + number->exponent;
    int precision = count < LEAST_PRECISION ? LEAST_PRECISION : (int)count;
    if (exponent < 0 && exponent >= SMALLEST_FIXED) {
        size_t zeros = (size_t)(1 - exponent);
        memcpy(at, "0.0000", 6);
        put_digits(number->digits, count, at + zeros);
        return at + zeros + count;
    }
    put_digits(number->digits, count, at + 1);
    if (exponent < SMALLEST_FIXED || exponent >= precision)
        return add_exponent(count, exponent, at);
    return add_point(count, (size_t)exponent + 1, at);
}

static size_t special_text(double value, char *text)
{
    const char *name = isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    size_t length = strlen(name);
    memcpy(text, name, length + 1);
    return length;
}

/* A whole number below a hundred million: most figures are. How many digits it has cannot be foreseen, so there is
 * no branch on it. */
static size_t small_text(int32_t value, char *text)
{
    uint32_t size = (uint32_t)(value < 0 ? -value : value);
    size_t count = 1 + (size_t)(size >= 10) + (size_t)(size >= 100) + (size_t)(size >= 1000) +
                   (size_t)(size >= 10000) + (size_t)(size >= 100000) + (size_t)(size >= 1000000) +
                   (size_t)(size >= 10000000);
    char *at = text;
    *at = '-';
    at += value < 0;
    put_lead(size, count, at);
    at[count] = '\0';
    return count + (size_t)(at - text);
}

size_t tt_number_text(double value, char text[TT_NUMBER_TEXT_SIZE])
{
    const double small = 1e8;
    const double all_whole = 1e15;
    if (value > -small && value < small && (double)(int32_t)value == value)
        return small_text((int32_t)value, text);
    if (!isfinite(value))
        return special_text(value, text);
    double size = fabs(value);
    char *at = text;
    *at = '-';
    at += value < 0;
    if (size < all_whole && (double)(uint64_t)size == size) {
        size_t count = count_digits((uint64_t)size);
        put_digits((uint64_t)size, count, at);
        at += count;
    } else {
        tt__shortest_digits number = tt__shortest(size);
        at = write_number(&number, at);
    }
    *at = '\0';
    return (size_t)(at - text);
}

/* Put '.' where snprintf has put the decimal sign of the locale. Returns the new length. */
static size_t undo_locale(char *text, size_t length)
{
    const char *sign = localeconv()->decimal_point;
    if (sign[0] == '.' && sign[1] == '\0')
        return length;
    char *at = strstr(text, sign);
    if (!at)
        return length;
    size_t width = strlen(sign);
    *at = '.';
    memmove(at + 1, at + width, length - (size_t)(at - text) - width + 1);
    return length - width + 1;
}

size_t tt_number_fixed(double value, int decimals, char text[TT_NUMBER_FIXED_SIZE])
{
    if (!isfinite(value))
        return special_text(value, text);
    if (decimals < 0)
        decimals = 0;
    if (decimals > 17)
        decimals = 17;
    size_t length = (size_t)snprintf(text, TT_NUMBER_FIXED_SIZE, "%.*f", decimals, value);
    length = undo_locale(text, length);
    if (text[0] == '-' && strspn(text, "-0.") == length) { /* "-0.0" is zero */
        memmove(text, text + 1, length);
        length--;
    }
    return length;
}
