/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing with the real gnuplot and with programs that behave badly in its place: the same bytes each
 * time, one failure harms no other chart, and nothing is left of any of them. */
#define _XOPEN_SOURCE 700
#include "tiptrend/render.h"

#include <math.h>

#include "support.h"
#include "tiptrend/memory.h"

static const tt_render_target all_formats[] = {
    {TT_FORMAT_SVG, NULL}, {TT_FORMAT_PDF, NULL}, {TT_FORMAT_PNG, NULL}, {TT_FORMAT_EPS, NULL}};

static tt_render_job job_of(const char *name, const char *script, size_t formats)
{
    return (tt_render_job){.name = name,
                           .script = script,
                           .targets = all_formats,
                           .target_count = formats,
                           .alt = "A parabola.",
                           .source = "a test",
                           .width_mm = SUPPORT_WIDTH_MM,
                           .height_mm = SUPPORT_HEIGHT_MM,
                           .dpi = SUPPORT_DPI};
}

static tt_render *begin(const tt_render_options *options)
{
    tt_render *render = NULL;
    tt_error err = {0};
    check_status(tt_render_new(options, &render, &err), TT_OK, &err);
    assert_non_null(render);
    return render;
}

static size_t submit(tt_render *render, const tt_render_job *job)
{
    size_t index = SIZE_MAX;
    tt_error err = {0};
    check_status(tt_render_submit(render, job, &index, &err), TT_OK, &err);
    return index;
}

static const tt_render_result *wait_for(tt_render *render, size_t index, tt_status expected)
{
    const tt_render_result *result = NULL;
    tt_error err = {0};
    check_status(tt_render_wait(render, index, &result, &err), expected, &err);
    assert_non_null(result);
    return result;
}

/* ---- the real one ---- */

static void every_format(void **state)
{
    (void)state;
    support_need_gnuplot();
    int before = support_descriptors();
    tt_render *render = begin(NULL);
    tt_render_job job = job_of("parabola", SUPPORT_SCRIPT, 4);
    size_t first = submit(render, &job);
    size_t second = submit(render, &job);
    check_true(first == 0 && second == 1 && tt_render_count(render) == 2);
    const tt_render_result *a = wait_for(render, first, TT_OK);
    const tt_render_result *b = wait_for(render, second, TT_OK);
    static const char *const starts[] = {"<?xml", "%PDF-", "\x89PNG", "%!PS-Adobe"};
    assert_int_equal(a->file_count, 4);
    for (size_t i = 0; i < 4; i++) {
        check_true(a->files[i].format == all_formats[i].format && a->files[i].status == TT_OK);
        check_true(a->files[i].size > 100 && a->files[i].bytes[a->files[i].size] == '\0');
        check_true(a->files[i].size == b->files[i].size &&
                   memcmp(a->files[i].bytes, b->files[i].bytes, a->files[i].size) == 0);
        check_true(strncmp(a->files[i].bytes, starts[i], strlen(starts[i])) == 0);
    }
    check_true(strstr(a->files[0].bytes, "A parabola.") != NULL); /* the alternative text */
    check_text(a->name, "parabola", "the name of the chart");
    check_text(a->warnings, "", "what gnuplot said");
    check_true(!a->retried);
    check_true(tt_render_gnuplot_path(render)[0] == '/');
    check_true(strchr(tt_render_gnuplot_version(render), '.') != NULL);
    tt_render_free(render);
    tt_render_free(NULL);
    check_true(support_is_childless() && support_descriptors() == before);
    check_done();
}

/* Results come in the order of submission and do not depend on the number of gnuplots. */
static void many_charts(void **state)
{
    (void)state;
    support_need_gnuplot();
    enum { CHARTS = 24 };
    char *drawn[CHARTS] = {NULL};
    for (int jobs = 1; jobs <= 3; jobs += 2) {
        tt_render *render = begin(&(tt_render_options){.jobs = jobs});
        char name[16];
        char script[sizeof SUPPORT_TERMINAL + 64];
        for (int i = 0; i < CHARTS; i++) {
            (void)snprintf(name, sizeof name, "chart-%d", i);
            (void)snprintf(script, sizeof script, SUPPORT_TERMINAL "plot [0:1] x**%d\n", i);
            tt_render_job job = job_of(name, script, 1);
            check_true(submit(render, &job) == (size_t)i);
        }
        check_status(tt_render_finish(render, NULL), TT_OK, NULL);
        for (int i = 0; i < CHARTS; i++) {
            const tt_render_result *result = wait_for(render, (size_t)i, TT_OK);
            (void)snprintf(name, sizeof name, "chart-%d", i);
            check_text(result->name, name, "the chart of this number");
            if (!drawn[i])
                drawn[i] = tt_strdup(result->files[0].bytes);
            else
                check_true(strcmp(drawn[i], result->files[0].bytes) == 0);
        }
        tt_render_free(render);
    }
    for (int i = 0; i < CHARTS; i++)
        tt_free(drawn[i]);
    check_true(support_is_childless());
    check_done();
}

