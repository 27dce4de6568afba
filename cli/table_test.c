/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of rank tests: one row for each series and test asked for, p adjusted over all of them. A test
 * that refuses a series is a row with the reason. */
#include <math.h>
#include <string.h>

#include "denominator.h"
#include "rank_tests.h"
#include "tables.h"
#include "tiptrend/interval_trend.h"
#include "tiptrend/memory.h"
#include "tiptrend/multitest.h"
#include "tiptrend/run.h"
#include "tiptrend/select.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"test", "Test", TT_COLUMN_TEXT, 0},
    {"points", "n", TT_COLUMN_INTEGER, 0},
    {"first", "First", TT_COLUMN_YEAR, 0},
    {"last", "Last", TT_COLUMN_YEAR, 0},
    {"symbol", "Statistic", TT_COLUMN_TEXT, 0},
    {"statistic", "value", TT_COLUMN_NUMBER, 2},
    {"effect", "Effect", TT_COLUMN_SIGNED, 2},
    {"p", "p", TT_COLUMN_P, 0},
    {"p_adjusted", "p adj.", TT_COLUMN_P, 0},
    {"p_smallest", "smallest p", TT_COLUMN_P, 0},
    {"p_low", "p from", TT_COLUMN_P, 0},
    {"p_high", "to", TT_COLUMN_P, 0},
    {"robust", "Whatever is hidden", TT_COLUMN_TEXT, 0},
    {"p_normal", "p normal", TT_COLUMN_P, 0},
    {"how", "p is", TT_COLUMN_TEXT, 0},
    {"mc_error", "MC error", TT_COLUMN_NUMBER, 4},
    {"step_after", "Step after", TT_COLUMN_YEAR, 0},
    {"factor", "n/n*", TT_COLUMN_NUMBER, 2},
    {"lag1", "r1", TT_COLUMN_SIGNED, 2},
    {"sen_slope", "Sen slope", TT_COLUMN_SIGNED, 2},
    {"sen_low", "lower", TT_COLUMN_SIGNED, 2},
    {"sen_high", "upper", TT_COLUMN_SIGNED, 2},
};

static const char *const details[] = {"p_normal", "how", "mc_error", "factor", "lag1", NULL};

/* One series ready for every test. */
typedef struct subject {
    size_t series;
    tt_run run;
    double *total; /* total[run.n], or NULL */
    int *year;     /* year[run.n], season[run.n]: for figures by month or quarter */
    int *season;
    cli_bounds bounds; /* over all completions, where some points are known only as intervals */
} subject;

/* One row to come. */
typedef struct entry {
    size_t subject;
    size_t test;
    cli_test_result result;
    tt_error fault; /* TT_OK where there is a result */
} entry;

typedef struct work {
    const cli_analysis_request *request;
    cli_denominator denominator;
    tt_mk_cache *cache;
    const cli_test *tests;
    char *wanted; /* wanted[test_count] */
    size_t test_count;
    subject *subjects;
    size_t subject_count;
    entry *entries;
    size_t entry_count;
} work;

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for a test");
}

static void clear_subject(subject *s)
{
    tt_run_clear(&s->run);
    tt_run_clear(&s->bounds.run);
    tt_free(s->total);
    tt_free(s->year);
    tt_free(s->season);
    *s = (subject){0};
}

/* ---- what a series offers ---- */

/* The totals of which the figures are a part; left NULL where some year has none. */
static tt_status add_totals(const work *w, subject *s, const tt_point_list *list, tt_error *err)
{
    const tt_dataset *ds = w->request->ds;
    size_t partner = cli_denominator_of(ds, &w->denominator, s->series);
    if (partner == TT_NONE && !s->run.exposure)
        return TT_OK;
    s->total = tt_calloc(s->run.n, sizeof *s->total);
    if (!s->total)
        return no_memory(err);
    for (size_t i = 0; i < s->run.n; i++) {
        tt_point whole;
        s->total[i] = partner == TT_NONE ? s->run.exposure[i] : NAN;
        if (partner != TT_NONE &&
            tt_dataset_point_at(ds, partner, list->points[s->run.point[i]].period, &whole))
            s->total[i] = whole.value;
        if (isnan(s->total[i])) {
            tt_free(s->total);
            s->total = NULL;
            return TT_OK;
        }
    }
    return TT_OK;
}

static tt_status add_seasons(subject *s, const tt_point_list *list, tt_error *err)
{
    int32_t months = s->run.first.months;
    if (s->run.n == 0 || (months != 1 && months != 3))
        return TT_OK;
    s->year = tt_calloc(s->run.n, sizeof *s->year);
    s->season = tt_calloc(s->run.n, sizeof *s->season);
    if (!s->year || !s->season)
        return no_memory(err);
    for (size_t i = 0; i < s->run.n; i++) {
        int32_t start = list->points[s->run.point[i]].period.start;
        s->year[i] = start / 12;
        s->season[i] = start % 12 / months + 1;
    }
    return TT_OK;
}

