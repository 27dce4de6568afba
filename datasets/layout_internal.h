/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LAYOUT_INTERNAL_H
#define TT_LAYOUT_INTERNAL_H

#include "csv_internal.h"
#include "dataset_internal.h"
#include "tiptrend/reading.h"

/* Layouts: how the header of a table becomes roles of its columns. To add one: its number in tt_layout,
 * a file layout_NAME.c with its tt__layout, a line in the table of layout.c. */

/* What a column of a table holds. */
typedef enum tt__column_role {
    TT__COLUMN_IGNORED,
    TT__COLUMN_UNNAMED, /* left out as long as it is empty */
    TT__COLUMN_DIMENSION,
    TT__COLUMN_BREAKDOWN, /* the outer of two nested columns */
    TT__COLUMN_NESTED,    /* the inner: a dimension whose margin is the margin of both */
    TT__COLUMN_ATTRIBUTE, /* a fact about a value of a dimension */
    TT__COLUMN_PERIOD,
    TT__COLUMN_MONTH,   /* beside a column of years */
    TT__COLUMN_QUARTER, /* the same */
    TT__COLUMN_VALUE,
    TT__COLUMN_UNIT,
    TT__COLUMN_BASE,
    TT__COLUMN_STATUS,          /* words, or codes of SDMX and Eurostat */
    TT__COLUMN_CONFIDENTIALITY, /* a code of SDMX */
    TT__COLUMN_MULTIPLIER,      /* a power of ten */
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
    char *name;    /* as the header has it */
    size_t target; /* index of the dimension or attribute */
    size_t outer;  /* NESTED: the column of the breakdown; ATTRIBUTE: that of its dimension */

    /* TT__COLUMN_VALUE: what the header says about its figures. */
    tt_period period;      /* months 0: the row has a column of periods */
    char *mark;            /* footnote mark of that period; NULL: none */
    const char *measure;   /* value of the measure dimension; NULL: there is none */
    const char *unit;      /* of the layout, where no column names it; NULL: none */
    size_t exposure;       /* column; TT_NONE */
    size_t standard_error; /* column; TT_NONE */
} tt__column;

/* The columns of one table. */
typedef struct tt__columns {
    tt__column *list; /* list[count] */
    size_t count;
    size_t first[TT__COLUMN_ROLE_COUNT]; /* the first column of each role; TT_NONE: none */
    size_t measure; /* dimension that takes the names of the value columns; TT_NONE */
} tt__columns;

/* A row of the sample from which a file is understood. */
typedef struct tt__excerpt_row {
    const tt__cell *cells; /* cells[count] */
    size_t count;
    size_t filled; /* cells with text */
    size_t line;
} tt__excerpt_row;

typedef struct tt__excerpt {
    const tt__excerpt_row *rows; /* rows[count]: the first rows that are not blank */
    size_t count;
} tt__excerpt;

/* One column name of a layout. `dimension` is the name under which a dimension or an attribute is
 * kept; NULL keeps that of the column. */
typedef struct tt__known_column {
    const char *name;
    tt__column_role role;
    const char *dimension;
} tt__known_column;

/* A header on its way to columns. */
typedef struct tt__binding {
    tt_dataset *ds;
    const tt_read_options *options;
    const struct tt__layout *layout;
    const tt__cell *header; /* header[count] */
    size_t count;
    tt__columns *columns;
} tt__binding;

/* How well a layout fits a header. */
typedef enum tt__fit {
    TT__FIT_NOT,
    TT__FIT_FORM, /* the columns that it needs are there */
    TT__FIT_NAMES /* so are names that only this layout has */
} tt__fit;

typedef struct tt__layout {
    const char *name;
    const tt__known_column *columns; /* columns[column_count] */
    size_t column_count;
    tt__column_role other; /* of a column that is not among them */
    int is_fixed;          /* 1: every known column must be there, and others are left out */
    tt_decimal decimal;    /* TT_DECIMAL_AUTO: not fixed by the layout */
    int marks_are_flags;   /* 1: letters behind a figure are flags of Eurostat, not footnotes */
    int unknown_is_margin; /* 1: "_Z" (not applicable) in a dimension is the margin */
    tt__fit (*fit)(const tt__cell *header, size_t count, const tt_read_options *options);

    /* NULL: by names alone. Otherwise gives a column that this layout treats in its own way its role;
     * returns 0 for all others. */
    int (*own_column)(const tt__binding *binding, size_t column, tt__column *out, tt_error *err);

    /* NULL, or what remains when all columns have their roles. */
    tt_status (*complete)(tt__binding *binding, tt_error *err);

    /* NULL, or names for the columns of a table without a header: names[row->count], of which each is a
     * constant. Returns 0 when the rows are no such table. */
    int (*name_columns)(const tt__excerpt *sample, const char **names, size_t count);
} tt__layout;

extern const tt__layout tt__layout_tidy, tt__layout_wide, tt__layout_sdmx, tt__layout_joinpoint,
    tt__layout_unodc;

const tt__layout *tt__layout_of(tt_layout layout);

/* The entry of a layout for a column name, after the options that name columns; NULL when it has none. */
const tt__known_column *tt__layout_find(const tt__layout *layout, const tt_read_options *options,
                                        const char *name);

/* Whether an option makes this column one of figures. */
int tt__is_named_value(const tt_read_options *options, const char *name);

int tt__is_ignored(const tt_read_options *options, const char *name);

/* Whether a header has a column of this role, by names. */
int tt__header_has(const tt__layout *layout, const tt_read_options *options, const tt__cell *header,
                   size_t count, tt__column_role role);

/* Gives every column of a header its role, and the data set the dimensions that it needs.
 * Errors: TT_ESCHEMA (a column is missing, or there twice), TT_ENOMEM */
tt_status tt__layout_bind(tt_dataset *ds, const tt_read_options *options, tt_layout layout,
                          const tt__cell *header, size_t count, tt__columns *out, tt_error *err);

void tt__columns_clear(tt__columns *columns);

/* What a role is called in a report: "dimension", "left out", ... */
const char *tt__role_name(tt__column_role role);

/* Folded comparison of names: ASCII case does not count, blanks, hyphens and underscores are one. */
int tt__same_name(const char *a, const char *b);

#endif
