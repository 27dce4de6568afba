/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_ANALYSE_RUN_H
#define TT_CLI_ANALYSE_RUN_H

#include "analyses.h"
#include "command.h"
#include "tiptrend/output.h"

/** All analyses of all series of a request on --jobs threads. File number `i` of the batch is that of analysis i;
 *  its rows are in the order of the series, whatever the threads. Progress goes to a terminal.
 *  Errors:  TT_ENOMEM, TT_EIO, TT_EINTERRUPTED and those of cli_analyst_make */
tt_status cli_analyse_run(const cli_context *context, const cli_analysis_request *request,
                          const cli_analyses *analyses, tt_output *output, tt_error *err);

#endif
