/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of official tables: points, bounds, ranges and signs for "no figure". */
#include "tiptrend/value.h"

#include <math.h>
#include <stdio.h>
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
    {"[x]", TT_STATE_MISSING},  /* in brackets: the symbols of UK official statistics */
    {"n.d.", TT_STATE_MISSING}, /* no disponible */
    {"n/d", TT_STATE_MISSING},
    {"s/d", TT_STATE_MISSING}, /* sin datos */
    {":c", TT_STATE_SUPPRESSED},
    {"*", TT_STATE_SUPPRESSED},
    {"x", TT_STATE_SUPPRESSED},
    {"[c]", TT_STATE_SUPPRESSED},
    {":z", TT_STATE_NOT_APPLICABLE},
    {"[z]", TT_STATE_NOT_APPLICABLE},
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

/* Length of the mark between thousands that begins the span; 0 when there is none. */
static size_t thousands_mark(span s, char decimal)
{
    static const char *const marks[] = {"'", "\xE2\x80\x99"}; /* Swiss: 1'814 */
    if (s.at < s.end && *s.at == (decimal == '.' ? ',' : '.'))
        return 1;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (starts_with(s, marks[i]))
            return strlen(marks[i]);
    return blank_at(s, 0);
}

/* A number with a decimal sign and perhaps grouped thousands on its way to plain digits. */
typedef struct grouped {
    size_t group;     /* digits since the last mark */
    size_t marks;     /* so far */
    const char *mark; /* the first; all others are like it */
    size_t mark_length;
    char first; /* digit */
    int fraction;
} grouped;

/* Takes the mark in front of a group; returns 0 when none may stand there. */
static int take_mark(grouped *g, const char *at, size_t length)
{
    int complete = g->marks ? g->group == 3 : g->group >= 1 && g->group <= 3;
    int same = !g->marks || (length == g->mark_length && memcmp(at, g->mark, length) == 0);
    if (!complete || !same)
        return 0;
    g->mark = at;
    g->mark_length = length;
    g->marks++;
    g->group = 0;
    return 1;
}

/* Writes a number into `plain` with a decimal point and without marks between thousands, each group of
 * which has exactly three digits. Returns its length; 0 when the text is not such a number. No one groups
 * a number that begins with 0: "0,123" has a decimal comma. */
static size_t ungroup(span s, char decimal, char *plain, size_t size)
{
    size_t used = 0;
    grouped g = {0};
    while (s.at < s.end) {
        if (used + 1 >= size)
            return 0;
        char c = *s.at;
        size_t mark = g.fraction ? 0 : thousands_mark(s, decimal);
        if (mark) {
            if (!take_mark(&g, s.at, mark))
                return 0;
            s.at += mark;
            continue;
        }
        if (c >= '0' && c <= '9') {
            g.group++;
            g.first = g.first ? g.first : c;
        } else if (c == decimal && !g.fraction) {
            if (g.marks && g.group != 3)
                return 0;
            g.fraction = 1;
            c = '.';
        } else if (!(c == '-' || c == '+') || used > 0) {
            return 0;
        }
        plain[used++] = c;
        s.at++;
    }
    if (g.marks && (g.first == '0' || (!g.fraction && g.group != 3)))
        return 0;
    return used;
}

/* A number printed in units of 10^exponent: the digits are shifted, so that the nearest double is read. */
static int parse_scaled(const char *text, size_t length, int exponent, double *value)
{
    char shifted[96];
    if (!exponent || memchr(text, 'e', length) || memchr(text, 'E', length)) {
        if (tt_number_parse(text, length, value) != 0)
            return -1;
        *value = exponent ? *value * pow(10, exponent) : *value;
        return 0;
    }
    int used = snprintf(shifted, sizeof shifted, "%.*se%d", (int)length, text, exponent);
    return used > 0 && (size_t)used < sizeof shifted ? tt_number_parse(shifted, (size_t)used, value)
                                                     : -1;
}

/* Decimals in print, as far as they remain when the figure is multiplied. */
static int8_t count_decimals(const char *text, size_t length, int exponent)
{
    const char *point = memchr(text, '.', length);
    int behind = 0;
    if (point)
        for (const char *at = point + 1; at < text + length && *at >= '0' && *at <= '9'; at++)
            behind++;
    behind -= exponent;
    return (int8_t)(behind < 0 ? 0 : behind > 100 ? 100 : behind);
}

/* Whether a whole number of so many digits that a double has lost some: above 2^53 only every second one is
 * kept, and what is printed later would be another figure than was read. */
