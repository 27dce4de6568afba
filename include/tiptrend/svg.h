/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SVG_H
#define TT_SVG_H

#include "tiptrend/strbuf.h"

/** Append a finished SVG file in the form that stands within an HTML page: without the XML
 *  declaration, and with all its ids, and what refers to them, made its own by a prefix. Two charts
 *  of gnuplot in one page would otherwise use each other's symbols.
 *  Domain:  `prefix` is a letter and then letters, digits, - or _; another one for each chart
 *  Errors:  TT_EUSAGE for a prefix that is none, TT_EPARSE for a text that is not well-formed XML,
 *           TT_ENOMEM; `out` is then as it was */
tt_status tt_svg_inline(tt_strbuf *out, const char *svg, size_t length, const char *prefix,
                        tt_error *err);

#endif
