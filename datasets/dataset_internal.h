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

/* What a row of a file beside the data asks of a series: the name of a dimension and its value, as texts. */
typedef struct tt__conditions {
    uint32_t *dimension;
    uint32_t *value;
    size_t count;
} tt__conditions;

/* A row of a breaks file. */
typedef struct tt__break {
    tt__conditions conditions;
    int32_t from; /* month in which the new definition begins, as tt_period.start */
    uint32_t reason;
    uint32_t source;
} tt__break;

/* A row of a decisions file. Texts are numbers of texts of the data set. */
typedef struct tt__decision {
    int kind; /* tt_decision_kind */
    tt__conditions conditions;
    tt_period period;
    int has_period;
    uint32_t value; /* as written; 0: none */
    uint32_t unit;  /* 0: any */
    uint32_t reason;
    uint32_t source;
    uint32_t file;
    size_t line;
    size_t rows;
    uint32_t effect; /* what it did, in words */
} tt__decision;

/* A row that a decision touched, with what it said before. */
typedef struct tt__ruling {
    uint32_t file; /* text */
    uint32_t line;
    uint32_t decision;
} tt__ruling;

/* From which observations of the data set before the derived ones of this one were made. Each has an
 * origin of its own, first_origin + i, and the inputs end[i - 1] ... end[i] - 1. */
typedef struct tt__made {
    uint32_t first_origin;
    size_t *end; /* end[count] */
    size_t count;
    size_t capacity;
    uint32_t *inputs; /* inputs[input_count]: the first row of each point */
    size_t input_count;
    size_t input_capacity;
} tt__made;

/* A place in the table of series: with the hash beside the number a wrong one is seldom looked at. */
struct tt__series_slot {
    uint32_t hash;
    uint32_t series; /* + 1; 0 is free */
};

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
    struct tt__series_slot *series_slots; /* hash table */
    size_t series_slot_count;

    uint32_t *units;          /* units[unit_count]: texts that are units of some series */
    tt_unit_kind *unit_kinds; /* unit_kinds[unit_count] */
    size_t unit_count;
    size_t unit_capacity;
    size_t unit_kind_capacity;

    tt_observation *observations;
    size_t observation_count;
    size_t observation_capacity;
    double *exposure; /* exposure[observation_count], or NULL: no table has any */
    double *standard_error;

    tt__break *breaks;
    size_t break_count;
    size_t break_capacity;
    uint32_t
        breaks_unmet; /* text: why none of the breaks read can be of these data; 0 where one is */

    tt__decision *decisions;
    size_t decision_count;
    size_t decision_capacity;
    tt__ruling *rulings; /* rulings[ruling_count], by file and line once finished */
    size_t ruling_count;
    size_t ruling_capacity;

    tt_dataset *parent; /* what this one was made from, owned; NULL when it was read */
    tt__made made;
    char **remarks; /* remarks[remark_count]: what every output says below */
    size_t remark_count;
    size_t remark_capacity;

    tt__pool names;            /* names of the series, made by tt_dataset_finish */
    struct tt__file **reports; /* reports[report_count]: what was understood of each file */
    size_t report_count;
    size_t report_capacity;
    size_t file_count;
    size_t printed_rows; /* observations before margins were derived */
    tt_conflict conflict;
    int finished;
    int withheld; /* 1: tt_dataset_withhold was used */
};

/* What a key has of dimensions at most: tables of figures have ten, and the cost of a series grows
 * with them. */
enum { TT__DIMENSIONS_MAX = 64 };

/* A dimension by name, added when it is new. Series that were read before get the margin in it. */
tt_status tt__dataset_add_dimension(tt_dataset *ds, const char *name, size_t *out, tt_error *err);

/* The series of a key, added when it is new. `key` has dimension_count values. */
tt_status tt__dataset_add_series(tt_dataset *ds, const uint32_t *key, uint32_t unit, uint32_t *out,
                                 tt_error *err);

/* The same in steps, for who adds many: the hash of a key, a glance at its place in the table, which brings it
 * into the cache, and the rest. */
uint32_t tt__dataset_series_hash(const tt_dataset *ds, const uint32_t *key, uint32_t unit);
uint32_t tt__dataset_series_glance(const tt_dataset *ds, uint32_t hash);
tt_status tt__dataset_add_hashed(tt_dataset *ds, const uint32_t *key, uint32_t unit, uint32_t hash,
                                 uint32_t *out, tt_error *err);

/* A text, added when it is new. */
tt_status tt__dataset_add_text(tt_dataset *ds, const char *text, size_t length, uint32_t *out,
                               tt_error *err);

/* One more observation; not-a-number for exposure and standard error where there is none. */
tt_status tt__dataset_add_observation(tt_dataset *ds, const tt_observation *observation,
                                      double exposure, double standard_error, tt_error *err);

/* Room for so many observations more, if there is memory for it. */
void tt__dataset_reserve(tt_dataset *ds, size_t more);

/* What the rows of one key say together. */
typedef enum tt__agreement { TT__ROW_SINGLE, TT__ROWS_REPEAT, TT__ROWS_DIFFER } tt__agreement;

