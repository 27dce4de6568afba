/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A placed chart as a gnuplot script.
 *
 * The script runs by itself (`gnuplot chart.gp` writes a PDF) and for each format alike: FMT and OUT may
 * be set before it is loaded. Marks keep the units of the data, in named data blocks; every text stands
 * at a place that was measured. Only numbers and generated names are written bare: texts go through
 * tt__quote_gnuplot, and no text from data is ever anything but a label. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "look.h"
#include "quote.h"
#include "tiptrend/font.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"

/* Numbers of look.h as they stand there. */
#define TEXT_OF(x)  #x
#define AS_TEXT(x)  TEXT_OF(x)
#define POINT_SIZE  AS_TEXT(TT__POINT_SIZE)
#define HEAD_LENGTH AS_TEXT(TT__HEAD_LENGTH)
#define HEAD_ANGLE  AS_TEXT(TT__HEAD_ANGLE)

/* The beginning of every script: terminals and their units. A font size of 7 is 7 pt type only with
 * these scales; a line width of 1 is half a point in PDF, a pixel in PNG. */
static const char preamble[] =
    "if (!exists('FMT')) FMT = 'pdf'\n"
    "if (!exists('OUT')) OUT = './'.NAME.'.'.FMT\n"
    "unit(x, per_inch) = int(x/25.4*per_inch+0.5+1e-6)\n"
    "inch(x) = (unit(x, 72)+0.01)/72.0  # gnuplot cuts to whole points: round instead\n"
    "if (FMT eq 'pdf') set terminal pdfcairo size inch(W), inch(H) font FONT.',7' fontscale 0.75 "
    "linewidth 1 dashlength 0.6 noenhanced background rgb GROUND\n"
    "if (FMT eq 'eps') set terminal epscairo size inch(W), inch(H) font FONT.',7' fontscale 0.75 "
    "linewidth 1 dashlength 0.6 noenhanced background rgb GROUND\n"
    "if (FMT eq 'png') set terminal pngcairo size unit(W, DPI), unit(H, DPI) font "
    "FONT.',7' fontscale DPI/96.0 linewidth 1 pointscale DPI/72.0 dashlength 0.6 noenhanced background "
    "rgb GROUND\n"
    "if (FMT eq 'svg') set terminal svg size unit(W, 96), unit(H, 96) fixed font FONT.',9.333' linewidth "
    "1.33 dashlength 0.6 noenhanced background rgb GROUND\n"
    "LW = (FMT eq 'png') ? DPI/72.0 : (FMT eq 'svg') ? 1.0 : 2.0  # times LW: points\n"
    "PS = (FMT eq 'svg') ? 0.45 : " POINT_SIZE "\n"
    "PX = (FMT eq 'svg') ? 96/72. : 1.0\n"
    "ALONE = FMT eq 'svg' && !exists('TIPTREND')  # no one rewrites the fonts of this SVG\n"
    "if (ALONE) set termoption enhanced\n"
    "set output OUT\n"
    "set encoding utf8\n"
    "set decimalsign '.'\n"
    "unset key\n"
    "fs(x) = FONT.','.sprintf('%g', x*PX)\n"
    "fb(x) = FONT.':Bold,'.sprintf('%g', x*PX)\n"
    "set style fill solid 1 noborder\n"
    "set style textbox opaque noborder margins 0.6, 0.5 fillcolor rgb GROUND\n";

/* Names of the inks as variables of the script. */
static const char *const ink_names[TT_INK_COUNT] = {
    "TEXT",      "MUTED", "GRID",   "GROUND", "HATCH", "BLUE",
    "VERMILION", "GREEN", "PURPLE", "ORANGE", "SKY",   "GREY",
};

typedef struct writer {
    const tt__scene *scene;
    tt_strbuf *out;
    const char *name; /* of the files that it writes when it runs alone; NULL: of the chart */
    int without_texts;
    size_t blocks;   /* data blocks so far */
    size_t elements; /* elements of the plot command so far, in this panel */
    tt_strbuf plot;  /* the plot command of this panel */
} writer;

/* ---- the pieces of a script ---- */

static void add_colour(tt_strbuf *out, uint32_t colour)
{
    tt_strbuf_addf(out, "'#%06X'", (unsigned)colour);
}

/* A position on the page as a fraction: five decimals are a hundredth of a millimetre on any page. */
static void add_fraction(tt_strbuf *out, double part, double whole)
{
    tt_strbuf_fixed(out, part / whole, 5);
}

