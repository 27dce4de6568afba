/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a row: value, unit, status and limits put together, with where they come from. */
#include <math.h>
#include <string.h>

#include "row_internal.h"
#include "tiptrend/memory.h"

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the data set");
}

static tt_unit_kind kind_of(const tt__row_reader *r, const tt__known_value *v)
{
    return v->unit ? tt_unit_kind_of(tt__pool_text(&r->numbers.texts, v->unit)) : r->unit_kind;
}

/* Flags of Eurostat behind a figure ("1814 bp"): where they begin; the length where there are none. */
static size_t flags_begin(tt__cell cell)
{
    size_t begin = cell.length;
    while (begin > 0 && cell.text[begin - 1] >= 'a' && cell.text[begin - 1] <= 'z')
        begin--;
    int is_flag =
        begin < cell.length && begin > 1 && cell.length - begin <= 4 && cell.text[begin - 1] == ' ';
    return is_flag ? begin : cell.length;
}

/* Reads the cell of a column of figures, if it is another than before. */
static tt_status read_value(tt__row_reader *r, tt__cell cell, tt__known_value *v, tt_unit_kind kind,
                            tt_error *err)
{
    if (v->is_known && v->kind == kind && v->exponent == r->multiplier)
        return TT_OK;
    const tt_read_options *wanted = r->plan->options;
    tt_value_options options = {.continuous = kind != TT_UNIT_COUNT,
                                .allow_negative = kind == TT_UNIT_OTHER,
                                .dash = wanted->dash,
                                .suppressed_low = wanted->suppressed_low,
                                .decimal = r->plan->decimal,
                                .exponent = r->multiplier,
                                .allow_marks = 1};
    size_t length = r->plan->marks_are_flags ? flags_begin(cell) : cell.length;
    tt_status status = tt_value_parse(cell.text, length, &options, &v->value, err);
    if (status != TT_OK)
        return status;
    tt__row_keep_mark(v->mark, v->value.mark, v->value.mark_length);
    if (length < cell.length)
        tt__row_keep_mark(v->mark, cell.text + length, cell.length - length);
    v->value.mark = NULL;
    v->kind = kind;
    v->exponent = r->multiplier;
    v->is_known = 1;
    return TT_OK;
}

void tt__widen_percent(tt_value *value)
{
    if (isnan(value->point) || value->low != value->high)
        return;
    double half = 0.5 * pow(10, -value->decimals);
    value->low = fmax(0, value->point - half);
    value->high = value->point + half;
    value->flags |= TT_VALUE_ROUNDED;
}

/* Unit and value depend on each other: a % sign names the unit when the table does not. */
static tt_status settle_unit(tt__row_reader *r, const tt__known_value *v, tt_value *value,
                             uint32_t *unit, tt_error *err)
{
    tt_unit_kind kind = v->kind;
    if (value->flags & TT_VALUE_PERCENT) {
        if (*unit && kind != TT_UNIT_PERCENT)
            return tt_fail(err, TT_EUNITS, "a percentage where the unit is '%s'",
                           tt__pool_text(&r->numbers.texts, *unit));
        if (!*unit && !r->percent) {
            tt_status status = tt__row_text(r, (tt__cell){"percent", 7}, &r->percent, err);
            if (status != TT_OK)
                return status;
        }
        *unit = *unit ? *unit : r->percent;
        kind = TT_UNIT_PERCENT;
    }
    if (kind == TT_UNIT_PERCENT)
        tt__widen_percent(value);
    return TT_OK;
}

/* The columns `lower` and `upper` say outright what the figure can be. */
static tt_status apply_limits(const tt__row_reader *r, tt_value *value, tt_error *err)
{
    double lower = r->extra[TT__COLUMN_LOWER];
    double upper = r->extra[TT__COLUMN_UPPER];
    if (isnan(lower) && isnan(upper))
        return TT_OK;
    size_t column = r->plan->columns.first[isnan(lower) ? TT__COLUMN_UPPER : TT__COLUMN_LOWER];
    if (!isnan(lower) && !isnan(upper))
        value->flags &= (uint16_t)~TT_VALUE_ROUNDED;
    if (!isnan(lower))
        value->low = lower;
    if (!isnan(upper))
        value->high = upper;
    tt_status status = TT_OK;
    if (isnan(value->low) || isnan(value->high))
        status = tt_fail(err, TT_EDOMAIN, "one of 'lower' and 'upper' without a value beside it");
    else if (value->low > value->high)
        status = tt_fail(err, TT_EDOMAIN, "what 'lower' and 'upper' leave is empty");
    else if (value->point < value->low)
        status = tt_fail(err, TT_EDOMAIN, "the value is below 'lower'");
    if (status == TT_OK && value->point > value->high) {
        status = tt_fail(err, TT_EDOMAIN, "the value is above 'upper'");
        column = r->plan->columns.first[TT__COLUMN_UPPER];
    }
    if (status == TT_OK && value->state == TT_STATE_MISSING)
        value->state = TT_STATE_OBSERVED;
    if (status != TT_OK)
        tt_error_place(err, NULL, 0, column + 1);
    return status;
}

