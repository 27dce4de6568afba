/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts around the plot of a panel: tick labels, title, names of rows, text columns, names of
 * lines. All stand at places that follow from their measured widths. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "scene.h"
#include "tiptrend/memory.h"

/* Distances in millimetres; at the type size of the default preset they are about half a line. */
static const double leader_room = 3.2;    /* between a plot and names that stand off their lines */
static const double tick_gap = 1.05;      /* between two tick labels */
static const double most_columns = 0.6;   /* of the page, for text columns */
static const double most_ends = 0.46;     /* for the names of lines with their figures */
static const double row_names = 0.42;     /* of the page, at most */
static const double end_names = 0.28;     /* the names of lines */
static const double compact_names = 0.36; /* the same where each has one line */

enum { TITLE_LINES = 2, NAME_LINES = 2, END_LINES = 3, COMPACT_ENDS = 4 };

static const tt_panel *panel_of(const tt__scene *scene, size_t index)
{
    return &scene->chart->panels[index];
}

/* ---- how much room they need ---- */

static double widest_tick(const tt__scene *scene, const tt_axis *axis)
{
    double widest = 0;
    for (size_t i = 0; i < axis->tick_count; i++)
        widest =
            fmax(widest, tt__scene_width(scene, axis->tick_labels[i], tt__tick_size(scene), 0));
    return widest;
}

static double name_width_limit(const tt__scene *scene)
{
    return scene->width * row_names;
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
    return fmin(widest, name_width_limit(scene));
}

static size_t name_lines(const tt__scene *scene, const char *name)
{
    size_t lines =
        tt__scene_lines(scene, name, name_width_limit(scene) + 0.01, scene->profile->body, 0);
    return lines > NAME_LINES ? NAME_LINES : lines;
}

double tt__row_least(const tt__scene *scene, size_t index, int names_above)
{
    const tt_panel *panel = panel_of(scene, index);
    double line = tt__line_height(scene->profile->body);
    double least = names_above ? 2 * line : line;
    for (size_t i = 0; i < panel->row_count && !names_above; i++) {
        const tt_row *row = &panel->rows[i];
        if (row->heading)
            continue;
        double name = line * (double)name_lines(scene, row->name);
        if (row->detail)
            name += tt__line_height(scene->profile->small);
        least = fmax(least, name + 0.3);
    }
    return least;
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

/* As many columns as leave room for the plot; the first ones are those that matter. */
static size_t shown_columns(const tt__scene *scene, const tt_panel *panel)
{
    double width = 0;
    size_t shown = 0;
    while (shown < panel->column_count) {
        width += column_width(scene, panel, shown) + 2 * scene->gap;
        if (width > most_columns * scene->column_width)
            break;
        shown++;
    }
    return shown;
}

static double columns_width(const tt__scene *scene, const tt_panel *panel)
{
    double width = 0;
    size_t shown = shown_columns(scene, panel);
    for (size_t c = 0; c < shown; c++)
        width += column_width(scene, panel, c) + 2 * scene->gap;
    return width;
}

/* ---- names of lines ---- */

/* How the names of a panel are set. */
typedef struct end_style {
    int compact; /* name and figure on one line: "Federal 112" */
    int figures; /* 0: there is no room for them */
    double gap;  /* between the plot and the names: more where leader lines must be told apart */
} end_style;

static double end_width(const tt__scene *scene, const tt_end_label *end, const end_style *how)
{
    double size = scene->profile->body;
    double limit = scene->column_width * (how->compact ? compact_names : end_names);
    double name = fmin(tt__scene_width(scene, end->name, size, 1), limit);
    double value = end->value && how->figures ? tt__scene_width(scene, end->value, size, 0) : 0;
    if (!how->compact)
        return fmax(name, value);
    return name + value + (value > 0 ? tt__scene_width(scene, " ", size, 0) : 0);
}

static size_t end_lines(const tt__scene *scene, const tt_end_label *end, const end_style *how)
{
    size_t lines =
        tt__scene_lines(scene, end->name, scene->column_width * end_names, scene->profile->body, 1);
    lines = lines > END_LINES ? END_LINES : lines;
    return how->compact ? 1 : lines + (end->value && how->figures ? 1 : 0);
}

/* Blocks pushed apart as little as possible (least squares: pool adjacent violators), then the whole kept
 * inside top ... bottom. Less the heights of those before it, each must only not stand above its neighbour.
 * blocks[count]. */
static void push_apart(tt__end_place *list, size_t count, double top, double bottom,
                       tt__end_block *blocks)
{
    size_t used = 0;
    double before = 0; /* heights of the list so far */
    for (size_t i = 0; i < count; i++) {
        blocks[used++] = (tt__end_block){list[i].line - list[i].height / 2 - before, 1};
        before += list[i].height;
        while (used > 1 && blocks[used - 2].sum / (double)blocks[used - 2].count >=
                               blocks[used - 1].sum / (double)blocks[used - 1].count) {
            blocks[used - 2].sum += blocks[used - 1].sum;
            blocks[used - 2].count += blocks[used - 1].count;
            used--;
        }
    }
    double last = fmax(bottom - before, top); /* the whole begins no lower */
    size_t i = 0;
    before = 0;
    for (size_t b = 0; b < used; b++)
        for (size_t k = 0; k < blocks[b].count; k++, i++) {
            double wish = blocks[b].sum / (double)blocks[b].count;
            list[i].y = fmin(fmax(wish, top), last) + before + list[i].height / 2;
            before += list[i].height;
        }
}

static void sort_ends(tt__end_place *list, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && list[j - 1].line > list[j].line; j--) {
            tt__end_place other = list[j];
            list[j] = list[j - 1];
            list[j - 1] = other;
        }
}

