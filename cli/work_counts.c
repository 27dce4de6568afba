/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts worked through: limits of a count, of a proportion, of a rate, and the change between two years. */
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>

#include "denominator.h"
#include "tiptrend/change.h"
#include "tiptrend/interval.h"
#include "tiptrend/join.h"
#include "tiptrend/rate.h"
#include "tiptrend/select.h"
#include "work.h"

#define TWO_PI 6.283185307179586

enum { MOST_TERMS = 12 }; /* more terms of a tail are summed, not listed */

static int has_count(const tt_series *series, const tt_run *run)
{
    return series->unit_kind == TT_UNIT_COUNT && run->is_count && run->n >= 1;
}

static int has_two_counts(const tt_series *series, const tt_run *run)
{
    return has_count(series, run) && run->n >= 2;
}

/* The probability of k events, and of k of n. By the ratio of k! to Stirling's formula, so that the exponent is
 * small where the probability is not: factorials of a million events, divided by each other, would leave eight digits. */
static double poisson(double k, double mean)
{
    if (k == 0)
        return exp(-mean);
    if (!(mean > 0))
        return 0;
    return exp(k * gsl_sf_log_1plusx_mx((mean - k) / k)) / (gsl_sf_gammastar(k) * sqrt(TWO_PI * k));
}

static double binomial(double k, double n, double q)
{
    if (k == 0 || k == n)
        return k == 0 ? exp(n * log1p(-q)) : exp(n * log(q));
    double rest = n - k;
    double exponent = k * gsl_sf_log_1plusx_mx((n * q - k) / k) +
                      rest * gsl_sf_log_1plusx_mx((n * (1 - q) - rest) / rest);
    double ways = gsl_sf_gammastar(n) / (gsl_sf_gammastar(k) * gsl_sf_gammastar(rest));
    return exp(exponent) * ways * sqrt(n / (TWO_PI * k * rest));
}

/* From the outermost term that counts inwards no further than where the terms vanish beside their sum. */
#define VANISHES 1e-18

static double poisson_up_to(double k, double mean)
{
    double sum = 0;
    double term = 1;
    for (double i = k; i >= 0 && (i > mean || term > VANISHES * sum); i--) {
        term = poisson(i, mean);
        sum += term;
    }
    return sum;
}

/* P(X <= k), and P(X >= k) */
static double binomial_up_to(double k, double n, double q)
{
    double sum = 0;
    double term = 1;
    for (double i = k; i >= 0 && (i > n * q || term > VANISHES * sum); i--) {
        term = binomial(i, n, q);
        sum += term;
    }
    return sum;
}

static double binomial_from(double k, double n, double q)
{
    return binomial_up_to(n - k, n, 1 - q);
}

static double alpha_of(const cli_work *w)
{
    return 1 - w->settings->conf;
}

static void say_terms(const cli_work *w, double count, double mean)
{
    if (count > MOST_TERMS)
        return;
    cli_say(w, "    ");
    for (double k = 0; k <= count; k++)
        cli_say(w, "{s}{p}", k > 0 ? " + " : "", poisson(k, mean));
    cli_say(w, " = {p}\n", poisson_up_to(count, mean));
}

