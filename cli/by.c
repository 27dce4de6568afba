/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --by: an analysis made for each value of a dimension, its tables put together. */
#include "by.h"

#include <string.h>

#include "tiptrend/digest.h"
#include "tiptrend/memory.h"

tt_status cli_by_dimension(const tt_dataset *ds, const cli_settings *settings, size_t *out,
                           tt_error *err)
{
    *out = tt_dataset_find_dimension(ds, settings->by);
    if (*out != TT_NONE)
        return TT_OK;
    return tt_fail(err, TT_ENOTFOUND, "the data have no dimension '%s' for --by", settings->by);
}

tt_status cli_by_groups(const tt_dataset *ds, const tt_index_list *series, size_t dimension,
                        cli_by_function *make, void *context, tt_error *err)
{
    char *done = tt_calloc(tt_dataset_value_count(ds, dimension), 1);
    tt_status status = done ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for groups");
    for (size_t i = 0; i < series->count && status == TT_OK; i++) {
        uint32_t value = tt_dataset_series(ds, series->index[i])->key[dimension];
        if (done[value])
            continue;
        done[value] = 1;
        tt_index_list group = {0};
        for (size_t k = i; k < series->count && status == TT_OK; k++)
            if (tt_dataset_series(ds, series->index[k])->key[dimension] == value)
                status = tt_index_list_add(&group, series->index[k], err);
        const char *name = value ? tt_dataset_value(ds, dimension, value) : "total";
        if (status == TT_OK)
            status = make(&group, name, context, err);
        tt_index_list_clear(&group);
    }
    tt_free(done);
    return status;
}

tt_status cli_name_apart(char **name, const char *label, tt_error *err)
{
    char digest[TT_SHA256_TEXT_SIZE];
    tt_strbuf text = TT_STRBUF_INIT;
    tt_sha256_text(label, strlen(label), digest);
    tt_strbuf_addf(&text, "%s-%.6s", *name, digest);
    tt_free(*name);
    *name = tt_strbuf_take(&text);
    return *name ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for a file name");
}

/* The tables of all groups so far; one of the two functions is set. */
typedef struct gathering {
    const cli_analysis_request *request;
    cli_table_function *one;
    cli_tables_function *several;
    tt_table **tables;
    size_t *count;
} gathering;

static tt_status make_group(const gathering *g, const tt_index_list *group,
                            tt_table *made[CLI_TABLES_MOST], size_t *count, tt_error *err)
{
    cli_analysis_request request = *g->request;
    request.series = group;
    *count = 0;
    if (g->several)
        return g->several(&request, made, count, err);
    tt_status status = g->one(&request, &made[0], err);
    *count = status == TT_OK;
    return status;
}

static tt_status add_group(const tt_index_list *group, const char *name, void *context,
                           tt_error *err)
{
    static const tt_column column = {"group", "Group", TT_COLUMN_TEXT, 0};
    gathering *g = context;
    tt_table *made[CLI_TABLES_MOST] = {NULL};
    size_t count;
    tt_status status = make_group(g, group, made, &count, err);
    for (size_t t = 0; t < count && status == TT_OK; t++) {
        tt_table_insert_column(made[t], 0, &column);
        for (size_t row = 0; row < tt_table_row_count(made[t]); row++)
            tt_table_set_text(made[t], row, 0, name);
        status = tt_table_status(made[t], err);
        if (status != TT_OK)
            continue;
        if (t < *g->count) {
            tt_table_append(g->tables[t], made[t]);
            status = tt_table_status(g->tables[t], err);
            continue;
        }
        g->tables[(*g->count)++] = made[t];
        made[t] = NULL;
    }
    for (size_t t = 0; t < CLI_TABLES_MOST; t++)
        tt_table_free(made[t]);
    return status;
}

static tt_status gather(gathering *g, tt_error *err)
{
    const cli_analysis_request *request = g->request;
    size_t dimension;
    *g->count = 0;
    tt_status status = cli_by_dimension(request->ds, request->settings, &dimension, err);
    if (status == TT_OK)
        status = cli_by_groups(request->ds, request->series, dimension, add_group, g, err);
    return status;
}

tt_status cli_by_tables(const cli_analysis_request *request, cli_tables_function *make,
                        tt_table *tables[CLI_TABLES_MOST], size_t *count, tt_error *err)
{
    return gather(&(gathering){request, NULL, make, tables, count}, err);
}

tt_status cli_by_table(const cli_analysis_request *request, cli_table_function *make,
                       tt_table *tables[CLI_TABLES_MOST], size_t *count, tt_error *err)
{
    return gather(&(gathering){request, make, NULL, tables, count}, err);
}
