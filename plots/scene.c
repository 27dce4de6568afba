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

/* Distances in millimetres at type of 7 pt; they grow with the type (scene->unit). */
static const double margin = 1.4;      /* from the edge of the page: a journal sets its own white */
static const double wide_margin = 2.4; /* of a figure that stands by itself, with its title */
static const double plot_gap = 1.5;    /* between a plot and its texts */
static const double gutter = 5;        /* between panels */
static const double lowest_plot = 22;
static const double least_width = 8;      /* of a plot: below, texts take the page */
static const double title_part = 0.95;    /* of the width: a title does not run to the edge */
static const double title_ems = 42;       /* a longer line is hard to read */
static const double hinting = 0.985;      /* PNG sets letters on whole pixels, up to 1.4 % wider */
static const double narrowest_panel = 34; /* side by side only when each has this much, at 7 pt */
static const double narrowest_plot =
    0.24;                           /* of the page: below, names of rows go above the marks */
static const double usual_type = 7; /* points */
static uint32_t ink(const tt__scene *scene, tt_ink which)
{
    return scene->theme->inks[which].label;
}

tt__style tt__style_body(const tt__scene *scene, size_t panel)
{
    return (tt__style){.size = scene->profile->body,
                       .colour = ink(scene, TT_INK_TEXT),
                       .anchor = TT_ANCHOR_LEFT,
                       .panel = panel};
}

tt__style tt__style_small(const tt__scene *scene, size_t panel)
{
    return (tt__style){.size = scene->profile->small,
                       .colour = ink(scene, TT_INK_MUTED),
                       .anchor = TT_ANCHOR_LEFT,
                       .panel = panel};
}

double tt__tick_size(const tt__scene *scene)
{
    return (scene->profile->body + scene->profile->small) / 2;
}

double tt__scene_x(const tt__scene *scene, size_t panel, double x)
{
    const tt_axis *axis = &scene->chart->panels[panel].x;
    const tt__frame *frame = &scene->frames[panel];
    return frame->left + (x - axis->low) / (axis->high - axis->low) * (frame->right - frame->left);
}

double tt__scene_y(const tt__scene *scene, size_t panel, double y)
{
    const tt_axis *axis = &scene->chart->panels[panel].y;
    const tt__frame *frame = &scene->frames[panel];
    return frame->bottom -
           (y - axis->low) / (axis->high - axis->low) * (frame->bottom - frame->top);
}

void tt__scene_lead(tt__scene *scene, tt__spot from, tt__spot to, uint32_t colour, size_t panel)
{
    if (tt_grow(&scene->leaders, &scene->leader_capacity, scene->leader_count,
                sizeof *scene->leaders) != 0) {
        scene->failed = 1;
        return;
    }
    scene->leaders[scene->leader_count++] = (tt__leader){from, to, colour, panel};
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
    return fmax(lowest_plot * scene->unit, fmin(height, scene->profile->max_height * 0.4));
}

static double plot_height(const tt__scene *scene, size_t index, double width, int above)
{
    const tt_panel *panel = &scene->chart->panels[index];
    if (!panel->row_count) {
        double height = natural_height(scene, panel, width) * scene->stretch;
        return fmax(fmax(lowest_plot / 2 * scene->unit, height), tt__ends_height(scene, index));
    }
    /* Rows keep room for their lines of text. */
    double row = panel->row_height * TT__MM_PER_POINT * scene->profile->body / usual_type;
    double height =
        fmax(row * (above ? 1.75 : 1) * scene->stretch, tt__row_least(scene, index, above));
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
    double inner = scene->width - 2 * scene->margin;
    double narrow = chart->least_panel > 0 ? chart->least_panel : narrowest_panel;
    double least = narrow * scene->profile->body / usual_type;
    grid g = {.columns = chart->panel_columns < chart->panel_count ? chart->panel_columns
                                                                   : chart->panel_count,
              .shared = shares_scale(chart)};
    while (g.columns > 1 &&
           (inner - scene->gutter * (double)(g.columns - 1)) / (double)g.columns < least)
        g.columns--;
    size_t rows = (chart->panel_count + g.columns - 1) / g.columns;
    g.columns = (chart->panel_count + rows - 1) / rows; /* no row shorter than it must be */
    g.column_width = (inner - scene->gutter * (double)(g.columns - 1)) / (double)g.columns;
    scene->column_width = g.column_width;
    scene->plot_width = g.column_width; /* until what stands beside the plots is known */
    scene->columns = g.columns;
    for (size_t i = 0; i < chart->panel_count; i++) {
        tt__margins m = tt__panel_margins(scene, i, 1, 0);
        if (chart->panels[i].row_count &&
            g.column_width - m.left - m.right < narrowest_plot * g.column_width)
            g.names_above = 1;
    }
    return g;
}

