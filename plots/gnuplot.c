/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where gnuplot is, and the surroundings it gets.
 *
 * The environment is built from nothing: GNUTERM may hold commands, GNUPLOT_LIB, GNUPLOT_LUA_DIR and
 * FIT_SCRIPT code, and the time zone and the locale change what is drawn. Its home is an empty folder,
 * so that neither ~/.gnuplot nor fonts that only this user has play a part; only fontconfig's cache
 * is the user's, since building one takes seconds. */
#define _XOPEN_SOURCE 700 /* realpath is of the XSI part of POSIX.1-2008 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tiptrend/memory.h"
#include "worker.h"

#define DEFAULT_TIME_LIMIT_MS  10000
#define DEFAULT_START_LIMIT_MS 5000
#define HOME_NAME              "home"

/* Each drawing begins from the same state, whatever the one before did or left undone... */
static const char begin_script[] = "reset session\n"
                                   "reset errors\n"
                                   "set print '-'\n"
                                   "set encoding utf8\n"
                                   "set decimalsign '.'\n";

/* ... and ends with its file closed, also when the script stopped within a multiplot, where output
 * and terminal cannot be changed. Then the marker goes to standard error, to part what belongs to
 * this drawing from what the next one says, and with the answer to standard output. */
static const char end_script[] =
    "unset multiplot\n"
    "unset output\n"
    "set print\n"
    "print " TT__MARKER_VARIABLE "\n"
    "set print '-'\n"
    "print " TT__MARKER_VARIABLE ", ' ', GPVAL_ERRNO, ' ', GPVAL_ERRMSG\n";

static int is_program(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && access(path, X_OK) == 0;
}

/* The first gnuplot in $PATH; entries that are not absolute are left out: what a working folder holds
 * is no program of the system. */
static tt_status search_path(char **out, tt_error *err)
{
    const char *searched = getenv("PATH");
    if (!searched || !searched[0])
        searched = "/usr/local/bin:/usr/bin:/bin"; /* as a shell would, where a service has none */
    const char *at = searched;
    while (*at) {
        size_t length = strcspn(at, ":");
        tt_strbuf path = TT_STRBUF_INIT;
        tt_strbuf_add_bytes(&path, at, length);
        tt_strbuf_add(&path, "/gnuplot");
        if (path.failed)
            return tt_fail(err, TT_ENOMEM, "no memory for the path of gnuplot");
        if (at[0] == '/' && is_program(path.text)) {
            *out = tt_strbuf_take(&path);
            return TT_OK;
        }
        tt_strbuf_clear(&path);
        at += length + (at[length] == ':');
    }
    return tt_fail(err, TT_EGNUPLOT,
                   "no gnuplot in %.120s; install it (Debian: apt install gnuplot-nox) or set "
                   "TIPTREND_GNUPLOT to its path",
                   searched);
}

static tt_status find_program(const char *wanted, char **out, tt_error *err)
{
    *out = NULL;
    if (!wanted || !wanted[0])
        wanted = getenv("TIPTREND_GNUPLOT");
    if (!wanted || !wanted[0])
        return search_path(out, err);
    if (!is_program(wanted))
        return tt_fail(err, TT_EGNUPLOT, "'%s' is no program; give the path of gnuplot", wanted);
    char *real = realpath(wanted, NULL);
    *out = real ? tt_strdup(real) : NULL;
    free(real);
    return *out ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for the path of gnuplot");
}

static int is_folder(const char *path)
{
    struct stat info;
    return path && path[0] == '/' && stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* "XDG_CACHE_HOME=" and the user's cache, or our empty home where there is none. */
static void add_cache(tt_strbuf *out, const char *home)
{
    tt_strbuf usual = TT_STRBUF_INIT;
    const char *cache = getenv("XDG_CACHE_HOME");
    const char *users_home = getenv("HOME");
    if (!is_folder(cache) && users_home) {
        tt_strbuf_addf(&usual, "%s/.cache", users_home);
        cache = tt_strbuf_text(&usual);
    }
    tt_strbuf_addf(out, "XDG_CACHE_HOME=%s", is_folder(cache) ? cache : home);
    tt_strbuf_clear(&usual);
}

static tt_status build_environment(tt__gnuplot *out, const char *home, tt_error *err)
{
    static const char *const fixed[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"};
    size_t count = 0;
    for (; count < sizeof fixed / sizeof fixed[0]; count++)
        out->environment[count] = tt_strdup(fixed[count]);
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_addf(&text, "HOME=%s", home);
    out->environment[count++] = tt_strbuf_take(&text);
    add_cache(&text, home);
    out->environment[count++] = tt_strbuf_take(&text);
    for (size_t i = 0; i < count; i++)
        if (!out->environment[i])
            return tt_fail(err, TT_ENOMEM, "no memory for gnuplot's environment");
    return TT_OK;
}

static tt_status make_home(tt__gnuplot *out, const tt__spool *spool, tt_error *err)
{
    char *home = tt__spool_path(spool, HOME_NAME);
    if (!home)
        return tt_fail(err, TT_ENOMEM, "no memory for the name of a folder");
    tt_status status =
        mkdir(home, 0700) == 0
            ? build_environment(out, home, err)
            : tt_fail(err, TT_ECANTCREATE, "no folder can be made in '%s'", spool->folder);
    tt_free(home);
    return status;
}

tt_status tt__gnuplot_prepare(tt__gnuplot *out, const tt_render_options *options,
                              const tt__spool *spool, tt_error *err)
{
    *out = (tt__gnuplot){0};
    out->spool = spool;
    out->time_limit_ms = options->time_limit_ms ? options->time_limit_ms : DEFAULT_TIME_LIMIT_MS;
    out->start_limit_ms =
        options->start_limit_ms ? options->start_limit_ms : DEFAULT_START_LIMIT_MS;
    out->stop = (tt__stop){options->stop, options->stop_context, NULL};
    tt_status status = find_program(options->gnuplot, &out->path, err);
    if (status == TT_OK)
        status = make_home(out, spool, err);
    if (status == TT_OK)
        status = tt__spool_write(spool, TT__BEGIN_SCRIPT, begin_script, err);
    if (status == TT_OK)
        status = tt__spool_write(spool, TT__END_SCRIPT, end_script, err);
    if (status == TT_OK && options->style)
        status = tt__spool_write(spool, TT__STYLE_SCRIPT, options->style, err);
    if (status != TT_OK)
        tt__gnuplot_clear(out);
    return status;
}

void tt__gnuplot_clear(tt__gnuplot *gnuplot)
{
    tt_free(gnuplot->path);
    for (size_t i = 0; i < sizeof gnuplot->environment / sizeof gnuplot->environment[0]; i++)
        tt_free(gnuplot->environment[i]);
    *gnuplot = (tt__gnuplot){0};
}
