/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joinpoints anywhere in time (Hudson 1966, JASA 61:1097).
 *
 * At the least SSE each joinpoint either stands on an observation or strictly between two. Between
 * two, the SSE is stationary in its place, so the lines on either side are those of a fit without
 * the condition that they meet, and the joinpoint is where they cross. All choices of observations
 * and of gaps are gone through; a choice with gaps counts only if the lines cross within them. The
 * fits fall into blocks between the gaps, each a grid fit of its own. */
#include "joinpoint_internal.h"

#include <math.h>

/* A choice must better the best so far by this share of the total, or it is the same. */
#define BETTER 1e-13
#define SUMS   5 /* prefix sums: vv, uv, uu, vz, uz */

/* Choice number c: observation c/2 if c is even, the gap after it if c is odd. */
static size_t row_of(size_t choice)
{
    return choice / 2;
}

static int is_gap(size_t choice)
{
    return choice % 2 == 1;
}

static size_t before(size_t choice)
{
    return row_of(choice) + (is_gap(choice) ? 1 : 0);
}

/* Elimination of one segment. `d`, `r`, `yy`: as in tt__jp_state, of its right end. */
typedef struct piece {
    double left; /* centred years */
    double right;
    double q;
    double pivot;
    double multiplier;
    double d;
    double r;
    double yy;
    int closed; /* the right end is not shared with the next segment */
} piece;

typedef struct walk {
    const tt__jp_rows *rows;
    const double *sums; /* sums[SUMS * (n + 1)] */
    size_t n;
    size_t k;
    size_t min_end;
    size_t min_between;
    size_t path[TT_JOINPOINT_MAX];
    piece pieces[TT_JOINPOINT_MAX + 1];
    double best_yy;
    double margin;
    double knot[TT_JOINPOINT_MAX];
    int found;
} walk;

size_t tt__jp_hudson_work(size_t n)
{
    return SUMS * (n + 1);
}

static void fill_sums(const tt__jp_rows *rows, const double *z, double *sums)
{
    for (size_t s = 0; s < SUMS; s++)
        sums[s] = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const double v = rows->v[i];
        const double u = rows->u[i];
        const double add[SUMS] = {v * v, u * v, u * u, v * z[i], u * z[i]};
        for (size_t s = 0; s < SUMS; s++)
            sums[(i + 1) * SUMS + s] = sums[i * SUMS + s] + add[s];
    }
}

/* Segment `j` ends at row `last`; what comes before it is in w->path and w->pieces. */
static void add_piece(walk *w, size_t j, size_t last, int closed)
{
    const double *x = w->rows->x;
    const size_t first = j == 0 ? 0 : row_of(w->path[j - 1]) + 1;
    const int fresh = j == 0 || is_gap(w->path[j - 1]);
    piece *p = &w->pieces[j];
    const double a = fresh ? x[first] : x[first - 1];
    const double b = x[last];
    double s[SUMS];
    for (size_t i = 0; i < SUMS; i++)
        s[i] = w->sums[(last + 1) * SUMS + i] - w->sums[first * SUMS + i];
    const double length = b - a;
    const double scale = 1 / (length * length);
    const double aa = (b * (b * s[0] - 2 * s[1]) + s[2]) * scale;
    const double ab = ((a + b) * s[1] - a * b * s[0] - s[2]) * scale;
    const double bb = (a * (a * s[0] - 2 * s[1]) + s[2]) * scale;
    const double d = fresh ? 0 : w->pieces[j - 1].d;
    const double r = fresh ? 0 : w->pieces[j - 1].r;
    p->left = a;
    p->right = b;
    p->pivot = d + aa;
    p->multiplier = ab / p->pivot;
    p->q = r + (b * s[3] - s[4]) / length;
    p->d = bb - ab * p->multiplier;
    p->r = (s[4] - a * s[3]) / length - p->multiplier * p->q;
    p->yy = (j == 0 ? 0 : w->pieces[j - 1].yy) + p->q * p->q / p->pivot;
    p->closed = closed;
    if (closed)
        p->yy += p->r * p->r / p->d;
}

/* Do the lines cross where they should? Fills knot[] if they do. */
static int crosses(const walk *w, double knot[])
{
    const double *x = w->rows->x;
    double next_value = 0; /* the next segment: value at its left end, slope */
    double next_slope = 0;
    for (size_t j = w->k + 1; j-- > 0;) {
        const piece *p = &w->pieces[j];
        const double right = p->closed ? p->r / p->d : next_value;
        const double left = p->q / p->pivot - p->multiplier * right;
        const double slope = (right - left) / (p->right - p->left);
        if (j < w->k) {
            knot[j] = p->right;
            if (p->closed) {
                const size_t i = row_of(w->path[j]);
                const double along = (next_value - right) - next_slope * (x[i + 1] - x[i]);
                knot[j] = x[i] + along / (slope - next_slope);
                if (!(knot[j] >= x[i] && knot[j] <= x[i + 1]))
                    return 0;
            }
        }
        next_value = left;
        next_slope = slope;
    }
    return 1;
}

static void consider(walk *w)
{
    add_piece(w, w->k, w->n - 1, 1);
    if (w->pieces[w->k].yy <= w->best_yy + w->margin)
        return;
    double knot[TT_JOINPOINT_MAX];
    if (!crosses(w, knot))
        return;
    w->best_yy = w->pieces[w->k].yy;
    w->found = 1;
    for (size_t j = 0; j < w->k; j++)
        w->knot[j] = knot[j];
}

static void descend(walk *w, size_t depth)
{
    if (depth == w->k) {
        consider(w);
        return;
    }
    const size_t after = depth == 0 ? 0 : row_of(w->path[depth - 1]) + 1;
    const size_t least = depth == 0 ? w->min_end : after + w->min_between;
    /* what the later joinpoints and the end need */
    const size_t rest = w->min_end + (w->k - depth - 1) * w->min_between;
    for (size_t choice = 2 * least - 1; row_of(choice) + 1 + rest <= w->n; choice++) {
        if (before(choice) < least)
            continue;
        w->path[depth] = choice;
        add_piece(w, depth, row_of(choice), is_gap(choice));
        descend(w, depth + 1);
    }
}

void tt__jp_hudson(const tt__jp_design *design, const tt__jp_response *response, double *work,
                   tt__jp_best *best)
{
    const size_t k = best->fit.k;
    if (k == 0)
        return;
    fill_sums(design->rows, response->z, work);
    const double total = tt__jp_total(design->rows, response);
    walk w = {.rows = design->rows,
              .sums = work,
              .n = design->n,
              .k = k,
              .min_end = design->min_end,
              .min_between = design->min_between,
              .best_yy = total - best->fit.sse,
              .margin = BETTER * total};
    descend(&w, 0);
    if (!w.found)
        return;
    tt__jp_fit fit = {.k = k};
    for (size_t j = 0; j < k; j++)
        fit.knot[j + 1] = w.knot[j];
    /* the residuals are not needed: the sums are, no longer */
    tt__jp_solve(design->rows, response, &fit, work);
    if (fit.sse < best->fit.sse)
        best->fit = fit;
}
