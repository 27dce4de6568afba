/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orthogonal bases in doubled precision.
 *
 * Powers of x: the next vector is x times the last one, made orthogonal to all before (Forsythe 1957,
 * Stieltjes). Powers themselves are never formed, and the only thing asked of the data is x. Any
 * other design: the next vector is the next column (Gram and Schmidt). Either way each vector is made
 * orthogonal twice, which leaves it so to the last digit ("twice is enough", Giraud et al 2005).
 * Beside each vector runs its expansion in the original columns, by the same operations: it is what
 * the inverse of the triangular factor of a QR decomposition holds.
 *
 * Doubled precision has 31 digits. Filip's ten powers cost 15, those of 60 years from year 0 cost 30,
 * but in an orthogonal basis only the last step back to powers, a sum of few terms, does. */
#include "lsq_core.h"

#include <math.h>

#include "tiptrend/memory.h"

/* A column whose part outside the ones before is smaller is their combination, but for rounding in
 * doubled precision (2^-106, times the sums). */
#define DEPENDENT 1e-26

static double weight_at(const tt__lsq_basis *b, size_t i)
{
    return b->weights ? b->weights[i] : 1;
}

static tt__dd inner(const tt__lsq_basis *b, const tt__dd *a, const tt__dd *c)
{
    tt__dd sum = {0, 0};
    for (size_t i = 0; i < b->n; i++) {
        tt__dd term = tt__dd_mul(a[i], c[i]);
        if (b->weights)
            term = tt__dd_mul(term, tt__dd_of(b->weights[i]));
        sum = tt__dd_add(sum, term);
    }
    return sum;
}

/* a -= factor * c */
static void take_away(tt__dd *a, tt__dd factor, const tt__dd *c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        a[i] = tt__dd_sub(a[i], tt__dd_mul(factor, c[i]));
}

/* Makes vector k orthogonal to the ones before. Returns which part of its length is left. */
static double orthogonalise(tt__lsq_basis *b, size_t k)
{
    tt__dd *v = b->vector + k * b->n;
    tt__dd *expansion = b->coefficient + k * b->columns;
    double before = sqrt(inner(b, v, v).high);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t j = 0; j < k; j++) {
            const tt__dd *other = b->vector + j * b->n;
            tt__dd factor = tt__dd_div(inner(b, v, other), b->norm[j]);
            take_away(v, factor, other, b->n);
            take_away(expansion, factor, b->coefficient + j * b->columns, b->columns);
        }
    }
    b->norm[k] = inner(b, v, v);
    double after = sqrt(b->norm[k].high);
    return before > 0 ? after / before : 0;
}

/* Powers of two that bring the largest of a column to the order of 1. */
static int power_of(double largest)
{
    int power = 0;
    (void)frexp(largest, &power);
    return largest > 0 ? power : 0;
}

static void scale_columns(const tt_lsq_design *d, tt__lsq_basis *b)
{
    for (size_t j = 0; j < b->columns; j++) {
        double largest = 0;
        for (size_t i = 0; i < d->n; i++)
            largest =
                fmax(largest, fabs(d->powers ? d->x[i] - d->centre : d->x[i * d->columns + j]));
        b->power[j] = power_of(largest) * (d->powers ? (int)j : 1);
    }
}

/* x of row i for powers, about the centre and scaled as a column is. */
static tt__dd abscissa(const tt_lsq_design *d, const tt__lsq_basis *b, size_t i)
{
    tt__dd x = tt__dd_sum(d->x[i], -d->centre);
    return tt__dd_scale(x, -(b->columns > 1 ? b->power[1] : 0));
}

/* Vector k and its expansion before they are made orthogonal. */
static void start_vector(const tt_lsq_design *d, tt__lsq_basis *b, size_t k)
{
    tt__dd *v = b->vector + k * b->n;
    tt__dd *expansion = b->coefficient + k * b->columns;
    if (!d->powers || k == 0) {
        for (size_t i = 0; i < b->n; i++)
            v[i] = tt__dd_of(d->powers ? 1 : ldexp(d->x[i * d->columns + k], -b->power[k]));
        expansion[k] = tt__dd_of(1);
        return;
    }
    const tt__dd *last = v - b->n;
    for (size_t i = 0; i < b->n; i++)
        v[i] = tt__dd_mul(abscissa(d, b, i), last[i]);
    const tt__dd *previous = expansion - b->columns;
    for (size_t j = 1; j <= k; j++)
        expansion[j] = previous[j - 1];
}

