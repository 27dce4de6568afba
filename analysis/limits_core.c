/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits of one count, one proportion, one ratio of counts, and the checks of what goes in.
 *
 * Formulas: docs/methods/interval.md and docs/methods/rate_ratio.md. Roots of quadratics are taken
 * in the form that does not cancel, so that a limit near 0 keeps its digits. */
#include "limits_core.h"

#include <math.h>

#include "counts_core.h"
#include "level_core.h"
#include "tiptrend/number.h"

/* OHID's rule: Byar's approximation from this count. */
#define OHID_BYAR_FROM 10

/* Weight of the point in mid-p tails. */
#define MID 0.5

/* ---- one count ---- */

static tt_interval byar(double x, double z)
{
    tt_interval limits = {0, 0};
    if (x > 0) {
        double low = 1 - 1 / (9 * x) - z / (3 * sqrt(x));
        limits.low = fmax(0, x * low * low * low);
    }
    double high = 1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1));
    limits.high = (x + 1) * high * high * high;
    return limits;
}

static tt_interval garwood(double x, double tail, double weight)
{
    tt_interval limits = {tt__poisson_low(x, tail, weight), tt__poisson_high(x, tail, weight)};
    return limits;
}

/* Roots of (x - mu)^2 = z^2 mu; their product is x^2. */
static tt_interval count_score(double x, double z)
{
    double high = x + z * z / 2 + z * sqrt(x + z * z / 4);
    tt_interval limits = {x * x / high, high};
    return limits;
}

static tt_interval count_wald(double x, double z, int log_scale)
{
    tt_interval limits;
    double root = sqrt(x);
    if (log_scale) {
        limits.low = x * exp(-z / root);
        limits.high = x * exp(z / root);
    } else {
        limits.low = fmax(0, x - z * root);
        limits.high = x + z * root;
    }
    return limits;
}

tt_interval tt__count_limits(double count, tt_ci_method *method, double alpha)
{
    double tail = alpha / 2;
    double z = tt__normal_deviate(tail);
    tt_interval none = {NAN, NAN};
    if (*method == TT_CI_DEFAULT || (*method == TT_CI_LOG_WALD && count == 0))
        *method = TT_CI_EXACT;
    switch (*method) {
    case TT_CI_EXACT:
        return garwood(count, tail, 0);
    case TT_CI_MIDP:
        return garwood(count, tail, MID);
    case TT_CI_BYAR:
        return byar(count, z);
    case TT_CI_OHID:
        return count < OHID_BYAR_FROM ? garwood(count, tail, 0) : byar(count, z);
    case TT_CI_SCORE:
        return count_score(count, z);
    case TT_CI_WALD:
        return count_wald(count, z, 0);
    case TT_CI_LOG_WALD:
        return count_wald(count, z, 1);
    case TT_CI_JEFFREYS: {
        tt_interval limits = {tt__gamma_low(count + 0.5, tail), tt__gamma_high(count + 0.5, tail)};
        return limits;
    }
    default:
        return none;
    }
}

/* ---- one proportion ---- */

static tt_interval wilson(double x, double n, double z)
{
    double p = x / n;
    double sum = 2 * x + z * z + z * sqrt(z * z + 4 * x * (1 - p));
    tt_interval limits = {2 * x * p / sum, x == n ? 1 : sum / (2 * (n + z * z))};
    return limits;
}

/* Newcombe's method 4. The usual lower numerator a - z sqrt(b) has the product (2x - 1)^2 (1 + z^2/n)
 * with a + z sqrt(b). */
static tt_interval wilson_cc(double x, double n, double z)
{
    double p = x / n;
    double b = z * z - 2 - 1 / n + 4 * p * (n - x + 1);
    double low = (2 * x - 1) * (2 * x - 1) / (2 * n * (2 * x + z * z - 1 + z * sqrt(fmax(b, 0))));
    b = z * z + 2 - 1 / n + 4 * p * (n - x - 1);
    double high = (2 * x + z * z + 1 + z * sqrt(fmax(b, 0))) / (2 * (n + z * z));
    tt_interval limits = {x == 0 ? 0 : low, x == n ? 1 : fmin(1, high)};
    return limits;
}

