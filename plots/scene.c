/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Placing a chart on its page: header, panels in a grid, footer.
 *
 * Widths come from the font, so every margin is as wide as its texts need; the height of the page
 * follows from what stands on it. All panels of one column share their margins, so that their plots
 * stand flush. */
#include "scene.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/number.h"

/* Distances in millimetres; at the type size of the default profile they are about half a line. */
#define PAGE SIZE_MAX             /* panel number of the texts of the page itself */
static const double margin = 1.4; /* from the edge of the page */
static const double gap = 1.5;    /* between a plot and its texts */
static const double gutter = 5;   /* between panels */
static const double lowest_plot = 22;
static const double narrowest_panel = 40; /* side by side only when each has this much, at 7 pt */
static const double narrowest_plot =
    0.34; /* of the page: below, names of rows go above the marks */
static const double mm_per_point = 25.4 / 72;

/* What the texts around one plot need. */
typedef struct margins {
    double left;
    double right;
    double above;
    double below;
} margins;

static uint32_t ink(const tt__scene *scene, tt_ink which)
{
    return scene->theme->inks[which].label;
}

static tt__style body_style(const tt__scene *scene, size_t panel)
{
    return (tt__style){.size = scene->profile->body,
                       .colour = ink(scene, TT_INK_TEXT),
                       .anchor = TT_ANCHOR_LEFT,
                       .panel = panel};
}

static tt__style small_style(const tt__scene *scene, size_t panel)
{
    return (tt__style){.size = scene->profile->small,
                       .colour = ink(scene, TT_INK_MUTED),
                       .anchor = TT_ANCHOR_LEFT,
                       .panel = panel};
}

/* Tick labels are a little smaller than the body. */
static double tick_size(const tt__scene *scene)
{
    return (scene->profile->body + scene->profile->small) / 2;
}

static double widest_tick(const tt__scene *scene, const tt_axis *axis)
{
    double widest = 0;
    for (size_t i = 0; i < axis->tick_count; i++)
        widest = fmax(widest, tt__scene_width(scene, axis->tick_labels[i], tick_size(scene), 0));
    return widest;
}

static double widest_row_name(const tt__scene *scene, const tt_panel *panel)
{
    double widest = 0;
    for (size_t i = 0; i < panel->row_count; i++) {
        const tt_row *row = &panel->rows[i];
        if (row->heading) /* it may run on over the plot */
            continue;
        widest = fmax(widest, tt__scene_width(scene, row->name, scene->profile->body, 0));
        if (row->detail)
            widest = fmax(widest, tt__scene_width(scene, row->detail, scene->profile->small, 0));
    }
    return widest;
}

/* Width of one text column right of a plot. */
static double column_width(const tt__scene *scene, const tt_panel *panel, size_t column)
{
    double widest =
        tt__scene_width(scene, panel->column_titles[column], scene->profile->small, column == 0);
    for (size_t i = 0; i < panel->row_count; i++)
        if (panel->rows[i].cells)
            widest = fmax(widest, tt__scene_width(scene, panel->rows[i].cells[column],
                                                  scene->profile->body, column == 0));
    return widest;
}

static double columns_width(const tt__scene *scene, const tt_panel *panel)
{
    double width = 0;
    for (size_t c = 0; c < panel->column_count; c++)
        width += column_width(scene, panel, c) + 2 * gap;
    return width;
}

/* An end label is at most this wide; longer names are broken into lines. */
static double end_width_limit(const tt__scene *scene)
{
    return scene->width * 0.27;
}

static double ends_width(const tt__scene *scene, const tt_panel *panel)
{
    double widest = 0;
    for (size_t i = 0; i < panel->end_count; i++) {
        double name = tt__scene_width(scene, panel->ends[i].name, scene->profile->body, 1);
        double value = panel->ends[i].value
                           ? tt__scene_width(scene, panel->ends[i].value, scene->profile->body, 0)
                           : 0;
        widest = fmax(widest, fmax(fmin(name, end_width_limit(scene)), value));
    }
    return widest > 0 ? widest + gap : 0;
}

