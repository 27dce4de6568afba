/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/dataset.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

#define FIXTURES TT_SOURCE_DIR "/tests/fixtures/csv/"

static tt_dataset *new_dataset(void)
{
    tt_dataset *ds = NULL;
    assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
    return ds;
}

/* A file, the fault in it, and where the message must say that it is. */
static void faults_of_files(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        tt_layout layout;
        tt_status status;
        size_t line;
        size_t column;
        const char *says;
    } list[] = {
        {"there-is-none.csv", TT_LAYOUT_TIDY, TT_ENOINPUT, 0, 0, "No such file"},
        {"", TT_LAYOUT_TIDY, TT_ENOINPUT, 0, 0, "folder"},
        {"empty.csv", TT_LAYOUT_TIDY, TT_ESCHEMA, 1, 0, "empty"},
        {"blank.csv", TT_LAYOUT_TIDY, TT_ESCHEMA, 0, 0, "blank lines"},
        {"no-header.csv", TT_LAYOUT_TIDY, TT_ESCHEMA, 1, 0, "found: victims, 2017, 667"},
        {"wrong-column.csv", TT_LAYOUT_TIDY, TT_ESCHEMA, 1, 0, "'value'"},
        {"no-year.csv", TT_LAYOUT_TIDY, TT_ESCHEMA, 1, 0, "'year' or 'period'"},
        {"column-twice.csv", TT_LAYOUT_TIDY, TT_ESCHEMA, 1, 4, "'indicator'"},
        {"year-and-period.csv", TT_LAYOUT_TIDY, TT_ESCHEMA, 1, 4, "'year' and 'period'"},
        {"text-value.csv", TT_LAYOUT_TIDY, TT_EPARSE, 3, 3, "'about seven hundred'"},
        {"text-year.csv", TT_LAYOUT_TIDY, TT_EPARSE, 3, 2, "'total'"},
        {"year-20188.csv", TT_LAYOUT_TIDY, TT_EPARSE, 2, 2, "'20188'"},
        {"negative.csv", TT_LAYOUT_TIDY, TT_EDOMAIN, 3, 3, "'-706'"},
        {"dash.csv", TT_LAYOUT_TIDY, TT_EPARSE, 2, 3, "--dash"},
        {"nul.csv", TT_LAYOUT_TIDY, TT_EPARSE, 2, 1, "NUL"},
        {"latin1.csv", TT_LAYOUT_TIDY, TT_EENCODING, 3, 1, "--encoding"},
        {"workbook.xlsx", TT_LAYOUT_TIDY, TT_ESCHEMA, 1, 0, "libreoffice"},
        {"workbook.xls", TT_LAYOUT_TIDY, TT_ESCHEMA, 1, 0, "libreoffice"},
        {"ragged-short.csv", TT_LAYOUT_TIDY, TT_ESCHEMA, 3, 3, "2 cells"},
        {"ragged-long.csv", TT_LAYOUT_TIDY, TT_ESCHEMA, 3, 4, "4 cells"},
        {"unclosed-quote.csv", TT_LAYOUT_TIDY, TT_EPARSE, 3, 3, "not closed"},
        {"quote-inside.csv", TT_LAYOUT_TIDY, TT_EPARSE, 3, 1, "quote"},
        {"cut-short.csv.gz", TT_LAYOUT_TIDY, TT_EIO, 0, 0, "cut short"},
        {"unknown-status.csv", TT_LAYOUT_TIDY, TT_EPARSE, 2, 3, "'perhaps'"},
        {"status-beside-figure.csv", TT_LAYOUT_TIDY, TT_EDOMAIN, 3, 3, "'missing'"},
        {"status-beside-bound.csv", TT_LAYOUT_TIDY, TT_EDOMAIN, 2, 3, "'not_applicable'"},
        {"below-lower.csv", TT_LAYOUT_TIDY, TT_EDOMAIN, 3, 3, "lower"},
        {"above-upper.csv", TT_LAYOUT_TIDY, TT_EDOMAIN, 2, 4, "upper"},
        {"lower-above-upper.csv", TT_LAYOUT_TIDY, TT_EDOMAIN, 2, 3, "lower"},
        {"one-limit.csv", TT_LAYOUT_TIDY, TT_EDOMAIN, 2, 3, "without"},
        {"percent-of-persons.csv", TT_LAYOUT_TIDY, TT_EUNITS, 3, 2, "'persons'"},
        {"exposure-zero.csv", TT_LAYOUT_TIDY, TT_EDOMAIN, 2, 3, "exposure"},
        {"exposure-text.csv", TT_LAYOUT_TIDY, TT_EPARSE, 2, 3, "'<5'"},
        {"negative-se.csv", TT_LAYOUT_TIDY, TT_EDOMAIN, 2, 3, "standard error"},
        {"good.csv", TT_LAYOUT_UNODC, TT_ESCHEMA, 1, 0, "no column"},
        {"unodc-no-sex.csv", TT_LAYOUT_UNODC, TT_ESCHEMA, 1, 0, "'Sex'"},
        {"unodc-attribute.csv", TT_LAYOUT_UNODC, TT_ESCHEMA, 3, 3, "'Asia'"},
        {"good.csv", TT_LAYOUT_COUNT, TT_EUSAGE, 0, 0, "layout"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        char path[512];
        (void)snprintf(path, sizeof path, "%s%s", FIXTURES, list[i].file);
        tt_read_options options = {.layout = list[i].layout};
        tt_dataset *ds = new_dataset();
        tt_error err = {0};
        check_status(tt_dataset_read(ds, path, &options, &err), list[i].status, &err);
        int column = !list[i].column || err.column == list[i].column;
        int line = err.line == list[i].line || list[i].status == TT_EIO;
        int right = err.status == list[i].status && line && column &&
                    strstr(err.message, list[i].says) &&
                    (list[i].status == TT_EUSAGE ||
                     strstr(err.file, list[i].file)); /* the end of a long path stays */
        if (!right)
            print_error("%s: line %zu, column %zu of '%s': %s\n", list[i].file, err.line,
                        err.column, err.file, err.message);
        check_true(right);
        check_status(tt_dataset_read(ds, path, &options, NULL), list[i].status, NULL);
        tt_dataset_free(ds);
    }
    check_done();
}