static int loses_digits(const char *text, size_t length, double value)
{
    char kept[TT_NUMBER_FIXED_SIZE];
    if (fabs(value) < 9007199254740992.0)
        return 0;
    const char *end = text + length;
    while (text < end && (*text == '-' || *text == '+' || *text == '0'))
        text++;
    for (const char *at = text; at < end; at++)
        if (*at < '0' || *at > '9')
            return 0;
    size_t digits = tt_number_fixed(fabs(value), 0, kept);
    return digits != (size_t)(end - text) || memcmp(kept, text, digits) != 0;
}

/* Whether a number that is not zero is too small for a double, which would be zero. */
static int is_too_small(const char *text, size_t length, double value)
{
    if (value != 0)
        return 0;
    const char *end = text + length;
    while (text < end && *text != 'e' && *text != 'E' && (*text < '1' || *text > '9'))
        text++;
    return text < end && *text != 'e' && *text != 'E';
}

/* Reads a number, counts the decimals in print. Returns 0, or -1 when it is none. */
static int read_number(span s, const tt_value_options *options, double *value, int8_t *decimals)
{
    char plain[64];
    char decimal = options->decimal == TT_DECIMAL_COMMA ? ',' : '.';
    /* A true minus sign (U+2212) is a minus. */
    int minus = starts_with(s, "\xE2\x88\x92");
    if (minus)
        s.at += 3;
    if (s.at >= s.end || (minus && (*s.at == '-' || *s.at == '+')))
        return -1;
    size_t length = (size_t)(s.end - s.at);
    const char *text = s.at;
    int is_plain = decimal == '.' || !memchr(text, '.', length);
    if (!is_plain || parse_scaled(text, length, options->exponent, value) != 0) {
        length = ungroup(s, decimal, plain, sizeof plain);
        text = plain;
        if (length == 0 || parse_scaled(text, length, options->exponent, value) != 0)
            return -1;
    }
    if (is_too_small(text, length, *value) ||
        (!options->exponent && loses_digits(text, length, *value)))
        return -1;
    if (minus)
        *value = -*value;
    if (*value == 0) /* no zero below zero */
        *value = 0;
    *decimals = count_decimals(text, length, options->exponent);
    return 0;
}

/* How much of a cell a message shows. */
static int shown_length(span s)
{
    return s.end - s.at > 40 ? 40 : (int)(s.end - s.at);
}

/* Digits in groups of two before the last three, as India writes them: 12,34,567. */
static int is_indian(span s)
{
    size_t groups = 0;
    size_t digits = 0;
    int pairs = 1;
    for (; s.at < s.end; s.at++) {
        if (*s.at == ',') {
            pairs &= groups == 0 ? digits >= 1 && digits <= 2 : digits == 2;
            groups++;
            digits = 0;
        } else if (*s.at >= '0' && *s.at <= '9') {
            digits++;
        } else {
            return 0;
        }
    }
    return groups >= 2 && pairs && digits == 3;
}

/* Digits around one sign that is no decimal sign here. */
static int has_other_decimal(span s, char sign)
{
    const char *at = memchr(s.at, sign, (size_t)(s.end - s.at));
    if (!at || at + 1 == s.end)
        return 0;
    for (const char *c = s.at; c < s.end; c++)
        if (c != at && (*c < '0' || *c > '9'))
            return 0;
    return 1;
}

/* Digits alone, and more than a double keeps. */
static int is_too_long(span s)
{
    size_t digits = 0;
    for (const char *c = s.at; c < s.end; c++) {
        if (*c >= 'a' || (*c >= 'A' && *c <= 'Z'))
            return 0;
        digits += *c >= '0' && *c <= '9';
    }
    return digits >= 16;
}

