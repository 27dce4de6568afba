/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions, applied to the rows that were read, before any sum is made of them.
 *
 * A row that does not count any more is made a missing figure, so that it takes part in nothing and still
 * stands there. Each touched row is flagged, says so in its note, and is remembered by file and line. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "conditions_internal.h"
#include "findings_internal.h"
#include "tiptrend/decisions.h"
#include "tiptrend/memory.h"
#include "tiptrend/nearest.h"
#include "tiptrend/trace.h"

/* A decision being applied. */
typedef struct ruler {
    tt_dataset *ds;
    tt__decision *decision;
    uint32_t index; /* of the decision */
    uint32_t *key;  /* room for a key */
    tt_strbuf effect;
    tt_error *err;
} ruler;

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the decisions");
}

/* ---- words ---- */

/* "victims/federal 2016": series have no names yet. */
static void tell_place(const ruler *r, const tt_series *series, tt_period period, tt_strbuf *out)
{
    char text[TT_PERIOD_TEXT_SIZE];
    size_t named = 0;
    tt_strbuf_add(out, out->length ? "; " : "");
    for (size_t d = 0; d < r->ds->dimension_count; d++)
        if (series->key[d] && tt_dataset_value_count(r->ds, d) > 2)
            tt_strbuf_addf(out, "%s%s", named++ ? "/" : "",
                           tt_dataset_value(r->ds, d, series->key[d]));
    if (!named)
        tt_strbuf_add(out, "total");
    (void)tt_period_text(period, text);
    tt_strbuf_addf(out, " %s", text);
}

static void tell_figure(const tt_observation *row, tt_strbuf *out)
{
    if (isnan(row->low))
        tt_strbuf_add(out, tt_state_name((tt_state)row->state));
    else
        tt__figure_text(row->value, row->low, row->high, out);
}

/* ---- rows ---- */

/* Marks a row as touched: flag, note, ruling. `what` stands before the reason in the note. */
static tt_status mark(ruler *r, tt_observation *row, const char *what)
{
    tt_dataset *ds = r->ds;
    tt_origin origin = ds->origins[row->origin];
    tt_strbuf note = TT_STRBUF_INIT;
    if (origin.note)
        tt_strbuf_addf(&note, "%s; ", tt_dataset_text(ds, origin.note));
    tt_strbuf_addf(&note, "%s: %s", what, tt_dataset_text(ds, r->decision->reason));
    tt_status status = tt_strbuf_status(&note, r->err);
    if (status == TT_OK)
        status = tt__dataset_add_text(ds, note.text, note.length, &origin.note, r->err);
    tt_strbuf_clear(&note);
    if (status == TT_OK &&
        (tt_grow(&ds->origins, &ds->origin_capacity, ds->origin_count, sizeof *ds->origins) != 0 ||
         tt_grow(&ds->rulings, &ds->ruling_capacity, ds->ruling_count, sizeof *ds->rulings) != 0))
        status = no_memory(r->err);
    if (status != TT_OK)
        return status;
    row->origin = (uint32_t)ds->origin_count;
    ds->origins[ds->origin_count++] = origin;
    ds->rulings[ds->ruling_count++] = (tt__ruling){origin.file, row->line, r->index};
    row->flags |= TT_VALUE_DECIDED;
    r->decision->rows++;
    return TT_OK;
}

static void silence(tt_observation *row)
{
    row->value = row->low = row->high = NAN;
    row->state = TT_STATE_MISSING;
}

/* The value of the decision, read as the unit of the series asks. */
static tt_status read_value(const ruler *r, const tt_series *series, tt_value *out)
{
    tt_value_options options = {.continuous = series->unit_kind != TT_UNIT_COUNT,
                                .allow_negative = series->unit_kind == TT_UNIT_OTHER};
    const char *text = tt_dataset_text(r->ds, r->decision->value);
    tt_status status = tt_value_parse(text, strlen(text), &options, out, r->err);
    if (status == TT_OK && series->unit_kind == TT_UNIT_PERCENT)
        tt__widen_percent(out);
    return status;
}

static int same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static int is_value(const tt_observation *row, const tt_value *value)
{
    return same_number(row->value, value->point) && same_number(row->low, value->low) &&
           same_number(row->high, value->high);
}

/* ---- kinds, for the rows at ... end-1 of one key ---- */

