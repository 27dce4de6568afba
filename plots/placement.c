/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Placing the labels within a plot.
 *
 * A label tries a fixed list of places around its mark, near ones first, and takes the one with the least
 * cost: the distance, what it would cover (lines, marks, bands, the grid), a leader line if it is far.
 * Places that touch another text or leave the room of the panel are not taken at any cost; a label with no
 * place is left out. Labels that must be there go first, then the optional ones take what is left.
 * This is the greedy form of the point-labelling problem (Christensen, Marks and Shieber 1995, ACM
 * Transactions on Graphics 14:203); short series leave room enough for it. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "look.h"
#include "scene.h"
#include "tiptrend/memory.h"

/* Distances in millimetres at type of 7 pt; they grow with the type (scene->unit). */
static const double apart_x = 0.5; /* between a label and other texts */
static const double apart_y = 0.25;
static const double line_half = 0.35; /* a line with some air on each side */
static const double overhang = 2.6;   /* how far above its frame a label may stand */

/* What covering something costs, in the unit of one millimetre's distance. */
static const double cost_mm = 0.12;
static const double cost_line = 5;
static const double cost_mark = 8;
static const double cost_box = 6;
static const double cost_band = 2.4;
static const double cost_leader = 0.9;
static const double cost_most_optional = 1.5; /* an optional label is not worth more */

typedef enum obstacle_kind {
    OBSTACLE_LINE,
    OBSTACLE_DISC,
    OBSTACLE_STRIP,
    OBSTACLE_BOX
} obstacle_kind;

typedef struct obstacle {
    obstacle_kind kind;
    double cost;
    tt__spot a[2]; /* line: ends; disc: centre; strip: lower edge */
    tt__spot b[2]; /* strip: upper edge */
    double radius;
    tt__box box;
} obstacle;

typedef struct field {
    tt__scene *scene;
    size_t panel;
    obstacle *list;
    size_t count;
    size_t capacity;
    tt__box room; /* where labels may stand */
} field;

/* ---- obstacles ---- */

static void add(field *f, const obstacle *o)
{
    if (tt_grow(&f->list, &f->capacity, f->count, sizeof *f->list) != 0) {
        f->scene->failed = 1;
        return;
    }
    f->list[f->count++] = *o;
}

static tt__spot spot_of(const field *f, double x, double y)
{
    return (tt__spot){tt__scene_x(f->scene, f->panel, x), tt__scene_y(f->scene, f->panel, y)};
}

static void add_line(field *f, tt__spot from, tt__spot to)
{
    add(f, &(obstacle){.kind = OBSTACLE_LINE, .cost = cost_line, .a = {from, to}});
}

static void add_curve(field *f, const tt_mark *mark)
{
    for (size_t i = 1; i < mark->n; i++) {
        const double *x = mark->column[0];
        const double *y = mark->column[1];
        if (!isnan(y[i - 1]) && !isnan(y[i]))
            add_line(f, spot_of(f, x[i - 1], y[i - 1]), spot_of(f, x[i], y[i]));
    }
}

static void add_points(field *f, const tt_mark *mark)
{
    double radius = 0.75 * (mark->weight > 0 ? mark->weight : 1) * tt__mark_scale(f->scene);
    for (size_t i = 0; i < mark->n; i++)
        if (!isnan(mark->column[1][i]))
            add(f, &(obstacle){.kind = OBSTACLE_DISC,
                               .cost = cost_mark,
                               .a = {spot_of(f, mark->column[0][i], mark->column[1][i])},
                               .radius = radius});
}

static int has_limits(const tt_mark *mark, size_t i)
{
    return i < mark->n && !isnan(mark->column[1][i]) && !isnan(mark->column[2][i]);
}

static void add_band(field *f, const tt_mark *mark)
{
    const double *x = mark->column[0];
    const double *low = mark->column[1];
    const double *high = mark->column[2];
    for (size_t i = 0; i < mark->n; i++) {
        if (!has_limits(mark, i))
            continue;
        tt__spot a = spot_of(f, x[i], low[i]);
        tt__spot b = spot_of(f, x[i], high[i]);
        if (has_limits(mark, i + 1))
            add(f, &(obstacle){.kind = OBSTACLE_STRIP,
                               .cost = cost_band,
                               .a = {a, spot_of(f, x[i + 1], low[i + 1])},
                               .b = {b, spot_of(f, x[i + 1], high[i + 1])}});
        else if (i == 0 || !has_limits(mark, i - 1)) /* alone: an upright bar */
            add(f, &(obstacle){.kind = OBSTACLE_LINE, .cost = cost_band, .a = {a, b}});
    }
}

