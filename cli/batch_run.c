/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of a batch.
 *
 * Reports go through in their order, a few at once: while gnuplot draws the charts of one, the next is analysed,
 * and the one before is written, put in its place and forgotten, so that memory does not grow with their number.
 * A file is entered in the journal when it is in its place, a report when all its files are. Whatever moment a run
 * is killed at, the next one finds in the journal nothing but what is there. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"
#include "batch_progress.h"
#include "batch_state.h"
#include "interrupt.h"
#include "runlock.h"
#include "tiptrend/memory.h"

enum { IN_FLIGHT = 3 }; /* reports: one being drawn, one waiting for it, one being written */

/* A report on its way. */
typedef struct flight {
    const batch_set *set;
    batch_group *group;
    cli_report *report;
} flight;

typedef struct batch {
    const batch_task *task;
    batch_outcome *outcome;
    batch_state state; /* journal, locks */
    tt_output *output;
    size_t recorded;      /* files of the output that are in the journal */
    cli_drawing *drawing; /* which owns the gnuplots */
    cli_keeper keeper;
    batch_marks marks;
    char drawn_with[40];
    flight flights[IN_FLIGHT]; /* from the oldest on */
    size_t flying;
    char **folders; /* folders[folder_count]: of all reports of the manifest, in order */
    size_t folder_count;
    size_t folder_capacity;
    size_t numbered; /* reports so far, over all sets */
    cli_progress progress;
} batch;

/* ---- saying ---- */

static void say(const batch *b, const char *severity, const char *what, const char *why)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, what);
    tt_strbuf_add(&text, ": ");
    tt_strbuf_add(&text, why);
    cli_progress_clear(&b->progress);
    cli_message(b->task->context, NULL, 0, severity, tt_strbuf_text(&text));
    tt_strbuf_clear(&text);
}

static void explain(const batch *b, const char *what, const char *why)
{
    if (!b->task->explain)
        return;
    cli_progress_clear(&b->progress);
    (void)printf("%s: %s\n", what, why);
}

static const char *words_for(cli_standing standing)
{
    static const char *const words[] = {
        [CLI_STANDS] = "stands",
        [CLI_NEVER_MADE] = "made: it was never made",
        [CLI_OUTDATED] = "made again: what it is made from has changed",
        [CLI_GONE] = "made again: it is not there any more",
        [CLI_ALTERED] = "made again: it is not as it was made",
    };
    return words[standing];
}

/* ---- files ---- */

/* A path below the folder of the batch, as the journal has it: as cli_report_path has made it. */
static const char *within(const batch *b, const char *path)
{
    path += strlen(b->task->folder);
    return path + (*path == '/');
}

/* cli_keeper.ask */
static tt_status ask(void *context, const char *path, const char *key, int *wanted, tt_error *err)
{
    batch *b = context;
    const char *name = within(b, path);
    cli_standing standing;
    tt_status status = cli_journal_ask(b->state.journal, name, key, &standing, err);
    *wanted = standing != CLI_STANDS || b->task->force;
    if (status == TT_OK && *wanted)
        explain(b, name, standing == CLI_STANDS ? "made again: --force" : words_for(standing));
    return status;
}

/* The files that have come to their places, into the journal. */
static tt_status record(batch *b, tt_error *err)
{
    size_t end = tt_output_count(b->output);
    tt_status status = TT_OK;
    while (b->recorded < end && status == TT_OK) {
        tt_output_file file = tt_output_at(b->output, b->recorded);
        if (!file.in_place && file.status == TT_OK)
            break; /* not committed yet */
        if (file.in_place)
            status = cli_journal_made(b->state.journal, within(b, file.path), file.size,
                                      file.checksum, err);
        b->recorded++;
    }
    return status;
}

static tt_status commit(batch *b, tt_error *err)
{
    tt_status status = tt_output_commit(b->output, err);
    tt_status recorded = record(b, err);
    if (recorded == TT_OK)
        recorded = cli_journal_flush(b->state.journal, err);
    tt_output_forget(b->output);
    return status != TT_OK ? status : recorded;
}

/* cli_journal_told */
static void told(void *context, const char *path, int removed)
{
    batch *b = context;
    b->outcome->removed += removed ? 1 : 0;
    if (removed)
        explain(b, path, "removed: nothing asks for it any more");
    else
        say(b, "warning", path, "is not asked for any more; it has been changed, so it stays");
}

/* ---- one report ---- */

static void fail_report(batch *b, const batch_group *group, const tt_error *fault)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_addf(&text, "the report failed: %s", fault->message);
    b->outcome->failures++;
    say(b, "error", group->folder, tt_strbuf_text(&text));
    tt_strbuf_clear(&text);
}

