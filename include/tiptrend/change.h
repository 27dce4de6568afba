/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CHANGE_H
#define TT_CHANGE_H

#include "tiptrend/interval.h"
#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* Change between counts: from year to year, against a base year, compound, and by part. */

typedef struct tt_change_options {
    tt_ci_method method; /* of the limits of the ratio; default exact conditional */
    double conf;         /* 0 stands for 0.95 */
    size_t comparisons;  /* limits at the level adjusted (Bonferroni) for this many; 0: 1 */
    int plain;           /* 1: the figures are no counts: no limits, no p */
} tt_change_options;

/* From one count to a later one. */
typedef struct tt_change {
    double absolute;     /* later less earlier */
    tt_estimate percent; /* 100 (ratio - 1); infinite from a count of 0 to more */
    tt_estimate log;     /* natural logarithm of the ratio, per step */
    double years;        /* between the two */
    double p;            /* two-sided, of no change; not-a-number without limits */
    tt_notes notes;
    double p_adjusted; /* by Holm's method where asked for; p otherwise */
} tt_change;

/* One figure with its exposure and its time. */
typedef struct tt_figure {
    double time;     /* years */
    double value;    /* >= 0 */
    double exposure; /* > 0; the ratio is that of the rates */
} tt_figure;

/** Change from one figure to a later one, with limits that assume Poisson counts.
 *  Shape:   two figures -> absolute, percent and log change, limits, p
 *  Units:   figures in events; exposures in what the rate is per; percent; years
 *  Domain:  values >= 0, exposures > 0, later.time > earlier.time. From 0 the percentage is infinite,
 *           between two zeros it and p are not-a-number
 *  Missing: not accepted
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE
 *  Notes:   TT_NOTE_POISSON, TT_NOTE_LOW_COUNT, TT_NOTE_NOT_A_COUNT (no limits then),
 *           TT_NOTE_ZERO_COUNT, TT_NOTE_NORMAL_APPROX (Wald), TT_NOTE_ONE_SIDED (from 0),
 *           TT_NOTE_NO_LIMITS (0 to 0)
 *  Checks:  108 limits and p-values of a grid with 20 digits to 1e-9; 336 changes of 24 series
 *           with 20 digits to 1e-13; Fay 2010
 *  Source:  Lehmann & Romano 2005, section 4.5; docs/methods/change.md */
tt_status tt_change_between(const tt_figure *earlier, const tt_figure *later,
                            const tt_change_options *options, tt_change *out, tt_error *err);

/** The percent change alone: that of tt_change_between, without limits.
 *  Shape:   two figures of one exposure -> percent
 *  Domain:  figures >= 0; infinite from 0, not-a-number between two zeros */
double tt_change_percent(double earlier, double later);

/* A figure of which only an interval is known; low = high where it is known. */
typedef struct tt_bounded_figure {
    double time;       /* years */
    tt_interval value; /* 0 <= low <= high; high may be infinite */
    double exposure;   /* > 0 */
} tt_bounded_figure;

typedef struct tt_change_bounds {
    tt_interval absolute;
    tt_interval percent;        /* what the percent change can be, whatever the figures are */
    tt_interval percent_limits; /* confidence limits that hold whatever the figures are */
    int sign;                   /* 1, -1 or 0: all figures agree on it; TT_SIGN_UNKNOWN otherwise */
    tt_notes notes;
} tt_change_bounds;

/* The figures leave both a rise and a fall possible. */
#define TT_SIGN_UNKNOWN 2

/** Bounds on the change between two figures that are known only as intervals.
 *  Shape:   two intervals -> bounds of the absolute and percent change, limits, sign
 *  Units:   as tt_change_between
 *  Domain:  0 <= low <= high, high may be infinite; exposures > 0; later.time > earlier.time. A figure
 *           that may be 0 leaves an infinite percentage; where it must be 0, not-a-number
 *  Missing: an unknown figure is the interval from 0 to infinity
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE
 *  Notes:   as tt_change_between
 *  Checks:  law: every completion of the figures lies within, and so do its limits
 *  Source:  Manski 2003; docs/methods/change.md */
