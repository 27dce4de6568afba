/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SETTINGS_H
#define TT_SETTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "tiptrend/status.h"

/* What the command line says. One struct serves all commands; each command names the options that it
 * takes (cmd_*.c), and the rest keeps its default. */

/* A repeatable option: its arguments in order. They belong to argv. */
typedef struct cli_list {
    const char **item;
    size_t count;
    size_t capacity;
} cli_list;

/* Joinpoint regression. */
typedef struct cli_joinpoint_settings {
    int64_t most;  /* joinpoints; -1: NCI's default for n */
    int64_t least; /* joinpoints */
    int64_t min_end;
    int64_t min_between;
    int64_t grid; /* places between two observed years */
    int weights;  /* tt_joinpoint_weights */
    int select;   /* tt_joinpoint_select */
    int method;   /* tt_joinpoint_method */
    int64_t permutations;
    int64_t resamples;
    int curtail;
    cli_list ranges;
    const char *k;     /* which models the tables show */
    const char *table; /* which table */
    const char *serial;
    int64_t jump; /* first year of the new definition; 0: none */
    const char *comparability;
    int compare; /* 0: no; tt_joinpoint_hypothesis + 1 */
} cli_joinpoint_settings;

/* Regression trends. */
typedef struct cli_trend_settings {
    int se;  /* tt_se_kind */
    int rho; /* CLI_RHO_PW ... */
    int raw_dispersion;
    int64_t forecast; /* years; 0: none */
    int bands;
    int diagnostics;
} cli_trend_settings;

/* --aggregate */
typedef enum cli_aggregate {
    CLI_AGGREGATE_NONE,
    CLI_AGGREGATE_QUARTER,
    CLI_AGGREGATE_YEAR
} cli_aggregate;

/* Batches. */
typedef struct cli_batch_settings {
    const char *shard;
    int merge;
    int dry_run;
    int explain;
    int force;
    int init;
    int schema;
} cli_batch_settings;

typedef struct cli_settings {
    /* reading */
    int layout;   /* tt_layout */
    int encoding; /* tt_encoding */
    const char *delimiter;
    int decimal; /* tt_decimal */
    const char *header_row;
    const char *year_column;
    cli_list value_columns;
    const char *measure;
    const char *exposure_column;
    cli_list ignore;
    int dash; /* tt_dash */
    double suppressed_low;
    int steps;
    int conflict; /* tt_conflict */
    cli_list breaks;
    cli_list decisions;
    int trace;
    cli_list claims;
    int compare_editions;

    /* choosing */
    cli_list where;
    const char *by;
    int64_t from;
    int64_t to;
    int aggregate; /* cli_aggregate */
    int allow_partial;
    const char *panel; /* dimension */
    int panel_intervals;
    int panel_each;
    cli_list sum; /* dimensions */
    int across_breaks;
    int across_gaps;

    /* computing */
    cli_list analyses;
    double conf;
    const char *ci;
    cli_list model;
    int64_t base_year;
    int64_t lag;
    int64_t window;
    int proportion;
    double per;
    const char *denominator;
    const char *standard;
    const char *strata; /* dimension */
    cli_list key;
    int allow_units;
    int adjust;
    int compound;
    cli_list test;
    int alternative; /* tt_alternative */
    int p_form;
    int64_t seed;
    int64_t replicates;
    const char *contributions;
    const char *compare_areas;
    const char *numerator_indicator;
    const char *denominator_indicator;
    cli_trend_settings trend;
    cli_joinpoint_settings joinpoint;

    /* output */
    int format; /* cli_format */
    const char *output;
    int quiet;
    const char *report;
    int skip_faults;
    int fail_on; /* tt_severity + 1; 0: never */
    cli_list chart_format;
    const char *preset;
    const char *theme;
    double width;  /* mm; 0: as the preset says */
    double height; /* mm; 0: as the chart needs */
    int64_t dpi;   /* 0: as the preset says */
    const char *font;
    int no_title;
    int term;
    int script;
    const char *title;
    int language; /* tt_language */
    const char *population;
    const char *rule;
    int suppress;
    int64_t jobs;
    const char *gnuplot;
    int64_t time_limit; /* seconds; 0: the library's default */

    cli_batch_settings batch;

    /* always */
    int help;
    int version;

    cli_list operands; /* FILE... */
} cli_settings;

/** What holds when nothing is said. */
void cli_settings_init(cli_settings *settings);

/** Release the lists; what is in them is not ours. A zeroed struct is fine. */
void cli_settings_clear(cli_settings *settings);

/* Appends to a list. Returns 0, or -1 without memory. */
int cli_list_add(cli_list *list, const char *item);

#endif
