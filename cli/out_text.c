/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables for a terminal. Text from data is cleaned of everything that a terminal would obey. */
#include <string.h>

#include "out.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"

enum { BETWEEN = 2, NARROWEST_TEXT = 12 }; /* columns between two, and the least for broken text */

/* The cells of a table as they are printed. */
typedef struct grid {
    const tt_table *table;
    size_t columns; /* those of the table and, where there are notes, one for their numbers */
    size_t rows;
    char **cell;   /* cell[row * columns + column], cleaned */
    size_t *width; /* width[column] */
    cli_footnotes notes;
    const cli_terminal *terminal;
} grid;

static void clear_grid(grid *g)
{
    for (size_t i = 0; g->cell && i < g->rows * g->columns; i++)
        tt_free(g->cell[i]);
    tt_free(g->cell);
    tt_free(g->width);
    cli_footnotes_clear(&g->notes);
}

static int is_text(const grid *g, size_t column)
{
    return column < tt_table_column_count(g->table) && cli_out_is_text(g->table, column);
}

static const char *header_of(const grid *g, size_t column)
{
    return column < tt_table_column_count(g->table) ? tt_table_column(g->table, column)->label
                                                    : "note";
}

/* One cell as text; NULL without memory. */
static char *make_cell(const grid *g, size_t row, size_t column)
{
    tt_strbuf raw = TT_STRBUF_INIT;
    tt_strbuf clean = TT_STRBUF_INIT;
    if (column < tt_table_column_count(g->table))
        tt_table_cell_text(g->table, row, column, &raw);
    else if (g->notes.of_row[row])
        tt_strbuf_addf(&raw, "[%zu]", g->notes.of_row[row]);
    tt_text_clean(&clean, tt_strbuf_text(&raw), 0);
    clean.failed |= raw.failed;
    tt_strbuf_clear(&raw);
    return tt_strbuf_take(&clean);
}

static int make_grid(const tt_table *table, const cli_terminal *terminal, grid *g)
{
    *g = (grid){.table = table, .rows = tt_table_row_count(table), .terminal = terminal};
    if (cli_footnotes_make(table, &g->notes) != 0)
        return -1;
    g->columns = tt_table_column_count(table) + (g->notes.count ? 1 : 0);
    g->cell = tt_calloc(g->rows * g->columns, sizeof *g->cell);
    g->width = tt_calloc(g->columns, sizeof *g->width);
    if (!g->cell || !g->width)
        return -1;
    for (size_t c = 0; c < g->columns; c++)
        g->width[c] = tt_text_width(header_of(g, c));
    for (size_t r = 0; r < g->rows; r++)
        for (size_t c = 0; c < g->columns; c++) {
            char *cell = make_cell(g, r, c);
            if (!cell)
                return -1;
            g->cell[r * g->columns + c] = cell;
            size_t width = tt_text_width(cell);
            if (width > g->width[c])
                g->width[c] = width;
        }
    return 0;
}

static size_t total_width(const grid *g)
{
    size_t total = 0;
    for (size_t c = 0; c < g->columns; c++)
        total += g->width[c] + (c ? BETWEEN : 0);
    return total;
}

/* Narrows the widest texts, column by column, until the table fits. Returns 0 when it does not. */
static int shrink(grid *g)
{
    while (g->terminal->width && total_width(g) > g->terminal->width) {
        size_t widest = g->columns;
        for (size_t c = 0; c < g->columns; c++)
            if (is_text(g, c) && g->width[c] > NARROWEST_TEXT &&
                (widest == g->columns || g->width[c] > g->width[widest]))
                widest = c;
        if (widest == g->columns)
            return 0;
        g->width[widest]--;
    }
    return 1;
}

static void add_blanks(tt_strbuf *out, size_t count)
{
    while (count--)
        tt_strbuf_add_char(out, ' ');
}

static void begin_bold(const grid *g, tt_strbuf *out)
{
    if (g->terminal->colour)
        tt_strbuf_add(out, "\033[1m");
}

static void end_bold(const grid *g, tt_strbuf *out)
{
    if (g->terminal->colour)
        tt_strbuf_add(out, "\033[0m");
}

/* How much of a text goes on one line of `columns`: to the last blank that fits, else to where it is cut. */
static size_t line_length(const char *text, size_t columns, size_t *used)
{
    size_t length = tt_text_fit(text, columns, used);
    if (!text[length] || text[length] == ' ')
        return length;
    size_t at = length;
    while (at > 0 && text[at] != ' ' && text[at - 1] != '/')
        at--;
    while (at > 0 && length > at) /* the columns up to there */
        length = tt_text_fit(text, --columns, used);
    return length;
}

/* One printed line of cells; `rest[column]` is what is still to be printed of each. Returns 1 when
 * something remains. */
