/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact null distribution of Mann-Kendall's S.
 *
 * The number of arrangements of n values with k inversions has the generating function [n]_q!, and
 * with tie groups of sizes t_g the q-multinomial [n]_q! / prod [t_g]_q!. It is built as a product
 * of q-binomials, group after group; one step takes [m+i-1 choose i-1] to [m+i choose i], that is
 *
 *     times (1 - q^w) / (1 - q^i),  w = m + i:   c_k = c_{k-i} + a_k - a_{k-w}
 *
 * Each intermediate product is symmetric and unimodal, so that on the lower half a_k >= a_{k-w} and
 * the recurrence only adds non-negative terms: doubles keep 14 digits at n = 200, in the far tail
 * too (the test compares with whole-number arithmetic). The upper half follows by symmetry. Counts
 * are scaled by 2^-1000, which makes room for 10^600 arrangements.
 *
 * The general form is MacMahon's theorem on inversions of multisets (1915, Combinatory Analysis);
 * Valz and Thompson 1994, J Comput Graph Stat 3:459, use it for Kendall's S with ties. */
#include "inversions.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_sf_gamma.h>

#include "tiptrend/memory.h"

#define SCALE_POWER            (-1000)
#define MAX_ARRANGEMENTS_LOG10 600
#define MAX_INVERSIONS         10000000

/* Two halves that take turns: `now` holds counts 0 ... max / 2. */
typedef struct builder {
    double *now;
    double *next;
    int64_t max;
    double total; /* all arrangements, scaled as the counts are */
} builder;

/* Multiply by (1 - q^w) / (1 - q^i), w > i. */
static void step(builder *b, int64_t w, int64_t i)
{
    const double *a = b->now;
    double *c = b->next;
    int64_t old_max = b->max;
    int64_t old_half = old_max / 2;
    int64_t max = old_max + w - i;
    for (int64_t k = 0; k <= max / 2; k++) {
        double count = 0;
        if (k <= old_half)
            count = a[k];
        else if (k <= old_max)
            count = a[old_max - k]; /* the upper half, by symmetry */
        if (k >= w)
            count -= a[k - w]; /* k - w <= (max - w) / 2 lies in the lower half */
        if (k >= i)
            count += c[k - i];
        c[k] = count;
    }
    b->next = b->now;
    b->now = c;
    b->max = max;
    b->total *= (double)w / (double)i;
}

/* Add one block: the groups, largest first, then the values that stand alone. The first group is a
 * product of ones. */
static void add_block(builder *b, const tt__block *block)
{
    int64_t m = 0;
    size_t tied = 0;
    for (size_t g = 0; g < block->groups; g++) {
        int64_t t = (int64_t)block->size[g];
        for (int64_t i = 1; m > 0 && i <= t; i++)
            step(b, m + i, i);
        m += t;
        tied += block->size[g];
    }
    for (size_t alone = block->n - tied; alone > 0; alone--) {
        if (m > 0)
            step(b, m + 1, 1);
        m++;
    }
}

/* Not the lgamma of the C library: it writes the sign to a variable that all threads share. */
static double log10_factorial(size_t n)
{
    static const double log10_e = 0.43429448190325182765;
    return gsl_sf_lngamma((double)n + 1) * log10_e;
}

/* Largest number of inversions, and log10 of the number of arrangements. */
static int64_t extent(const tt__block *block, size_t blocks, double *arrangements_log10)
{
    int64_t max = 0;
    double digits = 0;
    for (size_t b = 0; b < blocks; b++) {
        max += tt__pairs(block[b].n);
        digits += log10_factorial(block[b].n);
        for (size_t g = 0; g < block[b].groups; g++) {
            max -= tt__pairs(block[b].size[g]);
            digits -= log10_factorial(block[b].size[g]);
        }
    }
    *arrangements_log10 = digits;
    return max;
}

