/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LEVEL_CORE_H
#define TT_LEVEL_CORE_H

#include "tiptrend/status.h"

/* The confidence level that every method's options have. */

#define TT__CONF_DEFAULT 0.95

/* The level to use: `asked`, for which 0 stands for the default. TT_EUSAGE outside (0, 1). */
tt_status tt__conf_check(double asked, double *conf, tt_error *err);

#endif
