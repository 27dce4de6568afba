/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables with a row for each period and a column for each series, as offices print them ("Year; Women; Men;
 * Total"): no column has the name of the figures, so the columns of figures are found by what they hold. They
 * are then read as if the options had named them. Columns of texts, of codes and those that are named after a
 * dimension (age, area, ...) stay dimensions. */
#include <string.h>

#include "sniff_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/period.h"

/* Words that begin the names of columns of numbers that count nothing: codes and ages, in English and Spanish. */
static const char *const other_words[] = {"code", "clave", "cve",  "id", "iso",
                                          "fips", "key",   "edad", "age"};

/* Those that longer words begin with: codigo, with and without its accent, also in capitals. */
static const char *const other_stems[] = {"cod",
                                          "c\xC3\xB3"
                                          "d",
                                          "c\xC3\x93"
                                          "d"};

static int begins_with(const char *name, const char *word)
{
    char head[8];
    const size_t length = strlen(word);
    if (strlen(name) < length)
        return 0;
    memcpy(head, name, length);
    head[length] = '\0';
    return tt__same_name(head, word);
}

static int counts_nothing(const char *name)
{
    for (size_t i = 0; i < sizeof other_words / sizeof *other_words; i++)
        if (begins_with(name, other_words[i]) && strchr("_ -.23", name[strlen(other_words[i])]))
            return 1;
    for (size_t i = 0; i < sizeof other_stems / sizeof *other_stems; i++)
        if (begins_with(name, other_stems[i]))
            return 1;
    return 0;
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether a cell is a figure with a decimal point or a decimal comma, which is not known yet. */
static int is_figure(const tt__cell *cell)
{
    static const tt_decimal signs[] = {TT_DECIMAL_POINT, TT_DECIMAL_COMMA};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const tt_value_options options = {
            .decimal = signs[i], .dash = TT_DASH_MISSING, .allow_marks = 1};
        tt_value value;
        if (tt_value_parse(cell->text, cell->length, &options, &value, NULL) == TT_OK)
            return 1;
    }
    return 0;
}

/* Rows of figures, not of a remark. */
static int is_of_table(const tt__excerpt_row *row)
{
    return row->filled > 1;
}

/* Whether a column holds figures below its header, and nothing else. */
static int holds_figures(const tt__excerpt *sample, size_t header, size_t column)
{
    int digits = 0;
    for (size_t r = header + 1; r < sample->count; r++) {
        const tt__excerpt_row *row = &sample->rows[r];
        if (!is_of_table(row) || column >= row->count || row->cells[column].length == 0)
            continue;
        const tt__cell *cell = &row->cells[column];
        if (!is_figure(cell))
            return 0;
        for (size_t i = 0; i < cell->length; i++)
            digits |= is_digit(cell->text[i]);
    }
    return digits;
}

/* Whether the cells of a column are periods, as far as they are filled. */
static int holds_periods(const tt__excerpt *sample, size_t header, size_t column)
{
    size_t periods = 0;
    for (size_t r = header + 1; r < sample->count; r++) {
        const tt__excerpt_row *row = &sample->rows[r];
        if (!is_of_table(row) || column >= row->count || row->cells[column].length == 0)
            continue;
        const tt__cell *cell = &row->cells[column];
        const char *mark;
        size_t mark_length;
        size_t length = tt_value_cut_mark(cell->text, cell->length, &mark, &mark_length);
        tt_period period;
        if (tt_period_parse(cell->text, cell->length, &period, NULL) != TT_OK &&
            tt_period_parse(cell->text, length, &period, NULL) != TT_OK)
            return 0;
        periods++;
    }
    return periods > 0;
}

static int may_hold_figures(const tt_read_options *options, const tt__cell *cell)
{
    if (cell->length == 0 || strchr(cell->text, ':') || tt__is_ignored(options, cell->text) ||
        tt__layout_find(&tt__layout_tidy, options, cell->text) || counts_nothing(cell->text))
        return 0;
    return tt_dimension_role_of(cell->text) == TT_ROLE_PART; /* otherwise it is named after one */
}

static size_t column_of(const tt__excerpt_row *row, const tt_read_options *options,
                        tt__column_role role)
{
    for (size_t i = 0; i < row->count; i++) {
        const tt__known_column *known =
            tt__layout_find(&tt__layout_tidy, options, row->cells[i].text);
        if (known && known->role == role && !tt__is_ignored(options, row->cells[i].text))
            return i;
    }
    return TT_NONE;
}

size_t tt__find_figures(const tt__excerpt *sample, size_t header, const tt_read_options *options,
                        const char **names)
{
    const tt__excerpt_row *row = &sample->rows[header];
    const int named = options->value_column || options->value_column_count > 0;
    if (options->layout != TT_LAYOUT_AUTO || named ||
        column_of(row, options, TT__COLUMN_VALUE) != TT_NONE)
        return 0;
    const size_t period = column_of(row, options, TT__COLUMN_PERIOD);
    if (period == TT_NONE || !holds_periods(sample, header, period))
        return 0;
    size_t count = 0;
    for (size_t i = 0; i < row->count; i++)
        if (may_hold_figures(options, &row->cells[i]) && holds_figures(sample, header, i))
            names[count++] = row->cells[i].text;
    return count;
}
