/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding and writing bytes. memmem is no part of POSIX.1-2008. */
#define _POSIX_C_SOURCE 200809L
#include "bytes.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

const char *tt__bytes_find(const char *at, size_t length, const char *what)
{
    const size_t wanted = strlen(what);
    while (length >= wanted) {
        const char *next = memchr(at, what[0], length - wanted + 1);
        if (!next)
            return NULL;
        if (memcmp(next, what, wanted) == 0)
            return next;
        length -= (size_t)(next + 1 - at);
        at = next + 1;
    }
    return NULL;
}

const char *tt__bytes_find_last(const char *at, size_t length, const char *what)
{
    const size_t wanted = strlen(what);
    for (size_t i = length >= wanted ? length - wanted + 1 : 0; i > 0; i--)
        if (memcmp(at + i - 1, what, wanted) == 0)
            return at + i - 1;
    return NULL;
}

int tt__bytes_write(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return -1;
        bytes += written;
        length -= (size_t)written;
    }
    return 0;
}
