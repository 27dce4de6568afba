/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_COUNTS_CORE_H
#define TT_COUNTS_CORE_H

/* Poisson and binomial tails and the parameters that give a tail a wanted size: the numbers under
 * every interval and test of counts. Nothing is checked here: the callers have checked that counts
 * are whole and not negative and that parameters are in their domain. */

/* Three probabilities of one outcome x. Neither tail is formed by 1 - p where that would lose
 * digits. */
typedef struct tt__tails {
    double lower; /* P(X <= x) */
    double upper; /* P(X >= x) */
    double point; /* P(X = x) */
} tt__tails;

/* Tails of a Poisson count: x >= 0 whole, mu > 0. */
tt__tails tt__poisson_tails(double x, double mu);

/* Tails of x successes in n trials; the chance of success is given as `logit` = ln(theta/(1 -
 * theta)), which may be infinite. */
tt__tails tt__binomial_tails(double x, double n, double logit);

/* The mean with P(X >= x) - weight P(X = x) = tail, 0 for x = 0; and the mean with
 * P(X <= x) - weight P(X = x) = tail. `weight` is 0 for exact limits and 0.5 for mid-p limits;
 * 0 < tail < 1 - weight. */
double tt__poisson_low(double x, double tail, double weight);
double tt__poisson_high(double x, double tail, double weight);

/* The logit of theta with P(X >= x) - weight P(X = x) = tail; minus infinity for x = 0. The upper
 * limit is -tt__binomial_low(n - x, n, tail, weight). */
double tt__binomial_low(double x, double n, double tail, double weight);

/* The logit of the quantile of the beta distribution (a, b > 0) with the lower tail `tail`. */
double tt__beta_low(double a, double b, double tail);

/* The quantiles of the gamma distribution with shape a that have the lower or upper tail `tail`. */
double tt__gamma_low(double a, double tail);
double tt__gamma_high(double a, double tail);

/* From this shape on Temme's uniform expansion has 13 digits; up to it GSL's sums keep theirs, beyond it they
 * are long, and its upper tail has six. */
#define TT__GAMMA_LARGE 1e5

/* The upper tail at x > 0 of the gamma distribution with shape a >= TT__GAMMA_LARGE, in constant time (Temme
 * 1979, SIAM J Math Anal 10:757; DLMF 8.12). For whole a it is P(Y < a) for a Poisson count with mean x. */
double tt__gamma_upper_large(double a, double x);

/* The standard normal deviate with the upper tail `tail`. */
double tt__normal_deviate(double tail);

/* The upper tail at a standard normal deviate. */
double tt__normal_tail(double z);

#endif
