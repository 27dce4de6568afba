/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wide tables: header cells that are periods hold the figures, one row is one series. The other columns
 * are dimensions or the reserved columns of tidy tables. */
#include <string.h>

#include "layout_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/number.h"

enum { LEAST_PERIODS = 2 /* one year alone can be any number */ };

/* "X2018", as R writes a name that begins with a digit; "2018 [YR2018]", as the World Bank does. */
static int decorated_year(tt__cell cell, tt_period *period)
{
    enum { PLAIN = 4, R_NAME = 5, WORLD_BANK = 13 };
    const char *text = cell.text;
    if (cell.length == R_NAME && text[0] == 'X')
        return tt_period_parse(text + 1, PLAIN, period, NULL) == TT_OK;
    return cell.length == WORLD_BANK && memcmp(text + PLAIN, " [YR", 4) == 0 &&
           memcmp(text, text + PLAIN + 4, PLAIN) == 0 && text[WORLD_BANK - 1] == ']' &&
           tt_period_parse(text, PLAIN, period, NULL) == TT_OK;
}

/* Reads a header cell that is a period: "2018", "2018p", "2018 (a)", "2018-Q3". The mark is what stands
 * behind it. Returns 0 when the cell is none. */
static int header_period(tt__cell cell, tt_period *period, tt__cell *mark)
{
    *mark = (tt__cell){"", 0};
    if (tt_period_parse(cell.text, cell.length, period, NULL) == TT_OK ||
        decorated_year(cell, period))
        return 1;
    size_t rest = tt_value_cut_mark(cell.text, cell.length, &mark->text, &mark->length);
    return mark->length && tt_period_parse(cell.text, rest, period, NULL) == TT_OK;
}

static int is_period(tt__cell cell)
{
    tt_period period;
    tt__cell mark;
    return header_period(cell, &period, &mark);
}

/* A row of data can hold numbers that look like years; a header has no other numbers beside them. */
static tt__fit fit(const tt__cell *header, size_t count, const tt_read_options *options)
{
    size_t periods = 0;
    for (size_t i = 0; i < count; i++) {
        double number;
        if (is_period(header[i]))
            periods++;
        else if (tt_number_parse(header[i].text, header[i].length, &number) == 0)
            return TT__FIT_NOT;
    }
    size_t least = options->layout == TT_LAYOUT_WIDE ? 1 : LEAST_PERIODS;
    return periods >= least ? TT__FIT_FORM : TT__FIT_NOT;
}

/* Copies a text; NULL when there is no memory. */
static char *copy(tt__cell cell)
{
    char *text = tt_calloc(cell.length + 1, 1);
    if (text)
        memcpy(text, cell.text, cell.length);
    return text;
}

static int own_column(const tt__binding *b, size_t column, tt__column *out, tt_error *err)
{
    tt__cell mark;
    tt_period period;
    if (header_period(b->header[column], &period, &mark)) {
        out->period = period;
        out->role = TT__COLUMN_VALUE;
        out->mark = mark.length ? copy(mark) : NULL;
        if (mark.length && !out->mark)
            (void)tt_fail(err, TT_ENOMEM, "no memory for the columns");
        return 1;
    }
    /* The corner of a pivot table is often empty; its column names the rows. */
    if (b->header[column].length == 0) {
        out->role = column == 0 ? TT__COLUMN_DIMENSION : TT__COLUMN_UNNAMED;
        return 1;
    }
    return tt__layout_tidy.own_column(b, column, out, err);
}

/* The periods are those of the header; a row can only say which month or quarter of them it is about. */
static tt_status complete(tt__binding *b, tt_error *err)
{
    size_t periods = 0;
    for (size_t i = 0; i < b->count; i++)
        periods += b->columns->list[i].period.months ? 1 : 0;
    if (!periods)
        return tt_fail(err, TT_ESCHEMA,
                       "no header cell is a period, which the layout 'wide' needs; is the header "
                       "in another row? Name it with --header-row");
    for (size_t i = 0; i < b->count; i++) {
        tt__column *column = &b->columns->list[i];
        if (column->role != TT__COLUMN_PERIOD &&
            !(column->role == TT__COLUMN_VALUE && column->period.months == 0))
            continue;
        tt_status status = tt_fail(err, TT_ESCHEMA,
                                   "the column '%s' beside columns of periods; leave it out with "
                                   "--ignore, or name the layout with --layout",
                                   b->header[i].text);
        tt_error_place(err, NULL, 0, i + 1);
        return status;
    }
    return TT_OK;
}

/* The reserved columns are those of tidy tables. */
const tt__layout tt__layout_wide = {
    .name = "wide",
    .other = TT__COLUMN_DIMENSION,
    .fit = fit,
    .own_column = own_column,
    .complete = complete,
};
