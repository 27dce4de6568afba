/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "share": parts in percent of their whole, one bar for each period, what is not specified hatched and
 * last. The series are the parts, as counts or as printed percentages, and their total if there is one.
 * Parts along several dimensions (sex, form) make one group of bars for each. */
#include <math.h>
#include <string.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"
#include "tiptrend/text.h"

enum {
    ROW_POINTS = 23,
    MOST_PERIODS = 30,
    MOST_GROUPS = 6,
    MOST_NAMED = 5,       /* parts whose names fit over a bar; more have a key above the plot */
    MOST_CHARACTERS = 52, /* of all these names together */
    MOST_HEADLINES = 2    /* groups of several indicators in one title */
};
static const double half_height = 0.36;  /* of a row */
static const double narrowest_text = 5;  /* percent: narrower segments carry no figure */
static const double head_room = 0.45;    /* rows above the first bar of a group, for the names */
static const double least_shown = 0.005; /* percent: less is rounding */
static const double least_drawn = 0.5;   /* percent, of a rest */

/* Parts of one indicator along one dimension. */
typedef struct group {
    size_t dimension;
    uint32_t breakdown;    /* of a nested dimension; 0 elsewhere */
    const char *indicator; /* within a sentence; NULL when the data have none */
    uint32_t indicator_key;
    const tt__view **parts; /* parts[count], what is not specified last */
    size_t count;
    const tt__view *total; /* printed; NULL when there is none */
    int percent;           /* the figures are percentages */
} group;

/* One bar. */
typedef struct bar {
    tt_period period;
    double whole; /* what 100 % is; not-a-number when it is not known */
    double sum;   /* of the shares, in percent */
    double unspecified;
    double rest;  /* what the parts leave of a printed total */
    int complete; /* every part has a figure */
} bar;

/* ---- groups ---- */

/* The dimension of parts in which a series is none of the margin, the last one where there are several;
 * TT_NONE for a total. */
static size_t own_dimension(const tt_dataset *ds, const tt__views *views, const tt__view *view)
{
    for (size_t d = tt_dataset_dimension_count(ds); d-- > 0;) {
        if (view->data->key[d] == 0 || tt_dataset_role(ds, d) == TT_ROLE_INDICATOR)
            continue;
        for (size_t i = 0; i < views->count; i++)
            if (views->list[i].data->key[d] != view->data->key[d])
                return d;
    }
    return TT_NONE;
}

static int is_percent(const tt__view *view)
{
    return view->data->unit_kind == TT_UNIT_PERCENT;
}

/* Puts a part into its group, the unspecified behind the others. */
static void add_part(group *g, const tt__view *part)
{
    size_t at = g->count++;
    while (at > 0 && part->ink != TT_INK_HATCH && g->parts[at - 1]->ink == TT_INK_HATCH) {
        g->parts[at] = g->parts[at - 1];
        at--;
    }
    g->parts[at] = part;
}

/* The printed total of a group among the views: its indicator, no dimension of parts, its unit. */
static const tt__view *find_total(const tt_dataset *ds, const tt__views *views, const group *g)
{
    size_t indicator = tt_dataset_find_role(ds, TT_ROLE_INDICATOR);
    for (size_t i = 0; i < views->count && !g->percent; i++) {
        const tt__view *view = &views->list[i];
        uint32_t key = indicator == TT_NONE ? 0 : view->data->key[indicator];
        if (key == g->indicator_key && view->data->unit_id == g->parts[0]->data->unit_id &&
            own_dimension(ds, views, view) == TT_NONE)
            return view;
    }
    return NULL;
}

/* A colour that no part of the group has yet: of many parts some would share theirs. */
static tt_ink own_ink(const group *g, tt_ink ink)
{
    for (size_t place = 0; place < TT_INK_COUNT; place++) {
        size_t i = 0;
        while (i < g->count && g->parts[i]->ink != ink)
            i++;
        if (i == g->count || ink == TT_INK_HATCH)
            return ink;
        ink = tt_theme_category(place);
    }
    return ink;
}

static int is_of_group(const group *g, const group *own)
{
    return g->dimension == own->dimension && g->breakdown == own->breakdown &&
           g->indicator_key == own->indicator_key && g->percent == own->percent;
}

