/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/interval.h"

#include "csv_rows.h"

/* Limits are roots and closed forms in doubles: eleven digits are asked, fourteen are usual. What is
 * nearly 0 through a difference has an error of the terms. */
#define TIGHT 1e-11
#define TERMS 1e-15

static const char forty_digits[] = "40-digit arithmetic outside the project";

static tt_ci count_ci(double count, const char *method, double conf)
{
    tt_ci_options options = {TT_CI_DEFAULT, conf};
    tt_ci out;
    tt_error err = {0};
    check_status(tt_ci_method_parse(method, &options.method, &err), TT_OK, &err);
    check_status(tt_interval_count(count, &options, &out, &err), TT_OK, &err);
    return out;
}

static tt_ci share_ci(double x, double n, const char *method, double conf)
{
    tt_ci_options options = {TT_CI_DEFAULT, conf};
    tt_ci out;
    tt_error err = {0};
    check_status(tt_ci_method_parse(method, &options.method, &err), TT_OK, &err);
    check_status(tt_interval_proportion(x, n, &options, &out, &err), TT_OK, &err);
    return out;
}

static tt_ci difference_ci(const tt_proportion *first, const tt_proportion *second, double conf)
{
    tt_ci_options options = {TT_CI_DEFAULT, conf};
    tt_ci out;
    tt_error err = {0};
    check_status(tt_interval_difference(first, second, &options, &out, &err), TT_OK, &err);
    return out;
}

static void near(double value, double expected)
{
    check_abs(value, expected, TIGHT * fabs(expected) + TERMS, forty_digits);
}

/* ---- reference values ---- */

static void in_tree_limits(void **state)
{
    (void)state;
    csv_rows rows;
    assert_int_equal(csv_read(TT_SOURCE_DIR "/tests/oracles", "interval-limits.csv", &rows), 0);
    check_true(rows.count == 128);
    for (size_t i = 0; i < rows.count; i++) {
        double x = csv_number(&rows, i, 1);
        double conf = csv_number(&rows, i, 3);
        const char *method = rows.field[i][4];
        tt_ci ci = csv_is(&rows, i, 0, "count")
                       ? count_ci(x, method, conf)
                       : share_ci(x, csv_number(&rows, i, 2), method, conf);
        near(ci.estimate.low, csv_number(&rows, i, 5));
        near(ci.estimate.high, csv_number(&rows, i, 6));
    }
    csv_clear(&rows);
    check_done();
}

/* The name in the reference tables and ours. */
typedef struct name_pair {
    const char *theirs;
    const char *ours;
} name_pair;

static const char *our_name(const name_pair *names, size_t count, const char *theirs)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i].theirs, theirs) == 0)
            return names[i].ours;
    }
    return NULL;
}

static int shared_rows(const char *name, csv_rows *rows)
{
    char folder[512];
    const char *shared = check_shared_dir();
    (void)snprintf(folder, sizeof folder, "%s/vectors/intervals", shared ? shared : "");
    if (shared && csv_read(folder, name, rows) == 0)
        return 1;
    (void)printf("no shared folder with %s: skipped\n", name);
    skip();
    return 0;
}

static void shared_counts(void **state)
{
    (void)state;
    static const name_pair names[] = {
        {"garwood", "exact"},
        {"byar", "byar"},
        {"midp", "midp"},
        {"score", "score"},
        {"wald", "wald"},
        {"log_wald", "log-wald"},
        {"jeffreys_gamma", "jeffreys"},
    };
    csv_rows rows;
    if (!shared_rows("poisson.csv", &rows))
        return;
    double digits = 17;
    for (size_t i = 0; i < rows.count; i++) {
        const char *method = our_name(names, sizeof names / sizeof *names, rows.field[i][2]);
        assert_non_null(method);
        tt_ci ci = count_ci(csv_number(&rows, i, 0), method, csv_number(&rows, i, 1));
        near(ci.estimate.low, fmax(0, csv_number(&rows, i, 3))); /* Wald's is not clipped there */
        near(ci.estimate.high, csv_number(&rows, i, 4));
        digits = fmin(digits, check_digits(ci.estimate.high, csv_number(&rows, i, 4)));
    }
    (void)printf("%zu pairs of limits of a count; upper limits agree on %.1f digits or more\n",
                 rows.count, digits);
    csv_clear(&rows);
    check_done();
}

