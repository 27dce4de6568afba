/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_AGGREGATE_H
#define TT_AGGREGATE_H

#include "tiptrend/dataset.h"

/* Sums that make a new data set of a finished one. Every sum is marked derived, bounds add as bounds,
 * a missing part gives no sum, and what was left out is said in the remarks of the new data set. The
 * new one keeps the old one, so that every sum can be traced to its rows (trace.h). */

typedef struct tt_aggregate_options {
    int months;        /* length of the new periods: 3 or 12; 0: 12 */
    int allow_partial; /* 1: an incomplete period is summed too, and marked partial; default 0 */
} tt_aggregate_options;

/** Months to quarters, months and quarters to years.
 *  Shape:   a finished data set -> another in its place, which owns it
 *  Units:   counts and money; figures of other units that stand for shorter periods are left out
 *  Domain:  calendar quarters and years; a printed figure is used as printed, never replaced by a sum
 *  Missing: a period with a missing or partial figure is incomplete, and left out unless asked for;
 *           a suppressed figure makes the sum an interval
 *  Errors:  TT_EUSAGE (another length, not finished), TT_ENOMEM; *ds is then as it was
 *  Notes:   of exposures the mean over the period serves, if each figure has one
 *  Source:  docs/data.md */
tt_status tt_dataset_aggregate(tt_dataset **ds, const tt_aggregate_options *options, tt_error *err);

typedef struct tt_panel_options {
    const char *dimension;       /* over which is summed */
    const tt_index_list *series; /* those that may be members; NULL: all */
    int from;                    /* the window in years; 0: from the first figure, to the last */
    int to;
    int allow_intervals; /* 1: a member may have suppressed or contradictory figures; default 0 */
    int each;            /* 1: each series has members of its own; default 0: all series the same */
} tt_panel_options;

/** Areas (or other parts) to the sum of a panel of constant membership.
 *  Shape:   a finished data set -> another in its place, which owns it and has the sums only
 *  Units:   counts and money; other series are left out
 *  Domain:  members are those with a figure in every period of the window in which any has one; two or
 *           more make a panel. Partial periods are no figures. Printed totals are left out. The members are
 *           those of all series that are chosen, so that the sums can be divided by each other, unless `each`
 *  Errors:  TT_ENOTFOUND (no such dimension), TT_EUSAGE (its values are not parts), TT_ETOOFEW (no
 *           panel), TT_ENOMEM; *ds is then as it was
 *  Notes:   the members of each sum stand in the remarks; exposures add where each member has one
 *  Source:  docs/data.md */
tt_status tt_dataset_panel(tt_dataset **ds, const tt_panel_options *options, tt_error *err);

#endif
