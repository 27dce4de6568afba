/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the header of a table to the role of each column, by the table of layouts. */
#include "layout_internal.h"

#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

static const tt__layout *const layouts[TT_LAYOUT_COUNT] = {
    [TT_LAYOUT_TIDY] = &tt__layout_tidy,   [TT_LAYOUT_WIDE] = &tt__layout_wide,
    [TT_LAYOUT_SDMX] = &tt__layout_sdmx,   [TT_LAYOUT_JOINPOINT] = &tt__layout_joinpoint,
    [TT_LAYOUT_UNODC] = &tt__layout_unodc,
};

static const char *const role_names[TT__COLUMN_ROLE_COUNT] = {
    [TT__COLUMN_IGNORED] = "left out",
    [TT__COLUMN_UNNAMED] = "left out",
    [TT__COLUMN_DIMENSION] = "dimension",
    [TT__COLUMN_BREAKDOWN] = "breakdown",
    [TT__COLUMN_NESTED] = "dimension",
    [TT__COLUMN_ATTRIBUTE] = "attribute",
    [TT__COLUMN_PERIOD] = "period",
    [TT__COLUMN_MONTH] = "month",
    [TT__COLUMN_QUARTER] = "quarter",
    [TT__COLUMN_VALUE] = "value",
    [TT__COLUMN_UNIT] = "unit",
    [TT__COLUMN_BASE] = "base",
    [TT__COLUMN_STATUS] = "status",
    [TT__COLUMN_CONFIDENTIALITY] = "confidentiality",
    [TT__COLUMN_MULTIPLIER] = "multiplier",
    [TT__COLUMN_EXPOSURE] = "exposure",
    [TT__COLUMN_STANDARD_ERROR] = "standard error",
    [TT__COLUMN_LOWER] = "lower limit",
    [TT__COLUMN_UPPER] = "upper limit",
    [TT__COLUMN_DEFINITION] = "definition",
    [TT__COLUMN_SOURCE] = "source",
    [TT__COLUMN_LOCATOR] = "locator",
    [TT__COLUMN_NOTE] = "note",
};

const tt__layout *tt__layout_of(tt_layout layout)
{
    return (unsigned)layout < TT_LAYOUT_COUNT ? layouts[layout] : NULL;
}

const char *tt_layout_name(tt_layout layout)
{
    if (layout == TT_LAYOUT_AUTO)
        return "auto";
    return (unsigned)layout < TT_LAYOUT_COUNT ? layouts[layout]->name : "unknown";
}

const char *tt__role_name(tt__column_role role)
{
    return role_names[role];
}

void tt__columns_clear(tt__columns *columns)
{
    for (size_t i = 0; columns->list && i < columns->count; i++) {
        tt_free(columns->list[i].name);
        tt_free(columns->list[i].mark);
    }
    tt_free(columns->list);
    *columns = (tt__columns){0};
}

/* ---- names ---- */

static char folded(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c + ('a' - 'A'));
    return c == ' ' || c == '-' ? '_' : c;
}

