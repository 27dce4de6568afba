/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tracing figures to their rows.
 *
 * What was summed when a data set was made from another is kept there (tt__made). A margin that was
 * derived while finishing is not kept: its parts are those whose sum it is, along the first dimension in
 * which that holds. */
#include "tiptrend/trace.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "dataset_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"

typedef struct tracer {
    tt_trace_function *tell;
    void *context;
    tt_error *err;
    int of_base; /* 1: what is told is what a percentage is of */
} tracer;

static tt_status trace_rows(const tracer *t, const tt_dataset *ds, size_t at, unsigned depth);

/* Tells one observation. */
static tt_status tell(const tracer *t, const tt_dataset *ds, const tt_observation *row,
                      const char *step, unsigned depth)
{
    const tt_series *series = &ds->series[row->series];
    const tt_origin *origin = &ds->origins[row->origin];
    int derived = (row->flags & TT_VALUE_DERIVED) != 0;
    char base[200];
    (void)snprintf(base, sizeof base, "100 %%: %s", step);
    tt_trace_step s = {.depth = depth,
                       .step = t->of_base ? base : step,
                       .series = series->name,
                       .unit = series->unit,
                       .period = row->period,
                       .value = row->value,
                       .low = row->low,
                       .high = row->high,
                       .state = (tt_state)row->state,
                       .flags = row->flags,
                       .file = derived ? "" : tt_dataset_text(ds, origin->file),
                       .line = row->line,
                       .source = tt_dataset_text(ds, origin->source),
                       .locator = tt_dataset_text(ds, origin->locator),
                       .definition = tt_dataset_text(ds, origin->definition),
                       .note = tt_dataset_text(ds, origin->note)};
    return t->tell(&s, t->context, t->err);
}

/* ---- sums made of another data set ---- */

static tt_status trace_made(const tracer *t, const tt_dataset *ds, size_t at, size_t first,
                            size_t count, unsigned depth)
{
    const tt_observation *row = &ds->observations[at];
    const uint32_t *inputs = ds->made.inputs + first;
    if (count == 1 &&
        tt_period_compare(ds->parent->observations[inputs[0]].period, row->period) == 0 &&
        !(row->flags & TT_VALUE_PANEL & ~ds->parent->observations[inputs[0]].flags))
        return trace_rows(t, ds->parent, inputs[0], depth); /* taken over as it was */
    const char *step = tt_dataset_text(ds, ds->origins[row->origin].note);
    tt_status status = tell(t, ds, row, step, depth);
    for (size_t i = 0; i < count && status == TT_OK; i++)
        status = trace_rows(t, ds->parent, inputs[i], depth + 1);
    return status;
}

/* ---- derived margins ---- */

static int same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* Whether the parts along a dimension have the sum of a derived row. */
static tt_status find_parts(const tt_dataset *ds, const tt_observation *row, size_t dimension,
                            tt_index_list *parts, int *found, tt_error *err)
{
    *found = 0;
    tt_status status = tt_dataset_parts(ds, row->series, dimension, 0, parts, err);
    tt_observation sum = {0};
    int complete = status == TT_OK && parts->count >= 2;
    for (size_t i = 0; complete && i < parts->count; i++) {
        tt_point point;
        complete = tt_dataset_point_at(ds, parts->index[i], row->period, &point) &&
                   tt__add_figure(&sum, &point);
    }
    *found = complete && same_number(sum.value, row->value) && same_number(sum.low, row->low) &&
             same_number(sum.high, row->high);
    return status;
}

static tt_status trace_parts(const tracer *t, const tt_dataset *ds, const tt_observation *row,
                             size_t dimension, const tt_index_list *parts, unsigned depth)
{
    tt_strbuf step = TT_STRBUF_INIT;
    tt_strbuf_addf(&step, "sum over %s", ds->dimensions[dimension].name);
    tt_status status = tell(t, ds, row, tt_strbuf_text(&step), depth);
    for (size_t i = 0; i < parts->count && status == TT_OK; i++) {
        tt_point point;
        if (tt_dataset_point_at(ds, parts->index[i], row->period, &point))
            status = trace_rows(t, ds, point.observation, depth + 1);
    }
    tt_strbuf_clear(&step);
    return status;
}

static tt_status trace_margin(const tracer *t, const tt_dataset *ds, const tt_observation *row,
                              unsigned depth)
{
    const uint32_t *key = ds->series[row->series].key;
    for (size_t d = 0; d < ds->dimension_count; d++) {
        if (key[d] != 0 || !tt_role_is_summable(ds->dimensions[d].role))
            continue;
        tt_index_list parts = {0};
        int found = 0;
        tt_status status = find_parts(ds, row, d, &parts, &found, t->err);
        if (status == TT_OK && found)
            status = trace_parts(t, ds, row, d, &parts, depth);
        tt_index_list_clear(&parts);
        if (status != TT_OK || found)
            return status;
    }
    return tell(t, ds, row, "sum of parts", depth);
}

