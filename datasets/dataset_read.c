/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a table to observations.
 *
 * Official tables repeat themselves: most cells equal the cell above. So each column remembers the texts
 * that it has seen and what they became; a row costs one comparison a cell where nothing changes and one
 * hash where something does. */
#include <math.h>
#include <string.h>

#include "layout_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/number.h"

/* The texts of one column and what each became: an index of a dimension value or of a text. */
typedef struct memo {
    tt__pool raw;
    uint32_t *meaning; /* meaning[raw.count] */
    size_t capacity;
    uint32_t last; /* number of the text of the row before */
} memo;

/* A short cell of the row before; `length` is TT_NONE when it stands for none. */
typedef struct last_cell {
    char text[24];
    size_t length;
} last_cell;

typedef struct table_reader {
    tt_dataset *ds;
    const tt_read_options *options;
    uint32_t file;
    tt__columns columns;
    memo *memos;   /* memos[columns.count] */
    uint32_t *key; /* key[dimension_count]: of the row */
    int has_header;
    uint32_t last_series;
    uint32_t last_unit;
    tt_origin last_origin;
    uint32_t last_origin_id;
    last_cell period_cell; /* of the row before, and what it says */
    tt_period last_period;
    last_cell value_cell;
    tt_value last_value;
    tt_unit_kind last_value_kind; /* the kind of unit with which it was read */
    uint32_t kind_unit;           /* the unit of the row before, and its kind */
    tt_unit_kind last_kind;
} table_reader;

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the data set");
}

/* Marks the column in an error that has just been made. */
static tt_status in_column(tt_status status, size_t column, tt_error *err)
{
    if (status != TT_OK)
        tt_error_place(err, NULL, 0, column + 1);
    return status;
}

/* ---- texts of columns ---- */

static int same_as_last(const memo *m, tt__cell cell)
{
    if (!m->raw.count)
        return 0;
    const struct pool_entry *entry = &m->raw.entries[m->last];
    return entry->length == cell.length && memcmp(entry->text, cell.text, cell.length) == 0;
}

/* What a new text of a dimension column means. */
static tt_status new_dimension_value(table_reader *r, size_t column, const char *text,
                                     size_t length, uint32_t *out, tt_error *err)
{
    *out = 0;
    if (tt_word_is_margin(text))
        return TT_OK;
    size_t dimension = r->columns.list[column].target;
    *out = tt__pool_add(&r->ds->dimensions[dimension].values, text, length);
    return *out == TT__POOL_NONE ? no_memory(err) : TT_OK;
}

static tt_status new_meaning(table_reader *r, size_t column, tt__cell cell, uint32_t *out,
                             tt_error *err)
{
    if (r->columns.list[column].role == TT__COLUMN_DIMENSION)
        return new_dimension_value(r, column, cell.text, cell.length, out, err);
    return tt__dataset_add_text(r->ds, cell.text, cell.length, out, err);
}

/* The number that a cell's text means in its column. */
static tt_status meaning_of(table_reader *r, size_t column, tt__cell cell, uint32_t *out,
                            tt_error *err)
{
    memo *m = &r->memos[column];
    if (!same_as_last(m, cell)) {
        size_t known = m->raw.count;
        uint32_t id = tt__pool_add(&m->raw, cell.text, cell.length);
        if (id == TT__POOL_NONE ||
            tt_grow(&m->meaning, &m->capacity, m->raw.count, sizeof *m->meaning) != 0)
            return no_memory(err);
        if (id == known) {
            tt_status status = new_meaning(r, column, cell, &m->meaning[id], err);
            if (status != TT_OK)
                return status;
        }
        m->last = id;
    }
    *out = m->meaning[m->last];
    return TT_OK;
}