int tt__same_name(const char *a, const char *b)
{
    while (*a && folded(*a) == folded(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

/* As tt__same_name, where `b` can have a label behind a colon ("GEO: Geopolitical entity"). */
static int same_identifier(const char *name, const char *cell)
{
    while (*name && folded(*name) == folded(*cell)) {
        name++;
        cell++;
    }
    return *name == '\0' && (*cell == '\0' || *cell == ':');
}

static int is_named(const char *option, const char *name)
{
    return option && strcmp(option, name) == 0;
}

int tt__is_named_value(const tt_read_options *options, const char *name)
{
    for (size_t i = 0; i < options->value_column_count; i++)
        if (strcmp(options->value_columns[i], name) == 0)
            return 1;
    return is_named(options->value_column, name);
}

static int names_values(const tt_read_options *options)
{
    return options->value_column || options->value_column_count > 0;
}

/* Wide and joinpoint tables can have the reserved columns of tidy tables beside their own. */
static const tt__layout *names_of(const tt__layout *layout)
{
    return layout->column_count ? layout : &tt__layout_tidy;
}

const tt__known_column *tt__layout_find(const tt__layout *layout, const tt_read_options *options,
                                        const char *name)
{
    static const tt__known_column year = {"year", TT__COLUMN_PERIOD, NULL};
    static const tt__known_column value = {"value", TT__COLUMN_VALUE, NULL};
    static const tt__known_column exposure = {"exposure", TT__COLUMN_EXPOSURE, NULL};
    if (is_named(options->year_column, name))
        return &year;
    if (tt__is_named_value(options, name))
        return &value;
    if (is_named(options->exposure_column, name))
        return &exposure;
    const tt__layout *source = names_of(layout);
    const tt__known_column *columns = source->columns;
    for (size_t i = 0; i < source->column_count; i++) {
        if (!(layout->marks_are_flags ? same_identifier(columns[i].name, name)
                                      : tt__same_name(columns[i].name, name)))
            continue;
        /* Where an option names the column, the usual name means nothing any more. */
        int renamed = (columns[i].role == TT__COLUMN_PERIOD && options->year_column) ||
                      (columns[i].role == TT__COLUMN_VALUE && names_values(options)) ||
                      (columns[i].role == TT__COLUMN_EXPOSURE && options->exposure_column);
        return renamed ? NULL : &columns[i];
    }
    return NULL;
}

int tt__is_ignored(const tt_read_options *options, const char *name)
{
    for (size_t i = 0; i < options->ignore_count; i++)
        if (strcmp(options->ignore[i], name) == 0)
            return 1;
    return 0;
}

int tt__header_has(const tt__layout *layout, const tt_read_options *options, const tt__cell *header,
                   size_t count, tt__column_role role)
{
    for (size_t i = 0; i < count; i++) {
        const tt__known_column *known = tt__layout_find(layout, options, header[i].text);
        if (known && known->role == role && !tt__is_ignored(options, header[i].text))
            return 1;
    }
    return 0;
}

/* ---- columns ---- */

/* Columns whose names begin with "source" or "note" are never dimensions. */
static tt__column_role other_role(const tt__layout *layout, const char *name)
{
    if (strncmp(name, "source", 6) == 0 || strncmp(name, "note", 4) == 0)
        return TT__COLUMN_IGNORED;
    return layout->other;
}

/* An attribute; its dimension is filled in when all columns are known. */
static tt_status add_attribute(tt_dataset *ds, const char *name, size_t *out, tt_error *err)
{
    *out = tt_dataset_find_attribute(ds, name);
    if (*out != TT_NONE)
        return TT_OK;
    if (tt_grow(&ds->attributes, &ds->attribute_capacity, ds->attribute_count,
                sizeof *ds->attributes) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for the columns");
    tt__attribute attribute = {.name = tt_strdup(name), .dimension = TT_NONE};
    if (!attribute.name)
        return tt_fail(err, TT_ENOMEM, "no memory for the columns");
    *out = ds->attribute_count;
    ds->attributes[ds->attribute_count++] = attribute;
    return TT_OK;
}

/* The role of a column, and the name under which a dimension or attribute is kept. */
static tt_status find_role(const tt__binding *b, size_t i, tt__column *out, const char **kept,
                           tt_error *err)
{
    const char *name = b->header[i].text;
    *kept = name;
    if (name[0] && tt__is_ignored(b->options, name))
        return TT_OK;
    const tt__known_column *known = name[0] ? tt__layout_find(b->layout, b->options, name) : NULL;
    int is_optional = is_named(b->options->year_column, name) ||
                      tt__is_named_value(b->options, name) ||
                      is_named(b->options->exposure_column, name);
    tt_error fault = {0};
    if (!is_optional && b->layout->own_column && b->layout->own_column(b, i, out, &fault)) {
        if (fault.status == TT_OK)
            return TT_OK;
        if (err && err->status == TT_OK)
            *err = fault;
        return fault.status;
    }
    out->role = known ? known->role : name[0] ? other_role(b->layout, name) : TT__COLUMN_IGNORED;
    if (out->role == TT__COLUMN_EXPOSURE && b->options->populations &&
        !tt__header_has(b->layout, b->options, b->header, b->count, TT__COLUMN_VALUE))
        out->role = TT__COLUMN_VALUE;
    if (known && known->dimension)
        *kept = known->dimension;
    return TT_OK;
}

/* A dimension by the name of its column: without the label that SDMX-CSV can have behind a colon, and the name of
 * the columns that Eurostat has behind a backslash. The rows of a pivot table are series. */
static tt_status add_dimension(const tt__binding *b, const char *name, size_t *out, tt_error *err)
{
    char identifier[128];
    const char *end = NULL;
    if (b->layout->marks_are_flags)
        end = strchr(name, ':');
    else if (b->layout == &tt__layout_wide)
        end = strstr(name, "\\TIME") ? strstr(name, "\\TIME") : strstr(name, "\\time");
    size_t length = end ? (size_t)(end - name) : 0;
    if (length > 0 && length < sizeof identifier) {
        memcpy(identifier, name, length);
        identifier[length] = '\0';
        name = identifier;
    }
    return tt__dataset_add_dimension(b->ds, name[0] ? name : "series", out, err);
}

static tt_status bind_column(const tt__binding *b, size_t i, tt_error *err)
{
    tt__column *out = &b->columns->list[i];
    const char *kept;
    *out = (tt__column){.role = TT__COLUMN_IGNORED,
                        .name = tt_strdup(b->header[i].text),
                        .target = TT_NONE,
                        .outer = TT_NONE,
                        .exposure = TT_NONE,
                        .standard_error = TT_NONE};
    if (!out->name)
        return tt_fail(err, TT_ENOMEM, "no memory for the columns");
    tt_status status = find_role(b, i, out, &kept, err);
    if (status != TT_OK)
        return status;
    if (out->role == TT__COLUMN_DIMENSION || out->role == TT__COLUMN_NESTED)
        return add_dimension(b, kept, &out->target, err);
    if (out->role == TT__COLUMN_ATTRIBUTE)
        return add_attribute(b->ds, out->outer == TT_NONE ? kept : strchr(kept, ':') + 1,
                             &out->target, err);
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

static tt_status missing_column(const tt__binding *b, const char *what, const char *option,
                                tt_error *err)
{
    tt_strbuf found = TT_STRBUF_INIT;
    list_header(b->header, b->count, &found);
    tt_status status =
        tt_fail(err, TT_ESCHEMA,
                "no column '%s' in the header (found: %s); is the header row missing? %s%s", what,
                tt_strbuf_text(&found),
                b->options->populations ? "Name it so in the table of populations"
                                        : "Another name is given with ",
                b->options->populations ? "" : option);
    tt_strbuf_clear(&found);
    return status;
}

/* Whether a table of a fixed layout has all its columns, each in its role. A column that an option
 * names stands for the one of the layout. */
static tt_status check_fixed(const tt__binding *b, tt_error *err)
{
    const tt__known_column *known = b->layout->columns;
    for (size_t k = 0; k < b->layout->column_count; k++) {
        const char *name = known[k].name;
        if (known[k].role == TT__COLUMN_PERIOD && b->options->year_column)
            name = b->options->year_column;
        if (known[k].role == TT__COLUMN_VALUE && b->options->value_column)
            name = b->options->value_column;
        size_t i = 0;
        while (i < b->count && !(b->columns->list[i].role == known[k].role &&
                                 tt__same_name(b->header[i].text, name)))
            i++;
        if (i == b->count)
            return tt_fail(err, TT_ESCHEMA, "no column '%s', which the layout '%s' needs", name,
                           b->layout->name);
    }
    return TT_OK;
}

static int may_stand_often(tt__column_role role)
{
    return role == TT__COLUMN_IGNORED || role == TT__COLUMN_UNNAMED ||
           role == TT__COLUMN_DIMENSION || role == TT__COLUMN_ATTRIBUTE || role == TT__COLUMN_VALUE;
}

/* Which roles stand where, and whether those that must be there are there once. */
static tt_status check_columns(const tt__binding *b, tt_error *err)
{
    tt__columns *columns = b->columns;
    int many_values = b->options->value_column_count > 1 || !b->layout->column_count;
    for (size_t r = 0; r < TT__COLUMN_ROLE_COUNT; r++)
        columns->first[r] = TT_NONE;
    for (size_t i = 0; i < columns->count; i++) {
        tt__column_role role = columns->list[i].role;
        int many = may_stand_often(role) && (role != TT__COLUMN_VALUE || many_values);
        if (columns->first[role] == TT_NONE) {
            columns->first[role] = i;
        } else if (!many) {
            tt_status status =
                tt_fail(err, TT_ESCHEMA,
                        "the columns '%s' and '%s' mean the same; leave one out with --ignore",
                        b->header[columns->first[role]].text, b->header[i].text);
            tt_error_place(err, NULL, 0, i + 1);
            return status;
        }
    }
    if (b->layout->is_fixed)
        return check_fixed(b, err);
    size_t value = columns->first[TT__COLUMN_VALUE];
    int needs_period = value == TT_NONE || columns->list[value].period.months == 0;
    if (needs_period && columns->first[TT__COLUMN_PERIOD] == TT_NONE)
        return missing_column(
            b, b->options->year_column ? b->options->year_column : "year' or 'period",
            "--year COLUMN", err);
    if (value == TT_NONE)
        return missing_column(b,
                              b->options->value_column  ? b->options->value_column
                              : b->options->populations ? "population' or 'value"
                                                        : "value",
                              "--value COLUMN", err);
    for (size_t v = 0; v < b->options->value_column_count; v++) {
        size_t i = 0;
        while (i < b->count && strcmp(b->header[i].text, b->options->value_columns[v]) != 0)
            i++;
        if (i == b->count)
            return missing_column(b, b->options->value_columns[v], "--value COLUMN", err);
    }
    return TT_OK;
}

/* Nested columns find each other; attributes find the dimension that they are about, by default that
 * of the places. */
static tt_status tie_columns(const tt__binding *b, tt_error *err)
{
    tt_dataset *ds = b->ds;
    tt__columns *columns = b->columns;
    size_t area = TT_NONE; /* of this table: those read before can have others */
    for (size_t i = 0; i < columns->count && area == TT_NONE; i++)
        if (columns->list[i].role == TT__COLUMN_DIMENSION &&
            ds->dimensions[columns->list[i].target].role == TT_ROLE_AREA)
            area = i;
    for (size_t i = 0; i < columns->count; i++) {
        tt__column *column = &columns->list[i];
        if (column->role == TT__COLUMN_BREAKDOWN && column->outer != TT_NONE) {
            columns->list[column->outer].role = TT__COLUMN_NESTED;
            columns->list[column->outer].outer = i;
            if (columns->first[TT__COLUMN_NESTED] > column->outer) /* TT_NONE is the largest */
                columns->first[TT__COLUMN_NESTED] = column->outer;
        }
        if (column->role == TT__COLUMN_NESTED && column->outer == TT_NONE)
            column->outer = columns->first[TT__COLUMN_BREAKDOWN];
        if (column->role != TT__COLUMN_ATTRIBUTE)
            continue;
        if (column->outer == TT_NONE)
            column->outer = area;
        if (column->outer == TT_NONE || columns->list[column->outer].target == TT_NONE)
            return tt_fail(err, TT_ESCHEMA, "the column '%s' is about no dimension", column->name);
        tt__attribute *attribute = &ds->attributes[column->target];
        size_t dimension = columns->list[column->outer].target;
        if (attribute->dimension != TT_NONE && attribute->dimension != dimension) {
            tt_status status =
                tt_fail(err, TT_ESCHEMA, "'%s' is about '%s' here and about '%s' in a file before",
                        attribute->name, ds->dimensions[dimension].name,
                        ds->dimensions[attribute->dimension].name);
            tt_error_place(err, NULL, 0, i + 1);
            return status;
        }
        attribute->dimension = dimension;
    }
    return TT_OK;
}

/* Several columns of figures: their names are the values of one more dimension. */
static tt_status add_measure(const tt__binding *b, tt_error *err)
{
    tt__columns *columns = b->columns;
    columns->measure = TT_NONE;
    size_t values = 0;
    size_t sexes = 0;
    for (size_t i = 0; i < columns->count; i++) {
        tt__column *column = &columns->list[i];
        if (column->role != TT__COLUMN_VALUE)
            continue;
        column->exposure = columns->first[TT__COLUMN_EXPOSURE];
        column->standard_error = columns->first[TT__COLUMN_STANDARD_ERROR];
        if (column->period.months)
            continue;
        values++;
        sexes += tt_sex_of(column->name) != TT_SEX_NONE || tt_word_is_margin(column->name) ? 1 : 0;
    }
    if (values < 2)
        return TT_OK;
    const char *name = b->options->measure;
    if (!name)
        name = sexes == values ? "sex" : "indicator";
    for (size_t i = 0; i < columns->count; i++) {
        tt__column *column = &columns->list[i];
        if (column->role == TT__COLUMN_VALUE && !column->period.months)
            column->measure = column->name;
        if (column->role == TT__COLUMN_DIMENSION &&
            strcmp(b->ds->dimensions[column->target].name, name) == 0)
            return tt_fail(err, TT_ESCHEMA,
                           "the columns of figures would make a dimension '%s', and there is a "
                           "column of that name; name another with --measure",
                           name);
    }
    return tt__dataset_add_dimension(b->ds, name, &columns->measure, err);
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

tt_status tt__layout_bind(tt_dataset *ds, const tt_read_options *options, tt_layout layout,
                          const tt__cell *header, size_t count, tt__columns *out, tt_error *err)
{
    *out = (tt__columns){.list = tt_calloc(count, sizeof *out->list), .count = count};
    if (!out->list)
        return tt_fail(err, TT_ENOMEM, "no memory for the columns");
    tt__binding b = {.ds = ds,
                     .options = options,
                     .layout = tt__layout_of(layout),
                     .header = header,
                     .count = count,
                     .columns = out};
    tt_status status = check_names(header, count, err);
    for (size_t i = 0; i < count && status == TT_OK; i++) {
        status = bind_column(&b, i, err);
        if (status != TT_OK)
            tt_error_place(err, NULL, 0, i + 1);
    }
    if (status == TT_OK)
        status = check_columns(&b, err);
    if (status == TT_OK)
        status = tie_columns(&b, err);
    if (status == TT_OK)
        status = add_measure(&b, err);
    if (status == TT_OK && b.layout->complete)
        status = b.layout->complete(&b, err);
    if (status != TT_OK)
        tt__columns_clear(out);
    return status;
}
