/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of decisions: what to do, about which figures, and why. */
#include <string.h>

#include "conditions_internal.h"
#include "row_internal.h"
#include "tiptrend/decisions.h"
#include "tiptrend/memory.h"

/* The columns that are no dimensions, in the order of this list. */
enum decision_column { KIND, YEAR, PERIOD, MONTH, QUARTER, VALUE, UNIT, REASON, SOURCE, COLUMNS };

static const char *const column_names[COLUMNS] = {"kind",  "year", "period", "month", "quarter",
                                                  "value", "unit", "reason", "source"};

static const char *const kind_words[TT_DECISION_COUNT] = {
#define TT_X(name, word) word,
    TT_DECISION_LIST(TT_X)
#undef TT_X
};

typedef struct decisions_reader {
    tt_dataset *ds;
    uint32_t file;
    tt__condition_columns dimensions;
    size_t place[COLUMNS];
} decisions_reader;

const char *tt_decision_kind_name(tt_decision_kind kind)
{
    return (unsigned)kind < TT_DECISION_COUNT ? kind_words[kind] : "unknown";
}

static tt_status in_column(size_t column, tt_error *err)
{
    tt_error_place(err, NULL, 0, column + 1);
    return TT_EPARSE;
}

static tt_status read_column(decisions_reader *r, const tt__cell *cells, size_t i, tt_error *err)
{
    const char *name = cells[i].text;
    for (size_t c = 0; c < COLUMNS; c++) {
        if (strcmp(name, column_names[c]) != 0)
            continue;
        if (r->place[c] != TT_NONE) {
            (void)tt_fail(err, TT_ESCHEMA, "the column '%s' stands there twice", name);
            tt_error_place(err, NULL, 0, i + 1);
            return TT_ESCHEMA;
        }
        r->place[c] = i;
        return TT_OK;
    }
    if (tt__is_remark_column(name))
        return TT_OK;
    return tt__dataset_add_text(r->ds, name, cells[i].length, &r->dimensions.names[i], err);
}

static tt_status read_header(decisions_reader *r, const tt__cell *cells, size_t count,
                             tt_error *err)
{
    r->dimensions.names = tt_calloc(count, sizeof *r->dimensions.names);
    if (!r->dimensions.names)
        return tt_fail(err, TT_ENOMEM, "no memory for the decisions");
    r->dimensions.count = count;
    for (size_t c = 0; c < COLUMNS; c++)
        r->place[c] = TT_NONE;
    tt_status status = TT_OK;
    for (size_t i = 0; i < count && status == TT_OK; i++)
        status = read_column(r, cells, i, err);
    if (status == TT_OK && (r->place[KIND] == TT_NONE || r->place[REASON] == TT_NONE))
        status = tt_fail(err, TT_ESCHEMA,
                         "a file of decisions needs the columns 'kind' and 'reason' beside the "
                         "dimensions, 'year' and 'value'");
    return status;
}

/* The cell of a column; empty where the file does not have it. */
static tt__cell cell_of(const decisions_reader *r, const tt__cell *cells,
                        enum decision_column column)
{
    return r->place[column] == TT_NONE ? (tt__cell){"", 0} : cells[r->place[column]];
}

static tt_status read_text(decisions_reader *r, const tt__cell *cells, enum decision_column column,
                           uint32_t *out, tt_error *err)
{
    tt__cell cell = cell_of(r, cells, column);
    return tt__dataset_add_text(r->ds, cell.text, cell.length, out, err);
}

static tt_status read_kind(const decisions_reader *r, const tt__cell *cells, tt__decision *out,
                           tt_error *err)
{
    const char *word = cells[r->place[KIND]].text;
    for (int k = 0; k < TT_DECISION_COUNT; k++)
        if (strcmp(word, kind_words[k]) == 0) {
            out->kind = k;
            return TT_OK;
        }
    (void)tt_fail(err, TT_EPARSE,
                  "no kind of decision '%s'; there are use, exclude, correct, break and note",
                  word);
    return in_column(r->place[KIND], err);
}

/* The month or quarter of the year, in a column of its own as in the data. */
static tt_status read_part(const decisions_reader *r, const tt__cell *cells,
                           enum decision_column column, int months, tt__decision *out,
                           tt_error *err)
{
    tt_period part;
    tt_status status = tt__read_part(cell_of(r, cells, column), months, &part, err);
    if (status == TT_OK && part.months && (!out->has_period || out->period.months != 12))
        status = tt_fail(err, TT_EPARSE, "a %s needs a year beside it", column_names[column]);
    if (status != TT_OK) {
        tt_error_place(err, NULL, 0, r->place[column] + 1);
        return status;
    }
    if (part.months)
        out->period = (tt_period){out->period.start + part.start, part.months};
    return TT_OK;
}

