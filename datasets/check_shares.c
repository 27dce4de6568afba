/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule: percentages of one whole against 100, and against the whole numbers behind them.
 *
 * The shares of one dimension must allow 100 % within their rounding; where the whole is known (the
 * base), whole numbers must exist that are printed as these percentages and add to it. Shares of which
 * some are not printed are no complete set; then only more than 100 % is a fault. */
#include <math.h>

#include "findings_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/rounded.h"
#include "tiptrend/select.h"

/* The shares of one period; both lists have room for a whole group. */
typedef struct share_set {
    tt_rounded *share;   /* share[count] */
    tt_interval *counts; /* counts[count]: the whole numbers behind them */
    double low;          /* what they can add to */
    double high;
    double printed; /* what they do add to */
    size_t count;
    size_t series;      /* of the first */
    size_t observation; /* of the first */
    int complete;       /* what is not specified is among them */
} share_set;

static share_set collect(const tt_dataset *ds, tt__group group, size_t dimension, tt_period period,
                         const share_set *room)
{
    share_set set = {.share = room->share, .counts = room->counts, .series = TT_NONE};
    for (size_t i = 0; i < group.count; i++) {
        const tt_series *series = &ds->series[group.series[i]];
        tt_point point;
        if (series->key[dimension] == 0 || series->unit_kind != TT_UNIT_PERCENT ||
            !tt_dataset_point_at(ds, group.series[i], period, &point) || isnan(point.value))
            continue;
        if (set.series == TT_NONE) {
            set.series = group.series[i];
            set.observation = point.observation;
        }
        set.share[set.count++] = (tt_rounded){point.value, point.decimals};
        set.low += point.low;
        set.high += point.high;
        set.printed += point.value;
        set.complete |=
            tt_word_is_unspecified(tt_dataset_value(ds, dimension, series->key[dimension]));
    }
    return set;
}

/* The count that is 100 %; not-a-number low where it is not known. */
static tt_interval find_whole(const tt_dataset *ds, const share_set *set, tt_period period)
{
    const tt_observation *row = &ds->observations[set->observation];
    const char *base = tt_dataset_text(ds, ds->origins[row->origin].base);
    tt_interval whole = {NAN, NAN};
    size_t series = *base ? tt_dataset_base(ds, set->series, base, period) : TT_NONE;
    tt_point point;
    if (series != TT_NONE && tt_dataset_point_at(ds, series, period, &point) &&
        isfinite(point.high))
        whole = (tt_interval){point.low, point.high};
    return whole;
}

static void report(tt__checker *c, const share_set *set, size_t dimension, const char *why,
                   const char *expected)
{
    tt_strbuf message = TT_STRBUF_INIT;
    tt_strbuf found = TT_STRBUF_INIT;
    tt_strbuf_number(&found, set->printed);
    tt_strbuf_add(&found, " %");
    tt_strbuf_addf(&message, "the shares by %s add to %s, %s", c->ds->dimensions[dimension].name,
                   tt_strbuf_text(&found), why);
    tt__find(c, &(tt__statement){.severity = TT_SEVERITY_ERROR,
                                 .rule = "share",
                                 .series = set->series,
                                 .observation = set->observation,
                                 .message = tt_strbuf_text(&message),
                                 .expected = expected,
                                 .found = tt_strbuf_text(&found)});
    tt_strbuf_clear(&message);
    tt_strbuf_clear(&found);
}

static void check_set(tt__checker *c, const share_set *set, size_t dimension, tt_period period)
{
    static const double slack = 1e-9;
    int more = set->low > 100 + slack;
    int less = set->complete && set->high < 100 - slack;
    tt_interval whole = find_whole(c->ds, set, period);
    int feasible = 1;
    if (!isnan(whole.low) && (set->complete || more) &&
        tt_rounded_counts(set->share, set->count, whole, set->counts, &feasible, NULL) != TT_OK)
        feasible = 1; /* a whole beyond the method says nothing */
    if (!feasible) {
        tt_strbuf why = TT_STRBUF_INIT;
        tt_strbuf_addf(&why, "which no whole numbers of ");
        tt__figure_text(whole.low == whole.high ? whole.low : NAN, whole.low, whole.high, &why);
        tt_strbuf_add(&why, " can meet");
        report(c, set, dimension, tt_strbuf_text(&why), "100 %");
        tt_strbuf_clear(&why);
    } else if (more || less) {
        report(c, set, dimension, "which rounding cannot explain", "100 %");
    }
}

/* All periods of the shares of one group of series that differ in one dimension. */
static void check_periods(tt__checker *c, tt__group group, size_t dimension, const share_set *room)
{
    for (size_t i = 0; i < group.count && c->status == TT_OK; i++) {
        const tt_series *series = &c->ds->series[group.series[i]];
        if (series->key[dimension] == 0 || series->unit_kind != TT_UNIT_PERCENT)
            continue;
        size_t end;
        for (size_t at = series->first; at < series->first + series->count; at = end) {
            end = tt__same_period_end(c->ds, series, at);
            tt_period period = c->ds->observations[at].period;
            share_set set = collect(c->ds, group, dimension, period, room);
            /* Each period once: at the first of its shares. */
            if (set.count >= 2 && set.series == group.series[i])
                check_set(c, &set, dimension, period);
        }
    }
}

static void check_group(tt__checker *c, tt__group group, size_t dimension)
{
    share_set room = {.share = tt_calloc(group.count, sizeof *room.share),
                      .counts = tt_calloc(group.count, sizeof *room.counts)};
    if (room.share && room.counts)
        check_periods(c, group, dimension, &room);
    else
        c->status = tt_fail(c->err, TT_ENOMEM, "no memory for checking");
    tt_free(room.share);
    tt_free(room.counts);
}

void tt__check_shares(tt__checker *c)
{
    for (size_t d = 0; d < c->ds->dimension_count && c->status == TT_OK; d++)
        if (tt_role_is_summable(c->ds->dimensions[d].role))
            tt__each_group(c, d, check_group);
}
