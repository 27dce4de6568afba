/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_DRAW_H
#define TT_DRAW_H

#include "command.h"
#include "tiptrend/charts.h"
#include "tiptrend/render.h"

/* Drawing for commands: font, themes and presets from the options, and gnuplot. */

typedef struct cli_drawing cli_drawing;

enum { CLI_DRAWN_KEY_SIZE = 72 };

/* Knows which files stand as they are wanted, so that only the others are made. */
typedef struct cli_keeper {
    /* *wanted is 0 when the file stands as `key` says, 1 when it is to be made.
     * Errors: TT_ENOMEM */
    tt_status (*ask)(void *context, const char *path, const char *key, int *wanted, tt_error *err);
    void *context;
    const char *drawn_with; /* the end of the keys of what gnuplot draws: 35 characters at most */
} cli_keeper;

/** Begin drawing as the options say. Files go to `output`, which its owner commits.
 *  Domain:  `with_gnuplot` 0: none is started; only formats that need none can be made
 *  Errors:  TT_EUSAGE, TT_ENOTFOUND (no such preset or theme), TT_EGNUPLOT, TT_EFONT, TT_ENOMEM */
tt_status cli_drawing_new(const cli_context *context, tt_output *output, int with_gnuplot,
                          cli_drawing **out, tt_error *err);
void cli_drawing_free(cli_drawing *drawing);

/** Begin drawing with other options (preset, font, theme) on the gnuplots and into the output of another one,
 *  which must live longer.
 *  Errors:  as cli_drawing_new */
tt_status cli_drawing_beside(const cli_context *context, const cli_drawing *other,
                             cli_drawing **out, tt_error *err);

/** Ask a keeper about each file from now on; NULL: all are made. */
void cli_drawing_keep(cli_drawing *drawing, const cli_keeper *keeper);

/** Write a file of text beside the drawings, unless it stands already.
 *  Errors:  TT_ENOMEM, TT_ECANTCREATE, TT_EIO */
tt_status cli_drawing_put(cli_drawing *drawing, const char *path, const tt_strbuf *text,
                          tt_error *err);

/** The file of the font in one weight. */
const char *cli_drawing_font_file(const cli_drawing *drawing, int bold);

/** The formats that --chart-format names; where it names none, `only` or, when that is NULL, those of
 *  the preset.
 *  Errors:  TT_EUSAGE, TT_ENOTFOUND (no such preset) */
tt_status cli_chart_formats(const cli_context *context, const tt_format *only,
                            tt_format out[TT_FORMAT_COUNT], size_t *out_count, tt_error *err);

/* What stands beside the drawings. */
typedef enum cli_companions {
    CLI_ALONE,
    CLI_BESIDE, /* BASE.gp and BASE.csv: script and data */
    CLI_FOLDER  /* the figure's own folder: script, data.csv, settings.json, README.md, caption */
} cli_companions;

/* One chart, and what is to be made of it. */
typedef struct cli_draw_request {
    const tt_chart *chart;
    const char *base;         /* path without ending */
    const tt_format *formats; /* formats[format_count] */
    size_t format_count;
    const char *ending; /* of the only file; NULL: that of its format */
    cli_companions companions;
    int for_page; /* 1: one SVG in the measure of the web, kept in memory; no file */
} cli_draw_request;

/** Write a chart's files: BASE.ENDING for each format, its script and data (BASE.gp, BASE.csv) and,
 *  where the title is not in the figure, BASE.caption.txt. What gnuplot draws is handed to it.
 *  Shape:   `*number` (may be NULL): of the request, for cli_drawing_result
 *  Errors:  TT_ENOMEM, TT_EDOMAIN, TT_EUSAGE, TT_ECANTCREATE, TT_EIO */
tt_status cli_draw(cli_drawing *drawing, const cli_draw_request *request, size_t *number,
                   tt_error *err);

/** Wait for what gnuplot draws of one request; *result is that of its first files, NULL when gnuplot has
 *  no part in it.
 *  Errors:  the first status that is none, filled into err; *result is set all the same */
tt_status cli_drawing_result(cli_drawing *drawing, size_t number, const tt_render_result **result,
                             tt_error *err);

/** Release what is kept of one request; waits for it. It cannot be asked for any more. */
void cli_drawing_release(cli_drawing *drawing, size_t number);

/** Write one chart as the options say: to the file or files of -o, or in characters.
 *  Errors:  as cli_drawing_new, cli_draw and cli_drawing_result */
tt_status cli_plot_write(const cli_context *context, const tt_chart *chart, tt_error *err);

/** How long the name of a chart's file is without the ending of a format, which `*format` is set to; where it has
 *  none, its whole length. */
size_t cli_output_stem(const char *output, tt_format *format);

/** Version of gnuplot. */
const char *cli_drawing_gnuplot(const cli_drawing *drawing);

#endif