static void add_boxes(field *f, const tt_mark *mark)
{
    for (size_t i = 0; i < mark->n; i++) {
        tt__spot low = spot_of(f, mark->column[0][i], mark->column[2][i]);
        tt__spot high = spot_of(f, mark->column[1][i], mark->column[3][i]);
        add(f, &(obstacle){.kind = OBSTACLE_BOX,
                           .cost = cost_box,
                           .box = {low.x, high.x, fmin(low.y, high.y), fmax(low.y, high.y)}});
    }
}

static void add_segments(field *f, const tt_mark *mark)
{
    for (size_t i = 0; i < mark->n; i++)
        add_line(f, spot_of(f, mark->column[0][i], mark->column[1][i]),
                 spot_of(f, mark->column[2][i], mark->column[3][i]));
}

static void add_reference(field *f, const tt_panel *panel)
{
    if (!isnan(panel->y.reference))
        add_line(f, spot_of(f, panel->x.low, panel->y.reference),
                 spot_of(f, panel->x.high, panel->y.reference));
    if (!isnan(panel->x.reference))
        add_line(f, spot_of(f, panel->x.reference, panel->y.low),
                 spot_of(f, panel->x.reference, panel->y.high));
}

static void find_obstacles(field *f)
{
    static void (*const adders[])(field *, const tt_mark *) = {
        [TT_MARK_LINE] = add_curve,  [TT_MARK_POINTS] = add_points,     [TT_MARK_BAND] = add_band,
        [TT_MARK_BOXES] = add_boxes, [TT_MARK_SEGMENTS] = add_segments,
    };
    const tt_panel *panel = &f->scene->chart->panels[f->panel];
    for (size_t i = 0; i < panel->mark_count; i++)
        adders[panel->marks[i].kind](f, &panel->marks[i]);
    add_reference(f, panel);
}

static int covers(const field *f, const obstacle *o, const tt__box *box)
{
    switch (o->kind) {
    case OBSTACLE_LINE: {
        tt__box air = tt__box_grow(*box, line_half * f->scene->unit, line_half * f->scene->unit);
        return tt__line_crosses(&air, o->a[0], o->a[1]);
    }
    case OBSTACLE_DISC:
        return tt__disc_touches(box, o->a[0], o->radius);
    case OBSTACLE_STRIP:
        return tt__strip_touches(box, o->a, o->b);
    case OBSTACLE_BOX:
        return tt__boxes_touch(&o->box, box);
    }
    return 0;
}

/* What standing on a box costs: of each kind of thing the dearest once, since two pieces of one line are
 * one line to the eye. */
static double cost_of(const field *f, const tt__box *box)
{
    double worst[4] = {0};
    for (size_t i = 0; i < f->count; i++) {
        const obstacle *o = &f->list[i];
        if (o->cost > worst[o->kind] && covers(f, o, box))
            worst[o->kind] = o->cost;
    }
    return worst[0] + worst[1] + worst[2] + worst[3];
}

/* Lines that a leader would cross on its way, its own mark left out. */
static double leader_cost(const field *f, tt__spot mark, tt__spot end)
{
    double reach = hypot(end.x - mark.x, end.y - mark.y);
    tt__spot from = {mark.x + (end.x - mark.x) * fmin(1, 1.4 / reach),
                     mark.y + (end.y - mark.y) * fmin(1, 1.4 / reach)};
    tt__box way = {fmin(from.x, end.x) - 0.05, fmax(from.x, end.x) + 0.05,
                   fmin(from.y, end.y) - 0.05, fmax(from.y, end.y) + 0.05};
    double cost = cost_leader;
    for (size_t i = 0; i < f->count; i++)
        if (f->list[i].kind != OBSTACLE_STRIP && covers(f, &f->list[i], &way))
            cost += 0.5;
    return cost;
}

/* ---- texts ---- */

static int is_free(const field *f, const tt__box *box)
{
    tt__box air = tt__box_grow(*box, apart_x * f->scene->unit, apart_y * f->scene->unit);
    if (!tt__box_within(box, &f->room, 0))
        return 0;
    for (size_t i = 0; i < f->scene->text_count; i++) {
        tt__box other = tt__text_box(&f->scene->texts[i]);
        if (tt__boxes_touch(&air, &other))
            return 0;
    }
    for (size_t i = 0; i < f->scene->leader_count; i++) {
        const tt__leader *leader = &f->scene->leaders[i];
        if (leader->panel == f->panel && tt__line_crosses(&air, leader->from, leader->to))
            return 0;
    }
    return 1;
}

