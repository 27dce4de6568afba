/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least squares at the limit of what doubles hold: NIST's Statistical Reference Datasets. */
#include "tiptrend/lsq.h"

#include <math.h>

#include "csv_rows.h"
#include "doubled.h"
#include "tiptrend/serial.h"

#define ORACLES TT_SOURCE_DIR "/tests/oracles"

enum { MOST_ROWS = 128, MOST_COLUMNS = 16 };

/* Digits asked for: of the values that follow exactly from the doubles, and of those that follow from
 * the printed decimals where their rounding to doubles allows it. */
#define DIGITS_OF_DOUBLES  15.0
#define DIGITS_OF_DECIMALS 13.0

/* One set: y and up to six columns; with a degree the columns are powers of the first. */
typedef struct set {
    const char *name;
    size_t n;
    double y[MOST_ROWS];
    double x[MOST_ROWS * MOST_COLUMNS];
} set;

static int has_constant(const char *name)
{
    return strncmp(name, "NoInt", 5) != 0;
}

/* The rows from `at` on that belong to one set. */
static size_t load(const csv_rows *data, size_t at, int degree, set *out)
{
    size_t n = csv_run(data, at);
    assert_true(n <= MOST_ROWS);
    out->name = data->field[at][0];
    out->n = n;
    size_t columns = 0;
    while (columns < 6 && *data->field[at][2 + columns])
        columns++;
    size_t constant = has_constant(out->name) ? 1 : 0;
    for (size_t i = 0; i < n; i++) {
        out->y[i] = csv_number(data, at + i, 1);
        double *row = degree > 0 ? out->x + i : out->x + i * (columns + constant);
        if (degree > 0) {
            row[0] = csv_number(data, at + i, 2);
            continue;
        }
        if (constant)
            row[0] = 1;
        for (size_t j = 0; j < columns; j++)
            row[constant + j] = csv_number(data, at + i, 2 + j);
    }
    return degree > 0 ? (size_t)degree + 1 : columns + constant;
}

static double quantity(const tt_lsq *fit, const char *name, const char *param, const char *what)
{
    if (strcmp(what, "residual_sd") == 0)
        return fit->sigma;
    if (strcmp(what, "r_squared") == 0)
        return fit->r_squared;
    size_t j = (size_t)atoi(param + 1) - (has_constant(name) ? 0 : 1);
    return strcmp(what, "estimate") == 0 ? fit->beta[j] : fit->se[j];
}

/* What is expected from the doubles: 0 for a scatter that is only the rounding of y. */
static double from_doubles(const csv_rows *truth, size_t row)
{
    double decimal = csv_number(truth, row, 4);
    double value = csv_number(truth, row, 5);
    return decimal == 0 && !csv_is(truth, row, 3, "estimate") ? 0 : value;
}

static void check_set(const set *s, const tt_lsq *fit, const csv_rows *truth)
{
    double fewest = 17;
    for (size_t row = 0; row < truth->count; row++) {
        if (!csv_is(truth, row, 0, s->name))
            continue;
        const char *what = truth->field[row][3];
        double value = quantity(fit, s->name, truth->field[row][2], what);
        double doubles = from_doubles(truth, row);
        double decimal = csv_number(truth, row, 4);
        double digits = check_digits(value, doubles);
        double attainable = check_digits(doubles, decimal);
        double reached = check_digits(value, decimal);
        fewest = fmin(fewest, digits);
        int good =
            digits >= DIGITS_OF_DOUBLES && reached >= fmin(DIGITS_OF_DECIMALS, attainable - 0.1);
        if (!good)
            print_message("%s %s %s: %.17g, %.1f digits of %.17g\n", s->name, truth->field[row][2],
                          what, value, digits, doubles);
        check_true(good);
    }
    print_message("%s: at least %.1f digits\n", s->name, fewest);
}

