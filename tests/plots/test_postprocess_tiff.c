/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TIFF from PNG: the same pixels, the fields that journals ask for, the same bytes each time. */
#define _XOPEN_SOURCE 700
#include <png.h>
#include <tiffio.h>

#include "drawing.h"
#include "support.h"
#include "tiptrend/memory.h"
#include "tiptrend/version.h"

#define CHANNELS 3

static const tt__caption caption = {"M\xC3\xA9xico", "alt", "", "A source", 0, 0, 600, "0123abcd"};

static tt_strbuf make_tiff(const tt_strbuf *png)
{
    tt_strbuf file = TT_STRBUF_INIT;
    tt_error err = {0};
    tt_strbuf_add_bytes(&file, png->text, png->length);
    check_status(tt__finish_tiff(&file, &caption, &err), TT_OK, &err);
    return file;
}

static TIFF *open_tiff(const tt__spool *folder, const tt_strbuf *file)
{
    char path[SUPPORT_PATH_SIZE];
    FILE *out = fopen(support_path(folder, "a.tif", path), "wb");
    if (!out || fwrite(file->text, 1, file->length, out) != file->length || fclose(out) != 0)
        fail_msg("cannot write %s", path);
    TIFF *tiff = TIFFOpen(path, "r");
    if (!tiff)
        fail_msg("libtiff cannot read its own file");
    return tiff;
}

static void check_short(TIFF *tiff, uint32_t field, unsigned expected)
{
    uint16_t value = 0;
    check_true(TIFFGetField(tiff, field, &value) && value == expected);
}

static void check_field(TIFF *tiff, uint32_t field, const char *expected)
{
    char *text = NULL;
    check_true(TIFFGetField(tiff, field, &text) && strcmp(text, expected) == 0);
}

static void check_pixels(TIFF *tiff, const tt_strbuf *png)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    check_true(png_image_begin_read_from_memory(&image, png->text, png->length) != 0);
    image.format = PNG_FORMAT_RGB;
    unsigned char *pixels = malloc(PNG_IMAGE_SIZE(image));
    unsigned char *line = malloc((size_t)TIFFScanlineSize(tiff));
    static const png_color white = {255, 255, 255};
    check_true(pixels && line && png_image_finish_read(&image, &white, pixels, 0, NULL));
    uint32_t width = 0;
    uint32_t height = 0;
    check_true(TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width) && width == image.width);
    check_true(TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height) && height == image.height);
    check_true(TIFFScanlineSize(tiff) == (tmsize_t)(3 * image.width));
    for (uint32_t row = 0; row < image.height; row++) {
        check_true(TIFFReadScanline(tiff, line, row, 0) == 1);
        check_true(memcmp(line, pixels + (size_t)row * 3 * image.width, 3 * image.width) == 0);
    }
    free(line);
    free(pixels);
}