/* A leader may cross no text. */
static int is_clear(const field *f, tt__spot from, tt__spot to)
{
    for (size_t i = 0; i < f->scene->text_count; i++) {
        tt__box other = tt__text_box(&f->scene->texts[i]);
        if (tt__line_crosses(&other, from, to))
            return 0;
    }
    return 1;
}

static tt__style style_of(const tt__scene *scene, size_t panel, const tt_label *label)
{
    const tt_colour *colour = &scene->theme->inks[label->ink];
    double size = label->size == TT_TYPE_SMALL   ? scene->profile->small
                  : label->size == TT_TYPE_TITLE ? scene->profile->title
                                                 : scene->profile->body;
    uint32_t fill =
        label->shade > 0 ? tt_theme_shade(scene->theme, label->ink, label->shade) : colour->mark;
    return (tt__style){.size = size,
                       .bold = label->bold,
                       .colour = label->on_fill ? tt_text_on(fill) : colour->label,
                       .anchor = label->anchor,
                       .panel = panel};
}

/* A label as it is measured: its first line, and what a second one below it adds. */
typedef struct block {
    tt__placed_text text;
    double second; /* width of the second line; 0: none */
    double below;  /* its height */
} block;

static tt__box block_box(const block *b)
{
    tt__box box = tt__text_box(&b->text);
    double wider = fmax(0, b->second - (box.right - box.left)) / 2;
    return (tt__box){box.left - wider, box.right + wider, box.top, box.bottom + b->below};
}

/* ---- the places of a label ---- */

typedef struct candidate {
    double x; /* middle of the text */
    double y;
    double cost;
    int leads; /* a leader line joins it to its mark */
    tt__spot end;
} candidate;

/* Directions around a mark: unit steps right and down, and what each costs when the best side is above. */
typedef struct direction {
    int right;
    int down;
    double cost;
} direction;

static const direction directions[] = {
    {0, -1, 0},    {0, 1, 0.25},   {1, 0, 0.45}, {-1, 0, 0.45},
    {1, -1, 0.55}, {-1, -1, 0.55}, {1, 1, 0.65}, {-1, 1, 0.65},
};
static const double distances[] = {0.35, 0.9, 1.5, 2.2, 3, 4, 5.2, 6.6, 8.2};
static const double leader_from = 3.5; /* distance */

/* A side that the label asks for becomes the cheapest. */
static double side_cost(const direction *d, const tt_label *label)
{
    int right = (label->dx > 0) - (label->dx < 0);
    int down = (label->dy < 0) - (label->dy > 0);
    int asked = right || down;
    return asked && right == d->right && down == d->down ? -0.3 : d->cost;
}

/* The middle of a text of some size that stands at a distance from a mark. */
static tt__spot beside(tt__spot mark, const direction *d, double distance, double wide, double high,
                       double drop)
{
    double skew = d->right && d->down ? 0.7 : 1; /* the same distance on the slant */
    double x = mark.x + d->right * (wide / 2 + distance * skew);
    double y = mark.y + d->down * (high / 2 + distance * skew);
    return (tt__spot){x, y + drop};
}

/* Adds to a candidate what its place costs. */
static void judge(const field *f, const tt_label *label, tt__spot mark, const tt__box *box,
                  candidate *c)
{
    c->cost += cost_of(f, box);
    if (!c->leads)
        return;
    c->end = tt__box_nearest(box, mark);
    c->cost +=
        label->optional || !is_clear(f, mark, c->end) ? INFINITY : leader_cost(f, mark, c->end);
}

