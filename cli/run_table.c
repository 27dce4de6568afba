/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of every command that gives tables. */
#include "annotate.h"
#include "by.h"
#include "command.h"
#include "tables.h"

/* What makes the tables; one of the two functions is set. */
typedef struct maker {
    cli_table_function *one;
    cli_tables_function *several;
    int grouped; /* 1: --by makes groups; 0: the tables themselves take it up */
} maker;

static tt_status make_at_once(const maker *make, const cli_analysis_request *request,
                              tt_table *tables[CLI_TABLES_MOST], size_t *count, tt_error *err)
{
    if (make->several)
        return make->several(request, tables, count, err);
    *count = 1;
    return make->one(request, &tables[0], err);
}

static tt_status make_tables(const maker *make, const cli_analysis_request *request,
                             tt_table *tables[CLI_TABLES_MOST], size_t *count, tt_error *err)
{
    tt_status status;
    if (request->settings->by && make->grouped)
        status = make->several ? cli_by_tables(request, make->several, tables, count, err)
                               : cli_by_table(request, make->one, tables, count, err);
    else
        status = make_at_once(make, request, tables, count, err);
    for (size_t i = 0; i < *count && status == TT_OK; i++)
        status = cli_annotate(request->ds, tables[i], err);
    if (status == TT_OK && request->settings->trace && *count < CLI_TABLES_MOST) {
        status =
            cli_table_trace(request, (const tt_table *const *)tables, *count, &tables[*count], err);
        *count += status == TT_OK;
    }
    return status;
}

static tt_status run(cli_context *context, const maker *make, tt_error *err)
{
    tt_dataset *ds = NULL;
    tt_dataset *population = NULL;
    tt_index_list chosen = {0};
    tt_table *tables[CLI_TABLES_MOST] = {NULL};
    size_t count = 0;
    tt_status status = cli_load(context, &context->settings.operands, &ds, err);
    if (status == TT_OK)
        status = cli_load_population(context, &population, err);
    if (status == TT_OK)
        status = cli_select(context, ds, &chosen, err);
    cli_analysis_request request = {
        .ds = ds, .series = &chosen, .settings = &context->settings, .population = population};
    if (status == TT_OK)
        status = make_tables(make, &request, tables, &count, err);
    if (status == TT_OK)
        status = cli_write_tables(context, (const tt_table *const *)tables, count, err);
    for (size_t i = 0; i < CLI_TABLES_MOST; i++)
        tt_table_free(tables[i]);
    tt_index_list_clear(&chosen);
    tt_dataset_free(population);
    tt_dataset_free(ds);
    return status;
}

tt_status cli_table_done(tt_table *table, tt_status status, tt_table **out, tt_error *err)
{
    if (status == TT_OK)
        status = tt_table_status(table, err);
    if (status == TT_OK)
        *out = table;
    else
        tt_table_free(table);
    return status;
}

tt_status cli_run_table(cli_context *context, cli_table_function *make, tt_error *err)
{
    return run(context, &(maker){.one = make}, err);
}

tt_status cli_run_tables(cli_context *context, cli_tables_function *make, tt_error *err)
{
    return run(context, &(maker){.several = make}, err);
}

tt_status cli_run_groups(cli_context *context, cli_table_function *one,
                         cli_tables_function *several, tt_error *err)
{
    return run(context, &(maker){one, several, 1}, err);
}

tt_status cli_ci_method(const char *name, unsigned use, tt_ci_method *out, tt_error *err)
{
    tt_status status = tt_ci_method_parse(name, out, err);
    if (status != TT_OK || tt_ci_method_uses(*out) & use)
        return status;
    tt_strbuf names = TT_STRBUF_INIT;
    for (int m = TT_CI_DEFAULT + 1; m < TT_CI_METHOD_COUNT; m++)
        if (tt_ci_method_uses((tt_ci_method)m) & use)
            tt_strbuf_addf(&names, "%s%s", names.length ? ", " : "",
                           tt_ci_method_name((tt_ci_method)m));
    status = tt_fail(err, TT_EUSAGE, "no limits by '%s' here; there are %s", name,
                     tt_strbuf_text(&names));
    tt_strbuf_clear(&names);
    return status;
}
