/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that appear only when complete: write all, sync all, rename all, sync the folders.
 *
 * One fsync after the other costs a journal commit for each file; several at once share one (100
 * files of 30 KB on ext4: 23 ms in turn, 9 ms from eight threads). Until then the files wait in a
 * folder beside their targets (tempfolder.h), from where rename is atomic. */
#define _XOPEN_SOURCE 700 /* realpath is of the XSI part of POSIX.1-2008 */
#include "tiptrend/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "bytes.h"
#include "tempfolder.h"
#include "thread.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

#define SYNC_THREADS   8
#define FILES_A_THREAD 4 /* fewer are synced in turn: a thread costs more than it gains */

/* Where files wait that go to one folder. */
typedef struct waiting_room {
    tt__tempfolder folder;
    char *beside;        /* the folder part of the targets' names: "charts/", or "" */
    atomic_size_t files; /* that wait here */
    size_t next_name;
} waiting_room;

typedef struct entry {
    char *path;  /* as given */
    char *place; /* where it goes: `path`, with a symbolic link resolved */
    char *temp;  /* complete, waiting in its room; NULL: none */
    int open;    /* descriptor + 1 while it is appended to; 0: closed */
    waiting_room *room;
    char *bytes; /* for a place that is no ordinary file */
    size_t size;
    uint32_t checksum;
    int is_special;
    int in_place;
    tt_status status;
    char *message;
} entry;

/* What tells one file from another, whatever their names. */
typedef struct identity {
    dev_t device;
    ino_t number;
} identity;

struct tt_output {
    identity *kept; /* kept[kept_count]: files that are not written over */
    size_t kept_count;
    char *folder;               /* real path of the one that all files are within; NULL: anywhere */
    pthread_mutex_t committing; /* one commit at a time; taken before `lock` */
    pthread_mutex_t lock;       /* of all below */
    int no_sync;
    entry *entries; /* entries[count - dropped] */
    size_t count;   /* that were ever added */
    size_t dropped; /* the first ones, which are forgotten */
    size_t capacity;
    size_t committed;     /* those before this one are done with */
    waiting_room **rooms; /* rooms[room_count] */
    size_t room_count;
    size_t room_capacity;
};

/* ---- helpers -------------------------------------------------------------------------------- */

/* Length of the folder part of a path; 0: the current folder. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for an output file");
}

/* Keep a failure in the entry and hand it to the caller; the first one wins there. */
static tt_status record(entry *e, const tt_error *failure, tt_error *err)
{
    e->status = failure->status;
    if (!e->message)
        e->message = tt_strdup(failure->message);
    if (err && err->status == TT_OK) {
        *err = *failure;
        tt_error_place(err, e->path, 0, 0);
    }
    return failure->status;
}

/* Returns 0, or -1 with errno. */
static int close_file(entry *e)
{
    int failed = e->open && close(e->open - 1) != 0 ? -1 : 0;
    e->open = 0;
    return failed;
}

/* The file is not in its room any more. */
static void leave_room(entry *e)
{
    (void)close_file(e);
    if (e->room)
        (void)atomic_fetch_sub(&e->room->files, 1);
    e->room = NULL;
    tt_free(e->temp);
    e->temp = NULL;
}

static void drop_temp(entry *e)
{
    if (e->temp)
        (void)unlink(e->temp);
    leave_room(e);
}

static void clear_entry(entry *e)
{
    drop_temp(e);
    tt_free(e->path);
    tt_free(e->place);
    tt_free(e->bytes);
    tt_free(e->message);
    *e = (entry){0};
}

/* ---- adding --------------------------------------------------------------------------------- */

/* Whether a file is within the folder of the batch, when all links are followed. */
static int is_within(const tt_output *output, const char *place)
{
    size_t cut = folder_length(place);
    char *parent = tt_strdup(place);
    if (parent)
        parent[cut] = '\0';
    char *real = parent ? realpath(cut ? parent : ".", NULL) : NULL;
    size_t length = strlen(output->folder);
    int within = real && strncmp(real, output->folder, length) == 0 &&
                 (real[length] == '\0' || real[length] == '/' || output->folder[length - 1] == '/');
    free(real);
    tt_free(parent);
    return within;
}

