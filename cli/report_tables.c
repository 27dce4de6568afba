/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a report, and the same as CSV. */
#include <string.h>

#include "annotate.h"
#include "report_internal.h"
#include "tiptrend/decisions.h"
#include "tiptrend/memory.h"

/* Takes a table over, unless it is empty. */
static void keep_table(cli_report *r, tt_table *table, const char *file)
{
    if (tt_table_row_count(table) > 0) {
        r->table_files[r->table_count] = file;
        r->tables[r->table_count++] = table;
    } else {
        tt_table_free(table);
    }
}

/* The claims come first: their verdicts are what a reader of the document wants. */
static tt_status make_claims(cli_report *r, tt_table **out, tt_error *err)
{
    if (r->part)
        return TT_OK; /* claims are about a document, not about one country of a table */
    return cli_table_claims(r->shared->ds, &r->shared->context->settings, 1, NULL, out, err);
}

/* What changed from the earlier edition to this one. */
static tt_status make_editions(const cli_report *r, tt_table **out, tt_error *err)
{
    if (!r->shared->editions)
        return TT_OK;
    tt_table *table = cli_table_restated_new();
    tt_status status = cli_table_restated_add(table, r->shared->editions, err);
    return cli_table_done(table, status, out, err);
}

/* All decisions, whatever they touch. */
static tt_status make_decisions(const cli_report *r, tt_table **out, tt_error *err)
{
    return tt_dataset_decision_count(r->shared->ds) ? cli_table_decisions(r->shared->ds, out, err)
                                                    : TT_OK;
}

/* In the order of the page. The first three are made in their own way. */
static const struct {
    const char *name;
    const char *file;
    cli_table_function *make;
} kinds[] = {
    {"claims", "table-claims.csv", NULL},
    {"editions", "table-editions.csv", NULL},
    {"decisions", "table-decisions.csv", NULL},
    {"series", "table-series.csv", cli_table_series},
    {"change", "table-change.csv", cli_table_change},
    {"trend", "table-trend.csv", cli_table_trend},
    {"test", "table-test.csv", cli_table_test},
    {"gender-ratio", "table-gender-ratio.csv", cli_table_gender_ratio},
};
enum {
    KIND_COUNT = sizeof kinds / sizeof *kinds,
    CLAIMS = 0,
    EDITIONS = 1,
    DECISIONS = 2,
    SERIES = 3
};

_Static_assert((int)KIND_COUNT <= (int)REPORT_TABLES_MOST, "room for all tables");

const char *cli_report_table_name(size_t index)
{
    return index < KIND_COUNT ? kinds[index].name : NULL;
}

static int is_wanted(const cli_report *r, const char *name)
{
    const cli_list *list = r->wanted_tables;
    size_t i = 0;
    while (list && i < list->count && strcmp(list->item[i], name) != 0)
        i++;
    return !list || list->count == 0 || i < list->count;
}

tt_status cli_report_make_tables(cli_report *r, tt_error *err)
{
    const cli_analysis_request request = {
        .ds = r->shared->ds, .series = &r->series, .settings = &r->shared->context->settings};
    tt_status status = TT_OK;
    for (size_t i = 0; i < KIND_COUNT && status == TT_OK; i++) {
        tt_table *table = NULL;
        if (!is_wanted(r, kinds[i].name))
            continue;
        status = i == CLAIMS      ? make_claims(r, &table, err)
                 : i == EDITIONS  ? make_editions(r, &table, err)
                 : i == DECISIONS ? make_decisions(r, &table, err)
                                  : kinds[i].make(&request, &table, err);
        if (status == TT_OK && table && i >= SERIES)
            status = cli_annotate(r->shared->ds, table, err);
        if (status == TT_OK && table)
            keep_table(r, table, kinds[i].file);
    }
    return status;
}

/* One table as a CSV file of the report. */
static tt_status write_csv(cli_report *r, const tt_table *table, const char *file, tt_error *err)
{
    tt_strbuf csv = TT_STRBUF_INIT;
    char *path = cli_report_path(r->folder, file);
    tt_status status =
        path ? tt_table_status(table, err) : tt_fail(err, TT_ENOMEM, "no memory for the report");
    if (status == TT_OK) {
        tt_table_csv(table, &csv);
        status = tt_strbuf_status(&csv, err);
    }
    if (status == TT_OK)
        status = cli_drawing_put(r->shared->drawing, path, &csv, err);
    tt_strbuf_clear(&csv);
    tt_free(path);
    return status;
}

tt_status cli_report_write_tables(cli_report *r, tt_error *err)
{
    tt_table *findings = NULL;
    tt_status status = cli_table_findings(&r->findings, &findings, err);
    if (status == TT_OK)
        status = write_csv(r, findings, "findings.csv", err);
    for (size_t i = 0; i < r->table_count && status == TT_OK; i++)
        status = write_csv(r, r->tables[i], r->table_files[i], err);
    tt_table_free(findings);
    return status;
}
