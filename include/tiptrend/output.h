/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_OUTPUT_H
#define TT_OUTPUT_H

#include <stddef.h>
#include <stdint.h>

#include "tiptrend/status.h"

/* Files that appear under their names only when they are complete.
 *
 * A file waits in a hidden folder beside its place; a commit syncs all files of a batch to the disk,
 * renames them, and syncs their folders. Until then, and when anything fails, the old file of that
 * name is as it was. The hidden folder goes with the batch; one that a killed process left behind goes
 * with the next batch there. A file that is no ordinary one (/dev/stdout, a pipe) is written directly,
 * at commit. A symbolic link is followed, save out of the folder that the options name. All functions but _free may be called from several threads
 * at once. */

typedef struct tt_output tt_output;

typedef struct tt_output_options {
    int no_sync; /* 1: leave it to the system when data reach the disk; a file that is replaced is away for
                  * a moment. 0: sync, and one is always there */
    const char *folder; /* all files are within this one, or are refused; NULL: anywhere */
    const char *const
        *kept; /* kept[kept_count]: files that are not written over, as those that are read */
    size_t kept_count;
} tt_output_options;

/* One file of a batch, as tt_output_at gives it. */
typedef struct tt_output_file {
    const char *path;
    tt_status status;    /* TT_OK: no failure so far */
    int in_place;        /* 1: it stands under its name */
    const char *message; /* of a failure, or NULL */
    size_t size;         /* bytes */
    uint32_t checksum;   /* of the bytes: tt_output_checksum; 0 after tt_output_append */
} tt_output_file;

/** Begin a batch. `options` may be NULL.
 *  Errors:  TT_ENOMEM */
tt_status tt_output_begin(const tt_output_options *options, tt_output **out, tt_error *err);

/** Write one file of the batch; it appears at the commit.
 *  Shape:   `*index` (may be NULL): its number in the batch, from 0 on
 *  Errors:  TT_ECANTCREATE when it cannot be created, is outside the folder or one of the files to be kept, TT_EIO when it cannot be written (a full
 *           disk), TT_EUSAGE for an empty path, TT_ENOMEM; the batch goes on without it */
tt_status tt_output_add(tt_output *output, const char *path, const void *bytes, size_t size,
                        size_t *index, tt_error *err);

/** Write more at the end of a file that was added and is not committed. One thread at a time for each file.
 *  Errors:  TT_EIO, TT_ENOMEM: the file is then not put in its place; TT_EUSAGE for no such file */
tt_status tt_output_append(tt_output *output, size_t index, const void *bytes, size_t size,
                           tt_error *err);

/** Put all files that were added since the last commit in their places. Others may add files meanwhile.
 *  Errors:  the first failure (TT_EIO, TT_ECANTCREATE, TT_ENOMEM); the other files are in place */
tt_status tt_output_commit(tt_output *output, tt_error *err);

/** Number of files added so far, and one of them; what `at` gives is valid until the next call but
 *  those of `add`. */
size_t tt_output_count(tt_output *output);
tt_output_file tt_output_at(tt_output *output, size_t index);

/** Release the memory of the files that are committed: a long run needs no more of it than a short one.
 *  The numbers of the others stay. Not while a commit is under way. */
void tt_output_forget(tt_output *output);

/** CRC-32 (that of gzip) of some bytes: tells a file that was changed from one that was not. */
uint32_t tt_output_checksum(const void *bytes, size_t size);

/** Remove what killed processes of this user left behind in a folder; one that is not there is fine. */
void tt_output_sweep(const char *folder);

/** End a batch; what is not committed is removed. NULL is fine. */
void tt_output_free(tt_output *output);

/** Write one file: begin, add, commit.
 *  Errors:  as tt_output_add and tt_output_commit */
tt_status tt_output_write_file(const char *path, const void *bytes, size_t size, tt_error *err);

/** Make a folder and those above it; one that is there is fine.
 *  Errors:  TT_ECANTCREATE, TT_ENOMEM */
tt_status tt_output_make_folder(const char *path, tt_error *err);

#endif
