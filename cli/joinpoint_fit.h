/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_JOINPOINT_FIT_H
#define TT_JOINPOINT_FIT_H

#include "tables.h"
#include "tiptrend/joinpoint.h"
#include "tiptrend/run.h"

/* Joinpoint regression as the command line asks for it. */

/* What --k asks for, unless it is a number. */
enum { CLI_K_SELECTED = -1, CLI_K_ALL = -2 };

/* The settings as options of the library. */
typedef struct cli_joinpoint_plan {
    tt_joinpoint_options options; /* without standard errors and ranges, which differ by series */
    tt_joinpoint_range *ranges;   /* ranges[range_count], as asked for */
    size_t range_count;
    int k; /* CLI_K_... or the number of joinpoints */
    tt_run_options run;
} cli_joinpoint_plan;

/** Errors:  TT_EUSAGE (a word or a number that an option does not take), TT_ENOMEM */
tt_status cli_joinpoint_plan_make(const cli_settings *settings, cli_joinpoint_plan *out,
                                  tt_error *err);
void cli_joinpoint_plan_clear(cli_joinpoint_plan *plan);

/* One series with its models. */
typedef struct cli_joinpoint_fit {
    const tt_series *series;
    tt_run run;
    tt_joinpoint_result result; /* empty after a fault */
    tt_error fault;             /* why the series cannot be analysed */
    tt_joinpoint_range *ranges; /* those within the data: aapc[1] and up of each model */
    size_t range_count;
} cli_joinpoint_fit;

/** Fit one series. What cannot be analysed fills out->fault and is no error.
 *  Errors:  TT_EUSAGE (options that contradict each other), TT_ENOMEM, TT_EINTERNAL */
tt_status cli_joinpoint_fit_make(const cli_analysis_request *request,
                                 const cli_joinpoint_plan *plan, size_t series,
                                 cli_joinpoint_fit *out, tt_error *err);
void cli_joinpoint_fit_clear(cli_joinpoint_fit *fit);

#endif
