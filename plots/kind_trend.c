/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "trend": each series with its fitted trend, the band of the fitted mean, and the equation. Counts
 * are fitted log-linearly with limits widened for their scatter (quasi-Poisson); other figures by least
 * squares, through their logarithms where all are above 0. Only the longest unbroken run is fitted; the
 * points outside it are grey. */
#include <math.h>
#include <string.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/bands.h"
#include "tiptrend/memory.h"

enum {
    STEPS = 48, /* pieces of the curve */
    LEAST = 3,  /* points of a fit with limits */
    LABEL_EACH = 10,
    MOST_COLUMNS = 3
};

/* The fit of one series. */
typedef struct fit {
    tt_run run;
    int exists;
    tt_bands_model model;
    double time[STEPS + 1];
    double mean[STEPS + 1];
    double low[STEPS + 1];
    double high[STEPS + 1];
    tt_band *at_points; /* at_points[run.n] */
} fit;

static tt_bands_model choose_model(const tt_run *run)
{
    if (run->is_count)
        return TT_BANDS_QUASI;
    for (size_t i = 0; i < run->n; i++)
        if (!(run->value[i] > 0))
            return TT_BANDS_OLS;
    return TT_BANDS_LOGLINEAR;
}

/* A fit that does not exist leaves only the points. */
static tt_status make_fit(const tt_chart_request *request, const tt__view *view, fit *out,
                          tt_error *err)
{
    *out = (fit){0};
    tt_run_options options = {
        .from = request->from, .to = request->to, .across_breaks = request->across_breaks};
    tt_status status = tt_dataset_run(request->data, view->series, &options, &out->run, err);
    if (status != TT_OK || out->run.n < LEAST)
        return status;
    out->at_points = tt_calloc(out->run.n, sizeof *out->at_points);
    if (!out->at_points)
        return tt_fail(err, TT_ENOMEM, "no memory for a chart");
    out->model = choose_model(&out->run);
    tt_points points = tt_run_points(&out->run);
    points.exposure = NULL; /* charts of counts; rates bring their own exposures */
    tt_bands_options bands = {.model = out->model, .conf = request->conf, .mean_only = true};
    double first = out->run.time[0];
    double last = out->run.time[out->run.n - 1];
    for (size_t i = 0; i <= STEPS; i++)
        out->time[i] = first + (last - first) * (double)i / STEPS;
    tt_band curve[STEPS + 1];
    tt_points at = {.n = STEPS + 1, .time = out->time};
    out->exists = tt_bands_fit(&points, &bands, &at, curve, NULL, NULL) == TT_OK &&
                  tt_bands_fit(&points, &bands, NULL, out->at_points, NULL, NULL) == TT_OK;
    for (size_t i = 0; i <= STEPS && out->exists; i++) {
        out->mean[i] = curve[i].mean.value;
        out->low[i] = curve[i].mean.low;
        out->high[i] = curve[i].mean.high;
    }
    return TT_OK;
}

static void clear_fit(fit *f)
{
    tt_run_clear(&f->run);
    tt_free(f->at_points);
}

/* ---- drawing ---- */

static int is_fitted(const fit *f, size_t point)
{
    for (size_t i = 0; i < f->run.n; i++)
        if (f->run.point[i] == point)
            return 1;
    return 0;
}

static void draw_points(tt_chart *chart, tt_panel *panel, const tt__view *view, const fit *f)
{
    for (size_t i = 0; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[i];
        double x = tt_period_time(point->period);
        if (isnan(point->value))
            continue;
        int used = f->exists && is_fitted(f, i);
        tt_panel_add_mark(
            chart, panel,
            &(tt_mark){.kind = TT_MARK_POINTS,
                       .ink = used || !f->exists ? view->ink : TT_INK_GREY,
                       .shape = point->flags & TT_VALUE_PARTIAL ? TT_SHAPE_RING : TT_SHAPE_DOT,
                       .weight = 1.1,
                       .n = 1,
                       .column = {&x, &point->value}});
        if (point->flags & TT_VALUE_PARTIAL)
            tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_PARTIAL));
        if (f->exists && !used)
            tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_NOT_FITTED));
    }
}

static double highest_of(const tt__view *view, const fit *f)
{
    double highest = tt__highest(view, 0, 0);
    double points = highest;
    for (size_t i = 0; i <= STEPS && f->exists; i++)
        highest = fmax(highest, isnan(f->high[i]) ? f->mean[i] : f->high[i]);
    return fmin(highest, 2.2 * points); /* a band of few points may leave the plot */
}

