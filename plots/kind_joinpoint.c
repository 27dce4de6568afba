/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "joinpoint": the observed figures with the segments of joinpoint regression, one panel for each
 * series. A segment is solid where its annual change is clear of 0 and dashed where it is not, and carries
 * the change with its limits; each joinpoint has a thin rule, its year, and its limits as a bar on the axis.
 * Figures that are not in the fit (beyond a change of definition, of a part of a period) are hollow. */
#include <math.h>

#include "bends.h"
#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"

enum {
    SAMPLES = 32, /* of a segment, which is curved on the scale of the figures */
    MOST_COLUMNS = 3,
    CROWDED = 3, /* joinpoints of one panel, from which panels are wider */
    CROWDED_COLUMNS = 2
};

static const double line_weight = 1.1; /* points */
static const double rule_weight = 0.35;
static const double bar_weight = 3.2;
static const double bar_step = 0.022; /* of the height of the plot, between bars that overlap */
static const double head_room =
    1.16; /* above the highest figure, for labels; of one panel of several */
static const double panel_head_room = 1.3;

/* ---- marks ---- */

static void draw_figures(tt_chart *chart, tt_panel *panel, const tt__bend *fit, int used)
{
    const tt_point_list *list = &fit->view->list;
    double *x = tt_calloc(2 * list->count, sizeof *x);
    if (!x) {
        chart->failed = 1;
        return;
    }
    double *y = x + list->count;
    size_t n = 0;
    for (size_t p = 0; p < list->count; p++) {
        if (isnan(tt__bend_figure(fit, &list->points[p])) ||
            (tt__bend_uses(fit, p) || !fit->model) != used)
            continue;
        x[n] = tt_period_time(list->points[p].period);
        y[n++] = tt__bend_figure(fit, &list->points[p]);
    }
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_POINTS,
                                 .ink = used ? fit->view->ink : TT_INK_MUTED,
                                 .shape = used ? TT_SHAPE_DOT : TT_SHAPE_RING,
                                 .n = n,
                                 .column = {x, y}});
    tt_free(x);
}

/* The curve from one time to another, without a jump on the way. */
static void draw_stretch(tt_chart *chart, tt_panel *panel, const tt__bends *f, const tt__bend *fit,
                         const double between[2], int dashed)
{
    double x[SAMPLES + 1];
    double y[SAMPLES + 1];
    if (!(between[0] < between[1]))
        return;
    for (int i = 0; i <= SAMPLES; i++) {
        x[i] = between[0] + (between[1] - between[0]) * i / SAMPLES;
        y[i] = tt__bend_at(f, fit, x[i]);
    }
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_LINE,
                                 .ink = fit->view->ink,
                                 .weight = line_weight,
                                 .dashed = dashed,
                                 .n = SAMPLES + 1,
                                 .column = {x, y}});
}

static void draw_segments(tt_chart *chart, tt_panel *panel, const tt__bends *f, const tt__bend *fit)
{
    const double *gap = fit->model->beside; /* no line runs across a jump */
    for (size_t j = 0; j <= fit->model->k; j++) {
        const tt_joinpoint_segment *s = &fit->model->segment[j];
        const int dashed = !tt__bend_is_clear(f, s);
        const double before[2] = {s->start, fmin(s->end, gap[0])};
        const double after[2] = {fmax(s->start, gap[1]), s->end};
        draw_stretch(chart, panel, f, fit, before, dashed);
        draw_stretch(chart, panel, f, fit, after, dashed);
    }
}

static void draw_rule(tt_chart *chart, tt_panel *panel, double x, const char *text, int dashed)
{
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                 .ink = TT_INK_MUTED,
                                 .weight = rule_weight,
                                 .dashed = dashed,
                                 .n = 1,
                                 .column = {&x, &panel->y.low, &x, &panel->y.high}});
    tt_panel_add_label(chart, panel,
                       &(tt_label){.text = text,
                                   .x = x,
                                   .y = panel->y.high,
                                   .seek = TT_SEEK_ALONG,
                                   .size = TT_TYPE_SMALL,
                                   .ink = TT_INK_MUTED});
}

/* "2009", or "2009.4" for a joinpoint between two years. */
static const char *year_text(tt_chart *chart, double time)
{
    return tt_chart_format(chart, time == floor(time) ? "%.0f" : "%.1f", time);
}

