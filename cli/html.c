/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a report. */
#include "html.h"

#include <stdio.h>
#include <string.h>

#include "html_style.h"
#include "page_words.h"
#include "tiptrend/svg.h"
#include "tiptrend/xml.h"

static void element(tt_strbuf *out, const char *open, const char *text, const char *close)
{
    tt_strbuf_add(out, open);
    tt_xml_add(out, text);
    tt_strbuf_add(out, close);
}

/* The same with a text of the program, in a language. */
static void words(tt_language language, tt_strbuf *out, const char *open, const char *text,
                  const char *close)
{
    tt_strbuf said = TT_STRBUF_INIT;
    cli_page_say(language, text, &said);
    element(out, open, tt_strbuf_text(&said), close);
    out->failed |= said.failed;
    tt_strbuf_clear(&said);
}

/* A text with numbers in its places. */
static void counted(tt_language language, tt_strbuf *out, const char *text, const size_t *numbers,
                    size_t count)
{
    enum { MOST = 2, SIZE = 24 };
    char digits[MOST][SIZE];
    const char *places[MOST] = {"", ""};
    tt_strbuf said = TT_STRBUF_INIT;
    for (size_t i = 0; i < count && i < MOST; i++) {
        (void)snprintf(digits[i], sizeof digits[i], "%zu", numbers[i]);
        places[i] = digits[i];
    }
    cli_page_say_filled(language, &said, text, places, MOST);
    tt_xml_add(out, tt_strbuf_text(&said));
    out->failed |= said.failed;
    tt_strbuf_clear(&said);
}

/* ---- tables ---- */

/* A table on its way to the page. */
typedef struct html_table {
    const tt_table *table;
    const cli_footnotes *notes;
    tt_language language;
} html_table;

static void table_row(const html_table *t, size_t row, tt_strbuf *out)
{
    const tt_table *table = t->table;
    const cli_footnotes *notes = t->notes;
    tt_strbuf cell = TT_STRBUF_INIT;
    tt_strbuf_add(out, "<tr>");
    for (size_t c = 0; c < tt_table_column_count(table); c++) {
        tt_strbuf_reset(&cell);
        cli_page_say_cell(t->language, table, row, c, &cell);
        element(out, cli_out_is_text(table, c) ? "<td class=\"t\">" : "<td>", tt_strbuf_text(&cell),
                "</td>");
    }
    if (notes->count) {
        tt_strbuf_add(out, "<td class=\"t\">");
        if (notes->of_row[row])
            tt_strbuf_addf(out, "%zu", notes->of_row[row]);
        tt_strbuf_add(out, "</td>");
    }
    tt_strbuf_add(out, "</tr>\n");
    out->failed |= cell.failed;
    tt_strbuf_clear(&cell);
}

