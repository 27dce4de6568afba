/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Periods as whole months. */
#include "tiptrend/period.h"

/* Exactly `digits` digits at `at`; -1 when there are fewer. */
static int read_fixed(const char *at, const char *end, int digits)
{
    if (end - at < digits)
        return -1;
    int number = 0;
    for (int i = 0; i < digits; i++) {
        if (at[i] < '0' || at[i] > '9')
            return -1;
        number = number * 10 + (at[i] - '0');
    }
    return number;
}

static int year_ok(int year)
{
    return year >= TT_YEAR_MIN && year <= TT_YEAR_MAX;
}

tt_period tt_period_of_year(int year)
{
    return (tt_period){.start = year * 12, .months = 12};
}

/* A letter and a number behind the year: quarter, half year (SDMX: S1, others H1), whole year (SDMX:
 * A1). Returns 0 when it makes a period. */
static int read_part(int year, const char *at, const char *end, tt_period *out)
{
    static const struct {
        char letter;
        int months;
    } parts[] = {{'Q', 3}, {'T', 3}, {'S', 6}, {'H', 6}, {'A', 12}};
    int number = read_fixed(at + 1, end, 1);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if ((at[0] & ~32) != parts[i].letter)
            continue;
        int months = parts[i].months;
        if (number < 1 || number * months > 12)
            return -1;
        *out = (tt_period){year * 12 + (number - 1) * months, months};
        return 0;
    }
    return -1;
}

/* What follows the first year and its separator; returns 0 when it makes a period. */
static int read_rest(int year, char separator, const char *at, const char *end, tt_period *out)
{
    if (separator == '/') {
        int last = read_fixed(at, end, 4);
        if (end - at != 4 || !year_ok(last) || last < year)
            return -1;
        *out = (tt_period){year * 12, (last - year + 1) * 12};
        return 0;
    }
    if (separator == '-' && end - at == 3 && (at[0] == 'M' || at[0] == 'm'))
        at++; /* SDMX: 2018-M07 */
    if (separator != '-' || end - at != 2)
        return -1;
    if (*at < '0' || *at > '9')
        return read_part(year, at, end, out);
    int month = read_fixed(at, end, 2);
    if (month < 1 || month > 12)
        return -1;
    *out = (tt_period){year * 12 + month - 1, 1};
    return 0;
}

tt_status tt_period_parse(const char *text, size_t length, tt_period *out, tt_error *err)
{
    const char *end = text + length;
    int year = read_fixed(text, end, 4);
    if (year_ok(year)) {
        if (length == 4) {
            *out = tt_period_of_year(year);
            return TT_OK;
        }
        if (read_rest(year, text[4], text + 5, end, out) == 0)
            return TT_OK;
    }
    int shown = length > 40 ? 40 : (int)length;
    return tt_fail(
        err, TT_EPARSE,
        "'%.*s' is not a period; write a year from %d to %d (2018), a month (2018-07), a "
        "quarter (2018-Q3), a half year (2018-S1) or an interval of years (2013/2017)",
        shown, text, TT_YEAR_MIN, TT_YEAR_MAX);
}

tt_status tt_period_parse_step(const char *text, size_t length, tt_period *out, tt_error *err)
{
    const char *end = text + length;
    const int digits = length >= 1 && length <= 4 ? (int)length : 5;
    const int step = read_fixed(text, end, digits);
    if (step >= 0 && step <= TT_YEAR_MAX) {
        *out = tt_period_of_year(step);
        return TT_OK;
    }
    const int shown = length > 40 ? 40 : (int)length;
    return tt_fail(err, TT_EPARSE, "'%.*s' is not a step; write a whole number from 0 to %d", shown,
                   text, TT_YEAR_MAX);
}

/* Writes a whole number; returns where the next character goes. */
static char *write_whole(int number, char *at)
{
    char digits[12];
    size_t count = 0;
    if (number < 0) {
        *at++ = '-';
        number = -number;
    }
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    while (count > 0)
        *at++ = digits[--count];
    return at;
}

/* Without snprintf: tables have millions of them. */
size_t tt_period_text(tt_period period, char text[TT_PERIOD_TEXT_SIZE])
{
    int year = period.start / 12;
    int month = period.start % 12;
    char *at = text;
    if (year >= 1000 && year <= 9999) {
        at[0] = (char)('0' + year / 1000);
        at[1] = (char)('0' + year / 100 % 10);
        at[2] = (char)('0' + year / 10 % 10);
        at[3] = (char)('0' + year % 10);
        at += 4;
    } else {
        at = write_whole(year, at);
    }
    if (period.months == 3 && month % 3 == 0) {
        *at++ = '-';
        *at++ = 'Q';
        at = write_whole(month / 3 + 1, at);
    } else if (period.months == 6 && month % 6 == 0) {
        *at++ = '-';
        *at++ = 'S';
        at = write_whole(month / 6 + 1, at);
    } else if (period.months == 1) {
        *at++ = '-';
        *at++ = month < 9 ? '0' : '1';
        at = write_whole((month + 1) % 10, at);
    } else if (period.months != 12 || month != 0) {
        *at++ = '/';
        at = write_whole((period.start + period.months - 1) / 12, at);
    }
    *at = '\0';
    return (size_t)(at - text);
}

int tt_period_year(tt_period period)
{
    return period.start / 12;
}

double tt_period_time(tt_period period)
{
    return (period.start + period.months / 2.0) / 12.0 - 0.5;
}

tt_period tt_period_years_before(tt_period period, int years)
{
    return (tt_period){period.start - 12 * (int32_t)years, period.months};
}

int tt_period_compare(tt_period a, tt_period b)
{
    if (a.start != b.start)
        return a.start < b.start ? -1 : 1;
    return (a.months > b.months) - (a.months < b.months);
}

int tt_period_follows(tt_period a, tt_period b)
{
    return a.months == b.months && a.start + a.months == b.start;
}
