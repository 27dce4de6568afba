/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_PAGES_H
#define TT_CLI_PAGES_H

#include <stddef.h>

/* The method pages of docs/methods/, as they are; the table is made while building (embed_pages.cmake). */
typedef struct cli_page {
    const char *name;          /* "mannkendall" */
    const unsigned char *text; /* Markdown, ends with NUL */
} cli_page;

extern const cli_page cli_pages[]; /* in the order of their names */
extern const size_t cli_page_count;

/** A page by its name or by one of the names under which its methods are known ("garwood"). NULL when there is
 *  none. */
const cli_page *cli_page_find(const char *name);

/* Another name under which a page is found. */
typedef struct cli_page_synonym {
    const char *name;
    const char *page;
} cli_page_synonym;

/** All names beside those of the pages. */
const cli_page_synonym *cli_page_synonyms(size_t *count);

/** The text of a page. */
const char *cli_page_text(const cli_page *page);

#endif
