/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as LaTeX, as they go into a paper: booktabs; a table that fits a page floats, a longer one runs over
 * pages (longtable) with its head on each. What is wider than the lines of the paper is made smaller: nothing
 * may hang over the edge of a page, where it is lost without an error. Texts are quoted by tt_tex_add. */
#include <string.h>

#include "out.h"
#include "tiptrend/memory.h"
#include "tiptrend/tex.h"
#include "tiptrend/text.h"

enum {
    MOST_ROWS = 36,   /* that fit a page with caption and notes */
    WIDE_TEXT = 30,   /* characters from which a column of text is broken into lines */
    BROKEN_TEXT = 22, /* characters of the lines of such a column */
    NORMAL = 80,      /* characters of a line of the paper at its own size, ... */
    SMALL = 96,       /* ... at \footnotesize, ... */
    TINY = 118,       /* ... and at \scriptsize */
    LANDSCAPE = 160   /* ... and at \tiny */
};

/* Width of BROKEN_TEXT characters: figures and lower case are half an em wide. */
static const char broken_column[] = ">{\\raggedright\\arraybackslash}p{11em}";

typedef struct layout {
    const tt_table *table;
    cli_footnotes notes;
    size_t *width; /* width[columns]: characters of the widest cell */
    size_t total;  /* characters of a line, broken columns as they are set */
} layout;

static int is_broken(const layout *l, size_t column)
{
    return cli_out_is_text(l->table, column) && l->width[column] > WIDE_TEXT;
}

static int measure(layout *l)
{
    size_t columns = tt_table_column_count(l->table);
    tt_strbuf cell = TT_STRBUF_INIT;
    l->width = tt_calloc(columns, sizeof *l->width);
    for (size_t c = 0; l->width && c < columns; c++) {
        l->width[c] = tt_text_width(tt_table_column(l->table, c)->label);
        for (size_t r = 0; r < tt_table_row_count(l->table); r++) {
            tt_strbuf_reset(&cell);
            tt_table_cell_text(l->table, r, c, &cell);
            size_t width = tt_text_width(tt_strbuf_text(&cell));
            l->width[c] = width > l->width[c] ? width : l->width[c];
        }
        l->total += is_broken(l, c) ? BROKEN_TEXT : l->width[c];
        l->total += c ? 2 : 0;
    }
    int failed = !l->width || cell.failed;
    tt_strbuf_clear(&cell);
    return failed ? -1 : 0;
}

static void add_caption(const layout *l, tt_strbuf *out)
{
    tt_strbuf_add(out, "\\caption{");
    tt_tex_add(out, tt_table_title(l->table));
    tt_strbuf_add_char(out, '}');
}

static void add_columns(const layout *l, tt_strbuf *out)
{
    tt_strbuf_add_char(out, '{');
    for (size_t c = 0; c < tt_table_column_count(l->table); c++)
        tt_strbuf_add(out, is_broken(l, c)                ? broken_column
                           : cli_out_is_text(l->table, c) ? "l"
                                                          : "r");
    tt_strbuf_add(out, "}\n");
}

static void add_head(const layout *l, tt_strbuf *out)
{
    tt_strbuf_add(out, "\\toprule\n");
    for (size_t c = 0; c < tt_table_column_count(l->table); c++) {
        tt_strbuf_add(out, c ? " & " : "  ");
        tt_tex_add(out, tt_table_column(l->table, c)->label);
    }
    tt_strbuf_add(out, " \\\\\n\\midrule\n");
}

/* A text that may be broken behind the marks that join the words of names. */
static void add_breakable(tt_strbuf *out, const char *text)
{
    static const char marks[] = "/_,;";
    tt_strbuf piece = TT_STRBUF_INIT;
    while (*text) {
        size_t length = strcspn(text, marks);
        length += text[length] != '\0';
        tt_strbuf_reset(&piece);
        tt_strbuf_add_bytes(&piece, text, length);
        tt_tex_add(out, tt_strbuf_text(&piece));
        text += length;
        if (*text)
            tt_strbuf_add(out, "\\allowbreak{}");
    }
    out->failed |= piece.failed;
    tt_strbuf_clear(&piece);
}

