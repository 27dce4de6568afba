/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Influence of single years. */
#include "tiptrend/influence.h"

#include <math.h>

#include "belgium.h"
#include "check.h"
#include "tiptrend/countreg.h"
#include "tiptrend/linreg.h"

static tt_notes measure(const tt_points *points, tt_influence_model model, tt_influence *out)
{
    tt_notes notes = 0;
    tt_error err = {0};
    check_status(tt_influence_years(points, model, out, &notes, &err), TT_OK, &err);
    return notes;
}

/* Years 1981, 1987 and 1993: leverage, standardised, studentised, Cook, dffits. */
static void against_r(void **state)
{
    (void)state;
    static const char origin[] = "R 4.2.2 hatvalues, rstandard, rstudent, cooks.distance, dffits";
    static const size_t places[] = {0, 6, 12};
    static const struct {
        tt_influence_model model;
        double rows[3][5];
    } models[] = {
        {TT_INFLUENCE_LOGLINEAR,
         {{0.274725274725255653, -1.4757010634406178, -1.5711126396350616, 0.412441975121129345,
           -0.96695298654572814},
          {0.076923076923076927, 1.1995726283818957, 1.2268015304443840, 0.059957270448460429,
           0.35414709692215496},
          {0.274725274725277857, -1.8814597908905015, -2.1783233821860115, 0.670433891048823005,
           -1.34066536474210563}}},
        {TT_INFLUENCE_OLS,
         {{0.274725274725255653, 1.51608906080394346, 1.625280413811984515, 0.43532690156991732389,
           1.000290946978072526},
          {0.076923076923076927, -0.10124612088093779, -0.096579399686283582,
           0.00042711570805989435, -0.027880071203524141},
          {0.274725274725277857, -1.35717284666306193, -1.418185044890224678,
           0.34884813176506584975, -0.872832558300655315}}},
        {TT_INFLUENCE_POISSON,
         {{0.142317723943869101, -3.3078823868133638, -3.6825812900849217, 0.90782612735733514,
           -0.59011544862337195},
          {0.095972396346025418, 3.0030201747583161, 2.8847771958742432, 0.47868646901798018,
           0.34767453676046434},
          {0.427512262199262583, -5.9073811821999813, -6.0668478666650030, 13.02993897978347881,
           -2.59327848695165519}}},
        {TT_INFLUENCE_QUASI,
         {{0.142317723943869101, -1.2734504439850896, -1.4260032675023360, 0.134544719224474252,
           -0.59011544862337195},
          {0.095972396346025418, 1.1560862593201766, 1.0718343939504396, 0.070943911647553176,
           0.34767453676046434},
          {0.427512262199262583, -2.2741912527635999, -2.9444506047790826, 1.931107101588130703,
           -2.59327848695165519}}},
    };
    for (size_t m = 0; m < sizeof models / sizeof *models; m++) {
        tt_influence out[13];
        double leverages = 0;
        (void)measure(&belgium, models[m].model, out);
        for (size_t k = 0; k < 3; k++) {
            const tt_influence *at = &out[places[k]];
            const double *row = models[m].rows[k];
            check_rel(at->leverage, row[0], 1e-12, origin);
            check_rel(at->standardised, row[1], 1e-10, origin);
            check_rel(at->studentised, row[2], 1e-10, origin);
            check_rel(at->cook, row[3], 1e-10, origin);
            check_rel(at->dffits, row[4], 1e-10, origin);
        }
        for (size_t i = 0; i < 13; i++)
            leverages += out[i].leverage;
        check_rel(leverages, 2, 1e-13, "law: leverages add up to the coefficients");
    }
    check_done();
}

