/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts by sex from a data set. */
#include "tiptrend/sexes.h"

#include <math.h>
#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/rounded.h"
#include "tiptrend/select.h"

enum { FEMALE, MALE, UNSPECIFIED, CATEGORIES, MOST_MEMBERS = 8 };

/* The series of one set: unspecified may be several (other, unknown). */
typedef struct members {
    size_t series[MOST_MEMBERS];
    int category[MOST_MEMBERS];
    size_t count;
    size_t total; /* TT_NONE when there is none */
    int percent;
} members;

void tt_sexes_clear(tt_sexes_groups *groups)
{
    for (size_t i = 0; i < groups->count; i++)
        tt_free(groups->list[i].years);
    tt_free(groups->list);
    *groups = (tt_sexes_groups){0};
}

static int category_of(const tt_dataset *ds, size_t dimension, size_t series)
{
    uint32_t value = tt_dataset_series(ds, series)->key[dimension];
    switch (tt_sex_of(tt_dataset_value(ds, dimension, value))) {
    case TT_SEX_FEMALE:
        return FEMALE;
    case TT_SEX_MALE:
        return MALE;
    case TT_SEX_UNSPECIFIED:
        return UNSPECIFIED;
    case TT_SEX_NONE:
        break;
    }
    return -1;
}

/* The series with the key of a female one, its sex exchanged. Returns 0 without memory. */
static int find_members(const tt_dataset *ds, size_t dimension, size_t female, members *out)
{
    size_t width = tt_dataset_dimension_count(ds);
    const tt_series *series = tt_dataset_series(ds, female);
    uint32_t *key = tt_calloc(width, sizeof *key);
    if (!key)
        return 0;
    *out = (members){.total = TT_NONE, .percent = series->unit_kind == TT_UNIT_PERCENT};
    memcpy(key, series->key, width * sizeof *key);
    for (uint32_t v = 0; v < tt_dataset_value_count(ds, dimension); v++) {
        key[dimension] = v;
        size_t found = tt_dataset_find_series(ds, key, series->unit_id);
        if (found == TT_NONE)
            continue;
        int category = v ? category_of(ds, dimension, found) : -1;
        if (v == 0)
            out->total = found;
        else if (category >= 0 && out->count < MOST_MEMBERS) {
            out->series[out->count] = found;
            out->category[out->count++] = category;
        }
    }
    tt_free(key);
    return 1;
}

static void add(tt_interval *sum, const tt_point *point)
{
    sum->low += point->low;
    sum->high += point->high;
}

/* The count of the margin in one period; not-a-number where none is known. */
static double total_of(const tt_dataset *ds, const members *m, tt_period period)
{
    tt_point total;
    int found = m->total != TT_NONE && tt_dataset_point_at(ds, m->total, period, &total);
    return found ? total.value : NAN;
}

/* "More than 1,000" of a known total is at most what the others leave. */
static void close_ends(tt_interval sums[CATEGORIES], double whole)
{
    double low = 0;
    for (int c = 0; c < CATEGORIES; c++)
        low += sums[c].low;
    for (int c = 0; c < CATEGORIES; c++)
        if (isinf(sums[c].high))
            sums[c].high = whole - (low - sums[c].low);
}

/* Counts of one period. Returns 0 when females or males have no figure, or one without an upper end and no total
 * to set it. */
static int counts_of(const tt_dataset *ds, const members *m, tt_period period, tt_sexes *out)
{
    double whole = total_of(ds, m, period);
    tt_interval sums[CATEGORIES] = {{0, 0}, {0, 0}, {0, 0}};
    int seen[CATEGORIES] = {0};
    for (size_t i = 0; i < m->count; i++) {
        tt_point point;
        if (!tt_dataset_point_at(ds, m->series[i], period, &point) || isnan(point.low) ||
            (point.flags & TT_VALUE_PARTIAL) || (isinf(point.high) && isnan(whole)))
            continue;
        add(&sums[m->category[i]], &point);
        seen[m->category[i]] = 1;
    }
    if (!seen[FEMALE] || !seen[MALE])
        return 0;
    double known = sums[FEMALE].low + sums[MALE].low + sums[UNSPECIFIED].low;
    if (!(whole < known))
        close_ends(sums, whole);
    double most = sums[FEMALE].high + sums[MALE].high + sums[UNSPECIFIED].high;
    if (isinf(most))
        return 0;        /* contradicts the total besides */
    if (whole < known) { /* more parts than the total: bounds from the parts alone */
        out->notes |= TT_NOTE_CONTRADICTS;
        whole = NAN;
    } else if (!isnan(whole) && (!seen[UNSPECIFIED] || most < whole)) {
        /* What the parts leave of the total is of no specified sex. */
        sums[UNSPECIFIED] = (tt_interval){fmax(0, whole - sums[FEMALE].high - sums[MALE].high),
                                          whole - sums[FEMALE].low - sums[MALE].low};
    }
    out->parts = (tt_two_parts){sums[FEMALE], sums[MALE], sums[UNSPECIFIED], whole};
    return 1;
}

