/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The private folder between tiptrend and gnuplot. Finished files are written anew beside their
 * targets (output.c), so it may stand anywhere, and in memory three files a drawing cost a twentieth of
 * what they cost on a disk. */
#define _XOPEN_SOURCE 700 /* realpath is of the XSI part of POSIX.1-2008 */
#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytes.h"
#include "tiptrend/memory.h"

#define FILE_LIMIT ((off_t)1 << 30) /* bytes of one drawing; a chart has some hundred thousand */

/* The first folder of these that can be written. */
static const char *usual_parent(void)
{
    const char *const places[] = {getenv("XDG_RUNTIME_DIR"), "/dev/shm", getenv("TMPDIR")};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (places[i] && places[i][0] == '/' && access(places[i], W_OK | X_OK) == 0)
            return places[i];
    return "/tmp";
}

tt_status tt__spool_new(const char *parent, tt__spool *out, tt_error *err)
{
    *out = (tt__spool){NULL, {NULL, -1}};
    if (!parent)
        parent = usual_parent();
    /* Absolute, since gnuplot's working folder is another one than ours. */
    char *base = realpath(parent, NULL);
    if (!base)
        return tt_fail(err, errno == ENOMEM ? TT_ENOMEM : TT_ECANTCREATE,
                       "no folder '%s' for work files: %s; make it or name another", parent,
                       strerror(errno));
    tt_status status = tt__tempfolder_new(base, &out->temp, err);
    free(base);
    out->folder = out->temp.path;
    return status;
}

char *tt__spool_path(const tt__spool *spool, const char *name)
{
    return tt__tempfolder_path(&spool->temp, name);
}

void tt__spool_remove(tt__spool *spool)
{
    tt__tempfolder_remove(&spool->temp);
    spool->folder = NULL;
}

tt_status tt__spool_write(const tt__spool *spool, const char *name, const char *text, tt_error *err)
{
    char *path = tt__spool_path(spool, name);
    if (!path)
        return tt_fail(err, TT_ENOMEM, "no memory for the name of a script");
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    int failed = fd < 0 || tt__bytes_write(fd, text, strlen(text)) != 0;
    int reason = errno;
    if (fd >= 0 && close(fd) != 0 && !failed) {
        reason = errno;
        failed = 1;
    }
    tt_free(path);
    return failed ? tt_fail(err, TT_EIO, "a script cannot be written in '%s': %s", spool->folder,
                            strerror(reason))
                  : TT_OK;
}

/* The whole file at once; its size is known. */
static tt_status read_open(int fd, tt_strbuf *out, tt_error *err)
{
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return tt_fail(err, TT_EIO, "what gnuplot drew is not an ordinary file");
    if (info.st_size > FILE_LIMIT)
        return tt_fail(err, TT_ELIMIT, "a drawing of %lld MB; the limit is %lld MB",
                       (long long)(info.st_size >> 20), (long long)(FILE_LIMIT >> 20));
    char *bytes = tt_calloc((size_t)info.st_size + 1, 1);
    if (!bytes)
        return tt_fail(err, TT_ENOMEM, "no memory for a drawing of %lld bytes",
                       (long long)info.st_size);
    size_t have = 0;
    while (have < (size_t)info.st_size) {
        ssize_t got = read(fd, bytes + have, (size_t)info.st_size - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        have += (size_t)got;
    }
    *out = (tt_strbuf){bytes, have, (size_t)info.st_size + 1, 0};
    return TT_OK;
}

tt_status tt__spool_read(const tt__spool *spool, const char *name, tt_strbuf *out, tt_error *err)
{
    *out = (tt_strbuf)TT_STRBUF_INIT;
    char *path = tt__spool_path(spool, name);
    if (!path)
        return tt_fail(err, TT_ENOMEM, "no memory for the name of a drawing");
    /* A pipe under that name would otherwise keep us until somebody writes to it. */
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    tt_free(path);
    if (fd < 0)
        return tt_fail(err, errno == ENOENT ? TT_ENOINPUT : TT_EIO, "no drawing came: %s",
                       strerror(errno));
    tt_status status = read_open(fd, out, err);
    (void)close(fd);
    return status;
}

void tt__spool_drop(const tt__spool *spool, const char *name)
{
    char *path = tt__spool_path(spool, name);
    if (path)
        (void)unlink(path);
    tt_free(path);
}
