/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TABLE_CORE_H
#define TT_TABLE_CORE_H

#include "counts_core.h"

/* A 2 x 2 table with all margins fixed: x of the `drawn` come from the `good` of `total`. */
typedef struct tt__table {
    double x;
    double good;
    double drawn;
    double total;
} tt__table;

/* Tails of the noncentral hypergeometric distribution at log odds ratio `log_or` (finite). */
tt__tails tt__table_tails(const tt__table *table, double log_or);

/* The log odds ratio with P(X >= x) - weight P(X = x) = tail, minus infinity for the smallest x; and
 * that with P(X <= x) - weight P(X = x) = tail, plus infinity for the largest. */
double tt__table_low(const tt__table *table, double tail, double weight);
double tt__table_high(const tt__table *table, double tail, double weight);

/* The log odds ratio at which x is expected, the conditional maximum-likelihood estimate; infinite
 * at the ends of the range of x, not-a-number where the margins leave only one x. */
double tt__table_estimate(const tt__table *table);

#endif
