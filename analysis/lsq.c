/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least squares for small dense designs; lsq_core has the method.
 *
 * Beta, residuals, sums of squares and the inverse of X'WX are all formed in doubled precision and
 * rounded once. A residual scatter that is no larger than the rounding of y itself is a perfect fit,
 * with standard errors 0, not a number made of rounding. */
#include "tiptrend/lsq.h"

#include <math.h>

#include "lsq_core.h"
#include "tiptrend/memory.h"

enum { MOST_COLUMNS = 32, MOST_ROWS = 100000 };

/* With less of a column left, fewer than 6 of the 16 digits of the data say anything about it. */
#define NEARLY_DEPENDENT 1e-10

static tt_status check_row(const tt_lsq_design *d, const double *y, size_t i, tt_error *err)
{
    size_t columns = d->powers ? 1 : d->columns;
    double weight = d->weights ? d->weights[i] : 1;
    for (size_t j = 0; j < columns; j++)
        if (!isfinite(d->x[i * columns + j]))
            return tt_fail(err, TT_ENONFINITE, "row %zu of the design is not finite", i + 1);
    if (!isfinite(y[i]) || !isfinite(weight))
        return tt_fail(err, TT_ENONFINITE,
                       "row %zu has value %g and weight %g; leave missing figures out", i + 1, y[i],
                       weight);
    if (weight <= 0)
        return tt_fail(err, TT_EDOMAIN, "row %zu has a weight of %g; weights are above 0", i + 1,
                       weight);
    return TT_OK;
}

static tt_status check(const tt_lsq_design *d, const double *y, tt_error *err)
{
    if (!d || !y || !d->x || d->columns == 0)
        return tt_fail(err, TT_EUSAGE, "least squares needs a design with columns, and values");
    if (d->columns > MOST_COLUMNS || d->n > MOST_ROWS)
        return tt_fail(err, TT_ELIMIT, "a design of %zu x %zu; at most %d x %d", d->n, d->columns,
                       MOST_ROWS, MOST_COLUMNS);
    if (d->n < d->columns)
        return tt_fail(err, TT_ETOOFEW,
                       "%zu points for %zu coefficients; at least as many are needed", d->n,
                       d->columns);
    if (!isfinite(d->centre))
        return tt_fail(err, TT_ENONFINITE, "the centre is not finite");
    for (size_t i = 0; i < d->n; i++) {
        tt_status status = check_row(d, y, i, err);
        if (status)
            return status;
    }
    return TT_OK;
}

/* Some column is the same in all rows. */
static bool has_constant(const tt_lsq_design *d)
{
    if (d->powers)
        return true;
    for (size_t j = 0; j < d->columns; j++) {
        size_t i = 1;
        while (i < d->n && d->x[i * d->columns + j] == d->x[j])
            i++;
        if (i >= d->n && d->x[j] != 0)
            return true;
    }
    return false;
}

/* Weighted sum of squares of y, about the mean or about 0, and the sum of the weights. */
static tt__dd total_squares(const tt_lsq_design *d, const tt__dd *y, bool about_mean,
                            double *weight_sum)
{
    tt__dd mean = {0, 0};
    tt__dd weights = {0, 0};
    for (size_t i = 0; i < d->n; i++) {
        tt__dd w = tt__dd_of(d->weights ? d->weights[i] : 1);
        weights = tt__dd_add(weights, w);
        mean = tt__dd_add(mean, tt__dd_mul(w, y[i]));
    }
    mean = about_mean ? tt__dd_div(mean, weights) : tt__dd_of(0);
    tt__dd total = {0, 0};
    for (size_t i = 0; i < d->n; i++) {
        tt__dd from_mean = tt__dd_sub(y[i], mean);
        tt__dd square = tt__dd_mul(from_mean, from_mean);
        total = tt__dd_add(total, tt__dd_mul(tt__dd_of(d->weights ? d->weights[i] : 1), square));
    }
    *weight_sum = tt__dd_value(weights);
    return total;
}

static tt_status allocate(const tt_lsq_design *d, tt_lsq *out, tt_error *err)
{
    size_t p = d->columns;
    double *block = tt_calloc(2 * p + p * p + (3 + p) * d->n, sizeof *block);
    if (!block)
        return tt_fail(err, TT_ENOMEM, "no memory for a fit of %zu points", d->n);
    out->n = d->n;
    out->columns = p;
    out->beta = block;
    out->se = block + p;
    out->unscaled = block + 2 * p;
    out->fitted = out->unscaled + p * p;
    out->residual = out->fitted + d->n;
    out->leverage = out->residual + d->n;
    out->pull = out->leverage + d->n;
    return TT_OK;
}

