/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/period.h"

#include <string.h>

#include "check.h"

static tt_status parse(const char *text, tt_period *out, tt_error *err)
{
    return tt_period_parse(text, strlen(text), out, err);
}

static void accepted(void **state)
{
    (void)state;
    /* Months since January of year 0, counted by hand: 2018 * 12 = 24216. */
    static const struct {
        const char *text;
        int start;
        int months;
        const char *written; /* NULL: as read */
    } rows[] = {
        {"2018", 24216, 12, NULL},         {"1000", 12000, 12, NULL},
        {"2999", 35988, 12, NULL},         {"2018-01", 24216, 1, NULL},
        {"2018-S1", 24216, 6, NULL},       {"2018-H2", 24222, 6, "2018-S2"},
        {"2018-M07", 24222, 1, "2018-07"}, {"2018-A1", 24216, 12, "2018"},
        {"2018-T4", 24225, 3, "2018-Q4"},  {"2018-07", 24222, 1, NULL},
        {"2018-12", 24227, 1, NULL},       {"2018-Q1", 24216, 3, NULL},
        {"2018-Q3", 24222, 3, NULL},       {"2018-q4", 24225, 3, "2018-Q4"},
        {"2013/2017", 24156, 60, NULL},    {"2018/2018", 24216, 12, "2018"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tt_error err = {0};
        tt_period period = {0};
        check_status(parse(rows[i].text, &period, &err), TT_OK, &err);
        assert_int_equal(period.start, rows[i].start);
        assert_int_equal(period.months, rows[i].months);
        char text[TT_PERIOD_TEXT_SIZE];
        size_t length = tt_period_text(period, text);
        assert_string_equal(text, rows[i].written ? rows[i].written : rows[i].text);
        assert_int_equal(length, strlen(text));
    }
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",          "218",       "20188",      "0999",
        "3000",      "2018 ",     " 2018",      "2018-",
        "2018-0",    "2018-00",   "2018-13",    "2018-7",
        "2018-071",  "2018-Q0",   "2018-S0",    "2018-S3",
        "2018-A2",   "2018-M13",  "2018-M7",    "2018-X1",
        "2018-Q5",   "2018-Q",    "2018-Q12",   "2018Q3",
        "2018/",     "2018/17",   "2017/2013",  "2013/20177",
        "2013/3000", "2013/0999", "2013-2017",  "2018/2019/2020",
        "+2018",     "-2018",     "2018.0",     "2,018",
        "FY2018",    "year",      "2018-07-01", "٢٠١٨",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tt_error err = {0};
        tt_period period = {-1, -1};
        if (parse(bad[i], &period, &err) != TT_EPARSE)
            fail_msg("'%s' was read as a period", bad[i]);
        check_status(err.status, TT_EPARSE, &err);
        check_true(strstr(err.message, bad[i]) != NULL);
        check_true(period.start == -1 && period.months == -1);
        check_status(parse(bad[i], &period, NULL), TT_EPARSE, NULL);
    }
    check_done();
}

/* The length counts, not a closing NUL; and an error never quotes more than a cell can bear. */
static void length_counts(void **state)
{
    (void)state;
    tt_period period;
    tt_error err = {0};
    check_status(tt_period_parse("20187", 4, &period, &err), TT_OK, &err);
    assert_int_equal(period.start, 24216);
    char text[3000];
    memset(text, '2', sizeof text);
    check_status(tt_period_parse(text, sizeof text, &period, &err), TT_EPARSE, &err);
    assert_true(strlen(err.message) < 300);
    check_done();
}

/* Every year, quarter and month of the domain is read back from what is written. */
static void round_trip(void **state)
{
    (void)state;
    static const int lengths[] = {1, 3, 12, 24};
    for (int start = TT_YEAR_MIN * 12; start < TT_YEAR_MAX * 12; start++) {
        for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
            if (start % (lengths[i] > 12 ? 12 : lengths[i]))
                continue;
            tt_period period = {start, lengths[i]};
            tt_period back = {0};
            char text[TT_PERIOD_TEXT_SIZE];
            size_t length = tt_period_text(period, text);
            check_true(tt_period_parse(text, length, &back, NULL) == TT_OK);
            check_true(tt_period_compare(period, back) == 0);
        }
    }
    check_done();
}

