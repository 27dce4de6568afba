/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The regression that has two series in one. Where both have a year, their two weighted rows are
 * turned into one row of the common trend and one that only an offset between them can explain,
 *
 *     z_c = (s1 z1 + s2 z2) / h,    z_d = (s1 z2 - s2 z1) / h,    s = sqrt(w), h = sqrt(w1 + w2),
 *
 * so the search is that of one series over the years of both, with an extra column for the offset. */
#include <math.h>

#include "joinpoint_compare.h"
#include "tiptrend/memory.h"

/* Pairs the years of both series; gives their number. */
static size_t pair_years(const tt__jp_rows rows[TT__JP_PAIR], tt__jp_shared_year *years)
{
    size_t count = 0;
    size_t i[TT__JP_PAIR] = {0, 0};
    while (i[0] < rows[0].n || i[1] < rows[1].n) {
        double next = INFINITY;
        for (int s = 0; s < TT__JP_PAIR; s++)
            if (i[s] < rows[s].n)
                next = fmin(next, rows[s].time[i[s]]);
        tt__jp_shared_year *year = &years[count++];
        double sum = 0;
        for (int s = 0; s < TT__JP_PAIR; s++) {
            const int has = i[s] < rows[s].n && rows[s].time[i[s]] == next;
            year->row[s] = has ? i[s]++ : rows[s].n;
            year->root[s] = has ? rows[s].v[year->row[s]] : 0;
            sum += year->root[s] * year->root[s];
        }
        for (int s = 0; s < TT__JP_PAIR; s++)
            year->root[s] /= sqrt(sum);
    }
    return count;
}

/* Whitened value of a series in a year, 0 where it has none. */
static double whitened(const double *z, size_t n, size_t row)
{
    return row < n ? z[row] : 0;
}

/* Turns the rows of both series into those of the common model; what only the offset can explain
 * goes to difference[]. */
void tt__jp_common_combine(const tt__jp_comparison *c, const double *const z[TT__JP_PAIR],
                           double *common, double *difference)
{
    const size_t count = c->rows[TT__JP_COMMON].n;
    for (size_t i = 0; i < count; i++) {
        const tt__jp_shared_year *year = &c->years[i];
        const double first = whitened(z[0], c->rows[0].n, year->row[0]);
        const double second = whitened(z[1], c->rows[1].n, year->row[1]);
        common[i] = year->root[0] * first + year->root[1] * second;
        difference[i] = year->root[0] * second - year->root[1] * first;
    }
}

/* sqrt(w1 w2 / (w1 + w2)): how the offset shows in the difference of a year. */
static double offset_root(const tt__jp_comparison *c, size_t i)
{
    const tt__jp_shared_year *year = &c->years[i];
    return year->root[0] * year->root[1] * c->rows[TT__JP_COMMON].v[i];
}

/* What lies outside the common rows: squares of the differences, and their product with the offset. */
void tt__jp_common_outside(const tt__jp_comparison *c, const double *difference, double *yy,
                           double *yg)
{
    *yy = 0;
    *yg = 0;
    for (size_t i = 0; i < c->rows[TT__JP_COMMON].n; i++) {
        *yy += difference[i] * difference[i];
        if (c->hypothesis == TT_JOINPOINT_PARALLEL)
            *yg += difference[i] * offset_root(c, i);
    }
}

/* Rows of the common model. Both series have their mean offset taken out before, if parallel, and
 * the line of the common model. */
