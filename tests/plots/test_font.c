/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widths of texts: the font's own numbers, and laws that hold for every font. */
#include "tiptrend/font.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "tiptrend/memory.h"

static tt_font *open_font(const char *family)
{
    tt_font *font = NULL;
    tt_error err = {0};
    check_status(tt_font_open(family, &font, &err), TT_OK, &err);
    assert_non_null(font);
    return font;
}

static double width(tt_font *font, tt_font_weight weight, double size, const char *text)
{
    double out = -1;
    tt_error err = {0};
    check_status(tt_font_width(font, weight, size, text, &out, &err), TT_OK, &err);
    return out;
}

/* Advances of Liberation Sans 2 in 1/2048 em (hmtx and kern tables; the same as Arial's). */
static void known_advances(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double regular;
    } known[] = {{"A", 1366},
                 {"i", 455},
                 {" ", 569},
                 {"0", 1139},
                 {"1,814", 4 * 1139 + 569},
                 {"\xE2\x80\x93", 1139},
                 {"AV", 1366 + 1366 - 152},
                 {"%", 1821},
                 {"\xC3\xA9", 1139}};
    tt_font *font = open_font(NULL);
    const tt_font_face *face = tt_font_face_of(font, TT_FONT_REGULAR);
    if (face->substituted) {
        (void)fprintf(stderr, "skipped: %s is not installed\n", TT_FONT_STANDARD);
        tt_font_free(font);
        skip();
    }
    check_text(face->family, TT_FONT_STANDARD, "the family");
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        check_rel(width(font, TT_FONT_REGULAR, 12, known[i].text), 12 * known[i].regular / 2048,
                  1e-12, "hmtx and kern tables of the font");
    check_rel(width(font, TT_FONT_BOLD, 10, "A"), 10 * 1479.0 / 2048, 1e-12, "hmtx, bold");
    check_rel(face->x_height, 1082.0 / 2048, 1e-9, "OS/2 table");
    check_rel(face->cap_height, 1409.0 / 2048, 1e-9, "OS/2 table");
    tt_font_free(font);
    check_done();
}

static void laws(void **state)
{
    (void)state;
    tt_font *font = open_font(NULL);
    const char *text = "Victims of trafficking, 2015\xE2\x80\x93"
                       "2018: 1,814";
    double w = width(font, TT_FONT_REGULAR, 10, text);
    check_true(w > 0 && isfinite(w));
    check_rel(width(font, TT_FONT_REGULAR, 20, text), 2 * w, 1e-12,
              "law: proportional to the size");
    check_abs(width(font, TT_FONT_REGULAR, 10, ""), 0, 0, "nothing has no width");
    check_abs(width(font, TT_FONT_REGULAR, 10, text), w, 0, "the same again");
    check_true(width(font, TT_FONT_BOLD, 10, text) > w);
    /* Two words with a blank between them: no kerning across it. */
    check_rel(width(font, TT_FONT_REGULAR, 10, "one two"),
              width(font, TT_FONT_REGULAR, 10, "one") + width(font, TT_FONT_REGULAR, 10, " ") +
                  width(font, TT_FONT_REGULAR, 10, "two"),
              1e-12, "law: parts sum to the whole");
    for (int i = 0; i < TT_FONT_WEIGHTS; i++) {
        const tt_font_face *face = tt_font_face_of(font, (tt_font_weight)i);
        check_true(face->file[0] == '/' && face->ascent > 0.5 && face->descent > 0);
        check_true(face->x_height > 0.3 && face->cap_height > face->x_height);
    }
    tt_font_free(font);
    tt_font_free(NULL);
    check_done();
}

/* Characters that the family lacks, several scripts in one text, bytes that are no text. */
static void odd_texts(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "\xD0\xA3\xD0\xBA\xD1\x80\xD0\xB0\xD1\x97\xD0\xBD\xD0\xB0", /* Cyrillic */
        "\xCE\x95\xCE\xBB\xCE\xBB\xCE\xAC\xCE\xB4\xCE\xB1",         /* Greek */
        "\xE4\xB8\xAD\xE5\x9B\xBD",                                 /* Chinese */
        "\xD8\xA7\xD9\x84\xD8\xB9\xD8\xB1\xD8\xA8",                 /* Arabic: joined, leftwards */
        "e\xCC\x81",                                                /* e and a combining accent */
        "\xF0\x9F\x93\x88",                                         /* a picture */
        "mixed \xD0\xA3 and \xE4\xB8\xAD",
        "\xFF\xFE broken \xC3",
        "tab\tand\nline",
    };
    tt_font *font = open_font(NULL);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double w = width(font, TT_FONT_REGULAR, 10, texts[i]);
        check_true(w > 0 && isfinite(w) && w < 10.0 * 2 * (double)strlen(texts[i]));
    }
    check_rel(width(font, TT_FONT_REGULAR, 10, "e\xCC\x81"),
              width(font, TT_FONT_REGULAR, 10, "\xC3\xA9"), 1e-6, "composed or not");
    tt_font_free(font);
    check_done();
}

static void failures(void **state)
{
    (void)state;
    tt_font *font = open_font("No Such Family");
    check_true(tt_font_face_of(font, TT_FONT_REGULAR)->substituted == 1);
    static const double sizes[] = {0, -1, NAN, INFINITY};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        double w = 7;
        check_status(tt_font_width(font, TT_FONT_REGULAR, sizes[i], "x", &w, NULL), TT_EDOMAIN,
                     NULL);
        check_true(w == 0);
    }
    tt_font_free(font);
    check_done();
}

/* Without memory at any point; once there is enough, the answer is the same. */
static void no_memory(void **state)
{
    (void)state;
    tt_font *font = open_font(NULL);
    double right = width(font, TT_FONT_REGULAR, 10, "Victims \xE4\xB8\xAD");
    tt_font_free(font);
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    while (status == TT_ENOMEM && n < 1000) {
        double w = 0;
        tt_memory_fail_at(++n);
        status = tt_font_open(NULL, &font, NULL);
        if (status == TT_OK)
            status = tt_font_width(font, TT_FONT_REGULAR, 10, "Victims \xE4\xB8\xAD", &w, NULL);
        tt_memory_fail_at(0);
        tt_font_free(font);
        font = NULL;
        if (status == TT_OK)
            check_abs(w, right, 0, "with memory");
    }
    check_status(status, TT_OK, NULL);
    check_true(n > 3);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_advances), cmocka_unit_test(laws),      cmocka_unit_test(odd_texts),
        cmocka_unit_test(failures),       cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
