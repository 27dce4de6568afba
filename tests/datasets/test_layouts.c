/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts: how each is told, and what its tables say. */
#include <math.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

/* Reads a table and compares all its rows, as scratch_rows gives them without places. */
static void check_table(const char *text, const tt_read_options *options, tt_layout layout,
                        const char *expected)
{
    tt_dataset *ds = scratch_dataset(text, options, &(tt_finish_options){.no_margins = 1});
    char *rows = scratch_rows(ds, 0);
    check_text(rows, expected, text);
    check_text(tt_layout_name(tt_dataset_file(ds, 0)->layout), tt_layout_name(layout), text);
    tt_free(rows);
    tt_dataset_free(ds);
}

/* The layout that is guessed, and the one that fits as well. */
static void guesses(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        tt_layout layout;
        tt_layout tied;
    } list[] = {
        {"area,year,value\na,2018,5\n", TT_LAYOUT_TIDY, TT_LAYOUT_COUNT},
        {"area,Year,VALUE\na,2018,5\n", TT_LAYOUT_TIDY, TT_LAYOUT_COUNT},
        {"pa\xC3\xADs,a\xC3\xB1o,valor\na,2018,5\n", TT_LAYOUT_TIDY, TT_LAYOUT_COUNT},
        {"period,value\n2018-Q1,5\n", TT_LAYOUT_TIDY, TT_LAYOUT_COUNT},
        {"area,2015,2016\na,5,6\n", TT_LAYOUT_WIDE, TT_LAYOUT_COUNT},
        {",2015,2016\na,5,6\n", TT_LAYOUT_WIDE, TT_LAYOUT_COUNT},
        {"area,X2015,X2016\na,5,6\n", TT_LAYOUT_WIDE, TT_LAYOUT_COUNT},
        {"Country Name,2015 [YR2015],2016 [YR2016]\na,5,..\n", TT_LAYOUT_WIDE, TT_LAYOUT_COUNT},
        {"area,2015-01,2015-02\na,5,6\n", TT_LAYOUT_WIDE, TT_LAYOUT_COUNT},
        {"geo,TIME_PERIOD,OBS_VALUE\nAT,2018,5\n", TT_LAYOUT_SDMX, TT_LAYOUT_COUNT},
        {"GEO: Country,TIME_PERIOD: Time,OBS_VALUE: Value\nAT: Austria,2018,5\n", TT_LAYOUT_SDMX,
         TT_LAYOUT_COUNT},
        {"Sex,Year,Rate,Standard Error\n1,2018,5,1\n", TT_LAYOUT_JOINPOINT, TT_LAYOUT_COUNT},
        {"Year of death,Deaths,Population\n2018,5,1000\n", TT_LAYOUT_JOINPOINT, TT_LAYOUT_COUNT},
        {"1,1990,12.3,0.5\n1,1991,12.4,0.5\n1,1992,12.5,0.5\n", TT_LAYOUT_JOINPOINT,
         TT_LAYOUT_COUNT},
        {"1 1990 123 100000\n1 1991 124 100000\n1 1992 125 100100\n", TT_LAYOUT_JOINPOINT,
         TT_LAYOUT_COUNT},
        {"Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,Unit of "
         "measurement,txtVALUE,Source\nALB,Albania,Europe,South,x,Total,Total,Total,Total,2018,Counts,"
         "5,G\n",
         TT_LAYOUT_UNODC, TT_LAYOUT_COUNT},
        /* Two that fit equally: tidy is taken, and the other is told. */
        {"year,value,count,population\n2018,5,5,1000\n", TT_LAYOUT_TIDY, TT_LAYOUT_JOINPOINT},
        {"year,value,2015,2016\n2018,5,a,b\n", TT_LAYOUT_TIDY, TT_LAYOUT_WIDE},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        tt_read_options options = {.value_column = NULL};
        if (list[i].tied == TT_LAYOUT_JOINPOINT) { /* both name a population: leave one out */
            static const char *const ignore[] = {"count"};
            options.ignore = ignore;
        }
        tt_dataset *ds = scratch_dataset(list[i].text, &options, NULL);
        const tt_file_report *r = tt_dataset_file(ds, 0);
        int right =
            r->layout == list[i].layout && r->layout_tied == list[i].tied && r->layout_guessed;
        if (!right)
            print_error("%s: %s, tied %s\n", list[i].text, tt_layout_name(r->layout),
                        tt_layout_name(r->layout_tied));
        check_true(right);
        tt_dataset_free(ds);
    }
    check_done();
}

