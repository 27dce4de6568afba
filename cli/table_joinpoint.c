/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of joinpoint regression. Names and order of their columns are a contract with scripts:
 * columns may be added at the end, never renamed or moved. */
#include <math.h>
#include <string.h>

#include "joinpoint_fit.h"

/* ---- what all tables share ---- */

typedef struct sheet {
    const char *name; /* of --table */
    const char *title;
    const tt_column *columns;
    size_t column_count;
    const char *const *details; /* columns for people with room; may be NULL */
    /* Adds the rows of one fitted series. */
    void (*add)(const cli_joinpoint_fit *fit, const cli_joinpoint_plan *plan, tt_table *table);
} sheet;

/* The next model that the tables show, from *i on; NULL after the last. */
static const tt_joinpoint_model *next_model(const cli_joinpoint_fit *fit,
                                            const cli_joinpoint_plan *plan, size_t *i)
{
    for (; *i < fit->result.model_count; ++*i) {
        const tt_joinpoint_model *model = &fit->result.models[*i];
        const int wanted = plan->k == CLI_K_ALL || (plan->k == CLI_K_SELECTED && model->selected) ||
                           (plan->k >= 0 && model->k == (size_t)plan->k);
        if (wanted) {
            ++*i;
            return model;
        }
    }
    return NULL;
}

/* Notes of the series and of one of its models. */
static tt_notes notes_of(const cli_joinpoint_fit *fit, const tt_joinpoint_model *model)
{
    const tt_joinpoint_result *result = &fit->result;
    const tt_notes of_selected = result->models[result->selected].notes;
    return fit->run.notes | (result->notes & ~of_selected) | (model ? model->notes : 0);
}

static void begin(const cli_joinpoint_fit *fit, const tt_joinpoint_model *model, tt_table *table)
{
    tt_table_text(table, fit->series->name);
    tt_table_number(table, (double)model->k);
}

static void end(const cli_joinpoint_fit *fit, const tt_joinpoint_model *model, tt_table *table)
{
    tt_table_end_row(table, notes_of(fit, model), NULL);
}

/* ---- summary ---- */

static const tt_column summary_columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},    {"n", "n", TT_COLUMN_INTEGER, 0},
    {"k", "k", TT_COLUMN_INTEGER, 0},           {"start", "From", TT_COLUMN_YEAR, 0},
    {"end", "To", TT_COLUMN_YEAR, 0},           {"apc", "APC %", TT_COLUMN_SIGNED, 1},
    {"significant", "", TT_COLUMN_TEXT, 0},     {"apc_low", "lower", TT_COLUMN_SIGNED, 1},
    {"apc_high", "upper", TT_COLUMN_SIGNED, 1}, {"p", "p", TT_COLUMN_P, 0},
    {"aapc", "AAPC %", TT_COLUMN_SIGNED, 1},    {"aapc_significant", "", TT_COLUMN_TEXT, 0},
    {"aapc_low", "lower", TT_COLUMN_SIGNED, 1}, {"aapc_high", "upper", TT_COLUMN_SIGNED, 1},
};

static const char *star(const cli_joinpoint_fit *fit, double p)
{
    return p < 1 - fit->result.conf ? "*" : "";
}

static void add_summary(const cli_joinpoint_fit *fit, const cli_joinpoint_plan *plan,
                        tt_table *table)
{
    size_t i = 0;
    for (const tt_joinpoint_model *m; (m = next_model(fit, plan, &i)) != NULL;)
        for (size_t j = 0; j <= m->k; j++) {
            const tt_joinpoint_segment *s = &m->segment[j];
            tt_table_text(table, fit->series->name);
            tt_table_number(table, (double)m->n);
            tt_table_number(table, (double)m->k);
            tt_table_number(table, s->start);
            tt_table_number(table, s->end);
            tt_table_number(table, s->apc.value);
            tt_table_text(table, star(fit, s->p));
            tt_table_number(table, s->apc.low);
            tt_table_number(table, s->apc.high);
            tt_table_number(table, s->p);
            if (j == 0) {
                const tt_joinpoint_aapc_result *a = &m->aapc[0];
                tt_table_number(table, a->aapc.value);
                tt_table_text(table, star(fit, a->p));
                tt_table_number(table, a->aapc.low);
                tt_table_number(table, a->aapc.high);
            }
            end(fit, m, table);
        }
}

/* ---- models ---- */