/* What is released is gone, and the others are as they were. */
static void released(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt_render *render = begin(&(tt_render_options){.jobs = 2});
    const tt_render_result *result;
    for (int i = 0; i < 6; i++) {
        tt_render_job job = job_of("chart", SUPPORT_SCRIPT, 2);
        check_true(submit(render, &job) == (size_t)i);
        if (i >= 2)
            tt_render_release(render, (size_t)i - 2); /* waits for it */
    }
    tt_render_release(render, 0);  /* again */
    tt_render_release(render, 99); /* there is none */
    check_status(tt_render_wait(render, 3, &result, NULL), TT_EUSAGE, NULL);
    check_true(result == NULL);
    check_true(wait_for(render, 4, TT_OK)->files[0].size > 100);
    check_status(tt_render_finish(render, NULL), TT_OK, NULL);
    check_true(tt_render_count(render) == 6);
    tt_render_free(render);
    check_true(support_is_childless());
    check_done();
}

/* A script may leave gnuplot in any state: the next chart is drawn as if it were the first. */
static void one_after_another(void **state)
{
    (void)state;
    support_need_gnuplot();
    static const char *const scripts[] = {
        "this is no command\n",
        SUPPORT_TERMINAL "plot nosuchfunction(x)\n",
        SUPPORT_TERMINAL "set multiplot layout 2,2\nplot x\nundefined_here(1)\n",
        "x = 1\n",                       /* draws nothing, where half a drawing was */
        "set terminal nosuchterminal\n", /* a warning only, from gnuplot 6 on */
        SUPPORT_TERMINAL "set title 'left over'; set xrange [5:6]; y = 7; plot x; exit\n",
        SUPPORT_TERMINAL "plot '-' using 1:2\n1 2\ne\nset decimalsign ','; print \"E0000\"\n",
    };
    tt_render *render = begin(&(tt_render_options){.jobs = 1});
    tt_render_job good = job_of("good", SUPPORT_SCRIPT, 1);
    const tt_render_result *first = wait_for(render, submit(render, &good), TT_OK);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        tt_render_job bad = job_of("bad", scripts[i], 1);
        const tt_render_result *result = NULL;
        tt_error err = {0};
        tt_status status = tt_render_wait(render, submit(render, &bad), &result, &err);
        check_true(status == TT_EGNUPLOT || (i >= 5 && status == TT_OK));
        if (status != TT_OK) {
            check_text(err.series, "bad", "the chart that failed");
            check_true(err.message[0] && result->files[0].status == TT_EGNUPLOT);
        }
        const tt_render_result *again = wait_for(render, submit(render, &good), TT_OK);
        check_true(again->files[0].size == first->files[0].size &&
                   memcmp(again->files[0].bytes, first->files[0].bytes, first->files[0].size) == 0);
    }
    tt_render_free(render);
    check_done();
}

/* Files come to their places at the end, and not at all from a render that is given up. */
static void files_in_place(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt__spool folder = support_enter();
    char path[SUPPORT_PATH_SIZE];
    char nowhere[SUPPORT_PATH_SIZE];
    (void)support_path(&folder, "a.svg", path);
    (void)support_path(&folder, "no/b.svg", nowhere);
    tt_render_target targets[] = {{TT_FORMAT_SVG, path}, {TT_FORMAT_SVG, nowhere}};
    tt_render_job job = job_of("placed", SUPPORT_SCRIPT, 1);
    job.targets = targets;
    tt_render *render = begin(NULL);
    (void)wait_for(render, submit(render, &job), TT_OK);
    check_true(support_size(path) == -1);
    check_status(tt_render_finish(render, NULL), TT_OK, NULL);
    check_true(support_size(path) > 100);
    job.target_count = 2;
    const tt_render_result *result = wait_for(render, submit(render, &job), TT_ECANTCREATE);
    check_true(result->files[0].status == TT_OK && result->files[1].status == TT_ECANTCREATE);
    check_status(tt_render_finish(render, NULL), TT_ECANTCREATE, NULL);
    tt_render_free(render);
    (void)unlink(path);
    render = begin(NULL);
    job.target_count = 1;
    (void)wait_for(render, submit(render, &job), TT_OK);
    tt_render_free(render);
    check_true(support_size(path) == -1);
    check_true(support_count(folder.folder, "tiptrend") == 0);
    support_leave(&folder);
    check_done();
}

