/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_VOCABULARY_H
#define TT_VOCABULARY_H

#include <stddef.h>

/* The words of official tables that mean something to the program, in English and Spanish. This is
 * the one place for them. Words are compared without regard to ASCII case; blanks, hyphens and
 * underscores are the same. */

/* What kind of number a unit names. */
typedef enum tt_unit_kind {
    TT_UNIT_COUNT,   /* persons, cases, calls, ... and every unit not listed: whole numbers >= 0 */
    TT_UNIT_MONEY,   /* an ISO 4217 code */
    TT_UNIT_PERCENT, /* percent of a base */
    TT_UNIT_TIME,    /* years, months, days: a duration */
    TT_UNIT_RATE,    /* per 100,000 and the like */
    TT_UNIT_OTHER    /* index, ratio, ...: any number */
} tt_unit_kind;

/* What a dimension is about. */
typedef enum tt_dimension_role {
    TT_ROLE_PART,         /* values are parts of a whole: form, age, ... */
    TT_ROLE_JURISDICTION, /* the same; the base of a percentage is of the same jurisdiction */
    TT_ROLE_SEX,          /* the same, and the values are sexes */
    TT_ROLE_AREA,         /* places: never summed, since their set changes from year to year */
    TT_ROLE_INDICATOR,    /* what is counted: never summed */
    TT_ROLE_STATISTIC,    /* range, mean, single, ...: never summed */
    TT_ROLE_ITEM          /* single named things, editions, ...: never summed */
} tt_dimension_role;

typedef enum tt_sex { TT_SEX_NONE, TT_SEX_FEMALE, TT_SEX_MALE, TT_SEX_UNSPECIFIED } tt_sex;

/* The stages of the criminal process, in their order, and the victims behind them. */
typedef enum tt_stage {
    TT_STAGE_NONE,
    TT_STAGE_INVESTIGATION,
    TT_STAGE_PROSECUTION,
    TT_STAGE_CONVICTION,
    TT_STAGE_VICTIM
} tt_stage;

/* What a value of a dimension of role TT_ROLE_STATISTIC says about the others of its group. */
typedef enum tt_statistic {
    TT_STATISTIC_NONE,
    TT_STATISTIC_RANGE,
    TT_STATISTIC_LOW,
    TT_STATISTIC_HIGH,
    TT_STATISTIC_MEAN,
    TT_STATISTIC_SINGLE
} tt_statistic;

/** Whether a dimension value is the margin: empty, total, _T, all, both sexes, ... */
int tt_word_is_margin(const char *text);

/** Whether a dimension value stands for "not known which": unspecified, unknown, ...; "other" is known
 *  to be another one, save among sexes (tt_sex_of). */
int tt_word_is_unspecified(const char *text);

/** The kind of a unit, by its name: "persons" is a count, "MXN" is money. */
tt_unit_kind tt_unit_kind_of(const char *unit);

/** Whether values of this kind add up over parts: counts and money do. */
int tt_unit_is_additive(tt_unit_kind kind);

/** What a dimension is about, by its name: area, sex, indicator, ... */
tt_dimension_role tt_dimension_role_of(const char *name);

/** Whether the values of a dimension of this role are parts that add up to their margin. */
int tt_role_is_summable(tt_dimension_role role);

/** Which sex a word names: female, F, mujer, ...; other and unknown are unspecified. */
tt_sex tt_sex_of(const char *text);

/** Which stage an indicator belongs to, by the words in it. */
tt_stage tt_stage_of(const char *indicator);

/** Which statistic a word names: range, low, high, mean, single; none for all other words. */
tt_statistic tt_statistic_of(const char *text);

/** Which month a name is, in English or Spanish, whole or short: 1 to 12; 0 for another word. */
int tt_month_of(const char *text);

/** Order of a value within its dimension, before the order of bytes: margins first, stages in
 *  their order, unspecified last. */
int tt_word_rank(tt_dimension_role role, const char *text);

#endif
