/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L
/* Seconds of joinpoint regression: permutation tests of all steps of the sequence, and many short
 * series. Usage: bench_joinpoint [threads] */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tiptrend/joinpoint.h"

#define LONGEST 100

static double seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* A series with some bends and scatter; the same on every machine. */
static void make_series(size_t n, unsigned seed, double *time, double *value)
{
    uint64_t state = seed * 2654435761u + 1;
    for (size_t i = 0; i < n; i++) {
        double sum = -3; /* sum of six uniform numbers: nearly normal */
        for (int j = 0; j < 6; j++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            sum += (double)(state >> 11) * 0x1p-53;
        }
        const double t = (double)i;
        time[i] = 1985 + t;
        value[i] = 100 * exp(0.05 * t - 0.1 * fmax(0, t - 0.3 * (double)n) +
                             0.12 * fmax(0, t - 0.6 * (double)n) + 0.05 * sum);
    }
}

/* The sequence at a level at which every test rejects: each k0 against kmax, by full search. */
static double sequence(size_t n, int kmax, unsigned threads, size_t *tests)
{
    double time[LONGEST];
    double value[LONGEST];
    make_series(n, 7, time, value);
    const tt_points points = {.n = n, .time = time, .value = value};
    const tt_joinpoint_options options = {.max_joinpoints = kmax,
                                          .select = TT_JOINPOINT_PERMUTATION,
                                          .alpha = 0.999999,
                                          .threads = threads};
    double best = INFINITY;
    for (int run = 0; run < 5; run++) {
        tt_joinpoint_result result;
        const double start = seconds();
        if (tt_joinpoint_fit(&points, &options, &result, NULL))
            exit(EXIT_FAILURE);
        best = fmin(best, seconds() - start);
        *tests = result.test_count;
        tt_joinpoint_clear(&result);
    }
    return best;
}

static double many_series(size_t count)
{
    double best = INFINITY;
    for (int run = 0; run < 5; run++) {
        const double start = seconds();
        for (size_t s = 0; s < count; s++) {
            double time[LONGEST];
            double value[LONGEST];
            const size_t n = 7 + s % 14;
            make_series(n, (unsigned)s, time, value);
            const tt_points points = {.n = n, .time = time, .value = value};
            tt_joinpoint_result result;
            if (tt_joinpoint_fit(&points, NULL, &result, NULL))
                exit(EXIT_FAILURE);
            tt_joinpoint_clear(&result);
        }
        best = fmin(best, seconds() - start);
    }
    return best;
}

static double bootstrap(size_t n, int k, unsigned threads)
{
    double time[LONGEST];
    double value[LONGEST];
    make_series(n, 7, time, value);
    const tt_points points = {.n = n, .time = time, .value = value};
    const tt_joinpoint_options options = {.min_joinpoints = k,
                                          .max_joinpoints = k,
                                          .limits = TT_JOINPOINT_EMPIRICAL,
                                          .threads = threads};
    double best = INFINITY;
    for (int run = 0; run < 3; run++) {
        tt_joinpoint_result result;
        const double start = seconds();
        if (tt_joinpoint_fit(&points, &options, &result, NULL))
            exit(EXIT_FAILURE);
        best = fmin(best, seconds() - start);
        tt_joinpoint_clear(&result);
    }
    return best;
}

int main(int argc, char **argv)
{
    const unsigned threads = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 1;
    size_t tests = 0;
    double s = sequence(30, 3, threads, &tests);
    (void)printf("n = 30, up to 3 joinpoints, %zu tests of 4499: %.1f ms\n", tests, 1e3 * s);
    s = sequence(40, 5, threads, &tests);
    (void)printf("n = 40, up to 5 joinpoints, %zu tests of 4499: %.1f ms\n", tests, 1e3 * s);
    (void)printf("128 series, n = 7..20, WBIC: %.2f ms\n", 1e3 * many_series(128));
    (void)printf("n = 30, 3 joinpoints, 5000 resamples: %.1f ms\n",
                 1e3 * bootstrap(30, 3, threads));
    return 0;
}
