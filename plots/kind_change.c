/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "change": year-over-year change of one or several series, one row for each step, with exact
 * limits for two Poisson counts. No row crosses a gap or a change of definition. Long series show their
 * latest steps. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/change.h"

enum { ROW_POINTS = 13, MOST_ROWS = 36, LEAST_STEPS = 3 };
static const double clip_low = -100;
static const double clip_high = 200;

/* One step of one series. */
typedef struct step {
    const tt_point *from;
    const tt_point *to;
    tt_change change;
    int broken; /* no change is formed across a change of definition */
} step;

/* The change from a point to the one after it. Returns 0 when there is none to show. */
static int make_step(const tt_chart_request *request, const tt__view *view, size_t index, step *out)
{
    const tt_point *a = &view->list.points[index];
    const tt_point *b = &view->list.points[index + 1];
    if (isnan(a->value) || isnan(b->value) || !tt_period_follows(a->period, b->period) ||
        ((a->flags | b->flags) & TT_VALUE_PARTIAL))
        return 0;
    *out = (step){.from = a, .to = b, .broken = b->break_before && !request->across_breaks};
    if (out->broken)
        return 1;
    tt_figure earlier = {tt_period_time(a->period), a->value, 1};
    tt_figure later = {tt_period_time(b->period), b->value, 1};
    tt_change_options options = {.conf = request->conf, .plain = !tt__shows_counts(view)};
    return tt_change_between(&earlier, &later, &options, &out->change, NULL) == TT_OK &&
           isfinite(out->change.percent.value);
}

static size_t count_steps(const tt_chart_request *request, const tt__view *view)
{
    size_t steps = 0;
    step s;
    for (size_t i = 0; i + 1 < view->list.count; i++)
        steps += make_step(request, view, i, &s) ? 1 : 0;
    return steps;
}

/* How many of the latest steps each series shows, so that the rows fit. */
static size_t steps_each(const tt_chart_request *request, const tt__views *views)
{
    size_t each = MOST_ROWS;
    for (;;) {
        size_t rows = 0;
        for (size_t i = 0; i < views->count; i++) {
            size_t steps = count_steps(request, &views->list[i]);
            rows += (steps < each ? steps : each) + (views->count > 1 ? 1 : 0);
        }
        if (rows <= MOST_ROWS || each <= LEAST_STEPS)
            return each;
        each--;
    }
}

static double clip(double x)
{
    return fmax(clip_low, fmin(clip_high, x));
}

static void draw_step(tt_chart *chart, tt_panel *panel, const tt__view *view, const step *s,
                      double y)
{
    const tt_change *c = &s->change;
    const char *name = tt_chart_format(chart, "%s\xE2\x80\x93%s",
                                       tt__span_text(chart, s->from->period, s->from->period),
                                       tt__span_text(chart, s->to->period, s->to->period));
    const char *figures = tt_chart_format(chart, "%s \xE2\x86\x92 %s",
                                          tt__number(chart, s->from->value, s->from->decimals),
                                          tt__number(chart, s->to->value, s->to->decimals));
    const char *limits = "";
    const char *percent = "new definition";
    if (!s->broken) {
        percent = tt_chart_format(chart, "%s%%", tt__signed(chart, c->percent.value, 0));
        if (!isnan(c->percent.low))
            limits = tt_chart_format(chart, "%s to %s", tt__number(chart, c->percent.low, 0),
                                     tt__number(chart, c->percent.high, 0));
    }
    const char *cells[] = {percent, limits, figures};
    tt_panel_add_row(chart, panel, &(tt_row){.name = name, .y = y, .cells = cells});
    if (s->broken)
        return;
    int beyond = c->percent.value > clip_high;
    double x = clip(c->percent.value);
    double low = clip(c->percent.low);
    double high = clip(c->percent.high);
    if (!isnan(c->percent.low) && !beyond)
        tt_panel_add_mark(chart, panel,
                          &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                     .ink = TT_INK_MUTED,
                                     .weight = 0.8,
                                     .arrow = c->percent.high > clip_high,
                                     .n = 1,
                                     .column = {&low, &y, &high, &y}});
    if (beyond) { /* an arrow from within the axis, no dot where the figure is not */
        low = 0.9 * clip_high;
        tt_panel_add_mark(chart, panel,
                          &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                     .ink = view->ink,
                                     .weight = 1.4,
                                     .arrow = 1,
                                     .n = 1,
                                     .column = {&low, &y, &high, &y}});
        return;
    }
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){
            .kind = TT_MARK_POINTS, .ink = view->ink, .weight = 1.1, .n = 1, .column = {&x, &y}});
}

