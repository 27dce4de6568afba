/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement in digits of lines, their HC and Newey-West errors, robust lines and residual diagnostics with
 * reference values of the developers' folder: 40-digit arithmetic (`series/ref_hp.csv`), and for robust
 * lines, Durbin-Watson's p and Shapiro-Wilk what R prints (`series/ref_R.csv`). */
#include "digits_table.h"
#include "tiptrend/durbinwatson.h"
#include "tiptrend/linreg.h"
#include "tiptrend/normality.h"
#include "tiptrend/polyreg.h"
#include "tiptrend/robustreg.h"

#define TABLE TT_SOURCE_DIR "/tests/oracles/digits-regression.csv"

/* One line through one series. */
typedef struct fitted {
    tt_linreg line;
    tt_polyreg poly;
    tt_durbinwatson dw;
    tt_normality normal;
    tt_robustreg bisquare;
    tt_robustreg huber;
    tt_polyreg errors[TT_SE_NEWEY_WEST + 2]; /* by kind; the last is Newey-West with n/(n - 2) */
} fitted;

static int has_gaps(const digits_series *s)
{
    for (size_t i = 1; i < s->n; i++)
        if (s->time[i] - s->time[i - 1] != 1)
            return 1;
    return 0;
}

static void fit_errors(const tt_points *points, fitted *out)
{
    for (int kind = TT_SE_CLASSIC; kind <= TT_SE_NEWEY_WEST + 1; kind++) {
        tt_polyreg_options o = {.se = kind > TT_SE_NEWEY_WEST ? TT_SE_NEWEY_WEST : (tt_se_kind)kind,
                                .lags = points->n > 2 ? 1 : 0,
                                .adjust = kind > TT_SE_NEWEY_WEST};
        (void)tt_polyreg_fit(points, &o, &out->errors[kind], NULL);
    }
}

/* Shapiro-Wilk of the residuals. */
static void test_normality(const tt_points *points, tt_linreg_scale scale, fitted *out)
{
    double residual[DIGITS_POINTS];
    const tt_trend *t = &out->line.trend;
    out->normal = (tt_normality){.p = NAN};
    for (size_t i = 0; i < points->n; i++) {
        double y = points->value[i] / (points->exposure ? points->exposure[i] : 1);
        residual[i] = (scale == TT_LINREG_LOG ? log(y) : y) - t->intercept -
                      t->slope.value * (points->time[i] - t->centre);
    }
    (void)tt_normality_test(residual, points->n, &out->normal, NULL);
}

/* The line that a model of the reference names; 0 when it is none of ours or has no fit. */
static int fit_model(const digits_series *s, const char *model, fitted *out)
{
    int rate = strstr(model, "_rate") != NULL;
    int log = strstr(model, "loglin") != NULL;
    double exposure[DIGITS_POINTS]; /* the reference has rates per 100,000 */
    for (size_t i = 0; i < s->n; i++)
        exposure[i] = s->exposure[i] / 1e5;
    tt_points points = {s->n, s->time, s->value, rate ? exposure : NULL};
    tt_linreg_options o = {.scale = log ? TT_LINREG_LOG : TT_LINREG_LINEAR};
    if (strcmp(model, "loglin_rate_w") == 0)
        o.weights = s->value;
    tt_polyreg_options p = {.scale = o.scale, .weights = o.weights};
    memset(out, 0, sizeof *out);
    if (tt_linreg_fit(&points, &o, &out->line, NULL) != TT_OK)
        return 0;
    (void)tt_polyreg_fit(&points, &p, &out->poly, NULL);
    out->dw.statistic = out->dw.p = NAN;
    (void)tt_durbinwatson_trend(&points, o.scale, &out->dw, NULL);
    fit_errors(&points, out);
    test_normality(&points, o.scale, out);
    tt_robustreg_options huber = {.psi = TT_ROBUST_HUBER};
    (void)tt_robustreg_fit(&points, NULL, &out->bisquare, NULL, NULL);
    (void)tt_robustreg_fit(&points, &huber, &out->huber, NULL, NULL);
    return 1;
}

/* The reference takes the intercept at year 0. */
static double intercept_se_at_0(const tt_polyreg *fit)
{
    double c = fit->trend.centre;
    return sqrt(fit->covariance[0] - 2 * c * fit->covariance[1] + c * c * fit->covariance[3]);
}

