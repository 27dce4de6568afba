/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confidence and prediction bands, forecasts, and the predictive distribution of counts. */
#include <math.h>

#include "belgium.h"
#include "check.h"
#include "predictive_core.h"
#include "tiptrend/bands.h"
#include "tiptrend/rng.h"

static const double where[] = {1981, 1987, 1994, 1996};
static const tt_points at = {4, where, NULL, NULL};

static void bands(const tt_points *points, tt_bands_model model, const tt_points *places,
                  tt_band *out, tt_notes *notes)
{
    tt_error err = {0};
    tt_bands_options options = {.model = model};
    check_status(tt_bands_fit(points, &options, places, out, notes, &err), TT_OK, &err);
}

static void check_estimate(tt_estimate e, const double expected[3], double tolerance,
                           const char *origin)
{
    check_rel(e.value, expected[0], tolerance, origin);
    check_rel(e.low, expected[1], tolerance, origin);
    check_rel(e.high, expected[2], tolerance, origin);
}

static void least_squares(void **state)
{
    (void)state;
    static const char origin[] = "R 4.2.2 predict.lm";
    static const double log_mean[4][3] = {
        {17.968215946032942, 12.404161046760406, 26.028103236179195},
        {84.942190806501216, 69.817341017491529, 103.343605956010592},
        {520.209614101028137, 343.183507533812929, 788.552003993016228},
        {873.074306030250568, 523.858610957211226, 1455.084879596385690}};
    static const double log_new[4][3] = {
        {17.968215946032942, 8.0878826240260704, 39.918579347848819},
        {84.942190806501216, 40.7833917967617339, 176.914559116707835},
        {520.209614101028137, 229.0487330195037430, 1181.486747538992859},
        {873.074306030250568, 364.9632829552755311, 2088.590221125380140}};
    static const double line_mean[4][3] = {
        {-11.483516483523999, -32.465839406547389, 9.4988064394993899},
        {124.769230769226851, 113.666429092672914, 135.8720324457808033},
        {283.730769230765873, 260.178170163783534, 307.2833682977482113},
        {329.148351648349490, 300.226215438042971, 358.0704878586560085}};
    static const double line_new[4][3] = {
        {-11.483516483523999, -56.680823274322826, 33.713790307274827},
        {124.769230769226851, 83.226350862262706, 166.312110676190997},
        {283.730769230765873, 237.284417504224706, 330.177120957307068},
        {329.148351648349490, 279.761828903140156, 378.534874393558823}};
    tt_band out[4];
    tt_notes notes;
    bands(&belgium, TT_BANDS_LOGLINEAR, &at, out, &notes);
    for (int i = 0; i < 4; i++) {
        check_estimate(out[i].mean, log_mean[i], 1e-10, origin);
        check_estimate(out[i].observation, log_new[i], 1e-10, origin);
    }
    bands(&belgium, TT_BANDS_OLS, &at, out, &notes);
    for (int i = 0; i < 4; i++) {
        check_estimate(out[i].mean, line_mean[i], 1e-10, origin);
        check_estimate(out[i].observation, line_new[i], 1e-10, origin);
    }
    check_done();
}

/* Fitted means and standard errors of the linear predictor; R's settle to about 8 digits. */
static void count_means(void **state)
{
    (void)state;
    static const char origin[] = "R 4.2.2 predict.glm, MASS glm.nb";
    static const struct {
        tt_bands_model model;
        double critical; /* 97.5 % point of the normal, or of t with 11 */
        double mean[4];
        double se[4];
    } models[] = {
        {TT_BANDS_POISSON,
         1.959963984540054,
         {28.295725174375665, 95.148417278344823, 391.617807505656685, 586.708902754614087},
         {0.070920057726957308, 0.031759407024786253, 0.042585725304678010, 0.055952127355882383}},
        {TT_BANDS_QUASI,
         2.200985160082949,
         {28.295725174375665, 95.148417278344823, 391.617807505656685, 586.708902754614087},
         {0.184220132738463965, 0.082497425486120546, 0.110619593664114294, 0.145339818647413799}},
        {TT_BANDS_NB2,
         1.959963984540054,
         {20.947907114364568, 89.964442700669338, 492.594461143579736, 800.693449797792027},
         {0.148685514753196496, 0.072334495189849912, 0.144023445409065559, 0.179266776226122276}},
    };
    for (size_t m = 0; m < 3; m++) {
        tt_band out[4];
        tt_notes notes;
        bands(&belgium, models[m].model, &at, out, &notes);
        for (int i = 0; i < 4; i++) {
            double reach = models[m].critical * models[m].se[i];
            double mean = models[m].mean[i];
            check_estimate(out[i].mean, (double[]){mean, mean * exp(-reach), mean * exp(reach)},
                           2e-7, origin);
            tt_estimate new = out[i].observation;
            check_true(new.low <= out[i].mean.low &&out[i].mean.high <= new.high);
            check_true(new.low == floor(new.low) && new.high == floor(new.high));
        }
    }
    check_done();
}

