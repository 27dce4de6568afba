/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Student's t by sums.
 *
 * With x = df/(df + t^2), s = sqrt(1 - x), c = sqrt(x):
 *
 *     df = 2m       P = s sum C_k x^k,            C_k = C_(k-1) (2k - 1)/(2k)       over k >= m
 *     df = 2m + 1   P = 2/pi s c sum D_k x^k,     D_k = D_(k-1) 2k/(2k + 1)         over k >= m
 *
 * and 1 - P is the same sum over k < m (with 2/pi times the angle atan(t/sqrt(df)) added for odd df), since
 * over all k the sums are 1/s and arcsin(c)/(s c) (Abramowitz and Stegun 26.7.3 and 26.7.4 have the finite
 * ones). All terms are positive. The finite sum has few terms; where P is too small to come from it by
 * subtraction, x is well below 1 and the infinite one converges fast.
 *
 * GSL's general beta function takes two to three times as long, and its tail beyond 30 degrees of freedom comes from an
 * expansion of six digits. */
#include "student_core.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

/* Beyond this the sums are long, and numbers that are not whole have none: GSL. */
#define MOST_DF 2000

/* Below this the infinite sum; above, the digits that 1 - P loses are among the eleven bits that long double has
 * more than double. */
#define FAR_TAIL 1e-3

static const long double pi = 3.14159265358979323846L;

typedef struct tail {
    double p; /* P(|T| > t) */
    double density;
} tail;

static int has_sums(double df)
{
    return df >= 1 && df <= MOST_DF && df == floor(df);
}

/* 1 + the terms that follow term k, each relative to it. */
static double far_sum(double x, double k, double odd)
{
    double sum = 1;
    double term = 1;
    while (term > sum * (DBL_EPSILON / 16)) {
        k++;
        term *= x * (2 * k - 1 + odd) / (2 * k + odd);
        sum += term;
    }
    return sum;
}

static tail tail_of(double t, double df)
{
    double odd = fmod(df, 2);
    double m = (df - odd) / 2;
    long double square = (long double)t * t;
    long double x = df / (df + square);
    long double term = 1; /* number k */
    long double near = 0; /* terms before it */
    for (double k = 1; k <= m; k++) {
        near += term;
        term *= x * ((2 * k - 1 + odd) / (long double)(2 * k + odd));
    }
    long double c = sqrtl(x);
    long double s = t / sqrtl(df + square);
    long double root = sqrtl(df);
    long double factor = odd ? 2 / pi * s * c : s;
    long double p = 1 - factor * near - (odd ? 2 / pi * atanl(t / root) : 0);
    if (p < FAR_TAIL)
        p = factor * term * far_sum((double)x, m, odd);
    long double density = term * (odd ? x * root / pi : c * m / root);
    return (tail){(double)p, (double)density};
}

double tt__student_two_sided(double t, double df)
{
    t = fabs(t);
    if (isnan(t) || !(df > 0))
        return NAN;
    if (!has_sums(df))
        return fmin(1, 2 * gsl_cdf_tdist_Q(t, df));
    if (isinf(t))
        return 0;
    return fmin(1, tail_of(t, df).p);
}

double tt__student_upper(double t, double df)
{
    double beyond = 0.5 * tt__student_two_sided(t, df);
    return t >= 0 ? beyond : 1 - beyond;
}

/* Cornish and Fisher's expansion from the normal quantile (Abramowitz and Stegun 26.7.5). */
static double start_of(double alpha, double df)
{
    double z = gsl_cdf_ugaussian_Qinv(alpha / 2);
    double w = z * z;
    return z * (1 + (w + 1) / (4 * df) + ((5 * w + 16) * w + 3) / (96 * df * df) +
                (((3 * w + 19) * w + 17) * w - 15) / (384 * df * df * df));
}

/* Newton's steps for ln P as a function of ln t, which is nearly straight in the tail. */
double tt__student_critical(double alpha, double df)
{
    enum { MOST_STEPS = 60 };
    if (!(df > 0))
        return NAN;
    if (!has_sums(df))
        return gsl_cdf_tdist_Qinv(alpha / 2, df);
    double t = start_of(alpha, df);
    double step = INFINITY;
    for (int i = 0; i < MOST_STEPS && fabs(step) > 1e-9; i++) {
        tail now = tail_of(t, df);
        step = log(now.p / alpha) * now.p / (2 * now.density * t);
        t *= exp(step);
    }
    return t;
}
