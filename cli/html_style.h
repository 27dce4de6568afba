/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_HTML_STYLE_H
#define TT_HTML_STYLE_H

#include "tiptrend/strbuf.h"

/* The <style> element of a report page. */
void cli_html_style(tt_strbuf *out);

#endif
