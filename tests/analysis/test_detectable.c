/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Minimum detectable annual change, and the noncentral t distribution behind it. */
#include "tiptrend/detectable.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "belgium.h"
#include "check.h"
#include "noncentral_core.h"
#include "tiptrend/countreg.h"
#include "tiptrend/linreg.h"
#include "tiptrend/rng.h"

static tt_detectable detect(const tt_points *points, const tt_detectable_options *options)
{
    tt_detectable out;
    tt_error err = {0};
    check_status(tt_detectable_change(points, options, &out, &err), TT_OK, &err);
    return out;
}

static void noncentral(void **state)
{
    (void)state;
    static const char origin[] = "R 4.2.2 pt(ncp =), good to about 1e-12";
    check_rel(tt__noncentral_t_upper(2, 4, 3), 0.822982738777984224, 1e-11, origin);
    check_rel(tt__noncentral_t_upper(2, 4, -1), 0.007361395832750528, 1e-10, origin);
    check_rel(tt__noncentral_t_upper(5, 3, 2), 0.110947932561812235, 1e-11, origin);
    check_rel(tt__noncentral_t_upper(0.5, 10, 0.3), 0.426029197866671483, 1e-11, origin);
    check_rel(tt__noncentral_t_upper(60, 3, 37.5), 0.24040831600752044, 1e-10, origin);
    check_rel(tt__noncentral_t_upper(2, 7, 60), 1, 1e-13, "beyond R's range of 37.62");
    check_rel(tt__noncentral_t_upper(1.5, 9, 0), 0.083925328028537410285, 2e-15, "mpmath, central");
    static const char integral[] = "mpmath, integral over the definition in 40 digits";
    check_rel(tt__noncentral_t_upper(60, 3, 45), 0.36034165958356023215, 1e-13, integral);
    check_rel(tt__noncentral_t_upper(100, 2, 60), 0.30234321166122345959, 1e-13, integral);
    check_rel(tt__noncentral_t_upper(50, 30, 48), 0.41176342877304703518, 1e-13, integral);
    check_rel(tt__noncentral_t_upper(63661, 1, 80000), 0.79112190003676873492, 1e-13, integral);
    check_rel(tt__noncentral_t_upper(45, 3, 40.0000001), tt__noncentral_t_upper(45, 3, 40), 1e-8,
              "the series and the integral meet");
    check_true(tt__noncentral_t_upper(2, 5, -41) == 0);
    check_rel(tt__noncentral_t_solve(636619.7723670577443, 1, 0.8), 815861.06593465656021, 1e-12,
              "mpmath; 99.9999 % at n = 3, which the series alone would need days for");
    static const struct {
        double n, delta;
    } rows[] = {{3, 16.334008869895079},  {4, 5.6534892661922767},  {5, 4.255898686513456},
                {6, 3.7610595538206049},  {8, 3.3668948970840065},  {10, 3.2009196486502973},
                {13, 3.0783886757012984}, {20, 2.9626724364169368}, {50, 2.8592137723679492}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double df = rows[i].n - 2;
        double t = gsl_cdf_tdist_Qinv(0.025, df);
        check_rel(tt__noncentral_t_solve(t, df, 0.8), rows[i].delta, 1e-9,
                  "R 4.2.2 uniroot over pt");
    }
    double z = gsl_cdf_ugaussian_Qinv(0.025);
    check_rel(tt__noncentral_t_solve(z, INFINITY, 0.8), z + gsl_cdf_ugaussian_Qinv(0.2), 1e-5,
              "normal: the other tail is 1e-6");
    check_done();
}

