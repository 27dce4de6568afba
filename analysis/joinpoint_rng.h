/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_JOINPOINT_RNG_H
#define TT_JOINPOINT_RNG_H

#include <stddef.h>
#include <stdint.h>

/* SplitMix64 (Steele, Lea, Flood 2014, OOPSLA 49:453), one stream for each replicate: the numbers
 * of a replicate depend on the seed, the use and the replicate's number, never on the thread. */
typedef struct tt__jp_rng {
    uint64_t state;
} tt__jp_rng;

static inline uint64_t tt__jp_mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static inline tt__jp_rng tt__jp_rng_stream(uint64_t seed, uint64_t use, uint64_t replicate)
{
    const uint64_t step = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 / golden ratio, made odd */
    uint64_t state = tt__jp_mix(seed + step);
    state = tt__jp_mix(state ^ (use * step + 1));
    tt__jp_rng rng = {tt__jp_mix(state ^ (replicate * step + 2))};
    return rng;
}

static inline uint64_t tt__jp_rng_next(tt__jp_rng *rng)
{
    rng->state += UINT64_C(0x9E3779B97F4A7C15);
    return tt__jp_mix(rng->state);
}

/* Uniform on (0, 1): the middle of one of 2^53 equal cells. */
static inline double tt__jp_rng_uniform(tt__jp_rng *rng)
{
    return ((double)(tt__jp_rng_next(rng) >> 11) + 0.5) * 0x1p-53;
}

/* Uniform on 0 .. bound-1 without bias (Lemire 2019, ACM TOMACS 29:3); bound >= 1. */
static inline uint32_t tt__jp_rng_below(tt__jp_rng *rng, uint32_t bound)
{
    uint64_t product = (tt__jp_rng_next(rng) >> 32) * bound;
    if ((uint32_t)product < bound) {
        const uint32_t threshold = (uint32_t)(0u - bound) % bound;
        while ((uint32_t)product < threshold)
            product = (tt__jp_rng_next(rng) >> 32) * bound;
    }
    return (uint32_t)(product >> 32);
}

/* A random order of 0 .. n-1 (Fisher and Yates). */
static inline void tt__jp_rng_order(tt__jp_rng *rng, uint32_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    for (size_t i = n; i > 1; i--) {
        const size_t j = tt__jp_rng_below(rng, (uint32_t)i);
        const uint32_t keep = order[i - 1];
        order[i - 1] = order[j];
        order[j] = keep;
    }
}

#endif
