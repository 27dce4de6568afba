/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One gnuplot and the protocol that it is spoken to in.
 *
 * gnuplot reads standard input one byte per system call, so the script is a file that it loads and
 * only a few lines go through the pipe:
 *
 *     load 'begin.gp'                            everything as at the start, error number 0
 *     FMT='svg'; OUT='w0a.svg'; TIPTREND=1; load 'w0a.gp'    an error stops the script there
 *     tt_marker='E...'; load 'end.gp'            closes the file, answers
 *
 * The answer is the marker with gnuplot's error number and message. The marker is 64 random bits, new
 * each time: neither data nor a drawing that lands on standard output can be taken for an answer. An
 * error of `set terminal` or `set output` ends the script before it plots, so a terminal that was
 * refused draws nothing. The file is complete when the answer is there: pdfcairo writes only at
 * `unset output`.
 *
 * The next drawing may be sent before the answer to the last, so that gnuplot need not wait for us.
 * What a dead process had been sent counts as not sent, and only the drawing that it was at, the one
 * that is awaited, has used up a try.
 *
 * A SVG's colours depend on whether it is the first of its process; a throw-away one at the start
 * makes all others alike. */
#include "worker.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "drawing.h"
#include "random.h"

#define POLITE_MS       500 /* for gnuplot to end by itself when its input is closed: takes 2 */
#define BYTES_A_SECOND  1e6 /* of script, added to the time limit */
#define START_TRIES     3   /* failed starts in a row after which no more are tried */
#define OLDEST_MAJOR    5
#define OLDEST_MINOR    2
#define MEMORY_LIMIT    ((uint64_t)4 << 30) /* bytes of address space: 600 dpi takes 0.1e9 */
#define FILE_LIMIT      ((uint64_t)256 << 20)
#define CPU_LIMIT_S     600    /* beside twice the time limit of one drawing */
#define RETIRE_AFTER_MS 300000 /* busy for so long, a process gives way to a new one */

void tt__worker_init(tt__worker *worker, const tt__gnuplot *gnuplot)
{
    memset(worker, 0, sizeof *worker);
    worker->gnuplot = gnuplot;
    tt__process_init(&worker->process);
}

void tt__worker_stop(tt__worker *worker)
{
    (void)tt__process_stop(&worker->process, POLITE_MS);
}

/* Why an exchange did not end well; ends the process. */
static tt_status give_up(tt__worker *worker, tt__hear_end end, const char *doing, tt_error *err)
{
    int is_short = worker->process.unsent.failed;
    int status = tt__process_stop(&worker->process, 0);
    char how[32];
    tt__process_status_text(status, how);
    if (is_short)
        return tt_fail(err, TT_ENOMEM, "no memory for what gnuplot is told while %s", doing);
    switch (end) {
    case TT__HEAR_STOPPED:
        return tt_fail(err, TT_EINTERRUPTED, "stopped while %s", doing);
    case TT__HEAR_LATE:
        return tt_fail(err, TT_EGNUPLOT, "gnuplot did not answer in time while %s", doing);
    default:
        return tt_fail(err, TT_EGNUPLOT, "gnuplot ended with %s while %s", how, doing);
    }
}

/* ---- start ---------------------------------------------------------------------------------- */

/* The answer to the greeting is "5.4 4": version and patch level. */
static tt_status check_version(tt__worker *worker, const char *answer, tt_error *err)
{
    unsigned major;
    unsigned minor;
    char patch[12];
    if (sscanf(answer, " %3u.%3u %11s", &major, &minor, patch) != 3)
        return tt_fail(err, TT_EGNUPLOT, "'%s' is no gnuplot: it answers '%.60s'",
                       worker->gnuplot->path, answer);
    (void)snprintf(worker->version, sizeof worker->version, "%u.%u.%s", major, minor, patch);
    if (major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR))
        return TT_OK;
    return tt_fail(err, TT_EGNUPLOT, "gnuplot %s is too old; install %d.%d or later",
                   worker->version, OLDEST_MAJOR, OLDEST_MINOR);
}

