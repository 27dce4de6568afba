/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LOOK_H
#define TT_LOOK_H

#include <math.h>

#include "scene.h"

/* How marks look, whoever draws them: what script.c and tikz.c must have the same of. */

#define TT__POINT_SIZE       0.42  /* of gnuplot's unit point, 6 points across */
#define TT__RING_HOLE        0.55  /* of the ring's size */
#define TT__REFERENCE_WEIGHT 1.4   /* of an axis line */
#define TT__BAR_WEIGHT       4     /* of a data line: a band at a single point */
#define TT__FINE_WEIGHT      0.4   /* of a line: borders of boxes, hatches */
#define TT__HEAD_LENGTH      0.012 /* of the page's width: the head of an arrow */
#define TT__HEAD_ANGLE       20    /* degrees to either side */

/* Weights of lines and sizes of points are said for the default preset; a page with heavier data lines
 * has all of them heavier. */
static inline double tt__mark_scale(const tt__scene *scene)
{
    return scene->profile->data_line / tt_preset_at(0)->data_line;
}

/* The weight of a line, in points, never below what the publisher asks for. */
static inline double tt__line_weight(const tt__scene *scene, double weight)
{
    double points = weight > 0 ? weight * tt__mark_scale(scene) : scene->profile->data_line;
    return fmax(points, scene->profile->least_line);
}

/* Size of a shape, in unit points, at which all look equally large. */
static inline double tt__shape_size(tt_shape shape)
{
    return shape == TT_SHAPE_SQUARE ? 0.9 : shape == TT_SHAPE_TRIANGLE ? 1.1 : 1;
}

/* The size of a mark's points, in gnuplot's unit points. */
static inline double tt__point_size(const tt__scene *scene, const tt_mark *mark)
{
    return (mark->weight > 0 ? mark->weight : 1) * tt__shape_size(mark->shape) *
           tt__mark_scale(scene);
}

/* Where grid lines are not allowed, an axis line with tick marks stands for them. */
static inline int tt__axis_has_line(const tt__scene *scene, const tt_axis *axis)
{
    return axis->line || (axis->grid && !scene->profile->grid);
}

#endif