/* Sorts the views into groups; `room` holds views->count pointers for each group. Returns how many. */
static size_t make_groups(const tt_dataset *ds, tt_chart *chart, tt__views *views,
                          const tt__view **room, group *groups)
{
    size_t count = 0;
    size_t indicator = tt_dataset_find_role(ds, TT_ROLE_INDICATOR);
    for (size_t i = 0; i < views->count; i++) {
        tt__view *view = &views->list[i];
        size_t dimension = own_dimension(ds, views, view);
        if (dimension == TT_NONE)
            continue;
        group own = {.dimension = dimension,
                     .breakdown = tt_dataset_breakdown(ds, dimension, view->data->key[dimension]),
                     .indicator_key = indicator == TT_NONE ? 0 : view->data->key[indicator],
                     .percent = is_percent(view)};
        size_t g = 0;
        while (g < count && !is_of_group(&groups[g], &own))
            g++;
        if (g == MOST_GROUPS)
            continue;
        if (g == count) {
            if (indicator != TT_NONE)
                own.indicator =
                    tt__data_word(chart, tt_dataset_value(ds, indicator, own.indicator_key));
            own.parts = room + g * views->count;
            groups[count++] = own;
        }
        /* A part is named by its dimension alone: the group says of what. */
        view->inner =
            tt__data_word(chart, tt__part_text(ds, dimension, view->data->key[dimension]));
        view->label = tt__capital(chart, view->inner);
        view->ink = own_ink(&groups[g], view->ink);
        add_part(&groups[g], view);
    }
    for (size_t g = 0; g < count; g++)
        groups[g].total = find_total(ds, views, &groups[g]);
    return count;
}

/* ---- one bar ---- */

/* The count behind 100 % of a printed percentage. */
static double base_of(const tt_dataset *ds, const tt__view *view, const tt_point *point)
{
    const tt_observation *row = tt_dataset_observation(ds, point->observation);
    const char *base = tt_dataset_text(ds, tt_dataset_origin(ds, row)->base);
    size_t series = *base ? tt_dataset_base(ds, view->series, base, point->period) : TT_NONE;
    tt_point whole;
    if (series == TT_NONE || !tt_dataset_point_at(ds, series, point->period, &whole))
        return NAN;
    return whole.value;
}

/* The share of one part, in percent; not-a-number when it has no figure. */
static double share_of(const tt__view *part, const bar *b)
{
    const tt_point *point = tt__point_at(part, b->period);
    if (!point || isnan(point->value) || (point->flags & TT_VALUE_PARTIAL))
        return NAN;
    return is_percent(part) ? point->value : 100 * point->value / b->whole;
}

static bar measure(const tt_dataset *ds, const group *g, tt_period period)
{
    bar b = {.period = period, .whole = NAN, .complete = 1};
    if (!g->percent) {
        double sum = 0;
        for (size_t i = 0; i < g->count; i++) {
            const tt_point *point = tt__point_at(g->parts[i], period);
            sum += point && !isnan(point->value) ? point->value : 0;
        }
        const tt_point *printed = g->total ? tt__point_at(g->total, period) : NULL;
        b.whole = printed && printed->value >= sum ? printed->value : sum;
    }
    for (size_t i = 0; i < g->count; i++) {
        const tt__view *part = g->parts[i];
        const tt_point *point = tt__point_at(part, period);
        if (point && g->percent && isnan(b.whole))
            b.whole = base_of(ds, part, point);
        double share = share_of(part, &b);
        if (isnan(share)) {
            b.complete = 0;
            continue;
        }
        b.sum += share;
        b.unspecified += part->ink == TT_INK_HATCH ? share : 0;
    }
    b.rest = !g->percent && b.sum < 100 - least_shown ? 100 - b.sum : 0;
    return b;
}

/* Every period that some part has, in order. */
static size_t all_periods(const group *g, tt_period *out)
{
    size_t count = 0;
    for (size_t i = 0; i < g->count; i++)
        count = tt__add_periods(g->parts[i], out, count, MOST_PERIODS);
    return count;
}

/* ---- drawing ---- */

static void draw_segment(tt_chart *chart, tt_panel *panel, tt_ink ink, double from, double share,
                         double y)
{
    double to = from + share;
    double low = y - half_height;
    double high = y + half_height;
    int hatch = ink == TT_INK_HATCH;
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_BOXES,
                                 .ink = ink,
                                 .fill = hatch ? TT_FILL_HATCH : TT_FILL_SOLID,
                                 .n = 1,
                                 .column = {&from, &to, &low, &high}});
    if (share < narrowest_text)
        return;
    tt_panel_add_label(chart, panel,
                       &(tt_label){.text = tt__percent(chart, share, 0),
                                   .x = (from + to) / 2,
                                   .y = y,
                                   .anchor = TT_ANCHOR_CENTRE,
                                   .bold = 1,
                                   .ink = hatch ? TT_INK_TEXT : ink,
                                   .on_fill = !hatch,
                                   .backed = hatch,
                                   .optional = 1});
}

