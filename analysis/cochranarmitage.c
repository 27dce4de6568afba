/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cochran-Armitage test: with X = sum x, N = sum n, p = X / N,
 *
 *     T = sum d (x - n p),  Var = p (1-p) [sum n d^2 - (sum n d)^2 / N],  chi2 = T^2 / Var
 *
 * The exact p keeps all margins: x is multivariate hypergeometric. Groups are added one at a time;
 * P_i(m, t) = probability that m events among the first i groups have score sum t:
 *
 *     P_i(m, t) = sum over x of Hypergeometric(x; n_i, n_1 + ... + n_{i-1}, m)
 *                               P_{i-1}(m - x, t - d x)
 *
 * with scores as whole multiples of a common step. Two-sided: all tables whose |T| is at least as
 * large, which is what chi2 orders by. Method page: docs/methods/cochranarmitage.md. */
#include "tiptrend/cochranarmitage.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "counts_core.h"
#include "rank_core.h"
#include "tiptrend/memory.h"

#define WORK_AUTO  2e7 /* multiplications: some 20 ms */
#define WORK_EXACT 4e9
#define CELLS_MAX  2e7

/* Scores count as multiples of a step when they are within this of whole, relative to the step. */
#define GRID_TOLERANCE 1e-7
#define GRID_MAX       1e6

static tt_status check_input(const tt_proportions *in, tt_error *err)
{
    if (in->k < 2)
        return tt_fail(err, TT_ETOOFEW, "%zu groups; a trend needs 2", in->k);
    int differ = 0;
    for (size_t i = 0; i < in->k; i++) {
        double d = in->score[i];
        double x = in->events[i];
        double n = in->total[i];
        if (!isfinite(d) || !isfinite(x) || !isfinite(n))
            return tt_fail(err, TT_ENONFINITE,
                           "group %zu: score %g, %g events of %g; leave out "
                           "missing groups",
                           i + 1, d, x, n);
        if (!(n >= 1) || x < 0 || x > n || x != floor(x) || n != floor(n))
            return tt_fail(err, TT_EDOMAIN,
                           "group %zu: %g events of %g; give whole numbers, events within totals",
                           i + 1, x, n);
        differ |= d != in->score[0];
    }
    if (!differ)
        return tt_fail(err, TT_EDOMAIN, "all scores are %g; a trend needs two that differ",
                       in->score[0]);
    return TT_OK;
}

static void asymptotic(const tt_proportions *in, tt_ca_result *out)
{
    for (size_t i = 0; i < in->k; i++) {
        out->events += in->events[i];
        out->total += in->total[i];
    }
    double p = out->events / out->total;
    double mean = 0; /* of the scores, by totals: centring keeps digits when scores are years */
    for (size_t i = 0; i < in->k; i++)
        mean += in->total[i] * (in->score[i] - in->score[0]);
    mean = in->score[0] + mean / out->total;
    double t = 0;
    double sdd = 0;
    for (size_t i = 0; i < in->k; i++) {
        double d = in->score[i] - mean;
        double excess = in->events[i] - in->total[i] * p;
        t += d * excess;
        sdd += in->total[i] * d * d;
        out->chi2_total += excess * excess / (in->total[i] * p * (1 - p));
    }
    out->slope = t / sdd;
    out->z = t / sqrt(p * (1 - p) * sdd);
    out->chi2 = out->z * out->z;
    out->asymptotic = (tt_tails){2 * tt__normal_tail(fabs(out->z)), tt__normal_tail(out->z),
                                 tt__normal_tail(-out->z)};
    out->p_total = gsl_cdf_chisq_Q(out->chi2_total, (double)(in->k - 1));
    out->chi2_rest = fmax(0, out->chi2_total - out->chi2);
    out->p_rest = in->k > 2 ? gsl_cdf_chisq_Q(out->chi2_rest, (double)(in->k - 2)) : NAN;
}

/* Scores as whole multiples of their largest common step, from 0 up; 0 when there is no such
 * step. */