/* The value of a nested dimension: the inner text under its breakdown, the margin only if both are. */
static tt_status nested_value(table_reader *r, size_t column, const tt__cell *cells, uint32_t *out,
                              tt_error *err)
{
    tt__dimension *dimension = &r->ds->dimensions[r->columns.list[column].target];
    tt__cell outer = cells[r->columns.list[column].outer];
    tt__cell inner = cells[column];
    *out = 0;
    if (tt_word_is_margin(outer.text) && tt_word_is_margin(inner.text))
        return TT_OK;
    char joined[1024];
    if (outer.length + inner.length + 3 > sizeof joined)
        return tt_fail(err, TT_ELIMIT, "a category of more than %zu bytes", sizeof joined - 3);
    memcpy(joined, outer.text, outer.length);
    memcpy(joined + outer.length, ": ", 2);
    memcpy(joined + outer.length + 2, inner.text, inner.length);
    *out = tt__pool_add(&dimension->values, joined, outer.length + 2 + inner.length);
    uint32_t breakdown;
    if (*out == TT__POOL_NONE ||
        tt__dataset_add_text(r->ds, outer.text, outer.length, &breakdown, err) != TT_OK)
        return no_memory(err);
    while (dimension->breakdown_capacity <= *out) {
        size_t old = dimension->breakdown_capacity;
        if (tt_grow(&dimension->breakdown, &dimension->breakdown_capacity, old,
                    sizeof *dimension->breakdown) != 0)
            return no_memory(err);
        memset(dimension->breakdown + old, 0,
               (dimension->breakdown_capacity - old) * sizeof *dimension->breakdown);
    }
    dimension->breakdown[*out] = breakdown + 1;
    return TT_OK;
}

/* ---- the parts of a row ---- */

static tt_status read_key(table_reader *r, const tt__cell *cells, tt_error *err)
{
    memset(r->key, 0, r->ds->dimension_count * sizeof *r->key);
    for (size_t i = 0; i < r->columns.count; i++) {
        const tt__column *column = &r->columns.list[i];
        tt_status status = TT_OK;
        if (column->role == TT__COLUMN_DIMENSION)
            status = meaning_of(r, i, cells[i], &r->key[column->target], err);
        else if (column->role == TT__COLUMN_NESTED)
            status = nested_value(r, i, cells, &r->key[column->target], err);
        if (status != TT_OK)
            return in_column(status, i, err);
    }
    return TT_OK;
}

/* An attribute belongs to the area of the row and must be the same in every row of that area. */
static tt_status read_attributes(table_reader *r, const tt__cell *cells, tt_error *err)
{
    for (size_t i = r->columns.first[TT__COLUMN_ATTRIBUTE]; i < r->columns.count; i++) {
        if (r->columns.list[i].role != TT__COLUMN_ATTRIBUTE)
            continue;
        tt__attribute *attribute = &r->ds->attributes[r->columns.list[i].target];
        uint32_t area = r->key[attribute->dimension];
        uint32_t text;
        tt_status status = meaning_of(r, i, cells[i], &text, err);
        if (status != TT_OK)
            return in_column(status, i, err);
        while (attribute->capacity <= area) {
            size_t old = attribute->capacity;
            if (tt_grow(&attribute->text, &attribute->capacity, old, sizeof *attribute->text) != 0)
                return no_memory(err);
            memset(attribute->text + old, 0, (attribute->capacity - old) * sizeof(uint32_t));
        }
        if (attribute->text[area] && attribute->text[area] != text + 1)
            return in_column(
                tt_fail(err, TT_ESCHEMA, "%s of %s is '%s' here and '%s' before", attribute->name,
                        tt_dataset_value(r->ds, attribute->dimension, area), cells[i].text,
                        tt_dataset_text(r->ds, attribute->text[area] - 1)),
                i, err);
        attribute->text[area] = text + 1;
    }
    return TT_OK;
}

static int is_last(const last_cell *last, tt__cell cell)
{
    return last->length == cell.length && memcmp(last->text, cell.text, cell.length) == 0;
}

static void remember(last_cell *last, tt__cell cell)
{
    last->length = TT_NONE;
    if (cell.length > sizeof last->text)
        return;
    memcpy(last->text, cell.text, cell.length);
    last->length = cell.length;
}

