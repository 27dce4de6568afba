/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "residual": is the trend of one series an honest summary? Standardised residuals over the years,
 * against the normal distribution, and each against the one of the year before.
 *
 * The residual of a count is Pearson's, (y - mu) / sqrt(phi mu), around its quasi-Poisson trend; of any
 * other figure, (y - fit) / s around its line. Plotting positions are Blom's, (i - 3/8) / (n + 1/4)
 * (Blom 1958, Statistical Estimates and Transformed Beta-Variables). */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/bands.h"
#include "tiptrend/countreg.h"
#include "tiptrend/memory.h"

enum { LEAST = 4, FEW = 8 };
static const double two_sd = 2; /* where the guide lines stand */

typedef struct residuals {
    tt_run run;
    double *fitted; /* fitted[n] */
    double *value;  /* value[n] */
    double dispersion;
    double reach; /* of all axes on both sides of zero */
} residuals;

static tt_status count_residuals(const tt_points *points, residuals *r, tt_error *err)
{
    tt_countreg_options options = {.model = TT_COUNTREG_QUASI};
    tt_countreg fit;
    tt_status status = tt_countreg_fit(points, &options, &fit, err);
    if (status == TT_OK)
        status = tt_countreg_fitted(&fit, points, r->fitted, err);
    r->dispersion = fit.dispersion;
    for (size_t i = 0; i < points->n && status == TT_OK; i++)
        r->value[i] =
            (points->value[i] - r->fitted[i]) / sqrt(fmax(fit.dispersion, 1e-12) * r->fitted[i]);
    return status;
}

static tt_status plain_residuals(const tt_points *points, residuals *r, tt_error *err)
{
    tt_band *bands = tt_calloc(points->n, sizeof *bands);
    if (!bands)
        return tt_fail(err, TT_ENOMEM, "no memory for a chart");
    tt_bands_options options = {.model = TT_BANDS_OLS};
    tt_status status = tt_bands_fit(points, &options, NULL, bands, NULL, err);
    double squares = 0;
    for (size_t i = 0; i < points->n && status == TT_OK; i++) {
        r->fitted[i] = bands[i].mean.value;
        r->value[i] = points->value[i] - r->fitted[i];
        squares += r->value[i] * r->value[i];
    }
    double s = sqrt(squares / (double)(points->n - 2));
    for (size_t i = 0; i < points->n && status == TT_OK; i++)
        r->value[i] = s > 0 ? r->value[i] / s : 0;
    tt_free(bands);
    return status;
}

static tt_status find_residuals(const tt_chart_request *request, const tt__view *view, residuals *r,
                                tt_error *err)
{
    *r = (residuals){.dispersion = NAN};
    tt_run_options options = {
        .from = request->from, .to = request->to, .across_breaks = request->across_breaks};
    tt_status status = tt_dataset_run(request->data, view->series, &options, &r->run, err);
    if (status != TT_OK)
        return status;
    if (r->run.n < LEAST)
        return tt_fail(err, TT_ETOOFEW, "'%s' has %zu points in one run; residuals need %d",
                       view->data->name, r->run.n, LEAST);
    r->fitted = tt_calloc(r->run.n, sizeof *r->fitted);
    r->value = tt_calloc(r->run.n, sizeof *r->value);
    if (!r->fitted || !r->value)
        return tt_fail(err, TT_ENOMEM, "no memory for a chart");
    tt_points points = tt_run_points(&r->run);
    points.exposure = NULL;
    status = r->run.is_count ? count_residuals(&points, r, err) : plain_residuals(&points, r, err);
    r->reach = 2.5;
    for (size_t i = 0; i < r->run.n && status == TT_OK; i++)
        r->reach = fmax(r->reach, fabs(r->value[i]) * 1.1);
    return status;
}

static void clear_residuals(residuals *r)
{
    tt_run_clear(&r->run);
    tt_free(r->fitted);
    tt_free(r->value);
}

/* ---- panels ---- */

static void add_points(tt_chart *chart, tt_panel *panel, tt_ink ink, const double *x,
                       const double *y, size_t n)
{
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){.kind = TT_MARK_POINTS, .ink = ink, .weight = 1.1, .n = n, .column = {x, y}});
}

