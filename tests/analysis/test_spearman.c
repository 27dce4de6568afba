/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rank_oracle.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"
#include "tiptrend/spearman.h"

#define TIGHT 1e-13

static tt_spearman_result run(const double *value, size_t n)
{
    tt_points in = {n, oracle_years(), value, NULL};
    tt_spearman_result out;
    tt_error err = {0};
    check_status(tt_spearman_test(&in, &out, &err), TT_OK, &err);
    return out;
}

/* All tie patterns of up to 6 values: rho of each order from its definition, and the count of
 * orders at least as far from 0. */
static void full_enumeration(void **state)
{
    (void)state;
    for (size_t n = 2; n <= 6; n++)
        for (unsigned pattern = 0; pattern < 1u << (n - 1); pattern++) {
            double value[6] = {0};
            for (size_t i = 1; i < n; i++)
                value[i] = value[i - 1] + !(pattern >> (i - 1) & 1);
            static double rho[720];
            size_t count = 0;
            do {
                rho[count++] = run(value, n).rho;
            } while (oracle_next_order(value, n));
            qsort(value, n, sizeof *value, oracle_compare);
            size_t at = 0;
            do {
                double reached = 0;
                double above = 0;
                double below = 0;
                for (size_t i = 0; i < count; i++) {
                    reached += isnan(rho[i]) || fabs(rho[i]) >= fabs(rho[at]) - 1e-12;
                    above += isnan(rho[i]) || rho[i] >= rho[at] - 1e-12;
                    below += isnan(rho[i]) || rho[i] <= rho[at] + 1e-12;
                }
                tt_spearman_result r = run(value, n);
                check_rel(r.p_exact, reached / (double)count, TIGHT, "full enumeration");
                check_rel(r.exact.greater, above / (double)count, TIGHT, "full enumeration");
                check_rel(r.exact.less, below / (double)count, TIGHT, "full enumeration");
                check_rel(r.p_min, fmin(1, 2 / (double)count), TIGHT, "two extreme orders");
                at++;
            } while (oracle_next_order(value, n));
        }
    check_done();
}

static void by_hand(void **state)
{
    (void)state;
    static const double value[] = {3, 1, 4, 2}; /* differences -2, 1, -1, 2 */
    tt_spearman_result r = run(value, 4);
    check_rel(r.sum_d2, 10, TIGHT, "by hand");
    check_rel(r.rho, 1 - 6 * 10.0 / (4 * 15), 1e-12, "1 - 6 sum d^2 / (n^3 - n)");
    static const double same[] = {2, 2, 2};
    r = run(same, 3);
    check_true(isnan(r.rho) && isnan(r.p_t) && r.p == 1 && r.p_min == 1);
    r = run(oracle_years(), 11);
    check_true(isnan(r.p_exact) && r.p == r.p_t && (r.notes & TT_NOTE_ASYMPTOTIC));
    r = run(oracle_years(), 2);
    check_true(r.p == 1 && isnan(r.p_t) && (r.notes & TT_NOTE_P_FLOOR));
    check_done();
}

static void laws(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < 60; trial++) {
        tt_rng rng;
        tt_rng_start(&rng, 131, trial);
        size_t n = 3 + tt_rng_below(&rng, trial % 4 ? 5 : 40);
        double value[44];
        double other[44];
        for (size_t i = 0; i < n; i++) {
            value[i] = (double)tt_rng_below(&rng, 9);
            other[i] = -exp(value[i]);
        }
        value[0] = -1; /* not all equal */
        other[0] = -exp(-1);
        tt_spearman_result a = run(value, n);
        tt_spearman_result b = run(other, n);
        check_true(fabs(a.rho) <= 1 + 1e-15 && a.p > 0 && a.p <= 1);
        check_rel(b.rho, -a.rho, TIGHT, "monotone transform, sign flip");
        check_rel(b.p, a.p, 1e-12, "monotone transform, sign flip");
        check_rel(b.student.greater, a.student.less, 1e-12, "monotone transform, sign flip");
    }
    check_done();
}

static void refused(void **state)
{
    (void)state;
    tt_spearman_result r;
    tt_points in = {1, oracle_years(), oracle_years(), NULL};
    check_status(tt_spearman_test(&in, &r, NULL), TT_ETOOFEW, NULL);
    in = (tt_points){2, oracle_years(), (double[]){1, NAN}, NULL};
    check_status(tt_spearman_test(&in, &r, NULL), TT_ENONFINITE, NULL);
    in = (tt_points){2, (double[]){2, 1}, oracle_years(), NULL};
    check_status(tt_spearman_test(&in, &r, NULL), TT_EDOMAIN, NULL);
    in = (tt_points){2, oracle_years(), oracle_years(), NULL};
    tt_memory_fail_at(1);
    check_status(tt_spearman_test(&in, &r, NULL), TT_ENOMEM, NULL);
    tt_memory_fail_at(0);
    check_true(r.n == 0);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_enumeration),
        cmocka_unit_test(by_hand),
        cmocka_unit_test(laws),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
