/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing tidy tables: what is written reads back to the same observations, and is written again as the
 * same bytes; the same data in any layout are the same observations. */
#include "tiptrend/tidy.h"

#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

static const tt_finish_options no_margins = {.no_margins = 1};

static tt_status collect(const char *bytes, size_t length, void *context, tt_error *err)
{
    tt_strbuf_add_bytes(context, bytes, length);
    return tt_strbuf_status(context, err);
}

static char *write_tidy(const tt_dataset *ds)
{
    tt_strbuf out = TT_STRBUF_INIT;
    tt_error err = {0};
    check_status(tt_tidy_write(ds, collect, &out, &err), TT_OK, &err);
    return tt_strbuf_take(&out);
}

/* Writes, reads, writes: the same rows, the same bytes. Returns the text; free it with tt_free. */
static char *check_round_trip(const tt_dataset *ds, const char *about)
{
    char *rows = scratch_rows(ds, 0);
    char *text = write_tidy(ds);
    tt_dataset *back = scratch_dataset(text, NULL, &no_margins);
    char *rows_back = scratch_rows(back, 0);
    char *again = write_tidy(back);
    check_text(rows_back, rows, about);
    check_text(again, text, about);
    check_true(tt_dataset_file(back, 0)->layout == TT_LAYOUT_TIDY);
    tt_free(rows);
    tt_free(rows_back);
    tt_free(again);
    tt_dataset_free(back);
    return text;
}

static void check_written(const char *table, const tt_read_options *options, const char *expected)
{
    tt_dataset *ds = scratch_dataset(table, options, NULL);
    char *text = check_round_trip(ds, table);
    check_text(text, expected, table);
    tt_free(text);
    tt_dataset_free(ds);
}

static void what_is_written(void **state)
{
    (void)state;
    /* Only the columns that hold something, always in one order. */
    check_written("note,value,year\nn,5,2018\n", NULL, "year,value,note\n2018,5,n\n");
    check_written("value,period,sex,form\n5,2018-07,,x\n", NULL,
                  "sex,form,period,value\ntotal,x,2018-07,5\n");
    check_written("year,value\n2018,\"1,814\"\n2019,5.50\n2020,1e3\n2021,0.0\n", NULL,
                  "year,value\n2018,1814\n2019,5.50\n2020,1000\n2021,0.0\n");
    /* Figures that are no numbers. */
    check_written(
        "year,value\n2010,<5\n2011,<=10\n2012,>1000\n2013,10..20\n2014,~95\n2015,:c\n2016,:z\n"
        "2017,\n2018,<1500\n2019,0..3\n2020,<1\n",
        NULL,
        "year,value\n2010,<5\n2011,<=10\n2012,>=1001\n2013,10..20\n2014,~95\n2015,:c\n"
        "2016,:z\n2017,\n2018,<=1499\n2019,<=3\n2020,<1\n");
    /* Percentages keep the width of rounding; other limits are written out. */
    check_written(
        "year,value,unit,lower,upper\n2010,21,percent,,\n2011,21.0%,,,\n2012,21,percent,20,22\n"
        "2013,21,percent,,22\n2014,5,persons,4,9\n2015,<5,percent,,\n",
        NULL,
        "year,value,unit,lower,upper\n2010,21,percent,,\n2011,21.0,percent,,\n"
        "2012,21,percent,20,22\n2013,21,percent,,22\n2015,<=5,percent,,\n"
        "2014,5,persons,4,9\n");
    check_written(
        "year,value,status\n2010,5,partial\n2011,5,provisional\n2012,10..20,estimated\n"
        "2013,,suppressed\n2014,10..20,suppressed\n2015,5,b; partial; p\n2016,,not_applicable\n",
        NULL,
        "year,value,status\n2010,5,partial\n2011,5,provisional\n2012,10..20,estimated\n"
        "2013,:c,\n2014,10..20,suppressed\n2015,5,partial; provisional; break\n2016,:z,\n");
    tt_read_options from_one = {.suppressed_low = 1};
    check_written("year,value\n2010,<5\n", &from_one, "year,value,lower\n2010,<5,1\n");
    /* Negative figures, and bounds of any number. */
    check_written(
        "year,value,unit\n2010,-5.5,index\n2011,<3,index\n2012,-5..-3,index\n2013,>=-2,index\n",
        NULL,
        "year,value,unit\n2010,-5.5,index\n2011,<=3,index\n2012,-5..-3,index\n2013,>=-2,"
        "index\n");
    /* Texts that need quotes, blanks at their ends, several lines; names that mean something else. */
    check_written(
        "area,year,value,note\n\"a, b\",2018,5,\"say \"\"x\"\"\"\n\" c \",2018,5,\"two\nlines\"\n",
        NULL,
        "area,year,value,note\n\" c \",2018,5,\"two\nlines\"\n\"a, b\",2018,5,\"say "
        "\"\"x\"\"\"\n");
    /* A dimension by a reserved name gets another one, and keeps that. */
    tt_read_options named = {.year_column = "time", .value_column = "n"};
    tt_dataset *ds = scratch_dataset("time,n,value,year\n2018,5,a,b\n", &named, NULL);
    char *text = write_tidy(ds);
    check_text(text, "dim_value,dim_year,year,value\na,b,2018,5\n", "reserved names");
    check_written(text, NULL, text);
    tt_free(text);
    tt_dataset_free(ds);
    /* All columns. */
    check_written(
        "area,indicator,year,value,unit,base,status,exposure,se,lower,upper,definition,source,"
        "locator,note\nMexico,victims,2018,706,persons,b,partial,1000,2.5,700,710,d,s,l,n\n",
        NULL,
        "area,indicator,year,value,exposure,unit,base,status,se,lower,upper,definition,source,"
        "locator,note\nMexico,victims,2018,706,1000,persons,b,partial,2.5,700,710,d,s,l,n\n");
    /* Twice the same key: both rows, in their order. */
    check_written("year,value\n2018,7\n2017,5\n2018,6\n2018,7\n", NULL,
                  "year,value\n2017,5\n2018,7\n2018,6\n2018,7\n");
    check_done();
}