/* Columns named by options are no sign of SDMX, whose decimal sign and flags are its own. */
static void named_columns(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *year;
        const char *value;
        tt_layout layout;
    } list[] = {
        {"ESTADO;ANIO;TOTAL\nCDMX;2018;2,5\n", "ANIO", "TOTAL", TT_LAYOUT_TIDY},
        {"geo,WHEN,OBS_VALUE\nAT,2018,5 p\n", "WHEN", NULL, TT_LAYOUT_SDMX},
        {"geo,TIME_PERIOD,NUMBER\nAT,2018,5 p\n", NULL, "NUMBER", TT_LAYOUT_SDMX},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        tt_read_options options = {.year_column = list[i].year, .value_column = list[i].value};
        tt_dataset *ds = scratch_dataset(list[i].text, &options, NULL);
        check_text(tt_layout_name(tt_dataset_file(ds, 0)->layout), tt_layout_name(list[i].layout),
                   list[i].text);
        tt_dataset_free(ds);
    }
    check_done();
}

static void wide(void **state)
{
    (void)state;
    check_table("country,unit,2015,2016p,2017 (a),note\nPeru,persons,5,<5,,n\n", NULL,
                TT_LAYOUT_WIDE,
                "country=Peru|2015|persons: 5 5 5 nan nan observed d0|||||n\n"
                "country=Peru|2016|persons: nan 0 4 nan nan suppressed d0|||||n; footnote of the "
                "period p\n"
                "country=Peru|2017|persons: nan nan nan nan nan missing d0|||||n; footnote of the "
                "period (a)\n");
    /* Months in rows, years in columns. */
    check_table("mes,2015,2016\nenero,5,6\nDic,7,8\n", NULL, TT_LAYOUT_WIDE,
                "2015-01|: 5 5 5 nan nan observed d0|||||\n"
                "2015-12|: 7 7 7 nan nan observed d0|||||\n"
                "2016-01|: 6 6 6 nan nan observed d0|||||\n"
                "2016-12|: 8 8 8 nan nan observed d0|||||\n");
    /* Eurostat's tables of text: dimensions in the first cell, flags behind the figures. */
    check_table("freq,unit,geo\\TIME_PERIOD\t2016 \t2017 \t2018 \nA,NR,AT\t1814 p\t: c\t7 be\n"
                "A,PC,BE\t: \t12.5 \t0 \n",
                NULL, TT_LAYOUT_WIDE,
                "freq=A|geo=AT|2016|NR: 1814 1814 1814 nan nan observed+provisional d0|||||\n"
                "freq=A|geo=AT|2017|NR: nan 0 inf nan nan suppressed d0|||||confidential (c)\n"
                "freq=A|geo=AT|2018|NR: 7 7 7 nan nan observed+approximate+break d0|||||\n"
                "freq=A|geo=BE|2016|PC: nan nan nan nan nan missing d0|||||\n"
                "freq=A|geo=BE|2017|PC: 12.5 12.45 12.55 nan nan observed+rounded d1|||||\n"
                "freq=A|geo=BE|2018|PC: 0 0 0.5 nan nan zero+rounded d0|||||\n");
    /* One figure that cannot be read does not take its row away. */
    tt_dataset *ds = NULL;
    tt_error err = {0};
    assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
    check_status(scratch_read(ds, "area,2015,2016\na,5,about six\nb,7,8\n", NULL, &err), TT_EPARSE,
                 &err);
    check_true(err.line == 2 && err.column == 3);
    tt_dataset_free(ds);
    /* A header of two rows is not read as if it had one. */
    tt_error_clear(&err);
    assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
    check_status(
        scratch_read(ds, "area,2015,,2016,\n,female,male,female,male\na,1,2,3,4\n", NULL, &err),
        TT_ESCHEMA, &err);
    check_true(err.line == 2 && err.column == 3 && strstr(err.message, "two rows"));
    tt_dataset_free(ds);
    /* Rows of prose below; a row of a country without figures is none. */
    ds = scratch_dataset("area,2015,2016\na,5,6\nb,,\n\nSource: the ministry,,\n"
                         "* A figure of half a year.\n",
                         NULL, NULL);
    const tt_file_report *r = tt_dataset_file(ds, 0);
    assert_int_equal(tt_dataset_summarise(ds).rows, 4);
    assert_int_equal(r->remark_count, 2);
    assert_string_equal(r->remarks[0].text, "Source: the ministry");
    assert_int_equal(r->remarks[1].line, 6);
    tt_dataset_free(ds);
    check_done();
}

