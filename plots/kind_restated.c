/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "restated": figures that a later edition of the data gives otherwise than an earlier one. A row for
 * each: a ring where the earlier edition stands, a dot where the later one does, both in percent of the
 * earlier figure, so that large and small figures share the axis; the figures themselves stand beside it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/editions.h"
#include "tiptrend/memory.h"

enum {
    ROW_POINTS = 17, /* height of a row */
    MOST_ROWS = 24,  /* more do not fit a page; the greatest changes are kept */
    CLIP = 100       /* limit of the axis, percent */
};

/* One restated figure. */
typedef struct restated {
    const tt__view *view;
    const tt_restatement *figure;
    double percent;
} restated;

static const tt__view *view_of(const tt__views *views, size_t series)
{
    for (size_t i = 0; i < views->count; i++)
        if (views->list[i].series == series)
            return &views->list[i];
    return NULL;
}

static int is_within(const tt_chart_request *request, tt_period period)
{
    int year = tt_period_year(period);
    return (!request->from || year >= request->from) && (!request->to || year <= request->to);
}

/* By size of the change, greatest first; the rest by series and period. */
static int compare_size(const void *a, const void *b)
{
    const restated *x = a;
    const restated *y = b;
    double dx = fabs(x->percent);
    double dy = fabs(y->percent);
    if (dx != dy)
        return dx > dy ? -1 : 1;
    return (x->figure > y->figure) - (x->figure < y->figure);
}

static int compare_place(const void *a, const void *b)
{
    const restated *x = a;
    const restated *y = b;
    if (x->view != y->view)
        return x->view < y->view ? -1 : 1;
    return tt_period_compare(x->figure->period, y->figure->period);
}

/* The restated figures of the views, those of one series side by side. Returns how many there are in all;
 * no more than MOST_ROWS are kept. Those that are no point in one of the editions, or zero before, cannot be drawn. */
static size_t collect(const tt_chart_request *request, const tt__views *views,
                      const tt_restatements *found, restated *out, size_t *kept, size_t *not_drawn)
{
    size_t count = 0;
    *not_drawn = 0;
    for (size_t i = 0; i < found->changes[TT_EDITION_RESTATED]; i++) {
        const tt_restatement *r = &found->list[i];
        const tt__view *view = view_of(views, r->new_series);
        if (!view || !is_within(request, r->period))
            continue;
        if (!(r->before.value > 0) || isnan(r->after.value)) {
            ++*not_drawn;
            continue;
        }
        double percent = 100 * (r->after.value - r->before.value) / r->before.value;
        out[count++] = (restated){view, r, percent};
    }
    *kept = count > MOST_ROWS ? MOST_ROWS : count;
    qsort(out, count, sizeof *out, compare_size);
    qsort(out, *kept, sizeof *out, compare_place);
    return count;
}

static double clip(double x)
{
    return fmax(-CLIP, fmin(CLIP, x));
}

static const char *row_name(tt_chart *chart, const tt__views *views, const restated *r)
{
    const char *when = tt__span_text(chart, r->figure->period, r->figure->period);
    const char *name = r->view->long_label;
    return views->count > 1 || !views->indicator ? tt__say(chart, TT__SAY_COMMA, name, when) : when;
}

static void add_row(tt_chart *chart, tt_panel *panel, const tt__views *views, const restated *r,
                    double y)
{
    const tt_point *before = &r->figure->before;
    const tt_point *after = &r->figure->after;
    double zero = 0;
    double x = clip(r->percent);
    const char *cells[] = {tt__signed_percent(chart, r->percent, 1),
                           tt__number(chart, before->value, before->decimals),
                           tt__number(chart, after->value, after->decimals)};
    tt_panel_add_row(chart, panel,
                     &(tt_row){.name = row_name(chart, views, r), .y = y, .cells = cells});
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                 .ink = r->view->ink,
                                 .weight = 1.2,
                                 .arrow = fabs(r->percent) > CLIP,
                                 .n = 1,
                                 .column = {&zero, &y, &x, &y}});
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_POINTS,
                                 .ink = r->view->ink,
                                 .shape = TT_SHAPE_RING,
                                 .n = 1,
                                 .column = {&zero, &y}});
    if (fabs(r->percent) <= CLIP)
        tt_panel_add_mark(
            chart, panel,
            &(tt_mark){.kind = TT_MARK_POINTS, .ink = r->view->ink, .n = 1, .column = {&x, &y}});
}

static void set_axis(tt_chart *chart, tt_panel *panel, const restated *list, size_t count)
{
    double reach = 5;
    for (size_t i = 0; i < count; i++)
        reach = fmax(reach, fabs(clip(list[i].percent)));
    tt__set_value_axis(chart, &panel->x,
                       &(tt__value_axis){.low = -reach, .high = reach, .percent = 1, .sign = 1});
    panel->x.line = 1;
    panel->x.reference = 0;
    panel->below_left = tt__words(chart, TT__SAY_LOWERED);
    panel->below_right = tt__words(chart, TT__SAY_RAISED);
}

static const char *make_title(tt_chart *chart, const restated *list, size_t kept, size_t count)
{
    size_t raised = 0;
    for (size_t i = 0; i < kept; i++)
        raised += list[i].percent > 0 ? 1 : 0;
    const char *all = tt__number(chart, (double)count, 0);
    if (count > kept)
        return tt__say(chart, TT__SAY_RESTATED_MANY, all);
    return tt__say(chart, TT__SAY_RESTATED_TITLE, all, tt__number(chart, (double)raised, 0),
                   tt__number(chart, (double)(kept - raised), 0));
}

