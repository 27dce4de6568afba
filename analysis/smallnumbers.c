/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conventions for small counts. */
#include "tiptrend/smallnumbers.h"

#include <math.h>
#include <string.h>

#include "limits_core.h"
#include "small_core.h"
#include "tiptrend/number.h"

/* NCHS: a rate is reliable with 10 events or more, a denominator of 10 or more, and limits no wider than 160 % of
 * the rate. (Its third condition, degrees of freedom, is about sample surveys.) */
#define NCHS_EVENTS      10
#define NCHS_DENOMINATOR 10
#define NCHS_WIDTH       160

/* WISQARS: rates of 20 or fewer events are unstable; below 10, zero included, counts are not shown. */
#define WISQARS_UNSTABLE 20
#define WISQARS_SHOWN    10

/* Eurostat: cells of 1 to 7 are confidential. */
#define EUROSTAT_SHOWN 8

enum { THRESHOLD_LEAST = 2, THRESHOLD_MOST = 1000 };

tt_status tt_small_parse(const char *text, tt_small_rule *out, tt_error *err)
{
    static const char threshold[] = "threshold=";
    double number;
    *out = (tt_small_rule){0};
    if (strcmp(text, "nchs") == 0)
        *out = (tt_small_rule){TT_SMALL_NCHS, NCHS_EVENTS, 0};
    else if (strcmp(text, "wisqars") == 0)
        *out = (tt_small_rule){TT_SMALL_WISQARS, WISQARS_SHOWN, 1};
    else if (strcmp(text, "eurostat") == 0)
        *out = (tt_small_rule){TT_SMALL_EUROSTAT, EUROSTAT_SHOWN, 0};
    else if (strncmp(text, threshold, strlen(threshold)) == 0 &&
             tt_number_parse(text + strlen(threshold), strlen(text) - strlen(threshold), &number) ==
                 0 &&
             number == floor(number) && number >= THRESHOLD_LEAST && number <= THRESHOLD_MOST)
        *out = (tt_small_rule){TT_SMALL_THRESHOLD, number, 0};
    else
        return tt_fail(err, TT_EUSAGE,
                       "no rule '%.40s'; there are nchs, wisqars, eurostat and threshold=N, N from "
                       "%d to %d",
                       text, THRESHOLD_LEAST, THRESHOLD_MOST);
    return TT_OK;
}

int tt__is_small(const tt_small_rule *rule, double count)
{
    return count < rule->threshold && (count > 0 || rule->zero);
}

/* Percent: 95 % limits whatever the level of other limits, as the conventions say. */
static double relative_width(double count)
{
    tt_ci_method method = TT_CI_EXACT;
    if (count == 0)
        return INFINITY;
    tt_interval limits = tt__count_limits(count, &method, 1 - 0.95);
    return 100 * (limits.high - limits.low) / count;
}

static tt_reliability judge_count(const tt_small_rule *rule, double count, double denominator)
{
    int below = tt__is_small(rule, count);
    if (rule->convention == TT_SMALL_NCHS) {
        int few = count < NCHS_EVENTS || denominator < NCHS_DENOMINATOR;
        if (few)
            return below ? TT_WITHHOLD : TT_UNSTABLE;
        return tt__is_count(count) && relative_width(count) > NCHS_WIDTH ? TT_UNSTABLE
                                                                         : TT_RELIABLE;
    }
    if (below)
        return TT_WITHHOLD;
    if (rule->convention == TT_SMALL_WISQARS && count <= WISQARS_UNSTABLE)
        return TT_UNSTABLE;
    return TT_RELIABLE;
}

tt_small_verdict tt_small_judge(const tt_small_rule *rule, tt_interval count, double denominator)
{
    tt_small_verdict out = {TT_RELIABILITY_NONE, NAN};
    if (rule->convention == TT_SMALL_NONE || isnan(count.low) || isnan(count.high))
        return out;
    /* verdicts grow better with the count, save that 0 can be shown where 1 cannot */
    double least = count.low == 0 && count.high >= 1 && !rule->zero ? 1 : count.low;
    out.reliability = judge_count(rule, least, denominator);
    if (count.low == count.high && tt__is_count(count.low))
        out.relative_width = relative_width(count.low);
    return out;
}

const char *tt_reliability_name(tt_reliability reliability)
{
    static const char *const names[] = {"", "reliable", "unstable", "withhold"};
    return (unsigned)reliability < sizeof names / sizeof *names ? names[reliability] : "";
}
