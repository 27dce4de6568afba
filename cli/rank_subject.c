/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rank_subject.h"

#include <math.h>
#include <stdlib.h>

#include "tiptrend/memory.h"
#include "tiptrend/select.h"

static const tt_column columns[CLI_RANK_COLUMNS] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"test", "Test", TT_COLUMN_TEXT, 0},
    {"points", "n", TT_COLUMN_INTEGER, 0},
    {"first", "First", TT_COLUMN_YEAR, 0},
    {"last", "Last", TT_COLUMN_YEAR, 0},
    {"symbol", "Statistic", TT_COLUMN_TEXT, 0},
    {"statistic", "value", TT_COLUMN_NUMBER, 2},
    {"effect", "Effect", TT_COLUMN_SIGNED, 2},
    {"p", "p", TT_COLUMN_P, 0},
    {"p_adjusted", "p adj.", TT_COLUMN_P, 0},
    {"p_smallest", "smallest p", TT_COLUMN_P, 0},
    {"p_low", "p from", TT_COLUMN_P, 0},
    {"p_high", "to", TT_COLUMN_P, 0},
    {"robust", "Whatever is hidden", TT_COLUMN_TEXT, 0},
    {"p_normal", "p normal", TT_COLUMN_P, 0},
    {"how", "p is", TT_COLUMN_TEXT, 0},
    {"mc_error", "MC error", TT_COLUMN_NUMBER, 4},
    {"step_after", "Step after", TT_COLUMN_YEAR, 0},
    {"factor", "n/n*", TT_COLUMN_NUMBER, 2},
    {"lag1", "r1", TT_COLUMN_SIGNED, 2},
    {"sen_slope", "Sen slope", TT_COLUMN_SIGNED, 2},
    {"sen_low", "lower", TT_COLUMN_SIGNED, 2},
    {"sen_high", "upper", TT_COLUMN_SIGNED, 2},
};

const tt_column *cli_rank_columns(void)
{
    return columns;
}

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for a test");
}

void cli_rank_subject_reset(cli_rank_subject *s)
{
    tt_free(s->total);
    tt_free(s->year);
    tt_free(s->season);
    tt_run_clear(&s->bounds.run);
    *s = (cli_rank_subject){.data = s->data};
}

void cli_rank_subject_clear(cli_rank_subject *s)
{
    cli_series_case_clear(&s->data);
    cli_rank_subject_reset(s);
}

/* ---- what a series offers ---- */

/* The totals of which the figures are a part; left NULL where some year has none. */
static tt_status add_totals(const cli_rank_setting *setting, cli_rank_subject *s, tt_error *err)
{
    const tt_dataset *ds = setting->request->ds;
    size_t partner;
    tt_status status = cli_denominator_of(ds, &setting->denominator, s->data.index, &partner, err);
    if (status != TT_OK)
        return status;
    if (partner == TT_NONE && !s->data.run.exposure)
        return TT_OK;
    s->total = tt_calloc(s->data.run.n, sizeof *s->total);
    if (!s->total)
        return no_memory(err);
    for (size_t i = 0; i < s->data.run.n; i++) {
        tt_point whole;
        s->total[i] = partner == TT_NONE ? s->data.run.exposure[i] : NAN;
        if (partner != TT_NONE &&
            tt_dataset_point_at(ds, partner, s->data.list.points[s->data.run.point[i]].period,
                                &whole))
            s->total[i] = whole.value;
        if (isnan(s->total[i])) {
            tt_free(s->total);
            s->total = NULL;
            return TT_OK;
        }
    }
    return TT_OK;
}

static tt_status add_seasons(cli_rank_subject *s, tt_error *err)
{
    int32_t months = s->data.run.first.months;
    if (s->data.run.n == 0 || (months != 1 && months != 3))
        return TT_OK;
    s->year = tt_calloc(s->data.run.n, sizeof *s->year);
    s->season = tt_calloc(s->data.run.n, sizeof *s->season);
    if (!s->year || !s->season)
        return no_memory(err);
    for (size_t i = 0; i < s->data.run.n; i++) {
        int32_t start = s->data.list.points[s->data.run.point[i]].period.start;
        s->year[i] = start / 12;
        s->season[i] = start % 12 / months + 1;
    }
    return TT_OK;
}

static int has_intervals(const tt_point_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (isnan(list->points[i].value) || list->points[i].state == TT_STATE_CONFLICTING)
            return 1;
    return 0;
}