static void time_of_a_period(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double time;
    } rows[] = {
        {"2018", 2018},
        {"2013/2017", 2015},
        {"2018-01", 2018 - 5.5 / 12},
        {"2018-07", 2018 + 0.5 / 12},
        {"2018-Q3", 2018 + 1.5 / 12},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tt_period period = {0};
        check_status(parse(rows[i].text, &period, NULL), TT_OK, NULL);
        check_rel(tt_period_time(period), rows[i].time, 1e-15, "middle of the period by hand");
    }
    /* The mean time of the twelve months is that of their year. */
    double sum = 0;
    for (int month = 0; month < 12; month++)
        sum += tt_period_time((tt_period){24216 + month, 1});
    check_rel(sum / 12, tt_period_time(tt_period_of_year(2018)), 1e-15, "law: mean of the months");
    check_done();
}

static int sign(int x)
{
    return (x > 0) - (x < 0);
}

static void order(void **state)
{
    (void)state;
    static const tt_period p[] = {{24204, 12}, {24216, 1}, {24216, 3}, {24216, 12},
                                  {24216, 24}, {24217, 1}, {24219, 3}, {24228, 12}};
    size_t n = sizeof p / sizeof *p;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            check_true(sign(tt_period_compare(p[i], p[j])) == sign((int)i - (int)j));
            int follows = p[i].months == p[j].months && p[i].start + p[i].months == p[j].start;
            check_true(tt_period_follows(p[i], p[j]) == follows);
        }
    /* 2018 follows 2017, not 2016; Q2 follows Q1; a month does not follow a year. */
    check_true(tt_period_follows(tt_period_of_year(2017), tt_period_of_year(2018)));
    check_true(!tt_period_follows(tt_period_of_year(2016), tt_period_of_year(2018)));
    check_true(tt_period_follows((tt_period){24216, 3}, (tt_period){24219, 3}));
    check_true(!tt_period_follows(tt_period_of_year(2017), (tt_period){24216, 1}));
    /* A quarter and an interval of years keep their length, whatever lies between. */
    tt_period before = tt_period_years_before((tt_period){24219, 3}, 2);
    check_true(before.start == 24195 && before.months == 3);
    before = tt_period_years_before((tt_period){24156, 60}, 1);
    check_true(before.start == 24144 && before.months == 60);
    check_true(tt_period_year((tt_period){24227, 1}) == 2018);
    check_true(tt_period_year((tt_period){24156, 60}) == 2013);
    check_done();
}

/* Steps that are no dates: whole numbers, one year apart. */
static void steps(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "-1", "1.5", "3000", "12345", "x", "7 "};
    tt_period period;
    tt_error err = {0};
    for (int step = 0; step < 3000; step += 37) {
        char text[8];
        const int length = snprintf(text, sizeof text, "%d", step);
        check_status(tt_period_parse_step(text, (size_t)length, &period, &err), TT_OK, &err);
        check_abs(tt_period_time(period), step, 1e-12, "the number itself");
        char back[TT_PERIOD_TEXT_SIZE];
        check_true(tt_period_text(period, back) == (size_t)length);
        check_text(back, text, "written as read");
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tt_error_clear(&err);
        check_status(tt_period_parse_step(bad[i], strlen(bad[i]), &period, &err), TT_EPARSE, &err);
    }
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps),      cmocka_unit_test(accepted),
        cmocka_unit_test(refused),    cmocka_unit_test(length_counts),
        cmocka_unit_test(round_trip), cmocka_unit_test(time_of_a_period),
        cmocka_unit_test(order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
