/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where one chart goes: files beside each other, or the terminal. */
#include <string.h>

#include "draw.h"
#include "interrupt.h"
#include "tiptrend/memory.h"
#include "tiptrend/term.h"

size_t cli_output_stem(const char *output, tt_format *format)
{
    const char *dot = strrchr(cli_file_name(output), '.');
    int known = dot && dot[1] && tt_format_parse(dot + 1, format, NULL) == TT_OK;
    return known ? (size_t)(dot - output) : strlen(output);
}

/* "charts/a.pdf" -> base "charts/a" and the format; a name without a known ending is the base. */
static tt_status split_name(const char *output, char **base, tt_format *format, int *known,
                            tt_error *err)
{
    size_t stem = cli_output_stem(output, format);
    *known = output[stem] != '\0';
    *base = tt_strdup(output);
    if (!*base)
        return tt_fail(err, TT_ENOMEM, "no memory for a file name");
    (*base)[stem] = '\0';
    return TT_OK;
}

/* The folder of a figure: made, and the base of the files in it. */
static tt_status enter_folder(char **base, tt_error *err)
{
    tt_status status = tt_output_make_folder(*base, err);
    tt_strbuf path = TT_STRBUF_INIT;
    tt_strbuf_addf(&path, "%s/figure", *base);
    tt_free(*base);
    *base = tt_strbuf_take(&path);
    if (status == TT_OK && !*base)
        status = tt_fail(err, TT_ENOMEM, "no memory for a file name");
    return status;
}

/* Whether gnuplot has a part in the files. */
static int needs_gnuplot(const cli_draw_request *request)
{
    for (size_t i = 0; i < request->format_count; i++)
        if (tt_format_is_drawn(request->formats[i]) || request->formats[i] == TT_FORMAT_CAIROLATEX)
            return 1;
    return request->companions == CLI_FOLDER; /* which names its version */
}

static tt_status draw_files(const cli_context *context, const cli_draw_request *request,
                            tt_error *err)
{
    tt_output *files = NULL;
    cli_drawing *drawing = NULL;
    cli_hold_signals();
    tt_status status = cli_output_begin(context, NULL, &files, err);
    if (status == TT_OK)
        status = cli_drawing_new(context, files, needs_gnuplot(request), &drawing, err);
    size_t number;
    const tt_render_result *result;
    if (status == TT_OK)
        status = cli_draw(drawing, request, &number, err);
    if (status == TT_OK)
        status = cli_drawing_result(drawing, number, &result, err);
    if (status == TT_OK)
        status = cli_check_signals(err);
    if (status == TT_OK)
        status = tt_output_commit(files, err);
    cli_drawing_free(drawing);
    tt_output_free(files);
    return status;
}

static tt_status write_files(const cli_context *context, const tt_chart *chart, tt_error *err)
{
    const cli_settings *settings = &context->settings;
    char *base = NULL;
    tt_format named;
    int known;
    tt_format formats[TT_FORMAT_COUNT];
    cli_draw_request request = {.chart = chart, .formats = formats};
    tt_status status =
        split_name(settings->output ? settings->output : chart->name, &base, &named, &known, err);
    if (status == TT_OK)
        status =
            cli_chart_formats(context, known ? &named : NULL, formats, &request.format_count, err);
    if (status == TT_OK && settings->script)
        status = enter_folder(&base, err);
    request.base = base;
    if (known && request.format_count == 1 && formats[0] == named && !settings->script)
        request.ending = strrchr(settings->output, '.') + 1;
    request.companions = settings->script ? CLI_FOLDER : known ? CLI_ALONE : CLI_BESIDE;
    if (status == TT_OK)
        status = draw_files(context, &request, err);
    tt_free(base);
    return status;
}

/* In characters: no gnuplot, no font. */
static tt_status show(const cli_context *context, const tt_chart *chart, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    const cli_terminal terminal = cli_output_terminal(context);
    const tt_term_options options = {.width = terminal.width, .colour = terminal.colour};
    tt_status status = tt_chart_show(chart, &options, &text, err);
    if (status == TT_OK)
        status = cli_write_text(context, &text, err);
    tt_strbuf_clear(&text);
    return status;
}

tt_status cli_plot_write(const cli_context *context, const tt_chart *chart, tt_error *err)
{
    return context->settings.term ? show(context, chart, err) : write_files(context, chart, err);
}
