/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A placed chart as TikZ.
 *
 * gnuplot's own tikz terminal needs a style file that no TeX distribution has, and passes texts on as
 * TeX; so the picture is written here, from the same scene as the gnuplot script: lengths in
 * millimetres from the top left corner, colours by name, texts through tt_tex_add. Sizes of points, dashes
 * and arrow heads are those that gnuplot draws. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "latex.h"
#include "look.h"
#include "tiptrend/figure.h"

static const double point_radius = 3;  /* points; of gnuplot's unit point */
static const double tick_length = 0.5; /* mm */
static const double hatch_step = 0.75; /* mm between hatch lines */

static const char dashed[] = ",dash pattern=on 2.4bp off 1.6bp";

/* Names of the inks in TeX: of the mark, the tint and the tone between. */
#define INK(name)                                                                                  \
    {                                                                                              \
        "tt" name, "tt" name "tint", "tt" name "middle"                                            \
    }
static const char *const inks[TT_INK_COUNT][3] = {
    [TT_INK_TEXT] = INK("text"),
    [TT_INK_MUTED] = INK("muted"),
    [TT_INK_GRID] = INK("grid"),
    [TT_INK_GROUND] = INK("ground"),
    [TT_INK_HATCH] = INK("hatch"),
    [TT_INK_BLUE] = INK("blue"),
    [TT_INK_VERMILION] = INK("vermilion"),
    [TT_INK_GREEN] = INK("green"),
    [TT_INK_PURPLE] = INK("purple"),
    [TT_INK_ORANGE] = INK("orange"),
    [TT_INK_SKY] = INK("sky"),
    [TT_INK_GREY] = INK("grey"),
};
#undef INK

/* The form of an ink that a fill asks for. */
static const char *colour_of(tt_ink ink, tt_fill fill)
{
    int pale = fill == TT_FILL_TINT || fill == TT_FILL_HATCH;
    return inks[ink][pale ? 1 : fill == TT_FILL_MIDDLE ? 2 : 0];
}

/* A colour that has no name. */
static void add_rgb(tt_strbuf *out, uint32_t colour)
{
    tt_strbuf_addf(out, "{rgb,255:red,%u;green,%u;blue,%u}", (unsigned)(colour >> 16 & 0xFF),
                   (unsigned)(colour >> 8 & 0xFF), (unsigned)(colour & 0xFF));
}

typedef struct drawer {
    const tt__scene *scene;
    const tt_panel *panel;
    size_t index; /* of the panel */
    tt_strbuf *out;
} drawer;

/* ---- pieces ---- */

static double across(const drawer *d, double x)
{
    return tt__scene_x(d->scene, d->index, x);
}

static double down(const drawer *d, double y)
{
    return tt__scene_y(d->scene, d->index, y);
}

static void add_place(tt_strbuf *out, double x, double y)
{
    tt_strbuf_add_char(out, '(');
    tt_strbuf_fixed(out, x, 3);
    tt_strbuf_add_char(out, ',');
    tt_strbuf_fixed(out, y, 3);
    tt_strbuf_add_char(out, ')');
}

static void add_length(tt_strbuf *out, double points)
{
    tt_strbuf_fixed(out, points, 3);
    tt_strbuf_add(out, "bp");
}

/* "\draw[tttext,line width=1.4bp" */
static void begin_line(drawer *d, const char *colour, double weight)
{
    tt_strbuf_addf(d->out, "\\draw[%s,line width=", colour);
    add_length(d->out, weight);
}

/* "] (1,2) -- (3,4);" */
static void end_line(drawer *d, double x0, double y0, double x1, double y1)
{
    tt_strbuf_add(d->out, "] ");
    add_place(d->out, x0, y0);
    tt_strbuf_add(d->out, " -- ");
    add_place(d->out, x1, y1);
    tt_strbuf_add(d->out, ";\n");
}

static void add_line(drawer *d, const char *colour, double weight, const double place[4])
{
    begin_line(d, colour, weight);
    end_line(d, place[0], place[1], place[2], place[3]);
}

static double weight_of(const drawer *d, const tt_mark *mark)
{
    return tt__line_weight(d->scene, mark->weight);
}

/* ---- axes ---- */

static void add_grid(drawer *d, const tt_axis *axis, int vertical)
{
    const tt__frame *frame = &d->scene->frames[d->index];
    if (!axis->grid || !d->scene->profile->grid)
        return;
    for (size_t i = 0; i < axis->tick_count; i++) {
        double at = vertical ? across(d, axis->ticks[i]) : down(d, axis->ticks[i]);
        const double place[2][4] = {{frame->left, at, frame->right, at},
                                    {at, frame->top, at, frame->bottom}};
        add_line(d, "ttgrid", d->scene->profile->grid_line, place[vertical]);
    }
}

