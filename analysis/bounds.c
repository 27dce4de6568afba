/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bounds on shares and ratios with unspecified category.
 *
 * With f, m, u adding to N, the true count of the first category lies in [f, f + u] = [f, N - m]. So
 * its share is least when f is least and everything else most, and greatest when m is least. Around such a
 * pair of bounds [L, U], estimated with standard errors sL, sU, the interval [L - c sL, U + c sU] covers
 * the true share with the wanted probability when
 *
 *     Phi(c + (U - L) / max(sL, sU)) - Phi(-c) = conf        (Imbens and Manski 2004)
 *
 * Where both counts are known and nobody is unspecified there is nothing to bound: the share has Wilson's limits,
 * and the ratio those of its odds. */
#include "tiptrend/bounds.h"

#include <math.h>

#include "counts_core.h"
#include "level_core.h"
#include "limits_core.h"

static tt_status check_part(tt_interval part, const char *what, tt_error *err)
{
    if (!isfinite(part.low) || !isfinite(part.high))
        return tt_fail(err, TT_ENONFINITE, "the count of the %s category is not finite", what);
    if (part.low < 0 || part.low > part.high)
        return tt_fail(err, TT_EDOMAIN, "the count of the %s category runs from %g to %g", what,
                       part.low, part.high);
    return TT_OK;
}

static tt_status check_parts(const tt_two_parts *parts, tt_error *err)
{
    tt_status status = check_part(parts->first, "first", err);
    if (status == TT_OK)
        status = check_part(parts->second, "second", err);
    if (status == TT_OK)
        status = check_part(parts->unspecified, "unspecified", err);
    if (status != TT_OK || isnan(parts->whole))
        return status;
    double least = parts->first.low + parts->second.low + parts->unspecified.low;
    double most = parts->first.high + parts->second.high + parts->unspecified.high;
    if (!isfinite(parts->whole) || parts->whole <= 0)
        return tt_fail(err, TT_EDOMAIN, "a whole of %g; it must be above 0", parts->whole);
    if (parts->whole < least || parts->whole > most)
        return tt_fail(err, TT_ENOFIT, "the parts add to %g to %g, never to the whole of %g", least,
                       most, parts->whole);
    return TT_OK;
}

/* The least and the greatest that one part can be, given the others and the whole. */
static tt_interval tighten(tt_interval part, tt_interval other1, tt_interval other2, double whole)
{
    if (isnan(whole))
        return part;
    return (tt_interval){fmax(part.low, whole - other1.high - other2.high),
                         fmin(part.high, whole - other1.low - other2.low)};
}

static double ratio_of(double a, double b)
{
    return b > 0 ? a / b : a > 0 ? INFINITY : NAN;
}

/* c of Imbens and Manski: between the one-sided and the two-sided normal deviate. */
static double critical_value(double width, double conf)
{
    double low = tt__normal_deviate(1 - conf);
    double high = tt__normal_deviate((1 - conf) / 2);
    for (int i = 0; i < 200 && high - low > 1e-14 * high; i++) {
        double c = (low + high) / 2;
        double covered = 1 - tt__normal_tail(c + width) - tt__normal_tail(c);
        if (covered < conf)
            low = c;
        else
            high = c;
    }
    return high;
}

static double standard_error(double share, double whole)
{
    return sqrt(share * (1 - share) / whole);
}

/* The first count of a whole of counts, when nothing is left open; not-a-number otherwise. */
static double known_count(const tt_two_parts *p, double whole)
{
    int known = p->first.low == p->first.high && p->second.low == p->second.high &&
                p->unspecified.high == 0 && p->first.low + p->second.low == whole;
    return known && tt__is_count(p->first.low) && tt__is_count(whole) ? p->first.low : NAN;
}

static void add_wilson(double first, double whole, double conf, tt_share_bounds *out)
{
    out->critical = tt__normal_deviate((1 - conf) / 2);
    out->share_limits = tt__proportion_limits(first, whole, TT_CI_SCORE, 1 - conf);
    out->ratio_limits = tt__odds_limits(first, whole, TT_CI_SCORE, 1 - conf);
}

