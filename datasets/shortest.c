/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shortest decimal number that reads back to a double.
 *
 * A double v = c 2^q stands for all real numbers between v - 2^q/2 and v + 2^q/2. With k = floor(log10 2^q)
 * this interval holds one or two multiples of 10^(k+1), or none; then it holds multiples of 10^k. So the
 * answer is one of four numbers next to v, and what has to be known of v and of the ends of the interval is
 * 4 times each over 10^k as a whole number, and whether something is left: one product with a power of ten
 * of 128 bits each (R. Giulietti 2020, "The Schubfach way to render doubles", who proves that 126 bits are
 * enough). With its digits written it takes a sixth of the time of one printf("%.17g"), and one in twenty of
 * trying 15, 16 and 17 digits until strtod gives the number back. */
#include "shortest.h"

#include <string.h>

#include "powers_of_ten.h"

enum {
    MANTISSA_BITS = 52,
    EXPONENT_MASK = 0x7FF,
    EXPONENT_BIAS = 1075 /* of c as a whole number */
};

/* floor(log10 2^q), floor(log10 (3/4 2^q)) and floor(log2 10^k), for every exponent of a double; the right
 * shift of a negative number keeps its sign on every machine that we build for. */
static int log10_of_power(int q)
{
    return (q * 1262611) >> 22;
}

static int log10_of_three_quarters(int q)
{
    return (q * 1262611 - 524031) >> 22;
}

static int log2_of_power(int k)
{
    return (k * 1741647) >> 19;
}

uint64_t tt__multiply_halves(uint64_t a, uint64_t b, uint64_t *low)
{
    const uint64_t half = 0xFFFFFFFF;
    uint64_t lows = (a & half) * (b & half);
    uint64_t middle = (a >> 32) * (b & half) + (lows >> 32);
    uint64_t other = (a & half) * (b >> 32) + (middle & half);
    *low = (other << 32) | (lows & half);
    return (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32);
}

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 wide;

static inline uint64_t multiply(uint64_t a, uint64_t b, uint64_t *low)
{
    wide product = (wide)a * b;
    *low = (uint64_t)product;
    return (uint64_t)(product >> 64);
}
#else
static uint64_t multiply(uint64_t a, uint64_t b, uint64_t *low)
{
    return tt__multiply_halves(a, b, low);
}
#endif

uint64_t tt__multiply_wide(uint64_t a, uint64_t b, uint64_t *low)
{
    return multiply(a, b, low);
}

/* floor(power * factor / 2^128), its last bit set when anything is left (the rounding of the power aside). */
static inline uint64_t scale(const tt__power *power, uint64_t factor)
{
    uint64_t left;
    uint64_t middle;
    uint64_t carry = multiply(power->low, factor, &left);
    uint64_t whole = multiply(power->high, factor, &middle);
    middle += carry;
    whole += middle < carry;
    return whole | (middle > 1);
}

/* Without zeros at the end. */
static inline tt__shortest_digits strip(uint64_t digits, int exponent)
{
    while (digits % 10 == 0 && digits) {
        uint64_t hundredth = digits / 100;
        int two = digits == hundredth * 100;
        digits = two ? hundredth : digits / 10;
        exponent += two ? 2 : 1;
    }
    return (tt__shortest_digits){digits, exponent};
}

/* v = c 2^q; `even`: the ends of the interval read back to v; `edge`: v is a power of two, below which
 * numbers are twice as dense. */
static tt__shortest_digits choose(uint64_t c, int q, int even, int edge)
{
    int k = edge ? log10_of_three_quarters(q) : log10_of_power(q);
    const tt__power *power = &tt__powers_of_ten[-k - TT__POWER_MIN];
    int shift = q + log2_of_power(-k) + 1;
    uint64_t low = scale(power, (4 * c - 2 + (uint64_t)edge) << shift) + !even;
    uint64_t middle = scale(power, (4 * c) << shift);
    uint64_t high = scale(power, (4 * c + 2) << shift) - !even;
    uint64_t below = middle / 4; /* v over 10^k */
    uint64_t tens = below / 10;
    uint64_t half = 4 * below + 2;
    int down_fits = low <= 40 * tens;
    int up_fits = 40 * tens + 40 <= high;
    int near_down_fits = low <= 4 * below;
    int near_up_fits = 4 * below + 4 <= high;
    /* Which of the two kinds it is cannot be foreseen: both are formed, and one is selected. */
    uint64_t coarse = tens + (uint64_t)up_fits;
    int closer_up = (middle > half) | ((middle == half) & (int)(below & 1));
    int up = near_down_fits != near_up_fits ? near_up_fits : closer_up;
    uint64_t fine = below + (uint64_t)up;
    int is_coarse = (tens > 0) & (down_fits != up_fits);
    return strip(is_coarse ? coarse : fine, k + is_coarse);
}

tt__shortest_digits tt__shortest(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint64_t mantissa = bits & ((UINT64_C(1) << MANTISSA_BITS) - 1);
    int exponent = (int)(bits >> MANTISSA_BITS) & EXPONENT_MASK;
    if (exponent == 0 && mantissa == 0)
        return (tt__shortest_digits){0, 0};
    if (exponent == 0)
        return choose(mantissa, 1 - EXPONENT_BIAS, mantissa % 2 == 0, 0);
    uint64_t c = mantissa | UINT64_C(1) << MANTISSA_BITS;
    int edge = mantissa == 0 && exponent > 1;
    return choose(c, exponent - EXPONENT_BIAS, mantissa % 2 == 0, edge);
}
