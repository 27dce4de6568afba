/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of `check`: each speaks where it must, says what was found, and is silent beside that. */
#include "tiptrend/findings.h"

#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

/* All findings of a table as text, "error total victims 2016 3: message" each on its line. */
static const char *findings_of(const char *table)
{
    static char text[4000];
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    tt_findings findings = {0};
    tt_error err = {0};
    check_status(tt_dataset_check(ds, &findings, &err), TT_OK, &err);
    text[0] = '\0';
    for (size_t i = 0; i < findings.count; i++) {
        const tt_finding *f = &findings.list[i];
        size_t length = strlen(text);
        (void)snprintf(text + length, sizeof text - length, "%s %s %s %s %zu: %s\n",
                       tt_severity_name(f->severity), f->rule, f->series, f->period, f->line,
                       f->message);
    }
    tt_findings_clear(&findings);
    tt_findings_clear(&findings); /* once more is fine */
    tt_dataset_free(ds);
    return text;
}

/* One finding whose text begins with what is given; "" for none at all. */
static void expect(const char *table, const char *expected)
{
    const char *got = findings_of(table);
    int one = *got && strchr(got, '\n') == got + strlen(got) - 1;
    if (*expected ? !one || strncmp(got, expected, strlen(expected)) != 0 : *got != '\0')
        check_text(got, expected, "findings");
}

#define SEXES "indicator,sex,year,value\n"

static void totals(void **state)
{
    (void)state;
    expect(SEXES "v,total,2018,10\nv,female,2018,6\nv,male,2018,4\n", "");
    expect(
        SEXES "v,total,2018,9\nv,female,2018,6\nv,male,2018,4\n",
        "error total v 2018 2: the parts by sex add to 10 (6 + 4), the printed total is 9; both");
    /* Fewer parts than the total may be parts that are not printed... */
    expect(SEXES "v,total,2018,12\nv,female,2018,6\nv,male,2018,4\n", "");
    /* ... unless the unspecified ones stand there, */
    expect(SEXES "v,total,2018,12\nv,female,2018,6\nv,male,2018,4\nv,unspecified,2018,1\n",
           "error total v 2018 2: the parts by sex add to 11");
    /* or the same parts have added up in another year. */
    expect(SEXES
           "v,total,2017,5\nv,female,2017,3\nv,male,2017,2\nv,total,2018,12\nv,female,2018,6\n"
           "v,male,2018,4\n",
           "error total v 2018 5: the parts by sex add to 10");
    /* Suppressed parts are intervals: 6 + (0 to 4) meets 10 and 6, not 5 and not 11 with all named. */
    expect(SEXES "v,total,2018,10\nv,female,2018,6\nv,male,2018,<5\n", "");
    expect(SEXES "v,total,2018,5\nv,female,2018,6\nv,male,2018,<5\n", "error total v 2018 2: ");
    expect(SEXES "v,total,2018,11\nv,female,2018,6\nv,unspecified,2018,<5\n",
           "error total v 2018 2: ");
    /* A missing part says nothing; one part above the total does. */
    expect(SEXES "v,total,2018,10\nv,female,2018,6\nv,male,2018,\n", "");
    expect(SEXES "v,total,2018,5\nv,female,2018,6\nv,male,2018,\n",
           "error total v 2018 2: one part by sex is 6, the printed total is 5");
    check_done();
}

static void doubled(void **state)
{
    (void)state;
#define CRIMES "indicator,crime,year,value\n"
#define YEAR(year, all, a, b, c)                                                                   \
    "v,Country," year "," all "\nv,a," year "," a "\nv,b," year "," b "\nv,c," year "," c "\n"
    expect(CRIMES YEAR("2016", "9", "4", "3", "2") YEAR("2017", "12", "5", "7", "0")
               YEAR("2018", "10", "1", "2", "7"),
           "warning doubled Country  2: crime 'Country' equals the sum of the other "
           "parts in all 3 periods");
    /* Chance: two years, a year against it, nothing but one part in it. */
    expect(CRIMES YEAR("2016", "9", "4", "3", "2") YEAR("2017", "12", "5", "7", "0"), "");
    expect(CRIMES YEAR("2016", "9", "4", "3", "2") YEAR("2017", "12", "5", "7", "0")
               YEAR("2018", "10", "1", "2", "8") YEAR("2019", "10", "1", "2", "7"),
           "");
    expect(CRIMES YEAR("2016", "4", "4", "0", "0") YEAR("2017", "12", "0", "12", "0")
               YEAR("2018", "10", "1", "2", "7") YEAR("2019", "10", "1", "2", "7"),
           "");
    /* A year with a part that is not known exactly says nothing. */
    expect(CRIMES YEAR("2016", "9", "4", "3", "2") YEAR("2017", "12", "5", "7", "<5")
               YEAR("2018", "10", "1", "2", "7"),
           "");
#undef YEAR
#undef CRIMES
    check_done();
}

