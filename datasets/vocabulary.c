/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of official tables, in English and Spanish. */
#include "tiptrend/vocabulary.h"

#include <string.h>

/* A lower-case ASCII letter; blanks, hyphens and underscores as one sign; other bytes as they are. */
static char fold(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c + ('a' - 'A'));
    return c == ' ' || c == '-' ? '_' : c;
}

static int same_word(const char *a, const char *b)
{
    while (*a && fold(*a) == fold(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

static int begins_with(const char *text, const char *stem)
{
    while (*stem && fold(*text) == *stem) {
        text++;
        stem++;
    }
    return !*stem;
}

/* Where the next word begins, or the end of the text. */
static const char *next_word(const char *text)
{
    while (*text && fold(*text) != '_')
        text++;
    return *text ? text + 1 : text;
}

/* Whether `stem` stands at the beginning of a word of `text`: "investigation" in
 * "sesnsp_investigations". */
static int has_stem(const char *text, const char *stem)
{
    for (; *text; text = next_word(text))
        if (begins_with(text, stem))
            return 1;
    return 0;
}

/* One entry of a list of words: what each means to its asker. */
typedef struct word {
    const char *text;
    int meaning;
} word;

static int look_up(const word *list, size_t count, const char *text, int otherwise)
{
    for (size_t i = 0; i < count; i++)
        if (same_word(list[i].text, text))
            return list[i].meaning;
    return otherwise;
}

#define LOOK_UP(list, text, otherwise)                                                             \
    look_up((list), sizeof(list) / sizeof *(list), (text), (otherwise))

int tt_word_is_margin(const char *text)
{
    static const word list[] = {
        {"", 1},
        {"total", 1},
        {"_T", 1},
        {"all", 1},
        {"both sexes", 1},
        {"all ages", 1},
        {"ambos sexos", 1},
        {"todos", 1},
        {"grand total", 1},
        {"overall", 1},
        {"total general", 1},
        {"gran total", 1},
        {"total nacional", 1},
    };
    return LOOK_UP(list, text, 0);
}

int tt_word_is_unspecified(const char *text)
{
    static const word list[] = {
        {"unspecified", 1},     {"unknown", 1},      {"unidentified", 1},
        {"not specified", 1},   {"not recorded", 1}, {"not stated", 1},
        {"no especificado", 1}, {"desconocido", 1},  {"no identificado", 1},
        {"sin especificar", 1}, {"se desconoce", 1}, {"_U", 1},
    };
    return LOOK_UP(list, text, 0);
}

/* Whether a unit is a code of ISO 4217 (2023), which is written in capitals. */
static int is_currency(const char *unit)
{
    static const char codes[] =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN "
        "BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR "
        "FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD "
        "JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT "
        "MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG "
        "QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS "
        "TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER "
        "ZAR ZMW ZWL ";
    if (strlen(unit) != 3 || strchr(unit, ' '))
        return 0;
    for (const char *at = codes; *at; at += 4)
        if (memcmp(at, unit, 3) == 0)
            return 1;
    return 0;
}

tt_unit_kind tt_unit_kind_of(const char *unit)
{
    static const word list[] = {
        {"%", TT_UNIT_PERCENT},
        {"per cent", TT_UNIT_PERCENT},
        {"PC", TT_UNIT_PERCENT},
        {"PT", TT_UNIT_PERCENT},
        {"year", TT_UNIT_TIME},
        {"years", TT_UNIT_TIME},
        {"month", TT_UNIT_TIME},
        {"months", TT_UNIT_TIME},
        {"day", TT_UNIT_TIME},
        {"days", TT_UNIT_TIME},
        {"anos", TT_UNIT_TIME},
        {"a\xC3\xB1os", TT_UNIT_TIME},
        {"meses", TT_UNIT_TIME},
        {"dias", TT_UNIT_TIME},
        {"d\xC3\xAD"
         "as",
         TT_UNIT_TIME},
        {"score", TT_UNIT_OTHER},
        {"tier", TT_UNIT_OTHER},
        {"P_HTHAB", TT_UNIT_RATE},
    };
    /* Words with more behind or before them: "percent of victims", "cases per 100,000". */
    static const word stems[] = {
        {"percent", TT_UNIT_PERCENT}, {"porcentaje", TT_UNIT_PERCENT}, {"rate", TT_UNIT_RATE},
        {"tasa", TT_UNIT_RATE},       {"per_", TT_UNIT_RATE},          {"por_", TT_UNIT_RATE},
        {"index", TT_UNIT_OTHER},     {"indice", TT_UNIT_OTHER},       {"ratio", TT_UNIT_OTHER},
    };
    if (is_currency(unit))
        return TT_UNIT_MONEY;
    int kind = LOOK_UP(list, unit, -1);
    for (size_t i = 0; kind < 0 && i < sizeof stems / sizeof *stems; i++)
        if (has_stem(unit, stems[i].text))
            kind = stems[i].meaning;
    return kind < 0 ? TT_UNIT_COUNT : (tt_unit_kind)kind;
}

int tt_unit_is_additive(tt_unit_kind kind)
{
    return kind == TT_UNIT_COUNT || kind == TT_UNIT_MONEY;
}

tt_dimension_role tt_dimension_role_of(const char *name)
{
    static const word list[] = {
        {"indicator", TT_ROLE_INDICATOR},
        {"indicador", TT_ROLE_INDICATOR},
        {"series", TT_ROLE_INDICATOR},
        {"variable", TT_ROLE_INDICATOR},
        {"measure", TT_ROLE_INDICATOR},
        {"area", TT_ROLE_AREA},
        {"country", TT_ROLE_AREA},
        {"region", TT_ROLE_AREA},
        {"subregion", TT_ROLE_AREA},
        {"state", TT_ROLE_AREA},
        {"estado", TT_ROLE_AREA},
        {"entidad", TT_ROLE_AREA},
        {"pais", TT_ROLE_AREA},
        {"pa\xC3\xADs", TT_ROLE_AREA},
        {"province", TT_ROLE_AREA},
        {"municipality", TT_ROLE_AREA},
        {"municipio", TT_ROLE_AREA},
        {"geo", TT_ROLE_AREA},
        {"ref_area", TT_ROLE_AREA},
        {"iso3", TT_ROLE_AREA},
        {"iso2", TT_ROLE_AREA},
        {"code", TT_ROLE_AREA},
        {"state_code", TT_ROLE_AREA},
        {"sex", TT_ROLE_SEX},
        {"gender", TT_ROLE_SEX},
        {"sexo", TT_ROLE_SEX},
        {"g\xC3\xA9nero", TT_ROLE_SEX},
        {"genero", TT_ROLE_SEX},
        {"jurisdiction", TT_ROLE_JURISDICTION},
        {"jurisdiccion", TT_ROLE_JURISDICTION},
        {"fuero", TT_ROLE_JURISDICTION},
        {"statistic", TT_ROLE_STATISTIC},
        {"estadistico", TT_ROLE_STATISTIC},
        {"item", TT_ROLE_ITEM},
        {"case", TT_ROLE_ITEM},
        {"edition", TT_ROLE_ITEM},
        {"estimate", TT_ROLE_ITEM},
        {"scenario", TT_ROLE_ITEM},
        {"freq", TT_ROLE_ITEM},
    };
    return (tt_dimension_role)LOOK_UP(list, name, TT_ROLE_PART);
}

int tt_role_is_summable(tt_dimension_role role)
{
    return role == TT_ROLE_PART || role == TT_ROLE_JURISDICTION || role == TT_ROLE_SEX;
}

tt_sex tt_sex_of(const char *text)
{
    static const word list[] = {
        {"female", TT_SEX_FEMALE},     {"females", TT_SEX_FEMALE},   {"f", TT_SEX_FEMALE},
        {"women", TT_SEX_FEMALE},      {"woman", TT_SEX_FEMALE},     {"girls", TT_SEX_FEMALE},
        {"mujer", TT_SEX_FEMALE},      {"mujeres", TT_SEX_FEMALE},   {"femenino", TT_SEX_FEMALE},
        {"male", TT_SEX_MALE},         {"males", TT_SEX_MALE},       {"m", TT_SEX_MALE},
        {"men", TT_SEX_MALE},          {"man", TT_SEX_MALE},         {"boys", TT_SEX_MALE},
        {"hombre", TT_SEX_MALE},       {"hombres", TT_SEX_MALE},     {"masculino", TT_SEX_MALE},
        {"girl", TT_SEX_FEMALE},       {"femenina", TT_SEX_FEMALE},  {"fem", TT_SEX_FEMALE},
        {"boy", TT_SEX_MALE},          {"masculina", TT_SEX_MALE},   {"masc", TT_SEX_MALE},
        {"hembra", TT_SEX_FEMALE},     {"hembras", TT_SEX_FEMALE},   {"niñas", TT_SEX_FEMALE},
        {"varon", TT_SEX_MALE},        {"varones", TT_SEX_MALE},     {"varón", TT_SEX_MALE},
        {"other", TT_SEX_UNSPECIFIED}, {"otro", TT_SEX_UNSPECIFIED}, {"otros", TT_SEX_UNSPECIFIED},
    };
    int sex = LOOK_UP(list, text, TT_SEX_NONE);
    if (sex == TT_SEX_NONE && tt_word_is_unspecified(text))
        sex = TT_SEX_UNSPECIFIED;
    return (tt_sex)sex;
}

tt_stage tt_stage_of(const char *indicator)
{
    static const word stems[] = {
        {"investiga", TT_STAGE_INVESTIGATION},
        {"carpeta", TT_STAGE_INVESTIGATION},
        {"offence", TT_STAGE_INVESTIGATION},
        {"offense", TT_STAGE_INVESTIGATION},
        {"prosecut", TT_STAGE_PROSECUTION},
        {"procesad", TT_STAGE_PROSECUTION},
        {"convict", TT_STAGE_CONVICTION},
        {"condena", TT_STAGE_CONVICTION},
        {"sentenciad", TT_STAGE_CONVICTION},
        {"victim", TT_STAGE_VICTIM},
        {"v\xC3\xAD"
         "ctima",
         TT_STAGE_VICTIM},
    };
    /* Of several the first of the list counts. A table may have many thousands of names, mostly of one word:
     * each is gone through once. */
    size_t count = sizeof stems / sizeof *stems;
    size_t first = count;
    for (const char *at = indicator; *at; at = next_word(at))
        for (size_t i = 0; i < first; i++)
            if (begins_with(at, stems[i].text))
                first = i;
    return first < count ? (tt_stage)stems[first].meaning : TT_STAGE_NONE;
}

int tt_month_of(const char *text)
{
    static const word list[] = {
        {"january", 1},    {"february", 2},   {"march", 3},      {"april", 4},     {"may", 5},
        {"june", 6},       {"july", 7},       {"august", 8},     {"september", 9}, {"october", 10},
        {"november", 11},  {"december", 12},  {"jan", 1},        {"feb", 2},       {"mar", 3},
        {"apr", 4},        {"jun", 6},        {"jul", 7},        {"aug", 8},       {"sep", 9},
        {"sept", 9},       {"oct", 10},       {"nov", 11},       {"dec", 12},      {"enero", 1},
        {"febrero", 2},    {"marzo", 3},      {"abril", 4},      {"mayo", 5},      {"junio", 6},
        {"julio", 7},      {"agosto", 8},     {"septiembre", 9}, {"setiembre", 9}, {"octubre", 10},
        {"noviembre", 11}, {"diciembre", 12}, {"ene", 1},        {"abr", 4},       {"ago", 8},
        {"dic", 12},
    };
    return LOOK_UP(list, text, 0);
}

tt_statistic tt_statistic_of(const char *text)
{
    static const word list[] = {
        {"range", TT_STATISTIC_RANGE},   {"low", TT_STATISTIC_LOW},
        {"minimum", TT_STATISTIC_LOW},   {"min", TT_STATISTIC_LOW},
        {"high", TT_STATISTIC_HIGH},     {"maximum", TT_STATISTIC_HIGH},
        {"max", TT_STATISTIC_HIGH},      {"mean", TT_STATISTIC_MEAN},
        {"average", TT_STATISTIC_MEAN},  {"median", TT_STATISTIC_MEAN},
        {"single", TT_STATISTIC_SINGLE},
    };
    return (tt_statistic)LOOK_UP(list, text, TT_STATISTIC_NONE);
}

int tt_word_rank(tt_dimension_role role, const char *text)
{
    /* Beyond every stage and sex, so that what has no rank of its own follows them in byte order. */
    enum { RANK_PLAIN = 100, RANK_LAST = 200 };
    if (tt_word_is_margin(text))
        return 0;
    if (tt_word_is_unspecified(text))
        return RANK_LAST;
    if (role == TT_ROLE_INDICATOR) {
        tt_stage stage = tt_stage_of(text);
        return stage == TT_STAGE_NONE ? RANK_PLAIN : (int)stage;
    }
    if (role == TT_ROLE_SEX) {
        tt_sex sex = tt_sex_of(text);
        return sex == TT_SEX_NONE ? RANK_PLAIN : sex == TT_SEX_UNSPECIFIED ? RANK_LAST : (int)sex;
    }
    return RANK_PLAIN;
}