static void add_reference(drawer *d, const tt_axis *axis, int vertical)
{
    const tt__frame *frame = &d->scene->frames[d->index];
    if (isnan(axis->reference) || axis->reference < axis->low || axis->reference > axis->high)
        return;
    double at = vertical ? across(d, axis->reference) : down(d, axis->reference);
    const double place[2][4] = {{frame->left, at, frame->right, at},
                                {at, frame->top, at, frame->bottom}};
    add_line(d, "tttext", d->scene->profile->axis_line * TT__REFERENCE_WEIGHT, place[vertical]);
}

static void add_axis_line(drawer *d, const tt_axis *axis, int vertical)
{
    const tt__frame *frame = &d->scene->frames[d->index];
    const double weight = d->scene->profile->axis_line;
    if (!tt__axis_has_line(d->scene, axis))
        return;
    const double line[2][4] = {{frame->left, frame->bottom, frame->right, frame->bottom},
                               {frame->left, frame->bottom, frame->left, frame->top}};
    add_line(d, "ttmuted", weight, line[vertical]);
    for (size_t i = 0; i < axis->tick_count; i++) {
        double at = vertical ? down(d, axis->ticks[i]) : across(d, axis->ticks[i]);
        const double tick[2][4] = {{at, frame->bottom, at, frame->bottom + tick_length},
                                   {frame->left - tick_length, at, frame->left, at}};
        add_line(d, "ttmuted", weight, tick[vertical]);
    }
}

/* ---- marks ---- */

static void add_curve(drawer *d, const tt_mark *mark)
{
    int open = 0;
    for (size_t i = 0; i < mark->n; i++) {
        double y = mark->column[1][i];
        if (isnan(y)) {
            tt_strbuf_add(d->out, open ? ";\n" : "");
            open = 0;
            continue;
        }
        if (!open) {
            begin_line(d, inks[mark->ink][0], weight_of(d, mark));
            tt_strbuf_add(d->out, mark->dashed ? dashed : "");
            tt_strbuf_add(d->out, "] ");
        } else {
            tt_strbuf_add(d->out, " -- ");
        }
        open = 1;
        add_place(d->out, across(d, mark->column[0][i]), down(d, y));
    }
    tt_strbuf_add(d->out, open ? ";\n" : "");
}

static void add_shape(drawer *d, tt_shape shape, const char *colour, const double at[2], double r)
{
    tt_strbuf_addf(d->out, "\\fill[%s] ", colour);
    if (shape == TT_SHAPE_SQUARE) {
        add_place(d->out, at[0] - r, at[1] - r);
        tt_strbuf_add(d->out, " rectangle ");
        add_place(d->out, at[0] + r, at[1] + r);
    } else if (shape == TT_SHAPE_TRIANGLE) {
        add_place(d->out, at[0], at[1] - r);
        tt_strbuf_add(d->out, " -- ");
        add_place(d->out, at[0] - r, at[1] + r);
        tt_strbuf_add(d->out, " -- ");
        add_place(d->out, at[0] + r, at[1] + r);
        tt_strbuf_add(d->out, " -- cycle");
    } else {
        add_place(d->out, at[0], at[1]);
        tt_strbuf_add(d->out, " circle[radius=");
        tt_strbuf_fixed(d->out, r, 3);
        tt_strbuf_add(d->out, "mm]");
    }
    tt_strbuf_add(d->out, ";\n");
}

static void add_points(drawer *d, const tt_mark *mark)
{
    double radius =
        tt__point_size(d->scene, mark) * TT__POINT_SIZE * point_radius * TT__MM_PER_POINT;
    for (size_t i = 0; i < mark->n; i++) {
        if (isnan(mark->column[1][i]))
            continue;
        const double at[2] = {across(d, mark->column[0][i]), down(d, mark->column[1][i])};
        add_shape(d, mark->shape, inks[mark->ink][0], at, radius);
        if (mark->shape == TT_SHAPE_RING)
            add_shape(d, mark->shape, "ttground", at, radius * TT__RING_HOLE);
    }
}

/* One stretch of a band: along the upper limits and back along the lower ones. */
static void add_band_stretch(drawer *d, const tt_mark *mark, size_t first, size_t end)
{
    const char *tint = inks[mark->ink][1];
    if (end - first == 1) {
        double x = across(d, mark->column[0][first]);
        const double bar[4] = {x, down(d, mark->column[1][first]), x,
                               down(d, mark->column[2][first])};
        add_line(d, tint, TT__BAR_WEIGHT * d->scene->profile->data_line, bar);
        return;
    }
    tt_strbuf_addf(d->out, "\\fill[%s] ", tint);
    for (size_t i = first; i < end; i++) {
        add_place(d->out, across(d, mark->column[0][i]), down(d, mark->column[2][i]));
        tt_strbuf_add(d->out, " -- ");
    }
    for (size_t i = end; i > first; i--) {
        add_place(d->out, across(d, mark->column[0][i - 1]), down(d, mark->column[1][i - 1]));
        tt_strbuf_add(d->out, " -- ");
    }
    tt_strbuf_add(d->out, "cycle;\n");
}

