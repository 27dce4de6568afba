/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_DRAWING_H
#define TT_DRAWING_H

#include <stddef.h>

#include "tiptrend/render.h"
#include "tiptrend/strbuf.h"

/* A drawing in memory, from what gnuplot wrote to what the user gets. */

#define TT__USUAL_DPI 300 /* of a picture, where nothing else is asked for */

/* What goes into the file beside the picture. All texts are set; "" stands for none. */
typedef struct tt__caption {
    const char *title;
    const char *alt;
    const char *description;
    const char *source;
    double width_mm; /* 0: not known */
    double height_mm;
    int dpi;          /* of PNG; 0: TT__USUAL_DPI */
    const char *data; /* SHA-256 of the data */
} tt__caption;

/* What gnuplot draws for a format, the value of FMT in a script: "png" for TIFF. NULL: nothing. */
const char *tt__drawn_as(tt_format format);

/* Check that a file of a format that is drawn is complete, safe to pass on, and of the right size.
 * Errors: TT_EIO when it is cut short or damaged, TT_EGNUPLOT when it is not what was asked for. */
tt_status tt__verify(tt_format format, const tt_strbuf *file, const tt__caption *caption,
                     tt_error *err);
tt_status tt__verify_png(const tt_strbuf *file, const tt__caption *caption, tt_error *err);
tt_status tt__verify_pdf(const tt_strbuf *file, const tt__caption *caption, tt_error *err);
tt_status tt__verify_eps(const tt_strbuf *file, const tt__caption *caption, tt_error *err);
tt_status tt__verify_svg(const tt_strbuf *file, const tt__caption *caption, tt_error *err);
tt_status tt__verify_text(const tt_strbuf *file, const tt__caption *caption, tt_error *err);

/* Compare a drawn size with the one asked for; `slack` is what the format's units cannot tell. */
tt_status tt__verify_size(double width_mm, double height_mm, double slack,
                          const tt__caption *caption, tt_error *err);

/* Put the caption in, and a fixed date in place of the clock's. The file must have been verified.
 * Errors: TT_ENOMEM; the file is then not to be used. */
tt_status tt__finish(tt_format format, tt_strbuf *file, const tt__caption *caption, tt_error *err);
tt_status tt__finish_png(tt_strbuf *file, const tt__caption *caption, tt_error *err);
tt_status tt__finish_pdf(tt_strbuf *file, const tt__caption *caption, tt_error *err);
tt_status tt__finish_eps(tt_strbuf *file, const tt__caption *caption, tt_error *err);
tt_status tt__finish_svg(tt_strbuf *file, const tt__caption *caption, tt_error *err);
tt_status tt__finish_tiff(tt_strbuf *file, const tt__caption *caption, tt_error *err);

/* Put a finished file in place of the drawing, or release it when it is short of memory.
 * Errors: TT_ENOMEM; the drawing is then as it was */
tt_status tt__drawing_replace(tt_strbuf *file, tt_strbuf *finished, tt_error *err);

/* A PDF whose objects are packed into streams, with each object for itself, appended to `out`.
 * Returns 1; 0 when the file is not packed, is packed in a way that cairo does not use, or memory ran
 * out (`out->failed`): `out` is then not to be used. */
int tt__unpack_pdf(const tt_strbuf *file, tt_strbuf *out);

#endif
