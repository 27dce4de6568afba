/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_OPTIONS_H
#define TT_OPTIONS_H

#include "settings.h"

/* The options of the program: one table, from which parsing, help, the manual page and shell completion
 * are all made. */

/* Every option has one number, in the order of help; a command takes a list of them. */
typedef enum cli_option_id {
    OPT_LAYOUT,
    OPT_ENCODING,
    OPT_DELIMITER,
    OPT_DECIMAL,
    OPT_HEADER_ROW,
    OPT_YEAR,
    OPT_VALUE,
    OPT_MEASURE,
    OPT_EXPOSURE,
    OPT_IGNORE,
    OPT_DASH,
    OPT_SUPPRESSED_LOW,
    OPT_STEPS,
    OPT_CONFLICT,
    OPT_BREAKS,
    OPT_DECISIONS,
    OPT_WHERE,
    OPT_BY,
    OPT_FROM,
    OPT_TO,
    OPT_AGGREGATE,
    OPT_ALLOW_PARTIAL,
    OPT_SUM,
    OPT_PANEL,
    OPT_PANEL_INTERVALS,
    OPT_PANEL_EACH,
    OPT_RULE,
    OPT_SUPPRESS,
    OPT_ACROSS_BREAKS,
    OPT_ACROSS_GAPS,
    OPT_DO,
    OPT_CONF,
    OPT_CI,
    OPT_MODEL,
    OPT_SE,
    OPT_RHO,
    OPT_RAW_DISPERSION,
    OPT_FORECAST,
    OPT_BANDS,
    OPT_DIAGNOSTICS,
    OPT_BASE_YEAR,
    OPT_LAG,
    OPT_WINDOW,
    OPT_PROPORTION,
    OPT_PER,
    OPT_NUMERATOR,
    OPT_DENOMINATOR,
    OPT_STANDARD,
    OPT_STRATA,
    OPT_KEY,
    OPT_ALLOW_UNITS,
    OPT_ADJUST,
    OPT_COMPOUND,
    OPT_CONTRIBUTIONS,
    OPT_COMPARE_AREAS,
    OPT_TEST,
    OPT_ALTERNATIVE,
    OPT_P,
    OPT_SEED,
    OPT_REPLICATES,
    OPT_POPULATION,
    OPT_MAX_JOINPOINTS,
    OPT_MIN_JOINPOINTS,
    OPT_WEIGHTS,
    OPT_SELECT,
    OPT_PERMUTATIONS,
    OPT_CURTAIL,
    OPT_RESAMPLES,
    OPT_MIN_END,
    OPT_MIN_BETWEEN,
    OPT_METHOD,
    OPT_GRID,
    OPT_RANGE,
    OPT_SERIAL,
    OPT_JUMP,
    OPT_COMPARABILITY,
    OPT_COMPARE,
    OPT_K,
    OPT_TABLE,
    OPT_FORMAT,
    OPT_OUTPUT,
    OPT_QUIET,
    OPT_FAIL_ON,
    OPT_TRACE,
    OPT_CLAIMS,
    OPT_COMPARE_EDITIONS,
    OPT_REPORT,
    OPT_SKIP_FAULTS,
    OPT_JOBS,
    OPT_CHART_FORMAT,
    OPT_PRESET,
    OPT_PROFILE,
    OPT_THEME,
    OPT_WIDTH,
    OPT_HEIGHT,
    OPT_DPI,
    OPT_FONT,
    OPT_LANGUAGE,
    OPT_TITLE,
    OPT_NO_TITLE,
    OPT_TERM,
    OPT_SCRIPT,
    OPT_SHARD,
    OPT_MERGE,
    OPT_DRY_RUN,
    OPT_EXPLAIN,
    OPT_FORCE,
    OPT_INIT,
    OPT_SCHEMA,
    OPT_GNUPLOT,
    OPT_TIME_LIMIT,
    OPT_HELP,
    OPT_VERSION,
    OPT_COUNT,
    OPT_END = OPT_COUNT /* ends a list */
} cli_option_id;

/* Lists that several commands share; a command's own list goes on from them and ends with OPT_END. */
#define CLI_READING                                                                                \
    OPT_LAYOUT, OPT_ENCODING, OPT_DELIMITER, OPT_DECIMAL, OPT_HEADER_ROW, OPT_YEAR, OPT_VALUE,     \
        OPT_MEASURE, OPT_EXPOSURE, OPT_IGNORE, OPT_DASH, OPT_SUPPRESSED_LOW, OPT_STEPS,            \
        OPT_CONFLICT, OPT_BREAKS, OPT_DECISIONS, OPT_JOBS
