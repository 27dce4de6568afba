/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "rate": counts per population over the years, with the exact limits of the counts. One series fills
 * the chart; several stand side by side, on one scale where that lets all be read. */
#include <math.h>
#include <string.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/join.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"

enum { LABEL_EACH = 9, MOST_COLUMNS = 4, MOST_NAMED = 4 };
static const double per_default = 100000;

/* The rates of one series. */
typedef struct rates {
    double *x; /* each [n] */
    double *y;
    double *low;
    double *high;
    double *population;
    const tt_point **point; /* point[n]: the counts */
    size_t n;
    int decimals;
    const char *source; /* of the population; "" when the data themselves hold it */
} rates;

static double population_at(const tt_chart_request *request, size_t joined, const tt_point *point,
                            const char **source)
{
    tt_point found;
    if (!request->population)
        return point->exposure;
    if (joined == TT_NONE ||
        !tt_dataset_point_at(request->population, joined, point->period, &found))
        return NAN;
    const tt_observation *row = tt_dataset_observation(request->population, found.observation);
    *source =
        tt_dataset_text(request->population, tt_dataset_origin(request->population, row)->source);
    return found.value;
}

/* As many decimals as tell three digits of the largest rate. */
static int decimals_for(double rate)
{
    if (!(rate > 0))
        return 2;
    int decimals = 2 - (int)floor(log10(rate));
    return decimals < 0 ? 0 : decimals > 4 ? 4 : decimals;
}

static tt_status make_rates(const tt_chart_request *request, const tt__view *view, double per,
                            rates *out, tt_error *err)
{
    size_t count = view->list.count;
    size_t joined = TT_NONE;
    double highest = 0;
    tt_status status = TT_OK;
    *out = (rates){.source = ""};
    if (request->population)
        status = tt_dataset_match(request->data, view->series, request->population, NULL, 0,
                                  &joined, err);
    if (status != TT_OK)
        return status;
    out->x = tt_calloc(5 * count + 1, sizeof *out->x);
    out->point = tt_calloc(count, sizeof *out->point);
    if (!out->x || !out->point)
        return tt_fail(err, TT_ENOMEM, "no memory for a chart");
    out->y = out->x + count;
    out->low = out->y + count;
    out->high = out->low + count;
    out->population = out->high + count;
    for (size_t i = 0; i < count; i++) {
        const tt_point *point = &view->list.points[i];
        double population = population_at(request, joined, point, &out->source);
        if (isnan(point->value) || !(population > 0) || (point->flags & TT_VALUE_PARTIAL))
            continue;
        tt_interval limits = tt__limits_of(point->value, tt__level(request));
        double scale = per / population;
        out->x[out->n] = tt_period_time(point->period);
        out->y[out->n] = point->value * scale;
        out->low[out->n] = limits.low * scale;
        out->high[out->n] = limits.high * scale;
        out->population[out->n] = population;
        out->point[out->n] = point;
        highest = fmax(highest, out->y[out->n++]);
    }
    out->decimals = decimals_for(highest);
    return TT_OK;
}

static double highest_rate(const rates *r)
{
    double highest = 0;
    for (size_t i = 0; i < r->n; i++)
        highest = fmax(highest, fmax(r->y[i], isnan(r->high[i]) ? 0 : r->high[i]));
    return highest;
}

/* ---- drawing ---- */

static void draw_stretch(tt_chart *chart, tt_panel *panel, tt_ink ink, const rates *r)
{
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){.kind = TT_MARK_BAND, .ink = ink, .n = r->n, .column = {r->x, r->low, r->high}});
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){.kind = TT_MARK_LINE, .ink = ink, .n = r->n, .column = {r->x, r->y}});
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){.kind = TT_MARK_POINTS, .ink = ink, .n = r->n, .column = {r->x, r->y}});
}

/* Lines across a gap or a break are left out: the series is drawn in stretches. */
static void draw_rates(tt_chart *chart, tt_panel *panel, const tt__view *view, const rates *r)
{
    size_t first = 0;
    for (size_t i = 1; i <= r->n; i++) {
        if (i < r->n && tt__joins(r->point[i - 1], r->point[i]))
            continue;
        rates part = {.x = r->x + first,
                      .y = r->y + first,
                      .low = r->low + first,
                      .high = r->high + first,
                      .n = i - first};
        draw_stretch(chart, panel, view->ink, &part);
        first = i;
    }
    for (size_t i = 0; i < r->n; i++) {
        int valley = i > 0 && i + 1 < r->n && r->y[i - 1] > r->y[i] && r->y[i + 1] > r->y[i];
        int ends = i == 0 || i + 1 == r->n;
        if (r->n > LABEL_EACH && !ends)
            continue;
        tt_panel_add_label(chart, panel,
                           &(tt_label){.text = tt__number(chart, r->y[i], r->decimals),
                                       .x = r->x[i],
                                       .y = r->y[i],
                                       .dy = valley ? -1 : 1,
                                       .seek = TT_SEEK_AROUND,
                                       .anchor = TT_ANCHOR_CENTRE,
                                       .ink = view->ink,
                                       .optional = !ends});
    }
}