static tt_status read_period(table_reader *r, const tt__cell *cells, tt_period *out, tt_error *err)
{
    size_t column = r->columns.first[TT__COLUMN_PERIOD];
    tt__cell cell = cells[column];
    if (!is_last(&r->period_cell, cell)) {
        tt_status status = tt_period_parse(cell.text, cell.length, out, err);
        if (status != TT_OK)
            return in_column(status, column, err);
        remember(&r->period_cell, cell);
        r->last_period = *out;
    }
    *out = r->last_period;
    return TT_OK;
}

static tt_value_options options_for(const table_reader *r, tt_unit_kind kind)
{
    return (tt_value_options){.continuous = kind != TT_UNIT_COUNT,
                              .allow_negative = kind == TT_UNIT_OTHER,
                              .dash = r->options->dash,
                              .suppressed_low = r->options->suppressed_low};
}

static tt_status read_value(table_reader *r, const tt__cell *cells, tt_unit_kind kind,
                            tt_value *out, tt_error *err)
{
    size_t column = r->columns.first[TT__COLUMN_VALUE];
    tt__cell cell = cells[column];
    if (!is_last(&r->value_cell, cell) || kind != r->last_value_kind) {
        tt_value_options options = options_for(r, kind);
        tt_status status = tt_value_parse(cell.text, cell.length, &options, out, err);
        if (status != TT_OK)
            return in_column(status, column, err);
        remember(&r->value_cell, cell);
        r->last_value = *out;
        r->last_value_kind = kind;
    }
    *out = r->last_value;
    return TT_OK;
}

/* A number in a column of its own, not-a-number where the cell is empty or the column missing. */
static tt_status read_extra(table_reader *r, const tt__cell *cells, tt__column_role role,
                            double *out, tt_error *err)
{
    *out = NAN;
    size_t column = r->columns.first[role];
    if (column == TT_NONE || cells[column].length == 0)
        return TT_OK;
    tt_value_options options = {.continuous = 1, .allow_negative = 1};
    tt_value value;
    tt_status status =
        tt_value_parse(cells[column].text, cells[column].length, &options, &value, err);
    if (status == TT_OK && isnan(value.point) && value.state != TT_STATE_MISSING)
        status = tt_fail(err, TT_EPARSE, "'%.40s' is not a plain number", cells[column].text);
    if (status == TT_OK && role == TT__COLUMN_EXPOSURE && value.point <= 0)
        status = tt_fail(err, TT_EDOMAIN, "an exposure of %.40s; a population is above 0",
                         cells[column].text);
    if (status == TT_OK && role == TT__COLUMN_STANDARD_ERROR && value.point < 0)
        status = tt_fail(err, TT_EDOMAIN, "a standard error below 0");
    *out = status == TT_OK ? value.point : NAN;
    return in_column(status, column, err);
}

static const struct {
    const char *word;
    uint8_t flag;
    int state; /* -1: the value keeps its own */
} status_words[] = {
    {"", 0, -1},
    {"observed", 0, -1},
    {"final", 0, -1},
    {"A", 0, -1},
    {"partial", TT_VALUE_PARTIAL, -1},
    {"provisional", TT_VALUE_PROVISIONAL, -1},
    {"p", TT_VALUE_PROVISIONAL, -1},
    {"P", TT_VALUE_PROVISIONAL, -1},
    {"estimated", TT_VALUE_APPROXIMATE, -1},
    {"e", TT_VALUE_APPROXIMATE, -1},
    {"E", TT_VALUE_APPROXIMATE, -1},
    {"missing", 0, TT_STATE_MISSING},
    {"suppressed", 0, TT_STATE_SUPPRESSED},
    {"not_applicable", 0, TT_STATE_NOT_APPLICABLE},
};

/* The state that the status column gives to a cell: a withheld figure can have bounds, but what is
 * missing or not applicable has none. */
static tt_status take_state(tt_value *value, tt_state state, const char *word, tt_error *err)
{
    int withheld = state == TT_STATE_SUPPRESSED;
    if (!isnan(value->point) || (!withheld && !isnan(value->low)))
        return tt_fail(err, TT_EDOMAIN,
                       "the status '%s' beside a figure; empty one of the two cells", word);
    value->state = state;
    if (withheld && isnan(value->low)) {
        value->low = 0;
        value->high = INFINITY;
    }
    return TT_OK;
}

