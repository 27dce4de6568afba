/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TESTS_TABLE_SUPPORT_H
#define TT_TESTS_TABLE_SUPPORT_H

#include <math.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tables.h"
#include "tiptrend/memory.h"

/* Result tables made from small data in text, and their cells by row and name of column. */

static inline cli_settings support_settings(void)
{
    return (cli_settings){.conf = 0.95, .per = 100000};
}

/* The status of a table function over all series of a data set. */
static inline tt_status support_try(const tt_dataset *ds, cli_table_function *make,
                                    const cli_settings *settings, tt_table **out, tt_error *err)
{
    tt_index_list all = {0};
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++)
        check_status(tt_index_list_add(&all, i, NULL), TT_OK, NULL);
    cli_analysis_request request = {.ds = ds, .series = &all, .settings = settings};
    tt_status status = make(&request, out, err);
    tt_index_list_clear(&all);
    return status;
}

static inline tt_table *support_table(const tt_dataset *ds, cli_table_function *make,
                                      const cli_settings *settings)
{
    tt_table *table = NULL;
    tt_error err = {0};
    check_status(support_try(ds, make, settings, &table, &err), TT_OK, &err);
    check_done(); /* nothing below makes sense without a table */
    return table;
}

static inline size_t support_column(const tt_table *table, const char *name)
{
    size_t c = 0;
    while (c < tt_table_column_count(table) && strcmp(tt_table_column(table, c)->name, name) != 0)
        c++;
    if (c == tt_table_column_count(table))
        fail_msg("no column %s", name);
    return c;
}

/* Not-a-number where the cell is empty. */
static inline double support_number(const tt_table *table, size_t row, const char *name)
{
    if (row >= tt_table_row_count(table))
        fail_msg("no row %zu", row);
    return tt_table_cell(table, row, support_column(table, name)).number;
}

static inline const char *support_text(const tt_table *table, size_t row, const char *name)
{
    if (row >= tt_table_row_count(table))
        fail_msg("no row %zu", row);
    const char *text = tt_table_cell(table, row, support_column(table, name)).text;
    return text ? text : "";
}

/* The first row with a text in one column, and in a second one unless it is NULL. */
static inline size_t support_row(const tt_table *table, const char *column, const char *text,
                                 const char *column2, const char *text2)
{
    for (size_t r = 0; r < tt_table_row_count(table); r++)
        if (strcmp(support_text(table, r, column), text) == 0 &&
            (!column2 || strcmp(support_text(table, r, column2), text2) == 0))
            return r;
    fail_msg("no row with %s", text);
    return 0;
}

#endif
