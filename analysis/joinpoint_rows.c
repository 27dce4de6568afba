/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a series to whitened regression rows.
 *
 * Weighted, errors of variance s2 / w_i: row i is sqrt(w_i) (1, x_i, y_i). With lag-1
 * autocorrelation, sqrt(w_i) e_i being a stationary first-order autoregression observed at distances
 * d_i (in the shortest spacing), row i is (r_i - phi_i r_{i-1}) / sqrt(1 - phi_i^2) of the weighted
 * rows r, phi_i = rho^d_i, and row 1 is as it is (Prais and Winsten 1954). As joinpoints then stand
 * on observed years, both observations of a row belong to one segment. */
#include "joinpoint_internal.h"

#include <float.h>
#include <math.h>

#include "linreg_core.h"
#include "tiptrend/memory.h"

#define ZERO_COUNT 0.5 /* what a count of 0 is taken as: NCI's rule */
/* Rounding of one observation, in units of the last place: of the input and of its logarithm. */
#define NOISE_ULPS 4.0
/* A gap: a spacing beyond the shortest by more than this factor. */
#define GAP_FACTOR 1.5

tt_status tt__jp_rows_alloc(tt__jp_rows *rows, size_t n, int with_extra, tt_error *err)
{
    *rows = (tt__jp_rows){.n = n};
    double *block = tt_calloc(n * (with_extra ? 8 : 6), sizeof *block);
    if (!block)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu rows", n);
    rows->time = block; /* owns the block */
    rows->x = block + n;
    rows->y = block + 2 * n;
    rows->v = block + 3 * n;
    rows->u = block + 4 * n;
    rows->z = block + 5 * n;
    rows->g = with_extra ? block + 6 * n : NULL;
    rows->raw = with_extra ? block + 7 * n : NULL;
    return TT_OK;
}

void tt__jp_rows_clear(tt__jp_rows *rows)
{
    tt_free(rows->time);
    *rows = (tt__jp_rows){0};
}

/* One observation on the scale of the model. */
typedef struct observation {
    double y;
    double w;
} observation;

/* Are all values whole numbers, so that a 0 can be read as a count? */
static int are_counts(const tt_points *points)
{
    for (size_t i = 0; i < points->n; i++)
        if (points->value[i] < 0 || points->value[i] != floor(points->value[i]))
            return 0;
    return 1;
}

static tt_status log_observation(const tt_points *points, const tt_joinpoint_options *options,
                                 size_t i, observation *out, tt_error *err)
{
    double value = points->value[i];
    const int countable = options->weights == TT_JOINPOINT_COUNT ||
                          (options->weights == TT_JOINPOINT_EQUAL && are_counts(points));
    if (value == 0 && countable)
        value = ZERO_COUNT;
    if (value <= 0)
        return tt_fail(
            err, TT_EDOMAIN,
            "observation %zu is %g and has no logarithm; use the linear scale or weights "
            "from counts",
            i + 1, value);
    out->y = log(value);
    if (points->exposure)
        out->y = log(value / points->exposure[i] * options->per);
    double variance = 1;
    if (options->weights == TT_JOINPOINT_SE)
        variance = options->se[i] / value * (options->se[i] / value);
    if (options->weights == TT_JOINPOINT_COUNT)
        variance = 1 / value;
    if (options->break_kind == TT_JOINPOINT_RATIO && points->time[i] <= options->break_after) {
        out->y += log(options->ratio);
        variance += options->ratio_variance / (options->ratio * options->ratio);
    }
    out->w = 1 / variance;
    return TT_OK;
}

static tt_status linear_observation(const tt_points *points, const tt_joinpoint_options *options,
                                    size_t i, observation *out, tt_error *err)
{
    double value = points->value[i];
    const double factor = points->exposure ? options->per / points->exposure[i] : 1;
    double variance = 1;
    if (options->weights == TT_JOINPOINT_SE)
        variance = options->se[i] * factor * (options->se[i] * factor);
    if (options->weights == TT_JOINPOINT_COUNT) {
        if (value < 0)
            return tt_fail(err, TT_EDOMAIN, "observation %zu is %g and cannot be a count", i + 1,
                           value);
        if (value == 0)
            value = ZERO_COUNT;
        variance = value * factor * factor;
    }
    out->y = value * factor;
    if (options->break_kind == TT_JOINPOINT_RATIO && points->time[i] <= options->break_after) {
        const double ratio = options->ratio;
        variance = options->weights == TT_JOINPOINT_EQUAL
                       ? variance
                       : ratio * ratio * variance + out->y * out->y * options->ratio_variance;
        out->y *= ratio;
    }
    out->w = 1 / variance;
    return TT_OK;
}

static tt_status observe(const tt_points *points, const tt_joinpoint_options *options, size_t i,
                         observation *out, tt_error *err)
{
    tt_status status = options->scale == TT_JOINPOINT_LOG
                           ? log_observation(points, options, i, out, err)
                           : linear_observation(points, options, i, out, err);
    if (!status && !(isfinite(out->y) && isfinite(out->w) && out->w > 0))
        status = tt_fail(err, TT_EDOMAIN,
                         "observation %zu overflows on the scale of the model; check its unit, "
                         "exposure and standard error",
                         i + 1);
    if (status)
        tt_error_subject(err, NULL, tt__year_of(points->time[i]));
    return status;
}

