/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CHANGE_H
#define TT_CHANGE_H

#include "tiptrend/interval.h"
#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* Change between counts: from year to year, against a base year, compound, and by part. */

typedef struct tt_change_options {
    tt_ci_method method; /* of the limits of the ratio; default exact conditional */
    double conf;         /* 0 stands for 0.95 */
    size_t comparisons;  /* limits at the level adjusted (Bonferroni) for this many; 0: 1 */
    int plain;           /* 1: the figures are no counts: no limits, no p */
} tt_change_options;

/* From one count to a later one. */
typedef struct tt_change {
    double absolute;     /* later less earlier */
    tt_estimate percent; /* 100 (ratio - 1); infinite from a count of 0 to more */
    tt_estimate log;     /* natural logarithm of the ratio, per step */
    double years;        /* between the two */
    double p;            /* two-sided, of no change; not-a-number without limits */
    tt_notes notes;
} tt_change;

/* One figure with its exposure and its time. */
typedef struct tt_figure {
    double time;     /* years */
    double value;    /* >= 0 */
    double exposure; /* > 0; the ratio is that of the rates */
} tt_figure;

/** Change from one figure to a later one, with limits that assume Poisson counts.
 *  Shape:   two figures -> absolute, percent and log change, limits, p
 *  Units:   figures in events; exposures in what the rate is per; percent; years
 *  Domain:  values >= 0, exposures > 0, later.time > earlier.time. From 0 the percentage is infinite,
 *           between two zeros it and p are not-a-number
 *  Missing: not accepted
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE
 *  Notes:   TT_NOTE_POISSON, TT_NOTE_LOW_COUNT, TT_NOTE_NOT_A_COUNT (no limits then),
 *           TT_NOTE_ZERO_COUNT
 *  Checks:  108 limits and p-values of a grid with 20 digits to 1e-9; Fay 2010
 *  Source:  Lehmann & Romano 2005, section 4.5; docs/methods/change.md */
tt_status tt_change_between(const tt_figure *earlier, const tt_figure *later,
                            const tt_change_options *options, tt_change *out, tt_error *err);

/** A change over several years given as change per year: the ratio to the power 1/years. p stays.
 *  Notes:   TT_NOTE_ANNUALISED is added when the years are not 1 */
void tt_change_annualise(tt_change *change);

/** Contribution of each part to the change of a total, in percentage points of the earlier total.
 *  Shape:   earlier[n], later[n] -> points[n], whose sum is the percent change of the sums
 *  Domain:  values >= 0 and finite, sum of the earlier ones > 0, n >= 1
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_ETOOFEW
 *  Notes:   the last digits are settled on the largest part, so that the sum is exact
 *  Checks:  law: the parts sum to the change of the total, bit for bit
 *  Source:  docs/methods/change.md */
tt_status tt_change_contributions(const double *earlier, const double *later, size_t n,
                                  double *points, tt_error *err);

/** Compound annual change between two figures, in percent: 100 ((later/earlier)^(1/years) - 1).
 *  Domain:  values > 0, exposures > 0, later.time > earlier.time
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN
 *  Notes:   limits and p are those of tt_change_between, annualised */
tt_status tt_change_compound(const tt_figure *earlier, const tt_figure *later,
                             const tt_change_options *options, tt_change *out, tt_error *err);

#endif
