/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Robust lines. */
#include "tiptrend/robustreg.h"

#include <math.h>

#include "belgium.h"
#include "check.h"

/* Eleven years, one of them wild (series outlier_n11 of the developers' folder). */
static const double wild_years[] = {2000, 2001, 2002, 2003, 2004, 2005,
                                    2006, 2007, 2008, 2009, 2010};
static const double wild_values[] = {40, 42, 39, 45, 44, 310, 47, 46, 50, 49, 51};
static const tt_points wild = {11, wild_years, wild_values, NULL};

static tt_robustreg fit_points(const tt_points *points, const tt_robustreg_options *options)
{
    tt_robustreg fit;
    tt_error err = {0};
    check_status(tt_robustreg_fit(points, options, &fit, NULL, &err), TT_OK, &err);
    return fit;
}

static void against_mass(void **state)
{
    (void)state;
    static const char origin[] = "R 4.2.2 MASS::rlm, acc 1e-15; its own convergence leaves 1e-8";
    static const struct {
        tt_linreg_scale scale;
        tt_robust_psi psi;
        double slope, intercept_se, se, sigma;
    } rows[] = {
        {TT_LINREG_LINEAR, TT_ROBUST_BISQUARE, 22.4002181919311099, 5.1572536147805996,
         1.3783340059436029, 15.5165355777882805},
        {TT_LINREG_LINEAR, TT_ROBUST_HUBER, 22.27974180146821936, 5.40142566778088895,
         1.44359173206876656, 16.05094379863952625},
        {TT_LINREG_LOG, TT_ROBUST_BISQUARE, 0.258091430909177411, 0.095932876680758505,
         0.025639139761930975, 0.344508566608944966},
        {TT_LINREG_LOG, TT_ROBUST_HUBER, 0.259462512842079052, 0.105138415192438911,
         0.028099423417035332, 0.358786969578576254},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tt_robustreg_options o = {.psi = rows[i].psi, .scale = rows[i].scale};
        tt_robustreg fit = fit_points(&belgium, &o);
        check_rel(fit.trend.slope.value, rows[i].slope, 1e-10, origin);
        check_rel(fit.trend.slope_se, rows[i].se, 1e-10, origin);
        check_rel(fit.trend.intercept_se, rows[i].intercept_se, 1e-10, origin);
        check_rel(fit.sigma, rows[i].sigma, 1e-10, origin);
    }
    tt_robustreg_options huber = {.psi = TT_ROBUST_HUBER};
    double weights[13];
    tt_robustreg fit;
    check_status(tt_robustreg_fit(&belgium, &huber, &fit, weights, NULL), TT_OK, NULL);
    check_rel(weights[5], 0.78517447213012614, 1e-10, origin);
    check_rel(weights[10], 0.53828513823130408, 1e-10, origin);
    check_true(fit.least_time == 1991 && fit.least_weight == weights[10] && fit.discounted == 0);
    check_done();
}

static void against_gsl(void **state)
{
    (void)state;
    static const char origin[] = "gsl_multifit_robust of GSL 2.7.1, called directly";
    tt_robustreg_options o = {.convention = TT_ROBUST_GSL};
    tt_robustreg fit = fit_points(&wild, &o);
    check_rel(fit.trend.slope.value, 1.0813871576647, 1e-6, origin);
    check_rel(fit.trend.slope_se, 4.145059707, 1e-6, origin);
    o.psi = TT_ROBUST_HUBER;
    fit = fit_points(&wild, &o);
    check_rel(fit.trend.slope.value, 1.06246113218549, 1e-6, origin);
    check_rel(fit.sigma, 43.47341729, 1e-6, origin);
    check_done();
}

/* The wild year has no weight, and the line is close to that of the other ten. */
static void outlier(void **state)
{
    (void)state;
    double time[10], value[10];
    size_t n = 0;
    tt_robustreg fit = fit_points(&wild, NULL);
    check_true(fit.least_weight == 0 && fit.discounted >= 1);
    for (size_t i = 0; i < 11; i++) {
        if (wild_years[i] == fit.least_time)
            continue;
        time[n] = wild_years[i];
        value[n++] = wild_values[i];
    }
    check_true(n == 10);
    tt_linreg rest;
    check_status(tt_linreg_fit(&(tt_points){n, time, value, NULL}, NULL, &rest, NULL), TT_OK, NULL);
    check_true(fabs(fit.trend.slope.value - rest.trend.slope.value) < rest.trend.slope_se);
    check_rel(fit.trend.slope.value, 1.035908705153489, 1e-9, "R 4.2.2 MASS::rlm");
    check_rel(fit.trend.slope_se, 0.16640625495007544, 1e-9, "R 4.2.2 MASS::rlm");
    check_done();
}

