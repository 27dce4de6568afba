/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profile-likelihood limits: published results, laws, edges. */
#include "tiptrend/profile.h"

#include <math.h>

#include "belgium.h"
#include "check.h"

static tt_profile limits_of(const tt_points *points, tt_countreg_model model)
{
    tt_profile out;
    tt_error err = {0};
    tt_countreg_options o = {.model = model};
    check_status(tt_profile_limits(points, &o, &out, &err), TT_OK, &err);
    return out;
}

static void published(void **state)
{
    (void)state;
    static const char roots[] =
        "uniroot over glm and glm.nb with offset(b t), R 4.2.2, epsilon 1e-13";
    tt_profile p = limits_of(&belgium, TT_COUNTREG_POISSON);
    check_rel(p.apc.low, 20.5624006860404, 1e-11, roots);
    check_rel(p.apc.high, 24.2922223543734, 1e-11, roots);
    check_abs(p.apc.low, 20.56242, 3e-5, "methods example 9: R confint, off a spline");
    check_abs(p.apc.high, 24.29224, 3e-5, "methods example 9: R confint, off a spline");
    /* R confint compares with chi-square, 17.73451 and 27.43915, as if phi were known; here F(1, 11). */
    tt_profile q = limits_of(&belgium, TT_COUNTREG_QUASI);
    check_rel(q.apc.low, 17.1837999195985, 1e-8, roots);
    check_rel(q.apc.high, 28.0873172071735, 1e-8, roots);
    /* MASS holds theta fixed, 22.30805 and 32.99809; here it is fitted again at each slope. */
    tt_profile n = limits_of(&belgium, TT_COUNTREG_NB2);
    check_rel(n.apc.low, 22.1817447218805, 1e-8, roots);
    check_rel(n.apc.high, 34.0051578750435, 1e-8, roots);
    check_done();
}

static void laws(void **state)
{
    (void)state;
    double shifted[13], reversed[13];
    for (int i = 0; i < 13; i++) {
        shifted[i] = years[i] + 7;
        reversed[i] = cases[12 - i];
    }
    for (int m = TT_COUNTREG_POISSON; m <= TT_COUNTREG_NB2; m++) {
        tt_countreg_model model = (tt_countreg_model)m;
        tt_profile a = limits_of(&belgium, model);
        tt_profile b = limits_of(&(tt_points){13, shifted, cases, NULL}, model);
        tt_profile c = limits_of(&(tt_points){13, years, reversed, NULL}, model);
        check_rel(b.slope.low, a.slope.low, 1e-9, "law: shift");
        check_rel(c.slope.low, -a.slope.high, 1e-9, "law: reversal");
        check_true(a.slope.low < a.slope.value && a.slope.value < a.slope.high);
        check_true((a.p < 0.05) == (a.slope.low > 0 || a.slope.high < 0));
        check_rel(a.apc.high, 100 * expm1(a.slope.high), 1e-13, "definition");
    }
    /* A limit at slope 0 is where p is the level: tilt the series by its own lower limit. */
    tt_profile a = limits_of(&belgium, TT_COUNTREG_POISSON);
    double population[13];
    for (int i = 0; i < 13; i++)
        population[i] = exp(a.slope.low * (years[i] - 1981));
    tt_profile tilted = limits_of(&(tt_points){13, years, cases, population}, TT_COUNTREG_POISSON);
    check_abs(tilted.p, 0.05, 1e-9, "limits and p agree");
    check_done();
}

static void edges(void **state)
{
    (void)state;
    static const double last[] = {0, 0, 0, 0, 0, 9};
    static const double none[] = {0, 0, 0};
    tt_profile p = limits_of(&(tt_points){6, years, last, NULL}, TT_COUNTREG_POISSON);
    check_true(isinf(p.slope.high) && p.slope.low > 0 && p.notes & TT_NOTE_ONE_SIDED);
    tt_error err = {0};
    check_status(tt_profile_limits(&(tt_points){3, years, none, NULL}, NULL, &p, &err), TT_ENOFIT,
                 &err);
    tt_error_clear(&err);
    check_status(tt_profile_limits(&(tt_points){1, years, cases, NULL}, NULL, &p, &err), TT_ETOOFEW,
                 &err);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {cmocka_unit_test(published), cmocka_unit_test(laws),
                                       cmocka_unit_test(edges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
