/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of a row: what each means, for those that have another text than in the row before.
 *
 * A column whose text cannot be read stays on the list of changes, so that the next row looks at it
 * again. */
#include <math.h>
#include <string.h>

#include "row_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/number.h"

enum { CATEGORY_MAX = 1024 /* bytes of a nested value with its breakdown: no table comes near */ };

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the data set");
}

/* Keeps the fault of the leftmost column. */
static void fault_at(tt__row_reader *r, size_t column, const tt_error *err)
{
    if (r->fault_status != TT_OK && r->fault_column <= column)
        return;
    r->fault_status = err->status;
    r->fault_column = column;
    r->fault = *err;
    r->fault.column = column + 1;
}

tt_status tt__row_text(tt__row_reader *r, tt__cell cell, uint32_t *out, tt_error *err)
{
    *out = tt__pool_add(&r->numbers.texts, cell.text, cell.length);
    return *out == TT__POOL_NONE ? no_memory(err) : TT_OK;
}

/* Columns such as sex and age go to and fro between a few texts: these are found without the dictionary. */
static tt_status set_key(tt__row_reader *r, size_t slot, tt__cell cell, tt_error *err)
{
    size_t glance = cell.length;
    if (cell.length)
        glance += 3u * (unsigned char)cell.text[0] + 5u * (unsigned char)cell.text[cell.length - 1];
    struct tt__recent *recent = &r->recent[slot * TT__RECENT + glance % TT__RECENT];
    r->key_changed = 1;
    if (recent->text && recent->length == cell.length &&
        tt__same_bytes(recent->text, cell.text, cell.length)) {
        r->key[slot] = recent->value;
        return TT_OK;
    }
    tt__pool *values = &r->numbers.values[slot];
    uint32_t value = tt__pool_add(values, cell.text, cell.length);
    if (value == TT__POOL_NONE)
        return no_memory(err);
    *recent = (struct tt__recent){tt__pool_text(values, value), (uint32_t)cell.length, value};
    r->key[slot] = value;
    return TT_OK;
}

/* Remembers which breakdown a value of a nested dimension belongs to. */
static tt_status set_outer(tt__row_reader *r, size_t slot, uint32_t value, uint32_t outer,
                           tt_error *err)
{
    tt__numbers *n = &r->numbers;
    while (n->outer_count[slot] <= value) {
        size_t old = n->outer_count[slot];
        if (tt_grow(&n->outer[slot], &n->outer_count[slot], old, sizeof **n->outer) != 0)
            return no_memory(err);
        memset(n->outer[slot] + old, 0, (n->outer_count[slot] - old) * sizeof **n->outer);
    }
    n->outer[slot][value] = outer;
    return TT_OK;
}

/* The value of a nested dimension: the inner text under its breakdown, the margin only if both are. */
static tt_status read_nested(tt__row_reader *r, const tt__cell *cells, size_t column, tt_error *err)
{
    size_t slot = r->plan->slot[column];
    tt__cell outer = cells[r->plan->columns.list[column].outer];
    tt__cell inner = cells[column];
    if (outer.length + inner.length + 3 > CATEGORY_MAX)
        return tt_fail(err, TT_ELIMIT, "a category of more than %d bytes", CATEGORY_MAX - 3);
    tt_strbuf_reset(&r->scratch);
    tt_strbuf_add_bytes(&r->scratch, outer.text, outer.length);
    tt_strbuf_add(&r->scratch, ": ");
    tt_strbuf_add_bytes(&r->scratch, inner.text, inner.length);
    tt_status status = tt_strbuf_status(&r->scratch, err);
    size_t known = r->numbers.values[slot].count;
    if (status == TT_OK)
        status = set_key(r, slot, (tt__cell){r->scratch.text, r->scratch.length}, err);
    if (status != TT_OK || r->key[slot] < known)
        return status;
    uint32_t breakdown = 0;
    int is_margin = tt_word_is_margin(outer.text) && tt_word_is_margin(inner.text);
    if (!is_margin)
        status = tt__row_text(r, outer, &breakdown, err);
    return status == TT_OK ? set_outer(r, slot, r->key[slot], is_margin ? 0 : breakdown + 1, err)
                           : status;
}