static tt_status add_subject(work *w, size_t series, tt_error *err)
{
    const cli_settings *settings = w->request->settings;
    subject *s = &w->subjects[w->subject_count];
    tt_run_options options = {.from = (int)settings->from,
                              .to = (int)settings->to,
                              .across_breaks = settings->across_breaks};
    *s = (subject){.series = series};
    tt_point_list list = {0};
    tt_status status = tt_dataset_run(w->request->ds, series, &options, &s->run, err);
    if (status == TT_OK)
        status = tt_dataset_points(w->request->ds, series, options.from, options.to, &list, err);
    if (status == TT_OK)
        status = add_totals(w, s, &list, err);
    if (status == TT_OK)
        status = add_seasons(s, &list, err);
    if (status == TT_OK)
        status = cli_bounds_of(w->request, series, w->cache, &s->bounds, err);
    tt_point_list_clear(&list);
    /* A single figure is no series to test; two get their row and the reason. */
    if (status == TT_OK && (s->run.n >= 2 || s->bounds.there))
        w->subject_count++;
    else
        clear_subject(s);
    return status;
}

/* ---- testing ---- */

static tt_status add_entry(work *w, size_t subject_index, size_t test, tt_error *err)
{
    const subject *s = &w->subjects[subject_index];
    entry *e = &w->entries[w->entry_count++];
    *e = (entry){.subject = subject_index, .test = test};
    e->result = (cli_test_result){.symbol = NULL,
                                  .statistic = NAN,
                                  .effect = NAN,
                                  .p = NAN,
                                  .p_min = NAN,
                                  .p_normal = NAN,
                                  .mc_error = NAN,
                                  .after = NAN,
                                  .slope = {NAN, NAN, NAN},
                                  .factor = NAN,
                                  .lag1 = NAN};
    cli_test_input in = {.points = {s->run.n, s->run.time, s->run.value, NULL},
                         .total = s->total,
                         .settings = w->request->settings,
                         .cache = w->cache};
    if (s->season)
        in.seasons = (tt_seasonal_points){.n = s->run.n,
                                          .seasons = (size_t)(12 / s->run.first.months),
                                          .year = s->year,
                                          .season = s->season,
                                          .value = s->run.value};
    tt_status status = w->tests[test].run(&in, &e->result, &e->fault);
    if (status != TT_OK)
        e->result.p = NAN;
    return status == TT_ENOMEM ? no_memory(err) : TT_OK;
}

static tt_status run_tests(work *w, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < w->subject_count && status == TT_OK; i++)
        for (size_t t = 0; t < w->test_count && status == TT_OK; t++)
            if (w->wanted[t])
                status = add_entry(w, i, t, err);
    return status;
}

static tt_status adjust(const work *w, double *out, tt_error *err)
{
    int method = w->request->settings->adjust;
    for (size_t i = 0; i < w->entry_count; i++)
        out[i] = method == CLI_ADJUST_NONE ? NAN : w->entries[i].result.p;
    if (method == CLI_ADJUST_HOLM)
        return tt_multitest_holm(out, w->entry_count, out, err);
    if (method == CLI_ADJUST_BH)
        return tt_multitest_bh(out, w->entry_count, out, err);
    return TT_OK;
}

/* ---- rows ---- */

/* p over all completions: of the two-sided Mann-Kendall test only. */
static void add_p_range(const work *w, const entry *e, tt_table *table)
{
    const subject *s = &w->subjects[e->subject];
    int fits = s->bounds.there && e->test == 0 && w->request->settings->alternative == TT_TWO_SIDED;
    tt_table_number(table, fits ? s->bounds.result.p_low : NAN);
    tt_table_number(table, fits ? s->bounds.result.p_high : NAN);
    tt_table_text(table, fits ? cli_robust_word(s->bounds.result.robust) : NULL);
}

static void add_row(const work *w, const entry *e, double adjusted, tt_table *table)
{
    const subject *s = &w->subjects[e->subject];
    const tt_series *series = tt_dataset_series(w->request->ds, s->series);
    const cli_test_result *r = &e->result;
    char first[TT_PERIOD_TEXT_SIZE] = "";
    char last[TT_PERIOD_TEXT_SIZE] = "";
    char step[TT_PERIOD_TEXT_SIZE] = "";
    if (s->run.n) {
        (void)tt_period_text(s->run.first, first);
        (void)tt_period_text(s->run.last, last);
    }
    if (!isnan(r->after)) {
        tt_period period = s->run.first;
        period.start += (int32_t)lround(12 * (r->after - s->run.time[0]));
        (void)tt_period_text(period, step);
    }
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    tt_table_text(table, w->tests[e->test].name);
    tt_table_number(table, (double)s->run.n);
    tt_table_text(table, first);
    tt_table_text(table, last);
    tt_table_text(table, r->symbol);
    tt_table_number(table, r->statistic);
    tt_table_number(table, r->effect);
    tt_table_number(table, r->p);
    tt_table_number(table, adjusted);
    tt_table_number(table, r->p_min);
    add_p_range(w, e, table);
    tt_table_number(table, r->p_normal);
    tt_table_text(table, r->how);
    tt_table_number(table, r->mc_error);
    tt_table_text(table, step);
    tt_table_number(table, r->factor);
    tt_table_number(table, r->lag1);
    tt_table_limits(table, r->slope.value, r->slope.low, r->slope.high);
    int failed = e->fault.status != TT_OK;
    tt_table_end_row(table, s->run.notes | (failed ? 0 : r->notes),
                     failed ? e->fault.message : NULL);
}

