/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Polynomial trends with classic, HC and Newey-West standard errors. */
#include "tiptrend/polyreg.h"

#include <math.h>
#include <string.h>

#include "belgium.h"
#include "check.h"

static tt_polyreg fit_points(const tt_points *points, const tt_polyreg_options *options)
{
    tt_polyreg fit;
    tt_error err = {0};
    check_status(tt_polyreg_fit(points, options, &fit, &err), TT_OK, &err);
    return fit;
}

/* Slope in the last year and its standard errors: classic, HC0 to HC3, Newey-West with 2 lags without
 * and with n/(n - p). */
static void against_r(void **state)
{
    (void)state;
    static const char origin[] = "R 4.2.2 lm, sandwich 3.0-2";
    static const struct {
        double slope, se[7], loglik, sigma, r_squared, aicc;
    } rows[] = {
        {22.7087912087912080,
         {1.3481910821514951, 1.3777412704998304, 1.4977626681062517, 1.5701874627513426,
          1.7942153737580373, 1.3619494701839252, 1.4805951712171075},
         -55.07032165951671487,
         18.18809207439563025,
         0.96267604014525732,
         118.8073099857001},
        {27.9175824175824090,
         {5.0252057035093074, 5.7396620553213253, 6.5442216238513842, 7.9519719959386075,
          11.1757381419566268, 5.2721469809559185, 6.0111724251965519},
         -54.35899575051299593,
         18.06009504313399106,
         0.96654501778745716,
         121.71799150102599},
        {3.7818015318015359,
         {8.3424020145603421, 6.8430731198327752, 8.2243503384354710, 10.9470789197173541,
          19.3029355136893095, 7.4155204427501529, 8.9123463968623611},
         -49.39778654561035154,
         12.99745528685689067,
         0.98440519624793887,
         117.36700166264927},
    };
    for (size_t degree = 1; degree <= 3; degree++) {
        for (int kind = 0; kind < 7; kind++) {
            tt_polyreg_options o = {.degree = degree,
                                    .se = kind < 6 ? (tt_se_kind)kind : TT_SE_NEWEY_WEST,
                                    .lags = 2,
                                    .adjust = kind == 6};
            tt_polyreg fit = fit_points(&belgium, &o);
            check_rel(fit.trend.slope.value, rows[degree - 1].slope, 1e-11, origin);
            check_rel(fit.trend.slope_se, rows[degree - 1].se[kind], 1e-11, origin);
            check_rel(fit.loglik, rows[degree - 1].loglik, 1e-13, origin);
            check_rel(fit.aicc, rows[degree - 1].aicc, 1e-13, origin);
            check_rel(fit.sigma, rows[degree - 1].sigma, 1e-13, origin);
            check_rel(fit.r_squared, rows[degree - 1].r_squared, 1e-13, origin);
            check_true(fit.lags == (kind >= 5 ? 2 : 0));
            check_true(!(fit.trend.notes & TT_NOTE_SMALL_N_SE) == (kind == 0));
        }
    }
    check_done();
}

/* Published for the straight line through the logarithms (methods example 9), and weights. */
static void logarithms(void **state)
{
    (void)state;
    double weights[13];
    for (int i = 0; i < 13; i++)
        weights[i] = i + 1;
    tt_polyreg_options o = {.scale = TT_LINREG_LOG, .se = TT_SE_NEWEY_WEST};
    tt_polyreg fit = fit_points(&belgium, &o);
    check_true(fit.lags == 2); /* floor(4 (13/100)^(2/9)) */
    check_rel(fit.trend.slope_se, 0.03247824229784356, 1e-12, "R sandwich; methods example 9");
    check_abs(fit.trend.slope_se, 0.032478, 5e-7, "methods example 9");
    o.adjust = true;
    fit = fit_points(&belgium, &o);
    check_rel(fit.trend.slope_se, 0.03530757180683982, 1e-12, "R sandwich; methods example 9");
    static const char origin[] = "R 4.2.2 lm with weights, sandwich 3.0-2";
    o = (tt_polyreg_options){.scale = TT_LINREG_LOG, .degree = 2, .weights = weights};
    fit = fit_points(&belgium, &o);
    check_rel(fit.trend.slope.value, -0.0013442493181414772, 1e-10, origin);
    check_rel(fit.trend.slope_se, 0.0272549824323724821, 1e-12, origin);
    check_rel(fit.loglik, 12.1086714639757602185, 1e-12, origin);
    check_rel(fit.trend.apc.value, 100 * expm1(fit.trend.slope.value), 1e-15, "definition");
    o.se = TT_SE_HC3;
    fit = fit_points(&belgium, &o);
    check_rel(fit.trend.slope_se, 0.0307905011421110708, 1e-11, origin);
    o.se = TT_SE_NEWEY_WEST;
    fit = fit_points(&belgium, &o);
    check_rel(fit.trend.slope_se, 0.0145283297616148541, 1e-11, origin);
    check_done();
}