/* Keeps the footnote mark behind a period or figure; marks that are longer are no marks. */
void tt__row_keep_mark(char out[32], const char *mark, size_t length)
{
    if (length > 31)
        for (length = 31; length > 0 && ((unsigned char)mark[length] & 0xC0) == 0x80;)
            length--;
    if (length)
        memcpy(out, mark, length);
    out[length] = '\0';
}

tt_status tt__row_note_mark(tt__row_reader *r, const char *mark, size_t column, tt_error *err)
{
    tt__piece *p = r->piece;
    tt__mark found = {.column = (uint32_t)column, .line = r->line};
    tt_status status = tt__row_text(r, (tt__cell){mark, strlen(mark)}, &found.text, err);
    if (status != TT_OK)
        return status;
    if (tt_grow(&p->marks, &p->mark_capacity, p->mark_count, sizeof *p->marks) != 0)
        return no_memory(err);
    p->marks[p->mark_count++] = found;
    return TT_OK;
}

static tt_status read_period(tt__row_reader *r, tt__cell cell, tt_error *err)
{
    r->period_mark[0] = '\0';
    if (r->plan->options->steps)
        return tt_period_parse_step(cell.text, cell.length, &r->row_period, err);
    tt_status status = tt_period_parse(cell.text, cell.length, &r->row_period, err);
    if (status == TT_OK)
        return TT_OK;
    /* "2018.0" is what programs write that keep years as floating-point numbers. */
    if (cell.length == 6 && memcmp(cell.text + 4, ".0", 2) == 0 &&
        tt_period_parse(cell.text, 4, &r->row_period, NULL) == TT_OK) {
        tt_error_clear(err);
        return TT_OK;
    }
    const char *mark;
    size_t length;
    size_t rest = tt_value_cut_mark(cell.text, cell.length, &mark, &length);
    if (!length || tt_period_parse(cell.text, rest, &r->row_period, NULL) != TT_OK) {
        if (tt_period_parse_step(cell.text, cell.length, &r->row_period, NULL) != TT_OK)
            return status;
        tt_error_clear(err);
        return tt_fail(err, TT_EPARSE, "'%s' is not a year; --steps reads plain numbers",
                       cell.text);
    }
    tt_error_clear(err);
    tt__row_keep_mark(r->period_mark, mark, length);
    return TT_OK;
}

tt_status tt__read_part(tt__cell cell, int months, tt_period *out, tt_error *err)
{
    const char *text = cell.text;
    double number = 0;
    *out = (tt_period){0, 0};
    if (tt_word_is_margin(text))
        return TT_OK;
    if (months == 1 && tt_month_of(text)) {
        number = tt_month_of(text);
    } else {
        int has_letter = months == 3 && (*text == 'Q' || *text == 'q' || *text == 'T');
        if (tt_number_parse(text + has_letter, cell.length - (size_t)has_letter, &number) != 0)
            number = 0;
    }
    if (number < 1 || number * months > 12 || number != floor(number))
        return tt_fail(err, TT_EPARSE, "'%.40s' is no %s; write 1 to %d", text,
                       months == 1 ? "month" : "quarter", 12 / months);
    *out = (tt_period){((int)number - 1) * months, months};
    return TT_OK;
}

/* A number in a column of its own, not-a-number where the cell is empty. */
static tt_status read_extra(tt__row_reader *r, tt__cell cell, tt__column_role role, tt_error *err)
{
    r->extra[role] = NAN;
    if (cell.length == 0)
        return TT_OK;
    tt_value_options options = {.continuous = 1, .allow_negative = 1, .decimal = r->plan->decimal};
    tt_value value;
    tt_status status = tt_value_parse(cell.text, cell.length, &options, &value, err);
    if (status == TT_OK && isnan(value.point) && value.state != TT_STATE_MISSING)
        status = tt_fail(err, TT_EPARSE, "'%.40s' is not a plain number", cell.text);
    if (status == TT_OK && role == TT__COLUMN_EXPOSURE && value.point <= 0)
        status =
            tt_fail(err, TT_EDOMAIN, "an exposure of %.40s; a population is above 0", cell.text);
    if (status == TT_OK && role == TT__COLUMN_STANDARD_ERROR && value.point < 0)
        status = tt_fail(err, TT_EDOMAIN, "a standard error below 0");
    if (status == TT_OK)
        r->extra[role] = value.point;
    return status;
}

