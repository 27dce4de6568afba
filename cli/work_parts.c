/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts and wholes worked through: contributions, bounds on the sexes, counts behind rounded percentages. */
#include <math.h>
#include <string.h>

#include "tiptrend/bounds.h"
#include "tiptrend/change.h"
#include "tiptrend/memory.h"
#include "tiptrend/rounded.h"
#include "tiptrend/select.h"
#include "tiptrend/sexes.h"
#include "work.h"

/* ---- contributions ---- */

/* The dimension of --contributions or --by, or the first in which the series has parts. */
static size_t dimension_of(const cli_work *w, size_t series, tt_index_list *parts, tt_error *err)
{
    const char *name = w->settings->contributions ? w->settings->contributions : w->settings->by;
    for (size_t d = 0; d < tt_dataset_dimension_count(w->ds); d++) {
        int wanted = name ? strcmp(tt_dataset_dimension(w->ds, d), name) == 0
                          : tt_role_is_summable(tt_dataset_role(w->ds, d));
        if (!wanted || tt_dataset_series(w->ds, series)->key[d] != 0)
            continue;
        uint32_t breakdown =
            tt_dataset_value_count(w->ds, d) > 1 ? tt_dataset_breakdown(w->ds, d, 1) : 0;
        if (tt_dataset_parts(w->ds, series, d, breakdown, parts, err) != TT_OK)
            return TT_NONE;
        if (parts->count)
            return d;
        tt_index_list_clear(parts);
    }
    return TT_NONE;
}

/* Figures of all parts in two periods; 0 when one has none. */
static int figures_of(const cli_work *w, const tt_index_list *parts, tt_period before,
                      tt_period after, double *earlier, double *later)
{
    for (size_t i = 0; i < parts->count; i++) {
        tt_point a;
        tt_point b;
        if (!tt_dataset_point_at(w->ds, parts->index[i], before, &a) ||
            !tt_dataset_point_at(w->ds, parts->index[i], after, &b) || isnan(a.value) ||
            isnan(b.value))
            return 0;
        earlier[i] = a.value;
        later[i] = b.value;
    }
    return 1;
}

/* A total and its parts along a dimension in two neighbouring periods. */
typedef struct two_years {
    size_t series;
    size_t dimension;
    const tt_index_list *parts;
    const tt_point *before;
    const tt_point *after;
    double *numbers; /* earlier, later and points of each part and of the rest */
} two_years;

static tt_status contribution_steps(const cli_work *w, const two_years *y, tt_error *err)
{
    const tt_index_list *parts = y->parts;
    const tt_point *before = y->before;
    const tt_point *after = y->after;
    size_t n = parts->count;
    double *earlier = y->numbers;
    double *later = y->numbers + (n + 1);
    double *points = y->numbers + 2 * (n + 1);
    double total = before->value;
    double sum = 0;
    earlier[n] = before->value;
    later[n] = after->value;
    for (size_t i = 0; i < n; i++) {
        earlier[n] -= earlier[i];
        later[n] -= later[i];
    }
    tt_status status = tt_change_contributions(earlier, later, n + 1, points, &(double){0}, err);
    if (status != TT_OK)
        return status;
    cli_work_heading(w, tt_dataset_series(w->ds, y->series), "");
    cli_say(w, "The total went from {} to {}. A part contributes 100 (later - earlier) / {}:\n\n",
            before->value, after->value, total);
    cli_say(w, "| part | earlier | later | change | points |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i <= n; i++) {
        if (i == n && earlier[n] == 0 && later[n] == 0)
            break;
        const char *name =
            i < n ? tt_dataset_value(w->ds, y->dimension,
                                     tt_dataset_series(w->ds, parts->index[i])->key[y->dimension])
                  : "(total less parts)";
        cli_say(w, "| {s} | {} | {} | {} | {} |\n", name, earlier[i], later[i],
                later[i] - earlier[i], points[i]);
        sum += points[i];
        status =
            cli_work_agree(points[i], 100 * (later[i] - earlier[i]) / total, "a contribution", err);
        if (status != TT_OK)
            return status;
    }
    cli_say(w, "| **sum** | {} | {} | {} | **{}** |\n\n", before->value, after->value,
            after->value - before->value, sum);
    cli_say(w, "And the total by itself: 100 ({} / {} - 1) = {}.\n", after->value, before->value,
            100 * (after->value / before->value - 1));
    return cli_work_agree(sum, 100 * (after->value - before->value) / before->value, "the sum",
                          err);
}

