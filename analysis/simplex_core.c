/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small linear programs in whole numbers: a dense tableau in two phases with Bland's rule, which cannot cycle,
 * and branching on what comes out fractional. Bounds above are rows of their own. With sums of cells as rows
 * the pivots are 1 and -1 in all but odd tables, so that nothing is lost to rounding. */
#include "simplex_core.h"

#include <math.h>

#include "tiptrend/memory.h"

#define TINY     1e-9 /* below this an entry of the tableau is 0 */
#define INTEGRAL 1e-6 /* this near to a whole number a value is one */

/* Branches of one search, and steps of one tableau, at most. Tables at hand take a handful. */
enum { MOST_NODES = 2000, MOST_STEPS = 20000 };

typedef enum outcome { OPTIMAL, INFEASIBLE, UNBOUNDED, GAVE_UP } outcome;

typedef struct tableau {
    size_t rows;
    size_t columns;    /* variables, slacks of bounds, artificials; the right side is one more */
    size_t artificial; /* the first of them */
    double *cell;      /* cell[(rows + 1) * (columns + 1)]: the last row is the objective */
    size_t *basis;     /* basis[rows] */
} tableau;

static double *at(const tableau *t, size_t row, size_t column)
{
    return &t->cell[row * (t->columns + 1) + column];
}

static void pivot(tableau *t, size_t row, size_t column)
{
    double scale = 1 / *at(t, row, column);
    for (size_t c = 0; c <= t->columns; c++)
        *at(t, row, c) *= scale;
    for (size_t r = 0; r <= t->rows; r++) {
        double factor = *at(t, r, column);
        if (r == row || factor == 0)
            continue;
        for (size_t c = 0; c <= t->columns; c++) {
            double *cell = at(t, r, c);
            *cell -= factor * *at(t, row, c);
            if (fabs(*cell) < TINY)
                *cell = 0;
        }
    }
    t->basis[row] = column;
}

/* Steps until the objective row has no negative entry among the first `columns`. */
static outcome optimise(tableau *t, size_t columns)
{
    for (int step = 0; step < MOST_STEPS; step++) {
        size_t enter = 0;
        while (enter<columns && * at(t, t->rows, enter)> - TINY)
            enter++;
        if (enter == columns)
            return OPTIMAL;
        size_t leave = t->rows;
        double best = INFINITY;
        for (size_t r = 0; r < t->rows; r++) {
            double entry = *at(t, r, enter);
            if (entry <= TINY)
                continue;
            double ratio = *at(t, r, t->columns) / entry;
            if (ratio < best - TINY ||
                (ratio <= best + TINY && (leave == t->rows || t->basis[r] < t->basis[leave]))) {
                best = fmin(ratio, best);
                leave = r;
            }
        }
        if (leave == t->rows)
            return UNBOUNDED;
        pivot(t, leave, enter);
    }
    return GAVE_UP;
}

/* ---- building ---- */

static size_t count_bounded(const tt__program *p)
{
    size_t count = 0;
    for (size_t v = 0; v < p->variables; v++)
        count += isfinite(p->high[v]) ? 1 : 0;
    return count;
}

/* Rows of the program, shifted so that all variables begin at 0, and of the bounds above. */
static void fill_rows(const tt__program *p, tableau *t)
{
    for (size_t r = 0; r < p->rows; r++) {
        double right = p->right[r];
        for (size_t v = 0; v < p->variables; v++) {
            *at(t, r, v) = p->matrix[r * p->variables + v];
            right -= p->matrix[r * p->variables + v] * p->low[v];
        }
        *at(t, r, t->columns) = right;
    }
    size_t row = p->rows;
    for (size_t v = 0; v < p->variables; v++) {
        if (!isfinite(p->high[v]))
            continue;
        *at(t, row, v) = 1;
        *at(t, row, p->variables + (row - p->rows)) = 1;
        *at(t, row++, t->columns) = p->high[v] - p->low[v];
    }
}

/* An artificial variable for each row; the objective is their sum, taken out of the tableau. */
static void add_artificials(tableau *t)
{
    for (size_t r = 0; r < t->rows; r++) {
        if (*at(t, r, t->columns) < 0)
            for (size_t c = 0; c <= t->columns; c++)
                *at(t, r, c) = -*at(t, r, c);
        *at(t, r, t->artificial + r) = 1;
        t->basis[r] = t->artificial + r;
        for (size_t c = 0; c <= t->columns; c++)
            if (c < t->artificial || c == t->columns)
                *at(t, t->rows, c) -= *at(t, r, c);
    }
}

/* Artificials at 0 leave the basis where something can replace them; elsewhere their row says nothing. */
static void drop_artificials(tableau *t)
{
    for (size_t r = 0; r < t->rows; r++) {
        size_t c = 0;
        if (t->basis[r] < t->artificial)
            continue;
        while (c < t->artificial && fabs(*at(t, r, c)) <= TINY)
            c++;
        if (c < t->artificial)
            pivot(t, r, c);
    }
}

