/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_PROCESS_H
#define TT_PROCESS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "tiptrend/strbuf.h"

/* A child process that is spoken to in lines, through three pipes. It knows nothing of gnuplot. */

typedef struct tt__process {
    long pid;     /* also its process group; 0: no process */
    int to;       /* its standard input; -1: closed */
    int from;     /* its standard output */
    int messages; /* its standard error */
} tt__process;

typedef struct tt__process_spec {
    const char *program;      /* absolute path */
    char *const *arguments;   /* arguments[0] is the name; ends with NULL */
    char *const *environment; /* the whole environment; ends with NULL */
    const char *folder;       /* working folder */
    uint64_t memory_bytes;    /* limits of the system on the child; 0: as they are */
    uint64_t file_bytes;
    uint64_t cpu_seconds;
} tt__process_spec;

/* How one exchange ended. */
typedef enum tt__talk_end {
    TT__TALK_DONE,   /* the marker and its line came */
    TT__TALK_DIED,   /* the child is gone, or closed its output */
    TT__TALK_LATE,   /* not within the time */
    TT__TALK_STOPPED /* a stop flag was set */
} tt__talk_end;

/* One exchange: what is sent, what must come back, what did. */
typedef struct tt__talk {
    const char *send;
    const char *marker; /* nothing else that the child writes may hold it: make it random */
    int limit_ms;
    const atomic_int *stop[2]; /* either may be NULL */
    tt_strbuf *messages;       /* gets the first TT__MESSAGES_LIMIT bytes of standard error */
    char answer[512];          /* the rest of the line after the marker */
} tt__talk;

#define TT__MESSAGES_LIMIT 4096

/* A process that is not there: safe to stop. */
tt__process tt__process_none(void);

/* Start it. Fails only when the system refuses pipes or the fork (TT_EGNUPLOT); a program that
 * cannot be executed ends with status 127. */
tt_status tt__process_start(tt__process *out, const tt__process_spec *spec, tt_error *err);

/* Send and read until the marker's line is there. All of the child's output is read all the time,
 * so neither side can block the other; what comes before the marker is thrown away. */
tt__talk_end tt__process_talk(tt__process *process, tt__talk *talk);

/* End it and leave nothing behind: standard input is closed, then after `polite_ms` SIGTERM, one
 * second later SIGKILL to its whole group; it is always waited for.
 * Returns the wait status, or -1 when somebody else has taken it. */
int tt__process_stop(tt__process *process, int polite_ms);

/* "exit status 127", "signal 9". */
void tt__process_status_text(int wait_status, char text[32]);

/* Milliseconds on a clock that only goes forward. */
int64_t tt__clock_ms(void);

#endif
