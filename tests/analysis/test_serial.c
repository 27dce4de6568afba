/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nile.h"
#include "rank_oracle.h"
#include "tiptrend/mannkendall.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"
#include "tiptrend/serial.h"
#include "tiptrend/theilsen.h"

#define TIGHT 1e-12

static tt_serial_result run(const double *value, size_t n, tt_serial_method method)
{
    tt_points in = {n, oracle_years(), value, NULL};
    tt_serial_options opt = {.method = method};
    tt_serial_result out;
    tt_error err = {0};
    check_status(tt_serial_test(&in, &opt, &out, &err), TT_OK, &err);
    return out;
}

static void nile_every_method(void **state)
{
    (void)state;
    static const char origin[] = "R, methods B11";
    static const struct {
        tt_serial_method method;
        int64_t s;
        double factor;
        double z;
        double p;
        double r1;
    } row[] = {
        {TT_SERIAL_HAMED_RAO, -1387, 2.14290, -2.81998, 0.0048027, NAN},
        {TT_SERIAL_YUE_WANG, -1387, 0.994867, -4.13870, NAN, NAN},
        {TT_SERIAL_YUE_WANG_LAG1, -1387, 1.742388, -3.12733, 0.0017640, 0.374944},
        {TT_SERIAL_PREWHITEN, -845, 1, -2.55153, 0.0107252, 0.498408},
        {TT_SERIAL_TREND_PREWHITEN, -1515, 1, -4.57703, NAN, 0.374944},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        tt_serial_result r = run(nile, 100, row[i].method);
        check_true(r.s == row[i].s);
        check_rel(r.factor, row[i].factor, 3e-6, origin);
        check_rel(r.z, row[i].z, 3e-6, origin);
        check_rel(r.slope, -2.6, TIGHT, origin);
        if (!isnan(row[i].p))
            check_rel(r.normal.two_sided, row[i].p, 3e-5, origin);
        if (!isnan(row[i].r1))
            check_rel(r.r1, row[i].r1, 2e-6, origin);
        int whitens = row[i].method >= TT_SERIAL_PREWHITEN;
        check_true(r.n_tested == (whitens ? 99u : 100u));
        check_true(r.p == (whitens ? r.exact.two_sided : r.normal.two_sided));
        if (whitens)
            check_rel(r.exact.two_sided, r.normal.two_sided, 0.5, "limit theorem at n = 99");
        else
            check_rel(r.var_s, 112728.33, 1e-7, origin);
        check_true((r.notes & TT_NOTE_SERIAL) != 0);
        int liberal =
            row[i].method == TT_SERIAL_YUE_WANG || row[i].method == TT_SERIAL_TREND_PREWHITEN;
        check_true(((r.notes & TT_NOTE_LIBERAL) != 0) == liberal);
    }
    check_done();
}

/* The plain test and Sen's slope of the same series. */
static void nile_plain(void **state)
{
    (void)state;
    static const char origin[] = "R 4.2.2, methods B11";
    tt_points in = {100, oracle_years(), nile, NULL};
    tt_mk_result mk;
    check_status(tt_mk_test(&in, NULL, &mk, NULL), TT_OK, NULL);
    check_true(mk.s == -1387);
    check_rel(mk.var_s, 112728.33, 5e-8, origin);
    check_rel(mk.z, -4.12807, 2e-6, origin);
    check_rel(mk.normal.two_sided, 3.658e-05, 2e-4, origin);
    tt_theilsen_options options = {.limits = TT_THEILSEN_ROUND};
    tt_theilsen_result sen;
    check_status(tt_theilsen_fit(&in, &options, &sen, NULL), TT_OK, NULL);
    check_rel(sen.trend.slope.value, -2.6, 1e-13, origin);
    check_rel(sen.trend.slope.low, -3.62791, 2e-6, origin);
    check_rel(sen.trend.slope.high, -1.42857, 3e-6, origin);
    check_done();
}

