/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_CONDITION_H
#define TT_CLI_CONDITION_H

#include "tiptrend/select.h"

/* One DIM=VALUE[,VALUE] taken apart. The texts live in `buffer`. */
typedef struct cli_condition {
    char *buffer;
    const char **values;
    size_t capacity;
    tt_condition condition;
} cli_condition;

/** Takes the argument of an option apart; `dimension` is the one meant without DIM=, or NULL.
 *  Errors:  TT_EUSAGE, TT_ENOMEM */
tt_status cli_condition_parse(const char *text, const char *option, const char *dimension,
                              cli_condition *out, tt_error *err);
void cli_condition_clear(cli_condition *condition);

#endif
