/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lag-1 autocorrelation of the errors, from the data.
 *
 * Restricted maximum likelihood (Patterson and Thompson 1971, Biometrika 58:545) given the
 * joinpoints of the largest model, which leaves the least trend in the residuals: rho minimises
 *
 *     (n - p) ln SSE(rho) + ln |V(rho)| + ln |X' V(rho)^-1 X|.
 *
 * The correction for the p fitted parameters matters: in short series the plain correlation of
 * residuals is far too low. A joinpoint that is estimated counts as a parameter too; its column of X is
 * the derivative of the mean, a step at the joinpoint, so X spans a line of its own on each segment
 * and p = 2k + 2. (With k + 2 columns but p = 2k + 2 the criterion falls without end towards rho = 1.)
 * Joinpoints are searched again at the new rho until they stay. NCI's estimator is not known. */
#include "joinpoint_internal.h"

#include <math.h>

#include "linreg_core.h"
#include "tiptrend/memory.h"

#define RHO_BOUND  0.99
#define GRID_STEPS 40    /* the likelihood can have two minima: look everywhere first */
#define PRECISION  1e-10 /* of rho */
#define MAX_ROUNDS 10    /* joinpoints may alternate between two places */
#define COLUMNS    (2 * (TT_JOINPOINT_MAX + 1) + 1)
#define DEPENDENT  1e-10 /* share of a column's squares below which it depends on the others */

typedef struct profile {
    const tt_points *points;
    const tt_joinpoint_options *options;
    const tt__jp_fit *fit; /* joinpoints */
    double *residual;
    double *columns; /* columns[COLUMNS * n] */
    tt_status status;
    tt_error *err;
} profile;

/* Can all spacings be counted in the shortest one? Otherwise rho cannot be negative. */
static int is_regular(const tt_points *points)
{
    const double step = tt__shortest_step(points);
    for (size_t i = 1; i < points->n; i++) {
        const double distance = (points->time[i] - points->time[i - 1]) / step;
        if (fabs(distance - nearbyint(distance)) >= 1e-6 * distance)
            return 0;
    }
    return 1;
}

/* The whitened columns of a line of its own on segment `j`, at column c and c + 1. Row i is the
 * difference of its own observation, times `own`, and the one before, times `other`. */
static void fill_line(const profile *p, const tt__jp_rows *rows, size_t j, size_t c)
{
    const size_t n = rows->n;
    const double from = j == 0 ? -INFINITY : p->fit->knot[j];
    const double to = j == p->fit->k ? INFINITY : p->fit->knot[j + 1];
    double *level = p->columns + c * n;
    double *slope = level + n;
    for (size_t i = 0; i < n; i++) {
        const double x = rows->x[i];
        const double before = i > 0 ? rows->x[i - 1] : -INFINITY;
        const double own = i > 0 ? (rows->u[i] - rows->v[i] * before) / (x - before) : rows->v[i];
        const double a = x > from && x <= to ? own : 0;
        const double b = i > 0 && before > from && before <= to ? own - rows->v[i] : 0;
        level[i] = a - b;
        slope[i] = a * x - (i > 0 ? b * before : 0);
    }
}

/* Takes the columns before out of column c; gives ln of the squares that are left, or not-a-number
 * when nothing is. */
static double log_left(double *columns, size_t c, size_t n)
{
    double *column = columns + c * n;
    double before = 0;
    for (size_t i = 0; i < n; i++)
        before += column[i] * column[i];
    for (size_t e = 0; e < 2 * c; e++) { /* twice over, for precision */
        const double *other = columns + e % c * n;
        double dot = 0;
        for (size_t i = 0; i < n; i++)
            dot += other[i] * column[i];
        for (size_t i = 0; i < n; i++)
            column[i] -= dot * other[i];
    }
    double after = 0;
    for (size_t i = 0; i < n; i++)
        after += column[i] * column[i];
    const int depends = !(after > DEPENDENT * before);
    for (size_t i = 0; i < n; i++)
        column[i] = depends ? 0 : column[i] / sqrt(after);
    return depends ? NAN : log(after);
}

/* ln |X' V^-1 X|; the rank of X goes to *rank. */
static double log_det_design(const profile *p, const tt__jp_rows *rows, size_t *rank)
{
    size_t count = 2 * (p->fit->k + 1);
    for (size_t j = 0; j <= p->fit->k; j++)
        fill_line(p, rows, j, 2 * j);
    for (size_t i = 0; rows->g && i < rows->n; i++)
        p->columns[count * rows->n + i] = rows->g[i];
    count += rows->g ? 1 : 0;
    double sum = 0;
    *rank = 0;
    for (size_t c = 0; c < count; c++) {
        const double left = log_left(p->columns, c, rows->n);
        if (isnan(left))
            continue;
        sum += left;
        ++*rank;
    }
    return sum;
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
    size_t rank;
    double log_det = log_det_design(p, &rows, &rank);
    const double step = tt__shortest_step(p->points);
    for (size_t i = 1; i < p->points->n; i++) {
        const double distance = (p->points->time[i] - p->points->time[i - 1]) / step;
        log_det += log1p(-pow(fabs(rho), 2 * distance));
    }
    const double value = (double)(rows.n - rank) * log(fmax(fit.sse, rows.noise)) + log_det;
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
    double *residual = tt_calloc((2 + COLUMNS) * points->n, sizeof *residual);
    if (!residual)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu residuals", points->n);
    tt__jp_best best;
    profile p = {.points = points,
                 .options = options,
                 .fit = &best.fit,
                 .residual = residual,
                 .columns = residual + 2 * points->n,
                 .err = err};
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