/* The limits of a count, shown by the tails that they give. */
static tt_status count_steps(const cli_work *w, double count, tt_ci *ci, tt_error *err)
{
    tt_ci_options options = {.method = TT_CI_EXACT, .conf = w->settings->conf};
    double half = alpha_of(w) / 2;
    tt_status status = tt_interval_count(count, &options, ci, err);
    if (status != TT_OK)
        return status;
    double low = ci->estimate.low;
    double high = ci->estimate.high;
    cli_say(w, "x = {}, alpha/2 = {}.\n\n", count, half);
    if (count > 0) {
        cli_say(
            w,
            "**Lower limit**: the mean L at which {} or more events have the probability {}.\n\n",
            count, half);
        cli_say(w, "    L = chi2inv({}; {})/2 = {}\n", half, 2 * count, low);
        cli_say(w, "    P(X >= {}) = 1 - P(X <= {}) = 1 - {p} = {p}\n\n", count, count - 1,
                poisson_up_to(count - 1, low), 1 - poisson_up_to(count - 1, low));
        status = cli_work_agree(1 - poisson_up_to(count - 1, low), half, "the upper tail", err);
    } else {
        cli_say(w, "**Lower limit**: no event, so 0.\n\n");
    }
    cli_say(w, "**Upper limit**: the mean U at which {} or fewer have it.\n\n", count);
    cli_say(w, "    U = chi2inv({}; {})/2 = {}\n", 1 - half, 2 * count + 2, high);
    cli_say(w, "    P(X <= {}) = sum of exp(-U) U^k/k! for k = 0 ... {}\n", count, count);
    say_terms(w, count, high);
    cli_say(w, "\n**{} ({} to {})**\n", count, low, high);
    if (status == TT_OK)
        status = cli_work_agree(poisson_up_to(count, high), half, "the lower tail", err);
    return status;
}

tt_status cli_work_count(const cli_work *w, tt_error *err)
{
    const tt_series *series;
    tt_run run;
    tt_ci ci;
    char text[TT_PERIOD_TEXT_SIZE];
    tt_status status = cli_work_run(w, has_count, "a count", &series, &run, err);
    if (status != TT_OK)
        return status;
    (void)tt_period_text(run.last, text);
    cli_work_heading(w, series, "");
    cli_say(w, "The figure of {s}.\n\n", text);
    status = count_steps(w, run.value[run.n - 1], &ci, err);
    tt_run_clear(&run);
    return status;
}

/* ---- proportions ---- */

/* The last period of a series with a part and a whole; *found is 0 when there is none. */
static tt_status last_share(const cli_work *w, const cli_denominator *denominator, size_t index,
                            tt_point *part, tt_point *whole, int *found, tt_error *err)
{
    size_t partner;
    tt_point_list list = {0};
    *found = 0;
    tt_status status = cli_denominator_of(w->ds, denominator, index, &partner, err);
    if (status == TT_OK && partner != TT_NONE)
        status = tt_dataset_points(w->ds, index, (int)w->settings->from, (int)w->settings->to,
                                   &list, err);
    for (size_t i = 0; i < list.count && status == TT_OK; i++) {
        tt_point other;
        if (!isnan(list.points[i].value) &&
            tt_dataset_point_at(w->ds, partner, list.points[i].period, &other) &&
            other.value >= list.points[i].value && other.value > 0) {
            *part = list.points[i];
            *whole = other;
            *found = 1;
        }
    }
    tt_point_list_clear(&list);
    return status;
}

static tt_status wilson_steps(const cli_work *w, double x, double n, tt_error *err)
{
    double z = gsl_cdf_ugaussian_Qinv(alpha_of(w) / 2);
    double z2 = z * z;
    double root = sqrt(z2 + 4 * x * (1 - x / n));
    double low = (2 * x + z2 - z * root) / (2 * (n + z2));
    double high = (2 * x + z2 + z * root) / (2 * (n + z2));
    tt_ci_options options = {.method = TT_CI_SCORE, .conf = w->settings->conf};
    tt_ci ci;
    tt_status status = tt_interval_proportion(x, n, &options, &ci, err);
    cli_say(w, "x = {}, n = {}, p = {}, z = {}.\n\n", x, n, x / n, z);
    cli_say(w, "    2x + z^2               = {}\n", 2 * x + z2);
    cli_say(w, "    z sqrt(z^2 + 4x(1 - p)) = {} * {} = {}\n", z, root, z * root);
    cli_say(w, "    2(n + z^2)             = {}\n", 2 * (n + z2));
    cli_say(w, "    lower = ({} - {}) / {} = {}\n", 2 * x + z2, z * root, 2 * (n + z2), low);
    cli_say(w, "    upper = ({} + {}) / {} = {}\n\n", 2 * x + z2, z * root, 2 * (n + z2), high);
    cli_say(w, "**{} % ({} to {})** by Wilson", 100 * x / n, 100 * low, 100 * high);
    if (status == TT_OK && x > 0)
        status = cli_work_agree(low, ci.estimate.low, "Wilson's lower limit", err);
    if (status == TT_OK)
        status = cli_work_agree(high, ci.estimate.high, "Wilson's upper limit", err);
    options.method = TT_CI_EXACT;
    if (status == TT_OK)
        status = tt_interval_proportion(x, n, &options, &ci, err);
    cli_say(w, "; exact (Clopper-Pearson) {} to {}: there P(X >= {}) and P(X <= {}) are {} each.\n",
            100 * ci.estimate.low, 100 * ci.estimate.high, x, x, alpha_of(w) / 2);
    return status;
}

