/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TERM_PLOT_H
#define TT_TERM_PLOT_H

#include "cells.h"

/* One panel of a chart in characters, on cells of its own. */
typedef struct tt__plot {
    tt__cells cells;
    const tt_panel *panel;
    int colour;
    int one_ink; /* all its boxes are of one ink: no texture is needed to tell them apart */
    long left;   /* first column of the plot */
    long top;
    long columns; /* of the plot */
    long lines;
    size_t *line_of; /* rows: line_of[row_count], from the top of the plot; NULL: an axis */
} tt__plot;

/* Plan a panel in `width` columns, with room for its heading in its cells or without.
 * Errors: TT_ENOMEM */
tt_status tt__plot_make(tt__plot *out, const tt_panel *panel, size_t width, int with_heading,
                        tt_error *err);
void tt__plot_clear(tt__plot *plot);

/* Draw it; memory that is lacking is remembered in the cells. */
void tt__plot_draw(tt__plot *plot);

/* Whether the plot of a panel has room for the labels of its axis, in `width` columns. */
int tt__plot_fits(const tt_panel *panel, size_t width);

#endif