static size_t title_lines(const tt__scene *scene, const tt_panel *panel)
{
    return panel->title ? tt__scene_lines(scene, panel->title, scene->column_width - 4 * gap,
                                          scene->profile->body, 1)
                        : 0;
}

static margins panel_margins(const tt__scene *scene, const tt_panel *panel, int with_ticks,
                             int names_above)
{
    margins m = {0};
    if (panel->row_count)
        m.left =
            names_above ? 0 : fmin(widest_row_name(scene, panel), scene->width * 0.45) + 2 * gap;
    else if (with_ticks)
        m.left = widest_tick(scene, &panel->y) + gap;
    m.right = panel->column_count ? columns_width(scene, panel) : ends_width(scene, panel);
    /* The last label of the x axis is centred on its tick and may stand out. */
    if (panel->x.tick_count) {
        const char *last = panel->x.tick_labels[panel->x.tick_count - 1];
        double half = tt__scene_width(scene, last, tick_size(scene), 0) / 2;
        double inside = panel->x.high - panel->x.ticks[panel->x.tick_count - 1];
        if (inside <= 0.02 * (panel->x.high - panel->x.low))
            m.right = fmax(m.right, half);
    }
    double line = tt__line_height(scene->profile->body);
    double small = tt__line_height(scene->profile->small);
    m.above = line * (double)title_lines(scene, panel) + (panel->subtitle_count ? small : 0) +
              (panel->title || panel->subtitle_count ? gap : gap * 0.6);
    if (panel->column_count)
        m.above = fmax(m.above, small + gap);
    m.below = panel->x.tick_count ? gap + tt__line_height(tick_size(scene)) : gap;
    m.below += panel->below_left || panel->below_right ? small : 0;
    return m;
}

static int same_axis(const tt_axis *a, const tt_axis *b)
{
    return a->low == b->low && a->high == b->high && a->tick_count == b->tick_count;
}

/* Panels on one scale need its labels once in each row of the grid. */
static int shares_scale(const tt_chart *chart)
{
    for (size_t i = 1; i < chart->panel_count; i++)
        if (!same_axis(&chart->panels[0].y, &chart->panels[i].y))
            return 0;
    return chart->panel_count > 1 && chart->panels[0].row_count == 0;
}

static double natural_height(const tt__scene *scene, const tt_panel *panel, double width)
{
    double height = width * (panel->aspect > 0 ? panel->aspect : 0.62);
    if (scene->chart->panel_columns > 1 && scene->columns == 1)
        height *= 0.6; /* one below the other, where the page is narrow */
    return fmax(lowest_plot, fmin(height, scene->profile->max_height * 0.4));
}

static double plot_height(const tt__scene *scene, const tt_panel *panel, double width, int above)
{
    if (!panel->row_count)
        return fmax(lowest_plot / 2, natural_height(scene, panel, width) * scene->stretch);
    /* Rows keep room for their lines of text. */
    double row = panel->row_height * mm_per_point * scene->profile->body / 7;
    double height = row * (above ? 1.75 : 1) * fmax(scene->stretch, 0.85);
    return (panel->y.high - panel->y.low) * height;
}

/* ---- the grid ---- */

typedef struct grid {
    size_t columns;
    double column_width;
    int names_above;
    int shared;
} grid;

