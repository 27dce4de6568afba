/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_QUOTE_H
#define TT_QUOTE_H

#include "tiptrend/strbuf.h"

/* The only way in which a text enters a gnuplot script. Names, formats, fonts, colours and options
 * never come from data at all. */

/** Append a text as a gnuplot string, cleaned, cut to TT_TEXT_CHART_LIMIT characters, in quotes.
 *  Domain:  any bytes; use it where gnuplot takes the text as it is (`set label "..." noenhanced`)
 *  Source:  docs/formats.md */
void tt__quote_gnuplot(tt_strbuf *out, const char *text);

/** The same as bold text in gnuplot's enhanced mode, with every character of its markup escaped. SVG that
 *  nobody rewrites is bold in no other way.
 *  Returns: 0, with nothing appended, for a text that cannot be had that way: it keeps its weight */
int tt__quote_gnuplot_bold(tt_strbuf *out, const char *text);

#endif
