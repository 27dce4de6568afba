/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_ANALYSES_H
#define TT_CLI_ANALYSES_H

#include "settings.h"

/* The analyses of `tiptrend analyse` by name: changes, every model of `trend`, every test of `test`. Each has
 * rows of its own table, the ones that its command gives, by the same functions. */

typedef enum cli_analysis_kind {
    CLI_ANALYSIS_CHANGE,       /* from year to year, without limits */
    CLI_ANALYSIS_CHANGE_EXACT, /* the table of `change` */
    CLI_ANALYSIS_MODEL,
    CLI_ANALYSIS_TEST,
    CLI_ANALYSIS_BOUNDS /* the table of bounds of `trend` */
} cli_analysis_kind;

typedef struct cli_analysis {
    const char *name;
    cli_analysis_kind kind;
    size_t index; /* of its model or test */
} cli_analysis;

typedef struct cli_analyses {
    cli_analysis *list; /* list[count], in the order in which they are named */
    size_t count;
} cli_analyses;

/** Those that --do names (repeatable, commas between); without any: change, the usual models of `trend`,
 *  Mann-Kendall. Release with tt_free(out->list).
 *  Errors:  TT_EUSAGE with the list of names, TT_ENOMEM */
tt_status cli_analyses_choose(const cli_list *names, cli_analyses *out, tt_error *err);

#endif
