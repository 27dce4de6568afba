/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nile.h"
#include "rank_oracle.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"
#include "tiptrend/snht.h"

#define TIGHT 1e-12

static tt_snht_result run(const double *value, size_t n, const tt_step_options *opt)
{
    tt_points in = {n, oracle_years(), value, NULL};
    tt_snht_result out;
    tt_error err = {0};
    check_status(tt_snht_test(&in, opt, &out, &err), TT_OK, &err);
    return out;
}

/* T0 from its definition by means of standardised values. */
static double definition(const double *value, size_t n)
{
    double m = (double)n;
    double mean = 0;
    double square = 0;
    for (size_t i = 0; i < n; i++)
        mean += value[i] / m;
    for (size_t i = 0; i < n; i++)
        square += (value[i] - mean) * (value[i] - mean);
    double s = sqrt(square / (m - 1));
    double largest = 0;
    for (size_t k = 1; k < n; k++) {
        double z[2] = {0, 0};
        for (size_t i = 0; i < n; i++)
            z[i >= k] += (value[i] - mean) / s;
        double a = (double)k;
        largest = fmax(largest, a * pow(z[0] / a, 2) + (m - a) * pow(z[1] / (m - a), 2));
    }
    return largest;
}

static void published(void **state)
{
    (void)state;
    tt_step_options quick = {.replicates = 999};
    tt_snht_result r = run(nile, 100, &quick);
    check_rel(r.t.value, 43.219, 2e-5, "R trend 1.1.6, vignette: snh.test(Nile)");
    check_rel(r.t.value, 43.218864707, 1e-9, "R trend's code");
    check_true(r.place.before == 28);
    check_rel(r.t.p, 0.001, TIGHT, "none of 999 replicates; trend prints p < 2.2e-16");
    r = run(page, 40, &quick);
    check_rel(r.t.value, 11.0188319546, 1e-10, "R trend's code, Page's data");
    check_true(r.place.before == 17 && r.n == 40 && r.replicates == 999);
    check_done();
}

static void full_enumeration(void **state)
{
    (void)state;
    static const double value[6] = {1, 2.5, 2, 7, 6, 9};
    tt_step_options opt = {.null = TT_STEP_PERMUTATION, .replicates = 30000, .seed = 3};
    tt_snht_result got = run(value, 6, &opt);
    double order[6];
    memcpy(order, value, sizeof order);
    qsort(order, 6, sizeof *order, oracle_compare);
    double reached = 0;
    double total = 0;
    do {
        reached += definition(order, 6) >= got.t.value * (1 - 1e-9);
        total++;
    } while (oracle_next_order(order, 6));
    check_abs(got.t.p, reached / total, 4 * got.t.mc_error, "all 720 orders");
    check_done();
}

/* The p of the normal null is uniform when the data are normal. */
static void calibration(void **state)
{
    (void)state;
    enum { TRIALS = 600 };
    int below[2] = {0, 0};
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        tt_rng rng;
        tt_rng_start(&rng, 51, trial);
        double value[12];
        for (size_t i = 0; i < 12; i++)
            value[i] = 100 + 7 * tt_rng_normal(&rng);
        tt_step_options opt = {.replicates = 199, .seed = trial};
        tt_snht_result r = run(value, 12, &opt);
        below[0] += r.t.p <= 0.10;
        below[1] += r.t.p <= 0.50;
    }
    check_abs(below[0], 0.1 * TRIALS, 4 * sqrt(TRIALS * 0.09), "binomial");
    check_abs(below[1], 0.5 * TRIALS, 4 * sqrt(TRIALS * 0.25), "binomial");
    check_done();
}

static void laws(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < 40; trial++) {
        tt_rng rng;
        tt_rng_start(&rng, 43, trial);
        size_t n = 5 + tt_rng_below(&rng, 30);
        double value[40];
        double other[40];
        for (size_t i = 0; i < n; i++)
            value[i] = tt_rng_normal(&rng);
        for (size_t i = 0; i < n; i++)
            other[i] = 3 - 8 * value[n - 1 - i];
        tt_step_options opt = {.replicates = 49, .seed = trial};
        tt_snht_result a = run(value, n, &opt);
        tt_snht_result b = run(other, n, &opt);
        check_rel(a.t.value, definition(value, n), 1e-12, "definition");
        check_rel(b.t.value, a.t.value, 1e-12, "scale, shift, reversal");
        check_true(b.t.p == a.t.p && b.place.before == n - a.place.before);
        check_true(a.t.p > 0 && a.t.p <= 1);
        check_true(a.t.value <= (double)n - 1 + 1e-9); /* all of the sum of squares */
    }
    check_done();
}

static void refused(void **state)
{
    (void)state;
    tt_snht_result out;
    tt_error err = {0};
    static const double same[] = {4, 4, 4, 4, 4, 4};
    static const double hole[] = {4, NAN, 4, 1, 2, 3};
    tt_points in = {6, oracle_years(), same, NULL};
    check_status(tt_snht_test(&in, NULL, &out, &err), TT_ENOFIT, &err);
    check_true(out.n == 0);
    in.value = hole;
    check_status(tt_snht_test(&in, NULL, &out, NULL), TT_ENONFINITE, NULL);
    in = (tt_points){4, oracle_years(), nile, NULL};
    check_status(tt_snht_test(&in, NULL, &out, NULL), TT_ETOOFEW, NULL);
    in = (tt_points){6, nile, nile, NULL};
    check_status(tt_snht_test(&in, NULL, &out, NULL), TT_EDOMAIN, NULL);
    in = (tt_points){6, oracle_years(), nile, NULL};
    tt_step_options opt = {.null = (tt_step_null)4};
    check_status(tt_snht_test(&in, &opt, &out, NULL), TT_EUSAGE, NULL);
    opt = (tt_step_options){.replicates = 20000000};
    check_status(tt_snht_test(&in, &opt, &out, NULL), TT_ELIMIT, NULL);
    tt_memory_fail_at(2);
    check_status(tt_snht_test(&in, NULL, &out, NULL), TT_ENOMEM, NULL);
    tt_memory_fail_at(0);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published),   cmocka_unit_test(full_enumeration),
        cmocka_unit_test(calibration), cmocka_unit_test(laws),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