/* The last two neighbouring points of which all parts have a figure. */
static tt_status contributions_of(const cli_work *w, size_t series, size_t dimension,
                                  const tt_index_list *parts, int *done, tt_error *err)
{
    tt_point_list list;
    double *numbers = tt_calloc(3 * (parts->count + 1), sizeof *numbers);
    tt_status status =
        tt_dataset_points(w->ds, series, (int)w->settings->from, (int)w->settings->to, &list, err);
    if (status == TT_OK && !numbers)
        status = tt_fail(err, TT_ENOMEM, "no memory for contributions");
    for (size_t i = list.count; i-- > 1 && status == TT_OK && !*done;) {
        const tt_point *before = &list.points[i - 1];
        const tt_point *after = &list.points[i];
        if (!(before->value > 0) || isnan(after->value) ||
            !tt_period_follows(before->period, after->period) || after->break_before ||
            !figures_of(w, parts, before->period, after->period, numbers,
                        numbers + (parts->count + 1)))
            continue;
        *done = 1;
        two_years y = {series, dimension, parts, before, after, numbers};
        status = contribution_steps(w, &y, err);
    }
    tt_point_list_clear(&list);
    tt_free(numbers);
    return status;
}

tt_status cli_work_contributions(const cli_work *w, tt_error *err)
{
    tt_status status = TT_OK;
    int done = 0;
    for (size_t i = 0; i < w->series->count && status == TT_OK && !done; i++) {
        tt_index_list parts = {0};
        size_t series = w->series->index[i];
        if (!tt_unit_is_additive(tt_dataset_series(w->ds, series)->unit_kind))
            continue;
        size_t dimension = dimension_of(w, series, &parts, err);
        if (dimension != TT_NONE)
            status = contributions_of(w, series, dimension, &parts, &done, err);
        tt_index_list_clear(&parts);
    }
    if (status == TT_OK && !done)
        status = tt_fail(err, TT_ENOTFOUND,
                         "none of the series chosen is a total with figures for all parts in two "
                         "neighbouring years; --contributions DIM names the dimension");
    return status;
}

/* ---- sexes ---- */

static void say_interval(const cli_work *w, tt_interval x)
{
    if (x.low == x.high)
        cli_say(w, "{}", x.low);
    else
        cli_say(w, "{} to {}", x.low, x.high);
}

static tt_status bounds_steps(const cli_work *w, const tt_sexes *year, tt_error *err)
{
    const tt_two_parts *p = &year->parts;
    tt_share_bounds b;
    tt_status status = tt_bounds_share(p, w->settings->conf, &b, err);
    if (status != TT_OK)
        return status;
    cli_say(w, "| | count |\n|---|---|\n| female f | ");
    say_interval(w, p->first);
    cli_say(w, " |\n| male m | ");
    say_interval(w, p->second);
    cli_say(w, " |\n| unspecified u | ");
    say_interval(w, p->unspecified);
    cli_say(w, " |\n\n");
    double n = p->whole;
    if (isnan(n)) {
        cli_say(
            w,
            "No total is known: the three make the whole. The share is least for the least f and the most of "
            "everything else: **{} to {} %**; {} to {} females for each male.\n",
            100 * b.first_share.low, 100 * b.first_share.high, b.ratio.low, b.ratio.high);
        return TT_OK;
    }
    cli_say(w,
            "N = {}. Least: only the f recorded are female. Most: everyone but the m recorded.\n\n",
            n);
    cli_say(w, "    share from {} / {} = {}   to ({} - {}) / {} = {}\n", b.first_share.low * n, n,
            b.first_share.low, n, n - b.first_share.high * n, n, b.first_share.high);
    cli_say(w, "    ratio from {} / {} = {}   to {} / {} = {}\n\n", b.first_share.low * n,
            n - b.first_share.low * n, b.ratio.low, b.first_share.high * n,
            n - b.first_share.high * n, b.ratio.high);
    cli_say(w, "Specified only: {} to {} %, if the unspecified were like the rest.\n\n",
            100 * b.specified_share.low, 100 * b.specified_share.high);
    if (p->unspecified.high == 0)
        return TT_OK;
    double s_low = sqrt(b.first_share.low * (1 - b.first_share.low) / n);
    double s_high = sqrt(b.first_share.high * (1 - b.first_share.high) / n);
    double limit = fmax(0, b.first_share.low - b.critical * s_low);
    cli_say(
        w,
        "**Sampling on top** (Imbens and Manski): s = sqrt(p (1 - p)/N) is {} and {}; the bounds are {} of the "
        "larger apart, so c = {}.\n\n",
        s_low, s_high, (b.first_share.high - b.first_share.low) / fmax(s_low, s_high), b.critical);
    cli_say(w, "    lower = {} - {} * {} = {}\n", b.first_share.low, b.critical, s_low, limit);
    cli_say(w, "    upper = {} + {} * {} = {}\n", b.first_share.high, b.critical, s_high,
            fmin(1, b.first_share.high + b.critical * s_high));
    return cli_work_agree(limit, b.share_limits.low, "the lower limit", err);
}

