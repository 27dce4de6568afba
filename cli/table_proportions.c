/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of proportions, of numerators that are a part of their denominators: percent with limits, and the
 * difference from the year before by Newcombe's method. */
#include <math.h>

#include "denominator.h"
#include "tables.h"
#include "tiptrend/bounds.h"
#include "tiptrend/interval.h"
#include "tiptrend/rate.h"
#include "tiptrend/select.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"period", "Period", TT_COLUMN_YEAR, 0},
    {"part", "Part", TT_COLUMN_NUMBER, 0},
    {"part_low", "Part from", TT_COLUMN_NUMBER, 0},
    {"part_high", "to", TT_COLUMN_NUMBER, 0},
    {"whole", "Whole", TT_COLUMN_NUMBER, 0},
    {"whole_low", "Whole from", TT_COLUMN_NUMBER, 0},
    {"whole_high", "to", TT_COLUMN_NUMBER, 0},
    {"percent", "%", TT_COLUMN_NUMBER, 1},
    {"percent_low", "lower", TT_COLUMN_NUMBER, 1},
    {"percent_high", "upper", TT_COLUMN_NUMBER, 1},
    {"percent_least", "% from", TT_COLUMN_NUMBER, 1},
    {"percent_most", "to", TT_COLUMN_NUMBER, 1},
    {"difference", "Difference", TT_COLUMN_SIGNED, 1},
    {"difference_low", "lower", TT_COLUMN_SIGNED, 1},
    {"difference_high", "upper", TT_COLUMN_SIGNED, 1},
    {"difference_least", "Difference from", TT_COLUMN_SIGNED, 1},
    {"difference_most", "to", TT_COLUMN_SIGNED, 1},
    {"direction", "Direction", TT_COLUMN_TEXT, 0},
};

/* One period: both figures, and the proportion. */
typedef struct share {
    tt_period period;
    tt_interval part;
    tt_interval whole;
    tt_rate rate;
    int formed;
    tt_notes notes;
    tt_error fault;
} share;

static tt_interval figure_of(const tt_point *point)
{
    if (!isnan(point->value))
        return (tt_interval){point->value, point->value};
    return (tt_interval){point->low, point->high};
}

static void form(const tt_point *part, const tt_point *whole, const tt_ci_options *options,
                 share *out)
{
    unsigned flags = part->flags | whole->flags;
    *out = (share){.period = part->period, .part = figure_of(part), .whole = figure_of(whole)};
    out->notes |= tt_value_notes(flags);
    out->notes |= flags & TT_VALUE_PARTIAL ? TT_NOTE_PARTIAL : 0;
    if (flags & TT_VALUE_PARTIAL || isnan(part->low) || isnan(whole->low))
        return;
    out->formed =
        tt_rate_proportion(out->part, out->whole, options, &out->rate, &out->fault) == TT_OK;
    out->notes |= out->formed ? out->rate.notes : 0;
}

/* Whether all parts along the dimension are more than the whole. */
static int parts_exceed(const tt_dataset *ds, const tt_index_list *parts, const share *s)
{
    double least = 0;
    for (size_t i = 0; i < parts->count; i++) {
        tt_point point;
        if (tt_dataset_point_at(ds, parts->index[i], s->period, &point) && !isnan(point.low))
            least += isnan(point.value) ? point.low : point.value;
    }
    return least > s->whole.high;
}

static void add_figure(tt_interval figure, tt_table *table)
{
    int known = figure.low == figure.high;
    tt_table_number(table, known ? figure.low : NAN);
    tt_table_number(table, known ? NAN : figure.low);
    tt_table_number(table, known ? NAN : figure.high);
}

/* The difference from the year before: with Newcombe's limits, or its bounds where figures are intervals.
 * Gives a note when a change of definition lies between. */
static tt_notes add_difference(const share *before, const share *now, int broken, double conf,
                               tt_table *table)
{
    if (!before->formed || !tt_period_follows(before->period, now->period) || broken)
        return broken ? TT_NOTE_BREAK : 0;
    tt_interval change;
    int known = 0;
    (void)tt_bounds_change(before->rate.bounds, now->rate.bounds, &change, &known, NULL);
    const char *direction = !known && (change.low != 0 || change.high != 0) ? "unknown"
                            : change.low > 0                                ? "rise"
                            : change.high < 0                               ? "fall"
                                                                            : "none";
    if (isnan(now->rate.value) || isnan(before->rate.value)) {
        for (int i = 0; i < 3; i++)
            tt_table_empty(table);
        tt_table_number(table, 100 * change.low);
        tt_table_number(table, 100 * change.high);
    } else {
        tt_proportion first = {now->part.low, now->whole.low};
        tt_proportion second = {before->part.low, before->whole.low};
        tt_ci_options options = {.conf = conf}; /* Newcombe's method has no other form */
        tt_ci ci = {.estimate = {change.low, NAN, NAN}};
        (void)tt_interval_difference(&first, &second, &options, &ci, NULL);
        tt_table_limits(table, 100 * change.low, 100 * ci.estimate.low, 100 * ci.estimate.high);
        tt_table_empty(table);
        tt_table_empty(table);
    }
    tt_table_text(table, direction);
    return 0;
}