static tt_status check_place(const tt_output *output, const entry *e, tt_error *err)
{
    struct stat info;
    if (output->folder && !is_within(output, e->place))
        return tt_fail(err, TT_ECANTCREATE,
                       "a symbolic link leads out of the folder there; remove it");
    if (output->kept_count == 0 || stat(e->place, &info) != 0)
        return TT_OK;
    for (size_t i = 0; i < output->kept_count; i++)
        if (output->kept[i].device == info.st_dev && output->kept[i].number == info.st_ino)
            return tt_fail(err, TT_ECANTCREATE,
                           "it is one of the files that are read; name another one");
    return TT_OK;
}

/* Find out where a path leads, what stands there, and with which permissions. */
static tt_status resolve(const tt_output *output, entry *e, mode_t *mode, tt_error *err)
{
    *mode = 0;
    struct stat info;
    if (lstat(e->path, &info) == 0 && S_ISLNK(info.st_mode)) {
        char *real = realpath(e->path, NULL); /* NULL: leads nowhere; the link is replaced */
        e->place = tt_strdup(real ? real : e->path);
        free(real);
    } else
        e->place = tt_strdup(e->path);
    if (!e->place)
        return no_memory(err);
    tt_status status = check_place(output, e, err);
    if (status != TT_OK)
        return status;
    if (stat(e->place, &info) != 0)
        return TT_OK;
    if (S_ISDIR(info.st_mode))
        return tt_fail(err, TT_ECANTCREATE, "it is a folder; give the name of a file");
    e->is_special = !S_ISREG(info.st_mode);
    if (!e->is_special && access(e->place, W_OK) != 0)
        return tt_fail(err, TT_ECANTCREATE, "the file is there and cannot be written: %s",
                       strerror(errno));
    *mode = info.st_mode & 0777;
    return TT_OK;
}

/* The room beside a target, made when it is the first one there; the lock is held. NULL: failed. */
static waiting_room *find_room(tt_output *output, const char *place, tt_error *err)
{
    size_t length = folder_length(place);
    for (size_t i = 0; i < output->room_count; i++)
        if (strncmp(output->rooms[i]->beside, place, length) == 0 &&
            output->rooms[i]->beside[length] == '\0')
            return output->rooms[i];
    waiting_room *room = tt_calloc(1, sizeof *room);
    if (room)
        room->beside = tt_strdup(place);
    if (!room || !room->beside ||
        tt_grow(&output->rooms, &output->room_capacity, output->room_count, sizeof *output->rooms))
        (void)no_memory(err);
    else {
        room->beside[length] = '\0';
        if (tt__tempfolder_new(length ? room->beside : ".", &room->folder, err) == TT_OK)
            return output->rooms[output->room_count++] = room;
    }
    if (room)
        tt_free(room->beside);
    tt_free(room);
    return NULL;
}

/* Give an entry its place in a room. */
static tt_status enter_room(tt_output *output, entry *e, tt_error *err)
{
    char name[24];
    (void)pthread_mutex_lock(&output->lock);
    waiting_room *room = find_room(output, e->place, err);
    if (room) {
        (void)snprintf(name, sizeof name, "%zu", room->next_name++);
        e->temp = tt__tempfolder_path(&room->folder, name);
        if (e->temp) {
            e->room = room;
            (void)atomic_fetch_add(&room->files, 1);
        }
    }
    (void)pthread_mutex_unlock(&output->lock);
    return e->temp ? TT_OK : room ? no_memory(err) : err->status;
}

/* Remove the rooms that are empty; the lock is held. */
static void close_rooms(tt_output *output)
{
    size_t kept = 0;
    for (size_t i = 0; i < output->room_count; i++) {
        waiting_room *room = output->rooms[i];
        if (atomic_load(&room->files) > 0) {
            output->rooms[kept++] = room;
            continue;
        }
        tt__tempfolder_remove(&room->folder);
        tt_free(room->beside);
        tt_free(room);
    }
    output->room_count = kept;
}

