/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv_rows.h"
#include "tiptrend/change.h"
#include "tiptrend/memory.h"

#define TIGHT 1e-13

enum { MOST = 64 };

static const char twenty_digits[] = "20-digit arithmetic outside the project";

typedef struct series {
    size_t n;
    double time[MOST];
    double value[MOST];
    double exposure[MOST];
} series;

static tt_points points_of(const series *s)
{
    return (tt_points){s->n, s->time, s->value, NULL};
}

static void add(series *s, double time, double value)
{
    s->time[s->n] = time;
    s->value[s->n] = value;
    s->exposure[s->n++] = 1;
}

static void run(const series *s, const tt_change_series_options *options, tt_change *out)
{
    tt_points in = points_of(s);
    tt_error err = {0};
    check_status(tt_change_series(&in, options, out, &err), TT_OK, &err);
}

/* ---- values ---- */

/* What is near 0 by a difference of two figures has the error of the figures. */
static void compare(const tt_change *c, double absolute, double percent, double log_change)
{
    check_abs(c->absolute, absolute, TIGHT * fabs(absolute), twenty_digits);
    check_rel(c->percent.value, percent, TIGHT, twenty_digits);
    check_rel(c->log.value, log_change, TIGHT, twenty_digits);
}

static void mexico(void **state)
{
    (void)state;
    static const double year[] = {2015, 2016, 2017, 2018};
    static const struct {
        double value[4];
        double percent[3];
        double log_change[3];
    } row[] = {
        {{250, 188, 127, 112},
         {-24.8, -32.446808510638297872, -11.811023622047244094},
         {-0.28501895503229722756, -0.39225487637135793261, -0.12568821516349673027}},
        {{578, 479, 609, 510},
         {-17.128027681660899654, 27.139874739039665971, -16.256157635467980296},
         {-0.1878732712614622348, 0.24011767029898178857, -0.17740754199152556802}},
        {{1814, 740, 667, 706},
         {-59.206174200661521499, -9.8648648648648648649, 5.8470764617691154423},
         {-0.89663944447686647455, -0.10386014028259171981, 0.056825191577618358823}},
    };
    for (size_t r = 0; r < sizeof row / sizeof *row; r++) {
        series s = {0};
        tt_change out[MOST];
        for (size_t i = 0; i < 4; i++)
            add(&s, year[i], row[r].value[i]);
        run(&s, NULL, out);
        check_true(isnan(out[0].percent.value) && isnan(out[0].p) && out[0].notes == 0);
        for (size_t i = 1; i < 4; i++)
            compare(&out[i], row[r].value[i] - row[r].value[i - 1], row[r].percent[i - 1],
                    row[r].log_change[i - 1]);
    }
    check_done();
}

/* Reference rows: series,year,value,prev_year,prev_value,abs,pct,log,annualised_pct,gap_years. */
static void shared_changes(void **state)
{
    (void)state;
    char folder[512];
    const char *shared = check_shared_dir();
    csv_rows rows;
    (void)snprintf(folder, sizeof folder, "%s/vectors/series", shared ? shared : "");
    if (!shared || csv_read(folder, "ref_yoy.csv", &rows) != 0) {
        (void)printf("no shared folder with ref_yoy.csv: skipped\n");
        skip();
    }
    size_t compared = 0;
    for (size_t i = 0; i < rows.count; i += csv_run(&rows, i)) {
        series s = {0};
        tt_change out[MOST];
        add(&s, csv_number(&rows, i, 3), csv_number(&rows, i, 4));
        for (size_t j = i; j < i + csv_run(&rows, i); j++)
            add(&s, csv_number(&rows, j, 1), csv_number(&rows, j, 2));
        run(&s, &(tt_change_series_options){.across_gaps = 1}, out);
        for (size_t j = 1; j < s.n; j++) {
            size_t row = i + j - 1;
            double years = csv_number(&rows, row, 9);
            check_true(out[j].years == years);
            check_true(!(out[j].notes & TT_NOTE_ANNUALISED) == (years == 1));
            double log_change = csv_number(&rows, row, 7);
            /* no reference where a figure is 0 */
            if (s.value[j - 1] > 0)
                check_rel(out[j].percent.value, csv_number(&rows, row, 8), TIGHT, twenty_digits);
            if (s.value[j - 1] > 0 && s.value[j] > 0)
                check_rel(out[j].log.value, log_change / years, TIGHT, twenty_digits);
            check_abs(out[j].absolute, csv_number(&rows, row, 5), 1e-12, twenty_digits);
            compared++;
        }
    }
    (void)printf("%zu changes compared\n", compared);
    check_true(compared == rows.count && compared > 300);
    csv_clear(&rows);
    check_done();
}

/* ---- gaps, zeros, figures that are no counts ---- */

