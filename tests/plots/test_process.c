/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child process behind pipes: what it says is heard, however it behaves, and nothing of it stays. */
#define _XOPEN_SOURCE 700
#include "process.h"

#include <poll.h>
#include <signal.h>
#include <sys/resource.h>

#include "support.h"
#include "tiptrend/memory.h"

static char shell[] = "sh";
static char dash_c[] = "-c";
static char variable[] = "GREETING=hello";
static char *const environment[] = {variable, NULL};

/* Starts a shell command in a folder. */
static tt__process start(const char *command, const tt__spool *folder)
{
    tt__process process;
    tt_error err = {0};
    char *text = tt_strdup(command);
    char *const arguments[] = {shell, dash_c, text, NULL};
    const tt__process_spec spec = {.program = "/bin/sh",
                                   .arguments = arguments,
                                   .environment = environment,
                                   .folder = folder->folder};
    check_status(tt__process_start(&process, &spec, &err), TT_OK, &err);
    tt_free(text);
    return process;
}

typedef struct heard {
    tt__hear_end end;
    char answer[512];
    tt_strbuf messages;
} heard;

static heard hear(tt__process *process, const char *marker, int limit_ms)
{
    heard h = {.messages = TT_STRBUF_INIT};
    tt__hearing hearing = {.marker = marker, .limit_ms = limit_ms, .messages = &h.messages};
    h.end = tt__process_hear(process, &hearing);
    memcpy(h.answer, hearing.answer, sizeof h.answer);
    return h;
}

static void expect(tt__process *process, const char *marker, const char *answer,
                   const char *messages)
{
    heard h = hear(process, marker, 5000);
    check_true(h.end == TT__HEAR_DONE);
    check_text(h.answer, answer, "the answer");
    check_text(tt_strbuf_text(&h.messages), messages, "what was said on standard error");
    tt_strbuf_clear(&h.messages);
}

static void stop(tt__process *process, int polite_ms)
{
    (void)tt__process_stop(process, polite_ms);
    check_true(process->pid == 0);
    (void)tt__process_stop(process, polite_ms); /* once more is fine */
}

static void question_and_answer(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    int before = support_descriptors();
    tt__process process =
        start("while read -r line; do echo noise; echo \"$line about\" >&2; echo \"$line end\" >&2;"
              " echo \"before $line after\"; done; exit 5",
              &folder);
    tt__process_say(&process, "M1\n");
    tt__process_say(&process, "M2\n");
    expect(&process, "M1", " after", "");
    /* What belongs to the second was said after the first one's marker. */
    expect(&process, "M2", " after", "M1 end\n");
    check_true(WEXITSTATUS(tt__process_stop(&process, 5000)) == 5);
    check_true(support_is_childless() && support_descriptors() == before);
    support_leave(&folder);
    check_done();
}

/* The child sees the environment, the folder and the limits that it was given, and no signal of ours. */
static void surroundings(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    sigset_t blocked;
    sigset_t old;
    (void)sigemptyset(&blocked);
    (void)sigaddset(&blocked, SIGTERM);
    (void)sigprocmask(SIG_BLOCK, &blocked, &old);
    tt__process process =
        start("echo \"M1 $GREETING $(pwd -P) [$HOME]\"; read -r line; kill -TERM $$; echo M2 alive",
              &folder);
    (void)sigprocmask(SIG_SETMASK, &old, NULL);
    char expected[SUPPORT_PATH_SIZE + 20];
    (void)snprintf(expected, sizeof expected, " hello %s []", folder.folder);
    expect(&process, "M1", expected, "");
    tt__process_say(&process, "go\n");
    heard h = hear(&process, "M2", 5000);
    check_true(h.end == TT__HEAR_DIED); /* of SIGTERM, which is neither blocked nor ignored there */
    tt_strbuf_clear(&h.messages);
    int status = tt__process_stop(&process, 0);
    char text[32];
    tt__process_status_text(status, text);
    check_text(text, "signal 15", "how it ended");
    support_leave(&folder);
    check_done();
}

