/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Palettes.
 *
 * Okabe and Ito's colours (2008) can be told apart with any colour vision; three of them are too pale
 * for text on white and have a darker form. Contrast follows WCAG 2.1, section 1.4. */
#include "tiptrend/theme.h"

#include <math.h>
#include <string.h>

static const tt_theme light = {
    .name = "light",
    .inks =
        {
            [TT_INK_TEXT] = {0x1A1A1A, 0x1A1A1A, 0xE3E3E3},
            [TT_INK_MUTED] = {0x595959, 0x595959, 0xE3E3E3},
            [TT_INK_GRID] = {0xE3E3E3, 0x6E6E6E, 0xF1F1F1},
            [TT_INK_GROUND] = {0xFFFFFF, 0xFFFFFF, 0xFFFFFF},
            [TT_INK_HATCH] = {0x8C8C8C, 0x595959, 0xE3E3E3},
            [TT_INK_BLUE] = {0x0072B2, 0x0072B2, 0xD3E6F2},
            [TT_INK_VERMILION] = {0xD55E00, 0xA84A00, 0xF8DFD0},
            [TT_INK_GREEN] = {0x009E73, 0x00704F, 0xCFEBE2},
            [TT_INK_PURPLE] = {0xCC79A7, 0x9C3F72, 0xF4E2EC},
            [TT_INK_ORANGE] = {0xE69F00, 0x8A5E00, 0xFAECCC},
            [TT_INK_SKY] = {0x56B4E9, 0x1F6E9C, 0xDDF0FB},
            [TT_INK_GREY] = {0x8C8C8C, 0x595959, 0xE8E8E8},
        },
};

static const tt_theme dark = {
    .name = "dark",
    .inks =
        {
            [TT_INK_TEXT] = {0xE8E6E3, 0xE8E6E3, 0x3A3F44},
            [TT_INK_MUTED] = {0xA8A5A0, 0xA8A5A0, 0x3A3F44},
            [TT_INK_GRID] = {0x3A3F44, 0x8A8F94, 0x24282D},
            [TT_INK_GROUND] = {0x15181C, 0x15181C, 0x15181C},
            [TT_INK_HATCH] = {0x8A8F94, 0xA8A5A0, 0x3A3F44},
            [TT_INK_BLUE] = {0x56B4E9, 0x56B4E9, 0x123247},
            [TT_INK_VERMILION] = {0xF28E4B, 0xF28E4B, 0x45260F},
            [TT_INK_GREEN] = {0x2FBF94, 0x2FBF94, 0x0C3A2D},
            [TT_INK_PURPLE] = {0xDB97BE, 0xDB97BE, 0x42273A},
            [TT_INK_ORANGE] = {0xE9B44C, 0xE9B44C, 0x45350F},
            [TT_INK_SKY] = {0x9AD3F5, 0x9AD3F5, 0x1C4157},
            [TT_INK_GREY] = {0x9A9A9A, 0xA8A5A0, 0x33373C},
        },
};

/* Greys for one ink: lightness L* of the categories 26, 72, 48, 68, 36, 60, 73. */
static const tt_theme grey = {
    .name = "grey",
    .inks =
        {
            [TT_INK_TEXT] = {0x1A1A1A, 0x1A1A1A, 0xE3E3E3},
            [TT_INK_MUTED] = {0x595959, 0x595959, 0xE3E3E3},
            [TT_INK_GRID] = {0xE3E3E3, 0x6E6E6E, 0xF1F1F1},
            [TT_INK_GROUND] = {0xFFFFFF, 0xFFFFFF, 0xFFFFFF},
            [TT_INK_HATCH] = {0x8C8C8C, 0x595959, 0xE3E3E3},
            [TT_INK_BLUE] = {0x3D3D3D, 0x3D3D3D, 0xD9D9D9},
            [TT_INK_VERMILION] = {0xB0B0B0, 0x5F5F5F, 0xEFEFEF},
            [TT_INK_GREEN] = {0x727272, 0x4D4D4D, 0xE3E3E3},
            [TT_INK_PURPLE] = {0xA5A5A5, 0x595959, 0xEBEBEB},
            [TT_INK_ORANGE] = {0x555555, 0x444444, 0xDEDEDE},
            [TT_INK_SKY] = {0x919191, 0x525252, 0xE8E8E8},
            [TT_INK_GREY] = {0xB3B3B3, 0x595959, 0xEEEEEE},
        },
};

const tt_theme *tt_theme_light(void)
{
    return &light;
}

const tt_theme *tt_theme_dark(void)
{
    return &dark;
}

tt_status tt_theme_find(const char *name, const tt_theme **out, tt_error *err)
{
    static const tt_theme *const themes[] = {&light, &dark, &grey};
    *out = NULL;
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++)
        if (strcmp(themes[i]->name, name) == 0) {
            *out = themes[i];
            return TT_OK;
        }
    return tt_fail(err, TT_ENOTFOUND, "no theme '%.40s'; there are light, dark and grey", name);
}

tt_ink tt_theme_category(size_t place)
{
    static const tt_ink order[] = {TT_INK_BLUE,   TT_INK_VERMILION, TT_INK_GREEN, TT_INK_PURPLE,
                                   TT_INK_ORANGE, TT_INK_SKY,       TT_INK_GREY};
    return order[place % (sizeof order / sizeof *order)];
}

uint32_t tt_theme_shade(const tt_theme *theme, tt_ink ink, double shade)
{
    uint32_t part = (uint32_t)lround(100 * fmin(fmax(shade, 0), 1)); /* percent of the mark */
    uint32_t mark = theme->inks[ink].mark;
    uint32_t ground = theme->inks[TT_INK_GROUND].mark;
    uint32_t mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8)
        mixed |= ((mark >> shift & 0xFF) * part + (ground >> shift & 0xFF) * (100 - part)) / 100
                 << shift;
    return mixed;
}

uint32_t tt_theme_middle(const tt_theme *theme, tt_ink ink)
{
    return tt_theme_shade(theme, ink, 0.42);
}

/* Relative luminance, WCAG 2.1. */
static double luminance(uint32_t colour)
{
    static const double weight[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = (double)(colour >> (16 - 8 * i) & 0xFF) / 255;
        sum += weight[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double tt_contrast(uint32_t a, uint32_t b)
{
    double x = luminance(a);
    double y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* The dark one is a shade off the colour of text, so that a page can change the two apart; black where fills of
 * middle lightness need it: white or black always reaches 4.58. */
uint32_t tt_text_on(uint32_t fill)
{
    static const uint32_t white = 0xFFFFFF;
    static const uint32_t near_black = 0x191919;
    static const uint32_t black = 0x000001; /* one off black, for the same reason */
    static const double enough = 4.5;
    double on_white = tt_contrast(white, fill);
    double on_dark = tt_contrast(near_black, fill);
    if (fmax(on_white, on_dark) >= enough)
        return on_white >= on_dark ? white : near_black;
    return on_white >= tt_contrast(black, fill) ? white : black;
}
