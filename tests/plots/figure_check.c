/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700
#include "figure_check.h"

#include <math.h>
#include <stdarg.h>

#include "support.h"
#include "tiptrend/figure.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"
#include "xmlscan.h"

#define MM_PER_INCH     25.4
#define ALT_LIMIT       250 /* characters; rule 23 */
#define PAGE_SLACK_MM   0.2 /* rule 24 */
#define TEXT_CONTRAST   4.5 /* rule 21 */
#define MOST_SIZES      4   /* of type: three of the preset, and that of the ticks between */
#define MOST_CATEGORIES 7

/* ---- chart sets ----------------------------------------------------------------------------- */

static double measure(const char *text, double size, int bold, void *context)
{
    double width = 0;
    (void)tt_font_width(context, bold ? TT_FONT_BOLD : TT_FONT_REGULAR, size, text, &width, NULL);
    return width;
}

tt_dataset *figure_data(const char *name)
{
    char path[SUPPORT_PATH_SIZE];
    tt_dataset *ds = NULL;
    tt_error err = {0};
    (void)snprintf(path, sizeof path, "%s/datasets/%s", TT_SOURCE_DIR, name);
    if (tt_dataset_new(&ds, &err) != TT_OK || tt_dataset_read(ds, path, NULL, &err) != TT_OK ||
        tt_dataset_finish(ds, NULL, &err) != TT_OK)
        fail_msg("%s: %s", path, err.message);
    return ds;
}

static tt_chart *make_chart(const figure_set *set, const tt_plan_item *item)
{
    tt_chart_request request = {.data = set->ds,
                                .series = item->series.index,
                                .count = item->series.count,
                                .name = item->name,
                                .population = set->population};
    tt_chart *chart = NULL;
    tt_error err = {0};
    tt_status status = tt_chart_make(item->kind, &request, &chart, &err);
    if (status != TT_OK && status != TT_ETOOFEW && status != TT_ENOFIT)
        fail_msg("%s: %s", item->name, err.message);
    return chart;
}

void figure_set_make(figure_set *set, const char *bundled)
{
    tt_error err = {0};
    *set = (figure_set){.ds = figure_data(bundled),
                        .population = figure_data("population-worldbank.csv")};
    for (size_t i = 0; i < tt_dataset_series_count(set->ds); i++)
        if (tt_index_list_add(&set->series, i, &err) != TT_OK)
            fail_msg("%s", err.message);
    if (tt_plan_make(set->ds, &set->series, set->population, &set->plan, &err) != TT_OK ||
        tt_font_open(NULL, &set->font, &err) != TT_OK)
        fail_msg("%s", err.message);
    set->charts = tt_calloc(set->plan.count + 1, sizeof(tt_chart *));
    if (!set->charts)
        fail_msg("no memory");
    for (size_t i = 0; i < set->plan.count; i++)
        set->charts[i] = make_chart(set, &set->plan.items[i]);
}

void figure_set_clear(figure_set *set)
{
    for (size_t i = 0; i < set->plan.count; i++)
        tt_chart_free(set->charts[i]);
    tt_free(set->charts);
    tt_font_free(set->font);
    tt_plan_clear(&set->plan);
    tt_index_list_clear(&set->series);
    tt_dataset_free(set->population);
    tt_dataset_free(set->ds);
    *set = (figure_set){0};
}

tt_draw_options figure_options(const figure_set *set, const tt_preset *preset)
{
    return (tt_draw_options){.profile = preset, .measure = measure, .measure_context = set->font};
}

/* ---- telling -------------------------------------------------------------------------------- */

/* Prints a failure of a rule; returns 1, to be counted. */
static unsigned fault(const figure *f, int rule, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)fprintf(stderr, "%s (%s): rule %d: ", f->name, f->preset->name, rule);
    (void)vfprintf(stderr, format, arguments);
    (void)fputc('\n', stderr);
    va_end(arguments);
    return 1;
}

/* Whether a program is there; says once when it is not. */
static int have(const char *program)
{
    static char missing[256];
    if (support_has(program))
        return 1;
    if (!strstr(missing, program) && strlen(missing) + strlen(program) + 2 < sizeof missing) {
        (void)strcat(strcat(missing, program), " ");
        (void)fprintf(stderr, "skipped: %s is not installed\n", program);
    }
    return 0;
}

