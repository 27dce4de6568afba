/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_FINDING_H
#define TT_FINDING_H

#include "view.h"

/* What the figures of a series support saying, and the words for it.
 *
 * The rule: a series is said to rise or fall only when the interval of its annual percent change that
 * is widened for the scatter of the counts (quasi-Poisson, t with n - 2 degrees of freedom) leaves
 * out zero. Two points have no scatter to judge by: then only the figures are given. */

typedef enum tt__direction {
    TT__UNKNOWN, /* too few points, or no counts: nothing is said */
    TT__UNCLEAR, /* the widened interval holds zero */
    TT__FALL,
    TT__RISE
} tt__direction;

typedef struct tt__finding {
    tt__direction direction;
    tt_estimate apc;     /* percent a year, with the widened limits */
    tt_estimate poisson; /* the same with plain Poisson limits */
    double dispersion;
    size_t n;
    tt_period first;
    tt_period last;
    int in_part; /* the chart shows figures before or after those of the trend: words name its period */
    tt_notes notes;
} tt__finding;

/* The finding of one series. Only a failure of memory is an error. */
tt_status tt__find_trend(const tt_chart_request *request, size_t series, tt__finding *out,
                         tt_error *err);

/* The findings of all views, each with whether it is that of a part of its view: (*findings)[count], to be freed
 * with tt_free whatever comes back. */
tt_status tt__find_trends(const tt_chart_request *request, const tt__views *views,
                          tt__finding **findings, tt_error *err);

/* The headline of one series: what its trend supports, with the first and the last figure where that is
 * not much; a change of definition, where no trend can be told. `subject` NULL: that of the view. */
const char *tt__single_title(tt_chart *chart, const tt__view *view, const char *subject,
                             const tt__finding *finding);

/* A headline over several series: what is clear first, then the rest. `subject`, within a sentence, is what
 * they have in common; it may be NULL. */
const char *tt__compare_title(tt_chart *chart, const char *subject, const tt__views *views,
                              const tt__finding *findings);

/* "federal investigations fell by 25% a year", with "in 2013–2022" where that is not the whole of the
 * chart; NULL unless the trend is clear. */
const char *tt__clear_trend(tt_chart *chart, const char *subject, const tt__finding *finding);

/* "1,814 in 2015, 706 in 2018": the first and the last figure of a view that can be compared, which are those
 * since its last new definition; NULL when there is none. */
const char *tt__ends_words(tt_chart *chart, const tt__view *view);

/* Notes on the method and on few points, for a chart that states findings. */
void tt__note_findings(tt_chart *chart, const tt__finding *findings, size_t count);

/* The alternative text: kind of chart, data, period, finding, figures, source; at most 250 characters. */
void tt__set_alt(tt_chart *chart, const tt__views *views, tt__phrase kind);

#endif