static tt_status use(ruler *r, const tt_series *series, size_t at, size_t end)
{
    tt_value value;
    tt_status status = read_value(r, series, &value);
    size_t kept = 0;
    for (size_t i = at; i < end && status == TT_OK; i++)
        kept += is_value(&r->ds->observations[i], &value) ? 1 : 0;
    if (status != TT_OK || kept == 0)
        return status;
    tell_place(r, series, r->ds->observations[at].period, &r->effect);
    tt_strbuf_addf(&r->effect, ": %s counts", tt_dataset_text(r->ds, r->decision->value));
    for (size_t i = at; i < end && status == TT_OK; i++) {
        tt_observation *row = &r->ds->observations[i];
        if (is_value(row, &value)) {
            status = mark(r, row, "chosen");
            continue;
        }
        tt_strbuf what = TT_STRBUF_INIT;
        tt_strbuf_add(&r->effect, ", not ");
        tell_figure(row, &r->effect);
        tell_figure(row, &what);
        tt_strbuf_add(&what, " not chosen");
        silence(row);
        status = mark(r, row, tt_strbuf_text(&what));
        tt_strbuf_clear(&what);
    }
    return status;
}

static tt_status exclude(ruler *r, const tt_series *series, size_t at, size_t end)
{
    tt_status status = TT_OK;
    for (size_t i = at; i < end && status == TT_OK; i++) {
        tt_observation *row = &r->ds->observations[i];
        tt_strbuf what = TT_STRBUF_INIT;
        tell_figure(row, &what);
        tell_place(r, series, row->period, &r->effect);
        tt_strbuf_addf(&r->effect, ": %s left out", tt_strbuf_text(&what));
        tt_strbuf_add(&what, " left out");
        silence(row);
        status = mark(r, row, tt_strbuf_text(&what));
        tt_strbuf_clear(&what);
    }
    return status;
}

static tt_status correct(ruler *r, const tt_series *series, size_t at, size_t end)
{
    tt_value value;
    tt_status status = read_value(r, series, &value);
    for (size_t i = at; i < end && status == TT_OK; i++) {
        const unsigned of_the_value = TT_VALUE_APPROXIMATE | TT_VALUE_ROUNDED | TT_VALUE_PERCENT;
        tt_observation *row = &r->ds->observations[i];
        tt_strbuf what = TT_STRBUF_INIT;
        tt_strbuf_add(&what, "corrected from ");
        tell_figure(row, &what);
        tell_place(r, series, row->period, &r->effect);
        tt_strbuf_add(&r->effect, ": ");
        tell_figure(row, &r->effect);
        tt_strbuf_addf(&r->effect, " taken as %s", tt_dataset_text(r->ds, r->decision->value));
        row->value = value.point;
        row->low = value.low;
        row->high = value.high;
        row->state = (uint8_t)value.state;
        row->decimals = value.decimals;
        row->flags = (uint16_t)((row->flags & ~of_the_value) | value.flags);
        status = mark(r, row, tt_strbuf_text(&what));
        tt_strbuf_clear(&what);
    }
    return status;
}

static tt_status note(ruler *r, const tt_series *series, size_t at, size_t end)
{
    tt_status status = TT_OK;
    tell_place(r, series, r->ds->observations[at].period, &r->effect);
    for (size_t i = at; i < end && status == TT_OK; i++)
        status = mark(r, &r->ds->observations[i], "note");
    return status;
}

/* ---- series ---- */

/* Puts the break among those of breaks files, if the series has rows on both sides of it. */
static tt_status add_break(ruler *r, const tt_series *series)
{
    tt_dataset *ds = r->ds;
    int year = tt_period_year(r->decision->period);
    const tt_observation *first = &ds->observations[series->first];
    if (tt_period_year(first->period) >= year ||
        tt_period_year(first[series->count - 1].period) < year)
        return TT_OK;
    if (r->decision->rows++ == 0) {
        tell_place(r, series, r->decision->period, &r->effect);
        tt_strbuf_add(&r->effect, ": another definition");
        if (tt_grow(&ds->breaks, &ds->break_capacity, ds->break_count, sizeof *ds->breaks) != 0)
            return no_memory(r->err);
        tt__break *b = &ds->breaks[ds->break_count++];
        *b =
            (tt__break){.year = year, .reason = r->decision->reason, .source = r->decision->source};
        if (tt__conditions_copy(&r->decision->conditions, &b->conditions) != 0)
            return no_memory(r->err);
    }
    return TT_OK;
}

static tt_status decide_key(ruler *r, const tt_series *series, size_t at, size_t end)
{
    size_t before = r->decision->rows;
    size_t length = r->effect.length;
    tt_status status = TT_OK;
    switch ((tt_decision_kind)r->decision->kind) {
    case TT_DECISION_USE:
        status = use(r, series, at, end);
        break;
    case TT_DECISION_EXCLUDE:
        status = exclude(r, series, at, end);
        break;
    case TT_DECISION_CORRECT:
        status = correct(r, series, at, end);
        break;
    case TT_DECISION_NOTE:
        status = note(r, series, at, end);
        break;
    default:
        break;
    }
    enum { TOLD = 3 }; /* figures that the effect names; a decision can touch very many */
    if ((r->decision->rows == before || before >= TOLD) && r->effect.text)
        r->effect.text[r->effect.length = length] = '\0';
    return status;
}

