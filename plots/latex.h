/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LATEX_H
#define TT_LATEX_H

#include "scene.h"

/* What the two forms of a figure in TeX have in common. */

#define TT__TEX_PATCH 0.3 /* mm of ground around a text that is backed */

/* The comments at the top: title, source, data, program. Errors: TT_ENOMEM */
tt_status tt__tex_head(const tt_chart *chart, tt_strbuf *out, tt_error *err);

/* The content of one text, and of those that follow it on the same line: words of several colours keep
 * the blanks of the paper's font between them. Returns the index behind the last one. */
size_t tt__tex_run(tt_strbuf *out, const tt__scene *scene, size_t first);

#endif
