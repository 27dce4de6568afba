/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log-linear count trends: published results, laws, edges. Agreement in digits with 24 series is in
 * test_countreg_digits. */
#include "tiptrend/countreg.h"

#include <math.h>

#include "belgium.h"
#include "check.h"
#include "glm_core.h"

static tt_countreg fit_points(const tt_points *points, const tt_countreg_options *options)
{
    tt_countreg fit;
    tt_error err = {0};
    check_status(tt_countreg_fit(points, options, &fit, &err), TT_OK, &err);
    return fit;
}

static void published(void **state)
{
    (void)state;
    static const char origin[] = "methods example 9: published, or R 4.2.2";
    tt_countreg p = fit_points(&belgium, NULL);
    check_abs(p.trend.slope.value, 0.2021212, 5e-8, origin);
    check_abs(p.trend.intercept - p.trend.slope.value * (p.trend.centre - 1980), 3.1405895, 5e-8,
              origin);
    /* Printed from R's default: its weights are of the last step but one, which costs the 7th digit. */
    check_rel(p.trend.slope_se, 0.007771489, 1e-6, origin);
    check_abs(p.null_deviance, 872.2, 0.05, origin);
    check_abs(p.deviance, 80.68649, 5e-6, origin);
    check_abs(p.pearson, 74.22133, 5e-6, origin);
    check_abs(p.aic, 166.4, 0.05, origin);
    check_abs(p.trend.apc.value, 22.39964, 5e-6, origin);
    check_abs(p.trend.apc.low, 20.54939, 5e-6, origin);
    check_abs(p.trend.apc.high, 24.27828, 5e-6, origin);
    check_true(p.trend.notes & TT_NOTE_OVERDISPERSED && p.trend.notes & TT_NOTE_POISSON);
    tt_countreg q = fit_points(&belgium, &(tt_countreg_options){.model = TT_COUNTREG_QUASI});
    check_rel(q.dispersion, 6.747398, 1e-6, origin);
    check_rel(q.dispersion, 6.74739322799094, 1e-12, "R 4.2.2 glm, epsilon 1e-14");
    check_abs(q.trend.slope_se, 0.02018703, 5e-9, origin);
    check_abs(q.trend.apc.low, 17.08030, 5e-6, origin);
    check_abs(q.trend.apc.high, 27.96064, 5e-6, origin);
    tt_countreg n = fit_points(&belgium, &(tt_countreg_options){.model = TT_COUNTREG_NB2});
    check_abs(n.trend.slope.value, 0.242896, 5e-7, origin);
    check_abs(n.trend.slope_se, 0.01966703, 5e-9, origin);
    check_abs(n.theta, 19.2144, 5e-5, origin);
    check_abs(n.theta_se, 9.783716, 5e-6, origin);
    check_abs(2 * n.loglik, -118.8216, 5e-5, origin);
    check_abs(n.deviance, 13.94349, 5e-6, origin);
    check_abs(2 * (n.loglik - p.loglik), 43.54821, 5e-6, origin);
    check_done();
}

/* The parabola of the same source, by the fitting core that takes any degree. */
static void quadratic(void **state)
{
    (void)state;
    static const char origin[] = "methods example 9; R 4.2.2 glm, epsilon 1e-14";
    double time[13];
    for (int i = 0; i < 13; i++)
        time[i] = i + 1;
    tt_points points = {13, time, cases, NULL};
    tt__counts counts;
    tt__glm_fit fit;
    tt_error err = {0};
    check_status(tt__counts_check(&points, 3, &counts, &err), TT_OK, &err);
    tt__glm_model model = tt__glm_model_make(&points, &counts, 3);
    tt__glm_start(&model, &counts, &fit);
    check_status(tt__glm_maximise(&model, &fit, &err), TT_OK, &err);
    double square = fit.beta[2] / (model.scale * model.scale);
    double linear = fit.beta[1] / model.scale - 2 * square * model.centre;
    double constant = fit.beta[0] - fit.beta[1] * model.centre / model.scale +
                      square * model.centre * model.centre;
    check_rel(square, -0.0213462716297314, 1e-12, origin);
    check_rel(linear, 0.5560032668058660, 1e-12, origin);
    check_rel(constant, 1.9014585831436839, 1e-12, origin);
    check_rel(sqrt(fit.covariance[8]) / (model.scale * model.scale), 0.00265860933052838, 1e-7,
              origin);
    check_done();
}

