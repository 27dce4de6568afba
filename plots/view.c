/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Series with the names and colours under which charts show them. */
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/text.h"

const tt_point *tt__point_at(const tt__view *view, tt_period period)
{
    for (size_t i = 0; i < view->list.count; i++)
        if (tt_period_compare(view->list.points[i].period, period) == 0)
            return &view->list.points[i];
    return NULL;
}

const tt_point *tt__end_point(const tt__view *view, int last)
{
    const tt_point *partial = NULL;
    for (size_t i = 0; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[last ? view->list.count - 1 - i : i];
        if (isnan(point->value))
            continue;
        if (!(point->flags & TT_VALUE_PARTIAL))
            return point;
        partial = partial ? partial : point;
    }
    return partial;
}

int tt__has_break(const tt__view *view)
{
    for (size_t i = 1; i < view->list.count; i++)
        if (view->list.points[i].break_before)
            return 1;
    return 0;
}

int tt__breaks_between(const tt__view *view, tt_period from, tt_period to)
{
    for (size_t i = 0; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[i];
        if (point->break_before && tt_period_compare(point->period, from) > 0 &&
            tt_period_compare(point->period, to) <= 0)
            return 1;
    }
    return 0;
}

double tt__last_figure(const tt__view *view)
{
    const tt_point *point = tt__end_point(view, 1);
    return point ? point->value : -INFINITY;
}

size_t tt__add_periods(const tt__view *view, tt_period *list, size_t count, size_t most)
{
    for (size_t p = 0; p < view->list.count; p++) {
        tt_period period = view->list.points[p].period;
        size_t at = 0;
        while (at < count && tt_period_compare(list[at], period) < 0)
            at++;
        if ((at < count && tt_period_compare(list[at], period) == 0) || count == most)
            continue;
        memmove(list + at + 1, list + at, (count - at) * sizeof *list);
        list[at] = period;
        count++;
    }
    return count;
}

const char *tt__slug(tt_chart *chart, const char *text)
{
    tt_strbuf slug = TT_STRBUF_INIT;
    tt_text_slug(&slug, text ? text : "");
    const char *copy = tt_chart_text(chart, slug.length ? slug.text : "chart");
    chart->failed |= slug.failed;
    tt_strbuf_clear(&slug);
    return copy;
}

/* ---- colours ---- */

/* Whether a series like this one exists with another value in one dimension. */
static int has_sibling(const tt_dataset *ds, const tt_series *s, size_t dimension, uint32_t value)
{
    enum { DIMENSIONS = 64 };
    uint32_t key[DIMENSIONS];
    size_t width = tt_dataset_dimension_count(ds);
    if (width > DIMENSIONS)
        return 1;
    memcpy(key, s->key, width * sizeof *key);
    key[dimension] = value;
    return tt_dataset_find_series(ds, key, s->unit_id) != TT_NONE;
}

/* Place of a value among those that its siblings have, in the order of the text. */
static size_t place_of(const tt_dataset *ds, const tt_series *s, size_t dimension)
{
    size_t place = 0;
    uint32_t value = s->key[dimension];
    const char *text = tt_dataset_value(ds, dimension, value);
    tt_dimension_role role = tt_dataset_role(ds, dimension);
    for (uint32_t v = 1; v < tt_dataset_value_count(ds, dimension); v++) {
        const char *other = tt_dataset_value(ds, dimension, v);
        int a = tt_word_rank(role, other);
        int b = tt_word_rank(role, text);
        int before = a < b || (a == b && strcmp(other, text) < 0);
        place += before && has_sibling(ds, s, dimension, v) ? 1 : 0;
    }
    return place;
}

static tt_ink sex_ink(const char *word)
{
    switch (tt_sex_of(word)) {
    case TT_SEX_FEMALE:
        return TT_INK_PURPLE;
    case TT_SEX_MALE:
        return TT_INK_GREEN;
    case TT_SEX_UNSPECIFIED:
    case TT_SEX_NONE:
        break;
    }
    return TT_INK_HATCH;
}

