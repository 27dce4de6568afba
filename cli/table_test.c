/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of rank tests: one row for each series and test asked for, p adjusted over all of them. A test
 * that refuses a series is a row with the reason. */
#include <math.h>
#include <string.h>

#include "rank_subject.h"
#include "tables.h"
#include "tiptrend/memory.h"
#include "tiptrend/multitest.h"

static const char *const details[] = {"p_normal", "how", "mc_error", "factor", "lag1", NULL};

typedef struct work {
    cli_rank_setting setting;
    char *wanted; /* wanted[test_count] */
    size_t test_count;
    cli_rank_subject *subjects;
    size_t subject_count;
    cli_rank_entry *entries;
    size_t *subject_of; /* subject_of[entry_count] */
    size_t entry_count;
} work;

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for a test");
}

static tt_status add_subject(work *w, size_t series, tt_error *err)
{
    cli_rank_subject *s = &w->subjects[w->subject_count];
    tt_status status = cli_series_case_make(w->setting.request, series, &s->data, err);
    if (status == TT_OK)
        status = cli_rank_subject_prepare(&w->setting, 1, s, err);
    if (status != TT_OK) {
        cli_rank_subject_clear(s);
        return status;
    }
    tt_point_list_clear(&s->data.list);
    /* A single figure is no series to test; two get their row and the reason. */
    if (s->data.run.n >= 2 || s->bounds.there)
        w->subject_count++;
    else
        cli_rank_subject_clear(s);
    return TT_OK;
}

static tt_status run_tests(work *w, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < w->subject_count && status == TT_OK; i++)
        for (size_t t = 0; t < w->test_count && status == TT_OK; t++)
            if (w->wanted[t]) {
                w->subject_of[w->entry_count] = i;
                status = cli_rank_run(&w->setting, &w->subjects[i], t,
                                      &w->entries[w->entry_count++], err);
            }
    return status;
}

static tt_status adjust(const work *w, double *out, tt_error *err)
{
    int method = w->setting.request->settings->adjust;
    for (size_t i = 0; i < w->entry_count; i++)
        out[i] = method == CLI_ADJUST_NONE ? NAN : w->entries[i].result.p;
    if (method == CLI_ADJUST_HOLM)
        return tt_multitest_holm(out, w->entry_count, out, err);
    if (method == CLI_ADJUST_BH)
        return tt_multitest_bh(out, w->entry_count, out, err);
    return TT_OK;
}

static void add_remarks(const work *w, tt_table *table)
{
    static const char *const methods[] = {"Holm", "Benjamini-Hochberg", "no adjustment"};
    static const char *const sides[] = {"two-sided", "one-sided, for a rise",
                                        "one-sided, for a fall"};
    const cli_settings *settings = w->setting.request->settings;
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
        cli_rank_subject_clear(&w->subjects[i]);
    tt_free(w->subjects);
    tt_free(w->entries);
    tt_free(w->subject_of);
    tt_free(w->wanted);
    tt_mk_cache_free(w->setting.cache);
}

static tt_status prepare(work *w, tt_error *err)
{
    const cli_settings *settings = w->setting.request->settings;
    size_t series = w->setting.request->series->count;
    size_t tests = 0;
    (void)cli_tests(&w->test_count);
    w->wanted = tt_calloc(w->test_count, 1);
    w->setting.cache = tt_mk_cache_new();
    w->subjects = tt_calloc(series, sizeof *w->subjects);
    if (!w->wanted || !w->setting.cache || !w->subjects)
        return no_memory(err);
    tt_status status = cli_tests_choose(&settings->test, w->wanted, err);
    if (status == TT_OK)
        status =
            cli_denominator_find(w->setting.request->ds, settings, &w->setting.denominator, err);
    for (size_t t = 0; t < w->test_count; t++)
        tests += w->wanted[t] ? 1 : 0;
    if (status != TT_OK)
        return status;
    w->entries = tt_calloc(series * tests, sizeof *w->entries);
    w->subject_of = tt_calloc(series * tests, sizeof *w->subject_of);
    return w->entries && w->subject_of ? TT_OK : no_memory(err);
}

/* A column of whole statistics, such as Mann-Kendall's S, is printed without decimals. */
static tt_table *make_table(const work *w)
{
    tt_column own[CLI_RANK_COLUMNS];
    const tt_column *columns = cli_rank_columns();
    int whole = 1;
    for (size_t i = 0; i < w->entry_count; i++) {
        double statistic = w->entries[i].result.statistic;
        whole &= isnan(statistic) || statistic == floor(statistic);
    }
    for (size_t c = 0; c < CLI_RANK_COLUMNS; c++) {
        own[c] = columns[c];
        if (strcmp(own[c].name, "statistic") == 0 && whole)
            own[c].decimals = 0;
    }
    tt_table *table = tt_table_new("Rank tests for trend", own, CLI_RANK_COLUMNS);
    tt_table_details(table, details);
    return table;
}

tt_status cli_table_test(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    work w = {.setting.request = request};
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
        cli_rank_row(&w.setting, &w.subjects[w.subject_of[i]], &w.entries[i], adjusted[i], table);
    if (status == TT_OK)
        add_remarks(&w, table);
    tt_free(adjusted);
    clear_work(&w);
    return cli_table_done(table, status, out, err);
}
