/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines, points, bands and labels that several kinds share. */
#include "marks.h"

#include <math.h>

#include "scale.h"
#include "tiptrend/interval.h"
#include "tiptrend/memory.h"

tt_interval tt__limits_of(double count, double conf)
{
    tt_ci ci;
    tt_ci_options options = {.method = TT_CI_EXACT, .conf = conf};
    if (count == floor(count) && tt_interval_count(count, &options, &ci, NULL) == TT_OK)
        return (tt_interval){ci.estimate.low, ci.estimate.high};
    return (tt_interval){NAN, NAN};
}

int tt__shows_counts(const tt__view *view)
{
    if (view->data->unit_kind != TT_UNIT_COUNT)
        return 0;
    for (size_t i = 0; i < view->list.count; i++) {
        double value = view->list.points[i].value;
        if (!isnan(value) && value != floor(value))
            return 0;
    }
    return 1;
}

double tt__highest(const tt__view *view, double conf, int band)
{
    double highest = 0;
    int counts = band && tt__shows_counts(view);
    for (size_t i = 0; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[i];
        if (isfinite(point->high))
            highest = fmax(highest, point->high);
        else if (isfinite(point->low))
            highest = fmax(highest, point->low * 1.15); /* room for the arrow of an open bar */
        if (counts && !isnan(point->value))
            highest = fmax(highest, tt__limits_of(point->value, conf).high);
    }
    return highest;
}

int tt__joins(const tt_point *before, const tt_point *point)
{
    return tt_period_follows(before->period, point->period) && !point->break_before &&
           !((before->flags | point->flags) & TT_VALUE_PARTIAL);
}

/* Columns for one row more than twice the points: a gap takes a row of its own. */
typedef struct path {
    double *x;
    double *y;
    double *low;
    double *high;
    size_t n;
} path;

static int path_new(path *c, size_t points)
{
    size_t size = 2 * points + 1;
    double *memory = tt_calloc(4 * size, sizeof *memory);
    if (!memory)
        return -1;
    *c = (path){memory, memory + size, memory + 2 * size, memory + 3 * size, 0};
    return 0;
}

static void path_free(path *c)
{
    tt_free(c->x);
}

static void add_row(path *c, double x, double y, double low, double high)
{
    c->x[c->n] = x;
    c->y[c->n] = y;
    c->low[c->n] = low;
    c->high[c->n] = high;
    c->n++;
}

/* One of many lines is thin. */
static double weight_of(const tt__view *view)
{
    return view->quiet ? 0.6 : 0;
}

/* The line of a series with the limits of its counts; `counts` 0: no limits. Returns 0 after a failure. */
static int trace(tt_chart *chart, const tt__view *view, double conf, int counts, path *out)
{
    path c;
    if (path_new(&c, view->list.count) != 0) {
        chart->failed = 1;
        return 0;
    }
    const tt_point *before = NULL;
    for (size_t i = 0; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[i];
        if (isnan(point->value))
            continue;
        tt_interval limits = {NAN, NAN};
        if (counts && !(point->flags & TT_VALUE_PARTIAL))
            limits = tt__limits_of(point->value, conf);
        if (before && !tt__joins(before, point))
            add_row(&c, tt_period_time(point->period), NAN, NAN, NAN);
        add_row(&c, tt_period_time(point->period), point->value, limits.low, limits.high);
        before = point;
    }
    *out = c;
    return 1;
}

static void draw_band(tt_chart *chart, tt_panel *panel, const tt__view *view, double conf)
{
    path c;
    if (!tt__shows_counts(view) || !trace(chart, view, conf, 1, &c))
        return;
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){
            .kind = TT_MARK_BAND, .ink = view->ink, .n = c.n, .column = {c.x, c.low, c.high}});
    path_free(&c);
}

static void draw_line(tt_chart *chart, tt_panel *panel, const tt__view *view)
{
    path c;
    if (!trace(chart, view, 0, 0, &c))
        return;
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_LINE,
                                 .ink = view->ink,
                                 .weight = weight_of(view),
                                 .n = c.n,
                                 .column = {c.x, c.y}});
    path_free(&c);
}

/* Says how a figure is drawn that is only known as an interval; `bar` is what it looks like. */
static void note_interval(tt_chart *chart, const tt_point *point, tt__phrase bar)
{
    tt__phrase note = point->state == TT_STATE_SUPPRESSED    ? TT__SAY_NOTE_SUPPRESSED
                      : point->state == TT_STATE_CONFLICTING ? TT__SAY_NOTE_CONFLICT
                                                             : TT__SAY_NOTE_INTERVAL;
    tt_chart_add_note(chart, tt__say(chart, note, tt__words(chart, bar)));
}