/* The count that is 100 % of a percentage; not-a-number low where it is not known. */
static tt_interval whole_of(const tt_dataset *ds, size_t series, const tt_point *point)
{
    const tt_observation *row = tt_dataset_observation(ds, point->observation);
    const char *base = tt_dataset_text(ds, tt_dataset_origin(ds, row)->base);
    size_t found = *base ? tt_dataset_base(ds, series, base, point->period) : TT_NONE;
    tt_point whole;
    if (found == TT_NONE || !tt_dataset_point_at(ds, found, point->period, &whole) ||
        !isfinite(whole.high))
        return (tt_interval){NAN, NAN};
    return (tt_interval){whole.low, whole.high};
}

/* What females and males leave of a whole. */
static tt_interval rest_of(tt_interval whole, tt_interval female, tt_interval male)
{
    return (tt_interval){fmax(0, whole.low - female.high - male.high),
                         fmax(0, whole.high - female.low - male.low)};
}

/* Percentages taken as counts of 100 where no base is known: the shares stay right. */
static void percents_as_counts(tt_interval limits[CATEGORIES], int unspecified, tt_sexes *out)
{
    if (!unspecified)
        limits[UNSPECIFIED] = rest_of((tt_interval){100, 100}, limits[FEMALE], limits[MALE]);
    out->parts = (tt_two_parts){limits[FEMALE], limits[MALE], limits[UNSPECIFIED], NAN};
}

/* Counts behind percentages of a known whole. Returns 0 when no whole numbers meet them. Where no share
 * is printed for the unspecified, they are what the others leave. */
static int counts_behind(const tt_rounded *shares, const int *category, size_t count,
                         tt_interval whole, int unspecified, tt_interval sums[CATEGORIES])
{
    tt_interval counts[MOST_MEMBERS];
    int feasible = 1;
    tt_status status = TT_OK;
    if (unspecified)
        status = tt_rounded_counts(shares, count, whole, counts, &feasible, NULL);
    for (size_t i = 0; !unspecified && i < count && status == TT_OK; i++)
        status = tt_rounded_count(&shares[i], whole, &counts[i], NULL);
    if (status != TT_OK || !feasible)
        return 0;
    for (size_t i = 0; i < count; i++) {
        sums[category[i]].low += counts[i].low;
        sums[category[i]].high += counts[i].high;
    }
    if (!unspecified)
        sums[UNSPECIFIED] = rest_of(whole, sums[FEMALE], sums[MALE]);
    return sums[FEMALE].low + sums[MALE].low <= whole.high;
}