static const tt_column models_columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"k", "k", TT_COLUMN_INTEGER, 0},
    {"n", "n", TT_COLUMN_INTEGER, 0},
    {"df", "df", TT_COLUMN_INTEGER, 0},
    {"sse", "SSE", TT_COLUMN_NUMBER, 5},
    {"bic", "BIC", TT_COLUMN_NUMBER, 5},
    {"bic3", "BIC3", TT_COLUMN_NUMBER, 5},
    {"weight", "Weight", TT_COLUMN_NUMBER, 3},
    {"wbic", "WBIC", TT_COLUMN_NUMBER, 5},
    {"selected", "Selected", TT_COLUMN_INTEGER, 0},
    {"parameters", "Parameters", TT_COLUMN_INTEGER, 0},
    {"mse", "MSE", TT_COLUMN_NUMBER, 5},
    {"jump", "Jump", TT_COLUMN_SIGNED, 3},
    {"jump_low", "lower", TT_COLUMN_SIGNED, 3},
    {"jump_high", "upper", TT_COLUMN_SIGNED, 3},
    {"jump_p", "p", TT_COLUMN_P, 0},
    {"rho", "rho", TT_COLUMN_SIGNED, 3},
};

static const char *const models_details[] = {"parameters", "mse", NULL};

static void add_models(const cli_joinpoint_fit *fit, const cli_joinpoint_plan *plan,
                       tt_table *table)
{
    for (size_t i = 0; i < fit->result.model_count; i++) {
        const tt_joinpoint_model *m = &fit->result.models[i];
        begin(fit, m, table);
        tt_table_number(table, (double)m->n);
        tt_table_number(table, m->df);
        tt_table_number(table, m->sse);
        tt_table_number(table, m->bic);
        tt_table_number(table, m->bic3);
        tt_table_number(table, m->weight);
        tt_table_number(table, m->wbic);
        tt_table_number(table, m->selected);
        tt_table_number(table, (double)m->parameters);
        tt_table_number(table, m->df > 0 ? m->sse / m->df : NAN);
        tt_table_limits(table, m->jump.value, m->jump.low, m->jump.high);
        tt_table_number(table, m->jump_p);
        tt_table_number(table, plan->options.serial ? fit->result.rho : NAN);
        tt_table_end_row(table, notes_of(fit, m),
                         tt_joinpoint_beside_jump(m)
                             ? "a joinpoint stands beside the jump, whose size is not determined"
                             : NULL);
    }
}

/* ---- segments ---- */

static const tt_column segments_columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"k", "k", TT_COLUMN_INTEGER, 0},
    {"segment", "Segment", TT_COLUMN_INTEGER, 0},
    {"start", "From", TT_COLUMN_YEAR, 0},
    {"end", "To", TT_COLUMN_YEAR, 0},
    {"intercept", "Intercept", TT_COLUMN_SIGNED, 4},
    {"intercept_se", "SE", TT_COLUMN_NUMBER, 4},
    {"slope", "Slope", TT_COLUMN_SIGNED, 4},
    {"slope_se", "SE", TT_COLUMN_NUMBER, 4},
    {"t", "t", TT_COLUMN_SIGNED, 2},
    {"p", "p", TT_COLUMN_P, 0},
    {"apc", "APC %", TT_COLUMN_SIGNED, 1},
    {"apc_low", "lower", TT_COLUMN_SIGNED, 1},
    {"apc_high", "upper", TT_COLUMN_SIGNED, 1},
    {"intercept_p", "p of intercept", TT_COLUMN_P, 0},
    {"slope_low", "lower", TT_COLUMN_SIGNED, 4},
    {"slope_high", "upper", TT_COLUMN_SIGNED, 4},
    {"df", "df", TT_COLUMN_INTEGER, 0},
};

static const char *const segments_details[] = {
    "intercept", "intercept_se", "intercept_p", "slope_low", "slope_high", "df", NULL};

static void add_segments(const cli_joinpoint_fit *fit, const cli_joinpoint_plan *plan,
                         tt_table *table)
{
    size_t i = 0;
    for (const tt_joinpoint_model *m; (m = next_model(fit, plan, &i)) != NULL;)
        for (size_t j = 0; j <= m->k; j++) {
            const tt_joinpoint_segment *s = &m->segment[j];
            begin(fit, m, table);
            tt_table_number(table, (double)j);
            tt_table_number(table, s->start);
            tt_table_number(table, s->end);
            tt_table_number(table, s->intercept);
            tt_table_number(table, s->intercept_se);
            tt_table_number(table, s->slope.value);
            tt_table_number(table, s->slope_se);
            tt_table_number(table, s->t);
            tt_table_number(table, s->p);
            tt_table_limits(table, s->apc.value, s->apc.low, s->apc.high);
            tt_table_number(table, s->intercept_p);
            tt_table_number(table, s->slope.low);
            tt_table_number(table, s->slope.high);
            tt_table_number(table, m->se_df);
            end(fit, m, table);
        }
}

