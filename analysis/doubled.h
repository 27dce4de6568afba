/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_DOUBLED_H
#define TT_DOUBLED_H

/* Numbers of twice the precision: the unevaluated sum of two doubles, the second at most half a unit
 * in the last place of the first. 106 bits, 31 decimal digits; the range is that of a double. The
 * algorithms are those of Dekker (1971) and Knuth; they need rounding to nearest and no reassociation,
 * which is how everything here is compiled. */

#include <math.h>

typedef struct tt__dd {
    double high;
    double low;
} tt__dd;

static inline tt__dd tt__dd_of(double a)
{
    return (tt__dd){a, 0};
}

/* a + b exactly. */
static inline tt__dd tt__dd_sum(double a, double b)
{
    double s = a + b;
    double t = s - a;
    return (tt__dd){s, (a - (s - t)) + (b - t)};
}

/* a + b exactly, for |a| >= |b|. */
static inline tt__dd tt__dd_tidy(double a, double b)
{
    double s = a + b;
    return (tt__dd){s, b - (s - a)};
}

/* a b exactly. */
static inline tt__dd tt__dd_product(double a, double b)
{
    double p = a * b;
    return (tt__dd){p, fma(a, b, -p)};
}

static inline tt__dd tt__dd_add(tt__dd a, tt__dd b)
{
    tt__dd high = tt__dd_sum(a.high, b.high);
    tt__dd low = tt__dd_sum(a.low, b.low);
    high = tt__dd_tidy(high.high, high.low + low.high);
    return tt__dd_tidy(high.high, high.low + low.low);
}

static inline tt__dd tt__dd_negative(tt__dd a)
{
    return (tt__dd){-a.high, -a.low};
}

static inline tt__dd tt__dd_sub(tt__dd a, tt__dd b)
{
    return tt__dd_add(a, tt__dd_negative(b));
}

static inline tt__dd tt__dd_mul(tt__dd a, tt__dd b)
{
    tt__dd p = tt__dd_product(a.high, b.high);
    return tt__dd_tidy(p.high, p.low + (a.high * b.low + a.low * b.high));
}

/* Three quotients, each of what the ones before have left. */
static inline tt__dd tt__dd_div(tt__dd a, tt__dd b)
{
    double first = a.high / b.high;
    tt__dd rest = tt__dd_sub(a, tt__dd_mul(tt__dd_of(first), b));
    double second = rest.high / b.high;
    rest = tt__dd_sub(rest, tt__dd_mul(tt__dd_of(second), b));
    tt__dd quotient = tt__dd_tidy(first, second);
    return tt__dd_add(quotient, tt__dd_of(rest.high / b.high));
}

/* One Newton step from the root of a double; 0 for 0. */
static inline tt__dd tt__dd_sqrt(tt__dd a)
{
    double root = sqrt(a.high);
    if (!(root > 0))
        return tt__dd_of(root);
    tt__dd rest = tt__dd_sub(a, tt__dd_product(root, root));
    return tt__dd_tidy(root, rest.high / (2 * root));
}

/* a times a power of two, exactly. */
static inline tt__dd tt__dd_scale(tt__dd a, int power)
{
    return (tt__dd){ldexp(a.high, power), ldexp(a.low, power)};
}

static inline double tt__dd_value(tt__dd a)
{
    return a.high + a.low;
}

#endif
