/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of every command that gives one table. */
#include "command.h"
#include "tables.h"

tt_status cli_run_table(cli_context *context, cli_table_function *make, tt_error *err)
{
    tt_dataset *ds = NULL;
    tt_dataset *population = NULL;
    tt_index_list chosen = {0};
    tt_table *table = NULL;
    tt_status status = cli_load(context, &context->settings.operands, &ds, err);
    if (status == TT_OK)
        status = cli_load_population(context, &population, err);
    if (status == TT_OK)
        status = cli_select(context, ds, &chosen, err);
    cli_analysis_request request = {
        .ds = ds, .series = &chosen, .settings = &context->settings, .population = population};
    if (status == TT_OK)
        status = make(&request, &table, err);
    for (size_t i = 0; status == TT_OK && i < tt_dataset_remark_count(ds); i++)
        tt_table_remark(table, tt_dataset_remark(ds, i));
    if (status == TT_OK)
        status = cli_write_tables(context, (const tt_table *const[]){table}, 1, err);
    tt_table_free(table);
    tt_index_list_clear(&chosen);
    tt_dataset_free(population);
    tt_dataset_free(ds);
    return status;
}