/* Rules, years and limits of the joinpoints. Bars that overlap stand one above the other. */
static void draw_joinpoints(tt_chart *chart, tt_panel *panel, const tt__bend *fit)
{
    double end[2 * TT_JOINPOINT_MAX] = {0}; /* of the last bar of each row */
    for (size_t j = 0; j < fit->model->k; j++) {
        const tt_estimate *at = &fit->model->joinpoint[j].at;
        if (isnan(at->low) || isnan(at->high))
            continue;
        size_t row = 0;
        while (end[row] > 0 && at->low <= end[row])
            row++;
        end[row] = at->high;
        const double height = panel->y.high - panel->y.low;
        const double y = panel->y.low + height * bar_step * ((double)row + 0.6);
        tt_panel_add_mark(chart, panel,
                          &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                     .ink = TT_INK_MUTED,
                                     .fill = TT_FILL_TINT,
                                     .weight = bar_weight,
                                     .n = 1,
                                     .column = {&at->low, &y, &at->high, &y}});
    }
    for (size_t j = 0; j < fit->model->k; j++) {
        const double at = fit->model->joinpoint[j].at.value;
        draw_rule(chart, panel, at, year_text(chart, at), 0);
    }
}

static void draw_jump(tt_chart *chart, tt_panel *panel, const tt__bend *fit)
{
    if (isfinite(fit->model->break_at))
        draw_rule(chart, panel, fit->model->break_at, tt__words(chart, TT__SAY_NEW_DEFINITION), 1);
}

/* ---- labels ---- */

/* A change a year: percent on the log scale, units on the linear one. */
static const char *change_text(tt_chart *chart, const tt__bends *f, double change)
{
    const int decimals = fabs(change) < 100;
    return tt__bends_are_log(f) ? tt__signed_percent(chart, change, decimals)
                                : tt__signed(chart, change, decimals);
}

/* "+10.7 to +27.8"; whole numbers from a hundred on. */
static const char *limits_text(tt_chart *chart, const tt_estimate *e)
{
    if (isnan(e->low) || isnan(e->high))
        return NULL;
    return tt__say(chart, TT__SAY_LIMITS, tt__signed(chart, e->low, fabs(e->low) < 100),
                   tt__signed(chart, e->high, fabs(e->high) < 100));
}

static void label_segments(tt_chart *chart, tt_panel *panel, const tt__bends *f,
                           const tt__bend *fit)
{
    for (size_t j = 0; j <= fit->model->k; j++) {
        const tt_joinpoint_segment *s = &fit->model->segment[j];
        const double middle = 0.5 * (s->start + s->end);
        tt_panel_add_label(
            chart, panel,
            &(tt_label){.text = tt_chart_format(chart, "%s%s", change_text(chart, f, s->apc.value),
                                                tt__bend_is_clear(f, s) ? "*" : ""),
                        .second = limits_text(chart, &s->apc),
                        .x = middle,
                        .y = tt__bend_at(f, fit, middle),
                        .seek = fit->model->k > 0 ? TT_SEEK_HEAD : TT_SEEK_AROUND,
                        .bold = 1,
                        .backed = 1,
                        .ink = fit->view->ink});
    }
}

/* Of a sentence about the fit: with "in 2013–2022" where the chart shows figures that are not in it. */
static const char *of_its_period(tt_chart *chart, const tt__bend *fit, const char *text)
{
    const tt_point *first = NULL;
    const tt_point *last = NULL;
    int in_part = 0;
    for (size_t i = 0; i < fit->view->list.count; i++) {
        const tt_point *point = &fit->view->list.points[i];
        int used = tt__bend_uses(fit, i);
        in_part |= !used && !isnan(tt__bend_figure(fit, point));
        if (!used)
            continue;
        first = first ? first : point;
        last = point;
    }
    return first && in_part
               ? tt__say(chart, TT__SAY_IN, text, tt__span_text(chart, first->period, last->period))
               : text;
}

/* "average +4.6% a year (-1.1% to +10.5%)". */
static const char *average_text(tt_chart *chart, const tt__bends *f, const tt__bend *fit)
{
    const tt_estimate *a = &fit->model->aapc[0].aapc;
    const char *limits = limits_text(chart, a);
    const char *value = change_text(chart, f, a->value);
    return of_its_period(chart, fit,
                         limits ? tt__say(chart, TT__SAY_AVERAGE_LIMITS, value, limits)
                                : tt__say(chart, TT__SAY_AVERAGE, value));
}

/* ---- headline ---- */

