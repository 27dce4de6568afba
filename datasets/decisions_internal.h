/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_DECISIONS_INTERNAL_H
#define TT_DECISIONS_INTERNAL_H

#include "conditions_internal.h"
#include "tiptrend/decisions.h"
#include "tiptrend/strbuf.h"

/* A decision being applied. */
typedef struct tt__ruler {
    tt_dataset *ds;
    tt__decision *decision;
    uint32_t index; /* of the decision */
    uint32_t *key;  /* room for a key */
    tt_strbuf effect;
    tt_error *err;
} tt__ruler;

/* Whether a decision speaks of a series, leaving the period aside; and whether of the period of a row. */
int tt__decision_is_meant(const tt__ruler *r, const tt_series *series);
int tt__decision_is_period(const tt__ruler *r, const tt_observation *row);

/* Adds "victims/federal 2016", after "; " where the text has begun: series have no names yet. */
void tt__decision_tell_place(const tt__ruler *r, const tt_series *series, tt_period period,
                             tt_strbuf *out);

/* Adds the figure of a row, or its state where it has none. */
void tt__decision_tell_figure(const tt_observation *row, tt_strbuf *out);

/* TT_EPARSE, saying why nothing is touched and what there is instead. */
tt_status tt__decision_touches_nothing(const tt__ruler *r);

/* A correction is of one series: a value put into several is a slip, and so is a second correction.
 * Errors: TT_EPARSE */
tt_status tt__decision_check_correction(tt__ruler *r);

#endif
