/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command against all exports of NCI's program that the developers have, with the settings of each
 * run. Skipped where they are absent; test_table_joinpoint.c has a part of them. */
#include "joinpoint_rows.h"

#define SKIPPED 77

static const rows_columns columns = {4, 5, 6};

static void load(const char *name, csv_rows *out)
{
    char path[64];
    (void)snprintf(path, sizeof path, "vectors/joinpoint/%s.csv", name);
    assert_int_equal(csv_read(check_shared_dir(), path, out), 0);
}

static tt_dataset *load_series(const char *prefix)
{
    csv_rows t;
    load("series", &t);
    tt_dataset *ds = rows_dataset(&t, prefix, columns);
    csv_clear(&t);
    return ds;
}

static cli_settings settings_of(const char *prefix)
{
    static const char *linear[] = {"linear"};
    cli_settings s = support_settings();
    s.joinpoint.most = 3;
    s.joinpoint.k = "all";
    s.jobs = 2;
    if (strcmp(prefix, "us_") == 0)
        s.model = (cli_list){.item = linear, .count = 1};
    if (strcmp(prefix, "nih_") == 0)
        s.joinpoint.weights = TT_JOINPOINT_SE;
    return s;
}

static void selection(void **state)
{
    (void)state;
    static const char *const prefixes[] = {"uk", "us_"};
    csv_rows t;
    load("selection", &t);
    size_t numbers = 0;
    for (size_t p = 0; p < 2; p++) {
        tt_dataset *ds = load_series(prefixes[p]);
        tt_table *models = rows_table(ds, settings_of(prefixes[p]), "models");
        numbers += rows_models(&t, prefixes[p], models);
        tt_table_free(models);
        tt_dataset_free(ds);
    }
    print_message("models: %zu numbers\n", numbers);
    assert_true(numbers > 500);
    csv_clear(&t);
    check_done();
}

static void estimates(void **state)
{
    (void)state;
    static const char *const prefixes[] = {"uk", "us_"};
    csv_rows t;
    load("estimates", &t);
    size_t numbers = 0;
    for (size_t p = 0; p < 2; p++) {
        tt_dataset *ds = load_series(prefixes[p]);
        tt_table *segments = rows_table(ds, settings_of(prefixes[p]), "segments");
        tt_table *joinpoints = rows_table(ds, settings_of(prefixes[p]), "joinpoints");
        numbers += rows_estimates(&t, prefixes[p], segments, joinpoints);
        tt_table_free(segments);
        tt_table_free(joinpoints);
        tt_dataset_free(ds);
    }
    print_message("estimates: %zu numbers\n", numbers);
    assert_true(numbers > 400);
    csv_clear(&t);
    check_done();
}

static void percent_changes(void **state)
{
    (void)state;
    static const char *const prefixes[] = {"uk", "nih_"};
    csv_rows t;
    load("apc", &t);
    size_t numbers = 0;
    for (size_t p = 0; p < 2; p++) {
        const double unit = p == 0 ? 1e-4 : 1e-2;
        tt_dataset *ds = load_series(prefixes[p]);
        tt_table *segments = rows_table(ds, settings_of(prefixes[p]), "segments");
        for (size_t i = 0; i < t.count; i++) {
            if (!rows_wanted(&t, i, prefixes[p]))
                continue;
            const size_t r = rows_find(segments, t.field[i][0], csv_number(&t, i, 1), "segment",
                                       csv_number(&t, i, 2));
            rows_agree(&t, i, 3, segments, r, "start", 0);
            rows_agree(&t, i, 4, segments, r, "end", 0);
            rows_agree(&t, i, 5, segments, r, "apc", HALF(unit));
            rows_agree(&t, i, 6, segments, r, "apc_low", HALF(unit));
            rows_agree(&t, i, 7, segments, r, "apc_high", HALF(unit));
            rows_agree(&t, i, 9, segments, r, "t", HALF(1e-4));
            rows_agree(&t, i, 10, segments, r, "p", HALF(1e-6));
            check_true((support_number(segments, r, "p") < 0.05) == (csv_number(&t, i, 8) == 1));
            numbers += p == 0 ? 8 : 4;
        }
        tt_table_free(segments);
        tt_dataset_free(ds);
    }
    print_message("annual percent changes: %zu numbers\n", numbers);
    assert_true(numbers > 500);
    csv_clear(&t);
    check_done();
}

static void averages(void **state)
{
    (void)state;
    csv_rows t;
    load("aapc", &t);
    tt_dataset *ds = load_series("uk");
    tt_table *aapc = rows_table(ds, settings_of("uk"), "aapc");
    for (size_t i = 0; i < t.count; i++) {
        const size_t r =
            rows_find(aapc, t.field[i][0], csv_number(&t, i, 1), "start", csv_number(&t, i, 2));
        rows_agree(&t, i, 3, aapc, r, "end", 0);
        rows_agree(&t, i, 4, aapc, r, "aapc", HALF(1e-4));
        rows_agree(&t, i, 5, aapc, r, "aapc_low", HALF(1e-4));
        rows_agree(&t, i, 6, aapc, r, "aapc_high", HALF(1e-4));
        rows_agree(&t, i, 8, aapc, r, "statistic", HALF(1e-4));
        rows_agree(&t, i, 9, aapc, r, "p", HALF(1e-6));
    }
    print_message("averages: %zu rows\n", t.count);
    tt_table_free(aapc);
    tt_dataset_free(ds);
    csv_clear(&t);
    check_done();
}

