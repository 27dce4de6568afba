/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of rates: per population, and ratios between two indicators of the data. */
#include <math.h>
#include <string.h>

#include "tables.h"
#include "tiptrend/change.h"
#include "tiptrend/interval.h"
#include "tiptrend/join.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"

static const tt_column rate_columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"period", "Period", TT_COLUMN_YEAR, 0},
    {"count", "Count", TT_COLUMN_NUMBER, 0},
    {"exposure", "Population", TT_COLUMN_NUMBER, 0},
    {"rate", "Rate", TT_COLUMN_NUMBER, 3},
    {"rate_low", "lower", TT_COLUMN_NUMBER, 3},
    {"rate_high", "upper", TT_COLUMN_NUMBER, 3},
    {"per", "per", TT_COLUMN_NUMBER, 0},
    {"exposure_source", "Population from", TT_COLUMN_TEXT, 0},
};

static const tt_column ratio_columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"period", "Period", TT_COLUMN_YEAR, 0},
    {"numerator", "Numerator", TT_COLUMN_NUMBER, 0},
    {"numerator_unit", "Unit", TT_COLUMN_TEXT, 0},
    {"denominator", "Denominator", TT_COLUMN_NUMBER, 0},
    {"denominator_unit", "Unit", TT_COLUMN_TEXT, 0},
    {"denominator_period", "of", TT_COLUMN_YEAR, 0},
    {"ratio", "Ratio", TT_COLUMN_NUMBER, 3},
    {"ratio_low", "lower", TT_COLUMN_NUMBER, 3},
    {"ratio_high", "upper", TT_COLUMN_NUMBER, 3},
};

/* ---- rates ---- */

static tt_period years_before(tt_period period, int64_t years)
{
    period.start -= (int32_t)(12 * years);
    return period;
}

/* The population of a point: from the joined series, or from the table itself. */
static double exposure_of(const cli_analysis_request *request, size_t joined, const tt_point *point,
                          const char **source)
{
    tt_point population;
    *source = "";
    if (!request->population)
        return point->exposure;
    tt_period period = years_before(point->period, request->settings->lag);
    if (joined == TT_NONE || !tt_dataset_point_at(request->population, joined, period, &population))
        return NAN;
    const tt_observation *row = tt_dataset_observation(request->population, population.observation);
    *source =
        tt_dataset_text(request->population, tt_dataset_origin(request->population, row)->source);
    return population.value;
}

static tt_status add_rate(const cli_analysis_request *request, const tt_series *series,
                          size_t joined, const tt_point *point, tt_table *table, tt_error *err)
{
    char period[TT_PERIOD_TEXT_SIZE];
    const char *source;
    double exposure = exposure_of(request, joined, point, &source);
    double per = request->settings->per;
    (void)tt_period_text(point->period, period);
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    tt_table_text(table, period);
    tt_table_number(table, point->value);
    tt_table_number(table, exposure);
    tt_notes notes = tt_value_notes(point->flags);
    notes |= point->flags & TT_VALUE_PARTIAL ? TT_NOTE_PARTIAL : 0;
    if (!(exposure > 0) || isnan(point->value) || (point->flags & TT_VALUE_PARTIAL)) {
        notes |= !(exposure > 0) ? TT_NOTE_NO_EXPOSURE : 0;
        notes |= isnan(point->value) ? TT_NOTE_INTERVAL : 0;
        tt_table_end_row(table, notes, NULL);
        return TT_OK;
    }
    tt_ci_options options = {.conf = request->settings->conf};
    tt_ci ci = {.estimate = {point->value, NAN, NAN}};
    tt_status status = TT_OK;
    if (request->settings->ci)
        status = tt_ci_method_parse(request->settings->ci, &options.method, err);
    if (status == TT_OK && point->value == floor(point->value))
        status = tt_interval_count(point->value, &options, &ci, err);
    else
        notes |= TT_NOTE_NOT_A_COUNT;
    double scale = per / exposure;
    tt_table_limits(table, point->value * scale, ci.estimate.low * scale, ci.estimate.high * scale);
    tt_table_number(table, per);
    tt_table_text(table, source);
    tt_table_end_row(table, notes | ci.notes, NULL);
    return status;
}

