/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Allocation with overflow checks and a switch by which tests make it fail.
 *
 * The countdown is the only mutable static data of the library. It is atomic because worker threads
 * allocate too; outside tests it stays 0 and costs one relaxed load. */
#include "tiptrend/memory.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static atomic_size_t fail_countdown;

void tt_memory_fail_at(size_t n)
{
    atomic_store(&fail_countdown, n);
}

/* Counts n, n-1, ... 1, and stays at 1: from there on every call fails. */
static int must_fail(void)
{
    size_t now = atomic_load_explicit(&fail_countdown, memory_order_relaxed);
    if (now == 0)
        return 0;
    while (now > 1)
        if (atomic_compare_exchange_weak(&fail_countdown, &now, now - 1))
            return 0;
    return now == 1;
}

void *tt_calloc(size_t count, size_t size)
{
    if (must_fail() || (size && count > SIZE_MAX / size))
        return NULL;
    return calloc(count ? count : 1, size ? size : 1);
}

void *tt_realloc(void *block, size_t count, size_t size)
{
    if (must_fail() || (size && count > SIZE_MAX / size))
        return NULL;
    size_t bytes = count * size;
    return realloc(block, bytes ? bytes : 1);
}

void tt_free(void *block)
{
    free(block);
}

char *tt_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = tt_calloc(size, 1);
    if (copy)
        memcpy(copy, text, size);
    return copy;
}

int tt_grow(void *block_address, size_t *capacity, size_t count, size_t size)
{
    if (count < *capacity)
        return 0;
    /* Half as much again: memory stays within 1.5 of the need, appends stay linear. */
    size_t wanted = *capacity < 16 ? 16 : *capacity + *capacity / 2;
    void *block;
    memcpy(&block, block_address, sizeof block); /* any pointer type: copied, never cast */
    block = tt_realloc(block, wanted, size);
    if (!block)
        return -1;
    memcpy(block_address, &block, sizeof block);
    *capacity = wanted;
    return 0;
}
