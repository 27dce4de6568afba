/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every chart of the Mexico report against the rules that a program can judge, in print and for the web: placed, and
 * as files; the same look in all formats; the same bytes whatever the order and the number of gnuplots. */
#define _XOPEN_SOURCE 700
#include "figure_check.h"

#include "picture.h"
#include "support.h"
#include "tiptrend/figure.h"
#include "tiptrend/memory.h"

#define FORMATS 5

static const tt_format formats[FORMATS] = {TT_FORMAT_SVG, TT_FORMAT_PDF, TT_FORMAT_PNG,
                                           TT_FORMAT_EPS, TT_FORMAT_TIFF};
static figure_set set;

static int make_set(void **state)
{
    (void)state;
    figure_set_make(&set, "mexico-tip-2019.csv");
    return 0;
}

static int clear_set(void **state)
{
    (void)state;
    figure_set_clear(&set);
    return 0;
}

static const tt_preset *preset_of(const char *name)
{
    const tt_preset *preset = NULL;
    tt_error err = {0};
    check_status(tt_preset_find(name, &preset, &err), TT_OK, &err);
    return preset;
}

/* ---- placed --------------------------------------------------------------------------------- */

static unsigned check_placed(size_t index, const tt_preset *preset, const tt_theme *theme)
{
    tt_draw_options options = figure_options(&set, preset);
    options.theme = theme;
    tt__scene scene;
    tt_error err = {0};
    check_status(tt__scene_make(set.charts[index], &options, &scene, &err), TT_OK, &err);
    const figure f = {set.plan.items[index].name, preset, theme, set.charts[index], &scene};
    unsigned faults = figure_check_placed(&f);
    tt__scene_clear(&scene);
    return faults;
}

static void placed_figures_keep_the_rules(void **state)
{
    (void)state;
    size_t charts = 0;
    for (size_t i = 0; i < set.plan.count; i++) {
        if (!set.charts[i])
            continue;
        charts++;
        for (size_t p = 0; p < tt_preset_count(); p++)
            check_true(check_placed(i, tt_preset_at(p), tt_theme_light()) == 0);
        check_true(check_placed(i, preset_of("report"), tt_theme_dark()) == 0);
        check_true(check_placed(i, preset_of("web"), tt_theme_dark()) == 0);
        const tt_theme *grey = NULL;
        check_status(tt_theme_find("grey", &grey, NULL), TT_OK, NULL);
        check_true(check_placed(i, preset_of("report"), grey) == 0);
    }
    check_true(charts >= 14);
    check_done();
}

/* ---- files ---------------------------------------------------------------------------------- */

static void path_of(const char *folder, size_t index, const char *preset, tt_format format,
                    char path[SUPPORT_PATH_SIZE])
{
    (void)snprintf(path, SUPPORT_PATH_SIZE, "%s/%s-%s.%s", folder, set.plan.items[index].name,
                   preset, tt_format_ending(format));
}

/* Hand one chart in, in all formats. */
static void submit(tt_render *render, size_t index, const tt_preset *preset, const char *folder,
                   int without_texts)
{
    const tt_chart *chart = set.charts[index];
    tt_draw_options options = figure_options(&set, preset);
    options.without_texts = without_texts;
    tt_script script;
    tt_error err = {0};
    char paths[FORMATS][SUPPORT_PATH_SIZE];
    tt_render_target targets[FORMATS];
    for (size_t i = 0; i < FORMATS; i++) {
        path_of(folder, index, preset->name, formats[i], paths[i]);
        targets[i] = (tt_render_target){formats[i], paths[i]};
    }
    check_status(tt_chart_script(chart, &options, &script, &err), TT_OK, &err);
    const tt_render_job job = {.name = chart->name,
                               .script = script.text,
                               .targets = targets,
                               .target_count = FORMATS,
                               .title = chart->title,
                               .alt = chart->alt,
                               .source = chart->source,
                               .data = "0123",
                               .width_mm = script.width,
                               .height_mm = script.height,
                               .dpi = preset->dpi};
    check_status(tt_render_submit(render, &job, NULL, &err), TT_OK, &err);
    tt_free(script.text);
}

static tt_render *start(int jobs)
{
    const tt_render_options options = {.jobs = jobs};
    tt_render *render = NULL;
    tt_error err = {0};
    check_status(tt_render_new(&options, &render, &err), TT_OK, &err);
    return render;
}

