/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CONVERGENCE_H
#define TT_CONVERGENCE_H

#include <stddef.h>

/* How an iterative fit ended. Both measures are taken at the values that are reported, in units
 * that do not depend on the data: a fit that has converged has `step` below about 1e-8, after which
 * one more Newton step was made, so that its own error is of the order of `step` squared. */
typedef struct tt_convergence {
    size_t iterations; /* weighted least-squares (Newton) steps */
    size_t halvings;   /* steps that had to be shortened */
    double step;       /* last step, in standard errors of the estimate */
} tt_convergence;

#endif
