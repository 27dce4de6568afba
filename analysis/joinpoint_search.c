/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every admissible placement of k joinpoints, for one response.
 *
 * The normal equations are eliminated from the left, one knot at a time, along the tree of
 * placements: the state at a joinpoint depends on those before it only, so a branch continues from
 * its parent's state, and the last segment is joined with its state from the right. What is
 * maximised is the explained sum of squares; what lies within rounding of the maximum is fitted
 * again in full precision, so that the SSE and the choice do not suffer from the short cut. On the
 * way the most that each (joinpoint, place) can explain is kept: the profile that limits need. */
#include "joinpoint_internal.h"

#include <math.h>

#include "tiptrend/memory.h"

/* Rounding of an explained sum of squares, relative to the total: prefix sums over n rows lose a
 * factor of about n range / spacing on 1e-16. */
#define SHORT_CUT 1e-10
/* Share of the extra column's squares below which a placement imitates it. */
#define DEPENDENT 1e-10
/* Placements that are fitted in full. Ties beyond that only exist where nothing is left to explain. */
#define MAX_REFITS 2000
/* SSE within this of each other are ties: the earlier joinpoints win. */
#define TIE 1e-12

typedef struct walk {
    const tt__jp_searcher *searcher;
    const tt__jp_design *design;
    double yg; /* totals of the extra column */
    double gg;
    size_t path[TT_JOINPOINT_MAX];
    double floor; /* second walk: visit what explains more than this */
    tt__jp_best *best;
    const tt__jp_response *response;
    size_t refits;
    int extra;
} walk;

/* Eliminates knot `from` and goes on to `to`; the side is +1 from the left, -1 from the right. */
static tt__jp_state extend(const walk *w, const tt__jp_state *s, size_t from, size_t to, int side)
{
    const tt__jp_design *design = w->design;
    const size_t a = side > 0 ? from : to;
    const size_t b = side > 0 ? to : from;
    const double *gram = tt__jp_gram(design, a, b);
    const double *f = w->searcher->f;
    const double length = design->pos[b] - design->pos[a];
    const double pivot = s->d + (side > 0 ? gram[0] : gram[2]);
    const double multiplier = gram[1] / pivot;
    const double h = (f[from] - f[to]) / length;
    const double q = s->r - h;
    tt__jp_state out = {.d = (side > 0 ? gram[2] : gram[0]) - gram[1] * multiplier,
                        .r = h - multiplier * q,
                        .rg = 0,
                        .yy = s->yy + q * q / pivot,
                        .yg = 0,
                        .gg = 0};
    if (w->extra) {
        const double hg = (design->fg[from] - design->fg[to]) / length;
        const double qg = s->rg - hg;
        out.rg = hg - multiplier * qg;
        out.yg = s->yg + q * qg / pivot;
        out.gg = s->gg + qg * qg / pivot;
    }
    return out;
}

/* Joins the two sides at a node: the explained sum of squares. */
static double join(const walk *w, const tt__jp_state *left, const tt__jp_state *right)
{
    const double d = left->d + right->d;
    const double r = left->r + right->r;
    const double yy = left->yy + right->yy + r * r / d;
    if (!w->extra)
        return yy;
    const double rg = left->rg + right->rg;
    const double yg = w->yg - (left->yg + right->yg + r * rg / d);
    const double gg = w->gg - (left->gg + right->gg + rg * rg / d);
    return gg > DEPENDENT * w->gg ? yy + yg * yg / gg : -INFINITY;
}

tt_status tt__jp_searcher_make(const tt__jp_design *design, size_t k, tt__jp_searcher *searcher,
                               tt_error *err)
{
    *searcher = (tt__jp_searcher){.design = design, .k = k};
    const size_t nodes = design->m + 2;
    searcher->tail = tt_calloc(nodes, sizeof *searcher->tail);
    searcher->f = tt_calloc(nodes * (1 + k) + 2 * design->n, sizeof *searcher->f);
    if (!searcher->tail || !searcher->f) {
        tt__jp_searcher_clear(searcher);
        return tt_fail(err, TT_ENOMEM, "no memory to search %zu places", design->m);
    }
    searcher->profile = searcher->f + nodes;
    searcher->residual = searcher->profile + nodes * k;
    if (tt__jp_design_span(design, k, searcher->first, searcher->last) != 0) {
        tt__jp_searcher_clear(searcher);
        return tt_fail(err, TT_ETOOFEW, "%zu joinpoints do not fit into %zu observations", k,
                       design->n);
    }
    return TT_OK;
}

void tt__jp_searcher_clear(tt__jp_searcher *searcher)
{
    tt_free(searcher->tail);
    tt_free(searcher->f);
    *searcher = (tt__jp_searcher){0};
}

double tt__jp_total(const tt__jp_rows *rows, const tt__jp_response *response)
{
    double sum = response->extra_yy;
    for (size_t i = 0; i < rows->n; i++)
        sum += response->z[i] * response->z[i];
    return sum;
}

