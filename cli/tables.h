/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TABLES_H
#define TT_TABLES_H

#include "out.h"
#include "settings.h"
#include "tiptrend/claims.h"
#include "tiptrend/dataset.h"
#include "tiptrend/editions.h"
#include "tiptrend/findings.h"
#include "tiptrend/interval.h"
#include "tiptrend/interval_trend.h"
#include "tiptrend/run.h"

/* Results as tables: one function for each, used by its command and by the report alike. Each gives a new
 * table in *out (free it with tt_table_free). Years from 0 and to 0 are no limits. */

/* What the tables of analyses are made from. */
typedef struct cli_analysis_request {
    const tt_dataset *ds;
    const tt_index_list *series;
    const cli_settings *settings;
    const tt_dataset *population; /* of rates; NULL: the exposures of the data */
} cli_analysis_request;

/* Places of the words of --adjust and of --p. */
enum { CLI_P_EXACT, CLI_P_NORMAL };
enum { CLI_ADJUST_HOLM, CLI_ADJUST_BH, CLI_ADJUST_NONE };

/* Year-over-year change; annual trends by model; rank tests with adjusted p; sexes. Series that cannot
 * be analysed are rows with a note; series of other kinds of units are left out where they make no sense. */
tt_status cli_table_change(const cli_analysis_request *request, tt_table **out, tt_error *err);
tt_status cli_table_trend(const cli_analysis_request *request, tt_table **out, tt_error *err);
tt_status cli_table_test(const cli_analysis_request *request, tt_table **out, tt_error *err);
tt_status cli_table_gender_ratio(const cli_analysis_request *request, tt_table **out,
                                 tt_error *err);

/* The columns of the table of changes, and the rows of one series in it. */
const tt_column *cli_change_columns(size_t *count);
tt_status cli_change_rows(const cli_analysis_request *request, size_t series, tt_table *table,
                          tt_error *err);

/* The series themselves. */
tt_status cli_table_series(const cli_analysis_request *request, tt_table **out, tt_error *err);

typedef tt_status cli_table_function(const cli_analysis_request *request, tt_table **out,
                                     tt_error *err);

/* Slope, APC, S and p over all completions of series with figures known only as intervals; no rows where
 * there is no such series. */
tt_status cli_table_bounds(const cli_analysis_request *request, tt_table **out, tt_error *err);

/* The same for one series; `there` is 0 when it has no such figures. Release the run. */
typedef struct cli_bounds {
    int there;
    tt_run run;
    tt_interval_trend_result result;
    tt_error fault; /* TT_OK where there is a result */
} cli_bounds;

tt_status cli_bounds_of(const cli_analysis_request *request, size_t index, tt_mk_cache *cache,
                        cli_bounds *out, tt_error *err);

/* The columns of the table of bounds, and one row of it, of bounds that are there. */
const tt_column *cli_bounds_columns(size_t *count);
void cli_bounds_row(const tt_series *series, const cli_bounds *bounds, tt_table *table);

/* What holds for every completion, as a word. */
const char *cli_robust_word(tt_robust robust);

/* Several tables: out[*count], the first of CLI_TABLES_MOST. */
enum { CLI_TABLES_MOST = 8 };
typedef tt_status cli_tables_function(const cli_analysis_request *request,
                                      tt_table *out[CLI_TABLES_MOST], size_t *count, tt_error *err);

/* Rates per population; ratios between two indicators of the data and proportions of a whole (TT_EUNITS for
 * unlike units). */
tt_status cli_table_rates(const cli_analysis_request *request, tt_table **out, tt_error *err);
/* Rates standardised to --standard, whose weights are joined to the values of --strata. */
tt_status cli_table_standard(const cli_analysis_request *request, tt_table **out, tt_error *err);

tt_status cli_table_ratios(const cli_analysis_request *request, tt_table **out, tt_error *err);
tt_status cli_table_proportions(const cli_analysis_request *request, tt_table **out, tt_error *err);

/* The method of --ci for one of enum tt_ci_use; TT_EUSAGE with the names that fit. */
tt_status cli_ci_method(const char *name, unsigned use, tt_ci_method *out, tt_error *err);

/* Other views of change: compound change per year; contributions of the parts along the dimension
 * settings->contributions (TT_ENOTFOUND, TT_EUSAGE); the changes of two areas against each other
 * (settings->compare_areas). */