/* A drawing of another size than the chart says is refused. */
static void wrong_size(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt_render *render = begin(NULL);
    tt_render_job job = job_of("large", SUPPORT_SCRIPT, 2);
    job.width_mm = 90;
    tt_error err = {0};
    const tt_render_result *result;
    check_status(tt_render_wait(render, submit(render, &job), &result, &err), TT_EGNUPLOT, &err);
    check_true(strstr(err.message, "mm") != NULL);
    tt_render_free(render);
    check_done();
}

static void calls_without_sense(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt_render *render;
    tt_error err = {0};
    check_status(tt_render_new(&(tt_render_options){.jobs = -1}, &render, &err), TT_EUSAGE, &err);
    check_status(tt_render_new(&(tt_render_options){.jobs = 65}, &render, NULL), TT_EUSAGE, NULL);
    check_status(tt_render_new(&(tt_render_options){.time_limit_ms = -1}, &render, NULL), TT_EUSAGE,
                 NULL);
    check_status(tt_render_new(&(tt_render_options){.work_folder = "/nowhere"}, &render, NULL),
                 TT_ECANTCREATE, NULL);
    render = begin(NULL);
    const tt_render_job good = job_of("good", SUPPORT_SCRIPT, 1);
    tt_render_job bad[8];
    for (size_t i = 0; i < 8; i++)
        bad[i] = good;
    bad[0].name = "";
    bad[1].script = NULL;
    bad[2].target_count = 0;
    bad[3].dpi = 5;
    bad[4].width_mm = -1;
    bad[5].height_mm = NAN;
    bad[6].targets = &(tt_render_target){TT_FORMAT_COUNT, NULL};
    bad[7].name = NULL;
    for (size_t i = 0; i < 8; i++)
        check_status(tt_render_submit(render, &bad[i], NULL, NULL), TT_EUSAGE, NULL);
    const tt_render_result *result;
    check_status(tt_render_wait(render, 0, &result, NULL), TT_EUSAGE, NULL);
    check_true(result == NULL);
    tt_format format;
    check_status(tt_format_parse("PDF", &format, NULL), TT_OK, NULL);
    check_true(format == TT_FORMAT_PDF);
    err = (tt_error){0};
    check_status(tt_format_parse("gif", &format, &err), TT_EUSAGE, &err);
    check_true(strstr(err.message, "svg") != NULL);
    check_true(tt_format_name(TT_FORMAT_COUNT) == NULL);
    tt_render_free(render);
    check_done();
}

/* ---- others in its place ---- */

/* Greets as gnuplot 5.4.4, then runs a shell command for each drawing. */
#define FAKE(drawing)                                                                              \
    "#!/bin/sh\nPATH=/usr/bin:/bin\nwhile read -r line; do\n case $line in\n"                      \
    " *\"print '\"*GPVAL_VERSION*) marker=${line#*print \\'}; echo \"${marker%% *} 5.4 4\" ;;\n"   \
    " FMT=*) " drawing " ;;\n"                                                                     \
    " tt_marker=*) m=${line#tt_marker=\\'}; m=${m%%\\'*}; echo \"$m\" >&2; echo \"$m 0 \" ;;\n"    \
    " esac\ndone\n"

static tt_render *begin_fake(const tt__spool *folder, const char *program, char *path)
{
    (void)support_program(folder, "gnuplot", program, path);
    return begin(&(tt_render_options){
        .gnuplot = path, .jobs = 1, .time_limit_ms = 300, .start_limit_ms = 5000});
}

static void expect_failure(const char *drawing, const char *words, int retried)
{
    tt__spool folder = support_enter();
    char path[SUPPORT_PATH_SIZE];
    tt_render *render = begin_fake(&folder, drawing, path);
    tt_render_job job = job_of("victim", SUPPORT_SCRIPT, 2);
    tt_error err = {0};
    const tt_render_result *result;
    check_status(tt_render_wait(render, submit(render, &job), &result, &err), TT_EGNUPLOT, &err);
    check_text(err.series, "victim", "the chart that failed");
    if (!strstr(err.message, words))
        check_text(err.message, words, "the message");
    check_true(result->retried == retried);
    tt_render_free(render);
    check_true(support_is_childless());
    support_leave(&folder);
}

static void bad_gnuplots(void **state)
{
    (void)state;
    expect_failure(FAKE("exec sleep 100"), "did not answer in time while drawing, twice", 1);
    expect_failure(FAKE("exit 4"), "ended with exit status 4 while drawing, twice", 1);
    expect_failure(FAKE("kill -9 $$"), "ended with signal 9 while drawing, twice", 1);
    expect_failure(FAKE(":"), "no drawing came", 0);
    expect_failure(FAKE("o=${line#*OUT=\\'}; echo '<svg' >\"${o%%\\'*}\""), "damaged", 0);
    check_done();
}