static void add_row(const layout *l, size_t row, tt_strbuf *out)
{
    tt_strbuf cell = TT_STRBUF_INIT;
    for (size_t c = 0; c < tt_table_column_count(l->table); c++) {
        tt_strbuf_reset(&cell);
        tt_table_cell_text(l->table, row, c, &cell);
        tt_strbuf_add(out, c ? " & " : "  ");
        if (is_broken(l, c))
            add_breakable(out, tt_strbuf_text(&cell));
        else
            tt_tex_add(out, tt_strbuf_text(&cell));
    }
    if (l->notes.of_row[row])
        tt_strbuf_addf(out, "\\textsuperscript{%zu}", l->notes.of_row[row]);
    tt_strbuf_add(out, " \\\\\n");
    out->failed |= cell.failed;
    tt_strbuf_clear(&cell);
}

static void add_rows(const layout *l, tt_strbuf *out)
{
    for (size_t r = 0; r < tt_table_row_count(l->table); r++)
        add_row(l, r, out);
}

static void add_notes(const layout *l, tt_strbuf *out)
{
    for (size_t i = 0; i < l->notes.count; i++) {
        tt_strbuf_addf(out, "\n\\par\\footnotesize\\textsuperscript{%zu} ", i + 1);
        tt_tex_add(out, l->notes.text[i]);
        tt_strbuf_add_char(out, '\n');
    }
    for (size_t i = 0; i < tt_table_remark_count(l->table); i++) {
        tt_strbuf_add(out, "\n\\par\\footnotesize ");
        tt_tex_add(out, tt_table_get_remark(l->table, i));
        tt_strbuf_add_char(out, '\n');
    }
}

static void add_needs(const layout *l, int floats, int shrinks, tt_strbuf *out)
{
    tt_strbuf_add(out, "% \\usepackage{booktabs");
    tt_strbuf_add(out, floats ? "" : ",longtable");
    tt_strbuf_add(out, shrinks ? ",graphicx" : "");
    for (size_t c = 0; c < tt_table_column_count(l->table); c++)
        if (is_broken(l, c)) {
            tt_strbuf_add(out, ",array");
            break;
        }
    tt_strbuf_add(out, "}\n");
}

/* A float, shrunk to the line where it would be wider. */
static void add_float(const layout *l, tt_strbuf *out)
{
    const int shrinks = l->total > NORMAL;
    add_needs(l, 1, shrinks, out);
    tt_strbuf_add(out, "\\begin{table}\n\\centering\n");
    add_caption(l, out);
    tt_strbuf_add_char(out, '\n');
    if (shrinks)
        tt_strbuf_add(out,
                      "\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%\n");
    tt_strbuf_add(out, "\\begin{tabular}");
    add_columns(l, out);
    add_head(l, out);
    add_rows(l, out);
    tt_strbuf_add(out, "\\bottomrule\n\\end{tabular}");
    tt_strbuf_add(out, shrinks ? "}\n" : "\n");
    add_notes(l, out);
    tt_strbuf_add(out, "\\end{table}\n");
}

/* Over pages; a box cannot be shrunk there, so that the type is chosen by the width. */
static void add_long(const layout *l, tt_strbuf *out)
{
    const char *size = l->total <= NORMAL  ? "\\normalsize"
                       : l->total <= SMALL ? "\\footnotesize"
                       : l->total <= TINY  ? "\\scriptsize"
                                           : "\\tiny";
    add_needs(l, 0, 0, out);
    if (l->total > LANDSCAPE)
        tt_strbuf_add(out, "% wide: put it into \\begin{landscape} ... of the package pdflscape\n");
    tt_strbuf_addf(out, "\\begingroup%s%s\n\\begin{longtable}", size,
                   l->total > SMALL ? "\\setlength{\\tabcolsep}{2pt}" : "");
    add_columns(l, out);
    add_caption(l, out);
    tt_strbuf_add(out, " \\\\\n");
    add_head(l, out);
    tt_strbuf_add(out, "\\endfirsthead\n");
    add_head(l, out);
    tt_strbuf_add(out, "\\endhead\n\\bottomrule\n\\endfoot\n");
    add_rows(l, out);
    tt_strbuf_add(out, "\\end{longtable}\n");
    add_notes(l, out);
    tt_strbuf_add(out, "\\par\\endgroup\n");
}

void cli_out_latex(const tt_table *table, tt_strbuf *out)
{
    layout l = {.table = table};
    if (cli_footnotes_make(table, &l.notes) != 0 || measure(&l) != 0)
        out->failed = 1;
    else if (tt_table_row_count(table) > MOST_ROWS)
        add_long(&l, out);
    else
        add_float(&l, out);
    cli_footnotes_clear(&l.notes);
    tt_free(l.width);
}
