/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_JOINPOINT_COMPARE_H
#define TT_JOINPOINT_COMPARE_H

#include "joinpoint_lanes.h"

/* Two series, and the one regression that has both (joinpoint_common.c); the test is in
 * joinpoint_compare.c. */

#define TT__JP_PAIR   2
#define TT__JP_MODELS 3 /* the two series and the common one */
#define TT__JP_COMMON 2 /* index of the common one */

/* One year of the common model. */
typedef struct tt__jp_shared_year {
    size_t row[TT__JP_PAIR];  /* of each series; n of the series when it has no such year */
    double root[TT__JP_PAIR]; /* sqrt(w) / h; 0 when it has no such year */
} tt__jp_shared_year;

typedef struct tt__jp_comparison {
    tt_joinpoint_options options;
    tt_joinpoint_hypothesis hypothesis;
    tt__jp_rows rows[TT__JP_MODELS];
    tt__jp_design design[TT__JP_MODELS];
    tt__jp_plan plan[TT__JP_MODELS];
    tt__jp_best best[TT__JP_MODELS];
    tt__jp_shared_year *years; /* years[rows of the common model] */
    double *fitted;            /* fitted[n1 + n2]: whitened, of the null model */
    double *residual;          /* residual[n1 + n2] */
    double sse[TT__JP_PAIR];   /* null, separate */
    size_t k;
    size_t replicates;
    struct tt__jp_compare_worker *workers;
    unsigned worker_count;
} tt__jp_comparison;

/* Takes one level (or each series its own, if parallel) out of the responses of both series. */
void tt__jp_common_level(tt__jp_comparison *c);
/* Makes the rows of the common model from those of the series. */
tt_status tt__jp_common_make(tt__jp_comparison *c, tt_error *err);
/* Turns whitened values of both series into those of the common model; what only the offset can
 * explain goes to difference[]. */
void tt__jp_common_combine(const tt__jp_comparison *c, const double *const z[TT__JP_PAIR],
                           double *common, double *difference);
/* What lies outside the common rows: squares of the differences, and their product with the offset. */
void tt__jp_common_outside(const tt__jp_comparison *c, const double *difference, double *yy,
                           double *yg);
/* The observations of both series as rows of one regression, in time order. */
tt_status tt__jp_common_stack(const tt__jp_comparison *c, tt__jp_rows *all, tt_error *err);

#endif
