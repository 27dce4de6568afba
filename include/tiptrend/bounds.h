/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_BOUNDS_H
#define TT_BOUNDS_H

#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* What shares and ratios can be when some are of unspecified category, and when counts are known only
 * as intervals. The bounds hold whatever the unspecified are; nothing is assumed about them. */

/* Counts of two categories and of those that belong to one of them, nobody knows to which. */
typedef struct tt_two_parts {
    tt_interval first;
    tt_interval second;
    tt_interval unspecified;
    double whole; /* what the three add to; not-a-number when it is not known */
} tt_two_parts;

typedef struct tt_share_bounds {
    tt_interval first_share; /* of the whole, 0 to 1 */
    tt_interval second_share;
    tt_interval ratio;           /* first for each of the second; infinite when there may be none */
    tt_interval specified_share; /* first among the specified: what a naive reader would print */
    tt_interval specified_ratio;
    tt_interval
        share_limits; /* confidence limits around first_share: Imbens and Manski's, or Wilson's
                               * where both counts are known and nobody is unspecified */
    tt_interval ratio_limits;
    double critical; /* their c */
    tt_notes notes;
} tt_share_bounds;

/** Bounds on the share of one category and on its ratio to another.
 *  Shape:   three counts, each an interval -> bounds and confidence limits
 *  Units:   counts in persons; shares 0 to 1
 *  Domain:  0 <= low <= high, finite; conf in (0, 1), 0 stands for 0.95; the whole above 0, and within
 *           what the three can add to
 *  Missing: not accepted; an unknown number of unspecified is an interval
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE, TT_ENOFIT (the three cannot add to the whole)
 *  Notes:   TT_NOTE_UNSPECIFIED, TT_NOTE_ASYMPTOTIC (limits, fewer than 30 in the whole),
 *           TT_NOTE_LOW_COUNT
 *  Checks:  Mexico 2018 (female share 53.5 to 79.5 %); f 30, m 50, u 20: 0.30 to 0.50, c 1.644854,
 *           limits 0.22462 to 0.58224; Manski's 106 men; full enumeration
 *  Source:  Manski 1989, J Hum Resources 24:343; Imbens & Manski 2004, Econometrica 72:1845;
 *           docs/methods/bounds.md */
tt_status tt_bounds_share(const tt_two_parts *parts, double conf, tt_share_bounds *out,
                          tt_error *err);

/** Bounds on a change between two bounded figures, and whether they leave a doubt about its sign.
 *  Shape:   two intervals -> [later.low - earlier.high, later.high - earlier.low]
 *  Domain:  finite, low <= high
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN */
tt_status tt_bounds_change(tt_interval earlier, tt_interval later, tt_interval *change,
                           int *sign_known, tt_error *err);

#endif
