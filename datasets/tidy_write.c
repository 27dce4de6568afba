/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A data set as a tidy table.
 *
 * A figure is written in the shortest form that says all: a number, a bound, a range, a sign. What that
 * form would read back to is found out by reading it; where it is not the figure itself, the columns
 * `lower` and `upper` say what it can be. */
#include "tiptrend/tidy.h"

#include <math.h>
#include <string.h>

#include "input_internal.h"
#include "layout_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/number.h"
#include "tiptrend/strbuf.h"
#include "tiptrend/table.h"

enum { FLUSH_AT = 1 << 16 /* bytes handed over at a time */ };

/* The cells of one figure. */
typedef struct figure_cells {
    tt_strbuf value;
    tt_strbuf status;
    double lower; /* not-a-number: an empty cell */
    double upper;
} figure_cells;

/* Columns that stand in the table only when some row needs them. */
typedef enum extra_column {
    EXTRA_EXPOSURE,
    EXTRA_UNIT,
    EXTRA_BASE,
    EXTRA_STATUS,
    EXTRA_STANDARD_ERROR,
    EXTRA_LOWER,
    EXTRA_UPPER,
    EXTRA_DEFINITION,
    EXTRA_SOURCE,
    EXTRA_LOCATOR,
    EXTRA_NOTE,
    EXTRA_COUNT
} extra_column;

static const char *const extra_names[EXTRA_COUNT] = {
    "exposure", "unit",       "base",   "status",  "se",   "lower",
    "upper",    "definition", "source", "locator", "note",
};

typedef struct writer {
    const tt_dataset *ds;
    tt_write_function *write;
    void *context;
    tt_strbuf out;
    figure_cells cells;
    int needs[EXTRA_COUNT];
    int only_years;
    int first_cell;
} writer;

/* ---- figures ---- */

/* A number with the decimals in print, where these are all that it has. */
static void add_number(tt_strbuf *out, double number, int decimals)
{
    char text[TT_NUMBER_FIXED_SIZE];
    double back;
    size_t length = tt_number_fixed(number, decimals, text);
    if (tt_number_parse(text, length, &back) == 0 && back == number)
        tt_strbuf_add_bytes(out, text, length);
    else
        tt_strbuf_number(out, number);
}

/* What a figure without a point can be, as a bound or a range. */
static void add_bound(tt_strbuf *out, const tt_observation *row, double least)
{
    if (isinf(row->high)) {
        tt_strbuf_add(out, ">=");
        add_number(out, row->low, row->decimals);
    } else if (row->low == least) {
        tt_strbuf_add(out, "<=");
        add_number(out, row->high, row->decimals);
    } else {
        add_number(out, row->low, row->decimals);
        tt_strbuf_add(out, "..");
        add_number(out, row->high, row->decimals);
    }
}

/* "<5": a small count that is suppressed. */
static int is_small(const tt_observation *row, tt_unit_kind kind)
{
    return kind == TT_UNIT_COUNT && row->state == TT_STATE_SUPPRESSED &&
           row->high + 1 <= TT_SUPPRESSION_MAX && row->high == floor(row->high) && row->high >= 0 &&
           (row->low == 0 || row->low == 1);
}

static void add_word(tt_strbuf *out, const char *word)
{
    tt_strbuf_add(out, out->length ? "; " : "");
    tt_strbuf_add(out, word);
}

static void add_flags(tt_strbuf *out, unsigned flags, int is_point)
{
    if (flags & TT_VALUE_PARTIAL)
        add_word(out, "partial");
    if (flags & TT_VALUE_PROVISIONAL)
        add_word(out, "provisional");
    if ((flags & TT_VALUE_APPROXIMATE) && !is_point)
        add_word(out, "estimated");
    if (flags & TT_VALUE_BREAK)
        add_word(out, "break");
}

