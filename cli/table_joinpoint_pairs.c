/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Are the trends of two series the same, or the same up to a constant? For each two values of the
 * dimension of --by, all else being equal. */
#include <math.h>
#include <string.h>

#include "joinpoint_fit.h"
#include "tiptrend/memory.h"

static const tt_column columns[] = {
    {"series_a", "First", TT_COLUMN_TEXT, 0},
    {"series_b", "Second", TT_COLUMN_TEXT, 0},
    {"hypothesis", "Trends", TT_COLUMN_TEXT, 0},
    {"k", "k", TT_COLUMN_INTEGER, 0},
    {"statistic", "Statistic", TT_COLUMN_NUMBER, 4},
    {"p", "p", TT_COLUMN_P, 0},
    {"mc_error", "MC error", TT_COLUMN_NUMBER, 5},
    {"permutations", "Orders", TT_COLUMN_INTEGER, 0},
    {"offset", "Offset", TT_COLUMN_SIGNED, 4},
    {"ratio", "Ratio", TT_COLUMN_NUMBER, 3},
    {"joinpoints", "Joinpoints", TT_COLUMN_YEAR, 0},
    {"n_a", "n of first", TT_COLUMN_INTEGER, 0},
    {"n_b", "n of second", TT_COLUMN_INTEGER, 0},
    {"k_a", "k of first", TT_COLUMN_INTEGER, 0},
    {"k_b", "k of second", TT_COLUMN_INTEGER, 0},
    {"k_both", "k of both", TT_COLUMN_INTEGER, 0},
    {"sse_null", "SSE of both", TT_COLUMN_NUMBER, 5},
    {"sse_separate", "SSE apart", TT_COLUMN_NUMBER, 5},
};

static const char *const details[] = {"n_a",      "n_b",          "k_a",    "k_b", "k_both",
                                      "sse_null", "sse_separate", "offset", NULL};

/* The series of the call with their runs. */
typedef struct pairing {
    const cli_analysis_request *request;
    cli_joinpoint_plan plan;
    tt_joinpoint_hypothesis hypothesis;
    size_t dimension;
    tt_run *runs; /* runs[series->count] */
} pairing;

static const tt_series *series_at(const pairing *p, size_t i)
{
    return tt_dataset_series(p->request->ds, p->request->series->index[i]);
}

/* Two values of the dimension, neither its margin, all else equal. */
static int belong_together(const pairing *p, size_t i, size_t j)
{
    const tt_series *a = series_at(p, i);
    const tt_series *b = series_at(p, j);
    int same = a->unit_id == b->unit_id && a->key[p->dimension] && b->key[p->dimension];
    for (size_t d = 0; d < tt_dataset_dimension_count(p->request->ds); d++)
        same = same && (d == p->dimension) == (a->key[d] != b->key[d]);
    return same;
}

static void add_result(const pairing *p, const tt_joinpoint_comparison *c, const tt_run *runs[2],
                       tt_table *table)
{
    const int parallel = p->hypothesis == TT_JOINPOINT_PARALLEL;
    const int is_log = p->plan.options.scale == TT_JOINPOINT_LOG;
    tt_strbuf years = TT_STRBUF_INIT;
    for (size_t j = 0; j < c->k; j++) {
        tt_strbuf_add(&years, j ? " " : "");
        tt_strbuf_number(&years, c->at[j]);
    }
    tt_table_number(table, (double)c->k);
    tt_table_number(table, c->statistic);
    tt_table_number(table, c->p);
    tt_table_number(table, c->mc_error);
    tt_table_number(table, (double)c->permutations);
    tt_table_number(table, parallel ? c->offset : NAN);
    tt_table_number(table, parallel && is_log ? exp(c->offset) : NAN);
    tt_table_text(table, tt_strbuf_text(&years));
    tt_table_number(table, (double)runs[0]->n);
    tt_table_number(table, (double)runs[1]->n);
    tt_table_number(table, (double)c->k_a);
    tt_table_number(table, (double)c->k_b);
    tt_table_number(table, (double)c->k_both);
    tt_table_number(table, c->sse_null);
    tt_table_number(table, c->sse_separate);
    tt_strbuf_clear(&years);
}

