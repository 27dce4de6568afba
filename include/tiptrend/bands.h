/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_BANDS_H
#define TT_BANDS_H

#include <stdbool.h>

#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* The fitted line of a trend with two bands: where the line itself may run (confidence), and where a
 * single year may fall (prediction); and its continuation, the forecast. */

typedef enum tt_bands_model {
    TT_BANDS_LOGLINEAR, /* least squares through logarithms; the default */
    TT_BANDS_OLS,       /* least squares through the values */
    TT_BANDS_POISSON,
    TT_BANDS_QUASI,
    TT_BANDS_NB2
} tt_bands_model;

/* A forecast needs this many points, and goes on for at most a third as many years as they are. */
enum { TT_FORECAST_MIN_N = 6, TT_FORECAST_PART = 3 };

/* Valid when zeroed: log-linear, 95 %. */
typedef struct tt_bands_options {
    tt_bands_model model;
    double conf;         /* confidence level of both bands; 0 stands for 0.95; inside (0, 1) */
    bool raw_dispersion; /* quasi-Poisson: use phi as it is, also below 1 */
    bool mean_only; /* leave out the limits of a single year, which take the longest for counts */
} tt_bands_options;

/* One year. With exposures all figures are rates times `exposure`. */
typedef struct tt_band {
    double time;
    double exposure;  /* 1 where the series has none */
    tt_estimate mean; /* the line with the confidence limits of one year's mean (of its median
                              * for the log-linear model), not of all years at once */
    tt_estimate observation; /* the same value with the limits of one new year's figure */
} tt_band;

/** Fitted values of a trend with confidence and prediction limits.
 *  Shape:   n points to fit, times (and exposures) `at` which -> out[at->n]; their values are not
 *           read; `at` NULL: at the points themselves
 *  Units:   of the values; time in years
 *  Domain:  as the fit; limits are not-a-number where the fit has none (n = 2), and equal to the value
 *           in a perfect fit. Counts: the prediction limits are whole numbers that leave at most
 *           (1 - conf)/2 on each side, with the scatter of the counts and of the estimate
 *  Missing: not accepted: leave the points out
 *  Errors:  TT_EUSAGE, TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_ENOFIT, TT_ENOCONV
 *  Notes:   in `*notes` (may be NULL): those of the fit
 *  Checks:  R predict.lm and predict.glm for Belgian AIDS cases and Mexico; enumeration of the
 *           predictive distribution; coverage by simulation
 *  Source:  Draper & Smith 1998, section 1.4; docs/methods/bands.md */
tt_status tt_bands_fit(const tt_points *points, const tt_bands_options *options,
                       const tt_points *at, tt_band *out, tt_notes *notes, tt_error *err);

/** Forecast: the fitted line and its bands for the years after the last.
 *  Shape:   n points -> out[years]; years one step apart, the step being the shortest of the series
 *  Units:   of the values; the last exposure is held (TT_NOTE_NO_EXPOSURE)
 *  Domain:  n >= 6, 1 <= years <= n/3: farther out the limits would rest on the line alone
 *  Missing: not accepted: leave the points out
 *  Errors:  as tt_bands_fit; TT_ETOOFEW below 6 points, TT_EDOMAIN for more years than n/3
 *  Notes:   TT_NOTE_FORECAST, TT_NOTE_NO_EXPOSURE, and those of the fit
 *  Checks:  R predict.lm for Belgian AIDS cases; coverage by simulation
 *  Source:  docs/methods/bands.md */
tt_status tt_bands_forecast(const tt_points *points, const tt_bands_options *options, size_t years,
                            tt_band *out, tt_notes *notes, tt_error *err);

#endif