/* A new marker: a letter, so that it is a word, and 64 random bits. */
static void make_marker(char marker[TT__RANDOM_SIZE + 1])
{
    marker[0] = 'E';
    tt__random_hex(marker + 1);
}

static tt_status greet(tt__worker *worker, tt_error *err)
{
    char marker[TT__RANDOM_SIZE + 1];
    make_marker(marker);
    char commands[512];
    (void)snprintf(commands, sizeof commands,
                   "load '" TT__BEGIN_SCRIPT "'\n"
                   "set terminal svg; set output '/dev/null'; plot x\n"
                   "unset output; print '%s ',GPVAL_VERSION,' ',GPVAL_PATCHLEVEL\n",
                   marker);
    tt__process_say(&worker->process, commands);
    tt_strbuf messages = TT_STRBUF_INIT;
    tt__hearing hearing = {.marker = marker,
                           .limit_ms = worker->gnuplot->start_limit_ms,
                           .stop = worker->gnuplot->stop,
                           .messages = &messages};
    tt__hear_end end = tt__process_hear(&worker->process, &hearing);
    tt_strbuf_clear(&messages);
    return end == TT__HEAR_DONE ? check_version(worker, hearing.answer, err)
                                : give_up(worker, end, "starting", err);
}

tt_status tt__worker_start(tt__worker *worker, tt_error *err)
{
    static char name[] = "gnuplot";
    static char no_settings[] = "-d"; /* neither the system's nor the user's start files */
    char *const arguments[] = {name, no_settings, NULL};
    const tt__gnuplot *gnuplot = worker->gnuplot;
    const tt__process_spec spec = {.program = gnuplot->path,
                                   .arguments = arguments,
                                   .environment = gnuplot->environment,
                                   .folder = gnuplot->spool->folder,
                                   .memory_bytes = MEMORY_LIMIT,
                                   .file_bytes = FILE_LIMIT,
                                   .cpu_seconds =
                                       CPU_LIMIT_S + 2 * (uint64_t)gnuplot->time_limit_ms / 1000};
    tt_status status = tt__process_start(&worker->process, &spec, err);
    if (status == TT_OK)
        status = greet(worker, err);
    worker->generation++;
    worker->busy_ms = 0;
    worker->failed_starts = status == TT_OK ? 0 : worker->failed_starts + 1;
    if (status != TT_OK)
        (void)tt__process_stop(&worker->process, 0);
    return status;
}

static int must_retire(const tt__worker *worker)
{
    return worker->busy_ms > RETIRE_AFTER_MS;
}

/* A process that is there, and has processor time left. */
static tt_status make_ready(tt__worker *worker, tt_error *err)
{
    if (worker->process.pid && must_retire(worker))
        tt__worker_stop(worker);
    if (worker->process.pid)
        return TT_OK;
    if (tt__must_stop(&worker->gnuplot->stop))
        return tt_fail(err, TT_EINTERRUPTED, "stopped before drawing");
    if (worker->failed_starts >= START_TRIES)
        return tt_fail(err, TT_EGNUPLOT, "gnuplot failed to start %d times; no more tries",
                       START_TRIES);
    return tt__worker_start(worker, err);
}

/* ---- drawing -------------------------------------------------------------------------------- */

/* The first complaint about a line of the script, as in
 *             "w0.gp" line 7: undefined function: nosuch
 * Returns the line, with the text in `text`; 0 when there is none. */
static size_t find_complaint(const tt__drawing *drawing, char *text, size_t size)
{
    char mark[64];
    (void)snprintf(mark, sizeof mark, "\"%s\" line ", drawing->script);
    const char *at = tt_strbuf_text(&drawing->messages);
    while ((at = strstr(at, mark)) != NULL) {
        at += strlen(mark);
        size_t line = 0;
        int used = 0;
        if (sscanf(at, "%9zu: %n", &line, &used) != 1 || used == 0)
            continue;
        at += used;
        if (strncmp(at, "warning:", 8) == 0)
            continue;
        (void)snprintf(text, size, "%.*s", (int)strcspn(at, "\n"), at);
        return line;
    }
    return 0;
}

