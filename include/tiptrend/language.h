/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_LANGUAGE_H
#define TT_LANGUAGE_H

#include "tiptrend/status.h"

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

#endif
