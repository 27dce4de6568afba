/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was understood of a file. */
#include <string.h>

#include "dataset_internal.h"
#include "file_internal.h"
#include "tiptrend/memory.h"

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the report of a file");
}

tt__file *tt__file_new(const char *path)
{
    tt__file *file = tt_calloc(1, sizeof *file);
    if (!file)
        return NULL;
    file->report = (tt_file_report){
        .path = tt__file_text(file, path), .layout_tied = TT_LAYOUT_COUNT, .decimal_text = ""};
    return file;
}

void tt__file_free(tt__file *file)
{
    if (!file)
        return;
    tt__pool_clear(&file->texts);
    tt_free(file->columns);
    tt_free(file->remarks);
    tt_free(file->marks);
    tt_free(file);
}

const char *tt__file_text(tt__file *file, const char *text)
{
    uint32_t number = tt__pool_add(&file->texts, text, strlen(text));
    return number == TT__POOL_NONE ? "" : tt__pool_text(&file->texts, number);
}

tt_status tt__file_add_column(tt__file *file, const tt_column_report *column, tt_error *err)
{
    tt_file_report *r = &file->report;
    if (tt_grow(&file->columns, &file->column_capacity, r->column_count, sizeof *file->columns) !=
        0)
        return no_memory(err);
    file->columns[r->column_count++] =
        (tt_column_report){.name = tt__file_text(file, column->name),
                           .became = column->became,
                           .target = tt__file_text(file, column->target)};
    r->columns = file->columns;
    return TT_OK;
}

tt_status tt__file_add_remark(tt__file *file, const char *text, size_t line, int is_title,
                              tt_error *err)
{
    tt_file_report *r = &file->report;
    if (tt_grow(&file->remarks, &file->remark_capacity, r->remark_count, sizeof *file->remarks) !=
        0)
        return no_memory(err);
    file->remarks[r->remark_count++] =
        (tt_remark){.line = line, .text = tt__file_text(file, text), .is_title = is_title};
    r->remarks = file->remarks;
    return TT_OK;
}

static size_t find_mark(const tt__file *file, const char *mark)
{
    size_t i = 0;
    while (i < file->report.mark_count && strcmp(file->marks[i].mark, mark) != 0)
        i++;
    return i;
}

tt_status tt__file_count_mark(tt__file *file, const char *mark, size_t line, size_t column,
                              tt_error *err)
{
    enum { MARKS_MAX = 200 }; /* a table has a dozen; what comes beyond is counted together */
    tt_file_report *r = &file->report;
    size_t i = find_mark(file, mark);
    if (i == r->mark_count && r->mark_count >= MARKS_MAX) {
        mark = "others";
        i = find_mark(file, mark);
    }
    if (i < r->mark_count) {
        file->marks[i].count++;
        return TT_OK;
    }
    if (tt_grow(&file->marks, &file->mark_capacity, r->mark_count, sizeof *file->marks) != 0)
        return no_memory(err);
    file->marks[r->mark_count++] = (tt_mark_report){
        .mark = tt__file_text(file, mark), .count = 1, .line = line, .column = column};
    r->marks = file->marks;
    return TT_OK;
}

/* A data set made from another has read nothing itself. */
static const tt_dataset *reader_of(const tt_dataset *ds)
{
    while (ds->parent && !ds->report_count)
        ds = ds->parent;
    return ds;
}

size_t tt_dataset_file_count(const tt_dataset *ds)
{
    return reader_of(ds)->report_count;
}

const tt_file_report *tt_dataset_file(const tt_dataset *ds, size_t file)
{
    return &reader_of(ds)->reports[file]->report;
}
