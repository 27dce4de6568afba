/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "check.h"
#include "tiptrend/rate.h"

static const char phe[] = "PHEindicatormethods, tests/testthat/testdata_Rate.xlsx";
static const char wilson[] = "PHEindicatormethods, tests/testthat/testdata_Proportion.xlsx";

static tt_interval at(double x)
{
    return (tt_interval){x, x};
}

static tt_rate rate(tt_interval count, double exposure, double per, const char *method, double conf)
{
    tt_ci_options options = {.conf = conf};
    tt_rate out;
    tt_error err = {0};
    check_status(tt_ci_method_parse(method, &options.method, &err), TT_OK, &err);
    check_status(tt_rate_of(count, exposure, per, &options, &out, &err), TT_OK, &err);
    return out;
}

/* The rule of the Office for Health Improvement: Byar from a count of 10, exact below. */
static void published(void **state)
{
    (void)state;
    static const struct {
        double count;
        double exposure;
        double per;
        double conf;
        double value;
        double low;
        double high;
    } rows[] = {
        {1, 100, 100, 0.95, 1, 0.02531780798, 5.57164339094},
        {1, 100, 100, 0.998, 1, 0.00100050033, 9.23341347645},
        {5, 100, 100, 0.95, 5, 1.62348639012, 11.66833207932},
        {20, 100, 100, 0.95, 20, 12.21142883488, 30.88988036920},
        {65, 100, 100, 0.95, 65, 50.163187710459454, 82.849138545939837},
        {222, 3215, 100, 0.95, 6.90513219285, 6.02657487765, 7.87572937087},
        {999, 3456, 100, 0.95, 28.90625, 27.14130493609, 30.75583323738},
        {2, 200, 100000, 0.95, 1000, 121.10463927, 3612.34383386},
        {10, 200, 100000, 0.95, 5000, 2393.72495698, 9195.72930288},
        {250, 220, 100000, 0.95, 113636.363636364, 99984.947385, 128631.144875},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tt_rate r = rate(at(rows[i].count), rows[i].exposure, rows[i].per, "ohid", rows[i].conf);
        check_rel(r.value, rows[i].value, 1e-11, phe);
        check_rel(r.limits.low, rows[i].low, 5e-9, phe);
        check_rel(r.limits.high, rows[i].high, 5e-11, phe);
    }
    static const struct {
        double x;
        double n;
        double low;
        double high;
    } shares[] = {
        {65, 100, 0.55254443296887967, 0.73635751756902468},
        {1045, 5000, 0.19795549880013297, 0.22049130373189027},
        {1, 100, 0.0017674320641406511, 0.054486196178705294},
        {5, 100, 0.02154367915436798, 0.11175046923191911},
        {20, 100, 0.1333669333310325, 0.28882916559315885},
        {222, 3215, 0.060791690363636595, 0.078339566813836331},
        {999, 3456, 0.27418951080009873, 0.30440389662818057},
    };
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        tt_rate r;
        check_status(tt_rate_proportion(at(shares[i].x), at(shares[i].n), NULL, &r, NULL), TT_OK,
                     NULL);
        check_rel(r.value, shares[i].x / shares[i].n, 1e-15, wilson);
        check_rel(r.limits.low, shares[i].low, 1e-12, wilson);
        check_rel(r.limits.high, shares[i].high, 1e-12, wilson);
    }
    tt_ci_options strict = {.conf = 0.998};
    tt_rate r;
    check_status(tt_rate_proportion(at(65), at(100), &strict, &r, NULL), TT_OK, NULL);
    check_rel(r.limits.low, 0.49549465740704313, 1e-9, wilson);
    check_rel(r.limits.high, 0.77835406140896968, 1e-9, wilson);
    check_done();
}