/* Rows first ... end - 1 under the heads of the columns, in a box of their own that scrolls sideways. */
static void table_part(const html_table *t, size_t first, size_t end, tt_strbuf *out)
{
    const tt_table *table = t->table;
    char from[24];
    char to[24];
    tt_strbuf title = TT_STRBUF_INIT;
    tt_strbuf label = TT_STRBUF_INIT;
    (void)snprintf(from, sizeof from, "%zu", first + 1);
    (void)snprintf(to, sizeof to, "%zu", end);
    cli_page_say(t->language, tt_table_title(table), &title);
    cli_page_say_with(t->language, &label, "{0}, rows {#1} to {#2}", tt_strbuf_text(&title), from,
                      to);
    tt_strbuf_add(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    tt_xml_add(out, tt_strbuf_text(&label));
    tt_strbuf_add(out, "\"><table>\n<thead><tr>");
    for (size_t c = 0; c < tt_table_column_count(table); c++)
        words(t->language, out,
              cli_out_is_text(table, c) ? "<th class=\"t\" scope=\"col\">" : "<th scope=\"col\">",
              tt_table_column(table, c)->label, "</th>");
    if (t->notes->count)
        words(t->language, out, "<th class=\"t\" scope=\"col\">", "Note", "</th>");
    tt_strbuf_add(out, "</tr></thead>\n<tbody>\n");
    for (size_t r = first; r < end; r++)
        table_row(t, r, out);
    tt_strbuf_add(out, "</tbody></table></div>\n");
    out->failed |= title.failed | label.failed;
    tt_strbuf_clear(&title);
    tt_strbuf_clear(&label);
}

static void table_notes(const html_table *t, tt_strbuf *out)
{
    const cli_footnotes *notes = t->notes;
    tt_strbuf_add(out, notes->count ? "<ol class=\"notes\">\n" : "");
    for (size_t i = 0; i < notes->count; i++)
        words(t->language, out, "<li>", notes->text[i], "</li>\n");
    tt_strbuf_add(out, notes->count ? "</ol>\n" : "");
    for (size_t i = 0; i < tt_table_remark_count(t->table); i++)
        words(t->language, out, "<p class=\"notes\">", tt_table_get_remark(t->table, i), "</p>\n");
}

void cli_out_html(const tt_table *whole, const char *file, tt_language language, tt_strbuf *out)
{
    enum { SHOWN_ROWS = 20, SPARED_ROWS = 5 }; /* a few more are not worth a click */
    cli_footnotes notes = {0};
    tt_table *table = tt_table_for_people(whole, TT_VIEW_USUAL);
    if (!table || cli_footnotes_make(table, &notes) != 0) {
        out->failed = 1;
        tt_table_free(table);
        return;
    }
    const html_table t = {table, &notes, language};
    size_t rows = tt_table_row_count(table);
    size_t shown = rows <= SHOWN_ROWS + SPARED_ROWS ? rows : SHOWN_ROWS;
    words(language, out, "<h3>", tt_table_title(table), "");
    if (file)
        element(out, " <a class=\"file\" href=\"", file, "\">csv</a>");
    tt_strbuf_add(out, "</h3>\n");
    table_part(&t, 0, shown, out);
    if (shown < rows) {
        tt_strbuf_add(out, "<details class=\"more\"><summary>");
        counted(language, out, "{#0} more rows", (const size_t[]){rows - shown}, 1);
        tt_strbuf_add(out, "</summary>\n");
        table_part(&t, shown, rows, out);
        tt_strbuf_add(out, "</details>\n");
    }
    table_notes(&t, out);
    cli_footnotes_clear(&notes);
    tt_table_free(table);
}

/* ---- charts ---- */

static tt_status chart(const cli_html_page *page, size_t index, tt_strbuf *out, tt_error *err)
{
    const cli_html_chart *c = &page->charts[index];
    tt_strbuf_add(out, "<figure id=\"");
    tt_xml_add(out, c->name);
    tt_strbuf_add(out, "\">\n");
    tt_status status = TT_OK;
    if (c->svg) {
        char prefix[32];
        (void)snprintf(prefix, sizeof prefix, "c%zu-", index + 1);
        status = tt_svg_inline(out, c->svg, c->svg_size, prefix, err);
    } else {
        tt_strbuf failed = TT_STRBUF_INIT;
        cli_page_say_with(page->language, &failed, "Drawing failed: {0}.", c->title);
        element(out, "<p class=\"failed\">", tt_strbuf_text(&failed), " ");
        words(page->language, out, "", c->failure ? c->failure : "", "</p>");
        out->failed |= failed.failed;
        tt_strbuf_clear(&failed);
    }
    tt_strbuf_add(out, "\n<figcaption><span class=\"files\">");
    for (size_t i = 0; i < c->file_count; i++) {
        const char *dot = strrchr(c->files[i], '.');
        tt_strbuf_add(out, "<a href=\"");
        tt_xml_add(out, c->files[i]);
        element(out, "\">", dot ? dot + 1 : c->files[i], "</a>");
    }
    words(page->language, out, "</span><details><summary>", "In words", "</summary>");
    tt_xml_add(out, c->alt);
    tt_strbuf_add(out, "</details></figcaption>\n</figure>\n");
    return status;
}

/* Anchor of a section: its words in lower case with hyphens. */
static void anchor(const char *section, tt_strbuf *out)
{
    for (; *section; section++) {
        char c = *section;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        tt_strbuf_add_char(out, (c >= 'a' && c <= 'z') ? c : '-');
    }
}

/* Whether a chart is the first one of its section; those that are not drawn are in none. */
static int is_new_section(const cli_html_page *page, size_t index)
{
    if (page->charts[index].declined)
        return 0;
    for (size_t i = 0; i < index; i++)
        if (!page->charts[i].declined &&
            strcmp(page->charts[i].section, page->charts[index].section) == 0)
            return 0;
    return 1;
}

/* Charts by section, in the order in which the sections first come. */
static tt_status charts(const cli_html_page *page, tt_strbuf *out, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < page->chart_count && status == TT_OK; i++) {
        if (!is_new_section(page, i))
            continue;
        const char *section = page->charts[i].section;
        tt_strbuf_add(out, "<section aria-labelledby=\"");
        anchor(section, out);
        tt_strbuf_add(out, "\">\n<h2 id=\"");
        anchor(section, out);
        words(page->language, out, "\">", section, "</h2>\n<div class=\"charts\">\n");
        for (size_t j = i; j < page->chart_count && status == TT_OK; j++)
            if (!page->charts[j].declined && strcmp(page->charts[j].section, section) == 0)
                status = chart(page, j, out, err);
        tt_strbuf_add(out, "</div>\n</section>\n");
    }
    return status;
}