/* Places the names between the edges of a plot, in scene->ends. Returns how far the farthest stands from its
 * line. */
static double arrange_ends(const tt__scene *scene, const tt_panel *panel, tt__box plot,
                           const end_style *how)
{
    tt__end_place *list = scene->ends;
    double line = tt__line_height(scene->profile->body);
    double farthest = 0;
    for (size_t i = 0; i < panel->end_count; i++) {
        const tt_end_label *end = &panel->ends[i];
        double part = (end->y - panel->y.low) / (panel->y.high - panel->y.low);
        double y = plot.bottom - part * (plot.bottom - plot.top);
        list[i] = (tt__end_place){end, y, y, line * (double)end_lines(scene, end, how)};
    }
    sort_ends(list, panel->end_count);
    push_apart(list, panel->end_count, plot.top - line * 0.6,
               plot.bottom + fmin(line * 0.5, scene->gap), scene->blocks);
    for (size_t i = 0; i < panel->end_count; i++)
        farthest = fmax(farthest, fabs(list[i].y - list[i].line));
    return farthest;
}

static double widest_end(const tt__scene *scene, const tt_panel *panel, const end_style *how)
{
    double widest = 0;
    for (size_t i = 0; i < panel->end_count; i++)
        widest = fmax(widest, end_width(scene, &panel->ends[i], how));
    return widest;
}

/* Whether some name would lose its end in the width and the lines that it has. */
static int cuts_names(const tt__scene *scene, const tt_panel *panel, const end_style *how)
{
    double limit = scene->column_width * (how->compact ? compact_names : end_names);
    size_t most = how->compact ? 1 : END_LINES;
    for (size_t i = 0; i < panel->end_count; i++)
        if (tt__scene_lines(scene, panel->ends[i].name, limit + 0.01, scene->profile->body, 1) >
            most)
            return 1;
    return 0;
}

/* Several lines for each name where that moves none far from its line, or where one would cut it; one
 * otherwise. Judged on a plot of ordinary shape, so that widths never depend on heights. */
static end_style style_ends(const tt__scene *scene, const tt_panel *panel)
{
    end_style style = {.compact = panel->end_count > COMPACT_ENDS, .figures = 1, .gap = scene->gap};
    double line = tt__line_height(scene->profile->body);
    tt__box plot = {.bottom = scene->column_width * 0.45};
    double moved = arrange_ends(scene, panel, plot, &style);
    if (!style.compact && moved > 0.7 * line) {
        style.compact = 1;
        style.compact = !cuts_names(scene, panel, &style); /* better a leader than half a name */
        moved = arrange_ends(scene, panel, plot, &style);
    }
    if (moved > 0.7 * line)
        style.gap = leader_room * scene->unit;
    style.figures = widest_end(scene, panel, &style) <= most_ends * scene->column_width;
    return style;
}

static double ends_width(const tt__scene *scene, const tt_panel *panel)
{
    if (panel->end_count == 0)
        return 0;
    end_style style = style_ends(scene, panel);
    return widest_end(scene, panel, &style) + style.gap;
}

