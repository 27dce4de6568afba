/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_JOINPOINT_INTERNAL_H
#define TT_JOINPOINT_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

#include "tiptrend/joinpoint.h"

/* How the parts of joinpoint regression fit together:
 *
 *   rows     the series as whitened regression rows            joinpoint_rows.c
 *   design   where joinpoints may stand, and the inner         joinpoint_design.c
 *            products of hats over every possible segment
 *   solve    the fit for given joinpoints                      joinpoint_solve.c
 *   search   the best placement of k joinpoints, one response  joinpoint_search.c, _hudson.c
 *   lanes    its SSE for many responses at once                joinpoint_plan.c, _lanes.c, _kernel.c
 *   select   criteria, permutation tests                       joinpoint_select.c, _perm.c
 *   infer    standard errors, limits                           joinpoint_infer.c, _boot.c
 *
 * Rows. Weights and autocorrelation are taken into the rows, so that least squares is ordinary:
 * row i has the whitened constant v_i, the whitened time u_i, the whitened response z_i and, with a
 * jump or two series, the whitened extra column g_i. Unweighted, v = 1, u = x, z = y. A function
 * that is linear over the observations that a row mixes, a + b x, is a v_i + b u_i in that row.
 * The least-squares line of (v, u) is taken out of z and g: it is part of every model, so no SSE
 * changes, and nothing large is left to cancel.
 *
 * Nodes. Places where segments can meet: node 0 is the first observation, 1..m are the places that
 * a joinpoint can have, m + 1 is the last observation. Rows up to cut[t] - 1 lie at or before t.
 *
 * Hats. In the basis of values at the knots the normal matrix is tridiagonal, and its parts and the
 * right-hand sides are sums over one segment. With F_t = sum over rows before cut[t] of
 * (pos_t v - u) z, the right-hand sides of a segment (a, b) are G - V_a and V_b - G, where
 * G = (F_b - F_a) / (pos_b - pos_a) and V_t is the sum of v z up to t; the V cancel between
 * neighbours, so elimination needs F only. */

#define TT__JP_KNOTS (TT_JOINPOINT_MAX + 2)
#define TT__JP_LANES 16 /* responses that are searched together */

typedef struct tt__jp_rows {
    size_t n;
    double centre; /* years: x = year - centre */
    double *time;  /* time[n]: years, as given */
    double *x;     /* x[n]: time of the newest observation in the row, centred */
    double *y;     /* y[n]: response as observed, on the scale of the model */
    double *v;
    double *u;
    double *z;       /* without the line of (v, u) */
    double *g;       /* the same; NULL without an extra column */
    double *raw;     /* raw[n]: the extra column before whitening: the jump; NULL likewise */
    double line[2];  /* what was taken out of z: line[0] v + line[1] u */
    double gline[2]; /* the same of g */
    double extra_yy; /* sums of squares and products outside the rows: within-year differences of */
    double extra_yg; /* two series that share the rows; otherwise 0 */
    double extra_gg;
    double noise; /* SSE below it is rounding of the input */
    tt_notes notes;
} tt__jp_rows;

/* A response to search: z[n] and what lies outside the rows. */
typedef struct tt__jp_response {
    const double *z;
    double extra_yy;
    double extra_yg;
} tt__jp_response;

typedef struct tt__jp_design {
    const tt__jp_rows *rows;
    size_t n;
    size_t m;
    size_t min_end;
    size_t min_between;
    double *pos;    /* pos[m + 2], centred years */
    size_t *before; /* before[m + 2]: observations strictly before the node */
    size_t *cut;    /* cut[m + 2] */
    size_t *next;   /* next[m + 2]: first node that may follow t; m + 1 when none */
    size_t *prev;   /* prev[m + 2]: last node that may precede t; 0 when none */
    double *gram;   /* gram[(m + 2) * (m + 2) * 3]: of segment (a, b), a < b: aa, ab, bb */
    double *fg;     /* fg[m + 2]: F of the extra column */
    double sum_vg;  /* sum of v g */
    double gg;      /* squares of the extra column, those outside the rows included */
} tt__jp_design;

/* A fit for given joinpoints. */
typedef struct tt__jp_fit {
    size_t k;
    double knot[TT__JP_KNOTS];  /* centred years; ends included */
    double value[TT__JP_KNOTS]; /* fitted values at the knots, jump left out */
    double slope[TT__JP_KNOTS];
    double jump;    /* coefficient of the extra column */
    double jump_ss; /* its squares given all else: variance of jump is s2 / jump_ss */
    double sse;
} tt__jp_fit;

/* Result of a search. */
typedef struct tt__jp_best {
    tt__jp_fit fit;
    size_t node[TT_JOINPOINT_MAX]; /* of the grid optimum */
} tt__jp_best;

/* Elimination so far: of the next knot the pivot d and the right side r (see F above), and what the
 * knots before it explain. The letters y and g: response and extra column. */
typedef struct tt__jp_state {
    double d;
    double r;
    double rg;
    double yy;
    double yg;
    double gg;
} tt__jp_state;

/* Scalar search: memory for any number of runs on one design and k. */
typedef struct tt__jp_searcher {
    const tt__jp_design *design;
    size_t k;
    tt__jp_state *tail; /* tail[m + 2]: of the last segment, seen from the right */
    double *f;          /* f[m + 2] */
    double *profile;    /* profile[k * (m + 2)]: most explained with joinpoint j at node t */
    size_t first[TT_JOINPOINT_MAX]; /* first and last node of joinpoint j */
    size_t last[TT_JOINPOINT_MAX];
    double *residual; /* residual[2 * n] */
} tt__jp_searcher;

