/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writers: one table in every format, with texts that are code elsewhere, on every width. */
#include "out.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "html.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"

static const tt_column columns[] = {{"series", "Series", TT_COLUMN_TEXT, 0},
                                    {"count", "Count", TT_COLUMN_INTEGER, 0},
                                    {"change", "Change, %", TT_COLUMN_SIGNED, 1}};

static const char *const hostile[] = {"a|b",
                                      "\\input{/etc/passwd}",
                                      "<script>alert(1)</script>",
                                      "x & y % z $ # _ ^ ~ {}",
                                      "\"quoted\"",
                                      "tab\tand\nline",
                                      "\033[31mred",
                                      "\xC3\x9C"
                                      "ber",
                                      "\xE4\xB8\xAD\xE5\x9B\xBD",
                                      "=1+1"};
enum { ROWS = sizeof hostile / sizeof *hostile };

static tt_table *build(void)
{
    tt_table *t = tt_table_new("Hostile & <b>", columns, 3);
    for (size_t i = 0; i < ROWS && t; i++) {
        tt_table_text(t, hostile[i]);
        tt_table_number(t, i == 3 ? NAN : 1814.0 * (double)i);
        tt_table_number(t, i == 4 ? -INFINITY : (double)i - 3.25);
        tt_table_end_row(t, i % 2 ? TT_NOTE_TIES : 0, i == 2 ? "with <tags> & 100 % _ sure" : NULL);
    }
    if (t)
        tt_table_remark(t,
                        "A remark of some length, which is broken where the terminal is narrow.");
    return t;
}

static size_t count(const char *text, const char *what)
{
    size_t found = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
        found++;
    return found;
}

static void markup(void **state)
{
    (void)state;
    tt_table *t = build();
    tt_strbuf out = TT_STRBUF_INIT;
    cli_out_html(t, "a&b.csv", TT_LANGUAGE_ENGLISH, &out);
    const char *text = tt_strbuf_text(&out);
    check_true(!strstr(text, "<script") && !strstr(text, "<tags>") && !strstr(text, "<b>"));
    check_true(strstr(text, "&lt;script&gt;") && strstr(text, "x &amp; y"));
    check_true(strstr(text, "href=\"a&amp;b.csv\"") != NULL);
    check_true(count(text, "<tr>") == ROWS + 1);
    check_true(!strchr(text, '\033'));
    tt_strbuf_clear(&out);
    cli_out_markdown(t, &out);
    text = tt_strbuf_text(&out);
    check_true(strstr(text, "a\\|b") && strstr(text, "\\<script"));
    for (const char *at = text; (at = strchr(at, '<')) != NULL; at++)
        check_true(at[-1] == '\\');
    check_true(!strchr(text, '\033'));
    for (const char *line = text; (line = strstr(line, "\n| ")) != NULL; line++)
        check_true(strcspn(line + 1, "\n") > 3 && line[strcspn(line + 1, "\n")] == '|');
    tt_strbuf_clear(&out);
    cli_out_latex(t, &out);
    text = tt_strbuf_text(&out);
    check_true(!strstr(text, "\\input{") && strstr(text, "\\textbackslash"));
    check_true(strstr(text, "\\&") && strstr(text, "\\%") && strstr(text, "\\_"));
    check_true(count(text, "\\begin{") == count(text, "\\end{"));
    tt_strbuf_clear(&out);
    tt_table_free(t);
    check_done();
}

/* A table of LaTeX that is longer than a page runs over pages, one that is wider than a line is made smaller,
 * and long texts are broken: nothing is lost beyond the edge of the paper. */
static void latex_pages(void **state)
{
    (void)state;
    enum { LONG = 60 };
    static const tt_column wide[] = {{"series", "Series", TT_COLUMN_TEXT, 0},
                                     {"what", "What was found", TT_COLUMN_TEXT, 0},
                                     {"picture", "Picture", TT_COLUMN_TEXT, 0}};
    for (size_t rows = 1; rows <= LONG; rows += LONG - 1) {
        tt_table *t = tt_table_new("Findings", wide, 3);
        for (size_t i = 0; i < rows && t; i++) {
            tt_table_text(t, "budget/Special Prosecutor for Violence against Women_and_others");
            tt_table_text(t, "the parts add to 885, the printed total is 740; both are kept");
            tt_table_text(t, "\xE2\x96\x81\xE2\x96\x88"); /* the lowest block and the highest */
            tt_table_end_row(t, TT_NOTE_TIES, NULL);
        }
        tt_strbuf out = TT_STRBUF_INIT;
        cli_out_latex(t, &out);
        const char *text = tt_strbuf_text(&out);
        check_true(count(text, "\\begin{") == count(text, "\\end{"));
        check_true(count(text, "p{11em}") == 2 && strstr(text, "budget/\\allowbreak{}Special"));
        check_true(strstr(text, "\\rule{0.5em}{0.09em}\\rule{0.5em}{0.72em}"));
        check_true(!strstr(text, "[U+"));
        check_true((strstr(text, "\\begin{longtable}") != NULL) == (rows == LONG));
        check_true((strstr(text, "\\begin{table}") != NULL) == (rows == 1));
        check_true(count(text, "\\textsuperscript{1}") == rows + 1);
        check_true(strstr(text, rows == 1 ? "% \\usepackage{booktabs,array}"
                                          : "% \\usepackage{booktabs,longtable,array}") == text);
        tt_strbuf_clear(&out);
        tt_table_free(t);
    }
    static const tt_column figures[] = {{"a", "Some words as a head", TT_COLUMN_INTEGER, 0},
                                        {"b", "More words", TT_COLUMN_INTEGER, 0},
                                        {"c", "Some words as a head", TT_COLUMN_INTEGER, 0},
                                        {"d", "More words", TT_COLUMN_INTEGER, 0},
                                        {"e", "Some words as a head", TT_COLUMN_INTEGER, 0},
                                        {"f", "More words", TT_COLUMN_INTEGER, 0}};
    tt_table *t = tt_table_new("Wide", figures, 6);
    tt_strbuf out = TT_STRBUF_INIT;
    cli_out_latex(t, &out);
    check_true(strstr(tt_strbuf_text(&out), "\\resizebox{\\ifdim\\width>\\linewidth") != NULL);
    tt_strbuf_clear(&out);
    tt_table_free(t);
    check_done();
}

