/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The GLOTIP table of UNODC as published (dataunodc.un.org, trafficking in persons), written as CSV. */
#include "layout_internal.h"

static const tt__known_column columns[] = {
    {"Iso3_code", TT__COLUMN_ATTRIBUTE, "iso3"},
    {"Country", TT__COLUMN_DIMENSION, "area"},
    {"Region", TT__COLUMN_ATTRIBUTE, "region"},
    {"Subregion", TT__COLUMN_ATTRIBUTE, "subregion"},
    {"Indicator", TT__COLUMN_DIMENSION, "indicator"},
    {"Dimension", TT__COLUMN_BREAKDOWN, NULL},
    {"Category", TT__COLUMN_NESTED, "category"},
    {"Sex", TT__COLUMN_DIMENSION, "sex"},
    {"Age", TT__COLUMN_DIMENSION, "age"},
    {"Year", TT__COLUMN_PERIOD, NULL},
    {"Unit of measurement", TT__COLUMN_UNIT, NULL},
    {"txtVALUE", TT__COLUMN_VALUE, NULL},
    {"Source", TT__COLUMN_SOURCE, NULL},
};

static tt__fit fit(const tt__cell *header, size_t count, const tt_read_options *options)
{
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
        size_t i = 0;
        while (i < count &&
               tt__layout_find(&tt__layout_unodc, options, header[i].text) != &columns[k])
            i++;
        int is_renamed = (columns[k].role == TT__COLUMN_PERIOD && options->year_column) ||
                         (columns[k].role == TT__COLUMN_VALUE && options->value_column);
        if (i == count && !is_renamed)
            return TT__FIT_NOT;
    }
    return TT__FIT_NAMES;
}

const tt__layout tt__layout_unodc = {
    .name = "unodc",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .other = TT__COLUMN_IGNORED,
    .is_fixed = 1,
    .decimal = TT_DECIMAL_POINT,
    .fit = fit,
};