static void shared_proportions(void **state)
{
    (void)state;
    static const name_pair names[] = {
        {"clopper_pearson", "exact"},
        {"midp", "midp"},
        {"wilson", "wilson"},
        {"wilson_cc", "wilson-cc"},
        {"agresti_coull", "agresti-coull"},
        {"jeffreys", "jeffreys"},
        {"wald_unclamped", "wald"},
    };
    csv_rows rows;
    if (!shared_rows("binom.csv", &rows))
        return;
    size_t compared = 0;
    for (size_t i = 0; i < rows.count; i++) {
        const char *method = our_name(names, sizeof names / sizeof *names, rows.field[i][3]);
        if (!method)
            continue; /* forms that are not offered: limits outside 0 to 1, raw Jeffreys */
        tt_ci ci = share_ci(csv_number(&rows, i, 0), csv_number(&rows, i, 1), method,
                            csv_number(&rows, i, 2));
        near(ci.estimate.low, fmax(0, csv_number(&rows, i, 4)));
        near(ci.estimate.high, fmin(1, csv_number(&rows, i, 5)));
        compared++;
    }
    check_true(compared == 630);
    csv_clear(&rows);
    check_done();
}

static void shared_differences(void **state)
{
    (void)state;
    csv_rows rows;
    if (!shared_rows("newcombe.csv", &rows))
        return;
    for (size_t i = 0; i < rows.count; i++) {
        tt_proportion first = {csv_number(&rows, i, 0), csv_number(&rows, i, 1)};
        tt_proportion second = {csv_number(&rows, i, 2), csv_number(&rows, i, 3)};
        tt_ci ci = difference_ci(&first, &second, csv_number(&rows, i, 4));
        near(ci.estimate.value, csv_number(&rows, i, 5));
        near(ci.estimate.low, csv_number(&rows, i, 6));
        near(ci.estimate.high, csv_number(&rows, i, 7));
    }
    check_true(rows.count == 30);
    csv_clear(&rows);
    check_done();
}

/* ---- published values ---- */

static void published_counts(void **state)
{
    (void)state;
    static const char ohid[] = "PHEindicatormethods, testdata_Byars_Wilson.xlsx";
    static const char table[] = "R 4.2.2, methods table B1 (5 decimals)";
    static const struct {
        double x;
        double limits[6]; /* Garwood, Byar, mid-p */
    } row[] = {
        {0, {0, 3.68888, 0, 3.66801, 0, 2.99573}},
        {1, {0.02532, 5.57164, 0.01307, 5.56376, 0.05002, 4.93186}},
        {2, {0.24221, 7.22469, 0.22463, 7.22087, 0.33533, 6.60796}},
        {3, {0.61867, 8.76727, 0.60297, 8.76536, 0.76310, 8.16447}},
        {5, {1.62349, 11.66833, 1.61135, 11.66816, 1.83199, 11.08242}},
        {10, {4.79539, 18.39036, 4.78745, 18.39146, 5.07952, 17.82485}},
        {20, {12.21652, 30.88838, 12.21143, 30.88988, 12.55974, 30.33960}},
        {50, {37.11096, 65.91877, 37.10810, 65.92016, 37.50980, 65.38652}},
        {100, {81.36399, 121.62679, 81.36211, 121.62794, 81.79182, 121.10349}},
    };
    static const char *const methods[3] = {"garwood", "byar", "mid-p"};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        for (size_t m = 0; m < 3; m++) {
            tt_ci ci = count_ci(row[i].x, methods[m], 0.95);
            check_abs(ci.estimate.low, row[i].limits[2 * m], 5.1e-6, table);
            check_abs(ci.estimate.high, row[i].limits[2 * m + 1], 5.1e-6, table);
        }
    }
    tt_ci ci = count_ci(65, "byar", 0.95);
    check_rel(ci.estimate.low, 50.163187710459454, 1e-13, ohid);
    check_rel(ci.estimate.high, 82.849138545939837, 1e-13, ohid);
    ci = count_ci(65, "byar", 0.998);
    check_rel(ci.estimate.low, 42.880261471480203, 1e-13, ohid);
    check_rel(ci.estimate.high, 94.000290844318016, 1e-13, ohid);
    ci = count_ci(1045, "byar", 0.95);
    check_rel(ci.estimate.low, 982.59320180733255, 1e-13, ohid);
    check_rel(ci.estimate.high, 1110.3312129856499, 1e-13, ohid);
    ci = count_ci(10, "byar", 0.998);
    check_rel(ci.estimate.low, 2.916318374695686, 1e-13, ohid);
    check_rel(ci.estimate.high, 24.193724927880535, 1e-13, ohid);
    ci = count_ci(1045, "byar", 0.998);
    check_rel(ci.estimate.low, 947.94070356103737, 1e-13, ohid);
    check_rel(ci.estimate.high, 1148.8061609880331, 1e-13, ohid);
    ci = count_ci(1, "byar", 0.998); /* the formula gives -0.0028; OHID leaves it blank */
    check_true(ci.estimate.low == 0);
    check_rel(ci.estimate.high, 9.362180217908362, 1e-13, ohid);
    ci = count_ci(5, "ohid", 0.95);
    check_rel(ci.estimate.low, 1.62348639012, 1e-11, ohid);
    check_rel(ci.estimate.high, 11.66833207932, 1e-11, ohid);
    ci = count_ci(20, "ohid", 0.95);
    check_rel(ci.estimate.low, 12.21142883488, 1e-11, ohid);
    check_rel(ci.estimate.high, 30.88988036920, 1e-11, ohid);
    check_done();
}

