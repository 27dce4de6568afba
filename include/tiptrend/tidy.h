/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TIDY_H
#define TT_TIDY_H

#include "tiptrend/dataset.h"

/* A data set as a tidy table, which reads back to the same observations. */

/* Takes the next bytes of the table. Anything but TT_OK stops the writing and is passed up. */
typedef tt_status tt_write_function(const char *bytes, size_t length, void *context, tt_error *err);

/** Write the printed rows of a finished data set as tidy CSV (RFC 4180, LF): the dimensions in their order,
 *  facts about them as `area:iso3`, the breakdown of nested ones as `category:breakdown`, then year (or
 *  period), value, and those of exposure, unit, base, status, se, lower, upper, definition, source, locator
 *  and note that hold anything. Derived sums are left out.
 *  Shape:   a data set -> pieces of text, the same for the same data
 *  Missing: an empty cell
 *  Errors:  TT_EUSAGE (not finished), TT_ENOMEM, or what `write` returns
 *  Notes:   the margin is written as "total"; a dimension whose name means something else in a tidy table
 *           gets "dim_" in front
 *  Checks:  reading it gives the same observations (states, limits, notes, provenance); writing that gives
 *           the same bytes */
tt_status tt_tidy_write(const tt_dataset *ds, tt_write_function *write, void *context,
                        tt_error *err);

#endif