static const char *since_words(tt_chart *chart, const tt__bends *f, const tt__bend *fit,
                               const char *years)
{
    const tt_joinpoint_segment *last = &fit->model->segment[fit->model->k];
    const double size = fabs(last->apc.value);
    const int decimals = size < 10 ? 1 : 0;
    const char *change = tt__bends_are_log(f) ? tt__percent(chart, size, decimals)
                                              : tt__number(chart, size, decimals);
    const char *since = year_text(chart, last->start);
    /* "since 2008" would run to the last year of the chart */
    const char *subject = of_its_period(chart, fit, fit->view->subject);
    if (!tt__bend_is_clear(f, last))
        return tt__say(chart, TT__SAY_BENDS_UNCLEAR, subject, years, since);
    return tt__say(chart, last->apc.value < 0 ? TT__SAY_BENDS_FALL : TT__SAY_BENDS_RISE, subject,
                   years, since, change);
}

/* The headline of one series: where the trend bends, and what holds since the last bend. */
static const char *one_title(tt_chart *chart, const tt__bends *f, const tt__bend *fit)
{
    const tt_joinpoint_model *m = fit->model;
    const tt_joinpoint_segment *s = &m->segment[0];
    if (m->k > 0) {
        const char *years[TT_JOINPOINT_MAX];
        for (size_t j = 0; j < m->k; j++)
            years[j] = year_text(chart, m->joinpoint[j].at.value);
        return tt__capital(chart, since_words(chart, f, fit, tt__and_list(chart, years, m->k)));
    }
    if (!tt__bend_is_clear(f, s) && tt__has_break(fit->view))
        return tt__capital(chart, tt__say(chart, TT__SAY_UNCLEAR, fit->view->subject));
    if (!tt__bend_is_clear(f, s))
        return tt__capital(chart, tt__say(chart, TT__SAY_UNCLEAR_ENDS, fit->view->subject,
                                          tt__ends_words(chart, fit->view)));
    const double size = fabs(s->apc.value);
    const int decimals = size < 10 ? 1 : 0;
    const char *text =
        tt__say(chart, s->apc.value < 0 ? TT__SAY_FELL : TT__SAY_ROSE, fit->view->subject,
                tt__bends_are_log(f) ? tt__percent(chart, size, decimals)
                                     : tt__number(chart, size, decimals));
    return tt__capital(chart, of_its_period(chart, fit, text));
}

static const char *many_title(tt_chart *chart, const tt__bends *f, const tt__views *views)
{
    size_t fitted_count = 0;
    size_t bent = 0;
    for (size_t i = 0; i < f->count; i++) {
        fitted_count += f->list[i].model != NULL;
        bent += f->list[i].model && f->list[i].model->k > 0;
    }
    const char *some = tt__number(chart, (double)bent, 0);
    const char *all = tt__number(chart, (double)fitted_count, 0);
    const char *about = views->indicator;
    return tt__capital(chart, about ? tt__say(chart, TT__SAY_BENDS_OF, about, some, all)
                                    : tt__say(chart, TT__SAY_BENDS_SOME, some, all));
}

/* ---- notes ---- */

static int any_unused(const tt__bends *f)
{
    for (size_t i = 0; i < f->count; i++)
        for (size_t p = 0; p < f->list[i].view->list.count; p++)
            if (!isnan(tt__bend_figure(&f->list[i], &f->list[i].view->list.points[p])) &&
                f->list[i].model && !tt__bend_uses(&f->list[i], p))
                return 1;
    return 0;
}

static void note_method(tt_chart *chart, const tt__bends *f)
{
    static const tt__phrase criteria[] = {
        [TT_JOINPOINT_WBIC] = TT__SAY_BY_WBIC,
        [TT_JOINPOINT_BIC] = TT__SAY_BY_BIC,
        [TT_JOINPOINT_BIC3] = TT__SAY_BY_BIC3,
        [TT_JOINPOINT_PERMUTATION] = TT__SAY_BY_PERMUTATION,
    };
    size_t least = SIZE_MAX;
    size_t most = 0;
    tt_notes notes = 0;
    for (size_t i = 0; i < f->count; i++) {
        if (!f->list[i].model)
            continue;
        least = f->list[i].run.n < least ? f->list[i].run.n : least;
        most = f->list[i].run.n > most ? f->list[i].run.n : most;
        notes |= f->list[i].run.notes | f->list[i].result.notes;
    }
    const char *low = tt__number(chart, (double)least, 0);
    const char *high = tt__number(chart, (double)most, 0);
    const char *n = least == most ? tt__say(chart, TT__SAY_N, high)
                                  : tt__say(chart, TT__SAY_N_RANGE, low, high);
    tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_JOINPOINT,
                                     tt__words(chart, tt__bends_are_log(f) ? TT__SAY_SCALE_LOG
                                                                           : TT__SAY_SCALE_LINEAR),
                                     tt__words(chart, criteria[f->options.select]), n,
                                     tt__level_text(chart, f->options.conf)));
    if (notes & (TT_NOTE_ASYMPTOTIC | TT_NOTE_SMALL_N))
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_JOINPOINT_FEW));
    if (notes & TT_NOTE_UNBROKEN_RUN)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_UNBROKEN));
    if (notes & TT_NOTE_ACROSS_BREAKS)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_ACROSS));
    if (notes & TT_NOTE_ZERO_HALF)
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_ZERO_HALF));
    if (any_unused(f))
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_JOINPOINT_UNUSED));
}