static grid plan_grid(tt__scene *scene)
{
    const tt_chart *chart = scene->chart;
    double inner = scene->width - 2 * margin;
    double least = narrowest_panel * scene->profile->body / 7;
    grid g = {.columns = chart->panel_columns < chart->panel_count ? chart->panel_columns
                                                                   : chart->panel_count,
              .shared = shares_scale(chart)};
    while (g.columns > 1 && (inner - gutter * (double)(g.columns - 1)) / (double)g.columns < least)
        g.columns--;
    size_t rows = (chart->panel_count + g.columns - 1) / g.columns;
    g.columns = (chart->panel_count + rows - 1) / rows; /* no row shorter than it must be */
    g.column_width = (inner - gutter * (double)(g.columns - 1)) / (double)g.columns;
    scene->column_width = g.column_width;
    scene->columns = g.columns;
    for (size_t i = 0; i < chart->panel_count; i++) {
        margins m = panel_margins(scene, &chart->panels[i], 1, 0);
        if (chart->panels[i].row_count &&
            g.column_width - m.left - m.right < narrowest_plot * g.column_width)
            g.names_above = 1;
    }
    return g;
}

/* The widest margins of the panels in one column of the grid. */
static margins column_margins(const tt__scene *scene, const grid *g, size_t column)
{
    margins widest = {0};
    for (size_t i = column; i < scene->chart->panel_count; i += g->columns) {
        int ticks = !g->shared || column == 0;
        margins m = panel_margins(scene, &scene->chart->panels[i], ticks, g->names_above);
        widest.left = fmax(widest.left, m.left);
        widest.right = fmax(widest.right, m.right);
        widest.below = fmax(widest.below, m.below);
    }
    return widest;
}

/* Frames of one row of the grid from y downwards; returns the y below it. All plots of the grid are
 * equally wide, whatever stands beside them. */
static double place_grid_row(tt__scene *scene, const grid *g, size_t first, double y)
{
    const tt_chart *chart = scene->chart;
    double above = 0;
    double taken = gutter * (double)(g->columns - 1);
    size_t end = first + g->columns < chart->panel_count ? first + g->columns : chart->panel_count;
    for (size_t i = first; i < end; i++)
        above = fmax(above, panel_margins(scene, &chart->panels[i], 1, g->names_above).above);
    for (size_t c = 0; c < g->columns; c++)
        taken += column_margins(scene, g, c).left + column_margins(scene, g, c).right;
    double width = (scene->width - 2 * margin - taken) / (double)g->columns;
    double left = margin;
    double bottom = y;
    for (size_t i = first; i < end; i++) {
        margins m = column_margins(scene, g, i - first);
        tt__frame *frame = &scene->frames[i];
        *frame = (tt__frame){.left = left + m.left,
                             .right = left + m.left + width,
                             .top = y + above,
                             .names_above = g->names_above};
        frame->bottom = frame->top + plot_height(scene, &chart->panels[i], width, g->names_above);
        bottom = fmax(bottom, frame->bottom + m.below);
        left += m.left + width + m.right + gutter;
    }
    return bottom;
}

/* ---- texts of a panel ---- */

static double map_x(const tt_panel *panel, const tt__frame *frame, double x)
{
    return frame->left +
           (x - panel->x.low) / (panel->x.high - panel->x.low) * (frame->right - frame->left);
}

static double map_y(const tt_panel *panel, const tt__frame *frame, double y)
{
    return frame->bottom -
           (y - panel->y.low) / (panel->y.high - panel->y.low) * (frame->bottom - frame->top);
}

/* Whether every `step`-th label of the x axis, counted from the last, stands free. */
static int ticks_fit(const tt__scene *scene, const tt_panel *panel, const tt__frame *frame,
                     size_t step)
{
    double before = -INFINITY;
    for (size_t i = (panel->x.tick_count - 1) % step; i < panel->x.tick_count; i += step) {
        double half = tt__scene_width(scene, panel->x.tick_labels[i], tick_size(scene), 0) / 2;
        double x = map_x(panel, frame, panel->x.ticks[i]);
        if (x - half < before + gap * 0.7)
            return 0;
        before = x + half;
    }
    return 1;
}