/* What a command prints, all of it. */
static char *output_of(const char *format, const char *path)
{
    char command[2 * SUPPORT_PATH_SIZE];
    (void)snprintf(command, sizeof command, format, path);
    FILE *pipe = popen(command, "r");
    tt_strbuf text = TT_STRBUF_INIT;
    char part[1024];
    size_t got;
    tt_strbuf_add(&text, "");
    while (pipe && (got = fread(part, 1, sizeof part, pipe)) > 0)
        tt_strbuf_add_bytes(&text, part, got);
    if (pipe)
        (void)pclose(pipe);
    char *all = tt_strbuf_take(&text);
    if (!all)
        fail_msg("no memory");
    return all;
}

/* Any width will do where only lines are looked at. */
static double half_size(const char *text, double size, int bold, void *context)
{
    (void)bold;
    (void)context;
    return size / 2 * (double)strlen(text);
}

/* ---- words, type, places -------------------------------------------------------------------- */

/* The title as it stands on the page: two lines at most, and whole. */
static unsigned check_title(const figure *f)
{
    const char *cut = "\xE2\x80\xA6"; /* an ellipsis */
    size_t lines = 0;
    for (size_t i = 0; i < f->scene->text_count; i++) {
        const tt__placed_text *text = &f->scene->texts[i];
        if (text->panel < f->chart->panel_count || text->size < f->preset->title)
            continue;
        lines++;
        if (strstr(text->text, cut))
            return fault(f, 1, "a title that is cut: %s", text->text);
    }
    return lines >= 1 && lines <= 2 ? 0 : fault(f, 1, "a title of %zu lines", lines);
}

unsigned figure_check_words(const figure *f)
{
    const tt_chart *chart = f->chart;
    unsigned faults = 0;
    if (!chart->title || !chart->title[0])
        faults += fault(f, 1, "no title");
    else if (f->preset->title_in_figure)
        faults += check_title(f);
    if (!chart->subtitle_count)
        faults += fault(f, 1, "no subtitle: measure, unit, place, period");
    if (!chart->source || !chart->source[0])
        faults += fault(f, 1, "no source");
    if (!chart->alt || !chart->alt[0])
        faults += fault(f, 23, "no alternative text");
    else if (tt_text_length(chart->alt) > ALT_LIMIT)
        faults += fault(f, 23, "%zu characters of alternative text", tt_text_length(chart->alt));
    if (!chart->data || tt_table_row_count(chart->data) == 0)
        faults += fault(f, 23, "no data beside the figure");
    return faults;
}

static unsigned check_sizes(const figure *f)
{
    double sizes[MOST_SIZES];
    size_t count = 0;
    unsigned faults = 0;
    for (size_t i = 0; i < f->scene->text_count; i++) {
        const tt__placed_text *text = &f->scene->texts[i];
        if (text->size < 5 || text->size < f->preset->least_type - 1e-9)
            faults += fault(f, 2, "%.2f pt, below %.2f: %s", text->size, f->preset->least_type,
                            text->text);
        size_t k = 0;
        while (k < count && fabs(sizes[k] - text->size) > 1e-9)
            k++;
        if (k < count)
            continue;
        if (count == MOST_SIZES)
            return faults + fault(f, 2, "more than %d sizes of type", MOST_SIZES);
        sizes[count++] = text->size;
    }
    return faults;
}

/* Lines of the script: "lw 1.4*LW"; LW is a point. */
static unsigned check_weights(const figure *f)
{
    tt_script script;
    tt_error err = {0};
    unsigned faults = 0;
    tt_draw_options options = {.profile = f->preset, .theme = f->theme, .measure = half_size};
    if (tt_chart_script(f->chart, &options, &script, &err) != TT_OK)
        return fault(f, 2, "no script: %s", err.message);
    for (const char *at = script.text; (at = strstr(at, " lw ")) != NULL; at++) {
        double weight = strtod(at + 4, NULL);
        if (weight < 0.25 || weight < f->preset->least_line - 1e-9)
            faults += fault(f, 2, "a line of %.2f pt, below %.2f: %.30s", weight,
                            f->preset->least_line, at);
    }
    tt_free(script.text);
    return faults;
}

