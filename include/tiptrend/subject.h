/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SUBJECT_H
#define TT_SUBJECT_H

#include "tiptrend/dataset.h"
#include "tiptrend/table.h"

/* What the rows of a table of results are about, read from its own columns: the series by `series` and
 * `unit`, the periods by `period`, `year`, `from` and `to`, `first` and `last`, or `start` and `end`. So
 * every table whose columns have these names can be traced and annotated. */

typedef enum tt_subject_span {
    TT_SUBJECT_ALL,    /* every period of the series */
    TT_SUBJECT_PERIOD, /* `first` */
    TT_SUBJECT_PAIR,   /* `first` and `last`, and nothing between them */
    TT_SUBJECT_SPAN    /* from `first` to `last` */
} tt_subject_span;

typedef struct tt_subject {
    tt_index_list
        series; /* of that name and unit; several where the table does not name the unit */
    tt_subject_span span;
    tt_period first;
    tt_period last;
} tt_subject;

typedef struct tt_subjects tt_subjects;

/** Prepare to find what the rows of a table are about, among some series, so that a table about a few of many
 *  takes no time for the others; `among` NULL: all of the data set. All three must live as long.
 *  Errors:  TT_ENOMEM; a table without a column `series` is no error: its rows are about nothing */
tt_status tt_subjects_new(const tt_dataset *ds, const tt_table *table, const size_t *among,
                          size_t count, tt_subjects **out, tt_error *err);
void tt_subjects_free(tt_subjects *subjects);

/** What one row is about; release it with tt_subject_clear.
 *  Errors:  TT_ENOMEM */
tt_status tt_subjects_row(const tt_subjects *subjects, size_t row, tt_subject *out, tt_error *err);

/** Release it. A zeroed one is fine. */
void tt_subject_clear(tt_subject *subject);

/** Whether a period is one of those that the row is about. */
int tt_subject_has(const tt_subject *subject, tt_period period);

#endif
