/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_POLYREG_H
#define TT_POLYREG_H

#include <stdbool.h>

#include "tiptrend/linreg.h"

/* Lines, parabolas and cubics by least squares, with a choice of standard errors: classic ones, which
 * suppose equal and independent scatter, or ones that hold without the one (HC) or both (HAC). */

typedef enum tt_se_kind {
    TT_SE_CLASSIC = 0,
    TT_SE_HC0, /* White: e^2 */
    TT_SE_HC1, /* n/(n - p) e^2 */
    TT_SE_HC2, /* e^2/(1 - h) */
    TT_SE_HC3, /* e^2/(1 - h)^2: the one for short series */
    TT_SE_NEWEY_WEST
} tt_se_kind;

enum { TT_POLYREG_MOST_DEGREE = 3 };

/* Below this n the note TT_NOTE_SMALL_N_SE goes with HC and HAC standard errors. */
enum { TT_SE_ADVISED_N = 20 };

/* Valid when zeroed: a line through the values, classic standard errors, 95 %. */
typedef struct tt_polyreg_options {
    size_t degree; /* 1 to 3; 0 stands for 1 */
    tt_linreg_scale scale;
    double conf;           /* 0 stands for 0.95 */
    const double *weights; /* weights[n], > 0; NULL: all equal */
    tt_se_kind se;
    size_t lags;           /* Newey-West: 0 stands for floor(4 (n/100)^(2/9)); less than n */
    bool adjust;           /* Newey-West: times n/(n - p) */
    tt_critical *critical; /* may be NULL */
} tt_polyreg_options;

/* A year in which a parabola or cubic turns, with the limits of the year. */
typedef struct tt_turning_point {
    tt_estimate time; /* infinite limits where the data cannot tell that it turns */
    bool peak;        /* a highest, not a lowest value */
} tt_turning_point;

typedef struct tt_polyreg {
    tt_trend trend; /* for degree 2 and 3 `slope` is that in the last year, `intercept` the fitted
                     * value in the mean year */
    size_t degree;
    double coefficient[TT_POLYREG_MOST_DEGREE + 1]; /* of (time - centre)^k */
    double
        covariance[(TT_POLYREG_MOST_DEGREE + 1) * (TT_POLYREG_MOST_DEGREE + 1)]; /* row-major, with
                                                     * degree + 1 columns */
    double rss;
    double sigma;     /* residual standard deviation; not-a-number for n = degree + 1 */
    double r_squared; /* not-a-number where the values do not vary */
    double loglik; /* normal; of the logarithms on the log scale; not-a-number in a perfect fit */
    double aicc;   /* corrected for small n; not-a-number for n < degree + 4 */
    size_t lags;   /* that Newey-West took */
    size_t turns;  /* number of turning points: 0 to 2, in order of time */
    tt_turning_point turn[2];
} tt_polyreg;

/** Polynomial trend of degree 1 to 3 with centred years.
 *  Shape:   n points -> one trend
 *  Units:   value (or its logarithm) per year; with exposures, of the rate
 *  Domain:  n > degree; n = degree + 1 has no limits; values > 0 for the logarithm
 *  Missing: not accepted: leave the points out. Newey-West pairs years that are l years apart,
 *           whatever lies between; a year that is missing is in no pair
 *  Errors:  TT_EUSAGE, TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN (names the year), TT_ESINGULAR,
 *           TT_ENOMEM
 *  Notes:   TT_NOTE_SMALL_N (n < 6, or less than 4 degrees of freedom), TT_NOTE_PERFECT_FIT,
 *           TT_NOTE_NO_LIMITS, TT_NOTE_GAPS, TT_NOTE_SMALL_N_SE (HC or HAC with n < 20)
 *  Checks:  40-digit HC0-HC3 and Newey-West errors of 21 series; R lm, sandwich and AIC; Belgian
 *           AIDS cases
 *  Source:  White 1980, Econometrica 48:817; MacKinnon & White 1985, J Econometrics 29:305; Newey &
 *           West 1987, Econometrica 55:703; docs/methods/polyreg.md */
tt_status tt_polyreg_fit(const tt_points *points, const tt_polyreg_options *options,
                         tt_polyreg *out, tt_error *err);

/** The fitted value at a time, on the scale of the values (for one unit of exposure), with the
 *  confidence limits of the mean there. */
tt_estimate tt_polyreg_at(const tt_polyreg *fit, tt_linreg_scale scale, double time);

/* Which degree the data ask for, by AICc: entry k - 1 is of degree k. */
typedef struct tt_polyreg_choice {
    double aicc[TT_POLYREG_MOST_DEGREE];   /* not-a-number where n is too small */
    double delta[TT_POLYREG_MOST_DEGREE];  /* above the smallest */
    double weight[TT_POLYREG_MOST_DEGREE]; /* Akaike's; they add to 1 */
    size_t best;                           /* degree; 0 where none can be judged */
} tt_polyreg_choice;

/** Compares a line, a parabola and a cubic by AICc.
 *  Shape:   n points -> three numbers
 *  Units:   as tt_polyreg_fit; options.degree is not read
 *  Domain:  degree k needs n >= k + 4: a parabola 6 points, a cubic 7; the first
 *           degree that fits perfectly is the best, with no number
 *  Missing: as tt_polyreg_fit
 *  Errors:  as tt_polyreg_fit
 *  Checks:  R logLik
 *  Source:  Hurvich & Tsai 1989, Biometrika 76:297; docs/methods/polyreg.md */
tt_status tt_polyreg_compare(const tt_points *points, const tt_polyreg_options *options,
                             tt_polyreg_choice *out, tt_error *err);

#endif
