/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SANDWICH_CORE_H
#define TT_SANDWICH_CORE_H

#include "tiptrend/lsq.h"
#include "tiptrend/polyreg.h"

typedef struct tt__sandwich {
    tt_se_kind kind;
    const double *time; /* time[n], for Newey-West */
    double step;        /* years between neighbours */
    size_t lags;
    bool adjust;
} tt__sandwich;

/* floor(4 (n/100)^(2/9)), at most n - 1. */
size_t tt__newey_west_lags(size_t n);

/* The covariance of beta, covariance[p*p] row-major; classic: sigma^2 (X'WX)^-1. TT_ENOMEM. */
tt_status tt__sandwich_covariance(const tt_lsq *fit, const tt__sandwich *s, double *covariance,
                                  tt_error *err);

#endif
