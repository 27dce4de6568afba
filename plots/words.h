/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_WORDS_H
#define TT_WORDS_H

#include "tiptrend/chart.h"
#include "tiptrend/period.h"

/* The words of charts. All of them stand in language.c, in every language; nothing else in this folder
 * writes a sentence.
 *
 * A phrase has places {0}, {1}, ... for texts that are already in the language, and each language puts
 * them where it needs them. */

typedef enum tt__phrase {
#define PHRASE(name, english, spanish) TT__SAY_##name,
#include "catalogue.def"
    TT__PHRASE_COUNT
} tt__phrase;

/* A phrase as it stands in the catalogue. */
const char *tt__phrase_of(tt_language language, tt__phrase phrase);

/* A phrase with its places filled, as a text of the chart, in the language of the chart; NULL after a
 * failure. Arguments are texts; NULL counts as "". */
#define tt__say(chart, phrase, ...)                                                                \
    tt__say_list((chart), (phrase), (const char *const[]){__VA_ARGS__},                            \
                 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
const char *tt__say_list(tt_chart *chart, tt__phrase phrase, const char *const *texts,
                         size_t count);

/* A phrase without places. */
const char *tt__words(const tt_chart *chart, tt__phrase phrase);

/* "a", "a and b", "a, b and c". */
const char *tt__and_list(tt_chart *chart, const char *const *texts, size_t count);

/* A word of data in the language of the chart, as it stands within a sentence: "victims_abroad" gives
 * "victims abroad". Known words are translated and lose a capital that they have by accident; all others
 * stay as they are, so that names keep theirs. */
const char *tt__data_word(tt_chart *chart, const char *word);

/* Whether a data word is an adjective that English puts before its noun: "federal". */
int tt__is_adjective(const char *word);

/* A text with a capital at its beginning. */
const char *tt__capital(tt_chart *chart, const char *text);

/* A number for people: "1,814.5" in English; in Spanish groups from five digits on are set apart by a
 * blank, "18 140.5" (Ortografia of the academies, 2010). */
const char *tt__number(tt_chart *chart, double value, int decimals);
const char *tt__signed(tt_chart *chart, double value, int decimals);

/* The same as percent: "12%", "12 %" in Spanish. */
const char *tt__percent(tt_chart *chart, double value, int decimals);
const char *tt__signed_percent(tt_chart *chart, double value, int decimals);

/* "2015–2018", "2018", "Jul 2018". */
const char *tt__span_text(tt_chart *chart, tt_period first, tt_period last);

/* A month by its number from 0: "Jan". */
const char *tt__month(const tt_chart *chart, int month);

#endif
