/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plane geometry for placing labels: all cases are decided exactly, none by sampling. */
#include "box.h"

#include <math.h>

int tt__boxes_touch(const tt__box *a, const tt__box *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

int tt__box_within(const tt__box *inner, const tt__box *outer, double slack)
{
    return inner->left >= outer->left - slack && inner->right <= outer->right + slack &&
           inner->top >= outer->top - slack && inner->bottom <= outer->bottom + slack;
}

tt__box tt__box_grow(tt__box box, double x, double y)
{
    return (tt__box){box.left - x, box.right + x, box.top - y, box.bottom + y};
}

/* Cuts the part low ... high of a parameter t down to where start + t * step < limit (or > limit, for
 * `above`). Returns 0 when nothing is left. */
static int cut(double start, double step, double limit, int above, double range[2])
{
    double room = above ? start - limit : limit - start; /* must stay above 0 */
    double fall = above ? -step : step;                  /* by how much it shrinks along t */
    if (fall > 0)
        range[1] = fmin(range[1], room / fall);
    else if (fall < 0)
        range[0] = fmax(range[0], room / fall);
    else if (room <= 0)
        return 0;
    return range[0] < range[1];
}

int tt__line_crosses(const tt__box *box, tt__spot from, tt__spot to)
{
    /* Liang and Barsky: the part of the line within each pair of edges. */
    double range[2] = {0, 1};
    double dx = to.x - from.x;
    double dy = to.y - from.y;
    return cut(from.x, dx, box->right, 0, range) && cut(from.x, dx, box->left, 1, range) &&
           cut(from.y, dy, box->bottom, 0, range) && cut(from.y, dy, box->top, 1, range);
}

tt__spot tt__box_nearest(const tt__box *box, tt__spot to)
{
    return (tt__spot){fmin(fmax(to.x, box->left), box->right),
                      fmin(fmax(to.y, box->top), box->bottom)};
}

int tt__disc_touches(const tt__box *box, tt__spot centre, double radius)
{
    tt__spot near = tt__box_nearest(box, centre);
    return hypot(near.x - centre.x, near.y - centre.y) < radius;
}

int tt__strip_touches(const tt__box *box, const tt__spot low[2], const tt__spot high[2])
{
    double width = low[1].x - low[0].x;
    if (!(width > 0))
        return 0;
    /* Along t = 0 ... 1 from left to right, where the strip is within the box sideways and neither ends
     * above it nor begins below it. y runs downwards: `high` has the smaller y. */
    double range[2] = {0, 1};
    return cut(low[0].x, width, box->right, 0, range) &&
           cut(low[0].x, width, box->left, 1, range) &&
           cut(high[0].y, high[1].y - high[0].y, box->bottom, 0, range) &&
           cut(low[0].y, low[1].y - low[0].y, box->top, 1, range);
}
