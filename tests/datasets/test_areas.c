/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/areas.h"

#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/nearest.h"

static const char *code_of(const tt_areas *areas, const char *text)
{
    const tt_area *area = tt_areas_find(areas, text);
    return area ? area->code : "none";
}

/* Spellings of the ISO standard, UNODC, the World Bank and the TIP Reports, in English and Spanish. */
static void names_and_codes(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"MEX", "MEX"},
        {"MX", "MEX"},
        {"484", "MEX"},
        {"MX-PUE", "MX-PUE"},
        {"Mexico", "MEX"},
        {"M\xC3\xA9xico", "MEX"},
        {"MEXICO", "MEX"},
        {"Congo, Dem. Rep.", "COD"},
        {"Democratic Republic of the Congo", "COD"},
        {"Congo, Rep.", "COG"},
        {"Korea, Rep.", "KOR"},
        {"Republic of Korea", "KOR"},
        {"Korea, Dem. People's Rep.", "PRK"},
        {"Democratic People\xE2\x80\x99s Republic of Korea", "PRK"},
        {"T\xC3\xBCrkiye", "TUR"},
        {"Turkey", "TUR"},
        {"C\xC3\xB4te d'Ivoire", "CIV"},
        {"Cote d'Ivoire", "CIV"},
        {"United Kingdom of Great Britain and Northern Ireland", "GBR"},
        {"EE. UU.", "USA"},
        {"Estados Unidos", "USA"},
        {"Pa\xC3\xADses Bajos", "NLD"},
        {"Netherlands (Kingdom of the)", "NLD"},
        {"St. Vincent and the Grenadines", "VCT"},
        {"Bolivia (Plurinational State of)", "BOL"},
        {"Niger", "NER"},
        {"Nigeria", "NGA"},
        {"Guinea", "GIN"},
        {"Virgin Islands (U.S.)", "VIR"},
        {"Michoac\xC3\xA1n de Ocampo", "MX-MIC"},
        {"Distrito Federal", "MX-CMX"},
        {"mex", "none"},
        {"World", "none"},
        {"", "none"},
        {"the", "none"},
    };
    tt_areas *areas = NULL;
    assert_int_equal(tt_areas_new(&areas, NULL), TT_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_text(code_of(areas, cases[i][0]), cases[i][1], cases[i][0]);
    /* ISO 3166-1 has 249 countries, ISO 3166-2 has 32 of Mexico; Kosovo has a code of its users. */
    assert_int_equal(tt_areas_count(areas), 249 + 32 + 1);
    tt_areas_free(areas);
    check_done();
}

/* No two areas share a code or a name, save the State of Mexico and Mexico. */
static void every_area_finds_itself(void **state)
{
    (void)state;
    tt_areas *areas = NULL;
    assert_int_equal(tt_areas_new(&areas, NULL), TT_OK);
    for (size_t i = 0; i < tt_areas_count(areas); i++) {
        const tt_area *area = tt_areas_at(areas, i);
        check_text(code_of(areas, area->code), area->code, area->code);
        check_text(code_of(areas, area->name), area->code, area->name);
        check_text(code_of(areas, area->spanish), area->code, area->spanish);
        if (*area->numeric)
            check_text(code_of(areas, area->numeric), area->code, area->numeric);
    }
    tt_areas_free(areas);
    check_done();
}

static void shared_names_by_their_company(void **state)
{
    (void)state;
    tt_areas *areas = NULL;
    const tt_area *found[4];
    assert_int_equal(tt_areas_new(&areas, NULL), TT_OK);
    static const char *const states[] = {"M\xC3\xA9xico", "Puebla", "Oaxaca", "Atlantis"};
    tt_areas_resolve(areas, states, 4, found);
    check_true(!found[3]);
    check_text(found[1]->code, "MX-PUE", "Puebla");
    check_text(found[0]->code, "MEX", "two of four are states: not most");
    tt_areas_resolve(areas, states, 3, found);
    check_text(found[0]->code, "MX-MEX", "among states");
    static const char *const both[] = {"Mexico", "Puebla", "Oaxaca", "Estado de M\xC3\xA9xico"};
    tt_areas_resolve(areas, both, 4, found);
    check_text(found[0]->code, "MEX", "the state stands there already");
    check_text(found[3]->code, "MX-MEX", "Estado de M\xC3\xA9xico");
    tt_areas_free(areas);
    check_done();
}

static void nearest_word(void **state)
{
    (void)state;
    static const char *const list[] = {"Mexico", "Monaco", "Morocco"};
    assert_int_equal(tt_nearest("Mexcio", list, 3), 0);
    assert_int_equal(tt_nearest("Moroco", list, 3), 2);
    assert_true(tt_nearest("Switzerland", list, 3) == SIZE_MAX);
    assert_true(tt_nearest("Mexico", list, 0) == SIZE_MAX);
}

static void no_memory(void **state)
{
    (void)state;
    for (size_t n = 1;; n += n < 40 ? 1 : 97) {
        tt_areas *areas = NULL;
        tt_memory_fail_at(n);
        tt_status status = tt_areas_new(&areas, NULL);
        tt_memory_fail_at(0);
        if (status == TT_OK) {
            tt_areas_free(areas);
            break;
        }
        assert_int_equal(status, TT_ENOMEM);
        assert_null(areas);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_codes),
        cmocka_unit_test(every_area_finds_itself),
        cmocka_unit_test(shared_names_by_their_company),
        cmocka_unit_test(nearest_word),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests_name("areas", tests, NULL, NULL);
}
