/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts: from the header of a table to the role of each column.
 *
 * A layout is a table of column names and roles, and a rule for names that are not in it. To add one:
 * its names here, its entry in `layouts`, its name in tt_layout. */
#include <string.h>

#include "layout_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

/* One column name of a layout. `dimension` is the name under which a dimension or an attribute is
 * kept; NULL keeps that of the column. */
typedef struct known_column {
    const char *name;
    tt__column_role role;
    const char *dimension;
} known_column;

static const known_column tidy_columns[] = {
    {"year", TT__COLUMN_PERIOD, NULL},
    {"period", TT__COLUMN_PERIOD, NULL},
    {"value", TT__COLUMN_VALUE, NULL},
    {"exposure", TT__COLUMN_EXPOSURE, NULL},
    {"population", TT__COLUMN_EXPOSURE, NULL},
    {"denominator", TT__COLUMN_EXPOSURE, NULL},
    {"unit", TT__COLUMN_UNIT, NULL},
    {"base", TT__COLUMN_BASE, NULL},
    {"status", TT__COLUMN_STATUS, NULL},
    {"se", TT__COLUMN_STANDARD_ERROR, NULL},
    {"lower", TT__COLUMN_LOWER, NULL},
    {"upper", TT__COLUMN_UPPER, NULL},
    {"definition", TT__COLUMN_DEFINITION, NULL},
    {"source", TT__COLUMN_SOURCE, NULL},
    {"locator", TT__COLUMN_LOCATOR, NULL},
    {"note", TT__COLUMN_NOTE, NULL},
};

