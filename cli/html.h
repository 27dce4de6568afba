/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_HTML_H
#define TT_HTML_H

#include "out.h"
#include "tiptrend/findings.h"
#include "tiptrend/language.h"

/* One self-contained page: charts inline, tables, findings, notes, sources. All text from data goes
 * through tt_xml_add. */

/* A chart of the page. The texts are borrowed. */
typedef struct cli_html_chart {
    const char *name; /* of its files, and its anchor */
    const char *kind;
    const char *section; /* heading under which it stands */
    const char *title;
    const char *alt;
    const char *svg; /* bytes of the file for the page; NULL when drawing failed */
    size_t svg_size;
    const char *failure;      /* why there is none */
    int declined;             /* 1: the figures do not support it */
    const char *const *files; /* files[file_count]: names of what can be downloaded */
    size_t file_count;
} cli_html_chart;

typedef struct cli_html_page {
    tt_language language; /* of all words around the charts */
    const char *title;
    const char *lead; /* one paragraph under the title */
    const cli_html_chart *charts;
    size_t chart_count;
    const tt_table *const *tables;
    const char *const *table_files; /* names of the same tables as CSV */
    size_t table_count;
    const tt_findings *findings;
    const char *const *sources;
    size_t source_count;
    const char *made_with; /* the last line: versions */
    const char *home;      /* link to the list of all reports; NULL: there is none */
} cli_html_page;

/** Write the page. Errors: TT_EPARSE (an SVG that is not well-formed), TT_ENOMEM */
tt_status cli_html_write(const cli_html_page *page, tt_strbuf *out, tt_error *err);

/** A table as HTML in a language: the first rows, the others on request, the notes; a link to `file`, which may be
 *  NULL. */
void cli_out_html(const tt_table *table, const char *file, tt_language language, tt_strbuf *out);

#endif
