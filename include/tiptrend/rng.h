/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_RNG_H
#define TT_RNG_H

#include <stddef.h>
#include <stdint.h>

/* Random numbers from a counter: the numbers of stream k depend on the seed and on k alone, so that
 * replicate k is the same whichever thread makes it, and in whatever order. */

typedef struct tt_rng {
    uint32_t key[2];     /* the seed */
    uint32_t counter[4]; /* words 0 and 1: position in the stream; 2 and 3: the stream */
    uint32_t word[4];    /* the block at hand */
    unsigned used;       /* words taken from it; 4 when it is spent */
    int has_normal;      /* the polar method makes normals in pairs */
    double normal;
} tt_rng;

/** Start of one stream.
 *  Domain:  any seed, any stream; different pairs give different, independent streams
 *  Checks:  published known answers of Philox4x32-10
 *  Source:  Salmon et al 2011, Parallel random numbers: as easy as 1, 2, 3 */
void tt_rng_start(tt_rng *rng, uint64_t seed, uint64_t stream);

/** One block of Philox4x32-10: four words from a counter and a key. */
void tt_rng_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/** The next 64 random bits. */
uint64_t tt_rng_bits(tt_rng *rng);

/** Uniform in [0, 1): a multiple of 2^-53. */
double tt_rng_uniform(tt_rng *rng);

/** Uniform on 0 ... n - 1, without bias.
 *  Domain:  n >= 1; 0 gives 0
 *  Source:  Lemire 2019, ACM TOMACS 29:3 */
size_t tt_rng_below(tt_rng *rng, size_t n);

/** Standard normal, by Marsaglia's polar method. */
double tt_rng_normal(tt_rng *rng);

/** Put n values into random order: each order has the same probability. */
void tt_rng_shuffle(tt_rng *rng, double *value, size_t n);

#endif