static tt_status read_status(table_reader *r, const tt__cell *cells, tt_value *value, tt_error *err)
{
    size_t column = r->columns.first[TT__COLUMN_STATUS];
    if (column == TT_NONE)
        return TT_OK;
    for (size_t i = 0; i < sizeof status_words / sizeof *status_words; i++) {
        if (strcmp(cells[column].text, status_words[i].word) != 0)
            continue;
        value->flags |= status_words[i].flag;
        if (status_words[i].state < 0)
            return TT_OK;
        return in_column(
            take_state(value, (tt_state)status_words[i].state, cells[column].text, err), column,
            err);
    }
    return in_column(
        tt_fail(
            err, TT_EPARSE,
            "the status '%.40s' is not known; it can be empty, partial, provisional, estimated, "
            "missing, suppressed or not_applicable",
            cells[column].text),
        column, err);
}

/* The interval that rounding in print leaves: half a unit of the last decimal on both sides. */
static void widen_percent(tt_value *value)
{
    if (isnan(value->point) || value->low != value->high)
        return;
    double half = 0.5 * pow(10, -value->decimals);
    value->low = fmax(0, value->point - half);
    value->high = value->point + half;
    value->flags |= TT_VALUE_ROUNDED;
}

/* The columns `lower` and `upper` say outright what the figure can be. */
static tt_status read_limits(table_reader *r, const tt__cell *cells, tt_value *value, tt_error *err)
{
    double lower;
    double upper;
    tt_status status = read_extra(r, cells, TT__COLUMN_LOWER, &lower, err);
    if (status == TT_OK)
        status = read_extra(r, cells, TT__COLUMN_UPPER, &upper, err);
    if (status != TT_OK || (isnan(lower) && isnan(upper)))
        return status;
    size_t column = r->columns.first[isnan(lower) ? TT__COLUMN_UPPER : TT__COLUMN_LOWER];
    if (!isnan(lower) && !isnan(upper))
        value->flags &= (uint8_t)~TT_VALUE_ROUNDED;
    if (!isnan(lower))
        value->low = lower;
    if (!isnan(upper))
        value->high = upper;
    if (isnan(value->low) || isnan(value->high))
        status = tt_fail(err, TT_EDOMAIN, "one of 'lower' and 'upper' without a value beside it");
    else if (value->low > value->high)
        status = tt_fail(err, TT_EDOMAIN, "what 'lower' and 'upper' leave is empty");
    else if (value->point < value->low)
        status = tt_fail(err, TT_EDOMAIN, "the value is below 'lower'");
    if (status == TT_OK && value->point > value->high) {
        status = tt_fail(err, TT_EDOMAIN, "the value is above 'upper'");
        column = r->columns.first[TT__COLUMN_UPPER];
    }
    if (status == TT_OK && value->state == TT_STATE_MISSING)
        value->state = TT_STATE_OBSERVED;
    return in_column(status, column, err);
}

static tt_status text_of(table_reader *r, const tt__cell *cells, tt__column_role role,
                         uint32_t *out, tt_error *err)
{
    size_t column = r->columns.first[role];
    *out = 0;
    if (column == TT_NONE || cells[column].length == 0)
        return TT_OK;
    return in_column(meaning_of(r, column, cells[column], out, err), column, err);
}

static tt_status read_origin(table_reader *r, const tt__cell *cells, uint32_t *out, tt_error *err)
{
    tt_origin origin = {.file = r->file};
    tt_status status = text_of(r, cells, TT__COLUMN_DEFINITION, &origin.definition, err);
    if (status == TT_OK)
        status = text_of(r, cells, TT__COLUMN_BASE, &origin.base, err);
    if (status == TT_OK)
        status = text_of(r, cells, TT__COLUMN_SOURCE, &origin.source, err);
    if (status == TT_OK)
        status = text_of(r, cells, TT__COLUMN_LOCATOR, &origin.locator, err);
    if (status == TT_OK)
        status = text_of(r, cells, TT__COLUMN_NOTE, &origin.note, err);
    if (status != TT_OK)
        return status;
    if (r->last_origin_id == UINT32_MAX || memcmp(&origin, &r->last_origin, sizeof origin) != 0) {
        tt_dataset *ds = r->ds;
        if (ds->origin_count >= UINT32_MAX - 1 ||
            tt_grow(&ds->origins, &ds->origin_capacity, ds->origin_count, sizeof *ds->origins) != 0)
            return no_memory(err);
        r->last_origin = origin;
        r->last_origin_id = (uint32_t)ds->origin_count;
        ds->origins[ds->origin_count++] = origin;
    }
    *out = r->last_origin_id;
    return TT_OK;
}

