/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joinpoint regression against the large reference tables of the developers: exports of NCI's
 * program, and placements found by brute force in 40 digits. Skipped where the tables are absent;
 * test_joinpoint.c has what a user's run needs. */
#include "csv_rows.h"
#include "tiptrend/joinpoint.h"

#define NCI      "export of NCI Joinpoint"
#define BRUTE    "brute force over all placements in 40 digits"
#define HALF(d)  (0.5000001 * (d)) /* half a unit of the last printed place */
#define LONGEST  128
#define SKIPPED  77
#define MAX_K_UK 3

static csv_rows series_table;

typedef struct series {
    double time[LONGEST];
    double value[LONGEST];
    double se[LONGEST];
    tt_points points;
    tt_joinpoint_options options;
} series;

/* A series of the NCI table by name, with the options of its run. */
static int find_series(const char *name, series *s)
{
    const csv_rows *t = &series_table;
    *s = (series){.points = {.time = s->time, .value = s->value}};
    for (size_t i = 0; i < t->count; i++) {
        if (!csv_is(t, i, 0, name))
            continue;
        const size_t n = s->points.n++;
        s->time[n] = csv_number(t, i, 4);
        s->value[n] = csv_number(t, i, 5);
        s->se[n] = csv_number(t, i, 6);
        if (csv_is(t, i, 2, "linear"))
            s->options.scale = TT_JOINPOINT_LINEAR;
        if (csv_is(t, i, 3, "se"))
            s->options.weights = TT_JOINPOINT_SE;
    }
    s->options.se = s->options.weights == TT_JOINPOINT_SE ? s->se : NULL;
    s->options.max_joinpoints = 3;
    s->points.time = s->time;
    s->points.value = s->value;
    return s->points.n > 0;
}

static void fit(const char *name, series *s, tt_joinpoint_result *result)
{
    tt_error err = {0};
    assert_true(find_series(name, s));
    check_status(tt_joinpoint_fit(&s->points, &s->options, result, &err), TT_OK, &err);
}

static void nci_selection(void **state)
{
    (void)state;
    csv_rows table;
    assert_int_equal(csv_read(check_shared_dir(), "vectors/joinpoint/selection.csv", &table), 0);
    size_t close = 0;
    for (size_t i = 0; i < table.count; i += csv_run(&table, i)) {
        series s;
        tt_joinpoint_result result;
        fit(table.field[i][0], &s, &result);
        for (size_t r = i; r < i + csv_run(&table, i); r++) {
            const tt_joinpoint_model *m = &result.models[(size_t)csv_number(&table, r, 1)];
            check_abs((double)m->n, csv_number(&table, r, 2), 0, NCI);
            check_abs((double)m->parameters, csv_number(&table, r, 3), 0, NCI);
            check_abs(m->df, csv_number(&table, r, 4), 0, NCI);
            if (isnan(csv_number(&table, r, 6))) { /* a screen that shows the SSE only */
                check_abs(m->sse, csv_number(&table, r, 5), HALF(1e-5), NCI);
                continue;
            }
            check_abs(m->sse, csv_number(&table, r, 5), HALF(1e-7), NCI);
            /* the exports round ln(SSE/n) once more: 6e-8 and 6.1e-8 were seen */
            check_abs(m->bic, csv_number(&table, r, 6), 6.2e-8, NCI);
            check_abs(m->bic3, csv_number(&table, r, 7), 6.2e-8, NCI);
            check_abs(m->weight, csv_number(&table, r, 8), 5e-6, NCI);
            check_abs(m->wbic, csv_number(&table, r, 9), 2e-6, NCI);
            close += fabs(m->weight - csv_number(&table, r, 8)) < 1e-7;
            check_abs((double)m->selected, csv_number(&table, r, 10), 0, NCI);
        }
        tt_joinpoint_clear(&result);
    }
    print_message("selection: %zu rows, %zu weights within 1e-7\n", table.count, close);
    csv_clear(&table);
    check_done();
}

/* Column c of the export, where it is not empty. */
static void agree(const csv_rows *table, size_t row, size_t column, double value, double unit)
{
    const double expected = csv_number(table, row, column);
    if (!isnan(expected))
        check_abs(value, expected, HALF(unit), NCI);
}

