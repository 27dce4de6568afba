/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "waterfall": how the parts of a total make its change from one period to another. The bars are sums
 * of the parts, so that every step is a true one; where the source prints another total, a note says so.
 * One row for each step, because parts have long names. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "parts.h"
#include "scale.h"
#include "tiptrend/memory.h"

enum { ROW_POINTS = 17, MOST_STEPS = 24 };
static const double half_height = 0.34;

/* One part of the change. */
typedef struct step {
    const tt__view *part;
    double from;
    double to;
} step;

typedef struct fall {
    step steps[MOST_STEPS]; /* the largest change first */
    size_t count;
    double first; /* sums of the parts in the two periods */
    double last;
    tt_period from;
    tt_period to;
} fall;

/* Whether all parts have comparable figures in a period. */
static int is_complete(const tt__parts *parts, tt_period period)
{
    for (size_t i = 0; i < parts->count; i++) {
        const tt_point *point = tt__point_at(parts->list[i], period);
        if (!point || isnan(point->value) || (point->flags & TT_VALUE_PARTIAL))
            return 0;
    }
    return 1;
}

/* Whether the definition of some part changes after one period and up to another. */
static int breaks_between(const tt__parts *parts, tt_period from, tt_period to)
{
    for (size_t i = 0; i < parts->count; i++)
        if (tt__breaks_between(parts->list[i], from, to))
            return 1;
    return 0;
}

/* The first and the last complete period with no change of definition between them. */
static tt_status choose_periods(const tt_chart_request *request, const tt__parts *parts, fall *out,
                                tt_error *err)
{
    enum { MOST = 400 };
    tt_period list[MOST + 1];
    size_t count = 0;
    for (size_t i = 0; i < parts->count; i++)
        count = tt__add_periods(parts->list[i], list, count, MOST);
    while (count > 0 && !is_complete(parts, list[count - 1]))
        count--;
    size_t first = 0;
    while (first + 1 < count &&
           (!is_complete(parts, list[first]) ||
            (!request->across_breaks && breaks_between(parts, list[first], list[count - 1]))))
        first++;
    if (parts->count < 2 || first + 1 >= count)
        return tt_fail(err, TT_ETOOFEW,
                       "no two periods have comparable figures for all parts; a "
                       "waterfall needs two parts or more in both");
    out->from = list[first];
    out->to = list[count - 1];
    return TT_OK;
}

static tt_status find_steps(const tt__parts *parts, fall *out, tt_error *err)
{
    if (parts->count > MOST_STEPS)
        return tt_fail(err, TT_EDOMAIN,
                       "%zu parts are too many for a waterfall; there is room for "
                       "%d: choose some with --where",
                       parts->count, MOST_STEPS);
    for (size_t i = 0; i < parts->count; i++) {
        step s = {parts->list[i], tt__point_at(parts->list[i], out->from)->value,
                  tt__point_at(parts->list[i], out->to)->value};
        out->first += s.from;
        out->last += s.to;
        size_t at = out->count++;
        for (;
             at > 0 && fabs(out->steps[at - 1].to - out->steps[at - 1].from) < fabs(s.to - s.from);
             at--)
            out->steps[at] = out->steps[at - 1];
        out->steps[at] = s;
    }
    return TT_OK;
}

/* ---- drawing ---- */

static void draw_box(tt_chart *chart, tt_panel *panel, double a, double b, double y,
                     const tt_mark *style)
{
    double left = fmin(a, b);
    double right = fmax(a, b);
    double low = y - half_height;
    double high = y + half_height;
    tt_mark mark = *style;
    mark.kind = TT_MARK_BOXES;
    mark.n = 1;
    mark.column[0] = &left;
    mark.column[1] = &right;
    mark.column[2] = &low;
    mark.column[3] = &high;
    tt_panel_add_mark(chart, panel, &mark);
}

/* A thin line from the end of one bar to the row below. */
static void draw_link(tt_chart *chart, tt_panel *panel, double x, double y)
{
    double top = y - half_height;
    double bottom = y - 1 + half_height;
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                 .ink = TT_INK_MUTED,
                                 .weight = 0.5,
                                 .n = 1,
                                 .column = {&x, &top, &x, &bottom}});
}

static void add_total(tt_chart *chart, tt_panel *panel, tt_period period, double value, double y)
{
    const char *cells[] = {tt__number(chart, value, 0), ""};
    tt_panel_add_row(
        chart, panel,
        &(tt_row){.name = tt__span_text(chart, period, period), .y = y, .cells = cells});
    draw_box(chart, panel, 0, value, y, &(tt_mark){.ink = TT_INK_GREY});
}

static void add_step(tt_chart *chart, tt_panel *panel, const step *s, double at, double y)
{
    double change = s->to - s->from;
    const char *cells[] = {
        tt__signed(chart, change, 0),
        tt__say(chart, TT__SAY_TO, tt__number(chart, s->from, 0), tt__number(chart, s->to, 0))};
    tt_panel_add_row(chart, panel, &(tt_row){.name = s->part->label, .y = y, .cells = cells});
    int hatch = s->part->ink == TT_INK_HATCH;
    draw_box(chart, panel, at, at + change, y,
             &(tt_mark){.ink = s->part->ink, .fill = hatch ? TT_FILL_HATCH : TT_FILL_SOLID});
}