static void log_linear(void **state)
{
    (void)state;
    tt_detectable d = detect(&belgium, NULL);
    tt_linreg fit;
    check_status(tt_linreg_fit(&belgium, &(tt_linreg_options){.scale = TT_LINREG_LOG}, &fit, NULL),
                 TT_OK, NULL);
    check_rel(d.slope_rise, 3.0783886757012984 * fit.trend.slope_se, 1e-9, "delta times se");
    check_rel(d.apc_fall, 100 * expm1(-d.slope_rise), 1e-13, "definition");
    tt_detectable strict = detect((const tt_points[]){{10, years, cases, NULL}},
                                  &(tt_detectable_options){.conf = 0.99, .power = 0.9});
    check_rel(strict.noncentrality, 4.9237345919952498, 1e-9, "R 4.2.2 uniroot over pt");
    /* Gerrodette 1987: r^2 n^3 = 12 CV^2 (z_alpha/2 + z_beta)^2 for many years. */
    double time[400], value[400];
    for (int i = 0; i < 400; i++) {
        time[i] = i;
        value[i] = exp(0.1 * sin(12.9898 * i));
    }
    tt_detectable many = detect(&(tt_points){400, time, value, NULL}, NULL);
    double r = many.noise * 2.8015852181 * sqrt(12) / pow(400, 1.5);
    check_rel(many.slope_rise, r, 0.01, "Gerrodette's formula");
    check_done();
}

/* A log-linear series with just that slope is found in 80 % of runs. */
static void power_log_linear(void **state)
{
    (void)state;
    enum { N = 8, RUNS = 4000 };
    static const double sigma = 0.2;
    double time[N];
    double sxx = 0;
    for (int i = 0; i < N; i++) {
        time[i] = i;
        sxx += (i - 3.5) * (i - 3.5);
    }
    double slope = 3.3668948970840065 * sigma / sqrt(sxx);
    tt_rng rng;
    tt_rng_start(&rng, 20260730, 0);
    size_t found = 0;
    for (int run = 0; run < RUNS; run++) {
        double value[N];
        for (int i = 0; i < N; i++)
            value[i] = 100 * exp(slope * i + sigma * tt_rng_normal(&rng));
        tt_linreg fit;
        check_status(tt_linreg_fit(&(tt_points){N, time, value, NULL},
                                   &(tt_linreg_options){.scale = TT_LINREG_LOG}, &fit, NULL),
                     TT_OK, NULL);
        found += fit.trend.p <= 0.05;
    }
    print_message("log-linear: %.3f found\n", (double)found / RUNS);
    check_abs((double)found / RUNS, 0.8, 0.02, "simulation, three standard errors");
    check_done();
}

/* Counts with variance 3 times the mean and just that slope. The test is approximate for counts, and its
 * own phi is at least 1. */
static void power_quasi(void **state)
{
    (void)state;
    enum { N = 10, RUNS = 3000 };
    static const double phi = 3;
    static const double level = 60;
    double time[N], mean[N];
    /* A flat series with that total and dispersion says which slope can be found. */
    double flat[N];
    for (int i = 0; i < N; i++) {
        time[i] = 2000 + i;
        flat[i] = level + (i % 2 ? 1 : -1) * sqrt(phi * level * (N - 2) / N);
    }
    tt_detectable_options quasi = {.model = TT_DETECTABLE_QUASI};
    tt_detectable d = detect(&(tt_points){N, time, flat, NULL}, &quasi);
    check_abs(d.noise, phi, 0.2, "made so");
    double total = 0;
    for (int i = 0; i < N; i++) {
        mean[i] = exp(d.slope_rise * i);
        total += mean[i];
    }
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    assert_non_null(rng);
    size_t found = 0;
    for (int run = 0; run < RUNS; run++) {
        double value[N];
        for (int i = 0; i < N; i++) {
            double mu = mean[i] * N * level / total;
            value[i] = gsl_ran_negative_binomial(rng, 1 / d.noise, mu / (d.noise - 1));
        }
        tt_countreg fit;
        if (tt_countreg_fit(&(tt_points){N, time, value, NULL},
                            &(tt_countreg_options){.model = TT_COUNTREG_QUASI}, &fit,
                            NULL) == TT_OK)
            found += fit.trend.p <= 0.05;
    }
    gsl_rng_free(rng);
    print_message("quasi-Poisson: %.3f found\n", (double)found / RUNS);
    check_abs((double)found / RUNS, 0.8, 0.03, "simulation");
    check_done();
}

