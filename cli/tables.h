/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TABLES_H
#define TT_TABLES_H

#include "out.h"
#include "tiptrend/check.h"
#include "tiptrend/dataset.h"

/* Results as tables: one function for each, used by its command and by the report alike. Each gives a new
 * table in *out (free it with tt_table_free). Years from 0 and to 0 are no limits. */

tt_status cli_table_series(const tt_dataset *ds, const tt_index_list *chosen, int from, int to,
                           tt_table **out, tt_error *err);

tt_status cli_table_findings(const tt_findings *findings, tt_table **out, tt_error *err);

/* A finding as a line: "FILE:LINE: error: text". */
void cli_finding_text(const tt_finding *finding, const cli_terminal *terminal, tt_strbuf *out);

/* "218 rows, 218 keys, ...; 2 errors, 6 warnings". */
void cli_summary_text(const tt_dataset *ds, const tt_findings *findings, tt_strbuf *out);

#endif
