/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SEXES_H
#define TT_SEXES_H

#include "tiptrend/bounds.h"
#include "tiptrend/dataset.h"

/* The counts by sex of a data set, from counts or from rounded percentages of a base, ready for bounds on
 * shares and ratios. */

/* One period: females are the first category, males the second. */
typedef struct tt_sexes {
    tt_period period;
    tt_two_parts parts;
    int from_percent;  /* 1: the counts stand behind rounded percentages */
    double percent[3]; /* as printed: female, male, unspecified; not-a-number where none is */
    tt_notes notes;    /* TT_NOTE_ROUNDED, TT_NOTE_INFEASIBLE, TT_NOTE_DERIVED, ... */
    int break_before;
} tt_sexes;

/* The periods of one set of series that differ in the sex only. */
typedef struct tt_sexes_group {
    const char *name; /* of the set: belongs to the groups */
    size_t female;    /* series */
    size_t male;
    tt_sexes *years;
    size_t count;
} tt_sexes_group;

typedef struct tt_sexes_groups {
    tt_sexes_group *list;
    size_t count;
    size_t capacity;
} tt_sexes_groups;

/** All sets of series by sex among some series: a female and a male one, and the unspecified if any
 *  (other and unknown count as unspecified). Totals come from the series that is the margin, or, for
 *  percentages, from their base.
 *  Shape:   a data set, some of its series -> groups of periods
 *  Missing: a period in which females or males have no figure is left out, as is a figure without an upper end
 *           ("more than 1,000") where no total sets one
 *  Errors:  TT_ENOMEM
 *  Notes:   TT_NOTE_ROUNDED, TT_NOTE_INFEASIBLE (percentages that no whole numbers meet: the counts are
 *           then empty), TT_NOTE_CONTRADICTS (parts above the total: the total is not used) */
tt_status tt_dataset_sexes(const tt_dataset *ds, const tt_index_list *series, tt_sexes_groups *out,
                           tt_error *err);

/** Release the groups. A zeroed list is fine. */
void tt_sexes_clear(tt_sexes_groups *groups);

#endif
