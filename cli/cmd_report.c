/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend report: the chart set of a data set, with its tables, findings and one page. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "interrupt.h"
#include "report.h"
#include "tiptrend/memory.h"

static const char *const examples[] = {
    "tiptrend report datasets/mexico-tip-2019.csv -o charts",
    "every chart that the figures support, in PDF, SVG and PNG, and charts/index.html",
    "tiptrend report datasets/mexico-tip-2019.csv --population datasets/population-worldbank.csv -o charts",
    "with rates per 100,000",
    "tiptrend report --layout unodc glotip.csv.gz --where area=Netherlands -o nl -F svg",
    "one country of a large table, SVG only",
    NULL,
};

/* A run of the command. */
typedef struct course {
    const cli_context *context;
    tt_dataset *ds;
    tt_dataset *population;
    tt_dataset *earlier; /* with --compare-editions */
    cli_editions editions;
    tt_output *output;
    cli_drawing *drawing;
    const char *folder;
    int new_folder; /* 1: made by this run */
    tt_format formats[TT_FORMAT_COUNT];
    size_t format_count;
    cli_report_shared shared;
    cli_report *report;
} course;

static void progress(void *context, size_t done, size_t charts)
{
    const cli_context *c = context;
    if (c->err.width == 0 || c->settings.quiet)
        return;
    (void)fprintf(stderr, "\rdrawing %zu of %zu charts%s", done, charts,
                  done == charts ? "\n" : "");
    (void)fflush(stderr);
}

/* The folder of the report, which goes again when nothing comes into it. */
static tt_status make_folder(course *c, tt_error *err)
{
    cli_hold_signals();
    c->new_folder = access(c->folder, F_OK) != 0;
    tt_status status = tt_output_make_folder(c->folder, err);
    c->new_folder &= status == TT_OK;
    return status;
}

/* With --compare-editions, what the earlier edition says otherwise. */
static tt_status compare_editions(course *c, tt_error *err)
{
    const cli_list *files = &c->context->settings.operands;
    tt_status status = cli_load_earlier(c->context, files, &c->earlier, err);
    if (status != TT_OK || !c->earlier)
        return status;
    c->editions = (cli_editions){.older = c->earlier,
                                 .newer = c->ds,
                                 .older_name = files->item[0],
                                 .newer_name = files->item[1]};
    return tt_dataset_compare(c->earlier, c->ds, &c->editions.found, err);
}

static tt_status load(course *c, tt_error *err)
{
    const cli_context *context = c->context;
    tt_status status = cli_load(context, &context->settings.operands, &c->ds, err);
    if (status == TT_OK)
        status = compare_editions(c, err);
    return status == TT_OK ? cli_load_population(context, &c->population, err) : status;
}

/* The report of the chosen series, with the findings about them. */
static tt_status plan(course *c, tt_error *err)
{
    tt_index_list chosen = {0};
    tt_findings all = {0};
    tt_findings findings = {0};
    c->shared = (cli_report_shared){.context = c->context,
                                    .ds = c->ds,
                                    .population = c->population,
                                    .editions = c->earlier ? &c->editions : NULL,
                                    .formats = c->formats,
                                    .format_count = c->format_count};
    cli_report_request request = {.folder = c->folder, .series = &chosen, .findings = &findings};
    tt_status status = cli_select(c->context, c->ds, &chosen, err);
    if (status == TT_OK)
        status = tt_dataset_check(c->ds, &all, err);
    if (status == TT_OK)
        status = cli_report_take_findings(&all, &chosen, &findings, err);
    if (status == TT_OK)
        status = cli_report_new(&c->shared, &request, &c->report, err);
    if (status == TT_OK && cli_report_plan(c->report)->count == 0)
        status = tt_fail(err, TT_ETOOFEW, "no series has enough figures for a chart");
    tt_findings_clear(&all);
    tt_findings_clear(&findings);
    tt_index_list_clear(&chosen);
    return status;
}

static tt_status start_drawing(course *c, tt_error *err)
{
    const tt_output_options options = {.folder = c->folder};
    tt_status status = make_folder(c, err);
    if (status == TT_OK)
        status = cli_output_begin(c->context, &options, &c->output, err);
    if (status == TT_OK)
        status = cli_drawing_new(c->context, c->output, 1, &c->drawing, err);
    c->shared.drawing = c->drawing;
    return status;
}

static void clear(course *c)
{
    cli_report_free(c->report);
    cli_drawing_free(c->drawing);
    tt_output_free(c->output);
    if (c->new_folder)
        (void)rmdir(c->folder); /* refused when something is in it */
    tt_restatements_clear(&c->editions.found);
    tt_dataset_free(c->earlier);
    tt_dataset_free(c->population);
    tt_dataset_free(c->ds);
}

static void tell(const course *c)
{
    const tt_plan *plan = cli_report_plan(c->report);
    for (size_t i = 0; i < plan->count; i++) {
        const char *failure = cli_report_failure(c->report, i);
        tt_strbuf text = TT_STRBUF_INIT;
        tt_strbuf_addf(&text, "the chart '%s' failed: %s", plan->items[i].name,
                       failure ? failure : "");
        if (failure)
            cli_message(c->context, NULL, 0, "error", tt_strbuf_text(&text));
        tt_strbuf_clear(&text);
    }
    char *page = cli_report_path(c->folder, "index.html");
    if (!c->context->settings.quiet)
        (void)printf("%zu charts, %zu findings: %s\n", cli_report_drawn(c->report),
                     cli_report_findings(c->report)->count, page ? page : c->folder);
    tt_free(page);
}

static tt_status run(cli_context *context, tt_error *err)
{
    course c = {.context = context,
                .folder = context->settings.output ? context->settings.output : "charts"};
    tt_status status = load(&c, err);
    if (status == TT_OK)
        status = cli_chart_formats(context, NULL, c.formats, &c.format_count, err);
    if (status == TT_OK)
        status = plan(&c, err);
    if (status == TT_OK)
        status = start_drawing(&c, err);
    if (status == TT_OK)
        status = cli_report_start(c.report, err);
    if (status == TT_OK)
        status = cli_report_finish(c.report, progress, context, err);
    if (status == TT_OK)
        status = cli_check_signals(err);
    if (status == TT_OK)
        status = tt_output_commit(c.output, err);
    if (status == TT_OK) {
        tell(&c);
        context->exit_status = cli_report_failures(c.report) ? CLI_FINDINGS : CLI_OK;
    }
    clear(&c);
    return status;
}

const cli_command cli_command_report = {
    .name = "report",
    .summary = "the annual chart set of a data set: charts, tables, findings, one page",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "Draws every chart that the figures support by one general rule (docs/charts.md) into a folder (-o, "
        "default 'charts'): PDF, SVG and PNG, each beside its data (.csv) and its script (.gp), and index.html, "
        "one page that needs no network, with the charts, the tables, the findings of 'check', the notes and the "
        "sources.\n\n"
        "Statements about the figures (--claims, or a file DATA-claims.csv beside DATA.csv) are tested and listed "
        "with their verdicts. With --compare-editions OLD NEW (--compare for short) the figures that the later "
        "edition restates are listed and drawn.\n\n"
        "A chart that fails never stops the others; it is named at the end and the exit status is 1.",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_DRAWING, OPT_OUTPUT, OPT_CONF,
                                       OPT_ACROSS_BREAKS, OPT_POPULATION, OPT_PER, OPT_CLAIMS,
                                       OPT_COMPARE_EDITIONS, OPT_QUIET, OPT_END},
    .run = run,
};
