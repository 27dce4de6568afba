/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nile.h"
#include "rank_oracle.h"
#include "tiptrend/memory.h"
#include "tiptrend/pettitt.h"
#include "tiptrend/rng.h"

#define TIGHT 1e-13

static tt_pettitt_result run(const double *value, size_t n, tt_pettitt_method method)
{
    tt_points in = {n, oracle_years(), value, NULL};
    tt_pettitt_result out;
    tt_error err = {0};
    check_status(tt_pettitt_test(&in, method, &out, &err), TT_OK, &err);
    return out;
}

static void published(void **state)
{
    (void)state;
    tt_pettitt_result r = run(page, 40, TT_PETTITT_AUTO);
    check_true(r.k == 232 && r.before == 17 && r.places == 1);
    check_true(r.time_before == 2017 && r.time_after == 2018);
    check_rel(r.p, 0.01455559754, 1e-9, "R trend 1.1.6; 0.01456 in its vignette, 0.014 in Pettitt");
    check_true((r.notes & TT_NOTE_ASYMPTOTIC) && isnan(r.p_exact));
    check_true(r.u < 0); /* the values rise */
    check_done();
}

/* K from its definition, for one order. */
static double definition(const double *value, size_t n)
{
    double largest = 0;
    for (size_t k = 1; k < n; k++) {
        int u = 0;
        for (size_t i = 0; i < k; i++)
            for (size_t j = k; j < n; j++)
                u += (value[i] > value[j]) - (value[i] < value[j]);
        largest = fmax(largest, abs(u));
    }
    return largest;
}

/* All orders of all tie patterns of up to 6 values. */
static void full_enumeration(void **state)
{
    (void)state;
    for (size_t n = 2; n <= 6; n++)
        for (unsigned pattern = 0; pattern < 1u << (n - 1); pattern++) {
            double value[6] = {0};
            for (size_t i = 1; i < n; i++)
                value[i] = value[i - 1] + !(pattern >> (i - 1) & 1);
            double count[10] = {0}; /* K <= 9 for n = 6 */
            double total = 0;
            do {
                count[(int)definition(value, n)]++;
                total++;
            } while (oracle_next_order(value, n));
            qsort(value, n, sizeof *value, oracle_compare);
            int highest = 9;
            while (count[highest] == 0)
                highest--;
            do {
                tt_pettitt_result r = run(value, n, TT_PETTITT_EXACT);
                double reached = 0;
                for (int k = (int)r.k; k < 10; k++)
                    reached += count[k];
                check_true(r.k == definition(value, n));
                check_rel(r.p_exact, reached / total, TIGHT, "full enumeration");
                check_rel(r.p_min, count[highest] / total, TIGHT, "full enumeration");
            } while (oracle_next_order(value, n));
        }
    check_done();
}

/* Perfect steps: for even n only the cut in the middle reaches n^2 / 4, by 2 of C(n, n/2)
 * choices. */
static void perfect_step(void **state)
{
    (void)state;
    double choose = 1;
    for (size_t n = 2; n <= 20; n += 2) {
        double h = (double)n / 2;
        choose *= (double)(n * (n - 1)) / (h * h);
        tt_pettitt_result r = run(oracle_years(), n, TT_PETTITT_EXACT);
        check_true(r.k == h * h && r.before == n / 2);
        check_rel(r.p, 2 / choose, 1e-12, "two of C(n, n/2)");
        check_true(r.p == r.p_min);
        check_true(!(r.notes & TT_NOTE_P_FLOOR) == (r.p_min <= 0.05));
    }
    check_done();
}

static void laws(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < 100; trial++) {
        tt_rng rng;
        tt_rng_start(&rng, 61, trial);
        size_t n = 2 + tt_rng_below(&rng, 11);
        double value[13];
        double other[13];
        for (size_t i = 0; i < n; i++)
            value[i] = (double)tt_rng_below(&rng, trial % 2 ? 4 : 50);
        tt_pettitt_result a = run(value, n, TT_PETTITT_AUTO);
        check_true(a.p >= a.p_min * (1 - 1e-12) && a.p <= 1 && a.k == definition(value, n));
        for (size_t i = 0; i < n; i++)
            other[i] = -exp(value[i] / 30);
        tt_pettitt_result b = run(other, n, TT_PETTITT_AUTO);
        check_true(b.k == a.k && b.u == -a.u && b.before == a.before);
        check_rel(b.p, a.p, TIGHT, "monotone transform, sign flip");
        for (size_t i = 0; i < n; i++)
            other[i] = value[n - 1 - i];
        b = run(other, n, TT_PETTITT_AUTO);
        check_true(b.k == a.k && b.p == a.p && b.places == a.places);
    }
    static const double same[] = {4, 4, 4, 4};
    tt_pettitt_result r = run(same, 4, TT_PETTITT_AUTO);
    check_true(r.k == 0 && r.p == 1 && r.p_min == 1 && r.before == 1);
    /* 40 values of three kinds: few states, so exact. */
    double many[40];
    for (size_t i = 0; i < 40; i++)
        many[i] = (double)(i * 7 % 3) + (i > 25);
    r = run(many, 40, TT_PETTITT_AUTO);
    check_true(!isnan(r.p_exact) && r.p_exact > 0 && r.p_exact < 1);
    check_rel(r.p_exact, r.p_approximate, 0.8, "the same order of magnitude");
    check_done();
}

static void refused(void **state)
{
    (void)state;
    tt_pettitt_result r;
    tt_error err = {0};
    tt_points in = {23, oracle_years(), oracle_years(), NULL};
    check_status(tt_pettitt_test(&in, TT_PETTITT_EXACT, &r, &err), TT_ELIMIT, &err);
    check_true(r.n == 0);
    check_status(tt_pettitt_test(&in, (tt_pettitt_method)5, &r, NULL), TT_EUSAGE, NULL);
    in.n = 1;
    check_status(tt_pettitt_test(&in, TT_PETTITT_AUTO, &r, NULL), TT_ETOOFEW, NULL);
    static const double hole[] = {1, NAN, 2};
    in = (tt_points){3, oracle_years(), hole, NULL};
    check_status(tt_pettitt_test(&in, TT_PETTITT_AUTO, &r, NULL), TT_ENONFINITE, NULL);
    in = (tt_points){3, (double[]){3, 2, 1}, oracle_years(), NULL};
    check_status(tt_pettitt_test(&in, TT_PETTITT_AUTO, &r, NULL), TT_EDOMAIN, NULL);
    in = (tt_points){3, oracle_years(), oracle_years(), NULL};
    for (size_t n = 1; n <= 3; n++) {
        tt_memory_fail_at(n);
        check_status(tt_pettitt_test(&in, TT_PETTITT_AUTO, &r, NULL), TT_ENOMEM, NULL);
    }
    tt_memory_fail_at(0);
    check_status(tt_pettitt_test(&in, TT_PETTITT_APPROXIMATE, &r, NULL), TT_OK, NULL);
    check_true(isnan(r.p_exact) && r.p == r.p_approximate);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published),    cmocka_unit_test(full_enumeration),
        cmocka_unit_test(perfect_step), cmocka_unit_test(laws),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