tt_status tt_change_bounded(const tt_bounded_figure *earlier, const tt_bounded_figure *later,
                            const tt_change_options *options, tt_change_bounds *out, tt_error *err);

/** A change over several years given as change per year: the ratio to the power 1/years. p stays.
 *  Notes:   TT_NOTE_ANNUALISED is added when the years are not 1 */
void tt_change_annualise(tt_change *change);

/** Contribution of each part to the change of a total, in percentage points of the earlier total.
 *  Shape:   earlier[n], later[n] -> points[n] and their sum, the percent change of the total
 *  Domain:  values finite, sum of the earlier ones > 0, n >= 1; a part below 0 is what the others are
 *           above a printed total. The points add to `total` exactly, in any order; a part that does
 *           not change has exactly 0
 *  Missing: not accepted: a part that is missing in one of the years leaves no contributions
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_ETOOFEW
 *  Notes:   none
 *  Checks:  law: the parts sum to the total bit for bit, forwards and backwards
 *  Source:  docs/methods/change.md */
tt_status tt_change_contributions(const double *earlier, const double *later, size_t n,
                                  double *points, double *total, tt_error *err);

/** Compound annual change between two figures, in percent: 100 ((later/earlier)^(1/years) - 1).
 *  Domain:  values > 0, exposures > 0, later.time > earlier.time
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN
 *  Notes:   limits and p are those of tt_change_between, annualised */
tt_status tt_change_compound(const tt_figure *earlier, const tt_figure *later,
                             const tt_change_options *options, tt_change *out, tt_error *err);

/* ---- series ---- */

typedef struct tt_change_series_options {
    tt_change_options change; /* `comparisons` is filled in when `adjust` is 1 */
    double step;              /* years between neighbours; 0 stands for 1. More than 1.5 is a gap */
    int across_gaps;          /* 1: changes across gaps, given per year; 0: none */
    int adjust;               /* 1: all changes of the series are one family: limits hold for all of
                               * them together (Bonferroni), p_adjusted is Holm's */
} tt_change_series_options;

/** Year-over-year changes of a series.
 *  Shape:   n points -> n changes, each from the point before; the first has none
 *  Units:   as tt_change_between
 *  Domain:  as tt_change_between; time strictly increasing
 *  Missing: leave the points out: gaps stay gaps. A change without a neighbour is not-a-number
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE, TT_ETOOFEW (no point), TT_ENOMEM; on error all n
 *           changes are not-a-number
 *  Notes:   as tt_change_between; TT_NOTE_GAPS (no change across the gap) or TT_NOTE_ANNUALISED
 *  Checks:  336 changes of 24 series with 20 digits to 1e-13; laws of the adjustment
 *  Source:  Holm 1979, Scand J Stat 6:65; docs/methods/change.md */
tt_status tt_change_series(const tt_points *in, const tt_change_series_options *options,
                           tt_change *out, tt_error *err);

typedef struct tt_index {
    tt_estimate value; /* 100 in the base year, without limits there */
    tt_notes notes;
} tt_index;

/** The series as an index, 100 in a base year.
 *  Shape:   n points -> n index values with limits of the ratio to the base year
 *  Units:   `base` in years, one of the times
 *  Domain:  as tt_change_between, the figure of the base year above 0. The limits include the
 *           uncertainty of the base year, which all points share: they do not compare two other years
 *  Missing: leave the points out
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE, TT_ETOOFEW, TT_ENOTFOUND (no such year)
 *  Notes:   TT_NOTE_POISSON, TT_NOTE_LOW_COUNT, TT_NOTE_NOT_A_COUNT, TT_NOTE_ZERO_COUNT,
 *           TT_NOTE_NORMAL_APPROX
 *  Checks:  law: index over index is the change between the two years
 *  Source:  docs/methods/change.md */
tt_status tt_change_index(const tt_points *in, double base, const tt_change_options *options,
                          tt_index *out, tt_error *err);

#endif
