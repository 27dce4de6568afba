/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_PLAN_INTERNAL_H
#define TT_PLAN_INTERNAL_H

#include "tiptrend/charts.h"
#include "tiptrend/strbuf.h"

/* What the files that make a plan of charts share. */

enum {
    TT__LINE_POINTS = 3, /* figures that make a line */
    TT__BEND_POINTS = 7, /* figures of one definition in which a trend can be seen to bend */
    TT__MOST_LINES = 5,  /* lines on one panel; more become panels */
    TT__MOST_PANELS = 24,
    TT__MOST_AREAS = 44,  /* rows of a heat map */
    TT__HEAT_AREAS = 6,   /* areas that are read more easily as cells than as panels */
    TT__TREND_POINTS = 5, /* figures for which a fitted trend says more than their line */
    TT__MOST_SHARES = 6,  /* breakdowns in one chart of shares */
    TT__MOST_INKS = 7,    /* parts that differ in colour */
    TT__MOST_SERIES = 12  /* rows of a forest plot or a chart of changes */
};

/* A series that may be charted, with what the rule asks about it. */
typedef struct tt__candidate {
    size_t series;
    size_t figures; /* points with a value in usable periods */
    size_t known;   /* with a value or an interval */
    size_t run;     /* the most of them between two changes of definition */
    tt_period first;
    int broken;     /* a change of definition lies within */
    int exposed;    /* its rows hold a population */
    size_t monthly; /* periods in a year, where they are months or quarters; 0 otherwise */
    uint32_t indicator;
    uint32_t area;
    tt_stage stage;
    size_t depth;     /* dimensions in which it is not the margin, area and indicator left out */
    size_t dimension; /* the one dimension of depth 1 */
} tt__candidate;

/* A breakdown that could be a chart of shares. */
typedef struct tt__share {
    const char *section;
    size_t whole;       /* series */
    size_t dimension;   /* along which the parts differ */
    uint32_t breakdown; /* of a nested dimension; 0 elsewhere */
    size_t series[TT__MOST_SERIES + 1];
    size_t count;
    size_t periods; /* with figures of two parts or more */
    double largest; /* the largest share of all periods, 0 to 1 */
    double known;   /* the largest sum of the parts in the whole, 0 to 1 and more */
} tt__share;

typedef struct tt__planner {
    const tt_dataset *ds;
    tt__candidate *list; /* list[count], in the order of the data set */
    size_t count;
    size_t indicator; /* dimensions; TT_NONE when the data have none */
    size_t area;
    char *constant; /* constant[dimension]: 1 when all candidates have the same value */
    tt__share shares[TT__MOST_SHARES]; /* shares[share_count]: those that wait for company */
    size_t share_count;
    const tt_dataset *population; /* NULL: no rates */
    tt_plan *out;
    tt_error *err;
    tt_status status;
} tt__planner;

/* The values of a series that name a chart of it: its indicator and what tells it from the other series of the
 * plan. */
void tt__plan_name(const tt__planner *p, size_t series, tt_strbuf *out);

/* Adds a chart of some series, which are copied; its file is named after `about` and the kind. */
void tt__plan_add(tt__planner *p, const char *kind, const char *section, const char *about,
                  const size_t *series, size_t count);

/* A breakdown: along which dimension, and which one where the dimension is nested. */
typedef struct tt__cut {
    size_t dimension;
    uint32_t breakdown; /* 0: an ordinary dimension */
} tt__cut;

/* Shares of some parts of a whole along a dimension; `series` holds the parts, then the whole. One bar or two
 * make a near-empty chart: they wait for others that they can share one with. */
void tt__plan_share(tt__planner *p, const char *section, const tt__cut *along, const size_t *series,
                    size_t count);

/* All breakdowns of a whole are known: those that wait share a chart. */
void tt__plan_end_whole(tt__planner *p);

/* All wholes of an area are known: what is left shares a chart. */
void tt__plan_end_area(tt__planner *p);

#endif