/* ---- joinpoints ---- */

static const tt_column joinpoints_columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"k", "k", TT_COLUMN_INTEGER, 0},
    {"index", "Joinpoint", TT_COLUMN_INTEGER, 0},
    {"joinpoint", "Year", TT_COLUMN_YEAR, 0},
    {"low", "lower", TT_COLUMN_YEAR, 0},
    {"high", "upper", TT_COLUMN_YEAR, 0},
    {"slope_change", "Slope change", TT_COLUMN_SIGNED, 4},
    {"slope_change_se", "SE", TT_COLUMN_NUMBER, 4},
    {"slope_change_p", "p", TT_COLUMN_P, 0},
    {"slope_change_t", "t", TT_COLUMN_SIGNED, 2},
};

static void add_joinpoints(const cli_joinpoint_fit *fit, const cli_joinpoint_plan *plan,
                           tt_table *table)
{
    size_t i = 0;
    for (const tt_joinpoint_model *m; (m = next_model(fit, plan, &i)) != NULL;)
        for (size_t j = 0; j < m->k; j++) {
            const tt_joinpoint_point *p = &m->joinpoint[j];
            begin(fit, m, table);
            tt_table_number(table, (double)(j + 1));
            tt_table_limits(table, p->at.value, p->at.low, p->at.high);
            tt_table_number(table, p->slope_change);
            tt_table_number(table, p->slope_change_se);
            tt_table_number(table, p->slope_change_p);
            tt_table_number(table, p->slope_change_t);
            end(fit, m, table);
        }
}

/* ---- average annual percent changes ---- */

static const tt_column aapc_columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"k", "k", TT_COLUMN_INTEGER, 0},
    {"start", "From", TT_COLUMN_YEAR, 0},
    {"end", "To", TT_COLUMN_YEAR, 0},
    {"aapc", "AAPC %", TT_COLUMN_SIGNED, 1},
    {"aapc_low", "lower", TT_COLUMN_SIGNED, 1},
    {"aapc_high", "upper", TT_COLUMN_SIGNED, 1},
    {"statistic", "Statistic", TT_COLUMN_SIGNED, 2},
    {"p", "p", TT_COLUMN_P, 0},
};

/* A range that was asked for and does not lie within the years of the series. */
static void add_outside(const cli_joinpoint_fit *fit, const tt_joinpoint_model *m,
                        const tt_joinpoint_range *range, tt_table *table)
{
    begin(fit, m, table);
    tt_table_number(table, range->start);
    tt_table_number(table, range->end);
    tt_table_end_row(table, notes_of(fit, m),
                     "these years are not within those of the series that are used");
}

static void add_aapc(const cli_joinpoint_fit *fit, const cli_joinpoint_plan *plan, tt_table *table)
{
    size_t i = 0;
    for (const tt_joinpoint_model *m; (m = next_model(fit, plan, &i)) != NULL;) {
        for (size_t a = 0; a < m->aapc_count; a++) {
            const tt_joinpoint_aapc_result *average = &m->aapc[a];
            begin(fit, m, table);
            tt_table_number(table, average->start);
            tt_table_number(table, average->end);
            tt_table_limits(table, average->aapc.value, average->aapc.low, average->aapc.high);
            tt_table_number(table, average->statistic);
            tt_table_number(table, average->p);
            end(fit, m, table);
        }
        for (size_t r = 0; r < plan->range_count; r++) {
            int within = 0;
            for (size_t a = 0; a < fit->range_count; a++)
                within |= fit->ranges[a].start == plan->ranges[r].start &&
                          fit->ranges[a].end == plan->ranges[r].end;
            if (!within)
                add_outside(fit, m, &plan->ranges[r], table);
        }
    }
}

/* ---- permutation tests ---- */

static const tt_column tests_columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"k0", "k0", TT_COLUMN_INTEGER, 0},
    {"k1", "k1", TT_COLUMN_INTEGER, 0},
    {"statistic", "SSE(k0)/SSE(k1)", TT_COLUMN_NUMBER, 4},
    {"p", "p", TT_COLUMN_P, 0},
    {"mc_error", "MC error", TT_COLUMN_NUMBER, 5},
    {"level", "Level", TT_COLUMN_NUMBER, 4},
    {"permutations", "Orders", TT_COLUMN_INTEGER, 0},
    {"exceeding", "as large", TT_COLUMN_INTEGER, 0},
    {"rejected", "k0 rejected", TT_COLUMN_INTEGER, 0},
    {"enumerated", "all orders", TT_COLUMN_INTEGER, 0},
};

