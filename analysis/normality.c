/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapiro-Wilk test by Royston's algorithm AS R94 (1995).
 *
 *     W = (sum a_i x_(i))^2/sum (x - mean)^2
 *
 * with x in order and a the weights of the best linear estimate of the scale. Royston approximates them
 * from normal scores m_i = quantile((i - 3/8)/(n + 1/4)): the outermost one or two by polynomials in
 * 1/sqrt(n), the others proportional to m. p from a normal distribution of ln(1 - W) (n >= 12) or of
 * -ln(g - ln(1 - W)) (4 to 11), with mean and standard deviation polynomials in n or ln n; for n = 3 it
 * is exact. Polynomials are his. */
#include "tiptrend/normality.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>

#include "tiptrend/memory.h"

enum { LEAST_POINTS = 3, HARDLY_SEEN = 8, LOGARITHMIC_N = 12, TWO_ENDS_N = 6 };

/* Scatter below this part of the values is rounding. */
#define PERFECT (16 * DBL_EPSILON)

/* Coefficients from the constant on. */
static double polynomial(const double *c, size_t count, double x)
{
    double sum = 0;
    for (size_t k = count; k-- > 0;)
        sum = sum * x + c[k];
    return sum;
}

/* Weights a[n] of the ordered values; antisymmetric. */
static void fill_weights(double *a, size_t n)
{
    static const double outer[] = {0, 0.221157, -0.147981, -2.071190, 4.434685, -2.706056};
    static const double second[] = {0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633};
    if (n == 3) {
        a[0] = -sqrt(0.5);
        a[1] = 0;
        a[2] = sqrt(0.5);
        return;
    }
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        double p = ((double)i + 1 - 0.375) / ((double)n + 0.25);
        a[i] = i < n / 2 ? -gsl_cdf_ugaussian_Qinv(p) : gsl_cdf_ugaussian_Qinv(1 - p);
        squares += a[i] * a[i];
    }
    size_t ends = n >= TWO_ENDS_N ? 2 : 1;
    double x = 1 / sqrt((double)n);
    double last = polynomial(outer, 6, x) + a[n - 1] / sqrt(squares);
    double before = polynomial(second, 6, x) + a[n - 2] / sqrt(squares);
    double rest = squares - 2 * a[n - 1] * a[n - 1];
    double left = 1 - 2 * last * last; /* of the sum of squares, which is 1 */
    if (ends == 2) {
        rest -= 2 * a[n - 2] * a[n - 2];
        left -= 2 * before * before;
    }
    double scale = sqrt(left / rest);
    for (size_t i = ends; i < n - ends; i++)
        a[i] *= scale;
    a[n - 1] = last;
    a[0] = -last;
    if (ends == 2) {
        a[n - 2] = before;
        a[1] = -before;
    }
}

/* 1 - W, formed so that it keeps its digits near W = 1. x in order. */
static double one_minus_w(const double *a, const double *x, size_t n)
{
    long double mean = 0, centre = 0;
    for (size_t i = 0; i < n; i++) {
        mean += x[i] / (long double)n;
        centre += a[i] / (long double)n;
    }
    long double saa = 0, sxx = 0, sax = 0;
    for (size_t i = 0; i < n; i++) {
        saa += (a[i] - centre) * (a[i] - centre);
        sxx += (x[i] - mean) * (x[i] - mean);
        sax += (a[i] - centre) * (x[i] - mean);
    }
    long double root = sqrtl(saa * sxx);
    return (double)((root - sax) * (root + sax) / (saa * sxx));
}

static double p_value(double rest, size_t n)
{
    static const double g[] = {-2.273, 0.459};
    static const double small_mean[] = {0.5440, -0.39978, 0.025054, -6.714e-4};
    static const double small_sd[] = {1.3822, -0.77857, 0.062767, -0.0020322};
    static const double large_mean[] = {-1.5861, -0.31082, -0.083751, 0.0038915};
    static const double large_sd[] = {-0.4803, -0.082676, 0.0030302};
    double size = (double)n;
    if (n == 3) {
        const double least = asin(sqrt(0.75)); /* W >= 3/4 */
        return fmax(0, 6 / acos(-1) * (asin(sqrt(1 - rest)) - least));
    }
    double y = log(rest);
    if (n < LOGARITHMIC_N) {
        double gamma = polynomial(g, 2, size);
        if (y >= gamma)
            return 1e-99; /* beyond what the approximation reaches: as Royston has it */
        y = -log(gamma - y);
        return gsl_cdf_ugaussian_Q((y - polynomial(small_mean, 4, size)) /
                                   exp(polynomial(small_sd, 4, size)));
    }
    double x = log(size);
    return gsl_cdf_ugaussian_Q((y - polynomial(large_mean, 4, x)) /
                               exp(polynomial(large_sd, 3, x)));
}

static tt_status check(const double *value, size_t n, tt_error *err)
{
    if (!value)
        return tt_fail(err, TT_EUSAGE, "Shapiro-Wilk needs values");
    if (n < LEAST_POINTS)
        return tt_fail(err, TT_ETOOFEW, "%zu values; Shapiro-Wilk needs at least 3", n);
    if (n > TT_NORMALITY_MAX_N)
        return tt_fail(err, TT_ELIMIT, "%zu values; Royston's approximation holds up to %d", n,
                       TT_NORMALITY_MAX_N);
    for (size_t i = 0; i < n; i++)
        if (!isfinite(value[i]))
            return tt_fail(err, TT_ENONFINITE, "value %zu is not finite", i + 1);
    return TT_OK;
}

tt_status tt_normality_test(const double *value, size_t n, tt_normality *out, tt_error *err)
{
    *out = (tt_normality){0};
    tt_status status = check(value, n, err);
    if (status)
        return status;
    double *block = tt_calloc(2 * n, sizeof *block);
    if (!block)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu values", n);
    double *x = block;
    double *a = block + n;
    memcpy(x, value, n * sizeof *x);
    gsl_sort(x, 1, n);
    tt_normality result = {.n = n, .statistic = NAN, .p = NAN};
    if (n < HARDLY_SEEN)
        result.notes |= TT_NOTE_SMALL_N;
    for (size_t i = 1; i < n; i++)
        result.notes |= x[i] == x[i - 1] ? TT_NOTE_TIES : 0;
    if (x[n - 1] - x[0] <= PERFECT * fmax(fabs(x[0]), fabs(x[n - 1]))) {
        result.notes |= TT_NOTE_PERFECT_FIT;
    } else {
        fill_weights(a, n);
        double rest = one_minus_w(a, x, n);
        result.statistic = 1 - rest;
        result.p = p_value(rest, n);
    }
    tt_free(block);
    *out = result;
    return TT_OK;
}