#define CLI_CHOOSING                                                                               \
    OPT_WHERE, OPT_FROM, OPT_TO, OPT_AGGREGATE, OPT_ALLOW_PARTIAL, OPT_SUM, OPT_PANEL,             \
        OPT_PANEL_INTERVALS, OPT_PANEL_EACH, OPT_RULE, OPT_SUPPRESS
#define CLI_JOINPOINT                                                                              \
    OPT_MODEL, OPT_CI, OPT_SEED, OPT_MAX_JOINPOINTS, OPT_MIN_JOINPOINTS, OPT_WEIGHTS, OPT_SELECT,  \
        OPT_PERMUTATIONS, OPT_CURTAIL, OPT_RESAMPLES, OPT_MIN_END, OPT_MIN_BETWEEN, OPT_METHOD,    \
        OPT_GRID, OPT_SERIAL, OPT_JUMP, OPT_COMPARABILITY
#define CLI_TREND                                                                                  \
    OPT_MODEL, OPT_SE, OPT_RHO, OPT_RAW_DISPERSION, OPT_FORECAST, OPT_BANDS, OPT_DIAGNOSTICS,      \
        OPT_CI, OPT_WEIGHTS
#define CLI_WRITING OPT_FORMAT, OPT_OUTPUT, OPT_QUIET
#define CLI_DRAWING                                                                                \
    OPT_CHART_FORMAT, OPT_PRESET, OPT_PROFILE, OPT_THEME, OPT_WIDTH, OPT_HEIGHT, OPT_DPI,          \
        OPT_FONT, OPT_LANGUAGE, OPT_NO_TITLE, OPT_GNUPLOT, OPT_TIME_LIMIT

/* Headings under which help lists the options. */
typedef enum cli_section {
    CLI_SECTION_READING,
    CLI_SECTION_CHOOSING,
    CLI_SECTION_COMPUTING,
    CLI_SECTION_OUTPUT,
    CLI_SECTION_DRAWING,
    CLI_SECTION_BATCH,
    CLI_SECTION_ALWAYS,
    CLI_SECTION_COUNT
} cli_section;

typedef enum cli_option_kind {
    CLI_FLAG,    /* int, set to 1 */
    CLI_TEXT,    /* const char * */
    CLI_WHOLE,   /* int64_t within low ... high */
    CLI_NUMBER,  /* double within low ... high */
    CLI_CHOICE,  /* int: place of the word in `choices` */
    CLI_REPEATED /* cli_list */
} cli_option_kind;

typedef struct cli_option {
    cli_section section;
    const char *name;     /* long, without the hyphens */
    char letter;          /* short form; 0: none */
    const char *argument; /* as help shows it; NULL for flags */
    const char *help;
    cli_option_kind kind;
    size_t offset; /* in cli_settings */
    double low;
    double high;
    const char *choices; /* words with | between them; the first is the default */
} cli_option;

const cli_option *cli_option_at(cli_option_id id);
const char *cli_section_title(cli_section section);

/** Threads: as --jobs says, otherwise one for each processor. */
unsigned cli_jobs(const cli_settings *settings);

/** Whether a command with this list takes an option; OPT_HELP and OPT_VERSION are taken by all. */
int cli_option_taken(const cli_option_id *list, cli_option_id id);

/** Whether an option says where and how fast something is made, not what. */
int cli_option_is_of_the_run(cli_option_id id);

/** One option from a text, as the command line would set it; the text is kept, not copied.
 *  Domain:  flags take no notice of the text
 *  Errors:  TT_EUSAGE (the message begins with --NAME), TT_ENOMEM */
tt_status cli_options_set(cli_option_id id, const char *text, cli_settings *settings,
                          tt_error *err);

/** Defaults, then what argv[1] ... argv[argc-1] says; operands go to settings->operands.
 *  Errors:  TT_EUSAGE (unknown option with the nearest known one, bad argument), TT_ENOMEM */
tt_status cli_options_parse(const cli_option_id *list, int argc, char **argv,
                            cli_settings *settings, tt_error *err);

#endif
