/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_STANDARDISE_H
#define TT_STANDARDISE_H

#include <stddef.h>

#include "tiptrend/interval.h"

/* Direct standardisation: the rate that a population would have with the age structure (or other
 * structure) of a standard. */

typedef struct tt_stratum {
    double count;
    double exposure;
    double weight; /* of the standard: persons or shares, in any unit */
} tt_stratum;

typedef struct tt_standardise_options {
    double conf;         /* confidence level, 0 < conf < 1; 0 stands for 0.95 */
    tt_ci_method method; /* limits of the total count; default: exact */
} tt_standardise_options;

typedef struct tt_standardised {
    tt_estimate rate; /* per unit of exposure */
    double crude;
    double count;
    double exposure;
    double variance; /* of the rate, by Poisson counts */
    tt_notes notes;
} tt_standardised;

/** A directly standardised rate with Dobson's limits.
 *  Shape:   strata[n] -> one rate
 *  Units:   counts in events; the rate per unit of exposure; weights are brought to the sum 1
 *  Domain:  n >= 1; counts whole, 0 to TT_COUNT_MAX; exposures > 0; weights >= 0, not all 0. With a rate
 *           of 0 the upper limit is that of the total count in the stratum that weighs most
 *  Missing: not accepted
 *  Errors:  TT_ETOOFEW, TT_EDOMAIN, TT_ENONFINITE, TT_EUSAGE
 *  Notes:   those of the limits of the total count; TT_NOTE_ZERO_COUNT
 *  Checks:  Fleiss 1981, p 249, five rates; limits by scipy; coverage by simulation
 *  Source:  Dobson et al 1991, Stat Med 10:457; docs/methods/standardise.md */
tt_status tt_standardise_direct(const tt_stratum *strata, size_t n,
                                const tt_standardise_options *options, tt_standardised *out,
                                tt_error *err);

#endif
