/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LSQ_CORE_H
#define TT_LSQ_CORE_H

#include <float.h>

#include "doubled.h"
#include "tiptrend/lsq.h"

/* y is rounded by up to half a unit, and is often the result of a few operations: a scatter that is below this
 * part of the largest y is no scatter. */
#define TT__LSQ_ROUNDING (4 * DBL_EPSILON)

/* An orthogonal basis of the columns of a design, in doubled precision.
 *
 *     vector k = sum over j <= k of coefficient[k][j] * column j,    <vector k, vector l> = 0
 *
 * with <a, b> = sum of w a b. Columns are scaled by powers of two, so that no square overflows:
 * column j stands for column j times 2^-power[j]. */
typedef struct tt__lsq_basis {
    size_t n;
    size_t columns;
    const double *weights; /* may be NULL */
    tt__dd *vector;        /* vector[columns*n], one after another */
    tt__dd *norm;          /* norm[columns]: <vector k, vector k> */
    tt__dd *coefficient;   /* coefficient[columns*columns]; 0 above the diagonal */
    int *power;            /* power[columns] */
    double nearest;        /* the smallest part of a column that the ones before do not hold */
} tt__lsq_basis;

/* The design must have been checked. TT_ESINGULAR, TT_ENOMEM. */
tt_status tt__lsq_basis_make(const tt_lsq_design *design, tt__lsq_basis *basis, tt_error *err);
void tt__lsq_basis_clear(tt__lsq_basis *basis);

/* Projects y[n] on the basis: beta[columns], and in `residual[n]` what is left. Returns the weighted
 * sum of its squares. */
tt__dd tt__lsq_project(const tt__lsq_basis *basis, const tt__dd *y, tt__dd *beta, tt__dd *residual);

/* Element (j, l) of the inverse of X'WX, and one diagonal element of the hat matrix. */
double tt__lsq_unscaled(const tt__lsq_basis *basis, size_t j, size_t l);
double tt__lsq_leverage(const tt__lsq_basis *basis, size_t i);

/* d beta[j] / d y[i]: an element of (X'WX)^-1 X'W. */
double tt__lsq_pull(const tt__lsq_basis *basis, size_t i, size_t j);

#endif
