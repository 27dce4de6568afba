/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_PERIOD_H
#define TT_PERIOD_H

#include <stddef.h>
#include <stdint.h>

#include "tiptrend/status.h"

/* A stretch of time in whole months: a year has 12, a quarter 3, a month 1, and 2013/2017 has 60. */
typedef struct tt_period {
    int32_t start;  /* months since January of year 0 */
    int32_t months; /* length, > 0 */
} tt_period;

enum {
    TT_YEAR_MIN = 1000, /* years outside are slips of the pen: 20188, 218 */
    TT_YEAR_MAX = 2999,
    TT_PERIOD_TEXT_SIZE = 24 /* enough for tt_period_text, NUL included */
};

/** Read a period: `2018`, `2018-07`, `2018-Q3`, `2018-S1` (a half year), or `2013/2017` (an interval of
 *  years); also `2018-M07`, `2018-A1` as SDMX has them.
 *  Errors:  TT_EPARSE with what was found; years outside TT_YEAR_MIN to TT_YEAR_MAX too */
tt_status tt_period_parse(const char *text, size_t length, tt_period *out, tt_error *err);

/** Read a step of time that is no date: a whole number from 0 to 2999, such as the 7th week. It becomes the
 *  year of that number, so that steps are one year apart.
 *  Errors:  TT_EPARSE with what was found */
tt_status tt_period_parse_step(const char *text, size_t length, tt_period *out, tt_error *err);

/** Write a period in the form that tt_period_parse reads. Returns the length. */
size_t tt_period_text(tt_period period, char text[TT_PERIOD_TEXT_SIZE]);

/** The calendar year in which a period begins. */
int tt_period_year(tt_period period);

/** The middle of a period on the scale of years, where the year 2018 stands at 2018.0 and thus July
 *  2018 a little above it. Regression uses it as time. */
double tt_period_time(tt_period period);

/** Order by start, then by length: negative, 0 or positive. */
int tt_period_compare(tt_period a, tt_period b);

/** Whether `b` begins where `a` ends and has the same length: no gap lies between them. */
int tt_period_follows(tt_period a, tt_period b);

/** The same stretch of the calendar some years earlier: the quarter of the year before. */
tt_period tt_period_years_before(tt_period period, int years);

/** The period of one calendar year. */
tt_period tt_period_of_year(int year);

#endif
