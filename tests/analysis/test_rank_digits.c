/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement with reference values, in digits. The committed table says how many digits each value
 * had when it was last updated; fewer is a failure. To write the table anew, after reading why it
 * changed:
 *
 *     TIPTREND_UPDATE_ORACLES=1 ctest -R analysis.rank_digits */
#include "rank_oracle.h"
#include "tiptrend/mannkendall.h"
#include "tiptrend/number.h"
#include "tiptrend/pettitt.h"
#include "tiptrend/spearman.h"
#include "tiptrend/strbuf.h"
#include "tiptrend/theilsen.h"

#define DIGITS_PATH TT_SOURCE_DIR "/tests/oracles/digits-rank.csv"
#define SERIES_PATH TT_SOURCE_DIR "/tests/oracles/series-rank.csv"

/* Rounding of libm may differ between machines: losing this much is no loss. */
#define DIGITS_SLACK 0.7

/* All results of one series. */
typedef struct results {
    tt_mk_result mk;
    tt_theilsen_result exact95;
    tt_theilsen_result exact90;
    tt_theilsen_result gilbert;
    tt_theilsen_result round;
    tt_theilsen_result floor;
    tt_pettitt_result pettitt;
    tt_spearman_result spearman;
} results;

static tt_theilsen_result theilsen(const tt_points *in, tt_theilsen_limits rule, double conf)
{
    tt_theilsen_options opt = {.limits = rule, .conf = conf};
    tt_theilsen_result out;
    tt_error err = {0};
    check_status(tt_theilsen_fit(in, &opt, &out, &err), TT_OK, &err);
    return out;
}

static results compute(const oracle_series *series)
{
    tt_points in = oracle_points(series);
    results r;
    tt_error err = {0};
    check_status(tt_mk_test(&in, NULL, &r.mk, &err), TT_OK, &err);
    r.exact95 = theilsen(&in, TT_THEILSEN_EXACT, 0.95);
    r.exact90 = theilsen(&in, TT_THEILSEN_EXACT, 0.90);
    r.gilbert = theilsen(&in, TT_THEILSEN_GILBERT, 0.95);
    r.round = theilsen(&in, TT_THEILSEN_ROUND, 0.95);
    r.floor = theilsen(&in, TT_THEILSEN_FLOOR, 0.95);
    check_status(tt_pettitt_test(&in, TT_PETTITT_AUTO, &r.pettitt, &err), TT_OK, &err);
    check_status(tt_spearman_test(&in, &r.spearman, &err), TT_OK, &err);
    return r;
}

