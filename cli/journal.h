/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_JOURNAL_H
#define TT_JOURNAL_H

#include <stddef.h>
#include <stdint.h>

#include "tiptrend/status.h"
#include "tiptrend/strbuf.h"

/* What a batch knows of the files in its folder: from what each was made, and whether it stands as it was made.
 *
 * A journal is a text file to which a line is added for each file that has come to its place, and for each
 * report that is complete. A line that is cut off or damaged is as if it were not there: the file is then made
 * again. Paths are those within the folder of the batch. */

typedef struct cli_journal cli_journal;

enum { CLI_KEY_SIZE = 72 }; /* of a key with its NUL */

/* How a file on the disk stands to the journal. */
typedef enum cli_standing {
    CLI_STANDS,     /* as it was made, from the same */
    CLI_NEVER_MADE, /* the journal knows nothing of it */
    CLI_OUTDATED,   /* it was made from something else */
    CLI_GONE,       /* it is not there */
    CLI_ALTERED     /* its bytes are not those that were made */
} cli_standing;

/* A report as the journal knows it. Texts belong to the journal. */
typedef struct cli_journal_report {
    const char *folder;
    const char *key;     /* "" when it is not complete */
    const char *summary; /* one line, as it was given */
} cli_journal_report;

/** An empty journal of a folder. Files are looked for there.
 *  Errors:  TT_ENOMEM */
tt_status cli_journal_new(const char *folder, cli_journal **out, tt_error *err);
void cli_journal_free(cli_journal *journal);

/** Take in what a journal file says; one that is not there says nothing. Later lines hold.
 *  Errors:  TT_EIO, TT_ENOMEM */
tt_status cli_journal_read(cli_journal *journal, const char *path, tt_error *err);

/** Add lines to this file from now on; it is opened for the first one.
 *  Errors:  TT_ENOMEM */
tt_status cli_journal_open(cli_journal *journal, const char *path, tt_error *err);

/** How a file stands that is wanted as `key` says. It is wanted from now on (see cli_journal_prune).
 *  Errors:  TT_ENOMEM */
tt_status cli_journal_ask(cli_journal *journal, const char *path, const char *key,
                          cli_standing *out, tt_error *err);

/** A file has come to its place: it is what cli_journal_ask was last asked for. The line is written with the
 *  next flush.
 *  Errors:  TT_ENOMEM */
tt_status cli_journal_made(cli_journal *journal, const char *path, size_t size, uint32_t checksum,
                           tt_error *err);

/** A report is complete. `summary` comes back from cli_journal_find_report.
 *  Errors:  TT_ENOMEM */
tt_status cli_journal_complete(cli_journal *journal, const char *folder, const char *key,
                               const char *summary, tt_error *err);

/** Write the lines that wait.
 *  Errors:  TT_EIO */
tt_status cli_journal_flush(cli_journal *journal, tt_error *err);

/** What is known of a report; NULL when it is nothing. */
const cli_journal_report *cli_journal_find_report(const cli_journal *journal, const char *folder);

/** Whether all files of a report stand as they were made; they are wanted then. Otherwise `*path` is the first
 *  that does not, and how it stands. A report of which no file is known does not stand. */
cli_standing cli_journal_check_report(cli_journal *journal, const char *folder, const char **path);

/** How many files are known of a report. */
size_t cli_journal_file_count(const cli_journal *journal, const char *folder);

/** Remove the files that nobody has wanted, where they stand as they were made; with `folder` NULL those of all
 *  reports. Folders that are then empty go too. Told of each: `told` may be NULL.
 *  Errors:  TT_EIO, TT_ENOMEM */
typedef void cli_journal_told(void *context, const char *path, int removed);
tt_status cli_journal_prune(cli_journal *journal, const char *folder, cli_journal_told *told,
                            void *context, tt_error *err);

/** All that is known, in the order of paths, as the text of a journal file. */
void cli_journal_text(cli_journal *journal, tt_strbuf *out);

/** 1 when something has been written or removed since the last read. */
int cli_journal_is_changed(const cli_journal *journal);

#endif