/* pyMannKendall issue 29: the first series passes, the second has a negative variance. */
static void negative_variance(void **state)
{
    (void)state;
    static const double good[] = {0.41625778, 0.40488883, 0.43044564, 0.44369687,
                                  0.46613348, 0.44420775, 0.45091315, 0.48484614,
                                  0.40252088, 0.43944978, 0.51613973, 0.49302274};
    static const double bad[] = {0.35257984, 0.38692909, 0.39669828, 0.36296244,
                                 0.42035612, 0.39374964, 0.41100085, 0.43182076,
                                 0.40815853, 0.45394297, 0.41584767, 0.47399517};
    tt_serial_result r = run(good, 12, TT_SERIAL_HAMED_RAO);
    check_true(r.s == 32 && r.lags_used == 0 && r.factor == 1);
    check_rel(r.var_s, 212.6667, 2e-7, "pyMannKendall issue 29; R");
    check_rel(r.z, 2.125749, 3e-7, "pyMannKendall issue 29; R");
    check_rel(r.p, 0.0335242, 2e-6, "pyMannKendall issue 29; R");
    check_rel(r.slope, 0.00703628, 1e-6, "pyMannKendall issue 29; R");
    check_true((r.notes & TT_NOTE_SMALL_N) != 0);
    tt_points in = {12, oracle_years(), bad, NULL};
    tt_error err = {0};
    check_status(tt_serial_test(&in, NULL, &r, &err), TT_ENOFIT, &err);
    check_true(strstr(err.message, "-0.04108") != NULL); /* R: factor -0.0410839 */
    check_true(r.n == 0);
    /* the exact tests without correction, and the line of the first series */
    tt_mk_result mk;
    check_status(tt_mk_test(&in, NULL, &mk, NULL), TT_OK, NULL);
    check_true(mk.s == 44);
    check_rel(mk.p, 0.00180328, 3e-6, "exact, methods 12; R");
    in.value = good;
    check_status(tt_mk_test(&in, NULL, &mk, NULL), TT_OK, NULL);
    check_rel(mk.p, 0.0310502, 2e-6, "exact, methods 12; R");
    tt_points indices = {12, (double[]){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, good, NULL};
    tt_theilsen_result sen;
    check_status(tt_theilsen_fit(&indices, NULL, &sen, NULL), TT_OK, NULL);
    check_rel(sen.intercept_conover, 0.40525276, 2e-8, "pyMannKendall issue 29");
    check_done();
}

static void acf(void **state)
{
    (void)state;
    static const double value[] = {1, 2, 4, 3}; /* deviations -1.5 -0.5 1.5 0.5, squares 5 */
    double r[4];
    check_status(tt_serial_acf(value, 4, 3, r, NULL), TT_OK, NULL);
    check_rel(r[0], 1, 0, "by definition");
    check_rel(r[1], (0.75 - 0.75 + 0.75) / 5, TIGHT, "by hand");
    check_rel(r[2], (-2.25 - 0.25) / 5, TIGHT, "by hand");
    check_rel(r[3], -0.75 / 5, TIGHT, "by hand");
    check_rel(1 + 2 * (r[1] + r[2] + r[3]), 0, 1e-15, "deviations from the mean add to 0");
    static const double same[] = {5, 5, 5};
    check_status(tt_serial_acf(same, 3, 2, r, NULL), TT_OK, NULL);
    check_true(r[0] == 1 && r[1] == 0 && r[2] == 0);
    check_status(tt_serial_acf(value, 4, 4, (double[5]){0}, NULL), TT_ETOOFEW, NULL);
    check_status(tt_serial_acf((double[]){1, NAN}, 2, 1, r, NULL), TT_ENONFINITE, NULL);
    check_true(isnan(r[0]));
    check_done();
}

/* Scale, shift and sign; a series without any trend in mean keeps p in (0, 1]. */
static void laws(void **state)
{
    (void)state;
    int refused = 0;
    for (uint64_t trial = 0; trial < 100; trial++) {
        tt_rng rng;
        tt_rng_start(&rng, 17, trial);
        size_t n = 10 + tt_rng_below(&rng, 40);
        double value[50];
        double other[50];
        double last = 0;
        for (size_t i = 0; i < n; i++) {
            last = 0.5 * last + tt_rng_normal(&rng);
            value[i] = last;
            other[i] = 10 - 4 * last; /* powers of 2: rounding is the same but for the shift */
        }
        for (int m = 0; m <= TT_SERIAL_TREND_PREWHITEN; m++) {
            tt_points in = {n, oracle_years(), value, NULL};
            tt_serial_options opt = {.method = (tt_serial_method)m};
            tt_serial_result a;
            tt_serial_result b;
            tt_status status = tt_serial_test(&in, &opt, &a, NULL);
            in.value = other;
            check_status(tt_serial_test(&in, &opt, &b, NULL), status, NULL);
            if (status) {
                check_true(status == TT_ENOFIT && a.n == 0);
                refused++;
                continue;
            }
            check_true(a.p > 0 && a.p <= 1 && a.factor > 0);
            check_true(b.s == -a.s);
            check_rel(b.factor, a.factor, 1e-9, "scale and shift");
            check_rel(b.z, -a.z, 1e-9, "scale and shift");
            check_rel(b.slope, -4 * a.slope, 1e-9, "scale and shift");
        }
    }
    print_message("%d of 500 refused for a variance that is not positive\n", refused);
    check_done();
}

/* n = 10 in two blocks of 5 has 36 resamples: Monte Carlo against all of them. */
static void bootstrap_enumerated(void **state)
{
    (void)state;
    static const double value[] = {3, 1, 4, 1.5, 9, 2.6, 5, 3.5, 8, 9.7};
    tt_points in = {10, oracle_years(), value, NULL};
    tt_bootstrap_options opt = {.block = 5, .replicates = 40000, .seed = 11};
    tt_bootstrap_result r;
    tt_error err = {0};
    check_status(tt_serial_bootstrap(&in, &opt, &r, &err), TT_OK, &err);
    double slope[45];
    double residual[10];
    size_t count = 0;
    for (size_t i = 0; i < 10; i++)
        for (size_t j = i + 1; j < 10; j++)
            slope[count++] = (value[j] - value[i]) / (double)(j - i);
    qsort(slope, count, sizeof *slope, oracle_compare);
    for (size_t i = 0; i < 10; i++)
        residual[i] = value[i] - slope[22] * (double)i;
    double observed = (double)r.s / sqrt(125); /* Var S for n = 10 without ties */
    double reached = 0;
    for (size_t a = 0; a < 6; a++)
        for (size_t b = 0; b < 6; b++) {
            double sample[10];
            memcpy(sample, residual + a, 5 * sizeof *sample);
            memcpy(sample + 5, residual + b, 5 * sizeof *sample);
            size_t same = a > b ? a - b : b - a;
            double ties = same < 5 ? (double)(5 - same) : 0; /* pairs that occur twice */
            double variance = (10 * 9 * 25 - ties * 2 * 1 * 9) / 18;
            double z = (double)oracle_score(sample, 10) / sqrt(variance);
            reached += fabs(z) >= fabs(observed) - 1e-9;
        }
    check_abs(r.p, reached / 36, 4 * r.mc_error, "all 36 resamples");
    check_true(r.mc_error < 0.003 && r.block == 5 && r.counts.replicates == 40000);
    check_true((r.notes & TT_NOTE_MONTE_CARLO) != 0);
    check_done();
}

/* Any cut into parts, in any order, gives the same counts. */
static void bootstrap_parts(void **state)
{
    (void)state;
    tt_points in = {100, oracle_years(), nile, NULL};
    tt_bootstrap_options opt = {.replicates = 600, .seed = 4};
    tt_bootstrap_result whole;
    check_status(tt_serial_bootstrap(&in, &opt, &whole, NULL), TT_OK, NULL);
    for (uint64_t parts = 1; parts <= 7; parts += 3) {
        tt_bootstrap_counts sum = {0};
        for (uint64_t k = parts; k-- > 0;) {
            uint64_t first = 600 * k / parts;
            tt_bootstrap_counts part;
            check_status(tt_serial_bootstrap_part(&in, &opt, first, 600 * (k + 1) / parts - first,
                                                  &part, NULL),
                         TT_OK, NULL);
            sum.replicates += part.replicates;
            sum.two_sided += part.two_sided;
            sum.greater += part.greater;
            sum.less += part.less;
        }
        check_true(memcmp(&sum, &whole.counts, sizeof sum) == 0);
        tt_bootstrap_result again;
        check_status(tt_serial_bootstrap_finish(&in, &opt, &sum, &again, NULL), TT_OK, NULL);
        check_true(again.p == whole.p && again.mc_error == whole.mc_error);
    }
    check_true(whole.block > 1); /* the Nile's residuals are correlated */
    check_true(whole.counts.greater + whole.counts.less >= 600);
    opt.seed = 5;
    tt_bootstrap_result other;
    check_status(tt_serial_bootstrap(&in, &opt, &other, NULL), TT_OK, NULL);
    check_abs(other.tails.less, whole.tails.less, 0.05, "another seed, within Monte Carlo error");
    check_done();
}

/* Under independence about 5 % of series are called significant. */
static void bootstrap_calibration(void **state)
{
    (void)state;
    enum { TRIALS = 400 };
    int alarms = 0;
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        tt_rng rng;
        tt_rng_start(&rng, 23, trial);
        double value[20];
        for (size_t i = 0; i < 20; i++)
            value[i] = tt_rng_normal(&rng);
        tt_points in = {20, oracle_years(), value, NULL};
        tt_bootstrap_options opt = {.block = 1, .replicates = 199, .seed = trial};
        tt_bootstrap_result r;
        check_status(tt_serial_bootstrap(&in, &opt, &r, NULL), TT_OK, NULL);
        alarms += r.p <= 0.05;
    }
    print_message("%d of %d false alarms at 5 %%\n", alarms, TRIALS);
    check_abs(alarms, 0.05 * TRIALS, 4 * sqrt(TRIALS * 0.05 * 0.95), "binomial");
    check_done();
}

