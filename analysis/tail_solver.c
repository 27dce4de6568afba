/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameter that gives a tail probability a wanted size.
 *
 * ln f(u) = ln tail is solved by Halley's method, u being the logarithm of a mean, a logit or a log
 * odds ratio. The tails of exponential families are log-concave in u, so that Newton's and Halley's
 * steps cannot leave for the wrong side, and on the log scale a tail of 1e-5 is as nearly linear as
 * one of 0.1. A bracket is kept all the same, for starts where the tail underflows. */
#include "tail_solver.h"

#include <float.h>
#include <math.h>

/* A Halley step this small, in standard deviations, leaves an error of its cube. */
#define STEP_DONE 2e-6

#define MAX_STEPS 200

/* Bracket of a root: value(low) < tail <= value(high). */
typedef struct bracket {
    double low;
    double high;
} bracket;

/* Where to look next when Halley's step left the bracket. */
static double inside(const bracket *b, double u, double step)
{
    if (isfinite(b->low) && isfinite(b->high))
        return (b->low + b->high) / 2;
    double limit = 1 + fabs(u);
    return u + fmax(-limit, fmin(limit, step));
}

/* Halley's step for ln f(u) = log_tail; `*rate` is the slope of ln f, about one over the standard
 * deviation of the estimate of u. Where the value underflows, a step of 1 and a rate of infinity. */
static double halley_step(const tt__curve *c, double log_tail, double *rate)
{
    *rate = INFINITY;
    if (!(c->value > 0 && c->slope > 0))
        return log_tail > log(c->value) ? 1 : -1;
    *rate = c->slope / c->value;
    double gap = log(c->value) - log_tail;
    double second = c->bend / c->value - *rate * *rate;
    double halley = 1 - gap * second / (2 * *rate * *rate);
    return -gap / (*rate * fmax(0.5, fmin(2, halley)));
}

double tt__tail_solve(tt__curve_at *f, const void *data, double tail, double u)
{
    bracket b = {-INFINITY, INFINITY};
    double log_tail = log(tail);
    for (int i = 0; i < MAX_STEPS; i++) {
        tt__curve c = f(data, u);
        if (c.value < tail)
            b.low = u;
        else
            b.high = u;
        double rate;
        double step = halley_step(&c, log_tail, &rate);
        double next = u + step;
        if (next > b.low && next < b.high) {
            u = next;
            if (fabs(step) * rate < STEP_DONE)
                return u;
        } else if (fabs(step) <= 4 * DBL_EPSILON * fmax(1, fabs(u))) {
            return u; /* the root lies at the end of the bracket, to rounding */
        } else {
            u = inside(&b, u, step);
        }
    }
    return u;
}