static void write_head(writer *w)
{
    const tt_chart *chart = w->scene->chart;
    const char *name = w->name ? w->name : chart->name ? chart->name : chart->kind;
    tt_strbuf_add(w->out, "# ");
    tt_text_clean(w->out, name, TT_TEXT_CHART_LIMIT);
    tt_strbuf_add(w->out, ": drawn by tiptrend; run it with gnuplot 5.4 or later\nNAME = ");
    tt__quote_gnuplot(w->out, name);
    tt_strbuf_add(w->out, "\nW = ");
    tt_strbuf_fixed(w->out, w->scene->width, 4);
    tt_strbuf_add(w->out, "  # mm\nH = ");
    tt_strbuf_fixed(w->out, w->scene->height, 4);
    tt_strbuf_addf(w->out, "\nif (!exists('DPI')) DPI = %d\nFONT = ", w->scene->profile->dpi);
    tt__quote_gnuplot(w->out, w->scene->profile->font ? w->scene->profile->font : TT_FONT_STANDARD);
    tt_strbuf_add_char(w->out, '\n');
    for (int i = 0; i < TT_INK_COUNT; i++) {
        tt_strbuf_addf(w->out, "%s = ", ink_names[i]);
        add_colour(w->out, w->scene->theme->inks[i].mark);
        tt_strbuf_addf(w->out, "; %s_TINT = ", ink_names[i]);
        add_colour(w->out, w->scene->theme->inks[i].tint);
        tt_strbuf_addf(w->out, "; %s_MIDDLE = ", ink_names[i]);
        add_colour(w->out, tt_theme_middle(w->scene->theme, (tt_ink)i));
        tt_strbuf_add_char(w->out, '\n');
    }
    tt_strbuf_add(w->out, preamble);
}

/* What follows the text of a label: place, font, colour. */
static void write_label_end(writer *w, const tt__placed_text *text, const char *font, int enhanced)
{
    static const char *const anchors[] = {"left", "center", "right"};
    const tt__scene *scene = w->scene;
    tt_strbuf_add(w->out, " at screen ");
    add_fraction(w->out, text->x, scene->width);
    tt_strbuf_add(w->out, ",");
    add_fraction(w->out, scene->height - text->y, scene->height);
    tt_strbuf_addf(w->out, " %s font %s(", anchors[text->anchor], font);
    tt_strbuf_number(w->out, text->size);
    tt_strbuf_add(w->out, ") tc rgb ");
    add_colour(w->out, text->colour);
    tt_strbuf_add(w->out, text->backed ? " boxed" : "");
    tt_strbuf_add(w->out, enhanced ? " enhanced front\n" : " noenhanced front\n");
}

/* A text as a label. A bold one has a second form for the SVG of a script that runs alone: there
 * nobody turns the font "...:Bold", which no reader of SVG knows, into a weight. */
static void write_text(writer *w, const tt__placed_text *text, size_t number)
{
    tt_strbuf_addf(w->out, "set label %zu ", number);
    tt__quote_gnuplot(w->out, text->text);
    write_label_end(w, text, text->bold ? "fb" : "fs", 0);
    tt_strbuf bold = TT_STRBUF_INIT;
    if (text->bold && tt__quote_gnuplot_bold(&bold, text->text)) {
        tt_strbuf_addf(w->out, "if (ALONE) set label %zu %s", number, tt_strbuf_text(&bold));
        write_label_end(w, text, "fs", 1);
    }
    w->out->failed |= bold.failed;
    tt_strbuf_clear(&bold);
}

/* Every text of one panel, or of the page. */
static void write_texts(writer *w, size_t panel, size_t *number)
{
    for (size_t i = 0; i < w->scene->text_count; i++)
        if (w->scene->texts[i].panel == panel && !w->without_texts)
            write_text(w, &w->scene->texts[i], ++*number);
}

/* The lines from marks to labels that stand away from them. */
static void write_leaders(writer *w, size_t panel)
{
    enum { FIRST = 10 }; /* the numbers before are those of the references */
    const tt__scene *scene = w->scene;
    for (size_t i = 0; i < scene->leader_count; i++) {
        const tt__leader *leader = &scene->leaders[i];
        if (leader->panel != panel)
            continue;
        tt_strbuf_addf(w->out, "set arrow %zu from screen ", FIRST + i);
        add_fraction(w->out, leader->from.x, scene->width);
        tt_strbuf_add_char(w->out, ',');
        add_fraction(w->out, scene->height - leader->from.y, scene->height);
        tt_strbuf_add(w->out, " to screen ");
        add_fraction(w->out, leader->to.x, scene->width);
        tt_strbuf_add_char(w->out, ',');
        add_fraction(w->out, scene->height - leader->to.y, scene->height);
        tt_strbuf_add(w->out, " nohead lw ");
        tt_strbuf_number(w->out, scene->profile->axis_line);
        tt_strbuf_add(w->out, "*LW lc rgb ");
        add_colour(w->out, leader->colour);
        tt_strbuf_add(w->out, " front\n");
    }
}

