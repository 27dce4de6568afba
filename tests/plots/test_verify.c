/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completeness of drawings: real ones pass; cut anywhere, damaged or of another size they do not. */
#define _XOPEN_SOURCE 700
#include "drawing.h"
#include "support.h"

static const tt__caption unknown_size = {"t", "", "", "", 0, 0, SUPPORT_DPI, ""};
static const tt__caption right_size = {"t",         "", "", "", SUPPORT_WIDTH_MM, SUPPORT_HEIGHT_MM,
                                       SUPPORT_DPI, ""};

static tt_strbuf copy_of(const tt_strbuf *file, size_t length)
{
    tt_strbuf copy = TT_STRBUF_INIT;
    tt_strbuf_add_bytes(&copy, file->text, length);
    return copy;
}

/* Non-zero when a file of `length` bytes of another passes. */
static int passes_cut(tt_format format, const tt_strbuf *file, size_t length)
{
    tt_strbuf cut = copy_of(file, length);
    tt_error err = {0};
    tt_status status = tt__verify(format, &cut, &unknown_size, &err);
    check_true(status == TT_OK || status == TT_EIO || status == TT_EGNUPLOT);
    check_true((status == TT_OK) == (err.message[0] == '\0'));
    tt_strbuf_clear(&cut);
    return status == TT_OK;
}

/* A real drawing passes; what a full disk leaves of it does not. White space at the very end may be
 * missing without harm. */
static void check_format(tt_format format, size_t step)
{
    tt_strbuf file = support_draw(tt_format_name(format), SUPPORT_SCRIPT);
    tt_error err = {0};
    check_status(tt__verify(format, &file, &right_size, &err), TT_OK, &err);
    size_t end = file.length;
    while (end > 0 && strchr(" \n\f", file.text[end - 1]))
        end--;
    for (size_t length = 0; length < end; length += length + 64 < end ? step : 1)
        if (passes_cut(format, &file, length)) {
            (void)fprintf(stderr, "%s: %zu of %zu bytes pass\n", tt_format_name(format), length,
                          file.length);
            check_true(0);
            break;
        }
    tt_strbuf_clear(&file);
}

static void real_drawings_pass_and_cut_ones_do_not(void **state)
{
    (void)state;
    support_need_gnuplot();
    check_format(TT_FORMAT_SVG, 7);
    check_format(TT_FORMAT_PDF, 7);
    check_format(TT_FORMAT_PNG, 7);
    check_format(TT_FORMAT_EPS, 41);
    check_done();
}

static void any_flipped_bit_of_a_png_is_seen(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt_strbuf file = support_draw("png", SUPPORT_SCRIPT);
    for (size_t i = 0; i < file.length; i += i < 64 ? 1 : 23) {
        file.text[i] = (char)(file.text[i] ^ 1);
        check_true(tt__verify(TT_FORMAT_PNG, &file, &unknown_size, NULL) != TT_OK);
        file.text[i] = (char)(file.text[i] ^ 1);
    }
    tt_strbuf_add(&file, "x");
    check_true(tt__verify(TT_FORMAT_PNG, &file, &unknown_size, NULL) == TT_EIO);
    tt_strbuf_clear(&file);
    check_done();
}

/* The size that was asked for: a millimetre more is refused, in each format. An EPS box is drawn
 * around what there is, so only one that is too large is. */
static void another_size_is_refused(void **state)
{
    (void)state;
    support_need_gnuplot();
    static const tt_format formats[] = {TT_FORMAT_SVG, TT_FORMAT_PDF, TT_FORMAT_PNG, TT_FORMAT_EPS};
    for (size_t i = 0; i < 4; i++) {
        tt_strbuf file = support_draw(tt_format_name(formats[i]), SUPPORT_SCRIPT);
        tt__caption other = right_size;
        tt_error err = {0};
        other.width_mm -= 1;
        check_status(tt__verify(formats[i], &file, &other, &err), TT_EGNUPLOT, &err);
        check_true(strstr(err.message, " x ") != NULL);
        if (formats[i] != TT_FORMAT_EPS) {
            other.width_mm += 1;
            other.height_mm += 1;
            check_true(tt__verify(formats[i], &file, &other, NULL) == TT_EGNUPLOT);
        }
        tt_strbuf_clear(&file);
    }
    check_done();
}

static tt_status verify_text(tt_format format, const char *text, tt_error *err)
{
    tt_strbuf file = TT_STRBUF_INIT;
    tt_strbuf_add(&file, text);
    memset(err, 0, sizeof *err);
    tt_status status = tt__verify(format, &file, &unknown_size, err);
    tt_strbuf_clear(&file);
    return status;
}

