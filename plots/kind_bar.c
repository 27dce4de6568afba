/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "bar": parts of a total as stacked bars, one for each period.
 *
 * The series are the parts and, if there is one, their total (the series that is the margin where the
 * parts differ). Where the printed total is not the sum of the parts, the parts are drawn and the
 * total is marked by a dashed line and a star at the year. A single series gives plain bars. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "parts.h"
#include "scale.h"

/* ---- one bar ---- */

typedef struct bar {
    double x;
    double half;   /* of its width */
    double height; /* sum of the parts */
    double total;  /* as printed; not-a-number when none is */
    int complete;  /* every part has a figure */
    int marked;    /* the total is not the sum */
    int partial;   /* only a part of the period */
} bar;

enum { MOST_NAMED = 12 }; /* the largest parts */

static bar measure(const tt__parts *s, tt_period period)
{
    bar b = {.x = tt_period_time(period), .half = tt__half_bar(period)};
    b.height = tt__parts_sum(s, period, &b.complete);
    b.total = tt__printed_total(s, period);
    for (size_t i = 0; i < s->count; i++) {
        const tt_point *point = tt__point_at(s->list[i], period);
        b.partial |= point && (point->flags & TT_VALUE_PARTIAL);
    }
    b.marked = !isnan(b.total) && b.complete && fabs(b.total - b.height) > 1e-9 * b.total;
    return b;
}

static void draw_segment(tt_chart *chart, tt_panel *panel, const tt__view *view, const bar *b,
                         double from, double to)
{
    double left = b->x - b->half;
    double right = b->x + b->half;
    int hatch = view->ink == TT_INK_HATCH;
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_BOXES,
                                 .ink = view->ink,
                                 .fill = hatch        ? TT_FILL_HATCH
                                         : b->partial ? TT_FILL_TINT
                                                      : TT_FILL_SOLID,
                                 .n = 1,
                                 .column = {&left, &right, &from, &to}});
    const char *figure = tt__number(chart, to - from, 0);
    if (b->marked && b->total > from && b->total < to) { /* clear of the dashed line */
        if (b->total - from > to - b->total)
            to = b->total;
        else
            from = b->total;
    }
    /* A figure needs a box of about a line's height. */
    if ((to - from) / (panel->y.high - panel->y.low) < 0.055)
        return;
    tt_panel_add_label(chart, panel,
                       &(tt_label){.text = figure,
                                   .x = b->x,
                                   .y = (from + to) / 2,
                                   .anchor = TT_ANCHOR_CENTRE,
                                   .ink = hatch ? TT_INK_TEXT : view->ink,
                                   .on_fill = !hatch && !b->partial,
                                   .backed = hatch,
                                   .optional = 1});
}

/* Where the figure over a bar stands: on the bar, or on the dashed line where that is just above it. */
static double total_height(const tt_panel *panel, const bar *b, double shown)
{
    const double near = 0.1 * (panel->y.high - panel->y.low);
    if (b->marked && b->total > b->height && b->total - b->height < near)
        return b->total;
    return b->height > 0 ? b->height : shown;
}

static void draw_total(tt_chart *chart, tt_panel *panel, const bar *b, int parts)
{
    double shown = parts > 1 ? b->height : b->total;
    if (isnan(shown))
        shown = b->height;
    if (parts > 1 && !b->complete && isnan(b->total))
        return;
    tt_panel_add_label(chart, panel,
                       &(tt_label){.text = tt__number(chart, shown, 0),
                                   .x = b->x,
                                   .y = total_height(panel, b, shown),
                                   .dy = 6,
                                   .anchor = TT_ANCHOR_CENTRE,
                                   .bold = 1});
    if (!b->marked)
        return;
    double left = b->x - b->half * 1.2;
    double right = b->x + b->half * 1.2;
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                 .ink = TT_INK_TEXT,
                                 .weight = 1.2,
                                 .dashed = 1,
                                 .n = 1,
                                 .column = {&left, &b->total, &right, &b->total}});
}

