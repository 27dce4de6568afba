/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ticks: round, evenly spaced, around the data, few. */
#include "scale.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "tiptrend/rng.h"

static int is_round(double step)
{
    double mantissa = step / pow(10, floor(log10(step) + 1e-9));
    static const double good[] = {1, 2, 2.5, 5};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (fabs(mantissa - good[i]) < 1e-9)
            return 1;
    return 0;
}

static void expect(double low, double high, size_t wanted, int whole, const char *expected)
{
    double ticks[TT__TICKS_MAX];
    char text[400] = "";
    size_t count = tt__nice_ticks(low, high, wanted, whole, ticks);
    for (size_t i = 0; i < count; i++)
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), "%s%g", i ? " " : "",
                       ticks[i]);
    check_text(text, expected, "ticks");
}

static void by_hand(void **state)
{
    (void)state;
    expect(0, 706, 5, 1, "0 200 400 600 800");
    expect(0, 1814, 5, 1, "0 500 1000 1500 2000");
    expect(0, 1, 5, 1, "0 1");
    expect(0, 3, 5, 1, "0 1 2 3");
    expect(0, 0.8, 5, 0, "0 0.2 0.4 0.6 0.8");
    expect(-53.5, 27.5, 5, 0, "-75 -50 -25 0 25 50");
    expect(0, 100, 5, 0, "0 25 50 75 100");
    expect(5, 5, 5, 0, "5 5.25 5.5 5.75 6"); /* one value: an extent is made */
    expect(9e18, 9e18, 2, 1, "9e+18 9e+18"); /* the next number is a thousand away */
    expect(-1.7e308, 1.7e308, 2, 0, "-1.7e+308 1.7e+308");
    expect(-1.7e308, 1.7e308, 5, 0, "-1.7e+308 1.7e+308");
    check_done();
}

/* For any range that is more than a rounding error wide: the ticks cover it, are round and even, and no more than twice what was wanted. */
static void laws(void **state)
{
    (void)state;
    tt_rng rng;
    tt_rng_start(&rng, 20190620, 0);
    for (int i = 0; i < 20000; i++) {
        double low = (tt_rng_uniform(&rng) - 0.3) * pow(10, floor(tt_rng_uniform(&rng) * 9) - 3);
        double high = low + tt_rng_uniform(&rng) * pow(10, floor(tt_rng_uniform(&rng) * 9) - 3);
        if (high - low < 1e-3 * fabs(low))
            continue;
        int whole = i % 2;
        size_t wanted = 3 + (size_t)i % 5;
        double ticks[TT__TICKS_MAX];
        size_t count = tt__nice_ticks(low, high, wanted, whole, ticks);
        double step = ticks[1] - ticks[0];
        int good = count >= 2 && count <= 2 * wanted + 1 && ticks[0] <= low + 1e-9 * step &&
                   ticks[count - 1] >= high - 1e-9 * step && is_round(step) &&
                   (!whole || step == floor(step));
        for (size_t k = 2; k < count; k++)
            good &= fabs(ticks[k] - ticks[k - 1] - step) < 1e-6 * step;
        if (!good) {
            (void)fprintf(stderr, "low %.17g high %.17g wanted %zu whole %d: %zu ticks\n", low,
                          high, wanted, whole, count);
            check_true(good);
        }
    }
    check_done();
}

static void axes(void **state)
{
    (void)state;
    tt_chart *chart = tt_chart_new("test", 1);
    assert_non_null(chart);
    tt_axis *axis = &chart->panels[0].y;
    tt__set_value_axis(chart, axis, &(tt__value_axis){.low = 0, .high = 1814, .whole = 1});
    check_true(axis->low == 0 && axis->high == 2000 && axis->tick_count == 5 && axis->grid);
    check_text(axis->tick_labels[2], "1,000", "thousands are separated");
    tt__set_value_axis(chart, axis,
                       &(tt__value_axis){.low = -0.4, .high = 0.3, .percent = 1, .sign = 1});
    check_text(axis->tick_labels[0],
               "\xE2\x88\x92"
               "0.4%",
               "a true minus sign, and percent");
    check_text(axis->tick_labels[axis->tick_count - 1], "+0.4%", "a sign before");
    axis = &chart->panels[0].x;
    tt__set_year_axis(chart, axis, 2015, 2018, 0.5);
    check_true(axis->tick_count == 4 && axis->low == 2014.5 && axis->high == 2018.5);
    check_text(axis->tick_labels[0], "2015", "a year has no comma");
    tt__set_year_axis(chart, axis, 2003, 2023, 0);
    check_true(axis->tick_count <= 12 && axis->ticks[0] >= 2003 &&
               axis->ticks[1] - axis->ticks[0] == 2);
    tt__set_year_axis(chart, axis, 1900, 2023, 0);
    check_true(axis->tick_count <= 13 && fmod(axis->ticks[0], 20) == 0);
    check_status(tt_chart_status(chart, NULL), TT_OK, NULL);
    tt_chart_free(chart);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(laws),
        cmocka_unit_test(axes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