static void draw_fit(tt_chart *chart, tt_panel *panel, const tt__view *view, const fit *f)
{
    double low[STEPS + 1];
    double high[STEPS + 1];
    for (size_t i = 0; i <= STEPS; i++) {
        low[i] = fmax(f->low[i], panel->y.low);
        high[i] = fmin(f->high[i], panel->y.high);
        if (isnan(f->low[i]))
            low[i] = high[i] = NAN;
    }
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_BAND,
                                 .ink = view->ink,
                                 .n = STEPS + 1,
                                 .column = {f->time, low, high}});
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){
            .kind = TT_MARK_LINE, .ink = view->ink, .n = STEPS + 1, .column = {f->time, f->mean}});
}

/* As many decimals as give three digits. */
static const char *three_digits(tt_chart *chart, double x)
{
    int decimals = x == 0 ? 0 : 2 - (int)floor(log10(fabs(x)));
    return tt__number(chart, x, decimals < 0 ? 0 : decimals > 6 ? 6 : decimals);
}

/* "578 × 0.986^(year − 2015)", or "12.3 − 0.42 × (year − 2015)". */
static const char *equation(tt_chart *chart, const fit *f)
{
    double years = f->time[STEPS] - f->time[0];
    const char *first = tt__span_text(chart, f->run.first, f->run.first);
    const char *start = three_digits(chart, f->mean[0]);
    if (f->model != TT_BANDS_OLS)
        return tt__say(chart, TT__SAY_EQUATION_LOG, start,
                       tt__number(chart, pow(f->mean[STEPS] / f->mean[0], 1 / years), 3), first);
    double slope = (f->mean[STEPS] - f->mean[0]) / years;
    return tt__say(chart, slope < 0 ? TT__SAY_EQUATION_FALL : TT__SAY_EQUATION_RISE, start,
                   three_digits(chart, fabs(slope)), first);
}

static void describe_fit(tt_chart *chart, tt_panel *panel, const fit *f, const tt__finding *finding)
{
    const char *text = tt__say(chart, TT__SAY_FIT, equation(chart, f));
    if (finding->direction != TT__UNKNOWN)
        text = tt__say(chart, TT__SAY_FIT_CHANGE, tt__signed_percent(chart, finding->apc.value, 1),
                       tt__signed(chart, finding->apc.low, 1),
                       tt__signed(chart, finding->apc.high, 1), text);
    tt_panel_set_subtitle(chart, panel, &(tt_span){text, TT_INK_MUTED, 0}, 1);
}

static void draw_panel(tt_chart *chart, size_t index, const tt__views *views, const fit *f,
                       const tt__finding *finding, double highest)
{
    const tt__view *view = &views->list[index];
    tt_panel *panel = &chart->panels[index];
    int several = views->count > 1;
    tt__set_years(chart, panel, views);
    tt__set_value_axis(chart, &panel->y,
                       &(tt__value_axis){.high = highest,
                                         .wanted = several ? 4 : 5,
                                         .whole = tt__shows_counts(view)});
    if (f->exists)
        draw_fit(chart, panel, view, f);
    draw_points(chart, panel, view, f);
    tt__draw_breaks(chart, panel, &(tt__views){.list = &views->list[index], .count = 1});
    if (!several && view->list.count <= LABEL_EACH)
        tt__label_series(chart, panel, view, TT__LABEL_EACH);
    if (several) {
        panel->title = view->label;
        panel->aspect = views->count == 2 || views->count == 4 ? 0.52 : 0.72;
    }
    if (f->exists)
        describe_fit(chart, panel, f, finding);
}

/* ---- data ---- */

