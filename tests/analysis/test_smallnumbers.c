/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"
#include "tiptrend/select.h"
#include "tiptrend/smallnumbers.h"
#include "tiptrend/strbuf.h"

static tt_small_rule rule_of(const char *text)
{
    tt_small_rule rule;
    tt_error err = {0};
    check_status(tt_small_parse(text, &rule, &err), TT_OK, &err);
    return rule;
}

static tt_reliability judge(const char *rule, double low, double high, double denominator)
{
    tt_small_rule r = rule_of(rule);
    return tt_small_judge(&r, (tt_interval){low, high}, denominator).reliability;
}

static void rules(void **state)
{
    (void)state;
    tt_small_rule rule;
    tt_error err = {0};
    check_true(rule_of("threshold=11").threshold == 11);
    check_status(tt_small_parse("threshold=1", &rule, &err), TT_EUSAGE, &err);
    check_true(strstr(err.message, "eurostat") != NULL);
    check_status(tt_small_parse("threshold=5.5", &rule, NULL), TT_EUSAGE, NULL);
    check_status(tt_small_parse("cdc", &rule, NULL), TT_EUSAGE, NULL);
    check_done();
}

/* B18: by Garwood 10 events have a relative width of 136 %, 7 about 166 %. */
static void verdicts(void **state)
{
    (void)state;
    tt_small_rule nchs = rule_of("nchs");
    tt_small_verdict v = tt_small_judge(&nchs, (tt_interval){10, 10}, 1000);
    check_abs(v.relative_width, 136, 0.5, "methods B18");
    check_true(v.reliability == TT_RELIABLE);
    v = tt_small_judge(&nchs, (tt_interval){7, 7}, 1000);
    check_abs(v.relative_width, 166, 0.5, "methods B18");
    check_true(v.reliability == TT_WITHHOLD);
    check_true(judge("nchs", 50, 50, 9) == TT_UNSTABLE); /* denominator below 10 */
    check_true(judge("nchs", 50, 50, NAN) == TT_RELIABLE);
    check_true(judge("nchs", 0, 0, 1000) == TT_UNSTABLE); /* shown, but nothing to rely on */
    check_true(judge("wisqars", 20, 20, NAN) == TT_UNSTABLE);
    check_true(judge("wisqars", 21, 21, NAN) == TT_RELIABLE);
    check_true(judge("wisqars", 9, 9, NAN) == TT_WITHHOLD);
    check_true(judge("wisqars", 0, 0, NAN) == TT_WITHHOLD);
    check_true(judge("eurostat", 7, 7, NAN) == TT_WITHHOLD);
    check_true(judge("eurostat", 8, 8, NAN) == TT_RELIABLE);
    check_true(judge("eurostat", 0, 0, NAN) == TT_RELIABLE);
    check_true(judge("threshold=5", 0, 4, NAN) == TT_WITHHOLD); /* the worst of what it can be */
    check_true(judge("threshold=5", 5, INFINITY, NAN) == TT_RELIABLE);
    check_true(judge("threshold=5", NAN, NAN, NAN) == TT_RELIABILITY_NONE);
    tt_small_rule none = {0};
    check_true(tt_small_judge(&none, (tt_interval){1, 1}, 1).reliability == TT_RELIABILITY_NONE);
    check_text(tt_reliability_name(TT_WITHHOLD), "withhold", "name");
    check_done();
}

static tt_point point(const tt_dataset *ds, const char *series, int year)
{
    tt_point out = {.value = NAN, .low = NAN, .high = NAN};
    size_t index = scratch_find(ds, series, NULL);
    if (index == TT_NONE || !tt_dataset_point_at(ds, index, tt_period_of_year(year), &out))
        fail_msg("no point of %s", series);
    return out;
}

static tt_small_summary withhold(tt_dataset *ds, const char *rule)
{
    tt_small_summary summary;
    tt_error err = {0};
    tt_small_rule r = rule_of(rule);
    check_status(tt_small_withhold(ds, &r, &summary, &err), TT_OK, &err);
    return summary;
}

/* Two dimensions with all margins: the small cell, its row, its column and the corner. */
static void table_with_margins(void **state)
{
    (void)state;
    tt_dataset *ds =
        scratch_dataset("indicator,sex,form,year,value,unit\n"
                        "victims,,,2018,132,persons\n"
                        "victims,female,,2018,82,persons\nvictims,male,,2018,50,persons\n"
                        "victims,,sex,2018,63,persons\nvictims,,labor,2018,69,persons\n"
                        "victims,female,sex,2018,60,persons\n"
                        "victims,male,sex,2018,3,persons\n"
                        "victims,female,labor,2018,22,persons\n"
                        "victims,male,labor,2018,47,persons\n"
                        "victims,female,,2017,90,persons\nvictims,male,,2017,40,persons\n"
                        "cases,,,2018,400,cases\n",
                        NULL, NULL);
    tt_small_summary s = withhold(ds, "threshold=5");
    check_true(s.primary == 1 && s.secondary == 3 && s.unsafe == 0 && s.broken == 0);
    tt_point p = point(ds, "victims/male/sex", 2018);
    check_true(p.state == TT_STATE_SUPPRESSED && isnan(p.value) && p.low == 0 && p.high == 50);
    p = point(ds, "victims/male/labor", 2018);
    check_true(p.state == TT_STATE_SUPPRESSED && p.low == 0 && p.high == 50);
    check_true(point(ds, "victims/female", 2018).value == 82);
    check_true(point(ds, "victims/female", 2017).value == 90); /* another year is another table */
    check_true(tt_dataset_is_withheld(ds) && tt_dataset_remark_count(ds) == 1);
    tt_dataset_free(ds);
    check_done();
}

