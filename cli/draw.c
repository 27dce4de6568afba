/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From charts to files. */
#include "draw.h"

#include <stdio.h>
#include <string.h>

#include "figure_folder.h"
#include "interrupt.h"
#include "tiptrend/figure.h"
#include "tiptrend/font.h"
#include "tiptrend/memory.h"
#include "tiptrend/term.h"

/* The jobs of one request: its files, and the drawing under LaTeX's texts. */
typedef struct draw_record {
    size_t jobs[2];
    size_t count;
} draw_record;

struct cli_drawing {
    const cli_context *context;
    draw_record *records; /* records[count]: of the requests so far */
    size_t count;
    size_t capacity;
    tt_font *font;
    tt_render *render;
    int owns_render;
    tt_output *output;
    const cli_keeper *keeper; /* NULL: every file is made */
    tt_preset preset;         /* as the options change it */
    const tt_preset *page;    /* of the charts within a page */
    double width;             /* mm; 0: as the preset says */
    double height;
    const tt_theme *theme;
};

static double measure(const char *text, double size, int bold, void *context)
{
    double width = 0;
    (void)tt_font_width(context, bold ? TT_FONT_BOLD : TT_FONT_REGULAR, size, text, &width, NULL);
    return width;
}

/* The preset that is named, with what single options say otherwise. */
static tt_status choose_preset(cli_drawing *drawing, const cli_settings *settings, tt_error *err)
{
    const tt_preset *named;
    tt_status status = tt_preset_find(settings->preset ? settings->preset : "report", &named, err);
    if (status != TT_OK)
        return status;
    drawing->preset = *named;
    drawing->width = settings->width;
    drawing->height = settings->height;
    if (settings->dpi)
        drawing->preset.dpi = (int)settings->dpi;
    if (settings->font)
        drawing->preset.font = settings->font;
    if (settings->no_title)
        drawing->preset.title_in_figure = 0;
    return TT_OK;
}

/* A family that is not there would be replaced without a word, and the texts would not fit. */
static tt_status open_font(const char *family, tt_font **out, tt_error *err)
{
    tt_status status = tt_font_open(family, out, err);
    if (status != TT_OK || !family)
        return status;
    const tt_font_face *face = tt_font_face_of(*out, TT_FONT_REGULAR);
    return face->substituted
               ? tt_fail(err, TT_EFONT,
                         "the font '%.60s' is not installed ('%.60s' would stand in for "
                         "it); install it or choose another with --font",
                         family, face->family)
               : TT_OK;
}

static tt_status start_gnuplot(cli_drawing *drawing, tt_error *err)
{
    const cli_settings *settings = &drawing->context->settings;
    tt_render_options options = {.gnuplot = settings->gnuplot,
                                 .output = drawing->output,
                                 .jobs = (int)settings->jobs,
                                 .time_limit_ms = 1000 * (int)settings->time_limit,
                                 .stop = cli_interrupted};
    return tt_render_new(&options, &drawing->render, err);
}

/* All but gnuplot. */
static tt_status open_drawing(const cli_context *context, tt_output *output, cli_drawing **out,
                              tt_error *err)
{
    const cli_settings *settings = &context->settings;
    *out = NULL;
    cli_drawing *drawing = tt_calloc(1, sizeof *drawing);
    if (!drawing)
        return tt_fail(err, TT_ENOMEM, "no memory for drawing");
    drawing->context = context;
    drawing->output = output;
    tt_status status = choose_preset(drawing, settings, err);
    if (status == TT_OK)
        status = tt_preset_find("web", &drawing->page, err);
    if (status == TT_OK)
        status = tt_theme_find(settings->theme ? settings->theme : "light", &drawing->theme, err);
    if (status == TT_OK)
        status = open_font(drawing->preset.font, &drawing->font, err);
    if (status == TT_OK)
        *out = drawing;
    else
        cli_drawing_free(drawing);
    return status;
}

tt_status cli_drawing_new(const cli_context *context, tt_output *output, int with_gnuplot,
                          cli_drawing **out, tt_error *err)
{
    tt_status status = open_drawing(context, output, out, err);
    if (status != TT_OK || !with_gnuplot)
        return status;
    (*out)->owns_render = 1;
    status = start_gnuplot(*out, err);
    if (status != TT_OK) {
        cli_drawing_free(*out);
        *out = NULL;
    }
    return status;
}

