/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_QUICK_CHANGES_H
#define TT_CLI_QUICK_CHANGES_H

#include "change_links.h"
#include "series_case.h"

/* Changes from year to year without limits and p: the same figures, percentages, bounds and statuses as in the
 * table of changes. */

/** The first line. */
void cli_quick_header(tt_strbuf *out);

/** The rows of one series as CSV; `links` has room for data->list.count, `key` is room for a name. A series
 *  with one figure is a row that says so. A lack of memory is also remembered by `out`.
 *  Errors:  TT_ENOMEM */
tt_status cli_quick_changes(const cli_series_case *data, const cli_analysis_request *request,
                            cli_link *links, tt_strbuf *key, tt_strbuf *out, tt_error *err);

/** The row of a series with fewer than two figures in the table of changes with limits. */
void cli_no_changes(const tt_series *series, tt_table *table);

#endif
