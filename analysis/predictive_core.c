/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prediction of a new count.
 *
 *     P(Y <= k) = integral of f(t) P(Y <= k | mean exp(se t)) dt
 *
 * with f the density of the normal or of Student's t. Given the mean, Y is Poisson, or negative
 * binomial with the same mean and the variance asked for. Both scatters enter whole, and the limits
 * are counts: never negative, never 17.3 victims.
 *
 * With t = sinh x the integrand falls off exponentially and has no singularity near the axis, so
 * that the plain sum at equal distances converges faster than any power of the step. */
#include "predictive_core.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "counts_core.h"

#define STEP (1.0 / 16)

/* The density beyond the last node holds less than this. */
#define TAIL_LEFT_OUT 1e-12

enum { MOST_NODES = 1024 };

/* Beyond this mean a gamma distribution with the same mean and variance stands for the negative
 * binomial: they differ by less than one count, and its continued fraction would be long. */
#define GAMMA_MEAN 1e5

/* Variance/mean - 1 below which a negative binomial is a Poisson in double precision. */
#define POISSON_SPREAD 1e-10

/* Not even exp(-mean) is a number for the exponential of more. */
#define LARGEST_LOG 600.0

/* Means that the estimate stands for, and how likely each is; they add to 1. */
typedef struct mixture {
    size_t count;
    double mean[MOST_NODES];
    double weight[MOST_NODES];
} mixture;

static double density(double t, double df)
{
    return isinf(df) ? gsl_ran_ugaussian_pdf(t) : gsl_ran_tdist_pdf(t, df);
}

static void spread_mean(const tt__predictive *p, mixture *m)
{
    double reach = isinf(p->df) ? gsl_cdf_ugaussian_Qinv(TAIL_LEFT_OUT)
                                : gsl_cdf_tdist_Qinv(TAIL_LEFT_OUT, p->df);
    double half = ceil(asinh(reach) / STEP);
    half = fmin(half, (MOST_NODES - 1) / 2);
    double total = 0;
    m->count = 0;
    for (double i = -half; i <= half; i++) {
        double x = i * STEP;
        double t = sinh(x);
        double weight = cosh(x) * density(t, p->df);
        m->mean[m->count] = p->mean * exp(fmin(LARGEST_LOG, p->se * t));
        m->weight[m->count++] = weight;
        total += weight;
    }
    for (size_t i = 0; i < m->count; i++)
        m->weight[i] /= total;
}

/* P(Y <= k) of a count with this mean and `spread` = variance/mean - 1. */
static double lower_given(double k, double mean, double spread)
{
    if (mean <= 0)
        return 1;
    if (spread <= POISSON_SPREAD) /* the series of the tails grow with the root of the mean */
        return k >= TT__GAMMA_LARGE ? tt__gamma_upper_large(k + 1, mean)
                                    : tt__poisson_tails(k, mean).lower;
    if (mean > GAMMA_MEAN || k > GAMMA_MEAN) {
        double shape = mean / (1 + spread);
        double x = (k + 0.5) / (1 + spread);
        return shape >= TT__GAMMA_LARGE ? 1 - tt__gamma_upper_large(shape, x)
                                        : gsl_cdf_gamma_P(x, shape, 1);
    }
    return gsl_cdf_beta_P(1 / (1 + spread), mean / spread, k + 1);
}

static double lower(const tt__predictive *p, const mixture *m, double k)
{
    double sum = 0;
    for (size_t i = 0; i < m->count; i++) {
        double spread = p->phi > 1 ? p->phi - 1 : p->alpha * m->mean[i];
        sum += m->weight[i] * lower_given(k, m->mean[i], spread);
    }
    return sum;
}

double tt__predictive_lower(const tt__predictive *p, double k)
{
    mixture m;
    spread_mean(p, &m);
    return lower(p, &m, k);
}

/* The smallest whole k >= 0 with P(Y <= k) >= wanted; infinite where that is no count of a double. */
static double smallest(const tt__predictive *p, const mixture *m, double wanted)
{
    if (lower(p, m, 0) >= wanted)
        return 0;
    double low = 0; /* too small */
    double high = fmax(1, floor(p->mean));
    while (lower(p, m, high) < wanted) {
        low = high;
        high *= 2;
        if (high > 1 / DBL_EPSILON)
            return INFINITY;
    }
    while (high - low > 1) {
        double middle = floor(0.5 * (low + high));
        if (lower(p, m, middle) >= wanted)
            high = middle;
        else
            low = middle;
    }
    return high;
}

tt_interval tt__predictive_limits(const tt__predictive *p, double conf)
{
    double tail = 0.5 * (1 - conf);
    mixture m;
    spread_mean(p, &m);
    return (tt_interval){smallest(p, &m, tail), smallest(p, &m, 1 - tail)};
}