static void place_ticks(tt__scene *scene, size_t index, int with_y)
{
    const tt_panel *panel = &scene->chart->panels[index];
    const tt__frame *frame = &scene->frames[index];
    tt__style style = {.size = tick_size(scene),
                       .colour = ink(scene, TT_INK_MUTED),
                       .anchor = TT_ANCHOR_CENTRE,
                       .panel = index};
    double y = frame->bottom + gap + tt__line_height(style.size) / 2;
    size_t step = 1;
    while (panel->x.tick_count && step < panel->x.tick_count &&
           !ticks_fit(scene, panel, frame, step))
        step++;
    for (size_t i = panel->x.tick_count ? (panel->x.tick_count - 1) % step : 0;
         i < panel->x.tick_count; i += step)
        (void)tt__scene_put(scene, panel->x.tick_labels[i], map_x(panel, frame, panel->x.ticks[i]),
                            y, &style);
    style.anchor = TT_ANCHOR_RIGHT;
    for (size_t i = 0; with_y && panel->row_count == 0 && i < panel->y.tick_count; i++)
        (void)tt__scene_put(scene, panel->y.tick_labels[i], frame->left - gap,
                            map_y(panel, frame, panel->y.ticks[i]), &style);
    tt__style words = small_style(scene, index);
    double middle = map_x(panel, frame, isnan(panel->x.reference) ? 0 : panel->x.reference);
    y += tt__line_height(style.size) / 2 + tt__line_height(words.size) / 2;
    words.anchor = TT_ANCHOR_RIGHT;
    (void)tt__scene_put(scene, panel->below_left, middle - gap, y, &words);
    words.anchor = TT_ANCHOR_LEFT;
    (void)tt__scene_put(scene, panel->below_right, middle + gap, y, &words);
}

static void place_panel_title(tt__scene *scene, size_t index)
{
    const tt_panel *panel = &scene->chart->panels[index];
    const tt__frame *frame = &scene->frames[index];
    double lines = tt__line_height(scene->profile->body) * (double)title_lines(scene, panel) +
                   (panel->subtitle_count ? tt__line_height(scene->profile->small) : 0);
    double y = frame->top - lines - gap;
    double width = scene->column_width - 4 * gap;
    tt__style style = body_style(scene, index);
    style.bold = 1;
    y = tt__scene_flow(scene, panel->title, frame->left, y, width, &style);
    style = small_style(scene, index);
    (void)tt__scene_flow_spans(scene, panel->subtitle, panel->subtitle_count, frame->left, y, width,
                               &style);
}

static void place_rows(tt__scene *scene, size_t index)
{
    const tt_panel *panel = &scene->chart->panels[index];
    const tt__frame *frame = &scene->frames[index];
    double right_edge = frame->right;
    tt__style style = body_style(scene, index);
    tt__style small = small_style(scene, index);
    double half = tt__line_height(style.size) / 2;
    for (size_t i = 0; i < panel->row_count; i++) {
        const tt_row *row = &panel->rows[i];
        double y = map_y(panel, frame, row->y);
        style.bold = row->heading;
        double up = row->detail ? tt__line_height(small.size) / 2 : 0;
        style.anchor = small.anchor = frame->names_above ? TT_ANCHOR_LEFT : TT_ANCHOR_RIGHT;
        double x = frame->names_above ? frame->left : frame->left - 2 * gap;
        if (frame->names_above || row->heading) {
            double name = tt__scene_width(scene, row->name, style.size, style.bold);
            double above =
                row->heading ? y : y - (map_y(panel, frame, 0) - map_y(panel, frame, 1)) * 0.42;
            if (row->heading) { /* where the names begin, whatever stands beside it */
                style.anchor = TT_ANCHOR_LEFT;
                x = margin;
            }
            (void)tt__scene_put(scene, row->name, x, above, &style);
            (void)tt__scene_put(scene, row->detail, x + name + gap, above, &small);
            continue;
        }
        (void)tt__scene_put(scene, row->name, x, y - up, &style);
        (void)tt__scene_put(scene, row->detail, x, y - up + half + half * 0.9, &small);
    }
    for (size_t c = 0; c < panel->column_count; c++) {
        right_edge += column_width(scene, panel, c) + 2 * gap;
        tt__style cell = body_style(scene, index);
        cell.anchor = small.anchor = TT_ANCHOR_RIGHT;
        cell.bold = small.bold = c == 0;
        (void)tt__scene_put(scene, panel->column_titles[c], right_edge,
                            frame->top - gap - tt__line_height(small.size) / 2, &small);
        for (size_t i = 0; i < panel->row_count; i++)
            if (panel->rows[i].cells)
                (void)tt__scene_put(scene, panel->rows[i].cells[c], right_edge,
                                    map_y(panel, frame, panel->rows[i].y), &cell);
    }
}

