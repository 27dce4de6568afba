/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rank_core.h"
#include "rank_oracle.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"
#include "tiptrend/theilsen.h"

#define TIGHT 1e-13

static tt_theilsen_result fit(const double *time, const double *value, size_t n,
                              const tt_theilsen_options *opt)
{
    tt_points in = {n, time, value, NULL};
    tt_theilsen_result out;
    tt_error err = {0};
    check_status(tt_theilsen_fit(&in, opt, &out, &err), TT_OK, &err);
    return out;
}

static void two_intercepts(void **state)
{
    (void)state;
    static const char origin[] = "R, aquascope pull request 147";
    static const double a[] = {12, 14, 13, 17, 16, 20, 19, 24, 22, 28};
    static const double b[] = {3, 3, 5, 4, 4, 7, 6, 9, 9, 12, 11, 15};
    double t[12];
    for (size_t i = 0; i < 12; i++)
        t[i] = (double)i;
    tt_theilsen_result r = fit(t, a, 10, NULL);
    check_rel(r.trend.slope.value, 1.5, TIGHT, origin);
    check_rel(r.intercept_conover, 11.25, TIGHT, origin);
    check_rel(r.intercept_hirsch, 12.25, TIGHT, origin);
    check_rel(r.trend.centre, 4.5, TIGHT, "median of time");
    check_rel(r.trend.intercept, 11.25 + 1.5 * 4.5, TIGHT, "the line at the centre");
    r = fit(t, b, 12, &(tt_theilsen_options){.intercept = TT_INTERCEPT_HIRSCH});
    check_rel(r.trend.slope.value, 1, TIGHT, origin);
    check_rel(r.intercept_conover, 1, TIGHT, origin);
    check_rel(r.intercept_hirsch, 2, TIGHT, origin);
    check_rel(r.trend.intercept, 2 + 5.5, TIGHT, "the line at the centre");
    check_done();
}

/* Sediment in the Rhine at Maxau 1965-2009: sens.slope of R's package trend. */
static void maxau(void **state)
{
    (void)state;
    static const char origin[] = "R trend 1.1.6, vignette";
    static const double s[] = {
        37.3835616, 31.2821918, 26.4191781, 28.8278689, 32.8821918, 37.5726027, 27.3424658,
        29.8579235, 35.4931507, 28.9041096, 25.6931507, 16.9699454, 28.9013699, 20.2520548,
        19.2684932, 19.1912568, 24.3369863, 28.8109589, 17.6958904, 19.6366120, 20.9561644,
        29.1041096, 27.3452055, 27.6038251, 20.9890411, 26.9698630, 27.4438356, 32.7923497,
        27.5616438, 30.7287671, 33.1452055, 25.7786885, 25.2876712, 24.4082192, 28.3835616,
        17.9726776, 16.0958904, 17.2684932, 11.8904110, 13.7704918, 21.4689655, 23.0986301,
        16.4441341, 15.7732240, 13.8736264};
    double t[45];
    for (size_t i = 0; i < 45; i++)
        t[i] = 1965 + (double)i;
    tt_theilsen_result r = fit(t, s, 45, &(tt_theilsen_options){.limits = TT_THEILSEN_ROUND});
    check_rel(r.trend.slope.value, -0.2876139, 2e-7, origin);
    check_rel(r.trend.slope.low, -0.4196477, 2e-7, origin);
    check_rel(r.trend.slope.high, -0.1519026, 4e-7, origin);
    check_rel(r.trend.statistic, -3.8445, 2e-5, origin);
    check_rel(r.trend.p, 0.0001208, 5e-4, origin);
    check_true(isinf(r.trend.df) && isnan(r.coverage) && isnan(r.trend.slope_se));
    check_done();
}

/* n = 4: no limits at 95 %, those of the outermost slopes at 90 %. */
static void no_limits(void **state)
{
    (void)state;
    static const double year[] = {2015, 2016, 2017, 2018};
    static const double value[] = {250, 188, 127, 112};
    for (int rule = TT_THEILSEN_AUTO; rule <= TT_THEILSEN_FLOOR; rule++) {
        tt_theilsen_options opt = {.limits = (tt_theilsen_limits)rule};
        tt_theilsen_result r = fit(year, value, 4, &opt);
        check_rel(r.trend.slope.value, -53.5, TIGHT, "by hand");
        check_true(r.trend.slope.low == -INFINITY && r.trend.slope.high == INFINITY);
        check_true((r.trend.notes & TT_NOTE_NO_LIMITS) != 0 && isnan(r.rank_low));
        check_true(r.trend.apc.low == -INFINITY);
    }
    tt_theilsen_result r = fit(year, value, 4, &(tt_theilsen_options){.conf = 0.9});
    check_true(r.trend.slope.low == -62 && r.trend.slope.high == -15);
    check_rel(r.coverage, 11.0 / 12, TIGHT, "1 - 2 / 24");
    check_true(r.rank_low == 1 && r.rank_high == 6 && r.slope_min == -62 && r.slope_max == -15);
    check_rel(r.trend.p, 1.0 / 12, TIGHT, "2 / 24");
    check_rel(r.trend.apc.value, 100 * -53.5 / 169.25, TIGHT, "percent of the mean");
    r = fit(year, value, 4, &(tt_theilsen_options){.log = 1});
    check_true(r.trend.apc.low == -100 && r.trend.apc.high == INFINITY);
    check_done();
}

