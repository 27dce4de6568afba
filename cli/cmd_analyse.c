/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend analyse: several analyses in one pass, a CSV for each. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analyse_run.h"
#include "analyst.h"
#include "interrupt.h"
#include "tiptrend/memory.h"

static const char *const examples[] = {
    "tiptrend analyse datasets/world-tip-2003-2023.csv -o analyses",
    "change.csv, loglinear.csv, quasipoisson.csv and mannkendall.csv in the folder 'analyses'",
    "tiptrend analyse data.csv --do change,loglinear,poisson,mannkendall,theilsen -o analyses",
    "five chosen ones",
    "tiptrend analyse data.csv --do change-exact,hamed-rao,pettitt --from 2008 -o analyses",
    "changes with exact limits, and two tests, of the years from 2008 on",
    "tiptrend analyse data.csv.gz --do mannkendall --p normal --jobs 2 -o analyses",
    "a test with the normal p, on two processors",
    NULL,
};

/* The files of the batch, each with its first line. */
static tt_status begin_files(const char *folder, const cli_analyses *analyses,
                             const cli_analyst *sample, tt_output *output, tt_error *err)
{
    tt_status status = TT_OK;
    tt_strbuf path = TT_STRBUF_INIT;
    tt_strbuf header = TT_STRBUF_INIT;
    const char *between = folder[0] && folder[strlen(folder) - 1] == '/' ? "" : "/";
    for (size_t i = 0; i < analyses->count && status == TT_OK; i++) {
        tt_strbuf_reset(&path);
        tt_strbuf_reset(&header);
        tt_strbuf_addf(&path, "%s%s%s.csv", folder, between, analyses->list[i].name);
        cli_analyst_header(sample, i, &header);
        status = tt_strbuf_status(&path, err);
        if (status == TT_OK)
            status = tt_strbuf_status(&header, err);
        if (status == TT_OK)
            status = tt_output_add(output, tt_strbuf_text(&path), tt_strbuf_text(&header),
                                   header.length, NULL, err);
    }
    tt_strbuf_clear(&path);
    tt_strbuf_clear(&header);
    return status;
}

/* Files are put in their places all at once, when all of them are complete. */
static tt_status write_files(const cli_context *context, const cli_analysis_request *request,
                             const cli_analyses *analyses, tt_error *err)
{
    const char *folder = context->settings.output;
    tt_output_options options = {.folder = folder, .no_sync = 1}; /* they can be made again */
    tt_output *output = NULL;
    cli_analyst sample;
    tt_status status = cli_analyst_make(request, analyses, &sample, err);
    if (status != TT_OK)
        return status;
    cli_hold_signals();
    int is_new = access(folder, F_OK) != 0;
    status = tt_output_make_folder(folder, err);
    is_new &= status == TT_OK;
    if (status == TT_OK)
        status = cli_output_begin(context, &options, &output, err);
    if (status == TT_OK)
        status = begin_files(folder, analyses, &sample, output, err);
    if (status == TT_OK)
        status = cli_analyse_run(context, request, analyses, output, err);
    if (status == TT_OK)
        status = cli_check_signals(err);
    if (status == TT_OK)
        status = tt_output_commit(output, err);
    tt_output_free(output);
    cli_analyst_clear(&sample);
    if (is_new && status != TT_OK)
        (void)rmdir(folder); /* refused when something is in it */
    return status;
}

static void tell(const cli_context *context, const cli_analyses *analyses, size_t series)
{
    if (!context->settings.quiet)
        (void)printf("%zu series, %zu analyses: %s\n", series, analyses->count,
                     context->settings.output);
}

static tt_status run(cli_context *context, tt_error *err)
{
    tt_dataset *ds = NULL;
    cli_analyses analyses = {0};
    tt_index_list chosen = {0};
    if (!context->settings.output)
        return tt_fail(err, TT_EUSAGE, "no folder for the tables: name one with -o FOLDER");
    tt_status status = cli_analyses_choose(&context->settings.analyses, &analyses, err);
    if (status == TT_OK)
        status = cli_load(context, &context->settings.operands, &ds, err);
    if (status == TT_OK)
        status = cli_select(context, ds, &chosen, err);
    cli_analysis_request request = {.ds = ds, .series = &chosen, .settings = &context->settings};
    if (status == TT_OK)
        status = write_files(context, &request, &analyses, err);
    if (status == TT_OK)
        tell(context, &analyses, chosen.count);
    tt_free(analyses.list);
    tt_index_list_clear(&chosen);
    tt_dataset_free(ds);
    return status;
}

const cli_command cli_command_analyse = {
    .name = "analyse",
    .alias = "analyze",
    .summary = "several analyses of many series in one pass, a CSV for each",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "Reads the data once and writes one CSV for each analysis that --do names into a folder (-o): 'change' "
        "(from year to year, without limits), 'change-exact' (the table of 'change'), every model of 'trend', "
        "'bounds' (of 'trend', for figures known as intervals) and every test of 'test', each under its name, "
        "NAME.csv. Without --do: change, loglinear, quasipoisson and "
        "mannkendall. The rows are those of the commands 'change', 'trend' and 'test', to the last digit; p is not "
        "adjusted for the number of series, which 'test' does. docs/tables.md lists the columns.\n\n"
        "It is made for tables of many thousands of series: threads (--jobs) share the work, and memory does not "
        "grow with the results. The files appear together when all of them are complete; a series that cannot be "
        "analysed is a row that says why.",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING,        CLI_CHOOSING,    OPT_DO,
                                       OPT_CONF,           OPT_SE,          OPT_RHO,
                                       OPT_RAW_DISPERSION, OPT_WEIGHTS,     OPT_ADJUST,
                                       OPT_BASE_YEAR,      OPT_ALTERNATIVE, OPT_P,
                                       OPT_SEED,           OPT_REPLICATES,  OPT_DENOMINATOR,
                                       OPT_ACROSS_BREAKS,  OPT_ACROSS_GAPS, OPT_OUTPUT,
                                       OPT_QUIET,          OPT_END},
    .run = run,
};