/* Each failed chart with the place of its script. */
static void tell_failures(batch *b, const flight *f)
{
    const tt_plan *plan = cli_report_plan(f->report);
    for (size_t i = 0; i < plan->count; i++) {
        const char *failure = cli_report_failure(f->report, i);
        tt_strbuf what = TT_STRBUF_INIT;
        tt_strbuf why = TT_STRBUF_INIT;
        tt_strbuf_addf(&what, "%s/%s", f->group->folder, plan->items[i].name);
        tt_strbuf_addf(&why, "the chart failed: %s (script: %s/%s/%s.gp)", failure ? failure : "",
                       b->task->folder, f->group->folder, plan->items[i].name);
        if (failure)
            cli_progress_keep(&b->progress, tt_strbuf_text(&what), tt_strbuf_text(&why));
        tt_strbuf_clear(&what);
        tt_strbuf_clear(&why);
    }
    b->outcome->failures += cli_report_failures(f->report);
}

/* A report whose files are written: put in its place, entered in the journal. */
static tt_status close_report(batch *b, const flight *f, tt_error *err)
{
    tt_strbuf summary = TT_STRBUF_INIT;
    int whole = cli_report_failures(f->report) == 0;
    tt_status status = commit(b, err);
    if (status == TT_OK)
        status = cli_journal_prune(b->state.journal, f->group->folder, told, b, err);
    if (status == TT_OK)
        status = batch_summary_make(f->set, f->group, f->report, &summary, err);
    if (status == TT_OK) /* one with failures is tried again by the next run */
        status = cli_journal_complete(b->state.journal, f->group->folder,
                                      whole ? f->group->key : "", tt_strbuf_text(&summary), err);
    if (status == TT_OK)
        status = cli_journal_flush(b->state.journal, err);
    if (status == TT_OK) {
        tell_failures(b, f);
        b->outcome->made++;
        b->outcome->charts += cli_report_drawn(f->report);
        cli_progress_made(&b->progress, f->group->folder, cli_report_drawn(f->report));
    }
    tt_strbuf_clear(&summary);
    return status;
}

/* Finishes the oldest report on its way. */
static tt_status land_one(batch *b, tt_error *err)
{
    flight f = b->flights[0];
    tt_error fault = {0};
    tt_status status = cli_report_finish(f.report, NULL, NULL, &fault);
    if (status == TT_OK)
        status = cli_check_signals(&fault);
    if (status == TT_OK) {
        status = close_report(b, &f, err);
    } else if (cli_report_is_local(status)) {
        fail_report(b, f.group, &fault);
        status = TT_OK;
    } else if (err && err->status == TT_OK) {
        *err = fault;
    }
    cli_report_free(f.report);
    b->flying--;
    memmove(b->flights, b->flights + 1, b->flying * sizeof *b->flights);
    return status;
}

static tt_status land_all(batch *b, tt_error *err)
{
    tt_status status = TT_OK;
    while (b->flying && status == TT_OK)
        status = land_one(b, err);
    return status;
}

static tt_status begin_report(batch *b, const batch_set *set, const cli_report_shared *shared,
                              batch_group *group, tt_error *err)
{
    char *folder = cli_report_path(b->task->folder, group->folder);
    cli_report *report = NULL;
    tt_status status = folder ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for the report");
    cli_report_request request = {.folder = folder,
                                  .series = &group->series,
                                  .findings = &group->findings,
                                  .kinds = &set->manifest->charts,
                                  .tables = &set->manifest->tables,
                                  .home = group->home,
                                  .part = set->manifest->for_each != NULL};
    if (status == TT_OK)
        status = tt_output_make_folder(folder, err);
    if (status == TT_OK) {
        tt_output_sweep(folder);
        status = cli_report_new(shared, &request, &report, err);
    }
    if (status == TT_OK)
        status = cli_report_start(report, err);
    if (status == TT_OK)
        b->flights[b->flying++] = (flight){set, group, report};
    else
        cli_report_free(report);
    tt_free(folder);
    return status;
}

static tt_status make_report(batch *b, const batch_set *set, const cli_report_shared *shared,
                             batch_group *group, tt_error *err)
{
    tt_status status = b->flying == IN_FLIGHT ? land_one(b, err) : TT_OK;
    if (status == TT_OK)
        status = cli_check_signals(err);
    if (status != TT_OK)
        return status;
    tt_error fault = {0};
    status = begin_report(b, set, shared, group, &fault);
    if (cli_report_is_local(status)) {
        fail_report(b, group, &fault);
        return TT_OK;
    }
    if (status != TT_OK && err && err->status == TT_OK)
        *err = fault;
    return status;
}

/* ---- what is due ---- */