double tt__ends_height(const tt__scene *scene, size_t index)
{
    const tt_panel *panel = panel_of(scene, index);
    if (panel->end_count == 0)
        return 0;
    end_style style = style_ends(scene, panel);
    size_t lines = 0;
    for (size_t i = 0; i < panel->end_count; i++)
        lines += end_lines(scene, &panel->ends[i], &style);
    return tt__line_height(scene->profile->body) * ((double)lines - 1.1);
}

/* The name of one line, and the leader to it where it stands off. */
static void place_end(tt__scene *scene, size_t index, const tt__end_place *place,
                      const end_style *how)
{
    tt__style style = tt__style_body(scene, index);
    double line = tt__line_height(style.size);
    double x = scene->frames[index].right + how->gap;
    double y = place->y - place->height / 2;
    size_t before = scene->text_count;
    style.bold = 1;
    style.colour = scene->theme->inks[place->end->ink].label;
    style.most_lines = how->compact ? 1 : END_LINES;
    double limit = scene->column_width * (how->compact ? compact_names : end_names);
    const char *value = how->figures ? place->end->value : NULL;
    double below = tt__scene_flow(scene, place->end->name, x, y, limit + 0.01, &style);
    style.bold = 0;
    if (how->compact && scene->text_count > before) {
        double after = tt__text_right(&scene->texts[scene->text_count - 1]) +
                       tt__scene_width(scene, " ", style.size, 0);
        (void)tt__scene_put(scene, value, after, y + line / 2, &style);
    } else {
        (void)tt__scene_put(scene, value, x, below + line / 2, &style);
    }
    tt__spot from = {tt__scene_x(scene, index, place->end->x) + 0.9, place->line};
    tt__spot to = {x - 0.4, y + line / 2};
    int off =
        fabs(place->y - place->line) > 0.7 * line || to.x - from.x > 2 * leader_room * scene->unit;
    if (off && to.x > from.x)
        tt__scene_lead(scene, from, to, style.colour, index);
}

static void place_ends(tt__scene *scene, size_t index)
{
    const tt_panel *panel = panel_of(scene, index);
    const tt__frame *frame = &scene->frames[index];
    if (panel->end_count == 0)
        return;
    end_style how = style_ends(scene, panel);
    tt__box plot = {frame->left, frame->right, frame->top, frame->bottom};
    (void)arrange_ends(scene, panel, plot, &how);
    for (size_t i = 0; i < panel->end_count; i++)
        place_end(scene, index, &scene->ends[i], &how);
}

/* ---- names over bars ---- */

/* The heads first ... end - 1 side by side above their bar, each as near as can be to its middle: pushed
 * apart to the right, then back from the edge. Returns 0 when the plot is too narrow for them. */
static int place_heads_beside(tt__scene *scene, size_t index, size_t first, size_t end)
{
    const tt_panel *panel = panel_of(scene, index);
    const tt__frame *frame = &scene->frames[index];
    tt__style style = tt__style_body(scene, index);
    double space = tt__scene_width(scene, "  ", style.size, 1);
    double right_edge = fmin(frame->right + frame->reach, scene->width - scene->margin);
    double *left = tt_calloc(end - first, sizeof *left);
    double *wide = tt_calloc(end - first, sizeof *wide);
    int fits = left && wide;
    scene->failed |= !fits;
    double edge = frame->left;
    for (size_t i = first; i < end && fits; i++) {
        wide[i - first] = tt__scene_width(scene, panel->heads[i].name, style.size, 1);
        double middle = tt__scene_x(scene, index, panel->heads[i].x);
        left[i - first] = fmax(edge, middle - wide[i - first] / 2);
        edge = left[i - first] + wide[i - first] + space;
    }
    edge = right_edge;
    for (size_t i = end; i-- > first && fits;) {
        left[i - first] = fmin(left[i - first], edge - wide[i - first]);
        edge = left[i - first] - space;
        fits = left[i - first] >= frame->left - 1e-9;
    }
    style.bold = 1;
    for (size_t i = first; i < end && fits; i++) {
        style.colour = scene->theme->inks[panel->heads[i].ink].label;
        (void)tt__scene_put(scene, panel->heads[i].name, left[i - first],
                            tt__scene_y(scene, index, panel->heads[i].y) -
                                tt__line_height(style.size) * 0.6,
                            &style);
    }
    tt_free(left);
    tt_free(wide);
    return fits;
}