static void finish(tt_render *render)
{
    tt_error err = {0};
    check_status(tt_render_finish(render, &err), TT_OK, &err);
    tt_render_free(render);
}

static unsigned check_files(size_t index, const tt_preset *preset, const char *folder)
{
    static unsigned (*const checks[FORMATS])(const figure *, const char *) = {
        figure_check_svg, figure_check_pdf, figure_check_png, figure_check_eps, figure_check_tiff};
    tt_draw_options options = figure_options(&set, preset);
    tt__scene scene;
    tt_error err = {0};
    unsigned faults = 0;
    check_status(tt__scene_make(set.charts[index], &options, &scene, &err), TT_OK, &err);
    const figure f = {set.plan.items[index].name, preset, tt_theme_light(), set.charts[index],
                      &scene};
    for (size_t i = 0; i < FORMATS; i++) {
        char path[SUPPORT_PATH_SIZE];
        path_of(folder, index, preset->name, formats[i], path);
        faults += checks[i](&f, path);
    }
    tt__scene_clear(&scene);
    return faults;
}

static void files_keep_the_rules(void **state)
{
    (void)state;
    support_need_gnuplot();
    static const char *const presets[] = {"report", "web"};
    tt__spool folder = support_enter();
    tt_render *render = start(2);
    for (size_t i = 0; i < set.plan.count; i++)
        for (size_t p = 0; p < 2 && set.charts[i]; p++)
            submit(render, i, preset_of(presets[p]), folder.folder, 0);
    finish(render);
    for (size_t i = 0; i < set.plan.count; i++)
        for (size_t p = 0; p < 2 && set.charts[i]; p++)
            check_true(check_files(i, preset_of(presets[p]), folder.folder) == 0);
    support_leave(&folder);
    check_done();
}

/* Nature, PLOS, Science, ...: the page of one chart of each kind in every preset. */
static void pages_of_all_presets(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt__spool folder = support_enter();
    tt_render *render = start(2);
    size_t first = 0;
    while (first < set.plan.count && !set.charts[first])
        first++;
    for (size_t p = 0; p < tt_preset_count(); p++)
        submit(render, first, tt_preset_at(p), folder.folder, 0);
    finish(render);
    for (size_t p = 0; p < tt_preset_count(); p++)
        check_true(check_files(first, tt_preset_at(p), folder.folder) == 0);
    support_leave(&folder);
    check_done();
}

/* ---- the same look -------------------------------------------------------------------------- */

/* How a file of each format becomes a picture; %1$s is the file, %2$s the picture without its ending, %3$d the
 * pixels across. NULL: it is one. */
static const struct {
    const char *program;
    const char *command;
    const char *ending;
} tools[FORMATS] = {
    {"rsvg-convert", "rsvg-convert -w %3$d '%1$s' -o '%2$s.png'", ".png"},
    {"pdftoppm", "pdftoppm -scale-to-x %3$d -scale-to-y -1 -singlefile '%1$s' '%2$s'", ".ppm"},
    {NULL, NULL, NULL},
    {"gs",
     "gs -q -dSAFER -dBATCH -dNOPAUSE -dEPSCrop -dTextAlphaBits=4 -dGraphicsAlphaBits=4 "
     "-sDEVICE=ppmraw -r300 -sOutputFile='%2$s.ppm' '%1$s'",
     ".ppm"},
    {"tiff2rgba", NULL, NULL}, /* compared with the PNG byte for byte in test_postprocess_tiff.c */
};

/* The picture of a file; returns 0, or -1 where the tool is missing. */
static int render_file(size_t format, const char *path, int pixels, picture *out)
{
    char base[SUPPORT_PATH_SIZE + 16];
    char command[4 * SUPPORT_PATH_SIZE];
    if (!tools[format].program)
        return picture_read(path, out);
    if (!tools[format].command || !support_has(tools[format].program))
        return -1;
    (void)snprintf(base, sizeof base, "%s.look", path);
    (void)snprintf(command, sizeof command, tools[format].command, path, base, pixels);
    check_true(system(command) == 0);
    (void)strcat(base, tools[format].ending);
    check_true(picture_read(base, out) == 0);
    return 0;
}

/* Marks are compared to the millimetre. Texts drift: cairo rounds the width of each letter to whole pixels in
 * PNG and not elsewhere, which is a millimetre at the end of a long line. */
typedef struct closeness {
    double cell_mm;
    double mean; /* of the differences of cells, at most */
    double most; /* of one cell */
} closeness;

