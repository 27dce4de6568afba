/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a report. */
#include "html.h"

#include <string.h>

#include "html_style.h"
#include "tiptrend/svg.h"
#include "tiptrend/xml.h"

static void element(tt_strbuf *out, const char *open, const char *text, const char *close)
{
    tt_strbuf_add(out, open);
    tt_xml_add(out, text);
    tt_strbuf_add(out, close);
}

/* ---- tables ---- */

static int is_text(const tt_table *table, size_t column)
{
    tt_column_type type = tt_table_column(table, column)->type;
    return type == TT_COLUMN_TEXT || type == TT_COLUMN_YEAR;
}

static void table_row(const tt_table *table, size_t row, const cli_footnotes *notes, tt_strbuf *out)
{
    tt_strbuf cell = TT_STRBUF_INIT;
    tt_strbuf_add(out, "<tr>");
    for (size_t c = 0; c < tt_table_column_count(table); c++) {
        tt_strbuf_reset(&cell);
        tt_table_cell_text(table, row, c, &cell);
        element(out, is_text(table, c) ? "<td class=\"t\">" : "<td>", tt_strbuf_text(&cell),
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

void cli_out_html(const tt_table *whole, tt_strbuf *out)
{
    cli_footnotes notes = {0};
    tt_table *table = tt_table_for_people(whole, TT_VIEW_USUAL);
    if (!table || cli_footnotes_make(table, &notes) != 0) {
        out->failed = 1;
        tt_table_free(table);
        return;
    }
    tt_strbuf_add(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    tt_xml_add(out, tt_table_title(table));
    tt_strbuf_add(out, "\"><table>\n");
    element(out, "<caption>", tt_table_title(table), "</caption>\n<thead><tr>");
    for (size_t c = 0; c < tt_table_column_count(table); c++)
        element(out, is_text(table, c) ? "<th class=\"t\" scope=\"col\">" : "<th scope=\"col\">",
                tt_table_column(table, c)->label, "</th>");
    tt_strbuf_add(out, notes.count ? "<th class=\"t\" scope=\"col\">Note</th>" : "");
    tt_strbuf_add(out, "</tr></thead>\n<tbody>\n");
    for (size_t r = 0; r < tt_table_row_count(table); r++)
        table_row(table, r, &notes, out);
    tt_strbuf_add(out, "</tbody></table></div>\n");
    if (notes.count) {
        tt_strbuf_add(out, "<ol class=\"notes\">\n");
        for (size_t i = 0; i < notes.count; i++)
            element(out, "<li>", notes.text[i], "</li>\n");
        tt_strbuf_add(out, "</ol>\n");
    }
    for (size_t i = 0; i < tt_table_remark_count(table); i++)
        element(out, "<p class=\"notes\">", tt_table_get_remark(table, i), "</p>\n");
    cli_footnotes_clear(&notes);
    tt_table_free(table);
}

/* ---- charts ---- */

static tt_status chart(const cli_html_chart *c, size_t index, tt_strbuf *out, tt_error *err)
{
    tt_strbuf_add(out, "<figure id=\"");
    tt_xml_add(out, c->name);
    tt_strbuf_add(out, "\">\n");
    tt_status status = TT_OK;
    if (c->svg) {
        char prefix[32] = "c";
        tt_strbuf number = TT_STRBUF_INIT;
        tt_strbuf_addf(&number, "c%zu-", index + 1);
        if (number.length < sizeof prefix)
            memcpy(prefix, tt_strbuf_text(&number), number.length + 1);
        tt_strbuf_clear(&number);
        status = tt_svg_inline(out, c->svg, c->svg_size, prefix, err);
    } else {
        tt_strbuf_add(out, c->declined ? "<p class=\"declined\">Not drawn: "
                                       : "<p class=\"failed\">Drawing failed: ");
        element(out, "", c->title, ". ");
        element(out, "", c->failure ? c->failure : "", "</p>");
    }
    tt_strbuf_add(out, "\n<figcaption><span class=\"files\">");
    for (size_t i = 0; i < c->file_count; i++) {
        const char *dot = strrchr(c->files[i], '.');
        tt_strbuf_add(out, "<a href=\"");
        tt_xml_add(out, c->files[i]);
        element(out, "\">", dot ? dot + 1 : c->files[i], "</a>");
    }
    tt_strbuf_add(out, "</span><details><summary>In words</summary>");
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

static int is_new_section(const cli_html_page *page, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(page->charts[i].section, page->charts[index].section) == 0)
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
        element(out, "\">", section, "</h2>\n<div class=\"charts\">\n");
        for (size_t j = i; j < page->chart_count && status == TT_OK; j++)
            if (strcmp(page->charts[j].section, section) == 0)
                status = chart(&page->charts[j], j, out, err);
        tt_strbuf_add(out, "</div>\n</section>\n");
    }
    return status;
}

/* ---- the rest ---- */

static void findings(const tt_findings *list, tt_strbuf *out)
{
    tt_strbuf_add(
        out, "<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">What the figures say "
             "against each other</h2>\n");
    if (list->count == 0) {
        tt_strbuf_add(out, "<p>Nothing: every total is the sum of its parts, as far as both are "
                           "printed.</p>\n</section>\n");
        return;
    }
    tt_strbuf_add(out, "<ul class=\"findings\">\n");
    for (size_t i = 0; i < list->count; i++) {
        const tt_finding *f = &list->list[i];
        const char *severity = tt_severity_name(f->severity);
        tt_strbuf_addf(out, "<li class=\"%s\"><b class=\"%s\">%s</b> ", severity, severity,
                       severity);
        tt_xml_add(out, f->series);
        tt_strbuf_add(out, f->period[0] ? " " : "");
        tt_xml_add(out, f->period);
        tt_strbuf_add(out, f->series[0] ? ": " : "");
        tt_xml_add(out, f->message);
        if (f->line)
            tt_strbuf_addf(out, " (line %zu)", f->line);
        tt_strbuf_add(out, "</li>\n");
    }
    tt_strbuf_add(out, "</ul>\n</section>\n");
}

static void navigation(const cli_html_page *page, tt_strbuf *out)
{
    tt_strbuf_add(out, "<nav aria-label=\"Sections\"><ul>\n");
    for (size_t i = 0; i < page->chart_count; i++) {
        if (!is_new_section(page, i))
            continue;
        tt_strbuf_add(out, "<li><a href=\"#");
        anchor(page->charts[i].section, out);
        element(out, "\">", page->charts[i].section, "</a></li>\n");
    }
    tt_strbuf_add(out, "<li><a href=\"#findings\">Findings</a></li>\n"
                       "<li><a href=\"#tables\">Tables</a></li>\n"
                       "<li><a href=\"#sources\">Sources</a></li>\n</ul></nav>\n");
}

tt_status cli_html_write(const cli_html_page *page, tt_strbuf *out, tt_error *err)
{
    tt_strbuf_add(out,
                  "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    element(out, "<title>", page->title, "</title>\n");
    cli_html_style(out);
    tt_strbuf_add(
        out, "</head>\n<body>\n<a class=\"skip\" href=\"#content\">To the charts</a>\n<header>\n");
    element(out, "<h1>", page->title, "</h1>\n");
    element(out, "<p>", page->lead, "</p>\n</header>\n");
    navigation(page, out);
    tt_strbuf_add(out, "<main id=\"content\">\n");
    tt_status status = charts(page, out, err);
    findings(page->findings, out);
    tt_strbuf_add(out, "<section aria-labelledby=\"tables\">\n<h2 id=\"tables\">Tables</h2>\n");
    for (size_t i = 0; i < page->table_count; i++)
        cli_out_html(page->tables[i], out);
    tt_strbuf_add(
        out, "</section>\n<section aria-labelledby=\"sources\">\n<h2 id=\"sources\">Sources</h2>\n"
             "<ul>\n");
    for (size_t i = 0; i < page->source_count; i++)
        element(out, "<li>", page->sources[i], "</li>\n");
    tt_strbuf_add(out, "</ul>\n</section>\n</main>\n");
    element(out, "<footer><p>", page->made_with, "</p></footer>\n</body>\n</html>\n");
    return status == TT_OK ? tt_strbuf_status(out, err) : status;
}
