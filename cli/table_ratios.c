/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of ratios between two indicators of the data: a lag takes the denominator from earlier years, a
 * window pools several years on both sides. Figures known only as intervals give bounds. */
#include <math.h>
#include <string.h>

#include "denominator.h"
#include "tables.h"
#include "tiptrend/change.h"
#include "tiptrend/rate_ratio.h"
#include "tiptrend/select.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"from", "From", TT_COLUMN_YEAR, 0},
    {"period", "Period", TT_COLUMN_YEAR, 0},
    {"numerator", "Numerator", TT_COLUMN_NUMBER, 0},
    {"numerator_low", "Numerator from", TT_COLUMN_NUMBER, 0},
    {"numerator_high", "to", TT_COLUMN_NUMBER, 0},
    {"numerator_unit", "Unit", TT_COLUMN_TEXT, 0},
    {"denominator", "Denominator", TT_COLUMN_NUMBER, 0},
    {"denominator_low", "Denominator from", TT_COLUMN_NUMBER, 0},
    {"denominator_high", "to", TT_COLUMN_NUMBER, 0},
    {"denominator_unit", "Unit", TT_COLUMN_TEXT, 0},
    {"denominator_from", "of, from", TT_COLUMN_YEAR, 0},
    {"denominator_period", "of", TT_COLUMN_YEAR, 0},
    {"ratio", "Ratio", TT_COLUMN_NUMBER, 3},
    {"ratio_low", "lower", TT_COLUMN_NUMBER, 3},
    {"ratio_high", "upper", TT_COLUMN_NUMBER, 3},
    {"ratio_least", "Ratio from", TT_COLUMN_NUMBER, 3},
    {"ratio_most", "to", TT_COLUMN_NUMBER, 3},
};

static const char no_cohort[] = "a ratio of the year, not a rate of one cohort";

/* Figures of one side summed over a window of periods. */
typedef struct window {
    tt_period first;
    tt_period last;
    tt_interval sum; /* both ends the same where all figures are known */
    unsigned flags;
} window;

typedef struct ratios {
    const cli_analysis_request *request;
    tt_ci_options options;
    const tt_series *numerator;
    const tt_series *denominator;
    size_t numerator_index;
    size_t denominator_index;
    tt_table *table;
    tt_error refusal; /* of the first pair in unlike units */
    size_t formed;
} ratios;

static tt_period earlier(tt_period period, int64_t periods)
{
    period.start -= (int32_t)(periods * period.months);
    return period;
}

/* The sum of the window that ends with a period; 0 when some figure is missing, partial, or of another
 * definition than the last one. */
static int sum_window(const ratios *r, size_t series, tt_period last, window *out)
{
    const cli_settings *settings = r->request->settings;
    int64_t periods = settings->window > 1 ? settings->window : 1;
    *out = (window){.first = earlier(last, periods - 1), .last = last, .sum = {0, 0}};
    for (int64_t i = 0; i < periods; i++) {
        tt_point point;
        if (!tt_dataset_point_at(r->request->ds, series, earlier(last, i), &point) ||
            isnan(point.low) || point.flags & TT_VALUE_PARTIAL)
            return 0;
        int known = !isnan(point.value);
        out->sum.low += known ? point.value : point.low;
        out->sum.high += known ? point.value : point.high;
        out->flags |= point.flags;
        if (point.break_before && i + 1 < periods && !settings->across_breaks)
            return 0;
    }
    return 1;
}

static void add_side(const window *w, const char *unit, tt_table *table)
{
    int known = w->sum.low == w->sum.high;
    tt_table_number(table, known ? w->sum.low : NAN);
    tt_table_number(table, known ? NAN : w->sum.low);
    tt_table_number(table, known ? NAN : w->sum.high);
    tt_table_text(table, unit);
}

