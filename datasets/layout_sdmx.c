/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SDMX-CSV (versions 1 and 2) as Eurostat, OECD, ILO and UN agencies give it. A header cell can carry a
 * label behind the identifier: "GEO: Geopolitical entity".
 *
 * Every column that is not named here is a dimension: the format does not tell dimensions from attributes,
 * so the attributes in use are listed. Names after the SDMX Glossary 2018 and the cross-domain concepts. */
#include "layout_internal.h"

static const tt__known_column columns[] = {
    {"TIME_PERIOD", TT__COLUMN_PERIOD, NULL},
    {"OBS_VALUE", TT__COLUMN_VALUE, NULL},
    {"OBS_STATUS", TT__COLUMN_STATUS, NULL},
    {"OBS_FLAG", TT__COLUMN_STATUS, NULL},
    {"CONF_STATUS", TT__COLUMN_CONFIDENTIALITY, NULL},
    {"OBS_CONF", TT__COLUMN_CONFIDENTIALITY, NULL},
    {"UNIT_MEASURE", TT__COLUMN_UNIT, NULL},
    {"UNIT", TT__COLUMN_UNIT, NULL},
    {"UNIT_MULT", TT__COLUMN_MULTIPLIER, NULL},
    {"UNIT_MULTIPLIER", TT__COLUMN_MULTIPLIER, NULL},
    {"DATAFLOW", TT__COLUMN_SOURCE, NULL},
    {"STRUCTURE_ID", TT__COLUMN_SOURCE, NULL}, /* the same in version 2 */
    {"SOURCE_DETAIL", TT__COLUMN_LOCATOR, NULL},
    {"OBS_COMMENT", TT__COLUMN_NOTE, NULL},
    {"COMMENT_OBS", TT__COLUMN_NOTE, NULL},
    {"COMMENTS", TT__COLUMN_NOTE, NULL},
    /* What says nothing about the figure that the others do not say. */
    {"STRUCTURE", TT__COLUMN_IGNORED, NULL},
    {"STRUCTURE_NAME", TT__COLUMN_IGNORED, NULL},
    {"ACTION", TT__COLUMN_IGNORED, NULL},
    {"LAST UPDATE", TT__COLUMN_IGNORED, NULL},
    {"FREQ", TT__COLUMN_IGNORED, NULL}, /* the periods say it */
    {"TIME_FORMAT", TT__COLUMN_IGNORED, NULL},
    {"DECIMALS", TT__COLUMN_IGNORED, NULL},
    {"COLLECTION", TT__COLUMN_IGNORED, NULL},
    {"TITLE", TT__COLUMN_IGNORED, NULL},
    {"TITLE_COMPL", TT__COLUMN_IGNORED, NULL},
    {"TIME_PER_COLLECT", TT__COLUMN_IGNORED, NULL},
};

/* Whether a column has SDMX's own name: options name columns of any table. */
static int has_own_name(const tt__cell *header, size_t count)
{
    static const tt_read_options none = {0};
    return tt__header_has(&tt__layout_sdmx, &none, header, count, TT__COLUMN_PERIOD) ||
           tt__header_has(&tt__layout_sdmx, &none, header, count, TT__COLUMN_VALUE);
}

static tt__fit fit(const tt__cell *header, size_t count, const tt_read_options *options)
{
    return has_own_name(header, count) &&
                   tt__header_has(&tt__layout_sdmx, options, header, count, TT__COLUMN_PERIOD) &&
                   tt__header_has(&tt__layout_sdmx, options, header, count, TT__COLUMN_VALUE)
               ? TT__FIT_NAMES
               : TT__FIT_NOT;
}

const tt__layout tt__layout_sdmx = {
    .name = "sdmx",
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .other = TT__COLUMN_DIMENSION,
    .decimal = TT_DECIMAL_POINT, /* SDMX-CSV, 2.3: numbers have a decimal point */
    .marks_are_flags = 1,
    .unknown_is_margin = 1,
    .fit = fit,
};
