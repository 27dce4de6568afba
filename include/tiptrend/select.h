/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SELECT_H
#define TT_SELECT_H

#include "tiptrend/dataset.h"

/* One condition on series: a dimension (or attribute) that has one of some values. */
typedef struct tt_condition {
    const char *dimension;
    /* values[count]; "total" or "" is the margin. Where a value is not there as it is written, the one that means
     * the same is taken: another name or the code of an area, another word for a sex. */
    const char *const *values;
    size_t count;
} tt_condition;

/** The series that meet all conditions, in their order.
 *  Errors:  TT_ENOTFOUND (no such dimension or value; the message names what there is), TT_ENOMEM */
tt_status tt_dataset_select(const tt_dataset *ds, const tt_condition *where, size_t count,
                            tt_index_list *out, tt_error *err);

/** The series whose value is 100 % of a percentage: `base` names its indicator and, after
 *  semicolons, DIM=VALUE where they differ; the area and the jurisdiction are those of `series`,
 *  everything else is the margin. TT_NONE when there is no such series of counts with a row in the
 *  period. */
size_t tt_dataset_base(const tt_dataset *ds, size_t series, const char *base, tt_period period);

/** The point of a series in a period. Returns 0 when it has none. */
int tt_dataset_point_at(const tt_dataset *ds, size_t series, tt_period period, tt_point *out);

#endif