/* What the figures do not support, in small print. */
static void not_drawn(const cli_html_page *page, tt_strbuf *out)
{
    size_t count = 0;
    for (size_t i = 0; i < page->chart_count; i++)
        count += page->charts[i].declined ? 1 : 0;
    if (!count)
        return;
    tt_strbuf_add(out, "<details class=\"declined\"><summary>");
    counted(page->language, out, "Not drawn, because the figures do not support it: {#0}", &count,
            1);
    tt_strbuf_add(out, "</summary>\n<ul>\n");
    for (size_t i = 0; i < page->chart_count; i++)
        if (page->charts[i].declined) {
            element(out, "<li>", page->charts[i].name, ": ");
            words(page->language, out, "", page->charts[i].failure ? page->charts[i].failure : "",
                  "</li>\n");
        }
    tt_strbuf_add(out, "</ul>\n</details>\n");
}

/* ---- the rest ---- */

/* Whether an earlier chart of the kind, along another dimension say, states the same. */
static int is_stated(const cli_html_page *page, size_t index)
{
    const cli_html_chart *c = &page->charts[index];
    for (size_t i = 0; i < index; i++)
        if (page->charts[i].svg && strcmp(page->charts[i].kind, c->kind) == 0 &&
            strcmp(page->charts[i].title, c->title) == 0)
            return 1;
    return 0;
}

/* What a reader in haste needs: the statements of the charts of single indicators and of those that compare
 * all, each once with a link to its figures, and whether the data agree with themselves. */
static void at_a_glance(const cli_html_page *page, tt_strbuf *out)
{
    enum { MOST_STATEMENTS = 10 };
    static const char *const telling[] = {"line", "forest", "ratio"};
    size_t count = 0;
    words(page->language, out, "<section aria-labelledby=\"glance\">\n<h2 id=\"glance\">",
          "At a glance", "</h2>\n<ul class=\"glance\">\n");
    for (size_t k = 0; k < sizeof telling / sizeof *telling; k++)
        for (size_t i = 0; i < page->chart_count && count < MOST_STATEMENTS; i++) {
            const cli_html_chart *c = &page->charts[i];
            if (!c->svg || strcmp(c->kind, telling[k]) != 0 || is_stated(page, i))
                continue;
            element(out, "<li><a href=\"#", c->name, "\">");
            element(out, "", c->title, "</a></li>\n");
            count++;
        }
    size_t errors = tt_findings_at_least(page->findings, TT_SEVERITY_ERROR);
    size_t warnings = tt_findings_at_least(page->findings, TT_SEVERITY_WARNING) - errors;
    if (errors + warnings) {
        static const char one[] = "Read first: the source contradicts itself in 1 place and needs "
                                  "care in {#0}";
        static const char many[] = "Read first: the source contradicts itself in {#0} places and "
                                   "needs care in {#1}";
        tt_strbuf_add(out, "<li>");
        if (errors == 1)
            counted(page->language, out, one, &warnings, 1);
        else
            counted(page->language, out, many, (const size_t[]){errors, warnings}, 2);
        words(page->language, out, " (<a href=\"#findings\">", "findings", "</a>).</li>\n");
    }
    tt_strbuf_add(out, "</ul>\n</section>\n");
}

