/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as JSON (RFC 8259). Written here and not by a library because numbers must be the shortest that
 * read back to the same double, which jansson 2.14 does not write; the tests read it back with jansson. */
#include <math.h>

#include "out.h"
#include "tiptrend/text.h"

void cli_add_json_string(tt_strbuf *out, const char *text)
{
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_text_clean(&clean, text, 0); /* valid UTF-8 without control characters */
    tt_strbuf_add_char(out, '"');
    for (const char *at = tt_strbuf_text(&clean); *at; at++) {
        if (*at == '"' || *at == '\\')
            tt_strbuf_add_char(out, '\\');
        tt_strbuf_add_char(out, *at);
    }
    tt_strbuf_add_char(out, '"');
    out->failed |= clean.failed;
    tt_strbuf_clear(&clean);
}

static void add_cell(tt_strbuf *out, tt_cell cell)
{
    if (cell.kind == TT_CELL_EMPTY)
        tt_strbuf_add(out, "null");
    else if (cell.kind == TT_CELL_TEXT)
        cli_add_json_string(out, cell.text);
    else if (isinf(cell.number))
        tt_strbuf_add(out, cell.number > 0 ? "\"inf\"" : "\"-inf\"");
    else
        tt_strbuf_number(out, cell.number);
}

static void add_notes(tt_strbuf *out, const tt_table *table, size_t row)
{
    const char *between = "";
    tt_strbuf_add(out, "[");
    for (unsigned i = 0; i < TT_NOTE_COUNT; i++) {
        if (!(tt_table_row_notes(table, row) >> i & 1))
            continue;
        tt_strbuf_addf(out, "%s{\"code\": \"%s\", \"text\": ", between, tt_note_name(i));
        cli_add_json_string(out, tt_note_text(i));
        tt_strbuf_add(out, "}");
        between = ", ";
    }
    const char *more = tt_table_row_more(table, row);
    if (*more) {
        tt_strbuf_addf(out, "%s{\"code\": \"remark\", \"text\": ", between);
        cli_add_json_string(out, more);
        tt_strbuf_add(out, "}");
    }
    tt_strbuf_add(out, "]");
}

static void add_table(tt_strbuf *out, const tt_table *table)
{
    size_t columns = tt_table_column_count(table);
    tt_strbuf_add(out, "    {\n      \"title\": ");
    cli_add_json_string(out, tt_table_title(table));
    tt_strbuf_add(out, ",\n      \"columns\": [");
    for (size_t c = 0; c < columns; c++) {
        tt_strbuf_add(out, c ? ", " : "");
        cli_add_json_string(out, tt_table_column(table, c)->name);
    }
    tt_strbuf_add(out, ", \"notes\"],\n      \"rows\": [");
    for (size_t r = 0; r < tt_table_row_count(table); r++) {
        tt_strbuf_add(out, r ? ",\n        {" : "\n        {");
        for (size_t c = 0; c < columns; c++) {
            cli_add_json_string(out, tt_table_column(table, c)->name);
            tt_strbuf_add(out, ": ");
            add_cell(out, tt_table_cell(table, r, c));
            tt_strbuf_add(out, ", ");
        }
        tt_strbuf_add(out, "\"notes\": ");
        add_notes(out, table, r);
        tt_strbuf_add(out, "}");
    }
    tt_strbuf_add(out, "\n      ],\n      \"remarks\": [");
    for (size_t i = 0; i < tt_table_remark_count(table); i++) {
        tt_strbuf_add(out, i ? ", " : "");
        cli_add_json_string(out, tt_table_get_remark(table, i));
    }
    tt_strbuf_add(out, "]\n    }");
}

void cli_out_json(const tt_table *const *tables, size_t count, tt_strbuf *out)
{
    tt_strbuf_add(out, "{\n  \"tables\": [\n");
    for (size_t i = 0; i < count; i++) {
        add_table(out, tables[i]);
        tt_strbuf_add(out, i + 1 < count ? ",\n" : "\n");
    }
    tt_strbuf_add(out, "  ]\n}\n");
}
