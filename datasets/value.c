/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of official tables: points, bounds, ranges and signs for "no figure". */
#include "tiptrend/value.h"

#include <math.h>
#include <string.h>

#include "tiptrend/number.h"

static const char *const state_names[TT_STATE_COUNT] = {
    "observed", "zero", "missing", "suppressed", "not applicable", "conflicting",
};

const char *tt_state_name(tt_state state)
{
    return (unsigned)state < TT_STATE_COUNT ? state_names[state] : "unknown";
}

/* Signs that stand for "no figure"; compared without regard to the case of ASCII letters, save that
 * NA is missing (R, Excel) while n/a is not applicable (reports). */
static const struct {
    const char *text;
    tt_state state;
} signs[] = {
    {"", TT_STATE_MISSING},
    {"NA", TT_STATE_MISSING},
    {"NaN", TT_STATE_MISSING},
    {"null", TT_STATE_MISSING},
    {"..", TT_STATE_MISSING},
    {"...", TT_STATE_MISSING},
    {"\xE2\x80\xA6", TT_STATE_MISSING}, /* the one-character ellipsis */
    {":", TT_STATE_MISSING},
    {":c", TT_STATE_SUPPRESSED},
    {"*", TT_STATE_SUPPRESSED},
    {"x", TT_STATE_SUPPRESSED},
    {":z", TT_STATE_NOT_APPLICABLE},
    {"n/a", TT_STATE_NOT_APPLICABLE},
};

typedef struct span {
    const char *at;
    const char *end;
} span;

static int same_text(span s, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(s.end - s.at) != length)
        return 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char a = (unsigned char)s.at[i];
        unsigned char b = (unsigned char)word[i];
        if (a != b && !((a | 32) >= 'a' && (a | 32) <= 'z' && (a | 32) == (b | 32)))
            return 0;
    }
    return 1;
}

static int starts_with(span s, const char *prefix)
{
    size_t length = strlen(prefix);
    return (size_t)(s.end - s.at) >= length && memcmp(s.at, prefix, length) == 0;
}

/* Length of the blank that begins (or ends, with `back`) the span: ASCII blanks and the no-break,
 * thin and narrow spaces that typesetters put into tables; 0 when there is none. */
static size_t blank_at(span s, int back)
{
    static const char *const blanks[] = {" ", "\t", "\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xAF"};
    size_t room = (size_t)(s.end - s.at);
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        size_t length = strlen(blanks[i]);
        if (room >= length && memcmp(back ? s.end - length : s.at, blanks[i], length) == 0)
            return length;
    }
    return 0;
}

static span trim(span s)
{
    size_t step;
    while ((step = blank_at(s, 0)) > 0)
        s.at += step;
    while ((step = blank_at(s, 1)) > 0)
        s.end -= step;
    return s;
}

/* A number whose thousands are grouped by commas or blanks, each group of exactly three digits, into
 * `plain` without the marks. Returns its length; 0 when the text is not such a number. No one groups
 * a number that begins with 0: "0,123" has a decimal comma. */
static size_t ungroup(span s, char *plain, size_t size)
{
    size_t used = 0;
    size_t group = 0; /* digits since the last mark */
    int marks = 0;
    int fraction = 0;
    char first = '\0'; /* digit */
    while (s.at < s.end) {
        if (used + 1 >= size)
            return 0;
        char c = *s.at;
        size_t mark = fraction ? 0 : c == ',' ? 1 : blank_at(s, 0);
        if (mark) {
            int complete = marks ? group == 3 : group >= 1 && group <= 3;
            if (!complete)
                return 0;
            marks++;
            group = 0;
            s.at += mark;
            continue;
        }
        if (c >= '0' && c <= '9') {
            group++;
            first = first ? first : c;
        } else if (c == '.' && !fraction)
            fraction = 1;
        else if (!(c == '-' || c == '+') || used > 0)
            return 0;
        if (fraction && c == '.' && marks && group != 3)
            return 0;
        plain[used++] = c;
        s.at++;
    }
    if (marks && (first == '0' || (!fraction && group != 3)))
        return 0;
    return used;
}