static void pixels_and_fields(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt_strbuf png = support_draw("png", SUPPORT_SCRIPT);
    tt_strbuf file = make_tiff(&png);
    tt_strbuf again = make_tiff(&png);
    check_true(file.length == again.length && memcmp(file.text, again.text, file.length) == 0);
    check_true(memcmp(file.text, "II*", 4) == 0); /* little-endian on every machine */
    tt__spool folder = support_enter();
    TIFF *tiff = open_tiff(&folder, &file);
    check_short(tiff, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
    check_short(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
    check_short(tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
    check_short(tiff, TIFFTAG_BITSPERSAMPLE, 8);
    check_short(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    float dpi = 0;
    check_true(TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &dpi) && dpi == 600);
    check_field(tiff, TIFFTAG_DOCUMENTNAME, caption.title);
    check_field(tiff, TIFFTAG_IMAGEDESCRIPTION, "alt\nA source\nData SHA-256: 0123abcd");
    check_field(tiff, TIFFTAG_SOFTWARE, "tiptrend " TT_VERSION);
    char *date = NULL;
    check_true(!TIFFGetField(tiff, TIFFTAG_DATETIME, &date));
    check_true(!TIFFReadDirectory(tiff)); /* one page */
    check_true(TIFFSetDirectory(tiff, 0));
    check_pixels(tiff, &png);
    TIFFClose(tiff);
    support_leave(&folder);
    tt_strbuf_clear(&png);
    tt_strbuf_clear(&file);
    tt_strbuf_clear(&again);
    check_done();
}

/* Numbers that look random and are the same everywhere. */
static unsigned next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 24;
}

/* A PNG of so many different bytes, in no order. */
static tt_strbuf random_png(uint32_t width, uint32_t height, unsigned values, unsigned char **rgb)
{
    size_t bytes = (size_t)CHANNELS * width * height;
    uint32_t seed = width + height;
    *rgb = malloc(bytes);
    if (!*rgb)
        fail_msg("no memory");
    for (size_t i = 0; i < bytes; i++)
        (*rgb)[i] = (unsigned char)(next_number(&seed) % values);
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = PNG_FORMAT_RGB};
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    void *memory = malloc(size);
    if (!memory || !png_image_write_to_memory(&image, memory, &size, 0, *rgb, 0, NULL))
        fail_msg("libpng cannot write a picture: %s", image.message);
    tt_strbuf png = TT_STRBUF_INIT;
    tt_strbuf_add_bytes(&png, memory, size);
    free(memory);
    return png;
}

/* Pictures of one strip and of many, of odd sizes, that LZW packs well and badly. */
static void any_picture_is_read_back(void **state)
{
    (void)state;
    static const struct {
        uint32_t width;
        uint32_t height;
        unsigned values; /* how many different bytes */
    } cases[] = {{1, 1, 256},   {1, 500, 256}, {700, 301, 256},
                 {333, 200, 3}, {2000, 30, 1}, {5, 7, 2}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        size_t row_bytes = (size_t)CHANNELS * cases[c].width;
        unsigned char *rgb = NULL;
        tt_strbuf png = random_png(cases[c].width, cases[c].height, cases[c].values, &rgb);
        tt_strbuf file = make_tiff(&png);
        tt__spool folder = support_enter();
        TIFF *tiff = open_tiff(&folder, &file);
        unsigned char *line = malloc((size_t)TIFFScanlineSize(tiff));
        check_true(line && TIFFScanlineSize(tiff) == (tmsize_t)row_bytes);
        for (uint32_t row = 0; row < cases[c].height; row++) {
            check_true(TIFFReadScanline(tiff, line, row, 0) == 1);
            check_true(memcmp(line, rgb + row * row_bytes, row_bytes) == 0);
        }
        free(line);
        TIFFClose(tiff);
        support_leave(&folder);
        tt_strbuf_clear(&file);
        tt_strbuf_clear(&png);
        free(rgb);
    }
    check_done();
}

static void what_is_no_png_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "GIF89a", "\x89PNG\r\n\x1a\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tt_strbuf file = TT_STRBUF_INIT;
        tt_error err = {0};
        tt_strbuf_add(&file, bad[i]);
        check_status(tt__finish_tiff(&file, &caption, &err), TT_EIO, &err);
        tt_strbuf_clear(&file);
    }
    check_done();
}

static void without_memory(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt_strbuf png = support_draw("png", SUPPORT_SCRIPT);
    size_t failures = 0;
    for (size_t n = 1; n < 200; n++) {
        tt_strbuf file = TT_STRBUF_INIT;
        tt_error err = {0};
        tt_strbuf_add_bytes(&file, png.text, png.length);
        tt_memory_fail_at(n);
        tt_status status = tt__finish_tiff(&file, &caption, &err);
        tt_memory_fail_at(0);
        check_true(status == TT_OK || status == TT_ENOMEM);
        failures += status == TT_ENOMEM;
        tt_strbuf_clear(&file);
        if (status == TT_OK)
            break;
    }
    check_true(failures > 3 && failures < 199);
    tt_strbuf_clear(&png);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pixels_and_fields),
        cmocka_unit_test(any_picture_is_read_back),
        cmocka_unit_test(what_is_no_png_is_refused),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
