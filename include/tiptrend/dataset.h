/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_DATASET_H
#define TT_DATASET_H

#include <stddef.h>
#include <stdint.h>

#include "tiptrend/period.h"
#include "tiptrend/points.h"
#include "tiptrend/reading.h"
#include "tiptrend/status.h"
#include "tiptrend/value.h"
#include "tiptrend/vocabulary.h"

/* A data set: observations from one or more tables, ordered into series.
 *
 *     tt_dataset *ds;
 *     tt_dataset_new(&ds, &err);
 *     tt_dataset_read(ds, "a.csv", NULL, &err);    one call for each file
 *     tt_dataset_finish(ds, NULL, &err);           orders, finds duplicates, derives margins
 *     for (size_t i = 0; i < tt_dataset_series_count(ds); i++)
 *         ... tt_dataset_series(ds, i), tt_dataset_points(ds, i, ...)
 *     tt_dataset_free(ds);
 *
 * A series is one combination of dimension values and unit. Its order among the series, and that of
 * its observations, depends on the data only, never on the order of rows or files. */

typedef struct tt_dataset tt_dataset;

#define TT_NONE SIZE_MAX /* "no such dimension, value or series" */

/* Which of several different values under one key counts. */
typedef enum tt_conflict {
    TT_CONFLICT_INTERVAL, /* none: the point is known only as the interval over all of them */
    TT_CONFLICT_FIRST,    /* in the order of files and lines */
    TT_CONFLICT_LAST,
    TT_CONFLICT_NUMERIC, /* the only one that is a number; an interval where there are several */
    TT_CONFLICT_MAX
} tt_conflict;

typedef struct tt_finish_options {
    tt_conflict conflict;
    int no_margins; /* 1: derive no sums of parts */
} tt_finish_options;

/* Where a figure comes from: indices into the texts of the data set (tt_dataset_text). */
typedef struct tt_origin {
    uint32_t file;
    uint32_t definition;
    uint32_t base;
    uint32_t source;
    uint32_t locator;
    uint32_t note;
} tt_origin;

/* One row of a table. */
typedef struct tt_observation {
    double value; /* not-a-number when there is no point */
    double low;
    double high;
    tt_period period;
    uint32_t series;
    uint32_t line;   /* of its file; 0 for a derived figure */
    uint32_t origin; /* tt_dataset_origin */
    uint8_t state;   /* tt_state */
    int8_t decimals;
    uint16_t flags; /* TT_VALUE_... */
} tt_observation;

typedef struct tt_series {
    const char *name;    /* as product of its dimensions: "victims/federal" */
    const uint32_t *key; /* key[dimensions]: value of each dimension, 0 is the margin */
    const char *unit;    /* "" when the table has none */
    uint32_t unit_id;
    tt_unit_kind unit_kind;
    size_t first; /* its observations are first ... first + count - 1, by period */
    size_t count;
    int derived; /* 1: no row of it was printed; it is a sum of parts */
} tt_series;

/* Numbers about a whole data set. */
typedef struct tt_dataset_summary {
    size_t files;
    size_t rows;                   /* observations read */
    size_t keys;                   /* different keys (series and period) among them */
    size_t repeats;                /* keys that stand more than once, always with the same value */
    size_t conflicts;              /* keys with different values */
    size_t series;                 /* series with at least one printed row */
    size_t derived;                /* figures derived as sums of parts */
    size_t states[TT_STATE_COUNT]; /* rows by state */
    size_t intervals;              /* rows known only as an interval */
} tt_dataset_summary;

/** Make an empty data set, and free one. NULL is fine.
 *  Errors:  TT_ENOMEM */
tt_status tt_dataset_new(tt_dataset **out, tt_error *err);
void tt_dataset_free(tt_dataset *ds);

/** Read one table into a data set that is not finished. `path` may be "-"; ".gz" is read.
 *  Missing: an empty cell is a missing figure, never zero
 *  Errors:  TT_ENOINPUT, TT_EIO, TT_EPARSE, TT_EENCODING, TT_ESCHEMA, TT_EDOMAIN, TT_EUNITS,
 *           TT_ELIMIT, TT_ENOMEM, with file, line and column; TT_EUSAGE (options, finished) */
tt_status tt_dataset_read(tt_dataset *ds, const char *path, const tt_read_options *options,
                          tt_error *err);

/* What was understood of each file, in the order of reading. */
size_t tt_dataset_file_count(const tt_dataset *ds);
const tt_file_report *tt_dataset_file(const tt_dataset *ds, size_t file);

/** Read a file of definition breaks into a data set that is not finished: dimension columns (empty: any
 *  value), `year` = the first of the new definition, `reason`, `source`.
 *  Errors:  as tt_dataset_read */
tt_status tt_dataset_read_breaks(tt_dataset *ds, const char *path, tt_error *err);

/** Order series and observations, find duplicates, derive margins. Reading ends here.
 *  Errors:  TT_ENOMEM, TT_EUSAGE (finished before), TT_EPARSE (a decision that touches nothing, or whose
 *           value is none) */
tt_status tt_dataset_finish(tt_dataset *ds, const tt_finish_options *options, tt_error *err);

/* Dimensions, in the order of the columns, and their values; value 0 of each is the margin. */
size_t tt_dataset_dimension_count(const tt_dataset *ds);
const char *tt_dataset_dimension(const tt_dataset *ds, size_t dimension);
tt_dimension_role tt_dataset_role(const tt_dataset *ds, size_t dimension);
size_t tt_dataset_find_dimension(const tt_dataset *ds, const char *name);  /* TT_NONE */
size_t tt_dataset_find_role(const tt_dataset *ds, tt_dimension_role role); /* the first; TT_NONE */
size_t tt_dataset_value_count(const tt_dataset *ds, size_t dimension);
const char *tt_dataset_value(const tt_dataset *ds, size_t dimension, uint32_t value);
size_t tt_dataset_find_value(const tt_dataset *ds, size_t dimension, const char *text);