static void turning_points(void **state)
{
    (void)state;
    static const char origin[] = "R 4.2.2, roots of the test of a slope of 0";
    tt_polyreg_options parabola = {.degree = 2, .scale = TT_LINREG_LOG};
    tt_polyreg fit = fit_points(&belgium, &parabola);
    check_true(fit.turns == 1 && fit.turn[0].peak);
    check_rel(fit.turn[0].time.value, 1992.8865933028617, 1e-13, origin);
    check_rel(fit.turn[0].time.low, 1991.4870070116424, 1e-12, origin);
    check_rel(fit.turn[0].time.high, 1995.3883292736900, 1e-12, origin);
    /* Through the values the curvature cannot be told from 0: the year is anywhere. */
    parabola.scale = TT_LINREG_LINEAR;
    fit = fit_points(&belgium, &parabola);
    check_true(fit.turns == 1 && isinf(fit.turn[0].time.low) && isinf(fit.turn[0].time.high));
    static const double wave[] = {5, 9, 12.5, 13, 12, 10, 7.5, 6, 5.5, 7, 9.5, 14};
    tt_points points = {12, years, wave, NULL};
    fit = fit_points(&points, &(tt_polyreg_options){.degree = 3});
    check_true(fit.turns == 2 && fit.turn[0].peak && !fit.turn[1].peak);
    double c = fit.trend.centre;
    check_rel(fit.turn[0].time.value - c, -2.7147708775673856, 1e-11, origin);
    check_rel(fit.turn[0].time.low - c, -2.8539446964720279, 1e-10, origin);
    check_rel(fit.turn[0].time.high - c, -2.5805149807072723, 1e-10, origin);
    check_rel(fit.turn[1].time.value - c, 2.5773931867650366, 1e-11, origin);
    check_rel(fit.turn[1].time.low - c, 2.4462843145159145, 1e-10, origin);
    check_rel(fit.turn[1].time.high - c, 2.7095883309205200, 1e-10, origin);
    tt_polyreg_choice choice;
    check_status(tt_polyreg_compare(&points, NULL, &choice, NULL), TT_OK, NULL);
    check_rel(choice.aicc[0], 69.215503759902035, 1e-13, "R 4.2.2 logLik");
    check_rel(choice.aicc[1], 73.872402341981626, 1e-13, "R 4.2.2 logLik");
    check_rel(choice.aicc[2], 33.376040855206909, 1e-13, "R 4.2.2 logLik");
    check_true(choice.best == 3 && choice.delta[2] == 0);
    check_rel(choice.weight[0] + choice.weight[1] + choice.weight[2], 1, 1e-15, "weights add to 1");
    check_done();
}

/* A lag pairs years that far apart, whatever lies between; missing years are residuals of 0. */
static void gaps(void **state)
{
    (void)state;
    double time[11], value[11], inner[11];
    size_t n = 0;
    for (int i = 0; i < 13; i++) {
        if (i == 4 || i == 8)
            continue;
        time[n] = years[i];
        inner[n] = i;
        value[n++] = cases[i];
    }
    tt_points points = {n, time, value, NULL};
    tt_polyreg_options o = {.se = TT_SE_NEWEY_WEST, .lags = 2};
    tt_polyreg fit = fit_points(&points, &o);
    check_rel(fit.trend.slope_se, 1.3202275337845875, 1e-12, "R, with rows of 0 for missing years");
    check_true(fit.trend.notes & TT_NOTE_GAPS);
    /* Taken as neighbours they would give another number. */
    for (size_t i = 0; i < n; i++)
        inner[i] = (double)i;
    tt_points rows = {n, inner, value, NULL};
    check_true(fabs(fit_points(&rows, &o).trend.slope_se / fit.trend.slope_se - 1) > 1e-3);
    check_done();
}