/* Whether a report must be made, and why. `why` is on static or the journal's memory. */
static cli_standing judge(batch *b, const batch_group *group, const char **why)
{
    const cli_journal_report *known = cli_journal_find_report(b->state.journal, group->folder);
    const char *path;
    *why = "it was never made";
    if (!known)
        return CLI_NEVER_MADE;
    if (strcmp(known->key, group->key) != 0) {
        *why = batch_key_difference(known->key, group->key);
        return CLI_OUTDATED;
    }
    cli_standing standing = cli_journal_check_report(b->state.journal, group->folder, &path);
    *why = standing == CLI_GONE      ? "a file is not there any more"
           : standing == CLI_ALTERED ? "a file is not as it was made"
                                     : "";
    return standing;
}

static void explain_report(const batch *b, const batch_group *group, const char *why)
{
    tt_strbuf text = TT_STRBUF_INIT;
    if (group->is_due)
        tt_strbuf_addf(&text, "to be made: %s", *why ? why : "--force");
    else
        tt_strbuf_addf(&text, "stands (%zu files)",
                       cli_journal_file_count(b->state.journal, group->folder));
    explain(b, group->folder, tt_strbuf_text(&text));
    tt_strbuf_clear(&text);
}

/* The folder of a report, once in the whole manifest. */
static tt_status claim_folder(batch *b, const batch_group *group, tt_error *err)
{
    for (size_t i = 0; i < b->folder_count; i++)
        if (strcmp(b->folders[i], group->folder) == 0)
            return tt_fail(err, TT_ESCHEMA,
                           "two sets make a report in '%s'; give one of them a 'folder'",
                           group->folder);
    if (tt_grow(&b->folders, &b->folder_capacity, b->folder_count, sizeof *b->folders) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for the list of reports");
    b->folders[b->folder_count] = tt_strdup(group->folder);
    if (!b->folders[b->folder_count])
        return tt_fail(err, TT_ENOMEM, "no memory for the list of reports");
    b->folder_count++;
    return TT_OK;
}

/* Says of each group whether it is due. */
static tt_status plan_set(batch *b, batch_set *set, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t g = 0; g < set->count && status == TT_OK; g++) {
        batch_group *group = &set->groups[g];
        const char *why;
        status = claim_folder(b, group, err);
        if (status != TT_OK || !cli_shard_has(&b->task->shard, b->numbered++))
            continue;
        status = batch_key_make(set, group, &b->marks, err);
        if (status != TT_OK)
            break;
        group->is_due = judge(b, group, &why) != CLI_STANDS || b->task->force;
        b->outcome->reports++;
        b->progress.due += group->is_due ? 1 : 0;
        explain_report(b, group, why);
        if (group->is_due && b->task->merge)
            status = tt_fail(err, TT_ETOOFEW,
                             "the report '%s' is not complete (%s); run its shard again, or the "
                             "whole without --merge",
                             group->folder, why);
    }
    return status;
}

/* ---- dry run ---- */

static tt_status show_report(batch *b, const batch_set *set, const cli_report_shared *shared,
                             batch_group *group, tt_error *err)
{
    cli_report *report = NULL;
    const char *why = "";
    cli_report_request request = {.folder = group->folder,
                                  .series = &group->series,
                                  .kinds = &set->manifest->charts,
                                  .part = 1};
    tt_status status = cli_report_new(shared, &request, &report, err);
    if (status != TT_OK)
        return status;
    if (group->is_due)
        (void)judge(b, group, &why);
    (void)printf("%s: %zu charts%s%s%s\n", group->folder, cli_report_plan(report)->count,
                 group->is_due ? ", to be made" : ", stands", *why ? ": " : "", why);
    for (size_t i = 0; i < cli_report_plan(report)->count && b->task->explain; i++)
        (void)printf("    %s\n", cli_report_plan(report)->items[i].name);
    b->outcome->charts += group->is_due ? cli_report_plan(report)->count : 0;
    b->outcome->made += group->is_due ? 1 : 0;
    cli_report_free(report);
    return TT_OK;
}

/* ---- sets ---- */

/* gnuplot is started once; each set has a font and a preset of its own. */
static tt_status draw_with(batch *b, const batch_set *set, cli_drawing **out, tt_error *err)
{
    tt_status status = TT_OK;
    if (!b->drawing)
        status = cli_drawing_new(b->task->context, b->output, 1, &b->drawing, err);
    if (status == TT_OK)
        status = cli_drawing_beside(&set->context, b->drawing, out, err);
    if (status == TT_OK)
        status = batch_marks_make(*out, &b->marks, err);
    if (status != TT_OK)
        return status;
    (void)snprintf(b->drawn_with, sizeof b->drawn_with, "%s-%s", b->marks.program,
                   b->marks.drawing);
    b->keeper = (cli_keeper){ask, b, b->drawn_with};
    cli_drawing_keep(*out, &b->keeper);
    return TT_OK;
}

