/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_WORKER_H
#define TT_WORKER_H

#include <stdatomic.h>
#include <stdint.h>

#include "process.h"
#include "random.h"
#include "spool.h"
#include "tiptrend/render.h"

/* What all workers of one tt_render share; nothing in it changes after the start. */
typedef struct tt__gnuplot {
    char *path;             /* absolute */
    char *environment[8];   /* the whole of it; ends with NULL */
    const tt__spool *spool; /* gnuplot's working folder */
    int time_limit_ms;
    int start_limit_ms;
    tt__stop stop;
} tt__gnuplot;

/* Find gnuplot, build its environment, write the scripts that each drawing begins and ends with.
 * Errors: TT_EGNUPLOT when there is none, TT_EIO, TT_ECANTCREATE, TT_ENOMEM. */
tt_status tt__gnuplot_prepare(tt__gnuplot *out, const tt_render_options *options,
                              const tt__spool *spool, tt_error *err);
void tt__gnuplot_clear(tt__gnuplot *gnuplot);

#define TT__NAME_SIZE 32 /* of a file in the spool */

#define TT__BEGIN_SCRIPT "begin.gp"
#define TT__END_SCRIPT   "end.gp"
#define TT__STYLE_SCRIPT "style.gp"

#define TT__MARKER_VARIABLE "tt_marker" /* what the end script prints */

/* One gnuplot process, started when needed. Used by one thread. */
typedef struct tt__worker {
    const tt__gnuplot *gnuplot;
    tt__process process;
    unsigned generation; /* of the process: counts starts */
    int64_t busy_ms;     /* spent in this process: it has a limit of processor time */
    int failed_starts;   /* in a row */
    char version[32];    /* "5.4.4", after the first start */
} tt__worker;

/* One drawing. The names are of files in the spool: [a-z0-9.-] only, made by us. */
typedef struct tt__drawing {
    tt_format format;
    char script[TT__NAME_SIZE];
    char out[TT__NAME_SIZE];
    size_t script_size; /* bytes: a long script has a longer time limit */
    char marker[TT__RANDOM_SIZE + 1];
    unsigned sent_to;   /* generation of the process that has it; 0: none */
    tt_strbuf messages; /* from gnuplot's standard error */
    int retried;        /* gnuplot was started afresh for it */
    int is_deadly;      /* gnuplot died or hung at it, twice */
} tt__drawing;

void tt__worker_init(tt__worker *worker, const tt__gnuplot *gnuplot);

/* Start gnuplot and make sure that it is one. Errors: TT_EGNUPLOT, TT_EINTERRUPTED. */
tt_status tt__worker_start(tt__worker *worker, tt_error *err);

/* Send a drawing ahead, so that gnuplot can go on with it at once; nothing happens when it was sent
 * already or when there is no process to send it to. Drawings are sent in the order in which they
 * are awaited. */
void tt__worker_send(tt__worker *worker, tt__drawing *drawing);

/* Wait until a drawing is done; send it if it is not sent. When gnuplot dies or hangs it is started
 * afresh and the drawing tried once more, alone. TT_OK says that gnuplot saw no error: whether the
 * file is complete is another question.
 * Errors: TT_EGNUPLOT, TT_EINTERRUPTED. */
tt_status tt__worker_await(tt__worker *worker, tt__drawing *drawing, tt_error *err);

/* End gnuplot, if it runs. */
void tt__worker_stop(tt__worker *worker);

#endif
