/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time of an exact Mann-Kendall p with ties: the first of its kind (the distribution is made), and with the
 * distribution kept (the tests show that the probabilities add to 1). */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <time.h>

#include "tiptrend/mannkendall.h"

enum { MOST = 200, REPEATS = 200 };

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* A series of n values of which about half are tied. */
static void fill(double *time, double *value, size_t n, unsigned long long random)
{
    for (size_t i = 0; i < n; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        time[i] = 1800 + (double)i;
        value[i] = (double)((random >> 33) % (n + 1));
    }
}

int main(void)
{
    static const size_t sizes[] = {10, 25, 50, 100, 200};
    double time[MOST];
    double value[MOST];
    tt_runtime_init();
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        size_t n = sizes[s];
        tt_mk_cache *cache = tt_mk_cache_new();
        tt_mk_options kept = {.cache = cache};
        tt_mk_result r;
        fill(time, value, n, 42);
        tt_points in = {n, time, value, NULL};
        double start = now();
        for (int i = 0; i < REPEATS; i++)
            if (tt_mk_test(&in, NULL, &r, NULL) != TT_OK)
                return 1;
        double afresh = (now() - start) / REPEATS;
        start = now();
        for (int i = 0; i < REPEATS; i++)
            if (tt_mk_test(&in, &kept, &r, NULL) != TT_OK)
                return 1;
        double again = (now() - start) / REPEATS;
        (void)printf(
            "n = %3zu, %3lld tied pairs: %9.2f us, %7.2f us with the distribution kept; p = %.3g\n",
            n, (long long)r.tied_pairs, 1e6 * afresh, 1e6 * again, r.p);
        tt_mk_cache_free(cache);
    }
    return 0;
}