tt_status cli_drawing_beside(const cli_context *context, const cli_drawing *other,
                             cli_drawing **out, tt_error *err)
{
    tt_status status = open_drawing(context, other->output, out, err);
    if (status == TT_OK) {
        (*out)->render = other->render;
        (*out)->keeper = other->keeper;
    }
    return status;
}

void cli_drawing_free(cli_drawing *drawing)
{
    if (!drawing)
        return;
    if (drawing->owns_render)
        tt_render_free(drawing->render);
    tt_font_free(drawing->font);
    tt_free(drawing->records);
    tt_free(drawing);
}

void cli_drawing_keep(cli_drawing *drawing, const cli_keeper *keeper)
{
    drawing->keeper = keeper;
}

const char *cli_drawing_font_file(const cli_drawing *drawing, int bold)
{
    return tt_font_face_of(drawing->font, bold ? TT_FONT_BOLD : TT_FONT_REGULAR)->file;
}

const char *cli_drawing_gnuplot(const cli_drawing *drawing)
{
    return tt_render_gnuplot_version(drawing->render);
}

tt_status cli_chart_formats(const cli_context *context, const tt_format *only,
                            tt_format out[TT_FORMAT_COUNT], size_t *out_count, tt_error *err)
{
    const cli_settings *settings = &context->settings;
    const cli_list *named = &settings->chart_format;
    const tt_preset *preset;
    *out_count = 0;
    tt_status found = tt_preset_find(settings->preset ? settings->preset : "report", &preset, err);
    if (found != TT_OK)
        return found;
    for (size_t i = 0; i < named->count; i++) {
        tt_format format;
        tt_status status = tt_format_parse(named->item[i], &format, err);
        if (status != TT_OK)
            return status;
        size_t k = 0;
        while (k < *out_count && out[k] != format)
            k++;
        if (k == *out_count)
            out[(*out_count)++] = format;
    }
    if (named->count == 0 && only)
        out[(*out_count)++] = *only;
    for (size_t i = 0; named->count == 0 && !only && i < preset->format_count; i++)
        out[(*out_count)++] = preset->formats[i];
    return TT_OK;
}

/* BASE.ENDING, from the heap. NULL without memory. */
static char *with_ending(const char *base, const char *ending)
{
    tt_strbuf path = TT_STRBUF_INIT;
    tt_strbuf_add(&path, base);
    tt_strbuf_add_char(&path, '.');
    tt_strbuf_add(&path, ending);
    return tt_strbuf_take(&path);
}

/* Whether a file is to be made: 1 without a keeper. */
static tt_status ask(const cli_drawing *drawing, const char *path, const char *key, int *wanted,
                     tt_error *err)
{
    *wanted = 1;
    return drawing->keeper ? drawing->keeper->ask(drawing->keeper->context, path, key, wanted, err)
                           : TT_OK;
}

/* A file of text and its SHA-256, which is its key: that of a chart's data and script are known already. */
typedef struct text_file {
    const char *text;
    size_t size;
    const char *digest;
} text_file;

static tt_status put(cli_drawing *drawing, const char *path, const text_file *file, tt_error *err)
{
    char key[TT_SHA256_TEXT_SIZE] = "";
    int wanted;
    if (drawing->keeper && !file->digest)
        tt_sha256_text(file->text, file->size, key);
    tt_status status = ask(drawing, path, file->digest ? file->digest : key, &wanted, err);
    return status == TT_OK && wanted
               ? tt_output_add(drawing->output, path, file->text, file->size, NULL, err)
               : status;
}

tt_status cli_drawing_put(cli_drawing *drawing, const char *path, const tt_strbuf *text,
                          tt_error *err)
{
    tt_status status = tt_strbuf_status(text, err);
    const text_file file = {tt_strbuf_text(text), text->length, NULL};
    return status == TT_OK ? put(drawing, path, &file, err) : status;
}