unsigned figure_check_type(const figure *f)
{
    const tt_preset *preset = f->preset;
    unsigned faults = check_sizes(f);
    const double lines[] = {preset->axis_line, preset->data_line, preset->grid_line};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (lines[i] < preset->least_line - 1e-9)
            faults += fault(f, 2, "a line of %.2f pt, below %.2f", lines[i], preset->least_line);
    return faults + check_weights(f);
}

/* A box of a mark on the page. */
static tt__box mark_box(const figure *f, size_t panel, const tt_mark *mark, size_t k)
{
    double x0 = tt__scene_x(f->scene, panel, mark->column[0][k]);
    double x1 = tt__scene_x(f->scene, panel, mark->column[1][k]);
    double y0 = tt__scene_y(f->scene, panel, mark->column[2][k]);
    double y1 = tt__scene_y(f->scene, panel, mark->column[3][k]);
    return (tt__box){fmin(x0, x1), fmax(x0, x1), fmin(y0, y1), fmax(y0, y1)};
}

/* A text stands on a bar or off it: one that lies across the end of a bar can be read on neither. Tints are
 * intervals and ranges, which texts may cross. */
static unsigned check_ends_of_bars(const figure *f, const tt__placed_text *text)
{
    const double slack = 0.3;
    tt__box letters = tt__text_box(text);
    const tt_panel *panel = &f->chart->panels[text->panel];
    for (size_t i = 0; i < panel->mark_count; i++) {
        const tt_mark *mark = &panel->marks[i];
        if (mark->kind != TT_MARK_BOXES || mark->fill == TT_FILL_TINT)
            continue;
        for (size_t k = 0; k < mark->n; k++) {
            tt__box bar = mark_box(f, text->panel, mark, k);
            double edge[] = {bar.top, bar.bottom};
            for (size_t e = 0; e < 2; e++)
                if (tt__boxes_touch(&bar, &letters) && letters.top < edge[e] - slack &&
                    letters.bottom > edge[e] + slack)
                    return fault(f, 3, "across the end of a bar: %s", text->text);
        }
    }
    return 0;
}

unsigned figure_check_places(const figure *f)
{
    enum { SHOWN = 4 };
    tt__scene_fault list[SHOWN];
    size_t count = tt__scene_faults(f->scene, list, SHOWN);
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        const char *text = f->scene->texts[list[i].text].text;
        if (list[i].other == SIZE_MAX)
            (void)fault(f, 3, "off the page: %s", text);
        else
            (void)fault(f, 3, "on each other: %s | %s", text, f->scene->texts[list[i].other].text);
    }
    unsigned across = 0;
    for (size_t i = 0; i < f->scene->text_count; i++) {
        const tt__placed_text *text = &f->scene->texts[i];
        if (!text->backed && text->panel < f->chart->panel_count)
            across += check_ends_of_bars(f, text);
    }
    return (unsigned)count + across;
}

/* ---- axes ----------------------------------------------------------------------------------- */

/* Cells whose colour is the value: both axes are names and periods. */
static int is_map(const tt_panel *panel)
{
    for (size_t i = 0; i < panel->mark_count; i++)
        if (panel->marks[i].kind == TT_MARK_BOXES && panel->marks[i].fill == TT_FILL_SHADE)
            return 1;
    return 0;
}

/* Boxes that stand on an axis begin at zero, and zero is on the axis. */
static unsigned check_bars(const figure *f, const tt_panel *panel)
{
    double lowest[2] = {INFINITY, INFINITY};
    for (size_t i = 0; i < panel->mark_count; i++) {
        const tt_mark *mark = &panel->marks[i];
        for (size_t k = 0; mark->kind == TT_MARK_BOXES && k < mark->n; k++) {
            lowest[0] = fmin(lowest[0], fmin(mark->column[0][k], mark->column[1][k]));
            lowest[1] = fmin(lowest[1], fmin(mark->column[2][k], mark->column[3][k]));
        }
    }
    if (isinf(lowest[0]))
        return 0;
    int lying = panel->row_count > 0;
    const tt_axis *axis = lying ? &panel->x : &panel->y;
    double base = lying ? lowest[0] : lowest[1];
    unsigned faults = 0;
    if (base > 0)
        faults += fault(f, 6, "bars that begin at %g", base);
    if (axis->low > 0 || axis->high < 0)
        faults += fault(f, 6, "bars on an axis from %g to %g", axis->low, axis->high);
    return faults;
}

