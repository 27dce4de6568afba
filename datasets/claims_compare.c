/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparisons of claims: statements about the sign of an interval. */
#include "claims_internal.h"

/* Whether a number between low and high is above 0, or at least 0. */
static tt_verdict is_above(double low, double high, int or_equal)
{
    if (low > 0 || (or_equal && low == 0))
        return TT_VERDICT_TRUE;
    if (high < 0 || (!or_equal && high == 0))
        return TT_VERDICT_FALSE;
    return TT_VERDICT_OPEN;
}

static tt_verdict is_within(double low, double high, const double limits[2])
{
    if (low >= limits[0] && high <= limits[1])
        return TT_VERDICT_TRUE;
    return high < limits[0] || low > limits[1] ? TT_VERDICT_FALSE : TT_VERDICT_OPEN;
}

static tt_verdict compare_change(const tt_claim *claim, const tt__claim_figure *a,
                                 const tt__claim_figure *b)
{
    if (!(a->low > 0))
        return TT_VERDICT_OPEN;
    return is_within(100 * (b->low / a->high - 1), 100 * (b->high / a->low - 1), claim->number);
}

tt_verdict tt__claim_compare(const tt_claim *claim, tt_comparison comparison,
                             const tt__claim_figure *a, const tt__claim_figure *b)
{
    switch (comparison) {
    case TT_COMPARISON_MORE:
    case TT_COMPARISON_ROSE:
    case TT_COMPARISON_ROSE_EVERY:
    case TT_COMPARISON_HIGHEST:
        return is_above(b->low - a->high, b->high - a->low, 0);
    case TT_COMPARISON_FEWER:
    case TT_COMPARISON_FELL:
    case TT_COMPARISON_FELL_EVERY:
    case TT_COMPARISON_LOWEST:
        return is_above(a->low - b->high, a->high - b->low, 0);
    case TT_COMPARISON_DOUBLED:
        return is_above(b->low - 2 * a->high, b->high - 2 * a->low, 1);
    case TT_COMPARISON_HALVED:
        return is_above(a->low - 2 * b->high, a->high - 2 * b->low, 1);
    case TT_COMPARISON_CHANGE_WITHIN:
        return compare_change(claim, a, b);
    default:
        break;
    }
    if (a->high < b->low || b->high < a->low) /* equal */
        return TT_VERDICT_FALSE;
    return a->low == a->high && b->low == b->high ? TT_VERDICT_TRUE : TT_VERDICT_OPEN;
}

tt_verdict tt__claim_compare_number(const tt_claim *claim, const tt__claim_figure *f)
{
    double n = claim->number[0];
    switch (claim->comparison) {
    case TT_COMPARISON_AT_LEAST:
        return is_above(f->low - n, f->high - n, 1);
    case TT_COMPARISON_AT_MOST:
        return is_above(n - f->high, n - f->low, 1);
    case TT_COMPARISON_ABOVE:
        return is_above(f->low - n, f->high - n, 0);
    case TT_COMPARISON_BELOW:
        return is_above(n - f->high, n - f->low, 0);
    default:
        break;
    }
    if (f->low > n || f->high < n) /* exactly */
        return TT_VERDICT_FALSE;
    return f->low == f->high ? TT_VERDICT_TRUE : TT_VERDICT_OPEN;
}