static void percent_version(void **state)
{
    (void)state;
    double t[9];
    double y[9];
    for (size_t i = 0; i < 9; i++) {
        t[i] = 2000 + (double)i;
        y[i] = 100 * pow(2, (double)i);
    }
    tt_theilsen_result r = fit(t, y, 9, &(tt_theilsen_options){.log = 1});
    check_rel(r.trend.apc.value, 100, 1e-12, "each year twice the last");
    check_rel(r.trend.apc.low, 100, 1e-12, "each year twice the last");
    check_rel(r.trend.slope.value, log(2), TIGHT, "each year twice the last");
    check_done();
}

/* Random series, some with ties and gaps. */
static size_t random_series(uint64_t trial, double *time, double *value)
{
    tt_rng rng;
    tt_rng_start(&rng, 99, trial);
    size_t n = 2 + tt_rng_below(&rng, 28);
    double year = 1990;
    double drift = tt_rng_normal(&rng);
    for (size_t i = 0; i < n; i++) {
        year += 1 + (trial % 3 ? 0 : (double)tt_rng_below(&rng, 3));
        time[i] = year;
        value[i] = 3 * tt_rng_normal(&rng) + drift * (year - 1990) * 0.3;
        if (trial % 2)
            value[i] = round(value[i]);
    }
    return n;
}

/* Order statistics by sorting, for comparison with those by selection. */
static void against_sorting(const double *time, const double *value, size_t n,
                            const tt_theilsen_result *r)
{
    static double slope[435];
    tt__slopes(time, value, n, slope);
    size_t slopes = n * (n - 1) / 2;
    qsort(slope, slopes, sizeof *slope, oracle_compare);
    check_true(r->trend.slope.value == 0.5 * (slope[(slopes - 1) / 2] + slope[slopes / 2]));
    check_true(r->slope_min == slope[0] && r->slope_max == slope[slopes - 1]);
    if (!isnan(r->rank_low)) {
        check_true(r->trend.slope.low == slope[(size_t)r->rank_low - 1]);
        check_true(r->trend.slope.high == slope[(size_t)r->rank_high - 1]);
    }
}

static void laws(void **state)
{
    (void)state;
    tt_mk_cache *cache = tt_mk_cache_new();
    double time[30];
    double value[30];
    double other[30];
    for (uint64_t trial = 0; trial < 400; trial++) {
        size_t n = random_series(trial, time, value);
        tt_theilsen_options opt = {.cache = cache, .conf = trial % 4 ? 0.95 : 0.8};
        tt_theilsen_result r = fit(time, value, n, &opt);
        const tt_estimate *b = &r.trend.slope;
        against_sorting(time, value, n, &r);
        check_true(b->low <= b->value && b->value <= b->high);
        check_true(r.trend.p > 0 && r.trend.p <= 1);
        /* p and limits never contradict each other. */
        check_true((r.trend.p <= 1 - r.trend.conf) == (b->low > 0 || b->high < 0));
        check_true(isnan(r.coverage) || r.coverage >= r.trend.conf - 1e-12);
        for (size_t i = 0; i < n; i++)
            other[i] = 5 - 2 * value[i];
        tt_theilsen_result scaled = fit(time, other, n, &opt);
        check_rel(scaled.trend.slope.value, -2 * b->value, 1e-12, "scale and shift");
        check_rel(scaled.trend.slope.low, -2 * b->high, 1e-12, "scale and shift");
        check_rel(scaled.trend.p, r.trend.p, 0, "scale and shift");
        for (size_t i = 0; i < n; i++)
            other[i] = value[i] + 4 * (time[i] - 1990);
        scaled = fit(time, other, n, &opt);
        check_abs(scaled.trend.slope.value, b->value + 4, 1e-11, "a line added");
        check_abs(scaled.trend.slope.high, b->high + 4, 1e-11, "a line added");
        /* The rule that rounds down is never narrower than the one that interpolates. */
        opt.limits = TT_THEILSEN_FLOOR;
        tt_theilsen_result wide = fit(time, value, n, &opt);
        opt.limits = TT_THEILSEN_GILBERT;
        tt_theilsen_result narrow = fit(time, value, n, &opt);
        check_true(wide.trend.slope.low <= narrow.trend.slope.low);
        check_true(wide.trend.slope.high >= narrow.trend.slope.high);
    }
    tt_mk_cache_free(cache);
    check_done();
}