static void set_axis(tt_chart *chart, tt_axis *axis, double reach)
{
    tt__set_value_axis(chart, axis,
                       &(tt__value_axis){.low = -reach, .high = reach, .whole = 1, .sign = 1});
    axis->low = -reach;
    axis->high = reach;
    double inside[TT__TICKS_MAX];
    const char *labels[TT__TICKS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < axis->tick_count; i++) /* the round ticks may lie beyond */
        if (fabs(axis->ticks[i]) <= reach) {
            inside[count] = axis->ticks[i];
            labels[count++] = axis->tick_labels[i];
        }
    tt_axis_set_ticks(chart, axis, inside, labels, count);
}

static void set_panel(tt_chart *chart, tt_panel *panel, tt__phrase title, tt__phrase subtitle,
                      double reach)
{
    panel->title = tt__words(chart, title);
    panel->aspect = 0.85;
    tt_panel_set_subtitle(chart, panel, &(tt_span){tt__words(chart, subtitle), TT_INK_MUTED, 0}, 1);
    set_axis(chart, &panel->y, reach);
    panel->y.reference = 0;
}

static void draw_over_years(tt_chart *chart, const tt__views *views, const residuals *r)
{
    tt_panel *panel = &chart->panels[0];
    set_panel(chart, panel, TT__SAY_RESIDUAL_YEARS, TT__SAY_RESIDUAL_GUIDE, r->reach);
    double first = r->run.time[0];
    double last = r->run.time[r->run.n - 1];
    tt__set_year_axis(chart, &panel->x, floor(first + 1e-9), floor(last + 1e-9),
                      0.3 + 0.03 * (last - first));
    for (int side = -1; side <= 1; side += 2) {
        double y = two_sd * side;
        tt_panel_add_mark(chart, panel,
                          &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                     .ink = TT_INK_MUTED,
                                     .weight = 0.5,
                                     .dashed = 1,
                                     .n = 1,
                                     .column = {&panel->x.low, &y, &panel->x.high, &y}});
    }
    for (size_t i = 0; i < r->run.n; i++) {
        double zero = 0;
        tt_panel_add_mark(
            chart, panel,
            &(tt_mark){.kind = TT_MARK_SEGMENTS,
                       .ink = views->list[0].ink,
                       .fill = TT_FILL_MIDDLE,
                       .weight = 1,
                       .n = 1,
                       .column = {&r->run.time[i], &zero, &r->run.time[i], &r->value[i]}});
    }
    add_points(chart, panel, views->list[0].ink, r->run.time, r->value, r->run.n);
}

static void draw_diagonal(tt_chart *chart, tt_panel *panel, double reach)
{
    double low = -reach;
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                 .ink = TT_INK_MUTED,
                                 .weight = 0.5,
                                 .dashed = 1,
                                 .n = 1,
                                 .column = {&low, &low, &reach, &reach}});
}

static void draw_quantiles(tt_chart *chart, tt_ink ink, const residuals *r, double *x, double *y)
{
    tt_panel *panel = &chart->panels[1];
    size_t n = r->run.n;
    set_panel(chart, panel, TT__SAY_RESIDUAL_NORMAL, TT__SAY_RESIDUAL_NORMAL_AXES, r->reach);
    set_axis(chart, &panel->x, r->reach);
    panel->x.line = 1;
    for (size_t i = 0; i < n; i++) { /* by size */
        size_t at = i;
        for (; at > 0 && y[at - 1] > r->value[i]; at--)
            y[at] = y[at - 1];
        y[at] = r->value[i];
    }
    for (size_t i = 0; i < n; i++)
        x[i] = gsl_cdf_ugaussian_Pinv(((double)i + 1 - 0.375) / ((double)n + 0.25));
    draw_diagonal(chart, panel, r->reach);
    add_points(chart, panel, ink, x, y, n);
}

