/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_PAGE_RENDER_H
#define TT_PAGE_RENDER_H

#include "out.h"

/** Markdown as method pages use it (headings, paragraphs, indented formulas, lists, tables, code, bold, links) as
 *  text for a terminal, at most its width or 80 columns wide; formulas keep their lines. */
void cli_render(const char *markdown, const cli_terminal *terminal, tt_strbuf *out);

#endif
