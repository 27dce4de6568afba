/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_MULTITEST_H
#define TT_MULTITEST_H

#include <stddef.h>

#include "tiptrend/status.h"

/* p-values adjusted for the number of tests in one family. */

/** Holm's adjusted p-values: bounds the probability of any false alarm in the family.
 *  Shape:   p[n] -> adjusted[n], which may be the same array
 *  Domain:  0 <= p <= 1
 *  Missing: not-a-number is no member of the family and stays not-a-number
 *  Errors:  TT_EDOMAIN, TT_ENOMEM
 *  Checks:  Benjamini and Hochberg's fifteen p-values; R p.adjust; exact values of 24 series
 *  Source:  Holm 1979, Scand J Stat 6:65; docs/methods/multitest.md */
tt_status tt_multitest_holm(const double *p, size_t n, double *adjusted, tt_error *err);

/** Benjamini and Hochberg's adjusted p-values: the expected share of false alarms among all alarms.
 *  Shape:   p[n] -> adjusted[n], which may be the same array
 *  Domain:  0 <= p <= 1; holds for independent or positively dependent tests
 *  Missing: not-a-number is no member of the family and stays not-a-number
 *  Errors:  TT_EDOMAIN, TT_ENOMEM
 *  Checks:  as tt_multitest_holm
 *  Source:  Benjamini and Hochberg 1995, J R Stat Soc B 57:289; docs/methods/multitest.md */
tt_status tt_multitest_bh(const double *p, size_t n, double *adjusted, tt_error *err);

#endif
