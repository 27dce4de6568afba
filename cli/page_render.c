/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Markdown of method pages as text. Blocks are told apart by the beginning of their first line: a blank line,
 * "#", four blanks, "- ", "|", anything else is a paragraph. */
#include "page_render.h"

#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/text.h"

enum { USUAL_WIDTH = 80, WIDEST = 100, MOST_COLUMNS = 12 };

typedef struct renderer {
    size_t width;
    int colour;
    tt_strbuf *out;
    tt_strbuf inlines; /* the block at hand with its markup undone */
} renderer;

/* ---- lines ---- */

static size_t line_length(const char *at)
{
    return strcspn(at, "\n");
}

static const char *next_line(const char *at)
{
    at += line_length(at);
    return *at ? at + 1 : at;
}

static int starts(const char *at, const char *prefix)
{
    return strncmp(at, prefix, strlen(prefix)) == 0;
}

/* Whether a line begins another block than the paragraph or item above it. */
static int begins_block(const char *at)
{
    return *at == '\0' || *at == '\n' || *at == '#' || *at == '|' || starts(at, "    ") ||
           starts(at, "- ");
}

/* ---- inside a block ---- */

static void bold(renderer *r, int on)
{
    if (r->colour)
        tt_strbuf_add(&r->inlines, on ? "\033[1m" : "\033[0m");
}

/* Undoes the markup of a stretch of text; line ends become blanks. */
static void add_inline(renderer *r, const char *text, size_t length)
{
    int is_bold = 0;
    int in_code = 0;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == '\\' && i + 1 < length && !in_code && strchr(CLI_MARKDOWN_MARKS, text[i + 1])) {
            tt_strbuf_add_char(&r->inlines, text[++i]);
        } else if (c == '`') {
            in_code = !in_code;
        } else if (c == '*' && !in_code && i + 1 < length && text[i + 1] == '*') {
            is_bold = !is_bold;
            bold(r, is_bold);
            i++;
        } else if (c == '[' && !in_code) {
            continue; /* [text](address) is printed as text */
        } else if (c == ']' && !in_code && i + 1 < length && text[i + 1] == '(') {
            while (i < length && text[i] != ')')
                i++;
        } else if (c == '\n') {
            tt_strbuf_add_char(&r->inlines, ' ');
        } else {
            tt_strbuf_add_char(&r->inlines, c);
        }
    }
    if (is_bold)
        bold(r, 0);
}

static void blanks(tt_strbuf *out, size_t count)
{
    while (count--)
        tt_strbuf_add_char(out, ' ');
}

/* Columns of a word that may hold the escapes of bold. */
static size_t word_width(const char *word, size_t length)
{
    char plain[256];
    size_t n = 0;
    for (size_t i = 0; i < length && n + 1 < sizeof plain; i++) {
        if (word[i] == '\033')
            i += strcspn(word + i, "m");
        else
            plain[n++] = word[i];
    }
    plain[n] = '\0';
    return tt_text_width(plain);
}

/* The block at hand, wrapped; its first line begins at `first`, the others at `indent`. */
static void wrap(renderer *r, const char *first, size_t indent)
{
    const char *at = tt_strbuf_text(&r->inlines);
    size_t column = indent;
    tt_strbuf_add(r->out, first);
    blanks(r->out, indent - strlen(first));
    while (*(at += strspn(at, " "))) {
        size_t length = strcspn(at, " ");
        size_t width = word_width(at, length);
        if (column > indent && column + 1 + width > r->width) {
            tt_strbuf_add_char(r->out, '\n');
            blanks(r->out, indent);
            column = indent;
        } else if (column > indent) {
            tt_strbuf_add_char(r->out, ' ');
            column++;
        }
        tt_strbuf_add_bytes(r->out, at, length);
        column += width;
        at += length;
    }
    tt_strbuf_add_char(r->out, '\n');
    r->out->failed |= r->inlines.failed;
    tt_strbuf_reset(&r->inlines);
}

/* ---- blocks ---- */

static const char *heading(renderer *r, const char *at)
{
    size_t level = strspn(at, "#");
    size_t length = line_length(at);
    size_t skip = level + strspn(at + level, " ");
    bold(r, 1);
    add_inline(r, at + skip, length - skip);
    bold(r, 0);
    wrap(r, "", 0);
    if (level == 1 && !r->colour) {
        for (size_t i = 0; i < length - skip; i++)
            tt_strbuf_add_char(r->out, '=');
        tt_strbuf_add_char(r->out, '\n');
    }
    return next_line(at);
}

