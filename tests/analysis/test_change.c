/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "tiptrend/change.h"

static tt_change between(double earlier, double later, tt_ci_method method, double conf)
{
    tt_figure a = {2017, earlier, 1};
    tt_figure b = {2018, later, 1};
    tt_change_options options = {.method = method, .conf = conf};
    tt_change change;
    tt_error err = {0};
    check_status(tt_change_between(&a, &b, &options, &change, &err), TT_OK, &err);
    return change;
}

/* Issue figures: prosecutions 578, 479, 609, 510. */
static void prosecutions(void **state)
{
    (void)state;
    static const char origin[] = "Mexico 2015-2018, computed with 20 digits from the binomial";
    tt_change change = between(578, 479, TT_CI_DEFAULT, 0);
    check_abs(change.percent.value, -17.128027681660899, 1e-12, origin);
    check_true(change.percent.low < change.percent.value);
    check_true(change.percent.high > change.percent.value);
    check_true((change.p < 0.05) == (change.percent.high < 0));
    check_abs(between(479, 609, TT_CI_DEFAULT, 0).percent.value, 27.139874739039666, 1e-12, origin);
    check_abs(between(609, 510, TT_CI_DEFAULT, 0).percent.value, -16.256157635467979, 1e-12,
              origin);
    check_true(change.notes & TT_NOTE_POISSON);
    check_true(between(11, 30, TT_CI_DEFAULT, 0).notes & TT_NOTE_LOW_COUNT);
    check_done();
}

/* Fay 2010, R Journal 2(1):53: 2/17877 against 10/20000. */
static void fay(void **state)
{
    (void)state;
    tt_figure a = {2000, 10, 20000};
    tt_figure b = {2001, 2, 17877};
    tt_change change;
    check_status(tt_change_between(&a, &b, NULL, &change, NULL), TT_OK, NULL);
    check_abs(1 + change.percent.value / 100, 0.22375, 5e-6, "Fay 2010");
    check_abs(1 + change.percent.low / 100, 0.02384, 5e-6, "Fay 2010: 0.024");
    check_abs(1 + change.percent.high / 100, 1.04996, 1e-5, "Fay 2010: 1.05; R finds it by search");
    check_abs(change.p, 0.06055644843367555, 1e-15, "rational arithmetic");
    check_abs(change.p, 0.0605565, 1e-7, "R exactci, central p");
    check_done();
}

/* A grid of rate ratios with 20 digits. */
static void vectors(void **state)
{
    (void)state;
    char path[512];
    if (!check_shared_dir()) {
        print_message("skipped: the folder with reference vectors is absent\n");
        skip();
    }
    (void)snprintf(path, sizeof path, "%s/vectors/intervals/rateratio.csv", check_shared_dir());
    char *text = check_read_file(path);
    assert_non_null(text);
    size_t compared = 0;
    for (char *line = strtok(strchr(text, '\n') + 1, "\n"); line; line = strtok(NULL, "\n")) {
        double x1, t1, x2, t2, value;
        char conf[16] = "";
        char what[32];
        if (sscanf(line, "%lf,%lf,%lf,%lf,%15[0-9.],%31[^,],%lf", &x1, &t1, &x2, &t2, conf, what,
                   &value) != 7 &&
            sscanf(line, "%lf,%lf,%lf,%lf,,%31[^,],%lf", &x1, &t1, &x2, &t2, what, &value) != 6)
            continue;
        tt_figure earlier = {0, x2, t2};
        tt_figure later = {1, x1, t1};
        tt_change_options options = {.conf = conf[0] ? atof(conf) : 0};
        if (strncmp(what, "midp", 4) == 0 || strcmp(what, "p_midp_doubled") == 0)
            options.method = TT_CI_MIDP;
        tt_change change;
        if ((x1 == 0 && x2 == 0) ||
            tt_change_between(&earlier, &later, &options, &change, NULL) != TT_OK)
            continue;
        double found = strcmp(what, "p_doubled_central") == 0 ? change.p
                       : strcmp(what, "p_midp_doubled") == 0  ? change.p
                       : strcmp(what, "exact_lower") == 0     ? 1 + change.percent.low / 100
                       : strcmp(what, "exact_upper") == 0     ? 1 + change.percent.high / 100
                       : strcmp(what, "midp_lower") == 0      ? 1 + change.percent.low / 100
                       : strcmp(what, "midp_upper") == 0      ? 1 + change.percent.high / 100
                                                              : NAN;
        if (isnan(found))
            continue;
        compared++;
        /* A ratio near 0 loses digits as a percentage; 1e-9 is far below what is printed. */
        check_abs(found, value, 1e-9 * fmax(1, fabs(value)), line);
    }
    free(text);
    print_message("%zu limits and p-values compared\n", compared);
    assert_true(compared > 60);
    check_done();
}