static void good_files(void **state)
{
    (void)state;
    tt_error err = {0};
    tt_dataset *ds = new_dataset();
    check_status(tt_dataset_read(ds, FIXTURES "good.csv", NULL, &err), TT_OK, &err);
    check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
    assert_string_equal(scratch_points(ds, "victims"), "2017=667 2018=706");
    const tt_series *series = tt_dataset_series(ds, 0);
    assert_int_equal(series->count, 2);
    const tt_observation *row = tt_dataset_observation(ds, series->first + 1);
    assert_int_equal(row->line, 3);
    assert_string_equal(tt_dataset_text(ds, tt_dataset_origin(ds, row)->file), FIXTURES "good.csv");
    /* A finished data set takes no more, and is finished once. */
    check_status(tt_dataset_read(ds, FIXTURES "good.csv", NULL, NULL), TT_EUSAGE, NULL);
    check_status(tt_dataset_read_breaks(ds, FIXTURES "good.csv", NULL), TT_EUSAGE, NULL);
    check_status(tt_dataset_finish(ds, NULL, NULL), TT_EUSAGE, NULL);
    tt_dataset_free(ds);

    ds = new_dataset();
    check_status(tt_dataset_read(ds, FIXTURES "whole.csv.gz", NULL, &err), TT_OK, &err);
    check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
    assert_int_equal(tt_dataset_summarise(ds).rows, 220);
    tt_dataset_free(ds);
    check_done();
}

static void options_that_make_no_sense(void **state)
{
    (void)state;
    static const tt_read_options bad[] = {
        {.layout = (tt_layout)99},
        {.dash = (tt_dash)7},
        {.suppressed_low = -1},
        {.suppressed_low = (double)NAN},
        {.suppressed_low = (double)INFINITY},
    };
    tt_dataset *ds = new_dataset();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tt_error err = {0};
        check_status(tt_dataset_read(ds, FIXTURES "good.csv", &bad[i], &err), TT_EUSAGE, &err);
    }
    tt_finish_options finish = {.conflict = (tt_conflict)9};
    check_status(tt_dataset_finish(ds, &finish, NULL), TT_EUSAGE, NULL);
    check_status(tt_dataset_finish(ds, NULL, NULL), TT_OK, NULL);
    assert_int_equal(tt_dataset_series_count(ds), 0);
    tt_dataset_free(ds);
    check_done();
}

/* Tables without rows, without dimensions, with one cell. */
static void small_tables(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("year,value\n", NULL, NULL);
    assert_int_equal(tt_dataset_series_count(ds), 0);
    assert_true(tt_dataset_find_series(ds, &(uint32_t){0}, 0) == TT_NONE);
    assert_int_equal(tt_dataset_summarise(ds).rows, 0);
    tt_dataset_free(ds);
    ds = scratch_dataset("year,value\n2018,706\n2017,667\n", NULL, NULL);
    assert_int_equal(tt_dataset_dimension_count(ds), 0);
    assert_string_equal(scratch_points(ds, "total"), "2017=667 2018=706");
    tt_dataset_free(ds);
    /* Series that differ in their unit only. */
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, "year,value,unit\n");
    for (int i = 0; i < 100; i++)
        tt_strbuf_addf(&text, "2018,%d,unit %02d\n", i, i);
    ds = scratch_dataset(tt_strbuf_text(&text), NULL, NULL);
    assert_int_equal(tt_dataset_series_count(ds), 100);
    for (size_t i = 0; i < 100; i++) {
        const tt_series *series = tt_dataset_series(ds, i);
        check_true(tt_dataset_find_series(ds, series->key, series->unit_id) == i);
        check_rel(tt_dataset_observation(ds, series->first)->value, (double)i, 0,
                  "row of the unit");
    }
    tt_dataset_free(ds);
    tt_strbuf_clear(&text);
    check_done();
}

