/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_GLM_CORE_H
#define TT_GLM_CORE_H

/* Log-linear models of counts on time: ln E[y] = ln exposure + a polynomial of time. Nothing here
 * allocates: a fit of up to four coefficients is a plain struct. */

#include <stdbool.h>
#include <stddef.h>

#include "tiptrend/convergence.h"
#include "tiptrend/points.h"
#include "tiptrend/status.h"
#include "tiptrend/trend.h"

/* Below this n a trend leaves fewer than four degrees of freedom for its scatter. */
enum { TT__SMALL_N = 6 };

/* Large-sample formulas of counts are poor when a fitted mean is below this (Cochran's old rule). */
#define TT__SMALL_MEAN 5.0

/* The most coefficients: intercept to cubic. */
enum { TT__GLM_COLUMNS = 4 };

/* Exposure of one point: 1 where the series has none. */
static inline double tt__exposure(const tt_points *points, size_t i)
{
    return points->exposure ? points->exposure[i] : 1;
}

/* What the checks learn about a series of counts. */
typedef struct tt__counts {
    double total;   /* of the counts */
    double centre;  /* mean year */
    double span;    /* last year - first year */
    double step;    /* from each year to the next; 0 where they are not all the same */
    bool whole;     /* every count is a whole number */
    tt_notes notes; /* TT_NOTE_SMALL_N, TT_NOTE_GAPS, TT_NOTE_NOT_A_COUNT */
} tt__counts;

/* TT_EUSAGE, TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN. */
tt_status tt__counts_check(const tt_points *points, size_t minimum, tt__counts *counts,
                           tt_error *err);

/* Whether the maximum of the likelihood of a polynomial of this degree is at finite values. */
bool tt__counts_have_fit(const tt_points *points, size_t degree);

/* TT_ENOFIT, with the reason, when it is not. */
tt_status tt__counts_need_fit(const tt_points *points, size_t degree, tt_error *err);

/* Steps below this many standard errors are the last: Newton's next would be its square. */
#define TT__LAST_STEP 1e-8

/* The straight Poisson line, by Newton steps on the likelihood of the slope alone (poisson_line.c). */
typedef struct tt__poisson_line {
    double total;     /* of the counts */
    double centre;    /* mean year */
    double offset;    /* years from there to the centroid, the mean weighted by the counts, which
                       * the fit shares; apart, because a year has used up four digits */
    double level;     /* log of the rate at the centroid */
    double slope;     /* of the log of the rate, per year */
    double variance;  /* years^2: of time, weighted by the fitted counts */
    double reference; /* years: fitted_i = scale * exposure_i * exp(slope (time_i - reference)) */
    double scale;
    tt_convergence convergence;
} tt__poisson_line;

/* The series must be checked and must have a fit. `weights` (weights[n], may be NULL) gets the fitted means over
 * line->scale. TT_ENOCONV. */
tt_status tt__poisson_line_fit(const tt_points *points, const tt__counts *counts,
                               tt__poisson_line *line, double *weights, tt_error *err);

double tt__poisson_line_mean(const tt__poisson_line *line, const tt_points *points, size_t i);

/* A log-linear model with NB2 variance; see tt__glm_fit. */
typedef struct tt__glm_model {
    const tt_points *points;
    double centre;  /* years: the columns are powers of u = (time - centre) / scale */
    double scale;   /* years */
    double tilt;    /* a slope per year that is held fixed, added to the polynomial */
    double alpha;   /* variance mu + alpha mu^2; 0 is the Poisson */
    size_t columns; /* 1 to TT__GLM_COLUMNS */
} tt__glm_model;

typedef struct tt__glm_fit {
    double beta[TT__GLM_COLUMNS];
    double covariance[TT__GLM_COLUMNS * TT__GLM_COLUMNS]; /* columns x columns, row-major */
    tt_convergence convergence;
} tt__glm_fit;

/* The model with `columns` for a series; u runs from about -1 to 1. */
tt__glm_model tt__glm_model_make(const tt_points *points, const tt__counts *counts, size_t columns);

/* Start at the constant rate (times the tilt) that gives the total count. */
void tt__glm_start(const tt__glm_model *model, const tt__counts *counts, tt__glm_fit *fit);

/* Maximise the likelihood from the values in fit->beta; the covariance is the inverse of the
 * expected information. TT_ENOCONV. */
tt_status tt__glm_maximise(const tt__glm_model *model, tt__glm_fit *fit, tt_error *err);

double tt__glm_mean(const tt__glm_model *model, const double *beta, size_t i);

/* u at one point. */
double tt__glm_column(const tt__glm_model *model, size_t i);

/* In place, for a symmetric positive definite matrix a[size*size], size <= TT__GLM_COLUMNS: its
 * inverse. Returns false where it is not positive definite. */
bool tt__glm_invert(double *a, size_t size);

/* Two-sided critical value for limits, and p of a statistic: normal where df is infinite, else
 * Student's t. */
double tt__glm_critical(double conf, double df);
/* The same, kept in `shared` (may be NULL) for the next. */
double tt__shared_critical(tt_critical *shared, double conf, double df);
double tt__glm_p(double statistic, double df);

/* Complete a trend in which n, centre, intercept, intercept_se, slope.value, slope_se, df, conf and
 * notes are set: the statistic, p, the limits, the annual percent change. A slope_se that is not a
 * number makes all of these not a number. */
void tt__glm_finish_trend(tt_trend *trend, tt_critical *shared);

#endif
