/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SERIAL_CORE_H
#define TT_SERIAL_CORE_H

/* What the corrected tests and the block bootstrap share. */

#include "rank_core.h"

typedef struct tt__serial {
    tt__sample sample;
    double slope;     /* Sen's */
    double *residual; /* residual[n]: value - slope (time - first time) */
    double *r;        /* r[n]: room for an autocorrelation */
    double *memory;
} tt__serial;

/* Check, load and detrend an equally spaced series. Clear it also after an error. */
tt_status tt__serial_prepare(const tt_points *in, tt__serial *out, tt_error *err);
void tt__serial_clear(tt__serial *serial);

#endif