/* The series beside another: the same in all but one dimension, in the same unit. */
static void siblings(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("area,sex,year,value,unit\n"
                                     "Peru,female,2018,1,persons\nPeru,male,2018,2,persons\n"
                                     "Peru,male,2018,3,cases\nChile,female,2018,4,persons\n",
                                     NULL, NULL);
    size_t sex = tt_dataset_find_dimension(ds, "sex");
    uint32_t male = (uint32_t)tt_dataset_find_value(ds, sex, "male");
    uint32_t female = (uint32_t)tt_dataset_find_value(ds, sex, "female");
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++) {
        const tt_series *series = tt_dataset_series(ds, i);
        size_t found = 0;
        tt_error err = {0};
        check_status(tt_dataset_find_sibling(ds, i, sex, male, &found, &err), TT_OK, &err);
        int there = strcmp(tt_dataset_value(ds, 0, series->key[0]), "Peru") == 0;
        check_true((found != TT_NONE) == there);
        if (!there)
            continue;
        check_true(tt_dataset_series(ds, found)->unit_id == series->unit_id);
        check_true(tt_dataset_series(ds, found)->key[sex] == male);
        check_status(tt_dataset_find_sibling(ds, i, sex, female, &found, &err), TT_OK, &err);
        check_true((found == TT_NONE) == (strcmp(series->unit, "cases") == 0));
        tt_memory_fail_at(1);
        check_status(tt_dataset_find_sibling(ds, i, sex, male, &found, &err), TT_ENOMEM, &err);
        tt_memory_fail_at(0);
        check_true(found == TT_NONE);
    }
    tt_dataset_free(ds);
    check_done();
}

static void columns(void **state)
{
    (void)state;
    /* Reserved columns, columns that are never dimensions, columns without a name. */
    tt_dataset *ds = scratch_dataset(
        "area,indicator,year,value,unit,base,status,exposure,se,lower,upper,definition,source,"
        "locator,note,source_url,notes,note2,sourced,,form\n"
        "Mexico,victims,2018,706,persons,b,partial,1000,2.5,700,710,d,s,l,n,u,m,n2,w,e,labor\n",
        NULL, NULL);
    assert_int_equal(tt_dataset_dimension_count(ds), 3);
    assert_string_equal(tt_dataset_dimension(ds, 0), "area");
    assert_string_equal(tt_dataset_dimension(ds, 1), "indicator");
    assert_string_equal(tt_dataset_dimension(ds, 2), "form");
    assert_int_equal(tt_dataset_role(ds, 0), TT_ROLE_AREA);
    assert_int_equal(tt_dataset_find_role(ds, TT_ROLE_INDICATOR), 1);
    assert_true(tt_dataset_find_role(ds, TT_ROLE_SEX) == TT_NONE);
    assert_true(tt_dataset_find_dimension(ds, "sex") == TT_NONE);
    const tt_observation *row = tt_dataset_observation(ds, 0);
    const tt_origin *origin = tt_dataset_origin(ds, row);
    assert_string_equal(tt_dataset_text(ds, origin->definition), "d");
    assert_string_equal(tt_dataset_text(ds, origin->base), "b");
    assert_string_equal(tt_dataset_text(ds, origin->source), "s");
    assert_string_equal(tt_dataset_text(ds, origin->locator), "l");
    assert_string_equal(tt_dataset_text(ds, origin->note), "n");
    check_rel(tt_dataset_exposure(ds, 0), 1000, 0, "the cell");
    check_rel(tt_dataset_standard_error(ds, 0), 2.5, 0, "the cell");
    assert_string_equal(scratch_points(ds, "victims"), "2018=706[700,710]+partial");
    assert_string_equal(tt_dataset_series(ds, 0)->unit, "persons");
    tt_dataset_free(ds);

    /* Other names; then the usual ones mean nothing. Columns that are left out. */
    static const char *const ignore[] = {"OBS_STATUS", "none such"};
    tt_read_options options = {.year_column = "TIME_PERIOD",
                               .value_column = "OBS_VALUE",
                               .exposure_column = "POP",
                               .ignore = ignore,
                               .ignore_count = 2};
    ds = scratch_dataset("TIME_PERIOD,OBS_VALUE,POP,OBS_STATUS,value\n2018-Q1,5,10,A,x\n", &options,
                         NULL);
    assert_int_equal(tt_dataset_dimension_count(ds), 1);
    assert_string_equal(tt_dataset_dimension(ds, 0), "value");
    assert_string_equal(scratch_points(ds, "x"), "2018-Q1=5"); /* the only series, by what it is */
    check_rel(tt_dataset_exposure(ds, 0), 10, 0, "the cell");
    tt_dataset_free(ds);
    /* An option that names a column which is not there is told by that name. */
    ds = new_dataset();
    tt_error err = {0};
    check_status(scratch_read(ds, "year,value\n2018,5\n", &options, &err), TT_ESCHEMA, &err);
    assert_non_null(strstr(err.message, "'TIME_PERIOD'"));
    tt_dataset_free(ds);
    check_done();
}

