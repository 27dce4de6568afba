/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/standardise.h"

#include <math.h>

#include "check.h"
#include "tiptrend/rng.h"

/* Down's syndrome by order of birth (rows) and age of the mother (columns), Michigan 1950-1964: Stark and
 * Mantel 1966, as printed by Fleiss 1981, p 249. The standard is the last row, all births. */
enum { ORDERS = 5, AGES = 6 };
static const double births[ORDERS][AGES] = {{230061, 329449, 114920, 39487, 14208, 3052},
                                            {72202, 326701, 208667, 83228, 28466, 5375},
                                            {15050, 175702, 207081, 117300, 45026, 8660},
                                            {2293, 68800, 132424, 98301, 46075, 9834},
                                            {327, 30666, 123419, 149919, 104088, 34392}};
static const double cases[ORDERS][AGES] = {{107, 141, 60, 40, 39, 25},
                                           {25, 150, 110, 84, 82, 39},
                                           {3, 71, 114, 103, 108, 75},
                                           {1, 26, 64, 89, 137, 96},
                                           {0, 8, 63, 112, 262, 295}};
static const double standard[AGES] = {319933, 931318, 786511, 488235, 237863, 61313};

static void downs_syndrome(void **state)
{
    (void)state;
    /* Fleiss prints 56.3 and 92.3 for the first births; all by scipy 1.10, chi2.ppf for the limits. */
    static const double expected[ORDERS][4] = {
        {56.347505460374165, 92.30452553319944, 80.32948083200331, 105.18700552916266},
        {67.61987693182398, 91.17411683466409, 82.33728557751085, 100.62288750454044},
        {83.33054978824546, 85.06922133830194, 77.173501780106, 93.52121054061439},
        {115.45116806950553, 92.71786505519977, 79.85851750807947, 106.55042913843215},
        {167.11418641361664, 75.52900744525678, 67.632835258305, 83.86703174351808}};
    for (size_t i = 0; i < ORDERS; i++) {
        tt_stratum strata[AGES];
        tt_standardised s;
        for (size_t k = 0; k < AGES; k++)
            strata[k] = (tt_stratum){cases[i][k], births[i][k], standard[k]};
        assert_int_equal(tt_standardise_direct(strata, AGES, NULL, &s, NULL), TT_OK);
        check_rel(1e5 * s.crude, expected[i][0], 1e-14, "scipy");
        check_rel(1e5 * s.rate.value, expected[i][1], 1e-14, "scipy");
        check_rel(1e5 * s.rate.low, expected[i][2], 1e-12, "scipy");
        check_rel(1e5 * s.rate.high, expected[i][3], 1e-12, "scipy");
        if (i == 0) {
            check_abs(1e5 * s.crude, 56.3, 0.05, "Fleiss 1981");
            check_abs(1e5 * s.rate.value, 92.3, 0.05, "Fleiss 1981");
        }
        tt_standardise_options wide = {.conf = 0.99};
        assert_int_equal(tt_standardise_direct(strata, AGES, &wide, &s, NULL), TT_OK);
        if (i == 4)
            check_rel(1e5 * s.rate.high, 86.53626391043687, 1e-12, "scipy, 99 %");
    }
    check_done();
}

static void laws(void **state)
{
    (void)state;
    tt_stratum a[] = {{2, 1000, 5}, {0, 800, 3}, {5, 1500, 2}};
    tt_stratum b[] = {{5, 1500, 200}, {2, 1000, 500}, {0, 800, 300}};
    tt_standardised x;
    tt_standardised y;
    assert_int_equal(tt_standardise_direct(a, 3, NULL, &x, NULL), TT_OK);
    check_rel(1e5 * x.rate.value, 166.66666666666666, 1e-14, "scipy");
    check_rel(1e5 * x.rate.low, 45.263723315828486, 1e-12, "scipy");
    check_rel(1e5 * x.rate.high, 381.9587829061392, 1e-12, "scipy");
    assert_int_equal(tt_standardise_direct(b, 3, NULL, &y, NULL), TT_OK);
    check_rel(y.rate.value, x.rate.value, 1e-15, "order and unit of the weights");
    check_rel(y.rate.high, x.rate.high, 1e-14, "order and unit of the weights");
    for (size_t i = 0; i < 3; i++)
        b[i].exposure *= 1000;
    assert_int_equal(tt_standardise_direct(b, 3, NULL, &y, NULL), TT_OK);
    check_rel(y.rate.low * 1000, x.rate.low, 1e-14, "exposures in thousands");
    /* The population as its own standard: the crude rate, with the limits of the total count. */
    for (size_t i = 0; i < 3; i++)
        a[i].weight = a[i].exposure;
    tt_ci total;
    assert_int_equal(tt_interval_count(7, NULL, &total, NULL), TT_OK);
    assert_int_equal(tt_standardise_direct(a, 3, NULL, &x, NULL), TT_OK);
    check_rel(x.rate.value, 7.0 / 3300, 1e-15, "crude");
    check_rel(x.rate.low, total.estimate.low / 3300, 1e-14, "Garwood");
    check_rel(x.rate.high, total.estimate.high / 3300, 1e-14, "Garwood");
    check_done();
}

