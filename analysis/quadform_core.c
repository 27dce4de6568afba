/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tails of a quadratic form in normal variables, Q = sum of w_i z_i^2, at 0.
 *
 *     P(Q > 0) = 1/(2 pi i) integral of exp(K(s))/s along Re s = c > 0,   K(s) = -1/2 sum ln(1 - 2 w_i s)
 *
 * and -P(Q < 0) for c < 0. The line is laid through the saddle, where the integrand is least along the
 * real axis and therefore falls off fastest beside it: no oscillation eats digits, and a tail of 1e-200
 * has as many as one of 0.1. Imhof's integral is this one along Re s = 0, where both are lost.
 *
 * With s = c + i width sinh v the integrand is analytic for |Im v| < pi/2 and falls off at least as
 * exp(-|v|/2), so that a sum over equal steps converges faster than any power of the step: half the step,
 * twice the digits. */
#include "quadform_core.h"

#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>

#define FIRST_STEP (1.0 / 8)

/* Where the error is of the order of a change squared, this change leaves only rounding. */
#define SETTLED 1e-9

/* Terms that are this part of the largest end the sum. */
#define NEGLIGIBLE (DBL_EPSILON / 64)

enum { BISECTIONS = 200, MOST_TERMS = 20000, MOST_HALVINGS = 6 };

typedef struct form {
    const double *weight;
    size_t count;
} form;

/* Derivative of K(s) - ln|s| on the real axis: it rises from minus to plus infinity on each side of 0. */
static double slope(const form *f, double s)
{
    double sum = -1 / s;
    for (size_t i = 0; i < f->count; i++)
        sum += f->weight[i] / (1 - 2 * f->weight[i] * s);
    return sum;
}

static double curvature(const form *f, double s)
{
    double sum = 1 / (s * s);
    for (size_t i = 0; i < f->count; i++) {
        double part = f->weight[i] / (1 - 2 * f->weight[i] * s);
        sum += 2 * part * part;
    }
    return sum;
}

/* ln of exp(K(s))/|s|, with the sign of s apart. */
static double complex logarithm(const form *f, double complex s, bool negative)
{
    double complex sum = -clog(negative ? -s : s);
    for (size_t i = 0; i < f->count; i++)
        sum -= 0.5 * clog(1 - 2 * f->weight[i] * s);
    return sum;
}

static double saddle(const form *f, double end)
{
    double low = fmin(0, end);
    double high = fmax(0, end);
    for (int i = 0; i < BISECTIONS; i++) {
        double middle = 0.5 * (low + high);
        if (!(middle > low && middle < high))
            break;
        if (slope(f, middle) < 0)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}

/* The vertical line that is summed over, and the height of the integrand at the saddle. */
typedef struct path {
    const form *form;
    double c;
    double width;
    double height;
} path;

/* Sum of the integrand, over its value at the saddle, at v = first, first + step, ... */
static double add_along(const path *p, double first, double step)
{
    double sum = 0;
    for (int k = 0; k < MOST_TERMS; k++) {
        double v = first + k * step;
        double complex s = p->c + I * p->width * sinh(v);
        double complex log_part = logarithm(p->form, s, p->c < 0) - p->height;
        double size = exp(creal(log_part)) * cosh(v);
        sum += size * cos(cimag(log_part));
        if (size < NEGLIGIBLE)
            break;
    }
    return sum;
}

/* The tail on the other side of the saddle; `end` is where K ends on this side. The step is halved until
 * the sum stands. */
static double tail(const form *f, double end)
{
    path p = {.form = f, .c = saddle(f, end)};
    p.width = fmin(1 / sqrt(curvature(f, p.c)), fmin(fabs(p.c), fabs(end - p.c)));
    p.height = creal(logarithm(f, p.c, p.c < 0));
    double step = FIRST_STEP;
    double sum = step * (0.5 + add_along(&p, step, step)); /* it is even: half of v = 0 */
    for (int halving = 0; halving < MOST_HALVINGS; halving++) {
        double finer = 0.5 * (sum + step * add_along(&p, 0.5 * step, step));
        double change = fabs(finer - sum);
        step *= 0.5;
        sum = finer;
        if (change <= SETTLED * fabs(sum))
            break;
    }
    return exp(p.height) * p.width * sum / acos(-1);
}

tt__quadform tt__quadform_tails(const double *weight, size_t count)
{
    form f = {weight, count};
    double least = 0;
    double greatest = 0;
    double mean = 0;
    for (size_t i = 0; i < count; i++) {
        least = fmin(least, weight[i]);
        greatest = fmax(greatest, weight[i]);
        mean += weight[i];
    }
    if (least == 0 && greatest == 0)
        return (tt__quadform){NAN, NAN};
    if (least == 0)
        return (tt__quadform){0, 1};
    if (greatest == 0)
        return (tt__quadform){1, 0};
    if (mean > 0) {
        double below = tail(&f, 0.5 / least);
        return (tt__quadform){below, 1 - below};
    }
    double above = tail(&f, 0.5 / greatest);
    return (tt__quadform){1 - above, above};
}