static void gaps(void **state)
{
    (void)state;
    series s = {0};
    add(&s, 2010, 100);
    add(&s, 2013, 200);
    add(&s, 2014, 150);
    tt_change out[MOST];
    run(&s, NULL, out);
    check_true(isnan(out[1].percent.value) && isnan(out[1].p) && isnan(out[1].absolute));
    check_true(out[1].notes == TT_NOTE_GAPS && out[1].years == 3);
    check_rel(out[2].percent.value, -25, TIGHT, "by hand");
    tt_change across[MOST];
    run(&s, &(tt_change_series_options){.across_gaps = 1}, across);
    check_rel(across[1].percent.value, 100 * (cbrt(2) - 1), TIGHT, "definition");
    check_true((across[1].notes & TT_NOTE_ANNUALISED) && across[1].absolute == 100);
    check_true(across[2].p == out[2].p);
    tt_figure a = {2010, 100, 1};
    tt_figure b = {2013, 200, 1};
    tt_change plain;
    check_status(tt_change_between(&a, &b, NULL, &plain, NULL), TT_OK, NULL);
    check_rel(1 + across[1].percent.low / 100, cbrt(1 + plain.percent.low / 100), TIGHT,
              "law: limits per year");
    check_true(across[1].p == plain.p);
    /* twice a decade: a step of 5 years makes no gap */
    series census = {0};
    add(&census, 2010, 10);
    add(&census, 2015, 20);
    run(&census, &(tt_change_series_options){.step = 5}, out);
    check_rel(out[1].percent.value, 100, TIGHT, "by hand");
    check_true((out[1].notes & (TT_NOTE_GAPS | TT_NOTE_ANNUALISED)) == 0);
    check_done();
}

static void zeros_and_decimals(void **state)
{
    (void)state;
    static const double value[] = {0, 0, 6, 0, 4.5, 9};
    series s = {0};
    for (int i = 0; i < 6; i++)
        add(&s, 2000 + i, value[i]);
    tt_change out[MOST];
    run(&s, NULL, out);
    check_true(isnan(out[1].percent.value) && out[1].notes == TT_NOTE_NO_LIMITS);
    check_true(out[1].absolute == 0);
    check_true(isinf(out[2].percent.value) && isinf(out[2].percent.high));
    check_true(isfinite(out[2].percent.low) && (out[2].notes & TT_NOTE_ONE_SIDED));
    check_true(out[2].absolute == 6);
    check_rel(out[2].p, 0x1p-5, TIGHT, "twice 2^-6");
    check_true(out[3].percent.value == -100 && out[3].log.value == -INFINITY);
    check_true((out[4].notes & TT_NOTE_NOT_A_COUNT) && isnan(out[4].p));
    check_true(out[5].percent.value == 100 && isnan(out[5].percent.low));
    run(&s, &(tt_change_series_options){.change = {.plain = 1}}, out);
    check_true((out[2].notes & TT_NOTE_NOT_A_COUNT) && isnan(out[2].p));
    check_done();
}

/* ---- many changes at once ---- */

static void family(void **state)
{
    (void)state;
    static const double value[] = {40, 70, 75, 20, 21, 0, 0, 33.5, 50, 90};
    series s = {0};
    for (int i = 0; i < 10; i++)
        add(&s, 2000 + i, value[i]);
    tt_change raw[MOST];
    tt_change out[MOST];
    run(&s, NULL, raw);
    run(&s, &(tt_change_series_options){.adjust = 1}, out);
    double m = 6; /* 0 to 0 and the two with 33.5 are no tests */
    size_t smallest = 1;
    size_t largest = 1;
    for (size_t i = 1; i < s.n; i++) {
        check_true(isnan(raw[i].p) == isnan(out[i].p));
        if (isnan(raw[i].p))
            continue;
        check_true(raw[i].p_adjusted == raw[i].p && out[i].p == raw[i].p);
        check_true(out[i].p_adjusted >= out[i].p && out[i].p_adjusted <= fmin(1, m * out[i].p));
        check_true(out[i].percent.low <= raw[i].percent.low);
        check_true(out[i].percent.high >= raw[i].percent.high);
        check_true((out[i].percent.low > 0 || out[i].percent.high < 0) == (m * out[i].p < 0.05));
        smallest = out[i].p < out[smallest].p ? i : smallest;
        largest = out[i].p > out[largest].p ? i : largest;
        for (size_t j = 1; j < s.n; j++)
            check_true(!(out[i].p < out[j].p) || out[i].p_adjusted <= out[j].p_adjusted);
    }
    check_rel(out[smallest].p_adjusted, m * out[smallest].p, TIGHT, "Holm 1979: m times the least");
    check_true(out[largest].p_adjusted >= out[largest].p);
    tt_figure a = {2000, 40, 1};
    tt_figure b = {2001, 70, 1};
    tt_change pair;
    tt_change_options options = {.conf = 1 - 0.05 / m};
    check_status(tt_change_between(&a, &b, &options, &pair, NULL), TT_OK, NULL);
    check_rel(out[1].percent.low, pair.percent.low, 1e-12, "law: limits at the shared level");
    check_done();
}

