/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hostile texts in every place of a chart and in every format: none runs, each file is whole, and the
 * texts can be read out again where the format lets text be read. */
#define _XOPEN_SOURCE 700
#include "hostile.h"

#include <math.h>

#include "drawing.h"
#include "scene.h"
#include "tiptrend/figure.h"
#include "tiptrend/render.h"
#include "tiptrend/term.h"

#define FORMATS 5

static const tt_format formats[FORMATS] = {TT_FORMAT_SVG, TT_FORMAT_PDF, TT_FORMAT_PNG,
                                           TT_FORMAT_EPS, TT_FORMAT_TIFF};
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

/* Any width: half the size for each byte. */
static double measure(const char *text, double size, int bold, void *context)
{
    (void)bold;
    (void)context;
    return size / 2 * (double)strlen(text);
}

/* ---- a chart with one text in every place --------------------------------------------------- */

static void fill_values(tt_chart *chart, tt_panel *panel, const char *text)
{
    static const double x[] = {1, 2};
    static const double low[] = {0, 0};
    static const double high[] = {1, 2};
    static const double ticks[] = {0, 2};
    const char *const labels[] = {text, text};
    panel->title = tt_chart_text(chart, text);
    panel->x = (tt_axis){.low = 0, .high = 3, .reference = NAN, .line = 1};
    panel->y = (tt_axis){.low = 0, .high = 3, .reference = 1, .grid = 1};
    panel->below_left = panel->below_right = tt_chart_text(chart, text);
    tt_axis_set_ticks(chart, &panel->x, ticks, labels, 2);
    tt_axis_set_ticks(chart, &panel->y, ticks, labels, 2);
    tt_panel_set_subtitle(chart, panel, &(tt_span){text, TT_INK_BLUE, 1}, 1);
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_BOXES,
                                 .ink = TT_INK_BLUE,
                                 .fill = TT_FILL_HATCH,
                                 .n = 2,
                                 .column = {x, high, low, high}});
    tt_panel_add_mark(chart, panel, &(tt_mark){.kind = TT_MARK_LINE, .n = 2, .column = {x, high}});
    tt_panel_add_label(chart, panel, &(tt_label){.text = text, .x = 1, .y = 1, .backed = 1});
    tt_panel_add_label(chart, panel, &(tt_label){.text = text, .x = 1, .y = 2, .bold = 1});
    tt_panel_add_end(chart, panel, &(tt_end_label){.name = text, .value = text, .y = 2});
}

static void fill_rows(tt_chart *chart, tt_panel *panel, const char *text)
{
    static const double ticks[] = {0, 1};
    const char *const labels[] = {"0", "1"};
    const char *const cells[] = {text};
    panel->x = (tt_axis){.low = 0, .high = 1, .reference = 0, .line = 1};
    panel->y = (tt_axis){.low = -1, .high = 1, .reference = NAN};
    panel->row_height = 13;
    tt_axis_set_ticks(chart, &panel->x, ticks, labels, 2);
    tt_panel_set_columns(chart, panel, cells, 1);
    tt_panel_add_row(chart, panel, &(tt_row){.name = text, .detail = text, .y = 0, .cells = cells});
}

static tt_chart *make_chart(const char *text)
{
    tt_chart *chart = tt_chart_new("line", 2);
    if (!chart)
        fail_msg("no memory");
    chart->name = "hostile";
    chart->title = chart->source = chart->alt = tt_chart_text(chart, text);
    tt_chart_set_subtitle(chart, &(tt_span){text, TT_INK_MUTED, 0}, 1);
    tt_chart_add_note(chart, text);
    fill_values(chart, &chart->panels[0], text);
    fill_rows(chart, &chart->panels[1], text);
    tt_error err = {0};
    check_status(tt_chart_status(chart, &err), TT_OK, &err);
    return chart;
}

static const tt_preset *small_preset(void)
{
    static tt_preset preset;
    preset = *tt_preset_at(0);
    preset.dpi = 40; /* quick */
    return &preset;
}

