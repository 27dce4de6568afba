/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a batch says while it goes on. */
#define _POSIX_C_SOURCE 200809L
#include "batch_progress.h"

#include <stdio.h>
#include <time.h>

#include "tiptrend/memory.h"

#define LEAST_SECONDS 1.0 /* before that a rate says nothing */

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

cli_progress cli_progress_begin(const cli_context *context)
{
    return (cli_progress){.context = context, .start = now()};
}

static int is_terminal(const cli_progress *p)
{
    return p->context->err.width > 0 && !p->context->settings.quiet && !p->is_silent;
}

void cli_progress_clear(const cli_progress *progress)
{
    if (!is_terminal(progress) || progress->made == 0)
        return;
    (void)fputs("\r\033[K", stderr);
    (void)fflush(stderr);
}

void cli_progress_time(double seconds, tt_strbuf *out)
{
    unsigned long left = seconds > 0 ? (unsigned long)(seconds + 0.5) : 0;
    if (left >= 3600)
        tt_strbuf_addf(out, "%lu:%02lu:%02lu", left / 3600, left / 60 % 60, left % 60);
    else
        tt_strbuf_addf(out, "%lu:%02lu", left / 60, left % 60);
}

static void draw_line(const cli_progress *p)
{
    tt_strbuf line = TT_STRBUF_INIT;
    double passed = now() - p->start;
    tt_strbuf_addf(&line, "\r\033[K%zu of %zu reports, %zu charts", p->made, p->due, p->charts);
    if (passed >= LEAST_SECONDS) {
        tt_strbuf_add(&line, ", ");
        tt_strbuf_fixed(&line, (double)p->charts / passed, 1);
        tt_strbuf_add(&line, " a second, ");
        cli_progress_time(passed / (double)p->made * (double)(p->due - p->made), &line);
        tt_strbuf_add(&line, " left");
    }
    (void)fputs(tt_strbuf_text(&line), stderr);
    (void)fflush(stderr);
    tt_strbuf_clear(&line);
}

void cli_progress_made(cli_progress *progress, const char *report, size_t charts)
{
    progress->made++;
    progress->charts += charts;
    if (is_terminal(progress)) {
        draw_line(progress);
    } else if (!progress->context->settings.quiet && !progress->is_silent) {
        (void)printf("%s: %zu charts (%zu of %zu)\n", report, charts, progress->made,
                     progress->due);
        (void)fflush(stdout); /* a log is read while it grows */
    }
}

void cli_progress_keep(cli_progress *progress, const char *what, const char *why)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, what);
    tt_strbuf_add(&text, ": ");
    tt_strbuf_add(&text, why);
    char *taken = tt_strbuf_take(&text);
    if (taken && tt_grow(&progress->failures, &progress->failure_capacity, progress->failure_count,
                         sizeof *progress->failures) == 0) {
        progress->failures[progress->failure_count++] = taken;
        return;
    }
    cli_message(progress->context, NULL, 0, "error", taken ? taken : what); /* now or never */
    tt_free(taken);
}

void cli_progress_end(cli_progress *progress)
{
    cli_progress_clear(progress);
    for (size_t i = 0; i < progress->failure_count; i++) {
        cli_message(progress->context, NULL, 0, "error", progress->failures[i]);
        tt_free(progress->failures[i]);
    }
    tt_free(progress->failures);
    progress->failures = NULL;
    progress->failure_count = 0;
}