static void zeros_and_methods(void **state)
{
    (void)state;
    tt_stratum none[] = {{0, 1000, 1}, {0, 500, 1}};
    tt_standardised s;
    assert_int_equal(tt_standardise_direct(none, 2, NULL, &s, NULL), TT_OK);
    check_rel(s.rate.low, 0, 0, "no case");
    check_rel(s.rate.high, 0.5 / 500 * 3.6888794541139354, 1e-14, "-ln 0.025 in the small stratum");
    check_true(s.notes & TT_NOTE_ZERO_COUNT);
    tt_stratum outside[] = {{4, 1000, 0}, {0, 500, 1}};
    assert_int_equal(tt_standardise_direct(outside, 2, NULL, &s, NULL), TT_OK);
    check_true(s.rate.value == 0 && s.rate.high > 0);
    tt_stratum one[] = {{4, 1000, 1}};
    tt_standardise_options byar = {.method = TT_CI_BYAR};
    tt_ci count;
    assert_int_equal(tt_interval_count(4, &(tt_ci_options){.method = TT_CI_BYAR}, &count, NULL),
                     TT_OK);
    assert_int_equal(tt_standardise_direct(one, 1, &byar, &s, NULL), TT_OK);
    check_rel(s.rate.low, count.estimate.low / 1000, 1e-14, "one stratum, Byar");
    check_done();
}

static void refusals(void **state)
{
    (void)state;
    static const struct {
        tt_stratum stratum;
        tt_status status;
    } bad[] = {{{1, 0, 1}, TT_EDOMAIN},          {{1, 1, -1}, TT_EDOMAIN},
               {{-1, 1, 1}, TT_EDOMAIN},         {{1.5, 1, 1}, TT_EDOMAIN},
               {{1, 1, 0}, TT_EDOMAIN},          {{NAN, 1, 1}, TT_ENONFINITE},
               {{1, INFINITY, 1}, TT_ENONFINITE}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tt_standardised s;
        tt_error err = {0};
        check_status(tt_standardise_direct(&bad[i].stratum, 1, NULL, &s, &err), bad[i].status,
                     &err);
        check_true(s.rate.value == 0 && s.count == 0);
    }
    tt_standardised s;
    assert_int_equal(tt_standardise_direct(NULL, 0, NULL, &s, NULL), TT_ETOOFEW);
    check_done();
}

/* A Poisson draw by the waiting times of its events; means here are small. */
static double draw(tt_rng *rng, double mean)
{
    double events = 0;
    for (double time = -log(1 - tt_rng_uniform(rng)); time < mean; events++)
        time -= log(1 - tt_rng_uniform(rng));
    return events;
}

/* The limits hold the true rate at least as often as they say, but for the error of simulation. */
static void coverage(void **state)
{
    (void)state;
    enum { DRAWS = 20000 };
    static const double means[] = {3, 1, 6};
    static const double exposures[] = {1000, 2000, 500};
    static const double weights[] = {0.5, 0.3, 0.2};
    double truth = 0;
    int hits = 0;
    tt_rng rng;
    tt_rng_start(&rng, 20190620, 0);
    for (size_t i = 0; i < 3; i++)
        truth += weights[i] * means[i] / exposures[i];
    for (int d = 0; d < DRAWS; d++) {
        tt_stratum strata[3];
        tt_standardised s;
        for (size_t i = 0; i < 3; i++)
            strata[i] = (tt_stratum){draw(&rng, means[i]), exposures[i], weights[i]};
        assert_int_equal(tt_standardise_direct(strata, 3, NULL, &s, NULL), TT_OK);
        hits += s.rate.low <= truth && truth <= s.rate.high;
    }
    print_message("coverage %.4f\n", (double)hits / DRAWS);
    assert_true(hits >= 0.945 * DRAWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(downs_syndrome),    cmocka_unit_test(laws),
        cmocka_unit_test(zeros_and_methods), cmocka_unit_test(refusals),
        cmocka_unit_test(coverage),
    };
    return cmocka_run_group_tests_name("standardise", tests, NULL, NULL);
}