static void predictive(void **state)
{
    (void)state;
    static const char origin[] = "R 4.2.2 integrate() over pnbinom and ppois, rel.tol 1e-11";
    static const double never = INFINITY;
    static const struct {
        tt__predictive p;
        double k;
        double lower;
        double tolerance;
    } rows[] = {
        {{30, 0.2, never, 1, 0.2}, 20, 0.29568601011653040, 1e-10},
        {{30, 0.2, never, 1, 0.2}, 60, 0.94736410451073905, 1e-10},
        {{12.5, 0.1, never, 1, 0}, 5, 0.018727795611843030, 1e-10},
        {{12.5, 0.1, never, 1, 0}, 20, 0.975117408894489057, 1e-10},
        {{1e6, 0.0005, never, 1, 0}, 998000, 0.036805197833648197, 1e-10},
        {{40, 0.15, 4, 3, 0}, 20, 0.047845131292547499, 1e-8},
        {{40, 0.15, 4, 3, 0}, 90, 0.994908080097939296, 1e-8},
        {{2e5, 0.01, 6, 100, 0}, 195000, 0.160756497325180631, 1e-4}, /* gamma for the binomial */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_rel(tt__predictive_lower(&rows[i].p, rows[i].k), rows[i].lower, rows[i].tolerance,
                  origin);
    /* Limits leave at most the tail outside, and one count less would leave more. */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tt_interval limits = tt__predictive_limits(&rows[i].p, 0.9);
        check_true(tt__predictive_lower(&rows[i].p, limits.low - 1) <= 0.05);
        check_true(tt__predictive_lower(&rows[i].p, limits.low) > 0.05);
        check_true(tt__predictive_lower(&rows[i].p, limits.high) >= 0.95);
        check_true(tt__predictive_lower(&rows[i].p, limits.high - 1) < 0.95);
    }
    /* The time of large counts does not grow with them. */
    tt__predictive million = {.mean = 1e6, .se = 0, .df = INFINITY, .phi = 1};
    tt__predictive billion = {.mean = 1e9, .se = 0, .df = INFINITY, .phi = 1};
    tt_interval limits = tt__predictive_limits(&million, 0.95);
    check_true(limits.low == 998041 && limits.high == 1001960); /* scipy.stats.poisson.ppf */
    limits = tt__predictive_limits(&billion, 0.95);
    check_true(limits.low == 999938021 && limits.high == 1000061980); /* the same */
    billion.phi = 4; /* gamma: twice the Poisson's standard deviation */
    limits = tt__predictive_limits(&billion, 0.95);
    check_abs(limits.high - limits.low, 2 * 1.959963984540054 * 2 * sqrt(1e9), 3, "normal");
    tt__predictive sure = {.mean = 3, .se = 0, .df = INFINITY, .phi = 1};
    check_rel(tt__predictive_lower(&sure, 0), exp(-3), 1e-14, "no uncertainty: Poisson");
    check_done();
}

/* Exposures: the bands are those of the rate times the exposure; doubling all exposures changes
 * nothing at the points, shifted years neither. */