/* Counts behind the percentages of one period. Returns 0 when females or males have none. */
static int percents_of(const tt_dataset *ds, const members *m, tt_period period, tt_sexes *out)
{
    tt_rounded shares[MOST_MEMBERS];
    tt_interval limits[CATEGORIES] = {{0, 0}, {0, 0}, {0, 0}};
    tt_interval whole = {NAN, NAN};
    int category[MOST_MEMBERS];
    int seen[CATEGORIES] = {0};
    size_t count = 0;
    for (size_t i = 0; i < m->count; i++) {
        tt_point point;
        if (!tt_dataset_point_at(ds, m->series[i], period, &point) || isnan(point.value))
            continue;
        int c = m->category[i];
        shares[count] = (tt_rounded){point.value, point.decimals};
        category[count++] = c;
        add(&limits[c], &point);
        out->percent[c] = (seen[c] ? out->percent[c] : 0) + point.value;
        seen[c] = 1;
        if (isnan(whole.low))
            whole = whole_of(ds, m->series[i], &point);
    }
    if (!seen[FEMALE] || !seen[MALE])
        return 0;
    out->from_percent = 1;
    out->notes |= TT_NOTE_ROUNDED;
    if (isnan(whole.low)) {
        percents_as_counts(limits, seen[UNSPECIFIED], out);
        return 1;
    }
    tt_interval sums[CATEGORIES] = {{0, 0}, {0, 0}, {0, 0}};
    if (!counts_behind(shares, category, count, whole, seen[UNSPECIFIED], sums)) {
        out->notes |= TT_NOTE_INFEASIBLE;
        tt_interval none = {NAN, NAN};
        out->parts = (tt_two_parts){none, none, none, whole.low};
        return 1;
    }
    double exact = whole.low == whole.high ? whole.low : NAN;
    out->parts = (tt_two_parts){sums[FEMALE], sums[MALE], sums[UNSPECIFIED], exact};
    return 1;
}

/* The set is named after its total, or after the base of its percentages. */
static const char *name_of(const tt_dataset *ds, const members *m, size_t female)
{
    const tt_series *series = tt_dataset_series(ds, female);
    const tt_observation *row = tt_dataset_observation(ds, series->first);
    const char *base = tt_dataset_text(ds, tt_dataset_origin(ds, row)->base);
    size_t whole = m->total;
    if (whole == TT_NONE && *base)
        whole = tt_dataset_base(ds, female, base, row->period);
    return tt_dataset_series(ds, whole == TT_NONE ? female : whole)->name;
}

static tt_status add_group(const tt_dataset *ds, size_t dimension, size_t female,
                           tt_sexes_groups *out, tt_error *err)
{
    members m;
    if (!find_members(ds, dimension, female, &m))
        return tt_fail(err, TT_ENOMEM, "no memory for the sexes");
    size_t first = 0; /* women and girls are one set, which the first of them makes */
    while (first < m.count && m.category[first] != FEMALE)
        first++;
    if (first < m.count && m.series[first] != female)
        return TT_OK;
    tt_point_list list;
    tt_status status = tt_dataset_points(ds, female, 0, 0, &list, err);
    if (status != TT_OK)
        return status;
    tt_sexes *years = tt_calloc(list.count, sizeof *years);
    tt_sexes_group group = {.female = female, .male = TT_NONE, .years = years};
    for (size_t i = 0; i < m.count; i++)
        if (m.category[i] == MALE)
            group.male = m.series[i];
    for (size_t i = 0; years && i < list.count; i++) {
        tt_sexes year = {.period = list.points[i].period,
                         .percent = {NAN, NAN, NAN},
                         .break_before = list.points[i].break_before};
        int found = m.percent ? percents_of(ds, &m, year.period, &year)
                              : counts_of(ds, &m, year.period, &year);
        if (found)
            years[group.count++] = year;
    }
    tt_point_list_clear(&list);
    group.name = name_of(ds, &m, female);
    if (!years || tt_grow(&out->list, &out->capacity, out->count, sizeof *out->list) != 0) {
        tt_free(years);
        return tt_fail(err, TT_ENOMEM, "no memory for the sexes");
    }
    if (group.count && group.male != TT_NONE)
        out->list[out->count++] = group;
    else
        tt_free(years);
    return TT_OK;
}

tt_status tt_dataset_sexes(const tt_dataset *ds, const tt_index_list *series, tt_sexes_groups *out,
                           tt_error *err)
{
    *out = (tt_sexes_groups){0};
    size_t dimension = tt_dataset_find_role(ds, TT_ROLE_SEX);
    tt_status status = TT_OK;
    for (size_t i = 0; dimension != TT_NONE && i < series->count && status == TT_OK; i++) {
        tt_unit_kind kind = tt_dataset_series(ds, series->index[i])->unit_kind;
        if ((kind == TT_UNIT_COUNT || kind == TT_UNIT_PERCENT) &&
            tt_dataset_series(ds, series->index[i])->key[dimension] &&
            category_of(ds, dimension, series->index[i]) == FEMALE)
            status = add_group(ds, dimension, series->index[i], out, err);
    }
    if (status != TT_OK)
        tt_sexes_clear(out);
    return status;
}
