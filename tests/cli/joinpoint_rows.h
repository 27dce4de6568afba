/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_JOINPOINT_ROWS_H
#define TT_JOINPOINT_ROWS_H

#include "../analysis/csv_rows.h"
#include "table_support.h"
#include "tiptrend/joinpoint.h"

/* Exports of NCI's program against the tables of the command. */

#define NCI     "export of NCI Joinpoint"
#define HALF(d) (0.5000001 * (d)) /* half a unit of the last printed place */

/* Columns of a table of series; one that is not there is SIZE_MAX. */
typedef struct rows_columns {
    size_t year;
    size_t value;
    size_t se;
} rows_columns;

/* The rows whose series begins with a prefix, as a finished data set. */
static inline tt_dataset *rows_dataset(const csv_rows *t, const char *prefix, rows_columns c)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, "series,year,value,se\n");
    for (size_t i = 0; i < t->count; i++)
        if (strncmp(t->field[i][0], prefix, strlen(prefix)) == 0)
            tt_strbuf_addf(&text, "%s,%s,%s,%s\n", t->field[i][0], t->field[i][c.year],
                           t->field[i][c.value], t->field[i][c.se]);
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&text), NULL, NULL);
    tt_strbuf_clear(&text);
    return ds;
}

static inline tt_status one_named(const cli_analysis_request *request, tt_table **out,
                                  tt_error *err)
{
    tt_table *tables[CLI_TABLES_MOST];
    size_t count = 0;
    const tt_status status = cli_tables_joinpoint(request, tables, &count, err);
    *out = status == TT_OK ? tables[0] : NULL;
    return status;
}

static inline tt_table *rows_table(const tt_dataset *ds, cli_settings settings, const char *name)
{
    settings.joinpoint.table = name;
    return support_table(ds, one_named, &settings);
}

/* The row of a series with k joinpoints and, if its column is not NULL, a number there. */
static inline size_t rows_find(const tt_table *t, const char *series, double k, const char *column,
                               double number)
{
    for (size_t r = 0; r < tt_table_row_count(t); r++)
        if (strcmp(support_text(t, r, "series"), series) == 0 && support_number(t, r, "k") == k &&
            (!column || support_number(t, r, column) == number))
            return r;
    fail_msg("no row of %s with %g joinpoints", series, k);
    return 0;
}

/* A printed number, where there is one, against a cell. */
static inline void rows_agree(const csv_rows *t, size_t row, size_t column, const tt_table *table,
                              size_t at, const char *name, double tolerance)
{
    const double expected = csv_number(t, row, column);
    if (!isnan(expected))
        check_abs(support_number(table, at, name), expected, tolerance, t->field[row][0]);
}

static inline int rows_wanted(const csv_rows *t, size_t row, const char *prefix)
{
    return strncmp(t->field[row][0], prefix, strlen(prefix)) == 0;
}

/* series, k, n, nparam, df, sse, bic, bic3, weight, wbic, selected. */
static inline size_t rows_models(const csv_rows *t, const char *prefix, const tt_table *models)
{
    size_t numbers = 0;
    for (size_t i = 0; i < t->count; i++) {
        if (!rows_wanted(t, i, prefix))
            continue;
        const size_t r = rows_find(models, t->field[i][0], csv_number(t, i, 1), NULL, 0);
        const int has_criteria = !isnan(csv_number(t, i, 6));
        rows_agree(t, i, 2, models, r, "n", 0);
        rows_agree(t, i, 3, models, r, "parameters", 0);
        rows_agree(t, i, 4, models, r, "df", 0);
        rows_agree(t, i, 5, models, r, "sse", HALF(has_criteria ? 1e-7 : 1e-5));
        rows_agree(t, i, 6, models, r, "bic", 6.2e-8);
        rows_agree(t, i, 7, models, r, "bic3", 6.2e-8);
        rows_agree(t, i, 8, models, r, "weight", 5e-6);
        rows_agree(t, i, 9, models, r, "wbic", 2e-6);
        if (has_criteria)
            rows_agree(t, i, 10, models, r, "selected", 0);
        numbers += has_criteria ? 9 : 4;
    }
    return numbers;
}

/* series, k, segment, joinpoint, low, high, intercept, se, p, slope, se, p, change, se, p. */
static inline size_t rows_estimates(const csv_rows *t, const char *prefix, const tt_table *segments,
                                    const tt_table *joinpoints)
{
    size_t numbers = 0;
    for (size_t i = 0; i < t->count; i++) {
        if (!rows_wanted(t, i, prefix))
            continue;
        const char *series = t->field[i][0];
        const double k = csv_number(t, i, 1);
        const double j = csv_number(t, i, 2);
        size_t r = rows_find(segments, series, k, "segment", j);
        static const char *const of_segment[] = {"intercept", "intercept_se", "intercept_p",
                                                 "slope",     "slope_se",     "p"};
        for (size_t c = 0; c < 6; c++)
            rows_agree(t, i, 6 + c, segments, r, of_segment[c], HALF(1e-6));
        numbers += 6;
        if (j == 0)
            continue;
        r = rows_find(joinpoints, series, k, "index", j);
        rows_agree(t, i, 3, joinpoints, r, "joinpoint", HALF(1e-6));
        rows_agree(t, i, 4, joinpoints, r, "low", HALF(1e-6));
        rows_agree(t, i, 5, joinpoints, r, "high", HALF(1e-6));
        rows_agree(t, i, 12, joinpoints, r, "slope_change", HALF(1e-6));
        rows_agree(t, i, 13, joinpoints, r, "slope_change_se", HALF(1e-6));
        rows_agree(t, i, 14, joinpoints, r, "slope_change_p", HALF(1e-6));
        numbers += 6;
    }
    return numbers;
}

#endif
