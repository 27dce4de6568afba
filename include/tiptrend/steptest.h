/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_STEPTEST_H
#define TT_STEPTEST_H

#include <stddef.h>
#include <stdint.h>

/* What the tests for one step in the mean share. Their p-values come from seeded simulation. */

typedef enum tt_step_null {
    TT_STEP_NORMAL = 0, /* independent normal values, as the papers assume; the default */
    TT_STEP_PERMUTATION /* the values at hand in random order: no distribution is assumed */
} tt_step_null;

typedef struct tt_step_options {
    tt_step_null null;
    size_t replicates; /* 0: 19999; at most 10 million */
    uint64_t seed;     /* any; the same seed gives the same answer */
} tt_step_options;

/* One statistic with its p. */
typedef struct tt_step_p {
    double value;
    double p;        /* (1 + number of replicates at least as large) / (1 + replicates) */
    double mc_error; /* standard error of p from the finite number of replicates */
} tt_step_p;

/* Where the largest deviation lies. */
typedef struct tt_step_place {
    size_t before;      /* points up to the step */
    double time_before; /* the last of them */
    double time_after;  /* the first point behind the step */
    double mean_before;
    double mean_after;
} tt_step_place;

#endif