tt_status tt__inversions_build(const tt__block *block, size_t blocks, tt__inversions *out,
                               tt_error *err)
{
    *out = (tt__inversions){0};
    double digits;
    int64_t max = extent(block, blocks, &digits);
    if (digits > MAX_ARRANGEMENTS_LOG10 || max > MAX_INVERSIONS)
        return tt_fail(
            err, TT_ELIMIT,
            "1e%.0f arrangements; the exact distribution is made up to 1e%d: ask for the "
            "normal form",
            digits, MAX_ARRANGEMENTS_LOG10);
    size_t half = (size_t)(max / 2) + 1;
    double *store = tt_calloc(half, 2 * sizeof *store);
    if (!store)
        return tt_fail(err, TT_ENOMEM, "no memory for a distribution of %zu values", half);
    double one = ldexp(1, SCALE_POWER);
    builder b = {store, store + half, 0, one};
    b.now[0] = one;
    for (size_t i = 0; i < blocks; i++)
        add_block(&b, &block[i]);
    double *cumulative = tt_calloc(half, sizeof *cumulative);
    double sum = 0;
    for (size_t k = 0; cumulative && k < half; k++) {
        sum += b.now[k];
        cumulative[k] = sum / b.total;
    }
    tt_free(store);
    if (!cumulative)
        return tt_fail(err, TT_ENOMEM, "no memory for a distribution of %zu values", half);
    *out = (tt__inversions){max, cumulative, digits};
    return TT_OK;
}

void tt__inversions_clear(tt__inversions *dist)
{
    tt_free(dist->cumulative);
    *dist = (tt__inversions){0};
}

double tt__inversions_upper(const tt__inversions *dist, int64_t s)
{
    if (s > dist->max)
        return 0;
    if (s <= 0) /* at least a half: nothing is lost by the subtraction */
        return s <= -dist->max ? 1 : 1 - tt__inversions_upper(dist, 1 - s);
    return dist->cumulative[(dist->max - s) / 2];
}

tt_tails tt__inversions_tails(const tt__inversions *dist, int64_t s)
{
    tt_tails tails = {1, tt__inversions_upper(dist, s), tt__inversions_upper(dist, -s)};
    if (s != 0) /* a tail of one half may carry a rounding error */
        tails.two_sided = fmin(1, 2 * (s > 0 ? tails.greater : tails.less));
    return tails;
}

tt_tails tt__inversions_smallest(const tt__inversions *dist)
{
    return tt__inversions_tails(dist, dist->max);
}

int64_t tt__inversions_within(const tt__inversions *dist, double level)
{
    const double slack = 1 + 1e-12; /* P(S >= s) is known to 14 digits */
    int64_t count = 0;
    int64_t beyond = (dist->max + 1) / 2;
    while (count < beyond) { /* the tail grows inwards */
        int64_t middle = count + (beyond - count) / 2;
        if (tt__inversions_upper(dist, dist->max - 2 * middle) <= level * slack)
            count = middle + 1;
        else
            beyond = middle;
    }
    return count;
}

/* The store: open addressing by a hash of n and the tie sizes. */

#define CACHE_MAX_BYTES  ((size_t)64 << 20)
#define CACHE_FIRST_SIZE 64 /* slots; a power of two */

typedef struct entry {
    uint64_t hash;
    tt__block block; /* size points into the entry's own copy */
    size_t *size;
    tt__inversions dist; /* cumulative is NULL in an empty slot */
} entry;

struct tt_mk_cache {
    entry *slot;
    size_t slots;
    size_t count;
    size_t bytes;
    size_t limit; /* of bytes */
    double *room; /* room[room_size] */
    size_t room_size;
};

tt_mk_cache *tt_mk_cache_new(void)
{
    tt_mk_cache *cache = tt_calloc(1, sizeof *cache);
    if (!cache)
        return NULL;
    cache->slot = tt_calloc(CACHE_FIRST_SIZE, sizeof *cache->slot);
    cache->slots = CACHE_FIRST_SIZE;
    cache->limit = CACHE_MAX_BYTES;
    if (!cache->slot) {
        tt_free(cache);
        return NULL;
    }
    return cache;
}

static void empty_cache(tt_mk_cache *cache)
{
    for (size_t i = 0; i < cache->slots; i++) {
        tt__inversions_clear(&cache->slot[i].dist);
        tt_free(cache->slot[i].size);
        cache->slot[i] = (entry){0};
    }
    cache->count = 0;
    cache->bytes = 0;
}

