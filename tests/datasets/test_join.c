/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/join.h"

#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"

/* Joins the series of one table to another, as text: "ours=theirs ours=none ...". */
static const char *joined(const char *ours, const char *theirs, const char *key)
{
    static char text[1000];
    tt_dataset *ds = scratch_dataset(ours, NULL, NULL);
    tt_dataset *other = scratch_dataset(theirs, NULL, NULL);
    tt_join *join = NULL;
    tt_error err = {0};
    text[0] = '\0';
    if (tt_join_new(ds, other, &key, key ? 1 : 0, &join, &err) != TT_OK)
        (void)snprintf(text, sizeof text, "%s", err.message);
    for (size_t i = 0; join && i < tt_dataset_series_count(ds); i++) {
        size_t found;
        tt_strbuf why = TT_STRBUF_INIT;
        tt_status status = tt_join_find(join, i, &found, &err);
        if (status == TT_OK && found == TT_NONE)
            tt_join_why(join, i, &why);
        size_t length = strlen(text);
        (void)snprintf(text + length, sizeof text - length, "%s%s=%s", length ? " " : "",
                       tt_dataset_series(ds, i)->name,
                       status != TT_OK    ? err.message
                       : found == TT_NONE ? tt_strbuf_text(&why)
                                          : tt_dataset_series(other, found)->name);
        tt_strbuf_clear(&why);
        err = (tt_error){0};
    }
    tt_join_free(join);
    tt_dataset_free(ds);
    tt_dataset_free(other);
    return text;
}

#define COUNTS(areas) "area,indicator,year,value\n" areas

static void areas_by_any_name(void **state)
{
    (void)state;
    static const char world[] = "area,iso3,indicator,year,value\n"
                                "Mexico,MEX,population,2015,120\n"
                                "\"Korea, Rep.\",KOR,population,2015,50\n"
                                "Turkiye,TUR,population,2015,78\n"
                                "Arab World,ARB,population,2015,400\n";
    check_text(joined(COUNTS("M\xC3\xA9xico,victims,2015,1\nRepublic of Korea,victims,2015,2\n"
                             "Turkey,victims,2015,3\nArab World,victims,2015,3\n"),
                      world, NULL),
               "Arab World=Arab World/ARB M\xC3\xA9xico=Mexico/MEX "
               "Republic of Korea=Korea, Rep./KOR Turkey=Turkiye/TUR",
               "names");
    check_text(joined("country,year,value\nMEX,2015,1\nKOR,2015,2\n", world, NULL),
               "KOR=Korea, Rep./KOR MEX=Mexico/MEX", "codes in a column of another name");
    check_text(joined("iso3,year,value\nMEX,2015,1\nKOR,2015,2\n", world, "iso3"),
               "KOR=Korea, Rep./KOR MEX=Mexico/MEX", "codes with --key");
    check_text(joined(COUNTS("Mexcio,victims,2015,1\nPuebla,victims,2015,1\n"), world, NULL),
               "Mexcio=the table to join has no area 'Mexcio'; is 'Mexico' meant? "
               "Puebla=the table to join has no area 'Puebla'",
               "names that are not there");
    check_done();
}

static void states_and_their_country(void **state)
{
    (void)state;
    static const char conapo[] =
        "area,sex,year,value\nMexico,,2015,120\nMexico,female,2015,61\n"
        "Puebla,,2015,6\nOaxaca,,2015,4\nEstado de M\xC3\xA9xico,,2015,17\n"
        "Estado de M\xC3\xA9xico,female,2015,9\n";
    check_text(joined("estado,year,value\nM\xC3\xA9xico,2015,1\nPuebla,2015,2\nOaxaca,2015,3\n",
                      conapo, NULL),
               "M\xC3\xA9xico=Estado de M\xC3\xA9xico Oaxaca=Oaxaca Puebla=Puebla", "states");
    check_text(joined("area,year,value\nMexico,2015,1\nUSA,2015,2\n", conapo, NULL),
               "Mexico=Mexico USA=the table to join has no area 'USA'", "countries");
    check_text(joined("area,sexo,year,value\nMexico,Mujer,2015,1\nMexico,Hombre,2015,2\n",
                      "area,sexo,year,value\nMexico,female,2015,61\nMexico,male,2015,59\n", NULL),
               "total=total Mujer=female Hombre=male", "sexes by meaning");
    check_done();
}

