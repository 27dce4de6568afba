/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "heat": series by period as coloured cells, the figure in each, in classes on one scale that a key
 * explains. A missing figure leaves its cell open, a suppressed one is hatched. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"

enum { ROW_POINTS = 12, MOST_ROWS = 44, MOST_CLASSES = 7, MOST_FIGURES = 24 };
static const double least_shade = 0.1; /* of the lowest class */
static const double cell = 0.47;       /* half the height of a cell, in rows */
static const double wide_range = 30;   /* highest over lowest: above, classes grow by factors */

/* Classes of figures: class k holds edge[k] <= x < edge[k + 1]; the last one also its upper edge. */
typedef struct classes {
    double edge[MOST_CLASSES + 1];
    size_t count;
} classes;

/* ---- classes ---- */

static void find_range(const tt__views *views, double *low, double *high)
{
    *low = INFINITY;
    *high = 0;
    for (size_t i = 0; i < views->count; i++)
        for (size_t p = 0; p < views->list[i].list.count; p++) {
            double x = views->list[i].list.points[p].value;
            *high = x > *high ? x : *high;
            *low = x > 0 && x < *low ? x : *low;
        }
}

/* Round edges: of one width, or, over a wide range, 0, 1, 3, 10, 30, 100, ... up to the highest. */
static classes make_classes(const tt__views *views)
{
    double low;
    double high;
    classes c = {.count = 0};
    find_range(views, &low, &high);
    if (!(high > wide_range * low)) {
        double ticks[TT__TICKS_MAX];
        size_t count = tt__nice_ticks(0, high, MOST_CLASSES - 1, high >= 5, ticks);
        for (size_t i = 0; i < count && i <= MOST_CLASSES; i++)
            c.edge[i] = ticks[i];
        c.count = count - 1 < MOST_CLASSES ? count - 1 : MOST_CLASSES;
        return c;
    }
    double power = pow(10, ceil(log10(high)));
    double top[2 * MOST_CLASSES];
    size_t count = 0;
    for (double edge = power; count < MOST_CLASSES; edge /= 10) {
        double third = 3 * edge / 10; /* 10, 3, 1, 0.3: about equal factors */
        if (!(count == 0 && edge / 10 * 3 >= high))
            top[count++] = edge;
        if (count < MOST_CLASSES)
            top[count++] = third;
        if (third <= low)
            break;
    }
    c.edge[c.count] = 0;
    while (count > 0)
        c.edge[++c.count] = top[--count];
    return c;
}

static size_t class_of(const classes *c, double x)
{
    size_t k = 0;
    while (k + 1 < c->count && x >= c->edge[k + 1])
        k++;
    return k;
}

static double shade_of(const classes *c, size_t k)
{
    double part = c->count > 1 ? (double)k / (double)(c->count - 1) : 1;
    return least_shade + (1 - least_shade) * part;
}

/* ---- rows ---- */

/* The rows in the order of their latest figures, the highest first; at most MOST_ROWS. */
static size_t order_rows(const tt__views *views, const tt__view **rows)
{
    size_t count = 0;
    for (size_t i = 0; i < views->count; i++) {
        const tt__view *view = &views->list[i];
        double own = tt__last_figure(view);
        size_t at = count < MOST_ROWS ? count++ : MOST_ROWS;
        for (; at > 0 && tt__last_figure(rows[at - 1]) < own; at--)
            if (at < MOST_ROWS)
                rows[at] = rows[at - 1];
        if (at < MOST_ROWS)
            rows[at] = view;
    }
    return count;
}

/* ---- drawing ---- */

static void add_cell(tt_chart *chart, tt_panel *panel, const tt_mark *style, const double sides[4])
{
    tt_mark mark = *style;
    mark.kind = TT_MARK_BOXES;
    mark.n = 1;
    for (size_t i = 0; i < 4; i++)
        mark.column[i] = &sides[i];
    tt_panel_add_mark(chart, panel, &mark);
}

static void draw_cell(tt_chart *chart, tt_panel *panel, const tt_point *point, const classes *c,
                      double y, int figures)
{
    double x = tt_period_time(point->period);
    double half = point->period.months / 24.0;
    const double sides[] = {x - half, x + half, y - cell, y + cell};
    if (isnan(point->value)) {
        if (isnan(point->low))
            return;
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_HATCHED_CELL));
        add_cell(chart, panel, &(tt_mark){.ink = TT_INK_HATCH, .fill = TT_FILL_HATCH}, sides);
        return;
    }
    double shade = shade_of(c, class_of(c, point->value));
    if (point->flags & TT_VALUE_PARTIAL)
        tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_PARTIAL_PERIOD,
                                         tt__span_text(chart, point->period, point->period)));
    add_cell(chart, panel, &(tt_mark){.ink = TT_INK_BLUE, .fill = TT_FILL_SHADE, .shade = shade},
             sides);
    if (!figures)
        return;
    tt_panel_add_label(chart, panel,
                       &(tt_label){.text = tt__number(chart, point->value, point->decimals),
                                   .x = x,
                                   .y = y,
                                   .anchor = TT_ANCHOR_CENTRE,
                                   .size = TT_TYPE_SMALL,
                                   .ink = TT_INK_BLUE,
                                   .on_fill = 1,
                                   .shade = shade,
                                   .optional = 1});
}

