/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RANK_ORACLE_H
#define RANK_ORACLE_H

/* Reading series and reference values for the tests of rank methods, and orders of a sample one by
 * one. Tables are CSV without quoted commas in the first columns; lines with '#' are remarks. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "tiptrend/points.h"

#define ORACLE_MAX_N 200

typedef struct oracle_series {
    char name[64];
    size_t n;
    double time[ORACLE_MAX_N];
    double value[ORACLE_MAX_N];
} oracle_series;

static inline tt_points oracle_points(const oracle_series *s)
{
    return (tt_points){s->n, s->time, s->value, NULL};
}

/* Up to `most` fields of one line, cut in place; gives their number and moves to the next line. */
static inline size_t oracle_fields(char **line, char *field[], size_t most)
{
    char *at = *line;
    char *end = strchr(at, '\n');
    *line = end ? end + 1 : at + strlen(at);
    if (end)
        *end = '\0';
    size_t count = 0;
    while (count < most) {
        field[count++] = at;
        char *comma = strchr(at, ',');
        if (!comma)
            break;
        *comma = '\0';
        at = comma + 1;
    }
    return count;
}

/* All points of one series from text in the form series,year,value,...; n stays 0 if it is
 * absent. */
static inline void oracle_find(const char *text, const char *name, oracle_series *out)
{
    size_t length = strlen(name);
    memset(out, 0, sizeof *out);
    (void)snprintf(out->name, sizeof out->name, "%s", name);
    for (const char *at = text; at; at = strchr(at, '\n')) {
        at += *at == '\n';
        if (strncmp(at, name, length) != 0 || at[length] != ',')
            continue;
        char *next;
        assert_true(out->n < ORACLE_MAX_N);
        out->time[out->n] = strtod(at + length + 1, &next);
        out->value[out->n++] = strtod(next + 1, NULL);
    }
}

/* The next order of value[n], in lexicographic order; equal values are not told apart. 0 after the
 * last. Start with sorted values. */
static inline int oracle_next_order(double *value, size_t n)
{
    if (n < 2)
        return 0;
    size_t i = n - 1;
    while (i > 0 && value[i - 1] >= value[i])
        i--;
    if (i == 0)
        return 0;
    size_t j = n - 1;
    while (value[j] <= value[i - 1])
        j--;
    double swap = value[i - 1];
    value[i - 1] = value[j];
    value[j] = swap;
    for (j = n - 1; i < j; i++, j--) {
        swap = value[i];
        value[i] = value[j];
        value[j] = swap;
    }
    return 1;
}

static inline int oracle_compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* S straight from its definition. */
static inline int64_t oracle_score(const double *value, size_t n)
{
    int64_t s = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            s += (value[j] > value[i]) - (value[j] < value[i]);
    return s;
}

/* Years 2001, 2002, ... */
static inline const double *oracle_years(void)
{
    static double year[ORACLE_MAX_N];
    for (size_t i = 0; i < ORACLE_MAX_N; i++)
        year[i] = 2001 + (double)i;
    return year;
}

#endif