/* ---- end labels ---- */

typedef struct end_place {
    const tt_end_label *end;
    double y;      /* middle of the block */
    double height; /* of the block */
} end_place;

/* Blocks pushed apart as little as possible: neighbours that touch are moved as one (the pool
 * adjacent violators algorithm), then the whole is kept inside top ... bottom. */
static void push_apart(end_place *list, size_t count, double top, double bottom)
{
    for (int pass = 0; pass < 60; pass++) {
        double worst = 0;
        for (size_t i = 1; i < count; i++) {
            double need = (list[i - 1].height + list[i].height) / 2;
            double overlap = need - (list[i].y - list[i - 1].y);
            if (overlap <= 1e-6)
                continue;
            list[i - 1].y -= overlap / 2;
            list[i].y += overlap / 2;
            worst = fmax(worst, overlap);
        }
        if (count && list[0].y - list[0].height / 2 < top)
            list[0].y = top + list[0].height / 2;
        if (count && list[count - 1].y + list[count - 1].height / 2 > bottom)
            list[count - 1].y = bottom - list[count - 1].height / 2;
        if (worst <= 1e-6)
            return;
    }
    /* No room: one below the other from the top. */
    for (size_t i = 1; i < count; i++)
        list[i].y = fmax(list[i].y, list[i - 1].y + (list[i - 1].height + list[i].height) / 2);
}

static void sort_ends(end_place *list, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && list[j - 1].y > list[j].y; j--) {
            end_place other = list[j];
            list[j] = list[j - 1];
            list[j - 1] = other;
        }
}

static void place_ends(tt__scene *scene, size_t index)
{
    const tt_panel *panel = &scene->chart->panels[index];
    const tt__frame *frame = &scene->frames[index];
    end_place *list = tt_calloc(panel->end_count, sizeof *list);
    if (!list) {
        scene->failed = 1;
        return;
    }
    double size = scene->profile->body;
    double line = tt__line_height(size);
    double limit = fmax(end_width_limit(scene), ends_width(scene, panel) - gap);
    for (size_t i = 0; i < panel->end_count; i++) {
        const tt_end_label *end = &panel->ends[i];
        size_t lines = tt__scene_lines(scene, end->name, limit, size, 1) + (end->value ? 1 : 0);
        list[i] = (end_place){end, map_y(panel, frame, end->y), line * (double)lines};
    }
    sort_ends(list, panel->end_count);
    push_apart(list, panel->end_count, frame->top - line, frame->bottom + line);
    for (size_t i = 0; i < panel->end_count; i++) {
        tt__style style = body_style(scene, index);
        style.bold = 1;
        style.colour = ink(scene, list[i].end->ink);
        double y = tt__scene_flow(scene, list[i].end->name, frame->right + gap,
                                  list[i].y - list[i].height / 2, limit, &style);
        style.bold = 0;
        (void)tt__scene_put(scene, list[i].end->value, frame->right + gap, y + line / 2, &style);
    }
    tt_free(list);
}

/* ---- labels at places in the plot ---- */

static double label_size(const tt__scene *scene, const tt_label *label)
{
    return label->size == TT_TYPE_SMALL   ? scene->profile->small
           : label->size == TT_TYPE_TITLE ? scene->profile->title
                                          : scene->profile->body;
}