static tt_unit_kind kind_of_unit(table_reader *r, uint32_t unit)
{
    if (r->kind_unit != unit) {
        r->last_kind = tt_unit_kind_of(tt_dataset_text(r->ds, unit));
        r->kind_unit = unit;
    }
    return r->last_kind;
}

/* Unit and value depend on each other: a % sign names the unit when the table does not. */
static tt_status read_unit_and_value(table_reader *r, const tt__cell *cells, uint32_t *unit,
                                     tt_value *value, tt_error *err)
{
    tt_status status = text_of(r, cells, TT__COLUMN_UNIT, unit, err);
    if (status != TT_OK)
        return status;
    tt_unit_kind kind = kind_of_unit(r, *unit);
    status = read_value(r, cells, kind, value, err);
    if (status != TT_OK)
        return status;
    if (value->flags & TT_VALUE_PERCENT) {
        if (!*unit)
            status = tt__dataset_add_text(r->ds, "percent", 7, unit, err);
        else if (kind != TT_UNIT_PERCENT)
            status = in_column(tt_fail(err, TT_EUNITS, "a percentage where the unit is '%s'",
                                       tt_dataset_text(r->ds, *unit)),
                               r->columns.first[TT__COLUMN_VALUE], err);
        kind = TT_UNIT_PERCENT;
    }
    if (status == TT_OK && kind == TT_UNIT_PERCENT)
        widen_percent(value);
    return status;
}

static tt_status find_row_series(table_reader *r, uint32_t unit, uint32_t *out, tt_error *err)
{
    size_t width = r->ds->dimension_count;
    if (r->last_series != UINT32_MAX && r->last_unit == unit &&
        memcmp(r->ds->keys + r->last_series * width, r->key, width * sizeof *r->key) == 0) {
        *out = r->last_series;
        return TT_OK;
    }
    tt_status status = tt__dataset_add_series(r->ds, r->key, unit, out, err);
    r->last_series = *out;
    r->last_unit = unit;
    return status;
}

static tt_status read_observation(table_reader *r, const tt__cell *cells, size_t line,
                                  tt_error *err)
{
    tt_observation row = {.line = line > UINT32_MAX ? UINT32_MAX : (uint32_t)line};
    tt_value value;
    uint32_t unit;
    double exposure = NAN;
    double standard_error = NAN;
    tt_status status = read_key(r, cells, err);
    if (status == TT_OK)
        status = read_attributes(r, cells, err);
    if (status == TT_OK)
        status = read_period(r, cells, &row.period, err);
    if (status == TT_OK)
        status = read_unit_and_value(r, cells, &unit, &value, err);
    if (status == TT_OK)
        status = read_status(r, cells, &value, err);
    if (status == TT_OK)
        status = read_limits(r, cells, &value, err);
    if (status == TT_OK)
        status = read_extra(r, cells, TT__COLUMN_EXPOSURE, &exposure, err);
    if (status == TT_OK)
        status = read_extra(r, cells, TT__COLUMN_STANDARD_ERROR, &standard_error, err);
    if (status == TT_OK)
        status = read_origin(r, cells, &row.origin, err);
    if (status == TT_OK)
        status = find_row_series(r, unit, &row.series, err);
    if (status != TT_OK)
        return status;
    row.value = value.point;
    row.low = value.low;
    row.high = value.high;
    row.state = (uint8_t)value.state;
    row.flags = value.flags & (uint8_t)~TT_VALUE_PERCENT;
    row.decimals = value.decimals;
    return tt__dataset_add_observation(r->ds, &row, exposure, standard_error, err);
}

