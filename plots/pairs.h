/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_PAIRS_H
#define TT_PAIRS_H

#include "tiptrend/change.h"
#include "view.h"

/* Two periods of several series, for charts that compare one year with another. */
typedef struct tt__pair {
    const tt__view *view;
    const tt_point *from;
    const tt_point *to;
    tt_change change; /* not formed where `broken` */
    int broken;       /* the definition changes between the two */
} tt__pair;

typedef struct tt__pairs {
    tt__pair *list; /* list[count]: the largest rise first, those that cannot be compared last */
    size_t count;
    tt_period from;
    tt_period to;
} tt__pairs;

/* The later period is the latest that half of the series have; the earlier one the year before, or the first
 * of the request where the request names one.
 * Errors: TT_ETOOFEW (no series has both), TT_ENOMEM */
tt_status tt__pairs_make(const tt_chart_request *request, const tt__views *views, tt__pairs *out,
                         tt_error *err);
void tt__pairs_clear(tt__pairs *pairs);

/* The headline: the largest change, with both figures. */
const char *tt__pairs_title(tt_chart *chart, const tt__pairs *pairs);

/* The table behind the chart. */
void tt__pairs_data(const tt_chart_request *request, tt_chart *chart, const tt__pairs *pairs);

#endif