/* p -+ z sqrt(p (1 - p) / n), clipped. */
static tt_interval proportion_wald(double p, double n, double z)
{
    double half = z * sqrt(p * (1 - p) / n);
    tt_interval limits = {fmax(0, p - half), fmin(1, p + half)};
    return limits;
}

/* Limits by the methods that are formulas in p. */
static tt_interval formula_limits(double x, double n, tt_ci_method method, double z)
{
    tt_interval none = {NAN, NAN};
    switch (method) {
    case TT_CI_DEFAULT:
    case TT_CI_SCORE:
        return wilson(x, n, z);
    case TT_CI_WILSON_CC:
        return wilson_cc(x, n, z);
    case TT_CI_AGRESTI_COULL:
        return proportion_wald((x + z * z / 2) / (n + z * z), n + z * z, z);
    case TT_CI_WALD:
        return proportion_wald(x / n, n, z);
    default:
        return none;
    }
}

/* Lower limit of logit p for the methods that solve for it; that of the upper limit is the negative of
 * that of the failures. */
static double logit_low(double x, double n, tt_ci_method method, double tail)
{
    if (x == 0)
        return -INFINITY;
    if (method == TT_CI_JEFFREYS)
        return tt__beta_low(x + 0.5, n - x + 0.5, tail);
    return tt__binomial_low(x, n, tail, method == TT_CI_MIDP ? MID : 0);
}

static int solves_logit(tt_ci_method method)
{
    return method == TT_CI_EXACT || method == TT_CI_MIDP || method == TT_CI_JEFFREYS;
}

static double logistic(double logit)
{
    return 1 / (1 + exp(-logit));
}

tt_interval tt__proportion_limits(double x, double n, tt_ci_method method, double alpha)
{
    double tail = alpha / 2;
    tt_interval limits;
    if (solves_logit(method)) {
        limits.low = logistic(logit_low(x, n, method, tail));
        limits.high = logistic(-logit_low(n - x, n, method, tail));
    } else {
        limits = formula_limits(x, n, method, tt__normal_deviate(tail));
    }
    return limits;
}

tt_interval tt__odds_limits(double x, double n, tt_ci_method method, double alpha)
{
    double tail = alpha / 2;
    tt_interval limits;
    if (solves_logit(method)) {
        limits.low = exp(logit_low(x, n, method, tail));
        limits.high = exp(-logit_low(n - x, n, method, tail));
    } else {
        double z = tt__normal_deviate(tail);
        limits.low = formula_limits(x, n, method, z).low;
        limits.low /= 1 - limits.low;
        double rest = formula_limits(n - x, n, method, z).low;
        limits.high = (1 - rest) / rest;
    }
    return limits;
}

/* ---- two counts ---- */

double tt__two_sided(double less, double greater)
{
    return fmin(1, 2 * fmin(less, greater));
}

/* ln of the ratio at which both counts would be expected equal; exactly 0 for equal exposures. */
static double log_exposure_ratio(const tt__pair *pair)
{
    return log(pair->exposure1 / pair->exposure2);
}

tt_interval tt__ratio_limits(const tt__pair *pair, tt_ci_method *method, double alpha)
{
    double x = pair->count1;
    double y = pair->count2;
    double shift = log_exposure_ratio(pair);
    double tail = alpha / 2;
    tt_interval limits = {0, INFINITY};
    if (*method == TT_CI_DEFAULT || (*method == TT_CI_WALD && (x == 0 || y == 0)))
        *method = TT_CI_EXACT;
    if (x + y == 0)
        return limits;
    if (*method == TT_CI_WALD) {
        double ratio = (x / pair->exposure1) / (y / pair->exposure2);
        double spread = exp(tt__normal_deviate(tail) * sqrt(1 / x + 1 / y));
        limits.low = ratio / spread;
        limits.high = ratio * spread;
        return limits;
    }
    double weight = *method == TT_CI_MIDP ? MID : 0;
    limits.low = exp(tt__binomial_low(x, x + y, tail, weight) - shift);
    limits.high = exp(-tt__binomial_low(y, x + y, tail, weight) - shift);
    return limits;
}

