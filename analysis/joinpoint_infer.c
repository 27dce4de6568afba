/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parametric inference, the way NCI's program does it (Lerman 1980, Appl Stat 29:77; Feder 1975).
 *
 * Point estimates are those of the continuous fit. Their variances are not: the observations at the
 * joinpoints are dropped and each segment gets a line of its own,
 *
 *     s2 = (sum of the k + 1 residual sums of squares) / (n - dropped - 2 (k + 1)),
 *     Var(slope_j) = s2 / Sxx_j,    Var(intercept_j) = s2 (1 / n_j + xbar_j^2 / Sxx_j),
 *
 * segments being independent. With the default minimum observations the degrees of freedom are
 * n - 2 - 3k; a segment that keeps one observation or none counts with the rank that it has and gets
 * no standard error. A jump is a third column of the segment that it cuts. */
#include "joinpoint_internal.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "glm_core.h"
#include "level_core.h"
#include "tiptrend/memory.h"

/* Share of a column's squares below which it counts as a combination of the others. */
#define DEPENDENT 1e-10
#define COLUMNS   3 /* constant, jump, time */

double tt__jp_percent(tt_joinpoint_scale scale, double slope)
{
    return scale == TT_JOINPOINT_LOG ? 100 * expm1(slope) : slope;
}

static tt_estimate limits_around(double value, double se, double quantile)
{
    return (tt_estimate){value, value - quantile * se, value + quantile * se};
}

static tt_estimate percent_of(tt_joinpoint_scale scale, tt_estimate slope)
{
    return (tt_estimate){tt__jp_percent(scale, slope.value), tt__jp_percent(scale, slope.low),
                         tt__jp_percent(scale, slope.high)};
}

/* A line of its own for one segment: variance factors are times s2. */
typedef struct own_line {
    size_t rank;
    double rss;
    double slope_factor;
    double intercept_factor; /* at year 0 */
} own_line;

/* Orthogonalises column c of columns[COLUMNS * n] against those before it; coefficients go to
 * into[]. Gives the squares that are left, 0 if nothing but rounding. */
static double orthogonalise(double *columns, size_t n, size_t c, const double *norm, double *into)
{
    double *column = columns + c * n;
    double before = 0;
    for (size_t i = 0; i < n; i++)
        before += column[i] * column[i];
    for (size_t b = 0; b < c; b++) {
        const double *other = columns + b * n;
        double dot = 0;
        for (size_t i = 0; i < n; i++)
            dot += other[i] * column[i];
        into[b] = norm[b] > 0 ? dot / norm[b] : 0;
        for (size_t i = 0; i < n; i++)
            column[i] -= into[b] * other[i];
    }
    double after = 0;
    for (size_t i = 0; i < n; i++)
        after += column[i] * column[i];
    return after > DEPENDENT * before ? after : 0;
}

/* The columns are, in this order, the constant, the jump if there is one, and time: what is left of
 * time is Sxx, and its coefficient on the constant is xbar. */
static own_line fit_own(const tt__jp_context *context, size_t from, size_t to, double *work)
{
    const tt__jp_rows *rows = context->rows;
    const tt__jp_fit *fit = context->fit;
    double *y = work;
    double *columns = work + rows->n;
    size_t n = 0;
    const size_t room = rows->n;
    for (size_t i = from; i < to; i++) {
        int dropped = 0;
        for (size_t j = 1; j <= fit->k; j++)
            dropped = dropped || rows->x[i] == fit->knot[j];
        if (dropped)
            continue;
        y[n] = rows->z[i];
        columns[n] = rows->v[i];
        columns[room + n] =
            rows->g ? rows->g[i] + rows->gline[0] * rows->v[i] + rows->gline[1] * rows->u[i] : 0;
        columns[2 * room + n] = rows->u[i];
        n++;
    }
    for (size_t c = 1; c < COLUMNS; c++) /* close the gaps between the columns */
        for (size_t i = 0; i < n; i++)
            columns[c * n + i] = columns[c * room + i];
    own_line line = {.slope_factor = NAN, .intercept_factor = NAN};
    double norm[COLUMNS] = {0};
    double into[COLUMNS][COLUMNS] = {{0}};
    for (size_t c = 0; c < COLUMNS; c++) {
        norm[c] = orthogonalise(columns, n, c, norm, into[c]);
        line.rank += norm[c] > 0;
        double dot = 0;
        for (size_t i = 0; i < n; i++)
            dot += columns[c * n + i] * y[i];
        for (size_t i = 0; i < n && norm[c] > 0; i++)
            y[i] -= dot / norm[c] * columns[c * n + i];
    }
    for (size_t i = 0; i < n; i++)
        line.rss += y[i] * y[i];
    if (norm[0] > 0 && norm[2] > 0) {
        /* the intercept at year 0 is c0 - (jump on constant) c1 - (time on constant, centred) c2 */
        const double jump_on_constant = norm[1] > 0 ? into[1][0] : 0;
        const double xbar = rows->centre + into[2][0] - jump_on_constant * into[2][1];
        line.slope_factor = 1 / norm[2];
        line.intercept_factor = 1 / norm[0] + xbar * xbar / norm[2];
        if (norm[1] > 0)
            line.intercept_factor += jump_on_constant * jump_on_constant / norm[1];
    }
    return line;
}

