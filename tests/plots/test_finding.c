/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headlines: nothing is called a fall or a rise unless the widened interval leaves out zero. */
#include "finding.h"

#include <math.h>
#include <string.h>

#include "chart_support.h"
#include "check.h"

/* Annual percent change of the seed series, 2015 to 2018, with the widened 95 % limits: log-linear Poisson
 * fits made with R glm(family = quasipoisson), t with 2 degrees of freedom, dispersion at least 1. */
static const struct {
    const char *name;
    double counts[4];
    double apc;
    double low;
    double high;
    tt__direction direction;
} seed[] = {
    {"investigations/federal", {250, 188, 127, 112}, -25.0, -35.6, -12.5, TT__FALL},
    {"investigations/state", {415, 288, 298, 304}, -9.5, -32.2, 21.0, TT__UNCLEAR},
    {"prosecutions", {578, 479, 609, 510}, -1.4, -23.6, 27.5, TT__UNCLEAR},
    {"convictions", {86, 228, 95, 60}, -16.6, -79.4, 237.7, TT__UNCLEAR},
    {"victims/federal", {876, 194, 140, 146}, -53.5, -85.4, 47.5, TT__UNCLEAR},
    {"victims/state", {938, 691, 527, 560}, -17.6, -36.0, 6.1, TT__UNCLEAR},
};

static tt__finding finding_of(const tt_dataset *ds, size_t series)
{
    tt__finding finding;
    tt_error err = {0};
    tt_chart_request request = {.data = ds};
    check_status(tt__find_trend(&request, series, &finding, &err), TT_OK, &err);
    return finding;
}

static void seed_series(void **state)
{
    (void)state;
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, "indicator,jurisdiction,year,value,unit\n");
    for (size_t i = 0; i < sizeof seed / sizeof *seed; i++)
        for (int y = 0; y < 4; y++) {
            char name[40];
            (void)snprintf(name, sizeof name, "%s", seed[i].name);
            char *slash = strchr(name, '/');
            if (slash)
                *slash = ',';
            tt_strbuf_addf(&text, "%s%s,%d,%.0f,persons\n", name, slash ? "" : ",", 2015 + y,
                           seed[i].counts[y]);
        }
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&text), NULL, NULL);
    for (size_t i = 0; i < sizeof seed / sizeof *seed; i++) {
        tt__finding f = finding_of(ds, scratch_find(ds, seed[i].name, NULL));
        check_abs(f.apc.value, seed[i].apc, 0.05, seed[i].name);
        check_abs(f.apc.low, seed[i].low, 0.05, seed[i].name);
        check_abs(f.apc.high, seed[i].high, 0.05, seed[i].name);
        check_true(f.direction == seed[i].direction);
        /* The plain limits lie within: they alone would claim five falls. */
        check_true(f.poisson.low >= f.apc.low && f.poisson.high <= f.apc.high);
    }
    tt_dataset_free(ds);
    tt_strbuf_clear(&text);
    check_done();
}

static void nothing_to_say(void **state)
{
    (void)state;
    static const char *const tables[] = {
        "indicator,year,value,unit\nv,2017,5,persons\nv,2018,9,persons\n", /* two points */
        "indicator,year,value,unit\nv,2016,0,persons\nv,2017,0,persons\nv,2018,0,persons\n",
        "indicator,year,value,unit\nv,2016,50,percent\nv,2017,40,percent\nv,2018,30,percent\n",
        "indicator,year,value,unit\nv,2016,,persons\nv,2017,<5,persons\nv,2018,9,persons\n",
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        tt_dataset *ds = scratch_dataset(tables[i], NULL, NULL);
        check_true(finding_of(ds, 0).direction == TT__UNKNOWN);
        tt_dataset_free(ds);
    }
    check_done();
}

/* ---- words ---- */

static void expect(const char *kind, const char *table, tt_language language, const char *title)
{
    tt_error err = {0};
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    tt_chart *chart = support_chart(ds, kind, language, &err);
    if (!chart)
        fail_msg("%s: %s", kind, err.message);
    check_text(chart->title, title, kind);
    tt_chart_free(chart);
    tt_dataset_free(ds);
}

