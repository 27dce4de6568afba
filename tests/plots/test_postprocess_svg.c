/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SVG: titles, fonts, blanks; and the form within a page. */
#define _XOPEN_SOURCE 700
#include "drawing.h"
#include "support.h"
#include "tiptrend/memory.h"
#include "tiptrend/svg.h"
#include "tiptrend/version.h"
#include "xmlscan.h"

static const tt__caption caption = {"A & <B>", "One \"line\"", "", "", 0, 0, 300, ""};

/* What a document within <svg>...</svg> becomes, without the root. */
static void check_finished(const char *inner, const char *expected)
{
    tt_strbuf file = TT_STRBUF_INIT;
    tt_strbuf_addf(&file, "<svg>%s</svg>\n", inner);
    tt_error err = {0};
    check_status(tt__verify_svg(&file, &caption, &err), TT_OK, &err);
    check_status(tt__finish_svg(&file, &caption, &err), TT_OK, &err);
    check_status(tt__verify_svg(&file, &caption, &err), TT_OK, &err);
    tt_strbuf whole = TT_STRBUF_INIT;
    tt_strbuf_addf(&whole,
                   "<svg role=\"img\" aria-labelledby=\"tt-title tt-desc\">\n"
                   "<title id=\"tt-title\">A &amp; &lt;B&gt;</title>\n"
                   "<desc id=\"tt-desc\">One &quot;line&quot;</desc>\n%s</svg>\n",
                   expected);
    if (strcmp(file.text, whole.text) != 0)
        (void)fprintf(stderr, "'%s' became '%s'\n", inner, file.text);
    check_true(strcmp(file.text, whole.text) == 0);
    tt_strbuf_clear(&file);
    tt_strbuf_clear(&whole);
}

static void parts_are_rewritten(void **state)
{
    (void)state;
    check_finished("<title>Gnuplot</title><desc>old <b/></desc>x", "x");
    check_finished("<g id=\"a\"><title>gnuplot_plot_1</title><path/></g>",
                   "<g id=\"a\"><path/></g>");
    check_finished("<g font-family=\"Liberation Sans\"/>",
                   "<g font-family=\"Liberation Sans,Arial,Helvetica,sans-serif\"/>");
    check_finished("<g a='1' font-family='Liberation Sans:Bold' b='2'>x</g>",
                   "<g a='1' font-family='Liberation Sans,Arial,Helvetica,sans-serif' "
                   "font-weight=\"bold\" b='2'>x</g>");
    check_finished("<g font-family=\"Times:Bold:Italic\" font-weight=\"normal\"/>",
                   "<g font-family=\"Times,Times New Roman,Times,serif\" font-style=\"italic\" "
                   "font-weight=\"normal\"/>");
    check_finished("<g font-family=\"DejaVu Sans Mono\"/>",
                   "<g font-family=\"DejaVu Sans Mono,monospace\"/>");
    check_finished("<g font-family=\"A,B\"/>", "<g font-family=\"A,B\"/>");
    check_finished("<text> a</text>", "<text xml:space=\"preserve\"> a</text>");
    check_finished("<text>a  b</text>", "<text xml:space=\"preserve\">a  b</text>");
    check_finished("<text>a b</text>", "<text>a b</text>");
    check_finished("<text>&amp;\xE2\x81\xA0#1; ]\xE2\x81\xA0]></text>",
                   "<text>&amp;#1; ]]&gt;</text>");
    check_finished("<text>a\xE2\x81\xA0"
                   "b\xE2\x81\xA0</text>",
                   "<text>a\xE2\x81\xA0"
                   "b\xE2\x81\xA0</text>"); /* not ours */
    check_finished("<g/>\n\n\n<g/>", "<g/>\n<g/>");
    /* Groups without content depend on the chart before. */
    check_finished("<g a='1'>\n</g><g>x</g><g id='kept'></g>", "<g>x</g><g id='kept'></g>");
    check_done();
}

/* Where the figures come from, which data they are and what made the file: Dublin Core. */
static void metadata_names_source_and_data(void **state)
{
    (void)state;
    const tt__caption full = {"T", "", "", "A <source>", 0, 0, 300, "0123abcd"};
    tt_strbuf file = TT_STRBUF_INIT;
    tt_error err = {0};
    tt_strbuf_add(&file, "<svg width=\"1\" height=\"1\"></svg>");
    check_status(tt__finish_svg(&file, &full, &err), TT_OK, &err);
    check_true(strstr(file.text, "<dc:title>T</dc:title>\n"
                                 "<dc:source>A &lt;source&gt;</dc:source>\n"
                                 "<dc:creator>tiptrend " TT_VERSION "</dc:creator>\n"
                                 "<dc:identifier>sha256:0123abcd</dc:identifier>\n") != NULL);
    check_status(tt__verify_svg(&file, &full, &err), TT_OK, &err);
    tt_strbuf_clear(&file);
    check_done();
}

static void without_alternative_text_there_is_no_description(void **state)
{
    (void)state;
    const tt__caption bare = {"T", "", "", "", 0, 0, 300, ""};
    tt_strbuf file = TT_STRBUF_INIT;
    tt_strbuf_add(&file, "<svg><desc>old</desc></svg>");
    check_true(tt__finish_svg(&file, &bare, NULL) == TT_OK);
    check_true(strcmp(file.text, "<svg role=\"img\" aria-labelledby=\"tt-title\">\n"
                                 "<title id=\"tt-title\">T</title>\n</svg>") == 0);
    tt_strbuf_clear(&file);
    check_done();
}

