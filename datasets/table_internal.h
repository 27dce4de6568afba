/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TABLE_INTERNAL_H
#define TT_TABLE_INTERNAL_H

#include "file_internal.h"
#include "sniff_internal.h"
#include "tuples_internal.h"

/* Reading a table: text comes in pieces that end between rows; a row reader makes observations of each
 * piece with numbers of its own for texts and series; the pieces are joined to the data set in the
 * order of the file. So the answer depends neither on where the text is cut nor on how many readers
 * there are. */

/* ---- what is the same for all rows ---- */

/* The texts that go with a figure, in the order of tt_origin behind the file. */
enum {
    TT__ORIGIN_DEFINITION,
    TT__ORIGIN_BASE,
    TT__ORIGIN_SOURCE,
    TT__ORIGIN_LOCATOR,
    TT__ORIGIN_NOTE,
    TT__ORIGIN_TEXTS
};

typedef struct tt__plan {
    const tt_read_options *options;
    const tt__layout *layout;
    tt__columns columns;
    char delimiter;      /* as libcsv takes it */
    tt__text_form form;  /* what is done to the text before it is split */
    int marks_are_flags; /* 1: letters behind a figure are flags of Eurostat, not footnotes */
    tt_decimal decimal;
    size_t skip;         /* rows before the data: titles and header */
    size_t *slot;        /* slot[column]: place in the key; TT_NONE */
    size_t *dimension;   /* dimension[slot_count]: of the data set */
    int *is_nested;      /* is_nested[slot_count] */
    size_t slot_count;   /* places of the key; the unit stands behind them */
    size_t measure_slot; /* TT_NONE: there is no measure dimension */
} tt__plan;

/* ---- a piece of the text and what it gave ---- */

/* Something beside the figures, in the order of the rows. */
typedef enum tt__event_kind {
    TT__EVENT_FAULT,  /* a row, or a figure of a wide table, that cannot be read */
    TT__EVENT_REMARK, /* a row that holds no figures: a fault if figures follow */
    TT__EVENT_FACT    /* from here on a value of a dimension has this attribute */
} tt__event_kind;

typedef struct tt__event {
    tt__event_kind kind;
    size_t at; /* figures of the piece before it */

    /* FAULT and REMARK */
    tt_status status;
    size_t line; /* from 1, in the piece */
    size_t column;
    const char *where;
    char *message;
    char *text; /* REMARK: the row */

    /* FACT: `column` has the attribute; numbers of the row reader */
    uint32_t value;
    uint32_t fact; /* text */
} tt__event;

/* A footnote mark that was split off. */
typedef struct tt__mark {
    uint32_t text;
    uint32_t column;
    size_t line;
} tt__mark;

typedef struct tt__piece {
    char *text;
    size_t length;
    size_t capacity;
    size_t number; /* 0, 1, 2, ... in the file */
    int is_last;

    tt_observation *rows; /* series and origin as numbered below */
    size_t count;
    size_t capacity_rows;
    double *exposure; /* exposure[count]; valid when has_exposure */
    double *standard_error;
    size_t capacity_exposure;
    size_t capacity_error;
    int has_exposure;
    int has_error;

    tt__tuples
        series; /* values in the places of the key, then the unit, as the row reader numbers them */
    tt__tuples origins; /* texts by TT__ORIGIN_... */

    tt__event *events;
    size_t event_count;
    size_t event_capacity;
    tt__mark *marks;
    size_t mark_count;
    size_t mark_capacity;

    size_t lines;      /* line ends */
    size_t table_rows; /* rows below the header */
    size_t multiplied;
    tt_error fatal;   /* what ends the reading behind the figures of the piece */
    int input_failed; /* 1: fatal is of the input, and its line that of the file */
} tt__piece;

void tt__piece_clear(tt__piece *piece);

/* ---- rows to observations (row_reader.c) ---- */

typedef struct tt__row_reader tt__row_reader;

/** A reader of rows for a plan; NULL when there is no memory. */
tt__row_reader *tt__row_reader_new(const tt__plan *plan);
void tt__row_reader_free(tt__row_reader *reader);

/** Makes observations of the text of a piece. Failures are in piece->fatal. */
void tt__row_reader_read(tt__row_reader *reader, tt__piece *piece);