static void add_band(drawer *d, const tt_mark *mark)
{
    size_t first = 0;
    for (size_t i = 0; i <= mark->n; i++) {
        int ends = i == mark->n || isnan(mark->column[1][i]) || isnan(mark->column[2][i]);
        if (ends && i > first)
            add_band_stretch(d, mark, first, i);
        if (ends)
            first = i + 1;
    }
}

/* Lines at 45 degrees, clipped to the box. */
static void add_hatch(drawer *d, const tt__box *box)
{
    double height = box->bottom - box->top;
    tt_strbuf_add(d->out, "\\begin{scope}\\clip ");
    add_place(d->out, box->left, box->top);
    tt_strbuf_add(d->out, " rectangle ");
    add_place(d->out, box->right, box->bottom);
    tt_strbuf_add(d->out, ";\n");
    for (double x = box->left - height; x < box->right; x += hatch_step) {
        const double line[4] = {x, box->bottom, x + height, box->top};
        add_line(d, "tthatch", tt__line_weight(d->scene, TT__FINE_WEIGHT), line);
    }
    tt_strbuf_add(d->out, "\\end{scope}\n");
}

static void add_box(drawer *d, const tt_mark *mark, const tt__box *box)
{
    int hatched = mark->fill == TT_FILL_HATCH && d->scene->profile->hatch;
    if (hatched)
        add_hatch(d, box);
    begin_line(d, hatched ? "tthatch" : "ttground", tt__line_weight(d->scene, TT__FINE_WEIGHT));
    if (!hatched)
        tt_strbuf_add(d->out, ",fill=");
    if (mark->fill == TT_FILL_SHADE)
        add_rgb(d->out, tt_theme_shade(d->scene->theme, mark->ink, mark->shade));
    else if (!hatched)
        tt_strbuf_add(d->out, colour_of(mark->ink, mark->fill));
    tt_strbuf_add(d->out, "] ");
    add_place(d->out, box->left, box->top);
    tt_strbuf_add(d->out, " rectangle ");
    add_place(d->out, box->right, box->bottom);
    tt_strbuf_add(d->out, ";\n");
}

static void add_boxes(drawer *d, const tt_mark *mark)
{
    for (size_t i = 0; i < mark->n; i++) {
        double x[2] = {across(d, mark->column[0][i]), across(d, mark->column[1][i])};
        double y[2] = {down(d, mark->column[2][i]), down(d, mark->column[3][i])};
        tt__box box = {fmin(x[0], x[1]), fmax(x[0], x[1]), fmin(y[0], y[1]), fmax(y[0], y[1])};
        add_box(d, mark, &box);
    }
}

/* The head of an arrow: a filled triangle with its tip at the end. */
static void add_head(drawer *d, const char *colour, const double line[4])
{
    double length = TT__HEAD_LENGTH * d->scene->width;
    double angle = atan2(line[3] - line[1], line[2] - line[0]);
    tt_strbuf_addf(d->out, "\\fill[%s] ", colour);
    add_place(d->out, line[2], line[3]);
    for (int side = -1; side <= 1; side += 2) {
        double turned = angle + side * TT__HEAD_ANGLE * acos(-1) / 180;
        tt_strbuf_add(d->out, " -- ");
        add_place(d->out, line[2] - length * cos(turned), line[3] - length * sin(turned));
    }
    tt_strbuf_add(d->out, " -- cycle;\n");
}

static void add_segments(drawer *d, const tt_mark *mark)
{
    const char *colour = colour_of(mark->ink, mark->fill);
    for (size_t i = 0; i < mark->n; i++) {
        const double line[4] = {across(d, mark->column[0][i]), down(d, mark->column[1][i]),
                                across(d, mark->column[2][i]), down(d, mark->column[3][i])};
        begin_line(d, colour, weight_of(d, mark));
        tt_strbuf_add(d->out, mark->dashed ? dashed : "");
        end_line(d, line[0], line[1], line[2], line[3]);
        if (mark->arrow)
            add_head(d, colour, line);
    }
}

static void add_mark(drawer *d, const tt_mark *mark)
{
    static void (*const writers[])(drawer *, const tt_mark *) = {
        [TT_MARK_LINE] = add_curve,  [TT_MARK_POINTS] = add_points,     [TT_MARK_BAND] = add_band,
        [TT_MARK_BOXES] = add_boxes, [TT_MARK_SEGMENTS] = add_segments,
    };
    writers[mark->kind](d, mark);
}