/* A series without a population says why, with the nearest name that the table has. */
static void tell_unjoined(const tt_series *series, const tt_join *join, size_t index,
                          tt_table *table)
{
    tt_strbuf why = TT_STRBUF_INIT;
    tt_join_why(join, index, &why);
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    tt_table_end_row(table, TT_NOTE_NO_EXPOSURE, tt_strbuf_text(&why));
    tt_strbuf_clear(&why);
}

static tt_status add_rate_series(const cli_analysis_request *request, const tt_join *join,
                                 size_t index, tt_table *table, tt_error *err)
{
    const cli_settings *settings = request->settings;
    const tt_series *series = tt_dataset_series(request->ds, index);
    size_t joined = TT_NONE;
    tt_status status = TT_OK;
    if (series->unit_kind != TT_UNIT_COUNT)
        return TT_OK;
    if (join)
        status = tt_join_find(join, index, &joined, err);
    if (join && status == TT_OK && joined == TT_NONE) {
        tell_unjoined(series, join, index, table);
        return TT_OK;
    }
    tt_point_list list = {0};
    if (status == TT_OK)
        status = tt_dataset_points(request->ds, index, (int)settings->from, (int)settings->to,
                                   &list, err);
    for (size_t i = 0; i < list.count && status == TT_OK; i++)
        if (list.points[i].state != TT_STATE_MISSING)
            status = add_rate(request, series, joined, &list.points[i], table, err);
    tt_point_list_clear(&list);
    return status;
}

tt_status cli_table_rates(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    tt_table *table =
        tt_table_new("Rates", rate_columns, sizeof rate_columns / sizeof *rate_columns);
    tt_join *join = NULL;
    const cli_list *key = &request->settings->key;
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK && request->population)
        status = tt_join_new(request->ds, request->population, key->item, key->count, &join, err);
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++)
        status = add_rate_series(request, join, request->series->index[i], table, err);
    tt_join_free(join);
    if (status == TT_OK)
        tt_table_remark(
            table,
            "Limits: of the count (exact Poisson unless --ci says otherwise), divided by the "
            "population.");
    return cli_table_done(table, status, out, err);
}

/* ---- ratios ---- */

/* The series with the same key but another indicator; TT_NONE when there is none. */
static size_t partner_of(const tt_dataset *ds, size_t series, uint32_t indicator, uint32_t unit)
{
    size_t width = tt_dataset_dimension_count(ds);
    size_t dimension = tt_dataset_find_role(ds, TT_ROLE_INDICATOR);
    uint32_t *key = tt_calloc(width, sizeof *key);
    if (!key)
        return TT_NONE;
    memcpy(key, tt_dataset_series(ds, series)->key, width * sizeof *key);
    key[dimension] = indicator;
    size_t found = tt_dataset_find_series(ds, key, unit);
    for (size_t i = 0; i < tt_dataset_series_count(ds) && found == TT_NONE; i++) {
        const tt_series *other = tt_dataset_series(ds, i);
        if (other->unit_kind == TT_UNIT_COUNT && memcmp(other->key, key, width * sizeof *key) == 0)
            found = i;
    }
    tt_free(key);
    return found;
}

