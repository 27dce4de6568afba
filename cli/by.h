/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_BY_H
#define TT_CLI_BY_H

#include "tables.h"

/* --by DIM: one group of series for each value of a dimension. */

/** The dimension of --by.
 *  Errors:  TT_ENOTFOUND */
tt_status cli_by_dimension(const tt_dataset *ds, const cli_settings *settings, size_t *out,
                           tt_error *err);

typedef tt_status cli_by_function(const tt_index_list *group, const char *name, void *context,
                                  tt_error *err);

/** Calls a function for each group, in the order of the series; the margin is named "total".
 *  Errors:  TT_ENOMEM, or what it returns */
tt_status cli_by_groups(const tt_dataset *ds, const tt_index_list *series, size_t dimension,
                        cli_by_function *make, void *context, tt_error *err);

/** Puts six digits of the hash of a label behind a name that is also made from another label: "a-b" of "a b" and of
 *  "a-b".
 *  Errors:  TT_ENOMEM */
tt_status cli_name_apart(char **name, const char *label, tt_error *err);

/** The tables of an analysis made for each group, with a first column `group`. Adjustments and remarks are
 *  those of the groups.
 *  Errors:  TT_ENOTFOUND, TT_ENOMEM, or those of the analysis */
tt_status cli_by_tables(const cli_analysis_request *request, cli_tables_function *make,
                        tt_table *tables[CLI_TABLES_MOST], size_t *count, tt_error *err);

/** The same of an analysis of one table.
 *  Errors:  as above */
tt_status cli_by_table(const cli_analysis_request *request, cli_table_function *make,
                       tt_table *tables[CLI_TABLES_MOST], size_t *count, tt_error *err);

#endif
