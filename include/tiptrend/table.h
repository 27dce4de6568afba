/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TABLE_H
#define TT_TABLE_H

#include <stddef.h>

#include "tiptrend/status.h"
#include "tiptrend/strbuf.h"

/* The one result model: every command, chart and report hands its numbers on as tables, and every
 * output format is a writer of tables. A table is filled row by row, cell by cell:
 *
 *     static const tt_column columns[] = {{"series", "Series", TT_COLUMN_TEXT, 0}, ...};
 *     tt_table *t = tt_table_new("Change", columns, 2);
 *     tt_table_text(t, "victims");
 *     tt_table_number(t, -17.1);
 *     tt_table_end_row(t, notes, NULL);
 *     if (tt_table_status(t, err) != TT_OK) ...
 *
 * A failed allocation is remembered, so that only the end needs to be asked. Each row also carries
 * notes, which all writers give as a last column named `notes`. */

typedef enum tt_column_type {
    TT_COLUMN_TEXT,
    TT_COLUMN_INTEGER, /* whole numbers: for people with thousands separated */
    TT_COLUMN_NUMBER,  /* for people with `decimals` decimals */
    TT_COLUMN_SIGNED,  /* the same with a sign always */
    TT_COLUMN_P,       /* a probability: for people as 0.0123 or <0.0001 */
    TT_COLUMN_YEAR     /* a year or another period, as text */
} tt_column_type;

/* A column. The strings are kept by reference: they must be constants; the array may go. */
typedef struct tt_column {
    const char *name;  /* stable machine name: lower case, underscores */
    const char *label; /* for people */
    tt_column_type type;
    /* TT_COLUMN_NUMBER and TT_COLUMN_SIGNED, for people; 0: none, and for a figure below 1,000 that is not whole as few
     * as tell it, at most three */
    int decimals;
} tt_column;

typedef enum tt_cell_kind { TT_CELL_EMPTY, TT_CELL_TEXT, TT_CELL_NUMBER } tt_cell_kind;

typedef struct tt_cell {
    tt_cell_kind kind;
    double number;
    const char *text; /* belongs to the table */
} tt_cell;

typedef struct tt_table tt_table;

/** An empty table with its title (copied) and columns; NULL when there is no memory. */
tt_table *tt_table_new(const char *title, const tt_column *columns, size_t count);
void tt_table_free(tt_table *table);

/** Fill the next cell of the row: a text (copied; NULL is empty), a number (not-a-number is empty;
 *  infinities stay), or nothing. A cell beyond the last column marks the table as failed. */
void tt_table_text(tt_table *table, const char *text);
void tt_table_number(tt_table *table, double number);
void tt_table_empty(tt_table *table);

/** Fill the next cells with the value and the two limits of an estimate. */
void tt_table_limits(tt_table *table, double value, double low, double high);

/** Close the row; cells that were not filled are empty. `more` (copied, may be NULL) is a note in
 *  words beside the bits. */
void tt_table_end_row(tt_table *table, tt_notes notes, const char *more);

/** Add notes to a row that is closed already; `more` (copied, may be NULL) goes behind what is there. */
void tt_table_annotate(tt_table *table, size_t row, tt_notes notes, const char *more);

/** Put an empty column before the column `at`; `at` = number of columns: behind the last. Between rows only. */
void tt_table_insert_column(tt_table *table, size_t at, const tt_column *column);

/** Replace a cell by a text (copied; NULL or "" is empty). */
void tt_table_set_text(tt_table *table, size_t row, size_t column, const char *text);

/** Add the rows of another table of as many columns, with their notes, and its remarks that are not there
 *  yet. */
void tt_table_append(tt_table *table, const tt_table *from);

/** Name columns as details (names end with NULL): CSV and JSON have them always, writers for people only
 *  where there is room. A name that no column has marks the table as failed. */
void tt_table_details(tt_table *table, const char *const *names);

/* How much of a table people see. Columns that are empty in every row are not
 * shown, unless limits or a range behind them need their name. */
typedef enum tt_view {
    TT_VIEW_FULL,   /* all other columns */
    TT_VIEW_USUAL,  /* without details */
    TT_VIEW_NARROW, /* texts that are the same in every row moved to a remark as well */
    TT_VIEW_COUNT
} tt_view;

/** The table as people see it: a new table; NULL when there is no memory. */
tt_table *tt_table_for_people(const tt_table *table, tt_view view);

/** A remark about the whole table (copied): printed below it by every writer for people. */
void tt_table_remark(tt_table *table, const char *text);

/** Whether filling the table has succeeded.
 *  Errors:  TT_ENOMEM (a NULL table too), TT_EINTERNAL (more cells than columns) */
tt_status tt_table_status(const tt_table *table, tt_error *err);

/* What a table holds, for writers: its title, columns, rows with their notes, remarks. */
const char *tt_table_title(const tt_table *table);
size_t tt_table_column_count(const tt_table *table);
const tt_column *tt_table_column(const tt_table *table, size_t column);
size_t tt_table_row_count(const tt_table *table);
tt_cell tt_table_cell(const tt_table *table, size_t row, size_t column);
tt_notes tt_table_row_notes(const tt_table *table, size_t row);
const char *tt_table_row_more(const tt_table *table, size_t row); /* "" when there is none */
size_t tt_table_remark_count(const tt_table *table);
const char *tt_table_get_remark(const tt_table *table, size_t remark);

/** The notes of a row as one text, "; " between them. */
void tt_table_notes_text(const tt_table *table, size_t row, tt_strbuf *out);

/** A cell as people read it: thousands separated by commas, fixed decimals, a true minus sign, "inf"
 *  as the infinity sign; empty for an empty cell. UTF-8. */
void tt_table_cell_text(const tt_table *table, size_t row, size_t column, tt_strbuf *out);

/** A number as people read it: `decimals` digits, thousands separated, a true minus sign. */
void tt_number_for_people(double number, int decimals, int with_sign, tt_strbuf *out);

/** The table as CSV (RFC 4180, LF): machine names, shortest numbers that read back to the same
 *  double, empty cells empty, infinities as inf and -inf. A text that a spreadsheet would take for a
 *  formula gets an apostrophe in front. */
void tt_table_csv(const tt_table *table, tt_strbuf *out);

/** The first line of that CSV. */
void tt_table_csv_header(const tt_table *table, tt_strbuf *out);

/** A table that keeps no rows: each is a line of CSV, as tt_table_csv has it, in the text of
 *  tt_table_stream_to as soon as it is filled; so a million of them need no memory. It has no cells to ask
 *  for. Columns that are named before the first row (names end with NULL) are not written, though their
 *  cells are filled. NULL without memory. */
tt_table *tt_table_new_stream(const tt_column *columns, size_t count);
void tt_table_leave_out(tt_table *table, const char *const *names);
void tt_table_stream_to(tt_table *table, tt_strbuf *out);

/** One CSV field, quoted where it must be; the same for a text of a result: one that a spreadsheet would take
 *  for a formula is disarmed; and for notes (`more` may be NULL). */
void tt_csv_field(const char *text, tt_strbuf *out);
void tt_csv_text(const char *text, tt_strbuf *out);
void tt_csv_notes(tt_notes notes, const char *more, tt_strbuf *out);

#endif