/* ---- axes ---- */

static void write_ticks(writer *w, char name, const tt_axis *axis)
{
    if (!axis->tick_count) {
        tt_strbuf_addf(w->out, "unset %ctics\n", name);
        return;
    }
    tt_strbuf_addf(w->out, "set %ctics nomirror out scale %s (", name,
                   tt__axis_has_line(w->scene, axis) ? "0.35" : "0");
    for (size_t i = 0; i < axis->tick_count; i++) {
        tt_strbuf_add(w->out, i ? ", '' " : "'' ");
        tt_strbuf_number(w->out, axis->ticks[i]);
    }
    tt_strbuf_add(w->out, ")\n");
}

static void write_range(writer *w, char name, const tt_axis *axis)
{
    tt_strbuf_addf(w->out, "set %crange [", name);
    tt_strbuf_number(w->out, axis->low);
    tt_strbuf_add_char(w->out, ':');
    tt_strbuf_number(w->out, axis->high);
    tt_strbuf_add(w->out, "]\n");
}

static void write_margins(writer *w, const tt__frame *frame)
{
    static const char *const sides[] = {"lmargin", "rmargin", "tmargin", "bmargin"};
    const tt__scene *scene = w->scene;
    double place[] = {frame->left, frame->right, scene->height - frame->top,
                      scene->height - frame->bottom};
    for (int i = 0; i < 4; i++) {
        tt_strbuf_addf(w->out, "%sset %s at screen ", i ? "; " : "", sides[i]);
        add_fraction(w->out, place[i], i < 2 ? scene->width : scene->height);
    }
    tt_strbuf_add_char(w->out, '\n');
}

/* A strong line across the plot: zero of a change, one of a ratio. */
static void write_reference(writer *w, const tt_axis *axis, int vertical, int number)
{
    if (isnan(axis->reference) || axis->reference < axis->low || axis->reference > axis->high)
        return;
    tt_strbuf_addf(w->out, "set arrow %d from %s", number, vertical ? "first " : "graph 0, first ");
    tt_strbuf_number(w->out, axis->reference);
    tt_strbuf_add(w->out, vertical ? ", graph 0 to first " : " to graph 1, first ");
    tt_strbuf_number(w->out, axis->reference);
    tt_strbuf_add(w->out, vertical ? ", graph 1 nohead lw " : " nohead lw ");
    tt_strbuf_number(w->out, w->scene->profile->axis_line * TT__REFERENCE_WEIGHT);
    tt_strbuf_add(w->out, "*LW lc rgb TEXT back\n");
}

static void write_axes(writer *w, const tt_panel *panel)
{
    write_range(w, 'x', &panel->x);
    write_range(w, 'y', &panel->y);
    tt_strbuf_addf(w->out, "set border %d lw ",
                   (tt__axis_has_line(w->scene, &panel->x) ? 1 : 0) +
                       (tt__axis_has_line(w->scene, &panel->y) ? 2 : 0));
    tt_strbuf_number(w->out, w->scene->profile->axis_line);
    tt_strbuf_add(w->out, "*LW lc rgb MUTED\nunset grid\n");
    write_ticks(w, 'x', &panel->x);
    write_ticks(w, 'y', &panel->y);
    if (w->scene->profile->grid && (panel->x.grid || panel->y.grid)) {
        tt_strbuf_addf(w->out, "set grid%s%s lt 1 lw ", panel->x.grid ? " xtics" : " noxtics",
                       panel->y.grid ? " ytics" : " noytics");
        tt_strbuf_number(w->out, w->scene->profile->grid_line);
        tt_strbuf_add(w->out, "*LW lc rgb GRID back\n");
    }
    write_reference(w, &panel->x, 1, 1);
    write_reference(w, &panel->y, 0, 2);
}

/* ---- marks ---- */

/* Opens a data block and returns its number. The terminator is a name that no row of numbers begins
 * with. */
static size_t open_block(writer *w)
{
    tt_strbuf_addf(w->out, "$d%zu << END_OF_DATA\n", ++w->blocks);
    return w->blocks;
}

static void close_block(writer *w)
{
    tt_strbuf_add(w->out, "END_OF_DATA\n");
}

