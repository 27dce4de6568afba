/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TEX_H
#define TT_TEX_H

#include "tiptrend/strbuf.h"

/* The one place where text becomes LaTeX, in tables and figures alike. */

/** Append a text that LaTeX prints as it is: nothing in it is a command.
 *  Domain:  any bytes; cleaned as tt_text_clean does it. Letters with accents stay UTF-8, which every
 *           LaTeX since 2018 reads; signs become macros; a character that pdfTeX has no font for is
 *           printed by XeTeX and LuaTeX, and as its number, [U+4E2D], by pdfTeX
 *  Checks:  all characters compiled with pdfTeX, without packages */
void tt_tex_add(tt_strbuf *out, const char *text);

#endif
