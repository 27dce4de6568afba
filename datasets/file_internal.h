/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_FILE_INTERNAL_H
#define TT_FILE_INTERNAL_H

#include "textpool_internal.h"
#include "tiptrend/reading.h"

/* What was understood of a file, while it is found out. */
typedef struct tt__file {
    tt_file_report report; /* points into the arrays below */
    tt__pool texts;
    tt_column_report *columns;
    tt_remark *remarks;
    size_t remark_capacity;
    tt_mark_report *marks;
    size_t mark_capacity;
    size_t column_capacity;
} tt__file;

/* NULL when there is no memory. */
tt__file *tt__file_new(const char *path);
void tt__file_free(tt__file *file);

/* A text that lives as long as the file; "" when there is no memory, told by the next function. */
const char *tt__file_text(tt__file *file, const char *text);

tt_status tt__file_add_column(tt__file *file, const tt_column_report *column, tt_error *err);
tt_status tt__file_add_remark(tt__file *file, const char *text, size_t line, int is_title,
                              tt_error *err);

/* Counts a footnote mark; `line` and `column` are those of its first cell. */
tt_status tt__file_count_mark(tt__file *file, const char *mark, size_t line, size_t column,
                              tt_error *err);

#endif