/* Only neighbouring years: a pair across a gap says nothing about the year before. */
static void draw_lag(tt_chart *chart, tt_ink ink, const residuals *r, double *x, double *y)
{
    tt_panel *panel = &chart->panels[2];
    size_t n = 0;
    double step = INFINITY;
    for (size_t i = 1; i < r->run.n; i++)
        step = fmin(step, r->run.time[i] - r->run.time[i - 1]);
    set_panel(chart, panel, TT__SAY_RESIDUAL_LAG, TT__SAY_RESIDUAL_LAG_AXES, r->reach);
    set_axis(chart, &panel->x, r->reach);
    panel->x.line = 1;
    panel->x.reference = 0;
    for (size_t i = 1; i < r->run.n; i++) {
        if (r->run.time[i] - r->run.time[i - 1] > 1.5 * step)
            continue;
        x[n] = r->value[i - 1];
        y[n++] = r->value[i];
    }
    add_points(chart, panel, ink, x, y, n);
}

static tt_status fill_data(tt_chart *chart, const tt__view *view, const residuals *r, tt_error *err)
{
    static const tt_column columns[] = {
        {"series", "Series", TT_COLUMN_TEXT, 0},
        {"year", "Year", TT_COLUMN_YEAR, 0},
        {"value", "Value", TT_COLUMN_NUMBER, 0},
        {"fitted", "Fitted", TT_COLUMN_NUMBER, 1},
        {"residual", "Standardised residual", TT_COLUMN_SIGNED, 2},
    };
    chart->data = tt_table_new(chart->title, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; chart->data && i < r->run.n; i++) {
        tt_table_text(chart->data, view->data->name);
        tt_table_number(chart->data, r->run.time[i]);
        tt_table_number(chart->data, r->run.value[i]);
        tt_table_number(chart->data, r->fitted[i]);
        tt_table_number(chart->data, r->value[i]);
        tt_table_end_row(chart->data, r->run.notes, NULL);
    }
    return tt_table_status(chart->data, err);
}

static const char *make_title(tt_chart *chart, const tt__view *view, const residuals *r)
{
    const char *text;
    if (isnan(r->dispersion))
        text = tt__say(chart, TT__SAY_RESIDUAL_TITLE, view->subject);
    else if (r->dispersion > 1.5)
        text = tt__say(chart, TT__SAY_RESIDUAL_OVER, view->subject,
                       tt__number(chart, r->dispersion, r->dispersion < 10 ? 1 : 0));
    else
        text = tt__say(chart, TT__SAY_RESIDUAL_POISSON, view->subject);
    return tt__capital(chart, text);
}

static tt_status build(const tt_chart_request *request, tt_chart *chart, tt__views *views,
                       const residuals *r, tt_error *err)
{
    double *room = tt_calloc(4 * r->run.n, sizeof *room);
    if (!room)
        return tt_fail(err, TT_ENOMEM, "no memory for a chart");
    size_t n = r->run.n;
    const tt__view *view = &views->list[0];
    draw_over_years(chart, views, r);
    draw_quantiles(chart, view->ink, r, room, room + n);
    draw_lag(chart, view->ink, r, room + 2 * n, room + 3 * n);
    tt_free(room);
    chart->measure = TT_MEASURE_MIDDLE;
    chart->panel_columns = 3;
    chart->title = make_title(chart, view, r);
    tt_chart_add_note(chart,
                      tt__words(chart, isnan(r->dispersion) ? TT__SAY_NOTE_RESIDUAL_PLAIN
                                                            : TT__SAY_NOTE_RESIDUAL_PEARSON));
    if (n < FEW)
        tt_chart_add_note(
            chart, tt__say(chart, TT__SAY_NOTE_RESIDUAL_FEW, tt__number(chart, (double)n, 0)));
    views->first = r->run.first;
    views->last = r->run.last;
    tt__finish_chart(request, chart, views, tt__words(chart, TT__SAY_RESIDUAL_SUBTITLE));
    return fill_data(chart, view, r, err);
}

tt_status tt__kind_residual(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    residuals r = {0};
    tt_chart_request first = *request;
    first.count = request->count ? 1 : 0;
    tt_status status = tt__kind_begin("residual", 3, &first, &chart, &views, err);
    if (status != TT_OK)
        return status;
    status = find_residuals(request, &views.list[0], &r, err);
    if (status == TT_OK)
        status = build(request, chart, &views, &r, err);
    if (status == TT_OK)
        tt__set_alt(chart, &views, TT__SAY_KIND_RESIDUAL);
    clear_residuals(&r);
    return tt__kind_end(status, chart, &views, out, err);
}
