/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cox and Stuart's sign test: signs of y_{i+c} - y_i, c = ceil(n / 2), i = 1 ... floor(n / 2).
 * Without a trend the number of rises among m pairs that differ is binomial (m, 1/2). Method page:
 * docs/methods/coxstuart.md. */
#include "tiptrend/coxstuart.h"

#include <math.h>

#include "rank_core.h"

/* 2^1000 is the largest sum of binomial coefficients that may arise: within range of a double. */
#define MAX_N 2000

/* P(X >= x) for m fair trials. */
static double upper_tail(size_t m, size_t x)
{
    double term = 1; /* C(m, k), from k = m downwards */
    double sum = 0;
    for (size_t k = m + 1; k-- > x;) {
        sum += term;
        term *= (double)k / (double)(m - k + 1);
    }
    return ldexp(sum, -(int)m);
}

tt_status tt_coxstuart_test(const tt_points *in, tt_alternative alternative,
                            tt_coxstuart_result *out, tt_error *err)
{
    *out = (tt_coxstuart_result){0};
    if ((unsigned)alternative > TT_LESS)
        return tt_fail(err, TT_EUSAGE, "no alternative %d; use two-sided, greater or less",
                       (int)alternative);
    if (in->n > MAX_N)
        return tt_fail(err, TT_ELIMIT, "%zu points; the binomial is summed up to %d", in->n, MAX_N);
    tt__sample s;
    tt_status status = tt__sample_load(in, 2, &s, err);
    if (status)
        return status;
    out->n = s.n;
    out->pairs = s.n / 2;
    for (size_t i = 0; i < out->pairs; i++) {
        double later = s.value[i + s.n - out->pairs];
        out->rises += later > s.value[i];
        out->falls += later < s.value[i];
    }
    out->zeros = out->pairs - out->rises - out->falls;
    size_t m = out->rises + out->falls;
    out->exact.greater = upper_tail(m, out->rises);
    out->exact.less = upper_tail(m, out->falls);
    out->exact.two_sided = fmin(1, 2 * fmin(out->exact.greater, out->exact.less));
    out->p = tt_tails_get(&out->exact, alternative);
    double extreme = ldexp(1, -(int)m);
    out->p_min = alternative == TT_TWO_SIDED ? fmin(1, 2 * extreme) : extreme;
    out->notes = (s.gaps ? TT_NOTE_GAPS : 0) | (out->zeros ? TT_NOTE_TIES : 0) |
                 (out->p_min > TT__P_FLOOR ? TT_NOTE_P_FLOOR : 0);
    tt__sample_clear(&s);
    return TT_OK;
}
