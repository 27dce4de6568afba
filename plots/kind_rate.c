/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "rate": counts per population over the years, with the exact limits of the counts. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/join.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"

/* The rates of one series. */
typedef struct rates {
    double *x; /* each [n] */
    double *y;
    double *low;
    double *high;
    double *population;
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
    double conf = request->conf > 0 ? request->conf : 0.95;
    double highest = 0;
    size_t joined = TT_NONE;
    tt_status status = TT_OK;
    *out = (rates){.source = ""};
    if (request->population)
        status = tt_dataset_match(request->data, view->series, request->population, NULL, 0,
                                  &joined, err);
    if (status != TT_OK)
        return status;
    out->x = tt_calloc(5 * count + 1, sizeof *out->x);
    if (!out->x)
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
        tt_interval limits = tt__limits_of(point->value, conf);
        double scale = per / population;
        out->x[out->n] = tt_period_time(point->period);
        out->y[out->n] = point->value * scale;
        out->low[out->n] = limits.low * scale;
        out->high[out->n] = limits.high * scale;
        out->population[out->n++] = population;
        out->decimals = decimals_for(fmax(highest, out->y[out->n - 1]));
        highest = fmax(highest, out->y[out->n - 1]);
    }
    return TT_OK;
}

static void draw(tt_chart *chart, tt_panel *panel, const tt__view *view, const rates *r)
{
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){
            .kind = TT_MARK_BAND, .ink = view->ink, .n = r->n, .column = {r->x, r->low, r->high}});
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){.kind = TT_MARK_LINE, .ink = view->ink, .n = r->n, .column = {r->x, r->y}});
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){.kind = TT_MARK_POINTS, .ink = view->ink, .n = r->n, .column = {r->x, r->y}});
    for (size_t i = 0; i < r->n; i++) {
        int below = i > 0 && i + 1 < r->n && r->y[i - 1] > r->y[i] && r->y[i + 1] > r->y[i];
        tt_panel_add_label(chart, panel,
                           &(tt_label){.text = tt__number(chart, r->y[i], r->decimals),
                                       .x = r->x[i],
                                       .y = r->y[i],
                                       .dy = below ? -7 : 7,
                                       .anchor = TT_ANCHOR_CENTRE,
                                       .ink = view->ink,
                                       .optional = r->n > 9});
    }
}

/* Lines across a gap or a break are left out: the stretch is drawn in parts. */
static void draw_parts(tt_chart *chart, tt_panel *panel, const tt__view *view, const rates *r)
{
    size_t first = 0;
    for (size_t i = 1; i <= r->n; i++) {
        int broken = 0;
        for (size_t p = 1; i < r->n && p < view->list.count; p++)
            broken |= view->list.points[p].break_before &&
                      tt_period_time(view->list.points[p].period) == r->x[i];
        if (i < r->n && r->x[i] - r->x[i - 1] < 1.5 && !broken)
            continue;
        rates part = {.x = r->x + first,
                      .y = r->y + first,
                      .low = r->low + first,
                      .high = r->high + first,
                      .n = i - first,
                      .decimals = r->decimals};
        draw(chart, panel, view, &part);
        first = i;
    }
}

static tt_status fill_data(tt_chart *chart, const tt__view *view, const rates *r, double per,
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
    for (size_t i = 0; i < r->n; i++) {
        tt_table_text(table, view->data->name);
        tt_table_number(table, r->x[i]);
        tt_table_number(table, r->population[i]);
        tt_table_limits(table, r->y[i], r->low[i], r->high[i]);
        tt_table_number(table, per);
        tt_table_text(table, r->source);
        tt_table_end_row(table, TT_NOTE_POISSON, NULL);
    }
    return tt_table_status(table, err);
}

static tt_status build(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                       const rates *r, double per, tt_error *err)
{
    const tt__view *view = &views->list[0];
    tt_panel *panel = &chart->panels[0];
    if (r->n == 0)
        return tt_fail(err, TT_ETOOFEW, "no year has both a count and a population");
    double highest = 0;
    for (size_t i = 0; i < r->n; i++)
        highest = fmax(highest, fmax(r->y[i], isnan(r->high[i]) ? 0 : r->high[i]));
    tt__set_years(chart, panel, views);
    tt__set_value_axis(chart, &panel->y, &(tt__value_axis){.high = highest});
    draw_parts(chart, panel, view, r);
    tt__draw_breaks(chart, panel, views);
    const char *per_text = tt__number(chart, per, 0);
    size_t last = r->n - 1;
    chart->title =
        tt_chart_format(chart, "%s: %s per %s in %.0f, %s in %.0f", view->long_label,
                        tt__number(chart, r->y[0], r->decimals), per_text ? per_text : "", r->x[0],
                        tt__number(chart, r->y[last], r->decimals), r->x[last]);
    tt_chart_add_note(chart,
                      tt_chart_format(chart,
                                      "Band: exact Poisson %g%% limits of each count over its "
                                      "population.",
                                      (request->conf > 0 ? request->conf : 0.95) * 100));
    if (*r->source)
        tt_chart_add_note(chart, tt_chart_format(chart, "Population: %s.", r->source));
    return fill_data(chart, view, r, per, err);
}

tt_status tt__kind_rate(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    double per = request->per > 0 ? request->per : 100000;
    tt_status status = tt__kind_begin("rate", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    rates r = {0};
    if (views.count != 1)
        status = tt_fail(err, TT_EUSAGE, "a chart of rates takes one series, not %zu", views.count);
    if (status == TT_OK && !tt__shows_counts(&views.list[0]))
        status = tt_fail(err, TT_EUNITS, "rates are of counts; '%s' is in %s",
                         views.list[0].data->name, views.list[0].data->unit);
    if (status == TT_OK)
        status = make_rates(request, &views.list[0], per, &r, err);
    if (status == TT_OK)
        status = build(request, chart, &views, &r, per, err);
    if (status == TT_OK) {
        tt__finish_chart(request, chart, &views,
                         tt_chart_format(chart, "%s a year per %s inhabitants",
                                         views.unit ? views.unit : "Figures",
                                         tt__number(chart, per, 0)));
        tt__set_alt(chart, &views, "Line chart of rates");
    }
    tt_free(r.x);
    return tt__kind_end(status, chart, &views, out, err);
}
