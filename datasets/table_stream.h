/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TABLE_STREAM_H
#define TT_TABLE_STREAM_H

#include "tiptrend/table.h"

/* Rows that go to a text while they are filled (tt_table_new_stream). */
typedef struct tt__table_stream {
    tt_strbuf *out;
    char *left_out; /* left_out[column_count]: 1 for columns that are not written */
    size_t column;  /* the next one of the row */
    tt_notes notes; /* of the last row with notes but no words, and they as a field */
    tt_strbuf notes_field;
} tt__table_stream;

typedef struct tt__row_notes {
    tt_notes notes;
    char *more;
} tt__row_notes;

struct tt_table {
    char *title;
    tt_column *columns; /* columns[column_count] */
    char *detail;       /* detail[column_count]: 1 for details */
    size_t column_count;
    tt_cell *cells; /* cells[row * column_count + column]; texts are owned */
    size_t cell_count;
    size_t cell_capacity;
    tt__row_notes *rows;
    size_t row_count;
    size_t row_capacity;
    char **remarks;
    size_t remark_count;
    size_t remark_capacity;
    tt__table_stream *stream; /* NULL: rows are kept */
    tt_status failed;
};

void tt__table_stream_text(tt_table *table, const char *text);
void tt__table_stream_number(tt_table *table, double number);
void tt__table_stream_end(tt_table *table, tt_notes notes, const char *more);
void tt__table_stream_free(tt__table_stream *stream);

/* Notes and words as one text, "; " between them. */
void tt__add_notes(tt_notes notes, const char *more, tt_strbuf *out);

#endif