/* The heads first ... end - 1 in equal shares of the plot, shortened where they must be. */
static void share_out_heads(tt__scene *scene, size_t index, size_t first, size_t end)
{
    const tt_panel *panel = panel_of(scene, index);
    const tt__frame *frame = &scene->frames[index];
    tt__style style = tt__style_small(scene, index);
    double share = (frame->right - frame->left) / (double)(end - first);
    double y = tt__scene_y(scene, index, panel->heads[first].y) - tt__line_height(style.size) * 0.6;
    style.bold = 1;
    style.most_lines = 1;
    for (size_t i = first; i < end; i++) {
        style.colour = scene->theme->inks[panel->heads[i].ink].label;
        (void)tt__scene_flow(scene, panel->heads[i].name, frame->left + share * (double)(i - first),
                             y - tt__line_height(style.size) / 2, share - scene->gap * 0.7, &style);
    }
}

static void place_heads(tt__scene *scene, size_t index)
{
    const tt_panel *panel = panel_of(scene, index);
    size_t first = 0;
    for (size_t i = 1; i <= panel->head_count; i++) {
        if (i < panel->head_count && panel->heads[i].y == panel->heads[first].y)
            continue;
        if (!place_heads_beside(scene, index, first, i))
            share_out_heads(scene, index, first, i);
        first = i;
    }
}

/* ---- margins ---- */

/* How far the first or last label of the x axis, centred on its tick, stands out of the plot. */
static double overhang(const tt__scene *scene, const tt_panel *panel, size_t tick)
{
    const double plot = 0.45 * scene->column_width; /* at least so wide; it is not known yet */
    double half = tt__scene_width(scene, panel->x.tick_labels[tick], tt__tick_size(scene), 0) / 2;
    double from_edge =
        tick ? panel->x.high - panel->x.ticks[tick] : panel->x.ticks[tick] - panel->x.low;
    return half - plot * from_edge / (panel->x.high - panel->x.low);
}

/* What stands left and right of a plot. */
static tt__margins side_margins(const tt__scene *scene, size_t index, int with_y, int names_above)
{
    const tt_panel *panel = panel_of(scene, index);
    tt__margins m = {0};
    if (panel->row_count)
        m.left = names_above ? 0 : widest_row_name(scene, panel) + 2 * scene->gap;
    else if (with_y && panel->y.tick_count)
        m.left = widest_tick(scene, &panel->y) + scene->gap;
    m.right = panel->column_count ? columns_width(scene, panel) : ends_width(scene, panel);
    if (panel->x.tick_count) {
        m.left = fmax(m.left, overhang(scene, panel, 0));
        m.right = fmax(m.right, overhang(scene, panel, panel->x.tick_count - 1));
    }
    return m;
}

/* The title of the only panel, where it has rows, begins at the edge of the page, others at their plot. */
static int heads_page(const tt__scene *scene, const tt_panel *panel)
{
    return panel->row_count && scene->chart->panel_count == 1;
}

/* How wide the title of a panel may be: as its plot, where others stand beside it. */
static double head_width(const tt__scene *scene, size_t index, int names_above)
{
    if (heads_page(scene, panel_of(scene, index)))
        return scene->column_width;
    if (scene->chart->panel_count > 1)
        return scene->plot_width;
    tt__margins side = side_margins(scene, index, 1, names_above);
    return fmax(scene->column_width - side.left, 0.3 * scene->column_width);
}

static double head_height(const tt__scene *scene, size_t index, int names_above)
{
    const tt_panel *panel = panel_of(scene, index);
    double width = head_width(scene, index, names_above);
    size_t title =
        panel->title ? tt__scene_lines(scene, panel->title, width, scene->profile->body, 1) : 0;
    size_t subtitle =
        tt__span_lines(scene, panel->subtitle, panel->subtitle_count, width, scene->profile->small);
    return tt__line_height(scene->profile->body) *
               (double)(title > TITLE_LINES ? TITLE_LINES : title) +
           tt__line_height(scene->profile->small) * (double)subtitle;
}

tt__margins tt__panel_margins(const tt__scene *scene, size_t index, int with_y, int names_above)
{
    const tt_panel *panel = panel_of(scene, index);
    tt__margins m = side_margins(scene, index, with_y, names_above);
    double small = tt__line_height(scene->profile->small);
    double head = head_height(scene, index, names_above);
    m.above = head + (head > 0 ? scene->gap : scene->gap * 0.6);
    if (panel->column_count)
        m.above = fmax(m.above, head + small + scene->gap);
    if (panel->end_count) /* names may stand a little above the plot */
        m.above = fmax(m.above, head + 0.75 * tt__line_height(scene->profile->body));
    if (panel->y.title)
        m.above += small;
    else if (with_y && panel->y.tick_count) /* half of the highest label stands above the plot */
        m.above = fmax(m.above, 0.4 * tt__tick_size(scene) * TT__MM_PER_POINT);
    m.below = panel->x.tick_count ? scene->gap + tt__line_height(tt__tick_size(scene)) : scene->gap;
    m.below += panel->below_left || panel->below_right || panel->x.title ? small : 0;
    return m;
}

