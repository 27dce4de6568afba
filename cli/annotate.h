/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_ANNOTATE_H
#define TT_CLI_ANNOTATE_H

#include "tables.h"
#include "tiptrend/subject.h"

/* What stands beside the results of every analysis: the remarks of the data set, the decisions that touch a
 * row, and with --trace the rows of files behind it. */

/** Say below a table, and at each of its rows, what touches it.
 *  Errors:  TT_ENOMEM */
tt_status cli_annotate(const tt_dataset *ds, tt_table *table, tt_error *err);

/** Adds to a text the decisions that touch some series in these years; 0 and 0: in any year.
 *  Errors:  TT_ENOMEM */
tt_status cli_say_decisions(const tt_dataset *ds, const tt_index_list *series, int from, int to,
                            tt_strbuf *out, tt_error *err);

/** What a row of a table is about. Of tables of the sexes also the parts by sex; release it.
 *  Errors:  TT_ENOMEM */
tt_status cli_subject_of(const tt_dataset *ds, const tt_table *table, const tt_subjects *subjects,
                         size_t row, tt_subject *out, tt_error *err);

/** The table of --trace: for each row of the tables every step from its figures to the files.
 *  Errors:  TT_ENOMEM, TT_ENOTFOUND (joined populations) */
tt_status cli_table_trace(const cli_analysis_request *request, const tt_table *const *tables,
                          size_t count, tt_table **out, tt_error *err);

/** The decisions that were applied, as a table.
 *  Errors:  TT_ENOMEM */
tt_status cli_table_decisions(const tt_dataset *ds, tt_table **out, tt_error *err);

#endif
