/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nile.h"
#include "rank_oracle.h"
#include "tiptrend/buishand.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"

#define TIGHT 1e-12

static tt_buishand_result run(const double *value, size_t n, const tt_step_options *opt)
{
    tt_points in = {n, oracle_years(), value, NULL};
    tt_buishand_result out;
    tt_error err = {0};
    check_status(tt_buishand_test(&in, opt, &out, &err), TT_OK, &err);
    return out;
}

static void published(void **state)
{
    (void)state;
    tt_step_options quick = {.replicates = 999};
    tt_buishand_result r = run(nile, 100, &quick);
    /* R's package trend divides by the deviation with divisor n - 1. */
    double from_trend = sqrt(99.0 / 100);
    check_rel(r.r.value * from_trend, 2.9518, 2e-5, "R trend 1.1.6, vignette: br.test(Nile)");
    check_rel(r.u.value * 0.99, 2.4764, 2e-5, "R trend 1.1.6, vignette: bu.test(Nile)");
    check_rel(r.q.value, 2.96663655498, 1e-11, "R, independent code");
    check_rel(r.r.value, 2.96663655498, 1e-11, "R, independent code");
    check_rel(r.u.value, 2.50144203458, 1e-11, "R, independent code");
    check_true(r.place.before == 28 && r.place.time_before == 2028 && r.place.time_after == 2029);
    check_rel(r.r.p, 1.0 / 1000, TIGHT, "none of 999 replicates; trend prints p < 2.2e-16");
    r = run(page, 40, &quick);
    check_rel(r.r.value * sqrt(39.0 / 40), 1.6409530947, 1e-10, "R trend's code, Page's data");
    check_rel(r.u.value * 39 / 40, 0.8422038794, 1e-9, "R trend's code, Page's data");
    check_true(r.place.before == 17);
    check_done();
}

/* Five values by hand: deviations -2 -1 0 1 2, sd sqrt 2, sums -2 -3 -3 -2. */
static void by_hand(void **state)
{
    (void)state;
    static const double value[] = {1, 2, 3, 4, 5};
    tt_buishand_result r = run(value, 5, &(tt_step_options){.replicates = 1});
    check_rel(r.q.value, 3 / sqrt(2) / sqrt(5), TIGHT, "by hand");
    check_rel(r.r.value, 3 / sqrt(2) / sqrt(5), TIGHT, "by hand");
    check_rel(r.u.value, (4.0 + 9 + 9 + 4) / 2 / 30, TIGHT, "by hand");
    check_true(r.place.before == 2);
    check_rel(r.place.mean_before, 1.5, TIGHT, "by hand");
    check_rel(r.place.mean_after, 4, TIGHT, "by hand");
    check_done();
}

/* Share of normal samples beyond Buishand's 5 % points, which have two decimals. */
static void critical_values(void **state)
{
    (void)state;
    enum { TRIALS = 8000 };
    static const struct {
        size_t n;
        double q;
        double r;
    } row[] = {{10, 1.14, 1.28}, {20, 1.22, 1.43}, {30, 1.24, 1.50}};
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        int q = 0;
        int r = 0;
        for (uint64_t trial = 0; trial < TRIALS; trial++) {
            tt_rng rng;
            tt_rng_start(&rng, 31, trial);
            double value[30];
            for (size_t i = 0; i < row[k].n; i++)
                value[i] = tt_rng_normal(&rng);
            tt_buishand_result b = run(value, row[k].n, &(tt_step_options){.replicates = 1});
            q += b.q.value > row[k].q;
            r += b.r.value > row[k].r;
        }
        /* 4 standard errors are 0.0097; half a unit of the last decimal moves p by some 0.003. */
        check_abs((double)q / TRIALS, 0.05, 0.013, "Buishand 1982, table 1, Q / sqrt n");
        check_abs((double)r / TRIALS, 0.05, 0.013, "Buishand 1982, table 1, R / sqrt n");
    }
    check_done();
}

