/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_RANKTEST_H
#define TT_RANKTEST_H

#include "tiptrend/status.h"

/* What the rank tests share: p-values of all three alternatives, and a store of exact null
 * distributions, so that thousands of short series pay for each distribution once. */

/* The alternative that a test is against. */
typedef enum tt_alternative {
    TT_TWO_SIDED = 0, /* any trend; the default */
    TT_GREATER,       /* an upward trend */
    TT_LESS           /* a downward trend */
} tt_alternative;

/* p-values of one statistic; not-a-number where they were not computed. */
typedef struct tt_tails {
    double two_sided;
    double greater;
    double less;
} tt_tails;

/** The p-value of one alternative.
 *  Domain:  any alternative; not-a-number when it is none of the three */
double tt_tails_get(const tt_tails *tails, tt_alternative alternative);

/* Exact null distributions by number of years and tie pattern. It belongs to its caller and has no
 * lock: give each thread its own. The results are the same bits with and without it. */
typedef struct tt_mk_cache tt_mk_cache;

/** An empty store of distributions; NULL when there is no memory.
 *  Domain:  it holds at most 64 MiB and starts afresh beyond */
tt_mk_cache *tt_mk_cache_new(void);

/** Release a store. NULL is fine. */
void tt_mk_cache_free(tt_mk_cache *cache);

/** How many distributions the store holds. */
size_t tt_mk_cache_count(const tt_mk_cache *cache);

#endif