static void limits(void **state)
{
    (void)state;
    /* More dimensions than any table of figures has: a wide table, or no table. */
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, "year,value");
    for (int i = 0; i < 10000; i++)
        tt_strbuf_addf(&text, ",column %d", i);
    tt_strbuf_add(&text, "\n");
    tt_dataset *ds = new_dataset();
    tt_error err = {0};
    check_status(scratch_read(ds, tt_strbuf_text(&text), NULL, &err), TT_ELIMIT, &err);
    check_true(err.line == 1 && err.column > 2 && strstr(err.message, "--ignore"));
    tt_dataset_free(ds);
    /* The same column twice is found also among very many. */
    tt_strbuf_reset(&text);
    tt_strbuf_add(&text, "year,value");
    for (int i = 0; i < 16000; i++)
        tt_strbuf_addf(&text, ",note %d", i);
    tt_strbuf_add(&text, ",note 7\n");
    ds = new_dataset();
    tt_error_clear(&err);
    check_status(scratch_read(ds, tt_strbuf_text(&text), NULL, &err), TT_ESCHEMA, &err);
    check_true(err.line == 1 && err.column == 16003);
    tt_dataset_free(ds);
    /* A category beyond all sense. */
    tt_strbuf_reset(&text);
    tt_strbuf_add(&text,
                  "Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,"
                  "Year,Unit of measurement,txtVALUE,Source\nALB,Albania,Europe,South,x,by,");
    for (int i = 0; i < 2000; i++)
        tt_strbuf_add_char(&text, 'y');
    tt_strbuf_add(&text, ",Total,Total,2018,Counts,5,GLOTIP\n");
    tt_read_options options = {.layout = TT_LAYOUT_UNODC};
    ds = new_dataset();
    tt_error_clear(&err);
    check_status(scratch_read(ds, tt_strbuf_text(&text), &options, &err), TT_ELIMIT, &err);
    check_true(err.line == 2 && err.column == 7);
    tt_dataset_free(ds);
    tt_strbuf_clear(&text);
    check_done();
}

static int go_on(const tt_error *err, void *context)
{
    tt_strbuf *out = context;
    tt_strbuf_addf(out, "%zu:%zu ", err->line, err->column);
    return 0;
}

static int stop_at_second(const tt_error *err, void *context)
{
    (void)err;
    int *count = context;
    return ++*count >= 2;
}

/* Reading goes on behind a fault, and a fault leaves no trace in the rows behind it. */
static void going_on(void **state)
{
    (void)state;
    static const char text[] = "indicator,year,value,population\n"
                               "a,2015,5,100\n"
                               "a,2016,five,100\n"
                               "a,2017,5,100\n" /* the same text as before the fault */
                               "a,20188,5,100\n"
                               "a,2018,7,0\n"
                               "a,2018,7,90,\n"
                               "a,2018\n"
                               "a,2019,-1,100\n"
                               "a,2019,7,100\n";
    tt_strbuf told = TT_STRBUF_INIT;
    tt_read_options options = {.problem = go_on, .problem_context = &told};
    tt_dataset *ds = scratch_dataset(text, &options, NULL);
    assert_string_equal(tt_strbuf_text(&told), "3:3 5:2 6:4 7:5 8:3 9:3 ");
    assert_string_equal(scratch_points(ds, "a"), "2015=5 2017=5 2019=7");
    tt_dataset_free(ds);
    tt_strbuf_clear(&told);

    int count = 0;
    tt_error err = {0};
    options = (tt_read_options){.problem = stop_at_second, .problem_context = &count};
    ds = new_dataset();
    check_status(scratch_read(ds, text, &options, &err), TT_EPARSE, &err);
    assert_int_equal(err.line, 5);
    assert_int_equal(count, 2);
    tt_dataset_free(ds);
    check_done();
}

/* A cell of one line end is no figure and no period, whatever stood in the row before. */
static void cell_of_a_line_end(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t line;
        size_t column;
    } rows[] = {
        {"year,value\n2018,\"\n\"\n", 2, 2},
        {"year,value\n\"\n\",5\n", 2, 1},
        {"year,value\n2018,                              5\n2019,\"\n\"\n", 3, 2},
        {"year,value\n2018,\"                              5\"\n2019,\"\n\"\n", 3, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tt_dataset *ds = new_dataset();
        tt_error err = {0};
        check_status(scratch_read(ds, rows[i].text, NULL, &err), TT_EPARSE, &err);
        check_true(err.line == rows[i].line && err.column == rows[i].column);
        tt_dataset_free(ds);
    }
    check_done();
}

static void check_value(const char *header, const char *row, const char *expected)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_addf(&text, "year,%s\n2018,%s\n", header, row);
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&text), NULL, NULL);
    check_text(scratch_points(ds, "total"), expected, row);
    tt_dataset_free(ds);
    tt_strbuf_clear(&text);
}

