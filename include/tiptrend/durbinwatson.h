/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_DURBINWATSON_H
#define TT_DURBINWATSON_H

#include "tiptrend/linreg.h"
#include "tiptrend/lsq.h"

/* Does each year's residual follow the one before? */

enum { TT_DURBINWATSON_MAX_N = 500 };

typedef struct tt_durbinwatson {
    size_t n;
    size_t pairs;     /* of neighbouring years, over which the differences are taken */
    double statistic; /* d: near 2 without correlation, below with positive */
    double
        p_positive; /* P(so small or smaller) without correlation: against positive correlation */
    double p_negative; /* P(so large or larger) */
    double p;          /* two-sided: twice the smaller */
    tt_notes notes;
} tt_durbinwatson;

/** Durbin-Watson test of residuals of any design, with the exact p for that design.
 *  Shape:   design of n rows without weights, its residual[n], time[n] (NULL: all rows are neighbours)
 *           -> one test
 *  Units:   time in years; the shortest step is that of neighbours
 *  Domain:  columns + 2 <= n <= 500; in a perfect fit all is not-a-number
 *  Missing: years may be missing: a pair that is not neighbours is left out, of the distribution too
 *  Errors:  TT_EUSAGE, TT_ETOOFEW (also: no neighbours), TT_ENONFINITE, TT_ESINGULAR, TT_ELIMIT,
 *           TT_ENOCONV, TT_ENOMEM
 *  Notes:   TT_NOTE_GAPS, TT_NOTE_PERFECT_FIT, TT_NOTE_SMALL_N (n < 6)
 *  Checks:  Longley 2.559488; Belgian AIDS cases 0.59437, p 0.0002925; bounds of Savin & White; R
 *           lmtest for 22 series
 *  Source:  Durbin & Watson 1950, Biometrika 37:409; docs/methods/durbinwatson.md */
tt_status tt_durbinwatson_test(const tt_lsq_design *design, const double *residual,
                               const double *time, tt_durbinwatson *out, tt_error *err);

/** The same for the line through a series or its logarithms.
 *  Shape:   n points -> one test
 *  Errors:  also TT_EDOMAIN
 *  Source:  docs/methods/durbinwatson.md */
tt_status tt_durbinwatson_trend(const tt_points *points, tt_linreg_scale scale,
                                tt_durbinwatson *out, tt_error *err);

#endif