/* ---- texts ---- */

static void add_leaders(tt_strbuf *out, const tt__scene *scene, size_t panel)
{
    for (size_t i = 0; i < scene->leader_count; i++) {
        const tt__leader *leader = &scene->leaders[i];
        if (leader->panel != panel)
            continue;
        tt_strbuf_add(out, "\\draw[draw=");
        add_rgb(out, leader->colour);
        tt_strbuf_add(out, ",line width=");
        add_length(out, scene->profile->axis_line);
        tt_strbuf_add(out, "] ");
        add_place(out, leader->from.x, leader->from.y);
        tt_strbuf_add(out, " -- ");
        add_place(out, leader->to.x, leader->to.y);
        tt_strbuf_add(out, ";\n");
    }
}

/* One line of text; returns the index behind it. */
static size_t add_text(tt_strbuf *out, const tt__scene *scene, size_t index)
{
    static const char *const anchors[] = {"base west", "base", "base east"};
    const tt__placed_text *text = &scene->texts[index];
    tt_strbuf_addf(out, "\\node[anchor=%s", anchors[text->anchor]);
    if (text->backed) {
        tt_strbuf_add(out, ",fill=ttground,inner sep=");
        tt_strbuf_fixed(out, TT__TEX_PATCH, 1);
        tt_strbuf_add(out, "mm");
    }
    tt_strbuf_add(out, "] at ");
    add_place(out, text->x, tt__text_baseline(text));
    tt_strbuf_add(out, " {");
    index = tt__tex_run(out, scene, index);
    tt_strbuf_add(out, "};\n");
    return index;
}

static void add_texts(tt_strbuf *out, const tt__scene *scene, size_t panel)
{
    for (size_t i = 0; i < scene->text_count;)
        if (scene->texts[i].panel == panel)
            i = add_text(out, scene, i);
        else
            i++;
}

/* ---- the whole ---- */

static void add_panel(const tt__scene *scene, size_t index, tt_strbuf *out)
{
    const tt_panel *panel = &scene->chart->panels[index];
    drawer d = {scene, panel, index, out};
    tt_strbuf_addf(out, "%% panel %zu\n", index + 1);
    add_grid(&d, &panel->x, 1);
    add_grid(&d, &panel->y, 0);
    add_reference(&d, &panel->x, 1);
    add_reference(&d, &panel->y, 0);
    for (size_t i = 0; i < panel->mark_count; i++)
        add_mark(&d, &panel->marks[i]);
    add_axis_line(&d, &panel->x, 0);
    add_axis_line(&d, &panel->y, 1);
    add_leaders(out, scene, index);
    add_texts(out, scene, index);
}

static void add_colours(tt_strbuf *out, const tt_theme *theme)
{
    for (int i = 0; i < TT_INK_COUNT; i++) {
        tt_ink ink = (tt_ink)i;
        tt_strbuf_addf(out, "\\definecolor{%s}{HTML}{%06X}\\definecolor{%s}{HTML}{%06X}",
                       inks[ink][0], (unsigned)theme->inks[i].mark, inks[ink][1],
                       (unsigned)theme->inks[i].tint);
        tt_strbuf_addf(out, "\\definecolor{%s}{HTML}{%06X}\n", inks[ink][2],
                       (unsigned)tt_theme_middle(theme, ink));
    }
}

static void add_picture(const tt__scene *scene, tt_strbuf *out)
{
    tt_strbuf_add(out, "% \\usepackage{tikz} in the preamble; then \\input this file\n"
                       "\\begin{tikzpicture}[x=1mm,y=-1mm,line cap=butt,line join=round,"
                       "every node/.style={inner sep=0pt,outer sep=0pt}]\n");
    add_colours(out, scene->theme);
    tt_strbuf_add(out, "\\useasboundingbox (0,0) rectangle ");
    add_place(out, scene->width, scene->height);
    tt_strbuf_add(out, ";\n\\fill[ttground] (0,0) rectangle ");
    add_place(out, scene->width, scene->height);
    tt_strbuf_add(out, ";\n");
    add_texts(out, scene, TT__PAGE);
    for (size_t i = 0; i < scene->chart->panel_count; i++)
        add_panel(scene, i, out);
    tt_strbuf_add(out, "\\end{tikzpicture}%\n");
}

tt_status tt_chart_tikz(const tt_chart *chart, const tt_draw_options *options, tt_strbuf *out,
                        tt_error *err)
{
    tt__scene scene;
    tt_status status = tt__scene_make(chart, options, &scene, err);
    if (status == TT_OK)
        status = tt__tex_head(chart, out, err);
    if (status == TT_OK)
        add_picture(&scene, out);
    tt__scene_clear(&scene);
    return status == TT_OK ? tt_strbuf_status(out, err) : status;
}
