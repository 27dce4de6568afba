/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SCALE_H
#define TT_SCALE_H

#include <stddef.h>

#include "tiptrend/chart.h"

enum { TT__TICKS_MAX = 24 };

/* Round ticks that cover low ... high: a step of 1, 2, 2.5 or 5 times a power of ten, about `wanted` of
 * them; whole numbers only where `whole` is set. Returns how many were written. */
size_t tt__nice_ticks(double low, double high, size_t wanted, int whole,
                      double ticks[TT__TICKS_MAX]);

/* How many decimals numbers need that are so far apart, and multiples of it. */
int tt__step_decimals(double step);

/* An axis of values from round ticks: its range is that of the ticks that cover low ... high. Counts
 * and bars start at 0: pass low = 0. `percent` puts a % sign behind the labels, `sign` a sign before. */
typedef struct tt__value_axis {
    double low;
    double high;
    size_t wanted;
    int whole;
    int percent;
    int sign;
} tt__value_axis;

void tt__set_value_axis(tt_chart *chart, tt_axis *axis, const tt__value_axis *wish);

/* An axis of years with a tick at each (every second, fifth, ... where there are many); `pad` is the room
 * at both ends in years. */
void tt__set_year_axis(tt_chart *chart, tt_axis *axis, double first, double last, double pad);

#endif