static tt_status write_temp(tt_output *output, entry *e, const void *bytes, size_t size,
                            mode_t mode, tt_error *err)
{
    tt_status status = enter_room(output, e, err);
    if (status != TT_OK)
        return status;
    int fd = open(e->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        int reason = errno;
        leave_room(e); /* nothing was made */
        return tt_fail(err, TT_ECANTCREATE, "no file can be made there: %s", strerror(reason));
    }
    if (mode)
        (void)fchmod(fd, mode); /* as the file had before; best effort */
    int failed = tt__bytes_write(fd, bytes, size) != 0;
    int reason = errno;
    if (close(fd) != 0 && !failed) {
        failed = 1;
        reason = errno;
    }
    if (!failed)
        return TT_OK;
    drop_temp(e);
    return tt_fail(err, TT_EIO, "writing %zu bytes failed: %s; the old file stays as it was", size,
                   strerror(reason));
}

/* Fill an entry: afterwards its bytes are beside the target, or kept for a special file. */
static tt_status prepare(tt_output *output, entry *e, const void *bytes, size_t size, tt_error *err)
{
    mode_t mode;
    tt_status status = resolve(output, e, &mode, err);
    if (status != TT_OK)
        return status;
    if (!e->is_special)
        return write_temp(output, e, bytes, size, mode, err);
    e->bytes = tt_calloc(size, 1);
    if (!e->bytes)
        return no_memory(err);
    if (size)
        memcpy(e->bytes, bytes, size);
    return TT_OK;
}

/* Put a filled entry into the list, which takes it over. */
static tt_status append(tt_output *output, const entry *e, size_t *index, tt_error *err)
{
    (void)pthread_mutex_lock(&output->lock);
    size_t kept = output->count - output->dropped;
    int failed = tt_grow(&output->entries, &output->capacity, kept, sizeof(entry)) != 0;
    if (!failed) {
        if (index)
            *index = output->count;
        output->entries[kept] = *e;
        output->count++;
    }
    (void)pthread_mutex_unlock(&output->lock);
    return failed ? no_memory(err) : TT_OK;
}

tt_status tt_output_add(tt_output *output, const char *path, const void *bytes, size_t size,
                        size_t *index, tt_error *err)
{
    if (!path || !path[0])
        return tt_fail(err, TT_EUSAGE, "an output file without a name; name it");
    entry e = {.size = size, .checksum = tt_output_checksum(bytes, size)};
    e.path = tt_strdup(path);
    if (!e.path)
        return no_memory(err);
    tt_error failure = {0};
    tt_status status = prepare(output, &e, bytes, size, &failure);
    if (status != TT_OK)
        (void)record(&e, &failure, err);
    tt_status listed = append(output, &e, index, err);
    if (listed != TT_OK)
        clear_entry(&e);
    return status != TT_OK ? status : listed;
}

static tt_status append_special(entry *e, const void *bytes, size_t size, tt_error *err)
{
    char *longer = tt_realloc(e->bytes, e->size + size, 1);
    if (!longer)
        return no_memory(err);
    memcpy(longer + e->size, bytes, size);
    e->bytes = longer;
    return TT_OK;
}

static tt_status append_file(entry *e, const void *bytes, size_t size, tt_error *err)
{
    if (!e->open)
        e->open = open(e->temp, O_WRONLY | O_APPEND | O_CLOEXEC) + 1;
    if (e->open && tt__bytes_write(e->open - 1, bytes, size) == 0)
        return TT_OK;
    return tt_fail(err, TT_EIO, "writing %zu bytes failed: %s; the old file stays as it was", size,
                   strerror(errno));
}

/* An entry is copied out and back, so that the disk keeps nobody waiting. */
tt_status tt_output_append(tt_output *output, size_t index, const void *bytes, size_t size,
                           tt_error *err)
{
    (void)pthread_mutex_lock(&output->lock);
    int known = index >= output->committed && index < output->count;
    entry e = known ? output->entries[index - output->dropped] : (entry){0};
    (void)pthread_mutex_unlock(&output->lock);
    if (!known)
        return tt_fail(err, TT_EUSAGE, "no file %zu waits in the batch; add it first", index);
    if (e.status != TT_OK || size == 0)
        return e.status;
    tt_error failure = {0};
    tt_status status = e.is_special ? append_special(&e, bytes, size, &failure)
                                    : append_file(&e, bytes, size, &failure);
    if (status != TT_OK) {
        drop_temp(&e);
        (void)record(&e, &failure, err);
    }
    e.size += size;
    e.checksum = 0;
    (void)pthread_mutex_lock(&output->lock);
    output->entries[index - output->dropped] = e;
    (void)pthread_mutex_unlock(&output->lock);
    return status;
}