static void refused(void **state)
{
    (void)state;
    double time[20];
    double value[20];
    for (size_t i = 0; i < 20; i++) {
        time[i] = 2000 + (double)i + (i > 5 ? 1 : 0);
        value[i] = (double)(i * 7 % 11);
    }
    tt_points gap = {20, time, value, NULL};
    tt_points few = {9, oracle_years(), value, NULL};
    tt_points fine = {20, oracle_years(), value, NULL};
    tt_points huge = {6000, time, value, NULL};
    tt_serial_result out;
    tt_bootstrap_result boot;
    tt_error err = {0};
    check_status(tt_serial_test(&gap, NULL, &out, &err), TT_EDOMAIN, &err);
    check_true(strstr(err.message, "equally spaced") != NULL);
    check_status(tt_serial_test(&few, NULL, &out, NULL), TT_ETOOFEW, NULL);
    check_status(tt_serial_test(&huge, NULL, &out, NULL), TT_ELIMIT, NULL);
    check_status(tt_serial_test(&fine, &(tt_serial_options){.conf = 2}, &out, NULL), TT_EUSAGE,
                 NULL);
    check_status(
        tt_serial_test(&fine, &(tt_serial_options){.method = (tt_serial_method)9}, &out, NULL),
        TT_EUSAGE, NULL);
    check_status(
        tt_serial_test(&fine, &(tt_serial_options){.alternative = (tt_alternative)9}, &out, NULL),
        TT_EUSAGE, NULL);
    check_status(tt_serial_bootstrap(&gap, NULL, &boot, NULL), TT_EDOMAIN, NULL);
    check_status(tt_serial_bootstrap(&few, NULL, &boot, NULL), TT_ETOOFEW, NULL);
    tt_bootstrap_options opt = {.block = 11};
    check_status(tt_serial_bootstrap(&fine, &opt, &boot, NULL), TT_EDOMAIN, NULL);
    opt = (tt_bootstrap_options){.replicates = 20000000};
    check_status(tt_serial_bootstrap(&fine, &opt, &boot, NULL), TT_ELIMIT, NULL);
    opt = (tt_bootstrap_options){.alternative = (tt_alternative)9};
    check_status(tt_serial_bootstrap(&fine, &opt, &boot, NULL), TT_EUSAGE, NULL);
    tt_bootstrap_counts none = {0};
    check_status(tt_serial_bootstrap_finish(&fine, NULL, &none, &boot, NULL), TT_EUSAGE, NULL);
    value[3] = NAN;
    check_status(tt_serial_test(&fine, NULL, &out, NULL), TT_ENONFINITE, NULL);
    value[3] = 1;
    for (size_t n = 1; n <= 2; n++) {
        tt_memory_fail_at(n);
        check_status(tt_serial_test(&fine, NULL, &out, NULL), TT_ENOMEM, NULL);
        tt_memory_fail_at(n);
        check_status(tt_serial_bootstrap(&fine, NULL, &boot, NULL), TT_ENOMEM, NULL);
    }
    for (size_t n = 3; n <= 4; n++) {
        tt_memory_fail_at(n);
        tt_serial_options white = {.method = TT_SERIAL_PREWHITEN};
        check_status(tt_serial_test(&fine, &white, &out, NULL), TT_ENOMEM, NULL);
    }
    tt_memory_fail_at(0);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nile_every_method),
        cmocka_unit_test(nile_plain),
        cmocka_unit_test(negative_variance),
        cmocka_unit_test(acf),
        cmocka_unit_test(laws),
        cmocka_unit_test(bootstrap_enumerated),
        cmocka_unit_test(bootstrap_parts),
        cmocka_unit_test(bootstrap_calibration),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