/* What a mark behind the figure means: a flag of Eurostat, or a footnote. */
static tt_status apply_mark(tt__row_reader *r, tt__known_value *v, tt_value *value, tt_error *err)
{
    if (!r->plan->marks_are_flags)
        return TT_OK;
    tt__row_status flags = {.state = -1};
    tt_status status = tt__row_status_add(&flags, v->mark, strlen(v->mark), 1, err);
    if (status == TT_OK)
        status = tt__row_status_apply(&flags, value, err);
    if (status == TT_OK && flags.note.length) {
        tt_strbuf_add(&r->scratch, r->scratch.length ? "; " : "");
        tt_strbuf_add(&r->scratch, tt_strbuf_text(&flags.note));
    }
    tt_strbuf_clear(&flags.note);
    return status;
}

static void add_note(tt__row_reader *r, const char *before, const char *text)
{
    if (!*text)
        return;
    tt_strbuf_add(&r->scratch, r->scratch.length ? "; " : "");
    tt_strbuf_add(&r->scratch, before);
    tt_strbuf_add(&r->scratch, text);
}

/* The period of a figure: that of the row or of the header, or a part of it. */
static tt_status period_of(const tt__row_reader *r, const tt__column *column, tt_period *out,
                           tt_error *err)
{
    *out = column->period.months ? column->period : r->row_period;
    if (!r->part.months)
        return TT_OK;
    if (out->months == r->part.months && out->start % 12 == r->part.start)
        return TT_OK;
    if (out->months != 12 || out->start % 12 != 0)
        return tt_fail(err, TT_EDOMAIN, "a month or quarter beside a period that is no year");
    *out = (tt_period){out->start + r->part.start, r->part.months};
    return TT_OK;
}

/* The texts of a figure. The note is the cell's, then marks and what else was said beside the figure. */
static tt_status origin_of_value(tt__row_reader *r, tt__known_value *v, tt_value *value,
                                 uint32_t *out, tt_error *err)
{
    const tt__column *column = &r->plan->columns.list[v->column];
    const char *period_mark = column->mark ? column->mark : r->period_mark;
    uint32_t cell_note = r->origin_texts[TT__ORIGIN_NOTE];
    int is_plain = !v->mark[0] && !period_mark[0] && !r->multiplier_note && !r->status.note.length;
    if (is_plain && !r->origin_changed) {
        *out = r->origin;
        return TT_OK;
    }
    tt_status status = TT_OK;
    uint32_t note = cell_note;
    if (!is_plain) {
        tt_strbuf_reset(&r->scratch);
        add_note(r, "", tt__pool_text(&r->numbers.texts, cell_note));
        if (v->mark[0] && r->plan->marks_are_flags)
            status = apply_mark(r, v, value, err);
        else
            add_note(r, "footnote ", v->mark);
        add_note(r, "footnote of the period ", period_mark);
        add_note(r, "", tt_strbuf_text(&r->status.note));
        if (r->multiplier_note)
            add_note(r, "", tt__pool_text(&r->numbers.texts, r->multiplier_note));
        if (status == TT_OK)
            status = tt_strbuf_status(&r->scratch, err);
        if (status == TT_OK)
            status = tt__row_text(r, (tt__cell){tt_strbuf_text(&r->scratch), r->scratch.length},
                                  &note, err);
    }
    if (status == TT_OK && v->mark[0])
        status = tt__row_note_mark(r, v->mark, v->column, err);
    if (status == TT_OK && period_mark == r->period_mark && period_mark[0])
        status = tt__row_note_mark(r, period_mark, r->plan->columns.first[TT__COLUMN_PERIOD], err);
    if (status != TT_OK)
        return status;
    uint32_t texts[TT__ORIGIN_TEXTS];
    memcpy(texts, r->origin_texts, sizeof texts);
    texts[TT__ORIGIN_NOTE] = note;
    *out = tt__tuples_add(&r->piece->origins, texts);
    if (is_plain) {
        r->origin = *out;
        r->origin_changed = 0;
    }
    return *out == TT__TUPLE_NONE ? no_memory(err) : TT_OK;
}

