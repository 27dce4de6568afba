/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts and their total among the series of a chart. */
#include "parts.h"

#include <math.h>

#include "tiptrend/memory.h"

static const tt__view *find_total(const tt_dataset *ds, const tt__views *views)
{
    for (size_t i = 0; i < views->count && views->count > 1; i++) {
        size_t above = 0;
        for (size_t j = 0; j < views->count; j++)
            for (size_t d = 0; i != j && d < tt_dataset_dimension_count(ds); d++)
                if (views->list[i].data->key[d] == 0 && views->list[j].data->key[d] != 0) {
                    above++;
                    break;
                }
        if (above == views->count - 1)
            return &views->list[i];
    }
    return NULL;
}

static double size_of(const tt__view *view)
{
    double sum = 0;
    for (size_t i = 0; i < view->list.count; i++)
        sum += isnan(view->list.points[i].value) ? 0 : view->list.points[i].value;
    return sum;
}

/* Whether a part stands before another. */
static int comes_first(const tt__view *a, const tt__view *b)
{
    int a_open = a->ink == TT_INK_HATCH;
    int b_open = b->ink == TT_INK_HATCH;
    return a_open != b_open ? b_open : size_of(a) > size_of(b);
}

static void order(tt__parts *parts)
{
    for (size_t i = 1; i < parts->count; i++)
        for (size_t j = i; j > 0 && comes_first(parts->list[j], parts->list[j - 1]); j--) {
            const tt__view *other = parts->list[j];
            parts->list[j] = parts->list[j - 1];
            parts->list[j - 1] = other;
        }
}

tt_status tt__parts_make(const tt_dataset *ds, const tt__views *views, tt__parts *out,
                         tt_error *err)
{
    *out = (tt__parts){.list = tt_calloc(views->count, sizeof *out->list)};
    if (!out->list)
        return tt_fail(err, TT_ENOMEM, "no memory for a chart");
    const tt__view *other = tt__other_unit(views);
    if (other) {
        tt__parts_clear(out);
        return tt_fail(err, TT_EUNITS, "'%s' and '%s' are no parts of one whole", other->data->unit,
                       views->list[0].data->unit);
    }
    out->total = find_total(ds, views);
    for (size_t i = 0; i < views->count; i++)
        if (&views->list[i] != out->total)
            out->list[out->count++] = &views->list[i];
    order(out);
    return TT_OK;
}

void tt__parts_clear(tt__parts *parts)
{
    tt_free(parts->list);
    *parts = (tt__parts){0};
}

double tt__parts_sum(const tt__parts *parts, tt_period period, int *complete)
{
    double sum = 0;
    *complete = 1;
    for (size_t i = 0; i < parts->count; i++) {
        const tt_point *point = tt__point_at(parts->list[i], period);
        if (point && !isnan(point->value))
            sum += point->value;
        else
            *complete = 0;
    }
    return sum;
}

double tt__printed_total(const tt__parts *parts, tt_period period)
{
    const tt_point *point = parts->total ? tt__point_at(parts->total, period) : NULL;
    return point && !(point->flags & TT_VALUE_DERIVED) ? point->value : NAN;
}