static void nci_estimates(void **state)
{
    (void)state;
    csv_rows t;
    assert_int_equal(csv_read(check_shared_dir(), "vectors/joinpoint/estimates.csv", &t), 0);
    for (size_t i = 0; i < t.count; i += csv_run(&t, i)) {
        series s;
        tt_joinpoint_result result;
        fit(t.field[i][0], &s, &result);
        for (size_t r = i; r < i + csv_run(&t, i); r++) {
            const tt_joinpoint_model *m = &result.models[(size_t)csv_number(&t, r, 1)];
            const size_t j = (size_t)csv_number(&t, r, 2);
            const tt_joinpoint_segment *segment = &m->segment[j];
            agree(&t, r, 6, segment->intercept, 1e-6);
            agree(&t, r, 7, segment->intercept_se, 1e-6);
            agree(&t, r, 8, segment->intercept_p, 1e-6);
            agree(&t, r, 9, segment->slope.value, 1e-6);
            agree(&t, r, 10, segment->slope_se, 1e-6);
            agree(&t, r, 11, segment->p, 1e-6);
            if (j == 0)
                continue;
            const tt_joinpoint_point *point = &m->joinpoint[j - 1];
            agree(&t, r, 3, point->at.value, 1e-6);
            agree(&t, r, 4, point->at.low, 1e-6);
            agree(&t, r, 5, point->at.high, 1e-6);
            agree(&t, r, 12, point->slope_change, 1e-6);
            agree(&t, r, 13, point->slope_change_se, 1e-6);
            agree(&t, r, 14, point->slope_change_p, 1e-6);
        }
        tt_joinpoint_clear(&result);
    }
    print_message("estimates: %zu rows\n", t.count);
    csv_clear(&t);
    check_done();
}

static void nci_percent_changes(void **state)
{
    (void)state;
    csv_rows t;
    assert_int_equal(csv_read(check_shared_dir(), "vectors/joinpoint/apc.csv", &t), 0);
    for (size_t i = 0; i < t.count; i += csv_run(&t, i)) {
        series s;
        tt_joinpoint_result result;
        fit(t.field[i][0], &s, &result);
        const double unit = strncmp(t.field[i][0], "nih", 3) == 0 ? 1e-2 : 1e-4;
        for (size_t r = i; r < i + csv_run(&t, i); r++) {
            const size_t k = (size_t)csv_number(&t, r, 1);
            const tt_joinpoint_segment *segment =
                &result.models[k].segment[(size_t)csv_number(&t, r, 2)];
            agree(&t, r, 3, segment->start, 1e-6);
            agree(&t, r, 4, segment->end, 1e-6);
            agree(&t, r, 5, segment->apc.value, unit);
            agree(&t, r, 6, segment->apc.low, unit);
            agree(&t, r, 7, segment->apc.high, unit);
            agree(&t, r, 8, segment->p < 0.05, 1e-6);
            agree(&t, r, 9, segment->t, 1e-4);
            agree(&t, r, 10, segment->p, 1e-6);
            if (unit < 1e-3)
                check_true(result.models[k].selected);
        }
        tt_joinpoint_clear(&result);
    }
    print_message("annual percent changes: %zu rows\n", t.count);
    csv_clear(&t);
    check_done();
}

static void nci_averages(void **state)
{
    (void)state;
    csv_rows t;
    assert_int_equal(csv_read(check_shared_dir(), "vectors/joinpoint/aapc.csv", &t), 0);
    for (size_t i = 0; i < t.count; i++) {
        series s;
        tt_joinpoint_result result;
        fit(t.field[i][0], &s, &result);
        const tt_joinpoint_aapc_result *a = &result.models[(size_t)csv_number(&t, i, 1)].aapc[0];
        agree(&t, i, 2, a->start, 1e-6);
        agree(&t, i, 3, a->end, 1e-6);
        agree(&t, i, 4, a->aapc.value, 1e-4);
        agree(&t, i, 5, a->aapc.low, 1e-4);
        agree(&t, i, 6, a->aapc.high, 1e-4);
        agree(&t, i, 7, a->p < 0.05, 1e-6);
        agree(&t, i, 8, a->statistic, 1e-4);
        agree(&t, i, 9, a->p, 1e-6);
        tt_joinpoint_clear(&result);
    }
    print_message("average annual percent changes: %zu rows\n", t.count);
    csv_clear(&t);
    check_done();
}

