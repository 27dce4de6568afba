/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement in digits of the count trends with 40-digit reference values (`series/ref_hp.csv` of the
 * developers' folder). */
#include "digits_table.h"
#include "tiptrend/countreg.h"
#include "tiptrend/overdispersion.h"
#include "tiptrend/profile.h"

#define TABLE TT_SOURCE_DIR "/tests/oracles/digits-countreg.csv"

/* All that is computed for one series, with and without exposure. */
typedef struct results {
    const digits_series *of;
    tt_countreg poisson, quasi, negbin;
    tt_profile profile;
    tt_overdispersion scatter;
} results;

static void compute(const digits_series *of, int with_exposure, results *out)
{
    tt_points points = {of->n, of->time, of->value, with_exposure ? of->exposure : NULL};
    tt_error err = {0};
    tt_countreg_options quasi = {.model = TT_COUNTREG_QUASI, .raw_dispersion = true};
    tt_countreg_options negbin = {.model = TT_COUNTREG_NB2};
    out->of = of;
    check_status(tt_countreg_fit(&points, NULL, &out->poisson, &err), TT_OK, &err);
    check_status(tt_profile_limits(&points, NULL, &out->profile, &err), TT_OK, &err);
    if (of->n < 3)
        return;
    check_status(tt_countreg_fit(&points, &quasi, &out->quasi, &err), TT_OK, &err);
    check_status(tt_countreg_fit(&points, &negbin, &out->negbin, &err), TT_OK, &err);
    check_status(tt_overdispersion_tests(&points, &out->scatter, &err), TT_OK, &err);
}

/* The reference takes the intercept at year 0. */
static double intercept_at_0(const tt_countreg *fit)
{
    return fit->trend.intercept - fit->trend.slope.value * fit->trend.centre;
}

static double intercept_se_at_0(const tt_countreg *fit)
{
    double c = fit->trend.centre;
    return sqrt(fit->trend.intercept_se * fit->trend.intercept_se - 2 * c * fit->covariance +
                c * c * fit->trend.slope_se * fit->trend.slope_se);
}

/* Not-a-number for a quantity that is not known. */
static double poisson_value(const results *r, const char *quantity)
{
    const struct {
        const char *name;
        double value;
    } values[] = {
        {"intercept", intercept_at_0(&r->poisson)},
        {"slope", r->poisson.trend.slope.value},
        {"se_intercept", intercept_se_at_0(&r->poisson)},
        {"se_slope", r->poisson.trend.slope_se},
        {"z", r->poisson.trend.statistic},
        {"p", r->poisson.trend.p},
        {"deviance", r->poisson.deviance},
        {"null_deviance", r->poisson.null_deviance},
        {"pearson", r->poisson.pearson},
        {"df", (double)r->of->n - 2},
        {"loglik", r->poisson.loglik},
        {"aic", r->poisson.aic},
        {"lrt_p_slope", r->profile.p},
        {"wald_lo", r->poisson.trend.slope.low},
        {"wald_hi", r->poisson.trend.slope.high},
        {"profile_lo", r->profile.slope.low},
        {"profile_hi", r->profile.slope.high},
        {"apc", r->poisson.trend.apc.value},
        {"dispersion_pearson", r->poisson.dispersion},
        {"dispersion_deviance", r->poisson.deviance / ((double)r->of->n - 2)},
        {"gof_p_deviance", r->scatter.deviance.p},
        {"gof_p_pearson", r->scatter.pearson.p},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (strcmp(values[i].name, quantity) == 0)
            return values[i].value;
    return NAN;
}

static double other_value(const results *r, const char *model, const char *quantity)
{
    const struct {
        const char *model;
        const char *name;
        double value;
    } values[] = {
        {"qpois", "dispersion", r->quasi.dispersion},
        {"qpois", "se_slope", r->quasi.trend.slope_se},
        {"qpois", "t", r->quasi.trend.statistic},
        {"qpois", "p", r->quasi.trend.p},
        {"qpois", "t_ci_lo", r->quasi.trend.slope.low},
        {"qpois", "t_ci_hi", r->quasi.trend.slope.high},
        {"nb", "score_alpha_at_0", r->negbin.score_alpha},
        {"nb", "alpha", r->negbin.alpha},
        {"nb", "theta", r->negbin.theta},
        {"nb", "se_theta", r->negbin.theta_se},
        {"nb", "se_theta_joint", r->negbin.theta_se_joint},
        {"nb", "intercept", intercept_at_0(&r->negbin)},
        {"nb", "slope", r->negbin.trend.slope.value},
        {"nb", "se_slope", r->negbin.trend.slope_se},
        {"nb", "se_slope_joint", r->negbin.slope_se_joint},
        {"nb", "z", r->negbin.trend.statistic},
        {"nb", "p", r->negbin.trend.p},
        {"nb", "two_loglik", 2 * r->negbin.loglik},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (strcmp(values[i].model, model) == 0 && strcmp(values[i].name, quantity) == 0)
            return values[i].value;
    return NAN;
}

static int is_p(const char *quantity)
{
    return strcmp(quantity, "p") == 0 || strstr(quantity, "_p_") != NULL;
}

/* What every value must reach, whatever the table says: digits of the vectors' tolerances. */
static double least_digits(const results *r, const char *model, const char *quantity)
{
    if (strcmp(r->of->name, "const_n8") == 0 && r->poisson.deviance > 0)
        return 6.5; /* rates that are exponentials but for rounding: the rest is rounding */
    if (is_p(quantity))
        return 9;
    if (strcmp(model, "nb") == 0)
        return strstr(quantity, "theta") || strcmp(quantity, "alpha") == 0 ? 7 : 9;
    return strstr(quantity, "profile") ? 9 : 10;
}

/* One line of the reference table. Truths below this are zeros of 40-digit arithmetic. */
static void compare(const results *r, const digits_truth *line, digits_table *seen)
{
    digits_truth truth = *line;
    char model[DIGITS_NAME];
    (void)snprintf(model, sizeof model, "%s", truth.model);
    char *suffix = strstr(model, "_off");
    if (suffix)
        *suffix = '\0';
    double value = strcmp(model, "pois") == 0 ? poisson_value(r, truth.quantity)
                                              : other_value(r, model, truth.quantity);
    if (fabs(truth.value) < 1e-30 && !is_p(truth.quantity))
        truth.value = 0;
    digits_note(seen, &truth, value, least_digits(r, model, truth.quantity));
}

static void compare_all(char *reference, results (*computed)[2], size_t count, digits_table *seen)
{
    for (char *line = digits_line(&reference); line; line = digits_line(&reference)) {
        digits_truth truth;
        if (!digits_parse(line, &truth))
            continue;
        if (strncmp(truth.model, "pois", 4) != 0 && strncmp(truth.model, "qpois", 5) != 0 &&
            strncmp(truth.model, "nb", 2) != 0)
            continue;
        for (size_t i = 0; i < count; i++)
            if (strcmp(computed[i][0].of->name, truth.series) == 0)
                compare(&computed[i][strstr(truth.model, "_off") != NULL], &truth, seen);
    }
}

static void digits(void **state)
{
    (void)state;
    if (!check_shared_dir()) {
        print_message("skipped: the developers' reference tables are not here\n");
        skip();
    }
    static digits_series all[DIGITS_SERIES];
    static results computed[DIGITS_SERIES][2];
    static digits_table seen;
    char *text = digits_read(TT_SHARED_DIR "/vectors/series/series.csv");
    char *reference = digits_read(TT_SHARED_DIR "/vectors/series/ref_hp.csv");
    size_t count = digits_read_series(text, all);
    check_true(count == 24);
    for (size_t i = 0; i < count; i++) {
        computed[i][0].of = computed[i][1].of = &all[i];
        for (int with = 0; with <= all[i].has_exposure; with++)
            compute(&all[i], with, &computed[i][with]);
    }
    compare_all(reference, computed, count, &seen);
    free(text);
    free(reference);
    digits_compare(&seen, TABLE);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {cmocka_unit_test(digits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