/* Reads a number, counts the decimals in print. Returns 0, or -1 when it is none. */
static int read_number(span s, double *value, int8_t *decimals)
{
    char plain[64];
    /* A true minus sign (U+2212) is a minus. */
    int minus = starts_with(s, "\xE2\x88\x92");
    if (minus)
        s.at += 3;
    if (minus && s.at < s.end && (*s.at == '-' || *s.at == '+'))
        return -1;
    size_t length = (size_t)(s.end - s.at);
    const char *text = s.at;
    if (tt_number_parse(text, length, value) != 0) {
        length = ungroup(s, plain, sizeof plain);
        text = plain;
        if (length == 0 || tt_number_parse(text, length, value) != 0)
            return -1;
    }
    if (minus)
        *value = -*value;
    if (*value == 0) /* no zero below zero */
        *value = 0;
    const char *point = memchr(text, '.', length);
    size_t behind = 0;
    if (point)
        while (point + 1 + behind < text + length && point[1 + behind] >= '0' &&
               point[1 + behind] <= '9')
            behind++;
    *decimals = behind > 100 ? 100 : (int8_t)behind;
    return 0;
}

/* How much of a cell a message shows. */
static int shown_length(span s)
{
    return s.end - s.at > 40 ? 40 : (int)(s.end - s.at);
}

static tt_status not_a_figure(span s, tt_error *err)
{
    return tt_fail(
        err, TT_EPARSE,
        "'%.*s' is not a figure; write a number (1814 or 1,814), a bound (<5, >=10), a range "
        "(10..20), or leave the cell empty where nothing is known",
        shown_length(s), s.at);
}

/* The four comparison signs: how long the sign is, which side it bounds, whether strictly. */
typedef struct comparison {
    size_t length;
    int upper;
    int strict;
} comparison;

static comparison read_comparison(span s)
{
    static const struct {
        const char *text;
        int upper;
        int strict;
    } forms[] = {
        {"<=", 1, 0},           {">=", 0, 0}, {"\xE2\x89\xA4", 1, 0},
        {"\xE2\x89\xA5", 0, 0}, {"<", 1, 1},  {">", 0, 1},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (starts_with(s, forms[i].text))
            return (comparison){strlen(forms[i].text), forms[i].upper, forms[i].strict};
    return (comparison){0, 0, 0};
}

static tt_status read_bound(span s, comparison sign, const tt_value_options *options, tt_value *out,
                            tt_error *err)
{
    double limit;
    if (read_number(trim((span){s.at + sign.length, s.end}), &limit, &out->decimals) != 0)
        return not_a_figure(s, err);
    if (!sign.upper) {
        out->low = options->continuous ? limit : sign.strict ? floor(limit) + 1 : ceil(limit);
        out->high = INFINITY;
        return TT_OK;
    }
    out->high = options->continuous ? limit : sign.strict ? ceil(limit) - 1 : floor(limit);
    out->low = options->allow_negative ? -INFINITY : 0;
    if (!options->continuous && sign.strict && limit <= TT_SUPPRESSION_MAX) {
        out->state = TT_STATE_SUPPRESSED;
        out->low = options->suppressed_low;
    }
    if (out->high < out->low)
        return tt_fail(err, TT_EDOMAIN, "'%.*s' leaves no possible figure", shown_length(s), s.at);
    return TT_OK;
}

/* Where the two ends of a range meet: "..", an en dash, or a minus between digits; NULL if none. */
static const char *range_mark(span s, size_t *length)
{
    for (const char *at = s.at + 1; at < s.end; at++) {
        span rest = {at, s.end};
        *length = starts_with(rest, "..")                        ? 2
                  : starts_with(rest, "\xE2\x80\x93")            ? 3
                  : *at == '-' && at[-1] != 'e' && at[-1] != 'E' ? 1
                                                                 : 0;
        if (*length)
            return at;
    }
    return NULL;
}

static tt_status read_range(span s, const char *mark, size_t length, tt_value *out, tt_error *err)
{
    int8_t decimals;
    if (read_number(trim((span){s.at, mark}), &out->low, &decimals) != 0 ||
        read_number(trim((span){mark + length, s.end}), &out->high, &out->decimals) != 0)
        return not_a_figure(s, err);
    if (decimals > out->decimals)
        out->decimals = decimals;
    if (out->low > out->high)
        return tt_fail(err, TT_EDOMAIN, "the range '%.*s' ends below its beginning",
                       shown_length(s), s.at);
    return TT_OK;
}

static tt_status read_figure(span s, const tt_value_options *options, tt_value *out, tt_error *err)
{
    comparison sign = read_comparison(s);
    if (sign.length)
        return read_bound(s, sign, options, out, err);
    span number = s;
    if (starts_with(number, "~")) {
        out->flags |= TT_VALUE_APPROXIMATE;
        number = trim((span){number.at + 1, number.end});
    }
    if (read_number(number, &out->point, &out->decimals) == 0) {
        out->low = out->high = out->point;
        if (out->point == 0)
            out->state = TT_STATE_ZERO;
        return TT_OK;
    }
    size_t length = 0;
    const char *mark = s.end - s.at > 1 ? range_mark(s, &length) : NULL;
    return mark ? read_range(s, mark, length, out, err) : not_a_figure(s, err);
}

/* Hyphen, minus sign, en dash, em dash. */
static int is_dash(span s)
{
    return same_text(s, "-") || same_text(s, "\xE2\x88\x92") || same_text(s, "\xE2\x80\x93") ||
           same_text(s, "\xE2\x80\x94");
}

static tt_status read_dash(const tt_value_options *options, tt_value *out, tt_error *err)
{
    if (options->dash == TT_DASH_ZERO) {
        out->point = out->low = out->high = 0;
        out->state = TT_STATE_ZERO;
        return TT_OK;
    }
    if (options->dash == TT_DASH_MISSING) {
        out->state = TT_STATE_MISSING;
        return TT_OK;
    }
    return tt_fail(err, TT_EPARSE,
                   "a lone '-' can mean zero or missing; say which with --dash zero or --dash "
                   "missing");
}

/* A sign for "no figure". Returns 0 when the text is another. */
static int read_sign(span s, tt_value *out)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!same_text(s, signs[i].text))
            continue;
        out->state = signs[i].state;
        if (out->state == TT_STATE_SUPPRESSED) { /* withheld without a bound */
            out->low = 0;
            out->high = INFINITY;
        }
        return 1;
    }
    return 0;
}

