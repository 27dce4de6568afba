/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_DETECTABLE_H
#define TT_DETECTABLE_H

#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* How large must a steady annual change be, for a series of this length and this noise to show it? */

typedef enum tt_detectable_model {
    TT_DETECTABLE_LOGLINEAR = 0, /* least squares through the logarithms */
    TT_DETECTABLE_QUASI          /* quasi-Poisson */
} tt_detectable_model;

/* Valid when zeroed: log-linear, two-sided test at 5 %, power 80 %. */
typedef struct tt_detectable_options {
    tt_detectable_model model;
    double conf;  /* 1 - level of the two-sided test; 0 stands for 0.95 */
    double power; /* 0 stands for 0.80; above 1 - conf, below 1 */
} tt_detectable_options;

typedef struct tt_detectable {
    size_t n;
    double df;            /* n - 2 */
    double noncentrality; /* slope over its standard error that the test needs */
    double noise; /* residual standard deviation of the logarithms; or dispersion, at least 1 */
    double slope_rise; /* per year, of the logarithm; infinite where none is large enough */
    double slope_fall; /* below 0 */
    double apc_rise;   /* the same in percent a year */
    double apc_fall;
    tt_notes notes;
} tt_detectable;

/** Minimum detectable annual change.
 *  Shape:   n points -> the smallest rise and fall that the test of their trend would find
 *  Units:   percent a year
 *  Domain:  n >= 3; counts: years, total and dispersion of the series are kept, and the slope varies.
 *           A slope so steep that all counts lie in one end year shows nothing: infinite then
 *  Missing: not accepted: leave the points out; gaps count as they are
 *  Errors:  TT_EUSAGE, TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_ENOFIT, TT_ENOCONV, TT_ENOMEM
 *  Notes:   TT_NOTE_SMALL_N (n < 6: the noise itself is hardly known), TT_NOTE_PERFECT_FIT (no noise:
 *           not-a-number), TT_NOTE_NO_LIMITS (infinite), TT_NOTE_UNDERDISPERSED, TT_NOTE_GAPS
 *  Checks:  R pt(ncp =); power.t.test; simulation; Gerrodette's formula for large n
 *  Source:  Gerrodette 1987, Ecology 68:1364; Lenth 1989, Appl Stat 38:185; docs/methods/detectable.md */
tt_status tt_detectable_change(const tt_points *points, const tt_detectable_options *options,
                               tt_detectable *out, tt_error *err);

#endif
