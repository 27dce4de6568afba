/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fixed dates and titles in PDF and EPS. */
#define _XOPEN_SOURCE 700
#include "bytes.h"
#include "drawing.h"
#include "support.h"
#include "tiptrend/memory.h"
#include "tiptrend/version.h"

static const tt__caption caption = {"Victims, M\xC3\xA9xico \xF0\x9F\x92\xA9",
                                    "alt",
                                    "",
                                    "A source",
                                    SUPPORT_WIDTH_MM,
                                    SUPPORT_HEIGHT_MM,
                                    100,
                                    "0123abcd"};

/* Write another moment over the date of a file. */
static void change_date(tt_strbuf *file, const char *mark, const char *date)
{
    const char *at = tt__bytes_find(file->text, file->length, mark);
    assert_non_null(at);
    size_t offset = (size_t)(at - file->text) + strlen(mark);
    memcpy(file->text + offset, date, strlen(date));
}

static int same(const tt_strbuf *a, const tt_strbuf *b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static void the_moment_leaves_no_trace_in_a_pdf(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt_strbuf file = support_draw("pdf", SUPPORT_SCRIPT);
    tt_strbuf later = TT_STRBUF_INIT;
    tt_strbuf plain = TT_STRBUF_INIT;
    if (tt__unpack_pdf(&file, &plain)) /* as cairo writes it from 1.18 on */
        check_status(tt__drawing_replace(&file, &plain, NULL), TT_OK, NULL);
    tt_strbuf_add_bytes(&later, file.text, file.length);
    change_date(&later, "/CreationDate (D:", "20991231235959");
    check_true(!same(&file, &later));
    tt_error err = {0};
    check_status(tt__finish_pdf(&file, &caption, &err), TT_OK, &err);
    check_status(tt__finish_pdf(&later, &caption, &err), TT_OK, &err);
    check_true(same(&file, &later));
    check_true(tt__bytes_find(file.text, file.length, "D:20991231") == NULL);
    check_status(tt__verify_pdf(&file, &caption, &err), TT_OK, &err);
    tt_strbuf_clear(&file);
    tt_strbuf_clear(&later);
    check_done();
}

/* Line of a program's output that begins with a word; "" when there is none. */
static const char *line_of(const char *command, const char *word, char line[SUPPORT_PATH_SIZE])
{
    FILE *pipe = popen(command, "r");
    int found = 0;
    while (pipe && !found && fgets(line, SUPPORT_PATH_SIZE, pipe))
        found = strncmp(line, word, strlen(word)) == 0;
    if (pipe)
        (void)pclose(pipe);
    return found ? line : "";
}

/* A reader of PDF agrees: the title is the chart's, and the table of objects is sound. */
static void pdfinfo_reads_the_title(void **state)
{
    (void)state;
    support_need_gnuplot();
    if (!support_has("pdfinfo")) {
        (void)fprintf(stderr, "skipped: pdfinfo is not installed\n");
        skip();
    }
    tt__spool folder = support_enter();
    tt_strbuf file = support_draw("pdf", SUPPORT_SCRIPT);
    tt_error err = {0};
    check_status(tt__finish_pdf(&file, &caption, &err), TT_OK, &err);
    char path[SUPPORT_PATH_SIZE];
    FILE *out = fopen(support_path(&folder, "x.pdf", path), "wb");
    assert_non_null(out);
    check_true(fwrite(file.text, 1, file.length, out) == file.length);
    (void)fclose(out);
    char command[2 * SUPPORT_PATH_SIZE];
    char line[SUPPORT_PATH_SIZE];
    (void)snprintf(command, sizeof command, "TZ=UTC pdfinfo -enc UTF-8 '%s' 2>&1", path);
    check_true(strstr(line_of(command, "Title:", line), caption.title) != NULL);
    check_true(strstr(line_of(command, "Keywords:", line), "A source Data SHA-256: 0123abcd") !=
               NULL);
    check_true(strstr(line_of(command, "Subject:", line), "alt") != NULL);
    check_true(strstr(line_of(command, "CreationDate:", line), "Jan  1 00:00:00 2000") != NULL);
    check_true(strstr(line_of(command, "Pages:", line), " 1") != NULL);
    check_true(line_of(command, "Syntax", line)[0] == '\0');
    check_true(line_of(command, "Internal", line)[0] == '\0');
    tt_strbuf_clear(&file);
    support_leave(&folder);
    check_done();
}

/* A file without the classical table keeps its bytes but for the date; odd dates stay. */
static void unknown_forms_are_left_alone(void **state)
{
    (void)state;
    static const struct {
        const char *before;
        const char *after;
    } cases[] = {
        {"%PDF-1.5\n1 0 obj <</CreationDate (D:20260102030405Z)>> startxref\n9\n%%EOF\n",
         "%PDF-1.5\n1 0 obj <</CreationDate (D:20000101000000Z)>> startxref\n9\n%%EOF\n"},
        {"%PDF-1.5\n1 0 obj <</CreationDate (D:2026)>> startxref\n9\n%%EOF\n",
         "%PDF-1.5\n1 0 obj <</CreationDate (D:2026)>> startxref\n9\n%%EOF\n"},
        {"xref\ntrailer <</Size 3>>\nstartxref\n0\n%%EOF",
         "xref\ntrailer <</Size 3>>\nstartxref\n0\n%%EOF"},
        {"/CreationDate (D:", "/CreationDate (D:"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tt_strbuf file = TT_STRBUF_INIT;
        tt_strbuf_add(&file, cases[i].before);
        check_true(tt__finish_pdf(&file, &caption, NULL) == TT_OK);
        check_true(strcmp(file.text, cases[i].after) == 0);
        tt_strbuf_clear(&file);
    }
    check_done();
}

static void eps_gets_date_and_title(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt_strbuf file = support_draw("eps", SUPPORT_SCRIPT);
    tt_strbuf later = TT_STRBUF_INIT;
    tt_strbuf_add_bytes(&later, file.text, file.length);
    change_date(&later, "%%CreationDate: ", "Fri Dec 31");
    tt__caption odd = caption;
    odd.title = "a (b) \\ \xC3\xA9\n%%EOF";
    tt_error err = {0};
    check_status(tt__finish_eps(&file, &odd, &err), TT_OK, &err);
    check_status(tt__finish_eps(&later, &odd, &err), TT_OK, &err);
    check_true(same(&file, &later));
    check_true(tt__bytes_find(file.text, file.length,
                              "\n%%CreationDate: Sat Jan  1 00:00:00 2000\n"
                              "%%Title: (a [b] / ? %%EOF)\n% Source: (A source)\n"
                              "% Data SHA-256: (0123abcd)\n% Made with: (tiptrend " TT_VERSION
                              ")\n") != NULL);
    check_status(tt__verify_eps(&file, &caption, &err), TT_OK, &err);
    tt_strbuf_clear(&file);
    tt_strbuf_clear(&later);
    check_done();
}

static void without_memory(void **state)
{
    (void)state;
    static const char small[] =
        "%PDF-1.5\nxref\n0 2\ntrailer\n<< /Size 2\n/Root 1 0 R\n/Info 1 0 R>>\n"
        "startxref\n9\n%%EOF\n";
    size_t n = 0;
    tt_status status;
    do {
        tt_strbuf file = TT_STRBUF_INIT;
        tt_strbuf_add(&file, small);
        tt_memory_fail_at(++n);
        status = tt__finish_pdf(&file, &caption, NULL);
        tt_memory_fail_at(0);
        check_true(status == TT_OK || status == TT_ENOMEM);
        if (status == TT_OK)
            check_true(tt__bytes_find(file.text, file.length, "/Prev 9") != NULL);
        tt_strbuf_clear(&file);
    } while (status != TT_OK && n < 50);
    check_true(n > 2 && n < 50);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_moment_leaves_no_trace_in_a_pdf),
        cmocka_unit_test(pdfinfo_reads_the_title),
        cmocka_unit_test(unknown_forms_are_left_alone),
        cmocka_unit_test(eps_gets_date_and_title),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