static void place_label(tt__scene *scene, size_t index, const tt_label *label)
{
    const tt_panel *panel = &scene->chart->panels[index];
    const tt__frame *frame = &scene->frames[index];
    const tt_colour *colour = &scene->theme->inks[label->ink];
    tt__style style = {.size = label_size(scene, label),
                       .bold = label->bold,
                       .colour = label->on_fill ? tt_text_on(colour->mark) : colour->label,
                       .anchor = label->anchor,
                       .panel = index};
    tt__placed_text *placed =
        tt__scene_put(scene, label->text, map_x(panel, frame, label->x) + label->dx * mm_per_point,
                      map_y(panel, frame, label->y) - label->dy * mm_per_point, &style);
    if (!placed)
        return;
    placed->backed = label->backed;
    if (!label->optional)
        return;
    int touches = tt__text_left(placed) < margin * 0.5 ||
                  tt__text_right(placed) > scene->width - margin * 0.5;
    for (size_t i = 0; i + 1 < scene->text_count && !touches; i++)
        touches = tt__texts_touch(&scene->texts[i], placed);
    if (touches)
        scene->text_count--;
}

/* Labels that must be there come first; the optional ones take what room is left. */
static void place_labels(tt__scene *scene, size_t index)
{
    const tt_panel *panel = &scene->chart->panels[index];
    for (int optional = 0; optional < 2; optional++)
        for (size_t i = 0; i < panel->label_count; i++)
            if (panel->labels[i].optional == optional)
                place_label(scene, index, &panel->labels[i]);
}

/* ---- the page ---- */

/* The least width on which a title still takes as many lines: lines of like length, no last word alone. */
static double balanced_width(const tt__scene *scene, const char *text, double width,
                             const tt__style *style)
{
    if (!text)
        return width;
    size_t lines = tt__scene_lines(scene, text, width, style->size, style->bold);
    double least = width;
    for (int i = 1; i < 20 && lines > 1; i++) {
        double tried = width * (1 - 0.025 * i);
        if (tt__scene_lines(scene, text, tried, style->size, style->bold) > lines)
            break;
        least = tried;
    }
    return least;
}

static double place_header(tt__scene *scene)
{
    const tt_chart *chart = scene->chart;
    double y = margin;
    double width = scene->width - 2 * margin;
    tt__style style = {.size = scene->profile->title,
                       .bold = 1,
                       .colour = ink(scene, TT_INK_TEXT),
                       .anchor = TT_ANCHOR_LEFT,
                       .panel = PAGE};
    if (scene->profile->title_in_figure)
        y = tt__scene_flow(scene, chart->title, margin, y,
                           balanced_width(scene, chart->title, width, &style), &style);
    if (chart->subtitle_count) { /* unit and key: they stay where the title is in the caption */
        y += gap * 0.35;
        style = small_style(scene, PAGE);
        style.size = tick_size(scene);
        y = tt__scene_flow_spans(scene, chart->subtitle, chart->subtitle_count, margin, y, width,
                                 &style);
    }
    return y + gap;
}

static double place_footer(tt__scene *scene, double y)
{
    const tt_chart *chart = scene->chart;
    double width = scene->width - 2 * margin;
    tt__style style = small_style(scene, PAGE);
    if (!scene->profile->title_in_figure)
        return y;
    y += gap * 1.2;
    for (size_t i = 0; i < chart->note_count; i++)
        y = tt__scene_flow(scene, chart->notes[i], margin, y, width, &style);
    return tt__scene_flow(scene, chart->source, margin, y, width, &style);
}

static void place_panels(tt__scene *scene, const grid *g)
{
    for (size_t i = 0; i < scene->chart->panel_count; i++) {
        int with_y = !g->shared || i % g->columns == 0;
        place_ticks(scene, i, with_y);
        place_panel_title(scene, i);
        if (scene->chart->panels[i].row_count)
            place_rows(scene, i);
        place_ends(scene, i);
        place_labels(scene, i);
    }
}