static int grid_scores(const tt_proportions *in, double *grid)
{
    double low = in->score[0];
    for (size_t i = 1; i < in->k; i++)
        low = fmin(low, in->score[i]);
    double step = 0;
    double largest = 0;
    for (size_t i = 0; i < in->k; i++) {
        double a = in->score[i] - low;
        largest = fmax(largest, a);
        double b = step;
        while (a > GRID_TOLERANCE * largest) { /* Euclid */
            double rest = fmod(b, a);
            if (a - rest < GRID_TOLERANCE * a)
                rest = 0;
            b = a;
            a = rest;
        }
        step = b;
    }
    if (!(step > 0) || largest / step > GRID_MAX)
        return 0;
    for (size_t i = 0; i < in->k; i++) {
        double whole = (in->score[i] - low) / step;
        grid[i] = round(whole);
        if (fabs(whole - grid[i]) > GRID_TOLERANCE * fmax(1, whole))
            return 0;
    }
    return 1;
}

/* The state of the exact distribution; events are swapped with non-events where those are fewer. */
typedef struct exact_table {
    const tt_proportions *in;
    double *grid; /* grid[k] */
    int swapped;
    size_t events; /* X, or N - X when swapped */
    size_t width;  /* score sums 0 ... width - 1 */
    double *now;   /* [ (events + 1) * width ], row-major by number of events */
    double *next;
    double *weight; /* hypergeometric probabilities, [events + 1] */
} exact_table;

/* Probabilities of x = low ... high events in a group of n, when m fall on it and on `before`
 * others: by ratios from the most probable x, so that all are exact to some ulp; they add to 1. */
static void hypergeometric(double n, double before, double m, size_t low, size_t high,
                           double *weight)
{
    size_t mode = (size_t)floor((n + 1) * (m + 1) / (n + before + 2));
    mode = mode < low ? low : mode > high ? high : mode;
    weight[mode] = 1;
    double sum = 1;
    for (size_t x = mode; x < high; x++) {
        double y = (double)x;
        weight[x + 1] = weight[x] * (n - y) * (m - y) / ((y + 1) * (before - m + y + 1));
        sum += weight[x + 1];
    }
    for (size_t x = mode; x > low; x--) {
        double y = (double)x;
        weight[x - 1] = weight[x] * y * (before - m + y) / ((n - y + 1) * (m - y + 1));
        sum += weight[x - 1];
    }
    for (size_t x = low; x <= high; x++)
        weight[x] /= sum;
}

static void add_group(exact_table *e, size_t i, double before)
{
    double n = e->in->total[i];
    size_t shift = (size_t)e->grid[i];
    for (size_t m = 0; m <= e->events; m++) {
        double *row = e->next + m * e->width;
        for (size_t t = 0; t < e->width; t++)
            row[t] = 0;
        if ((double)m > before + n)
            continue;
        size_t low = (double)m > before ? m - (size_t)before : 0;
        size_t high = (double)m < n ? m : (size_t)n;
        hypergeometric(n, before, (double)m, low, high, e->weight);
        for (size_t x = low; x <= high; x++) {
            const double *from = e->now + (m - x) * e->width;
            size_t by = shift * x;
            for (size_t t = by; t < e->width; t++)
                row[t] += e->weight[x] * from[t - by];
        }
    }
    double *swap = e->now;
    e->now = e->next;
    e->next = swap;
}

/* Tails of the score sum. N t - X sum n d is exact in doubles: comparisons are, too. */
static void read_tails(const exact_table *e, tt_ca_result *out)
{
    double nd = 0;
    double observed = 0;
    for (size_t i = 0; i < e->in->k; i++) {
        double x = e->swapped ? e->in->total[i] - e->in->events[i] : e->in->events[i];
        nd += e->in->total[i] * e->grid[i];
        observed += x * e->grid[i];
    }
    double centre = (double)e->events * nd;
    double distance = fabs(out->total * observed - centre);
    const double *row = e->now + e->events * e->width;
    double upper = 0;
    double lower = 0;
    out->exact.two_sided = 0;
    for (size_t t = 0; t < e->width; t++) {
        upper += (double)t >= observed ? row[t] : 0;
        lower += (double)t <= observed ? row[t] : 0;
        if (fabs(out->total * (double)t - centre) >= distance)
            out->exact.two_sided += row[t];
    }
    out->exact.two_sided = fmin(1, out->exact.two_sided);
    out->exact.greater = fmin(1, e->swapped ? lower : upper);
    out->exact.less = fmin(1, e->swapped ? upper : lower);
}

