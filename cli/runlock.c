/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lock on a file (flock): it needs no cleaning up after a process that was killed, and process numbers, which
 * are used again and mean nothing on another machine, only serve the message. */
#define _XOPEN_SOURCE 700 /* gethostname */
#include "runlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Who has the lock, as its file says; "" when it says nothing. */
static void read_owner(int fd, char *out, size_t size)
{
    ssize_t got = pread(fd, out, size - 1, 0);
    out[got > 0 ? got : 0] = '\0';
    out[strcspn(out, "\n")] = '\0';
}

static void write_owner(int fd)
{
    char host[128] = "";
    char text[192];
    (void)gethostname(host, sizeof host - 1);
    int length = snprintf(text, sizeof text, "process %ld on %s\n", (long)getpid(), host);
    if (length > 0 && ftruncate(fd, 0) == 0 && pwrite(fd, text, (size_t)length, 0) != length)
        return; /* it serves the message only */
}

static tt_status take(const char *path, int shared, int tries, cli_runlock *out, tt_error *err)
{
    char owner[192];
    out->fd = -1;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return tt_fail(err, TT_ECANTCREATE, "the lock '%s' cannot be made: %s; name another folder",
                       path, strerror(errno));
    if (flock(fd, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        read_owner(fd, owner, sizeof owner);
        (void)close(fd);
        return tt_fail(err, TT_ECANTCREATE,
                       "another run is at work in this folder%s%s%s; wait for its end, or name "
                       "another folder with -o",
                       *owner ? " (" : "", owner, *owner ? ")" : "");
    }
    /* Whoever ends with nothing made removes the file (batch_state.c); then the lock is on nothing. */
    struct stat held;
    struct stat named;
    if (fstat(fd, &held) != 0 || stat(path, &named) != 0 || held.st_ino != named.st_ino) {
        (void)close(fd);
        return tries ? take(path, shared, tries - 1, out, err)
                     : tt_fail(err, TT_ECANTCREATE, "the lock '%s' does not stay; try again", path);
    }
    /* Where the file system has no locks the run goes on without. */
    write_owner(fd);
    out->fd = fd;
    return TT_OK;
}

tt_status cli_runlock_take(const char *path, int shared, cli_runlock *out, tt_error *err)
{
    enum { TRIES = 8 };
    return take(path, shared, TRIES, out, err);
}

void cli_runlock_release(cli_runlock *lock)
{
    if (lock->fd >= 0)
        (void)close(lock->fd);
    lock->fd = -1;
}