static double page_width(const tt_chart *chart, const tt_preset *profile)
{
    return chart->measure == TT_MEASURE_PAGE     ? profile->wide
           : chart->measure == TT_MEASURE_MIDDLE ? profile->middle
                                                 : profile->width;
}

static void drop_texts(tt__scene *scene)
{
    for (size_t i = 0; i < scene->own_count; i++)
        tt_free(scene->own[i]);
    scene->own_count = 0;
    scene->text_count = 0;
}

/* Everything, afresh, from the header to the footer; returns the height of the page. */
static double place_page(tt__scene *scene)
{
    drop_texts(scene);
    double y = place_header(scene);
    grid g = plan_grid(scene);
    for (size_t i = 0; i < scene->chart->panel_count; i += g.columns)
        y = place_grid_row(scene, &g, i, i ? y + gap * 1.5 : y);
    place_panels(scene, &g);
    return place_footer(scene, y) + margin;
}

/* Stretch the plots until the page is as high as wanted, or as near as it can be; returns the height that
 * came out. It is linear in the stretch where no plot is at its least, so secants end at once. */
static double fit_height(tt__scene *scene, double height, double wanted)
{
    double before = scene->stretch;
    double next = wanted > height ? 2 : 0.5;
    for (int i = 0; i < 20 && fabs(height - wanted) > 1e-6; i++) {
        scene->stretch = next;
        double reached = place_page(scene);
        double slope = (reached - height) / (next - before);
        before = next;
        height = reached;
        if (!(slope > 0))
            break;
        next = fmin(fmax(before + (wanted - height) / slope, 0.01), 100);
        if (next == before)
            break;
    }
    return height;
}

static tt_status check_height(double height, double wanted, tt_error *err)
{
    if (fabs(height - wanted) < mm_per_point / 2)
        return TT_OK;
    char text[2][TT_NUMBER_FIXED_SIZE];
    (void)tt_number_fixed(wanted, 1, text[0]);
    (void)tt_number_fixed(ceil(height), 0, text[1]);
    return tt_fail(err, TT_EDOMAIN, "%.16s mm is too low for this chart; give %.16s mm or more",
                   text[0], text[1]);
}

tt_status tt__scene_make(const tt_chart *chart, const tt_draw_options *options, tt__scene *out,
                         tt_error *err)
{
    *out = (tt__scene){0};
    tt_status status = tt_chart_status(chart, err);
    const tt_preset *profile = options->profile ? options->profile : tt_preset_at(0);
    if (status != TT_OK)
        return status;
    *out = (tt__scene){.chart = chart,
                       .profile = profile,
                       .theme = options->theme ? options->theme : tt_theme_light(),
                       .width = options->width > 0 ? options->width : page_width(chart, profile),
                       .stretch = 1,
                       .measure = options->measure,
                       .measure_context = options->measure_context};
    out->frames = tt_calloc(chart->panel_count, sizeof *out->frames);
    if (!out->frames)
        return tt_fail(err, TT_ENOMEM, "no memory for placing a chart");
    double height = place_page(out);
    if (options->height > 0) {
        height = fit_height(out, height, options->height);
        status = check_height(height, options->height, err);
    } else if (height > profile->max_height) {
        height = fit_height(out, height, profile->max_height);
    }
    /* Whole points, as pages of PDF have them. */
    out->height = ceil(height / mm_per_point - 0.01) * mm_per_point;
    if (out->failed)
        status = tt_fail(err, TT_ENOMEM, "no memory for placing a chart");
    if (status != TT_OK)
        tt__scene_clear(out);
    return status;
}

void tt__scene_clear(tt__scene *scene)
{
    drop_texts(scene);
    tt_free(scene->own);
    tt_free(scene->texts);
    tt_free(scene->frames);
    *scene = (tt__scene){0};
}
