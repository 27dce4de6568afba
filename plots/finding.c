/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From fits to words. */
#include "finding.h"

#include <math.h>
#include <string.h>

#include "tiptrend/countreg.h"
#include "tiptrend/text.h"

static double level(const tt_chart_request *request)
{
    return request->conf > 0 ? request->conf : 0.95;
}

/* Both fits of a run. A fit that does not exist leaves the finding unknown. */
static void fit(const tt_chart_request *request, const tt_run *run, tt__finding *out)
{
    tt_points points = tt_run_points(run);
    points.exposure = NULL; /* charts of counts; rates bring their own exposures */
    tt_countreg_options options = {.model = TT_COUNTREG_QUASI, .conf = level(request)};
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
static const char *percent(tt_chart *chart, double apc)
{
    return tt__number(chart, fabs(apc), fabs(apc) < 10 ? 1 : 0);
}

const char *tt__trend_words(tt_chart *chart, const tt__finding *finding, int plural)
{
    switch (finding->direction) {
    case TT__FALL:
        return tt_chart_format(chart, "fell by %s%% a year", percent(chart, finding->apc.value));
    case TT__RISE:
        return tt_chart_format(chart, "rose by %s%% a year", percent(chart, finding->apc.value));
    case TT__UNCLEAR:
        return plural ? "show no clear trend" : "shows no clear trend";
    case TT__UNKNOWN:
        break;
    }
    return NULL;
}

tt_status tt__find_trends(const tt_chart_request *request, const tt__views *views,
                          tt__finding *findings, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < views->count && status == TT_OK; i++)
        status = tt__find_trend(request, views->list[i].series, &findings[i], err);
    return status;
}

enum { NAMED = 3 }; /* as many series a headline can name */

/* "federal fell by 25% a year; state rose by 3% a year": the clear ones, up to NAMED. */
static const char *clear_words(tt_chart *chart, const tt__views *views, const tt__finding *findings,
                               int lower, size_t *clear)
{
    const char *text = NULL;
    *clear = 0;
    for (size_t i = 0; i < views->count; i++) {
        if (findings[i].direction != TT__FALL && findings[i].direction != TT__RISE)
            continue;
        const char *label = views->list[i].label;
        if (lower || text)
            label = tt__lower_label(chart, label);
        const char *one = tt_chart_format(chart, "%s %s", label ? label : "",
                                          tt__trend_words(chart, &findings[i], 1));
        if (++*clear <= NAMED)
            text = text ? tt_chart_format(chart, "%s; %s", text, one ? one : "") : one;
    }
    return text;
}

/* "state", "prosecutions and convictions", "the others": those without a clear trend. */
static const char *unclear_words(tt_chart *chart, const tt__views *views,
                                 const tt__finding *findings, size_t *unclear)
{
    const char *text = NULL;
    *unclear = 0;
    for (size_t i = 0; i < views->count; i++)
        *unclear += findings[i].direction == TT__UNCLEAR ? 1 : 0;
    if (*unclear > NAMED)
        return "the others";
    size_t named = 0;
    for (size_t i = 0; i < views->count; i++) {
        if (findings[i].direction != TT__UNCLEAR)
            continue;
        const char *label = tt__lower_label(chart, views->list[i].label);
        named++;
        text = !text ? label
                     : tt_chart_format(chart, "%s%s%s", text, named == *unclear ? " and " : ", ",
                                       label ? label : "");
    }
    return text;
}

const char *tt__compare_title(tt_chart *chart, const char *subject, const tt__views *views,
                              const tt__finding *findings)
{
    size_t clear;
    size_t unclear;
    const char *moved = clear_words(chart, views, findings, subject != NULL, &clear);
    const char *rest = unclear_words(chart, views, findings, &unclear);
    if (clear + unclear == 0)
        return subject ? subject : "Figures of several series";
    if (clear == 0)
        return subject ? tt_chart_format(chart, "%s show no clear trend", subject)
                       : tt_chart_format(chart, "No clear trend in %s",
                                         unclear > NAMED ? "any series"
                                         : rest          ? rest
                                                         : "");
    const char *head = subject ? tt_chart_format(chart, "%s: ", subject) : "";
    if (clear > NAMED)
        return tt_chart_format(chart, "%s%zu of %zu series show a clear trend", head ? head : "",
                               clear, clear + unclear);
    if (unclear == 0)
        return tt_chart_format(chart, "%s%s", head ? head : "", moved ? moved : "");
    int one = unclear == 1;
    return tt_chart_format(chart, "%s%s; %s show%s no clear trend", head ? head : "",
                           moved ? moved : "", rest ? rest : "", one && subject ? "s" : "");
}

/* The first (or last) point of a view with a figure; NULL when there is none. */
static const tt_point *end_point(const tt__view *view, int last)
{
    for (size_t i = 0; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[last ? view->list.count - 1 - i : i];
        if (!isnan(point->value))
            return point;
    }
    return NULL;
}

static const char *at_period(tt_chart *chart, const tt_point *point)
{
    return tt_chart_format(chart, "%s in %s", tt__number(chart, point->value, point->decimals),
                           tt__span_text(chart, point->period, point->period));
}

const char *tt__ends_words(tt_chart *chart, const tt__view *view)
{
    const tt_point *first = end_point(view, 0);
    const tt_point *last = end_point(view, 1);
    if (!first)
        return NULL;
    if (first == last)
        return at_period(chart, first);
    return tt_chart_format(chart, "%s, %s", at_period(chart, first), at_period(chart, last));
}

const char *tt__range_words(tt_chart *chart, const tt__view *view)
{
    const tt_point *lowest = NULL;
    const tt_point *highest = NULL;
    for (size_t i = 0; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[i];
        if (isnan(point->value))
            continue;
        if (!lowest || point->value < lowest->value)
            lowest = point;
        if (!highest || point->value > highest->value)
            highest = point;
    }
    if (!lowest || lowest == highest)
        return tt__ends_words(chart, view);
    return tt_chart_format(chart, "%s; highest %s, lowest %s", tt__ends_words(chart, view),
                           at_period(chart, highest), at_period(chart, lowest));
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
    const char *n = least == most ? tt_chart_format(chart, "n = %zu", most)
                                  : tt_chart_format(chart, "n = %zu to %zu", least, most);
    const char *few = least < 8 ? ": a description, not a test" : "";
    tt_chart_add_note(chart,
                      tt_chart_format(chart,
                                      "Trend: log-linear, limits widened for the scatter of the "
                                      "counts (quasi-Poisson); %s%s.",
                                      n ? n : "", few));
    if (unbroken)
        tt_chart_add_note(chart, "Where the definition changes, the longest unbroken run is used.");
    if (across)
        tt_chart_add_note(chart, "Fitted across a change of definition, as asked.");
}

void tt__set_alt(tt_chart *chart, const tt__views *views, const char *kind)
{
    enum { LONGEST = 250 };
    const char *figures = tt__range_words(chart, &views->list[0]);
    const char *text = tt_chart_format(
        chart, "%s of %s, %s: %s. %s: %s. %s", kind,
        views->indicator ? tt__lower_label(chart, views->indicator) : "several series",
        tt__span_text(chart, views->first, views->last), chart->title ? chart->title : "",
        views->list[0].long_label ? views->list[0].long_label : "", figures ? figures : "no figure",
        chart->source ? chart->source : "");
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_text_clean(&clean, text ? text : "", LONGEST);
    chart->alt = tt_chart_text(chart, tt_strbuf_text(&clean));
    chart->failed |= clean.failed;
    tt_strbuf_clear(&clean);
}