/* The interval that rounding in print leaves, by half a unit of the last digit printed. */
static void percentages(void **state)
{
    (void)state;
    check_value("value,unit", "21,percent", "2018=21[20.5,21.5]+rounded");
    check_value("value,unit", "21%,percent", "2018=21[20.5,21.5]+rounded");
    check_value("value,unit", "21.5,percent", "2018=21.5[21.45,21.55]+rounded");
    check_value("value,unit", "21.0,%", "2018=21[20.95,21.05]+rounded");
    check_value("value,unit", "0,percent", "2018=0[0,0.5]+rounded");
    check_value("value,unit", "0.2,percent", "2018=0.2[0.15000000000000002,0.25]+rounded");
    check_value("value,unit", "106,percent", "2018=106[105.5,106.5]+rounded");
    check_value("value,unit", "~21,percent", "2018=21[20.5,21.5]+approximate+rounded");
    check_value("value,unit", "<5,percent", "2018=[0,5]");
    check_value("value,unit", "10..20,percent", "2018=[10,20]");
    check_value("value,unit", ",percent", "2018=missing");
    check_value("value,unit", "21,persons", "2018=21");
    /* The sign names the unit where no column does. */
    check_value("value", "21%", "2018=21[20.5,21.5]+rounded");
    check_value("value", "<5%", "2018=[0,5]");
    tt_dataset *ds = scratch_dataset("year,value\n2017,21%\n2018,21\n", NULL, NULL);
    assert_int_equal(tt_dataset_series_count(ds), 2);
    size_t percent = scratch_find(ds, "total", "percent");
    assert_true(percent != TT_NONE);
    assert_int_equal(tt_dataset_series(ds, percent)->unit_kind, TT_UNIT_PERCENT);
    assert_true(scratch_find(ds, "total", "") != TT_NONE);
    tt_dataset_free(ds);
    /* Limits that are given replace those of rounding, one or both. */
    check_value("value,unit,lower,upper", "21,percent,20,22", "2018=21[20,22]");
    check_value("value,unit,lower,upper", "21,percent,,22", "2018=21[20.5,22]+rounded");
    /* 21 % of 706 is 145 to 151 persons: 0.205 * 706 = 144.73, 0.215 * 706 = 151.79. */
    ds = scratch_dataset("year,value,unit\n2018,21,percent\n", NULL, NULL);
    const tt_observation *row = tt_dataset_observation(ds, 0);
    check_rel(ceil(row->low / 100 * 706), 145, 0, "product.md: 21 % of 706 is 145 to 151");
    check_rel(floor(row->high / 100 * 706), 151, 0, "product.md: 21 % of 706 is 145 to 151");
    tt_dataset_free(ds);
    check_done();
}

static void states_and_limits(void **state)
{
    (void)state;
    check_value("value,status", "5,", "2018=5");
    check_value("value,status", "5,observed", "2018=5");
    check_value("value,status", "5,partial", "2018=5+partial");
    check_value("value,status", "5,p", "2018=5+provisional");
    check_value("value,status", "5,estimated", "2018=5+approximate");
    check_value("value,status", ",missing", "2018=missing");
    check_value("value,status", ",suppressed", "2018=[0,inf]suppressed");
    check_value("value,status", "<5,suppressed", "2018=[0,4]suppressed");
    check_value("value,status", "10..20,suppressed", "2018=[10,20]suppressed");
    check_value("value,status", ",not_applicable", "2018=not applicable");
    check_value("value", ":c", "2018=[0,inf]suppressed");
    check_value("value,status,lower,upper", ",suppressed,1,9", "2018=[1,9]suppressed");
    check_value("value,status,lower,upper", ",suppressed,,9", "2018=[0,9]suppressed");
    check_value("value,lower,upper", ",1,9", "2018=[1,9]");
    check_value("value,lower,upper", "5,1,9", "2018=5[1,9]");
    check_value("value,lower,upper", "5,,9", "2018=5[5,9]");
    check_value("value,lower,upper", "5,NA,NA", "2018=5");
    check_value("value,unit", "-5,index", "2018=-5");
    check_value("value,unit", "\"1,814.5\",MXN", "2018=1814.5");
    tt_read_options options = {.dash = TT_DASH_ZERO, .suppressed_low = 1};
    tt_dataset *ds = scratch_dataset("year,value\n2017,-\n2018,<5\n", &options, NULL);
    assert_string_equal(scratch_points(ds, "total"), "2017=0 2018=[1,4]suppressed");
    tt_dataset_free(ds);
    check_done();
}

