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
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bytes.h"

#define STOP_CHECK_MS 50   /* how late a wish to stop may be seen */
#define TERM_MS       1000 /* from SIGTERM to SIGKILL */
#define HIGHEST_FD    1024 /* descriptors of the host below this are closed in the child */

int64_t tt__clock_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void tt__process_init(tt__process *process)
{
    memset(process, 0, sizeof *process);
    process->to = -1;
    process->from = -1;
    process->messages = -1;
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

/* In the child: it does not outlive its parent, however that ends. A child that works without end would
 * not notice that its input is closed. */
static void die_with(pid_t parent)
{
#ifdef __linux__
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    if (getppid() != parent)
        _exit(127);
}

/* In the child: only calls that are safe after fork in a threaded program. */
static void become(const tt__process_spec *spec, const pipes *p, pid_t parent)
{
    die_with(parent);
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
    tt__process_init(out);
    pipes p;
    if (open_pipes(&p) != 0) {
        int reason = errno;
        close_pipes(&p);
        return tt_fail(err, TT_EGNUPLOT, "no pipes to gnuplot: %s; close files or use fewer jobs",
                       strerror(reason));
    }
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0)
        become(spec, &p, parent);
    if (pid < 0) {
        int reason = errno;
        close_pipes(&p);
        return tt_fail(err, TT_EGNUPLOT, "no process for gnuplot: %s; use fewer jobs",
                       strerror(reason));
    }
    (void)setpgid(pid, pid); /* here too: whoever comes first */
    out->pid = pid;
    out->to = p.ends[0][1];
    out->from = p.ends[1][0];
    out->messages = p.ends[2][0];
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

/* Drop the oldest output, all but `keep` bytes. */
static void keep_output(tt__process *process, size_t keep)
{
    if (process->output_length <= keep)
        return;
    memmove(process->output, process->output + process->output_length - keep, keep);
    process->output_length = keep;
}

/* Non-zero when the marker's whole line is there; it is then in hearing->answer. */
static int take_answer(tt__process *process, tt__hearing *hearing)
{
    const size_t marker_length = strlen(hearing->marker);
    const char *at = tt__bytes_find(process->output, process->output_length, hearing->marker);
    if (!at) {
        keep_output(process, marker_length); /* it may have come in part */
        return 0;
    }
    const char *text = at + marker_length;
    size_t length = process->output_length - (size_t)(text - process->output);
    const char *end = memchr(text, '\n', length);
    if (!end && length < sizeof hearing->answer) {
        keep_output(process, length + marker_length);
        return 0;
    }
    size_t rest = end ? length - (size_t)(end + 1 - text) : 0;
    if (end)
        length = (size_t)(end - text);
    if (length >= sizeof hearing->answer)
        length = sizeof hearing->answer - 1;
    memcpy(hearing->answer, text, length);
    hearing->answer[length] = '\0';
    keep_output(process, rest);
    return 1;
}

/* A child that complains without end: its first words and its last are kept. */
static void limit_messages(tt_strbuf *said)
{
    const size_t keep = TT__MESSAGES_LIMIT;
    if (said->length < 8 * keep)
        return;
    memmove(said->text + keep, said->text + said->length - keep, keep);
    said->length = 2 * keep;
}

/* Read what is there. Returns 0 at the end of the file, else 1. */
static int read_messages(tt__process *process)
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
        tt_strbuf_add_bytes(&process->said, bytes, (size_t)got);
        limit_messages(&process->said);
        if ((size_t)got < sizeof bytes)
            return 1;
    }
}

