/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers from text, without the locale.
 *
 * The C library does the hard part (correct rounding), but its decimal sign follows LC_NUMERIC of the
 * calling program; here that sign is exchanged. The classic exact short cut (Clinger 1990) comes first:
 * a mantissa below 2^53 times a power of ten up to 10^22 is one correctly rounded operation. */
#include "tiptrend/number.h"

#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What a plain decimal number consists of. */
typedef struct decimal {
    uint64_t mantissa; /* the first 19 digits */
    int digits;        /* how many digits count, leading zeros left out */
    long exponent;     /* value = mantissa * 10^exponent, as long as digits <= 19 */
    int negative;
} decimal;

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads digits from *at, adds them to the mantissa; returns how many were read. */
static size_t read_digits(const char **at, const char *end, decimal *out, int fraction)
{
    const char *begin = *at;
    for (; *at < end && is_digit(**at); (*at)++) {
        if (out->mantissa || **at != '0')
            out->digits++;
        if (out->digits <= 19) {
            out->mantissa = out->mantissa * 10 + (uint64_t)(**at - '0');
            out->exponent -= fraction;
        } else {
            out->exponent += !fraction;
        }
    }
    return (size_t)(*at - begin);
}

/* Splits the text; returns 0, or -1 when it is not a plain decimal number. */
static int split(const char *at, const char *end, decimal *out)
{
    *out = (decimal){0};
    if (at < end && (*at == '-' || *at == '+'))
        out->negative = *at++ == '-';
    size_t count = read_digits(&at, end, out, 0);
    if (at < end && *at == '.') {
        at++;
        count += read_digits(&at, end, out, 1);
    }
    if (count == 0)
        return -1;
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        int minus = 0;
        if (at < end && (*at == '-' || *at == '+'))
            minus = *at++ == '-';
        if (at == end)
            return -1;
        long exponent = 0;
        for (; at < end && is_digit(*at); at++)
            if (exponent < 100000)
                exponent = exponent * 10 + (*at - '0');
        out->exponent += minus ? -exponent : exponent;
    }
    return at == end ? 0 : -1;
}

/* The slow, always right way: strtod with the decimal sign that it expects. */
static int parse_long(const char *text, size_t length, double *value)
{
    const char *sign = localeconv()->decimal_point;
    size_t width = strlen(sign);
    char buffer[512];
    if (length + width >= sizeof buffer)
        return -1;
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.') {
            memcpy(buffer + used, sign, width);
            used += width;
        } else {
            buffer[used++] = text[i];
        }
    }
    buffer[used] = '\0';
    char *end;
    *value = strtod(buffer, &end);
    return *end == '\0' && isfinite(*value) ? 0 : -1;
}

int tt_number_parse(const char *text, size_t length, double *value)
{
    static const double power[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    decimal d;
    if (split(text, text + length, &d) != 0)
        return -1;
    if (d.mantissa >> 53 || d.digits > 19 || d.exponent < -22 || d.exponent > 22)
        return parse_long(text, length, value);
    double result = (double)d.mantissa;
    result = d.exponent < 0 ? result / power[-d.exponent] : result * power[d.exponent];
    *value = d.negative ? -result : result;
    return 0;
}
