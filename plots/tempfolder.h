/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TEMPFOLDER_H
#define TT_TEMPFOLDER_H

#include "tiptrend/status.h"

/* A private folder (mode 0700) that does not outlive its use.
 *
 * It is locked as long as its process lives. Whoever makes one removes those of the same user beside it
 * whose lock is free: what a process left behind that was killed or lost its power. */
typedef struct tt__tempfolder {
    char *path; /* absolute when the parent is; NULL: none */
    int lock;   /* descriptor of the folder; meaningful with a path only */
} tt__tempfolder;

/* Make one inside `parent`.
 * Errors: TT_ECANTCREATE, TT_ENOMEM; errno-like reason in the message. */
tt_status tt__tempfolder_new(const char *parent, tt__tempfolder *out, tt_error *err);

/* Remove those in `parent` that nobody holds. */
void tt__tempfolder_sweep(const char *parent);

/* The path of a name in it; free with tt_free. NULL: no memory. */
char *tt__tempfolder_path(const tt__tempfolder *folder, const char *name);

/* Remove it with everything in it. A zeroed one is fine. */
void tt__tempfolder_remove(tt__tempfolder *folder);

#endif