static tt_ink stage_ink(const char *indicator)
{
    switch (tt_stage_of(indicator)) {
    case TT_STAGE_INVESTIGATION:
        return TT_INK_BLUE;
    case TT_STAGE_PROSECUTION:
        return TT_INK_GREEN;
    case TT_STAGE_CONVICTION:
        return TT_INK_VERMILION;
    case TT_STAGE_VICTIM:
        return TT_INK_PURPLE;
    case TT_STAGE_NONE:
        break;
    }
    return TT_INK_BLUE;
}

tt_ink tt__ink_of(const tt_dataset *ds, size_t series)
{
    const tt_series *s = tt_dataset_series(ds, series);
    for (size_t d = tt_dataset_dimension_count(ds); d-- > 0;) {
        tt_dimension_role role = tt_dataset_role(ds, d);
        if (s->key[d] == 0 || role == TT_ROLE_INDICATOR || role == TT_ROLE_AREA)
            continue;
        const char *word = tt_dataset_value(ds, d, s->key[d]);
        if (role == TT_ROLE_SEX)
            return sex_ink(word);
        if (tt_word_is_unspecified(word))
            return TT_INK_HATCH;
        return tt_theme_category(place_of(ds, s, d));
    }
    size_t indicator = tt_dataset_find_role(ds, TT_ROLE_INDICATOR);
    return indicator == TT_NONE ? TT_INK_BLUE
                                : stage_ink(tt_dataset_value(ds, indicator, s->key[indicator]));
}

static int ink_taken(const tt__views *views, size_t before, tt_ink ink)
{
    for (size_t i = 0; i < before; i++)
        if (views->list[i].ink == ink && !views->list[i].quiet)
            return 1;
    return 0;
}

tt_ink tt__distinct_ink(const tt__views *views, size_t index)
{
    tt_ink ink = views->list[index].ink;
    if (ink == TT_INK_HATCH || ink == TT_INK_TEXT) /* what is unspecified, and totals */
        return ink;
    for (size_t place = 0; place < TT_INK_COUNT && ink_taken(views, index, ink); place++)
        ink = tt_theme_category(place);
    return ink;
}

void tt__make_distinct(tt__views *views)
{
    for (size_t i = 0; i < views->count; i++)
        if (!views->list[i].quiet)
            views->list[i].ink = tt__distinct_ink(views, i);
}

void tt__quieten(tt_chart *chart, tt__views *views)
{
    if (views->count <= TT__LOUD_MAX)
        return;
    for (size_t i = 0; i < views->count; i++) {
        size_t higher = 0;
        double own = tt__last_figure(&views->list[i]);
        for (size_t k = 0; k < views->count; k++) {
            double other = tt__last_figure(&views->list[k]);
            higher += other > own || (other == own && k < i) ? 1 : 0;
        }
        views->list[i].quiet = higher >= TT__LOUD_MAX;
        if (views->list[i].quiet)
            views->list[i].ink = TT_INK_GREY;
    }
    tt_chart_add_note(chart,
                      tt__say(chart, TT__SAY_NOTE_QUIET, tt__number(chart, (double)TT__LOUD_MAX, 0),
                              tt__number(chart, (double)views->count, 0)));
}

/* ---- names ---- */

static int varies(const tt__views *views, size_t dimension)
{
    for (size_t i = 1; i < views->count; i++)
        if (views->list[i].data->key[dimension] != views->list[0].data->key[dimension])
            return 1;
    return 0;
}

static int has_key_of(const tt_dataset *ds, size_t other, size_t series)
{
    return memcmp(tt_dataset_series(ds, other)->key, tt_dataset_series(ds, series)->key,
                  tt_dataset_dimension_count(ds) * sizeof(uint32_t)) == 0;
}

/* Whether the same is counted in another unit too, so that the name alone would not tell which. The series of
 * one key stand beside each other: looking at all would make the time grow with the square of their number. */
