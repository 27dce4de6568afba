/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_FINDINGS_H
#define TT_FINDINGS_H

#include "tiptrend/dataset.h"

/* Validation and reconciliation: what a data set says against itself. */

typedef enum tt_severity { TT_SEVERITY_NOTE, TT_SEVERITY_WARNING, TT_SEVERITY_ERROR } tt_severity;

/* One finding. All texts belong to the list. */
typedef struct tt_finding {
    tt_severity severity;
    const char *rule; /* stable name of the rule, a constant: "total" */
    char *message;    /* one line */
    char *file;       /* of the row that the message is about */
    size_t line;
    char *series;
    char *period;   /* "" when the finding is about several */
    char *expected; /* "" when the rule has no such thing */
    char *found;
    size_t series_index; /* TT_NONE when there is none */
} tt_finding;

typedef struct tt_findings {
    tt_finding *list;
    size_t count;
    size_t capacity;
} tt_findings;

/** All findings of a finished data set, errors first, then by file and line.
 *  Shape:   a data set -> a list
 *  Missing: a rule that needs a missing figure says nothing
 *  Errors:  TT_ENOMEM, TT_EUSAGE (not finished)
 *  Source:  docs/methods/check.md lists the rules */
tt_status tt_dataset_check(const tt_dataset *ds, tt_findings *out, tt_error *err);

/** Add a fault of reading (from tt_read_options.problem) to a list.
 *  Errors:  TT_ENOMEM */
tt_status tt_findings_add_error(tt_findings *findings, const tt_error *fault, tt_error *err);

/** Move one finding to the end of another list; what stays behind at its place is empty.
 *  Errors:  TT_ENOMEM */
tt_status tt_findings_move(tt_findings *to, tt_findings *from, size_t index, tt_error *err);

/** How many findings are at least this severe. */
size_t tt_findings_at_least(const tt_findings *findings, tt_severity severity);

/** "note", "warning" or "error". */
const char *tt_severity_name(tt_severity severity);

/** Release the findings. A zeroed list is fine. */
void tt_findings_clear(tt_findings *findings);

#endif
