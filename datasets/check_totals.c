/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule: printed totals against the sum of their printed parts.
 *
 * Figures are intervals (a point is an interval of width 0), so suppressed parts take part. More in
 * the parts than in the total is an error always. Less is one only when the parts are known to be
 * all there are: an "unspecified" part is among them, or the same parts add up to the total in
 * another period. Otherwise the table may simply not list every part. */
#include <math.h>

#include "findings_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"

/* The sum of the parts in one period: at least that of the parts that have a figure, and without a
 * limit above when a part has none. */
typedef struct part_sum {
    double low;
    double high;
    size_t present; /* parts with a figure */
} part_sum;

static part_sum add_parts(const tt_dataset *ds, const tt_index_list *parts, tt_period period)
{
    part_sum sum = {0, 0, 0};
    for (size_t i = 0; i < parts->count; i++) {
        tt_point point;
        if (!tt_dataset_point_at(ds, parts->index[i], period, &point) || isnan(point.low)) {
            sum.high = INFINITY;
            continue;
        }
        sum.low += point.low;
        sum.high += point.high;
        sum.present++;
    }
    return sum;
}

int tt__is_below(double a, double b)
{
    static const double slack = 1e-9; /* relative to the greater */
    return a < b - slack * fmax(fabs(a), fabs(b));
}

/* "194 + 691": the parts in one period. */
static void list_parts(const tt_dataset *ds, const tt_index_list *parts, tt_period period,
                       tt_strbuf *out)
{
    enum { SHOWN = 6 };
    size_t shown = 0;
    for (size_t i = 0; i < parts->count; i++) {
        tt_point point;
        if (!tt_dataset_point_at(ds, parts->index[i], period, &point) || isnan(point.low))
            continue;
        tt_strbuf_add(out, shown ? " + " : "");
        if (shown++ == SHOWN) {
            tt_strbuf_add(out, "...");
            return;
        }
        tt__figure_text(point.value, point.low, point.high, out);
    }
}

static void report(tt__checker *c, size_t series, size_t dimension, const tt_index_list *parts,
                   const tt_point *total, part_sum sum)
{
    tt_strbuf listed = TT_STRBUF_INIT;
    tt_strbuf found = TT_STRBUF_INIT;
    tt_strbuf expected = TT_STRBUF_INIT;
    tt_strbuf message = TT_STRBUF_INIT;
    list_parts(c->ds, parts, total->period, &listed);
    tt__figure_text(sum.low == sum.high ? sum.low : NAN, sum.low, sum.high, &found);
    tt__figure_text(total->value, total->low, total->high, &expected);
    const char *name = c->ds->dimensions[dimension].name;
    if (sum.present > 1)
        tt_strbuf_addf(&message, "the parts by %s add to %s (%s)", name, tt_strbuf_text(&found),
                       tt_strbuf_text(&listed));
    else
        tt_strbuf_addf(&message, "one part by %s is %s", name, tt_strbuf_text(&listed));
    tt_strbuf_addf(&message, ", the printed total is %s; both are kept", tt_strbuf_text(&expected));
    tt__find(c, &(tt__statement){.severity = TT_SEVERITY_ERROR,
                                 .rule = "total",
                                 .series = series,
                                 .observation = total->observation,
                                 .message = tt_strbuf_text(&message),
                                 .expected = tt_strbuf_text(&expected),
                                 .found = tt_strbuf_text(&found)});
    tt_strbuf_clear(&listed);
    tt_strbuf_clear(&found);
    tt_strbuf_clear(&expected);
    tt_strbuf_clear(&message);
}

static int has_unspecified(const tt_dataset *ds, const tt_index_list *parts, size_t dimension)
{
    for (size_t i = 0; i < parts->count; i++) {
        uint32_t value = ds->series[parts->index[i]].key[dimension];
        if (tt_word_is_unspecified(tt_dataset_value(ds, dimension, value)))
            return 1;
    }
    return 0;
}

static void compare(tt__checker *c, size_t series, size_t dimension, const tt_index_list *parts)
{
    tt_point_list totals;
    c->status = tt_dataset_points(c->ds, series, 0, 0, &totals, c->err);
    if (c->status != TT_OK)
        return;
    int complete = has_unspecified(c->ds, parts, dimension);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < totals.count; i++) {
            const tt_point *total = &totals.points[i];
            if (isnan(total->low) || (total->flags & TT_VALUE_DERIVED))
                continue;
            part_sum sum = add_parts(c->ds, parts, total->period);
            int more = tt__is_below(total->high, sum.low);
            int less = tt__is_below(sum.high, total->low);
            if (pass == 0)
                complete |= !more && !less && sum.low == sum.high && sum.low > 0;
            else if (more || (less && complete))
                report(c, series, dimension, parts, total, sum);
        }
    }
    tt_point_list_clear(&totals);
}

/* The parts of one total among a group of series that differ in one dimension only. */
static void check_group(tt__checker *c, tt__group group, size_t dimension)
{
    size_t total = TT_NONE;
    for (size_t i = 0; i < group.count; i++)
        if (c->ds->series[group.series[i]].key[dimension] == 0)
            total = group.series[i];
    if (total == TT_NONE || !tt_unit_is_additive(c->ds->series[total].unit_kind))
        return;
    /* One breakdown at a time; an ordinary dimension has only breakdown 0. */
    char *done = tt_calloc(group.count, 1);
    if (!done) {
        c->status = tt_fail(c->err, TT_ENOMEM, "no memory for checking");
        return;
    }
    for (size_t i = 0; i < group.count && c->status == TT_OK; i++) {
        if (done[i] || group.series[i] == total)
            continue;
        uint32_t breakdown =
            tt_dataset_breakdown(c->ds, dimension, c->ds->series[group.series[i]].key[dimension]);
        tt_index_list parts = {0};
        for (size_t j = i; j < group.count && c->status == TT_OK; j++) {
            size_t other = group.series[j];
            if (other == total ||
                tt_dataset_breakdown(c->ds, dimension, c->ds->series[other].key[dimension]) !=
                    breakdown)
                continue;
            done[j] = 1;
            c->status = tt_index_list_add(&parts, other, c->err);
        }
        if (c->status == TT_OK)
            compare(c, total, dimension, &parts);
        tt_index_list_clear(&parts);
    }
    tt_free(done);
}

void tt__check_totals(tt__checker *c)
{
    for (size_t d = 0; d < c->ds->dimension_count && c->status == TT_OK; d++)
        if (tt_role_is_summable(c->ds->dimensions[d].role))
            tt__each_group(c, d, check_group);
}