static int degree_of(const csv_rows *truth, const char *name)
{
    for (size_t row = 0; row < truth->count; row++)
        if (csv_is(truth, row, 0, name))
            return (int)csv_number(truth, row, 1);
    return -1;
}

static void nist_linear(void **state)
{
    (void)state;
    csv_rows data, truth;
    assert_int_equal(csv_read(ORACLES, "nist-linear-data.csv", &data), 0);
    assert_int_equal(csv_read(ORACLES, "nist-linear.csv", &truth), 0);
    size_t sets = 0;
    for (size_t at = 0; at < data.count; at += csv_run(&data, at)) {
        static set s;
        int degree = degree_of(&truth, data.field[at][0]);
        size_t columns = load(&data, at, degree, &s);
        tt_lsq_design design = {.n = s.n, .columns = columns, .x = s.x, .powers = degree > 0};
        tt_lsq fit;
        tt_error err = {0};
        check_status(tt_lsq_fit(&design, s.y, &fit, &err), TT_OK, &err);
        check_set(&s, &fit, &truth);
        tt_lsq_clear(&fit);
        sets++;
    }
    check_true(sets == 15); /* eleven of NIST, four of our own */
    csv_clear(&data);
    csv_clear(&truth);
    check_done();
}

/* Mean and standard deviation are the fit of a constant; the lag-1 correlation has its own routine. */
static void check_univariate(const csv_rows *truth, const char *name, const double *y, size_t n)
{
    tt_lsq_design design = {.n = n, .columns = 1, .x = y, .powers = true};
    tt_lsq fit;
    tt_error err = {0};
    double r[2];
    check_status(tt_lsq_fit(&design, y, &fit, &err), TT_OK, &err);
    check_status(tt_serial_acf(y, n, 1, r, &err), TT_OK, &err);
    for (size_t row = 0; row < truth->count; row++) {
        if (!csv_is(truth, row, 0, name))
            continue;
        const char *what = truth->field[row][1];
        double value = strcmp(what, "mean") == 0 ? fit.beta[0]
                       : strcmp(what, "sd") == 0 ? fit.sigma
                                                 : r[1];
        double digits = check_digits(value, csv_number(truth, row, 3));
        if (digits < DIGITS_OF_DOUBLES)
            print_message("%s %s: %.17g, %.1f digits\n", name, what, value, digits);
        check_true(digits >= DIGITS_OF_DOUBLES);
    }
    tt_lsq_clear(&fit);
}

static void nist_univariate(void **state)
{
    (void)state;
    csv_rows data, truth;
    assert_int_equal(csv_read(ORACLES, "nist-univariate-data.csv", &data), 0);
    assert_int_equal(csv_read(ORACLES, "nist-univariate.csv", &truth), 0);
    static double y[5000];
    for (size_t at = 0; at < data.count; at += csv_run(&data, at)) {
        size_t n = csv_run(&data, at);
        assert_true(n <= 5000);
        for (size_t i = 0; i < n; i++)
            y[i] = csv_number(&data, at + i, 1);
        check_univariate(&truth, data.field[at][0], y, n);
    }
    static const char *const steps[][4] = {{"NumAcc2", "1.2", "1.1", "1.3"},
                                           {"NumAcc3", "1000000.2", "1000000.1", "1000000.3"},
                                           {"NumAcc4", "10000000.2", "10000000.1", "10000000.3"}};
    for (size_t k = 0; k < 3; k++) {
        for (size_t i = 0; i < 1001; i++)
            y[i] = strtod(steps[k][i == 0 ? 1 : 3 - i % 2], NULL);
        check_univariate(&truth, steps[k][0], y, 1001);
    }
    csv_clear(&data);
    csv_clear(&truth);
    check_done();
}

/* A Hilbert segment of 10 columns, each made a whole number by the least common multiple of 1 to 19,
 * condition 1e13: y is the sum of the columns, so that all coefficients are 1. */
