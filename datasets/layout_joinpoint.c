/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input text of the NCI Joinpoint program: by-variables, the year, then a rate and its standard error, or
 * a count and its population, or all four (Joinpoint help system, "Input data file"; the columns that
 * SEER*Stat exports). The text may have no header; then the figures tell what the columns are. */
#include <math.h>
#include <string.h>

#include "layout_internal.h"
#include "tiptrend/number.h"

enum {
    FIRST_YEAR = 1800, /* what a column of years can hold */
    LAST_YEAR = 2100,
    LEAST_ROWS = 3,      /* from which a text without header is told */
    BY_VARIABLES_MAX = 8 /* Joinpoint itself takes ten */
};

/* Whether a word of the name begins with the stem, without regard to case. */
static int has_word(const char *name, const char *stem)
{
    size_t length = strlen(stem);
    int at_start = 1;
    for (; *name; name++) {
        size_t i = 0;
        while (at_start && i < length && (name[i] | 32) == stem[i])
            i++;
        if (at_start && i == length)
            return 1;
        char lower = (char)(*name | 32);
        at_start = !((lower >= 'a' && lower <= 'z') || (*name >= '0' && *name <= '9'));
    }
    return 0;
}

static int is_one_of(const char *name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (tt__same_name(name, list[i]))
            return 1;
    return 0;
}

static tt__column_role role_of(const char *name)
{
    static const char *const errors[] = {"se", "std err", "std. err.", "stderr"};
    static const char *const counts[] = {"count", "counts", "cases", "deaths", "events"};
    static const char *const populations[] = {"population", "pop", "person years", "person-years"};
    static const char *const left_out[] = {"lower ci", "upper ci", "lcl", "ucl"};
    if (has_word(name, "standard error") || is_one_of(name, errors, sizeof errors / sizeof *errors))
        return TT__COLUMN_STANDARD_ERROR;
    if (has_word(name, "lower confidence") || has_word(name, "upper confidence") ||
        is_one_of(name, left_out, sizeof left_out / sizeof *left_out))
        return TT__COLUMN_IGNORED;
    if (has_word(name, "rate") || is_one_of(name, counts, sizeof counts / sizeof *counts))
        return TT__COLUMN_VALUE;
    if (is_one_of(name, populations, sizeof populations / sizeof *populations))
        return TT__COLUMN_EXPOSURE;
    if (has_word(name, "year"))
        return TT__COLUMN_PERIOD;
    return TT__COLUMN_DIMENSION;
}

static tt__fit fit(const tt__cell *header, size_t count, const tt_read_options *options)
{
    unsigned found[TT__COLUMN_ROLE_COUNT] = {0};
    unsigned rates = 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = header[i].text;
        tt__column_role role = role_of(name);
        if (options->year_column && strcmp(name, options->year_column) == 0)
            role = TT__COLUMN_PERIOD;
        found[role]++;
        rates += role == TT__COLUMN_VALUE && has_word(name, "rate") ? 1 : 0;
    }
    int has_rate = rates > 0 && found[TT__COLUMN_STANDARD_ERROR] > 0;
    int has_count = found[TT__COLUMN_VALUE] > rates && found[TT__COLUMN_EXPOSURE] > 0;
    int is_named = options->layout == TT_LAYOUT_JOINPOINT && found[TT__COLUMN_VALUE] > 0;
    return found[TT__COLUMN_PERIOD] > 0 && (has_rate || has_count || is_named) ? TT__FIT_FORM
                                                                               : TT__FIT_NOT;
}

static int own_column(const tt__binding *b, size_t column, tt__column *out, tt_error *err)
{
    (void)err;
    const char *name = b->header[column].text;
    if (!name[0])
        return 0;
    out->role = role_of(name);
    if (out->role == TT__COLUMN_VALUE)
        out->unit = has_word(name, "rate") ? "rate" : NULL;
    return 1;
}

/* The standard error belongs to the rate, the population to the count. */
static tt_status complete(tt__binding *b, tt_error *err)
{
    (void)err;
    for (size_t i = 0; i < b->count; i++) {
        tt__column *column = &b->columns->list[i];
        if (column->role != TT__COLUMN_VALUE)
            continue;
        int is_rate = column->unit != NULL;
        *(is_rate ? &column->exposure : &column->standard_error) = TT_NONE;
    }
    return TT_OK;
}

/* ---- tables without a header ---- */

/* Whether all cells of a column are numbers; what they have in common. */
typedef struct figures {
    int numeric;
    int whole;
    int years;
} figures;

static int number_of(tt__cell cell, double *number)
{
    return tt_number_parse(cell.text, cell.length, number) == 0;
}

static figures look_at(const tt__excerpt *sample, size_t column)
{
    figures found = {1, 1, 1};
    for (size_t r = 0; r < sample->count; r++) {
        double number;
        tt__cell cell = sample->rows[r].cells[column];
        if (!number_of(cell, &number))
            return (figures){0, 0, 0};
        found.whole &= number == floor(number);
        found.years &= cell.length == 4 && number >= FIRST_YEAR && number <= LAST_YEAR;
    }
    found.years &= found.whole;
    return found;
}

/* Whether a population stands behind its counts: whole numbers, none below the count. */
static int are_counts(const tt__excerpt *sample, size_t count, size_t population)
{
    if (!look_at(sample, count).whole || !look_at(sample, population).whole)
        return 0;
    for (size_t r = 0; r < sample->count; r++) {
        double events;
        double persons;
        if (!number_of(sample->rows[r].cells[count], &events) ||
            !number_of(sample->rows[r].cells[population], &persons) || persons < events)
            return 0;
    }
    return 1;
}

static int name_columns(const tt__excerpt *sample, const char **names, size_t count)
{
    static const char *const by[BY_VARIABLES_MAX] = {"by1", "by2", "by3", "by4",
                                                     "by5", "by6", "by7", "by8"};
    if (sample->count < LEAST_ROWS || count < 3 || count > BY_VARIABLES_MAX + 5)
        return 0;
    for (size_t r = 0; r < sample->count; r++)
        if (sample->rows[r].count != count)
            return 0;
    size_t year = 0;
    while (year < count && !look_at(sample, year).years)
        year++;
    if (year == count || year > BY_VARIABLES_MAX)
        return 0;
    for (size_t i = year + 1; i < count; i++)
        if (!look_at(sample, i).numeric)
            return 0;
    size_t behind = count - year - 1;
    for (size_t i = 0; i < year; i++)
        names[i] = by[i];
    names[year] = "year";
    if (behind == 2) {
        int counts = are_counts(sample, year + 1, year + 2);
        names[year + 1] = counts ? "count" : "rate";
        names[year + 2] = counts ? "population" : "standard error";
    } else if (behind == 4 && are_counts(sample, year + 3, year + 4)) {
        names[year + 1] = "rate";
        names[year + 2] = "standard error";
        names[year + 3] = "count";
        names[year + 4] = "population";
    } else {
        return 0;
    }
    return 1;
}

const tt__layout tt__layout_joinpoint = {
    .name = "joinpoint",
    .other = TT__COLUMN_DIMENSION,
    .fit = fit,
    .own_column = own_column,
    .complete = complete,
    .name_columns = name_columns,
};
