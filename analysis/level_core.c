/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "level_core.h"

tt_status tt__conf_check(double asked, double *conf, tt_error *err)
{
    *conf = asked == 0 ? TT__CONF_DEFAULT : asked;
    if (*conf > 0 && *conf < 1)
        return TT_OK;
    return tt_fail(err, TT_EUSAGE,
                   "the confidence level is %g; it must lie between 0 and 1: for 95 %% say 0.95",
                   asked);
}