static void laws(void **state)
{
    (void)state;
    double shifted[13], scaled[13], reversed[13], population[13];
    for (int i = 0; i < 13; i++) {
        shifted[i] = years[i] + 19;
        scaled[i] = 4 * cases[i];
        reversed[i] = cases[12 - i];
        population[i] = 1e6;
    }
    for (int model = TT_DETECTABLE_LOGLINEAR; model <= TT_DETECTABLE_QUASI; model++) {
        tt_detectable_options o = {.model = (tt_detectable_model)model};
        tt_detectable a = detect(&belgium, &o);
        tt_detectable b = detect(&(tt_points){13, shifted, cases, NULL}, &o);
        tt_detectable c = detect(&(tt_points){13, years, cases, population}, &o);
        tt_detectable d = detect(&(tt_points){13, years, reversed, NULL}, &o);
        check_rel(b.slope_rise, a.slope_rise, 1e-9, "law: shift");
        check_rel(c.apc_rise, a.apc_rise, 1e-9, "law: equal exposures");
        check_rel(d.slope_fall, -a.slope_rise, 1e-9, "law: reversal");
        check_true(a.slope_rise > 0 && a.slope_fall < 0 && a.apc_fall > -100);
        o.power = 0.9;
        check_true(detect(&belgium, &o).slope_rise > a.slope_rise);
    }
    /* Four times the counts at the same dispersion would halve it; here dispersion grows fourfold. */
    tt_detectable_options quasi = {.model = TT_DETECTABLE_QUASI};
    check_rel(detect(&(tt_points){13, years, scaled, NULL}, &quasi).slope_rise,
              detect(&belgium, &quasi).slope_rise, 1e-9, "law: scale, total/phi stays");
    check_done();
}

static void special(void **state)
{
    (void)state;
    static const double few[] = {2, 1, 3, 1};
    static const double geometric[] = {1, 2, 4, 8};
    tt_error err = {0};
    tt_detectable_options quasi = {.model = TT_DETECTABLE_QUASI};
    /* Seven victims in four years: no trend whatever could be shown. */
    tt_detectable d = detect(&(tt_points){4, years, few, NULL}, &quasi);
    check_true(isinf(d.apc_rise) && d.apc_fall == -100 && d.notes & TT_NOTE_NO_LIMITS);
    check_true(d.notes & TT_NOTE_SMALL_N);
    d = detect(&(tt_points){4, years, geometric, NULL}, NULL);
    check_true(d.notes & TT_NOTE_PERFECT_FIT && isnan(d.apc_rise));
    check_status(tt_detectable_change(&(tt_points){2, years, cases, NULL}, NULL, &d, &err),
                 TT_ETOOFEW, &err);
    tt_error_clear(&err);
    check_status(tt_detectable_change(&belgium, &(tt_detectable_options){.power = 0.03}, &d, &err),
                 TT_EUSAGE, &err);
    tt_error_clear(&err);
    check_status(tt_detectable_change(&belgium, &(tt_detectable_options){.conf = 1.5}, &d, &err),
                 TT_EUSAGE, &err);
    tt_error_clear(&err);
    check_status(tt_detectable_change(&belgium, &(tt_detectable_options){.conf = -0.9}, &d, &err),
                 TT_EUSAGE, &err);
    tt_error_clear(&err);
    check_status(tt_detectable_change(&belgium, &(tt_detectable_options){.power = NAN}, &d, &err),
                 TT_EUSAGE, &err);
    tt_error_clear(&err);
    static const double zeros[] = {0, 0, 0, 0};
    check_status(tt_detectable_change(&(tt_points){4, years, zeros, NULL}, &quasi, &d, &err),
                 TT_ENOFIT, &err);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(noncentral),
        cmocka_unit_test(log_linear),
        cmocka_unit_test(power_log_linear),
        cmocka_unit_test(power_quasi),
        cmocka_unit_test(laws),
        cmocka_unit_test(special),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
