/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_JOIN_H
#define TT_JOIN_H

#include "tiptrend/dataset.h"

/** The series of another data set that belongs to a series of this one: a population to its count.
 *
 *  Dimensions named as keys must agree in text. Where both data sets have a further dimension (sex, age), its
 *  values must agree too, sexes by meaning. What only the other has must be its margin, or have the only
 *  value that remains.
 *  Shape:   a series, another data set, key[count] -> a series of the other, TT_NONE where there is none
 *  Domain:  count 0: the key is the dimension of areas; without one the other's only series
 *  Errors:  TT_ENOTFOUND (a key that one of them lacks; the other has several series for it, which are
 *           named) */
tt_status tt_dataset_match(const tt_dataset *ds, size_t series, const tt_dataset *other,
                           const char *const *keys, size_t count, size_t *found, tt_error *err);

#endif