#define HEAD "indicator,jurisdiction,year,value,unit\n"
#define FEDERAL                                                                                    \
    "investigations,federal,2015,250,cases\ninvestigations,federal,2016,188,cases\n"               \
    "investigations,federal,2017,127,cases\ninvestigations,federal,2018,112,cases\n"
#define STATE                                                                                      \
    "investigations,state,2015,415,cases\ninvestigations,state,2016,288,cases\n"                   \
    "investigations,state,2017,298,cases\ninvestigations,state,2018,304,cases\n"

static void titles(void **state)
{
    (void)state;
    const tt_language en = TT_LANGUAGE_ENGLISH;
    const tt_language es = TT_LANGUAGE_SPANISH;
    expect("line", HEAD FEDERAL, en, "Federal investigations fell by 25% a year");
    expect("line", HEAD FEDERAL, es, "Investigaciones, federal: descenso de 25 % al año");
    expect("line", HEAD STATE, en,
           "No clear trend in state investigations: 415 in 2015, 304 in 2018");
    expect("line", HEAD STATE, es,
           "Investigaciones, estatal, sin tendencia clara: 415 en 2015, 304 en 2018");
    expect("line", HEAD FEDERAL STATE, en,
           "Investigations: federal fell by 25% a year; no clear trend in total and state");
    expect("forest", HEAD FEDERAL STATE, en,
           "Only one of 3 series shows a trend clear of its yearly scatter: federal investigations "
           "fell by 25% a year");
    expect("line", "indicator,year,value,unit\nvictims,2017,5,persons\nvictims,2018,9,persons\n",
           en, "Victims: 5 in 2017, 9 in 2018");
    expect(
        "line",
        "indicator,year,value,unit,definition\nvictims,2017,5,persons,a\nvictims,2018,9,persons,b\n",
        en, "Victims: figures before and from 2018 on cannot be compared");
    expect("bar",
           "indicator,jurisdiction,year,value,unit\nvictims,,2016,740,persons\n"
           "victims,federal,2016,194,persons\nvictims,state,2016,691,persons\n",
           en, "Victims: 740 in 2016; one total does not match its parts");
    expect("share",
           "indicator,sex,year,value,unit\nvictims,female,2018,54,persons\n"
           "victims,male,2018,21,persons\nvictims,unspecified,2018,25,persons\n",
           en, "Female is 54% of victims in 2018; 25% have no known sex");
    check_done();
}

/* A rise beyond doubt is called one, however it is scaled; the same figures backwards fall. */
static void rises(void **state)
{
    (void)state;
    for (int scale = 1; scale <= 1000; scale *= 10) {
        tt_strbuf up = TT_STRBUF_INIT;
        tt_strbuf down = TT_STRBUF_INIT;
        tt_strbuf_add(&up, "indicator,year,value,unit\n");
        tt_strbuf_add(&down, "indicator,year,value,unit\n");
        for (int y = 0; y < 8; y++) {
            double value = floor(100 * scale * pow(1.12, y));
            tt_strbuf_addf(&up, "victims,%d,%.0f,persons\n", 2010 + y, value);
            tt_strbuf_addf(&down, "victims,%d,%.0f,persons\n", 2017 - y, value);
        }
        expect("line", tt_strbuf_text(&up), TT_LANGUAGE_ENGLISH, "Victims rose by 12% a year");
        tt_dataset *ds = scratch_dataset(tt_strbuf_text(&down), NULL, NULL);
        check_true(finding_of(ds, 0).direction == TT__FALL);
        tt_dataset_free(ds);
        tt_strbuf_clear(&up);
        tt_strbuf_clear(&down);
    }
    check_done();
}

/* A headline says of what years it speaks where the chart shows others too, and compares nothing across a new
 * definition. */
