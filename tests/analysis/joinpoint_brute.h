/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_JOINPOINT_BRUTE_H
#define TT_JOINPOINT_BRUTE_H

#include <float.h>
#include <math.h>
#include <string.h>

#include "tiptrend/joinpoint.h"

/* Joinpoint regression the slow way, for tests: one dense least-squares fit in long double at each
 * placement, errors of any covariance, no step shared with the library. */

#define BRUTE_MOST    40 /* observations */
#define BRUTE_COLUMNS 14

typedef struct brute {
    size_t n;
    double x[BRUTE_MOST];
    long double y[BRUTE_MOST];
    long double variance[BRUTE_MOST]; /* of each error, up to a common factor */
    double rho;                       /* correlation of errors one `step` apart */
    double step;
    int extra; /* 1: one column more */
    double column[BRUTE_MOST];
} brute;

typedef struct brute_fit {
    long double sse;
    long double coefficient[BRUTE_COLUMNS];
    size_t columns;
    size_t index[TT_JOINPOINT_MAX]; /* joinpoints: observations */
} brute_fit;

/* Lower triangle of the Cholesky factor of the covariance matrix. */
static inline void brute_factor(const brute *b, long double l[BRUTE_MOST][BRUTE_MOST])
{
    for (size_t i = 0; i < b->n; i++)
        for (size_t j = 0; j <= i; j++) {
            const double distance = b->step > 0 ? (b->x[i] - b->x[j]) / b->step : 0;
            const double steps = b->rho < 0 ? nearbyint(distance) : distance;
            long double v = i == j ? 1 : b->rho == 0 ? 0 : powl(b->rho, steps);
            v *= sqrtl(b->variance[i] * b->variance[j]);
            for (size_t k = 0; k < j; k++)
                v -= l[i][k] * l[j][k];
            l[i][j] = i == j ? sqrtl(v) : v / l[j][j];
        }
}

static inline void brute_whiten(const brute *b, long double l[BRUTE_MOST][BRUTE_MOST],
                                long double *column)
{
    for (size_t i = 0; i < b->n; i++) {
        for (size_t k = 0; k < i; k++)
            column[i] -= l[i][k] * column[k];
        column[i] /= l[i][i];
    }
}

static inline long double brute_dot(size_t n, const long double *a, const long double *c)
{
    long double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * c[i];
    return sum;
}

/* Columns: constant, x - x[0], (x - tau_j)^+, extra. */
static inline size_t brute_design(const brute *b, const double *tau, size_t k,
                                  long double columns[BRUTE_COLUMNS][BRUTE_MOST])
{
    const size_t count = k + 2;
    for (size_t c = 0; c < count; c++)
        for (size_t i = 0; i < b->n; i++)
            columns[c][i] = c == 0   ? 1
                            : c == 1 ? (long double)b->x[i] - b->x[0]
                                     : fmaxl(0, (long double)b->x[i] - tau[c - 2]);
    for (size_t i = 0; b->extra && i < b->n; i++)
        columns[count][i] = b->column[i];
    return count + (size_t)b->extra;
}

/* Least squares by Gram and Schmidt, each column twice. Infinite where the columns depend. */
static inline long double brute_sse(const brute *b, const double *tau, size_t k, brute_fit *fit)
{
    long double l[BRUTE_MOST][BRUTE_MOST];
    long double q[BRUTE_COLUMNS][BRUTE_MOST];
    long double r[BRUTE_COLUMNS][BRUTE_COLUMNS] = {{0}};
    long double y[BRUTE_MOST];
    brute_factor(b, l);
    const size_t count = brute_design(b, tau, k, q);
    memcpy(y, b->y, sizeof y);
    brute_whiten(b, l, y);
    for (size_t c = 0; c < count; c++) {
        brute_whiten(b, l, q[c]);
        const long double before = brute_dot(b->n, q[c], q[c]);
        for (int pass = 0; pass < 2; pass++)
            for (size_t e = 0; e < c; e++) {
                const long double dot = brute_dot(b->n, q[e], q[c]);
                r[e][c] += dot;
                for (size_t i = 0; i < b->n; i++)
                    q[c][i] -= dot * q[e][i];
            }
        const long double after = brute_dot(b->n, q[c], q[c]);
        if (after < 1e-12L * before)
            return INFINITY;
        r[c][c] = sqrtl(after);
        for (size_t i = 0; i < b->n; i++)
            q[c][i] /= r[c][c];
    }
    long double onto[BRUTE_COLUMNS] = {0};
    for (int pass = 0; pass < 2; pass++)
        for (size_t c = 0; c < count; c++) {
            const long double dot = brute_dot(b->n, q[c], y);
            onto[c] += dot;
            for (size_t i = 0; i < b->n; i++)
                y[i] -= dot * q[c][i];
        }
    const long double sse = brute_dot(b->n, y, y);
    if (!fit)
        return sse;
    fit->sse = sse;
    fit->columns = count;
    for (size_t c = count; c-- > 0;) {
        fit->coefficient[c] = onto[c];
        for (size_t e = c + 1; e < count; e++)
            fit->coefficient[c] -= r[c][e] * fit->coefficient[e];
        fit->coefficient[c] /= r[c][c];
    }
    return sse;
}

