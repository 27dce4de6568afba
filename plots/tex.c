/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as LaTeX.
 *
 * Every ASCII character that TeX obeys, and every pair that a font joins into another character, becomes
 * something that prints as it stands. Beyond ASCII pdfTeX stops with an error at a character that it does
 * not know in the encoding of the font, so only those pass that LaTeX itself knows in the oldest
 * encoding (OT1); the others stand in a condition that each engine reads its own way. */
#include "tiptrend/tex.h"

#include <stdint.h>
#include <string.h>

#include "tiptrend/text.h"

typedef struct sign {
    int32_t character;
    const char *macro;
} sign;

/* In the order of code points. */
static const sign signs[] = {
    {'"', "\\textquotedblright{}"}, /* a straight one is in no font of the oldest encoding */
    {'#', "\\#"},
    {'$', "\\$"},
    {'%', "\\%"},
    {'&', "\\&"},
    {'<', "\\textless{}"},
    {'>', "\\textgreater{}"},
    {'[', "{[}"}, /* after \\ a bracket is an argument */
    {'\\', "\\textbackslash{}"},
    {']', "{]}"},
    {'^', "\\textasciicircum{}"},
    {'_', "\\_"},
    {'`', "\\textasciigrave{}"},
    {'{', "\\{"},
    {'|', "\\textbar{}"},
    {'}', "\\}"},
    {'~', "\\textasciitilde{}"},
    {0xA0, "~"},
    {0xB0, "\\ensuremath{^{\\circ}}"},
    {0xB1, "\\ensuremath{\\pm}"},
    {0xB2, "\\ensuremath{^2}"},
    {0xB3, "\\ensuremath{^3}"},
    {0xB5, "\\ensuremath{\\mu}"},
    {0xB7, "\\ensuremath{\\cdot}"},
    {0xB9, "\\ensuremath{^1}"},
    {0xD7, "\\ensuremath{\\times}"},
    {0xF7, "\\ensuremath{\\div}"},
    {0x3B1, "\\ensuremath{\\alpha}"},
    {0x3B2, "\\ensuremath{\\beta}"},
    {0x3C1, "\\ensuremath{\\rho}"},
    {0x3C3, "\\ensuremath{\\sigma}"},
    {0x3C4, "\\ensuremath{\\tau}"},
    {0x3C6, "\\ensuremath{\\phi}"},
    {0x3C7, "\\ensuremath{\\chi}"},
    {0x2009, "\\,"},
    {0x2011, "\\mbox{-}"},
    {0x2013, "\\textendash{}"},
    {0x2014, "\\textemdash{}"},
    {0x2018, "\\textquoteleft{}"},
    {0x2019, "\\textquoteright{}"},
    {0x201C, "\\textquotedblleft{}"},
    {0x201D, "\\textquotedblright{}"},
    {0x2022, "\\textbullet{}"},
    {0x2026, "\\textellipsis{}"},
    {0x202F, "\\,"},
    {0x2060, ""},
    {0x2190, "\\ensuremath{\\leftarrow}"},
    {0x2191, "\\ensuremath{\\uparrow}"},
    {0x2192, "\\ensuremath{\\rightarrow}"},
    {0x2193, "\\ensuremath{\\downarrow}"},
    {0x2212, "\\ensuremath{-}"},
    {0x221E, "\\ensuremath{\\infty}"},
    {0x2248, "\\ensuremath{\\approx}"},
    {0x2260, "\\ensuremath{\\neq}"},
    {0x2264, "\\ensuremath{\\leq}"},
    {0x2265, "\\ensuremath{\\geq}"},
    /* blocks in eighths, of small pictures in tables */
    {0x2581, "\\rule{0.5em}{0.09em}"},
    {0x2582, "\\rule{0.5em}{0.18em}"},
    {0x2583, "\\rule{0.5em}{0.27em}"},
    {0x2584, "\\rule{0.5em}{0.36em}"},
    {0x2585, "\\rule{0.5em}{0.45em}"},
    {0x2586, "\\rule{0.5em}{0.54em}"},
    {0x2587, "\\rule{0.5em}{0.63em}"},
    {0x2588, "\\rule{0.5em}{0.72em}"},
};

static const char *macro_of(int32_t character)
{
    size_t low = 0;
    size_t high = sizeof signs / sizeof *signs;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (signs[middle].character < character)
            low = middle + 1;
        else
            high = middle;
    }
    int found = low < sizeof signs / sizeof *signs && signs[low].character == character;
    return found ? signs[low].macro : NULL;
}

/* Letters that LaTeX makes of a base letter and an accent in any encoding. */
static int is_known(int32_t c)
{
    static const int32_t unknown[] = {
        0xD0,  0xDE,  0xF0,  0xFE,  0x104, 0x105, 0x110, 0x111, 0x118,
        0x119, 0x126, 0x127, 0x12E, 0x12F, 0x132, 0x133, 0x138, 0x13F,
        0x140, 0x149, 0x14A, 0x14B, 0x166, 0x167, 0x172, 0x173, 0x17F,
    };
    if (c == 0xA1 || c == 0xBF) /* the Spanish marks before a sentence */
        return 1;
    if (c < 0xC0 || c > 0x17E)
        return 0;
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        if (unknown[i] == c)
            return 0;
    return 1;
}

/* Whether a font would join the two into a dash or a quotation mark. */
static int would_join(char c, char next)
{
    return c == next && (c == '-' || c == '\'' || c == ',');
}

static void add_character(tt_strbuf *out, const char *bytes, size_t length, int32_t character)
{
    const char *macro = macro_of(character);
    if (macro) {
        tt_strbuf_add(out, macro);
    } else if (character < 0x80 || is_known(character)) {
        tt_strbuf_add_bytes(out, bytes, length);
        if (would_join(bytes[0], bytes[length]))
            tt_strbuf_add(out, "{}");
    } else {
        tt_strbuf_add(out, "{\\ifdefined\\Umathchar ");
        tt_strbuf_add_bytes(out, bytes, length);
        tt_strbuf_addf(out, "\\else{[}U+%04X{]}\\fi}", (unsigned)character);
    }
}

void tt_tex_add(tt_strbuf *out, const char *text)
{
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_text_clean(&clean, text, 0);
    const char *at = tt_strbuf_text(&clean);
    const char *end = at + clean.length;
    while (at < end) {
        int32_t character;
        size_t length = tt_text_decode(at, (size_t)(end - at), &character);
        add_character(out, at, length, character);
        at += length;
    }
    out->failed |= clean.failed;
    tt_strbuf_clear(&clean);
}
