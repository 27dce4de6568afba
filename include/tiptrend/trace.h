/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TRACE_H
#define TT_TRACE_H

#include "tiptrend/dataset.h"
#include "tiptrend/strbuf.h"

/* From a figure back to the rows of the files that it comes from, with every step between. */

/* One step: a row of a file, or a sum of the steps that follow at the next depth. The texts live as long
 * as the data set, `step` during the call. */
typedef struct tt_trace_step {
    unsigned depth;   /* 0: the figure itself */
    const char *step; /* "read", "sum over sex", "sum of a panel of 23", ... */
    const char *series;
    const char *unit;
    tt_period period;
    double value; /* as in tt_observation */
    double low;
    double high;
    tt_state state;
    unsigned flags;
    const char *file; /* "" in a sum */
    size_t line;      /* 0 in a sum */
    const char *source;
    const char *locator;
    const char *definition;
    const char *note;
} tt_trace_step;

typedef tt_status tt_trace_function(const tt_trace_step *step, void *context, tt_error *err);

/** Tell the steps of one figure: itself, then what it is made of, depth first.
 *  Shape:   a series, a period -> one call for each step; none where the series has no row
 *  Errors:  TT_ENOMEM, or what `tell` returns, which ends the tracing */
tt_status tt_dataset_trace(const tt_dataset *ds, size_t series, tt_period period,
                           tt_trace_function *tell, void *context, tt_error *err);

/** Add the rows behind one figure to a text: "a.csv:17", "a.csv:17, 19; b.csv:2". Lines of the file that the
 *  text lists last follow it, each once.
 *  Errors:  TT_ENOMEM */
tt_status tt_dataset_lines(const tt_dataset *ds, size_t series, tt_period period, tt_strbuf *out,
                           tt_error *err);

/** The series of a name, and of a unit where `unit` is not NULL; TT_NONE when there is none. */
size_t tt_dataset_find_name(const tt_dataset *ds, const char *name, const char *unit);

#endif