static tt_status run_set(batch *b, const cli_manifest_set *manifest, tt_error *err)
{
    batch_set set = {0};
    cli_drawing *drawing = NULL;
    tt_status status = batch_set_open(manifest, b->task->context, &set, err);
    if (status == TT_OK)
        status = draw_with(b, &set, &drawing, err);
    if (status == TT_OK)
        status = plan_set(b, &set, err);
    const cli_report_shared shared = {.context = &set.context,
                                      .ds = set.ds,
                                      .population = set.population,
                                      .drawing = drawing,
                                      .formats = set.formats,
                                      .format_count = set.format_count};
    for (size_t g = 0; g < set.count && status == TT_OK; g++) {
        if (b->task->dry_run)
            status = show_report(b, &set, &shared, &set.groups[g], err);
        else if (set.groups[g].is_due)
            status = make_report(b, &set, &shared, &set.groups[g], err);
    }
    if (status == TT_OK)
        status = land_all(b, err);
    for (; b->flying; b->flying--)
        cli_report_free(b->flights[b->flying - 1].report);
    cli_drawing_free(drawing);
    batch_set_close(&set);
    if (status != TT_OK && err)
        tt_error_place(err, b->task->manifest->path, manifest->line, 0);
    return status;
}

/* ---- the list of all ---- */

static tt_status write_index(batch *b, tt_error *err)
{
    batch_entry *entries = tt_calloc(b->folder_count, sizeof *entries);
    tt_strbuf html = TT_STRBUF_INIT;
    size_t count = 0;
    char *path = cli_report_path(b->task->folder, "index.html");
    if (!entries || !path) {
        tt_free(entries);
        tt_free(path);
        return tt_fail(err, TT_ENOMEM, "no memory for the list of reports");
    }
    for (size_t i = 0; i < b->folder_count; i++) {
        const cli_journal_report *r = cli_journal_find_report(b->state.journal, b->folders[i]);
        if (r)
            entries[count++] = (batch_entry){r->folder, r->summary};
    }
    cli_drawing_keep(b->drawing, &b->keeper);
    tt_status status = batch_index_write(b->task->manifest->title, entries, count,
                                         cli_drawing_gnuplot(b->drawing), &html, err);
    if (status == TT_OK)
        status = cli_drawing_put(b->drawing, path, &html, err);
    if (status == TT_OK)
        status = commit(b, err);
    tt_strbuf_clear(&html);
    tt_free(path);
    tt_free(entries);
    return status;
}

/* ---- the whole ---- */

/* Everything stays within the folder of the batch, and nothing replaces the manifest or what it names. */
static tt_status begin_output(batch *b, tt_error *err)
{
    const cli_manifest *manifest = b->task->manifest;
    cli_list inputs = {0};
    tt_status status = TT_OK;
    int failed = cli_list_add(&inputs, manifest->path);
    for (size_t i = 0; i < manifest->count; i++)
        failed |= cli_inputs_add(&manifest->sets[i].settings, &inputs);
    if (failed)
        status = tt_fail(err, TT_ENOMEM, "no memory for the names of files");
    const tt_output_options options = {.folder = b->task->dry_run ? NULL : b->task->folder,
                                       .kept = inputs.item,
                                       .kept_count = inputs.count};
    if (status == TT_OK)
        status = tt_output_begin(&options, &b->output, err);
    tt_free(inputs.item);
    return status;
}

static tt_status run_all(batch *b, tt_error *err)
{
    const batch_task *task = b->task;
    tt_status status = batch_state_open(task, &b->state, err);
    if (status == TT_OK)
        status = begin_output(b, err);
    for (size_t i = 0; i < task->manifest->count && status == TT_OK; i++)
        status = run_set(b, &task->manifest->sets[i], err);
    if (status != TT_OK || task->dry_run || task->shard.count)
        return status;
    status = write_index(b, err);
    if (status == TT_OK)
        status = cli_journal_prune(b->state.journal, NULL, told, b, err);
    return status == TT_OK ? batch_state_settle(&b->state, err) : status;
}

tt_status batch_run(const batch_task *task, batch_outcome *out, tt_error *err)
{
    *out = (batch_outcome){0};
    batch b = {.task = task, .outcome = out, .progress = cli_progress_begin(task->context)};
    b.progress.is_silent = task->dry_run;
    cli_hold_signals();
    tt_status status = run_all(&b, err);
    cli_progress_end(&b.progress);
    cli_drawing_free(b.drawing);
    tt_output_free(b.output);
    batch_state_close(&b.state);
    for (size_t i = 0; i < b.folder_count; i++)
        tt_free(b.folders[i]);
    tt_free(b.folders);
    return status;
}