static void names_of_series(void **state)
{
    (void)state;
    /* What is constant is left out, also where it is the indicator. */
    tt_dataset *ds = scratch_dataset("area,indicator,jurisdiction,year,value\n"
                                     "Mexico,victims,federal,2018,1\nMexico,victims,,2018,3\n"
                                     "Mexico,victims,state/local,2018,2\n",
                                     NULL, NULL);
    assert_string_equal(scratch_points(ds, "federal"), "2018=1");
    assert_string_equal(scratch_points(ds, "state%2Flocal"), "2018=2");
    assert_string_equal(scratch_points(ds, "victims"), "2018=3");
    assert_string_equal(tt_dataset_series(ds, 0)->name, "victims"); /* the margin comes first */
    tt_dataset_free(ds);
    ds =
        scratch_dataset("indicator,sex,form,year,value\na,f,x,2018,1\nb,,x,2018,2\nb,f,y/z,2018,3\n"
                        "b,_T,TOTAL,2018,4\n",
                        NULL, NULL);
    assert_string_equal(scratch_points(ds, "a/f/x"), "2018=1");
    assert_string_equal(scratch_points(ds, "b/x"), "2018=2");
    assert_string_equal(scratch_points(ds, "b/f/y%2Fz"), "2018=3");
    assert_string_equal(scratch_points(ds, "b"), "2018=4");
    tt_dataset_free(ds);
    /* Every spelling of the margin is one series. */
    ds = scratch_dataset(
        "form,year,value\n,2015,1\ntotal,2016,2\nTotal,2017,3\n_T,2018,4\nall,2019,5\n"
        "ALL,2020,6\n",
        NULL, NULL);
    assert_int_equal(tt_dataset_series_count(ds), 1);
    assert_string_equal(scratch_points(ds, "total"), "2015=1 2016=2 2017=3 2018=4 2019=5 2020=6");
    assert_int_equal(tt_dataset_find_value(ds, 0, "_t"), 0);
    assert_true(tt_dataset_find_value(ds, 0, "labor") == TT_NONE);
    tt_dataset_free(ds);
    check_done();
}

static const char rows_in_one_order[][96] = {
    "victims,federal,2016,194,d1,s1,,",
    "victims,state,2016,691,d1,s1,,",
    "victims,,2016,740,d1,s1,,",
    "victims,federal,2017,127,d1,s1,100,",
    "victims,state,2017,540,d1,s2,,1.5",
    "victims,federal,2018,\"1,814\",d2,s1,,",
    "victims,state,2018,<5,d2,s1,,",
    "convictions,state,2018,5,d1,s1,,",
    "convictions,federal,2018,6,d3,s1,,",
    "convictions,federal,2017,6,d1,s1,,",
    "convictions,state,2017,8,d2,s1,,",
    "convictions,unspecified,2017,1,d1,s1,,",
    "convictions,unspecified,2018,0,,s1,,",
    "prosecutions,federal,2018,4,d1,s1,50,",
    "prosecutions,federal,2018,4,d2,s2,60,",
    "prosecutions,federal,2018,,d0,,70,",
    "prosecutions,state,2018,9,,s1,,",
    "prosecutions,state,2018,7,d1,s1,,2",
    "prosecutions,state,2018,<5,d1,s1,,",
};

enum { ROW_COUNT = sizeof rows_in_one_order / sizeof *rows_in_one_order };

/* The same rows in the order of `order`, in one file or in three. */
static char *dump_permuted(const size_t *order, int files, tt_conflict conflict)
{
    static const char header[] =
        "indicator,jurisdiction,year,value,definition,source,exposure,se\n";
    tt_dataset *ds = new_dataset();
    for (int file = 0; file < files; file++) {
        tt_strbuf text = TT_STRBUF_INIT;
        tt_strbuf_add(&text, header);
        for (size_t i = 0; i < ROW_COUNT; i++)
            if ((int)(i * (size_t)files / ROW_COUNT) == file)
                tt_strbuf_addf(&text, "%s\n", rows_in_one_order[order[i]]);
        tt_error err = {0};
        check_status(scratch_read(ds, tt_strbuf_text(&text), NULL, &err), TT_OK, &err);
        tt_strbuf_clear(&text);
    }
    tt_finish_options options = {.conflict = conflict};
    check_status(tt_dataset_finish(ds, &options, NULL), TT_OK, NULL);
    char *dump = scratch_dump(ds);
    tt_dataset_free(ds);
    return dump;
}

/* Neither the order of rows nor their spread over files shows in any series, name, point or sum. */
static void order_changes_nothing(void **state)
{
    (void)state;
    static const tt_conflict policies[] = {TT_CONFLICT_INTERVAL, TT_CONFLICT_NUMERIC,
                                           TT_CONFLICT_MAX};
    size_t order[ROW_COUNT];
    for (size_t i = 0; i < ROW_COUNT; i++)
        order[i] = i;
    for (size_t p = 0; p < sizeof policies / sizeof *policies; p++) {
        char *expected = dump_permuted(order, 1, policies[p]);
        unsigned random = 1;
        for (int round = 0; round < 60; round++) {
            for (size_t i = ROW_COUNT - 1; i > 0; i--) {
                random = random * 1664525u + 1013904223u;
                size_t j = (random >> 8) % (i + 1);
                size_t other = order[i];
                order[i] = order[j];
                order[j] = other;
            }
            char *dump = dump_permuted(order, 1 + round % 3, policies[p]);
            check_text(dump, expected, "permuted rows");
            tt_free(dump);
            check_done();
        }
        tt_free(expected);
    }
}