/* Sums that tiptrend derives are not written; an unfinished data set is refused. */
static void only_printed_rows(void **state)
{
    (void)state;
    check_written("sex,year,value\nf,2018,5\nm,2018,6\n", NULL,
                  "sex,year,value\nf,2018,5\nm,2018,6\n");
    tt_dataset *ds = NULL;
    tt_strbuf out = TT_STRBUF_INIT;
    tt_error err = {0};
    assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
    check_status(tt_tidy_write(ds, collect, &out, &err), TT_EUSAGE, &err);
    tt_dataset_free(ds);
    tt_strbuf_clear(&out);
    check_done();
}

/* ---- the same data in every layout ---- */

static unsigned random_state = 20;

static unsigned next_random(unsigned below)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % below;
}

enum { AREAS = 5, SEXES = 3, YEARS = 7, FIRST_YEAR = 2010 };

static const char *const areas[AREAS] = {"Peru", "M\xC3\xA9xico", "Bolivia, State of",
                                         "C\xC3\xB4te d'Ivoire", "a \"b\" c"};
static const char *const sexes[SEXES] = {"Total", "female", "Male"};

/* Made-up data: a text for each cell, as it would be printed. */
typedef struct made_up {
    char cell[AREAS][SEXES][YEARS][24];
    unsigned population[AREAS][SEXES][YEARS];
} made_up;