void tt__draw_intervals(tt_chart *chart, tt_panel *panel, const tt__view *view)
{
    for (size_t i = 0; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[i];
        if (!isnan(point->value) || isnan(point->low))
            continue;
        note_interval(chart, point, TT__SAY_BAR_NO_DOT);
        double x = tt_period_time(point->period);
        int open = isinf(point->high);
        double top = open ? panel->y.high : point->high;
        tt_panel_add_mark(chart, panel,
                          &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                     .ink = view->ink,
                                     .fill = open ? TT_FILL_SOLID : TT_FILL_TINT,
                                     .weight = open ? 0.8 : 4,
                                     .arrow = open,
                                     .n = 1,
                                     .column = {&x, &point->low, &x, &top}});
    }
}

static void draw_points(tt_chart *chart, tt_panel *panel, const tt__view *view, int partial)
{
    path c;
    if (path_new(&c, view->list.count) != 0) {
        chart->failed = 1;
        return;
    }
    for (size_t i = 0; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[i];
        if (!isnan(point->value) && ((point->flags & TT_VALUE_PARTIAL) != 0) == partial)
            add_row(&c, tt_period_time(point->period), point->value, NAN, NAN);
    }
    if (partial && c.n)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_PARTIAL));
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_POINTS,
                                 .ink = view->ink,
                                 .shape = partial ? TT_SHAPE_RING : TT_SHAPE_DOT,
                                 .n = c.n,
                                 .column = {c.x, c.y}});
    path_free(&c);
}

/* What lies below the lines: the limits, and figures that are only known as intervals. */
static void draw_below(tt_chart *chart, tt_panel *panel, const tt__view *view, double conf,
                       int band)
{
    if (band)
        draw_band(chart, panel, view, conf);
    tt__draw_intervals(chart, panel, view);
}

static void draw_figures(tt_chart *chart, tt_panel *panel, const tt__view *view)
{
    draw_line(chart, panel, view);
    if (view->quiet)
        return;
    draw_points(chart, panel, view, 0);
    draw_points(chart, panel, view, 1);
}

/* Bands and bars are opaque tints: all of them lie below all lines, so that none hides another series. */
void tt__draw_all(tt_chart *chart, tt_panel *panel, const tt__views *views, double conf, int band)
{
    for (size_t i = 0; i < views->count; i++)
        draw_below(chart, panel, &views->list[i], conf, band);
    for (int quiet = 1; quiet >= 0; quiet--) /* those behind first */
        for (size_t i = 0; i < views->count; i++)
            if (views->list[i].quiet == quiet)
                draw_figures(chart, panel, &views->list[i]);
}

void tt__draw_series(tt_chart *chart, tt_panel *panel, const tt__view *view, double conf, int band)
{
    draw_below(chart, panel, view, conf, band);
    draw_figures(chart, panel, view);
}

static void note_breaks(tt_chart *chart, const tt__views *views)
{
    for (size_t i = 0; i < views->count; i++)
        for (size_t p = 1; p < views->list[i].list.count; p++) {
            const tt_point *point = &views->list[i].list.points[p];
            if (!point->break_before)
                continue;
            const char *when = tt__span_text(chart, point->period, point->period);
            tt_chart_add_note(
                chart, point->break_reason[0]
                           ? tt__say(chart, TT__SAY_NOTE_BREAK_REASON, when, point->break_reason)
                           : tt__say(chart, TT__SAY_NOTE_BREAK, when));
        }
}

/* Whether an earlier view has a break at the same place: one rule serves both. */
static int break_before(const tt__views *views, size_t index, int32_t start)
{
    for (size_t i = 0; i < index; i++)
        for (size_t p = 1; p < views->list[i].list.count; p++) {
            const tt_point *point = &views->list[i].list.points[p];
            if (point->break_before && point->period.start == start)
                return 1;
        }
    return 0;
}

void tt__draw_breaks(tt_chart *chart, tt_panel *panel, const tt__views *views)
{
    for (size_t i = 0; i < views->count; i++)
        for (size_t p = 1; p < views->list[i].list.count; p++) {
            const tt_point *point = &views->list[i].list.points[p];
            if (!point->break_before || break_before(views, i, point->period.start))
                continue;
            double x = (point->period.start) / 12.0 - 0.5;
            tt_panel_add_mark(chart, panel,
                              &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                         .ink = TT_INK_MUTED,
                                         .weight = 0.6,
                                         .dashed = 1,
                                         .n = 1,
                                         .column = {&x, &panel->y.low, &x, &panel->y.high}});
            tt_panel_add_label(chart, panel,
                               &(tt_label){.text = tt__words(chart, TT__SAY_NEW_DEFINITION),
                                           .x = x,
                                           .y = panel->y.high,
                                           .seek = TT_SEEK_ALONG,
                                           .size = TT_TYPE_SMALL,
                                           .ink = TT_INK_MUTED});
        }
    note_breaks(chart, views);
}

