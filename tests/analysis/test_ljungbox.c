/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ljung-Box test. */
#include "tiptrend/ljungbox.h"

#include <math.h>

#include "belgium.h"
#include "check.h"
#include "nile.h"
#include "tiptrend/lsq.h"

static tt_ljungbox test_points(const tt_points *points, size_t lags, size_t fitted)
{
    tt_ljungbox out;
    tt_error err = {0};
    tt_ljungbox_options o = {lags, fitted};
    check_status(tt_ljungbox_test(points, &o, &out, &err), TT_OK, &err);
    return out;
}

/* Residuals of the line through the logarithms of the Belgian AIDS cases. */
static void residuals(double *e)
{
    double y[13];
    tt_lsq fit;
    for (int i = 0; i < 13; i++)
        y[i] = log(cases[i]);
    tt_lsq_design line = {.n = 13, .columns = 2, .x = years, .powers = true, .centre = 1987};
    check_status(tt_lsq_fit(&line, y, &fit, NULL), TT_OK, NULL);
    for (int i = 0; i < 13; i++)
        e[i] = fit.residual[i];
    tt_lsq_clear(&fit);
}

static void published(void **state)
{
    (void)state;
    double time[100], e[13];
    for (int i = 0; i < 100; i++)
        time[i] = 1871 + i;
    tt_ljungbox out = test_points(&(tt_points){100, time, nile, NULL}, 10, 0);
    check_abs(out.statistic, 88.127, 5e-4, "methods example 13");
    check_rel(out.statistic, 88.1268715513, 1e-11, "R 4.2.2 Box.test");
    /* R prints 1 - pchisq, 1.2546e-14 (methods example 13: 1.255e-14): what is left of it are three units
     * in the last place of 1. */
    check_rel(out.p, 1.2586327670e-14, 1e-9, "R 4.2.2 pchisq, upper tail");
    check_abs(out.p, 1.2545520178264e-14, 1.2e-16, "R 4.2.2 Box.test; methods example 13");
    residuals(e);
    tt_points points = {13, years, e, NULL};
    out = test_points(&points, 2, 0);
    check_rel(out.statistic, 4.3520740670483411, 1e-11, "R 4.2.2 Box.test; methods example 9");
    check_rel(out.p, 0.11349039927496918, 1e-11, "R 4.2.2 Box.test; methods example 9");
    out = test_points(&points, 3, 1);
    check_rel(out.statistic, 4.466831656213623, 1e-11, "R 4.2.2 Box.test, fitdf = 1");
    check_rel(out.p, 0.1071617581026979, 1e-11, "R 4.2.2 Box.test, fitdf = 1");
    check_true(out.df == 2 && out.notes & TT_NOTE_ASYMPTOTIC);
    out = test_points(&points, 0, 0);
    check_true(out.lags == 2); /* n/5 */
    check_done();
}

/* A missing year is in no pair, and the pairs are divided by their number. */
static void gaps(void **state)
{
    (void)state;
    static const double time[] = {2001, 2002, 2003, 2005, 2006, 2008};
    static const double value[] = {4, 6, 5, 9, 8, 10};
    tt_ljungbox out = test_points(&(tt_points){6, time, value, NULL}, 2, 0);
    /* Mean 7: deviations -3 -1 -2 2 1 3, squares 28. Lag 1: 3 + 2 + 2 = 7 of 3 pairs; lag 2: 2001-2003,
     * 2003-2005, 2006-2008: 6 - 4 + 3 = 5 of 3 pairs. */
    double expected = 6.0 * 8 * (0.25 * 0.25 / 3 + 5.0 / 28 * 5.0 / 28 / 3);
    check_rel(out.statistic, expected, 1e-14, "by hand");
    check_rel(out.r1, 0.25, 1e-15, "by hand");
    check_true(out.notes & TT_NOTE_GAPS);
    check_done();
}

static void laws(void **state)
{
    (void)state;
    double shifted[13], scaled[13], reversed[13];
    for (int i = 0; i < 13; i++) {
        shifted[i] = years[i] - 70;
        scaled[i] = 9 - 2 * cases[i];
        reversed[i] = cases[12 - i];
    }
    tt_ljungbox a = test_points(&(tt_points){13, years, cases, NULL}, 4, 0);
    check_rel(test_points(&(tt_points){13, shifted, cases, NULL}, 4, 0).p, a.p, 1e-13,
              "law: years");
    check_rel(test_points(&(tt_points){13, years, scaled, NULL}, 4, 0).p, a.p, 1e-12, "law: scale");
    check_rel(test_points(&(tt_points){13, years, reversed, NULL}, 4, 0).p, a.p, 1e-12,
              "law: reversal");
    check_true(a.p >= 0 && a.p <= 1);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const double flat[] = {5, 5, 5, 5};
    static const double apart[] = {2000, 2001, 2006, 2007};
    tt_ljungbox out = test_points(&(tt_points){4, years, flat, NULL}, 1, 0);
    tt_error err = {0};
    check_true(isnan(out.p) && out.notes & TT_NOTE_PERFECT_FIT);
    tt_points points = {4, apart, cases, NULL};
    check_status(tt_ljungbox_test(&points, &(tt_ljungbox_options){2, 0}, &out, &err), TT_ETOOFEW,
                 &err);
    tt_error_clear(&err);
    check_status(tt_ljungbox_test(&points, &(tt_ljungbox_options){4, 0}, &out, &err), TT_EUSAGE,
                 &err);
    tt_error_clear(&err);
    check_status(tt_ljungbox_test(&points, &(tt_ljungbox_options){1, 1}, &out, &err), TT_EUSAGE,
                 &err);
    tt_error_clear(&err);
    check_status(tt_ljungbox_test(&(tt_points){3, years, cases, NULL}, NULL, &out, &err),
                 TT_ETOOFEW, &err);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {cmocka_unit_test(published), cmocka_unit_test(gaps),
                                       cmocka_unit_test(laws), cmocka_unit_test(refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
