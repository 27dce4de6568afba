/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of rates per population. A count known only as an interval gives bounds on its rate. */
#include <math.h>
#include <string.h>

#include "small_rule.h"
#include "tables.h"
#include "tiptrend/join.h"
#include "tiptrend/rate.h"
#include "tiptrend/select.h"

static const tt_column rate_columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"period", "Period", TT_COLUMN_YEAR, 0},
    {"count", "Count", TT_COLUMN_NUMBER, 0},
    {"count_low", "Count from", TT_COLUMN_NUMBER, 0},
    {"count_high", "to", TT_COLUMN_NUMBER, 0},
    {"exposure", "Population", TT_COLUMN_NUMBER, 0},
    {"rate", "Rate", TT_COLUMN_NUMBER, 3},
    {"rate_low", "lower", TT_COLUMN_NUMBER, 3},
    {"rate_high", "upper", TT_COLUMN_NUMBER, 3},
    {"rate_least", "Rate from", TT_COLUMN_NUMBER, 3},
    {"rate_most", "to", TT_COLUMN_NUMBER, 3},
    {"per", "per", TT_COLUMN_NUMBER, 0},
    {"reliability", "Reliability", TT_COLUMN_TEXT, 0},
    {"exposure_source", "Population from", TT_COLUMN_TEXT, 0},
};

/* What all rows share. */
typedef struct rates {
    const cli_analysis_request *request;
    tt_ci_options options;
    tt_small_rule rule;
    tt_table *table;
} rates;

/* The population of a point: from the joined series, or from the table itself. */
static double exposure_of(const cli_analysis_request *request, size_t joined, const tt_point *point,
                          const char **source)
{
    tt_point population;
    *source = "";
    if (!request->population)
        return point->exposure;
    tt_period period = tt_period_years_before(point->period, (int)request->settings->lag);
    if (joined == TT_NONE || !tt_dataset_point_at(request->population, joined, period, &population))
        return NAN;
    const tt_observation *row = tt_dataset_observation(request->population, population.observation);
    *source =
        tt_dataset_text(request->population, tt_dataset_origin(request->population, row)->source);
    return population.value;
}

/* The cells from the count on. */
static tt_notes add_figures(const tt_point *point, double exposure, double per,
                            const tt_ci_options *options, tt_table *table)
{
    int known = !isnan(point->value);
    tt_interval count = {known ? point->value : point->low, known ? point->value : point->high};
    tt_rate rate;
    tt_table_number(table, point->value);
    tt_table_number(table, known ? NAN : count.low);
    tt_table_number(table, known ? NAN : count.high);
    tt_table_number(table, exposure);
    if (!(exposure > 0))
        return TT_NOTE_NO_EXPOSURE;
    if (point->flags & TT_VALUE_PARTIAL)
        return TT_NOTE_PARTIAL;
    if (isnan(count.low))
        return TT_NOTE_MISSING;
    if (tt_rate_of(count, exposure, per, options, &rate, NULL) != TT_OK)
        return TT_NOTE_NOT_A_COUNT;
    tt_table_limits(table, rate.value, rate.limits.low, rate.limits.high);
    tt_table_number(table, known ? NAN : rate.bounds.low);
    tt_table_number(table, known ? NAN : rate.bounds.high);
    tt_table_number(table, per);
    return rate.notes;
}

static void add_rate(const rates *r, const tt_series *series, size_t joined, const tt_point *point)
{
    char period[TT_PERIOD_TEXT_SIZE];
    const char *source;
    tt_table *table = r->table;
    double exposure = exposure_of(r->request, joined, point, &source);
    (void)tt_period_text(point->period, period);
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    tt_table_text(table, period);
    tt_notes notes = add_figures(point, exposure, r->request->settings->per, &r->options, table);
    notes |= tt_value_notes(point->flags);
    int formed = exposure > 0 && !(point->flags & TT_VALUE_PARTIAL) && !isnan(point->low);
    if (formed) {
        tt_table_text(table, cli_small_word(&r->rule, point, exposure));
        tt_table_text(table, source);
    }
    tt_table_end_row(table, notes, NULL);
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

static tt_status add_rate_series(const rates *r, const tt_join *join, size_t index, tt_error *err)
{
    const cli_analysis_request *request = r->request;
    const cli_settings *settings = request->settings;
    const tt_series *series = tt_dataset_series(request->ds, index);
    size_t joined = TT_NONE;
    tt_status status = TT_OK;
    if (series->unit_kind != TT_UNIT_COUNT)
        return TT_OK;
    if (join)
        status = tt_join_find(join, index, &joined, err);
    if (join && status == TT_OK && joined == TT_NONE) {
        tell_unjoined(series, join, index, r->table);
        return TT_OK;
    }
    tt_point_list list = {0};
    if (status == TT_OK)
        status = tt_dataset_points(request->ds, index, (int)settings->from, (int)settings->to,
                                   &list, err);
    for (size_t i = 0; i < list.count && status == TT_OK; i++)
        if (list.points[i].state != TT_STATE_MISSING)
            add_rate(r, series, joined, &list.points[i]);
    tt_point_list_clear(&list);
    return status;
}

/* Whether people belong to a value of a dimension for as long as they are counted, so that it has a population. */
static int is_of_persons(const tt_dataset *ds, size_t dimension)
{
    const char *name = tt_dataset_dimension(ds, dimension);
    return tt_dataset_role(ds, dimension) == TT_ROLE_SEX || strcmp(name, "age") == 0 ||
           strcmp(name, "edad") == 0;
}

/* Rates of females per head of everybody are rates, but not those that a reader expects. */
static void tell_whole_population(const cli_analysis_request *request, tt_table *table)
{
    const tt_dataset *ds = request->ds;
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++) {
        const char *name = tt_dataset_dimension(ds, d);
        if (!is_of_persons(ds, d) ||
            tt_dataset_find_dimension(request->population, name) != TT_NONE)
            continue;
        size_t i = 0;
        while (i < request->series->count &&
               tt_dataset_series(ds, request->series->index[i])->key[d] == 0)
            i++;
        if (i == request->series->count)
            continue;
        tt_strbuf text = TT_STRBUF_INIT;
        tt_strbuf_addf(&text,
                       "The table of populations has no '%s': counts of a single value of it are "
                       "divided by the whole population.",
                       name);
        tt_table_remark(table, tt_strbuf_text(&text));
        tt_strbuf_clear(&text);
    }
}

static void remark_limits(const char *method, tt_table *table)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_addf(&text, "Limits: of the count (%s), divided by the population.",
                   method ? method : "exact Poisson");
    tt_table_remark(table, tt_strbuf_text(&text));
    tt_strbuf_clear(&text);
}

tt_status cli_table_rates(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    tt_table *table =
        tt_table_new("Rates", rate_columns, sizeof rate_columns / sizeof *rate_columns);
    rates r = {.request = request, .options = {.conf = request->settings->conf}, .table = table};
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK && request->settings->ci)
        status = cli_ci_method(request->settings->ci, TT_CI_FOR_COUNT, &r.options.method, err);
    if (status == TT_OK)
        status = cli_small_rule(request->settings, &r.rule, err);
    tt_join *join = NULL;
    const cli_list *key = &request->settings->key;
    if (status == TT_OK && request->population)
        status = tt_join_new(request->ds, request->population, key->item, key->count, &join, err);
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++)
        status = add_rate_series(&r, join, request->series->index[i], err);
    tt_join_free(join);
    if (status == TT_OK)
        remark_limits(request->settings->ci, table);
    if (status == TT_OK && request->population)
        tell_whole_population(request, table);
    return cli_table_done(table, status, out, err);
}
