/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TERM_H
#define TT_TERM_H

#include "tiptrend/chart.h"
#include "tiptrend/strbuf.h"

typedef struct tt_term_options {
    size_t width; /* columns; 0: 80; at least 30 are taken, 120 at most are used */
    int colour; /* 1: colour sequences of 256-colour terminals; 0: none, fills differ by texture */
} tt_term_options;

/** Draw a chart in characters, for a terminal: lines in Braille dots, bars in blocks, texts beside them.
 *  Shape:   a chart -> lines of text, appended
 *  Domain:  texts are cleaned: no control character of the data gets out
 *  Errors:  TT_ENOMEM, TT_EDOMAIN (tt_chart_status) */
tt_status tt_chart_show(const tt_chart *chart, const tt_term_options *options, tt_strbuf *out,
                        tt_error *err);

#endif
