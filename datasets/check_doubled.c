/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule: a total that stands among its own parts under a name that is no word for a total ("Total
 * nacional", "Country"). Every derived total would count it twice.
 *
 * Such a part is as large as all others together, so it is the largest of its group: only that one is
 * looked at. By chance a part equals the sum of the others in a year or two; three years of it, each
 * with two other parts that are not zero, and no year against it are no chance. */
#include <math.h>

#include "findings_internal.h"
#include "tiptrend/select.h"
#include "tiptrend/vocabulary.h"

enum { NEEDED = 3 };

/* What the years say: in how many the part equals the sum of the others, and in how many not. */
typedef struct agreement {
    size_t equal;
    size_t unequal;
    size_t first; /* the row of the first equal figure */
} agreement;

static int is_exact(const tt_point *point)
{
    return !isnan(point->value) && point->low == point->high;
}

/* The part with the greatest sum of figures. */
static size_t largest(tt__checker *c, tt__group group)
{
    size_t best = TT_NONE;
    double most = 0;
    for (size_t i = 0; i < group.count && c->status == TT_OK; i++) {
        tt_point_list list;
        c->status = tt_dataset_points(c->ds, group.series[i], 0, 0, &list, c->err);
        if (c->status != TT_OK)
            break;
        double sum = 0;
        for (size_t p = 0; p < list.count; p++)
            sum += isnan(list.points[p].value) ? 0 : list.points[p].value;
        if (sum > most) {
            most = sum;
            best = group.series[i];
        }
        tt_point_list_clear(&list);
    }
    return best;
}

/* One year of the part against the others; a year in which one of them is not known says nothing. */
static void weigh(const tt__checker *c, tt__group group, size_t part, const tt_point *point,
                  agreement *found)
{
    double others = 0;
    size_t positive = 0;
    for (size_t i = 0; i < group.count; i++) {
        tt_point other;
        if (group.series[i] == part ||
            !tt_dataset_point_at(c->ds, group.series[i], point->period, &other))
            continue;
        if (!is_exact(&other))
            return;
        others += other.value;
        positive += other.value > 0;
    }
    int below = tt__is_below(others, point->value);
    int above = tt__is_below(point->value, others);
    if (below || above)
        found->unequal++;
    else if (positive >= 2 && found->equal++ == 0)
        found->first = point->observation;
}

static void report(tt__checker *c, size_t part, size_t dimension, agreement found)
{
    tt_strbuf message = TT_STRBUF_INIT;
    uint32_t value = c->ds->series[part].key[dimension];
    tt_strbuf_addf(&message,
                   "%s '%s' equals the sum of the other parts in all %zu periods that can be "
                   "compared: it looks like a total and is counted twice in sums; name it 'total', "
                   "or exclude it with --decisions",
                   c->ds->dimensions[dimension].name, tt_dataset_value(c->ds, dimension, value),
                   found.equal);
    c->status = tt_strbuf_status(&message, c->err);
    if (c->status == TT_OK)
        tt__find(c, &(tt__statement){.severity = TT_SEVERITY_WARNING,
                                     .rule = "doubled",
                                     .series = part,
                                     .observation = found.first,
                                     .whole_series = 1,
                                     .message = tt_strbuf_text(&message)});
    tt_strbuf_clear(&message);
}

/* Where a total is printed, the rule of totals speaks. */
static void check_group(tt__checker *c, tt__group group, size_t dimension)
{
    if (group.count < 3 || !tt_unit_is_additive(c->ds->series[group.series[0]].unit_kind))
        return;
    for (size_t i = 0; i < group.count; i++)
        if (c->ds->series[group.series[i]].key[dimension] == 0)
            return;
    size_t part = largest(c, group);
    tt_point_list list;
    if (c->status != TT_OK || part == TT_NONE)
        return;
    c->status = tt_dataset_points(c->ds, part, 0, 0, &list, c->err);
    if (c->status != TT_OK)
        return;
    agreement found = {0};
    for (size_t i = 0; i < list.count && found.unequal == 0; i++)
        if (is_exact(&list.points[i]))
            weigh(c, group, part, &list.points[i], &found);
    tt_point_list_clear(&list);
    if (found.unequal == 0 && found.equal >= NEEDED)
        report(c, part, dimension, found);
}

void tt__check_doubled(tt__checker *c)
{
    for (size_t d = 0; d < c->ds->dimension_count && c->status == TT_OK; d++)
        if (tt_role_is_summable(c->ds->dimensions[d].role))
            tt__each_group(c, d, check_group);
}
