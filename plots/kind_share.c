/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "share": parts in percent of their whole, one bar for each period, what is not specified hatched and
 * last. The series are the parts, as counts or as printed percentages, and their total if there is one. */
#include <math.h>
#include <string.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"

enum { ROW_POINTS = 24, MOST_PERIODS = 30 };
static const double half_height = 0.36; /* of a row */
static const double narrowest_text = 6; /* percent: narrower segments carry no figure */

/* One bar. */
typedef struct bar {
    tt_period period;
    double whole; /* what 100 % is; not-a-number when it is not known */
    double sum;   /* of the shares, in percent */
    double unspecified;
    double rest;  /* what the parts leave of a printed total */
    int complete; /* every part has a figure */
} bar;

static const tt_point *point_at(const tt__view *view, tt_period period)
{
    for (size_t i = 0; i < view->list.count; i++)
        if (tt_period_compare(view->list.points[i].period, period) == 0)
            return &view->list.points[i];
    return NULL;
}

/* The dimension in which the series differ; TT_NONE when they do not. */
static size_t varying_dimension(const tt_dataset *ds, const tt__views *views)
{
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++)
        for (size_t i = 1; i < views->count; i++)
            if (views->list[i].data->key[d] != views->list[0].data->key[d])
                return d;
    return TT_NONE;
}

static const tt__view *find_total(const tt__views *views, size_t dimension)
{
    for (size_t i = 0; dimension != TT_NONE && i < views->count; i++)
        if (views->list[i].data->key[dimension] == 0)
            return &views->list[i];
    return NULL;
}

static int is_percent(const tt__view *view)
{
    return view->data->unit_kind == TT_UNIT_PERCENT;
}

/* The count behind 100 % of a printed percentage. */
static double base_of(const tt_dataset *ds, const tt__view *view, const tt_point *point)
{
    const tt_observation *row = tt_dataset_observation(ds, point->observation);
    const char *base = tt_dataset_text(ds, tt_dataset_origin(ds, row)->base);
    size_t series = *base ? tt_dataset_base(ds, view->series, base, point->period) : TT_NONE;
    tt_point whole;
    if (series == TT_NONE || !tt_dataset_point_at(ds, series, point->period, &whole))
        return NAN;
    return whole.value;
}

/* The share of one part, in percent; not-a-number when it has no figure. */
static double share_of(const tt__view *part, const bar *b)
{
    const tt_point *point = point_at(part, b->period);
    if (!point || isnan(point->value) || (point->flags & TT_VALUE_PARTIAL))
        return NAN;
    return is_percent(part) ? point->value : 100 * point->value / b->whole;
}

static double sum_parts(const tt__views *views, const tt__view *total, tt_period period)
{
    double sum = 0;
    for (size_t i = 0; i < views->count; i++) {
        const tt_point *point = point_at(&views->list[i], period);
        if (&views->list[i] != total && point && !isnan(point->value))
            sum += point->value;
    }
    return sum;
}

static bar measure(const tt_dataset *ds, const tt__views *views, const tt__view *total,
                   tt_period period)
{
    bar b = {.period = period, .whole = NAN, .complete = 1};
    const tt_point *printed = total ? point_at(total, period) : NULL;
    double sum = sum_parts(views, total, period);
    if (!is_percent(&views->list[0]))
        b.whole = printed && printed->value >= sum ? printed->value : sum;
    for (size_t i = 0; i < views->count; i++) {
        const tt__view *part = &views->list[i];
        if (part == total)
            continue;
        const tt_point *point = point_at(part, period);
        if (point && is_percent(part) && isnan(b.whole))
            b.whole = base_of(ds, part, point);
        double share = share_of(part, &b);
        if (isnan(share)) {
            b.complete = 0;
            continue;
        }
        b.sum += share;
        b.unspecified += part->ink == TT_INK_HATCH ? share : 0;
    }
    b.rest = !is_percent(&views->list[0]) && b.sum < 100 - 1e-9 ? 100 - b.sum : 0;
    return b;
}

/* ---- drawing ---- */

