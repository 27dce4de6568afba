/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLAIMS_INTERNAL_H
#define TT_CLAIMS_INTERNAL_H

#include "tiptrend/claims.h"

/* A figure of a series in a period. */
typedef struct tt__claim_figure {
    tt_period period;
    double low;
    double high;
    tt_open_reason why; /* that it cannot be compared; TT_OPEN_NOT when it can */
    int contradicted;   /* by other rows or by its parts: low ... high holds both */
} tt__claim_figure;

/* Whether a comparison holds from one figure to another; `comparison` is one of two figures. */
tt_verdict tt__claim_compare(const tt_claim *claim, tt_comparison comparison,
                             const tt__claim_figure *a, const tt__claim_figure *b);

/* Whether the figure is as the number of the claim says. */
tt_verdict tt__claim_compare_number(const tt_claim *claim, const tt__claim_figure *f);

#endif