tt__pair_test tt__ratio_test(const tt__pair *pair, tt_ci_method method)
{
    double x = pair->count1;
    double y = pair->count2;
    double shift = log_exposure_ratio(pair);
    tt__pair_test test = {1, 1, 1};
    if (x + y == 0)
        return test;
    if (method == TT_CI_WALD && x > 0 && y > 0) {
        double z = (log(x / y) - shift) / sqrt(1 / x + 1 / y);
        test.greater = tt__normal_tail(z);
        test.less = tt__normal_tail(-z);
    } else {
        tt__tails tails = tt__binomial_tails(x, x + y, shift);
        double part = method == TT_CI_MIDP ? MID * tails.point : 0;
        test.less = fmax(0, tails.lower - part);
        test.greater = fmax(0, tails.upper - part);
    }
    test.p = tt__two_sided(test.less, test.greater);
    return test;
}

/* ---- checks ---- */

int tt__is_count(double value)
{
    return value >= 0 && value <= TT_COUNT_MAX && value == floor(value);
}

tt_status tt__check_count(double value, const char *what, tt_error *err)
{
    if (tt__is_count(value))
        return TT_OK;
    char text[TT_NUMBER_TEXT_SIZE];
    (void)tt_number_text(value, text);
    if (!isfinite(value))
        return tt_fail(err, TT_ENONFINITE,
                       "%s is %s: a whole number from 0 is needed; leave missing values out", what,
                       text);
    return tt_fail(err, TT_EDOMAIN,
                   "%s is %s: a whole number from 0 to 1e12 is needed; for other figures choose a "
                   "method that does not assume counts",
                   what, text);
}

tt_status tt__check_positive(double value, const char *what, tt_error *err)
{
    if (value > 0 && isfinite(value))
        return TT_OK;
    char text[TT_NUMBER_TEXT_SIZE];
    (void)tt_number_text(value, text);
    return tt_fail(err, isfinite(value) ? TT_EDOMAIN : TT_ENONFINITE,
                   "%s is %s: a finite number above 0 is needed; correct it or leave the point out",
                   what, text);
}

tt_status tt__check_interval(tt_interval figure, const char *what, tt_error *err)
{
    if (isnan(figure.low) || isnan(figure.high) || isinf(figure.low))
        return tt_fail(err, TT_ENONFINITE, "%s has no low end; give 0 where nothing is known",
                       what);
    if (figure.low >= 0 && figure.low <= figure.high)
        return TT_OK;
    char low[TT_NUMBER_TEXT_SIZE];
    char high[TT_NUMBER_TEXT_SIZE];
    (void)tt_number_text(figure.low, low);
    (void)tt_number_text(figure.high, high);
    return tt_fail(err, TT_EDOMAIN, "%s lies from %s to %s: the low end is from 0 and comes first",
                   what, low, high);
}

tt_status tt__check_options(const tt_ci_options *in, unsigned use, tt_ci_options *out,
                            tt_error *err)
{
    const tt_ci_options defaults = {0};
    *out = in ? *in : defaults;
    tt_status status = tt__conf_check(out->conf, &out->conf, err);
    if (status != TT_OK)
        return status;
    if (!(tt_ci_method_uses(out->method) & use)) {
        const char *name = tt_ci_method_name(out->method);
        return tt_fail(err, TT_EUSAGE, "limits by \"%s\" do not exist for %s: choose exact or midp",
                       name ? name : "(no such method)",
                       use == TT_CI_FOR_COUNT        ? "a count"
                       : use == TT_CI_FOR_PROPORTION ? "a proportion"
                                                     : "a ratio of counts");
    }
    if (out->method == TT_CI_DEFAULT)
        out->method = use == TT_CI_FOR_PROPORTION ? TT_CI_SCORE : TT_CI_EXACT;
    return TT_OK;
}