unsigned figure_check_axes(const figure *f)
{
    unsigned faults = 0;
    for (size_t p = 0; p < f->chart->panel_count; p++) {
        const tt_panel *panel = &f->chart->panels[p];
        if (is_map(panel))
            continue;
        faults += check_bars(f, panel);
        const tt_axis *values = panel->row_count ? &panel->x : &panel->y;
        if (values->tick_count == 1 || values->tick_count > 8)
            faults += fault(f, 6, "%zu ticks on the axis of values", values->tick_count);
        for (size_t i = 0; i < values->tick_count; i++)
            if (values->ticks[i] < values->low - 1e-9 || values->ticks[i] > values->high + 1e-9)
                faults += fault(f, 6, "a tick off its axis: %s", values->tick_labels[i]);
    }
    return faults;
}

/* ---- colours -------------------------------------------------------------------------------- */

static uint32_t fill_colour(const figure *f, const tt_mark *mark)
{
    const tt_colour *colour = &f->theme->inks[mark->ink];
    return mark->fill == TT_FILL_SHADE    ? tt_theme_shade(f->theme, mark->ink, mark->shade)
           : mark->fill == TT_FILL_SOLID  ? colour->mark
           : mark->fill == TT_FILL_MIDDLE ? tt_theme_middle(f->theme, mark->ink)
                                          : colour->tint;
}

/* What lies under the middle of a text: the last box drawn there, else the ground. */
static uint32_t under(const figure *f, const tt__placed_text *text)
{
    uint32_t colour = f->theme->inks[TT_INK_GROUND].mark;
    if (text->backed || text->panel >= f->chart->panel_count)
        return colour;
    double x = (tt__text_left(text) + tt__text_right(text)) / 2;
    const tt_panel *panel = &f->chart->panels[text->panel];
    for (size_t i = 0; i < panel->mark_count; i++) {
        const tt_mark *mark = &panel->marks[i];
        for (size_t k = 0; mark->kind == TT_MARK_BOXES && k < mark->n; k++) {
            tt__box box = mark_box(f, text->panel, mark, k);
            if (x > box.left && x < box.right && text->y > box.top && text->y < box.bottom)
                colour = fill_colour(f, mark);
        }
    }
    return colour;
}

unsigned figure_check_contrast(const figure *f)
{
    unsigned faults = 0;
    for (size_t i = 0; i < f->scene->text_count; i++) {
        const tt__placed_text *text = &f->scene->texts[i];
        double contrast = tt_contrast(text->colour, under(f, text));
        if (contrast < TEXT_CONTRAST)
            faults += fault(f, 21, "contrast %.2f: %s", contrast, text->text);
    }
    unsigned used = 0;
    for (size_t p = 0; p < f->chart->panel_count; p++)
        for (size_t i = 0; i < f->chart->panels[p].mark_count; i++)
            used |= 1u << f->chart->panels[p].marks[i].ink;
    unsigned categories = 0;
    for (int ink = TT_INK_BLUE; ink < TT_INK_COUNT; ink++)
        categories += used >> ink & 1;
    if (categories > MOST_CATEGORIES)
        faults += fault(f, 20, "%u colours", categories);
    return faults;
}

unsigned figure_check_placed(const figure *f)
{
    return figure_check_words(f) + figure_check_type(f) + figure_check_places(f) +
           figure_check_axes(f) + figure_check_contrast(f);
}

/* ---- files ---------------------------------------------------------------------------------- */

