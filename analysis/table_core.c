/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The noncentral hypergeometric distribution of a 2 x 2 table with its margins fixed.
 *
 *     P(X = k) proportional to C(good, k) C(total - good, drawn - k) e^(k u),    u = log odds ratio
 *
 * The weights are walked from the mode outwards by their ratios, so that nothing overflows and no
 * factorial is needed; a walk ends where its terms no longer change the tail that they belong to.
 * The derivatives with respect to u are central moments (Fisher 1935, J R Stat Soc 98:39). */
#include "table_core.h"

#include <float.h>
#include <math.h>

#include "tail_solver.h"

#define NEGLIGIBLE (DBL_EPSILON / 16)

/* Sums over part of the range, weights relative to the mode: of 1, (k - x) and (k - x)^2. */
typedef struct moments {
    double sum;
    double first;
    double second;
} moments;

/* Everything that one walk over the range gives. */
typedef struct walk {
    moments below; /* k < x */
    moments above; /* k > x */
    double point;  /* k = x */
} walk;

static double smallest(const tt__table *t)
{
    return fmax(0, t->good + t->drawn - t->total);
}

static double largest(const tt__table *t)
{
    return fmin(t->good, t->drawn);
}

/* The k with the greatest weight: where the ratio of neighbours passes 1, a root of
 * (psi - 1) k^2 - b k + c = 0 taken in the form that does not cancel; b < 0 only where psi < 1. */
static double mode(const tt__table *t, double psi)
{
    double a = psi - 1;
    double b = (t->good + t->drawn + 2) * psi + t->total - t->good - t->drawn;
    double c = psi * (t->good + 1) * (t->drawn + 1);
    double root = sqrt(fmax(b * b - 4 * a * c, 0));
    double k = floor(b >= 0 ? 2 * c / (b + root) : (b - root) / (2 * a));
    return fmax(smallest(t), fmin(largest(t), k));
}

/* Weight of k + 1 over weight of k. */
static double ratio(const tt__table *t, double psi, double k)
{
    return psi * (t->good - k) * (t->drawn - k) /
           ((k + 1) * (t->total - t->good - t->drawn + k + 1));
}

static void add(walk *w, double distance, double term)
{
    if (distance == 0) {
        w->point += term;
        return;
    }
    moments *side = distance < 0 ? &w->below : &w->above;
    side->sum += term;
    side->first += term * distance;
    side->second += term * distance * distance;
}

static walk walk_range(const tt__table *t, double log_or)
{
    double psi = exp(log_or);
    double start = mode(t, psi);
    walk w = {{0, 0, 0}, {0, 0, 0}, 0};
    add(&w, start - t->x, 1);
    double term = 1;
    for (double k = start; k < largest(t) && term > 0; k++) {
        term *= ratio(t, psi, k);
        add(&w, k + 1 - t->x, term);
        if (k >= t->x && term * (k + 1 - t->x) < NEGLIGIBLE * w.above.first)
            break;
    }
    term = 1;
    for (double k = start; k > smallest(t) && term > 0; k--) {
        term /= ratio(t, psi, k - 1);
        add(&w, k - 1 - t->x, term);
        if (k <= t->x && term * (t->x - k + 1) < -NEGLIGIBLE * w.below.first)
            break;
    }
    return w;
}

tt__tails tt__table_tails(const tt__table *table, double log_or)
{
    walk w = walk_range(table, log_or);
    double total = w.below.sum + w.point + w.above.sum;
    tt__tails tails = {(w.below.sum + w.point) / total, (w.above.sum + w.point) / total,
                       w.point / total};
    return tails;
}

typedef struct side {
    const tt__table *table;
    double weight;
    int sign; /* 1: the upper tail, rising in u; -1: the lower tail as a function of -u */
} side;

/* The tail less `weight` times the point, and its derivatives: dP/du sums (k - mean) p(k),
 * d2P/du2 sums ((k - mean)^2 - variance) p(k). */
static tt__curve tail_curve(const void *data, double u)
{
    const side *s = data;
    walk w = walk_range(s->table, s->sign * u);
    double total = w.below.sum + w.point + w.above.sum;
    double shift = (w.below.first + w.above.first) / total; /* mean - x */
    double variance = (w.below.second + w.above.second) / total - shift * shift;
    const moments *m = s->sign > 0 ? &w.above : &w.below;
    double point = w.point * (1 - s->weight);
    tt__curve c;
    c.value = (m->sum + point) / total;
    c.slope = s->sign * (m->first - shift * (m->sum + point)) / total;
    c.bend =
        (m->second - 2 * shift * m->first + (shift * shift - variance) * (m->sum + point)) / total;
    return c;
}

/* Woolf's log odds ratio with 0.5 added to each cell, z standard errors away. */
static double woolf_start(const tt__table *t, double z)
{
    double a = t->x + 0.5;
    double b = t->good - t->x + 0.5;
    double c = t->drawn - t->x + 0.5;
    double d = t->total - t->good - t->drawn + t->x + 0.5;
    return log(a * d / (b * c)) + z * sqrt(1 / a + 1 / b + 1 / c + 1 / d);
}

double tt__table_low(const tt__table *table, double tail, double weight)
{
    if (table->x <= smallest(table))
        return -INFINITY;
    side s = {table, weight, 1};
    return tt__tail_solve(tail_curve, &s, tail, woolf_start(table, -tt__normal_deviate(tail)));
}

double tt__table_high(const tt__table *table, double tail, double weight)
{
    if (table->x >= largest(table))
        return INFINITY;
    side s = {table, weight, -1};
    return -tt__tail_solve(tail_curve, &s, tail, -woolf_start(table, tt__normal_deviate(tail)));
}

/* The expected x above the smallest possible one, whose derivatives are the second and (left out, so
 * that Halley's step becomes Newton's on the log scale) the third central moment. */
static tt__curve mean_curve(const void *data, double u)
{
    const tt__table *t = data;
    walk w = walk_range(t, u);
    double total = w.below.sum + w.point + w.above.sum;
    double shift = (w.below.first + w.above.first) / total;
    tt__curve c;
    c.value = t->x + shift - smallest(t);
    c.slope = (w.below.second + w.above.second) / total - shift * shift;
    c.bend = c.slope * c.slope / c.value;
    return c;
}

double tt__table_estimate(const tt__table *table)
{
    double low = smallest(table);
    double high = largest(table);
    if (low == high)
        return NAN;
    if (table->x <= low)
        return -INFINITY;
    if (table->x >= high)
        return INFINITY;
    double wanted = table->x - low;
    double u = tt__tail_solve(mean_curve, table, wanted, woolf_start(table, 0));
    /* Newton's last step, whose error is the square of the one before. */
    tt__curve c = mean_curve(table, u);
    return u + (wanted - c.value) / c.slope;
}
