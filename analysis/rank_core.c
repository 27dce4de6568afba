/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The common ground of the rank tests.
 *
 * One sort gives S, the ties and the midranks: sorting by insertion and merging moves each strictly
 * decreasing pair past each other exactly once, so that
 *
 *     S = pairs - tied pairs - 2 inversions
 *
 * costs O(n log n). Kendall 1975; Knight 1966, JASA 61:436. */
#include "rank_core.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "counts_core.h"
#include "doubled.h"
#include "tiptrend/memory.h"

/* Runs of this length are sorted by ranks before they are merged: short series need no more. */
#define RUN 32

/* Steps of time that differ by less than this share are equal: months as 1/12 years are not
 * exact. */
#define STEP_TOLERANCE 1e-6

double tt_tails_get(const tt_tails *tails, tt_alternative alternative)
{
    switch (alternative) {
    case TT_TWO_SIDED:
        return tails->two_sided;
    case TT_GREATER:
        return tails->greater;
    case TT_LESS:
        return tails->less;
    }
    return NAN;
}

/* Up to RUN values: each goes to the place that its rank says. More comparisons than an insertion makes, but no
 * branch hangs on one, which for 25 values takes a quarter off the time. */
static int64_t sort_run(double *value, size_t n)
{
    double unsorted[RUN];
    int64_t inversions = 0;
    memcpy(unsorted, value, n * sizeof *value);
    for (size_t i = 0; i < n; i++) {
        double x = unsorted[i];
        size_t above = 0; /* of those before it */
        size_t below = 0; /* of those behind it */
        for (size_t j = 0; j < i; j++)
            above += unsorted[j] > x;
        for (size_t j = i + 1; j < n; j++)
            below += unsorted[j] < x;
        value[i - above + below] = x;
        inversions += (int64_t)above;
    }
    return inversions;
}

/* Merge from[0..left-1] and from[left..n-1] into `to`; each right element that goes first passes
 * all left elements that still wait. */
static int64_t merge(const double *from, size_t left, size_t n, double *to)
{
    int64_t inversions = 0;
    size_t i = 0;
    size_t j = left;
    for (size_t k = 0; k < n; k++) {
        if (j == n || (i < left && from[i] <= from[j])) {
            to[k] = from[i++];
        } else {
            to[k] = from[j++];
            inversions += (int64_t)(left - i);
        }
    }
    return inversions;
}

int64_t tt__sort_inversions(double *value, double *work, size_t n)
{
    int64_t inversions = 0;
    for (size_t i = 0; i < n; i += RUN)
        inversions += sort_run(value + i, n - i < RUN ? n - i : RUN);
    double *from = value;
    double *to = work;
    for (size_t width = RUN; width < n; width *= 2) {
        for (size_t i = 0; i < n; i += 2 * width) {
            size_t rest = n - i;
            size_t left = rest < width ? rest : width;
            inversions += merge(from + i, left, rest < 2 * width ? rest : 2 * width, to + i);
        }
        double *swap = from;
        from = to;
        to = swap;
    }
    if (from != value)
        memcpy(value, from, n * sizeof *value);
    return inversions;
}

void tt__ties_count(const double *sorted, size_t n, tt__ties *ties)
{
    ties->groups = 0;
    ties->pairs = 0;
    ties->variance18 = 0;
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (end < n && sorted[end] == sorted[i])
            end++;
        size_t t = end - i;
        i = end;
        if (t == 1)
            continue;
        ties->pairs += tt__pairs(t);
        ties->variance18 += (double)t * (double)(t - 1) * (double)(2 * t + 5);
        size_t j = ties->groups++;
        for (; j > 0 && ties->size[j - 1] < t; j--)
            ties->size[j] = ties->size[j - 1];
        ties->size[j] = t;
    }
}