static int print_line(const grid *g, const char **rest, tt_strbuf *out)
{
    int more = 0;
    size_t owed = 0; /* blanks that are printed only when something follows */
    for (size_t c = 0; c < g->columns; c++) {
        size_t used = 0;
        size_t length = line_length(rest[c], g->width[c], &used);
        size_t pad = g->width[c] > used ? g->width[c] - used : 0;
        owed += c ? BETWEEN : 0;
        int left = is_text(g, c);
        if (length) {
            add_blanks(out, owed + (left ? 0 : pad));
            tt_strbuf_add_bytes(out, rest[c], length);
            owed = left ? pad : 0;
        } else {
            owed += g->width[c];
        }
        rest[c] += length;
        rest[c] += strspn(rest[c], " ");
        more |= *rest[c] != '\0';
    }
    tt_strbuf_add_char(out, '\n');
    return more;
}

static void print_rows(const grid *g, tt_strbuf *out)
{
    const char **rest = tt_calloc(g->columns, sizeof *rest);
    if (!rest) {
        out->failed = 1;
        return;
    }
    for (size_t c = 0; c < g->columns; c++)
        rest[c] = header_of(g, c);
    begin_bold(g, out);
    while (print_line(g, rest, out))
        ;
    end_bold(g, out);
    for (size_t r = 0; r < g->rows; r++) {
        for (size_t c = 0; c < g->columns; c++)
            rest[c] = g->cell[r * g->columns + c];
        while (print_line(g, rest, out))
            ;
    }
    tt_free(rest);
}

/* A paragraph with a hanging indent. */
static void print_paragraph(const grid *g, const char *first, const char *text, tt_strbuf *out)
{
    size_t indent = tt_text_width(first);
    size_t width = g->terminal->width > indent + NARROWEST_TEXT ? g->terminal->width - indent : 76;
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_text_clean(&clean, text, 0);
    const char *at = tt_strbuf_text(&clean);
    tt_strbuf_add(out, first);
    do {
        size_t used;
        size_t length = line_length(at, width, &used);
        tt_strbuf_add_bytes(out, at, length);
        tt_strbuf_add_char(out, '\n');
        at += length;
        at += strspn(at, " ");
        if (*at)
            add_blanks(out, indent);
    } while (*at);
    out->failed |= clean.failed;
    tt_strbuf_clear(&clean);
}

/* Each row as a block of lines "label  value". */
static void print_blocks(const grid *g, tt_strbuf *out)
{
    size_t widest = 0;
    for (size_t c = 0; c < g->columns; c++) {
        size_t width = tt_text_width(header_of(g, c));
        widest = width > widest ? width : widest;
    }
    tt_strbuf label = TT_STRBUF_INIT;
    for (size_t r = 0; r < g->rows; r++) {
        if (r)
            tt_strbuf_add_char(out, '\n');
        for (size_t c = 0; c < g->columns; c++) {
            const char *cell = g->cell[r * g->columns + c];
            if (!*cell)
                continue;
            tt_strbuf_reset(&label);
            tt_strbuf_add(&label, header_of(g, c));
            add_blanks(&label, widest - tt_text_width(header_of(g, c)) + BETWEEN);
            print_paragraph(g, tt_strbuf_text(&label), cell, out);
        }
    }
    out->failed |= label.failed;
    tt_strbuf_clear(&label);
}

void cli_out_lines(const char *text, tt_strbuf *out)
{
    tt_strbuf line = TT_STRBUF_INIT;
    while (*text) {
        size_t length = strcspn(text, "\n");
        tt_strbuf_reset(&line);
        tt_strbuf_add_bytes(&line, text, length);
        tt_text_clean(out, tt_strbuf_text(&line), 0);
        text += length;
        if (*text == '\n') {
            tt_strbuf_add_char(out, '\n');
            text++;
        }
    }
    out->failed |= line.failed;
    tt_strbuf_clear(&line);
}

size_t cli_out_text_width(const tt_table *table)
{
    static const cli_terminal unlimited = {0, 0};
    grid g;
    size_t width = make_grid(table, &unlimited, &g) == 0 ? total_width(&g) : 0;
    clear_grid(&g);
    return width;
}

void cli_out_text(const tt_table *table, const cli_terminal *terminal, tt_strbuf *out)
{
    grid g;
    if (make_grid(table, terminal, &g) != 0) {
        out->failed = 1;
        clear_grid(&g);
        return;
    }
    begin_bold(&g, out);
    print_paragraph(&g, "", tt_table_title(table), out);
    end_bold(&g, out);
    if (g.rows == 0)
        tt_strbuf_add(out, "(no rows)\n");
    else if (shrink(&g))
        print_rows(&g, out);
    else
        print_blocks(&g, out);
    for (size_t i = 0; i < g.notes.count; i++) {
        tt_strbuf first = TT_STRBUF_INIT;
        tt_strbuf_addf(&first, "[%zu] ", i + 1);
        print_paragraph(&g, tt_strbuf_text(&first), g.notes.text[i], out);
        out->failed |= first.failed;
        tt_strbuf_clear(&first);
    }
    for (size_t i = 0; i < tt_table_remark_count(table); i++)
        print_paragraph(&g, "", tt_table_get_remark(table, i), out);
    clear_grid(&g);
}