/* What must not stand in a page, however it came into the SVG. */
static void unsafe_svg_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "<svg width='1' height='1'><script>alert(1)</script></svg>",
        "<svg width='1' height='1'><g onload='alert(1)'/></svg>",
        "<svg width='1' height='1'><text font-family='A' onclick='x'>a</text></svg>",
        "<svg width='1' height='1'><use xlink:href='http://example.org/x'/></svg>",
        "<svg width='1' height='1'><image href='../x.png'/></svg>",
        "<svg width='1' height='1'><a href='javascript:alert(1)'/></svg>",
        "<svg width='1' height='1'><rect fill='url(http://example.org/#a)'/></svg>",
        "<svg width='1' height='1'><rect style='fill:url('/></svg>",
        "<svg width='1' height='1'><foreignObject/></svg>",
    };
    tt_error err;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        check_status(verify_text(TT_FORMAT_SVG, bad[i], &err), TT_EGNUPLOT, &err);
    static const char good[] =
        "<svg width='1' height='1'><rect fill='url(#a)'/><use xlink:href='#b'/>"
        "<image xlink:href='data:image/png;base64,AA=='/></svg>";
    check_status(verify_text(TT_FORMAT_SVG, good, &err), TT_OK, &err);
    check_status(verify_text(TT_FORMAT_SVG, "<html/>", &err), TT_EIO, &err);
    check_done();
}

static void other_faults_are_named(void **state)
{
    (void)state;
    tt_error err;
    check_status(verify_text(TT_FORMAT_SVG, "", &err), TT_EIO, &err);
    check_true(strstr(err.message, "empty") != NULL);
    check_status(verify_text(TT_FORMAT_PDF, "%PDF-1.5\nstartxref\n0\n%%EOF\n", &err), TT_EIO, &err);
    check_status(verify_text(TT_FORMAT_PDF, "%PDF-1.5\nstartxref\n99999\n%%EOF\n", &err), TT_EIO,
                 &err);
    check_status(verify_text(TT_FORMAT_PDF, "%PDF-1.5\n1 0 obj startxref\n9\n%%EOF\n", &err), TT_OK,
                 &err);
    check_status(verify_text(TT_FORMAT_EPS, "%!PS-Adobe\n%%EOF\n", &err), TT_EGNUPLOT, &err);
    check_status(verify_text(TT_FORMAT_EPS, "<svg/>", &err), TT_EIO, &err);
    check_status(verify_text(TT_FORMAT_PNG, "GIF89a", &err), TT_EIO, &err);
    check_done();
}

static void text_holds_no_control_but_colours(void **state)
{
    (void)state;
    tt_error err;
    check_status(verify_text(TT_FORMAT_TEXT, "\f  M\xC3\xA9xico \x1b[1;31mred\x1b[m\n", &err),
                 TT_OK, &err);
    check_status(verify_text(TT_FORMAT_TEXT, "\x1b]0;title\x07\n", &err), TT_EGNUPLOT, &err);
    check_status(verify_text(TT_FORMAT_TEXT, "\x1b[2J\n", &err), TT_EGNUPLOT, &err);
    check_status(verify_text(TT_FORMAT_TEXT,
                             "\xC2\x9B"
                             "2J\n",
                             &err),
                 TT_EGNUPLOT, &err);
    check_status(verify_text(TT_FORMAT_TEXT, "\xFF\n", &err), TT_EGNUPLOT, &err);
    check_status(verify_text(TT_FORMAT_TEXT, "cut", &err), TT_EIO, &err);
    check_done();
}

static void formats_have_names(void **state)
{
    (void)state;
    for (int i = 0; i < TT_FORMAT_COUNT; i++) {
        tt_format format;
        tt_error err = {0};
        check_status(tt_format_parse(tt_format_name((tt_format)i), &format, &err), TT_OK, &err);
        check_true((int)format == i);
    }
    tt_format format = TT_FORMAT_SVG;
    tt_error err = {0};
    check_status(tt_format_parse("PnG", &format, &err), TT_OK, &err);
    check_true(format == TT_FORMAT_PNG);
    check_status(tt_format_parse("gif", &format, &err), TT_EUSAGE, &err);
    check_true(strstr(err.message, "svg") != NULL);
    check_true(tt_format_parse("", &format, NULL) == TT_EUSAGE);
    check_true(tt_format_parse("svgz", &format, NULL) == TT_EUSAGE);
    check_true(tt_format_name(TT_FORMAT_COUNT) == NULL);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_drawings_pass_and_cut_ones_do_not),
        cmocka_unit_test(any_flipped_bit_of_a_png_is_seen),
        cmocka_unit_test(another_size_is_refused),
        cmocka_unit_test(unsafe_svg_is_refused),
        cmocka_unit_test(other_faults_are_named),
        cmocka_unit_test(text_holds_no_control_but_colours),
        cmocka_unit_test(formats_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
