/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Durbin-Watson test with the exact p of the design at hand.
 *
 *     d = sum over neighbours of (e_i - e_{i-1})^2 / sum e_i^2 = z'MAMz / z'Mz
 *
 * with M the projection on what the columns leave over, A the sum of (e_i - e_{i-1})^2 as a matrix. So
 * P(d < d0) = P(sum of (nu_i - d0) z_i^2 < 0), nu the eigenvalues of MAM that belong to that space, which
 * quadform_core gives. Across a gap there is no pair, neither in d nor in A. */
#include "tiptrend/durbinwatson.h"

#include <math.h>

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_sort.h>

#include "glm_core.h"
#include "linreg_core.h"
#include "lsq_core.h"
#include "quadform_core.h"
#include "tiptrend/memory.h"

/* Eigenvalues lie in 0 ... 4. One that is this near to d is d: residuals can be the outermost that there
 * are, and then the tail is 0, not the root of a rounding error. */
#define EIGENVALUE_ROUNDING 1e-13

/* Rows i - 1 and i are neighbours. */
static int is_pair(const double *time, double step, size_t i)
{
    return !time || tt__steps_between(time[i - 1], time[i], step) == 1;
}

static tt_status check(const tt_lsq_design *d, const double *residual, const double *time,
                       tt_error *err)
{
    if (!d || !residual || d->weights)
        return tt_fail(err, TT_EUSAGE,
                       "Durbin-Watson needs a design without weights and its residuals");
    if (d->n < d->columns + 2)
        return tt_fail(
            err, TT_ETOOFEW,
            "%zu points for %zu coefficients; Durbin-Watson needs at least 2 more points", d->n,
            d->columns);
    if (d->n > TT_DURBINWATSON_MAX_N)
        return tt_fail(err, TT_ELIMIT, "%zu points; the exact p is made up to %d", d->n,
                       TT_DURBINWATSON_MAX_N);
    for (size_t i = 0; i < d->n; i++)
        if (!isfinite(residual[i]) || (time && !isfinite(time[i])))
            return tt_fail(err, TT_ENONFINITE, "residual %zu or its time is not finite", i + 1);
    return TT_OK;
}

/* The statistic; not-a-number without scatter. */
static double statistic(const double *residual, const double *time, double step, size_t n,
                        size_t *pairs)
{
    double differences = 0;
    double squares = residual[0] * residual[0];
    *pairs = 0;
    for (size_t i = 1; i < n; i++) {
        squares += residual[i] * residual[i];
        if (!is_pair(time, step, i))
            continue;
        double difference = residual[i] - residual[i - 1];
        differences += difference * difference;
        (*pairs)++;
    }
    return squares > 0 ? differences / squares : NAN;
}

/* a[n*n]: A, the matrix of the sum over neighbours. */
static void fill_differences(double *a, size_t n, const double *time, double step)
{
    for (size_t i = 1; i < n; i++) {
        if (!is_pair(time, step, i))
            continue;
        a[i * n + i] += 1;
        a[(i - 1) * n + i - 1] += 1;
        a[i * n + i - 1] -= 1;
        a[(i - 1) * n + i] -= 1;
    }
}