/* The value that a row of the table speaks of; 0 when it is none of ours. */
static int lookup(const results *r, const char *model, const char *quantity, double *value)
{
    const tt_mk_result *mk = &r->mk;
    const struct {
        const char *model;
        const char *quantity;
        double value;
    } row[] = {
        {"mk", "S", (double)mk->s},
        {"mk", "n_pairs", (double)mk->pairs},
        {"mk", "tied_pairs", (double)mk->tied_pairs},
        {"mk", "n_tie_groups", (double)mk->tie_groups},
        {"mk", "varS", mk->var_s},
        {"mk", "tau_a", mk->tau_a},
        {"mk", "tau_b", mk->tau_b},
        {"mk", "z", mk->z},
        {"mk", "p_asymp", mk->normal.two_sided},
        {"mk", "p_exact", mk->exact.two_sided},
        {"mk", "p_exact_enum", mk->exact.two_sided},
        {"mk", "p_exact_upper", mk->exact.greater},
        {"mk", "p_exact_lower", mk->exact.less},
        {"theilsen", "slope", r->exact95.trend.slope.value},
        {"theilsen", "n_slopes", (double)r->exact95.slopes},
        {"theilsen", "slope_min", r->exact95.slope_min},
        {"theilsen", "slope_max", r->exact95.slope_max},
        {"theilsen", "intercept_separate", r->exact95.intercept_conover},
        {"theilsen", "intercept_joint", r->exact95.intercept_hirsch},
        {"theilsen", "ci_lo_gilbert", r->gilbert.trend.slope.low},
        {"theilsen", "ci_hi_gilbert", r->gilbert.trend.slope.high},
        {"theilsen", "ci_lo_trend", r->round.trend.slope.low},
        {"theilsen", "ci_hi_trend", r->round.trend.slope.high},
        {"theilsen", "ci_lo_floor", r->floor.trend.slope.low},
        {"theilsen", "ci_hi_floor", r->floor.trend.slope.high},
        {"theilsen", "ci95_exact_d", r->exact95.rank_low},
        {"theilsen", "ci95_exact_lo", r->exact95.trend.slope.low},
        {"theilsen", "ci95_exact_hi", r->exact95.trend.slope.high},
        {"theilsen", "ci95_exact_coverage", r->exact95.coverage},
        {"theilsen", "ci90_exact_d", r->exact90.rank_low},
        {"theilsen", "ci90_exact_lo", r->exact90.trend.slope.low},
        {"theilsen", "ci90_exact_hi", r->exact90.trend.slope.high},
        {"theilsen", "ci90_exact_coverage", r->exact90.coverage},
        {"pettitt", "K", r->pettitt.k},
        {"pettitt", "U_at_k", r->pettitt.u},
        {"pettitt", "k_first_max", (double)r->pettitt.before},
        {"pettitt", "year_last_of_first_segment", r->pettitt.time_before},
        {"pettitt", "p_approx", r->pettitt.p_approximate},
        {"pettitt", "p_exact_enum", r->pettitt.p_exact},
        {"spearman", "rho", r->spearman.rho},
        {"spearman", "sum_d2", r->spearman.sum_d2},
        {"spearman", "t", r->spearman.t},
        {"spearman", "p_t", r->spearman.p_t},
        {"spearman", "p_exact_enum", r->spearman.p_exact},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (strcmp(row[i].model, model) == 0 && strcmp(row[i].quantity, quantity) == 0) {
            *value = row[i].value;
            return 1;
        }
    return 0;
}

/* The references clamp Gilbert's limits to the outermost slopes where no limit exists; here they
 * are infinite. R's trend says NA there. */
static int no_limit(const char *quantity, const char *expected, double value)
{
    int is_gilbert = strstr(quantity, "gilbert") != NULL;
    int is_missing = strcmp(expected, "NA") == 0;
    return isinf(value) && (is_gilbert || is_missing);
}

static char *read_or_fail(const char *path)
{
    char *text = check_read_file(path);
    if (!text)
        print_message("cannot read %s\n", path);
    assert_non_null(text);
    return text;
}

/* One row of the committed table, checked, and written anew to `fresh`. */
static void check_row(const results *r, char *field[5], tt_strbuf *fresh)
{
    double value = NAN;
    check_true(lookup(r, field[1], field[2], &value));
    double expected = strtod(field[3], NULL);
    double digits = check_digits(value, expected);
    if (no_limit(field[2], field[3], value))
        digits = 17;
    double promised = strtod(field[4], NULL);
    if (!(digits >= promised - DIGITS_SLACK)) {
        print_message("%s %s %s: %.17g has %.1f digits of %s, the table says %s\n", field[0],
                      field[1], field[2], value, digits, field[3], field[4]);
        check_true(!"fewer digits than in tests/oracles/digits-rank.csv");
    }
    tt_strbuf_addf(fresh, "%s,%s,%s,%s,", field[0], field[1], field[2], field[3]);
    tt_strbuf_fixed(fresh, floor(10 * digits) / 10, 1);
    tt_strbuf_add(fresh, "\n");
}

static void committed_table(void **state)
{
    (void)state;
    char *text = read_or_fail(DIGITS_PATH);
    char *all_series = read_or_fail(SERIES_PATH);
    int update = getenv("TIPTREND_UPDATE_ORACLES") != NULL;
    tt_strbuf fresh = TT_STRBUF_INIT;
    oracle_series series = {.n = 0};
    results r = {0};
    size_t rows = 0;
    for (char *line = text; *line;) {
        char *start = line;
        if (*start == '#' || strncmp(start, "series,", 7) == 0) {
            char *end = strchr(start, '\n');
            assert_non_null(end);
            tt_strbuf_add_bytes(&fresh, start, (size_t)(end - start) + 1);
            line = end + 1;
            continue;
        }
        char *field[5];
        assert_int_equal(oracle_fields(&line, field, 5), 5);
        if (strcmp(series.name, field[0]) != 0) {
            oracle_find(all_series, field[0], &series);
            assert_true(series.n > 0);
            r = compute(&series);
        }
        char zero[] = "0";
        if (update)
            field[4] = zero;
        check_row(&r, field, &fresh);
        rows++;
    }
    check_true(rows > 300);
    if (update) {
        FILE *file = fopen(DIGITS_PATH, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(fresh.text, 1, fresh.length, file), fresh.length);
        assert_int_equal(fclose(file), 0);
        print_message("updated %zu rows\n", rows);
    }
    tt_strbuf_clear(&fresh);
    free(text);
    free(all_series);
    check_done();
}

/* All series and quantities of the developers' reference folder. Relative 1e-12: sums of some
 * thousand doubles, and libm's erfc in the normal tail. */
static void full_reference(void **state)
{
    (void)state;
    static const double tolerance = 1e-12;
    const char *dir = check_shared_dir();
    if (!dir) {
        print_message("skipped: the reference folder is not there\n");
        skip();
    }
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/vectors/series/series.csv", dir);
    char *all_series = read_or_fail(path);
    (void)snprintf(path, sizeof path, "%s/vectors/series/ref_np.csv", dir);
    char *text = read_or_fail(path);
    oracle_series series = {.n = 0};
    results r = {0};
    size_t rows = 0;
    double least = 17;
    for (char *line = strchr(text, '\n') + 1; *line;) {
        char *field[5];
        assert_int_equal(oracle_fields(&line, field, 5), 5);
        if (strcmp(series.name, field[0]) != 0) {
            oracle_find(all_series, field[0], &series);
            r = compute(&series);
        }
        double value;
        if (!lookup(&r, field[1], field[2], &value) || no_limit(field[2], field[3], value))
            continue;
        char what[160];
        (void)snprintf(what, sizeof what, "%s %s %s", field[0], field[1], field[2]);
        double expected = strtod(field[3], NULL);
        check_rel_at(__FILE__, __LINE__, what, value, expected, tolerance, "exact arithmetic");
        least = fmin(least, check_digits(value, expected));
        rows++;
    }
    print_message("%zu values, at least %.1f digits\n", rows, least);
    check_true(rows > 800);
    free(text);
    free(all_series);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(committed_table),
        cmocka_unit_test(full_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
