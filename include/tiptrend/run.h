/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_RUN_H
#define TT_RUN_H

#include "tiptrend/dataset.h"
#include "tiptrend/points.h"

/* The part of a series that a trend may use: usable points of one unbroken definition. */

typedef struct tt_run_options {
    int from;          /* first year; 0: no limit */
    int to;            /* last year; 0: no limit */
    int across_breaks; /* 1: ignore changes of definition (and say so in the notes) */
    int intervals; /* 1: points known only as intervals are used too; their value is not-a-number */
    int bridged;   /* first year of a new definition that the model allows for; 0: none */
} tt_run_options;

typedef struct tt_run {
    size_t n;
    double *time;  /* time[n]: years (tt_period_time), strictly increasing */
    double *value; /* value[n] */
    double *low;   /* low[n], high[n]: what the value can be; equal where it is known */
    double *high;
    double *exposure;       /* exposure[n], or NULL when some point has none */
    double *standard_error; /* standard_error[n], or NULL when some point has none */
    size_t *point;          /* point[n]: index into the points of the series in from ... to */
    tt_period first;
    tt_period last;
    int is_count;     /* 1: whole numbers in a unit of counts */
    size_t left_out;  /* points that are not in the run */
    size_t intervals; /* points in it that are known only as intervals */
    tt_notes notes;
    size_t room; /* points that the arrays have room for */
} tt_run;

/** The longest unbroken run of a series.
 *  Shape:   one series -> arrays of n points
 *  Missing: left out, as are partial periods and, unless options->intervals is 1, conflicts and points
 *           known only as intervals; periods of another length than most are left out as well
 *  Errors:  TT_ENOMEM; a run of 0 points is no error
 *  Notes:   TT_NOTE_UNBROKEN_RUN, ACROSS_BREAKS, PARTIAL, CONFLICT, INTERVAL, MISSING, GAPS, DERIVED,
 *           PROVISIONAL, APPROXIMATE
 *  Source:  product contract on breaks; of runs of equal length the latest is taken */
tt_status tt_dataset_run(const tt_dataset *ds, size_t series, const tt_run_options *options,
                         tt_run *out, tt_error *err);

/** The same from points that are at hand, as tt_dataset_points gives them; options->from and to are not read.
 *  Errors:  TT_ENOMEM
 *  Notes:   as tt_dataset_run */
tt_status tt_run_of_points(const tt_series *series, const tt_point_list *list,
                           const tt_run_options *options, tt_run *out, tt_error *err);

/** The same into a run that was filled before, or is zeroed: its memory is used again. After a failure it is still
 *  to be cleared.
 *  Errors:  TT_ENOMEM
 *  Notes:   as tt_dataset_run */
tt_status tt_run_refill(const tt_series *series, const tt_point_list *list,
                        const tt_run_options *options, tt_run *out, tt_error *err);

/** A run as the numerical routines see it; valid as long as the run. */
tt_points tt_run_points(const tt_run *run);

/** Release the arrays. A zeroed run is fine. */
void tt_run_clear(tt_run *run);

#endif