/* The end of the rows with the period of row `at` (ordered data sets only). */
size_t tt__same_period_end(const tt_dataset *ds, const tt_series *series, size_t at);

/* Whether rows at ... end-1, all of one key, say the same. */
tt__agreement tt__rows_agree(const tt_dataset *ds, size_t at, size_t end);

/* Whether a new definition that begins in a month lies between two periods: the earlier one is not wholly of it,
 * the later one not wholly before it. */
int tt__break_parts(int32_t month, tt_period earlier, tt_period later);

/* The figure that rows at ... end-1, all of one key, make together. */
tt_point tt__resolve(const tt_dataset *ds, size_t at, size_t end);

/* Adds a figure to a sum. Returns 0 when the point has none: the sum is then not to be used. */
int tt__add_figure(tt_observation *sum, const tt_point *point);

/* Texts with "; " between them, "none" for an empty one; a single one when all are the same. */
tt_status tt__join_texts(tt_dataset *ds, const uint32_t *texts, size_t count, uint32_t *out,
                         tt_error *err);

/* An empty data set with the dimensions, values, attributes, texts, origins and breaks of another under
 * the same numbers. */
tt_status tt__dataset_like(const tt_dataset *from, tt_dataset **out, tt_error *err);

/* Copies a row into a series of a data set that is like its own. */
tt_status tt__dataset_copy_row(tt_dataset *ds, const tt_dataset *from, size_t observation,
                               uint32_t series, tt_error *err);

/* Finishes a data set made from another, gives it that one, and puts it in its place. Without success
 * it is freed, and *parent as it was. */
tt_status tt__dataset_adopt(tt_dataset **parent, tt_dataset *made, tt_error *err);

/* How many observations of ds->parent an observation is made of, and where they begin in made.inputs;
 * 0 when it was read. */
size_t tt__made_inputs(const tt_dataset *ds, size_t observation, size_t *first);

void tt__made_clear(tt__made *made);

/* What lies beside an observation; not-a-number where there is none. */
typedef struct tt__beside {
    double exposure;
    double standard_error;
} tt__beside;

enum { TT__SUM_SOURCES = 8 }; /* sources that a sum names */

/* A sum of points, with what they were. Zeroed before the first use; cleared at the end. */
typedef struct tt__sum {
    tt_observation row;
    double exposure;
    double exposure_months;
    double variance;
    int32_t months;
    size_t *inputs;        /* inputs[count]: the first row of each point */
    uint32_t *definitions; /* definitions[count] */
    size_t count;
    size_t capacity;
    uint32_t sources[TT__SUM_SOURCES];
    size_t source_count;
} tt__sum;

/* Starts a sum for a period; adds a point of `ds` that has a figure; puts the sum into a data set like
 * it. Over time exposures are averaged, otherwise added. */
void tt__sum_start(tt__sum *sum, tt_period period);
tt_status tt__sum_add(tt__sum *sum, const tt_dataset *ds, const tt_point *point, tt_error *err);
tt_status tt__sum_finish(tt__sum *sum, tt_dataset *to, uint32_t series, int over_time,
                         const char *note, tt_error *err);
void tt__sum_clear(tt__sum *sum);

/* The longest of some points, in their order, that begins in a month, is shorter than a window and ends
 * within it, and has a figure; NULL when there is none. */
const tt_point *tt__longest_part(const tt_point *points, const tt_point *end, int32_t month,
                                 tt_period window, int allow_partial);

/* A remark about the whole data set (copied). */
tt_status tt__dataset_add_remark(tt_dataset *ds, const char *text, tt_error *err);

/* How often periods have a length; of few lengths only the first eight are told apart. */
typedef struct tt__lengths {
    int32_t months[8];
    size_t counts[8];
    size_t kinds;
} tt__lengths;

void tt__lengths_add(tt__lengths *lengths, int32_t months);

/* The most frequent length, of equals the longer; 12 when there is none. */
int32_t tt__lengths_usual(const tt__lengths *lengths);

/* The interval that rounding in print leaves a percentage: half a unit of its last decimal on both sides. */
void tt__widen_percent(tt_value *value);

/* Applies the decisions to the rows that were read (tt_dataset_finish, ordered). */
tt_status tt__dataset_decide(tt_dataset *ds, tt_error *err);

/* Whether each value of a dimension `of` goes with one value of the dimension d; map[value of `of`] is then that
 * value, TT__UNSEEN where no series has it. */
#define TT__UNSEEN UINT32_MAX
int tt__dimension_follows(const tt_dataset *ds, size_t d, size_t of, uint32_t *map);

/* Says when no break that was read can be of these data (tt_dataset_finish, before decisions add theirs). */
tt_status tt__dataset_check_breaks(tt_dataset *ds, tt_error *err);

/* Orders series and observations canonically (tt_dataset_finish). */
tt_status tt__dataset_order(tt_dataset *ds, tt_error *err);

/* Adds sums of parts where no margin is printed (tt_dataset_finish). */
tt_status tt__dataset_derive_margins(tt_dataset *ds, tt_error *err);

/* Names every series (tt_dataset_finish). */
tt_status tt__dataset_name_series(tt_dataset *ds, tt_error *err);

#endif