static tt_status add_file(cli_drawing *drawing, const char *base, const char *ending,
                          const text_file *file, tt_error *err)
{
    char *path = with_ending(base, ending);
    if (!path)
        return tt_fail(err, TT_ENOMEM, "no memory for a file name");
    tt_status status = put(drawing, path, file, err);
    tt_free(path);
    return status;
}

/* What one request writes and draws, on its way. */
typedef struct figure {
    cli_drawing *drawing;
    const cli_draw_request *request;
    tt_draw_options options;
    tt_strbuf csv;                           /* of its data */
    char digest[TT_SHA256_TEXT_SIZE];        /* of csv */
    char script_digest[TT_SHA256_TEXT_SIZE]; /* with a keeper */
} figure;

/* A file with a name of its own in the folder of the figure. */
static tt_status add_beside(const figure *f, const char *name, const tt_strbuf *text, tt_error *err)
{
    const char *base = f->request->base;
    tt_strbuf path = TT_STRBUF_INIT;
    tt_strbuf_add_bytes(&path, base, (size_t)(cli_file_name(base) - base));
    tt_strbuf_add(&path, name);
    tt_status status = tt_strbuf_status(&path, err);
    if (status == TT_OK)
        status = tt_strbuf_status(text, err);
    if (status == TT_OK)
        status = cli_drawing_put(f->drawing, path.text, text, err);
    tt_strbuf_clear(&path);
    return status;
}

static tt_status add_folder(const figure *f, const tt_script *script, tt_error *err)
{
    const cli_folder folder = {.context = f->drawing->context,
                               .chart = f->request->chart,
                               .preset = f->options.profile,
                               .digest = f->digest,
                               .gnuplot = tt_render_gnuplot_version(f->drawing->render),
                               .width_mm = script->width,
                               .height_mm = script->height};
    tt_strbuf settings = TT_STRBUF_INIT;
    tt_strbuf readme = TT_STRBUF_INIT;
    tt_status status = cli_folder_settings(&folder, &settings, err);
    if (status == TT_OK)
        status = cli_folder_readme(&folder, &readme, err);
    if (status == TT_OK)
        status = add_beside(f, "data.csv", &f->csv, err);
    if (status == TT_OK)
        status = add_beside(f, "settings.json", &settings, err);
    if (status == TT_OK)
        status = add_beside(f, "README.md", &readme, err);
    tt_strbuf_clear(&settings);
    tt_strbuf_clear(&readme);
    return status;
}

static tt_status add_companions(const figure *f, const tt_script *script, tt_error *err)
{
    const char *base = f->request->base;
    const text_file gp = {script->text, strlen(script->text), f->script_digest};
    const text_file csv = {f->csv.text, f->csv.length, f->digest};
    tt_status status = add_file(f->drawing, base, "gp", &gp, err);
    if (status == TT_OK && f->request->companions == CLI_FOLDER)
        return add_folder(f, script, err);
    if (status == TT_OK && f->csv.length)
        status = add_file(f->drawing, base, "csv", &csv, err);
    return status;
}

static tt_status add_caption(const figure *f, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_chart_caption(f->request->chart, &text);
    const text_file file = {tt_strbuf_text(&text), text.length, NULL};
    tt_status status = tt_strbuf_status(&text, err);
    if (status == TT_OK)
        status = add_file(f->drawing, f->request->base, "caption.txt", &file, err);
    tt_strbuf_clear(&text);
    return status;
}

/* The one that the user wrote, where it is a single file: "tiff" for "tif". */
static const char *ending_of(const cli_draw_request *request, tt_format format)
{
    return request->ending ? request->ending : tt_format_ending(format);
}

/* A chart's files as gnuplot is to draw them, handed in as one job. */
static tt_status submit(figure *f, const tt_script *script, const tt_render_target *targets,
                        size_t count, tt_error *err)
{
    const tt_chart *chart = f->request->chart;
    tt_render_job job = {.name = chart->name,
                         .script = script->text,
                         .targets = targets,
                         .target_count = count,
                         .title = chart->title,
                         .alt = chart->alt,
                         .source = chart->source,
                         .data = f->digest,
                         .width_mm = script->width,
                         .height_mm = script->height,
                         .dpi = f->options.profile->dpi};
    draw_record *record = &f->drawing->records[f->drawing->count];
    return tt_render_submit(f->drawing->render, &job, &record->jobs[record->count++], err);
}

