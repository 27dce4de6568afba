/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "change": year-over-year change of one or several series, one row for each step, with exact
 * limits for two Poisson counts. No row crosses a gap or a change of definition. Long series show their
 * latest steps.
 *
 * The axis is that of the ratio of the two figures, on a log scale: a doubling and a halving are as long as
 * each other. Its labels say the change in percent. */
#include <math.h>
#include <string.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/change.h"

enum { ROW_POINTS = 13, MOST_ROWS = 36, LEAST_STEPS = 3 };
static const double farthest = 3; /* of the axis on either side, as a logarithm: 20 times */
static const double nearest = 0.25;

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

/* Where a change in percent lies on the axis. */
static double place_of(double percent)
{
    return percent > -100 ? log1p(percent / 100) : -INFINITY;
}

/* The largest change, for the headline; and how far the axis must reach. */
typedef struct summary {
    const tt__view *view;
    step largest;
    double reach; /* of the axis on either side */
    size_t rows;
    int any_broken;
    int any_few;
    int any_beyond;
} summary;

/* How far the axis must reach for one step: for its estimate at any rate, for its limits up to the end of
 * what an axis shows. */
static double reach_of(const step *s)
{
    double reach = fabs(place_of(s->change.percent.value));
    if (!isnan(s->change.percent.low)) {
        reach = fmax(reach, fabs(place_of(s->change.percent.low)));
        reach = fmax(reach, fabs(place_of(s->change.percent.high)));
    }
    return fmin(reach, farthest);
}

static void add_row(tt_chart *chart, tt_panel *panel, const step *s, double y)
{
    const tt_change *c = &s->change;
    const char *name = tt_chart_format(chart, "%s\xE2\x80\x93%s",
                                       tt__span_text(chart, s->from->period, s->from->period),
                                       tt__span_text(chart, s->to->period, s->to->period));
    const char *figures =
        tt__say(chart, TT__SAY_TO, tt__number(chart, s->from->value, s->from->decimals),
                tt__number(chart, s->to->value, s->to->decimals));
    const char *limits = "";
    const char *percent = tt__words(chart, TT__SAY_NEW_DEFINITION);
    if (!s->broken) {
        percent = tt__signed_percent(chart, c->percent.value, 0);
        if (!isnan(c->percent.low))
            limits = tt__say(chart, TT__SAY_LIMITS, tt__signed(chart, c->percent.low, 0),
                             tt__signed(chart, c->percent.high, 0));
    }
    const char *cells[] = {percent, limits, figures};
    tt_panel_add_row(chart, panel, &(tt_row){.name = name, .y = y, .cells = cells});
}

static void draw_step(tt_chart *chart, tt_panel *panel, const tt__view *view, const step *s,
                      double y, summary *sum)
{
    const tt_estimate *c = &s->change.percent;
    double x = place_of(c->value);
    if (s->broken)
        return;
    if (!isnan(c->low)) {
        tt_interval span = {place_of(c->low), place_of(c->high)};
        sum->any_beyond |= span.low < -sum->reach || span.high > sum->reach;
        tt__draw_span(chart, panel, span, y,
                      &(tt_mark){.ink = view->ink, .fill = TT_FILL_MIDDLE, .weight = 2.4});
    }
    if (fabs(x) <= sum->reach) {
        tt_panel_add_mark(chart, panel,
                          &(tt_mark){.kind = TT_MARK_POINTS,
                                     .ink = view->ink,
                                     .weight = 1.1,
                                     .n = 1,
                                     .column = {&x, &y}});
        return;
    }
    /* An arrow at the edge, no dot where the figure is not. */
    sum->any_beyond = 1;
    tt_interval edge = {x < 0 ? -INFINITY : 0.9 * sum->reach, x < 0 ? -0.9 * sum->reach : INFINITY};
    tt__draw_span(chart, panel, edge, y, &(tt_mark){.ink = view->ink, .weight = 1.4});
}

static void note_step(summary *sum, const tt__view *view, const step *s)
{
    sum->any_broken |= s->broken;
    if (s->broken)
        return;
    sum->any_few |= (s->change.notes & TT_NOTE_LOW_COUNT) != 0;
    sum->reach = fmax(sum->reach, reach_of(s));
    if (!sum->view || fabs(s->change.log.value) > fabs(sum->largest.change.log.value)) {
        sum->view = view;
        sum->largest = *s;
    }
}

/* The latest steps of a series: handed to `visit` in their order. */
typedef void step_visitor(tt_chart *chart, tt_panel *panel, const tt__view *view, const step *s,
                          summary *sum);

static void visit_steps(const tt_chart_request *request, tt_chart *chart, const tt__view *view,
                        size_t each, summary *sum, step_visitor *visit)
{
    size_t steps = count_steps(request, view);
    size_t skip = steps > each ? steps - each : 0;
    for (size_t i = 0; i + 1 < view->list.count; i++) {
        step s;
        if (!make_step(request, view, i, &s))
            continue;
        if (skip > 0)
            skip--;
        else
            visit(chart, &chart->panels[0], view, &s, sum);
    }
}

