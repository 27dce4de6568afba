/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One period of several series against another. */
#include "pairs.h"

#include <math.h>

#include "marks.h"
#include "tiptrend/memory.h"

static int is_usable(const tt_point *point)
{
    return point && !isnan(point->value) && !(point->flags & TT_VALUE_PARTIAL);
}

static size_t count_at(const tt__views *views, tt_period period)
{
    size_t count = 0;
    for (size_t i = 0; i < views->count; i++)
        count += is_usable(tt__point_at(&views->list[i], period)) ? 1 : 0;
    return count;
}

static int choose_periods(const tt_chart_request *request, const tt__views *views, tt_period *from,
                          tt_period *to)
{
    enum { MOST = 400 };
    tt_period list[MOST + 1];
    size_t count = 0;
    for (size_t i = 0; i < views->count; i++)
        count = tt__add_periods(&views->list[i], list, count, MOST);
    size_t last = count;
    while (last > 0 && 2 * count_at(views, list[last - 1]) < views->count)
        last--;
    if (last < 2)
        return 0;
    *to = list[--last];
    if (request->from) {
        *from = list[0];
        return 1;
    }
    while (last > 0 && count_at(views, list[last - 1]) == 0)
        last--;
    *from = list[last > 0 ? last - 1 : 0];
    return last > 0;
}

static int make_pair(const tt_chart_request *request, const tt__view *view, const tt__pairs *pairs,
                     tt__pair *out)
{
    *out = (tt__pair){
        .view = view, .from = tt__point_at(view, pairs->from), .to = tt__point_at(view, pairs->to)};
    if (!is_usable(out->from) || !is_usable(out->to))
        return 0;
    out->broken = !request->across_breaks && tt__breaks_between(view, pairs->from, pairs->to);
    tt_figure earlier = {tt_period_time(pairs->from), out->from->value, 1};
    tt_figure later = {tt_period_time(pairs->to), out->to->value, 1};
    tt_change_options options = {.conf = request->conf, .plain = !tt__shows_counts(view)};
    if (tt_change_between(&earlier, &later, &options, &out->change, NULL) != TT_OK)
        out->change.percent = (tt_estimate){NAN, NAN, NAN};
    return 1;
}

/* A place in the order: rises first, falls after them, what cannot be compared last. */
static double rank_of(const tt__pair *pair)
{
    double percent = pair->broken ? NAN : pair->change.percent.value;
    return isnan(percent) ? -INFINITY : percent;
}

tt_status tt__pairs_make(const tt_chart_request *request, const tt__views *views, tt__pairs *out,
                         tt_error *err)
{
    *out = (tt__pairs){.list = tt_calloc(views->count, sizeof *out->list)};
    if (!out->list)
        return tt_fail(err, TT_ENOMEM, "no memory for a chart");
    int found = choose_periods(request, views, &out->from, &out->to);
    for (size_t i = 0; i < views->count && found; i++) {
        tt__pair pair;
        if (!make_pair(request, &views->list[i], out, &pair))
            continue;
        size_t at = out->count++;
        for (; at > 0 && rank_of(&out->list[at - 1]) < rank_of(&pair); at--)
            out->list[at] = out->list[at - 1];
        out->list[at] = pair;
    }
    if (out->count)
        return TT_OK;
    tt__pairs_clear(out);
    return tt_fail(err, TT_ETOOFEW, "no series has figures in two periods to compare");
}

void tt__pairs_clear(tt__pairs *pairs)
{
    tt_free(pairs->list);
    *pairs = (tt__pairs){0};
}

const char *tt__pairs_title(tt_chart *chart, const tt__pairs *pairs)
{
    const tt__pair *most = NULL;
    const char *from = tt__span_text(chart, pairs->from, pairs->from);
    const char *to = tt__span_text(chart, pairs->to, pairs->to);
    for (size_t i = 0; i < pairs->count; i++) {
        const tt__pair *pair = &pairs->list[i];
        double size = fabs(pair->change.log.value);
        if (pair->broken || !isfinite(size))
            continue;
        if (!most || size > fabs(most->change.log.value))
            most = pair;
    }
    if (!most)
        return tt__say(chart, TT__SAY_PAIRS_NONE, from, to);
    if (pairs->count == 1) /* the most of one says nothing */
        return tt__capital(
            chart,
            tt__say(
                chart, TT__SAY_COLON, most->view->subject,
                tt__say(chart, TT__SAY_COMMA,
                        tt__say(chart, TT__SAY_IN,
                                tt__number(chart, most->from->value, most->from->decimals), from),
                        tt__say(chart, TT__SAY_IN,
                                tt__number(chart, most->to->value, most->to->decimals), to))));
    return tt__say(chart, TT__SAY_PAIRS_TITLE, from, to, most->view->subject,
                   tt__number(chart, most->from->value, most->from->decimals),
                   tt__number(chart, most->to->value, most->to->decimals));
}

void tt__pairs_data(const tt_chart_request *request, tt_chart *chart, const tt__pairs *pairs)
{
    static const tt_column columns[] = {
        {"series", "Series", TT_COLUMN_TEXT, 0},
        {"unit", "Unit", TT_COLUMN_TEXT, 0},
        {"from", "From", TT_COLUMN_YEAR, 0},
        {"from_value", "Figure", TT_COLUMN_NUMBER, 0},
        {"to", "To", TT_COLUMN_YEAR, 0},
        {"to_value", "Figure", TT_COLUMN_NUMBER, 0},
        {"percent", "Change, %", TT_COLUMN_SIGNED, 1},
        {"percent_low", "Lower", TT_COLUMN_SIGNED, 1},
        {"percent_high", "Upper", TT_COLUMN_SIGNED, 1},
        {"source", "Source", TT_COLUMN_TEXT, 0},
    };
    char from[TT_PERIOD_TEXT_SIZE];
    char to[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(pairs->from, from);
    (void)tt_period_text(pairs->to, to);
    chart->data = tt_table_new(chart->title, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; chart->data && i < pairs->count; i++) {
        const tt__pair *pair = &pairs->list[i];
        tt_estimate none = {NAN, NAN, NAN};
        tt_estimate change = pair->broken ? none : pair->change.percent;
        const tt_observation *row = tt_dataset_observation(request->data, pair->to->observation);
        tt_table_text(chart->data, pair->view->data->name);
        tt_table_text(chart->data, pair->view->data->unit);
        tt_table_text(chart->data, from);
        tt_table_number(chart->data, pair->from->value);
        tt_table_text(chart->data, to);
        tt_table_number(chart->data, pair->to->value);
        tt_table_limits(chart->data, change.value, change.low, change.high);
        tt_table_text(chart->data, tt_dataset_text(request->data,
                                                   tt_dataset_origin(request->data, row)->source));
        tt_table_end_row(chart->data, pair->broken ? TT_NOTE_BREAK : pair->change.notes, NULL);
    }
    if (tt_table_status(chart->data, NULL) != TT_OK)
        chart->failed = 1;
}
