/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LSQ_H
#define TT_LSQ_H

#include <stdbool.h>
#include <stddef.h>

#include "tiptrend/status.h"

/* Least squares with every digit that the data hold: small dense designs, in twice the precision of
 * a double, so that powers of years or nearly dependent columns cost nothing. */

/* The columns of the model. The arrays belong to the caller. */
typedef struct tt_lsq_design {
    size_t n;              /* rows */
    size_t columns;        /* coefficients */
    const double *x;       /* x[n*columns], row-major; with `powers` x[n] */
    bool powers;           /* the columns are (x - centre)^0 ... (x - centre)^(columns - 1), formed
                            * without rounding */
    double centre;         /* with `powers`; default 0 */
    const double *weights; /* weights[n], > 0; NULL: all equal */
} tt_lsq_design;

/* A fit. The arrays belong to it: tt_lsq_clear. */
typedef struct tt_lsq {
    size_t n;
    size_t columns;
    double *beta;     /* beta[columns] */
    double *se;       /* se[columns]; 0 in a perfect fit, not-a-number for n = columns */
    double *unscaled; /* unscaled[columns*columns]: inverse of X'WX; times sigma^2 the covariance */
    double *fitted;   /* fitted[n] */
    double *residual; /* residual[n]: y - fitted, not weighted */
    double *leverage; /* leverage[n]: diagonal of the hat matrix; they add up to `columns` */
    double *pull;     /* pull[n*columns], row-major: change of beta[j] for a unit more of y[i] */
    double rss;       /* weighted sum of squared residuals */
    double sigma; /* sqrt(rss/(n - columns)); 0 in a perfect fit, not-a-number for n = columns */
    double r_squared; /* about the mean where some column is constant, else about 0; not-a-number
                       * where y does not vary */
    tt_notes notes;
} tt_lsq;

/** Least squares for any small design, or for powers of one variable.
 *  Shape:   design of n rows, y[n] -> one fit
 *  Units:   coefficient of a column in y per unit of the column
 *  Domain:  1 <= columns <= 32, columns <= n <= 100000, weights > 0
 *  Missing: not accepted (TT_ENONFINITE)
 *  Errors:  TT_EUSAGE, TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_ESINGULAR (names the column),
 *           TT_ELIMIT, TT_ENOMEM
 *  Notes:   TT_NOTE_PERFECT_FIT, TT_NOTE_NO_LIMITS (n = columns), TT_NOTE_NEAR_DEPENDENT (not for
 *           powers: they are formed exactly)
 *  Checks:  the eleven NIST StRD linear sets, to 14 digits; Hilbert and Chebyshev designs with known
 *           solutions
 *  Source:  Forsythe 1957, J SIAM 5:74; Dekker 1971, Numer Math 18:224; docs/methods/lsq.md */
tt_status tt_lsq_fit(const tt_lsq_design *design, const double *y, tt_lsq *out, tt_error *err);

/** Release the arrays. NULL and a zeroed fit are fine. */
void tt_lsq_clear(tt_lsq *fit);

#endif
