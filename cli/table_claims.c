/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of claims and their verdicts. */
#define _POSIX_C_SOURCE 200809L

#include <string.h>
#include <unistd.h>

#include "command.h"
#include "tables.h"
#include "tiptrend/memory.h"

static const tt_column columns[] = {
    {"text", "Claim", TT_COLUMN_TEXT, 0},
    {"paragraph", "Where", TT_COLUMN_TEXT, 0},
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"comparison", "Comparison", TT_COLUMN_TEXT, 0},
    {"from", "From", TT_COLUMN_YEAR, 0},
    {"to", "To", TT_COLUMN_YEAR, 0},
    {"verdict", "Verdict", TT_COLUMN_TEXT, 0},
    {"reason", "Because of", TT_COLUMN_TEXT, 0},
    {"arithmetic", "Figures", TT_COLUMN_TEXT, 0},
    {"lines", "Lines", TT_COLUMN_TEXT, 0},
};

static void add_claims(tt_table *table, const tt_claims *claims)
{
    for (size_t i = 0; i < claims->count; i++) {
        const tt_claim *claim = &claims->list[i];
        char from[TT_PERIOD_TEXT_SIZE] = "";
        char to[TT_PERIOD_TEXT_SIZE];
        if (claim->has_from)
            (void)tt_period_text(claim->from, from);
        (void)tt_period_text(claim->to, to);
        tt_table_text(table, claim->text);
        tt_table_text(table, claim->paragraph);
        tt_table_text(table, claim->series);
        tt_table_text(table, claim->unit);
        tt_table_text(table, claim->words);
        tt_table_text(table, claim->has_from ? from : NULL);
        tt_table_text(table, to);
        tt_table_text(table, tt_verdict_name(claim->verdict));
        tt_table_text(table, tt_open_reason_name(claim->why));
        tt_table_text(table, claim->arithmetic);
        tt_table_text(table, claim->lines);
        tt_table_end_row(table, 0, claim->reason);
    }
}

static tt_status add_file(const tt_dataset *ds, const char *path, int across_breaks,
                          tt_findings *findings, tt_table *table, tt_error *err)
{
    tt_claims claims;
    tt_status status = tt_claims_read(path, &claims, err);
    if (status == TT_OK)
        status = tt_claims_test(&claims, ds, across_breaks, err);
    if (status == TT_OK && findings)
        status = tt_claims_findings(&claims, findings, err);
    if (status == TT_OK)
        add_claims(table, &claims);
    tt_claims_clear(&claims);
    return status;
}

char *cli_claims_beside(const char *data)
{
    const char *slash = strrchr(data, '/');
    const char *dot = strchr(slash ? slash : data, '.');
    tt_strbuf path = TT_STRBUF_INIT;
    tt_strbuf_add_bytes(&path, data, dot ? (size_t)(dot - data) : strlen(data));
    tt_strbuf_add(&path, "-claims.csv");
    return tt_strbuf_take(&path);
}

static tt_status add_files_beside(const tt_dataset *ds, const cli_settings *settings,
                                  tt_findings *findings, tt_table *table, tt_error *err)
{
    const cli_list files = cli_data_files(settings, &settings->operands);
    tt_status status = TT_OK;
    for (size_t i = 0; i < files.count && status == TT_OK; i++) {
        char *path = cli_claims_beside(files.item[i]);
        if (!path)
            status = tt_fail(err, TT_ENOMEM, "no memory for a file name");
        else if (access(path, R_OK) == 0)
            status = add_file(ds, path, settings->across_breaks, findings, table, err);
        tt_free(path);
    }
    return status;
}

tt_status cli_table_claims(const tt_dataset *ds, const cli_settings *settings, int beside,
                           tt_findings *findings, tt_table **out, tt_error *err)
{
    const cli_list *files = &settings->claims;
    tt_table *table = tt_table_new("Claims", columns, sizeof columns / sizeof *columns);
    tt_status status = tt_table_status(table, err);
    for (size_t i = 0; i < files->count && status == TT_OK; i++)
        status = add_file(ds, files->item[i], settings->across_breaks, findings, table, err);
    if (status == TT_OK && files->count == 0 && beside)
        status = add_files_beside(ds, settings, findings, table, err);
    if (status == TT_OK)
        tt_table_remark(table,
                        "A figure known as an interval can be any figure in it: a claim is true or "
                        "false when it is so for all of them.");
    return cli_table_done(table, status, out, err);
}
