/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_THREADS_H
#define TT_THREADS_H

#include <stddef.h>

/* One piece of work: `index` counts the pieces, `worker` the threads (0 is the caller). */
typedef void tt__parallel_body(void *context, size_t index, unsigned worker);

/* Does body(context, i, worker) for every i < count on up to `threads` threads, the caller being
 * one of them, and returns when all are done. Which worker takes which piece is left to chance, so a
 * body writes to places of its index or its worker only. A thread that cannot be started is done
 * without. `threads` 0 counts as 1. */
void tt__parallel_for(size_t count, unsigned threads, tt__parallel_body *body, void *context);

/* Most threads that tt__parallel_for uses: `worker` stays below it. */
#define TT__THREADS_MAX 64u

#endif
