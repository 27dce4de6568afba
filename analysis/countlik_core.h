/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_COUNTLIK_CORE_H
#define TT_COUNTLIK_CORE_H

/* Log-likelihoods of counts that lose no digits: neither at large counts, nor close to the fit, nor
 * where the negative binomial runs into the Poisson (alpha -> 0). Arguments are checked by the
 * callers: y >= 0, mu > 0, alpha > 0. The negative binomial needs whole y. */

/* y log y - y - log y!: the log-probability of y under a Poisson mean of y itself. */
double tt__log_saddle(double y);

/* Half the unit deviance of the Poisson: y log(y/mu) - y + mu. */
double tt__poisson_half_deviance(double y, double mu);

/* Half the unit deviance of NB2: y log(y/mu) - (y + 1/alpha) log((1 + alpha y)/(1 + alpha mu)). */
double tt__negbin_half_deviance(double y, double mu, double alpha);

/* log P(Y = y) for NB2 with mean mu and variance mu + alpha mu^2. */
double tt__negbin_log_density(double y, double mu, double alpha);

/* First and second derivative of that in alpha, mu held fixed. */
typedef struct tt__alpha_slopes {
    double first;
    double second;
} tt__alpha_slopes;
tt__alpha_slopes tt__negbin_alpha_slopes(double y, double mu, double alpha);

#endif
