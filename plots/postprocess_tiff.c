/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TIFF, which gnuplot does not draw: the picture of its PNG, packed with LZW.
 *
 * As journals ask for it: one page, RGB with 8 bits a channel, no alpha channel, no layers. The page is
 * painted to its edges, so dropping the alpha channel changes nothing. Neither a date nor the
 * name of a machine goes in.
 *
 * Source: TIFF 6.0, section 13 (LZW) and 14 (horizontal differencing). */
#include <png.h>
#include <string.h>
#include <tiffio.h>

#include "drawing.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"
#include "tiptrend/version.h"

#define CHANNELS    3
#define STRIP_BYTES 65536 /* of the picture in one strip, about */

/* A file in memory, as libtiff writes and reads it. */
typedef struct memory_file {
    tt_strbuf *bytes;
    size_t at;
} memory_file;

static tmsize_t read_bytes(thandle_t handle, void *to, tmsize_t size)
{
    memory_file *file = handle;
    size_t left = file->at < file->bytes->length ? file->bytes->length - file->at : 0;
    size_t take = (size_t)size < left ? (size_t)size : left;
    if (take)
        memcpy(to, file->bytes->text + file->at, take);
    file->at += take;
    return (tmsize_t)take;
}

static tmsize_t write_bytes(thandle_t handle, void *from, tmsize_t size)
{
    memory_file *file = handle;
    while (file->bytes->length < file->at && !file->bytes->failed)
        tt_strbuf_add_char(file->bytes, '\0');
    if (file->bytes->failed) /* the rest would go to a place that was never made */
        return -1;
    size_t over = file->bytes->length - file->at < (size_t)size ? file->bytes->length - file->at
                                                                : (size_t)size;
    if (over)
        memcpy(file->bytes->text + file->at, from, over);
    tt_strbuf_add_bytes(file->bytes, (const char *)from + over, (size_t)size - over);
    file->at += (size_t)size;
    return file->bytes->failed ? -1 : size;
}

static toff_t seek(thandle_t handle, toff_t offset, int whence)
{
    memory_file *file = handle;
    size_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file->at : file->bytes->length;
    file->at = base + (size_t)offset;
    return file->at;
}

static toff_t size_of(thandle_t handle)
{
    return ((memory_file *)handle)->bytes->length;
}

static int close_nothing(thandle_t handle)
{
    (void)handle;
    return 0;
}

/* libtiff's complaints come back as failed calls; nothing is printed. */
static int keep_silent(TIFF *tiff, void *context, const char *module, const char *format,
                       va_list arguments)
{
    (void)tiff;
    (void)context;
    (void)module;
    (void)format;
    (void)arguments;
    return 1;
}

static TIFF *open_memory(memory_file *file)
{
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (!options)
        return NULL;
    TIFFOpenOptionsSetErrorHandlerExtR(options, keep_silent, NULL);
    TIFFOpenOptionsSetWarningHandlerExtR(options, keep_silent, NULL);
    /* "m": no mapping; "l": little-endian on any machine, so that the bytes are the same. */
    TIFF *tiff = TIFFClientOpenExt("figure", "wml", file, read_bytes, write_bytes, seek,
                                   close_nothing, size_of, NULL, NULL, options);
    TIFFOpenOptionsFree(options);
    return tiff;
}

/* A text field, left out when empty. Returns non-zero when all is well. */
static int set_text(TIFF *tiff, uint32_t field, const char *text)
{
    return !text[0] || TIFFSetField(tiff, field, text);
}

/* Title, then what the chart shows, where it comes from and which data it draws. */
static int set_caption(TIFF *tiff, const tt__caption *caption)
{
    tt_strbuf title = TT_STRBUF_INIT;
    tt_strbuf text = TT_STRBUF_INIT;
    tt_text_clean(&title, caption->title, 0);
    tt_text_clean(&text, caption->description[0] ? caption->description : caption->alt, 0);
    if (caption->source[0]) {
        tt_strbuf_add(&text, text.length ? "\n" : "");
        tt_text_clean(&text, caption->source, 0);
    }
    if (caption->data[0])
        tt_strbuf_addf(&text, "%sData SHA-256: %s", text.length ? "\n" : "", caption->data);
    int good = set_text(tiff, TIFFTAG_DOCUMENTNAME, tt_strbuf_text(&title)) &&
               set_text(tiff, TIFFTAG_IMAGEDESCRIPTION, tt_strbuf_text(&text)) &&
               TIFFSetField(tiff, TIFFTAG_SOFTWARE, "tiptrend " TT_VERSION) && !title.failed &&
               !text.failed;
    tt_strbuf_clear(&title);
    tt_strbuf_clear(&text);
    return good;
}

static int set_fields(TIFF *tiff, const png_image *image, const tt__caption *caption)
{
    double dpi = caption->dpi > 0 ? caption->dpi : TT__USUAL_DPI;
    uint32_t rows = STRIP_BYTES / (image->width * CHANNELS) + 1;
    return TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, image->width) &&
           TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, image->height) &&
           TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8) &&
           TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, CHANNELS) &&
           TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB) &&
           TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) &&
           TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT) &&
           TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_LZW) &&
           TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL) &&
           TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH) &&
           TIFFSetField(tiff, TIFFTAG_XRESOLUTION, dpi) &&
           TIFFSetField(tiff, TIFFTAG_YRESOLUTION, dpi) &&
           TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, rows) && set_caption(tiff, caption);
}

static tt_status write_tiff(const png_image *image, unsigned char *pixels,
                            const tt__caption *caption, tt_strbuf *out, tt_error *err)
{
    memory_file file = {out, 0};
    TIFF *tiff = open_memory(&file);
    int good = tiff && set_fields(tiff, image, caption);
    for (uint32_t row = 0; good && row < image->height; row++)
        good = TIFFWriteScanline(tiff, pixels + (size_t)row * image->width * CHANNELS, row, 0) == 1;
    good = good && TIFFFlush(tiff);
    if (tiff)
        TIFFClose(tiff);
    tt_status status = tt_strbuf_status(out, err);
    return status == TT_OK && !good ? tt_fail(err, TT_EINTERNAL, "libtiff cannot write the picture")
                                    : status;
}

tt_status tt__finish_tiff(tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, file->text, file->length))
        return tt_fail(err, TT_EIO, "the PNG file cannot be read: %.60s", image.message);
    image.format = PNG_FORMAT_RGB;
    unsigned char *pixels = tt_calloc(image.height, (size_t)image.width * CHANNELS);
    if (!pixels) {
        png_image_free(&image);
        return tt_fail(err, TT_ENOMEM, "no memory for a picture of %u x %u pixels",
                       (unsigned)image.width, (unsigned)image.height);
    }
    static const png_color white = {255, 255, 255};
    tt_strbuf out = TT_STRBUF_INIT;
    tt_status status = TT_OK;
    if (!png_image_finish_read(&image, &white, pixels, 0, NULL))
        status = tt_fail(err, TT_EIO, "the PNG file cannot be read: %.60s", image.message);
    if (status == TT_OK)
        status = write_tiff(&image, pixels, caption, &out, err);
    png_image_free(&image);
    tt_free(pixels);
    if (status == TT_OK)
        return tt__drawing_replace(file, &out, err);
    tt_strbuf_clear(&out);
    return status;
}