/* ---- committing ----------------------------------------------------------------------------- */

static tt_status sync_path(const char *path, int flags, tt_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
    int failed = fd < 0 || fsync(fd) != 0;
    int reason = errno;
    if (fd >= 0)
        (void)close(fd);
    if (!failed || reason == EINVAL || reason == ENOTSUP)
        return TT_OK; /* some file systems have nothing to sync */
    return tt_fail(err, TT_EIO, "not safely on the disk: %s", strerror(reason));
}

/* The work of the syncing threads: each takes the next entry. */
typedef struct sync_work {
    entry *entries;
    size_t count;
    atomic_size_t next;
} sync_work;

static void *sync_entries(void *argument)
{
    sync_work *work = argument;
    for (;;) {
        size_t i = atomic_fetch_add(&work->next, 1);
        if (i >= work->count)
            return NULL;
        entry *e = &work->entries[i];
        if (!e->temp)
            continue;
        tt_error failure = {0};
        if (sync_path(e->temp, 0, &failure) != TT_OK) {
            (void)record(e, &failure, NULL);
            drop_temp(e);
        }
    }
}

static void sync_all(entry *entries, size_t count)
{
    sync_work work = {entries, count, 0};
    pthread_t threads[SYNC_THREADS];
    size_t wanted = count / FILES_A_THREAD;
    size_t started = 0;
    while (started < SYNC_THREADS && started < wanted &&
           tt__thread_start(&threads[started], sync_entries, &work) == 0)
        started++;
    (void)sync_entries(&work);
    for (size_t i = 0; i < started; i++)
        (void)pthread_join(threads[i], NULL);
}

