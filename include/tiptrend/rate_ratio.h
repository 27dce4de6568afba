/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_RATE_RATIO_H
#define TT_RATE_RATIO_H

#include "tiptrend/interval.h"
#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* The ratio of two rates, each a Poisson count over its exposure. */

typedef struct tt_counted {
    double count;    /* whole, 0 to TT_COUNT_MAX */
    double exposure; /* > 0, finite; 1 for plain counts */
} tt_counted;

typedef struct tt_rate_ratio {
    tt_estimate ratio;   /* rate of the first over that of the second */
    tt_estimate percent; /* 100 (ratio - 1) */
    double conditional;  /* maximum-likelihood estimate given the margins; differs from the plain
                          * ratio in tt_rate_ratio_compare only */
    double p;         /* two-sided, of a ratio of 1: twice the smaller of the next two, at most 1 */
    double p_less;    /* of the first count, or fewer, were the ratio 1 */
    double p_greater; /* of the first count, or more */
    tt_ci_method method; /* the one used: exact for Wald's where a count is 0 */
    double conf;
    tt_notes notes;
} tt_rate_ratio;

/** The ratio of two Poisson rates with limits and a p-value that never contradict each other.
 *  Shape:   two counts with exposures -> ratio, limits, p
 *  Units:   counts in events, exposures in one unit
 *  Domain:  counts whole, 0 to TT_COUNT_MAX; exposures > 0. Second count 0: the ratio and its upper
 *           limit are infinite; both 0: the ratio is not-a-number, limits 0 and infinite, p 1
 *  Missing: not accepted
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE
 *  Notes:   TT_NOTE_POISSON, TT_NOTE_LOW_COUNT, TT_NOTE_NORMAL_APPROX (Wald), TT_NOTE_ZERO_COUNT
 *           (exact in place of Wald), TT_NOTE_ONE_SIDED, TT_NOTE_NO_LIMITS (both counts 0)
 *  Checks:  215 ratios, limits and p-values with 20 digits to 1e-11; Fay 2010; law: p below
 *           1 - conf exactly when 1 is outside the limits
 *  Source:  Lehmann & Romano 2005, section 4.5; Fay 2010, R Journal 2(1):53;
 *           docs/methods/rate_ratio.md */
tt_status tt_rate_ratio_test(const tt_counted *first, const tt_counted *second,
                             const tt_ci_options *options, tt_rate_ratio *out, tt_error *err);

/* Of two groups, each with an earlier (or unexposed) and a later (or exposed) count. */
typedef struct tt_counted_pair {
    tt_counted earlier;
    tt_counted later;
} tt_counted_pair;

/** How the change of one area differs from that of another: the ratio of their two rate ratios.
 *  Shape:   two areas with two counts each -> (later/earlier of the first) / (later/earlier of the
 *           second), limits, p. With exposures 1 this is the odds ratio of the 2 x 2 table
 *  Units:   as tt_rate_ratio_test; `percent` 100 (ratio - 1)
 *  Domain:  as tt_rate_ratio_test. The value is the plain ratio of ratios; a count of 0 can make it 0,
 *           infinite or, with 0 against 0, not-a-number
 *  Missing: not accepted
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE
 *  Notes:   as tt_rate_ratio_test; TT_NOTE_NO_LIMITS where the margins of the table leave one outcome
 *  Checks:  107 odds ratios, limits and p-values with 20 digits to 1e-11; full enumeration
 *  Source:  Fisher 1935, J R Stat Soc 98:39; docs/methods/rate_ratio.md */
tt_status tt_rate_ratio_compare(const tt_counted_pair *first, const tt_counted_pair *second,
                                const tt_ci_options *options, tt_rate_ratio *out, tt_error *err);

#endif