static int find_around(const field *f, const tt_label *label, const block *measured,
                       candidate *best)
{
    tt__spot mark = spot_of(f, label->x, label->y);
    block trial = *measured;
    trial.text.anchor = TT_ANCHOR_CENTRE;
    trial.text.x = trial.text.y = 0;
    tt__box own = block_box(&trial);
    double wide = own.right - own.left;
    double high = own.bottom - own.top;
    double drop = -(own.bottom + own.top) / 2; /* letters stand off the middle of the line */
    double radius = 0.9 * tt__mark_scale(f->scene);
    best->cost = INFINITY;
    for (size_t k = 0; k < sizeof distances / sizeof *distances; k++)
        for (size_t i = 0; i < sizeof directions / sizeof *directions; i++) {
            const direction *d = &directions[i];
            tt__spot at = beside(mark, d, radius + distances[k] * f->scene->unit, wide, high, drop);
            /* Straight above or below, a label is read with its mark from farther away. */
            candidate c = {.x = at.x,
                           .y = at.y,
                           .cost = side_cost(d, label) + distances[k] * cost_mm,
                           .leads = distances[k] > leader_from * (d->right == 0 ? 2.2 : 1)};
            trial.text.x = at.x;
            trial.text.y = at.y;
            tt__box box = block_box(&trial);
            if (c.cost >= best->cost || !is_free(f, &box))
                continue;
            judge(f, label, mark, &box, &c);
            if (c.cost < best->cost)
                *best = c;
        }
    return best->cost < (label->optional ? cost_most_optional : INFINITY);
}

/* Along an upright rule: left and right of it, from the top downwards. */
static int find_along(const field *f, const tt_label *label, const block *measured, candidate *best)
{
    enum { STEPS = 12 };
    tt__spot top = spot_of(f, label->x, label->y);
    block trial = *measured;
    trial.text.anchor = TT_ANCHOR_CENTRE;
    double wide = fmax(measured->text.width, measured->second);
    double line = tt__line_height(measured->text.size);
    best->cost = INFINITY;
    for (int step = 0; step < STEPS; step++)
        for (int side = -1; side <= 1; side += 2) {
            trial.text.x = top.x + side * (wide / 2 + 1);
            trial.text.y = top.y + line * (0.6 + 0.8 * step);
            tt__box box = block_box(&trial);
            if (!is_free(f, &box))
                continue;
            candidate c = {.x = trial.text.x, .y = trial.text.y};
            c.cost = 0.25 * step + (side > 0 ? 0.1 : 0) + cost_of(f, &box);
            if (c.cost < best->cost)
                *best = c;
        }
    return best->cost < (label->optional ? 2 * cost_most_optional : INFINITY);
}

/* At the top of the plot, above the mark: down by lines, sideways by small steps. Few things are drawn
 * there but upright rules, on which a backed label may stand; a leader then says what it belongs to. */
static int find_head(const field *f, const tt_label *label, const block *measured, candidate *best)
{
    enum { LINES = 5, STEPS = 8 };
    static const double step = 1.2; /* mm */
    static const double cost_line_down = 0.5;
    static const double cost_step = 0.25;
    static const double share = 0.3; /* of what covering costs elsewhere */
    const double top = f->scene->frames[f->panel].top;
    const double line = tt__line_height(measured->text.size);
    const tt__spot mark = spot_of(f, label->x, label->y);
    block trial = *measured;
    trial.text.anchor = TT_ANCHOR_CENTRE;
    best->cost = INFINITY;
    for (int down = 0; down < LINES; down++)
        for (int aside = -STEPS; aside <= STEPS; aside++) {
            trial.text.x = mark.x + aside * step;
            trial.text.y = top + line * (0.7 + 0.6 * down);
            tt__box box = block_box(&trial);
            if (!is_free(f, &box))
                continue;
            const double covers_some = cost_of(f, &box);
            candidate c = {.x = trial.text.x, .y = trial.text.y};
            c.cost = cost_line_down * down + cost_step * abs(aside) + share * covers_some;
            if (c.cost >= best->cost)
                continue;
            *best = c;
            best->end = tt__box_nearest(&box, mark);
            best->leads = (covers_some > 0 || abs(aside) * step > (box.right - box.left) / 4) &&
                          is_clear(f, mark, best->end);
        }
    return isfinite(best->cost) ? 1 : find_around(f, label, measured, best);
}

/* The smallest box of the panel around a spot; NULL when it lies in none. */
static const tt__box *box_around(const field *f, tt__spot spot)
{
    const tt__box *found = NULL;
    for (size_t i = 0; i < f->count; i++) {
        const tt__box *box = &f->list[i].box;
        if (f->list[i].kind != OBSTACLE_BOX || spot.x < box->left || spot.x > box->right ||
            spot.y < box->top || spot.y > box->bottom)
            continue;
        if (!found || box->right - box->left < found->right - found->left)
            found = box;
    }
    return found;
}

static int covers_line(const field *f, const tt__box *box)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->list[i].kind == OBSTACLE_LINE && covers(f, &f->list[i], box))
            return 1;
    return 0;
}

