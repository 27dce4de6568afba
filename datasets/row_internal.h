/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_ROW_INTERNAL_H
#define TT_ROW_INTERNAL_H

#include "table_internal.h"

/* What the files of the row reader share: row_cells.c takes in cells, row_figures.c makes figures of them,
 * row_reader.c does so for each row of a piece. */

/* A value of a dimension that was met lately, by a glance at its text. */
enum { TT__RECENT = 16 };

struct tt__recent {
    const char *text; /* NULL: none yet */
    uint32_t length;
    uint32_t value;
};

enum { TT__MARK_SIZE = 32 /* of a footnote mark; what is longer is cut */ };

/* What is known of one column of figures from the row before. */
typedef struct tt__known_value {
    int is_known;
    tt_unit_kind kind; /* with which it was read */
    int exponent;
    tt_value value; /* its mark lies in `mark` */
    char mark[TT__MARK_SIZE];
    uint32_t measure; /* number of the column's name in the measure dimension */
    uint32_t unit;    /* text of the unit of the layout; 0: none */
    size_t column;
} tt__known_value;

struct tt__row_reader {
    const tt__plan *plan;
    tt__csv *csv;
    tt__numbers numbers;
    tt__piece *piece;
    int is_new_piece; /* no fact has been told in this piece */
    size_t to_skip;   /* rows before the data */

    /* The row, as far as it is known. */
    uint32_t *key;             /* key[slot_count + 1] */
    struct tt__recent *recent; /* recent[slot_count * TT__RECENT]: values met lately */
    uint32_t series;
    int key_changed;
    uint32_t unit;
    tt_unit_kind unit_kind;
    uint32_t percent; /* text of the unit "percent"; 0: not met yet */
    uint32_t origin_texts[TT__ORIGIN_TEXTS];
    uint32_t origin;
    int origin_changed;
    tt_period row_period; /* of the column of periods */
    tt_period part; /* of the column of months or quarters: start within the year; months 0: none */
    char period_mark[TT__MARK_SIZE];
    int multiplier;
    uint32_t multiplier_note; /* text */
    tt__row_status status;
    double extra[TT__COLUMN_ROLE_COUNT]; /* exposure, standard error, limits by role */
    tt__known_value *values;             /* values[value_count] */
    size_t value_count;
    uint32_t *raw;   /* raw[columns]: number of the text in attributes */
    char *touched;   /* touched[columns]: changed since the facts were told */
    uint32_t *inner; /* inner[inner_count]: columns whose meaning needs another one: those of nested
                      * dimensions, then attributes */
    size_t nested_count;
    size_t inner_count;
    size_t line;       /* of the row */
    tt_strbuf scratch; /* texts that are put together */

    /* The first fault of the row, by column. */
    tt_status fault_status;
    size_t fault_column;
    tt_error fault;
    tt_error spare; /* always empty: what fails fills it */
};

/* The number of a text among the reader's texts. */
tt_status tt__row_text(tt__row_reader *r, tt__cell cell, uint32_t *out, tt_error *err);

/* One more event at the place that the piece has reached; its texts go over to the piece. */
tt_status tt__row_add_event(tt__row_reader *r, tt__event event, tt_error *err);

/* Keeps a footnote mark, and counts it for the report. */
void tt__row_keep_mark(char out[TT__MARK_SIZE], const char *mark, size_t length);
tt_status tt__row_note_mark(tt__row_reader *r, const char *mark, size_t column, tt_error *err);

/* Takes in all cells that changed. The leftmost fault is in fault_status; columns with a fault stay on the
 * list of changes. */
tt_status tt__row_take(tt__row_reader *r, const tt__cell *cells, tt_error *err);

/* Makes one figure of the row. */
tt_status tt__row_figure(tt__row_reader *r, tt__known_value *v, tt__cell cell, tt_error *err);

/* A month (months = 1: "7", "julio") or quarter (3: "2", "Q2") of a year that another cell names; of no months
 * where the cell is empty or says that it is the whole year. */
tt_status tt__read_part(tt__cell cell, int months, tt_period *out, tt_error *err);

#endif
