/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "dumbbell": one period against another, one row for each series, ordered by change: a grey dot for
 * the earlier figure, a strong one for the later, both printed, with the change and its limits. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "pairs.h"
#include "scale.h"

enum { ROW_POINTS = 21 };

/* The figure of one dot, on the side where the other dot is not. */
static void label_dot(tt_chart *chart, tt_panel *panel, const tt_point *point, double y, int left,
                      const tt_label *style)
{
    tt_label label = *style;
    label.text = tt__number(chart, point->value, point->decimals);
    label.x = point->value;
    label.y = y;
    label.dx = left ? -4.5 : 4.5;
    label.anchor = left ? TT_ANCHOR_RIGHT : TT_ANCHOR_LEFT;
    tt_panel_add_label(chart, panel, &label);
}

static void draw_pair(tt_chart *chart, tt_panel *panel, const tt__pair *pair, double y)
{
    double from = pair->from->value;
    double to = pair->to->value;
    tt_ink ink = pair->view->ink;
    if (!pair->broken)
        tt_panel_add_mark(chart, panel,
                          &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                     .ink = ink,
                                     .fill = TT_FILL_MIDDLE,
                                     .weight = 2.4,
                                     .n = 1,
                                     .column = {&from, &y, &to, &y}});
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_POINTS,
                                 .ink = TT_INK_GREY,
                                 .weight = 1.2,
                                 .n = 1,
                                 .column = {&from, &y}});
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){.kind = TT_MARK_POINTS, .ink = ink, .weight = 1.4, .n = 1, .column = {&to, &y}});
    label_dot(chart, panel, pair->to, y, to < from, &(tt_label){.ink = ink, .bold = 1});
    if (from != to)
        label_dot(chart, panel, pair->from, y, from < to, &(tt_label){.ink = TT_INK_MUTED});
}

static void add_row(const tt_chart_request *request, tt_chart *chart, tt_panel *panel,
                    const tt__pair *pair, double y)
{
    const tt_estimate *percent = &pair->change.percent;
    const char *change = tt__words(chart, TT__SAY_NEW_DEFINITION);
    const char *limits = "";
    if (!pair->broken) {
        change = isfinite(percent->value) ? tt__signed_percent(chart, percent->value, 0) : "";
        if (isfinite(percent->low) && isfinite(percent->high))
            limits = tt__say(chart, TT__SAY_LIMITS, tt__signed(chart, percent->low, 0),
                             tt__signed(chart, percent->high, 0));
    }
    const char *cells[] = {change, limits};
    tt_panel_add_row(chart, panel,
                     &(tt_row){.name = pair->view->long_label,
                               .detail = tt__unit_words(chart, request->data, pair->view),
                               .y = y,
                               .cells = cells});
}

/* "2017 and 2018" in the colours of the dots. */
static void set_key(tt_chart *chart, tt_panel *panel, const tt__pairs *pairs)
{
    const tt_span spans[] = {
        {tt__span_text(chart, pairs->from, pairs->from), TT_INK_GREY, 1},
        {" \xE2\x86\x92 ", TT_INK_MUTED, 0},
        {tt__span_text(chart, pairs->to, pairs->to), TT_INK_TEXT, 1},
    };
    tt_panel_set_subtitle(chart, panel, spans, sizeof spans / sizeof *spans);
}

static void build(const tt_chart_request *request, tt_chart *chart, tt__views *views,
                  const tt__pairs *pairs)
{
    tt_panel *panel = &chart->panels[0];
    const char *titles[] = {
        tt__words(chart, TT__SAY_COLUMN_CHANGE),
        tt__say(chart, TT__SAY_COLUMN_LIMITS_PERCENT, tt__level_text(chart, tt__level(request)))};
    double highest = 0;
    int counts = 1;
    int few = 0;
    int broken = 0;
    for (size_t i = 0; i < pairs->count; i++) {
        const tt__pair *pair = &pairs->list[i];
        highest = fmax(highest, fmax(pair->from->value, pair->to->value));
        counts = counts && tt__shows_counts(pair->view);
        few |= !pair->broken && (pair->change.notes & TT_NOTE_LOW_COUNT) != 0;
        broken |= pair->broken;
    }
    tt__set_value_axis(chart, &panel->x, &(tt__value_axis){.high = highest, .whole = counts});
    panel->x.line = 1;
    panel->x.low = -0.09 * panel->x.high; /* figures left of dots near zero */
    panel->x.high *= 1.06;
    panel->y.low = -(double)pairs->count + 0.4;
    panel->y.high = 0.6;
    panel->row_height = ROW_POINTS;
    tt_panel_set_columns(chart, panel, titles, 2);
    for (size_t i = 0; i < pairs->count; i++) {
        add_row(request, chart, panel, &pairs->list[i], -(double)i);
        draw_pair(chart, panel, &pairs->list[i], -(double)i);
    }
    set_key(chart, panel, pairs);
    chart->measure = TT_MEASURE_MIDDLE;
    chart->title = tt__pairs_title(chart, pairs);
    views->first = pairs->from;
    views->last = pairs->to;
    tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_ORDERED));
    if (counts)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_PAIR_LIMITS));
    if (few)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_CHANGE_FEW));
    if (broken)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_CHANGE_BREAK));
    tt__finish_chart(
        request, chart, views,
        tt__capital(chart, views->unit ? views->unit : tt__words(chart, TT__SAY_COUNTS)));
}

tt_status tt__kind_dumbbell(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt__pairs pairs = {0};
    tt_status status = tt__kind_begin("dumbbell", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    status = tt__pairs_make(request, &views, &pairs, err);
    if (status == TT_OK) {
        build(request, chart, &views, &pairs);
        tt__set_alt(chart, &views, TT__SAY_KIND_DUMBBELL);
        tt__pairs_data(request, chart, &pairs);
    }
    tt__pairs_clear(&pairs);
    return tt__kind_end(status, chart, &views, out, err);
}