static tt_status fill_data(tt_chart *chart, const tt__views *views, const rates *list, double per,
                           tt_error *err)
{
    static const tt_column columns[] = {
        {"series", "Series", TT_COLUMN_TEXT, 0},
        {"year", "Year", TT_COLUMN_YEAR, 0},
        {"population", "Population", TT_COLUMN_NUMBER, 0},
        {"rate", "Rate", TT_COLUMN_NUMBER, 3},
        {"rate_low", "Lower", TT_COLUMN_NUMBER, 3},
        {"rate_high", "Upper", TT_COLUMN_NUMBER, 3},
        {"per", "Per", TT_COLUMN_NUMBER, 0},
        {"population_source", "Population from", TT_COLUMN_TEXT, 0},
    };
    tt_table *table = tt_table_new(chart->title, columns, sizeof columns / sizeof *columns);
    chart->data = table;
    for (size_t k = 0; k < views->count; k++) {
        const rates *r = &list[k];
        for (size_t i = 0; i < r->n; i++) {
            tt_table_text(table, views->list[k].data->name);
            tt_table_number(table, r->x[i]);
            tt_table_number(table, r->population[i]);
            tt_table_limits(table, r->y[i], r->low[i], r->high[i]);
            tt_table_number(table, per);
            tt_table_text(table, r->source);
            tt_table_end_row(table, TT_NOTE_POISSON, NULL);
        }
    }
    return tt_table_status(table, err);
}

/* ---- the chart ---- */

static const char *year_text(tt_chart *chart, double time)
{
    return tt_chart_format(chart, "%.0f", floor(time + 1e-9));
}

static const char *single_title(tt_chart *chart, const tt__view *view, const rates *r,
                                const char *per)
{
    size_t begin = r->n - 1; /* since the last new definition: others cannot be compared */
    while (begin > 0 &&
           !tt__breaks_between(view, r->point[begin - 1]->period, r->point[begin]->period))
        begin--;
    const char *first = tt__number(chart, r->y[begin], r->decimals);
    const char *last = tt__number(chart, r->y[r->n - 1], r->decimals);
    const char *from = year_text(chart, r->x[begin]);
    if (begin + 1 == r->n)
        return tt__say(chart, TT__SAY_RATE_TITLE_ONE, view->subject, first, per, from);
    return tt__say(chart, TT__SAY_RATE_TITLE, view->subject, first, per, from, last,
                   year_text(chart, r->x[r->n - 1]));
}

/* The last time at which most series end. */
static double common_last(const rates *list, size_t count)
{
    double best = -INFINITY;
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        double last = list[i].n ? list[i].x[list[i].n - 1] : -INFINITY;
        size_t same = 0;
        for (size_t k = 0; k < count; k++)
            same += list[k].n && list[k].x[list[k].n - 1] == last ? 1 : 0;
        if (same > most || (same == most && last > best)) {
            best = last;
            most = same;
        }
    }
    return best;
}

/* "Per 100,000 in 2018: investigations 0.334, prosecutions 0.409": the last rates of the year that most
 * have. */
static const char *joint_title(tt_chart *chart, const tt__views *views, const rates *list,
                               const char *per)
{
    double last = common_last(list, views->count);
    const char *text = NULL;
    size_t named = 0;
    for (size_t i = 0; i < views->count && named < MOST_NAMED; i++) {
        const rates *r = &list[i];
        if (r->n == 0 || r->x[r->n - 1] != last)
            continue;
        const char *one = tt__say(chart, TT__SAY_NAME_SHARE, views->list[i].inner,
                                  tt__number(chart, r->y[r->n - 1], r->decimals));
        text = text ? tt__say(chart, TT__SAY_COMMA, text, one) : one;
        if (++named == 1)
            chart->short_title = tt__capital(
                chart, tt__say(chart, TT__SAY_RATES_TITLE, per, year_text(chart, last), one));
    }
    return tt__say(chart, TT__SAY_RATES_TITLE, per, year_text(chart, last), text);
}

