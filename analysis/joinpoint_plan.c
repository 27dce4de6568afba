/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the search over many responses needs to know of the design: the elimination of every path to
 * every node, and how they meet (joinpoint_lanes.h). */
#include <math.h>

#include "joinpoint_lanes.h"
#include "tiptrend/memory.h"

#define MAX_PLACEMENTS 33554432.0 /* 256 MB of 1 / d */
#define DEPENDENT      1e-10      /* as in joinpoint_search.c */

size_t tt__jp_plan_middle(size_t k)
{
    return k == 0 ? 0 : (k - 1) / 2;
}

void tt__jp_plan_clear(tt__jp_plan *plan)
{
    for (int side = 0; side < TT__JP_SIDES; side++)
        for (size_t j = 0; j < TT__JP_LEVELS; j++) {
            tt_free(plan->level[side][j].offset);
            tt_free(plan->level[side][j].inverse);
        }
    tt_free(plan->inverse_length);
    tt_free(plan->pair);
    tt_free(plan->inverse);
    *plan = (tt__jp_plan){0};
}

/* Nodes that can stand outside node t at a level: first .. last, none if last < first. */
void tt__jp_plan_sources(const tt__jp_plan *plan, int side, size_t level, size_t t, size_t *first,
                         size_t *last)
{
    const tt__jp_design *design = plan->design;
    const size_t m = design->m;
    if (level == 1) {
        *first = *last = side == 0 ? 0 : m + 1;
        return;
    }
    *first = side == 0 ? 1 : design->next[t];
    *last = side == 0 ? design->prev[t] : m;
}

static tt_status make_level(tt__jp_level *level, size_t nodes, size_t states, int extra,
                            tt_error *err)
{
    if (!level->offset)
        level->offset = tt_calloc(nodes + 1, sizeof *level->offset);
    level->inverse = tt_calloc((states + 1) * (extra ? 6 : 3), sizeof *level->inverse);
    if (!level->offset || !level->inverse)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu paths of the search", states);
    level->multiplier = level->inverse + (states + 1);
    level->d = level->inverse + 2 * (states + 1);
    if (extra) {
        level->rg = level->inverse + 3 * (states + 1);
        level->gg = level->inverse + 4 * (states + 1);
        level->share = level->inverse + 5 * (states + 1);
    }
    return TT_OK;
}

/* The end of the data: one state, at node 0 or m + 1. */
static tt_status make_outermost(tt__jp_plan *plan, int side, tt_error *err)
{
    const tt__jp_design *design = plan->design;
    const size_t m = design->m;
    tt__jp_level *level = &plan->level[side][0];
    const int extra = design->rows->g != NULL;
    const tt_status status = make_level(level, m + 2, 1, extra, err);
    if (status)
        return status;
    for (size_t t = side == 0 ? 1 : m + 2; t <= m + 2; t++)
        level->offset[t] = 1;
    if (extra && side == 1)
        level->rg[0] = design->sum_vg;
    return TT_OK;
}

/* Eliminates the knot at `from` on the way to t, for one state. */
static void fill_state(const tt__jp_plan *plan, int side, size_t j, const size_t node[2],
                       const size_t state[2])
{
    const tt__jp_design *design = plan->design;
    const size_t from = node[0];
    const size_t t = node[1];
    const double *gram = side == 0 ? tt__jp_gram(design, from, t) : tt__jp_gram(design, t, from);
    const tt__jp_level *parent = &plan->level[side][j - 1];
    const tt__jp_level *level = &plan->level[side][j];
    const size_t p = state[0];
    const size_t s = state[1];
    const double pivot = parent->d[p] + (side == 0 ? gram[0] : gram[2]);
    level->inverse[s] = 1 / pivot;
    level->multiplier[s] = gram[1] / pivot;
    level->d[s] = (side == 0 ? gram[2] : gram[0]) - gram[1] * level->multiplier[s];
    if (!level->rg)
        return;
    const double h =
        (design->fg[from] - design->fg[t]) * plan->inverse_length[t * (design->m + 2) + from];
    const double q = parent->rg[p] - h;
    level->share[s] = q / pivot;
    level->rg[s] = h - level->multiplier[s] * q;
    level->gg[s] = parent->gg[p] + q * level->share[s];
}

/* Is node t used at this level? The top is needed at middle nodes only. */
static int is_used(const tt__jp_plan *plan, int side, size_t j, size_t t)
{
    if (j == plan->top[side])
        return t >= plan->first && t <= plan->last;
    return t >= 1 && t <= plan->design->m;
}

static tt_status make_inner(tt__jp_plan *plan, int side, size_t j, tt_error *err)
{
    const size_t nodes = plan->design->m + 2;
    const size_t *offset = plan->level[side][j - 1].offset;
    tt__jp_level *level = &plan->level[side][j];
    level->offset = tt_calloc(nodes + 1, sizeof *level->offset);
    if (!level->offset)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu places of a joinpoint", nodes);
    for (size_t t = 0; t < nodes; t++) {
        size_t first = 1;
        size_t last = 0;
        if (is_used(plan, side, j, t))
            tt__jp_plan_sources(plan, side, j, t, &first, &last);
        const size_t count = last >= first ? offset[last + 1] - offset[first] : 0;
        level->offset[t + 1] = level->offset[t] + count;
    }
    const tt_status status =
        make_level(level, nodes, level->offset[nodes], plan->design->rows->g != NULL, err);
    for (size_t t = 0; t < nodes && !status; t++) {
        size_t from = 1;
        size_t last = 0;
        if (is_used(plan, side, j, t))
            tt__jp_plan_sources(plan, side, j, t, &from, &last);
        size_t state[2] = {0, level->offset[t]};
        for (; from <= last; from++)
            for (state[0] = offset[from]; state[0] < offset[from + 1]; state[0]++, state[1]++)
                fill_state(plan, side, j, (size_t[2]){from, t}, state);
    }
    return status;
}

