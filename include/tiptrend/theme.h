/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_THEME_H
#define TT_THEME_H

#include <stddef.h>
#include <stdint.h>

#include "tiptrend/status.h"

/* Colours, sizes and where they are printed: what makes a chart fit its page. */

/* What a colour is for. The categorical ones keep their order in every chart of a set. */
typedef enum tt_ink {
    TT_INK_TEXT,
    TT_INK_MUTED, /* secondary text, axes, whiskers */
    TT_INK_GRID,
    TT_INK_GROUND, /* the page */
    TT_INK_HATCH,  /* what is not specified */
    TT_INK_BLUE,
    TT_INK_VERMILION,
    TT_INK_GREEN,
    TT_INK_PURPLE,
    TT_INK_ORANGE,
    TT_INK_SKY,
    TT_INK_GREY,
    TT_INK_COUNT
} tt_ink;

/* Three forms of one ink, as 0xRRGGBB. */
typedef struct tt_colour {
    uint32_t mark;  /* lines, points, fills */
    uint32_t label; /* text: at least 4.5 to 1 against the ground */
    uint32_t tint;  /* bands and quiet fills: solid, so that EPS stays vector */
} tt_colour;

typedef struct tt_theme {
    const char *name; /* "light", "dark", "grey" */
    tt_colour inks[TT_INK_COUNT];
} tt_theme;

/** The light or the dark theme. Okabe-Ito colours, darkened where they are text. */
const tt_theme *tt_theme_light(void);
const tt_theme *tt_theme_dark(void);

/** A theme by name: "light", "dark", or "grey" for print in one ink, where neighbouring parts differ by
 *  20 L* or more.
 *  Errors:  TT_ENOTFOUND, with the list of names */
tt_status tt_theme_find(const char *name, const tt_theme **out, tt_error *err);

/** The categorical ink of place 0, 1, ... in an order of parts. */
tt_ink tt_theme_category(size_t place);

/** A tone between the ground and the mark of an ink, as 0xRRGGBB: for thick bars behind dots. */
uint32_t tt_theme_middle(const tt_theme *theme, tt_ink ink);

/** A tone from the ground (0) to the mark of an ink (1), as 0xRRGGBB: classes of a scale. */
uint32_t tt_theme_shade(const tt_theme *theme, tt_ink ink, double shade);

/** Contrast of two colours by WCAG 2: 1 to 21. */
double tt_contrast(uint32_t a, uint32_t b);

/** White or near-black, whichever reads better on a fill. */
uint32_t tt_text_on(uint32_t fill);

#endif
