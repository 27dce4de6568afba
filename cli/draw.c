/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From charts to files. */
#include "draw.h"

#include <stdio.h>
#include <string.h>

#include "interrupt.h"
#include "tiptrend/font.h"
#include "tiptrend/memory.h"

struct cli_drawing {
    tt_font *font;
    tt_render *render;
    tt_output *output;
    tt_preset preset;      /* as the options change it */
    const tt_preset *page; /* of the charts within a page */
    double width;          /* mm; 0: as the preset says */
    double height;
    const tt_theme *theme;
};

static double measure(const char *text, double size, int bold, void *context)
{
    double width = 0;
    (void)tt_font_width(context, bold ? TT_FONT_BOLD : TT_FONT_REGULAR, size, text, &width, NULL);
    return width;
}

static tt_status find_theme(const char *name, const tt_theme **out, tt_error *err)
{
    *out = tt_theme_light();
    if (!name || strcmp(name, "light") == 0)
        return TT_OK;
    *out = tt_theme_dark();
    if (strcmp(name, "dark") == 0)
        return TT_OK;
    return tt_fail(err, TT_EUSAGE, "no theme '%s'; there are light and dark", name);
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

tt_status cli_drawing_new(const cli_context *context, tt_output *output, cli_drawing **out,
                          tt_error *err)
{
    const cli_settings *settings = &context->settings;
    *out = NULL;
    cli_drawing *drawing = tt_calloc(1, sizeof *drawing);
    if (!drawing)
        return tt_fail(err, TT_ENOMEM, "no memory for drawing");
    drawing->output = output;
    tt_status status = choose_preset(drawing, settings, err);
    if (status == TT_OK)
        status = tt_preset_find("web", &drawing->page, err);
    if (status == TT_OK)
        status = find_theme(settings->theme, &drawing->theme, err);
    if (status == TT_OK)
        status = open_font(drawing->preset.font, &drawing->font, err);
    if (status == TT_OK) {
        tt_render_options options = {.gnuplot = settings->gnuplot,
                                     .output = output,
                                     .jobs = (int)settings->jobs,
                                     .stop = cli_interrupted};
        status = tt_render_new(&options, &drawing->render, err);
    }
    if (status == TT_OK)
        *out = drawing;
    else
        cli_drawing_free(drawing);
    return status;
}

void cli_drawing_free(cli_drawing *drawing)
{
    if (!drawing)
        return;
    tt_render_free(drawing->render);
    tt_font_free(drawing->font);
    tt_free(drawing);
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

static tt_status add_file(cli_drawing *drawing, const char *base, const char *ending,
                          const char *text, size_t size, tt_error *err)
{
    char *path = with_ending(base, ending);
    if (!path)
        return tt_fail(err, TT_ENOMEM, "no memory for a file name");
    tt_status status = tt_output_add(drawing->output, path, text, size, NULL, err);
    tt_free(path);
    return status;
}

static tt_status add_companions(cli_drawing *drawing, const cli_draw_request *request,
                                const tt_script *script, tt_error *err)
{
    tt_status status =
        add_file(drawing, request->base, "gp", script->text, strlen(script->text), err);
    if (status != TT_OK || !request->chart->data)
        return status;
    tt_strbuf csv = TT_STRBUF_INIT;
    tt_table_csv(request->chart->data, &csv);
    status = tt_strbuf_status(&csv, err);
    if (status == TT_OK)
        status = add_file(drawing, request->base, "csv", tt_strbuf_text(&csv), csv.length, err);
    tt_strbuf_clear(&csv);
    return status;
}

static tt_status submit(cli_drawing *drawing, const cli_draw_request *request,
                        const tt_script *script, size_t *job, tt_error *err)
{
    tt_render_target targets[TT_FORMAT_COUNT];
    char *paths[TT_FORMAT_COUNT] = {NULL};
    size_t count = request->for_page ? 1 : request->format_count;
    tt_status status = TT_OK;
    for (size_t i = 0; i < count; i++) {
        tt_format format = request->for_page ? TT_FORMAT_SVG : request->formats[i];
        if (!request->for_page)
            paths[i] = with_ending(request->base, tt_format_ending(format));
        if (!request->for_page && !paths[i])
            status = tt_fail(err, TT_ENOMEM, "no memory for a file name");
        targets[i] = (tt_render_target){.format = format, .path = paths[i]};
    }
    const tt_chart *chart = request->chart;
    tt_render_job description = {.name = chart->name,
                                 .script = script->text,
                                 .targets = targets,
                                 .target_count = count,
                                 .title = chart->title,
                                 .alt = chart->alt,
                                 .source = chart->source,
                                 .width_mm = script->width,
                                 .height_mm = script->height,
                                 .dpi = drawing->preset.dpi};
    if (status == TT_OK)
        status = tt_render_submit(drawing->render, &description, job, err);
    for (size_t i = 0; i < count; i++)
        tt_free(paths[i]);
    return status;
}

tt_status cli_draw(cli_drawing *drawing, const cli_draw_request *request, size_t *job,
                   tt_error *err)
{
    tt_draw_options options = {.profile = request->for_page ? drawing->page : &drawing->preset,
                               .width = request->for_page ? 0 : drawing->width,
                               .height = request->for_page ? 0 : drawing->height,
                               .theme = request->for_page ? tt_theme_light() : drawing->theme,
                               .measure = measure,
                               .measure_context = drawing->font};
    tt_script script;
    tt_status status = tt_chart_script(request->chart, &options, &script, err);
    if (status != TT_OK)
        return status;
    if (request->companions)
        status = add_companions(drawing, request, &script, err);
    if (status == TT_OK && (request->for_page || request->format_count))
        status = submit(drawing, request, &script, job, err);
    tt_free(script.text);
    return status;
}

tt_status cli_drawing_result(cli_drawing *drawing, size_t job, const tt_render_result **result,
                             tt_error *err)
{
    return tt_render_wait(drawing->render, job, result, err);
}
