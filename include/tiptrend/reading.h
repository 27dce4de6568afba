/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_READING_H
#define TT_READING_H

#include <stddef.h>

#include "tiptrend/status.h"
#include "tiptrend/value.h"

/* How a table is read, and what was understood of it. */

/* How a table is laid out: see docs/layouts.md. */
typedef enum tt_layout {
    TT_LAYOUT_AUTO,      /* guessed by the header; what was guessed is in the report of the file */
    TT_LAYOUT_TIDY,      /* one row, one observation: see datasets/README.md */
    TT_LAYOUT_WIDE,      /* header cells that are periods hold the figures */
    TT_LAYOUT_SDMX,      /* SDMX-CSV, as Eurostat, OECD and UN agencies give it */
    TT_LAYOUT_JOINPOINT, /* input text of the NCI Joinpoint program */
    TT_LAYOUT_UNODC,     /* the GLOTIP table of UNODC as published */
    TT_LAYOUT_COUNT
} tt_layout;

/* How the bytes of a file stand for characters. */
typedef enum tt_encoding {
    TT_ENCODING_AUTO, /* by the byte-order mark; without one UTF-8, which is checked */
    TT_ENCODING_UTF8,
    TT_ENCODING_LATIN1, /* ISO 8859-1 */
    TT_ENCODING_WINDOWS_1252,
    TT_ENCODING_UTF16LE,
    TT_ENCODING_UTF16BE,
    TT_ENCODING_COUNT
} tt_encoding;

#define TT_DELIMITER_AUTO  '\0'
#define TT_DELIMITER_BLANK ' ' /* any run of blanks and tabs */

/* Told of each fault while reading, in the order of the lines. Returning 0 leaves the row out and
 * reads on; anything else stops with the error. */
typedef int tt_problem_function(const tt_error *err, void *context);

typedef struct tt_read_options {
    tt_layout layout;
    const char *year_column; /* other names of reserved columns; NULL: the usual ones */
    const char *value_column;
    const char *exposure_column;
    const char *const *ignore; /* ignore[ignore_count]: columns to leave out */
    size_t ignore_count;
    tt_dash dash;                 /* what a lone "-" means; default: an error */
    double suppressed_low;        /* least value behind "<5": 0 (default) or 1 */
    tt_problem_function *problem; /* NULL: the first fault stops the reading */
    void *problem_context;

    /* Several columns of figures in one row, instead of `value_column`: the name of each becomes the
     * value of the dimension `measure`. */
    const char *const *value_columns; /* value_columns[value_column_count] */
    size_t value_column_count;
    const char *measure; /* NULL: "sex" where all names are sexes, otherwise "indicator" */

    tt_encoding encoding;
    char delimiter; /* one byte; TT_DELIMITER_AUTO: comma, semicolon, tab or bar, by the header */
    tt_decimal decimal; /* default: by the figures themselves, a point where they do not tell */
    int populations; /* 1: a table of populations: where no column is named as figures, one of exposures is */
    int steps;          /* 1: periods are plain whole numbers (tt_period_parse_step) */
    size_t header_line; /* line of the file with the column names; 0: found */
    unsigned jobs;      /* threads; 0 is 1. The answer does not depend on it */
} tt_read_options;

/** Name of a layout or an encoding, as options spell it: "tidy", "windows-1252". Never NULL. */
const char *tt_layout_name(tt_layout layout);
const char *tt_encoding_name(tt_encoding encoding);

/* ---- what was understood ---- */

/* A column and what it became. */
typedef struct tt_column_report {
    const char *name;   /* in the header; "" where it has none */
    const char *became; /* "dimension", "value", "period", ..., "left out" */
    const char *target; /* the dimension or attribute it went to, or the reason; "" */
    int holds_figures;  /* 1: a dimension with a number of its own in most rows */
} tt_column_report;

/* A row that holds no figures: a title above the header, a note below the data. */
typedef struct tt_remark {
    size_t line;
    const char *text;
    int is_title; /* 1: above the header */
} tt_remark;

/* A footnote mark that stood behind figures or periods, and was split off into their notes. */
typedef struct tt_mark_report {
    const char *mark;
    size_t count; /* cells */
    size_t line;  /* of the first */
    size_t column;
} tt_mark_report;

/* How the decimal sign of a file was found. */
typedef enum tt_decimal_basis {
    TT_DECIMAL_NAMED,    /* by an option, or by the layout */
    TT_DECIMAL_PLAIN,    /* no figure has a mark that could be taken for either */
    TT_DECIMAL_PROVEN,   /* a figure that can be read in one way only: `decimal_text` */
    TT_DECIMAL_AMBIGUOUS /* figures such as `decimal_text` could be read in two ways */
} tt_decimal_basis;

typedef struct tt_file_report {
    const char *path;
    tt_layout layout;
    int layout_guessed;
    tt_layout layout_tied; /* another one that fits as well; TT_LAYOUT_COUNT: none */
    int figures_found;     /* 1: the columns of figures were found by what they hold */
    tt_encoding encoding;
    int encoding_found; /* 1: by the byte-order mark, or by checking that it is UTF-8 */
    char delimiter;
    int delimiter_found; /* 1: by the header, or by "sep=" above it */
    tt_decimal decimal;
    tt_decimal_basis decimal_basis;
    const char *decimal_text; /* the figure that proves it, or is ambiguous; "" */
    size_t decimal_line;
    size_t decimal_column;
    size_t header_line; /* 0: the table has none */
    size_t rows;        /* below the header, without remarks */
    size_t figures;     /* observations that they gave */
    size_t faults;      /* rows left out with an error */
    size_t multiplied;  /* figures that were multiplied by their UNIT_MULT */
    const tt_column_report *columns;
    size_t column_count;
    const tt_remark *remarks;
    size_t remark_count;
    const tt_mark_report *marks;
    size_t mark_count;
} tt_file_report;

/* Something that the reader of a file should know of how it was understood. */
typedef struct tt_reading_note {
    int is_warning;   /* 1: figures may have been misread */
    const char *rule; /* stable name: "layout", "decimal", "remark", "dimension" */
    size_t line;      /* 0: about the whole file */
    size_t column;
    const char *text;
} tt_reading_note;

typedef void tt_reading_note_function(const tt_reading_note *note, void *context);

/** Tell what is not a matter of course: a guessed layout other than tidy, a delimiter or decimal sign that
 *  was found, figures that could be read in two ways, rows taken for notes.
 *  Shape:   the report of a file -> a call for each note
 *  Errors:  TT_ENOMEM */
tt_status tt_file_report_notes(const tt_file_report *report, tt_reading_note_function *note,
                               void *context, tt_error *err);

#endif
