/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Philox4x32-10: ten rounds of two 32 x 32 multiplications turn a counter and a key into four
 * random words. No state but the counter, so any number of streams, each reachable at once.
 *
 * Salmon, Moraes, Dror and Shaw 2011, SC11; constants from there. */
#include "tiptrend/rng.h"

#include <math.h>

#define ROUNDS       10
#define MULTIPLIER_0 UINT64_C(0xD2511F53)
#define MULTIPLIER_1 UINT64_C(0xCD9E8D57)
#define WEYL_0       UINT32_C(0x9E3779B9) /* golden ratio */
#define WEYL_1       UINT32_C(0xBB67AE85) /* sqrt(3) - 1 */

void tt_rng_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t c0 = counter[0];
    uint32_t c1 = counter[1];
    uint32_t c2 = counter[2];
    uint32_t c3 = counter[3];
    uint32_t k0 = key[0];
    uint32_t k1 = key[1];
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t p0 = MULTIPLIER_0 * c0;
        uint64_t p1 = MULTIPLIER_1 * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)p1;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)p0;
        k0 += WEYL_0;
        k1 += WEYL_1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

void tt_rng_start(tt_rng *rng, uint64_t seed, uint64_t stream)
{
    *rng = (tt_rng){
        .key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
        .counter = {0, 0, (uint32_t)stream, (uint32_t)(stream >> 32)},
        .used = 4,
    };
}

uint64_t tt_rng_bits(tt_rng *rng)
{
    if (rng->used == 4) {
        tt_rng_block(rng->counter, rng->key, rng->word);
        if (++rng->counter[0] == 0)
            rng->counter[1]++;
        rng->used = 0;
    }
    uint64_t low = rng->word[rng->used];
    uint64_t high = rng->word[rng->used + 1];
    rng->used += 2;
    return high << 32 | low;
}

double tt_rng_uniform(tt_rng *rng)
{
    return (double)(tt_rng_bits(rng) >> 11) * 0x1p-53;
}

/* High and low word of a 64 x 64 bit product. */
static uint64_t multiply_high(uint64_t a, uint64_t b, uint64_t *low)
{
    uint64_t a0 = (uint32_t)a;
    uint64_t a1 = a >> 32;
    uint64_t b0 = (uint32_t)b;
    uint64_t b1 = b >> 32;
    uint64_t middle = a1 * b0 + (a0 * b0 >> 32);
    uint64_t other = a0 * b1 + (uint32_t)middle;
    *low = a * b;
    return a1 * b1 + (middle >> 32) + (other >> 32);
}

size_t tt_rng_below(tt_rng *rng, size_t n)
{
    if (n == 0)
        return 0;
    uint64_t low;
    uint64_t high = multiply_high(tt_rng_bits(rng), n, &low);
    if (low < n) {
        uint64_t excess =
            (0 - (uint64_t)n) % n; /* 2^64 mod n: the values that would come too often */
        while (low < excess)
            high = multiply_high(tt_rng_bits(rng), n, &low);
    }
    return (size_t)high;
}

double tt_rng_normal(tt_rng *rng)
{
    if (rng->has_normal) {
        rng->has_normal = 0;
        return rng->normal;
    }
    double x;
    double y;
    double r2;
    do {
        x = 2 * tt_rng_uniform(rng) - 1;
        y = 2 * tt_rng_uniform(rng) - 1;
        r2 = x * x + y * y;
    } while (r2 >= 1 || r2 == 0);
    double factor = sqrt(-2 * log(r2) / r2);
    rng->normal = y * factor;
    rng->has_normal = 1;
    return x * factor;
}

void tt_rng_shuffle(tt_rng *rng, double *value, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = tt_rng_below(rng, i);
        double swap = value[i - 1];
        value[i - 1] = value[j];
        value[j] = swap;
    }
}
