/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where one chart goes: files beside each other, or the terminal. */
#include <string.h>

#include "draw.h"
#include "interrupt.h"
#include "tiptrend/memory.h"
#include "tiptrend/term.h"

/* "charts/a.pdf" -> base "charts/a" and the format; a name without a known ending is the base. */
static tt_status split_name(const char *output, char **base, tt_format *format, int *known,
                            tt_error *err)
{
    const char *dot = strrchr(output, '.');
    const char *slash = strrchr(output, '/');
    *known =
        dot && dot[1] && (!slash || dot > slash) && tt_format_parse(dot + 1, format, NULL) == TT_OK;
    *base = tt_strdup(output);
    if (!*base)
        return tt_fail(err, TT_ENOMEM, "no memory for a file name");
    if (*known)
        (*base)[dot - output] = '\0';
    return TT_OK;
}

static tt_status write_files(const cli_context *context, const tt_chart *chart, tt_error *err)
{
    char *base = NULL;
    tt_format named;
    int known;
    tt_format formats[TT_FORMAT_COUNT];
    size_t count;
    const char *output = context->settings.output ? context->settings.output : chart->name;
    tt_status status = split_name(output, &base, &named, &known, err);
    if (status == TT_OK)
        status = cli_chart_formats(context, known ? &named : NULL, formats, &count, err);
    cli_hold_signals();
    tt_output *files = NULL;
    cli_drawing *drawing = NULL;
    if (status == TT_OK)
        status = tt_output_begin(NULL, &files, err);
    if (status == TT_OK)
        status = cli_drawing_new(context, files, &drawing, err);
    size_t job;
    const tt_render_result *result;
    if (status == TT_OK)
        status = cli_draw(drawing,
                          &(cli_draw_request){.chart = chart,
                                              .base = base,
                                              .formats = formats,
                                              .format_count = count,
                                              .companions = !known},
                          &job, err);
    if (status == TT_OK)
        status = cli_drawing_result(drawing, job, &result, err);
    if (status == TT_OK)
        status = cli_check_signals(err);
    if (status == TT_OK)
        status = tt_output_commit(files, err);
    cli_drawing_free(drawing);
    tt_output_free(files);
    tt_free(base);
    return status;
}

/* In characters: no gnuplot, no font. */
static tt_status show(const cli_context *context, const tt_chart *chart, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    const cli_terminal *terminal = &context->out;
    const tt_term_options options = {.width = terminal->width,
                                     .colour = terminal->colour && !context->settings.output};
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
