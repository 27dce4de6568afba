/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratios of Poisson rates.
 *
 * Given the sum of two Poisson counts, the first is binomial with the odds R E1/E2. Given all margins,
 * the first of four is noncentral hypergeometric with the odds ratio R (E1 E4)/(E2 E3). So exact limits
 * of R are those of odds, divided by a known factor, whatever the nuisance rates are. A two-sided p that
 * doubles the smaller tail belongs to the central limits: one is below 1 - conf where the other leaves
 * out a ratio of 1. */
#include "tiptrend/rate_ratio.h"

#include <math.h>

#include "limits_core.h"
#include "table_core.h"

static tt_rate_ratio empty(void)
{
    tt_rate_ratio out = {.ratio = {NAN, NAN, NAN},
                         .percent = {NAN, NAN, NAN},
                         .conditional = NAN,
                         .p = NAN,
                         .p_less = NAN,
                         .p_greater = NAN,
                         .conf = NAN};
    return out;
}

static tt_status check_counted(const tt_counted *figure, const char *count, const char *exposure,
                               tt_error *err)
{
    tt_status status = tt__check_count(figure->count, count, err);
    return status == TT_OK ? tt__check_positive(figure->exposure, exposure, err) : status;
}

static double percent_of(double ratio)
{
    return 100 * (ratio - 1);
}

/* Everything but the value of the ratio is known: percentages and notes. */
static void finish(tt_rate_ratio *out, const tt_ci_options *chosen, double smallest)
{
    out->conf = chosen->conf;
    out->percent.value = percent_of(out->ratio.value);
    out->percent.low = percent_of(out->ratio.low);
    out->percent.high = percent_of(out->ratio.high);
    out->notes |= TT_NOTE_POISSON;
    out->notes |= smallest < TT__LOW_COUNT ? TT_NOTE_LOW_COUNT : 0;
    out->notes |= out->method == TT_CI_WALD ? TT_NOTE_NORMAL_APPROX : 0;
    out->notes |= out->method != chosen->method ? TT_NOTE_ZERO_COUNT : 0;
    if (isinf(out->ratio.high))
        out->notes |= out->ratio.low > 0 ? TT_NOTE_ONE_SIDED : TT_NOTE_NO_LIMITS;
}

tt_status tt_rate_ratio_test(const tt_counted *first, const tt_counted *second,
                             const tt_ci_options *options, tt_rate_ratio *out, tt_error *err)
{
    *out = empty();
    tt_ci_options chosen;
    tt_status status = tt__check_options(options, TT_CI_FOR_RATIO, &chosen, err);
    if (status == TT_OK)
        status = check_counted(first, "the first count", "the first exposure", err);
    if (status == TT_OK)
        status = check_counted(second, "the second count", "the second exposure", err);
    if (status != TT_OK)
        return status;
    tt__pair pair = {first->count, first->exposure, second->count, second->exposure};
    out->method = chosen.method;
    tt_interval limits = tt__ratio_limits(&pair, &out->method, 1 - chosen.conf);
    tt__pair_test test = tt__ratio_test(&pair, out->method);
    out->ratio.value = (first->count / first->exposure) / (second->count / second->exposure);
    out->conditional = out->ratio.value;
    out->ratio.low = limits.low;
    out->ratio.high = limits.high;
    out->p = test.p;
    out->p_less = test.less;
    out->p_greater = test.greater;
    finish(out, &chosen, fmin(first->count, second->count));
    return TT_OK;
}

/* Woolf's: the logarithm of the odds ratio -+ z standard errors. */
static void by_woolf(const tt__table *table, double log_or, double alpha, tt_rate_ratio *out)
{
    double a = table->x;
    double b = table->good - a;
    double c = table->drawn - a;
    double d = table->total - table->good - c;
    double se = sqrt(1 / a + 1 / b + 1 / c + 1 / d);
    double spread = exp(tt__normal_deviate(alpha / 2) * se);
    out->ratio.low = out->ratio.value / spread;
    out->ratio.high = out->ratio.value * spread;
    double z = (log(a / b) - log(c / d) - log_or) / se;
    out->p_greater = tt__normal_tail(z);
    out->p_less = tt__normal_tail(-z);
}

static void by_table(const tt__table *table, double log_or, double alpha, tt_rate_ratio *out)
{
    double weight = out->method == TT_CI_MIDP ? 0.5 : 0;
    out->ratio.low = exp(tt__table_low(table, alpha / 2, weight) - log_or);
    out->ratio.high = exp(tt__table_high(table, alpha / 2, weight) - log_or);
    tt__tails tails = tt__table_tails(table, log_or);
    out->p_less = tails.lower - weight * tails.point;
    out->p_greater = tails.upper - weight * tails.point;
}

static tt_status check_pair(const tt_counted_pair *pair, tt_error *err)
{
    tt_status status =
        check_counted(&pair->earlier, "an earlier count", "an earlier exposure", err);
    if (status == TT_OK)
        status = check_counted(&pair->later, "a later count", "a later exposure", err);
    return status;
}

tt_status tt_rate_ratio_compare(const tt_counted_pair *first, const tt_counted_pair *second,
                                const tt_ci_options *options, tt_rate_ratio *out, tt_error *err)
{
    *out = empty();
    tt_ci_options chosen;
    tt_status status = tt__check_options(options, TT_CI_FOR_RATIO, &chosen, err);
    if (status == TT_OK)
        status = check_pair(first, err);
    if (status == TT_OK)
        status = check_pair(second, err);
    if (status != TT_OK)
        return status;
    double a = first->later.count;
    double b = first->earlier.count;
    double c = second->later.count;
    double d = second->earlier.count;
    tt__table table = {.x = a, .good = a + b, .drawn = a + c, .total = a + b + c + d};
    /* ln of the odds ratio that equal changes would give; 0 for equal exposures */
    double log_or = log(first->later.exposure / first->earlier.exposure) -
                    log(second->later.exposure / second->earlier.exposure);
    double smallest = fmin(fmin(a, b), fmin(c, d));
    out->ratio.value = (a / b) / (c / d) * exp(-log_or);
    out->conditional = exp(tt__table_estimate(&table) - log_or);
    out->method = chosen.method;
    if (out->method == TT_CI_WALD && smallest == 0)
        out->method = TT_CI_EXACT;
    if (out->method == TT_CI_WALD)
        by_woolf(&table, log_or, 1 - chosen.conf, out);
    else
        by_table(&table, log_or, 1 - chosen.conf, out);
    out->p = tt__two_sided(out->p_less, out->p_greater);
    finish(out, &chosen, smallest);
    return TT_OK;
}