static tt_status read_unit(tt__row_reader *r, tt__cell cell, tt_error *err)
{
    tt_status status = tt__row_text(r, cell, &r->unit, err);
    if (status == TT_OK)
        r->unit_kind = tt_unit_kind_of(cell.text);
    return status;
}

/* UNIT_MULT: figures are printed in units of this power of ten. */
static tt_status read_multiplier(tt__row_reader *r, tt__cell cell, tt_error *err)
{
    enum { LARGEST = 15 };
    double power = 0;
    r->multiplier = 0;
    r->multiplier_note = 0;
    const char *colon = memchr(cell.text, ':', cell.length); /* "3: Thousands" */
    size_t length = colon ? (size_t)(colon - cell.text) : cell.length;
    if (length == 0)
        return TT_OK;
    if (tt_number_parse(cell.text, length, &power) != 0 || power != floor(power) ||
        fabs(power) > LARGEST)
        return tt_fail(err, TT_EPARSE, "'%.40s' is no power of ten from -%d to %d", cell.text,
                       LARGEST, LARGEST);
    r->multiplier = (int)power;
    if (!r->multiplier)
        return TT_OK;
    tt_strbuf_reset(&r->scratch);
    tt_strbuf_addf(&r->scratch, "printed in units of 10^%d", r->multiplier);
    tt_status status = tt_strbuf_status(&r->scratch, err);
    return status == TT_OK ? tt__row_text(r, (tt__cell){r->scratch.text, r->scratch.length},
                                          &r->multiplier_note, err)
                           : status;
}

/* Status and confidentiality are read together: either can change. */
static tt_status read_status(tt__row_reader *r, const tt__cell *cells, tt_error *err)
{
    size_t status_column = r->plan->columns.first[TT__COLUMN_STATUS];
    size_t confidentiality = r->plan->columns.first[TT__COLUMN_CONFIDENTIALITY];
    tt__row_status_reset(&r->status);
    tt_status status = TT_OK;
    if (status_column != TT_NONE && cells[status_column].length > 0)
        status = tt__row_status_add(&r->status, cells[status_column].text,
                                    cells[status_column].length, r->plan->marks_are_flags, err);
    if (status == TT_OK && confidentiality != TT_NONE)
        status = tt__row_status_add_confidentiality(&r->status, cells[confidentiality].text, err);
    return status;
}

static tt_status read_origin_text(tt__row_reader *r, tt__cell cell, size_t which, tt_error *err)
{
    r->origin_changed = 1;
    return tt__row_text(r, cell, &r->origin_texts[which], err);
}

/* Where a text of the origin stands, by role; TT__ORIGIN_TEXTS for other roles. */
static size_t origin_of(tt__column_role role)
{
    switch (role) {
    case TT__COLUMN_DEFINITION:
        return TT__ORIGIN_DEFINITION;
    case TT__COLUMN_BASE:
        return TT__ORIGIN_BASE;
    case TT__COLUMN_SOURCE:
        return TT__ORIGIN_SOURCE;
    case TT__COLUMN_LOCATOR:
        return TT__ORIGIN_LOCATOR;
    case TT__COLUMN_NOTE:
        return TT__ORIGIN_NOTE;
    default:
        return TT__ORIGIN_TEXTS;
    }
}

static void forget_value(tt__row_reader *r, size_t column)
{
    for (size_t v = 0; v < r->value_count; v++)
        if (r->values[v].column == column)
            r->values[v].is_known = 0;
}

