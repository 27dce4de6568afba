/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend batch: many reports from one manifest. */
#include <stdio.h>
#include <string.h>

#include "batch.h"
#include "interrupt.h"

static const char *const examples[] = {
    "tiptrend batch --init -o manifest.yaml",
    "a manifest with comments, which runs as it is on the data that come with the program",
    "tiptrend batch --schema",
    "all that a manifest may say",
    NULL,
};

/* --init and --schema: a text. */
static tt_status write_text(cli_context *context, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_status status = TT_OK;
    if (context->settings.batch.schema)
        cli_manifest_schema(&text);
    else
        status = cli_manifest_example(&text, err);
    if (status == TT_OK)
        status = cli_write_text(context, &text, err);
    tt_strbuf_clear(&text);
    return status;
}

static tt_status check_options(const cli_batch_settings *options, tt_error *err)
{
    if (options->merge && options->shard)
        return tt_fail(err, TT_EUSAGE, "--merge joins all shards; leave --shard out");
    if (options->merge && (options->force || options->dry_run))
        return tt_fail(err, TT_EUSAGE, "--merge draws nothing; leave --%s out",
                       options->force ? "force" : "dry-run");
    return TT_OK;
}

static void tell(const cli_context *context, const batch_task *task, const batch_outcome *outcome)
{
    tt_strbuf text = TT_STRBUF_INIT;
    if (task->dry_run)
        tt_strbuf_addf(&text, "%zu of %zu reports would be made, with %zu charts", outcome->made,
                       outcome->reports, outcome->charts);
    else
        tt_strbuf_addf(&text, "%zu reports: %zu made with %zu charts, %zu stand", outcome->reports,
                       outcome->made, outcome->charts, outcome->reports - outcome->made);
    if (outcome->removed)
        tt_strbuf_addf(&text, "; %zu files removed that nothing asks for any more",
                       outcome->removed);
    if (outcome->failures)
        tt_strbuf_addf(&text, "; %zu failed", outcome->failures);
    if (!task->dry_run && !task->shard.count)
        tt_strbuf_addf(&text, ": %s/index.html", task->folder);
    if (!context->settings.quiet)
        (void)printf("%s\n", tt_strbuf_text(&text));
    tt_strbuf_clear(&text);
}

/* A signal is no failure: what is made stays, and the next run goes on from there. */
static void tell_interrupted(const cli_context *context, const batch_outcome *outcome)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_addf(&text,
                   "stopped by a signal; %zu reports were made in this run and stay; the same "
                   "command goes on from there",
                   outcome->made);
    cli_message(context, NULL, 0, "note", tt_strbuf_text(&text));
    tt_strbuf_clear(&text);
}

/* A folder without slashes at its end. */
static void cut_slashes(char *path)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        path[--length] = '\0';
}

static tt_status run_manifest(cli_context *context, const cli_manifest *manifest, tt_error *err)
{
    const cli_batch_settings *options = &context->settings.batch;
    const char *named = context->settings.output ? context->settings.output : manifest->output;
    tt_strbuf folder = TT_STRBUF_INIT;
    tt_strbuf_add(&folder, named ? named : "charts");
    batch_task task = {.context = context,
                       .manifest = manifest,
                       .merge = options->merge,
                       .dry_run = options->dry_run,
                       .explain = options->explain,
                       .force = options->force};
    batch_outcome outcome = {0};
    tt_status status = tt_strbuf_status(&folder, err);
    if (status == TT_OK) {
        cut_slashes(folder.text);
        task.folder = folder.text;
        status = cli_shard_parse(options->shard, &task.shard, err);
    }
    if (status == TT_OK)
        status = batch_run(&task, &outcome, err);
    if (status == TT_EINTERRUPTED || (status != TT_OK && cli_interrupted(NULL))) {
        tell_interrupted(context, &outcome);
        status = TT_OK; /* main ends by the signal */
    } else if (status == TT_OK) {
        tell(context, &task, &outcome);
        context->exit_status = outcome.failures ? CLI_FINDINGS : CLI_OK;
    }
    tt_strbuf_clear(&folder);
    return status;
}

static tt_status run(cli_context *context, tt_error *err)
{
    const cli_batch_settings *options = &context->settings.batch;
    size_t operands = context->settings.operands.count;
    if (options->init || options->schema)
        return operands ? tt_fail(err, TT_EUSAGE, "--%s takes no manifest",
                                  options->init ? "init" : "schema")
                        : write_text(context, err);
    if (operands != 1)
        return tt_fail(
            err, TT_EUSAGE,
            "usage: tiptrend batch [OPTIONS] MANIFEST; 'tiptrend batch --init' writes one");
    cli_manifest manifest;
    tt_status status = check_options(options, err);
    if (status == TT_OK)
        status = cli_manifest_read(context->settings.operands.item[0], &manifest, err);
    if (status != TT_OK)
        return status;
    status = run_manifest(context, &manifest, err);
    cli_manifest_clear(&manifest);
    return status;
}

const cli_command cli_command_batch = {
    .name = "batch",
    .summary = "many reports from one manifest: only what has changed is made again",
    .operands = "MANIFEST",
    .least_operands = 0,
    .most_operands = 1,
    .description =
        "Makes the reports that a manifest (YAML) asks for, one for each country or whatever it says, and a page "
        "that lists them all, with a search. Several gnuplots draw (--jobs) while the next report is analysed.\n\n"
        "What stands as it should is not made again: a report is due when its own figures, its settings, tiptrend, "
        "gnuplot or the font have changed, or when a file of it is gone or altered; --explain says why, --dry-run "
        "makes nothing. A run that is stopped or killed goes on where it was; two runs in one folder keep out of "
        "each other's way.\n\n"
        "Work for several machines: --shard K/N makes one part, --shard auto takes K and N from a Slurm array, srun "
        "or mpirun, --merge joins the parts to what one run would have made.\n\n"
        "A chart that fails never stops the others; it is named at the end with its script, and the exit status is "
        "1. See docs/batch.md.",
    .examples = examples,
    .options = (const cli_option_id[]){OPT_OUTPUT, OPT_SHARD, OPT_MERGE, OPT_DRY_RUN, OPT_EXPLAIN,
                                       OPT_FORCE, OPT_INIT, OPT_SCHEMA, OPT_JOBS, OPT_GNUPLOT,
                                       OPT_TIME_LIMIT, OPT_QUIET, OPT_END},
    .run = run,
};