/* 16 of the 2,376 fitted values that were compared are slips of the tutorial's table. */
static void fitted(void **state)
{
    (void)state;
    csv_rows t;
    load("fitted", &t);
    tt_dataset *ds = load_series("us_");
    tt_table *table = rows_table(ds, settings_of("us_"), "fitted");
    size_t apart = 0;
    for (size_t i = 0; i < t.count; i++)
        for (size_t k = 0; k <= 3; k++) {
            const size_t r =
                rows_find(table, t.field[i][0], (double)k, "year", csv_number(&t, i, 1));
            apart += fabs(support_number(table, r, "fitted") - csv_number(&t, i, 2 + k)) > 0.0051;
        }
    print_message("fitted: %zu of %zu values apart\n", apart, 4 * t.count);
    check_true(apart <= 16);
    tt_table_free(table);
    tt_dataset_free(ds);
    csv_clear(&t);
    check_done();
}

/* The final k of a series, and whether a test of it hangs on the random numbers. */
static size_t final_k(const tt_table *tests, const char *series, int *on_the_edge)
{
    size_t k = 0;
    *on_the_edge = 0;
    for (size_t r = 0; r < tt_table_row_count(tests); r++) {
        if (strcmp(support_text(tests, r, "series"), series) != 0)
            continue;
        const int rejected = support_number(tests, r, "rejected") == 1;
        k = (size_t)(rejected ? support_number(tests, r, "k1") : support_number(tests, r, "k0"));
        *on_the_edge |= fabs(support_number(tests, r, "p") - support_number(tests, r, "level")) <
                        4 * support_number(tests, r, "mc_error");
    }
    return k;
}

static void permutation(void **state)
{
    (void)state;
    static const char *const prefixes[] = {"us_", "nih_"};
    csv_rows t;
    load("permutation", &t);
    for (size_t p = 0; p < 2; p++) {
        tt_dataset *ds = load_series(prefixes[p]);
        cli_settings settings = settings_of(prefixes[p]);
        settings.joinpoint.select = TT_JOINPOINT_PERMUTATION;
        tt_table *tests = rows_table(ds, settings, "tests");
        for (size_t i = 0; i < t.count; i++) {
            if (!rows_wanted(&t, i, prefixes[p]))
                continue;
            int on_the_edge;
            const size_t k = final_k(tests, t.field[i][0], &on_the_edge);
            /* us_pi: p of 1 against 2 is 0.0235 (400,000 orders) at the level 0.025 */
            check_true(on_the_edge == (strcmp(t.field[i][0], "us_pi") == 0));
            check_abs((double)k, csv_number(&t, i, 8), on_the_edge, NCI);
            if (isnan(csv_number(&t, i, 1)))
                continue;
            size_t r = 0;
            while (support_number(tests, r, "k0") != csv_number(&t, i, 1) ||
                   strcmp(support_text(tests, r, "series"), t.field[i][0]) != 0)
                r++;
            rows_agree(&t, i, 2, tests, r, "k1", 0);
            rows_agree(&t, i, 5, tests, r, "permutations", 0);
            rows_agree(&t, i, 6, tests, r, "p", 4 * support_number(tests, r, "mc_error") + 1e-7);
            rows_agree(&t, i, 7, tests, r, "level", HALF(1e-7));
        }
        tt_table_free(tests);
        tt_dataset_free(ds);
    }
    csv_clear(&t);
    check_done();
}

/* Series over weeks with gaps, from a run whose inputs are known to two decimals: every joinpoint is where
 * the export has it; the changes agree as far as such inputs carry. */
static void weeks_with_gaps(void **state)
{
    (void)state;
    csv_rows series;
    csv_rows t;
    load("eq_series", &series);
    load("eq_apc", &t);
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, "series,year,value\n");
    for (size_t i = 0; i < series.count; i++)
        tt_strbuf_addf(&text, "%s,%s,%s\n", series.field[i][0], series.field[i][1],
                       series.field[i][2]);
    const tt_read_options options = {.steps = 1};
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&text), &options, NULL);
    cli_settings settings = support_settings();
    settings.joinpoint.most = 4;
    settings.joinpoint.k = "all";
    tt_table *segments = rows_table(ds, settings, "segments");
    for (size_t i = 0; i < t.count; i++) {
        const size_t r = rows_find(segments, t.field[i][0], csv_number(&t, i, 1), "segment",
                                   csv_number(&t, i, 2));
        rows_agree(&t, i, 3, segments, r, "start", 0);
        rows_agree(&t, i, 4, segments, r, "end", 0);
        rows_agree(&t, i, 5, segments, r, "apc", 0.5);
    }
    print_message("weeks: %zu segments\n", t.count);
    assert_true(t.count > 20);
    tt_table_free(segments);
    tt_dataset_free(ds);
    tt_strbuf_clear(&text);
    csv_clear(&series);
    csv_clear(&t);
    check_done();
}

static int ready(void **state)
{
    (void)state;
    tt_runtime_init();
    return 0;
}

int main(void)
{
    if (!check_shared_dir()) {
        (void)printf("skipped: the developers' reference tables are not here\n");
        return SKIPPED;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(selection),       cmocka_unit_test(estimates),
        cmocka_unit_test(percent_changes), cmocka_unit_test(averages),
        cmocka_unit_test(fitted),          cmocka_unit_test(permutation),
        cmocka_unit_test(weeks_with_gaps),
    };
    return cmocka_run_group_tests(tests, ready, NULL);
}
