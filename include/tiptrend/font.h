/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_FONT_H
#define TT_FONT_H

#include "tiptrend/status.h"

/* How wide a text will be, from the font that gnuplot draws it with.
 *
 * gnuplot cannot tell; so labels are placed by the font's own advances and kerning, shaped as Pango
 * does it. A family is looked up as fontconfig does it for gnuplot, which sees no fonts of this user
 * alone; characters that the family lacks are measured in the font that stands in for it.
 *
 * A `tt_font` may be used by one thread at a time; several may exist. */

#define TT_FONT_STANDARD "Liberation Sans" /* metrics of Arial and Helvetica */

typedef enum tt_font_weight { TT_FONT_REGULAR, TT_FONT_BOLD, TT_FONT_WEIGHTS } tt_font_weight;

/* One weight of a family. Lengths are for a size of 1 point; upwards is positive. */
typedef struct tt_font_face {
    const char *family; /* the one found */
    const char *file;
    int substituted; /* 1: it is not the family asked for, or not that weight */
    double ascent;   /* of the line, above the baseline */
    double descent;  /* of the line, below the baseline: positive */
    double x_height; /* of lower-case letters */
    double cap_height;
} tt_font_face;

typedef struct tt_font tt_font;

/** Find a family, regular and bold.
 *  Domain:  `family` NULL: TT_FONT_STANDARD
 *  Errors:  TT_EFONT when no font can be read at all, TT_ENOMEM
 *  Notes:   a substitute is no error: see `substituted` of each face */
tt_status tt_font_open(const char *family, tt_font **out, tt_error *err);

/** What was found for a weight; belongs to the font. */
const tt_font_face *tt_font_face_of(const tt_font *font, tt_font_weight weight);

/** Width of a text in points, cleaned as tt_text_clean does it for charts.
 *  Units:   `size` and `*width` in points
 *  Domain:  size > 0
 *  Errors:  TT_EDOMAIN for a size that is none, TT_ENOMEM; `*width` is then 0
 *  Checks:  positions of texts in PDF files that gnuplot made, to 0.5 %; sums of the advances in the
 *           font's own table, exactly */
tt_status tt_font_width(tt_font *font, tt_font_weight weight, double size, const char *text,
                        double *width, tt_error *err);

/** NULL is fine. */
void tt_font_free(tt_font *font);

#endif
