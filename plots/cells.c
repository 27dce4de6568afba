/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Character cells, and how they look on a terminal.
 *
 * The ground of a terminal is not known, black or white; so the colours are of middle lightness, and text
 * that needs none keeps the terminal's own. Without colour, fills differ by texture. */
#include "cells.h"

#include <stdlib.h>
#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/text.h"

#define NO_COLOUR (-1) /* the terminal's own */
#define BRAILLE   0x2800

/* Of the 256 colours of xterm, the nearest to our inks that are read on black and on white. */
static const int colours[TT_INK_COUNT] = {
    [TT_INK_TEXT] = NO_COLOUR,   [TT_INK_MUTED] = 245, [TT_INK_GRID] = 240,
    [TT_INK_GROUND] = NO_COLOUR, [TT_INK_HATCH] = 245, [TT_INK_BLUE] = 32,
    [TT_INK_VERMILION] = 166,    [TT_INK_GREEN] = 35,  [TT_INK_PURPLE] = 169,
    [TT_INK_ORANGE] = 172,       [TT_INK_SKY] = 74,    [TT_INK_GREY] = 245,
};

tt_status tt__cells_make(tt__cells *out, size_t width, size_t height, tt_error *err)
{
    *out = (tt__cells){.width = width, .height = height};
    out->cells = tt_calloc(width * height, sizeof *out->cells);
    return out->cells ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for a drawing in characters");
}

void tt__cells_clear(tt__cells *cells)
{
    for (size_t i = 0; i < cells->own_count; i++)
        tt_free(cells->own[i]);
    tt_free(cells->own);
    tt_free(cells->cells);
    *cells = (tt__cells){0};
}

static tt__cell *at(const tt__cells *cells, long x, long y)
{
    int inside = x >= 0 && y >= 0 && (size_t)x < cells->width && (size_t)y < cells->height;
    return inside ? &cells->cells[(size_t)y * cells->width + (size_t)x] : NULL;
}

/* ---- drawing ---- */

/* A cleaned copy that lives as long as the cells. NULL after a failure. */
static const char *keep(tt__cells *cells, const char *text)
{
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_text_clean(&clean, text, 0);
    char *copy = tt_strbuf_take(&clean);
    if (!copy || tt_grow(&cells->own, &cells->own_capacity, cells->own_count, sizeof *cells->own)) {
        tt_free(copy);
        cells->failed = 1;
        return NULL;
    }
    cells->own[cells->own_count++] = copy;
    return copy;
}

/* Puts one cluster of characters, `columns` wide. */
static void put(tt__cells *cells, long x, long y, const char *text, size_t bytes, size_t columns)
{
    tt__cell *cell = at(cells, x, y);
    if (!cell || !at(cells, x + (long)columns - 1, y) || bytes > UINT8_MAX)
        return;
    cell->text = text;
    cell->bytes = (unsigned char)bytes;
    cell->is_tail = 0;
    if (columns == 2)
        cell[1].is_tail = 1;
}

void tt__cells_text(tt__cells *cells, long x, long y, const char *text, tt_ink ink, int bold)
{
    const char *rest = text && *text ? keep(cells, text) : NULL;
    while (rest && *rest) {
        size_t columns = 0;
        size_t bytes = tt_text_fit(rest, 1, &columns);
        if (bytes == 0)
            bytes = tt_text_fit(rest, 2, &columns);
        if (bytes == 0)
            return;
        if (columns > 0)
            put(cells, x, y, rest, bytes, columns);
        for (size_t i = 0; i < columns; i++) {
            tt__cell *cell = at(cells, x + (long)i, y);
            if (cell) {
                cell->ink = (unsigned char)ink;
                cell->bold = (unsigned char)bold;
            }
        }
        x += (long)columns;
        rest += bytes;
    }
}

void tt__cells_glyph(tt__cells *cells, long x, long y, const char *glyph, tt_ink ink)
{
    put(cells, x, y, glyph, strlen(glyph), 1);
    tt__cell *cell = at(cells, x, y);
    if (cell)
        cell->ink = (unsigned char)ink;
}

