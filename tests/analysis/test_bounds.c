/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "check.h"
#include "tiptrend/bounds.h"

static tt_share_bounds bounds(tt_interval f, tt_interval m, tt_interval u, double whole)
{
    tt_two_parts parts = {f, m, u, whole};
    tt_share_bounds out;
    tt_error err = {0};
    check_status(tt_bounds_share(&parts, 0, &out, &err), TT_OK, &err);
    return out;
}

static tt_interval at(double x)
{
    return (tt_interval){x, x};
}

/* 54 % female, 21 % male, 25 % unspecified of 706: 378..384, 145..151, the rest. */
static void mexico(void **state)
{
    (void)state;
    tt_share_bounds b =
        bounds((tt_interval){378, 384}, (tt_interval){145, 151}, (tt_interval){173, 180}, 706);
    check_abs(b.first_share.low, 378.0 / 706, 1e-15, "hand: 53.5 %");
    check_abs(b.first_share.high, 561.0 / 706, 1e-15, "hand: 79.5 %");
    check_abs(b.ratio.low, 378.0 / 328, 1e-15, "hand");
    check_abs(b.ratio.high, 561.0 / 145, 1e-15, "hand");
    check_true(b.notes & TT_NOTE_UNSPECIFIED);
    check_done();
}

static void published(void **state)
{
    (void)state;
    tt_share_bounds b = bounds(at(30), at(50), at(20), 100);
    check_abs(b.first_share.low, 0.30, 1e-15, "Imbens and Manski's formula, R");
    check_abs(b.first_share.high, 0.50, 1e-15, "R");
    check_abs(b.critical, 1.644854, 5e-7, "R");
    check_abs(b.share_limits.low, 0.22462, 5e-6, "R");
    check_abs(b.share_limits.high, 0.58224, 5e-6, "R");
    check_abs(b.specified_share.low, 30.0 / 80, 1e-15, "hand");
    /* Manski 2007: 106 sampled, 64 found of whom 21 had exited, 42 not found. */
    b = bounds(at(21), at(43), at(42), 106);
    check_abs(b.first_share.low, 0.198, 5e-4, "Manski 2007");
    check_abs(b.first_share.high, 0.594, 5e-4, "Manski 2007");
    check_abs(b.specified_share.low, 0.328, 5e-4, "Manski 2007");
    /* Nothing unspecified: the two-sided normal limits. */
    b = bounds(at(30), at(70), at(0), 100);
    check_abs(b.critical, 1.959963984540054, 1e-9, "normal quantile");
    check_true(!(b.notes & TT_NOTE_UNSPECIFIED));
    check_done();
}

/* Every completion of the data lies within the bounds, and some reach them. */
static void enumeration(void **state)
{
    (void)state;
    tt_interval f = {2, 5};
    tt_interval m = {1, 4};
    tt_interval u = {0, 6};
    for (int whole = 0; whole <= 14; whole++) {
        tt_interval share = {2, -1};
        tt_interval ratio = {INFINITY, -1};
        for (int i = 2; i <= 5; i++)
            for (int j = 1; j <= 4; j++)
                for (int k = 0; k <= 6; k++)
                    for (int to_first = 0; to_first <= k; to_first++) {
                        if (whole > 0 && i + j + k != whole)
                            continue;
                        double first = i + to_first;
                        double second = j + k - to_first;
                        share.low = fmin(share.low, first / (i + j + k));
                        share.high = fmax(share.high, first / (i + j + k));
                        ratio.low = fmin(ratio.low, first / second);
                        ratio.high = fmax(ratio.high, first / second);
                    }
        if (share.high < 0)
            continue;
        tt_share_bounds b = bounds(f, m, u, whole > 0 ? (double)whole : (double)NAN);
        check_abs(b.first_share.low, share.low, 1e-15, "enumeration");
        check_abs(b.first_share.high, share.high, 1e-15, "enumeration");
        check_abs(b.ratio.low, ratio.low, 1e-12, "enumeration");
        check_abs(b.ratio.high, ratio.high, 1e-12, "enumeration");
        check_true(b.share_limits.low <= b.first_share.low);
        check_true(b.share_limits.high >= b.first_share.high);
    }
    check_done();
}

/* Bounds shrink as data become more precise; the two categories mirror each other. */
static void laws(void **state)
{
    (void)state;
    tt_share_bounds wide = bounds((tt_interval){20, 40}, (tt_interval){30, 50}, at(20), NAN);
    tt_share_bounds narrow = bounds((tt_interval){28, 32}, (tt_interval){38, 42}, at(20), NAN);
    check_true(narrow.first_share.low > wide.first_share.low);
    check_true(narrow.first_share.high < wide.first_share.high);
    tt_share_bounds a = bounds(at(30), at(50), at(20), 100);
    tt_share_bounds b = bounds(at(50), at(30), at(20), 100);
    check_abs(a.first_share.low, 1 - b.first_share.high, 1e-15, "law: mirror");
    check_abs(a.ratio.low, 1 / b.ratio.high, 1e-15, "law: mirror");
    check_abs(a.second_share.low, b.first_share.low, 1e-15, "law: mirror");
    check_done();
}

static void change(void **state)
{
    (void)state;
    tt_interval found;
    int known;
    check_status(tt_bounds_change((tt_interval){0.655, 0.855}, (tt_interval){0.535, 0.795}, &found,
                                  &known, NULL),
                 TT_OK, NULL);
    check_abs(found.low, -0.32, 1e-15, "hand");
    check_abs(found.high, 0.14, 1e-15, "hand");
    check_true(!known);
    check_status(tt_bounds_change(at(0.2), at(0.4), &found, &known, NULL), TT_OK, NULL);
    check_true(known);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    tt_share_bounds out;
    tt_error err = {0};
    tt_two_parts parts = {at(1), at(2), at(3), 10};
    check_status(tt_bounds_share(&parts, 0, &out, &err), TT_ENOFIT, &err);
    tt_error_clear(&err);
    parts.whole = NAN;
    check_status(tt_bounds_share(&parts, 1.5, &out, &err), TT_EUSAGE, &err);
    tt_error_clear(&err);
    parts.first.low = -1;
    check_status(tt_bounds_share(&parts, 0, &out, &err), TT_EDOMAIN, &err);
    tt_error_clear(&err);
    parts.first.low = NAN;
    check_status(tt_bounds_share(&parts, 0, &out, &err), TT_ENONFINITE, &err);
    tt_error_clear(&err);
    parts = (tt_two_parts){at(0), at(0), at(0), NAN};
    check_status(tt_bounds_share(&parts, 0, &out, &err), TT_EDOMAIN, &err);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mexico), cmocka_unit_test(published), cmocka_unit_test(enumeration),
        cmocka_unit_test(laws),   cmocka_unit_test(change),    cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