/* The objective: to make `sign` times one variable great. */
static void set_objective(tableau *t, size_t variable, double sign)
{
    for (size_t c = 0; c <= t->columns; c++)
        *at(t, t->rows, c) = 0;
    *at(t, t->rows, variable) = -sign;
    for (size_t r = 0; r < t->rows; r++) {
        double factor = *at(t, t->rows, t->basis[r]);
        for (size_t c = 0; factor != 0 && c <= t->columns; c++)
            *at(t, t->rows, c) -= factor * *at(t, r, c);
    }
}

/* The greatest (sign 1) or least (-1) value of a variable, and the point that has it: x[variables]. */
static outcome solve(const tt__program *p, size_t variable, double sign, double *x, tt_error *err,
                     tt_status *status)
{
    size_t bounded = count_bounded(p);
    tableau t = {.rows = p->rows + bounded,
                 .artificial = p->variables + bounded,
                 .columns = p->variables + bounded + p->rows + bounded};
    t.cell = tt_calloc((t.rows + 1) * (t.columns + 1), sizeof *t.cell);
    t.basis = tt_calloc(t.rows, sizeof *t.basis);
    outcome result = GAVE_UP;
    if (!t.cell || !t.basis) {
        *status = tt_fail(err, TT_ENOMEM, "no memory for a program of %zu variables", p->variables);
    } else {
        fill_rows(p, &t);
        add_artificials(&t);
        result = optimise(&t, t.artificial);
        if (result == OPTIMAL && *at(&t, t.rows, t.columns) < -INTEGRAL)
            result = INFEASIBLE;
    }
    if (result == OPTIMAL) {
        drop_artificials(&t);
        set_objective(&t, variable, sign);
        result = optimise(&t, t.artificial);
    }
    for (size_t v = 0; v < p->variables; v++)
        x[v] = p->low[v];
    for (size_t r = 0; result == OPTIMAL && r < t.rows; r++)
        if (t.basis[r] < p->variables)
            x[t.basis[r]] += *at(&t, r, t.columns);
    tt_free(t.cell);
    tt_free(t.basis);
    return result;
}

/* ---- whole numbers ---- */

typedef struct search {
    tt__program *program;
    size_t variable;
    double sign;
    double best; /* sign times the best whole value so far; -infinity when there is none */
    int nodes;
    int exact;
    tt_status status;
    tt_error *err;
} search;

static size_t fractional(const tt__program *p, const double *x)
{
    size_t v = 0;
    while (v < p->variables && fabs(x[v] - round(x[v])) < INTEGRAL)
        v++;
    return v;
}

static void branch(search *s)
{
    tt__program *p = s->program;
    double *x = tt_calloc(p->variables, sizeof *x);
    if (!x) {
        s->status = tt_fail(s->err, TT_ENOMEM, "no memory for a search");
        return;
    }
    outcome result =
        ++s->nodes > MOST_NODES ? GAVE_UP : solve(p, s->variable, s->sign, x, s->err, &s->status);
    size_t v = result == OPTIMAL ? fractional(p, x) : 0;
    double value = result == OPTIMAL ? s->sign * x[s->variable] : -INFINITY;
    s->exact &= result != GAVE_UP;
    if (result == UNBOUNDED)
        s->best = INFINITY;
    /* a branch whose optimum is not a whole one better cannot help */
    if (result != OPTIMAL || floor(value + INTEGRAL) <= s->best || s->status != TT_OK) {
        tt_free(x);
        return;
    }
    if (v == p->variables) {
        s->best = round(value);
        tt_free(x);
        return;
    }
    double low = p->low[v];
    double high = p->high[v];
    double below = floor(x[v]);
    tt_free(x);
    p->high[v] = below;
    branch(s);
    p->high[v] = high;
    p->low[v] = below + 1;
    if (s->status == TT_OK)
        branch(s);
    p->low[v] = low;
}

tt_status tt__program_range(tt__program *program, size_t variable, tt_interval *out, int *exact,
                            tt_error *err)
{
    *exact = 1;
    double *ends[2] = {&out->low, &out->high};
    for (int side = 0; side < 2; side++) {
        search s = {.program = program,
                    .variable = variable,
                    .sign = side ? 1 : -1,
                    .best = -INFINITY,
                    .exact = 1,
                    .status = TT_OK,
                    .err = err};
        branch(&s);
        if (s.status != TT_OK)
            return s.status;
        *ends[side] = s.sign * s.best; /* nothing feasible: infinity below, minus infinity above */
        *exact &= s.exact;
    }
    return TT_OK;
}
