/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least-squares fit for given joinpoints, to full precision.
 *
 * Unknowns are the values at the knots (hat basis), so the normal matrix is tridiagonal and well
 * conditioned. It is solved by elimination, then once more for what the residuals still hold; the
 * SSE is the sum of the squared residuals. An extra column (jump, or the offset of a second series)
 * is fitted by its own residual after the hats. The same file has the weight W of WBIC, which is
 * another small regression. */
#include "joinpoint_internal.h"

#include <math.h>

#define REFINEMENTS 2
/* Share of a column's squares below which it counts as a combination of the others. */
#define DEPENDENT 1e-10

/* The tridiagonal normal matrix after elimination: pivots and multipliers of k + 2 knots. */
typedef struct hats {
    const tt__jp_rows *rows;
    const tt__jp_fit *fit;
    double pivot[TT__JP_KNOTS];
    double multiplier[TT__JP_KNOTS];
} hats;

/* Rows of segment j are first[j] .. first[j + 1] - 1: up to its right knot. */
static size_t segment_end(const tt__jp_rows *rows, const tt__jp_fit *fit, size_t j, size_t i)
{
    if (j == fit->k)
        return rows->n;
    while (i < rows->n && rows->x[i] <= fit->knot[j + 1])
        i++;
    return i;
}

static void eliminate(hats *h)
{
    const tt__jp_rows *rows = h->rows;
    const tt__jp_fit *fit = h->fit;
    double diagonal = 0;
    size_t i = 0;
    for (size_t j = 0; j <= fit->k; j++) {
        const double a = fit->knot[j];
        const double b = fit->knot[j + 1];
        double ab = 0;
        double bb = 0;
        for (const size_t end = segment_end(rows, fit, j, i); i < end; i++) {
            const double left = (b * rows->v[i] - rows->u[i]) / (b - a);
            const double right = (rows->u[i] - a * rows->v[i]) / (b - a);
            diagonal += left * left;
            ab += left * right;
            bb += right * right;
        }
        h->pivot[j] = diagonal;
        h->multiplier[j] = ab / diagonal;
        diagonal = bb - ab * h->multiplier[j];
    }
    h->pivot[fit->k + 1] = diagonal;
}

/* Values at the knots that fit `column` best. */
static void solve_once(const hats *h, const double *column, double *value)
{
    const tt__jp_rows *rows = h->rows;
    const tt__jp_fit *fit = h->fit;
    double right_side = 0;
    size_t i = 0;
    for (size_t j = 0; j <= fit->k; j++) {
        const double a = fit->knot[j];
        const double b = fit->knot[j + 1];
        double next = 0;
        for (const size_t end = segment_end(rows, fit, j, i); i < end; i++) {
            right_side += (b * rows->v[i] - rows->u[i]) / (b - a) * column[i];
            next += (rows->u[i] - a * rows->v[i]) / (b - a) * column[i];
        }
        value[j] = right_side;
        right_side = next - h->multiplier[j] * right_side;
    }
    value[fit->k + 1] = right_side / h->pivot[fit->k + 1];
    for (size_t j = fit->k + 1; j-- > 0;)
        value[j] = value[j] / h->pivot[j] - h->multiplier[j] * value[j + 1];
}

static void subtract(const hats *h, const double *value, double *column)
{
    const tt__jp_rows *rows = h->rows;
    const tt__jp_fit *fit = h->fit;
    size_t i = 0;
    for (size_t j = 0; j <= fit->k; j++) {
        const double a = fit->knot[j];
        const double b = fit->knot[j + 1];
        for (const size_t end = segment_end(rows, fit, j, i); i < end; i++)
            column[i] -= ((b * rows->v[i] - rows->u[i]) * value[j] +
                          (rows->u[i] - a * rows->v[i]) * value[j + 1]) /
                         (b - a);
    }
}

/* Fits `column`, which becomes its residual. */
static void fit_column(const hats *h, double *column, double *value)
{
    for (size_t j = 0; j < h->fit->k + 2; j++)
        value[j] = 0;
    for (int pass = 0; pass <= REFINEMENTS; pass++) {
        double part[TT__JP_KNOTS];
        solve_once(h, column, part);
        subtract(h, part, column);
        for (size_t j = 0; j < h->fit->k + 2; j++)
            value[j] += part[j];
    }
}

/* The extra column: its residual after the hats takes what it can of the response's residual. */
static void fit_extra(const hats *h, const tt__jp_response *response, tt__jp_fit *fit,
                      double *residual)
{
    const tt__jp_rows *rows = h->rows;
    double *other = residual + rows->n;
    double value[TT__JP_KNOTS];
    for (size_t i = 0; i < rows->n; i++)
        other[i] = rows->g[i];
    fit_column(h, other, value);
    double gg = rows->extra_gg;
    double yg = response->extra_yg;
    for (size_t i = 0; i < rows->n; i++) {
        gg += other[i] * other[i];
        yg += other[i] * residual[i];
    }
    fit->jump = yg / gg;
    fit->jump_ss = gg;
    for (size_t i = 0; i < rows->n; i++)
        residual[i] -= fit->jump * other[i];
    for (size_t j = 0; j < fit->k + 2; j++)
        fit->value[j] -= fit->jump * value[j];
}