/* ---- placing ---- */

/* Whether every `step`-th label of the x axis, counted from the last, stands free. */
static int ticks_fit(const tt__scene *scene, size_t index, size_t step)
{
    const tt_axis *axis = &panel_of(scene, index)->x;
    double before = -INFINITY;
    for (size_t i = (axis->tick_count - 1) % step; i < axis->tick_count; i += step) {
        double half = tt__scene_width(scene, axis->tick_labels[i], tt__tick_size(scene), 0) / 2;
        double x = tt__scene_x(scene, index, axis->ticks[i]);
        if (x - half < before + tick_gap * scene->unit)
            return 0;
        before = x + half;
    }
    return 1;
}

static void place_x_ticks(tt__scene *scene, size_t index, double y)
{
    const tt_axis *axis = &panel_of(scene, index)->x;
    tt__style style = tt__style_small(scene, index);
    style.size = tt__tick_size(scene);
    style.anchor = TT_ANCHOR_CENTRE;
    size_t step = 1;
    while (axis->tick_count && step < axis->tick_count && !ticks_fit(scene, index, step))
        step++;
    for (size_t i = axis->tick_count ? (axis->tick_count - 1) % step : 0; i < axis->tick_count;
         i += step)
        (void)tt__scene_put(scene, axis->tick_labels[i], tt__scene_x(scene, index, axis->ticks[i]),
                            y, &style);
}

/* Labels of the y axis: every one, or every second, third, ... where the plot is too low. */
static void place_y_ticks(tt__scene *scene, size_t index)
{
    const tt_axis *axis = &panel_of(scene, index)->y;
    const tt__frame *frame = &scene->frames[index];
    tt__style style = tt__style_small(scene, index);
    style.size = tt__tick_size(scene);
    style.anchor = TT_ANCHOR_RIGHT;
    size_t step = 1;
    if (axis->tick_count > 1) {
        double apart = fabs(tt__scene_y(scene, index, axis->ticks[1]) -
                            tt__scene_y(scene, index, axis->ticks[0]));
        while (step < axis->tick_count && apart * (double)step < tt__line_height(style.size) * 0.95)
            step++;
    }
    for (size_t i = 0; i < axis->tick_count; i += step)
        (void)tt__scene_put(scene, axis->tick_labels[i], frame->left - scene->gap,
                            tt__scene_y(scene, index, axis->ticks[i]), &style);
}

/* Below the ticks: words left and right of the reference, or what the axis measures. */
static void place_below(tt__scene *scene, size_t index, double y)
{
    const tt_panel *panel = panel_of(scene, index);
    const tt__frame *frame = &scene->frames[index];
    tt__style style = tt__style_small(scene, index);
    double reference = isnan(panel->x.reference) ? panel->x.low : panel->x.reference;
    double middle = tt__scene_x(scene, index, reference);
    style.anchor = TT_ANCHOR_CENTRE;
    (void)tt__scene_put(scene, panel->x.title, (frame->left + frame->right) / 2, y, &style);
    /* The words stay on the page, however near the reference is to the edge of the plot. */
    double left = tt__scene_width(scene, panel->below_left ? panel->below_left : "", style.size, 0);
    style.anchor = TT_ANCHOR_LEFT;
    double from = fmax(middle - scene->gap - left, scene->margin);
    (void)tt__scene_put(scene, panel->below_left, from, y, &style);
    (void)tt__scene_put(scene, panel->below_right,
                        fmax(middle + scene->gap, from + left + 2 * scene->gap), y, &style);
}

static void place_ticks(tt__scene *scene, size_t index)
{
    const tt_panel *panel = panel_of(scene, index);
    const tt__frame *frame = &scene->frames[index];
    double line = tt__line_height(tt__tick_size(scene));
    double y = frame->bottom + scene->gap + line / 2;
    place_x_ticks(scene, index, y);
    if (frame->with_y && panel->row_count == 0)
        place_y_ticks(scene, index);
    place_below(scene, index, y + line / 2 + tt__line_height(scene->profile->small) / 2);
}

