/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Durbin-Watson with its exact p, and the tails of quadratic forms behind it. */
#include "tiptrend/durbinwatson.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "belgium.h"
#include "csv_rows.h"
#include "nile.h"
#include "quadform_core.h"
#include "tiptrend/rng.h"

static tt_durbinwatson test_line(const tt_points *points, tt_linreg_scale scale)
{
    tt_durbinwatson out;
    tt_error err = {0};
    check_status(tt_durbinwatson_trend(points, scale, &out, &err), TT_OK, &err);
    return out;
}

static tt_durbinwatson test_design(const tt_lsq_design *design, const double *y)
{
    tt_durbinwatson out;
    tt_lsq fit;
    tt_error err = {0};
    check_status(tt_lsq_fit(design, y, &fit, &err), TT_OK, &err);
    check_status(tt_durbinwatson_test(design, fit.residual, NULL, &out, &err), TT_OK, &err);
    tt_lsq_clear(&fit);
    return out;
}

/* The six regressors of Longley's data, from the oracles of NIST. */
static tt_durbinwatson longley(void)
{
    enum { N = 16, COLUMNS = 7 };
    double x[N * COLUMNS], y[N];
    csv_rows data;
    assert_int_equal(csv_read(TT_SOURCE_DIR "/tests/oracles", "nist-linear-data.csv", &data), 0);
    size_t i = 0;
    for (size_t row = 0; row < data.count; row++) {
        if (!csv_is(&data, row, 0, "Longley"))
            continue;
        y[i] = csv_number(&data, row, 1);
        x[i * COLUMNS] = 1;
        for (size_t j = 1; j < COLUMNS; j++)
            x[i * COLUMNS + j] = csv_number(&data, row, 1 + j);
        i++;
    }
    csv_clear(&data);
    assert_int_equal(i, N);
    return test_design(&(tt_lsq_design){.n = N, .columns = COLUMNS, .x = x}, y);
}

static void published(void **state)
{
    (void)state;
    static const char origin[] = "R 4.2.2 lmtest 0.9-40, 200 iterations";
    tt_durbinwatson log = test_line(&belgium, TT_LINREG_LOG);
    check_abs(log.statistic, 0.59437, 5e-6, "methods example 9");
    check_abs(log.p, 0.0002925, 5e-8, "methods example 9");
    check_rel(log.p, 0.00029245526164189229, 1e-9, origin);
    tt_durbinwatson line = test_line(&belgium, TT_LINREG_LINEAR);
    check_rel(line.statistic, 1.135807948044594617, 1e-13, origin);
    check_rel(line.p, 0.036407955945387184, 1e-9, origin);
    check_rel(line.p_positive, 0.018203977972693592, 1e-9, origin);
    check_rel(line.p_negative, 0.98179602202730643, 1e-9, origin);
    check_true(line.pairs == 12 && line.notes == 0);
    tt_durbinwatson curve = test_design(
        &(tt_lsq_design){.n = 13, .columns = 3, .x = years, .powers = true, .centre = 1987}, cases);
    check_rel(curve.statistic, 1.29168594972538897, 1e-12, origin);
    check_rel(curve.p, 0.02621580743201737, 1e-9, origin);
    tt_durbinwatson six = longley();
    check_abs(six.statistic, 2.559488, 5e-7, "methods example 13");
    check_rel(six.p, 0.96684844441131867, 1e-8, origin);
    check_done();
}

/* One-sided p of the line over n years at a given d: residuals between a slow wave (small d) and a saw
 * (large d), mixed until theirs is d. */
static double p_at(size_t n, double d)
{
    double time[20], e[20];
    tt_durbinwatson out = {0};
    double low = 0;
    double high = 1;
    for (size_t i = 0; i < n; i++)
        time[i] = (double)i;
    tt_lsq_design design = {.n = n, .columns = 2, .x = time, .powers = true};
    for (int step = 0; step < 60; step++) {
        double mix = 0.5 * (low + high);
        for (size_t i = 0; i < n; i++)
            e[i] = (1 - mix) * (time[i] - (double)n / 2) + mix * (double)n * (i % 2 ? 1 : -1);
        check_status(tt_durbinwatson_test(&design, e, NULL, &out, NULL), TT_OK, NULL);
        if (out.statistic < d)
            low = mix;
        else
            high = mix;
    }
    return out.p_positive;
}