static void hilbert(void **state)
{
    (void)state;
    enum { N = 10 };
    static const double multiple = 232792560; /* of 1 ... 19 */
    double x[N * N], y[N] = {0};
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            x[i * N + j] = multiple / (i + j + 1);
            y[i] += x[i * N + j];
        }
    }
    tt_lsq_design design = {.n = N, .columns = N, .x = x};
    tt_lsq fit;
    tt_error err = {0};
    check_status(tt_lsq_fit(&design, y, &fit, &err), TT_OK, &err);
    for (int j = 0; j < N; j++)
        check_rel(fit.beta[j], 1, 1e-15, "exact whole numbers");
    check_true(fit.notes & TT_NOTE_NEAR_DEPENDENT && fit.notes & TT_NOTE_NO_LIMITS);
    check_true(isnan(fit.sigma));
    tt_lsq_clear(&fit);
    check_done();
}

static const double five[] = {1, 2, 4, 7, 9};
static const double heights[] = {3, 1, 8, 2, 9};

static void fit_five(const tt_lsq_design *design, tt_lsq *fit)
{
    tt_error err = {0};
    check_status(tt_lsq_fit(design, heights, fit, &err), TT_OK, &err);
}

static void laws(void **state)
{
    (void)state;
    static const double ones[] = {4, 4, 4, 4, 4};
    static const double weights[] = {1, 2, 3, 2, 1};
    static const double mixed_x[] = {7, 1, 9, 4, 2};
    static const double mixed_y[] = {2, 3, 9, 8, 1};
    double shifted[5], huge[5], repeated_x[9], repeated_y[9];
    size_t m = 0;
    for (size_t i = 0; i < 5; i++) {
        shifted[i] = five[i] + 2000;
        huge[i] = heights[i] * 1e200;
        for (int k = 0; k < (int)weights[i]; k++, m++) {
            repeated_x[m] = five[i];
            repeated_y[m] = heights[i];
        }
    }
    tt_lsq a, b, c, d, e, f, g;
    tt_error err = {0};
    fit_five(&(tt_lsq_design){.n = 5, .columns = 3, .x = five, .powers = true}, &a);
    fit_five(&(tt_lsq_design){.n = 5, .columns = 3, .x = shifted, .powers = true, .centre = 2000},
             &b);
    fit_five(&(tt_lsq_design){.n = 5, .columns = 3, .x = five, .powers = true, .weights = ones},
             &c);
    fit_five(&(tt_lsq_design){.n = 5, .columns = 3, .x = five, .powers = true, .weights = weights},
             &d);
    check_status(tt_lsq_fit(&(tt_lsq_design){.n = 9, .columns = 3, .x = repeated_x, .powers = true},
                            repeated_y, &e, &err),
                 TT_OK, &err);
    check_status(tt_lsq_fit(&(tt_lsq_design){.n = 5, .columns = 3, .x = five, .powers = true}, huge,
                            &f, &err),
                 TT_OK, &err);
    check_status(tt_lsq_fit(&(tt_lsq_design){.n = 5, .columns = 3, .x = mixed_x, .powers = true},
                            mixed_y, &g, &err),
                 TT_OK, &err);
    double leverages = 0;
    double pulled[3] = {0};
    for (size_t i = 0; i < 5; i++) {
        leverages += a.leverage[i];
        check_rel(a.fitted[i] + a.residual[i], heights[i], 1e-15, "law: parts add up");
        for (size_t j = 0; j < 3; j++)
            pulled[j] += a.pull[i * 3 + j] * heights[i];
    }
    check_rel(leverages, 3, 1e-15, "law: leverages add up to the coefficients");
    for (size_t j = 0; j < 3; j++) {
        check_rel(b.beta[j], a.beta[j], 1e-15, "law: shift");
        check_rel(pulled[j], a.beta[j], 1e-13, "law: beta is linear in y");
        check_rel(b.se[j], a.se[j], 1e-15, "law: shift");
        check_rel(c.beta[j], a.beta[j], 1e-15, "law: equal weights");
        check_rel(c.se[j], a.se[j], 1e-15, "law: equal weights change no standard error");
        check_rel(d.beta[j], e.beta[j], 1e-14, "law: weight 3 is three times the same row");
        check_rel(g.beta[j], a.beta[j], 1e-15, "law: order of the rows");
        check_rel(g.se[j], a.se[j], 1e-15, "law: order of the rows");
        check_rel(f.se[j], 1e200 * a.se[j], 1e-15, "law: scale");
    }
    check_rel(d.rss, e.rss, 1e-14, "law: weight 3 is three times the same row");
    tt_lsq *all[] = {&a, &b, &c, &d, &e, &f, &g};
    for (size_t i = 0; i < 7; i++)
        tt_lsq_clear(all[i]);
    tt_lsq_clear(NULL);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const double twins[] = {1, 3, 1, 3, 2, 6, 2, 6, 5, 15};
    static const double hole[] = {3, NAN, 8, 2, 9};
    static const double zero[] = {1, 0, 1, 1, 1};
    tt_lsq_design powers = {.n = 5, .columns = 2, .x = five, .powers = true};
    tt_lsq fit;
    tt_error err = {0};
    check_status(tt_lsq_fit(NULL, heights, &fit, &err), TT_EUSAGE, &err);
    tt_error_clear(&err);
    tt_lsq_design dependent = {.n = 5, .columns = 2, .x = twins};
    check_status(tt_lsq_fit(&dependent, heights, &fit, &err), TT_ESINGULAR, &err);
    check_true(strstr(err.message, "column 2") != NULL);
    tt_error_clear(&err);
    tt_lsq_design few = {.n = 2, .columns = 3, .x = five, .powers = true};
    check_status(tt_lsq_fit(&few, heights, &fit, &err), TT_ETOOFEW, &err);
    tt_error_clear(&err);
    tt_lsq_design same = {
        .n = 5, .columns = 2, .x = (const double[]){7, 7, 7, 7, 7}, .powers = true};
    check_status(tt_lsq_fit(&same, heights, &fit, &err), TT_ESINGULAR, &err);
    tt_error_clear(&err);
    check_status(tt_lsq_fit(&powers, hole, &fit, &err), TT_ENONFINITE, &err);
    tt_error_clear(&err);
    tt_lsq_design unweighted = powers;
    unweighted.weights = zero;
    check_status(tt_lsq_fit(&unweighted, heights, &fit, &err), TT_EDOMAIN, &err);
    tt_error_clear(&err);
    tt_lsq_design wide = {.n = 100, .columns = 50, .x = five, .powers = true};
    check_status(tt_lsq_fit(&wide, heights, &fit, &err), TT_ELIMIT, &err);
    check_true(fit.beta == NULL);
    check_done();
}

static void doubled(void **state)
{
    (void)state;
    /* 1/3 and the root of 2 times themselves, to 31 digits. */
    tt__dd third = tt__dd_div(tt__dd_of(1), tt__dd_of(3));
    tt__dd rest = tt__dd_sub(tt__dd_mul(third, tt__dd_of(3)), tt__dd_of(1));
    check_abs(tt__dd_value(rest), 0, 1e-31, "1/3 * 3 - 1");
    tt__dd root = tt__dd_sqrt(tt__dd_of(2));
    rest = tt__dd_sub(tt__dd_mul(root, root), tt__dd_of(2));
    check_abs(tt__dd_value(rest), 0, 1e-30, "sqrt(2)^2 - 2");
    tt__dd sum = tt__dd_sum(1e16, 1);
    check_true(tt__dd_value(tt__dd_sub(sum, tt__dd_of(1e16))) == 1);
    check_true(tt__dd_sqrt(tt__dd_of(0)).high == 0);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nist_linear), cmocka_unit_test(nist_univariate), cmocka_unit_test(hilbert),
        cmocka_unit_test(laws),        cmocka_unit_test(refused),         cmocka_unit_test(doubled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