static void zeros(void **state)
{
    (void)state;
    tt_change change = between(0, 5, TT_CI_DEFAULT, 0);
    check_true(isinf(change.percent.value) && change.percent.value > 0);
    check_true(isfinite(change.percent.low) && isinf(change.percent.high));
    change = between(5, 0, TT_CI_DEFAULT, 0);
    check_abs(change.percent.value, -100, 0, "all gone");
    check_abs(change.percent.low, -100, 0, "all gone");
    change = between(0, 0, TT_CI_DEFAULT, 0);
    check_true(isnan(change.percent.value) && isnan(change.p));
    check_true(between(0, 5, TT_CI_WALD, 0).notes & TT_NOTE_ZERO_COUNT);
    change = between(2.5, 3.5, TT_CI_DEFAULT, 0);
    check_true((change.notes & TT_NOTE_NOT_A_COUNT) && isnan(change.percent.low));
    check_done();
}

/* p below 1 - conf exactly when the limits leave out no change; swapping inverts the ratio. */
static void laws(void **state)
{
    (void)state;
    for (int a = 0; a <= 40; a += 3)
        for (int b = 1; b <= 60; b += 4) {
            tt_change there = between(a, b, TT_CI_DEFAULT, 0.95);
            tt_change back = between(b, a, TT_CI_DEFAULT, 0.95);
            check_true(there.p >= 0 && there.p <= 1);
            int outside = there.percent.low > 0 || there.percent.high < 0;
            check_true(outside == (there.p < 0.05));
            check_abs(there.p, back.p, 1e-12, "law: swap");
            if (a > 0)
                check_abs(there.log.low, -back.log.high, 1e-9, "law: swap");
            tt_figure x = {0, a, 3.5};
            tt_figure y = {1, b, 3.5};
            tt_change scaled;
            check_status(tt_change_between(&x, &y, NULL, &scaled, NULL), TT_OK, NULL);
            check_abs(scaled.p, there.p, 1e-12, "law: equal exposures cancel");
        }
    check_done();
}

static void per_year(void **state)
{
    (void)state;
    tt_figure a = {2010, 100, 1};
    tt_figure b = {2014, 200, 1};
    tt_change change;
    check_status(tt_change_compound(&a, &b, NULL, &change, NULL), TT_OK, NULL);
    check_rel(change.percent.value, 100 * (pow(2, 0.25) - 1), 1e-14, "definition");
    check_true(change.notes & TT_NOTE_ANNUALISED);
    a.value = 0;
    tt_error err = {0};
    check_status(tt_change_compound(&a, &b, NULL, &change, &err), TT_EDOMAIN, &err);
    check_true(isnan(change.percent.value) && isnan(change.p) && change.notes == 0);
    check_done();
}

/* A change of one in a thousand million keeps its digits. */
static void small_changes(void **state)
{
    (void)state;
    tt_change change = between(1e9, 1e9 + 1, TT_CI_WALD, 0);
    check_rel(change.percent.value, 1e-7, 1e-15, "definition");
    check_rel(change.log.value, log1p(1e-9), 1e-15, "definition");
    check_true(change.notes & TT_NOTE_NORMAL_APPROX);
    check_done();
}

/* The parts add to the total bit for bit, in both directions. */
static void check_sum(const double *earlier, const double *later, int n)
{
    double points[8];
    double total;
    check_status(tt_change_contributions(earlier, later, (size_t)n, points, &total, NULL), TT_OK,
                 NULL);
    double forwards = 0;
    double backwards = 0;
    double before = 0;
    double difference = 0;
    double scale = 0;
    for (int i = 0; i < n; i++) {
        forwards += points[i];
        backwards += points[n - 1 - i];
        before += earlier[i];
        difference += later[i] - earlier[i];
        scale += fabs(points[i]);
    }
    check_true(forwards == total && backwards == total);
    check_abs(total, 100 * difference / before, n * 4e-16 * scale, "definition");
    for (int i = 0; i < n; i++) {
        double exact = 100 * (later[i] - earlier[i]) / before;
        check_abs(points[i], exact, (n + 1) * 4e-16 * scale, "definition");
        check_true(exact != 0 || points[i] == 0);
    }
}