/* The same table in other line ends, with a mark, compressed, is the same data set. */
static void form_changes_nothing(void **state)
{
    (void)state;
    static const char table[] = "indicator,sex,year,value,note\n"
                                "\"victims, all\",female,2017,\"1,024\",\"two\nlines\"\n"
                                "\"victims, all\",male,2017,<5,\n\n"
                                "\"victims, all\",female,2018,7,M\xC3\xA9xico\n";
    tt_dataset *first = scratch_dataset(table, NULL, NULL);
    char *expected = scratch_dump(first);
    tt_dataset_free(first);
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    for (int form = 0; form < 12; form++) {
        tt_strbuf text = TT_STRBUF_INIT;
        if (form & 1)
            tt_strbuf_add(&text, "\xEF\xBB\xBF");
        for (const char *c = table; *c; c++)
            if (*c == '\n')
                tt_strbuf_add(&text, ends[form / 4]);
            else
                tt_strbuf_add_char(&text, *c);
        scratch file = form & 2 ? scratch_write_gz(text.text, text.length)
                                : scratch_write(text.text, text.length);
        tt_dataset *ds = new_dataset();
        tt_error err = {0};
        check_status(tt_dataset_read(ds, file.path, NULL, &err), TT_OK, &err);
        check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
        char *dump = scratch_dump(ds);
        check_text(dump, expected, "the same table in another form");
        size_t series = scratch_find(ds, "female", NULL);
        assert_true(series != TT_NONE);
        /* Line 3 ends the cell of two lines; line 5 is blank. */
        check_true(tt_dataset_observation(ds, tt_dataset_series(ds, series)->first + 1)->line == 6);
        tt_free(dump);
        tt_dataset_free(ds);
        scratch_remove(&file);
        tt_strbuf_clear(&text);
    }
    tt_free(expected);
    check_done();
}

