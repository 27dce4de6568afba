/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours that can be read, and told apart; presets that keep to what their publishers ask for. */
#include "tiptrend/theme.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "tiptrend/preset.h"

/* WCAG 2.1, relative luminance: black on white is 21, and three of its own examples. */
static void contrast(void **state)
{
    (void)state;
    check_rel(tt_contrast(0x000000, 0xFFFFFF), 21, 1e-12, "WCAG 2.1");
    check_rel(tt_contrast(0xFFFFFF, 0xFFFFFF), 1, 1e-12, "WCAG 2.1");
    check_abs(tt_contrast(0x767676, 0xFFFFFF), 4.54, 0.005, "WebAIM contrast checker");
    check_abs(tt_contrast(0xFF0000, 0xFFFFFF), 4.00, 0.005, "WebAIM contrast checker");
    check_abs(tt_contrast(0x0000FF, 0xFFFFFF), 8.59, 0.005, "WebAIM contrast checker");
    check_abs(tt_contrast(0x0072B2, 0xFFFFFF), tt_contrast(0xFFFFFF, 0x0072B2), 0,
              "law: symmetric");
    for (uint32_t grey = 0; grey <= 0xFF; grey += 5) {
        uint32_t fill = grey << 16 | grey << 8 | grey;
        check_true(tt_contrast(tt_text_on(fill), fill) >= 4.1); /* the best of the two */
    }
    check_done();
}

static void a_theme(const tt_theme *theme)
{
    uint32_t ground = theme->inks[TT_INK_GROUND].mark;
    for (int i = 0; i < TT_INK_COUNT; i++) {
        if (i == TT_INK_GROUND || i == TT_INK_GRID || i == TT_INK_HATCH)
            continue;
        double read = tt_contrast(theme->inks[i].label, ground);
        if (read < 4.5)
            (void)fprintf(stderr, "%s: ink %d has %.2f\n", theme->name, i, read);
        check_true(read >= 4.5);
        check_true(tt_contrast(theme->inks[i].mark, ground) >= 2);
        /* The tint is between the ground and the mark, and so is the middle. */
        check_true(tt_contrast(theme->inks[i].tint, ground) <
                   tt_contrast(theme->inks[i].mark, ground));
        check_true(tt_contrast(tt_theme_middle(theme, (tt_ink)i), ground) <
                   tt_contrast(theme->inks[i].mark, ground));
    }
}

/* Colours of neighbouring categories differ also for those who see red and green alike (deuteranopia, by the
 * matrix of Viénot 1999, Color Res Appl 24:243, on the stored values). */
static double seen_alike(uint32_t a, uint32_t b)
{
    static const double m[3][3] = {
        {0.29275, 0.70725, -0.02978}, {0.29275, 0.70725, -0.02978}, {-0.02233, 0.02233, 1}};
    double distance = 0;
    for (int row = 0; row < 3; row++) {
        double difference = 0;
        for (int k = 0; k < 3; k++)
            difference += m[row][k] *
                          ((double)(a >> (16 - 8 * k) & 0xFF) - (double)(b >> (16 - 8 * k) & 0xFF));
        distance += difference * difference;
    }
    return sqrt(distance);
}

/* CIE 1976 lightness of a grey: from its contrast with black, (Y + 0.05) / 0.05. */
static double lightness(uint32_t colour)
{
    double y = tt_contrast(colour, 0x000000) * 0.05 - 0.05;
    return y > 216.0 / 24389 ? 116 * cbrt(y) - 16 : y * 24389 / 27;
}

/* In one ink neighbouring parts differ by 20 L*, all but the last pair, which only charts of seven parts have. */
static void greys(void **state)
{
    (void)state;
    const tt_theme *theme = NULL;
    tt_error err = {0};
    check_status(tt_theme_find("grey", &theme, &err), TT_OK, &err);
    a_theme(theme);
    check_abs(lightness(0x777777), 50.03, 0.01, "CIE 1976, sRGB");
    for (size_t i = 1; i < 6; i++) {
        double step = lightness(theme->inks[tt_theme_category(i)].mark) -
                      lightness(theme->inks[tt_theme_category(i - 1)].mark);
        if (fabs(step) < 19.5)
            (void)fprintf(stderr, "part %zu: a step of %.1f L*\n", i, step);
        check_true(fabs(step) >= 19.5);
    }
    for (int i = 0; i < TT_INK_COUNT; i++) {
        uint32_t mark = theme->inks[i].mark;
        check_true((mark >> 16) == (mark & 0xFF) && (mark >> 8 & 0xFF) == (mark & 0xFF));
    }
    check_status(tt_theme_find("sepia", &theme, &err), TT_ENOTFOUND, &err);
    check_true(theme == NULL && strstr(err.message, "light, dark and grey") != NULL);
    check_done();
}

static void themes(void **state)
{
    (void)state;
    a_theme(tt_theme_light());
    a_theme(tt_theme_dark());
    check_text(tt_theme_light()->name, "light", "name");
    check_text(tt_theme_dark()->name, "dark", "name");
    for (size_t i = 0; i < 6; i++) {
        tt_ink one = tt_theme_category(i);
        check_true(one >= TT_INK_BLUE && one < TT_INK_COUNT);
        for (size_t j = 0; j < i; j++) {
            tt_ink other = tt_theme_category(j);
            check_true(one != other);
            check_true(seen_alike(tt_theme_light()->inks[one].mark,
                                  tt_theme_light()->inks[other].mark) > 20);
        }
    }
    check_true(tt_theme_category(1000) < TT_INK_COUNT);
    check_done();
}

static void presets(void **state)
{
    (void)state;
    const tt_preset *preset;
    check_true(tt_preset_at(tt_preset_count()) == NULL);
    check_true(tt_preset_count() >= 7);
    for (size_t i = 0; i < tt_preset_count(); i++) {
        const tt_preset *p = tt_preset_at(i);
        check_status(tt_preset_find(p->name, &preset, NULL), TT_OK, NULL);
        check_true(preset == p);
        check_true(p->width > 0 && p->width <= p->wide && p->max_height > p->width / 2);
        check_true(p->small >= p->least_type && p->body >= p->small && p->title >= p->body);
        check_true(p->data_line >= p->least_line && p->axis_line >= p->least_line);
        check_true(p->dpi >= 72 && p->format_count >= 1 && p->format_count <= TT_PRESET_FORMATS);
        for (size_t k = 0; k < p->format_count; k++)
            check_true(tt_format_name(p->formats[k]) != NULL);
    }
    tt_error err = {0};
    check_status(tt_preset_find("no-such-journal", &preset, &err), TT_ENOTFOUND, &err);
    check_true(strstr(err.message, tt_preset_at(0)->name) != NULL);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast),
        cmocka_unit_test(themes),
        cmocka_unit_test(greys),
        cmocka_unit_test(presets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
