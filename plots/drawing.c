/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a file of each format is checked, and how it is finished. */
#include "drawing.h"

typedef struct step {
    tt_status (*verify)(const tt_strbuf *file, const tt__caption *caption, tt_error *err);
    tt_status (*finish)(tt_strbuf *file, const tt__caption *caption, tt_error *err);
} step;

/* Of the formats that gnuplot draws, and the check of what is shown on a terminal. */
static const step steps[TT_FORMAT_COUNT] = {
    [TT_FORMAT_SVG] = {tt__verify_svg, tt__finish_svg},
    [TT_FORMAT_PDF] = {tt__verify_pdf, tt__finish_pdf},
    [TT_FORMAT_PNG] = {tt__verify_png, tt__finish_png},
    [TT_FORMAT_EPS] = {tt__verify_eps, tt__finish_eps},
    [TT_FORMAT_TIFF] = {tt__verify_png, tt__finish_tiff},
    [TT_FORMAT_TEXT] = {tt__verify_text, NULL},
};

tt_status tt__verify(tt_format format, const tt_strbuf *file, const tt__caption *caption,
                     tt_error *err)
{
    if (file->length == 0)
        return tt_fail(err, TT_EIO,
                       "gnuplot wrote an empty %s file: the disk is full, or nothing was plotted",
                       tt_format_name(format));
    return steps[format].verify(file, caption, err);
}

tt_status tt__finish(tt_format format, tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    return steps[format].finish(file, caption, err);
}

tt_status tt__drawing_replace(tt_strbuf *file, tt_strbuf *finished, tt_error *err)
{
    tt_status status = tt_strbuf_status(finished, err);
    if (status != TT_OK) {
        tt_strbuf_clear(finished);
        return status;
    }
    tt_strbuf_clear(file);
    *file = *finished;
    *finished = (tt_strbuf)TT_STRBUF_INIT;
    return TT_OK;
}
