/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_RATE_H
#define TT_RATE_H

#include "tiptrend/interval.h"

/* Rates and proportions of figures that may be known only as intervals. */

typedef struct tt_rate {
    double value; /* not-a-number where the figures are intervals */
    tt_interval
        bounds; /* what it can be, whatever the figures are; both ends are the value if it is known */
    tt_interval limits; /* confidence limits that hold whatever the figures are */
    tt_ci_method method;
    tt_notes notes;
} tt_rate;

/** A Poisson rate per `per` with confidence limits.
 *  Shape:   a count or an interval of counts, its exposure -> one rate
 *  Units:   events per `per` of what the exposure is in
 *  Domain:  0 <= low <= high, high may be infinite; exposure > 0; per > 0. Figures that are not whole have a
 *           rate without limits
 *  Missing: an unknown count is the interval from 0 to infinity
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE
 *  Notes:   as tt_interval_count; TT_NOTE_NOT_A_COUNT
 *  Checks:  rows of Public Health England's test data; law: every completion lies within
 *  Source:  docs/methods/rate.md */
tt_status tt_rate_of(tt_interval count, double exposure, double per, const tt_ci_options *options,
                     tt_rate *out, tt_error *err);

/** A proportion whose numerator is a part of its denominator.
 *  Shape:   part and whole, each a count or an interval of counts -> one proportion, 0 to 1
 *  Units:   0 to 1
 *  Domain:  0 <= low <= high, finite; the least whole is above 0 and some part fits into some whole
 *  Missing: not accepted
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE
 *  Notes:   as tt_interval_proportion; TT_NOTE_NOT_A_COUNT
 *  Checks:  Public Health England's test data; full enumeration of completions
 *  Source:  Newcombe 1998, Stat Med 17:857; docs/methods/rate.md */
tt_status tt_rate_proportion(tt_interval part, tt_interval whole, const tt_ci_options *options,
                             tt_rate *out, tt_error *err);

#endif
