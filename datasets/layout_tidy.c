/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tidy tables: one row, one observation (datasets/README.md). */
#include <string.h>

#include "layout_internal.h"

/* Names in English and Spanish; case does not count. */
static const tt__known_column columns[] = {
    {"year", TT__COLUMN_PERIOD, NULL},
    {"period", TT__COLUMN_PERIOD, NULL},
    {"a\xC3\xB1o", TT__COLUMN_PERIOD, NULL},
    {"a\xC3\x91o", TT__COLUMN_PERIOD, NULL}, /* in capitals, whose N-tilde is another character */
    {"anio", TT__COLUMN_PERIOD, NULL},
    {"ano", TT__COLUMN_PERIOD, NULL},
    {"periodo", TT__COLUMN_PERIOD, NULL},
    {"month", TT__COLUMN_MONTH, NULL},
    {"mes", TT__COLUMN_MONTH, NULL},
    {"quarter", TT__COLUMN_QUARTER, NULL},
    {"trimestre", TT__COLUMN_QUARTER, NULL},
    {"value", TT__COLUMN_VALUE, NULL},
    {"valor", TT__COLUMN_VALUE, NULL},
    {"exposure", TT__COLUMN_EXPOSURE, NULL},
    {"population", TT__COLUMN_EXPOSURE, NULL},
    {"denominator", TT__COLUMN_EXPOSURE, NULL},
    {"unit", TT__COLUMN_UNIT, NULL},
    {"unidad", TT__COLUMN_UNIT, NULL},
    {"base", TT__COLUMN_BASE, NULL},
    {"status", TT__COLUMN_STATUS, NULL},
    {"se", TT__COLUMN_STANDARD_ERROR, NULL},
    {"lower", TT__COLUMN_LOWER, NULL},
    {"upper", TT__COLUMN_UPPER, NULL},
    {"definition", TT__COLUMN_DEFINITION, NULL},
    {"source", TT__COLUMN_SOURCE, NULL},
    {"fuente", TT__COLUMN_SOURCE, NULL},
    {"locator", TT__COLUMN_LOCATOR, NULL},
    {"note", TT__COLUMN_NOTE, NULL},
    {"nota", TT__COLUMN_NOTE, NULL},
};

static tt__fit fit(const tt__cell *header, size_t count, const tt_read_options *options)
{
    int figures = tt__header_has(&tt__layout_tidy, options, header, count, TT__COLUMN_VALUE) ||
                  (options->populations &&
                   tt__header_has(&tt__layout_tidy, options, header, count, TT__COLUMN_EXPOSURE));
    return figures && tt__header_has(&tt__layout_tidy, options, header, count, TT__COLUMN_PERIOD)
               ? TT__FIT_FORM
               : TT__FIT_NOT;
}

/* "area:iso3" beside "area" is a fact about the area; "category:breakdown" beside "category" tells
 * which breakdown a category belongs to. Only a dimension can have such columns. */
static int own_column(const tt__binding *b, size_t column, tt__column *out, tt_error *err)
{
    (void)err;
    const char *name = b->header[column].text;
    const char *colon = strchr(name, ':');
    if (!colon || colon == name || !colon[1])
        return 0;
    size_t length = (size_t)(colon - name);
    for (size_t i = 0; i < b->count; i++) {
        if (b->header[i].length != length || memcmp(b->header[i].text, name, length) != 0 ||
            tt__layout_find(b->layout, b->options, b->header[i].text))
            continue;
        if (tt__is_ignored(b->options, b->header[i].text))
            return 1; /* without its dimension it says nothing */
        out->role =
            strcmp(colon + 1, "breakdown") == 0 ? TT__COLUMN_BREAKDOWN : TT__COLUMN_ATTRIBUTE;
        out->outer = i;
        return 1;
    }
    return 0;
}

const tt__layout tt__layout_tidy = {
    .name = "tidy",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .other = TT__COLUMN_DIMENSION,
    .fit = fit,
    .own_column = own_column,
};
