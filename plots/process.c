/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child process behind three polled pipes.
 *
 * _GNU_SOURCE is for pipe2 alone (POSIX.1-2024): close-on-exec must be set in the same step, or two
 * threads that start children at once hand each other's pipe ends on, and closing a pipe then no
 * longer ends the child at its other side.
 *
 * Signals: the host's dispositions stay as they are. SIGPIPE is blocked in the writing thread for the
 * time of the write and taken back if it came; the child starts with everything at its default. */
#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define STOP_CHECK_MS 50   /* how late a stop flag may be seen */
#define TERM_MS       1000 /* from SIGTERM to SIGKILL */
#define HIGHEST_FD    1024 /* descriptors of the host below this are closed in the child */
#define WINDOW_SIZE   8192 /* of the child's output, kept while looking for the marker */

int64_t tt__clock_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

tt__process tt__process_none(void)
{
    return (tt__process){0, -1, -1, -1};
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

/* ---- start ---------------------------------------------------------------------------------- */

/* The three pipes: ends[i][0] is read, ends[i][1] written. */
typedef struct pipes {
    int ends[3][2];
} pipes;

static void close_pipes(pipes *p)
{
    for (int i = 0; i < 3; i++) {
        close_fd(&p->ends[i][0]);
        close_fd(&p->ends[i][1]);
    }
}

/* All numbers are 3 or more: a host that runs with its standard streams closed would otherwise get
 * pipe ends at 0 to 2, where the child's dup2 overwrites them. */
static int open_pipes(pipes *p)
{
    memset(p, -1, sizeof *p);
    for (int i = 0; i < 3; i++) {
        int raw[2];
        if (pipe2(raw, O_CLOEXEC) != 0)
            return -1;
        for (int side = 0; side < 2; side++) {
            p->ends[i][side] = raw[side] > 2 ? raw[side] : fcntl(raw[side], F_DUPFD_CLOEXEC, 3);
            if (raw[side] <= 2)
                (void)close(raw[side]);
        }
        if (p->ends[i][0] < 0 || p->ends[i][1] < 0)
            return -1;
    }
    return 0;
}

static void limit(int resource, uint64_t value)
{
    struct rlimit now;
    if (value == 0 || getrlimit(resource, &now) != 0)
        return;
    rlim_t wanted = (rlim_t)value;
    if (now.rlim_cur != RLIM_INFINITY && wanted > now.rlim_cur)
        wanted = now.rlim_cur; /* never more than the host allows itself */
    now = (struct rlimit){wanted, wanted};
    (void)setrlimit(resource, &now);
}

/* In the child: only calls that are safe after fork in a threaded program. */
static void become(const tt__process_spec *spec, const pipes *p)
{
    (void)setpgid(0, 0);
    struct sigaction standard;
    memset(&standard, 0, sizeof standard);
    standard.sa_handler = SIG_DFL;
    for (int number = 1; number < 32; number++)
        (void)sigaction(number, &standard, NULL); /* refused for SIGKILL and SIGSTOP */
    sigset_t none;
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    if (dup2(p->ends[0][0], 0) < 0 || dup2(p->ends[1][1], 1) < 0 || dup2(p->ends[2][1], 2) < 0)
        _exit(127);
    for (int fd = 3; fd < HIGHEST_FD; fd++)
        (void)close(fd);
    limit(RLIMIT_AS, spec->memory_bytes);
    limit(RLIMIT_FSIZE, spec->file_bytes);
    limit(RLIMIT_CPU, spec->cpu_seconds);
    struct rlimit no_core = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &no_core);
    if (chdir(spec->folder) != 0)
        _exit(127);
    (void)execve(spec->program, spec->arguments, spec->environment);
    _exit(127);
}