/* 0 when the table is larger than `work` allows; fills width and events. */
static int fits(exact_table *e, const tt_ca_result *out, double work)
{
    double events = fmin(out->events, out->total - out->events);
    e->swapped = out->events > events;
    double most = 0;
    double steps = 0;
    for (size_t i = 0; i < e->in->k; i++) {
        most = fmax(most, e->grid[i]);
        steps += fmin(e->in->total[i], events) + 1;
    }
    double cells = (events + 1) * (most * events + 1);
    if (cells > CELLS_MAX || cells * steps > work)
        return 0;
    e->events = (size_t)events;
    e->width = (size_t)(most * events) + 1;
    return 1;
}

static tt_status exact(exact_table *e, tt_ca_result *out, tt_error *err)
{
    size_t cells = (e->events + 1) * e->width;
    double *block = tt_calloc(2 * cells + e->events + 1, sizeof *block);
    if (!block)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu cells", cells);
    e->now = block;
    e->next = block + cells;
    e->weight = block + 2 * cells;
    e->now[0] = 1;
    double before = 0;
    for (size_t i = 0; i < e->in->k; i++) {
        add_group(e, i, before);
        before += e->in->total[i];
    }
    read_tails(e, out);
    tt_free(block);
    return TT_OK;
}

static tt_status try_exact(const tt_proportions *in, tt_ca_method method, tt_ca_result *out,
                           tt_error *err)
{
    exact_table e = {.in = in, .grid = tt_calloc(in->k, sizeof(double))};
    if (!e.grid)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu groups", in->k);
    tt_status status = TT_OK;
    if (grid_scores(in, e.grid) && fits(&e, out, method == TT_CA_EXACT ? WORK_EXACT : WORK_AUTO))
        status = exact(&e, out, err);
    else if (method == TT_CA_EXACT)
        status = tt_fail(err, TT_ELIMIT,
                         "table too large, or scores not multiples of one step, for "
                         "an exact p: use the asymptotic form");
    tt_free(e.grid);
    return status;
}

tt_status tt_cochran_armitage(const tt_proportions *in, const tt_ca_options *opt, tt_ca_result *out,
                              tt_error *err)
{
    static const tt_ca_options defaults = {0};
    *out = (tt_ca_result){0};
    opt = opt ? opt : &defaults;
    if ((unsigned)opt->method > TT_CA_ASYMPTOTIC || (unsigned)opt->alternative > TT_LESS)
        return tt_fail(err, TT_EUSAGE, "no method %d or alternative %d; see tt_ca_options",
                       (int)opt->method, (int)opt->alternative);
    tt_status status = check_input(in, err);
    if (status)
        return status;
    tt_ca_result result = {.k = in->k};
    asymptotic(in, &result);
    if (result.events == 0 || result.events == result.total)
        return tt_fail(err, TT_ENOFIT, "%g events of %g in all; a trend needs both kinds",
                       result.events, result.total);
    result.exact = (tt_tails){NAN, NAN, NAN};
    if (opt->method != TT_CA_ASYMPTOTIC)
        status = try_exact(in, opt->method, &result, err);
    if (status)
        return status;
    int is_exact = !isnan(result.exact.two_sided);
    result.p = tt_tails_get(is_exact ? &result.exact : &result.asymptotic, opt->alternative);
    result.notes = is_exact ? 0 : TT_NOTE_ASYMPTOTIC;
    *out = result;
    return TT_OK;
}