static void add_ratio(const cli_analysis_request *request, const tt_series *a, const tt_series *b,
                      const tt_point *x, const tt_point *y, tt_table *table)
{
    char period[TT_PERIOD_TEXT_SIZE];
    char of[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(x->period, period);
    (void)tt_period_text(y->period, of);
    tt_table_text(table, a->name);
    tt_table_text(table, period);
    tt_table_number(table, x->value);
    tt_table_text(table, a->unit);
    tt_table_number(table, y->value);
    tt_table_text(table, b->unit);
    tt_table_text(table, of);
    tt_figure numerator = {1, x->value, 1};
    tt_figure denominator = {0, y->value, 1};
    tt_change_options options = {.conf = request->settings->conf};
    tt_change ratio;
    tt_error fault = {0};
    tt_notes notes = a->unit_id != b->unit_id ? TT_NOTE_UNITS : 0;
    notes |= tt_value_notes((unsigned)x->flags | y->flags);
    if (tt_change_between(&denominator, &numerator, &options, &ratio, &fault) != TT_OK) {
        tt_table_end_row(table, notes, fault.message);
        return;
    }
    tt_table_limits(table, 1 + ratio.percent.value / 100, 1 + ratio.percent.low / 100,
                    1 + ratio.percent.high / 100);
    tt_table_end_row(table, notes | ratio.notes, "a ratio of the year, not a rate of one cohort");
}

static tt_status add_ratio_series(const cli_analysis_request *request, size_t index,
                                  uint32_t denominator, tt_table *table, tt_error *err)
{
    const cli_settings *settings = request->settings;
    const tt_series *a = tt_dataset_series(request->ds, index);
    size_t partner = partner_of(request->ds, index, denominator, a->unit_id);
    if (partner == TT_NONE)
        return TT_OK;
    const tt_series *b = tt_dataset_series(request->ds, partner);
    if (a->unit_id != b->unit_id && !settings->allow_units)
        return tt_fail(err, TT_EUNITS,
                       "'%s' is in %s, '%s' in %s; a ratio of the two has no clear meaning "
                       "(--allow-units forms it all the same and says so)",
                       a->name, a->unit, b->name, b->unit);
    tt_point_list list;
    tt_status status =
        tt_dataset_points(request->ds, index, (int)settings->from, (int)settings->to, &list, err);
    for (size_t i = 0; status == TT_OK && i < list.count; i++) {
        tt_point y;
        tt_period period = years_before(list.points[i].period, settings->lag);
        if (!isnan(list.points[i].value) && !(list.points[i].flags & TT_VALUE_PARTIAL) &&
            tt_dataset_point_at(request->ds, partner, period, &y) && !isnan(y.value))
            add_ratio(request, a, b, &list.points[i], &y, table);
    }
    tt_point_list_clear(&list);
    return status;
}

static tt_status find_indicator(const tt_dataset *ds, const char *name, uint32_t *out,
                                tt_error *err)
{
    size_t dimension = tt_dataset_find_role(ds, TT_ROLE_INDICATOR);
    size_t value = dimension == TT_NONE ? TT_NONE : tt_dataset_find_value(ds, dimension, name);
    if (value == TT_NONE || value == 0)
        return tt_fail(err, TT_ENOTFOUND,
                       "no file and no indicator '%s'; 'tiptrend list' shows the indicators", name);
    *out = (uint32_t)value;
    return TT_OK;
}

tt_status cli_table_ratios(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    const cli_settings *settings = request->settings;
    uint32_t numerator = 0;
    uint32_t denominator;
    tt_table *table = tt_table_new("Ratios between series", ratio_columns,
                                   sizeof ratio_columns / sizeof *ratio_columns);
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK)
        status = find_indicator(request->ds, settings->denominator, &denominator, err);
    if (status == TT_OK && settings->numerator_indicator)
        status = find_indicator(request->ds, settings->numerator_indicator, &numerator, err);
    size_t dimension = tt_dataset_find_role(request->ds, TT_ROLE_INDICATOR);
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++) {
        const tt_series *series = tt_dataset_series(request->ds, request->series->index[i]);
        uint32_t indicator = series->key[dimension];
        int wanted = numerator ? indicator == numerator : indicator != denominator;
        if (wanted && series->unit_kind == TT_UNIT_COUNT)
            status = add_ratio_series(request, request->series->index[i], denominator, table, err);
    }
    return cli_table_done(table, status, out, err);
}
