/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of all reports of a batch: a page that works from a disk. Without JavaScript it is a plain list with
 * links; with it (index_script.c) there are a search field and a choice of indicators above it. */
#include <stdlib.h>
#include <string.h>

#include "batch.h"
#include "html_style.h"
#include "index_script.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"
#include "tiptrend/version.h"
#include "tiptrend/xml.h"

/* ---- summaries ---- */

/* The fields of a summary, with tabs between; the indicators are the rest. */
enum { TITLE, LABEL, CHARTS, FAILED, ERRORS, WARNINGS, FIELDS };

static void add_field(tt_strbuf *out, const char *text)
{
    tt_text_clean(out, text, 0); /* no tab and no end of line is left */
    tt_strbuf_add_char(out, '\t');
}

/* The indicators of the chosen series, each once, in the order of the data. */
static tt_status add_indicators(const batch_set *set, const batch_group *group, tt_strbuf *out,
                                tt_error *err)
{
    size_t d = tt_dataset_find_role(set->ds, TT_ROLE_INDICATOR);
    if (d == TT_NONE)
        return TT_OK;
    char *seen = tt_calloc(tt_dataset_value_count(set->ds, d) + 1, 1);
    if (!seen)
        return tt_fail(err, TT_ENOMEM, "no memory for the list of reports");
    for (size_t i = 0; i < group->series.count; i++) {
        uint32_t value = tt_dataset_series(set->ds, group->series.index[i])->key[d];
        if (value && !seen[value])
            add_field(out, tt_dataset_value(set->ds, d, value));
        seen[value] = 1;
    }
    tt_free(seen);
    return TT_OK;
}

tt_status batch_summary_make(const batch_set *set, const batch_group *group,
                             const cli_report *report, tt_strbuf *out, tt_error *err)
{
    const tt_findings *findings = cli_report_findings(report);
    size_t errors = tt_findings_at_least(findings, TT_SEVERITY_ERROR);
    size_t warnings = tt_findings_at_least(findings, TT_SEVERITY_WARNING) - errors;
    add_field(out, cli_report_title(report));
    add_field(out, *group->label         ? group->label
                   : set->manifest->name ? set->manifest->name
                                         : cli_report_title(report));
    tt_strbuf_addf(out, "%zu\t%zu\t%zu\t%zu\t", cli_report_drawn(report),
                   cli_report_failures(report), errors, warnings);
    tt_status status = add_indicators(set, group, out, err);
    return status == TT_OK ? tt_strbuf_status(out, err) : status;
}

/* ---- the page ---- */

/* A summary taken apart. */
typedef struct card {
    const char *folder;
    char *text; /* the summary, cut at its tabs */
    const char *fields[FIELDS];
    const char *indicators; /* the first; each ends with a NUL */
    const char *end;        /* of them */
} card;

static tt_status read_card(const batch_entry *entry, card *out, tt_error *err)
{
    *out = (card){.folder = entry->folder, .text = tt_strdup(entry->summary)};
    if (!out->text)
        return tt_fail(err, TT_ENOMEM, "no memory for the list of reports");
    char *at = out->text;
    out->end = at + strlen(at);
    for (char *c = at; *c; c++)
        if (*c == '\t')
            *c = '\0';
    for (int i = 0; i < FIELDS; i++) {
        out->fields[i] = at;
        at += strlen(at) + (at < out->end);
    }
    out->indicators = at;
    return TT_OK;
}

static void element(tt_strbuf *out, const char *open, const char *text, const char *close)
{
    tt_strbuf_add(out, open);
    tt_xml_add(out, text);
    tt_strbuf_add(out, close);
}

static void count_of(tt_strbuf *out, const char *number, const char *one, const char *many)
{
    tt_strbuf_addf(out, "%s %s", number, strcmp(number, "1") == 0 ? one : many);
}

/* The title without the name that stands above it: "2003 to 2022". */
static const char *without_label(const card *c)
{
    size_t length = strlen(c->fields[LABEL]);
    const char *title = c->fields[TITLE];
    int begins = strncmp(title, c->fields[LABEL], length) == 0 && title[length] == ',';
    return begins ? title + length + 1 + (title[length + 1] == ' ') : title;
}

