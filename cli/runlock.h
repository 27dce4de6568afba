/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_RUNLOCK_H
#define TT_RUNLOCK_H

#include "tiptrend/status.h"

/* Keeps two runs out of one folder. The lock ends with its process, whatever the end is; the file stays, and
 * says who had it last. */
typedef struct cli_runlock {
    int fd; /* -1: none */
} cli_runlock;

/** Take a lock at once or not at all.
 *  Domain:  `shared` 1: others may share it
 *  Errors:  TT_ECANTCREATE: somebody else has it (the message says who), or the file cannot be made */
tt_status cli_runlock_take(const char *path, int shared, cli_runlock *out, tt_error *err);

/** A lock that is not held is fine. */
void cli_runlock_release(cli_runlock *lock);

#endif