static tt_status series_of_value(tt__row_reader *r, const tt__known_value *v, uint32_t unit,
                                 uint32_t *out, tt_error *err)
{
    size_t measure = r->plan->measure_slot;
    if (measure != TT_NONE && r->key[measure] != v->measure) {
        r->key[measure] = v->measure;
        r->key_changed = 1;
    }
    if (r->key[r->plan->slot_count] != unit) {
        r->key[r->plan->slot_count] = unit;
        r->key_changed = 1;
    }
    if (r->key_changed) {
        r->series = tt__tuples_add(&r->piece->series, r->key);
        if (r->series == TT__TUPLE_NONE)
            return no_memory(err);
        r->key_changed = 0;
    }
    *out = r->series;
    return TT_OK;
}

/* A column of numbers beside the figures of a piece, made when the first number comes. */
static tt_status put_beside(tt__piece *p, double **column, size_t *capacity, int *has, double value,
                            tt_error *err)
{
    if (!*has && isnan(value))
        return TT_OK;
    while (*capacity <= p->count)
        if (tt_grow(column, capacity, *capacity, sizeof **column) != 0)
            return no_memory(err);
    for (size_t i = *has ? p->count : 0; i < p->count; i++)
        (*column)[i] = NAN;
    *has = 1;
    (*column)[p->count] = value;
    return TT_OK;
}

static double beside(const tt__row_reader *r, size_t column, tt__column_role role)
{
    return column == TT_NONE ? NAN : r->extra[role];
}

static tt_status add_figure(tt__row_reader *r, const tt__known_value *v, const tt_observation *row,
                            tt_error *err)
{
    tt__piece *p = r->piece;
    const tt__column *column = &r->plan->columns.list[v->column];
    tt_status status = put_beside(p, &p->exposure, &p->capacity_exposure, &p->has_exposure,
                                  beside(r, column->exposure, TT__COLUMN_EXPOSURE), err);
    if (status == TT_OK)
        status = put_beside(p, &p->standard_error, &p->capacity_error, &p->has_error,
                            beside(r, column->standard_error, TT__COLUMN_STANDARD_ERROR), err);
    if (status != TT_OK)
        return status;
    if (tt_grow(&p->rows, &p->capacity_rows, p->count, sizeof *p->rows) != 0)
        return no_memory(err);
    p->rows[p->count++] = *row;
    p->multiplied += r->multiplier && !isnan(row->low) ? 1 : 0;
    return TT_OK;
}

/* One figure of the row. */
tt_status tt__row_figure(tt__row_reader *r, tt__known_value *v, tt__cell cell, tt_error *err)
{
    tt_observation row = {.line = r->line > UINT32_MAX ? UINT32_MAX : (uint32_t)r->line};
    const tt__column *column = &r->plan->columns.list[v->column];
    uint32_t unit = v->unit ? v->unit : r->unit;
    tt_status status = read_value(r, cell, v, kind_of(r, v), err);
    tt_value value = v->value;
    if (status == TT_OK)
        status = settle_unit(r, v, &value, &unit, err);
    if (status == TT_OK) {
        status = tt__row_status_apply(&r->status, &value, err);
        tt_error_place(err, NULL, 0, r->plan->columns.first[TT__COLUMN_STATUS] + 1);
    }
    if (status == TT_OK)
        status = apply_limits(r, &value, err);
    if (status == TT_OK)
        status = period_of(r, column, &row.period, err);
    if (status == TT_OK)
        status = origin_of_value(r, v, &value, &row.origin, err);
    if (status == TT_OK)
        status = series_of_value(r, v, unit, &row.series, err);
    if (status != TT_OK) {
        tt_error_place(err, NULL, 0, v->column + 1);
        return status;
    }
    row.value = value.point;
    row.low = value.low;
    row.high = value.high;
    row.state = (uint8_t)value.state;
    row.flags = value.flags & (uint16_t)~TT_VALUE_PERCENT;
    row.decimals = value.decimals;
    return add_figure(r, v, &row, err);
}
