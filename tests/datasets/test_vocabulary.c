/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/vocabulary.h"

#include <string.h>

#include "check.h"

/* A word and what it should mean. */
typedef struct expectation {
    const char *text;
    int meaning;
} expectation;

#define CHECK_ALL(list, function)                                                                  \
    for (size_t i = 0; i < sizeof(list) / sizeof *(list); i++)                                     \
    check_abs((int)function((list)[i].text), (list)[i].meaning, 0, (list)[i].text)

static void margins(void **state)
{
    (void)state;
    static const expectation list[] = {
        {"", 1},           {"total", 1},       {"Total", 1},       {"TOTAL", 1},  {"_T", 1},
        {"_t", 1},         {"all", 1},         {"All", 1},         {"todos", 1},  {"Both sexes", 1},
        {"both-sexes", 1}, {"ambos sexos", 1}, {"all ages", 1},    {"totals", 0}, {"tota", 0},
        {"_", 0},          {"T", 0},           {"allowed", 0},     {"al", 0},     {"female", 0},
        {"-", 0},          {"0", 0},           {"unspecified", 0}, {"_U", 0},     {" ", 0},
    };
    CHECK_ALL(list, tt_word_is_margin);
    check_done();
}

static void unspecified(void **state)
{
    (void)state;
    static const expectation list[] = {
        {"unspecified", 1},     {"Unknown", 1},
        {"not specified", 1},   {"not_specified", 1},
        {"NOT-STATED", 1},      {"se desconoce", 1},
        {"no identificado", 1}, {"_U", 1},
        {"other", 0},           {"", 0},
        {"total", 0},           {"specified", 0},
    };
    CHECK_ALL(list, tt_word_is_unspecified);
    check_done();
}

static void units(void **state)
{
    (void)state;
    static const expectation list[] = {
        {"", TT_UNIT_COUNT},
        {"persons", TT_UNIT_COUNT},
        {"Counts", TT_UNIT_COUNT},
        {"states", TT_UNIT_COUNT},
        {"percent", TT_UNIT_PERCENT},
        {"Percent", TT_UNIT_PERCENT},
        {"per cent", TT_UNIT_PERCENT},
        {"%", TT_UNIT_PERCENT},
        {"PT", TT_UNIT_PERCENT},
        {"percentage", TT_UNIT_PERCENT},
        {"percent of victims", TT_UNIT_PERCENT},
        {"porcentaje", TT_UNIT_PERCENT},
        {"years", TT_UNIT_TIME},
        {"year", TT_UNIT_TIME},
        {"a\xC3\xB1os", TT_UNIT_TIME},
        {"meses", TT_UNIT_TIME},
        {"MXN", TT_UNIT_MONEY},
        {"USD", TT_UNIT_MONEY},
        {"SEK", TT_UNIT_MONEY}, /* any code of ISO 4217 */
        {"ALL", TT_UNIT_MONEY},
        {"ZMW", TT_UNIT_MONEY},
        {"AED", TT_UNIT_MONEY},
        {"QQQ", TT_UNIT_COUNT}, /* three letters that are none */
        {"ED ", TT_UNIT_COUNT},
        {"US", TT_UNIT_COUNT},
        {"rate", TT_UNIT_RATE},
        {"per 100,000", TT_UNIT_RATE},
        {"per 100,000 population", TT_UNIT_RATE},
        {"victims per 100,000", TT_UNIT_RATE},
        {"Rate per 100000 inhabitants", TT_UNIT_RATE},
        {"por 100 mil habitantes", TT_UNIT_RATE},
        {"tasa", TT_UNIT_RATE},
        {"index", TT_UNIT_OTHER},
        {"index (2015 = 100)", TT_UNIT_OTHER},
        {"ratio", TT_UNIT_OTHER},
        {"perpetrators", TT_UNIT_COUNT}, /* not "per ..." */
        {"persons prosecuted", TT_UNIT_COUNT},
        {"operations", TT_UNIT_COUNT}, /* holds "ratio", begins with none */
        {"corporations", TT_UNIT_COUNT},
    };
    CHECK_ALL(list, tt_unit_kind_of);
    assert_true(tt_unit_is_additive(TT_UNIT_COUNT));
    assert_true(tt_unit_is_additive(TT_UNIT_MONEY));
    assert_false(tt_unit_is_additive(TT_UNIT_PERCENT));
    assert_false(tt_unit_is_additive(TT_UNIT_TIME));
    assert_false(tt_unit_is_additive(TT_UNIT_RATE));
    assert_false(tt_unit_is_additive(TT_UNIT_OTHER));
    check_done();
}