static size_t cells_across(const picture *p, double cell_mm)
{
    return (size_t)((double)p->width / preset_of("report")->dpi * 25.4 / cell_mm);
}

static void compare_formats(size_t index, const char *folder, const closeness *close)
{
    char path[SUPPORT_PATH_SIZE];
    picture png = {0};
    path_of(folder, index, "report", TT_FORMAT_PNG, path);
    check_true(picture_read(path, &png) == 0);
    size_t cells = cells_across(&png, close->cell_mm);
    for (size_t i = 0; i < FORMATS; i++) {
        picture other = {0};
        double mean = 0;
        double most = 0;
        path_of(folder, index, "report", formats[i], path);
        if (formats[i] == TT_FORMAT_PNG || render_file(i, path, (int)png.width, &other) != 0)
            continue;
        check_true(picture_compare(&png, &other, cells, &mean, &most) == 0);
        if (mean > close->mean || most > close->most)
            (void)fprintf(stderr, "%s: %s against png: mean %.4f, most %.3f\n",
                          set.plan.items[index].name, tt_format_name(formats[i]), mean, most);
        check_true(mean <= close->mean && most <= close->most);
        picture_clear(&other);
    }
    picture_clear(&png);
}

/* Whether an earlier chart of the plan is of the same kind. */
static int is_repeated(size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (set.charts[i] && strcmp(set.plan.items[i].kind, set.plan.items[index].kind) == 0)
            return 1;
    return 0;
}

static void compare_looks(int without_texts, const closeness *close)
{
    support_need_gnuplot();
    tt__spool folder = support_enter();
    tt_render *render = start(2);
    for (size_t i = 0; i < set.plan.count; i++)
        if (set.charts[i] && !is_repeated(i))
            submit(render, i, preset_of("report"), folder.folder, without_texts);
    finish(render);
    for (size_t i = 0; i < set.plan.count; i++)
        if (set.charts[i] && !is_repeated(i))
            compare_formats(i, folder.folder, close);
    support_leave(&folder);
    check_done();
}

static void marks_look_the_same_in_all_formats(void **state)
{
    (void)state;
    compare_looks(1, &(closeness){1, 0.009, 0.25});
}

static void figures_look_the_same_in_all_formats(void **state)
{
    (void)state;
    compare_looks(0, &(closeness){3, 0.009, 0.16});
}

/* ---- the same look in TeX ------------------------------------------------------------------- */

static void write_file(const tt__spool *folder, const char *name, const tt_strbuf *text)
{
    tt_error err = {0};
    check_status(tt__spool_write(folder, name, tt_strbuf_text(text), &err), TT_OK, &err);
}

/* Both TeX forms of one chart, as fN.tikz and fN.tex, the latter over the PDF without texts. */
static void write_tex(const tt__spool *folder, size_t index, tt_strbuf *document)
{
    tt_draw_options options = figure_options(&set, preset_of("report"));
    tt_strbuf tikz = TT_STRBUF_INIT;
    tt_strbuf latex = TT_STRBUF_INIT;
    tt_error err = {0};
    char name[SUPPORT_PATH_SIZE];
    (void)snprintf(name, sizeof name, "%s-report", set.plan.items[index].name);
    check_status(tt_chart_tikz(set.charts[index], &options, &tikz, &err), TT_OK, &err);
    check_status(tt_chart_latex(set.charts[index], &options, name, &latex, &err), TT_OK, &err);
    (void)snprintf(name, sizeof name, "f%zu.tikz", index);
    write_file(folder, name, &tikz);
    tt_strbuf_addf(document, "\\sheet{%s}\n", name);
    (void)snprintf(name, sizeof name, "f%zu.tex", index);
    write_file(folder, name, &latex);
    tt_strbuf_addf(document, "\\sheet{%s}\n", name);
    tt_strbuf_clear(&tikz);
    tt_strbuf_clear(&latex);
}

/* Each figure on a page of its own size, in Helvetica, whose letters are as wide as those that were measured. */
static const char document_head[] =
    "\\documentclass{article}\n\\usepackage{tikz,graphicx,color,helvet}\n"
    "\\renewcommand{\\familydefault}{\\sfdefault}\n\\newbox\\figurebox\n"
    "\\def\\sheet#1{\\setbox\\figurebox\\hbox{\\input{#1}\\unskip}\\pdfpagewidth=\\wd\\figurebox "
    "\\pdfpageheight=\\ht\\figurebox \\hoffset=-1in \\voffset=-1in \\shipout\\box\\figurebox}\n"
    "\\begin{document}\n";