/* 16 of 2,376 fitted values (of six series) are slips of the tutorial's table: see joinpoint.md. */
static void nci_fitted(void **state)
{
    (void)state;
    csv_rows t;
    assert_int_equal(csv_read(check_shared_dir(), "vectors/joinpoint/fitted.csv", &t), 0);
    size_t apart = 0;
    for (size_t i = 0; i < t.count; i += csv_run(&t, i)) {
        series s;
        tt_joinpoint_result result;
        fit(t.field[i][0], &s, &result);
        for (size_t r = 0; r < csv_run(&t, i); r++)
            for (size_t k = 0; k <= 3; k++)
                apart += fabs(result.models[k].fitted[r] - csv_number(&t, i + r, 2 + k)) > 0.0051;
        tt_joinpoint_clear(&result);
    }
    print_message("fitted: %zu of %zu values apart by more than 0.0051\n", apart, 4 * t.count);
    check_true(apart <= 16);
    csv_clear(&t);
    check_done();
}

static void nci_permutation(void **state)
{
    (void)state;
    csv_rows t;
    assert_int_equal(csv_read(check_shared_dir(), "vectors/joinpoint/permutation.csv", &t), 0);
    for (size_t i = 0; i < t.count; i += csv_run(&t, i)) {
        series s;
        tt_joinpoint_result result;
        tt_error err = {0};
        assert_true(find_series(t.field[i][0], &s));
        s.options.select = TT_JOINPOINT_PERMUTATION;
        /* the decisions need few; the printed p needs all, and n = 99 is slow with sanitizers */
        s.options.permutations = s.points.n == 99 ? 499 : 999;
        check_status(tt_joinpoint_fit(&s.points, &s.options, &result, &err), TT_OK, &err);
        /* us_pi hangs on 1 against 2 joinpoints, whose p is 0.024 at the level 0.025: there either
         * decision is a matter of the random numbers */
        int on_the_edge = 0;
        for (size_t r = 0; r < result.test_count; r++) {
            const tt_joinpoint_test *test = &result.tests[r];
            on_the_edge |= fabs(test->p - test->level) < 4 * test->mc_error;
        }
        const double selected = (double)result.models[result.selected].k;
        check_true(on_the_edge == (strcmp(t.field[i][0], "us_pi") == 0));
        check_abs(selected, csv_number(&t, i, 8), on_the_edge, NCI);
        for (size_t r = i; r < i + csv_run(&t, i) && !isnan(csv_number(&t, r, 1)); r++) {
            const tt_joinpoint_test *test = &result.tests[r - i];
            check_abs((double)test->k0, csv_number(&t, r, 1), 0, NCI);
            check_abs((double)test->k1, csv_number(&t, r, 2), 0, NCI);
            agree(&t, r, 3, 2 * (double)(test->k1 - test->k0), 1e-6);
            agree(&t, r, 4, result.models[test->k1].df, 1e-6);
            agree(&t, r, 7, test->level, 1e-7);
            check_abs(test->p, 1.0 / (double)test->permutations, 1e-15,
                      NCI ": p is the smallest possible");
        }
        tt_joinpoint_clear(&result);
    }
    csv_clear(&t);
    check_done();
}

/* --- brute force ------------------------------------------------------------------------------ */

static csv_rows small_table;

static int find_small(const char *name, const char *response, const char *weights, series *s)
{
    static double exposure[LONGEST];
    const csv_rows *t = &small_table;
    *s = (series){.points = {.time = s->time, .value = s->value}};
    for (size_t i = 0; i < t->count; i++)
        if (csv_is(t, i, 0, name)) {
            const size_t n = s->points.n++;
            s->time[n] = csv_number(t, i, 1);
            s->value[n] = csv_number(t, i, 2);
            exposure[n] = csv_number(t, i, 3);
        }
    s->points.time = s->time;
    s->points.value = s->value;
    if (strcmp(response, "lograte1e5") == 0) {
        s->points.exposure = exposure;
        s->options.per = 1e5;
    }
    if (strcmp(weights, "wcount") == 0)
        s->options.weights = TT_JOINPOINT_COUNT;
    return s->points.n > 0;
}

