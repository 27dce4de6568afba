/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_AR1_H
#define TT_AR1_H

#include "tiptrend/linreg.h"

/* A line whose scatter hangs together from year to year: e_t = rho e_{t-1} + new. */

typedef enum tt_ar1_method {
    TT_AR1_PRAIS_WINSTEN = 0, /* rho from the residuals of neighbours, iterated; the default */
    TT_AR1_ML,                /* rho by maximum likelihood, first year included */
    TT_AR1_REML               /* by restricted maximum likelihood, which does not draw it to 0 */
} tt_ar1_method;

/* Fewer points, or fewer pairs of neighbours, say nothing about rho. */
enum { TT_AR1_MIN_N = 8, TT_AR1_MIN_PAIRS = 5 };

/* Below this n the note TT_NOTE_SMALL_N_SE: rho is drawn towards 0 (least by REML), and its own error is
 * left out. */
enum { TT_AR1_ADVISED_N = 50 };

typedef struct tt_ar1_options {
    tt_ar1_method method;
    tt_linreg_scale scale;
    double conf; /* 0 stands for 0.95 */
} tt_ar1_options;

typedef struct tt_ar1 {
    tt_trend trend;
    double rho;    /* correlation of neighbouring years */
    double sigma;  /* of what is new in a year */
    double loglik; /* at this rho, exact */
    size_t pairs;  /* neighbouring years */
    size_t iterations;
} tt_ar1;

/** Line with AR(1) errors by generalised least squares.
 *  Shape:   n points -> one trend and rho
 *  Units:   value (or its logarithm) per year; with exposures, of the rate
 *  Domain:  n >= 8 with 5 pairs of neighbours; distances of years whole multiples of the shortest.
 *           Across a gap of d years the correlation is rho^d. Residuals that drift (rho at 1) are
 *           refused
 *  Missing: not accepted: leave the points out; gaps are reckoned with
 *  Errors:  TT_EUSAGE, TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_ENOFIT (rho at 1), TT_ENOCONV,
 *           TT_ENOMEM
 *  Notes:   TT_NOTE_SMALL_N_SE (n < 50), TT_NOTE_GAPS, TT_NOTE_PERFECT_FIT, TT_NOTE_SERIAL (rho more
 *           than 2/sqrt(n) from 0)
 *  Checks:  R arima (ML), nlme::gls (ML and REML, gaps), gretl ar1 --pwe; full matrices; coverage by
 *           simulation
 *  Source:  Prais & Winsten 1954; Beach & MacKinnon 1978, Econometrica 46:51; docs/methods/ar1.md */
tt_status tt_ar1_fit(const tt_points *points, const tt_ar1_options *options, tt_ar1 *out,
                     tt_error *err);

#endif