static double line_value(const fitted *f, const char *quantity)
{
    const tt_trend *t = &f->line.trend;
    const struct {
        const char *name;
        double value;
    } values[] = {
        {"intercept", t->intercept - t->slope.value * t->centre},
        {"slope", t->slope.value},
        {"se_intercept", hypot(t->intercept_se, t->centre * t->slope_se)},
        {"se_slope", t->slope_se},
        {"t", t->statistic},
        {"p", t->p},
        {"df", t->df},
        {"ci_lo", t->slope.low},
        {"ci_hi", t->slope.high},
        {"apc", t->apc.value},
        {"apc_lo", t->apc.low},
        {"apc_hi", t->apc.high},
        {"resid_se", f->line.sigma},
        {"r2", f->line.r_squared},
        {"rss", f->poly.rss},
        {"loglik", f->poly.loglik},
        {"dw", f->dw.statistic},
        {"dw_p_two_sided_pan", f->dw.p},
        {"shapiro_p_resid", f->normal.p},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (strcmp(values[i].name, quantity) == 0)
            return values[i].value;
    return NAN;
}

static double error_value(const fitted *f, const char *quantity)
{
    const tt_polyreg *newey_west = &f->errors[TT_SE_NEWEY_WEST];
    const struct {
        const char *name;
        double value;
    } values[] = {
        {"se_slope_HC0", f->errors[TT_SE_HC0].trend.slope_se},
        {"se_slope_HC1", f->errors[TT_SE_HC1].trend.slope_se},
        {"se_slope_HC2", f->errors[TT_SE_HC2].trend.slope_se},
        {"se_slope_HC3", f->errors[TT_SE_HC3].trend.slope_se},
        {"se_slope_nw1", newey_west[0].trend.slope_se},
        {"se_slope_nw1_adjust", newey_west[1].trend.slope_se},
        {"se_intercept_nw1", intercept_se_at_0(&newey_west[0])},
        {"se_intercept_nw1_adjust", intercept_se_at_0(&newey_west[1])},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (strcmp(values[i].name, quantity) == 0)
            return values[i].value;
    return NAN;
}

static double robust_value(const tt_robustreg *fit, const char *quantity)
{
    return strcmp(quantity, "slope") == 0      ? fit->trend.slope.value
           : strcmp(quantity, "se_slope") == 0 ? fit->trend.slope_se
           : strcmp(quantity, "scale") == 0    ? fit->sigma
                                               : NAN;
}

/* What every value must reach, whatever the table says. */
static double least_digits(const digits_truth *truth, size_t n)
{
    enum { ROUGH_PAN_N = 6 };
    if (strstr(truth->quantity, "dw_p") && n <= ROUGH_PAN_N)
        return 1.5; /* R stops Pan's sum at 15 terms; n = 4 has a closed form in test_durbinwatson */
    if (strcmp(truth->series, "const_n8") == 0 && strstr(truth->model, "rate"))
        return 6; /* rates that are exponentials but for rounding: the rest is rounding */
    if (strncmp(truth->model, "rlm", 3) == 0)
        return 7; /* what R's own convergence leaves */
    if (strcmp(truth->quantity, "p") == 0)
        return 9;
    if (strstr(truth->quantity, "_p_"))
        return 7; /* R */
    return strcmp(truth->quantity, "r2") == 0 ? 10 : 11;
}

/* Quantities that mean nothing, or something else, here. */
static int is_left_out(const digits_series *s, const fitted *f, const digits_truth *truth)
{
    int perfect = (f->line.trend.notes & TT_NOTE_PERFECT_FIT) != 0;
    int keeps = strcmp(truth->quantity, "slope") == 0 || strcmp(truth->quantity, "intercept") == 0;
    if (perfect && !keeps)
        return 1;
    if (strcmp(truth->model, "rlm") == 0 || strcmp(truth->model, "rlm_huber") == 0)
        return perfect;
    /* Rows are not years where some are missing; R's exact p gives up beside 0 and 1. */
    int neighbours = strncmp(truth->quantity, "dw", 2) == 0 || strstr(truth->quantity, "nw1");
    if (neighbours && has_gaps(s))
        return 1;
    /* Three points leave one degree of freedom: the shape of their residuals is always the same. */
    if (s->n < 4 && (strncmp(truth->quantity, "dw", 2) == 0 || strstr(truth->quantity, "shapiro")))
        return 1;
    return strstr(truth->quantity, "dw_p") && truth->value < 1e-6;
}

static void compare(const digits_series *s, const digits_truth *truth, int from_r,
                    digits_table *seen)
{
    static fitted f;
    const char *line = strcmp(truth->model, "hac") == 0 || strncmp(truth->model, "rlm", 3) == 0
                           ? "ols"
                           : truth->model;
    int is_robust = strcmp(truth->model, "rlm") == 0 || strcmp(truth->model, "rlm_huber") == 0;
    if (strcmp(line, "ols") != 0 && strncmp(line, "loglin", 6) != 0)
        return;
    if (from_r && !is_robust && !strstr(truth->quantity, "_p_"))
        return;
    if (!fit_model(s, line, &f) || is_left_out(s, &f, truth))
        return;
    double value = strcmp(truth->model, "rlm") == 0 ? robust_value(&f.bisquare, truth->quantity)
                   : strcmp(truth->model, "rlm_huber") == 0
                       ? robust_value(&f.huber, truth->quantity)
                   : strcmp(truth->model, "hac") == 0 ? error_value(&f, truth->quantity)
                                                      : line_value(&f, truth->quantity);
    if (isnan(value) && (is_robust || strcmp(truth->quantity, "adj_r2") == 0))
        return;
    digits_truth named = *truth;
    if (from_r && !is_robust)
        (void)snprintf(named.model, sizeof named.model, "%.20s_tests", truth->model);
    digits_note(seen, &named, value, least_digits(&named, s->n));
}

static void compare_file(const char *name, const digits_series *all, size_t count, int from_r,
                         digits_table *seen)
{
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/vectors/series/%s", check_shared_dir(), name);
    char *reference = digits_read(path);
    char *rest = reference;
    for (char *line = digits_line(&rest); line; line = digits_line(&rest)) {
        digits_truth truth;
        if (!digits_parse(line, &truth))
            continue;
        for (size_t i = 0; i < count; i++)
            if (strcmp(all[i].name, truth.series) == 0)
                compare(&all[i], &truth, from_r, seen);
    }
    free(reference);
}

static void digits(void **state)
{
    (void)state;
    if (!check_shared_dir()) {
        print_message("skipped: the developers' reference tables are not here\n");
        skip();
    }
    static digits_series all[DIGITS_SERIES];
    static digits_table seen;
    char *text = digits_read(TT_SHARED_DIR "/vectors/series/series.csv");
    size_t count = digits_read_series(text, all);
    free(text);
    check_true(count == 24);
    compare_file("ref_hp.csv", all, count, 0, &seen);
    compare_file("ref_R.csv", all, count, 1, &seen);
    digits_compare(&seen, TABLE);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {cmocka_unit_test(digits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