static tt_status read_period(const decisions_reader *r, const tt__cell *cells, tt__decision *out,
                             tt_error *err)
{
    enum decision_column column = r->place[YEAR] == TT_NONE ? PERIOD : YEAR;
    tt__cell cell = cell_of(r, cells, column);
    int needed = out->kind != TT_DECISION_EXCLUDE && out->kind != TT_DECISION_NOTE;
    out->has_period = cell.length > 0;
    if (!out->has_period && needed)
        return tt_fail(err, TT_EPARSE, "'%s' needs a year", kind_words[out->kind]);
    if (out->has_period && tt_period_parse(cell.text, cell.length, &out->period, err) != TT_OK)
        return in_column(r->place[column], err);
    tt_status status = read_part(r, cells, MONTH, 1, out, err);
    return status == TT_OK ? read_part(r, cells, QUARTER, 3, out, err) : status;
}

/* Whether what a kind needs is there, and what it has no use for is not. */
static tt_status check_cells(const decisions_reader *r, const tt__cell *cells,
                             const tt__decision *decision, tt_error *err)
{
    int takes_value = decision->kind == TT_DECISION_USE || decision->kind == TT_DECISION_CORRECT;
    int has_value = cell_of(r, cells, VALUE).length > 0;
    const char *word = kind_words[decision->kind];
    if (takes_value && !has_value)
        return tt_fail(err, TT_EPARSE, "'%s' needs a value", word);
    if (!takes_value && has_value) {
        (void)tt_fail(err, TT_EPARSE, "'%s' takes no value", word);
        return in_column(r->place[VALUE], err);
    }
    if (cell_of(r, cells, REASON).length == 0) {
        (void)tt_fail(err, TT_EPARSE, "a decision without a reason");
        return in_column(r->place[REASON], err);
    }
    return TT_OK;
}

static tt_status read_decision(decisions_reader *r, const tt__cell *cells, tt__decision *out,
                               tt_error *err)
{
    tt_status status = read_kind(r, cells, out, err);
    if (status == TT_OK)
        status = read_period(r, cells, out, err);
    if (status == TT_OK)
        status = check_cells(r, cells, out, err);
    if (status == TT_OK)
        status = read_text(r, cells, VALUE, &out->value, err);
    if (status == TT_OK)
        status = read_text(r, cells, UNIT, &out->unit, err);
    if (status == TT_OK)
        status = read_text(r, cells, REASON, &out->reason, err);
    if (status == TT_OK)
        status = read_text(r, cells, SOURCE, &out->source, err);
    if (status == TT_OK)
        status = tt__conditions_read(r->ds, &r->dimensions, cells, &out->conditions, err);
    return status;
}

static tt_status on_row(const tt__cell *cells, size_t count, size_t line, void *context,
                        tt_error *err)
{
    decisions_reader *r = context;
    tt_dataset *ds = r->ds;
    if (!r->dimensions.names)
        return read_header(r, cells, count, err);
    if (count != r->dimensions.count)
        return tt_fail(err, TT_ESCHEMA, "%zu cells where the header has %zu columns", count,
                       r->dimensions.count);
    if (tt_grow(&ds->decisions, &ds->decision_capacity, ds->decision_count,
                sizeof *ds->decisions) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for the decisions");
    tt__decision *decision = &ds->decisions[ds->decision_count++];
    *decision = (tt__decision){.file = r->file, .line = line};
    return read_decision(r, cells, decision, err);
}

tt_status tt_dataset_read_decisions(tt_dataset *ds, const char *path, tt_error *err)
{
    decisions_reader r = {.ds = ds};
    if (ds->finished)
        return tt_fail(err, TT_EUSAGE, "the data set is finished; no decision can be added");
    tt_status status = tt__dataset_add_text(ds, path, strlen(path), &r.file, err);
    if (status == TT_OK)
        status = tt__csv_read(path, on_row, &r, err);
    if (status == TT_OK && !r.dimensions.names) {
        status = tt_fail(err, TT_ESCHEMA, "no header row; the file has blank lines only");
        tt_error_place(err, path, 0, 0);
    }
    tt_free(r.dimensions.names);
    return status;
}
