/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_PAGE_WORDS_H
#define TT_PAGE_WORDS_H

#include "tiptrend/language.h"
#include "tiptrend/strbuf.h"
#include "tiptrend/table.h"

/* The page of a report in the language of its charts. Commands, tables and findings are made in English, which is
 * what CSV, JSON and the terminal give; the page looks each of their texts up in page_words.def. A text that is
 * not there stays as it is. In English all texts stay as they are. */

/** Append a text of the program: one of the catalogue, several with "; " between, or a word of data. */
void cli_page_say(tt_language language, const char *text, tt_strbuf *out);

/** Append a text of the catalogue by its English form, with its places filled; the fillings stay as they are. */
#define cli_page_say_with(language, out, text, ...)                                                \
    cli_page_say_filled((language), (out), (text), (const char *const[]){__VA_ARGS__},             \
                        sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
void cli_page_say_filled(tt_language language, tt_strbuf *out, const char *text,
                         const char *const *places, size_t count);

/** Append a cell as people read it: numbers in the form of the language; names of series word by word; what people
 *  have written, and files, as they are. */
void cli_page_say_cell(tt_language language, const tt_table *table, size_t row, size_t column,
                       tt_strbuf *out);

/** Append the name of a series, "victims/female": the words that the charts know, one by one. */
void cli_page_say_series(tt_language language, const char *name, tt_strbuf *out);

/* A text of the catalogue. */
typedef struct cli_page_phrase {
    const char *english;
    const char *spanish;
} cli_page_phrase;

/** All of them, for tests. */
const cli_page_phrase *cli_page_phrases(size_t *count);

#endif