static int in_two_units(const tt_dataset *ds, size_t series)
{
    size_t first = series;
    size_t counted = 0;
    while (first > 0 && has_key_of(ds, first - 1, series))
        first--;
    for (size_t i = first; i < tt_dataset_series_count(ds) && has_key_of(ds, i, series); i++)
        counted += tt_dataset_series(ds, i)->unit_kind == TT_UNIT_COUNT;
    return tt_dataset_series(ds, series)->unit_kind == TT_UNIT_COUNT && counted > 1;
}

const char *tt__part_text(const tt_dataset *ds, size_t dimension, uint32_t value)
{
    const char *text = tt_dataset_value(ds, dimension, value);
    uint32_t breakdown = tt_dataset_breakdown(ds, dimension, value);
    const char *name = breakdown ? tt_dataset_text(ds, breakdown - 1) : "";
    size_t length = strlen(name);
    int begins = length && strncmp(text, name, length) == 0 && strncmp(text + length, ": ", 2) == 0;
    return begins && text[length + 2] ? text + length + 2 : text;
}

/* The words of a series, indicator first, that vary over the chart (or all, with `all`). `adjectives` puts
 * those before the indicator that belong there: "federal investigations". */
static const char *join_words(const tt_dataset *ds, tt_chart *chart, const tt__views *views,
                              const tt__view *view, int all, int adjectives)
{
    const char *text = NULL;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++) {
            tt_dimension_role role = tt_dataset_role(ds, d);
            int first = role == TT_ROLE_INDICATOR;
            int shown = varies(views, d) || (all && role != TT_ROLE_AREA);
            if (first != (pass == 0) || view->data->key[d] == 0 || !shown)
                continue;
            const char *value = all ? tt_dataset_value(ds, d, view->data->key[d])
                                    : tt__part_text(ds, d, view->data->key[d]);
            const char *word = tt__data_word(chart, value);
            int before = text && adjectives && tt__is_adjective(value);
            text = !text    ? word
                   : before ? tt__say(chart, TT__SAY_ADJECTIVE_NOUN, word, text)
                            : tt__say(chart, TT__SAY_COMMA, text, word);
        }
    }
    if (!text)
        text = tt__words(chart, TT__SAY_TOTAL);
    return all && in_two_units(ds, view->series)
               ? tt__say(chart, TT__SAY_WITH_UNIT, text, tt__data_word(chart, view->data->unit))
               : text;
}

static void name_view(const tt_dataset *ds, tt_chart *chart, const tt__views *views, tt__view *view)
{
    view->inner = join_words(ds, chart, views, view, 0, 0);
    view->label = tt__capital(chart, view->inner);
    view->long_label = tt__capital(chart, join_words(ds, chart, views, view, 1, 0));
    view->subject = join_words(ds, chart, views, view, 1, 1);
}

const tt__view *tt__other_unit(const tt__views *views)
{
    for (size_t i = 1; i < views->count; i++)
        if (views->list[i].data->unit_id != views->list[0].data->unit_id)
            return &views->list[i];
    return NULL;
}

/* What is the same in all series of the chart. */
static void find_common(const tt_dataset *ds, tt_chart *chart, tt__views *views)
{
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++) {
        uint32_t value = views->list[0].data->key[d];
        tt_dimension_role role = tt_dataset_role(ds, d);
        if (value == 0 || varies(views, d))
            continue;
        if (role == TT_ROLE_AREA && !views->area)
            views->area = tt__data_word(chart, tt_dataset_value(ds, d, value));
        if (role != TT_ROLE_INDICATOR)
            continue;
        views->indicator_name = tt_dataset_value(ds, d, value);
        views->indicator = tt__data_word(chart, views->indicator_name);
    }
    if (!tt__other_unit(views) && views->list[0].data->unit[0])
        views->unit = tt__data_word(chart, views->list[0].data->unit);
}

