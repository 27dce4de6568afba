/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Theil-Sen line.
 *
 * The slope is the median of the N = n (n-1) / 2 slopes of two points. Its limits are two of the
 * ordered slopes: b lies above the d-th smallest just when S of the residuals y - b t is too large
 * for chance.
 *
 *     exact    C = the smallest S with P(S >= C) <= alpha / 2, no ties;  d = (N - C) / 2 + 1
 *     normal   C = z sqrt(Var S);  ranks (N - C) / 2 and (N + C) / 2 + 1, interpolated or whole
 *
 * What is unusual: where no limit exists (n = 4 at 95 %) it is infinite, not the outermost slope.
 * With exact limits, p is their own test at slope 0: tied pairs count against the trend, as they do
 * when the limits are read off. So p <= alpha just when the limits leave out 0. Method page:
 * docs/methods/theilsen.md. */
#include "tiptrend/theilsen.h"

#include <math.h>

#include "counts_core.h"
#include "inversions.h"
#include "level_core.h"
#include "tiptrend/memory.h"

/* Everything that one fit works on. */
typedef struct fit {
    const tt_theilsen_options *opt;
    tt__sample sample;
    double *room;  /* of the sample, then of the slopes */
    double *owned; /* the same where the store has not given it */
    double *slope; /* slope[slopes], then as many again and one more as room */
    size_t slopes;
    double conf;
} fit;

static tt_status check_options(const tt_theilsen_options *opt, double *conf, tt_error *err)
{
    if ((unsigned)opt->limits > TT_THEILSEN_FLOOR)
        return tt_fail(err, TT_EUSAGE, "no rule %d for the limits; see tt_theilsen_limits",
                       (int)opt->limits);
    if ((unsigned)opt->intercept > TT_INTERCEPT_HIRSCH)
        return tt_fail(err, TT_EUSAGE, "no intercept convention %d; use Conover or Hirsch",
                       (int)opt->intercept);
    return tt__conf_check(opt->conf, conf, err);
}

static tt_status take_logs(tt__sample *sample, tt_error *err)
{
    for (size_t i = 0; i < sample->n; i++) {
        if (!(sample->value[i] > 0))
            return tt_fail(err, TT_EDOMAIN,
                           "value %g at time %g; logarithms need values above 0: fit the values",
                           sample->value[i], sample->time[i]);
        sample->value[i] = log(sample->value[i]);
        sample->sorted[i] = log(sample->sorted[i]);
    }
    return TT_OK;
}

/* Ranks for exact limits, and the p that agrees with them. */
static tt_status exact_ranks(const fit *f, tt_theilsen_result *out, tt_error *err)
{
    tt__block block = {f->sample.n, 0, NULL};
    tt__inversions own;
    const tt__inversions *dist = tt__inversions_of(f->opt->cache, &block, &own, err);
    if (!dist)
        return TT_ENOMEM;
    int64_t d = tt__inversions_within(dist, (1 - f->conf) / 2);
    if (d > 0) {
        out->rank_low = (double)d;
        out->rank_high = (double)(out->slopes + 1 - d);
        out->coverage = 1 - 2 * tt__inversions_upper(dist, dist->max - 2 * (d - 1));
    }
    int64_t s = f->sample.s < 0 ? -f->sample.s : f->sample.s;
    s -= out->zero_slopes;
    out->trend.p = s > 0 ? fmin(1, 2 * tt__inversions_upper(dist, s)) : 1;
    tt__inversions_clear(&own);
    return TT_OK;
}

static void normal_ranks(const fit *f, double variance, tt_theilsen_result *out)
{
    double c = tt__normal_deviate((1 - f->conf) / 2) * sqrt(variance);
    double slopes = (double)out->slopes;
    double low = (slopes - c) / 2;
    double high = (slopes + c) / 2 + 1;
    if (out->rule == TT_THEILSEN_ROUND) {
        low = nearbyint(low);
        high = nearbyint(high);
    } else if (out->rule == TT_THEILSEN_FLOOR) {
        low = floor(low);
        high = slopes + 1 - low;
    }
    out->rank_low = low >= 1 ? low : NAN;
    out->rank_high = high <= slopes ? high : NAN;
    out->trend.p = tt__mk_normal(f->sample.s, variance).two_sided;
    out->trend.df = INFINITY;
    out->trend.notes |= TT_NOTE_NORMAL_APPROX;
}

/* The k-th smallest slope from 0. The median slope stands at its place already: only one side of it
 * is searched. */