/* Lines no wider than the terminal, whatever its width, and all figures there. */
static void widths(void **state)
{
    (void)state;
    tt_table *t = build();
    for (size_t width = 30; width <= 140; width += 7) {
        tt_strbuf out = TT_STRBUF_INIT;
        cli_out_text(t, &(cli_terminal){.width = width}, &out);
        const char *text = tt_strbuf_text(&out);
        for (const char *line = text; *line;
             line += strcspn(line, "\n") + (strchr(line, '\n') != NULL)) {
            char one[600];
            (void)snprintf(one, sizeof one, "%.*s", (int)strcspn(line, "\n"), line);
            size_t wide = tt_text_width(one);
            if (wide > width) {
                (void)fprintf(stderr, "%zu columns, %zu wide: '%s'\n", width, wide, one);
                check_true(0);
            }
        }
        check_true(strstr(text, "14,512") && strstr(text, "16,326"));
        check_true(!strstr(text, "\033[31m")); /* of the data; no colour was asked for */
        tt_strbuf_clear(&out);
    }
    tt_strbuf colour = TT_STRBUF_INIT;
    cli_out_text(t, &(cli_terminal){.width = 100, .colour = 1}, &colour);
    check_true(strchr(tt_strbuf_text(&colour), '\033') &&
               !strstr(tt_strbuf_text(&colour), "\033[31mred"));
    tt_strbuf_clear(&colour);
    tt_table_free(t);
    check_done();
}

static void json(void **state)
{
    (void)state;
    tt_table *t = build();
    const tt_table *two[] = {t, t};
    tt_strbuf out = TT_STRBUF_INIT;
    cli_out(CLI_FORMAT_JSON, two, 2, &(cli_terminal){0}, &out);
    const char *text = tt_strbuf_text(&out);
    check_true(count(text, "\"title\":") == 2 &&
               count(text, "\"code\": \"ties\"") == 2 * (ROWS / 2));
    check_true(strstr(text, "[31mred") && strstr(text, "tab and line"));
    check_true(strstr(text, "\"-inf\"") && strstr(text, "\"count\": null"));
    check_true(!strchr(text, '\033'));
    tt_strbuf_clear(&out);
    tt_table_free(t);
    check_done();
}

static void footnotes(void **state)
{
    (void)state;
    tt_table *t = build();
    cli_footnotes notes;
    assert_int_equal(cli_footnotes_make(t, &notes), 0);
    check_true(notes.count == 2); /* ties, and the words of one row */
    check_true(notes.of_row[0] == 0 && notes.of_row[1] == notes.of_row[3] && notes.of_row[2] == 2);
    cli_footnotes_clear(&notes);
    tt_table_free(t);
    check_done();
}

/* Every writer with each allocation failing: the buffer says so, and nothing is lost. */
static void no_memory(void **state)
{
    (void)state;
    tt_table *t = build();
    const tt_table *one[] = {t};
    for (int format = CLI_FORMAT_TABLE; format <= CLI_FORMAT_LATEX; format++) {
        tt_strbuf right = TT_STRBUF_INIT;
        const cli_terminal terminal = {.width = 60};
        cli_out((cli_format)format, one, 1, &terminal, &right);
        tt_status status = TT_ENOMEM;
        size_t n = 0;
        while (status == TT_ENOMEM && n < 3000) {
            tt_strbuf out = TT_STRBUF_INIT;
            tt_memory_fail_at(++n);
            cli_out((cli_format)format, one, 1, &terminal, &out);
            tt_memory_fail_at(0);
            status = tt_strbuf_status(&out, NULL);
            if (status == TT_OK)
                check_text(tt_strbuf_text(&out), tt_strbuf_text(&right), "with enough memory");
            tt_strbuf_clear(&out);
        }
        check_status(status, TT_OK, NULL);
        check_true(n > 1);
        tt_strbuf_clear(&right);
    }
    tt_table_free(t);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup), cmocka_unit_test(latex_pages), cmocka_unit_test(widths),
        cmocka_unit_test(json),   cmocka_unit_test(footnotes),   cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