/* Value and status. */
static void add_figure(figure_cells *c, const tt_observation *row, tt_unit_kind kind)
{
    double least = kind == TT_UNIT_OTHER ? -INFINITY : 0;
    int is_point = !isnan(row->value);
    add_flags(&c->status, row->flags, is_point);
    if (is_point) {
        if (row->flags & TT_VALUE_APPROXIMATE)
            tt_strbuf_add_char(&c->value, '~');
        add_number(&c->value, row->value, row->decimals);
    } else if (row->state == TT_STATE_NOT_APPLICABLE) {
        tt_strbuf_add(&c->value, ":z");
    } else if (row->state == TT_STATE_MISSING) {
        return;
    } else if (is_small(row, kind)) {
        tt_strbuf_addf(&c->value, "<%d", (int)row->high + 1);
    } else if (row->state == TT_STATE_SUPPRESSED && row->low == 0 && isinf(row->high)) {
        tt_strbuf_add(&c->value, ":c");
    } else {
        add_bound(&c->value, row, least);
        if (row->state == TT_STATE_SUPPRESSED)
            add_word(&c->status, "suppressed");
    }
}

/* The limits that the value cell alone does not tell. */
static void add_limits(figure_cells *c, const tt_observation *row, tt_unit_kind kind)
{
    tt_value_options options = {.continuous = kind != TT_UNIT_COUNT,
                                .allow_negative = kind == TT_UNIT_OTHER};
    tt_value back;
    c->lower = c->upper = NAN;
    if (c->value.failed ||
        tt_value_parse(tt_strbuf_text(&c->value), c->value.length, &options, &back, NULL) != TT_OK)
        return;
    unsigned rounded = 0;
    if (kind == TT_UNIT_PERCENT && !isnan(back.point)) {
        double half = 0.5 * pow(10, -back.decimals);
        back.low = fmax(0, back.point - half);
        back.high = back.point + half;
        rounded = TT_VALUE_ROUNDED;
    }
    int both = rounded != (row->flags & TT_VALUE_ROUNDED);
    if ((both || row->low != back.low) && !isnan(row->low) && !isinf(row->low))
        c->lower = row->low;
    if ((both || row->high != back.high) && !isnan(row->high) && !isinf(row->high))
        c->upper = row->high;
}

static void make_cells(writer *w, const tt_observation *row)
{
    tt_unit_kind kind = tt_dataset_series(w->ds, row->series)->unit_kind;
    tt_strbuf_reset(&w->cells.value);
    tt_strbuf_reset(&w->cells.status);
    add_figure(&w->cells, row, kind);
    add_limits(&w->cells, row, kind);
}

/* ---- rows ---- */

/* Whether a row was printed by a source, and is no sum of ours. */
static int is_printed(const tt_observation *row)
{
    return !(row->flags & TT_VALUE_DERIVED);
}

/* Which columns the rows need. */
static void look_at_rows(writer *w)
{
    const tt_dataset *ds = w->ds;
    w->only_years = 1;
    for (size_t i = 0; i < ds->observation_count; i++) {
        const tt_observation *row = &ds->observations[i];
        if (!is_printed(row))
            continue;
        const tt_origin *origin = tt_dataset_origin(ds, row);
        make_cells(w, row);
        w->only_years &= row->period.months == 12 && row->period.start % 12 == 0;
        w->needs[EXTRA_EXPOSURE] |= !isnan(tt_dataset_exposure(ds, i));
        w->needs[EXTRA_UNIT] |= tt_dataset_series(ds, row->series)->unit_id != 0;
        w->needs[EXTRA_BASE] |= origin->base != 0;
        w->needs[EXTRA_STATUS] |= w->cells.status.length > 0;
        w->needs[EXTRA_STANDARD_ERROR] |= !isnan(tt_dataset_standard_error(ds, i));
        w->needs[EXTRA_LOWER] |= !isnan(w->cells.lower);
        w->needs[EXTRA_UPPER] |= !isnan(w->cells.upper);
        w->needs[EXTRA_DEFINITION] |= origin->definition != 0;
        w->needs[EXTRA_SOURCE] |= origin->source != 0;
        w->needs[EXTRA_LOCATOR] |= origin->locator != 0;
        w->needs[EXTRA_NOTE] |= origin->note != 0;
    }
}