/* ln |V| + ln |X' V^-1 X|: what restricted likelihood adds to the SSE. X has a step at each joinpoint
 * as well. */
static inline long double brute_log_dets(const brute *b, const double *tau, size_t k)
{
    long double l[BRUTE_MOST][BRUTE_MOST];
    long double q[BRUTE_COLUMNS][BRUTE_MOST];
    long double sum = 0;
    brute_factor(b, l);
    for (size_t i = 0; i < b->n; i++)
        sum += 2 * logl(l[i][i]);
    size_t count = brute_design(b, tau, k, q);
    for (size_t j = 0; j < k; j++, count++)
        for (size_t i = 0; i < b->n; i++)
            q[count][i] = b->x[i] > tau[j];
    for (size_t c = 0; c < count; c++) {
        brute_whiten(b, l, q[c]);
        for (int pass = 0; pass < 2; pass++)
            for (size_t e = 0; e < c; e++) {
                const long double dot = brute_dot(b->n, q[e], q[c]) / brute_dot(b->n, q[e], q[e]);
                for (size_t i = 0; i < b->n; i++)
                    q[c][i] -= dot * q[e][i];
            }
        sum += logl(brute_dot(b->n, q[c], q[c]));
    }
    return sum;
}

/* Where joinpoints may stand: places[count], with the observations at or before each, and those
 * strictly before it. */
typedef struct brute_places {
    size_t count;
    double at[16 * BRUTE_MOST];
    size_t upto[16 * BRUTE_MOST];
    size_t before[16 * BRUTE_MOST];
} brute_places;

static inline void brute_grid(size_t n, const double *x, size_t between, brute_places *p)
{
    p->count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= (i + 1 < n ? between : 0); j++) {
            const double part = (double)j / (double)(between + 1);
            p->at[p->count] = j == 0 ? x[i] : x[i] + part * (x[i + 1] - x[i]);
            p->upto[p->count] = i + 1;
            p->before[p->count++] = j == 0 ? i : i + 1;
        }
}

static inline int brute_admissible(const brute_places *p, const size_t *index, size_t k, size_t n,
                                   size_t min_end, size_t min_between)
{
    if (k == 0)
        return 1;
    int good = p->before[index[0]] >= min_end && n - p->upto[index[k - 1]] >= min_end;
    for (size_t j = 1; j < k; j++)
        good = good && p->before[index[j]] >= p->upto[index[j - 1]] + min_between;
    return good;
}

/* The next combination of k of `count`; 0 after the last. */
static inline int brute_next(size_t *index, size_t k, size_t count)
{
    for (size_t j = k; j-- > 0;)
        if (index[j] < count - (k - j)) {
            index[j]++;
            for (size_t e = j + 1; e < k; e++)
                index[e] = index[e - 1] + 1;
            return 1;
        }
    return 0;
}

/* The least SSE over all placements. Of placements within rounding of each other the first. */
static inline brute_fit brute_search(const brute *b, const brute_places *p, size_t k,
                                     size_t min_end, size_t min_between)
{
    brute_fit best = {.sse = INFINITY};
    size_t index[TT_JOINPOINT_MAX];
    for (size_t j = 0; j < k; j++)
        index[j] = j;
    do {
        brute_fit fit = {0};
        double tau[TT_JOINPOINT_MAX];
        for (size_t j = 0; j < k; j++)
            tau[j] = p->at[index[j]];
        if (!brute_admissible(p, index, k, b->n, min_end, min_between))
            continue;
        if (brute_sse(b, tau, k, &fit) < best.sse * (1 - 1e-13L)) {
            best = fit;
            memcpy(best.index, index, sizeof index);
        }
    } while (brute_next(index, k, p->count));
    return best;
}

#endif
