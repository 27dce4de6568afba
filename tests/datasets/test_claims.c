/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/claims.h"

#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

static const char data[] = "indicator,jurisdiction,year,value,unit,status,definition\n"
                           "victims,,2015,1814,persons,,\n"
                           "victims,,2016,740,persons,,\n"
                           "victims,federal,2016,194,persons,,\n"
                           "victims,state,2016,691,persons,,\n"
                           "victims,,2017,800,persons,,\n"
                           "victims,,2018,706,persons,,\n"
                           "victims,,2019,300,persons,partial,\n"
                           "convictions,,2017,95,persons,,\n"
                           "convictions,,2018,60,persons,,\n"
                           "convictions,,2017,40,cases,,\n"
                           "convictions,,2018,60,cases,,\n"
                           "abroad,,2017,196,persons,,forced labor\n"
                           "abroad,,2018,860,persons,,all\n"
                           "raids,,2016,0,cases,,\n"
                           "raids,,2017,<5,cases,,\n"
                           "raids,,2018,9,cases,,\n"
                           "calls,,2017,10,calls,,\n"
                           "calls,,2018,20,cases,,\n"
                           "trials,,2017,5,cases,,\n"
                           "trials,,2017,7,cases,,\n"
                           "trials,,2018,6,cases,,\n"
                           "bound,,2013/2017,<1500,persons,,\n";

/* The verdict on one claim, as text: "true", "false", "break", ... */
static const char *verdict(const char *claim, tt_claims *claims)
{
    tt_dataset *ds = scratch_dataset(data, NULL, NULL);
    tt_strbuf text = TT_STRBUF_INIT;
    tt_error err = {0};
    tt_strbuf_addf(&text, "series,unit,comparison,from,to,text,paragraph\n%s,a text,para 1\n",
                   claim);
    scratch file = scratch_write(text.text, text.length);
    check_status(tt_claims_read(file.path, claims, &err), TT_OK, &err);
    check_status(tt_claims_test(claims, ds, 0, &err), TT_OK, &err);
    scratch_remove(&file);
    tt_strbuf_clear(&text);
    tt_dataset_free(ds);
    if (!claims->count)
        return "no claim";
    const tt_claim *c = &claims->list[0];
    return c->verdict == TT_VERDICT_OPEN ? tt_open_reason_name(c->why)
                                         : tt_verdict_name(c->verdict);
}

static void check_claim(const char *claim, const char *expected)
{
    tt_claims claims;
    check_text(verdict(claim, &claims), expected, claim);
    tt_claims_clear(&claims);
}

static void comparisons(void **state)
{
    (void)state;
    check_claim("victims,,fewer,2017,2018", "true");
    check_claim("victims,,more,2017,2018", "false");
    check_claim("victims,,fell,2015,2018", "true");
    check_claim("victims,,equal,2017,2018", "false");
    check_claim("victims,,halved,2015,2018", "true");
    check_claim("victims,,halved,2017,2018", "false");
    check_claim("convictions,cases,doubled,2017,2018", "false");
    check_claim("raids,,doubled,2017,2018", "true");
    check_claim("victims,,change-within -12 -11,2017,2018", "true");
    check_claim("victims,,change-within -11 0,2017,2018", "false");
    check_claim("raids,,change-within 0 900,2016,2018", "interval");
    check_claim("victims,,at-least 706,,2018", "true");
    check_claim("victims,,above 706,,2018", "false");
    check_claim("victims,,below 1000,,2018", "true");
    check_claim("victims,,at-most 705,,2018", "false");
    check_claim("victims,,exactly 706,,2018", "true");
    check_claim("victims,,exactly 705,,2018", "false");
    check_claim("bound,,below 1500,,2013/2017", "true");
    check_claim("bound,,at-least 1000,,2013/2017", "interval");
    check_done();
}

static void windows(void **state)
{
    (void)state;
    check_claim("victims,,lowest,2017,2018", "true");
    check_claim("victims,,highest,2017,2018", "false");
    check_claim("victims,,highest,,2015", "partial"); /* 2019 is there, in part */
    check_claim("victims,,highest,,2018", "false");
    check_claim("victims,,fell-every-year,2017,2018", "true");
    /* 2016 is 740 or 885: from 2015 a fall in any case, to 2017 a rise or a fall. */
    check_claim("victims,,fell-every-year,2015,2016", "true");
    check_claim("victims,,fell-every-year,2015,2018", "conflict");
    check_claim("victims,,rose-every-year,2015,2018", "false");
    check_claim("raids,,rose-every-year,2017,2018", "true");
    check_claim("convictions,persons,fell-every-year,2016,2018", "missing");
    check_done();
}

static void what_cannot_be_decided(void **state)
{
    (void)state;
    check_claim("abroad,,more,2017,2018", "break");
    check_claim("convictions,,fewer,2017,2018", "unit");
    check_claim("convictions,persons,fewer,2017,2018", "true");
    check_claim("convictions,calls,fewer,2017,2018", "unit");
    check_claim("calls,,more,2017,2018", "unit");
    check_claim("raids,,more,2016,2017", "interval");
    check_claim("raids,,fewer,2016,2017", "false");
    check_claim("victims,,fewer,2016,2017", "conflict");
    check_claim("trials,,more,2017,2018", "conflict");
    check_claim("trials,,at-least 5,,2017", "true");
    check_claim("victims,,more,2018,2019", "partial");
    check_claim("victims,,more,2010,2018", "missing");
    check_claim("victms,,more,2017,2018", "missing");
    check_done();
}