static void laws(void **state)
{
    (void)state;
    double shifted[13], scaled[13], reversed[13];
    for (int i = 0; i < 13; i++) {
        shifted[i] = years[i] + 500;
        scaled[i] = 1000 * cases[i];
        reversed[i] = cases[12 - i];
    }
    for (int psi = TT_ROBUST_BISQUARE; psi <= TT_ROBUST_HUBER; psi++) {
        for (int convention = TT_ROBUST_MASS; convention <= TT_ROBUST_GSL; convention++) {
            tt_robustreg_options o = {.psi = (tt_robust_psi)psi,
                                      .convention = (tt_robust_convention)convention};
            tt_robustreg a = fit_points(&belgium, &o);
            tt_robustreg b = fit_points(&(tt_points){13, shifted, cases, NULL}, &o);
            tt_robustreg c = fit_points(&(tt_points){13, years, scaled, NULL}, &o);
            tt_robustreg d = fit_points(&(tt_points){13, years, reversed, NULL}, &o);
            check_rel(b.trend.slope_se, a.trend.slope_se, 1e-6, "law: shift");
            check_rel(c.trend.slope.value, 1000 * a.trend.slope.value, 1e-6, "law: scale");
            check_rel(c.trend.apc.high, a.trend.apc.high, 1e-6, "law: scale");
            check_rel(d.trend.slope.value, -a.trend.slope.value, 1e-6, "law: reversal");
            const tt_trend *t = &a.trend;
            check_true(t->slope.low < t->slope.value && t->slope.value < t->slope.high);
            check_true((t->p < 0.05) == (t->slope.low > 0 || t->slope.high < 0));
        }
    }
    check_done();
}

static void special(void **state)
{
    (void)state;
    /* All but one on a line: the line is that, and nothing is known of the scatter. */
    static const double line[] = {10, 20, 30, 500, 50, 60, 70};
    static const double zero[] = {10, 0, 30};
    for (int convention = TT_ROBUST_MASS; convention <= TT_ROBUST_GSL; convention++) {
        static const double exact[] = {1, 2, 3, 4, 5, 6, 7};
        tt_robustreg_options o = {.convention = (tt_robust_convention)convention};
        tt_robustreg fit = fit_points(&(tt_points){7, years, exact, NULL}, &o);
        check_true(fit.trend.notes & TT_NOTE_PERFECT_FIT && isnan(fit.trend.p));
        check_rel(fit.trend.slope.value, 1, 1e-14, "exact");
    }
    tt_robustreg fit = fit_points(&(tt_points){7, years, line, NULL}, NULL);
    check_true(fit.trend.notes & TT_NOTE_PERFECT_FIT && fit.least_time == 1984);
    check_rel(fit.trend.slope.value, 10, 1e-12, "the line of the six");
    tt_error err = {0};
    tt_robustreg_options log = {.scale = TT_LINREG_LOG};
    check_status(tt_robustreg_fit(&(tt_points){3, years, zero, NULL}, &log, &fit, NULL, &err),
                 TT_EDOMAIN, &err);
    tt_error_clear(&err);
    check_status(tt_robustreg_fit(&(tt_points){2, years, line, NULL}, NULL, &fit, NULL, &err),
                 TT_ETOOFEW, &err);
    tt_error_clear(&err);
    check_status(tt_robustreg_fit(&belgium, &(tt_robustreg_options){.psi = (tt_robust_psi)5}, &fit,
                                  NULL, &err),
                 TT_EUSAGE, &err);
    check_done();
}

/* Seven zeros and one figure: without scatter among the most GSL divides by 0. */
static void no_scatter_for_gsl(void **state)
{
    (void)state;
    static const double eight_years[] = {2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007};
    static const double values[] = {0, 0, 0, 0, 0, 0, 0, 1e4};
    const tt_points points = {8, eight_years, values, NULL};
    tt_robustreg out;
    tt_error err = {0};
    check_status(tt_robustreg_fit(&points, &(tt_robustreg_options){.convention = TT_ROBUST_GSL},
                                  &out, NULL, &err),
                 TT_ENOFIT, &err);
    check_true(out.trend.n == 0);
    tt_error_clear(&err);
    check_status(tt_robustreg_fit(&points, NULL, &out, NULL, &err), TT_OK, &err);
    check_true(out.trend.notes & TT_NOTE_PERFECT_FIT);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_scatter_for_gsl),
        cmocka_unit_test(against_mass),
        cmocka_unit_test(against_gsl),
        cmocka_unit_test(outlier),
        cmocka_unit_test(laws),
        cmocka_unit_test(special),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