static const known_column unodc_columns[] = {
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

static const struct {
    const char *name;
    const known_column *columns;
    size_t count;
    int fixed; /* 1: every column must be there, and others are left out */
} layouts[TT_LAYOUT_COUNT] = {
    [TT_LAYOUT_TIDY] = {"tidy", tidy_columns, sizeof tidy_columns / sizeof *tidy_columns, 0},
    [TT_LAYOUT_UNODC] = {"unodc", unodc_columns, sizeof unodc_columns / sizeof *unodc_columns, 1},
};

void tt__columns_clear(tt__columns *columns)
{
    tt_free(columns->list);
    *columns = (tt__columns){0};
}

static int is_named(const char *option, const char *name)
{
    return option && strcmp(option, name) == 0;
}

/* The entry of the layout for a column; NULL when it has none. Options that name a column come
 * first, and then the usual name of that column means nothing any more. */
static const known_column *find_known(const tt_read_options *options, const char *name)
{
    static const known_column year = {"year", TT__COLUMN_PERIOD, NULL};
    static const known_column value = {"value", TT__COLUMN_VALUE, NULL};
    static const known_column exposure = {"exposure", TT__COLUMN_EXPOSURE, NULL};
    if (is_named(options->year_column, name))
        return &year;
    if (is_named(options->value_column, name))
        return &value;
    if (is_named(options->exposure_column, name))
        return &exposure;
    const known_column *columns = layouts[options->layout].columns;
    for (size_t i = 0; i < layouts[options->layout].count; i++) {
        if (strcmp(columns[i].name, name) != 0)
            continue;
        int renamed = (columns[i].role == TT__COLUMN_PERIOD && options->year_column) ||
                      (columns[i].role == TT__COLUMN_VALUE && options->value_column) ||
                      (columns[i].role == TT__COLUMN_EXPOSURE && options->exposure_column);
        return renamed ? NULL : &columns[i];
    }
    return NULL;
}

static int is_ignored(const tt_read_options *options, const char *name)
{
    for (size_t i = 0; i < options->ignore_count; i++)
        if (strcmp(options->ignore[i], name) == 0)
            return 1;
    return 0;
}

/* A column that the layout does not name: in tidy tables a dimension, save source... and note... */
static tt__column_role other_role(const tt_read_options *options, const char *name)
{
    if (layouts[options->layout].fixed || strncmp(name, "source", 6) == 0 ||
        strncmp(name, "note", 4) == 0)
        return TT__COLUMN_IGNORED;
    return TT__COLUMN_DIMENSION;
}

/* An attribute of the areas; the dimension is filled in when all columns are known. */
static tt_status add_attribute(tt_dataset *ds, const char *name, size_t *out, tt_error *err)
{
    *out = tt_dataset_find_attribute(ds, name);
    if (*out != TT_NONE)
        return TT_OK;
    if (tt_grow(&ds->attributes, &ds->attribute_capacity, ds->attribute_count,
                sizeof *ds->attributes) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for the columns");
    tt__attribute attribute = {.name = tt_strdup(name)};
    if (!attribute.name)
        return tt_fail(err, TT_ENOMEM, "no memory for the columns");
    *out = ds->attribute_count;
    ds->attributes[ds->attribute_count++] = attribute;
    return TT_OK;
}

static tt_status bind_column(tt_dataset *ds, const tt_read_options *options, const char *name,
                             tt__column *out, tt_error *err)
{
    *out = (tt__column){.role = TT__COLUMN_IGNORED, .target = TT_NONE, .outer = TT_NONE};
    if (!name[0] || is_ignored(options, name))
        return TT_OK;
    const known_column *known = find_known(options, name);
    out->role = known ? known->role : other_role(options, name);
    const char *kept = known && known->dimension ? known->dimension : name;
    if (out->role == TT__COLUMN_DIMENSION || out->role == TT__COLUMN_NESTED)
        return tt__dataset_add_dimension(ds, kept, &out->target, err);
    if (out->role == TT__COLUMN_ATTRIBUTE)
        return add_attribute(ds, kept, &out->target, err);
    return TT_OK;
}

/* The names of a header, for a message. */
static void list_header(const tt__cell *header, size_t count, tt_strbuf *out)
{
    for (size_t i = 0; i < count && out->length < 160; i++) {
        if (i)
            tt_strbuf_add(out, ", ");
        tt_strbuf_add_bytes(out, header[i].text, header[i].length > 40 ? 40 : header[i].length);
    }
    if (out->length >= 160)
        tt_strbuf_add(out, ", ...");
}

static tt_status missing_column(const char *what, const char *option, const tt__cell *header,
                                size_t count, tt_error *err)
{
    tt_strbuf found = TT_STRBUF_INIT;
    list_header(header, count, &found);
    tt_status status = tt_fail(
        err, TT_ESCHEMA,
        "no column '%s' in the header (found: %s); is the header row missing? Another name is "
        "given with %s",
        what, tt_strbuf_text(&found), option);
    tt_strbuf_clear(&found);
    return status;
}

/* Whether a table of a fixed layout has all its columns, each in its role. A column that an option
 * names stands for the one of the layout. */
static tt_status check_fixed(const tt_read_options *options, const tt__cell *header,
                             const tt__columns *columns, tt_error *err)
{
    const known_column *known = layouts[options->layout].columns;
    for (size_t k = 0; k < layouts[options->layout].count; k++) {
        const char *name = known[k].name;
        if (known[k].role == TT__COLUMN_PERIOD && options->year_column)
            name = options->year_column;
        if (known[k].role == TT__COLUMN_VALUE && options->value_column)
            name = options->value_column;
        size_t i = 0;
        while (i < columns->count &&
               !(columns->list[i].role == known[k].role && strcmp(header[i].text, name) == 0))
            i++;
        if (i == columns->count)
            return tt_fail(err, TT_ESCHEMA, "no column '%s', which the layout '%s' needs", name,
                           layouts[options->layout].name);
    }
    return TT_OK;
}

/* Which roles stand where, and whether those that must be there are there once. */
static tt_status check_columns(const tt_read_options *options, const tt__cell *header,
                               tt__columns *columns, tt_error *err)
{
    for (size_t r = 0; r < TT__COLUMN_ROLE_COUNT; r++)
        columns->first[r] = TT_NONE;
    for (size_t i = 0; i < columns->count; i++) {
        tt__column_role role = columns->list[i].role;
        int many = role == TT__COLUMN_IGNORED || role == TT__COLUMN_DIMENSION ||
                   role == TT__COLUMN_ATTRIBUTE;
        if (columns->first[role] == TT_NONE) {
            columns->first[role] = i;
        } else if (!many) {
            tt_status status =
                tt_fail(err, TT_ESCHEMA,
                        "the columns '%s' and '%s' mean the same; leave one out with --ignore",
                        header[columns->first[role]].text, header[i].text);
            tt_error_place(err, NULL, 0, i + 1);
            return status;
        }
    }
    if (layouts[options->layout].fixed)
        return check_fixed(options, header, columns, err);
    if (columns->first[TT__COLUMN_PERIOD] == TT_NONE)
        return missing_column(options->year_column ? options->year_column : "year' or 'period",
                              "--year COLUMN", header, columns->count, err);
    if (columns->first[TT__COLUMN_VALUE] == TT_NONE)
        return missing_column(options->value_column ? options->value_column : "value",
                              "--value COLUMN", header, columns->count, err);
    return TT_OK;
}

/* Nested columns find each other; attributes find the dimension of areas. */
static void tie_columns(tt_dataset *ds, tt__columns *columns)
{
    size_t area = TT_NONE; /* of this table: those read before can have others */
    for (size_t i = 0; i < columns->count && area == TT_NONE; i++)
        if (columns->list[i].role == TT__COLUMN_DIMENSION &&
            ds->dimensions[columns->list[i].target].role == TT_ROLE_AREA)
            area = columns->list[i].target;
    for (size_t i = 0; i < columns->count; i++) {
        tt__column *column = &columns->list[i];
        if (column->role == TT__COLUMN_NESTED)
            column->outer = columns->first[TT__COLUMN_BREAKDOWN];
        if (column->role == TT__COLUMN_ATTRIBUTE && area != TT_NONE)
            ds->attributes[column->target].dimension = area;
    }
}

/* Finds a name that stands twice in the header; the number of the second column is in the error. */
static tt_status check_names(const tt__cell *header, size_t count, tt_error *err)
{
    tt__pool names = {0};
    tt_status status = TT_OK;
    for (size_t i = 0; i < count && status == TT_OK; i++) {
        size_t known = names.count;
        if (!header[i].length)
            continue;
        uint32_t id = tt__pool_add(&names, header[i].text, header[i].length);
        if (id == TT__POOL_NONE)
            status = tt_fail(err, TT_ENOMEM, "no memory for the columns");
        else if (id < known)
            status = tt_fail(err, TT_ESCHEMA, "the column '%s' stands there twice", header[i].text);
        if (status != TT_OK)
            tt_error_place(err, NULL, 0, i + 1);
    }
    tt__pool_clear(&names);
    return status;
}

tt_status tt__layout_bind(tt_dataset *ds, const tt_read_options *options, const tt__cell *header,
                          size_t count, tt__columns *out, tt_error *err)
{
    *out = (tt__columns){.list = tt_calloc(count, sizeof *out->list), .count = count};
    if (!out->list)
        return tt_fail(err, TT_ENOMEM, "no memory for the columns");
    tt_status status = check_names(header, count, err);
    for (size_t i = 0; i < count && status == TT_OK; i++) {
        status = bind_column(ds, options, header[i].text, &out->list[i], err);
        if (status != TT_OK)
            tt_error_place(err, NULL, 0, i + 1);
    }
    if (status == TT_OK)
        status = check_columns(options, header, out, err);
    if (status == TT_OK)
        tie_columns(ds, out);
    else
        tt__columns_clear(out);
    return status;
}
