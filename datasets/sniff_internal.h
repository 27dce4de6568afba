/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SNIFF_INTERNAL_H
#define TT_SNIFF_INTERNAL_H

#include "layout_internal.h"
#include "tiptrend/strbuf.h"

/* Finding out how a file is made, from its first rows. */

/* The first rows of a text, split by one delimiter. */
typedef struct tt__excerpt_store {
    tt__excerpt sample;
    tt__excerpt_row *rows;
    tt__cell *cells;
    char *bytes;
    tt_error fault; /* that ended the excerpt; its status is TT_OK where none did */
} tt__excerpt_store;

/** Splits the beginning of a text into rows, at most `most` of them; a fault ends the sample.
 *  Errors:  TT_ENOMEM */
tt_status tt__excerpt_take(const char *text, size_t length, char delimiter, size_t most,
                           tt__excerpt_store *out, tt_error *err);
void tt__excerpt_clear(tt__excerpt_store *store);

/* What is done to a text before its rows are split. */
typedef enum tt__text_form {
    TT__TEXT_AS_IS,
    TT__TEXT_BLANKS, /* cells between runs of blanks */
    TT__TEXT_EUROSTAT /* tabs; the first cell holds several between commas: "freq,geo\\TIME_PERIOD" */
} tt__text_form;

/** Makes all cells of a text stand between single tabs, in place: runs of blanks outside quotes become one,
 *  those at both ends of a line go; commas in the first cell of each line become tabs. Returns the new
 *  length, at most the old one. The text begins and ends between lines; doing it again changes nothing. */
size_t tt__prepare_text(tt__text_form form, char *text, size_t length);

/** The byte at which rows are split: of a prepared text a tab. */
static inline char tt__split_at(char delimiter)
{
    return delimiter == TT_DELIMITER_BLANK ? '\t' : delimiter;
}

/* What was found out. */
typedef struct tt__guess {
    char delimiter;
    tt__text_form form;
    int delimiter_found;
    tt_layout layout;
    int layout_guessed;
    tt_layout layout_tied; /* TT_LAYOUT_COUNT: none */
    size_t header;         /* row of the sample; those before it are titles */
    int has_header;
    size_t cells; /* filled in that row: how well the delimiter splits the text */
    tt__excerpt_store store;
    const tt__cell *names; /* names[count]: the header, or the layout's own names */
    size_t count;
    tt__cell *own_names; /* memory of the latter */
    const char **
        figures; /* figures[figure_count]: names of the columns of figures, where no column has the name
                             of the figures */
    size_t figure_count;
} tt__guess;

/** Understands a text by its beginning, which ends between rows, or is all.
 *  Errors:  TT_ESCHEMA (no row on --header-row, only blank lines), TT_ENOMEM */
tt_status tt__sniff(const char *text, size_t length, const tt_read_options *options, tt__guess *out,
                    tt_error *err);
void tt__guess_clear(tt__guess *guess);

/** The columns of figures of a table with a row for each period, whose header is a row of the sample: their
 *  names go to names[cells of that row]. Returns how many there are; 0 when it is no such header, or one
 *  that tidy tables have. */
size_t tt__find_figures(const tt__excerpt *sample, size_t header, const tt_read_options *options,
                        const char **names);

/* ---- the decimal sign (decimal.c) ---- */

/* What one figure tells about the decimal sign of its file. */
typedef enum tt__decimal_sign {
    TT__SIGN_NONE,            /* nothing: 1814 */
    TT__SIGN_POINT,           /* it is a point: 1,814.5  12.5  1,814,000 */
    TT__SIGN_COMMA,           /* it is a comma: 1.814,5  12,5  0,123 */
    TT__SIGN_AMBIGUOUS_POINT, /* 1.814: a decimal point or thousands */
    TT__SIGN_AMBIGUOUS_COMMA  /* 1,814 */
} tt__decimal_sign;

tt__decimal_sign tt__decimal_sign_of(const char *text, size_t length);

/* The decimal sign of a file. */
typedef struct tt__decimal_finding {
    tt_decimal decimal;
    tt_decimal_basis basis;
    char text[40]; /* the figure that proves it, or that is ambiguous */
    size_t line;
    size_t column; /* from 1 */
} tt__decimal_finding;

/** Looks for a proof among the figures of a text that ends between rows. Counts are whole, so that
 *  1,814 persons prove nothing and are no doubt either.
 *  Errors:  TT_ENOMEM */
tt_status tt__find_decimal(const char *text, size_t length, const tt__guess *guess,
                           const tt__columns *columns, tt__decimal_finding *out, tt_error *err);

#endif
