/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "forest": annual percent change of several series. A thick bar for the plain Poisson limits, a
 * thin line for the limits widened by the scatter, which are the ones to judge by. */
#include <math.h>
#include <string.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"

enum { ROW_POINTS = 17, CLIP = 100 }; /* height of a row; limits of the axis in percent */

static const char *limits_text(tt_chart *chart, tt_estimate e)
{
    return tt__say(chart, TT__SAY_LIMITS, tt__number(chart, e.low, 1),
                   tt__number(chart, e.high, 1));
}

static void add_series(tt_chart *chart, tt_panel *panel, const tt__view *view,
                       const tt__finding *finding, double y)
{
    const char *cells[] = {tt__signed(chart, finding->apc.value, 1),
                           limits_text(chart, finding->apc)};
    tt_panel_add_row(chart, panel, &(tt_row){.name = view->long_label, .y = y, .cells = cells});
    tt__draw_span(chart, panel, (tt_interval){finding->apc.low, finding->apc.high}, y,
                  &(tt_mark){.ink = TT_INK_MUTED, .weight = 0.8});
    tt__draw_span(chart, panel, (tt_interval){finding->poisson.low, finding->poisson.high}, y,
                  &(tt_mark){.ink = view->ink, .fill = TT_FILL_MIDDLE, .weight = 4.2});
    double x = finding->apc.value;
    if (fabs(x) > CLIP)
        return; /* a dot at the edge would be another figure */
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){
            .kind = TT_MARK_POINTS, .ink = view->ink, .weight = 1.2, .n = 1, .column = {&x, &y}});
}

static const char *make_title(tt_chart *chart, const tt__views *views, const tt__finding *findings)
{
    size_t clear = 0;
    size_t known = 0;
    size_t which = 0;
    for (size_t i = 0; i < views->count; i++) {
        known += findings[i].direction != TT__UNKNOWN ? 1 : 0;
        if (findings[i].direction != TT__FALL && findings[i].direction != TT__RISE)
            continue;
        clear++;
        which = i;
    }
    const char *all = tt__number(chart, (double)known, 0);
    if (clear == 0)
        return tt__say(chart, TT__SAY_FOREST_NONE, all);
    chart->short_title = tt__capital(
        chart, tt__say(chart, TT__SAY_SOME_CLEAR, tt__number(chart, (double)clear, 0), all));
    if (clear == 1 && known > 1)
        return tt__say(chart, TT__SAY_FOREST_ONE, all,
                       tt__clear_trend(chart, views->list[which].subject, &findings[which]));
    if (known == 1)
        return tt__capital(chart,
                           tt__clear_trend(chart, views->list[which].subject, &findings[which]));
    return tt__say(chart, TT__SAY_FOREST_SOME, tt__number(chart, (double)clear, 0), all);
}

/* The axis fits what is drawn: wide where some series needs it. */
static void set_axis(tt_chart *chart, tt_panel *panel, const tt__views *views,
                     const tt__finding *findings)
{
    double reach = 10;
    for (size_t i = 0; i < views->count; i++) {
        if (findings[i].direction == TT__UNKNOWN)
            continue;
        reach = fmax(reach, fmin(CLIP, fabs(findings[i].apc.low)));
        reach = fmax(reach, fmin(CLIP, fabs(findings[i].apc.high)));
    }
    tt__set_value_axis(chart, &panel->x,
                       &(tt__value_axis){.low = -reach, .high = reach, .percent = 1, .sign = 1});
    panel->x.line = 1;
    panel->x.reference = 0;
    panel->below_left = tt__words(chart, TT__SAY_DECLINE);
    panel->below_right = tt__words(chart, TT__SAY_GROWTH);
}