static void compare_page(const tt__spool *folder, size_t index, unsigned page, const char *form)
{
    char path[SUPPORT_PATH_SIZE];
    char command[4 * SUPPORT_PATH_SIZE];
    picture png = {0};
    picture tex = {0};
    double mean = 0;
    double most = 0;
    const closeness close = {2.5, 0.009, 0.2};
    path_of(folder->folder, index, "look", TT_FORMAT_PNG, path);
    check_true(picture_read(path, &png) == 0);
    (void)snprintf(command, sizeof command,
                   "cd '%s' && pdftoppm -f %u -l %u -singlefile -scale-to-x %zu -scale-to-y -1 "
                   "all.pdf page",
                   folder->folder, page, page, png.width);
    check_true(system(command) == 0);
    check_true(picture_read(support_path(folder, "page.ppm", path), &tex) == 0);
    check_true(picture_compare(&png, &tex, cells_across(&png, close.cell_mm), &mean, &most) == 0);
    if (mean > close.mean || most > close.most)
        (void)fprintf(stderr, "%s: %s against png: mean %.4f, most %.3f\n",
                      set.plan.items[index].name, form, mean, most);
    check_true(mean <= close.mean && most <= close.most);
    picture_clear(&png);
    picture_clear(&tex);
}

static void tex_looks_the_same(void **state)
{
    (void)state;
    support_need_gnuplot();
    if (!support_has("pdflatex") || system("kpsewhich helvet.sty >/dev/null 2>&1") != 0) {
        (void)fprintf(stderr, "skipped: pdflatex with helvet is not installed\n");
        skip();
    }
    tt_preset look = *preset_of("report");
    look.name = "look"; /* the whole figures; those of "report" are without texts */
    tt__spool folder = support_enter();
    tt_strbuf document = TT_STRBUF_INIT;
    tt_strbuf_add(&document, document_head);
    tt_render *render = start(2);
    for (size_t i = 0; i < set.plan.count; i++)
        if (set.charts[i] && !is_repeated(i)) {
            submit(render, i, &look, folder.folder, 0);
            submit(render, i, preset_of("report"), folder.folder, 1);
            write_tex(&folder, i, &document);
        }
    finish(render);
    tt_strbuf_add(&document, "\\end{document}\n");
    write_file(&folder, "all.tex", &document);
    char command[2 * SUPPORT_PATH_SIZE];
    (void)snprintf(command, sizeof command,
                   "cd '%s' && pdflatex -no-shell-escape -interaction=nonstopmode all.tex "
                   ">log 2>&1; ! grep -A3 '^!' log",
                   folder.folder);
    check_true(system(command) == 0);
    unsigned page = 0;
    for (size_t i = 0; i < set.plan.count; i++)
        if (set.charts[i] && !is_repeated(i)) {
            compare_page(&folder, i, ++page, "tikz");
            compare_page(&folder, i, ++page, "cairolatex");
        }
    tt_strbuf_clear(&document);
    support_leave(&folder);
    check_done();
}

/* ---- the same bytes ------------------------------------------------------------------------- */

static void draw_all(const char *folder, int jobs, int backwards)
{
    tt_render *render = start(jobs);
    tt_preset coarse = *preset_of("report");
    coarse.dpi = 100;
    for (size_t i = 0; i < set.plan.count; i++) {
        size_t index = backwards ? set.plan.count - 1 - i : i;
        if (set.charts[index])
            submit(render, index, &coarse, folder, 0);
    }
    finish(render);
}

static void order_and_jobs_change_no_byte(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt__spool one = support_enter();
    tt__spool two = support_enter();
    draw_all(one.folder, 1, 0);
    draw_all(two.folder, 3, 1);
    char command[3 * SUPPORT_PATH_SIZE];
    (void)snprintf(command, sizeof command, "diff -r '%s' '%s'", one.folder, two.folder);
    check_true(system(command) == 0);
    support_leave(&one);
    support_leave(&two);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placed_figures_keep_the_rules),
        cmocka_unit_test(files_keep_the_rules),
        cmocka_unit_test(pages_of_all_presets),
        cmocka_unit_test(marks_look_the_same_in_all_formats),
        cmocka_unit_test(figures_look_the_same_in_all_formats),
        cmocka_unit_test(tex_looks_the_same),
        cmocka_unit_test(order_and_jobs_change_no_byte),
    };
    return cmocka_run_group_tests(tests, make_set, clear_set);
}