tt_status cli_work_proportion(const cli_work *w, tt_error *err)
{
    cli_denominator denominator;
    tt_status status = cli_denominator_find(w->ds, w->settings, &denominator, err);
    if (status != TT_OK)
        return status;
    for (size_t i = 0; i < w->series->count; i++) {
        tt_point part;
        tt_point whole;
        char text[TT_PERIOD_TEXT_SIZE];
        int found;
        status = last_share(w, &denominator, w->series->index[i], &part, &whole, &found, err);
        if (status != TT_OK)
            return status;
        if (!found)
            continue;
        (void)tt_period_text(part.period, text);
        cli_work_heading(w, tt_dataset_series(w->ds, w->series->index[i]), "");
        cli_say(w, "The share of {s}.\n\n", text);
        return wilson_steps(w, part.value, whole.value, err);
    }
    return tt_fail(err, TT_ENOTFOUND,
                   "no part and whole; name the whole by --denominator INDICATOR or --by DIM");
}

/* ---- rates ---- */

/* The population of the last point of a run: from the table joined, or from the data; not-a-number without. */
static tt_status population_of(const cli_work *w, size_t index, const tt_run *run, double *out,
                               tt_error *err)
{
    *out = run->exposure ? run->exposure[run->n - 1] : NAN;
    if (!w->population)
        return TT_OK;
    tt_join *join = NULL;
    size_t found = TT_NONE;
    tt_point point;
    tt_status status = tt_join_new(w->ds, w->population, w->settings->key.item,
                                   w->settings->key.count, &join, err);
    if (status == TT_OK)
        status = tt_join_find(join, index, &found, err);
    if (status == TT_OK && found != TT_NONE &&
        tt_dataset_point_at(w->population, found, run->last, &point))
        *out = point.value;
    tt_join_free(join);
    return status;
}

tt_status cli_work_rate(const cli_work *w, tt_error *err)
{
    const tt_series *series;
    tt_run run;
    tt_ci ci;
    double exposure = NAN;
    double per = w->settings->per;
    char text[TT_PERIOD_TEXT_SIZE];
    tt_status status = cli_work_run(w, has_count, "a count", &series, &run, err);
    if (status != TT_OK)
        return status;
    size_t index = 0;
    while (tt_dataset_series(w->ds, index) != series)
        index++;
    status = population_of(w, index, &run, &exposure, err);
    double count = run.value[run.n - 1];
    (void)tt_period_text(run.last, text);
    tt_run_clear(&run);
    if (status == TT_OK && !(exposure > 0))
        status = tt_fail(err, TT_ENOTFOUND,
                         "no population for %s: --denominator FILE, or an exposure column", text);
    if (status != TT_OK)
        return status;
    cli_work_heading(w, series, "");
    cli_say(w, "The figure of {s}; population {}.\n\n", text, exposure);
    status = count_steps(w, count, &ci, err);
    cli_say(w, "\nEach times {} / {}:\n\n", per, exposure);
    cli_say(w, "    rate  = {} * {} / {} = {}\n", count, per, exposure, count * per / exposure);
    cli_say(w, "    lower = {} * {} / {} = {}\n", ci.estimate.low, per, exposure,
            ci.estimate.low * per / exposure);
    cli_say(w, "    upper = {} * {} / {} = {}\n", ci.estimate.high, per, exposure,
            ci.estimate.high * per / exposure);
    tt_rate rate;
    tt_ci_options options = {.conf = w->settings->conf};
    if (status == TT_OK)
        status = tt_rate_of((tt_interval){count, count}, exposure, per, &options, &rate, err);
    if (status == TT_OK)
        status =
            cli_work_agree(ci.estimate.high * per / exposure, rate.limits.high, "the rate", err);
    return status;
}