static void add_data_row(const tt_chart_request *request, tt_table *table, const tt__view *view,
                         const fit *f, size_t index)
{
    const tt_point *point = &view->list.points[index];
    char period[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(point->period, period);
    tt_table_text(table, view->data->name);
    tt_table_text(table, view->data->unit);
    tt_table_text(table, period);
    tt_table_number(table, point->value);
    const tt_band *band = NULL;
    for (size_t i = 0; i < f->run.n && f->exists; i++)
        if (f->run.point[i] == index)
            band = &f->at_points[i];
    if (band)
        tt_table_limits(table, band->mean.value, band->mean.low, band->mean.high);
    else
        tt_table_limits(table, NAN, NAN, NAN);
    const tt_observation *row = tt_dataset_observation(request->data, point->observation);
    tt_table_text(table,
                  tt_dataset_text(request->data, tt_dataset_origin(request->data, row)->source));
    tt_table_end_row(table, f->run.notes, band ? NULL : "not in the fit");
}

static tt_status fill_data(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                           const fit *fits, tt_error *err)
{
    static const tt_column columns[] = {
        {"series", "Series", TT_COLUMN_TEXT, 0},       {"unit", "Unit", TT_COLUMN_TEXT, 0},
        {"period", "Period", TT_COLUMN_YEAR, 0},       {"value", "Value", TT_COLUMN_NUMBER, 0},
        {"fitted", "Fitted", TT_COLUMN_NUMBER, 1},     {"fitted_low", "Lower", TT_COLUMN_NUMBER, 1},
        {"fitted_high", "Upper", TT_COLUMN_NUMBER, 1}, {"source", "Source", TT_COLUMN_TEXT, 0},
    };
    chart->data = tt_table_new(chart->title, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; chart->data && i < views->count; i++)
        for (size_t p = 0; p < views->list[i].list.count; p++)
            add_data_row(request, chart->data, &views->list[i], &fits[i], p);
    return tt_table_status(chart->data, err);
}

/* ---- the chart ---- */

static void add_notes(const tt_chart_request *request, tt_chart *chart, const fit *fits,
                      size_t count)
{
    static const tt__phrase models[] = {
        [TT_BANDS_LOGLINEAR] = TT__SAY_MODEL_LOGLINEAR,
        [TT_BANDS_OLS] = TT__SAY_MODEL_OLS,
        [TT_BANDS_QUASI] = TT__SAY_MODEL_QUASI,
    };
    for (size_t i = 0; i < count; i++)
        if (fits[i].exists)
            tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_FIT_BAND,
                                             tt__level_text(chart, tt__level(request)),
                                             tt__words(chart, models[fits[i].model])));
}

static tt_status build(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                       const fit *fits, const tt__finding *findings, tt_error *err)
{
    double highest[TT__PANELS_MAX];
    size_t count = views->count;
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        highest[i] = highest_of(&views->list[i], &fits[i]);
        known += fits[i].exists ? 1 : 0;
    }
    if (!known)
        return tt_fail(err, TT_ETOOFEW, "no series has the %d points that a trend needs", LEAST);
    int shared = tt__one_scale(highest, count);
    double most = 0;
    for (size_t i = 0; i < count; i++)
        most = fmax(most, highest[i]);
    for (size_t i = 0; i < count; i++)
        draw_panel(chart, i, views, &fits[i], &findings[i], shared ? most : highest[i]);
    chart->title = count > 1 ? tt__compare_title(chart, views->indicator, views, findings)
                             : tt__single_title(chart, &views->list[0], NULL, &findings[0]);
    if (count > 1) {
        chart->measure = TT_MEASURE_PAGE;
        chart->panel_columns = count < MOST_COLUMNS ? count : MOST_COLUMNS;
    }
    add_notes(request, chart, fits, count);
    tt__note_findings(chart, findings, count);
    const char *what = tt__per_period(chart, views);
    if (count > 1)
        what = tt__say(chart, TT__SAY_SEMICOLON, what,
                       tt__words(chart, shared ? TT__SAY_ONE_SCALE : TT__SAY_OWN_SCALES));
    tt__finish_chart(request, chart, views, what);
    return fill_data(request, chart, views, fits, err);
}

tt_status tt__kind_trend(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("trend", request->count, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    tt__limit_panels(chart, &views);
    fit *fits = tt_calloc(views.count, sizeof *fits);
    tt__finding *findings = NULL;
    if (!fits)
        status = tt_fail(err, TT_ENOMEM, "no memory for a chart");
    for (size_t i = 0; i < views.count && status == TT_OK; i++)
        status = make_fit(request, &views.list[i], &fits[i], err);
    if (status == TT_OK)
        status = tt__find_trends(request, &views, &findings, err);
    if (status == TT_OK)
        status = build(request, chart, &views, fits, findings, err);
    if (status == TT_OK)
        tt__set_alt(chart, &views, TT__SAY_KIND_TREND);
    for (size_t i = 0; fits && i < views.count; i++)
        clear_fit(&fits[i]);
    tt_free(fits);
    tt_free(findings);
    return tt__kind_end(status, chart, &views, out, err);
}
