/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log-likelihoods of Poisson and NB2 counts without cancellation.
 *
 * The textbook forms subtract log-gammas of the size of y log y from each other. Here each density
 * is its value at mu = y (which needs the Stirling error only) less half its unit deviance (which
 * is a difference formed before it is rounded), after C. Loader, 2000, "Fast and accurate
 * computation of binomial probabilities".
 *
 * The derivatives of the negative binomial in alpha contain sums over j = 0 .. y-1 of
 * f1 = j/(1 + alpha j) and of f1^2. They are summed as they stand for small y, else by the
 * Euler-Maclaurin formula, which is the digamma's asymptotic series without its cancellation:
 * at alpha = 0 it gives y(y-1)/2, where digamma differences give 0/0. */
#include "countlik_core.h"

#include <math.h>
#include <stddef.h>

#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>

#define LOG_2PI 1.83787706640934548356

/* From here on the Stirling series below is exact to the last bit. */
enum { STIRLING_FROM = 16 };

/* y log y - y - log y! for y = 0 .. 15, by 30-digit arithmetic. */
static const double small_saddle[STIRLING_FROM] = {
    0,
    -1.0,
    -1.30685281944005469,
    -1.49592260322372593,
    -1.63287638586838314,
    -1.74030218061154412,
    -1.82869439664177099,
    -1.90379031767822116,
    -1.9690705693065628,
    -2.02680628405549517,
    -2.07856164313505846,
    -2.12545984509180985,
    -2.16833469820588243,
    -2.20782220612344532,
    -2.2444185681250609,
    -2.27851836730774058,
};

/* log y! - (y log y - y + log(2 pi y)/2) for large y: 1/(12 y) - 1/(360 y^3) + ... */
static double stirling_series(double y)
{
    double w = 1 / (y * y);
    return (1.0 / 12 - w * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680 - w / 1188)))) / y;
}

static double stirling_error(double y)
{
    return y < STIRLING_FROM ? log(gsl_sf_gammastar(y)) : stirling_series(y);
}

double tt__log_saddle(double y)
{
    if (y >= STIRLING_FROM)
        return -stirling_series(y) - 0.5 * (LOG_2PI + log(y));
    size_t whole = (size_t)y;
    if ((double)whole == y)
        return small_saddle[whole];
    return y * log(y) - y - gsl_sf_lngamma(y + 1);
}

/* With v = (y - mu)/(y + mu) the difference is (y - mu) v + 2 y (v^3/3 + v^5/5 + ...), v at most 0.1 in size: after
 * v^17/17 nothing is left of the last bit. */
double tt__poisson_half_deviance(double y, double mu)
{
    if (y == 0)
        return mu;
    double difference = y - mu;
    if (fabs(difference) > 0.1 * (y + mu))
        return y * log(y / mu) - difference;
    double v = difference / (y + mu);
    double w = v * v;
    double series = 1.0 / 15 + w * (1.0 / 17);
    series = 1.0 / 9 + w * (1.0 / 11 + w * (1.0 / 13 + w * series));
    series = 1.0 / 3 + w * (1.0 / 5 + w * (1.0 / 7 + w * series));
    return difference * v + 2 * y * v * w * series;
}

/* x - log(1 + x), where ratio = 1 + x is known without the rounding of x near -1. */
static double log_excess(double x, double ratio)
{
    return x < -0.5 ? x - log(ratio) : -gsl_sf_log_1plusx_mx(x);
}

double tt__negbin_half_deviance(double y, double mu, double alpha)
{
    if (y == 0)
        return log1p(alpha * mu) / alpha;
    double spread = 1 + alpha * mu;
    double ratio = (1 + alpha * y) / spread;
    double excess = (y - mu) / spread;
    return log_excess(alpha * excess, ratio) / alpha +
           y * log_excess(-excess / y, ratio * (mu / y));
}

double tt__negbin_log_density(double y, double mu, double alpha)
{
    double half_deviance = tt__negbin_half_deviance(y, mu, alpha);
    if (y == 0)
        return -half_deviance;
    double theta = 1 / alpha;
    double at_mean = tt__log_saddle(y) - 0.5 * log1p(alpha * y) + stirling_error(y + theta) -
                     stirling_error(theta);
    return at_mean - half_deviance;
}

/* 2x - 2 log(1+x) - x^2/(1+x) = x^3/3 - x^4/2 + ...: three orders cancel, so it has its series. */
static double third_order(double x)
{
    if (x > 0.1)
        return x + x / (1 + x) - 2 * log1p(x);
    double sum = 0;
    double power = x * x;
    for (double k = 3; k < 24; k++) { /* 0.1^24: beyond the last bit */
        power *= -x;
        sum -= (1 - 2 / k) * power;
    }
    return sum;
}

/* Boundary terms of the Euler-Maclaurin formula for f1 and f1^2 at x; they shrink by
 * 1/(x + theta)^2, so that four of them give the last bit from x + theta = 20 on. */
static tt__alpha_slopes boundary_terms(double x, double alpha)
{
    double r = 1 / (1 + alpha * x);
    double w = alpha * r * alpha * r;
    double f = x * r;
    double a = 1.0 / 12 - w * (1.0 / 120 - w * (1.0 / 252 - w / 240));
    double b = 1.0 / 6 - w * (1.0 / 30 - w * (1.0 / 42 - w / 30));
    tt__alpha_slopes terms;
    terms.first = -0.5 * f + r * r * a;
    terms.second = -0.5 * f * f + r * r * (2 * a - r * b) / alpha;
    return terms;
}

/* Sums over j = 0 .. y-1 of f1 and of f1^2. */
static tt__alpha_slopes sums(double y, double alpha)
{
    const double asymptotic_from = 20;
    const double short_sum = 24;
    tt__alpha_slopes sum = {0, 0};
    double theta = 1 / alpha;
    double direct = y <= short_sum ? y : ceil(fmax(0, asymptotic_from - theta));
    for (double j = 1; j < direct; j++) {
        double f = j / (1 + alpha * j);
        sum.first += f;
        sum.second += f * f;
    }
    if (direct >= y)
        return sum;
    double rest = y - direct;
    double z = theta + direct;
    tt__alpha_slopes upper = boundary_terms(y, alpha);
    tt__alpha_slopes lower = boundary_terms(direct, alpha);
    sum.first += (rest * direct / z - theta * gsl_sf_log_1plusx_mx(rest / z)) / alpha +
                 upper.first - lower.first;
    sum.second += (third_order(alpha * y) - third_order(alpha * direct)) * theta * theta * theta +
                  upper.second - lower.second;
    return sum;
}

tt__alpha_slopes tt__negbin_alpha_slopes(double y, double mu, double alpha)
{
    tt__alpha_slopes sum = sums(y, alpha);
    double spread = 1 + alpha * mu;
    tt__alpha_slopes slopes;
    slopes.first =
        sum.first + mu * (mu - y) / spread + gsl_sf_log_1plusx_mx(alpha * mu) / (alpha * alpha);
    slopes.second = -sum.second - mu * mu * (mu - y) / (spread * spread) +
                    third_order(alpha * mu) / (alpha * alpha * alpha);
    return slopes;
}