/* Fits the separate lines; factors[2 * (k + 1)] receives the variance factors. */
static void own_lines(const tt__jp_context *context, tt_joinpoint_model *model, double *factors,
                      double *work)
{
    const tt__jp_rows *rows = context->rows;
    const tt__jp_fit *fit = context->fit;
    size_t kept = rows->n;
    for (size_t i = 0; i < rows->n; i++)
        for (size_t j = 1; j <= fit->k; j++)
            kept -= rows->x[i] == fit->knot[j];
    size_t rank = 0;
    double rss = 0;
    size_t from = 0;
    for (size_t j = 0; j <= fit->k; j++) {
        size_t to = from;
        while (to < rows->n && (j == fit->k || rows->x[to] <= fit->knot[j + 1]))
            to++;
        const own_line line = fit_own(context, from, to, work);
        factors[2 * j] = line.slope_factor;
        factors[2 * j + 1] = line.intercept_factor;
        rank += line.rank;
        rss += line.rss;
        from = to;
    }
    model->se_df = (double)kept - (double)rank;
    model->s2 = model->se_df > 0 ? rss / model->se_df : NAN;
    if (rss <= rows->noise || model->sse == 0)
        model->s2 = NAN; /* no scatter to judge by */
}

double tt__jp_observed_slope(const tt__jp_rows *rows, const tt__jp_fit *fit, size_t j)
{
    double slope = fit->slope[j] + rows->line[1];
    if (rows->g)
        slope -= fit->jump * rows->gline[1];
    return slope;
}

static double observed_value(const tt__jp_context *context, size_t j)
{
    const tt__jp_rows *rows = context->rows;
    const double x = context->fit->knot[j];
    double value = context->fit->value[j] + rows->line[0] + rows->line[1] * x;
    if (rows->g)
        value -= context->fit->jump * (rows->gline[0] + rows->gline[1] * x);
    return value;
}

/* Exactly the year as given where the knot is an observation. */
double tt__jp_year(const tt__jp_rows *rows, double knot)
{
    for (size_t i = 0; i < rows->n; i++)
        if (rows->x[i] == knot)
            return rows->time[i];
    return knot + rows->centre;
}

static void fill_segment(const tt__jp_context *context, tt_joinpoint_model *model, size_t j,
                         const double *factors)
{
    const tt_joinpoint_scale scale = context->options->scale;
    tt_joinpoint_segment *segment = &model->segment[j];
    const double slope = tt__jp_observed_slope(context->rows, context->fit, j);
    segment->start = tt__jp_year(context->rows, context->fit->knot[j]);
    segment->end = tt__jp_year(context->rows, context->fit->knot[j + 1]);
    segment->intercept = observed_value(context, j) - slope * segment->start;
    segment->slope_se = sqrt(model->s2 * factors[2 * j]);
    segment->intercept_se = sqrt(model->s2 * factors[2 * j + 1]);
    segment->t = slope / segment->slope_se;
    segment->p = segment->intercept_p = NAN;
    segment->slope = (tt_estimate){slope, NAN, NAN};
    if (isfinite(segment->slope_se)) {
        const double quantile = tt__glm_critical(context->options->conf, model->se_df);
        segment->p = tt__glm_p(segment->t, model->se_df);
        segment->intercept_p = tt__glm_p(segment->intercept / segment->intercept_se, model->se_df);
        segment->slope = limits_around(slope, segment->slope_se, quantile);
    } else {
        model->notes |= TT_NOTE_NO_LIMITS;
    }
    segment->apc = percent_of(scale, segment->slope);
}

