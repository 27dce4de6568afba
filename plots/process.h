/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_PROCESS_H
#define TT_PROCESS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "tiptrend/strbuf.h"

/* A child process that is spoken to in lines, through three pipes. It knows nothing of gnuplot. */

#define TT__WINDOW_SIZE    8192 /* of the child's output, kept while looking for a marker */
#define TT__MESSAGES_LIMIT 4096 /* bytes of standard error that are kept of one exchange */

typedef struct tt__process {
    long pid;                     /* also its process group; 0: no process */
    int to;                       /* its standard input; -1: closed */
    int from;                     /* its standard output */
    int messages;                 /* its standard error */
    tt_strbuf unsent;             /* what the pipe had no room for */
    char output[TT__WINDOW_SIZE]; /* what came and is not taken yet */
    size_t output_length;
    tt_strbuf said; /* on standard error, not taken yet */
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

/* Who may end the waiting: the caller, and the owner of the process. Either may be missing. */
typedef struct tt__stop {
    int (*asked)(void *context);
    void *context;
    const atomic_int *flag;
} tt__stop;

/* Non-zero when it is time to stop. */
int tt__must_stop(const tt__stop *stop);

/* How waiting for an answer ended. */
typedef enum tt__hear_end {
    TT__HEAR_DONE,   /* the marker and its line came */
    TT__HEAR_DIED,   /* the child is gone, or closed its output */
    TT__HEAR_LATE,   /* not within the time */
    TT__HEAR_STOPPED /* it was asked to stop */
} tt__hear_end;

/* One answer: what must come, and what came. */
typedef struct tt__hearing {
    const char *marker; /* nothing else that the child writes may hold it: make it random */
    int limit_ms;
    tt__stop stop;
    tt_strbuf *messages; /* gets standard error up to the line of the marker there, if any */
    char answer[512];    /* the rest of the marker's line on standard output */
} tt__hearing;

/* Make it a process that is not there: safe to stop. */
void tt__process_init(tt__process *process);

/* Start it. Fails only when the system refuses pipes or the fork (TT_EGNUPLOT); a program that
 * cannot be executed ends with status 127. */
tt_status tt__process_start(tt__process *out, const tt__process_spec *spec, tt_error *err);

/* Send a text, as far as the pipe takes it; the rest goes out while an answer is waited for. */
void tt__process_say(tt__process *process, const char *text);

/* Read until the marker's line is there. All of the child's output is read all the time, so that
 * neither side can block the other; output before the marker is thrown away, what follows its line
 * is kept. Answers come in the order of what was said. */
tt__hear_end tt__process_hear(tt__process *process, tt__hearing *hearing);

/* End it and leave nothing behind: standard input is closed, then after `polite_ms` SIGTERM, one
 * second later SIGKILL to its whole group; it is always waited for.
 * Returns the wait status, or -1 when somebody else has taken it. */
int tt__process_stop(tt__process *process, int polite_ms);

/* "exit status 127", "signal 9". */
void tt__process_status_text(int wait_status, char text[32]);

/* Milliseconds on a clock that only goes forward. */
int64_t tt__clock_ms(void);

#endif
