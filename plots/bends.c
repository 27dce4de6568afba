/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From series to fitted segments, on the scale of a chart. */
#include "bends.h"

#include <math.h>

#include "marks.h"
#include "tiptrend/memory.h"

int tt__bends_are_log(const tt__bends *f)
{
    return f->options.scale == TT_JOINPOINT_LOG;
}

/* What cannot be fitted is drawn without a fit; only the machine's faults are errors. */
static tt_status fit_view(tt__bends *f, const tt__view *view, tt__bend *out, tt_error *err)
{
    const int has_jump = f->options.break_kind != TT_JOINPOINT_NO_BREAK;
    const tt_run_options options = {.from = f->request->from,
                                    .to = f->request->to,
                                    .across_breaks = f->request->across_breaks,
                                    .bridged = has_jump ? (int)ceil(f->options.break_after) : 0};
    *out = (tt__bend){.view = view};
    tt_status status = tt_dataset_run(f->request->data, view->series, &options, &out->run, err);
    if (status != TT_OK)
        return status;
    const tt_points points = tt_run_points(&out->run);
    tt_joinpoint_options own = f->options;
    tt_error fault = {0};
    own.se = out->run.standard_error;
    if (own.weights == TT_JOINPOINT_SE && !own.se)
        return TT_OK;
    out->per = points.exposure ? own.per : 0;
    status = tt_joinpoint_fit(&points, &own, &out->result, &fault);
    if (status == TT_OK)
        out->model = &out->result.models[out->result.selected];
    if (status == TT_EUSAGE || status == TT_ENOMEM || status == TT_EINTERNAL) {
        if (err && err->status == TT_OK)
            *err = fault;
        return status;
    }
    return TT_OK;
}

tt_status tt__bends_make(const tt_chart_request *request, const tt__views *views, tt__bends *out,
                         tt_error *err)
{
    *out = (tt__bends){.request = request, .list = tt_calloc(views->count, sizeof *out->list)};
    if (!out->list)
        return tt_fail(err, TT_ENOMEM, "no memory for a chart");
    if (request->joinpoint)
        out->options = *request->joinpoint;
    out->options.conf = tt__level(request);
    out->options.per = request->per > 0 ? request->per : 100000;
    out->options.range_count = 0;
    tt_status status = TT_OK;
    size_t usable = 0;
    for (size_t i = 0; i < views->count && status == TT_OK; i++) {
        status = fit_view(out, &views->list[i], &out->list[i], err);
        out->count++;
        usable += status == TT_OK && out->list[i].model;
    }
    if (status == TT_OK && usable == 0)
        status = tt_fail(err, TT_ETOOFEW,
                         "no series of the chart can be fitted; 'tiptrend joinpoint' says why");
    return status;
}

void tt__bends_clear(tt__bends *f)
{
    for (size_t i = 0; i < f->count; i++) {
        tt_joinpoint_clear(&f->list[i].result);
        tt_run_clear(&f->list[i].run);
    }
    tt_free(f->list);
}

double tt__bend_figure(const tt__bend *fit, const tt_point *point)
{
    return fit->per > 0 ? point->value * fit->per / point->exposure : point->value;
}

double tt__bend_at(const tt__bends *f, const tt__bend *fit, double time)
{
    const double y = tt_joinpoint_predict(fit->model, time);
    return tt__bends_are_log(f) ? exp(y) : y;
}

int tt__bend_uses(const tt__bend *fit, size_t point)
{
    for (size_t i = 0; fit->model && i < fit->run.n; i++)
        if (fit->run.point[i] == point)
            return 1;
    return 0;
}

/* The lowest (0, unless figures are below it) and the highest of figures and curve. */
void tt__bend_extent(const tt__bends *f, const tt__bend *fit, double *low, double *high)
{
    for (size_t p = 0; p < fit->view->list.count; p++) {
        const tt_point *point = &fit->view->list.points[p];
        const double y = tt__bend_figure(fit, point);
        *high = fmax(*high, isnan(y) && fit->per == 0 && isfinite(point->high) ? point->high : y);
        *low = fmin(*low, y);
    }
    for (size_t i = 0; fit->model && i < fit->run.n; i++) {
        *high = fmax(*high, tt__bend_at(f, fit, fit->run.time[i]));
        *low = fmin(*low, tt__bend_at(f, fit, fit->run.time[i]));
    }
}

int tt__bend_is_clear(const tt__bends *f, const tt_joinpoint_segment *segment)
{
    return segment->p < 1 - f->options.conf;
}
