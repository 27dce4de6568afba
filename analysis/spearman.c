/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spearman's rank correlation with time: the correlation of 1 ... n with the midranks r_i. With D =
 * sum i r_i - n (n + 1)^2 / 4, rho is D over a constant, so the exact p counts the orders of the
 * midranks with |D| at least as large. 2 D is a whole number: comparisons are exact. Method page:
 * docs/methods/spearman.md. */
#include "tiptrend/spearman.h"

#include <math.h>
#include <stdlib.h>

#include "rank_core.h"
#include "student_core.h"

/* State of the count over all different orders. */
typedef struct orders {
    size_t groups;
    int left[TT_SPEARMAN_EXACT_MAX_N];   /* how often each value is still to be placed */
    long twice[TT_SPEARMAN_EXACT_MAX_N]; /* twice its midrank */
    long level;                          /* 2 D of the series */
    long centre;                         /* 2 * n (n + 1)^2 / 4 */
    double total;
    double two_sided; /* orders at least as extreme */
    double greater;
    double less;
} orders;

/* Place a value at each of the positions 1 ... position, the last one first. */
static void place(orders *o, long position, long sum)
{
    if (position == 0) {
        long d = sum - o->centre;
        o->total++;
        o->two_sided += labs(d) >= labs(o->level);
        o->greater += d >= o->level;
        o->less += d <= o->level;
        return;
    }
    for (size_t g = 0; g < o->groups; g++) {
        if (o->left[g] == 0)
            continue;
        o->left[g]--;
        place(o, position - 1, sum + position * o->twice[g]);
        o->left[g]++;
    }
}

static tt_tails exact(const tt__sample *s, double twice_d)
{
    orders o = {.level = lround(twice_d)};
    long n = (long)s->n;
    o.centre = n * (n + 1) * (n + 1) / 2;
    tt__midranks(s->sorted, s->sorted, s->n, s->value); /* the series itself is done with */
    for (size_t i = 0; i < s->n; i++) {
        long twice = lround(2 * s->value[i]);
        if (o.groups == 0 || o.twice[o.groups - 1] != twice)
            o.twice[o.groups++] = twice;
        o.left[o.groups - 1]++;
    }
    place(&o, n, 0);
    return (tt_tails){o.two_sided / o.total, o.greater / o.total, o.less / o.total};
}

static tt_tails student(double t, double df)
{
    return (tt_tails){tt__student_two_sided(t, df), tt__student_upper(t, df),
                      tt__student_upper(-t, df)};
}

tt_status tt_spearman_test(const tt_points *in, tt_spearman_result *out, tt_error *err)
{
    *out = (tt_spearman_result){0};
    tt__sample s;
    tt_status status = tt__sample_load(in, 2, &s, err);
    if (status)
        return status;
    double n = (double)s.n;
    double *rank = s.sorted + s.n;
    tt__midranks(s.value, s.sorted, s.n, rank);
    double mean = (n + 1) / 2;
    double product = 0;
    double square = 0;
    for (size_t i = 0; i < s.n; i++) {
        double position = (double)(i + 1);
        product += (position - mean) * (rank[i] - mean);
        square += (rank[i] - mean) * (rank[i] - mean);
        out->sum_d2 += (position - rank[i]) * (position - rank[i]);
    }
    out->n = s.n;
    out->notes = tt__sample_notes(&s);
    /* All sums are multiples of 1/4, exact in doubles; so is what is left of a perfect correlation,
     * which 1 - rho^2 would lose to rounding. */
    double both = square * n * (n * n - 1) / 12;
    out->rho = square > 0 ? product / sqrt(both) : NAN;
    out->t = square > 0 ? product * sqrt((n - 2) / (both - product * product)) : NAN;
    out->exact = out->student = (tt_tails){NAN, NAN, NAN};
    if (s.n > 2 && square > 0)
        out->student = student(out->t, n - 2);
    out->p_t = out->student.two_sided;
    out->p_min = fmin(1, 2 * tt__mk_smallest(s.n, &s.ties));
    if (s.n <= TT_SPEARMAN_EXACT_MAX_N)
        out->exact = exact(&s, 2 * product);
    else
        out->notes |= TT_NOTE_ASYMPTOTIC;
    out->p_exact = out->exact.two_sided;
    out->p = isnan(out->p_exact) ? (square > 0 ? out->p_t : 1) : out->p_exact;
    out->notes |= out->p_min > TT__P_FLOOR ? TT_NOTE_P_FLOOR : 0;
    tt__sample_clear(&s);
    return TT_OK;
}