static tt_status decide_series(ruler *r, const tt_series *series)
{
    if (r->decision->kind == TT_DECISION_BREAK)
        return add_break(r, series);
    tt_status status = TT_OK;
    size_t end;
    for (size_t at = series->first; at < series->first + series->count && status == TT_OK;
         at = end) {
        end = tt__same_period_end(r->ds, series, at);
        if (!r->decision->has_period ||
            tt_period_compare(r->ds->observations[at].period, r->decision->period) == 0)
            status = decide_key(r, series, at, end);
    }
    return status;
}

/* ---- decisions that touch nothing ---- */

/* Names the first condition that nothing meets, with the nearest value. Returns 0 when each is met. */
static int tell_unmet(const ruler *r, tt_strbuf *out)
{
    const tt__conditions *c = &r->decision->conditions;
    for (size_t i = 0; i < c->count; i++) {
        const char *name = tt_dataset_text(r->ds, c->dimension[i]);
        const char *text = tt_dataset_text(r->ds, c->value[i]);
        size_t dimension = tt_dataset_find_dimension(r->ds, name);
        if (dimension == TT_NONE && tt_dataset_find_attribute(r->ds, name) == TT_NONE) {
            tt_strbuf_addf(out, "the data have no dimension '%s'", name);
            return 1;
        }
        if (dimension == TT_NONE || tt_dataset_find_value(r->ds, dimension, text) != TT_NONE)
            continue;
        size_t count = tt_dataset_value_count(r->ds, dimension);
        const char **values = tt_calloc(count, sizeof *values);
        for (uint32_t v = 1; values && v < count; v++)
            values[v - 1] = tt_dataset_value(r->ds, dimension, v);
        size_t near = values ? tt_nearest(text, values, count - 1) : SIZE_MAX;
        tt_strbuf_addf(out, "'%s' has no value '%s'", name, text);
        if (near != SIZE_MAX)
            tt_strbuf_addf(out, "; is '%s' meant?", values[near]);
        tt_free(values);
        return 1;
    }
    return 0;
}

static tt_status touches_nothing(const ruler *r)
{
    tt_strbuf why = TT_STRBUF_INIT;
    if (!tell_unmet(r, &why)) {
        if (r->decision->kind == TT_DECISION_USE)
            tt_strbuf_addf(&why, "no figure of this series and period is %s",
                           tt_dataset_text(r->ds, r->decision->value));
        else if (r->decision->kind == TT_DECISION_BREAK)
            tt_strbuf_add(&why, "no such series has figures before and after it");
        else
            tt_strbuf_add(&why, "no figure meets all of its conditions");
    }
    tt_status status =
        tt_fail(r->err, TT_EPARSE, "a decision that touches nothing: %s", tt_strbuf_text(&why));
    tt_strbuf_clear(&why);
    return status;
}

static tt_status decide(ruler *r)
{
    tt_dataset *ds = r->ds;
    const tt__decision *d = r->decision;
    tt_status status = TT_OK;
    for (size_t i = 0; i < ds->series_count && status == TT_OK; i++)
        if ((!d->unit || ds->series[i].unit_id == d->unit) &&
            tt__conditions_hold(ds, &d->conditions, &ds->series[i], r->key, 0))
            status = decide_series(r, &ds->series[i]);
    if (status == TT_OK && d->rows == 0)
        status = touches_nothing(r);
    if (status != TT_OK)
        tt_error_place(r->err, tt_dataset_text(ds, d->file), d->line, 0);
    return status;
}

/* ---- all of them ---- */

static int compare_rulings(const void *a, const void *b)
{
    const tt__ruling *x = a;
    const tt__ruling *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->decision > y->decision) - (x->decision < y->decision);
}

tt_status tt__dataset_decide(tt_dataset *ds, tt_error *err)
{
    uint32_t *key = tt_calloc(ds->dimension_count, sizeof *key);
    tt_status status = key ? TT_OK : no_memory(err);
    for (size_t i = 0; i < ds->decision_count && status == TT_OK; i++) {
        ruler r = {.ds = ds,
                   .decision = &ds->decisions[i],
                   .index = (uint32_t)i,
                   .key = key,
                   .effect = TT_STRBUF_INIT,
                   .err = err};
        status = decide(&r);
        if (status == TT_OK)
            status = tt_strbuf_status(&r.effect, err);
        if (status == TT_OK)
            status = tt__dataset_add_text(ds, tt_strbuf_text(&r.effect), r.effect.length,
                                          &ds->decisions[i].effect, err);
        tt_strbuf_clear(&r.effect);
    }
    if (status == TT_OK && ds->ruling_count)
        qsort(ds->rulings, ds->ruling_count, sizeof *ds->rulings, compare_rulings);
    tt_free(key);
    return status;
}