static void set_non_blocking(int fd)
{
    (void)fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

tt_status tt__process_start(tt__process *out, const tt__process_spec *spec, tt_error *err)
{
    *out = tt__process_none();
    pipes p;
    if (open_pipes(&p) != 0) {
        int reason = errno;
        close_pipes(&p);
        return tt_fail(err, TT_EGNUPLOT, "no pipes to gnuplot: %s; close files or use fewer jobs",
                       strerror(reason));
    }
    pid_t pid = fork();
    if (pid == 0)
        become(spec, &p);
    if (pid < 0) {
        int reason = errno;
        close_pipes(&p);
        return tt_fail(err, TT_EGNUPLOT, "no process for gnuplot: %s; use fewer jobs",
                       strerror(reason));
    }
    (void)setpgid(pid, pid); /* here too: whoever comes first */
    *out = (tt__process){pid, p.ends[0][1], p.ends[1][0], p.ends[2][0]};
    close_fd(&p.ends[0][0]);
    close_fd(&p.ends[1][1]);
    close_fd(&p.ends[2][1]);
    set_non_blocking(out->to);
    set_non_blocking(out->from);
    set_non_blocking(out->messages);
    return TT_OK;
}

/* ---- talk ----------------------------------------------------------------------------------- */

/* write(2) that never raises SIGPIPE in this thread. */
static ssize_t write_quietly(int fd, const char *bytes, size_t length)
{
    sigset_t pipe_signal;
    sigset_t old;
    sigset_t pending;
    (void)sigemptyset(&pipe_signal);
    (void)sigaddset(&pipe_signal, SIGPIPE);
    (void)sigpending(&pending);
    (void)pthread_sigmask(SIG_BLOCK, &pipe_signal, &old);
    ssize_t written = write(fd, bytes, length);
    int reason = errno;
    if (written < 0 && reason == EPIPE && sigismember(&pending, SIGPIPE) != 1) {
        const struct timespec now = {0, 0};
        while (sigtimedwait(&pipe_signal, NULL, &now) < 0 && errno == EINTR)
            continue;
    }
    (void)pthread_sigmask(SIG_SETMASK, &old, NULL);
    errno = reason;
    return written;
}

/* The latest part of the child's output. */
typedef struct window {
    char bytes[WINDOW_SIZE];
    size_t length;
} window;

/* Where the marker begins, or NULL. */
static char *find_marker(window *w, const char *marker, size_t marker_length)
{
    char *at = w->bytes;
    size_t left = w->length;
    while (left >= marker_length) {
        char *next = memchr(at, marker[0], left - marker_length + 1);
        if (!next)
            return NULL;
        if (memcmp(next, marker, marker_length) == 0)
            return next;
        left -= (size_t)(next + 1 - at);
        at = next + 1;
    }
    return NULL;
}

/* Drop what cannot belong to the answer any more, so that there is room to read. */
static void drop_oldest(window *w, size_t keep)
{
    if (w->length <= keep)
        return;
    memmove(w->bytes, w->bytes + w->length - keep, keep);
    w->length = keep;
}

/* Non-zero when the marker's whole line is there; it is then in talk->answer. */
static int take_answer(window *w, tt__talk *talk)
{
    size_t marker_length = strlen(talk->marker);
    char *at = find_marker(w, talk->marker, marker_length);
    if (!at) {
        drop_oldest(w, marker_length);
        return 0;
    }
    char *text = at + marker_length;
    size_t length = w->length - (size_t)(text - w->bytes);
    char *end = memchr(text, '\n', length);
    if (end)
        length = (size_t)(end - text);
    else if (length < sizeof talk->answer) {
        drop_oldest(w, w->length - (size_t)(at - w->bytes));
        return 0;
    }
    if (length >= sizeof talk->answer)
        length = sizeof talk->answer - 1;
    memcpy(talk->answer, text, length);
    talk->answer[length] = '\0';
    return 1;
}

/* Read what is there. Returns 0 at the end of the file, else 1. */
static int read_messages(tt__process *process, tt_strbuf *messages)
{
    char bytes[2048];
    for (;;) {
        ssize_t got = read(process->messages, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno == EAGAIN;
        if (got == 0)
            return 0;
        size_t room =
            messages->length < TT__MESSAGES_LIMIT ? TT__MESSAGES_LIMIT - messages->length : 0;
        tt_strbuf_add_bytes(messages, bytes, (size_t)got < room ? (size_t)got : room);
        if ((size_t)got < sizeof bytes)
            return 1;
    }
}

/* Returns 1 when the answer is complete, 0 to go on, -1 when the output has ended. */
static int read_output(tt__process *process, window *w, tt__talk *talk)
{
    ssize_t got = read(process->from, w->bytes + w->length, sizeof w->bytes - w->length);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    if (got == 0)
        return -1;
    w->length += (size_t)got;
    return take_answer(w, talk);
}

/* Returns how much was sent, or -1 when nobody reads any more. */
static ssize_t send_some(tt__process *process, const char *bytes, size_t length)
{
    ssize_t sent = write_quietly(process->to, bytes, length);
    if (sent >= 0)
        return sent;
    return errno == EAGAIN || errno == EINTR ? 0 : -1;
}

static int must_stop(const tt__talk *talk)
{
    for (int i = 0; i < 2; i++)
        if (talk->stop[i] && atomic_load(talk->stop[i]))
            return 1;
    return 0;
}

static int poll_ms(const tt__talk *talk, int64_t deadline)
{
    int64_t left = deadline - tt__clock_ms();
    if ((talk->stop[0] || talk->stop[1]) && left > STOP_CHECK_MS)
        left = STOP_CHECK_MS;
    return left > 0 ? (int)left : 0;
}

static tt__talk_end exchange(tt__process *process, tt__talk *talk)
{
    window w;
    w.length = 0;
    size_t unsent = strlen(talk->send);
    const char *next = talk->send;
    const int64_t deadline = tt__clock_ms() + talk->limit_ms;
    struct pollfd fds[3] = {
        {process->from, POLLIN, 0}, {process->messages, POLLIN, 0}, {process->to, POLLOUT, 0}};
    for (;;) {
        if (must_stop(talk))
            return TT__TALK_STOPPED;
        fds[2].fd = unsent ? process->to : -1;
        int ready = poll(fds, 3, poll_ms(talk, deadline));
        if (ready < 0 && errno != EINTR)
            return TT__TALK_DIED;
        if (ready > 0 && fds[1].revents && !read_messages(process, talk->messages))
            fds[1].fd = -1;
        int got = ready > 0 && fds[0].revents ? read_output(process, &w, talk) : 0;
        if (got != 0)
            return got > 0 ? TT__TALK_DONE : TT__TALK_DIED;
        ssize_t sent = ready > 0 && fds[2].revents ? send_some(process, next, unsent) : 0;
        if (sent < 0)
            return TT__TALK_DIED;
        next += sent;
        unsent -= (size_t)sent;
        if (tt__clock_ms() >= deadline)
            return TT__TALK_LATE;
    }
}

tt__talk_end tt__process_talk(tt__process *process, tt__talk *talk)
{
    talk->answer[0] = '\0';
    if (process->pid == 0)
        return TT__TALK_DIED;
    tt__talk_end end = exchange(process, talk);
    /* Standard error is not buffered by the child: what it wrote before the marker is here now. */
    (void)read_messages(process, talk->messages);
    return end;
}

/* ---- stop ----------------------------------------------------------------------------------- */

typedef enum end_seen { STILL_RUNNING, HAS_ENDED, TAKEN_BY_HOST } end_seen;

/* Wait for the child's end, without reaping it: its number cannot then belong to anybody else while
 * its group is signalled. A host that ignores SIGCHLD or waits for any child may have taken it. */
static end_seen wait_for_end(pid_t pid, int wait_ms)
{
    const int64_t deadline = tt__clock_ms() + wait_ms;
    for (long pause = 200000;; pause = pause < 8000000 ? pause * 2 : pause) {
        siginfo_t info;
        memset(&info, 0, sizeof info);
        int result = waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT);
        if (result != 0 && errno != EINTR)
            return TAKEN_BY_HOST;
        if (result == 0 && info.si_pid == pid)
            return HAS_ENDED;
        if (tt__clock_ms() >= deadline)
            return STILL_RUNNING;
        const struct timespec nap = {0, pause};
        (void)nanosleep(&nap, NULL);
    }
}

/* Ends the child and its helpers; returns its wait status, or -1. */
static int end_child(pid_t pid, int polite_ms)
{
    end_seen seen = wait_for_end(pid, polite_ms);
    if (seen == STILL_RUNNING) {
        (void)kill(-pid, SIGTERM);
        seen = wait_for_end(pid, TERM_MS);
    }
    if (seen == TAKEN_BY_HOST)
        return -1;
    (void)kill(-pid, SIGKILL);
    int status = -1;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}

int tt__process_stop(tt__process *process, int polite_ms)
{
    close_fd(&process->to);
    int status = process->pid > 0 ? end_child((pid_t)process->pid, polite_ms) : -1;
    close_fd(&process->from);
    close_fd(&process->messages);
    process->pid = 0;
    return status;
}

void tt__process_status_text(int wait_status, char text[32])
{
    if (wait_status != -1 && WIFEXITED(wait_status))
        (void)snprintf(text, 32, "exit status %d", WEXITSTATUS(wait_status));
    else if (wait_status != -1 && WIFSIGNALED(wait_status))
        (void)snprintf(text, 32, "signal %d", WTERMSIG(wait_status));
    else
        (void)snprintf(text, 32, "an unknown status");
}
