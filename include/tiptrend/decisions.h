/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_DECISIONS_H
#define TT_DECISIONS_H

#include "tiptrend/dataset.h"
#include "tiptrend/strbuf.h"

/* Decisions of the user about figures, each with a reason: read from a file, applied when the data set is
 * finished, and listed under everything that they touch. */

/* X(name, word) */
#define TT_DECISION_LIST(X)                                                                        \
    X(TT_DECISION_USE, "use")         /* this one of several values counts */                      \
    X(TT_DECISION_EXCLUDE, "exclude") /* the figure does not count: it is missing */               \
    X(TT_DECISION_CORRECT, "correct") /* this value stands in place of the printed one */          \
    X(TT_DECISION_BREAK, "break")     /* the definition changes in this year */                    \
    X(TT_DECISION_NOTE, "note")       /* a remark on the figure */

typedef enum tt_decision_kind {
#define TT_X(name, word) name,
    TT_DECISION_LIST(TT_X)
#undef TT_X
        TT_DECISION_COUNT
} tt_decision_kind;

/* A decision that was applied. The texts belong to the data set. */
typedef struct tt_decision {
    tt_decision_kind kind;
    const char *reason;
    const char *source; /* "" when none is given */
    const char *file;
    size_t line;
    size_t rows;        /* that it touches; of a break: series */
    const char *effect; /* "victims 2016: 740 taken as 885" */
} tt_decision;

/** Read a file of decisions into a data set that is not finished: columns kind (use, exclude, correct, break
 *  or note), dimensions (empty: any value), year (a period; empty: any), value, reason, and if wanted unit
 *  and source.
 *  Errors:  TT_ESCHEMA, TT_EPARSE (a kind, a period, a decision without a reason), TT_EUSAGE (finished),
 *           TT_ENOMEM, and those of reading; with file, line and column
 *  Notes:   tt_dataset_finish applies them, and fails with TT_EPARSE where one touches nothing */
tt_status tt_dataset_read_decisions(tt_dataset *ds, const char *path, tt_error *err);

/** How many decisions were applied, in the order of files and lines. */
size_t tt_dataset_decision_count(const tt_dataset *ds);

/** One of them; of a data set that is finished. */
tt_decision tt_dataset_decision(const tt_dataset *ds, size_t index);

/** The decisions that touch some series from `from` to `to` (years; 0: no limit), by a figure of theirs, or
 *  of the parts that they are sums of, or by a break.
 *  Errors:  TT_ENOMEM */
tt_status tt_dataset_decisions_of(const tt_dataset *ds, const size_t *series, size_t count,
                                  int from, int to, tt_index_list *out, tt_error *err);

/** "victims 2016: 740 taken as 885: the parts add to it (d.csv:2)". */
void tt_decision_text(const tt_decision *decision, tt_strbuf *out);

/** "use", "exclude", ... Never NULL. */
const char *tt_decision_kind_name(tt_decision_kind kind);

#endif
