/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where joinpoints may stand, and the inner products of hat functions over every possible segment.
 *
 * NCI counts observations, not years: at least min_end of them strictly before the first and after
 * the last joinpoint, at least min_between strictly between neighbours, a joinpoint's own
 * observation counting on neither side. Both rules depend on neighbours only, so `next` and `prev`
 * describe them wholly. */
#include "joinpoint_internal.h"

#include "tiptrend/memory.h"

#define MAX_NODES 1500 /* 50 MB of inner products */

void tt__jp_design_clear(tt__jp_design *design)
{
    tt_free(design->pos);
    tt_free(design->before);
    *design = (tt__jp_design){0};
}

static void add_node(tt__jp_design *design, double pos, size_t before, size_t upto)
{
    const size_t node = ++design->m;
    design->pos[node] = pos;
    design->before[node] = before;
    design->cut[node] = upto;
}

/* Grid points in time order: each observation, then the points between it and the next one. */
static void place_nodes(tt__jp_design *design, size_t between)
{
    const size_t n = design->n;
    const double *x = design->rows->x;
    for (size_t i = 0; i < n; i++) {
        if (i >= design->min_end && n - i - 1 >= design->min_end)
            add_node(design, x[i], i, i + 1);
        if (i + 1 < design->min_end || n - i - 1 < design->min_end)
            continue;
        for (size_t j = 1; j <= between; j++) {
            const double part = (double)j / (double)(between + 1);
            add_node(design, x[i] + part * (x[i + 1] - x[i]), i + 1, i + 1);
        }
    }
    design->pos[0] = x[0];
    design->pos[design->m + 1] = x[n - 1];
    design->before[design->m + 1] = n;
    design->cut[design->m + 1] = n;
}

static void link_nodes(tt__jp_design *design)
{
    const size_t m = design->m;
    size_t next = 1;
    for (size_t t = 1; t <= m; t++) {
        while (next <= m && design->before[next] < design->cut[t] + design->min_between)
            next++;
        design->next[t] = next;
    }
    size_t prev = m;
    for (size_t t = m; t >= 1; t--) {
        while (prev >= 1 && design->before[t] < design->cut[prev] + design->min_between)
            prev--;
        design->prev[t] = prev;
    }
}

/* Inner products of the two hats of segment (a, b) over its rows. */
static void segment_gram(const tt__jp_design *design, size_t a, size_t b, double out[3])
{
    const tt__jp_rows *rows = design->rows;
    const double scale = 1 / (design->pos[b] - design->pos[a]);
    out[0] = out[1] = out[2] = 0;
    for (size_t i = design->cut[a]; i < design->cut[b]; i++) {
        const double left = (design->pos[b] * rows->v[i] - rows->u[i]) * scale;
        const double right = (rows->u[i] - design->pos[a] * rows->v[i]) * scale;
        out[0] += left * left;
        out[1] += left * right;
        out[2] += right * right;
    }
}

double tt__jp_design_f(const tt__jp_design *design, const double *z, double *f)
{
    const tt__jp_rows *rows = design->rows;
    double sum_v = 0;
    double sum_u = 0;
    size_t i = 0;
    for (size_t t = 0; t <= design->m + 1; t++) {
        for (; i < design->cut[t]; i++) {
            sum_v += rows->v[i] * z[i];
            sum_u += rows->u[i] * z[i];
        }
        f[t] = design->pos[t] * sum_v - sum_u;
    }
    return sum_v;
}

static tt_status allocate(tt__jp_design *design, size_t between, tt_error *err)
{
    const size_t nodes = design->n * (between + 1) + 2;
    if (nodes > MAX_NODES)
        return tt_fail(err, TT_ELIMIT,
                       "%zu places for a joinpoint; at most %d: use a coarser grid or a shorter "
                       "period",
                       nodes, MAX_NODES);
    double *reals = tt_calloc(nodes * 2 + nodes * nodes * 3, sizeof *reals);
    size_t *counts = tt_calloc(nodes * 4, sizeof *counts);
    design->pos = reals;
    design->before = counts;
    if (!reals || !counts)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu places of a joinpoint", nodes);
    design->fg = reals + nodes;
    design->gram = reals + 2 * nodes;
    design->cut = counts + nodes;
    design->next = counts + 2 * nodes;
    design->prev = counts + 3 * nodes;
    return TT_OK;
}

tt_status tt__jp_design_make(const tt__jp_rows *rows, const tt_joinpoint_options *options,
                             tt__jp_design *design, tt_error *err)
{
    *design = (tt__jp_design){.rows = rows,
                              .n = rows->n,
                              .min_end = (size_t)options->min_end,
                              .min_between = (size_t)options->min_between};
    const tt_status status = allocate(design, (size_t)options->grid_between, err);
    if (status) {
        tt__jp_design_clear(design);
        return status;
    }
    place_nodes(design, (size_t)options->grid_between);
    link_nodes(design);
    const size_t last = design->m + 1;
    for (size_t a = 0; a < last; a++)
        for (size_t b = a + 1; b <= last; b++)
            segment_gram(design, a, b, design->gram + (a * (last + 1) + b) * 3);
    design->gg = rows->extra_gg;
    if (rows->g) {
        design->sum_vg = tt__jp_design_f(design, rows->g, design->fg);
        for (size_t i = 0; i < rows->n; i++)
            design->gg += rows->g[i] * rows->g[i];
    }
    return TT_OK;
}

int tt__jp_design_span(const tt__jp_design *design, size_t k, size_t first[], size_t last[])
{
    if (k == 0)
        return 0;
    if (design->m == 0)
        return -1;
    first[0] = 1;
    last[k - 1] = design->m;
    for (size_t j = 1; j < k; j++) {
        first[j] = first[j - 1] <= design->m ? design->next[first[j - 1]] : design->m + 1;
        last[k - 1 - j] = last[k - j] >= 1 ? design->prev[last[k - j]] : 0;
    }
    for (size_t j = 0; j < k; j++)
        if (first[j] > design->m || last[j] < 1 || first[j] > last[j])
            return -1;
    return 0;
}

tt_status tt__jp_design_count(const tt__jp_design *design, size_t k, double *count, tt_error *err)
{
    /* paths[t]: placements of the joinpoints so far whose last one is t */
    const size_t m = design->m;
    double *paths = tt_calloc(2 * (m + 2), sizeof *paths);
    if (!paths)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu places of a joinpoint", m);
    double *longer = paths + m + 2;
    *count = 1;
    for (size_t j = 0; j < k; j++) {
        double sum = 0; /* over paths[1 .. from - 1] */
        size_t from = 1;
        *count = 0;
        for (size_t t = 1; t <= m; t++) {
            for (; from <= design->prev[t]; from++)
                sum += paths[from];
            longer[t] = j == 0 ? 1 : sum;
            *count += longer[t];
        }
        for (size_t t = 1; t <= m; t++)
            paths[t] = longer[t];
    }
    tt_free(paths);
    return TT_OK;
}
