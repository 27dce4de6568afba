/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_OPTIONS_H
#define TT_OPTIONS_H

#include "settings.h"

/* The options of the program: one table, from which parsing, help, the manual page and shell completion
 * are all made. */

/* Every option has one number; a command takes a set of them. */
typedef enum cli_option_id {
    OPT_LAYOUT,
    OPT_YEAR,
    OPT_VALUE,
    OPT_EXPOSURE,
    OPT_IGNORE,
    OPT_DASH,
    OPT_SUPPRESSED_LOW,
    OPT_CONFLICT,
    OPT_BREAKS,
    OPT_WHERE,
    OPT_BY,
    OPT_FROM,
    OPT_TO,
    OPT_ACROSS_BREAKS,
    OPT_ACROSS_GAPS,
    OPT_CONF,
    OPT_CI,
    OPT_MODEL,
    OPT_BASE_YEAR,
    OPT_LAG,
    OPT_PER,
    OPT_NUMERATOR,
    OPT_DENOMINATOR,
    OPT_KEY,
    OPT_ALLOW_UNITS,
    OPT_ADJUST,
    OPT_FORMAT,
    OPT_OUTPUT,
    OPT_QUIET,
    OPT_FAIL_ON,
    OPT_CHART_FORMAT,
    OPT_PROFILE,
    OPT_THEME,
    OPT_TITLE,
    OPT_POPULATION,
    OPT_JOBS,
    OPT_GNUPLOT,
    OPT_HELP,
    OPT_VERSION,
    OPT_COUNT
} cli_option_id;

/* A set of options, as bits. */
typedef uint64_t cli_option_set;
#define CLI_OPTION(id) (UINT64_C(1) << (id))

/* Sets that several commands share. */
#define CLI_READING                                                                                \
    (CLI_OPTION(OPT_LAYOUT) | CLI_OPTION(OPT_YEAR) | CLI_OPTION(OPT_VALUE) |                       \
     CLI_OPTION(OPT_EXPOSURE) | CLI_OPTION(OPT_IGNORE) | CLI_OPTION(OPT_DASH) |                    \
     CLI_OPTION(OPT_SUPPRESSED_LOW) | CLI_OPTION(OPT_CONFLICT) | CLI_OPTION(OPT_BREAKS))
#define CLI_CHOOSING (CLI_OPTION(OPT_WHERE) | CLI_OPTION(OPT_FROM) | CLI_OPTION(OPT_TO))
#define CLI_WRITING  (CLI_OPTION(OPT_FORMAT) | CLI_OPTION(OPT_OUTPUT) | CLI_OPTION(OPT_QUIET))
#define CLI_DRAWING                                                                                \
    (CLI_OPTION(OPT_CHART_FORMAT) | CLI_OPTION(OPT_PROFILE) | CLI_OPTION(OPT_THEME) |              \
     CLI_OPTION(OPT_JOBS) | CLI_OPTION(OPT_GNUPLOT))
#define CLI_ALWAYS (CLI_OPTION(OPT_HELP) | CLI_OPTION(OPT_VERSION))

typedef enum cli_option_kind {
    CLI_FLAG,    /* int, set to 1 */
    CLI_TEXT,    /* const char * */
    CLI_WHOLE,   /* int64_t within low ... high */
    CLI_NUMBER,  /* double within low ... high */
    CLI_CHOICE,  /* int: place of the word in `choices` */
    CLI_REPEATED /* cli_list */
} cli_option_kind;

typedef struct cli_option {
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

/** Defaults, then what argv[1] ... argv[argc-1] says; operands go to settings->operands.
 *  Errors:  TT_EUSAGE (unknown option with the nearest known one, bad argument), TT_ENOMEM */
tt_status cli_options_parse(cli_option_set set, int argc, char **argv, cli_settings *settings,
                            tt_error *err);

/** The nearest of some words, if it is near enough to be meant; NULL otherwise. */
const char *cli_nearest(const char *word, const char *const *list, size_t count);

#endif