/* What of the printed total no part accounts for, because parts are suppressed or not there: without it the bar
 * would end at a sum that nobody has counted. */
static int has_rest(const bar *b)
{
    return !isnan(b->total) && (b->height == 0 || (!b->complete && b->total > b->height));
}

/* The rest of a bar, or all of it where only the total is known, in a quiet colour; with the total. */
static void draw_rest(tt_chart *chart, tt_panel *panel, const bar *b)
{
    double left = b->x - b->half;
    double right = b->x + b->half;
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_BOXES,
                                 .ink = TT_INK_GREY,
                                 .fill = TT_FILL_TINT,
                                 .n = 1,
                                 .column = {&left, &right, &b->height, &b->total}});
    tt_panel_add_label(chart, panel,
                       &(tt_label){.text = tt__number(chart, b->total, 0),
                                   .x = b->x,
                                   .y = b->total,
                                   .dy = 6,
                                   .anchor = TT_ANCHOR_CENTRE,
                                   .bold = 1});
}

static void star_tick(tt_chart *chart, tt_panel *panel, double x)
{
    const char *labels[TT__TICKS_MAX];
    size_t count = panel->x.tick_count;
    for (size_t i = 0; i < count; i++)
        labels[i] = panel->x.ticks[i] == x ? tt_chart_format(chart, "%s*", panel->x.tick_labels[i])
                                           : panel->x.tick_labels[i];
    tt_axis_set_ticks(chart, &panel->x, panel->x.ticks, labels, count);
}

/* One note for each total that its parts do not add to, or one for all of them where they are many. */
static void note_mismatches(tt_chart *chart, const tt__parts *s, const tt_period *periods,
                            size_t count, size_t mismatches)
{
    enum { MOST = 3 };
    if (mismatches > MOST) {
        tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_MISMATCHES,
                                         tt__number(chart, (double)mismatches, 0)));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        bar b = measure(s, periods[i]);
        if (b.marked)
            tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_MISMATCH,
                                             tt__span_text(chart, periods[i], periods[i]),
                                             tt__number(chart, b.total, 0),
                                             tt__number(chart, b.height, 0)));
    }
}

/* ---- the chart ---- */

static double highest_bar(const tt__parts *s, const tt__views *views)
{
    double highest = 0;
    for (size_t i = 0; i < views->count; i++)
        for (size_t p = 0; p < views->list[i].list.count; p++) {
            bar b = measure(s, views->list[i].list.points[p].period);
            highest = fmax(highest, fmax(b.height, isnan(b.total) ? 0 : b.total));
        }
    return highest;
}

/* Whether each named part has a figure in a period. */
static int all_in(const tt__parts *s, tt_period period)
{
    for (size_t i = 0; i < s->count && i < MOST_NAMED; i++) {
        const tt_point *point = tt__point_at(s->list[i], period);
        if (!point || !(point->value > 0))
            return 0;
    }
    return 1;
}

/* The names of the parts right of the last bar, each at the height of its segment; above the plot where the
 * last bar has not all of them. */
static void name_parts(tt_chart *chart, tt_panel *panel, const tt__parts *s, tt_period last)
{
    double at = 0;
    if (s->count < 2)
        return;
    if (!all_in(s, last)) {
        tt__add_key(chart, panel, s->list, s->count < MOST_NAMED ? s->count : MOST_NAMED);
        return;
    }
    for (size_t i = 0; i < s->count && i < MOST_NAMED; i++) {
        double size = tt__point_at(s->list[i], last)->value;
        tt_panel_add_end(chart, panel,
                         &(tt_end_label){.name = s->list[i]->label,
                                         .x = tt_period_time(last) + tt__half_bar(last),
                                         .y = at + size / 2,
                                         .ink = s->list[i]->ink});
        at += size;
    }
}