static tt_status not_a_figure(span s, const tt_value_options *options, tt_error *err)
{
    char other = options->decimal == TT_DECIMAL_COMMA ? '.' : ',';
    if (is_indian(s))
        return tt_fail(err, TT_EPARSE,
                       "'%.*s' is grouped by lakh and crore; write it without marks, or in groups "
                       "of three",
                       shown_length(s), s.at);
    if (has_other_decimal(s, other))
        return tt_fail(err, TT_EPARSE,
                       "'%.*s' is not a figure: its thousands are not in groups of three; with a "
                       "decimal %s read the file with --decimal %c",
                       shown_length(s), s.at, other == ',' ? "comma" : "point", other);
    if (is_too_long(s))
        return tt_fail(
            err, TT_EPARSE,
            "'%.*s' is not a figure that can be kept to the last digit, as whole numbers up "
            "to 9007199254740992 are; give it in thousands or millions",
            shown_length(s), s.at);
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
    if (read_number(trim((span){s.at + sign.length, s.end}), options, &limit, &out->decimals) != 0)
        return not_a_figure(s, options, err);
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

static tt_status read_range(span s, span mark, const tt_value_options *options, tt_value *out,
                            tt_error *err)
{
    int8_t decimals;
    if (read_number(trim((span){s.at, mark.at}), options, &out->low, &decimals) != 0 ||
        read_number(trim((span){mark.end, s.end}), options, &out->high, &out->decimals) != 0)
        return not_a_figure(s, options, err);
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
    if (read_number(number, options, &out->point, &out->decimals) == 0) {
        out->low = out->high = out->point;
        if (out->point == 0)
            out->state = TT_STATE_ZERO;
        return TT_OK;
    }
    size_t length = 0;
    const char *mark = s.end - s.at > 1 ? range_mark(s, &length) : NULL;
    return mark ? read_range(s, (span){mark, mark + length}, options, out, err)
                : not_a_figure(s, options, err);
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

/* Eurostat's colon with flags behind it: ": c", ": u". Returns 0 when the text is another. */
static int read_flagged_colon(span s, tt_value *out)
{
    if (s.end - s.at < 2 || *s.at != ':')
        return 0;
    span flags = trim((span){s.at + 1, s.end});
    for (const char *at = flags.at; at < flags.end; at++)
        if (*at < 'a' || *at > 'z')
            return 0;
    if (flags.at == flags.end || flags.end - flags.at > 4)
        return 0;
    size_t length = (size_t)(flags.end - flags.at);
    out->state = TT_STATE_MISSING;
    if (memchr(flags.at, 'c', length)) {
        out->state = TT_STATE_SUPPRESSED;
        out->low = 0;
        out->high = INFINITY;
    } else if (memchr(flags.at, 'z', length)) {
        out->state = TT_STATE_NOT_APPLICABLE;
    }
    out->mark = flags.at;
    out->mark_length = length;
    return 1;
}

/* ---- footnote marks ---- */

/* Letters that stand for thousands, millions, billions or a count of cases behind a number. */
static int may_multiply(char letter)
{
    return strchr("kKmMBGTN", letter) != NULL;
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Where "(b)" or "[1]" begins that ends the text; NULL when it does not end with one. Inside stand up to
 * three letters, up to two digits, or signs for notes. */
static const char *bracket_begin(span s)
{
    char close = s.end[-1];
    char open = close == ')' ? '(' : '[';
    size_t letters = 0;
    size_t digits = 0;
    for (const char *at = s.end - 2; at >= s.at; at--) {
        if (*at == open)
            return (letters > 0) != (digits > 0) && letters <= 3 && digits <= 2 ? at : NULL;
        letters += is_letter(*at) || *at == '*' ? 1 : 0;
        digits += *at >= '0' && *at <= '9' ? 1 : 0;
        if (!is_letter(*at) && *at != '*' && !(*at >= '0' && *at <= '9'))
            return NULL;
    }
    return NULL;
}

/* Length of the sign for a note that ends the text: asterisk, dagger, section, superscript digit. */
static size_t note_sign(span s)
{
    static const char *const list[] = {
        "*",
        "#",
        "\xE2\x80\xA0",
        "\xE2\x80\xA1",
        "\xC2\xA7",
        "\xC2\xB9",
        "\xC2\xB2",
        "\xC2\xB3",
        "\xE2\x81\xB0",
        "\xE2\x81\xB4",
        "\xE2\x81\xB5",
        "\xE2\x81\xB6",
        "\xE2\x81\xB7",
        "\xE2\x81\xB8",
        "\xE2\x81\xB9",
        "\xC2\xAA",
        "\xC2\xBA",
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        size_t length = strlen(list[i]);
        if ((size_t)(s.end - s.at) >= length && memcmp(s.end - length, list[i], length) == 0)
            return length;
    }
    return 0;
}

/* The text without its last mark; `s` itself where it has none. */
static span cut_one_mark(span s)
{
    if (s.end - s.at < 2)
        return s;
    const char *begin = NULL;
    if (s.end[-1] == ')' || s.end[-1] == ']')
        begin = bracket_begin(s);
    else if (note_sign(s))
        begin = s.end - note_sign(s);
    else if (is_letter(s.end[-1]) && !may_multiply(s.end[-1]) && !is_letter(s.end[-2]))
        begin = s.end - 1;
    return begin ? trim((span){s.at, begin}) : s;
}

size_t tt_value_cut_mark(const char *text, size_t length, const char **mark, size_t *mark_length)
{
    span s = trim((span){text, text + length});
    span rest = s;
    for (span shorter = cut_one_mark(s); shorter.end != rest.end; shorter = cut_one_mark(rest))
        rest = shorter;
    *mark_length = 0;
    if (rest.end == s.end || rest.at == rest.end)
        return length;
    span cut = trim((span){rest.end, s.end});
    *mark = cut.at;
    *mark_length = (size_t)(cut.end - cut.at);
    return (size_t)(rest.end - text);
}

/* ---- cells ---- */

/* A run of digits, the common case: exact, and nothing else to look for. Returns 0 for other texts. */
static int read_digits(const char *text, size_t length, tt_value *out)
{
    enum { EXACT_DIGITS = 15 }; /* below 2^53 */
    uint64_t number = 0;
    if (length == 0 || length > EXACT_DIGITS)
        return 0;
    for (size_t i = 0; i < length; i++) {
        unsigned digit = (unsigned char)text[i] - (unsigned)'0';
        if (digit > 9)
            return 0;
        number = number * 10 + digit;
    }
    out->point = out->low = out->high = (double)number;
    out->state = number ? TT_STATE_OBSERVED : TT_STATE_ZERO;
    return 1;
}

/* "<5" of counts, the other common case. Returns 0 for other texts. */
static int read_small(const char *text, size_t length, const tt_value_options *options,
                      tt_value *out)
{
    tt_value limit;
    if (length < 2 || text[0] != '<' || options->continuous ||
        !read_digits(text + 1, length - 1, &limit) || limit.point == 0 ||
        limit.point > TT_SUPPRESSION_MAX || limit.point - 1 < options->suppressed_low)
        return 0;
    out->state = TT_STATE_SUPPRESSED;
    out->low = options->suppressed_low;
    out->high = limit.point - 1;
    return 1;
}

/* Everything but signs and marks. */
static tt_status read_plain(span s, tt_value_options wanted, tt_value *out, tt_error *err)
{
    tt_status status;
    if (is_dash(s)) {
        status = read_dash(&wanted, out, err);
    } else {
        if (s.end[-1] == '%') {
            out->flags |= TT_VALUE_PERCENT;
            wanted.continuous = 1; /* also in a column of counts */
            s = trim((span){s.at, s.end - 1});
        }
        status = read_figure(s, &wanted, out, err);
    }
    if (status == TT_OK && !wanted.allow_negative && (out->low < 0 || out->point < 0))
        status = tt_fail(err, TT_EDOMAIN, "'%.*s' is below 0; a count cannot be negative",
                         shown_length(s), s.at);
    return status;
}

/* A figure with a footnote mark behind it. Returns 0 when the text is none. */
static int read_marked(const char *text, size_t length, const tt_value_options *options,
                       tt_value *out)
{
    tt_value value = {.point = NAN, .low = NAN, .high = NAN, .state = TT_STATE_OBSERVED};
    size_t rest = tt_value_cut_mark(text, length, &value.mark, &value.mark_length);
    span figure = trim((span){text, text + rest});
    if (!value.mark_length || is_dash(figure) ||
        read_plain(figure, *options, &value, NULL) != TT_OK)
        return 0;
    *out = value;
    return 1;
}

tt_status tt_value_parse(const char *text, size_t length, const tt_value_options *options,
                         tt_value *out, tt_error *err)
{
    static const tt_value_options defaults = {0};
    static const tt_value nothing = {
        .point = NAN, .low = NAN, .high = NAN, .state = TT_STATE_MISSING};
    if (!options)
        options = &defaults;
    *out = nothing;
    if (!options->exponent &&
        (read_digits(text, length, out) || read_small(text, length, options, out)))
        return TT_OK;
    tt_value value = nothing;
    value.state = TT_STATE_OBSERVED;
    span s = trim((span){text, text + length});
    if (read_sign(s, &value) || read_flagged_colon(s, &value)) {
        *out = value;
        return TT_OK;
    }
    int is_clear = err && err->status == TT_OK;
    tt_status status = read_plain(s, *options, &value, err);
    if (status == TT_EPARSE && options->allow_marks && read_marked(text, length, options, &value)) {
        status = TT_OK;
        if (is_clear)
            tt_error_clear(err);
    }
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