/* The years in a field of blank-separated numbers. */
static size_t split_years(const char *text, double years[])
{
    size_t count = 0;
    char *end = NULL;
    for (; *text; text = end) {
        const double year = strtod(text, &end);
        if (end == text)
            break;
        years[count++] = year;
    }
    return count;
}

static void brute_force(void **state)
{
    (void)state;
    csv_rows t;
    assert_int_equal(csv_read(check_shared_dir(), "vectors/series/ref_joinpoint.csv", &t), 0);
    size_t checked = 0;
    for (size_t i = 0; i < t.count; i++) {
        series s;
        tt_joinpoint_result result;
        tt_error err = {0};
        assert_true(find_small(t.field[i][0], t.field[i][1], t.field[i][2], &s));
        const int k = (int)csv_number(&t, i, 3);
        if (s.points.n < 2 * (size_t)k + 3)
            continue;
        s.options.min_joinpoints = k;
        s.options.max_joinpoints = k == 0 ? TT_JOINPOINT_NONE : k;
        check_status(tt_joinpoint_fit(&s.points, &s.options, &result, &err), TT_OK, &err);
        const tt_joinpoint_model *m = &result.models[0];
        const double sse = csv_number(&t, i, 6);
        checked++;
        if (sse == 0) {
            check_true(m->notes & TT_NOTE_PERFECT_FIT);
            check_abs(m->sse, 0, 0, BRUTE);
            tt_joinpoint_clear(&result);
            continue;
        }
        /* near-exact exponentials: the logarithms as doubles carry no more */
        const int exact = strcmp(t.field[i][0], "const_n8") == 0;
        check_rel(m->sse, sse, exact ? 1e-6 : 1e-11, BRUTE);
        check_abs(m->bic, csv_number(&t, i, 10), exact ? 1e-6 : 1e-10, BRUTE);
        check_abs(m->bic3, csv_number(&t, i, 11), exact ? 1e-6 : 1e-10, BRUTE);
        double years[TT_JOINPOINT_MAX];
        double slopes[TT_JOINPOINT_MAX + 1];
        check_abs((double)split_years(t.field[i][5], years), k, 0, BRUTE);
        (void)split_years(t.field[i][12], slopes);
        for (int j = 0; j < k; j++)
            check_abs(m->joinpoint[j].at.value, years[j], 0, BRUTE);
        for (int j = 0; j <= k; j++)
            check_rel(m->segment[j].slope.value, slopes[j], exact ? 1e-8 : 1e-10, BRUTE);
        check_rel(m->segment[0].intercept, csv_number(&t, i, 14), 1e-9, BRUTE);
        tt_joinpoint_clear(&result);
    }
    print_message("brute force: %zu of %zu fits\n", checked, t.count);
    csv_clear(&t);
    check_done();
}

/* The SSE at every place of one joinpoint: the profile behind the limits, seen through min_end. */
static void one_joinpoint_everywhere(void **state)
{
    (void)state;
    csv_rows t;
    assert_int_equal(csv_read(check_shared_dir(), "vectors/series/ref_joinpoint_grid1.csv", &t), 0);
    for (size_t i = 0; i < t.count; i += csv_run(&t, i)) {
        /* the rows of one series, response and weights, each place in turn */
        const char *response = t.field[i][1];
        const char *weights = t.field[i][2];
        double least = INFINITY;
        double place = 0;
        for (size_t r = i; r < i + csv_run(&t, i); r++) {
            if (strcmp(t.field[r][1], response) != 0 || strcmp(t.field[r][2], weights) != 0)
                continue;
            if (csv_number(&t, r, 4) < least) {
                least = csv_number(&t, r, 4);
                place = csv_number(&t, r, 3);
            }
        }
        series s;
        tt_joinpoint_result result;
        tt_error err = {0};
        assert_true(find_small(t.field[i][0], response, weights, &s));
        s.options.max_joinpoints = 1;
        check_status(tt_joinpoint_fit(&s.points, &s.options, &result, &err), TT_OK, &err);
        if (least > 1e-20) {
            check_rel(result.models[1].sse, least, least < 1e-12 ? 1e-6 : 1e-11, BRUTE);
            check_abs(result.models[1].joinpoint[0].at.value, place, 0, BRUTE);
        }
        tt_joinpoint_clear(&result);
    }
    csv_clear(&t);
    check_done();
}