static void draw_panel(const tt_chart_request *request, tt_chart *chart, size_t index,
                       const tt__views *views, const rates *r, double highest)
{
    const tt__view *view = &views->list[index];
    tt_panel *panel = &chart->panels[index];
    int several = views->count > 1;
    tt__set_years(chart, panel, views);
    tt__set_value_axis(chart, &panel->y,
                       &(tt__value_axis){.high = highest * 1.05, .wanted = several ? 4 : 5});
    draw_rates(chart, panel, view, r);
    tt__draw_breaks(chart, panel, &(tt__views){.list = &views->list[index], .count = 1});
    if (!several)
        return;
    panel->title = view->label;
    panel->aspect = 0.72;
    tt_panel_set_subtitle(
        chart, panel, &(tt_span){tt__unit_words(chart, request->data, view), TT_INK_MUTED, 0}, 1);
}

/* Why there is no rate, with the nearest name of the table of populations. */
static tt_status no_rate(const tt_chart_request *request, const tt__view *view, tt_error *err)
{
    tt_strbuf why = TT_STRBUF_INIT;
    tt_join *join = NULL;
    size_t found = TT_NONE;
    if (!request->population)
        tt_strbuf_add(&why, "no populations are given");
    else if (tt_join_new(request->data, request->population, NULL, 0, &join, NULL) == TT_OK &&
             tt_join_find(join, view->series, &found, NULL) == TT_OK && found == TT_NONE)
        tt_join_why(join, view->series, &why);
    tt_join_free(join);
    tt_status status = tt_fail(err, TT_ETOOFEW, "no year has both a count and a population%s%s",
                               why.length ? ": " : "", tt_strbuf_text(&why));
    tt_strbuf_clear(&why);
    return status;
}

static tt_status build(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                       const rates *list, double per, tt_error *err)
{
    size_t known = 0;
    double most = 0;
    double highest[TT__PANELS_MAX];
    for (size_t i = 0; i < views->count; i++) {
        known += list[i].n > 0 ? 1 : 0;
        highest[i] = highest_rate(&list[i]);
        most = fmax(most, highest[i]);
    }
    if (!known)
        return no_rate(request, &views->list[0], err);
    int several = views->count > 1;
    int shared = tt__one_scale(highest, views->count);
    for (size_t i = 0; i < views->count; i++)
        draw_panel(request, chart, i, views, &list[i], shared ? most : highest[i]);
    const char *per_text = tt__number(chart, per, 0);
    chart->title =
        tt__capital(chart, several ? joint_title(chart, views, list, per_text)
                                   : single_title(chart, &views->list[0], list, per_text));
    if (several) {
        chart->measure = views->count > 2 ? TT_MEASURE_PAGE : TT_MEASURE_MIDDLE;
        chart->panel_columns = views->count < MOST_COLUMNS ? views->count : MOST_COLUMNS;
    }
    const char *what = tt__say(chart, TT__SAY_PER, tt__per_period(chart, views), per_text);
    if (several)
        what = tt__say(chart, TT__SAY_SEMICOLON, what,
                       tt__words(chart, shared ? TT__SAY_ONE_SCALE : TT__SAY_OWN_SCALES));
    tt_chart_add_note(
        chart, tt__say(chart, TT__SAY_NOTE_BAND_RATE, tt__level_text(chart, tt__level(request))));
    for (size_t i = 0; i < views->count; i++)
        if (list[i].source[0])
            tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_POPULATION, list[i].source));
    tt__finish_chart(request, chart, views, what);
    return fill_data(chart, views, list, per, err);
}

tt_status tt__kind_rate(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    double per = request->per > 0 ? request->per : per_default;
    tt_status status = tt__kind_begin("rate", request->count, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    tt__limit_panels(chart, &views);
    rates *list = tt_calloc(views.count, sizeof *list);
    if (!list)
        status = tt_fail(err, TT_ENOMEM, "no memory for a chart");
    for (size_t i = 0; i < views.count && status == TT_OK; i++) {
        if (views.list[i].data->unit_kind != TT_UNIT_COUNT)
            status = tt_fail(err, TT_EUNITS, "rates are of counts; '%s' is in %s",
                             views.list[i].data->name, views.list[i].data->unit);
        if (status == TT_OK)
            status = make_rates(request, &views.list[i], per, &list[i], err);
    }
    if (status == TT_OK)
        status = build(request, chart, &views, list, per, err);
    if (status == TT_OK)
        tt__set_alt(chart, &views, TT__SAY_KIND_RATE);
    for (size_t i = 0; list && i < views.count; i++) {
        tt_free(list[i].x);
        tt_free(list[i].point);
    }
    tt_free(list);
    return tt__kind_end(status, chart, &views, out, err);
}
