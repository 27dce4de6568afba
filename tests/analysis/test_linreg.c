/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Straight lines; the 24 series of the developers' folder are in test_regression_digits. */
#include <math.h>

#include "check.h"
#include "tiptrend/linreg.h"

static const double years[] = {2015, 2016, 2017, 2018};

static void prosecutions(void **state)
{
    (void)state;
    static const char origin[] = "40-digit arithmetic";
    static const double counts[] = {578, 479, 609, 510};
    tt_points points = {4, years, counts, NULL};
    tt_linreg fit;
    check_status(tt_linreg_fit(&points, NULL, &fit, NULL), TT_OK, NULL);
    check_rel(fit.trend.slope.value, -7.4, 1e-14, origin);
    check_rel(fit.trend.slope_se, 32.385490578343876618, 1e-13, origin);
    check_rel(fit.trend.p, 0.84049649604003549839, 1e-12, origin);
    tt_linreg_options log = {.scale = TT_LINREG_LOG};
    check_status(tt_linreg_fit(&points, &log, &fit, NULL), TT_OK, NULL);
    check_rel(fit.trend.apc.value, -1.3445960355220098796, 1e-12, origin);
    check_rel(fit.trend.apc.low, -23.729082223287908388, 1e-12, origin);
    check_rel(fit.trend.apc.high, 27.60943509147199962, 1e-12, origin);
    check_true(fit.trend.notes & TT_NOTE_SMALL_N);
    check_done();
}

/* Belgian AIDS cases 1981-1993, log-linear: methods example 9. */
static void belgium(void **state)
{
    (void)state;
    static const double counts[] = {12, 14, 33, 50, 67, 74, 123, 141, 165, 204, 253, 246, 240};
    double time[13];
    for (int i = 0; i < 13; i++)
        time[i] = 1981 + i;
    tt_points points = {13, time, counts, NULL};
    tt_linreg_options log = {.scale = TT_LINREG_LOG};
    tt_linreg fit;
    check_status(tt_linreg_fit(&points, &log, &fit, NULL), TT_OK, NULL);
    check_abs(fit.trend.slope.value, 0.2588944, 5e-8, "R lm");
    check_abs(fit.trend.slope_se, 0.02381064, 5e-9, "R lm");
    check_abs(fit.trend.apc.value, 29.5497, 5e-5, "R lm");
    check_abs(fit.trend.apc.low, 22.93524, 5e-6, "R lm");
    check_abs(fit.trend.apc.high, 36.52005, 5e-6, "R lm");
    check_done();
}

/* Shifting years and scaling values change nothing but their units; time reversed flips the sign. */
static void laws(void **state)
{
    (void)state;
    static const double y[] = {12, 18, 9, 22};
    double shifted[4];
    double scaled[4];
    double reversed[4];
    for (int i = 0; i < 4; i++) {
        shifted[i] = years[i] - 1000;
        scaled[i] = 8 * y[i];
        reversed[i] = y[3 - i];
    }
    tt_linreg a, b, c, d;
    check_status(tt_linreg_fit(&(tt_points){4, years, y, NULL}, NULL, &a, NULL), TT_OK, NULL);
    check_status(tt_linreg_fit(&(tt_points){4, shifted, y, NULL}, NULL, &b, NULL), TT_OK, NULL);
    check_status(tt_linreg_fit(&(tt_points){4, years, scaled, NULL}, NULL, &c, NULL), TT_OK, NULL);
    check_status(tt_linreg_fit(&(tt_points){4, years, reversed, NULL}, NULL, &d, NULL), TT_OK,
                 NULL);
    check_rel(b.trend.slope.value, a.trend.slope.value, 1e-15, "law: shift");
    check_rel(c.trend.slope_se, 8 * a.trend.slope_se, 1e-15, "law: scale");
    check_rel(c.trend.p, a.trend.p, 1e-13, "law: scale");
    check_rel(d.trend.slope.value, -a.trend.slope.value, 1e-14, "law: reversal");
    check_true(a.trend.slope.low < a.trend.slope.value && a.trend.slope.value < a.trend.slope.high);
    tt_estimate mean, observation;
    check_status(tt_linreg_predict(&a, NULL, a.trend.centre, &mean, &observation, NULL), TT_OK,
                 NULL);
    check_rel(mean.value, 15.25, 1e-14, "the line passes through the means");
    check_true(observation.low < mean.low && mean.high < observation.high);
    check_done();
}

static void special(void **state)
{
    (void)state;
    static const double line[] = {1, 3, 5, 7};
    static const double flat[] = {5, 5, 5, 5};
    tt_linreg fit;
    check_status(tt_linreg_fit(&(tt_points){4, years, line, NULL}, NULL, &fit, NULL), TT_OK, NULL);
    check_true(fit.trend.notes & TT_NOTE_PERFECT_FIT);
    check_true(isnan(fit.trend.p));
    check_status(tt_linreg_fit(&(tt_points){4, years, flat, NULL}, NULL, &fit, NULL), TT_OK, NULL);
    check_abs(fit.trend.slope.value, 0, 0, "flat");
    check_true(isnan(fit.r_squared));
    check_status(tt_linreg_fit(&(tt_points){2, years, line, NULL}, NULL, &fit, NULL), TT_OK, NULL);
    check_true(fit.trend.notes & TT_NOTE_NO_LIMITS && isinf(fit.trend.slope.high));
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const double zero[] = {5, 0, 5, 5};
    static const double hole[] = {5, NAN, 5, 5};
    static const double back[] = {2015, 2015, 2016, 2017};
    tt_linreg_options log = {.scale = TT_LINREG_LOG};
    tt_linreg fit;
    tt_error err = {0};
    check_status(tt_linreg_fit(&(tt_points){4, years, zero, NULL}, &log, &fit, &err), TT_EDOMAIN,
                 &err);
    assert_int_equal(err.year, 2016);
    tt_error_clear(&err);
    check_status(tt_linreg_fit(&(tt_points){4, years, hole, NULL}, NULL, &fit, &err), TT_ENONFINITE,
                 &err);
    tt_error_clear(&err);
    check_status(tt_linreg_fit(&(tt_points){4, back, zero, NULL}, NULL, &fit, &err), TT_EDOMAIN,
                 &err);
    tt_error_clear(&err);
    check_status(tt_linreg_fit(&(tt_points){1, years, zero, NULL}, NULL, &fit, &err), TT_ETOOFEW,
                 &err);
    tt_error_clear(&err);
    tt_linreg_options bad = {.conf = 2};
    check_status(tt_linreg_fit(&(tt_points){4, years, zero, NULL}, &bad, &fit, &err), TT_EUSAGE,
                 &err);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prosecutions), cmocka_unit_test(belgium), cmocka_unit_test(laws),
        cmocka_unit_test(special),      cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
