/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SHORTEST_H
#define TT_SHORTEST_H

#include <stdint.h>

/* A decimal number: digits * 10^exponent. The digits do not end with a zero, unless they are 0. */
typedef struct tt__shortest_digits {
    uint64_t digits;
    int exponent;
} tt__shortest_digits;

/* The decimal number of fewest digits (17 at most) that reads back to this double; of several the one that
 * is closest to it. `value` is finite and not below 0. */
tt__shortest_digits tt__shortest(double value);

/* The upper 64 bits of the product of a and b, and the lower ones in *low; the second form is for compilers
 * without a type of 128 bits, and the test compares the two. */
uint64_t tt__multiply_wide(uint64_t a, uint64_t b, uint64_t *low);
uint64_t tt__multiply_halves(uint64_t a, uint64_t b, uint64_t *low);

#endif
