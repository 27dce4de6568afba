/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "check.h"
#include "tiptrend/rounded.h"

static tt_interval one(double percent, int decimals, double n)
{
    tt_interval count;
    tt_error err = {0};
    check_status(
        tt_rounded_count(&(tt_rounded){percent, decimals}, (tt_interval){n, n}, &count, &err),
        TT_OK, &err);
    return count;
}

static void examples(void **state)
{
    (void)state;
    static const char origin[] = "worked by hand; docs/methods/rounded.md";
    check_abs(one(35, 0, 140).low, 49, 0, origin);
    check_abs(one(35, 0, 140).high, 49, 0, origin);
    check_abs(one(35, 0, 1000).low, 345, 0, origin);
    check_abs(one(35, 0, 1000).high, 354, 0, origin);
    check_abs(one(36, 0, 1000).low, 355, 0, origin);  /* 35.5 rounds up, or to the even 36 */
    check_abs(one(36, 0, 1000).high, 365, 0, origin); /* 36.5 to the even 36 */
    check_abs(one(43, 0, 7).low, 3, 0, origin);
    check_abs(one(43, 0, 7).high, 3, 0, origin);
    tt_interval none = one(33, 0, 20);
    check_true(none.low > none.high);
    check_abs(one(0, 0, 500).low, 0, 0, origin);
    check_abs(one(0, 0, 500).high, 2, 0, origin);
    check_abs(one(21.4, 1, 706).low, 151, 0, origin); /* 21.35 to 21.45: 150.7 to 151.4 */
    check_abs(one(21.4, 1, 706).high, 151, 0, origin);
    check_done();
}

/* Mexico 2018: 54, 21 and 25 percent of 706 persons. */
static void mexico(void **state)
{
    (void)state;
    tt_rounded shares[] = {{54, 0}, {21, 0}, {25, 0}};
    tt_interval counts[3];
    int feasible;
    check_status(tt_rounded_counts(shares, 3, (tt_interval){706, 706}, counts, &feasible, NULL),
                 TT_OK, NULL);
    check_true(feasible);
    check_abs(counts[0].low, 378, 0, "hand");
    check_abs(counts[0].high, 384, 0, "hand");
    check_abs(counts[1].low, 145, 0, "hand");
    check_abs(counts[1].high, 151, 0, "hand");
    tt_rounded hotline[] = {{78, 0}, {19, 0}, {9, 0}};
    check_status(tt_rounded_counts(hotline, 3, (tt_interval){584, 584}, counts, &feasible, NULL),
                 TT_OK, NULL);
    check_true(!feasible);
    check_done();
}

/* How a percentage is printed: rounding half up, and half to even. */
static int prints_as(int k, int n, int percent)
{
    int twice = 200 * k; /* in units of 1/(2n) percent */
    int up = (twice + n) / (2 * n);
    int even = up;
    if ((twice + n) % (2 * n) == 0 && up % 2 != 0)
        even = up - 1;
    return up == percent || even == percent;
}

/* Full enumeration of three categories: the limits are those that some solution attains. */
static void enumeration(void **state)
{
    (void)state;
    for (int n = 1; n <= 24; n++)
        for (int a = 0; a <= 100; a += 3)
            for (int b = 0; a + b <= 104; b += 4) {
                int c = 100 - a - b < 0 ? 0 : 100 - a - b;
                int least[3] = {99, 99, 99};
                int most[3] = {-1, -1, -1};
                for (int i = 0; i <= n; i++)
                    for (int j = 0; i + j <= n; j++) {
                        int k = n - i - j;
                        if (!prints_as(i, n, a) || !prints_as(j, n, b) || !prints_as(k, n, c))
                            continue;
                        int found[3] = {i, j, k};
                        for (int m = 0; m < 3; m++) {
                            least[m] = found[m] < least[m] ? found[m] : least[m];
                            most[m] = found[m] > most[m] ? found[m] : most[m];
                        }
                    }
                tt_rounded shares[] = {{a, 0}, {b, 0}, {c, 0}};
                tt_interval counts[3];
                int feasible;
                check_status(
                    tt_rounded_counts(shares, 3, (tt_interval){n, n}, counts, &feasible, NULL),
                    TT_OK, NULL);
                check_true(feasible == (most[0] >= 0));
                for (int m = 0; m < 3 && feasible; m++)
                    check_true(counts[m].low == least[m] && counts[m].high == most[m]);
            }
    check_done();
}

static void intervals(void **state)
{
    (void)state;
    tt_interval count;
    check_status(tt_rounded_count(&(tt_rounded){50, 0}, (tt_interval){100, 200}, &count, NULL),
                 TT_OK, NULL);
    check_true(count.low == 50 && count.high == 101); /* 50 % of 100 is 50, of 200 is 99 to 101 */
    check_done();
}

static void refused(void **state)
{
    (void)state;
    tt_interval count;
    int feasible;
    tt_error err = {0};
    tt_interval good = {10, 10};
    check_status(tt_rounded_count(&(tt_rounded){-1, 0}, good, &count, &err), TT_EDOMAIN, &err);
    tt_error_clear(&err);
    check_status(tt_rounded_count(&(tt_rounded){NAN, 0}, good, &count, &err), TT_ENONFINITE, &err);
    tt_error_clear(&err);
    check_status(tt_rounded_count(&(tt_rounded){5, 9}, good, &count, &err), TT_EDOMAIN, &err);
    tt_error_clear(&err);
    check_status(tt_rounded_count(&(tt_rounded){5, 0}, (tt_interval){5, 4}, &count, &err),
                 TT_EDOMAIN, &err);
    tt_error_clear(&err);
    check_status(tt_rounded_counts(NULL, 0, good, &count, &feasible, &err), TT_ETOOFEW, &err);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples),  cmocka_unit_test(mexico),  cmocka_unit_test(enumeration),
        cmocka_unit_test(intervals), cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