int tt__cells_are_free(const tt__cells *cells, long x, long y, size_t width)
{
    for (size_t i = 0; i < width; i++) {
        const tt__cell *cell = at(cells, x + (long)i, y);
        if (!cell || cell->text || cell->is_tail)
            return 0;
    }
    return 1;
}

static int shows_nothing(const tt__cell *cell)
{
    return !cell->text && !cell->is_tail && !cell->dots && !cell->eighths;
}

int tt__cells_is_blank(const tt__cells *cells, long x, long y)
{
    const tt__cell *cell = at(cells, x, y);
    return cell && shows_nothing(cell);
}

/* The bit of each dot within a cell: U+2800 and on count the left column first, the lowest dots last. */
static void set_dot(tt__cells *cells, long x, long y, tt_ink ink)
{
    static const unsigned char bits[TT__DOTS_DOWN][TT__DOTS_ACROSS] = {
        {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    if (x < 0 || y < 0)
        return;
    tt__cell *cell = at(cells, x / TT__DOTS_ACROSS, y / TT__DOTS_DOWN);
    if (!cell)
        return;
    cell->dots |= bits[y % TT__DOTS_DOWN][x % TT__DOTS_ACROSS];
    cell->dot_ink = (unsigned char)ink;
}

/* Bresenham's line. */
void tt__cells_line(tt__cells *cells, const long from[2], const long to[2], tt_ink ink)
{
    long dx = labs(to[0] - from[0]);
    long dy = -labs(to[1] - from[1]);
    long step_x = to[0] >= from[0] ? 1 : -1;
    long step_y = to[1] >= from[1] ? 1 : -1;
    long error = dx + dy;
    long x = from[0];
    long y = from[1];
    for (;;) {
        set_dot(cells, x, y, ink);
        if (x == to[0] && y == to[1])
            return;
        long twice = 2 * error;
        if (twice >= dy) {
            error += dy;
            x += step_x;
        }
        if (twice <= dx) {
            error += dx;
            y += step_y;
        }
    }
}

void tt__cells_fill(tt__cells *cells, long x, long y, int eighths, tt__cell_side side, tt_ink ink,
                    tt_fill fill)
{
    tt__cell *cell = at(cells, x, y);
    if (!cell || eighths <= 0)
        return;
    if (cell->eighths && eighths == TT__EIGHTHS && cell->eighths < TT__EIGHTHS) {
        cell->under = (unsigned char)(ink + 1); /* the rest of a cell whose first part is filled */
        return;
    }
    cell->eighths = (unsigned char)(eighths < TT__EIGHTHS ? eighths : TT__EIGHTHS);
    cell->side = (unsigned char)side;
    cell->fill_ink = (unsigned char)ink;
    cell->fill = (unsigned char)fill;
    cell->under = 0;
}

/* ---- writing ---- */

const char *tt__fill_texture(tt_ink ink, tt_fill fill, int colour)
{
    static const char *const textures[TT_INK_COUNT] = {
        [TT_INK_TEXT] = "█",      [TT_INK_MUTED] = "▓", [TT_INK_GRID] = "░",
        [TT_INK_GROUND] = " ",    [TT_INK_HATCH] = "╱", [TT_INK_BLUE] = "█",
        [TT_INK_VERMILION] = "▒", [TT_INK_GREEN] = "▓", [TT_INK_PURPLE] = "░",
        [TT_INK_ORANGE] = "▚",    [TT_INK_SKY] = "▞",   [TT_INK_GREY] = "▤",
    };
    if (fill == TT_FILL_HATCH)
        return textures[TT_INK_HATCH];
    if (fill == TT_FILL_TINT)
        return "░";
    if (fill == TT_FILL_MIDDLE)
        return "▒";
    return colour ? "█" : textures[ink];
}

tt_ink tt__box_ink(tt_ink ink, int colour)
{
    return ink == TT_INK_TEXT && !colour ? TT_INK_GREY : ink;
}

static void add_sequence(tt_strbuf *out, int foreground, int background, int bold)
{
    tt_strbuf_add(out, "\x1b[0");
    if (bold)
        tt_strbuf_add(out, ";1");
    if (foreground != NO_COLOUR)
        tt_strbuf_addf(out, ";38;5;%d", foreground);
    if (background != NO_COLOUR)
        tt_strbuf_addf(out, ";48;5;%d", background);
    tt_strbuf_add(out, "m");
}

void tt__begin_colour(tt_strbuf *out, tt_ink ink, int bold)
{
    add_sequence(out, colours[ink], NO_COLOUR, bold);
}

void tt__end_colour(tt_strbuf *out)
{
    tt_strbuf_add(out, "\x1b[0m");
}

/* What one cell shows. */
typedef struct look {
    char glyph[5]; /* made here; "": `text` is shown */
    const char *text;
    size_t bytes;
    int foreground;
    int background;
    int bold;
} look;

static void set_glyph(look *out, int32_t character)
{
    size_t length = tt_text_encode(character, out->glyph);
    out->glyph[length] = '\0';
    out->bytes = length;
}

/* A fill without a character on it: a whole cell, or a part of one where its side allows it. */
static void look_of_fill(look *out, const tt__cell *cell, int colour)
{
    const char *texture = tt__fill_texture(cell->fill_ink, cell->fill, colour);
    int is_solid = strcmp(texture, "█") == 0;
    out->foreground = colours[cell->fill_ink];
    if (cell->eighths == TT__EIGHTHS || !is_solid) {
        int shows = cell->eighths >= TT__EIGHTHS / 2;
        if (!shows && cell->under)
            texture = tt__fill_texture((tt_ink)(cell->under - 1), TT_FILL_SOLID, colour);
        out->text = shows || cell->under ? texture : " ";
        out->bytes = strlen(out->text);
        return;
    }
    /* U+2581 is one eighth from below, U+2588 the whole; U+258F one eighth from the left. */
    set_glyph(out, cell->side == TT__FROM_BELOW ? 0x2580 + cell->eighths : 0x2590 - cell->eighths);
    if (cell->under && colour)
        out->background = colours[cell->under - 1];
}

static look look_of(const tt__cell *cell, int colour)
{
    look out = {.foreground = NO_COLOUR, .background = NO_COLOUR};
    int filled = cell->eighths >= TT__EIGHTHS / 2;
    if (cell->text) {
        out.text = cell->text;
        out.bytes = cell->bytes;
        out.bold = cell->bold;
        out.foreground = colours[cell->ink];
        if (filled && colour && cell->fill == TT_FILL_SOLID && colours[cell->fill_ink] >= 0) {
            out.background = colours[cell->fill_ink];
            out.foreground = 231; /* white; the inks are of middle lightness */
        }
    } else if (cell->dots) {
        set_glyph(&out, BRAILLE + cell->dots);
        out.foreground = colours[cell->dot_ink];
    } else if (cell->eighths) {
        look_of_fill(&out, cell, colour);
    } else {
        out.text = " ";
        out.bytes = 1;
    }
    return out;
}

static size_t line_end(const tt__cells *cells, size_t y)
{
    size_t end = cells->width;
    while (end > 0 && shows_nothing(&cells->cells[y * cells->width + end - 1]))
        end--;
    return end;
}

void tt__cells_write_line(const tt__cells *cells, size_t y, int colour, int pad, tt_strbuf *out)
{
    look before = {.foreground = NO_COLOUR, .background = NO_COLOUR};
    size_t end = line_end(cells, y);
    for (size_t x = 0; x < end; x++) {
        const tt__cell *cell = &cells->cells[y * cells->width + x];
        if (cell->is_tail && !cell->text)
            continue;
        look now = look_of(cell, colour);
        int changes = now.foreground != before.foreground || now.background != before.background ||
                      now.bold != before.bold;
        if (colour && changes)
            add_sequence(out, now.foreground, now.background, now.bold);
        tt_strbuf_add_bytes(out, now.glyph[0] ? now.glyph : now.text, now.bytes);
        before.foreground = now.foreground;
        before.background = now.background;
        before.bold = now.bold;
    }
    if (colour && (before.foreground != NO_COLOUR || before.background != NO_COLOUR || before.bold))
        tt__end_colour(out);
    for (size_t x = end; pad && x < cells->width; x++)
        tt_strbuf_add_char(out, ' ');
}
