/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_FORMAT_H
#define TT_FORMAT_H

#include "tiptrend/status.h"

/* The formats of figures. Most are drawn by gnuplot and finished by us (TIFF from gnuplot's PNG);
 * TikZ, the LaTeX part of cairolatex and the text for terminals are written from the placed chart. */

/* X(format, name, ending of the file) */
#define TT_FORMAT_LIST(X)                                                                          \
    X(TT_FORMAT_SVG, "svg", "svg")                                                                 \
    X(TT_FORMAT_PDF, "pdf", "pdf")                                                                 \
    X(TT_FORMAT_PNG, "png", "png")                                                                 \
    X(TT_FORMAT_EPS, "eps", "eps")                                                                 \
    X(TT_FORMAT_TIFF, "tiff", "tif")                                                               \
    X(TT_FORMAT_TIKZ, "tikz", "tikz")                                                              \
    X(TT_FORMAT_CAIROLATEX, "cairolatex", "tex") /* texts; the drawing stands in BASE-latex.pdf */ \
    X(TT_FORMAT_TEXT, "txt", "txt") /* for a terminal: UTF-8 and line ends, no escape sequences */

typedef enum tt_format {
#define TT_X(format, name, ending) format,
    TT_FORMAT_LIST(TT_X)
#undef TT_X
        TT_FORMAT_COUNT
} tt_format;

/** Name of a format: "cairolatex". NULL when out of range. */
const char *tt_format_name(tt_format format);

/** Ending of its files, without the point: "tex". NULL when out of range. */
const char *tt_format_ending(tt_format format);

/** Non-zero when gnuplot draws it, so that a tt_render takes it. */
int tt_format_is_drawn(tt_format format);

/** The format of a name or a file ending, upper or lower case.
 *  Errors:  TT_EUSAGE, with the list of names */
tt_status tt_format_parse(const char *name, tt_format *out, tt_error *err);

#endif