static void roles(void **state)
{
    (void)state;
    static const expectation list[] = {
        {"indicator", TT_ROLE_INDICATOR},
        {"Indicador", TT_ROLE_INDICATOR},
        {"area", TT_ROLE_AREA},
        {"REF_AREA", TT_ROLE_AREA},
        {"ref-area", TT_ROLE_AREA},
        {"sex", TT_ROLE_SEX},
        {"Sexo", TT_ROLE_SEX},
        {"statistic", TT_ROLE_STATISTIC},
        {"item", TT_ROLE_ITEM},
        {"edition", TT_ROLE_ITEM},
        {"form", TT_ROLE_PART},
        {"age", TT_ROLE_PART},
        {"anything else", TT_ROLE_PART},
        {"", TT_ROLE_PART},
    };
    CHECK_ALL(list, tt_dimension_role_of);
    assert_true(tt_role_is_summable(tt_dimension_role_of("form")));
    assert_true(tt_role_is_summable(tt_dimension_role_of("jurisdiction")));
    assert_true(tt_role_is_summable(TT_ROLE_SEX));
    assert_false(tt_role_is_summable(TT_ROLE_AREA));
    assert_false(tt_role_is_summable(TT_ROLE_INDICATOR));
    assert_false(tt_role_is_summable(TT_ROLE_STATISTIC));
    assert_false(tt_role_is_summable(TT_ROLE_ITEM));
    check_done();
}

static void sexes(void **state)
{
    (void)state;
    static const expectation list[] = {
        {"female", TT_SEX_FEMALE},
        {"F", TT_SEX_FEMALE},
        {"Women", TT_SEX_FEMALE},
        {"mujer", TT_SEX_FEMALE},
        {"MUJERES", TT_SEX_FEMALE},
        {"male", TT_SEX_MALE},
        {"M", TT_SEX_MALE},
        {"hombre", TT_SEX_MALE},
        {"masculino", TT_SEX_MALE},
        {"Other", TT_SEX_UNSPECIFIED},
        {"Unknown", TT_SEX_UNSPECIFIED},
        {"_U", TT_SEX_UNSPECIFIED},
        {"No identificado", TT_SEX_UNSPECIFIED},
        {"total", TT_SEX_NONE},
        {"", TT_SEX_NONE},
        {"federal", TT_SEX_NONE},
    };
    CHECK_ALL(list, tt_sex_of);
    check_done();
}

static void stages(void **state)
{
    (void)state;
    static const expectation list[] = {
        {"investigations", TT_STAGE_INVESTIGATION},
        {"sesnsp_investigations", TT_STAGE_INVESTIGATION},
        {"Offences of trafficking in persons", TT_STAGE_INVESTIGATION},
        {"Persons prosecuted", TT_STAGE_PROSECUTION},
        {"prosecutions", TT_STAGE_PROSECUTION},
        {"Persons convicted", TT_STAGE_CONVICTION},
        {"Detected trafficking victims", TT_STAGE_VICTIM},
        {"v\xC3\xAD"
         "ctimas",
         TT_STAGE_VICTIM},
        {"hotline_calls", TT_STAGE_NONE},
        {"reinvestigation", TT_STAGE_NONE}, /* the stem must begin a word */
        {"", TT_STAGE_NONE},
        {"victi", TT_STAGE_NONE},
    };
    CHECK_ALL(list, tt_stage_of);
    static const expectation statistics[] = {
        {"range", TT_STATISTIC_RANGE},   {"Min", TT_STATISTIC_LOW},
        {"maximum", TT_STATISTIC_HIGH},  {"mean", TT_STATISTIC_MEAN},
        {"single", TT_STATISTIC_SINGLE}, {"", TT_STATISTIC_NONE},
    };
    CHECK_ALL(statistics, tt_statistic_of);
    check_done();
}

/* In every role: the margin, what has a rank, what has none, the unspecified. */
static void ranks(void **state)
{
    (void)state;
    static const struct {
        tt_dimension_role role;
        const char *order[6];
    } rows[] = {
        {TT_ROLE_SEX, {"", "female", "male", "intersex", "unknown", NULL}},
        {TT_ROLE_INDICATOR,
         {"total", "investigations", "prosecutions", "convictions", "victims", "hotline_calls"}},
        {TT_ROLE_PART, {"_T", "labor", "unspecified", NULL}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t j = 1; j < 6 && rows[i].order[j]; j++)
            check_true(tt_word_rank(rows[i].role, rows[i].order[j - 1]) <
                       tt_word_rank(rows[i].role, rows[i].order[j]));
    check_true(tt_word_rank(TT_ROLE_PART, "sex") == tt_word_rank(TT_ROLE_PART, "labor"));
    check_true(tt_word_rank(TT_ROLE_SEX, "other") == tt_word_rank(TT_ROLE_SEX, "unknown"));
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(margins), cmocka_unit_test(unspecified), cmocka_unit_test(units),
        cmocka_unit_test(roles),   cmocka_unit_test(sexes),       cmocka_unit_test(stages),
        cmocka_unit_test(ranks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
