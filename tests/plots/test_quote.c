/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hostile texts through the real gnuplot: none may run, all must come out as they went in. Each is put in
 * four places of a script; those that try to run make a file PWN in gnuplot's folder. */
#define _XOPEN_SOURCE 700
#include "quote.h"

#include "drawing.h"
#include "hostile.h"
#include "worker.h"

static hostile_list list;

static int load_texts(void **state)
{
    (void)state;
    return hostile_load(&list);
}

static int free_texts(void **state)
{
    (void)state;
    hostile_free(&list);
    return 0;
}

static void check_quoted(const char *text, const char *expected)
{
    tt_strbuf out = TT_STRBUF_INIT;
    tt__quote_gnuplot(&out, text);
    check_true(strcmp(tt_strbuf_text(&out), expected) == 0);
    tt_strbuf_clear(&out);
}

static void quotes_are_escaped(void **state)
{
    (void)state;
    check_quoted("", "\"\"");
    check_quoted("a\\b\"c`d'e", "\"a\\\\b\\\"c\\`d'e\"");
    check_quoted("50%", "\"50%\"");
    check_quoted("a\n!x", "\"a !x\"");
    check_quoted("&#1;", "\"&\xE2\x81\xA0#1;\"");
    check_quoted("]]]>", "\"]]\xE2\x81\xA0]>\"");
    /* "&#" that only arises by cleaning */
    check_quoted("&\x01#1;", "\"&\xE2\x81\xA0#1;\"");
    check_done();
}

/* After quoting there is no line end, no NUL and no unescaped quote or backtick within, whatever the
 * bytes: all pairs. */
static void the_token_ends_where_it_should(void **state)
{
    (void)state;
    tt_strbuf out = TT_STRBUF_INIT;
    for (unsigned pair = 1; pair < 0x10000; pair++) {
        const char text[] = {(char)(pair & 0xFF), (char)(pair >> 8), '\0'};
        tt_strbuf_reset(&out);
        tt__quote_gnuplot(&out, text);
        size_t i = 1;
        while (i < out.length && out.text[i] != '"' && out.text[i] != '`' &&
               (unsigned char)out.text[i] >= ' ')
            i += out.text[i] == '\\' ? 2 : 1;
        if (out.text[0] != '"' || i + 1 != out.length || out.text[i] != '"')
            check_true(0);
    }
    tt_strbuf_clear(&out);
    check_done();
}

/* ---- through gnuplot ------------------------------------------------------------------------ */

/* A script with every text in one kind of place. */
static void write_labels(tt_strbuf *script)
{
    for (size_t i = 0; i < list.count; i++) {
        tt_strbuf_addf(script, "set label %zu ", i + 1);
        tt__quote_gnuplot(script, list.texts[i]);
        tt_strbuf_addf(script, " at screen 0.1, screen %zu/%zu.0 noenhanced\n", i + 1,
                       list.count + 2);
    }
    tt_strbuf_add(script, "unset key; plot x\n");
}

static void write_titles(tt_strbuf *script)
{
    tt_strbuf_add(script, "set key outside noenhanced\n");
    for (size_t i = 0; i < list.count; i++) {
        tt_strbuf_add(script, i ? ", x title " : "plot x title ");
        tt__quote_gnuplot(script, list.texts[i]);
        tt_strbuf_add(script, " noenhanced");
    }
    tt_strbuf_add(script, "\n");
}

static void write_arguments(tt_strbuf *script)
{
    for (size_t i = 0; i < list.count; i++) {
        tt_strbuf_addf(script, "set label %zu sprintf(\"%%s\", ", i + 1);
        tt__quote_gnuplot(script, list.texts[i]);
        tt_strbuf_addf(script, ") at screen 0.1, screen %zu/%zu.0 noenhanced\n", i + 1,
                       list.count + 2);
    }
    tt_strbuf_add(script, "unset key; plot x\n");
}

/* Every hostile text stands in the SVG, in order; other texts, such as tics, may lie between. */
static void check_texts(const tt_strbuf *file, const char *where)
{
    tt__xml_scan scan;
    tt__xml_begin(&scan, file->text, file->length, 0);
    tt_strbuf seen = TT_STRBUF_INIT;
    size_t i = 0;
    while (i < list.count && hostile_is_blank(list.cleaned[i]))
        i++;
    while (i < list.count && hostile_next_text(&scan, &seen)) {
        if (strcmp(tt_strbuf_text(&seen), list.cleaned[i]) != 0)
            continue;
        i++;
        while (i < list.count && hostile_is_blank(list.cleaned[i]))
            i++;
    }
    if (i < list.count)
        (void)fprintf(stderr, "%s: text %zu is not there: %s\n", where, i, list.cleaned[i]);
    check_true(i == list.count);
    tt_strbuf_clear(&seen);
}

