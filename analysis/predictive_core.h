/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_PREDICTIVE_CORE_H
#define TT_PREDICTIVE_CORE_H

#include "tiptrend/points.h"

/* A new count whose mean is known only as an estimate: ln mean = ln `mean` + `se` T, with T normal
 * (df infinite) or Student's t. Given the mean, its variance is `phi` mean + `alpha` mean^2; phi >= 1,
 * and only one of phi > 1 and alpha > 0. */
typedef struct tt__predictive {
    double mean;
    double se;
    double df;
    double phi;
    double alpha;
} tt__predictive;

/* P(count <= k) for k >= 0. */
double tt__predictive_lower(const tt__predictive *p, double k);

/* The shortest run of whole numbers that leaves at most (1 - conf)/2 on each side. */
tt_interval tt__predictive_limits(const tt__predictive *p, double conf);

#endif