void tt__label_series(tt_chart *chart, tt_panel *panel, const tt__view *view, tt__labelling which)
{
    const tt_point_list *list = &view->list;
    for (size_t i = 0; i < list->count && !view->quiet; i++) {
        const tt_point *point = &list->points[i];
        if (isnan(point->value))
            continue;
        double before = i > 0 ? list->points[i - 1].value : NAN;
        double after = i + 1 < list->count ? list->points[i + 1].value : NAN;
        /* Below in a valley and at the foot of a slope. */
        int valley = !(before <= point->value) && !(after <= point->value) &&
                     !(isnan(before) && isnan(after));
        int first = which == TT__LABEL_FIRST;
        tt_panel_add_label(chart, panel,
                           &(tt_label){.text = tt__number(chart, point->value, point->decimals),
                                       .x = tt_period_time(point->period),
                                       .y = point->value,
                                       .dx = first ? -1 : 0,
                                       .dy = first    ? 0
                                             : valley ? -1
                                                      : 1,
                                       .seek = TT_SEEK_AROUND,
                                       .anchor = TT_ANCHOR_CENTRE,
                                       .ink = view->ink,
                                       .optional = first});
        if (first)
            return;
    }
}

/* ---- rows and keys ---- */

void tt__draw_span(tt_chart *chart, tt_panel *panel, tt_interval span, double y,
                   const tt_mark *style)
{
    const tt_axis *axis = &panel->x;
    double low = fmin(fmax(span.low, axis->low), axis->high);
    double high = fmin(span.high, axis->high);
    int left =
        span.low < axis->low; /* an arrow has one head: to the left where it runs on both ways */
    tt_mark mark = *style;
    mark.kind = TT_MARK_SEGMENTS;
    mark.n = 1;
    mark.arrow = left || span.high > axis->high;
    mark.column[0] = left ? &high : &low;
    mark.column[2] = left ? &low : &high;
    mark.column[1] = mark.column[3] = &y;
    tt_panel_add_mark(chart, panel, &mark);
}

void tt__add_key(tt_chart *chart, tt_panel *panel, const tt__view *const *list, size_t count)
{
    enum { MOST_NAMED = 16 };
    tt_span spans[2 * MOST_NAMED];
    size_t used = 0;
    for (size_t i = 0; i < count && i < MOST_NAMED; i++) {
        if (i)
            spans[used++] = (tt_span){", ", TT_INK_MUTED, 0};
        spans[used++] = (tt_span){list[i]->label, list[i]->ink, 1};
    }
    tt_panel_set_subtitle(chart, panel, spans, used);
}

/* ---- bars ---- */

double tt__half_bar(tt_period period)
{
    return 0.31 * period.months / 12; /* the rest is the gap between two bars */
}

static void draw_thin_bar(tt_chart *chart, tt_panel *panel, const tt__view *view,
                          const tt_point *point, double x)
{
    if (isnan(point->low))
        return;
    int open = isinf(point->high);
    double top = open ? panel->y.high : point->high;
    note_interval(chart, point, TT__SAY_BAR_THIN);
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                 .ink = view->ink,
                                 .weight = 1,
                                 .arrow = open,
                                 .n = 1,
                                 .column = {&x, &point->low, &x, &top}});
}

void tt__draw_bar(tt_chart *chart, tt_panel *panel, const tt__view *view, const tt_point *point,
                  const double side[2], const tt_label *style)
{
    const double zero = 0;
    const double x = (side[0] + side[1]) / 2;
    if (isnan(point->value)) {
        draw_thin_bar(chart, panel, view, point, x);
        return;
    }
    int partial = (point->flags & TT_VALUE_PARTIAL) != 0;
    if (partial)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_PARTIAL_BAR));
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_BOXES,
                                 .ink = view->ink,
                                 .fill = view->ink == TT_INK_HATCH ? TT_FILL_HATCH
                                         : partial                 ? TT_FILL_TINT
                                                                   : TT_FILL_SOLID,
                                 .n = 1,
                                 .column = {&side[0], &side[1], &zero, &point->value}});
    tt_panel_add_label(chart, panel,
                       &(tt_label){.text = tt__number(chart, point->value, point->decimals),
                                   .x = x,
                                   .y = point->value,
                                   .dy = style->dy,
                                   .anchor = TT_ANCHOR_CENTRE,
                                   .size = style->size,
                                   .bold = style->bold,
                                   .optional = style->optional});
}