#define SHARES "indicator,sex,year,value,unit,base\n"

static void shares(void **state)
{
    (void)state;
    expect(
        SHARES
        "v,female,2018,54%,percent,\nv,male,2018,21%,percent,\nv,unspecified,2018,25%,percent,\n",
        "");
    /* Three thirds: 99 % is within the rounding. */
    expect(
        SHARES
        "v,female,2018,33%,percent,\nv,male,2018,33%,percent,\nv,unspecified,2018,33%,percent,\n",
        "");
    expect(
        SHARES
        "v,female,2018,54%,percent,\nv,male,2018,21%,percent,\nv,unspecified,2018,31%,percent,\n",
        "error share female 2018 2: the shares by sex add to 106 %, which rounding cannot explain");
    expect(
        SHARES
        "v,female,2018,54%,percent,\nv,male,2018,21%,percent,\nv,unspecified,2018,20%,percent,\n",
        "error share female 2018 2: the shares by sex add to 95 %");
    /* Without the unspecified the set may be incomplete, save above 100 %. */
    expect(SHARES "v,female,2018,54%,percent,\nv,male,2018,21%,percent,\n", "");
    expect(SHARES "v,female,2018,84%,percent,\nv,male,2018,21%,percent,\n", "error share ");
    /* 50, 33 and 17 % of 6 persons are 3, 2 and 1; of 7 there are no such whole numbers. */
    expect(SHARES
           "n,total,2018,6,persons,\nv,female,2018,50%,percent,n\nv,male,2018,33%,percent,n\n"
           "v,unspecified,2018,17%,percent,n\n",
           "");
    expect(
        SHARES "n,total,2018,7,persons,\nv,female,2018,50%,percent,n\nv,male,2018,33%,percent,n\n"
               "v,unspecified,2018,17%,percent,n\n",
        "error share v/female 2018 3: the shares by sex add to 100 %, which no whole numbers of 7");
    /* However many shares there are, all of them are added: 100 of 1.2 %. */
    tt_strbuf many = TT_STRBUF_INIT;
    tt_strbuf_add(&many, "nationality,year,value,unit\n");
    for (int i = 0; i < 100; i++)
        tt_strbuf_addf(&many, "n%03d,2018,1.2%%,percent\n", i);
    expect(tt_strbuf_text(&many), "error share n000 2018 2: the shares by nationality add to 120");
    tt_strbuf_clear(&many);
    check_done();
}

static void units(void **state)
{
    (void)state;
    expect(
        "indicator,year,value,unit\nc,2017,95,persons\nc,2018,60,persons\nc,2017,40,cases\n"
        "c,2018,60,cases\n",
        "warning unit c  2: 'c' is counted in cases (2017 to 2018) and in persons (2017 to 2018): two "
        "series, not one; they move in opposite directions, 2017 to 2018");
    /* A percentage beside a count is no second unit of it. */
    expect("indicator,year,value,unit\nc,2018,95,persons\nc,2018,60%,percent\n", "");
    /* Three amounts at one rate, and one that does not fit it; two amounts prove nothing. */
    expect(
        "indicator,year,value,unit\na,2018,2000,MXN\na,2018,100,USD\nb,2018,40000,MXN\nb,2018,2000,USD\n"
        "c,2018,60000,MXN\nc,2018,3000,USD\n",
        "");
    expect(
        "indicator,year,value,unit\na,2018,2110,MXN\na,2018,101,USD\nb,2018,40110,MXN\nb,2018,1919,USD\n"
        "c,2018,61111,MXN\nc,2018,2924,USD\nd,2018,99999,MXN\nd,2018,1111,USD\n",
        "warning currency d 2018 9: the amounts in MXN and USD imply 90.008 MXN for 1 USD");
    check_done();
}

static void ranges(void **state)
{
    (void)state;
    static const char head[] = "indicator,statistic,item,year,value,unit\n";
    char table[600];
    (void)snprintf(table, sizeof table, "%ss,range,,2018,5..32,years\ns,single,a,2018,33.5,years\n",
                   head);
    expect(
        table,
        "warning range single/a 2018 3: 33.5 years lies above the stated range of 5 to 32 years");
    (void)snprintf(table, sizeof table, "%ss,range,,2018,5..32,years\ns,single,a,2018,4.9,years\n",
                   head);
    expect(table, "warning range single/a 2018 3: 4.9 years lies below");
    (void)snprintf(table, sizeof table,
                   "%ss,range,,2018,5..32,years\ns,single,a,2018,32,years\ns,mean,,2018,12,years\n"
                   "s,single,b,2017,50,years\n",
                   head);
    expect(table, ""); /* at the edge, the mean, another year */
    check_done();
}

