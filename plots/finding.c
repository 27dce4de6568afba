/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From fits to words. */
#include "finding.h"

#include <math.h>
#include <string.h>

#include "marks.h"
#include "tiptrend/countreg.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"

enum { FEW = 8 }; /* points below which a trend describes and does not test */

/* Both fits of a run. A fit that does not exist leaves the finding unknown. */
static void fit(const tt_chart_request *request, const tt_run *run, tt__finding *out)
{
    tt_points points = tt_run_points(run);
    points.exposure = NULL; /* charts of counts; rates bring their own exposures */
    tt_countreg_options options = {.model = TT_COUNTREG_QUASI, .conf = tt__level(request)};
    tt_countreg quasi;
    tt_countreg poisson;
    if (tt_countreg_fit(&points, &options, &quasi, NULL) != TT_OK)
        return;
    options.model = TT_COUNTREG_POISSON;
    if (tt_countreg_fit(&points, &options, &poisson, NULL) != TT_OK)
        return;
    out->apc = quasi.trend.apc;
    out->poisson = poisson.trend.apc;
    out->dispersion = quasi.dispersion;
    out->notes |= quasi.trend.notes;
    out->direction = out->apc.high < 0 ? TT__FALL : out->apc.low > 0 ? TT__RISE : TT__UNCLEAR;
}

tt_status tt__find_trend(const tt_chart_request *request, size_t series, tt__finding *out,
                         tt_error *err)
{
    *out = (tt__finding){.direction = TT__UNKNOWN,
                         .apc = {NAN, NAN, NAN},
                         .poisson = {NAN, NAN, NAN},
                         .dispersion = NAN};
    tt_run_options options = {
        .from = request->from, .to = request->to, .across_breaks = request->across_breaks};
    tt_run run;
    tt_status status = tt_dataset_run(request->data, series, &options, &run, err);
    if (status != TT_OK)
        return status;
    out->n = run.n;
    out->first = run.first;
    out->last = run.last;
    out->notes = run.notes;
    if (run.n >= 3 && run.is_count)
        fit(request, &run, out);
    tt_run_clear(&run);
    return TT_OK;
}

/* An annual change for a sentence: whole percents, one decimal below ten. */
static const char *size_of(tt_chart *chart, double apc)
{
    return tt__percent(chart, fabs(apc), fabs(apc) < 9.95 ? 1 : 0);
}

static int is_clear(const tt__finding *finding)
{
    return finding->direction == TT__FALL || finding->direction == TT__RISE;
}

/* How a series moved, in the words of a sentence or of a clause of one. */
static const char *move_words(tt_chart *chart, const char *subject, const tt__finding *finding,
                              tt__phrase fell, tt__phrase rose)
{
    const char *text = tt__say(chart, finding->direction == TT__FALL ? fell : rose, subject,
                               size_of(chart, finding->apc.value));
    return finding->in_part ? tt__say(chart, TT__SAY_IN, text,
                                      tt__span_text(chart, finding->first, finding->last))
                            : text;
}

const char *tt__clear_trend(tt_chart *chart, const char *subject, const tt__finding *finding)
{
    return is_clear(finding) ? move_words(chart, subject, finding, TT__SAY_FELL, TT__SAY_ROSE)
                             : NULL;
}

/* Whether a view has figures before or after those that a trend was fitted to. */
static int is_in_part(const tt__view *view, const tt__finding *finding)
{
    const tt_point *first = tt__end_point(view, 0);
    const tt_point *last = tt__end_point(view, 1);
    return first && (tt_period_compare(first->period, finding->first) < 0 ||
                     tt_period_compare(last->period, finding->last) > 0);
}

tt_status tt__find_trends(const tt_chart_request *request, const tt__views *views,
                          tt__finding **findings, tt_error *err)
{
    tt_status status = TT_OK;
    tt__finding *list = tt_calloc(views->count, sizeof *list);
    *findings = list;
    if (!list)
        return tt_fail(err, TT_ENOMEM, "no memory for a chart");
    for (size_t i = 0; i < views->count && status == TT_OK; i++) {
        status = tt__find_trend(request, views->list[i].series, &list[i], err);
        list[i].in_part = is_in_part(&views->list[i], &list[i]);
    }
    return status;
}

