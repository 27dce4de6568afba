/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that do not outlive their use.
 *
 * SIGKILL lets nobody clean up, so the next run does. What is alive is told from what is dead by a lock
 * (flock) on the folder itself, which ends with its process whatever the end was: process numbers are used
 * again, and mean nothing to another container on the same disk. Where the file system has no locks
 * nothing is swept. A folder that is swept between being made and being locked is made anew. */
#define _XOPEN_SOURCE 700 /* mkdtemp, fdopendir */
#include "tempfolder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tiptrend/memory.h"

#define NAME_PREFIX   ".tiptrend-"
#define NAME_PATTERN  NAME_PREFIX "XXXXXX"
#define DEEPEST_LEVEL 8 /* of folders removed: fontconfig makes two */
#define MAKE_TRIES    8
#define FOLDER_FLAGS  (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

static char *join(const char *folder, const char *name)
{
    size_t length = strlen(folder);
    const char *slash = length && folder[length - 1] == '/' ? "" : "/";
    char *path = tt_calloc(length + strlen(name) + 2, 1);
    if (path) {
        strcpy(path, folder);
        strcat(path, slash);
        strcat(path, name);
    }
    return path;
}

/* Remove what stands in an open folder; symbolic links are removed, never followed. */
static void empty_folder(int fd, int level)
{
    int copy = level < DEEPEST_LEVEL ? openat(fd, ".", FOLDER_FLAGS) : -1;
    DIR *folder = copy >= 0 ? fdopendir(copy) : NULL;
    if (!folder) {
        if (copy >= 0)
            (void)close(copy);
        return;
    }
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (unlinkat(fd, entry->d_name, 0) == 0)
            continue;
        int inner = openat(fd, entry->d_name, FOLDER_FLAGS);
        if (inner < 0)
            continue;
        empty_folder(inner, level + 1);
        (void)close(inner);
        (void)unlinkat(fd, entry->d_name, AT_REMOVEDIR);
    }
    (void)closedir(folder);
}

/* ---- what others left behind ---- */

static int is_our_name(const char *name)
{
    return strlen(name) == sizeof NAME_PATTERN - 1 &&
           strncmp(name, NAME_PREFIX, sizeof NAME_PREFIX - 1) == 0;
}

/* Remove one of them when it belongs to this user and nobody holds its lock. */
static void sweep_one(int parent, const char *name)
{
    int fd = openat(parent, name, FOLDER_FLAGS);
    struct stat info;
    if (fd < 0)
        return;
    if (fstat(fd, &info) == 0 && info.st_uid == geteuid() && flock(fd, LOCK_EX | LOCK_NB) == 0) {
        empty_folder(fd, 0);
        (void)unlinkat(parent, name, AT_REMOVEDIR);
    }
    (void)close(fd);
}

void tt__tempfolder_sweep(const char *parent)
{
    int fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (!folder) {
        if (fd >= 0)
            (void)close(fd);
        return;
    }
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder))
        if (is_our_name(entry->d_name))
            sweep_one(dirfd(folder), entry->d_name);
    (void)closedir(folder);
}

/* ---- public ---- */

/* Lock a new folder. Returns the descriptor, or -1 with errno when it is not there any more. */
static int lock_folder(const char *path)
{
    struct stat held;
    struct stat named;
    int fd = open(path, FOLDER_FLAGS);
    if (fd < 0)
        return -1;
    while (flock(fd, LOCK_EX) != 0 && errno == EINTR)
        continue; /* any other failure: without locks nobody sweeps either */
    if (fstat(fd, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino &&
        held.st_dev == named.st_dev)
        return fd;
    (void)close(fd);
    errno = ENOENT;
    return -1;
}

tt_status tt__tempfolder_new(const char *parent, tt__tempfolder *out, tt_error *err)
{
    *out = (tt__tempfolder){NULL, -1};
    int reason = 0;
    tt__tempfolder_sweep(parent);
    for (int i = 0; i < MAKE_TRIES; i++) {
        char *path = join(parent, NAME_PATTERN);
        if (!path)
            return tt_fail(err, TT_ENOMEM, "no memory for the name of a folder");
        int lock = mkdtemp(path) ? lock_folder(path) : -1;
        reason = errno;
        if (lock >= 0) {
            *out = (tt__tempfolder){path, lock};
            return TT_OK;
        }
        tt_free(path);
        if (reason != ENOENT || access(parent, F_OK) != 0)
            break;
    }
    return tt_fail(err, TT_ECANTCREATE, "nothing can be made in '%s': %s; name another folder",
                   parent, strerror(reason));
}

char *tt__tempfolder_path(const tt__tempfolder *folder, const char *name)
{
    return join(folder->path, name);
}

void tt__tempfolder_remove(tt__tempfolder *folder)
{
    if (!folder->path)
        return;
    empty_folder(folder->lock, 0);
    (void)rmdir(folder->path);
    (void)close(folder->lock);
    tt_free(folder->path);
    *folder = (tt__tempfolder){NULL, -1};
}
