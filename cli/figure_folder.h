/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_FIGURE_FOLDER_H
#define TT_FIGURE_FOLDER_H

#include "command.h"
#include "tiptrend/chart.h"

/* The folder of one figure (plot --script): what its companions are written from. */
typedef struct cli_folder {
    const cli_context *context;
    const tt_chart *chart;
    const tt_preset *preset; /* as the options change it */
    const char *digest;      /* of data.csv */
    const char *gnuplot;     /* its version */
    double width_mm;
    double height_mm;
} cli_folder;

/** settings.json: versions, texts, sizes, and every option that is not as usual. Files are named without
 *  their folders.
 *  Errors:  TT_ENOMEM */
tt_status cli_folder_settings(const cli_folder *folder, tt_strbuf *out, tt_error *err);

/** The options that say what is made, under their names, as a JSON object: those that are not as usual; not
 *  those of one run (jobs, output, ...).
 *  Errors:  TT_ENOMEM */
tt_status cli_folder_options(const cli_settings *settings, tt_strbuf *out, tt_error *err);

/** README.md: what the figure says, how gnuplot alone draws it again, what each file is.
 *  Errors:  TT_ENOMEM */
tt_status cli_folder_readme(const cli_folder *folder, tt_strbuf *out, tt_error *err);

#endif
