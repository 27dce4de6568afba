/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement in digits of the count trends with 40-digit reference values (`series/ref_hp.csv` of
 * the developers' folder), one row for each model and series in tests/oracles/digits-countreg.csv.
 * A row that drops fails; TIPTREND_UPDATE_DIGITS=1 writes the table anew. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "tiptrend/countreg.h"
#include "tiptrend/overdispersion.h"
#include "tiptrend/profile.h"

#define TABLE TT_SOURCE_DIR "/tests/oracles/digits-countreg.csv"

enum { MOST_POINTS = 64, MOST_SERIES = 32, MOST_ROWS = 256, NAME_SIZE = 32 };

/* Digits that another libm or processor may cost. */
#define SLACK 0.5

typedef struct series {
    char name[NAME_SIZE];
    size_t n;
    double time[MOST_POINTS];
    double value[MOST_POINTS];
    double exposure[MOST_POINTS];
    int has_exposure;
} series;

/* All that is computed for one series, with and without exposure. */
typedef struct results {
    const series *of;
    tt_countreg poisson, quasi, negbin;
    tt_profile profile;
    tt_overdispersion scatter;
} results;

typedef struct row {
    char model[NAME_SIZE];
    char series[NAME_SIZE];
    char worst[NAME_SIZE];
    double digits;
} row;

typedef struct table {
    size_t n;
    row rows[MOST_ROWS];
} table;

/* Cuts the next line off a text, or gives NULL at its end. */
static char *next_line(char **text)
{
    char *line = *text;
    char *end = strchr(line, '\n');
    if (!end)
        return NULL;
    *end = '\0';
    *text = end + 1;
    return line;
}

static size_t read_series(char *text, series *all)
{
    size_t count = 0;
    for (char *line = next_line(&text); line; line = next_line(&text)) {
        char name[NAME_SIZE];
        double year, value, population;
        int fields = sscanf(line, "%31[^,],%lf,%lf,%lf", name, &year, &value, &population);
        if (fields < 3)
            continue;
        if (count == 0 || strcmp(all[count - 1].name, name) != 0) {
            assert_true(count < MOST_SERIES);
            (void)snprintf(all[count].name, NAME_SIZE, "%s", name);
            count++;
        }
        series *at = &all[count - 1];
        assert_true(at->n < MOST_POINTS);
        at->time[at->n] = year;
        at->value[at->n] = value;
        at->exposure[at->n] = population;
        at->has_exposure = fields == 4;
        at->n++;
    }
    return count;
}

static void compute(const series *of, int with_exposure, results *out)
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

static void note_digits(table *seen, const char *model, const char *name, const char *quantity,
                        double digits)
{
    row *at = NULL;
    for (size_t i = 0; i < seen->n && !at; i++)
        if (strcmp(seen->rows[i].model, model) == 0 && strcmp(seen->rows[i].series, name) == 0)
            at = &seen->rows[i];
    if (!at) {
        assert_true(seen->n < MOST_ROWS);
        at = &seen->rows[seen->n++];
        (void)snprintf(at->model, NAME_SIZE, "%s", model);
        (void)snprintf(at->series, NAME_SIZE, "%s", name);
        at->digits = INFINITY;
    }
    if (digits < at->digits) {
        at->digits = digits;
        (void)snprintf(at->worst, NAME_SIZE, "%s", quantity);
    }
}

/* One line of the reference table. Truths below this are zeros of 40-digit arithmetic. */
static void compare(const results *r, const char *full_model, const char *quantity, double truth,
                    table *seen)
{
    char model[NAME_SIZE];
    (void)snprintf(model, sizeof model, "%s", full_model);
    char *suffix = strstr(model, "_off");
    if (suffix)
        *suffix = '\0';
    double value =
        strcmp(model, "pois") == 0 ? poisson_value(r, quantity) : other_value(r, model, quantity);
    if (fabs(truth) < 1e-30 && !is_p(quantity))
        truth = 0;
    double digits = fmin(15, check_digits(value, truth));
    double least = least_digits(r, model, quantity);
    if (!(digits >= least)) {
        print_message("%s %s %s: %.17g, truth %.17g, %.1f digits, needed %.1f\n", r->of->name,
                      full_model, quantity, value, truth, digits, least);
        check_true(digits >= least);
    }
    note_digits(seen, full_model, r->of->name, quantity, digits);
}

static void compare_all(char *reference, results (*computed)[2], size_t count, table *seen)
{
    for (char *line = next_line(&reference); line; line = next_line(&reference)) {
        char name[NAME_SIZE], model[NAME_SIZE], quantity[NAME_SIZE], number[64], *end;
        if (sscanf(line, "%31[^,],%31[^,],%31[^,],%63[^,]", name, model, quantity, number) != 4)
            continue;
        if (strncmp(model, "pois", 4) != 0 && strncmp(model, "qpois", 5) != 0 &&
            strncmp(model, "nb", 2) != 0)
            continue;
        double truth = strtod(number, &end);
        if (*end != '\0') /* a remark, or a complex number with an imaginary rounding error */
            continue;
        for (size_t i = 0; i < count; i++)
            if (strcmp(computed[i][0].of->name, name) == 0)
                compare(&computed[i][strstr(model, "_off") != NULL], model, quantity, truth, seen);
    }
}

static void write_table(const table *seen)
{
    FILE *file = fopen(TABLE, "wb");
    assert_non_null(file);
    (void)fputs("model,series,digits,worst\n", file);
    for (size_t i = 0; i < seen->n; i++)
        (void)fprintf(file, "%s,%s,%.1f,%s\n", seen->rows[i].model, seen->rows[i].series,
                      floor(10 * seen->rows[i].digits) / 10, seen->rows[i].worst);
    assert_int_equal(fclose(file), 0);
}

static void compare_with_table(const table *seen)
{
    char *whole = check_read_file(TABLE);
    assert_non_null(whole);
    char *text = whole;
    size_t found = 0;
    for (char *line = next_line(&text); line; line = next_line(&text)) {
        char model[NAME_SIZE], name[NAME_SIZE];
        double digits;
        if (sscanf(line, "%31[^,],%31[^,],%lf", model, name, &digits) != 3)
            continue;
        for (size_t i = 0; i < seen->n; i++) {
            const row *at = &seen->rows[i];
            if (strcmp(at->model, model) != 0 || strcmp(at->series, name) != 0)
                continue;
            found++;
            if (at->digits < digits - SLACK)
                print_message("%s of %s: %.1f digits (%s), was %.1f\n", model, name, at->digits,
                              at->worst, digits);
            check_true(at->digits >= digits - SLACK);
        }
    }
    free(whole);
    check_true(found == seen->n); /* every model and series has its row */
}

static void digits(void **state)
{
    (void)state;
    if (!check_shared_dir()) {
        print_message("skipped: the developers' reference tables are not here\n");
        skip();
    }
    static series all[MOST_SERIES];
    static results computed[MOST_SERIES][2];
    static table seen;
    char *text = check_read_file(TT_SHARED_DIR "/vectors/series/series.csv");
    char *reference = check_read_file(TT_SHARED_DIR "/vectors/series/ref_hp.csv");
    assert_non_null(text);
    assert_non_null(reference);
    size_t count = read_series(text, all);
    check_true(count == 24);
    for (size_t i = 0; i < count; i++) {
        computed[i][0].of = computed[i][1].of = &all[i];
        for (int with = 0; with <= all[i].has_exposure; with++)
            compute(&all[i], with, &computed[i][with]);
    }
    compare_all(reference, computed, count, &seen);
    free(text);
    free(reference);
    if (getenv("TIPTREND_UPDATE_DIGITS"))
        write_table(&seen);
    compare_with_table(&seen);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {cmocka_unit_test(digits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