const char *tt__unit_words(tt_chart *chart, const tt_dataset *ds, const tt__view *view)
{
    size_t indicator = tt_dataset_find_role(ds, TT_ROLE_INDICATOR);
    const char *unit = view->data->unit;
    if (strcmp(unit, "persons") == 0 && indicator != TT_NONE) {
        switch (tt_stage_of(tt_dataset_value(ds, indicator, view->data->key[indicator]))) {
        case TT_STAGE_PROSECUTION:
            return tt__words(chart, TT__SAY_PERSONS_PROSECUTED);
        case TT_STAGE_CONVICTION:
            return tt__words(chart, TT__SAY_PERSONS_CONVICTED);
        case TT_STAGE_VICTIM:
            return tt__words(chart, TT__SAY_VICTIMS_IDENTIFIED);
        case TT_STAGE_INVESTIGATION:
        case TT_STAGE_NONE:
            break;
        }
    }
    return *unit ? tt__data_word(chart, unit) : tt__words(chart, TT__SAY_FIGURES);
}

const char *tt__per_period(tt_chart *chart, const tt__views *views)
{
    const char *unit = views->unit ? views->unit : tt__words(chart, TT__SAY_FIGURES);
    int months = views->list[0].list.points[0].period.months;
    tt__phrase how = months == 1   ? TT__SAY_A_MONTH
                     : months == 3 ? TT__SAY_A_QUARTER
                                   : TT__SAY_A_YEAR;
    return tt__capital(chart, tt__say(chart, how, unit));
}

/* Whether a view is the margin in every dimension of parts, and one of them has parts in the chart. */
static int is_total(const tt_dataset *ds, const tt__views *views, const tt__view *view)
{
    int beside = 0;
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++) {
        if (!tt_role_is_summable(tt_dataset_role(ds, d)) || !varies(views, d))
            continue;
        if (view->data->key[d] != 0)
            return 0;
        beside = 1;
    }
    return beside;
}

/* A total beside its parts is drawn in the colour of text, so that it is no part. */
static void mark_totals(const tt_dataset *ds, tt__views *views)
{
    for (size_t i = 0; i < views->count; i++)
        if (is_total(ds, views, &views->list[i]))
            views->list[i].ink = TT_INK_TEXT;
}

tt_status tt__views_make(const tt_chart_request *request, tt_chart *chart, tt__views *out,
                         tt_error *err)
{
    *out = (tt__views){.list = tt_calloc(request->count, sizeof *out->list)};
    if (!out->list)
        return tt_fail(err, TT_ENOMEM, "no memory for a chart");
    tt_status status = TT_OK;
    for (size_t i = 0; i < request->count && status == TT_OK; i++) {
        tt__view *view = &out->list[out->count];
        *view = (tt__view){.series = request->series[i],
                           .data = tt_dataset_series(request->data, request->series[i]),
                           .ink = tt__ink_of(request->data, request->series[i])};
        status = tt_dataset_points(request->data, view->series, request->from, request->to,
                                   &view->list, err);
        if (status != TT_OK || view->list.count == 0) {
            tt_point_list_clear(&view->list);
            continue;
        }
        tt_period first = view->list.points[0].period;
        tt_period last = view->list.points[view->list.count - 1].period;
        if (out->count == 0 || tt_period_compare(first, out->first) < 0)
            out->first = first;
        if (out->count == 0 || tt_period_compare(last, out->last) > 0)
            out->last = last;
        out->count++;
    }
    if (status == TT_OK && out->count == 0)
        status = tt_fail(err, TT_ETOOFEW, "no series of the chart has a figure in these years");
    if (status != TT_OK) {
        tt__views_clear(out);
        return status;
    }
    find_common(request->data, chart, out);
    mark_totals(request->data, out);
    for (size_t i = 0; i < out->count; i++)
        name_view(request->data, chart, out, &out->list[i]);
    return TT_OK;
}

void tt__views_clear(tt__views *views)
{
    for (size_t i = 0; i < views->count; i++)
        tt_point_list_clear(&views->list[i].list);
    tt_free(views->list);
    *views = (tt__views){0};
}

/* ---- what every chart says about its data ---- */

int tt__any_flag(const tt__views *views, unsigned flag)
{
    for (size_t i = 0; i < views->count; i++)
        for (size_t p = 0; p < views->list[i].list.count; p++)
            if (views->list[i].list.points[p].flags & flag)
                return 1;
    return 0;
}

