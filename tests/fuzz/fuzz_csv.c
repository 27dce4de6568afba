/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a table: reading must end with a data set that holds together, or with an error that says
 * what is wrong. The first byte chooses the options, the rest is the file; "P" stands for none. */
#define _POSIX_C_SOURCE 200809L

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tiptrend/dataset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Bits of the first byte; the upper four choose the policy for conflicts. */
enum { BIT_UNODC = 1, BIT_GO_ON = 2, BIT_BREAKS = 4, BIT_DASH = 8, POLICIES = 5 };

#define HOLDS(condition)                                                                           \
    ((condition) ? (void)0 : broken(__LINE__, #condition)) /* as assert, in every build */

static void broken(int line, const char *what)
{
    (void)fprintf(stderr, "fuzz_csv.c:%d: does not hold: %s\n", line, what);
    abort();
}

/* A nameless file of these bytes; its path goes to `path`. */
static int make_file(const uint8_t *data, size_t size, char path[32])
{
    char name[] = "/tmp/tiptrend-fuzz-XXXXXX";
    int fd = mkstemp(name);
    HOLDS(fd >= 0);
    (void)unlink(name);
    for (size_t at = 0; at < size;) {
        ssize_t written = write(fd, data + at, size - at);
        HOLDS(written > 0);
        at += (size_t)written;
    }
    (void)lseek(fd, 0, SEEK_SET);
    (void)snprintf(path, 32, "/dev/fd/%d", fd);
    return fd;
}

static void check_error(tt_status status, const tt_error *err)
{
    HOLDS(err->status == status);
    if (status == TT_OK)
        return;
    HOLDS(err->message[0] != '\0' && err->where != NULL);
    HOLDS(status != TT_EINTERNAL && status != TT_ENOMEM);
    for (const char *c = err->message; *c; c++)
        HOLDS((unsigned char)*c >= ' ' && *c != 0x7F);
}

static int count_problem(const tt_error *err, void *context)
{
    size_t *problems = context;
    check_error(err->status, err);
    ++*problems;
    return 0;
}

static void check_point(const tt_point *point)
{
    HOLDS(point->rows > 0 && point->period.months > 0);
    HOLDS(tt_period_year(point->period) >= TT_YEAR_MIN &&
          tt_period_year(point->period) <= TT_YEAR_MAX);
    HOLDS((unsigned)point->state < TT_STATE_COUNT);
    HOLDS(isnan(point->low) == isnan(point->high));
    HOLDS(isnan(point->value) || (point->value >= point->low && point->value <= point->high));
    HOLDS(isnan(point->low) || point->low <= point->high);
    HOLDS(!isinf(point->value));
    HOLDS((point->state == TT_STATE_ZERO) == (point->value == 0));
    HOLDS(point->state != TT_STATE_OBSERVED || !isnan(point->low));
    HOLDS(point->state != TT_STATE_MISSING || isnan(point->low));
    HOLDS(!(point->exposure <= 0) && !(point->standard_error < 0));
    HOLDS(point->break_reason != NULL);
}

static size_t check_series(const tt_dataset *ds, size_t i, size_t first)
{
    const tt_series *series = tt_dataset_series(ds, i);
    HOLDS(series->name && series->name[0] && series->unit);
    HOLDS(series->first == first && series->count > 0);
    HOLDS(tt_dataset_find_series(ds, series->key, series->unit_id) == i);
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++) {
        HOLDS(series->key[d] < tt_dataset_value_count(ds, d));
        tt_index_list parts;
        HOLDS(tt_dataset_parts(ds, i, d, 0, &parts, NULL) == TT_OK);
        tt_index_list_clear(&parts);
    }
    tt_point_list list;
    size_t rows = 0;
    HOLDS(tt_dataset_points(ds, i, 0, 0, &list, NULL) == TT_OK);
    for (size_t p = 0; p < list.count; p++) {
        check_point(&list.points[p]);
        rows += list.points[p].rows;
        HOLDS(p == 0 || tt_period_compare(list.points[p - 1].period, list.points[p].period) < 0);
    }
    HOLDS(rows == series->count);
    tt_point_list_clear(&list);
    for (size_t r = 0; r < series->count; r++) {
        const tt_observation *row = tt_dataset_observation(ds, first + r);
        HOLDS(row->series == i && (row->line > 0) == !(row->flags & TT_VALUE_DERIVED));
        HOLDS(tt_dataset_origin(ds, row) != NULL);
    }
    return series->count;
}

static void check_dataset(const tt_dataset *ds)
{
    size_t rows = 0;
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++)
        rows += check_series(ds, i, rows);
    tt_dataset_summary sum = tt_dataset_summarise(ds);
    HOLDS(sum.rows + sum.derived == rows);
    HOLDS(sum.keys <= sum.rows && sum.repeats + sum.conflicts <= sum.keys);
    size_t states = 0;
    for (int s = 0; s < TT_STATE_COUNT; s++)
        states += sum.states[s];
    HOLDS(states == sum.rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    char path[32];
    int fd = make_file(data + 1, size - 1, path);
    size_t problems = 0;
    tt_read_options options = {
        .layout = data[0] & BIT_UNODC ? TT_LAYOUT_UNODC : TT_LAYOUT_TIDY,
        .dash = data[0] & BIT_DASH ? TT_DASH_ZERO : TT_DASH_ERROR,
        .problem = data[0] & BIT_GO_ON ? count_problem : NULL,
        .problem_context = &problems,
    };
    tt_finish_options finish = {.conflict = (tt_conflict)((data[0] >> 4) % POLICIES)};
    tt_dataset *ds = NULL;
    tt_error err = {0};
    HOLDS(tt_dataset_new(&ds, &err) == TT_OK);
    tt_status status = tt_dataset_read(ds, path, &options, &err);
    check_error(status, &err);
    tt_error_clear(&err);
    if (data[0] & BIT_BREAKS) {
        (void)lseek(fd, 0, SEEK_SET);
        check_error(tt_dataset_read_breaks(ds, path, &err), &err);
        tt_error_clear(&err);
    }
    /* What was read before a fault is whole. */
    status = tt_dataset_finish(ds, &finish, &err);
    check_error(status, &err);
    HOLDS(status == TT_OK);
    check_dataset(ds);
    tt_dataset_free(ds);
    (void)close(fd);
    return 0;
}
