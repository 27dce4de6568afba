/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the writers of tables share. */
#include "out.h"

#include <string.h>

#include "tiptrend/memory.h"

int cli_out_is_text(const tt_table *table, size_t column)
{
    tt_column_type type = tt_table_column(table, column)->type;
    return type == TT_COLUMN_TEXT || type == TT_COLUMN_YEAR;
}

void cli_footnotes_clear(cli_footnotes *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        tt_free(notes->text[i]);
    tt_free(notes->text);
    tt_free(notes->of_row);
    *notes = (cli_footnotes){0};
}

/* The number of a note, from 1; 0 without memory. */
static size_t number_of(cli_footnotes *notes, const char *text)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->text[i], text) == 0)
            return i + 1;
    if (tt_grow(&notes->text, &notes->capacity, notes->count, sizeof *notes->text) != 0)
        return 0;
    notes->text[notes->count] = tt_strdup(text);
    return notes->text[notes->count] ? ++notes->count : 0;
}

int cli_footnotes_make(const tt_table *table, cli_footnotes *out)
{
    size_t rows = tt_table_row_count(table);
    *out = (cli_footnotes){.of_row = tt_calloc(rows, sizeof *out->of_row)};
    tt_strbuf text = TT_STRBUF_INIT;
    int failed = !out->of_row;
    for (size_t r = 0; r < rows && !failed; r++) {
        tt_strbuf_reset(&text);
        tt_table_notes_text(table, r, &text);
        if (text.length)
            out->of_row[r] = number_of(out, tt_strbuf_text(&text));
        failed = text.failed || (text.length && !out->of_row[r]);
    }
    tt_strbuf_clear(&text);
    if (failed)
        cli_footnotes_clear(out);
    return failed ? -1 : 0;
}

/* A terminal shows as much as its width allows. */
static tt_table *text_view(const tt_table *table, const cli_terminal *terminal)
{
    tt_table *view = NULL;
    for (int v = TT_VIEW_FULL; v < TT_VIEW_COUNT; v++) {
        tt_table_free(view);
        view = tt_table_for_people(table, (tt_view)v);
        if (!view || !terminal->width || cli_out_text_width(view) <= terminal->width)
            break;
    }
    return view;
}

static void out_for_people(cli_format format, const tt_table *table, const cli_terminal *terminal,
                           tt_strbuf *out)
{
    tt_table *view = format == CLI_FORMAT_TABLE ? text_view(table, terminal)
                                                : tt_table_for_people(table, TT_VIEW_USUAL);
    if (!view)
        out->failed = 1;
    else if (format == CLI_FORMAT_MARKDOWN)
        cli_out_markdown(view, out);
    else if (format == CLI_FORMAT_LATEX)
        cli_out_latex(view, out);
    else
        cli_out_text(view, terminal, out);
    tt_table_free(view);
}

/* Files and programs get the names as they stand in the data; a terminal would obey what is in them. */
static void out_csv(const tt_table *table, const cli_terminal *terminal, tt_strbuf *out)
{
    if (!terminal->width) {
        tt_table_csv(table, out);
        return;
    }
    tt_strbuf csv = TT_STRBUF_INIT;
    tt_table_csv(table, &csv);
    cli_out_lines(tt_strbuf_text(&csv), out);
    out->failed |= csv.failed;
    tt_strbuf_clear(&csv);
}

void cli_out(cli_format format, const tt_table *const *tables, size_t count,
             const cli_terminal *terminal, tt_strbuf *out)
{
    if (format == CLI_FORMAT_JSON) {
        cli_out_json(tables, count, out);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (i)
            tt_strbuf_add_char(out, '\n');
        if (format == CLI_FORMAT_CSV)
            out_csv(tables[i], terminal, out);
        else
            out_for_people(format, tables[i], terminal, out);
    }
}
