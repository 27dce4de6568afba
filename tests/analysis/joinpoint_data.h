/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_JOINPOINT_DATA_H
#define TT_JOINPOINT_DATA_H

#include "csv_rows.h"
#include "tiptrend/joinpoint.h"

/* Series for the tests of joinpoint regression. */

#define DATA_LONGEST 128
#define DATA_ORACLES TT_SOURCE_DIR "/tests/oracles"

typedef struct data_series {
    size_t n;
    double time[DATA_LONGEST];
    double value[DATA_LONGEST];
    double se[DATA_LONGEST];
} data_series;

static inline tt_points data_points(const data_series *s)
{
    return (tt_points){.n = s->n, .time = s->time, .value = s->value};
}

/* A series of tests/oracles/joinpoint_series.csv. */
static inline void data_load(const char *name, data_series *s)
{
    csv_rows table;
    *s = (data_series){0};
    assert_int_equal(csv_read(DATA_ORACLES, "joinpoint_series.csv", &table), 0);
    for (size_t i = 0; i < table.count; i++)
        if (csv_is(&table, i, 0, name)) {
            s->time[s->n] = csv_number(&table, i, 1);
            s->value[s->n] = csv_number(&table, i, 2);
            s->se[s->n++] = csv_number(&table, i, 3);
        }
    csv_clear(&table);
    assert_true(s->n > 0);
}

/* Uniform on (0, 1); the same numbers everywhere. */
static inline double data_uniform(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return ((double)(*state >> 11) + 0.5) * 0x1p-53;
}

/* n years, every third or so left out if `gaps`, of a bent trend with scatter. */
static inline void data_random(size_t n, int gaps, uint64_t seed, data_series *s)
{
    uint64_t state = seed * 977 + 3;
    *s = (data_series){.n = n};
    double year = 1990;
    double level = 3;
    double slope = 0.3 * (data_uniform(&state) - 0.5);
    for (size_t i = 0; i < n; i++) {
        year += 1 + (gaps && data_uniform(&state) < 0.3 ? floor(3 * data_uniform(&state)) : 0);
        level += slope;
        if (data_uniform(&state) < 0.15)
            slope = 0.3 * (data_uniform(&state) - 0.5);
        s->time[i] = year;
        s->value[i] = exp(level + 0.3 * (data_uniform(&state) - 0.5));
        s->se[i] = s->value[i] * (0.02 + 0.1 * data_uniform(&state));
    }
}

/* Fit that has to succeed. */
static inline void data_fit(const data_series *s, const tt_joinpoint_options *options,
                            tt_joinpoint_result *result)
{
    const tt_points points = data_points(s);
    tt_error err = {0};
    check_status(tt_joinpoint_fit(&points, options, result, &err), TT_OK, &err);
    if (!result->models)
        fail_msg("no result: %s", err.message);
}

#endif