/* Every count of an interval: its rate and limits lie within, and some reach the ends. */
static void rates_of_intervals(void **state)
{
    (void)state;
    static const char *const methods[] = {"exact", "midp", "byar",     "ohid",
                                          "score", "wald", "log-wald", "jeffreys"};
    static const tt_interval intervals[] = {{0, 4}, {1, 4}, {3, 12}, {95, 105}, {0, 0}};
    static const double levels[] = {0.8, 0.95, 0.999};
    for (size_t m = 0; m < sizeof methods / sizeof *methods; m++)
        for (size_t i = 0; i < sizeof intervals / sizeof *intervals; i++)
            for (size_t l = 0; l < 3; l++) {
                tt_interval limits = {INFINITY, 0};
                for (double x = intervals[i].low; x <= intervals[i].high; x++) {
                    tt_rate one = rate(at(x), 1000, 100, methods[m], levels[l]);
                    limits.low = fmin(limits.low, one.limits.low);
                    limits.high = fmax(limits.high, one.limits.high);
                    /* Jeffreys' interval for no event lies above 0 */
                    check_true(one.limits.low <= one.value || (x == 0 && m == 7));
                    check_true(one.value <= one.limits.high);
                }
                tt_rate r = rate(intervals[i], 1000, 100, methods[m], levels[l]);
                check_abs(r.limits.low, limits.low, 1e-14, "full enumeration");
                check_rel(r.limits.high, limits.high, 1e-14, "full enumeration");
                check_rel(r.bounds.high, intervals[i].high / 10, 1e-15, "hand");
            }
    tt_rate open = rate((tt_interval){1001, INFINITY}, 1000, 1, "exact", 0.95);
    check_true(isinf(open.limits.high) && isinf(open.bounds.high) && isnan(open.value));
    check_true(open.limits.low > 0.9 && open.limits.low < 1.001);
    check_done();
}

static void proportions_of_intervals(void **state)
{
    (void)state;
    static const tt_interval parts[] = {{0, 4}, {5, 5}, {3, 9}, {12, 15}};
    static const tt_interval wholes[] = {{10, 10}, {4, 12}, {20, 25}, {13, 14}};
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 4; j++) {
            tt_interval bounds = {2, -1};
            tt_interval limits = {2, -1};
            for (double x = parts[i].low; x <= parts[i].high; x++)
                for (double n = fmax(wholes[j].low, x); n <= wholes[j].high; n++) {
                    tt_rate one;
                    check_status(tt_rate_proportion(at(x), at(n), NULL, &one, NULL), TT_OK, NULL);
                    bounds.low = fmin(bounds.low, one.value);
                    bounds.high = fmax(bounds.high, one.value);
                    limits.low = fmin(limits.low, one.limits.low);
                    limits.high = fmax(limits.high, one.limits.high);
                }
            tt_rate r;
            tt_status status = tt_rate_proportion(parts[i], wholes[j], NULL, &r, NULL);
            if (bounds.high < 0) {
                check_status(status, TT_EDOMAIN, NULL);
                continue;
            }
            check_abs(r.bounds.low, bounds.low, 1e-15, "full enumeration");
            check_abs(r.bounds.high, bounds.high, 1e-15, "full enumeration");
            check_abs(r.limits.low, limits.low, 1e-15, "full enumeration");
            check_abs(r.limits.high, limits.high, 1e-15, "full enumeration");
        }
    check_done();
}

/* Scaling count and exposure units; a rate per k is k times the rate per 1. */
static void laws(void **state)
{
    (void)state;
    tt_rate a = rate(at(37), 5000, 1, "exact", 0.95);
    tt_rate b = rate(at(37), 5000, 100000, "exact", 0.95);
    tt_rate c = rate(at(37), 50, 1, "exact", 0.95);
    check_rel(b.limits.low, 100000 * a.limits.low, 1e-14, "law: per");
    check_rel(c.limits.high, 100 * a.limits.high, 1e-14, "law: exposure");
    tt_rate r = rate((tt_interval){2.5, 3.5}, 10, 1, "exact", 0.95);
    check_true(isnan(r.limits.low) && (r.notes & TT_NOTE_NOT_A_COUNT));
    check_done();
}

static void refused(void **state)
{
    (void)state;
    tt_rate r;
    tt_error err = {0};
    check_status(tt_rate_of(at(3), 0, 1, NULL, &r, &err), TT_EDOMAIN, &err);
    check_true(isnan(r.value) && isnan(r.limits.low));
    check_status(tt_rate_of((tt_interval){3, 2}, 1, 1, NULL, &r, NULL), TT_EDOMAIN, NULL);
    check_status(tt_rate_of(at(NAN), 1, 1, NULL, &r, NULL), TT_ENONFINITE, NULL);
    tt_ci_options wilson_only = {.method = TT_CI_WILSON_CC};
    check_status(tt_rate_of(at(3), 1, 1, &wilson_only, &r, NULL), TT_EUSAGE, NULL);
    check_status(tt_rate_proportion(at(5), at(4), NULL, &r, NULL), TT_EDOMAIN, NULL);
    check_status(tt_rate_proportion(at(0), at(0), NULL, &r, NULL), TT_EDOMAIN, NULL);
    check_status(tt_rate_proportion(at(1), (tt_interval){2, INFINITY}, NULL, &r, NULL),
                 TT_ENONFINITE, NULL);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published),
        cmocka_unit_test(rates_of_intervals),
        cmocka_unit_test(proportions_of_intervals),
        cmocka_unit_test(laws),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
