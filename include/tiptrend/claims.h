/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLAIMS_H
#define TT_CLAIMS_H

#include "tiptrend/findings.h"

/* Statements about figures ("fewer convictions than in the year before"), tested against a data set. */

/* X(name, word, numbers, from): the closed set of comparisons. `numbers` stand behind the word; `from` is
 * 1 when the claim needs an earlier period, 0 when it may have one, -1 when it has none. */
#define TT_COMPARISON_LIST(X)                                                                      \
    X(TT_COMPARISON_MORE, "more", 0, 1)       /* more at the end than at the beginning */          \
    X(TT_COMPARISON_ROSE, "rose", 0, 1)       /* the same */                                       \
    X(TT_COMPARISON_FEWER, "fewer", 0, 1)     /* fewer at the end than at the beginning */         \
    X(TT_COMPARISON_FELL, "fell", 0, 1)       /* the same */                                       \
    X(TT_COMPARISON_EQUAL, "equal", 0, 1)     /* the same figure */                                \
    X(TT_COMPARISON_DOUBLED, "doubled", 0, 1) /* at least twice */                                 \
    X(TT_COMPARISON_HALVED, "halved", 0, 1)   /* at most half */                                   \
    X(TT_COMPARISON_ROSE_EVERY, "rose-every-year", 0, 1) /* from each period to the next */        \
    X(TT_COMPARISON_FELL_EVERY, "fell-every-year", 0, 1)                                           \
    X(TT_COMPARISON_CHANGE_WITHIN, "change-within", 2, 1) /* percent, both ends included */        \
    X(TT_COMPARISON_HIGHEST, "highest", 0, 0) /* above every other figure of the window */         \
    X(TT_COMPARISON_LOWEST, "lowest", 0, 0)                                                        \
    X(TT_COMPARISON_AT_LEAST, "at-least", 1, -1)                                                   \
    X(TT_COMPARISON_AT_MOST, "at-most", 1, -1)                                                     \
    X(TT_COMPARISON_ABOVE, "above", 1, -1)                                                         \
    X(TT_COMPARISON_BELOW, "below", 1, -1)                                                         \
    X(TT_COMPARISON_EXACTLY, "exactly", 1, -1)

typedef enum tt_comparison {
#define TT_X(name, word, numbers, from) name,
    TT_COMPARISON_LIST(TT_X)
#undef TT_X
        TT_COMPARISON_COUNT
} tt_comparison;

typedef enum tt_verdict { TT_VERDICT_TRUE, TT_VERDICT_FALSE, TT_VERDICT_OPEN } tt_verdict;

/* Why a claim is not decided. */
typedef enum tt_open_reason {
    TT_OPEN_NOT,      /* it is decided */
    TT_OPEN_BREAK,    /* the definition changes between the periods */
    TT_OPEN_UNIT,     /* true in one unit and not in another */
    TT_OPEN_INTERVAL, /* figures known only as intervals that overlap */
    TT_OPEN_CONFLICT, /* figures that contradict each other, or their parts */
    TT_OPEN_MISSING,  /* a figure or a series that is not there */
    TT_OPEN_PARTIAL   /* a part of a period */
} tt_open_reason;

typedef struct tt_claim {
    char *
        series; /* a name as in `list`, or DIM=VALUE;DIM=VALUE; several with & between them: all of them */
    char *unit;  /* "" when the claim names none */
    char *words; /* the comparison as written */
    char *text;
    char *paragraph;
    size_t line;
    tt_comparison comparison;
    double number[2];
    tt_period from;
    tt_period to;
    int has_from;
    /* filled by tt_claims_test; texts are never NULL afterwards */
    tt_verdict verdict;
    tt_open_reason why;
    char *arithmetic; /* "95 in 2017, 60 in 2018: -35 (-36.8 %)" */
    char *reason;     /* why it is not decided, or what a reader must know; "" */
    char *lines;      /* "a.csv:16, 17" */
} tt_claim;

typedef struct tt_claims {
    tt_claim *list; /* list[count], in the order of the file */
    size_t count;
    size_t capacity;
    char *file;
} tt_claims;

/** Read a file of claims: columns series, comparison, from, to, text, and if wanted unit, paragraph.
 *  Errors:  TT_ESCHEMA (columns), TT_EPARSE (a comparison or a period), TT_ENOMEM, those of reading; with
 *           file, line and column */
tt_status tt_claims_read(const char *path, tt_claims *out, tt_error *err);

/** Test every claim.
 *  Shape:   claims, a finished data set -> verdicts in the claims
 *  Domain:  a figure is an interval; a claim is true or false when it is so for every figure that the
 *           data allow. A total that its parts contradict can be the one or the other
 *  Missing: a claim about what is missing is not decided
 *  Errors:  TT_EUSAGE (not finished), TT_ENOMEM
 *  Notes:   with `across_breaks` changes of definition do not matter
 *  Source:  docs/data.md */
tt_status tt_claims_test(tt_claims *claims, const tt_dataset *ds, int across_breaks, tt_error *err);

/** Add the claims that are false (warnings) or not decided (notes) to a list of findings.
 *  Errors:  TT_ENOMEM */
tt_status tt_claims_findings(const tt_claims *claims, tt_findings *findings, tt_error *err);

/** "true", "false", "not decidable"; "break", "unit", ... Never NULL. */
const char *tt_verdict_name(tt_verdict verdict);
const char *tt_open_reason_name(tt_open_reason reason);

/** Release a list. A zeroed one is fine. */
void tt_claims_clear(tt_claims *claims);

#endif
