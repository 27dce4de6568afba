/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_FIGURE_H
#define TT_FIGURE_H

#include "tiptrend/chart.h"
#include "tiptrend/digest.h"
#include "tiptrend/strbuf.h"

/* What stands beside a drawing or in place of one: the data, the caption, and the chart in the forms
 * that gnuplot has no part in. */

/** The data of a chart as CSV, and the digest that names them in every format.
 *  Shape:   a chart -> CSV, appended; 64 hexadecimal digits. A chart without data: nothing, ""
 *  Errors:  TT_ENOMEM */
tt_status tt_chart_data(const tt_chart *chart, tt_strbuf *csv, char digest[TT_SHA256_TEXT_SIZE],
                        tt_error *err);

/** Title, subtitle, notes, source and alternative text as plain paragraphs, for journals that want them
 *  in the caption. */
void tt_chart_caption(const tt_chart *chart, tt_strbuf *out);

/** Place a chart and write it as one TikZ picture, which needs no package but tikz. Texts are set in the
 *  font of the paper, at the places that were measured for the preset's.
 *  Errors:  TT_ENOMEM, TT_EDOMAIN (as tt_chart_script) */
tt_status tt_chart_tikz(const tt_chart *chart, const tt_draw_options *options, tt_strbuf *out,
                        tt_error *err);

/** Place a chart and write its texts as a LaTeX picture over a drawing without texts, which is made of the
 *  script with `without_texts`; needs the packages graphicx and color (or xcolor).
 *  Domain:  `drawing` is the name of that file as \includegraphics gets it: letters, digits, . _ - + /
 *  Errors:  TT_EUSAGE for another name, TT_ENOMEM, TT_EDOMAIN (as tt_chart_script) */
tt_status tt_chart_latex(const tt_chart *chart, const tt_draw_options *options, const char *drawing,
                         tt_strbuf *out, tt_error *err);

#endif