/* Without a printed total the sum of the parts stands there all the same, and would bring the cell back. */
static void derived_total(void **state)
{
    (void)state;
    tt_dataset *ds =
        scratch_dataset("indicator,sex,year,value,unit\nvictims,female,2018,60,persons\n"
                        "victims,male,2018,3,persons\nvictims,unknown,2018,9,persons\n"
                        "cases,,2018,400,cases\n",
                        NULL, NULL);
    tt_small_summary s = withhold(ds, "threshold=5");
    check_true(s.primary == 1 && s.secondary == 1);
    check_true(point(ds, "victims/unknown", 2018).state == TT_STATE_SUPPRESSED);
    check_true(point(ds, "victims", 2018).value == 72);
    tt_dataset_free(ds);
    check_done();
}

/* Months of a year: the year would bring a single withheld month back. */
static void months(void **state)
{
    (void)state;
    tt_strbuf csv = TT_STRBUF_INIT;
    tt_strbuf_add(&csv, "indicator,period,value,unit\nvictims,2018,124,persons\n");
    for (int month = 1; month <= 12; month++)
        tt_strbuf_addf(&csv, "victims,2018-%02d,%d,persons\n", month, month == 4 ? 3 : 11);
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&csv), NULL, NULL);
    tt_small_summary s = withhold(ds, "threshold=5");
    check_true(s.primary == 1 && s.secondary == 1 && s.broken == 0);
    tt_dataset_free(ds);
    tt_strbuf_clear(&csv);
    check_done();
}

/* 706 of whom 1 % are of one form: 4 to 10 persons. All percentages of that base go. */
static void percentages(void **state)
{
    (void)state;
    tt_dataset *ds =
        scratch_dataset("indicator,form,year,value,unit,base\n"
                        "victims,,2017,667,persons,\nvictims,,2018,706,persons,\n"
                        "victims,sex,2018,99,percent,victims\n"
                        "victims,organs,2018,1,percent,victims\n"
                        "victims,sex,2017,80,percent,victims\n"
                        "victims,labor,2017,20,percent,victims\ncases,,2017,400,cases,\n",
                        NULL, NULL);
    tt_small_summary s = withhold(ds, "threshold=10");
    check_true(s.primary == 0 && s.percents == 2);
    tt_point p = point(ds, "victims/sex", 2018);
    check_true(p.state == TT_STATE_SUPPRESSED && p.low == 0 && p.high == 100);
    check_true(point(ds, "victims/sex", 2017).value == 80);
    tt_dataset_free(ds);
    check_done();
}

/* Conflicts, what the source has withheld itself, totals that contradict, figures that are no counts. */
static void awkward(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("indicator,sex,year,value,unit\n"
                                     "victims,,2016,740,persons\nvictims,female,2016,691,persons\n"
                                     "victims,male,2016,194,persons\n"
                                     "victims,,2017,70,persons\nvictims,female,2017,<5,persons\n"
                                     "victims,male,2017,67,persons\n"
                                     "cases,,2016,3,cases\ncases,,2016,4,cases\n"
                                     "convictions,,2016,3.5,persons\n"
                                     "pending,,2016,2,persons\n",
                                     NULL, NULL);
    tt_small_summary s = withhold(ds, "threshold=5");
    check_true(s.broken == 1); /* 2016: 740 against 885 */
    check_true(s.primary == 2 && s.secondary == 0);
    check_true(point(ds, "cases", 2016).high == INFINITY);
    check_true(point(ds, "pending", 2016).state == TT_STATE_SUPPRESSED);
    check_true(point(ds, "convictions", 2016).value == 3.5);
    check_true(point(ds, "victims/male", 2017).value == 67);
    tt_dataset_free(ds);
    check_done();
}

/* ---- a reader of the whole data set ---- */

static const char *const sexes[] = {"", "female", "male"};
static const char *const forms[] = {"", "sex", "labor", "other"};