static void check_inline(const char *svg, const char *expected)
{
    tt_strbuf out = TT_STRBUF_INIT;
    tt_error err = {0};
    check_status(tt_svg_inline(&out, svg, strlen(svg), "c1", &err), TT_OK, &err);
    if (strcmp(tt_strbuf_text(&out), expected) != 0)
        (void)fprintf(stderr, "'%s' became '%s'\n", svg, tt_strbuf_text(&out));
    check_true(strcmp(tt_strbuf_text(&out), expected) == 0);
    tt_strbuf_clear(&out);
}

static void inline_form_has_its_own_ids(void **state)
{
    (void)state;
    check_inline("<?xml version=\"1.0\"?>\n<!-- x -->\n<svg id='a'><b/></svg>\n",
                 "<svg id='c1-a'><b/></svg>\n");
    check_inline(
        "<svg aria-labelledby=\"t d\"><use xlink:href='#p' id=\"q\"/></svg>",
        "<svg aria-labelledby=\"c1-t c1-d\"><use xlink:href='#c1-p' id=\"c1-q\"/></svg>\n");
    check_inline("<svg><a fill='url(#x)' filter=\"url(#y)\" href='data:image/png;base64,A'/></svg>",
                 "<svg><a fill='url(#c1-x)' filter=\"url(#c1-y)\" "
                 "href='data:image/png;base64,A'/></svg>\n");
    check_inline("<svg>&lt;id='a'</svg>", "<svg>&lt;id='a'</svg>\n");
    check_done();
}

static void wrong_calls_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "1a", "a b", "a\"b", "a'", "-a", NULL};
    tt_strbuf out = TT_STRBUF_INIT;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        tt_error err = {0};
        check_status(tt_svg_inline(&out, "<svg/>", 6, bad[i], &err), TT_EUSAGE, &err);
    }
    tt_error err = {0};
    tt_strbuf_add(&out, "before");
    check_status(tt_svg_inline(&out, "<svg><g></svg>", 14, "a", &err), TT_EPARSE, &err);
    check_true(strcmp(out.text, "before") == 0);
    tt_memory_fail_at(1);
    check_true(tt_svg_inline(&out, "<svg/>", 6, "a", NULL) == TT_ENOMEM);
    tt_memory_fail_at(0);
    check_true(strcmp(out.text, "before") == 0);
    tt_strbuf_clear(&out);
    check_done();
}

/* How often a text is there. */
static int count(const char *text, const char *what)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at++)
        n++;
    return n;
}

/* All ids and all references of a document begin with a prefix. */
static void check_prefixed(const char *svg, size_t length, const char *prefix)
{
    tt__xml_scan scan;
    tt__xml_begin(&scan, svg, length, 0);
    tt__xml_token token;
    while ((token = tt__xml_next(&scan)).kind != TT__XML_END && token.kind != TT__XML_FAULT) {
        tt__xml_span id = tt__xml_value(&token, "id");
        tt__xml_span link = tt__xml_value(&token, "xlink:href");
        check_true(!id.text || strncmp(id.text, prefix, strlen(prefix)) == 0);
        check_true(!link.text || strncmp(link.text + 1, prefix, strlen(prefix)) == 0);
    }
    check_true(token.kind == TT__XML_END);
}

/* A real drawing with points and patterns: finished, it is well-formed, bold is a weight, and what it
 * refers to within itself is there. */
static void real_drawings_hold_together(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt_strbuf file =
        support_draw("svg", SUPPORT_TERMINAL
                     "set style fill pattern 4\n"
                     "plot x with points, x with boxes, x+1 title 'b' with linespoints\n");
    tt_error err = {0};
    check_status(tt__verify_svg(&file, &caption, &err), TT_OK, &err);
    check_true(count(file.text, "Liberation Sans:Bold") > 0);
    check_status(tt__finish_svg(&file, &caption, &err), TT_OK, &err);
    check_status(tt__verify_svg(&file, &caption, &err), TT_OK, &err);
    check_true(count(file.text, ":Bold") == 0 && count(file.text, "font-weight=\"bold\"") > 0);
    check_true(count(file.text, "Gnuplot") == 0 && count(file.text, "<title") >= 1);
    tt_strbuf page = TT_STRBUF_INIT;
    check_status(tt_svg_inline(&page, file.text, file.length, "chart-1", &err), TT_OK, &err);
    check_prefixed(page.text, page.length, "chart-1-");
    check_true(strncmp(page.text, "<svg", 4) == 0 && count(page.text, "<?xml") == 0);
    check_true(count(page.text, "url(#") == count(page.text, "url(#chart-1-") &&
               count(page.text, "url(#") > 0);
    check_true(count(page.text, "=\"chart-1-tt-title chart-1-tt-desc\"") == 1);
    tt_strbuf_clear(&page);
    tt_strbuf_clear(&file);
    check_done();
}

static void without_memory(void **state)
{
    (void)state;
    size_t n = 0;
    tt_status status;
    do {
        tt_strbuf file = TT_STRBUF_INIT;
        tt_strbuf_add(&file, "<svg><g font-family='A:Bold'>some text that is not short</g></svg>");
        tt_memory_fail_at(++n);
        status = tt__finish_svg(&file, &caption, NULL);
        tt_memory_fail_at(0);
        check_true(status == TT_OK || status == TT_ENOMEM);
        tt_strbuf_clear(&file);
    } while (status != TT_OK && n < 50);
    check_true(n > 1 && n < 50);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_rewritten),
        cmocka_unit_test(metadata_names_source_and_data),
        cmocka_unit_test(without_alternative_text_there_is_no_description),
        cmocka_unit_test(inline_form_has_its_own_ids),
        cmocka_unit_test(wrong_calls_are_refused),
        cmocka_unit_test(real_drawings_hold_together),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
