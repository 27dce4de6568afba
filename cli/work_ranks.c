/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranks worked through: every pair of years, every order counted, every slope; many p-values. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tables.h"
#include "tiptrend/mannkendall.h"
#include "tiptrend/memory.h"
#include "tiptrend/multitest.h"
#include "tiptrend/theilsen.h"
#include "work.h"

enum {
    MOST_SHOWN = 14,   /* longer series are summed, not shown pair by pair */
    MOST_COUNTED = 18, /* 18! orders are still whole numbers in doubles */
    MOST_SLOPES = 66
};

static int has_pairs(const tt_series *series, const tt_run *run)
{
    (void)series;
    return run->n >= 2;
}

static const char *sign_of(double difference)
{
    return difference > 0 ? "+" : difference < 0 ? "-" : "0";
}

/* One row for each year: its signs against all later ones. Gives S. */
static double say_pairs(const cli_work *w, const tt_run *run)
{
    double s = 0;
    int shown = run->n <= MOST_SHOWN;
    cli_say(
        w,
        "**Every pair of years**: + where the later figure is larger, - where it is smaller.\n\n");
    cli_say(w, "| year | figure |");
    for (size_t j = 1; j < run->n && shown; j++)
        cli_say(w, " {} |", run->time[j]);
    cli_say(w, " sum |\n|---|---|");
    for (size_t j = 1; j < run->n && shown; j++)
        cli_say(w, "---|");
    cli_say(w, "---|\n");
    for (size_t i = 0; i + 1 < run->n; i++) {
        double row = 0;
        cli_say(w, "| {} | {} |", run->time[i], run->value[i]);
        for (size_t j = 1; j < run->n; j++) {
            double difference = run->value[j] - run->value[i];
            if (j > i)
                row += (difference > 0) - (difference < 0);
            if (shown)
                cli_say(w, " {s} |", j > i ? sign_of(difference) : "");
        }
        cli_say(w, " {} |\n", row);
        s += row;
    }
    cli_say(w, "\n    S = {} = rises less falls over all {} pairs\n\n", s,
            (double)(run->n * (run->n - 1) / 2));
    return s;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* How many different orders of the values have k falls, k = 0 ... pairs that are not tied. Orders of values with
 * ties have the generating function [n]! / prod [t]!: one factor (1 - q^a) for each place and one divisor
 * (1 - q^b) for each tied value. Gives the number of counts; 0 without memory. */
static size_t count_orders(const double *value, size_t n, double **out, double *total)
{
    size_t pairs = n * (n - 1) / 2;
    double *sorted = tt_calloc(n, sizeof *sorted);
    double *count = tt_calloc(pairs + 1, sizeof *count);
    *out = count;
    if (!sorted || !count) {
        tt_free(sorted);
        return 0;
    }
    memcpy(sorted, value, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, ascending);
    count[0] = 1;
    size_t tied = 0;
    size_t equal = 0;
    *total = 1;
    for (size_t i = 0; i < n; i++) {
        equal = i > 0 && sorted[i] == sorted[i - 1] ? equal + 1 : 1;
        tied += equal - 1;
        *total *= (double)(i + 1) / (double)equal;
        for (size_t k = pairs; k >= i + 1; k--) /* times 1 - q^(i + 1) */
            count[k] -= count[k - i - 1];
        for (size_t k = equal; k <= pairs; k++) /* over 1 - q^equal */
            count[k] += count[k - equal];
    }
    tt_free(sorted);
    return pairs - tied + 1;
}

static tt_status say_orders(const cli_work *w, const tt_run *run, double s, const tt_mk_result *mk,
                            tt_error *err)
{
    double *count;
    double total;
    double reached = 0;
    size_t n = count_orders(run->value, run->n, &count, &total);
    if (n == 0) {
        tt_free(count);
        return tt_fail(err, TT_ENOMEM, "no memory for the orders");
    }
    cli_say(
        w,
        "**Every order counted.** Without a trend each of the {} different orders of these figures is equally "
        "likely{s}. So many of them have each S:\n\n",
        total, mk->tie_groups ? " (equal figures are not told apart)" : "");
    cli_say(w, "| S | orders | |\n|---|---|---|\n");
    for (size_t k = n; k-- > 0;) {
        double value = (double)(n - 1) - 2 * (double)k;
        int extreme = fabs(value) >= fabs(s);
        reached += extreme ? count[k] : 0;
        int edge = fabs(value) >= fabs(s) - 2 || n <= 2 * MOST_SHOWN;
        if (edge)
            cli_say(w, "| {} | {} | {s} |\n", value, count[k], extreme ? "as extreme" : "");
    }
    tt_free(count);
    cli_say(w, "\n    p = orders with S at {} or beyond, either way / all = {} / {} = {p}\n\n",
            fabs(s), reached, total, reached / total);
    cli_say(
        w,
        "The sorted orders are the most extreme there are: the smallest p that this length{s} can reach is {p}.\n",
        mk->tie_groups ? " with these ties" : "", mk->p_min);
    return cli_work_agree(reached / total, mk->exact.two_sided, "p", err);
}

tt_status cli_work_mannkendall(const cli_work *w, tt_error *err)
{
    const tt_series *series;
    tt_run run;
    tt_mk_result mk;
    tt_status status = cli_work_run(w, has_pairs, "two figures", &series, &run, err);
    if (status != TT_OK)
        return status;
    tt_points points = tt_run_points(&run);
    points.exposure = NULL;
    status = tt_mk_test(&points, NULL, &mk, err);
    if (status == TT_OK) {
        cli_work_heading(w, series, "");
        double s = say_pairs(w, &run);
        status = cli_work_agree(s, (double)mk.s, "S", err);
        if (status == TT_OK && run.n <= MOST_COUNTED)
            status = say_orders(w, &run, s, &mk, err);
        else
            cli_say(
                w,
                "{} figures have too many orders to list; counted by the same generating function p = {p}, and "
                "the smallest that could be reached is {p}.\n",
                (double)run.n, mk.p, mk.p_min);
        cli_say(w,
                "\n    Var S = {}, Z = (S - sgn S)/sqrt(Var S) = {}, normal p = {p} (to compare)\n",
                mk.var_s, mk.z, mk.normal.two_sided);
        cli_say(w, "    tau-b = {}\n", mk.tau_b);
    }
    tt_run_clear(&run);
    return status;
}

/* ---- Theil-Sen ---- */

static tt_status slope_steps(const cli_work *w, const tt_run *run, double *slope, tt_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < run->n; i++)
        for (size_t j = i + 1; j < run->n; j++)
            slope[n++] = (run->value[j] - run->value[i]) / (run->time[j] - run->time[i]);
    qsort(slope, n, sizeof *slope, ascending);
    double median = n % 2 ? slope[n / 2] : (slope[n / 2 - 1] + slope[n / 2]) / 2;
    tt_points points = tt_run_points(run);
    points.exposure = NULL;
    tt_theilsen_options options = {.conf = w->settings->conf};
    tt_theilsen_result sen;
    tt_status status = tt_theilsen_fit(&points, &options, &sen, err);
    if (status != TT_OK)
        return status;
    cli_say(
        w,
        "The slopes of all {} pairs of years, (later - earlier figure) / years between, in order:\n\n",
        (double)n);
    for (size_t i = 0; i < n && n <= MOST_SLOPES; i++)
        cli_say(w, "{s}{}", i ? ", " : "", slope[i]);
    cli_say(w, "\n\n**Median: {} a year.**\n\n", median);
    if (isinf(sen.trend.slope.low))
        cli_say(
            w,
            "Limits would have to lie beyond the outermost slopes: with {} years there are none at this level.\n",
            (double)run->n);
    else
        cli_say(
            w,
            "Limits: the slopes of rank {} and {}, that is {} and {}. The ranks come from the exact distribution "
            "of Mann-Kendall's S.\n",
            sen.rank_low, sen.rank_high, sen.trend.slope.low, sen.trend.slope.high);
    return cli_work_agree(median, sen.trend.slope.value, "the median slope", err);
}

