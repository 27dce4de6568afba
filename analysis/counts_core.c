/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tails of discrete distributions and their inverses.
 *
 * A point probability is written as (Loader 2000, "Fast and accurate computation of binomial
 * probabilities")
 *
 *     P(X = x) = G(n) / (G(x) G(n - x)) * sqrt(n / (2 pi x (n - x)))
 *                * exp(x h(d1) + (n - x) h(d2)),      h(d) = ln(1 + d) - d <= 0,
 *
 * with G the factor that Stirling's formula leaves of x!, and d1, d2 the relative distances of the
 * expectations from x and n - x: no large logarithms are subtracted from each other, so that counts
 * of ten million keep twelve digits, where a formula with lnbeta keeps nine. A tail is that point
 * times a series of positive terms, summed on the side of the mean where it is small.
 *
 * The inverses (tail_solver.c) start from the values of Wilson and Hilferty (1931) and of Abramowitz
 * and Stegun 26.5.22, from where two evaluations are enough for counts that are not very small. */
#include "counts_core.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>

#include "tail_solver.h"

/* Terms of a series below this part of the sum do not change it. */
#define NEGLIGIBLE (DBL_EPSILON / 16)

/* Beyond this distance (relative) the logarithm is taken directly: ln(1 + d) - d would lose the
 * digits of 1 + d. */
#define NEAR 0.5

/* Below this part of the count the cube-root approximation of its limit is not good enough to start
 * from, and the first term of the series is. */
#define SMALL_MEAN 0.05

/* x! = sqrt(2 pi x) (x/e)^x stirling_factor(x); 1 for x = 0 by convention of the callers. */
static double stirling_factor(double x)
{
    gsl_sf_result result;
    return gsl_sf_gammastar_e(x, &result) == GSL_SUCCESS ? result.val : 1;
}

/* x (ln(m/x) - (m - x)/x), with diff = m - x known better than by subtraction. Not above 0. */
static double deviance_part(double x, double m, double diff)
{
    double d = diff / x;
    gsl_sf_result result;
    if (fabs(d) < NEAR && gsl_sf_log_1plusx_mx_e(d, &result) == GSL_SUCCESS)
        return x * result.val;
    return x * log(m / x) - diff;
}

/* 1 + r(0) + r(0) r(1) + ... with r(k) = factor (top - k step) / (bottom + k): upward from x in a
 * Poisson (step 0) or binomial (step 1) tail; downward in a binomial one, by symmetry. */
static double upward_series(double top, double step, double bottom, double factor)
{
    double sum = 1;
    double term = 1;
    for (double k = 0; term > sum * NEGLIGIBLE; k++) {
        term *= factor * (top - k * step) / (bottom + k);
        sum += term;
    }
    return sum;
}

/* 1 + x/mu + x(x-1)/mu^2 + ... */
static double downward_poisson(double x, double mu)
{
    double sum = 1;
    double term = 1;
    double inverse = 1 / mu;
    for (double k = x; k > 0 && term > sum * NEGLIGIBLE; k--) {
        term *= k * inverse;
        sum += term;
    }
    return sum;
}

/* Both tails from the point and the series of one of them. */
static tt__tails tails_of(double point, double series, int upper_is_small)
{
    double small = fmin(point * series, 1);
    double large = fmin(fmax(1 - small + point, 0), 1);
    tt__tails tails = {upper_is_small ? large : small, upper_is_small ? small : large, point};
    return tails;
}

tt__tails tt__poisson_tails(double x, double mu)
{
    double point = exp(-mu);
    if (x > 0)
        point = exp(deviance_part(x, mu, mu - x)) / (sqrt(2 * M_PI * x) * stirling_factor(x));
    if (x >= mu)
        return tails_of(point, upward_series(mu, 0, x + 1, 1), 1);
    return tails_of(point, downward_poisson(x, mu), 0);
}

/* P(X = x) times sqrt and gamma factors for real 0 < x < n; `diff` = n theta - x. */
static double binomial_point(double x, double n, double theta, double other)
{
    double rest = n - x;
    double mean = n * theta;
    double diff = mean < n / 2 ? mean - x : rest - n * other;
    double factor = stirling_factor(n) / (stirling_factor(x) * stirling_factor(rest));
    return factor * sqrt(n / (2 * M_PI * x * rest)) *
           exp(deviance_part(x, mean, diff) + deviance_part(rest, n * other, -diff));
}

tt__tails tt__binomial_tails(double x, double n, double logit)
{
    double odds = exp(logit);
    double theta = 1 / (1 + exp(-logit));
    double other = 1 / (1 + odds);
    double point;
    if (x == 0)
        point = exp(-n * log1p(odds));
    else if (x == n)
        point = exp(-n * log1p(exp(-logit)));
    else
        point = binomial_point(x, n, theta, other);
    if (x >= n * theta)
        return tails_of(point, x == n ? 1 : upward_series(n - x, 1, x + 1, odds), 1);
    return tails_of(point, x == 0 ? 1 : upward_series(x, 1, n - x + 1, 1 / odds), 0);
}

/* What the curves of this file need: x, n and the weight of the point. */
typedef struct outcome {
    double x;
    double n;
    double weight;
} outcome;

/* P(X >= x) - weight P(X = x) as a function of u = ln mu: dP/du = x p(x), dp/du = (x - mu) p(x). */
static tt__curve poisson_upper(const void *data, double u)
{
    const outcome *o = data;
    double mu = exp(u);
    tt__tails t = tt__poisson_tails(o->x, mu);
    double over = o->x - mu;
    double a = o->x - o->weight * over;
    tt__curve c = {t.upper - o->weight * t.point, t.point * a,
                   t.point * (over * a + o->weight * mu)};
    return c;
}

/* P(X <= x) - weight P(X = x) as a function of u = -ln mu, so that it rises. */
static tt__curve poisson_lower(const void *data, double u)
{
    const outcome *o = data;
    double mu = exp(-u);
    tt__tails t = tt__poisson_tails(o->x, mu);
    double under = mu - o->x;
    double a = mu - o->weight * under;
    tt__curve c = {t.lower - o->weight * t.point, t.point * a,
                   t.point * (under * a - (1 - o->weight) * mu)};
    return c;
}

/* Cube-root start of Wilson and Hilferty (1931) for a count of x at the normal deviate z. */
static double cube_root_mean(double x, double z)
{
    double root = 1 - 1 / (9 * x) + z / (3 * sqrt(x));
    return root > 0 ? x * root * root * root : 0;
}

double tt__poisson_low(double x, double tail, double weight)
{
    if (x == 0)
        return 0;
    outcome o = {x, 0, weight};
    double mu = cube_root_mean(x + weight, -tt__normal_deviate(tail));
    /* mu^x / x! is nearly the whole tail where mu is small; it also bounds it from above. */
    double start = mu > SMALL_MEAN * x ? log(mu) : (log(tail) + gsl_sf_lngamma(x + 1)) / x;
    return exp(tt__tail_solve(poisson_upper, &o, tail, start));
}

double tt__poisson_high(double x, double tail, double weight)
{
    if (x == 0)
        return log((1 - weight) / tail);
    outcome o = {x, 0, weight};
    double mu = cube_root_mean(x + 1 - weight, tt__normal_deviate(tail));
    return exp(-tt__tail_solve(poisson_lower, &o, tail, -log(mu)));
}

/* P(X >= x) - weight P(X = x) as a function of the logit u: dP/du = x (1 - theta) p(x),
 * dp/du = (x - n theta) p(x). */
static tt__curve binomial_upper(const void *data, double u)
{
    const outcome *o = data;
    tt__tails t = tt__binomial_tails(o->x, o->n, u);
    double theta = 1 / (1 + exp(-u));
    double other = 1 / (1 + exp(u));
    double over = o->x * other - (o->n - o->x) * theta;
    double a = o->x * other - o->weight * over;
    double da = theta * other * (o->weight * o->n - o->x);
    tt__curve c = {t.upper - o->weight * t.point, t.point * a, t.point * (over * a + da)};
    return c;
}

/* Abramowitz and Stegun 26.5.22: the logit of the beta quantile with lower tail `tail`. */
static double beta_start(double a, double b, double tail)
{
    double y = tt__normal_deviate(tail);
    if (a < 1 || b < 1) /* outside its domain: the mean of the logit, roughly */
        return log(a / b) - y * sqrt(1 / a + 1 / b);
    double ra = 1 / (2 * a - 1);
    double rb = 1 / (2 * b - 1);
    double lambda = (y * y - 3) / 6;
    double h = 2 / (ra + rb);
    double w = y * sqrt(h + lambda) / h - (rb - ra) * (lambda + 5.0 / 6 - 2 / (3 * h));
    return log(a / b) - 2 * w;
}

double tt__binomial_low(double x, double n, double tail, double weight)
{
    if (x == 0)
        return -INFINITY;
    if (x == n) { /* theta^n (1 - weight) = tail */
        double log_theta = log(tail / (1 - weight)) / n;
        return log_theta - log(-expm1(log_theta));
    }
    outcome o = {x, n, weight};
    return tt__tail_solve(binomial_upper, &o, tail,
                          beta_start(x + weight, n - x + 1 - weight, tail));
}

/* The lower tail of the beta distribution as a function of the logit u; shape a in `x`, b in
 * `weight`. Its density in u is theta^a (1 - theta)^b / B(a, b). */
static tt__curve beta_lower(const void *data, double u)
{
    const outcome *o = data;
    double a = o->x;
    double b = o->weight;
    double theta = 1 / (1 + exp(-u));
    double other = 1 / (1 + exp(u));
    double slope = binomial_point(a, a + b, theta, other) * a * b / (a + b);
    /* GSL takes the argument that is not rounded against 1. */
    double value = theta < other ? gsl_cdf_beta_P(theta, a, b) : gsl_cdf_beta_Q(other, b, a);
    tt__curve c = {value, slope, slope * (a * other - b * theta)};
    return c;
}

double tt__beta_low(double a, double b, double tail)
{
    outcome o = {a, a + b, b};
    return tt__tail_solve(beta_lower, &o, tail, beta_start(a, b, tail));
}

/* The density of ln x for the gamma distribution with shape a. */
static double gamma_slope(double a, double x)
{
    return sqrt(a / (2 * M_PI)) / stirling_factor(a) * exp(deviance_part(a, x, x - a));
}

/* The lower tail of the gamma distribution as a function of u = ln x. */
static tt__curve gamma_lower(const void *data, double u)
{
    double a = *(const double *)data;
    double x = exp(u);
    double slope = gamma_slope(a, x);
    tt__curve c = {gsl_cdf_gamma_P(x, a, 1), slope, slope * (a - x)};
    return c;
}

/* Temme's coefficients c_0 and c_1 at eta, where lambda = x/a = 1 + mu and eta^2/2 = mu - ln lambda; near
 * eta = 0, where the closed forms are differences of poles, by their series. */
static void temme(double eta, double mu, double c[2])
{
    const double near = 0.01;
    if (fabs(eta) < near) {
        c[0] = -1.0 / 3 + eta * (1.0 / 12 - eta * (2.0 / 135 - eta * (1.0 / 864 + eta / 2835)));
        c[1] = -1.0 / 540 - eta * (1.0 / 288 - eta / 378);
        return;
    }
    double e = 1 / eta;
    double m = 1 / mu;
    c[0] = m - e;
    c[1] = e * e * e - m * (m * m + m + 1.0 / 12);
}

double tt__gamma_upper_large(double a, double x)
{
    const double c2 = 25.0 / 6048; /* at eta = 0: its place is at most 1e-13 of the whole */
    double mu = (x - a) / a;
    double exponent = deviance_part(a, x, x - a); /* -a eta^2 / 2 */
    double root = copysign(sqrt(fmax(0, -exponent)), mu);
    double c[2];
    temme(root * sqrt(2 / a), mu, c);
    double rest = exp(exponent) / sqrt(2 * M_PI * a) * (c[0] + (c[1] + c2 / a) / a);
    return 0.5 * erfc(root) + rest;
}

/* The upper tail as a function of u = -ln x. */
static tt__curve gamma_upper(const void *data, double u)
{
    double a = *(const double *)data;
    double x = exp(-u);
    double slope = gamma_slope(a, x);
    double value = a > TT__GAMMA_LARGE ? tt__gamma_upper_large(a, x) : gsl_cdf_gamma_Q(x, a, 1);
    tt__curve c = {value, slope, slope * (x - a)};
    return c;
}

double tt__gamma_low(double a, double tail)
{
    double mu = cube_root_mean(a, -tt__normal_deviate(tail));
    /* x^a / Gamma(a + 1) is nearly the whole tail where x is small. */
    double start = mu > SMALL_MEAN * a ? log(mu) : (log(tail) + gsl_sf_lngamma(a + 1)) / a;
    return exp(tt__tail_solve(gamma_lower, &a, tail, start));
}

double tt__gamma_high(double a, double tail)
{
    double mu = fmax(cube_root_mean(a, tt__normal_deviate(tail)), a);
    return exp(-tt__tail_solve(gamma_upper, &a, tail, -log(mu)));
}

double tt__normal_deviate(double tail)
{
    return gsl_cdf_ugaussian_Qinv(tail);
}

double tt__normal_tail(double z)
{
    return 0.5 * erfc(z * M_SQRT1_2);
}
