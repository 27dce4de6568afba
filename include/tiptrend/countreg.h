/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_COUNTREG_H
#define TT_COUNTREG_H

#include <stdbool.h>

#include "tiptrend/convergence.h"
#include "tiptrend/points.h"
#include "tiptrend/status.h"
#include "tiptrend/trend.h"

/* Log-linear trends of counts,
 *
 *     ln E[count] = ln exposure + intercept + slope * (year - centre),
 *
 * with three ideas of how the counts scatter around that line:
 *
 *     Poisson        variance mu               limits from z
 *     quasi-Poisson  variance phi mu           limits from t with n - 2 degrees of freedom
 *     NB2            variance mu + alpha mu^2  limits from z
 *
 * Poisson limits hold for independent events only. Counts of authorities mostly scatter more, and
 * the quasi-Poisson limits are then the ones to print. */

typedef enum tt_countreg_model {
    TT_COUNTREG_POISSON,
    TT_COUNTREG_QUASI,
    TT_COUNTREG_NB2
} tt_countreg_model;

/* Valid when zeroed: Poisson, 95 %. */
typedef struct tt_countreg_options {
    tt_countreg_model model;
    double conf;           /* confidence level of the limits; 0 stands for 0.95; inside (0, 1) */
    bool raw_dispersion;   /* quasi-Poisson: form the limits with phi as it is, also below 1 */
    bool brief;            /* leave out what costs as much as the fit: of Poisson and quasi-Poisson
                          * null_deviance, loglik and aic, which are then not-a-number */
    tt_critical *critical; /* may be NULL */
} tt_countreg_options;

typedef struct tt_countreg {
    tt_trend trend;         /* of the log of the rate; limits are Wald's and agree with p */
    double covariance;      /* of intercept and slope */
    double deviance;        /* of the model; for quasi-Poisson, of the Poisson */
    double null_deviance;   /* of the constant rate; not-a-number for NB2 */
    double pearson;         /* X2, the sum of (count - fitted)^2 / variance; phi taken as 1 */
    double loglik;          /* not-a-number for quasi-Poisson, which has none */
    double aic;             /* likewise; NB2 counts alpha as a parameter */
    double dispersion;      /* phi = X2/(n - 2), as it is; not-a-number for n = 2 */
    double dispersion_used; /* what multiplies the variances: 1 except for quasi-Poisson */
    double score_alpha;     /* derivative of the log-likelihood in alpha at the Poisson fit */
    /* NB2 only; not-a-number for the others and at the boundary, where theta is infinite. */
    double alpha;
    double alpha_se;       /* with the trend estimated too: joint information */
    double theta;          /* 1/alpha */
    double theta_se;       /* with the fitted means held fixed, as MASS prints it */
    double theta_se_joint; /* joint information */
    double slope_se_joint; /* of the slope; trend.slope_se holds alpha fixed, as MASS does */
    tt_convergence convergence;
} tt_countreg;

/** Log-linear trend of counts: Poisson, quasi-Poisson or negative binomial (NB2).
 *  Shape:   n points -> one trend with its fit statistics
 *  Units:   counts in events, exposures in what the rate is per, time in years; slope per year
 *  Domain:  counts >= 0 (NB2: whole numbers), exposures > 0, years increasing; n >= 2, quasi and
 *           NB2 n >= 3. Dispersion below 1: limits use 1, unless raw_dispersion. NB2 without
 *           overdispersion (score_alpha <= 0): the Poisson fit and no number for alpha
 *  Missing: not accepted: leave the points out; years may have gaps
 *  Errors:  TT_EUSAGE, TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_ENOFIT (all counts zero, or all
 *           in the first or the last year), TT_ENOCONV, TT_ENOMEM
 *  Notes:   TT_NOTE_POISSON, TT_NOTE_OVERDISPERSED (Poisson: Pearson p < 0.05),
 *           TT_NOTE_UNDERDISPERSED, TT_NOTE_BOUNDARY, TT_NOTE_PERFECT_FIT, TT_NOTE_ASYMPTOTIC (a
 *           fitted mean below 5, or NB2), TT_NOTE_SMALL_N (n < 6), TT_NOTE_GAPS,
 *           TT_NOTE_NOT_A_COUNT
 *  Checks:  40-digit values for 23 series; Belgian AIDS cases 1981-1993; Mexico 2015-2018
 *  Source:  McCullagh & Nelder 1989; Lawless 1987, Can J Stat 15:209; docs/methods/countreg.md */
tt_status tt_countreg_fit(const tt_points *points, const tt_countreg_options *options,
                          tt_countreg *out, tt_error *err);

/** Fitted means of a trend, one for each point.
 *  Shape:   a fit, n points (their counts are not read) -> fitted[n]
 *  Units:   events: the fitted rate times the exposure of the point
 *  Errors:  TT_EUSAGE */
tt_status tt_countreg_fitted(const tt_countreg *fit, const tt_points *points, double *fitted,
                             tt_error *err);

#endif