tt_status tt_value_parse(const char *text, size_t length, const tt_value_options *options,
                         tt_value *out, tt_error *err)
{
    tt_value_options wanted = options ? *options : (tt_value_options){0};
    tt_value value = {.point = NAN, .low = NAN, .high = NAN, .state = TT_STATE_OBSERVED};
    *out = value;
    out->state = TT_STATE_MISSING;
    span s = trim((span){text, text + length});
    if (read_sign(s, &value)) {
        *out = value;
        return TT_OK;
    }
    tt_status status;
    if (is_dash(s)) {
        status = read_dash(&wanted, &value, err);
    } else {
        if (s.end[-1] == '%') {
            value.flags |= TT_VALUE_PERCENT;
            wanted.continuous = 1; /* also in a column of counts */
            s = trim((span){s.at, s.end - 1});
        }
        status = read_figure(s, &wanted, &value, err);
    }
    if (status == TT_OK && !wanted.allow_negative && (value.low < 0 || value.point < 0))
        status = tt_fail(err, TT_EDOMAIN, "'%.*s' is below 0; a count cannot be negative",
                         shown_length(s), s.at);
    if (status == TT_OK)
        *out = value;
    return status;
}

tt_notes tt_value_notes(unsigned flags)
{
    tt_notes notes = 0;
    notes |= flags & TT_VALUE_DERIVED ? TT_NOTE_DERIVED : 0;
    notes |= flags & TT_VALUE_PROVISIONAL ? TT_NOTE_PROVISIONAL : 0;
    notes |= flags & TT_VALUE_APPROXIMATE ? TT_NOTE_APPROXIMATE : 0;
    notes |= flags & TT_VALUE_DECIDED ? TT_NOTE_DECIDED : 0;
    notes |= flags & TT_VALUE_PANEL ? TT_NOTE_PANEL : 0;
    return notes;
}