static void add_row(writer *w, const double *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            tt_strbuf_add_char(w->out, ' ');
        tt_strbuf_number(w->out, numbers[i]);
    }
    tt_strbuf_add_char(w->out, '\n');
}

/* Begins the next element of the plot command; gives the buffer to go on with. */
static tt_strbuf *next_element(writer *w, size_t block)
{
    tt_strbuf_add(&w->plot, w->elements++ ? ", \\\n     " : "plot ");
    tt_strbuf_addf(&w->plot, "$d%zu ", block);
    return &w->plot;
}

static const char *ink_name(const tt_mark *mark)
{
    return ink_names[mark->ink];
}

/* The variable for the form of the ink that the fill asks for. */
static const char *fill_suffix(const tt_mark *mark)
{
    return mark->fill == TT_FILL_TINT || mark->fill == TT_FILL_HATCH ? "_TINT"
           : mark->fill == TT_FILL_MIDDLE                            ? "_MIDDLE"
                                                                     : "";
}

static void add_weight(writer *w, tt_strbuf *plot, double weight)
{
    tt_strbuf_add(plot, "lw ");
    tt_strbuf_number(plot, tt__line_weight(w->scene, weight));
    tt_strbuf_add(plot, "*LW");
}

static void write_line(writer *w, const tt_mark *mark)
{
    size_t block = open_block(w);
    for (size_t i = 0; i < mark->n; i++) {
        double row[] = {mark->column[0][i], mark->column[1][i]};
        if (isnan(row[1]))
            tt_strbuf_add_char(w->out, '\n'); /* a blank line ends a stretch */
        else
            add_row(w, row, 2);
    }
    close_block(w);
    tt_strbuf *plot = next_element(w, block);
    tt_strbuf_add(plot, "using 1:2 with lines ");
    add_weight(w, plot, mark->weight);
    tt_strbuf_addf(plot, " lc rgb %s%s", ink_name(mark), mark->dashed ? " dt 2" : "");
}

static void write_points(writer *w, const tt_mark *mark)
{
    static const int types[] = {7, 5, 7, 9}; /* disc, square, disc, triangle */
    size_t block = open_block(w);
    for (size_t i = 0; i < mark->n; i++) {
        double row[] = {mark->column[0][i], mark->column[1][i]};
        if (!isnan(row[1]))
            add_row(w, row, 2);
    }
    close_block(w);
    double size = tt__point_size(w->scene, mark);
    tt_strbuf *plot = next_element(w, block);
    tt_strbuf_addf(plot, "using 1:2 with points pt %d ps PS*", types[mark->shape]);
    tt_strbuf_number(plot, size);
    tt_strbuf_addf(plot, " lc rgb %s", ink_name(mark));
    if (mark->shape != TT_SHAPE_RING)
        return;
    plot = next_element(w, block); /* a ring is a dot with a hole */
    tt_strbuf_add(plot, "using 1:2 with points pt 7 ps PS*");
    tt_strbuf_number(plot, size * TT__RING_HOLE);
    tt_strbuf_add(plot, " lc rgb GROUND");
}

/* One stretch of a band: filled between its limits; a single point becomes a bar. */
static void write_band_stretch(writer *w, const tt_mark *mark, size_t first, size_t end)
{
    size_t block = open_block(w);
    for (size_t i = first; i < end; i++) {
        double row[] = {mark->column[0][i], mark->column[1][i], mark->column[2][i]};
        add_row(w, row, 3);
    }
    close_block(w);
    tt_strbuf *plot = next_element(w, block);
    if (end - first > 1) {
        tt_strbuf_addf(plot, "using 1:2:3 with filledcurves fc rgb %s_TINT", ink_name(mark));
        return;
    }
    tt_strbuf_add(plot, "using 1:2:(0):($3-$2) with vectors nohead lw ");
    tt_strbuf_number(plot, TT__BAR_WEIGHT * w->scene->profile->data_line);
    tt_strbuf_addf(plot, "*LW lc rgb %s_TINT", ink_name(mark));
}

static void write_band(writer *w, const tt_mark *mark)
{
    size_t first = 0;
    for (size_t i = 0; i <= mark->n; i++) {
        int ends = i == mark->n || isnan(mark->column[1][i]) || isnan(mark->column[2][i]);
        if (ends && i > first)
            write_band_stretch(w, mark, first, i);
        if (ends)
            first = i + 1;
    }
}

