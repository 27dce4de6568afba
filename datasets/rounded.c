/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole numbers behind rounded percentages.
 *
 * k of N is printed as p (an integer P in units of the last decimal) when 100 k/N lies within half a unit
 * of p. In whole numbers, with s = 10^decimals:
 *
 *     N (2P - 1)  <=  200 s k  <  N (2P + 1)        rounding half up
 *
 * and rounding half to even allows the upper end as well where P is even. (Its lower end, which it
 * allows for even P only, is allowed already.) Several shares of one whole are then tightened against
 * their sum: what the others must take at least is not left for this one. */
#include "tiptrend/rounded.h"

#include <math.h>

static const double largest_whole = 1e9;
static const double largest_percent = 1000;
enum { MOST_DECIMALS = 6 };

static tt_status check_share(const tt_rounded *share, tt_error *err)
{
    if (!isfinite(share->percent))
        return tt_fail(err, TT_ENONFINITE, "a percentage that is not finite");
    if (share->percent < 0 || share->percent > largest_percent)
        return tt_fail(err, TT_EDOMAIN, "a percentage of %g; 0 to %g is possible", share->percent,
                       largest_percent);
    if (share->decimals < 0 || share->decimals > MOST_DECIMALS)
        return tt_fail(err, TT_EDOMAIN, "a percentage with %d decimals; 0 to %d are possible",
                       share->decimals, MOST_DECIMALS);
    return TT_OK;
}

static tt_status check_whole(tt_interval whole, tt_error *err)
{
    if (!isfinite(whole.low) || !isfinite(whole.high))
        return tt_fail(err, TT_ENONFINITE, "a whole that is not finite");
    if (whole.low < 0 || whole.low > whole.high || whole.high > largest_whole)
        return tt_fail(err, TT_EDOMAIN, "a whole of %g to %g; 0 to %g is possible", whole.low,
                       whole.high, largest_whole);
    return TT_OK;
}

/* Least and greatest k for one share. long double has 64 bits of mantissa on x86-64: N (2P + 1) stays
 * below 1e9 * 2e9 = 2e18 < 2^63, so all products are exact. */
static tt_interval range_of(const tt_rounded *share, tt_interval whole)
{
    long double scale = powl(10, share->decimals);
    long double printed = roundl((long double)share->percent * scale);
    long double unit = 200 * scale;
    long double low = ceill(whole.low * (2 * printed - 1) / unit);
    /* The division may round; settle the edge in whole numbers. */
    while (unit * (low - 1) >= whole.low * (2 * printed - 1))
        low--;
    while (unit * low < whole.low * (2 * printed - 1))
        low++;
    long double top = whole.high * (2 * printed + 1);
    int closed = fmodl(printed, 2) == 0;
    long double high = floorl(top / unit) + 1;
    while (unit * high > top || (!closed && unit * high == top))
        high--;
    return (tt_interval){(double)fmaxl(0, low), (double)high};
}

tt_status tt_rounded_count(const tt_rounded *share, tt_interval whole, tt_interval *count,
                           tt_error *err)
{
    *count = (tt_interval){NAN, NAN};
    tt_status status = check_share(share, err);
    if (status == TT_OK)
        status = check_whole(whole, err);
    if (status == TT_OK)
        *count = range_of(share, whole);
    return status;
}

tt_status tt_rounded_counts(const tt_rounded *shares, size_t n, tt_interval whole,
                            tt_interval *counts, int *feasible, tt_error *err)
{
    *feasible = 0;
    if (n == 0)
        return tt_fail(err, TT_ETOOFEW, "no percentage");
    double low = 0;
    double high = 0;
    int possible = 1;
    for (size_t i = 0; i < n; i++) {
        tt_status status = tt_rounded_count(&shares[i], whole, &counts[i], err);
        if (status != TT_OK)
            return status;
        low += counts[i].low;
        high += counts[i].high;
        possible = possible && counts[i].low <= counts[i].high;
    }
    *feasible = possible && low <= whole.high && high >= whole.low;
    if (!*feasible)
        return TT_OK;
    for (size_t i = 0; i < n; i++) {
        tt_interval own = counts[i];
        counts[i].low = fmax(own.low, whole.low - (high - own.high));
        counts[i].high = fmin(own.high, whole.high - (low - own.low));
        /* Later shares are tightened against the first ranges, which is enough: any value within
         * these limits can be completed by values of the others. */
    }
    return TT_OK;
}
