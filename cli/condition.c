/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DIM=VALUE[,VALUE] from the command line. A value with a comma stands between double quotes. */
#include "condition.h"

#include <string.h>

#include "tiptrend/memory.h"

/* Cuts the next value off: up to a comma, or between double quotes, doubled inside. */
static char *next_value(char **at)
{
    char *value = *at;
    if (*value != '"') {
        char *comma = strchr(value, ',');
        *at = comma ? comma + 1 : NULL;
        if (comma)
            *comma = '\0';
        return value;
    }
    char *to = ++value;
    char *from = value;
    while (*from && !(from[0] == '"' && from[1] != '"')) {
        if (from[0] == '"')
            from++;
        *to++ = *from++;
    }
    if (*from == '"')
        from++;
    *at = *from == ',' ? from + 1 : NULL;
    *to = '\0';
    return value;
}

tt_status cli_condition_parse(const char *text, const char *option, const char *dimension,
                              cli_condition *out, tt_error *err)
{
    *out = (cli_condition){0};
    const char *equals = strchr(text, '=');
    if (equals == text || (!equals && !dimension))
        return tt_fail(err, TT_EUSAGE, "--%s takes DIM=VALUE[,VALUE], not '%s'", option, text);
    out->buffer = tt_strdup(text);
    if (!out->buffer)
        return tt_fail(err, TT_ENOMEM, "no memory for the options");
    char *at = out->buffer;
    if (equals) {
        out->buffer[equals - text] = '\0';
        at += equals - text + 1;
    }
    while (at) {
        if (tt_grow(&out->values, &out->capacity, out->condition.count, sizeof *out->values) != 0) {
            cli_condition_clear(out);
            return tt_fail(err, TT_ENOMEM, "no memory for the options");
        }
        out->values[out->condition.count++] = next_value(&at);
    }
    out->condition.dimension = equals ? out->buffer : dimension;
    out->condition.values = out->values;
    return TT_OK;
}

void cli_condition_clear(cli_condition *condition)
{
    tt_free(condition->buffer);
    tt_free(condition->values);
    *condition = (cli_condition){0};
}
