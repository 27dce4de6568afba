/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rank_oracle.h"
#include "tiptrend/interval_trend.h"
#include "tiptrend/mannkendall.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"

#define TIGHT 1e-12

static tt_interval_trend_result run(const double *low, const double *high, size_t n)
{
    tt_interval_points in = {n, oracle_years(), low, high, NULL};
    tt_interval_trend_result out;
    tt_error err = {0};
    check_status(tt_interval_trend_bounds(&in, NULL, &out, &err), TT_OK, &err);
    return out;
}

static void worked_example(void **state)
{
    (void)state;
    static const double low[] = {10, 12, 15, 14, 20};
    static const double high[] = {12, 16, 15, 19, 22};
    tt_interval_trend_result r = run(low, high, 5);
    check_rel(r.slope.low, 1.4, TIGHT, "R, methods B16");
    check_rel(r.slope.high, 3.1, TIGHT, "R, methods B16");
    check_true(r.s_min == 3 && r.s_max == 10); /* R, methods B16 */
    check_rel(r.p_low, 2.0 / 120, TIGHT, "a perfect trend of five");
    check_true(r.intervals == 4 && r.robust == TT_ROBUST_UNKNOWN && r.slope_sign == 1);
    double log_low = (-2 * log(12) - log(16) + log(14) + 2 * log(20)) / 10;
    double log_high = (-2 * log(10) - log(12) + log(19) + 2 * log(22)) / 10;
    check_rel(r.log_slope.low, log_low, TIGHT, "by hand");
    check_rel(r.log_slope.high, log_high, TIGHT, "by hand");
    check_rel(r.apc.high, 100 * expm1(log_high), TIGHT, "by hand");
    check_done();
}

/* Least-squares slope over years 2001, ... */
static double slope_of(const double *y, size_t n)
{
    double mean = ((double)n - 1) / 2;
    double sxx = 0;
    double sxy = 0;
    for (size_t i = 0; i < n; i++) {
        sxx += ((double)i - mean) * ((double)i - mean);
        sxy += ((double)i - mean) * y[i];
    }
    return sxy / sxx;
}

/* Every whole-number completion: S, exact p with its own ties, and slope within the bounds. */
static void completions(const double *low, const double *high, size_t n, tt_mk_cache *cache)
{
    tt_interval_trend_result r = run(low, high, n);
    double y[6];
    memcpy(y, low, n * sizeof *y);
    double least = INFINITY;
    double most = -INFINITY;
    int up = 0;
    int down = 0;
    int none = 0;
    for (;;) {
        tt_points in = {n, oracle_years(), y, NULL};
        tt_mk_options opt = {.cache = cache};
        tt_mk_result mk;
        check_status(tt_mk_test(&in, &opt, &mk, NULL), TT_OK, NULL);
        check_true(mk.s >= r.s_min && mk.s <= r.s_max);
        check_true(mk.p >= r.p_low * (1 - 1e-12) && mk.p <= r.p_high * (1 + 1e-12));
        up += mk.p <= 0.05 && mk.s > 0;
        down += mk.p <= 0.05 && mk.s < 0;
        none += mk.p > 0.05;
        least = fmin(least, slope_of(y, n));
        most = fmax(most, slope_of(y, n));
        size_t i = 0;
        for (; i < n && y[i] == high[i]; i++)
            y[i] = low[i];
        if (i == n)
            break;
        y[i]++;
    }
    check_abs(r.slope.low, least, 1e-12, "all completions");
    check_abs(r.slope.high, most, 1e-12, "all completions");
    check_true(r.robust != TT_ROBUST_UP || (down == 0 && none == 0));
    check_true(r.robust != TT_ROBUST_DOWN || (up == 0 && none == 0));
    check_true(r.robust != TT_ROBUST_NO_TREND || (up == 0 && down == 0));
}

static void all_completions(void **state)
{
    (void)state;
    tt_mk_cache *cache = tt_mk_cache_new();
    for (uint64_t trial = 0; trial < 200; trial++) {
        tt_rng rng;
        tt_rng_start(&rng, 91, trial);
        size_t n = 3 + tt_rng_below(&rng, 4);
        double drift = trial % 3 == 0 ? 0 : trial % 3 == 1 ? 2 : -2;
        double low[6];
        double high[6];
        for (size_t i = 0; i < n; i++) {
            low[i] = 20 + round(drift * (double)i) + (double)tt_rng_below(&rng, 4);
            high[i] = low[i] + (tt_rng_below(&rng, 2) ? (double)tt_rng_below(&rng, 4) : 0);
        }
        completions(low, high, n, cache);
    }
    tt_mk_cache_free(cache);
    check_done();
}

/* Known values give what Mann-Kendall and least squares give. */
static void known_values(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < 50; trial++) {
        tt_rng rng;
        tt_rng_start(&rng, 92, trial);
        size_t n = 2 + tt_rng_below(&rng, 20);
        double y[22];
        for (size_t i = 0; i < n; i++)
            y[i] = (double)tt_rng_below(&rng, 12) + (double)i;
        tt_interval_trend_result r = run(y, y, n);
        tt_points in = {n, oracle_years(), y, NULL};
        tt_mk_result mk;
        check_status(tt_mk_test(&in, NULL, &mk, NULL), TT_OK, NULL);
        check_true(r.s_min == mk.s && r.s_max == mk.s && r.intervals == 0);
        check_true(r.p_low == mk.p && r.p_high == mk.p && r.robust != TT_ROBUST_UNKNOWN);
        check_abs(r.slope.low, slope_of(y, n), 1e-12, "least squares");
        check_abs(r.slope.high, slope_of(y, n), 1e-12, "least squares");
    }
    check_done();
}