/* What a drawing depends on: all that `submit` hands over, and what it is drawn with. */
static tt_status key_of(const figure *f, const tt_script *script, const char *script_digest,
                        char key[CLI_DRAWN_KEY_SIZE], tt_error *err)
{
    const tt_chart *chart = f->request->chart;
    const char *const texts[] = {chart->name,   chart->title, chart->alt,
                                 chart->source, f->digest,    script_digest};
    char digest[TT_SHA256_TEXT_SIZE];
    tt_strbuf all = TT_STRBUF_INIT;
    key[0] = '\0';
    if (!f->drawing->keeper || f->request->for_page)
        return TT_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *text = texts[i] ? texts[i] : "";
        tt_strbuf_add_bytes(&all, text, strlen(text) + 1);
    }
    tt_strbuf_addf(&all, "%d ", f->options.profile->dpi);
    tt_strbuf_number(&all, script->width);
    tt_strbuf_add_char(&all, ' ');
    tt_strbuf_number(&all, script->height);
    tt_status status = tt_strbuf_status(&all, err);
    if (status == TT_OK) {
        tt_sha256_text(all.text, all.length, digest);
        (void)snprintf(key, CLI_DRAWN_KEY_SIZE, "%.32s-%s", digest, f->drawing->keeper->drawn_with);
    }
    tt_strbuf_clear(&all);
    return status;
}

/* One format of the request, as a target of its own path, when it is to be drawn. */
static tt_status add_target(const figure *f, tt_format format, const char *key, char **path,
                            tt_render_target *target, int *wanted, tt_error *err)
{
    *path = with_ending(f->request->base, ending_of(f->request, format));
    if (!*path)
        return tt_fail(err, TT_ENOMEM, "no memory for a file name");
    *target = (tt_render_target){.format = format, .path = *path};
    return ask(f->drawing, *path, key, wanted, err);
}

/* The formats of the request that gnuplot draws from the whole script. */
static tt_status submit_drawn(figure *f, const tt_script *script, tt_error *err)
{
    const cli_draw_request *request = f->request;
    tt_render_target targets[TT_FORMAT_COUNT + 1];
    char *paths[TT_FORMAT_COUNT] = {NULL};
    char key[CLI_DRAWN_KEY_SIZE];
    size_t count = 0;
    tt_status status = key_of(f, script, f->script_digest, key, err);
    for (size_t i = 0; i < request->format_count && status == TT_OK; i++) {
        int wanted = 0;
        if (tt_format_is_drawn(request->formats[i]))
            status =
                add_target(f, request->formats[i], key, &paths[i], &targets[count], &wanted, err);
        count += wanted ? 1 : 0;
    }
    if (request->for_page)
        targets[count++] = (tt_render_target){.format = TT_FORMAT_SVG};
    if (status == TT_OK && count)
        status = submit(f, script, targets, count, err);
    for (size_t i = 0; i < TT_FORMAT_COUNT; i++)
        tt_free(paths[i]);
    return status;
}

/* cairolatex is two files: the drawing without texts, and the texts that LaTeX sets over it. */
static tt_status write_cairolatex(figure *f, tt_strbuf *out, tt_error *err)
{
    tt_strbuf base = TT_STRBUF_INIT;
    tt_strbuf_addf(&base, "%s-latex", f->request->base);
    char *path = with_ending(tt_strbuf_text(&base), tt_format_ending(TT_FORMAT_PDF));
    tt_draw_options options = f->options;
    options.without_texts = 1;
    tt_script script = {0};
    tt_status status = path ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for a file name");
    if (status == TT_OK)
        status = tt_chart_latex(f->request->chart, &options, cli_file_name(tt_strbuf_text(&base)),
                                out, err);
    if (status == TT_OK)
        status = tt_chart_script(f->request->chart, &options, &script, err);
    const tt_render_target target = {.format = TT_FORMAT_PDF, .path = path};
    char key[CLI_DRAWN_KEY_SIZE];
    char digest[TT_SHA256_TEXT_SIZE];
    int wanted = 0;
    if (status == TT_OK)
        tt_sha256_text(script.text, strlen(script.text), digest);
    if (status == TT_OK)
        status = key_of(f, &script, digest, key, err);
    if (status == TT_OK)
        status = ask(f->drawing, path, key, &wanted, err);
    if (status == TT_OK && wanted)
        status = submit(f, &script, &target, 1, err);
    tt_free(script.text);
    tt_free(path);
    tt_strbuf_clear(&base);
    return status;
}

