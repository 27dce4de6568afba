/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SETTINGS_H
#define TT_SETTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "tiptrend/status.h"

/* What the command line says. One struct serves all commands; each command names the options that it
 * takes (options.c), and the rest keeps its default. */

/* A repeatable option: its arguments in order. They belong to argv. */
typedef struct cli_list {
    const char **item;
    size_t count;
    size_t capacity;
} cli_list;

/* --aggregate */
typedef enum cli_aggregate {
    CLI_AGGREGATE_NONE,
    CLI_AGGREGATE_QUARTER,
    CLI_AGGREGATE_YEAR
} cli_aggregate;

typedef struct cli_settings {
    /* reading */
    int layout; /* tt_layout */
    const char *year_column;
    const char *value_column;
    const char *exposure_column;
    cli_list ignore;
    int dash; /* tt_dash */
    double suppressed_low;
    int conflict; /* tt_conflict */
    cli_list breaks;

    /* choosing */
    cli_list where;
    const char *by;
    int64_t from;
    int64_t to;
    int aggregate; /* cli_aggregate */
    int allow_partial;
    const char *panel; /* dimension */
    int panel_intervals;
    cli_list sum; /* dimensions */
    int across_breaks;
    int across_gaps;

    /* computing */
    double conf;
    const char *ci;
    cli_list model;
    int64_t base_year;
    int64_t lag;
    double per;
    const char *denominator;
    cli_list key;
    int allow_units;
    int adjust;
    int compound;
    const char *contributions;
    const char *compare_areas;
    const char *numerator_indicator;
    const char *denominator_indicator;

    /* output */
    int format; /* cli_format */
    const char *output;
    int quiet;
    int fail_on; /* tt_severity + 1; 0: never */
    cli_list chart_format;
    const char *preset;
    const char *theme;
    double width;  /* mm; 0: as the preset says */
    double height; /* mm; 0: as the chart needs */
    int64_t dpi;   /* 0: as the preset says */
    const char *font;
    int no_title;
    const char *title;
    const char *language;
    const char *population;
    int64_t jobs;
    const char *gnuplot;

    /* always */
    int help;
    int version;

    cli_list operands; /* FILE... */
} cli_settings;

void cli_settings_clear(cli_settings *settings);

/* Appends to a list. Returns 0, or -1 without memory. */
int cli_list_add(cli_list *list, const char *item);

#endif
