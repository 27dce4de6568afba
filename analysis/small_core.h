/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SMALL_CORE_H
#define TT_SMALL_CORE_H

#include "tiptrend/smallnumbers.h"

/* What the files about small counts share. */

/* Whether a count must not be shown. */
int tt__is_small(const tt_small_rule *rule, double count);

/* Withholds all percentages of a base and period of which one gives a small or withheld count away; the counts
 * have been withheld before. */
tt_status tt__small_percents(tt_dataset *ds, const tt_small_rule *rule, tt_small_summary *summary,
                             tt_error *err);

#endif