/* Selection on hard inputs: equal values, sorted, reversed, sawtooth. */
static void selection(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 40; n++)
        for (int kind = 0; kind < 5; kind++)
            for (size_t k = 0; k < n; k++) {
                double value[40];
                double sorted[40];
                for (size_t i = 0; i < n; i++) {
                    double x = (double)i;
                    double kinds[] = {1, x, -x, (double)(i % 3), (double)(i * 17 % 11)};
                    value[i] = sorted[i] = kinds[kind];
                }
                qsort(sorted, n, sizeof *sorted, oracle_compare);
                tt__select(value, 0, n, k);
                check_true(value[k] == sorted[k]);
                for (size_t i = 0; i < n; i++)
                    check_true(i < k ? value[i] <= value[k] : value[i] >= value[k]);
                qsort(value, n, sizeof *value, oracle_compare);
                check_true(memcmp(value, sorted, n * sizeof *value) == 0);
            }
    check_done();
}

static void long_series(void **state)
{
    (void)state;
    static double time[300];
    static double value[300];
    for (size_t i = 0; i < 300; i++) {
        time[i] = (double)i;
        value[i] = (double)(i * 7919 % 101) + (double)i;
    }
    tt_theilsen_result r = fit(time, value, 300, NULL);
    check_true(r.rule == TT_THEILSEN_GILBERT && (r.trend.notes & TT_NOTE_NORMAL_APPROX));
    check_true(r.trend.slope.low < r.trend.slope.value);
    r = fit(time, value, 200, NULL);
    check_true(r.rule == TT_THEILSEN_EXACT && !(r.trend.notes & TT_NOTE_NORMAL_APPROX));
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const double year[] = {2001, 2002, 2003};
    static const double good[] = {1, 2, 3};
    static const double zero[] = {1, 0, 3};
    static double many[6000];
    for (size_t i = 0; i < 6000; i++)
        many[i] = (double)i;
    const tt_points fine = {3, year, good, NULL};
    static const tt_theilsen_options none = {0};
    struct {
        tt_points in;
        tt_theilsen_options opt;
        tt_status status;
    } row[] = {
        {{1, year, good, NULL}, none, TT_ETOOFEW},
        {{3, good, (double[]){1, NAN, 1}, NULL}, none, TT_ENONFINITE},
        {{3, year, zero, NULL}, {.log = 1}, TT_EDOMAIN},
        {{3, year, good, zero}, none, TT_EDOMAIN},
        {fine, {.conf = 1}, TT_EUSAGE},
        {fine, {.conf = -0.5}, TT_EUSAGE},
        {fine, {.conf = NAN}, TT_EUSAGE},
        {fine, {.limits = (tt_theilsen_limits)17}, TT_EUSAGE},
        {fine, {.intercept = (tt_theilsen_intercept)17}, TT_EUSAGE},
        {{6000, many, many, NULL}, none, TT_ELIMIT},
        {{201, many, many, NULL}, {.limits = TT_THEILSEN_EXACT}, TT_ELIMIT},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        tt_theilsen_result out;
        tt_error err = {0};
        check_status(tt_theilsen_fit(&row[i].in, &row[i].opt, &out, &err), row[i].status, &err);
        check_true(out.trend.n == 0 && err.message[0] != '\0');
    }
    tt_status status = TT_ENOMEM;
    for (size_t n = 1; status != TT_OK && n < 10; n++) {
        tt_theilsen_result out;
        tt_memory_fail_at(n);
        status = tt_theilsen_fit(&fine, NULL, &out, NULL);
        tt_memory_fail_at(0);
        check_true(status == TT_OK ? n > 3 : status == TT_ENOMEM && out.trend.n == 0);
    }
    check_true(status == TT_OK);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_intercepts),  cmocka_unit_test(maxau),   cmocka_unit_test(no_limits),
        cmocka_unit_test(percent_version), cmocka_unit_test(laws),    cmocka_unit_test(selection),
        cmocka_unit_test(long_series),     cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
