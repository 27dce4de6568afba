/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Noncentral t distribution.
 *
 *     P(T > t) = 1/2 sum over j of [p_j I_y(df/2, j + 1/2) + q_j I_y(df/2, j + 1)],  y = df/(df + t^2)
 *     p_j = exp(-m) m^j/j!,   q_j = sign(delta) exp(-m) m^(j + 1/2)/Gamma(j + 3/2),   m = delta^2/2
 *
 * (the complement of Lenth's 1989 series, AS 243, in which nothing is subtracted for delta > 0). The sums
 * run over the terms around j = m that count, by logarithms. Their number grows with delta, without limit
 * at df 1 and high levels. From FAR on the definition itself is summed, T = (Z + delta)/S:
 *
 *     P(T > t) = integral over z of phi(z) P(S < (delta + z)/t),   df S^2 chi-square with df
 *
 * which is smooth in z then, so that the plain sum at equal distances has all digits. */
#include "noncentral_core.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

#include "student_core.h"

/* Poisson terms farther from the mean than this many standard deviations are below 1e-20. */
#define REACH 10.0

/* delta beyond which P(Z < -delta) is no number any more. */
#define FAR 40.0

/* Distance of the nodes of the plain sum; its error is of the order of exp(-2 (pi/step)^2). */
#define STEP 0.25

enum { BISECTIONS = 200 };

static double far_upper(double t, double df, double delta)
{
    const double last = ceil(REACH / STEP);
    double sum = 0;
    double total = 0;
    for (double i = -last; i <= last; i++) {
        double z = i * STEP;
        double weight = exp(-0.5 * z * z);
        double s = (delta + z) / t;
        sum += weight * gsl_cdf_chisq_P(df * s * s, df);
        total += weight;
    }
    return sum / total;
}

double tt__noncentral_t_upper(double t, double df, double delta)
{
    if (isinf(df))
        return gsl_cdf_ugaussian_Q(t - delta);
    if (delta == 0)
        return 0.5 * tt__student_two_sided(t, df);
    if (delta < -FAR)
        return 0;
    if (delta > FAR)
        return far_upper(t, df, delta);
    double m = 0.5 * delta * delta;
    double y = df / (df + t * t);
    double width = REACH * (sqrt(m) + 3);
    double first = fmax(0, floor(m - width));
    double last = ceil(m + width);
    double sign = delta < 0 ? -1 : 1;
    double sum = 0;
    for (double j = first; j <= last; j++) {
        double p = exp(-m + j * log(m) - gsl_sf_lngamma(j + 1));
        double q = exp(-m + (j + 0.5) * log(m) - gsl_sf_lngamma(j + 1.5));
        sum += p * gsl_cdf_beta_P(y, 0.5 * df, j + 0.5) +
               sign * q * gsl_cdf_beta_P(y, 0.5 * df, j + 1);
    }
    return fmin(1, fmax(0, 0.5 * sum));
}

/* P(|T| > t); it rises with |delta|. */
static double power_of(double t, double df, double delta)
{
    return tt__noncentral_t_upper(t, df, delta) + tt__noncentral_t_upper(t, df, -delta);
}

double tt__noncentral_t_solve(double t, double df, double power)
{
    double low = 0;
    double high = 1;
    while (power_of(t, df, high) < power)
        high *= 2;
    for (int i = 0; i < BISECTIONS; i++) {
        double middle = 0.5 * (low + high);
        if (!(middle > low && middle < high))
            break;
        if (power_of(t, df, middle) < power)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}