static void note_visited(tt_chart *chart, tt_panel *panel, const tt__view *view, const step *s,
                         summary *sum)
{
    (void)chart;
    (void)panel;
    note_step(sum, view, s);
}

static void draw_visited(tt_chart *chart, tt_panel *panel, const tt__view *view, const step *s,
                         summary *sum)
{
    double y = -(double)sum->rows++;
    add_row(chart, panel, s, y);
    draw_step(chart, panel, view, s, y, sum);
}

static const char *make_title(tt_chart *chart, const summary *sum)
{
    const step *s = &sum->largest;
    const char *from =
        tt__say(chart, TT__SAY_IN, tt__number(chart, s->from->value, s->from->decimals),
                tt__span_text(chart, s->from->period, s->from->period));
    const char *to = tt__say(chart, TT__SAY_IN, tt__number(chart, s->to->value, s->to->decimals),
                             tt__span_text(chart, s->to->period, s->to->period));
    return tt__say(chart, TT__SAY_CHANGE_TITLE, sum->view->subject,
                   tt__say(chart, TT__SAY_LIMITS, from, to));
}

/* Ticks in percent for an axis that reaches so far on either side. */
static void set_ticks(tt_chart *chart, tt_axis *axis, double reach)
{
    static const struct {
        double reach; /* up to here */
        double percent[7];
        size_t count;
    } sets[] = {
        {0.36, {-25, -10, 0, 10, 25}, 5},
        {0.8, {-50, -25, 0, 25, 50, 100}, 6},
        {1.6, {-75, -50, 0, 100, 300}, 5},
        {INFINITY, {-90, -75, -50, 0, 100, 300, 900}, 7},
    };
    size_t k = 0;
    while (reach > sets[k].reach)
        k++;
    double at[7];
    const char *labels[7];
    size_t count = 0;
    for (size_t i = 0; i < sets[k].count; i++) {
        double place = place_of(sets[k].percent[i]);
        if (fabs(place) > reach)
            continue;
        at[count] = place;
        labels[count++] = tt__signed_percent(chart, sets[k].percent[i], 0);
    }
    tt_axis_set_ticks(chart, axis, at, labels, count);
}

static void set_axis(tt_chart *chart, tt_axis *axis, double reach)
{
    set_ticks(chart, axis, reach);
    axis->low = -reach;
    axis->high = reach;
    axis->grid = 1;
    axis->line = 1;
    axis->reference = 0;
}

static void add_notes(const tt_chart_request *request, tt_chart *chart, const summary *sum,
                      int counts)
{
    if (counts)
        tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_CHANGE_LIMITS,
                                         tt__level_text(chart, tt__level(request))));
    if (sum->any_beyond)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_OFF_AXIS));
    if (sum->any_few)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_CHANGE_FEW));
    if (sum->any_broken)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_CHANGE_BREAK));
}

static tt_status build(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                       tt_error *err)
{
    tt_panel *panel = &chart->panels[0];
    const char *titles[] = {
        tt__words(chart, TT__SAY_COLUMN_CHANGE),
        tt__say(chart, TT__SAY_COLUMN_LIMITS_PERCENT, tt__level_text(chart, tt__level(request))),
        tt__words(chart, TT__SAY_COLUMN_FROM_TO)};
    size_t each = steps_each(request, views);
    summary sum = {.reach = nearest};
    int counts = 1;
    tt_panel_set_columns(chart, panel, titles, 3);
    for (size_t i = 0; i < views->count; i++)
        visit_steps(request, chart, &views->list[i], each, &sum, note_visited);
    if (!sum.view)
        return tt_fail(err, TT_ETOOFEW, "no two neighbouring years can be compared");
    sum.reach = fmin(sum.reach * 1.04, farthest);
    set_axis(chart, &panel->x, sum.reach);
    for (size_t i = 0; i < views->count; i++) {
        const tt__view *view = &views->list[i];
        if (count_steps(request, view) == 0)
            continue;
        counts = counts && tt__shows_counts(view);
        if (views->count > 1)
            tt_panel_add_row(
                chart, panel,
                &(tt_row){.name = view->long_label, .y = -(double)sum.rows++, .heading = 1});
        visit_steps(request, chart, view, each, &sum, draw_visited);
    }
    panel->y.low = -(double)sum.rows + 0.4;
    panel->y.high = 0.6;
    panel->row_height = ROW_POINTS;
    chart->measure = TT_MEASURE_MIDDLE;
    chart->title = make_title(chart, &sum);
    add_notes(request, chart, &sum, counts);
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
        tt__finish_chart(request, chart, &views, tt__words(chart, TT__SAY_CHANGE_SUBTITLE));
        tt__set_alt(chart, &views, TT__SAY_KIND_CHANGE);
        tt__fill_data(request, chart, &views);
    }
    return tt__kind_end(status, chart, &views, out, err);
}