/* What a jump that was estimated amounts to. */
static void note_jump(tt_chart *chart, const tt__bends *f, const tt__bend *fit)
{
    if (!fit->model || !isfinite(fit->model->jump.value) || !isfinite(fit->model->jump.low))
        return;
    const tt_estimate *j = &fit->model->jump;
    const tt_estimate e =
        tt__bends_are_log(f)
            ? (tt_estimate){100 * expm1(j->value), 100 * expm1(j->low), 100 * expm1(j->high)}
            : *j;
    const char *year = year_text(chart, ceil(fit->model->break_at));
    const char *size = change_text(chart, f, e.value);
    const char *limits = limits_text(chart, &e);
    tt_chart_add_note(chart, f->count == 1 ? tt__say(chart, TT__SAY_NOTE_JUMP, year, size, limits)
                                           : tt__say(chart, TT__SAY_NOTE_JUMP_OF, year, size,
                                                     limits, fit->view->inner));
    if (tt_joinpoint_beside_jump(fit->model))
        tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_JUMP_BESIDE));
}

static void note_missing(tt_chart *chart, const tt__bends *f)
{
    const char *names[8];
    size_t count = 0;
    for (size_t i = 0; i < f->count && count < sizeof names / sizeof *names; i++)
        if (!f->list[i].model)
            names[count++] = f->list[i].view->inner;
    if (count)
        tt_chart_add_note(chart,
                          tt__say(chart, TT__SAY_NOTE_NO_FIT, tt__and_list(chart, names, count)));
}

/* ---- data ---- */

static void fill_fit(tt_chart *chart, const tt__bends *f)
{
    static const tt_column columns[] = {
        {"series", "Series", TT_COLUMN_TEXT, 0},    {"year", "Year", TT_COLUMN_YEAR, 0},
        {"value", "Value", TT_COLUMN_NUMBER, 2},    {"used", "In the fit", TT_COLUMN_INTEGER, 0},
        {"fitted", "Fitted", TT_COLUMN_NUMBER, 2},  {"segment", "Segment", TT_COLUMN_INTEGER, 0},
        {"apc", "APC", TT_COLUMN_SIGNED, 1},        {"apc_low", "Lower", TT_COLUMN_SIGNED, 1},
        {"apc_high", "Upper", TT_COLUMN_SIGNED, 1}, {"p", "p", TT_COLUMN_P, 0},
        {"source", "Source", TT_COLUMN_TEXT, 0},
    };
    const tt_dataset *ds = f->request->data;
    chart->data = tt_table_new(chart->title, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; chart->data && i < f->count; i++) {
        const tt__bend *fit = &f->list[i];
        size_t j = 0;
        for (size_t p = 0; p < fit->view->list.count; p++) {
            const tt_point *point = &fit->view->list.points[p];
            const double time = tt_period_time(point->period);
            const int used = tt__bend_uses(fit, p);
            tt_table_text(chart->data, fit->view->data->name);
            tt_table_number(chart->data, time);
            tt_table_number(chart->data, tt__bend_figure(fit, point));
            tt_table_number(chart->data, used);
            while (used && j < fit->model->k && time > fit->model->segment[j].end)
                j++;
            const tt_joinpoint_segment *s = used ? &fit->model->segment[j] : NULL;
            tt_table_number(chart->data, used ? tt__bend_at(f, fit, time) : NAN);
            tt_table_number(chart->data, used ? (double)j : NAN);
            tt_table_limits(chart->data, s ? s->apc.value : NAN, s ? s->apc.low : NAN,
                            s ? s->apc.high : NAN);
            tt_table_number(chart->data, s ? s->p : NAN);
            const tt_observation *row = tt_dataset_observation(ds, point->observation);
            tt_table_text(chart->data, tt_dataset_text(ds, tt_dataset_origin(ds, row)->source));
            tt_table_end_row(chart->data, fit->run.notes | (fit->model ? fit->result.notes : 0),
                             NULL);
        }
    }
    if (tt_table_status(chart->data, NULL) != TT_OK)
        chart->failed = 1;
}

