/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_THREAD_H
#define TT_THREAD_H

#include <pthread.h>

/* Start a thread in which all signals are blocked, so that the host's handlers run in the host's
 * threads only. Returns 0 on success. */
int tt__thread_start(pthread_t *thread, void *(*run)(void *), void *argument);

#endif