/* ---- index ---- */

static void index_laws(void **state)
{
    (void)state;
    static const double value[] = {1814, 740, 667, 706, 0};
    static const double people[] = {121, 122, 124, 125, 126};
    series s = {0};
    for (int i = 0; i < 5; i++) {
        add(&s, 2015 + i, value[i]);
        s.exposure[i] = people[i];
    }
    tt_points in = {s.n, s.time, s.value, s.exposure};
    tt_index out[MOST];
    tt_index other[MOST];
    check_status(tt_change_index(&in, 2015, NULL, out, NULL), TT_OK, NULL);
    check_status(tt_change_index(&in, 2017, NULL, other, NULL), TT_OK, NULL);
    check_true(out[0].value.value == 100 && out[0].value.low == 100 && out[0].value.high == 100);
    check_true(other[2].value.value == 100 && other[2].notes == 0);
    for (size_t i = 0; i < s.n; i++) {
        double rate = value[i] / people[i];
        check_rel(out[i].value.value, 100 * rate / (1814.0 / 121), TIGHT, "definition");
        check_rel(other[i].value.value, 100 * rate / (667.0 / 124), TIGHT, "definition");
        check_true(out[i].value.low <= out[i].value.value);
        check_true(out[i].value.high >= out[i].value.value);
    }
    /* 2015 seen from 2017 and 2017 seen from 2015 */
    check_rel(other[0].value.low / 100, 100 / out[2].value.high, TIGHT, "law: exchange");
    tt_figure a = {2015, 1814, 121};
    tt_figure b = {2018, 706, 125};
    tt_change change;
    check_status(tt_change_between(&a, &b, NULL, &change, NULL), TT_OK, NULL);
    check_rel(out[3].value.low, 100 + change.percent.low, TIGHT, "law: the change itself");
    check_true(out[3].notes == TT_NOTE_POISSON && (out[4].notes & TT_NOTE_LOW_COUNT));
    check_done();
}

/* ---- refusals ---- */

static void refused_series(series s, tt_change_series_options options, tt_status expected)
{
    tt_points in = points_of(&s);
    tt_change out[MOST];
    tt_error err = {0};
    for (size_t i = 0; i < MOST; i++)
        out[i].p = 1;
    check_status(tt_change_series(&in, &options, out, &err), expected, &err);
    check_true(err.message[0] != '\0');
    for (size_t i = 0; i < s.n; i++)
        check_true(isnan(out[i].p) && isnan(out[i].percent.value));
}

static void refusals(void **state)
{
    (void)state;
    series good = {3, {2000, 2001, 2002}, {1, 2, 3}, {1, 1, 1}};
    series bad = good;
    tt_change_series_options plain = {0};
    refused_series((series){0}, plain, TT_ETOOFEW);
    bad.value[2] = NAN;
    refused_series(bad, plain, TT_ENONFINITE);
    bad.value[2] = -1;
    refused_series(bad, plain, TT_EDOMAIN);
    bad = good;
    bad.time[2] = 2001;
    refused_series(bad, plain, TT_EDOMAIN);
    refused_series(good, (tt_change_series_options){.step = -1}, TT_EDOMAIN);
    refused_series(good, (tt_change_series_options){.step = NAN}, TT_ENONFINITE);
    refused_series(good, (tt_change_series_options){.change = {.method = TT_CI_BYAR}}, TT_EUSAGE);
    tt_memory_fail_at(1);
    refused_series(good, (tt_change_series_options){.adjust = 1}, TT_ENOMEM);
    tt_memory_fail_at(0);
    tt_points in = points_of(&good);
    tt_points none = {0, NULL, NULL, NULL};
    tt_index out[MOST];
    tt_error err = {0};
    check_status(tt_change_index(&in, 1999, NULL, out, &err), TT_ENOTFOUND, &err);
    check_true(isnan(out[0].value.value) && strstr(err.message, "1999"));
    check_status(tt_change_index(&none, 1999, NULL, out, NULL), TT_ETOOFEW, NULL);
    good.value[0] = 0;
    check_status(tt_change_index(&in, 2000, NULL, out, NULL), TT_EDOMAIN, NULL);
    good.value[2] = NAN;
    check_status(tt_change_index(&in, 2001, NULL, out, NULL), TT_ENONFINITE, NULL);
    check_true(isnan(out[1].value.value));
    good.value[2] = 1;
    tt_change_options byar = {.method = TT_CI_BYAR};
    check_status(tt_change_index(&in, 2001, &byar, out, NULL), TT_EUSAGE, NULL);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mexico),   cmocka_unit_test(shared_changes),
        cmocka_unit_test(gaps),     cmocka_unit_test(zeros_and_decimals),
        cmocka_unit_test(family),   cmocka_unit_test(index_laws),
        cmocka_unit_test(refusals),
    };
    tt_runtime_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