/* ---- the whole ---- */

static void fill_panel(tt_chart *chart, tt_panel *panel, const tt__bends *f, const tt__views *views,
                       size_t index, const double extent[2])
{
    const tt__bend *fit = &f->list[index];
    tt__set_years(chart, panel, views);
    tt__set_value_axis(
        chart, &panel->y,
        &(tt__value_axis){.low = extent[0],
                          .high = extent[1] * (f->count > 1 ? panel_head_room : head_room),
                          .wanted = f->count > 1 ? 4 : 6,
                          .whole = fit->per == 0 && tt__shows_counts(fit->view)});
    if (fit->per == 0)
        tt__draw_intervals(chart, panel, fit->view);
    if (!fit->model || !isfinite(fit->model->break_at))
        tt__draw_breaks(chart, panel, &(tt__views){.list = &views->list[index], .count = 1});
    if (fit->model) {
        draw_joinpoints(chart, panel, fit);
        draw_jump(chart, panel, fit);
        draw_segments(chart, panel, f, fit);
    }
    draw_figures(chart, panel, fit, 0);
    draw_figures(chart, panel, fit, 1);
    if (fit->model)
        label_segments(chart, panel, f, fit);
}

/* Whether one scale serves all panels: none of the series would vanish. */
static int one_scale(const tt__bends *f, const tt__views *views, double extent[2])
{
    double highest[TT__PANELS_MAX];
    for (size_t i = 0; i < f->count; i++) {
        double own[2] = {0, 0};
        tt__bend_extent(f, &f->list[i], &own[0], &own[1]);
        highest[i] = own[1];
        extent[0] = fmin(extent[0], own[0]);
        extent[1] = fmax(extent[1], own[1]);
    }
    return !tt__other_unit(views) && tt__one_scale(highest, f->count);
}

static void build(tt_chart *chart, const tt__bends *f, const tt__views *views)
{
    const int single = f->count == 1;
    double all[2] = {0, 0};
    const int shared = one_scale(f, views, all);
    for (size_t i = 0; i < f->count; i++) {
        tt_panel *panel = &chart->panels[i];
        double own[2] = {0, 0};
        tt__bend_extent(f, &f->list[i], &own[0], &own[1]);
        fill_panel(chart, panel, f, views, i, shared ? all : own);
        if (single)
            continue;
        panel->title = f->list[i].view->label;
        panel->aspect = 0.72;
        if (f->list[i].model)
            tt_panel_set_subtitle(
                chart, panel, &(tt_span){average_text(chart, f, &f->list[i]), TT_INK_MUTED, 0}, 1);
    }
    chart->measure = single ? TT_MEASURE_MIDDLE : TT_MEASURE_PAGE;
    size_t most = 0;
    for (size_t i = 0; i < f->count; i++)
        if (f->list[i].model && f->list[i].model->k > most)
            most = f->list[i].model->k;
    const size_t columns = most >= CROWDED ? CROWDED_COLUMNS : MOST_COLUMNS;
    chart->panel_columns = f->count < columns ? f->count : columns;
    chart->title = single ? one_title(chart, f, &f->list[0]) : many_title(chart, f, views);
    note_method(chart, f);
    for (size_t i = 0; i < f->count; i++)
        note_jump(chart, f, &f->list[i]);
    note_missing(chart, f);
    const char *what = tt__per_period(chart, views);
    if (f->list[0].per > 0)
        what = tt__say(chart, TT__SAY_PER, what, tt__number(chart, f->list[0].per, 0));
    const char *more = single ? average_text(chart, f, &f->list[0])
                              : tt__words(chart, shared ? TT__SAY_ONE_SCALE : TT__SAY_OWN_SCALES);
    tt__finish_chart(f->request, chart, views, tt__say(chart, TT__SAY_SEMICOLON, what, more));
}

tt_status tt__kind_joinpoint(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("joinpoint", request->count, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    tt__limit_panels(chart, &views);
    tt__bends f = {0};
    status = tt__bends_make(request, &views, &f, err);
    if (status == TT_OK) {
        build(chart, &f, &views);
        tt__set_alt(chart, &views, TT__SAY_KIND_JOINPOINT);
        fill_fit(chart, &f);
    }
    tt__bends_clear(&f);
    return tt__kind_end(status, chart, &views, out, err);
}
