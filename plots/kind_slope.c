/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "slope": one period against another as lines between two uprights, in one unit. The figures stand at
 * both ends, the names at the later one. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "pairs.h"
#include "scale.h"

static const double early = 0; /* places of the two periods */
static const double late = 1;

static void draw_pair(tt_chart *chart, tt_panel *panel, const tt__pair *pair)
{
    const double x[] = {early, late};
    const double y[] = {pair->from->value, pair->to->value};
    tt_ink ink = pair->view->ink;
    if (!pair->broken)
        tt_panel_add_mark(chart, panel,
                          &(tt_mark){.kind = TT_MARK_LINE,
                                     .ink = ink,
                                     .weight = pair->view->quiet ? 0.6 : 0,
                                     .n = 2,
                                     .column = {x, y}});
    if (pair->view->quiet)
        return;
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){.kind = TT_MARK_POINTS, .ink = ink, .weight = 1.2, .n = 2, .column = {x, y}});
    tt_panel_add_label(chart, panel,
                       &(tt_label){.text = tt__number(chart, y[0], pair->from->decimals),
                                   .x = early,
                                   .y = y[0],
                                   .dx = -1,
                                   .seek = TT_SEEK_AROUND,
                                   .anchor = TT_ANCHOR_CENTRE,
                                   .ink = ink});
    tt_panel_add_end(chart, panel,
                     &(tt_end_label){.name = pair->view->label,
                                     .value = tt__number(chart, y[1], pair->to->decimals),
                                     .x = late,
                                     .y = y[1],
                                     .ink = ink});
}

static void build(const tt_chart_request *request, tt_chart *chart, tt__views *views,
                  const tt__pairs *pairs)
{
    tt_panel *panel = &chart->panels[0];
    const double at[] = {early, late};
    const char *labels[] = {tt__span_text(chart, pairs->from, pairs->from),
                            tt__span_text(chart, pairs->to, pairs->to)};
    double highest = 0;
    int broken = 0;
    int counts = 1;
    for (size_t i = 0; i < pairs->count; i++) {
        highest = fmax(highest, fmax(pairs->list[i].from->value, pairs->list[i].to->value));
        counts = counts && tt__shows_counts(pairs->list[i].view);
        broken |= pairs->list[i].broken;
    }
    tt__set_value_axis(chart, &panel->y, &(tt__value_axis){.high = highest, .whole = counts});
    tt_axis_set_ticks(chart, &panel->x, at, labels, 2);
    panel->x.low = early - 0.32;
    panel->x.high = late + 0.04;
    panel->x.line = 1;
    panel->aspect = 0.8;
    for (size_t i = 0; i < 2; i++) /* the uprights */
        tt_panel_add_mark(chart, panel,
                          &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                     .ink = TT_INK_GRID,
                                     .weight = 0.8,
                                     .n = 1,
                                     .column = {&at[i], &panel->y.low, &at[i], &panel->y.high}});
    for (size_t i = 0; i < pairs->count; i++)
        draw_pair(chart, panel, &pairs->list[i]);
    chart->title = tt__pairs_title(chart, pairs);
    views->first = pairs->from;
    views->last = pairs->to;
    if (broken)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_CHANGE_BREAK));
    tt__finish_chart(request, chart, views, tt__per_period(chart, views));
}

tt_status tt__kind_slope(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt__pairs pairs = {0};
    tt_status status = tt__kind_begin("slope", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    const tt__view *other = tt__other_unit(&views);
    if (other)
        status = tt_fail(err, TT_EUNITS,
                         "'%s' and '%s' do not share an axis; plot dumbbell gives each its row",
                         other->data->unit, views.list[0].data->unit);
    if (status == TT_OK) {
        tt__quieten(chart, &views);
        tt__make_distinct(&views);
        status = tt__pairs_make(request, &views, &pairs, err);
    }
    if (status == TT_OK) {
        build(request, chart, &views, &pairs);
        tt__set_alt(chart, &views, TT__SAY_KIND_SLOPE);
        tt__pairs_data(request, chart, &pairs);
    }
    tt__pairs_clear(&pairs);
    return tt__kind_end(status, chart, &views, out, err);
}
