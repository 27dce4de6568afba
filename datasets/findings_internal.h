/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_FINDINGS_INTERNAL_H
#define TT_FINDINGS_INTERNAL_H

#include "dataset_internal.h"
#include "tiptrend/findings.h"
#include "tiptrend/strbuf.h"

/* What a rule works with. Failures of memory are remembered in `status`. */
typedef struct tt__checker {
    const tt_dataset *ds;
    tt_findings *out;
    tt_error *err;
    tt_status status;
} tt__checker;

/* A finding as a rule states it; the texts are copied. */
typedef struct tt__statement {
    tt_severity severity;
    const char *rule;
    size_t series;      /* TT_NONE when it is about no single one */
    size_t observation; /* the row that it is about; TT_NONE when there is none */
    int whole_series;   /* 1: about several periods */
    const char *message;
    const char *expected; /* NULL: none */
    const char *found;
    const char *file; /* about a file; NULL: that of the observation */
    size_t line;
} tt__statement;

/* Takes a finding into a list; its texts are copied. */
tt_status tt__findings_add(tt_findings *findings, const tt_finding *finding, tt_error *err);

void tt__find(tt__checker *c, const tt__statement *statement);

/* Series that are the same but for one dimension, or for the unit: those of one group stand side by
 * side. `skip` is the dimension left open; TT_NONE leaves the unit open. */
typedef struct tt__group {
    const size_t *series; /* series[count], in the order of the data set */
    size_t count;
} tt__group;

typedef void tt__group_function(tt__checker *c, tt__group group, size_t dimension);

/* Calls `rule` for each group of two or more printed series. */
void tt__each_group(tt__checker *c, size_t skip, tt__group_function *rule);

/* The rules, one function for each; see docs/methods/check.md. */
void tt__check_reading(tt__checker *c);
void tt__check_duplicates(tt__checker *c);
void tt__check_definitions(tt__checker *c);
void tt__check_totals(tt__checker *c);
void tt__check_doubled(tt__checker *c);
void tt__check_shares(tt__checker *c);
void tt__check_units(tt__checker *c);
void tt__check_periods(tt__checker *c);
void tt__check_ranges(tt__checker *c);

/* Whether a is below b by more than the rounding of sums of figures with decimals. */
int tt__is_below(double a, double b);

/* A figure as a message prints it: "885", "0 to 4", "at least 17". */
void tt__figure_text(double value, double low, double high, tt_strbuf *out);

#endif
