/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_EDITIONS_H
#define TT_EDITIONS_H

#include "tiptrend/dataset.h"

/* Two editions of one table: which figures were restated, which are new, which are gone. */

typedef enum tt_edition_change {
    TT_EDITION_RESTATED, /* another figure, or another state */
    TT_EDITION_VANISHED, /* the later edition has no figure */
    TT_EDITION_NEW       /* the earlier edition had none */
} tt_edition_change;

typedef struct tt_restatement {
    tt_edition_change change;
    size_t old_series; /* TT_NONE when the earlier edition does not have the series */
    size_t new_series; /* TT_NONE when the later one does not */
    tt_period period;
    tt_point before; /* zeroed where there is none */
    tt_point after;
} tt_restatement;

typedef struct tt_restatements {
    tt_restatement *list; /* restated, then vanished, then new; each by series and period */
    size_t count;
    size_t capacity;
    size_t changes[3]; /* by tt_edition_change */
    size_t same;       /* figures that both have */
} tt_restatements;

/** Compare two editions figure by figure.
 *  Shape:   two finished data sets -> a list
 *  Domain:  series agree when all their dimension values do, areas under any of their names, and the
 *           unit; a dimension that one edition lacks must be the margin in the other. Figures that both
 *           editions only derive are not compared
 *  Missing: a missing figure is none: it can vanish or come
 *  Errors:  TT_EUSAGE (not finished), TT_ENOMEM
 *  Source:  docs/data.md */
tt_status tt_dataset_compare(const tt_dataset *older, const tt_dataset *newer, tt_restatements *out,
                             tt_error *err);

/** "restated", "vanished", "new". Never NULL. */
const char *tt_edition_change_name(tt_edition_change change);

/** Release a list. A zeroed one is fine. */
void tt_restatements_clear(tt_restatements *list);

#endif
