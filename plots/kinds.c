/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of chart kinds. */
#include "kinds.h"

#include <string.h>

#include "tiptrend/strbuf.h"

static const tt_chart_kind kinds[] = {
    {"line", "one or several series over the years, with limits", NULL, 1, tt__kind_line},
    {"bar", "parts of a total, stacked; a printed total that differs is marked", NULL, 0,
     tt__kind_bar},
    {"grouped", "several series as bars side by side, one group a period", "bar", 1,
     tt__kind_grouped},
    {"share", "parts in percent of their total, what is unspecified hatched", NULL, 0,
     tt__kind_share},
    {"stages", "investigations, prosecutions and convictions side by side on one scale", NULL, 0,
     tt__kind_stages},
    {"change", "year-over-year change of several series, with exact limits", NULL, 1,
     tt__kind_change},
    {"dumbbell", "one period against another, one row a series, ordered by change", "change", 1,
     tt__kind_dumbbell},
    {"slope", "one period against another as lines between two uprights", "bar", 1, tt__kind_slope},
    {"waterfall", "how the parts of a total make its change", "bar", 0, tt__kind_waterfall},
    {"index", "several series with their first year as 100", NULL, 1, tt__kind_index},
    {"ratio", "females for each male, with bounds for what is unspecified", NULL, 0,
     tt__kind_ratio},
    {"forest", "annual percent change of several series, two intervals each", NULL, 1,
     tt__kind_forest},
    {"panels", "several series side by side, each on its own panel", "change", 1, tt__kind_panels},
    {"heat", "series by period as coloured cells, the figure in each", "panels", 1, tt__kind_heat},
    {"trend", "series with their fitted trend, its band and its equation", "line", 1,
     tt__kind_trend},
    {"joinpoint", "trends that bend: figures, segments and joinpoints, a panel for each series",
     "line", 1, tt__kind_joinpoint},
    {"residual", "residuals of a trend: over the years, normal plot, year on year", "line", 1,
     tt__kind_residual},
    {"season", "months or quarters of one series, one line a year", "line", 1, tt__kind_season},
    {"restated", "figures that a later edition gives otherwise than an earlier one", NULL, 1,
     tt__kind_restated},
    {"rate", "one or several series per population over the years", NULL, 0, tt__kind_rate},
};

size_t tt_chart_kind_count(void)
{
    return sizeof kinds / sizeof *kinds;
}

const tt_chart_kind *tt_chart_kind_at(size_t index)
{
    return index < sizeof kinds / sizeof *kinds ? &kinds[index] : NULL;
}

static tt_status check_request(const tt_chart_request *request, tt_error *err)
{
    if ((unsigned)request->language >= TT_LANGUAGE_COUNT)
        return tt_fail(err, TT_EUSAGE, "no language %d", (int)request->language);
    if (request->conf != 0 && !(request->conf > 0 && request->conf < 1))
        return tt_fail(err, TT_EDOMAIN, "a confidence level outside 0 to 1; give 0.95, say");
    for (size_t i = 0; i < request->count; i++)
        if (request->series[i] >= tt_dataset_series_count(request->data))
            return tt_fail(err, TT_EUSAGE, "no series %zu: the data have %zu", request->series[i],
                           tt_dataset_series_count(request->data));
    return TT_OK;
}

static tt_status make(const tt_chart_kind *kind, const tt_chart_request *request, tt_chart **out,
                      tt_error *err)
{
    tt_status status = check_request(request, err);
    if (status == TT_OK)
        status = kind->make(request, out, err);
    if (status == TT_OK)
        status = tt__tell_origins(request, *out, err);
    if (status != TT_OK) {
        tt_chart_free(*out);
        *out = NULL;
    }
    return status;
}

tt_status tt_chart_make(const char *kind, const tt_chart_request *request, tt_chart **out,
                        tt_error *err)
{
    *out = NULL;
    tt_strbuf names = TT_STRBUF_INIT;
    for (size_t i = 0; i < tt_chart_kind_count(); i++) {
        if (strcmp(kinds[i].name, kind) == 0) {
            tt_strbuf_clear(&names);
            return make(&kinds[i], request, out, err);
        }
        tt_strbuf_add(&names, i ? ", " : "");
        tt_strbuf_add(&names, kinds[i].name);
    }
    tt_status status = tt_fail(err, TT_ENOTFOUND, "no kind of chart '%s'; there are %s", kind,
                               tt_strbuf_text(&names));
    tt_strbuf_clear(&names);
    return status;
}

tt_status tt__kind_begin(const char *kind, size_t panels, const tt_chart_request *request,
                         tt_chart **chart, tt__views *views, tt_error *err)
{
    *chart = tt_chart_new(kind, panels);
    if (!*chart)
        return tt_fail(err, TT_ENOMEM, "no memory for a chart");
    (*chart)->language = request->language;
    tt_status status = tt__views_make(request, *chart, views, err);
    if (status != TT_OK) {
        tt_chart_free(*chart);
        *chart = NULL;
    }
    return status;
}

tt_status tt__kind_end(tt_status status, tt_chart *chart, tt__views *views, tt_chart **out,
                       tt_error *err)
{
    tt__views_clear(views);
    if (status == TT_OK)
        status = tt_chart_status(chart, err);
    if (status == TT_OK)
        *out = chart;
    else
        tt_chart_free(chart);
    return status;
}