static tt_status build(const tt_lsq_design *design, tt__lsq_basis *b, tt_error *err)
{
    scale_columns(design, b);
    b->nearest = 1;
    for (size_t k = 0; k < b->columns; k++) {
        start_vector(design, b, k);
        double left = orthogonalise(b, k);
        if (!(left > DEPENDENT))
            return tt_fail(err, TT_ESINGULAR,
                           design->powers
                               ? "power %zu is not determined: it needs more different values of "
                                 "the variable, or a lower degree"
                               : "column %zu is a combination of the ones before it: leave it out",
                           design->powers ? k : k + 1);
        b->nearest = fmin(b->nearest, left);
    }
    return TT_OK;
}

tt_status tt__lsq_basis_make(const tt_lsq_design *design, tt__lsq_basis *basis, tt_error *err)
{
    size_t n = design->n;
    size_t columns = design->columns;
    *basis = (tt__lsq_basis){.n = n, .columns = columns, .weights = design->weights};
    basis->vector = tt_calloc(columns * n, sizeof *basis->vector);
    basis->norm = tt_calloc(columns, sizeof *basis->norm);
    basis->coefficient = tt_calloc(columns * columns, sizeof *basis->coefficient);
    basis->power = tt_calloc(columns, sizeof *basis->power);
    tt_status status = TT_OK;
    if (!basis->vector || !basis->norm || !basis->coefficient || !basis->power)
        status = tt_fail(err, TT_ENOMEM, "no memory for a design of %zu x %zu", n, columns);
    if (!status)
        status = build(design, basis, err);
    if (status)
        tt__lsq_basis_clear(basis);
    return status;
}

void tt__lsq_basis_clear(tt__lsq_basis *basis)
{
    tt_free(basis->vector);
    tt_free(basis->norm);
    tt_free(basis->coefficient);
    tt_free(basis->power);
    *basis = (tt__lsq_basis){0};
}

tt__dd tt__lsq_project(const tt__lsq_basis *b, const tt__dd *y, tt__dd *beta, tt__dd *residual)
{
    for (size_t i = 0; i < b->n; i++)
        residual[i] = y[i];
    for (size_t j = 0; j < b->columns; j++)
        beta[j] = tt__dd_of(0);
    /* What is left is projected, not y: large low-order terms leave no rounding in the high ones. The
     * second round takes what rounding has left in the first. */
    for (size_t k = 0; k < 2 * b->columns; k++) {
        size_t at = k % b->columns;
        const tt__dd *v = b->vector + at * b->n;
        tt__dd factor = tt__dd_div(inner(b, residual, v), b->norm[at]);
        take_away(residual, factor, v, b->n);
        take_away(beta, tt__dd_negative(factor), b->coefficient + at * b->columns, b->columns);
    }
    for (size_t j = 0; j < b->columns; j++)
        beta[j] = tt__dd_scale(beta[j], -b->power[j]);
    return inner(b, residual, residual);
}

double tt__lsq_unscaled(const tt__lsq_basis *b, size_t j, size_t l)
{
    tt__dd sum = {0, 0};
    for (size_t k = j > l ? j : l; k < b->columns; k++) {
        const tt__dd *c = b->coefficient + k * b->columns;
        sum = tt__dd_add(sum, tt__dd_div(tt__dd_mul(c[j], c[l]), b->norm[k]));
    }
    return ldexp(tt__dd_value(sum), -b->power[j] - b->power[l]);
}

double tt__lsq_leverage(const tt__lsq_basis *b, size_t i)
{
    tt__dd sum = {0, 0};
    for (size_t k = 0; k < b->columns; k++) {
        tt__dd v = b->vector[k * b->n + i];
        sum = tt__dd_add(sum, tt__dd_div(tt__dd_mul(v, v), b->norm[k]));
    }
    return weight_at(b, i) * tt__dd_value(sum);
}

double tt__lsq_pull(const tt__lsq_basis *b, size_t i, size_t j)
{
    tt__dd sum = {0, 0};
    for (size_t k = j; k < b->columns; k++) {
        tt__dd v = b->vector[k * b->n + i];
        tt__dd term = tt__dd_mul(v, b->coefficient[k * b->columns + j]);
        sum = tt__dd_add(sum, tt__dd_div(term, b->norm[k]));
    }
    return ldexp(weight_at(b, i) * tt__dd_value(sum), -b->power[j]);
}