static tt_draw_options options_for(int without_texts)
{
    return (tt_draw_options){
        .profile = small_preset(), .measure = measure, .without_texts = without_texts};
}

/* ---- what gnuplot draws --------------------------------------------------------------------- */

#define UNBROKEN 60 /* bytes; a longer text may be broken into lines */

/* A text stands in the SVG as it was. */
static void check_svg(const char *path, size_t index)
{
    char *file = check_read_file(path);
    check_true(file != NULL);
    if (!file || hostile_is_blank(list.cleaned[index]) || strlen(list.cleaned[index]) > UNBROKEN) {
        free(file);
        return;
    }
    tt__xml_scan scan;
    tt_strbuf seen = TT_STRBUF_INIT;
    int found = 0;
    tt__xml_begin(&scan, file, strlen(file), 0);
    while (!found && hostile_next_text(&scan, &seen))
        found = strcmp(tt_strbuf_text(&seen), list.cleaned[index]) == 0;
    if (!found)
        (void)fprintf(stderr, "text %zu is not in the SVG: %s\n", index, list.cleaned[index]);
    check_true(found);
    tt_strbuf_clear(&seen);
    free(file);
}

/* Only printable ASCII comes out of pdftotext as it went in, but for the blanks, which it makes anew. */
static int is_plain(const char *text)
{
    for (const char *c = text; *c; c++)
        if (*c < ' ' || *c > '~')
            return 0;
    return !hostile_is_blank(text) && strlen(text) < 40;
}

static char *without_blanks(const char *text)
{
    char *copy = calloc(strlen(text) + 1, 1);
    if (!copy)
        fail_msg("no memory");
    char *to = copy;
    for (; *text; text++)
        if (!strchr(" \n\f", *text))
            *to++ = *text;
    return copy;
}

static void check_pdf(const tt__spool *folder, const char *path, size_t index)
{
    char command[3 * SUPPORT_PATH_SIZE];
    if (!is_plain(list.cleaned[index]) || !support_has("pdftotext"))
        return;
    (void)snprintf(command, sizeof command, "pdftotext -layout '%s' '%s/out.txt'", path,
                   folder->folder);
    check_true(system(command) == 0);
    (void)snprintf(command, sizeof command, "%s/out.txt", folder->folder);
    char *text = check_read_file(command);
    char *seen = without_blanks(text ? text : "");
    char *wanted = without_blanks(list.cleaned[index]);
    int found = strstr(seen, wanted) != NULL;
    if (!found)
        (void)fprintf(stderr, "text %zu is not in the PDF: %s\n", index, wanted);
    check_true(found);
    free(wanted);
    free(seen);
    free(text);
}

static void submit(tt_render *render, const tt__spool *folder, size_t index)
{
    tt_chart *chart = make_chart(list.texts[index]);
    tt_draw_options options = options_for(0);
    tt_script script;
    tt_error err = {0};
    char paths[FORMATS][SUPPORT_PATH_SIZE];
    tt_render_target targets[FORMATS];
    for (size_t i = 0; i < FORMATS; i++) {
        (void)snprintf(paths[i], sizeof paths[i], "%s/h%zu.%s", folder->folder, index,
                       tt_format_ending(formats[i]));
        targets[i] = (tt_render_target){formats[i], paths[i]};
    }
    check_status(tt_chart_script(chart, &options, &script, &err), TT_OK, &err);
    const tt_render_job job = {.name = "hostile",
                               .script = script.text,
                               .targets = targets,
                               .target_count = FORMATS,
                               .title = list.texts[index],
                               .alt = list.texts[index],
                               .source = list.texts[index],
                               .data = "0123",
                               .width_mm = script.width,
                               .height_mm = script.height,
                               .dpi = options.profile->dpi};
    check_status(tt_render_submit(render, &job, NULL, &err), TT_OK, &err);
    tt_free(script.text);
    tt_chart_free(chart);
}

