/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TREND_H
#define TT_TREND_H

#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* The critical values of the last limits, for fits in turn that may share them: t and normal. Zeroed before the
 * first fit; one for each thread. Results are the same bits with and without it. */
typedef struct tt_critical {
    double conf[2];
    double df[2];
    double value[2];
} tt_critical;

/* What every regression trend of one series on time gives, whatever the model: the line
 *
 *     g(value) = intercept + slope * (time - centre)
 *
 * with g the identity or the logarithm. Model-specific results embed this struct as `trend`. */
typedef struct tt_trend {
    size_t n;            /* points used */
    double centre;       /* years: where `intercept` is taken */
    double intercept;    /* on the scale of g */
    double intercept_se; /* not-a-number where the method has none */
    tt_estimate slope;   /* per year, on the scale of g, with confidence limits */
    double slope_se;     /* not-a-number where the method has none */
    double statistic;    /* t or z of slope = 0 */
    double df;           /* of t; infinite for z; not-a-number where the method has neither */
    double p;            /* two-sided, of slope = 0 */
    tt_estimate apc;     /* annual percent change: 100 (e^slope - 1) where g is the logarithm;
                          * 100 slope / |mean value| for a linear model, not-a-number for mean 0 */
    double conf;         /* confidence level of all limits */
    tt_notes notes;
} tt_trend;

#endif
