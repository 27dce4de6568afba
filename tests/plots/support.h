/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SUPPORT_H
#define TT_SUPPORT_H

/* What several tests of the plots layer need: folders that vanish, drawings by the real gnuplot,
 * programs that pretend to be gnuplot. Include it after defining _XOPEN_SOURCE 700. */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "spool.h"
#include "tiptrend/render.h"

#define SUPPORT_PATH_SIZE 600

/* A folder for one test, with everything in it, removed by support_leave. */
static inline tt__spool support_enter(void)
{
    tt__spool folder;
    tt_error err = {0};
    if (tt__spool_new(NULL, &folder, &err) != TT_OK)
        fail_msg("%s", err.message);
    return folder;
}

static inline void support_leave(tt__spool *folder)
{
    tt__spool_remove(folder);
}

static inline const char *support_path(const tt__spool *folder, const char *name,
                                       char path[SUPPORT_PATH_SIZE])
{
    (void)snprintf(path, SUPPORT_PATH_SIZE, "%s/%s", folder->folder, name);
    return path;
}

/* The size of a file; -1: not there. */
static inline long support_size(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 ? (long)info.st_size : -1;
}

/* Number of entries of a folder whose names hold a text. */
static inline int support_count(const char *folder, const char *part)
{
    char command[2 * SUPPORT_PATH_SIZE];
    (void)snprintf(command, sizeof command, "ls -a '%s' | grep -c -- '%s'", folder, part);
    FILE *pipe = popen(command, "r");
    int count = -1;
    if (!pipe || fscanf(pipe, "%d", &count) != 1)
        count = -1;
    if (pipe)
        (void)pclose(pipe);
    return count;
}

/* Non-zero when the shell finds a program. */
static inline int support_has(const char *program)
{
    char command[128];
    (void)snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0;
}

/* Leave the running test when there is no gnuplot. */
static inline void support_need_gnuplot(void)
{
    if (support_has("gnuplot"))
        return;
    (void)fprintf(stderr, "skipped: gnuplot is not installed\n");
    skip();
}

/* Open descriptors of this process. */
static inline int support_descriptors(void)
{
    int count = 0;
    for (int fd = 0; fd < 1024; fd++)
        count += fcntl(fd, F_GETFD) != -1;
    return count;
}

/* Non-zero when this process has no child, alive or dead. */
static inline int support_is_childless(void)
{
    return waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD;
}

/* A shell script that can be executed. */
static inline const char *support_program(const tt__spool *folder, const char *name,
                                          const char *text, char path[SUPPORT_PATH_SIZE])
{
    tt_error err = {0};
    if (tt__spool_write(folder, name, text, &err) != TT_OK)
        fail_msg("%s", err.message);
    (void)support_path(folder, name, path);
    if (chmod(path, 0755) != 0)
        fail_msg("chmod");
    return path;
}

/* A script that draws a line into OUT in any format, 80 x 60 mm. */
#define SUPPORT_TERMINAL                                                                           \
    "if (FMT eq 'svg') { set terminal svg size 302,227 fixed font 'Liberation Sans:Bold,9' }\n"    \
    "if (FMT eq 'pdf') { set terminal pdfcairo size 8.0 cm,6.0 cm font 'Liberation Sans,7' }\n"    \
    "if (FMT eq 'eps') { set terminal epscairo size 8.0 cm,6.0 cm font 'Liberation Sans,7' }\n"    \
    "if (FMT eq 'png') { set terminal pngcairo size 315,236 font 'Liberation Sans,7' }\n"          \
    "if (FMT eq 'txt') { set terminal dumb 79,24 }\n"                                              \
    "set output OUT\n"
#define SUPPORT_SCRIPT SUPPORT_TERMINAL "set xrange [0:1]\nplot x*x with lines\n"

/* The caption that fits it: PNG at 100 dpi. */
#define SUPPORT_WIDTH_MM  80
#define SUPPORT_HEIGHT_MM 60
#define SUPPORT_DPI       100

/* What gnuplot makes of a script, before anything of ours is put in: from a bare process. */
static inline tt_strbuf support_draw(const char *format, const char *script)
{
    tt__spool folder = support_enter();
    tt_strbuf file = TT_STRBUF_INIT;
    tt_error err = {0};
    char command[SUPPORT_PATH_SIZE];
    if (tt__spool_write(&folder, "s.gp", script, &err) != TT_OK)
        fail_msg("%s", err.message);
    (void)snprintf(command, sizeof command,
                   "cd '%s' && TZ=UTC gnuplot -d -e \"FMT='%s'; OUT='out'\" s.gp", folder.folder,
                   format);
    if (system(command) != 0 || tt__spool_read(&folder, "out", &file, &err) != TT_OK)
        fail_msg("gnuplot did not draw: %s", err.message);
    support_leave(&folder);
    return file;
}

#endif
