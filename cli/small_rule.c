/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conventions for small counts, as the command line asks for them. */
#include "small_rule.h"

#include <math.h>

tt_status cli_small_rule(const cli_settings *settings, tt_small_rule *out, tt_error *err)
{
    *out = (tt_small_rule){0};
    return settings->rule ? tt_small_parse(settings->rule, out, err) : TT_OK;
}

const char *cli_small_word(const tt_small_rule *rule, const tt_point *point, double denominator)
{
    int known = !isnan(point->value);
    tt_interval count = {known ? point->value : point->low, known ? point->value : point->high};
    if (rule->convention != TT_SMALL_NONE && point->state == TT_STATE_SUPPRESSED)
        return "withheld";
    return tt_reliability_name(tt_small_judge(rule, count, denominator).reliability);
}

tt_status cli_withhold(const cli_settings *settings, tt_dataset *ds, tt_error *err)
{
    tt_small_rule rule;
    tt_status status = cli_small_rule(settings, &rule, err);
    if (status != TT_OK || !settings->suppress)
        return status;
    if (!settings->rule)
        return tt_fail(err, TT_EUSAGE,
                       "--suppress needs to know which counts are small: --rule nchs, wisqars, "
                       "eurostat or threshold=N");
    return tt_small_withhold(ds, &rule, NULL, err);
}
