/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a plan (joinpoint_lanes.h) on TT__JP_LANES responses at once. */
#include "joinpoint_lanes.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "tiptrend/memory.h"

#define LANES     TT__JP_LANES
#define ALIGNMENT 64 /* bytes: a cache line, and the widest vector */

/* States that a level keeps in memory: all of them below the top, one node's at the top. */
static size_t kept_states(const tt__jp_plan *plan, int side, size_t level)
{
    if (level == plan->top[side] && level > 0)
        return plan->widest[side] + TT__JP_TILE;
    return plan->level[side][level].offset[plan->design->m + 2] + TT__JP_TILE;
}

tt_status tt__jp_lanes_make(const tt__jp_plan *plan, tt__jp_lanes *lanes, tt_error *err)
{
    *lanes = (tt__jp_lanes){0};
    const int columns = plan->design->rows->g ? 3 : 2;
    size_t count = (plan->design->m + 2 + 4) * LANES;
    for (int side = 0; side < TT__JP_SIDES; side++)
        for (size_t j = 0; j <= plan->top[side]; j++)
            count += kept_states(plan, side, j) * (size_t)columns * LANES;
    const size_t spare = ALIGNMENT / sizeof(double);
    double *at = tt_calloc(count + spare, sizeof *at);
    if (!at)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu numbers of the search", count);
    lanes->block = at;
    const size_t off = (uintptr_t)at % ALIGNMENT / sizeof(double);
    at += off == 0 ? 0 : spare - off;
    double **single[] = {&lanes->sv, &lanes->yg, &lanes->total, &lanes->best, &lanes->f};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++, at += LANES)
        *single[i] = at;
    at += (plan->design->m + 1) * LANES;
    for (int side = 0; side < TT__JP_SIDES; side++)
        for (size_t j = 0; j <= plan->top[side]; j++) {
            const size_t size = kept_states(plan, side, j) * LANES;
            lanes->r[side][j] = at;
            lanes->e[side][j] = at + size;
            lanes->c[side][j] = columns == 3 ? at + 2 * size : NULL;
            at += (size_t)columns * size;
        }
    return TT_OK;
}

void tt__jp_lanes_clear(tt__jp_lanes *lanes)
{
    tt_free(lanes->block);
    *lanes = (tt__jp_lanes){0};
}

/* States of one level at node t; `at` is where the first of them is written. */
static void grow(const tt__jp_plan *plan, tt__jp_lanes *lanes, int side, size_t j, size_t t)
{
    const size_t nodes = plan->design->m + 2;
    const tt__jp_level *level = &plan->level[side][j];
    const size_t state = level->offset[t];
    const size_t at = j == plan->top[side] ? 0 : state * LANES;
    tt__jp_growth growth = {.f_to = lanes->f + t * LANES,
                            .f = lanes->f,
                            .inverse_length = plan->inverse_length + t * nodes,
                            .offset = plan->level[side][j - 1].offset,
                            .r = lanes->r[side][j - 1],
                            .e = lanes->e[side][j - 1],
                            .c = lanes->c[side][j - 1],
                            .inverse = level->inverse + state,
                            .multiplier = level->multiplier + state,
                            .r_out = lanes->r[side][j] + at,
                            .e_out = lanes->e[side][j] + at};
    tt__jp_plan_sources(plan, side, j, t, &growth.first, &growth.last);
    if (growth.first > growth.last)
        return;
    if (!level->share) {
        tt__jp_kernel_grow(&growth);
        return;
    }
    growth.share = level->share + state;
    growth.c_out = lanes->c[side][j] + at;
    tt__jp_kernel_grow_extra(&growth);
}

/* Fills the last tile of right states with copies of the last one. */
static void pad(const tt__jp_plan *plan, tt__jp_lanes *lanes, size_t count)
{
    const size_t top = plan->top[1];
    double *columns[] = {lanes->r[1][top], lanes->e[1][top], lanes->c[1][top]};
    for (size_t c = 0; c < 3; c++)
        for (size_t s = count; columns[c] && s % TT__JP_TILE != 0; s++)
            memcpy(columns[c] + s * LANES, columns[c] + (count - 1) * LANES,
                   LANES * sizeof **columns);
}

/* All placements with their middle joinpoint at node t. */
static void meet(const tt__jp_plan *plan, tt__jp_lanes *lanes, size_t t, double best[])
{
    const size_t *offset[TT__JP_SIDES];
    size_t count[TT__JP_SIDES];
    for (int side = 0; side < TT__JP_SIDES; side++) {
        offset[side] = plan->level[side][plan->top[side]].offset;
        count[side] = offset[side][t + 1] - offset[side][t];
        if (count[side] == 0)
            return;
    }
    for (int side = 0; side < TT__JP_SIDES; side++)
        if (plan->top[side] > 0)
            grow(plan, lanes, side, plan->top[side], t);
    pad(plan, lanes, count[1]);
    const size_t at = plan->pair[t];
    tt__jp_meeting meeting = {.left_count = count[0],
                              .right_count =
                                  (count[1] + TT__JP_TILE - 1) / TT__JP_TILE * TT__JP_TILE,
                              .inverse = plan->inverse + at,
                              .share = plan->share ? plan->share + at : NULL,
                              .extra = plan->extra ? plan->extra + at : NULL,
                              .yg = lanes->yg,
                              .best = best};
    for (int side = 0; side < TT__JP_SIDES; side++) {
        meeting.r[side] = lanes->r[side][plan->top[side]];
        meeting.e[side] = lanes->e[side][plan->top[side]];
        meeting.c[side] = lanes->c[side][plan->top[side]];
    }
    if (plan->extra)
        tt__jp_kernel_meet_extra(&meeting);
    else
        tt__jp_kernel_meet(&meeting);
}

void tt__jp_lanes_run(const tt__jp_plan *plan, tt__jp_lanes *lanes, const double *z,
                      const double *extra, double *sse)
{
    tt__jp_kernel_sums(plan, lanes, z);
    for (size_t l = 0; l < LANES; l++) {
        lanes->total[l] += extra ? extra[l] : 0;
        lanes->yg[l] += extra ? extra[LANES + l] : 0;
        lanes->best[l] = 0;
        lanes->middle[l] = 0;
        lanes->r[1][0][l] = lanes->sv[l]; /* the rest of level 0 is zero */
    }
    for (int side = 0; side < TT__JP_SIDES; side++)
        for (size_t j = 1; j < plan->top[side]; j++)
            for (size_t t = 1; t <= plan->design->m; t++)
                grow(plan, lanes, side, j, t);
    for (size_t t = plan->first; t <= plan->last; t++) {
        double best[LANES] = {0};
        meet(plan, lanes, t, best);
        tt__jp_kernel_keep(lanes, t, best);
    }
    for (size_t l = 0; l < LANES; l++)
        sse[l] = fmax(0, lanes->total[l] - lanes->best[l]);
}
