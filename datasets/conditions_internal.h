/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CONDITIONS_INTERNAL_H
#define TT_CONDITIONS_INTERNAL_H

#include "csv_internal.h"
#include "dataset_internal.h"
#include "tiptrend/strbuf.h"

/* The dimension columns of a row of a breaks or decisions file. */

/* Which columns of a file are dimensions: names[i] is the text of the name, 0 in the other columns. */
typedef struct tt__condition_columns {
    uint32_t *names;
    size_t count;
} tt__condition_columns;

/* Whether a column only tells where a row is known from. */
int tt__is_remark_column(const char *name);

/* The cells of a row that are not empty, as conditions. Clear it after a failure too. */
tt_status tt__conditions_read(tt_dataset *ds, const tt__condition_columns *columns,
                              const tt__cell *cells, tt__conditions *out, tt_error *err);

/* A copy. Clear it after a failure too. Returns 0 on success. */
int tt__conditions_copy(const tt__conditions *from, tt__conditions *out);

void tt__conditions_clear(tt__conditions *conditions);

/* Whether the conditions hold for a series, or with `derived` for a part of which it is the sum. `key` is
 * room for one key. */
int tt__conditions_hold(const tt_dataset *ds, const tt__conditions *conditions,
                        const tt_series *series, uint32_t *key, int derived);

/* Adds why nothing can have this value of this dimension, with the nearest name, and returns 1; 0 where
 * something has it. The second: the first such condition. */
int tt__tell_unmet(const tt_dataset *ds, const char *name, const char *text, tt_strbuf *out);
int tt__conditions_tell_unmet(const tt_dataset *ds, const tt__conditions *conditions,
                              tt_strbuf *out);

#endif
