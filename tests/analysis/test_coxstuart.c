/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rank_oracle.h"
#include "tiptrend/coxstuart.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"

#define TIGHT 1e-14

static tt_coxstuart_result run(const double *value, size_t n, tt_alternative alternative)
{
    tt_points in = {n, oracle_years(), value, NULL};
    tt_coxstuart_result out;
    tt_error err = {0};
    check_status(tt_coxstuart_test(&in, alternative, &out, &err), TT_OK, &err);
    return out;
}

static void by_hand(void **state)
{
    (void)state;
    /* Halves 9 12 4 3 0 4 and 2 1 4 2 9 7: falls, falls, equal, falls, rises, rises. */
    static const double frost[] = {9, 12, 4, 3, 0, 4, 2, 1, 4, 2, 9, 7};
    tt_coxstuart_result r = run(frost, 12, TT_TWO_SIDED);
    check_true(r.pairs == 6 && r.rises == 2 && r.falls == 3 && r.zeros == 1);
    check_rel(r.exact.greater, 26.0 / 32, TIGHT, "binomial, by hand");
    check_rel(r.exact.less, 16.0 / 32, TIGHT, "binomial, by hand");
    check_rel(r.p, 1, TIGHT, "binomial, by hand");
    check_rel(r.p_min, 2.0 / 32, TIGHT, "binomial, by hand");
    check_true((r.notes & TT_NOTE_P_FLOOR) && (r.notes & TT_NOTE_TIES));
    /* Odd n: the middle point takes no part. */
    static const double odd[] = {1, 2, 3, 99, 4, 5, 6};
    r = run(odd, 7, TT_GREATER);
    check_true(r.pairs == 3 && r.rises == 3);
    check_rel(r.p, 1.0 / 8, TIGHT, "binomial, by hand");
    check_rel(r.p_min, 1.0 / 8, TIGHT, "binomial, by hand");
    check_rel(run(odd, 7, TT_LESS).p, 1, TIGHT, "binomial, by hand");
    check_done();
}

/* Under any order of different values, P(rises = r) is binomial: all orders of up to 7 values. */
static void full_enumeration(void **state)
{
    (void)state;
    for (size_t n = 2; n <= 7; n++) {
        double value[7];
        for (size_t i = 0; i < n; i++)
            value[i] = (double)i;
        double count[4] = {0};
        double total = 0;
        do {
            count[run(value, n, TT_TWO_SIDED).rises]++;
            total++;
        } while (oracle_next_order(value, n));
        for (size_t r = 0; r <= n / 2; r++) {
            for (size_t i = 0; i < n; i++)
                value[i] = (double)(i >= n - n / 2 ? (i - (n - n / 2) < r ? 10 : -10) : 0);
            tt_coxstuart_result got = run(value, n, TT_TWO_SIDED);
            double reached = 0;
            for (size_t k = r; k <= n / 2; k++)
                reached += count[k];
            check_true(got.rises == r);
            check_rel(got.exact.greater, reached / total, TIGHT, "full enumeration");
        }
    }
    check_done();
}

static void laws(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < 100; trial++) {
        tt_rng rng;
        tt_rng_start(&rng, 71, trial);
        size_t n = 2 + tt_rng_below(&rng, 150);
        double value[ORACLE_MAX_N];
        double other[ORACLE_MAX_N];
        for (size_t i = 0; i < n; i++) {
            value[i] = (double)tt_rng_below(&rng, 9);
            other[i] = 3 - value[i];
        }
        tt_coxstuart_result a = run(value, n, TT_TWO_SIDED);
        tt_coxstuart_result b = run(other, n, TT_TWO_SIDED);
        check_true(a.rises == b.falls && a.p == b.p && a.exact.greater == b.exact.less);
        check_true(a.p >= a.p_min && a.p <= 1);
        size_t m = a.rises + a.falls;
        double point = exp(lgamma((double)m + 1) - lgamma((double)a.rises + 1) -
                           lgamma((double)a.falls + 1) - (double)m * log(2));
        check_rel(a.exact.greater + a.exact.less - 1, point, 1e-9, "tails share one point");
    }
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static double many[2001];
    for (size_t i = 0; i < 2001; i++)
        many[i] = (double)i;
    tt_coxstuart_result r;
    tt_error err = {0};
    tt_points in = {2001, many, many, NULL};
    check_status(tt_coxstuart_test(&in, TT_TWO_SIDED, &r, &err), TT_ELIMIT, &err);
    in.n = 2000;
    check_status(tt_coxstuart_test(&in, TT_TWO_SIDED, &r, &err), TT_OK, &err);
    check_rel(r.p, ldexp(1, -999), TIGHT, "2 / 2^1000");
    in.n = 1;
    check_status(tt_coxstuart_test(&in, TT_TWO_SIDED, &r, NULL), TT_ETOOFEW, NULL);
    check_status(tt_coxstuart_test(&in, (tt_alternative)5, &r, NULL), TT_EUSAGE, NULL);
    in = (tt_points){2, many, (double[]){1, INFINITY}, NULL};
    check_status(tt_coxstuart_test(&in, TT_TWO_SIDED, &r, NULL), TT_ENONFINITE, NULL);
    in = (tt_points){2, (double[]){2, 1}, many, NULL};
    check_status(tt_coxstuart_test(&in, TT_TWO_SIDED, &r, NULL), TT_EDOMAIN, NULL);
    in = (tt_points){2, many, many, NULL};
    tt_memory_fail_at(1);
    check_status(tt_coxstuart_test(&in, TT_TWO_SIDED, &r, NULL), TT_ENOMEM, NULL);
    tt_memory_fail_at(0);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(full_enumeration),
        cmocka_unit_test(laws),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
