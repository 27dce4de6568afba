/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The straight Poisson line.
 *
 * The level drops out of the likelihood (it makes the fitted total equal to the observed one), and what remains
 * is one equation for the slope b: the mean time weighted by the fitted counts, which rises with b, equals that
 * weighted by the observed counts. Newton's method on it makes the same steps as iterated weighted least
 * squares, with one exponential for each point, no storage, and a bracket that makes it certain.
 *
 * Where all years are one step apart the weights are powers of one number, and until the slope has settled they
 * are formed so, which takes a sixth off the time of a fit; the last step, the variance and the means come from
 * exponentials. */
#include <float.h>
#include <math.h>

#include "glm_core.h"

enum { MOST_STEPS = 200 };

/* Sums over the points with weights exposure * exp(slope (time - reference)), which are at most
 * the exposure because the reference is the end towards which they rise. */
typedef struct moments {
    double reference;
    double weight;
    double mean;     /* of time less the centroid, weighted */
    double variance; /* of time, weighted */
} moments;

static void add(const tt__poisson_line *line, double time, double weight, moments *sums)
{
    double distance = time - line->centre - line->offset;
    sums->weight += weight;
    sums->mean += weight * distance;
    sums->variance +=
        weight * distance * distance; /* of the squares, until the sums are complete */
}

static void complete(moments *sums)
{
    sums->mean /= sums->weight;
    sums->variance = sums->variance / sums->weight - sums->mean * sums->mean;
}

/* `weights` (may be NULL) gets the weights. */
static moments weigh(const tt_points *points, const tt__poisson_line *line, double *weights)
{
    double slope = line->slope;
    moments sums = {.reference = points->time[slope > 0 ? points->n - 1 : 0]};
    for (size_t i = 0; i < points->n; i++) {
        double weight = tt__exposure(points, i);
        if (slope != 0)
            weight *= exp(slope * (points->time[i] - sums.reference));
        if (weights)
            weights[i] = weight;
        add(line, points->time[i], weight, &sums);
    }
    complete(&sums);
    return sums;
}

/* The same for years that are one step apart. */
static moments weigh_by_powers(const tt_points *points, const tt__poisson_line *line, double step)
{
    size_t n = points->n;
    int rises = line->slope > 0;
    moments sums = {.reference = points->time[rises ? n - 1 : 0]};
    double ratio = exp(-fabs(line->slope) * step);
    double power = 1;
    for (size_t k = 0; k < n; k++) {
        size_t i = rises ? n - 1 - k : k;
        add(line, points->time[i], tt__exposure(points, i) * power, &sums);
        power *= ratio;
    }
    complete(&sums);
    return sums;
}

/* Years from the mean year to the mean weighted by the counts. */
static double count_offset(const tt_points *points, const tt__counts *counts)
{
    double sum = 0;
    for (size_t i = 0; i < points->n; i++)
        sum += points->value[i] * (points->time[i] - counts->centre);
    return sum / counts->total;
}

static void keep_line(const moments *sums, tt__poisson_line *line)
{
    line->reference = sums->reference;
    line->scale = line->total / sums->weight;
    line->level = log(line->scale) + line->slope * (line->centre - sums->reference + line->offset);
    line->variance = sums->variance;
}

tt_status tt__poisson_line_fit(const tt_points *points, const tt__counts *counts,
                               tt__poisson_line *line, double *weights, tt_error *err)
{
    *line = (tt__poisson_line){
        .total = counts->total, .centre = counts->centre, .offset = count_offset(points, counts)};
    /* Rounding of the mean time, as a step in standard errors, when it exceeds the last step. */
    double rounding = 16 * DBL_EPSILON * counts->span * sqrt(counts->total);
    double low = -INFINITY;
    double high = INFINITY;
    bool by_powers = counts->step > 0;
    tt_convergence *record = &line->convergence;
    while (record->iterations < MOST_STEPS) {
        moments sums =
            by_powers ? weigh_by_powers(points, line, counts->step) : weigh(points, line, NULL);
        record->iterations++;
        double step = -sums.mean / sums.variance;
        record->step = fabs(sums.mean) * sqrt(line->total / sums.variance);
        bool last = sums.variance > 0 &&
                    record->step <= fmax(TT__LAST_STEP, rounding / sqrt(sums.variance));
        if (sums.mean > 0)
            high = line->slope;
        else
            low = line->slope;
        double next = line->slope + step;
        bool inside = sums.variance > 0 && next > low && next < high;
        if (!last && !inside) {
            /* where all weight is on one year, its variance is rounding and says nothing of the way */
            next = isfinite(high - low) ? 0.5 * (low + high)
                                        : line->slope - copysign(1 / counts->span, sums.mean);
            record->halvings++;
        }
        if (!isfinite(next))
            break;
        line->slope = next;
        if (last && !by_powers) {
            sums = weigh(points, line, weights);
            keep_line(&sums, line);
            return TT_OK;
        }
        if (last) { /* exponentials confirm it; the bracket was that of the powers */
            by_powers = false;
            low = -INFINITY;
            high = INFINITY;
        }
    }
    return tt_fail(
        err, TT_ENOCONV,
        "the Poisson slope did not settle in %zu steps (last step %.3g standard errors): "
        "the counts lie too close to a single end of the period",
        record->iterations, record->step);
}

double tt__poisson_line_mean(const tt__poisson_line *line, const tt_points *points, size_t i)
{
    return line->scale * tt__exposure(points, i) *
           exp(line->slope * (points->time[i] - line->reference));
}
