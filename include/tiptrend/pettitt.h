/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_PETTITT_H
#define TT_PETTITT_H

#include "tiptrend/points.h"
#include "tiptrend/status.h"

typedef enum tt_pettitt_method {
    TT_PETTITT_AUTO = 0, /* exact to 16 different values (about a millisecond), else approximate */
    TT_PETTITT_EXACT,    /* exact to 22 different values (about half a second), or an error */
    TT_PETTITT_APPROXIMATE /* Pettitt's formula only */
} tt_pettitt_method;

typedef struct tt_pettitt_result {
    size_t n;
    double k;           /* K = max |U_k|: a whole number */
    double u;           /* U there: positive when the values fall */
    size_t before;      /* points up to the step: the first place where |U_k| = K */
    size_t places;      /* how many places have it */
    double time_before; /* the last point before the step, and the first behind it */
    double time_after;
    double p_approximate; /* min(1, 2 exp(-6 K^2 / (n^3 + n^2))) */
    double p_exact;       /* over all orders of the values, ties as they are; or not-a-number */
    double p;             /* exact where computed */
    double p_min;         /* the smallest that this n and these ties can give, by the same method */
    tt_notes notes;
} tt_pettitt_result;

/** Pettitt's rank test for a step at an unknown time, with exact p.
 *  Shape:   a series of n points -> one result; with exposures, of value / exposure
 *  Units:   any; only the order of the values counts
 *  Domain:  n >= 2; equal values give K = 0 and p = 1
 *  Missing: not accepted (TT_ENONFINITE)
 *  Errors:  TT_ETOOFEW, TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE, TT_ELIMIT (exact asked for, too many
 *           values), TT_ENOMEM
 *  Notes:   TT_NOTE_ASYMPTOTIC (approximate p), TT_NOTE_P_FLOOR, TT_NOTE_TIES, TT_NOTE_GAPS
 *  Checks:  Page's data, printed by Pettitt and by R trend; full enumeration of 13 series and of
 *           all tie patterns of 6 values
 *  Source:  Pettitt 1979, Appl Stat 28:126; docs/methods/pettitt.md */
tt_status tt_pettitt_test(const tt_points *in, tt_pettitt_method method, tt_pettitt_result *out,
                          tt_error *err);

#endif
