/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_MEMORY_H
#define TT_MEMORY_H

#include <stddef.h>

/* The one door through which tiptrend takes memory, so that a test can make the n-th call fail. */

/** Zeroed memory for `count` elements of `size` bytes; NULL when there is none or the product
 *  overflows. A count of 0 gives a pointer that can be freed. */
void *tt_calloc(size_t count, size_t size);

/** Resize to `count` elements of `size` bytes; the old block stays valid when NULL is returned. */
void *tt_realloc(void *block, size_t count, size_t size);

/** Free a block from the functions above. NULL is fine. */
void tt_free(void *block);

/** A copy of a string; NULL when there is no memory. */
char *tt_strdup(const char *text);

/** Room for one more element: grows `*block` (elements of `size` bytes, `*capacity` of them) when
 *  `count` has reached the capacity. Returns 0 on success, -1 when there is no memory. */
int tt_grow(void *block_address, size_t *capacity, size_t count, size_t size);

/** For tests only: let the n-th allocation from now on and all later ones fail; 0 turns it off. */
void tt_memory_fail_at(size_t n);

#endif