static void next_cell(writer *w)
{
    if (!w->first_cell)
        tt_strbuf_add_char(&w->out, ',');
    w->first_cell = 0;
}

static void add_text(writer *w, const char *text)
{
    next_cell(w);
    tt_csv_field(text, &w->out);
}

static void add_figure_or_nothing(writer *w, double number)
{
    next_cell(w);
    if (!isnan(number))
        tt_strbuf_number(&w->out, number);
}

/* The name of a dimension as a column: not one of the reserved names. */
static void add_dimension_name(tt_strbuf *out, const char *name)
{
    static const tt_read_options defaults = {0};
    int is_reserved = tt__layout_find(&tt__layout_tidy, &defaults, name) != NULL ||
                      strncmp(name, "source", 6) == 0 || strncmp(name, "note", 4) == 0;
    tt_strbuf_add(out, is_reserved ? "dim_" : "");
    tt_strbuf_add(out, name);
}

/* A dimension, with what stands beside it: "category:breakdown", "category", "category:...". */
static void add_header_of(writer *w, size_t dimension, tt_strbuf *name)
{
    const tt_dataset *ds = w->ds;
    const char *own = tt_dataset_dimension(ds, dimension);
    if (ds->dimensions[dimension].breakdown) {
        tt_strbuf_reset(name);
        add_dimension_name(name, own);
        tt_strbuf_add(name, ":breakdown");
        add_text(w, tt_strbuf_text(name));
    }
    tt_strbuf_reset(name);
    add_dimension_name(name, own);
    add_text(w, tt_strbuf_text(name));
    for (size_t a = 0; a < tt_dataset_attribute_count(ds); a++) {
        if (tt_dataset_attribute_dimension(ds, a) != dimension)
            continue;
        tt_strbuf_reset(name);
        add_dimension_name(name, own);
        tt_strbuf_add_char(name, ':');
        tt_strbuf_add(name, tt_dataset_attribute(ds, a));
        add_text(w, tt_strbuf_text(name));
    }
}

/* A table whose first name begins as another kind of file does ("%PDF-") gets quotes around it. */
static void disguise(writer *w)
{
    if (w->out.failed ||
        tt__check_beginning((const unsigned char *)w->out.text, w->out.length, NULL) == TT_OK)
        return;
    tt_strbuf quoted = TT_STRBUF_INIT;
    size_t length = strcspn(w->out.text, ",\n");
    tt_strbuf_add_char(&quoted, '"');
    tt_strbuf_add_bytes(&quoted, w->out.text, length);
    tt_strbuf_add_char(&quoted, '"');
    tt_strbuf_add(&quoted, w->out.text + length);
    tt_strbuf_clear(&w->out);
    w->out = quoted;
}

static void add_header(writer *w)
{
    tt_strbuf name = TT_STRBUF_INIT;
    w->first_cell = 1;
    for (size_t d = 0; d < tt_dataset_dimension_count(w->ds); d++)
        add_header_of(w, d, &name);
    add_text(w, w->only_years ? "year" : "period");
    add_text(w, "value");
    for (size_t e = 0; e < EXTRA_COUNT; e++)
        if (w->needs[e])
            add_text(w, extra_names[e]);
    tt_strbuf_add_char(&w->out, '\n');
    w->out.failed |= name.failed;
    tt_strbuf_clear(&name);
    disguise(w);
}

/* The value of a dimension, and what stands beside it. */
static void add_key_of(writer *w, size_t dimension, uint32_t value)
{
    const tt_dataset *ds = w->ds;
    const char *text = value ? tt_dataset_value(ds, dimension, value) : "total";
    if (ds->dimensions[dimension].breakdown) {
        uint32_t breakdown = tt_dataset_breakdown(ds, dimension, value);
        const char *outer = breakdown ? tt__pool_text(&ds->texts, breakdown - 1) : "total";
        add_text(w, outer);
        /* The value is the breakdown, a colon, a blank, and what stands inside. */
        text = breakdown ? text + strlen(outer) + 2 : text;
    }
    add_text(w, text);
    for (size_t a = 0; a < tt_dataset_attribute_count(ds); a++)
        if (tt_dataset_attribute_dimension(ds, a) == dimension)
            add_text(w, tt_dataset_attribute_text(ds, a, value));
}

