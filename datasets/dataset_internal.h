/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_DATASET_INTERNAL_H
#define TT_DATASET_INTERNAL_H

#include "textpool_internal.h"
#include "tiptrend/dataset.h"

/* Keys are numbers while reading: one dictionary for each dimension, 0 being the margin. */
typedef struct tt__dimension {
    char *name;
    tt_dimension_role role;
    tt__pool values; /* entry 0 is "" : the margin */
    uint32_t
        *breakdown; /* breakdown[values]: text of the breakdown + 1; NULL in plain dimensions */
    size_t breakdown_capacity;
} tt__dimension;

typedef struct tt__attribute {
    char *name;
    size_t dimension;
    uint32_t *text; /* text[value]: index of a text + 1, 0 where none was read */
    size_t capacity;
} tt__attribute;

/* A row of a breaks file. */
typedef struct tt__break {
    uint32_t *dimension; /* pairs of conditions: the dimension's name and the value, as texts */
    uint32_t *value;
    size_t conditions;
    int year;
    uint32_t reason;
    uint32_t source;
} tt__break;

struct tt_dataset {
    tt__dimension *dimensions;
    size_t dimension_count;
    size_t dimension_capacity;
    tt__attribute *attributes;
    size_t attribute_count;
    size_t attribute_capacity;

    tt__pool texts; /* units, sources, notes, ... ; entry 0 is "" */

    tt_origin *origins;
    size_t origin_count;
    size_t origin_capacity;

    tt_series *series;
    size_t series_count;
    size_t series_capacity;
    uint32_t *keys; /* keys[series * dimension_count + dimension] */
    size_t key_capacity;
    uint32_t *series_slots; /* hash table of series + 1 */
    size_t series_slot_count;

    uint32_t *units; /* units[unit_count]: texts that are units of some series */
    size_t unit_count;
    size_t unit_capacity;

    tt_observation *observations;
    size_t observation_count;
    size_t observation_capacity;
    double *exposure; /* exposure[observation_count], or NULL: no table has any */
    double *standard_error;

    tt__break *breaks;
    size_t break_count;
    size_t break_capacity;

    tt__pool names; /* names of the series, made by tt_dataset_finish */
    size_t file_count;
    size_t printed_rows; /* observations before margins were derived */
    tt_conflict conflict;
    int finished;
};

/* What a key has of dimensions at most: tables of figures have ten, and the cost of a series grows
 * with them. */
enum { TT__DIMENSIONS_MAX = 64 };

/* A dimension by name, added when it is new. Series that were read before get the margin in it. */
tt_status tt__dataset_add_dimension(tt_dataset *ds, const char *name, size_t *out, tt_error *err);

/* The series of a key, added when it is new. `key` has dimension_count values. */
tt_status tt__dataset_add_series(tt_dataset *ds, const uint32_t *key, uint32_t unit, uint32_t *out,
                                 tt_error *err);

/* A text, added when it is new. */
tt_status tt__dataset_add_text(tt_dataset *ds, const char *text, size_t length, uint32_t *out,
                               tt_error *err);

/* One more observation; not-a-number for exposure and standard error where there is none. */
tt_status tt__dataset_add_observation(tt_dataset *ds, const tt_observation *observation,
                                      double exposure, double standard_error, tt_error *err);

/* What the rows of one key say together. */
typedef enum tt__agreement { TT__ROW_SINGLE, TT__ROWS_REPEAT, TT__ROWS_DIFFER } tt__agreement;

/* The end of the rows with the period of row `at` (ordered data sets only). */
size_t tt__same_period_end(const tt_dataset *ds, const tt_series *series, size_t at);

/* Whether rows at ... end-1, all of one key, say the same. */
tt__agreement tt__rows_agree(const tt_dataset *ds, size_t at, size_t end);

/* The figure that rows at ... end-1, all of one key, make together. */
tt_point tt__resolve(const tt_dataset *ds, size_t at, size_t end);

/* Orders series and observations canonically (tt_dataset_finish). */
tt_status tt__dataset_order(tt_dataset *ds, tt_error *err);

/* Adds sums of parts where no margin is printed (tt_dataset_finish). */
tt_status tt__dataset_derive_margins(tt_dataset *ds, tt_error *err);

/* Names every series (tt_dataset_finish). */
tt_status tt__dataset_name_series(tt_dataset *ds, tt_error *err);

#endif
