/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Diagnostics of trends: tests of what each model supposes, and the influence of single years. */
#include <math.h>

#include "tables.h"
#include "tiptrend/detectable.h"
#include "tiptrend/durbinwatson.h"
#include "tiptrend/influence.h"
#include "tiptrend/ljungbox.h"
#include "tiptrend/memory.h"
#include "tiptrend/normality.h"
#include "tiptrend/overdispersion.h"
#include "trend_models.h"

/* ---- tests ---- */

static const tt_column test_columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"model", "Model", TT_COLUMN_TEXT, 0},
    {"test", "Test", TT_COLUMN_TEXT, 0},
    {"statistic", "Statistic", TT_COLUMN_NUMBER, 3},
    {"df", "df", TT_COLUMN_NUMBER, 0},
    {"p", "p", TT_COLUMN_P, 0},
    {"meaning", "Small p means", TT_COLUMN_TEXT, 0},
};

/* One test of one case. */
typedef struct test_row {
    const char *name;
    double statistic;
    double df;
    double p;
    const char *meaning;
} test_row;

static void add_test(const cli_trend_case *c, const test_row *row, tt_notes notes,
                     const tt_error *fault, tt_table *table)
{
    cli_trend_key(table, c);
    tt_table_text(table, row->name);
    if (!fault || fault->status == TT_OK) {
        tt_table_number(table, row->statistic);
        tt_table_number(table, isfinite(row->df) ? row->df : NAN);
        tt_table_number(table, row->p);
        tt_table_text(table, row->meaning);
    }
    tt_table_end_row(table, c->run->notes | notes, fault && fault->status ? fault->message : NULL);
}

static void add_durbin_watson(const cli_trend_case *c, tt_linreg_scale scale, tt_table *table)
{
    tt_durbinwatson t;
    tt_error fault = {0};
    (void)tt_durbinwatson_trend(&c->in->points, scale, &t, &fault);
    add_test(c,
             &(test_row){"durbin-watson", t.statistic, NAN, t.p,
                         "neighbouring years are correlated: standard errors are wrong"},
             t.notes, &fault, table);
}

/* Tests of the residuals themselves, which the influence of years has. */
static tt_status add_residual_tests(const cli_trend_case *c, tt_table *table, tt_error *err)
{
    const tt_points *p = &c->in->points;
    tt_influence *year = tt_calloc(p->n, sizeof *year);
    double *residual = tt_calloc(p->n, sizeof *residual);
    tt_status status =
        year && residual ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for residuals");
    tt_error fault = {0};
    tt_influence_model model = (tt_influence_model)(c->model->influence - 1);
    if (!status && tt_influence_years(p, model, year, NULL, &fault) == TT_ENOMEM)
        status = tt_fail(err, TT_ENOMEM, "no memory for residuals");
    for (size_t i = 0; i < p->n && !status; i++)
        residual[i] = year[i].residual;
    tt_ljungbox box = {0};
    tt_normality normal = {0};
    tt_error no_normality = fault;
    if (!status && !fault.status) {
        tt_points residuals = {p->n, p->time, residual, NULL};
        (void)tt_ljungbox_test(&residuals, NULL, &box, &fault);
        (void)tt_normality_test(residual, p->n, &normal, &no_normality);
    }
    if (!status) {
        add_test(c,
                 &(test_row){"ljung-box", box.statistic, box.df, box.p,
                             "years hang together over the first lags"},
                 box.notes, &fault, table);
        add_test(c,
                 &(test_row){"shapiro-wilk", normal.statistic, NAN, normal.p,
                             "residuals are not normal: limits from t are rough"},
                 normal.notes, &no_normality, table);
    }
    tt_free(year);
    tt_free(residual);
    return status;
}

static void add_dispersion_tests(const cli_trend_case *c, tt_table *table)
{
    static const char more[] = "counts scatter more than Poisson: use quasi-Poisson";
    tt_overdispersion o;
    tt_error fault = {0};
    (void)tt_overdispersion_tests(&c->in->points, &o, &fault);
    const struct {
        const char *name;
        const tt_overdispersion_test *test;
    } rows[] = {
        {"dispersion-pearson", &o.pearson},      {"dispersion-deviance", &o.deviance},
        {"dispersion-dean-b", &o.dean_b},        {"dispersion-dean-c", &o.dean_c},
        {"cameron-trivedi", &o.cameron_trivedi}, {"likelihood-ratio-nb2", &o.likelihood_ratio},
    };
    size_t count = fault.status ? 1 : sizeof rows / sizeof *rows;
    for (size_t i = 0; i < count; i++)
        add_test(c,
                 &(test_row){rows[i].name, rows[i].test->statistic, rows[i].test->df,
                             rows[i].test->p, more},
                 o.notes, &fault, table);
}

/* What the series could have shown, as rows beside the tests: percent a year in `statistic`. */
static void add_detectable(const cli_trend_case *c, tt_detectable_model model, tt_table *table)
{
    tt_detectable d;
    tt_error fault = {0};
    tt_detectable_options options = {.model = model, .conf = c->in->settings->conf};
    (void)tt_detectable_change(&c->in->points, &options, &d, &fault);
    add_test(c,
             &(test_row){"detectable-rise", d.apc_rise, d.df, NAN,
                         "(percent a year that 80 % of such series would show)"},
             d.notes, &fault, table);
    if (fault.status == TT_OK)
        add_test(c,
                 &(test_row){"detectable-fall", d.apc_fall, d.df, NAN,
                             "(percent a year that 80 % of such series would show)"},
                 d.notes, &fault, table);
}