/* Hand over what was said up to the marker's line; without a marker, all. */
static void take_messages(tt__process *process, tt__hearing *hearing)
{
    tt_strbuf *said = &process->said;
    const char *at =
        said->length ? tt__bytes_find(said->text, said->length, hearing->marker) : NULL;
    size_t length = at ? (size_t)(at - said->text) : said->length;
    const size_t limit = TT__MESSAGES_LIMIT;
    tt_strbuf_add_bytes(hearing->messages, tt_strbuf_text(said), length < limit ? length : limit);
    const char *end = at ? memchr(at, '\n', said->length - length) : NULL;
    size_t rest = end ? said->length - (size_t)(end + 1 - said->text) : 0;
    if (rest)
        memmove(said->text, end + 1, rest);
    said->length = rest;
    said->failed = 0;
}

/* Returns 1 when the answer is complete, 0 to go on, -1 when the output has ended. */
static int read_output(tt__process *process, tt__hearing *hearing)
{
    ssize_t got = read(process->from, process->output + process->output_length,
                       sizeof process->output - process->output_length);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    if (got == 0)
        return -1;
    process->output_length += (size_t)got;
    return take_answer(process, hearing);
}

/* Returns 0, or -1 when nobody reads any more. */
static int send_some(tt__process *process)
{
    tt_strbuf *unsent = &process->unsent;
    ssize_t sent = write_quietly(process->to, unsent->text, unsent->length);
    if (sent < 0)
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    unsent->length -= (size_t)sent;
    if (unsent->length)
        memmove(unsent->text, unsent->text + sent, unsent->length);
    return 0;
}

void tt__process_say(tt__process *process, const char *text)
{
    if (process->pid == 0)
        return;
    tt_strbuf_add(&process->unsent, text);
    if (process->unsent.length)
        (void)send_some(process); /* an end of the child is seen when its answer is waited for */
}

int tt__must_stop(const tt__stop *stop)
{
    return (stop->flag && atomic_load(stop->flag)) || (stop->asked && stop->asked(stop->context));
}

static int poll_ms(const tt__hearing *hearing, int64_t deadline)
{
    int64_t left = deadline - tt__clock_ms();
    if ((hearing->stop.flag || hearing->stop.asked) && left > STOP_CHECK_MS)
        left = STOP_CHECK_MS;
    return left > 0 ? (int)left : 0;
}

static tt__hear_end wait_for_answer(tt__process *process, tt__hearing *hearing)
{
    const int64_t deadline = tt__clock_ms() + hearing->limit_ms;
    struct pollfd fds[3] = {
        {process->from, POLLIN, 0}, {process->messages, POLLIN, 0}, {process->to, POLLOUT, 0}};
    while (!tt__must_stop(&hearing->stop)) {
        fds[2].fd = process->unsent.length ? process->to : -1;
        int ready = poll(fds, 3, poll_ms(hearing, deadline));
        if (ready < 0 && errno != EINTR)
            return TT__HEAR_DIED;
        if (ready > 0 && fds[1].revents && !read_messages(process))
            fds[1].fd = -1;
        int got = ready > 0 && fds[0].revents ? read_output(process, hearing) : 0;
        if (got != 0)
            return got > 0 ? TT__HEAR_DONE : TT__HEAR_DIED;
        if (ready > 0 && fds[2].fd >= 0 && fds[2].revents && send_some(process) != 0)
            return TT__HEAR_DIED;
        if (tt__clock_ms() >= deadline)
            return TT__HEAR_LATE;
    }
    return TT__HEAR_STOPPED;
}

tt__hear_end tt__process_hear(tt__process *process, tt__hearing *hearing)
{
    hearing->answer[0] = '\0';
    if (process->pid == 0 || process->unsent.failed)
        return TT__HEAR_DIED;
    /* The answer may have come along with an earlier one. */
    tt__hear_end end =
        take_answer(process, hearing) ? TT__HEAR_DONE : wait_for_answer(process, hearing);
    /* Standard error is not buffered by the child: what it wrote before the marker is here now. */
    (void)read_messages(process);
    take_messages(process, hearing);
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
    tt_strbuf_clear(&process->unsent);
    tt_strbuf_clear(&process->said);
    tt__process_init(process);
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