static void parts_of_charts(void **state)
{
    (void)state;
    const tt_language en = TT_LANGUAGE_ENGLISH;
    static const char broken[] =
        "indicator,year,value,unit,definition\nv,2012,100,persons,a\nv,2013,150,persons,a\n"
        "v,2014,225,persons,a\nv,2015,338,persons,a\nv,2016,507,persons,a\n"
        "v,2017,9000,persons,b\nv,2018,8000,persons,b\n";
    expect("line", broken, en, "V rose by 50% a year in 2012–2016");
    expect("line", broken, TT_LANGUAGE_SPANISH, "V: aumento de 50 % al año en 2012–2016");
    expect("joinpoint", broken, en, "V rose by 50% a year in 2012–2016");
    expect("forest", broken, en, "V rose by 50% a year in 2012–2016");
    /* Parts without a total in the last years. */
    expect(
        "bar",
        "indicator,form,form:breakdown,year,value,unit\nv,,,2012,100,persons\nv,,,2013,150,persons\n"
        "v,,,2014,225,persons\nv,,,2015,338,persons\nv,a,by form,2016,20,persons\n"
        "v,b,by form,2016,30,persons\nv,a,by form,2017,5,persons\n",
        en, "V rose by 50% a year in 2012–2015");
    /* A printed total that its parts do not add to, behind a new definition. */
    expect(
        "bar",
        "indicator,sex,year,value,unit,definition\nv,,2016,600,persons,a\n"
        "v,female,2016,300,persons,a\nv,male,2016,300,persons,a\nv,,2017,5138,persons,b\n"
        "v,female,2017,2500,persons,b\nv,male,2017,2600,persons,b\n",
        en,
        "V: figures before and from 2017 on cannot be compared; one total does not match its parts");
    expect("dumbbell", "indicator,year,value,unit\nv,2020,14,persons\nv,2022,10,persons\n", en,
           "V: 14 in 2020, 10 in 2022");
    /* Parts that add to another total than the printed one are not called the total. */
    expect("waterfall",
           "indicator,sex,year,value,unit\nv,,2016,112,persons\nv,female,2016,99,persons\n"
           "v,male,2016,112,persons\nv,,2017,112,persons\nv,female,2017,52,persons\n"
           "v,male,2017,60,persons\n",
           en, "Parts of v: 211 in 2016, 112 in 2017; most of it male −52");
    expect("waterfall",
           "indicator,sex,year,value,unit\nv,,2016,211,persons\nv,female,2016,99,persons\n"
           "v,male,2016,112,persons\nv,,2017,112,persons\nv,female,2017,52,persons\n"
           "v,male,2017,60,persons\n",
           en, "V: 211 in 2016, 112 in 2017; most of it male −52");
    /* The base of an index is no figure of another definition. */
    expect("index",
           "indicator,year,value,unit,definition\nv,2015,10,persons,a\nv,2016,100,persons,b\n"
           "v,2017,50,persons,b\nw,2015,10,persons,\nw,2016,20,persons,\nw,2017,30,persons,\n",
           en, "In 2017 v stood at 50% of 2016, w at 150%");
    check_done();
}

/* Shares of several wholes: each with its year where these differ. */
static void joint_shares(void **state)
{
    (void)state;
    const tt_language en = TT_LANGUAGE_ENGLISH;
#define V                                                                                          \
    "indicator,form,form:breakdown,year,value,unit\nv,a,by form,2018,60,persons\nv,b,by form,2018,40,persons\n"
    expect("share", V "w,a,by form,2018,30,persons\nw,b,by form,2018,70,persons\n", en,
           "V: a 60%; w: b 70% in 2018");
    expect("share", V "w,a,by form,2017,30,persons\nw,b,by form,2017,70,persons\n", en,
           "V: a 60% in 2018; w: b 70% in 2017");
    /* Two breakdowns of one dimension are two groups: together they would be 200 %. */
    expect("share", V "v,c,by land,2018,90,persons\nv,d,by land,2018,10,persons\n", en,
           "V in 2018: a 60%, c 90%");
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seed_series),     cmocka_unit_test(nothing_to_say),
        cmocka_unit_test(titles),          cmocka_unit_test(rises),
        cmocka_unit_test(parts_of_charts), cmocka_unit_test(joint_shares),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