static void add_period(const tt_period *period, tt_table *table)
{
    char text[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(*period, text);
    tt_table_text(table, text);
}

static void add_ratio(const ratios *r, const window *x, const window *y, tt_notes notes)
{
    tt_table *table = r->table;
    tt_error fault = {0};
    if (x->sum.low == x->sum.high && y->sum.low == y->sum.high) {
        tt_counted first = {x->sum.low, 1};
        tt_counted second = {y->sum.low, 1};
        tt_rate_ratio ratio;
        if (tt_rate_ratio_test(&first, &second, &r->options, &ratio, &fault) != TT_OK) {
            tt_table_end_row(table, notes, fault.message);
            return;
        }
        tt_table_limits(table, ratio.ratio.value, ratio.ratio.low, ratio.ratio.high);
        tt_table_end_row(table, notes | ratio.notes, no_cohort);
        return;
    }
    tt_bounded_figure numerator = {1, x->sum, 1};
    tt_bounded_figure denominator = {0, y->sum, 1};
    tt_change_options options = {.method = r->options.method, .conf = r->options.conf};
    tt_change_bounds bounds;
    if (tt_change_bounded(&denominator, &numerator, &options, &bounds, &fault) != TT_OK) {
        tt_table_end_row(table, notes, fault.message);
        return;
    }
    tt_table_empty(table);
    tt_table_number(table, 1 + bounds.percent_limits.low / 100);
    tt_table_number(table, 1 + bounds.percent_limits.high / 100);
    tt_table_number(table, 1 + bounds.percent.low / 100);
    tt_table_number(table, 1 + bounds.percent.high / 100);
    tt_table_end_row(table, notes | bounds.notes, no_cohort);
}

static void add_row(ratios *r, tt_period period)
{
    const cli_settings *settings = r->request->settings;
    window x;
    window y;
    if (!sum_window(r, r->numerator_index, period, &x) ||
        !sum_window(r, r->denominator_index, tt_period_years_before(period, (int)settings->lag),
                    &y))
        return;
    int pooled = settings->window > 1;
    r->formed++;
    tt_table_text(r->table, r->numerator->name);
    if (pooled)
        add_period(&x.first, r->table);
    else
        tt_table_empty(r->table);
    add_period(&x.last, r->table);
    add_side(&x, r->numerator->unit, r->table);
    add_side(&y, r->denominator->unit, r->table);
    if (pooled)
        add_period(&y.first, r->table);
    else
        tt_table_empty(r->table);
    add_period(&y.last, r->table);
    tt_notes notes = r->numerator->unit_id != r->denominator->unit_id ? TT_NOTE_UNITS : 0;
    notes |= tt_value_notes(x.flags | y.flags);
    add_ratio(r, &x, &y, notes);
}

/* Unlike units: a row that says so, and the first refusal for the case that nothing is formed at all. */
static void refuse(ratios *r)
{
    tt_error why = {0};
    (void)tt_fail(&why, TT_EUNITS,
                  "'%s' is in %s, '%s' in %s; a ratio of the two has no clear meaning "
                  "(--allow-units forms it all the same and says so)",
                  r->numerator->name, r->numerator->unit, r->denominator->name,
                  r->denominator->unit);
    if (r->refusal.status == TT_OK)
        r->refusal = why;
    tt_table_text(r->table, r->numerator->name);
    for (int i = 0; i < 5; i++)
        tt_table_empty(r->table);
    tt_table_text(r->table, r->numerator->unit);
    for (int i = 0; i < 3; i++)
        tt_table_empty(r->table);
    tt_table_text(r->table, r->denominator->unit);
    tt_table_end_row(r->table, 0, why.message);
}

static tt_status add_series(ratios *r, size_t index, const cli_denominator *denominator,
                            tt_error *err)
{
    const cli_settings *settings = r->request->settings;
    const tt_dataset *ds = r->request->ds;
    size_t partner;
    tt_status status = cli_denominator_of(ds, denominator, index, &partner, err);
    if (status != TT_OK || partner == TT_NONE)
        return status;
    r->numerator = tt_dataset_series(ds, index);
    r->denominator = tt_dataset_series(ds, partner);
    r->numerator_index = index;
    r->denominator_index = partner;
    if (r->numerator->unit_id != r->denominator->unit_id && !settings->allow_units) {
        refuse(r);
        return TT_OK;
    }
    tt_point_list list;
    status = tt_dataset_points(ds, index, (int)settings->from, (int)settings->to, &list, err);
    for (size_t i = 0; status == TT_OK && i < list.count; i++)
        add_row(r, list.points[i].period);
    tt_point_list_clear(&list);
    return status;
}

tt_status cli_table_ratios(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    const cli_settings *settings = request->settings;
    cli_denominator denominator;
    tt_table *table =
        tt_table_new("Ratios between series", columns, sizeof columns / sizeof *columns);
    ratios r = {.request = request, .options = {.conf = settings->conf}, .table = table};
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK)
        status = cli_denominator_find(request->ds, settings, &denominator, err);
    if (status == TT_OK && settings->ci)
        status = cli_ci_method(settings->ci, TT_CI_FOR_RATIO, &r.options.method, err);
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++)
        if (tt_dataset_series(request->ds, request->series->index[i])->unit_kind == TT_UNIT_COUNT)
            status = add_series(&r, request->series->index[i], &denominator, err);
    if (status == TT_OK && r.formed == 0 && r.refusal.status != TT_OK)
        status = tt_fail(err, r.refusal.status, "%s", r.refusal.message);
    if (status == TT_OK && settings->window > 1)
        tt_table_remark(table,
                        "Windows overlap: neighbouring rows share years and are not independent.");
    return cli_table_done(table, status, out, err);
}
