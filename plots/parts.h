/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_PARTS_H
#define TT_PARTS_H

#include "view.h"

/* Series that are parts of a whole, and the whole where it is among them. */
typedef struct tt__parts {
    const tt__view **list; /* list[count]: the largest first, what is not specified last */
    size_t count;
    const tt__view *total; /* NULL when there is none */
} tt__parts;

/* Finds the total (the series that has the margin in a dimension where all others have parts) and orders the
 * parts. Errors: TT_ENOMEM; TT_EUNITS when they are not in one unit. */
tt_status tt__parts_make(const tt_dataset *ds, const tt__views *views, tt__parts *out,
                         tt_error *err);
void tt__parts_clear(tt__parts *parts);

/* Sum of the parts in a period; `*complete` is set to 0 unless every part has a figure. */
double tt__parts_sum(const tt__parts *parts, tt_period period, int *complete);

/* The printed total of a period; not-a-number when none is printed. */
double tt__printed_total(const tt__parts *parts, tt_period period);

#endif
