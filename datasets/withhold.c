/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures withheld from a finished data set. */
#include <math.h>

#include "dataset_internal.h"
#include "tiptrend/memory.h"

void tt_dataset_withhold(tt_dataset *ds, size_t series, tt_period period, tt_interval left)
{
    const tt_series *s = &ds->series[series];
    for (size_t i = s->first; i < s->first + s->count; i++) {
        tt_observation *row = &ds->observations[i];
        if (tt_period_compare(row->period, period) != 0)
            continue;
        row->value = NAN;
        row->low = left.low;
        row->high = left.high;
        row->state = TT_STATE_SUPPRESSED;
        row->decimals = 0;
        row->flags &= (uint8_t)~TT_VALUE_ROUNDED;
        if (ds->standard_error) /* that of a count is its root */
            ds->standard_error[i] = NAN;
    }
    ds->withheld = 1;
}

int tt_dataset_is_withheld(const tt_dataset *ds)
{
    return ds->withheld;
}

tt_status tt_dataset_add_remark(tt_dataset *ds, const char *text, tt_error *err)
{
    return tt__dataset_add_remark(ds, text, err);
}
