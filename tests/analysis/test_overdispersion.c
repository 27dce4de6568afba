/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of overdispersion: published results, level, laws. */
#include "tiptrend/overdispersion.h"

#include <math.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "belgium.h"
#include "check.h"

static tt_overdispersion test_points(const tt_points *points)
{
    tt_overdispersion out;
    tt_error err = {0};
    check_status(tt_overdispersion_tests(points, &out, &err), TT_OK, &err);
    return out;
}

static void published(void **state)
{
    (void)state;
    static const char origin[] = "methods example 9, R 4.2.2";
    tt_overdispersion out = test_points(&belgium);
    check_abs(out.dean_b.statistic, 12.93753, 5e-6, origin);
    check_abs(out.dean_c.statistic, 12.14705, 5e-6, origin);
    check_abs(out.alpha_cameron_trivedi, 0.03306191, 5e-9, origin);
    check_abs(out.cameron_trivedi.statistic, 3.248521, 5e-7, origin);
    check_abs(out.likelihood_ratio.statistic, 43.54821, 5e-6, origin);
    check_abs(out.pearson.statistic, 74.22133, 5e-6, origin);
    check_abs(out.deviance.statistic, 80.68649, 5e-6, origin);
    check_abs(1 / out.alpha, 19.2144, 5e-5, origin);
    check_done();
}

/* Rejections at 5 % among Poisson counts of large means, and among counts with three times the variance. */
static void level_and_power(void **state)
{
    (void)state;
    enum { N = 25, RUNS = 2000 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    assert_non_null(rng);
    double rejected[2][3] = {{0}};
    for (int scattered = 0; scattered < 2; scattered++) {
        for (int run = 0; run < RUNS; run++) {
            double time[N], value[N];
            for (int i = 0; i < N; i++) {
                double mu = 60 * exp(0.03 * i);
                time[i] = i;
                value[i] = scattered ? gsl_ran_negative_binomial(rng, 1.0 / 3, mu / 2)
                                     : gsl_ran_poisson(rng, mu);
            }
            tt_overdispersion out = test_points(&(tt_points){N, time, value, NULL});
            rejected[scattered][0] += out.pearson.p <= 0.05;
            rejected[scattered][1] += out.dean_c.p <= 0.05;
            rejected[scattered][2] += out.likelihood_ratio.p <= 0.05;
        }
    }
    gsl_rng_free(rng);
    for (int k = 0; k < 3; k++) {
        check_true(rejected[0][k] / RUNS < 0.075); /* Dean and the ratio keep below at n = 25 */
        check_true(rejected[1][k] / RUNS > 0.9);
    }
    check_abs(rejected[0][0] / RUNS, 0.05, 0.02, "Pearson, simulation");
    check_done();
}

static void laws(void **state)
{
    (void)state;
    double shifted[13], reversed[13], population[13];
    for (int i = 0; i < 13; i++) {
        shifted[i] = years[i] - 3;
        reversed[i] = cases[12 - i];
        population[i] = 250;
    }
    tt_overdispersion a = test_points(&belgium);
    tt_overdispersion b = test_points(&(tt_points){13, shifted, cases, NULL});
    tt_overdispersion c = test_points(&(tt_points){13, years, reversed, NULL});
    tt_overdispersion d = test_points(&(tt_points){13, years, cases, population});
    check_rel(b.dean_b.statistic, a.dean_b.statistic, 1e-10, "law: shift");
    check_rel(c.cameron_trivedi.p, a.cameron_trivedi.p, 1e-8, "law: reversal");
    check_rel(d.likelihood_ratio.statistic, a.likelihood_ratio.statistic, 1e-9,
              "law: equal exposures");
    check_done();
}

static void edges(void **state)
{
    (void)state;
    static const double calm[] = {100, 104, 109, 112, 118, 121};
    tt_overdispersion out = test_points(&(tt_points){6, years, calm, NULL});
    check_true(out.notes & TT_NOTE_BOUNDARY && out.likelihood_ratio.statistic == 0);
    check_true(isnan(out.alpha) && out.pearson.p > 0.5);
    tt_error err = {0};
    check_status(tt_overdispersion_tests(&(tt_points){2, years, cases, NULL}, &out, &err),
                 TT_ETOOFEW, &err);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {cmocka_unit_test(published),
                                       cmocka_unit_test(level_and_power), cmocka_unit_test(laws),
                                       cmocka_unit_test(edges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