static void draw_segment(tt_chart *chart, tt_panel *panel, tt_ink ink, double from, double share,
                         double y)
{
    double to = from + share;
    double low = y - half_height;
    double high = y + half_height;
    int hatch = ink == TT_INK_HATCH;
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_BOXES,
                                 .ink = ink,
                                 .fill = hatch ? TT_FILL_HATCH : TT_FILL_SOLID,
                                 .n = 1,
                                 .column = {&from, &to, &low, &high}});
    if (share < narrowest_text)
        return;
    tt_panel_add_label(chart, panel,
                       &(tt_label){.text = tt_chart_format(chart, "%.0f%%", share),
                                   .x = (from + to) / 2,
                                   .y = y,
                                   .anchor = TT_ANCHOR_CENTRE,
                                   .bold = 1,
                                   .ink = hatch ? TT_INK_TEXT : ink,
                                   .on_fill = !hatch,
                                   .backed = hatch,
                                   .optional = 1});
}

static void draw_bar(tt_chart *chart, tt_panel *panel, const tt__views *views,
                     const tt__view *total, const bar *b, double y)
{
    double at = 0;
    for (int hatched = 0; hatched < 2; hatched++) /* what is not specified comes last */
        for (size_t i = 0; i < views->count; i++) {
            const tt__view *part = &views->list[i];
            double share = share_of(part, b);
            if (part == total || (part->ink == TT_INK_HATCH) != hatched || !(share > 0))
                continue;
            draw_segment(chart, panel, part->ink, at, share, y);
            at += share;
        }
    if (b->rest > 0.5)
        draw_segment(chart, panel, TT_INK_HATCH, at, b->rest, y);
    const char *period = tt__span_text(chart, b->period, b->period);
    const char *n =
        isnan(b->whole) ? NULL : tt_chart_format(chart, "n = %s", tt__number(chart, b->whole, 0));
    tt_panel_add_row(chart, panel, &(tt_row){.name = period, .detail = n, .y = y});
}

static void name_parts(tt_chart *chart, const tt__views *views, const tt__view *total, int rest)
{
    enum { MOST = 8 };
    tt_span spans[2 * MOST + 4];
    size_t count = 0;
    size_t named = 0;
    spans[count++] = (tt_span){"Percent: ", TT_INK_MUTED, 0};
    for (int hatched = 0; hatched < 2; hatched++)
        for (size_t i = 0; i < views->count && named < MOST; i++) {
            const tt__view *part = &views->list[i];
            if (part == total || (part->ink == TT_INK_HATCH) != hatched)
                continue;
            if (named++)
                spans[count++] = (tt_span){", ", TT_INK_MUTED, 0};
            spans[count++] = (tt_span){tt__lower_label(chart, part->label), part->ink, 1};
            if (hatched)
                spans[count++] = (tt_span){" (hatched)", TT_INK_MUTED, 0};
        }
    if (rest)
        spans[count++] = (tt_span){"; hatched: the rest of the total", TT_INK_MUTED, 0};
    const char *area = views->area ? views->area : "";
    spans[count++] = (tt_span){tt_chart_format(chart, "%s%s, %s", *area ? ", " : "", area,
                                               tt__span_text(chart, views->first, views->last)),
                               TT_INK_MUTED, 0};
    if (count < sizeof spans / sizeof *spans)
        tt_chart_set_subtitle(chart, spans, count);
}

/* ---- words ---- */

/* The part with the largest share of a bar, the unspecified left out. */
static const tt__view *largest_part(const tt__views *views, const tt__view *total, const bar *b)
{
    const tt__view *best = NULL;
    for (size_t i = 0; i < views->count; i++) {
        const tt__view *part = &views->list[i];
        if (part == total || part->ink == TT_INK_HATCH || isnan(share_of(part, b)))
            continue;
        if (!best || share_of(part, b) > share_of(best, b))
            best = part;
    }
    return best;
}