/* The sources of all points, each once, the first three in the order of the data. */
static void set_source(const tt_chart_request *request, tt_chart *chart, const tt__views *views)
{
    enum { SHOWN = 3 };
    uint32_t seen[SHOWN];
    size_t count = 0;
    int more = 0;
    tt_strbuf text = TT_STRBUF_INIT;
    for (size_t i = 0; i < views->count; i++)
        for (size_t p = 0; p < views->list[i].list.count; p++) {
            const tt_observation *row =
                tt_dataset_observation(request->data, views->list[i].list.points[p].observation);
            uint32_t source = tt_dataset_origin(request->data, row)->source;
            size_t k = 0;
            while (k < count && seen[k] != source)
                k++;
            if (!source || k < count)
                continue;
            if (count == SHOWN) {
                more = 1;
                continue;
            }
            tt_strbuf_add(&text, count ? "; " : "");
            tt_strbuf_add(&text, tt_dataset_text(request->data, source));
            seen[count++] = source;
        }
    if (count) {
        const char *sources = tt_strbuf_text(&text);
        if (more)
            sources = tt__say(chart, TT__SAY_AND_OTHERS, sources);
        chart->source = tt__say(chart, TT__SAY_SOURCE, sources);
    }
    chart->failed |= text.failed;
    tt_strbuf_clear(&text);
}

/* Whether some series has totals that are sums beside printed ones. */
static int some_printed(const tt__views *views)
{
    for (size_t i = 0; i < views->count; i++) {
        int derived = 0;
        int printed = 0;
        for (size_t p = 0; p < views->list[i].list.count; p++) {
            const tt_point *point = &views->list[i].list.points[p];
            derived |= (point->flags & TT_VALUE_DERIVED) != 0;
            printed |= !(point->flags & TT_VALUE_DERIVED) && !isnan(point->value);
        }
        if (derived && printed)
            return 1;
    }
    return 0;
}

static int counts_victims(const tt_chart_request *request, const tt__views *views)
{
    size_t indicator = tt_dataset_find_role(request->data, TT_ROLE_INDICATOR);
    for (size_t i = 0; indicator != TT_NONE && i < views->count; i++)
        if (tt_stage_of(tt_dataset_value(request->data, indicator,
                                         views->list[i].data->key[indicator])) == TT_STAGE_VICTIM)
            return 1;
    return 0;
}

static void add_notes(const tt_chart_request *request, tt_chart *chart, const tt__views *views)
{
    const int derived = tt__any_flag(views, TT_VALUE_DERIVED);
    const struct {
        int applies;
        tt__phrase words;
    } notes[] = {
        {derived && !some_printed(views), TT__SAY_NOTE_DERIVED},
        {derived && some_printed(views), TT__SAY_NOTE_DERIVED_SOME},
        {counts_victims(request, views), TT__SAY_NOTE_DETECTED},
    };
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        if (notes[i].applies)
            tt_chart_add_note(chart, tt__words(chart, notes[i].words));
}

void tt__finish_chart(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                      const char *what)
{
    const char *text = what;
    if (views->area)
        text = tt__say(chart, TT__SAY_COMMA, text, views->area);
    text = tt__say(chart, TT__SAY_COMMA, text, tt__span_text(chart, views->first, views->last));
    if (text && !chart->subtitle_count)
        tt_chart_set_subtitle(chart, &(tt_span){.text = text, .ink = TT_INK_MUTED}, 1);
    if (request->title)
        chart->title = chart->short_title = tt_chart_text(chart, request->title);
    if (request->name)
        chart->name = tt__slug(chart, request->name);
    else
        chart->name =
            tt__slug(chart, tt_chart_format(chart, "%s-%s", chart->kind,
                                            views->count == 1       ? views->list[0].data->name
                                            : views->indicator_name ? views->indicator_name
                                                                    : "series"));
    add_notes(request, chart, views);
    set_source(request, chart, views);
}