/* Whether the names of a group fit over its first bar. */
static int names_fit(const group *g)
{
    size_t characters = 0;
    for (size_t i = 0; i < g->count; i++)
        characters += g->parts[i]->label ? tt_text_length(g->parts[i]->label) : 0;
    return g->count <= MOST_NAMED && characters <= MOST_CHARACTERS;
}

/* A bar with, for the first of a group, the names of its segments above it. */
static void draw_bar(tt_chart *chart, tt_panel *panel, const group *g, const bar *b, double y,
                     int named)
{
    double at = 0;
    for (size_t i = 0; i < g->count; i++) {
        const tt__view *part = g->parts[i];
        double share = share_of(part, b);
        if (named)
            tt_panel_add_head(chart, panel,
                              &(tt_end_label){.name = part->label,
                                              .x = at + (share > 0 ? share / 2 : 0),
                                              .y = y + half_height,
                                              .ink = part->ink});
        if (!(share > 0))
            continue;
        draw_segment(chart, panel, part->ink, at, share, y);
        at += share;
    }
    if (b->rest > least_drawn)
        draw_segment(chart, panel, TT_INK_HATCH, at, b->rest, y);
    if (b->rest > least_drawn && named)
        tt_panel_add_head(chart, panel,
                          &(tt_end_label){.name = tt__words(chart, TT__SAY_REST),
                                          .x = at + b->rest / 2,
                                          .y = y + half_height,
                                          .ink = TT_INK_MUTED});
}

static void add_row(tt_chart *chart, tt_panel *panel, const char *about, const bar *b, double y)
{
    const char *name = tt__span_text(chart, b->period, b->period);
    if (about)
        name = tt__say(chart, TT__SAY_COMMA, tt__capital(chart, about), name);
    const char *n =
        isnan(b->whole) ? NULL : tt__say(chart, TT__SAY_N, tt__number(chart, b->whole, 0));
    tt_panel_add_row(chart, panel, &(tt_row){.name = name, .detail = n, .y = y});
}

static void note_sum(tt_chart *chart, const bar *b, const char *about)
{
    const char *when = tt__span_text(chart, b->period, b->period);
    if (!b->complete || b->rest > 0 || fabs(b->sum - 100) < 0.05)
        return;
    tt_chart_add_note(
        chart,
        tt__say(chart, TT__SAY_NOTE_SHARES_ADD,
                about ? tt__capital(chart, tt__say(chart, TT__SAY_COMMA, about, when)) : when,
                tt__percent(chart, b->sum, 0)));
}

/* ---- words ---- */

/* "sex"; of a nested dimension the breakdown, without its "by". */
static const char *dimension_word(const tt_dataset *ds, tt_chart *chart, const group *g)
{
    static const char by[] = "by ";
    if (!g->breakdown)
        return tt__data_word(chart, tt_dataset_dimension(ds, g->dimension));
    const char *text = tt_dataset_text(ds, g->breakdown - 1);
    return tt__data_word(chart, strncmp(text, by, sizeof by - 1) ? text : text + sizeof by - 1);
}

/* What tells the bars of a group from those of the others: the dimension, and the indicator where there are
 * several. NULL for the only group. */
static const char *name_group(const tt_dataset *ds, tt_chart *chart, const tt__views *views,
                              const group *g, size_t groups)
{
    const char *what = dimension_word(ds, chart, g);
    if (groups < 2)
        return NULL;
    return views->indicator || !g->indicator ? what
                                             : tt__say(chart, TT__SAY_COMMA, g->indicator, what);
}

/* The part with the largest share of a bar, the unspecified left out. */
static const tt__view *largest_part(const group *g, const bar *b)
{
    const tt__view *best = NULL;
    for (size_t i = 0; i < g->count; i++) {
        const tt__view *part = g->parts[i];
        if (part->ink == TT_INK_HATCH || isnan(share_of(part, b)))
            continue;
        if (!best || share_of(part, b) > share_of(best, b))
            best = part;
    }
    return best;
}

