/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TUPLES_INTERNAL_H
#define TT_TUPLES_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

/* Every different tuple of numbers once, numbered 0, 1, 2, ... in the order of arrival. */
typedef struct tt__tuples {
    size_t width;    /* numbers in a tuple; set before the first is added */
    uint32_t *items; /* items[count * width] */
    size_t count;
    size_t capacity;          /* of items */
    struct tuple_slot *slots; /* hash table; the size is a power of two */
    size_t slot_count;
} tt__tuples;

#define TT__TUPLE_NONE UINT32_MAX

/* The number of a tuple, added when it is new. TT__TUPLE_NONE when there is no memory. */
uint32_t tt__tuples_add(tt__tuples *tuples, const uint32_t *tuple);

/* Forgets all tuples, but keeps the memory. */
void tt__tuples_empty(tt__tuples *tuples);

void tt__tuples_clear(tt__tuples *tuples);

#endif