static void write_card(const card *c, tt_strbuf *out)
{
    int has_errors = strcmp(c->fields[ERRORS], "0") != 0;
    int has_failed = strcmp(c->fields[FAILED], "0") != 0;
    element(out, "<li class=\"report\"><h3><a href=\"", c->folder, "/index.html\">");
    element(out, "", c->fields[LABEL], "</a></h3>\n");
    tt_strbuf_add(out, "<p class=\"counts\">");
    if (strcmp(c->fields[LABEL], c->fields[TITLE]) != 0)
        element(out, "", without_label(c), "; ");
    count_of(out, c->fields[CHARTS], "chart", "charts");
    if (has_failed) {
        element(out, "; <b class=\"error\">", c->fields[FAILED], " failed</b>");
    }
    if (has_errors) {
        tt_strbuf_add(out, "; the source contradicts itself in ");
        count_of(out, c->fields[ERRORS], "place", "places");
    }
    tt_strbuf_add(out, "</p>\n<ul class=\"indicators\" aria-label=\"Indicators\">");
    for (const char *i = c->indicators; i < c->end; i += strlen(i) + 1)
        element(out, "<li>", i, "</li>");
    tt_strbuf_add(out, "</ul></li>\n");
}

static const char extra_sheet[] =
    "<style>\n"
    "#reports{list-style:none;padding:0;columns:20rem;column-gap:1.5rem}\n"
    ".report{break-inside:avoid;border:1px solid var(--line);border-radius:4px;padding:.25rem .75rem "
    ".5rem;margin:0 0 1rem}\n"
    ".report h3{margin:.4rem 0 .2rem}\n"
    ".report p{margin:.2rem 0}\n"
    ".counts{font-size:.85rem;color:var(--muted)}\n"
    ".counts b.error{color:var(--error)}\n"
    ".indicators{list-style:none;padding:0;margin:.25rem 0 0;font-size:.85rem;color:var(--muted)}\n"
    ".indicators li{display:inline-block;margin-right:1rem}\n"
    "#tools{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:end;margin:1rem 0}\n"
    "#tools label{display:block;font-size:.85rem}\n"
    "#tools input,#tools select{box-sizing:border-box;height:2.5rem;font:inherit;color:inherit;"
    "background:var(--ground);border:1px solid var(--muted);border-radius:4px;"
    "padding:.35rem .5rem;min-width:16rem;max-width:100%}\n"
    "#tools input:focus-visible,#tools select:focus-visible{outline:3px solid var(--link);"
    "outline-offset:2px}\n"
    "[hidden]{display:none!important}\n"
    "@media print{#tools{display:none!important}#reports{columns:2}}\n"
    "</style>\n";

static void write_page(const char *title, const card *cards, size_t count, const char *gnuplot,
                       tt_strbuf *out)
{
    tt_strbuf_add(out,
                  "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    element(out, "<title>", title, "</title>\n");
    cli_html_style(out);
    tt_strbuf_add(out, extra_sheet);
    tt_strbuf_add(out, "</head>\n<body>\n<a class=\"skip\" href=\"#reports\">To the reports</a>\n"
                       "<header>\n");
    element(out, "<h1>", title, "</h1>\n</header>\n<main>\n");
    tt_strbuf_add(out, "<div id=\"tools\" hidden></div>\n"
                       "<p id=\"found\" role=\"status\" aria-live=\"polite\">");
    tt_strbuf_addf(out, "%zu %s</p>\n", count, count == 1 ? "report" : "reports");
    tt_strbuf_add(out, "<h2>Reports</h2>\n<ul id=\"reports\">\n");
    for (size_t i = 0; i < count; i++)
        write_card(&cards[i], out);
    tt_strbuf_add(out, "</ul>\n</main>\n");
    tt_strbuf_addf(out, "<footer><p>Made with tiptrend %s and gnuplot %s.</p></footer>\n",
                   TT_VERSION, gnuplot);
    cli_index_script(out);
    tt_strbuf_add(out, "</body>\n</html>\n");
}

tt_status batch_index_write(const char *title, const batch_entry *entries, size_t count,
                            const char *gnuplot, tt_strbuf *out, tt_error *err)
{
    card *cards = tt_calloc(count, sizeof *cards);
    tt_status status = cards ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for the list of reports");
    for (size_t i = 0; i < count && status == TT_OK; i++)
        status = read_card(&entries[i], &cards[i], err);
    if (status == TT_OK)
        write_page(title ? title : "Reports", cards, count, gnuplot, out);
    for (size_t i = 0; i < count && cards; i++)
        tt_free(cards[i].text);
    tt_free(cards);
    return status == TT_OK ? tt_strbuf_status(out, err) : status;
}
