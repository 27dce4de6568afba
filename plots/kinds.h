/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_KINDS_H
#define TT_KINDS_H

#include "view.h"

/* The kinds of chart; the table is in kinds.c. */
tt_status tt__kind_line(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_bar(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_share(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_stages(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_change(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_index(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_ratio(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_forest(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_panels(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_joinpoint(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_restated(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_rate(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_trend(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_grouped(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_dumbbell(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_slope(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_waterfall(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_heat(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_season(const tt_chart_request *request, tt_chart **out, tt_error *err);
tt_status tt__kind_residual(const tt_chart_request *request, tt_chart **out, tt_error *err);

/* What every chart carries, whatever its kind: remarks of the data, decisions, and in its table the file and
 * the lines of each row (origins.c). */
tt_status tt__tell_origins(const tt_chart_request *request, tt_chart *chart, tt_error *err);

/* How every kind begins: an empty chart and the series of the request. */
tt_status tt__kind_begin(const char *kind, size_t panels, const tt_chart_request *request,
                         tt_chart **chart, tt__views *views, tt_error *err);

/* How every kind ends: the views are released, and the chart is handed over or, after a failure,
 * freed. */
tt_status tt__kind_end(tt_status status, tt_chart *chart, tt__views *views, tt_chart **out,
                       tt_error *err);

#endif