static void published_proportions(void **state)
{
    (void)state;
    static const char ohid[] = "PHEindicatormethods, testdata_Byars_Wilson.xlsx";
    static const struct {
        double x, n, low, high;
    } wilson[] = {
        {65, 100, 0.55254443296887967, 0.73635751756902468},
        {1045, 5000, 0.19795549880013297, 0.22049130373189027},
        {1, 100, 0.0017674320641406511, 0.054486196178705294},
        {20, 100, 0.1333669333310325, 0.28882916559315885},
        {222, 3215, 0.060791690363636595, 0.078339566813836331},
        {999, 3456, 0.27418951080009873, 0.30440389662818057},
    };
    for (size_t i = 0; i < sizeof wilson / sizeof *wilson; i++) {
        tt_ci ci = share_ci(wilson[i].x, wilson[i].n, "default", 0);
        check_rel(ci.estimate.low, wilson[i].low, 1e-13, ohid);
        check_rel(ci.estimate.high, wilson[i].high, 1e-13, ohid);
    }
    static const char newcombe[] = "Newcombe 1998, Stat Med 17:857, table I (4 decimals)";
    static const struct {
        double x, n, limits[6]; /* Wilson, Clopper-Pearson, mid-p */
    } row[] = {
        {81, 263, {.2553, .3662, .2527, .3676, .2544, .3658}},
        {15, 148, {.0624, .1605, .0578, .1617, .0601, .1581}},
        {0, 20, {0, .1611, 0, .1684, 0, .1391}},
        {1, 29, {.0061, .1718, .0009, .1776, .0017, .1585}},
    };
    static const char *const methods[3] = {"wilson", "clopper-pearson", "mid-p"};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        for (size_t m = 0; m < 3; m++) {
            tt_ci ci = share_ci(row[i].x, row[i].n, methods[m], 0.95);
            check_abs(ci.estimate.low, row[i].limits[2 * m], 5.1e-5, newcombe);
            check_abs(ci.estimate.high, row[i].limits[2 * m + 1], 5.1e-5, newcombe);
        }
    }
    check_done();
}

static void published_differences(void **state)
{
    (void)state;
    static const char newcombe[] = "Newcombe 1998, Stat Med 17:873, table II, method 10";
    static const struct {
        tt_proportion a, b;
        double value, low, high;
    } row[] = {
        {{56, 70}, {48, 80}, .2000, .0524, .3339}, {{9, 10}, {3, 10}, .6000, .1705, .8090},
        {{6, 7}, {2, 7}, .5714, .0582, .8062},     {{5, 56}, {0, 29}, .0893, -.0381, .1926},
        {{0, 10}, {0, 20}, 0, -.1611, .2775},      {{0, 10}, {0, 10}, 0, -.2775, .2775},
        {{10, 10}, {0, 20}, 1, .6791, 1},          {{10, 10}, {0, 10}, 1, .6075, 1},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        tt_ci ci = difference_ci(&row[i].a, &row[i].b, 0.95);
        check_abs(ci.estimate.value, row[i].value, 5.1e-5, newcombe);
        check_abs(ci.estimate.low, row[i].low, 5.1e-5, newcombe);
        check_abs(ci.estimate.high, row[i].high, 5.1e-5, newcombe);
        tt_ci back = difference_ci(&row[i].b, &row[i].a, 0.95);
        check_rel(back.estimate.low, -ci.estimate.high, 1e-14, "law: swapped groups");
        check_rel(back.estimate.high, -ci.estimate.low, 1e-14, "law: swapped groups");
    }
    check_done();
}

/* ---- laws ---- */

static int below(double a, double b)
{
    return a <= b + 1e-14 * fabs(b);
}

