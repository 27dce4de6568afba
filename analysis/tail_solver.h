/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TAIL_SOLVER_H
#define TT_TAIL_SOLVER_H

/* A rising function of u with its first two derivatives. */
typedef struct tt__curve {
    double value;
    double slope;
    double bend;
} tt__curve;

typedef tt__curve tt__curve_at(const void *data, double u);

/* u with f(u) = tail for a rising, log-concave f with values from 0; `u` is where to start. */
double tt__tail_solve(tt__curve_at *f, const void *data, double tail, double u);

#endif
