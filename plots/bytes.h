/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_BYTES_H
#define TT_BYTES_H

#include <stddef.h>

/* Bytes that are no strings: what comes from processes and stands in files. */

/* Where `what` begins in at[0, length), or NULL. */
const char *tt__bytes_find(const char *at, size_t length, const char *what);

/* The last place where it begins, or NULL. */
const char *tt__bytes_find_last(const char *at, size_t length, const char *what);

/* Write all of them to a file or a pipe that waits, whatever signals come. Returns 0, or -1 with errno. */
int tt__bytes_write(int fd, const char *bytes, size_t length);

#endif