static void sdmx(void **state)
{
    (void)state;
    /* As Eurostat gives it. */
    check_table(
        "DATAFLOW,LAST UPDATE,freq,sex,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
        "ESTAT:X(1.0),01/02/25 11:00:00,A,F,NR,AT,2016,1814,,\n"
        "ESTAT:X(1.0),01/02/25 11:00:00,A,F,NR,AT,2017,1814 p,,\n"
        "ESTAT:X(1.0),01/02/25 11:00:00,A,F,NR,AT,2018,1814,b,\n"
        "ESTAT:X(1.0),01/02/25 11:00:00,A,F,NR,AT,2019,1900,ue,\n"
        "ESTAT:X(1.0),01/02/25 11:00:00,A,F,NR,AT,2020,:,c,\n"
        "ESTAT:X(1.0),01/02/25 11:00:00,A,F,NR,AT,2021,,,N\n"
        "ESTAT:X(1.0),01/02/25 11:00:00,A,F,NR,AT,2022,: z,,\n"
        "ESTAT:X(1.0),01/02/25 11:00:00,A,_T,NR,AT,2016,7,d,F\n"
        "ESTAT:X(1.0),01/02/25 11:00:00,A,_Z,NR,BE,2016,8 bep,,\n",
        NULL, TT_LAYOUT_SDMX,
        "sex=|geo=AT|2016|NR: 7 7 7 nan nan observed d0|||ESTAT:X(1.0)||definition differs (d)\n"
        "sex=|geo=BE|2016|NR: 8 8 8 nan nan observed+approximate+provisional+break "
        "d0|||ESTAT:X(1.0)||\n"
        "sex=F|geo=AT|2016|NR: 1814 1814 1814 nan nan observed d0|||ESTAT:X(1.0)||\n"
        "sex=F|geo=AT|2017|NR: 1814 1814 1814 nan nan observed+provisional d0|||ESTAT:X(1.0)||\n"
        "sex=F|geo=AT|2018|NR: 1814 1814 1814 nan nan observed+break d0|||ESTAT:X(1.0)||\n"
        "sex=F|geo=AT|2019|NR: 1900 1900 1900 nan nan observed+approximate d0|||ESTAT:X(1.0)||low "
        "reliability (u)\n"
        "sex=F|geo=AT|2020|NR: nan 0 inf nan nan suppressed d0|||ESTAT:X(1.0)||confidential (c)\n"
        "sex=F|geo=AT|2021|NR: nan 0 inf nan nan suppressed d0|||ESTAT:X(1.0)||confidentiality N\n"
        "sex=F|geo=AT|2022|NR: nan nan nan nan nan not applicable d0|||ESTAT:X(1.0)||not applicable "
        "(z)\n");
    /* As OECD gives it: version 2, labels behind identifiers, units of a thousand. */
    check_table(
        "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA: Area,TIME_PERIOD: Time,OBS_VALUE,OBS_STATUS: "
        "Status,UNIT_MEASURE: Unit,UNIT_MULT: Multiplier\n"
        "DATAFLOW,OECD:D(1.0),I,AUT: Austria,2018-M07,12.3,A: Normal value,PS,3: Thousands\n"
        "DATAFLOW,OECD:D(1.0),I,AUT: Austria,2018-Q3,1.5,E,PS,0\n"
        "DATAFLOW,OECD:D(1.0),I,AUT: Austria,2018-S2,,M,PS,3\n"
        "DATAFLOW,OECD:D(1.0),I,AUT: Austria,2018-A1,5,W,PS,\n",
        NULL, TT_LAYOUT_SDMX,
        "REF_AREA=AUT: Austria|2018|PS: 5 5 5 nan nan observed d0|||OECD:D(1.0)||status W\n"
        "REF_AREA=AUT: Austria|2018-07|PS: 12300 12300 12300 nan nan observed "
        "d0|||OECD:D(1.0)||printed in units of 10^3\n"
        "REF_AREA=AUT: Austria|2018-Q3|PS: 1.5 1.5 1.5 nan nan observed+approximate "
        "d1|||OECD:D(1.0)||\n"
        "REF_AREA=AUT: Austria|2018-S2|PS: nan nan nan nan nan missing d0|||OECD:D(1.0)||cannot "
        "exist (M); printed in units of 10^3\n");
    check_done();
}