static void open_ends(void **state)
{
    (void)state;
    static const double low[] = {10, 12, 20, 100};
    static const double high[] = {10, 12, 20, INFINITY};
    tt_interval_trend_result r = run(low, high, 4);
    check_true(r.slope.high == INFINITY && isfinite(r.slope.low) && r.slope_sign == 1);
    check_true(r.s_min == 6 && r.s_max == 6);
    check_true(r.apc.high == INFINITY && (r.notes & TT_NOTE_P_FLOOR));
    static const double none[] = {-INFINITY, 12, 20, 100};
    static const double any[] = {INFINITY, 12, 20, 100};
    r = run(none, any, 4);
    check_true(r.slope.low == -INFINITY && r.slope.high == INFINITY && r.slope_sign == 0);
    check_true(isnan(r.log_slope.low) && r.s_min == 0 && r.s_max == 6);
    /* Unknown in the middle year of five: its weight in the slope is 0. */
    static const double mid_low[] = {1, 2, -INFINITY, 4, 5};
    static const double mid_high[] = {1, 2, INFINITY, 4, 5};
    r = run(mid_low, mid_high, 5);
    check_rel(r.slope.low, 1, TIGHT, "by hand");
    check_rel(r.slope.high, 1, TIGHT, "by hand");
    /* Disjoint intervals: the order is known, so the trend is. */
    static const double far_low[] = {0, 10, 20, 30, 40, 50};
    static const double far_high[] = {9, 19, 29, 39, 49, 59};
    r = run(far_low, far_high, 6);
    check_true(r.robust == TT_ROBUST_UP && r.p_low == r.p_high);
    /* Exposure divides both ends. */
    static const double exposure[] = {1, 1, 2, 2, 4, 4};
    tt_interval_points in = {6, oracle_years(), far_low, far_high, exposure};
    check_status(tt_interval_trend_bounds(&in, NULL, &r, NULL), TT_OK, NULL);
    static const double rate_low[] = {0, 10, 10, 15, 10, 12.5};
    static const double rate_high[] = {9, 19, 14.5, 19.5, 12.25, 14.75};
    tt_interval_trend_result same = run(rate_low, rate_high, 6);
    check_true(r.s_min == same.s_min && r.p_high == same.p_high);
    check_rel(r.slope.high, same.slope.high, TIGHT, "rates by hand");
    /* Beyond 200 points: normal form. */
    tt_mk_cache *cache = tt_mk_cache_new();
    static double time[250];
    for (size_t i = 0; i < 250; i++)
        time[i] = (double)i;
    in = (tt_interval_points){250, time, time, time, NULL};
    tt_interval_trend_options opt = {.conf = 0.9, .cache = cache};
    check_status(tt_interval_trend_bounds(&in, &opt, &r, NULL), TT_OK, NULL);
    check_true((r.notes & TT_NOTE_NORMAL_APPROX) && r.robust == TT_ROBUST_UP);
    tt_mk_cache_free(cache);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const double t[] = {1, 2, 3};
    static const double back[] = {1, 3, 2};
    static const double low[] = {1, 2, 3};
    static const double high[] = {2, 3, 4};
    static const double hole[] = {2, NAN, 4};
    static const double up[] = {2, INFINITY, 4};
    static const double zero[] = {1, 0, 1};
    static const struct {
        tt_interval_points in;
        double conf;
        tt_status status;
    } row[] = {
        {{1, t, low, high, NULL}, 0, TT_ETOOFEW},     {{3, back, low, high, NULL}, 0, TT_EDOMAIN},
        {{3, t, high, low, NULL}, 0, TT_EDOMAIN},     {{3, t, low, hole, NULL}, 0, TT_ENONFINITE},
        {{3, t, hole, high, NULL}, 0, TT_ENONFINITE}, {{3, t, up, up, NULL}, 0, TT_EDOMAIN},
        {{3, t, low, high, zero}, 0, TT_EDOMAIN},     {{3, t, low, high, up}, 0, TT_ENONFINITE},
        {{3, up, low, high, NULL}, 0, TT_ENONFINITE}, {{3, t, low, high, NULL}, 7, TT_EUSAGE},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        tt_interval_trend_result out;
        tt_error err = {0};
        tt_interval_trend_options opt = {.conf = row[i].conf};
        check_status(tt_interval_trend_bounds(&row[i].in, &opt, &out, &err), row[i].status, &err);
        check_true(out.n == 0 && err.message[0] != '\0');
    }
    for (size_t k = 1; k <= 4; k++) {
        tt_interval_trend_result out;
        tt_interval_points in = {3, t, low, high, NULL};
        tt_memory_fail_at(k);
        check_status(tt_interval_trend_bounds(&in, NULL, &out, NULL), TT_ENOMEM, NULL);
    }
    tt_memory_fail_at(0);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example), cmocka_unit_test(all_completions),
        cmocka_unit_test(known_values),   cmocka_unit_test(open_ends),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