static void laws(void **state)
{
    (void)state;
    double shifted[13], scaled[13], reversed[13], population[13], doubled[13];
    for (int i = 0; i < 13; i++) {
        shifted[i] = years[i] - 1500;
        scaled[i] = 3 * cases[i];
        reversed[i] = cases[12 - i];
        population[i] = 9.8e6 * exp(0.05 * i);
        doubled[i] = 2 * population[i];
    }
    for (int m = TT_COUNTREG_POISSON; m <= TT_COUNTREG_NB2; m++) {
        tt_countreg_options o = {.model = (tt_countreg_model)m};
        tt_countreg a = fit_points(&belgium, &o);
        tt_countreg b = fit_points(&(tt_points){13, shifted, cases, NULL}, &o);
        tt_countreg c = fit_points(&(tt_points){13, years, reversed, NULL}, &o);
        tt_countreg d = fit_points(&(tt_points){13, years, cases, population}, &o);
        tt_countreg e = fit_points(&(tt_points){13, years, cases, doubled}, &o);
        check_rel(b.trend.slope.value, a.trend.slope.value, 1e-11, "law: shift");
        check_rel(b.trend.slope_se, a.trend.slope_se, 1e-10, "law: shift");
        check_rel(c.trend.slope.value, -a.trend.slope.value, 1e-10, "law: reversal");
        check_rel(c.trend.p, a.trend.p, 1e-7, "law: reversal");
        check_rel(d.trend.slope.value, a.trend.slope.value - 0.05, 1e-10,
                  "law: a growing exposure takes its growth from the slope");
        check_rel(e.trend.slope_se, d.trend.slope_se, 1e-10, "law: exposures scaled");
        check_rel(e.trend.intercept, d.trend.intercept - log(2), 1e-12, "law: exposures scaled");
        const tt_trend *t = &a.trend;
        check_true(t->slope.low < t->slope.value && t->slope.value < t->slope.high);
        check_true(t->p >= 0 && t->p <= 1);
        check_true((t->p < 0.05) == (t->slope.low > 0 || t->slope.high < 0));
        double fitted[13], sum = 0;
        check_status(tt_countreg_fitted(&a, &belgium, fitted, NULL), TT_OK, NULL);
        for (int i = 0; i < 13; i++)
            sum += fitted[i] - cases[i];
        if (m != TT_COUNTREG_NB2)
            check_abs(sum, 0, 1e-9, "law: the fitted total is the total");
    }
    tt_countreg_options quasi = {.model = TT_COUNTREG_QUASI};
    tt_countreg a = fit_points(&belgium, &quasi);
    tt_countreg b = fit_points(&(tt_points){13, years, scaled, NULL}, &quasi);
    check_rel(b.dispersion, 3 * a.dispersion, 1e-12, "law: counts scaled");
    check_rel(b.trend.slope_se, a.trend.slope_se, 1e-12, "law: counts scaled");
    check_done();
}