/* The largest change, for the headline; and how far the axis must reach. */
typedef struct summary {
    const tt__view *view;
    step largest;
    double low;
    double high;
    size_t rows;
    int any_broken;
    int any_few;
} summary;

static void note_step(summary *sum, const tt__view *view, const step *s)
{
    sum->any_broken |= s->broken;
    if (s->broken)
        return;
    sum->any_few |= fmin(s->from->value, s->to->value) < 20;
    double low = isnan(s->change.percent.low) ? s->change.percent.value : s->change.percent.low;
    double high = isnan(s->change.percent.high) ? s->change.percent.value : s->change.percent.high;
    sum->low = fmin(sum->low, clip(low));
    sum->high = fmax(sum->high, clip(high));
    if (!sum->view || fabs(s->change.log.value) > fabs(sum->largest.change.log.value)) {
        sum->view = view;
        sum->largest = *s;
    }
}

static void draw_series(const tt_chart_request *request, tt_chart *chart, tt_panel *panel,
                        const tt__view *view, size_t each, int heading, summary *sum)
{
    size_t steps = count_steps(request, view);
    size_t skip = steps > each ? steps - each : 0;
    if (steps == 0)
        return;
    if (heading)
        tt_panel_add_row(
            chart, panel,
            &(tt_row){.name = view->long_label, .y = -(double)sum->rows++, .heading = 1});
    for (size_t i = 0; i + 1 < view->list.count; i++) {
        step s;
        if (!make_step(request, view, i, &s) || skip > 0) {
            skip -= skip > 0 && make_step(request, view, i, &s) ? 1 : 0;
            continue;
        }
        draw_step(chart, panel, view, &s, -(double)sum->rows++);
        note_step(sum, view, &s);
    }
}

static const char *make_title(tt_chart *chart, const summary *sum)
{
    const step *s = &sum->largest;
    return tt_chart_format(chart, "Largest yearly change: %s, %s in %s to %s in %s",
                           tt__lower_label(chart, sum->view->long_label),
                           tt__number(chart, s->from->value, s->from->decimals),
                           tt__span_text(chart, s->from->period, s->from->period),
                           tt__number(chart, s->to->value, s->to->decimals),
                           tt__span_text(chart, s->to->period, s->to->period));
}

static void set_axes(tt_chart *chart, tt_panel *panel, const summary *sum)
{
    tt__set_value_axis(
        chart, &panel->x,
        &(tt__value_axis){
            .low = fmin(sum->low, -10), .high = fmax(sum->high, 10), .percent = 1, .sign = 1});
    panel->x.low = fmax(panel->x.low, clip_low);
    panel->x.line = 1;
    panel->x.reference = 0;
    panel->y.low = -(double)sum->rows + 0.4;
    panel->y.high = 0.6;
    panel->row_height = ROW_POINTS;
}

static tt_status build(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                       tt_error *err)
{
    static const char *const titles[] = {"change", "limits, %", "from and to"};
    tt_panel *panel = &chart->panels[0];
    double conf = request->conf > 0 ? request->conf : 0.95;
    size_t each = steps_each(request, views);
    summary sum = {.low = 0, .high = 0};
    int counts = 1;
    tt_panel_set_columns(chart, panel, titles, 3);
    for (size_t i = 0; i < views->count; i++) {
        draw_series(request, chart, panel, &views->list[i], each, views->count > 1, &sum);
        counts = counts && tt__shows_counts(&views->list[i]);
    }
    if (!sum.view)
        return tt_fail(err, TT_ETOOFEW, "no two neighbouring years can be compared");
    set_axes(chart, panel, &sum);
    chart->measure = TT_MEASURE_MIDDLE;
    chart->title = make_title(chart, &sum);
    if (counts)
        tt_chart_add_note(
            chart,
            tt_chart_format(chart,
                            "Line: exact %g%% limits for two Poisson counts; counts that scatter "
                            "more change by chance more often.",
                            conf * 100));
    if (sum.high >= clip_high)
        tt_chart_add_note(chart, "Arrow: runs beyond the axis.");
    if (sum.any_few)
        tt_chart_add_note(chart, "Percentages of counts below 20 move easily: read the limits.");
    if (sum.any_broken)
        tt_chart_add_note(chart, "No change is formed across a new definition.");
    return TT_OK;
}

tt_status tt__kind_change(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("change", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    status = build(request, chart, &views, err);
    if (status == TT_OK) {
        tt__finish_chart(request, chart, &views, "Change from year to year");
        tt__set_alt(chart, &views, "Intervals of yearly change");
        tt__fill_data(request, chart, &views);
    }
    return tt__kind_end(status, chart, &views, out, err);
}
