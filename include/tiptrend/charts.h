/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CHARTS_H
#define TT_CHARTS_H

#include "tiptrend/chart.h"
#include "tiptrend/dataset.h"
#include "tiptrend/joinpoint.h"

/* From data to charts: kinds of chart, and the chart set of a data set. */

/* What a chart is to be made of. */
typedef struct tt_chart_request {
    const tt_dataset *data;
    const size_t *series; /* series[count]: what they are to the chart is said at its kind */
    size_t count;
    int from; /* years; 0: no limit */
    int to;
    double conf;                  /* of all limits; 0: 0.95 */
    int across_breaks;            /* 1: trends ignore changes of definition */
    const char *name;             /* of the files; NULL: made from the series */
    const char *title;            /* NULL: made from the figures */
    const tt_dataset *population; /* for kind `rate`; NULL: the exposures of the data */
    const tt_dataset *earlier;    /* an earlier edition, for kind `restated`; NULL: none */
    double per;                   /* rates are per this many; 0: 100,000 */
    const tt_joinpoint_options
        *joinpoint;       /* for kind `joinpoint`, standard errors, confidence level and
                                            * ranges apart; NULL: the defaults */
    tt_language language; /* of all words in the chart; 0: English */
} tt_chart_request;

/* One kind of chart. To add one: plots/kind_NAME.c with a function of this form, a line in
 * plots/kinds.c, a line in CMakeLists.txt (see plots/README.md). */
typedef struct tt_chart_kind {
    const char *name;
    const char *summary; /* one line: what it shows, and what its series are */
    const char *like; /* the kind whose series it takes where a plan has none for it; may be NULL */
    int draws_any; /* 1: any series will do; 0: they must belong together, as a plan finds them */
    tt_status (*make)(const tt_chart_request *request, tt_chart **out, tt_error *err);
} tt_chart_kind;

/** Number of kinds, and one of them in the order of help; NULL when out of range. */
size_t tt_chart_kind_count(void);
const tt_chart_kind *tt_chart_kind_at(size_t index);

/** Make a chart of a kind.
 *  Missing: gaps stay gaps; points known only as intervals are drawn as ranges
 *  Errors:  TT_ENOTFOUND (no such kind; the message lists them), TT_ETOOFEW (nothing to draw),
 *           TT_EUNITS, TT_EDOMAIN (also a level outside 0 to 1), TT_EUSAGE (no such series or language),
 *           TT_ENOMEM */
tt_status tt_chart_make(const char *kind, const tt_chart_request *request, tt_chart **out,
                        tt_error *err);

/* ---- chart sets ---- */

/* One chart of a set: which kind, of which series. */
typedef struct tt_plan_item {
    const char *kind;    /* a constant */
    const char *section; /* heading under which it stands in a report, a constant */
    char *name;          /* of its files: unique within the plan */
    tt_index_list series;
} tt_plan_item;

typedef struct tt_plan {
    tt_plan_item *items; /* items[count] */
    size_t count;
    size_t capacity;
} tt_plan;

/** The chart set of a data set by the one general rule: every indicator with three or more points gets
 *  its line, its changes and its index, with seven or more of one definition its joinpoints; parts get a
 *  stack and shares; a sex dimension gets the ratio; two or more indicators get stages and the forest
 *  plot; a population gets rates; areas get panels.
 *  Shape:   a data set, the series to look at -> a plan in the order of a report
 *  Errors:  TT_ENOMEM; a plan without charts is no error
 *  Source:  docs/charts.md */
tt_status tt_plan_make(const tt_dataset *ds, const tt_index_list *series,
                       const tt_dataset *population, tt_plan *out, tt_error *err);

/** Release a plan. A zeroed one is fine. */
void tt_plan_clear(tt_plan *plan);

#endif
