/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of a chart as a LaTeX picture over a drawing that has none: gnuplot's cairolatex, with the text
 * written here, because gnuplot passes it on as TeX. */

#include "latex.h"

#include <math.h>
#include <string.h>

#include "scene.h"
#include "tiptrend/figure.h"
#include "tiptrend/tex.h"
#include "tiptrend/text.h"
#include "tiptrend/version.h"

/* A comment line: cleaned text has no line end, so nothing can leave the comment. */
static void add_comment(tt_strbuf *out, const char *name, const char *text)
{
    if (!text || !text[0])
        return;
    tt_strbuf_addf(out, "%% %s", name);
    tt_text_clean(out, text, 0);
    tt_strbuf_add_char(out, '\n');
}

tt_status tt__tex_head(const tt_chart *chart, tt_strbuf *out, tt_error *err)
{
    char digest[TT_SHA256_TEXT_SIZE];
    tt_strbuf csv = TT_STRBUF_INIT;
    tt_status status = tt_chart_data(chart, &csv, digest, err);
    tt_strbuf_clear(&csv);
    add_comment(out, "Title: ", chart->title);
    add_comment(out, "", chart->source);
    add_comment(out, "Data SHA-256: ", digest);
    add_comment(out, "Made with ", "tiptrend " TT_VERSION);
    return status;
}

static void add_colour(tt_strbuf *out, uint32_t colour)
{
    for (int shift = 16; shift >= 0; shift -= 8) {
        tt_strbuf_fixed(out, (double)(colour >> shift & 0xFF) / 255, 3);
        tt_strbuf_add(out, shift ? "," : "");
    }
}

static void add_number(tt_strbuf *out, double number, const char *after)
{
    tt_strbuf_fixed(out, number, 3);
    tt_strbuf_add(out, after);
}

static void add_styled(tt_strbuf *out, const tt__placed_text *text)
{
    tt_strbuf_add(out, "{\\color[rgb]{");
    add_colour(out, text->colour);
    tt_strbuf_add(out, text->bold ? "}\\bfseries " : "}");
    tt_tex_add(out, text->text);
    tt_strbuf_add(out, "}");
}

/* Whether a text goes on where the other ends, but for a blank. */
static int follows(const tt__placed_text *before, const tt__placed_text *text)
{
    double gap = tt__text_left(text) - tt__text_right(before);
    return text->panel == before->panel && text->size == before->size &&
           fabs(text->y - before->y) < 1e-6 && text->anchor == TT_ANCHOR_LEFT &&
           before->anchor == TT_ANCHOR_LEFT && !text->backed && !before->backed && gap > -0.01 &&
           gap < 0.5 * text->height;
}

size_t tt__tex_run(tt_strbuf *out, const tt__scene *scene, size_t first)
{
    const tt__placed_text *text = &scene->texts[first];
    tt_strbuf_add(out, "\\fontsize{");
    add_number(out, text->size, "bp}{");
    add_number(out, text->size, "bp}\\selectfont");
    add_styled(out, text);
    size_t i = first + 1;
    for (; i < scene->text_count && follows(&scene->texts[i - 1], &scene->texts[i]); i++) {
        double gap = tt__text_left(&scene->texts[i]) - tt__text_right(&scene->texts[i - 1]);
        tt_strbuf_add(out, gap > 0.1 * text->height ? " " : "");
        add_styled(out, &scene->texts[i]);
    }
    return i;
}

/* One line of text with its baseline in place; returns the index behind it. */
static size_t add_text(tt_strbuf *out, const tt__scene *scene, size_t index)
{
    static const char *const anchors[] = {"[bl]", "[b]", "[br]"};
    const tt__placed_text *text = &scene->texts[index];
    tt_strbuf_add(out, "\\put(");
    add_number(out, text->x, ",");
    add_number(out, scene->height - tt__text_baseline(text), "){\\makebox(0,0)");
    tt_strbuf_add(out, anchors[text->anchor]);
    tt_strbuf_add(out, "{\\smash{");
    if (text->backed) {
        tt_strbuf_add(out, "\\fboxsep=");
        add_number(out, TT__TEX_PATCH, "mm\\colorbox[rgb]{");
        add_colour(out, scene->theme->inks[TT_INK_GROUND].mark);
        tt_strbuf_add(out, "}{");
    }
    index = tt__tex_run(out, scene, index);
    tt_strbuf_add(out, text->backed ? "}}}}\n" : "}}}\n");
    return index;
}

static void add_picture(tt_strbuf *out, const tt__scene *scene, const char *drawing)
{
    tt_strbuf_addf(out,
                   "%% \\usepackage{graphicx,color} in the preamble; then \\input this file, which "
                   "needs %s.pdf beside it\n"
                   "\\begingroup\n\\setlength{\\unitlength}{1mm}%%\n\\begin{picture}(",
                   drawing);
    add_number(out, scene->width, ",");
    add_number(out, scene->height, ")%\n\\put(0,0){\\includegraphics[width=");
    add_number(out, scene->width, "mm,height=");
    add_number(out, scene->height, "mm]{");
    tt_strbuf_addf(out, "%s}}%%\n", drawing);
    for (size_t i = 0; i < scene->text_count;)
        i = add_text(out, scene, i);
    tt_strbuf_add(out, "\\end{picture}%\n\\endgroup\n");
}

tt_status tt_chart_latex(const tt_chart *chart, const tt_draw_options *options, const char *drawing,
                         tt_strbuf *out, tt_error *err)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "._-+/";
    if (!drawing[0] || drawing[strspn(drawing, allowed)])
        return tt_fail(err, TT_EUSAGE,
                       "LaTeX cannot include a file named '%.60s'; use letters, digits and . _ - +",
                       drawing);
    tt__scene scene;
    tt_status status = tt__scene_make(chart, options, &scene, err);
    if (status == TT_OK)
        status = tt__tex_head(chart, out, err);
    if (status == TT_OK)
        add_picture(out, &scene, drawing);
    tt__scene_clear(&scene);
    return status == TT_OK ? tt_strbuf_status(out, err) : status;
}