void tt__jp_solve(const tt__jp_rows *rows, const tt__jp_response *response, tt__jp_fit *fit,
                  double *residual)
{
    fit->knot[0] = rows->x[0];
    fit->knot[fit->k + 1] = rows->x[rows->n - 1];
    hats h = {.rows = rows, .fit = fit};
    eliminate(&h);
    for (size_t i = 0; i < rows->n; i++)
        residual[i] = response->z[i];
    fit_column(&h, residual, fit->value);
    fit->jump = 0;
    fit->jump_ss = 0;
    fit->sse = response->extra_yy;
    if (rows->g) {
        fit_extra(&h, response, fit, residual);
        fit->sse += fit->jump * (fit->jump * rows->extra_gg - 2 * response->extra_yg);
    }
    for (size_t i = 0; i < rows->n; i++)
        fit->sse += residual[i] * residual[i];
    for (size_t j = 0; j <= fit->k; j++)
        fit->slope[j] = (fit->value[j + 1] - fit->value[j]) / (fit->knot[j + 1] - fit->knot[j]);
}

/* Takes the projections on the first `count` columns (orthonormal) out of a column. */
static void project_out(const double *columns, size_t count, size_t length, double *column)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t c = 0; c < count; c++) {
            double dot = 0;
            for (size_t i = 0; i < length; i++)
                dot += columns[c * length + i] * column[i];
            for (size_t i = 0; i < length; i++)
                column[i] -= dot * columns[c * length + i];
        }
}

static double squares(const double *column, size_t length)
{
    double sum = 0;
    for (size_t i = 0; i < length; i++)
        sum += column[i] * column[i];
    return sum;
}

/* Makes column c orthonormal to those before it; 0 if nothing is left of it. */
static int orthonormal(double *columns, size_t c, size_t length)
{
    double *column = columns + c * length;
    const double before = squares(column, length);
    project_out(columns, c, length, column);
    const double after = squares(column, length);
    if (!(after > DEPENDENT * before))
        return 0;
    for (size_t i = 0; i < length; i++)
        column[i] /= sqrt(after);
    return 1;
}

/* (x - tau)^+ in every row of a window. Of a row that mixes two observations on one side of tau it
 * is u - tau v or 0; a row starts after tau as soon as its newest observation lies after it. */
static void hinge(const tt__jp_rows *rows, double tau, size_t from, size_t length, double *out)
{
    for (size_t i = 0; i < length; i++)
        out[i] = rows->x[from + i] > tau ? rows->u[from + i] - tau * rows->v[from + i] : 0;
}

/* Squared partial correlation of the response with the hinge at joinpoint j, given the line (and
 * the jump), on the observations after joinpoint j - 1 and up to joinpoint j + 1. */
static double partial_r2(const tt__jp_rows *rows, const tt__jp_fit *fit, size_t j, double *work)
{
    size_t from = 0;
    while (j > 1 && rows->x[from] <= fit->knot[j - 1])
        from++;
    size_t to = rows->n;
    while (rows->x[to - 1] > fit->knot[j + 1])
        to--;
    const size_t length = to - from;
    double *columns = work;
    for (size_t i = 0; i < length; i++) {
        columns[i] = rows->v[from + i];
        columns[length + i] = rows->u[from + i];
    }
    size_t count = (size_t)orthonormal(columns, 0, length);
    count += (size_t)orthonormal(columns, 1, length);
    if (rows->g) {
        for (size_t i = 0; i < length; i++)
            columns[2 * length + i] = rows->g[from + i];
        count += (size_t)orthonormal(columns, 2, length);
    }
    double *y = work + 3 * rows->n;
    double *h = work + 4 * rows->n;
    hinge(rows, fit->knot[j], from, length, h);
    for (size_t i = 0; i < length; i++)
        y[i] = rows->z[from + i];
    project_out(columns, count, length, y);
    project_out(columns, count, length, h);
    double yh = 0;
    for (size_t i = 0; i < length; i++)
        yh += y[i] * h[i];
    const double yy = squares(y, length);
    const double hh = squares(h, length);
    return yy > rows->noise && hh > 0 ? fmin(1, yh / yy * (yh / hh)) : 0;
}

double tt__jp_weight(const tt__jp_rows *rows, const tt__jp_fit *fit, double *work)
{
    double weight = 0;
    for (size_t j = 1; j <= fit->k; j++)
        weight = fmax(weight, partial_r2(rows, fit, j, work));
    return weight;
}