static void add_extra(writer *w, extra_column column, size_t i)
{
    const tt_dataset *ds = w->ds;
    const tt_observation *row = &ds->observations[i];
    const tt_origin *origin = tt_dataset_origin(ds, row);
    switch (column) {
    case EXTRA_EXPOSURE:
        add_figure_or_nothing(w, tt_dataset_exposure(ds, i));
        break;
    case EXTRA_UNIT:
        add_text(w, tt_dataset_series(ds, row->series)->unit);
        break;
    case EXTRA_BASE:
        add_text(w, tt_dataset_text(ds, origin->base));
        break;
    case EXTRA_STATUS:
        add_text(w, tt_strbuf_text(&w->cells.status));
        break;
    case EXTRA_STANDARD_ERROR:
        add_figure_or_nothing(w, tt_dataset_standard_error(ds, i));
        break;
    case EXTRA_LOWER:
        add_figure_or_nothing(w, w->cells.lower);
        break;
    case EXTRA_UPPER:
        add_figure_or_nothing(w, w->cells.upper);
        break;
    case EXTRA_DEFINITION:
        add_text(w, tt_dataset_text(ds, origin->definition));
        break;
    case EXTRA_SOURCE:
        add_text(w, tt_dataset_text(ds, origin->source));
        break;
    case EXTRA_LOCATOR:
        add_text(w, tt_dataset_text(ds, origin->locator));
        break;
    case EXTRA_NOTE:
        add_text(w, tt_dataset_text(ds, origin->note));
        break;
    case EXTRA_COUNT:
        break;
    }
}

static void add_row(writer *w, size_t i)
{
    const tt_dataset *ds = w->ds;
    const tt_observation *row = &ds->observations[i];
    const tt_series *series = tt_dataset_series(ds, row->series);
    char period[TT_PERIOD_TEXT_SIZE];
    make_cells(w, row);
    w->first_cell = 1;
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++)
        add_key_of(w, d, series->key[d]);
    (void)tt_period_text(row->period, period);
    add_text(w, period);
    add_text(w, tt_strbuf_text(&w->cells.value));
    for (size_t e = 0; e < EXTRA_COUNT; e++)
        if (w->needs[e])
            add_extra(w, (extra_column)e, i);
    tt_strbuf_add_char(&w->out, '\n');
    w->out.failed |= w->cells.value.failed | w->cells.status.failed;
}

static tt_status flush(writer *w, tt_error *err)
{
    tt_status status = tt_strbuf_status(&w->out, err);
    if (status == TT_OK)
        status = w->write(tt_strbuf_text(&w->out), w->out.length, w->context, err);
    tt_strbuf_reset(&w->out);
    return status;
}

tt_status tt_tidy_write(const tt_dataset *ds, tt_write_function *write, void *context,
                        tt_error *err)
{
    if (!ds->finished)
        return tt_fail(err, TT_EUSAGE, "the data set is not finished; it cannot be written");
    writer w = {.ds = ds, .write = write, .context = context};
    look_at_rows(&w);
    add_header(&w);
    tt_status status = TT_OK;
    for (size_t i = 0; i < ds->observation_count && status == TT_OK; i++) {
        if (!is_printed(&ds->observations[i]))
            continue;
        add_row(&w, i);
        if (w.out.length >= FLUSH_AT)
            status = flush(&w, err);
    }
    if (status == TT_OK)
        status = flush(&w, err);
    tt_strbuf_clear(&w.out);
    tt_strbuf_clear(&w.cells.value);
    tt_strbuf_clear(&w.cells.status);
    return status;
}
