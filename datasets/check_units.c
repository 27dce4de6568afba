/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules about units: one indicator in two units, and amounts of money in two currencies. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "findings_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"

static const tt_series *series_at(const tt__checker *c, size_t series)
{
    return &c->ds->series[series];
}

/* ---- one indicator in two units ---- */

static int sign_of(double x)
{
    return (x > 0) - (x < 0);
}

/* The last pair of consecutive periods over which two series move in opposite directions. */
static int find_opposition(const tt_point_list *a, const tt_point_list *b, tt_period *from,
                           tt_period *to)
{
    int found = 0;
    size_t j = 0;
    for (size_t i = 1; i < a->count; i++) {
        while (j < b->count && tt_period_compare(b->points[j].period, a->points[i].period) < 0)
            j++;
        if (j == 0 || j == b->count ||
            tt_period_compare(b->points[j].period, a->points[i].period) != 0 ||
            tt_period_compare(b->points[j - 1].period, a->points[i - 1].period) != 0)
            continue;
        double change_a = a->points[i].value - a->points[i - 1].value;
        double change_b = b->points[j].value - b->points[j - 1].value;
        if (sign_of(change_a) * sign_of(change_b) < 0) {
            *from = a->points[i - 1].period;
            *to = a->points[i].period;
            found = 1;
        }
    }
    return found;
}

/* "; they move in opposite directions, 2017 to 2018", where that is so. */
static void tell_opposition(tt__checker *c, size_t x, size_t y, tt_strbuf *out)
{
    tt_point_list a = {0};
    tt_point_list b = {0};
    tt_period from;
    tt_period to;
    c->status = tt_dataset_points(c->ds, x, 0, 0, &a, c->err);
    if (c->status == TT_OK)
        c->status = tt_dataset_points(c->ds, y, 0, 0, &b, c->err);
    if (c->status == TT_OK && find_opposition(&a, &b, &from, &to)) {
        char first[TT_PERIOD_TEXT_SIZE];
        char last[TT_PERIOD_TEXT_SIZE];
        (void)tt_period_text(from, first);
        (void)tt_period_text(to, last);
        tt_strbuf_addf(out, "; they move in opposite directions, %s to %s", first, last);
    }
    tt_point_list_clear(&a);
    tt_point_list_clear(&b);
}

