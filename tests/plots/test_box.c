/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes and what touches them: cases by hand, and random ones against dense sampling. */
#include "box.h"

#include <math.h>

#include "check.h"
#include "tiptrend/rng.h"

static void edges_do_not_touch(void **state)
{
    (void)state;
    tt__box a = {0, 2, 0, 1};
    check_true(!tt__boxes_touch(&a, &(tt__box){2, 3, 0, 1}));
    check_true(!tt__boxes_touch(&a, &(tt__box){0, 2, 1, 2}));
    check_true(tt__boxes_touch(&a, &(tt__box){1.9, 3, 0.9, 2}));
    check_true(tt__boxes_touch(&a, &(tt__box){0.5, 1, 0.2, 0.3}));
    check_true(tt__box_within(&(tt__box){0.5, 1, 0.2, 0.3}, &a, 0));
    check_true(!tt__box_within(&(tt__box){0.5, 2.1, 0.2, 0.3}, &a, 0));
    check_true(tt__box_within(&(tt__box){0.5, 2.1, 0.2, 0.3}, &a, 0.2));
    check_done();
}

static void lines_and_discs(void **state)
{
    (void)state;
    tt__box box = {1, 3, 1, 2};
    check_true(tt__line_crosses(&box, (tt__spot){0, 0}, (tt__spot){4, 3}));
    check_true(!tt__line_crosses(&box, (tt__spot){0, 0}, (tt__spot){4, 0.9}));
    check_true(tt__line_crosses(&box, (tt__spot){1.5, 1.5}, (tt__spot){1.6, 1.5})); /* inside */
    check_true(!tt__line_crosses(&box, (tt__spot){0, 1.5}, (tt__spot){0.9, 1.5})); /* ends before */
    check_true(!tt__line_crosses(&box, (tt__spot){0, 1}, (tt__spot){4, 1})); /* along the edge */
    check_true(!tt__line_crosses(&box, (tt__spot){0, 1.2}, (tt__spot){1.2, 0})); /* past a corner */
    check_true(tt__disc_touches(&box, (tt__spot){0.5, 1.5}, 0.6));
    check_true(!tt__disc_touches(&box, (tt__spot){0.5, 0.5}, 0.7)); /* the corner is 0.707 away */
    check_true(tt__disc_touches(&box, (tt__spot){0.5, 0.5}, 0.72));
    tt__spot edge = tt__box_nearest(&box, (tt__spot){5, 0});
    check_abs(edge.x, 3, 0, "corner");
    check_abs(edge.y, 1, 0, "corner");
    check_done();
}

static double between(tt_rng *rng, double low, double high)
{
    return low + (high - low) * tt_rng_uniform(rng);
}

/* A strip drawn as many upright lines: the exact answer must agree unless the touch is within the
 * distance of two lines. */
static int strip_by_sampling(const tt__box *box, const tt__spot low[2], const tt__spot high[2])
{
    enum { STEPS = 2000 };
    for (int i = 1; i < STEPS; i++) {
        double t = (double)i / STEPS;
        double x = low[0].x + t * (low[1].x - low[0].x);
        double bottom = low[0].y + t * (low[1].y - low[0].y);
        double top = high[0].y + t * (high[1].y - high[0].y);
        if (x > box->left && x < box->right && top < box->bottom && bottom > box->top)
            return 1;
    }
    return 0;
}

static void strips_as_by_sampling(void **state)
{
    (void)state;
    tt_rng rng;
    tt_rng_start(&rng, 7, 0);
    int touching = 0;
    for (int i = 0; i < 2000; i++) {
        tt__box box = {.left = between(&rng, 0, 8), .top = between(&rng, 0, 8)};
        box.right = box.left + between(&rng, 0.5, 3);
        box.bottom = box.top + between(&rng, 0.5, 2);
        double left = between(&rng, 0, 6);
        double right = left + between(&rng, 0.5, 4);
        tt__spot high[2] = {{left, between(&rng, 0, 9)}, {right, between(&rng, 0, 9)}};
        tt__spot low[2] = {{left, high[0].y + between(&rng, 0, 2)},
                           {right, high[1].y + between(&rng, 0, 2)}};
        tt__box smaller = tt__box_grow(box, -0.02, -0.02);
        tt__box larger = tt__box_grow(box, 0.02, 0.02);
        int exact = tt__strip_touches(&box, low, high);
        touching += exact;
        check_true(exact || !strip_by_sampling(&smaller, low, high));
        check_true(!exact || strip_by_sampling(&larger, low, high));
    }
    check_true(touching > 200 && touching < 1800);
    check_true(!tt__strip_touches(&(tt__box){0, 1, 0, 1}, (tt__spot[]){{2, 1}, {2, 1}},
                                  (tt__spot[]){{2, 0}, {2, 0}})); /* no width */
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edges_do_not_touch),
        cmocka_unit_test(lines_and_discs),
        cmocka_unit_test(strips_as_by_sampling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
