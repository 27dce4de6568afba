/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DIM=VALUE[,VALUE] from the command line. A value with a comma stands between double quotes. */
#include "condition.h"

#include <string.h>

#include "tiptrend/memory.h"

/* Cuts the next value off: up to a comma, or between double quotes, doubled inside. NULL for quotes that do not
 * close, or do not at a comma or the end. */
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
    if (*from != '"' || (from[1] && from[1] != ','))
        return NULL;
    *at = from[1] ? from + 2 : NULL;
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
        char *value = next_value(&at);
        if (!value) {
            cli_condition_clear(out);
            return tt_fail(
                err, TT_EUSAGE,
                "--%s: quotes that begin a value close before a comma or the end; '%s' has "
                "other ones (\"\" inside is one quote)",
                option, text);
        }
        out->values[out->condition.count++] = value;
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