tt_status cli_work_theilsen(const cli_work *w, tt_error *err)
{
    const tt_series *series;
    tt_run run;
    tt_status status = cli_work_run(w, has_pairs, "two figures", &series, &run, err);
    if (status != TT_OK)
        return status;
    double *slope = tt_calloc(run.n * (run.n - 1) / 2, sizeof *slope);
    cli_work_heading(w, series, "");
    status =
        slope ? slope_steps(w, &run, slope, err) : tt_fail(err, TT_ENOMEM, "no memory for slopes");
    tt_free(slope);
    tt_run_clear(&run);
    return status;
}

/* ---- many tests ---- */

typedef struct tested {
    const char *name;
    double p;
    size_t place; /* in the order of the series */
} tested;

static int by_p(const void *a, const void *b)
{
    const tested *x = a;
    const tested *y = b;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

/* The p of each chosen series that can be tested, in order. */
static tt_status collect(const cli_work *w, tested *list, size_t *count, tt_error *err)
{
    tt_run_options options = {.from = (int)w->settings->from,
                              .to = (int)w->settings->to,
                              .across_breaks = w->settings->across_breaks};
    tt_status status = TT_OK;
    *count = 0;
    for (size_t i = 0; i < w->series->count && status == TT_OK; i++) {
        tt_run run;
        tt_mk_result mk;
        status = tt_dataset_run(w->ds, w->series->index[i], &options, &run, err);
        tt_points points = {run.n, run.time, run.value, NULL};
        if (status == TT_OK && run.n >= 2 && tt_mk_test(&points, NULL, &mk, NULL) == TT_OK) {
            list[*count] =
                (tested){tt_dataset_series(w->ds, w->series->index[i])->name, mk.p, *count};
            (*count)++;
        }
        tt_run_clear(&run);
    }
    qsort(list, *count, sizeof *list, by_p);
    return status;
}

static tt_status adjust_steps(const cli_work *w, const tested *list, size_t m, double *p,
                              tt_error *err)
{
    int holm = w->settings->adjust != CLI_ADJUST_BH;
    for (size_t i = 0; i < m; i++)
        p[list[i].place] = list[i].p;
    tt_status status = holm ? tt_multitest_holm(p, m, p, err) : tt_multitest_bh(p, m, p, err);
    double running = holm ? 0 : 1;
    if (status != TT_OK)
        return status;
    cli_say(
        w,
        holm
            ? "Holm: the smallest p times {}, the next times one less, ...; never less than the one before, never "
              "above 1.\n\n"
            : "Benjamini and Hochberg, m = {}: p times m / rank; read from below, never more than the one after, "
              "never above 1.\n\n",
        (double)m);
    cli_say(w, "| rank | series | p | times | product | adjusted |\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < m && status == TT_OK; i++) {
        double factor = holm ? (double)(m - i) : (double)m / (double)(i + 1);
        double adjusted = p[list[i].place];
        cli_say(w, "| {} | {s} | {p} | {} | {p} | {p} |\n", (double)(i + 1), list[i].name,
                list[i].p, factor, factor * list[i].p, adjusted);
        running = fmax(running, fmin(1, factor * list[i].p));
        if (holm)
            status = cli_work_agree(running, adjusted, "an adjusted p", err);
    }
    for (size_t i = m; i-- > 0 && !holm && status == TT_OK;) {
        running = fmin(running, (double)m / (double)(i + 1) * list[i].p);
        status = cli_work_agree(running, p[list[i].place], "an adjusted p", err);
    }
    return status;
}

tt_status cli_work_multitest(const cli_work *w, tt_error *err)
{
    tested *list = tt_calloc(w->series->count, sizeof *list);
    double *p = tt_calloc(w->series->count, sizeof *p);
    size_t m = 0;
    tt_status status =
        list && p ? collect(w, list, &m, err) : tt_fail(err, TT_ENOMEM, "no memory for p-values");
    if (status == TT_OK && m == 0)
        status = tt_fail(err, TT_ENOTFOUND, "none of the series chosen has two figures to test");
    if (status == TT_OK) {
        cli_say(w, "\n## Worked through: Mann-Kendall p of the {} series chosen\n\n", (double)m);
        status = adjust_steps(w, list, m, p, err);
    }
    tt_free(list);
    tt_free(p);
    return status;
}
