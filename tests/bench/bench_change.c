/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Microseconds for one year-over-year change with exact limits and p: 20,000 series of 25 years. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <time.h>

#include "tiptrend/change.h"

enum { SERIES = 20000, YEARS = 25 };

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(void)
{
    static const double sizes[] = {5, 50, 500, 5000, 50000};
    static const char *const methods[] = {"exact", "midp", "wald"};
    tt_runtime_init();
    double time[YEARS];
    double value[YEARS];
    tt_change out[YEARS];
    for (size_t m = 0; m < sizeof methods / sizeof *methods; m++) {
        tt_change_series_options options = {0};
        (void)tt_ci_method_parse(methods[m], &options.change.method, NULL);
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            unsigned long long random = 42;
            double sum = 0;
            double start = now();
            for (int i = 0; i < SERIES; i++) {
                for (int y = 0; y < YEARS; y++) {
                    random = random * 6364136223846793005u + 1442695040888963407u;
                    time[y] = 2000 + y;
                    value[y] = (double)(long)(sizes[s] * (0.5 + (double)(random >> 40) * 0x1p-24));
                }
                tt_points in = {YEARS, time, value, NULL};
                if (tt_change_series(&in, &options, out, NULL) != TT_OK)
                    return 1;
                sum += out[1].p;
            }
            double changes = (double)SERIES * (YEARS - 1);
            (void)printf("%-6s counts about %6.0f: %6.2f us for a change (%g)\n", methods[m],
                         sizes[s], 1e6 * (now() - start) / changes, sum / SERIES);
        }
    }
    return 0;
}