static tt_status add_tests(const cli_trend_case *c, tt_table *table, tt_error *err)
{
    if (!c->model || !c->model->influence)
        return TT_OK;
    tt_influence_model model = (tt_influence_model)(c->model->influence - 1);
    tt_status status = TT_OK;
    if (model == TT_INFLUENCE_OLS || model == TT_INFLUENCE_LOGLINEAR) {
        add_durbin_watson(c, model == TT_INFLUENCE_OLS ? TT_LINREG_LINEAR : TT_LINREG_LOG, table);
        status = add_residual_tests(c, table, err);
    } else {
        add_dispersion_tests(c, table);
        status = add_residual_tests(c, table, err);
    }
    if (model == TT_INFLUENCE_LOGLINEAR || model == TT_INFLUENCE_QUASI)
        add_detectable(
            c, model == TT_INFLUENCE_QUASI ? TT_DETECTABLE_QUASI : TT_DETECTABLE_LOGLINEAR, table);
    return status;
}

/* ---- influence ---- */

static const tt_column influence_columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"model", "Model", TT_COLUMN_TEXT, 0},
    {"year", "Year", TT_COLUMN_YEAR, 0},
    {"value", "Observed", TT_COLUMN_NUMBER, 1},
    {"fitted", "Line", TT_COLUMN_NUMBER, 1},
    {"residual", "Residual", TT_COLUMN_SIGNED, 3},
    {"leverage", "Leverage", TT_COLUMN_NUMBER, 2},
    {"standardised", "Standardised", TT_COLUMN_SIGNED, 2},
    {"studentised", "Studentised", TT_COLUMN_SIGNED, 2},
    {"outlier_p", "outlier p", TT_COLUMN_P, 0},
    {"cook", "Cook", TT_COLUMN_NUMBER, 2},
    {"dffits", "dffits", TT_COLUMN_SIGNED, 2},
    {"apc_without", "APC % without", TT_COLUMN_SIGNED, 1},
};

static const char *const influence_details[] = {"residual", "standardised", "dffits", NULL};

static void add_year(const cli_trend_case *c, size_t i, const tt_influence *year, tt_notes notes,
                     tt_table *table)
{
    char text[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(cli_trend_period(c->run, year->time), text);
    cli_trend_key(table, c);
    tt_table_text(table, text);
    tt_table_number(table, c->in->points.value[i]);
    tt_table_number(table, year->fitted);
    tt_table_number(table, year->residual);
    tt_table_number(table, year->leverage);
    tt_table_number(table, year->standardised);
    tt_table_number(table, year->studentised);
    tt_table_number(table, year->outlier_p);
    tt_table_number(table, year->cook);
    tt_table_number(table, year->dffits);
    tt_table_number(table, year->apc_without);
    tt_table_end_row(table, c->run->notes | notes, NULL);
}

static tt_status add_influence(const cli_trend_case *c, tt_table *table, tt_error *err)
{
    if (!c->model || !c->model->influence)
        return TT_OK;
    const tt_points *p = &c->in->points;
    tt_influence *year = tt_calloc(p->n, sizeof *year);
    tt_error fault = {0};
    tt_notes notes;
    if (!year)
        return tt_fail(err, TT_ENOMEM, "no memory for the influence of years");
    tt_status status = TT_OK;
    if (tt_influence_years(p, (tt_influence_model)(c->model->influence - 1), year, &notes,
                           &fault) == TT_OK) {
        for (size_t i = 0; i < p->n; i++)
            add_year(c, i, &year[i], notes, table);
    } else if (fault.status == TT_ENOMEM) {
        status = tt_fail(err, TT_ENOMEM, "no memory for the influence of years");
    } else {
        cli_trend_key(table, c);
        tt_table_end_row(table, c->run->notes, fault.message);
    }
    tt_free(year);
    return status;
}

tt_status cli_table_trend_tests(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    tt_table *table = tt_table_new("Tests of what the models suppose", test_columns,
                                   sizeof test_columns / sizeof *test_columns);
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK)
        status = cli_trend_each(request, add_tests, table, err);
    if (status == TT_OK)
        tt_table_remark(table, "With few years these tests see only gross faults: a large p is no "
                               "proof that a model holds.");
    return cli_table_done(table, status, out, err);
}

tt_status cli_table_influence(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    tt_table *table = tt_table_new("Influence of single years", influence_columns,
                                   sizeof influence_columns / sizeof *influence_columns);
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK)
        status = cli_trend_each(request, add_influence, table, err);
    if (status == TT_OK) {
        tt_table_details(table, influence_details);
        tt_table_remark(table,
                        "Outlier p: of the studentised residual, for the wildest of n years. "
                        "APC without: of the same model fitted to the other years. A year that "
                        "stands out is a figure to check, not to delete.");
    }
    return cli_table_done(table, status, out, err);
}