static void make_up(made_up *data, int numbers_only)
{
    static const char *const signs[] = {"", "..", "NA", ":c", ":z", "n/a", "*"};
    for (int a = 0; a < AREAS; a++)
        for (int s = 0; s < SEXES; s++)
            for (int y = 0; y < YEARS; y++) {
                char *out = data->cell[a][s][y];
                unsigned n = next_random(1u << next_random(20));
                data->population[a][s][y] = 1000000 + next_random(1000);
                switch (numbers_only ? 0 : next_random(8)) {
                case 0:
                case 1:
                case 2:
                    (void)snprintf(out, 24, "%u", n);
                    break;
                case 3:
                    (void)snprintf(out, 24, "%u,%03u", 1 + n % 999, next_random(1000));
                    break;
                case 4:
                    (void)snprintf(out, 24, "<%u", 1 + n % 30);
                    break;
                case 5:
                    (void)snprintf(out, 24, "%u..%u", n, n + 5);
                    break;
                case 6:
                    (void)snprintf(out, 24, "%s%u", next_random(2) ? "~" : ">=", n);
                    break;
                default:
                    (void)snprintf(out, 24, "%s", signs[next_random(7)]);
                    break;
                }
            }
}

static void add_cell(tt_strbuf *out, const char *text)
{
    tt_strbuf_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            tt_strbuf_add_char(out, '"');
        tt_strbuf_add_char(out, *text);
    }
    tt_strbuf_add(out, "\",");
}

/* Rows of one figure each: before the year, between year and figure, behind it. */
typedef struct long_form {
    const char *header;
    const char *between; /* constant cells, each with its comma */
    const char *behind;
    int population; /* 1: between figure and `behind` */
} long_form;

static void write_long(tt_strbuf *out, const made_up *data, long_form form)
{
    tt_strbuf_addf(out, "%s\n", form.header);
    for (int y = YEARS - 1; y >= 0; y--)
        for (int a = 0; a < AREAS; a++)
            for (int s = 0; s < SEXES; s++) {
                add_cell(out, areas[a]);
                tt_strbuf_add(out, form.between);
                add_cell(out, sexes[s]);
                tt_strbuf_addf(out, "%d,", FIRST_YEAR + y);
                add_cell(out, data->cell[a][s][y]);
                if (form.population)
                    tt_strbuf_addf(out, "%u,", data->population[a][s][y]);
                out->length--; /* the last comma */
                tt_strbuf_addf(out, "%s\n", form.behind);
            }
}

static void write_wide(tt_strbuf *out, const made_up *data)
{
    tt_strbuf_add(out, "area,sex,unit");
    for (int y = 0; y < YEARS; y++)
        tt_strbuf_addf(out, ",%d", FIRST_YEAR + y);
    tt_strbuf_add_char(out, '\n');
    for (int s = 0; s < SEXES; s++)
        for (int a = AREAS - 1; a >= 0; a--) {
            add_cell(out, areas[a]);
            add_cell(out, sexes[s]);
            tt_strbuf_add(out, "persons,");
            for (int y = 0; y < YEARS; y++)
                add_cell(out, data->cell[a][s][y]);
            out->length--;
            tt_strbuf_add_char(out, '\n');
        }
}

/* A table in a layout says what the tidy one says; and back. */
static void check_same(const tt_strbuf *table, tt_layout layout, const char *tidy_rows)
{
    tt_dataset *ds = scratch_dataset(table->text, NULL, &no_margins);
    check_text(tt_layout_name(tt_dataset_file(ds, 0)->layout), tt_layout_name(layout), "guess");
    char *rows = scratch_rows(ds, 0);
    check_text(rows, tidy_rows, tt_layout_name(layout));
    tt_free(rows);
    tt_free(check_round_trip(ds, tt_layout_name(layout)));
    tt_dataset_free(ds);
}

static char *rows_of(const tt_strbuf *table)
{
    tt_dataset *ds = scratch_dataset(table->text, NULL, &no_margins);
    char *rows = scratch_rows(ds, 0);
    tt_free(check_round_trip(ds, "tidy"));
    tt_dataset_free(ds);
    return rows;
}

