/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LOOK_H
#define TT_LOOK_H

#include "scene.h"

/* How marks look, whoever draws them: what script.c and tikz.c must have the same of. */

#define TT__POINT_SIZE       0.42  /* of gnuplot's unit point, 6 points across */
#define TT__RING_HOLE        0.55  /* of the ring's size */
#define TT__REFERENCE_WEIGHT 1.4   /* of an axis line */
#define TT__BAR_WEIGHT       4     /* of a data line: a band at a single point */
#define TT__FINE_WEIGHT      0.4   /* points: borders of boxes */
#define TT__HEAD_LENGTH      0.012 /* of the page's width: the head of an arrow */
#define TT__HEAD_ANGLE       20    /* degrees to either side */

/* Size of a shape, in unit points, at which all look equally large. */
static inline double tt__shape_size(tt_shape shape)
{
    return shape == TT_SHAPE_SQUARE ? 0.9 : shape == TT_SHAPE_TRIANGLE ? 1.1 : 1;
}

/* Where grid lines are not allowed, an axis line with tick marks stands for them. */
static inline int tt__axis_has_line(const tt__scene *scene, const tt_axis *axis)
{
    return axis->line || (axis->grid && !scene->profile->grid);
}

#endif
