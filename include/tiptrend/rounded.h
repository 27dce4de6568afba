/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_ROUNDED_H
#define TT_ROUNDED_H

#include <stddef.h>

#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* The whole numbers behind percentages that were rounded for print. */

typedef struct tt_rounded {
    double percent; /* as printed */
    int decimals;   /* as printed: 0 for 21, 1 for 21.4; at most 6 */
} tt_rounded;

/** Which counts can stand behind rounded percentages that add to a whole.
 *  Shape:   shares[n] of one whole -> counts[n], each the least and the greatest count that some
 *           solution has; *feasible 1 or 0
 *  Units:   percent; counts in what the whole is counted in
 *  Domain:  whole: 0 <= low <= high <= 1e9, an interval where it is not known; percent 0 to 1000. A
 *           printed half may have been rounded up or to even; both are allowed. For a whole that is an
 *           interval the limits are outer bounds
 *  Missing: not accepted
 *  Errors:  TT_EDOMAIN, TT_ENONFINITE, TT_ETOOFEW
 *  Notes:   *feasible 0: no whole numbers can meet the percentages (78 + 19 + 9); the counts are
 *           then those of each share by itself, low above high where even that is impossible
 *  Checks:  21, 54 and 25 % of 706; 35 % of 140 and of 1000; 43 % of 7; 33 % of 20; full enumeration
 *  Source:  Brown & Heathers 2017, Soc Psychol Pers Sci 8:363; docs/methods/rounded.md */
tt_status tt_rounded_counts(const tt_rounded *shares, size_t n, tt_interval whole,
                            tt_interval *counts, int *feasible, tt_error *err);

/** The same for one share that need not be one of several.
 *  Errors:  as above */
tt_status tt_rounded_count(const tt_rounded *share, tt_interval whole, tt_interval *count,
                           tt_error *err);

#endif