/* Within a box of its own, and on no line through it. */
static int fits_its_box(const field *f, const tt__box *label, const block *trial)
{
    const double slack = 0.2; /* a line of text has air above and below, but not beside it */
    tt__spot middle = {(label->left + label->right) / 2, (label->top + label->bottom) / 2};
    const tt__box *own = box_around(f, middle);
    if (!own || !tt__box_within(label, own, slack) || label->left < own->left ||
        label->right > own->right || covers_line(f, label))
        return 0;
    for (size_t i = 0; i < f->scene->text_count; i++)
        if (tt__texts_touch(&f->scene->texts[i], &trial->text))
            return 0;
    return 1;
}

/* Exactly to its place, if that is free. */
static int find_fixed(const field *f, const tt_label *label, const block *measured, candidate *best)
{
    tt__spot at = spot_of(f, label->x, label->y);
    block trial = *measured;
    trial.text.x = at.x + label->dx * TT__MM_PER_POINT * f->scene->unit;
    trial.text.y = at.y - label->dy * TT__MM_PER_POINT * f->scene->unit;
    tt__box box = block_box(&trial);
    *best = (candidate){.x = (box.left + box.right) / 2, .y = trial.text.y};
    if (label->on_fill || label->backed)
        return fits_its_box(f, &box, &trial);
    return is_free(f, &box) && (!label->optional || cost_of(f, &box) < cost_box);
}

/* A label measured as a placed text of its own, which is taken back before the search. Returns 0 after a
 * failure. */
static int measure_label(tt__scene *scene, const tt_label *label, const tt__style *style,
                         const char *second, block *out)
{
    tt__placed_text *placed = tt__scene_put(scene, label->text, 0, 0, style);
    if (!placed)
        return 0;
    *out = (block){.text = *placed};
    scene->text_count--;
    double small = scene->profile->small;
    if (!second)
        return 1;
    out->second = tt__scene_width(scene, second, small, 0);
    out->below = tt__line_height(small);
    return 1;
}

static void put_label(field *f, const tt_label *label, const tt__style *style, const char *second,
                      const candidate *best)
{
    tt__scene *scene = f->scene;
    tt__style own = *style;
    tt__style small = *style;
    own.anchor = small.anchor = TT_ANCHOR_CENTRE;
    small.size = scene->profile->small;
    small.bold = 0;
    tt__placed_text *placed = tt__scene_put(scene, label->text, best->x, best->y, &own);
    if (placed)
        placed->backed = label->backed;
    placed = tt__scene_put(scene, second, best->x, best->y + tt__line_height(small.size), &small);
    if (placed)
        placed->backed = label->backed;
    if (best->leads)
        tt__scene_lead(scene, spot_of(f, label->x, label->y), best->end, own.colour, f->panel);
}

/* As asked for; if there is no room, without its second line; within a box, in small type. */
static void place_label(field *f, const tt_label *label)
{
    static int (*const finders[])(const field *, const tt_label *, const block *,
                                  candidate *) = {[TT_SEEK_NONE] = find_fixed,
                                                  [TT_SEEK_AROUND] = find_around,
                                                  [TT_SEEK_ALONG] = find_along,
                                                  [TT_SEEK_HEAD] = find_head};
    tt__style style = style_of(f->scene, f->panel, label);
    const char *second = label->second;
    block measured;
    candidate best;
    for (int attempt = 0; attempt < 2; attempt++) {
        if (!measure_label(f->scene, label, &style, second, &measured))
            return;
        if (finders[label->seek](f, label, &measured, &best)) {
            put_label(f, label, &style, second, &best);
            return;
        }
        if (!second && !label->on_fill && !label->backed)
            return;
        if (!second)
            style.size = f->scene->profile->small;
        second = NULL;
    }
}

void tt__place_labels(tt__scene *scene, size_t index)
{
    const tt_panel *panel = &scene->chart->panels[index];
    const tt__frame *frame = &scene->frames[index];
    if (panel->label_count == 0)
        return;
    double edge = scene->margin * 0.5;
    field f = {.scene = scene,
               .panel = index,
               .room = {.left = fmax(frame->left - overhang * scene->unit, edge),
                        .right = fmin(frame->right + frame->reach, scene->width - edge),
                        .top = frame->top - overhang * scene->unit,
                        .bottom = frame->bottom - line_half * scene->unit}};
    find_obstacles(&f);
    for (int optional = 0; optional < 2; optional++)
        for (size_t i = 0; i < panel->label_count && !scene->failed; i++)
            if (panel->labels[i].optional == optional)
                place_label(&f, &panel->labels[i]);
    tt_free(f.list);
}