static void several_and_none(void **state)
{
    (void)state;
    check_text(joined(COUNTS("Mexico,victims,2015,1\n"),
                      "area,indicator,year,value\nMexico,births,2015,1\nMexico,deaths,2015,2\n",
                      NULL),
               "victims=the table to join has several series for 'victims': 'births' and 'deaths'; "
               "choose with --key, or give a table with one",
               "two indicators");
    check_text(joined(COUNTS("Turkey,victims,2015,1\nTurkey,cases,2015,1\n"),
                      "area,year,value\nTurkey,2015,1\nT\xC3\xBCrkiye,2015,2\n", NULL),
               "victims=Turkey cases=Turkey", "equal text decides between two names of one area");
    check_text(joined("year,value\n2015,1\n", "area,year,value\nMexico,2015,1\n", "area"),
               "the data have no dimension 'area' to join by", "key");
    check_text(joined(COUNTS("Mexico,victims,2015,1\n"), "year,value\n2015,1\n", "area"),
               "the table to join has no dimension 'area'", "key");
    check_text(joined("year,value\n2015,1\n", "area,year,value\nMexico,2015,1\n", NULL),
               "total=Mexico", "the only series");
    check_done();
}

/* Every area of UNODC's table finds its population in the bundled table of the World Bank, by name and
 * by code alike, but for the few that the World Bank does not have. */
static void unodc_areas(void **state)
{
    (void)state;
    const char *shared = check_shared_dir();
    if (!shared) {
        print_message("no shared folder: skipped\n");
        skip();
    }
    tt_dataset *ds = NULL;
    tt_dataset *other = NULL;
    tt_join *join = NULL;
    char path[512];
    tt_read_options options = {.layout = TT_LAYOUT_UNODC};
    (void)snprintf(path, sizeof path, "%s/data/unodc_glotip_2025-04-14_full.csv.gz", shared);
    assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
    assert_int_equal(tt_dataset_read(ds, path, &options, NULL), TT_OK);
    assert_int_equal(tt_dataset_finish(ds, NULL, NULL), TT_OK);
    assert_int_equal(tt_dataset_new(&other, NULL), TT_OK);
    assert_int_equal(
        tt_dataset_read(other, TT_SOURCE_DIR "/datasets/population-worldbank.csv", NULL, NULL),
        TT_OK);
    assert_int_equal(tt_dataset_finish(other, NULL, NULL), TT_OK);
    assert_int_equal(tt_join_new(ds, other, NULL, 0, &join, NULL), TT_OK);
    size_t area = tt_dataset_find_role(ds, TT_ROLE_AREA);
    size_t theirs = tt_dataset_find_dimension(other, "area");
    size_t code = tt_dataset_find_dimension(other, "iso3");
    size_t attribute = tt_dataset_find_attribute(ds, "iso3");
    assert_true(area != TT_NONE && attribute != TT_NONE);
    tt_strbuf missing = TT_STRBUF_INIT;
    uint32_t last = 0;
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++) {
        const tt_series *series = tt_dataset_series(ds, i);
        size_t found;
        assert_int_equal(tt_join_find(join, i, &found, NULL), TT_OK);
        if (found == TT_NONE && series->key[area] != last)
            tt_strbuf_addf(&missing, "%s;", tt_dataset_value(ds, area, series->key[area]));
        last = series->key[area];
        if (found == TT_NONE)
            continue;
        const tt_series *population = tt_dataset_series(other, found);
        check_text(tt_dataset_value(other, code, population->key[code]),
                   tt_dataset_attribute_text(ds, attribute, series->key[area]),
                   tt_dataset_value(other, theirs, population->key[theirs]));
    }
    check_text(tt_strbuf_text(&missing), "Cook Islands;Holy See;Niue;Sark;",
               "areas without a population");
    tt_strbuf_clear(&missing);
    tt_join_free(join);
    tt_dataset_free(ds);
    tt_dataset_free(other);
    check_done();
}

static void without_memory(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("area,sex,year,value\nMexico,female,2015,1\n", NULL, NULL);
    tt_dataset *other = scratch_dataset("area,sex,year,value\nMEX,F,2015,1\n", NULL, NULL);
    for (size_t n = 1;; n += n < 20 ? 1 : 61) {
        size_t found;
        tt_error err = {0};
        tt_memory_fail_at(n);
        tt_status status = tt_dataset_match(ds, 0, other, NULL, 0, &found, &err);
        tt_memory_fail_at(0);
        if (status == TT_OK)
            break;
        assert_int_equal(status, TT_ENOMEM);
    }
    tt_dataset_free(ds);
    tt_dataset_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas_by_any_name), cmocka_unit_test(states_and_their_country),
        cmocka_unit_test(several_and_none),  cmocka_unit_test(unodc_areas),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests_name("join", tests, NULL, NULL);
}