static tt_status fill_data(tt_chart *chart, const tt__views *views, const tt__finding *findings,
                           tt_error *err)
{
    static const tt_column columns[] = {
        {"series", "Series", TT_COLUMN_TEXT, 0},
        {"unit", "Unit", TT_COLUMN_TEXT, 0},
        {"points", "Points", TT_COLUMN_INTEGER, 0},
        {"first", "First", TT_COLUMN_YEAR, 0},
        {"last", "Last", TT_COLUMN_YEAR, 0},
        {"apc", "APC", TT_COLUMN_SIGNED, 1},
        {"apc_low", "Lower", TT_COLUMN_SIGNED, 1},
        {"apc_high", "Upper", TT_COLUMN_SIGNED, 1},
        {"poisson_low", "Poisson lower", TT_COLUMN_SIGNED, 1},
        {"poisson_high", "Poisson upper", TT_COLUMN_SIGNED, 1},
        {"dispersion", "Dispersion", TT_COLUMN_NUMBER, 1},
    };
    tt_table *table = tt_table_new(chart->title, columns, sizeof columns / sizeof *columns);
    chart->data = table;
    for (size_t i = 0; i < views->count; i++) {
        const tt__finding *f = &findings[i];
        char first[TT_PERIOD_TEXT_SIZE];
        char last[TT_PERIOD_TEXT_SIZE];
        (void)tt_period_text(f->first, first);
        (void)tt_period_text(f->last, last);
        tt_table_text(table, views->list[i].data->name);
        tt_table_text(table, views->list[i].data->unit);
        tt_table_number(table, (double)f->n);
        tt_table_text(table, f->n ? first : NULL);
        tt_table_text(table, f->n ? last : NULL);
        tt_table_limits(table, f->apc.value, f->apc.low, f->apc.high);
        tt_table_number(table, f->poisson.low);
        tt_table_number(table, f->poisson.high);
        tt_table_number(table, f->dispersion);
        tt_table_end_row(table, f->notes,
                         f->direction == TT__UNKNOWN ? "no trend is fitted: too few counts" : NULL);
    }
    return tt_table_status(table, err);
}

/* Whether an interval is longer than the axis. */
static int runs_off(const tt__views *views, const tt__finding *findings)
{
    for (size_t i = 0; i < views->count; i++)
        if (findings[i].direction != TT__UNKNOWN && findings[i].apc.high > CLIP)
            return 1;
    return 0;
}

static tt_status build(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                       const tt__finding *findings, tt_error *err)
{
    const char *titles[] = {
        tt__words(chart, TT__SAY_COLUMN_APC),
        tt__say(chart, TT__SAY_COLUMN_WIDENED, tt__level_text(chart, tt__level(request)))};
    tt_panel *panel = &chart->panels[0];
    tt_panel_set_columns(chart, panel, titles, 2);
    set_axis(chart, panel, views, findings);
    size_t rows = 0;
    for (size_t i = views->count; i-- > 0;)
        if (findings[i].direction != TT__UNKNOWN)
            add_series(chart, panel, &views->list[i], &findings[i], (double)++rows);
    if (rows == 0)
        return tt_fail(err, TT_ETOOFEW, "no series has three counts for a trend");
    panel->y.low = 0.4;
    panel->y.high = (double)rows + 0.6;
    panel->row_height = ROW_POINTS;
    chart->measure = TT_MEASURE_MIDDLE;
    chart->title = make_title(chart, views, findings);
    tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_FOREST));
    if (runs_off(views, findings))
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_OFF_AXIS));
    return fill_data(chart, views, findings, err);
}

tt_status tt__kind_forest(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("forest", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    tt__finding *findings;
    status = tt__find_trends(request, &views, &findings, err);
    if (status == TT_OK)
        status = build(request, chart, &views, findings, err);
    if (status == TT_OK) {
        tt__note_findings(chart, findings, views.count);
        tt__finish_chart(request, chart, &views, tt__words(chart, TT__SAY_FOREST_SUBTITLE));
        tt__set_alt(chart, &views, TT__SAY_KIND_FOREST);
    }
    tt_free(findings);
    return tt__kind_end(status, chart, &views, out, err);
}
