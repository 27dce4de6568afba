/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_BOX_H
#define TT_BOX_H

/* Rectangles on the page and what touches them. Millimetres from the top left corner of the page;
 * y runs downwards. */

typedef struct tt__box {
    double left;
    double right;
    double top;
    double bottom;
} tt__box;

/* A point on the page. */
typedef struct tt__spot {
    double x;
    double y;
} tt__spot;

/* Whether two boxes have an inner point in common; edges that meet do not touch. */
int tt__boxes_touch(const tt__box *a, const tt__box *b);

/* Whether the first lies within the second, give or take `slack`. */
int tt__box_within(const tt__box *inner, const tt__box *outer, double slack);

/* A box that is wider by `x` on the left and right, higher by `y` above and below. */
tt__box tt__box_grow(tt__box box, double x, double y);

/* Whether a straight line from one spot to another runs through a box. */
int tt__line_crosses(const tt__box *box, tt__spot from, tt__spot to);

/* Whether a disc reaches into a box. */
int tt__disc_touches(const tt__box *box, tt__spot centre, double radius);

/* Whether the area between two lines over the same stretch of x reaches into a box: from the spots
 * `low[0]` and `high[0]` on the left to `low[1]` and `high[1]` on the right. */
int tt__strip_touches(const tt__box *box, const tt__spot low[2], const tt__spot high[2]);

/* The spot of a box's edge that is nearest to another spot: where a leader line ends. */
tt__spot tt__box_nearest(const tt__box *box, tt__spot to);

#endif
