/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_QUADFORM_CORE_H
#define TT_QUADFORM_CORE_H

#include <stddef.h>

/* Both tails of the sum of weight[i] times the square of a standard normal, at 0. */
typedef struct tt__quadform {
    double below; /* P(sum < 0) */
    double above;
} tt__quadform;

/* Both keep their digits however small they are. Weights of 0 count for nothing; all 0 gives
 * not-a-number. */
tt__quadform tt__quadform_tails(const double *weight, size_t count);

#endif
