/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counts_core.h"

#include <math.h>

#include "check.h"

#define TIGHT 1e-12

static const char direct[] = "sum of the terms";

/* Every tail of every outcome, by adding up the probabilities themselves. */
static void binomial_by_sums(void **state)
{
    (void)state;
    static const double logits[] = {-9, -1.25, 0, 0.5, 4};
    for (size_t l = 0; l < sizeof logits / sizeof *logits; l++) {
        for (int n = 1; n <= 40; n += 13) {
            double p[41];
            double theta = 1 / (1 + exp(-logits[l]));
            double other = 1 / (1 + exp(logits[l]));
            for (int k = 0; k <= n; k++)
                p[k] = exp(lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0)) *
                       pow(theta, k) * pow(other, n - k);
            for (int x = 0; x <= n; x++) {
                double lower = 0;
                double upper = 0;
                for (int k = 0; k <= x; k++)
                    lower += p[k];
                for (int k = n; k >= x; k--)
                    upper += p[k];
                tt__tails t = tt__binomial_tails(x, n, logits[l]);
                check_rel(t.point, p[x], TIGHT, direct);
                check_rel(t.lower, lower, TIGHT, direct);
                check_rel(t.upper, upper, TIGHT, direct);
            }
        }
    }
    check_done();
}

static void poisson_by_sums(void **state)
{
    (void)state;
    static const double means[] = {1e-6, 0.3, 1, 7.5, 40};
    for (size_t m = 0; m < sizeof means / sizeof *means; m++) {
        for (int x = 0; x <= 90; x += x < 12 ? 1 : 13) {
            double lower = 0;
            double upper = 0;
            for (int k = 0; k <= x; k++)
                lower += exp(k * log(means[m]) - means[m] - lgamma(k + 1.0));
            for (int k = x + 200; k >= x; k--)
                upper += exp(k * log(means[m]) - means[m] - lgamma(k + 1.0));
            tt__tails t = tt__poisson_tails(x, means[m]);
            check_rel(t.lower, lower, TIGHT, direct);
            check_rel(t.upper, upper, TIGHT, direct);
        }
    }
    check_done();
}

/* Far tails keep their digits: no 1 - p. */
static void far_tails(void **state)
{
    (void)state;
    check_rel(tt__binomial_tails(1000, 1000, 0).upper, 0x1p-1000, TIGHT, "2^-1000");
    check_rel(tt__binomial_tails(0, 1000, 0).lower, 0x1p-1000, TIGHT, "2^-1000");
    check_rel(tt__binomial_tails(999, 1000, 0).upper, 1001 * 0x1p-1000, TIGHT, "1001 / 2^1000");
    check_rel(tt__poisson_tails(0, 700).lower, exp(-700), TIGHT, "e^-700");
    check_rel(tt__poisson_tails(1, 700).lower, 701 * exp(-700), TIGHT, "701 e^-700");
    /* 1e-300 / 100! times nearly 1 is below the smallest double: 0, not nonsense */
    check_true(tt__poisson_tails(100, 1e-3).upper == 0);
    check_true(tt__poisson_tails(100, 1e-3).lower == 1);
    check_done();
}

/* The tail at a limit is the one asked for, from tiny levels to wide ones. */
static void limits_invert_tails(void **state)
{
    (void)state;
    static const char law[] = "law: the tail at the limit";
    static const double tails[] = {1e-14, 5e-5, 0.005, 0.025, 0.25, 0.49};
    static const double counts[] = {1, 2, 3, 10, 137, 2500, 1e6};
    for (size_t t = 0; t < sizeof tails / sizeof *tails; t++) {
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            for (double w = 0; w <= 0.5; w += 0.5) {
                double x = counts[c];
                tt__tails a = tt__poisson_tails(x, tt__poisson_low(x, tails[t], w));
                check_rel(a.upper - w * a.point, tails[t], 1e-11, law);
                a = tt__poisson_tails(x, tt__poisson_high(x, tails[t], w));
                check_rel(a.lower - w * a.point, tails[t], 1e-11, law);
                for (size_t d = 0; d < sizeof counts / sizeof *counts; d++) {
                    double n = x + counts[d];
                    a = tt__binomial_tails(x, n, tt__binomial_low(x, n, tails[t], w));
                    check_rel(a.upper - w * a.point, tails[t], 1e-11, law);
                }
            }
        }
    }
    check_done();
}

static void large_gamma(void **state)
{
    (void)state;
    static const struct {
        double a, x, upper;
    } rows[] = {
        {1e5, 99051.5, 0.99868470771945799},
        {1e5, 99841.5, 0.69161447860380383},
        {1e5, 100003.5, 0.49516416706847946},
        {1e5, 100632.5, 0.022912988765060495},
        {1e5, 101897.5, 1.2311641702230899e-9},
        {1000001, 997000.5, 0.99866409020557909},
        {1000001, 1000011.5, 0.49567822676494777},
        {1000001, 1002001.5, 0.022777149911310986},
        {1000001, 1006001.5, 1.0565197184057844e-9},
        {1e9, 999984188.5, 0.69146092154666912},
        {1e9, 1000063245.5, 0.022751930103988216},
        {1e9, 1000189736.5, 9.888621945234785e-10},
        {1e12, 1000000010000.5, 0.49601031126339048},
        {1e12, 1000002000000.5, 0.022750158943630969},
        {1e12, 1000006000000.5, 9.8665549442708581e-10},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_rel(tt__gamma_upper_large(rows[i].a, rows[i].x), rows[i].upper, 1e-12,
                  "mpmath, quadrature in 40 digits");
    check_rel(tt__gamma_upper_large(1e6 + 1, 1.1e6), tt__poisson_tails(1e6, 1.1e6).lower, 1e-10,
              "far from the mean: the Poisson series");
    check_rel(tt__gamma_upper_large(1e6 + 1, 9e5), 1, 1e-15, "all of it");
    check_done();
}

static void edges(void **state)
{
    (void)state;
    check_true(tt__poisson_low(0, 0.025, 0) == 0);
    check_rel(tt__poisson_high(0, 0.025, 0), -log(0.025), 1e-15, "-ln tail");
    check_true(tt__binomial_low(0, 5, 0.025, 0) == -INFINITY);
    check_rel(tt__binomial_low(1, 1, 0.2, 0), log(0.25), 1e-14, "odds of 0.2");
    /* Beta(1, b) and gamma(1) have closed forms. */
    check_rel(tt__beta_low(1, 3, 0.1), log(1 / pow(0.9, 1.0 / 3) - 1), TIGHT, "1 - 0.9^(1/3)");
    check_rel(tt__gamma_low(1, 0.1), -log1p(-0.1), TIGHT, "-ln 0.9");
    check_rel(tt__gamma_high(1, 1e-9), -log(1e-9), TIGHT, "9 ln 10");
    check_rel(tt__normal_tail(tt__normal_deviate(0.025)), 0.025, TIGHT, "law: inverse");
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(binomial_by_sums), cmocka_unit_test(poisson_by_sums),
        cmocka_unit_test(far_tails),        cmocka_unit_test(limits_invert_tails),
        cmocka_unit_test(large_gamma),      cmocka_unit_test(edges),
    };
    tt_runtime_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