/* First position in `sorted` that is not below x. */
static size_t lower_bound(const double *sorted, size_t n, double x)
{
    size_t low = 0;
    while (n > 0) {
        size_t half = n / 2;
        if (sorted[low + half] < x) {
            low += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return low;
}

void tt__midranks(const double *value, const double *sorted, size_t n, double *rank)
{
    for (size_t i = 0; i < n; i++) {
        size_t first = lower_bound(sorted, n, value[i]);
        size_t end = first + 1;
        while (end < n && sorted[end] == value[i])
            end++;
        rank[i] = 0.5 * (double)(first + 1 + end);
    }
}

void tt__snap(double *value, size_t n, double tolerance, double *work)
{
    double *sorted = work;
    double *common = work + n;
    memcpy(sorted, value, n * sizeof *value);
    (void)tt__sort_inversions(sorted, common, n);
    for (size_t i = 0; i < n; i++)
        common[i] = i > 0 && sorted[i] - sorted[i - 1] <= tolerance ? common[i - 1] : sorted[i];
    for (size_t i = 0; i < n; i++)
        value[i] = common[lower_bound(sorted, n, value[i])];
}

int64_t tt__pairs(size_t n)
{
    return n < 2 ? 0 : (int64_t)n * (int64_t)(n - 1) / 2;
}

double tt__mk_variance(size_t n, const tt__ties *ties)
{
    double m = (double)n;
    double variance = m * (m - 1) * (2 * m + 5) - (ties ? ties->variance18 : 0);
    return variance / 18;
}

double tt__mk_smallest(size_t n, const tt__ties *ties)
{
    /* prod t! / n! factor by factor, so that nothing overflows on the way. */
    double p = 1;
    size_t m = 0;
    for (size_t g = 0; ties && g < ties->groups; g++)
        for (size_t i = 1; i <= ties->size[g]; i++)
            p *= (double)i / (double)++m;
    while (m < n)
        p /= (double)++m;
    return p;
}

double tt__mk_z(int64_t s, double variance)
{
    if (s == 0 || !(variance > 0))
        return 0;
    return (double)(s > 0 ? s - 1 : s + 1) / sqrt(variance);
}

tt_tails tt__mk_normal(int64_t s, double variance)
{
    tt_tails tails = {1, 1, 1};
    if (!(variance > 0))
        return tails;
    double sd = sqrt(variance);
    tails.greater = tt__normal_tail((double)(s - 1) / sd);
    tails.less = tt__normal_tail((double)(-s - 1) / sd);
    if (s != 0)
        tails.two_sided = 2 * (s > 0 ? tails.greater : tails.less);
    return tails;
}

/* By distance: each loop runs along two stretches of the series, in blocks that vector instructions take. */
void tt__slopes(const double *restrict time, const double *restrict value, size_t n,
                double *restrict slope)
{
    enum { BLOCK = 4 };
    size_t k = 0;
    for (size_t d = 1; d < n; d++) {
        size_t i = 0;
        for (; i + BLOCK <= n - d; i += BLOCK, k += BLOCK)
            for (size_t l = i; l < i + BLOCK; l++)
                slope[k + l - i] = (value[l + d] - value[l]) / (time[l + d] - time[l]);
        for (; i < n - d; i++)
            slope[k++] = (value[i + d] - value[i]) / (time[i + d] - time[i]);
    }
}

double tt__sen_slope(const double *time, const double *value, size_t n, double *slope)
{
    tt__slopes(time, value, n, slope);
    return tt__median(slope, (size_t)tt__pairs(n));
}

/* In more than double precision: a small correlation is the small sum of large products, and values
 * far from 0 lose their digits in the mean. */
void tt__acf(const double *value, size_t n, size_t lags, double *r)
{
    tt__dd sum = {0, 0};
    for (size_t i = 0; i < n; i++)
        sum = tt__dd_add(sum, tt__dd_of(value[i]));
    tt__dd mean = tt__dd_div(sum, tt__dd_of((double)n));
    long double high = mean.high;
    long double low = mean.low;
    r[0] = 1;
    long double total = 0;
    for (size_t i = 0; i < n; i++)
        total += (value[i] - high - low) * (value[i] - high - low);
    for (size_t k = 1; k <= lags; k++) {
        long double products = 0;
        for (size_t i = 0; i + k < n; i++)
            products += (value[i] - high - low) * (value[i + k] - high - low);
        r[k] = total > 0 ? (double)(products / total) : 0;
    }
}

/* Whether check_points has nothing to say; comparisons with not-a-number fail. */
static int are_plain(const tt_points *in)
{
    int plain = isfinite(in->time[0]) && in->time[in->n - 1] <= DBL_MAX;
    for (size_t i = 0; i < in->n; i++)
        plain &= fabs(in->value[i]) <= DBL_MAX;
    for (size_t i = 1; i < in->n; i++)
        plain &= in->time[i] > in->time[i - 1];
    for (size_t i = 0; in->exposure && i < in->n; i++)
        plain &= (in->exposure[i] > 0) & (in->exposure[i] <= DBL_MAX) &
                 (fabs(in->value[i] / in->exposure[i]) <= DBL_MAX);
    return plain;
}

static tt_status check_points(const tt_points *in, size_t least, tt_error *err)
{
    if (in->n < least)
        return tt_fail(err, TT_ETOOFEW, "%zu points; %zu are needed", in->n, least);
    if (in->n > 0 && are_plain(in))
        return TT_OK;
    for (size_t i = 0; i < in->n; i++) {
        if (!isfinite(in->time[i]) || !isfinite(in->value[i]))
            return tt_fail(err, TT_ENONFINITE,
                           "point %zu is time %g, value %g; leave out missing values", i + 1,
                           in->time[i], in->value[i]);
        if (i > 0 && !(in->time[i] > in->time[i - 1]))
            return tt_fail(err, TT_EDOMAIN,
                           "time %g at point %zu follows %g; sort by time, one point each",
                           in->time[i], i + 1, in->time[i - 1]);
        if (!in->exposure)
            continue;
        double exposure = in->exposure[i];
        if (!isfinite(exposure))
            return tt_fail(err, TT_ENONFINITE, "exposure %g at time %g; give a finite number",
                           exposure, in->time[i]);
        if (!(exposure > 0) || !isfinite(in->value[i] / exposure))
            return tt_fail(err, TT_EDOMAIN, "exposure %g at time %g; give a positive number",
                           exposure, in->time[i]);
    }
    return TT_OK;
}

int tt__has_gaps(const double *time, size_t n)
{
    for (size_t i = 2; i < n; i++) {
        double first = time[1] - time[0];
        if (fabs(time[i] - time[i - 1] - first) > STEP_TOLERANCE * first)
            return 1;
    }
    return 0;
}

void tt__sample_score(tt__sample *sample)
{
    size_t n = sample->n;
    memcpy(sample->sorted, sample->value, n * sizeof *sample->sorted);
    double *work = sample->sorted + n;
    int64_t inversions = tt__sort_inversions(sample->sorted, work, n);
    sample->ties.size = sample->size;
    tt__ties_count(sample->sorted, n, &sample->ties);
    sample->s = tt__pairs(n) - sample->ties.pairs - 2 * inversions;
}

static_assert(sizeof(size_t) <= sizeof(double), "tie sizes share a block with doubles");

/* time, value, sorted, work of the sort; then the tie sizes. */
size_t tt__sample_room(size_t n)
{
    return 4 * n + n / 2 + 1;
}

tt_status tt__sample_load(const tt_points *in, size_t least, tt__sample *out, tt_error *err)
{
    return tt__sample_load_in(in, least, NULL, out, err);
}

tt_status tt__sample_load_in(const tt_points *in, size_t least, double *room, tt__sample *out,
                             tt_error *err)
{
    *out = (tt__sample){0};
    tt_status status = check_points(in, least, err);
    if (status)
        return status;
    size_t n = in->n;
    double *block = room ? room : tt_calloc(tt__sample_room(n), sizeof *block);
    if (!block)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu points", n);
    out->memory = room ? NULL : block;
    out->n = n;
    out->time = block;
    out->value = block + n;
    out->sorted = block + 2 * n;
    out->size = (void *)(block + 4 * n);
    memcpy(out->time, in->time, n * sizeof *block);
    for (size_t i = 0; i < n; i++)
        out->value[i] = in->exposure ? in->value[i] / in->exposure[i] : in->value[i];
    out->gaps = tt__has_gaps(out->time, n);
    tt__sample_score(out);
    return TT_OK;
}

void tt__sample_clear(tt__sample *sample)
{
    tt_free(sample->memory);
    *sample = (tt__sample){0};
}

tt_notes tt__sample_notes(const tt__sample *sample)
{
    return (sample->ties.groups ? TT_NOTE_TIES : 0) | (sample->gaps ? TT_NOTE_GAPS : 0);
}