static const char *const tests_details[] = {"exceeding", "enumerated", NULL};

/* Would other random numbers decide otherwise, as likely as not? */
static const char *edge_note(const tt_joinpoint_test *test)
{
    return fabs(test->p - test->level) < 2 * test->mc_error
               ? "p is within twice its Monte Carlo error of the level: another seed may decide "
                 "otherwise"
               : NULL;
}

static void add_tests(const cli_joinpoint_fit *fit, const cli_joinpoint_plan *plan, tt_table *table)
{
    (void)plan;
    for (size_t t = 0; t < fit->result.test_count; t++) {
        const tt_joinpoint_test *test = &fit->result.tests[t];
        tt_table_text(table, fit->series->name);
        tt_table_number(table, (double)test->k0);
        tt_table_number(table, (double)test->k1);
        tt_table_number(table, test->statistic);
        tt_table_number(table, test->p);
        tt_table_number(table, test->mc_error);
        tt_table_number(table, test->level);
        tt_table_number(table, (double)test->permutations);
        tt_table_number(table, (double)test->exceeding);
        tt_table_number(table, test->rejected);
        tt_table_number(table, test->enumerated);
        tt_table_end_row(table, notes_of(fit, NULL), edge_note(test));
    }
}

/* ---- fitted values ---- */

static const tt_column fitted_columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},       {"k", "k", TT_COLUMN_INTEGER, 0},
    {"year", "Year", TT_COLUMN_YEAR, 0},           {"value", "Value", TT_COLUMN_NUMBER, 2},
    {"fitted", "Fitted", TT_COLUMN_NUMBER, 2},     {"y", "y", TT_COLUMN_NUMBER, 4},
    {"y_fitted", "Fit of y", TT_COLUMN_NUMBER, 4}, {"residual", "Residual", TT_COLUMN_SIGNED, 4},
};

static const char *const fitted_details[] = {"y", "y_fitted", NULL};

static void add_fitted(const cli_joinpoint_fit *fit, const cli_joinpoint_plan *plan,
                       tt_table *table)
{
    const int is_log = plan->options.scale == TT_JOINPOINT_LOG;
    size_t i = 0;
    for (const tt_joinpoint_model *m; (m = next_model(fit, plan, &i)) != NULL;)
        for (size_t r = 0; r < m->n; r++) {
            const double y = m->fitted[r] + m->residual[r];
            double value = fit->run.value[r];
            if (fit->run.exposure)
                value *= plan->options.per / fit->run.exposure[r];
            begin(fit, m, table);
            tt_table_number(table, fit->run.time[r]);
            tt_table_number(table, value);
            tt_table_number(table, is_log ? exp(m->fitted[r]) : m->fitted[r]);
            tt_table_number(table, y);
            tt_table_number(table, m->fitted[r]);
            tt_table_number(table, m->residual[r]);
            end(fit, m, table);
        }
}

/* ---- the whole ---- */

#define SHEET(name, title, details)                                                                \
    {                                                                                              \
#name, title, name##_columns, sizeof name##_columns / sizeof *name##_columns, details,     \
            add_##name                                                                             \
    }

static const sheet sheets[] = {
    SHEET(summary, "Joinpoint regression", NULL),
    SHEET(models, "Joinpoint models", models_details),
    SHEET(segments, "Segments", segments_details),
    SHEET(joinpoints, "Joinpoints", NULL),
    SHEET(aapc, "Average annual percent change", NULL),
    SHEET(tests, "Permutation tests of the number of joinpoints", tests_details),
    SHEET(fitted, "Observed and fitted values", fitted_details),
};

enum { SHEETS = sizeof sheets / sizeof *sheets };
_Static_assert((int)SHEETS <= (int)CLI_TABLES_MOST, "room for all tables");

/* Which tables a name means. */
static tt_status choose_sheets(const char *name, char wanted[SHEETS], tt_error *err)
{
    memset(wanted, 0, SHEETS);
    const int all = name && strcmp(name, "all") == 0;
    for (size_t s = 0; s < SHEETS; s++)
        wanted[s] = all ? s > 0 : strcmp(name ? name : "summary", sheets[s].name) == 0;
    for (size_t s = 0; s < SHEETS; s++)
        if (wanted[s])
            return TT_OK;
    return tt_fail(err, TT_EUSAGE,
                   "no table '%s'; there are summary, models, segments, joinpoints, aapc, tests, "
                   "fitted and all",
                   name);
}