/* In the five formats that gnuplot draws: each file passes the checks of verify.c on its way, which the
 * status says; XML is parsed there. */
static void drawn_formats(void **state)
{
    (void)state;
    support_need_gnuplot();
    check_true(list.count == HOSTILE_COUNT);
    tt__spool folder = support_enter();
    const tt_render_options options = {.jobs = 2, .work_folder = folder.folder};
    tt_render *render = NULL;
    tt_error err = {0};
    check_status(tt_render_new(&options, &render, &err), TT_OK, &err);
    for (size_t i = 0; i < list.count; i++)
        submit(render, &folder, i);
    check_status(tt_render_finish(render, &err), TT_OK, &err);
    check_true(!hostile_has_run(folder.folder));
    for (size_t i = 0; i < list.count; i++) {
        const tt_render_result *result;
        char path[SUPPORT_PATH_SIZE];
        check_status(tt_render_wait(render, i, &result, &err), TT_OK, &err);
        check_true(result->retried == 0);
        (void)snprintf(path, sizeof path, "%s/h%zu.svg", folder.folder, i);
        check_svg(path, i);
        (void)snprintf(path, sizeof path, "%s/h%zu.pdf", folder.folder, i);
        check_pdf(&folder, path, i);
    }
    tt_render_free(render);
    check_true(!hostile_has_run(folder.folder));
    support_leave(&folder);
    check_done();
}

/* ---- scripts that run alone ----------------------------------------------------------------- */

static void scripts_alone(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt__spool folder = support_enter();
    tt_strbuf all = TT_STRBUF_INIT;
    tt_error err = {0};
    for (size_t i = 0; i < list.count; i++) {
        tt_chart *chart = make_chart(list.texts[i]);
        tt_draw_options options = options_for(0);
        options.name = list.texts[i]; /* the name of the file too */
        tt_script script;
        char name[32];
        (void)snprintf(name, sizeof name, "h%zu.gp", i);
        check_status(tt_chart_script(chart, &options, &script, &err), TT_OK, &err);
        check_status(tt__spool_write(&folder, name, script.text, &err), TT_OK, &err);
        tt_strbuf_addf(&all, "reset session\nFMT='svg'; OUT='h%zu.svg'\nload '%s'\n", i, name);
        tt_free(script.text);
        tt_chart_free(chart);
    }
    /* Once each under its own name: a name that gnuplot would take for a command opens no pipe. */
    for (size_t i = 0; i < list.count; i++)
        tt_strbuf_addf(&all, "reset session\nFMT='svg'\nload 'h%zu.gp'\n", i);
    check_status(tt__spool_write(&folder, "all.gp", all.text, &err), TT_OK, &err);
    char command[2 * SUPPORT_PATH_SIZE];
    (void)snprintf(command, sizeof command,
                   "cd '%s' && LC_ALL=C.UTF-8 gnuplot -d <all.gp >out 2>errors", folder.folder);
    /* Names with a slash cannot be opened, which is no harm; that a shell ran is needed. */
    check_true(system(command) != -1);
    check_true(!hostile_has_run(folder.folder));
    static const tt__caption none = {"", "", "", "", 0, 0, 0, ""};
    for (size_t i = 0; i < list.count; i++) {
        char name[32];
        tt_strbuf file = TT_STRBUF_INIT;
        (void)snprintf(name, sizeof name, "h%zu.svg", i);
        check_status(tt__spool_read(&folder, name, &file, &err), TT_OK, &err);
        tt_error fault = {0};
        if (tt__verify_svg(&file, &none, &fault) != TT_OK)
            (void)fprintf(stderr, "text %zu: %s: %s\n", i, fault.message, list.cleaned[i]);
        check_true(fault.status == TT_OK);
        tt_strbuf_clear(&file);
    }
    tt_strbuf_clear(&all);
    support_leave(&folder);
    check_done();
}

/* ---- TeX ------------------------------------------------------------------------------------ */

