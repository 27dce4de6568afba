/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts kept once: open addressing over a growing list, texts in large blocks.
 *
 * A table of a million rows has few different texts, so the cost that counts is the hash of the
 * text that is looked up; eight bytes a step are mixed by a multiplication (after wyhash, Wang Yi). */
#include "textpool_internal.h"

#include <string.h>

#include "tiptrend/memory.h"

struct pool_block {
    struct pool_block *next;
    size_t used;
    size_t size;
    char bytes[];
};

enum { BLOCK_SIZE = 1 << 16, FIRST_SLOTS = 64 };

/* Up to eight bytes as one number: the halves of longer texts may overlap, and those of three bytes or less
 * are told apart by their length, which is in the hash already. */
static uint64_t last_chunk(const unsigned char *at, size_t length)
{
    uint32_t low;
    uint32_t high;
    if (length >= 4) {
        memcpy(&low, at, 4);
        memcpy(&high, at + length - 4, 4);
        return low | (uint64_t)high << 32;
    }
    return length ? at[0] | (uint64_t)at[length / 2] << 8 | (uint64_t)at[length - 1] << 16 : 0;
}

uint64_t tt__hash(const void *bytes, size_t length)
{
    const uint64_t multiplier = 0x9E3779B97F4A7C15u; /* 2^64 / golden ratio, odd */
    const unsigned char *at = bytes;
    uint64_t hash = (uint64_t)length * multiplier;
    for (; length > 8; at += 8, length -= 8) {
        uint64_t chunk;
        memcpy(&chunk, at, 8);
        hash = (hash ^ chunk) * multiplier;
        hash ^= hash >> 32;
    }
    hash = (hash ^ last_chunk(at, length)) * multiplier;
    hash ^= hash >> 29;
    hash *= multiplier;
    return hash ^ (hash >> 32);
}

/* The slot where a text is, or where it belongs. */
static size_t find_slot(const tt__pool *pool, const char *text, size_t length, uint32_t hash)
{
    size_t mask = pool->slot_count - 1;
    size_t slot = hash & mask;
    while (pool->slots[slot]) {
        const struct pool_entry *entry = &pool->entries[pool->slots[slot] - 1];
        if (entry->hash == hash && entry->length == length &&
            tt__same_bytes(entry->text, text, length))
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

/* Twice the slots; at most half of them are ever taken. Returns 0 on success. */
static int grow_slots(tt__pool *pool)
{
    size_t wanted = pool->slot_count ? pool->slot_count * 2 : FIRST_SLOTS;
    uint32_t *slots = tt_calloc(wanted, sizeof *slots);
    if (!slots)
        return -1;
    for (size_t i = 0; i < pool->count; i++) {
        size_t slot = pool->entries[i].hash & (wanted - 1);
        while (slots[slot])
            slot = (slot + 1) & (wanted - 1);
        slots[slot] = (uint32_t)i + 1;
    }
    tt_free(pool->slots);
    pool->slots = slots;
    pool->slot_count = wanted;
    return 0;
}

const char *tt__pool_keep(tt__pool *pool, const char *text, size_t length)
{
    struct pool_block *block = pool->blocks;
    if (!block || block->size - block->used < length + 1) {
        size_t size = length + 1 > BLOCK_SIZE ? length + 1 : BLOCK_SIZE;
        block = tt_calloc(1, sizeof *block + size);
        if (!block)
            return NULL;
        block->size = size;
        block->next = pool->blocks;
        pool->blocks = block;
    }
    char *copy = block->bytes + block->used;
    memcpy(copy, text, length);
    copy[length] = '\0';
    block->used += length + 1;
    return copy;
}

uint32_t tt__pool_find(const tt__pool *pool, const char *text, size_t length)
{
    if (!pool->slot_count)
        return TT__POOL_NONE;
    size_t slot = find_slot(pool, text, length, (uint32_t)tt__hash(text, length));
    return pool->slots[slot] ? pool->slots[slot] - 1 : TT__POOL_NONE;
}

uint32_t tt__pool_add(tt__pool *pool, const char *text, size_t length)
{
    if (pool->count * 2 >= pool->slot_count && grow_slots(pool) != 0)
        return TT__POOL_NONE;
    uint32_t hash = (uint32_t)tt__hash(text, length);
    size_t slot = find_slot(pool, text, length, hash);
    if (pool->slots[slot])
        return pool->slots[slot] - 1;
    if (pool->count >= TT__POOL_NONE - 1 || length > UINT32_MAX ||
        tt_grow(&pool->entries, &pool->capacity, pool->count, sizeof *pool->entries) != 0)
        return TT__POOL_NONE;
    const char *copy = tt__pool_keep(pool, text, length);
    if (!copy)
        return TT__POOL_NONE;
    pool->entries[pool->count] = (struct pool_entry){copy, (uint32_t)length, hash};
    pool->slots[slot] = (uint32_t)++pool->count;
    return (uint32_t)(pool->count - 1);
}

const char *tt__pool_text(const tt__pool *pool, uint32_t id)
{
    return pool->entries[id].text;
}

void tt__pool_clear(tt__pool *pool)
{
    while (pool->blocks) {
        struct pool_block *next = pool->blocks->next;
        tt_free(pool->blocks);
        pool->blocks = next;
    }
    tt_free(pool->entries);
    tt_free(pool->slots);
    *pool = (tt__pool){0};
}