/* The reader's own numbers: texts of units and origins, and values of the dimensions in each place of the
 * key. They grow from piece to piece; series and origins are numbered in each piece anew and stay few. */
typedef struct tt__numbers {
    tt__pool texts;      /* 0 is "" */
    tt__pool *values;    /* values[slot_count] */
    uint32_t **outer;    /* outer[slot][value]: text of the breakdown + 1; 0: the margin */
    size_t *outer_count; /* outer_count[slot] */
} tt__numbers;

const tt__numbers *tt__row_reader_numbers(const tt__row_reader *reader);

/* ---- the status of a figure (row_status.c) ---- */

/* What the columns and flags beside a figure say about it. */
typedef struct tt__row_status {
    uint16_t flags;
    int state;      /* tt_state; -1: the figure keeps its own */
    int is_strict;  /* 1: a figure beside the state is a contradiction */
    char word[32];  /* that gave the state */
    tt_strbuf note; /* what has no flag of its own */
} tt__row_status;

void tt__row_status_reset(tt__row_status *status);

/** Adds what a cell says: words ("partial; estimated") or codes of SDMX and Eurostat ("p", "be").
 *  Errors:  TT_EPARSE (an unknown word; with `lenient` it becomes a note), TT_ENOMEM */
tt_status tt__row_status_add(tt__row_status *status, const char *text, size_t length, int lenient,
                             tt_error *err);

/** Adds a code of confidentiality. */
tt_status tt__row_status_add_confidentiality(tt__row_status *status, const char *code,
                                             tt_error *err);

/** Applies it to a figure.
 *  Errors:  TT_EDOMAIN (a state beside a figure) */
tt_status tt__row_status_apply(const tt__row_status *status, tt_value *value, tt_error *err);

/* ---- pieces to the data set (read_join.c) ---- */

typedef struct tt__join tt__join;

/** Joins pieces to a data set and tells `about` what they hold. `readers` row readers make them. NULL
 *  when there is no memory. */
tt__join *tt__join_new(tt_dataset *ds, const tt__plan *plan, uint32_t file, size_t readers,
                       tt__file *about);
void tt__join_free(tt__join *join);

/** Tells the bytes of the whole file beforehand, so that memory for its figures is taken at once. */
void tt__join_expect(tt__join *join, size_t bytes);

/** The next piece in the order of the file, made by reader number `by`. */
tt_status tt__join_piece(tt__join *join, const tt__row_reader *reader, size_t by,
                         const tt__piece *piece, tt_error *err);

/** The end of the file: what could still have been followed by figures is a remark. */
tt_status tt__join_end(tt__join *join, tt_error *err);

/* ---- text to pieces (read_pieces.c) ---- */

typedef struct tt__source {
    struct tt__input *input;
    tt_strbuf rest; /* text behind the last piece that ended between rows */
    size_t next;    /* number of the next piece */
    int at_end;
    tt_error failed;   /* told when the rows before it are handed out */
    size_t piece_size; /* bytes of each piece but the first */
} tt__source;

/** The next piece: at least `size` bytes, as far as there are so many, and whole rows. An empty piece
 *  with is_last ends the file. A failure comes behind all rows that end before it, wherever the text is cut.
 *  Errors:  TT_EIO, TT_EENCODING, TT_ENOMEM */
tt_status tt__source_next(tt__source *source, size_t size, tt__piece *piece, tt_error *err);

/** Reads all pieces, of which `first` is there already, with a thread for each of `jobs` readers. */
tt_status tt__read_pieces(tt__source *source, tt__piece *first, unsigned jobs, tt__join *join,
                          tt__row_reader **readers, tt_error *err);

/* ---- the file ---- */

/* In how large pieces a file is read. Nothing depends on it but speed and memory. */
typedef struct tt__piece_sizes {
    size_t first; /* bytes from which the file is understood */
    size_t others;
} tt__piece_sizes;

/** As tt_dataset_read, in pieces of these sizes. */
tt_status tt__dataset_read_in(tt_dataset *ds, const char *path, const tt_read_options *options,
                              tt__piece_sizes sizes, tt_error *err);

#endif