static void place_panel_title(tt__scene *scene, size_t index)
{
    const tt_panel *panel = panel_of(scene, index);
    const tt__frame *frame = &scene->frames[index];
    tt__style small = tt__style_small(scene, index);
    double columns = panel->column_count ? tt__line_height(small.size) : 0;
    double words = panel->y.title ? tt__line_height(small.size) : 0;
    double y =
        frame->top - head_height(scene, index, frame->names_above) - scene->gap - columns - words;
    tt__style style = tt__style_body(scene, index);
    style.bold = 1;
    style.most_lines = TITLE_LINES;
    double left = heads_page(scene, panel) ? scene->margin : frame->left;
    double width = head_width(scene, index, frame->names_above);
    y = tt__scene_flow(scene, panel->title, left, y, width, &style);
    (void)tt__scene_flow_spans(scene, panel->subtitle, panel->subtitle_count, left, y, width,
                               &small);
    if (!panel->y.title)
        return;
    double widest = frame->with_y ? widest_tick(scene, &panel->y) : 0;
    (void)tt__scene_put(scene, panel->y.title, frame->left - scene->gap - widest,
                        frame->top - scene->gap - tt__line_height(small.size) / 2, &small);
}

static void place_row_name(tt__scene *scene, size_t index, const tt_row *row)
{
    const tt__frame *frame = &scene->frames[index];
    double y = tt__scene_y(scene, index, row->y);
    tt__style style = tt__style_body(scene, index);
    tt__style small = tt__style_small(scene, index);
    double line = tt__line_height(style.size);
    style.bold = row->heading;
    style.most_lines = NAME_LINES;
    if (row->heading) { /* where the names begin, whatever stands beside it */
        style.most_lines = 1;
        (void)tt__scene_flow(scene, row->name, scene->margin, y - line / 2,
                             scene->width - 2 * scene->margin, &style);
        return;
    }
    if (frame->names_above) {
        double unit = tt__scene_y(scene, index, 0) - tt__scene_y(scene, index, 1);
        double detail = tt__scene_width(scene, row->detail ? row->detail : "", small.size, 0);
        double room = scene->width - frame->left - scene->margin - detail - scene->gap;
        double above = y - unit * 0.42;
        size_t before = scene->text_count;
        style.most_lines = 1;
        (void)tt__scene_flow(scene, row->name, frame->left, above - line / 2, room, &style);
        if (scene->text_count > before)
            (void)tt__scene_put(scene, row->detail,
                                tt__text_right(&scene->texts[scene->text_count - 1]) + scene->gap,
                                above, &small);
        return;
    }
    double height = line * (double)name_lines(scene, row->name);
    height += row->detail ? tt__line_height(small.size) : 0;
    style.anchor = small.anchor = TT_ANCHOR_RIGHT;
    double below = tt__scene_flow(scene, row->name, frame->left - 2 * scene->gap, y - height / 2,
                                  name_width_limit(scene) + 0.01, &style);
    (void)tt__scene_put(scene, row->detail, frame->left - 2 * scene->gap,
                        below + tt__line_height(small.size) / 2, &small);
}

static void place_columns(tt__scene *scene, size_t index)
{
    const tt_panel *panel = panel_of(scene, index);
    const tt__frame *frame = &scene->frames[index];
    double right_edge = frame->right;
    size_t shown = shown_columns(scene, panel);
    for (size_t c = 0; c < shown; c++) {
        right_edge += column_width(scene, panel, c) + 2 * scene->gap;
        tt__style cell = tt__style_body(scene, index);
        tt__style small = tt__style_small(scene, index);
        cell.anchor = small.anchor = TT_ANCHOR_RIGHT;
        cell.bold = small.bold = c == 0;
        (void)tt__scene_put(scene, panel->column_titles[c], right_edge,
                            frame->top - scene->gap - tt__line_height(small.size) / 2, &small);
        for (size_t i = 0; i < panel->row_count; i++)
            if (panel->rows[i].cells)
                (void)tt__scene_put(scene, panel->rows[i].cells[c], right_edge,
                                    tt__scene_y(scene, index, panel->rows[i].y), &cell);
    }
}

void tt__place_around(tt__scene *scene, size_t index)
{
    const tt_panel *panel = panel_of(scene, index);
    place_ticks(scene, index);
    place_panel_title(scene, index);
    for (size_t i = 0; i < panel->row_count; i++)
        place_row_name(scene, index, &panel->rows[i]);
    place_columns(scene, index);
    place_heads(scene, index);
    place_ends(scene, index);
}