/* ---- a table ---- */

static tt_status read_header(table_reader *r, const tt__cell *cells, size_t count, tt_error *err)
{
    r->has_header = 1;
    tt_status status = tt__layout_bind(r->ds, r->options, cells, count, &r->columns, err);
    if (status != TT_OK)
        return status;
    r->memos = tt_calloc(count, sizeof *r->memos);
    r->key = tt_calloc(r->ds->dimension_count, sizeof *r->key);
    return r->memos && r->key ? TT_OK : no_memory(err);
}

/* The column is the first that has no cell, or the first cell that has no column. */
static tt_status ragged_row(const table_reader *r, size_t count, tt_error *err)
{
    size_t header = r->columns.count;
    tt_status status =
        tt_fail(err, TT_ESCHEMA, "%zu cells where the header has %zu columns; does a cell %s?",
                count, header, count < header ? "miss" : "hold a comma without quotes around it");
    return in_column(status, count < header ? count : header, err);
}

static tt_status on_row(const tt__cell *cells, size_t count, size_t line, void *context,
                        tt_error *err)
{
    table_reader *r = context;
    if (!r->has_header)
        return read_header(r, cells, count, err);
    tt_error fault = {0};
    tt_status status = count == r->columns.count ? read_observation(r, cells, line, &fault)
                                                 : ragged_row(r, count, &fault);
    if (status == TT_OK)
        return TT_OK;
    tt_error_place(&fault, tt_dataset_text(r->ds, r->file), line, 0);
    int go_on = r->options->problem && status != TT_ENOMEM &&
                r->options->problem(&fault, r->options->problem_context) == 0;
    if (!go_on && err && err->status == TT_OK)
        *err = fault;
    return go_on ? TT_OK : status;
}

static void clear_reader(table_reader *r)
{
    for (size_t i = 0; r->memos && i < r->columns.count; i++) {
        tt__pool_clear(&r->memos[i].raw);
        tt_free(r->memos[i].meaning);
    }
    tt_free(r->memos);
    tt_free(r->key);
    tt__columns_clear(&r->columns);
}

static tt_status check_options(const tt_dataset *ds, const tt_read_options *options, tt_error *err)
{
    if (ds->finished)
        return tt_fail(err, TT_EUSAGE, "the data set is finished; no file can be added");
    if ((unsigned)options->layout >= TT_LAYOUT_COUNT)
        return tt_fail(err, TT_EUSAGE, "there is no layout %d", (int)options->layout);
    if ((unsigned)options->dash > TT_DASH_MISSING)
        return tt_fail(err, TT_EUSAGE, "a dash means an error, zero or missing; there is no %d",
                       (int)options->dash);
    if (options->suppressed_low != 0 && options->suppressed_low != 1)
        return tt_fail(err, TT_EUSAGE,
                       "the least value behind a suppressed count is 0 or 1 (--suppressed-low)");
    return TT_OK;
}

tt_status tt_dataset_read(tt_dataset *ds, const char *path, const tt_read_options *options,
                          tt_error *err)
{
    static const tt_read_options defaults = {0};
    if (!options)
        options = &defaults;
    tt_status status = check_options(ds, options, err);
    if (status != TT_OK)
        return status;
    table_reader r = {.ds = ds,
                      .options = options,
                      .last_series = UINT32_MAX,
                      .last_origin_id = UINT32_MAX,
                      .period_cell.length = TT_NONE,
                      .value_cell.length = TT_NONE,
                      .kind_unit = UINT32_MAX};
    status = tt__dataset_add_text(ds, path, strlen(path), &r.file, err);
    if (status == TT_OK)
        status = tt__csv_read(path, on_row, &r, err);
    if (status == TT_OK && !r.has_header) {
        status = tt_fail(err, TT_ESCHEMA, "no header row; the file has blank lines only");
        tt_error_place(err, path, 0, 0);
    }
    ds->file_count++;
    clear_reader(&r);
    return status;
}
