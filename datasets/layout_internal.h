/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LAYOUT_INTERNAL_H
#define TT_LAYOUT_INTERNAL_H

#include "csv_internal.h"
#include "dataset_internal.h"

/* What a column of a table holds. */
typedef enum tt__column_role {
    TT__COLUMN_IGNORED,
    TT__COLUMN_DIMENSION,
    TT__COLUMN_BREAKDOWN, /* the outer of two nested columns; the inner one follows */
    TT__COLUMN_NESTED,    /* the inner: a dimension whose margin is the margin of both */
    TT__COLUMN_ATTRIBUTE, /* a fact about an area */
    TT__COLUMN_PERIOD,
    TT__COLUMN_VALUE,
    TT__COLUMN_UNIT,
    TT__COLUMN_BASE,
    TT__COLUMN_STATUS,
    TT__COLUMN_EXPOSURE,
    TT__COLUMN_STANDARD_ERROR,
    TT__COLUMN_LOWER,
    TT__COLUMN_UPPER,
    TT__COLUMN_DEFINITION,
    TT__COLUMN_SOURCE,
    TT__COLUMN_LOCATOR,
    TT__COLUMN_NOTE,
    TT__COLUMN_ROLE_COUNT
} tt__column_role;

typedef struct tt__column {
    tt__column_role role;
    size_t target; /* index of the dimension or attribute */
    size_t outer;  /* TT__COLUMN_NESTED: the column of the breakdown */
} tt__column;

/* The columns of one table. */
typedef struct tt__columns {
    tt__column *list; /* list[count] */
    size_t count;
    size_t
        first[TT__COLUMN_ROLE_COUNT]; /* the first column of each role, TT_NONE if there is none */
} tt__columns;

/* Gives every column of a header its role, and the data set the dimensions that it needs.
 * Errors: TT_ESCHEMA (a column is missing, or there twice), TT_ENOMEM */
tt_status tt__layout_bind(tt_dataset *ds, const tt_read_options *options, const tt__cell *header,
                          size_t count, tt__columns *out, tt_error *err);

void tt__columns_clear(tt__columns *columns);

#endif
