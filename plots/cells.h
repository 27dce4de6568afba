/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CELLS_H
#define TT_CELLS_H

#include "tiptrend/chart.h"
#include "tiptrend/strbuf.h"

/* A grid of character cells with three layers: fills below, Braille dots on them, characters on top. Places
 * are columns and lines from the top left, 0 on; what lies outside is left out. */

#define TT__DOTS_ACROSS 2 /* Braille dots of one cell */
#define TT__DOTS_DOWN   4
#define TT__EIGHTHS     8 /* steps of a block that fills a part of a cell */

typedef enum tt__cell_side { TT__FROM_BELOW, TT__FROM_LEFT } tt__cell_side;

typedef struct tt__cell {
    const char *text; /* the character; NULL: none */
    unsigned char bytes;
    unsigned char is_tail; /* 1: covered by a wide character to the left */
    unsigned char bold;
    unsigned char dots;
    unsigned char eighths; /* of the fill; 0: none */
    unsigned char side;    /* where the fill begins */
    unsigned char ink;     /* of the character */
    unsigned char dot_ink;
    unsigned char fill_ink;
    unsigned char fill;  /* tt_fill */
    unsigned char under; /* what the rest of a partly filled cell shows: ink + 1; 0: nothing */
} tt__cell;

typedef struct tt__cells {
    size_t width;
    size_t height;
    tt__cell *cells; /* cells[height * width] */
    char **own;      /* cleaned texts that cells point into */
    size_t own_count;
    size_t own_capacity;
    int failed;
} tt__cells;

/* Errors: TT_ENOMEM */
tt_status tt__cells_make(tt__cells *out, size_t width, size_t height, tt_error *err);
void tt__cells_clear(tt__cells *cells);

/* A text from a cell on, cut at the right edge. NULL is fine. */
void tt__cells_text(tt__cells *cells, long x, long y, const char *text, tt_ink ink, int bold);

/* A character that is a constant of ours. */
void tt__cells_glyph(tt__cells *cells, long x, long y, const char *glyph, tt_ink ink);

/* Whether no character stands in some cells of a line. */
int tt__cells_are_free(const tt__cells *cells, long x, long y, size_t width);

/* A straight line between two dots; dots count from the top left. */
void tt__cells_line(tt__cells *cells, const long from[2], const long to[2], tt_ink ink);

/* Fill a part of a cell, `eighths` of it from one side. */
void tt__cells_fill(tt__cells *cells, long x, long y, int eighths, tt__cell_side side, tt_ink ink,
                    tt_fill fill);

/* Whether a cell shows nothing at all. */
int tt__cells_is_blank(const tt__cells *cells, long x, long y);

/* One line of the grid, without blanks at its end; `pad` fills it up to the width. */
void tt__cells_write_line(const tt__cells *cells, size_t y, int colour, int pad, tt_strbuf *out);

/* The character that shows a fill where there is no colour, and in keys. */
const char *tt__fill_texture(tt_ink ink, tt_fill fill, int colour);

/* The ink of boxes beside those of other inks: without colour, that of text would look like blue. */
tt_ink tt__box_ink(tt_ink ink, int colour);

/* Begin and end a colour on a terminal that has them. */
void tt__begin_colour(tt_strbuf *out, tt_ink ink, int bold);
void tt__end_colour(tt_strbuf *out);

#endif