static void bad_behaviour(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    /* It ends without an answer. */
    tt__process process = start("exit 3", &folder);
    heard h = hear(&process, "M", 5000);
    check_true(h.end == TT__HEAR_DIED);
    tt_strbuf_clear(&h.messages);
    stop(&process, 0);
    /* It works without end. */
    process = start("trap '' TERM; while :; do sleep 0.05; done", &folder);
    int64_t begin = tt__clock_ms();
    h = hear(&process, "M", 100);
    check_true(h.end == TT__HEAR_LATE);
    check_true(tt__clock_ms() - begin >= 100 && tt__clock_ms() - begin < 3000);
    tt_strbuf_clear(&h.messages);
    stop(&process, 0);
    /* It floods both streams: all is read, little is kept, the answer is found. */
    process = start("i=0; while [ $i -lt 30000 ]; do echo \"word $i $i $i $i\"; echo \"say $i $i "
                    "$i\" >&2; i=$((i + 1)); done; echo M 30000",
                    &folder);
    h = hear(&process, "M", 60000);
    check_true(h.end == TT__HEAR_DONE);
    check_text(h.answer, " 30000", "the answer after a flood");
    check_true(h.messages.length <= TT__MESSAGES_LIMIT);
    check_true(strncmp(tt_strbuf_text(&h.messages), "say 0 ", 6) == 0);
    tt_strbuf_clear(&h.messages);
    stop(&process, 0);
    /* It reads nothing, and more is said than a pipe holds. */
    process = start("exec sleep 100", &folder);
    char *much = tt_calloc(1 << 20, 1);
    memset(much, 'x', (1 << 20) - 1);
    tt__process_say(&process, much);
    tt__process_say(&process, "more");
    h = hear(&process, "M", 50);
    check_true(h.end == TT__HEAR_LATE);
    tt_strbuf_clear(&h.messages);
    stop(&process, 0);
    /* It closes its input and goes on: writing there is no SIGPIPE for us. */
    process = start("exec 0<&-; echo M ready; sleep 0.3; echo N end", &folder);
    expect(&process, "M", " ready", "");
    tt__process_say(&process, "anybody there?\n");
    h = hear(&process, "N", 5000);
    check_true(h.end == TT__HEAR_DIED || h.end == TT__HEAR_DONE);
    tt_strbuf_clear(&h.messages);
    stop(&process, 0);
    tt_free(much);
    check_true(support_is_childless());
    support_leave(&folder);
    check_done();
}

/* A whole family goes, not only the child itself. */
static void grandchildren(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    tt__process process = start("sleep 100 & echo M $!; wait", &folder);
    heard h = hear(&process, "M", 5000);
    check_true(h.end == TT__HEAR_DONE);
    int grandchild = atoi(h.answer);
    check_true(grandchild > 1 && kill(grandchild, 0) == 0);
    tt_strbuf_clear(&h.messages);
    stop(&process, 0);
    for (int i = 0; i < 100 && kill(grandchild, 0) == 0; i++) /* until init has seen it */
        (void)poll(NULL, 0, 20);
    check_true(kill(grandchild, 0) != 0);
    support_leave(&folder);
    check_done();
}

static int always(void *context)
{
    ++*(int *)context;
    return 1;
}

static void asked_to_stop(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    tt__process process = start("exec sleep 100", &folder);
    atomic_int flag = 1;
    int asked = 0;
    tt_strbuf messages = TT_STRBUF_INIT;
    tt__hearing hearing = {
        .marker = "M", .limit_ms = 60000, .stop = {.flag = &flag}, .messages = &messages};
    check_true(tt__process_hear(&process, &hearing) == TT__HEAR_STOPPED);
    hearing.stop = (tt__stop){always, &asked, NULL};
    check_true(tt__process_hear(&process, &hearing) == TT__HEAR_STOPPED);
    check_true(asked > 0);
    check_true(!tt__must_stop(&(tt__stop){NULL, NULL, NULL}));
    tt_strbuf_clear(&messages);
    stop(&process, 0);
    support_leave(&folder);
    check_done();
}

static void no_program(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    tt__process process;
    char *const arguments[] = {shell, NULL};
    tt__process_spec spec = {.program = "/nowhere/at/all",
                             .arguments = arguments,
                             .environment = environment,
                             .folder = folder.folder};
    check_status(tt__process_start(&process, &spec, NULL), TT_OK, NULL);
    heard h = hear(&process, "M", 5000);
    check_true(h.end == TT__HEAR_DIED);
    tt_strbuf_clear(&h.messages);
    char text[32];
    tt__process_status_text(tt__process_stop(&process, 0), text);
    check_text(text, "exit status 127", "a program that is not there");
    spec.program = "/bin/sh";
    spec.folder = "/nowhere/at/all";
    check_status(tt__process_start(&process, &spec, NULL), TT_OK, NULL);
    tt__process_status_text(tt__process_stop(&process, 2000), text);
    check_text(text, "exit status 127", "a folder that is not there");
    tt__process_init(&process);
    stop(&process, 0);
    support_leave(&folder);
    check_done();
}

/* No descriptors left: an error, and none of those taken on the way is kept. */
static void no_descriptors(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    int before = support_descriptors();
    struct rlimit old;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
    int next = dup(0); /* the lowest that is free */
    (void)close(next);
    struct rlimit few = {(rlim_t)next + 4, old.rlim_max}; /* two pipes, and not the third */
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    tt__process process;
    tt_error err = {0};
    char *const arguments[] = {shell, NULL};
    const tt__process_spec spec = {.program = "/bin/sh",
                                   .arguments = arguments,
                                   .environment = environment,
                                   .folder = folder.folder};
    check_status(tt__process_start(&process, &spec, &err), TT_EGNUPLOT, &err);
    check_true(strstr(err.message, "pipes") != NULL);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
    check_true(support_descriptors() == before);
    support_leave(&folder);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(question_and_answer), cmocka_unit_test(surroundings),
        cmocka_unit_test(bad_behaviour),       cmocka_unit_test(grandchildren),
        cmocka_unit_test(asked_to_stop),       cmocka_unit_test(no_program),
        cmocka_unit_test(no_descriptors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
