/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TIFF, which gnuplot does not draw: the picture of its PNG. The page is painted to its edges, so dropping
 * the alpha channel changes nothing. Neither a date nor the name of a machine goes in. */
#include <png.h>

#include "drawing.h"
#include "tiff.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"
#include "tiptrend/version.h"

#define CHANNELS    3
#define DEFAULT_DPI 300

/* What the chart shows, where it comes from and which data it draws: a line each. */
static void add_description(tt_strbuf *out, const tt__caption *caption)
{
    tt_text_clean(out, caption->description[0] ? caption->description : caption->alt, 0);
    if (caption->source[0]) {
        tt_strbuf_add(out, out->length ? "\n" : "");
        tt_text_clean(out, caption->source, 0);
    }
    if (caption->data[0])
        tt_strbuf_addf(out, "%sData SHA-256: %s", out->length ? "\n" : "", caption->data);
}

static tt_status write_picture(tt_strbuf *out, const png_image *image, const unsigned char *rgb,
                               const tt__caption *caption, tt_error *err)
{
    tt_strbuf title = TT_STRBUF_INIT;
    tt_strbuf description = TT_STRBUF_INIT;
    tt_text_clean(&title, caption->title, 0);
    add_description(&description, caption);
    const tt__tiff picture = {.width = image->width,
                              .height = image->height,
                              .rgb = rgb,
                              .dpi = (uint32_t)(caption->dpi > 0 ? caption->dpi : DEFAULT_DPI),
                              .title = tt_strbuf_text(&title),
                              .description = tt_strbuf_text(&description),
                              .software = "tiptrend " TT_VERSION};
    out->failed |= title.failed | description.failed;
    tt_status status = tt__tiff_add(out, &picture, err);
    tt_strbuf_clear(&title);
    tt_strbuf_clear(&description);
    return status;
}

tt_status tt__finish_tiff(tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, file->text, file->length))
        return tt_fail(err, TT_EIO, "the PNG file cannot be read: %.60s", image.message);
    image.format = PNG_FORMAT_RGB;
    unsigned char *rgb = tt_calloc(image.height, (size_t)image.width * CHANNELS);
    if (!rgb) {
        png_image_free(&image);
        return tt_fail(err, TT_ENOMEM, "no memory for a picture of %u x %u pixels",
                       (unsigned)image.width, (unsigned)image.height);
    }
    static const png_color white = {255, 255, 255};
    tt_strbuf out = TT_STRBUF_INIT;
    tt_status status = TT_OK;
    if (!png_image_finish_read(&image, &white, rgb, 0, NULL))
        status = tt_fail(err, TT_EIO, "the PNG file cannot be read: %.60s", image.message);
    if (status == TT_OK)
        status = write_picture(&out, &image, rgb, caption, err);
    png_image_free(&image);
    tt_free(rgb);
    if (status != TT_OK) {
        tt_strbuf_clear(&out);
        return status;
    }
    tt_strbuf_clear(file);
    *file = out;
    return TT_OK;
}
