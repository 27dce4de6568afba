/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as Markdown (GitHub's tables). */
#include <string.h>

#include "out.h"
#include "tiptrend/text.h"

void cli_add_markdown(tt_strbuf *out, const char *text)
{
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_text_clean(&clean, text, 0);
    for (const char *at = tt_strbuf_text(&clean); *at; at++) {
        if (strchr(CLI_MARKDOWN_MARKS, *at))
            tt_strbuf_add_char(out, '\\');
        tt_strbuf_add_char(out, *at);
    }
    out->failed |= clean.failed;
    tt_strbuf_clear(&clean);
}

static void add_markdown_cell(tt_strbuf *out, const tt_table *table, size_t row, size_t column)
{
    tt_strbuf cell = TT_STRBUF_INIT;
    tt_table_cell_text(table, row, column, &cell);
    cli_add_markdown(out, tt_strbuf_text(&cell));
    out->failed |= cell.failed;
    tt_strbuf_clear(&cell);
}

void cli_out_markdown(const tt_table *table, tt_strbuf *out)
{
    cli_footnotes notes;
    if (cli_footnotes_make(table, &notes) != 0) {
        out->failed = 1;
        return;
    }
    size_t columns = tt_table_column_count(table);
    tt_strbuf_add(out, "**");
    cli_add_markdown(out, tt_table_title(table));
    tt_strbuf_add(out, "**\n\n|");
    for (size_t c = 0; c < columns; c++) {
        tt_strbuf_add_char(out, ' ');
        cli_add_markdown(out, tt_table_column(table, c)->label);
        tt_strbuf_add(out, " |");
    }
    tt_strbuf_add(out, notes.count ? " note |\n|" : "\n|");
    for (size_t c = 0; c < columns; c++)
        tt_strbuf_add(out, cli_out_is_text(table, c) ? " --- |" : " ---: |");
    tt_strbuf_add(out, notes.count ? " --- |\n" : "\n");
    for (size_t r = 0; r < tt_table_row_count(table); r++) {
        tt_strbuf_add_char(out, '|');
        for (size_t c = 0; c < columns; c++) {
            tt_strbuf_add_char(out, ' ');
            add_markdown_cell(out, table, r, c);
            tt_strbuf_add(out, " |");
        }
        if (notes.of_row[r])
            tt_strbuf_addf(out, " %zu |", notes.of_row[r]);
        else if (notes.count)
            tt_strbuf_add(out, "  |");
        tt_strbuf_add_char(out, '\n');
    }
    for (size_t i = 0; i < notes.count; i++) {
        tt_strbuf_addf(out, "\n(%zu) ", i + 1);
        cli_add_markdown(out, notes.text[i]);
        tt_strbuf_add_char(out, '\n');
    }
    for (size_t i = 0; i < tt_table_remark_count(table); i++) {
        tt_strbuf_add_char(out, '\n');
        cli_add_markdown(out, tt_table_get_remark(table, i));
        tt_strbuf_add_char(out, '\n');
    }
    cli_footnotes_clear(&notes);
}