static void rows(void **state)
{
    (void)state;
    expect("indicator,year,value\nv,2018,706\nv,2018,740\n",
           "error conflict v 2018 2: 2 different figures (706, 740) for one series and period");
    expect("indicator,year,value\nv,2018,706\nv,2018,706\n",
           "note repeat v 2018 2: printed 2 times with the same figure; read once");
    expect(
        "indicator,year,value,definition\nv,2017,5,forced labor\nv,2018,700,trafficking\n",
        "warning definition v 2018 3: the definition changes between 2017 and 2018 ('forced labor', then "
        "'trafficking')");
    expect("indicator,year,value,definition\nv,2017,5,a\nv,2018,700,a\n", "");
    /* Across a gap, and not at a year without a figure. */
    expect("indicator,year,value,definition\nv,2015,5,a\nv,2016,,b\nv,2017,700,b\n",
           "warning definition v 2017 4: the definition changes between 2015 and 2017");
    check_done();
}

/* Errors first, then by line; the numbers of each severity. */
static void order(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("indicator,sex,year,value,definition\nv,total,2016,5,a\n"
                                     "v,total,2017,9,b\nv,female,2017,6,b\nv,male,2017,4,b\n"
                                     "v,total,2016,5,a\nw,total,2016,1,\nw,total,2016,2,\n",
                                     NULL, NULL);
    tt_findings findings;
    check_status(tt_dataset_check(ds, &findings, NULL), TT_OK, NULL);
    assert_int_equal(findings.count, 4);
    static const char *const rules[] = {"total", "conflict", "definition", "repeat"};
    for (size_t i = 0; i < 4; i++)
        check_text(findings.list[i].rule, rules[i], "the order of findings");
    check_true(tt_findings_at_least(&findings, TT_SEVERITY_ERROR) == 2);
    check_true(tt_findings_at_least(&findings, TT_SEVERITY_WARNING) == 3);
    check_true(tt_findings_at_least(&findings, TT_SEVERITY_NOTE) == 4);
    check_text(findings.list[0].expected, "9", "what was expected");
    check_text(findings.list[0].found, "10", "what was found");
    /* One is moved to another list; its place is empty, and both are released. */
    tt_findings other = {0};
    check_status(tt_findings_move(&other, &findings, 0, NULL), TT_OK, NULL);
    check_true(other.count == 1 && strcmp(other.list[0].rule, "total") == 0);
    tt_error fault = {.status = TT_EPARSE, .message = "not a figure", .file = "a.csv", .line = 7};
    check_status(tt_findings_add_error(&other, &fault, NULL), TT_OK, NULL);
    check_true(other.list[1].severity == TT_SEVERITY_ERROR && other.list[1].line == 7);
    check_text(other.list[1].file, "a.csv", "the file of a fault of reading");
    tt_findings_clear(&findings);
    tt_findings_clear(&other);
    tt_dataset_free(ds);
    check_done();
}

/* Before it is finished a data set cannot be checked; and any allocation may fail. */
static void failures(void **state)
{
    (void)state;
    tt_dataset *ds = NULL;
    tt_findings findings = {0};
    check_status(tt_dataset_new(&ds, NULL), TT_OK, NULL);
    check_status(tt_dataset_check(ds, &findings, NULL), TT_EUSAGE, NULL);
    tt_dataset_free(ds);
    ds = scratch_dataset(
        "indicator,sex,year,value,unit,base,definition\nv,total,2016,5,persons,,a\n"
        "v,total,2017,9,persons,,b\nv,female,2017,6,persons,,b\n"
        "v,male,2017,4,persons,,b\nv,male,2017,4,persons,,b\nv,total,2017,8,cases,,b\n"
        "s,female,2017,84%,percent,v,\ns,male,2017,31%,percent,v,\n"
        "m,total,2017,100,MXN,,\nm,total,2017,5,USD,,\n",
        NULL, NULL);
    check_status(tt_dataset_check(ds, &findings, NULL), TT_OK, NULL);
    size_t right = findings.count;
    tt_findings_clear(&findings);
    check_true(right >= 4);
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    while (status == TT_ENOMEM && n < 2000) {
        tt_memory_fail_at(++n);
        status = tt_dataset_check(ds, &findings, NULL);
        tt_memory_fail_at(0);
        check_true(status == TT_OK || findings.count == 0);
    }
    check_status(status, TT_OK, NULL);
    check_true(findings.count == right && n > 20);
    tt_findings_clear(&findings);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals), cmocka_unit_test(doubled),  cmocka_unit_test(shares),
        cmocka_unit_test(units),  cmocka_unit_test(ranges),   cmocka_unit_test(rows),
        cmocka_unit_test(order),  cmocka_unit_test(failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