enum { NAMED = 3 }; /* as many series a headline can name */

/* "federal fell by 25% a year; state rose by 3% a year". NULL when there is none, or more than NAMED. */
static const char *clear_words(tt_chart *chart, const tt__views *views, const tt__finding *findings,
                               size_t *clear)
{
    const char *text = NULL;
    *clear = 0;
    for (size_t i = 0; i < views->count; i++) {
        if (!is_clear(&findings[i]) || ++*clear > NAMED)
            continue;
        const char *one = move_words(chart, views->list[i].inner, &findings[i], TT__SAY_FELL_CLAUSE,
                                     TT__SAY_ROSE_CLAUSE);
        text = text ? tt__say(chart, TT__SAY_SEMICOLON, text, one) : one;
    }
    return *clear > NAMED ? NULL : text;
}

/* "state", "prosecutions and convictions", "the others": those without a clear trend. */
static const char *unclear_words(tt_chart *chart, const tt__views *views,
                                 const tt__finding *findings, int others, size_t *unclear)
{
    const char *names[NAMED] = {NULL};
    *unclear = 0;
    for (size_t i = 0; i < views->count; i++) {
        if (findings[i].direction != TT__UNCLEAR)
            continue;
        if (*unclear < NAMED)
            names[*unclear] = views->list[i].inner;
        ++*unclear;
    }
    if (*unclear > NAMED)
        return tt__words(chart, others ? TT__SAY_THE_OTHERS : TT__SAY_ANY_SERIES);
    return tt__and_list(chart, names, *unclear);
}

/* The first period of a new definition in some view; NULL when there is none. */
static const tt_point *first_break(const tt__view *views, size_t count)
{
    const tt_point *first = NULL;
    for (size_t i = 0; i < count; i++)
        for (size_t p = 1; p < views[i].list.count; p++) {
            const tt_point *point = &views[i].list.points[p];
            if (point->break_before &&
                (!first || tt_period_compare(point->period, first->period) < 0))
                first = point;
        }
    return first;
}

/* Where no trend can be told: that the definition changes, or only what it is about. */
static const char *subject_title(tt_chart *chart, const char *subject, const tt_point *broken,
                                 const char *figures)
{
    if (broken)
        return tt__say(chart, TT__SAY_NOT_COMPARABLE, subject,
                       tt__span_text(chart, broken->period, broken->period));
    return figures ? tt__say(chart, TT__SAY_COLON, subject, figures) : subject;
}

const char *tt__compare_title(tt_chart *chart, const char *subject, const tt__views *views,
                              const tt__finding *findings)
{
    size_t clear;
    size_t unclear;
    const char *moved = clear_words(chart, views, findings, &clear);
    const char *rest = unclear_words(chart, views, findings, clear > 0, &unclear);
    const char *text;
    if (clear + unclear == 0)
        return tt__capital(
            chart,
            subject_title(chart, subject ? subject : tt__words(chart, TT__SAY_SEVERAL_SERIES),
                          first_break(views->list, views->count), NULL));
    if (clear == 0)
        return tt__say(chart, TT__SAY_UNCLEAR, subject ? subject : rest);
    const char *number = tt__say(chart, TT__SAY_SOME_CLEAR, tt__number(chart, (double)clear, 0),
                                 tt__number(chart, (double)(clear + unclear), 0));
    chart->short_title =
        tt__capital(chart, subject ? tt__say(chart, TT__SAY_COLON, subject, number) : number);
    if (!moved)
        text = number;
    else if (unclear == 0)
        text = moved;
    else
        text =
            tt__say(chart, TT__SAY_SEMICOLON, moved, tt__say(chart, TT__SAY_UNCLEAR_CLAUSE, rest));
    return tt__capital(chart, subject ? tt__say(chart, TT__SAY_COLON, subject, text) : text);
}

const char *tt__single_title(tt_chart *chart, const tt__view *view, const char *subject,
                             const tt__finding *finding)
{
    const char *ends = tt__ends_words(chart, view);
    if (!subject)
        subject = view->subject;
    if (is_clear(finding))
        return tt__capital(chart, tt__clear_trend(chart, subject, finding));
    const tt_point *broken = first_break(view, 1);
    if (finding->direction == TT__UNCLEAR && !broken)
        return tt__capital(chart, tt__say(chart, TT__SAY_UNCLEAR_ENDS, subject, ends));
    if (finding->direction == TT__UNCLEAR)
        return tt__capital(chart, tt__say(chart, TT__SAY_UNCLEAR, subject));
    return tt__capital(chart, subject_title(chart, subject, broken, ends));
}