/* The bounds of 5 % by Savin and White (1977) for one regressor and a constant hold for any such design,
 * so also for a line of years. They are printed to three decimals. */
static void bounds(void **state)
{
    (void)state;
    static const struct {
        size_t n;
        double low, high;
    } rows[] = {{6, 0.610, 1.400},  {7, 0.700, 1.356},  {8, 0.763, 1.332},  {9, 0.824, 1.320},
                {10, 0.879, 1.320}, {12, 0.971, 1.331}, {15, 1.077, 1.361}, {20, 1.201, 1.411}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        check_true(p_at(rows[k].n, rows[k].low - 0.0005) <= 0.05);
        check_true(p_at(rows[k].n, rows[k].high + 0.0005) >= 0.05);
    }
    check_done();
}

static void quadratic_forms(void **state)
{
    (void)state;
    static const struct {
        size_t up, down; /* numbers of weights 1 and -c */
        double c;
    } rows[] = {{1, 1, 2},   {1, 1, 1e-6}, {3, 2, 0.5}, {10, 4, 40},
                {30, 30, 3}, {1, 60, 0.1}, {2, 300, 9}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        double weight[400];
        size_t count = 0;
        while (count < rows[k].up)
            weight[count++] = 1;
        while (count < rows[k].up + rows[k].down)
            weight[count++] = -rows[k].c;
        weight[count++] = 0;
        double up = (double)rows[k].up;
        double down = (double)rows[k].down;
        double f = rows[k].c * down / up; /* Q < 0 when F(up, down) is below */
        tt__quadform tails = tt__quadform_tails(weight, count);
        check_rel(tails.below, gsl_cdf_fdist_P(f, up, down), 1e-12, "F distribution");
        check_rel(tails.above, gsl_cdf_fdist_Q(f, up, down), 1e-12, "F distribution");
    }
    tt__quadform tails = tt__quadform_tails((const double[]){2, 1}, 2);
    check_true(tails.below == 0 && tails.above == 1);
    tails = tt__quadform_tails((const double[]){0, -1}, 2);
    check_true(tails.below == 1 && tails.above == 0);
    check_true(isnan(tt__quadform_tails((const double[]){0, 0}, 2).below));
    check_done();
}

/* Missing years: the statistic and its distribution leave out the pairs that are none. */
static void gaps(void **state)
{
    (void)state;
    static const size_t kept[] = {0, 1, 2, 3, 5, 6, 7, 10, 11, 12};
    enum { N = 10, RUNS = 20000 };
    double time[N], value[N];
    for (size_t i = 0; i < N; i++) {
        time[i] = years[kept[i]];
        value[i] = cases[kept[i]];
    }
    tt_points points = {N, time, value, NULL};
    tt_durbinwatson out = test_line(&points, TT_LINREG_LINEAR);
    check_true(out.pairs == 7 && out.notes & TT_NOTE_GAPS);
    tt_lsq_design design = {.n = N, .columns = 2, .x = time, .powers = true, .centre = 1987};
    tt_rng rng;
    tt_rng_start(&rng, 20260730, 0);
    size_t below = 0;
    for (int run = 0; run < RUNS; run++) {
        double y[N];
        tt_lsq fit;
        for (size_t i = 0; i < N; i++)
            y[i] = tt_rng_normal(&rng);
        check_status(tt_lsq_fit(&design, y, &fit, NULL), TT_OK, NULL);
        double differences = 0;
        for (size_t i = 1; i < N; i++)
            if (time[i] - time[i - 1] == 1)
                differences += (fit.residual[i] - fit.residual[i - 1]) *
                               (fit.residual[i] - fit.residual[i - 1]);
        below += differences / fit.rss < out.statistic;
        tt_lsq_clear(&fit);
    }
    check_abs(out.p_positive, (double)below / RUNS, 0.0142, "simulation, four standard errors");
    check_done();
}