/* Random counts by sex and form with printed margins, some of them left out. */
static tt_dataset *random_dataset(uint64_t trial, double value[3][4], int printed[3][4])
{
    tt_rng rng;
    tt_strbuf csv = TT_STRBUF_INIT;
    tt_rng_start(&rng, 4711, trial);
    for (int f = 0; f < 4; f++)
        for (int s = 0; s < 3; s++)
            value[s][f] = s && f ? (double)tt_rng_below(&rng, 9) : 0;
    for (int s = 1; s < 3; s++)
        for (int f = 1; f < 4; f++)
            value[s][0] += value[s][f];
    for (int f = 0; f < 4; f++)
        value[0][f] = value[1][f] + value[2][f];
    tt_strbuf_add(&csv, "indicator,sex,form,year,value,unit\ncases,,,2018,400,cases\n");
    for (int s = 0; s < 3; s++)
        for (int f = 0; f < 4; f++) {
            printed[s][f] = (s && f) || tt_rng_below(&rng, 4) > 0;
            if (printed[s][f])
                tt_strbuf_addf(&csv, "victims,%s,%s,2018,%d,persons\n", sexes[s], forms[f],
                               (int)value[s][f]);
        }
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&csv), NULL, NULL);
    tt_strbuf_clear(&csv);
    return ds;
}

static tt_point cell_of(const tt_dataset *ds, int s, int f)
{
    char name[64];
    tt_point none = {.state = TT_STATE_MISSING, .value = NAN, .low = 0, .high = INFINITY};
    (void)snprintf(name, sizeof name, "victims%s%s%s%s", s ? "/" : "", sexes[s], f ? "/" : "",
                   forms[f]);
    size_t series = scratch_find(ds, name, NULL);
    tt_point out;
    return series != TT_NONE && tt_dataset_point_at(ds, series, tt_period_of_year(2018), &out)
               ? out
               : none;
}

typedef struct reader {
    tt_point shown[3][4];
    double value[3][4];
    double low[3][4];
    double high[3][4];
} reader;

/* All six inner cells are set: the margins must be those that are shown. */
static void compare_margins(reader *r)
{
    for (int s = 1; s < 3; s++)
        r->value[s][0] = r->value[s][1] + r->value[s][2] + r->value[s][3];
    for (int f = 0; f < 4; f++)
        r->value[0][f] = r->value[1][f] + r->value[2][f];
    for (int s = 0; s < 3; s++)
        for (int f = 0; f < 4; f++)
            if (!isnan(r->shown[s][f].value) && r->shown[s][f].value != r->value[s][f])
                return;
    for (int s = 0; s < 3; s++)
        for (int f = 0; f < 4; f++) {
            r->low[s][f] = fmin(r->low[s][f], r->value[s][f]);
            r->high[s][f] = fmax(r->high[s][f], r->value[s][f]);
        }
}

static void try_cells(reader *r, int at)
{
    enum { MOST = 26 };
    if (at == 6) {
        compare_margins(r);
        return;
    }
    int s = 1 + at / 3;
    int f = 1 + at % 3;
    const tt_point *shown = &r->shown[s][f];
    double from = isnan(shown->value) ? 0 : shown->value;
    double to = isnan(shown->value) ? fmin(MOST, shown->high + 1) : from;
    for (double v = from; v <= to; v++) {
        r->value[s][f] = v;
        try_cells(r, at + 1);
    }
}

static void attack(void **state)
{
    (void)state;
    size_t attacked = 0;
    for (uint64_t trial = 0; trial < 60; trial++) {
        double value[3][4];
        int printed[3][4];
        reader r;
        tt_dataset *ds = random_dataset(trial, value, printed);
        (void)withhold(ds, "threshold=3");
        int hidden = 0;
        int bounded = 1;
        for (int s = 0; s < 3; s++)
            for (int f = 0; f < 4; f++) {
                r.shown[s][f] = cell_of(ds, s, f);
                r.low[s][f] = INFINITY;
                r.high[s][f] = -1;
                hidden += s && f && isnan(r.shown[s][f].value);
                bounded &= !(s && f) || isfinite(r.shown[s][f].high);
                check_true(!printed[s][f] || value[s][f] == 0 || value[s][f] >= 3 ||
                           isnan(r.shown[s][f].value));
            }
        if (bounded && hidden <= 4)
            try_cells(&r, 0);
        for (int s = 0; s < 3 && bounded && hidden <= 4; s++)
            for (int f = 0; f < 4; f++) {
                if (r.shown[s][f].state != TT_STATE_SUPPRESSED)
                    continue;
                check_true(r.high[s][f] - r.low[s][f] >= 2);
                check_true(r.shown[s][f].low == r.low[s][f]);
                check_true(r.shown[s][f].high == r.high[s][f]);
                attacked++;
            }
        tt_dataset_free(ds);
    }
    check_true(attacked > 30);
    check_done();
}

static void no_memory(void **state)
{
    (void)state;
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    tt_small_rule rule = rule_of("threshold=3");
    while (status == TT_ENOMEM && n < 3000) {
        double value[3][4];
        int printed[3][4];
        tt_dataset *ds = random_dataset(5, value, printed);
        tt_memory_fail_at(++n);
        status = tt_small_withhold(ds, &rule, NULL, NULL);
        tt_memory_fail_at(0);
        tt_dataset_free(ds);
    }
    check_true(status == TT_OK && n > 30);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules),
        cmocka_unit_test(verdicts),
        cmocka_unit_test(table_with_margins),
        cmocka_unit_test(derived_total),
        cmocka_unit_test(months),
        cmocka_unit_test(percentages),
        cmocka_unit_test(awkward),
        cmocka_unit_test(attack),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