/* A paragraph or an item: all lines up to the next block. */
static const char *paragraph(renderer *r, const char *at, const char *first, size_t indent)
{
    const char *end = next_line(at);
    while (!begins_block(end))
        end = next_line(end);
    const char *from = at + strlen(first);
    add_inline(r, from, (size_t)(end - from));
    wrap(r, first, indent);
    return end;
}

static const char *formula(renderer *r, const char *at)
{
    while (starts(at, "    ")) {
        tt_strbuf_add_bytes(r->out, at, line_length(at));
        tt_strbuf_add_char(r->out, '\n');
        at = next_line(at);
    }
    return at;
}

/* The end of a cell: the next bar that is not escaped. */
static size_t cell_length(const char *at)
{
    size_t i = 0;
    while (at[i] && at[i] != '\n' && !(at[i] == '|' && (i == 0 || at[i - 1] != '\\')))
        i++;
    return i;
}

/* The cells of a line of a table, markup undone; gives their number. Free each with tt_free. */
static size_t split_cells(renderer *r, const char *at, char *cells[MOST_COLUMNS])
{
    size_t count = 0;
    at++; /* the first bar */
    while (*at && *at != '\n' && count < MOST_COLUMNS) {
        size_t length = cell_length(at);
        size_t from = strspn(at, " ");
        size_t to = length;
        while (to > from && at[to - 1] == ' ')
            to--;
        int colour = r->colour;
        r->colour = 0; /* cells are measured: no escapes in them */
        add_inline(r, at + (from < to ? from : to), from < to ? to - from : 0);
        r->colour = colour;
        cells[count] = tt_strdup(tt_strbuf_text(&r->inlines));
        r->out->failed |= cells[count] == NULL;
        tt_strbuf_reset(&r->inlines);
        count++;
        at += length;
        at += *at == '|';
    }
    return count;
}

static void free_cells(char *cells[MOST_COLUMNS], size_t count)
{
    for (size_t i = 0; i < count; i++)
        tt_free(cells[i]);
}

/* A table goes through the one writer of tables. Its second line ("---") says nothing here but which columns hold
 * numbers; those are texts too. */
static const char *table(renderer *r, const char *at)
{
    char *head[MOST_COLUMNS];
    tt_column columns[MOST_COLUMNS];
    size_t count = split_cells(r, at, head);
    for (size_t i = 0; i < count && !r->out->failed; i++)
        columns[i] = (tt_column){"cell", head[i], TT_COLUMN_TEXT, 0};
    tt_table *made = r->out->failed ? NULL : tt_table_new("", columns, count);
    at = next_line(next_line(at));
    while (*at == '|') {
        char *cells[MOST_COLUMNS];
        size_t n = split_cells(r, at, cells);
        for (size_t i = 0; i < n && i < count; i++)
            tt_table_text(made, cells[i]);
        tt_table_end_row(made, 0, NULL);
        free_cells(cells, n);
        at = next_line(at);
    }
    cli_terminal terminal = {.width = r->width, .colour = r->colour};
    tt_strbuf text = TT_STRBUF_INIT;
    if (tt_table_status(made, NULL) == TT_OK)
        cli_out_text(made, &terminal, &text);
    else
        text.failed = 1;
    /* behind the line of its title, which is empty */
    const char *body = next_line(tt_strbuf_text(&text));
    tt_strbuf_add(r->out, body);
    r->out->failed |= text.failed;
    tt_strbuf_clear(&text);
    tt_table_free(made);
    free_cells(head, count);
    return at;
}

void cli_render(const char *markdown, const cli_terminal *terminal, tt_strbuf *out)
{
    renderer r = {.width = terminal->width ? terminal->width : USUAL_WIDTH,
                  .colour = terminal->colour,
                  .out = out};
    if (r.width > WIDEST)
        r.width = WIDEST;
    const char *at = markdown;
    while (*at && !out->failed) {
        if (*at == '\n') {
            tt_strbuf_add_char(out, '\n');
            at++;
        } else if (*at == '#') {
            at = heading(&r, at);
        } else if (*at == '|') {
            at = table(&r, at);
        } else if (starts(at, "    ")) {
            at = formula(&r, at);
        } else if (starts(at, "- ")) {
            at = paragraph(&r, at, "- ", 2);
        } else {
            at = paragraph(&r, at, "", 0);
        }
    }
    tt_strbuf_clear(&r.inlines);
}
