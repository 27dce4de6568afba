/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions, applied to the rows that were read, before any sum is made of them.
 *
 * A row that does not count any more is made a missing figure, so that it takes part in nothing and still
 * stands there. Each touched row is flagged, says so in its note, and is remembered by file and line. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "decisions_internal.h"
#include "tiptrend/decisions.h"
#include "tiptrend/memory.h"
#include "tiptrend/trace.h"

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the decisions");
}

/* ---- rows ---- */

/* Bytes of a note that decisions still add to. Each makes a new one of the old one, so that many thousands about
 * one figure would take all memory. */
#define NOTE_LIMIT ((size_t)16 << 10)

/* Marks a row as touched: flag, note, ruling. `what` stands before the reason in the note. */
static tt_status mark(tt__ruler *r, tt_observation *row, const char *what)
{
    tt_dataset *ds = r->ds;
    tt_origin origin = ds->origins[row->origin];
    tt_strbuf note = TT_STRBUF_INIT;
    if (origin.note)
        tt_strbuf_addf(&note, "%s; ", tt_dataset_text(ds, origin.note));
    tt_strbuf_addf(&note, "%s: %s", what, tt_dataset_text(ds, r->decision->reason));
    tt_status status = tt_strbuf_status(&note, r->err);
    if (status == TT_OK && (row->flags & TT_VALUE_DECIDED) && note.length > NOTE_LIMIT)
        status = tt_fail(r->err, TT_ELIMIT,
                         "so many decisions about one figure that its note has more than %zu kB; "
                         "make them one",
                         NOTE_LIMIT >> 10);
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
static tt_status read_value(const tt__ruler *r, const tt_series *series, tt_value *out)
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

static tt_status use(tt__ruler *r, const tt_series *series, size_t at, size_t end)
{
    tt_value value;
    tt_status status = read_value(r, series, &value);
    size_t kept = 0;
    for (size_t i = at; i < end && status == TT_OK; i++)
        kept += is_value(&r->ds->observations[i], &value) ? 1 : 0;
    if (status != TT_OK || kept == 0)
        return status;
    tt__decision_tell_place(r, series, r->ds->observations[at].period, &r->effect);
    tt_strbuf_addf(&r->effect, ": %s counts", tt_dataset_text(r->ds, r->decision->value));
    for (size_t i = at; i < end && status == TT_OK; i++) {
        tt_observation *row = &r->ds->observations[i];
        if (is_value(row, &value)) {
            status = mark(r, row, "chosen");
            continue;
        }
        tt_strbuf what = TT_STRBUF_INIT;
        tt_strbuf_add(&r->effect, ", not ");
        tt__decision_tell_figure(row, &r->effect);
        tt__decision_tell_figure(row, &what);
        tt_strbuf_add(&what, " not chosen");
        silence(row);
        status = mark(r, row, tt_strbuf_text(&what));
        tt_strbuf_clear(&what);
    }
    return status;
}

static tt_status exclude(tt__ruler *r, const tt_series *series, size_t at, size_t end)
{
    tt_status status = TT_OK;
    for (size_t i = at; i < end && status == TT_OK; i++) {
        tt_observation *row = &r->ds->observations[i];
        tt_strbuf what = TT_STRBUF_INIT;
        tt__decision_tell_figure(row, &what);
        tt__decision_tell_place(r, series, row->period, &r->effect);
        tt_strbuf_addf(&r->effect, ": %s left out", tt_strbuf_text(&what));
        tt_strbuf_add(&what, " left out");
        silence(row);
        status = mark(r, row, tt_strbuf_text(&what));
        tt_strbuf_clear(&what);
    }
    return status;
}

static tt_status correct(tt__ruler *r, const tt_series *series, size_t at, size_t end)
{
    tt_value value;
    tt_status status = read_value(r, series, &value);
    for (size_t i = at; i < end && status == TT_OK; i++) {
        const unsigned of_the_value = TT_VALUE_APPROXIMATE | TT_VALUE_ROUNDED | TT_VALUE_PERCENT;
        tt_observation *row = &r->ds->observations[i];
        tt_strbuf what = TT_STRBUF_INIT;
        tt_strbuf_add(&what, "corrected from ");
        tt__decision_tell_figure(row, &what);
        tt__decision_tell_place(r, series, row->period, &r->effect);
        tt_strbuf_add(&r->effect, ": ");
        tt__decision_tell_figure(row, &r->effect);
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

static tt_status note(tt__ruler *r, const tt_series *series, size_t at, size_t end)
{
    tt_status status = TT_OK;
    tt__decision_tell_place(r, series, r->ds->observations[at].period, &r->effect);
    for (size_t i = at; i < end && status == TT_OK; i++)
        status = mark(r, &r->ds->observations[i], "note");
    return status;
}

/* ---- series ---- */

/* Puts the break among those of breaks files, if the series has rows on both sides of it. */
static tt_status add_break(tt__ruler *r, const tt_series *series)
{
    tt_dataset *ds = r->ds;
    const int32_t from = r->decision->period.start;
    const tt_observation *first = &ds->observations[series->first];
    if (!tt__break_parts(from, first->period, first[series->count - 1].period))
        return TT_OK;
    if (r->decision->rows++ == 0) {
        tt__decision_tell_place(r, series, r->decision->period, &r->effect);
        tt_strbuf_add(&r->effect, ": another definition");
        if (tt_grow(&ds->breaks, &ds->break_capacity, ds->break_count, sizeof *ds->breaks) != 0)
            return no_memory(r->err);
        tt__break *b = &ds->breaks[ds->break_count++];
        *b =
            (tt__break){.from = from, .reason = r->decision->reason, .source = r->decision->source};
        if (tt__conditions_copy(&r->decision->conditions, &b->conditions) != 0)
            return no_memory(r->err);
    }
    return TT_OK;
}

static tt_status decide_key(tt__ruler *r, const tt_series *series, size_t at, size_t end)
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

static tt_status decide_series(tt__ruler *r, const tt_series *series)
{
    if (r->decision->kind == TT_DECISION_BREAK)
        return add_break(r, series);
    tt_status status = TT_OK;
    size_t end;
    for (size_t at = series->first; at < series->first + series->count && status == TT_OK;
         at = end) {
        end = tt__same_period_end(r->ds, series, at);
        if (tt__decision_is_period(r, &r->ds->observations[at]))
            status = decide_key(r, series, at, end);
    }
    return status;
}

static tt_status decide(tt__ruler *r)
{
    tt_dataset *ds = r->ds;
    const tt__decision *d = r->decision;
    tt_status status = d->kind == TT_DECISION_CORRECT ? tt__decision_check_correction(r) : TT_OK;
    for (size_t i = 0; i < ds->series_count && status == TT_OK; i++)
        if (tt__decision_is_meant(r, &ds->series[i]))
            status = decide_series(r, &ds->series[i]);
    if (status == TT_OK && d->rows == 0)
        status = tt__decision_touches_nothing(r);
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
        tt__ruler r = {.ds = ds,
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