/* Bounds over all completions. Few series have any, so the others are not read once more. */
static tt_status add_bounds(const cli_rank_setting *setting, cli_rank_subject *s, tt_error *err)
{
    if (!has_intervals(&s->data.list))
        return TT_OK;
    return cli_bounds_of(setting->request, s->data.index, setting->cache, &s->bounds, err);
}

tt_status cli_rank_subject_prepare(const cli_rank_setting *setting, int bounds, cli_rank_subject *s,
                                   tt_error *err)
{
    tt_status status = setting->no_totals ? TT_OK : add_totals(setting, s, err);
    if (status == TT_OK)
        status = add_seasons(s, err);
    if (status == TT_OK && bounds)
        status = add_bounds(setting, s, err);
    return status;
}

/* ---- testing ---- */

tt_status cli_rank_run(const cli_rank_setting *setting, const cli_rank_subject *s, size_t test,
                       cli_rank_entry *out, tt_error *err)
{
    const tt_run *run = &s->data.run;
    size_t count;
    *out = (cli_rank_entry){.test = test};
    out->result = (cli_test_result){.symbol = NULL,
                                    .statistic = NAN,
                                    .effect = NAN,
                                    .p = NAN,
                                    .p_min = NAN,
                                    .p_normal = NAN,
                                    .mc_error = NAN,
                                    .after = NAN,
                                    .slope = {NAN, NAN, NAN},
                                    .factor = NAN,
                                    .lag1 = NAN};
    cli_test_input in = {.points = {run->n, run->time, run->value, NULL},
                         .total = s->total,
                         .no_slope = setting->no_slope,
                         .settings = setting->request->settings,
                         .cache = setting->cache};
    if (s->season)
        in.seasons = (tt_seasonal_points){.n = run->n,
                                          .seasons = (size_t)(12 / run->first.months),
                                          .year = s->year,
                                          .season = s->season,
                                          .value = run->value};
    tt_status status = cli_tests(&count)[test].run(&in, &out->result, &out->fault);
    if (status != TT_OK)
        out->result.p = NAN;
    return status == TT_ENOMEM ? no_memory(err) : TT_OK;
}

/* ---- rows ---- */

/* p over all completions: of the two-sided Mann-Kendall test only. */
static void add_p_range(const cli_rank_setting *setting, const cli_rank_subject *s, size_t test,
                        tt_table *table)
{
    int fits = s->bounds.there && s->bounds.fault.status == TT_OK && test == 0 &&
               setting->request->settings->alternative == TT_TWO_SIDED;
    tt_table_number(table, fits ? s->bounds.result.p_low : NAN);
    tt_table_number(table, fits ? s->bounds.result.p_high : NAN);
    tt_table_text(table, fits ? cli_robust_word(s->bounds.result.robust) : NULL);
}

void cli_rank_row(const cli_rank_setting *setting, const cli_rank_subject *s,
                  const cli_rank_entry *entry, double adjusted, tt_table *table)
{
    const tt_run *run = &s->data.run;
    const tt_series *series = s->data.series;
    size_t count;
    const cli_test_result *r = &entry->result;
    char first[TT_PERIOD_TEXT_SIZE] = "";
    char last[TT_PERIOD_TEXT_SIZE] = "";
    char step[TT_PERIOD_TEXT_SIZE] = "";
    if (run->n) {
        (void)tt_period_text(run->first, first);
        (void)tt_period_text(run->last, last);
    }
    if (!isnan(r->after)) {
        tt_period period = run->first;
        period.start += (int32_t)lround(12 * (r->after - run->time[0]));
        (void)tt_period_text(period, step);
    }
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    tt_table_text(table, cli_tests(&count)[entry->test].name);
    tt_table_number(table, (double)run->n);
    tt_table_text(table, first);
    tt_table_text(table, last);
    tt_table_text(table, r->symbol);
    tt_table_number(table, r->statistic);
    tt_table_number(table, r->effect);
    tt_table_number(table, r->p);
    tt_table_number(table, adjusted);
    tt_table_number(table, r->p_min);
    add_p_range(setting, s, entry->test, table);
    tt_table_number(table, r->p_normal);
    tt_table_text(table, r->how);
    tt_table_number(table, r->mc_error);
    tt_table_text(table, step);
    tt_table_number(table, r->factor);
    tt_table_number(table, r->lag1);
    tt_table_limits(table, r->slope.value, r->slope.low, r->slope.high);
    int failed = entry->fault.status != TT_OK;
    tt_table_end_row(table, run->notes | (failed ? 0 : r->notes),
                     failed ? entry->fault.message : NULL);
}
