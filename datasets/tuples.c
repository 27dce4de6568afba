/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tuples kept once: open addressing. The hash stands in the table beside the number, so that nearly
 * every look-up touches one line of the table and one tuple. */
#include "tuples_internal.h"

#include <string.h>

#include "tiptrend/memory.h"

struct tuple_slot {
    uint32_t hash;
    uint32_t number; /* + 1; 0 is free */
};

enum { FIRST_SLOTS = 256 };

/* The products do not wait for each other; the sum is mixed once. */
static uint32_t hash_of(const uint32_t *tuple, size_t width)
{
    const uint64_t multiplier = 0x9E3779B97F4A7C15u; /* 2^64 / golden ratio, odd */
    uint64_t hash = width;
    uint64_t factor = multiplier;
    for (size_t i = 0; i < width; i++, factor += 2 * multiplier)
        hash += (tuple[i] + 1) * (factor ^ (factor >> 32));
    hash *= multiplier;
    return (uint32_t)(hash ^ (hash >> 32));
}

/* Twice the slots; at most half of them are ever taken. Returns 0 on success. */
static int grow_slots(tt__tuples *t)
{
    size_t wanted = t->slot_count ? t->slot_count * 2 : FIRST_SLOTS;
    struct tuple_slot *slots = tt_calloc(wanted, sizeof *slots);
    if (!slots)
        return -1;
    for (size_t i = 0; i < t->slot_count; i++) {
        if (!t->slots[i].number)
            continue;
        size_t slot = t->slots[i].hash & (wanted - 1);
        while (slots[slot].number)
            slot = (slot + 1) & (wanted - 1);
        slots[slot] = t->slots[i];
    }
    tt_free(t->slots);
    t->slots = slots;
    t->slot_count = wanted;
    return 0;
}

static int same_tuple(const uint32_t *a, const uint32_t *b, size_t width)
{
    uint32_t different = 0;
    for (size_t i = 0; i < width; i++)
        different |= a[i] ^ b[i];
    return !different;
}

uint32_t tt__tuples_add(tt__tuples *t, const uint32_t *tuple)
{
    if (t->count * 2 >= t->slot_count && grow_slots(t) != 0)
        return TT__TUPLE_NONE;
    uint32_t hash = hash_of(tuple, t->width);
    size_t slot = hash & (t->slot_count - 1);
    for (; t->slots[slot].number; slot = (slot + 1) & (t->slot_count - 1)) {
        uint32_t number = t->slots[slot].number - 1;
        if (t->slots[slot].hash == hash &&
            same_tuple(t->items + (size_t)number * t->width, tuple, t->width))
            return number;
    }
    if (t->count >= TT__TUPLE_NONE - 1)
        return TT__TUPLE_NONE;
    while (!t->items || (t->count + 1) * t->width > t->capacity)
        if (tt_grow(&t->items, &t->capacity, t->capacity, sizeof *t->items) != 0)
            return TT__TUPLE_NONE;
    memcpy(t->items + t->count * t->width, tuple, t->width * sizeof *tuple);
    t->slots[slot] = (struct tuple_slot){hash, (uint32_t)t->count + 1};
    return (uint32_t)t->count++;
}

void tt__tuples_empty(tt__tuples *t)
{
    if (t->count)
        memset(t->slots, 0, t->slot_count * sizeof *t->slots);
    t->count = 0;
}

void tt__tuples_clear(tt__tuples *t)
{
    tt_free(t->items);
    tt_free(t->slots);
    *t = (tt__tuples){.width = t->width};
}
