/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_RANK_SUBJECT_H
#define TT_CLI_RANK_SUBJECT_H

#include "denominator.h"
#include "rank_tests.h"
#include "series_case.h"

/* One series ready for every test, and the rows of the table of tests that it gives. */

/* What all series of a request share. */
typedef struct cli_rank_setting {
    const cli_analysis_request *request;
    cli_denominator denominator;
    tt_mk_cache *cache;
    int no_totals; /* 1: no test of proportions is wanted */
    int no_slope;  /* 1: the slope that goes with Mann-Kendall is not wanted */
} cli_rank_setting;

typedef struct cli_rank_subject {
    cli_series_case data;
    double *total; /* total[run.n], or NULL */
    int *year;     /* year[run.n], season[run.n]: for figures by month or quarter */
    int *season;
    cli_bounds bounds; /* over all completions, where some points are known only as intervals */
} cli_rank_subject;

/** Adds to a subject with its data what the tests need beside. `bounds`: those of Mann-Kendall are wanted.
 *  Errors:  TT_ENOMEM */
tt_status cli_rank_subject_prepare(const cli_rank_setting *setting, int bounds, cli_rank_subject *s,
                                   tt_error *err);

/** Releases what was prepared, and keeps the data; releases all. */
void cli_rank_subject_reset(cli_rank_subject *s);
void cli_rank_subject_clear(cli_rank_subject *s);

/* One row to come. */
typedef struct cli_rank_entry {
    size_t test;
    cli_test_result result;
    tt_error fault; /* TT_OK where there is a result */
} cli_rank_entry;

/** Runs test number `test` of cli_tests. A test that refuses is no error.
 *  Errors:  TT_ENOMEM */
tt_status cli_rank_run(const cli_rank_setting *setting, const cli_rank_subject *s, size_t test,
                       cli_rank_entry *out, tt_error *err);

enum { CLI_RANK_COLUMNS = 24 };

/** The columns of the table of tests, columns[CLI_RANK_COLUMNS], and one row of it; `adjusted` is p adjusted over all rows. */
const tt_column *cli_rank_columns(void);
void cli_rank_row(const cli_rank_setting *setting, const cli_rank_subject *s,
                  const cli_rank_entry *entry, double adjusted, tt_table *table);

#endif