/* Write both TeX forms of each chart, and a document that inputs them all. */
static void write_document(const tt__spool *folder)
{
    tt_strbuf document = TT_STRBUF_INIT;
    tt_error err = {0};
    tt_strbuf_add(&document, "\\documentclass{article}\n\\usepackage{tikz}\n"
                             "\\usepackage{graphicx,color}\n\\begin{document}\n");
    for (size_t i = 0; i < list.count; i++) {
        tt_chart *chart = make_chart(list.texts[i]);
        tt_draw_options options = options_for(0);
        tt_strbuf tikz = TT_STRBUF_INIT;
        tt_strbuf latex = TT_STRBUF_INIT;
        char name[32];
        check_status(tt_chart_tikz(chart, &options, &tikz, &err), TT_OK, &err);
        check_status(tt_chart_latex(chart, &options, "drawing", &latex, &err), TT_OK, &err);
        (void)snprintf(name, sizeof name, "h%zu.tikz", i);
        check_status(tt__spool_write(folder, name, tikz.text, &err), TT_OK, &err);
        (void)snprintf(name, sizeof name, "h%zu.tex", i);
        check_status(tt__spool_write(folder, name, latex.text, &err), TT_OK, &err);
        tt_strbuf_addf(&document, "\\input{h%zu.tikz}\\clearpage\\input{h%zu}\\clearpage\n", i, i);
        tt_strbuf_clear(&tikz);
        tt_strbuf_clear(&latex);
        tt_chart_free(chart);
    }
    tt_strbuf_add(&document, "\\end{document}\n");
    check_status(tt__spool_write(folder, "all.tex", document.text, &err), TT_OK, &err);
    tt_strbuf_clear(&document);
}

static void latex_runs_nothing(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    write_document(&folder);
    if (!support_has("pdflatex") || !support_has("gnuplot")) {
        (void)fprintf(stderr, "skipped: pdflatex or gnuplot is not installed\n");
        support_leave(&folder);
        skip();
    }
    char command[2 * SUPPORT_PATH_SIZE];
    (void)snprintf(command, sizeof command,
                   "cd '%s' && gnuplot -d -e \"set terminal pdfcairo; set output 'drawing.pdf'; "
                   "plot x\" && pdflatex -no-shell-escape -interaction=nonstopmode all.tex "
                   ">log 2>&1 && ! grep '^!' log",
                   folder.folder);
    int status = system(command);
    if (status != 0)
        (void)fprintf(stderr, "pdflatex stopped\n");
    check_true(status == 0);
    check_true(!hostile_has_run(folder.folder));
    support_leave(&folder);
    check_done();
}

/* ---- characters, captions ------------------------------------------------------------------- */

static void terminals_get_text_only(void **state)
{
    (void)state;
    static const tt__caption none = {"", "", "", "", 0, 0, 0, ""};
    tt_error err = {0};
    for (size_t i = 0; i < list.count; i++) {
        tt_chart *chart = make_chart(list.texts[i]);
        for (int colour = 0; colour < 2; colour++) {
            tt_strbuf text = TT_STRBUF_INIT;
            const tt_term_options options = {.width = 60, .colour = colour};
            check_status(tt_chart_show(chart, &options, &text, &err), TT_OK, &err);
            check_status(tt__verify_text(&text, &none, &err), TT_OK, &err);
            check_true(colour || strchr(text.text, '\x1b') == NULL);
            tt_strbuf_clear(&text);
        }
        tt_strbuf caption = TT_STRBUF_INIT;
        tt_chart_caption(chart, &caption);
        if (caption.length)
            check_status(tt__verify_text(&caption, &none, &err), TT_OK, &err);
        check_true(!caption.text || strchr(caption.text, '\x1b') == NULL);
        tt_strbuf_clear(&caption);
        tt_chart_free(chart);
    }
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawn_formats),
        cmocka_unit_test(scripts_alone),
        cmocka_unit_test(latex_runs_nothing),
        cmocka_unit_test(terminals_get_text_only),
    };
    return cmocka_run_group_tests(tests, load_texts, free_texts);
}