static unsigned check_page(const figure *f, double width, double height)
{
    if (fabs(width - f->scene->width) <= PAGE_SLACK_MM &&
        fabs(height - f->scene->height) <= PAGE_SLACK_MM)
        return 0;
    return fault(f, 24, "a page of %.2f x %.2f mm, not %.2f x %.2f", width, height, f->scene->width,
                 f->scene->height);
}

/* Every font of a PDF is embedded and can be searched: the columns emb and uni of pdffonts. */
static unsigned check_fonts(const figure *f, const char *path)
{
    char *text = output_of("pdffonts '%s' 2>&1 | tail -n +3", path);
    unsigned faults = text[0] ? 0 : fault(f, 24, "a PDF without fonts: is its text drawn?");
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
        if (!strstr(line, " yes yes yes ") && !strstr(line, " yes yes  yes "))
            faults += fault(f, 24, "a font that is not embedded: %s", line);
    tt_free(text);
    return faults;
}

unsigned figure_check_pdf(const figure *f, const char *path)
{
    unsigned faults = 0;
    if (have("pdfinfo")) {
        char *text = output_of("pdfinfo '%s' 2>&1", path);
        const char *size = strstr(text, "Page size:");
        double width = 0;
        double height = 0;
        if (size && sscanf(size, "Page size: %lf x %lf", &width, &height) == 2)
            faults += check_page(f, width / 72 * MM_PER_INCH, height / 72 * MM_PER_INCH);
        else
            faults += fault(f, 24, "pdfinfo finds no page");
        if (!strstr(text, "Title:"))
            faults += fault(f, 23, "a PDF without a title");
        tt_free(text);
    }
    if (have("pdffonts"))
        faults += check_fonts(f, path);
    if (have("pdfimages")) {
        char *text = output_of("pdfimages -list '%s' 2>&1 | tail -n +3", path);
        if (text[0])
            faults += fault(f, 24, "a bitmap in a PDF");
        tt_free(text);
    }
    return faults;
}

unsigned figure_check_eps(const figure *f, const char *path)
{
    unsigned faults = 0;
    double box[4];
    char *text = check_read_file(path);
    const char *line = text ? strstr(text, "%%BoundingBox:") : NULL;
    if (line &&
        sscanf(line, "%%%%BoundingBox: %lf %lf %lf %lf", &box[0], &box[1], &box[2], &box[3]) == 4)
        faults += check_page(f, (box[2] - box[0]) / 72 * MM_PER_INCH,
                             (box[3] - box[1]) / 72 * MM_PER_INCH);
    else
        faults += fault(f, 24, "an EPS file without a box");
    if (text && (strstr(text, "/ImageType") || strstr(text, "colorimage")))
        faults += fault(f, 24, "a bitmap in an EPS file");
    if (text && !strstr(text, "/FontType") && !strstr(text, "%%BeginResource: font"))
        faults += fault(f, 24, "an EPS file without fonts of its own");
    free(text);
    return faults;
}

/* Families that a reader has, or knows what to put for. */
static int is_known_family(tt__xml_span value)
{
    static const char *const ends[] = {"sans-serif", "serif", "monospace"};
    for (size_t i = 0; i < 3; i++)
        if (value.length >= strlen(ends[i]) &&
            memcmp(value.text + value.length - strlen(ends[i]), ends[i], strlen(ends[i])) == 0)
            return 1;
    return 0;
}

/* Counts what must be there; returns the faults. */
static unsigned look_at_element(const figure *f, const tt__xml_token *token, unsigned seen[4])
{
    unsigned faults = 0;
    seen[0] += (unsigned)tt__xml_is(token->name, "title");
    seen[1] += (unsigned)tt__xml_is(token->name, "desc");
    seen[2] += (unsigned)tt__xml_is(token->name, "text");
    if (tt__xml_is(token->name, "svg"))
        seen[3] += (unsigned)tt__xml_is(tt__xml_value(token, "role"), "img");
    if (tt__xml_is(token->name, "script") || tt__xml_is(token->name, "foreignObject"))
        faults += fault(f, 25, "an element that can run code");
    if (tt__xml_is(token->name, "image"))
        faults += fault(f, 24, "a bitmap in an SVG file");
    for (size_t i = 0; i < token->count; i++) {
        tt__xml_span name = token->attributes[i].name;
        if (name.length > 2 && memcmp(name.text, "on", 2) == 0)
            faults += fault(f, 25, "an attribute that can run code");
        if (tt__xml_is(name, "font-family") && !is_known_family(token->attributes[i].value))
            faults += fault(f, 25, "a font that no reader need know");
    }
    return faults;
}