static tt_status set_title(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                           const tt__parts *s, size_t mismatches, tt_error *err)
{
    const tt__view *whole = s->total ? s->total : s->count == 1 ? s->list[0] : NULL;
    if (!whole) {
        chart->title = tt__capital(chart, views->indicator ? views->indicator
                                                           : tt__words(chart, TT__SAY_PARTS));
        return TT_OK;
    }
    tt__finding finding;
    tt_status status = tt__find_trend(request, whole->series, &finding, err);
    if (status != TT_OK)
        return status;
    /* Bars of parts may stand where no total is printed. */
    finding.in_part = tt_period_compare(views->first, finding.first) < 0 ||
                      tt_period_compare(views->last, finding.last) > 0;
    const char *subject = s->total && views->indicator ? views->indicator : NULL;
    const char *title = tt__single_title(chart, whole, subject, &finding);
    if (mismatches && !tt__clear_trend(chart, subject, &finding) &&
        !tt__has_break(whole)) /* two lines have room for it */
        title = tt__say(chart, TT__SAY_COLON, subject ? subject : whole->subject,
                        tt__ends_words(chart, whole));
    if (mismatches)
        title =
            tt__say(chart, mismatches == 1 ? TT__SAY_MISMATCH_ONE : TT__SAY_MISMATCH_MANY, title);
    chart->title = tt__capital(chart, title);
    tt__note_findings(chart, &finding, 1);
    return TT_OK;
}

static tt_status build(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                       const tt__parts *s, tt_error *err)
{
    enum {
        MOST_PERIODS = 200,
        MOST_NOTES = 2,
        MOST_NARROW = 8
    }; /* bars that a column of text has room for */
    tt_panel *panel = &chart->panels[0];
    tt_period periods[MOST_PERIODS + 1];
    size_t count = 0;
    for (size_t i = 0; i < views->count; i++)
        count = tt__add_periods(&views->list[i], periods, count, MOST_PERIODS);
    size_t mismatches = 0;
    tt__set_year_axis(chart, &panel->x, tt_period_time(views->first), tt_period_time(views->last),
                      0.55);
    tt__set_value_axis(chart, &panel->y,
                       &(tt__value_axis){.high = highest_bar(s, views) * 1.06, .whole = 1});
    for (size_t i = 0; i < count; i++) {
        bar b = measure(s, periods[i]);
        double at = 0;
        if (b.partial)
            tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_PARTIAL_BAR));
        for (size_t k = 0; k < s->count; k++) {
            const tt_point *point = tt__point_at(s->list[k], periods[i]);
            if (!point || isnan(point->value) || point->value == 0)
                continue;
            draw_segment(chart, panel, s->list[k], &b, at, at + point->value);
            at += point->value;
        }
        if (has_rest(&b)) {
            draw_rest(chart, panel, &b);
            tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_REST_BAR));
        } else {
            draw_total(chart, panel, &b, (int)s->count);
        }
        if (!b.marked)
            continue;
        star_tick(chart, panel, b.x);
        mismatches++;
    }
    note_mismatches(chart, s, periods, count, mismatches);
    panel->x.high = tt_period_time(views->last) + 0.42;
    chart->measure = count > MOST_NARROW ? TT_MEASURE_MIDDLE : TT_MEASURE_COLUMN;
    panel->aspect = count > MOST_NARROW ? 0.48 : 0;
    name_parts(chart, panel, s, views->last);
    tt__draw_breaks(chart, panel, views);
    return set_title(request, chart, views, s, mismatches, err);
}

tt_status tt__kind_bar(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("bar", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    tt__parts s;
    tt__make_distinct(&views);
    status = tt__parts_make(request->data, &views, &s, err);
    if (status == TT_OK)
        status = build(request, chart, &views, &s, err);
    if (status == TT_OK) {
        tt__finish_chart(request, chart, &views, tt__per_period(chart, &views));
        tt__set_alt(chart, &views, TT__SAY_KIND_BAR);
        tt__fill_data(request, chart, &views);
    }
    tt__parts_clear(&s);
    return tt__kind_end(status, chart, &views, out, err);
}
