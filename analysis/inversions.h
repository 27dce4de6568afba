/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_INVERSIONS_H
#define TT_INVERSIONS_H

/* Exact null distribution of Mann-Kendall's S, with and without ties, for one sample or for a sum
 * over independent samples. */

#include "rank_core.h"

/* Exact distributions are made up to this n: 200 years cost about a millisecond. */
#define TT__EXACT_MAX_N 200

/* P(inversions <= k) for k = 0 ... max / 2; the distribution is symmetric about max / 2. S is
 * max - 2 inversions. */
typedef struct tt__inversions {
    int64_t max;
    double *cumulative;        /* cumulative[max / 2 + 1] */
    double arrangements_log10; /* of the number of different arrangements */
} tt__inversions;

/* One sample in a sum: n values with tie groups size[groups], largest first. */
typedef struct tt__block {
    size_t n;
    size_t groups;
    const size_t *size;
} tt__block;

/* The distribution for the sum of S over independent blocks. TT_ELIMIT when the number of
 * arrangements passes 10^600 or the largest S passes 10^7; TT_ENOMEM. */
tt_status tt__inversions_build(const tt__block *block, size_t blocks, tt__inversions *out,
                               tt_error *err);
void tt__inversions_clear(tt__inversions *dist);

/* P(S >= s). */
double tt__inversions_upper(const tt__inversions *dist, int64_t s);

/* p-values of all alternatives, and the smallest that any outcome has. */
tt_tails tt__inversions_tails(const tt__inversions *dist, int64_t s);
tt_tails tt__inversions_smallest(const tt__inversions *dist);

/* How many outcomes of S, from the largest inwards, together have at most this probability. An outcome at the level
 * itself is not lost to rounding. */
int64_t tt__inversions_within(const tt__inversions *dist, double level);

/* The distribution of one sample: from the store where there is one, else made in `own`, which the
 * caller clears in both cases. Valid until the next call with the same store. NULL on error. */
const tt__inversions *tt__inversions_of(tt_mk_cache *cache, const tt__block *block,
                                        tt__inversions *own, tt_error *err);

/* Room to work in that belongs to the store, which gives the same to the next who asks; NULL without a store or
 * without memory. */
double *tt__mk_cache_room(tt_mk_cache *cache, size_t count);

/* For tests: start afresh beyond this many bytes. */
void tt__mk_cache_limit(tt_mk_cache *cache, size_t bytes);

#endif
