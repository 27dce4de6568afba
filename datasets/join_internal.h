/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_JOIN_INTERNAL_H
#define TT_JOIN_INTERNAL_H

#include "tiptrend/join.h"

/* In place of a value of theirs: several of them mean what ours does, or none. */
#define TT__SEVERAL_VALUES (UINT32_MAX - 1)
#define TT__NO_VALUE       UINT32_MAX

/* Which value of a dimension of theirs each value of one of ours is: areas and sexes by what they mean, the
 * rest by equal text. (*out)[our value]; free it with tt_free. */
tt_status tt__match_values(const tt_dataset *ds, size_t ours, const tt_dataset *other,
                           size_t theirs, uint32_t **out, tt_error *err);

#endif