static void write_boxes(writer *w, const tt_mark *mark)
{
    size_t block = open_block(w);
    for (size_t i = 0; i < mark->n; i++) {
        double row[] = {mark->column[0][i], mark->column[1][i], mark->column[2][i],
                        mark->column[3][i]};
        add_row(w, row, 4);
    }
    close_block(w);
    tt_strbuf *plot = next_element(w, block);
    tt_strbuf_add(plot, "using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror ");
    if (mark->fill == TT_FILL_HATCH && w->scene->profile->hatch) {
        tt_strbuf_add(plot, "fs transparent pattern 4 border lc rgb HATCH fc rgb HATCH ");
    } else {
        tt_strbuf_add(plot, "fs solid 1 border lc rgb GROUND fc rgb ");
        if (mark->fill == TT_FILL_SHADE)
            add_colour(plot, tt_theme_shade(w->scene->theme, mark->ink, mark->shade));
        else
            tt_strbuf_addf(plot, "%s%s", ink_name(mark), fill_suffix(mark));
        tt_strbuf_add_char(plot, ' ');
    }
    add_weight(w, plot, TT__FINE_WEIGHT);
}

static void write_segments(writer *w, const tt_mark *mark)
{
    size_t block = open_block(w);
    for (size_t i = 0; i < mark->n; i++) {
        double row[] = {mark->column[0][i], mark->column[1][i],
                        mark->column[2][i] - mark->column[0][i],
                        mark->column[3][i] - mark->column[1][i]};
        add_row(w, row, 4);
    }
    close_block(w);
    tt_strbuf *plot = next_element(w, block);
    tt_strbuf_addf(plot, "using 1:2:3:4 with vectors %s ",
                   mark->arrow ? "head filled size screen " HEAD_LENGTH "," HEAD_ANGLE : "nohead");
    add_weight(w, plot, mark->weight);
    tt_strbuf_addf(plot, " lc rgb %s%s%s", ink_name(mark), fill_suffix(mark),
                   mark->dashed ? " dt 2" : "");
}

static void write_mark(writer *w, const tt_mark *mark)
{
    static void (*const writers[])(writer *, const tt_mark *) = {
        [TT_MARK_LINE] = write_line,         [TT_MARK_POINTS] = write_points,
        [TT_MARK_BAND] = write_band,         [TT_MARK_BOXES] = write_boxes,
        [TT_MARK_SEGMENTS] = write_segments,
    };
    if (mark->n)
        writers[mark->kind](w, mark);
}

/* ---- the whole ---- */

static void write_panel(writer *w, size_t index, size_t *number)
{
    const tt_panel *panel = &w->scene->chart->panels[index];
    tt_strbuf_addf(w->out, "# panel %zu\n", index + 1);
    write_margins(w, &w->scene->frames[index]);
    write_axes(w, panel);
    write_texts(w, index, number);
    write_leaders(w, index);
    w->elements = 0;
    tt_strbuf_reset(&w->plot);
    for (size_t i = 0; i < panel->mark_count; i++)
        write_mark(w, &panel->marks[i]);
    tt_strbuf_add(w->out, w->elements ? tt_strbuf_text(&w->plot) : "plot NaN");
    tt_strbuf_add_char(w->out, '\n');
    w->out->failed |= w->plot.failed;
}

static void write_script(writer *w)
{
    size_t panels = w->scene->chart->panel_count;
    size_t number = 0;
    write_head(w);
    if (panels > 1)
        tt_strbuf_add(w->out, "set multiplot\n");
    write_texts(w, TT__PAGE, &number);
    for (size_t i = 0; i < panels; i++) {
        write_panel(w, i, &number);
        if (panels > 1)
            tt_strbuf_add(w->out, "unset label; unset arrow\n");
    }
    if (panels > 1)
        tt_strbuf_add(w->out, "unset multiplot\n");
    tt_strbuf_add(w->out, "unset output\n");
}

tt_status tt_chart_script(const tt_chart *chart, const tt_draw_options *options, tt_script *out,
                          tt_error *err)
{
    *out = (tt_script){0};
    tt__scene scene;
    tt_status status = tt__scene_make(chart, options, &scene, err);
    if (status != TT_OK)
        return status;
    tt_strbuf text = TT_STRBUF_INIT;
    writer w = {.scene = &scene,
                .out = &text,
                .name = options->name,
                .without_texts = options->without_texts};
    write_script(&w);
    tt_strbuf_clear(&w.plot);
    out->width = scene.width;
    out->height = scene.height;
    tt__scene_clear(&scene);
    out->text = tt_strbuf_take(&text);
    return out->text ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for a script");
}
