/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row for each period, a column for each series: which columns are taken for figures. */
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/reading.h"

static void check_rows(const char *text, const tt_read_options *options, const char *expected)
{
    tt_dataset *ds = scratch_dataset(text, options, &(tt_finish_options){.no_margins = 1});
    char *rows = scratch_rows(ds, 0);
    check_text(rows, expected, text);
    check_true(tt_dataset_file(ds, 0)->figures_found);
    check_true(tt_dataset_file(ds, 0)->layout == TT_LAYOUT_TIDY);
    tt_free(rows);
    tt_dataset_free(ds);
}

/* The same table must be read as if --value had named its columns. */
static void as_if_named(const char *text, const char *const *names, size_t count)
{
    const tt_read_options named = {.value_columns = names, .value_column_count = count};
    tt_dataset *ds = scratch_dataset(text, &named, &(tt_finish_options){.no_margins = 1});
    char *rows = scratch_rows(ds, 0);
    check_true(!tt_dataset_file(ds, 0)->figures_found);
    check_rows(text, NULL, rows);
    tt_free(rows);
    tt_dataset_free(ds);
}

static void tables(void **state)
{
    (void)state;
    static const char *const sexes[] = {"Mujeres", "Hombres", "No especificado"};
    as_if_named("A\xC3\xB1o;Mujeres;Hombres;No especificado\n2015;435;101;12\n2016;402;<5;..\n",
                sexes, 3);
    as_if_named("Victims by sex\n\nA\xC3\x91O,Mujeres,Hombres,No especificado\n2015,435,101,12\n",
                sexes, 3);
    static const char *const stages[] = {"Investigations", "Convictions (a)"};
    as_if_named("Year\tInvestigations\tConvictions (a)\n2015\t1,665\t86*\n2016p\t476\t228\n"
                "Source: Ministry\t\t\n",
                stages, 2);
    static const char *const one[] = {"Casos"};
    as_if_named("A\xC3\xB1o,Tipo,Casos\n2019,Sexual,120\n2019,Laboral,31\n", one, 1);
    static const char *const two[] = {"Hombres", "Mujeres"};
    as_if_named("mes,anio,Hombres,Mujeres\nenero,2019,3,10\nfebrero,2019,4,12\n", two, 2);
    check_done();
}

/* Columns of texts, codes, ages and those that are left out or named after a dimension are no figures. */
static void what_is_left(void **state)
{
    (void)state;
    static const char *const one[] = {"cases"};
    static const char *const others[] = {"region",
                                         "code",
                                         "C\xC3\xB3"
                                         "digo INEGI",
                                         "cve_ent",
                                         "ID",
                                         "edad",
                                         "Age group",
                                         "iso3",
                                         "jurisdiction"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char text[160];
        (void)snprintf(text, sizeof text, "year,%s,cases\n2019,20,5\n2019,21,6\n2020,20,7\n",
                       others[i]);
        as_if_named(text, one, 1);
    }
    as_if_named("year,form,cases\n2019,20,5\n2019,other,6\n", one, 1);
    const char *ignored[] = {"cases"};
    const tt_read_options options = {.ignore = ignored, .ignore_count = 1};
    tt_dataset *ds = scratch_dataset("year,cases,persons\n2019,5,9\n", &options,
                                     &(tt_finish_options){.no_margins = 1});
    check_true(tt_dataset_file(ds, 0)->figures_found && tt_dataset_series_count(ds) == 1);
    tt_dataset_free(ds);
    check_done();
}

/* No such table: no periods, no figures, or the figures have their name. */
static void refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "year,name\n2019,a\n2020,b\n",
        "year,count\nMexico,5\nChile,6\n",
        "year\n2019\n",
        "year,code\n2019,5\n",
        "name,count\na,5\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        tt_error err = {0};
        tt_dataset *ds = NULL;
        assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
        check_true(scratch_read(ds, texts[i], NULL, &err) == TT_ESCHEMA);
        check_true(strstr(err.message, "no column") != NULL && err.line == 1);
        tt_dataset_free(ds);
    }
    /* A layout that is named is not guessed. */
    tt_dataset *strict = NULL;
    const tt_read_options tidy = {.layout = TT_LAYOUT_TIDY};
    assert_int_equal(tt_dataset_new(&strict, NULL), TT_OK);
    check_true(scratch_read(strict, "year,cases\n2019,5\n", &tidy, NULL) == TT_ESCHEMA);
    tt_dataset_free(strict);
    tt_dataset *ds = scratch_dataset("year,value,other\n2019,5,6\n", NULL, NULL);
    check_true(!tt_dataset_file(ds, 0)->figures_found && tt_dataset_dimension_count(ds) == 1);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tables), cmocka_unit_test(what_is_left),
                                       cmocka_unit_test(refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
