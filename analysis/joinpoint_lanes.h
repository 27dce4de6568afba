/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_JOINPOINT_LANES_H
#define TT_JOINPOINT_LANES_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "joinpoint_internal.h"

/* The smallest SSE of k joinpoints for TT__JP_LANES responses at once.
 *
 * A placement is split at its middle joinpoint t. With the states of the knots left and right of t
 * (see joinpoint_internal.h) a placement explains
 *
 *     e_left + e_right + (r_left + r_right)^2 / (d_left + d_right),
 *
 * and as any left part may go with any right part, that is all the work there is for each pair: an
 * addition, two products, an addition and a maximum. The d depend on the design only, so the plan
 * holds 1 / (d_left + d_right) for every placement; e and r depend on the response too. States of
 * `level` j have j - 1 joinpoints outside; level 0 is the end of the data. */

#define TT__JP_SIDES  2 /* left, right */
#define TT__JP_LEVELS ((TT_JOINPOINT_MAX + 1) / 2 + 2)
#define TT__JP_TILE   4 /* right states that are taken together */

/* States of one level: those of node t are offset[t] .. offset[t + 1] - 1, in the order of the node
 * before them and of its states. */
typedef struct tt__jp_level {
    size_t *offset;     /* offset[m + 3] */
    double *inverse;    /* 1 / pivot of the knot that is eliminated */
    double *multiplier; /* what of its right side goes on */
    double *d;          /* pivot to come of node t */
    double *rg;         /* of the extra column; NULL without one */
    double *gg;         /* what of the extra column is explained */
    double *share;      /* qg / pivot: q * share is explained of response times extra column */
} tt__jp_level;

typedef struct tt__jp_plan {
    const tt__jp_design *design;
    size_t k;
    size_t top[TT__JP_SIDES]; /* level of the states that meet at the middle node */
    size_t first;             /* middle nodes */
    size_t last;
    tt__jp_level level[TT__JP_SIDES][TT__JP_LEVELS];
    double *inverse_length; /* inverse_length[(m + 2) * (m + 2)]: 1 / |pos_a - pos_b| */
    size_t *pair;           /* pair[m + 3]: start of node t in the arrays below */
    double *inverse; /* 1 / (d_left + d_right), right states fastest, padded to TT__JP_TILE */
    double *share;   /* (rg_left + rg_right) times it */
    double *extra;   /* 1 / what is left of the extra column; where nothing is left the placement
                      * is not admissible and `inverse` is minus infinity */
    size_t widest[TT__JP_SIDES]; /* most top states of one node, padded */
} tt__jp_plan;

/* Memory of one thread. */
typedef struct tt__jp_lanes {
    void *block;
    double *f;  /* f[(m + 2) * LANES] */
    double *sv; /* sv[LANES]: sum of v z */
    double *yg; /* yg[LANES] */
    double *total;
    double *best;
    /* states, [state * LANES + lane], of the levels below the top, and of one node at the top */
    double *r[TT__JP_SIDES][TT__JP_LEVELS];
    double *e[TT__JP_SIDES][TT__JP_LEVELS];
    double *c[TT__JP_SIDES][TT__JP_LEVELS]; /* response times extra column */
    uint64_t middle[TT__JP_LANES];          /* node of the middle joinpoint of the best placement */
} tt__jp_lanes;

tt_status tt__jp_plan_make(const tt__jp_design *design, size_t k, tt__jp_plan *plan, tt_error *err);
void tt__jp_plan_clear(tt__jp_plan *plan);
tt_status tt__jp_lanes_make(const tt__jp_plan *plan, tt__jp_lanes *lanes, tt_error *err);
void tt__jp_lanes_clear(tt__jp_lanes *lanes);
/* Nodes that can stand outside node t at a level: first .. last, none if last < first. */
void tt__jp_plan_sources(const tt__jp_plan *plan, int side, size_t level, size_t t, size_t *first,
                         size_t *last);
/* Index of the middle joinpoint among the k. */
size_t tt__jp_plan_middle(size_t k);

/* Responses: z[n * LANES], rows slowest; extra[2 * LANES] what lies outside the rows (yy, then yg),
 * or NULL. sse[LANES] receives the smallest SSE; lanes->total the sums of squares. */
void tt__jp_lanes_run(const tt__jp_plan *plan, tt__jp_lanes *lanes, const double *z,
                      const double *extra, double *sse);

/* Comparing the SSE of two models, {null, alternative}, with the observed ones, in cross products, as
 * any of them can be 0. Ratios within TT__JP_TIE of the observed one are equal to it: orders that tie,
 * the observed one among them, differ by rounding only. */
#define TT__JP_TIE 1e-10
/* The search by lanes is off by less than this share of the total sum of squares (prefix sums); its
 * ratios decide when they miss the observed one by more than that and the margin. */
#define TT__JP_LANES_ERROR  1e-11
#define TT__JP_LANES_MARGIN 1e-9

static inline int tt__jp_reaches(const double sse[2], const double observed[2])
{
    return sse[0] * observed[1] >= sse[1] * observed[0] * (1 - TT__JP_TIE);
}

static inline int tt__jp_is_clear(const double sse[2], const double observed[2], double total)
{
    const double off = fabs(sse[0] * observed[1] - sse[1] * observed[0]);
    return off > TT__JP_LANES_MARGIN * sse[1] * observed[0] +
                     TT__JP_LANES_ERROR * total * (observed[0] + observed[1]);
}

/* joinpoint_kernel.c: the loops over lanes. */

/* Levels grow from node `from` to node t: `count` states of `from`, each to one state of t. */
typedef struct tt__jp_growth {
    const double *f_to;           /* F at t */
    const double *f;              /* F at node `from`, which runs from `first` to `last` */
    const double *inverse_length; /* by node */
    const size_t *offset;         /* of the level that grows */
    size_t first;
    size_t last;
    const double *r, *e, *c;
    const double *inverse, *multiplier, *share;
    double *r_out, *e_out, *c_out;
} tt__jp_growth;

typedef struct tt__jp_meeting {
    size_t left_count;
    size_t right_count; /* padded to TT__JP_TILE */
    const double *r[TT__JP_SIDES];
    const double *e[TT__JP_SIDES];
    const double *c[TT__JP_SIDES];
    const double *inverse, *share, *extra;
    const double *yg;
    double *best; /* best[LANES]: the most explained so far at this node */
} tt__jp_meeting;

/* Notes node t where it explains more than the middle nodes before it. */
void tt__jp_kernel_keep(tt__jp_lanes *lanes, size_t t, const double *best);
void tt__jp_kernel_sums(const tt__jp_plan *plan, tt__jp_lanes *lanes, const double *z);
void tt__jp_kernel_grow(const tt__jp_growth *growth);
void tt__jp_kernel_grow_extra(const tt__jp_growth *growth);
void tt__jp_kernel_meet(const tt__jp_meeting *meeting);
void tt__jp_kernel_meet_extra(const tt__jp_meeting *meeting);

#endif
