/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_DENOMINATOR_H
#define TT_CLI_DENOMINATOR_H

#include "settings.h"
#include "tiptrend/dataset.h"

/* Which series of the same data a count is divided by: the same key with another indicator, or with the
 * margin of a dimension. */
typedef struct cli_denominator {
    size_t dimension;   /* whose value is exchanged; TT_NONE: no denominator is asked for */
    uint32_t value;     /* its value in the denominator; 0: the margin */
    uint32_t numerator; /* the only value that numerators have; 0: any other than `value` */
} cli_denominator;

/** From --denominator INDICATOR (and --numerator INDICATOR), or else --by DIM.
 *  Errors:  TT_ENOTFOUND */
tt_status cli_denominator_find(const tt_dataset *ds, const cli_settings *settings,
                               cli_denominator *out, tt_error *err);

/** The denominator of a series: one of counts, in the same unit if there is one; TT_NONE when the series is
 *  no numerator or there is none.
 *  Errors:  TT_ENOMEM */
tt_status cli_denominator_of(const tt_dataset *ds, const cli_denominator *denominator,
                             size_t series, size_t *out, tt_error *err);

#endif
