/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_RANK_TESTS_H
#define TT_CLI_RANK_TESTS_H

#include "settings.h"
#include "tiptrend/points.h"
#include "tiptrend/ranktest.h"
#include "tiptrend/seasonal.h"
#include "tiptrend/status.h"

/* The tests of `tiptrend test` by name, each turned into one form of result. To add one: a function in
 * rank_tests.c, a line in its table, a method page. */

/* What a test can work with. Arrays are there only where the data allow it. */
typedef struct cli_test_input {
    tt_points points;           /* the figures themselves, without exposures */
    const double *total;        /* total[points.n]: of which the figures are a part; or NULL */
    tt_seasonal_points seasons; /* n = 0: the series is not by month or quarter */
    int no_slope;               /* 1: the slope that goes with the test is not wanted */
    const cli_settings *settings;
    tt_mk_cache *cache;
} cli_test_input;

typedef struct cli_test_result {
    const char *symbol; /* of the statistic: "S" */
    double statistic;
    double effect; /* tau-b, rho, tau, ...; not-a-number where the test has none */
    double p;      /* of the alternative asked for */
    double p_min;  /* the smallest that this n could reach; not-a-number where not known */
    double p_normal;
    const char *how; /* "exact", "normal", "simulated", ... */
    double mc_error;
    double after;      /* time of the last point before a step; not-a-number for tests of trend */
    tt_estimate slope; /* Sen's, where the test goes with it */
    double factor;     /* by which the variance of S is corrected; not-a-number elsewhere */
    double lag1;       /* correlation that the method uses */
    tt_notes notes;
} cli_test_result;

typedef tt_status cli_test_function(const cli_test_input *in, cli_test_result *out, tt_error *err);

typedef struct cli_test {
    const char *name;
    const char *page; /* of docs/methods */
    cli_test_function *run;
} cli_test;

/** All tests, in the order in which they are printed. */
const cli_test *cli_tests(size_t *count);

/** Marks the tests that --test names, `wanted[count]`; without any, Mann-Kendall.
 *  Errors:  TT_EUSAGE with the list of names */
tt_status cli_tests_choose(const cli_list *names, char *wanted, tt_error *err);

#endif
