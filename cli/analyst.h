/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_ANALYST_H
#define TT_CLI_ANALYST_H

#include "analyses.h"
#include "change_links.h"
#include "rank_subject.h"
#include "trend_models.h"

/* One thread's tools for the analyses of a request: tables that write their rows as CSV, a store of distributions, room for one series. */
typedef struct cli_analyst {
    const cli_analysis_request *request;
    const cli_analyses *analyses;
    tt_table **tables; /* tables[analyses->count] */
    cli_trend_input trend;
    tt_critical critical;
    cli_rank_setting rank;
    int wants_tests;
    int wants_bounds;
    cli_rank_subject subject; /* the series at work; its memory serves for the next */
    tt_strbuf key;
    cli_link *links; /* links[link_capacity] */
    size_t link_capacity;
} cli_analyst;

/** Errors:  TT_ENOMEM, TT_EUSAGE, TT_ENOTFOUND (--denominator) */
tt_status cli_analyst_make(const cli_analysis_request *request, const cli_analyses *analyses,
                           cli_analyst *out, tt_error *err);
void cli_analyst_clear(cli_analyst *analyst);

/** The first line of the CSV of one analysis. */
void cli_analyst_header(const cli_analyst *analyst, size_t analysis, tt_strbuf *out);

/** The rows of one series, at the end of one text for each analysis; a series that cannot be analysed is a row
 *  that says why.
 *  Errors:  TT_ENOMEM */
tt_status cli_analyst_series(cli_analyst *analyst, size_t series, tt_strbuf *texts, tt_error *err);

#endif
