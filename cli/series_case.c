/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "series_case.h"

tt_status cli_series_case_make(const cli_analysis_request *request, size_t index,
                               cli_series_case *out, tt_error *err)
{
    *out = (cli_series_case){0};
    tt_status status = cli_series_case_refill(request, index, out, err);
    if (status != TT_OK)
        cli_series_case_clear(out);
    return status;
}

tt_status cli_series_case_refill(const cli_analysis_request *request, size_t index,
                                 cli_series_case *c, tt_error *err)
{
    const cli_settings *settings = request->settings;
    tt_run_options options = {.across_breaks = settings->across_breaks};
    c->index = index;
    c->series = tt_dataset_series(request->ds, index);
    tt_status status = tt_dataset_points_refill(request->ds, index, (int)settings->from,
                                                (int)settings->to, &c->list, err);
    if (status == TT_OK)
        status = tt_run_refill(c->series, &c->list, &options, &c->run, err);
    return status;
}

void cli_series_case_clear(cli_series_case *c)
{
    tt_run_clear(&c->run);
    tt_point_list_clear(&c->list);
    *c = (cli_series_case){0};
}