static void which_series(void **state)
{
    (void)state;
    check_claim("victims & convictions,persons,fewer,2017,2018", "true");
    check_claim("victims & convictions,,fewer,2017,2018", "unit");
    check_claim("abroad & convictions,persons,more,2017,2018", "false");
    check_claim("abroad & victims,persons,fewer,2017,2018", "break");
    check_claim("indicator=victims,,fewer,2017,2018", "true");
    check_claim("indicator=victims;jurisdiction=federal,,exactly 194,,2016", "true");
    check_claim("indicator=victims;jurisdiction=local,,exactly 194,,2016", "missing");
    check_done();
}

/* What is told about a verdict. */
static void words(void **state)
{
    (void)state;
    tt_claims claims;
    (void)verdict("convictions,persons,fewer,2017,2018", &claims);
    check_text(claims.list[0].arithmetic, "95 in 2017, 60 in 2018: -35 (-36.8 %)", "arithmetic");
    check_true(strstr(claims.list[0].lines, ":9, 10") != NULL);
    check_text(claims.list[0].paragraph, "para 1", "paragraph");
    tt_claims_clear(&claims);
    (void)verdict("abroad,,more,2017,2018", &claims);
    check_text(claims.list[0].reason,
               "the definition changes in 2018: 'forced labor' before, 'all' after", "break");
    tt_claims_clear(&claims);
    (void)verdict("victms,,more,2017,2018", &claims);
    check_text(claims.list[0].reason, "the data have no series 'victms'; is 'victims' meant?",
               "unknown");
    tt_claims_clear(&claims);
    (void)verdict("victims,,fell,2015,2016", &claims);
    check_text(claims.list[0].reason, "figures contradict each other; decided the same for each",
               "740 or 885");
    check_text(claims.list[0].arithmetic, "1814 in 2015, 740 to 885 in 2016", "740 or 885");
    tt_claims_clear(&claims);
    check_done();
}

static void as_findings(void **state)
{
    (void)state;
    tt_claims claims;
    tt_findings findings = {0};
    (void)verdict("victims,,more,2017,2018", &claims);
    assert_int_equal(tt_claims_findings(&claims, &findings, NULL), TT_OK);
    assert_int_equal(findings.count, 1);
    assert_int_equal(findings.list[0].severity, TT_SEVERITY_WARNING);
    check_text(findings.list[0].message,
               "the claim 'a text' is false: 800 in 2017, 706 in 2018: -94 (-11.8 %)", "message");
    assert_int_equal(findings.list[0].line, 2);
    tt_claims_clear(&claims);
    tt_findings_clear(&findings);
    check_done();
}

static void bad_files(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        tt_status status;
        size_t line;
        size_t column;
    } bad[] = {
        {"series,from,to,text\n", TT_ESCHEMA, 1, 0},
        {"series,comparison,from,to,text,text\nv,more,2017,2018,t,u\n", TT_ESCHEMA, 1, 6},
        {"\n\n", TT_ESCHEMA, 0, 0},
        {"series,comparison,from,to,text\nv,greater,2017,2018,t\n", TT_EPARSE, 2, 2},
        {"series,comparison,from,to,text\nv,at-least,,2018,t\n", TT_EPARSE, 2, 2},
        {"series,comparison,from,to,text\nv,at-least x,,2018,t\n", TT_EPARSE, 2, 2},
        {"series,comparison,from,to,text\nv,more 5,2017,2018,t\n", TT_EPARSE, 2, 2},
        {"series,comparison,from,to,text\nv,change-within 5 -5,2017,2018,t\n", TT_EPARSE, 2, 2},
        {"series,comparison,from,to,text\nv,more,,2018,t\n", TT_EPARSE, 2, 3},
        {"series,comparison,from,to,text\nv,more,2018,2017,t\n", TT_EPARSE, 2, 3},
        {"series,comparison,from,to,text\nv,at-least 5,2017,2018,t\n", TT_EPARSE, 2, 3},
        {"series,comparison,from,to,text\nv,more,2017,later,t\n", TT_EPARSE, 2, 4},
        {"series,comparison,from,to,text\n,more,2017,2018,t\n", TT_EPARSE, 2, 1},
        {"series,comparison,from,to,text\nv,more,2017,2018\n", TT_ESCHEMA, 2, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tt_claims claims;
        tt_error err = {0};
        scratch file = scratch_write(bad[i].text, strlen(bad[i].text));
        check_status(tt_claims_read(file.path, &claims, &err), bad[i].status, &err);
        check_true(err.line == bad[i].line && err.column == bad[i].column);
        check_true(claims.count == 0 && !claims.list);
        scratch_remove(&file);
    }
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparisons),
        cmocka_unit_test(windows),
        cmocka_unit_test(what_cannot_be_decided),
        cmocka_unit_test(which_series),
        cmocka_unit_test(words),
        cmocka_unit_test(as_findings),
        cmocka_unit_test(bad_files),
    };
    return cmocka_run_group_tests_name("claims", tests, NULL, NULL);
}