/* joinpoint_options.c: the options with every default filled in; fails on what makes no sense. */
tt_status tt__jp_options_resolve(const tt_points *points, const tt_joinpoint_options *given,
                                 tt_joinpoint_options *resolved, tt_error *err);

/* joinpoint_rows.c */
tt_status tt__jp_rows_make(const tt_points *points, const tt_joinpoint_options *options, double rho,
                           tt__jp_rows *rows, tt_error *err);
tt_status tt__jp_rows_alloc(tt__jp_rows *rows, size_t n, int with_extra, tt_error *err);
void tt__jp_rows_clear(tt__jp_rows *rows);
/* Takes the line of (v, u) out of z and g. */
void tt__jp_rows_detrend(tt__jp_rows *rows);

/* joinpoint_design.c */
tt_status tt__jp_design_make(const tt__jp_rows *rows, const tt_joinpoint_options *options,
                             tt__jp_design *design, tt_error *err);
void tt__jp_design_clear(tt__jp_design *design);
/* First and last node of each of k joinpoints; 0 when k joinpoints fit, -1 when they do not. */
int tt__jp_design_span(const tt__jp_design *design, size_t k, size_t first[], size_t last[]);
/* Number of placements of k joinpoints, as a double: it can be large. */
tt_status tt__jp_design_count(const tt__jp_design *design, size_t k, double *count, tt_error *err);
/* F of a response column at every node; gives the sum of v z. */
double tt__jp_design_f(const tt__jp_design *design, const double *z, double *f);

static inline const double *tt__jp_gram(const tt__jp_design *design, size_t a, size_t b)
{
    return design->gram + (a * (design->m + 2) + b) * 3;
}

/* joinpoint_solve.c: the fit with joinpoints at fit->knot[1..k], which the caller has set, as
 * fit->k. residual[2 * n] receives the whitened residuals in its first half. */
void tt__jp_solve(const tt__jp_rows *rows, const tt__jp_response *response, tt__jp_fit *fit,
                  double *residual);
/* Weight W of WBIC; 0 for k = 0. */
double tt__jp_weight(const tt__jp_rows *rows, const tt__jp_fit *fit, double *work);

/* joinpoint_search.c */
tt_status tt__jp_searcher_make(const tt__jp_design *design, size_t k, tt__jp_searcher *searcher,
                               tt_error *err);
void tt__jp_searcher_clear(tt__jp_searcher *searcher);
/* Best placement on the grid. The profile is left in the searcher. */
void tt__jp_search(tt__jp_searcher *searcher, const tt__jp_response *response, tt__jp_best *best);
/* The same with joinpoint `fixed` at node `at`. */
void tt__jp_search_fixed(tt__jp_searcher *searcher, const tt__jp_response *response, size_t fixed,
                         size_t at, tt__jp_best *best);
/* Sum of squares of a response, those outside the rows included. */
double tt__jp_total(const tt__jp_rows *rows, const tt__jp_response *response);

/* joinpoint_hudson.c: betters the grid optimum `best` with joinpoints between the observations. */
void tt__jp_hudson(const tt__jp_design *design, const tt__jp_response *response, double *work,
                   tt__jp_best *best);
/* Doubles of work that tt__jp_hudson needs. */
size_t tt__jp_hudson_work(size_t n);

/* joinpoint_serial.c: rho by restricted maximum likelihood with kmax joinpoints. */
tt_status tt__jp_rho_estimate(const tt_points *points, const tt_joinpoint_options *options,
                              size_t kmax, double *rho, tt_error *err);

/* joinpoint_perm.c */
typedef struct tt__jp_null {
    const tt_joinpoint_options *options;
    const tt__jp_design *design;
    const tt__jp_best *best; /* best[k], of every k up to the largest */
    uint64_t use;            /* number of the random stream */
} tt__jp_null;
tt_status tt__jp_permutation_test(const tt__jp_null *null, tt_joinpoint_test *test, tt_error *err);

/* joinpoint_select.c */
tt_status tt__jp_sequence(const tt__jp_null *null, tt_joinpoint_result *result, tt_error *err);
void tt__jp_criteria(const tt__jp_rows *rows, const tt__jp_fit *fit, double weight,
                     tt_joinpoint_model *model);
size_t tt__jp_choose(const tt_joinpoint_model *models, size_t count, tt_joinpoint_select select);

/* joinpoint_infer.c */
typedef struct tt__jp_context {
    const tt_joinpoint_options *options;
    const tt__jp_rows *rows;
    const tt__jp_design *design;
    const tt__jp_fit *fit;
} tt__jp_context;
tt_status tt__jp_infer(const tt__jp_context *context, const tt__jp_searcher *searcher,
                       tt_joinpoint_model *model, tt_error *err);
double tt__jp_percent(tt_joinpoint_scale scale, double slope);
/* Slope of a segment and years of a knot in terms of the series as observed. */
double tt__jp_observed_slope(const tt__jp_rows *rows, const tt__jp_fit *fit, size_t j);
double tt__jp_year(const tt__jp_rows *rows, double knot);

/* joinpoint_boot.c: empirical limits of one model, over its parametric ones. */
tt_status tt__jp_bootstrap(const tt__jp_context *context, const tt__jp_best *best,
                           tt_joinpoint_model *model, tt_error *err);

#endif
