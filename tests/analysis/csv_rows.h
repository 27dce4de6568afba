/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CSV_ROWS_H
#define TT_CSV_ROWS_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

/* Plain comma-separated tables (no quotes) for tests: a file is split in place into fields. Lines
 * that begin with '#' say where the figures come from and are passed over. */
#define CSV_COLUMNS 16

typedef struct csv_rows {
    char *text;
    size_t count; /* the header left out */
    char *(*field)[CSV_COLUMNS];
} csv_rows;

static inline void csv_clear(csv_rows *rows)
{
    free(rows->text);
    free(rows->field);
    *rows = (csv_rows){0};
}

/* 0, or -1 when the file is not there. */
static inline int csv_read(const char *folder, const char *name, csv_rows *rows)
{
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    *rows = (csv_rows){.text = check_read_file(path)};
    if (!rows->text)
        return -1;
    size_t lines = 0;
    for (const char *c = rows->text; *c; c++)
        lines += *c == '\n';
    rows->field = calloc(lines + 2, sizeof *rows->field);
    char *line = rows->text;
    int header = 1;
    while (rows->field && *line) {
        char *end = line + strcspn(line, "\n");
        char *next = *end ? end + 1 : end;
        *end = '\0';
        if (*line != '#' && *line != '\0') {
            char **field = rows->field[rows->count];
            for (size_t c = 0; c < CSV_COLUMNS; c++) {
                field[c] = line;
                line += strcspn(line, ",\r");
                if (*line)
                    *line++ = '\0';
            }
            rows->count += header ? 0 : 1;
            header = 0;
        }
        line = next;
    }
    return 0;
}

/* A number; not-a-number for an empty field. */
static inline double csv_number(const csv_rows *rows, size_t row, size_t column)
{
    const char *text = rows->field[row][column];
    return *text ? strtod(text, NULL) : NAN;
}

static inline int csv_is(const csv_rows *rows, size_t row, size_t column, const char *text)
{
    return strcmp(rows->field[row][column], text) == 0;
}

/* Rows from `from` on that have the same text in column 0; that many. */
static inline size_t csv_run(const csv_rows *rows, size_t from)
{
    size_t to = from;
    while (to < rows->count && csv_is(rows, to, 0, rows->field[from][0]))
        to++;
    return to - from;
}

#endif
