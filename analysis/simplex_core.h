/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SIMPLEX_CORE_H
#define TT_SIMPLEX_CORE_H

#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* Small linear programs: A x = b, low <= x <= high. Entries of A are small whole numbers. */
typedef struct tt__program {
    size_t variables;
    size_t rows;
    const double *matrix; /* matrix[rows * variables], row by row */
    const double *right;  /* right[rows] */
    double *low;          /* low[variables]: finite */
    double *high;         /* high[variables]: may be infinite */
} tt__program;

/* The least and the greatest whole number that one variable can be when all are whole; infinite where nothing
 * bounds it; low above high when nothing is feasible. Exact: fractional optima are branched on. `*exact` is 0
 * when that took too many steps: the interval is then the part of it that is proven. The bounds of the program
 * are changed while it runs and put back. */
tt_status tt__program_range(tt__program *program, size_t variable, tt_interval *out, int *exact,
                            tt_error *err);

#endif