/* Limits contain the estimate, widen with the level, move with the count; mid-p lies inside exact. */
static void laws_of_counts(void **state)
{
    (void)state;
    static const double counts[] = {0, 1, 2, 7, 19, 20, 250, 1814, 1e6, 1e9, 1e12};
    for (int m = 0; m < TT_CI_METHOD_COUNT; m++) {
        if (!(tt_ci_method_uses((tt_ci_method)m) & TT_CI_FOR_COUNT))
            continue;
        tt_ci last = {{-1, -1, -1}, TT_CI_DEFAULT, 0, 0};
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            /* the walk to a limit of 1e12 takes its root of terms: once is enough */
            if (counts[i] == 1e12 && m != TT_CI_EXACT)
                continue;
            const char *name = tt_ci_method_name((tt_ci_method)m);
            tt_ci ci = count_ci(counts[i], name, 0.95);
            if (m != TT_CI_JEFFREYS || counts[i] > 0)
                check_true(ci.estimate.low <= counts[i] && counts[i] <= ci.estimate.high);
            check_true(ci.estimate.low >= 0 && isfinite(ci.estimate.high));
            check_true(ci.estimate.low >= last.estimate.low);
            check_true(ci.estimate.high > last.estimate.high);
            check_true(!(ci.notes & TT_NOTE_LOW_COUNT) == (counts[i] >= 20));
            check_true((ci.notes & TT_NOTE_POISSON) != 0);
            last = ci;
            if (counts[i] > 1e6)
                continue;
            tt_ci wide = count_ci(counts[i], name, 0.99);
            check_true(wide.estimate.low <= ci.estimate.low);
            check_true(wide.estimate.high >= ci.estimate.high);
        }
    }
    for (double x = 0; x < 60; x++) {
        tt_ci exact = count_ci(x, "exact", 0.9);
        tt_ci mid = count_ci(x, "midp", 0.9);
        check_true(exact.estimate.low <= mid.estimate.low);
        check_true(exact.estimate.high > mid.estimate.high);
    }
    check_done();
}

/* Success and failure swapped mirror the limits; many trials approach the count; mid-p inside exact. */
static void laws_of_proportions(void **state)
{
    (void)state;
    for (int m = 0; m < TT_CI_METHOD_COUNT; m++) {
        if (!(tt_ci_method_uses((tt_ci_method)m) & TT_CI_FOR_PROPORTION))
            continue;
        const char *name = tt_ci_method_name((tt_ci_method)m);
        for (double x = 0; x <= 37; x++) {
            tt_ci ci = share_ci(x, 37, name, 0.9);
            tt_ci mirror = share_ci(37 - x, 37, name, 0.9);
            check_abs(ci.estimate.low, 1 - mirror.estimate.high, 1e-14, "law: mirror");
            check_true(below(ci.estimate.low, x / 37) && below(x / 37, ci.estimate.high));
            check_true(ci.estimate.low >= 0 && ci.estimate.high <= 1);
            tt_ci wide = share_ci(x, 37, name, 0.99);
            check_true(below(wide.estimate.low, ci.estimate.low));
            check_true(below(ci.estimate.high, wide.estimate.high));
        }
    }
    tt_ci rare = share_ci(12, 1e12, "exact", 0.95);
    tt_ci count = count_ci(12, "exact", 0.95);
    check_rel(rare.estimate.low * 1e12, count.estimate.low, 1e-10, "law: Poisson limit");
    check_rel(rare.estimate.high * 1e12, count.estimate.high, 1e-10, "law: Poisson limit");
    check_done();
}

static void notes_and_fallbacks(void **state)
{
    (void)state;
    tt_ci ci = count_ci(0, "log-wald", 0.95);
    check_true(ci.method == TT_CI_EXACT && (ci.notes & TT_NOTE_ZERO_COUNT) != 0);
    check_true((ci.notes & TT_NOTE_NORMAL_APPROX) == 0);
    ci = count_ci(5, "log-wald", 0.95);
    check_true(ci.method == TT_CI_LOG_WALD && (ci.notes & TT_NOTE_NORMAL_APPROX) != 0);
    ci = share_ci(30, 60, "default", 0);
    check_true(ci.method == TT_CI_SCORE && ci.conf == 0.95 && !(ci.notes & TT_NOTE_LOW_COUNT));
    ci = share_ci(50, 60, "exact", 0);
    check_true(ci.notes == TT_NOTE_LOW_COUNT);
    tt_ci null_options;
    check_status(tt_interval_count(3, NULL, &null_options, NULL), TT_OK, NULL);
    check_true(null_options.method == TT_CI_EXACT && null_options.conf == 0.95);
    check_done();
}