static void fill_changes(const tt__jp_context *context, tt_joinpoint_model *model)
{
    for (size_t j = 0; j < model->k; j++) {
        tt_joinpoint_point *point = &model->joinpoint[j];
        const tt_joinpoint_segment *left = &model->segment[j];
        const tt_joinpoint_segment *right = left + 1;
        point->at = (tt_estimate){tt__jp_year(context->rows, context->fit->knot[j + 1]), NAN, NAN};
        point->slope_change = right->slope.value - left->slope.value;
        point->slope_change_se = hypot(left->slope_se, right->slope_se);
        point->slope_change_t = point->slope_change / point->slope_change_se;
        point->slope_change_p =
            isfinite(point->slope_change_se) ? tt__glm_p(point->slope_change_t, model->se_df) : NAN;
    }
}

/* Limits of the joinpoints: the places whose best model is not significantly worse by F with k
 * numerator degrees of freedom, one grid point beyond the outermost of them on either side, within
 * the places that the joinpoint can have. */
static void fill_places(const tt__jp_context *context, const tt__jp_searcher *searcher,
                        tt_joinpoint_model *model)
{
    const tt__jp_design *design = context->design;
    const tt__jp_response response = {.z = context->rows->z,
                                      .extra_yy = context->rows->extra_yy,
                                      .extra_yg = context->rows->extra_yg};
    if (model->df <= 0 || model->sse == 0 || model->k == 0) {
        model->notes |= model->k > 0 ? TT_NOTE_NO_LIMITS : 0;
        return;
    }
    const double total = tt__jp_total(context->rows, &response);
    const double k = (double)model->k;
    const double f = gsl_cdf_fdist_Pinv(context->options->conf, k, model->df);
    const double bound = model->sse * (1 + k / model->df * f);
    for (size_t j = 0; j < model->k; j++) {
        const double *profile = searcher->profile + j * (design->m + 2);
        size_t low = design->m + 1; /* outermost accepted places */
        size_t high = 0;
        for (size_t t = searcher->first[j]; t <= searcher->last[j]; t++)
            if (total - profile[t] < bound) {
                low = t < low ? t : low;
                high = t;
            }
        double from = context->fit->knot[j + 1]; /* Hudson's joinpoint may lie outside them */
        double to = from;
        if (high > 0) {
            from = fmin(from, design->pos[low]);
            to = fmax(to, design->pos[high]);
        }
        low = searcher->last[j];
        while (low > searcher->first[j] && design->pos[low] >= from)
            low--;
        high = searcher->first[j];
        while (high < searcher->last[j] && design->pos[high] <= to)
            high++;
        model->joinpoint[j].at.low = tt__jp_year(context->rows, fmin(design->pos[low], from));
        model->joinpoint[j].at.high = tt__jp_year(context->rows, fmax(design->pos[high], to));
    }
}

/* The jump: variance of the continuous fit with the joinpoints taken as known. */
static void fill_jump(const tt__jp_context *context, tt_joinpoint_model *model)
{
    model->jump = (tt_estimate){NAN, NAN, NAN};
    model->jump_se = model->jump_p = NAN;
    model->break_at = model->beside[0] = model->beside[1] = INFINITY;
    if (!context->rows->raw)
        return;
    const tt__jp_rows *rows = context->rows;
    size_t i = 0;
    while (rows->raw[i] == 0)
        i++;
    model->beside[0] = rows->time[i - 1];
    model->beside[1] = rows->time[i];
    model->break_at = tt__jp_year(context->rows, 0.5 * (rows->x[i - 1] + rows->x[i]));
    model->jump.value = context->fit->jump;
    if (model->df <= 0 || model->sse == 0) {
        model->notes |= TT_NOTE_NO_LIMITS;
        return;
    }
    model->jump_se = sqrt(model->sse / model->df / context->fit->jump_ss);
    model->jump_p = tt__glm_p(model->jump.value / model->jump_se, model->df);
    const double quantile = tt__glm_critical(context->options->conf, model->df);
    model->jump = limits_around(model->jump.value, model->jump_se, quantile);
}

int tt_joinpoint_beside_jump(const tt_joinpoint_model *model)
{
    for (size_t j = 0; j < model->k; j++)
        for (int side = 0; side < 2; side++)
            if (model->joinpoint[j].at.value == model->beside[side])
                return 1;
    return 0;
}

double tt_joinpoint_predict(const tt_joinpoint_model *model, double time)
{
    size_t j = 0;
    while (j < model->k && time > model->segment[j].end)
        j++;
    const tt_joinpoint_segment *segment = &model->segment[j];
    const double at_start = segment->intercept + segment->slope.value * segment->start;
    const double value = at_start + segment->slope.value * (time - segment->start);
    return value + (time > model->break_at ? model->jump.value : 0);
}

