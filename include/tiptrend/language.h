/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LANGUAGE_H
#define TT_LANGUAGE_H

#include "tiptrend/status.h"
#include "tiptrend/strbuf.h"

/* The language of the words in a chart. It is chosen by the caller, never by the environment. */
typedef enum tt_language {
    TT_LANGUAGE_ENGLISH,
    TT_LANGUAGE_SPANISH,
    TT_LANGUAGE_COUNT
} tt_language;

/** Code of a language as in ISO 639-1: "en", "es". */
const char *tt_language_code(tt_language language);

/** A language by its code.
 *  Errors:  TT_ENOTFOUND, with the list of codes */
tt_status tt_language_parse(const char *code, tt_language *out, tt_error *err);

/** Append a word of data in a language, as it stands within a sentence: "victims_abroad" gives "victims abroad" and
 *  "víctimas en el extranjero". Words that are not known stay as they are, with blanks for underscores. */
void tt_language_word(tt_language language, const char *word, tt_strbuf *out);

/** Append a number as tt_number_for_people writes it, in the form of a language: "18,140" gives "18 140" in Spanish,
 *  and "1,814" gives "1814". */
void tt_language_number(tt_language language, const char *english, tt_strbuf *out);

#endif