/* A series without models, or without the one that is asked for: a row with the reason. */
static void add_fault(const cli_joinpoint_fit *fit, const char *why, tt_table *table)
{
    tt_table_text(table, fit->series->name);
    tt_table_end_row(table, fit->run.notes, why);
}

static void add_series(const cli_joinpoint_fit *fit, const cli_joinpoint_plan *plan, size_t s,
                       tt_table *table)
{
    const tt_joinpoint_result *result = &fit->result;
    if (fit->fault.status != TT_OK) {
        add_fault(fit, fit->fault.message, table);
        return;
    }
    const int any = plan->k < 0 || ((size_t)plan->k >= result->min_joinpoints &&
                                    (size_t)plan->k <= result->max_joinpoints);
    const int by_k = sheets[s].add != add_models && sheets[s].add != add_tests;
    if (!any && by_k)
        add_fault(fit, "no model with so many joinpoints was fitted", table);
    else
        sheets[s].add(fit, plan, table);
}

static void add_remarks(const cli_joinpoint_plan *plan, size_t s, tt_table *table)
{
    static const char *const by[] = {"WBIC", "BIC", "BIC3", "the sequence of permutation tests"};
    const tt_joinpoint_options *o = &plan->options;
    const int linear = o->scale == TT_JOINPOINT_LINEAR;
    tt_strbuf text = TT_STRBUF_INIT;
    if (sheets[s].add == add_summary)
        tt_strbuf_addf(&text,
                       "%s; AAPC: its average over the years of the series. * differs from 0 "
                       "at the level of the limits. ",
                       linear ? "Linear scale: APC is the slope, in units a year"
                              : "APC: annual percent change within a segment");
    if (sheets[s].add == add_tests && o->select != TT_JOINPOINT_PERMUTATION)
        tt_strbuf_add(&text, "No tests are made: --select permutation asks for them. ");
    tt_strbuf_addf(&text, "%s scale; number of joinpoints (k) chosen by %s; limits %s.",
                   linear ? "Linear" : "Log", by[o->select],
                   o->limits == TT_JOINPOINT_EMPIRICAL ? "empirical" : "parametric");
    tt_table_remark(table, tt_strbuf_text(&text));
    tt_strbuf_clear(&text);
}

static tt_status make_tables(const cli_analysis_request *request, const cli_joinpoint_plan *plan,
                             const char wanted[SHEETS], tt_table *tables[SHEETS], tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t s = 0; s < SHEETS && status == TT_OK; s++) {
        if (!wanted[s])
            continue;
        tables[s] = tt_table_new(sheets[s].title, sheets[s].columns, sheets[s].column_count);
        status = tt_table_status(tables[s], err);
        if (status == TT_OK && sheets[s].details)
            tt_table_details(tables[s], sheets[s].details);
    }
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++) {
        cli_joinpoint_fit fit;
        status = cli_joinpoint_fit_make(request, plan, request->series->index[i], &fit, err);
        if (status != TT_OK)
            break;
        for (size_t s = 0; s < SHEETS; s++)
            if (wanted[s])
                add_series(&fit, plan, s, tables[s]);
        cli_joinpoint_fit_clear(&fit);
    }
    for (size_t s = 0; s < SHEETS && status == TT_OK; s++) {
        if (!wanted[s])
            continue;
        add_remarks(plan, s, tables[s]);
        status = tt_table_status(tables[s], err);
    }
    return status;
}

tt_status cli_tables_joinpoint(const cli_analysis_request *request, tt_table *out[CLI_TABLES_MOST],
                               size_t *count, tt_error *err)
{
    char wanted[SHEETS];
    tt_table *tables[SHEETS] = {NULL};
    cli_joinpoint_plan plan = {0};
    *count = 0;
    tt_status status = choose_sheets(request->settings->joinpoint.table, wanted, err);
    if (status == TT_OK)
        status = cli_joinpoint_plan_make(request->settings, &plan, err);
    if (status == TT_OK)
        status = make_tables(request, &plan, wanted, tables, err);
    for (size_t s = 0; s < SHEETS; s++) {
        if (status != TT_OK)
            tt_table_free(tables[s]);
        else if (tables[s])
            out[(*count)++] = tables[s];
    }
    cli_joinpoint_plan_clear(&plan);
    return status;
}
