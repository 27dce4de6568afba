/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Percentages that give a small or withheld count away. */
#include <math.h>
#include <string.h>

#include "small_core.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"

/* Whether a percentage of a base gives away a withheld count, or is itself that of a small one. */
static int betrays(const tt_dataset *ds, const tt_small_rule *rule, size_t series,
                   const tt_point *point, size_t base)
{
    const tt_series *s = tt_dataset_series(ds, series);
    tt_point whole;
    if (base == TT_NONE || !tt_dataset_point_at(ds, base, point->period, &whole))
        return 0;
    if (whole.state == TT_STATE_SUPPRESSED)
        return 1;
    if (isnan(point->value) || isnan(whole.value))
        return 0;
    double half = 0.5 * pow(10, -point->decimals);
    double least = (point->value - half) * whole.value / 100;
    int small = least < rule->threshold && point->value + half > 0;
    for (size_t i = 0; i < tt_dataset_series_count(ds) && !small; i++) {
        const tt_series *count = tt_dataset_series(ds, i);
        tt_point counted;
        if (count->unit_kind != TT_UNIT_COUNT ||
            memcmp(count->key, s->key, tt_dataset_dimension_count(ds) * sizeof *s->key) != 0 ||
            !tt_dataset_point_at(ds, i, point->period, &counted))
            continue;
        small = counted.state == TT_STATE_SUPPRESSED;
    }
    return small;
}

/* A percentage with the count that is its base. */
typedef struct percent {
    size_t series;
    tt_period period;
    size_t base;
    int withhold;
} percent;

static size_t base_of(const tt_dataset *ds, size_t series, const tt_point *point)
{
    const tt_observation *row = tt_dataset_observation(ds, point->observation);
    const char *base = tt_dataset_text(ds, tt_dataset_origin(ds, row)->base);
    return *base ? tt_dataset_base(ds, series, base, point->period) : TT_NONE;
}

/* All percentages of one base and period go when one of them gives a count away: the others would bring it back. */
tt_status tt__small_percents(tt_dataset *ds, const tt_small_rule *rule, tt_small_summary *summary,
                             tt_error *err)
{
    percent *list = NULL;
    size_t count = 0;
    size_t capacity = 0;
    tt_status status = TT_OK;
    for (size_t s = 0; s < tt_dataset_series_count(ds) && status == TT_OK; s++) {
        tt_point_list points = {0};
        if (tt_dataset_series(ds, s)->unit_kind != TT_UNIT_PERCENT)
            continue;
        status = tt_dataset_points(ds, s, 0, 0, &points, err);
        for (size_t i = 0; i < points.count && status == TT_OK; i++) {
            size_t base = base_of(ds, s, &points.points[i]);
            if (tt_grow(&list, &capacity, count, sizeof *list) != 0)
                status = tt_fail(err, TT_ENOMEM, "no memory for small counts");
            else
                list[count++] = (percent){s, points.points[i].period, base,
                                          betrays(ds, rule, s, &points.points[i], base)};
        }
        tt_point_list_clear(&points);
    }
    for (size_t i = 0; i < count && status == TT_OK; i++) {
        int gives_away = list[i].withhold;
        for (size_t k = 0; k < count && list[i].base != TT_NONE && !gives_away; k++)
            gives_away = list[k].withhold && list[k].base == list[i].base &&
                         tt_period_compare(list[k].period, list[i].period) == 0;
        if (!gives_away)
            continue;
        tt_dataset_withhold(ds, list[i].series, list[i].period, (tt_interval){0, 100});
        summary->percents++;
    }
    tt_free(list);
    return status;
}