static const char *single_title(const tt_dataset *ds, tt_chart *chart, const char *subject,
                                const group *g, const bar *b)
{
    const char *what = dimension_word(ds, chart, g);
    const tt__view *most = largest_part(g, b);
    if (b->sum > 100.5 + 0.5 * (double)g->count) /* more than rounding can explain */
        return tt__say(chart, TT__SAY_SHARE_SUM, subject, what, tt__percent(chart, b->sum, 0));
    if (!most)
        return tt__say(chart, TT__SAY_BY, subject, what);
    const char *lead =
        tt__say(chart, TT__SAY_SHARE_OF, most->inner, tt__percent(chart, share_of(most, b), 0),
                subject, tt__span_text(chart, b->period, b->period));
    double unknown = b->unspecified + b->rest;
    if (unknown < 0.5) {
        chart->short_title = tt__capital(chart, tt__say(chart, TT__SAY_BY, subject, what));
        return lead;
    }
    const char *const words[] = {subject, tt__span_text(chart, b->period, b->period), most->inner,
                                 tt__percent(chart, share_of(most, b), 0),
                                 tt__percent(chart, unknown, 0)};
    chart->short_title = tt__capital(
        chart, tt__say_list(chart, TT__SAY_SHARE_SHORT, words, sizeof words / sizeof *words));
    return tt__say(chart, TT__SAY_SHARE_UNKNOWN, lead, tt__percent(chart, unknown, 0), what);
}

/* Whether a later group has the same parts, as counts instead of percentages: the headline takes the later
 * one. */
static int is_repeated(const group *groups, const bar *last, size_t index, size_t count)
{
    for (size_t g = 0; g < count; g++)
        if (g != index && groups[g].dimension == groups[index].dimension &&
            groups[g].breakdown == groups[index].breakdown &&
            groups[g].indicator_key == groups[index].indicator_key &&
            tt_period_compare(last[g].period, last[index].period) > 0)
            return 1;
    return 0;
}

/* Whether all bars that a headline would speak of are of one period. */
static int same_period(const bar *last, size_t count)
{
    for (size_t g = 1; g < count; g++)
        if (tt_period_compare(last[g].period, last[0].period) != 0)
            return 0;
    return 1;
}

/* "Victims in 2018: female 54%, sex trafficking 55%": the largest part of each group. */
static const char *joint_title(tt_chart *chart, const char *subject, const group *groups,
                               const bar *last, size_t count)
{
    const char *list = NULL;
    const char *when = tt__span_text(chart, last[0].period, last[0].period);
    size_t named = subject ? count : MOST_HEADLINES; /* whole names of indicators are long */
    named = named < count ? named : count;
    int same = same_period(last, named);
    for (size_t g = 0; g < named; g++) {
        const tt__view *most = largest_part(&groups[g], &last[g]);
        if (!most || is_repeated(groups, last, g, count))
            continue;
        const char *one = tt__say(chart, TT__SAY_NAME_SHARE, most->inner,
                                  tt__percent(chart, share_of(most, &last[g]), 0));
        if (!subject && groups[g].indicator)
            one = tt__say(chart, TT__SAY_COLON, groups[g].indicator, one);
        if (subject ? tt_period_compare(last[g].period, last[0].period) != 0 : !same)
            one = tt__say(chart, TT__SAY_IN, one,
                          tt__span_text(chart, last[g].period, last[g].period));
        if (!list) /* where the others make it too long */
            chart->short_title =
                tt__capital(chart, subject ? tt__say(chart, TT__SAY_COLON,
                                                     tt__say(chart, TT__SAY_IN, subject, when), one)
                                   : same  ? tt__say(chart, TT__SAY_IN, one, when)
                                           : one);
        tt__phrase how = subject ? TT__SAY_COMMA : TT__SAY_SEMICOLON;
        list = list ? tt__say(chart, how, list, one) : one;
    }
    if (!subject)
        return same ? tt__say(chart, TT__SAY_IN, list, when) : list;
    return tt__say(chart, TT__SAY_COLON, tt__say(chart, TT__SAY_IN, subject, when), list);
}

/* ---- the chart ---- */

static void set_axes(tt_chart *chart, tt_panel *panel, double widest, double rows)
{
    tt__set_value_axis(chart, &panel->x,
                       &(tt__value_axis){.high = widest, .percent = 1, .whole = 1});
    panel->x.grid = 0;
    panel->x.high = fmax(100, widest);
    while (panel->x.ticks && panel->x.ticks[panel->x.tick_count - 1] > panel->x.high)
        panel->x.tick_count--;
    panel->y.low = -rows + 0.5;
    panel->y.high = 0.55;
    panel->row_height = rows > 11 ? 0.75 * ROW_POINTS : ROW_POINTS;
}