/* p of one test k0 against k1 alone: the sequence from k0 to k1 begins with it. */
static void permutation_p(void **state)
{
    (void)state;
    csv_rows t;
    assert_int_equal(csv_read(check_shared_dir(), "vectors/series/ref_joinpoint_perm.csv", &t), 0);
    size_t exact = 0;
    size_t sampled = 0;
    double worst = 0;
    for (size_t i = 0; i < t.count; i++) {
        series s;
        tt_joinpoint_result result;
        tt_error err = {0};
        if (isnan(csv_number(&t, i, 6)))
            continue; /* nothing left to explain: 0/0 */
        assert_true(find_small(t.field[i][0], t.field[i][1], t.field[i][2], &s));
        if (s.points.n > 24)
            continue; /* the bench has the long ones */
        s.options.min_joinpoints = (int)csv_number(&t, i, 3);
        s.options.max_joinpoints = (int)csv_number(&t, i, 4);
        s.options.select = TT_JOINPOINT_PERMUTATION;
        const double p_exact = csv_number(&t, i, 9);
        /* 9! orders are for the bench */
        s.options.enumerate_n = !isnan(p_exact) && s.points.n < 9 ? 8 : -1;
        s.options.permutations = 1999;
        check_status(tt_joinpoint_fit(&s.points, &s.options, &result, &err), TT_OK, &err);
        const tt_joinpoint_test *test = &result.tests[0];
        const int near_exact = strcmp(t.field[i][0], "const_n8") == 0;
        check_rel(test->statistic, csv_number(&t, i, 5), near_exact ? 1e-6 : 1e-11, BRUTE);
        double expected = csv_number(&t, i, 7);
        /* residuals of 1e-8 on logarithms of 11: the table's own permutations lost them; all orders
         * in 40 digits give this */
        if (near_exact && csv_is(&t, i, 3, "1"))
            expected = 32169.0 / 40320;
        const double se = hypot(csv_number(&t, i, 8), test->mc_error);
        if (s.options.enumerate_n > 0) {
            /* one order of near-exact exponentials ties to the precision of the doubles */
            const double tie = near_exact ? 1.0 / 40320 : 0;
            check_abs(test->p, p_exact, 1e-12 + tie, "all orders by brute force");
            exact++;
        } else {
            check_abs(test->p, expected, 4 * se + 2.0 / 2000, BRUTE ", 4,499 random orders");
            worst = fmax(worst, fabs(test->p - expected) / se);
            sampled++;
        }
        tt_joinpoint_clear(&result);
    }
    print_message("permutation: %zu exact p, %zu sampled p, the farthest %.1f standard errors\n",
                  exact, sampled, worst);
    csv_clear(&t);
    check_done();
}

static int read_tables(void **state)
{
    (void)state;
    tt_runtime_init();
    return csv_read(check_shared_dir(), "vectors/joinpoint/series.csv", &series_table) ||
           csv_read(check_shared_dir(), "vectors/series/series.csv", &small_table);
}

static int clear_tables(void **state)
{
    (void)state;
    csv_clear(&series_table);
    csv_clear(&small_table);
    return 0;
}

int main(void)
{
    if (!check_shared_dir()) {
        (void)printf("skipped: the developers' reference tables are not here\n");
        return SKIPPED;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nci_selection),       cmocka_unit_test(nci_estimates),
        cmocka_unit_test(nci_percent_changes), cmocka_unit_test(nci_averages),
        cmocka_unit_test(nci_fitted),          cmocka_unit_test(nci_permutation),
        cmocka_unit_test(brute_force),         cmocka_unit_test(one_joinpoint_everywhere),
        cmocka_unit_test(permutation_p),
    };
    return cmocka_run_group_tests(tests, read_tables, clear_tables);
}