/** Which breakdown a value belongs to in a nested dimension (UNODC: "by citizenship"); values of
 *  different breakdowns are never parts of one sum. 0 in an ordinary dimension. */
uint32_t tt_dataset_breakdown(const tt_dataset *ds, size_t dimension, uint32_t value);

/* Attributes: facts about areas that are no dimension of the key (UNODC: ISO code, region). */
size_t tt_dataset_attribute_count(const tt_dataset *ds);
const char *tt_dataset_attribute(const tt_dataset *ds, size_t attribute);
size_t tt_dataset_find_attribute(const tt_dataset *ds, const char *name);
/** The dimension it is a fact about, and its text for one value of that dimension ("" if none). */
size_t tt_dataset_attribute_dimension(const tt_dataset *ds, size_t attribute);
const char *tt_dataset_attribute_text(const tt_dataset *ds, size_t attribute, uint32_t value);

/* Series, observations and where they come from. Indices run from 0. */
size_t tt_dataset_series_count(const tt_dataset *ds);
const tt_series *tt_dataset_series(const tt_dataset *ds, size_t series);
/** The series with this key (one value for each dimension) and unit, or TT_NONE. */
size_t tt_dataset_find_series(const tt_dataset *ds, const uint32_t *key, uint32_t unit_id);
const tt_observation *tt_dataset_observation(const tt_dataset *ds, size_t observation);
const tt_origin *tt_dataset_origin(const tt_dataset *ds, const tt_observation *observation);
const char *tt_dataset_text(const tt_dataset *ds, uint32_t text);
/** The series that differs from one in a single dimension.
 *  Shape:   a series, a dimension and its value there -> *out, TT_NONE when there is none in the same unit
 *  Errors:  TT_ENOMEM */
tt_status tt_dataset_find_sibling(const tt_dataset *ds, size_t series, size_t dimension,
                                  uint32_t value, size_t *out, tt_error *err);
/** Exposure and standard error of an observation; not-a-number where the table has none. */
double tt_dataset_exposure(const tt_dataset *ds, size_t observation);
double tt_dataset_standard_error(const tt_dataset *ds, size_t observation);
tt_dataset_summary tt_dataset_summarise(const tt_dataset *ds);

/** What every output of a data set says below: which sums were made, of what, and what was left out. */
size_t tt_dataset_remark_count(const tt_dataset *ds);
const char *tt_dataset_remark(const tt_dataset *ds, size_t index);

/** One more such line (copied).
 *  Errors:  TT_ENOMEM */
tt_status tt_dataset_add_remark(tt_dataset *ds, const char *text, tt_error *err);

/** Withholds a figure of a finished data set: all its rows say from then on that it is suppressed, and what is
 *  left of it. What is made from the data set afterwards knows no more. A period without rows is fine. */
void tt_dataset_withhold(tt_dataset *ds, size_t series, tt_period period, tt_interval left);

/** Whether anything has been withheld: the rows that were read must then not be shown. */
int tt_dataset_is_withheld(const tt_dataset *ds);

/* A list of indices in increasing order; release it with tt_index_list_clear. */
typedef struct tt_index_list {
    size_t *index;
    size_t count;
    size_t capacity;
} tt_index_list;

/** Release a list; add an index at its end.
 *  Errors:  TT_ENOMEM */
void tt_index_list_clear(tt_index_list *list);
tt_status tt_index_list_add(tt_index_list *list, size_t index, tt_error *err);

/** The series that are parts of `series` along a dimension in which it is the margin: the same key
 *  elsewhere and the same unit, one breakdown. Parts that are not printed are not there.
 *  Errors:  TT_ENOMEM */
tt_status tt_dataset_parts(const tt_dataset *ds, size_t series, size_t dimension,
                           uint32_t breakdown, tt_index_list *out, tt_error *err);

/* One point of a series: what all rows of its key say together. */
typedef struct tt_point {
    tt_period period;
    double value; /* not-a-number when it is known only as an interval, or not at all */
    double low;
    double high;
    double exposure;       /* not-a-number when there is none, or rows contradict each other */
    double standard_error; /* the same */
    tt_state state;
    uint16_t flags;
    int8_t decimals;
    int break_before;         /* 1: the definition changes between the point before and this one */
    const char *break_reason; /* from a breaks file; "" otherwise */
    size_t observation;       /* the first of its rows */
    size_t rows;              /* how many rows have this key */
    uint32_t definition;      /* text */
} tt_point;

typedef struct tt_point_list {
    tt_point *points; /* points[count], by period */
    size_t count;
    size_t capacity;
} tt_point_list;

/** The points of a series from `from` to `to` (years; 0: no limit), duplicates resolved. A derived sum
 *  breaks where the definition of one of its parts does.
 *  Errors:  TT_ENOMEM
 *  Notes:   in the flags and states of the points */
tt_status tt_dataset_points(const tt_dataset *ds, size_t series, int from, int to,
                            tt_point_list *out, tt_error *err);
void tt_point_list_clear(tt_point_list *list);

/** The same into a list that was filled before, or is zeroed: its memory is used again. After a failure it is
 *  still to be cleared.
 *  Errors:  TT_ENOMEM
 *  Notes:   as tt_dataset_points */
tt_status tt_dataset_points_refill(const tt_dataset *ds, size_t series, int from, int to,
                                   tt_point_list *out, tt_error *err);

#endif
