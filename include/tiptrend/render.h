/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_RENDER_H
#define TT_RENDER_H

#include <stddef.h>

#include "tiptrend/format.h"
#include "tiptrend/output.h"
#include "tiptrend/status.h"

/* Drawing: gnuplot scripts in, checked and finished files out.
 *
 * A `tt_render` keeps a few gnuplot processes and gives them the charts that are submitted, in order.
 * A chart is a script and the formats that it is wanted in. For each format the script is loaded with
 * two variables set: FMT ("svg", "pdf", ...) and OUT (the file to write). It sets the terminal and
 * then the output itself, and may `load 'style.gp'`, the text given as `style`.
 *
 * What gnuplot wrote is checked to be complete and of the size asked for, gets its title, alternative
 * text, resolution and a fixed date, and goes to its place through tiptrend/output.h. The same script
 * gives the same bytes. A chart that fails (gnuplot reports an error, dies, hangs or writes half a
 * file) fails alone: a gnuplot that died or hung is started afresh and has one more try.
 *
 * A `tt_render` may be used by one thread at a time; several may exist. Signals are not touched. The
 * host must not reap children that are not its own (`waitpid(-1)`) while one exists. */

/* One file of a chart. */
typedef struct tt_render_target {
    tt_format format;
    const char *path; /* where the file goes; NULL: its bytes are kept in the result */
} tt_render_target;

/* One chart. Texts are UTF-8; all are copied. */
typedef struct tt_render_job {
    const char *name;                /* for messages; needed */
    const char *script;              /* gnuplot commands; needed */
    const tt_render_target *targets; /* targets[target_count]: drawn in this order */
    size_t target_count;
    const char *title;       /* of the chart, for the files; NULL: `name` */
    const char *alt;         /* what the chart shows, in a sentence or two; NULL: none */
    const char *description; /* the same at length; NULL: `alt` */
    const char *source;      /* where the figures come from; NULL: none */
    const char *data;        /* names the data: their SHA-256 (digest.h); NULL: none */
    double width_mm;         /* checked in what was drawn; 0: not checked */
    double height_mm;
    int dpi; /* of PNG, written into it; 0: 300 */
} tt_render_job;

/* One file that was drawn. */
typedef struct tt_render_file {
    tt_format format;
    const char *path;  /* as given, or NULL */
    const char *bytes; /* the file, where no path was given; followed by a NUL */
    size_t size;       /* bytes */
    tt_status status;  /* TT_OK: complete (and, after tt_render_finish, in its place) */
} tt_render_file;

/* What became of a chart. */
typedef struct tt_render_result {
    const char *name;
    tt_status status;            /* the first failure among its files, or TT_OK */
    tt_error error;              /* of that failure; names the chart as its series */
    const char *warnings;        /* what gnuplot said on standard error, or "" */
    int retried;                 /* 1 when gnuplot had to be started afresh for it */
    const tt_render_file *files; /* files[file_count]: as the targets of the job */
    size_t file_count;
} tt_render_result;

typedef struct tt_render_options {
    const char *work_folder; /* an existing folder in which a private one is made for the files that
                              * go to gnuplot and come from it; NULL: one in memory ($XDG_RUNTIME_DIR,
                              * /dev/shm), else $TMPDIR or /tmp */
    const char *gnuplot;     /* path of gnuplot; NULL: $TIPTREND_GNUPLOT, then gnuplot in $PATH */
    const char *style;       /* text of 'style.gp', which scripts may load; NULL: none */
    tt_output *output;       /* where files go, and who commits them; NULL: an own one, committed by
                          * tt_render_finish */
    int jobs;                /* gnuplot processes; 0: one for each processor, 8 at most; 1 to 64 */
    int time_limit_ms;       /* of one drawing, to which 1 s per MB of script is added; 0: 10000 */
    int start_limit_ms;      /* of gnuplot's start; 0: 5000 */
    int (*stop)(void *context); /* asked about 20 times a second, by several threads; once it
                                 * gives non-zero drawing stops (TT_EINTERRUPTED); NULL: none */
    void *stop_context;
} tt_render_options;

typedef struct tt_render tt_render;

/** Start drawing: one gnuplot is started and asked for its version, more start when needed.
 *  Errors:  TT_EGNUPLOT when gnuplot is missing, too old (before 5.2) or does not answer,
 *           TT_ECANTCREATE when the work folder cannot be made, TT_EUSAGE, TT_ENOMEM */
tt_status tt_render_new(const tt_render_options *options, tt_render **out, tt_error *err);

/** Hand in a chart; it is drawn as soon as a gnuplot is free.
 *  Shape:   `*index` (may be NULL): its number, from 0 on, in the order of submission
 *  Errors:  TT_EUSAGE, TT_ENOMEM */
tt_status tt_render_submit(tt_render *render, const tt_render_job *job, size_t *index,
                           tt_error *err);

/** Wait for one chart. The result belongs to `render`. Its files are complete, but in their places
 *  only after tt_render_finish (or tt_output_commit of the output that was given).
 *  Errors:  the status of the chart, filled into `err` too; `*result` is set in any case but
 *           TT_EUSAGE (no such chart, or released) */
tt_status tt_render_wait(tt_render *render, size_t index, const tt_render_result **result,
                         tt_error *err);

/** Wait for one chart and release its result, so that a long run needs no more memory than a short one;
 *  where `render` commits its files itself, only after tt_render_finish. It cannot be asked for any more. */
void tt_render_release(tt_render *render, size_t index);

/** Wait for all charts and put all files in their places; then more charts may be submitted.
 *  Errors:  the first failure of any chart submitted so far, in order of submission */
tt_status tt_render_finish(tt_render *render, tt_error *err);

/** Number of charts submitted so far. */
size_t tt_render_count(const tt_render *render);

/** Version of the gnuplot in use: "5.4.4". */
const char *tt_render_gnuplot_version(const tt_render *render);

/** Absolute path of the gnuplot in use. */
const char *tt_render_gnuplot_path(const tt_render *render);

/** Stop drawing, end gnuplot and remove the work files; what is not finished is given up, and old
 *  files stay as they were. NULL is fine. */
void tt_render_free(tt_render *render);

#endif
