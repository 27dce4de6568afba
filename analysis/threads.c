/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L
/* A parallel loop: threads take the next index from one counter until none is left. Pieces of work
 * are expected to last microseconds or more, so one atomic step for each is nothing. */
#include "threads.h"

#include <pthread.h>
#include <stdatomic.h>

typedef struct job {
    atomic_size_t next;
    size_t count;
    tt__parallel_body *body;
    void *context;
} job;

typedef struct member {
    job *shared;
    unsigned worker;
    pthread_t thread;
} member;

static void *work(void *argument)
{
    const member *self = argument;
    job *shared = self->shared;
    for (;;) {
        const size_t index = atomic_fetch_add(&shared->next, 1);
        if (index >= shared->count)
            return NULL;
        shared->body(shared->context, index, self->worker);
    }
}

void tt__parallel_for(size_t count, unsigned threads, tt__parallel_body *body, void *context)
{
    if (threads > TT__THREADS_MAX)
        threads = TT__THREADS_MAX;
    if (threads > count)
        threads = (unsigned)count;
    job shared = {.count = count, .body = body, .context = context};
    atomic_init(&shared.next, 0);
    member members[TT__THREADS_MAX];
    unsigned started = 1;
    while (started < threads) {
        members[started] = (member){.shared = &shared, .worker = started};
        if (pthread_create(&members[started].thread, NULL, work, &members[started]) != 0)
            break;
        started++;
    }
    members[0] = (member){.shared = &shared, .worker = 0};
    (void)work(&members[0]);
    for (unsigned i = 1; i < started; i++)
        (void)pthread_join(members[i].thread, NULL);
}