static void laws(void **state)
{
    (void)state;
    double shifted[13], scaled[13], reversed[13], population[13];
    for (int i = 0; i < 13; i++) {
        shifted[i] = years[i] - 1900;
        scaled[i] = 1024 * cases[i];
        reversed[i] = cases[12 - i];
        population[i] = 1024;
    }
    for (size_t degree = 1; degree <= 3; degree++) {
        for (int se = TT_SE_CLASSIC; se <= TT_SE_NEWEY_WEST; se++) {
            tt_polyreg_options o = {.degree = degree, .se = (tt_se_kind)se};
            tt_polyreg a = fit_points(&belgium, &o);
            tt_polyreg b = fit_points(&(tt_points){13, shifted, cases, NULL}, &o);
            tt_polyreg c = fit_points(&(tt_points){13, years, scaled, NULL}, &o);
            tt_polyreg d = fit_points(&(tt_points){13, years, reversed, NULL}, &o);
            tt_polyreg e = fit_points(&(tt_points){13, years, scaled, population}, &o);
            check_rel(b.trend.slope_se, a.trend.slope_se, 1e-14, "law: shift");
            check_rel(b.trend.apc.low, a.trend.apc.low, 1e-12, "law: shift");
            check_rel(c.trend.slope_se, 1024 * a.trend.slope_se, 1e-14, "law: scale");
            check_rel(c.trend.p, a.trend.p, 1e-12, "law: scale");
            check_rel(e.trend.slope.low, a.trend.slope.low, 1e-13, "law: rates");
            for (size_t k = 0; k <= degree; k++)
                check_rel(d.coefficient[k], (k % 2 ? -1 : 1) * a.coefficient[k], 1e-12,
                          "law: reversal");
            const tt_trend *t = &a.trend;
            check_true(t->slope.low <= t->slope.value && t->slope.value <= t->slope.high);
            check_true(t->p >= 0 && t->p <= 1);
            check_true((t->p < 0.05) == (t->slope.low > 0 || t->slope.high < 0));
        }
    }
    /* A line is a line. */
    tt_linreg line;
    check_status(tt_linreg_fit(&belgium, NULL, &line, NULL), TT_OK, NULL);
    tt_polyreg same = fit_points(&belgium, NULL);
    check_rel(same.trend.slope.high, line.trend.slope.high, 1e-14, "tt_linreg_fit");
    check_rel(same.trend.p, line.trend.p, 1e-12, "tt_linreg_fit");
    tt_polyreg parabola = fit_points(&belgium, &(tt_polyreg_options){.degree = 2});
    tt_estimate at = tt_polyreg_at(&parabola, TT_LINREG_LINEAR, 1995);
    check_rel(at.value, 328.1428571428571104, 1e-13, "R 4.2.2 predict.lm");
    check_rel(at.low, 276.026915115156896, 1e-12, "R 4.2.2 predict.lm");
    check_rel(at.high, 380.258799170557324, 1e-12, "R 4.2.2 predict.lm");
    check_done();
}

static void special(void **state)
{
    (void)state;
    static const double square[] = {0, 1, 4, 9, 16, 25, 36, 49};
    tt_points points = {8, years, square, NULL};
    tt_polyreg fit = fit_points(&points, &(tt_polyreg_options){.degree = 2, .se = TT_SE_HC3});
    check_true(fit.trend.notes & TT_NOTE_PERFECT_FIT && isnan(fit.trend.p) && isnan(fit.aicc));
    check_rel(fit.trend.slope.value, 14, 1e-14, "2 x 7");
    check_true(fit.turns == 1 && fit.turn[0].time.value == 1981);
    tt_polyreg_choice choice;
    check_status(tt_polyreg_compare(&points, NULL, &choice, NULL), TT_OK, NULL);
    check_true(choice.best == 2 && choice.weight[1] == 1);
    tt_points three = {3, years, cases, NULL};
    fit = fit_points(&three, &(tt_polyreg_options){.degree = 2});
    check_true(fit.trend.notes & TT_NOTE_NO_LIMITS && isinf(fit.trend.slope.high));
    check_true(isnan(tt_polyreg_at(&fit, TT_LINREG_LINEAR, 1982).low));
    /* One point alone beyond a gap decides the slope of HC2 and HC3: nothing is known of its scatter. */
    static const double lonely[] = {2000, 2001};
    fit = fit_points(&(tt_points){2, lonely, cases, NULL}, &(tt_polyreg_options){.se = TT_SE_HC3});
    check_true(isnan(fit.trend.slope_se) && fit.trend.notes & TT_NOTE_NO_LIMITS);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    tt_polyreg fit;
    tt_error err = {0};
    static const double zero[] = {3, 0, 4, 5};
    tt_polyreg_options quartic = {.degree = 4};
    tt_polyreg_options cubic = {.degree = 3};
    tt_polyreg_options log = {.scale = TT_LINREG_LOG};
    tt_polyreg_options lags = {.se = TT_SE_NEWEY_WEST, .lags = 13};
    tt_polyreg_options kind = {.se = (tt_se_kind)17};
    check_status(tt_polyreg_fit(&belgium, &quartic, &fit, &err), TT_EUSAGE, &err);
    tt_error_clear(&err);
    check_status(tt_polyreg_fit(&belgium, &lags, &fit, &err), TT_EUSAGE, &err);
    tt_error_clear(&err);
    check_status(tt_polyreg_fit(&belgium, &kind, &fit, &err), TT_EUSAGE, &err);
    tt_error_clear(&err);
    check_status(tt_polyreg_fit(&(tt_points){3, years, cases, NULL}, &cubic, &fit, &err),
                 TT_ETOOFEW, &err);
    tt_error_clear(&err);
    check_status(tt_polyreg_fit(&(tt_points){4, years, zero, NULL}, &log, &fit, &err), TT_EDOMAIN,
                 &err);
    assert_int_equal(err.year, 1982);
    tt_error_clear(&err);
    check_status(tt_polyreg_fit(&(tt_points){0}, NULL, &fit, &err), TT_ETOOFEW, &err);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(against_r), cmocka_unit_test(logarithms), cmocka_unit_test(turning_points),
        cmocka_unit_test(gaps),      cmocka_unit_test(laws),       cmocka_unit_test(special),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
