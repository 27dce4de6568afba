/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was understood of files: their form, their columns, their figures, and what stood beside them. */
#include <string.h>

#include "tables.h"

static const tt_column file_columns[] = {
    {"file", "File", TT_COLUMN_TEXT, 0},
    {"layout", "Layout", TT_COLUMN_TEXT, 0},
    {"encoding", "Encoding", TT_COLUMN_TEXT, 0},
    {"delimiter", "Delimiter", TT_COLUMN_TEXT, 0},
    {"decimal", "Decimal", TT_COLUMN_TEXT, 0},
    {"header_line", "Header line", TT_COLUMN_YEAR, 0},
    {"rows", "Rows", TT_COLUMN_INTEGER, 0},
    {"figures", "Figures", TT_COLUMN_INTEGER, 0},
    {"left_out", "Left out", TT_COLUMN_INTEGER, 0},
};

static const tt_column column_columns[] = {
    {"file", "File", TT_COLUMN_TEXT, 0}, {"column", "Column", TT_COLUMN_YEAR, 0},
    {"name", "Name", TT_COLUMN_TEXT, 0}, {"became", "Became", TT_COLUMN_TEXT, 0},
    {"target", "Of", TT_COLUMN_TEXT, 0},
};

static const tt_column count_columns[] = {
    {"kind", "Kind", TT_COLUMN_TEXT, 0},
    {"what", "What", TT_COLUMN_TEXT, 0},
    {"count", "Count", TT_COLUMN_INTEGER, 0},
};

static const tt_column beside_columns[] = {
    {"file", "File", TT_COLUMN_TEXT, 0},     {"line", "Line", TT_COLUMN_YEAR, 0},
    {"column", "Column", TT_COLUMN_YEAR, 0}, {"kind", "Kind", TT_COLUMN_TEXT, 0},
    {"text", "Text", TT_COLUMN_TEXT, 0},     {"count", "Count", TT_COLUMN_INTEGER, 0},
};

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

static void add_place(tt_table *table, size_t place)
{
    if (place)
        tt_table_number(table, (double)place);
    else
        tt_table_empty(table);
}

/* ---- files ---- */

static const char *delimiter_text(char delimiter, char out[2])
{
    if (delimiter == '\t')
        return "tab";
    if (delimiter == TT_DELIMITER_BLANK)
        return "blank";
    out[0] = delimiter;
    out[1] = '\0';
    return out;
}

tt_status cli_table_files(const tt_dataset *ds, tt_table **out, tt_error *err)
{
    tt_table *table = tt_table_new("Files", file_columns, COUNT_OF(file_columns));
    for (size_t i = 0; i < tt_dataset_file_count(ds); i++) {
        const tt_file_report *r = tt_dataset_file(ds, i);
        char sign[2];
        tt_table_text(table, r->path);
        tt_table_text(table, tt_layout_name(r->layout));
        tt_table_text(table, tt_encoding_name(r->encoding));
        tt_table_text(table, delimiter_text(r->delimiter, sign));
        tt_table_text(table, r->decimal == TT_DECIMAL_COMMA ? "," : ".");
        add_place(table, r->header_line);
        tt_table_number(table, (double)r->rows);
        tt_table_number(table, (double)r->figures);
        tt_table_number(table, (double)r->faults);
        tt_table_end_row(table, 0, r->layout_guessed ? "the layout is guessed" : NULL);
    }
    return cli_table_done(table, TT_OK, out, err);
}

/* ---- columns ---- */

tt_status cli_table_columns(const tt_dataset *ds, tt_table **out, tt_error *err)
{
    tt_table *table = tt_table_new("Columns", column_columns, COUNT_OF(column_columns));
    for (size_t i = 0; i < tt_dataset_file_count(ds); i++) {
        const tt_file_report *r = tt_dataset_file(ds, i);
        for (size_t c = 0; c < r->column_count; c++) {
            tt_table_text(table, r->path);
            tt_table_number(table, (double)(c + 1));
            tt_table_text(table, r->columns[c].name);
            tt_table_text(table, r->columns[c].became);
            tt_table_text(table, r->columns[c].target);
            tt_table_end_row(table, 0, NULL);
        }
    }
    return cli_table_done(table, TT_OK, out, err);
}

/* ---- figures ---- */

static void add_count(tt_table *table, const char *kind, const char *what, size_t count)
{
    tt_table_text(table, kind);
    tt_table_text(table, what);
    tt_table_number(table, (double)count);
    tt_table_end_row(table, 0, NULL);
}

/* The figures of one unit. */
typedef struct unit_count {
    uint32_t unit;
    const char *name;
    size_t count;
} unit_count;

static size_t printed_figures(const tt_dataset *ds, const tt_series *series)
{
    size_t count = 0;
    for (size_t i = 0; i < series->count; i++)
        count += tt_dataset_observation(ds, series->first + i)->line > 0 ? 1 : 0;
    return count;
}

/* Figures of each unit, in the order of the series; tables have few units, and the rare ones beyond are
 * counted together. */