/* The key above the cells: a strip of the classes with their edges. */
static void draw_key(tt_chart *chart, tt_panel *panel, const classes *c)
{
    double range = panel->x.high - panel->x.low;
    double wide = 0.09 * range;
    double low = 1.0;
    double high = 1.45;
    int decimals = tt__step_decimals(c->edge[1]); /* the lowest: edges begin at 0 */
    for (size_t k = 0; k < c->count; k++) {
        double left = panel->x.low + wide * (double)k;
        const double sides[] = {left, left + wide, low, high};
        add_cell(chart, panel,
                 &(tt_mark){.ink = TT_INK_BLUE, .fill = TT_FILL_SHADE, .shade = shade_of(c, k)},
                 sides);
        tt_panel_add_label(chart, panel,
                           &(tt_label){.text = tt__number(chart, c->edge[k], decimals),
                                       .x = left,
                                       .y = high,
                                       .dy = 4.5,
                                       .dx = 0.5,
                                       .anchor = TT_ANCHOR_LEFT,
                                       .size = TT_TYPE_SMALL,
                                       .ink = TT_INK_MUTED,
                                       .optional = k > 0});
    }
}

/* The highest figure of all, for the headline. */
static const char *make_title(tt_chart *chart, const tt__views *views)
{
    const tt__view *best = NULL;
    const tt_point *most = NULL;
    for (size_t i = 0; i < views->count; i++)
        for (size_t p = 0; p < views->list[i].list.count; p++) {
            const tt_point *point = &views->list[i].list.points[p];
            if (isnan(point->value) || (most && point->value <= most->value))
                continue;
            most = point;
            best = &views->list[i];
        }
    const char *subject = views->indicator ? views->indicator : tt__words(chart, TT__SAY_FIGURES);
    if (!most)
        return tt__capital(chart, subject);
    return tt__capital(chart, tt__say(chart, TT__SAY_HEAT_TITLE, subject,
                                      tt__number(chart, most->value, most->decimals), best->inner,
                                      tt__span_text(chart, most->period, most->period)));
}

/* Whether some series lacks a figure in a period of the chart. */
static int has_gaps(const tt__views *views)
{
    double periods =
        (tt_period_time(views->last) - tt_period_time(views->first)) * 12 / views->first.months + 1;
    for (size_t i = 0; i < views->count; i++) {
        size_t figures = 0;
        for (size_t p = 0; p < views->list[i].list.count; p++)
            figures += isnan(views->list[i].list.points[p].low) ? 0 : 1;
        if ((double)figures < periods - 0.5)
            return 1;
    }
    return 0;
}

static void build(const tt_chart_request *request, tt_chart *chart, const tt__views *views)
{
    const tt__view *rows[MOST_ROWS] = {NULL};
    tt_panel *panel = &chart->panels[0];
    size_t count = order_rows(views, rows);
    classes c = make_classes(views);
    double half = views->first.months / 24.0;
    double first = tt_period_time(views->first);
    double last = tt_period_time(views->last);
    int figures = (last - first) / (2 * half) < MOST_FIGURES;
    tt__set_year_axis(chart, &panel->x, first, last, half);
    panel->x.line = 0;
    panel->y.low = -(double)count + 0.45;
    panel->y.high = 2.1;
    panel->row_height = ROW_POINTS;
    draw_key(chart, panel, &c);
    for (size_t i = 0; i < count; i++) {
        double y = -(double)i;
        tt_panel_add_row(chart, panel, &(tt_row){.name = rows[i]->label, .y = y});
        for (size_t p = 0; p < rows[i]->list.count; p++)
            draw_cell(chart, panel, &rows[i]->list.points[p], &c, y, figures);
    }
    chart->measure = (last - first) / (2 * half) > 9 ? TT_MEASURE_PAGE : TT_MEASURE_MIDDLE;
    chart->title = make_title(chart, views);
    if (has_gaps(views))
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_OPEN_CELL));
    if (count < views->count)
        tt_chart_add_note(chart,
                          tt__say(chart, TT__SAY_NOTE_HIGHEST, tt__number(chart, (double)count, 0),
                                  tt__number(chart, (double)views->count, 0)));
    tt__finish_chart(request, chart, views, tt__per_period(chart, views));
}

tt_status tt__kind_heat(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("heat", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    const tt__view *other = tt__other_unit(&views);
    if (other)
        status =
            tt_fail(err, TT_EUNITS,
                    "'%s' and '%s' do not share a scale of colours; choose one unit with --where",
                    other->data->unit, views.list[0].data->unit);
    if (status == TT_OK) {
        build(request, chart, &views);
        tt__set_alt(chart, &views, TT__SAY_KIND_HEAT);
        tt__fill_data(request, chart, &views);
    }
    return tt__kind_end(status, chart, &views, out, err);
}