static void laws(void **state)
{
    (void)state;
    double exposure[13], twice[13], later[13];
    for (int i = 0; i < 13; i++) {
        exposure[i] = 9.8e6 + 1e4 * i;
        twice[i] = 2 * exposure[i];
        later[i] = years[i] + 1000;
    }
    for (int m = TT_BANDS_LOGLINEAR; m <= TT_BANDS_NB2; m++) {
        tt_band a[13], b[13], c[13];
        tt_notes notes;
        tt_points one = {13, years, cases, exposure};
        tt_points two = {13, years, cases, twice};
        tt_points shifted = {13, later, cases, exposure};
        bands(&one, (tt_bands_model)m, NULL, a, &notes);
        bands(&two, (tt_bands_model)m, NULL, b, &notes);
        bands(&shifted, (tt_bands_model)m, NULL, c, &notes);
        for (int i = 0; i < 13; i++) {
            check_rel(b[i].mean.value, a[i].mean.value, 1e-10, "law: exposures scaled");
            check_rel(b[i].mean.low, a[i].mean.low, 1e-9, "law: exposures scaled");
            check_rel(b[i].observation.high, a[i].observation.high, 1e-9, "law: exposures scaled");
            check_rel(c[i].mean.high, a[i].mean.high, 1e-9, "law: years shifted");
            check_rel(c[i].observation.low, a[i].observation.low, 1e-9, "law: years shifted");
            check_true(a[i].mean.low <= a[i].mean.value && a[i].mean.value <= a[i].mean.high);
            check_true(a[i].observation.low <= a[i].observation.value);
        }
    }
    check_done();
}

static double poisson_draw(tt_rng *rng, double mean)
{
    double limit = exp(-mean);
    double product = tt_rng_uniform(rng);
    double count = 0;
    for (; product > limit; count++)
        product *= tt_rng_uniform(rng);
    return count;
}

/* How often the forecast limits hold the next year, and the confidence limits the true mean. */
static void coverage_of(tt_bands_model model, double *new_year, double *mean)
{
    enum { N = 9, RUNS = 2000 };
    static const double slope = 0.08;
    tt_rng rng;
    tt_rng_start(&rng, 20260728, (uint64_t)model);
    size_t held = 0, inside = 0;
    for (int run = 0; run < RUNS; run++) {
        double time[N], value[N];
        double next = 0;
        for (int i = 0; i <= N; i++) {
            double eta = log(30) + slope * i;
            double y = model == TT_BANDS_LOGLINEAR ? exp(eta + 0.2 * tt_rng_normal(&rng))
                                                   : poisson_draw(&rng, exp(eta));
            if (i < N) {
                time[i] = 2010 + i;
                value[i] = y;
            } else {
                next = y;
            }
        }
        tt_points points = {N, time, value, NULL};
        tt_bands_options options = {.model = model};
        tt_band band;
        tt_error err = {0};
        check_status(tt_bands_forecast(&points, &options, 1, &band, NULL, &err), TT_OK, &err);
        held += band.observation.low <= next && next <= band.observation.high;
        double truth = exp(log(30) + slope * N);
        inside += band.mean.low <= truth && truth <= band.mean.high;
    }
    *new_year = (double)held / RUNS;
    *mean = (double)inside / RUNS;
}

static void coverage(void **state)
{
    (void)state;
    double new_year, mean;
    coverage_of(TT_BANDS_LOGLINEAR, &new_year, &mean);
    print_message("log-linear: next year %.3f, mean %.3f\n", new_year, mean);
    check_abs(new_year, 0.95, 0.015, "three standard errors of 2000 runs");
    check_abs(mean, 0.95, 0.015, "three standard errors of 2000 runs");
    coverage_of(TT_BANDS_POISSON, &new_year, &mean);
    print_message("Poisson: next year %.3f, mean %.3f\n", new_year, mean);
    check_true(new_year > 0.935 && new_year < 0.985); /* whole counts: a little more than 0.95 */
    check_abs(mean, 0.95, 0.015, "three standard errors of 2000 runs");
    coverage_of(TT_BANDS_QUASI, &new_year, &mean);
    print_message("quasi-Poisson on Poisson counts: next year %.3f, mean %.3f\n", new_year, mean);
    check_true(new_year > 0.95); /* dispersion below 1 counts as 1 */
    check_done();
}

