/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_VALUE_H
#define TT_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "tiptrend/status.h"

/* What a cell of an official table says: a point when there is one, an interval of what the figure
 * can be, and a state. Zero, missing, suppressed and not applicable are different things. */

typedef enum tt_state {
    TT_STATE_OBSERVED,       /* a figure, or a bound or range for it */
    TT_STATE_ZERO,           /* the figure is 0 */
    TT_STATE_MISSING,        /* nothing is known: empty, NA, .. or : */
    TT_STATE_SUPPRESSED,     /* known to the source, withheld: <5, :c, * or x */
    TT_STATE_NOT_APPLICABLE, /* there can be no figure: :z or n/a */
    TT_STATE_CONFLICTING,    /* the data give different figures */
    TT_STATE_COUNT
} tt_state;

/* Flags of a value. */
enum {
    TT_VALUE_APPROXIMATE = 1, /* ~95 */
    TT_VALUE_PERCENT = 2,     /* a % sign stood behind the number */
    TT_VALUE_PARTIAL = 4,     /* only a part of the period */
    TT_VALUE_PROVISIONAL = 8, /* may be revised by its source */
    TT_VALUE_DERIVED = 16,    /* a sum of parts; the source prints no total */
    TT_VALUE_ROUNDED = 32,    /* the interval is that of rounding in print */
    TT_VALUE_DECIDED = 64,    /* a file of decisions touches it */
    TT_VALUE_PANEL = 128,     /* the sum of a panel of areas */
    TT_VALUE_BREAK = 256      /* the source says that the series breaks before this figure */
};

typedef struct tt_value {
    double point; /* not-a-number when there is none */
    double low;   /* the least that the figure can be; not-a-number when nothing is known */
    double high;  /* the most; may be infinite */
    tt_state state;
    uint16_t flags;     /* TT_VALUE_... */
    int8_t decimals;    /* printed behind the decimal sign */
    const char *mark;   /* footnote mark behind the figure, within the text that was read */
    size_t mark_length; /* 0: none */
} tt_value;

/* What a lone "-" means: statistics offices use it for both. */
typedef enum tt_dash { TT_DASH_ERROR, TT_DASH_ZERO, TT_DASH_MISSING } tt_dash;

/* Which sign stands before the decimals; the other one of point and comma, blanks and apostrophes can then
 * group thousands. */
typedef enum tt_decimal { TT_DECIMAL_AUTO, TT_DECIMAL_POINT, TT_DECIMAL_COMMA } tt_decimal;

typedef struct tt_value_options {
    int continuous;        /* 0: counts, so <5 is at most 4; 1: any number, so <5 is at most 5 */
    int allow_negative;    /* 0: a number below 0 is an error */
    tt_dash dash;          /* 0: an error */
    double suppressed_low; /* least value behind a suppressed "<5"; 0 (default) or 1 */
    tt_decimal decimal;    /* AUTO (default): a point; nothing is guessed from a single cell */
    int exponent;          /* the figures are printed in units of 10^exponent: -30 to 30 */
    int allow_marks;       /* 1: a footnote mark behind the figure is split off */
} tt_value_options;

/* "<N" with N up to here is a small count that the source suppresses (thresholds in use run from 3
 * to 20: Eurostat, UNODC, CDC, national offices); above it is a bound in words. */
enum { TT_SUPPRESSION_MAX = 20 };

/** Read one cell: `5`, `1,814`, `21%`, `~95`, `<1500`, `<=10`, `>1000`, `>=10`, `10..20`, or a sign
 *  for a missing, suppressed or not applicable figure. Blanks around it do not count.
 *  Shape:   one text -> point, interval and state
 *  Domain:  thousands in groups of three by one mark throughout; marks (`1,814a`, `5 (b)`, `7[1]`, `12*`,
 *           superscripts) where they are allowed; letters that could mean thousands or millions (`5k`,
 *           `5m`) are no marks
 *  Errors:  TT_EPARSE (not a figure), TT_EDOMAIN (negative count, empty range) */
tt_status tt_value_parse(const char *text, size_t length, const tt_value_options *options,
                         tt_value *out, tt_error *err);

/** Cut a footnote mark off the end of a text.
 *  Shape:   a text -> the length of what stands before the mark and the blanks around it; `length`
 *           where there is no mark. The mark itself goes to mark[0 .. mark_length-1]
 *  Errors:  none */
size_t tt_value_cut_mark(const char *text, size_t length, const char **mark, size_t *mark_length);

/** The notes that the flags of a figure carry into every result that uses it: derived, provisional,
 *  approximate, panel, decided. */
tt_notes tt_value_notes(unsigned flags);

/** Name of a state: "observed". Never NULL. */
const char *tt_state_name(tt_state state);

#endif