static void findings(const tt_findings *list, tt_language language, tt_strbuf *out)
{
    words(language, out, "<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">",
          "What the figures say against each other", "</h2>\n");
    if (list->count == 0) {
        words(language, out, "<p>",
              "Nothing: every total is the sum of its parts, as far as both are printed.",
              "</p>\n</section>\n");
        return;
    }
    tt_strbuf_add(out, "<ul class=\"findings\">\n");
    for (size_t i = 0; i < list->count; i++) {
        const tt_finding *f = &list->list[i];
        const char *severity = tt_severity_name(f->severity);
        tt_strbuf_addf(out, "<li class=\"%s\"><b class=\"%s\">", severity, severity);
        words(language, out, "", severity, "</b> ");
        words(language, out, "", f->series, "");
        tt_strbuf_add(out, f->period[0] ? " " : "");
        tt_xml_add(out, f->period);
        tt_strbuf_add(out, f->series[0] ? ": " : "");
        words(language, out, "", f->message, "");
        if (f->line) {
            tt_strbuf_add(out, " (");
            counted(language, out, "line {#0}", &f->line, 1);
            tt_strbuf_add(out, ")");
        }
        tt_strbuf_add(out, "</li>\n");
    }
    tt_strbuf_add(out, "</ul>\n</section>\n");
}

static void navigation(const cli_html_page *page, tt_strbuf *out)
{
    tt_language language = page->language;
    words(language, out, "<nav aria-label=\"", "Sections", "\"><ul>\n");
    if (page->home) {
        element(out, "<li><a href=\"", page->home, "\">");
        words(language, out, "", "All reports", "</a></li>\n");
    }
    for (size_t i = 0; i < page->chart_count; i++) {
        if (!is_new_section(page, i))
            continue;
        tt_strbuf_add(out, "<li><a href=\"#");
        anchor(page->charts[i].section, out);
        words(language, out, "\">", page->charts[i].section, "</a></li>\n");
    }
    words(language, out, "<li><a href=\"#findings\">", "Findings", "</a></li>\n");
    words(language, out, "<li><a href=\"#tables\">", "Tables", "</a></li>\n");
    words(language, out, "<li><a href=\"#sources\">", "Sources", "</a></li>\n</ul></nav>\n");
}

tt_status cli_html_write(const cli_html_page *page, tt_strbuf *out, tt_error *err)
{
    tt_language language = page->language;
    element(out, "<!DOCTYPE html>\n<html lang=\"", tt_language_code(language), "\">\n<head>\n");
    tt_strbuf_add(out,
                  "<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    element(out, "<title>", page->title, "</title>\n");
    cli_html_style(out);
    words(language, out, "</head>\n<body>\n<a class=\"skip\" href=\"#content\">", "To the charts",
          "</a>\n<header>\n");
    element(out, "<h1>", page->title, "</h1>\n");
    element(out, "<p>", page->lead, "</p>\n</header>\n");
    navigation(page, out);
    tt_strbuf_add(out, "<main id=\"content\">\n");
    at_a_glance(page, out);
    tt_status status = charts(page, out, err);
    not_drawn(page, out);
    findings(page->findings, language, out);
    words(language, out, "<section aria-labelledby=\"tables\">\n<h2 id=\"tables\">", "Tables",
          "</h2>\n");
    for (size_t i = 0; i < page->table_count; i++)
        cli_out_html(page->tables[i], page->table_files[i], language, out);
    words(language, out, "</section>\n<section aria-labelledby=\"sources\">\n<h2 id=\"sources\">",
          "Sources", "</h2>\n<ul>\n");
    for (size_t i = 0; i < page->source_count; i++)
        element(out, "<li>", page->sources[i], "</li>\n");
    tt_strbuf_add(out, "</ul>\n</section>\n</main>\n");
    element(out, "<footer><p>", page->made_with, "</p></footer>\n</body>\n</html>\n");
    return status == TT_OK ? tt_strbuf_status(out, err) : status;
}
