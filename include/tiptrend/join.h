/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_JOIN_H
#define TT_JOIN_H

#include "tiptrend/dataset.h"
#include "tiptrend/strbuf.h"

/* The series of another data set that belong to those of this one: a population to its count.
 *
 * Dimensions named as keys must agree: areas by code or by any name that areas.h knows, sexes by
 * meaning, the rest in text. Where both data sets have a further dimension (sex, age), its values
 * must agree too. What only the other has must be its margin; of its areas and indicators any will do,
 * if it is the only one. */

typedef struct tt_join tt_join;

/** Compare the dimensions of two data sets, which must live as long as the join.
 *  Shape:   two finished data sets, keys[count] -> a join; free it with tt_join_free
 *  Domain:  count 0: the key is the dimension of areas, under whatever name the other has it
 *  Errors:  TT_ENOTFOUND (a key that one of them lacks), TT_ENOMEM */
tt_status tt_join_new(const tt_dataset *ds, const tt_dataset *other, const char *const *keys,
                      size_t count, tt_join **out, tt_error *err);
void tt_join_free(tt_join *join);

/** The series of the other that belongs to a series of this one.
 *  Shape:   a series -> a series of the other, TT_NONE where there is none
 *  Errors:  TT_ENOTFOUND (the other has several, which are named) */
tt_status tt_join_find(const tt_join *join, size_t series, size_t *found, tt_error *err);

/** Why there is none, in words, with the nearest name that the other has. */
void tt_join_why(const tt_join *join, size_t series, tt_strbuf *out);

/** Both steps for one series.
 *  Errors:  as above */
tt_status tt_dataset_match(const tt_dataset *ds, size_t series, const tt_dataset *other,
                           const char *const *keys, size_t count, size_t *found, tt_error *err);

/** Read a table of a standard: columns `dimension` and `weight` (or `value`, `population`), and no time.
 *  Shape:   a CSV -> a finished data set of one dimension, one figure for each of its values
 *  Domain:  weights are numbers of 0 or more; other columns are passed over, totals too
 *  Errors:  TT_ESCHEMA (a column that is missing, a stratum that stands there twice), TT_EDOMAIN,
 *           TT_EPARSE, TT_ENOMEM, and those of reading, with file, line and column */
tt_status tt_dataset_read_standard(const char *path, const char *dimension, tt_dataset **out,
                                   tt_error *err);

/** Give every figure the exposure that stands for it in another data set, so that sums of figures get
 *  the sum of their exposures.
 *  Shape:   a finished data set, changed in place
 *  Units:   counts only; other series keep what they have
 *  Domain:  keys as in tt_join_new; a figure without one keeps its own exposure, if it has any
 *  Errors:  TT_EUSAGE (not finished), TT_ENOTFOUND, TT_ENOMEM */
tt_status tt_dataset_attach_exposure(tt_dataset *ds, const tt_dataset *other,
                                     const char *const *keys, size_t count, tt_error *err);

#endif