/* The widest margins of the panels in one column of the grid. */
static tt__margins column_margins(const tt__scene *scene, const grid *g, size_t column)
{
    tt__margins widest = {0};
    for (size_t i = column; i < scene->chart->panel_count; i += g->columns) {
        tt__margins m = tt__panel_margins(scene, i, !g->shared || column == 0, g->names_above);
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
    double taken = scene->gutter * (double)(g->columns - 1);
    size_t end = first + g->columns < chart->panel_count ? first + g->columns : chart->panel_count;
    for (size_t c = 0; c < g->columns; c++)
        taken += column_margins(scene, g, c).left + column_margins(scene, g, c).right;
    double width = (scene->width - 2 * scene->margin - taken) / (double)g->columns;
    width = fmax(width, least_width);
    scene->plot_width = width;
    double above = 0;
    for (size_t i = first; i < end; i++)
        above = fmax(above, tt__panel_margins(scene, i, 1, g->names_above).above);
    double left = scene->margin;
    double bottom = y;
    for (size_t i = first; i < end; i++) {
        tt__margins m = column_margins(scene, g, i - first);
        int last = i + 1 == first + g->columns;
        tt__frame *frame = &scene->frames[i];
        *frame = (tt__frame){.left = left + m.left,
                             .right = left + m.left + width,
                             .top = y + above,
                             .reach = last ? m.right + scene->margin : m.right + scene->gutter / 2,
                             .names_above = g->names_above,
                             .with_y = !g->shared || i == first};
        frame->bottom = frame->top + plot_height(scene, i, width, g->names_above);
        bottom = fmax(bottom, frame->bottom + m.below);
        left += m.left + width + m.right + scene->gutter;
    }
    return bottom;
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
    enum { TITLE_LINES = 2 };
    const tt_chart *chart = scene->chart;
    double y = scene->margin;
    double width = (scene->width - 2 * scene->margin) * hinting;
    tt__style style = {.size = scene->profile->title,
                       .bold = 1,
                       .colour = ink(scene, TT_INK_TEXT),
                       .anchor = TT_ANCHOR_LEFT,
                       .panel = TT__PAGE,
                       .most_lines = TITLE_LINES};
    double line = fmin(width * title_part, title_ems * style.size * TT__MM_PER_POINT);
    const char *title = chart->title;
    if (title && chart->short_title &&
        tt__scene_lines(scene, title, line, style.size, 1) > TITLE_LINES)
        title = chart->short_title;
    if (scene->profile->title_in_figure)
        y = tt__scene_flow(scene, title, scene->margin, y,
                           balanced_width(scene, title, line, &style), &style);
    if (chart->subtitle_count) { /* unit and key: they stay where the title is in the caption */
        y += scene->gap * 0.35;
        style = tt__style_small(scene, TT__PAGE);
        style.size = tt__tick_size(scene);
        y = tt__scene_flow_spans(scene, chart->subtitle, chart->subtitle_count, scene->margin, y,
                                 width, &style);
    }
    return y + scene->gap;
}

static double place_footer(tt__scene *scene, double y)
{
    const tt_chart *chart = scene->chart;
    double width = (scene->width - 2 * scene->margin) * hinting;
    tt__style style = tt__style_small(scene, TT__PAGE);
    if (!scene->profile->title_in_figure)
        return y;
    y += scene->gap * 1.2;
    for (size_t i = 0; i < chart->note_count; i++)
        y = tt__scene_flow(scene, chart->notes[i], scene->margin, y, width, &style);
    return tt__scene_flow(scene, chart->source, scene->margin, y, width, &style);
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
    scene->leader_count = 0;
}

/* Everything, afresh, from the header to the footer; returns the height of the page. */
static double place_page(tt__scene *scene)
{
    drop_texts(scene);
    double y = place_header(scene);
    grid g = plan_grid(scene);
    for (size_t i = 0; i < scene->chart->panel_count; i += g.columns)
        y = place_grid_row(scene, &g, i, i ? y + scene->gap * 1.5 : y);
    for (size_t i = 0; i < scene->chart->panel_count; i++)
        tt__place_around(scene, i);
    double height = place_footer(scene, y) + scene->margin;
    for (size_t i = 0; i < scene->chart->panel_count; i++)
        tt__place_labels(scene, i);
    return height;
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
    if (fabs(height - wanted) < TT__MM_PER_POINT / 2)
        return TT_OK;
    char text[2][TT_NUMBER_FIXED_SIZE];
    (void)tt_number_fixed(wanted, 1, text[0]);
    (void)tt_number_fixed(ceil(height), 0, text[1]);
    return tt_fail(err, TT_EDOMAIN, "%.16s mm is too low for this chart; give %.16s mm or more",
                   text[0], text[1]);
}

/* What placing needs from the start; widths are asked for too often, and by too many, to fail. */
static int take_room(tt__scene *scene)
{
    const tt_chart *chart = scene->chart;
    size_t most = 0;
    for (size_t i = 0; i < chart->panel_count; i++)
        most = chart->panels[i].end_count > most ? chart->panels[i].end_count : most;
    scene->frames = tt_calloc(chart->panel_count, sizeof *scene->frames);
    scene->ends = tt_calloc(most, sizeof *scene->ends);
    scene->blocks = tt_calloc(most, sizeof *scene->blocks);
    return scene->frames && scene->ends && scene->blocks;
}

tt_status tt__scene_make(const tt_chart *chart, const tt_draw_options *options, tt__scene *out,
                         tt_error *err)
{
    *out = (tt__scene){0};
    tt_status status = tt_chart_status(chart, err);
    const tt_preset *profile = options->profile ? options->profile : tt_preset_at(0);
    if (status != TT_OK)
        return status;
    double unit = fmax(1, profile->body / usual_type);
    *out = (tt__scene){.chart = chart,
                       .profile = profile,
                       .theme = options->theme ? options->theme : tt_theme_light(),
                       .width = options->width > 0 ? options->width : page_width(chart, profile),
                       .unit = unit,
                       .gap = plot_gap * unit,
                       .gutter = gutter * unit,
                       .margin = (profile->title_in_figure ? wide_margin : margin) * unit,
                       .stretch = 1,
                       .measure = options->measure,
                       .measure_context = options->measure_context};
    if (!take_room(out)) {
        tt__scene_clear(out);
        return tt_fail(err, TT_ENOMEM, "no memory for placing a chart");
    }
    double height = place_page(out);
    if (options->height > 0 && !out->failed) {
        height = fit_height(out, height, options->height);
        status = check_height(height, options->height, err);
    } else if (height > profile->max_height) {
        height = fit_height(out, height, profile->max_height);
    }
    /* Whole points, as pages of PDF have them. */
    out->height = ceil(height / TT__MM_PER_POINT - 0.01) * TT__MM_PER_POINT;
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
    tt_free(scene->leaders);
    tt_free(scene->frames);
    tt_free(scene->ends);
    tt_free(scene->blocks);
    *scene = (tt__scene){0};
}