static tt_status fill_data(tt_chart *chart, const restated *list, size_t count, tt_error *err)
{
    static const tt_column columns[] = {
        {"series", "Series", TT_COLUMN_TEXT, 0}, {"unit", "Unit", TT_COLUMN_TEXT, 0},
        {"period", "Period", TT_COLUMN_YEAR, 0}, {"before", "Before", TT_COLUMN_NUMBER, 0},
        {"after", "After", TT_COLUMN_NUMBER, 0}, {"difference", "Difference", TT_COLUMN_SIGNED, 0},
        {"percent", "%", TT_COLUMN_SIGNED, 1},
    };
    chart->data = tt_table_new(chart->title, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < count; i++) {
        const tt_restatement *r = list[i].figure;
        char period[TT_PERIOD_TEXT_SIZE];
        (void)tt_period_text(r->period, period);
        tt_table_text(chart->data, list[i].view->data->name);
        tt_table_text(chart->data, list[i].view->data->unit);
        tt_table_text(chart->data, period);
        tt_table_number(chart->data, r->before.value);
        tt_table_number(chart->data, r->after.value);
        tt_table_number(chart->data, r->after.value - r->before.value);
        tt_table_number(chart->data, list[i].percent);
        tt_table_end_row(chart->data, tt_value_notes((unsigned)r->before.flags | r->after.flags),
                         NULL);
    }
    return tt_table_status(chart->data, err);
}

static tt_status build(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                       const tt_restatements *found, tt_error *err)
{
    restated *list = tt_calloc(found->count, sizeof *list);
    if (!list)
        return tt_fail(err, TT_ENOMEM, "no memory for a chart");
    size_t kept;
    size_t not_drawn;
    size_t count = collect(request, views, found, list, &kept, &not_drawn);
    tt_status status = TT_OK;
    if (count == 0) {
        status = tt_fail(err, TT_ETOOFEW,
                         not_drawn ? "no restated figure of these series has a change in percent"
                                   : "no figure of these series and years is restated");
    } else {
        const char *titles[] = {"%", tt__words(chart, TT__SAY_COLUMN_BEFORE),
                                tt__words(chart, TT__SAY_COLUMN_AFTER)};
        tt_panel *panel = &chart->panels[0];
        tt_panel_set_columns(chart, panel, titles, 3);
        set_axis(chart, panel, list, kept);
        for (size_t i = 0; i < kept; i++)
            add_row(chart, panel, views, &list[i], (double)(kept - i));
        panel->y.low = 0.4;
        panel->y.high = (double)kept + 0.6;
        panel->row_height = ROW_POINTS;
        chart->measure = TT_MEASURE_MIDDLE;
        chart->title = make_title(chart, list, kept, count);
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_RESTATED));
        if (count > kept)
            tt_chart_add_note(
                chart, tt__say(chart, TT__SAY_NOTE_GREATEST, tt__number(chart, (double)kept, 0)));
        if (not_drawn)
            tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_NOT_DRAWN,
                                             tt__number(chart, (double)not_drawn, 0)));
        status = fill_data(chart, list, kept, err);
    }
    tt_free(list);
    return status;
}

/* Whether a series has a restated figure. Those come first in the list, in the order of the series. */
static int is_restated(const tt_restatements *found, size_t series)
{
    size_t low = 0;
    size_t high = found->changes[TT_EDITION_RESTATED];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (found->list[middle].new_series < series)
            low = middle + 1;
        else
            high = middle;
    }
    return low < found->changes[TT_EDITION_RESTATED] && found->list[low].new_series == series;
}

/* The series of the request that have a restated figure, so that no others are looked at. */
static tt_status keep_restated(const tt_chart_request *request, const tt_restatements *found,
                               tt_index_list *out, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < request->count && status == TT_OK; i++)
        if (is_restated(found, request->series[i]))
            status = tt_index_list_add(out, request->series[i], err);
    if (status == TT_OK && out->count == 0)
        status = tt_fail(err, TT_ETOOFEW,
                         found->same + found->changes[TT_EDITION_RESTATED]
                             ? "no figure of these series is restated"
                             : "the editions have no figure in common; 'tiptrend check --compare' "
                               "tells how they differ");
    return status;
}

static tt_status make(const tt_chart_request *request, const tt_restatements *found, tt_chart **out,
                      tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("restated", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    status = build(request, chart, &views, found, err);
    if (status == TT_OK) {
        tt__finish_chart(request, chart, &views, tt__words(chart, TT__SAY_RESTATED_SUBTITLE));
        tt__set_alt(chart, &views, TT__SAY_KIND_RESTATED);
    }
    return tt__kind_end(status, chart, &views, out, err);
}

tt_status tt__kind_restated(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt_restatements found = {0};
    tt_index_list series = {0};
    if (!request->earlier)
        return tt_fail(err, TT_ETOOFEW, "no earlier edition of the data to compare with");
    tt_status status = tt_dataset_compare(request->earlier, request->data, &found, err);
    if (status == TT_OK)
        status = keep_restated(request, &found, &series, err);
    tt_chart_request restated_only = *request;
    restated_only.series = series.index;
    restated_only.count = series.count;
    if (status == TT_OK)
        status = make(&restated_only, &found, out, err);
    tt_index_list_clear(&series);
    tt_restatements_clear(&found);
    return status;
}
