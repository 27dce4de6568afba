/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "ratio": females for each male, one row for each period, as nested intervals: what the unspecified
 * and the rounding leave open (thick), and sampling around it (thin). The series are those by sex, as
 * counts or as printed percentages. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/sexes.h"

enum { ROW_POINTS = 22 };
static const double farthest = 20; /* the axis ends here at the latest */

typedef struct row {
    const tt_sexes *year;
    tt_share_bounds bounds;
} row;

static const char *bounds_text(tt_chart *chart, tt_interval b)
{
    if (isinf(b.high))
        return tt__say(chart, TT__SAY_PLUS, tt__number(chart, b.low, 1));
    if (b.high - b.low < 0.05)
        return tt__number(chart, (b.low + b.high) / 2, 1);
    return tt__say(chart, TT__SAY_LIMITS, tt__number(chart, b.low, 1),
                   tt__number(chart, b.high, 1));
}

static void draw_row(tt_chart *chart, tt_panel *panel, const row *r, double y)
{
    const tt_share_bounds *b = &r->bounds;
    double specified = (b->specified_ratio.low + b->specified_ratio.high) / 2;
    const char *cells[] = {bounds_text(chart, b->ratio), tt__number(chart, specified, 1)};
    const char *n = isnan(r->year->parts.whole)
                        ? NULL
                        : tt__say(chart, TT__SAY_N, tt__number(chart, r->year->parts.whole, 0));
    tt_panel_add_row(chart, panel,
                     &(tt_row){.name = tt__span_text(chart, r->year->period, r->year->period),
                               .detail = n,
                               .y = y,
                               .cells = cells});
    tt__draw_span(chart, panel, b->ratio_limits, y, &(tt_mark){.ink = TT_INK_MUTED, .weight = 0.8});
    tt__draw_span(chart, panel, b->ratio, y,
                  &(tt_mark){.ink = TT_INK_PURPLE, .fill = TT_FILL_MIDDLE, .weight = 5});
    if (specified <= panel->x.high)
        tt_panel_add_mark(chart, panel,
                          &(tt_mark){.kind = TT_MARK_POINTS,
                                     .ink = TT_INK_TEXT,
                                     .weight = 1.2,
                                     .n = 1,
                                     .column = {&specified, &y}});
}

static const char *make_title(tt_chart *chart, const row *last, const char *subject)
{
    tt_interval ratio = last->bounds.ratio;
    int open = (last->bounds.notes & TT_NOTE_UNSPECIFIED) || ratio.high - ratio.low >= 0.05;
    return tt__say(chart, open ? TT__SAY_RATIO_TITLE_OPEN : TT__SAY_RATIO_TITLE,
                   bounds_text(chart, ratio), subject ? subject : tt__words(chart, TT__SAY_FIGURES),
                   tt__span_text(chart, last->year->period, last->year->period));
}

static tt_status fill_data(tt_chart *chart, const row *rows, size_t count, tt_error *err)
{
    static const tt_column columns[] = {
        {"period", "Period", TT_COLUMN_YEAR, 0},
        {"total", "Total", TT_COLUMN_NUMBER, 0},
        {"female_low", "Female, least", TT_COLUMN_NUMBER, 0},
        {"female_high", "most", TT_COLUMN_NUMBER, 0},
        {"male_low", "Male, least", TT_COLUMN_NUMBER, 0},
        {"male_high", "most", TT_COLUMN_NUMBER, 0},
        {"ratio_low", "Ratio, least", TT_COLUMN_NUMBER, 2},
        {"ratio_high", "most", TT_COLUMN_NUMBER, 2},
        {"ratio_limit_low", "Lower limit", TT_COLUMN_NUMBER, 2},
        {"ratio_limit_high", "Upper limit", TT_COLUMN_NUMBER, 2},
        {"specified_low", "Specified, least", TT_COLUMN_NUMBER, 2},
        {"specified_high", "most", TT_COLUMN_NUMBER, 2},
    };
    tt_table *table = tt_table_new(chart->title, columns, sizeof columns / sizeof *columns);
    chart->data = table;
    for (size_t i = 0; i < count; i++) {
        const tt_two_parts *p = &rows[i].year->parts;
        const tt_share_bounds *b = &rows[i].bounds;
        char period[TT_PERIOD_TEXT_SIZE];
        (void)tt_period_text(rows[i].year->period, period);
        tt_table_text(table, period);
        tt_table_number(table, p->whole);
        const tt_interval pairs[] = {p->first, p->second, b->ratio, b->ratio_limits,
                                     b->specified_ratio};
        for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
            tt_table_number(table, pairs[k].low);
            tt_table_number(table, pairs[k].high);
        }
        tt_table_end_row(table, rows[i].year->notes | b->notes, NULL);
    }
    return tt_table_status(table, err);
}