/* Whether the source prints another total than the sum of its parts. */
static int is_other(double printed, double sum)
{
    return !isnan(printed) && fabs(printed - sum) > 1e-9 * sum;
}

static void note_printed(tt_chart *chart, const tt__parts *parts, tt_period period, double sum)
{
    double printed = tt__printed_total(parts, period);
    if (!is_other(printed, sum))
        return;
    tt_chart_add_note(chart,
                      tt__say(chart, TT__SAY_NOTE_PRINTED, tt__span_text(chart, period, period),
                              tt__number(chart, printed, 0), tt__number(chart, sum, 0)));
}

/* The sums are those of the parts: where another total is printed, the headline does not call them the total. */
static const char *make_title(tt_chart *chart, const tt__views *views, const tt__parts *parts,
                              const fall *f)
{
    const step *most = &f->steps[0];
    const char *subject = views->indicator ? views->indicator : tt__words(chart, TT__SAY_TOTAL);
    if (is_other(tt__printed_total(parts, f->from), f->first) ||
        is_other(tt__printed_total(parts, f->to), f->last))
        subject = tt__say(chart, TT__SAY_PARTS_OF, subject);
    return tt__capital(
        chart, tt__say(chart, TT__SAY_WATERFALL_TITLE, subject, tt__number(chart, f->first, 0),
                       tt__span_text(chart, f->from, f->from), tt__number(chart, f->last, 0),
                       tt__span_text(chart, f->to, f->to),
                       tt__say(chart, TT__SAY_NAME_SHARE, most->part->inner,
                               tt__signed(chart, most->to - most->from, 0))));
}

static void build(const tt_chart_request *request, tt_chart *chart, tt__views *views,
                  const tt__parts *parts, const fall *f)
{
    tt_panel *panel = &chart->panels[0];
    const char *titles[] = {tt__words(chart, TT__SAY_COLUMN_CHANGE),
                            tt__words(chart, TT__SAY_COLUMN_FROM_TO)};
    double highest = fmax(f->first, f->last);
    double lowest = 0;
    double at = f->first;
    for (size_t i = 0; i < f->count; i++) {
        at += f->steps[i].to - f->steps[i].from;
        highest = fmax(highest, at);
        lowest = fmin(lowest, at);
    }
    tt__set_value_axis(chart, &panel->x,
                       &(tt__value_axis){.low = lowest, .high = highest, .whole = 1});
    panel->x.line = 1;
    panel->y.low = -(double)f->count - 1 - 0.6;
    panel->y.high = 0.6;
    panel->row_height = ROW_POINTS;
    tt_panel_set_columns(chart, panel, titles, 2);
    add_total(chart, panel, f->from, f->first, 0);
    draw_link(chart, panel, f->first, 0);
    at = f->first;
    for (size_t i = 0; i < f->count; i++) {
        double y = -(double)(i + 1);
        add_step(chart, panel, &f->steps[i], at, y);
        at += f->steps[i].to - f->steps[i].from;
        draw_link(chart, panel, at, y);
    }
    add_total(chart, panel, f->to, f->last, -(double)f->count - 1);
    chart->measure = TT_MEASURE_MIDDLE;
    chart->title = make_title(chart, views, parts, f);
    tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_WATERFALL));
    note_printed(chart, parts, f->from, f->first);
    note_printed(chart, parts, f->to, f->last);
    views->first = f->from;
    views->last = f->to;
    tt__finish_chart(request, chart, views, tt__per_period(chart, views));
}

static tt_status fill_data(tt_chart *chart, const fall *f, tt_error *err)
{
    static const tt_column columns[] = {
        {"part", "Part", TT_COLUMN_TEXT, 0},           {"from", "From", TT_COLUMN_YEAR, 0},
        {"from_value", "Figure", TT_COLUMN_NUMBER, 0}, {"to", "To", TT_COLUMN_YEAR, 0},
        {"to_value", "Figure", TT_COLUMN_NUMBER, 0},   {"change", "Change", TT_COLUMN_SIGNED, 0},
    };
    char from[TT_PERIOD_TEXT_SIZE];
    char to[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(f->from, from);
    (void)tt_period_text(f->to, to);
    chart->data = tt_table_new(chart->title, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; chart->data && i <= f->count; i++) {
        const step *s = i < f->count ? &f->steps[i] : NULL;
        double a = s ? s->from : f->first;
        double b = s ? s->to : f->last;
        tt_table_text(chart->data, s ? s->part->data->name : "sum of the parts");
        tt_table_text(chart->data, from);
        tt_table_number(chart->data, a);
        tt_table_text(chart->data, to);
        tt_table_number(chart->data, b);
        tt_table_number(chart->data, b - a);
        tt_table_end_row(chart->data, 0, NULL);
    }
    return tt_table_status(chart->data, err);
}

tt_status tt__kind_waterfall(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt__parts parts;
    fall f = {.count = 0};
    tt_status status = tt__kind_begin("waterfall", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    status = tt__parts_make(request->data, &views, &parts, err);
    if (status == TT_OK)
        status = choose_periods(request, &parts, &f, err);
    if (status == TT_OK)
        status = find_steps(&parts, &f, err);
    if (status == TT_OK) {
        build(request, chart, &views, &parts, &f);
        tt__set_alt(chart, &views, TT__SAY_KIND_WATERFALL);
        status = fill_data(chart, &f, err);
    }
    tt__parts_clear(&parts);
    return tt__kind_end(status, chart, &views, out, err);
}
