/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding and writing bytes that are no strings. */
#define _POSIX_C_SOURCE 200809L
#include "bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

/* A NUL on the way, halves of what is looked for, and what stands behind the end. */
static void finding(void **state)
{
    static const char text[] = "aab\0aabc|aabc";
    (void)state;
    check_true(tt__bytes_find(text, 13, "aabc") == text + 4);
    check_true(tt__bytes_find(text + 5, 8, "aabc") == text + 9);
    check_true(tt__bytes_find(text, 7, "aabc") == NULL); /* the c is behind the end */
    check_true(tt__bytes_find(text, 8, "aabc") == text + 4);
    check_true(tt__bytes_find(text, 2, "aabc") == NULL);
    check_true(tt__bytes_find("", 0, "a") == NULL);
    static const char thrice[] = "aaab";
    check_true(tt__bytes_find(thrice, 4, "aab") == thrice + 1);
    check_true(tt__bytes_find_last(text, 13, "aabc") == text + 9);
    check_true(tt__bytes_find_last(text, 12, "aabc") == text + 4);
    check_true(tt__bytes_find_last(text, 3, "aabc") == NULL);
    check_done();
}

/* A file gets all of it; one that is not open for writing is told. */
static void writing(void **state)
{
    static char many[200000];
    static char back[sizeof many];
    (void)state;
    memset(many, 'x', sizeof many);
    many[sizeof many - 1] = 'y';
    char path[] = "bytes-XXXXXX";
    int fd = mkstemp(path);
    check_true(fd >= 0 && tt__bytes_write(fd, many, sizeof many) == 0);
    check_true(lseek(fd, 0, SEEK_SET) == 0);
    check_true(read(fd, back, sizeof back) == (ssize_t)sizeof back);
    check_true(memcmp(many, back, sizeof many) == 0);
    (void)close(fd);
    fd = open(path, O_RDONLY);
    check_true(tt__bytes_write(fd, "x", 1) == -1 && errno == EBADF);
    check_true(tt__bytes_write(fd, "", 0) == 0);
    (void)close(fd);
    (void)unlink(path);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finding),
        cmocka_unit_test(writing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