tt_status cli_work_sexes(const cli_work *w, tt_error *err)
{
    tt_sexes_groups groups;
    tt_status status = tt_dataset_sexes(w->ds, w->series, &groups, err);
    if (status != TT_OK)
        return status;
    const tt_sexes_group *group = NULL;
    const tt_sexes *year = NULL;
    for (size_t g = 0; g < groups.count && !year; g++)
        for (size_t i = groups.list[g].count; i-- > 0 && !year;)
            if (!(groups.list[g].years[i].notes & TT_NOTE_INFEASIBLE)) {
                group = &groups.list[g];
                year = &group->years[i];
            }
    if (!year) {
        status = tt_fail(err, TT_ENOTFOUND,
                         "none of the series chosen has figures for females and for males");
    } else {
        char text[TT_PERIOD_TEXT_SIZE];
        (void)tt_period_text(year->period, text);
        cli_say(w, "\n## Worked through: {s}, {s}\n\n", group->name, text);
        if (year->from_percent)
            cli_say(
                w,
                "The counts stand behind percentages that were rounded for print: {} % female, {} % male, {} "
                "% unspecified ('tiptrend explain rounded').\n\n",
                year->percent[0], year->percent[1], year->percent[2]);
        status = bounds_steps(w, year, err);
    }
    tt_sexes_clear(&groups);
    return status;
}

/* ---- rounded percentages ---- */

static tt_status rounded_steps(const cli_work *w, const tt_point *point, double whole,
                               tt_error *err)
{
    tt_rounded share = {point->value, point->decimals};
    tt_interval found;
    double half = 0.5 * pow(10, -point->decimals);
    tt_status status = tt_rounded_count(&share, (tt_interval){whole, whole}, &found, err);
    if (status != TT_OK)
        return status;
    double from = (point->value - half) * whole / 100;
    double to = (point->value + half) * whole / 100;
    cli_say(w, "{} % of {}, printed with {i} decimals: between {} and {} %.\n\n", point->value,
            whole, point->decimals, point->value - half, point->value + half);
    cli_say(w, "    {} * {} / 100 = {}\n", point->value - half, whole, from);
    cli_say(w, "    {} * {} / 100 = {}\n\n", point->value + half, whole, to);
    if (!(found.low <= found.high)) {
        cli_say(w, "**No whole number lies between them: the text contradicts itself.**\n");
        return TT_OK;
    }
    cli_say(w, "| k | 100 k / N | |\n|---|---|---|\n");
    for (double k = fmax(0, found.low - 1); k <= found.high + 1; k++) {
        int inside = k >= found.low && k <= found.high;
        int edge = k <= found.low + 1 || k >= found.high - 1;
        if (edge)
            cli_say(w, "| {} | {} | {s} |\n", k, 100 * k / whole, inside ? "possible" : "no");
    }
    cli_say(w, "\n**{} to {}**: {} whole numbers.\n", found.low, found.high,
            found.high - found.low + 1);
    int outside = 100 * (found.low - 1) / whole > point->value - half + 1e-9 ||
                  100 * (found.high + 1) / whole < point->value + half - 1e-9;
    return outside ? tt_fail(err, TT_EINTERNAL, "a whole number beside the limits fits too")
                   : TT_OK;
}

tt_status cli_work_rounded(const cli_work *w, tt_error *err)
{
    for (size_t i = 0; i < w->series->count; i++) {
        size_t index = w->series->index[i];
        tt_point_list list;
        if (tt_dataset_series(w->ds, index)->unit_kind != TT_UNIT_PERCENT)
            continue;
        tt_status status = tt_dataset_points(w->ds, index, (int)w->settings->from,
                                             (int)w->settings->to, &list, err);
        for (size_t k = list.count; k-- > 0 && status == TT_OK;) {
            const tt_observation *row = tt_dataset_observation(w->ds, list.points[k].observation);
            const char *base = tt_dataset_text(w->ds, tt_dataset_origin(w->ds, row)->base);
            size_t found =
                *base ? tt_dataset_base(w->ds, index, base, list.points[k].period) : TT_NONE;
            tt_point whole;
            if (isnan(list.points[k].value) || found == TT_NONE ||
                !tt_dataset_point_at(w->ds, found, list.points[k].period, &whole) ||
                isnan(whole.value))
                continue;
            char text[TT_PERIOD_TEXT_SIZE];
            (void)tt_period_text(list.points[k].period, text);
            cli_work_heading(w, tt_dataset_series(w->ds, index), "");
            cli_say(w, "The figure of {s}.\n\n", text);
            status = rounded_steps(w, &list.points[k], whole.value, err);
            tt_point_list_clear(&list);
            return status;
        }
        tt_point_list_clear(&list);
        if (status != TT_OK)
            return status;
    }
    return tt_fail(err, TT_ENOTFOUND,
                   "none of the series chosen is a percentage with a base whose figure is known");
}
