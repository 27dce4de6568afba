/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SPOOL_H
#define TT_SPOOL_H

#include <stddef.h>

#include "tempfolder.h"
#include "tiptrend/strbuf.h"

/* A private folder (mode 0700) for the files that go to gnuplot and come from it. Only its owner
 * can write there, and gnuplot is told nothing but names made here. */
typedef struct tt__spool {
    const char *folder; /* absolute; NULL: none */
    tt__tempfolder temp;
} tt__spool;

/* Make one inside `parent`; NULL: in memory where there is a place for that, else in $TMPDIR or /tmp.
 * Errors: TT_ECANTCREATE, TT_ENOMEM. */
tt_status tt__spool_new(const char *parent, tt__spool *out, tt_error *err);

/* The path of a name in it; free with tt_free. NULL: no memory. */
char *tt__spool_path(const tt__spool *spool, const char *name);

/* Remove it with everything in it. A zeroed spool is fine. */
void tt__spool_remove(tt__spool *spool);

/* Write a file, over one of the same name. Errors: TT_EIO, TT_ENOMEM. */
tt_status tt__spool_write(const tt__spool *spool, const char *name, const char *text,
                          tt_error *err);

/* Read a whole file. Errors: TT_EIO, TT_ELIMIT, TT_ENOMEM; TT_ENOINPUT when it is not there. */
tt_status tt__spool_read(const tt__spool *spool, const char *name, tt_strbuf *out, tt_error *err);

/* Remove a file, which need not be there. */
void tt__spool_drop(const tt__spool *spool, const char *name);

#endif