/* Rows from the first group of sexes among the series; those without bounds are noted. */
static size_t collect(const tt_chart_request *request, tt_chart *chart, const tt_sexes_group *group,
                      row *rows, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < group->count; i++) {
        const tt_sexes *year = &group->years[i];
        int when = tt_period_year(year->period);
        if ((request->from && when < request->from) || (request->to && when > request->to))
            continue;
        if (year->notes & TT_NOTE_INFEASIBLE) {
            tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_INFEASIBLE,
                                             tt__span_text(chart, year->period, year->period)));
            continue;
        }
        if (count < most &&
            tt_bounds_share(&year->parts, request->conf, &rows[count].bounds, NULL) == TT_OK)
            rows[count++].year = year;
    }
    return count;
}

static tt_status build(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                       const tt_sexes_group *group, tt_error *err)
{
    enum { MOST_ROWS = 40 };
    const char *titles[] = {tt__words(chart, TT__SAY_COLUMN_BOUNDS),
                            tt__words(chart, TT__SAY_COLUMN_SPECIFIED)};
    row rows[MOST_ROWS];
    tt_panel *panel = &chart->panels[0];
    size_t count = collect(request, chart, group, rows, MOST_ROWS);
    if (count == 0)
        return tt_fail(err, TT_ETOOFEW, "no period has females and males that can be compared");
    double reach = 1.5;
    int open = 0;
    int rounded = 0;
    for (size_t i = 0; i < count; i++) {
        double limit = rows[i].bounds.ratio_limits.high;
        reach = fmax(reach, fmin(farthest, isinf(limit) ? 2 * rows[i].bounds.ratio.low : limit));
        open |= (rows[i].bounds.notes & TT_NOTE_UNSPECIFIED) != 0;
        rounded |= rows[i].year->from_percent;
    }
    tt__set_value_axis(chart, &panel->x, &(tt__value_axis){.high = reach});
    panel->x.line = 1;
    panel->x.reference = 1;
    panel->below_left = tt__words(chart, TT__SAY_MORE_MALES);
    panel->below_right = tt__words(chart, TT__SAY_MORE_FEMALES);
    panel->y.low = 0.4;
    panel->y.high = (double)count + 0.6;
    panel->row_height = ROW_POINTS;
    tt_panel_set_columns(chart, panel, titles, 2);
    for (size_t i = 0; i < count; i++)
        draw_row(chart, panel, &rows[i], (double)(count - i));
    chart->title = make_title(chart, &rows[count - 1], views->indicator);
    chart->measure = TT_MEASURE_MIDDLE;
    tt_chart_add_note(chart, tt__words(chart, open ? TT__SAY_NOTE_RATIO_OPEN : TT__SAY_NOTE_RATIO));
    if (rounded)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_BEHIND_PERCENT));
    return fill_data(chart, rows, count, err);
}

tt_status tt__kind_ratio(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_sexes_groups groups = {0};
    tt_status status = tt__kind_begin("ratio", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    tt_index_list list = {0};
    for (size_t i = 0; i < request->count && status == TT_OK; i++)
        status = tt_index_list_add(&list, request->series[i], err);
    if (status == TT_OK)
        status = tt_dataset_sexes(request->data, &list, &groups, err);
    if (status == TT_OK && groups.count == 0)
        status = tt_fail(err, TT_ETOOFEW, "no series of females and of males among those chosen");
    if (status == TT_OK)
        status = build(request, chart, &views, &groups.list[0], err);
    if (status == TT_OK) {
        tt__finish_chart(request, chart, &views, tt__words(chart, TT__SAY_RATIO_SUBTITLE));
        tt__set_alt(chart, &views, TT__SAY_KIND_RATIO);
    }
    tt_sexes_clear(&groups);
    tt_index_list_clear(&list);
    return tt__kind_end(status, chart, &views, out, err);
}