tt_status tt__jp_common_make(tt__jp_comparison *c, tt_error *err)
{
    const size_t most = c->rows[0].n + c->rows[1].n;
    c->years = tt_calloc(most, sizeof *c->years);
    double *work = tt_calloc(most, sizeof *work);
    tt__jp_rows *rows = &c->rows[TT__JP_COMMON];
    tt_status status = TT_OK;
    if (!c->years || !work)
        status = tt_fail(err, TT_ENOMEM, "no memory for %zu years", most);
    if (!status)
        status = tt__jp_rows_alloc(rows, pair_years(c->rows, c->years),
                                   c->hypothesis == TT_JOINPOINT_PARALLEL, err);
    if (status) {
        tt_free(work);
        return status;
    }
    const size_t n = rows->n;
    for (size_t i = 0; i < n; i++) {
        const tt__jp_shared_year *year = &c->years[i];
        const int from = year->row[0] < c->rows[0].n ? 0 : 1;
        rows->time[i] = c->rows[from].time[year->row[from]];
    }
    rows->centre = 0.5 * (rows->time[0] + rows->time[n - 1]);
    for (size_t i = 0; i < n; i++) {
        const tt__jp_shared_year *year = &c->years[i];
        double w = 0;
        for (int s = 0; s < TT__JP_PAIR; s++) {
            const double root = whitened(c->rows[s].v, c->rows[s].n, year->row[s]);
            w += root * root;
        }
        rows->x[i] = rows->time[i] - rows->centre;
        rows->v[i] = sqrt(w);
        rows->u[i] = rows->v[i] * rows->x[i];
        if (rows->g) {
            rows->raw[i] = year->root[1] * year->root[1];
            rows->g[i] = rows->v[i] * rows->raw[i];
            rows->extra_gg += offset_root(c, i) * offset_root(c, i);
        }
    }
    const double *const z[TT__JP_PAIR] = {c->rows[0].z, c->rows[1].z};
    tt__jp_common_combine(c, z, rows->z, work);
    tt__jp_common_outside(c, work, &rows->extra_yy, &rows->extra_yg);
    rows->noise = c->rows[0].noise + c->rows[1].noise;
    rows->notes = c->rows[0].notes | c->rows[1].notes;
    tt__jp_rows_detrend(rows);
    tt_free(work);
    return TT_OK;
}

/* Puts the observed response back into the rows of a series: no line of its own may be taken out, as
 * the common model does not have it. What is taken out is one line, and one offset, for both. */
void tt__jp_common_level(tt__jp_comparison *c)
{
    double mean[TT__JP_PAIR];
    for (int s = 0; s < TT__JP_PAIR; s++) {
        tt__jp_rows *rows = &c->rows[s];
        double sum = 0;
        double weight = 0;
        for (size_t i = 0; i < rows->n; i++) {
            rows->z[i] = rows->v[i] * rows->y[i];
            sum += rows->v[i] * rows->z[i];
            weight += rows->v[i] * rows->v[i];
        }
        mean[s] = sum / weight;
    }
    for (int s = 0; s < TT__JP_PAIR; s++) {
        const double level =
            c->hypothesis == TT_JOINPOINT_PARALLEL ? mean[s] : 0.5 * (mean[0] + mean[1]);
        tt__jp_rows *rows = &c->rows[s];
        for (size_t i = 0; i < rows->n; i++)
            rows->z[i] = rows->v[i] * (rows->y[i] - level);
        rows->line[0] = level;
        rows->line[1] = 0;
    }
}

/* The observations of both series as rows of one regression, in time order: what criteria count. */
tt_status tt__jp_common_stack(const tt__jp_comparison *c, tt__jp_rows *all, tt_error *err)
{
    const tt__jp_rows *common = &c->rows[TT__JP_COMMON];
    const tt_status status =
        tt__jp_rows_alloc(all, c->rows[0].n + c->rows[1].n, common->g != NULL, err);
    if (status)
        return status;
    size_t at = 0;
    for (size_t i = 0; i < common->n; i++)
        for (int s = 0; s < TT__JP_PAIR; s++) {
            const tt__jp_rows *rows = &c->rows[s];
            const size_t row = c->years[i].row[s];
            if (row >= rows->n)
                continue;
            all->time[at] = common->time[i];
            all->x[at] = common->x[i];
            all->v[at] = rows->v[row];
            all->u[at] = rows->v[row] * common->x[i];
            all->z[at] = rows->z[row];
            if (all->g)
                all->g[at] = all->raw[at] = s == 1 ? rows->v[row] : 0;
            at++;
        }
    all->noise = common->noise;
    return TT_OK;
}