static void contributions(void **state)
{
    (void)state;
    uint64_t random = 42;
    for (int round = 0; round < 4000; round++) {
        double x[8];
        double y[8];
        for (int i = 0; i < 8; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            x[i] = (double)(random >> 40) / (1 + (double)(random >> 20 & 15));
            random = random * 6364136223846793005u + 1442695040888963407u;
            y[i] = (random >> 60) ? (double)(random >> 44) / 7 : x[i];
        }
        check_sum(x, y, 1 + round % 8);
    }
    static const double before[] = {876, 938, 0.1, 7};
    static const double after[] = {146, 560, 0.3, 5};
    check_sum(before, after, 4);
    static const double staying[] = {3, 7, 11, 5};
    static const double moved[] = {4, 1, 19, 5};
    check_sum(staying, moved, 4);
    check_sum(staying, staying, 4);
    double points[2] = {1, 1};
    double total = 1;
    tt_error err = {0};
    static const double none[] = {0, 0};
    check_status(tt_change_contributions(none, after, 2, points, &total, &err), TT_EDOMAIN, &err);
    check_true(isnan(points[0]) && isnan(total));
    static const double faulty[] = {1, NAN};
    check_status(tt_change_contributions(faulty, after, 2, points, &total, NULL), TT_ENONFINITE,
                 NULL);
    /* 885 in the parts of a printed total of 740: the rest is below 0, and all still adds up. */
    static const double over[] = {885, -145};
    static const double fits[] = {667, 0};
    check_status(tt_change_contributions(over, fits, 2, points, &total, NULL), TT_OK, NULL);
    check_abs(total, 100.0 * (667 - 740) / 740, 1e-13, "hand: change of the printed total");
    check_true(points[0] + points[1] == total);
    static const double below[] = {1, -2};
    check_status(tt_change_contributions(below, fits, 2, points, &total, NULL), TT_EDOMAIN, NULL);
    check_status(tt_change_contributions(none, none, 0, points, &total, NULL), TT_ETOOFEW, NULL);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    tt_figure good = {2017, 5, 1};
    tt_figure later = {2018, 5, 1};
    tt_figure bad = {2018, -1, 1};
    tt_change change;
    tt_error err = {0};
    check_status(tt_change_between(&good, &bad, NULL, &change, &err), TT_EDOMAIN, &err);
    tt_error_clear(&err);
    bad.value = NAN;
    check_status(tt_change_between(&good, &bad, NULL, &change, &err), TT_ENONFINITE, &err);
    tt_error_clear(&err);
    check_status(tt_change_between(&later, &good, NULL, &change, &err), TT_EDOMAIN, &err);
    tt_error_clear(&err);
    tt_change_options byar = {.method = TT_CI_BYAR};
    check_status(tt_change_between(&good, &later, &byar, &change, &err), TT_EUSAGE, &err);
    check_done();
}

/* 100 to 400 in two years doubles each year; one year stays as it is, and from 0 there is nothing to annualise. */
static void annualised(void **state)
{
    (void)state;
    tt_figure earlier = {2000, 100, 1};
    tt_figure later = {2002, 400, 1};
    tt_change change;
    tt_error err = {0};
    check_status(tt_change_between(&earlier, &later, NULL, &change, &err), TT_OK, &err);
    tt_change whole = change;
    tt_change_annualise(&change);
    check_rel(change.percent.value, 100, 1e-14, "twice a year");
    check_rel(change.log.value, log(2), 1e-15, "ln 2 a year");
    check_rel(1 + change.percent.low / 100, sqrt(1 + whole.percent.low / 100), 1e-14, "root");
    check_rel(1 + change.percent.high / 100, sqrt(1 + whole.percent.high / 100), 1e-14, "root");
    check_true((change.notes & TT_NOTE_ANNUALISED) && change.p == whole.p);
    later.time = 2001;
    check_status(tt_change_between(&earlier, &later, NULL, &change, &err), TT_OK, &err);
    whole = change;
    tt_change_annualise(&change);
    check_true(change.percent.value == whole.percent.value && change.notes == whole.notes);
    check_true(tt_change_percent(100, 400) == whole.percent.value);
    check_true(isinf(tt_change_percent(0, 3)) && isnan(tt_change_percent(0, 0)));
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(annualised),    cmocka_unit_test(prosecutions),
        cmocka_unit_test(fay),           cmocka_unit_test(vectors),
        cmocka_unit_test(zeros),         cmocka_unit_test(laws),
        cmocka_unit_test(per_year),      cmocka_unit_test(contributions),
        cmocka_unit_test(small_changes), cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
