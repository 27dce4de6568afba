/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_REPORT_H
#define TT_REPORT_H

#include "draw.h"
#include "tables.h"
#include "tiptrend/findings.h"

/* One report of one selection of series: charts, tables, findings, a page. `report` makes one, `batch` many
 * over one pool of gnuplots:
 *
 *     cli_report_new       what it will hold: nothing is computed or written yet
 *     cli_report_start     charts are made and handed to gnuplot, which draws from now on
 *     cli_report_finish    tables meanwhile; then waits for the drawings and writes the page
 *     tt_output_commit     by the caller: until then no file has its name
 *     cli_report_free */

typedef struct cli_report cli_report;

/* What the reports of a run share. */
typedef struct cli_report_shared {
    const cli_context *context;
    const tt_dataset *ds;
    const tt_dataset *population; /* NULL: none */
    const cli_editions *editions; /* what an earlier edition says otherwise; NULL: there is none */
    cli_drawing *drawing;         /* set before the first report is started */
    const tt_format *formats;     /* formats[format_count] */
    size_t format_count;
} cli_report_shared;

/* What one report is about. All but the findings is borrowed. */
typedef struct cli_report_request {
    const char *folder;          /* there already, at the latest when it is started */
    const tt_index_list *series; /* in increasing order */
    tt_findings *findings;       /* about them; taken over */
    const cli_list *kinds;       /* kinds of charts; NULL or empty: all */
    const cli_list *tables;      /* names of tables; NULL or empty: all */
    const char *home;            /* link to the list of all reports; NULL: there is none */
    int part;                    /* 1: of a data set of which there are other reports */
} cli_report_request;

/** Plan a report.
 *  Errors:  TT_ENOMEM; a report without charts is no error */
tt_status cli_report_new(const cli_report_shared *shared, const cli_report_request *request,
                         cli_report **out, tt_error *err);

/** Make the charts and hand them in. A chart that fails is remembered, and the others go on.
 *  Errors:  TT_ENOMEM, TT_EIO, TT_ECANTCREATE, TT_EINTERRUPTED */
tt_status cli_report_start(cli_report *report, tt_error *err);

/* Told of each chart that is drawn. */
typedef void cli_report_progress(void *context, size_t done, size_t charts);

/** Make the tables, wait for the charts, write the page. `progress` may be NULL.
 *  Errors:  as cli_report_start, and of the analyses: TT_EUSAGE, TT_EPARSE (claims), ... */
tt_status cli_report_finish(cli_report *report, cli_report_progress *progress, void *context,
                            tt_error *err);

/** Whether a failure is that of one chart or one report, so that the others go on. */
int cli_report_is_local(tt_status status);

/** Release a report, and what its drawings hold. NULL is fine. */
void cli_report_free(cli_report *report);

/* What has been made. Texts belong to the report. */
const tt_plan *cli_report_plan(const cli_report *report);
size_t cli_report_drawn(const cli_report *report); /* charts, when it is finished */
size_t cli_report_failures(const cli_report *report);
const tt_findings *cli_report_findings(const cli_report *report);
const char *cli_report_title(const cli_report *report);

/** Why a chart of the plan failed; NULL when it did not. */
const char *cli_report_failure(const cli_report *report, size_t chart);

/** The tables by name, for manifests; NULL when out of range. */
const char *cli_report_table_name(size_t index);

/** The findings about some series (in increasing order), taken out of those of the whole data set.
 *  Errors:  TT_ENOMEM */
tt_status cli_report_take_findings(tt_findings *all, const tt_index_list *series, tt_findings *out,
                                   tt_error *err);

/** FOLDER/NAME, from the heap; NULL without memory. */
char *cli_report_path(const char *folder, const char *name);

#endif
