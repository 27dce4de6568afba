/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_OUT_H
#define TT_OUT_H

#include "tiptrend/strbuf.h"
#include "tiptrend/table.h"

/* Writers of result tables, one for each format. Every one prints the notes. */

typedef enum cli_format {
    CLI_FORMAT_TABLE,
    CLI_FORMAT_CSV,
    CLI_FORMAT_JSON,
    CLI_FORMAT_MARKDOWN,
    CLI_FORMAT_LATEX
} cli_format;

/* The terminal, or whatever a table for people goes to. */
typedef struct cli_terminal {
    size_t width; /* columns; 0: no limit */
    int colour;
} cli_terminal;

/** Whether a column stands at the left, as texts and years do; numbers stand at the right. */
int cli_out_is_text(const tt_table *table, size_t column);

/** Several tables in one format. */
void cli_out(cli_format format, const tt_table *const *tables, size_t count,
             const cli_terminal *terminal, tt_strbuf *out);

/** Columns of a terminal that a table takes when nothing is broken; 0 without memory. */
size_t cli_out_text_width(const tt_table *table);

/** A table for the terminal: columns aligned, notes as footnotes below. Where it is too wide, long texts
 *  are broken; where that is not enough, each row becomes a block of its own. */
void cli_out_text(const tt_table *table, const cli_terminal *terminal, tt_strbuf *out);

/** A text of several lines without whatever else a terminal would obey. */
void cli_out_lines(const char *text, tt_strbuf *out);

/** All tables as one JSON document: {"tables": [{"title", "columns", "rows", "remarks"}]}. Numbers are the
 *  shortest that read back to the same double; infinities are the strings "inf" and "-inf". */
void cli_out_json(const tt_table *const *tables, size_t count, tt_strbuf *out);

/** A text as a JSON string with its quotes, and as Markdown that shows it as it is. */
void cli_add_json_string(tt_strbuf *out, const char *text);
void cli_add_markdown(tt_strbuf *out, const char *text);

/* The characters before which Markdown has a backslash where they stand for themselves. */
#define CLI_MARKDOWN_MARKS "\\`*_[]<>|#&~!"

void cli_out_markdown(const tt_table *table, tt_strbuf *out);
void cli_out_latex(const tt_table *table, tt_strbuf *out);

/** The footnotes of a table: different texts of notes are numbered from 1 in the order of the rows. */
typedef struct cli_footnotes {
    char **text; /* text[count] */
    size_t count;
    size_t capacity;
    size_t *of_row; /* of_row[rows]: number of the row's footnote, 0 where it has none */
} cli_footnotes;

/* Returns 0, or -1 without memory. */
int cli_footnotes_make(const tt_table *table, cli_footnotes *out);
void cli_footnotes_clear(cli_footnotes *notes);

#endif