/* The flag b is a break: no change, trend or line across it. */
static void break_flag(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nAT,2016,5,\nAT,2017,6,b\n"
                                     "AT,2018,7,\nAT,2019,:,b\nAT,2020,9,\n",
                                     NULL, NULL);
    check_text(scratch_points(ds, "AT"), "2016=5 | 2017=6+break 2018=7 2019=missing+break | 2020=9",
               "flags");
    tt_point_list list;
    assert_int_equal(tt_dataset_points(ds, 0, 0, 0, &list, NULL), TT_OK);
    assert_non_null(strstr(list.points[1].break_reason, "source"));
    tt_point_list_clear(&list);
    tt_dataset_free(ds);
    ds = scratch_dataset("year,value,status\n2016,5,\n2017,6,break; provisional\n", NULL, NULL);
    check_text(scratch_points(ds, "total"), "2016=5 | 2017=6+provisional+break", "words");
    tt_dataset_free(ds);
    check_done();
}

static void joinpoint(void **state)
{
    (void)state;
    check_table("Sex,Year,Age-Adjusted Rate,Standard Error,Lower CI,Upper CI\n"
                "Male,2017,12.34,0.51,11.3,13.4\nMale,2018,12.4,0.5,11.4,13.4\n",
                NULL, TT_LAYOUT_JOINPOINT,
                "Sex=Male|2017|rate: 12.34 12.34 12.34 nan 0.51 observed d2|||||\n"
                "Sex=Male|2018|rate: 12.4 12.4 12.4 nan 0.5 observed d1|||||\n");
    check_table("Sex\tYear\tCount\tPopulation\nMale\t2017\t12\t1,000\nMale\t2018\t13\t1100\n", NULL,
                TT_LAYOUT_JOINPOINT,
                "Sex=Male|2017|: 12 12 12 1000 nan observed d0|||||\n"
                "Sex=Male|2018|: 13 13 13 1100 nan observed d0|||||\n");
    /* All four: the error belongs to the rate, the population to the count. */
    check_table("Year,Rate,SE,Count,Pop\n2017,12.3,0.5,12,1000\n", NULL, TT_LAYOUT_JOINPOINT,
                "indicator=Count|2017|: 12 12 12 1000 nan observed d0|||||\n"
                "indicator=Rate|2017|rate: 12.3 12.3 12.3 nan 0.5 observed d1|||||\n");
    /* Without a header, by the figures. */
    check_table("1,0,1990,12.3,0.5\n1,0,1991,12.4,0.5\n1,1,1990,9.3,0.4\n", NULL,
                TT_LAYOUT_JOINPOINT,
                "by1=1|by2=0|1990|rate: 12.3 12.3 12.3 nan 0.5 observed d1|||||\n"
                "by1=1|by2=0|1991|rate: 12.4 12.4 12.4 nan 0.5 observed d1|||||\n"
                "by1=1|by2=1|1990|rate: 9.3 9.3 9.3 nan 0.4 observed d1|||||\n");
    check_table("  1 \t 1990   123  100000\n1 1991 124 100000\n1 1992 125 100100  \n", NULL,
                TT_LAYOUT_JOINPOINT,
                "by1=1|1990|: 123 123 123 100000 nan observed d0|||||\n"
                "by1=1|1991|: 124 124 124 100000 nan observed d0|||||\n"
                "by1=1|1992|: 125 125 125 100100 nan observed d0|||||\n");
    check_table("1990\t9.3\t0.1\t93\t1000\n1991\t9.4\t0.1\t94\t1000\n1992\t9.5\t0.1\t95\t1000\n",
                NULL, TT_LAYOUT_JOINPOINT,
                "indicator=count|1990|: 93 93 93 1000 nan observed d0|||||\n"
                "indicator=count|1991|: 94 94 94 1000 nan observed d0|||||\n"
                "indicator=count|1992|: 95 95 95 1000 nan observed d0|||||\n"
                "indicator=rate|1990|rate: 9.3 9.3 9.3 nan 0.1 observed d1|||||\n"
                "indicator=rate|1991|rate: 9.4 9.4 9.4 nan 0.1 observed d1|||||\n"
                "indicator=rate|1992|rate: 9.5 9.5 9.5 nan 0.1 observed d1|||||\n");
    check_done();
}