/* Full fit of the placement in w->path; keeps it if it is better. */
static void refit(walk *w)
{
    const tt__jp_searcher *searcher = w->searcher;
    tt__jp_best *best = w->best;
    tt__jp_fit fit = {.k = searcher->k};
    for (size_t j = 0; j < searcher->k; j++)
        fit.knot[j + 1] = w->design->pos[w->path[j]];
    tt__jp_solve(w->design->rows, w->response, &fit, searcher->residual);
    if (w->refits++ == 0 || fit.sse < best->fit.sse * (1 - TIE)) {
        best->fit = fit;
        for (size_t j = 0; j < searcher->k; j++)
            best->node[j] = w->path[j];
    }
}

/* All placements of joinpoint `depth` and later, given the state at the joinpoint before; gives the
 * most that any of them explains. */
static double descend(walk *w, size_t depth, const tt__jp_state *s)
{
    const tt__jp_searcher *searcher = w->searcher;
    const tt__jp_design *design = w->design;
    const size_t from = depth == 0 ? 0 : w->path[depth - 1];
    size_t t = depth == 0 ? searcher->first[0] : design->next[from];
    if (t < searcher->first[depth])
        t = searcher->first[depth];
    double most = -INFINITY;
    for (; t <= searcher->last[depth]; t++) {
        w->path[depth] = t;
        const tt__jp_state here = extend(w, s, from, t, 1);
        const tt__jp_state *tail = &searcher->tail[t];
        const double value =
            depth + 1 == searcher->k ? join(w, &here, tail) : descend(w, depth + 1, &here);
        double *profile = searcher->profile + depth * (design->m + 2) + t;
        *profile = fmax(*profile, value);
        most = fmax(most, value);
    }
    return most;
}

/* The second walk: full fits of what explains nearly the most. */
static void revisit(walk *w, size_t depth, const tt__jp_state *s)
{
    const tt__jp_searcher *searcher = w->searcher;
    const tt__jp_design *design = w->design;
    const size_t from = depth == 0 ? 0 : w->path[depth - 1];
    size_t t = depth == 0 ? searcher->first[0] : design->next[from];
    if (t < searcher->first[depth])
        t = searcher->first[depth];
    for (; t <= searcher->last[depth] && w->refits < MAX_REFITS; t++) {
        if (searcher->profile[depth * (design->m + 2) + t] < w->floor)
            continue;
        w->path[depth] = t;
        const tt__jp_state here = extend(w, s, from, t, 1);
        if (depth + 1 < searcher->k) {
            revisit(w, depth + 1, &here);
            continue;
        }
        const tt__jp_state *tail = &searcher->tail[t];
        if (join(w, &here, tail) >= w->floor)
            refit(w);
    }
}

/* States of the last segment, from the right, at every place. */
static void fill_tails(walk *w, tt__jp_searcher *searcher, double sum_v)
{
    const tt__jp_design *design = w->design;
    const tt__jp_state end = {.r = sum_v, .rg = design->sum_vg};
    for (size_t t = 1; t <= design->m; t++) {
        searcher->tail[t] = extend(w, &end, design->m + 1, t, -1);
    }
}

static void start(walk *w, tt__jp_searcher *searcher, const tt__jp_response *response,
                  tt__jp_best *best)
{
    const tt__jp_design *design = searcher->design;
    const tt__jp_rows *rows = design->rows;
    *w = (walk){.searcher = searcher,
                .design = design,
                .yg = response->extra_yg,
                .gg = design->gg,
                .best = best,
                .response = response,
                .extra = rows->g != NULL};
    if (rows->g)
        for (size_t i = 0; i < rows->n; i++)
            w->yg += rows->g[i] * response->z[i];
    fill_tails(w, searcher, tt__jp_design_f(design, response->z, searcher->f));
    for (size_t i = 0; i < searcher->k * (design->m + 2); i++)
        searcher->profile[i] = -INFINITY;
}

static void search_within(tt__jp_searcher *searcher, const tt__jp_response *response,
                          tt__jp_best *best)
{
    walk w;
    *best = (tt__jp_best){.fit = {.k = searcher->k, .sse = INFINITY}};
    if (searcher->k == 0) {
        tt__jp_solve(searcher->design->rows, response, &best->fit, searcher->residual);
        return;
    }
    start(&w, searcher, response, best);
    const tt__jp_state empty = {0};
    const double most = descend(&w, 0, &empty);
    const double total = tt__jp_total(searcher->design->rows, response);
    w.floor = most - SHORT_CUT * total;
    revisit(&w, 0, &empty);
}

void tt__jp_search(tt__jp_searcher *searcher, const tt__jp_response *response, tt__jp_best *best)
{
    search_within(searcher, response, best);
}

void tt__jp_search_fixed(tt__jp_searcher *searcher, const tt__jp_response *response, size_t fixed,
                         size_t at, tt__jp_best *best)
{
    const size_t first = searcher->first[fixed];
    const size_t last = searcher->last[fixed];
    searcher->first[fixed] = at;
    searcher->last[fixed] = at;
    search_within(searcher, response, best);
    searcher->first[fixed] = first;
    searcher->last[fixed] = last;
}