static tt_status add_pair(const pairing *p, size_t i, size_t j, tt_table *table, tt_error *err)
{
    const tt_run *runs[2] = {&p->runs[i], &p->runs[j]};
    const tt_points points[2] = {tt_run_points(runs[0]), tt_run_points(runs[1])};
    const double *const se[2] = {runs[0]->standard_error, runs[1]->standard_error};
    const int no_se = p->plan.options.weights == TT_JOINPOINT_SE && (!se[0] || !se[1]);
    tt_joinpoint_comparison result;
    tt_error fault = {0};
    tt_status status = TT_EDOMAIN;
    if (no_se)
        (void)tt_fail(&fault, TT_EDOMAIN,
                      "weights from standard errors, but not every year used has one");
    else
        status = tt_joinpoint_compare(points, se, p->hypothesis, &p->plan.options, &result, &fault);
    if (status == TT_EUSAGE || status == TT_ENOMEM || status == TT_EINTERNAL)
        return tt_fail(err, status, "%s", fault.message);
    const tt_notes notes = runs[0]->notes | runs[1]->notes;
    tt_table_text(table, series_at(p, i)->name);
    tt_table_text(table, series_at(p, j)->name);
    tt_table_text(table, p->hypothesis == TT_JOINPOINT_PARALLEL ? "parallel" : "coincident");
    if (status == TT_OK)
        add_result(p, &result, runs, table);
    tt_table_end_row(table, notes | (status == TT_OK ? result.notes : 0),
                     status == TT_OK ? NULL : fault.message);
    return TT_OK;
}

static tt_status find_dimension(const cli_analysis_request *request, size_t *out, tt_error *err)
{
    const char *by = request->settings->by;
    if (!by)
        return tt_fail(err, TT_EUSAGE,
                       "--compare needs --by DIM, the dimension whose values are compared");
    *out = tt_dataset_find_dimension(request->ds, by);
    return *out == TT_NONE ? tt_fail(err, TT_ENOTFOUND, "the data have no dimension '%s'", by)
                           : TT_OK;
}

static tt_status add_pairs(pairing *p, tt_table *table, tt_error *err)
{
    const size_t count = p->request->series->count;
    tt_status status = TT_OK;
    size_t pairs = 0;
    for (size_t i = 0; i < count && status == TT_OK; i++)
        status = tt_dataset_run(p->request->ds, p->request->series->index[i], &p->plan.run,
                                &p->runs[i], err);
    for (size_t i = 0; i < count && status == TT_OK; i++)
        for (size_t j = i + 1; j < count && status == TT_OK; j++)
            if (belong_together(p, i, j)) {
                status = add_pair(p, i, j, table, err);
                pairs++;
            }
    if (status == TT_OK && pairs == 0)
        status = tt_fail(err, TT_ENOTFOUND,
                         "no two series differ in '%s' alone; 'tiptrend list' shows the series",
                         p->request->settings->by);
    return status;
}

tt_status cli_table_joinpoint_pairs(const cli_analysis_request *request, tt_table **out,
                                    tt_error *err)
{
    const size_t count = request->series->count;
    pairing p = {.request = request,
                 .hypothesis = (tt_joinpoint_hypothesis)(request->settings->joinpoint.compare - 1)};
    tt_table *table =
        tt_table_new("Comparison of joinpoint trends", columns, sizeof columns / sizeof *columns);
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK)
        tt_table_details(table, details);
    if (status == TT_OK)
        status = find_dimension(request, &p.dimension, err);
    if (status == TT_OK)
        status = cli_joinpoint_plan_make(request->settings, &p.plan, err);
    p.runs = tt_calloc(count, sizeof *p.runs);
    if (status == TT_OK && !p.runs)
        status = tt_fail(err, TT_ENOMEM, "no memory for %zu series", count);
    if (status == TT_OK)
        status = add_pairs(&p, table, err);
    if (status == TT_OK)
        tt_table_remark(
            table, "Statistic: SSE of the common model over that of separate ones, with k "
                   "joinpoints each. A small p speaks against coincident (the same) or parallel "
                   "(the same up to a constant ratio, of the second to the first) trends.");
    for (size_t i = 0; p.runs && i < count; i++)
        tt_run_clear(&p.runs[i]);
    tt_free(p.runs);
    cli_joinpoint_plan_clear(&p.plan);
    return cli_table_done(table, status, out, err);
}
