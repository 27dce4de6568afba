/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_COXSTUART_H
#define TT_COXSTUART_H

#include "tiptrend/points.h"
#include "tiptrend/ranktest.h"

typedef struct tt_coxstuart_result {
    size_t n;
    size_t pairs;   /* floor(n / 2): each point of the first half with its partner in the second */
    size_t rises;   /* partner larger */
    size_t falls;   /* partner smaller */
    size_t zeros;   /* partner equal: left out of the test */
    tt_tails exact; /* binomial with rises + falls trials */
    double p;       /* of the alternative asked for */
    double p_min;   /* the smallest that rises + falls trials can give */
    tt_notes notes;
} tt_coxstuart_result;

/** Cox and Stuart's sign test for trend: halves compared point by point, exact binomial p.
 *  Shape:   a series of n points -> one result; the middle point of an odd n is left out
 *  Units:   any; only signs of differences count
 *  Domain:  2 <= n <= 2000
 *  Missing: not accepted (TT_ENONFINITE); pairs go by position, years may be missing (a note)
 *  Errors:  TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE, TT_ELIMIT, TT_ENOMEM
 *  Notes:   TT_NOTE_P_FLOOR, TT_NOTE_TIES (equal partners), TT_NOTE_GAPS
 *  Checks:  binomial tails summed in whole numbers; full enumeration. Not checked against a
 *           published value: R trend's cs.test is the version by thirds with normal p
 *  Source:  Cox and Stuart 1955, Biometrika 42:80 (their S2); docs/methods/coxstuart.md */
tt_status tt_coxstuart_test(const tt_points *in, tt_alternative alternative,
                            tt_coxstuart_result *out, tt_error *err);

#endif