/* A format that is written here. */
static tt_status write_format(figure *f, tt_format format, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_status status = TT_OK;
    if (format == TT_FORMAT_TIKZ)
        status = tt_chart_tikz(f->request->chart, &f->options, &text, err);
    else if (format == TT_FORMAT_CAIROLATEX)
        status = write_cairolatex(f, &text, err);
    else
        status = tt_chart_show(f->request->chart, NULL, &text, err);
    if (status == TT_OK)
        status = add_file(f->drawing, f->request->base, ending_of(f->request, format),
                          &(text_file){tt_strbuf_text(&text), text.length, NULL}, err);
    tt_strbuf_clear(&text);
    return status;
}

static tt_status draw_figure(figure *f, const tt_script *script, tt_error *err)
{
    const cli_draw_request *request = f->request;
    tt_status status = TT_OK;
    if (request->companions)
        status = add_companions(f, script, err);
    int wants_caption = request->companions == CLI_FOLDER || !f->options.profile->title_in_figure;
    if (status == TT_OK && !request->for_page && wants_caption)
        status = add_caption(f, err);
    if (status == TT_OK)
        status = submit_drawn(f, script, err);
    for (size_t i = 0; i < request->format_count && status == TT_OK; i++)
        if (!tt_format_is_drawn(request->formats[i]))
            status = write_format(f, request->formats[i], err);
    return status;
}

tt_status cli_draw(cli_drawing *drawing, const cli_draw_request *request, size_t *number,
                   tt_error *err)
{
    if (tt_grow(&drawing->records, &drawing->capacity, drawing->count, sizeof *drawing->records) !=
        0)
        return tt_fail(err, TT_ENOMEM, "no memory for drawing");
    drawing->records[drawing->count] = (draw_record){0};
    figure f = {.drawing = drawing,
                .request = request,
                .options = {.profile = request->for_page ? drawing->page : &drawing->preset,
                            .width = request->for_page ? 0 : drawing->width,
                            .height = request->for_page ? 0 : drawing->height,
                            .theme = request->for_page ? tt_theme_light() : drawing->theme,
                            .name = request->base ? cli_file_name(request->base) : NULL,
                            .measure = measure,
                            .measure_context = drawing->font}};
    tt_script script = {0};
    tt_status status = tt_chart_data(request->chart, &f.csv, f.digest, err);
    if (status == TT_OK)
        status = tt_chart_script(request->chart, &f.options, &script, err);
    if (status == TT_OK && drawing->keeper && !request->for_page)
        tt_sha256_text(script.text, strlen(script.text), f.script_digest);
    if (status == TT_OK)
        status = draw_figure(&f, &script, err);
    if (status == TT_OK && number)
        *number = drawing->count;
    drawing->count++;
    tt_free(script.text);
    tt_strbuf_clear(&f.csv);
    return status;
}

tt_status cli_drawing_result(cli_drawing *drawing, size_t number, const tt_render_result **result,
                             tt_error *err)
{
    const draw_record *record = &drawing->records[number];
    tt_status status = TT_OK;
    *result = NULL;
    for (size_t i = 0; i < record->count; i++) {
        const tt_render_result *one;
        tt_status this_one = tt_render_wait(drawing->render, record->jobs[i], &one, err);
        *result = i ? *result : one;
        status = status == TT_OK ? this_one : status;
    }
    return status;
}

void cli_drawing_release(cli_drawing *drawing, size_t number)
{
    draw_record *record = &drawing->records[number];
    for (size_t i = 0; i < record->count; i++)
        tt_render_release(drawing->render, record->jobs[i]);
    record->count = 0;
}