/* ---- change ---- */

static tt_status change_steps(const cli_work *w, double earlier, double later, tt_error *err)
{
    double sum = earlier + later;
    double half = alpha_of(w) / 2;
    tt_change_options options = {.conf = w->settings->conf};
    tt_figure a = {0, earlier, 1};
    tt_figure b = {1, later, 1};
    tt_change change;
    tt_status status = tt_change_between(&a, &b, &options, &change, err);
    if (status != TT_OK || sum == 0)
        return status;
    double less = binomial_up_to(later, sum, 0.5);
    double more = binomial_from(later, sum, 0.5);
    double p = fmin(1, 2 * fmin(less, more));
    cli_say(w, "    change  = {} - {} = {}\n", later, earlier, later - earlier);
    cli_say(w, "    percent = 100 ({} / {} - 1) = {}\n\n", later, earlier, change.percent.value);
    cli_say(
        w,
        "**Could it be chance?** {} events fell on the two years together. Were both rates equal, each event "
        "would stand in the later year with probability 1/2, and the later count X would be binomial:\n\n",
        sum);
    cli_say(w, "    P(X <= {}) = {p}        P(X >= {}) = {p}\n", later, less, later, more);
    cli_say(w, "    p = 2 * the smaller = {p}\n\n", p);
    status = cli_work_agree(p, change.p, "p", err);
    double low = 1 + change.percent.low / 100;
    double high = 1 + change.percent.high / 100;
    cli_say(
        w,
        "**Limits**: all ratios R that such a test would not reject. With ratio R an event stands in the later "
        "year with probability R/(1 + R).\n\n");
    if (later > 0 && status == TT_OK) {
        double tail = binomial_from(later, sum, low / (1 + low));
        cli_say(w, "    R = {}:  P(X >= {}) = {p}\n", low, later, tail);
        status = fabs(tail - half) < 1e-7 ? TT_OK : cli_work_agree(tail, half, "a tail", err);
    }
    if (isfinite(high) && status == TT_OK) {
        double tail = binomial_up_to(later, sum, high / (1 + high));
        cli_say(w, "    R = {}:  P(X <= {}) = {p}\n", high, later, tail);
        status = fabs(tail - half) < 1e-7 ? TT_OK : cli_work_agree(tail, half, "a tail", err);
    }
    cli_say(w, "\n**{} % ({} to {}), p = {p}.** ", change.percent.value, change.percent.low,
            change.percent.high, change.p);
    cli_say(w,
            p < alpha_of(w) ? "0 % is outside the limits, as p is below {}.\n"
                            : "0 % is inside the limits, as p is not below {}.\n",
            alpha_of(w));
    return status;
}

tt_status cli_work_change(const cli_work *w, tt_error *err)
{
    const tt_series *series;
    tt_run run;
    tt_status status = cli_work_run(w, has_two_counts, "two counts", &series, &run, err);
    if (status != TT_OK)
        return status;
    size_t last = run.n - 1;
    char text[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(run.last, text);
    cli_work_heading(w, series, "");
    cli_say(w, "From {} to {} ({s} and the figure before).\n\n", run.value[last - 1],
            run.value[last], text);
    status = change_steps(w, run.value[last - 1], run.value[last], err);
    tt_run_clear(&run);
    return status;
}