static void fill_fitted(const tt__jp_context *context, tt_joinpoint_model *model)
{
    const tt__jp_rows *rows = context->rows;
    size_t j = 0;
    for (size_t i = 0; i < rows->n; i++) {
        while (j < model->k && rows->x[i] > context->fit->knot[j + 1])
            j++;
        const double along = rows->x[i] - context->fit->knot[j];
        model->fitted[i] = observed_value(context, j) +
                           along * tt__jp_observed_slope(context->rows, context->fit, j);
        if (rows->raw)
            model->fitted[i] += context->fit->jump * rows->raw[i];
        model->residual[i] = rows->y[i] - model->fitted[i];
    }
}

tt_status tt_joinpoint_aapc(const tt_joinpoint_model *model, tt_joinpoint_scale scale,
                            tt_joinpoint_range range, double conf, tt_joinpoint_aapc_result *out,
                            tt_error *err)
{
    if (!out)
        return tt_fail(err, TT_EUSAGE, "no place for the average annual percent change");
    *out = (tt_joinpoint_aapc_result){0};
    if (!model || !model->segment)
        return tt_fail(err, TT_EUSAGE, "no model given");
    if (!isfinite(range.start) || !isfinite(range.end))
        return tt_fail(err, TT_ENONFINITE, "a range that is not finite");
    const double first = model->segment[0].start;
    const double last = model->segment[model->k].end;
    if (!(range.start >= first && range.start < range.end && range.end <= last))
        return tt_fail(err, TT_EDOMAIN, "range %g to %g; it must lie within %g to %g", range.start,
                       range.end, first, last);
    const tt_status status = tt__conf_check(conf, &conf, err);
    if (status)
        return status;
    double length = 0;
    double sum = 0;
    double variance = 0;
    int segments = 0;
    for (size_t j = 0; j <= model->k; j++) {
        const tt_joinpoint_segment *segment = &model->segment[j];
        const double inside = fmin(range.end, segment->end) - fmax(range.start, segment->start);
        if (inside <= 0)
            continue;
        segments++;
        length += inside;
        sum += inside * segment->slope.value;
        variance += inside * segment->slope_se * (inside * segment->slope_se);
    }
    const double mean = sum / length;
    const double se = sqrt(variance) / length;
    *out = (tt_joinpoint_aapc_result){.start = range.start, .end = range.end};
    out->statistic = mean / se;
    double quantile = NAN;
    out->p = NAN;
    if (isfinite(se)) { /* one segment is a line with its t; a mean over several is about normal */
        const double df = segments == 1 ? model->se_df : INFINITY;
        quantile = tt__glm_critical(conf, df);
        out->p = tt__glm_p(out->statistic, df);
    }
    out->aapc = percent_of(scale, limits_around(mean, se, quantile));
    return TT_OK;
}

static tt_status fill_averages(const tt__jp_context *context, tt_joinpoint_model *model,
                               tt_error *err)
{
    const tt_joinpoint_options *options = context->options;
    tt_joinpoint_range range = {model->segment[0].start, model->segment[model->k].end};
    tt_status status =
        tt_joinpoint_aapc(model, options->scale, range, options->conf, &model->aapc[0], err);
    for (size_t i = 0; i < options->range_count && !status; i++)
        status = tt_joinpoint_aapc(model, options->scale, options->ranges[i], options->conf,
                                   &model->aapc[i + 1], err);
    return status;
}

tt_status tt__jp_infer(const tt__jp_context *context, const tt__jp_searcher *searcher,
                       tt_joinpoint_model *model, tt_error *err)
{
    const size_t n = context->rows->n;
    model->aapc_count = 1 + context->options->range_count;
    model->segment = tt_calloc(model->k + 1, sizeof *model->segment);
    model->joinpoint = model->k > 0 ? tt_calloc(model->k, sizeof *model->joinpoint) : NULL;
    model->aapc = tt_calloc(model->aapc_count, sizeof *model->aapc);
    model->fitted = tt_calloc(n, sizeof *model->fitted);
    model->residual = tt_calloc(n, sizeof *model->residual);
    double *work = tt_calloc((COLUMNS + 1) * n, sizeof *work);
    tt_status status = TT_OK;
    if (!model->segment || (model->k > 0 && !model->joinpoint) || !model->aapc || !model->fitted ||
        !model->residual || !work) {
        status = tt_fail(err, TT_ENOMEM, "no memory for a model of %zu segments", model->k + 1);
    } else {
        double factors[2 * TT__JP_KNOTS];
        own_lines(context, model, factors, work);
        for (size_t j = 0; j <= model->k; j++)
            fill_segment(context, model, j, factors);
        fill_changes(context, model);
        fill_places(context, searcher, model);
        fill_jump(context, model);
        fill_fitted(context, model);
        status = fill_averages(context, model, err);
    }
    tt_free(work);
    return status;
}