static void add_units(tt_table *table, const tt_dataset *ds)
{
    enum { UNITS = 32 };
    unit_count units[UNITS];
    size_t kinds = 0;
    size_t others = 0;
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++) {
        const tt_series *s = tt_dataset_series(ds, i);
        size_t k = 0;
        while (k < kinds && units[k].unit != s->unit_id)
            k++;
        if (k == kinds && kinds < UNITS)
            units[kinds++] = (unit_count){s->unit_id, s->unit, 0};
        *(k < kinds ? &units[k].count : &others) += printed_figures(ds, s);
    }
    for (size_t k = 0; k < kinds; k++)
        if (units[k].count)
            add_count(table, "unit", *units[k].name ? units[k].name : "none named", units[k].count);
    if (others)
        add_count(table, "unit", "others", others);
}

/* Margins of one dimension: printed ones, and those that were derived. */
static void add_margins(tt_table *table, const tt_dataset *ds, size_t dimension)
{
    size_t printed = 0;
    size_t derived = 0;
    if (tt_dataset_value_count(ds, dimension) < 2)
        return;
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++) {
        const tt_series *s = tt_dataset_series(ds, i);
        if (s->key[dimension])
            continue;
        for (size_t o = 0; o < s->count; o++) {
            int is_printed = tt_dataset_observation(ds, s->first + o)->line > 0;
            printed += is_printed ? 1 : 0;
            derived += is_printed ? 0 : 1;
        }
    }
    add_count(table, "margin printed", tt_dataset_dimension(ds, dimension), printed);
    add_count(table, "margin derived", tt_dataset_dimension(ds, dimension), derived);
}

tt_status cli_table_figures(const tt_dataset *ds, tt_table **out, tt_error *err)
{
    tt_table *table = tt_table_new("Figures", count_columns, COUNT_OF(count_columns));
    tt_dataset_summary sum = tt_dataset_summarise(ds);
    size_t multiplied = 0;
    for (size_t i = 0; i < tt_dataset_file_count(ds); i++)
        multiplied += tt_dataset_file(ds, i)->multiplied;
    add_count(table, "figures", "printed", sum.rows);
    for (int s = 0; s < TT_STATE_COUNT; s++)
        if (sum.states[s])
            add_count(table, "state", tt_state_name((tt_state)s), sum.states[s]);
    add_count(table, "figures", "known as an interval only", sum.intervals);
    if (multiplied)
        add_count(table, "figures", "multiplied by their UNIT_MULT", multiplied);
    add_count(table, "series", "printed", sum.series);
    add_units(table, ds);
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++)
        add_margins(table, ds, d);
    add_count(table, "keys", "different", sum.keys);
    add_count(table, "keys", "repeated with the same figure", sum.repeats);
    add_count(table, "keys", "in conflict", sum.conflicts);
    return cli_table_done(table, TT_OK, out, err);
}

/* ---- beside the figures ---- */

static void add_beside(tt_table *table, const char *file, size_t line, size_t column,
                       const char *kind, const char *text, size_t count)
{
    tt_table_text(table, file);
    add_place(table, line);
    add_place(table, column);
    tt_table_text(table, kind);
    tt_table_text(table, text);
    tt_table_number(table, (double)count);
    tt_table_end_row(table, 0, NULL);
}

/* A note on how the file was read, as a row. */
typedef struct note_rows {
    tt_table *table;
    const char *file;
} note_rows;

static void add_note(const tt_reading_note *note, void *context)
{
    const note_rows *rows = context;
    if (strcmp(note->rule, "remark") != 0) /* they stand there themselves */
        add_beside(rows->table, rows->file, note->line, note->column,
                   note->is_warning ? "warning" : "note", note->text, 1);
}

tt_status cli_table_beside(const tt_dataset *ds, const cli_faults *faults, tt_table **out,
                           tt_error *err)
{
    tt_table *table = tt_table_new("Beside the figures", beside_columns, COUNT_OF(beside_columns));
    tt_status status = TT_OK;
    for (size_t i = 0; i < faults->count; i++)
        add_beside(table, faults->list[i].file, faults->list[i].line, faults->list[i].column,
                   "not understood", faults->list[i].message, 1);
    if (faults->more)
        add_beside(table, "", 0, 0, "not understood", "more of them, not listed", faults->more);
    for (size_t i = 0; i < tt_dataset_file_count(ds) && status == TT_OK; i++) {
        const tt_file_report *r = tt_dataset_file(ds, i);
        note_rows rows = {table, r->path};
        status = tt_file_report_notes(r, add_note, &rows, err);
        for (size_t k = 0; k < r->remark_count; k++)
            add_beside(table, r->path, r->remarks[k].line, 0,
                       r->remarks[k].is_title ? "title" : "remark", r->remarks[k].text, 1);
        for (size_t k = 0; k < r->mark_count; k++)
            add_beside(table, r->path, r->marks[k].line, r->marks[k].column,
                       r->layout == TT_LAYOUT_SDMX ? "flag" : "footnote mark", r->marks[k].mark,
                       r->marks[k].count);
    }
    return cli_table_done(table, status, out, err);
}