static void laws(void **state)
{
    (void)state;
    double shifted[13], scaled[13], reversed[13];
    for (int i = 0; i < 13; i++) {
        shifted[i] = years[i] - 1000;
        scaled[i] = 1000 * cases[i];
        reversed[i] = cases[12 - i];
    }
    tt_durbinwatson a = test_line(&belgium, TT_LINREG_LINEAR);
    tt_durbinwatson b = test_line(&(tt_points){13, shifted, cases, NULL}, TT_LINREG_LINEAR);
    tt_durbinwatson c = test_line(&(tt_points){13, years, scaled, NULL}, TT_LINREG_LINEAR);
    tt_durbinwatson d = test_line(&(tt_points){13, years, reversed, NULL}, TT_LINREG_LINEAR);
    check_rel(b.p, a.p, 1e-11, "law: shift");
    check_rel(c.p, a.p, 1e-11, "law: scale");
    check_rel(d.p, a.p, 1e-11, "law: reversal");
    check_rel(a.p_positive + a.p_negative, 1, 1e-14, "both tails");
    check_true(a.p >= 0 && a.p <= 1);
    double time[100], flow[100];
    for (int i = 0; i < 100; i++) {
        time[i] = i;
        flow[i] = nile[i];
    }
    tt_durbinwatson river = test_line(&(tt_points){100, time, flow, NULL}, TT_LINREG_LINEAR);
    check_rel(river.statistic, 1.2472281299888051, 1e-12, "R 4.2.2 lmtest");
    check_rel(river.p, 5.7006476586014315e-05, 1e-4,
              "R 4.2.2 lmtest: its far tail is a difference of numbers near 1");
    check_done();
}

static void special(void **state)
{
    (void)state;
    static const double line[] = {1, 3, 5, 7, 9};
    static const double saw[] = {0, 3, 1, 3};
    static const double apart[] = {2000, 2002, 2003.5, 2005.5};
    tt_error err = {0};
    tt_durbinwatson out = test_line(&(tt_points){5, years, line, NULL}, TT_LINREG_LINEAR);
    check_true(out.notes & TT_NOTE_PERFECT_FIT && isnan(out.statistic) && isnan(out.p));
    /* Residuals -1, 3, -3, 1, but for a factor. */
    static const double highest[] = {578, 479, 609, 510};
    out = test_line(&(tt_points){4, years, highest, NULL}, TT_LINREG_LINEAR);
    check_rel(out.statistic, 3.4, 1e-14, "the greatest eigenvalue of four years");
    check_true(out.p_negative == 0 && out.p == 0 && out.notes & TT_NOTE_SMALL_N);
    out = test_line(&(tt_points){4, years, saw, NULL}, TT_LINREG_LINEAR);
    check_rel(out.p, 0.3101, 2e-4, "R 4.2.2 lmtest");
    /* Four years have the eigenvalues 2 and 3.4: P(d < d0) = 2/pi atan sqrt((d0 - 2)/(3.4 - d0)). R lmtest,
     * whose sum stops at 15 terms, says 0.5137 for the next series. */
    static const double falling[] = {250, 188, 127, 112};
    out = test_line(&(tt_points){4, years, falling, NULL}, TT_LINREG_LINEAR);
    double lower = 2 / acos(-1) * atan(sqrt((out.statistic - 2) / (3.4 - out.statistic)));
    check_rel(out.p_positive, lower, 1e-12, "closed form");
    check_status(
        tt_durbinwatson_trend(&(tt_points){3, years, cases, NULL}, TT_LINREG_LINEAR, &out, &err),
        TT_ETOOFEW, &err);
    tt_error_clear(&err);
    tt_lsq_design design = {.n = 4, .columns = 2, .x = apart, .powers = true};
    check_status(tt_durbinwatson_test(&design, saw, (const double[]){0, 2, 3.5, 5.5}, &out, &err),
                 TT_OK, &err);
    check_true(out.pairs == 1);
    design.weights = saw;
    check_status(tt_durbinwatson_test(&design, saw, NULL, &out, &err), TT_EUSAGE, &err);
    tt_error_clear(&err);
    design.weights = NULL;
    design.n = TT_DURBINWATSON_MAX_N + 1;
    check_status(tt_durbinwatson_test(&design, saw, NULL, &out, &err), TT_ELIMIT, &err);
    tt_error_clear(&err);
    static const double hole[] = {1, NAN, 1, 2};
    design.n = 4;
    check_status(tt_durbinwatson_test(&design, hole, NULL, &out, &err), TT_ENONFINITE, &err);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published), cmocka_unit_test(bounds), cmocka_unit_test(quadratic_forms),
        cmocka_unit_test(gaps),      cmocka_unit_test(laws),   cmocka_unit_test(special),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
