/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DIGITS_TABLE_H
#define DIGITS_TABLE_H

/* Tables of the digits in which results agree with reference values: one row for each model and series,
 * with the quantity that agrees least. The table is committed, so that a change shows as a difference, and
 * a row that drops fails. TIPTREND_UPDATE_ORACLES=1 writes it anew. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

enum { DIGITS_POINTS = 64, DIGITS_SERIES = 32, DIGITS_ROWS = 256, DIGITS_NAME = 32 };

/* Digits that another libm or processor may cost. */
#define DIGITS_SLACK 0.5

/* More digits than these are not told apart: they are the last bit or two. */
#define DIGITS_MOST 15.0

/* One annual series of the developers' folder. */
typedef struct digits_series {
    char name[DIGITS_NAME];
    size_t n;
    double time[DIGITS_POINTS];
    double value[DIGITS_POINTS];
    double exposure[DIGITS_POINTS];
    int has_exposure;
} digits_series;

typedef struct digits_row {
    char model[DIGITS_NAME];
    char series[DIGITS_NAME];
    char worst[DIGITS_NAME];
    double digits;
} digits_row;

typedef struct digits_table {
    size_t n;
    digits_row rows[DIGITS_ROWS];
} digits_table;

/* Cuts the next line off a text, or gives NULL at its end. */
static inline char *digits_line(char **text)
{
    char *line = *text;
    char *end = strchr(line, '\n');
    if (!end)
        return NULL;
    *end = '\0';
    *text = end + 1;
    return line;
}

/* A whole file; the test fails without it. */
static inline char *digits_read(const char *path)
{
    char *text = check_read_file(path);
    if (!text)
        print_message("cannot read %s\n", path);
    assert_non_null(text);
    return text;
}

/* Lines "series,year,value,population" (population may be empty), of one series after another. */
static inline size_t digits_read_series(char *text, digits_series *all)
{
    size_t count = 0;
    for (char *line = digits_line(&text); line; line = digits_line(&text)) {
        char name[DIGITS_NAME];
        double year, value, population = NAN;
        int fields = sscanf(line, "%31[^,],%lf,%lf,%lf", name, &year, &value, &population);
        if (fields < 3)
            continue;
        if (count == 0 || strcmp(all[count - 1].name, name) != 0) {
            assert_true(count < DIGITS_SERIES);
            (void)snprintf(all[count++].name, DIGITS_NAME, "%s", name);
        }
        digits_series *at = &all[count - 1];
        assert_true(at->n < DIGITS_POINTS);
        at->time[at->n] = year;
        at->value[at->n] = value;
        at->exposure[at->n] = population;
        at->has_exposure = fields == 4;
        at->n++;
    }
    return count;
}

/* One line of reference values, "series,model,quantity,value,..."; 0 where the value is a remark. */
typedef struct digits_truth {
    char series[DIGITS_NAME];
    char model[DIGITS_NAME];
    char quantity[DIGITS_NAME];
    double value;
} digits_truth;

static inline int digits_parse(const char *line, digits_truth *out)
{
    char number[64], *end;
    if (sscanf(line, "%31[^,],%31[^,],%31[^,],%63[^,]", out->series, out->model, out->quantity,
               number) != 4)
        return 0;
    out->value = strtod(number, &end);
    return *end == '\0';
}

/* Notes how well a value agrees; a failure when it has fewer digits than `least`. */
static inline void digits_note(digits_table *seen, const digits_truth *truth, double value,
                               double least)
{
    double digits = fmin(DIGITS_MOST, check_digits(value, truth->value));
    if (!(digits >= least)) {
        print_message("%s %s %s: %.17g, truth %.17g, %.1f digits, needed %.1f\n", truth->series,
                      truth->model, truth->quantity, value, truth->value, digits, least);
        check_true(digits >= least);
    }
    digits_row *at = NULL;
    for (size_t i = 0; i < seen->n && !at; i++)
        if (strcmp(seen->rows[i].model, truth->model) == 0 &&
            strcmp(seen->rows[i].series, truth->series) == 0)
            at = &seen->rows[i];
    if (!at) {
        assert_true(seen->n < DIGITS_ROWS);
        at = &seen->rows[seen->n++];
        (void)snprintf(at->model, DIGITS_NAME, "%s", truth->model);
        (void)snprintf(at->series, DIGITS_NAME, "%s", truth->series);
        at->digits = INFINITY;
    }
    if (digits < at->digits) {
        at->digits = digits;
        (void)snprintf(at->worst, DIGITS_NAME, "%s", truth->quantity);
    }
}

static inline void digits_write(const digits_table *seen, const char *path)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    (void)fputs("model,series,digits,worst\n", file);
    for (size_t i = 0; i < seen->n; i++)
        (void)fprintf(file, "%s,%s,%.1f,%s\n", seen->rows[i].model, seen->rows[i].series,
                      floor(10 * seen->rows[i].digits) / 10, seen->rows[i].worst);
    assert_int_equal(fclose(file), 0);
}

/* Compares with the committed table, or writes it where that is asked for. */
static inline void digits_compare(const digits_table *seen, const char *path)
{
    if (getenv("TIPTREND_UPDATE_ORACLES"))
        digits_write(seen, path);
    char *whole = digits_read(path);
    char *text = whole;
    size_t found = 0;
    for (char *line = digits_line(&text); line; line = digits_line(&text)) {
        char model[DIGITS_NAME], name[DIGITS_NAME];
        double digits;
        if (sscanf(line, "%31[^,],%31[^,],%lf", model, name, &digits) != 3)
            continue;
        for (size_t i = 0; i < seen->n; i++) {
            const digits_row *at = &seen->rows[i];
            if (strcmp(at->model, model) != 0 || strcmp(at->series, name) != 0)
                continue;
            found++;
            if (at->digits < digits - DIGITS_SLACK)
                print_message("%s of %s: %.1f digits (%s), was %.1f\n", model, name, at->digits,
                              at->worst, digits);
            check_true(at->digits >= digits - DIGITS_SLACK);
        }
    }
    free(whole);
    check_true(found == seen->n); /* every model and series has its row */
}

#endif