/* Files with different columns are one data set: what a file has no column for is the margin. */
static void several_files(void **state)
{
    (void)state;
    static const char totals[] = "indicator,year,value\nvictims,2017,667\nvictims,2018,706\n";
    static const char by_sex[] = "year,sex,value,indicator,exposure\n"
                                 "2018,female,500,victims,1000\n2018,male,206,victims,900\n";
    static const char by_form[] = "form,year,value,indicator\nlabor,2018,77,victims\n";
    static const char *const files[] = {totals, by_sex, by_form};
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                    {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (size_t o = 0; o < sizeof orders / sizeof *orders; o++) {
        tt_dataset *ds = new_dataset();
        tt_error err = {0};
        for (int i = 0; i < 3; i++)
            check_status(scratch_read(ds, files[orders[o][i]], NULL, &err), TT_OK, &err);
        check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
        assert_int_equal(tt_dataset_dimension_count(ds), 3);
        assert_int_equal(tt_dataset_series_count(ds), 4);
        assert_string_equal(scratch_points(ds, "victims"), "2017=667 2018=706");
        assert_string_equal(scratch_points(ds, "female"), "2018=500");
        assert_string_equal(scratch_points(ds, "male"), "2018=206");
        assert_string_equal(scratch_points(ds, "labor"), "2018=77");
        size_t female = tt_dataset_series(ds, scratch_find(ds, "female", NULL))->first;
        size_t total = tt_dataset_series(ds, scratch_find(ds, "victims", NULL))->first;
        check_rel(tt_dataset_exposure(ds, female), 1000, 0, "the cell");
        check_rel(tt_dataset_exposure(ds, total), NAN, 0, "no column in that file");
        assert_int_equal(tt_dataset_summarise(ds).files, 3);
        tt_dataset_free(ds);
    }
    check_done();
}

/* The order of files is the order of reading, whatever their names and the texts in them. */
static void first_and_last_by_reading(void **state)
{
    (void)state;
    scratch a = scratch_write("year,value\n2018,1\n", 18);
    scratch b = scratch_write("year,value\n2018,2\n", 18);
    scratch c = scratch_write("year,value\n2018,3\n", 18);
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_addf(&text, "year,value,source\n2017,0,%s\n", c.path); /* c is a known text early */
    for (int last = 0; last < 2; last++) {
        tt_dataset *ds = new_dataset();
        tt_error err = {0};
        check_status(scratch_read(ds, text.text, NULL, &err), TT_OK, &err);
        check_status(tt_dataset_read(ds, b.path, NULL, &err), TT_OK, &err);
        check_status(tt_dataset_read(ds, a.path, NULL, &err), TT_OK, &err);
        check_status(tt_dataset_read(ds, c.path, NULL, &err), TT_OK, &err);
        tt_finish_options options = {.conflict = last ? TT_CONFLICT_LAST : TT_CONFLICT_FIRST};
        check_status(tt_dataset_finish(ds, &options, &err), TT_OK, &err);
        assert_string_equal(scratch_points(ds, "total"), last ? "2017=0 2018=3" : "2017=0 2018=2");
        tt_dataset_free(ds);
    }
    tt_strbuf_clear(&text);
    scratch_remove(&a);
    scratch_remove(&b);
    scratch_remove(&c);
    check_done();
}

/* UNODC: Dimension and Category are one dimension; its margin is Total of both, not an empty cell. */
static void nested_columns(void **state)
{
    (void)state;
    tt_read_options options = {.layout = TT_LAYOUT_UNODC};
    tt_dataset *ds = new_dataset();
    tt_error err = {0};
    check_status(tt_dataset_read(ds, FIXTURES "unodc.csv", &options, &err), TT_OK, &err);
    check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
    size_t category = tt_dataset_find_dimension(ds, "category");
    assert_true(category != TT_NONE);
    assert_int_equal(tt_dataset_dimension_count(ds), 5);
    assert_string_equal(scratch_points(ds, "Detected trafficking victims"), "2017=1105");
    static const char *const values[] = {"by citizenship: Nationals",
                                         "by citizenship: ", "by citizenship: Total",
                                         "by form of exploitation: Forced labour"};
    static const char *const points[] = {"2017=100", "2017=[0,4]suppressed", "2017=104", "2018=60"};
    uint32_t breakdown[4];
    for (size_t i = 0; i < 4; i++) {
        size_t value = tt_dataset_find_value(ds, category, values[i]);
        assert_true(value != TT_NONE && value > 0);
        breakdown[i] = tt_dataset_breakdown(ds, category, (uint32_t)value);
        char name[128];
        (void)snprintf(name, sizeof name, "Detected trafficking victims/%s", values[i]);
        assert_string_equal(scratch_points(ds, name), points[i]);
    }
    assert_true(breakdown[0] != 0 && breakdown[0] == breakdown[1] && breakdown[0] == breakdown[2]);
    assert_true(breakdown[3] != 0 && breakdown[3] != breakdown[0]);
    assert_int_equal(tt_dataset_breakdown(ds, category, 0), 0);
    /* Attributes are facts about areas, no dimensions. */
    size_t iso3 = tt_dataset_find_attribute(ds, "iso3");
    assert_true(iso3 != TT_NONE && tt_dataset_attribute_count(ds) == 3);
    size_t area = tt_dataset_attribute_dimension(ds, iso3);
    assert_string_equal(tt_dataset_dimension(ds, area), "area");
    uint32_t albania = (uint32_t)tt_dataset_find_value(ds, area, "Albania");
    assert_string_equal(tt_dataset_attribute_text(ds, iso3, albania), "ALB");
    assert_string_equal(tt_dataset_attribute_text(ds, iso3, 0), "");
    assert_string_equal(tt_dataset_attribute_text(ds, iso3, 12345), "");
    assert_true(tt_dataset_find_attribute(ds, "area") == TT_NONE);
    assert_string_equal(tt_dataset_attribute(ds, 1), "region");
    tt_dataset_free(ds);
    /* A table that came before, with another dimension of places, changes nothing in that. */
    ds = new_dataset();
    check_status(scratch_read(ds, "country,year,value\nPeru,2018,5\n", NULL, &err), TT_OK, &err);
    check_status(tt_dataset_read(ds, FIXTURES "unodc.csv", &options, &err), TT_OK, &err);
    iso3 = tt_dataset_find_attribute(ds, "iso3");
    assert_string_equal(tt_dataset_dimension(ds, tt_dataset_attribute_dimension(ds, iso3)), "area");
    tt_dataset_free(ds);
    /* Columns of other names stand for those of the layout; the others must be there. */
    options = (tt_read_options){.layout = TT_LAYOUT_UNODC, .year_column = "TIME"};
    ds = new_dataset();
    tt_error_clear(&err);
    check_status(tt_dataset_read(ds, FIXTURES "unodc.csv", &options, &err), TT_ESCHEMA, &err);
    assert_non_null(strstr(err.message, "'TIME'"));
    tt_dataset_free(ds);
    options = (tt_read_options){
        .layout = TT_LAYOUT_UNODC, .value_column = "Year", .year_column = "txtVALUE"};
    ds = new_dataset();
    tt_error_clear(&err);
    check_status(tt_dataset_read(ds, FIXTURES "unodc.csv", &options, &err), TT_EPARSE, &err);
    assert_int_equal(err.column, 12); /* 1,105 is no year */
    tt_dataset_free(ds);
    /* A layout is the table as published: none of its columns can be left out. */
    static const char *const ignore[] = {"Dimension"};
    options = (tt_read_options){.layout = TT_LAYOUT_UNODC, .ignore = ignore, .ignore_count = 1};
    ds = new_dataset();
    check_status(tt_dataset_read(ds, FIXTURES "unodc.csv", &options, NULL), TT_ESCHEMA, NULL);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_of_files),
        cmocka_unit_test(good_files),
        cmocka_unit_test(options_that_make_no_sense),
        cmocka_unit_test(small_tables),
        cmocka_unit_test(siblings),
        cmocka_unit_test(columns),
        cmocka_unit_test(limits),
        cmocka_unit_test(going_on),
        cmocka_unit_test(cell_of_a_line_end),
        cmocka_unit_test(percentages),
        cmocka_unit_test(states_and_limits),
        cmocka_unit_test(names_of_series),
        cmocka_unit_test(order_changes_nothing),
        cmocka_unit_test(form_changes_nothing),
        cmocka_unit_test(several_files),
        cmocka_unit_test(first_and_last_by_reading),
        cmocka_unit_test(nested_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