void tt_mk_cache_free(tt_mk_cache *cache)
{
    if (!cache)
        return;
    empty_cache(cache);
    tt_free(cache->slot);
    tt_free(cache->room);
    tt_free(cache);
}

double *tt__mk_cache_room(tt_mk_cache *cache, size_t count)
{
    if (!cache)
        return NULL;
    if (cache->room_size < count) {
        double *room = tt_realloc(cache->room, count, sizeof *room);
        if (!room)
            return NULL;
        cache->room = room;
        cache->room_size = count;
    }
    return cache->room;
}

size_t tt_mk_cache_count(const tt_mk_cache *cache)
{
    return cache ? cache->count : 0;
}

void tt__mk_cache_limit(tt_mk_cache *cache, size_t bytes)
{
    cache->limit = bytes;
}

/* FNV-1a over whole words, with a last mix because slots take the low bits. */
static uint64_t hash_block(const tt__block *block)
{
    uint64_t hash = UINT64_C(14695981039346656037) ^ block->n;
    for (size_t i = 0; i < block->groups; i++)
        hash = (hash ^ block->size[i]) * UINT64_C(1099511628211);
    hash ^= hash >> 32;
    hash *= UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ (hash >> 29);
}

static int same_block(const tt__block *a, const tt__block *b)
{
    return a->n == b->n && a->groups == b->groups &&
           (a->groups == 0 || memcmp(a->size, b->size, a->groups * sizeof *a->size) == 0);
}

/* The slot of this block, or the empty slot where it belongs. */
static entry *find_slot(entry *slot, size_t slots, uint64_t hash, const tt__block *block)
{
    size_t i = (size_t)hash & (slots - 1);
    while (slot[i].dist.cumulative && !(slot[i].hash == hash && same_block(&slot[i].block, block)))
        i = (i + 1) & (slots - 1);
    return &slot[i];
}

/* Keep the table at most half full, and its contents below the limit. */
static int make_room(tt_mk_cache *cache)
{
    if (cache->bytes > cache->limit)
        empty_cache(cache);
    if (2 * (cache->count + 1) <= cache->slots)
        return 0;
    size_t slots = 2 * cache->slots;
    entry *bigger = tt_calloc(slots, sizeof *bigger);
    if (!bigger)
        return -1;
    for (size_t i = 0; i < cache->slots; i++) {
        const entry *old = &cache->slot[i];
        if (old->dist.cumulative)
            *find_slot(bigger, slots, old->hash, &old->block) = *old;
    }
    tt_free(cache->slot);
    cache->slot = bigger;
    cache->slots = slots;
    return 0;
}

static const tt__inversions *cache_add(tt_mk_cache *cache, const tt__block *block, uint64_t hash,
                                       tt_error *err)
{
    entry new = {.hash = hash, .block = *block};
    new.size = tt_calloc(block->groups, sizeof *new.size);
    if (!new.size || make_room(cache)) {
        tt_free(new.size);
        (void)tt_fail(err, TT_ENOMEM, "no memory to keep a distribution");
        return NULL;
    }
    if (block->groups)
        memcpy(new.size, block->size, block->groups * sizeof *new.size);
    new.block.size = new.size;
    if (tt__inversions_build(block, 1, &new.dist, err)) {
        tt_free(new.size);
        return NULL;
    }
    entry *slot = find_slot(cache->slot, cache->slots, hash, block);
    *slot = new;
    cache->count++;
    cache->bytes += sizeof *slot + ((size_t)(new.dist.max / 2) + 1) * sizeof *new.dist.cumulative;
    return &slot->dist;
}

const tt__inversions *tt__inversions_of(tt_mk_cache *cache, const tt__block *block,
                                        tt__inversions *own, tt_error *err)
{
    *own = (tt__inversions){0};
    if (!cache)
        return tt__inversions_build(block, 1, own, err) ? NULL : own;
    uint64_t hash = hash_block(block);
    const entry *slot = find_slot(cache->slot, cache->slots, hash, block);
    return slot->dist.cumulative ? &slot->dist : cache_add(cache, block, hash, err);
}