/* The answer is the error number and the error's text. */
static tt_status judge(const tt__drawing *drawing, const char *answer, tt_error *err)
{
    int number = -1;
    int used = 0;
    if (sscanf(answer, " %d %n", &number, &used) != 1)
        return tt_fail(err, TT_EGNUPLOT, "gnuplot gives no error number but '%.60s'", answer);
    if (number == 0)
        return TT_OK;
    char text[256];
    size_t line = find_complaint(drawing, text, sizeof text);
    if (line == 0)
        return tt_fail(err, TT_EGNUPLOT, "gnuplot: %s", answer + used);
    return tt_fail(err, TT_EGNUPLOT, "gnuplot: %s (line %zu of the script)", text, line);
}

static void send_now(tt__worker *worker, tt__drawing *drawing)
{
    make_marker(drawing->marker);
    char commands[512];
    (void)snprintf(commands, sizeof commands,
                   "load '" TT__BEGIN_SCRIPT "'\n"
                   "FMT='%s'; OUT='%s'; TIPTREND=1; load '%s'\n" TT__MARKER_VARIABLE
                   "='%s'; load '" TT__END_SCRIPT "'\n",
                   tt__drawn_as(drawing->format), drawing->out, drawing->script, drawing->marker);
    tt__process_say(&worker->process, commands);
    drawing->sent_to = worker->generation;
}

static int is_sent(const tt__worker *worker, const tt__drawing *drawing)
{
    return worker->process.pid != 0 && drawing->sent_to == worker->generation;
}

void tt__worker_send(tt__worker *worker, tt__drawing *drawing)
{
    if (worker->process.pid && !must_retire(worker) && !is_sent(worker, drawing))
        send_now(worker, drawing);
}

static tt__hear_end hear(tt__worker *worker, tt__drawing *drawing, tt__hearing *hearing)
{
    const double extra_ms = (double)drawing->script_size / BYTES_A_SECOND * 1000;
    *hearing = (tt__hearing){.marker = drawing->marker,
                             .limit_ms = worker->gnuplot->time_limit_ms + (int)extra_ms,
                             .stop = worker->gnuplot->stop,
                             .messages = &drawing->messages};
    const int64_t start = tt__clock_ms();
    tt__hear_end end = tt__process_hear(&worker->process, hearing);
    worker->busy_ms += tt__clock_ms() - start;
    return end;
}

tt_status tt__worker_await(tt__worker *worker, tt__drawing *drawing, tt_error *err)
{
    for (int attempt = 0;; attempt++) {
        if (!is_sent(worker, drawing)) {
            tt_status status = make_ready(worker, err);
            if (status != TT_OK)
                return status;
            send_now(worker, drawing);
        }
        tt_strbuf_reset(&drawing->messages);
        tt__hearing hearing;
        tt__hear_end end = hear(worker, drawing, &hearing);
        if (end == TT__HEAR_DONE) {
            tt_status status = judge(drawing, hearing.answer, err);
            if (status !=
                TT_OK) /* half a drawing must not be taken for the next one of this name */
                tt__spool_drop(worker->gnuplot->spool, drawing->out);
            return status;
        }
        tt__spool_drop(worker->gnuplot->spool, drawing->out);
        tt_error failure = {0};
        tt_status status = give_up(worker, end, attempt ? "drawing, twice" : "drawing", &failure);
        if (end == TT__HEAR_STOPPED || attempt > 0) {
            drawing->is_deadly = attempt > 0;
            if (err && err->status == TT_OK)
                *err = failure;
            return status;
        }
        drawing->retried = 1;
    }
}