/* ---- what percentages are of ---- */

/* The figure that is 100 % of a row, once for all rows of its key. */
static tt_status trace_base(const tracer *t, const tt_dataset *ds, const tt_observation *row,
                            unsigned depth)
{
    uint32_t base = ds->origins[row->origin].base;
    tt_point point;
    if (!base || t->of_base)
        return TT_OK;
    size_t series = tt_dataset_base(ds, row->series, tt_dataset_text(ds, base), row->period);
    if (series == TT_NONE || !tt_dataset_point_at(ds, series, row->period, &point))
        return TT_OK;
    tracer of_base = *t;
    of_base.of_base = 1;
    return trace_rows(&of_base, ds, point.observation, depth + 1);
}

/* ---- rows ---- */

/* The rows of the key and period of an observation, which is the first of them. */
static tt_status trace_rows(const tracer *t, const tt_dataset *ds, size_t at, unsigned depth)
{
    const tt_observation *row = &ds->observations[at];
    if (row->flags & TT_VALUE_DERIVED) {
        size_t first;
        /* what stands behind figures that are withheld must not be shown */
        size_t count = ds->withheld ? 0 : tt__made_inputs(ds, at, &first);
        return count ? trace_made(t, ds, at, first, count, depth) : trace_margin(t, ds, row, depth);
    }
    size_t end = tt__same_period_end(ds, &ds->series[row->series], at);
    const char *again = tt__rows_agree(ds, at, end) == TT__ROWS_DIFFER
                            ? "read; other rows of this key differ"
                            : "read again, the same";
    tt_status status = TT_OK;
    for (size_t i = at; i < end && status == TT_OK; i++) {
        const char *step = i == at && strcmp(again, "read again, the same") == 0 ? "read" : again;
        status = tell(t, ds, &ds->observations[i], step, depth);
    }
    return status == TT_OK ? trace_base(t, ds, row, depth) : status;
}

tt_status tt_dataset_trace(const tt_dataset *ds, size_t series, tt_period period,
                           tt_trace_function *told, void *context, tt_error *err)
{
    tt_point point;
    tracer t = {told, context, err, 0};
    if (!tt_dataset_point_at(ds, series, period, &point))
        return TT_OK;
    return trace_rows(&t, ds, point.observation, 0);
}

/* ---- rows as text ---- */

/* The lines that a text lists last, when they are of a file: "17, 19" in "b.csv:2; a.csv:17, 19". NULL when
 * it lists another file last. */
static const char *last_lines(const char *text, const char *file)
{
    size_t length = strlen(file);
    const char *last = NULL;
    for (const char *at = text; (at = strstr(at, file)) != NULL; at++)
        if (at[length] == ':')
            last = at + length + 1;
    return last && !strchr(last, ';') ? last : NULL;
}

static int lists_line(const char *lines, size_t line)
{
    while (*lines) {
        size_t listed = 0;
        for (; *lines >= '0' && *lines <= '9'; lines++)
            listed = 10 * listed + (size_t)(*lines - '0');
        if (listed == line)
            return 1;
        lines += *lines ? 1 : 0;
    }
    return 0;
}

static tt_status add_line(const tt_trace_step *step, void *context, tt_error *err)
{
    tt_strbuf *out = context;
    (void)err;
    if (!step->line)
        return TT_OK;
    const char *lines = last_lines(tt_strbuf_text(out), step->file);
    if (!lines)
        tt_strbuf_addf(out, "%s%s:%zu", out->length ? "; " : "", step->file, step->line);
    else if (!lists_line(lines, step->line))
        tt_strbuf_addf(out, ", %zu", step->line);
    return TT_OK;
}

tt_status tt_dataset_lines(const tt_dataset *ds, size_t series, tt_period period, tt_strbuf *out,
                           tt_error *err)
{
    tt_status status = tt_dataset_trace(ds, series, period, add_line, out, err);
    return status == TT_OK ? tt_strbuf_status(out, err) : status;
}

size_t tt_dataset_find_name(const tt_dataset *ds, const char *name, const char *unit)
{
    for (size_t i = 0; i < ds->series_count; i++)
        if (strcmp(ds->series[i].name, name) == 0 &&
            (!unit || strcmp(ds->series[i].unit, unit) == 0))
            return i;
    return TT_NONE;
}