void tt__draw_bars(tt_chart *chart, tt_panel *panel, const tt__view *view, const tt_label *style)
{
    for (size_t i = 0; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[i];
        const double x = tt_period_time(point->period);
        const double half = tt__half_bar(point->period);
        tt__draw_bar(chart, panel, view, point, (const double[]){x - half, x + half}, style);
    }
}

void tt__end_series(tt_chart *chart, tt_panel *panel, const tt__view *view, const char *name)
{
    const tt_point *point = view->quiet ? NULL : tt__end_point(view, 1);
    if (!point)
        return;
    const char *value = tt__number(chart, point->value, point->decimals);
    tt_panel_add_end(chart, panel,
                     &(tt_end_label){.name = name ? name : value,
                                     .value = name ? value : NULL,
                                     .x = tt_period_time(point->period),
                                     .y = point->value,
                                     .ink = view->ink});
}

void tt__limit_panels(tt_chart *chart, tt__views *views)
{
    size_t all = views->count;
    size_t shown = all < TT__PANELS_MAX ? all : TT__PANELS_MAX;
    chart->panel_count = shown;
    if (shown == all)
        return;
    tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_FIRST, tt__number(chart, (double)shown, 0),
                                     tt__number(chart, (double)all, 0)));
    for (size_t i = shown; i < all; i++)
        tt_point_list_clear(&views->list[i].list);
    views->count = shown;
}

int tt__one_scale(const double *highest, size_t count)
{
    static const double vanishing = 8; /* the highest panel over the lowest */
    double least = INFINITY;
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        least = fmin(least, highest[i]);
        most = fmax(most, highest[i]);
    }
    return most <= vanishing * least;
}

double tt__level(const tt_chart_request *request)
{
    return request->conf > 0 ? request->conf : 0.95;
}

const char *tt__level_text(tt_chart *chart, double level)
{
    double percent = 100 * level;
    return tt__percent(chart, percent, percent == floor(percent) ? 0 : 1);
}

void tt__note_band(tt_chart *chart, double conf)
{
    tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_BAND, tt__level_text(chart, conf)));
}

void tt__set_years(tt_chart *chart, tt_panel *panel, const tt__views *views)
{
    double first = tt_period_time(views->first);
    double last = tt_period_time(views->last);
    double range = last - first;
    tt__set_year_axis(chart, &panel->x, first, last, 0.25 + 0.03 * range);
    panel->x.high = last + 0.1 + 0.015 * range; /* end labels stand beyond the frame */
}

void tt__fill_data(const tt_chart_request *request, tt_chart *chart, const tt__views *views)
{
    static const tt_column columns[] = {
        {"series", "Series", TT_COLUMN_TEXT, 0}, {"unit", "Unit", TT_COLUMN_TEXT, 0},
        {"period", "Period", TT_COLUMN_YEAR, 0}, {"value", "Value", TT_COLUMN_NUMBER, 0},
        {"low", "Lowest", TT_COLUMN_NUMBER, 0},  {"high", "Highest", TT_COLUMN_NUMBER, 0},
        {"state", "State", TT_COLUMN_TEXT, 0},   {"source", "Source", TT_COLUMN_TEXT, 0},
    };
    chart->data = tt_table_new(chart->title ? chart->title : chart->kind, columns,
                               sizeof columns / sizeof *columns);
    for (size_t i = 0; chart->data && i < views->count; i++)
        for (size_t p = 0; p < views->list[i].list.count; p++) {
            const tt_point *point = &views->list[i].list.points[p];
            const tt_observation *row = tt_dataset_observation(request->data, point->observation);
            char period[TT_PERIOD_TEXT_SIZE];
            (void)tt_period_text(point->period, period);
            tt_table_text(chart->data, views->list[i].data->name);
            tt_table_text(chart->data, views->list[i].data->unit);
            tt_table_text(chart->data, period);
            tt_table_limits(chart->data, point->value, point->low, point->high);
            tt_table_text(chart->data, tt_state_name(point->state));
            tt_table_text(
                chart->data,
                tt_dataset_text(request->data, tt_dataset_origin(request->data, row)->source));
            tt_notes notes = tt_value_notes(point->flags);
            notes |= point->flags & TT_VALUE_ROUNDED ? TT_NOTE_ROUNDED : 0;
            notes |= point->break_before ? TT_NOTE_BREAK : 0;
            tt_table_end_row(chart->data, notes,
                             point->flags & TT_VALUE_PARTIAL ? "only a part of the period" : NULL);
        }
    if (tt_table_status(chart->data, NULL) != TT_OK)
        chart->failed = 1;
}