/* Permutation null: against all orders of six values. */
static void full_enumeration(void **state)
{
    (void)state;
    static const double value[6] = {1, 2.5, 2, 7, 6, 9};
    tt_step_options opt = {.null = TT_STEP_PERMUTATION, .replicates = 30000, .seed = 3};
    tt_buishand_result got = run(value, 6, &opt);
    double order[6];
    memcpy(order, value, sizeof order);
    qsort(order, 6, sizeof *order, oracle_compare);
    double reached[3] = {0};
    double total = 0;
    do {
        double mean = 27.5 / 6;
        double sum = 0;
        double square = 0;
        double u = 0;
        double high = 0;
        double low = 0;
        for (size_t i = 0; i < 6; i++) {
            sum += order[i] - mean;
            square += (order[i] - mean) * (order[i] - mean);
            u += i < 5 ? sum * sum : 0;
            high = fmax(high, i < 5 ? sum : 0);
            low = fmin(low, i < 5 ? sum : 0);
        }
        double sd = sqrt(square / 6);
        reached[0] += fmax(high, -low) / sd / sqrt(6) >= got.q.value * (1 - 1e-9);
        reached[1] += (high - low) / sd / sqrt(6) >= got.r.value * (1 - 1e-9);
        reached[2] += u / (sd * sd) / 42 >= got.u.value * (1 - 1e-9);
        total++;
    } while (oracle_next_order(order, 6));
    check_true(total == 720);
    check_abs(got.q.p, reached[0] / total, 4 * got.q.mc_error, "all 720 orders");
    check_abs(got.r.p, reached[1] / total, 4 * got.r.mc_error, "all 720 orders");
    check_abs(got.u.p, reached[2] / total, 4 * got.u.mc_error, "all 720 orders");
    check_done();
}

static void laws(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < 30; trial++) {
        tt_rng rng;
        tt_rng_start(&rng, 41, trial);
        double value[25];
        double other[25];
        for (size_t i = 0; i < 25; i++)
            value[i] = tt_rng_normal(&rng);
        for (size_t i = 0; i < 25; i++)
            other[i] = 3 - 8 * value[24 - i]; /* reversed, turned, shifted */
        tt_step_options opt = {.replicates = 99, .seed = trial};
        tt_buishand_result a = run(value, 25, &opt);
        tt_buishand_result b = run(other, 25, &opt);
        check_rel(b.q.value, a.q.value, 1e-12, "scale, shift, reversal");
        check_rel(b.r.value, a.r.value, 1e-12, "scale, shift, reversal");
        check_rel(b.u.value, a.u.value, 1e-12, "scale, shift, reversal");
        check_true(b.q.p == a.q.p && b.place.before == 25 - a.place.before);
        check_true(a.q.p > 0 && a.q.p <= 1 && a.r.value >= a.q.value);
        b = run(value, 25, &opt);
        check_true(b.q.p == a.q.p && b.u.p == a.u.p); /* the same seed, the same answer */
    }
    tt_buishand_result one = run(page, 40, &(tt_step_options){.seed = 1});
    tt_buishand_result two = run(page, 40, &(tt_step_options){.seed = 2});
    check_true(one.replicates == 19999);
    check_abs(one.r.p, two.r.p, 5 * (one.r.mc_error + two.r.mc_error), "two seeds");
    check_done();
}

static void refused(void **state)
{
    (void)state;
    tt_buishand_result out;
    tt_error err = {0};
    static const double same[] = {4, 4, 4, 4, 4, 4};
    static const double hole[] = {4, NAN, 4, 1, 2, 3};
    tt_points in = {6, oracle_years(), same, NULL};
    check_status(tt_buishand_test(&in, NULL, &out, &err), TT_ENOFIT, &err);
    check_true(out.n == 0);
    in.value = hole;
    check_status(tt_buishand_test(&in, NULL, &out, NULL), TT_ENONFINITE, NULL);
    in = (tt_points){4, oracle_years(), nile, NULL};
    check_status(tt_buishand_test(&in, NULL, &out, NULL), TT_ETOOFEW, NULL);
    in = (tt_points){6, nile, nile, NULL};
    check_status(tt_buishand_test(&in, NULL, &out, NULL), TT_EDOMAIN, NULL);
    in = (tt_points){6, oracle_years(), nile, NULL};
    tt_step_options opt = {.null = (tt_step_null)4};
    check_status(tt_buishand_test(&in, &opt, &out, NULL), TT_EUSAGE, NULL);
    opt = (tt_step_options){.replicates = 20000000};
    check_status(tt_buishand_test(&in, &opt, &out, NULL), TT_ELIMIT, NULL);
    for (size_t n = 1; n <= 2; n++) {
        tt_memory_fail_at(n);
        check_status(tt_buishand_test(&in, NULL, &out, NULL), TT_ENOMEM, NULL);
    }
    tt_memory_fail_at(0);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published),
        cmocka_unit_test(by_hand),
        cmocka_unit_test(critical_values),
        cmocka_unit_test(full_enumeration),
        cmocka_unit_test(laws),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