static void add_limits(double whole, double conf, tt_share_bounds *out)
{
    double low = out->first_share.low;
    double high = out->first_share.high;
    double s_low = standard_error(low, whole);
    double s_high = standard_error(high, whole);
    double widest = fmax(s_low, s_high);
    out->critical = critical_value(widest > 0 ? (high - low) / widest : INFINITY, conf);
    out->share_limits =
        (tt_interval){fmax(0, low - out->critical * s_low), fmin(1, high + out->critical * s_high)};
    out->ratio_limits = (tt_interval){ratio_of(out->share_limits.low, 1 - out->share_limits.low),
                                      ratio_of(out->share_limits.high, 1 - out->share_limits.high)};
}

/* Bounds when the whole is known: counts against it. */
static void with_whole(const tt_two_parts *p, tt_share_bounds *out)
{
    double n = p->whole;
    out->first_share = (tt_interval){p->first.low / n, (n - p->second.low) / n};
    out->second_share = (tt_interval){p->second.low / n, (n - p->first.low) / n};
    out->ratio = (tt_interval){ratio_of(p->first.low, n - p->first.low),
                               ratio_of(n - p->second.low, p->second.low)};
}

/* Bounds when it is not: the parts make it. */
static void without_whole(const tt_two_parts *p, tt_share_bounds *out)
{
    double rest_first = p->second.high + p->unspecified.high;
    double rest_second = p->first.high + p->unspecified.high;
    out->first_share = (tt_interval){p->first.low / (p->first.low + rest_first),
                                     rest_second / (rest_second + p->second.low)};
    out->second_share = (tt_interval){p->second.low / (p->second.low + rest_second),
                                      rest_first / (rest_first + p->first.low)};
    out->ratio =
        (tt_interval){ratio_of(p->first.low, rest_first), ratio_of(rest_second, p->second.low)};
}

tt_status tt_bounds_share(const tt_two_parts *parts, double conf, tt_share_bounds *out,
                          tt_error *err)
{
    *out = (tt_share_bounds){.critical = NAN};
    tt_status status = check_parts(parts, err);
    if (status != TT_OK)
        return status;
    status = tt__conf_check(conf, &conf, err);
    if (status != TT_OK)
        return status;
    tt_two_parts p = {
        .first = tighten(parts->first, parts->second, parts->unspecified, parts->whole),
        .second = tighten(parts->second, parts->first, parts->unspecified, parts->whole),
        .unspecified = tighten(parts->unspecified, parts->first, parts->second, parts->whole),
        .whole = parts->whole};
    double most = p.first.high + p.second.high + p.unspecified.high;
    if (most <= 0)
        return tt_fail(err, TT_EDOMAIN, "all counts are 0; a share needs at least one person");
    if (isnan(p.whole))
        without_whole(&p, out);
    else
        with_whole(&p, out);
    out->specified_share = (tt_interval){ratio_of(p.first.low, p.first.low + p.second.high),
                                         ratio_of(p.first.high, p.first.high + p.second.low)};
    out->specified_ratio =
        (tt_interval){ratio_of(p.first.low, p.second.high), ratio_of(p.first.high, p.second.low)};
    double whole = isnan(p.whole) ? p.first.low + p.second.low + p.unspecified.low : p.whole;
    double first = known_count(&p, whole);
    if (!isnan(first))
        add_wilson(first, whole, conf, out);
    else if (whole > 0)
        add_limits(whole, conf, out);
    else
        out->share_limits = (tt_interval){0, 1}, out->ratio_limits = (tt_interval){0, INFINITY};
    out->notes |= p.unspecified.high > 0 ? TT_NOTE_UNSPECIFIED : 0;
    out->notes |= whole < 30 ? TT_NOTE_ASYMPTOTIC : 0;
    out->notes |= fmin(p.first.low, p.second.low) < 20 ? TT_NOTE_LOW_COUNT : 0;
    return TT_OK;
}

tt_status tt_bounds_change(tt_interval earlier, tt_interval later, tt_interval *change,
                           int *sign_known, tt_error *err)
{
    *change = (tt_interval){NAN, NAN};
    *sign_known = 0;
    if (!isfinite(earlier.low) || !isfinite(earlier.high) || !isfinite(later.low) ||
        !isfinite(later.high))
        return tt_fail(err, TT_ENONFINITE, "a bound that is not finite");
    if (earlier.low > earlier.high || later.low > later.high)
        return tt_fail(err, TT_EDOMAIN, "an interval that ends below its beginning");
    *change = (tt_interval){later.low - earlier.high, later.high - earlier.low};
    *sign_known = change->low > 0 || change->high < 0;
    return TT_OK;
}