tt_status cli_table_compound(const cli_analysis_request *request, tt_table **out, tt_error *err);
tt_status cli_table_contributions(const cli_analysis_request *request, tt_table **out,
                                  tt_error *err);
tt_status cli_table_compare(const cli_analysis_request *request, tt_table **out, tt_error *err);

/* Trends in several tables: trends (series too short for one are rows too), forecast (settings->trend),
 * bands, tests of what the models suppose, influence of single years; those that the settings ask for.
 * Errors: TT_EUSAGE too */
tt_status cli_tables_trend(const cli_analysis_request *request, tt_table *out[CLI_TABLES_MOST],
                           size_t *count, tt_error *err);
tt_status cli_table_forecast(const cli_analysis_request *request, tt_table **out, tt_error *err);
tt_status cli_table_bands(const cli_analysis_request *request, tt_table **out, tt_error *err);
tt_status cli_table_trend_tests(const cli_analysis_request *request, tt_table **out, tt_error *err);
tt_status cli_table_influence(const cli_analysis_request *request, tt_table **out, tt_error *err);

/* Joinpoint regression: the tables that settings->joinpoint.table names, and the
 * comparison of trends within the groups of settings->by. Errors: TT_EUSAGE too */
tt_status cli_tables_joinpoint(const cli_analysis_request *request, tt_table *out[CLI_TABLES_MOST],
                               size_t *count, tt_error *err);
tt_status cli_table_joinpoint_pairs(const cli_analysis_request *request, tt_table **out,
                                    tt_error *err);

/* Hands a table over, or frees it after a failure. */
tt_status cli_table_done(tt_table *table, tt_status status, tt_table **out, tt_error *err);

/* A row, or a figure of a wide table, that could not be read. */
typedef struct cli_fault {
    char *file;
    size_t line;
    size_t column;
    char *message;
} cli_fault;

/* How many of them are listed; those behind are counted: a file with so many is not the table that it was taken
 * for. */
enum { CLI_FAULTS_LISTED = 1000 };

typedef struct cli_faults {
    cli_fault *list; /* list[count], in the order of files and lines */
    size_t count;
    size_t capacity;
    size_t more; /* that are not listed */
} cli_faults;

/* What was understood of the files of a data set (convert): their form, what became of their columns, their
 * figures by state, unit and margin, and what stood beside them. */
tt_status cli_table_files(const tt_dataset *ds, tt_table **out, tt_error *err);
tt_status cli_table_columns(const tt_dataset *ds, tt_table **out, tt_error *err);
tt_status cli_table_figures(const tt_dataset *ds, tt_table **out, tt_error *err);
tt_status cli_table_beside(const tt_dataset *ds, const cli_faults *faults, tt_table **out,
                           tt_error *err);

tt_status cli_table_findings(const tt_findings *findings, tt_table **out, tt_error *err);

/* The claims of --claims with their verdicts; false ones and open ones are added to the findings, if
 * there is a list (may be NULL). Without the option and with `beside`, those of FILE-claims.csv beside each operand. */
tt_status cli_table_claims(const tt_dataset *ds, const cli_settings *settings, int beside,
                           tt_findings *findings, tt_table **out, tt_error *err);

/* Two editions of a table and what changed between them. */
typedef struct cli_editions {
    const tt_dataset *older;
    const tt_dataset *newer;
    const char *older_name; /* files */
    const char *newer_name;
    tt_restatements found;
} cli_editions;

/* The table of restated, vanished and new figures; one or more pairs of editions. NULL without memory. */
tt_table *cli_table_restated_new(void);
tt_status cli_table_restated_add(tt_table *table, const cli_editions *editions, tt_error *err);

/* Where the claims about a table are looked for: "a.csv" -> "a-claims.csv". Free with tt_free; NULL: no
 * memory. */
char *cli_claims_beside(const char *data);

/* A finding as a line: "FILE:LINE: error: text". */
void cli_finding_text(const tt_finding *finding, const cli_terminal *terminal, tt_strbuf *out);

/* "218 rows, 218 keys, ...; 2 errors, 6 warnings". */
void cli_summary_text(const tt_dataset *ds, const tt_findings *findings, tt_strbuf *out);

#endif
