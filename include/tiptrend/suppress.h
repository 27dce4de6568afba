/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SUPPRESS_H
#define TT_SUPPRESS_H

#include <stddef.h>

#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* Withholding small counts so that subtraction does not bring them back. Cells are linked by sums; whoever
 * reads the table knows every cell that is shown, every sum, and that counts are whole and not negative. */

typedef struct tt_sum_cell {
    double value;      /* the count; not-a-number where only an interval is published */
    tt_interval known; /* that interval; not read where there is a value */
    int sensitive;     /* 1: it must be withheld. Only for cells with a value */
} tt_sum_cell;

/* One printed sum: a cell that is the total of others. */
typedef struct tt_cell_sum {
    size_t total;        /* cell */
    const size_t *parts; /* parts[count]: cells */
    size_t count;
    int open; /* 1: some parts may not be in the table, so that the total is at least their sum */
} tt_cell_sum;

/* A table: cells[n] and sums[m] over them. The arrays belong to the caller. */
typedef struct tt_cell_table {
    const tt_sum_cell *cells;
    size_t n;
    const tt_cell_sum *sums;
    size_t m;
} tt_cell_table;

typedef struct tt_withheld {
    int withheld;     /* 1: the cell is not to be shown */
    tt_interval left; /* what a reader can still work out of it; the value where it is shown */
    int safe;         /* 1: that is at least as wide as asked for */
} tt_withheld;

typedef struct tt_suppress_options {
    double width; /* high less low of what is left, at least; 0: 1, so that it is no point */
} tt_suppress_options;

/** Which cells to withhold beside the sensitive ones so that none of them can be worked out.
 *  Shape:   cells[n], sums[m] -> out[n]
 *  Units:   counts
 *  Domain:  values whole and >= 0; sums of values hold (open: are not below the parts). A cell may stand in
 *           any number of sums
 *  Missing: leave the cell out and mark the sum as open
 *  Errors:  TT_EDOMAIN (a sum that does not hold), TT_ENOFIT (published intervals contradict the sums),
 *           TT_ENONFINITE, TT_EUSAGE, TT_ENOMEM
 *  Notes:   `safe` is 0 only where everything that could be withheld is, and published intervals still give the
 *           cell away. The choice is the cheapest by a rule (small cells first, then all not needed are shown
 *           again), not proven to be the least
 *  Checks:  a reader who enumerates every table that fits, random tables of one to three dimensions
 *  Source:  Cox 1980, JASA 75:377; Willenborg and de Waal 2001, section 4; docs/methods/smallnumbers.md */
tt_status tt_suppress_cells(const tt_cell_table *in, const tt_suppress_options *options,
                            tt_withheld *out, tt_error *err);

#endif