static size_t padded(size_t count)
{
    return (count + TT__JP_TILE - 1) / TT__JP_TILE * TT__JP_TILE;
}

/* How left state a and right state b meet. */
static void fill_pair(tt__jp_plan *plan, size_t a, size_t b, size_t at)
{
    const tt__jp_level *left = &plan->level[0][plan->top[0]];
    const tt__jp_level *right = &plan->level[1][plan->top[1]];
    plan->inverse[at] = 1 / (left->d[a] + right->d[b]);
    if (!left->rg)
        return;
    const double rg = left->rg[a] + right->rg[b];
    const double rest =
        plan->design->gg - (left->gg[a] + right->gg[b] + rg * rg * plan->inverse[at]);
    plan->share[at] = rg * plan->inverse[at];
    plan->extra[at] = 1;
    if (rest > DEPENDENT * plan->design->gg)
        plan->extra[at] = 1 / rest;
    else
        plan->inverse[at] = -INFINITY;
}

static tt_status make_pairs(tt__jp_plan *plan, tt_error *err)
{
    const size_t nodes = plan->design->m + 2;
    const size_t *left = plan->level[0][plan->top[0]].offset;
    const size_t *right = plan->level[1][plan->top[1]].offset;
    plan->pair = tt_calloc(nodes + 1, sizeof *plan->pair);
    if (!plan->pair)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu places of a joinpoint", nodes);
    for (size_t t = 0; t < nodes; t++) {
        const size_t lefts = left[t + 1] - left[t];
        const size_t rights = padded(right[t + 1] - right[t]);
        const int meets = t >= plan->first && t <= plan->last;
        plan->pair[t + 1] = plan->pair[t] + (meets ? lefts * rights : 0);
        plan->widest[0] = lefts > plan->widest[0] ? lefts : plan->widest[0];
        plan->widest[1] = rights > plan->widest[1] ? rights : plan->widest[1];
    }
    const size_t count = plan->pair[nodes];
    const int extra = plan->design->rows->g != NULL;
    plan->inverse = tt_calloc((count + 1) * (extra ? 3 : 1), sizeof *plan->inverse);
    if (!plan->inverse)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu placements", count);
    plan->share = extra ? plan->inverse + count + 1 : NULL;
    plan->extra = extra ? plan->inverse + 2 * (count + 1) : NULL;
    for (size_t t = plan->first; t <= plan->last; t++) {
        size_t at = plan->pair[t];
        const size_t rights = padded(right[t + 1] - right[t]);
        for (size_t a = left[t]; a < left[t + 1]; a++)
            for (size_t b = 0; b < rights; b++) {
                const size_t state = right[t] + b;
                fill_pair(plan, a, state < right[t + 1] ? state : right[t + 1] - 1, at++);
            }
    }
    return TT_OK;
}

static tt_status make_lengths(tt__jp_plan *plan, tt_error *err)
{
    const size_t nodes = plan->design->m + 2;
    const double *pos = plan->design->pos;
    plan->inverse_length = tt_calloc(nodes * nodes, sizeof *plan->inverse_length);
    if (!plan->inverse_length)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu places of a joinpoint", nodes);
    for (size_t a = 0; a < nodes; a++)
        for (size_t b = 0; b < nodes; b++)
            plan->inverse_length[a * nodes + b] = a == b ? 0 : 1 / fabs(pos[a] - pos[b]);
    return TT_OK;
}

tt_status tt__jp_plan_make(const tt__jp_design *design, size_t k, tt__jp_plan *plan, tt_error *err)
{
    *plan = (tt__jp_plan){.design = design, .k = k};
    double count = 0;
    tt_status status = tt__jp_design_count(design, k, &count, err);
    if (!status && count > MAX_PLACEMENTS)
        status = tt_fail(err, TT_ELIMIT,
                         "%.0f placements of %zu joinpoints for each permutation; at most %.0f: "
                         "allow fewer joinpoints or select by WBIC",
                         count, k, MAX_PLACEMENTS);
    plan->top[0] = tt__jp_plan_middle(k) + 1;
    plan->top[1] = k - tt__jp_plan_middle(k);
    plan->first = k == 0 ? design->m + 1 : 1;
    plan->last = k == 0 ? design->m + 1 : design->m;
    if (!status)
        status = make_lengths(plan, err);
    for (int side = 0; side < TT__JP_SIDES && !status; side++) {
        status = make_outermost(plan, side, err);
        for (size_t j = 1; j <= plan->top[side] && !status; j++)
            status = make_inner(plan, side, j, err);
    }
    if (!status)
        status = make_pairs(plan, err);
    if (status)
        tt__jp_plan_clear(plan);
    return status;
}