static void every_layout(void **state)
{
    (void)state;
    static made_up data;
    for (int round = 0; round < 50; round++) {
        tt_strbuf text = TT_STRBUF_INIT;
        make_up(&data, 0);
        write_long(&text, &data, (long_form){"area,sex,year,value,unit", "", ",persons", 0});
        char *rows = rows_of(&text);
        tt_strbuf_reset(&text);
        write_wide(&text, &data);
        check_same(&text, TT_LAYOUT_WIDE, rows);
        tt_strbuf_reset(&text);
        write_long(
            &text, &data,
            (long_form){"area,DATAFLOW,FREQ,sex,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT",
                        ",A,", ",persons,0", 0});
        check_same(&text, TT_LAYOUT_SDMX, rows);
        tt_free(rows);
        /* UNODC's table has more dimensions. */
        tt_strbuf_reset(&text);
        write_long(&text, &data,
                   (long_form){"area,area:iso3,area:region,area:subregion,indicator,"
                               "category:breakdown,category,age,sex,year,value,unit,source",
                               "ISO,R,S,victims,by form,Forced labour,Total,", ",Counts,GLOTIP",
                               0});
        tt_dataset *ds = scratch_dataset(text.text, NULL, &no_margins);
        rows = write_tidy(ds);
        tt_dataset_free(ds);
        tt_strbuf_reset(&text);
        write_long(
            &text, &data,
            (long_form){"Country,Iso3_code,Region,Subregion,Indicator,Dimension,Category,Age,Sex,"
                        "Year,txtVALUE,Unit of measurement,Source",
                        "ISO,R,S,victims,by form,Forced labour,Total,", ",Counts,GLOTIP", 0});
        ds = scratch_dataset(text.text, NULL, &no_margins);
        assert_true(tt_dataset_file(ds, 0)->layout == TT_LAYOUT_UNODC);
        char *unodc = write_tidy(ds);
        check_text(unodc, rows, "unodc");
        tt_free(unodc);
        tt_free(rows);
        tt_dataset_free(ds);
        /* Joinpoint's input has numbers only. */
        make_up(&data, 1);
        tt_strbuf_reset(&text);
        write_long(&text, &data, (long_form){"area,sex,year,value,exposure", "", "", 1});
        rows = rows_of(&text);
        tt_strbuf_reset(&text);
        write_long(&text, &data, (long_form){"area,sex,Year,Count,Population", "", "", 1});
        check_same(&text, TT_LAYOUT_JOINPOINT, rows);
        tt_free(rows);
        tt_strbuf_clear(&text);
        check_done();
    }
}

/* The bundled data sets. */
static void bundled(void **state)
{
    (void)state;
    static const char *const files[] = {
        "mexico-tip-2019.csv",          "mexico-victims-2014-2022.csv", "mexico-sesnsp-annual.csv",
        "world-tip-2003-2023.csv",      "world-tip-regions.csv",        "population-worldbank.csv",
        "population-mexico-conapo.csv",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[512];
        tt_dataset *ds = NULL;
        tt_error err = {0};
        (void)snprintf(path, sizeof path, "%s/datasets/%s", TT_SOURCE_DIR, files[i]);
        assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
        check_status(tt_dataset_read(ds, path, NULL, &err), TT_OK, &err);
        check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
        tt_free(check_round_trip(ds, files[i]));
        tt_dataset_free(ds);
    }
    check_done();
}

/* Each allocation fails once: an error, and nothing lost. */
static void no_memory(void **state)
{
    (void)state;
    tt_dataset *ds =
        scratch_dataset("area,area:iso3,year,value,note\nPeru,PER,2018,<5,n\n", NULL, NULL);
    tt_status status = TT_ENOMEM;
    size_t n = 1;
    for (; status != TT_OK && n < 100; n++) {
        tt_strbuf out = TT_STRBUF_INIT;
        tt_error err = {0};
        tt_memory_fail_at(n);
        status = tt_tidy_write(ds, collect, &out, &err);
        tt_memory_fail_at(0);
        check_status(status, status == TT_OK ? TT_OK : TT_ENOMEM, &err);
        tt_strbuf_clear(&out);
    }
    assert_true(n > 3 && status == TT_OK);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written), cmocka_unit_test(only_printed_rows),
        cmocka_unit_test(every_layout),    cmocka_unit_test(bundled),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
