/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend --version: the program and what it stands on. */
#include <csv.h>
#include <gsl/gsl_version.h>

#include "command.h"
#include "tiptrend/render.h"
#include "tiptrend/version.h"

void cli_help_version(tt_strbuf *out)
{
    tt_render *render = NULL;
    tt_error fault = {0};
    tt_strbuf_addf(out, "tiptrend %s\nGSL %s\nlibcsv %d.%d.%d\n", TT_VERSION, gsl_version,
                   CSV_MAJOR, CSV_MINOR, CSV_RELEASE);
    tt_render_options options = {.jobs = 1};
    if (tt_render_new(&options, &render, &fault) == TT_OK)
        tt_strbuf_addf(out, "gnuplot %s (%s)\n", tt_render_gnuplot_version(render),
                       tt_render_gnuplot_path(render));
    else
        tt_strbuf_addf(out, "gnuplot: %s\n", fault.message);
    tt_render_free(render);
    tt_strbuf_add(out,
                  "\nCopyright the tiptrend contributors. Licence GPL-3.0-or-later: free software; "
                  "there is no warranty.\n");
}
