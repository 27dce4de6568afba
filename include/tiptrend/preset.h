/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_PRESET_H
#define TT_PRESET_H

#include <stddef.h>

#include "tiptrend/format.h"

/* Where a figure will be printed or shown: widths, type, lines, formats, and what its publisher
 * allows. docs/formats.md names the source of each. */

#define TT_PRESET_FORMATS 3

/* Sizes of type and weights of lines in points at the final size, lengths in millimetres. */
typedef struct tt_preset {
    const char *name;
    const char *description;
    double width;      /* page width of an ordinary chart */
    double middle;     /* of a chart with text columns */
    double wide;       /* of a chart of several panels */
    double max_height; /* a chart never becomes higher */
    double title;      /* points */
    double body;
    double small;
    double least_type; /* what the publisher asks for at least */
    double axis_line;  /* points */
    double data_line;
    double grid_line;
    double least_line;
    int dpi; /* of PNG and TIFF */
    tt_format formats[TT_PRESET_FORMATS];
    size_t format_count;
    const char *font;    /* family; NULL: TT_FONT_STANDARD */
    int title_in_figure; /* 0: journals that want title and notes in the caption */
    int hatch;           /* 0: journals that forbid patterns: grey instead */
    int grid; /* 0: journals that forbid grid lines: axis lines with tick marks instead */
} tt_preset;

/** A preset by name.
 *  Errors:  TT_ENOTFOUND, with the list of names */
tt_status tt_preset_find(const char *name, const tt_preset **out, tt_error *err);

/** Number of presets, and one of them, the first being the default; NULL when out of range. */
size_t tt_preset_count(void);
const tt_preset *tt_preset_at(size_t index);

#endif