/* Correlation of neighbours i-1 and i. */
static tt_status neighbour(const tt_points *points, double rho, size_t i, double *phi,
                           tt_error *err)
{
    const double step = tt__shortest_step(points);
    const double distance = (points->time[i] - points->time[i - 1]) / step;
    const double whole = nearbyint(distance);
    const int is_whole = fabs(distance - whole) < 1e-6 * distance;
    if (rho < 0 && !is_whole)
        return tt_fail(err, TT_EDOMAIN,
                       "negative autocorrelation %g needs spacings that are multiples of the "
                       "shortest; found %g times",
                       rho, distance);
    *phi = rho == 0 ? 0 : pow(rho, is_whole ? whole : distance);
    return TT_OK;
}

/* Mixes row i with row i-1, from the last to the first, so that it can be done in place. */
static tt_status whiten(const tt_points *points, double rho, tt__jp_rows *rows, tt_error *err)
{
    for (size_t i = rows->n - 1; i > 0; i--) {
        double phi = 0;
        const tt_status status = neighbour(points, rho, i, &phi, err);
        if (status)
            return status;
        const double scale = 1 / sqrt((1 - phi) * (1 + phi));
        rows->v[i] = (rows->v[i] - phi * rows->v[i - 1]) * scale;
        rows->u[i] = (rows->u[i] - phi * rows->u[i - 1]) * scale;
        rows->z[i] = (rows->z[i] - phi * rows->z[i - 1]) * scale;
        if (rows->g)
            rows->g[i] = (rows->g[i] - phi * rows->g[i - 1]) * scale;
    }
    return TT_OK;
}

/* The line of (v, u) in a column. */
static void line_in(const tt__jp_rows *rows, const double *column, double line[2])
{
    double vv = 0;
    double uv = 0;
    double cv = 0;
    for (size_t i = 0; i < rows->n; i++) {
        vv += rows->v[i] * rows->v[i];
        uv += rows->u[i] * rows->v[i];
        cv += column[i] * rows->v[i];
    }
    const double ubar = uv / vv;
    const double cbar = cv / vv;
    double uu = 0;
    double cu = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const double du = rows->u[i] - ubar * rows->v[i];
        uu += du * du;
        cu += (column[i] - cbar * rows->v[i]) * du;
    }
    line[1] = cu / uu;
    line[0] = cbar - line[1] * ubar;
}

static void take_out(const tt__jp_rows *rows, double *column, double line[2])
{
    line[0] = line[1] = 0;
    for (int pass = 0; pass < 2; pass++) { /* the second pass takes what rounding has left */
        double part[2];
        line_in(rows, column, part);
        for (size_t i = 0; i < rows->n; i++)
            column[i] -= part[0] * rows->v[i] + part[1] * rows->u[i];
        line[0] += part[0];
        line[1] += part[1];
    }
}

void tt__jp_rows_detrend(tt__jp_rows *rows)
{
    take_out(rows, rows->z, rows->line);
    if (rows->g)
        take_out(rows, rows->g, rows->gline);
}

static void note_gaps(const tt_points *points, tt__jp_rows *rows)
{
    const double step = tt__shortest_step(points);
    for (size_t i = 1; i < points->n; i++)
        if (points->time[i] - points->time[i - 1] > GAP_FACTOR * step)
            rows->notes |= TT_NOTE_GAPS;
    rows->centre = 0.5 * (points->time[0] + points->time[points->n - 1]);
}

tt_status tt__jp_rows_make(const tt_points *points, const tt_joinpoint_options *options, double rho,
                           tt__jp_rows *rows, tt_error *err)
{
    const int jump = options->break_kind == TT_JOINPOINT_JUMP;
    tt_status status = tt__jp_rows_alloc(rows, points->n, jump, err);
    if (status)
        return status;
    note_gaps(points, rows);
    const double one = options->scale == TT_JOINPOINT_LOG ? 1 : 0;
    for (size_t i = 0; i < points->n && !status; i++) {
        observation o = {0, 1};
        status = observe(points, options, i, &o, err);
        const double root = sqrt(o.w);
        rows->time[i] = points->time[i];
        rows->x[i] = points->time[i] - rows->centre;
        rows->y[i] = o.y;
        rows->v[i] = root;
        rows->u[i] = root * rows->x[i];
        rows->z[i] = root * o.y;
        if (jump) {
            rows->raw[i] = points->time[i] > options->break_after ? 1 : 0;
            rows->g[i] = root * rows->raw[i];
        }
        const double rounding = NOISE_ULPS * DBL_EPSILON * (fabs(o.y) + one);
        rows->noise += o.w * rounding * rounding;
        if (points->value[i] == 0 &&
            (options->scale == TT_JOINPOINT_LOG || options->weights == TT_JOINPOINT_COUNT))
            rows->notes |= TT_NOTE_ZERO_HALF;
    }
    if (!status && rho != 0)
        status = whiten(points, rho, rows, err);
    if (status) {
        tt__jp_rows_clear(rows);
        return status;
    }
    tt__jp_rows_detrend(rows);
    return TT_OK;
}