static void names(void **state)
{
    (void)state;
    for (int m = 0; m < TT_CI_METHOD_COUNT; m++) {
        tt_ci_method back;
        check_status(tt_ci_method_parse(tt_ci_method_name((tt_ci_method)m), &back, NULL), TT_OK,
                     NULL);
        check_true(back == (tt_ci_method)m && tt_ci_method_uses(back) != 0);
        check_true(tt_ci_method_text(back)[0] != '\0');
    }
    tt_ci_method out_of_range = TT_CI_METHOD_COUNT;
    check_true(tt_ci_method_name(out_of_range) == NULL && tt_ci_method_text(out_of_range) == NULL);
    check_true(tt_ci_method_uses(out_of_range) == 0);
    tt_error err = {0};
    check_status(tt_ci_method_parse("walt", &out_of_range, &err), TT_EUSAGE, &err);
    check_true(strstr(err.message, "\"walt\"") && strstr(err.message, "wilson-cc"));
    check_done();
}

/* ---- refusals ---- */

static void refused_count(double count, double conf, tt_ci_method method, tt_status expected)
{
    tt_ci_options options = {method, conf};
    tt_ci out = {{1, 1, 1}, TT_CI_WALD, 1, 1};
    tt_error err = {0};
    check_status(tt_interval_count(count, &options, &out, &err), expected, &err);
    check_true(isnan(out.estimate.value) && out.notes == 0 && err.message[0] != '\0');
}

static void refused_share(double x, double n, tt_ci_method method, tt_status expected)
{
    tt_ci_options options = {method, 0};
    tt_ci out = {{1, 1, 1}, TT_CI_WALD, 1, 1};
    tt_error err = {0};
    check_status(tt_interval_proportion(x, n, &options, &out, &err), expected, &err);
    check_true(isnan(out.estimate.low) && err.message[0] != '\0');
    tt_proportion bad = {x, n};
    tt_proportion good = {1, 2};
    if (method != TT_CI_DEFAULT)
        return;
    check_status(tt_interval_difference(&bad, &good, NULL, &out, NULL), expected, NULL);
    check_status(tt_interval_difference(&good, &bad, NULL, &out, NULL), expected, NULL);
}

static void refusals(void **state)
{
    (void)state;
    refused_count(-1, 0, TT_CI_DEFAULT, TT_EDOMAIN);
    refused_count(1.5, 0, TT_CI_DEFAULT, TT_EDOMAIN);
    refused_count(2e12, 0, TT_CI_DEFAULT, TT_EDOMAIN);
    refused_count(NAN, 0, TT_CI_DEFAULT, TT_ENONFINITE);
    refused_count(INFINITY, 0, TT_CI_DEFAULT, TT_ENONFINITE);
    refused_count(1, 1, TT_CI_DEFAULT, TT_EUSAGE);
    refused_count(1, -0.5, TT_CI_DEFAULT, TT_EUSAGE);
    refused_count(1, NAN, TT_CI_DEFAULT, TT_EUSAGE);
    refused_count(1, 0, TT_CI_WILSON_CC, TT_EUSAGE);
    refused_count(1, 0, TT_CI_METHOD_COUNT, TT_EUSAGE);
    refused_share(3, 2, TT_CI_DEFAULT, TT_EDOMAIN);
    refused_share(0, 0, TT_CI_DEFAULT, TT_EDOMAIN);
    refused_share(1, 2.5, TT_CI_DEFAULT, TT_EDOMAIN);
    refused_share(NAN, 2, TT_CI_DEFAULT, TT_ENONFINITE);
    refused_share(1, INFINITY, TT_CI_DEFAULT, TT_ENONFINITE);
    refused_share(1, 2, TT_CI_BYAR, TT_EUSAGE);
    tt_proportion half = {1, 2};
    tt_ci_options exact = {TT_CI_EXACT, 0};
    tt_ci out;
    tt_error err = {0};
    check_status(tt_interval_difference(&half, &half, &exact, &out, &err), TT_EUSAGE, &err);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_tree_limits),
        cmocka_unit_test(shared_counts),
        cmocka_unit_test(shared_proportions),
        cmocka_unit_test(shared_differences),
        cmocka_unit_test(published_counts),
        cmocka_unit_test(published_proportions),
        cmocka_unit_test(published_differences),
        cmocka_unit_test(laws_of_counts),
        cmocka_unit_test(laws_of_proportions),
        cmocka_unit_test(notes_and_fallbacks),
        cmocka_unit_test(names),
        cmocka_unit_test(refusals),
    };
    tt_runtime_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