static void special(void **state)
{
    (void)state;
    /* Calmer than Poisson: limits with dispersion 1, or as it is; NB2 has no alpha. */
    static const double calm[] = {100, 104, 109, 112, 118, 121};
    tt_points points = {6, years, calm, NULL};
    tt_countreg q = fit_points(&points, &(tt_countreg_options){.model = TT_COUNTREG_QUASI});
    check_true(q.dispersion < 1 && q.dispersion_used == 1);
    check_true(q.trend.notes & TT_NOTE_UNDERDISPERSED);
    tt_countreg raw = fit_points(
        &points, &(tt_countreg_options){.model = TT_COUNTREG_QUASI, .raw_dispersion = true});
    check_rel(raw.trend.slope_se, q.trend.slope_se * sqrt(q.dispersion), 1e-13, "definition");
    check_true(!(raw.trend.notes & TT_NOTE_UNDERDISPERSED));
    tt_countreg n = fit_points(&points, &(tt_countreg_options){.model = TT_COUNTREG_NB2});
    check_true(n.trend.notes & TT_NOTE_BOUNDARY && isnan(n.alpha) && isnan(n.theta));
    check_true(n.score_alpha <= 0);
    /* Little overdispersion, where the score of alpha is rounding around its root: settled all the same. */
    static const double faint[] = {61, 66, 49, 91, 69,  62, 82,  72,  77,  73,  80,  86, 84,
                                   97, 76, 92, 86, 121, 97, 117, 122, 118, 113, 123, 99};
    double time[25];
    for (int i = 0; i < 25; i++)
        time[i] = i;
    n = fit_points(&(tt_points){25, time, faint, NULL},
                   &(tt_countreg_options){.model = TT_COUNTREG_NB2});
    check_rel(n.alpha, 0.00328048229707, 1e-7, "R 4.2.2 glm.nb");
    /* Rising far and zeros: the fit is there. */
    static const double steep[] = {0, 0, 1, 40, 1900, 90000};
    tt_countreg s = fit_points(&(tt_points){6, years, steep, NULL}, NULL);
    check_true(s.trend.slope.value > 3 && s.trend.notes & TT_NOTE_ASYMPTOTIC);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const double none[] = {0, 0, 0, 0, 0, 0};
    static const double last[] = {0, 0, 0, 0, 0, 9};
    static const double half[] = {1.5, 2, 4, 4, 5, 6};
    static const double minus[] = {1, 2, -4, 4, 5, 6};
    tt_countreg fit;
    tt_error err = {0};
    tt_countreg_options nb2 = {.model = TT_COUNTREG_NB2};
    check_status(tt_countreg_fit(&(tt_points){6, years, none, NULL}, NULL, &fit, &err), TT_ENOFIT,
                 &err);
    tt_error_clear(&err);
    check_status(tt_countreg_fit(&(tt_points){6, years, last, NULL}, NULL, &fit, &err), TT_ENOFIT,
                 &err);
    tt_error_clear(&err);
    check_status(tt_countreg_fit(&(tt_points){6, years, half, NULL}, &nb2, &fit, &err), TT_EDOMAIN,
                 &err);
    tt_error_clear(&err);
    check_status(tt_countreg_fit(&(tt_points){6, years, minus, NULL}, NULL, &fit, &err), TT_EDOMAIN,
                 &err);
    tt_error_clear(&err);
    check_status(tt_countreg_fit(&(tt_points){1, years, cases, NULL}, NULL, &fit, &err), TT_ETOOFEW,
                 &err);
    tt_error_clear(&err);
    check_status(tt_countreg_fit(&belgium, NULL, NULL, &err), TT_EUSAGE, &err);
    tt_error_clear(&err);
    static const double hole[] = {1, NAN, 3};
    check_status(tt_countreg_fit(&(tt_points){3, years, hole, NULL}, NULL, &fit, &err),
                 TT_ENONFINITE, &err);
    check_true(fit.trend.n == 0 && isnan(fit.dispersion));
    check_done();
}

/* Two points have a closed form, however far apart their exposures are: Newton's first step goes much too far. */
static void unlike_exposures(void **state)
{
    (void)state;
    static const double two_years[] = {2000, 2001};
    static const double counts[] = {1e7, 6.06531e6};
    for (double times = 1; times < 1e12; times *= 30) {
        double exposure[] = {1e-3, 1e-3 * times};
        const tt_points points = {2, two_years, counts, exposure};
        tt_countreg fit;
        tt_error err = {0};
        check_status(tt_countreg_fit(&points, NULL, &fit, &err), TT_OK, &err);
        check_rel(fit.trend.slope.value, log(counts[1] / counts[0]) - log(times), 1e-11,
                  "ratio of the rates");
    }
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unlike_exposures), cmocka_unit_test(published),
        cmocka_unit_test(quadratic),        cmocka_unit_test(laws),
        cmocka_unit_test(special),          cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