static void forecasts(void **state)
{
    (void)state;
    tt_band out[4];
    tt_notes notes;
    tt_error err = {0};
    check_status(tt_bands_forecast(&belgium, NULL, 4, out, &notes, &err), TT_OK, &err);
    check_rel(out[0].observation.low, 229.0487330195037430, 1e-10, "R 4.2.2 predict.lm, 1994");
    check_rel(out[2].observation.high, 2088.590221125380140, 1e-10, "R 4.2.2 predict.lm, 1996");
    check_true(out[3].time == 1997 && notes & TT_NOTE_FORECAST && !(notes & TT_NOTE_NO_EXPOSURE));
    double ones[13];
    for (int i = 0; i < 13; i++)
        ones[i] = 5;
    tt_points rates = {13, years, cases, ones};
    check_status(tt_bands_forecast(&rates, NULL, 1, out, &notes, &err), TT_OK, &err);
    check_rel(out[0].observation.low, 229.0487330195037430, 1e-10, "constant exposure held");
    check_true(notes & TT_NOTE_NO_EXPOSURE);
    check_status(tt_bands_forecast(&belgium, NULL, 5, out, &notes, &err), TT_EDOMAIN, &err);
    tt_error_clear(&err);
    tt_points five = {5, years, cases, NULL};
    check_status(tt_bands_forecast(&five, NULL, 1, out, &notes, &err), TT_ETOOFEW, &err);
    check_done();
}

static void special(void **state)
{
    (void)state;
    static const double geometric[] = {1, 2, 4, 8, 16, 32};
    tt_points perfect = {6, years, geometric, NULL};
    tt_points two = {2, years, cases, NULL};
    tt_band out[13];
    tt_notes notes;
    tt_error err = {0};
    bands(&perfect, TT_BANDS_LOGLINEAR, NULL, out, &notes);
    check_true(notes & TT_NOTE_PERFECT_FIT);
    check_rel(out[5].observation.low, 32, 1e-14, "no scatter");
    bands(&two, TT_BANDS_LOGLINEAR, NULL, out, &notes);
    check_true(notes & TT_NOTE_NO_LIMITS && isnan(out[0].mean.low));
    /* Raw dispersion below 1: the normal form, narrower than the Poisson limits. */
    static const double calm[] = {100, 110, 121, 133, 146, 161};
    tt_points points = {6, years, calm, NULL};
    tt_bands_options raw = {.model = TT_BANDS_QUASI, .raw_dispersion = true};
    check_status(tt_bands_fit(&points, &raw, NULL, out, &notes, &err), TT_OK, &err);
    check_true(out[0].observation.high - out[0].observation.low < 10);
    tt_points nothing = {1, (const double[]){NAN}, NULL, NULL};
    check_status(tt_bands_fit(&points, NULL, &nothing, out, NULL, &err), TT_ENONFINITE, &err);
    tt_error_clear(&err);
    tt_points rates = {6, years, calm, calm};
    check_status(tt_bands_fit(&rates, NULL, &at, out, NULL, &err), TT_EUSAGE, &err);
    tt_error_clear(&err);
    check_status(tt_bands_fit(&points, &(tt_bands_options){.model = (tt_bands_model)9}, NULL, out,
                              NULL, &err),
                 TT_EUSAGE, &err);
    check_done();
}

/* Without the limits of single years the means are the same, bit for bit. */
static void mean_only(void **state)
{
    (void)state;
    for (int model = TT_BANDS_LOGLINEAR; model <= TT_BANDS_NB2; model++) {
        tt_band all[4];
        tt_band means[4];
        tt_error err = {0};
        tt_bands_options options = {.model = (tt_bands_model)model, .mean_only = true};
        bands(&belgium, (tt_bands_model)model, &at, all, NULL);
        check_status(tt_bands_fit(&belgium, &options, &at, means, NULL, &err), TT_OK, &err);
        for (size_t i = 0; i < 4; i++) {
            check_rel(means[i].mean.value, all[i].mean.value, 0, "the whole call");
            check_rel(means[i].mean.low, all[i].mean.low, 0, "the whole call");
            check_rel(means[i].mean.high, all[i].mean.high, 0, "the whole call");
        }
    }
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(least_squares), cmocka_unit_test(count_means),
        cmocka_unit_test(predictive),    cmocka_unit_test(laws),
        cmocka_unit_test(coverage),      cmocka_unit_test(forecasts),
        cmocka_unit_test(special),       cmocka_unit_test(mean_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