/* The span of the bars, for the subtitle. */
static void widen_span(tt__views *views, tt_period period, int first)
{
    if (first || tt_period_compare(period, views->first) < 0)
        views->first = period;
    if (first || tt_period_compare(period, views->last) > 0)
        views->last = period;
}

/* Draws the bars of a group from row `*row` downwards; returns how many. */
static size_t draw_group(const tt_chart_request *request, tt_chart *chart, tt__views *views,
                         const group *g, const char *about, double *row, bar *last)
{
    tt_panel *panel = &chart->panels[0];
    tt_period periods[MOST_PERIODS + 1];
    size_t count = all_periods(g, periods);
    size_t drawn = 0;
    int named_rest = 0; /* over the first bar */
    for (size_t i = 0; i < count; i++) {
        bar b = measure(request->data, g, periods[i]);
        if (!(b.sum > 0))
            continue;
        int named = drawn == 0 && names_fit(g);
        if (drawn == 0 && !named)
            tt__add_key(chart, panel, g->parts, g->count);
        *row += named ? head_room : 0;
        draw_bar(chart, panel, g, &b, -*row, named);
        named_rest |= named && b.rest > least_drawn;
        if (b.rest > least_drawn && !named_rest)
            tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_REST));
        add_row(chart, panel, about, &b, -*row);
        note_sum(chart, &b, about);
        widen_span(views, b.period, chart->panels[0].row_count == 1);
        *row += 1;
        *last = b;
        drawn++;
    }
    return drawn;
}

static tt_status build(const tt_chart_request *request, tt_chart *chart, tt__views *views,
                       const group *groups, size_t count, tt_error *err)
{
    const char *subject = views->indicator;
    if (!subject && count == 1)
        subject = groups[0].indicator ? groups[0].indicator : tt__words(chart, TT__SAY_FIGURES);
    group shown[MOST_GROUPS];
    bar last[MOST_GROUPS];
    size_t drawn = 0;
    double row = 0;
    double widest = 100;
    for (size_t g = 0; g < count; g++) {
        const char *about = name_group(request->data, chart, views, &groups[g], count);
        row += drawn ? 0.25 : 0;
        if (draw_group(request, chart, views, &groups[g], about, &row, &last[drawn]) == 0)
            continue;
        widest = fmax(widest, last[drawn].sum);
        if (groups[g].percent)
            tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_ROUNDED));
        shown[drawn++] = groups[g];
    }
    if (!drawn)
        return tt_fail(err, TT_ETOOFEW, "no period has figures for the parts");
    set_axes(chart, &chart->panels[0], widest, row);
    chart->title = tt__capital(
        chart, drawn > 1 ? joint_title(chart, subject, shown, last, drawn)
                         : single_title(request->data, chart, subject, &shown[0], &last[0]));
    tt__finish_chart(request, chart, views,
                     subject ? tt__capital(chart, tt__say(chart, TT__SAY_PERCENT_OF, subject))
                             : tt__words(chart, TT__SAY_PERCENT_EACH));
    return TT_OK;
}

tt_status tt__kind_share(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    group groups[MOST_GROUPS];
    tt_status status = tt__kind_begin("share", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    const tt__view **room = tt_calloc(views.count * MOST_GROUPS, sizeof *room);
    if (!room)
        status = tt_fail(err, TT_ENOMEM, "no memory for a chart");
    size_t count = room ? make_groups(request->data, chart, &views, room, groups) : 0;
    if (status == TT_OK && count == 0)
        status = tt_fail(err, TT_ETOOFEW, "no parts of a whole among the series of the chart");
    for (size_t g = 0; g < count && status == TT_OK; g++)
        for (size_t i = 1; i < groups[g].count && status == TT_OK; i++)
            if (groups[g].parts[i]->data->unit_id != groups[g].parts[0]->data->unit_id)
                status = tt_fail(err, TT_EUNITS, "'%s' and '%s' are no parts of one whole",
                                 groups[g].parts[i]->data->unit, groups[g].parts[0]->data->unit);
    if (status == TT_OK)
        status = build(request, chart, &views, groups, count, err);
    if (status == TT_OK) {
        tt__set_alt(chart, &views, TT__SAY_KIND_SHARE);
        tt__fill_data(request, chart, &views);
    }
    tt_free(room);
    return tt__kind_end(status, chart, &views, out, err);
}