/* apc_without is a refit; and the identities that Cook's distance and dffits stand for. */
static void refits(void **state)
{
    (void)state;
    tt_influence line[13], count[13];
    (void)measure(&belgium, TT_INFLUENCE_LOGLINEAR, line);
    (void)measure(&belgium, TT_INFLUENCE_QUASI, count);
    tt_points later = {12, years + 1, cases + 1, NULL};
    tt_linreg fit;
    tt_countreg poisson;
    tt_linreg_options log = {.scale = TT_LINREG_LOG};
    check_status(tt_linreg_fit(&later, &log, &fit, NULL), TT_OK, NULL);
    check_status(tt_countreg_fit(&later, NULL, &poisson, NULL), TT_OK, NULL);
    check_rel(line[0].apc_without, fit.trend.apc.value, 1e-13, "refit");
    check_rel(count[0].apc_without, poisson.trend.apc.value, 1e-12, "refit");
    /* dffits: the fitted value moves by so many standard errors s_(i) sqrt(h). */
    tt_linreg all;
    check_status(tt_linreg_fit(&belgium, &log, &all, NULL), TT_OK, NULL);
    double before = all.trend.intercept + all.trend.slope.value * (1981 - all.trend.centre);
    double after = fit.trend.intercept + fit.trend.slope.value * (1981 - fit.trend.centre);
    check_rel(line[0].dffits, (before - after) / (fit.sigma * sqrt(line[0].leverage)), 1e-11,
              "definition");
    check_done();
}

static void outlier(void **state)
{
    (void)state;
    static const double wild[] = {40, 42, 39, 45, 44, 310, 47, 46, 50, 49, 51};
    tt_influence out[11];
    for (int model = TT_INFLUENCE_LOGLINEAR; model <= TT_INFLUENCE_QUASI; model++) {
        (void)measure(&(tt_points){11, years, wild, NULL}, (tt_influence_model)model, out);
        check_true(out[5].outlier_p < (model == TT_INFLUENCE_QUASI ? 1e-3 : 1e-6));
        check_true(out[4].outlier_p == 1 || model == TT_INFLUENCE_POISSON);
    }
    check_done();
}

static void laws(void **state)
{
    (void)state;
    double shifted[13], scaled[13], population[13];
    for (int i = 0; i < 13; i++) {
        shifted[i] = years[i] + 40;
        scaled[i] = 16 * cases[i];
        population[i] = 16;
    }
    for (int m = TT_INFLUENCE_LOGLINEAR; m <= TT_INFLUENCE_QUASI; m++) {
        tt_influence a[13], b[13], c[13];
        tt_influence_model model = (tt_influence_model)m;
        (void)measure(&belgium, model, a);
        (void)measure(&(tt_points){13, shifted, cases, NULL}, model, b);
        (void)measure(&(tt_points){13, years, scaled, population}, model, c);
        for (int i = 0; i < 13; i++) {
            check_rel(b[i].cook, a[i].cook, 1e-9, "law: shift");
            check_rel(b[i].apc_without, a[i].apc_without, 1e-9, "law: shift");
            check_rel(c[i].apc_without, a[i].apc_without, 1e-9, "law: rates");
            check_rel(c[i].fitted, 16 * a[i].fitted, 1e-12, "law: rates");
            check_true(a[i].outlier_p >= 0 && a[i].outlier_p <= 1 && a[i].cook >= 0);
            check_true(a[i].leverage > 0 && a[i].leverage < 1);
        }
    }
    check_done();
}

static void special(void **state)
{
    (void)state;
    static const double line[] = {1, 2, 4, 8, 16};
    static const double zero[] = {1, 0, 4, 8, 16};
    tt_influence out[13];
    tt_error err = {0};
    tt_notes notes = measure(&(tt_points){5, years, line, NULL}, TT_INFLUENCE_LOGLINEAR, out);
    check_true(notes & TT_NOTE_PERFECT_FIT && isnan(out[0].cook));
    check_rel(out[2].apc_without, 100, 1e-12, "doubling");
    check_status(tt_influence_years(&(tt_points){5, years, zero, NULL}, TT_INFLUENCE_LOGLINEAR, out,
                                    NULL, &err),
                 TT_EDOMAIN, &err);
    tt_error_clear(&err);
    check_status(
        tt_influence_years(&(tt_points){3, years, line, NULL}, TT_INFLUENCE_OLS, out, NULL, &err),
        TT_ETOOFEW, &err);
    tt_error_clear(&err);
    check_status(tt_influence_years(&belgium, (tt_influence_model)9, out, NULL, &err), TT_EUSAGE,
                 &err);
    tt_error_clear(&err);
    static const double one[] = {0, 0, 0, 0, 7};
    check_status(tt_influence_years(&(tt_points){5, years, one, NULL}, TT_INFLUENCE_POISSON, out,
                                    NULL, &err),
                 TT_ENOFIT, &err);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(against_r), cmocka_unit_test(refits),  cmocka_unit_test(outlier),
        cmocka_unit_test(laws),      cmocka_unit_test(special),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
