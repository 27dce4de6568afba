/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lag-1 autocorrelation of the errors, from the data.
 *
 * Restricted maximum likelihood (Patterson and Thompson 1971, Biometrika 58:545) given the
 * joinpoints of the largest model, which leaves the least trend in the residuals: rho minimises
 *
 *     (n - p) ln SSE(rho) + ln |V(rho)| + ln |X' V(rho)^-1 X|.
 *
 * The correction for the p fitted parameters matters: in short series the plain correlation of
 * residuals is far too low. Joinpoints are searched again at the new rho until they stay. NCI's
 * estimator is not known. */
#include "joinpoint_internal.h"

#include <math.h>

#include "tiptrend/memory.h"

#define RHO_BOUND  0.99
#define GRID_STEPS 40    /* the likelihood can have two minima: look everywhere first */
#define PRECISION  1e-10 /* of rho */
#define MAX_ROUNDS 10    /* joinpoints may alternate between two places */

typedef struct profile {
    const tt_points *points;
    const tt_joinpoint_options *options;
    const tt__jp_fit *fit; /* joinpoints */
    double *residual;
    tt_status status;
    tt_error *err;
} profile;

static double step_of(const tt_points *points)
{
    double step = INFINITY;
    for (size_t i = 1; i < points->n; i++)
        step = fmin(step, points->time[i] - points->time[i - 1]);
    return step;
}

/* Can all spacings be counted in the shortest one? Otherwise rho cannot be negative. */
static int is_regular(const tt_points *points)
{
    const double step = step_of(points);
    for (size_t i = 1; i < points->n; i++) {
        const double distance = (points->time[i] - points->time[i - 1]) / step;
        if (fabs(distance - nearbyint(distance)) >= 1e-6 * distance)
            return 0;
    }
    return 1;
}

/* Minus twice the restricted log-likelihood, up to a constant. */
static double deviance(profile *p, double rho)
{
    tt__jp_rows rows = {0};
    p->status = tt__jp_rows_make(p->points, p->options, rho, &rows, p->err);
    if (p->status)
        return INFINITY;
    tt__jp_fit fit = *p->fit;
    const tt__jp_response response = {.z = rows.z};
    tt__jp_solve(&rows, &response, &fit, p->residual);
    const double parameters = 2 * (double)fit.k + 2 + (rows.g ? 1 : 0);
    double log_det = 0;
    const double step = step_of(p->points);
    for (size_t i = 1; i < p->points->n; i++) {
        const double distance = (p->points->time[i] - p->points->time[i - 1]) / step;
        log_det += log1p(-pow(fabs(rho), 2 * distance));
    }
    const double value = ((double)rows.n - parameters) * log(fmax(fit.sse, rows.noise)) + log_det +
                         tt__jp_solve_log_det(&rows, &fit);
    tt__jp_rows_clear(&rows);
    return value;
}

/* Least deviance: best point of a grid, then golden section around it. */
static double minimise(profile *p)
{
    const double low = is_regular(p->points) ? -RHO_BOUND : 0;
    const double width = (RHO_BOUND - low) / GRID_STEPS;
    double best = low;
    double least = INFINITY;
    for (int i = 0; i <= GRID_STEPS; i++) {
        const double rho = low + width * i;
        const double value = deviance(p, rho);
        if (value < least) {
            least = value;
            best = rho;
        }
    }
    double a = fmax(low, best - width);
    double b = fmin(RHO_BOUND, best + width);
    const double golden = 0.5 * (sqrt(5) - 1);
    double c = b - golden * (b - a);
    double d = a + golden * (b - a);
    double fc = deviance(p, c);
    double fd = deviance(p, d);
    while (b - a > PRECISION && !p->status) {
        if (fc < fd) {
            b = d;
            d = c;
            fd = fc;
            c = b - golden * (b - a);
            fc = deviance(p, c);
        } else {
            a = c;
            c = d;
            fc = fd;
            d = a + golden * (b - a);
            fd = deviance(p, d);
        }
    }
    return 0.5 * (a + b);
}

/* Best joinpoints at a given rho. */
static tt_status place(const profile *p, double rho, size_t k, tt__jp_best *best)
{
    tt__jp_rows rows = {0};
    tt__jp_design design = {0};
    tt__jp_searcher searcher = {0};
    tt_status status = tt__jp_rows_make(p->points, p->options, rho, &rows, p->err);
    if (!status)
        status = tt__jp_design_make(&rows, p->options, &design, p->err);
    if (!status)
        status = tt__jp_searcher_make(&design, k, &searcher, p->err);
    if (!status) {
        const tt__jp_response response = {.z = rows.z};
        tt__jp_search(&searcher, &response, best);
    }
    tt__jp_searcher_clear(&searcher);
    tt__jp_design_clear(&design);
    tt__jp_rows_clear(&rows);
    return status;
}

tt_status tt__jp_rho_estimate(const tt_points *points, const tt_joinpoint_options *options,
                              size_t kmax, double *rho, tt_error *err)
{
    double *residual = tt_calloc(2 * points->n, sizeof *residual);
    if (!residual)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu residuals", points->n);
    tt__jp_best best;
    profile p = {
        .points = points, .options = options, .fit = &best.fit, .residual = residual, .err = err};
    *rho = 0;
    tt_status status = place(&p, 0, kmax, &best);
    for (int round = 0; round < MAX_ROUNDS && !status; round++) {
        const tt__jp_best before = best;
        *rho = minimise(&p);
        status = p.status ? p.status : place(&p, *rho, kmax, &best);
        int same = 1;
        for (size_t j = 0; j < kmax; j++)
            same = same && best.node[j] == before.node[j];
        if (same)
            break;
    }
    tt_free(residual);
    return status;
}
