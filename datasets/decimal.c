/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decimal sign of a file, proven by its figures.
 *
 * 1.234 is more than a thousand in Madrid and little more than one in London. No cell is guessed: another
 * figure of the same file that can be read in one way only (12,5 or 1.234.567 or 0,123) decides for
 * all; without one the point is the decimal sign, and the reader is told. */
#include <math.h>
#include <string.h>

#include "sniff_internal.h"
#include "tiptrend/memory.h"

/* What a text of digits and marks consists of. */
typedef struct marks {
    size_t points;
    size_t commas;
    size_t blanks; /* other marks between thousands */
    size_t before; /* digits before the first point or comma */
    size_t behind; /* digits behind the last */
    char first;    /* first digit */
    char last;     /* the last point or comma */
} marks;

/* Counts what the text consists of; returns 0 when it is no number. */
static int count_marks(const char *at, const char *end, marks *out)
{
    *out = (marks){0};
    for (; at < end; at++) {
        unsigned char c = (unsigned char)*at;
        if (c >= '0' && c <= '9') {
            out->first = out->first ? out->first : *at;
            out->before += out->last ? 0 : 1;
            out->behind += out->last ? 1 : 0;
        } else if (c == '.' || c == ',') {
            if (out->last && out->behind == 0)
                return 0; /* a range, or a sign for nothing */
            out->points += c == '.';
            out->commas += c == ',';
            out->last = *at;
            out->behind = 0;
        } else if (c == ' ' || c == '\'' || c == 0xC2 || c == 0xE2) {
            out->blanks++;
        } else if (c < 0x80) {
            return 0;
        }
    }
    return out->first != 0;
}

tt__decimal_sign tt__decimal_sign_of(const char *text, size_t length)
{
    const char *mark;
    size_t mark_length;
    const char *at = text;
    const char *end = text + tt_value_cut_mark(text, length, &mark, &mark_length);
    while (at < end && strchr("<>=~+- ", *at))
        at++;
    while (at < end && (end[-1] == '%' || end[-1] == ' '))
        end--;
    marks m;
    if (!count_marks(at, end, &m) || !m.last)
        return TT__SIGN_NONE;
    tt__decimal_sign last_is_decimal = m.last == '.' ? TT__SIGN_POINT : TT__SIGN_COMMA;
    tt__decimal_sign last_groups = m.last == '.' ? TT__SIGN_COMMA : TT__SIGN_POINT;
    if (m.points && m.commas)
        return last_is_decimal;
    if (m.points + m.commas > 1)
        return m.behind == 3 ? last_groups : TT__SIGN_NONE;
    if (m.behind != 3 || m.before == 0 || m.before > 3 || m.first == '0' || m.blanks)
        return m.behind ? last_is_decimal : TT__SIGN_NONE;
    return m.last == '.' ? TT__SIGN_AMBIGUOUS_POINT : TT__SIGN_AMBIGUOUS_COMMA;
}

/* ---- over a file ---- */

typedef struct search {
    const tt__guess *guess;
    const tt__columns *columns;
    tt__decimal_finding *out;
    size_t row;
} search;

static int is_numeric(tt__column_role role)
{
    return role == TT__COLUMN_VALUE || role == TT__COLUMN_EXPOSURE ||
           role == TT__COLUMN_STANDARD_ERROR || role == TT__COLUMN_LOWER ||
           role == TT__COLUMN_UPPER;
}

/* Whether the figures of a column are counts, which are whole. */
static int are_counts(const search *s, const tt__cell *cells, size_t count, size_t column)
{
    const tt__column *c = &s->columns->list[column];
    size_t unit = s->columns->first[TT__COLUMN_UNIT];
    if (c->role == TT__COLUMN_STANDARD_ERROR)
        return 0;
    if (c->role == TT__COLUMN_EXPOSURE)
        return 1;
    if (memchr(cells[column].text, '%', cells[column].length))
        return 0;
    const char *text = c->unit ? c->unit : unit < count ? cells[unit].text : "";
    return tt_unit_kind_of(text) == TT_UNIT_COUNT;
}

static void note(search *s, tt_decimal decimal, tt_decimal_basis basis, tt__cell cell, size_t line,
                 size_t column)
{
    *s->out = (tt__decimal_finding){
        .decimal = decimal, .basis = basis, .line = line, .column = column + 1};
    size_t length = cell.length < sizeof s->out->text ? cell.length : sizeof s->out->text - 1;
    memcpy(s->out->text, cell.text, length);
}

static void look_at(search *s, const tt__cell *cells, size_t count, size_t column, size_t line)
{
    tt__cell cell = cells[column];
    tt__decimal_sign sign = tt__decimal_sign_of(cell.text, cell.length);
    if (sign == TT__SIGN_POINT || sign == TT__SIGN_COMMA) {
        note(s, sign == TT__SIGN_POINT ? TT_DECIMAL_POINT : TT_DECIMAL_COMMA, TT_DECIMAL_PROVEN,
             cell, line, column);
        return;
    }
    if (sign == TT__SIGN_NONE || s->out->basis == TT_DECIMAL_AMBIGUOUS)
        return;
    if (sign == TT__SIGN_AMBIGUOUS_COMMA && are_counts(s, cells, count, column))
        return;
    note(s, TT_DECIMAL_POINT, TT_DECIMAL_AMBIGUOUS, cell, line, column);
}

static tt_status on_row(const tt__cell *cells, size_t count, size_t line, void *context,
                        tt_error *err)
{
    (void)err;
    search *s = context;
    size_t row = s->row++;
    if ((s->guess->has_header && row <= s->guess->header) || s->out->basis == TT_DECIMAL_PROVEN)
        return TT_OK;
    for (size_t i = 0; i < count && i < s->columns->count; i++)
        if (is_numeric(s->columns->list[i].role) && s->out->basis != TT_DECIMAL_PROVEN)
            look_at(s, cells, count, i, line);
    return TT_OK;
}

tt_status tt__find_decimal(const char *text, size_t length, const tt__guess *guess,
                           const tt__columns *columns, tt__decimal_finding *out, tt_error *err)
{
    enum { PIECE = 1 << 14 };
    *out = (tt__decimal_finding){.decimal = TT_DECIMAL_POINT, .basis = TT_DECIMAL_PLAIN};
    /* Without a comma or a point there is nothing to find. */
    if (!memchr(text, '.', length) && (guess->delimiter == ',' || !memchr(text, ',', length)) &&
        !memchr(text, '"', length))
        return TT_OK;
    search s = {.guess = guess, .columns = columns, .out = out};
    tt__csv *csv = tt__csv_new(tt__split_at(guess->delimiter), on_row, &s);
    if (!csv)
        return tt_fail(err, TT_ENOMEM, "no memory for a sample");
    tt_error fault = {0}; /* told when the rows are read */
    tt_status status = TT_OK;
    for (size_t at = 0; at < length && status == TT_OK && out->basis != TT_DECIMAL_PROVEN;
         at += PIECE)
        status = tt__csv_feed(csv, text + at, length - at < PIECE ? length - at : PIECE, &fault);
    if (status == TT_OK)
        status = tt__csv_end(csv, &fault);
    tt__csv_free(csv);
    return status == TT_ENOMEM ? tt_fail(err, TT_ENOMEM, "no memory for a sample") : TT_OK;
}