/* Takes in one cell that has another text than before. */
static tt_status take_cell(tt__row_reader *r, const tt__cell *cells, size_t column, tt_error *err)
{
    const tt__column *c = &r->plan->columns.list[column];
    tt__cell cell = cells[column];
    switch (c->role) {
    case TT__COLUMN_DIMENSION:
        return set_key(r, r->plan->slot[column], cell, err);
    case TT__COLUMN_ATTRIBUTE:
        return tt__row_text(r, cell, &r->raw[column], err);
    case TT__COLUMN_PERIOD:
        return read_period(r, cell, err);
    case TT__COLUMN_MONTH:
        return tt__read_part(cell, 1, &r->part, err);
    case TT__COLUMN_QUARTER:
        return tt__read_part(cell, 3, &r->part, err);
    case TT__COLUMN_VALUE:
        forget_value(r, column);
        return TT_OK;
    case TT__COLUMN_UNIT:
        return read_unit(r, cell, err);
    case TT__COLUMN_MULTIPLIER:
        return read_multiplier(r, cell, err);
    case TT__COLUMN_STATUS:
    case TT__COLUMN_CONFIDENTIALITY:
        return read_status(r, cells, err);
    case TT__COLUMN_EXPOSURE:
    case TT__COLUMN_STANDARD_ERROR:
    case TT__COLUMN_LOWER:
    case TT__COLUMN_UPPER:
        return read_extra(r, cell, c->role, err);
    case TT__COLUMN_UNNAMED:
        return cell.length == 0 ? TT_OK
                                : tt_fail(err, TT_ESCHEMA,
                                          "a cell under no name: has the header two rows? Put them "
                                          "into one");
    case TT__COLUMN_BREAKDOWN: /* with the column inside it: take_nested */
    case TT__COLUMN_NESTED:
    case TT__COLUMN_IGNORED:
    case TT__COLUMN_ROLE_COUNT:
        return TT_OK;
    default:
        return read_origin_text(r, cell, origin_of(c->role), err);
    }
}

/* An attribute belongs to a value of its dimension: told wherever one of the two changes, and at the
 * beginning of each piece. */
static tt_status tell_facts(tt__row_reader *r, tt_error *err)
{
    for (size_t i = r->nested_count; i < r->inner_count; i++) {
        uint32_t column = r->inner[i];
        size_t outer = r->plan->columns.list[column].outer;
        if (!(r->is_new_piece || r->touched[column] || r->touched[outer]))
            continue;
        tt__event event = {.kind = TT__EVENT_FACT,
                           .column = column,
                           .value = r->key[r->plan->slot[outer]],
                           .fact = r->raw[column]};
        tt_status status = tt__row_add_event(r, event, err);
        if (status != TT_OK)
            return status;
    }
    r->is_new_piece = 0;
    return TT_OK;
}

/* Keeps the fault of a column and leaves it on the list of changes. */
static tt_status keep_fault(tt__row_reader *r, uint32_t column, tt_status status, tt_error *err)
{
    tt__changes *changes = tt__csv_changes(r->csv);
    fault_at(r, column, &r->spare);
    tt_error_clear(&r->spare);
    if (status == TT_ENOMEM)
        return no_memory(err);
    if (!changes->fresh[column])
        changes->list[changes->count++] = column;
    changes->fresh[column] = 1;
    return TT_OK;
}

/* Nested columns of which one has changed. */
static tt_status take_nested(tt__row_reader *r, const tt__cell *cells, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < r->nested_count && status == TT_OK; i++) {
        uint32_t column = r->inner[i];
        if (!(r->touched[column] || r->touched[r->plan->columns.list[column].outer]))
            continue;
        tt_status read = read_nested(r, cells, column, &r->spare);
        if (read != TT_OK)
            status = keep_fault(r, column, read, err);
    }
    return status;
}

/* Takes in all cells that changed. Columns with a fault stay on the list. */
tt_status tt__row_take(tt__row_reader *r, const tt__cell *cells, tt_error *err)
{
    const tt__columns *columns = &r->plan->columns;
    tt__changes *changes = tt__csv_changes(r->csv);
    size_t count = changes->count;
    tt_status status = TT_OK;
    r->fault_status = TT_OK;
    changes->count = 0;
    for (size_t i = 0; i < count && status == TT_OK; i++) {
        uint32_t column = changes->list[i];
        changes->fresh[column] = 0;
        if (column >= columns->count) /* of a row that was too long */
            continue;
        r->touched[column] = 1;
        tt_status read = take_cell(r, cells, column, &r->spare);
        if (read != TT_OK)
            status = keep_fault(r, column, read, err);
    }
    if (status == TT_OK)
        status = take_nested(r, cells, err);
    if (status == TT_OK)
        status = tell_facts(r, err);
    memset(r->touched, 0, columns->count);
    return status;
}