static double ordered(const tt__span *span, size_t middle, size_t k)
{
    k -= span->before;
    middle -= span->before;
    if (k < middle)
        tt__select(span->value, 0, middle, k);
    else if (k > middle)
        tt__select(span->value, middle + 1, span->count, k);
    return span->value[k];
}

/* The slope of a rank from 1, between two ordered slopes for a fraction. */
static double slope_of_rank(const tt__span *span, size_t n, double rank)
{
    size_t middle = (n - 1) / 2;
    size_t k = (size_t)rank - 1;
    double fraction = rank - floor(rank);
    double lower = ordered(span, middle, k);
    if (fraction == 0 || k + 1 >= n)
        return lower;
    return lower + fraction * (ordered(span, middle, k + 1) - lower);
}

/* Slope of the least-squares line and its standard error, to find the slopes that matter. */
static double guess_slope(const tt__sample *s, double *se)
{
    double n = (double)s->n;
    double x = 0;
    double y = 0;
    for (size_t i = 0; i < s->n; i++) {
        x += s->time[i] - s->time[0];
        y += s->value[i];
    }
    x = s->time[0] + x / n;
    y /= n;
    double sxx = 0;
    double sxy = 0;
    double syy = 0;
    for (size_t i = 0; i < s->n; i++) {
        double dx = s->time[i] - x;
        double dy = s->value[i] - y;
        sxx += dx * dx;
        sxy += dx * dy;
        syy += dy * dy;
    }
    double b = sxy / sxx;
    *se = sqrt(fmax(0, syy - b * sxy) / (n - 2) / sxx);
    return b;
}

/* The slopes among which median and limits (from `low` to `high`, from 0) are. The limits are about as many
 * standard errors off as the ranks say of S; what lies well outside is left out by one look at each. */
static tt__span central_slopes(const fit *f, double variance, size_t low, size_t high)
{
    enum { MANY = 64 };
    const double margin = 1.7;
    const double least = 1; /* standard errors */
    size_t n = f->slopes;
    double se = INFINITY;
    double b = n > MANY ? guess_slope(&f->sample, &se) : 0;
    double deviate = (double)(n - 2 * low) / sqrt(variance);
    double reach = margin * fmax(least, deviate) * se;
    tt__span span = tt__narrow(f->slope, n, b - reach, b + reach, f->slope + n);
    if (low >= span.before && high < span.before + span.count)
        return span;
    span.value = f->slope;
    span.count = n;
    span.before = 0;
    return span;
}

/* Median, limits and extremes, by selection: the slopes need not be sorted. */
static void read_slopes(const fit *f, double variance, tt_theilsen_result *out)
{
    size_t n = f->slopes;
    size_t middle = (n - 1) / 2;
    int no_low = isnan(out->rank_low);
    int no_high = isnan(out->rank_high);
    size_t low = no_low ? middle : (size_t)out->rank_low - 1;
    size_t high = no_high ? n / 2 : (size_t)ceil(out->rank_high) - 1;
    tt__span span = central_slopes(f, variance, low, high);
    tt_estimate *b = &out->trend.slope;
    tt__select(span.value, 0, span.count, middle - span.before);
    b->value = span.value[middle - span.before];
    if (n % 2 == 0)
        b->value = 0.5 * (b->value + ordered(&span, middle, middle + 1));
    b->low = no_low ? -INFINITY : slope_of_rank(&span, n, out->rank_low);
    b->high = no_high ? INFINITY : slope_of_rank(&span, n, out->rank_high);
}

static void read_extremes(const double *slope, size_t n, tt_theilsen_result *out)
{
    out->slope_min = slope[0];
    out->slope_max = slope[0];
    for (size_t i = 1; i < n; i++) {
        out->slope_min = slope[i] < out->slope_min ? slope[i] : out->slope_min;
        out->slope_max = slope[i] > out->slope_max ? slope[i] : out->slope_max;
    }
}

/* Both intercepts, taken at the median of time so that no digits are lost on the way to year 0. The sorted
 * values serve as work space: they are done with after the median. */
static void place_line(const fit *f, tt_theilsen_result *out)
{
    const tt__sample *s = &f->sample;
    double *work = s->sorted;
    size_t n = s->n;
    size_t middle = (n - 1) / 2;
    double centre = n % 2 ? s->time[middle] : 0.5 * (s->time[middle] + s->time[middle + 1]);
    double b = out->trend.slope.value;
    double conover = n % 2 ? s->sorted[middle] : 0.5 * (s->sorted[middle] + s->sorted[middle + 1]);
    for (size_t i = 0; i < n; i++)
        work[i] = s->value[i] - b * (s->time[i] - centre);
    double hirsch = tt__median(work, n);
    out->intercept_conover = conover - b * centre;
    out->intercept_hirsch = hirsch - b * centre;
    out->trend.centre = centre;
    out->trend.intercept = f->opt->intercept == TT_INTERCEPT_HIRSCH ? hirsch : conover;
}