/* a becomes (1 - qq') a (1 - qq') for one unit vector q; `aq` is work space. */
static void project_out(double *a, size_t n, const double *q, double *aq)
{
    double qaq = 0;
    for (size_t i = 0; i < n; i++) {
        aq[i] = 0;
        for (size_t j = 0; j < n; j++)
            aq[i] += a[i * n + j] * q[j];
        qaq += q[i] * aq[i];
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            a[i * n + j] += q[i] * q[j] * qaq - q[i] * aq[j] - aq[i] * q[j];
}

/* Eigenvalues of MAM in rising order, value[n]. */
static tt_status eigenvalues(const tt_lsq_design *d, const double *time, double step, double *value,
                             tt_error *err)
{
    size_t n = d->n;
    double *a = tt_calloc(n * n + 2 * n, sizeof *a);
    gsl_eigen_symm_workspace *work = gsl_eigen_symm_alloc(n);
    tt__lsq_basis basis = {0};
    tt_status status = tt__lsq_basis_make(d, &basis, err);
    if (!status && (!a || !work))
        status = tt_fail(err, TT_ENOMEM, "no memory for the eigenvalues of %zu points", n);
    if (!status) {
        fill_differences(a, n, time, step);
        double *q = a + n * n;
        for (size_t k = 0; k < d->columns; k++) {
            double length = sqrt(basis.norm[k].high);
            for (size_t i = 0; i < n; i++)
                q[i] = basis.vector[k * n + i].high / length;
            project_out(a, n, q, q + n);
        }
        gsl_matrix_view matrix = gsl_matrix_view_array(a, n, n);
        gsl_vector_view values = gsl_vector_view_array(value, n);
        if (gsl_eigen_symm(&matrix.matrix, &values.vector, work))
            status = tt_fail(err, TT_ENOCONV, "the eigenvalues of %zu points did not settle", n);
        gsl_sort(value, 1, n);
    }
    tt__lsq_basis_clear(&basis);
    if (work)
        gsl_eigen_symm_free(work);
    tt_free(a);
    return status;
}

static tt_status test(const tt_lsq_design *d, const double *time, double step, tt_durbinwatson *out,
                      tt_error *err)
{
    size_t n = d->n;
    double *value = tt_calloc(n, sizeof *value);
    tt_status status = value ? eigenvalues(d, time, step, value, err)
                             : tt_fail(err, TT_ENOMEM, "no memory for %zu points", n);
    if (!status) {
        /* The columns of the design have eigenvalue 0, and nothing is below. */
        for (size_t i = d->columns; i < n; i++) {
            value[i] -= out->statistic;
            if (fabs(value[i]) < EIGENVALUE_ROUNDING)
                value[i] = 0;
        }
        tt__quadform tails = tt__quadform_tails(value + d->columns, n - d->columns);
        out->p_positive = tails.below;
        out->p_negative = tails.above;
        out->p = fmin(1, 2 * fmin(tails.below, tails.above));
    }
    tt_free(value);
    return status;
}

tt_status tt_durbinwatson_test(const tt_lsq_design *design, const double *residual,
                               const double *time, tt_durbinwatson *out, tt_error *err)
{
    *out = (tt_durbinwatson){0};
    tt_status status = check(design, residual, time, err);
    if (status)
        return status;
    size_t n = design->n;
    double step = time ? tt__shortest_step(&(tt_points){.n = n, .time = time}) : 1;
    tt_durbinwatson result = {.n = n, .p_positive = NAN, .p_negative = NAN, .p = NAN};
    result.statistic = statistic(residual, time, step, n, &result.pairs);
    if (result.pairs == 0)
        return tt_fail(err, TT_ETOOFEW, "no two neighbouring years among %zu points", n);
    if (result.pairs < n - 1)
        result.notes |= TT_NOTE_GAPS;
    if (n < TT__SMALL_N)
        result.notes |= TT_NOTE_SMALL_N;
    if (isnan(result.statistic))
        result.notes |= TT_NOTE_PERFECT_FIT;
    else
        status = test(design, time, step, &result, err);
    if (!status)
        *out = result;
    return status;
}

tt_status tt_durbinwatson_trend(const tt_points *points, tt_linreg_scale scale,
                                tt_durbinwatson *out, tt_error *err)
{
    *out = (tt_durbinwatson){0};
    tt__response r = {points, NULL, scale};
    tt_status status = tt__response_check(&r, 4, "Durbin-Watson", err);
    if (status)
        return status;
    tt__line_fit line;
    status = tt__line_fit_make(&r, &line, err);
    if (!status)
        status = tt_durbinwatson_test(&line.design, line.fit.residual, points->time, out, err);
    tt__line_fit_clear(&line);
    return status;
}