static void bad_starts(void **state)
{
    (void)state;
    static const struct {
        const char *program;
        const char *words;
    } starts[] = {
        {"#!/bin/sh\nexec sleep 100\n", "did not answer in time while starting"},
        {"#!/bin/sh\nexit 9\n", "exit status 9 while starting"},
        {"#!/bin/sh\nexec cat\n", "is no gnuplot"},
        {"#!/nowhere/sh\n", "exit status 127"},
    };
    tt__spool folder = support_enter();
    char path[SUPPORT_PATH_SIZE];
    tt_render *render;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        tt_error err = {0};
        tt_render_options options = {
            .gnuplot = support_program(&folder, "gnuplot", starts[i].program, path),
            .start_limit_ms = 300};
        check_status(tt_render_new(&options, &render, &err), TT_EGNUPLOT, &err);
        if (!strstr(err.message, starts[i].words))
            check_text(err.message, starts[i].words, "the message");
        check_true(render == NULL);
    }
    tt_error err = {0};
    check_status(tt_render_new(&(tt_render_options){.gnuplot = folder.folder}, &render, &err),
                 TT_EGNUPLOT, &err);
    check_true(strstr(err.message, "is no program") != NULL);
    check_true(support_is_childless());
    support_leave(&folder);
    check_done();
}

/* A gnuplot that dies once has another try; the chart is drawn and the result says so. */
static void second_try(void **state)
{
    (void)state;
    support_need_gnuplot();
    tt__spool folder = support_enter();
    char path[SUPPORT_PATH_SIZE];
    char program[2 * SUPPORT_PATH_SIZE];
    (void)snprintf(program, sizeof program,
                   "#!/bin/sh\nPATH=/usr/local/bin:/usr/bin:/bin\n"
                   "if [ ! -e '%s/tried' ]; then\n"
                   "  while read -r line; do case $line in FMT=*) : >'%s/tried'; kill 0 ;; esac; "
                   "echo \"$line\"; done | gnuplot -d\n"
                   "else exec gnuplot -d; fi\n",
                   folder.folder, folder.folder);
    tt_render *render = begin(&(tt_render_options){
        .gnuplot = support_program(&folder, "gnuplot", program, path), .jobs = 1});
    tt_render_job job = job_of("lucky", SUPPORT_SCRIPT, 1);
    const tt_render_result *result = wait_for(render, submit(render, &job), TT_OK);
    check_true(result->retried == 1 && result->files[0].size > 100);
    tt_render_free(render);
    support_leave(&folder);
    check_done();
}

static int now(void *context)
{
    return *(int *)context;
}

static void asked_to_stop(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    char path[SUPPORT_PATH_SIZE];
    int stop = 0;
    tt_render *render = begin(&(tt_render_options){
        .gnuplot = support_program(&folder, "gnuplot", FAKE("exec sleep 100"), path),
        .jobs = 1,
        .stop = now,
        .stop_context = &stop});
    stop = 1;
    tt_render_job job = job_of("stopped", SUPPORT_SCRIPT, 3);
    size_t a = submit(render, &job);
    size_t b = submit(render, &job);
    (void)wait_for(render, a, TT_EINTERRUPTED);
    (void)wait_for(render, b, TT_EINTERRUPTED);
    tt_render_free(render);
    check_true(support_is_childless());
    support_leave(&folder);
    check_done();
}

/* Given up in the middle of a drawing: at once, with nothing left. */
static void given_up(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    char path[SUPPORT_PATH_SIZE];
    tt_render *render = begin(&(tt_render_options){
        .gnuplot = support_program(&folder, "gnuplot", FAKE("exec sleep 100"), path), .jobs = 2});
    tt_render_job job = job_of("given up", SUPPORT_SCRIPT, 1);
    for (int i = 0; i < 5; i++)
        (void)submit(render, &job);
    tt_render_free(render);
    check_true(support_is_childless());
    support_leave(&folder);
    check_done();
}

/* Without memory at any point of the caller's side. */
static void no_memory(void **state)
{
    (void)state;
    support_need_gnuplot();
    int before = support_descriptors();
    tt_render *render = NULL;
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    while (status == TT_ENOMEM && n < 200) {
        tt_memory_fail_at(++n);
        status = tt_render_new(&(tt_render_options){.jobs = 1}, &render, NULL);
        tt_memory_fail_at(0);
    }
    check_status(status, TT_OK, NULL);
    check_true(n > 10);
    tt_render_free(render);
    check_true(support_descriptors() == before && support_is_childless());
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format),
        cmocka_unit_test(many_charts),
        cmocka_unit_test(released),
        cmocka_unit_test(one_after_another),
        cmocka_unit_test(files_in_place),
        cmocka_unit_test(wrong_size),
        cmocka_unit_test(calls_without_sense),
        cmocka_unit_test(bad_gnuplots),
        cmocka_unit_test(bad_starts),
        cmocka_unit_test(second_try),
        cmocka_unit_test(asked_to_stop),
        cmocka_unit_test(given_up),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
