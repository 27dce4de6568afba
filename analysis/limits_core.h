/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LIMITS_CORE_H
#define TT_LIMITS_CORE_H

#include "tiptrend/interval.h"
#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* The formulas of limits, and the checks of input, that several method files share. */

/* Below this count a percentage says less than its interval. */
#define TT__LOW_COUNT 20

/* Limits of a Poisson mean; `*method` becomes the one used. alpha = 1 - conf. */
tt_interval tt__count_limits(double count, tt_ci_method *method, double alpha);

/* Limits of a proportion, and of its odds (without the loss of 1 - p near 1). */
tt_interval tt__proportion_limits(double x, double n, tt_ci_method method, double alpha);
tt_interval tt__odds_limits(double x, double n, tt_ci_method method, double alpha);

/* Two Poisson counts; the ratio is that of the first rate to the second. */
typedef struct tt__pair {
    double count1;
    double exposure1;
    double count2;
    double exposure2;
} tt__pair;

typedef struct tt__pair_test {
    double less;    /* P(first count so small or smaller) if the rates are equal, given the sum */
    double greater; /* P(so large or larger) */
    double p;       /* two-sided: twice the smaller, at most 1 */
} tt__pair_test;

/* Limits of the ratio; 0 and infinity where the data set none. `*method` becomes the one used: exact
 * for Wald's with a zero count. */
tt_interval tt__ratio_limits(const tt__pair *pair, tt_ci_method *method, double alpha);

/* Test of a ratio of 1 that belongs to the limits of the method: exact, mid-p or Wald. */
tt__pair_test tt__ratio_test(const tt__pair *pair, tt_ci_method method);

/* Twice the smaller tail, at most 1. */
double tt__two_sided(double less, double greater);

/* Whole, finite, 0 to TT_COUNT_MAX? */
int tt__is_count(double value);

/* Checks; `what` names the figure in the message. */
tt_status tt__check_count(double value, const char *what, tt_error *err);
tt_status tt__check_positive(double value, const char *what, tt_error *err);
tt_status tt__check_interval(tt_interval figure, const char *what, tt_error *err);

/* The options with their defaults filled in: conf and the method for one of enum tt_ci_use. */
tt_status tt__check_options(const tt_ci_options *in, unsigned use, tt_ci_options *out,
                            tt_error *err);

#endif
