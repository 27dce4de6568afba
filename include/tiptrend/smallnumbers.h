/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SMALLNUMBERS_H
#define TT_SMALLNUMBERS_H

#include "tiptrend/dataset.h"
#include "tiptrend/points.h"

/* Conventions for small counts: which figures are too uncertain to use, and which are not to be shown. None is
 * ever used unless it is asked for. */

typedef enum tt_small_convention {
    TT_SMALL_NONE = 0,
    TT_SMALL_NCHS,     /* National Center for Health Statistics, standards for rates, 2023 */
    TT_SMALL_WISQARS,  /* Centers for Disease Control, WISQARS */
    TT_SMALL_EUROSTAT, /* Eurostat, as in the farm structure tables: 1 to 7 is confidential */
    TT_SMALL_THRESHOLD /* counts from 1 to below a number of one's own */
} tt_small_convention;

typedef struct tt_small_rule {
    tt_small_convention convention;
    double threshold; /* counts below it are withheld */
    int zero;         /* 1: counts of 0 as well */
} tt_small_rule;

/** A rule by name: "nchs", "wisqars", "eurostat", "threshold=N" with N a whole number from 2 to 1000.
 *  Errors:  TT_EUSAGE */
tt_status tt_small_parse(const char *text, tt_small_rule *out, tt_error *err);

typedef enum tt_reliability {
    TT_RELIABILITY_NONE, /* no rule, or nothing is known of the figure */
    TT_RELIABLE,
    TT_UNSTABLE, /* use with caution: too few events */
    TT_WITHHOLD  /* below what the convention shows */
} tt_reliability;

typedef struct tt_small_verdict {
    tt_reliability reliability;
    double
        relative_width; /* percent: 95 % limits (Garwood) over the count; infinite for 0; not-a-number
                            * for intervals */
} tt_small_verdict;

/** What a rule says about a count, or about the rate that it is the numerator of.
 *  Shape:   a count (or what it can be) and its denominator -> a verdict
 *  Units:   events; the denominator in persons, not-a-number where the figure is no rate
 *  Domain:  low <= high; a verdict for an interval is the worst of its counts
 *  Missing: not-a-number has no verdict
 *  Errors:  none
 *  Checks:  B18: relative width 136 % for 10 events, about 166 % for 7
 *  Source:  NCHS 2023, stacks.cdc.gov/view/cdc/123462; CDC WISQARS help; docs/methods/smallnumbers.md */
tt_small_verdict tt_small_judge(const tt_small_rule *rule, tt_interval count, double denominator);

/** Name of a verdict: "unstable"; "" for none. */
const char *tt_reliability_name(tt_reliability reliability);

typedef struct tt_small_summary {
    size_t primary;   /* counts withheld because they are small */
    size_t secondary; /* counts withheld so that the small ones cannot be worked out */
    size_t percents;  /* percentages withheld because a count stands behind them */
    size_t unsafe;    /* withheld counts that published intervals still give away in part */
    size_t broken; /* printed totals below their parts, which protect and betray nothing for sure */
} tt_small_summary;

/** Withholds the small counts of a data set, and as many others as it takes that sums do not bring them back.
 *  What is left of a withheld figure is the interval that a reader could work out; whatever is made from
 *  the data set afterwards knows no more.
 *  Shape:   a finished data set -> the same, changed; what was done
 *  Units:   counts; percentages of a withheld count, or with a small or withheld base, go as well
 *  Domain:  sums over all dimensions and over the months and quarters of a year are protected, printed or
 *           derived. Totals that contradict their parts are not
 *  Missing: parts that the table does not have leave their sum open
 *  Errors:  TT_EUSAGE (no rule), TT_ENOMEM
 *  Notes:   remarks on the data set say what was withheld. Texts of notes are not searched for figures
 *  Checks:  a reader with all sums, random data sets; docs/methods/smallnumbers.md
 *  Source:  as tt_suppress_cells */
tt_status tt_small_withhold(tt_dataset *ds, const tt_small_rule *rule, tt_small_summary *out,
                            tt_error *err);

#endif