static tt_status write_special(const entry *e, tt_error *err)
{
    int fd = open(e->place, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return tt_fail(err, TT_ECANTCREATE, "it cannot be opened for writing: %s", strerror(errno));
    int failed = tt__bytes_write(fd, e->bytes, e->size) != 0;
    int reason = errno;
    if (close(fd) != 0 && !failed) {
        failed = 1;
        reason = errno;
    }
    return failed ? tt_fail(err, TT_EIO, "writing %zu bytes failed: %s", e->size, strerror(reason))
                  : TT_OK;
}

/* File systems write a new file to the disk before it replaces another one, so that after a power cut one of the
 * two is whole. Where nobody waits for the disk, the old file steps aside into the room instead: that takes
 * 27 ms off the 175 ms that `analyse` needs to replace tables of 46 MB. Returns 0, or -1 with errno and the old
 * file in its place. */
static int replace_at_once(const char *temp, const char *place)
{
    tt_strbuf aside = TT_STRBUF_INIT;
    struct stat old;
    tt_strbuf_addf(&aside, "%s.old", temp);
    int stepped = !aside.failed && lstat(place, &old) == 0 && S_ISREG(old.st_mode) &&
                  rename(place, tt_strbuf_text(&aside)) == 0;
    int failed = rename(temp, place);
    int reason = errno;
    if (stepped && failed)
        (void)rename(tt_strbuf_text(&aside), place);
    else if (stepped)
        (void)unlink(tt_strbuf_text(&aside));
    tt_strbuf_clear(&aside);
    errno = reason;
    return failed;
}

static tt_status place_entry(entry *e, int no_sync, tt_error *err)
{
    if (e->is_special) {
        tt_status status = write_special(e, err);
        tt_free(e->bytes);
        e->bytes = NULL;
        return status;
    }
    if (close_file(e) != 0) {
        int reason = errno;
        drop_temp(e);
        return tt_fail(err, TT_EIO, "writing failed: %s", strerror(reason));
    }
    if ((no_sync ? replace_at_once(e->temp, e->place) : rename(e->temp, e->place)) != 0) {
        int reason = errno;
        drop_temp(e);
        return tt_fail(err, TT_ECANTCREATE, "it cannot be put in its place: %s", strerror(reason));
    }
    leave_room(e);
    return TT_OK;
}

/* Non-zero when an earlier entry stands in the same folder, which is then synced already. */
static int folder_is_done(const entry *entries, size_t index)
{
    const char *place = entries[index].place;
    size_t length = folder_length(place);
    for (size_t i = index; i > 0; i--) {
        const entry *e = &entries[i - 1];
        if (e->in_place && !e->is_special && folder_length(e->place) == length &&
            memcmp(e->place, place, length) == 0)
            return 1;
    }
    return 0;
}

/* Sync the folders, so that the new names last too. A failure here is told, but the file stands. */
static void sync_folders(entry *entries, size_t count, tt_error *err)
{
    for (size_t i = 0; i < count; i++) {
        entry *e = &entries[i];
        if (!e->in_place || e->is_special || folder_is_done(entries, i))
            continue;
        tt_error failure = {0};
        char *end = e->place + folder_length(e->place); /* cut there for the time of the call */
        char kept = *end;
        *end = '\0';
        (void)sync_path(e->place[0] ? e->place : ".", O_DIRECTORY, &failure);
        *end = kept;
        if (failure.status != TT_OK)
            (void)record(e, &failure, err);
    }
}

/* Sync, rename, sync folders, for a run of entries. */
static void commit_entries(entry *entries, size_t count, int no_sync, tt_error *err)
{
    if (!no_sync)
        sync_all(entries, count);
    for (size_t i = 0; i < count; i++) {
        entry *e = &entries[i];
        if (e->status != TT_OK) {
            tt_error failure = {0};
            (void)tt_fail(&failure, e->status, "%s", e->message ? e->message : "writing failed");
            (void)record(e, &failure, err);
            continue;
        }
        tt_error failure = {0};
        if (place_entry(e, no_sync, &failure) != TT_OK)
            (void)record(e, &failure, err);
        else
            e->in_place = 1;
    }
    if (!no_sync)
        sync_folders(entries, count, err);
}

/* ---- public --------------------------------------------------------------------------------- */

/* The files that are not written over; those that are not there, and devices, need no care. */
static int note_kept(tt_output *output, const tt_output_options *options)
{
    output->kept = tt_calloc(options->kept_count, sizeof *output->kept);
    if (!output->kept)
        return -1;
    for (size_t i = 0; i < options->kept_count; i++) {
        struct stat info;
        if (stat(options->kept[i], &info) == 0 && S_ISREG(info.st_mode))
            output->kept[output->kept_count++] = (identity){info.st_dev, info.st_ino};
    }
    return 0;
}

static tt_status note_folder(tt_output *output, const char *folder, tt_error *err)
{
    char *real = realpath(folder, NULL);
    int reason = errno;
    output->folder = real ? tt_strdup(real) : NULL;
    free(real);
    if (output->folder)
        return TT_OK;
    return real ? no_memory(err)
                : tt_fail(err, TT_ECANTCREATE, "no folder '%s': %s", folder, strerror(reason));
}

tt_status tt_output_begin(const tt_output_options *options, tt_output **out, tt_error *err)
{
    *out = NULL;
    tt_output *output = tt_calloc(1, sizeof *output);
    if (!output)
        return no_memory(err);
    if (pthread_mutex_init(&output->lock, NULL) != 0) {
        tt_free(output);
        return no_memory(err);
    }
    (void)pthread_mutex_init(&output->committing,
                             NULL); /* as the first one, it takes no resources */
    output->no_sync = options ? options->no_sync : 0;
    tt_status status = TT_OK;
    if (options && options->kept_count && note_kept(output, options) != 0)
        status = no_memory(err);
    if (options && options->folder && status == TT_OK)
        status = note_folder(output, options->folder, err);
    if (status == TT_OK)
        *out = output;
    else
        tt_output_free(output);
    return status;
}

/* The entries are taken out meanwhile, so that others may add files while the disk is at work. */
static tt_status commit_batch(tt_output *output, tt_error *err)
{
    (void)pthread_mutex_lock(&output->lock);
    size_t first = output->committed;
    size_t count = output->count - first;
    entry *batch = tt_calloc(count, sizeof *batch);
    if (batch) {
        if (count)
            memcpy(batch, output->entries + (first - output->dropped), count * sizeof *batch);
        output->committed = output->count;
    }
    (void)pthread_mutex_unlock(&output->lock);
    if (!batch)
        return no_memory(err);
    tt_error failure = {0};
    commit_entries(batch, count, output->no_sync, &failure);
    (void)pthread_mutex_lock(&output->lock);
    if (count)
        memcpy(output->entries + (first - output->dropped), batch, count * sizeof *batch);
    close_rooms(output);
    (void)pthread_mutex_unlock(&output->lock);
    tt_free(batch);
    if (failure.status != TT_OK && err && err->status == TT_OK)
        *err = failure;
    return failure.status;
}

tt_status tt_output_commit(tt_output *output, tt_error *err)
{
    (void)pthread_mutex_lock(&output->committing);
    tt_status status = commit_batch(output, err);
    (void)pthread_mutex_unlock(&output->committing);
    return status;
}

/* Waits for a commit that is under way: its files are not done with. */
void tt_output_forget(tt_output *output)
{
    (void)pthread_mutex_lock(&output->committing);
    (void)pthread_mutex_lock(&output->lock);
    size_t done = output->committed - output->dropped;
    size_t kept = output->count - output->committed;
    for (size_t i = 0; i < done; i++)
        clear_entry(&output->entries[i]);
    if (done && kept)
        memmove(output->entries, output->entries + done, kept * sizeof *output->entries);
    output->dropped = output->committed;
    (void)pthread_mutex_unlock(&output->lock);
    (void)pthread_mutex_unlock(&output->committing);
}

size_t tt_output_count(tt_output *output)
{
    (void)pthread_mutex_lock(&output->lock);
    size_t count = output->count;
    (void)pthread_mutex_unlock(&output->lock);
    return count;
}

tt_output_file tt_output_at(tt_output *output, size_t index)
{
    tt_output_file file = {.status = TT_EUSAGE, .message = "no such file in the batch"};
    (void)pthread_mutex_lock(&output->lock);
    if (index >= output->dropped && index < output->count) {
        const entry *e = &output->entries[index - output->dropped];
        file = (tt_output_file){e->path, e->status, e->in_place, e->message, e->size, e->checksum};
    }
    (void)pthread_mutex_unlock(&output->lock);
    return file;
}

uint32_t tt_output_checksum(const void *bytes, size_t size)
{
    return (uint32_t)crc32_z(crc32_z(0, NULL, 0), bytes, size);
}

void tt_output_sweep(const char *folder)
{
    tt__tempfolder_sweep(folder);
}

void tt_output_free(tt_output *output)
{
    if (!output)
        return;
    for (size_t i = 0; i < output->count - output->dropped; i++)
        clear_entry(&output->entries[i]);
    close_rooms(output);
    tt_free(output->rooms);
    tt_free(output->entries);
    tt_free(output->kept);
    tt_free(output->folder);
    (void)pthread_mutex_destroy(&output->committing);
    (void)pthread_mutex_destroy(&output->lock);
    tt_free(output);
}

tt_status tt_output_write_file(const char *path, const void *bytes, size_t size, tt_error *err)
{
    tt_output *output;
    tt_status status = tt_output_begin(NULL, &output, err);
    if (status != TT_OK)
        return status;
    status = tt_output_add(output, path, bytes, size, NULL, err);
    if (status == TT_OK)
        status = tt_output_commit(output, err);
    tt_output_free(output);
    return status;
}

/* Make one folder; that it is there already is fine. Returns 0, or what is wrong. */
static int make_one(const char *path)
{
    struct stat info;
    if (mkdir(path, 0777) == 0)
        return 0;
    int reason = errno;
    return stat(path, &info) == 0 ? (S_ISDIR(info.st_mode) ? 0 : ENOTDIR) : reason;
}

tt_status tt_output_make_folder(const char *path, tt_error *err)
{
    if (!path[0])
        return tt_fail(err, TT_ECANTCREATE, "a folder without a name; name it, or give '.'");
    char *part = tt_strdup(path);
    if (!part)
        return tt_fail(err, TT_ENOMEM, "no memory for the name of a folder");
    int reason = 0;
    for (char *c = part + 1; *c && !reason; c++)
        if (*c == '/' && c[-1] != '/') {
            *c = '\0';
            reason = make_one(part);
            *c = '/';
        }
    if (!reason)
        reason = make_one(part);
    tt_free(part);
    if (!reason)
        return TT_OK;
    tt_status status = tt_fail(err, TT_ECANTCREATE, "the folder cannot be made: %s; name another",
                               strerror(reason));
    tt_error_place(err, path, 0, 0);
    return status;
}