unsigned figure_check_svg(const figure *f, const char *path)
{
    char *text = check_read_file(path);
    if (!text)
        return fault(f, 25, "no SVG file");
    tt__xml_scan scan;
    unsigned seen[4] = {0};
    unsigned faults = 0;
    tt__xml_begin(&scan, text, strlen(text), 0);
    tt__xml_token token = tt__xml_next(&scan);
    for (; token.kind != TT__XML_END && token.kind != TT__XML_FAULT; token = tt__xml_next(&scan))
        if (token.kind == TT__XML_OPEN || token.kind == TT__XML_EMPTY)
            faults += look_at_element(f, &token, seen);
    if (token.kind == TT__XML_FAULT)
        faults += fault(f, 25, "not well-formed: %s", scan.fault);
    if (seen[0] != 1 || seen[1] != 1 || seen[3] != 1)
        faults += fault(f, 23, "an SVG file without title, desc or role");
    if (seen[2] < f->scene->text_count)
        faults += fault(f, 25, "%u texts of %zu can be selected", seen[2], f->scene->text_count);
    double width = 0;
    double height = 0;
    const char *root = strstr(text, "<svg");
    if (root && sscanf(root, "<svg %*[^w]width=\"%lf\" height=\"%lf\"", &width, &height) != 2)
        (void)sscanf(root, "<svg width=\"%lf\" height=\"%lf\"", &width, &height);
    faults += check_page(f, width / 96 * MM_PER_INCH, height / 96 * MM_PER_INCH);
    free(text);
    return faults;
}

static uint32_t big_endian(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* The first bytes of a file. */
static size_t read_head(const char *path, unsigned char *head, size_t size)
{
    FILE *file = fopen(path, "rb");
    size_t got = file ? fread(head, 1, size, file) : 0;
    if (file)
        (void)fclose(file);
    return got;
}

unsigned figure_check_png(const figure *f, const char *path)
{
    unsigned char head[54];
    if (read_head(path, head, sizeof head) != sizeof head)
        return fault(f, 25, "no PNG file");
    unsigned faults = 0;
    double per_mm = f->preset->dpi / MM_PER_INCH;
    const double half = 0.5 + 1e-6; /* a tie may be rounded either way */
    double width = f->scene->width * per_mm;
    double height = f->scene->height * per_mm;
    if (fabs(big_endian(head + 16) - width) > half || fabs(big_endian(head + 20) - height) > half)
        faults += fault(f, 25, "%u x %u pixels, not %.2f x %.2f", big_endian(head + 16),
                        big_endian(head + 20), width, height);
    long per_metre = lround(f->preset->dpi / 0.0254);
    if (memcmp(head + 37, "pHYs", 4) != 0 || labs((long)big_endian(head + 41) - per_metre) > 1)
        faults += fault(f, 25, "no resolution of %d dpi", f->preset->dpi);
    return faults;
}

unsigned figure_check_tiff(const figure *f, const char *path)
{
    if (!have("tiffinfo"))
        return 0;
    char *text = output_of("tiffinfo '%s' 2>&1", path);
    char wanted[128];
    unsigned faults = 0;
    (void)snprintf(wanted, sizeof wanted, "Resolution: %d, %d pixels/inch", f->preset->dpi,
                   f->preset->dpi);
    const char *const needed[] = {wanted, "Compression Scheme: LZW", "RGB color",
                                  "Samples/Pixel: 3", "Bits/Sample: 8"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!strstr(text, needed[i]))
            faults += fault(f, 25, "a TIFF file without '%s'", needed[i]);
    if (strstr(text, "Extra Samples") || strstr(text, "DateTime"))
        faults += fault(f, 25, "a TIFF file with an alpha channel or a date");
    tt_free(text);
    return faults;
}
