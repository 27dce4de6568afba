/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ticks and ranges of axes. */
#include "scale.h"

#include <math.h>
#include <stdio.h>

#include "words.h"

/* The step of 1, 2, 2.5 or 5 times a power of ten nearest above `raw`. */
static double nice_step(double raw, int whole)
{
    static const double steps[] = {1, 2, 2.5, 5, 10};
    double power = pow(10, floor(log10(raw)));
    double step = power;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        step = steps[i] * power;
        if (step >= raw * (1 - 1e-9) && !(whole && step != floor(step)))
            break;
    }
    return whole && step < 1 ? 1 : step;
}

size_t tt__nice_ticks(double low, double high, size_t wanted, int whole,
                      double ticks[TT__TICKS_MAX])
{
    if (!(high > low))
        high = low + fmax(1, fabs(low) * 1e-9);
    double parts = (double)(wanted > 1 ? wanted - 1 : 1);
    double step = nice_step(high / parts - low / parts, whole);
    double first = floor(low / step + 1e-9);
    double last = ceil(high / step - 1e-9);
    size_t count = 0;
    for (double k = first; k <= last && count < TT__TICKS_MAX; k++)
        ticks[count++] = k * step;
    if (count > 1 && isfinite(ticks[0]) && isfinite(ticks[count - 1]))
        return count;
    ticks[0] = low; /* beyond what a double can step through */
    ticks[1] = high;
    return 2;
}

int tt__step_decimals(double step)
{
    int decimals = 0;
    while (decimals < 6 && fabs(step * pow(10, decimals) - round(step * pow(10, decimals))) > 1e-6)
        decimals++;
    return decimals;
}

void tt__set_value_axis(tt_chart *chart, tt_axis *axis, const tt__value_axis *wish)
{
    double ticks[TT__TICKS_MAX];
    const char *labels[TT__TICKS_MAX];
    size_t count =
        tt__nice_ticks(wish->low, wish->high, wish->wanted ? wish->wanted : 5, wish->whole, ticks);
    int decimals = count > 1 ? tt__step_decimals(ticks[1] - ticks[0]) : 0;
    for (size_t i = 0; i < count; i++) {
        labels[i] = wish->percent ? wish->sign ? tt__signed_percent(chart, ticks[i], decimals)
                                               : tt__percent(chart, ticks[i], decimals)
                    : wish->sign ? tt__signed(chart, ticks[i], decimals)
                                  : tt__number(chart, ticks[i], decimals);
    }
    tt_axis_set_ticks(chart, axis, ticks, labels, count);
    axis->low = ticks[0];
    axis->high = ticks[count - 1];
    axis->grid = 1;
}

void tt__set_year_axis(tt_chart *chart, tt_axis *axis, double first, double last, double pad)
{
    static const double steps[] = {1, 2, 5, 10, 20, 50, 100};
    enum { EVERY_YEAR = 12 }; /* up to here each year has its tick */
    double step = steps[0];
    for (size_t i = 0; i < sizeof steps / sizeof *steps && (last - first) / step >= EVERY_YEAR; i++)
        step = steps[i];
    double ticks[TT__TICKS_MAX];
    const char *labels[TT__TICKS_MAX];
    size_t count = 0;
    for (double k = ceil(first / step - 1e-9); k * step <= last + 1e-9 && count < TT__TICKS_MAX;
         k++) {
        ticks[count] = k * step;
        labels[count] = tt_chart_format(chart, "%.0f", k * step);
        count++;
    }
    tt_axis_set_ticks(chart, axis, ticks, labels, count);
    axis->low = first - pad;
    axis->high = last + pad;
    axis->line = 1;
}
