/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapiro-Wilk test. */
#include "tiptrend/normality.h"

#include <math.h>

#include "belgium.h"
#include "check.h"
#include "nile.h"
#include "tiptrend/rng.h"

static tt_normality test_values(const double *value, size_t n)
{
    tt_normality out;
    tt_error err = {0};
    check_status(tt_normality_test(value, n, &out, &err), TT_OK, &err);
    return out;
}

static void against_r(void **state)
{
    (void)state;
    static const char origin[] = "R 4.2.2 shapiro.test";
    static const double wild[] = {1, 2, 3, 1000};
    static const double tied[] = {1, 1, 1, 2, 2, 2, 9, 9, 9, 9, 30, 40};
    const struct {
        const double *value;
        size_t n;
        double w, p;
    } rows[] = {
        {cases, 13, 0.90408175943098357, 0.15213961643104712},
        {nile, 100, 0.97343499940260902, 0.04072447458771053},
        {cases, 3, 0.82071960297766744, 0.16498702277955829},
        {cases, 4, 0.89398657226337486, 0.40180757261758027},
        {cases, 5, 0.92092422159637777, 0.53591950886421602},
        {cases, 6, 0.90966054223237125, 0.43416687525638642},
        {cases, 11, 0.92949396106461124, 0.40575702323865426},
        {cases, 12, 0.91518795337168857, 0.24851320585388886},
        {wild, 4, 0.63134308311448439, 0.0013161827140586459},
        {tied, 12, 0.69893837802782932, 0.00082303830569177767},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tt_normality out = test_values(rows[i].value, rows[i].n);
        check_rel(out.statistic, rows[i].w, 1e-12, origin);
        check_rel(out.p, rows[i].p, 1e-10, origin);
        check_true(!(out.notes & TT_NOTE_SMALL_N) == (rows[i].n >= 8));
    }
    check_true(test_values(tied, 12).notes & TT_NOTE_TIES);
    check_done();
}

/* Rejections at 5 % among samples that are normal. */
static void level(void **state)
{
    (void)state;
    enum { RUNS = 4000 };
    static const size_t sizes[] = {3, 4, 7, 11, 12, 25};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        tt_rng rng;
        tt_rng_start(&rng, 20260730, k);
        size_t rejected = 0;
        for (int run = 0; run < RUNS; run++) {
            double value[25];
            for (size_t i = 0; i < sizes[k]; i++)
                value[i] = tt_rng_normal(&rng);
            rejected += test_values(value, sizes[k]).p <= 0.05;
        }
        check_abs((double)rejected / RUNS, 0.05, 0.014, "simulation, four standard errors");
    }
    check_done();
}

static void laws(void **state)
{
    (void)state;
    double scaled[13], mirrored[13], shuffled[13];
    for (int i = 0; i < 13; i++) {
        scaled[i] = 3 * cases[i] + 1000;
        mirrored[i] = -cases[i];
        shuffled[i] = cases[(5 * i) % 13];
    }
    tt_normality a = test_values(cases, 13);
    check_rel(test_values(scaled, 13).p, a.p, 1e-11, "law: scale and shift");
    check_rel(test_values(mirrored, 13).p, a.p, 1e-12, "law: reflection");
    check_rel(test_values(shuffled, 13).p, a.p, 1e-13, "law: order");
    check_done();
}

static void special(void **state)
{
    (void)state;
    static const double equal[] = {5, 5, 5, 5};
    static const double hole[] = {5, INFINITY, 5, 5};
    tt_error err = {0};
    tt_normality out = test_values(equal, 4);
    check_true(isnan(out.p) && out.notes & TT_NOTE_PERFECT_FIT);
    check_status(tt_normality_test(equal, 2, &out, &err), TT_ETOOFEW, &err);
    tt_error_clear(&err);
    check_status(tt_normality_test(hole, 4, &out, &err), TT_ENONFINITE, &err);
    tt_error_clear(&err);
    check_status(tt_normality_test(NULL, 4, &out, &err), TT_EUSAGE, &err);
    tt_error_clear(&err);
    check_status(tt_normality_test(equal, TT_NORMALITY_MAX_N + 1, &out, &err), TT_ELIMIT, &err);
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {cmocka_unit_test(against_r), cmocka_unit_test(level),
                                       cmocka_unit_test(laws), cmocka_unit_test(special)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