/* Several columns of figures, columns of months and quarters, facts about values. */
static void tidy(void **state)
{
    (void)state;
    static const char *const values[] = {"female", "male", "total"};
    tt_read_options options = {.value_columns = values, .value_column_count = 3};
    check_table("year,month,female,male,total\n2015,1,5,<5,7\n2015,,8,9,17\n", &options,
                TT_LAYOUT_TIDY,
                "sex=|2015-01|: 7 7 7 nan nan observed d0|||||\n"
                "sex=|2015|: 17 17 17 nan nan observed d0|||||\n"
                "sex=female|2015-01|: 5 5 5 nan nan observed d0|||||\n"
                "sex=female|2015|: 8 8 8 nan nan observed d0|||||\n"
                "sex=male|2015-01|: nan 0 4 nan nan suppressed d0|||||\n"
                "sex=male|2015|: 9 9 9 nan nan observed d0|||||\n");
    options.measure = "who";
    check_table("year,quarter,female,male,total\n2015,Q2,5,6,7\n", &options, TT_LAYOUT_TIDY,
                "who=|2015-Q2|: 7 7 7 nan nan observed d0|||||\n"
                "who=female|2015-Q2|: 5 5 5 nan nan observed d0|||||\n"
                "who=male|2015-Q2|: 6 6 6 nan nan observed d0|||||\n");
    check_table(
        "year,category:breakdown,category,area,area:iso3,value\n"
        "2018,total,total,Peru,PER,9\n2018,by form,labour,Peru,PER,5\n",
        NULL, TT_LAYOUT_TIDY,
        "category=|area=Peru|iso3=PER|2018|: 9 9 9 nan nan observed d0|||||\n"
        "category=by form: labour|area=Peru|iso3=PER|2018|: 5 5 5 nan nan observed d0|||||\n");
    check_table(
        "area,year,value,note\nPeru,2018p,\"1,814a\",n\nPeru,2019*,7 (b),\n", NULL, TT_LAYOUT_TIDY,
        "area=Peru|2018|: 1814 1814 1814 nan nan observed d0|||||n; footnote a; footnote of "
        "the period p\n"
        "area=Peru|2019|: 7 7 7 nan nan observed d0|||||footnote (b); footnote of the period "
        "*\n");
    tt_dataset *ds = NULL;
    tt_error err = {0};
    static const struct {
        const char *text;
        size_t line;
        size_t column;
        const char *says;
    } bad[] = {
        {"year,month,value\n2015,13,5\n", 2, 2, "month"},
        {"year,month,value\n2015,Enerito,5\n", 2, 2, "month"},
        {"year,quarter,value\n2015,5,5\n", 2, 2, "quarter"},
        {"period,month,value\n2015-02,1,5\n", 2, 3, "no year"},
        {"area,area:iso3,year,value\nPeru,PER,2018,5\nPeru,PRU,2019,5\n", 3, 2, "'PRU'"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
        tt_error_clear(&err);
        check_true(scratch_read(ds, bad[i].text, NULL, &err) != TT_OK);
        int right = err.line == bad[i].line && err.column == bad[i].column &&
                    strstr(err.message, bad[i].says);
        if (!right)
            print_error("%s: %zu:%zu %s\n", bad[i].text, err.line, err.column, err.message);
        check_true(right);
        tt_dataset_free(ds);
    }
    check_done();
}

/* Titles above, a header that is named, delimiters, a line for Excel. */
static void around_the_table(void **state)
{
    (void)state;
    static const char *const same[] = {
        "area,year,value\nPeru,2018,5\n",
        "area;year;value\nPeru;2018;5\n",
        "area\tyear\tvalue\nPeru\t2018\t5\n",
        "area|year|value\nPeru|2018|5\n",
        "sep=;\narea;year;value\nPeru;2018;5\n",
        "sep=^\r\narea^year^value\r\nPeru^2018^5\r\n",
        "\"Table 1, victims\"\n\narea,year,value\nPeru,2018,5\n",
        "Table 1;;\nvictims, persons;;\narea;year;value\nPeru;2018;5\n",
        "area,year,value\nPeru,2018,5\nSource: a ministry\n\"Note: b, c\"\n",
        "area,year,value,\nPeru,2018,5,\n,,,\n",
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        check_table(same[i], NULL, TT_LAYOUT_TIDY,
                    "area=Peru|2018|: 5 5 5 nan nan observed d0|||||\n");
    tt_read_options named = {.header_line = 3, .year_column = "y"};
    check_table("year,value\n1,2\ny,value\n2018,5\n", &named, TT_LAYOUT_TIDY,
                "2018|: 5 5 5 nan nan observed d0|||||\n");
    named = (tt_read_options){.delimiter = '/'};
    check_table("area/year/value\nPeru/2018/5\n", &named, TT_LAYOUT_TIDY,
                "area=Peru|2018|: 5 5 5 nan nan observed d0|||||\n");
    tt_dataset *ds = scratch_dataset(same[7], NULL, NULL);
    const tt_file_report *r = tt_dataset_file(ds, 0);
    assert_int_equal(r->header_line, 3);
    assert_int_equal(r->remark_count, 2);
    assert_true(r->remarks[1].is_title);
    assert_string_equal(r->remarks[1].text, "victims, persons");
    tt_dataset_free(ds);
    tt_error err = {0};
    named = (tt_read_options){.header_line = 9};
    assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
    check_status(scratch_read(ds, same[0], &named, &err), TT_ESCHEMA, &err);
    check_true(err.line == 9 && strstr(err.message, "--header-row"));
    /* A note between rows of figures is no note. */
    tt_error_clear(&err);
    check_status(
        scratch_read(ds, "area,year,value\nPeru,2018,5\nSource: x\nPeru,2019,5\n", NULL, &err),
        TT_ESCHEMA, &err);
    check_true(err.line == 3);
    /* Nor is a row that was cut off in the middle. */
    tt_error_clear(&err);
    check_status(scratch_read(ds, "area,year,value\nPeru,2018,5\nPer", NULL, &err), TT_ESCHEMA,
                 &err);
    check_true(err.line == 3);
    tt_dataset_free(ds);
    check_done();
}

/* A table of nothing but different marks is told in few words, and takes no time. */
static void many_marks(void **state)
{
    (void)state;
    enum { ROWS = 20000 };
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, "year,value\n");
    for (int i = 0; i < ROWS; i++)
        tt_strbuf_addf(&text, "%d,5 (%c%c%c)\n", 1900 + i % 100, 'a' + i % 26, 'a' + i / 26 % 26,
                       'a' + i / 676 % 26);
    tt_dataset *ds = scratch_dataset(text.text, NULL, NULL);
    const tt_file_report *r = tt_dataset_file(ds, 0);
    size_t cells = 0;
    for (size_t i = 0; i < r->mark_count; i++)
        cells += r->marks[i].count;
    assert_int_equal(cells, ROWS);
    assert_true(r->mark_count < 300);
    assert_string_equal(r->marks[0].mark, "(aaa)");
    assert_int_equal(r->marks[0].count, 2);
    assert_string_equal(r->marks[r->mark_count - 1].mark, "others");
    tt_dataset_free(ds);
    tt_strbuf_clear(&text);
}

/* Columns that should perhaps have been figures. */
static void numbers_as_dimensions(void **state)
{
    (void)state;
    static const char *const values[] = {"a", "b"};
    tt_read_options options = {.value_columns = values, .value_column_count = 2};
    tt_dataset *ds =
        scratch_dataset("year,a,b,c\n2010,1,2,31\n2011,1,2,32\n2012,1,2,33\n2013,1,2,34\n"
                        "2014,1,2,35\n2015,1,2,36\n",
                        &options, NULL);
    assert_true(tt_dataset_file(ds, 0)->columns[3].holds_figures);
    tt_dataset_free(ds);
    ds = scratch_dataset("year,code,value\n2010,1,2\n2011,1,2\n2012,1,2\n2010,2,2\n2011,2,2\n"
                         "2012,2,2\n",
                         NULL, NULL);
    assert_false(tt_dataset_file(ds, 0)->columns[1].holds_figures);
    tt_dataset_free(ds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(guesses),    cmocka_unit_test(named_columns),
        cmocka_unit_test(wide),       cmocka_unit_test(sdmx),
        cmocka_unit_test(break_flag), cmocka_unit_test(joinpoint),
        cmocka_unit_test(tidy),       cmocka_unit_test(around_the_table),
        cmocka_unit_test(many_marks), cmocka_unit_test(numbers_as_dimensions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