static const char *at_period(tt_chart *chart, const tt_point *point)
{
    return tt__say(chart, TT__SAY_IN, tt__number(chart, point->value, point->decimals),
                   tt__span_text(chart, point->period, point->period));
}

const char *tt__ends_words(tt_chart *chart, const tt__view *view)
{
    tt__view stretch = *view; /* since the last new definition that has a figure */
    const tt_point *last = tt__end_point(view, 1);
    for (size_t p = 1; last && p < view->list.count; p++)
        if (view->list.points[p].break_before && &view->list.points[p] <= last)
            stretch.list =
                (tt_point_list){.points = view->list.points + p, .count = view->list.count - p};
    const tt_point *first = tt__end_point(&stretch, 0);
    if (!first)
        return NULL;
    if (first == last)
        return at_period(chart, first);
    return tt__say(chart, TT__SAY_COMMA, at_period(chart, first), at_period(chart, last));
}

/* First and last figure, highest and lowest. */
static const char *range_words(tt_chart *chart, const tt__view *view)
{
    const tt_point *lowest = NULL;
    const tt_point *highest = NULL;
    for (size_t i = 0; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[i];
        if (isnan(point->value) || (point->flags & TT_VALUE_PARTIAL))
            continue;
        if (!lowest || point->value < lowest->value)
            lowest = point;
        if (!highest || point->value > highest->value)
            highest = point;
    }
    const char *ends = tt__ends_words(chart, view);
    if (!lowest || lowest == highest)
        return ends;
    return tt__say(
        chart, TT__SAY_SEMICOLON, ends,
        tt__say(chart, TT__SAY_HIGH_LOW, at_period(chart, highest), at_period(chart, lowest)));
}

void tt__note_findings(tt_chart *chart, const tt__finding *findings, size_t count)
{
    size_t least = SIZE_MAX;
    size_t most = 0;
    int across = 0;
    int unbroken = 0;
    for (size_t i = 0; i < count; i++) {
        if (findings[i].direction == TT__UNKNOWN)
            continue;
        least = findings[i].n < least ? findings[i].n : least;
        most = findings[i].n > most ? findings[i].n : most;
        across |= (findings[i].notes & TT_NOTE_ACROSS_BREAKS) != 0;
        unbroken |= (findings[i].notes & TT_NOTE_UNBROKEN_RUN) != 0;
    }
    if (most == 0)
        return;
    const char *low = tt__number(chart, (double)least, 0);
    const char *high = tt__number(chart, (double)most, 0);
    const char *n = least == most ? tt__say(chart, TT__SAY_N, high)
                                  : tt__say(chart, TT__SAY_N_RANGE, low, high);
    tt_chart_add_note(chart,
                      tt__say(chart, least < FEW ? TT__SAY_NOTE_TREND_FEW : TT__SAY_NOTE_TREND, n));
    if (unbroken)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_UNBROKEN));
    if (across)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_ACROSS));
}

void tt__set_alt(tt_chart *chart, const tt__views *views, tt__phrase kind)
{
    enum { LONGEST = 250 };
    const char *figures = range_words(chart, &views->list[0]);
    const char *about =
        views->indicator ? views->indicator : tt__words(chart, TT__SAY_SEVERAL_SERIES);
    const char *text =
        tt__say(chart, TT__SAY_ALT, tt__words(chart, kind), about,
                tt__span_text(chart, views->first, views->last), chart->title,
                views->list[0].long_label, figures ? figures : tt__words(chart, TT__SAY_NO_FIGURE));
    /* The source stands below the chart as well: it is left out where it would be cut. */
    if (text && chart->source && strlen(text) + strlen(chart->source) < LONGEST)
        text = tt_chart_format(chart, "%s %s", text, chart->source);
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_text_clean(&clean, text ? text : "", LONGEST);
    chart->alt = tt_chart_text(chart, tt_strbuf_text(&clean));
    chart->failed |= clean.failed;
    tt_strbuf_clear(&clean);
}
