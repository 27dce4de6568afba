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

/* Rows first ... end - 1 under the heads of the columns, in a box of their own that scrolls sideways. */
static void table_part(const tt_table *table, size_t first, size_t end, const cli_footnotes *notes,
                       tt_strbuf *out)
{
    tt_strbuf_add(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    tt_xml_add(out, tt_table_title(table));
    tt_strbuf_addf(out, ", rows %zu to %zu\"><table>\n<thead><tr>", first + 1, end);
    for (size_t c = 0; c < tt_table_column_count(table); c++)
        element(out, is_text(table, c) ? "<th class=\"t\" scope=\"col\">" : "<th scope=\"col\">",
                tt_table_column(table, c)->label, "</th>");
    tt_strbuf_add(out, notes->count ? "<th class=\"t\" scope=\"col\">Note</th>" : "");
    tt_strbuf_add(out, "</tr></thead>\n<tbody>\n");
    for (size_t r = first; r < end; r++)
        table_row(table, r, notes, out);
    tt_strbuf_add(out, "</tbody></table></div>\n");
}

static void table_notes(const tt_table *table, const cli_footnotes *notes, tt_strbuf *out)
{
    tt_strbuf_add(out, notes->count ? "<ol class=\"notes\">\n" : "");
    for (size_t i = 0; i < notes->count; i++)
        element(out, "<li>", notes->text[i], "</li>\n");
    tt_strbuf_add(out, notes->count ? "</ol>\n" : "");
    for (size_t i = 0; i < tt_table_remark_count(table); i++)
        element(out, "<p class=\"notes\">", tt_table_get_remark(table, i), "</p>\n");
}

void cli_out_html(const tt_table *whole, const char *file, tt_strbuf *out)
{
    enum { SHOWN_ROWS = 20, SPARED_ROWS = 5 }; /* a few more are not worth a click */
    cli_footnotes notes = {0};
    tt_table *table = tt_table_for_people(whole, TT_VIEW_USUAL);
    if (!table || cli_footnotes_make(table, &notes) != 0) {
        out->failed = 1;
        tt_table_free(table);
        return;
    }
    size_t rows = tt_table_row_count(table);
    size_t shown = rows <= SHOWN_ROWS + SPARED_ROWS ? rows : SHOWN_ROWS;
    element(out, "<h3>", tt_table_title(table), "");
    if (file)
        element(out, " <a class=\"file\" href=\"", file, "\">csv</a>");
    tt_strbuf_add(out, "</h3>\n");
    table_part(table, 0, shown, &notes, out);
    if (shown < rows) {
        tt_strbuf_addf(out, "<details class=\"more\"><summary>%zu more rows</summary>\n",
                       rows - shown);
        table_part(table, shown, rows, &notes, out);
        tt_strbuf_add(out, "</details>\n");
    }
    table_notes(table, &notes, out);
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
        element(out, "<p class=\"failed\">Drawing failed: ", c->title, ". ");
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
        element(out, "\">", section, "</h2>\n<div class=\"charts\">\n");
        for (size_t j = i; j < page->chart_count && status == TT_OK; j++)
            if (!page->charts[j].declined && strcmp(page->charts[j].section, section) == 0)
                status = chart(&page->charts[j], j, out, err);
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
    tt_strbuf_addf(out,
                   "<details class=\"declined\"><summary>Not drawn, because the figures do not "
                   "support it: %zu</summary>\n<ul>\n",
                   count);
    for (size_t i = 0; i < page->chart_count; i++)
        if (page->charts[i].declined) {
            element(out, "<li>", page->charts[i].name, ": ");
            element(out, "", page->charts[i].failure ? page->charts[i].failure : "", "</li>\n");
        }
    tt_strbuf_add(out, "</ul>\n</details>\n");
}

/* ---- the rest ---- */

/* What a reader in haste needs: the statements of the charts of single indicators and of those that compare
 * all, each with a link to its figures, and whether the data agree with themselves. */
static void at_a_glance(const cli_html_page *page, tt_strbuf *out)
{
    enum { MOST_STATEMENTS = 10 };
    static const char *const telling[] = {"line", "forest", "ratio"};
    size_t count = 0;
    tt_strbuf_add(out, "<section aria-labelledby=\"glance\">\n<h2 id=\"glance\">At a glance</h2>\n"
                       "<ul class=\"glance\">\n");
    for (size_t k = 0; k < sizeof telling / sizeof *telling; k++)
        for (size_t i = 0; i < page->chart_count && count < MOST_STATEMENTS; i++) {
            const cli_html_chart *c = &page->charts[i];
            if (!c->svg || strcmp(c->kind, telling[k]) != 0)
                continue;
            element(out, "<li><a href=\"#", c->name, "\">");
            element(out, "", c->title, "</a></li>\n");
            count++;
        }
    size_t errors = tt_findings_at_least(page->findings, TT_SEVERITY_ERROR);
    size_t warnings = tt_findings_at_least(page->findings, TT_SEVERITY_WARNING) - errors;
    if (errors + warnings)
        tt_strbuf_addf(out,
                       "<li>Read first: the source contradicts itself in %zu %s and needs care in "
                       "%zu (<a href=\"#findings\">findings</a>).</li>\n",
                       errors, errors == 1 ? "place" : "places", warnings);
    tt_strbuf_add(out, "</ul>\n</section>\n");
}

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
    if (page->home)
        element(out, "<li><a href=\"", page->home, "\">All reports</a></li>\n");
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
    at_a_glance(page, out);
    tt_status status = charts(page, out, err);
    not_drawn(page, out);
    findings(page->findings, out);
    tt_strbuf_add(out, "<section aria-labelledby=\"tables\">\n<h2 id=\"tables\">Tables</h2>\n");
    for (size_t i = 0; i < page->table_count; i++)
        cli_out_html(page->tables[i], page->table_files[i], out);
    tt_strbuf_add(
        out, "</section>\n<section aria-labelledby=\"sources\">\n<h2 id=\"sources\">Sources</h2>\n"
             "<ul>\n");
    for (size_t i = 0; i < page->source_count; i++)
        element(out, "<li>", page->sources[i], "</li>\n");
    tt_strbuf_add(out, "</ul>\n</section>\n</main>\n");
    element(out, "<footer><p>", page->made_with, "</p></footer>\n</body>\n</html>\n");
    return status == TT_OK ? tt_strbuf_status(out, err) : status;
}
