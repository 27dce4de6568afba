/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_SERIES_CASE_H
#define TT_CLI_SERIES_CASE_H

#include "tables.h"
#include "tiptrend/run.h"

/* One series of a request as its analyses see it: all points, and the run of them that a trend may use. */
typedef struct cli_series_case {
    size_t index;
    const tt_series *series;
    tt_point_list list;
    tt_run run;
} cli_series_case;

/** The points of --from to --to; the run follows --across-breaks.
 *  Errors:  TT_ENOMEM */
tt_status cli_series_case_make(const cli_analysis_request *request, size_t index,
                               cli_series_case *out, tt_error *err);

/** The same in the memory of a case that was made before, or is zeroed. After a failure it is still to be cleared.
 *  Errors:  TT_ENOMEM */
tt_status cli_series_case_refill(const cli_analysis_request *request, size_t index,
                                 cli_series_case *c, tt_error *err);

/** Release it; a zeroed one is fine. */
void cli_series_case_clear(cli_series_case *c);

#endif
