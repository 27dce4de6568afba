/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_INDEX_SCRIPT_H
#define TT_INDEX_SCRIPT_H

#include "tiptrend/strbuf.h"

/** The script of the list of reports, in its element. It has no text from data: it reads the page. */
void cli_index_script(tt_strbuf *out);

#endif