static void check_with_xmllint(const tt__spool *spool, const tt_strbuf *file)
{
    if (!support_has("xmllint"))
        return;
    tt_error err = {0};
    check_status(tt__spool_write(spool, "check.svg", file->text, &err), TT_OK, &err);
    char command[SUPPORT_PATH_SIZE];
    (void)snprintf(command, sizeof command, "xmllint --noout '%s/check.svg'", spool->folder);
    check_true(system(command) == 0);
}

/* Draw a script in one format and look for what it may have done. */
static void draw(tt__worker *worker, tt_format format, const tt_strbuf *script, tt_strbuf *file)
{
    const tt__spool *spool = worker->gnuplot->spool;
    tt_error err = {0};
    tt__drawing drawing = {.format = format, .script = "h.gp", .out = "h.out"};
    check_status(tt__spool_write(spool, "h.gp", script->text, &err), TT_OK, &err);
    check_status(tt__worker_await(worker, &drawing, &err), TT_OK, &err);
    check_true(drawing.retried == 0);
    check_status(tt__spool_read(spool, "h.out", file, &err), TT_OK, &err);
    char path[SUPPORT_PATH_SIZE];
    check_true(support_size(support_path(spool, "PWN", path)) == -1);
    tt_strbuf_clear(&drawing.messages);
}

static void check_place(tt__worker *worker, const char *where, void (*write)(tt_strbuf *script))
{
    static const tt__caption caption = {"]]> & \"title\"", "<alt>", "", "", 0, 0, 300, ""};
    tt_strbuf script = TT_STRBUF_INIT;
    tt_strbuf_add(&script, "set terminal svg size 2000,3000 enhanced\nset output OUT\n");
    write(&script);
    tt_strbuf file = TT_STRBUF_INIT;
    tt_error err = {0};
    draw(worker, TT_FORMAT_SVG, &script, &file);
    check_status(tt__verify(TT_FORMAT_SVG, &file, &caption, &err), TT_OK, &err);
    check_status(tt__finish(TT_FORMAT_SVG, &file, &caption, &err), TT_OK, &err);
    check_status(tt__verify(TT_FORMAT_SVG, &file, &caption, &err), TT_OK, &err);
    check_texts(&file, where);
    check_with_xmllint(worker->gnuplot->spool, &file);
    tt_strbuf_clear(&script);
    tt_strbuf_clear(&file);
}

/* The same texts in a drawing for a terminal: no control character gets out. */
static void check_terminal(tt__worker *worker)
{
    static const tt__caption caption = {"", "", "", "", 0, 0, 300, ""};
    tt_strbuf script = TT_STRBUF_INIT;
    tt_strbuf_add(&script, "set terminal dumb 200,300\nset output OUT\n");
    write_labels(&script);
    tt_strbuf file = TT_STRBUF_INIT;
    tt_error err = {0};
    draw(worker, TT_FORMAT_SVG, &script, &file); /* the script has its own terminal */
    check_status(tt__verify(TT_FORMAT_TEXT, &file, &caption, &err), TT_OK, &err);
    tt_strbuf_clear(&script);
    tt_strbuf_clear(&file);
}

static void hostile_texts_stay_texts(void **state)
{
    (void)state;
    support_need_gnuplot();
    check_true(list.count == HOSTILE_COUNT);
    tt__spool spool = support_enter();
    const tt_render_options options = {0};
    tt__gnuplot gnuplot;
    tt_error err = {0};
    check_status(tt__gnuplot_prepare(&gnuplot, &options, &spool, &err), TT_OK, &err);
    tt__worker worker;
    tt__worker_init(&worker, &gnuplot);
    check_place(&worker, "label", write_labels);
    check_place(&worker, "plot title", write_titles);
    check_place(&worker, "argument", write_arguments);
    check_terminal(&worker);
    tt__worker_stop(&worker);
    tt__gnuplot_clear(&gnuplot);
    support_leave(&spool);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_are_escaped),
        cmocka_unit_test(the_token_ends_where_it_should),
        cmocka_unit_test(hostile_texts_stay_texts),
    };
    return cmocka_run_group_tests(tests, load_texts, free_texts);
}
