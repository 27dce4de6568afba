/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SCRATCH_H
#define TT_SCRATCH_H

#include <stddef.h>

#include "tiptrend/dataset.h"

/* Small tables for tests: written to a temporary file, read, and told back as text. */

typedef struct scratch {
    char path[256];
} scratch;

/* A temporary file with these bytes; remove it with scratch_remove. */
scratch scratch_write(const void *bytes, size_t length);
scratch scratch_write_gz(const void *bytes, size_t length);
void scratch_remove(const scratch *file);

/* The text of a file that may be compressed, as one string (free with free), or NULL. */
char *scratch_read_gz(const char *path);

/* Reads a table from text into a data set that is not finished. */
tt_status scratch_read(tt_dataset *ds, const char *text, const tt_read_options *options,
                       tt_error *err);
tt_status scratch_read_breaks(tt_dataset *ds, const char *text, tt_error *err);

/* The finished data set of one table; the test fails when it cannot be made. */
tt_dataset *scratch_dataset(const char *text, const tt_read_options *options,
                            const tt_finish_options *finish);

/* The series of this name, and unit where it is not NULL; TT_NONE when there is none. */
size_t scratch_find(const tt_dataset *ds, const char *name, const char *unit);

/* The points of a series as text: "2016=740 2017=[0,4]suppressed 2018=706+derived ...". A bar stands
 * before a point with a break. "no such series" when there is none. Valid until the next call. */
const char *scratch_points(const tt_dataset *ds, const char *name);

/* Everything that a data set says, without its file names and line numbers; free with tt_free. */
char *scratch_dump(const tt_dataset *ds);

/* Every printed observation of a data set with all that it says: key, period, figure, state, flags, texts;
 * with `places` also file and line, and the report of each file. Free it with tt_free. */
char *scratch_rows(const tt_dataset *ds, int places);

#endif
