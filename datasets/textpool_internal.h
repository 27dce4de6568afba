/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_POOL_INTERNAL_H
#define TT_POOL_INTERNAL_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Every different text once, numbered 0, 1, 2, ... in the order of arrival. */
typedef struct tt__pool {
    struct pool_entry {
        const char *text; /* ends with NUL; lives as long as the pool */
        uint32_t length;
        uint32_t hash;
    } * entries;
    size_t count;
    size_t capacity;
    uint32_t *slots; /* hash table of entry + 1; 0 is free; the size is a power of two */
    size_t slot_count;
    struct pool_block *blocks; /* where the texts live */
} tt__pool;

#define TT__POOL_NONE UINT32_MAX

/* The number of a text, added when it is new. TT__POOL_NONE when there is no memory. */
uint32_t tt__pool_add(tt__pool *pool, const char *text, size_t length);

/* The number of a text, or TT__POOL_NONE when it is not there. */
uint32_t tt__pool_find(const tt__pool *pool, const char *text, size_t length);

/* A text that lives as long as the pool, without a number and not compared with others; NULL when there is
 * no memory. */
const char *tt__pool_keep(tt__pool *pool, const char *text, size_t length);

const char *tt__pool_text(const tt__pool *pool, uint32_t id);

void tt__pool_clear(tt__pool *pool);

/* A 64-bit hash of bytes, the same on every machine of one byte order. */
uint64_t tt__hash(const void *bytes, size_t length);

/* Whether two texts are equal, eight bytes at a time: cells are short, and a call costs more. */
static inline int tt__same_bytes(const char *a, const char *b, size_t length)
{
    if (length >= 8) {
        for (; length > 8; a += 8, b += 8, length -= 8) {
            if (memcmp(a, b, 8) != 0)
                return 0;
        }
        return memcmp(a + length - 8, b + length - 8, 8) == 0;
    }
    if (length >= 4)
        return memcmp(a, b, 4) == 0 && memcmp(a + length - 4, b + length - 4, 4) == 0;
    return length == 0 ||
           (a[0] == b[0] && a[length / 2] == b[length / 2] && a[length - 1] == b[length - 1]);
}

#endif