/* Scatter and standard errors. y and `rss` are scaled by 2^-power. */
static void judge(const tt_lsq_design *d, const tt__dd *y, tt__dd rss, int power, tt_lsq *out)
{
    double weight_sum;
    double largest = 0;
    for (size_t i = 0; i < d->n; i++)
        largest = fmax(largest, fabs(y[i].high));
    tt__dd total = total_squares(d, y, has_constant(d), &weight_sum);
    bool perfect = sqrt(rss.high / weight_sum) <= TT__LSQ_ROUNDING * largest;
    bool flat = sqrt(total.high / weight_sum) <= TT__LSQ_ROUNDING * largest;
    out->rss = perfect ? 0 : ldexp(tt__dd_value(rss), 2 * power);
    if (flat)
        out->r_squared = NAN;
    else
        out->r_squared =
            perfect ? 1 : tt__dd_value(tt__dd_sub(tt__dd_of(1), tt__dd_div(rss, total)));
    if (d->n == d->columns) {
        out->sigma = NAN;
        out->notes |= TT_NOTE_NO_LIMITS;
    } else if (perfect) {
        out->notes |= TT_NOTE_PERFECT_FIT;
    } else {
        tt__dd variance = tt__dd_div(rss, tt__dd_of((double)(d->n - d->columns)));
        out->sigma = ldexp(tt__dd_value(tt__dd_sqrt(variance)), power);
    }
    for (size_t j = 0; j < d->columns; j++)
        out->se[j] = out->sigma * sqrt(out->unscaled[j * d->columns + j]);
}

static tt_status fit(const tt_lsq_design *d, const tt__lsq_basis *basis, const double *y,
                     tt_lsq *out, tt_error *err)
{
    size_t p = d->columns;
    tt__dd *work = tt_calloc(2 * d->n + p, sizeof *work);
    if (!work)
        return tt_fail(err, TT_ENOMEM, "no memory for a fit of %zu points", d->n);
    tt__dd *scaled = work;
    tt__dd *residual = work + d->n;
    tt__dd *beta = work + 2 * d->n;
    double largest = 0;
    int power = 0; /* of two, that brings y to the order of 1: its squares do not overflow then */
    for (size_t i = 0; i < d->n; i++)
        largest = fmax(largest, fabs(y[i]));
    (void)frexp(largest, &power);
    for (size_t i = 0; i < d->n; i++)
        scaled[i] = tt__dd_of(ldexp(y[i], -power));
    tt__dd rss = tt__lsq_project(basis, scaled, beta, residual);
    for (size_t i = 0; i < d->n; i++) {
        out->residual[i] = ldexp(tt__dd_value(residual[i]), power);
        out->fitted[i] = ldexp(tt__dd_value(tt__dd_sub(scaled[i], residual[i])), power);
        out->leverage[i] = tt__lsq_leverage(basis, i);
        for (size_t j = 0; j < p; j++)
            out->pull[i * p + j] = tt__lsq_pull(basis, i, j);
    }
    for (size_t j = 0; j < p; j++) {
        out->beta[j] = ldexp(tt__dd_value(beta[j]), power);
        for (size_t l = 0; l < p; l++)
            out->unscaled[j * p + l] = tt__lsq_unscaled(basis, j, l);
    }
    judge(d, scaled, rss, power, out);
    if (!d->powers && basis->nearest < NEARLY_DEPENDENT)
        out->notes |= TT_NOTE_NEAR_DEPENDENT;
    tt_free(work);
    return TT_OK;
}

tt_status tt_lsq_fit(const tt_lsq_design *design, const double *y, tt_lsq *out, tt_error *err)
{
    if (!out)
        return tt_fail(err, TT_EUSAGE, "no place for the result is given: pass a tt_lsq");
    *out = (tt_lsq){0};
    tt__lsq_basis basis = {0};
    tt_status status = check(design, y, err);
    if (!status)
        status = tt__lsq_basis_make(design, &basis, err);
    if (!status)
        status = allocate(design, out, err);
    if (!status)
        status = fit(design, &basis, y, out, err);
    tt__lsq_basis_clear(&basis);
    if (status)
        tt_lsq_clear(out);
    return status;
}

void tt_lsq_clear(tt_lsq *fit)
{
    if (!fit)
        return;
    tt_free(fit->beta); /* the first of one block */
    *fit = (tt_lsq){0};
}