static void add_remarks(const work *w, tt_table *table)
{
    static const char *const methods[] = {"Holm", "Benjamini-Hochberg", "no adjustment"};
    static const char *const sides[] = {"two-sided", "one-sided, for a rise",
                                        "one-sided, for a fall"};
    const cli_settings *settings = w->request->settings;
    int bounds = 0;
    int seasons = 0;
    size_t family = 0;
    for (size_t i = 0; i < w->entry_count; i++)
        family += isnan(w->entries[i].result.p) ? 0 : 1;
    for (size_t i = 0; i < w->subject_count; i++)
        bounds |= w->subjects[i].bounds.there, seasons |= w->subjects[i].season != NULL;
    tt_strbuf remark = TT_STRBUF_INIT;
    tt_strbuf_addf(&remark,
                   "p is %s%s; 'smallest p' is what a perfect trend of this length and these ties "
                   "would reach. Adjusted over the %zu tests above: %s.",
                   sides[settings->alternative],
                   settings->p_form == CLI_P_NORMAL ? ""
                                                    : ", exact where that is possible, also "
                                                      "with ties",
                   family, methods[settings->adjust]);
    tt_table_remark(table, tt_strbuf_text(&remark));
    if (bounds && settings->alternative == TT_TWO_SIDED)
        tt_table_remark(table,
                        "'p from ... to' holds whatever the figures are that are known only as "
                        "intervals; p itself leaves them out.");
    if (seasons)
        tt_table_remark(table,
                        "Figures by month or quarter: only the test 'seasonal' compares like "
                        "with like; the others take each swing of the year for a change.");
    tt_strbuf_clear(&remark);
}

static void clear_work(work *w)
{
    for (size_t i = 0; i < w->subject_count; i++)
        clear_subject(&w->subjects[i]);
    tt_free(w->subjects);
    tt_free(w->entries);
    tt_free(w->wanted);
    tt_mk_cache_free(w->cache);
}

static tt_status prepare(work *w, tt_error *err)
{
    const cli_settings *settings = w->request->settings;
    size_t series = w->request->series->count;
    size_t tests = 0;
    w->tests = cli_tests(&w->test_count);
    w->wanted = tt_calloc(w->test_count, 1);
    w->cache = tt_mk_cache_new();
    w->subjects = tt_calloc(series, sizeof *w->subjects);
    if (!w->wanted || !w->cache || !w->subjects)
        return no_memory(err);
    tt_status status = cli_tests_choose(&settings->test, w->wanted, err);
    if (status == TT_OK)
        status = cli_denominator_find(w->request->ds, settings, &w->denominator, err);
    for (size_t t = 0; t < w->test_count; t++)
        tests += w->wanted[t] ? 1 : 0;
    if (status == TT_OK)
        w->entries = tt_calloc(series * tests, sizeof *w->entries);
    return status == TT_OK && !w->entries ? no_memory(err) : status;
}

/* A column of whole statistics, such as Mann-Kendall's S, is printed without decimals. */
static tt_table *make_table(const work *w)
{
    enum { COLUMNS = sizeof columns / sizeof *columns };
    tt_column own[COLUMNS];
    int whole = 1;
    for (size_t i = 0; i < w->entry_count; i++) {
        double statistic = w->entries[i].result.statistic;
        whole &= isnan(statistic) || statistic == floor(statistic);
    }
    for (size_t c = 0; c < COLUMNS; c++) {
        own[c] = columns[c];
        if (strcmp(own[c].name, "statistic") == 0 && whole)
            own[c].decimals = 0;
    }
    tt_table *table = tt_table_new("Rank tests for trend", own, COLUMNS);
    tt_table_details(table, details);
    return table;
}

tt_status cli_table_test(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    work w = {.request = request};
    tt_table *table = NULL;
    tt_status status = prepare(&w, err);
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++)
        status = add_subject(&w, request->series->index[i], err);
    if (status == TT_OK)
        status = run_tests(&w, err);
    double *adjusted = tt_calloc(w.entry_count, sizeof *adjusted);
    if (status == TT_OK)
        status = adjusted ? adjust(&w, adjusted, err) : no_memory(err);
    if (status == TT_OK) {
        table = make_table(&w);
        status = tt_table_status(table, err);
    }
    for (size_t i = 0; i < w.entry_count && status == TT_OK; i++)
        add_row(&w, &w.entries[i], adjusted[i], table);
    if (status == TT_OK)
        add_remarks(&w, table);
    tt_free(adjusted);
    clear_work(&w);
    return cli_table_done(table, status, out, err);
}