static void add_row(const tt_series *series, const share *before, const share *now, int broken,
                    double conf, tt_table *table)
{
    char text[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(now->period, text);
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    tt_table_text(table, text);
    add_figure(now->part, table);
    add_figure(now->whole, table);
    if (!now->formed) {
        tt_table_end_row(table, now->notes, now->fault.message);
        return;
    }
    const tt_rate *r = &now->rate;
    int known = !isnan(r->value);
    tt_table_limits(table, 100 * r->value, 100 * r->limits.low, 100 * r->limits.high);
    tt_table_number(table, known ? NAN : 100 * r->bounds.low);
    tt_table_number(table, known ? NAN : 100 * r->bounds.high);
    tt_notes notes = add_difference(before, now, broken, conf, table);
    tt_table_end_row(table, now->notes | notes, NULL);
}

/* A numerator, its denominator, and what is a part of the same whole beside the numerator. */
typedef struct pairing {
    size_t index;
    size_t partner;
    tt_index_list parts;
} pairing;

static tt_status add_series(const cli_analysis_request *request, const pairing *pair,
                            const tt_ci_options *options, tt_table *table, tt_error *err)
{
    size_t index = pair->index;
    size_t partner = pair->partner;
    const cli_settings *settings = request->settings;
    const tt_series *series = tt_dataset_series(request->ds, index);
    const tt_series *other = tt_dataset_series(request->ds, partner);
    if (series->unit_id != other->unit_id && !settings->allow_units)
        return tt_fail(err, TT_EUNITS, "'%s' is in %s, '%s' in %s; the one is no part of the other",
                       series->name, series->unit, other->name, other->unit);
    tt_point_list list;
    tt_status status =
        tt_dataset_points(request->ds, index, (int)settings->from, (int)settings->to, &list, err);
    share before = {0};
    int broken = 0;
    for (size_t i = 0; status == TT_OK && i < list.count; i++) {
        tt_point whole;
        broken |= list.points[i].break_before;
        if (list.points[i].state == TT_STATE_MISSING ||
            !tt_dataset_point_at(request->ds, partner, list.points[i].period, &whole))
            continue;
        broken |= whole.break_before;
        share now;
        form(&list.points[i], &whole, options, &now);
        now.notes |= parts_exceed(request->ds, &pair->parts, &now) ? TT_NOTE_CONTRADICTS : 0;
        now.notes |= series->unit_id != other->unit_id ? TT_NOTE_UNITS : 0;
        add_row(series, &before, &now, i > 0 && broken && !settings->across_breaks, settings->conf,
                table);
        before = now;
        broken = 0;
    }
    tt_point_list_clear(&list);
    return status;
}

/* All parts of the whole, where the whole is a margin. */
static tt_status find_parts(const tt_dataset *ds, const cli_denominator *denominator, pairing *pair,
                            tt_error *err)
{
    size_t dimension = denominator->dimension;
    uint32_t value = tt_dataset_series(ds, pair->index)->key[dimension];
    if (denominator->value != 0)
        return TT_OK;
    return tt_dataset_parts(ds, pair->partner, dimension,
                            tt_dataset_breakdown(ds, dimension, value), &pair->parts, err);
}

tt_status cli_table_proportions(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    const cli_settings *settings = request->settings;
    cli_denominator denominator;
    tt_ci_options options = {.conf = settings->conf};
    tt_table *table = tt_table_new("Proportions", columns, sizeof columns / sizeof *columns);
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK && settings->lag)
        status =
            tt_fail(err, TT_EUSAGE, "--lag makes no sense for a part of the same year's whole");
    if (status == TT_OK)
        status = cli_denominator_find(request->ds, settings, &denominator, err);
    if (status == TT_OK && denominator.dimension == TT_NONE)
        status =
            tt_fail(err, TT_EUSAGE,
                    "--proportion needs the whole: --denominator INDICATOR, or --by DIM for the "
                    "total along it");
    if (status == TT_OK && settings->ci)
        status = cli_ci_method(settings->ci, TT_CI_FOR_PROPORTION, &options.method, err);
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++) {
        size_t index = request->series->index[i];
        if (tt_dataset_series(request->ds, index)->unit_kind != TT_UNIT_COUNT)
            continue;
        pairing pair = {.index = index};
        status = cli_denominator_of(request->ds, &denominator, index, &pair.partner, err);
        if (status != TT_OK || pair.partner == TT_NONE)
            continue;
        status = find_parts(request->ds, &denominator, &pair, err);
        if (status == TT_OK)
            status = add_series(request, &pair, &options, table, err);
        tt_index_list_clear(&pair.parts);
    }
    if (status == TT_OK)
        tt_table_remark(
            table, "Limits: Wilson's unless --ci says otherwise. Difference: percentage points "
                   "from the year before, with Newcombe's limits.");
    return cli_table_done(table, status, out, err);
}