static const char *span_text(const tt__checker *c, size_t series, char *text, size_t size)
{
    const tt_series *s = series_at(c, series);
    char first[TT_PERIOD_TEXT_SIZE];
    char last[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(c->ds->observations[s->first].period, first);
    (void)tt_period_text(c->ds->observations[s->first + s->count - 1].period, last);
    (void)snprintf(text, size, strcmp(first, last) ? "%s to %s" : "%s", first, last);
    return text;
}

static void report_units(tt__checker *c, size_t x, size_t y)
{
    char span_x[2 * TT_PERIOD_TEXT_SIZE + 4];
    char span_y[2 * TT_PERIOD_TEXT_SIZE + 4];
    tt_strbuf message = TT_STRBUF_INIT;
    tt_strbuf_addf(&message, "'%s' is counted in %s (%s) and in %s (%s): two series, not one",
                   series_at(c, x)->name, series_at(c, x)->unit,
                   span_text(c, x, span_x, sizeof span_x), series_at(c, y)->unit,
                   span_text(c, y, span_y, sizeof span_y));
    tell_opposition(c, x, y, &message);
    tt__find(c, &(tt__statement){.severity = TT_SEVERITY_WARNING,
                                 .rule = "unit",
                                 .series = y,
                                 .observation = series_at(c, y)->first,
                                 .whole_series = 1,
                                 .message = tt_strbuf_text(&message),
                                 .expected = series_at(c, x)->unit,
                                 .found = series_at(c, y)->unit});
    tt_strbuf_clear(&message);
}

/* Which of a pair of currencies is compared; percentages and rates stand beside counts rightly. */
static int is_plain_count(const tt__checker *c, size_t series)
{
    return series_at(c, series)->unit_kind == TT_UNIT_COUNT;
}

static void check_unit_group(tt__checker *c, tt__group group, size_t dimension)
{
    (void)dimension;
    size_t first = TT_NONE;
    for (size_t i = 0; i < group.count; i++) {
        if (!is_plain_count(c, group.series[i]))
            continue;
        if (first != TT_NONE)
            report_units(c, first, group.series[i]);
        else
            first = group.series[i];
    }
}

/* ---- money in two currencies ---- */

/* An amount in two currencies: the rate that lies between them, given rounding in print. */
typedef struct money_pair {
    size_t series; /* in the second currency */
    size_t observation;
    uint32_t unit_a;
    uint32_t unit_b;
    int32_t start; /* period */
    double rate;
    double low;
    double high;
} money_pair;

typedef struct money_pairs {
    money_pair *list;
    size_t count;
    size_t capacity;
} money_pairs;

/* Half a unit of the last digit that is not zero: 65 million is rounded to millions, as far as one
 * can see; 3.31 million to ten thousands. */
static double half_last_digit(double amount)
{
    if (amount == 0)
        return 0.5;
    double unit = 1;
    double cents = round(amount * 100);
    if (fabs(cents) < 1e15 && cents != amount * 100) /* finer than cents */
        return 0.0005;
    if (fmod(cents, 100) != 0)
        return fmod(cents, 10) != 0 ? 0.005 : 0.05;
    while (fmod(amount, unit * 10) == 0)
        unit *= 10;
    return unit / 2;
}

static int add_pair(money_pairs *pairs, const tt_dataset *ds, size_t a, size_t b, const tt_point *x,
                    const tt_point *y)
{
    if (tt_grow(&pairs->list, &pairs->capacity, pairs->count, sizeof *pairs->list) != 0)
        return -1;
    double dx = half_last_digit(x->value);
    double dy = half_last_digit(y->value);
    pairs->list[pairs->count++] = (money_pair){.series = b,
                                               .observation = y->observation,
                                               .unit_a = ds->series[a].unit_id,
                                               .unit_b = ds->series[b].unit_id,
                                               .start = y->period.start,
                                               .rate = x->value / y->value,
                                               .low = (x->value - dx) / (y->value + dy),
                                               .high = (x->value + dx) / (y->value - dy)};
    return 0;
}

/* All pairs of amounts of two series that differ in the currency only. */
static int pair_series(const tt_dataset *ds, size_t a, size_t b, money_pairs *pairs)
{
    const tt_series *s = &ds->series[b];
    size_t end;
    for (size_t i = s->first; i < s->first + s->count; i = end) {
        end = tt__same_period_end(ds, s, i);
        tt_point y = tt__resolve(ds, i, end);
        tt_point x;
        if (tt_dataset_point_at(ds, a, y.period, &x) && x.value > 0 && y.value > 0 &&
            add_pair(pairs, ds, a, b, &x, &y) != 0)
            return -1;
    }
    return 0;
}

/* The pairs are collected through the group walk, whose rules take no further argument. */
typedef struct money_checker {
    tt__checker base;
    money_pairs pairs;
} money_checker;

static void collect_money(tt__checker *c, tt__group group, size_t dimension)
{
    (void)dimension;
    money_checker *m = (money_checker *)c; /* `base` is its first member */
    for (size_t i = 0; i < group.count; i++)
        for (size_t j = i + 1; j < group.count; j++)
            if (series_at(c, group.series[i])->unit_kind == TT_UNIT_MONEY &&
                series_at(c, group.series[j])->unit_kind == TT_UNIT_MONEY &&
                pair_series(c->ds, group.series[i], group.series[j], &m->pairs) != 0)
                c->status = tt_fail(c->err, TT_ENOMEM, "no memory for checking");
}

static void report_rate(tt__checker *c, const money_pair *pair, double low, double high)
{
    tt_strbuf message = TT_STRBUF_INIT;
    tt_strbuf found = TT_STRBUF_INIT;
    tt_strbuf expected = TT_STRBUF_INIT;
    const char *a = tt_dataset_text(c->ds, pair->unit_a);
    const char *b = tt_dataset_text(c->ds, pair->unit_b);
    tt_strbuf_fixed(&found, pair->rate, 3);
    tt_strbuf_fixed(&expected, low, 3);
    tt_strbuf_add(&expected, " to ");
    tt_strbuf_fixed(&expected, high, 3);
    tt_strbuf_addf(
        &message,
        "the amounts in %s and %s imply %s %s for 1 %s; the other pairs of the year fit %s", a, b,
        tt_strbuf_text(&found), a, b, tt_strbuf_text(&expected));
    tt__find(c, &(tt__statement){.severity = TT_SEVERITY_WARNING,
                                 .rule = "currency",
                                 .series = pair->series,
                                 .observation = pair->observation,
                                 .message = tt_strbuf_text(&message),
                                 .expected = tt_strbuf_text(&expected),
                                 .found = tt_strbuf_text(&found)});
    tt_strbuf_clear(&message);
    tt_strbuf_clear(&found);
    tt_strbuf_clear(&expected);
}

/* Pairs of the same currencies and period side by side, then by the least rate. */
static int compare_pairs(const void *a, const void *b)
{
    const money_pair *x = a;
    const money_pair *y = b;
    if (x->unit_a != y->unit_a)
        return x->unit_a < y->unit_a ? -1 : 1;
    if (x->unit_b != y->unit_b)
        return x->unit_b < y->unit_b ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->low != y->low)
        return x->low < y->low ? -1 : 1;
    return (x->observation > y->observation) - (x->observation < y->observation);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The pairs of one market: the rate that lies in the most intervals is the lower end of one of them,
 * found by a sweep over the ordered ends. When more than half agree on it, the others are reported. */
static void check_market(tt__checker *c, const money_pair *pairs, size_t count, double *highs)
{
    for (size_t i = 0; i < count; i++)
        highs[i] = pairs[i].high;
    qsort(highs, count, sizeof *highs, compare_doubles);
    size_t best = 0;
    size_t most = 0;
    size_t ended = 0;
    for (size_t i = 0; i < count; i++) {
        while (highs[ended] < pairs[i].low)
            ended++;
        if (i + 1 - ended > most) {
            most = i + 1 - ended;
            best = i;
        }
    }
    if (count < 3 || most * 2 <= count)
        return;
    double low = pairs[best].low;
    double high = INFINITY;
    for (size_t i = 0; i <= best; i++)
        if (pairs[i].high >= low)
            high = fmin(high, pairs[i].high);
    for (size_t i = 0; i < count; i++)
        if (low < pairs[i].low || low > pairs[i].high)
            report_rate(c, &pairs[i], low, high);
}

static void check_rates(tt__checker *c, money_pairs *pairs)
{
    if (!pairs->count)
        return;
    double *highs = tt_calloc(pairs->count, sizeof *highs);
    if (!highs) {
        c->status = tt_fail(c->err, TT_ENOMEM, "no memory for checking");
        return;
    }
    qsort(pairs->list, pairs->count, sizeof *pairs->list, compare_pairs);
    size_t end;
    for (size_t i = 0; i < pairs->count; i = end) {
        const money_pair *first = &pairs->list[i];
        for (end = i + 1; end < pairs->count; end++)
            if (pairs->list[end].unit_a != first->unit_a ||
                pairs->list[end].unit_b != first->unit_b || pairs->list[end].start != first->start)
                break;
        check_market(c, first, end - i, highs);
    }
    tt_free(highs);
}

void tt__check_units(tt__checker *c)
{
    tt__each_group(c, TT_NONE, check_unit_group);
    money_checker m = {.base = *c};
    tt__each_group(&m.base, TT_NONE, collect_money);
    c->status = m.base.status;
    if (c->status == TT_OK)
        check_rates(c, &m.pairs);
    tt_free(m.pairs.list);
}