static const char *make_title(const tt_dataset *ds, tt_chart *chart, const tt__views *views,
                              const tt__view *total, const bar *b)
{
    size_t dimension = varying_dimension(ds, views);
    const char *what = dimension == TT_NONE ? "part" : tt_dataset_dimension(ds, dimension);
    const char *subject = views->indicator ? views->indicator : "Parts";
    const char *when = tt__span_text(chart, b->period, b->period);
    const tt__view *most = largest_part(views, total, b);
    if (b->sum > 100.5 + 0.5 * (double)views->count)
        return tt_chart_format(chart, "%s: the printed shares by %s add to %.0f%%", subject, what,
                               b->sum);
    if (!most)
        return tt_chart_format(chart, "%s by %s", subject, what);
    double unknown = b->unspecified + b->rest;
    const char *lead =
        tt_chart_format(chart, "%s is %.0f%% of %s in %s", most->label, share_of(most, b),
                        tt__lower_label(chart, subject), when ? when : "");
    if (unknown >= 0.5)
        return tt_chart_format(chart, "%s; %.0f%% have no known %s", lead ? lead : "", unknown,
                               what);
    return lead;
}

static void note_sum(tt_chart *chart, const bar *b)
{
    if (!b->complete || b->rest > 0 || fabs(b->sum - 100) < 0.05)
        return;
    tt_chart_add_note(chart, tt_chart_format(chart, "The shares of %s add to %.0f%%.",
                                             tt__span_text(chart, b->period, b->period), b->sum));
}

/* Every period that some part has, in order. */
static size_t all_periods(const tt__views *views, const tt__view *total, tt_period *out)
{
    size_t count = 0;
    for (size_t i = 0; i < views->count; i++)
        for (size_t p = 0; p < views->list[i].list.count && &views->list[i] != total; p++) {
            tt_period period = views->list[i].list.points[p].period;
            size_t at = 0;
            while (at < count && tt_period_compare(out[at], period) < 0)
                at++;
            if ((at < count && tt_period_compare(out[at], period) == 0) || count == MOST_PERIODS)
                continue;
            memmove(out + at + 1, out + at, (count - at) * sizeof *out);
            out[at] = period;
            count++;
        }
    return count;
}

static tt_status build(const tt_chart_request *request, tt_chart *chart, tt__views *views,
                       tt_error *err)
{
    tt_panel *panel = &chart->panels[0];
    const tt__view *total = find_total(views, varying_dimension(request->data, views));
    tt_period periods[MOST_PERIODS + 1];
    size_t count = all_periods(views, total, periods);
    double widest = 100;
    int rest = 0;
    size_t drawn = 0;
    bar last = {0};
    if (count)
        views->first = periods[0];
    if (count)
        views->last = periods[count - 1];
    for (size_t i = 0; i < count; i++) {
        bar b = measure(request->data, views, total, periods[i]);
        if (b.sum == 0)
            continue;
        draw_bar(chart, panel, views, total, &b, (double)(count - i));
        note_sum(chart, &b);
        widest = fmax(widest, b.sum);
        rest |= b.rest > 0.5;
        last = b;
        drawn++;
    }
    if (!drawn)
        return tt_fail(err, TT_ETOOFEW, "no period has figures for the parts");
    tt__set_value_axis(chart, &panel->x,
                       &(tt__value_axis){.high = widest, .percent = 1, .whole = 1});
    panel->x.grid = 0;
    panel->x.high = fmax(100, widest);
    panel->y.low = 0.45;
    panel->y.high = (double)count + 0.55;
    panel->row_height = count > 10 ? 0.75 * ROW_POINTS : ROW_POINTS;
    chart->title = make_title(request->data, chart, views, total, &last);
    name_parts(chart, views, total, rest);
    if (is_percent(&views->list[0]))
        tt_chart_add_note(chart, "Rounded percentages as the source prints them.");
    return TT_OK;
}

tt_status tt__kind_share(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("share", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    for (size_t i = 1; i < views.count && status == TT_OK; i++)
        if (views.list[i].data->unit_id != views.list[0].data->unit_id)
            status = tt_fail(err, TT_EUNITS, "'%s' and '%s' are no parts of one whole",
                             views.list[i].data->unit, views.list[0].data->unit);
    if (status == TT_OK)
        status = build(request, chart, &views, err);
    if (status == TT_OK) {
        tt__finish_chart(request, chart, &views, "Percent");
        tt__set_alt(chart, &views, "Shares");
        tt__fill_data(request, chart, &views);
    }
    return tt__kind_end(status, chart, &views, out, err);
}
