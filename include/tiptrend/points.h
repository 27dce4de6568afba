/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_POINTS_H
#define TT_POINTS_H

#include <stddef.h>

/* A series as the numerical routines see it. The arrays belong to the caller, who keeps them alive
 * during the call; nothing keeps a pointer to them. */
typedef struct tt_points {
    size_t n;
    const double *time;     /* time[n]: years, strictly increasing; real years, so gaps count */
    const double *value;    /* value[n]: finite */
    const double *exposure; /* exposure[n]: > 0; NULL stands for 1 everywhere */
} tt_points;

/* A closed interval; an infinite end means that there is no limit on that side. */
typedef struct tt_interval {
    double low;
    double high;
} tt_interval;

/* An estimate with its confidence limits. */
typedef struct tt_estimate {
    double value;
    double low;
    double high;
} tt_estimate;

#endif
