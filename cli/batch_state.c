/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a batch keeps in its folder. */
#define _POSIX_C_SOURCE 200809L
#include "batch_state.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tiptrend/memory.h"

#define STATE_FOLDER ".tiptrend"
#define JOURNAL      "journal"
#define SHARD_PREFIX "shard-"
#define LOCK_ENDING  ".lock"

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the journal");
}

/* ---- locks ---- */

static tt_status take_lock(const char *folder, const char *name, int shared, cli_runlock *out,
                           tt_error *err)
{
    char *path = cli_report_path(folder, name);
    tt_status status = path ? cli_runlock_take(path, shared, out, err) : no_memory(err);
    tt_free(path);
    return status;
}

static tt_status lock(const batch_task *task, batch_state *state, const char *shard, tt_error *err)
{
    char name[96];
    tt_status status = take_lock(state->folder, "lock", shard[0] != '\0', &state->whole, err);
    (void)snprintf(name, sizeof name, "%s" LOCK_ENDING, shard);
    if (status == TT_OK && shard[0])
        status = take_lock(state->folder, name, 0, &state->part, err);
    if (status != TT_OK)
        tt_error_place(err, task->folder, 0, 0);
    return status;
}

/* ---- journals ---- */

static int ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

static int compare_names(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;
    return strcmp(*x, *y);
}

/* The names of what shards have left, in order. */
static tt_status find_shards(batch_state *state, tt_error *err)
{
    DIR *folder = opendir(state->folder);
    tt_status status = TT_OK;
    for (struct dirent *e = folder ? readdir(folder) : NULL; e && status == TT_OK;
         e = readdir(folder)) {
        if (strncmp(e->d_name, SHARD_PREFIX, strlen(SHARD_PREFIX)) != 0)
            continue;
        char *name = tt_strdup(e->d_name);
        if (!name || tt_grow(&state->shards, &state->shard_capacity, state->shard_count,
                             sizeof *state->shards) != 0) {
            tt_free(name);
            status = no_memory(err);
        } else {
            state->shards[state->shard_count++] = name;
        }
    }
    if (folder)
        (void)closedir(folder);
    if (state->shard_count)
        qsort(state->shards, state->shard_count, sizeof *state->shards, compare_names);
    return status;
}

static tt_status read_journal(batch_state *state, const char *name, tt_error *err)
{
    char *path = cli_report_path(state->folder, name);
    tt_status status = path ? cli_journal_read(state->journal, path, err) : no_memory(err);
    tt_free(path);
    return status;
}

static tt_status read_journals(batch_state *state, tt_error *err)
{
    tt_status status = read_journal(state, JOURNAL, err);
    if (status == TT_OK)
        status = find_shards(state, err);
    for (size_t i = 0; i < state->shard_count && status == TT_OK; i++)
        if (!ends_with(state->shards[i], LOCK_ENDING))
            status = read_journal(state, state->shards[i], err);
    return status;
}

/* ---- public ---- */

tt_status batch_state_open(const batch_task *task, batch_state *out, tt_error *err)
{
    char shard[64] = "";
    *out = (batch_state){.whole = {-1}, .part = {-1}};
    if (task->shard.count)
        (void)snprintf(shard, sizeof shard, SHARD_PREFIX "%zu-of-%zu", task->shard.index,
                       task->shard.count);
    out->folder = cli_report_path(task->folder, STATE_FOLDER);
    out->own = out->folder ? cli_report_path(out->folder, shard[0] ? shard : JOURNAL) : NULL;
    tt_status status =
        out->own ? cli_journal_new(task->folder, &out->journal, err) : no_memory(err);
    if (status == TT_OK && !task->dry_run) {
        status = tt_output_make_folder(out->folder, err);
        if (status == TT_OK)
            status = lock(task, out, shard, err);
        if (status == TT_OK) {
            tt_output_sweep(task->folder);
            tt_output_sweep(out->folder);
        }
    }
    if (status == TT_OK)
        status = read_journals(out, err);
    if (status == TT_OK && !task->dry_run)
        status = cli_journal_open(out->journal, out->own, err);
    return status;
}

tt_status batch_state_settle(batch_state *state, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    if (!cli_journal_is_changed(state->journal) && state->shard_count == 0)
        return TT_OK;
    cli_journal_text(state->journal, &text);
    tt_status status = tt_strbuf_status(&text, err);
    if (status == TT_OK)
        status = tt_output_write_file(state->own, text.text, text.length, err);
    for (size_t i = 0; i < state->shard_count && status == TT_OK; i++) {
        char *path = cli_report_path(state->folder, state->shards[i]);
        if (path)
            (void)unlink(path); /* one that stays says the same as the new one */
        tt_free(path);
    }
    tt_strbuf_clear(&text);
    return status;
}

/* A run that made nothing, in a folder that was empty, leaves nothing. */
static void leave_nothing(const batch_state *state)
{
    char *lock = cli_report_path(state->folder, "lock");
    char *top = tt_strdup(state->folder);
    struct stat info;
    if (lock && top && state->shard_count == 0 && state->part.fd < 0 &&
        stat(state->own, &info) != 0) {
        top[strlen(top) - strlen("/" STATE_FOLDER)] = '\0';
        (void)unlink(lock);
        (void)rmdir(state->folder);
        (void)rmdir(top); /* refused when something is in it */
    }
    tt_free(lock);
    tt_free(top);
}

void batch_state_close(batch_state *state)
{
    cli_journal_free(state->journal);
    if (state->folder && state->whole.fd >= 0)
        leave_nothing(state);
    if (state->folder) {
        cli_runlock_release(&state->part);
        cli_runlock_release(&state->whole);
    }
    tt_free(state->folder);
    tt_free(state->own);
    for (size_t i = 0; i < state->shard_count; i++)
        tt_free(state->shards[i]);
    tt_free(state->shards);
    *state = (batch_state){0};
}
