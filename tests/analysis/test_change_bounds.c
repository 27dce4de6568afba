/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "check.h"
#include "tiptrend/change.h"

static const char enumeration[] = "full enumeration of the completions";

static tt_change_bounds bounds(tt_interval earlier, tt_interval later, const char *method,
                               double conf)
{
    tt_change_options options = {.conf = conf};
    tt_change_bounds out;
    tt_error err = {0};
    tt_bounded_figure a = {2017, earlier, 1};
    tt_bounded_figure b = {2018, later, 1};
    check_status(tt_ci_method_parse(method, &options.method, &err), TT_OK, &err);
    check_status(tt_change_bounded(&a, &b, &options, &out, &err), TT_OK, &err);
    return out;
}

/* Every pair of whole numbers within the intervals: the bounds and limits are the extremes of theirs. */
static void enumerate(tt_interval earlier, tt_interval later, const char *method, double conf)
{
    tt_change_options options = {.conf = conf};
    (void)tt_ci_method_parse(method, &options.method, NULL);
    tt_interval percent = {INFINITY, -INFINITY};
    tt_interval limits = {INFINITY, -INFINITY};
    for (double x = earlier.low; x <= earlier.high; x++)
        for (double y = later.low; y <= later.high; y++) {
            tt_figure a = {2017, x, 1};
            tt_figure b = {2018, y, 1};
            tt_change change;
            check_status(tt_change_between(&a, &b, &options, &change, NULL), TT_OK, NULL);
            percent.low = fmin(percent.low, change.percent.value);
            percent.high = fmax(percent.high, change.percent.value);
            limits.low = fmin(limits.low, x + y > 0 ? change.percent.low : -100);
            limits.high = fmax(limits.high, x + y > 0 ? change.percent.high : INFINITY);
        }
    tt_change_bounds b = bounds(earlier, later, method, conf);
    check_abs(b.percent.low, percent.low, 1e-12, enumeration);
    check_rel(b.percent.high, percent.high, 1e-13, enumeration);
    check_abs(b.percent_limits.low, limits.low, 1e-12, enumeration);
    check_rel(b.percent_limits.high, limits.high, 1e-13, enumeration);
    check_true(b.absolute.low == later.low - earlier.high);
    check_true(b.absolute.high == later.high - earlier.low);
}

static void completions(void **state)
{
    (void)state;
    static const tt_interval earlier[] = {{0, 4}, {1, 4}, {5, 9}, {20, 30}, {7, 7}, {0, 0}};
    static const tt_interval later[] = {{0, 4}, {3, 12}, {40, 44}, {6, 6}, {0, 0}};
    static const char *const methods[] = {"exact", "midp", "wald"};
    static const double levels[] = {0.8, 0.95, 0.9999};
    for (size_t m = 0; m < 3; m++)
        for (size_t i = 0; i < sizeof earlier / sizeof *earlier; i++)
            for (size_t j = 0; j < sizeof later / sizeof *later; j++)
                if (earlier[i].high + later[j].high > 0)
                    for (size_t l = 0; l < 3; l++)
                        enumerate(earlier[i], later[j], methods[m], levels[l]);
    check_done();
}

static void signs(void **state)
{
    (void)state;
    tt_interval suppressed = {0, 4};
    tt_interval ten = {10, 10};
    check_true(bounds(suppressed, ten, "exact", 0.95).sign == 1);
    check_true(bounds(ten, suppressed, "exact", 0.95).sign == -1);
    check_true(bounds(ten, ten, "exact", 0.95).sign == 0);
    check_true(bounds(suppressed, suppressed, "exact", 0.95).sign == TT_SIGN_UNKNOWN);
    check_true(bounds((tt_interval){740, 885}, (tt_interval){667, 667}, "exact", 0.95).sign == -1);
    /* a population that doubles turns a small rise of the count into a fall of the rate */
    tt_bounded_figure a = {2017, {10, 10}, 100};
    tt_bounded_figure b = {2018, {11, 12}, 200};
    tt_change_bounds out;
    check_status(tt_change_bounded(&a, &b, NULL, &out, NULL), TT_OK, NULL);
    check_true(out.sign == -1 && out.absolute.low == 1);
    check_done();
}

/* More precise figures give bounds inside the old ones. */
static void shrink(void **state)
{
    (void)state;
    tt_change_bounds wide = bounds((tt_interval){10, 30}, (tt_interval){20, 60}, "exact", 0.95);
    tt_change_bounds narrow = bounds((tt_interval){15, 25}, (tt_interval){30, 40}, "exact", 0.95);
    check_true(narrow.percent.low >= wide.percent.low);
    check_true(narrow.percent.high <= wide.percent.high);
    check_true(narrow.percent_limits.low >= wide.percent_limits.low);
    check_true(narrow.percent_limits.high <= wide.percent_limits.high);
    check_true(narrow.percent_limits.low < narrow.percent.low);
    check_done();
}

static void open_ends(void **state)
{
    (void)state;
    tt_change_bounds b =
        bounds((tt_interval){100, 100}, (tt_interval){1001, INFINITY}, "exact", 0.95);
    check_rel(b.percent.low, 901, 1e-13, "hand: more than 1,000");
    check_true(isinf(b.percent.high) && b.sign == 1);
    b = bounds((tt_interval){0, INFINITY}, (tt_interval){50, 50}, "exact", 0.95);
    check_true(b.percent.low == -100 && isinf(b.percent.high) && b.sign == TT_SIGN_UNKNOWN);
    check_true(b.percent_limits.low == -100);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    tt_bounded_figure a = {2017, {5, 5}, 1};
    tt_bounded_figure b = {2018, {5, 4}, 1};
    tt_change_bounds out;
    tt_error err = {0};
    check_status(tt_change_bounded(&a, &b, NULL, &out, &err), TT_EDOMAIN, &err);
    check_true(isnan(out.percent.low) && out.sign == TT_SIGN_UNKNOWN);
    b.value = (tt_interval){NAN, 4};
    check_status(tt_change_bounded(&a, &b, NULL, &out, NULL), TT_ENONFINITE, NULL);
    b.value = (tt_interval){3, 4};
    b.time = 2017;
    check_status(tt_change_bounded(&a, &b, NULL, &out, NULL), TT_EDOMAIN, NULL);
    tt_change_options money = {.plain = 1};
    b.time = 2018;
    check_status(tt_change_bounded(&a, &b, &money, &out, NULL), TT_OK, NULL);
    check_true(isnan(out.percent_limits.low) && !isnan(out.percent.low));
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(completions), cmocka_unit_test(signs),   cmocka_unit_test(shrink),
        cmocka_unit_test(open_ends),   cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
