/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_BATCH_PROGRESS_H
#define TT_BATCH_PROGRESS_H

#include "command.h"

/* What a run says while it goes on: one line that is rewritten on a terminal, with the rate and the time left; a
 * line for each report in a log; nothing with --quiet. What failed is said at the end. */
typedef struct cli_progress {
    const cli_context *context;
    size_t due; /* reports to be made, of the sets that are read */
    size_t made;
    size_t charts;
    double start; /* seconds */
    int is_silent;
    char **
        failures; /* failures[failure_count]: what is said at the end, with what it is about before it */
    size_t failure_count;
    size_t failure_capacity;
} cli_progress;

cli_progress cli_progress_begin(const cli_context *context);

/* A report is in its place. */
void cli_progress_made(cli_progress *progress, const char *report, size_t charts);

/* Something to be said at the end. */
void cli_progress_keep(cli_progress *progress, const char *what, const char *why);

/* The line goes, before something else is printed. */
void cli_progress_clear(const cli_progress *progress);

/* Says what was kept. */
void cli_progress_end(cli_progress *progress);

/* "1:05" or "2:03:04" for seconds. */
void cli_progress_time(double seconds, tt_strbuf *out);

#endif