static void percent(const fit *f, tt_theilsen_result *out)
{
    const tt_estimate *b = &out->trend.slope;
    tt_estimate *apc = &out->trend.apc;
    if (f->opt->log) {
        *apc = (tt_estimate){100 * expm1(b->value), 100 * expm1(b->low), 100 * expm1(b->high)};
        return;
    }
    double mean = 0;
    for (size_t i = 0; i < f->sample.n; i++)
        mean += f->sample.value[i];
    mean = fabs(mean / (double)f->sample.n);
    if (mean > 0)
        *apc = (tt_estimate){100 * b->value / mean, 100 * b->low / mean, 100 * b->high / mean};
    else
        *apc = (tt_estimate){NAN, NAN, NAN};
}

static tt_status fit_sample(const fit *f, tt_theilsen_result *out, tt_error *err)
{
    const tt__sample *s = &f->sample;
    double variance = tt__mk_variance(s->n, &s->ties);
    tt_trend *trend = &out->trend;
    trend->n = s->n;
    trend->conf = f->conf;
    trend->intercept_se = trend->slope_se = trend->df = NAN;
    trend->statistic = tt__mk_z(s->s, variance);
    trend->notes = tt__sample_notes(s);
    out->slopes = (int64_t)f->slopes;
    out->zero_slopes = s->ties.pairs;
    out->coverage = out->rank_low = out->rank_high = NAN;
    out->rule = f->opt->limits;
    if (out->rule == TT_THEILSEN_AUTO)
        out->rule = s->n <= TT__EXACT_MAX_N ? TT_THEILSEN_EXACT : TT_THEILSEN_GILBERT;
    if (out->rule != TT_THEILSEN_EXACT) {
        normal_ranks(f, variance, out);
    } else {
        tt_status status = exact_ranks(f, out, err);
        if (status)
            return status;
    }
    if (isnan(out->rank_low) || isnan(out->rank_high))
        trend->notes |=
            isnan(out->rank_low) && isnan(out->rank_high) ? TT_NOTE_NO_LIMITS : TT_NOTE_ONE_SIDED;
    tt__slopes(s->time, s->value, s->n, f->slope);
    read_slopes(f, variance, out);
    out->slope_min = out->slope_max = NAN;
    out->intercept_conover = out->intercept_hirsch = NAN;
    trend->centre = trend->intercept = NAN;
    if (!f->opt->brief) {
        read_extremes(f->slope, f->slopes, out);
        place_line(f, out);
    }
    percent(f, out);
    return TT_OK;
}

static tt_status make_room(fit *f, size_t n, tt_error *err)
{
    size_t size = tt__sample_room(n) + 2 * f->slopes + 1;
    f->room = tt__mk_cache_room(f->opt->cache, size);
    if (!f->room)
        f->room = f->owned = tt_calloc(size, sizeof *f->room);
    if (!f->room)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu slopes", f->slopes);
    f->slope = f->room + tt__sample_room(n);
    return TT_OK;
}

tt_status tt_theilsen_fit(const tt_points *in, const tt_theilsen_options *opt,
                          tt_theilsen_result *out, tt_error *err)
{
    static const tt_theilsen_options defaults = TT_THEILSEN_OPTIONS_INIT;
    *out = (tt_theilsen_result){0};
    fit f = {.opt = opt ? opt : &defaults};
    tt_status status = check_options(f.opt, &f.conf, err);
    if (status)
        return status;
    if (in->n > TT__SLOPES_MAX_N)
        return tt_fail(err, TT_ELIMIT, "%zu points; all pairs are formed up to %d", in->n,
                       TT__SLOPES_MAX_N);
    if (f.opt->limits == TT_THEILSEN_EXACT && in->n > TT__EXACT_MAX_N)
        return tt_fail(err, TT_ELIMIT, "%zu points; exact limits are made up to %d: use Gilbert's",
                       in->n, TT__EXACT_MAX_N);
    f.slopes = (size_t)tt__pairs(in->n);
    status = make_room(&f, in->n, err);
    if (!status)
        status = tt__sample_load_in(in, 2, f.room, &f.sample, err);
    if (!status && f.opt->log)
        status = take_logs(&f.sample, err);
    tt_theilsen_result result = {0};
    if (!status)
        status = fit_sample(&f, &result, err);
    if (!status)
        *out = result;
    tt_free(f.owned);
    tt__sample_clear(&f.sample);
    return status;
}
